"""The output folder: a report for each submission, a summary of the class, and what is done."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Literal
from urllib.parse import quote_from_bytes, unquote_to_bytes

import msgspec
from msgspec.structs import replace

from autograder.course.roster import Roster
from autograder.files import remove_unfinished, write_whole
from autograder.reports import adjustments
from autograder.reports import report as reports
from autograder.reports.journal import Journal, Target
from autograder.reports.lateness import person_of
from autograder.reports.report import Report
from autograder.reports.summary import summary

REPORT = "report.json"
SUMMARY = "summary.csv"
_DONE = ".graded.jsonl"

#: What a verdict depends on beside the submission and the secret.
Part = Literal["grader", "limits", "program"]


class StoreError(Exception):
    """A folder into which no reports can be written; the message names it."""


class _Done(msgspec.Struct, frozen=True):
    """A line of the record of what has been graded."""

    student: str
    assignment: str
    key: str
    grader: str = ""  # digests of parts of the key, for those who ask why a score changed
    limits: str = ""
    program: str = ""
    file: str = ""  # where the submission lay, or the archive that held it; its bytes are quoted


def holds_reports(folder: Path) -> bool:
    """Whether `autograder grade` has filled the folder."""
    return (folder / _DONE).is_file()


class Store:
    """Reports below one folder, `<student>/<assignment>/report.json`.

    A report that is read has applied to it what people have entered into the folder's journal, and
    names its student as the roster does; its file is as it was graded. Reading changes nothing in
    the folder.
    """

    def __init__(self, folder: Path, roster: Roster | None = None) -> None:
        self.folder = folder
        self.roster = roster or Roster()
        self.journal = Journal(folder)
        self._prepared = False
        self._lines = 0  # in the record: more than submissions where some were graded again
        self._done = self._read_done()  # by earlier runs; this one's is in the file alone
        self._unreadable: dict[Path, str] = {}
        self._unapplied: dict[Target, str] = {}

    @property
    def notices(self) -> list[str]:
        """What could not be read or applied so far, and why, as sentences for staff."""
        unread = [f"{path} was left out: {reason}" for path, reason in self._unreadable.items()]
        return [*unread, *self._unapplied.values()]

    def path(self, student: str, assignment: str) -> Path:
        """Where the report of a submission lies."""
        return self.folder / student / assignment / REPORT

    def knows(self, student: str, assignment: str) -> bool:
        """Whether an earlier run has graded that student's submission."""
        return (student, assignment) in self._done

    def unchanged(self, student: str, assignment: str, key: str) -> Report | None:
        """The report that an earlier run wrote for the same submission and grader, if any.

        It is as it was graded.
        """
        done = self._done.get((student, assignment))
        if done is None or done.key != key:
            return None
        try:
            return reports.decode(self.path(student, assignment).read_bytes())
        except (OSError, msgspec.DecodeError):
            return None

    def reports(self) -> Iterator[Report]:
        """All reports in the folder, sorted by student and assignment.

        One that cannot be read is left out and named in `notices`.
        """
        entered = set(self.journal.targets())
        for student in _folders(self.folder):  # only names of a large class are in memory
            for assignment in _folders(self.folder / student):
                report = self.report(student, assignment)
                if report is not None:
                    yield report
        for target in sorted(entered):
            if not self.path(target.student, target.assignment).is_file():
                self._unapplied[target] = _unapplied(target, "there is no such report")

    def report(self, student: str, assignment: str) -> Report | None:
        """The report of a submission; one that is there and cannot be read is in `notices`."""
        path = self.path(student, assignment)
        if not path.is_file():
            return None
        try:
            return self.adjusted(reports.decode(path.read_bytes()))
        except OSError as error:
            self._unreadable[path] = f"{error.strerror or error}."
        except msgspec.DecodeError as error:
            self._unreadable[path] = f"{error}."
        return None

    def adjusted(self, report: Report) -> Report:
        """A report as it was graded, with what people entered by hand, and its student's name.

        What is about an exercise that it does not have is named in `notices`.
        """
        person = person_of(report.student, report.source, self.roster)
        if person is not None:
            report = replace(report, person=person)
        entered = self.journal.standing(report.student, report.assignment)
        if not entered:
            return report
        for name in entered.keys() - {"", *(exercise.name for exercise in report.exercises)}:
            target = Target(report.student, report.assignment, name)
            self._unapplied[target] = _unapplied(target, "the report has no such exercise")
        return adjustments.apply(report, entered)

    def graded_by(self, student: str, assignment: str) -> dict[Part, str]:
        """Digests of what an earlier run graded by, empty where not recorded."""
        done = self._done.get((student, assignment)) or _Done(student, assignment, "")
        return {"grader": done.grader, "limits": done.limits, "program": done.program}

    def file_of(self, student: str, assignment: str) -> Path | None:
        """The file that an earlier run has graded, or the archive that held it, if recorded."""
        done = self._done.get((student, assignment))
        if done is None or not done.file:
            return None
        return Path(os.fsdecode(unquote_to_bytes(done.file)))

    @property
    def written(self) -> datetime | None:
        """When the newest of the reports was written, as far as the record says."""
        try:
            seconds = (self.folder / _DONE).stat().st_mtime
        except OSError:
            return None
        return datetime.fromtimestamp(seconds, UTC)

    # Writing

    def prepare(self) -> None:
        """Make the folder ready for a run; raises StoreError where nothing can be written there.

        What a run that was killed had not finished is removed, and the record of what has been
        graded keeps one line a submission.
        """
        self._prepared = True
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            if not os.access(self.folder, os.W_OK):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
            remove_unfinished(self.folder, "", "*/*/")
            self.journal.entries()  # an error now is better than one after an hour of grading
            if self._lines > len(self._done):
                lines = [msgspec.json.encode(done) + b"\n" for done in self._done.values()]
                write_whole(f"{self.folder}/{_DONE}", lines)
        except OSError as error:
            raise StoreError(
                f"The folder {self.folder} cannot be written to: {error.strerror or error}."
            ) from error

    def write(
        self,
        report: Report,
        key: str,
        grader: str = "",
        limits: str = "",
        file: Path | None = None,
    ) -> None:
        """Write a report, whole or not at all, and record that it is done, by what grader.

        `file` is what was graded, or the archive that held it.
        """
        if not self._prepared:
            self.prepare()
        folder = f"{self.folder}/{report.student}"
        _make_folder(folder)
        folder += f"/{report.assignment}"
        _make_folder(folder)
        write_whole(f"{folder}/{REPORT}", [reports.encode(report)])
        parts = (_digest(grader), _digest(limits), program_digest()[:32])
        # A file's name is bytes, and need not be text.
        place = quote_from_bytes(os.fsencode(file.absolute())) if file is not None else ""
        done = _Done(report.student, report.assignment, key, *parts, place)
        with open(f"{self.folder}/{_DONE}", "ab", buffering=0) as record:  # noqa: PTH123
            # The line before may be half a one, of a run that was killed.
            record.write(b"\n" + msgspec.json.encode(done) + b"\n")
        self._done.pop((report.student, report.assignment), None)

    def write_summary(self) -> Path:
        """Write summary.csv from all reports in the folder."""
        if not self._prepared:
            self.prepare()
        path = self.folder / SUMMARY
        with self.journal.locked():  # what is entered meanwhile comes into the next summary
            write_whole(str(path), (line.encode() for line in summary(self.reports())))
        return path

    def _read_done(self) -> dict[tuple[str, str], _Done]:
        path = self.folder / _DONE
        done: dict[tuple[str, str], _Done] = {}
        if path.is_file():
            for line in filter(None, path.read_bytes().splitlines()):
                self._lines += 1
                try:
                    entry = msgspec.json.decode(line, type=_Done)
                except msgspec.DecodeError:
                    continue  # the last line of an interrupted run
                done[entry.student, entry.assignment] = entry
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


def _unapplied(target: Target, reason: str) -> str:
    exercise = f", {target.exercise}" if target.exercise else ""
    return (
        f"What was entered by hand for {target.student}, {target.assignment}{exercise}, was not "
        f"applied: {reason}."
    )


def _folders(folder: Path) -> list[str]:
    with os.scandir(folder) as entries:
        return sorted(entry.name for entry in entries if entry.is_dir())


def _make_folder(folder: str) -> None:
    with contextlib.suppress(FileExistsError):
        os.mkdir(folder)  # noqa: PTH102 - a Path would take as long to make as a report to write
