"""From the verdicts of an exercise's tests to its points, its outcome and its hint."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import msgspec
from msgspec import structs

from autograder.course.model import Exercise
from autograder.grading.calls import Recorded
from autograder.grading.diagnosis import Diagnosis
from autograder.grading.running import NO_VERDICT, ExerciseRun, Verdict
from autograder.grading.shortcuts import Shortcut
from autograder.reports.report import ExerciseReport, Outcome, TestReport
from autograder.reports.words import NOT_JUDGED
from autograder.testing.collecting import Test
from autograder.text import listed

#: The test that every exercise with a `without=` has beside its grader's own.
BY_HAND = "test_is_written_by_hand"
_DIAGNOSED: tuple[Outcome, ...] = ("wrong", "raised an error")


def score_exercise(
    exercise: Exercise,
    tests: Sequence[Test],
    run: ExerciseRun,
    shortcut: Shortcut | None,
    diagnosis: Diagnosis | None,
) -> ExerciseReport:
    """The report of one exercise: its points are the share of the weights of the passed tests."""
    by_test = _with_place([(test, run.verdicts.get(test.name, NO_VERDICT)) for test in tests])
    failed = [verdict for _, verdict in by_test if verdict.message is not None]
    passed = sum(test.weight for test, verdict in by_test if verdict.message is None)
    share = passed / sum(test.weight for test in tests) if failed else 1.0
    reports = _test_reports(by_test, answered=_has_answered(exercise, run.recorded))
    if exercise.without:
        verdict = _by_hand(exercise, shortcut, run.recorded, failed)
        judged = shortcut is not None
        reports.append(_test_report(BY_HAND, _by_hand_title(exercise), verdict, judged=judged))
        if verdict.message is not None:
            failed.append(verdict)
        if shortcut is not None:
            share = 0.0
    outcome = _outcome(failed)
    entry = None
    if diagnosis and shortcut is not None:
        entry = diagnosis.shortcut(exercise.name, shortcut.names)
    elif diagnosis and outcome in _DIAGNOSED:
        entry = diagnosis.recognise(exercise.name, run.recorded)
    hint = entry.hint if entry else None
    if shortcut is not None and hint is None:
        hint = "Write it yourself, from the formula in the text."
    return ExerciseReport(
        name=exercise.name,
        score=round(exercise.points * share, 4),
        max_score=exercise.points,
        outcome=outcome,
        misconception=entry.name if entry else None,
        hint=hint,
        tests=reports,
        training=run.training or msgspec.UNSET,
    )


def _with_place(by_test: Sequence[tuple[Test, Verdict]]) -> list[tuple[Test, Verdict]]:
    """Add to the messages where the function raised an error: one place for each exercise.

    A function may choose by its arguments, which are hidden, in which of a thousand lines it
    raises one. So the place of the first test that has one is shown, there and at the other tests
    that ended in the same place.
    """
    shown = next((verdict.place for _, verdict in by_test if verdict.place), "")
    return [
        (test, replace(verdict, message=f"{verdict.message}{shown}"))
        if verdict.place and verdict.place == shown
        else (test, verdict)
        for test, verdict in by_test
    ]


def _test_reports(by_test: Sequence[tuple[Test, Verdict]], *, answered: bool) -> list[TestReport]:
    """The reports of tests. A title is called refuted only where the answer has shown it to be.

    A function that has given no value has shown nothing but its error, and aspects of wrong values
    are nobody's statement.
    """
    values_are_right = all(
        verdict.message is None for test, verdict in by_test if not test.is_aspect
    )
    reports = []
    for test, verdict in by_test:
        judged = values_are_right or not test.is_aspect or verdict.refutes_aspect
        report = _test_report(test.name, test.title, verdict, judged=judged or not answered)
        reports.append(report if answered else structs.replace(report, judged=report.passed))
    return reports


def _test_report(name: str, title: str, verdict: Verdict, *, judged: bool) -> TestReport:
    """The report of a test; what is not written yet, or has left no verdict, is not judged."""
    message = verdict.message
    if message is None:
        return TestReport(name, title, passed=True, message=None)
    if verdict.not_attempted or verdict is NO_VERDICT:
        judged = False
    elif not judged and not verdict.raised:
        message = NOT_JUDGED
    return TestReport(name, title, passed=False, message=message, judged=judged)


def _has_answered(exercise: Exercise, calls: Sequence[Recorded]) -> bool:
    """Whether a call of the exercise's function has given a value."""
    return any(call.function == exercise.name and call.value is not None for call in calls)


def _by_hand_title(exercise: Exercise) -> str:
    """The title of the test that an exercise was written by hand."""
    return f"It is written without {listed(exercise.without)}."


def _by_hand(
    exercise: Exercise,
    shortcut: Shortcut | None,
    calls: Sequence[Recorded],
    failed: Sequence[Verdict],
) -> Verdict:
    """Whether a function was written by hand; one that gave no value has not shown that."""
    if shortcut is not None:
        return Verdict(shortcut.message)
    if _has_answered(exercise, calls):
        return Verdict(None)
    return failed[0] if failed else NO_VERDICT


def _outcome(failed: Sequence[Verdict]) -> Outcome:
    if not failed:
        return "right"
    if all(verdict.not_attempted for verdict in failed):
        return "not attempted"
    if all(verdict.raised for verdict in failed):
        return "raised an error"
    return "wrong"
