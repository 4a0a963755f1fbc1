"""Answers as text: the functions of a file, one of them replaced, and which call which."""

from __future__ import annotations

import ast
from collections import defaultdict

from autograder.course.model import Assignment, CourseError


def functions_of(text: str) -> dict[str, str]:
    """The definitions of a file of answers, by name."""
    return {
        node.name: ast.unparse(node)
        for node in ast.parse(text).body
        if isinstance(node, ast.FunctionDef)
    }


def replace_function(text: str, name: str, replacement: str) -> str:
    """A file's text with the definition of the function `name` replaced."""
    lines = text.split("\n")
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef) and node.name == name:
            assert node.end_lineno is not None
            return "\n".join([*lines[: node.lineno - 1], replacement, *lines[node.end_lineno :]])
    raise CourseError(f"The model answers define no function {name}.")


def callers(assignment: Assignment) -> dict[str, set[str]]:
    """For each exercise, those whose model answer calls it, at first or second hand."""
    names = {exercise.name for exercise in assignment.exercises}
    uses: defaultdict[str, set[str]] = defaultdict(set)
    tree = ast.parse(assignment.model_answers.read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name in names:
            called = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)} & names
            for name in called - {node.name}:
                uses[name].add(node.name)
    reached: dict[str, set[str]] = {}
    for name in names:
        found, queue = {name}, [name]
        while queue:
            for caller in uses[queue.pop()] - found:
                found.add(caller)
                queue.append(caller)
        reached[name] = found
    return reached
