"""Where students hand in: a folder of submissions, and what its units of work are.

A unit is what one student hands in at once. What lies there was written by others: only regular
files are read, from folders that are not links, and no more of them than the course's limits allow.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import UTC
from itertools import islice
from pathlib import Path
from typing import Protocol

from msgspec.structs import replace

from autograder.course.model import Assignment, Course
from autograder.files import irregularity, open_in_place, remove_unfinished
from autograder.limits import Limits
from autograder.reports.store import Store
from autograder.submissions.discovery import discover
from autograder.submissions.found import (
    Findings,
    Found,
    NothingFoundError,
    read_submission,
    safe_name,
)
from autograder.submissions.platform_names import Source
from autograder.submissions.submission import Submission
from autograder.submissions.times import read_time
from autograder.text import printable

TIMESTAMP = "timestamp.txt"
PAGE = "feedback.html"
_MOST_NOTED = 4096  # bytes of a file that nbgrader writes
_MOST_FILES = 200  # of a unit, that are looked at
_MOST_ENTRIES = 10_000  # of a folder, among which the notebook is looked for
_NO_FOLDER = "What was handed in is not a folder that can be read: it is a link, or closed."
_CODE = re.compile(r".+\.(?:ipynb|py)", re.IGNORECASE | re.DOTALL)


class PlaceError(Exception):
    """A folder that cannot be watched; the message names it."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a unit looks at a moment, without reading it."""

    stamp: str  # another one as soon as a file of it changes; empty: nothing is there
    patience: float  # for how many seconds it must stay the same


@dataclass(frozen=True, slots=True)
class HandIn:
    """What was read of a unit."""

    unit: str
    submission: Submission
    file: Path  # what was read
    moment: float  # when it was handed in, as seconds since 1970
    page: Path  # where its feedback belongs


class Place(Protocol):
    """A folder in which students hand in."""

    @property
    def folders(self) -> Sequence[Path]:
        """What must be watched."""

    @property
    def own_pages(self) -> bool:
        """Whether each hand-in has a page of its own, and not only the last one of a student."""

    def owner(self, unit: str) -> str:
        """Whose a unit is, as far as its name says: nobody's are graded two at a time."""

    def units(self, paths: set[str] | None) -> Iterator[str]:
        """The units that changes at some paths belong to; None: all that there are."""

    def look(self, unit: str) -> Look:
        """How a unit looks now."""

    def read(self, unit: str) -> HandIn | None:
        """Read what a unit holds; None where nothing was handed in there."""


class Folder:
    """A folder of submissions, in nbgrader's layout or any other that `autograder grade` reads."""

    own_pages = False
    _PATIENCE = 0.25  # seconds; a program writes a notebook at once
    _PATIENCE_FOR_HALF = 3.0  # with a notebook that has no end yet

    def __init__(
        self, root: Path, course: Course, limits: Limits, store: Store, pages: Path | None
    ) -> None:
        self._root = root.absolute()
        self._course = course
        self._limits = limits
        self._assignments = {one.name: one for one in course.assignments}
        self._store = store
        self._pages = pages
        self._found: dict[Path, Found] | None = None  # outside of nbgrader's layout
        if pages is not None and pages.is_dir():
            remove_unfinished(pages, "*/")

    @property
    def folders(self) -> Sequence[Path]:
        """The folder itself."""
        return [self._root]

    def owner(self, unit: str) -> str:
        """The outermost folder, or the file."""
        return unit.partition("/")[0]

    def units(self, paths: set[str] | None) -> Iterator[str]:
        """`<student>/<assignment>` in nbgrader's layout; elsewhere each file is one."""
        self._found = None
        found = (Path(path) for path in paths) if paths is not None else self._everything()
        seen: set[str] = set()
        for path in found:
            if not path.is_relative_to(self._root):
                continue
            parts = path.relative_to(self._root).parts
            if parts and not any(part.startswith(".") for part in parts):
                seen.update(self._units_at(parts))
        yield from sorted(seen)

    def _units_at(self, parts: Sequence[str]) -> Iterator[str]:
        if len(parts) > 1 and parts[1] in self._assignments:
            yield f"{parts[0]}/{parts[1]}"
        elif len(parts) == 1 and self._root.joinpath(*parts).is_dir():
            # Folders that were made at once: the kernel may have told of the outermost only.
            for name in self._assignments:
                if os.path.lexists(self._root.joinpath(*parts, name)):
                    yield f"{parts[0]}/{name}"
        elif _CODE.fullmatch(parts[-1]):
            yield "/".join(parts)

    def _everything(self) -> Iterator[Path]:
        for parent, folders, files in os.walk(self._root, followlinks=False):
            folders[:] = [name for name in folders if not name.startswith(".")]
            here = Path(parent)
            yield from (here / name for name in (*files, *folders))

    def look(self, unit: str) -> Look:
        """A unit is whole when it has not changed for a while."""
        path = self._root / unit
        stamp = stamp_of(path)
        is_half = unit.endswith(".ipynb") and _is_half(path)
        if self._is_nbgraders(unit):
            slug = self._assignments[unit.rpartition("/")[2]].slug
            is_half = _is_half(path / f"{slug}.ipynb")
        return Look(stamp, self._PATIENCE_FOR_HALF if is_half else self._PATIENCE)

    def read(self, unit: str) -> HandIn | None:
        """Read a unit's file; of several, the one that `grade` would take."""
        if self._is_nbgraders(unit):
            student, name = unit.split("/")
            submission = read_folder(
                self._root, unit, safe_name(student), self._assignments[name], self._limits
            )
        else:
            submission = self._read_file(unit)
        if submission is None:
            return None
        file = self._root / unit
        if self._is_nbgraders(unit):
            file /= submission.filename
        return HandIn(unit, submission, file, time.time(), self._page(submission))

    def _is_nbgraders(self, unit: str) -> bool:
        parts = unit.split("/")
        return len(parts) == 2 and parts[1] in self._assignments

    def _read_file(self, unit: str) -> Submission | None:
        """A file whose folders and name tell whose it is, together with those beside it."""
        found = self._findings().get(self._root / unit)
        return read_submission(found, self._course, self._limits) if found is not None else None

    def _findings(self) -> dict[Path, Found]:
        if self._found is None:
            self._found = {}
            with suppress(NothingFoundError), self._discover() as findings:
                for last in findings.submissions:
                    self._found |= {one.path: one for one in (*last.earlier, last)}
        return self._found

    def _discover(self) -> Findings:
        return discover([self._root], self._course, self._limits, every_attempt=True)

    def _page(self, submission: Submission) -> Path:
        if self._pages is not None:
            return self._pages.absolute() / submission.assignment / f"{submission.student}.html"
        path = self._store.path(submission.student, submission.assignment)
        return path.with_name(PAGE).absolute()


def stamp_of(path: Path) -> str:
    """A digest of sizes, times and numbers of a file, or of all files in a folder."""
    try:
        status = path.lstat()
    except OSError:
        return ""
    lines = [_line("", status)]
    if stat.S_ISDIR(status.st_mode):
        lines += _lines_below(path, "", _MOST_FILES)
    return hashlib.sha256("\n".join(lines).encode(errors="surrogateescape")).hexdigest()[:32]


def _lines_below(folder: Path, prefix: str, most: int) -> list[str]:
    lines: list[str] = []
    try:
        with os.scandir(folder) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if len(lines) >= most:
                    break
                status = entry.stat(follow_symlinks=False)
                lines.append(_line(prefix + entry.name, status))
                if stat.S_ISDIR(status.st_mode) and prefix.count("/") < 4:
                    inner = f"{prefix}{entry.name}/"
                    lines += _lines_below(folder / entry.name, inner, most - len(lines))
    except OSError as error:
        lines.append(f"{prefix} {error.errno}")
    return lines


def _line(name: str, status: os.stat_result) -> str:
    if stat.S_ISDIR(status.st_mode):
        # Its times change with what is written beside a submission, by this program too.
        return f"{name} {status.st_ino} {status.st_mode}"
    times = f"{status.st_mtime_ns} {status.st_ctime_ns}"
    return f"{name} {status.st_ino} {status.st_mode} {status.st_size} {times}"


def _is_half(path: Path) -> bool:
    """Whether a notebook does not end as one does."""
    try:
        with open(path, "rb", opener=open_in_place) as file:
            if irregularity(os.fstat(file.fileno())) is not None:
                return False
            file.seek(max(0, file.seek(0, os.SEEK_END) - 64))
            return not file.read(64).rstrip().endswith(b"}")
    except OSError:
        return False


def read_folder(
    root: Path,
    unit: str,
    student: str,
    assignment: Assignment,
    limits: Limits,
    source: Source | None = None,
) -> Submission | None:
    """Read the notebook that a student has handed in, in a folder of the student's own.

    The folder is opened once, and what is read lies in it: no link leads elsewhere, even if it is
    put there meanwhile.
    """
    with ExitStack() as opened:
        try:
            folder = open_folder(root, unit, opened)
        except FileNotFoundError:
            return None
        except OSError:
            return Submission(student, assignment.name, "", b"", _NO_FOLDER, source=source)
        name = _name_of_file(folder, assignment)
        if name is None:
            return None
        if source is not None:
            source = replace(source, file=printable(name, 200))
        else:
            noted = noted_in(folder, TIMESTAMP)
            submitted = read_time(noted, UTC) if noted else None
            source = Source(file=printable(name, 200), submitted=submitted) if submitted else None
        content, problem = content_in(folder, name, limits.submission_bytes)
        return Submission(student, assignment.name, name, content, problem, source=source)


def open_folder(root: Path, unit: str, opened: ExitStack) -> int:
    """A descriptor of a folder below another; no link on the way is followed."""
    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
    folder = os.open(root, flags & ~os.O_NOFOLLOW)
    opened.callback(os.close, folder)
    for part in unit.split("/"):
        folder = os.open(part, flags, dir_fd=folder)
        opened.callback(os.close, folder)
    return folder


def _name_of_file(folder: int, assignment: Assignment) -> str | None:
    """Which file of a folder is graded: the assignment's notebook, else the newest of code."""
    with os.scandir(folder) as entries:
        files = {
            entry.name: entry.stat(follow_symlinks=False).st_mtime_ns
            for entry in islice(entries, _MOST_ENTRIES)
            if _CODE.fullmatch(entry.name) and not entry.name.startswith(".")
        }
    for name in (f"{assignment.slug}.ipynb", f"{assignment.slug}.py"):
        if name in files:
            return name
    notebooks = [name for name in files if name.lower().endswith(".ipynb")]
    return max(notebooks or files, key=lambda name: (files[name], name), default=None)


def content_in(folder: int, name: str, limit: int) -> tuple[bytes, str | None]:
    """What a file holds, cut after `limit` + 1 bytes, or why it is not read."""
    shown = printable(name, 100)
    try:
        with open(name, "rb", opener=lambda path, flags: _open_in(folder, path, flags)) as file:
            status = os.fstat(file.fileno())
            kind = irregularity(status)
            if kind is not None:
                return b"", f"{shown} is {kind}. Hand in the notebook itself."
            return file.read(min(status.st_size, limit) + 1), None
    except OSError as error:
        if error.errno == errno.ELOOP:
            return b"", f"{shown} is a link. Hand in the notebook itself."
        return b"", f"{shown} cannot be read: {error.strerror or error}"


def _open_in(folder: int, path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder)


def noted_in(folder: int, name: str) -> str | None:
    """What nbgrader has written into a small file beside a submission; None where it is not."""
    content, problem = content_in(folder, name, _MOST_NOTED)
    if problem is not None:
        return None
    return content.decode(errors="replace").strip() or None
