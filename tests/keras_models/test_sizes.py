"""Models that are too large are refused before their layers exist."""

from __future__ import annotations

import json

import pytest

from autograder.keras_models.architecture import ModelError
from autograder.keras_models.rebuild import rebuild
from tests.keras_models.test_rebuild import crossed, keras, layers


def test_a_layer_of_a_billion_parameters_is_never_made():
    big = [layers.InputLayer(shape=(4096,)), layers.Dense(8192)]
    description = {
        "class_name": "Sequential",
        "config": {
            "layers": [
                {"module": "keras.layers", "class_name": type(layer).__name__, "config": config}
                for layer, config in zip(
                    big, ({"batch_shape": [None, 4096]}, {"units": 8192}), strict=True
                )
            ]
        },
    }
    with pytest.raises(ModelError, match="more than 4,000,000 parameters"):
        rebuild(json.dumps(description).encode(), [])


def test_layers_without_weights_cannot_unfold_to_billions_of_numbers():
    inputs = keras.Input((4,))
    wide = inputs
    for _ in range(4):
        wide = layers.Concatenate()([wide] * 60)
    with pytest.raises(ModelError, match="too many numbers"):
        crossed(keras.Model(inputs, wide))
    with pytest.raises(ModelError, match="too many inputs"):
        crossed(keras.Model(inputs, layers.Concatenate()([inputs] * 65)))
