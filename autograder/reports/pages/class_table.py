"""The table of the class: a row for each student, a cell for each assignment."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from autograder.course.roster import Roster
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
    name: str  # by the roster; empty where it says none
    cells: tuple[Cell, ...]  # in the order of the assignments
    total: float


@dataclass(frozen=True)
class Table:
    """The whole class."""

    rows: tuple[Row, ...]  # by name
    max_score: float  # of all assignments together
    mean: float  # of the students' totals


_MISSING = Cell("missing")


def table_of(
    reports: Sequence[Report],
    overviews: Sequence[Overview],
    link: Link,
    roster: Roster | None = None,
) -> Table:
    """The table of some reports, whose columns are the assignments of `overviews`.

    Who is in the roster and has handed in nothing has a row, too.
    """
    by_student: defaultdict[str, dict[str, Report]] = defaultdict(dict)
    for report in reports:
        by_student[report.student][report.assignment] = report
    people = {student: next(iter(own.values())).person for student, own in by_student.items()}
    seen = {person.id for person in people.values() if person is not None}
    for person in (roster or Roster()).people:
        if person.id not in seen:
            people[person.id] = person
    names = [overview.assignment for overview in overviews]
    rows = []
    for student, of in sorted(people.items(), key=lambda item: in_order(item[0])):
        own = by_student.get(student, {})
        rows.append(
            Row(
                student,
                of.name if of else "",
                tuple(_cell(own[name], link) if name in own else _MISSING for name in names),
                round(sum(report.score for report in own.values()), 2),
            )
        )
    return Table(
        tuple(rows),
        sum(overview.max_score for overview in overviews),
        statistics.fmean(row.total for row in rows) if rows else 0.0,
    )


def _cell(report: Report, link: Link) -> Cell:
    return Cell(state_of(report), report.is_late, number(round(report.score, 2)), link(report))


def state_of(report: Report) -> State:
    """How a submission went, whatever a late penalty takes off it."""
    if report.is_scored_by_hand:
        if report.score >= report.max_score:
            return "full"
        return "some" if report.score else "none"
    if is_ungraded(report):
        return "ungraded"
    if report.exercises and report.right == len(report.exercises):
        return "full"
    if all(exercise.outcome == "not attempted" for exercise in report.exercises):
        return "untouched"
    return "some" if any(exercise.score for exercise in report.exercises) else "none"
