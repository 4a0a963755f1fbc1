"""Expectations on Keras models, as they are after they have crossed."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.grading.calls import Observation
from autograder.keras_models.importing import import_keras
from autograder.keras_models.rebuild import rebuild
from autograder.sandbox.inside.models import describe_model
from autograder.testing import (
    expect_compiled,
    expect_compiled_in_place,
    expect_hidden_layer,
    expect_history,
    expect_model,
    expect_parameters,
    expect_random_start,
    expect_random_weights,
    expect_recurrent_layer,
    expect_same_weights,
    expect_settings_kept,
    expect_shapes,
    expect_weights,
    layers_of,
)
from autograder.testing.expectations import ExpectationFailedError

keras = import_keras()
layers = keras.layers


def crossed(model):
    described = describe_model(model)
    return rebuild(described.architecture, described.weights, described.compiled)


def network(units=3):
    return keras.Sequential([keras.Input((4,)), layers.Dense(units, "relu"), layers.Dense(1)])


def compiled(model, rate=0.25):
    model.compile(optimizer=keras.optimizers.SGD(rate), loss="mse", run_eagerly=True)
    return model


class Function:
    """A function that gets a copy of its model, as in a worker."""

    def __init__(self, function):
        self._function = function

    def observe(self, model, *args, **kwargs):
        own = keras.models.clone_model(model)
        own.set_weights(model.get_weights())
        if model.compiled:
            compiled(own)
        value = self._function(own, *args, **kwargs)
        if isinstance(value, keras.Model):
            value = crossed(value)
        return Observation(value, False, (), False, [crossed(own)])


def refused(message):
    return pytest.raises(ExpectationFailedError, match=message)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (None, "forget `return`"),
        (3.0, "where a Keras model is expected"),
        (keras.Sequential([layers.Dense(2)]), "no weights yet"),
    ],
)
def test_what_is_not_a_model_with_weights_is_refused(value, message):
    with refused(message):
        expect_model(value)


def test_shapes_and_parameters():
    model = network()
    expect_shapes(model, (None, 4), (None, 1))
    expect_parameters(model, at_most=19)
    with refused("wrong"):
        expect_shapes(model, (None, 5), (None, 1))
    with refused("wrong"):
        expect_shapes(model, (None, 4), (None, 2))
    with refused("more than 18 parameters"):
        expect_parameters(model, at_most=18)
    with refused(r"more than 1,000 parameters"):
        expect_parameters(network(1000), at_most=1000)


def test_a_model_is_read_layer_by_layer_whichever_way_it_is_written():
    written_out = keras.Sequential(
        [keras.Input((4,)), layers.Dense(3), layers.ReLU(), layers.Dense(1, "linear")]
    )
    for model in (network(), written_out):
        assert [name for name, _ in layers_of(model)] == ["Dense", "relu", "Dense"]


def test_a_layer_as_an_activation_is_a_step():
    leaky = layers.LeakyReLU(negative_slope=0.7)
    model = keras.Sequential([keras.Input((4,)), layers.Dense(3, activation=leaky)])
    assert [name for name, _ in layers_of(crossed(model))] == ["Dense", "leaky_relu"]


def test_models_begin_differently():
    expect_random_weights(network, indices=(0, 2))
    model = network()
    with refused("begin with random weights"):
        expect_random_weights(lambda: model)
    with refused("begin with random weights"):
        expect_random_weights(network, indices=(0, 1))  # biases begin with zeros


def test_compiling_in_place():
    expect_compiled_in_place(Function(compiled), network())
    with refused("is not compiled"):
        expect_compiled_in_place(Function(lambda model: model), network())
    with refused("is not compiled"):
        expect_compiled_in_place(Function(lambda model: compiled(network())), network())

    def forgets(model):
        model.set_weights([weights + 1 for weights in model.get_weights()])
        return compiled(model)

    with refused("wrong"):
        expect_compiled_in_place(Function(forgets), network())


def test_a_history_and_the_model_after_training():
    x = np.random.default_rng(0).normal(size=(12, 4)).astype("float32")

    def train(model, x, y, epochs=2, **options):
        return dict(model.fit(x, y, epochs=epochs, verbose=0, **options).history)

    model = compiled(network())
    history, after = expect_history(Function(train), model, x, x.sum(axis=1), epochs=3)
    assert len(history["loss"]) == 3
    assert expect_compiled(after).updates == 3
    with refused("wrong"):
        expect_same_weights(after, model)
    expect_same_weights(model, model)
    expect_weights(after, [weights * (1 + 1e-6) for weights in after.get_weights()])
    with refused("the weights that its steps on the given samples lead to"):
        expect_weights(after, model.get_weights())
    expect_settings_kept(after, optimizer="SGD", learning_rate=0.25)
    with refused("learning rate should stay"):
        expect_settings_kept(after, optimizer="SGD", learning_rate=0.5)
    history, _ = expect_history(
        Function(train), model, x, x.sum(axis=1), validated=True, validation_split=0.5
    )
    assert len(history["val_loss"]) == 2


@pytest.mark.parametrize(
    ("returned", "message"),
    [
        (None, "forget `return`"),
        ([1.0], "what fit returns"),
        ({"accuracy": [1.0]}, "the loss of each epoch"),
        ({"loss": [1.0]}, "validation loss"),
    ],
)
def test_what_is_not_the_history_is_refused(returned, message):
    with refused(message):
        expect_history(Function(lambda model: returned), network(), validated=True)


def sequence(*steps, shape=(8,)):
    return crossed(keras.Sequential([keras.Input(shape), *steps]))


LINEAR = {
    "one layer": lambda: sequence(layers.Dense(1)),
    "softmax regression": lambda: sequence(layers.Flatten(), layers.Dense(3, "softmax")),
    "deep but linear": lambda: sequence(layers.Dense(4), layers.Dense(4), layers.Dense(1)),
    "activation at the end": lambda: sequence(layers.Dense(4), layers.Dense(1), layers.ReLU()),
    "linear by name": lambda: sequence(layers.Dense(4, "linear"), layers.Dense(1)),
    "normalised at the end": lambda: sequence(layers.Dense(1, "relu"), layers.BatchNormalization()),
    "dropout between": lambda: sequence(layers.Dense(4), layers.Dropout(0.5), layers.Dense(1)),
}
BENT = {
    "activation": lambda: sequence(layers.Dense(4, "relu"), layers.Dense(1)),
    "activation as a layer": lambda: sequence(layers.Dense(4), layers.ELU(), layers.Dense(1)),
    "normalised before": lambda: sequence(
        layers.Dense(4), layers.BatchNormalization(), layers.Activation("tanh"), layers.Dense(1)
    ),
    "pooling": lambda: sequence(
        layers.Reshape((4, 2, 1)), layers.MaxPooling2D(2), layers.Flatten(), layers.Dense(1)
    ),
    "normalised by layer": lambda: sequence(layers.LayerNormalization(), layers.Dense(1)),
}


@pytest.mark.parametrize("build", LINEAR.values(), ids=LINEAR)
def test_a_model_that_is_linear_whatever_its_depth_is_refused(build):
    with refused("a linear one, however many layers"):
        expect_hidden_layer(build())


@pytest.mark.parametrize("build", BENT.values(), ids=BENT)
def test_a_model_with_something_that_is_not_linear_between_passes(build):
    expect_hidden_layer(build())


@pytest.mark.parametrize("start", ["zeros", "ones", keras.initializers.Constant(0.1)])
def test_hidden_units_that_begin_alike_are_refused(start):
    hidden = layers.Dense(4, "relu", kernel_initializer=start)
    with refused("begin with the same value"):
        expect_random_start(sequence(hidden, layers.Dense(1)))


def test_only_the_last_layer_may_begin_with_zeros():
    last = layers.Dense(1, kernel_initializer="zeros")
    expect_random_start(sequence(layers.Dense(4, "relu"), last))
    expect_random_start(sequence(layers.Dense(4, "relu"), layers.BatchNormalization(), last))


@pytest.mark.parametrize(
    "middle",
    [
        [layers.GRU(3)],
        [layers.Bidirectional(layers.LSTM(2))],
        [layers.Conv1D(4, 2), layers.SimpleRNN(3)],
    ],
)
def test_a_recurrent_layer_that_reads_steps(middle):
    stack = [keras.Input((5, 2)), *middle, layers.Dense(1)]
    expect_recurrent_layer(crossed(keras.Sequential(stack)))


def test_a_recurrent_layer_behind_an_embedding_with_a_mask():
    words = [keras.Input((5,)), layers.Embedding(6, 3, mask_zero=True)]
    expect_recurrent_layer(crossed(keras.Sequential([*words, layers.GRU(3), layers.Dense(1)])))


@pytest.mark.parametrize(
    ("middle", "message"),
    [
        ([layers.Flatten(), layers.Dense(3, "relu")], "no recurrent layer"),
        ([layers.Flatten(), layers.Reshape((1, 10)), layers.GRU(3)], "one step"),
    ],
)
def test_no_recurrent_layer_that_reads_steps(middle, message):
    stack = [keras.Input((5, 2)), *middle, layers.Dense(1)]
    with pytest.raises(ExpectationFailedError, match=message):
        expect_recurrent_layer(crossed(keras.Sequential(stack)))
