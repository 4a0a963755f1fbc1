"""The course's settings, from `course.toml`, and its secret."""

from __future__ import annotations

import os
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any, Literal, get_args
from zoneinfo import ZoneInfo

from autograder.course.model import CourseError
from autograder.limits import Limits

Feedback = Literal["full", "titles", "score"]
#: What a late submission loses: nothing, all, or a share of the points for each day begun.
LatePolicy = Literal["none", "zero"] | float
SECRET_BYTES = 32
_MOST_GRACE = 7 * 24 * 60


@dataclass(frozen=True)
class LateRules:
    """When assignments are due, and what becomes of what comes later."""

    due: Mapping[str, datetime] = field(default_factory=dict)  # by assignment, each with an offset
    policy: LatePolicy = "none"
    grace: timedelta = timedelta()  # so much later is still in time
    zone: tzinfo | None = None  # of the times that a platform writes without one


@dataclass(frozen=True)
class Config:
    """What staff may set."""

    feedback: Feedback = "full"  # how much of a report students see
    limits: Limits = field(default_factory=Limits)
    late: LateRules = field(default_factory=LateRules)


def load_config(root: Path) -> Config:
    """Read `course.toml`; a course without one has the defaults.

    Raises CourseError naming the key that is unknown or has a wrong value.
    """
    path = root / "course.toml"
    if not path.is_file():
        return Config()
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise CourseError(f"{path}: {error}") from error
    feedback = data.pop("feedback", "full")
    if feedback not in get_args(Feedback):
        raise CourseError(f"{path}: feedback must be one of {', '.join(get_args(Feedback))}.")
    limits = data.pop("limits", {})
    known = {item.name for item in fields(Limits)}
    for key, value in limits.items():
        if key not in known:
            raise CourseError(f"{path}: no limit is called {key}. Limits: {', '.join(known)}.")
        if not isinstance(value, (int, float)) or value <= 0:
            raise CourseError(f"{path}: the limit {key} must be a number above 0.")
    late = _read_late(data.pop("late", {}), data.pop("due", {}), path)
    if data:
        raise CourseError(f"{path}: unknown settings: {', '.join(data)}.")
    return Config(feedback=feedback, limits=Limits(**limits), late=late)


def _read_late(late: Any, due: Any, path: Path) -> LateRules:
    """The tables [late] and [due]."""
    for name, table in (("late", late), ("due", due)):
        if not isinstance(table, dict):
            raise CourseError(f"{path}: {name} must be a table: write [{name}] above its settings.")
    unknown = late.keys() - {"policy", "grace_minutes", "time_zone"}
    if unknown:
        raise CourseError(
            f"{path}: [late] has no setting {', '.join(sorted(unknown))}. "
            "It has policy, grace_minutes and time_zone."
        )
    policy = late.get("policy", "none")
    if policy not in ("none", "zero") and not (_is_number(policy) and 0 < policy <= 1):
        raise CourseError(
            f'{path}: late.policy must be "none", "zero", or the share of the points that each '
            f"day begun costs, above 0 and at most 1, such as 0.1. It is {policy!r}."
        )
    grace = late.get("grace_minutes", 0)
    if not _is_number(grace) or not 0 <= grace <= _MOST_GRACE:
        raise CourseError(f"{path}: late.grace_minutes must be a number from 0 to {_MOST_GRACE}.")
    for name, moment in due.items():
        if not isinstance(moment, datetime) or moment.tzinfo is None:
            raise CourseError(
                f"{path}: due.{name} must be a date and time with its offset from UTC and without "
                "quotation marks, such as 2026-11-03T23:59:00+01:00."
            )
    return LateRules(
        due,
        float(policy) if _is_number(policy) else policy,
        timedelta(minutes=grace),
        _read_zone(late.get("time_zone"), path),
    )


def _read_zone(name: Any, path: Path) -> tzinfo | None:
    if name is None:
        return None
    try:
        return ZoneInfo(name)
    except (LookupError, TypeError, ValueError, OSError):
        raise CourseError(
            f"{path}: late.time_zone must be a time zone that this machine knows, such as "
            f'"Europe/Berlin". It is {name!r}.'
        ) from None


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def load_secret(root: Path) -> bytes:
    """The secret that seeds hidden inputs: AUTOGRADER_SECRET, else a file made on first use.

    The file is `.autograder/secret` in the course's folder, readable by its owner only. Whoever
    grades with the same secret gets the same reports.
    """
    told = os.environ.get("AUTOGRADER_SECRET")
    if told:
        return told.encode()
    path = root / ".autograder" / "secret"
    if not path.is_file():
        path.parent.mkdir(mode=0o700, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_hex(SECRET_BYTES).encode())
    return path.read_bytes()
