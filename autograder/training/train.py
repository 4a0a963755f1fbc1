"""Training what a student has built, by a published protocol, and measuring what it has learned.

Everything here runs on the trusted side, on models rebuilt from checked data, from fresh weights.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.keras_models.architecture import ModelError
from autograder.keras_models.compile_settings import apply_settings, settings_of
from autograder.keras_models.importing import import_keras
from autograder.keras_models.rebuild import cost_of, rebuild
from autograder.limits import MEBIBYTE
from autograder.training.descriptions import Description, description_of
from autograder.training.measures import TrainingError, measure
from autograder.training.protocols import Protocol
from autograder.training.samples import Array, Samples, samples_of

#: How many multiplications are made at once, so that the clock is looked at every few seconds.
WORK_AT_ONCE = 10_000_000_000
#: A step of training goes through the model forwards, and backwards twice.
_PASSES = 3
#: Samples evaluated at once, at most, and the bytes that all layers may give for them.
LARGE_BATCH = 1000
_LARGE_BATCH_BYTES = 512 * MEBIBYTE
_DOES_NOT_FIT = "It cannot be trained on the data: do its input, its output and its loss fit them?"


@dataclass(frozen=True)
class Run:
    """One training and what came of it."""

    seed: int
    measures: dict[str, float]
    curve: tuple[float, ...]
    seconds: float
    outputs: Array  # the model's outputs for the test data


def train(model: Any, protocol: Protocol, seed: int) -> Run:
    """Train a network like a rebuilt model from fresh weights and measure it on the test data.

    Only the model's architecture, loss and optimiser are taken over. Raises TrainingError for a
    model that is too large, is not compiled, or does not fit the data.
    """
    return Training(description_of(model), protocol).run(seed)


class Training:
    """One network under one protocol, trained from as many seeds as are asked for.

    Keras's `fit` comes back to Python for every batch. Here many steps are one TensorFlow graph
    that takes its batches from data which are on board; it is traced once for all seeds. Of 20
    epochs of 4,000 samples, a 10-20-30-1 network needs 1.0 s of processor time instead of 8.2 s;
    XLA would need 2.3 s, most of them to compile, and is ten times slower for convolutions. Where a
    network is trained from many seeds and has nothing that XLA is slow for, it is compiled by XLA:
    then a training of a 10-100-100-1 network takes 0.4 s instead of 1.3 s. Nothing limits its time
    then: it is the course's own, and may be calibrated for hours beside other work.
    """

    def __init__(
        self, description: Description, protocol: Protocol, *, for_many_seeds: bool = False
    ) -> None:
        self._description = description
        self._protocol = protocol
        self._for_many_seeds = for_many_seeds
        self._data = samples_of(protocol.data, protocol.train, protocol.test)
        self._model: Any = None  # the one that is trained, made by the first run

    def run(self, seed: int) -> Run:
        """Train from the weights that `seed` draws; raise TrainingError where that fails."""
        begun = time.monotonic()
        try:
            self._begin(seed)
            curve, outputs = self._epochs(begun, seed)
        except TrainingError:
            raise
        except ModelError as error:
            raise TrainingError(str(error)) from error
        except Exception as error:  # TensorFlow has kinds of its own: all say that it does not fit
            raise TrainingError(_DOES_NOT_FIT) from error
        measures: dict[str, float] = {
            name: measure(name, outputs, self._data.test_y, self._cut, self._data.naive)
            for name in self._protocol.measures
        }
        return Run(seed, measures, tuple(curve), time.monotonic() - begun, outputs)

    def _begin(self, seed: int) -> None:
        """Give the model the weights of a seed, and its optimiser a new beginning."""
        import_keras().utils.set_random_seed(seed)
        model = rebuild(self._description.architecture, None, self._description.settings)
        if self._model is None:
            self._prepare(model)
            self._optimizer_values = [np.asarray(value) for value in model.optimizer.variables]
            return
        for own, drawn in zip(self._model.variables, model.variables, strict=True):
            own.assign(drawn)
        own_values = self._model.optimizer.variables
        for own, value in zip(own_values, self._optimizer_values, strict=True):
            own.assign(value)

    def _prepare(self, model: Any) -> None:
        """Compile a model for the protocol, and make the functions that train and evaluate it."""
        settings = settings_of(model)
        assert settings is not None
        self._cut = 0.0 if settings.expects_logits else 0.5
        apply_settings(settings, model, metrics=[self._protocol.curve])
        model.optimizer.build(model.trainable_variables)
        cost = cost_of(model)
        most = _LARGE_BATCH_BYTES // (4 * max(1, cost.outputs))
        self._large_batch = max(1, min(LARGE_BATCH, most))
        work = _PASSES * cost.work * self._protocol.batch_size
        self._samples_at_once = self._protocol.batch_size * max(1, WORK_AT_ONCE // max(1, work))
        self._steps, self._evaluate = _compiled(
            model,
            self._data,
            self._protocol.batch_size,
            by_xla=self._for_many_seeds and _is_fast_by_xla(model),
        )
        self._model = model

    def _epochs(self, begun: float, seed: int) -> tuple[list[float], Array]:
        """Train; give the curve's metric for each epoch, and the mean outputs of the last ones."""
        protocol, model = self._protocol, self._model
        curve: list[float] = []
        late: list[Array] = []
        for epoch in range(protocol.epochs):
            order = np.random.default_rng([seed, epoch]).permutation(protocol.train)
            model.reset_metrics()
            for first in range(0, protocol.train, self._samples_at_once):
                if not self._for_many_seeds and time.monotonic() - begun > protocol.seconds:
                    raise TrainingError(f"Its training took longer than {protocol.seconds:g} s.")
                self._steps(order[first : first + self._samples_at_once].astype("int32"))
            curve.append(float(model.get_metrics_result()[protocol.curve]))
            if epoch >= protocol.epochs - protocol.late:
                late.append(self._outputs())
        return curve, np.mean(late, axis=0)

    def _outputs(self) -> Array:
        x = self._data.test_x
        cut = range(0, len(x), self._large_batch)
        return np.concatenate(
            [np.asarray(self._evaluate(x[first : first + self._large_batch])) for first in cut]
        )


def _is_fast_by_xla(model: Any) -> bool:
    """Whether a network is a stack of dense layers with plain activations."""
    return all(
        type(layer).__name__ in ("InputLayer", "Dense")
        or (type(layer).__name__ == "Activation" and layer.activation.__name__ in _FAST_BY_XLA)
        for layer in model.layers
    )


#: Activations without a function that XLA's loops compute slowly.
_FAST_BY_XLA = frozenset(["linear", "relu", "leaky_relu", "relu6", "sigmoid"])


def _compiled(
    model: Any, data: Samples, batch_size: int, *, by_xla: bool
) -> tuple[Callable[[Array], None], Callable[[Array], Any]]:
    """What trains a model on samples of these numbers, in this order, and what evaluates it."""
    import tensorflow as tf  # noqa: PLC0415 - Keras has loaded it

    x, y = tf.constant(data.x), tf.constant(data.y)
    # Metrics make their variables when they are first called, which a graph's loop must not do.
    model.compute_metrics(x[:1], y[:1], model(x[:1]))

    def step(batch: Any) -> None:
        model.train_step((tf.gather(x, batch), tf.gather(y, batch)))

    def steps(order: Any) -> None:
        """Whole batches in a loop, and what is left in a batch of its own."""
        whole = order.shape[0] // batch_size
        batches = tf.reshape(order[: whole * batch_size], [whole, batch_size])

        def body(number: Any) -> Any:
            step(batches[number])
            return number + 1

        if whole:
            tf.while_loop(lambda number: number < whole, body, [0])
        if whole * batch_size < order.shape[0]:
            step(order[whole * batch_size :])

    compiled_steps = tf.function(steps, autograph=False, jit_compile=by_xla)

    @tf.function(  # type: ignore[untyped-decorator]
        input_signature=[tf.TensorSpec([None, *data.x.shape[1:]], data.x.dtype)], autograph=False
    )
    def evaluate(samples: Any) -> Any:
        return model(samples, training=False)

    return lambda order: compiled_steps(tf.constant(order)), evaluate
