"""Finding submissions: single files, and folders in nbgrader's layout or flat."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.course import Course
from autograder.limits import Limits
from autograder.sandbox.wire import printable
from autograder.submission import Submission, recognise_assignment

SUFFIXES = frozenset({".ipynb", ".py"})
UNKNOWN = "unknown"
_IGNORED_FOLDERS = frozenset({".ipynb_checkpoints", "__pycache__", ".git"})
_RESERVED = frozenset({"summary.csv", "class.html", "feedback"})
_MAX_NAME = 100


class NothingFoundError(Exception):
    """A path that is not there, or a folder without submissions; the message names it."""


@dataclass(frozen=True)
class Found:
    """A file that may be a submission; its content is read when its turn comes."""

    path: Path
    student: str
    assignment: str | None  # as the folder's name tells it
    problem: str | None = None


def find_submissions(paths: Sequence[Path], course: Course) -> list[Found]:
    """List what lies at `paths`, sorted by student and assignment.

    A folder `<student>/<assignment>/` holds one student's file for one assignment; elsewhere a
    file's own name stands for the student. Raises NothingFoundError.
    """
    names = {assignment.name for assignment in course.assignments}
    found: list[Found] = []
    for path in paths:
        if not os.path.lexists(path):
            raise NothingFoundError(f"There is no file or folder {path}.")
        if path.is_dir() and not path.is_symlink():
            below = _choose(list(_walk(path, names)), course)
            if not below:
                raise NothingFoundError(f"{path} holds no notebook (.ipynb) and no .py file.")
            found += below
        else:
            found.append(_locate(path.absolute(), names))
    return _with_distinct_names(
        sorted(found, key=lambda one: (one.student, one.assignment or "", str(one.path)))
    )


def read_submission(
    found: Found, course: Course, limits: Limits, assignment: str | None = None
) -> Submission:
    """Read a file that was found; what is wrong with it becomes the submission's problem."""
    problem = found.problem
    content = b""
    if problem is None:
        try:
            # Not following links and not waiting for a writer: what lies here is not ours.
            descriptor = os.open(found.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            with os.fdopen(descriptor, "rb") as file:
                if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                    raise OSError("not a regular file")
                content = file.read(limits.submission_bytes + 1)
        except OSError as error:
            problem = f"{printable(found.path.name, 100)} cannot be read: {error.strerror or error}"
    submission = Submission(
        student=found.student,
        assignment=assignment or found.assignment or UNKNOWN,
        filename=found.path.name,
        content=content,
        problem=problem,
    )
    if submission.assignment == UNKNOWN:
        told = recognise_assignment(submission, course, limits)
        submission = replace(submission, assignment=told)
    return submission


def submission_at(
    path: Path, course: Course, limits: Limits, *, student: str, assignment: str
) -> Submission:
    """Read the one file at `path`, whose student and assignment are known."""
    names = {assignment.name for assignment in course.assignments}
    found = replace(_locate(path.absolute(), names), student=student)
    return read_submission(found, course, limits, assignment)


def _walk(folder: Path, names: set[str]) -> Iterator[Found]:
    """Every file below a folder that looks like a submission, links and devices included."""
    for place, folders, files in os.walk(folder.absolute(), followlinks=False):
        folders[:] = sorted(name for name in folders if name not in _IGNORED_FOLDERS)
        for name in sorted(files):
            path = Path(place, name)
            if path.suffix.lower() in SUFFIXES and not name.startswith("."):
                yield _locate(path, names)


def _locate(path: Path, names: set[str]) -> Found:
    """Tell student and assignment from where a file lies."""
    parent, grandparent = path.parent.name, path.parent.parent.name
    if parent in names and grandparent:
        student, assignment = grandparent, parent
    else:
        student, assignment = path.stem, None
    mode = path.lstat().st_mode
    problem = None
    if not stat.S_ISREG(mode):
        kind = "a link" if stat.S_ISLNK(mode) else "no regular file"
        problem = f"{printable(path.name, 100)} is {kind}. Hand in the notebook itself."
    elif path.lstat().st_nlink > 1:
        problem = f"{printable(path.name, 100)} is a hard link. Hand in the notebook itself."
    return Found(path, _clean(student), assignment, problem)


def _choose(found: list[Found], course: Course) -> list[Found]:
    """Of several files in one `<student>/<assignment>/` the one that bears the right name."""
    chosen: dict[Path, Found] = {}
    rest: list[Found] = []
    for one in found:
        if one.assignment is None:
            rest.append(one)
            continue
        slug = course.assignment(one.assignment).slug
        rank = (one.path.stem == slug, one.path.suffix == ".ipynb")
        held = chosen.get(one.path.parent)
        if held is None or rank > (held.path.stem == slug, held.path.suffix == ".ipynb"):
            chosen[one.path.parent] = one
    return [*chosen.values(), *rest]


def _clean(name: str) -> str:
    """A student's name that is safe as a folder's name and in a terminal."""
    text = unicodedata.normalize("NFC", name)
    kept = "".join(
        letter if letter.isprintable() and letter not in '/\\:*?"<>|' else "_" for letter in text
    )
    kept = kept.strip(" .")[:_MAX_NAME] or "_"
    return f"{kept}_" if kept.casefold() in _RESERVED else kept


def _with_distinct_names(found: Iterable[Found]) -> list[Found]:
    """Give a second file of the same student and assignment (whatever its case) a name apart."""
    seen: set[tuple[str, str]] = set()
    result: list[Found] = []
    for one in found:
        student, count = one.student, 1
        while (student.casefold(), one.assignment or str(one.path.stem)) in seen:
            count += 1
            student = f"{one.student}-{count}"
        seen.add((student.casefold(), one.assignment or str(one.path.stem)))
        result.append(replace(one, student=student))
    return result
