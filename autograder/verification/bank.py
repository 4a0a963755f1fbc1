"""Grading the graders: every entry of the bank, through the path that a student's file takes.

An entry becomes a submission: the model answers with one function replaced. A misconception must
fail a test of its own exercise and of no exercise that does not call it; an alternative and the
model answers must get full marks, the untouched stub none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from autograder.course.answers import callers, replace_function
from autograder.course.bank import Entry
from autograder.course.findings import Finding
from autograder.course.model import Assignment, CourseError
from autograder.grading.engine import Settings
from autograder.grading.pool import grade_all
from autograder.grading.scoring import BY_HAND
from autograder.limits import Limits
from autograder.reports.report import ExerciseReport, Report
from autograder.submissions.submission import Submission
from autograder.training.store import store_path
from autograder.verification.entries import location_of, read_checked
from autograder.verification.result import ExerciseMatrix, Verification
from autograder.verification.secrets import RepeatedGrading

MODEL, STUB = "model answers", "untouched stub"
#: Verification is repeatable: it needs no secret, since no student's file is graded.
_SECRET = b"verify"


def verify_bank(
    assignment: Assignment,
    *,
    bank: Path | None = None,
    limits: Limits | None = None,
    workers: int = 1,
    secrets: int = 1,
    trained: bool = False,
) -> Verification:
    """Grade the bank's entries and compare every report with what it must be.

    `bank` is the folder of another bank, in place of the course's own. Then the number of entries
    does not matter, and the course's own bank makes the diagnoses. With several `secrets`, each
    must give every answer the same verdicts; `trained` says whether answers are trained for that.
    """
    if not assignment.model_answers.is_file():
        raise CourseError(f"{assignment.model_answers} is missing: there are no model answers.")
    entries, findings = read_checked(assignment, bank)
    submissions = [_model(assignment), _stub(assignment)]
    submissions += [
        replace(submission_of(assignment, entry), only=_concerned(assignment, entry))
        for entry in entries
    ]
    repeated = RepeatedGrading(assignment, secrets, trained=trained)
    for submission, entry in zip(submissions, (None, None, *entries), strict=True):
        repeated.add(submission, entry)
    # Examples need a worker of their own for each answer: only where secrets are compared.
    settings = Settings(
        _SECRET,
        limits or Limits(),
        counterexamples=int(secrets > 1),
        trainings=store_path(assignment.root),
    )
    reports = {
        report.student: report
        for report in grade_all(
            [*submissions, *repeated.submissions], [assignment], settings, workers=workers
        )
    }
    comparison = _Comparison(assignment, entries, reports, own=bank is None)
    findings += comparison.findings()
    compared = repeated.result(reports)
    findings += repeated.findings(compared)
    return Verification(
        assignment.name,
        list(comparison.matrices.values()),
        findings,
        misconceptions=sum(entry.kind == "misconception" for entry in entries),
        alternatives=sum(entry.kind == "alternative" for entry in entries),
        secrets=compared if secrets > 1 else None,
    )


def submission_of(assignment: Assignment, entry: Entry) -> Submission:
    """The model answers with one function replaced by the entry's."""
    return Submission(
        student=_student(entry),
        assignment=assignment.name,
        filename=f"{entry.name}.py",
        content=replace_function(
            assignment.model_answers.read_text(encoding="utf-8"),
            entry.of,
            f"{entry.imports}\n\n{entry.renamed_source}",
        ).encode(),
    )


def _student(entry: Entry) -> str:
    return f"{entry.kind}:{entry.name}"


def _concerned(assignment: Assignment, entry: Entry) -> frozenset[str]:
    """The exercises to grade for an entry: all, but for those of Keras that do not call it.

    An exercise of Keras takes seconds; which of them call the entry's is read from the source.
    """
    reached = callers(assignment)[entry.of]
    return frozenset(
        exercise.name
        for exercise in assignment.exercises
        if not exercise.keras or exercise.name in reached
    )


def _model(assignment: Assignment) -> Submission:
    content = assignment.model_answers.read_bytes()
    return Submission(MODEL, assignment.name, f"{assignment.slug}.py", content)


def _stub(assignment: Assignment) -> Submission:
    return Submission(
        STUB, assignment.name, f"{assignment.slug}.py", assignment.source.read_bytes()
    )


class _Comparison:
    """Compares the reports of the entries with what they must be, and fills the matrices."""

    def __init__(
        self,
        assignment: Assignment,
        entries: Sequence[Entry],
        reports: dict[str, Report],
        *,
        own: bool,
    ) -> None:
        self._assignment = assignment
        self._entries = entries
        self._reports = reports
        self._own = own  # the course's own bank, which makes the diagnoses
        self._callers = callers(assignment)
        self.matrices = {
            exercise.name: ExerciseMatrix(
                exercise.name,
                [test.name for test in exercise.tests],
                titles={test.name: test.title for test in exercise.tests},
            )
            for exercise in reports[MODEL].exercises
        }

    def findings(self) -> Iterator[Finding]:
        """List every report that is not as it must be."""
        yield from self._lost_marks(MODEL, self._reports[MODEL])
        yield from self._stub()
        for entry in self._entries:
            report = self._reports[_student(entry)]
            if entry.kind == "alternative":
                yield from self._alternative(entry, report)
            else:
                yield from self._misconception(entry, report)

    def _stub(self) -> Iterator[Finding]:
        for exercise in self._reports[STUB].exercises:
            passed = [test.name for test in exercise.tests if test.passed]
            if passed or exercise.score:
                yield self._finding(STUB, f"passes {exercise.name}: {', '.join(passed)}")

    def _alternative(self, entry: Entry, report: Report) -> Iterator[Finding]:
        """An alternative gets full marks."""
        lost = list(self._lost_marks(location_of(entry), report))
        yield from lost
        matrix = self.matrices[entry.of]
        if lost:
            tests = _exercise(report, entry).tests
            matrix.rejected[entry.name] = [test.name for test in tests if not test.passed]
        else:
            matrix.accepted.append(entry.name)

    def _misconception(self, entry: Entry, report: Report) -> Iterator[Finding]:
        """A misconception fails its own exercise, and none that does not call it."""
        for exercise in report.exercises:
            failed = [test.name for test in exercise.tests if not test.passed]
            if exercise.name == entry.of:
                self.matrices[entry.of].caught_by[entry.name] = failed
                yield from self._own_exercise(entry, failed)
            elif failed and exercise.name not in self._callers[entry.of]:
                yield self._finding(
                    location_of(entry),
                    f"fails {', '.join(failed)} of {exercise.name}, which does not call {entry.of}",
                )
        if self._own:
            yield from self._unrecognised(entry, report)

    def _own_exercise(self, entry: Entry, failed: Sequence[str]) -> Iterator[Finding]:
        if not failed:
            yield self._finding(location_of(entry), f"slips through every test of {entry.of}")
        elif entry.uses and failed != [BY_HAND]:
            yield self._finding(
                location_of(entry), f"is there for {BY_HAND}, but fails {', '.join(failed)}"
            )

    def _unrecognised(self, entry: Entry, report: Report) -> Iterator[Finding]:
        """A wrong answer that is a misconception is recognised, as itself or as one like it."""
        exercise = _exercise(report, entry)
        if exercise.outcome != "right" and exercise.misconception is None:
            message = f"is not recognised (outcome: {exercise.outcome})"
            yield self._finding(location_of(entry), message)

    def _lost_marks(self, name: str, report: Report) -> Iterator[Finding]:
        for warning in report.warnings:
            yield self._finding(name, f"gives a warning: {warning}")
        for exercise in report.exercises:
            for test in exercise.tests:
                if not test.passed:
                    message = f"is right but fails {test.name} of {exercise.name}: {test.message}"
                    yield self._finding(name, message)

    def _finding(self, name: str, message: str) -> Finding:
        return Finding(self._assignment.name, name, message)


def _exercise(report: Report, entry: Entry) -> ExerciseReport:
    """The entry's own exercise in a report."""
    return next(exercise for exercise in report.exercises if exercise.name == entry.of)
