"""Telling students: how much of a result, when, and where; and what staff find of it.

Every result is written as a page, which may say no more than that the hand-in has arrived. What is
held back is shown later, when the day or the due date has come.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import cast

from autograder.course.config import Config, Feedback, LateRules
from autograder.files import write_whole
from autograder.grading.keys import Keys
from autograder.reports import lateness
from autograder.reports.lateness import moment
from autograder.reports.pages.feedback import render, render_notice
from autograder.reports.report import Report
from autograder.reports.store import Store
from autograder.text import counted
from autograder.watching.journal import REPLACED, WAITS, Entry, Journal

_LEVELS = ("nothing", "score", "titles", "full")
_PAGE_MODE = 0o644


@dataclass(frozen=True, slots=True)
class Told:
    """A page that was written, for the log."""

    student: str
    assignment: str
    score: float
    max_score: float
    shown: str  # how much of the result: "full", "titles", "score", "waits" or "replaced"
    seconds: float  # from when the hand-in was noticed
    page: str


class Teller:
    """Writes pages and reports, and notes in the journal that it has."""

    def __init__(
        self,
        journal: Journal,
        store: Store,
        config: Config,
        rules: LateRules,
        keys: Keys,
        *,
        own_pages: bool,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._journal = journal
        self._store = store
        self._config = config
        self._rules = rules
        self._keys = keys
        self._own_pages = own_pages
        self._clock = clock
        self._next: float | None = None

    def review(self) -> Iterator[Told]:
        """Show what was not shown before, and by now may be; give each page that is written."""
        for entry in self._journal.unsettled(self._config.feedback):
            if self._level(entry) != entry.shown:
                yield self.tell(entry)
        self._next = self._next_moment()

    def review_if_due(self) -> Iterator[Told]:
        """The same, if the time has come."""
        if self._next is not None and self._clock() >= self._next:
            yield from self.review()

    @property
    def next_review(self) -> float | None:
        """When more may be shown than now; None where nothing is ever held back."""
        return self._next

    def _next_moment(self) -> float | None:
        now = self._clock()
        times = [when.timestamp() for when in self._due_dates()]
        if self._config.watching.before_due == "full":
            times.clear()
        if self._config.watching.per_day is not None:
            times.append(self._day(now, 1).timestamp())
        return min((when for when in times if when > now), default=None)

    def _due_dates(self) -> Iterator[datetime]:
        """All due dates of the course, and those of students with extensions."""
        for assignment, due in self._rules.due.items():
            yield due
            yield from (person.due(assignment, due) for person in self._rules.roster.people)

    def tell(self, entry: Entry) -> Told:
        """Write a result's page, and the report for staff if it is the one that counts.

        The page also says what people have entered by hand; the report is as it was graded.
        """
        report = lateness.apply(entry.report, self._rules)
        level = self._level(entry)
        if entry.shown is None and self._counts(entry):
            self._write_report(entry, report)
        report = self._store.adjusted(report)
        title = self._config.title
        told = entry.told
        if level in (WAITS, REPLACED):
            text = render_notice(report, self._why(entry, level), title)
        else:
            text = render(report, cast("Feedback", level), title, self._note(entry, level))
            told = told or self._clock()
        if level != REPLACED or self._own_pages:
            Path(entry.page).parent.mkdir(parents=True, exist_ok=True)
            write_whole(entry.page, [text.encode()], _PAGE_MODE)
        self._journal.mark(entry.number, level, told)
        return Told(
            entry.student,
            entry.assignment,
            report.score,
            report.max_score,
            level,
            max(0.0, self._clock() - entry.seen),
            entry.page,
        )

    # How much

    def _level(self, entry: Entry) -> str:
        """How much of a result its student may be shown now."""
        counts = self._counts(entry)
        if not counts and not self._own_pages:
            return REPLACED
        now = self._clock()
        level: str = self._config.feedback
        due = self._due(entry)
        if due is not None and now < due.timestamp():
            level = min(level, self._config.watching.before_due, key=_LEVELS.index)
        if level == "nothing":
            return WAITS
        most = self._config.watching.per_day
        if most is not None and entry.told is None and entry.report.sandbox:
            if entry.shown in (WAITS, REPLACED) and not counts:
                return REPLACED
            begin = self._day(now).timestamp()
            if self._journal.told_since(entry.student, entry.assignment, begin) >= most:
                return WAITS
        return level

    def _due(self, entry: Entry) -> datetime | None:
        report = entry.report
        return lateness.due_of(report.student, report.assignment, report.source, self._rules)

    def _counts(self, entry: Entry) -> bool:
        return self._journal.latest(entry.student, entry.assignment) == entry.number

    def _day(self, now: float, later: int = 0) -> datetime:
        """When the course's present day has begun, or a later one begins."""
        zone = self._rules.zone
        today = datetime.fromtimestamp(now, zone) + timedelta(days=later)
        return today.replace(hour=0, minute=0, second=0, microsecond=0).astimezone(zone)

    def _why(self, entry: Entry, level: str) -> str:
        if level == REPLACED:
            return "You have handed in again since. Your last hand-in counts; see its page."
        arrived = "Your notebook has arrived and is graded."
        due = self._due(entry)
        now = self._clock()
        if self._config.watching.before_due == "nothing" and due and now < due.timestamp():
            return f"{arrived} The result is shown here after the due date, {moment(due)}."
        most = self._config.watching.per_day or 0
        return (
            f"{arrived} This course shows {counted(most, 'result')} of an assignment a day, and "
            "you have seen today's. The result of your last hand-in is shown here after "
            f"{moment(self._day(now, 1))}."
        )

    def _note(self, entry: Entry, level: str) -> str:
        """What the page does not show yet."""
        due = self._due(entry)
        if due is None or level == self._config.feedback:
            return ""
        return f"This page shows more after the due date, {moment(due)}."

    # For staff

    def _write_report(self, entry: Entry, report: Report) -> None:
        grader, limits = self._keys.grader(entry.assignment), self._keys.limits
        self._store.write(report, entry.report_key, grader, limits, Path(entry.file))
