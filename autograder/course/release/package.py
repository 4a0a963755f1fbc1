"""The package for students: release notebooks, requirements, a README and sample data, zipped."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

import autograder.datasets
from autograder.course.config import load_config
from autograder.course.model import Assignment, Course, CourseError
from autograder.course.release.checking import inspect
from autograder.course.release.leaks import find_leaks
from autograder.course.release.model_answers import ReleaseError
from autograder.course.release.requirements import FILE, imported_modules
from autograder.course.rendering import render
from autograder.files import write_whole

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same release gives the same zip file
_DATASETS = Path(autograder.datasets.__file__).parent
#: For each module that notebooks import when they have no network: the files that replace it, by
#: their place beside the notebook, and the files of the program that they are copied from. The
#: folders above have no `__init__.py`, so that the program goes first where it is installed. No
#: file may be named like an assignment, since it could be taken for an answer.
_STAND_INS = {
    "autograder.datasets.fashion_mnist": {
        "__init__.py": "quick.py",
        "assets/NOTICE": "assets/NOTICE",
        "assets/fashion_mnist_quick.xz": "assets/fashion_mnist_quick.xz",
    }
}


def pack(course: Course, assignments: Sequence[Assignment], path: Path) -> None:
    """Write what students get of these assignments to a zip file.

    The same release gives the same bytes. Raises ReleaseError where anything is in it that
    students must not see, or a file is missing.
    """
    members = {FILE: _read(course, course.root / "release" / FILE)}
    sampled: list[str] = []
    for assignment in assignments:
        notebook = _read(course, assignment.release_notebook)
        members[f"{assignment.name}/{assignment.release_notebook.name}"] = notebook
        files = _stand_ins(assignment)
        if files:
            sampled.append(assignment.name)
        for name, file in files.items():
            members[f"{assignment.name}/{name}"] = file.read_bytes()
    members["README.md"] = render(
        "student/README.md.j2",
        {
            "title": load_config(course.root).title or "The course",
            "first": f"{assignments[0].name}/{assignments[0].release_notebook.name}",
            "sampled": sampled,
        },
    ).encode()
    _refuse_leaks(assignments, members)
    folder = _folder_name(load_config(course.root).title)
    packed = _zipped({f"{folder}/{name}": content for name, content in members.items()})
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(str(path), [packed], 0o644)
    except OSError as error:
        raise CourseError(f"{path} cannot be written: {error.strerror}.") from error


def _read(course: Course, path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        name = path.relative_to(course.root).as_posix()
        raise ReleaseError(f"{name} is missing; run `autograder release`") from error


def _stand_ins(assignment: Assignment) -> dict[str, Path]:
    """What a notebook imports of the program, which students do not have, by its place."""
    files: dict[str, Path] = {}
    for module in sorted(set(imported_modules(assignment))):
        if module.partition(".")[0] != "autograder":
            continue
        if module not in _STAND_INS:
            raise ReleaseError(
                f"{assignment.name}: the notebook imports {module}, which students do not have"
            )
        for name, source in _STAND_INS[module].items():
            files[f"{module.replace('.', '/')}/{name}"] = _DATASETS / source
    return files


def _refuse_leaks(assignments: Sequence[Assignment], members: dict[str, bytes]) -> None:
    """Raise ReleaseError for whatever `release --check` finds, and for leaks in other texts."""
    problems: list[str] = []
    for assignment in assignments:
        problems += [f"{assignment.name}: {message}" for message in inspect(assignment)]
        for name, content in members.items():
            if name.endswith((".md", ".txt")):
                # As a notebook without cells, whose every text is looked at.
                text: dict[str, object] = {"cells": [], "text": content.decode()}
                problems += [
                    message.replace("the notebook", name, 1)
                    for message in find_leaks(text, assignment)
                ]
    if problems:
        raise ReleaseError("The package was not written:\n" + "\n".join(problems))


def _folder_name(title: str) -> str:
    """The folder that unpacking makes, named after the course."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or "course"


def _zipped(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(members):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.external_attr = 0o100644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, members[name])
    return file.getvalue()
