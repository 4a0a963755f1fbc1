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
from autograder.keras_models.rebuild import rebuild
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


def test_another_short_name():
    assert settings(loss="kld").loss == Component("KLDivergence")


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
        ("adamw", "AdamW", {}, 0.001),
        (optimizers.Nadam(0.002), "Nadam", {}, 0.002),
        (optimizers.Lion(0.0001, weight_decay=0.1), "Lion", {"weight_decay": 0.1}, 0.0001),
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


schedules = optimizers.schedules


@pytest.mark.parametrize(
    "schedule",
    [
        schedules.ExponentialDecay(0.1, 10, 0.5),
        schedules.InverseTimeDecay(0.1, 10, 0.5),
        schedules.PolynomialDecay(0.1, 10, cycle=True),
        schedules.PiecewiseConstantDecay([2, 5], [0.1, 0.01, 0.001]),
        schedules.CosineDecay(0.1, 10, warmup_target=0.2, warmup_steps=3),
        schedules.CosineDecayRestarts(0.1, 5, t_mul=1.5, m_mul=0.9, alpha=0.01),
    ],
    ids=lambda schedule: type(schedule).__name__,
)
def test_a_schedule_gives_the_same_rates(schedule):
    built = model()
    built.compile(optimizers.SGD(schedule), "mse")
    back = crossed(built).optimizer
    for step in (0, 1, 4, 7, 30):
        back.iterations.assign(step)
        assert float(back.learning_rate) == pytest.approx(float(schedule(step)))


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("CosineDecayRestarts", {"first_decay_steps": 10, "t_mul": 0.5}),
        ("CosineDecayRestarts", {"first_decay_steps": -1}),
        ("CosineDecayRestarts", {"first_decay_steps": 10, "m_mul": 1e9}),
        ("CosineDecay", {"decay_steps": 10, "warmup_target": 1e9}),
        ("PiecewiseConstantDecay", {"boundaries": [1] * 101, "values": [0.1]}),
    ],
)
def test_an_option_of_a_schedule_has_a_range(name, options):
    rate = {"class_name": name, "config": {"initial_learning_rate": 0.1} | options}
    if name == "PiecewiseConstantDecay":
        rate["config"] = options
    adam = {"class_name": "Adam", "config": {"learning_rate": rate}}
    with pytest.raises(SettingsError, match="An option of its learning-rate schedule"):
        read_settings(json.dumps({"optimizer": adam, "loss": "mse"}).encode())


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


def my_metric(y_true, y_pred):
    return keras.ops.mean(y_true - y_pred)


@pytest.mark.parametrize(
    "metric", ["mape", metrics.F1Score(), metrics.MeanAbsolutePercentageError(), my_metric]
)
def test_a_metric_that_is_not_known_changes_nothing(metric):
    found = settings(metrics=["accuracy", metric])
    assert [known.name for known in found.metrics] == ["accuracy"]


@pytest.mark.parametrize("metric", ["eval", {"class_name": "AUC", "registered_name": "mine>AUC"}])
def test_a_metric_of_another_kind_is_never_looked_at(metric):
    sgd = {"class_name": "SGD", "config": {"learning_rate": 0.1}}
    text = json.dumps({"optimizer": sgd, "metrics": [metric, "accuracy"]})
    assert read_settings(text.encode()).metrics == (Component("accuracy"),)


def test_metrics_are_known_but_never_made():
    built = model()
    built.compile("adam", "mse", metrics=["accuracy", metrics.AUC()])
    rebuilt = crossed(built)
    assert [metric.name for metric in settings_of(rebuilt).metrics] == ["accuracy", "AUC"]
    assert rebuilt._compile_metrics is None
