"""Training what a student has built, by a published protocol, and judging it by a calibrated bar.

Everything here runs on the trusted side, on models rebuilt from checked data and with weights of
their own. Protocols stand in `solutions/training/protocols.toml`, bars in `thresholds.toml` beside
it, which `autograder calibrate` writes.
"""

from __future__ import annotations

import math
import threading
import time
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

import numpy as np

from autograder.course.model import CourseError
from autograder.keras_models import compiled, models

Scale = Literal["quick", "full"]
Array = np.ndarray[Any, Any]

#: Multiplications that a model may need for one sample: a network that is no larger than it
#: should be needs far fewer, and the grader does not train one for hours.
MAX_WORK = 30_000_000
#: How many steps Keras takes at once, without coming back to Python between them.
STEPS_AT_ONCE = 16
#: Evaluated at once.
LARGE_BATCH = 1000
#: A loss without the penalties that a model may add to its own.
_LOSS = "sparse_categorical_crossentropy"
#: A first training this close to the bar, in standard deviations of right answers, is repeated.
NEAR = 2.0
MOST_RUNS = 3


class TrainingError(Exception):
    """A model that cannot be trained; the message tells the student why."""


@dataclass(frozen=True)
class Protocol:
    """How the grader trains: data, batch size and epochs; loss and optimiser are the model's."""

    bar: str  # assignment/exercise
    scale: Scale
    data: str
    train: int  # samples
    test: int
    batch_size: int
    epochs: int
    seconds: float  # a training that takes longer is given up
    measures: tuple[str, ...]
    curve: str  # the metric that is recorded at every epoch
    built_by: str | None = None  # where the answer is no model: the function that makes one of it
    beside: str | None = None  # the answer that it is compared with
    learning_rate: float = 0.001  # Adam's, for models that the model answers build
    late: int = 1  # over how many of the last epochs the loss on the test data is averaged
    repeats: int = 1  # how many trainings are averaged for one figure


@dataclass(frozen=True)
class Bar:
    """What a measure must reach, and how right answers did when it was calibrated."""

    at_least: float
    mean: float
    deviation: float


@dataclass(frozen=True)
class Threshold:
    """The bars of one protocol."""

    bars: dict[str, Bar]  # by measure
    curve_low: tuple[float, ...]  # right answers' learning curves lie between these
    curve_high: tuple[float, ...]


@dataclass(frozen=True)
class Run:
    """One training and what came of it."""

    seed: int
    measures: dict[str, float]
    curve: tuple[float, ...]
    seconds: float
    outputs: Array  # the model's outputs for the test data
    late_loss: float = math.nan  # its mean test loss over the last epochs, where that is asked for


@dataclass(frozen=True)
class Data:
    """Training and test samples; the outputs are targets or labels."""

    x: Array
    y: Array
    test_x: Array
    test_y: Array


def read_protocols(root: Path) -> dict[tuple[str, Scale], Protocol]:
    """The protocols of a course, by bar and scale; a course without any has none."""
    path = root / "solutions" / "training" / "protocols.toml"
    found: dict[tuple[str, Scale], Protocol] = {}
    scales: tuple[Scale, Scale] = ("quick", "full")
    for assignment, exercises in _read(path).items():
        for exercise, entry in exercises.items():
            common = {key: value for key, value in entry.items() if key not in scales}
            common["measures"] = tuple(common["measures"])
            bar = f"{assignment}/{exercise}"
            for scale in scales:
                try:
                    found[bar, scale] = Protocol(bar=bar, scale=scale, **common, **entry[scale])
                except (KeyError, TypeError) as error:
                    raise CourseError(f"{path}: {bar}, {scale}: {error}") from error
    return found


def read_thresholds(root: Path) -> dict[tuple[str, Scale], Threshold]:
    """The calibrated bars of a course, by bar and scale."""
    found: dict[tuple[str, Scale], Threshold] = {}
    scales: tuple[Scale, Scale] = ("quick", "full")
    for assignment, exercises in _read(thresholds_path(root)).items():
        for exercise, entry in exercises.items():
            for scale in scales:
                if scale in entry:
                    one = entry[scale]
                    found[f"{assignment}/{exercise}", scale] = Threshold(
                        bars={
                            name: Bar(part["bar"], part["mean"], part["standard_deviation"])
                            for name, part in one["measures"].items()
                        },
                        curve_low=tuple(one["curve"]["low"]),
                        curve_high=tuple(one["curve"]["high"]),
                    )
    return found


def bars_of(root: Path, assignment: str, scale: Scale) -> list[str]:
    """The protocols and bars of an assignment as text, to see whether they have changed."""
    protocols, thresholds = read_protocols(root), read_thresholds(root)
    return [
        repr((protocol, thresholds.get(key)))
        for key, protocol in sorted(protocols.items())
        if key[0].partition("/")[0] == assignment and key[1] == scale
    ]


def thresholds_path(root: Path) -> Path:
    """Where a course's calibrated bars stand."""
    return root / "solutions" / "training" / "thresholds.toml"


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    except tomllib.TOMLDecodeError as error:
        raise CourseError(f"{path}: {error}") from error


# --- data ----------------------------------------------------------------------------------------


@cache
def data_of(kind: str, train: int, test: int) -> Data:
    """The samples of a protocol, the same whenever they are asked for."""
    if kind == "fashion_mnist":
        return _images(train, test)
    x, y = _sine(train + test, np.random.default_rng(1_010))
    if kind == "sine sign":
        y = (y >= 0).astype("int64")
    elif kind != "sine":
        raise CourseError(f"A protocol asks for the data {kind!r}, which does not exist.")
    return Data(x[:train], y[:train], x[train:], y[train:])


def _sine(n: int, rng: np.random.Generator) -> tuple[Array, Array]:
    """Ten inputs, uniform between 0 and 1, and the sine of the sum of their squares."""
    x = rng.uniform(size=(n, 10))
    return x.astype("float32"), np.sin(np.sum(x**2, axis=1)).astype("float32")


def _images(train: int, test: int) -> Data:
    """Images of Fashion-MNIST, from the sample that ships with the program while it is enough."""
    from autograder.datasets import fashion_mnist as data  # noqa: PLC0415 - reads files

    (x, y), (test_x, test_y) = data.load_quick()
    if train > len(x) or test > len(test_x):
        (x, y), (test_x, test_y) = data.load_full()

    def scaled(images: Array) -> Array:
        return images.astype("float32") / 255

    return Data(
        scaled(x[:train]),
        y[:train].astype("int64"),
        scaled(test_x[:test]),
        test_y[:test].astype("int64"),
    )


# --- training ------------------------------------------------------------------------------------


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
        copy = models.fresh(model, seed, metrics=metrics, steps_per_execution=STEPS_AT_ONCE)
    except models.ModelError as error:
        raise TrainingError(str(error)) from error
    settings = compiled.settings_of(model)
    cut = 0.0 if settings is not None and settings.expects_logits else 0.5
    return lambda stop: _train(copy, protocol, seed, cut, stop)


def _train(copy: Any, protocol: Protocol, seed: int, cut: float, stop: threading.Event) -> Run:
    begun = time.monotonic()
    data = data_of(protocol.data, protocol.train, protocol.test)
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
            validation_batch_size=LARGE_BATCH,
            validation_freq=late,
            callbacks=[_stop_after(protocol.seconds, stop)],
        ).history
        outputs = np.asarray(copy.predict(data.test_x, batch_size=LARGE_BATCH, verbose=0))
    except TrainingError:
        raise
    except Exception as error:  # TensorFlow has kinds of its own, and all say that it does not fit
        raise TrainingError(
            "It cannot be trained on the data: do its input, its output and its loss fit them?"
        ) from error
    measures = {
        name: _measure(name, outputs, data.test_y, cut)
        for name in protocol.measures
        if name in _MEASURED
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
    ones = [train(answer, protocol, each) for each in seeds]
    others = [baseline(each) for each in seeds]
    saved = [other.late_loss - one.late_loss for one, other in zip(ones, others, strict=True)]
    return replace(
        ones[0],
        seed=seed,
        measures={"loss_saved": float(np.mean(saved))},
        seconds=sum(run.seconds for run in (*ones, *others)),
    )


def work_of(model: Any) -> int:
    """How many multiplications a model needs for one sample."""
    work = 0
    for layer in model.layers:
        sizes = [math.prod(weights.shape) for weights in layer.weights if len(weights.shape) > 1]
        shape = getattr(layer.output, "shape", (None, 1))
        work += sum(sizes) * math.prod(length or 1 for length in shape[1:-1])
    return work


def judge(
    run: Callable[[int], Run], threshold: Threshold, seeds: Sequence[int]
) -> tuple[bool, list[Run]]:
    """Whether an answer reaches its bars, and the trainings that showed it.

    One training decides if every measure is clear of its bar; else two more are made, and each
    measure's median counts.
    """
    runs = [run(seeds[0])]
    if any(_is_near(runs[0].measures[name], bar) for name, bar in threshold.bars.items()):
        runs += [run(seed) for seed in seeds[1:MOST_RUNS]]
    return all(median(runs, name) >= bar.at_least for name, bar in threshold.bars.items()), runs


def median(runs: Sequence[Run], measure: str) -> float:
    """A measure's middle value over trainings."""
    return float(np.median([run.measures[measure] for run in runs]))


def _is_near(value: float, bar: Bar) -> bool:
    return abs(value - bar.at_least) < NEAR * bar.deviation


def _refuse_work(model: Any) -> None:
    work = work_of(model)
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


# --- measures ------------------------------------------------------------------------------------


def _measure(name: str, outputs: Array, truth: Array, cut: float) -> float:
    """A measure of a model's outputs; outputs of the wrong shape, or that are no numbers, are 0."""
    columns = int(truth.max()) + 1 if name == "accuracy" and truth.max() > 1 else 1
    if outputs.shape not in ((len(truth), columns), (len(truth),)):
        raise TrainingError(
            f"Its output has the shape {outputs.shape} for {len(truth)} samples; "
            f"{(len(truth), columns)} is expected."
        )
    if not np.all(np.isfinite(outputs)):
        return 0.0
    return _MEASURED[name](outputs, truth, cut)


def _r_squared(outputs: Array, truth: Array, cut: float) -> float:
    errors = outputs.reshape(-1).astype("float64") - truth
    return float(1 - np.mean(errors**2) / np.var(truth.astype("float64")))


def _accuracy(outputs: Array, truth: Array, cut: float) -> float:
    if outputs.ndim == 2 and outputs.shape[1] > 1:
        return float(np.mean(outputs.argmax(axis=1) == truth))
    return float(np.mean((outputs.reshape(-1) >= cut) == truth))


def _auc(outputs: Array, truth: Array, cut: float) -> float:
    from sklearn.metrics import roc_auc_score  # noqa: PLC0415 - takes a second

    return float(roc_auc_score(truth, outputs.reshape(-1)))


_MEASURED: dict[str, Callable[[Array, Array, float], float]] = {
    "r_squared": _r_squared,
    "accuracy": _accuracy,
    "auc": _auc,
}
