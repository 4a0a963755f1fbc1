"""Packing the grader of an assignment as an autograder for Gradescope.

Gradescope unpacks the zip file that `pack` writes into `/autograder/source`, runs `setup.sh` once,
and `run_autograder` for each submission, which runs `gradescope_container`.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

from autograder.course.config import load_secret
from autograder.course.model import Assignment, Course, CourseError

_PROGRAM = Path(__file__).resolve().parents[1]
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same files give the same zip file


def pack(course: Course, assignment: Assignment, path: Path) -> Path:
    """Write the zip file that Gradescope takes as an autograder, and give its path.

    It holds the program and what grades this one assignment, of the others nothing but their
    notebooks. The course's secret is in it, so hidden inputs are the same as elsewhere: keep it
    to the staff. Raises CourseError where the program is installed without its recipe.
    """
    members = {
        "assignment": f"{assignment.name}\n".encode(),
        "course/.autograder/secret": load_secret(course.root),
    }
    for name, file in (*_program_files(), *_course_files(course, assignment)):
        members[name] = file.read_bytes()
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(members):
            info = zipfile.ZipInfo(name, _EPOCH)
            executable = name in ("setup.sh", "run_autograder")
            info.external_attr = (0o100755 if executable else 0o100644) << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, members[name])
    path.chmod(0o600)
    return path


def _program_files() -> Iterator[tuple[str, Path]]:
    root = _PROGRAM.parent
    for name in ("setup.sh", "run_autograder"):
        file = root / "gradescope" / name
        if not file.is_file():
            raise CourseError(
                f"{file} is missing: pack for Gradescope in a checkout of the course."
            )
        yield name, file
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        yield f"course/{name}", root / name
    for file in sorted(_PROGRAM.rglob("*")):
        inside = file.relative_to(_PROGRAM)
        if file.is_file() and "__pycache__" not in inside.parts:
            yield f"course/autograder/{inside.as_posix()}", file


def _course_files(course: Course, assignment: Assignment) -> Iterator[tuple[str, Path]]:
    training = course.root / "solutions" / "training"
    for file in (
        course.root / "course.toml",
        *(one.source for one in course.assignments),  # course.toml may name any of them
        assignment.model_answers,
        assignment.misconceptions,
        assignment.grader,
        training / "protocols.toml",
        training / "thresholds.toml",
    ):
        if file.is_file():
            yield f"course/{file.relative_to(course.root).as_posix()}", file
