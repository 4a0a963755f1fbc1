"""Compile settings that crossed the trust boundary: checked, normalised and applied.

A student may write a loss as a string, a function or an object, and an optimiser as a string or
an object. All of them arrive here as JSON, are looked up in a list, and become one
`CompileSettings`: what is the same to Keras is equal here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

import msgspec
import numpy as np

from autograder.keras_models.option_ranges import OPTION_RANGES

Options = Mapping[str, Any]


class SettingsError(Exception):
    """Compile settings that are not accepted; the message tells the student why."""


@dataclass(frozen=True)
class Component:
    """A loss, a metric, an optimiser or a schedule: Keras's class and the options it was given."""

    name: str
    options: Options = field(default_factory=dict)


@dataclass(frozen=True)
class CompileSettings:
    """What a model was compiled with, and how often its optimiser has updated it since."""

    optimizer: Component
    learning_rate: float | Component  # a number, or a schedule
    loss: Component | None
    metrics: tuple[Component, ...]
    updates: int

    @property
    def expects_logits(self) -> bool:
        """Whether the loss applies the output's activation itself."""
        return bool(self.loss and self.loss.options.get("from_logits", False))

    @property
    def has_accuracy(self) -> bool:
        """Whether accuracy is among the metrics, by whichever of its names fits the loss."""
        fitting = {"accuracy", _ACCURACY_OF.get(self.loss.name if self.loss else "", "accuracy")}
        return any(
            metric.name in fitting
            and metric.options.get("threshold", 0.5) == (0.0 if self.expects_logits else 0.5)
            for metric in self.metrics
        )


def read_settings(text: bytes) -> CompileSettings:
    """Read compile settings that a worker sent; raise SettingsError for what is not allowed."""
    try:
        data = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError, ValueError):
        raise SettingsError("Its compile settings cannot be read.") from None
    if not isinstance(data, dict) or data.get("loss_weights") or data.get("weighted_metrics"):
        raise SettingsError("Its compile settings are not allowed here: keep to optimizer, loss "
                            "and metrics.")  # fmt: skip
    optimizer = _component(data.get("optimizer"), OPTIMIZERS, "optimiser")
    options = dict(optimizer.options)
    rate = options.pop("learning_rate", None)
    if isinstance(rate, dict):
        rate = _component(rate, SCHEDULES, "learning-rate schedule")
    elif type(rate) in (int, float) and 0 <= rate <= 1000:
        rate = float(str(np.float32(rate)))  # Keras holds 0.01 as 0.00999999977
    else:
        raise SettingsError("Its learning rate is not a number in the range of learning rates.")
    loss = None if data.get("loss") is None else _component(data["loss"], LOSSES, "loss")
    updates = data.get("updates", 0)
    if type(updates) is not int or not 0 <= updates < 2**53:
        raise SettingsError("Its compile settings cannot be read.")
    return CompileSettings(
        optimizer=Component(optimizer.name, options),
        learning_rate=rate,
        loss=loss,
        metrics=_metrics(data.get("metrics")),
        updates=updates,
    )


def settings_text(settings: CompileSettings) -> bytes:
    """What a training depends on, in one text for all ways to write it: optimiser, rate and loss.

    `read_settings` reads it.
    """

    def described(component: Component) -> dict[str, Any]:
        return {"class_name": component.name, "config": dict(component.options)}

    rate = settings.learning_rate
    optimizer = described(settings.optimizer)
    optimizer["config"]["learning_rate"] = described(rate) if isinstance(rate, Component) else rate
    loss = settings.loss and described(settings.loss)
    return msgspec.json.encode({"optimizer": optimizer, "loss": loss}, order="deterministic")


def apply_settings(settings: CompileSettings, model: Any, **options: Any) -> None:
    """Compile a model as the settings say, with objects made here; `options` replace arguments."""
    import keras  # noqa: PLC0415 - takes seconds, and is there already where a model is

    rate = settings.learning_rate
    if isinstance(rate, Component):
        rate = getattr(keras.optimizers.schedules, rate.name)(**rate.options)
    optimizer = getattr(keras.optimizers, settings.optimizer.name)(
        learning_rate=rate, **settings.optimizer.options
    )
    metrics = [
        metric.name if metric.name == "accuracy" else _make(keras.metrics, metric)
        for metric in settings.metrics
    ]
    loss = _make(keras.losses, settings.loss) if settings.loss else None
    model.compile(**{"optimizer": optimizer, "loss": loss, "metrics": metrics} | options)


_settings: WeakKeyDictionary[Any, CompileSettings] = WeakKeyDictionary()


def remember_settings(model: Any, settings: CompileSettings) -> None:
    """Keep what a rebuilt model was compiled with."""
    _settings[model] = settings


def settings_of(model: Any) -> CompileSettings | None:
    """What a rebuilt model was compiled with, None for one that was not."""
    return _settings.get(model)


def _make(module: Any, component: Component) -> Any:
    return getattr(module, component.name)(**component.options)


def _flat(metrics: Any) -> list[Any]:
    """The metrics of a model with one output, whether Keras keeps them in one list or in two."""
    if metrics is None:
        return []
    flat: list[Any] = []
    for entry in metrics if isinstance(metrics, list) else [metrics]:
        flat += entry if isinstance(entry, list) else [entry]
    if len(flat) > 10:
        raise SettingsError("It has more than 10 metrics.")
    return flat


def _metrics(described: Any) -> tuple[Component, ...]:
    """The metrics that are known here; any other changes nothing that is learned or judged."""
    return tuple(
        _component(metric, _METRICS, "metric")
        for metric in _flat(described)
        if _looked_up(metric, _METRICS)[0] is not None
    )


def _looked_up(value: Any, known: Mapping[str, Options]) -> tuple[str | None, Any]:
    """Keras's class of what is given as a string, a function or an object, and its options."""
    options: Any = {}
    name = value
    if isinstance(value, dict):
        name, options = value.get("class_name"), value.get("config")
        if name == "function":
            name, options = options, {}
        elif value.get("registered_name") is not None:
            name = None
    return _canonical(name, known), options


def _component(value: Any, known: Mapping[str, Options], what: str) -> Component:
    """Look a component up, whether it was given as a string, a function or an object."""
    name, options = _looked_up(value, known)
    if name is None or not isinstance(options, dict):
        raise SettingsError(f"Its {what} is not one of Keras's own.")
    allowed = known[name]
    chosen: dict[str, Any] = {}
    for key, option in options.items():
        if key in allowed:
            if option != allowed[key] or type(option) is not type(allowed[key]):
                chosen[key] = _option(key, option, what)
        elif key not in _DROPPED and not _is_default(key, option):
            raise SettingsError(f"An option of its {what} is not allowed here.")
    return Component(
        name, {key: option for key, option in chosen.items() if option != allowed[key]}
    )


def _canonical(name: Any, known: Mapping[str, Options]) -> str | None:
    """Keras's class for any of its names: "mse", "mean_squared_error", "MeanSquaredError"."""
    if not isinstance(name, str):
        return None
    if name in known:
        return name
    plain = name.lower().replace("_", "")
    plain = _ALIASES.get(plain, plain)
    return next((known_name for known_name in known if known_name.lower() == plain), None)


def _option(key: str, value: Any, what: str) -> Any:
    if key == "learning_rate" and isinstance(value, dict):
        return value  # a schedule, which is looked up next
    if value is None or OPTION_RANGES[key](value):
        return value
    raise SettingsError(f"An option of its {what} is not allowed here.")


def _is_default(key: str, value: Any) -> bool:
    return value is None or (key in _OFF and value is False) or (key in _OFF and value == [])


#: Names only, or without effect on what is learned here.
_DROPPED = frozenset("name dtype fn ema_momentum".split())
_OFF = frozenset("use_ema thresholds".split())

_ALIASES = {
    "mse": "meansquarederror", "mae": "meanabsoluteerror", "acc": "accuracy",
    "rmse": "rootmeansquarederror", "msle": "meansquaredlogarithmicerror",
    "mape": "meanabsolutepercentageerror", "kld": "kldivergence",
    "bce": "binarycrossentropy", "huberloss": "huber",
}  # fmt: skip

_EVERY: Options = {"learning_rate": None, "weight_decay": None, "clipnorm": None,
                   "global_clipnorm": None, "clipvalue": None}  # fmt: skip
_ADAM: Options = {**_EVERY, "beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-7}
OPTIMIZERS: dict[str, Options] = {
    "SGD": {**_EVERY, "momentum": 0.0, "nesterov": False},
    "Adam": {**_ADAM, "amsgrad": False},
    "AdamW": {**_ADAM, "weight_decay": 0.004, "amsgrad": False},
    "Adamax": _ADAM,
    "Nadam": _ADAM,
    "RMSprop": {**_EVERY, "rho": 0.9, "momentum": 0.0, "epsilon": 1e-7, "centered": False},
    "Adagrad": {**_EVERY, "initial_accumulator_value": 0.1, "epsilon": 1e-7},
    "Adadelta": {**_EVERY, "rho": 0.95, "epsilon": 1e-7},
    "Lion": {**_EVERY, "beta_1": 0.9, "beta_2": 0.99},
}

SCHEDULES: dict[str, Options] = {
    "ExponentialDecay": dict.fromkeys(
        ["initial_learning_rate", "decay_steps", "decay_rate", "staircase"]
    ),
    "InverseTimeDecay": dict.fromkeys(
        ["initial_learning_rate", "decay_steps", "decay_rate", "staircase"]
    ),
    "PolynomialDecay": dict.fromkeys(
        ["initial_learning_rate", "decay_steps", "end_learning_rate", "power", "cycle"]
    ),
    "PiecewiseConstantDecay": dict.fromkeys(["boundaries", "values"]),
    "CosineDecay": dict.fromkeys(
        ["initial_learning_rate", "decay_steps", "alpha", "warmup_target", "warmup_steps"]
    ),
    "CosineDecayRestarts": dict.fromkeys(
        ["initial_learning_rate", "first_decay_steps", "t_mul", "m_mul", "alpha"]
    ),
}

_LOSS: Options = {"reduction": "sum_over_batch_size"}
_CROSS_ENTROPY: Options = {**_LOSS, "from_logits": False}
LOSSES: dict[str, Options] = {
    "MeanSquaredError": _LOSS,
    "MeanAbsoluteError": _LOSS,
    "MeanAbsolutePercentageError": _LOSS,
    "MeanSquaredLogarithmicError": _LOSS,
    "Huber": {**_LOSS, "delta": 1.0},
    "LogCosh": _LOSS,
    "Hinge": _LOSS,
    "SquaredHinge": _LOSS,
    "CategoricalHinge": _LOSS,
    "KLDivergence": _LOSS,
    "Poisson": _LOSS,
    "BinaryCrossentropy": {**_CROSS_ENTROPY, "label_smoothing": 0.0, "axis": -1},
    "CategoricalCrossentropy": {**_CROSS_ENTROPY, "label_smoothing": 0.0, "axis": -1},
    "SparseCategoricalCrossentropy": {**_CROSS_ENTROPY, "ignore_class": None, "axis": -1},
    "BinaryFocalCrossentropy": {
        **_CROSS_ENTROPY, "label_smoothing": 0.0, "axis": -1, "apply_class_balancing": False,
        "alpha": 0.25, "gamma": 2.0,
    },
}  # fmt: skip

_METRICS: dict[str, Options] = {
    "accuracy": {},
    "Accuracy": {},
    "BinaryAccuracy": {"threshold": 0.5},
    "CategoricalAccuracy": {},
    "SparseCategoricalAccuracy": {},
    "TopKCategoricalAccuracy": {"k": 5},
    "SparseTopKCategoricalAccuracy": {"k": 5},
    "MeanSquaredError": {},
    "RootMeanSquaredError": {},
    "MeanAbsoluteError": {},
    "R2Score": {"class_aggregation": "uniform_average", "num_regressors": 0},
    "AUC": {
        "num_thresholds": 200, "curve": "ROC", "summation_method": "interpolation",
        "multi_label": False, "num_labels": None, "label_weights": None, "from_logits": False,
    },
    "Precision": {"thresholds": None, "top_k": None, "class_id": None},
    "Recall": {"thresholds": None, "top_k": None, "class_id": None},
    "BinaryCrossentropy": {"from_logits": False, "label_smoothing": 0},
    "CategoricalCrossentropy": {"from_logits": False, "label_smoothing": 0, "axis": -1},
    "SparseCategoricalCrossentropy": {"from_logits": False, "axis": -1},
}  # fmt: skip
_ACCURACY_OF = {
    "BinaryCrossentropy": "BinaryAccuracy",
    "BinaryFocalCrossentropy": "BinaryAccuracy",
    "CategoricalCrossentropy": "CategoricalAccuracy",
    "SparseCategoricalCrossentropy": "SparseCategoricalAccuracy",
}
