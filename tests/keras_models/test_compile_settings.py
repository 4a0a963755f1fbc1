"""Compile settings that cross: what is the same to Keras is the same here, the rest is refused."""

from __future__ import annotations

import json

import pytest

from autograder.keras_models.architecture import ModelError
from autograder.keras_models.compile_settings import (
    Component,
    SettingsError,
    read_settings,
    settings_of,
)
from autograder.keras_models.importing import import_keras
from autograder.keras_models.rebuild import fresh, rebuild
from autograder.sandbox.inside.models import describe_model

keras = import_keras()
losses, metrics, optimizers = keras.losses, keras.metrics, keras.optimizers


def model():
    return keras.Sequential([keras.Input((3,)), keras.layers.Dense(1, "sigmoid")])


def crossed(built):
    described = describe_model(built)
    return rebuild(described.architecture, described.weights, described.compiled)


def settings(**arguments):
    built = model()
    built.compile(**{"optimizer": "adam", "loss": "mse"} | arguments)
    return settings_of(crossed(built))


def test_a_model_that_is_not_compiled_has_no_settings():
    assert settings_of(crossed(model())) is None


@pytest.mark.parametrize(
    "loss",
    [
        "binary_crossentropy",
        "BinaryCrossentropy",
        "bce",
        losses.binary_crossentropy,
        losses.BinaryCrossentropy(),
        losses.BinaryCrossentropy(from_logits=False, name="mine"),
    ],
)
def test_a_loss_is_the_same_as_string_function_and_object(loss):
    assert settings(loss=loss).loss == Component("BinaryCrossentropy")


@pytest.mark.parametrize("loss", ["mse", "mean_squared_error", losses.MeanSquaredError()])
def test_short_names_of_losses(loss):
    assert settings(loss=loss).loss == Component("MeanSquaredError")


def test_options_that_matter_are_kept():
    found = settings(loss=losses.BinaryCrossentropy(from_logits=True, label_smoothing=0.1))
    assert found.loss == Component(
        "BinaryCrossentropy", {"from_logits": True, "label_smoothing": 0.1}
    )
    assert found.expects_logits


@pytest.mark.parametrize(
    ("optimizer", "name", "options", "rate"),
    [
        ("sgd", "SGD", {}, 0.01),
        (optimizers.SGD(), "SGD", {}, 0.01),
        (optimizers.SGD(0.1, momentum=0.9), "SGD", {"momentum": 0.9}, 0.1),
        ("Adam", "Adam", {}, 0.001),
        (optimizers.Adam(learning_rate=0.003), "Adam", {}, 0.003),
        (optimizers.RMSprop(), "RMSprop", {}, 0.001),
        (optimizers.AdamW(clipnorm=1.0), "AdamW", {"clipnorm": 1.0}, 0.001),
    ],
)
def test_optimisers(optimizer, name, options, rate):
    found = settings(optimizer=optimizer)
    assert (found.optimizer, found.learning_rate) == (Component(name, options), rate)


def test_a_schedule_is_a_part_of_its_own():
    schedule = optimizers.schedules.ExponentialDecay(0.1, decay_steps=10, decay_rate=0.5)
    assert settings(optimizer=optimizers.SGD(schedule)).learning_rate == Component(
        "ExponentialDecay", {"initial_learning_rate": 0.1, "decay_steps": 10, "decay_rate": 0.5,
                             "staircase": False},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("loss", "metric", "counts"),
    [
        ("binary_crossentropy", "accuracy", True),
        ("binary_crossentropy", "acc", True),
        ("binary_crossentropy", metrics.BinaryAccuracy(), True),
        ("binary_crossentropy", metrics.BinaryAccuracy(threshold=0.7), False),
        ("binary_crossentropy", metrics.Accuracy(), False),
        ("binary_crossentropy", "mse", False),
        ("sparse_categorical_crossentropy", "sparse_categorical_accuracy", True),
        ("sparse_categorical_crossentropy", "binary_accuracy", False),
    ],
)
def test_accuracy_by_whichever_name_fits_the_loss(loss, metric, counts):
    assert settings(loss=loss, metrics=[metric]).has_accuracy is counts


def test_without_metrics_there_is_no_accuracy():
    assert not settings().has_accuracy


def test_updates_are_counted():
    import numpy as np

    built = model()
    built.compile(optimizer="sgd", loss="mse")
    built.fit(np.zeros((10, 3)), np.zeros(10), batch_size=4, epochs=2, verbose=0)
    assert settings_of(crossed(built)).updates == 6


def test_a_fresh_copy_has_other_weights_and_the_same_settings():
    import numpy as np

    built = model()
    built.compile(optimizer="sgd", loss="mse")
    arrived = crossed(built)
    one, other, again = fresh(arrived, 1), fresh(arrived, 2), fresh(arrived, 1)
    kernels = [np.asarray(copy.get_weights()[0]) for copy in (arrived, one, other, again)]
    assert not np.allclose(kernels[0], kernels[1])
    assert not np.allclose(kernels[1], kernels[2])
    assert np.allclose(kernels[1], kernels[3])
    assert type(one.optimizer).__name__ == "SGD"
    assert one.compiled


def test_a_model_without_a_loss_is_not_trained():
    with pytest.raises(ModelError, match="not compiled"):
        fresh(crossed(model()), 1)


@pytest.mark.filterwarnings("ignore:The object being serialized includes a .lambda")
def test_a_loss_of_the_students_own_is_refused():
    built = model()
    built.compile(optimizer="sgd", loss=lambda y, p: y - p)
    with pytest.raises(ModelError, match="loss is not one of Keras's own"):
        crossed(built)


BAD = [
    b"",
    b"[]",
    b"nonsense",
    b'{"optimizer": "os.system"}',
    b'{"optimizer": {"class_name": "function", "config": "os.system"}}',
    b'{"optimizer": {"class_name": "SGD", "config": []}}',
    b'{"optimizer": {"class_name": "SGD", "config": {"learning_rate": "1e9"}}}',
    b'{"optimizer": {"class_name": "SGD", "config": {"learning_rate": NaN}}}',
    b'{"optimizer": {"class_name": "SGD", "registered_name": "My>SGD", "config": {}}}',
    b"[" * 100_000,
]


@pytest.mark.parametrize("text", BAD, ids=range(len(BAD)))
def test_hostile_settings_are_refused(text):
    with pytest.raises(SettingsError):
        read_settings(text)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("loss", {"class_name": "__lambda__", "config": {"value": ["4wI=", None, None]}}),
        ("loss", {"class_name": "function", "config": "eval"}),
        ("loss", {"module": "os", "class_name": "system", "config": {"command": "true"}}),
        ("loss", {"class_name": "MeanSquaredError", "config": {"fn": "eval", "extra": 1}}),
        ("metrics", ["eval"]),
        ("metrics", ["mse"] * 11),
        ("metrics", [{"class_name": "AUC", "config": {"curve": "x" * 50}}]),
        ("loss_weights", [1.0]),
        ("updates", -1),
        ("updates", 1.5),
    ],
)
def test_hostile_parts_are_refused(key, value):
    good = {"optimizer": {"class_name": "SGD", "config": {"learning_rate": 0.1}}, "loss": "mse"}
    read_settings(json.dumps(good).encode())
    with pytest.raises(SettingsError):
        read_settings(json.dumps(good | {key: value}).encode())


@pytest.mark.parametrize(
    "metric",
    [
        metrics.AUC(num_thresholds=100_000),
        metrics.TopKCategoricalAccuracy(k=900_000_000),
        {"class_name": "AUC", "config": {"num_labels": 300_000, "multi_label": True}},
        {"class_name": "R2Score", "config": {"num_regressors": 10**8}},
        {"class_name": "Precision", "config": {"thresholds": [0.5] * 101}},
    ],
)
def test_an_option_that_takes_memory_has_a_bound(metric):
    described = (
        metric
        if isinstance(metric, dict)
        else {"class_name": type(metric).__name__, "config": metric.get_config()}
    )
    adam = {"class_name": "Adam", "config": {"learning_rate": 0.001}}
    text = json.dumps({"optimizer": adam, "loss": "mse", "metrics": [described]}).encode()
    with pytest.raises(SettingsError, match="An option of its metric"):
        read_settings(text)


def test_metrics_are_known_but_never_made():
    built = model()
    built.compile("adam", "mse", metrics=["accuracy", metrics.AUC()])
    rebuilt = crossed(built)
    assert [metric.name for metric in settings_of(rebuilt).metrics] == ["accuracy", "AUC"]
    assert rebuilt._compile_metrics is None
