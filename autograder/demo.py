"""A made-up class: more than a dozen notebooks for an assignment, some of them hostile.

The class is the same whenever it is made. Each notebook is the released one with the code of its
solution cells replaced, as a student would have done it.
"""

from __future__ import annotations

import ast
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from autograder.course.answers import callers, functions_of
from autograder.course.bank import Entry, read_bank
from autograder.course.model import Assignment, Course, CourseError
from autograder.course.release import build
from autograder.limits import Limits

#: It is not secret, so that the demo always shows the same.
SECRET = b"the demo's class is made up"

#: A short limit, since the class has endless loops.
LIMITS = Limits(call_seconds=2.0)

#: A file that marks a folder as one that a demo made and another demo may overwrite.
MARKER = ".autograder-demo"

#: The students who hand in assignments whose models are trained.
_SMALL_CLASS = frozenset(
    "ada-all-right ben-untouched cleo-unusual-but-right finn-many-mistakes hugo-half-done".split()
)

#: A student's answers: the code of a solution cell by exercise. Missing ones stay stubs.
Answers = dict[str, str]

_FORGERY = """
import builtins, gc, json, os, pathlib, sys

for folder in ("/", "/root", "/home", "/tmp", os.getcwd()):
    try:
        for path in pathlib.Path(folder).rglob("test_*.py"):
            print(path.read_text())
    except OSError:
        pass
for path in ("report.json", "../report.json", "/tmp/report.json"):
    try:
        pathlib.Path(path).write_text(json.dumps({"score": 100, "max_score": 100}))
    except OSError:
        pass
builtins.isinstance = lambda *_: True
for thing in gc.get_objects():
    if type(thing).__name__ == "module" and "numpy" in getattr(thing, "__name__", ""):
        thing.allclose = lambda *_, **__: True


class Forged(float):
    def __eq__(self, other):
        return True

    def __sub__(self, other):
        return 0.0
"""
_LOOP = "    while True:\n        pass\n"
_EXIT = "    os._exit(0)\n"
_FORGED = "    print('ALL TESTS PASSED')\n    return Forged(0.0)\n"


def prepare_folder(folder: Path) -> Path:
    """Prepare a demo's folder, and give the one in it for the class, which does not exist yet.

    The folder must be new, empty or an earlier demo's: everything else in it belongs to somebody.
    """
    if folder.exists() and not folder.is_dir():
        raise CourseError(f"{folder} is not a folder. Choose a new one with --keep.")
    marker, submissions = folder / MARKER, folder / "submissions"
    if folder.exists() and any(folder.iterdir()) and not marker.is_file():
        raise CourseError(
            f"{folder} holds files that the demo did not make, and the demo would overwrite some. "
            "Choose a new or empty folder with --keep."
        )
    folder.mkdir(parents=True, exist_ok=True)
    marker.write_text("`autograder demo` made this folder and may overwrite it.\n")
    if submissions.exists():
        shutil.rmtree(submissions)
    return submissions


def make_class(course: Course, folder: Path) -> Path:
    """Write `<student>/<assignment>/<slug>.ipynb` below a new or empty folder; give the folder."""
    if folder.exists() and any(folder.iterdir()):
        raise CourseError(f"{folder} is not empty: a made-up class needs a folder for itself.")
    for assignment in course.assignments:
        notebook = msgspec.json.decode(_released(assignment))
        for student, answers, extra in _students(assignment):
            path = folder / student / assignment.name / f"{assignment.slug}.ipynb"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(filled(notebook, answers, extra))
    return folder


def _released(assignment: Assignment) -> bytes:
    """The notebook that students get: as it was released, else built for this class alone."""
    if assignment.release_notebook.is_file():
        return assignment.release_notebook.read_bytes()
    with tempfile.TemporaryDirectory(prefix="autograder-demo-") as scratch:
        return build(assignment, Path(scratch)).read_bytes()


def _students(assignment: Assignment) -> list[tuple[str, Answers, str]]:
    """The students of the class: a name, the answers, and a cell of the student's own."""
    text = assignment.model_answers.read_text(encoding="utf-8")
    model = functions_of(text)
    names = [exercise.name for exercise in assignment.exercises]
    missing = [name for name in names if name not in model]
    if missing or not names:
        raise CourseError(
            f"{assignment.model_answers}: no model answer of {', '.join(missing)}."
            if missing
            else f"{assignment.source}: no exercise, so there is nothing to grade."
        )
    entries = read_bank(assignment.root / "solutions", assignment.slug)
    wrong = [entry for entry in entries if entry.kind == "misconception"]
    unusual = [entry for entry in entries if entry.kind == "alternative"]
    calls = callers(assignment)
    alone = [
        exercise.name
        for exercise in assignment.exercises
        if calls[exercise.name] == {exercise.name} and not exercise.keras
    ]
    # Exercises that no other exercise calls, if there are any.
    first, second = (*alone, *alone, *names, *names)[:2]
    students = [
        ("ada-all-right", model, ""),
        ("ben-untouched", {}, ""),
        ("cleo-unusual-but-right", model | _pick(unusual, lambda index: 0), ""),
        ("dan-one-mistake", model | _mistake(wrong, names[0]), ""),
        ("eva-another-mistake", model | _mistake(wrong, names[len(names) // 2]), ""),
        ("finn-many-mistakes", model | _pick(wrong, lambda index: index), ""),
        ("gita-all-mistaken", _pick(wrong, lambda index: 2 * index + 1), ""),
        ("hugo-half-done", {name: model[name] for name in names[: len(names) // 2]}, ""),
        ("ines-syntax-error", model | {first: model[first] + "\n    return (\n"}, ""),
        ("jon-endless-loop", model | {first: _body(model[first], _LOOP)}, ""),
        ("kim-prints-a-flood", model | {first: _printing(model[first])}, ""),
        ("lea-magics", model, "%matplotlib inline\n!pip install numpy\nimport time\n"),
        ("max-forges", {name: _body(model[name], _FORGED) for name in names}, _FORGERY),
        ("nora-ends-the-program", model | {second: _body(model[second], _EXIT)}, "import os"),
        ("omar-forgot-return", model | {second: _without_return(model[second])}, ""),
    ]  # fmt: skip
    if sum(exercise.keras for exercise in assignment.exercises) > 1:
        # Training takes seconds: a smaller class.
        return [student for student in students if student[0] in _SMALL_CLASS]
    return students


def source_of(entry: Entry) -> str:
    """An entry of the bank as a student's answer."""
    imports = f"{entry.imports}\n\n\n" if entry.imports else ""
    return f"{imports}{entry.renamed_source}"


def _pick(entries: list[Entry], choose: Callable[[int], int]) -> Answers:
    """For each exercise one of its entries, chosen by the exercise's index in the bank."""
    exercises = list(dict.fromkeys(entry.of for entry in entries))
    answers: Answers = {}
    for index, exercise in enumerate(exercises):
        own = [entry for entry in entries if entry.of == exercise]
        answers[exercise] = source_of(own[choose(index) % len(own)])
    return answers


def _mistake(entries: list[Entry], name: str) -> Answers:
    """The first entry of an exercise, if the bank has one."""
    first = next((entry for entry in entries if entry.of == name), None)
    return {name: source_of(first)} if first is not None else {}


def _body(definition: str, body: str) -> str:
    """The function with another body."""
    node = ast.parse(definition).body[0]
    assert isinstance(node, ast.FunctionDef)
    return f"def {node.name}({ast.unparse(node.args)}):\n{body}"


def _printing(definition: str) -> str:
    head, _, rest = definition.partition("\n")
    return f"{head}\n    print('x' * 1_000_000)\n{rest}"


def _without_return(definition: str) -> str:
    return definition.replace("return ", "result = ")


def filled(notebook: dict[str, Any], answers: Answers, extra: str) -> bytes:
    """The notebook with answers in its solution cells, and a cell of the student's own on top."""
    cells = []
    for cell in notebook["cells"]:
        metadata = cell["metadata"].get("nbgrader", {})
        name = metadata.get("grade_id")
        if metadata.get("solution") and name in answers:
            cell = {**cell, "source": answers[name]}  # noqa: PLW2901
        cells.append(cell)
    if extra:
        own: dict[str, Any] = {"cell_type": "code", "id": "own", "metadata": {}, "source": extra}
        cells.insert(1, own | {"outputs": [], "execution_count": None})
    return msgspec.json.format(msgspec.json.encode({**notebook, "cells": cells}), indent=1)
