"""Comparing two output folders: whose score differs, in which exercises, and why."""

from __future__ import annotations

from typing import Literal

import msgspec

from autograder.reports.report import Report
from autograder.reports.store import Store

Why = Literal[
    "submission",  # other bytes were handed in
    "grader",  # its tests, points, bank or bars
    "limits",  # the course's, of time and memory
    "program",  # this program's own files
    "secret",  # the course's, which seeds the hidden inputs
    "by hand",  # what people entered
    "late penalty",  # the due date, the late policy or the time of submission
    "only in old",
    "only in new",
    "unknown",  # the same submission, and no record of what graded it
    "nothing",  # all is the same: a training or a time limit went differently
]


class ExerciseChange(msgspec.Struct, frozen=True):
    """An exercise whose score differs; None where there is none."""

    name: str
    old: float | None
    new: float | None


class Change(msgspec.Struct, frozen=True):
    """A submission whose score differs, in all or in an exercise."""

    student: str
    assignment: str
    old: float | None
    new: float | None
    why: list[Why]
    exercises: list[ExerciseChange]


class Comparison(msgspec.Struct, frozen=True):
    """What comparing two folders came to."""

    compared: int  # submissions that are in one of the folders or in both
    changes: list[Change]  # sorted by assignment and student


def compare(before: Store, after: Store) -> Comparison:
    """Compare the reports in two folders."""
    earlier = {(report.assignment, report.student): report for report in before.reports()}
    changes: list[Change] = []
    compared = 0
    for report in after.reports():
        compared += 1
        previous = earlier.pop((report.assignment, report.student), None)
        changes += _change(previous, report, before, after)
    compared += len(earlier)
    for report in earlier.values():
        changes += _change(report, None, before, after)
    changes.sort(key=lambda change: (change.assignment, change.student))
    return Comparison(compared, changes)


def _change(old: Report | None, new: Report | None, before: Store, after: Store) -> list[Change]:
    present = new or old
    assert present is not None
    first, second = _scores(old), _scores(new)
    exercises = [
        ExerciseChange(name, first.get(name), second.get(name))
        for name in dict.fromkeys([*first, *second])
        if first.get(name) != second.get(name)
    ]
    if old is not None and new is not None and old.score == new.score and not exercises:
        return []
    return [
        Change(
            present.student,
            present.assignment,
            old.score if old else None,
            new.score if new else None,
            _why(old, new, before, after),
            exercises,
        )
    ]


def _scores(report: Report | None) -> dict[str, float]:
    return {exercise.name: exercise.score for exercise in report.exercises} if report else {}


def _why(old: Report | None, new: Report | None, before: Store, after: Store) -> list[Why]:
    if old is None:
        return ["only in new"]
    if new is None:
        return ["only in old"]
    why: list[Why] = []
    same = old.submission_sha256 == new.submission_sha256
    if not same:
        why.append("submission")
    first = before.graded_by(old.student, old.assignment)
    second = after.graded_by(new.student, new.assignment)
    why += [part for part in first if first[part] and second[part] and first[part] != second[part]]
    if same and old.seed != new.seed and old.seed and new.seed:
        why.append("secret")
    if old.adjustments != new.adjustments:
        why.append("by hand")
    if _penalty(old) != _penalty(new):
        why.append("late penalty")
    return why or ["nothing" if all(first.values()) and all(second.values()) else "unknown"]


def _penalty(report: Report) -> float:
    return report.lateness.penalty if report.lateness else 0.0
