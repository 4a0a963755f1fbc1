"""Names that learning platforms give to the files handed in: whose, which attempt, and when.

Known are Canvas, Moodle, Blackboard (whose form nbgrader's zip_collect documents), nbgrader's own
folders, and a pattern of the course's. Names are hostile input: only the part that the platform
wrote before the student's own is believed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

import msgspec

Platform = Literal["canvas", "moodle", "blackboard"]


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where a submission came from, as far as its name says."""

    file: str  # what the student called it
    archive: str | None = None  # the zip file that held it
    platform: Platform | None = None
    id: str | None = None  # the student's, on the platform
    late: bool = False
    attempt: int | None = None  # 1 for the first
    submitted: Annotated[datetime, msgspec.Meta(tz=True)] | None = None  # None: nothing says


@dataclass(frozen=True, slots=True)
class Name:
    """What the name of a file and its folders say."""

    file: str  # what the student called it, without what the platform added
    student: str | None = None  # None: nothing says
    assignment: str | None = None  # as a folder gives it
    platform: Platform | None = None
    id: str | None = None
    late: bool = False
    attempt: int | None = None
    order: tuple[int, str] = (0, "")  # later uploads of the same file come later
    time: str | None = None  # when it was handed in, as the platform writes it


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
_TIME = re.compile(
    r"(?P<date>\d{4}-\d\d-\d\d)[ T-](?P<time>\d\d[:-]\d\d[:-]\d\d)(?P<fraction>\.\d{1,6})?"
    r" ?(?P<zone>\S*)"
)
_OFFSET = re.compile(r"(?P<sign>[+-])(?P<hours>\d\d):?(?P<minutes>\d\d)")
_NAMED_ZONE = re.compile(r"[A-Z]\w+(?:/[A-Z][\w+-]+){1,2}", re.ASCII)
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
        student, time = match["student"], match["time"]
        return Name(
            match["file"], student, platform="blackboard", id=student, order=(0, time), time=time
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
    time = groups.get("timestamp")
    return Name(file, student, id=student, order=(0, time or ""), time=time)


def stem(file: str) -> str:
    """A file's name without its ending and without what marks another copy of it."""
    head, _, ending = file.rpartition(".")
    return _COPY.sub("", head or ending)


def read_time(text: str, zone: tzinfo | None = None) -> datetime | None:
    """An instant as nbgrader and learning platforms write it, or None.

    `zone` is that of a time which names none; without it, such a time gives None.
    """
    match = _TIME.fullmatch(text.strip())
    if match is None:
        return None
    own_zone = _zone(match["zone"]) if match["zone"] else zone
    # Far from the calendar's ends, so that it can be shown in any zone.
    if own_zone is None or not "1900" < match["date"] < "9000":
        return None
    clock = match["time"].replace("-", ":") + (match["fraction"] or "")
    try:
        time = datetime.fromisoformat(f"{match['date']} {clock}")
        return time.replace(tzinfo=own_zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _zone(text: str) -> tzinfo | None:
    """A time zone by its offset, its name (Europe/Berlin), or a word for UTC."""
    if text.upper() in {"Z", "UTC", "GMT"}:
        return UTC
    if match := _OFFSET.fullmatch(text):
        offset = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"]))
        if offset >= timedelta(days=1):
            return None
        return timezone(-offset if match["sign"] == "-" else offset)
    return _named_zone(text)


def _named_zone(name: str) -> ZoneInfo | None:
    """A time zone by its name, such as Europe/Berlin; None for an unknown one."""
    if not _NAMED_ZONE.fullmatch(name):
        return None
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        return None


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
