"""Same function, same points, same words: a bank's answers graded again under other secrets.

The course's secret and a file's digest seed the hidden inputs. A hidden test that a wrong answer
passes by luck would give the same mistake other points under another secret, or after a comment.
A number or an example that students are shown and that differs would tell of a hidden input.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from autograder.course.answers import callers
from autograder.course.bank import Entry
from autograder.course.findings import Finding
from autograder.course.model import Assignment
from autograder.reports.report import ExerciseReport, Report
from autograder.submissions.submission import Submission
from autograder.training.protocols import read_protocols
from autograder.verification.entries import location_of
from autograder.verification.result import SecretsResult, Variation

#: A number in a message, but not which one of a few returned values was found to be wrong.
_NUMBER = re.compile(r"(?<!\b[Ii]tem )\b\d+(?:\.\d+)?")
#: Where the answer raised an error, which says nothing of an input but that it did.
_PLACE = re.compile(r"\bin cell \d+(?:, line \d+)?")


class RepeatedGrading:
    """Answers that are graded under several secrets, and how their reports differ.

    The first secret is that of the other submissions of a verification, so that an answer's own
    report counts as one of its reports. Of an entry only the exercises that it can change are
    graded again. An exercise whose answer the grader trains is left out unless `trained`.
    """

    def __init__(self, assignment: Assignment, secrets: int, *, trained: bool) -> None:
        self._assignment = assignment
        self._secrets = secrets
        self._callers = callers(assignment)
        self._wanted = {exercise.name for exercise in assignment.exercises}
        if not trained:
            bars = {bar for bar, _ in read_protocols(assignment.root)}
            self._wanted = {
                name for name in self._wanted if f"{assignment.name}/{name}" not in bars
            }
        self._answers: dict[str, tuple[str, frozenset[str]]] = {}  # by student: where, exercises
        self.submissions: list[Submission] = []  # those of the other secrets

    def add(self, submission: Submission, entry: Entry | None) -> None:
        """Add an answer: one of an entry, or one without an entry, which is graded whole."""
        concerned = self._wanted & self._callers[entry.of] if entry else self._wanted
        if not concerned or self._secrets == 1:
            return
        only = frozenset(concerned)
        where = location_of(entry) if entry else submission.student
        self._answers[submission.student] = (where, only)
        self.submissions += [
            replace(
                submission,
                student=_student(submission.student, number),
                only=only,
                secret=f"verify {number}".encode(),
            )
            for number in range(1, self._secrets)
        ]

    def result(self, reports: Mapping[str, Report]) -> SecretsResult:
        """Compare the reports of each answer, given by their students' names."""
        varying = [
            variation
            for student, (where, only) in self._answers.items()
            for variation in self._variations(student, where, only, reports)
        ]
        return SecretsResult(self._secrets, len(self._answers), varying)

    def findings(self, result: SecretsResult) -> Iterator[Finding]:
        """Name every answer that is graded differently under another secret."""
        for variation in result.varying:
            yield Finding(self._assignment.name, variation.entry, _message(variation, result))

    def _variations(
        self, student: str, where: str, only: frozenset[str], reports: Mapping[str, Report]
    ) -> Iterator[Variation]:
        students = [student, *(_student(student, number) for number in range(1, self._secrets))]
        by_secret = [
            {exercise.name: exercise for exercise in reports[name].exercises} for name in students
        ]
        for name in [exercise.name for exercise in self._assignment.exercises]:
            if name in only:
                graded = [exercises[name] for exercises in by_secret]
                if len({(_verdicts(one), _shown(one)) for one in graded}) > 1:
                    yield _variation(where, name, graded)


def _student(student: str, number: int) -> str:
    return f"{student} (secret {number})"


def _passed(exercise: ExerciseReport) -> frozenset[str]:
    return frozenset(test.name for test in exercise.tests if test.passed)


def _verdicts(exercise: ExerciseReport) -> tuple[float, frozenset[str], str | None]:
    """What must be the same under every secret."""
    return exercise.score, _passed(exercise), exercise.misconception


def _shown(exercise: ExerciseReport) -> frozenset[str]:
    """The numbers and the example that students are shown, which no hidden input may change."""
    messages = _PLACE.sub("", " ".join(test.message or "" for test in exercise.tests))
    example = exercise.example
    shown = {example.call, example.returned, example.expected} if example else set[str]()
    return frozenset(_NUMBER.findall(messages)) | shown


def _variation(where: str, name: str, graded: Sequence[ExerciseReport]) -> Variation:
    passes = Counter(test for exercise in graded for test in _passed(exercise))
    return Variation(
        entry=where,
        exercise=name,
        scores=[exercise.score for exercise in graded],
        undecided={test: count for test, count in passes.items() if count < len(graded)},
        misconceptions=[exercise.misconception for exercise in graded],
        shown=[sorted(_shown(exercise)) for exercise in graded],
    )


def _message(variation: Variation, result: SecretsResult) -> str:
    parts: list[str] = []
    scores = sorted(set(variation.scores))
    if len(scores) > 1:
        parts.append(f"it has {' or '.join(f'{score:g}' for score in scores)} points")
    parts += [
        f"{test} passes {count} times" if count > 1 else f"{test} passes once"
        for test, count in variation.undecided.items()
    ]
    recognised = Counter(name or "no mistake" for name in variation.misconceptions)
    if len(recognised) > 1:
        parts.append(f"it is recognised as {' or '.join(sorted(recognised))}")
    shown: list[set[str]] = [set(one) for one in variation.shown]
    if differing := shown[0].union(*shown) - shown[0].intersection(*shown):
        parts.append(f"students are shown {' or '.join(sorted(differing))}")
    return (
        f"is graded differently under {result.secrets} secrets in {variation.exercise}: "
        f"{', '.join(parts)}"
    )
