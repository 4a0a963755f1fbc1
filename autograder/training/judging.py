"""Whether a trained answer reaches its bars."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from autograder.training.thresholds import Threshold
from autograder.training.trained import Trained

#: The course's seeds, the same for everybody. The first training decides if it reaches the bars;
#: an answer that misses them has another one. So a right answer, of whose trainings a share p
#: misses, is refused with probability p squared, and a wrong one, of whose trainings a share q
#: reaches the bars, passes with at most 2 q; `autograder calibrate` counts p and q.
SEEDS = (0, 1)


def judge(train: Callable[[int], Trained], threshold: Threshold) -> tuple[bool, list[Trained]]:
    """Whether an answer reaches its bars, and the trainings that showed it."""
    trainings: list[Trained] = []
    for seed in SEEDS:
        trainings.append(train(seed))
        if reaches(trainings[-1].measures, threshold):
            return True, trainings
    return False, trainings


def reaches(measures: Mapping[str, float], threshold: Threshold) -> bool:
    """Whether every measure of a training reaches its bar."""
    return all(measures[name] >= bar.at_least for name, bar in threshold.bars.items())
