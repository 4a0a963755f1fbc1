"""The course's total: a student's scores over all assignments, weighted, as one number.

Each assignment counts by its share of points. The total is the weighted mean of the shares times
`scale`; assignments of `bonus` come on top. What was not handed in has the share 0, and may be
among the lowest that are dropped.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from autograder.course.config import TotalRules
from autograder.course.model import Course, CourseError
from autograder.course.roster import Person, Roster
from autograder.reports.report import Report
from autograder.submissions.platform_names import Source
from autograder.text import in_order, listed

#: What the total is called where exports expect an assignment.
TOTAL = "course_total"


@dataclass(frozen=True)
class Column:
    """An assignment of the total."""

    assignment: str
    title: str
    max_score: float
    weight: float
    bonus: bool


@dataclass(frozen=True, slots=True)
class Scored:
    """What a total needs of a report; those of a large class fill the memory."""

    score: float
    share: float  # of the points, by which it counts
    exercises: tuple[tuple[str, float, float], ...]  # name, score, points
    source: Source | None


@dataclass(frozen=True)
class Row:
    """A student of the total."""

    student: str
    person: Person | None  # of the roster
    scores: Mapping[str, Scored]  # by assignment
    shares: tuple[float | None, ...]  # by column; None: not handed in
    dropped: frozenset[int]  # columns that do not count
    total: float

    @property
    def name(self) -> str:
        """The student's name by the roster, else as the reports have it."""
        return (self.person.name if self.person else "") or self.student


@dataclass(frozen=True)
class Total:
    """The class over all assignments."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]  # by student
    scale: float
    notices: tuple[str, ...]  # sentences for staff

    def missing(self, column: int) -> list[Row]:
        """Who has not handed in an assignment."""
        return [row for row in self.rows if row.shares[column] is None]


def rules_of(course: Course, rules: TotalRules) -> TotalRules:
    """The rules with assignments under their full names; raises CourseError for unknown ones."""
    where = f"{course.root / 'course.toml'}: [total]"
    try:
        bonus = tuple(course.assignment(name).name for name in rules.bonus)
        weights = {course.assignment(name).name: rules.weights[name] for name in rules.weights}
    except CourseError as error:
        raise CourseError(f"{where}: {error}") from None
    if len(weights) < len(rules.weights):
        raise CourseError(f"{where}: weights names an assignment twice.")
    return TotalRules(rules.scale, rules.drop_lowest, rules.late_penalties, bonus, weights)


def total_of(course: Course, rules: TotalRules, reports: Iterable[Report], roster: Roster) -> Total:
    """The total of some reports, of one folder after the other.

    The assignments are those that somebody has handed in or that have a weight. Of two reports of
    a student for an assignment the last counts.
    """
    rules = rules_of(course, rules)
    known = {assignment.name: assignment for assignment in course.assignments}
    by_student: defaultdict[str, dict[str, Scored]] = defaultdict(dict)
    people: dict[str, Person | None] = {}
    twice: list[str] = []
    strange: dict[str, None] = {}
    for report in reports:
        if report.assignment not in known:
            strange[f"{report.student} ({report.assignment})"] = None
            continue
        student = report.person.id if report.person else report.student
        people[student] = report.person
        if report.assignment in by_student[student]:
            twice.append(f"{student} ({report.assignment})")
        by_student[student][report.assignment] = _scored(report, rules)
    for person in roster.people:
        people.setdefault(person.id, person)
    columns = _columns(course, rules, by_student.values())
    rows = [
        _row(student, people[student], by_student.get(student, {}), columns, rules)
        for student in sorted(people, key=in_order)
    ]
    return Total(columns, tuple(rows), rules.scale, tuple(_notices(rules, columns, twice, strange)))


def _columns(
    course: Course, rules: TotalRules, handed_in: Iterable[Mapping[str, Scored]]
) -> tuple[Column, ...]:
    seen = {name for own in handed_in for name in own} | rules.weights.keys()
    return tuple(
        Column(
            assignment.name,
            assignment.title,
            assignment.max_score,
            rules.weights.get(assignment.name, 0.0) if rules.weights else assignment.max_score,
            assignment.name in rules.bonus,
        )
        for assignment in course.assignments
        if assignment.name in seen
    )


def _row(
    student: str,
    person: Person | None,
    own: Mapping[str, Scored],
    columns: Sequence[Column],
    rules: TotalRules,
) -> Row:
    shares = tuple(
        own[column.assignment].share if column.assignment in own else None for column in columns
    )
    counted = [place for place, column in enumerate(columns) if column.weight and not column.bonus]
    lowest = sorted(counted, key=lambda place: (shares[place] or 0.0, -columns[place].weight))
    dropped = frozenset(lowest[: min(rules.drop_lowest, len(counted) - 1)] if counted else [])
    kept = [place for place in counted if place not in dropped]
    of = sum(columns[place].weight for place in kept)
    bonus = [place for place, column in enumerate(columns) if column.bonus]
    reached = sum(columns[place].weight * (shares[place] or 0.0) for place in (*kept, *bonus))
    return Row(
        student, person, own, shares, dropped, round(rules.scale * reached / of, 4) if of else 0.0
    )


def _scored(report: Report, rules: TotalRules) -> Scored:
    points = tuple((one.name, one.score, one.max_score) for one in report.exercises)
    return Scored(report.score, _share(report, rules), points, report.source)


def _share(report: Report, rules: TotalRules) -> float:
    """The share of an assignment's points that a report has; a bonus may make it more than 1."""
    if not report.max_score:
        return 0.0
    score = report.score
    if not rules.late_penalties and report.lateness is not None and not _is_set(report):
        score = report.lateness.score_before
    return score / report.max_score


def _is_set(report: Report) -> bool:
    """Whether a person has set the score of the whole assignment."""
    whole = report.adjustment()
    return whole is not None and whole.points is not None


def _notices(
    rules: TotalRules, columns: Sequence[Column], twice: Sequence[str], strange: Iterable[str]
) -> Iterable[str]:
    if strange := list(strange):
        yield f"Left out, because they belong to no assignment of the course: {listed(strange)}."
    if twice:
        yield f"In several folders; the one named last counts: {listed(twice)}."
    weightless = [column.assignment for column in columns if not column.weight]
    if weightless:
        yield f"Without a weight in course.toml, so it does not count: {listed(weightless)}."
    if rules.drop_lowest and not any(column.weight and not column.bonus for column in columns):
        yield "No assignment counts: the total is 0."


def as_report(row: Row, scale: float, title: str) -> Report:
    """A student's total in the form in which exports take a score."""
    last = next(iter(row.scores.values()), None)
    return Report(
        assignment=TOTAL,
        student=row.student,
        score=round(row.total, 2),
        max_score=scale,
        exercises=[],
        submission_sha256="",
        seed="",
        sandbox=[],
        warnings=[],
        seconds=0.0,
        source=last.source if last else None,
        title=title,
        person=row.person,
    )
