"""Where bars are placed, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.training.placing import (
    CLEAR_OF_RIGHT,
    CLEAR_OF_WRONG,
    CalibrationError,
    Sample,
    place_bars,
)


def sample(name, mean, deviation, n=20):
    values = np.random.default_rng(0).normal(size=n)
    values = (values - values.mean()) / values.std(ddof=1)
    return Sample(name, tuple(mean + deviation * values))


def placed(right, wrong):
    return place_bars({"auc": right}, {"auc": wrong})["auc"]


def test_a_bar_is_clear_of_the_nearest_on_either_side():
    right = [sample("model", 0.99, 0.001), sample("elu", 0.94, 0.010)]
    wrong = [sample("linear", 0.80, 0.001), sample("sgd", 0.85, 0.010)]
    bar = placed(right, wrong)
    assert 0.85 + CLEAR_OF_WRONG * 0.01 < bar < 0.94 - CLEAR_OF_RIGHT * 0.01
    assert bar == round(bar, 3)


def test_one_answer_that_varies_much_moves_the_bar():
    wrong = [sample("sgd", 0.80, 0.005)]
    steady = placed([sample("model", 0.95, 0.002)], wrong)
    unsteady = placed([sample("model", 0.95, 0.002), sample("rmsprop", 0.95, 0.02)], wrong)
    assert unsteady < steady


def test_answers_that_no_bar_tells_apart_are_named_with_their_figures():
    right = [sample("model", 0.99, 0.001), sample("elu", 0.90, 0.01)]
    with pytest.raises(CalibrationError, match=r"sgd \(0\.8800.* from elu \(0\.9000"):
        placed(right, [sample("linear", 0.7, 0.01), sample("sgd", 0.88, 0.01)])


def test_each_wrong_answer_is_the_business_of_one_measure():
    right = {"accuracy": [sample("model", 0.95, 0.01)], "auc": [sample("model", 0.990, 0.001)]}
    wrong = {
        "accuracy": [sample("linear", 0.94, 0.01), sample("sgd", 0.70, 0.01)],
        "auc": [sample("linear", 0.970, 0.001), sample("sgd", 0.989, 0.001)],
    }
    bars = place_bars(right, wrong)
    assert 0.72 < bars["accuracy"] < 0.91
    assert 0.972 < bars["auc"] < 0.986


def test_a_measure_that_separates_nothing_goes():
    right = {"accuracy": [sample("model", 0.95, 0.01)], "auc": [sample("model", 0.990, 0.001)]}
    wrong = {
        "accuracy": [sample("linear", 0.94, 0.01)],
        "auc": [sample("linear", 0.970, 0.001)],
    }
    with pytest.raises(CalibrationError, match="accuracy separates nothing"):
        place_bars(right, wrong)


def test_what_trails_off_away_from_the_bar_does_not_move_it():
    values = np.append(np.linspace(0.58, 0.62, 18), [0.1, 0.2])  # some of its units were dead
    trailing = Sample("few_units", tuple(values))
    assert trailing.above < 0.07 < 0.15 < trailing.below
    right = {"accuracy": [sample("right", 0.9, 0.01)]}
    bars = place_bars(right, {"accuracy": [trailing]})
    assert 0.7 < bars["accuracy"] < 0.86


def test_a_bar_with_much_room_stands_nearer_to_wrong_answers():
    right = [Sample("always", (1.0,) * 20), sample("nearly", 0.99, 0.001)]
    wrong = [sample("chance", 0.5, 0.01), sample("better", 0.61, 0.005)]
    assert placed(right, wrong) == pytest.approx(0.61 + 0.38 / 3, abs=0.002)
