"""Training on the trusted side: what is measured and what is refused."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from msgspec.structs import replace

from autograder.keras_models.importing import import_keras
from autograder.keras_models.rebuild import rebuild
from autograder.sandbox.inside.models import describe_model
from autograder.training.measures import TrainingError
from autograder.training.protocols import Protocol
from autograder.training.samples import samples_of
from autograder.training.train import prepare, train

keras = import_keras()
layers = keras.layers

SINE = Protocol(
    bar="10_x/f",
    scale="quick",
    data="sine",
    train=600,
    test=300,
    batch_size=32,
    epochs=4,
    seconds=60,
    measures=("r_squared",),
    curve="mean_squared_error",
)
SIGN = replace(SINE, data="sine sign", measures=("accuracy", "auc"), curve="accuracy")
IMAGES = replace(
    SINE, data="fashion_mnist", measures=("accuracy",), curve="accuracy", train=300, test=100
)


def crossed(*stack, loss="mse", optimizer="adam", compiled=True):
    model = keras.Sequential(stack)
    if compiled:
        model.compile(optimizer=optimizer, loss=loss)
    described = describe_model(model)
    return rebuild(described.architecture, described.weights, described.compiled)


def regressor(**options):
    return crossed(keras.Input((10,)), layers.Dense(32, "relu"), layers.Dense(1), **options)


def test_a_regressor_learns():
    run = train(regressor(), SINE, 1)
    assert 0.0 < run.measures["r_squared"] < 1.0
    assert len(run.curve) == 4
    assert run.curve[-1] < run.curve[0]
    assert run.outputs.shape == (300, 1)


def test_the_same_seed_gives_the_same_training_and_another_seed_another():
    model = regressor()
    one, again, other = (train(model, SINE, seed) for seed in (1, 1, 2))
    assert one.measures == pytest.approx(again.measures, abs=1e-3)
    assert one.measures != other.measures


def test_what_the_student_has_trained_is_not_taken_over():
    model = regressor()
    before = train(model, SINE, 1).measures["r_squared"]
    model.set_weights([np.full(weights.shape, 5.0) for weights in model.get_weights()])
    assert train(model, SINE, 1).measures["r_squared"] == pytest.approx(before, abs=1e-3)


def test_a_classifier_has_accuracy_and_area():
    model = crossed(
        keras.Input((10,)),
        layers.Dense(32, "relu"),
        layers.Dense(1, "sigmoid"),
        loss="binary_crossentropy",
    )
    measures = train(model, SIGN, 1).measures
    assert set(measures) == {"accuracy", "auc"}
    assert 0.5 < measures["auc"] <= 1.0


def test_logits_are_cut_at_zero():
    model = crossed(
        keras.Input((10,)),
        layers.Dense(32, "relu"),
        layers.Dense(1),
        loss=keras.losses.BinaryCrossentropy(from_logits=True),
    )
    run = train(model, SIGN, 1)
    labels = samples_of("sine sign", 600, 300).test_y
    assert run.measures["accuracy"] == np.mean((run.outputs[:, 0] >= 0) == labels)


def test_images_are_real_and_scaled():
    data = samples_of("fashion_mnist", 300, 100)
    assert data.x.shape == (300, 28, 28)
    assert (data.x.min(), data.x.max()) == (0.0, 1.0)
    assert set(data.test_y.tolist()) == set(range(10))


@pytest.mark.parametrize(
    ("model", "protocol", "message"),
    [
        (lambda: regressor(compiled=False), SINE, "not compiled"),
        (lambda: regressor(loss=None), SINE, "not compiled with a loss"),
        (
            lambda: crossed(keras.Input((9,)), layers.Dense(1)),
            SINE,
            "do its input, its output and its loss fit",
        ),
        (
            lambda: crossed(keras.Input((10,)), layers.Dense(3)),
            SINE,
            r"shape \(300, 3\)|do its input",
        ),
        (
            lambda: crossed(
                keras.Input((28, 28, 1)),
                layers.Conv2D(256, 3, padding="same"),
                layers.Conv2D(64, 3, padding="same"),
                layers.Flatten(),
                layers.Dense(1),
            ),
            IMAGES,
            "million multiplications",
        ),
    ],
)
def test_what_cannot_be_trained_is_said(model, protocol, message):
    with pytest.raises(TrainingError, match=message):
        train(model(), protocol, 1)


def test_a_training_that_takes_too_long_is_given_up():
    with pytest.raises(TrainingError, match="took longer than"):
        train(regressor(), replace(SINE, seconds=0.0), 1)


def test_what_happens_beside_a_training_does_not_change_it():
    model = regressor()
    alone = train(model, SINE, 1)
    with ThreadPoolExecutor(max_workers=1) as thread:
        beside = thread.submit(prepare(model, SINE, 1), threading.Event())
        for _ in range(10):
            regressor()  # draws weights of its own
    assert beside.result().measures == pytest.approx(alone.measures, abs=1e-3)


def test_a_training_that_is_no_longer_wanted_is_given_up():
    stop = threading.Event()
    training = prepare(regressor(), SINE, 1)
    stop.set()
    with pytest.raises(TrainingError, match="given up"):
        training(stop)


def test_outputs_that_are_no_numbers_score_nothing():
    model = crossed(
        keras.Input((10,)),
        layers.Dense(1),
        optimizer=keras.optimizers.SGD(1e3),
    )
    assert train(model, replace(SINE, epochs=8), 1).measures["r_squared"] == 0.0
