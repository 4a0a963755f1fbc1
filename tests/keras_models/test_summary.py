"""A model in a few words, for staff."""

from __future__ import annotations

import json

import pytest

from autograder.keras_models.summary import model_in_words, side_by_side


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


L1 = {"class_name": "L1", "config": {"l1": 0.01}}
L2_ONLY = {"class_name": "L1L2", "config": {"l1": 0.0, "l2": 0.01}}
BOTH = {"class_name": "L1L2", "config": {"l1": 0.5, "l2": 0.01}}


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (layer("Dense", units=2, kernel_regularizer=L2_ONLY), "Dense(2, L2 penalty 0.01)"),
        (layer("Dense", units=2, kernel_regularizer=BOTH),
         "Dense(2, L1 penalty 0.5, L2 penalty 0.01)"),
        (layer("Dense", units=2, bias_regularizer=L1), "Dense(2, L1 penalty 0.01 on the biases)"),
        (layer("Dense", units=2, activity_regularizer=L1),
         "Dense(2, L1 penalty 0.01 on the outputs)"),
        (layer("Dense", units=2, kernel_initializer=layer("Zeros")),
         "Dense(2, equal weights at first)"),
        (layer("Dense", units=2, kernel_initializer=layer("HeNormal")), "Dense(2)"),
        (layer("Reshape", target_shape=[784]), "Flatten()"),
        (layer("Reshape", target_shape=[7, 7]), "Reshape()"),
        ({**layer("Dense", units=2), "inbound_nodes": [{}, {}]}, "Dense(2, used 2 times)"),
        (layer("Dense", kernel_regularizer=7, kernel_initializer=[]), "Dense()"),
    ],
)  # fmt: skip
def test_what_makes_a_difference_is_told(one, words):
    assert model_in_words(described(one)) == f"a Keras model: {words}"


def test_what_makes_no_difference_is_not_told():
    dense = layer("Dense", units=3, activation="linear", kernel_regularizer=L1)
    nothing, relu = layer("Dropout", rate=0.0), layer("Activation", activation="relu")
    words = "a Keras model: Dense(3, relu, L1 penalty 0.01)"
    assert model_in_words(described(dense, relu, nothing)) == words
    shared = {**relu, "inbound_nodes": [{}, {}]}
    assert model_in_words(described(dense, shared)) == (
        "a Keras model: Dense(3, linear, L1 penalty 0.01), Activation(relu, used 2 times)"
    )


def compiled_with(loss="binary_crossentropy", metrics=None):
    adam = {"class_name": "Adam", "config": {"learning_rate": 0.001}}
    return json.dumps({"optimizer": adam, "loss": loss, "metrics": metrics}).encode()


@pytest.mark.parametrize(
    ("compiled", "right", "words"),
    [
        (compiled_with(), b"", None),
        (b"", compiled_with(), ("not compiled", "compiled with Adam, rate 0.001, loss "
                                "BinaryCrossentropy")),
        (compiled_with(metrics=["mse"]), compiled_with(), None),
        (compiled_with(metrics=["auc", "acc"]), compiled_with(metrics=["accuracy"]), None),
        (compiled_with(metrics=["binary_accuracy"]), compiled_with(metrics=["accuracy"]), None),
        (compiled_with(metrics=["mse"]), compiled_with(metrics=["accuracy"]),
         ("metrics MeanSquaredError", "metrics accuracy")),
        (compiled_with(), compiled_with(metrics=["accuracy"]),
         ("BinaryCrossentropy", "metrics accuracy")),
        (compiled_with("mse"), compiled_with(), ("loss MeanSquaredError", "BinaryCrossentropy")),
        (b"[]", compiled_with(), ("settings that are not allowed", "BinaryCrossentropy")),
    ],
)  # fmt: skip
def test_side_by_side_only_what_is_wrong_differs(compiled, right, words):
    model = described(layer("Dense", units=1))
    texts = side_by_side((model, compiled), (model, right))
    if words is None:
        assert texts[0] == texts[1]
    else:
        assert texts[0] != texts[1]
        assert texts[0].endswith(words[0])
        assert texts[1].endswith(words[1])


def test_padding_strides_and_dilation_are_told_where_they_are_not_the_usual_ones():
    usual = {"filters": 8, "kernel_size": [3, 3], "padding": "valid", "strides": [1, 1]}
    usual |= {"dilation_rate": [1, 1]}
    plain = "Conv2D(8, (3, 3))"
    assert model_in_words(described(layer("Conv2D", **usual))) == f"a Keras model: {plain}"
    for change, words in [
        ({"padding": "same"}, "padding same"),
        ({"strides": [2, 1]}, "strides (2, 1)"),
        ({"dilation_rate": [3, 3]}, "dilation (3, 3)"),
        ({"strides": "<b>", "dilation_rate": [[]], "padding": ["same"]}, None),
    ]:
        told = model_in_words(described(layer("Conv2D", **usual | change)))
        assert words is None or told == f"a Keras model: {plain[:-1]}, {words})"
        assert "<" not in told
    pooling = layer("MaxPooling2D", pool_size=[2, 2], strides=[2, 2], padding="valid")
    assert model_in_words(described(pooling)) == "a Keras model: MaxPooling2D((2, 2))"
    pooling = layer("MaxPooling2D", pool_size=[2, 2], strides=[1, 1], padding="valid")
    assert model_in_words(described(pooling)).endswith("MaxPooling2D((2, 2), strides (1, 1))")
