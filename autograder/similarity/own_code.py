"""The statements of a notebook's cells, each with its fingerprints.

What is read here is a student's text. How much of it is looked at is bounded, and `reading` lets a
process of its own do it, so that a text on which Python's parser breaks costs nothing else.
"""

from __future__ import annotations

import ast
import warnings
from array import array
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from autograder.similarity.normal_form import fingerprints
from autograder.submissions.definitions import statements_of

#: Longer cells hold data; honest notebooks stay far below the sums.
_LONGEST_CELL = 50_000
_LONGEST = 400_000  # of all cells of a submission
_MOST_FINGERPRINTS = 50_000  # of a submission
_UNPARSED = (SyntaxError, ValueError, RecursionError, MemoryError)


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement at the left margin of a cell, such as a function."""

    name: str  # of the function or class that it defines; empty where it defines none
    text: str
    found: array[int]  # fingerprints, each once
    lines: array[int]  # of each fingerprint the line of the text on which it begins first


class _Piece(NamedTuple):
    """A statement as text and as a tree, or several that share a line."""

    text: str
    nodes: list[ast.stmt]
    begin: int  # the first line, as the tree counts them


def statements(cells: Sequence[str], functions: Collection[str]) -> list[Statement]:
    """The statements of some cells, without imports; what is not Python is left out.

    `functions` are the exercises, whose names are kept.
    """
    pieces: list[_Piece] = []
    left = _LONGEST
    for cell in cells:
        left -= len(cell)
        if len(cell) <= _LONGEST_CELL and left >= 0:
            pieces += _cut(cell.replace("\r", "\n"))
    modules = _modules(node for piece in pieces for node in piece.nodes)
    made: list[Statement] = []
    left = _MOST_FINGERPRINTS
    for text, nodes, begin in pieces:
        if all(isinstance(node, (ast.Import, ast.ImportFrom)) for node in nodes):
            continue
        found: dict[int, int] = {}
        for node in nodes:
            for fingerprint, line in fingerprints(node, modules, functions).items():
                found.setdefault(fingerprint, line - begin + 1)
        left -= len(found)
        if left < 0:
            break
        made.append(
            Statement(_name(nodes[-1]), text, array("Q", found), array("L", found.values()))
        )
    return made


def _cut(cell: str) -> Iterator[_Piece]:
    whole = _parsed(cell)
    if whole is not None:
        yield from _segments(cell, whole)
        return
    for text in statements_of(cell):  # a mistake costs the statement that it stands in
        nodes = _parsed(text)
        if nodes:
            yield _Piece(_bare(text.split("\n")), nodes, 1)


def _segments(cell: str, nodes: Sequence[ast.stmt]) -> Iterator[_Piece]:
    groups: list[tuple[int, int, list[ast.stmt]]] = []
    for node in nodes:
        begin = min(part.lineno for part in (node, *getattr(node, "decorator_list", ())))
        end = node.end_lineno or node.lineno
        if groups and begin <= groups[-1][1]:  # two on one line
            first, _, together = groups.pop()
            groups.append((first, end, [*together, node]))
        else:
            groups.append((begin, end, [node]))
    lines = cell.split("\n")
    for begin, end, together in groups:
        yield _Piece(_bare(lines[begin - 1 : end]), together, begin)


def _bare(lines: Sequence[str]) -> str:
    """Lines without the blanks behind them, which nobody sees."""
    return "\n".join(line.rstrip() for line in lines)


def _parsed(text: str) -> list[ast.stmt] | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text).body
    except _UNPARSED:
        return None


def _modules(statements: Iterator[ast.stmt]) -> dict[str, str]:
    """The full names of what is imported, wherever, by the names that it is given."""
    modules: dict[str, str] = {}
    for node in chain.from_iterable(map(ast.walk, statements)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                outermost = alias.name.partition(".")[0]
                modules[alias.asname or outermost] = alias.name if alias.asname else outermost
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                modules[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return modules


def _name(node: ast.stmt) -> str:
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return node.name
    return ""
