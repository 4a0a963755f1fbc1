"""Grading: a submission's bytes and a grader in, a report out."""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple
from warnings import catch_warnings

from msgspec import structs

from autograder.course.model import Assignment, Exercise
from autograder.grading.diagnosis import Diagnosis
from autograder.grading.student import Recorded, Shortcut, Student, StudentError
from autograder.grading.together import Seat, run_together
from autograder.keras_models.models import import_keras
from autograder.limits import Limits
from autograder.reports.report import ExerciseReport, Outcome, Report, TestReport, TrainingReport
from autograder.sandbox.launch import KERAS, NUMERIC, Host, Profile, SandboxError
from autograder.submissions.reading import read_code
from autograder.submissions.submission import Submission, UnreadableError
from autograder.testing.collecting import Grader, Test, generator
from autograder.testing.expectations import ExpectationFailedError
from autograder.training.trainer import Judgement, Trainer
from autograder.training.training import Scale, TrainingError


@dataclass(frozen=True)
class _Verdict:
    """What one test's run came to."""

    message: str | None  # None: passed
    not_attempted: bool = False
    raised: bool = False


#: The test that every exercise with a `without=` has beside its grader's own.
BY_HAND = "test_is_written_by_hand"
_NO_VERDICT = _Verdict("The test left no verdict.")


def seed_of(secret: bytes, assignment: str, submission_sha256: str) -> str:
    """The seed of a submission's hidden inputs: unknown without the course's secret."""
    text = f"{assignment}/{submission_sha256}".encode()
    return hmac.new(secret, text, hashlib.sha256).hexdigest()[:32]


def grade_submission(
    submission: Submission,
    grader: Grader,
    host_of: Callable[[Profile], Host],
    *,
    secret: bytes,
    limits: Limits,
    diagnosis: Diagnosis | None = None,
    scale: Scale = "quick",
) -> Report:
    """Grade one submission.

    `host_of` gives the warm host of a profile: exercises that need Keras run in a worker that has
    it, the others do not wait for one. `diagnosis` recognises mistakes of the bank. `scale` is
    the protocol by which the grader trains what a student has built.
    """
    begun = time.monotonic()
    assignment = grader.assignment
    seed = seed_of(secret, assignment.name, submission.sha256)
    try:
        code = read_code(submission, limits)
    except UnreadableError as reason:
        return unreadable(submission, assignment, str(reason), seed=seed)
    wanted = [
        exercise
        for exercise in assignment.exercises
        if submission.only is None or exercise.name in submission.only
    ]
    graded: dict[str, ExerciseReport] = {}
    warnings = list(submission.warnings)
    layers: tuple[str, ...] = ()
    for profile, exercises in (
        (NUMERIC, [exercise for exercise in wanted if not exercise.keras]),
        (KERAS, [exercise for exercise in wanted if exercise.keras]),
    ):
        if not exercises:
            continue
        host = host_of(profile)
        host.wait_until_ready()
        layers = layers or host.layers
        trainer = Trainer(assignment, scale, seed)
        student = Student(
            host,
            code.cells,
            _scaled(limits, profile),
            without={one.name: one.without for one in exercises if one.without},
            trainer=trainer,
        )
        try:
            run = _run_in_turn if profile is KERAS else _run_together
            for exercise, ran in run(exercises, grader, student, seed):
                report = _exercise_report(
                    exercise,
                    grader.tests[exercise.name],
                    ran.verdicts,
                    ran.recorded,
                    student.shortcut(exercise.name),
                    diagnosis,
                )
                graded[exercise.name] = (
                    structs.replace(report, training=ran.training) if ran.training else report
                )
            warnings += [one for one in student.warnings if one not in warnings]
        finally:
            student.close()
            trainer.close()
    reports = [graded[exercise.name] for exercise in wanted]
    return Report(
        assignment=assignment.name,
        student=submission.student,
        score=round(sum(exercise.score for exercise in reports), 4),
        max_score=float(sum(exercise.points for exercise in wanted)),
        exercises=reports,
        submission_sha256=submission.sha256,
        seed=seed,
        sandbox=list(layers),
        warnings=warnings,
        seconds=round(time.monotonic() - begun, 4),
        source=submission.source,
    )


def _scaled(limits: Limits, profile: Profile) -> Limits:
    """The limits of a profile: TensorFlow's first steps take longer than NumPy's."""
    return replace(
        limits,
        call_seconds=limits.call_seconds * profile.patience,
        submission_seconds=limits.submission_seconds * profile.patience,
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
        source=submission.source,
    )


class _Ran(NamedTuple):
    """What the tests of one exercise came to; one without an entry has left no verdict."""

    verdicts: dict[str, _Verdict]
    recorded: list[Recorded]
    training: TrainingReport | None = None


def _run_in_turn(
    exercises: Sequence[Exercise], grader: Grader, student: Student, seed: str
) -> Iterator[tuple[Exercise, _Ran]]:
    """Run the tests one after the other, and what the grader trains beside them.

    Exercises whose answer is trained come first, so that the others fill the time.
    """
    import_keras()  # quietly, before a test does
    trainer = student.trainer
    assert trainer is not None
    ran: dict[str, _Ran] = {}
    judged: dict[tuple[str, str], Judgement] = {}
    with catch_warnings(action="ignore"):  # Keras warns of models that are wrong or unusual
        for exercise in sorted(exercises, key=lambda one: not trainer.trains(one.name)):
            student.recorded = []
            verdicts: dict[str, _Verdict] = {}
            for test in grader.tests[exercise.name]:
                student.judged = None
                verdicts[test.name] = _run(test, student, seed)
                if student.judged is not None and verdicts[test.name].message is None:
                    judged[exercise.name, test.name] = student.judged
            ran[exercise.name] = _Ran(verdicts, student.recorded)
        trained: dict[str, TrainingReport | None] = {}
        for (exercise_name, test_name), judgement in judged.items():
            verdict, trained[exercise_name] = _conclude(judgement)
            ran[exercise_name].verdicts[test_name] = verdict
    for exercise in exercises:
        yield exercise, ran[exercise.name]._replace(training=trained.get(exercise.name))


def _conclude(judgement: Judgement) -> tuple[_Verdict, TrainingReport | None]:
    """The verdict of a test that ends with a training, and what was trained.

    What else goes wrong there is the grader's trouble, not the student's, and is raised.
    """
    try:
        passed, training, words = judgement()
    except TrainingError as error:
        return _Verdict(str(error)), None
    return _Verdict(None if passed else words), training


def _run_together(
    exercises: Sequence[Exercise], grader: Grader, student: Student, seed: str
) -> Iterator[tuple[Exercise, _Ran]]:
    """Run all tests side by side, so that their calls cross together."""
    recorded: dict[str, list[Recorded]] = {exercise.name: [] for exercise in exercises}
    tests = [test for exercise in exercises for test in grader.tests[exercise.name]]
    verdicts = run_together(
        [partial(_run, test, Seat(student, recorded[test.exercise]), seed) for test in tests],
        student,
    )
    ran: dict[str, dict[str, _Verdict]] = {exercise.name: {} for exercise in exercises}
    for test, verdict in zip(tests, verdicts, strict=True):
        ran[test.exercise][test.name] = verdict
    for exercise in exercises:
        yield exercise, _Ran(ran[exercise.name], recorded[exercise.name])


def _run(test: Test, student: Student | Seat, seed: str) -> _Verdict:
    fixtures: dict[str, object] = {"student": student}
    if "rng" in test.takes:
        fixtures["rng"] = generator(seed, test)
    try:
        test.run(**fixtures)
    except StudentError as error:
        return _Verdict(str(error), not_attempted=error.not_attempted, raised=True)
    except ExpectationFailedError as failure:
        return _Verdict(str(failure))
    except SandboxError:
        raise  # the grader's trouble, not the student's
    except AssertionError:
        return _Verdict("The returned value is wrong.")
    except Exception:  # whatever it is, the test has not passed
        # The test computed with what came back, and it was not what every right answer is.
        return _Verdict("It returned something that the test cannot work with.")
    return _Verdict(None)


def _exercise_report(
    exercise: Exercise,
    tests: Sequence[Test],
    verdicts: dict[str, _Verdict],
    calls: Sequence[Recorded],
    shortcut: Shortcut | None,
    diagnosis: Diagnosis | None,
) -> ExerciseReport:
    by_test = [(test, verdicts.get(test.name, _NO_VERDICT)) for test in tests]
    failed = [verdict for _, verdict in by_test if verdict.message is not None]
    passed = sum(test.weight for test, verdict in by_test if verdict.message is None)
    share = passed / sum(test.weight for test in tests) if failed else 1.0
    reports = [_test_report(test.name, test.title, verdict) for test, verdict in by_test]
    if exercise.without:
        verdict = _by_hand(exercise, shortcut, calls, failed)
        reports.append(_test_report(BY_HAND, _without(exercise), verdict))
        if verdict.message is not None:
            failed.append(verdict)
        if shortcut is not None:
            share = 0.0
    outcome = _outcome(failed)
    found = None
    if diagnosis and shortcut is not None:
        found = diagnosis.shortcut(exercise.name, shortcut.names)
    elif diagnosis and outcome in _DIAGNOSED:
        found = diagnosis.recognise(exercise.name, calls)
    hint = found.hint if found else None
    if shortcut is not None and hint is None:
        hint = "Write it yourself, from the formula in the text."
    return ExerciseReport(
        name=exercise.name,
        score=round(exercise.points * share, 4),
        max_score=exercise.points,
        outcome=outcome,
        misconception=found.name if found else None,
        hint=hint,
        tests=reports,
    )


def _test_report(name: str, title: str, verdict: _Verdict) -> TestReport:
    return TestReport(
        name=name, title=title, passed=verdict.message is None, message=verdict.message
    )


def _without(exercise: Exercise) -> str:
    """The title of the test that an exercise was written by hand."""
    *others, last = exercise.without
    return f"It does without {', '.join(others) + ' and ' if others else ''}{last}."


def _by_hand(
    exercise: Exercise,
    shortcut: Shortcut | None,
    calls: Sequence[Recorded],
    failed: Sequence[_Verdict],
) -> _Verdict:
    """Whether a function does without what it is to do without; none that gave no value does."""
    if shortcut is not None:
        return _Verdict(shortcut.message)
    if any(call.function == exercise.name and call.value is not None for call in calls):
        return _Verdict(None)
    return failed[0] if failed else _NO_VERDICT


_DIAGNOSED: tuple[Outcome, ...] = ("wrong", "raised an error")


def _outcome(failed: Sequence[_Verdict]) -> Outcome:
    if not failed:
        return "right"
    if all(verdict.not_attempted for verdict in failed):
        return "not attempted"
    if all(verdict.raised for verdict in failed):
        return "raised an error"
    return "wrong"
