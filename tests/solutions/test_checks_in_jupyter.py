"""What a student sees below a check: a few lines that say what is wrong, and no traceback."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from autograder.course.initial import init_course
from autograder.course.loading import load_course
from autograder.course.model import Assignment
from tests.conftest import REPOSITORY
from tests.solutions.kernel import Kernel, Shown

COURSE = load_course(REPOSITORY)
IMPORT = "import numpy as np"


def helper(assignment: Assignment) -> str:
    (found,) = (
        cell.source for cell in assignment.cells if "helper" in cell.metadata.get("tags", ())
    )
    return found


HELPER = helper(COURSE.assignment("losses"))
STUB = "def mse(y_true, y_pred):\n    raise NotImplementedError"


@pytest.mark.parametrize("assignment", COURSE.assignments, ids=lambda one: one.name)
def test_every_notebook_has_the_same_helper(assignment):
    assert helper(assignment) == HELPER


def test_a_new_course_has_the_same_helper(tmp_path):
    init_course(tmp_path)
    (example,) = load_course(tmp_path).assignments
    assert helper(example) == HELPER


def test_no_exercise_takes_a_name_of_the_helper():
    taken = {"CheckFailed", "NotImplementedError", "check", "passed"}
    assert taken.isdisjoint(one.name for all_ in COURSE.assignments for one in all_.exercises)


@pytest.fixture(scope="module")
def kernel(tmp_path_factory) -> Iterator[Kernel]:
    """A kernel in which the first two cells of a notebook have been run."""
    kernel = Kernel(tmp_path_factory.mktemp("notebook"))
    assert kernel.run(IMPORT) == Shown(failed=False)
    assert kernel.run(HELPER) == Shown(failed=False)
    yield kernel
    kernel.close()


def checked(kernel: Kernel, arguments: str) -> list[str]:
    """The lines below a check that fails."""
    shown = kernel.run(f"check({arguments})\npassed('mse')")
    assert shown == Shown(failed=True, error="CheckFailed", lines=shown.lines)
    return shown.lines


@pytest.mark.parametrize(
    ("returned", "expected", "problem"),
    [
        ("13.0", "13 / 3", "the value is wrong"),
        ("float('nan')", "1.0", "the value is wrong"),
        ("[1.0, 2.0]", "[1.0, 3.0]", "the value is wrong"),
        ("'SGD'", "'Adam'", "the value is wrong"),
        ("False", "True", "the value is wrong"),
        ("[1.0]", "1.0", "the shape is wrong"),
        ("None", "1.0", "nothing is returned. Did you forget `return`?"),
        ("'abc'", "1.0", "the value cannot be compared with the expected one"),
        ("[[1, 2], [3]]", "1.0", "the value cannot be compared with the expected one"),
        ("(None, 28)", "(28, 28)", "the value cannot be compared with the expected one"),
        ("np.array([1, 2])", "'Sandal'", "the value cannot be compared with the expected one"),
    ],
)
def test_a_failed_check_shows_call_value_and_expectation_alone(kernel, returned, expected, problem):
    assert checked(kernel, f"'mse(a, b)', {returned}, {expected}") == [
        f"Check failed: {problem}",
        "  you called   mse(a, b)",
        f"  it returned  {eval(returned, {'np': np})!r}",
        f"  expected     {eval(expected)!r}",
    ]


def test_what_is_not_a_call_is_not_said_to_be_called(kernel):
    assert checked(kernel, "'the sum of f(x) over x', 2, 3") == [
        "Check failed: the value is wrong",
        "  checked      the sum of f(x) over x",
        "  found        2",
        "  expected     3",
    ]


def test_a_value_of_several_lines_is_shown_whole(kernel):
    lines = checked(kernel, "'f(x)', np.eye(2), np.ones((2, 2))")
    assert lines[2:4] == ["  it returned  array([[1., 0.],", "       [0., 1.]])"]


def test_checks_that_pass_say_so(kernel):
    shown = kernel.run("check('mse(a, b)', [1, 2.0000001], (1, 2))\npassed('mse')")
    assert shown == Shown(failed=False, stdout="mse: checks passed\n")


@pytest.mark.parametrize(
    "source",
    [
        "check('mse(1, 2)', mse(1, 2), 1.0)",
        "mse(1, 2)",
        "sum(mse(x, 1) for x in [1, 2])",
        "def rmse(a, b):\n    return np.sqrt(mse(a, b))\ncheck('rmse(1, 2)', rmse(1, 2), 1.0)",
        "np.vectorize(mse)([1, 2], [1, 2])",
    ],
)
def test_a_stub_says_in_one_line_that_it_is_not_written_yet(kernel, source):
    kernel.run(STUB)
    shown = kernel.run(source)
    assert shown == Shown(failed=True, error="NotImplementedError", lines=["mse: not written yet"])


def test_it_still_says_so_when_the_helper_is_run_again(kernel):
    kernel.run(HELPER)
    kernel.run(HELPER)
    kernel.run(STUB)
    assert kernel.run("mse(1, 2)").lines == ["mse: not written yet"]


def test_what_a_student_says_of_it_is_shown(kernel):
    kernel.run("def f(x):\n    raise NotImplementedError('x below 0')")
    assert kernel.run("f(-1)").lines == ["f: x below 0"]


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ("def mse(a, b):\n    return len(a, b)\ncheck('mse(1, 2)', mse(1, 2), 1.0)", "TypeError"),
        ("import builtins\nraise builtins.NotImplementedError('a library')", "NotImplementedError"),
        ("assert 1 == 2", "AssertionError"),
    ],
)
def test_other_errors_have_their_traceback(kernel, source, error):
    shown = kernel.run(source)
    assert (shown.failed, shown.error) == (True, error)
    assert "Traceback" in shown.lines[1]
    assert len(shown.lines) > 2


@pytest.mark.parametrize(
    ("cell", "last_lines"),
    [
        (
            "check('mse(1, 2)', 13.0, 1.0)",
            "CheckFailed: Check failed: the value is wrong\n"
            "  you called   mse(1, 2)\n  it returned  13.0\n  expected     1.0\n",
        ),
        (f"{STUB}\nmse(1, 2)", "    raise NotImplementedError\nNotImplementedError\n"),
    ],
)
def test_as_a_python_file_it_is_an_ordinary_error(tmp_path: Path, cell, last_lines):
    path = tmp_path / "losses.py"
    path.write_text(f"{IMPORT}\n{HELPER}\n{cell}\n", encoding="utf-8")
    ran = subprocess.run([sys.executable, path], capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert ran.stderr.startswith("Traceback (most recent call last):\n")
    assert ran.stderr.endswith(last_lines)


def test_code_that_expects_the_usual_errors_catches_them():
    notebook: dict[str, object] = {}
    exec(f"{IMPORT}\n{HELPER}\n{STUB}", notebook)
    with pytest.raises(AssertionError, match="the value is wrong"):
        exec("check('f(x)', 1, 2)", notebook)
    with pytest.raises(NotImplementedError):
        exec("mse(1, 2)", notebook)
