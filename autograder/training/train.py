"""Training what a student has built, by a published protocol, and measuring what it has learned.

Everything here runs on the trusted side, on models rebuilt from checked data, from fresh weights.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from autograder.keras_models.architecture import ModelError
from autograder.keras_models.compile_settings import settings_of
from autograder.keras_models.rebuild import cost_of, fresh
from autograder.limits import MEBIBYTE
from autograder.training.measures import MEASURED, TrainingError, measure
from autograder.training.protocols import Protocol
from autograder.training.samples import Array, samples_of

#: Multiplications that a model may need for one sample: a network that is no larger than it
#: should be needs far fewer, and the grader does not train one for hours.
MAX_WORK = 30_000_000
#: How many steps Keras takes at once, without coming back to Python between them, at most.
STEPS_AT_ONCE = 16
#: How many multiplications it makes at once, so that it looks at the clock every few seconds.
WORK_AT_ONCE = 10_000_000_000
#: A step of training goes through the model forwards, and backwards twice.
_PASSES = 3
#: Samples evaluated at once, at most, and the bytes that all layers may give for them.
LARGE_BATCH = 1000
_LARGE_BATCH_BYTES = 512 * MEBIBYTE
#: A loss without the penalties that a model may add to its own.
_LOSS = "sparse_categorical_crossentropy"


@dataclass(frozen=True)
class Run:
    """One training and what came of it."""

    seed: int
    measures: dict[str, float]
    curve: tuple[float, ...]
    seconds: float
    outputs: Array  # the model's outputs for the test data
    late_loss: float = math.nan  # its mean test loss over the last epochs, where that is asked for


def train(model: Any, protocol: Protocol, seed: int) -> Run:
    """Train a copy of a model from fresh weights and measure it on the test data.

    Only the model's architecture, loss and optimiser are taken over. Raises TrainingError for a
    model that is too large, is not compiled, or does not fit the data.
    """
    return prepare(model, protocol, seed)(threading.Event())


def prepare(model: Any, protocol: Protocol, seed: int) -> Callable[[threading.Event], Run]:
    """What `train` does first; what is returned does the rest, in another thread if need be.

    All that is drawn from the process's random numbers is drawn here, so what happens beside the
    training does not change it. It is given up when the event is set.
    """
    _refuse_work(model)
    compared = protocol.beside is not None
    metrics = [protocol.curve, _LOSS] if compared else [protocol.curve]
    try:
        cost = cost_of(model)
        steps = _steps_at_once(cost.work * protocol.batch_size)
        copy = fresh(model, seed, metrics=metrics, steps_per_execution=steps)
    except ModelError as error:
        raise TrainingError(str(error)) from error
    settings = settings_of(model)
    cut = 0.0 if settings is not None and settings.expects_logits else 0.5
    large_batch = max(1, min(LARGE_BATCH, _LARGE_BATCH_BYTES // (4 * max(1, cost.outputs))))
    return lambda stop: _train(copy, protocol, seed, cut, large_batch, stop)


def _train(
    copy: Any, protocol: Protocol, seed: int, cut: float, large_batch: int, stop: threading.Event
) -> Run:
    begun = time.monotonic()
    data = samples_of(protocol.data, protocol.train, protocol.test)
    compared = protocol.beside is not None
    late = list(range(protocol.epochs - protocol.late + 1, protocol.epochs + 1))  # from 1 on
    try:
        history = copy.fit(
            data.x,
            data.y,
            batch_size=protocol.batch_size,
            epochs=protocol.epochs,
            verbose=0,
            validation_data=(data.test_x, data.test_y) if compared else None,
            validation_batch_size=large_batch,
            validation_freq=late,
            callbacks=[_stop_after(protocol.seconds, stop)],
        ).history
        outputs = np.asarray(copy.predict(data.test_x, batch_size=large_batch, verbose=0))
    except TrainingError:
        raise
    except Exception as error:  # TensorFlow has kinds of its own, and all say that it does not fit
        raise TrainingError(
            "It cannot be trained on the data: do its input, its output and its loss fit them?"
        ) from error
    measures: dict[str, float] = {
        name: measure(name, outputs, data.test_y, cut)
        for name in protocol.measures
        if name in MEASURED
    }
    losses = history[f"val_{_LOSS}"] if compared else [math.nan]
    return Run(
        seed=seed,
        measures=measures,
        curve=tuple(float(value) for value in history.get(protocol.curve, [])),
        seconds=time.monotonic() - begun,
        outputs=outputs,
        late_loss=float(np.mean(losses)),
    )


def train_beside(answer: Any, baseline: Callable[[int], Run], protocol: Protocol, seed: int) -> Run:
    """Train a model and compare it with the baseline trained alike.

    What is measured is how much lower its loss on the test data is, without any penalty, in the
    mean over the last epochs and over the protocol's repeats.
    """
    seeds = range(seed * protocol.repeats, (seed + 1) * protocol.repeats)
    runs = [train(answer, protocol, seed) for seed in seeds]
    baselines = [baseline(seed) for seed in seeds]
    saved = [
        compared.late_loss - run.late_loss for run, compared in zip(runs, baselines, strict=True)
    ]
    return replace(
        runs[0],
        seed=seed,
        measures={"loss_saved": float(np.mean(saved))},
        seconds=sum(run.seconds for run in (*runs, *baselines)),
    )


def _steps_at_once(work: int) -> int:
    """How many steps to take at once, each of so many multiplications in one direction."""
    return max(1, min(STEPS_AT_ONCE, WORK_AT_ONCE // max(1, _PASSES * work)))


def _refuse_work(model: Any) -> None:
    work = cost_of(model).work
    if work > MAX_WORK:
        raise TrainingError(
            f"It needs {work / 1e6:,.0f} million multiplications for one sample, more than the "
            f"{MAX_WORK / 1e6:,.0f} million that are allowed. Let it work on smaller images: with "
            "strides or pooling, or fewer filters in the first layers."
        )


def _stop_after(seconds: float, stop: threading.Event) -> Any:
    """A callback that gives up a training that takes too long, or is no longer wanted."""
    import keras  # noqa: PLC0415 - there already where a model is

    deadline = time.monotonic() + seconds

    def check(batch: int, logs: Any = None) -> None:
        if time.monotonic() > deadline:
            raise TrainingError(f"Its training took longer than {seconds:g} s.")
        if stop.is_set():
            raise TrainingError("Its training was given up.")

    return keras.callbacks.LambdaCallback(on_train_batch_end=check)
