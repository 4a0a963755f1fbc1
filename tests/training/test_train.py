"""Training on the trusted side: what is measured and what is refused."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec.structs import replace

from autograder.course.model import CourseError
from autograder.keras_models.importing import import_keras
from autograder.keras_models.rebuild import rebuild
from autograder.sandbox.inside.models import describe_model
from autograder.training.descriptions import description_of
from autograder.training.measures import TrainingError, measure
from autograder.training.protocols import Protocol
from autograder.training.samples import samples_of, text_of
from autograder.training.train import Training, train
from autograder.training.trained import summarise

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

SERIES = replace(SINE, data="series", measures=("skill",), train=500, test=300)
TEXTS = replace(SINE, data="texts", measures=("accuracy",), curve="accuracy", train=500, test=300)


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


def test_images_with_marks_are_the_same_whenever_they_are_asked_for():
    data = samples_of("marks", 300, 100)
    assert (data.x.shape, data.test_x.shape) == ((300, 16, 16, 1), (100, 16, 16, 1))
    assert (data.x.dtype, data.y.dtype) == (np.float32, np.int64)
    assert set(data.y.tolist()) == set(data.test_y.tolist()) == set(range(4))
    samples_of.cache_clear()
    assert np.array_equal(samples_of("marks", 300, 100).test_x, data.test_x)


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


def test_one_training_after_another_is_like_each_alone():
    training = Training(description_of(regressor()), SINE)
    several = [training.run(seed).measures for seed in (1, 2, 1)]
    assert several[0] == several[2] != several[1]
    assert train(regressor(), SINE, 2).measures == pytest.approx(several[1], abs=1e-3)


def test_every_sample_is_trained_on_once_an_epoch():
    training = Training(description_of(regressor(optimizer="sgd")), replace(SINE, train=601))
    training.run(1)
    batches_an_epoch = 19  # 601 samples in batches of 32
    assert int(training._model.optimizer.iterations) == 4 * batches_an_epoch


def test_a_training_is_what_fit_does():
    """One epoch in one batch: the order of the samples does not matter then."""
    protocol = replace(SINE, train=64, batch_size=64, epochs=1)
    data = samples_of("sine", 64, 300)
    training = Training(description_of(regressor(optimizer="sgd")), protocol)
    run = training.run(3)
    model = training._model
    trained = [np.asarray(weights) for weights in model.get_weights()]
    training._begin(3)
    history = model.fit(data.x, data.y, batch_size=64, epochs=1, verbose=0).history
    for weights, fitted in zip(trained, model.get_weights(), strict=True):
        np.testing.assert_allclose(weights, fitted, rtol=1e-4, atol=1e-6)
    assert run.curve == pytest.approx(history["mean_squared_error"], rel=1e-4)


def test_a_penalty_of_the_model_is_part_of_its_loss():
    heavy = keras.regularizers.L2(5.0)
    model = crossed(
        keras.Input((10,)), layers.Dense(32, "relu", kernel_regularizer=heavy), layers.Dense(1)
    )
    assert train(model, SINE, 1).measures != train(regressor(), SINE, 1).measures


def test_outputs_that_are_no_numbers_score_nothing():
    model = crossed(
        keras.Input((10,)),
        layers.Dense(1),
        optimizer=keras.optimizers.SGD(1e3),
    )
    assert train(model, replace(SINE, epochs=8), 1).measures["r_squared"] == 0.0


def test_a_recurrent_network_forecasts_better_than_the_last_value():
    model = crossed(
        keras.Input((8, 2)),
        layers.SimpleRNN(16),
        layers.Dense(1),
        optimizer=keras.optimizers.Adam(0.01),
    )
    assert 0.2 < train(model, SERIES, 1).measures["skill"] < 1.0


def test_windows_of_a_series_and_their_targets():
    data = samples_of("series", 500, 300)
    assert (data.x.shape, data.test_x.shape) == ((500, 8, 2), (300, 8, 2))
    np.testing.assert_array_equal(data.x[1:, -1, 0], data.y[:-1])  # the target is the next step
    np.testing.assert_array_equal(data.test_x[1:, :-1], data.test_x[:-1, 1:])
    np.testing.assert_array_equal(data.naive, data.test_x[:, -1, 0])
    follows = np.sin(2 * data.x[:, 5, 1]) - data.y  # b three steps before the target
    assert 0.1 < follows.std() < 0.2


def test_skill_is_measured_against_the_last_values():
    truth, naive = np.array([3.0, 4.0, 6.0]), np.array([2.0, 3.0, 4.0])
    outputs = np.array([[3.0], [5.0], [6.0]])
    assert measure("skill", outputs, truth, 0.5, naive) == pytest.approx(5 / 6)
    with pytest.raises(CourseError, match="series"):
        measure("skill", outputs, truth, 0.5)


@pytest.mark.parametrize("masks", [True, False])
def test_words_are_whole_numbers(masks):
    model = crossed(
        keras.Input((12,), dtype="int32"),
        layers.Embedding(18, 8, mask_zero=masks),
        layers.GRU(8),
        layers.Dense(1, "sigmoid"),
        loss="binary_crossentropy",
    )
    run = train(model, TEXTS, 1)
    assert 0.3 < run.measures["accuracy"] <= 1.0
    assert np.all((run.outputs > 0) & (run.outputs < 1))


def test_forecasts_and_misread_texts_are_kept_for_the_page():
    forecaster = crossed(keras.Input((8, 2)), layers.SimpleRNN(4), layers.Dense(1))
    run = train(forecaster, SERIES, 1)
    kept = summarise(run, SERIES)
    assert kept.forecast == pytest.approx(run.outputs[:60, 0].tolist(), abs=1e-4)
    reader = crossed(
        keras.Input((12,)), layers.Embedding(18, 2), layers.GRU(2), layers.Dense(1, "sigmoid")
    )
    kept = summarise(train(reader, TEXTS, 1), TEXTS)
    assert 0 < len(kept.misread) <= 5
    texts = samples_of("texts", 500, 300).test_x
    assert text_of(texts[kept.misread[0]]).startswith("the ")


def test_a_text_approves_where_its_last_clause_does():
    data = samples_of("texts", 500, 300)
    assert (data.x.shape, data.x.min(), data.x.max()) == ((500, 12), 0, 17)
    good, bad, negation = range(10, 14), range(14, 18), 4
    for ids, label in zip(data.x.tolist(), data.y.tolist(), strict=True):
        words = [number for number in ids if number]
        assert words[-1] in (*good, *bad)
        assert label == ((words[-1] in good) != (words[-2] == negation))
