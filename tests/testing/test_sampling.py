"""Expectations on random samples: what is drawn rightly is accepted, and what is not has a name."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.testing import draw_near, expect_drawn_from, expect_independent, expect_uniform
from autograder.testing.expectations import ExpectationFailedError


@pytest.fixture
def rng():
    return np.random.default_rng(7)


def test_uniform_inputs_are_accepted(rng):
    for _ in range(20):
        expect_uniform(rng.uniform(size=(20_000, 10)))
        expect_independent(rng.uniform(size=(4000, 10)))


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda x: x * 1.1, "should lie in"),
        (lambda x: x - 0.1, "should lie in"),
        (lambda x: x**2, "should be even"),
        (lambda x: np.column_stack([x[:, 1:], np.sqrt(x[:, 0])]), "should be even"),
    ],
)
def test_what_is_not_uniform_is_refused(rng, spoil, message):
    with pytest.raises(ExpectationFailedError, match=message):
        expect_uniform(spoil(rng.uniform(size=(20_000, 10))))


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda x: np.column_stack([x[:, 1:], x[:, 1]]), "independent of each other"),
        (lambda x: np.tile(x[:2000], (2, 1)), "differ from each other"),
        (lambda x: x.round(2), "differ from each other"),
    ],
)
def test_what_is_not_independent_is_refused(rng, spoil, message):
    with pytest.raises(ExpectationFailedError, match=message):
        expect_independent(spoil(rng.uniform(size=(4000, 10))))


def test_samples_come_from_the_given_generator(rng):
    expect_drawn_from(lambda generator: [generator.normal(size=50)], rng)
    with pytest.raises(ExpectationFailedError, match="wrong"):
        expect_drawn_from(lambda generator: [rng.normal(size=50)], rng)
    with pytest.raises(ExpectationFailedError, match="Another generator"):
        expect_drawn_from(lambda generator: [np.ones(50)], rng)


def test_numbers_near_others_keep_their_sign_their_size_and_their_shape(rng):
    values = np.array([[1000.0, -3e-9], [0.0, 0.5]])
    drawn = [draw_near(values, rng) for _ in range(200)]
    for numbers in drawn:
        assert numbers.shape == (2, 2)
        assert (np.sign(numbers) == np.sign(values)).all()
        assert (np.abs(numbers - values) <= 0.1 * np.abs(values)).all()
    assert len({numbers[0, 0] for numbers in drawn}) == 200
    assert np.ptp([numbers[0, 1] for numbers in drawn]) > 0.15 * 3e-9


def test_how_near_a_number_is_can_be_told(rng):
    drawn = draw_near(np.full(1000, -4.0), rng, 0.01)
    assert -4.04 <= drawn.min() < -4.03 < -3.97 < drawn.max() <= -3.96
    assert draw_near(2, rng).shape == ()
