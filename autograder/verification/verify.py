"""Verifying a course's graders: the course checks, then the bank, an assignment at a time."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from autograder.course.findings import Finding
from autograder.course.model import Assignment, Course, CourseError
from autograder.limits import Limits
from autograder.verification.bank import verify_bank
from autograder.verification.checks import check_assignment, check_released
from autograder.verification.examples import check_examples
from autograder.verification.hidden_inputs import check_hidden_inputs
from autograder.verification.result import Verification
from autograder.verification.visible_checks import check_visible_checks


def assignments_to_verify(
    course: Course, names: Sequence[str], bank: Path | None = None
) -> list[Assignment]:
    """The assignments named, else all; for another bank, all that it has entries for."""
    if bank is not None and not bank.is_dir():
        raise CourseError(f"There is no folder {bank}.")
    if names:
        return [course.assignment(name) for name in names]
    if bank is None:
        return list(course.assignments)
    assignments = [
        assignment
        for assignment in course.assignments
        if any(
            (bank / kind / f"{assignment.slug}.py").is_file()
            for kind in ("misconceptions", "alternatives")
        )
    ]
    if not assignments:
        raise CourseError(f"{bank} holds no bank for an assignment of this course.")
    return assignments


def verify_assignments(
    course: Course,
    assignments: Sequence[Assignment],
    *,
    bank: Path | None = None,
    limits: Limits | None = None,
    workers: int = 1,
    released: bool = False,
    secrets: int = 1,
    trained: bool = False,
) -> Iterator[Verification]:
    """Verify one assignment after the other, each with everything that is found about it.

    The course checks come first, but not for another bank. `released` asks for a comparison of
    `release/` with a fresh build as well. A folder there that belongs to no assignment is found
    with the last assignment. Of more than one of `secrets`, every answer is graded under each;
    exercises whose answers the grader trains are among them if `trained`.
    """
    checked = bank is None
    of_release = check_released(course, assignments) if released and checked else []
    known = {assignment.name for assignment in course.assignments}
    for number, assignment in enumerate(assignments, start=1):
        begun = time.monotonic()
        findings: list[Finding] = []
        if checked:
            findings += [
                *check_assignment(assignment),
                *check_hidden_inputs(assignment),
                *check_examples(assignment),
                *check_visible_checks(assignment),
            ]
        findings += [
            finding
            for finding in of_release
            if finding.assignment == assignment.name
            or (number == len(assignments) and finding.assignment not in known)
        ]
        verification = verify_bank(
            assignment, bank=bank, limits=limits, workers=workers, secrets=secrets, trained=trained
        )
        verification.failures[:0] = findings
        verification.seconds = round(time.monotonic() - begun, 1)
        yield verification
