"""Entering points and comments by hand: what is refused, and with what words."""

from __future__ import annotations

import math

from autograder.reports.finding import near_names, suggestion
from autograder.reports.journal import LONGEST_TEXT, Entry, Target
from autograder.reports.report import Report
from autograder.reports.store import Store
from autograder.text import number, printable

_LONGEST_NAME = 100


class AdjustmentError(Exception):
    """What cannot be entered; the message says why."""


def target_of(report: Report, exercise: str | None) -> Target:
    """What an entry is about; raises AdjustmentError for an exercise that the report lacks."""
    names = [one.name for one in report.exercises]
    if exercise is not None and exercise not in names:
        shown = printable(exercise, _LONGEST_NAME)
        raise AdjustmentError(
            f"{report.assignment} has no exercise {shown}."
            f"{suggestion(near_names(exercise, names))} It has {', '.join(names) or 'none'}."
        )
    return Target(report.student, report.assignment, exercise or "")


def enter(
    store: Store,
    target: Target,
    *,
    points: float | None = None,
    reason: str = "",
    comment: str = "",
    most: float,
    bonus: bool = False,
) -> Entry:
    """Enter points with their reason, a comment, or both.

    `most` are the points of the target, which only a bonus exceeds. Raises AdjustmentError.
    """
    reason, comment = reason.strip(), comment.strip()
    if points is not None:
        _check_points(points, most, bonus=bonus)
        if not reason:
            raise AdjustmentError('Points need a reason, which the student reads: --reason "...".')
    elif reason:
        raise AdjustmentError("A reason is one for points: give --points, or --comment instead.")
    elif not comment:
        raise AdjustmentError("Nothing to enter: give --points with --reason, or --comment.")
    for name, text in (("reason", reason), ("comment", comment)):
        if len(text) > LONGEST_TEXT:
            raise AdjustmentError(f"The {name} is longer than {LONGEST_TEXT} characters.")
    entry = store.journal.add(target, points=points, reason=reason, comment=comment)
    store.write_summary()
    return entry


def undo(store: Store, target: Target) -> Entry:
    """Undo the last entry that counts for a target; raises AdjustmentError where there is none."""
    entry = store.journal.undo(target)
    if entry is None:
        raise AdjustmentError(f"Nothing to undo: no entry for {in_words(target)} counts.")
    store.write_summary()
    return entry


def most_points(report: Report, target: Target) -> float:
    """The points of a target."""
    if not target.exercise:
        return report.max_score
    return next(one.max_score for one in report.exercises if one.name == target.exercise)


def in_words(target: Target) -> str:
    """A target as people read it."""
    parts = filter(None, (target.student, target.assignment, target.exercise))
    return printable(", ".join(parts), 3 * _LONGEST_NAME)


def _check_points(points: float, most: float, *, bonus: bool) -> None:
    if not math.isfinite(points):
        raise AdjustmentError("Points must be a finite number.")
    if points < 0:
        raise AdjustmentError(
            "Points must be at least 0: they are the score itself, not what is taken off it."
        )
    if points > most and not bonus:
        raise AdjustmentError(
            f"{number(points)} points are more than the {number(most)} that there are. Add --bonus "
            "if that is meant."
        )
