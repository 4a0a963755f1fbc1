"""What people entered by hand, applied to a report as it is read, and told in words.

Points of an exercise take the place of the grader's, extra credit is added to either, and the late
penalty is that of the new sum.
Points of the whole assignment are its score, late penalty and all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from autograder.reports import lateness
from autograder.reports.journal import Standing
from autograder.reports.report import Adjustment, Report
from autograder.text import number

WHOLE = "the assignment as a whole"


def apply(report: Report, entered: Mapping[str, Standing]) -> Report:
    """The report with what was entered, by exercise; the empty name is the whole assignment.

    `report` is as it was graded. What was entered for an exercise that it lacks is left out.
    """
    if not entered:
        return report
    adjustments: list[Adjustment] = []
    exercises = []
    points = report.lateness.score_before if report.lateness else report.score
    for exercise in report.exercises:
        standing = entered.get(exercise.name)
        if standing is not None and standing != Standing():
            adjustments.append(_adjustment(exercise.name, exercise.score, standing))
            score = exercise.score if standing.points is None else standing.points
            score = round(score + (standing.extra or 0.0), 4)
            if score != exercise.score:
                points += score - exercise.score
                exercise = replace(exercise, score=score)  # noqa: PLW2901
        exercises.append(exercise)
    report = lateness.with_points(replace(report, exercises=exercises), round(points, 4))
    whole = entered.get("")
    if whole is not None:
        adjustments.append(_adjustment("", report.score, whole))
        if whole.points is not None:
            report = replace(report, score=whole.points)
    return replace(report, adjustments=adjustments)


def _adjustment(exercise: str, automatic: float, standing: Standing) -> Adjustment:
    return Adjustment(
        exercise, automatic, standing.points, standing.reason, standing.comment, standing.extra
    )


def points_in_words(adjustment: Adjustment) -> str:
    """The points and their reason as sentences; empty where there is a comment alone."""
    sentences = []
    if adjustment.points is not None:
        given, before = _rounded(adjustment.points), _rounded(adjustment.automatic)
        sentences.append(f"{given} points by hand instead of {before}.")
    if adjustment.extra:
        sentences.append(f"Extra credit: {_rounded(adjustment.extra)}.")
    if adjustment.reason:
        sentences.append(f"Reason: {_sentence(adjustment.reason)}")
    return " ".join(sentences)


def in_words(report: Report) -> list[str]:
    """What was entered, as sentences for the student."""
    return [sentence for one in report.adjustments for sentence in _sentences(one)]


def _sentences(adjustment: Adjustment) -> Iterator[str]:
    name = adjustment.exercise or "The assignment as a whole"
    if points := points_in_words(adjustment):
        yield f"{name}: {points}"
    if adjustment.comment:
        yield f"{name}: {_sentence(adjustment.comment)}"


def in_short(report: Report) -> list[str]:
    """The points that were entered, in a few words, for tables."""
    given = [
        f"{one.exercise or 'score'} {' '.join(_numbers(one))}"
        for one in report.adjustments
        if one.changes_score
    ]
    return [f"by hand: {', '.join(given)}"] if given else []


def _numbers(adjustment: Adjustment) -> Iterator[str]:
    if adjustment.points is not None:
        yield _rounded(adjustment.points)
    if adjustment.extra:
        yield f"+{_rounded(adjustment.extra)}"


def _rounded(points: float) -> str:
    return number(round(points, 2))


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
