"""A grading run: from paths to reports in a folder, skipping what has not changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autograder.course import Assignment, Course
from autograder.discovery import Found, read_submission
from autograder.grading.engine import Settings, assignments_of, grade_all
from autograder.grading.grade import seed_of
from autograder.report import Report
from autograder.store import Store, key_of
from autograder.submission import Submission
from autograder.training import Scale, bars_of


@dataclass(frozen=True)
class Graded:
    """One report of a run."""

    report: Report
    skipped: bool  # nothing had changed since an earlier run


def run(
    found: Sequence[Found],
    course: Course,
    store: Store,
    settings: Settings,
    *,
    workers: int,
    assignment: str | None = None,
    regrade: bool = False,
) -> Iterator[Graded]:
    """Grade what was found and write each report as it comes."""
    keys = _Keys(course, settings)
    fresh: list[Found] = []
    named: set[str] = set()
    for one in found:
        submission = read_submission(one, course, settings.limits, assignment)
        key = keys.of(submission)
        earlier = None if regrade else store.unchanged(one.student, submission.assignment, key)
        if earlier is not None:
            yield Graded(earlier, skipped=True)
        else:
            fresh.append(one)
            named.add(submission.assignment)
    if fresh:
        assignments = assignments_of(course, named)
        submissions = (read_submission(one, course, settings.limits, assignment) for one in fresh)
        count = min(workers, len(fresh))
        for report in grade_all(submissions, assignments, settings, workers=count):
            store.write(report, keys.for_report(report))
            yield Graded(report, skipped=False)
    store.write_summary()


class _Keys:
    """What each report depends on."""

    def __init__(self, course: Course, settings: Settings) -> None:
        self._course = course
        self._secret = settings.secret
        self._scale = settings.scale
        self._digests: dict[str, str] = {}

    def of(self, submission: Submission) -> str:
        return self._key(submission.assignment, submission.sha256)

    def for_report(self, report: Report) -> str:
        return self._key(report.assignment, report.submission_sha256)

    def _key(self, name: str, sha256: str) -> str:
        if name not in self._digests:
            known = assignments_of(self._course, [name])
            self._digests[name] = _digest(known[0], self._scale) if known else ""
        return key_of(sha256, seed_of(self._secret, name, sha256), self._digests[name])


def _digest(assignment: Assignment, scale: Scale) -> str:
    """A digest of what the verdict depends on: grader, bars, the bank's hints and the points."""
    files = (
        assignment.grader,
        assignment.source,
        assignment.model_answers,
        assignment.misconceptions,
    )
    digests = [hashlib.sha256(path.read_bytes()).hexdigest() for path in files if path.is_file()]
    return "/".join([*digests, *bars_of(assignment.root, assignment.name, scale)])
