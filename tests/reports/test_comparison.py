"""Two output folders compared: whose score differs, where, and why."""

from __future__ import annotations

import json
import shutil

import pytest

from tests.cli.test_cli import run
from tests.conftest import FILES, GRADER, MODEL, SOURCE, needs_sandbox, write_course

pytestmark = needs_sandbox


@pytest.fixture
def course(tmp_path):
    return write_course(tmp_path / "course", FILES)


@pytest.fixture
def classroom(tmp_path):
    for student, text in (("ada", MODEL), ("ben", SOURCE)):
        path = tmp_path / "class" / student / "01_tiny" / "tiny.py"
        path.parent.mkdir(parents=True)
        path.write_text(text)
    return tmp_path / "class"


@pytest.fixture
def grade(course, classroom, tmp_path):
    def grade(name: str, secret: str = "test"):
        output = tmp_path / name
        done = run(
            "grade", classroom, "--output", output, course=course.root, AUTOGRADER_SECRET=secret
        )
        assert done.returncode == 0, done.stderr
        return output

    return grade


def compared(course, old, new) -> dict:
    done = run("diff", old, new, "--json", course=course.root)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def why(comparison: dict) -> dict:
    return {change["student"]: change["why"] for change in comparison["changes"]}


def test_another_submission_is_the_reason(course, classroom, grade):
    old = grade("old")
    (classroom / "ada" / "01_tiny" / "tiny.py").write_text(MODEL.replace("double(double(x))", "x"))
    new = grade("new")
    comparison = compared(course, old, new)
    assert comparison["compared"] == 2
    (change,) = comparison["changes"]
    assert (change["student"], change["old"], change["new"]) == ("ada", 5.0, 2.0)
    assert change["why"] == ["submission"]
    assert change["exercises"] == [{"name": "quadruple", "old": 3.0, "new": 0.0}]
    shown = run("diff", old, new, course=course.root)
    assert shown.returncode == 0
    assert "quadruple 3 to 0" in shown.stdout
    assert "1 score of 2 differs." in shown.stdout


def test_another_grader_is_the_reason(course, grade):
    old = grade("old")
    grader = course.root / "solutions/graders/test_tiny.py"
    grader.write_text(GRADER.replace("4 * x)", "5 * x)"))
    assert why(compared(course, old, grade("new"))) == {"ada": ["grader"]}


def test_other_limits_are_the_reason(course, classroom, grade):
    slow = MODEL.replace("    return double", "    __import__('time').sleep(2)\n    return double")
    (classroom / "ada" / "01_tiny" / "tiny.py").write_text(slow)
    (course.root / "course.toml").write_text("[limits]\ncall_seconds = 1\n")
    old = grade("old")
    (course.root / "course.toml").write_text("[limits]\ncall_seconds = 60\n")
    new = grade("new")
    assert why(compared(course, old, new)) == {"ada": ["limits"]}
    grade("old")  # over what was graded under the old limits
    assert compared(course, old, new)["changes"] == []


def test_nothing_differs_between_equal_runs(course, grade):
    old = grade("old")
    assert compared(course, old, grade("new")) == {"compared": 2, "changes": []}
    shown = run("diff", old, old, course=course.root)
    assert "0 scores of 2 differ." in shown.stdout


def test_who_is_in_one_folder_only_is_named(course, grade):
    old, new = grade("old"), grade("new")
    shutil.rmtree(new / "ada")
    assert why(compared(course, old, new)) == {"ada": ["only in old"]}
    assert why(compared(course, new, old)) == {"ada": ["only in new"]}


def test_the_reasons_are_told_apart(course, grade):
    old, new = grade("old"), grade("new", secret="another")
    for folder, changed in ((old, False), (new, True)):
        report = folder / "ada" / "01_tiny" / "report.json"
        if changed:
            report.write_text(report.read_text().replace('"score": 5.0', '"score": 4.0', 1))
    assert why(compared(course, old, new)) == {"ada": ["secret"]}
    record = new / ".graded.jsonl"
    record.write_text(record.read_text().replace('"program":"', '"program":"0'))
    assert why(compared(course, old, new)) == {"ada": ["program", "secret"]}
    record.unlink()
    assert why(compared(course, old, new)) == {"ada": ["secret"]}


def test_a_folder_that_is_not_there_is_a_clear_error(course, tmp_path):
    done = run("diff", tmp_path / "none", tmp_path, course=course.root)
    assert done.returncode == 2
    assert "There is no folder" in done.stderr
