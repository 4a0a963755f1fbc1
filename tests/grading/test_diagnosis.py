"""When two answers are taken for the same: values, types, histories."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from scipy.special import softmax

from autograder.grading.calls import Recorded
from autograder.grading.diagnosis import Diagnosis, alike, trained_alike
from autograder.grading.engine import Engine, Settings
from autograder.limits import Limits
from autograder.sandbox.inside.protocol import values
from autograder.sandbox.inside.protocol.values import Foreign, History, Model
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


def test_probabilities_are_the_same_in_whichever_order_a_network_has_added():
    """As with oneDNN, which TensorFlow uses in the confined child and not in workers."""
    rng = np.random.default_rng(0)
    images, weights = np.float32(rng.random((60, 784))), np.float32(rng.normal(size=(784, 10)))
    backwards = images[:, ::-1] @ weights[::-1]
    logits = images @ weights
    assert not np.array_equal(logits, backwards)
    one, other = (softmax(values, axis=1) for values in (logits, backwards))
    assert one.dtype == np.float32
    assert alike(one, other)
    assert not alike(one, other + np.float32(0.001))


def test_trainings_that_are_alike_may_have_other_figures():
    history = History(loss=[0.5, 0.4])
    assert trained_alike([history, 1], [History(loss=[0.5, 0.400001]), 1])
    assert not trained_alike(history, History(loss=[0.5, 0.41]))
    weights = np.ones((2, 3)), np.zeros(3)
    model = Model(b"{}", list(weights))
    assert trained_alike((model,), (Model(b"{}", [array + 1e-6 for array in weights]),))
    assert not trained_alike((model,), (Model(b"{}", [array + 0.01 for array in weights]),))


TRAININGS = """
import numpy as np

from autograder.course.bank import read_bank
from autograder.course.loading import load_course
from autograder.grading.calls import Recorded, Request
from autograder.grading.diagnosis import Diagnosis, replay
from autograder.keras_models.importing import import_keras
from msgspec.structs import replace

keras = import_keras()
names = ("standardises_the_targets", "standardises_the_inputs", "trains_a_copy")
assignment = load_course().assignment("regression")
bank = read_bank(assignment.root / "solutions", assignment.slug)
entries = [entry for entry in bank if entry.of == "train" and entry.name in names]
diagnosis = Diagnosis(assignment, entries, with_keras=True)
model = keras.Sequential([keras.Input((10,)), keras.layers.Dense(1)])
model.compile(keras.optimizers.SGD(0.1), "mean_squared_error", run_eagerly=True)
x = np.random.default_rng(0).uniform(size=(6, 10))
arguments = (model, x, x.sum(axis=1), 6, 1)


def recognised(train):
    request = Request.of("train", arguments, {}, frozen=False)
    call = Recorded(request.function, request.arguments, [], False, None, None)
    answer = replay(train, call)
    call = replace(call, value=answer.value, error=answer.error, models=answer.models)
    entry = diagnosis.recognise("train", [call])
    return entry and entry.name


def doubles_the_targets(model, x, y, batch_size, epochs):
    return model.fit(x, 2 * y, batch_size=batch_size, epochs=epochs, verbose=0)


for entry in entries:
    assert recognised(diagnosis.build(entry)) == entry.name
print([entry.name for entry in entries], recognised(doubles_the_targets))
"""


def test_what_was_trained_on_is_recognised_by_the_figures_unless_chance_decides_them():
    done = subprocess.run(
        [sys.executable, "-c", TRAININGS],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == (
        "['trains_a_copy', 'standardises_the_inputs', 'standardises_the_targets'] None\n"
    )


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
