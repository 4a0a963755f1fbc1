"""Lines of model answers and hidden tests that stand in a notebook which students get."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from autograder.course.model import Assignment
from autograder.course.release.ipynb import JSON, cells_of, describe
from autograder.course.release.model_answers import answer_lines, is_docstring, parse_python

# A line with fewer characters than this, spaces not counted, says nothing: `return loss`, `else:`.
_SHORTEST = 12


def find_leaks(notebook: JSON, assignment: Assignment) -> Iterator[str]:
    """Look for lines of model answers and hidden tests in every text of the notebook."""
    secrets = _secret_lines(assignment)
    parts = [(describe(n, cell), cell) for n, cell in enumerate(cells_of(notebook), start=1)]
    for where, value in [*parts, ("the notebook", {**notebook, "cells": []})]:
        for text in _texts(value):
            for line in text.splitlines():
                for code in (line, *re.findall(r"`([^`]+)`", line)):
                    if origin := secrets.get(_essence(code)):
                        yield f"{where} holds a line of {origin}: {code.strip()}"


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


def _essence(line: str) -> str:
    """Reduce a line to what counts: no spaces between signs, no `return`, comment mark, prompt.

    So a line is recognised when it stands in a comment or in a doctest, or is laid out otherwise.
    """
    line = re.sub(r"^(\s|#|>>>|\.\.\.|return\b)+", "", line)
    return re.sub(r"\s*([^\w\s])\s*", r"\1", line.strip())


def _secret_lines(assignment: Assignment) -> dict[str, str]:
    """Lines that no student may find in the notebook, and where each of them stands."""
    secrets: dict[str, str] = {}
    path = assignment.model_answers
    text, tree = parse_python(path)
    answers = [n for numbers in answer_lines(assignment, tree).values() for n in numbers]
    files = [(path, text, tree, answers)]
    if assignment.grader.is_file():
        text, tree = parse_python(assignment.grader)
        files.append((assignment.grader, text, tree, list(range(1, len(text.split("\n")) + 1))))
    for path, text, tree, numbers in files:
        public = _public_lines(tree)
        lines = text.split("\n")
        for number in numbers:
            line = _essence(lines[number - 1])
            if number not in public and len(line.replace(" ", "")) >= _SHORTEST:
                secrets.setdefault(line, f"{assignment.relative(path)}:{number}")
    return secrets


def _public_lines(tree: ast.Module) -> set[int]:
    """Lines that give nothing away: imports, docstrings, and signatures but those of tests."""
    public: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            public.update(range(node.lineno, (node.end_lineno or 0) + 1))
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)):
            first = node.body[0] if node.body else None
            if first is not None and is_docstring(first):
                public.update(range(first.lineno, (first.end_lineno or 0) + 1))
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("test_"):
            public.update(range(node.lineno, node.body[0].lineno))
    return public
