"""Names that learning platforms give to the files handed in: whose file it is, and which attempt.

Known are Canvas, Moodle, Blackboard (whose form nbgrader's zip_collect documents), nbgrader's own
folders, and a pattern of the course's. Names are hostile input: only the part that the platform
wrote before the student's own is believed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

import msgspec

Platform = Literal["canvas", "moodle", "blackboard"]


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where a submission came from, as far as its name told."""

    file: str  # what the student called it
    archive: str | None = None  # the zip file that held it
    platform: Platform | None = None
    id: str | None = None  # the student's, on the platform
    late: bool = False
    attempt: int | None = None  # 1 for the first


@dataclass(frozen=True)
class Name:
    """What the name of a file and its folders tell."""

    file: str  # what the student called it, without what the platform added
    student: str | None = None  # None: nothing tells
    assignment: str | None = None  # as a folder tells it
    platform: Platform | None = None
    id: str | None = None
    late: bool = False
    attempt: int | None = None
    order: tuple[int, str] = (0, "")  # later uploads of the same file come later


_CANVAS = re.compile(
    r"(?P<student>.+?)_(?:(?P<late>late)_)?(?P<id>\d+)_(?P<upload>\d+)_(?P<file>.+)",
    re.IGNORECASE | re.DOTALL,
)
_CANVAS_ATTEMPT = re.compile(r"-(\d{1,4})(?=\.[^.]*$|$)")
_MOODLE_FOLDER = re.compile(
    r"(?P<student>.+?)_(?P<id>\d+)_assignsubmission_[a-z]+_?", re.IGNORECASE | re.DOTALL
)
_MOODLE_FILE = re.compile(
    r"(?P<student>.+?)_(?P<id>\d+)_assignsubmission_[a-z]+_(?P<file>.+)",
    re.IGNORECASE | re.DOTALL,
)
_BLACKBOARD = re.compile(
    r".+?_(?P<student>[^_]+)_attempt_(?P<time>\d{4}(?:-\d\d){5})_(?P<file>.+)", re.DOTALL
)
#: What a browser appends to the name of a file that it downloads once more.
_COPY = re.compile(r"[ _]?\(\d+\)$")


def read_name(parts: Sequence[str], assignments: Collection[str]) -> Name:
    """Tell student and attempt from a file's name and those of its folders, outermost first."""
    own = parts[-1]
    for folder in parts[:-1]:  # a student may have made folders of any name inside
        if match := _MOODLE_FOLDER.fullmatch(folder):
            return Name(own, match["student"], platform="moodle", id=match["id"])
    if len(parts) > 2 and parts[-2] in assignments:
        return Name(own, parts[-3], assignment=parts[-2])
    if match := _MOODLE_FILE.fullmatch(own):
        return Name(match["file"], match["student"], platform="moodle", id=match["id"])
    if match := _BLACKBOARD.fullmatch(own):
        student = match["student"]
        return Name(
            match["file"], student, platform="blackboard", id=student, order=(0, match["time"])
        )
    if match := _CANVAS.fullmatch(own):
        return _canvas(match)
    return Name(own)


def match_name(pattern: re.Pattern[str], path: str) -> Name | None:
    """Tell the student by a pattern of the course's, matched from the beginning of a path.

    Its groups `student_id` and, if there, `file_id` and `timestamp` count, as for nbgrader's
    zip_collect. None: the pattern does not fit.
    """
    match = pattern.match(path)
    groups = match.groupdict() if match else {}
    student = groups.get("student_id")
    if not student:
        return None
    own = path.rpartition("/")[2]
    file = (groups.get("file_id") or own).rpartition("/")[2]
    ending = f".{own.rpartition('.')[2]}"
    if not file.lower().endswith(ending.lower()):
        file += ending
    return Name(file, student, id=student, order=(0, groups.get("timestamp") or ""))


def stem(file: str) -> str:
    """A file's name without its ending and without what marks another copy of it."""
    head, _, ending = file.rpartition(".")
    return _COPY.sub("", head or ending)


def _canvas(match: re.Match[str]) -> Name:
    file = match["file"]
    again = _CANVAS_ATTEMPT.search(file)
    attempt = int(again[1]) + 1 if again else 1
    return Name(
        _CANVAS_ATTEMPT.sub("", file) if again else file,
        match["student"],
        platform="canvas",
        id=match["id"],
        late=match["late"] is not None,
        attempt=attempt,
        order=(attempt, match["upload"].zfill(30)),
    )
