"""The autograded notebook: what a student handed in, the checks restored, the scores beside them.

nbgrader reads a score from the output of a grade cell. Of the student's file only texts are taken
over; outputs, execution counts and metadata are written anew, so nothing in the file decides
anything here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.course.config import Feedback
from autograder.course.model import CourseError
from autograder.course.release import KERNEL, check_cell_id
from autograder.limits import Limits
from autograder.platforms.nbgrader.prose import pictures
from autograder.reports.pages.feedback import exercise_text, warnings_text
from autograder.reports.report import ExerciseReport, Report, for_student
from autograder.submissions.reading import read_cells
from autograder.submissions.submission import NotebookCell, Submission, UnreadableError

JSON = dict[str, Any]  # a notebook or a cell as it stands in an .ipynb file

_SCHEMA = 3  # of nbgrader's metadata
_CELL_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True)
class KnownCell:
    """A cell that nbgrader keeps track of: a student's answer, or a locked check."""

    name: str  # nbgrader's grade_id
    cell_type: str
    source: str  # as it was released
    checksum: str | None
    locked: bool
    grade: bool
    solution: bool
    task: bool
    points: float | None

    @classmethod
    def of(cls, cell: JSON) -> KnownCell | None:
        """The known cell that a cell of a released notebook is, if it is one."""
        metadata = cell["metadata"].get("nbgrader")
        if not metadata:
            return None
        source = cell["source"]
        return cls(
            name=metadata["grade_id"],
            cell_type=cell["cell_type"],
            source=source if isinstance(source, str) else "".join(source),
            checksum=metadata.get("checksum"),
            locked=metadata["locked"],
            grade=metadata["grade"],
            solution=metadata["solution"],
            task=metadata["task"],
            points=float(metadata["points"]) if "points" in metadata else None,
        )

    @property
    def metadata(self) -> JSON:
        """The metadata that makes nbgrader know the cell."""
        nbgrader: JSON = {
            "cell_type": self.cell_type,
            "checksum": self.checksum,
            "grade": self.grade,
            "grade_id": self.name,
            "locked": self.locked,
            "schema_version": _SCHEMA,
            "solution": self.solution,
            "task": self.task,
        }
        if self.points is not None:
            nbgrader["points"] = self.points
        flags = {"deletable": False} | ({"editable": False} if self.locked else {})
        return flags | {"nbgrader": nbgrader}


class MismatchError(CourseError):
    """A gradebook that does not have the course's exercises; the message says what to run."""


def notebook_of(submission: Submission, limits: Limits) -> JSON:
    """The notebook that was handed in, without outputs; an empty one when it cannot be read."""
    try:
        handed_in = read_cells(submission, limits)
    except UnreadableError:
        handed_in = []
    taken: set[str] = set()
    return {
        "cells": [_cell(cell, taken) for cell in handed_in],
        "metadata": {"kernelspec": KERNEL, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def restore(cells: Sequence[JSON], known: Sequence[KnownCell]) -> list[JSON]:
    """Make every known cell stand among `cells` once, as nbgrader expects it.

    A check that was changed or deleted is as it was released, and metadata that a student's
    program has lost or a student has changed is there again. An answer's text is left alone.
    """
    positions = _positions(cells, known)
    result = [_plain(cell) for cell in cells]
    for known_cell in known:
        position = positions.get(known_cell.name)
        if position is not None:
            result[position] = _known(known_cell, result[position])
    # What is missing and not a student's own comes after the known cell that stood before it.
    missing: dict[int, list[JSON]] = {}
    last = len(cells) - 1
    for known_cell in known:
        if known_cell.name in positions:
            last = positions[known_cell.name]
        elif not known_cell.solution:
            missing.setdefault(last, []).append(_known(known_cell, None))
    ordered = missing.get(-1, [])
    for position, cell in enumerate(result):
        ordered += [cell, *missing.get(position, [])]
    _separate_ids(ordered)
    return ordered


def put_results(cells: Sequence[JSON], report: Report, feedback: Feedback) -> None:
    """Write each exercise's score and messages into the output of its grade cell.

    nbgrader takes a number that a grade cell gave back for partial credit. Raises MismatchError
    when the grade cells are not those of the course.
    """
    seen = for_student(report, feedback)
    open_ = {check_cell_id(exercise.name): exercise for exercise in seen.exercises}
    noticed = warnings_text(seen)
    for cell in cells:
        if cell["cell_type"] != "code":
            continue
        cell["outputs"], cell["execution_count"] = [], None
        metadata = cell["metadata"].get("nbgrader", {})
        if not metadata.get("grade") or metadata.get("solution"):
            continue
        name, points = metadata["grade_id"], float(metadata["points"])
        exercise = open_.pop(name, None)
        if exercise is None:
            if points:
                raise _mismatch(report, f"{name}, which the course does not have")
            continue
        if points != exercise.max_score:
            raise _mismatch(report, f"{points} points for {name}, not {exercise.max_score}")
        cell["outputs"] = _outputs(exercise, noticed + exercise_text(exercise, feedback))
        noticed = ""
    if open_:
        raise _mismatch(report, f"no grade cell {', '.join(open_)}")


def _mismatch(report: Report, what: str) -> MismatchError:
    return MismatchError(
        f"The gradebook has {what}. Bring it up to date: "
        f"nbgrader generate_assignment {report.assignment} --force"
    )


def _outputs(exercise: ExerciseReport, text: str) -> list[JSON]:
    score = exercise.score if math.isfinite(exercise.score) else 0.0
    return [
        {"output_type": "stream", "name": "stdout", "text": text},
        {
            "output_type": "execute_result",
            "execution_count": None,
            "data": {"text/plain": repr(float(min(max(score, 0.0), exercise.max_score)))},
            "metadata": {},
        },
    ]


def _cell(cell: NotebookCell, taken: set[str]) -> JSON:
    """A cell with what staff need to see of it, and what says which one it is."""
    kind = {"code": "code", "markdown": "markdown", "heading": "markdown"}.get(
        cell.cell_type, "raw"
    )
    identifier = cell.id if isinstance(cell.id, str) and _CELL_ID.fullmatch(cell.id) else "cell"
    made: JSON = {"cell_type": kind, "id": _free(identifier, taken), "metadata": {}}
    metadata = cell.metadata.get("nbgrader")
    if isinstance(metadata, dict) and isinstance(metadata.get("grade_id"), str):
        made["metadata"]["nbgrader"] = {"grade_id": metadata["grade_id"]}
    if kind == "code":
        made |= {"execution_count": None, "outputs": []}
    elif shown := pictures(cell.attachments):
        made["attachments"] = shown
    return made | {"source": cell.text}


def _positions(cells: Sequence[JSON], known: Iterable[KnownCell]) -> dict[str, int]:
    """Find each known cell: by nbgrader's id, else the cell's own, else what it defines.

    Of several the last counts, as it does when the notebook is run.
    """
    positions: dict[str, int] = {}
    free = dict(enumerate(cells))
    for matches in (_by_grade_id, _by_id, _by_definition):
        for known_cell in known:
            if known_cell.name in positions:
                continue
            found = [position for position, cell in free.items() if matches(cell, known_cell)]
            if found:
                positions[known_cell.name] = found[-1]
                del free[found[-1]]
    return positions


def _by_grade_id(cell: JSON, known: KnownCell) -> bool:
    return bool(cell["metadata"].get("nbgrader", {}).get("grade_id") == known.name)


def _by_id(cell: JSON, known: KnownCell) -> bool:
    return bool(cell.get("id") == known.name)


def _by_definition(cell: JSON, known: KnownCell) -> bool:
    return (
        known.solution
        and cell["cell_type"] == "code"
        and re.search(rf"^def\s+{re.escape(known.name)}\b", cell["source"], re.MULTILINE)
        is not None
    )


def _plain(cell: JSON) -> JSON:
    """A cell that nbgrader does not know."""
    return {**cell, "metadata": {}}


def _known(known: KnownCell, cell: JSON | None) -> JSON:
    """A known cell, with the text that stands in `cell` if it may differ from the released one."""
    source = known.source if cell is None or known.locked else cell["source"]
    identifier = known.name if cell is None else cell.get("id", known.name)
    made: JSON = {"cell_type": known.cell_type, "id": identifier, "metadata": known.metadata}
    if known.cell_type == "code":
        made |= {"execution_count": None, "outputs": []}
    elif cell is not None and "attachments" in cell:
        made["attachments"] = cell["attachments"]
    return made | {"source": source}


def _separate_ids(cells: Iterable[JSON]) -> None:
    taken: set[str] = set()
    for cell in cells:
        identifier = cell.get("id", "cell")
        cell["id"] = _free(identifier if _CELL_ID.fullmatch(identifier) else "cell", taken)


def _free(identifier: str, taken: set[str]) -> str:
    """The id itself or, when it is taken, one like it."""
    result = identifier
    number = len(taken)
    while result in taken:
        number += 1
        result = f"{identifier[:50]}-{number}"
    taken.add(result)
    return result
