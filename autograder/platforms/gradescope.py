"""Packing the grader of an assignment as an autograder for Gradescope.

Gradescope unpacks the zip file that `pack` writes into `/autograder/source`, runs `setup.sh` once,
and `run_autograder` for each submission, which runs `gradescope_container`.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path

from autograder import __version__
from autograder.course.model import Assignment, Course, CourseError
from autograder.course.secret import SHORTEST, load_secret

_DISTRIBUTION = "keras-autograder"
_PACKAGE = Path(__file__).resolve().parents[1]
_SCRIPTS = ("setup.sh", "run_autograder")
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same files give the same zip file
#: The end of a requirement that belongs to an extra.
_EXTRA = re.compile(r"""(?:;|\s+and)\s*extra\s*==\s*['"](?P<extra>[\w-]+)['"]$""")


def pack(course: Course, assignment: Assignment, path: Path) -> Path:
    """Write the zip file that Gradescope takes as an autograder, and give its path.

    It holds the program and what grades this one assignment, of the others nothing but their
    notebooks. The course's secret is in it, so hidden inputs are the same as elsewhere: keep it
    to the staff. Raises CourseError where the secret is too short or the program not installed.
    """
    members = {
        "assignment": f"{assignment.name}\n".encode(),
        "course/.autograder/secret": _secret(course),
        "program/pyproject.toml": _project(assignment).encode(),
    }
    for name, file in (*_program_files(), *_course_files(course, assignment)):
        members[name] = file.read_bytes()
    try:
        _write(path, members)
    except OSError as error:
        raise CourseError(f"{path} cannot be written: {error.strerror}.") from error
    return path


def _secret(course: Course) -> bytes:
    secret = load_secret(course.root)
    if len(secret.strip()) < SHORTEST:
        raise CourseError(
            f"The secret in AUTOGRADER_SECRET is shorter than {SHORTEST} characters, too short to "
            "be handed on."
        )
    return secret


def _write(path: Path, members: dict[str, bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(members):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.external_attr = (0o100755 if name in _SCRIPTS else 0o100644) << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, members[name])
    path.chmod(0o600)


def _program_files() -> Iterator[tuple[str, Path]]:
    scripts = _PACKAGE / "platforms" / "gradescope_scripts"
    for name in _SCRIPTS:
        yield name, scripts / name
    for file in sorted(_PACKAGE.rglob("*")):
        inside = file.relative_to(_PACKAGE)
        if file.is_file() and "__pycache__" not in inside.parts:
            yield f"program/autograder/{inside.as_posix()}", file


def _project(assignment: Assignment) -> str:
    """The recipe by which the container installs the program, with what this assignment needs."""
    extras = {"keras"} if any(exercise.keras for exercise in assignment.exercises) else set[str]()
    try:
        requirements = metadata.requires(_DISTRIBUTION) or []
        python = metadata.metadata(_DISTRIBUTION)["Requires-Python"]
    except metadata.PackageNotFoundError as error:
        raise CourseError(
            f"{_DISTRIBUTION} is not installed here, so its requirements are unknown."
        ) from error
    needed = "".join(f"    {json.dumps(one)},\n" for one in _chosen(requirements, extras))
    return (
        '[build-system]\nrequires = ["hatchling>=1.25"]\nbuild-backend = "hatchling.build"\n\n'
        f'[project]\nname = "{_DISTRIBUTION}"\nversion = "{__version__}"\n'
        f'license = "MIT"\nrequires-python = "{python}"\ndependencies = [\n{needed}]\n\n'
        '[project.scripts]\nautograder = "autograder.cli:main"\n\n'
        '[tool.hatch.build.targets.wheel]\npackages = ["autograder"]\n'
    )


def _chosen(requirements: Iterable[str], extras: set[str]) -> Iterator[str]:
    """The requirements of the program and of these extras, as if they were all its own."""
    for requirement in requirements:
        match = _EXTRA.search(requirement)
        if match is None:
            yield requirement
        elif match["extra"] in extras:
            yield requirement[: match.start()]


def _course_files(course: Course, assignment: Assignment) -> Iterator[tuple[str, Path]]:
    training = course.root / "solutions" / "training"
    for file in (
        course.root / "course.toml",
        *(other.source for other in course.assignments),  # course.toml may name any of them
        assignment.model_answers,
        assignment.misconceptions,
        assignment.grader,
        training / "protocols.toml",
        training / "thresholds.toml",
    ):
        if file.is_file():
            yield f"course/{file.relative_to(course.root).as_posix()}", file
