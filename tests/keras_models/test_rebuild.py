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


def altered(change) -> bytes:
    description = json.loads(described(MODELS["mlp"]()))
    change(description)
    return json.dumps(description).encode()


def dense(description):
    return description["config"]["layers"][1]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda d: d.update(class_name="Mine"), "a class of its own"),
        (lambda d: dense(d).update(class_name="Lambda"), "layer Lambda is not allowed"),
        (lambda d: dense(d).update(class_name="TFSMLayer"), "layer TFSMLayer is not allowed"),
        (lambda d: dense(d).update(module="os"), "not allowed"),
        (lambda d: dense(d).update(registered_name="mine>Dense"), "custom layer"),
        (lambda d: dense(d)["config"].update(units=10**9), "size that is not allowed"),
        (lambda d: dense(d)["config"].update(units=True), "size that is not allowed"),
        (lambda d: dense(d)["config"].update(trainable=False), "frozen"),
        (lambda d: dense(d)["config"].update(dtype="float64"), "another type than float32"),
        (lambda d: dense(d)["config"].update(vocabulary="/etc/passwd"), "option vocabulary"),
        (lambda d: dense(d)["config"].update(kernel_constraint={"class_name": "X"}), "constraint"),
        (
            lambda d: dense(d)["config"].update(
                activation={"class_name": "function", "module": "os", "config": "system"}
            ),
            "activation is not one of Keras's own",
        ),
        (lambda d: d["config"].update(layers=d["config"]["layers"] * 40), "more than 64 layers"),
        (lambda d: d["config"].update(layers="x"), "cannot be read"),
        (lambda d: d["config"]["layers"].pop(2), "do not fit"),
        (lambda d: d["config"]["layers"].append(None), "cannot be read"),
    ],
)
def test_what_the_list_does_not_allow_is_refused(change, message):
    with pytest.raises(ModelError, match=message):
        rebuild(altered(change), MODELS["mlp"]().get_weights())


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


@pytest.mark.parametrize("data", [b"", b"null", b"[]", b"[" * 100_000, b"\xff", b'{"a": 1}'])
def test_what_is_no_description_is_refused(data):
    with pytest.raises(ModelError, match="cannot be read"):
        rebuild(data, [])


def test_a_description_that_is_nested_deep_is_refused():
    deep = b'{"a":' * 40 + b"1" + b"}" * 40
    data = b'{"class_name":"Sequential","config":{"layers":[],"other":' + deep + b"}}"
    with pytest.raises(ModelError, match="cannot be read"):
        rebuild(data, [])


def test_layers_without_weights_cannot_unfold_to_billions_of_numbers():
    inputs = keras.Input((4,))
    wide = inputs
    for _ in range(4):
        wide = layers.Concatenate()([wide] * 60)
    with pytest.raises(ModelError, match="too many numbers"):
        crossed(keras.Model(inputs, wide))
    with pytest.raises(ModelError, match="too many inputs"):
        crossed(keras.Model(inputs, layers.Concatenate()([inputs] * 65)))


def test_a_lambda_layer_is_refused():
    model = keras.Sequential([keras.Input((4,)), layers.Lambda(lambda x: x)])
    with pytest.raises(ModelError, match="Lambda"):
        crossed(model)


@pytest.mark.parametrize(
    ("layer", "training"),
    [
        (lambda: layers.Dropout(0.3), True),
        (layers.BatchNormalization, True),
        (layers.BatchNormalization, False),
    ],
)
def test_a_layer_told_whether_it_is_training_is_refused(layer, training):
    inputs = keras.Input((4,))
    model = keras.Model(inputs, layer()(inputs, training=training))
    with pytest.raises(ModelError, match="called with arguments that are not allowed"):
        crossed(model)
