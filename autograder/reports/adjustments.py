"""What people entered by hand, applied to a report as it is read, and told in words.

Points of an exercise take the place of the grader's, and the late penalty is that of the new sum.
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
        if standing is not None:
            adjustments.append(_adjustment(exercise.name, exercise.score, standing))
            if standing.points is not None:
                points += standing.points - exercise.score
                exercise = replace(exercise, score=standing.points)  # noqa: PLW2901
        exercises.append(exercise)
    report = lateness.with_points(replace(report, exercises=exercises), round(points, 4))
    whole = entered.get("")
    if whole is not None:
        adjustments.append(_adjustment("", report.score, whole))
        if whole.points is not None:
            report = replace(report, score=whole.points)
    return replace(report, adjustments=adjustments)


def _adjustment(exercise: str, automatic: float, standing: Standing) -> Adjustment:
    return Adjustment(exercise, automatic, standing.points, standing.reason, standing.comment)


def points_in_words(adjustment: Adjustment) -> str:
    """The points and their reason as sentences; empty where there is a comment alone."""
    if adjustment.points is None:
        return ""
    given, before = number(round(adjustment.points, 2)), number(round(adjustment.automatic, 2))
    return f"{given} points by hand instead of {before}. Reason: {_sentence(adjustment.reason)}"


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
        f"{one.exercise or 'score'} {number(round(one.points, 2))}"
        for one in report.adjustments
        if one.points is not None
    ]
    return [f"by hand: {', '.join(given)}"] if given else []


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
