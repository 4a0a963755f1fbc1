"""The output folder: a report for each submission, a summary of the class, and what is done."""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import os
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from autograder.reports import report as reports
from autograder.reports.report import Report

REPORT = "report.json"
SUMMARY = "summary.csv"
_DONE = ".graded.jsonl"
_WRITING = ".writing-"  # and the number of the process
_counter = itertools.count()

#: What a verdict depends on beside the submission and the secret.
Part = Literal["grader", "limits", "program"]


class _Done(msgspec.Struct, frozen=True):
    """A line of the record of what has been graded."""

    student: str
    assignment: str
    key: str
    grader: str = ""  # digests of parts of the key, for those who ask why a score changed
    limits: str = ""
    program: str = ""


class Store:
    """Reports below one folder, `<student>/<assignment>/report.json`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._remove_leftovers()
        self._done = self._read_done()  # by earlier runs; this one's is in the file alone

    def path(self, student: str, assignment: str) -> Path:
        """Where the report of a submission lies."""
        return self.folder / student / assignment / REPORT

    def unchanged(self, student: str, assignment: str, key: str) -> Report | None:
        """The report that an earlier run wrote for the same submission and grader, if any."""
        done = self._done.get((student, assignment))
        if done is None or done.key != key:
            return None
        try:
            return reports.decode(self.path(student, assignment).read_bytes())
        except (OSError, msgspec.DecodeError):
            return None

    def write(self, report: Report, key: str, grader: str = "", limits: str = "") -> None:
        """Write a report, whole or not at all, and record that it is done, by what grader."""
        folder = f"{self.folder}/{report.student}"
        _make_folder(folder)
        folder += f"/{report.assignment}"
        _make_folder(folder)
        _replace(f"{folder}/{REPORT}", [reports.encode(report)])
        parts = (_digest(grader), _digest(limits), program_digest()[:32])
        done = _Done(report.student, report.assignment, key, *parts)
        line = msgspec.json.encode(done) + b"\n"
        with open(f"{self.folder}/{_DONE}", "ab", buffering=0) as file:  # noqa: PTH123
            file.write(b"\n" + line)  # whatever became of the line before
        self._done.pop((report.student, report.assignment), None)

    def write_summary(self) -> Path:
        """Write summary.csv from all reports in the folder."""
        path = self.folder / SUMMARY
        _replace(str(path), (line.encode() for line in reports.summary(self.reports())))
        return path

    def reports(self) -> Iterator[Report]:
        """All reports in the folder, sorted by student and assignment."""
        for student in _folders(self.folder):  # only names of a large class are in memory
            for assignment in _folders(self.folder / student):
                path = self.path(student, assignment)
                if path.is_file():
                    yield reports.decode(path.read_bytes())

    def _remove_leftovers(self) -> None:
        """Remove what a run that was killed was writing."""
        for pattern in (f"{_WRITING}*", f"*/*/{_WRITING}*"):
            for path in self.folder.glob(pattern):
                process = path.name.removeprefix(_WRITING).partition("-")[0]
                if not Path("/proc", process).is_dir():
                    path.unlink(missing_ok=True)

    def graded_by(self, student: str, assignment: str) -> dict[Part, str]:
        """Digests of what an earlier run graded by, empty where not recorded."""
        done = self._done.get((student, assignment)) or _Done(student, assignment, "")
        return {"grader": done.grader, "limits": done.limits, "program": done.program}

    def _read_done(self) -> dict[tuple[str, str], _Done]:
        path = self.folder / _DONE
        done: dict[tuple[str, str], _Done] = {}
        if path.is_file():
            for line in path.read_bytes().splitlines():
                try:
                    one = msgspec.json.decode(line, type=_Done)
                except msgspec.DecodeError:
                    continue  # the last line of an interrupted run
                done[one.student, one.assignment] = one
        return done


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32] if text else ""


def key_of(submission_sha256: str, seed: str, grader: str) -> str:
    """What a report depends on: the submission, the seed, what grades it, this program."""
    text = "/".join((submission_sha256, seed, grader, program_digest()))
    return hashlib.sha256(text.encode()).hexdigest()[:32]


@cache
def program_digest() -> str:
    """A digest of this program's own files: a change of any of them means grading again."""
    digest = hashlib.sha256()
    package = Path(__file__).parents[1]
    for path in sorted(package.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _folders(folder: Path) -> list[str]:
    with os.scandir(folder) as entries:
        return sorted(entry.name for entry in entries if entry.is_dir())


# Paths of reports are plain strings: a Path would take as long to make as its file to write.


def _make_folder(folder: str) -> None:
    with contextlib.suppress(FileExistsError):
        os.mkdir(folder)  # noqa: PTH102


def _replace(path: str, parts: Iterable[bytes]) -> None:
    """Write a file whole, or not at all."""
    folder, _, _ = path.rpartition("/")
    writing = f"{folder}/{_WRITING}{os.getpid()}-{next(_counter)}"
    with open(writing, "wb") as file:  # noqa: PTH123
        file.writelines(parts)
    os.replace(writing, path)  # noqa: PTH105 - takes the place of the old file in one step
