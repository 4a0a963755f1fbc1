"""Grading: a submission's bytes and a grader in, a report out."""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from autograder.course import Assignment
from autograder.grading.diagnosis import Diagnosis
from autograder.grading.expect import ExpectationFailedError
from autograder.grading.student import Recorded, Student, StudentError
from autograder.grading.tests import Grader, Test, generator
from autograder.limits import Limits
from autograder.report import ExerciseReport, Outcome, Report, TestReport
from autograder.sandbox.launch import Host
from autograder.submission import Submission, UnreadableError, read_code


@dataclass(frozen=True)
class _Verdict:
    """What one test's run came to."""

    message: str | None  # None: passed
    not_attempted: bool = False
    raised: bool = False


_NO_VERDICT = _Verdict("The test left no verdict.")


def seed_of(secret: bytes, assignment: str, submission_sha256: str) -> str:
    """The seed of a submission's hidden inputs: unknown without the course's secret."""
    text = f"{assignment}/{submission_sha256}".encode()
    return hmac.new(secret, text, hashlib.sha256).hexdigest()[:32]


def grade_submission(
    submission: Submission,
    grader: Grader,
    host: Host,
    *,
    secret: bytes,
    limits: Limits,
    diagnosis: Diagnosis | None = None,
    every_call: Callable[[str, Sequence[Recorded]], None] | None = None,
) -> Report:
    """Grade one submission.

    `diagnosis` recognises mistakes of the bank in wrong answers; `every_call` is told the calls
    of each exercise, for checks on the graders themselves.
    """
    begun = time.monotonic()
    assignment = grader.assignment
    seed = seed_of(secret, assignment.name, submission.sha256)
    try:
        code = read_code(submission, limits)
    except UnreadableError as reason:
        return unreadable(submission, assignment, str(reason), seed=seed)
    host.wait_until_ready()
    student = Student(host, code.cells, limits)
    try:
        exercises = []
        for exercise in assignment.exercises:
            student.recorded.clear()
            verdicts = _run_tests(grader.tests[exercise.name], student, seed)
            if every_call is not None:
                every_call(exercise.name, tuple(student.recorded))
            exercises.append(
                _exercise_report(
                    exercise.name,
                    exercise.points,
                    grader.tests[exercise.name],
                    verdicts,
                    student.recorded,
                    diagnosis,
                )
            )
        warnings = [*submission.warnings, *student.warnings]
    finally:
        student.close()
    return Report(
        assignment=assignment.name,
        student=submission.student,
        score=round(sum(exercise.score for exercise in exercises), 4),
        max_score=assignment.max_score,
        exercises=exercises,
        submission_sha256=submission.sha256,
        seed=seed,
        sandbox=list(host.layers),
        warnings=warnings,
        seconds=round(time.monotonic() - begun, 4),
    )


def unreadable(
    submission: Submission, assignment: Assignment | None, reason: str, *, seed: str = ""
) -> Report:
    """The report of a submission that cannot be graded: score 0 and the reason."""
    exercises = [
        ExerciseReport(
            name=exercise.name,
            score=0.0,
            max_score=exercise.points,
            outcome="not attempted",
            misconception=None,
            hint=None,
            tests=[],
        )
        for exercise in (assignment.exercises if assignment else ())
    ]
    return Report(
        assignment=assignment.name if assignment else submission.assignment,
        student=submission.student,
        score=0.0,
        max_score=assignment.max_score if assignment else 0.0,
        exercises=exercises,
        submission_sha256=submission.sha256,
        seed=seed,
        sandbox=[],
        warnings=[reason, *submission.warnings],
        seconds=0.0,
    )


def _run_tests(tests: Sequence[Test], student: Student, seed: str) -> dict[str, _Verdict]:
    """Run the tests of one exercise; a test without an entry has left no verdict."""
    return {test.name: _run(test, student, seed) for test in tests}


def _run(test: Test, student: Student, seed: str) -> _Verdict:
    fixtures: dict[str, object] = {"student": student}
    if "rng" in test.takes:
        fixtures["rng"] = generator(seed, test)
    try:
        test.run(**fixtures)
    except StudentError as error:
        return _Verdict(str(error), not_attempted=error.not_attempted, raised=True)
    except ExpectationFailedError as failure:
        return _Verdict(str(failure))
    except AssertionError:
        return _Verdict("The returned value is wrong.")
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        # The test computed with what came back, and it was not what every right answer is.
        return _Verdict("It returned something that the test cannot work with.")
    return _Verdict(None)


def _exercise_report(
    name: str,
    points: float,
    tests: Sequence[Test],
    verdicts: dict[str, _Verdict],
    calls: Sequence[Recorded],
    diagnosis: Diagnosis | None,
) -> ExerciseReport:
    by_test = [(test, verdicts.get(test.name, _NO_VERDICT)) for test in tests]
    failed = [verdict for _, verdict in by_test if verdict.message is not None]
    passed = sum(test.weight for test, verdict in by_test if verdict.message is None)
    share = passed / sum(test.weight for test in tests) if failed else 1.0
    outcome = _outcome(failed)
    found = diagnosis.recognise(name, calls) if diagnosis and outcome in _DIAGNOSED else None
    return ExerciseReport(
        name=name,
        score=round(points * share, 4),
        max_score=points,
        outcome=outcome,
        misconception=found.name if found else None,
        hint=found.hint if found else None,
        tests=[
            TestReport(
                name=test.name,
                title=test.title,
                passed=verdict.message is None,
                message=verdict.message,
            )
            for test, verdict in by_test
        ],
    )


_DIAGNOSED: tuple[Outcome, ...] = ("wrong", "raised an error")


def _outcome(failed: Sequence[_Verdict]) -> Outcome:
    if not failed:
        return "right"
    if all(verdict.not_attempted for verdict in failed):
        return "not attempted"
    if all(verdict.raised for verdict in failed):
        return "raised an error"
    return "wrong"
