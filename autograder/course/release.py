"""Building what students get: source and model answers merged, then nbgrader's own release version.

The answers pass through nbgrader in a scratch folder only, so nothing has to be stripped from a
file that is kept. `check` builds again and compares, and looks for lines that must not be there.
"""

from __future__ import annotations

import ast
import hashlib
import io
import json
import logging
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

# nbgrader and nbformat take a second or two to import, and only a build needs them.
# ruff: noqa: PLC0415
from autograder.course.findings import Finding
from autograder.course.model import Assignment, Cell, Course, CourseError, Exercise

JSON = dict[str, object]  # a notebook or a cell as it stands in an .ipynb file

STUB = "raise NotImplementedError"
BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
# A line with fewer characters than this, spaces not counted, says nothing: `return loss`, `else:`.
TELLING = 12


class ReleaseError(CourseError):
    """A release that cannot be built; the message says what to mend."""


def build(assignment: Assignment, destination: Path) -> Path:
    """Write the notebook that students get under `destination`, and return its path.

    `destination` plays the part of `release/`: the notebook is `04_losses/losses.ipynb` in it.
    """
    with tempfile.TemporaryDirectory(prefix="autograder-release-") as scratch:
        course = Path(scratch)
        merged = course / "source" / assignment.name / f"{assignment.slug}.ipynb"
        _write(_merge(assignment), merged)
        _generate_assignment(course, assignment)
        released = course / "release" / assignment.name / merged.name
        notebook = json.loads(released.read_bytes())
    _normalise(notebook)
    _refuse_other_stubs(notebook, assignment)
    path = destination / assignment.name / f"{assignment.slug}.ipynb"
    _write(notebook, path)
    return path


def write_merged_source(assignment: Assignment) -> Path:
    """Write `source/04_losses/losses.ipynb`, answers included, for nbgrader's own commands.

    The file is never committed; `nbgrader generate_assignment` makes the release version of it.
    """
    path = assignment.source.with_suffix(".ipynb")
    _write(_merge(assignment), path)
    return path


def check(assignment: Assignment) -> list[Finding]:
    """Build `assignment` anew and list what is wrong with the notebook under `release/`.

    Differences, outputs and execution counts left in cells, files that do not belong there, and
    lines of a model answer or a hidden test.
    """
    messages = list(_unexpected_files(assignment))
    try:
        messages += _check_notebook(assignment)
    except ReleaseError as error:
        messages.append(str(error))
    return [Finding(assignment.name, "release/", message) for message in messages]


def check_course(course: Course) -> list[Finding]:
    """Check every assignment, and that nothing else stands under `release/`."""
    problems = [problem for assignment in course.assignments for problem in check(assignment)]
    folder = course.root / "release"
    known = {assignment.name for assignment in course.assignments}
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        if path.name not in known:
            message = f"release/{path.name} belongs to no assignment"
            problems.append(Finding(path.name, "release/", message))
    return problems


# Merging


def _merge(assignment: Assignment) -> JSON:
    """Make the notebook that nbgrader calls the source version: stubs filled in, checks locked."""
    answers = _read_answers(assignment)
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


def _cell_id(cell: Cell) -> str:
    """Name a cell by what it is, so that an edit elsewhere in the notebook leaves its id alone."""
    if "exercise" in cell.metadata:
        return str(cell.metadata["exercise"])
    if "check" in cell.metadata:
        return check_cell_id(str(cell.metadata["check"]))
    digest = hashlib.sha256(f"{cell.kind}\n{cell.source}".encode()).hexdigest()
    return f"{cell.kind}-{digest[:8]}"


def check_cell_id(exercise: str) -> str:
    """The id of the cell that carries an exercise's points: its first check."""
    return f"check-{exercise}"


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


def _read_answers(assignment: Assignment) -> dict[str, str]:
    """The body of every exercise's model answer, as it stands in the file, without docstring."""
    path = assignment.model_answers
    text, tree = _parse(path)
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    return {
        exercise.name: "\n".join(
            text.split("\n")[number - 1]
            for number in _answer_lines(exercise, functions.get(exercise.name), path)
        )
        for exercise in assignment.exercises
    }


def _answer_lines(exercise: Exercise, function: ast.FunctionDef | None, path: Path) -> range:
    """The numbers of the lines that make up a model answer's body."""
    if function is None:
        raise ReleaseError(f"{path}: no function {exercise.name!r}, an exercise of the notebook")
    where = f"{path}:{function.lineno}: {exercise.name!r}"
    parameters = f"({ast.unparse(function.args)})"
    if parameters != exercise.parameters:
        raise ReleaseError(f"{where} takes {parameters}, but the stub {exercise.parameters}")
    body = function.body
    # A comment between docstring and first statement belongs to the answer.
    first = (body[0].end_lineno or 0) + 1 if _is_docstring(body[0]) else body[0].lineno
    if first > (function.end_lineno or 0) or body[0].lineno == function.lineno:
        raise ReleaseError(f"{where} has no body on lines of its own")
    return range(first, (function.end_lineno or 0) + 1)


def _parse(path: Path) -> tuple[str, ast.Module]:
    try:
        text = path.read_text(encoding="utf-8")
        return text, ast.parse(text)
    except FileNotFoundError as error:
        raise ReleaseError(f"{path} is missing") from error
    except UnicodeDecodeError as error:
        raise ReleaseError(f"{path}: not UTF-8: {error}") from error
    except SyntaxError as error:
        raise ReleaseError(f"{path}:{error.lineno}: not valid Python: {error.msg}") from error


def _is_docstring(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


# nbgrader


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
    config.CourseDirectory.course_id = "keras"
    config.CourseDirectory.assignment_id = assignment.name
    config.GenerateAssignment.no_database = True
    config.SaveCells.enabled = False
    config.ClearSolutions.code_stub = {"python": STUB}
    said = io.StringIO()
    log = logging.Logger("nbgrader")  # of its own: neither the root logger nor others hear of it
    log.addHandler(logging.StreamHandler(said))
    try:
        GenerateAssignment(coursedir=CourseDirectory(config=config), config=config, log=log).start()
    except NbGraderException as error:
        raise ReleaseError(
            f"nbgrader could not release {assignment.name}:\n{said.getvalue().strip()}"
        ) from error


def _normalise(notebook: JSON) -> None:
    """Leave out what depends on the machine or on a run, so that a build can be compared."""
    metadata = notebook["metadata"]
    assert isinstance(metadata, dict)
    notebook["metadata"] = {key: metadata[key] for key in ("autograder", "kernelspec")}
    for cell in _cells(notebook):
        if cell["cell_type"] == "code":
            cell |= {"execution_count": None, "outputs": []}


def _refuse_other_stubs(notebook: JSON, assignment: Assignment) -> None:
    released = {cell["id"]: _source(cell) for cell in _cells(notebook)}
    for exercise in assignment.exercises:
        if released.get(exercise.name) != exercise.stub:
            raise ReleaseError(
                f"{assignment.source}: nbgrader did not give back the stub of {exercise.name!r}; "
                f"does its docstring or its answer hold {BEGIN!r} or {END!r}?"
            )


def _write(notebook: JSON, path: Path) -> None:
    import nbformat

    node = nbformat.from_dict(notebook)  # type: ignore[no-untyped-call]
    nbformat.validate(node)
    text: str = nbformat.writes(node)  # type: ignore[no-untyped-call]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.rstrip("\n") + "\n", encoding="utf-8", newline="\n")


def _cells(notebook: JSON) -> list[JSON]:
    """The cells of a notebook; ValueError if it is none."""
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(cells, list) or not all(isinstance(cell, dict) for cell in cells):
        raise ValueError("it has no list of cells")
    return cells


def _source(cell: JSON) -> str:
    """A cell's text, which a file may hold in one piece or as lines."""
    source = cell["source"]
    return "".join(source) if isinstance(source, list) else str(source)


# Checking


def _shown(path: Path, assignment: Assignment) -> str:
    return path.relative_to(assignment.root).as_posix()


def _check_notebook(assignment: Assignment) -> list[str]:
    path = assignment.release_notebook
    mend = f"run `autograder release {assignment.name}`"
    with tempfile.TemporaryDirectory(prefix="autograder-check-") as scratch:
        fresh = build(assignment, Path(scratch)).read_bytes()
    if not path.is_file():
        return [f"{_shown(path, assignment)} is missing; {mend}"]
    text = path.read_bytes()
    try:
        notebook = json.loads(text)
        cells = _cells(notebook)
    except ValueError as error:
        return [f"{_shown(path, assignment)} is no notebook: {error}; {mend}"]
    messages: list[str] = []
    if text != fresh:
        messages.append(f"{_first_difference(cells, _cells(json.loads(fresh)))}; {mend}")
    return [*messages, *_left_behind(cells), *_leaks(notebook, assignment)]


def _unexpected_files(assignment: Assignment) -> Iterator[str]:
    folder = assignment.release_notebook.parent
    for path in sorted(folder.rglob("*")) if folder.is_dir() else []:
        if path.is_symlink() or (path.is_file() and path != assignment.release_notebook):
            what = "a compiled file" if path.suffix == ".pyc" else "an unexpected file"
            yield f"{_shown(path, assignment)} is {what}; delete it"


def _name(number: int, cell: JSON) -> str:
    return f"cell {number} ({cell.get('id', 'without id')})"


def _first_difference(old: list[JSON], new: list[JSON]) -> str:
    for number, (left, right) in enumerate(zip(old, new, strict=False), start=1):
        if left != right:
            keys = sorted(key for key in {*left, *right} if left.get(key) != right.get(key))
            return f"{_name(number, left)} differs from a fresh build in {', '.join(keys)}"
    if len(old) != len(new):
        return f"{len(old)} cells, but {len(new)} in a fresh build"
    return "metadata or layout of the file differs from a fresh build"


def _left_behind(cells: list[JSON]) -> Iterator[str]:
    for number, cell in enumerate(cells, start=1):
        if cell.get("outputs"):
            yield f"{_name(number, cell)} holds an output"
        if cell.get("execution_count") is not None:
            yield f"{_name(number, cell)} has an execution count"


def _leaks(notebook: JSON, assignment: Assignment) -> Iterator[str]:
    """Look for lines of model answers and hidden tests in every text of the notebook."""
    secrets = _secret_lines(assignment)
    places = [(_name(n, cell), cell) for n, cell in enumerate(_cells(notebook), start=1)]
    for place, value in [*places, ("the notebook", {**notebook, "cells": []})]:
        for text in _texts(value):
            for line in text.splitlines():
                for piece in (line, *re.findall(r"`([^`]+)`", line)):
                    if origin := secrets.get(_telling(piece)):
                        yield f"{place} holds a line of {origin}: {piece.strip()}"


def _texts(value: object) -> Iterator[str]:
    """Every string in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)


def _telling(line: str) -> str:
    """Reduce a line to what it tells: no spaces between signs, no `return`, comment mark, prompt.

    So a line is recognised when it stands in a comment or in a doctest, or is laid out otherwise.
    """
    line = re.sub(r"^(\s|#|>>>|\.\.\.|return\b)+", "", line)
    return re.sub(r"\s*([^\w\s])\s*", r"\1", line.strip())


def _secret_lines(assignment: Assignment) -> dict[str, str]:
    """Lines that no student may find in the notebook, and where each of them stands."""
    secrets: dict[str, str] = {}
    path = assignment.model_answers
    text, tree = _parse(path)
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    answers = [
        number
        for exercise in assignment.exercises
        for number in _answer_lines(exercise, functions.get(exercise.name), path)
    ]
    files = [(path, text, tree, answers)]
    if assignment.grader.is_file():
        text, tree = _parse(assignment.grader)
        files.append((assignment.grader, text, tree, list(range(1, len(text.split("\n")) + 1))))
    for path, text, tree, numbers in files:
        public = _public_lines(tree)
        lines = text.split("\n")
        for number in numbers:
            line = _telling(lines[number - 1])
            if number not in public and len(line.replace(" ", "")) >= TELLING:
                secrets.setdefault(line, f"{_shown(path, assignment)}:{number}")
    return secrets


def _public_lines(tree: ast.Module) -> set[int]:
    """Lines that give nothing away: imports, docstrings, and signatures but those of tests."""
    public: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            public.update(range(node.lineno, (node.end_lineno or 0) + 1))
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)):
            first = node.body[0] if node.body else None
            if first is not None and _is_docstring(first):
                public.update(range(first.lineno, (first.end_lineno or 0) + 1))
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("test_"):
            public.update(range(node.lineno, node.body[0].lineno))
    return public
