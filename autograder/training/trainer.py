"""Trains what a student has built and says whether it reaches its bar, for graders' tests."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np

from autograder.course.model import Assignment, CourseError
from autograder.keras_models.importing import import_keras
from autograder.keras_models.rebuild import rebuild
from autograder.reports.report import TrainingReport
from autograder.reports.words import MEASURES
from autograder.sandbox.inside.models import describe_model
from autograder.training import judging
from autograder.training.protocols import Protocol, Scale, read_protocols
from autograder.training.samples import Array, samples_of
from autograder.training.thresholds import Threshold, read_thresholds
from autograder.training.train import Run, prepare, train, train_beside

#: How many test images the feedback shows, and points of a ROC curve it keeps.
IMAGES_SHOWN = 5
ROC_POINTS = 60


#: Gives what an answer came to: whether it reaches its bar, what was trained, and in words; waits
#: for it, and raises TrainingError for what cannot be trained.
Judgement = Callable[[], tuple[bool, TrainingReport, str]]


class Trainer:
    """One submission's trainings, by the protocols of its assignment.

    A model's first training runs in a thread of its own, beside the tests that call the student's
    functions and wait for the worker.
    """

    def __init__(self, assignment: Assignment, scale: Scale, seed: str) -> None:
        self._assignment = assignment
        self._scale = scale
        self._seed = seed
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._stop = threading.Event()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give up what is still being trained."""
        self._stop.set()
        self._thread.shutdown(cancel_futures=True)

    def trains(self, exercise: str) -> bool:
        """Whether the answer to an exercise is trained here."""
        return (self._bar(exercise), self._scale) in _protocols(self._assignment.root)

    def begin(self, exercise: str, answer: Any) -> Judgement:
        """Begin to train an answer.

        Raises TrainingError for what is seen before to be beyond training.
        """
        bar = self._bar(exercise)
        protocol, threshold = _calibrated(self._assignment.root, bar, self._scale)
        if protocol.built_by is not None:
            judge = partial(_judge_name, self._assignment, protocol, threshold, str(answer))
        else:
            seeds = _seeds(self._seed, bar)
            first = self._thread.submit(prepare(answer, protocol, seeds[0]), self._stop)

            def run(seed: int) -> Run:
                return first.result() if seed == seeds[0] else train(answer, protocol, seed)

            judge = partial(judging.judge, run, threshold, seeds)

        def conclude() -> tuple[bool, TrainingReport, str]:
            passed, runs = judge()
            return passed, _report(protocol, threshold, runs), _message(threshold, runs)

        return conclude

    def _bar(self, exercise: str) -> str:
        return f"{self._assignment.name}/{exercise}"


@cache
def runners(assignment: Assignment, protocol: Protocol) -> Callable[[Any], Callable[[int], Run]]:
    """Gives, for an answer (a model, or a name that makes one), what trains it from a seed.

    Kept, since it keeps what the baseline that names are compared with has reached.
    """
    if protocol.built_by is None:
        return lambda answer: lambda seed: train(answer, protocol, seed)
    baseline = _baseline(assignment, protocol)
    return lambda answer: _beside(assignment, protocol, answer, baseline)


def _beside(
    assignment: Assignment, protocol: Protocol, answer: str, baseline: Callable[[int], Run]
) -> Callable[[int], Run]:
    assert protocol.built_by is not None
    build = model_answer(assignment, protocol.built_by)
    model = _compiled(build(answer), protocol.learning_rate)
    return lambda seed: train_beside(model, baseline, protocol, seed)


def _baseline(assignment: Assignment, protocol: Protocol) -> Callable[[int], Run]:
    """What trains the model that answers are compared with, once for each seed."""
    assert protocol.built_by is not None
    build = model_answer(assignment, protocol.built_by)
    model = _compiled(build(protocol.beside), protocol.learning_rate)
    return cache(lambda seed: train(model, protocol, seed))


_judged: dict[tuple[Assignment, Protocol, str], tuple[bool, list[Run]]] = {}


def _judge_name(
    assignment: Assignment, protocol: Protocol, threshold: Threshold, answer: str
) -> tuple[bool, list[Run]]:
    """Judge a name once: the model that it makes is the course's own, whoever gave the name.

    One figure decides, the first of those that the bar was calibrated with.
    """
    key = (assignment, protocol, answer)
    if key not in _judged:
        run = runners(assignment, protocol)(answer)
        _judged[key] = judging.judge(run, threshold, range(1))
    return _judged[key]


def model_answer(assignment: Assignment, name: str) -> Callable[..., Any]:
    """A function among the model answers of an assignment, which are code of the course's own."""
    path = assignment.model_answers
    import_keras()
    module: dict[str, Any] = {"__name__": assignment.slug}
    exec(compile(path.read_bytes(), str(path), "exec"), module)
    function: Callable[..., Any] = module[name]
    return function


def _compiled(model: Any, learning_rate: float) -> Any:
    """A model of the course's own, compiled for classes, as it would have crossed."""
    keras = import_keras()
    adam = keras.optimizers.Adam(learning_rate)
    model.compile(optimizer=adam, loss="sparse_categorical_crossentropy")
    described: Any = describe_model(model)
    return rebuild(described.architecture, described.weights, described.compiled)


def protocols_of(assignment: Assignment, scale: Scale) -> list[Protocol]:
    """The protocols of an assignment's bars."""
    return [
        protocol
        for (bar, its_scale), protocol in _protocols(assignment.root).items()
        if its_scale == scale and bar.partition("/")[0] == assignment.name
    ]


@cache
def _protocols(root: Path) -> dict[tuple[str, Scale], Protocol]:
    return read_protocols(root)


@cache
def _calibrated(root: Path, bar: str, scale: Scale) -> tuple[Protocol, Threshold]:
    protocols, thresholds = _protocols(root), read_thresholds(root)
    if (bar, scale) not in protocols:
        raise CourseError(f"There is no {scale} protocol for {bar}.")
    if (bar, scale) not in thresholds:
        raise CourseError(
            f"{bar} has no bar under the {scale} protocol. Run `autograder calibrate "
            f"{bar.partition('/')[0]}{' --full' if scale == 'full' else ''}`."
        )
    return protocols[bar, scale], thresholds[bar, scale]


def _seeds(seed: str, bar: str) -> Sequence[int]:
    digest = hashlib.sha256(f"{seed}/{bar}".encode()).digest()
    return [int.from_bytes(digest[4 * k : 4 * k + 4], "little") for k in range(judging.MOST_RUNS)]


def _message(threshold: Threshold, runs: Sequence[Run]) -> str:
    """What was reached and what must be reached, for the student."""
    parts = [
        f"{judging.median(runs, name):.3f} where {bar.at_least:.3f} is asked for ({MEASURES[name]})"
        for name, bar in threshold.bars.items()
        if judging.median(runs, name) < bar.at_least
    ]
    often = "" if len(runs) == 1 else f", in the middle of {len(runs)} trainings"
    return f"Trained by the grader{often}, it reached " + " and ".join(parts) + "."


def _report(protocol: Protocol, threshold: Threshold, runs: Sequence[Run]) -> TrainingReport:
    data = samples_of(protocol.data, protocol.train, protocol.test)
    outputs, truth = runs[0].outputs, data.test_y
    confusion = predicted = roc = None
    if protocol.data == "fashion_mnist":
        labels = outputs.argmax(axis=1)
        counts = np.zeros((10, 10), dtype=int)
        np.add.at(counts, (truth, labels), 1)
        confusion = counts.tolist()
        predicted = labels[:IMAGES_SHOWN].tolist()
    elif "auc" in protocol.measures and np.all(np.isfinite(outputs)):
        roc = _roc(truth, outputs.reshape(-1))
    return TrainingReport(
        protocol=protocol.scale,
        samples=protocol.train,
        batch_size=protocol.batch_size,
        epochs=protocol.epochs,
        bars={name: bar.at_least for name, bar in threshold.bars.items()},
        runs=[{name: round(value, 5) for name, value in run.measures.items()} for run in runs],
        curve=protocol.curve,
        values=[_finite(value) for value in runs[0].curve],
        low=list(threshold.curve_low),
        high=list(threshold.curve_high),
        confusion=confusion,
        predicted=predicted,
        roc=roc,
    )


def _roc(truth: Array, scores: Array) -> list[tuple[float, float]]:
    from sklearn.metrics import roc_curve  # noqa: PLC0415 - takes a second

    rates = np.column_stack(roc_curve(truth, scores)[:2])
    kept = np.unique(np.linspace(0, len(rates) - 1, ROC_POINTS).round().astype(int))
    return [(round(float(fpr), 4), round(float(tpr), 4)) for fpr, tpr in rates[kept]]


def _finite(value: float) -> float:
    return round(value, 6) if np.isfinite(value) else 0.0
