"""Visible checks: they accept every right answer, show true calls, and have public examples."""

from __future__ import annotations

import pytest

from autograder.course.loading import load_course
from autograder.verification.verify import verify_assignments
from autograder.verification.visible_checks import check_visible_checks
from tests.conftest import (
    EXAMPLES,
    EXAMPLES_FILE,
    FILES,
    LIMITS,
    REPOSITORY,
    SOURCE,
    needs_sandbox,
    write_course,
)

SOURCE_FILE, ALTERNATIVES_FILE = "source/01_tiny/tiny.py", "solutions/alternatives/tiny.py"
HELPER = '''\
# %% tags=["helper"]
def check(call, returned, expected, tolerance=1e-6):
    """Compare a returned value with the expected one."""
    if not np.allclose(returned, expected, rtol=tolerance):
        raise AssertionError(f"{call} returned {returned!r}")

# %% exercise="double"'''
CHECK, WITH_CHECK = "assert double(2) == 4", SOURCE.replace('# %% exercise="double"', HELPER)
#: Their checks train networks, which takes minutes: the nightly run verifies them.
TRAINED = ("10_regression", "11_classification", "12_fashion_mnist", "15_recurrent")


def findings(root, check, files=None):
    """What is found where `check` is the check of `double`, beside what the files change."""
    assert SOURCE.count(CHECK) == 1
    changed = {SOURCE_FILE: WITH_CHECK.replace(CHECK, check)} | (files or {})
    (assignment,) = write_course(root, FILES | changed).assignments
    return [(finding.where, finding.message) for finding in check_visible_checks(assignment)]


@pytest.mark.parametrize(
    "assignment",
    [one for one in load_course(REPOSITORY).assignments if one.name not in TRAINED],
    ids=lambda assignment: assignment.name,
)
def test_the_checks_of_the_course_are_right(assignment):
    if any(exercise.keras for exercise in assignment.exercises):
        pytest.importorskip("keras", reason="Keras is not installed")
    assert check_visible_checks(assignment) == []


@needs_sandbox
def test_they_are_part_of_a_verification(tmp_path):
    wrong = SOURCE.replace(CHECK, "assert double(2) == 5")
    course = write_course(tmp_path, FILES | {SOURCE_FILE: wrong})
    (verification,) = verify_assignments(course, course.assignments, limits=LIMITS)
    assert {finding.where.rpartition(" ")[2] for finding in verification.failures} == {
        "double", "double_adds", "double_ufunc",
    }  # fmt: skip


@pytest.mark.parametrize(
    "check",
    [
        'check("double(2)", double(2), 4)',
        'check("double(np.array([1, 3]))[1]", double(np.array([1, 3]))[1], 6)',
        'check("double([1, 3])", double(np.array([1, 3])), [2, 6])',  # in words: no np.array
        'check("twice 2", double(2), 4)',
        'check("double(...)", double(2), 4)',
        'check("double(two), of two", double(2), 4)',
        'rng = np.random.default_rng(0)\ncheck("double(rng.random())", 4, 4)',
        "print(double(2))",
        "def check(*anything): raise SystemExit",  # no helper of the notebooks: it is not called
    ],
)
def test_a_check_that_is_right_is_not_found(tmp_path, check):
    assert findings(tmp_path, check) == []


def test_a_check_that_refuses_right_answers_is_found(tmp_path):
    found = findings(tmp_path, 'check("double(2)", double(2), 5)')
    refused = "AssertionError: double(2) returned 4"
    assert [(where.rpartition(" ")[2], message) for where, message in found] == [
        ("double", f"has a visible check that refuses the model answer: {refused}"),
        ("double_adds", f"is right but a visible check refuses it: {refused}"),
        ("double_ufunc", "is right but a visible check refuses it: AssertionError: double(2) "
         "returned np.int64(4)"),
    ]  # fmt: skip


def test_a_check_that_refuses_one_right_answer_is_found(tmp_path):
    check = "assert type(double(2)) is int"
    ((where, message),) = findings(tmp_path, check)
    assert where.endswith(": double_ufunc")
    assert message == "is right but a visible check refuses it: AssertionError"


@pytest.mark.parametrize(
    ("check", "call"),
    [
        ('check("double(3)", double(2), 4)', "double(3)"),
        ('check("double(np.ones(2))[0]", double(2), 4)', "double(np.ones(2))[0]"),
        ('for i in (2, 3): check("double(i - 1)", double(i), 2 * i)', "double(i - 1)"),
    ],
)
def test_a_check_that_shows_another_call_is_found(tmp_path, check, call):
    assert findings(tmp_path, check) == [
        ("double", f"has a visible check that shows {call}, which gives something else")
    ]


def test_checks_rely_on_no_demonstration(tmp_path):
    source = WITH_CHECK.replace(CHECK, "assert double(two) == 4").replace(
        '# %% exercise="double"', '# %% tags=["demonstration"]\ntwo = 2\n\n# %% exercise="double"'
    )
    found = findings(tmp_path, CHECK, {SOURCE_FILE: source})
    assert ("double", "has a visible check that refuses the model answer: NameError: name 'two' is "
            "not defined") in found  # fmt: skip


def test_a_cell_that_cannot_be_run_is_found(tmp_path):
    source = SOURCE.replace("import numpy as np\n", "import numpy as np\n1 / 0\n")
    assert findings(tmp_path, CHECK, {SOURCE_FILE: source}) == [
        ("tiny.py", "has a cell that cannot be run: ZeroDivisionError: division by zero")
    ]


@pytest.mark.parametrize(
    ("check", "kinds"),
    [
        ("double(2)", "x: number"),
        ("double(x=np.ones((2, 3)))", "x: array of 2 axes"),
        ("double([1, 2.0])", "x: list of number"),
        ("double((1, np.ones(())))", "x: tuple of array of 0 axes or number"),
        ('double("a")', "x: str"),
        ("double(())", "x: empty tuple"),
        ("double(True)", "x: bool"),
        ("double(np.ones(3))", None),
        ("double(x=np.ones(3))", None),
    ],
)
def test_a_kind_of_call_that_no_example_makes_is_found(tmp_path, check, kinds):
    examples = EXAMPLES.replace("call(-2.0)", "call(-2)")
    files = {EXAMPLES_FILE: examples, ALTERNATIVES_FILE: ""}
    assert findings(tmp_path, f"print({check})", files) == [
        ("double", f"is called by a visible check, but by no public example, with {kinds}")
    ] * bool(kinds)  # fmt: skip


@pytest.mark.parametrize("answers", [None, "x = (", "def double(x):\n    return 2 * x\n"])
def test_an_assignment_without_all_model_answers_is_not_checked(tmp_path, answers):
    files = FILES | {"solutions/tiny.py": answers or ""}
    (assignment,) = write_course(tmp_path, files).assignments
    if answers is None:
        assignment.model_answers.unlink()
    assert check_visible_checks(assignment) == []
