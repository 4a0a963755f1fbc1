"""Finding a course's folder and reading its assignments.

Reading them needs nothing but the standard library, so that a command starts fast.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

from autograder.course.exercises import read_exercises
from autograder.course.model import Assignment, Course, CourseError
from autograder.course.notebook import parse_numbered, read_header

ASSIGNMENT_NAME = re.compile(r"(?P<number>\d+)_(?P<slug>[a-z][a-z0-9_]*)")
COURSE_VARIABLE = "AUTOGRADER_COURSE"


def load_course(root: Path | None = None) -> Course:
    """Read the course in the folder `root`.

    Without `root` it is the folder named by the environment variable AUTOGRADER_COURSE, else the
    nearest folder from here upwards that holds `source/` and `solutions/`. Raises CourseError
    where there is none.
    """
    root = (root or find_root()).resolve()
    folder = root / "source"
    if not folder.is_dir():
        raise CourseError(
            f"{root} is not a course: it has no folder source/. Go to the course's folder, or "
            f"name it in {COURSE_VARIABLE}. `autograder init` begins a course in an empty folder."
        )
    # A folder without text is what a checkout leaves of an assignment that another branch has.
    assignments = [
        _read_assignment(root, path)
        for path in sorted(folder.iterdir())
        if path.is_dir() and not path.name.startswith(".") and any(path.glob("*.py"))
    ]
    assignments.sort(key=lambda assignment: assignment.number)
    _refuse_clashes(assignments)
    return Course(root, tuple(assignments))


def find_root() -> Path:
    """The folder of the course that a command is about; CourseError where there is none."""
    named = os.environ.get(COURSE_VARIABLE)
    if named:
        folder = Path(named)
        if not folder.is_dir():
            raise CourseError(f"There is no folder {folder}, which {COURSE_VARIABLE} names.")
        return folder
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "source").is_dir() and (folder / "solutions").is_dir():
            return folder
    raise CourseError(
        f"There is no course in {here} or in a folder above it: none of them holds source/ and "
        f"solutions/. Go to the course's folder, or name it in {COURSE_VARIABLE}. "
        "`autograder init` begins a course in an empty folder."
    )


def _refuse_clashes(assignments: Iterable[Assignment]) -> None:
    for first, second in combinations(assignments, 2):
        if first.number == second.number:
            raise CourseError(f"{second.source}: the number of {first.name} again")
        if first.slug == second.slug:
            raise CourseError(f"{second.source}: the slug of {first.name} again")


def _read_assignment(root: Path, folder: Path) -> Assignment:
    match = ASSIGNMENT_NAME.fullmatch(folder.name)
    if match is None:
        raise CourseError(f"{folder}: an assignment's folder is named like 04_losses")
    path = folder / f"{match['slug']}.py"
    if not path.is_file():
        raise CourseError(f"{path}: missing; the notebook of {folder.name} bears this name")
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise CourseError(f"{path}: not UTF-8: {error}") from error
    cells = parse_numbered(text, f"{path}:")
    return Assignment(
        root=root,
        name=folder.name,
        title=_read_title(text, path, folder.name),
        cells=tuple(numbered.cell for numbered in cells),
        exercises=read_exercises(cells, path),
    )


def _read_title(text: str, path: Path, name: str) -> str:
    title = ""
    for entry in read_header(text):
        if entry.key == "assignment" and entry.value != name:
            raise CourseError(f"{path}:{entry.line}: the folder says that this is {name}")
        if entry.key == "title":
            title = entry.value
    if not title:
        raise CourseError(f"{path}:1: the header names no title; write `title: ...` in it")
    return title
