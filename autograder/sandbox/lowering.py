"""Keras models as data: their architecture as JSON text and their weights as arrays.

Used in the worker, where the student's model is, and by diagnosis, where the bank's is.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import numpy as np

from autograder.sandbox import wire


def lower_models(value: Any) -> Any:
    """The value with every Keras model in it replaced by its description."""
    keras = sys.modules.get("keras")
    if keras is None:
        return value
    if isinstance(value, keras.Model):
        return describe_model(value)
    if isinstance(value, list):
        return [lower_models(item) for item in value]
    if isinstance(value, tuple):
        return tuple(lower_models(item) for item in value)
    return value


def describe_model(model: Any) -> wire.Model | wire.Foreign:
    """Describe a model; one whose class has no plain configuration is foreign."""
    try:
        kind = type(model).__name__
        text = json.dumps({"class_name": kind, "config": model.get_config()})
        weights = [np.asarray(array) for array in model.get_weights()] if model.built else []
    except (NotImplementedError, TypeError, ValueError):
        return wire.Foreign(type(model).__name__)
    return wire.Model(text.encode(), weights)
