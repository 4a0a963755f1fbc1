"""The course's settings, from `course.toml`, and its secret."""

from __future__ import annotations

import os
import secrets
import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Literal, get_args

from autograder.course import CourseError
from autograder.limits import Limits

Feedback = Literal["full", "titles", "score"]
SECRET_BYTES = 32


@dataclass(frozen=True)
class Config:
    """What staff may set."""

    feedback: Feedback = "full"  # how much of a report students see
    limits: Limits = field(default_factory=Limits)


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
    if data:
        raise CourseError(f"{path}: unknown settings: {', '.join(data)}.")
    return Config(feedback=feedback, limits=Limits(**limits))


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
