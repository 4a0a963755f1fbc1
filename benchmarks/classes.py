"""Made-up classes to measure with: any number of different notebooks, half of them right.

A class is the same whenever it is made. The right half is made of model answers and alternatives;
the other half has mistakes of the bank.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import msgspec

from autograder.course.answers import functions_of
from autograder.course.bank import read_bank
from autograder.course.model import Assignment
from autograder.demo import Answers, filled, source_of

#: It is not secret, so that every run has the same hidden inputs.
SECRET = b"a class to measure with"
_MOST_ENTRIES = 3  # of the bank, in one notebook


def answers(assignment: Assignment, count: int) -> Iterator[tuple[str, Answers]]:
    """Names of students and their answers, by exercise; a wrong one follows each right one."""
    model = functions_of(assignment.model_answers.read_text(encoding="utf-8"))
    entries = read_bank(assignment.root / "solutions", assignment.slug)
    random_ = random.Random(0)
    for number in range(count):
        wrong = number % 2 == 1
        kind = "misconception" if wrong else "alternative"
        own = [entry for entry in entries if entry.kind == kind]
        chosen = random_.sample(own, random_.randint(1 if wrong else 0, _MOST_ENTRIES))
        student = f"{'wrong' if wrong else 'right'}-{number:05d}"
        yield student, model | {entry.of: source_of(entry) for entry in chosen}


def notebooks(assignment: Assignment, count: int) -> Iterator[tuple[str, bytes]]:
    """Names of students and the released notebook with their answers filled in."""
    released = msgspec.json.decode(assignment.release_notebook.read_bytes())
    for student, own in answers(assignment, count):
        yield student, filled(released, own, f"# by {student}")


def write_class(assignment: Assignment, folder: Path, count: int) -> Path:
    """Write a class in nbgrader's layout, `<student>/<assignment>/<slug>.ipynb`."""
    for student, content in notebooks(assignment, count):
        path = folder / student / assignment.name / f"{assignment.slug}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder
