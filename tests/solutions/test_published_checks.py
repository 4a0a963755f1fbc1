"""The checks of what is allowed, as they stand in the notebooks, on real Keras models.

They say before hand-in what the grader would say after it: a model passes if and only if the grader
rebuilds it.
"""

from __future__ import annotations

import numpy as np
import pytest

from autograder.course.loading import load_course
from autograder.keras_models.architecture import ModelError
from autograder.keras_models.importing import import_keras
from autograder.keras_models.rebuild import rebuild
from autograder.sandbox.inside.models import describe_model
from autograder.training.published import find_stale
from tests.conftest import REPOSITORY
from tests.keras_models.layer_models import MODELS

keras = import_keras()
layers, losses, optimizers = keras.layers, keras.losses, keras.optimizers
schedules = optimizers.schedules
COURSE = load_course(REPOSITORY)
EXERCISES = {
    "regression": "build_better_regressor",
    "classification": "build_better_classifier",
    "fashion_mnist": "build_improved",
}
RATE = schedules.CosineDecayRestarts(0.1, 10)


def check_of(notebook: str):
    """Run a notebook's check on a model; what it prints, or the words with which it fails."""
    assignment, exercise = COURSE.assignment(notebook), EXERCISES[notebook]
    (helper,) = (one.source for one in assignment.cells if "helper" in one.metadata.get("tags", []))
    *_, published = assignment.exercise(exercise).checks
    names = {"keras": keras, "np": np}
    exec(helper, names)

    def run(model) -> str:
        told: list[str] = []
        names["passed"] = told.append
        names[exercise] = lambda: model
        try:
            exec(published, names)
        except names["CheckFailed"] as failed:
            return str(failed)
        return f"passed: {told[0]}"

    return run


def dense(*more, loss="mse", optimizer="adam", metrics=None, **options):
    model = keras.Sequential(
        [keras.Input((10,)), layers.Dense(4, "relu", **options), *more, layers.Dense(1)]
    )
    model.compile(optimizer, loss, metrics=metrics)
    return model


def wired(wire):
    inputs = keras.Input((10,))
    model = keras.Model(inputs, layers.Dense(1)(wire(inputs)))
    model.compile("adam", "mse")
    return model


def my_function(*arguments):
    return arguments[-1]


class MyLayer(layers.Layer):
    def call(self, x):
        return x


class Dense(layers.Dense):
    """A layer of a student's own that is called like one of Keras's."""


class MyModel(keras.Model):
    def __init__(self):
        super().__init__()
        self.only = layers.Dense(1)

    def call(self, x):
        return self.only(x)


def compiled(model):
    model.compile("adam", "mse")
    return model


def both_ways(**options):
    return [layers.Reshape((2, 2)), layers.Bidirectional(layers.GRU(3, **options))]


def frozen():
    model = dense()
    model.layers[0].trainable = False
    return model


RIGHT = {
    "adam": dense,
    "functions": lambda: dense(
        layers.Activation(keras.activations.swish), loss=losses.log_cosh, optimizer="adamw"
    ),
    "objects": lambda: dense(
        layers.Dense(3, activation=layers.LeakyReLU(negative_slope=0.4)),
        loss=losses.Huber(0.5),
        optimizer=optimizers.Nadam(RATE),
    ),
    "short names": lambda: dense(loss="kld", optimizer="lion"),
    "another metric": lambda: dense(metrics=[my_function, "mape", keras.metrics.F1Score()]),
    "squares": lambda: wired(lambda x: layers.Multiply()([x, x])),
    "both ways": lambda: dense(*both_ways(return_sequences=True), layers.Flatten()),
    "a penalty": lambda: dense(kernel_regularizer="l2", activity_regularizer="l1"),
}
NOT_ALLOWED = {
    "lambda": (lambda: dense(layers.Lambda(my_function)), "the Lambda layer 'lambda"),
    "other layer": (lambda: dense(layers.UnitNormalization()), "the UnitNormalization layer"),
    "own layer": (lambda: dense(MyLayer()), "the MyLayer layer 'my_layer"),
    "own layer of Keras's name": (lambda: dense(Dense(3)), "the Dense layer 'dense"),
    "model within a model": (
        lambda: dense(keras.Sequential([keras.Input((4,)), layers.Dense(3)])),
        "the Sequential layer 'sequential",
    ),
    "own model": (lambda: compiled(MyModel()), "a model of your own class"),
    "sign": (lambda: wired(lambda x: x * x), "the operation Multiply: use layers"),
    "operation": (lambda: wired(keras.ops.sin), "the operation Sin: use layers"),
    "own activation": (
        lambda: dense(layers.Dense(3, activation=my_function)),
        "with the activation my_function",
    ),
    "other activation": (
        lambda: dense(layers.Dense(4, activation="glu")),
        "with the activation glu",
    ),
    "constraint": (lambda: dense(kernel_constraint="non_neg"), "' with kernel_constraint"),
    "frozen": (frozen, "', which is frozen"),
    "unrolled": (lambda: dense(*both_ways(unroll=True)), "the GRU layer 'forward_gru"),
    "own loss": (lambda: dense(loss=my_function), "the loss my_function"),
    "other loss": (lambda: dense(loss="cosine_similarity"), "the loss cosine_similarity"),
    "other loss as an object": (lambda: dense(loss=losses.Dice()), "the loss Dice"),
    "other optimiser": (lambda: dense(optimizer="ftrl"), "the optimiser Ftrl"),
}


def grader_allows(model) -> bool:
    described = describe_model(model)
    try:
        rebuild(described.architecture, described.weights, described.compiled)
    except (AttributeError, ModelError):
        return False
    return True


@pytest.mark.parametrize("make", RIGHT.values(), ids=RIGHT.keys())
def test_what_the_grader_allows_passes(make):
    assert grader_allows(make())
    said = check_of("regression")(make())
    assert said == "passed: build_better_regressor: what is allowed"


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("make", "words"), NOT_ALLOWED.values(), ids=NOT_ALLOWED.keys())
def test_what_the_grader_refuses_is_named(make, words):
    assert not grader_allows(make())
    said = check_of("regression")(make())
    assert said.startswith("Check failed: the grader does not allow\n  ")
    assert words in said


@pytest.mark.parametrize("name", MODELS)
def test_every_layer_of_the_list_passes(name):
    run = check_of("regression")
    for make in MODELS[name].values():
        assert run(compiled(make())).startswith("passed: ")


def test_everything_is_named_together():
    model = dense(layers.UnitNormalization(), loss=my_function, optimizer="ftrl")
    assert check_of("classification")(model).split("\n") == [
        "Check failed: the grader does not allow",
        f"  the UnitNormalization layer {model.layers[1].name!r}",
        "  the loss my_function",
        "  the optimiser Ftrl",
    ]


def test_what_is_missing_is_said():
    run = check_of("regression")
    unfinished = "a model that does not begin with keras.Input, or is not compiled"
    assert unfinished in run(keras.Sequential([keras.Input((10,)), layers.Dense(1)]))
    assert unfinished in run(compiled(keras.Sequential([layers.Dense(1)])))
    assert "a model without a loss" in run(dense(loss=None))


def test_the_loss_is_that_of_the_exercise():
    run = check_of("fashion_mnist")
    assert "the loss categorical_crossentropy" in run(dense(loss="categorical_crossentropy"))
    for loss in (
        "sparse_categorical_crossentropy",
        losses.SparseCategoricalCrossentropy(from_logits=True),
    ):
        assert run(dense(loss=loss)).startswith("passed: ")


@pytest.mark.parametrize("notebook", EXERCISES)
def test_the_number_of_parameters_is_the_exercises_own(notebook):
    """What a stub promises is what the check and the text beside it say."""
    assignment = COURSE.assignment(notebook)
    exercise = assignment.exercise(EXERCISES[notebook])
    cells = [cell.source for cell in assignment.cells if "published" in cell.metadata]
    assert len(cells) == 2
    names: dict[str, object] = {"keras": keras}
    with pytest.raises(NameError):  # at the call of the function, which is not there
        exec(exercise.checks[-1], names)
    most = f"t most {names['PARAMETERS']:,} parameters"
    assert most in exercise.docstring
    assert most in cells[0]
    tests = assignment.grader.read_text(encoding="utf-8")
    assert f"{names['PARAMETERS']:_}" in tests
    loss = names["LOSSES"][-1]
    big = dense(layers.Dense(names["PARAMETERS"], "relu"), loss=getattr(losses, loss)())
    assert f"at most {names['PARAMETERS']:,} parameters" in check_of(notebook)(big)


def test_the_sources_say_what_the_grader_does():
    assert [finding for one in COURSE.assignments for finding in find_stale(one)] == []
