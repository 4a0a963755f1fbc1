"""The canonical text: the same for a network however it was written, another for another one."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.keras_models.canonical import canonical_architecture
from autograder.keras_models.compile_settings import settings_of, settings_text
from autograder.keras_models.importing import import_keras
from autograder.keras_models.rebuild import rebuild
from autograder.sandbox.inside.models import describe_model

keras = import_keras()
layers = keras.layers
glorot = keras.initializers.GlorotUniform


def canonical(model):
    return canonical_architecture(describe_model(model).architecture)


def small(*hidden):
    return keras.Sequential([keras.Input((10,)), *hidden, layers.Dense(1)])


def functional(*hidden, names=False):
    inputs = keras.Input((10,), name="the_inputs" if names else None)
    x = inputs
    for layer in hidden:
        x = layer(x)
    return keras.Model(inputs, layers.Dense(1, name="the_end" if names else None)(x))


@pytest.mark.parametrize(
    "other",
    [
        lambda: small(layers.Dense(20, activation="relu")),
        lambda: small(layers.Dense(20, activation=keras.activations.relu, name="first")),
        lambda: small(layers.Dense(20), layers.Activation("relu")),
        lambda: small(layers.Dense(20), layers.ReLU()),
        lambda: small(layers.Dense(20), layers.Activation("linear"), layers.ReLU()),
        lambda: functional(layers.Dense(20, "relu")),
        lambda: functional(layers.Dense(20), layers.Activation("relu"), names=True),
        lambda: small(layers.Dense(20, "relu", kernel_initializer="glorot_uniform")),
        lambda: small(layers.Dense(20, "relu", kernel_initializer=glorot(seed=7))),
    ],
)
def test_the_same_network_has_the_same_text(other):
    assert canonical(other()) == canonical(small(layers.Dense(20, "relu")))


@pytest.mark.parametrize(
    "other",
    [
        lambda: small(layers.Dense(21, "relu")),
        lambda: small(layers.Dense(20, "elu")),
        lambda: small(layers.Dense(20)),
        lambda: small(layers.Dense(20), layers.ReLU(negative_slope=0.1)),
        lambda: small(layers.Dense(20, "relu", use_bias=False)),
        lambda: small(layers.Dense(20, "relu", kernel_initializer="he_normal")),
        lambda: small(layers.Dense(20, "relu", kernel_regularizer="l2")),
        lambda: small(layers.Dense(20, "relu"), layers.Dropout(0.1)),
        lambda: functional(layers.Dense(20, "relu"), layers.Dense(20, "relu")),
    ],
)
def test_another_network_has_another_text(other):
    assert canonical(other()) != canonical(small(layers.Dense(20, "relu")))


def shared():
    inputs = keras.Input((10,))
    twice = layers.Dense(10, "tanh")
    added = layers.Add()([twice(twice(inputs)), inputs])
    return keras.Model(
        inputs, layers.Dense(2)(layers.Concatenate()([added, layers.Dense(3)(inputs)]))
    )


def images():
    return keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Reshape((28, 28, 1)),
            layers.Conv2D(4, 3, activation="relu", padding="same"),
            layers.MaxPooling2D(2),
            layers.BatchNormalization(),
            layers.Flatten(),
            layers.Dense(10, "softmax"),
        ]
    )


@pytest.mark.parametrize("build", [shared, images])
def test_a_network_rebuilt_from_its_text_computes_the_same(build):
    model = build()
    text = canonical(model)
    rebuilt = rebuild(text, model.get_weights())
    x = np.random.default_rng(0).uniform(size=(5, *model.input_shape[1:])).astype("float32")
    np.testing.assert_allclose(np.asarray(rebuilt(x)), np.asarray(model(x)), atol=1e-5)
    assert canonical_architecture(text) == text


def settings(optimizer, loss):
    model = small()
    model.compile(optimizer=optimizer, loss=loss, metrics=["mae"])
    described = describe_model(model)
    return settings_text(
        settings_of(rebuild(described.architecture, described.weights, described.compiled))
    )


def test_compile_settings_have_one_text_for_all_ways_to_write_them():
    one = settings("adam", "mse")
    assert settings(keras.optimizers.Adam(), keras.losses.MeanSquaredError()) == one
    assert settings(keras.optimizers.Adam(0.001), keras.losses.mean_squared_error) == one
    assert settings(keras.optimizers.Adam(0.002), "mse") != one
    assert settings("adam", "mae") != one
    decay = keras.optimizers.schedules.ExponentialDecay(0.1, 100, 0.9)
    assert settings(keras.optimizers.Adam(decay), "mse") != one
