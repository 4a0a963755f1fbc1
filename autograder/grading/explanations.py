"""Messages for the student about an exception, a missing library or a cell that failed.

An exception's own text may hold hidden inputs, so a message names its type, if that is known, and
the line of the student's own code.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from autograder.grading.calls import SLOW, StudentError
from autograder.grading.returned_values import builtin_names
from autograder.sandbox.inside.protocol import messages
from autograder.submissions.submission import CodeCell
from autograder.text import printable

#: Exceptions whose names a student may be shown. Any other could be spelled from hidden inputs.
_KNOWN_ERRORS = builtin_names(BaseException) | {
    "AxisError", "DTypePromotionError", "LinAlgError", "UFuncTypeError",
}  # fmt: skip
#: Libraries that students know, and that no exercise, or only one about Keras, is graded with.
_LIBRARIES = "jax|keras|pandas|scipy|sklearn|statsmodels|sympy|tensorflow|torch"
_DEFINED = re.compile(r"\b(?:def|class)\s+(\w+)")
_MOST_WARNINGS = 20


class Explanations:
    """What is said of one submission's code, and the warnings that its cells have given."""

    def __init__(self, cells: Sequence[CodeCell], *, with_keras: bool) -> None:
        self._written = tuple(cells)
        self._running = list(cells)  # without those that were left out
        self._libraries = "Keras and NumPy" if with_keras else "NumPy"
        self._failures: dict[int, str] = {}  # by cell number: why it did not run through
        self.warnings: list[str] = []
        self.unloadable = StudentError("The notebook's cells could not be run.", kind=SLOW)

    @cached_property
    def defined(self) -> frozenset[str]:
        """The names of functions and classes that stand in the submission's text."""
        return frozenset(
            name for cell in self._written for name in _DEFINED.findall(cell.source) if name
        )

    # --- cells -----------------------------------------------------------------------------------

    def note_left_out(self, cell: CodeCell, reason: str) -> None:
        """Keep that a cell broke its worker and is not run any more."""
        self._warn(cell, reason)
        self._failures[cell.number] = f"{reason}."
        self._running.remove(cell)

    def note_unloadable(self, seconds: float) -> None:
        """Keep that the cells cannot be run again: they have taken too long for that."""
        self.unloadable = StudentError(
            f"The notebook's cells have taken {seconds:g} s, since some of them ended the program "
            "again and again, and they are not run once more.",
            kind=SLOW,
        )
        self.warnings.append(str(self.unloadable))

    def note_executed(self, cell: CodeCell, answer: messages.Executed, seconds: float) -> None:
        """Keep what the student should know of a cell that has run; it had so many `seconds`."""
        if answer.stopped_after:
            reason = f"took longer than {answer.stopped_after:g} s and was stopped"
            if answer.stopped_after < seconds:
                reason = (
                    f"was stopped after {answer.stopped_after:.3g} s: the cells above it had used "
                    "up the time of all cells together"
                )
            self._warn(cell, reason)
            self._failures[cell.number] = f"{reason}."
        if answer.fell_back:
            self._warn(cell, "has magics or shell lines; they were ignored")
        problem = answer.problem
        if problem is not None and not _is_expected(problem):
            line = f", line {problem.line}" if 0 < problem.line <= _lines(cell.source) else ""
            library = self._missing_library(problem)
            text = printable(problem.message, 200)
            text += f". {self._without_library(library)}" if library else ""
            name = _error_name(problem)
            self._warn(cell, f"raised {name}{line}: {text}")
            self._failures[cell.number] = f"raised {name}" + _location(cell, problem.line)

    def _warn(self, cell: CodeCell, what: str) -> None:
        warning = f"Cell {cell.number} {what}." if not what.endswith(".") else what
        if len(self.warnings) < _MOST_WARNINGS and warning not in self.warnings:
            self.warnings.append(warning)

    # --- calls -----------------------------------------------------------------------------------

    def error_of(self, name: str, answer: messages.FromWorker) -> StudentError:
        """Why an answer to a call of the function `name` holds no value."""
        if isinstance(answer, messages.Raised):
            return self._raised(name, answer)
        failure = self._failure_of(name)
        return StudentError(
            failure or "The notebook defines no function of this name.",
            kind="missing",
            not_attempted=failure is None,
        )

    def _failure_of(self, name: str) -> str | None:
        """Why there is no function `name` though a cell defines it, if that is so."""
        for cell in self._written:
            if cell.number in self._failures and name in _DEFINED.findall(cell.source):
                return (
                    f"The cell that defines it, cell {cell.number}, {self._failures[cell.number]}"
                )
        return None

    def _raised(self, name: str, raised: messages.Raised) -> StudentError:
        """Say what was raised and where."""
        problem = raised.problem
        if raised.changed and problem.type_name == "ValueError":
            return StudentError(
                "It changed its argument. Work on a copy, or compute a new array.",
                kind="changed",
            )
        if problem.type_name == "NotImplementedError":
            if problem.function != name and problem.function in self.defined:
                helper = printable(problem.function, 60)
                return StudentError(
                    f"It calls {helper}, which is not implemented yet.", kind=problem.type_name
                )
            return StudentError(
                "It is not implemented yet.", kind=problem.type_name, not_attempted=True
            )
        cell = next((cell for cell in self._running if cell.number == problem.cell), None)
        location = _location(cell, problem.line) if cell is not None else ""
        where = f" in cell {cell.number}{location}" if cell is not None and location else ""
        library = self._missing_library(problem)
        if library is not None:
            where += f". {self._without_library(library)}."
        return StudentError(f"It raised {_error_name(problem)}{where}", kind=problem.type_name)

    # --- libraries -------------------------------------------------------------------------------

    def _without_library(self, library: str) -> str:
        """What is said to a student who uses a library that is not there."""
        return (
            f"{library} is not there when exercises are graded: write them with {self._libraries}"
        )

    def _missing_library(self, problem: messages.Problem) -> str | None:
        """The library that is not there and whose absence a problem comes from, if it does."""
        if problem.type_name == "ModuleNotFoundError":
            found = re.fullmatch(rf"No module named '({_LIBRARIES})\b.*'", problem.message)
            return found[1] if found else None
        name = re.fullmatch(r"name '(\w+)' is not defined", problem.message)
        if problem.type_name != "NameError" or name is None:
            return None
        bound = rf"(?=.*(?<=[\s,.(]){name[1]}\b)"
        imports = re.compile(rf"\s*(?:import|from)\s+{bound}({_LIBRARIES})\b")
        lines = (line for cell in self._running for line in cell.source.split("\n"))
        return next((found[1] for line in lines if (found := imports.match(line))), None)


def _error_name(problem: messages.Problem) -> str:
    if problem.type_name in _KNOWN_ERRORS:
        return problem.type_name
    return "an exception of its own"


def _is_expected(problem: messages.Problem) -> bool:
    """A stub that the notebook itself calls is no surprise, nor is Keras where it is not needed."""
    return problem.type_name == "NotImplementedError" or (
        problem.type_name == "ModuleNotFoundError"
        and problem.message in ("No module named 'keras'", "No module named 'tensorflow'")
    )


def _location(cell: CodeCell, line: int) -> str:
    """Where in a cell something went wrong: the line's number and the student's own text there."""
    if not 0 < line <= _lines(cell.source):
        return ""
    text = cell.source.split("\n")[line - 1].strip()
    return f", line {line}: {printable(text, 120)}"


def _lines(source: str) -> int:
    return source.count("\n") + 1
