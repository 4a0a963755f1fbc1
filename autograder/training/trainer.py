"""Has what a student built trained, and says whether it reaches its bar, for graders' tests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from autograder.course.model import Assignment, CourseError
from autograder.keras_models.importing import import_keras
from autograder.reports.report import TrainingReport
from autograder.reports.words import MEASURES
from autograder.training.descriptions import Description, description_of
from autograder.training.judging import judge
from autograder.training.protocols import Protocol, Scale, read_protocols
from autograder.training.samples import samples_of, text_of
from autograder.training.thresholds import Threshold, read_thresholds
from autograder.training.train import Run, Training
from autograder.training.trained import Trained

#: Gives what an answer came to: whether it reaches its bar, what was trained, and in words; waits
#: for it, and raises TrainingError for what cannot be trained.
Judgement = Callable[[], tuple[bool, TrainingReport, str]]
#: Begins to train an exercise's answer from a seed; what it gives waits for the end, and raises
#: TrainingError for what cannot be trained.
BeginTraining = Callable[[str, Description, int], Callable[[], Trained]]


class Trainer:
    """One submission's trainings, by the protocols of its assignment.

    An answer's first training runs beside the tests that call the student's functions.
    """

    def __init__(self, assignment: Assignment, scale: Scale, begin: BeginTraining) -> None:
        self._assignment = assignment
        self._scale = scale
        self._begin = begin

    def trains(self, exercise: str) -> bool:
        """Whether the answer to an exercise is trained."""
        return (self._bar(exercise), self._scale) in protocols_by_bar(self._assignment.root)

    def begin(self, exercise: str, answer: Any) -> Judgement:
        """Begin to train an answer, a rebuilt model.

        Raises TrainingError for what is seen before to be beyond training.
        """
        protocol, threshold = _calibrated(self._assignment.root, self._bar(exercise), self._scale)
        description = description_of(answer)
        first = self._begin(exercise, description, 0)

        def train(seed: int) -> Trained:
            return first() if seed == 0 else self._begin(exercise, description, seed)()

        def conclude() -> tuple[bool, TrainingReport, str]:
            passed, trainings = judge(train, threshold)
            report = _report(protocol, threshold, trainings)
            return passed, report, _message(threshold, trainings)

        return conclude

    def _bar(self, exercise: str) -> str:
        return f"{self._assignment.name}/{exercise}"


def runners(assignment: Assignment, protocol: Protocol) -> Callable[[Any], Callable[[int], Run]]:
    """Gives, for an answer (a rebuilt model), what trains it from a seed, in this process."""
    return lambda answer: Training(description_of(answer), protocol, for_many_seeds=True).run


def model_answer(assignment: Assignment, name: str) -> Callable[..., Any]:
    """A function among the model answers of an assignment, which are code of the course's own."""
    path = assignment.model_answers
    import_keras()
    module: dict[str, Any] = {"__name__": assignment.slug}
    exec(compile(path.read_bytes(), str(path), "exec"), module)
    function: Callable[..., Any] = module[name]
    return function


def protocols_of(assignment: Assignment, scale: Scale) -> list[Protocol]:
    """The protocols of an assignment's bars."""
    return [
        protocol
        for (bar, its_scale), protocol in protocols_by_bar(assignment.root).items()
        if its_scale == scale and bar.partition("/")[0] == assignment.name
    ]


@cache
def protocols_by_bar(root: Path) -> dict[tuple[str, Scale], Protocol]:
    """The protocols of a course, read once."""
    return read_protocols(root)


@cache
def _calibrated(root: Path, bar: str, scale: Scale) -> tuple[Protocol, Threshold]:
    protocols, thresholds = protocols_by_bar(root), read_thresholds(root)
    if (bar, scale) not in protocols:
        raise CourseError(f"There is no {scale} protocol for {bar}.")
    if (bar, scale) not in thresholds:
        raise CourseError(
            f"{bar} has no bar under the {scale} protocol. Run `autograder calibrate "
            f"{bar.partition('/')[0]}{' --full' if scale == 'full' else ''}`."
        )
    return protocols[bar, scale], thresholds[bar, scale]


def _message(threshold: Threshold, trainings: Sequence[Trained]) -> str:
    """What was reached and what must be reached, for the student."""
    parts: list[str] = []
    for name, bar in threshold.bars.items():
        if any(trained.measures[name] < bar.at_least for trained in trainings):
            reached = " and ".join(f"{trained.measures[name]:.3f}" for trained in trainings)
            parts.append(f"{reached} where {bar.at_least:.3f} is asked for ({MEASURES[name]})")
    often = "" if len(trainings) == 1 else f" {len(trainings)} times"
    return f"Trained by the grader{often}, it reached " + "; ".join(parts) + "."


def _report(
    protocol: Protocol, threshold: Threshold, trainings: Sequence[Trained]
) -> TrainingReport:
    shown = trainings[-1]  # the one that decides
    return TrainingReport(
        protocol=protocol.scale,
        samples=protocol.train,
        batch_size=protocol.batch_size,
        epochs=protocol.epochs,
        bars={name: bar.at_least for name, bar in threshold.bars.items()},
        runs=[dict(trained.measures) for trained in trainings],
        curve=protocol.curve,
        values=list(shown.curve),
        low=list(threshold.curve_low),
        high=list(threshold.curve_high),
        confusion=shown.confusion,
        predicted=shown.predicted,
        roc=shown.roc,
        data=protocol.data,
        shown=shown.shown,
        forecast=_beside_the_truth(protocol, shown.forecast),
        misread=_texts_of(protocol, shown.misread),
    )


def _beside_the_truth(
    protocol: Protocol, forecast: list[float] | None
) -> list[tuple[float, float]] | None:
    """The first steps of the test data with their forecasts."""
    if forecast is None:
        return None
    data = samples_of(protocol.data, protocol.train, protocol.test)
    truth = data.test_y[: len(forecast)].astype(float).round(4).tolist()
    return list(zip(truth, forecast, strict=True))


def _texts_of(protocol: Protocol, places: list[int] | None) -> list[tuple[str, bool]] | None:
    """Test texts by their places, each with whether it approves."""
    if places is None:
        return None
    data = samples_of(protocol.data, protocol.train, protocol.test)
    return [(text_of(data.test_x[place]), bool(data.test_y[place])) for place in places]
