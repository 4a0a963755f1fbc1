"""Each layer of the list crosses: it calculates the same, and is counted before it is made."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.keras_models.allowed_layers import ACTIVATIONS, ALLOWED_LAYERS
from autograder.keras_models.canonical import canonical_architecture
from autograder.keras_models.rebuild import cost_of, rebuild
from autograder.sandbox.inside.models import describe_model
from tests.keras_models.layer_models import IMAGE, MODELS, ROW, SEQUENCE, keras, layers, one

CASES = [
    pytest.param(make, id=f"{name} {what}".strip())
    for name, made in MODELS.items()
    for what, make in made.items()
]


CONSTANT = keras.initializers.Constant(7.0)


def crossed(model):
    """A model as the grader has it after the worker has described it."""
    described = describe_model(model)
    return rebuild(described.architecture, described.weights, described.compiled)


def with_weights(model):
    """Positive numbers, all different, so that no two arrays can change places unseen."""
    rng = np.random.default_rng(0)
    model.set_weights([rng.uniform(0.1, 0.5, array.shape) for array in model.get_weights()])
    return model


def inputs_of(model):
    shape = (3, *model.input_shape[1:])
    return np.random.default_rng(1).uniform(0, 5, shape).astype("float32")


def test_every_layer_has_a_model():
    assert set(MODELS) == set(ALLOWED_LAYERS) - {"InputLayer"}


@pytest.mark.parametrize("make", CASES)
def test_a_rebuilt_model_calculates_the_same(make):
    model = with_weights(make())
    back, x = crossed(model), inputs_of(model)
    assert back.output_shape == model.output_shape
    assert np.allclose(back(x, training=False), model(x, training=False), atol=1e-6)


@pytest.mark.parametrize("make", CASES)
def test_its_canonical_text_describes_the_same_model(make):
    model = with_weights(make())
    text = canonical_architecture(describe_model(model).architecture)
    back, x = rebuild(text, model.get_weights()), inputs_of(model)
    assert np.allclose(back(x, training=False), model(x, training=False), atol=1e-6)
    assert canonical_architecture(text) == text


@pytest.mark.parametrize("make", CASES)
def test_parameters_are_counted_before_the_layer_is_made(make):
    model = make()
    assert cost_of(crossed(model)).parameters == model.count_params()


@pytest.mark.parametrize("make", CASES)
def test_a_fresh_copy_is_the_same_for_the_same_seed(make):
    model = with_weights(make())
    back, x = crossed(model), inputs_of(model)

    def drawn(seed):
        keras.utils.set_random_seed(seed)
        copy = keras.models.clone_model(back)
        assert copy.count_params() == model.count_params()
        return [np.asarray(copy(x, training=True)), *copy.get_weights()]

    for once, again in zip(drawn(1), drawn(1), strict=True):
        assert np.array_equal(once, again)


@pytest.mark.parametrize(
    ("layer", "constant"),
    [
        (lambda: layers.Embedding(9, 4, embeddings_initializer=CONSTANT), 0),
        (lambda: layers.GRU(3, recurrent_initializer=CONSTANT), 1),
        (lambda: layers.LSTM(3, kernel_initializer=CONSTANT), 0),
        (lambda: layers.DepthwiseConv2D(2, depthwise_initializer=CONSTANT), 0),
    ],
    ids=["embedding", "recurrence", "kernel", "depthwise"],
)
def test_no_weights_come_with_an_initialiser(layer, constant):
    shape = {"Embedding": (5,), "DepthwiseConv2D": IMAGE}.get(type(layer()).__name__, SEQUENCE)
    copy = keras.models.clone_model(crossed(one(shape, layer)()))
    assert np.std(copy.get_weights()[constant]) > 0


@pytest.mark.parametrize("name", sorted(ACTIVATIONS))
def test_an_activation_is_kept_as_string_function_and_layer(name):
    x = np.random.default_rng(1).normal(size=(4, *ROW)).astype("float32")
    function = getattr(keras.activations, name)
    for layer in (
        lambda: layers.Dense(5, activation=name),
        lambda: layers.Dense(5, activation=function),
        lambda: layers.Activation(function),
    ):
        model = one(ROW, layer)()
        assert np.allclose(crossed(model)(x), model(x), atol=1e-6)


def test_every_activation_that_fits_is_on_the_list():
    # A gated linear unit halves the last axis, and a threshold needs numbers.
    functions = {
        name
        for name, value in vars(keras.activations).items()
        if callable(value) and not name.startswith("_")
    }
    other = {"get", "serialize", "deserialize", "glu", "threshold"}
    assert functions - other == ACTIVATIONS
