"""TOML files of a course, decoded into typed records; an error says where in the file it is."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from autograder.course.model import CourseError

_T = TypeVar("_T")
#: How msgspec says where a value, or a key of a table, is wrong.
_AT = re.compile(r"(?s)(?P<problem>.*) - at (?:`key` in )?`\$\.?(?P<key>.*)`")


def read_sections(path: Path) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Each ["assignment".exercise] of a file with what stands there; none if there is no file."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CourseError(f"{path}: {error}") from error
    for assignment, exercises in content.items():
        if not isinstance(exercises, dict):
            raise CourseError(f"{path}: {assignment} must be a section for each exercise.")
        for exercise, entry in exercises.items():
            if not isinstance(entry, dict):
                raise CourseError(
                    f"{path}: {assignment} has a value {exercise}, where there must be a section."
                )
            yield assignment, exercise, entry


def section_name(*keys: str) -> str:
    """A section as it is written in the file: ["10_regression".build.quick]."""
    shown = (key if re.fullmatch(r"[A-Za-z_]\w*", key) else f'"{key}"' for key in keys)
    return f"[{'.'.join(shown)}]"


def decode(entry: Any, kind: type[_T], path: Path, section: str) -> _T:
    """Decode an entry; raise CourseError naming file, section and key where it is wrong."""
    try:
        return msgspec.convert(entry, kind)
    except msgspec.ValidationError as error:
        found = _AT.fullmatch(str(error))
        problem, key = (found["problem"], found["key"]) if found else (str(error), "")
        where = f"{section}, {key}" if key else section
        raise CourseError(f"{path}, {where}: {problem}.") from None
