"""Each transformation alone: no point is lost, and a real kernel finds the notebook green."""

from __future__ import annotations

import importlib
import json
from pathlib import Path

import pytest

from autograder.course.model import Assignment, Course
from autograder.grading.engine import Engine
from autograder.reports.report import Report
from autograder.submissions.submission import Submission
from tests.conftest import needs_sandbox
from tests.field.hand_in import CATALOGUE, HandIn, Transformation, right_hand_in
from tests.field.kernel import run_in_kernel

for module in (
    "cells", "definitions", "exports", "json_forms", "libraries", "magics", "names_reused",
    "own_cells",
):  # fmt: skip
    importlib.import_module(f"tests.field.{module}")


def graded_exercises(assignment: Assignment) -> tuple:
    return tuple(exercise for exercise in assignment.exercises if not exercise.keras)


def encoded(hand_in: HandIn) -> bytes:
    return json.dumps(hand_in.notebook(), indent=1).encode()


def file_of(hand_in: HandIn, last: Transformation | None) -> tuple[str, bytes]:
    """The file that is handed in: its name and its bytes."""
    slug = hand_in.assignment.slug
    if last is None:
        return f"{slug}.ipynb", encoded(hand_in)
    if last.stage == "text":
        return f"{slug}.ipynb", last.apply(hand_in)
    return f"{slug}.py", last.apply(hand_in).encode()


def grade(engine: Engine, hand_in: HandIn, last: Transformation | None) -> Report:
    filename, content = file_of(hand_in, last)
    only = frozenset(exercise.name for exercise in hand_in.exercises)
    submission = Submission("ada", hand_in.assignment.name, filename, content, only=only)
    return engine.grade(submission)


def lost(report: Report) -> list[str]:
    """What was not right, with the first message of each."""
    words = [
        f"{exercise.name} {exercise.score}/{exercise.max_score}: "
        + next((str(test.message) for test in exercise.tests if not test.passed), "")
        for exercise in report.exercises
        if exercise.score != exercise.max_score
    ]
    return words + report.warnings if words else []


def transformed(course: Course, one: Transformation, seed: int = 0) -> HandIn:
    slugs = [
        slug for slug in ("losses", "metrics", "activations") if not one.only or slug in one.only
    ]
    assignment = course.assignment(slugs[0])
    hand_in = right_hand_in(assignment, graded_exercises(assignment), seed)
    if one.stage == "cells":
        one.apply(hand_in)
    return hand_in


@needs_sandbox
@pytest.mark.parametrize("one", CATALOGUE, ids=lambda one: one.name)
def test_keeps_every_point(one: Transformation, real: Course, field_engine: Engine):
    hand_in = transformed(real, one)
    report = grade(field_engine, hand_in, None if one.stage == "cells" else one)
    assert lost(report) == []
    assert report.score == report.max_score > 0


@pytest.mark.parametrize(
    "one",
    [one for one in CATALOGUE if one.stage == "cells" and one.green],
    ids=lambda one: one.name,
)
def test_is_green_in_a_real_kernel(one: Transformation, real: Course, tmp_path: Path):
    assert run_in_kernel(transformed(real, one), str(tmp_path)) == []
