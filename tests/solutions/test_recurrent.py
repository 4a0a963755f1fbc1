"""The model answers of 15 recurrent agree with Keras's layers.

The hidden tests compare with loops in plain Python, so that the tests of NumPy functions need no
Keras. This is the check with the layers themselves.
"""

from __future__ import annotations

import runpy
from types import SimpleNamespace

import numpy as np
import pytest

from autograder.keras_models.importing import import_keras
from tests.conftest import REPOSITORY

pytest.importorskip("keras", reason="Keras is not installed")
keras = import_keras()
ANSWERS = SimpleNamespace(**runpy.run_path(str(REPOSITORY / "solutions/recurrent.py")))
CLOSE = {"rtol": 1e-4, "atol": 1e-5}  # Keras computes in single precision


@pytest.fixture
def rng():
    return np.random.default_rng(15)


def weighted(layer, rng, x):
    """The layer with random weights, biases included, and what it gives for a batch."""
    layer.build(x.shape)
    layer.set_weights([rng.normal(size=array.shape) / 2 for array in layer.get_weights()])
    return keras.ops.convert_to_numpy(layer(x.astype("float32")))


def test_the_simple_cell_is_that_of_keras(rng):
    x = rng.normal(size=(4, 6, 3))
    layer = keras.layers.SimpleRNN(5, return_sequences=True)
    expected = weighted(layer, rng, x)

    def step(x_t, h):
        return (ANSWERS.simple_rnn_step(x_t, h, *layer.get_weights()),) * 2

    outputs, state = ANSWERS.run_cell(step, x, np.zeros((4, 5)))
    np.testing.assert_allclose(outputs, expected, **CLOSE)
    np.testing.assert_allclose(state, expected[:, -1], **CLOSE)


def test_the_lstm_is_that_of_keras(rng):
    x = rng.normal(size=(4, 6, 3))
    layer = keras.layers.LSTM(5, return_sequences=True)
    expected = weighted(layer, rng, x)

    def step(x_t, state):
        h, c = ANSWERS.lstm_step(x_t, *state, *layer.get_weights())
        return h, (h, c)

    outputs, _ = ANSWERS.run_cell(step, x, (np.zeros((4, 5)), np.zeros((4, 5))))
    np.testing.assert_allclose(outputs, expected, **CLOSE)


@pytest.mark.parametrize("reset_after", [True, False])
def test_the_gru_is_that_of_keras(rng, reset_after):
    x = rng.normal(size=(4, 6, 3))
    layer = keras.layers.GRU(5, return_sequences=True, reset_after=reset_after)
    expected = weighted(layer, rng, x)

    def step(x_t, h):
        return (ANSWERS.gru_step(x_t, h, *layer.get_weights(), reset_after=reset_after),) * 2

    outputs, _ = ANSWERS.run_cell(step, x, np.zeros((4, 5)))
    np.testing.assert_allclose(outputs, expected, **CLOSE)


def test_texts_become_the_numbers_that_keras_gives():
    texts = ["The film, the plot!", "A film isn't a `plot`", "a {film}", ""]
    vocabulary = ANSWERS.build_vocabulary(texts, 20)
    layer = keras.layers.TextVectorization(
        vocabulary=vocabulary[2:], output_sequence_length=4, output_mode="int"
    )
    strange = [*texts, "a new film by the same people"]
    expected = np.asarray(layer(strange))
    assert ANSWERS.vectorize(strange, vocabulary, 4).tolist() == expected.tolist()
    assert layer.get_vocabulary() == vocabulary


def test_a_mean_of_embeddings_leaves_out_what_keras_masks(rng):
    table = rng.normal(size=(7, 3))
    ids = np.array([[3, 0, 2, 0], [1, 1, 6, 0]])
    model = keras.Sequential(
        [
            keras.Input((4,)),
            keras.layers.Embedding(7, 3, mask_zero=True),
            keras.layers.GlobalAveragePooling1D(),
        ]
    )
    model.set_weights([table])
    np.testing.assert_allclose(ANSWERS.embed(table, ids), np.asarray(model(ids)), **CLOSE)


def test_known_figures():
    one, ones = np.ones((1, 1)), np.ones((1, 4))
    h, c = ANSWERS.lstm_step(one, 0 * one, 0 * one, ones, ones, np.zeros(4))
    assert (round(c.item(), 6), round(h.item(), 6)) == (0.556770, 0.369606)
    ones, biases = np.ones((1, 3)), np.array([[0, 0, 0], [0, 0, 1]])
    assert round(ANSWERS.gru_step(one, one, ones, ones, biases).item(), 6) == 0.999052
    before = ANSWERS.gru_step(one, one, ones, ones, biases[1], reset_after=False)
    assert round(before.item(), 6) == 0.999252
