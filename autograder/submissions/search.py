"""Finding the files that look like submissions, and whose each of them is."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from pathlib import Path

import msgspec

from autograder.course.model import Course
from autograder.files import read_regular
from autograder.limits import MEBIBYTE, Limits
from autograder.submissions.archives import Archive, ArchiveError
from autograder.submissions.entries import SUFFIXES, Entry
from autograder.submissions.found import (
    MOST_NAMED,
    Found,
    NothingFoundError,
    notice_on,
    safe_name,
    why_irregular,
)
from autograder.submissions.gradescope_metadata import METADATA, names_of_submissions
from autograder.submissions.naming import name_files
from autograder.submissions.people import Owner, People, Trail
from autograder.submissions.platform_names import (
    Name,
    Source,
    numbered_attempt,
    without_appended,
)
from autograder.submissions.times import read_time
from autograder.submissions.walking import (
    Contents,
    archive_contents,
    folder_contents,
    single_file,
)
from autograder.submissions.words import Words
from autograder.text import printable

ZIP = ".zip"
TIMESTAMP = "timestamp.txt"
_TIMESTAMP_BYTES = 100
_METADATA_BYTES = 8 * MEBIBYTE
#: What stands beside submissions and was not handed in.
_NOT_HANDED_IN = re.compile(
    r"(index\.html?|submission_metadata\.ya?ml|readme.*|licen[sc]e.*|requirements.*\.txt|"
    r"environment\.ya?ml|timestamp\.txt|manifest.*|thumbs\.db|desktop\.ini|summary\.csv)",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that looks like a submission, and what its name says of it."""

    found: Found
    name: Name
    owner: tuple[str, ...] | None  # who it belongs to, as far as folders and platforms say
    inner: tuple[str, ...] = ()  # the folders that the student made around it

    @property
    def suffix(self) -> str:
        """The ending of the student's name for the file, in lower case."""
        return Path(self.found.name).suffix.lower()

    @property
    def is_code(self) -> bool:
        """Whether it is a notebook or a Python file."""
        return self.suffix in SUFFIXES


@dataclass(slots=True)
class _Nameless:
    """A file of which no platform and no course says whose it is."""

    entry: Entry
    name: Name
    trail: Trail


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
        self._limits = limits
        self._archives = archives
        self._forced = assignment
        self._pattern = pattern
        self._zone = zone
        self._submitted = submitted
        self._assignments = {assignment.name for assignment in course.assignments}
        self._words = Words(course.assignments)
        self._nameless: list[_Nameless] = []
        self._candidates: list[Candidate] = []
        self.notices: list[str] = []
        self.whole = True

    def candidates(self, paths: Sequence[Path]) -> list[Candidate]:
        """Everything at `paths` that looks like a submission; raises NothingFoundError."""
        single: list[Entry] = []
        for path in paths:
            if not os.path.lexists(path):
                raise NothingFoundError(f"There is no file or folder {path}.")
            if path.is_dir() and not path.is_symlink():
                self._take(folder_contents(path))
            elif path.suffix.lower() == ZIP and not path.is_symlink() and path.is_file():
                single += self._take_archive(path)
            else:
                single.append(single_file(path))
        self._take_single(single)
        self._name_nameless()
        if not self._candidates:
            raise NothingFoundError(" ".join(self.notices))
        self._notice_guesses()
        return self._candidates

    # What was given

    def _take_archive(self, path: Path) -> list[Entry]:
        """Take what a zip file holds; one that is not a regular file is a submission to refuse."""
        entry = single_file(path)
        if entry.problem is not None:
            return [entry]
        try:
            contents = archive_contents(path, self._limits, self._archives)
        except ArchiveError as error:
            self.notices.append(str(error))
            self.whole = False
            return []
        self._take(contents)
        return []

    def _take_single(self, entries: Sequence[Entry]) -> None:
        """Take files that were named on their own, such as by `class/*/losses.ipynb`."""
        if not entries:
            return
        names = name_files(entries, self._assignments, self._words, self._pattern, "")
        common = Path(os.path.commonpath([entry.path.parent for entry in entries]))
        while common.name and self._words.is_of_assignment(common.name):
            common = common.parent
        outside = max(len(common.parts) - 2, 0)
        for entry, name in zip(entries, names, strict=True):
            if name.student is not None:
                self._candidates.append(self._named(entry, name))
            else:
                trail = Trail(entry.parts[outside:-1], without_appended(entry.parts[-1]), True)
                self._nameless.append(_Nameless(replace(entry, root=outside), name, trail))

    def _take(self, contents: Contents) -> None:
        """Take the files of a folder or zip file."""
        self.notices += contents.notices
        self._candidates += [self._linked_folder(path) for path in contents.links]
        entries = contents.entries
        names = name_files(entries, self._assignments, self._words, self._pattern, contents.name)
        names = self._with_gradescopes_names(contents, names)
        has_platform = self._pattern is not None or any(name.platform for name in names)
        strange: list[Entry] = []
        others: list[Entry] = []
        found_any = bool(contents.links)
        for entry, name in zip(entries, names, strict=True):
            if name.student is not None:
                self._candidates.append(self._named(entry, name, contents.archive))
                found_any = True
            elif not has_platform:
                self._set_aside(entry, name, in_archive=contents.archive is not None)
                found_any = found_any or entry.is_code
            elif entry.is_code:
                strange.append(entry)
                self._candidates.append(self._alone(entry, name))
                found_any = True
            else:
                others.append(entry)
        self._notice_zips(others)
        self.notices += notice_on(
            f"In {printable(contents.name, 100)} these do not name a student; each counts under "
            "its own name",
            [entry.parts[-1] for entry in strange if entry.problem is None],
        )
        if not found_any:
            self.notices.append(
                f"{printable(self._shown(contents), 300)} holds no notebook (.ipynb) and no .py "
                "file."
            )
            self.whole = self.whole and not contents.is_damaged

    @staticmethod
    def _shown(contents: Contents) -> str:
        return contents.name if contents.archive is not None else str(contents.path)

    def _set_aside(self, entry: Entry, name: Name, *, in_archive: bool) -> None:
        file = without_appended(entry.parts[-1])
        trail = Trail(entry.trail, file, entry.is_code, in_archive)
        self._nameless.append(_Nameless(entry, name, trail))

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

    def _with_gradescopes_names(self, contents: Contents, names: Sequence[Name]) -> list[Name]:
        """The names with those that Gradescope's export notes in a file of its own."""
        if not any(name.platform == "gradescope" for name in names):
            return list(names)
        students: dict[str, str] = {}
        for entry in contents.entries:
            if entry.parts[-1] == METADATA and len(entry.inner) <= 2:
                students |= names_of_submissions(self._text_of(entry))
        return [
            replace(name, student=students.get(name.student or "", name.student))
            if name.platform == "gradescope"
            else name
            for name in names
        ]

    @staticmethod
    def _text_of(entry: Entry) -> str:
        try:
            if entry.member is not None:
                content = entry.member.read(_METADATA_BYTES)
            else:
                content = read_regular(entry.path, _METADATA_BYTES)
        except (ArchiveError, OSError):
            return ""
        return content.decode(errors="replace")

    # Whose the files are

    def _name_nameless(self) -> None:
        """Tell the students of files that only their folders and names can tell."""
        trails = [
            nameless.trail
            for nameless in self._nameless
            if nameless.trail.is_code or was_handed_in(nameless.trail.file)
        ]
        people = People(trails, self._words)
        others: list[Entry] = []
        for nameless in self._nameless:
            owner = people.owner(nameless.trail)
            if owner is None:
                others.append(nameless.entry)
            elif owner.folders or nameless.trail.is_code:
                self._candidates.append(self._owned(nameless, owner))
        self._notice_zips(others)
        if any(nameless.trail.is_code for nameless in self._nameless):
            self.notices += notice_on(
                "Not graded, because they are neither notebooks nor Python files",
                [
                    entry.parts[-1]
                    for entry in others
                    if entry.suffix != ZIP and entry.parts[-1] and was_handed_in(entry.parts[-1])
                ],
            )

    def _notice_zips(self, entries: Sequence[Entry]) -> None:
        self.notices += notice_on(
            "Not opened (name it on the command line to have it graded)",
            [entry.parts[-1] for entry in entries if entry.suffix == ZIP],
        )

    def _notice_guesses(self) -> None:
        """Say once which students' names are guesses, and from what."""
        guesses = {
            guessed: list(
                dict.fromkeys(
                    candidate.found.student
                    for candidate in self._candidates
                    if candidate.name.guessed == guessed
                )
            )
            for guessed in ("folder", "file")
        }
        parts = [
            f"from the names of {what}s: {_listed(names)}"
            for what, names in guesses.items()
            if names
        ]
        if parts:
            self.notices.append(
                "No platform says whose these files are, so the students' names are guessed, "
                f"{'; '.join(parts)}. Where a guess is wrong, use --pattern."
            )

    # Candidates

    def _named(self, entry: Entry, name: Name, archive: Archive | None = None) -> Candidate:
        """A candidate whose student a platform, nbgrader's layout or the pattern names."""
        home = entry.parts[: name.home]
        if name.id is None:
            where = f"{entry.path}/{'/'.join(home[1:])}" if entry.member else "/" + "/".join(home)
        else:
            where = str(entry.path) if entry.member else "/".join(entry.parts[: entry.root + 1])
        timestamp = None
        if name.platform is None and name.assignment is not None:  # nbgrader's own layout
            if archive is not None:
                timestamp = _timestamp_in(archive, home[1:])
            elif entry.member is None:
                timestamp = _timestamp(Path("/", *home))
        return self._candidate(entry, name, where, timestamp)

    def _owned(self, nameless: _Nameless, owner: Owner) -> Candidate:
        """A candidate whose student the folders or the file's own name tell."""
        entry = nameless.entry
        name = replace(nameless.name, student=owner.student, guessed=owner.guessed)
        if not owner.folders:
            return self._candidate(entry, name, None)
        home = max(entry.root, 0) + owner.folders
        where = f"{entry.path if entry.member else ''}/{'/'.join(entry.parts[:home])}"
        return self._candidate(entry, replace(name, home=home), where)

    def _alone(self, entry: Entry, name: Name) -> Candidate:
        """A candidate that does not name a student: it counts under its own name."""
        own = Path(without_appended(entry.parts[-1])).stem
        return self._candidate(entry, replace(name, student=own), None)

    def _candidate(
        self, entry: Entry, name: Name, where: str | None, timestamp: str | None = None
    ) -> Candidate:
        """A candidate by its name; `timestamp` is what nbgrader notes beside the file.

        `where` is what a student's files have in common; None for a file that stands alone.
        """
        student = name.student or ""
        owner = None
        if where is not None:
            owner = (name.platform or "", where, student, name.id or "")
        inner = entry.parts[max(name.home, entry.root + 1) : -1]
        name, inner = numbered_attempt(name, inner)
        safe = sys.intern(safe_name(student))  # as a part of its path it is there already
        written, name = name.file, replace(name, file=without_appended(name.file))
        found = Found(
            entry.path,
            safe,
            self._forced or name.assignment,
            entry.problem,
            member=entry.member,
            filename=name.file,
            source=self._source(entry, name, written, timestamp),
            cleaned=safe != student,
            rank=_rank(name, student),
        )
        return Candidate(found, name, owner, inner)

    def _source(
        self, entry: Entry, name: Name, written: str, timestamp: str | None
    ) -> Source | None:
        """Where the submission came from, if anything says so; `written` is the file's name."""
        archive = printable(entry.path.name, 200) if entry.member is not None else None
        submitted = self._submitted
        if timestamp is not None:
            submitted = read_time(timestamp, UTC) or submitted  # as nbgrader takes it
        elif name.time is not None:
            submitted = read_time(name.time, self._zone) or submitted
        if archive is None and name.id is None and submitted is None and name.guessed is None:
            return None
        return Source(
            file=printable(written, 200),
            archive=archive,
            platform=name.platform,
            id=printable(name.id, 100) if name.id is not None else None,
            late=name.late,
            attempt=name.attempt,
            submitted=submitted,
            guessed=name.guessed or msgspec.UNSET,
            upload=name.upload or msgspec.UNSET,
        )


def was_handed_in(file: str) -> bool:
    """Whether a file is not one that platforms, nbgrader or teachers put beside submissions."""
    return _NOT_HANDED_IN.fullmatch(file) is None


def _rank(name: Name, student: str) -> int:
    """How well a name is founded: of several students of one name the first keeps it."""
    if name.guessed is None:
        return 0
    if name.guessed == "folder":
        return 1
    return 2 if Path(name.file).stem == student else 3


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(printable(name, 60) for name in names[:MOST_NAMED])
    more = len(names) - MOST_NAMED
    return shown + (f" and {more} more" if more > 0 else "")


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
