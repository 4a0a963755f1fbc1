"""Beginning a new assignment: what is written, and what is refused before anything is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from autograder.course.loading import load_course
from autograder.course.model import CourseError
from autograder.course.skeleton import make_assignment
from autograder.verification.checks import check_assignment
from tests.cli.test_cli import run
from tests.conftest import FILES, REPOSITORY, needs_sandbox, write_course


def files(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): path.read_text()
        for path in root.rglob("*")
        if path.is_file()
    }


def test_every_file_of_an_assignment_is_begun(tmp_path):
    course = write_course(tmp_path)
    made = make_assignment(course, "14_weight_decay", "Weight decay: why, how")
    assert [path.relative_to(tmp_path).as_posix() for path, _ in made] == [
        "source/14_weight_decay/weight_decay.py",
        "solutions/weight_decay.py",
        "solutions/graders/test_weight_decay.py",
        "solutions/misconceptions/weight_decay.py",
        "solutions/alternatives/weight_decay.py",
    ]
    assignment = load_course(tmp_path).assignment("weight_decay")
    assert (assignment.name, assignment.title) == ("14_weight_decay", "Weight decay: why, how")
    assert [exercise.name for exercise in assignment.exercises] == ["mean_square"]
    assert "# # Weight decay: why, how\n" in assignment.source.read_text()
    assert '"""Hidden tests of 14 weight decay.' in assignment.grader.read_text()


def test_the_title_is_the_slug_unless_told(tmp_path):
    make_assignment(write_course(tmp_path), "14_weight_decay")
    assert load_course(tmp_path).assignment("14").title == "Weight decay"


def test_the_checks_name_what_is_left_to_do_and_nothing_else(tmp_path):
    make_assignment(write_course(tmp_path), "14_decay")
    found = check_assignment(load_course(tmp_path).assignment("decay"))
    assert [problem.where for problem in found] == [
        "source/14_decay/decay.py:19",
        "source/14_decay/decay.py:88",
        "solutions/decay.py:11",
        "solutions/misconceptions/decay.py:13",
        "solutions/alternatives/decay.py:14",
    ]
    assert all(problem.message.startswith("is left to do: ") for problem in found)


def test_the_skeleton_is_as_tidy_as_the_course(tmp_path):
    for path, _ in make_assignment(write_course(tmp_path), "14_decay"):
        # Where the repository has it, since that decides which rules hold.
        place = REPOSITORY / path.relative_to(tmp_path)
        for command in (["check"], ["format", "--check"]):
            subprocess.run(
                [sys.executable, "-m", "ruff", *command, "--stdin-filename", place, "-"],
                input=path.read_bytes(), cwd=REPOSITORY, check=True, stdout=subprocess.DEVNULL,
            )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("regularisation", "is not a name for an assignment"),
        ("4_regularisation", "is not a name for an assignment"),
        ("14-regularisation", "is not a name for an assignment"),
        ("14_Regularisation", "is not a name for an assignment"),
        ("14_régularisation", "is not a name for an assignment"),
        ("\u0661\u0664_regularisation", "is not a name for an assignment"),
        ("14_../../etc", "is not a name for an assignment"),
        ("14_", "is not a name for an assignment"),
        ("", "is not a name for an assignment"),
        ("14_lambda", "the word is taken"),
        ("14_training", "the word is taken"),
        ("01_other", "The number 01 is that of 01_tiny"),
        ("001_other", "The number 001 is that of 01_tiny"),
        ("14_tiny", "The name tiny is that of 01_tiny"),
    ],
)
def test_a_name_that_cannot_be_is_refused(tmp_path, name, message):
    course = write_course(tmp_path)
    with pytest.raises(CourseError, match=message):
        make_assignment(course, name)
    assert files(tmp_path) == FILES


@pytest.mark.parametrize(
    "title", ["", "  ", "a\nb", 'say "hello"', "back\\slash", "x" * 81, "\x1b"]
)
def test_a_title_that_cannot_be_is_refused(tmp_path, title):
    course = write_course(tmp_path)
    with pytest.raises(CourseError, match="A title is one line"):
        make_assignment(course, "14_decay", title)
    assert files(tmp_path) == FILES


@pytest.mark.parametrize("link", [False, True])
def test_nothing_is_overwritten_and_nothing_half_made(tmp_path, link):
    course = write_course(tmp_path)
    path = tmp_path / "solutions" / "alternatives" / "decay.py"
    if link:
        path.symlink_to("nowhere.py")
    else:
        path.write_text("mine")
    before = files(tmp_path)
    with pytest.raises(CourseError, match=r"decay\.py is there already"):
        make_assignment(course, "14_decay")
    assert files(tmp_path) == before
    assert not (tmp_path / "source" / "14_decay").exists()


@needs_sandbox
def test_it_is_listed_but_not_released_before_it_is_filled_in(tmp_path):
    write_course(tmp_path)
    begun = run("new", "14_decay", course=tmp_path)
    assert begun.returncode == 0, begun.stderr
    assert "14_decay  Decay: 1 exercise, 2 points" in run("list", course=tmp_path).stdout
    for names in (["14_decay"], []):
        released = run("release", *names, course=tmp_path)
        assert (released.returncode, released.stderr) == (1, "")
        first, *_, last = released.stdout.splitlines()
        assert first.startswith("14_decay: source/14_decay/decay.py:19: is left to do: ")
        assert last == "Nothing was released: 7 things to mend first."
        assert not (tmp_path / "release").exists()
    verified = run("verify", "14_decay", course=tmp_path)
    assert verified.returncode == 1
    for missing in (
        "solutions/decay.py:11: is left to do: the formula in NumPy",
        "mean_square: has 1 misconception; at least 4 needed",
        "mean_square: has 1 alternative; at least 2 needed",
        "model answers: is right but fails test_averages_the_squares of mean_square",
    ):
        assert missing in verified.stdout
    again = run("new", "14_decay", course=tmp_path)
    assert again.returncode == 2
    assert again.stderr == "autograder: The number 14 is that of 14_decay.\n"
