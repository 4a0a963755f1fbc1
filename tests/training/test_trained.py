"""What of a training is kept for its pictures."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from autograder.training.protocols import read_protocols
from autograder.training.samples import samples_of
from autograder.training.train import Run
from autograder.training.trained import summarise
from tests.conftest import REPOSITORY

PROTOCOLS = read_protocols(Path(REPOSITORY))
MARKS = PROTOCOLS["14_convolution/build_mark_finder", "quick"]
CLOTHES = PROTOCOLS["12_fashion_mnist/build_improved", "quick"]


def outputs_that_miss(protocol, classes: int, missed: list[int]):
    """Outputs that name every test image correctly but these, which get the next class."""
    truth = samples_of(protocol.data, protocol.train, protocol.test).test_y.copy()
    truth[missed] = (truth[missed] + 1) % classes
    return np.eye(classes)[truth], truth


@pytest.mark.parametrize(
    ("missed", "shown"),
    [
        ([7, 100, 1500], [0, 1, 2, 7, 100]),
        ([1], [0, 2, 3, 4, 1]),
        ([], [0, 1, 2, 3, 4]),
        (list(range(2000)), [0, 1]),
    ],
)
def test_marks_are_shown_that_were_found_and_that_were_missed(missed, shown):
    outputs, labels = outputs_that_miss(MARKS, 4, missed)
    trained = summarise(Run(0, {"accuracy": 0.5}, (0.5,), 1.0, outputs), MARKS)
    assert trained.shown == shown
    assert trained.predicted == labels[shown].tolist()


def test_of_clothes_the_first_are_shown():
    outputs, labels = outputs_that_miss(CLOTHES, 10, [900])
    trained = summarise(Run(0, {"accuracy": 0.5}, (0.5,), 1.0, outputs), CLOTHES)
    assert trained.shown is None
    assert trained.predicted == labels[:5].tolist()
