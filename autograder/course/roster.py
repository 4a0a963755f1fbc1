"""The class as the course knows it: `roster.csv`, with names, platforms' ids and extensions.

The first line names the columns. `id` is the student's name in the folder of reports; all others
may be left out: `name`, `section`, a platform's name for the student's id there (`canvas`,
`moodle`), `extra_time` (days added to every due date) and `extension ASSIGNMENT` (days, or the date
and time until which it may be handed in).
"""

from __future__ import annotations

import csv
import io
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import msgspec

from autograder.course.model import Course, CourseError
from autograder.text import comparable, listed, printable

ROSTER = "roster.csv"
PLATFORMS = ("canvas", "moodle", "blackboard", "brightspace", "ilias", "gradescope")
_COLUMNS = ("id", "name", "section", "extra_time", *PLATFORMS)
_EXTENSION = "extension "
_MOST_DAYS = 366
_LONGEST_CELL = 200
_LONGEST_QUOTED = 80
_MOST_BYTES = 64 << 20


class Person(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A row of the roster."""

    id: str
    name: str = ""
    section: str = ""
    platform_ids: dict[str, str] = {}  # by platform
    extra_days: float = 0.0
    extensions: dict[str, float | datetime] = {}  # by assignment: days, or until when

    def due(self, assignment: str, due: datetime) -> datetime:
        """When an assignment is due for this student: never earlier than for everybody."""
        extension = self.extensions.get(assignment, 0.0)
        own = due + timedelta(days=self.extra_days)
        if isinstance(extension, datetime):
            return max(own, extension.astimezone(due.tzinfo))
        return own + timedelta(days=extension)


@dataclass(frozen=True)
class Roster:
    """All rows; empty where a course has no roster."""

    people: tuple[Person, ...] = ()
    _by_id: Mapping[str, Person] = field(default_factory=dict, repr=False)
    _by_platform: Mapping[tuple[str, str], Person] = field(default_factory=dict, repr=False)
    _by_name: Mapping[str, Person] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, people: Iterable[Person]) -> Roster:
        """The roster of some people, whose ids differ."""
        people = tuple(people)
        names = Counter(comparable(person.name) for person in people)
        return cls(
            people,
            {comparable(person.id): person for person in people},
            {
                (platform, own): person
                for person in people
                for platform, own in person.platform_ids.items()
            },
            {
                comparable(person.name): person
                for person in people
                if person.name and names[comparable(person.name)] == 1
            },
        )

    def find(
        self, student: str, platform: str | None = None, platform_id: str | None = None
    ) -> Person | None:
        """The row of a student: by the platform's id, the row's own, else a name that is one's."""
        if not self.people:
            return None
        if platform and platform_id and (platform, platform_id) in self._by_platform:
            return self._by_platform[platform, platform_id]
        name = comparable(student)
        return self._by_id.get(name) or self._by_name.get(name)


def load_roster(course: Course) -> Roster:
    """The course's roster; an empty one where there is none.

    Raises CourseError naming the line and the column of what cannot be right.
    """
    path = course.root / ROSTER
    if not path.exists():
        return Roster()
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
        if len(data) > _MOST_BYTES:
            raise CourseError(f"{path} has more than {_MOST_BYTES >> 20} MiB.")
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    except OSError as error:
        raise CourseError(f"{path} cannot be read: {error.strerror}.") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise CourseError(f"{path} is not a CSV file in UTF-8: {error}.") from error
    try:
        return _decoded(rows, course)
    except _RosterError as error:
        raise CourseError(f"{path}{error}") from None


class _RosterError(Exception):
    """What is wrong with a roster; the message lacks the file's path."""


def _decoded(rows: Sequence[list[str]], course: Course) -> Roster:
    if not rows:
        raise _RosterError(" is empty: its first line names the columns, such as id,name,section.")
    columns = [_column(cell.strip(), course) for cell in rows[0]]
    twice = [name for name, count in Counter(columns).items() if count > 1]
    if twice:
        raise _RosterError(f", line 1: there are several columns {twice[0]}.")
    if "id" not in columns:
        raise _RosterError(", line 1: there is no column id.")
    people: list[Person] = []
    for line, row in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(columns):
            raise _RosterError(f", row {line}: {len(row)} cells under {len(columns)} columns.")
        cells = {name: cell.strip() for name, cell in zip(columns, row, strict=True)}
        people.append(_person(cells, line))
    _refuse_doubles("id", [(comparable(person.id), person.id) for person in people])
    for platform in PLATFORMS:
        ids = [person.platform_ids.get(platform, "") for person in people]
        _refuse_doubles(platform, [(own, own) for own in ids if own])
    return Roster.of(people)


def _column(name: str, course: Course) -> str:
    """A column's name, with an assignment under its full name."""
    if name in _COLUMNS:
        return name
    if name.startswith(_EXTENSION):
        try:
            return _EXTENSION + course.assignment(name.removeprefix(_EXTENSION).strip()).name
        except CourseError as error:
            raise _RosterError(f", line 1: {error}") from None
    raise _RosterError(
        f", line 1: there is no column {printable(name, _LONGEST_QUOTED) or '(empty)'}. There are "
        f"{listed([*_COLUMNS, 'extension ASSIGNMENT'])}."
    )


def _person(cells: Mapping[str, str], line: int) -> Person:
    for name, cell in cells.items():
        if len(cell) > _LONGEST_CELL or not cell.isprintable():
            raise _wrong(line, name, cell, f"a text of up to {_LONGEST_CELL} letters on one line")
    if not cells["id"] or cells["id"] in (".", "..") or "/" in cells["id"]:
        raise _wrong(line, "id", cells["id"], "the student's name in the folder of reports")
    return Person(
        cells["id"],
        cells.get("name", ""),
        cells.get("section", ""),
        {platform: cells[platform] for platform in PLATFORMS if cells.get(platform)},
        _days(cells.get("extra_time", ""), line, "extra_time"),
        {
            name.removeprefix(_EXTENSION): _extension(cell, line, name)
            for name, cell in cells.items()
            if name.startswith(_EXTENSION) and cell
        },
    )


def _days(cell: str, line: int, column: str) -> float:
    try:
        days = float(cell or 0)
    except ValueError:
        days = math.nan
    if not 0 <= days <= _MOST_DAYS:
        raise _wrong(line, column, cell, f"a number of days from 0 to {_MOST_DAYS}")
    return days


def _extension(cell: str, line: int, column: str) -> float | datetime:
    try:
        moment = datetime.fromisoformat(cell)
    except ValueError:
        moment = None
    if moment is None or cell.isdigit():  # 20261103 is a date of ISO's, too
        return _days(cell, line, column)
    if moment.tzinfo is None:
        raise _wrong(
            line,
            column,
            cell,
            f"a number of days from 0 to {_MOST_DAYS}, or a date and time with its offset from "
            "UTC, such as 2026-11-03T23:59:00+01:00",
        )
    return moment


def _refuse_doubles(column: str, values: Iterable[tuple[str, str]]) -> None:
    seen: set[str] = set()
    for key, shown in values:
        if key in seen:
            raise _RosterError(
                f": several rows have the {column} {printable(shown, _LONGEST_QUOTED)}."
            )
        seen.add(key)


def _wrong(line: int, column: str, cell: str, wanted: str) -> _RosterError:
    return _RosterError(
        f', row {line}: {column} must be {wanted}. It is "{printable(cell, _LONGEST_QUOTED)}".'
    )
