"""Finding submissions: single files, folders in nbgrader's layout or flat, and zip files.

What lies there was written by others. Only regular files are read; a link, a pipe or a device is
refused by name, and one bad file or name never stops the rest of the class.
"""

from __future__ import annotations

import os
import re
import stat
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo
from pathlib import Path

import msgspec

from autograder.course.model import Course
from autograder.limits import Limits
from autograder.submissions.archives import Archive, ArchiveError, Member
from autograder.submissions.submission import Submission, assignment_of_name, recognise_assignment
from autograder.submissions.uploads import Name, Source, match_name, read_name, read_time, stem
from autograder.text import printable

SUFFIXES = frozenset({".ipynb", ".py"})
ZIP = ".zip"
UNKNOWN = "unknown"
TIMESTAMP = "timestamp.txt"
_TIMESTAMP_BYTES = 100
_IGNORED_FOLDERS = frozenset({".ipynb_checkpoints", "__pycache__", "__MACOSX", ".git"})
_RESERVED = frozenset({"summary.csv", "class.html", "feedback"})
_MAX_NAME = 100
_MAX_NAME_BYTES = 200  # a file system allows 255, and a number may be appended
_DEEPEST = 32  # folders in folders
_MOST_NAMED = 20  # files that one notice names


class NothingFoundError(Exception):
    """A path that is not there, or a folder without submissions; the message names it."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file that may be a submission; its content is read when its turn comes."""

    path: Path  # the file, or the zip file that holds it
    student: str
    assignment: str | None  # as the folder's name tells it
    problem: str | None = None
    member: Member | None = None  # in a zip file
    filename: str = ""  # what the student called the file; empty: as `path` says
    source: Source | None = None
    earlier: tuple[Found, ...] = ()  # attempts of the same student that count as well
    cleaned: bool = False  # whether the student's name had to be made safe

    @property
    def name(self) -> str:
        """What the student called the file."""
        return self.filename or self.path.name


@dataclass
class Findings:
    """What lies at some paths."""

    submissions: list[Found] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)  # what staff should know, in sentences
    whole: bool = True  # False: a zip file could not be used at all


@dataclass(frozen=True, slots=True)
class _Piece:
    """A file on its way to being found."""

    found: Found
    name: Name
    owner: tuple[str, ...] | None  # who it belongs to, as far as folders and platforms tell

    @property
    def suffix(self) -> str:
        return Path(self.found.name).suffix.lower()

    @property
    def is_code(self) -> bool:
        return self.suffix in SUFFIXES


def find_submissions(paths: Sequence[Path], course: Course) -> list[Found]:
    """List what lies at `paths`, sorted by student and assignment; raises NothingFoundError."""
    return discover(paths, course).submissions


def discover(
    paths: Sequence[Path],
    course: Course,
    limits: Limits | None = None,
    *,
    assignment: str | None = None,
    every_attempt: bool = False,
    pattern: re.Pattern[str] | None = None,
    zone: tzinfo | None = None,
    submitted: datetime | None = None,
) -> Findings:
    """List what lies at `paths`, sorted by student and assignment, and what was noticed.

    A folder `<student>/<assignment>/` holds one student's file for one assignment; a learning
    platform's names tell the student, too; elsewhere a file's own name stands for the student.
    `assignment` is that of all files, whatever they are called. Of several attempts the last
    counts, or with `every_attempt` all do. `zone` is that of the times that a platform writes
    without one, `submitted` the time of the files of which nothing tells it. Raises
    NothingFoundError.
    """
    search = _Search(course, limits or Limits(), assignment, pattern, zone, submitted)
    chosen = search.choose(search.pieces(paths), every_attempt=every_attempt)
    return Findings(_with_distinct_names(chosen, search.tell), search.notices, search.whole)


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
                content = _read_file(found.path, limits.submission_bytes)
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
        source=found.source,
    )
    if submission.assignment == UNKNOWN:
        told = recognise_assignment(submission, course, limits)
        submission = replace(submission, assignment=told)
    return submission


def submission_at(
    path: Path, course: Course, limits: Limits, *, student: str, assignment: str
) -> Submission:
    """Read the one file at `path`, whose student and assignment are known."""
    found = Found(path.absolute(), student, assignment, _why_no_file(path.absolute()))
    return read_submission(found, course, limits, assignment)


class _Search:
    """Looking through paths, and what is noticed on the way."""

    def __init__(
        self,
        course: Course,
        limits: Limits,
        assignment: str | None,
        pattern: re.Pattern[str] | None,
        zone: tzinfo | None,
        submitted: datetime | None,
    ) -> None:
        self._course = course
        self._limits = limits
        self._forced = assignment
        self._pattern = pattern
        self._zone = zone
        self._submitted = submitted
        self._names = {one.name for one in course.assignments}
        self.notices: list[str] = []
        self.whole = True

    def pieces(self, paths: Sequence[Path]) -> list[_Piece]:
        """Everything at `paths` that looks like a submission; raises NothingFoundError."""
        pieces: list[_Piece] = []
        for path in paths:
            if not os.path.lexists(path):
                raise NothingFoundError(f"There is no file or folder {path}.")
            if path.is_dir() and not path.is_symlink():
                pieces += self.in_folder(path)
            elif path.suffix.lower() == ZIP and not path.is_symlink() and path.is_file():
                pieces += self.in_archive(path)
            else:
                pieces.append(self.single(path))
        if not pieces:
            raise NothingFoundError(" ".join(self.notices))
        return pieces

    def single(self, path: Path) -> _Piece:
        """A file named on its own; a link or a device is found, too, and refused by name."""
        return self._piece(path.absolute(), root=None)

    def in_folder(self, folder: Path) -> list[_Piece]:
        """Every file below a folder that looks like a submission, links and devices included."""
        root = folder.absolute()
        pieces: list[_Piece] = []
        archives: list[str] = []
        for place, folders, files in os.walk(root, followlinks=False, onerror=self._unreadable):
            here = Path(place)
            links = [name for name in folders if (here / name).is_symlink()]
            folders[:] = sorted(
                name for name in folders if name not in _IGNORED_FOLDERS and name not in links
            )
            if folders and len(here.relative_to(root).parts) >= _DEEPEST:
                self._notice("Too deep to be looked at", [here.name])
                folders.clear()
            pieces += [self._linked_folder(here / name) for name in sorted(links)]
            for name in sorted(files):
                path = here / name
                if name.startswith("."):
                    continue
                piece = self._piece(path, root)
                if piece.is_code or (piece.owner is not None and piece.suffix == ZIP):
                    pieces.append(piece)
                elif piece.suffix == ZIP:
                    archives.append(name)
        if archives:
            self._notice("Not opened (name it on the command line to have it graded)", archives)
        if not pieces:
            self.notices.append(
                f"{printable(str(folder), 300)} holds no notebook (.ipynb) and no .py file."
            )
        return self._as_platform_names(pieces, folder.name)

    def in_archive(self, path: Path) -> list[_Piece]:
        """Every file in a zip file that looks like a submission."""
        single = self.single(path)
        if single.found.problem is not None:
            return [single]
        try:
            archive = Archive(path, self._limits)
        except ArchiveError as error:
            self.notices.append(str(error))
            self.whole = False
            return []
        self._notice(f"Refused in {printable(path.name, 100)}", archive.refused)
        pieces = [
            piece
            for member in archive.members
            if not _is_ignored(member.parts)
            for piece in (self._member(path, member),)
            if piece.is_code or piece.owner is not None
        ]
        if not pieces:
            self.notices.append(
                f"{printable(path.name, 100)} holds no notebook (.ipynb) and no .py file."
            )
            self.whole = self.whole and not archive.refused
        return self._as_platform_names(pieces, path.name)

    def choose(self, pieces: list[_Piece], *, every_attempt: bool) -> list[Found]:
        """Of each student's files for an assignment the one that counts."""
        chosen: list[Found] = []
        owned: dict[tuple[str, ...], list[_Piece]] = defaultdict(list)
        for piece in pieces:
            if piece.owner is None:
                chosen.append(piece.found)
            else:
                owned[piece.owner].append(piece)
        left_out: list[str] = []
        several = 0
        for theirs in owned.values():
            groups, unknown = self._by_assignment(theirs)
            left_out += [f"{piece.found.student}: {piece.found.name}" for piece in unknown]
            for group in groups:
                best = max(group, key=lambda piece: (self._rank(piece), piece.name.order))
                attempts = sorted(
                    (one for one in group if _same_file(one, best)),
                    key=lambda piece: piece.name.order,
                )
                found = best.found
                if len(attempts) > 1:
                    several += 1
                    *earlier, found = _numbered([one.found for one in attempts])
                    if every_attempt:
                        found = replace(found, earlier=tuple(earlier))
                chosen.append(found)
                left_out += [
                    f"{piece.found.student}: {piece.found.name}"
                    for piece in group
                    if piece not in attempts and piece.suffix == ".ipynb"
                ]
        if several:
            counts = "the best" if every_attempt else "the last"
            who = "1 student" if several == 1 else f"{several} students"
            self.notices.append(f"{who} handed in several attempts; {counts} counts.")
        self._notice("Left out, because the student handed in another one", left_out)
        return chosen

    def tell(self, found: Found) -> Found:
        """The same with its assignment, told by its content if need be."""
        if found.assignment is not None:
            return found
        told = read_submission(found, self._course, self._limits, self._forced).assignment
        return replace(found, assignment=told)

    def _piece(self, path: Path, root: Path | None) -> _Piece:
        """A file on the file system, below `root` if it was not named on its own."""
        inside = path.relative_to(root).parts if root is not None else (path.name,)
        parts = (*path.parent.parts[1:], path.name)  # a path keeps parts that it was asked for
        name = self._read_name(parts, inside)
        home = path.parents[len(parts) - len(self._at_home(parts, inside))]
        if name.student is None and len(inside) > 1 and self._tells(name.file):
            name = replace(name, student=inside[-2])
        stamp = _timestamp(home) if _is_nbgraders(name) else None
        return self._of_name(
            name,
            Found(path, "", None, _why_no_file(path)),
            where=str(home if name.id is None or root is None else root),
            default=path.stem,
            stamp=stamp,
        )

    def _member(self, path: Path, member: Member) -> _Piece:
        """A file in a zip file."""
        # The zip file of a single student is named after the student.
        parts = (path.stem, *member.parts)
        name = self._read_name(parts, member.parts)
        if name.student is None and self._tells(name.file):
            name = replace(name, student=parts[-2])
        home = self._at_home(parts, member.parts)[1:-1]
        stamp = _timestamp_in(member.archive, home) if _is_nbgraders(name) else None
        return self._of_name(
            name,
            Found(path, "", None, member.problem, member=member),
            where=f"{path}/{'/'.join(home)}" if name.id is None else str(path),
            default=Path(member.parts[-1]).stem,
            stamp=stamp,
        )

    def _read_name(self, parts: Sequence[str], inside: Sequence[str]) -> Name:
        """What a name tells: the course's pattern sees what lies `inside` only."""
        told = match_name(self._pattern, "/".join(inside)) if self._pattern is not None else None
        return told or read_name(self._at_home(parts, inside), self._names)

    def _at_home(self, parts: Sequence[str], inside: Sequence[str]) -> Sequence[str]:
        """A name without the folders that a student made in the folder for an assignment.

        The outermost such folder counts: what lies below it is that student's, even if it looks
        like another's.
        """
        for place in range(max(1, len(parts) - len(inside) - 1), len(parts) - 1):
            if parts[place] in self._names:
                return (*parts[: place + 1], parts[-1])
        return parts

    def _of_name(
        self, name: Name, found: Found, *, where: str, default: str, stamp: str | None = None
    ) -> _Piece:
        """A piece with what its name tells filled in; `stamp` is what nbgrader notes beside it."""
        owner: tuple[str, ...] | None = None
        if name.student is not None:
            owner = (name.platform or "", where, name.student, name.id or "")
        archive = printable(found.path.name, 200) if found.member is not None else None
        submitted = self._submitted
        if stamp is not None:
            submitted = read_time(stamp, UTC) or submitted  # as nbgrader takes it
        elif name.time is not None:
            submitted = read_time(name.time, self._zone) or submitted
        source = None
        if archive is not None or name.id is not None or submitted is not None:
            source = Source(
                file=printable(name.file, 200),
                archive=archive,
                platform=name.platform,
                id=printable(name.id, 100) if name.id is not None else None,
                late=name.late,
                attempt=name.attempt,
                submitted=submitted,
            )
        told = name.student if name.student is not None else default
        student = sys.intern(_clean(told))  # as a part of its path it is there already
        found = replace(
            found,
            student=student,
            cleaned=student != told,
            assignment=self._forced or name.assignment,
            filename=name.file,
            source=source,
        )
        return _Piece(found, name, owner)

    def _linked_folder(self, path: Path) -> _Piece:
        """A folder that is a link: refused under the name that it would have had."""
        parent, grandparent = path.parent.name, path.parent.parent.name
        if path.name in self._names and parent:
            student, assignment = parent, path.name
        elif parent in self._names and grandparent:
            student, assignment = grandparent, parent
        else:
            student, assignment = path.name, None
        found = Found(path, _clean(student), self._forced or assignment, _why_no_file(path))
        return _Piece(found, Name(path.name), None)

    def _as_platform_names(self, pieces: list[_Piece], where: str) -> list[_Piece]:
        """Notice the names that are not the platform's, and names that only look like Canvas's."""
        uploads = Counter(
            (_folder_of(piece.found), piece.name.order[1])
            for piece in pieces
            if piece.name.platform == "canvas"
        )
        if any(count > 1 for count in uploads.values()):
            # Canvas never gives one number to two files.
            pieces = [self._without_platform(piece) for piece in pieces]
        if self._pattern is not None or any(piece.name.platform for piece in pieces):
            strange = [
                piece.found.name
                for piece in pieces
                if piece.owner is None and piece.found.problem is None
            ]
            self._notice(
                f"In {printable(where, 100)} these tell no student; each counts under its own name",
                strange,
            )
        return pieces

    def _without_platform(self, piece: _Piece) -> _Piece:
        if piece.name.platform != "canvas":
            return piece
        found = piece.found
        file = found.member.parts[-1] if found.member is not None else found.path.name
        return self._of_name(
            Name(file),
            replace(found, filename="", source=None),
            where="",
            default=Path(file).stem,
        )

    def _by_assignment(self, pieces: list[_Piece]) -> tuple[list[list[_Piece]], list[_Piece]]:
        """One student's files, those for one assignment together; then notebooks for none."""
        code = [piece for piece in pieces if piece.is_code]
        if not code:
            # Nothing to grade: the first file gets the report that says so.
            first = min(pieces, key=lambda piece: piece.suffix != ZIP)
            return [[replace(first, found=_without_code(first.found))]], []
        if len(code) == 1:
            return [code], []
        told = [self._assignment_told(piece) for piece in code]
        groups: dict[str | None, list[_Piece]] = defaultdict(list)
        for piece, named in zip(code, told, strict=True):
            # Content is looked at only where the names do not decide.
            if named is None and (piece.suffix == ".ipynb" or not any(told)):
                assignment = self.tell(piece.found).assignment
            else:
                assignment = named
            found = replace(piece.found, assignment=assignment)
            groups[assignment].append(replace(piece, found=found))
        known = [group for assignment, group in groups.items() if assignment in self._names]
        if not known:
            return [[piece for group in groups.values() for piece in group]], []
        unknown = [piece for piece in groups.get(UNKNOWN, []) if piece.suffix == ".ipynb"]
        return known, unknown

    def _assignment_told(self, piece: _Piece) -> str | None:
        return piece.found.assignment or assignment_of_name(piece.name.file, self._course)

    def _rank(self, piece: _Piece) -> tuple[bool, bool, bool, int]:
        """How likely a file is the one meant: readable, well named, a notebook, not deeper."""
        assignment = piece.found.assignment
        slug = self._course.assignment(assignment).slug if assignment in self._names else None
        return (
            piece.found.problem is None,
            stem(piece.name.file) == slug,
            piece.suffix == ".ipynb",
            -_depth(piece.found),
        )

    def _tells(self, file: str) -> bool:
        """Whether a file is named after an assignment and nothing else."""
        told = stem(file)
        return any(told in (one.name, one.slug) for one in self._course.assignments)

    def _unreadable(self, error: OSError) -> None:
        self._notice(f"Not readable ({error.strerror})", [str(error.filename)])

    def _notice(self, what: str, names: Sequence[str]) -> None:
        """Note what became of some files: "Refused in a.zip: x, y."."""
        if names:
            shown = ", ".join(printable(name, 150) for name in names[:_MOST_NAMED])
            more = len(names) - _MOST_NAMED
            self.notices.append(f"{what}: {shown}" + (f" and {more} more." if more > 0 else "."))


def _read_file(path: Path, limit: int) -> bytes:
    """A regular file's content, cut after `limit` + 1 bytes."""
    # Not following links and not waiting for a writer: what lies here is not ours.
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if _kind(status) is not None:
            raise OSError("not a regular file")
        return file.read(min(status.st_size, limit) + 1)  # room for no more than there is


def _is_nbgraders(name: Name) -> bool:
    """Whether a name is of nbgrader's layout, where the timestamp beside a file is nbgrader's."""
    return name.platform is None and name.assignment is not None


def _timestamp(folder: Path) -> str | None:
    """When nbgrader says that a submission was handed in."""
    try:
        return _read_file(folder / TIMESTAMP, _TIMESTAMP_BYTES).decode()
    except (OSError, UnicodeDecodeError):
        return None


def _timestamp_in(archive: Archive, folder: Sequence[str]) -> str | None:
    """The same in a zip file."""
    member = archive.member((*folder, TIMESTAMP))
    try:
        return archive.read(member, _TIMESTAMP_BYTES).decode() if member is not None else None
    except (ArchiveError, UnicodeDecodeError):
        return None


def _why_no_file(path: Path) -> str | None:
    """Why what lies there is not read, if it is no file of its own."""
    kind = _kind(path.lstat())
    if kind is None:
        return None
    return f"{printable(path.name, 100)} is {kind}. Hand in the notebook itself."


def _kind(status: os.stat_result) -> str | None:
    """What it is, if it is not a regular file of a single name."""
    mode = status.st_mode
    if stat.S_ISREG(mode):
        return "a hard link, one of several names of a file" if status.st_nlink > 1 else None
    if stat.S_ISLNK(mode):
        return "a link"
    if stat.S_ISFIFO(mode):
        return "a pipe, no regular file"
    if stat.S_ISSOCK(mode):
        return "a socket, no regular file"
    if stat.S_ISCHR(mode) or stat.S_ISBLK(mode):
        return "a device, no regular file"
    return "no regular file"


def _is_ignored(parts: Sequence[str]) -> bool:
    """What programs leave beside files: copies, caches, and the Finder's notes."""
    return parts[-1].startswith(".") or any(part in _IGNORED_FOLDERS for part in parts[:-1])


def _same_file(one: _Piece, other: _Piece) -> bool:
    """Whether two files of a student are attempts at the same, as their names tell."""
    return (
        one.suffix == other.suffix
        and stem(one.name.file).casefold() == stem(other.name.file).casefold()
        and one.found.problem is None
        and _folder_of(one.found) == _folder_of(other.found)
    ) or one == other


def _numbered(attempts: Sequence[Found]) -> list[Found]:
    """Attempts in their order, each with its number where the platform gives none."""
    return [
        replace(one, source=msgspec.structs.replace(one.source, attempt=number))
        if one.source is not None and one.source.attempt is None
        else one
        for number, one in enumerate(attempts, start=1)
    ]


def _without_code(found: Found) -> Found:
    name = printable(found.name, 100)
    if found.problem is not None:
        return found
    if Path(found.name).suffix.lower() == ZIP:
        problem = f"{name} is a zip file. Hand in the notebook itself."
    else:
        problem = f"{name} is no notebook (.ipynb) and no Python file (.py)."
    return replace(found, problem=problem)


def _clean(name: str) -> str:
    """A student's name that is safe as a folder's name and in a terminal."""
    text = unicodedata.normalize("NFC", name)
    kept = "".join(
        letter if letter.isprintable() and letter not in '/\\:*?"<>|' else "_" for letter in text
    )
    kept = kept.strip(" .")[:_MAX_NAME]
    kept = kept.encode()[:_MAX_NAME_BYTES].decode(errors="ignore").strip(" .") or "_"
    return f"{kept}_" if kept.casefold() in _RESERVED else kept


def _with_distinct_names(found: Sequence[Found], tell: Callable[[Found], Found]) -> list[Found]:
    """Give a second file of the same student and assignment (whatever its case) a name apart.

    Two students of one name are told apart by their numbers on the platform, else by a count.
    """
    counted = Counter(one.student.casefold() for one in found)
    result = [one for one in found if counted[one.student.casefold()] == 1]
    alike: dict[str, list[Found]] = defaultdict(list)
    for one in found:
        if counted[one.student.casefold()] > 1:
            alike[one.student.casefold()].append(one)
    seen: set[tuple[str, str]] = set()
    for same in sorted(alike.values(), key=lambda same: same[0].student):
        told = [tell(one) for one in same]
        counts = Counter(one.assignment for one in told)
        for one in sorted(told, key=_claim):
            student, count = one.student, 1
            if counts[one.assignment] > 1 and one.source is not None and one.source.id is not None:
                student = base = _clean(f"{one.student}-{one.source.id}")
            else:
                base = one.student
            while (student.casefold(), one.assignment or UNKNOWN) in seen or (
                student != one.student and student.casefold() in counted
            ):
                count += 1
                student = f"{base}-{count}"
            seen.add((student.casefold(), one.assignment or UNKNOWN))
            result.append(_renamed(one, student))
    return sorted(result, key=_place)


def _claim(found: Found) -> tuple[object, ...]:
    """Who keeps a name that several want: nobody takes one by resembling it.

    Before all others come those whose folder bears the very name, lower-case ones among them.
    """
    is_file = found.student == Path(found.name).stem
    return found.cleaned, is_file, found.student != found.student.casefold(), _place(found)


def _renamed(found: Found, student: str) -> Found:
    earlier = tuple(replace(one, student=student) for one in found.earlier)
    return replace(found, student=student, earlier=earlier)


def _folder_of(found: Found) -> tuple[str, ...]:
    if found.member is not None:
        return (str(found.path), *found.member.parts[:-1])
    return (str(found.path.parent),)


def _depth(found: Found) -> int:
    return len(found.path.parents if found.member is None else found.member.parts)


def _place(found: Found) -> tuple[str, str, str, str]:
    member = "/".join(found.member.parts) if found.member is not None else ""
    return (found.student, found.assignment or "", str(found.path), member)
