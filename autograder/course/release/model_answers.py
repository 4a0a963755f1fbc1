"""The bodies of the model answers as they stand in their file, line by line."""

from __future__ import annotations

import ast
from pathlib import Path

from autograder.course.model import Assignment, CourseError, Exercise


class ReleaseError(CourseError):
    """A release that cannot be built; the message says what to mend."""


def read_answers(assignment: Assignment) -> dict[str, str]:
    """The body of every exercise's model answer, as it stands in the file, without docstring."""
    text, tree = parse_python(assignment.model_answers)
    lines = text.split("\n")
    return {
        name: "\n".join(lines[number - 1] for number in numbers)
        for name, numbers in answer_lines(assignment, tree).items()
    }


def answer_lines(assignment: Assignment, tree: ast.Module) -> dict[str, range]:
    """For every exercise the numbers of the lines that make up its model answer's body."""
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    return {
        exercise.name: _body_lines(
            exercise, functions.get(exercise.name), assignment.model_answers
        )
        for exercise in assignment.exercises
    }


def _body_lines(exercise: Exercise, function: ast.FunctionDef | None, path: Path) -> range:
    """The numbers of the lines that make up a model answer's body."""
    if function is None:
        raise ReleaseError(f"{path}: no function {exercise.name!r}, an exercise of the notebook")
    where = f"{path}:{function.lineno}: {exercise.name!r}"
    parameters = f"({ast.unparse(function.args)})"
    if parameters != exercise.parameters:
        raise ReleaseError(f"{where} takes {parameters}, but the stub {exercise.parameters}")
    body = function.body
    # A comment between docstring and first statement belongs to the answer.
    first = (body[0].end_lineno or 0) + 1 if is_docstring(body[0]) else body[0].lineno
    if first > (function.end_lineno or 0) or body[0].lineno == function.lineno:
        raise ReleaseError(f"{where} needs a body on lines below its signature")
    return range(first, (function.end_lineno or 0) + 1)


def parse_python(path: Path) -> tuple[str, ast.Module]:
    """Read a Python file of the course; ReleaseError names what is wrong with it."""
    try:
        text = path.read_text(encoding="utf-8")
        return text, ast.parse(text)
    except FileNotFoundError as error:
        raise ReleaseError(f"{path} is missing") from error
    except UnicodeDecodeError as error:
        raise ReleaseError(f"{path}: not UTF-8: {error}") from error
    except SyntaxError as error:
        raise ReleaseError(f"{path}:{error.lineno}: not valid Python: {error.msg}") from error


def is_docstring(node: ast.stmt) -> bool:
    """Whether a statement, the first of its body, is a docstring."""
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )
