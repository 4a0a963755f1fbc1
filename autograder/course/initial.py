"""A course begun in an empty folder: settings, and one small assignment as an example."""

from __future__ import annotations

from pathlib import Path

import tomlkit

from autograder.course.config import LONGEST_TITLE
from autograder.course.model import Assignment, CourseError
from autograder.course.rendering import write_assignment, write_new

EXAMPLE = "01_example"
_TITLE = "An example: how large are some numbers?"
_FILES = {
    "course.toml": "the settings: feedback, due dates, late policy, limits",
    "nbgrader_config.py": "makes the folder an nbgrader course as well",
    ".gitignore": "what does not belong in a repository: secret, submissions, grades",
    "README.md": "what is in the folder, and the commands",
}
_MOST_NAMED = 5


def init_course(root: Path) -> list[tuple[Path, str]]:
    """Write a course into the folder `root`; give each file with what it is.

    Hidden files that are there already, such as .git, stay. Raises CourseError, before anything
    is written, where the folder holds anything else.
    """
    _refuse_other_files(root)
    assignment = Assignment(root, EXAMPLE, _TITLE, cells=(), exercises=())
    title = root.name.replace("_", " ").replace("-", " ").strip().capitalize() or "Course"
    values: dict[str, object] = {
        "title": title,
        "quoted_title": tomlkit.item(title[:LONGEST_TITLE]).as_string(),
        "assignment": EXAMPLE,
    }
    try:
        for name in _FILES:
            write_new(root / name, f"course/{name.removeprefix('.')}.j2", values)
        written = write_assignment(assignment, f'"{_TITLE}"', finished=True)
    except OSError as error:
        raise CourseError(
            f"{error.filename or root} cannot be written: {error.strerror}."
        ) from error
    return [(root / name, description) for name, description in _FILES.items()] + written


def _refuse_other_files(root: Path) -> None:
    there = sorted(path.name for path in root.iterdir())
    in_the_way = [name for name in there if name in _FILES or not name.startswith(".")]
    if in_the_way:
        shown = ", ".join(in_the_way[:_MOST_NAMED])
        more = len(in_the_way) - _MOST_NAMED
        raise CourseError(
            f"A course begins in an empty folder, but {root} holds {shown}"
            + (f" and {more} more" if more > 0 else "")
            + ". Nothing was written."
        )
