"""Verifying assignments: course checks and the bank together, and what is chosen for it."""

from __future__ import annotations

import json
import subprocess

import pytest

from autograder.course.findings import Finding
from autograder.course.model import CourseError
from autograder.verification.result import as_json
from autograder.verification.verify import assignments_to_verify, verify_assignments
from tests.cli.test_cli import run
from tests.conftest import FILES, LIMITS, SOURCE, needs_sandbox, write_course

SECOND = {
    name.replace("01_tiny", "02_small").replace("tiny.py", "small.py"): text.replace(
        "01_tiny", "02_small"
    )
    for name, text in FILES.items()
}
WITHOUT_FORMULA = FILES | {
    "source/01_tiny/tiny.py": SOURCE.replace("Return twice x, elementwise.", "Compute the result.")
}


def test_all_assignments_are_chosen_or_those_that_are_named(tmp_path):
    course = write_course(tmp_path, FILES | SECOND)
    assert assignments_to_verify(course, []) == list(course.assignments)
    assert assignments_to_verify(course, ["small"]) == [course.assignment("small")]


def test_of_another_bank_the_assignments_are_chosen_that_it_has_entries_for(tmp_path):
    course = write_course(tmp_path, FILES | SECOND)
    bank = tmp_path / "bank"
    with pytest.raises(CourseError, match="There is no folder"):
        assignments_to_verify(course, [], bank)
    (bank / "alternatives").mkdir(parents=True)
    with pytest.raises(CourseError, match="holds no bank for an assignment of this course"):
        assignments_to_verify(course, [], bank)
    (bank / "alternatives" / "small.py").write_text("")
    assert assignments_to_verify(course, [], bank) == [course.assignment("small")]


@needs_sandbox
def test_the_course_checks_are_part_of_a_verification(tmp_path):
    course = write_course(tmp_path, WITHOUT_FORMULA)
    (verification,) = verify_assignments(course, course.assignments, limits=LIMITS)
    (finding,) = verification.failures
    assert (finding.assignment, finding.where) == ("01_tiny", "double")
    assert finding.message.startswith("has a docstring without a formula")
    assert verification.misconceptions == 8
    assert verification.seconds > 0
    (plain,) = json.loads(as_json([verification]))
    assert plain["failures"] == [
        {"assignment": "01_tiny", "entry": "double", "message": finding.message}
    ]


@needs_sandbox
def test_a_folder_that_belongs_to_no_assignment_is_found_with_the_last_one(tmp_path, monkeypatch):
    stray = Finding("99_stray", "release/", "release/99_stray belongs to no assignment")
    own = Finding("01_tiny", "release/", "release/01_tiny/tiny.ipynb is missing")
    monkeypatch.setattr(
        "autograder.verification.verify.check_released", lambda course, assignments: [own, stray]
    )
    course = write_course(tmp_path, FILES | SECOND)
    first, second = verify_assignments(
        course, course.assignments, limits=LIMITS, workers=2, released=True
    )
    assert (first.failures, second.failures) == ([own], [stray])


@needs_sandbox
def test_verify_counts_problems_as_failures_but_not_for_another_bank(tmp_path):
    write_course(tmp_path, WITHOUT_FORMULA)

    def verified(*arguments: str) -> subprocess.CompletedProcess[str]:
        return run("verify", *arguments, course=tmp_path)

    failed = verified()
    assert failed.returncode == 1
    assert "1 failure; the graders are not ready" in failed.stdout
    assert "01_tiny: double: has a docstring without a formula" in failed.stdout
    assert verified("--bank", "solutions").returncode == 0


@needs_sandbox
def test_verify_looks_at_what_is_released_when_asked(tmp_path):
    write_course(tmp_path)
    (tmp_path / "release" / "99_stray").mkdir(parents=True)
    assert run("verify", course=tmp_path).returncode == 0
    failed = run("verify", "--released", course=tmp_path)
    assert failed.returncode == 1
    assert "release/01_tiny/tiny.ipynb is missing" in failed.stdout
    assert "99_stray: release/: release/99_stray belongs to no assignment" in failed.stdout
