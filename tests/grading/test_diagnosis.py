"""When two answers are taken for the same: values, types, histories."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from autograder.grading.calls import Recorded
from autograder.grading.diagnosis import Diagnosis, alike
from autograder.grading.engine import Engine, Settings
from autograder.limits import Limits
from autograder.sandbox.inside.protocol import values
from autograder.sandbox.inside.protocol.values import Foreign, History
from tests.conftest import REPOSITORY, needs_sandbox
from tests.grading.entries import graded, misconceptions


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1.0, 1.0 + 1e-12),
        (float("nan"), float("nan")),
        (np.ones(3), np.ones(3) * (1 + 1e-12)),
        (np.float32([0.1]), np.float32([0.1000005])),
        ([1.0, "a"], [1.0, "a"]),
        ({"a": (1, 2)}, {"a": (1, 2)}),
        (Foreign("function"), Foreign("function")),
        # What was trained from random weights: as many values of the same names.
        (History(loss=[0.5, 0.4]), History(loss=[0.6, 0.1])),
    ],
)
def test_alike(one, other):
    assert alike(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1.0, 1.001),
        (1, "1"),
        (np.float64([0.1]), np.float64([0.1000005])),
        (np.ones(3), np.ones((3, 1))),
        ([1.0], [1.0, 1.0]),
        ({"a": 1}, {"b": 1}),
        ({"a": 1}, {"a": 2}),
        (Foreign("function"), Foreign("module")),
        (History(loss=[0.5, 0.4]), History(loss=[0.5])),
        (History(loss=[0.5]), History(loss=[0.5], val_loss=[0.5])),
    ],
)
def test_not_alike(one, other):
    assert not alike(one, other)


def test_what_keras_computes_is_compared_in_single_precision():
    assert not alike({"loss": [0.5]}, {"loss": [0.5000001]})
    assert alike({"loss": [0.5]}, {"loss": [0.5000001]}, single=True)
    assert not alike({"loss": [0.5]}, {"loss": [0.501]}, single=True)


def test_a_value_is_decoded_once_however_many_entries_there_are(real, monkeypatch):
    assignment = real.assignment("losses")
    large = values.pack([0.5] * 1000)
    arguments = values.pack_arguments((np.ones(3), np.ones(3)), {}, [])
    call = Recorded("mse", arguments, [], False, large, None)
    decoded = []
    unpack = values.unpack
    monkeypatch.setattr(
        values, "unpack", lambda data: decoded.append(data == large) or unpack(data)
    )
    assert Diagnosis.of(assignment).recognise("mse", [call]) is None
    assert sum(decoded) == 1


def test_mistakes_are_recognised_without_keras_where_exercises_do_without():
    # In the grader's own process Keras would take most of a gigabyte.
    script = """
import sys
from autograder.course.loading import load_course
from autograder.grading.calls import Recorded
from autograder.grading.diagnosis import Diagnosis
from autograder.sandbox.inside.protocol import values

assignment = load_course().assignment("classification")
history = {"loss": [3.0, 2.0, 1.0], "val_loss": [3.0, 1.0, 2.0]}
call = Recorded("best_epoch", values.pack_arguments((history,), {}, []), [], False,
                values.pack(1), None)
print(Diagnosis.of(assignment).recognise("best_epoch", [call]).name, "keras" in sys.modules)
"""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    assert done.stdout.endswith(" False\n")


@needs_sandbox
def test_a_mistake_that_keeps_state_is_recognised_by_the_order_of_its_calls(real):
    assignment = real.assignment("optimizers")
    entry = next(
        one for one in misconceptions(assignment) if one.name == "momentum_update_remembers"
    )
    with Engine.of([assignment], Settings(b"a secret", Limits())) as engine:
        assert graded(engine, assignment, entry).misconception == entry.name
