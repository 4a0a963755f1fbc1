"""Checking what students get: built again and compared, with nothing in it that must not be."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from autograder.course.findings import Finding
from autograder.course.model import Assignment, Course
from autograder.course.release.building import build
from autograder.course.release.ipynb import JSON, cells_of, describe
from autograder.course.release.leaks import find_leaks
from autograder.course.release.model_answers import ReleaseError
from autograder.course.release.requirements import FILE, check_requirements


def check(assignment: Assignment) -> list[Finding]:
    """Build `assignment` anew and list what is wrong with the notebook under `release/`.

    Differences, outputs and execution counts left in cells, files that do not belong there, and
    lines of a model answer or a hidden test.
    """
    messages = list(_unexpected_files(assignment))
    try:
        messages += _check_notebook(assignment)
    except ReleaseError as error:
        messages.append(str(error))
    return [Finding(assignment.name, "release/", message) for message in messages]


def inspect(assignment: Assignment) -> list[str]:
    """List what must not be in what students get of `assignment`, without building it anew."""
    try:
        notebook = json.loads(assignment.release_notebook.read_bytes())
        cells = cells_of(notebook)
    except (OSError, ValueError) as error:
        name = assignment.relative(assignment.release_notebook)
        return [f"{name} is not a notebook: {error}; run `autograder release {assignment.name}`"]
    unexpected = _unexpected_files(assignment)
    return [*unexpected, *_left_behind(cells), *find_leaks(notebook, assignment)]


def check_course(course: Course) -> list[Finding]:
    """Check every assignment and the requirements, and that nothing else is in `release/`."""
    findings = [finding for assignment in course.assignments for finding in check(assignment)]
    findings += check_requirements(course)
    folder = course.root / "release"
    known = {assignment.name for assignment in course.assignments}
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        if path.name not in {*known, FILE}:
            message = f"release/{path.name} belongs to no assignment"
            findings.append(Finding(path.name, "release/", message))
    return findings


def _check_notebook(assignment: Assignment) -> list[str]:
    path = assignment.release_notebook
    cure = f"run `autograder release {assignment.name}`"
    with tempfile.TemporaryDirectory(prefix="autograder-check-") as scratch:
        fresh = build(assignment, Path(scratch)).read_bytes()
    if not path.is_file():
        return [f"{assignment.relative(path)} is missing; {cure}"]
    text = path.read_bytes()
    try:
        notebook = json.loads(text)
        cells = cells_of(notebook)
    except ValueError as error:
        return [f"{assignment.relative(path)} is not a notebook: {error}; {cure}"]
    messages: list[str] = []
    if text != fresh:
        messages.append(f"{_first_difference(cells, cells_of(json.loads(fresh)))}; {cure}")
    return [*messages, *_left_behind(cells), *find_leaks(notebook, assignment)]


def _unexpected_files(assignment: Assignment) -> Iterator[str]:
    folder = assignment.release_notebook.parent
    for path in sorted(folder.rglob("*")) if folder.is_dir() else []:
        if path.is_symlink() or (path.is_file() and path != assignment.release_notebook):
            what = "a compiled file" if path.suffix == ".pyc" else "an unexpected file"
            yield f"{assignment.relative(path)} is {what}; delete it"


def _first_difference(old: list[JSON], new: list[JSON]) -> str:
    for number, (left, right) in enumerate(zip(old, new, strict=False), start=1):
        if left != right:
            keys = sorted(key for key in {*left, *right} if left.get(key) != right.get(key))
            return f"{describe(number, left)} differs from a fresh build in {', '.join(keys)}"
    if len(old) != len(new):
        return f"{len(old)} cells, but {len(new)} in a fresh build"
    return "metadata or layout of the file differs from a fresh build"


def _left_behind(cells: list[JSON]) -> Iterator[str]:
    for number, cell in enumerate(cells, start=1):
        if cell.get("outputs"):
            yield f"{describe(number, cell)} holds an output"
        if cell.get("execution_count") is not None:
            yield f"{describe(number, cell)} has an execution count"
