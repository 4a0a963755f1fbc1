"""A new assignment begun: notebook, model answers, hidden tests and bank.

They hold one small exercise as an example. What is still to be written is marked TODO, and the
course checks name every TODO that is left.
"""

from __future__ import annotations

import keyword
import re
from pathlib import Path

from autograder.course.loading import ASSIGNMENT_NAME
from autograder.course.model import Assignment, Course, CourseError
from autograder.course.rendering import files_of, write_assignment

#: Folders of solutions/, beside which no file of the same name may stand.
_TAKEN = frozenset({"alternatives", "examples", "graders", "misconceptions", "training"})
_LONGEST_TITLE = 80
_PLAIN_TITLE = re.compile(r"\w[\w ,()-]*")  # needs no quotation marks in YAML


def make_assignment(course: Course, name: str, title: str | None = None) -> list[tuple[Path, str]]:
    """Write the files of a new assignment; give each with what it is.

    `name` is its number and slug, such as 14_regularisation. Raises CourseError, before anything
    is written, for a name or title that cannot be, or that would overwrite something.
    """
    assignment = _named(course, name, title)
    for path in files_of(assignment):
        if path.exists() or path.is_symlink():
            raise CourseError(f"{path} is there already; nothing was written.")
    try:
        return write_assignment(assignment, _quoted(assignment.title), finished=False)
    except OSError as error:
        raise CourseError(f"{error.filename} cannot be written: {error.strerror}.") from error


def _named(course: Course, name: str, title: str | None) -> Assignment:
    """The assignment of that name, of which nothing is there yet."""
    match = ASSIGNMENT_NAME.fullmatch(name)
    if match is None or not name.isascii() or len(match["number"]) < 2:
        raise CourseError(
            f"{name!r} is not a name for an assignment. A name is a number of two digits, an "
            "underscore and a word or more in small letters, such as 14_regularisation."
        )
    slug = match["slug"]
    if keyword.iskeyword(slug) or slug in _TAKEN:
        raise CourseError(f"No assignment can be called {slug}: the word is taken.")
    for other in course.assignments:
        if other.number == int(match["number"]):
            raise CourseError(f"The number {match['number']} is that of {other.name}.")
        if other.slug == slug:
            raise CourseError(f"The name {slug} is that of {other.name}.")
    title = title if title is not None else slug.replace("_", " ").capitalize()
    if (
        not title.strip()
        or not title.isprintable()
        or len(title) > _LONGEST_TITLE
        or any(letter in title for letter in '"\\')
    ):
        raise CourseError(
            f"A title is one line of at most {_LONGEST_TITLE} letters without quotation marks and "
            "backslashes."
        )
    return Assignment(course.root, name, title.strip(), cells=(), exercises=())


def _quoted(title: str) -> str:
    return title if _PLAIN_TITLE.fullmatch(title) else f'"{title}"'
