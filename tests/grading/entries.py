"""Entries of a bank as answers, whole and as students write them."""

from __future__ import annotations

import ast
from dataclasses import replace

from autograder.course.bank import Entry, read_bank
from autograder.course.model import Assignment
from autograder.grading.engine import Engine
from autograder.reports.report import ExerciseReport
from autograder.verification.bank import submission_of

_CONVERSIONS = frozenset({"ravel", "asarray", "array", "atleast_1d", "asanyarray", "float64"})
_METHODS = frozenset({"ravel", "flatten", "astype"})


def misconceptions(assignment: Assignment) -> list[Entry]:
    """The wrong answers of an assignment that are shown by what they return."""
    return [
        entry
        for entry in read_bank(assignment.root / "solutions", assignment.slug)
        if entry.kind == "misconception" and entry.uses is None
    ]


def graded(engine: Engine, assignment: Assignment, entry: Entry) -> ExerciseReport:
    """The report of an entry's exercise, where the entry is the answer to it."""
    alone = replace(submission_of(assignment, entry), only=frozenset({entry.of}))
    (exercise,) = engine.grade(alone).exercises
    return exercise


def stripped(source: str) -> str:
    """The source of a function without the conversions that make it take any input."""
    return ast.unparse(ast.fix_missing_locations(_Stripping().visit(ast.parse(source))))


class _Stripping(ast.NodeTransformer):
    def visit_Call(self, node: ast.Call) -> ast.expr:
        self.generic_visit(node)
        node.keywords = [keyword for keyword in node.keywords if keyword.arg != "dtype"]
        match node.func:
            case ast.Attribute(value=ast.Name(id="np"), attr=name) if name in _CONVERSIONS:
                # A list that is written out stays an array.
                kept = not node.args or isinstance(node.args[0], ast.List | ast.ListComp)
                return node if kept else node.args[0]
            case ast.Attribute(value=value, attr=name) if name in _METHODS:
                return value
        return node
