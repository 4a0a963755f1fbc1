"""The table of the class: a row for each student, a cell for each assignment."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from autograder.reports.overview import Overview, is_ungraded
from autograder.reports.report import Report
from autograder.text import in_order, number

#: How a submission went: the class of its cell, and what the style sheet gives a sign and a word.
State = Literal["full", "some", "none", "untouched", "ungraded", "missing"]
Link = Callable[[Report], str | None]


@dataclass(frozen=True)
class Cell:
    """One student's submission for one assignment."""

    state: State
    late: bool = False
    score: str = ""
    page: str | None = None  # the address of the student's feedback page, where there is one


@dataclass(frozen=True)
class Row:
    """One student."""

    student: str
    cells: tuple[Cell, ...]  # in the order of the assignments
    total: float


@dataclass(frozen=True)
class Table:
    """The whole class."""

    rows: tuple[Row, ...]  # by name
    max_score: float  # of all assignments together
    mean: float  # of the students' totals


_MISSING = Cell("missing")


def table_of(reports: Sequence[Report], overviews: Sequence[Overview], link: Link) -> Table:
    """The table of some reports, whose columns are the assignments of `overviews`."""
    by_student: defaultdict[str, dict[str, Report]] = defaultdict(dict)
    for report in reports:
        by_student[report.student][report.assignment] = report
    names = [overview.assignment for overview in overviews]
    rows = [
        Row(
            student,
            tuple(_cell(own[name], link) if name in own else _MISSING for name in names),
            round(sum(report.score for report in own.values()), 2),
        )
        for student, own in sorted(by_student.items(), key=lambda item: in_order(item[0]))
    ]
    return Table(
        tuple(rows),
        sum(overview.max_score for overview in overviews),
        statistics.fmean(row.total for row in rows) if rows else 0.0,
    )


def _cell(report: Report, link: Link) -> Cell:
    return Cell(state_of(report), report.is_late, number(round(report.score, 2)), link(report))


def state_of(report: Report) -> State:
    """How a submission went, whatever a late penalty takes off it."""
    if is_ungraded(report):
        return "ungraded"
    if report.exercises and report.right == len(report.exercises):
        return "full"
    if all(exercise.outcome == "not attempted" for exercise in report.exercises):
        return "untouched"
    return "some" if any(exercise.score for exercise in report.exercises) else "none"
