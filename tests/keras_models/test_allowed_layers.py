"""Layers and options that are not in the table, and the words with which they are refused."""

from __future__ import annotations

import json

import pytest

from autograder.keras_models.architecture import ModelError
from autograder.keras_models.rebuild import rebuild
from tests.keras_models.test_rebuild import MODELS, crossed, described, keras, layers


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
        (lambda d: dense(d).update(class_name="Read437"), "layer of this kind is not allowed"),
        (lambda d: dense(d).update(module="os"), "not allowed"),
        (lambda d: dense(d).update(registered_name="mine>Dense"), "custom layer"),
        (lambda d: dense(d)["config"].update(units=10**9), "size that is not allowed"),
        (lambda d: dense(d)["config"].update(units=True), "size that is not allowed"),
        (lambda d: dense(d)["config"].update(trainable=False), "frozen"),
        (lambda d: dense(d)["config"].update(dtype="float64"), "another type than float32"),
        (lambda d: dense(d)["config"].update(vocabulary="/etc/passwd"), "An option of a layer"),
        (lambda d: dense(d)["config"].update(lora_rank=4), "An option lora_rank of a layer Dense"),
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


def test_a_lambda_layer_is_refused():
    model = keras.Sequential([keras.Input((4,)), layers.Lambda(lambda x: x)])
    with pytest.raises(ModelError, match="Lambda"):
        crossed(model)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda d: dense(d).update(class_name="Secret_7"), "A layer of this kind is not allowed"),
        (lambda d: dense(d)["config"].update(secret_7=1), "An option of a layer Dense"),
        (lambda d: dense(d).update(class_name="Conv3D"), "A layer Conv3D is not allowed"),
        (lambda d: dense(d)["config"].update(recurrent_dropout=1), "An option of a layer Dense"),
        (lambda d: dense(d)["config"].update(lora_rank=1), "An option lora_rank of a layer Dense"),
    ],
)
def test_names_are_shown_only_if_keras_has_them(change, message):
    # Any other could be spelled from a hidden input.
    with pytest.raises(ModelError, match=message):
        rebuild(altered(change), MODELS["mlp"]().get_weights())
