"""Mistakes are recognised in code as students write it, imperfect in other ways, too."""

from __future__ import annotations

from dataclasses import replace

import pytest

from autograder.grading.engine import Engine, Settings
from autograder.limits import Limits
from autograder.submissions.submission import Submission
from tests.conftest import needs_sandbox
from tests.grading.entries import graded, misconceptions, stripped

pytestmark = needs_sandbox

SETTINGS = Settings(b"a secret", Limits(), counterexamples=20)


@pytest.fixture(scope="module")
def engine(real):
    with Engine.of([real.assignment("losses")], SETTINGS) as engine:
        yield engine


def recognised(engine, name, text):
    only = frozenset({name})
    code = f"import numpy as np\n\n{text}".encode()
    (exercise,) = engine.grade(
        Submission("ada", "04_losses", "losses.py", code, only=only)
    ).exercises
    return exercise.misconception


@pytest.mark.parametrize(
    ("name", "text", "mistake"),
    [
        ("mse", "def mse(y_true, y_pred):\n    return np.sum((y_true - y_pred) ** 2)", "mse_sums"),
        ("mse", "def mse(y_true, y_pred):\n    return ((y_true - y_pred) ** 2).mean() / 2",
         "mse_halves"),
        ("mae", "def mae(y_true, y_pred):\n    return abs(np.mean(y_true - y_pred))",
         "mae_abs_of_the_mean"),
        ("binary_cross_entropy", "def binary_cross_entropy(y_true, p):\n"
         "    p = np.clip(p, 1e-7, 1 - 1e-7)\n"
         "    return np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))",
         "binary_cross_entropy_forgets_minus"),
    ],
)  # fmt: skip
def test_a_mistake_is_recognised_beside_others(engine, name, text, mistake):
    assert recognised(engine, name, text) == mistake


@pytest.mark.parametrize(
    "text",
    [
        "def mse(y_true, y_pred):\n    return np.mean((y_true - y_pred) ** 4)",
        "def mse(y_true, y_pred):\n    return 1.0",
        "def mse(y_true, y_pred):\n    return np.random.normal()",
        "def mse(y_true, y_pred):\n    return 1 + np.mean((y_true - y_pred) ** 2)",
    ],
)
def test_no_mistake_is_recognised_in_what_is_like_none(engine, text):
    assert recognised(engine, "mse", text) is None


def test_entries_without_conversions_are_recognised_as_themselves(real):
    missed, tried = [], 0
    assignments = [real.assignment(slug) for slug in ("losses", "metrics")]
    with Engine.of(assignments, SETTINGS) as engine:
        for assignment in assignments:
            for entry in misconceptions(assignment):
                text = stripped(entry.source)
                exercise = graded(engine, assignment, replace(entry, source=text))
                if exercise.outcome == "right":
                    assert exercise.misconception is None
                    continue
                tried += 1
                if exercise.misconception != entry.name:
                    missed.append(f"{entry.name}: {exercise.misconception}")
    assert len(missed) <= 0.05 * tried, missed
