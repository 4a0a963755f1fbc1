"""The interval of a rate, against known values."""

from __future__ import annotations

import pytest

from autograder.verification.beyond.result import rate_text, wilson


@pytest.mark.parametrize(
    ("count", "trials", "low", "high"),
    [
        (0, 10, 0.0, 0.277533),  # z^2 / (n + z^2)
        (1, 10, 0.017876, 0.404150),
        (5, 10, 0.236593, 0.763407),
        (10, 10, 0.722467, 1.0),
        (10, 1000, 0.005441, 0.018309),
        (0, 0, 0.0, 1.0),
    ],
)
def test_wilsons_interval(count, trials, low, high):
    assert wilson(count, trials) == pytest.approx((low, high), abs=1e-6)


def test_the_interval_is_that_of_an_independent_implementation():
    scipy_stats = pytest.importorskip("scipy.stats")
    for count, trials in ((0, 7), (3, 2000), (19, 20), (20, 20)):
        interval = scipy_stats.binomtest(count, trials).proportion_ci(method="wilson")
        assert wilson(count, trials) == pytest.approx((interval.low, interval.high), abs=1e-12)


def test_a_rate_in_words():
    assert rate_text(1, 400) == "0.25 % (95 % interval 0.04 to 1.40 %)"
    assert rate_text(0, 0) == "no rate"
