"""What students install at home: the libraries that the course's notebooks import."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from importlib import metadata
from typing import Any

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from autograder.course.findings import Finding
from autograder.course.model import Assignment, Course
from autograder.course.release.model_answers import ReleaseError
from autograder.files import write_whole

FILE = "requirements.txt"
_PROGRAM = "keras-autograder"
#: What opens the notebooks, and what every answer may import, since the grader has it.
_ALWAYS = {"jupyterlab", "numpy", "scipy"}
#: Distributions whose names differ from those of their modules.
_DISTRIBUTIONS = {
    "PIL": "pillow",
    "bs4": "beautifulsoup4",
    "cv2": "opencv-python",
    "skimage": "scikit-image",
    "sklearn": "scikit-learn",
    "yaml": "pyyaml",
}
#: What a library needs and does not bring: Keras does not bring what it runs on.
_NEEDED = {"keras": "tensorflow"}
_HEADER = """\
# What the notebooks of this course need; `autograder release` writes this file.
# pip install -r requirements.txt
"""


def write_requirements(course: Course) -> str:
    """Write `release/requirements.txt`, and return its path from the course's folder."""
    folder = course.root / "release"
    folder.mkdir(exist_ok=True)
    write_whole(str(folder / FILE), [requirements_of(course).encode()])
    return f"release/{FILE}"


def check_requirements(course: Course) -> list[Finding]:
    """List what is wrong with `release/requirements.txt`."""
    path = course.root / "release" / FILE
    try:
        if not path.is_file():
            message = f"release/{FILE} is missing; run `autograder release`"
        elif path.read_bytes() != requirements_of(course).encode():
            message = (
                f"release/{FILE} is not what the notebooks import; run `autograder release`"
            )
        else:
            return []
    except ReleaseError as error:
        message = str(error)
    return [Finding(FILE, "release/", message)]


def requirements_of(course: Course) -> str:
    """The text of `requirements.txt`, with a version for each library where one is known.

    The version is that of the course's `constraints.txt`, else what the program itself asks for.
    """
    names = set(_ALWAYS)
    for assignment in course.assignments:
        for module in imported_modules(assignment):
            library = module.partition(".")[0]
            if library != "autograder" and library not in sys.stdlib_module_names:
                name = canonicalize_name(_DISTRIBUTIONS.get(library, library))
                names |= {name, _NEEDED.get(name, name)}
    versions = _declared() | _constrained(course)
    return _HEADER + "".join(f"{name}{versions.get(name, '')}\n" for name in sorted(names))


def imported_modules(assignment: Assignment) -> Iterator[str]:
    """Every module that a notebook's cells import, wherever the import stands in a cell."""
    for cell in assignment.cells:
        if cell.kind != "code":
            continue
        for node in ast.walk(_parse(cell.source, assignment)):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield node.module


def _parse(source: str, assignment: Assignment) -> ast.Module:
    try:
        return ast.parse(source)
    except SyntaxError:
        pass
    from IPython.core.inputtransformer2 import TransformerManager  # noqa: PLC0415 - takes long

    transformer: Any = TransformerManager
    try:  # with magics and shell lines
        return ast.parse(str(transformer().transform_cell(source)))
    except SyntaxError as error:
        first = source.strip().partition("\n")[0]
        raise ReleaseError(
            f"{assignment.relative(assignment.source)}: the cell that begins with {first!r} is "
            f"not valid Python: {error.msg}"
        ) from error


def _declared() -> dict[str, str]:
    """The versions that the program asks for, its extras included."""
    try:
        lines = metadata.requires(_PROGRAM) or []
    except metadata.PackageNotFoundError:
        return {}
    requirements = map(Requirement, lines)
    return {canonicalize_name(one.name): str(one.specifier) for one in requirements}


def _constrained(course: Course) -> dict[str, str]:
    """The versions in the course's `constraints.txt`, if it has one."""
    path = course.root / "constraints.txt"
    versions: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else []:
        try:
            requirement = Requirement(line.partition("#")[0])
        except InvalidRequirement:  # empty, or an option of pip
            continue
        versions[canonicalize_name(requirement.name)] = str(requirement.specifier)
    return versions
