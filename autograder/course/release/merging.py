"""Source and model answers merged: the notebook that nbgrader calls the source version."""

from __future__ import annotations

import hashlib
from pathlib import Path

from autograder.course.exercises import STUB
from autograder.course.model import Assignment, Cell
from autograder.course.release.ipynb import JSON, write_notebook
from autograder.course.release.model_answers import read_answers

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def write_merged_source(assignment: Assignment) -> Path:
    """Write `source/04_losses/losses.ipynb`, answers included, for nbgrader's own commands.

    The file is never committed; `nbgrader generate_assignment` makes the release version of it.
    """
    path = assignment.source.with_suffix(".ipynb")
    write_notebook(merge(assignment), path)
    return path


def merge(assignment: Assignment) -> JSON:
    """Make the notebook that nbgrader calls the source version: stubs filled in, checks locked."""
    answers = read_answers(assignment)
    cells: list[JSON] = []
    seen: dict[str, int] = {}  # how often a cell id has come up
    for cell in assignment.cells:
        source, identifier = cell.source, _cell_id(cell)
        seen[identifier] = seen.get(identifier, 0) + 1
        first = seen[identifier] == 1
        if not first:
            identifier += f"-{seen[identifier]}"
        metadata: JSON = {}
        if tags := cell.metadata.get("tags"):
            metadata["tags"] = tags
        if "exercise" in cell.metadata:
            exercise = assignment.exercise(str(cell.metadata["exercise"]))
            source = _fill_in(exercise.stub, answers[exercise.name])
            metadata["nbgrader"] = _nbgrader(identifier, solution=True)
        elif "check" in cell.metadata:
            exercise = assignment.exercise(str(cell.metadata["check"]))
            # nbgrader adds up the points of cells, so the first check carries the exercise's.
            points = exercise.points if first else 0.0
            metadata["nbgrader"] = _nbgrader(identifier, points=points)
        merged: JSON = {"cell_type": cell.kind, "id": identifier, "metadata": metadata}
        if cell.kind == "code":
            merged |= {"execution_count": None, "outputs": []}
        cells.append(merged | {"source": source})
    return {
        "cells": cells,
        "metadata": {
            "autograder": {"assignment": assignment.name, "title": assignment.title},
            "kernelspec": KERNEL,
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def check_cell_id(exercise: str) -> str:
    """The id of the cell that carries an exercise's points: its first check."""
    return f"check-{exercise}"


def _cell_id(cell: Cell) -> str:
    """Name a cell by what it is, so that an edit elsewhere in the notebook leaves its id alone."""
    if "exercise" in cell.metadata:
        return str(cell.metadata["exercise"])
    if "check" in cell.metadata:
        return check_cell_id(str(cell.metadata["check"]))
    digest = hashlib.sha256(f"{cell.kind}\n{cell.source}".encode()).hexdigest()
    return f"{cell.kind}-{digest[:8]}"


def _nbgrader(grade_id: str, *, solution: bool = False, points: float | None = None) -> JSON:
    metadata: JSON = {
        "grade": not solution,
        "grade_id": grade_id,
        "locked": not solution,
        "schema_version": 3,
        "solution": solution,
        "task": False,
    }
    if points is not None:
        metadata["points"] = int(points) if points == int(points) else points
    return metadata


def _fill_in(stub: str, answer: str) -> str:
    """Put an answer's body between nbgrader's marks where the stub raises NotImplementedError."""
    kept, _, last = stub.rpartition("\n")
    indent = last.removesuffix(STUB)
    return f"{kept}\n{indent}{BEGIN}\n{answer}\n{indent}{END}"
