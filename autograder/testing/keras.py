"""Expectations on Keras models that a student built, compiled or trained.

Part of what hidden tests import from `autograder.testing`. For a model that was returned there are
`expect_model`, `expect_shapes`, `expect_parameters`, `expect_hidden_layer`, `expect_random_start`,
`expect_random_weights`, `expect_recurrent_layer` and `layers_of`; for its compile settings
`expect_compiled`, `expect_compiled_in_place` and `expect_settings_kept`; for its training
`expect_history`, `expect_weights` and `expect_same_weights`; and `expect_bar` trains it for the
grade.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

import numpy as np

from autograder.keras_models.compile_settings import CompileSettings, settings_of
from autograder.keras_models.importing import import_keras
from autograder.testing.expectations import (
    StudentFunction,
    describe,
    expect_close,
    expect_equal,
    expect_that,
    fail,
)
from autograder.training.measures import TrainingError
from autograder.training.trainer import Judgement, Trainer


class Trained(Protocol):
    """The part of a student's session that the training of an answer uses."""

    trainer: Trainer | None  # trains what the student has built
    judged: Judgement | None  # what the test at hand leaves to the trainer


def expect_model(returned: Any) -> Any:
    """Expect a Keras model that has its weights, and give it."""
    keras = import_keras()
    if returned is None:
        fail("It returned None. Did you forget `return`?")
    if not isinstance(returned, keras.Model):
        fail(f"It returned {describe(returned)} where a Keras model is expected.")
    if not returned.built:
        fail("The model has no weights yet. Begin it with keras.Input.")
    return returned


def expect_compiled(model: Any) -> CompileSettings:
    """Expect that a model is compiled with an optimiser and a loss, and give its settings."""
    settings = settings_of(expect_model(model))
    if settings is None:
        fail("The model is not compiled.")
    if settings.loss is None:
        fail("The model is compiled without a loss.")
    return settings


def layers_of(model: Any) -> list[tuple[str, Any]]:
    """What a model does, layer by layer: `(class name, layer)`, whichever way it was written.

    Input layers are left out; an activation counts as a step of its own, whether it stands in the
    layer before it or is a layer itself; linear ones are left out.
    """
    steps: list[tuple[str, Any]] = []
    for layer in model.layers:
        name = type(layer).__name__
        if name == "InputLayer":
            continue
        if name != "Activation" and name not in _ACTIVATION_LAYERS:
            steps.append((name, layer))
        activation = _activation_of(layer, name)
        if activation not in (None, "linear"):
            steps.append((str(activation), layer))
    return steps


_ACTIVATION_LAYERS = {
    "ReLU": "relu", "Softmax": "softmax", "ELU": "elu", "LeakyReLU": "leaky_relu",
}  # fmt: skip


def _activation_of(layer: Any, name: str) -> str | None:
    if name in _ACTIVATION_LAYERS:
        return _ACTIVATION_LAYERS[name]
    activation = getattr(layer, "activation", None)
    if type(activation).__name__ in _ACTIVATION_LAYERS:  # a layer given as an activation
        return _ACTIVATION_LAYERS[type(activation).__name__]
    return getattr(activation, "__name__", None)


def expect_bar(student: Trained, exercise: str, answer: Any) -> None:
    """Train an answer by the exercise's protocol and expect that it reaches the calibrated bar.

    The answer is a compiled model, or a name from which the model answers build one. It is trained
    from fresh weights while other tests run; so this comes last in a test, whose verdict is known
    when all others are.
    """
    trainer = student.trainer
    assert trainer is not None, "a submission is graded with a trainer"
    try:
        student.judged = trainer.begin(exercise, answer)
    except TrainingError as error:
        fail(str(error))


def expect_shapes(model: Any, inputs: Sequence[int | None], outputs: Sequence[int | None]) -> None:
    """Expect that a model takes and gives arrays of these shapes; None stands for any number."""
    expect_equal(tuple(model.input_shape), tuple(inputs))
    expect_equal(tuple(model.output_shape), tuple(outputs))


def expect_parameters(model: Any, *, at_most: int) -> None:
    """Expect that a model has no more parameters than are allowed."""
    expect_that(model.count_params() <= at_most, f"The model has more than {at_most:,} parameters.")


def expect_random_weights(build: Callable[[], Any], indices: Sequence[int] = (0,)) -> None:
    """Expect that two models which `build` makes begin with different weights.

    `indices` say which of the models' arrays of weights are compared.
    """
    first, second = (expect_model(build()) for _ in range(2))
    for index in indices:
        weights, others = np.asarray(first.weights[index]), np.asarray(second.weights[index])
        expect_that(
            weights.shape != others.shape or not np.allclose(weights, others),
            "The model should begin with random weights.",
        )


def expect_random_start(model: Any) -> None:
    """Expect that the units of no hidden layer begin with weights that are all the same.

    Such units would get the same gradient and stay alike, so the layer would be worth one unit.
    The last array of weights may be constant: it is not what tells hidden units apart.
    """
    kernels = [np.asarray(array) for array in model.trainable_weights if len(array.shape) > 1]
    expect_that(
        all(np.ptp(kernel) > 0 for kernel in kernels[:-1] if kernel.size > 1),
        "All weights of a hidden layer begin with the same value, so its units would learn the "
        "same. Leave out the initialiser, so that they begin at random.",
    )


#: Layers that, once they are trained, give linear functions of their inputs, up to a constant.
_LINEAR_LAYERS = frozenset(
    "Dense Conv1D Conv2D DepthwiseConv2D SeparableConv2D AveragePooling1D AveragePooling2D "
    "GlobalAveragePooling1D GlobalAveragePooling2D Flatten Reshape Permute RepeatVector "
    "ZeroPadding2D Concatenate Add Subtract Average BatchNormalization Rescaling Dropout "
    "SpatialDropout2D GaussianNoise GaussianDropout RandomFlip RandomTranslation RandomZoom "
    "RandomRotation RandomContrast RandomBrightness".split()
)


def expect_hidden_layer(model: Any) -> None:
    """Expect that something which is not linear stands before a model's last layer with weights.

    Without it, the model computes a linear function of its inputs before its last activation,
    however many layers it has. Whatever is not known to be linear counts as not linear.
    """
    bent = False
    for name, layer in layers_of(model):
        if name in _LINEAR_LAYERS:
            if bent and layer.trainable_weights and name != "BatchNormalization":
                return
        elif name[0].islower() or not layer.trainable_weights:
            bent = True
        else:
            return
    fail(
        "Without an activation between its layers the model is a linear one, however many layers "
        "it has."
    )


_RECURRENT_LAYERS = frozenset(["SimpleRNN", "LSTM", "GRU", "Bidirectional"])


def expect_recurrent_layer(model: Any) -> None:
    """Expect that a recurrent layer reads a sequence of more than one step in a model."""
    recurrent = [layer for name, layer in layers_of(model) if name in _RECURRENT_LAYERS]
    expect_that(
        recurrent, "The model has no recurrent layer. Use keras.layers.SimpleRNN, LSTM or GRU."
    )
    inputs = [layer.input for layer in recurrent]  # a list where an embedding's mask comes along
    steps = [(one[0] if isinstance(one, list) else one).shape[1] for one in inputs]
    expect_that(
        any(length != 1 for length in steps),
        "The model's recurrent layer gets a sequence of one step. Let it read all steps.",
    )


def expect_same_weights(model: Any, other: Any) -> None:
    """Expect that two models have the same weights, array by array."""
    for weights, others in zip(model.weights, other.weights, strict=True):
        expect_close(np.asarray(weights), np.asarray(others))


def expect_weights(model: Any, expected: Sequence[Any]) -> None:
    """Expect that a model's weights, array by array, are those that its training must lead to."""
    for weights, wanted in zip(model.weights, expected, strict=True):
        expect_that(
            np.allclose(np.asarray(weights), wanted, rtol=1e-4, atol=1e-5),  # in single precision
            "After training the model should have the weights that its steps on the given samples "
            "lead to.",
        )


def expect_compiled_in_place(compile_model: StudentFunction, model: Any) -> None:
    """Expect that a student's function compiles the model that it is given, and returns it.

    The weights must stay as they were.
    """
    observation = compile_model.observe(model)
    expect_compiled(observation.value)
    expect_that(len(observation.models) == 1, "The given model should stay a Keras model.")
    expect_compiled(observation.models[0])
    expect_same_weights(observation.models[0], model)
    expect_same_weights(observation.value, model)


def expect_history(
    train: StudentFunction, model: Any, *args: Any, validated: bool = False, **kwargs: Any
) -> tuple[dict[str, Any], Any]:
    """Have a student's function train a model; give the History as a dict and the trained model.

    With `validated` the History must hold the validation loss of each epoch, too.
    """
    observation = train.observe(model, *args, **kwargs)
    history = observation.value
    expect_that(history is not None, "It returned None. Did you forget `return`?")
    expect_that(isinstance(history, dict), "It should return what fit returns, the History.")
    expect_that("loss" in history, "The History should have the loss of each epoch.")
    if validated:
        expect_that("val_loss" in history, "The History should have each epoch's validation loss.")
    return history, observation.models[0]


def expect_settings_kept(model: Any, *, optimizer: str, learning_rate: float) -> None:
    """Expect that training has left a model's optimiser and learning rate as they were."""
    settings = expect_compiled(model)
    expect_equal(settings.optimizer.name, optimizer)
    expect_that(settings.learning_rate == learning_rate, "The learning rate should stay as it was.")
