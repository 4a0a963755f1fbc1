"""A file that may be a submission: its record, the name of its student, and reading it."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self

from autograder.course.model import Course
from autograder.files import irregularity, read_regular
from autograder.limits import Limits
from autograder.submissions.archives import ArchiveError, Member
from autograder.submissions.platform_names import Source
from autograder.submissions.reading import recognise_assignment
from autograder.submissions.submission import UNKNOWN, Submission
from autograder.text import printable

_RESERVED = frozenset({"summary.csv", "class.html", "feedback"})
_MAX_NAME = 100
_MAX_NAME_BYTES = 200  # a file system allows 255, and a number may be appended
#: Names that one notice lists.
MOST_NAMED = 20
_LONGEST_IN_NOTICE = 150


class NothingFoundError(Exception):
    """A path that is not there, or a folder without submissions; the message names it."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file that may be a submission; its content is read when its turn comes."""

    path: Path  # the file, or the zip file that holds it
    student: str
    assignment: str | None  # as the folder's name gives it
    problem: str | None = None
    member: Member | None = None  # in a zip file
    filename: str = ""  # what the student called the file; empty: as in `path`
    source: Source | None = None
    earlier: tuple[Found, ...] = ()  # attempts of the same student that count as well
    cleaned: bool = False  # whether the student's name had to be made safe
    rank: int = 0  # how well the student's name is founded; 0: a platform's, or a folder's
    warnings: tuple[str, ...] = ()  # what its readers should know, such as files left out

    @property
    def name(self) -> str:
        """What the student called the file."""
        return self.filename or self.path.name

    @property
    def folder(self) -> tuple[str, ...]:
        """Where the file lies, on the file system or in its zip file."""
        if self.member is not None:
            return (str(self.path), *self.member.parts[:-1])
        return (str(self.path.parent),)

    @property
    def depth(self) -> int:
        """In how many folders the file lies."""
        return len(self.path.parents if self.member is None else self.member.parts)


@dataclass
class Findings:
    """What lies at some paths; a context in which its zip files stay open."""

    submissions: list[Found] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)  # what staff should know, in sentences
    whole: bool = True  # False: a zip file could not be used at all
    archives: ExitStack = field(default_factory=ExitStack, repr=False)  # open until all is read

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.archives.close()


def read_submission(
    found: Found, course: Course, limits: Limits, assignment: str | None = None
) -> Submission:
    """Read a file that was found; what is wrong with it becomes the submission's problem."""
    problem = found.problem
    content = b""
    if problem is None:
        try:
            if found.member is not None:
                content = found.member.read(limits.submission_bytes)
            else:
                content = read_regular(found.path, limits.submission_bytes)
        except ArchiveError as error:
            problem = str(error)
        except OSError as error:
            problem = f"{printable(found.name, 100)} cannot be read: {error.strerror or error}"
    submission = Submission(
        student=found.student,
        assignment=assignment or found.assignment or UNKNOWN,
        filename=found.name,
        content=content,
        problem=problem,
        warnings=found.warnings,
        source=found.source,
    )
    if submission.assignment == UNKNOWN:
        recognised = recognise_assignment(submission, course, limits)
        submission = replace(submission, assignment=recognised)
    return submission


def submission_at(
    path: Path, course: Course, limits: Limits, *, student: str, assignment: str
) -> Submission:
    """Read the one file at `path`, whose student and assignment are known."""
    found = Found(path.absolute(), student, assignment, why_irregular(path.absolute()))
    return read_submission(found, course, limits, assignment)


def why_irregular(path: Path) -> str | None:
    """Why what lies there is not read, if it is not a regular file."""
    try:
        kind = irregularity(path.lstat())
    except OSError as error:  # it has gone since its folder was listed
        return f"{printable(path.name, 100)} cannot be read: {error.strerror or error}"
    if kind is None:
        return None
    return f"{printable(path.name, 100)} is {kind}. Hand in the notebook itself."


def safe_name(name: str) -> str:
    """A student's name that is safe as a folder's name and in a terminal."""
    text = unicodedata.normalize("NFC", name)
    kept = "".join(
        letter if letter.isprintable() and letter not in '/\\:*?"<>|' else "_" for letter in text
    )
    kept = kept.strip(" .")[:_MAX_NAME]
    kept = kept.encode()[:_MAX_NAME_BYTES].decode(errors="ignore").strip(" .") or "_"
    return f"{kept}_" if kept.casefold() in _RESERVED else kept


def notice_on(what: str, names: Sequence[str]) -> list[str]:
    """A notice on what became of some files, "Refused in a.zip: x, y."; none without files."""
    if not names:
        return []
    shown = ", ".join(printable(name, _LONGEST_IN_NOTICE) for name in names[:MOST_NAMED])
    more = len(names) - MOST_NAMED
    return [f"{what}: {shown}" + (f" and {more} more." if more > 0 else ".")]
