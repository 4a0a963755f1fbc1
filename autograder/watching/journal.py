"""The journal: which file, by its content, was graded when, with which result, and who was told.

One SQLite file. A result is kept here, whole, before anything else is done with it: whatever ends
the program after that, nothing is lost, and nothing is graded twice.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from autograder.reports import report as reports
from autograder.reports.report import Report
from autograder.reports.store import StoreError

JOURNAL = ".watch.sqlite"
_LOCK = ".watch.lock"
_LOCK_SECONDS = 10.0  # the processes of a run that was killed end soon
_BUSY_SECONDS = 30.0
#: What has been shown of a result: a level of feedback, or one of these.
WAITS, REPLACED = "waits", "replaced"

_TABLES = """
CREATE TABLE IF NOT EXISTS hand_ins (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    unit TEXT NOT NULL,         -- where it lies below the watched folder
    stamp TEXT NOT NULL,        -- size, times and number of its files
    sha256 TEXT NOT NULL,
    student TEXT NOT NULL,
    assignment TEXT NOT NULL,
    moment REAL NOT NULL,       -- when it was handed in: the latest one counts
    seen REAL NOT NULL,         -- when this program noticed it
    graded REAL NOT NULL,
    key TEXT NOT NULL,          -- what the verdict depends on
    score REAL NOT NULL,
    max_score REAL NOT NULL,
    has_run INTEGER NOT NULL,   -- whether hidden tests have run on it
    report BLOB NOT NULL,
    report_key TEXT NOT NULL,   -- what the report depends on, as `autograder grade` notes it
    file TEXT NOT NULL,         -- what was graded
    page TEXT NOT NULL,         -- where its feedback lies
    shown TEXT,                 -- how much of it its student has been shown
    told REAL                   -- when its student was first told the result
);
CREATE INDEX IF NOT EXISTS by_student ON hand_ins (student, assignment, moment);
CREATE INDEX IF NOT EXISTS by_unit ON hand_ins (unit);
CREATE INDEX IF NOT EXISTS by_shown ON hand_ins (shown);
"""
_COLUMNS = (
    "unit, stamp, sha256, student, assignment, moment, seen, graded, key, report, "
    "report_key, file, page, shown, told, number"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A hand-in that has been graded."""

    unit: str
    stamp: str
    sha256: str
    student: str
    assignment: str
    moment: float
    seen: float
    graded: float
    key: str
    report: Report
    report_key: str
    file: str
    page: str
    shown: str | None = None
    told: float | None = None
    number: int = 0


class Journal:
    """The journal in a folder of reports; a context, of which there is one at a time."""

    def __init__(self, folder: Path) -> None:
        """Open it; raises StoreError where another program has it open, or it cannot be used."""
        self._lock = _locked(folder / _LOCK)
        try:
            self._connection = sqlite3.connect(
                folder / JOURNAL, timeout=_BUSY_SECONDS, isolation_level=None
            )
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = NORMAL")
            self._connection.executescript(_TABLES)
        except sqlite3.Error as error:
            os.close(self._lock)
            raise StoreError(f"{folder / JOURNAL} cannot be used: {error}.") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._connection.close()
        os.close(self._lock)

    # What has been graded

    def record(self, entry: Entry) -> Entry:
        """Keep a result; it is the last one of its unit."""
        report = entry.report
        values = {
            "unit": entry.unit,
            "stamp": entry.stamp,
            "sha256": entry.sha256,
            "student": entry.student,
            "assignment": entry.assignment,
            "moment": entry.moment,
            "seen": entry.seen,
            "graded": entry.graded,
            "key": entry.key,
            "score": report.score,
            "max_score": report.max_score,
            "has_run": bool(report.sandbox),
            "report": reports.encode(report),
            "report_key": entry.report_key,
            "file": entry.file,
            "page": entry.page,
            "told": entry.told,
        }
        marks = ", ".join(f":{name}" for name in values)
        done = self._connection.execute(
            f"INSERT INTO hand_ins ({', '.join(values)}) VALUES ({marks})", values
        )
        return replace(entry, number=done.lastrowid or 0)

    def last(self, unit: str) -> tuple[int, str, str] | None:
        """The last hand-in at a place: its number, its stamp and the key of its verdict."""
        row: tuple[int, str, str] | None = self._one(
            "SELECT number, stamp, key FROM hand_ins WHERE unit = ? ORDER BY number DESC", unit
        )
        return row

    def restamp(self, number: int, stamp: str) -> None:
        """Note that the same content has other times now."""
        self._connection.execute("UPDATE hand_ins SET stamp = ? WHERE number = ?", (stamp, number))

    def verdict(self, student: str, assignment: str, key: str) -> Entry | None:
        """An earlier result of the same student's for the same content, by the same grader."""
        row = self._one(
            f"SELECT {_COLUMNS} FROM hand_ins WHERE student = ? AND assignment = ? AND key = ? "
            "ORDER BY told IS NULL, number",
            student,
            assignment,
            key,
        )
        return _entry(row) if row else None

    def latest(self, student: str, assignment: str) -> int:
        """The number of a student's hand-in that counts, 0 if there is none."""
        row = self._one(
            "SELECT number FROM hand_ins WHERE student = ? AND assignment = ? "
            "ORDER BY moment DESC, number DESC",
            student,
            assignment,
        )
        return int(row[0]) if row else 0

    # Who was told

    def unsettled(self, final: str) -> Iterator[Entry]:
        """Results of which less than `final` was shown so far, in the order of their hand-ins."""
        rows = self._connection.execute(
            "SELECT number FROM hand_ins WHERE shown IS NULL OR shown NOT IN (?, ?) "
            "ORDER BY moment, number",
            (final, REPLACED),
        ).fetchall()
        for (number,) in rows:
            row = self._one(f"SELECT {_COLUMNS} FROM hand_ins WHERE number = ?", number)
            if row:
                yield _entry(row)

    def told_since(self, student: str, assignment: str, begin: float) -> int:
        """How many results of hidden tests a student was told since a moment."""
        row = self._one(
            "SELECT count(DISTINCT sha256) FROM hand_ins "
            "WHERE student = ? AND assignment = ? AND told >= ? AND has_run",
            student,
            assignment,
            begin,
        )
        return int(row[0]) if row else 0

    def mark(self, number: int, shown: str, told: float | None) -> None:
        """Note what a student has been shown of a result, and since when the result is known."""
        self._connection.execute(
            "UPDATE hand_ins SET shown = ?, told = ? WHERE number = ?", (shown, told, number)
        )

    def _one(self, statement: str, *values: object) -> Any:
        return self._connection.execute(f"{statement} LIMIT 1", values).fetchone()


def _entry(row: tuple[Any, ...]) -> Entry:
    values = dict(zip(_COLUMNS.split(", "), row, strict=True))
    return Entry(**values | {"report": reports.decode(values["report"])})


def _locked(path: Path) -> int:
    """The lock of a journal, which the kernel opens when this process has ended."""
    try:
        lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise StoreError(f"{path} cannot be written: {error.strerror}.") from error
    ends = time.monotonic() + _LOCK_SECONDS
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            if time.monotonic() < ends:
                time.sleep(0.1)
                continue
            os.close(lock)
            raise StoreError(f"Another `autograder watch` writes into {path.parent}.") from None
        return lock
