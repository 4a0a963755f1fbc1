"""Expectations on Keras models that a student built, compiled or trained."""

from __future__ import annotations

from typing import Any, Protocol

from autograder.keras_models.compile_settings import CompileSettings, settings_of
from autograder.keras_models.importing import import_keras
from autograder.testing.expectations import describe, fail
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
        if name not in ("Activation", "ReLU", "Softmax", "ELU", "LeakyReLU"):
            steps.append((name, layer))
        activation = _activation_of(layer, name)
        if activation not in (None, "linear"):
            steps.append((str(activation), layer))
    return steps


def _activation_of(layer: Any, name: str) -> str | None:
    if name in ("ReLU", "Softmax", "ELU", "LeakyReLU"):
        return {"ReLU": "relu", "Softmax": "softmax", "ELU": "elu", "LeakyReLU": "leaky_relu"}[name]
    activation = getattr(layer, "activation", None)
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
