"""The course's settings, from `course.toml`.

A setting is decoded by its type below, and what a message says is allowed is read from that type,
so a name and a range stand in one place.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar, get_args, get_type_hints
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Meta, Struct, inspect

from autograder.course.model import CourseError
from autograder.course.roster import Roster
from autograder.limits import Limits
from autograder.text import printable

Feedback = Literal["full", "titles", "score"]
#: The same before the due date, where "nothing" holds the whole result back.
BeforeDue = Literal["full", "titles", "score", "nothing"]
#: What a late submission loses: nothing, all, or a share of the points for each day begun.
LatePolicy = Literal["none", "zero"] | float
LONGEST_TITLE = 100
_MOST_GRACE = 7 * 24 * 60  # minutes
_MOST_PER_DAY = 1000
_LONGEST_VALUE = 80  # of what is quoted from the file

Table = TypeVar("Table")


class TotalRules(Struct, frozen=True):
    """The table [total]: how the scores of a course's assignments become one."""

    scale: Annotated[float, Meta(gt=0, le=10_000)] = 100.0  # what everything right comes to
    drop_lowest: Annotated[int, Meta(ge=0, le=100)] = 0  # how many of the worst do not count
    late_penalties: Annotated[bool, Meta(description="true or false")] = True  # whether they count
    bonus: Annotated[
        tuple[str, ...], Meta(description='a list of assignments, such as ["16_tuning"]')
    ] = ()  # they add to the total and are not asked for
    weights: Annotated[
        dict[str, Annotated[float, Meta(ge=0, le=1e6)]],
        Meta(description="a table of assignments with numbers from 0 to 1000000"),
    ] = {}  # none: each assignment's points


@dataclass(frozen=True)
class LateRules:
    """When assignments are due, and what becomes of what comes later."""

    due: Mapping[str, datetime] = field(default_factory=dict)  # by assignment, each with an offset
    policy: LatePolicy = "none"
    grace: timedelta = timedelta()  # so much later is still in time
    zone: tzinfo | None = None  # of the times that a platform writes without one
    roster: Roster = field(default_factory=Roster)  # with extensions


@dataclass(frozen=True)
class WatchRules:
    """How much `autograder watch` tells students, and how often."""

    per_day: int | None = None  # results of an assignment that a student is told a day; None: all
    before_due: BeforeDue = "full"  # how much before the assignment is due, at most


@dataclass(frozen=True)
class Config:
    """What staff may set."""

    feedback: Feedback = "full"  # how much of a report students see
    counterexamples: int = 20  # of how many wrong answers of a submission one is shown
    limits: Limits = field(default_factory=Limits)
    late: LateRules = field(default_factory=LateRules)
    title: str = ""  # of the course, for people
    watching: WatchRules = field(default_factory=WatchRules)
    total: TotalRules = field(default_factory=TotalRules)


_ZoneName = Annotated[
    str, Meta(description='a time zone that this machine knows, such as "Europe/Berlin"')
]


class _Late(Struct, frozen=True):
    """The table [late]."""

    policy: Annotated[
        Literal["none", "zero"] | Annotated[float, Meta(gt=0, le=1)],
        Meta(
            description='"none", "zero", or the share of the points that each day begun costs, '
            "above 0 and at most 1, such as 0.1"
        ),
    ] = "none"
    grace_minutes: Annotated[float, Meta(ge=0, le=_MOST_GRACE)] = 0
    time_zone: _ZoneName = ""


_Shown = Annotated[Feedback, Meta(description=f"one of {', '.join(get_args(Feedback))}")]


class _Feedback(Struct, frozen=True):
    """The table [feedback]; `feedback = "full"` is short for its `show`."""

    show: _Shown = "full"
    per_day: Annotated[
        Annotated[int, Meta(ge=1, le=_MOST_PER_DAY)] | None,
        Meta(description=f"a whole number from 1 to {_MOST_PER_DAY}"),
    ] = None
    before_due: Annotated[
        BeforeDue, Meta(description=f"one of {', '.join(get_args(BeforeDue))}")
    ] = "full"


class _File(Struct, frozen=True):
    """The settings that stand in no table."""

    feedback: _Shown = "full"
    counterexamples: Annotated[int, Meta(ge=0, le=100)] = Config.counterexamples
    title: Annotated[
        str, Meta(max_length=LONGEST_TITLE, description=f"a text of up to {LONGEST_TITLE} letters")
    ] = ""


_TABLES = ("limits", "late", "due", "total")
_Moment = Annotated[
    datetime,
    Meta(
        tz=True,
        description="a date and time with its offset from UTC and without quotation marks, "
        "such as 2026-11-03T23:59:00+01:00",
    ),
]


def load_config(root: Path) -> Config:
    """Read `course.toml`; a course without one has the defaults.

    Raises CourseError naming the setting that is unknown or has a wrong value.
    """
    path = root / "course.toml"
    data = _read(path)
    try:
        tables = {name: _table(data.pop(name, {}), name) for name in _TABLES}
        late = _decode(tables["late"], _Late, "late")
        due = {
            name: _convert(moment, _Moment, f"due.{name}") for name, moment in tables["due"].items()
        }
        told = _feedback(data)
        file = _decode(data, _File)
        return Config(
            told.show,
            file.counterexamples,
            _decode(tables["limits"], Limits, "limits"),
            LateRules(due, late.policy, timedelta(minutes=late.grace_minutes), _zone(late)),
            file.title,
            WatchRules(told.per_day, told.before_due),
            _decode(tables["total"], TotalRules, "total"),
        )
    except _WrongSettingError as error:
        raise CourseError(f"{path}: {error}") from None


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise CourseError(f"{path} cannot be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CourseError(f"{path}: {error}") from error


class _WrongSettingError(Exception):
    """A setting that is unknown or has a wrong value; the message lacks the file's path."""


def _table(value: Any, name: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _WrongSettingError(
            f"{name} must be a table: write [{name}] on a line above its settings."
        )
    return value


def _decode(table: dict[str, Any], kind: type[Table], name: str | None = None) -> Table:
    """Make the object of a table's settings, each checked by its type."""
    types = get_type_hints(kind, include_extras=True)
    unknown = [printable(key, _LONGEST_VALUE) for key in table if key not in types]
    if unknown:
        known = ", ".join(types)
        raise _WrongSettingError(
            f"[{name}] has no setting {', '.join(unknown)}. It has {known}."
            if name is not None
            else f"unknown settings: {', '.join(unknown)}. "
            f"There are {known} and the tables {', '.join(_TABLES)}."
        )
    prefix = f"{name}." if name is not None else ""
    return kind(**{key: _convert(table[key], types[key], prefix + key) for key in table})


def _convert(value: Any, kind: Any, name: str) -> Any:
    try:
        return msgspec.convert(value, kind, builtin_types=(datetime,))
    except msgspec.ValidationError:
        raise _wrong(name, kind, value) from None


def _wrong(name: str, kind: Any, value: object) -> _WrongSettingError:
    shown = printable(value if isinstance(value, str) else repr(value), _LONGEST_VALUE)
    shown = f'"{shown}"' if isinstance(value, str) else shown
    return _WrongSettingError(
        f"{printable(name, _LONGEST_VALUE)} must be {_allowed(inspect.type_info(kind))}. "
        f"It is {shown}."
    )


def _allowed(kind: inspect.Type) -> str:
    """What a type allows, in words."""
    match kind:
        case inspect.Metadata(extra_json_schema={"description": str(description)}):
            return description
        case inspect.IntType(ge=least, le=most):
            return f"a whole number from {least} to {most}"
        case inspect.FloatType(gt=None, ge=least, le=most):
            return f"a number from {least} to {most}"
        case inspect.FloatType(gt=bound, le=most):
            return f"a number above {bound} and at most {most}"
    raise TypeError(f"a setting of type {kind} has no description")


def _feedback(data: dict[str, Any]) -> _Feedback:
    """What of `data` is about feedback, which is a word or a table."""
    value = data.get("feedback")
    if isinstance(value, dict):
        return _decode(data.pop("feedback"), _Feedback, "feedback")
    return _Feedback(_convert(value, _Shown, "feedback")) if value is not None else _Feedback()


def _zone(late: _Late) -> tzinfo | None:
    if not late.time_zone:
        return None
    try:
        return ZoneInfo(late.time_zone)
    except (LookupError, ValueError, OSError):
        raise _wrong("late.time_zone", _ZoneName, late.time_zone) from None
