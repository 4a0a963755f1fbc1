"""Counted error rates and their bounds."""

from __future__ import annotations

import pytest

from autograder.training.counting import MAY_FAIL, Count, accepted, may_fail, refused


@pytest.mark.parametrize(("least", "share"), MAY_FAIL)
def test_no_error_in_so_many_trainings_is_just_enough(least, share):
    assert Count(least, 0).bounds[1] < share < Count(least - 10, 0).bounds[1]
    assert Count(least, 1).bounds[1] > share


def test_bounds_hold_the_share():
    low, high = Count(200, 7).bounds
    assert low < Count(200, 7).share == 0.035 < high
    assert Count(0, 0).bounds == (0.0, 1.0)
    assert Count(10, 1) + Count(20, 2) == Count(30, 3)


def test_a_second_training_decides():
    assert refused(0.1) == pytest.approx(0.01)
    assert accepted(0.1) == pytest.approx(0.19)


def test_how_sure_a_bar_must_be_depends_on_how_much_was_trained():
    assert [may_fail(n) for n in (999, 1000, 2999, 3000)] == [None, 3e-3, 3e-3, 1e-3]
