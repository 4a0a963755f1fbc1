"""A right hand-in, and the transformations that it must survive.

A hand-in is the released notebook with the model answers filled in. A transformation does to it
what students, their tools or their platforms do. It belongs to a stage: `cells` change the
notebook, `text` the JSON that it is saved as, `export` turns it into a Python file, and `path`
says under which name and in which folder or archive it arrives.
"""

from __future__ import annotations

import copy
import functools
import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from autograder.course.answers import functions_of
from autograder.course.model import Assignment, Exercise

Cell = dict[str, Any]
Stage = Literal["cells", "text", "export"]


@dataclass
class HandIn:
    """A notebook with right answers, on its way to the grader."""

    assignment: Assignment
    exercises: tuple[Exercise, ...]  # those that are graded
    cells: list[Cell]
    metadata: dict[str, Any]
    rng: random.Random
    minor: int = 5
    extra: dict[str, Any] = field(default_factory=dict)  # beside cells and metadata
    apart: bool = False  # whether each transformation is to change another answer
    changed: set[str] = field(default_factory=set)  # exercises whose answers were changed

    def code(self) -> list[Cell]:
        """The cells of code."""
        return [cell for cell in self.cells if cell["cell_type"] == "code"]

    def solutions(self) -> list[Cell]:
        """The cells that hold answers, as nbgrader's metadata says."""
        return [cell for cell in self.cells if is_solution(cell)]

    def checks(self) -> list[Cell]:
        """The visible checks, as nbgrader's metadata says."""
        return [cell for cell in self.cells if is_check(cell)]

    def exercise(self) -> Exercise:
        """One of the graded exercises, chosen at random; another each time if `apart`."""
        free = [exercise for exercise in self.exercises if exercise.name not in self.changed]
        chosen = self.rng.choice(free if self.apart and free else self.exercises)
        self.changed.add(chosen.name)
        return chosen

    def solution_of(self, exercise: str) -> Cell:
        """The cell that defines an exercise's function."""
        return next(cell for cell in self.solutions() if grade_id(cell) == exercise)

    def position(self, cell: Cell) -> int:
        """The cell's index among all cells."""
        return next(index for index, other in enumerate(self.cells) if other is cell)

    def insert(self, source: str, index: int | None = None) -> Cell:
        """Put a cell of the student's own at an index, at the end without one."""
        cell = code_cell(source, f"own-{len(self.cells)}-{self.rng.randrange(10**6)}")
        self.cells.insert(len(self.cells) if index is None else index, cell)
        return cell

    def on_top(self, source: str) -> Cell:
        """Put a cell of the student's own below the title."""
        return self.insert(source, 1)

    def somewhere(self, source: str) -> Cell:
        """Put a cell of the student's own anywhere below the title."""
        return self.insert(source, self.rng.randint(1, len(self.cells)))

    def notebook(self) -> dict[str, Any]:
        """The notebook as JupyterLab holds it."""
        return {
            "cells": self.cells,
            "metadata": self.metadata,
            "nbformat": 4,
            "nbformat_minor": self.minor,
            **self.extra,
        }


@dataclass(frozen=True)
class Transformation:
    """Something that happens to hand-ins and must not cost a point."""

    name: str
    group: str
    stage: Stage
    habit: str  # who does it, or which tool
    apply: Callable[..., Any]
    green: bool  # whether the notebook still runs in a kernel from top to bottom
    slow: bool  # whether it takes seconds to grade
    only: frozenset[str]  # slugs of the assignments that it fits; none: all


CATALOGUE: list[Transformation] = []


def transformation(
    group: str,
    habit: str,
    *,
    stage: Stage = "cells",
    green: bool = True,
    slow: bool = False,
    only: tuple[str, ...] = (),
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Enter a function into the catalogue.

    Of the stage `cells` it changes a HandIn, of `text` it turns the notebook's JSON text into the
    bytes of a file, of `export` it turns a HandIn into the text of a Python file.
    """

    def enter(function: Callable[..., Any]) -> Callable[..., Any]:
        CATALOGUE.append(
            Transformation(
                function.__name__, group, stage, habit, function, green, slow, frozenset(only)
            )
        )
        return function

    return enter


def code_cell(source: str, identifier: str) -> Cell:
    """A cell of code as JupyterLab saves it."""
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": identifier,
        "metadata": {},
        "outputs": [],
        "source": source,
    }


def nbgrader_of(cell: Cell) -> dict[str, Any]:
    """A cell's nbgrader metadata; empty where there is none."""
    found = cell["metadata"].get("nbgrader", {})
    return found if isinstance(found, dict) else {}


def is_solution(cell: Cell) -> bool:
    """Whether nbgrader's metadata calls it a cell with an answer."""
    return nbgrader_of(cell).get("solution") is True


def is_check(cell: Cell) -> bool:
    """Whether nbgrader's metadata calls it a visible check."""
    told = nbgrader_of(cell)
    return told.get("grade") is True and told.get("solution") is False


def grade_id(cell: Cell) -> str:
    """The name by which nbgrader knows a cell."""
    return str(nbgrader_of(cell).get("grade_id", ""))


def source_of(cell: Cell) -> str:
    """A cell's text."""
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)


@functools.cache
def _released(assignment: Assignment) -> str:
    """The released notebook with the model answers filled in, as JSON text."""
    notebook = json.loads(assignment.release_notebook.read_bytes())
    text = assignment.model_answers.read_text(encoding="utf-8")
    answers = functions_of(text)
    for cell in notebook["cells"]:
        if is_solution(cell):
            cell["source"] = answers[grade_id(cell)]
        elif isinstance(cell["source"], list):
            cell["source"] = "".join(cell["source"])
    shared = [name for name in answers if name not in {e.name for e in assignment.exercises}]
    if shared:  # what several model answers call
        helper = code_cell("\n\n\n".join(answers[name] for name in shared), "shared-functions")
        notebook["cells"].insert(2, helper)
    return json.dumps(notebook)


def right_hand_in(assignment: Assignment, exercises: tuple[Exercise, ...], seed: int) -> HandIn:
    """A hand-in with right answers, as JupyterLab would save it."""
    notebook = copy.deepcopy(json.loads(_released(assignment)))
    return HandIn(
        assignment, exercises, notebook["cells"], notebook["metadata"], random.Random(seed)
    )
