"""Models that are too large are refused before their layers exist."""

from __future__ import annotations

import json

import pytest

from autograder.keras_models.architecture import ModelError
from autograder.keras_models.rebuild import cost_of, rebuild
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


@pytest.mark.parametrize(
    ("wire", "work"),
    [
        (lambda x: layers.Dense(5)(layers.Flatten()(x)), 8 * 8 * 3 + 8 * 8 * 3 * 5),
        (layers.Conv2D(4, (3, 2), padding="same"), 8 * 8 * 4 * 3 * 3 * 2),
        (layers.Conv2D(6, 3, padding="same", groups=3), 8 * 8 * 6 * 9),
        (layers.MaxPooling2D(8, strides=1, padding="same"), 8 * 8 * 3 * 64),
        (layers.SeparableConv2D(4, 3, padding="same"), 64 * 9 * 3 + 64 * 4 * 3),
    ],
    ids=["dense", "convolution", "groups", "pooling", "separable"],
)
def test_work_is_counted(wire, work):
    inputs = keras.Input((8, 8, 3))
    assert cost_of(crossed(keras.Model(inputs, wire(inputs)))).work == work


def test_a_shared_layer_is_counted_each_time():
    inputs = keras.Input((10,))
    shared, x = layers.Dense(10), inputs
    for _ in range(7):
        x = shared(x)
    assert cost_of(crossed(keras.Model(inputs, x))).work == 7 * 100


def test_work_without_weights_has_a_bound():
    inputs = keras.Input((28, 28, 64))
    x = inputs
    for _ in range(50):
        x = layers.MaxPooling2D(28, strides=1, padding="same")(x)
    with pytest.raises(ModelError, match="300 million multiplications"):
        crossed(keras.Model(inputs, x))


def test_a_dilation_has_a_bound():
    inputs = keras.Input((28, 28, 1))
    x = layers.Conv2D(8, 3, padding="same", dilation_rate=4096)(inputs)
    with pytest.raises(ModelError, match="a size that is not allowed"):
        crossed(keras.Model(inputs, x))


def test_a_length_that_is_left_open_counts_as_that_of_an_image():
    def cost(shape):
        inputs = keras.Input(shape)
        return cost_of(crossed(keras.Model(inputs, layers.Conv2D(4, 3, padding="same")(inputs))))

    assert cost((None, None, 1)) == cost((28, 28, 1))
    inputs = wide = keras.Input((None, 1))
    for _ in range(3):
        wide = layers.Concatenate(axis=-1)([wide] * 60)
    with pytest.raises(ModelError, match="too many numbers"):
        crossed(keras.Model(inputs, wide))
