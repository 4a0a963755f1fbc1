"""Course checks: a sound course passes, and whatever an assignment lacks is named."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from autograder.course import release
from autograder.course.findings import Finding
from autograder.course.model import Course
from autograder.verification.checks import check_assignment, check_released
from tests.conftest import FILES, GRADER, MODEL, SOURCE, write_course

QUIZ = '''
# %% exercise="quiz" points=1
def quiz():
    """Say what two and two make.

    Returns
    -------
    str
        Exactly one of "four", "five
        and a half".
    """
    raise NotImplementedError


# %% check="quiz"
assert quiz() in ("four", "five and a half")
'''
QUIZ_ANSWER = '\n\ndef quiz():\n    """Say it."""\n    return "five and a half"\n'
QUIZ_TEST = '''

@exercise("quiz")
def test_quiz(student):
    """It is known."""
    expect_close(len(student.quiz()), 15)
'''
WITH_QUIZ = {
    "source/01_tiny/tiny.py": SOURCE + QUIZ,
    "solutions/tiny.py": MODEL + QUIZ_ANSWER,
    "solutions/graders/test_tiny.py": GRADER + QUIZ_TEST,
}


def problems(root, files=None) -> list[tuple[str, str]]:
    (assignment,) = write_course(root, FILES | (files or {})).assignments
    found = check_assignment(assignment)
    assert {finding.assignment for finding in found} <= {"01_tiny"}
    return [(finding.where, finding.message) for finding in found]


def test_a_sound_course_has_no_problems(tmp_path):
    assert problems(tmp_path) == []


def test_the_finished_assignments_have_no_problems(real):
    for name in ("04", "06", "08", "09"):
        assert check_assignment(real.assignment(name)) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "where", "message"),
    [
        ("source/01_tiny/tiny.py", "Return twice x, elementwise.", "Compute the result.",
         "double", "has a docstring without a formula"),
        ("source/01_tiny/tiny.py", "    Parameters\n    ----------\n    x : number or array of any"
         " shape\n        Not changed.\n\n    Returns", "    Returns",
         "double", "has a docstring without a section Parameters"),
        ("source/01_tiny/tiny.py", "    Returns\n    -------\n    number or array of the shape of"
         " x\n", "",
         "double", "has a docstring without a section Returns"),
        ("source/01_tiny/tiny.py", "number or array of the shape of x", "array",
         "double", "has a docstring that gives the result no shape"),
        ("source/01_tiny/tiny.py", "x : number or array of any shape", "x : number or array",
         "double", "has a docstring that gives x no shape"),
        ("source/01_tiny/tiny.py", "def double(x):", "def double(x, y=2):",
         "double", "has a docstring that does not describe y; write `y : type`"),
        ("source/01_tiny/tiny.py", "def double(x):", "def double(z):",
         "double", "has a docstring that describes x, which is not a parameter"),
        ("source/01_tiny/tiny.py", "def double(x):", "def double(x=print(1)):",
         "double", "computes a default value in its stub, print(1)"),
        ("source/01_tiny/tiny.py", "assert double(2) == 4", "assert True",
         "double", "has no visible check that calls it"),
        ("source/01_tiny/tiny.py", '# %% check="quadruple"', "# %%",
         "quadruple", "has no visible check that calls it"),
        ("solutions/tiny.py", "def double(x):", "def double(x, y=2):",
         "double", "has the signature (x), its model answer (x, y=2)"),
        ("solutions/tiny.py", "def quadruple(x):", "def fourfold(x):",
         "quadruple", "has no model answer"),
        ("solutions/tiny.py", "def quadruple(x):", "def fourfold(x):",
         "solutions/tiny.py:11", "holds `def fourfold(x):`; only imports, constants"),
        ("solutions/tiny.py", "import numpy as np", "import numpy as np\n\nprint(np)",
         "solutions/tiny.py:5", "holds `print(np)`; only imports, constants"),
        ("solutions/tiny.py", "import numpy as np", "import numpy as np\n\ncache = {}",
         "solutions/tiny.py:5", "holds `cache = {}`; only imports, constants"),
        ("solutions/tiny.py", "def quadruple(x):", "def double(x):",
         "solutions/tiny.py:11", "answers double a second time"),
        ("solutions/tiny.py", '"""Model answers."""', "",
         "solutions/tiny.py", "has no docstring"),
        ("solutions/tiny.py", "return 2 * x", "return 2 *",
         "solutions/tiny.py", "is not valid Python"),
        ("solutions/graders/test_tiny.py", '@exercise("quadruple")', '@exercise("double")',
         "solutions/graders/test_tiny.py", "no test of the exercise quadruple"),
        ("solutions/graders/test_tiny.py", "import numpy as np", "import numpy as np, nonsense_",
         "solutions/graders/test_tiny.py", "No module named 'nonsense_'"),
        ("solutions/graders/test_tiny.py", '@exercise("quadruple")',
         '@aspect\n@exercise("quadruple")',
         "quadruple", "has hidden tests of aspects only"),
    ],
)  # fmt: skip
def test_what_is_missing_is_named(tmp_path, file, old, new, where, message):
    text = FILES[file].replace(old, new, 1)
    assert text != FILES[file]
    found = problems(tmp_path, {file: text})
    assert any(at == where and message in line for at, line in found), found


@pytest.mark.parametrize(
    ("file", "what"),
    [
        ("solutions/misconceptions/tiny.py", "is missing: the assignment has no misconceptions"),
        ("solutions/alternatives/tiny.py", "is missing: the assignment has no alternatives"),
        ("solutions/tiny.py", "is missing: the assignment has no model answers"),
        ("solutions/graders/test_tiny.py", "is missing: the assignment has no grader."),
    ],
)
def test_a_missing_file_is_named(tmp_path, file, what):
    course = write_course(tmp_path)
    (tmp_path / file).unlink()
    (finding,) = check_assignment(course.assignments[0])
    assert finding.assignment == "01_tiny"
    assert file in f"{finding.where} {finding.message}"
    assert what in finding.message


def test_constants_and_imports_may_stand_beside_the_model_answers(tmp_path):
    text = MODEL.replace(
        "import numpy as np",
        "import math\nimport numpy as np\n\nEPSILON: float = 1e-7\nLOW, HIGH = 0, math.inf",
    )
    assert problems(tmp_path, {"solutions/tiny.py": text}) == []


@pytest.mark.parametrize(
    ("stub", "points", "message"),
    [
        ("    print('hello')\n    raise NotImplementedError", 1.0, "does something else"),
        ("    raise NotImplementedError('later')", 1.0, "does something else"),
        ("    pass", 1.0, "does something else"),
        ("    raise NotImplementedError", 0.0, "is worth 0 points; it must be more than 0"),
    ],
)
def test_a_stub_that_does_something_is_named(tmp_path, stub, points, message):
    """Reading a course refuses such a stub already; the checks do not rely on that."""
    assignment = write_course(tmp_path).assignments[0]
    double, quadruple = assignment.exercises
    text = double.stub.replace("    raise NotImplementedError", stub)
    double = replace(double, stub=text, points=points)
    (finding,) = check_assignment(replace(assignment, exercises=(double, quadruple)))
    assert (finding.where, message in finding.message) == ("double", True)


def test_a_quiz_lists_its_answers_in_place_of_a_formula(tmp_path):
    assert problems(tmp_path, WITH_QUIZ) == []


def test_a_quiz_without_listed_answers_is_named(tmp_path):
    text = (SOURCE + QUIZ).replace('"four", "five\n        and a half"', "the answers")
    assert problems(tmp_path, WITH_QUIZ | {"source/01_tiny/tiny.py": text}) == [
        ("quiz", "has a docstring that does not list the model answer"),
        ("quiz", 'has a docstring that lists no answers; write them in it in "double quotes"'),
    ]


def test_a_quiz_whose_answer_is_not_listed_is_named(tmp_path):
    text = MODEL + QUIZ_ANSWER.replace("a half", "a third")
    assert problems(tmp_path, WITH_QUIZ | {"solutions/tiny.py": text}) == [
        ("quiz", "has a docstring that does not list the model answer")
    ]


def test_layers_take_the_place_of_a_formula_in_keras(tmp_path):
    text = SOURCE.replace("Return twice x, elementwise.", "Build it.")
    text = text.replace('exercise="double" points=2', 'exercise="double" points=2 keras=true')
    assert problems(tmp_path, {"source/01_tiny/tiny.py": text}) == []


def test_two_assignments_may_share_a_name(tmp_path):
    files = {
        name.replace("01_tiny", "02_small").replace("tiny.py", "small.py"): text.replace(
            "01_tiny", "02_small"
        )
        for name, text in FILES.items()
    }
    course = write_course(tmp_path, FILES | files)
    assert len(course.assignments) == 2
    assert [check_assignment(assignment) for assignment in course.assignments] == [[], []]


def test_the_whole_release_is_checked_where_all_assignments_are(tmp_path, monkeypatch):
    finding = Finding("01_tiny", "release/", "cell 3 holds a line of solutions/tiny.py:7")
    stray = Finding("99_stray", "release/", "release/99_stray belongs to no assignment")
    asked: list[Course] = []

    def checked(course):
        asked.append(course)
        return [finding, stray]

    monkeypatch.setattr(release, "check_course", checked)
    monkeypatch.setattr(release, "check", lambda assignment: [finding])
    course = write_course(tmp_path)
    assert check_released(course, course.assignments) == [finding, stray]
    assert asked == [course]
    assert check_released(course, []) == []


def test_a_finding_reads_as_a_line_and_keeps_its_keys_in_json():
    finding = Finding("01_tiny", "double", "has no model answer")
    assert str(finding) == "01_tiny: double: has no model answer"
    assert msgspec.to_builtins(finding) == {
        "assignment": "01_tiny", "entry": "double", "message": "has no model answer",
    }  # fmt: skip
