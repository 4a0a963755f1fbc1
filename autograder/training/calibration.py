"""Calibration: where the bar of a trained exercise stands, measured over many trainings.

The model answer, and every misconception that only the bar can tell from it, are trained from
many seeds under the published protocol. The bar is placed between them, so that a right answer
misses it with a probability below one in a thousand.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from autograder.course.bank import Entry, read_bank
from autograder.course.model import Assignment, CourseError
from autograder.keras_models.importing import import_keras
from autograder.keras_models.rebuild import rebuild
from autograder.sandbox.inside.models import describe_model
from autograder.training.protocols import Protocol, Scale, read_protocols
from autograder.training.train import Run
from autograder.training.trainer import runners

#: A right answer may miss the bar this often.
MAY_FAIL = 1e-3
#: A wrong answer that passes more often than this is not told apart.
MAY_PASS = 0.05
#: Estimates are given with intervals that hold the truth this often.
CONFIDENCE = 0.95
_RESAMPLES = 2000
LEAST_SEEDS = 5
MODEL = "model answer"


class CalibrationError(Exception):
    """A bar that cannot be placed; the message says why and what to do."""


@dataclass(frozen=True)
class Estimate:
    """A probability, and the interval that holds it with 95 %."""

    probability: float
    low: float
    high: float


@dataclass(frozen=True)
class Sample:
    """What an answer reached, over seeds, in one measure."""

    name: str
    values: tuple[float, ...]

    @property
    def mean(self) -> float:
        """Their mean."""
        return float(np.mean(self.values))

    @property
    def deviation(self) -> float:
        """Their standard deviation, never zero: a few equal trainings prove no certainty."""
        return max(float(np.std(self.values, ddof=1)), 1e-4)


@dataclass(frozen=True)
class Trained:
    """One training of a calibration, for progress."""

    answer: str
    run: Run


@dataclass(frozen=True)
class Calibration:
    """The bars of one protocol, with everything that was measured for them."""

    protocol: Protocol
    seeds: int
    samples: dict[str, list[Sample]]  # by measure: the model answer first, then wrong answers
    bars: dict[str, float]
    curves: tuple[tuple[float, ...], ...]  # the model answer's
    seconds: float  # the median of one training


def calibrate(
    assignment: Assignment, protocol: Protocol, seeds: int
) -> Iterator[Trained | Calibration]:
    """Train everything from `seeds` seeds, giving each run as it ends and the bars at last.

    Raises CalibrationError when no bar can tell right from wrong.
    """
    if seeds < LEAST_SEEDS:
        raise CalibrationError(f"{seeds} seeds are too few; take at least {LEAST_SEEDS}.")
    exercise = protocol.bar.partition("/")[2]
    entries = [
        entry
        for entry in read_bank(assignment.root / "solutions", assignment.slug)
        if entry.of == exercise and entry.misses_bar
    ]
    if not entries:
        raise CalibrationError(
            f"The bank of {assignment.slug} has no misconception of {exercise} marked "
            "misses_bar=True: there is nothing that the bar could reject."
        )
    runs: dict[str, list[Run]] = {}
    runner = runners(assignment, protocol)
    for name, answer in _answers(assignment, exercise, entries):
        run = runner(answer)
        for seed in range(seeds):
            trained = run(seed)
            runs.setdefault(name, []).append(trained)
            yield Trained(name, trained)
    samples: dict[str, list[Sample]] = {
        measure: [
            Sample(name, tuple(run.measures[measure] for run in trainings))
            for name, trainings in runs.items()
        ]
        for measure in protocol.measures
    }
    yield Calibration(
        protocol,
        seeds,
        samples,
        place_bars(samples),
        tuple(run.curve for run in runs[MODEL]),
        float(np.median([run.seconds for run in runs[MODEL]])),
    )


def place_bars(samples: dict[str, list[Sample]]) -> dict[str, float]:
    """A bar for every measure; raise CalibrationError when some wrong answer passes them all.

    A bar may stand nowhere above the value that right answers miss with MAY_FAIL, and should not
    stand below the one that wrong answers reach with a tenth of MAY_PASS: it stands in the middle.
    """
    measures = list(samples)
    bars: dict[str, float] = {}
    for name in measures:
        right, *wrong = samples[name]
        highest = _quantile(right, MAY_FAIL / len(measures))
        lowest = max(
            (
                _upper_quantile(sample, MAY_PASS / 10)
                for sample in wrong
                if pass_probability(sample, highest) <= MAY_PASS
            ),
            default=highest,
        )
        bars[name] = math.floor(min(highest, (highest + lowest) / 2) * 1000) / 1000
    for index in range(1, len(samples[measures[0]])):
        chances = [pass_probability(samples[name][index], bars[name]) for name in measures]
        if min(chances) > MAY_PASS:
            answer = samples[measures[0]][index].name
            figures = "; ".join(
                f"{name}: right {samples[name][0].mean:.4f} ± {samples[name][0].deviation:.4f}, "
                f"wrong {samples[name][index].mean:.4f} ± {samples[name][index].deviation:.4f}, "
                f"bar {bars[name]:.3f}"
                for name in measures
            )
            raise CalibrationError(
                f"No bar tells {answer} from right answers: it would pass with a "
                f"probability of {min(chances):.2g} ({figures}). Train longer or on more data, or "
                "let a test of its structure reject it."
            )
    return bars


def fail_probability(sample: Sample, bar: float) -> float:
    """How likely one more training falls below the bar: Student's t, prediction of a new value."""
    from scipy import stats  # noqa: PLC0415 - takes a second

    n = len(sample.values)
    scaled = (bar - sample.mean) / (sample.deviation * math.sqrt(1 + 1 / n))
    return float(stats.t.cdf(scaled, n - 1))


def pass_probability(sample: Sample, bar: float) -> float:
    """How likely one more training reaches the bar."""
    return 1.0 - fail_probability(sample, bar)


def _quantile(sample: Sample, probability: float) -> float:
    """The value below which one more training falls with this probability."""
    from scipy import stats  # noqa: PLC0415 - takes a second

    n = len(sample.values)
    spread = sample.deviation * math.sqrt(1 + 1 / n)
    return sample.mean + float(stats.t.ppf(probability, n - 1)) * spread


def _upper_quantile(sample: Sample, probability: float) -> float:
    return 2 * sample.mean - _quantile(sample, probability)


def estimate(sample: Sample, bar: float, *, passes: bool) -> Estimate:
    """The probability that one more training passes (or fails), with its 95 % interval.

    The interval is that of the same estimate over samples drawn anew from the fitted normal
    distribution.
    """
    chance = pass_probability if passes else fail_probability
    rng = np.random.default_rng(0)
    n = len(sample.values)
    drawn = rng.normal(sample.mean, sample.deviation, size=(_RESAMPLES, n))
    again = [chance(Sample(sample.name, tuple(row)), bar) for row in drawn]
    tail = (1 - CONFIDENCE) / 2
    low, high = np.quantile(again, [tail, 1 - tail])
    return Estimate(chance(sample, bar), float(low), float(high))


def _answers(
    assignment: Assignment, exercise: str, entries: Sequence[Entry]
) -> Iterator[tuple[str, Any]]:
    """The model answer and the wrong ones, each as what its function returns, ready to train."""
    text = assignment.model_answers.read_text(encoding="utf-8")
    sources = [(MODEL, "")]
    sources += [(entry.name, f"{entry.imports}\n{entry.renamed_source}") for entry in entries]
    import_keras()
    for name, source in sources:
        module: dict[str, Any] = {"__name__": assignment.slug}
        exec(compile(text, str(assignment.model_answers), "exec"), module)
        exec(compile(source, f"<{name}>", "exec"), module)
        answer = module[exercise]()
        described: Any = describe_model(answer) if not isinstance(answer, str) else None
        if described is not None:
            answer = rebuild(described.architecture, described.weights, described.compiled)
        yield name, answer


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
