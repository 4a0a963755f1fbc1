"""Exercises, read from a notebook's cells: the stub, its points, and the checks that follow it."""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Sequence
from pathlib import Path

from autograder.course.model import Cell, CourseError, Exercise
from autograder.course.notebook import NumberedCell

#: The one line that stands in a stub where the answer belongs.
STUB = "raise NotImplementedError"
_DOTTED_NAME = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)+")


def read_exercises(cells: Sequence[NumberedCell], path: Path) -> tuple[Exercise, ...]:
    """Read the exercises in the notebook's order; CourseError names file, line and cure."""
    stubs: dict[str, NumberedCell] = {}
    checks: dict[str, list[str]] = {}
    for numbered in cells:
        cell, where = numbered.cell, f"{path}:{numbered.line}"
        _refuse_bad_metadata(cell, where)
        if "exercise" in cell.metadata:
            name = str(cell.metadata["exercise"])
            if name in stubs:
                raise CourseError(
                    f"{where}: a second exercise {name!r}; "
                    f"the first stands in line {stubs[name].line}"
                )
            stubs[name] = numbered
            checks[name] = []
        elif "check" in cell.metadata:
            name = str(cell.metadata["check"])
            if name not in stubs:
                raise CourseError(f"{where}: a check of {name!r}, but no such exercise before it")
            checks[name].append(cell.source)
    return tuple(
        _read_exercise(name, stub, tuple(checks[name]), path) for name, stub in stubs.items()
    )


def _refuse_bad_metadata(cell: Cell, where: str) -> None:
    metadata = cell.metadata
    special = [key for key in ("exercise", "check") if key in metadata]
    for key in special:
        name = metadata[key]
        if not isinstance(name, str) or not name.isidentifier():
            raise CourseError(f"{where}: {key}= must be the function's name in double quotes")
        if cell.kind != "code":
            raise CourseError(f"{where}: {key}= belongs to a code cell")
    if len(special) == 2:
        raise CourseError(f"{where}: a cell is a stub or a check, not both")
    for key in ("points", "without"):
        if key in metadata and "exercise" not in metadata:
            raise CourseError(f"{where}: {key}= stands beside exercise=")
    tags = metadata.get("tags", [])
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        raise CourseError(f'{where}: tags= must be a list of strings, such as ["demonstration"]')


def _read_exercise(name: str, stub: NumberedCell, checks: tuple[str, ...], path: Path) -> Exercise:
    cell, where = stub.cell, f"{path}:{stub.line}: exercise {name!r}"
    points = _read_points(cell, where)
    function = _read_function(name, stub, path)
    docstring = ast.get_docstring(function)
    if docstring is None:
        raise CourseError(f"{where}: the stub has no docstring")
    without = _read_without(cell, docstring, where)
    # The text too: the release tool puts exactly this line where the answer stood.
    last_line = cell.source.rpartition("\n")[2].strip()
    ending = [ast.unparse(node) for node in function.body[1:]]
    if [last_line] != ending or last_line != STUB:
        raise CourseError(f"{where}: after its docstring a stub holds one line, `{STUB}`")
    return Exercise(
        name=name,
        points=points,
        stub=cell.source,
        parameters=f"({ast.unparse(function.args)})",
        docstring=docstring,
        checks=checks,
        keras=cell.metadata.get("keras") is True,
        without=without,
    )


def _read_points(cell: Cell, where: str) -> float:
    points = cell.metadata.get("points")
    if points is None:
        raise CourseError(f"{where} has no points; write points=2 beside exercise=")
    if isinstance(points, bool) or not isinstance(points, (int, float)):
        raise CourseError(f"{where}: points= must be a number")
    if not 0 < points < math.inf:
        raise CourseError(f"{where}: points= must be a number above zero")
    return float(points)


def _read_function(name: str, stub: NumberedCell, path: Path) -> ast.FunctionDef:
    """The one function that the stub's cell holds."""
    where = f"{path}:{stub.line}: exercise {name!r}"
    try:
        body = ast.parse(stub.cell.source).body
    except SyntaxError as error:
        # Line 1 of the cell is the one after its marker.
        line = stub.line + (error.lineno or 1)
        raise CourseError(
            f"{path}:{line}: exercise {name!r}: not valid Python: {error.msg}"
        ) from error
    function = body[0] if len(body) == 1 else None
    if not isinstance(function, ast.FunctionDef) or function.decorator_list:
        raise CourseError(f"{where}: the cell must hold one function, and nothing else")
    if function.name != name:
        raise CourseError(f"{where}: the cell defines {function.name!r}")
    return function


def _read_without(cell: Cell, docstring: str, where: str) -> tuple[str, ...]:
    """The library functions that an answer must not use, each named in the stub's docstring."""
    names = cell.metadata.get("without", [])
    if not isinstance(names, list) or not all(
        isinstance(name, str) and _DOTTED_NAME.fullmatch(name) for name in names
    ):
        raise CourseError(f'{where}: without= must be a list of names, such as ["np.tanh"]')
    for name in names:
        if f"`{name}`" not in docstring:
            raise CourseError(
                f"{where} must not use {name}, but its docstring does not name `{name}`"
            )
    return tuple(names)
