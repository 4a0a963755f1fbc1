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
            "loss": "mean_squared_error",
        }
    ).encode()
    layers = "InputLayer((None, 10)), Dense(20, relu), Dropout(0.25)"
    assert model_in_words(architecture) == f"a Keras model: {layers}"
    assert model_in_words(architecture, compiled) == (
        f"a Keras model: {layers}; compiled with SGD, rate 0.01, loss mean_squared_error"
    )


@pytest.mark.parametrize(
    ("architecture", "words"),
    [
        (b"", "a Keras model that cannot be read"),
        (b"[" * 100_000, "a Keras model that cannot be read"),
        (described(layer("<b>", units="<script>")), "a Keras model: ?(?)"),
        (described("Dense", [], None), "a Keras model: ?, ?, ?"),
        (described(*[layer("Dense", units=10**400)] * 99), None),
        (b'{"class_name": "Model", "config": {}}', "a Keras model: Model"),
    ],
)
def test_whatever_a_student_sends_is_a_few_plain_words(architecture, words):
    told = model_in_words(architecture, b"[]")
    assert told.endswith("cannot be read")
    assert len(told) < 800
    assert words is None or told.startswith(words)
