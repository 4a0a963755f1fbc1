"""Keras models as data: their architecture as JSON text and their weights as arrays.

Used on both sides: `describe_models` replaces what leaves by its description, a tensor by an array,
and `build_models` builds in the worker what a grader sends. The trusted side builds nothing with
this: see `autograder.keras_models.rebuild`.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import numpy as np

from autograder.sandbox.inside.protocol import values

#: What is data already; to ask Keras whether an array is a tensor takes longer than to send it.
_DATA = frozenset([np.ndarray, float, int, bool, str, type(None)])


def run_eagerly() -> None:
    """Have TensorFlow make the steps of `fit` and `predict` one by one, in this process.

    Hidden tests train for a few steps. To trace and optimise a graph for them takes longer than to
    make them: 0.7 s of processor time for the network of 12, of which 0.1 s are left.
    """
    tensorflow = sys.modules.get("tensorflow")
    if tensorflow is not None:
        tensorflow.config.run_functions_eagerly(True)


def describe_models(value: Any) -> Any:
    """The value with every model, training history and tensor of Keras's replaced by its data."""
    keras = sys.modules.get("keras")
    if keras is None:
        return value
    return _describe(keras, value)


def _describe(keras: Any, value: Any) -> Any:
    if type(value) in _DATA:
        return value
    if isinstance(value, keras.Model):
        return describe_model(value)
    if isinstance(value, keras.callbacks.History):
        return values.History(value.history)
    if keras.ops.is_tensor(value):
        return _as_array(value)
    if isinstance(value, list):
        return [_describe(keras, item) for item in value]
    if isinstance(value, tuple):
        return tuple(_describe(keras, item) for item in value)
    return value


def _as_array(tensor: Any) -> Any:
    """The numbers of a tensor; a symbolic one has none and stays what it is."""
    try:
        return np.asarray(tensor)
    except (NotImplementedError, TypeError):
        return tensor


def describe_model(model: Any) -> values.Model | values.Foreign:
    """Describe a model; one whose class has no plain configuration is foreign."""
    try:
        kind = type(model).__name__
        text = json.dumps({"class_name": kind, "config": model.get_config()})
        weights = [np.asarray(array) for array in model.get_weights()] if model.built else []
    except (NotImplementedError, TypeError, ValueError):
        return values.Foreign(type(model).__name__)
    return values.Model(text.encode(), weights, _describe_compiled(model))


def _describe_compiled(model: Any) -> bytes:
    """The settings that a model was compiled with; empty if it was not compiled."""
    if not model.compiled:
        return b""
    settings = model.get_compile_config()
    settings["updates"] = int(model.optimizer.iterations) if model.optimizer is not None else 0
    return json.dumps(settings, default=lambda value: {"class_name": type(value).__name__}).encode()


def build_models(value: Any) -> Any:
    """In the worker: the value with real Keras models for the descriptions in it."""
    if "keras" not in sys.modules:
        return value
    if isinstance(value, values.Model):
        return _build(value)
    if isinstance(value, list):
        return [build_models(item) for item in value]
    if isinstance(value, tuple):
        return tuple(build_models(item) for item in value)
    if isinstance(value, dict):
        return {key: build_models(item) for key, item in value.items()}
    return value


def _build(described: values.Model) -> Any:
    import keras  # noqa: PLC0415 - the host has imported it where models are sent

    architecture = json.loads(described.architecture)
    kind = keras.Sequential if architecture["class_name"] == "Sequential" else keras.Model
    model = kind.from_config(architecture["config"])
    if described.weights:
        model.set_weights(described.weights)
    if described.compiled:
        settings = json.loads(described.compiled)
        settings.pop("updates", None)
        model.compile_from_config(settings)
    return model


def models_in(value: Any) -> list[Any]:
    """The Keras models in the arguments of a call, in order."""
    keras = sys.modules.get("keras")
    if keras is None:
        return []
    items = list(value.values()) if isinstance(value, dict) else list(value)
    return [item for item in items if isinstance(item, keras.Model)]
