"""Which training decides."""

from __future__ import annotations

import pytest

from autograder.training.judging import judge
from autograder.training.thresholds import Bar, Threshold
from autograder.training.trained import Trained

THRESHOLD = Threshold({"r_squared": Bar(0.9, 0.95, 0.01)}, (), ())


@pytest.mark.parametrize(
    ("values", "passes", "seeds"),
    [
        ([0.90], True, [0]),
        ([0.89, 0.95], True, [0, 1]),
        ([0.10, 0.89], False, [0, 1]),
    ],
)
def test_a_training_that_misses_the_bar_is_repeated_once(values, passes, seeds):
    done = []

    def train(seed):
        done.append(seed)
        return Trained({"r_squared": values[len(done) - 1]}, [])

    passed, trainings = judge(train, THRESHOLD)
    assert passed is passes
    assert done == seeds
    assert len(trainings) == len(seeds)
