"""Whether a trained answer reaches its bars."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from autograder.training.thresholds import Bar, Threshold
from autograder.training.train import Run

#: A first training this close to the bar, in standard deviations of right answers, is repeated.
NEAR = 2.0
MOST_RUNS = 3


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
