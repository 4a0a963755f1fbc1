"""Late submissions: when each came in, when its assignment was due, and what it loses.

Instants are compared as instants, so a change to summer time in between neither adds nor takes an
hour. A day is 24 hours, and a day begun counts. A student who cannot be shown to be late loses
nothing.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from autograder.course.config import LatePolicy, LateRules
from autograder.course.model import Course, CourseError
from autograder.course.roster import Person, Roster
from autograder.reports.report import Lateness, Report
from autograder.submissions.platform_names import Source
from autograder.text import counted, number

_MOST_UNDATED = 20  # submissions without a time that are named
DAY = timedelta(days=1)


def rules_of(course: Course, rules: LateRules) -> LateRules:
    """The rules with every assignment under its full name; raises CourseError for an unknown one.

    As elsewhere, 04_losses may be written losses or 4.
    """
    due: dict[str, datetime] = {}
    for key, when in rules.due.items():
        try:
            name = course.assignment(key).name
        except CourseError as error:
            raise CourseError(f"{course.root / 'course.toml'}: [due]: {error}") from None
        if name in due:
            raise CourseError(f"{course.root / 'course.toml'}: [due] names {name} twice.")
        due[name] = when
    return dataclasses.replace(rules, due=due)


def apply(report: Report, rules: LateRules) -> Report:
    """The report with its late penalty, in place of any that an earlier run has put there.

    The exercises keep their points. An assignment without a due date has no `lateness`.
    """
    before = report.lateness.score_before if report.lateness else report.score
    due = due_of(report.student, report.assignment, report.source, rules)
    if due is None:
        return replace(report, score=before, lateness=None)
    days = days_late(report.submitted, due, rules.grace) if report.submitted else 0
    lateness = Lateness(due=due, policy=rules.policy, days=days, score_before=before, penalty=0.0)
    return with_points(replace(report, lateness=lateness), before)


def person_of(student: str, source: Source | None, roster: Roster) -> Person | None:
    """The student's row of the roster, if there is one."""
    if source is None:
        return roster.find(student)
    return roster.find(student, source.platform, source.id)


def due_of(
    student: str, assignment: str, source: Source | None, rules: LateRules
) -> datetime | None:
    """When a student's submission is due, by the roster's extension if there is one."""
    due = rules.due.get(assignment)
    person = person_of(student, source, rules.roster)
    return due if due is None or person is None else person.due(assignment, due)


def with_points(report: Report, points: float) -> Report:
    """The report with other points of its exercises, and the late penalty that these cost."""
    lateness = report.lateness
    if lateness is None:
        return replace(report, score=points)
    penalty = penalty_of(lateness.days, points, report.max_score, lateness.policy)
    return replace(
        report,
        score=round(points - penalty, 4),
        lateness=replace(lateness, score_before=points, penalty=penalty),
    )


def days_late(submitted: datetime, due: datetime, grace: timedelta = timedelta()) -> int:
    """How many days after the due date have begun, 0 in time or within the grace period."""
    late = submitted.astimezone(UTC) - due.astimezone(UTC)
    return -(-late // DAY) if late > max(grace, timedelta()) else 0


def penalty_of(days: int, score: float, max_score: float, policy: LatePolicy) -> float:
    """What a submission loses that is so many days late: never more than it has."""
    if days == 0 or policy == "none":
        return 0.0
    if policy == "zero":
        return score
    return min(score, round(policy * days * max_score, 4))


def in_words(report: Report) -> list[str]:
    """What a person should know about when a submission was due and came, as sentences."""
    lateness = report.lateness
    if lateness is None:
        return []
    due = f"Due {moment(lateness.due)}"
    if report.submitted is None:
        unknown = (
            "The platform says late, but not how late"
            if report.is_late
            else "The time of submission is not known"
        )
        return [f"{due}. {unknown}: no late penalty was taken off."]
    # Both in the due date's own zone: that is the one in which students know it.
    handed_in = f"handed in {moment(report.submitted.astimezone(lateness.due.tzinfo))}"
    if lateness.days == 0:
        grace = ", by the grace period" if report.submitted > lateness.due else ""
        return [f"{due}, {handed_in}: in time{grace}."]
    return [
        f"{due}, {handed_in}: {counted(lateness.days, 'day')} late.",
        f"Late penalty: {_rule(lateness)}.",
    ]


def handed_in(report: Report) -> list[str]:
    """Which attempt it is and when it came, in a few words, as far as the platform says so."""
    if report.source is None:
        return []
    attempt, submitted = report.source.attempt, report.source.submitted
    words = [f"attempt {attempt}"] if attempt else []
    return words + ([f"handed in {moment(submitted)}"] if submitted else [])


def in_short(report: Report) -> list[str]:
    """The same in a few words, for tables; nothing for what is in time."""
    lateness = report.lateness
    if lateness is not None and lateness.days:
        penalty = f", {number(round(lateness.penalty, 2))} points off" if lateness.penalty else ""
        return [f"{counted(lateness.days, 'day')} late{penalty}"]
    return ["late, the platform says"] if report.is_late else []


def lacks_time(report: Report) -> bool:
    """Whether only its time of submission is missing for a late penalty."""
    lateness = report.lateness
    return lateness is not None and lateness.policy != "none" and report.submitted is None


def class_notices(late: Sequence[str], without_time: Sequence[str]) -> Iterator[str]:
    """Sentences for staff on who handed in late, and on those of whom it is not known."""
    if late:
        yield f"{counted(len(late), 'submission')} handed in late: {', '.join(late)}."
    if without_time:
        unnamed = len(without_time) - _MOST_UNDATED
        yield (
            f"The time of {counted(len(without_time), 'submission')} is not known; "
            f"no late penalty: {', '.join(without_time[:_MOST_UNDATED])}"
            f"{f' and {unnamed} more' if unnamed > 0 else ''}."
        )


def _rule(lateness: Lateness) -> str:
    if lateness.policy == "none":
        return "none is taken off"
    if lateness.policy == "zero":
        return "a late submission counts zero points"
    return f"{100 * lateness.policy:.4g} % of the assignment's points for each day begun"


def moment(time: datetime) -> str:
    """A point in time to the second, with its offset."""
    text = time.isoformat(" ", "seconds")
    return f"{text[:-6]} {'UTC' if time.utcoffset() == timedelta() else text[-6:]}"
