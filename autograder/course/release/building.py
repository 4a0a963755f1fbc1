"""Building the notebooks that students get, by nbgrader itself.

The answers pass through nbgrader in a scratch folder only, so nothing has to be stripped from a
file that is kept.
"""

from __future__ import annotations

import io
import json
import logging
import tempfile
from pathlib import Path

from autograder.course.exercises import STUB
from autograder.course.model import Assignment
from autograder.course.release.ipynb import JSON, cells_of, source_of, write_notebook
from autograder.course.release.merging import BEGIN, END, merge
from autograder.course.release.model_answers import ReleaseError

# nbgrader takes a second or two to import, and only a build needs it.
# ruff: noqa: PLC0415


def build(assignment: Assignment, destination: Path) -> Path:
    """Write the notebook that students get under `destination`, and return its path.

    `destination` plays the part of `release/`: the notebook is `04_losses/losses.ipynb` in it.
    """
    with tempfile.TemporaryDirectory(prefix="autograder-release-") as scratch:
        course = Path(scratch)
        merged = course / "source" / assignment.name / f"{assignment.slug}.ipynb"
        write_notebook(merge(assignment), merged)
        _generate_assignment(course, assignment)
        released = course / "release" / assignment.name / merged.name
        notebook = json.loads(released.read_bytes())
    _normalise(notebook)
    _refuse_other_stubs(notebook, assignment)
    path = destination / assignment.name / f"{assignment.slug}.ipynb"
    write_notebook(notebook, path)
    return path


def _generate_assignment(course: Path, assignment: Assignment) -> None:
    """Run `nbgrader generate_assignment --no-db` in the scratch course `course`, silently.

    Without its database nbgrader is ten times as fast, and no gradebook is touched.
    """
    from nbgrader.converters import GenerateAssignment  # type: ignore[import-untyped]
    from nbgrader.converters.base import NbGraderException  # type: ignore[import-untyped]
    from nbgrader.coursedir import CourseDirectory  # type: ignore[import-untyped]
    from traitlets.config import Config

    config = Config()
    config.CourseDirectory.root = str(course)
    config.CourseDirectory.course_id = "course"
    config.CourseDirectory.assignment_id = assignment.name
    config.GenerateAssignment.no_database = True
    config.SaveCells.enabled = False
    config.ClearSolutions.code_stub = {"python": STUB}
    output = io.StringIO()
    log = logging.Logger("nbgrader")  # apart from the root logger and its children
    log.addHandler(logging.StreamHandler(output))
    try:
        GenerateAssignment(coursedir=CourseDirectory(config=config), config=config, log=log).start()
    except NbGraderException as error:
        raise ReleaseError(
            f"nbgrader could not release {assignment.name}:\n{output.getvalue().strip()}"
        ) from error


def _normalise(notebook: JSON) -> None:
    """Leave out what depends on the machine or on a run, so that a build can be compared."""
    metadata = notebook["metadata"]
    assert isinstance(metadata, dict)
    notebook["metadata"] = {key: metadata[key] for key in ("autograder", "kernelspec")}
    for cell in cells_of(notebook):
        if cell["cell_type"] == "code":
            cell |= {"execution_count": None, "outputs": []}


def _refuse_other_stubs(notebook: JSON, assignment: Assignment) -> None:
    released = {cell["id"]: source_of(cell) for cell in cells_of(notebook)}
    for exercise in assignment.exercises:
        if released.get(exercise.name) != exercise.stub:
            raise ReleaseError(
                f"{assignment.source}: nbgrader did not give back the stub of {exercise.name!r}; "
                f"does its docstring or its answer hold {BEGIN!r} or {END!r}?"
            )
