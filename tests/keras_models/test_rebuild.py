"""Models that cross the trust boundary: what is rebuilt, and what is refused with which words."""

from __future__ import annotations

import json
import os

import numpy as np
import pytest

from autograder.keras_models.architecture import ModelError
from autograder.keras_models.rebuild import rebuild

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
keras = pytest.importorskip("keras")
layers = keras.layers


def described(model) -> bytes:
    return json.dumps({"class_name": type(model).__name__, "config": model.get_config()}).encode()


def crossed(model):
    return rebuild(described(model), model.get_weights())


def functional():
    inputs = keras.Input((4,))
    shared = layers.Dense(4, activation="tanh")
    hidden = shared(shared(inputs))
    return keras.Model(inputs, layers.Concatenate()([inputs, layers.Add()([hidden, inputs])]))


def functional_with_dropout():
    inputs = keras.Input((4,))
    hidden = layers.Dropout(0.3)(layers.BatchNormalization()(layers.Dense(5)(inputs)))
    return keras.Model(inputs, layers.Dense(2)(hidden))


MODELS = {
    "mlp": lambda: keras.Sequential(
        [keras.Input((4,)), layers.Dense(3, "relu"), layers.Dense(2, activation="softmax")]
    ),
    "activations": lambda: keras.Sequential(
        [
            keras.Input((4,)),
            layers.Dense(3, activation=keras.activations.sigmoid),
            layers.Dense(3, activation=layers.ReLU()),
            layers.Activation("tanh"),
            layers.Dense(2),
            layers.Softmax(),
        ]
    ),
    "functional, with a shared layer": functional,
    "functional, with dropout": functional_with_dropout,
    "regularised": lambda: keras.Sequential(
        [
            keras.Input((4,)),
            layers.Dense(5, kernel_regularizer=keras.regularizers.L2(1e-4)),
            layers.BatchNormalization(),
            layers.Dropout(0.3),
            layers.Dense(1, use_bias=False),
        ]
    ),
    "images": lambda: keras.Sequential(
        [
            keras.Input((8, 8)),
            layers.Rescaling(1 / 255),
            layers.Reshape((8, 8, 1)),
            layers.Conv2D(3, (3, 2), padding="same", activation="relu"),
            layers.MaxPooling2D(),
            layers.Flatten(),
            layers.Dense(2),
        ]
    ),
}


@pytest.mark.parametrize("make", MODELS.values(), ids=MODELS.keys())
def test_a_rebuilt_model_calculates_the_same(make):
    model = make()
    back = crossed(model)
    x = np.random.default_rng(0).normal(size=(3, *model.input_shape[1:])).astype("float32")
    assert back.count_params() == model.count_params()
    assert np.allclose(back(x), model(x), atol=1e-6)


def test_a_model_without_an_input_comes_back_unbuilt():
    assert not crossed(keras.Sequential([layers.Dense(3)])).built


def test_regularizers_are_kept():
    back = crossed(MODELS["regularised"]())
    assert len(back.losses) == 1


@pytest.mark.parametrize(
    ("layer", "training"),
    [
        (lambda: layers.Dropout(0.3), True),
        (layers.BatchNormalization, True),
        (layers.BatchNormalization, False),
    ],
)
def test_a_layer_with_a_fixed_training_argument_is_refused(layer, training):
    inputs = keras.Input((4,))
    model = keras.Model(inputs, layer()(inputs, training=training))
    with pytest.raises(ModelError, match="called with arguments that are not allowed"):
        crossed(model)
