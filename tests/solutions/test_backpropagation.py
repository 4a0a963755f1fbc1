"""The model answers of 07 backpropagation agree with TensorFlow's own tape.

The hidden tests compare with central differences and numbers worked by hand, so that a server
without TensorFlow can grade them. This is the check with another automatic differentiation.
"""

from __future__ import annotations

import runpy
from itertools import pairwise
from types import SimpleNamespace

import numpy as np
import pytest

from tests.conftest import REPOSITORY

tf = pytest.importorskip("tensorflow")
ANSWERS = SimpleNamespace(**runpy.run_path(str(REPOSITORY / "solutions/backpropagation.py")))
GIVEN = {"linear": tf.identity, "relu": tf.nn.relu, "sigmoid": tf.sigmoid, "tanh": tf.tanh}
CLOSE = {"rtol": 1e-10, "atol": 1e-12}


def derivatives(f, *arrays):
    """TensorFlow's derivatives of f, one number, with respect to arrays."""
    variables = [tf.constant(array) for array in arrays]
    with tf.GradientTape() as tape:
        tape.watch(variables)
        result = f(*variables)
    return [gradient.numpy() for gradient in tape.gradient(result, variables)]


@pytest.fixture
def rng():
    return np.random.default_rng(11)


def test_a_dense_layer(rng):
    x, w, b, u = (rng.normal(size=shape) for shape in ((5, 3), (3, 4), (4,), (5, 4)))
    expected = derivatives(lambda x, w, b: tf.reduce_sum(u * (x @ w + b)), x, w, b)
    for reached, wanted in zip(ANSWERS.dense_backward(x, w, u), expected, strict=True):
        np.testing.assert_allclose(reached, wanted, **CLOSE)


@pytest.mark.parametrize("activation", GIVEN)
def test_an_activation(rng, activation):
    z, u = rng.normal(size=(4, 3)), rng.normal(size=(4, 3))
    (expected,) = derivatives(lambda z: tf.reduce_sum(u * GIVEN[activation](z)), z)
    np.testing.assert_allclose(ANSWERS.activation_backward(u, z, activation), expected, **CLOSE)


def test_softmax_and_cross_entropy(rng):
    logits, u, labels = rng.normal(size=(4, 3)), rng.normal(size=(4, 3)), np.array([2, 0, 0, 1])
    (expected,) = derivatives(lambda z: tf.reduce_sum(u * tf.nn.softmax(z)), logits)
    p = tf.nn.softmax(logits).numpy()
    np.testing.assert_allclose(ANSWERS.softmax_vjp(p, u), expected, **CLOSE)

    def loss(z):
        return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels, z))

    (expected,) = derivatives(loss, logits)
    np.testing.assert_allclose(ANSWERS.cross_entropy_gradient(logits, labels), expected, **CLOSE)


def test_a_network(rng):
    sizes, names = (3, 5, 4, 2), ["relu", "tanh", "sigmoid"]
    pairs = list(pairwise(sizes))
    weights = [rng.normal(size=pair) for pair in pairs]
    biases = [rng.normal(size=units) for _, units in pairs]
    x, u = rng.normal(size=(6, 3)), rng.normal(size=(6, 2))

    def loss(x, *parameters):
        a = x
        for w, b, name in zip(parameters[:3], parameters[3:], names, strict=True):
            a = GIVEN[name](a @ w + b)
        return tf.reduce_sum(u * a)

    dx, *expected = derivatives(loss, x, *weights, *biases)
    cache = ANSWERS.mlp_forward(x, weights, biases, names)
    gradients, reached = ANSWERS.mlp_backward(x, weights, cache, names, u)
    np.testing.assert_allclose(reached, dx, **CLOSE)
    for place, (dw, db) in enumerate(gradients):
        np.testing.assert_allclose(dw, expected[place], **CLOSE)
        np.testing.assert_allclose(db, expected[3 + place], **CLOSE)


def test_a_tape():
    tape = [
        ("input", "x"),
        ("input", "y"),
        ("exp", 0),
        ("tanh", 1),
        ("mul", 2, 3),
        ("power", 2, -1.5),
    ]
    tape += [("div", 4, 5), ("log", 2), ("sub", 6, 7), ("relu", 8), ("add", 9, 0)]
    values = ANSWERS.tape_forward(tape, {"x": 0.75, "y": 1.5})

    def same(x, y):
        e = tf.exp(x)
        return tf.nn.relu(e * tf.tanh(y) / e**-1.5 - tf.math.log(e)) + x

    expected = derivatives(same, np.array(0.75), np.array(1.5))
    np.testing.assert_allclose(ANSWERS.tape_backward(tape, values)[:2], expected, **CLOSE)
