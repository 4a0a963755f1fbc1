"""Where a bar is placed between right and wrong answers.

The trainings that place a bar are not those that are counted afterwards: a bar that was chosen by
the trainings on which it is judged would look better than it is.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

#: Deviations, each on the bar's side, by which it stays clear of right and of wrong answers, at
#: least. Normally distributed measures would miss it 3 times in 100,000, and reach it 5 times in
#: 1,000.
CLEAR_OF_RIGHT = 4.0
CLEAR_OF_WRONG = 2.6
#: So many times as clear is clear enough. Beyond that the bar stands a third of the way up from
#: wrong to right answers: right ones that are not in the family, slower networks say, should pass.
_ENOUGH = 1.5
_WAY_UP = 1 / 3
#: Trainings that happen to agree prove no certainty.
_LEAST_DEVIATION = 2e-4
_STEP = 0.001


class CalibrationError(Exception):
    """A bar that cannot be placed, or is not accepted; the message says why and what to do."""


@dataclass(frozen=True)
class Sample:
    """What an answer reached in one measure, over seeds."""

    name: str
    values: tuple[float, ...]

    @property
    def mean(self) -> float:
        """Their mean."""
        return float(np.mean(self.values))

    @property
    def deviation(self) -> float:
        """Their standard deviation, never zero."""
        spread = float(np.std(self.values, ddof=1)) if len(self.values) > 1 else 0.0
        return max(spread, _LEAST_DEVIATION)

    @property
    def below(self) -> float:
        """How far values fall below the mean: as a standard deviation, of that side alone.

        The root of twice the mean of the squares on that side: for a normal distribution its
        standard deviation, more for one that trails off below.
        """
        return self._one_sided(-1)

    @property
    def above(self) -> float:
        """How far values rise above the mean, likewise."""
        return self._one_sided(1)

    def _one_sided(self, sign: int) -> float:
        off = np.maximum(sign * (np.asarray(self.values) - self.mean), 0.0)
        return max(float(np.sqrt(2 * np.mean(off**2))), _LEAST_DEVIATION)

    def __str__(self) -> str:
        return f"{self.name} ({self.mean:.4f} ± {self.deviation:.4f})"


def place_bars(
    right: Mapping[str, Sequence[Sample]], wrong: Mapping[str, Sequence[Sample]]
) -> dict[str, float]:
    """A bar for every measure, from samples of right and wrong answers by measure.

    Every wrong answer must miss the bar of one measure, and every measure must reject one that no
    other rejects as clearly. Raises CalibrationError, naming the answers in the way.
    """
    owners = _measures_of(right, wrong)
    bars: dict[str, float] = {}
    for measure in right:
        names = {name for name, owner in owners.items() if owner == measure}
        if not names:
            raise CalibrationError(
                f"The measure {measure} separates nothing that another one does not separate "
                "better. Take it out of the protocol."
            )
        rejected = [sample for sample in wrong[measure] if sample.name in names]
        bars[measure] = _place(measure, right[measure], rejected)
    return bars


def _measures_of(
    right: Mapping[str, Sequence[Sample]], wrong: Mapping[str, Sequence[Sample]]
) -> dict[str, str]:
    """For each wrong answer the measure that tells it best from right ones."""
    gaps: dict[str, dict[str, float]] = {}
    for measure, samples in wrong.items():
        for sample in samples:
            gap = min(
                (answer.mean - sample.mean) / (answer.below + sample.above)
                for answer in right[measure]
            )
            gaps.setdefault(sample.name, {})[measure] = gap
    return {name: max(found, key=found.__getitem__) for name, found in gaps.items()}


def _place(measure: str, right: Sequence[Sample], wrong: Sequence[Sample]) -> float:
    """The bar that is as clear of right answers as of wrong ones, of three decimals.

    Where many are clear enough of both, it is one a third of the way up.
    """

    def clearance(bar: float) -> tuple[float, Sample, float, Sample]:
        above = min(right, key=lambda sample: (sample.mean - bar) / sample.below)
        below = min(wrong, key=lambda sample: (bar - sample.mean) / sample.above)
        return (
            (above.mean - bar) / above.below / CLEAR_OF_RIGHT,
            above,
            (bar - below.mean) / below.above / CLEAR_OF_WRONG,
            below,
        )

    lowest = min(sample.mean for sample in wrong)
    highest = max(sample.mean for sample in right)
    first, last = math.floor(lowest / _STEP), math.ceil(highest / _STEP)
    candidates = [round(number * _STEP, 3) for number in range(first, last + 1)]
    best = max(sample.mean for sample in wrong)
    wanted = best + _WAY_UP * (min(sample.mean for sample in right) - best)
    bar = max(candidates, key=lambda one: (min(*clearance(one)[::2], _ENOUGH), -abs(one - wanted)))
    over, above, under, below = clearance(bar)
    clear = bar <= min(above.values) and bar > max(below.values)
    if min(over, under) < 1 or not clear:
        raise CalibrationError(
            f"No bar for {measure} tells {below} from {above}: {bar:.3f} would come closest. Train "
            "longer or on more data, measure something else, let a test of its structure reject "
            "the wrong answer, or say in the exercise what is required of a right one."
        )
    return bar
