"""What a report depends on: with the same key, there is nothing to grade again."""

from __future__ import annotations

import hashlib

import msgspec

from autograder.course.model import Assignment, Course
from autograder.grading.engine import Settings, assignments_of
from autograder.grading.grade import seed_of
from autograder.reports.store import key_of
from autograder.submissions.submission import Submission
from autograder.training.protocols import Scale
from autograder.training.thresholds import describe_bars


class Keys:
    """What each report depends on."""

    def __init__(self, course: Course, settings: Settings) -> None:
        self._course = course
        self._secret = settings.secret
        self._scale = settings.scale
        self._counterexamples = settings.counterexamples
        self.limits = repr(settings.limits)
        self._digests: dict[str, str] = {}

    def of(self, submission: Submission) -> str:
        """The key of a submission, by what it is, where it came from and what grades it."""
        origin = ""
        if submission.source or submission.warnings:
            described = msgspec.json.encode(
                (submission.source, submission.problem, submission.warnings)
            )
            origin = hashlib.sha256(described).hexdigest()
        return self._key(submission, origin)

    def of_verdict(self, submission: Submission) -> str:
        """The same without where it came from, which changes nothing in what is right."""
        problem = submission.problem or ""
        return self._key(submission, hashlib.sha256(problem.encode()).hexdigest())

    def _key(self, submission: Submission, origin: str) -> str:
        name = submission.assignment
        seed = seed_of(self._secret, name, submission.sha256)
        conditions = f"{self.grader(name)}{self.limits}/{self._counterexamples}{origin}"
        return key_of(submission.sha256, seed, conditions)

    def grader(self, name: str) -> str:
        """Digests of all that a verdict on an assignment depends on, empty for an unknown one."""
        if name not in self._digests:
            known = assignments_of(self._course, [name])
            self._digests[name] = _digest(known[0], self._scale) if known else ""
        return self._digests[name]


def _digest(assignment: Assignment, scale: Scale) -> str:
    """A digest of what the verdict depends on: grader, bars, the bank's hints and the points."""
    files = (
        assignment.grader,
        assignment.source,
        assignment.model_answers,
        assignment.misconceptions,
        assignment.examples,
    )
    digests = [hashlib.sha256(path.read_bytes()).hexdigest() for path in files if path.is_file()]
    return "/".join([*digests, *describe_bars(assignment.root, assignment.name, scale)])
