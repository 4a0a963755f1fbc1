"""Where bars are placed, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.training.calibration import (
    MAY_FAIL,
    MAY_PASS,
    MODEL,
    CalibrationError,
    Sample,
    curve_band,
    estimate,
    fail_probability,
    pass_probability,
    place_bars,
)
from autograder.training.protocols import Protocol

PROTOCOL = Protocol(
    bar="12_images/build",
    scale="quick",
    data="sine",
    train=100,
    test=100,
    batch_size=10,
    epochs=2,
    seconds=60,
    measures=("accuracy",),
    curve="accuracy",
)


def sample(name, mean, deviation, n=30):
    values = np.random.default_rng(0).normal(size=n)
    values = (values - values.mean()) / values.std(ddof=1)
    return Sample(name, tuple(mean + deviation * values))


def test_a_bar_stands_between_right_and_wrong():
    right, wrong = sample(MODEL, 0.90, 0.01), sample("linear", 0.70, 0.01)
    bar = place_bars({"accuracy": [right, wrong]})["accuracy"]
    assert 0.73 < bar < 0.87
    assert fail_probability(right, bar) < MAY_FAIL
    assert pass_probability(wrong, bar) < MAY_PASS / 10


def test_right_answers_miss_it_less_than_once_in_a_thousand_even_when_wrong_ones_are_near():
    right, wrong = sample(MODEL, 0.90, 0.01), sample("linear", 0.84, 0.008)
    bar = place_bars({"accuracy": [right, wrong]})["accuracy"]
    assert fail_probability(right, bar) <= MAY_FAIL


def test_a_bar_that_cannot_separate_is_refused_with_the_figures():
    with pytest.raises(CalibrationError, match=r"No bar tells linear .* 0\.90.* 0\.89"):
        place_bars({"accuracy": [sample(MODEL, 0.90, 0.01), sample("linear", 0.89, 0.01)]})


def test_one_of_two_measures_is_enough():
    bars = place_bars(
        {
            "accuracy": [sample(MODEL, 0.90, 0.02), sample("linear", 0.89, 0.02)],
            "auc": [sample(MODEL, 0.99, 0.001), sample("linear", 0.97, 0.001)],
        }
    )
    assert bars["accuracy"] < 0.85
    assert 0.974 < bars["auc"] < 0.986


def test_few_seeds_make_careful_bars():
    few = place_bars({"a": [sample(MODEL, 0.9, 0.01, 5), sample("w", 0.5, 0.01, 5)]})["a"]
    many = place_bars({"a": [sample(MODEL, 0.9, 0.01, 30), sample("w", 0.5, 0.01, 30)]})["a"]
    assert fail_probability(sample(MODEL, 0.9, 0.01, 5), few) <= MAY_FAIL
    assert few < many


def test_estimates_have_intervals_that_hold_them():
    right = sample(MODEL, 0.90, 0.01)
    one = estimate(right, 0.88, passes=False)
    assert one.low < one.probability < one.high
    assert estimate(right, 0.0, passes=False).probability < 1e-6


def test_the_band_of_curves():
    assert curve_band([(0.1, 0.5), (0.2, 0.4)]) == ([0.1, 0.4], [0.2, 0.5])
