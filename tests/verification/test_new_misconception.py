"""A student's wrong answer as an entry of the bank: from grading to grading."""

from __future__ import annotations

import ast

import pytest

from autograder.course.bank import read_bank
from autograder.course.loading import load_course
from autograder.course.model import CourseError
from autograder.grading.engine import Settings
from autograder.grading.run import run as grade
from autograder.platforms.exports import export
from autograder.reports.pages.class_page import write_page
from autograder.reports.pages.feedback import write_pages
from autograder.reports.store import Store
from autograder.reports.unexplained import Group, groups_of
from autograder.submissions.discovery import find_submissions
from autograder.verification.new_misconception import choose_group, draft_entry
from autograder.verification.verify import verify_assignments
from tests.cli.test_cli import run
from tests.conftest import EXAMPLES, EXAMPLES_FILE, FILES, LIMITS, needs_sandbox, write_course

RIGHT = "\n\ndef quadruple(x):\n    return 4 * x\n"
ADDS = "import numpy as np\n\n\ndef double(x):\n    return 2 * x + 1\n"
ANSWERS = {
    "ada": ADDS,
    "ben": "import numpy as np\nONE = 1.0\n\n\ndef more(v):\n    # <script>alert(1)</script>\n"
    "    return v + ONE\n\n\ndef double(values):\n"
    "    '''Double, more or less.'''\n    return more(np.add(values, values))\n",
    "cleo": "def double(x):\n    return 5 * x - 3 * x * x\n",
}


@pytest.fixture
def course(tmp_path):
    # The visible check doubles a number: there is an example of that, too.
    last = "    yield call(np.array([1.0, 3.0]))\n"
    examples = EXAMPLES.replace(last, f"{last}    yield call(2)\n")
    return write_course(tmp_path / "course", FILES | {EXAMPLES_FILE: examples})


def graded(course, folder, answers):
    for student, text in answers.items():
        path = folder / "class" / student / "01_tiny" / "tiny.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + RIGHT)
    store = Store(folder / "out")
    settings = Settings(b"a secret", LIMITS, counterexamples=20)
    found = find_submissions([folder / "class"], course)
    for _ in grade(found, course, store, settings, workers=1):
        pass
    return store


@needs_sandbox
def test_one_mistake_written_in_two_ways_becomes_an_entry_that_recognises_it(course, tmp_path):
    store = graded(course, tmp_path, ANSWERS)
    first, second = groups_of(store.reports())
    assert (first.exercise, first.students) == ("double", ("ada", "ben"))
    assert second.students == ("cleo",)
    assert first.example is not None
    assert first.example.call == "double(np.array([2.0]))"
    assert (first.example.returned, first.example.expected) == (
        "np.array([5.0])",
        "np.array([4.0])",
    )
    arguments = ("new-misconception", store.folder, "tiny", "double", "--group", 1, "--yes",
                 "--name", "double_adds_one", "--hint", "Nothing is added.")  # fmt: skip
    done = run(*arguments, course=course.root)
    assert done.returncode == 0, done.stderr
    assert "without a sandbox" in done.stdout
    assert "Next: `autograder verify 01_tiny`" in done.stdout
    again = load_course(course.root)
    (verification,) = verify_assignments(again, again.assignments, limits=LIMITS)
    assert [
        failure for failure in verification.failures if "docstring" not in failure.message
    ] == []
    assert verification.misconceptions == 9
    recognised = [
        (report.student, report.exercises[0].misconception, report.unexplained != [])
        for report in graded(again, tmp_path, ANSWERS).reports()
    ]
    assert recognised == [
        ("ada", "double_adds_one", False),
        ("ben", "double_adds_one", False),
        ("cleo", None, True),
    ]


@needs_sandbox
def test_what_is_for_staff_is_in_no_students_page_and_no_export(course, tmp_path):
    store = graded(course, tmp_path, ANSWERS)
    secret = "alert(1)"
    assert secret in (store.folder / "ben" / "01_tiny" / "report.json").read_text()
    assert (
        "&lt;script&gt;alert(1)&lt;/script&gt;" not in write_page(store).read_text()
    )  # ada's code
    written = list(write_pages(store, "full", tmp_path / "pages"))
    written += export(store.reports(), "json", tmp_path / "json", feedback="full").files
    written += export(store.reports(), "csv", tmp_path / "csv", feedback="full").files
    written += export(store.reports(), "gradescope", tmp_path / "gs", feedback="full").files
    written += export(store.reports(), "moodle", tmp_path / "moodle", feedback="full").files
    assert len(written) >= 9
    for path in written:
        assert secret not in path.read_text()
        assert "unexplained" not in path.read_text()


@needs_sandbox
@pytest.mark.parametrize(
    "answer", ["def double(x):\n    return -x\n", "", ADDS.replace(" + 1", "")]
)
def test_without_public_calls_or_mistakes_nothing_is_kept(tiny, tmp_path, answer):
    (report,) = graded(tiny, tmp_path, {"ada": answer}).reports()
    assert report.unexplained == []


# Drafts: nothing is graded.


def group(function, *needs, exercise="double"):
    return Group(exercise, 1, ("ada",), None, "ada", function, needs)


def draft(course, function, *needs, name="double_wrong", hint="Think."):
    (assignment,) = course.assignments
    exercise = assignment.exercises[0]
    return draft_entry(assignment, exercise, group(function, *needs), name=name, hint=hint)


def body(drafted):
    return drafted.entry.partition(":\n")[2]


def test_an_entry_has_the_exercises_parameters_and_all_that_it_needs(course):
    drafted = draft(
        course,
        "def double(v: float) -> float:\n    '''Text.'''\n    # why\n    return helper(v) + EPS",
        "import math as m",
        "EPS = m.pi",
        "unused = open('a')",
        "def helper(v):\n    return np.sum(v) + m.e",
        "import numpy as np",
    )
    assert drafted.entry == (
        '@misconception(of="double", hint="Think.")\n'
        "def double_wrong(x):\n"
        "    v = x\n"
        "    import math as m\n"
        "    EPS = m.pi\n\n"
        "    def helper(v):\n"
        "        return np.sum(v) + m.e\n"
        "    return helper(v) + EPS\n"
    )


def test_it_stands_after_the_others_of_its_exercise_and_the_rest_stays(course):
    path = course.assignments[0].misconceptions
    before = path.read_text()
    drafted = draft(course, "def double(x):\n    return double(x / 2) * 3")
    assert path.read_text() == before
    drafted.write()
    assert path.read_text().replace("\n\n" + drafted.entry, "", 1) == before
    entries = read_bank(course.root / "solutions", "tiny")
    names = [entry.name for entry in entries if entry.kind == "misconception"]
    assert names[3:6] == ["double_forgets_return", "double_wrong", "quadruple_triples"]
    assert entries[4].renamed_source == "def double(x):\n    return double(x / 2) * 3"


def test_a_long_hint_is_broken_and_a_quotation_mark_kept(course):
    hint = 'Say "twice" ' + "and nothing else " * 6
    drafted = draft(course, "def double(x):\n    return 3 * x", hint=hint.strip())
    assert max(map(len, drafted.entry.splitlines())) <= 130
    drafted.write()
    entries = read_bank(course.root / "solutions", "tiny")
    assert next(one for one in entries if one.name == "double_wrong").hint == hint.strip()


def test_other_exercises_are_the_model_answers(course):
    (assignment,) = course.assignments
    exercise = assignment.exercise("quadruple")
    wrong = group("def quadruple(x):\n    return double(x)", exercise="quadruple")
    drafted = draft_entry(assignment, exercise, wrong, name="q", hint="Think.")
    assert drafted.calls == ("double",)


@pytest.mark.parametrize(
    ("function", "needs", "said"),
    [
        ("def double(x):\n    return open('/etc/passwd')", (), "it uses open"),
        ("def double(x):\n    return helper(x)", ("def helper(x):\n    return eval('x')",), "eval"),
        ("def double(x):\n    return os.getcwd()", ("import os",), "imports os"),
        ("def double(x):\n    return x.__class__", (), "__class__"),
        ("def double(x):\n    return elsewhere(x)", (), "it uses elsewhere"),
        ("def double(x):\n    return helper(x)", ("def helper(x:\n",), "it uses helper"),
        ("def double(x, y):\n    return x", (), "has the parameters (x, y), and the exercise (x)"),
        ("def double(*x):\n    return x", (), "has the parameters (*x)"),
        ("def double(x):\n    return (", (), "is not valid Python"),
        ("def double(x):\n    return " + "-" * 3000 + "x", (), "is not valid Python"),
        ("def double(x):\n    return " + "(" * 300, (), "is not valid Python"),
        ("def double(x):\n    return '\\N{no such letter}'", (), "is not valid Python"),
        ("@cached\ndef double(x):\n    return x", (), "is decorated"),
        ("def other(x):\n    return x", (), "does not define double"),
        ("def double(x):\n    a = 1\n    return g(a)", ("def g(v):\n    return v + a", "a = 5"),
         "uses a for two things"),
        ("", (), "is not in the report"),
    ],
)  # fmt: skip
def test_what_is_not_plain_or_not_complete_is_refused(course, function, needs, said):
    path = course.assignments[0].misconceptions
    before = path.read_text()
    with pytest.raises(CourseError) as error:
        draft(course, function, *needs)
    assert said in str(error.value)
    assert path.read_text() == before


@pytest.mark.parametrize("name", ["double", "double_squares", "a b", "class", "_hidden", "é", "1a"])
def test_a_name_must_be_free(course, name):
    with pytest.raises(CourseError, match="name"):
        draft(course, "def double(x):\n    return 3 * x", name=name)


@pytest.mark.parametrize("hint", ["", " ", "two\nlines", "x" * 301, "\u202e"])
def test_a_hint_is_one_line(course, hint):
    with pytest.raises(CourseError, match="A hint is one line"):
        draft(course, "def double(x):\n    return 3 * x", hint=hint)


def test_hidden_letters_do_not_get_past_the_reader(course):
    drafted = draft(course, "def double(x):\n    return '\u202e\\x1b[31m' + str(x)")
    assert drafted.entry.isascii()
    assert drafted.entry.replace("\n", "").isprintable()


def test_a_bank_that_is_not_there_yet_is_begun(course):
    course.assignments[0].misconceptions.unlink()
    draft(course, "def double(x):\n    return 3 * x").write()
    (entry,) = (one for one in read_bank(course.root / "solutions", "tiny") if one.hint)
    assert entry.name == "double_wrong"
    ast.parse(course.assignments[0].misconceptions.read_text())


def test_of_several_groups_one_is_chosen(course, tmp_path):
    from tests.reports.test_unexplained import answered

    (assignment,) = course.assignments
    store = Store(tmp_path / "out")
    double = assignment.exercises[0]
    with pytest.raises(CourseError, match="holds no wrong answer to double"):
        choose_group(store_with(store, []), assignment, double, None)
    store_with(store, [answered("ada", {"a": "1"}), answered("ben", {"a": "1"})])
    assert choose_group(store, assignment, double, None).students == ("ada", "ben")
    store_with(store, [answered("cleo", {"a": "2"})])
    with pytest.raises(CourseError, match=r"2 groups.*\n  1  2 students: double\(1\) returned 0\n"):
        choose_group(store, assignment, double, None)
    assert choose_group(store, assignment, double, 2).students == ("cleo",)
    with pytest.raises(CourseError, match="has 2 groups; there is no 3"):
        choose_group(store, assignment, double, 3)


def store_with(store, reports):
    store.prepare()
    for report in reports:
        store.write(report, "key")
    return store


@pytest.mark.parametrize(("answer", "status", "written"), [("n\n", 1, False), ("y\n", 0, True)])
def test_it_asks_before_it_writes(course, tmp_path, monkeypatch, answer, status, written):
    from typer.testing import CliRunner

    from autograder.cli.new_misconception import app
    from tests.reports.test_unexplained import answered

    folder = store_with(Store(tmp_path / "out"), [answered("ada", {"a": "1"})]).folder
    monkeypatch.chdir(course.root)
    arguments = [str(folder), "tiny", "double", "--name", "double_zero", "--hint", "Use x."]
    done = CliRunner().invoke(app, arguments, input=answer)
    assert done.exit_code == status, done.output
    assert "def double_zero(x):\n    return 0" in done.output
    assert "Read it before you agree" in done.output
    assert ("double_zero" in course.assignments[0].misconceptions.read_text()) == written
