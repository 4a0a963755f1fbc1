"""When a training is repeated, and which of them counts."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.training.judging import judge
from autograder.training.thresholds import Bar, Threshold
from autograder.training.train import Run


def runs_of(values):
    done = []

    def run(seed):
        done.append(seed)
        value = values[len(done) - 1]
        return Run(seed, {"r_squared": value}, (), 0.0, np.zeros(1))

    return run, done


THRESHOLD = Threshold({"r_squared": Bar(0.9, 0.95, 0.01)}, (), ())


@pytest.mark.parametrize(
    ("values", "passes", "trainings"),
    [
        ([0.95], True, 1),
        ([0.80], False, 1),
        ([0.89, 0.93, 0.92], True, 3),
        ([0.91, 0.88, 0.87], False, 3),
    ],
)
def test_a_training_near_the_bar_is_repeated(values, passes, trainings):
    run, done = runs_of(values)
    assert judge(run, THRESHOLD, [7, 8, 9])[0] is passes
    assert done == [7, 8, 9][:trainings]
