"""The journal of what people enter by hand, `adjustments.jsonl` beside the reports.

Lines are added and never changed or removed, by any number of processes: to undo an entry is an
entry, too. A line is on the disk before anybody is told that it is.
"""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import msgspec

from autograder.files import locked

JOURNAL = "adjustments.jsonl"
LONGEST_TEXT = 2000  # of a reason or a comment
_LOCK = ".adjustments.lock"


class JournalError(Exception):
    """A journal that cannot be read or written; the message names the file."""


class Target(msgspec.Struct, frozen=True, order=True):
    """What an entry is about."""

    student: str
    assignment: str
    exercise: str = ""  # empty: the assignment as a whole


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A line of the journal."""

    number: Annotated[int, msgspec.Meta(ge=1)]  # from 1 on, in the order of the lines
    time: Annotated[datetime, msgspec.Meta(tz=True)]
    student: str
    assignment: str
    exercise: str = ""
    points: Annotated[float, msgspec.Meta(ge=0)] | None = None
    reason: str = ""
    comment: str = ""
    undoes: Annotated[int, msgspec.Meta(ge=1)] | None = None  # the entry that counts no more
    by: str = ""  # the user of the machine
    extra: Annotated[float, msgspec.Meta(ge=0)] | None = None  # extra credit, on top of the score
    #: Read from nbgrader's gradebook: it says all that counts, so what it lacks counts no more.
    gradebook: bool = False

    @property
    def target(self) -> Target:
        """What it is about."""
        return Target(self.student, self.assignment, self.exercise)


@dataclass(frozen=True)
class Standing:
    """What counts for a target: the last points and the last comment that were not undone."""

    points: float | None = None
    reason: str = ""
    comment: str = ""
    extra: float | None = None


@dataclass
class _Content:
    """What a journal holds."""

    entries: list[Entry] = field(default_factory=list)
    #: By target, the entries that were not undone.
    kept: dict[Target, list[Entry]] = field(default_factory=dict)
    changed: dict[Target, datetime] = field(default_factory=dict)  # by its last line
    exercises: dict[tuple[str, str], set[str]] = field(default_factory=dict)

    def add(self, entry: Entry) -> None:
        self.entries.append(entry)
        self.changed[entry.target] = entry.time
        kept = self.kept.setdefault(entry.target, [])
        if entry.undoes is None:
            kept.append(entry)
        else:
            kept[:] = [one for one in kept if one.number != entry.undoes]
        names = self.exercises.setdefault((entry.student, entry.assignment), set())
        (names.add if kept else names.discard)(entry.exercise)


class Journal:
    """The journal of a folder of reports. Reading it changes nothing in the folder."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / JOURNAL
        self._lock = folder / _LOCK
        self._read: tuple[int, int, int] | None = None  # the file as it was read last
        self._content = _Content()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Nobody else adds to the journal meanwhile."""
        with ExitStack() as held:
            try:
                held.enter_context(locked(str(self._lock)))
            except OSError as error:
                raise self._unwritable(error) from error
            yield

    def entries(self) -> list[Entry]:
        """All lines, in their order; raises JournalError for one that cannot be read."""
        return list(self._current().entries)

    def standing(self, student: str, assignment: str) -> dict[str, Standing]:
        """What counts for a submission, by exercise; the empty name is the whole assignment."""
        content = self._current()
        return {
            exercise: _standing(content.kept[Target(student, assignment, exercise)])
            for exercise in sorted(content.exercises.get((student, assignment), ()))
        }

    def targets(self) -> list[Target]:
        """All for which something counts."""
        return [target for target, kept in self._current().kept.items() if kept]

    def changed(self, target: Target) -> datetime | None:
        """When somebody last entered or undid something for a target."""
        return self._current().changed.get(target)

    def undone(self) -> frozenset[int]:
        """The numbers of the entries that count no more because they were undone."""
        return frozenset(entry.undoes for entry in self._current().entries if entry.undoes)

    def add(
        self, target: Target, *, points: float | None = None, reason: str = "", comment: str = ""
    ) -> Entry:
        """Add an entry, in the user's name."""
        with self.locked():
            return self.write(target, points=points, reason=reason, comment=comment)

    def undo(self, target: Target) -> Entry | None:
        """Undo the last entry that counts for a target; gives that one, if there is any."""
        with self.locked():
            kept = self._current().kept.get(target)
            if not kept:
                return None
            undone = kept[-1]
            self.write(target, undoes=undone.number)
        return undone

    def write(
        self,
        target: Target,
        *,
        points: float | None = None,
        reason: str = "",
        comment: str = "",
        undoes: int | None = None,
        extra: float | None = None,
        gradebook: bool = False,
    ) -> Entry:
        """Write a line at the end; whoever calls holds the lock."""
        entry = Entry(
            number=len(self._current().entries) + 1,
            time=datetime.now(UTC).replace(microsecond=0),
            student=target.student,
            assignment=target.assignment,
            exercise=target.exercise,
            points=points,
            reason=reason,
            comment=comment,
            undoes=undoes,
            by=_user(),
            extra=extra,
            gradebook=gradebook,
        )
        try:
            with self.path.open("ab") as file:
                # Half a line is left by a process that was killed, and was confirmed to nobody.
                file.truncate(self.path.read_bytes().rfind(b"\n") + 1)
                file.write(msgspec.json.encode(entry) + b"\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise self._unwritable(error) from error
        return entry

    def _unwritable(self, error: OSError) -> JournalError:
        return JournalError(f"{self.path} cannot be written: {error.strerror}.")

    def _current(self) -> _Content:
        """The content of the file, read again where it has changed."""
        try:
            status = self.path.stat()
            seen = (status.st_ino, status.st_size, status.st_mtime_ns)
            if seen != self._read:
                self._content = _content(self.path, self.path.read_bytes())
                self._read = seen
        except FileNotFoundError:
            self._content, self._read = _Content(), None
        except OSError as error:
            raise JournalError(f"{self.path} cannot be read: {error.strerror}.") from error
        return self._content


def _content(path: Path, data: bytes) -> _Content:
    content = _Content()
    *lines, _unfinished = data.split(b"\n")
    for number, line in enumerate(lines, start=1):
        try:
            entry = _decode(line)
        except msgspec.DecodeError as error:
            raise JournalError(_unreadable(path, number, str(error))) from None
        if entry.number != number:
            raise JournalError(_unreadable(path, number, f"it has the number {entry.number}"))
        content.add(entry)
    return content


_decode = msgspec.json.Decoder(Entry).decode


def _unreadable(path: Path, line: int, reason: str) -> str:
    return (
        f"{path}, line {line}, cannot be read: {reason}. What people entered by hand would be "
        "lost, so nothing goes on. Put the file back from a copy, or correct the line."
    )


def _standing(kept: Iterable[Entry]) -> Standing:
    standing = Standing()
    for entry in kept:
        comment = entry.comment
        if entry.gradebook or entry.points is not None:
            extra = entry.extra  # points entered here are the whole score
            points, reason = entry.points, entry.reason
        else:
            points, reason, extra = standing.points, standing.reason, standing.extra
        if not entry.gradebook:
            comment = comment or standing.comment
        standing = Standing(points, reason, comment, extra)
    return standing


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
