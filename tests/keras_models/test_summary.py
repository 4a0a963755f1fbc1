"""A model in a few words, for staff."""

from __future__ import annotations

import json

import pytest

from autograder.keras_models.summary import model_in_words


def described(*layers, kind="Sequential"):
    return json.dumps({"class_name": kind, "config": {"layers": list(layers)}}).encode()


def layer(name, **config):
    return {"class_name": name, "config": config}


def test_layers_and_settings_are_told():
    architecture = described(
        layer("InputLayer", batch_shape=[None, 10], dtype="float32"),
        layer("Dense", units=20, activation="relu", use_bias=True),
        layer("Dropout", rate=0.25),
    )
    compiled = json.dumps(
        {
            "optimizer": {"class_name": "SGD", "config": {"learning_rate": 0.01}},
            "loss": "mse",
            "updates": 0,
        }
    ).encode()
    layers = "InputLayer((None, 10)), Dense(20, relu), Dropout(0.25)"
    assert model_in_words(architecture) == f"a Keras model: {layers}"
    assert model_in_words(architecture, compiled) == (
        f"a Keras model: {layers}; compiled with SGD, rate 0.01, loss MeanSquaredError"
    )


@pytest.mark.parametrize(
    ("architecture", "words"),
    [
        (b"", "a Keras model that cannot be read"),
        (b"[" * 100_000, "a Keras model that cannot be read"),
        (described(layer("<b>", units="<script>")), "a Keras model: ?(?)"),
        (described("Dense", [], None), "a Keras model: ?, ?, ?;"),
        (described(*[layer("Dense", units=10**400)] * 99), None),
        (b'{"class_name": "Model", "config": {}}', "a Keras model: Model"),
    ],
)
def test_whatever_a_student_sends_is_a_few_plain_words(architecture, words):
    told = model_in_words(architecture, b"[]")
    assert told.endswith(("cannot be read", "settings that are not allowed"))
    assert len(told) < 800
    assert words is None or told.startswith(words)


def test_an_activation_may_be_a_layer_of_its_own():
    dense = layer("Dense", units=3, activation="linear")
    for own in (layer("Activation", activation="relu"), layer("ReLU")):
        assert model_in_words(described(dense, own)) == "a Keras model: Dense(3, relu)"
    assert model_in_words(described(own)) == "a Keras model: ReLU()"


def test_options_that_are_not_defaults_are_told():
    compiled = json.dumps(
        {
            "optimizer": {"class_name": "SGD", "config": {"learning_rate": 0.1, "momentum": 0.9}},
            "loss": {"class_name": "BinaryCrossentropy", "config": {"from_logits": True}},
            "metrics": ["accuracy"],
            "updates": 0,
        }
    ).encode()
    penalty = {"class_name": "L2", "config": {"l2": 0.01}}
    dense = layer("Dense", units=3, use_bias=False, kernel_regularizer=penalty)
    assert model_in_words(described(dense), compiled) == (
        "a Keras model: Dense(3, no biases, L2 penalty 0.01); compiled with SGD(momentum 0.9), "
        "rate 0.1, loss BinaryCrossentropy(from_logits True), metrics accuracy"
    )
