"""Embeddings with a mask: Keras writes it into a functional model, and makes it again by itself."""

from __future__ import annotations

import json

import numpy as np
import pytest

from autograder.keras_models.architecture import ModelError
from autograder.keras_models.canonical import canonical_architecture
from autograder.keras_models.importing import import_keras
from autograder.keras_models.masks import without_masks
from autograder.keras_models.rebuild import rebuild
from autograder.sandbox.inside.models import describe_model

pytest.importorskip("keras", reason="Keras is not installed")
keras = import_keras()
layers = keras.layers
IDS = np.array([[3, 2, 0, 0, 0], [1, 4, 4, 2, 0]])


def functional(inner=None):
    inputs = keras.Input((5,), dtype="int32")
    vectors = layers.Embedding(6, 3, mask_zero=True)(inputs)
    state = (inner or layers.GRU(4))(layers.GRU(4, return_sequences=True)(vectors))
    return keras.Model(inputs, layers.Dense(1)(state))


def sequential():
    return keras.Sequential(
        [
            keras.Input((5,), dtype="int32"),
            layers.Embedding(6, 3, mask_zero=True),
            layers.GRU(4, return_sequences=True),
            layers.GRU(4),
            layers.Dense(1),
        ]
    )


@pytest.mark.parametrize(
    "make", [functional, sequential, lambda: functional(layers.Bidirectional(layers.LSTM(2)))]
)
def test_a_rebuilt_model_masks_the_same(make):
    model = make()
    described = describe_model(model)
    again = rebuild(described.architecture, described.weights)
    np.testing.assert_allclose(np.asarray(again(IDS)), np.asarray(model(IDS)), rtol=1e-5)
    longer = np.where(IDS == 0, 5, IDS)  # without the padding another value comes out
    assert not np.allclose(np.asarray(again(longer)), np.asarray(again(IDS)))


def test_both_ways_to_write_it_are_one_network():
    texts = [describe_model(make()).architecture for make in (functional, sequential)]
    first, second = map(canonical_architecture, texts)
    assert first == second


def test_a_mask_of_another_kind_is_refused():
    inputs = keras.Input((5,))
    state = layers.GRU(4)(layers.Reshape((5, 1))(inputs), mask=keras.ops.not_equal(inputs, 0))
    described = describe_model(keras.Model(inputs, state))
    with pytest.raises(ModelError, match=r"keras\.ops"):
        rebuild(described.architecture, described.weights)


def test_the_mask_of_an_embedding_that_masks_nothing_is_refused():
    text = json.loads(describe_model(functional()).architecture)
    for layer in text["config"]["layers"]:
        layer["config"].pop("mask_zero", None)
    with pytest.raises(ModelError, match=r"keras\.ops"):
        rebuild(json.dumps(text).encode(), None)


@pytest.mark.parametrize(
    "layers_of_config",
    [
        None,
        "x",
        [None],
        [{"class_name": "NotEqual"}],
        [{"class_name": "NotEqual", "name": [], "module": "keras.src.ops.numpy"}],
        [{"class_name": "Embedding", "config": {"mask_zero": True}, "inbound_nodes": [{}]}],
        [
            {
                "class_name": "Embedding",
                "config": {"mask_zero": True},
                "inbound_nodes": [{"args": [1]}],
            }
        ],
    ],
)
def test_what_is_no_model_is_left_for_the_checks_behind(layers_of_config):
    config = {"layers": layers_of_config}
    assert without_masks(config) == config


def test_inputs_are_whole_numbers_or_single_precision():
    model = keras.Sequential([keras.Input((5,), dtype="float16"), layers.Embedding(6, 3)])
    with pytest.raises(ModelError, match="type that is not allowed"):
        rebuild(describe_model(model).architecture, None)
