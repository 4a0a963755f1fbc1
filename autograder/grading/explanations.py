"""Messages for the student about an exception, a missing library or a cell that failed.

An exception's own text may hold hidden inputs, so a message names its type, if that is known, and
the line of the student's own code.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from autograder.grading.calls import CHANGED, SLOW, ForgedError, StudentError
from autograder.grading.imports import Imports
from autograder.grading.parameters import counted_parameters, parameters_in
from autograder.grading.returned_values import builtin_names
from autograder.reports.words import STUB
from autograder.sandbox.channel import ChannelTimeoutError
from autograder.sandbox.inside.protocol import messages
from autograder.submissions.submission import CodeCell
from autograder.text import counted, printable

#: Exceptions whose names a student may be shown. Any other could be spelled from hidden inputs.
_KNOWN_ERRORS = builtin_names(BaseException) | {
    "AxisError", "DTypePromotionError", "LinAlgError", "UFuncTypeError",
}  # fmt: skip
#: What a cell has done that has answered as the grader asks it to; no part of it runs again.
FORGED = "answered in place of the grader"
_DEFINED = re.compile(r"\b(?:def|class)\s+(\w+)")
_MOST_WARNINGS = 20
#: What Python says of a call that a function's parameters do not fit.
_UNFIT_CALL = re.compile(r".*\(\) (?:missing|takes|got an unexpected|got multiple)\b")


def reason_of_breakage(error: Exception, seconds: float) -> str:
    """What a cell has done that brought this error instead of an answer within its seconds."""
    if isinstance(error, ChannelTimeoutError):
        return f"took longer than {seconds:g} s"
    return FORGED if isinstance(error, ForgedError) else "ended the program"


@dataclass(frozen=True)
class Notice:
    """Something that the student should know of a cell, or of all of them."""

    text: str
    cell: int | None = None  # the number of a cell that raised an error; None for all else
    library: str | None = None  # that was missing there


class Explanations:
    """What is said of one submission's code, and what was noticed when its cells ran."""

    def __init__(
        self, cells: Sequence[CodeCell], parameters: Mapping[str, str], *, with_keras: bool
    ) -> None:
        """`parameters` are those of the stubs, by exercise, such as `(y_true, y_pred)`."""
        self._written = tuple(cells)
        self._running = list(cells)  # without those that were left out
        self._parameters = parameters
        self._libraries = "Keras, NumPy and SciPy" if with_keras else "NumPy and SciPy"
        self._imports = Imports(cells, with_keras=with_keras)
        self._failures: dict[int, str] = {}  # by cell number: why it did not run through
        self._unfit_calls: dict[str, str] = {}  # by function: what is said of its parameters
        self._locations: dict[tuple[int, int], str] = {}  # by cell and line: how it is shown
        self.notices: list[Notice] = []
        self.unloadable = StudentError("The notebook's cells could not be run.", kind=SLOW)

    @cached_property
    def defined(self) -> frozenset[str]:
        """The names of functions and classes that stand in the submission's text."""
        return frozenset(name for names in self._defined_in.values() for name in names)

    @cached_property
    def _defined_in(self) -> dict[int, frozenset[str]]:
        """The same by the numbers of cells; read once, however many calls fail."""
        return {cell.number: frozenset(_DEFINED.findall(cell.source)) for cell in self._written}

    # --- cells -----------------------------------------------------------------------------------

    def note_definitions_only(self, cell: CodeCell, reason: str) -> None:
        """Keep that a cell broke its worker, and that only what it defines is run from now on."""
        self._note(_definitions_only(cell, reason))
        self._failures[cell.number] = f"{reason}."

    def note_left_out(self, cell: CodeCell, reason: str) -> None:
        """Keep that a cell broke its worker, even by what it defines, and is not run any more."""
        before = Notice(_definitions_only(cell, reason))
        self.notices = [notice for notice in self.notices if notice != before]
        self._note(f"Cell {cell.number} {reason} and was left out.")
        self._failures[cell.number] = f"{reason} and was left out."
        self._running.remove(cell)

    def note_unloadable(self, seconds: float) -> None:
        """Keep that the cells cannot be run again: they have taken too long for that."""
        self.unloadable = StudentError(
            f"The notebook's cells have taken {seconds:g} s, since some of them ended the program "
            "again and again, and they are not run once more.",
            kind=SLOW,
        )
        self.notices.append(Notice(str(self.unloadable)))

    def note_executed(self, cell: CodeCell, answer: messages.Executed, seconds: float) -> None:
        """Keep what the student should know of a cell that has run; it had so many `seconds`."""
        if answer.stopped_after:
            reason = f"took longer than {answer.stopped_after:g} s and was stopped"
            if answer.stopped_after < seconds:
                reason = (
                    f"was stopped after {answer.stopped_after:.3g} s: the cells above it had used "
                    "up the time of all cells together"
                )
            self._note(f"Cell {cell.number} {reason}.")
            self._failures[cell.number] = f"{reason}."
        if answer.fell_back:
            self._note(f"Cell {cell.number} has magics or shell lines; they were ignored.")
        if answer.problem is not None:
            self._note_problem(cell, answer.problem)

    def _note_problem(self, cell: CodeCell, problem: messages.Problem) -> None:
        name = _error_name(problem)
        library = self._imports.missing_in(problem)
        explained = f". {self._without_library(library)}" if library else ""
        self._failures[cell.number] = f"raised {name}{self._location(cell, problem.line)}" + (
            f"{explained}." if explained else ""
        )
        if not _is_expected(problem):
            line = f", line {problem.line}" if 0 < problem.line <= _lines(cell.source) else ""
            text = f"{printable(problem.message, 200)}{explained}"
            self._note(f"Cell {cell.number} raised {name}{line}: {text}.", cell.number, library)

    def _note(self, text: str, cell: int | None = None, library: str | None = None) -> None:
        notice = Notice(text, cell, library)
        if len(self.notices) < _MOST_WARNINGS and notice not in self.notices:
            self.notices.append(notice)

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
            if cell.number in self._failures and name in self._defined_in[cell.number]:
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
                kind=CHANGED,
            )
        if problem.type_name == "NotImplementedError":
            if problem.function != name and problem.function in self.defined:
                return StudentError(
                    "It calls a function that is not implemented yet",
                    kind=problem.type_name,
                    place=f": {printable(problem.function, 60)}",
                )
            return StudentError(STUB, kind=problem.type_name, not_attempted=True)
        cell = next((cell for cell in self._running if cell.number == problem.cell), None)
        if cell is None and name in self._parameters and _is_unfit_call(problem):
            if name not in self._unfit_calls:
                self._unfit_calls[name] = self._unfit(name)
            return StudentError(self._unfit_calls[name], kind=problem.type_name)
        location = self._location(cell, problem.line) if cell is not None else ""
        where = f" in cell {cell.number}{location}" if cell is not None and location else ""
        library = self._imports.missing_in(problem)
        if library is not None:
            where += f". {self._without_library(library)}."
        message = f"It raised {_error_name(problem)}"
        return StudentError(message, kind=problem.type_name, place=where)

    def _unfit(self, name: str) -> str:
        """What is said of a function whose parameters are not those of its exercise."""
        wanted = self._parameters[name]
        call = f"{name}{wanted}"
        own = next(
            (
                found
                for cell in reversed(self._written)
                if (found := parameters_in(cell.source, name)) is not None
            ),
            None,
        )
        if own is None:
            return f"It cannot be called as the exercise calls it: {call}."
        count, asked = counted_parameters(own), counted_parameters(wanted)
        shown = printable(own, 120)
        if count == asked:
            return f"Its parameters are {shown}, but the exercise calls it as {call}."
        noun = counted(count, "parameter")
        return f"It takes {noun}, {shown}, but the exercise calls it with {asked}: {call}."

    def _location(self, cell: CodeCell, line: int) -> str:
        """Where in a cell something went wrong: the line's number and the student's text there."""
        place = cell.number, line
        if place not in self._locations:
            shown = ""
            if 0 < line <= _lines(cell.source):
                text = cell.source.split("\n", line)[line - 1].strip()
                shown = f", line {line}: {printable(text, 120)}"
            self._locations[place] = shown
        return self._locations[place]

    def _without_library(self, library: str) -> str:
        """What is said to a student who uses a library that is not there."""
        return (
            f"{library} is not there when exercises are graded: write them with {self._libraries}"
        )


def _definitions_only(cell: CodeCell, reason: str) -> str:
    return f"Cell {cell.number} {reason}; only its imports, definitions and assignments count."


def _is_unfit_call(problem: messages.Problem) -> bool:
    return problem.type_name == "TypeError" and _UNFIT_CALL.match(problem.message) is not None


def _error_name(problem: messages.Problem) -> str:
    if problem.type_name in _KNOWN_ERRORS:
        return problem.type_name
    return "an exception of its own"


def _is_expected(problem: messages.Problem) -> bool:
    """Stubs that the notebook itself calls are expected, and so is Keras where it is not needed."""
    return problem.type_name == "NotImplementedError" or (
        problem.type_name == "ModuleNotFoundError"
        and problem.message in ("No module named 'keras'", "No module named 'tensorflow'")
    )


def _lines(source: str) -> int:
    return source.count("\n") + 1
