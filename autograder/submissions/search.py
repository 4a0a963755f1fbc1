"""Walking through paths and zip files to the files in them that look like submissions.

What lies there was written by others. Only regular files are read; a link, a pipe or a device is
refused by name, and one bad file or name never stops the rest of the class.
"""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from autograder.course.model import Course
from autograder.files import read_regular
from autograder.limits import Limits
from autograder.submissions.archives import Archive, ArchiveError, Member
from autograder.submissions.found import (
    Found,
    NothingFoundError,
    notice_on,
    safe_name,
    why_irregular,
)
from autograder.submissions.platform_names import (
    Name,
    Source,
    match_name,
    read_name,
    read_time,
    stem,
)
from autograder.text import printable

SUFFIXES = frozenset({".ipynb", ".py"})
ZIP = ".zip"
TIMESTAMP = "timestamp.txt"
_TIMESTAMP_BYTES = 100
_IGNORED_FOLDERS = frozenset({".ipynb_checkpoints", "__pycache__", "__MACOSX", ".git"})
_DEEPEST = 32  # folders in folders


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that looks like a submission, and what its name says of it."""

    found: Found
    name: Name
    owner: tuple[str, ...] | None  # who it belongs to, as far as folders and platforms say

    @property
    def suffix(self) -> str:
        """The ending of the student's name for the file, in lower case."""
        return Path(self.found.name).suffix.lower()

    @property
    def is_code(self) -> bool:
        """Whether it is a notebook or a Python file."""
        return self.suffix in SUFFIXES


class Search:
    """Looks through paths, and notes what staff should know of what lies there."""

    def __init__(
        self,
        course: Course,
        limits: Limits,
        archives: ExitStack,
        assignment: str | None,
        pattern: re.Pattern[str] | None,
        zone: tzinfo | None,
        submitted: datetime | None,
    ) -> None:
        self._course = course
        self._limits = limits
        self._archives = archives
        self._forced = assignment
        self._pattern = pattern
        self._zone = zone
        self._submitted = submitted
        self._assignments = {assignment.name for assignment in course.assignments}
        self.notices: list[str] = []
        self.whole = True

    def candidates(self, paths: Sequence[Path]) -> list[Candidate]:
        """Everything at `paths` that looks like a submission; raises NothingFoundError."""
        candidates: list[Candidate] = []
        for path in paths:
            if not os.path.lexists(path):
                raise NothingFoundError(f"There is no file or folder {path}.")
            if path.is_dir() and not path.is_symlink():
                candidates += self._in_folder(path)
            elif path.suffix.lower() == ZIP and not path.is_symlink() and path.is_file():
                candidates += self._in_archive(path)
            else:
                candidates.append(self._single(path))
        if not candidates:
            raise NothingFoundError(" ".join(self.notices))
        return candidates

    def _single(self, path: Path) -> Candidate:
        """A file named on its own; a link or a device is found, too, and refused by name."""
        return self._file(path.absolute(), root=None)

    def _in_folder(self, folder: Path) -> list[Candidate]:
        """Every file below a folder that looks like a submission, links and devices included."""
        root = folder.absolute()
        candidates: list[Candidate] = []
        archives: list[str] = []
        for parent, folders, files in os.walk(root, followlinks=False, onerror=self._unreadable):
            here = Path(parent)
            links = [name for name in folders if (here / name).is_symlink()]
            folders[:] = sorted(
                name for name in folders if name not in _IGNORED_FOLDERS and name not in links
            )
            if folders and len(here.relative_to(root).parts) >= _DEEPEST:
                self.notices += notice_on("Too deep to be searched", [here.name])
                folders.clear()
            candidates += [self._linked_folder(here / name) for name in sorted(links)]
            for name in sorted(files):
                if name.startswith("."):
                    continue
                candidate = self._file(here / name, root)
                is_zip = candidate.suffix == ZIP
                if candidate.is_code or (is_zip and candidate.owner is not None):
                    candidates.append(candidate)
                elif is_zip:
                    archives.append(name)
        self.notices += notice_on(
            "Not opened (name it on the command line to have it graded)", archives
        )
        if not candidates:
            self.notices.append(
                f"{printable(str(folder), 300)} holds no notebook (.ipynb) and no .py file."
            )
        return self._checked_names(candidates, folder.name)

    def _in_archive(self, path: Path) -> list[Candidate]:
        """Every file in a zip file that looks like a submission."""
        single = self._single(path)
        if single.found.problem is not None:
            return [single]
        try:
            archive = self._archives.enter_context(Archive(path, self._limits))
        except ArchiveError as error:
            self.notices.append(str(error))
            self.whole = False
            return []
        self.notices += notice_on(f"Refused in {printable(path.name, 100)}", archive.refused)
        candidates = [
            candidate
            for member in archive.members
            if not _is_ignored(member.parts)
            for candidate in (self._member(path, member),)
            if candidate.is_code or candidate.owner is not None
        ]
        if not candidates:
            self.notices.append(
                f"{printable(path.name, 100)} holds no notebook (.ipynb) and no .py file."
            )
            self.whole = self.whole and not archive.refused
        return self._checked_names(candidates, path.name)

    def _file(self, path: Path, root: Path | None) -> Candidate:
        """A file on the file system, below `root` if it was not named on its own."""
        inside = path.relative_to(root).parts if root is not None else (path.name,)
        parts = (*path.parent.parts[1:], path.name)  # a path keeps parts that it was asked for
        name = self._read_name(parts, inside)
        home = path.parents[len(parts) - len(self._without_own_folders(parts, inside))]
        if name.student is None and len(inside) > 1 and self._is_an_assignments(name.file):
            name = replace(name, student=inside[-2])
        timestamp = _timestamp(home) if _is_nbgraders(name) else None
        return self._candidate(
            name,
            Found(path, "", None, why_irregular(path)),
            where=str(home if name.id is None or root is None else root),
            default=path.stem,
            timestamp=timestamp,
        )

    def _member(self, path: Path, member: Member) -> Candidate:
        """A file in a zip file."""
        # The zip file of a single student is named after the student.
        parts = (path.stem, *member.parts)
        name = self._read_name(parts, member.parts)
        if name.student is None and self._is_an_assignments(name.file):
            name = replace(name, student=parts[-2])
        home = self._without_own_folders(parts, member.parts)[1:-1]
        timestamp = _timestamp_in(member.archive, home) if _is_nbgraders(name) else None
        return self._candidate(
            name,
            Found(path, "", None, member.problem, member=member),
            where=f"{path}/{'/'.join(home)}" if name.id is None else str(path),
            default=Path(member.parts[-1]).stem,
            timestamp=timestamp,
        )

    def _linked_folder(self, path: Path) -> Candidate:
        """A folder that is a link: refused under the name that it would have had."""
        parent, grandparent = path.parent.name, path.parent.parent.name
        student, assignment = path.name, None
        if path.name in self._assignments and parent:
            student, assignment = parent, path.name
        elif parent in self._assignments and grandparent:
            student, assignment = grandparent, parent
        found = Found(path, safe_name(student), self._forced or assignment, why_irregular(path))
        return Candidate(found, Name(path.name), None)

    def _read_name(self, parts: Sequence[str], inside: Sequence[str]) -> Name:
        """What a name says: the course's pattern sees what lies `inside` only."""
        matched = match_name(self._pattern, "/".join(inside)) if self._pattern is not None else None
        return matched or read_name(self._without_own_folders(parts, inside), self._assignments)

    def _without_own_folders(self, parts: Sequence[str], inside: Sequence[str]) -> Sequence[str]:
        """A name without the folders that a student made in the folder for an assignment.

        The outermost such folder counts: what lies below it is that student's, even if it looks
        like another's.
        """
        for index in range(max(1, len(parts) - len(inside) - 1), len(parts) - 1):
            if parts[index] in self._assignments:
                return (*parts[: index + 1], parts[-1])
        return parts

    def _is_an_assignments(self, file: str) -> bool:
        """Whether a file is named after an assignment and nothing else."""
        return any(
            stem(file) in (assignment.name, assignment.slug)
            for assignment in self._course.assignments
        )

    def _candidate(
        self, name: Name, found: Found, *, where: str, default: str, timestamp: str | None = None
    ) -> Candidate:
        """A candidate by its name; `timestamp` is what nbgrader notes beside the file."""
        owner: tuple[str, ...] | None = None
        if name.student is not None:
            owner = (name.platform or "", where, name.student, name.id or "")
        student = name.student if name.student is not None else default
        safe = sys.intern(safe_name(student))  # as a part of its path it is there already
        found = replace(
            found,
            student=safe,
            cleaned=safe != student,
            assignment=self._forced or name.assignment,
            filename=name.file,
            source=self._source(name, found, timestamp),
        )
        return Candidate(found, name, owner)

    def _source(self, name: Name, found: Found, timestamp: str | None) -> Source | None:
        """Where the submission came from, if anything says so."""
        archive = printable(found.path.name, 200) if found.member is not None else None
        submitted = self._submitted
        if timestamp is not None:
            submitted = read_time(timestamp, UTC) or submitted  # as nbgrader takes it
        elif name.time is not None:
            submitted = read_time(name.time, self._zone) or submitted
        if archive is None and name.id is None and submitted is None:
            return None
        return Source(
            file=printable(name.file, 200),
            archive=archive,
            platform=name.platform,
            id=printable(name.id, 100) if name.id is not None else None,
            late=name.late,
            attempt=name.attempt,
            submitted=submitted,
        )

    def _checked_names(self, candidates: list[Candidate], where: str) -> list[Candidate]:
        """Notice the names that are not the platform's, and names that only look like Canvas's."""
        uploads = Counter(
            (candidate.found.folder, candidate.name.order[1])
            for candidate in candidates
            if candidate.name.platform == "canvas"
        )
        if any(count > 1 for count in uploads.values()):
            # Canvas never gives one number to two files.
            candidates = [self._without_platform(candidate) for candidate in candidates]
        if self._pattern is not None or any(candidate.name.platform for candidate in candidates):
            strange = [
                candidate.found.name
                for candidate in candidates
                if candidate.owner is None and candidate.found.problem is None
            ]
            self.notices += notice_on(
                f"In {printable(where, 100)} these do not name a student; each counts under its "
                "own name",
                strange,
            )
        return candidates

    def _without_platform(self, candidate: Candidate) -> Candidate:
        if candidate.name.platform != "canvas":
            return candidate
        found = candidate.found
        file = found.member.parts[-1] if found.member is not None else found.path.name
        return self._candidate(
            Name(file),
            replace(found, filename="", source=None),
            where="",
            default=Path(file).stem,
        )

    def _unreadable(self, error: OSError) -> None:
        self.notices += notice_on(f"Not readable ({error.strerror})", [str(error.filename)])


def _is_nbgraders(name: Name) -> bool:
    """Whether a name is of nbgrader's layout, where the timestamp beside a file is nbgrader's."""
    return name.platform is None and name.assignment is not None


def _timestamp(folder: Path) -> str | None:
    """When a submission was handed in, as nbgrader notes it."""
    try:
        return read_regular(folder / TIMESTAMP, _TIMESTAMP_BYTES).decode()
    except (OSError, UnicodeDecodeError):
        return None


def _timestamp_in(archive: Archive, folder: Sequence[str]) -> str | None:
    """The same in a zip file."""
    member = archive.member((*folder, TIMESTAMP))
    try:
        return archive.read(member, _TIMESTAMP_BYTES).decode() if member is not None else None
    except (ArchiveError, UnicodeDecodeError):
        return None


def _is_ignored(parts: Sequence[str]) -> bool:
    """What programs leave beside files: copies, caches, and the Finder's notes."""
    return parts[-1].startswith(".") or any(part in _IGNORED_FOLDERS for part in parts[:-1])
