"""Names that learning platforms give to the files handed in: whose, which attempt, and when.

Known are Canvas, Moodle, Blackboard (whose form nbgrader's zip_collect documents), Brightspace,
ILIAS, Gradescope's export, nbgrader's own folders, and a pattern of the course's. Names are hostile
input: only the part that the platform wrote before the student's own is believed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import Annotated, Literal

import msgspec

from autograder.submissions.times import sortable

Platform = Literal["canvas", "moodle", "blackboard", "brightspace", "ilias", "gradescope"]
#: What a student's name was guessed from, where no platform says it.
Guessed = Literal["folder", "file"]


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where a submission came from, as far as its name says."""

    file: str  # what the student called it
    archive: str | None = None  # the zip file that held it
    platform: Platform | None = None
    id: str | None = None  # the student's, on the platform
    late: bool = False
    attempt: int | None = None  # 1 for the first
    submitted: Annotated[datetime, msgspec.Meta(tz=True)] | None = None  # None: nothing says
    guessed: Guessed | msgspec.UnsetType = msgspec.UNSET  # from what, if the name is a guess
    upload: str | msgspec.UnsetType = msgspec.UNSET  # Canvas's number of the file


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
    head: str = ""  # Blackboard's: the assignment's name and the student's
    home: int = (
        0  # how many folders, from the outermost on, are those of one attempt of one student
    )
    guessed: Guessed | None = None  # from what the student is guessed
    upload: str | None = None  # the platform's number of the file

    @property
    def has_unread_time(self) -> bool:
        """Whether a time stands in the name that cannot be read."""
        return self.time is not None and not self.order[1]


#: Canvas writes LATE behind the name, and at each file handed in again a number behind its stem.
_CANVAS = re.compile(
    r"(?P<student>.+?)_(?:(?P<late>late)_)?(?P<id>\d+)_(?P<upload>\d+)_(?P<file>.+)",
    re.IGNORECASE | re.DOTALL,
)
_CANVAS_ANONYMOUS = re.compile(
    r"anon_(?:(?P<late>late)_)?(?P<id>[a-z0-9]{1,40})_(?:(?P<later>late)_)?(?P<upload>\d+)_"
    r"(?P<file>.+)",
    re.IGNORECASE | re.DOTALL | re.ASCII,
)
#: What was typed into Canvas, or an address, which has no upload's number.
_CANVAS_ENTRY = re.compile(
    r"(?P<student>anon|.+?)_(?:(?P<late>late)_)?(?P<id>(?<=anon_)[a-z0-9]{1,40}|\d+)_"
    r"(?P<file>(?:text|link|url)\.html?)",
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
#: What Moodle calls everybody when marking is blind.
_MOODLE_NAMELESS = frozenset({"participant", "teilnehmer", "teilnehmerin", "teilnehmer_in"})
#: `head` is the assignment's name in Blackboard and the student's; both may hold underscores.
_BLACKBOARD = re.compile(
    r"(?P<head>.+?_[^_]+?)_attempt_(?P<time>\d{4}(?:-\d\d){5})(?:_(?P<file>.+)|\.txt)", re.DOTALL
)
#: 1001-77 - Ada Lovelace - Oct 9, 2026 1159 PM
_BRIGHTSPACE = (
    r"(?P<id>\d+(?:-\d+)?)(?: - |- )(?P<student>.+?)(?: - |- )"
    r"(?P<time>[^-]*\b\d{4}\b[^-]*\d\d?[:.]?\d\d(?: ?[AP]\.?M\.?)?)"
)
_BRIGHTSPACE_FOLDER = re.compile(_BRIGHTSPACE, re.IGNORECASE | re.DOTALL)
_BRIGHTSPACE_FILE = re.compile(rf"{_BRIGHTSPACE}(?: - |- )(?P<file>.+)", re.IGNORECASE | re.DOTALL)
#: Lovelace_Ada_alovelace_4711: last name, first name, login (which may hold underscores), number.
_ILIAS = re.compile(
    r"(?P<last>[^\W\d_][^_]*)_(?P<first>[^\W\d_][^_]*)_(?P<student>[^_].*)_(?P<id>\d{3,})",
    re.DOTALL,
)
_ILIAS_TIME = re.compile(r"(?P<time>\d{14})_(?P<file>.+)", re.DOTALL)
_ILIAS_PARENTS = frozenset({"abgaben", "abgabe", "submissions", "submission"})
_GRADESCOPE = re.compile(r"submission_(?P<id>\d+)")
_GRADESCOPE_EXPORT = re.compile(r"assignment_\d+_export.*", re.DOTALL)
#: nbgrader's exchange: ada+04_losses+2026-10-09 21:59:00.123456 UTC+a secret
_EXCHANGE = re.compile(
    r"(?P<student>[^+]+)\+(?P<assignment>[^+]+)\+(?P<time>\d{4}-[^+]+)(?:\+.*)?", re.DOTALL
)
_ATTEMPT_FOLDER = re.compile(
    r"(?:version|attempt|versuch|try)[ _-]*(?P<number>\d{1,4})", re.IGNORECASE
)
#: What a browser appends to the name of a file that it downloads once more.
_COPY = re.compile(r"[ _]?\(\d+\)$")
#: What a browser or a mail program appends to an ending that it does not know.
_APPENDED = re.compile(
    r"(?P<file>.+\.(?:ipynb|py))(?:(?: ?\(\d+\))?\.(?:txt|json|text|download))+",
    re.IGNORECASE | re.DOTALL,
)


def read_name(parts: Sequence[str], assignments: Collection[str]) -> Name:
    """Tell student and attempt from a file's name and those of its folders, outermost first."""
    own = parts[-1]
    for index, folder in enumerate(parts[:-1]):
        # The outermost counts: a student may have made folders of any name inside.
        name = _read_folder(folder, own, index) or _read_exchange(folder, own, index, assignments)
        if name is not None:
            return name
    if len(parts) > 2 and parts[-2] in assignments:
        return Name(own, parts[-3], assignment=parts[-2])
    for parent, folder in pairwise(parts[:-1]):
        name = _read_folder_in(parent, folder, own)
        if name is not None:
            return name
    return _read_file(own) or Name(own)


def _read_folder(folder: str, own: str, index: int) -> Name | None:
    """What a platform's folder says of a file in it, wherever the folder lies."""
    if match := _MOODLE_FOLDER.fullmatch(folder):
        return _moodle(match, own)
    if match := _BRIGHTSPACE_FOLDER.fullmatch(folder):
        return _brightspace(match, own, index + 1)
    return None


def _read_exchange(folder: str, own: str, index: int, assignments: Collection[str]) -> Name | None:
    """What a folder of nbgrader's exchange says of a file in it."""
    match = _EXCHANGE.fullmatch(folder)
    if match is None or match["assignment"] not in assignments:
        return None
    student, time = match["student"], match["time"]
    return Name(
        own,
        student,
        match["assignment"],
        id=student,
        order=(0, sortable(time) or ""),
        time=time,
        home=index + 1,
    )


def _read_folder_in(parent: str, folder: str, own: str) -> Name | None:
    """What a folder says whose name looks like a platform's in a folder of the platform's only."""
    if parent.casefold() in _ILIAS_PARENTS and (match := _ILIAS.fullmatch(folder)):
        return ilias_name(match, own)
    if _GRADESCOPE_EXPORT.fullmatch(parent) and (match := _GRADESCOPE.fullmatch(folder)):
        return Name(own, folder, platform="gradescope", id=match["id"])
    return None


def _read_file(own: str) -> Name | None:
    """What a file's name says by itself."""
    if match := _MOODLE_FILE.fullmatch(own):
        return _moodle(match, match["file"])
    if match := _BLACKBOARD.fullmatch(own):
        student, time = match["head"].rpartition("_")[2], match["time"]
        return Name(
            match["file"] or own,
            student,
            platform="blackboard",
            id=student,
            order=(0, sortable(time) or ""),
            time=time,
            head=match["head"],
        )
    if match := _BRIGHTSPACE_FILE.fullmatch(own):
        return _brightspace(match, match["file"], 0)
    if match := _CANVAS_ANONYMOUS.fullmatch(own):
        return _canvas(match, f"anon_{match['id']}", late=bool(match["late"] or match["later"]))
    if match := _CANVAS.fullmatch(own):
        return _canvas(match, match["student"], late=match["late"] is not None)
    if match := _CANVAS_ENTRY.fullmatch(own):
        student = match["student"]
        nameless = student.casefold() == "anon"
        return Name(
            match["file"],
            f"{student}_{match['id']}" if nameless else student,
            platform="canvas",
            id=match["id"],
            late=match["late"] is not None,
        )
    return None


def ilias_folder(folder: str) -> re.Match[str] | None:
    """Whether a folder is named as ILIAS names that of a student."""
    return _ILIAS.fullmatch(folder)


def ilias_name(match: re.Match[str], own: str) -> Name:
    """What ILIAS's folder of a student says of a file in it."""
    stamped = _ILIAS_TIME.fullmatch(own)
    time = stamped["time"] if stamped else None
    return Name(
        stamped["file"] if stamped else own,
        match["student"],
        platform="ilias",
        id=match["id"],
        order=(0, (sortable(time) if time else None) or ""),
        time=time,
    )


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
    when = sortable(time) if time else None
    return Name(file, student, id=student, order=(0, when or ""), time=time)


def stem(file: str) -> str:
    """A file's name without its ending and without what marks another copy of it."""
    head, _, ending = file.rpartition(".")
    return _COPY.sub("", head or ending)


def numbered_attempt(name: Name, inner: tuple[str, ...]) -> tuple[Name, tuple[str, ...]]:
    """A name with its attempt's number where a folder gives it, and the folders without that one.

    Microsoft Teams has `Version 2`, and people have `attempt_2`.
    """
    for index, folder in enumerate(inner):
        match = _ATTEMPT_FOLDER.fullmatch(folder)
        if match and name.attempt is None and name.time is None:
            attempt = int(match["number"])
            numbered = replace(name, attempt=attempt, order=(attempt, ""))
            return numbered, (*inner[:index], *inner[index + 1 :])
    return name, inner


def without_appended(file: str) -> str:
    """A file's name without the ending that a program appended to `.ipynb` or `.py`."""
    match = _APPENDED.fullmatch(file)
    return match["file"] if match else file


def _moodle(match: re.Match[str], file: str) -> Name:
    student = match["student"]
    if student.casefold() in _MOODLE_NAMELESS:
        student = f"{student}-{match['id']}"
    return Name(file, student, platform="moodle", id=match["id"])


def _brightspace(match: re.Match[str], file: str, home: int) -> Name:
    time = match["time"].strip()
    return Name(
        file,
        match["student"].strip(),
        platform="brightspace",
        id=match["id"],
        order=(0, sortable(time) or ""),
        time=time,
        home=home,
    )


def _canvas(match: re.Match[str], student: str, *, late: bool) -> Name:
    file = match["file"]
    again = _CANVAS_ATTEMPT.search(file)
    attempt = int(again[1]) + 1 if again else 1
    return Name(
        _CANVAS_ATTEMPT.sub("", file) if again else file,
        student,
        platform="canvas",
        id=match["id"],
        late=late,
        attempt=attempt,
        order=(attempt, match["upload"].zfill(30)),
        upload=match["upload"],
    )
