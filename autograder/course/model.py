"""The course as data: assignments, their exercises, and where everything of them stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal

CellKind = Literal["markdown", "code"]


class CourseError(Exception):
    """A course that cannot be read, or an assignment that is not there; the message says where."""


@dataclass(frozen=True)
class Cell:
    """One cell of a source notebook, without its marker line."""

    kind: CellKind
    source: str  # as it stands in the notebook: markdown without the leading "# "
    metadata: Mapping[str, object] = field(default_factory=dict, hash=False)

    @property
    def tags(self) -> list[object]:
        """Such as "demonstration"."""
        tags = self.metadata.get("tags")
        return tags if isinstance(tags, list) else []


@dataclass(frozen=True)
class Exercise:
    """One stub function and what belongs to it."""

    name: str  # the function's name
    points: float
    stub: str  # the source of the stub's cell
    parameters: str  # the signature without the name, such as "(y_true, y_pred, delta=1.0)"
    docstring: str
    checks: tuple[str, ...]  # the sources of the visible check cells, in order
    keras: bool = False  # whether it is graded in a worker that has Keras
    without: tuple[str, ...] = ()  # library functions that it must not use, such as "np.tanh"


@dataclass(frozen=True)
class Assignment:
    """One notebook of the course, and where everything that belongs to it stands."""

    root: Path  # the course's folder
    name: str  # number and slug, such as "04_losses"
    title: str
    cells: tuple[Cell, ...]
    exercises: tuple[Exercise, ...]  # in the notebook's order

    @property
    def number(self) -> int:
        """The position in the course, from the name: 4 for "04_losses"."""
        return int(self.name.partition("_")[0])

    @property
    def slug(self) -> str:
        """The name without its number, which every file of the assignment bears."""
        return self.name.partition("_")[2]

    @property
    def source(self) -> Path:
        """The notebook as text: prose, stubs and visible checks."""
        return self.root / "source" / self.name / f"{self.slug}.py"

    @property
    def model_answers(self) -> Path:
        """The reference solution, one function an exercise."""
        return self.root / "solutions" / f"{self.slug}.py"

    @property
    def misconceptions(self) -> Path:
        """The bank's wrong answers with their hints."""
        return self.root / "solutions" / "misconceptions" / f"{self.slug}.py"

    @property
    def alternatives(self) -> Path:
        """The bank's unusual right answers."""
        return self.root / "solutions" / "alternatives" / f"{self.slug}.py"

    @property
    def examples(self) -> Path:
        """Public examples: calls that people may be shown."""
        return self.root / "solutions" / "examples" / f"{self.slug}.py"

    @property
    def grader(self) -> Path:
        """The hidden tests."""
        return self.root / "solutions" / "graders" / f"test_{self.slug}.py"

    @property
    def release_notebook(self) -> Path:
        """The notebook that students get."""
        return self.root / "release" / self.name / f"{self.slug}.ipynb"

    @cached_property
    def unrun(self) -> frozenset[str]:
        """The texts of the released cells that grading does not run: checks and demonstrations.

        A submission's cells of these texts are the same ones, even if their metadata is lost.
        """
        return frozenset(
            cell.source.strip()
            for cell in self.cells
            if "check" in cell.metadata or "demonstration" in cell.tags
        )

    @property
    def max_score(self) -> float:
        """The points of all exercises together."""
        return float(sum(exercise.points for exercise in self.exercises))

    def relative(self, path: Path) -> str:
        """A path as staff read it: from the course's folder."""
        return path.relative_to(self.root).as_posix()

    def exercise(self, name: str) -> Exercise:
        """Return the exercise called `name`; raise CourseError listing the exercises otherwise."""
        for exercise in self.exercises:
            if exercise.name == name:
                return exercise
        known = ", ".join(exercise.name for exercise in self.exercises) or "none"
        raise CourseError(f"{self.name} has no exercise {name!r}. Its exercises: {known}.")


@dataclass(frozen=True)
class Course:
    """All assignments under one folder."""

    root: Path
    assignments: tuple[Assignment, ...]  # sorted by number

    def assignment(self, name: str) -> Assignment:
        """Return the assignment called "04_losses", "losses", "04" or "4".

        Raise CourseError listing the assignments otherwise.
        """
        for assignment in self.assignments:
            if name in {assignment.name, assignment.slug}:
                return assignment
            if name.isascii() and name.isdigit() and int(name) == assignment.number:
                return assignment
        known = ", ".join(assignment.name for assignment in self.assignments) or "none"
        raise CourseError(f"There is no assignment {name!r}. Assignments: {known}.")
