"""Calibration: where the bar of a trained exercise stands, and how often it errs, counted.

The right answers of an exercise are its model answer and the bank's alternatives, the wrong ones
the bank's misconceptions that only the bar can tell from them. All are trained in turn, seed by
seed, under the published protocol. The first seeds place the bar, the others are counted. A bar is
accepted when right answers miss it, and wrong ones reach it, seldom enough.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from autograder.course.bank import Entry, read_bank
from autograder.course.model import Assignment, CourseError
from autograder.keras_models.importing import import_keras
from autograder.keras_models.rebuild import rebuild
from autograder.sandbox.inside.models import describe_model
from autograder.training.counting import MAY_PASS, Count, accepted, may_fail
from autograder.training.descriptions import description_of
from autograder.training.judging import SEEDS
from autograder.training.placing import CalibrationError, Sample, place_bars
from autograder.training.protocols import Protocol, Scale, read_protocols
from autograder.training.store import training_key
from autograder.training.train import Run
from autograder.training.trainer import runners
from autograder.training.trainings_file import Figures, TrainingsFile

#: The first seeds of each answer place the bar.
PLACING = 20
MODEL = "model_answer"


@dataclass(frozen=True)
class Answer:
    """An answer to a trained exercise: a model, and whether it should reach the bar."""

    name: str
    right: bool
    model: Any  # rebuilt, as if it had crossed
    key: str  # what its trainings are found by, seed by seed


@dataclass(frozen=True)
class Trained:
    """One training of a calibration, for progress."""

    answer: Answer
    figures: Figures
    round: int  # from 1 on: how many seeds have been begun
    rounds: int


@dataclass(frozen=True)
class Calibration:
    """The bars of one protocol, with everything that was measured for them."""

    protocol: Protocol
    answers: tuple[Answer, ...]
    bars: dict[str, float]
    samples: dict[str, dict[str, Sample]]  # by measure and answer: the trainings that are counted
    counts: dict[str, Count]  # by answer
    curves: tuple[tuple[float, ...], ...]  # the model answer's
    seconds: float  # the median of one training of the model answer
    accepted: bool  # by counts that are large enough

    @property
    def right(self) -> Count:
        """All trainings of right answers together."""
        counts = [self.counts[answer.name] for answer in self.answers if answer.right]
        return sum(counts, Count(0, 0))


def calibrate(
    assignment: Assignment, protocol: Protocol, trainings: int, *, provisional: bool = False
) -> Iterator[Trained | Calibration]:
    """Train every answer, giving each training as it ends and what came of them at last.

    At least `trainings` of right answers are counted. What was trained before is not trained again,
    so a calibration that was ended at any moment goes on. Raises CalibrationError where no bar is
    accepted, as soon as that is certain; a provisional one needs no count.
    """
    answers = answers_of(assignment, protocol)
    counted = math.ceil(trainings / sum(answer.right for answer in answers))
    counts_decide = protocol.scale == "quick" and not provisional
    work = _Work(assignment, protocol, answers, PLACING + counted)
    try:
        yield from work.train(range(PLACING))
        bars = work.place()
        for seed in range(PLACING, work.seeds):
            yield from work.train([seed])
            if counts_decide:
                refuse_hopeless(work.counts(bars, seed + 1), answers, counted)
    finally:
        work.file.write_copy({answer.key: answer.name for answer in answers})
    result = work.result(bars, accepted=counts_decide)
    if not provisional:
        refuse_by_course_seeds(work.reaching(bars, SEEDS), answers)
        if counts_decide and may_fail(result.right.trained) is None:
            raise CalibrationError(
                f"{result.right.trained} trainings of right answers are too few to accept a bar. "
                "Train more, or ask for a provisional one."
            )
    yield result


def refuse_hopeless(counts: Mapping[str, Count], answers: Sequence[Answer], seeds: int) -> None:
    """Raise CalibrationError where a bar cannot be accepted after so many seeds of each answer.

    The errors that there are already would be too many even if no other came.
    """
    names = [answer.name for answer in answers if answer.right]
    failed = {name: counts[name].errors for name in names if counts[name].errors}
    total = Count(seeds * len(names), sum(failed.values()))
    limit = may_fail(total.trained)
    if failed and limit is not None and total.bounds[1] > limit:
        who = ", ".join(f"{name} ({number})" for name, number in failed.items())
        raise CalibrationError(
            f"Right answers miss the bar: {who}. With {total.errors} of {total.trained}, more than "
            f"{limit:.1%} might. Change the protocol, or say in the exercise what is required."
        )
    for answer in answers:
        count = counts[answer.name]
        if not answer.right and accepted(count.errors / seeds) >= MAY_PASS:
            raise CalibrationError(
                f"The wrong answer {answer.name} reaches the bar in {count.errors} of "
                f"{count.trained} trainings. Change the protocol, or let a test of its structure "
                "reject it."
            )


def refuse_by_course_seeds(
    reaching: Mapping[str, Sequence[bool]], answers: Sequence[Answer]
) -> None:
    """Raise CalibrationError where an answer has the wrong verdict from the course's own seeds."""
    for answer in answers:
        if any(reaching[answer.name]) is not answer.right:
            kind, verdict = ("right", "misses") if answer.right else ("wrong", "reaches")
            raise CalibrationError(
                f"Trained from the course's seeds, the {kind} answer {answer.name} {verdict} "
                "the bar."
            )


class _Work:
    """The trainings of one calibration: each answer's, made once, by one traced network."""

    def __init__(
        self, assignment: Assignment, protocol: Protocol, answers: Sequence[Answer], seeds: int
    ) -> None:
        self.file = TrainingsFile(assignment.root, protocol)
        self.seeds = seeds
        self._protocol = protocol
        self._answers = tuple(answers)
        self._start = runners(assignment, protocol)
        self._running: dict[str, Callable[[int], Run]] = {}

    def train(self, seeds: Iterable[int]) -> Iterator[Trained]:
        """Train what is missing, every answer from one seed before any from the next."""
        for seed in seeds:
            for answer in self._answers:
                if self._missing(answer, seed):
                    if answer.name not in self._running:
                        self._running[answer.name] = self._start(answer.model)
                    run = self._running[answer.name](seed)
                    curve = run.curve if _shows_curve(answer, seed) else ()
                    figures = Figures(answer.key, seed, run.measures, run.seconds, curve)
                    self.file.add(figures)
                    yield Trained(answer, figures, seed + 1, self.seeds)

    def _missing(self, answer: Answer, seed: int) -> bool:
        kept = self.file.get(answer.key, seed)
        return kept is None or (_shows_curve(answer, seed) and not kept.curve)

    def place(self) -> dict[str, float]:
        """The bars, by the first seeds of each answer."""
        seeds = range(PLACING)
        measures: tuple[str, ...] = self._protocol.measures
        right, wrong = (
            {
                measure: [
                    self._sample(answer, measure, seeds)
                    for answer in self._answers
                    if answer.right is kind
                ]
                for measure in measures
            }
            for kind in (True, False)
        )
        return place_bars(right, wrong)

    def counts(self, bars: Mapping[str, float], before: int) -> dict[str, Count]:
        """By answer, how many trainings fell on the wrong side: of counted seeds below `before`."""
        reaching = self.reaching(bars, range(PLACING, before))
        return {
            answer.name: Count(
                len(reaching[answer.name]),
                sum(passed is not answer.right for passed in reaching[answer.name]),
            )
            for answer in self._answers
        }

    def reaching(self, bars: Mapping[str, float], seeds: Sequence[int]) -> dict[str, list[bool]]:
        """By answer, whether the training from each seed reaches every bar."""
        return {
            answer.name: [
                all(self._figures(answer, seed).measures[name] >= bars[name] for name in bars)
                for seed in seeds
            ]
            for answer in self._answers
        }

    def result(self, bars: dict[str, float], *, accepted: bool) -> Calibration:
        """What came of all trainings."""
        seeds = range(PLACING, self.seeds)
        model = self._answers[0]
        return Calibration(
            self._protocol,
            self._answers,
            bars,
            {
                measure: {
                    answer.name: self._sample(answer, measure, seeds) for answer in self._answers
                }
                for measure in self._protocol.measures
            },
            self.counts(bars, self.seeds),
            tuple(self._figures(model, seed).curve for seed in range(PLACING)),
            float(np.median([self._figures(model, seed).seconds for seed in range(self.seeds)])),
            accepted,
        )

    def _sample(self, answer: Answer, measure: str, seeds: Sequence[int]) -> Sample:
        values = [self._figures(answer, seed).measures[measure] for seed in seeds]
        return Sample(answer.name, tuple(values))

    def _figures(self, answer: Answer, seed: int) -> Figures:
        kept = self.file.get(answer.key, seed)
        assert kept is not None, "trained before it is asked for"
        return kept


def _shows_curve(answer: Answer, seed: int) -> bool:
    """Whether the training's learning curve is kept: pages show the model answer's."""
    return answer.name == MODEL and seed < PLACING


def answers_of(assignment: Assignment, protocol: Protocol) -> tuple[Answer, ...]:
    """Right answers, the model answer first, and wrong ones; raise CalibrationError for none."""
    exercise = protocol.bar.partition("/")[2]
    entries = [
        entry
        for entry in read_bank(assignment.root / "solutions", assignment.slug)
        if entry.of == exercise and (entry.misses_bar or entry.kind == "alternative")
    ]
    entries.sort(key=lambda entry: entry.kind)  # alternatives before misconceptions
    if not any(entry.misses_bar for entry in entries):
        raise CalibrationError(
            f"The bank of {assignment.slug} has no misconception of {exercise} marked "
            "misses_bar=True: there is nothing that the bar could reject."
        )
    text = assignment.model_answers.read_text(encoding="utf-8")
    return (
        _answer(assignment, protocol, text, None),
        *(_answer(assignment, protocol, text, entry) for entry in entries),
    )


def _answer(assignment: Assignment, protocol: Protocol, text: str, entry: Entry | None) -> Answer:
    """An answer as what its function returns."""
    name = entry.name if entry else MODEL
    import_keras()
    module: dict[str, Any] = {"__name__": assignment.slug}
    exec(compile(text, str(assignment.model_answers), "exec"), module)
    if entry is not None:
        source = f"{entry.imports}\n{entry.renamed_source}"
        exec(compile(source, f"<{name}>", "exec"), module)
    described: Any = describe_model(module[protocol.bar.partition("/")[2]]())
    model = rebuild(described.architecture, described.weights, described.compiled)
    description = description_of(model)
    key = training_key(description.architecture, description.settings, protocol, SEEDS[0])[:10]
    return Answer(name, entry is None or entry.kind == "alternative", model, key)


def curve_band(curves: Sequence[Sequence[float]]) -> tuple[list[float], list[float]]:
    """Between which values right answers' learning curves lie: the least and the greatest."""
    stacked = np.asarray(curves, dtype=float)
    return [float(v) for v in stacked.min(axis=0)], [float(v) for v in stacked.max(axis=0)]


def protocols_of(root: Path, assignment: Assignment, scale: Scale) -> list[Protocol]:
    """The protocols of an assignment; raise CourseError when it has none."""
    protocols = [
        protocol
        for protocol in read_protocols(root).values()
        if protocol.scale == scale and protocol.bar.partition("/")[0] == assignment.name
    ]
    if not protocols:
        raise CourseError(f"{assignment.name} has no trained exercise, so nothing to calibrate.")
    return protocols
