"""The model answers of 14 convolution agree with Keras's layers, SciPy and TensorFlow's tape.

The hidden tests add up in plain Python, so that a server without TensorFlow can grade them. This is
the check with the libraries themselves.
"""

from __future__ import annotations

import runpy
from types import SimpleNamespace

import numpy as np
import pytest
from scipy import signal

from autograder.datasets.marks import CLASSES, load_marks
from tests.conftest import REPOSITORY

tf = pytest.importorskip("tensorflow")
keras = pytest.importorskip("keras")
ANSWERS = SimpleNamespace(**runpy.run_path(str(REPOSITORY / "solutions/convolution.py")))
CLOSE = {"rtol": 1e-10, "atol": 1e-12}
SETTINGS = [
    ((1, 1), "valid", (1, 1)),
    ((1, 1), "same", (1, 1)),
    ((2, 3), "valid", (1, 1)),
    ((2, 3), "same", (1, 1)),
    ((3, 1), "same", (1, 1)),
    ((5, 4), "same", (1, 1)),
    ((1, 1), "valid", (2, 3)),
    ((1, 1), "same", (2, 3)),
    ((1, 1), "same", (3, 1)),
]
SIZES = [(7, 9, 3, 2), (12, 10, 2, 4), (8, 8, 3, 3), (7, 8, 1, 1)]


@pytest.fixture
def rng():
    return np.random.default_rng(14)


def given_weights(layer, shape, *weights):
    """A layer on inputs of a shape, with these weights."""
    layer.build((None, *shape))
    layer.set_weights(weights)
    return layer


@pytest.mark.parametrize(("strides", "padding", "dilation"), SETTINGS)
@pytest.mark.parametrize(("h", "w", "kh", "kw"), SIZES)
def test_conv2d(rng, h, w, kh, kw, strides, padding, dilation):
    x, kernels, bias = (
        rng.normal(size=(2, h, w, 3)),
        rng.normal(size=(kh, kw, 3, 4)),
        rng.normal(size=4),
    )
    layer = keras.layers.Conv2D(
        4, (kh, kw), strides, padding, dilation_rate=dilation, dtype="float64"
    )
    expected = given_weights(layer, (h, w, 3), kernels, bias)(x)
    reached = ANSWERS.conv2d(x, kernels, bias, strides, padding, dilation)
    np.testing.assert_allclose(reached, expected, **CLOSE)


@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize("strides", [None, (1, 1), (1, 3), (3, 2)])
@pytest.mark.parametrize(("h", "w", "ph", "pw"), SIZES)
def test_pooling(rng, h, w, ph, pw, strides, padding):
    x = rng.normal(size=(2, h, w, 3)) - 5
    for how, kind in (
        ("max", keras.layers.MaxPooling2D),
        ("average", keras.layers.AveragePooling2D),
    ):
        expected = kind((ph, pw), strides, padding, dtype="float64")(x)
        reached = ANSWERS.pool2d(x, (ph, pw), strides, padding, how)
        np.testing.assert_allclose(reached, expected, **CLOSE)


def test_global_pooling(rng):
    x = rng.normal(size=(3, 4, 5, 2))
    for how, kind in (
        ("max", keras.layers.GlobalMaxPooling2D),
        ("average", keras.layers.GlobalAveragePooling2D),
    ):
        np.testing.assert_allclose(ANSWERS.global_pool(x, how), kind(dtype="float64")(x), **CLOSE)


def test_convolution_and_correlation(rng):
    for n, k in ((7, 3), (3, 7), (1, 4), (5, 5)):
        x, kernel = rng.normal(size=n), rng.normal(size=k)
        np.testing.assert_allclose(
            ANSWERS.convolve1d(x, kernel), signal.convolve(x, kernel), **CLOSE
        )
    image, kernel = rng.normal(size=(6, 8)), rng.normal(size=(2, 5))
    expected = signal.correlate2d(image, kernel, mode="valid")
    np.testing.assert_allclose(ANSWERS.correlate2d(image, kernel), expected, **CLOSE)


def test_patches(rng):
    x = rng.normal(size=(2, 7, 8, 3))
    for kernel, strides in (((3, 2), (1, 1)), ((2, 3), (2, 3))):
        patches = tf.image.extract_patches(
            x, (1, *kernel, 1), (1, *strides, 1), (1, 1, 1, 1), "VALID"
        )
        expected = np.asarray(patches).reshape(-1, patches.shape[-1])
        np.testing.assert_allclose(ANSWERS.im2col(x, kernel, strides), expected, **CLOSE)


def test_gradients(rng):
    x, kernels, bias = (tf.constant(rng.normal(size=s)) for s in ((2, 5, 6, 3), (2, 3, 3, 4), (4,)))
    upstream = rng.normal(size=(2, 4, 4, 4))
    with tf.GradientTape() as tape:
        tape.watch([x, kernels, bias])
        loss = tf.reduce_sum(upstream * (tf.nn.conv2d(x, kernels, 1, "VALID") + bias))
    expected = tape.gradient(loss, [x, kernels, bias])
    reached = ANSWERS.conv2d_gradients(x.numpy(), kernels.numpy(), upstream)
    for one, wanted in zip(reached, expected, strict=True):
        np.testing.assert_allclose(one, wanted, **CLOSE)


def test_gradient_of_max_pooling(rng):
    x, upstream = tf.constant(rng.normal(size=(2, 4, 6, 3))), rng.normal(size=(2, 2, 2, 3))
    with tf.GradientTape() as tape:
        tape.watch(x)
        loss = tf.reduce_sum(upstream * tf.nn.max_pool2d(x, (2, 3), (2, 3), "VALID"))
    reached = ANSWERS.pool2d_gradient(x.numpy(), (2, 3), upstream)
    np.testing.assert_allclose(reached, tape.gradient(loss, x), **CLOSE)


def test_summary_of_a_network():
    model = ANSWERS.build_cnn()
    rows = ANSWERS.summarize_cnn(
        [
            ("input", (28, 28, 1)),
            ("conv2d", 16, (3, 3), (1, 1), "same"),
            ("max_pool", (2, 2)),
            ("conv2d", 32, (3, 3), (1, 1), "valid"),
            ("max_pool", (2, 2)),
            ("flatten",),
            ("dense", 10),
        ]
    )
    shapes = [tuple(layer.output.shape[1:]) for layer in model.layers]
    assert [row[1] for row in rows] == shapes
    assert [row[2] for row in rows] == [layer.count_params() for layer in model.layers]
    assert sum(row[2] for row in rows) == model.count_params() == 16_330


def test_the_field_of_dilated_and_strided_layers():
    layers = [(3, 1), (2, 2), (3, 1, 2), (3, 2)]
    x = tf.Variable(tf.zeros((1, 60, 1)))
    with tf.GradientTape() as tape:
        y = x
        for kernel, stride, *dilation in layers:
            y = tf.nn.conv1d(y, tf.ones((kernel, 1, 1)), stride, "VALID", dilations=dilation or 1)
        first = y[0, 0, 0]
    seen = np.flatnonzero(tape.gradient(first, x).numpy().ravel())
    assert ANSWERS.receptive_field(layers) == (seen[-1] + 1, 4)


def test_images_with_marks_are_those_of_the_notebook():
    """Class by class, both have five pixels more in the same direction."""
    text = (REPOSITORY / "source/14_convolution/convolution.py").read_text(encoding="utf-8")
    begin = text.index("def make_marks(")
    namespace = {"np": np}
    exec(text[begin : text.index("# %%", begin)], namespace)
    theirs = namespace["make_marks"](4000, np.random.default_rng(3))
    (ours, labels), _ = load_marks(4000, 1)
    assert theirs[0].shape == ours.shape == (4000, 16, 16, 1)
    assert theirs[0].dtype == ours.dtype == np.float32
    for kind in range(len(CLASSES)):
        pair = [
            images[numbers == kind].mean(axis=(0, 3))
            for images, numbers in (theirs, (ours, labels))
        ]
        assert abs(pair[0].sum() - pair[1].sum()) < 0.6
        np.testing.assert_allclose(pair[0], pair[1], atol=0.06)
    for images in (theirs[0], ours):
        assert abs(images.mean() - 5 / 256) < 0.002
