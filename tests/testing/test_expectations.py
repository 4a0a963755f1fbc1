"""Expectations: what is accepted as right, and the message for everything else."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.testing import (
    expect_array,
    expect_close,
    expect_equal,
    expect_number,
    expect_that,
    expect_tuple,
)
from autograder.testing.expectations import ExpectationFailedError, Foreign


@pytest.mark.parametrize("value", [0.5, np.float64(0.5), np.float32(0.5), np.asarray(0.5)])
def test_a_number_may_have_any_numeric_type(value):
    expect_close(np.asarray(value) if isinstance(value, np.generic) else value, 0.5)


@pytest.mark.parametrize("value", [1, True, 1.0, np.asarray(1), np.asarray(True)])
def test_whole_numbers_and_truth_values_count_as_numbers(value):
    expect_close(value, 1.0)
    expect_equal(value, 1)


@pytest.mark.parametrize(
    "value", [[1.0, 2.0], (1, 2), np.array([1, 2]), [np.asarray(1.0), np.asarray(2.0)]]
)
def test_an_array_may_be_a_list_or_a_tuple(value):
    expect_close(value, np.array([1.0, 2.0]))
    expect_close(value, [1.0, 2.0])
    expect_equal(value, [1, 2])


@pytest.mark.parametrize(
    ("value", "expected", "message"),
    [
        (None, 1.0, "forget `return`"),
        (1.1, 1.0, "wrong"),
        ("1", 1.0, "a string"),
        ([1.0], 1.0, "array with one axis where a single number"),
        (np.ones(3), np.ones(4), "right number of axes, but of another shape"),
        (np.ones((0, 314159)), 1.0, "an empty array where"),
        (np.ones((314159, 0)), (1.0, 2.0), "more values than the 2"),
        ([[1.0]] * 3000 + [None], (1.0, 2.0), "more values than the 2"),
        (np.ones(3) * np.nan, np.ones(3), "NaN"),
        (float("inf"), 1.0, "infinity"),
        (Foreign("Tensor"), 1.0, "type Tensor"),
        ([None, 1.0], np.ones(2), "None in place of a number"),
        ([[1.0], [1.0, 2.0]], np.ones((2, 2)), "different lengths"),
        (np.ones(2) * 1j, np.ones(2), "complex"),
        ((1.0,), (1.0, 2.0), "fewer values than the 2"),
        ((1.0, 3.0), (1.0, 2.0), "^Item 2 of the result: The returned value is wrong.$"),
        ((1.0, [(2.0, None)]), (1.0, [(2.0, 3.0)]), "^Item 2 of item 1 of item 2 of the result: "),
        ((1.0, [2.0] * 7), (1.0, [2.0] * 6 + [3.0]), "^An item of item 2 of the result: "),
        (10**400, 1.0, "too large"),
    ],
)
def test_each_mistake_has_its_message(value, expected, message):
    with pytest.raises(ExpectationFailedError, match=message):
        expect_close(value, expected)


def test_messages_show_no_values():
    with pytest.raises(ExpectationFailedError) as failure:
        expect_close(np.array([3.25, 7.5]), np.array([3.25, 8.5]))
    assert not any(digits in str(failure.value) for digits in ("3.25", "7.5", "8.5"))


def test_expected_nan_and_infinity_are_matched():
    expect_close(np.array([np.inf, np.nan]), np.array([np.inf, np.nan]))


def test_strings_are_compared_exactly():
    expect_equal("linear", "linear")
    with pytest.raises(ExpectationFailedError, match="string is wrong"):
        expect_equal("Linear", "linear")
    with pytest.raises(ExpectationFailedError, match="a single number where a string"):
        expect_equal(1, "linear")


def test_conversions_give_plain_values():
    assert expect_number(np.asarray(2)) == 2.0
    assert expect_array([1, 2]).dtype == np.float64
    assert list(expect_tuple(np.array([1, 2]), 2)) == [1, 2]
    expect_close(expect_tuple(np.array([1, 2]), 2)[0], 1)


def test_a_property_fails_with_its_own_message():
    with pytest.raises(ExpectationFailedError, match="It must fall"):
        expect_that(False, "It must fall")


def test_the_rows_of_an_empty_array_are_not_made():
    with pytest.raises(ExpectationFailedError, match="more values than the 2"):
        expect_tuple(np.zeros((10**12, 0)), 2)
    assert [row.shape for row in expect_tuple(np.zeros((2, 0)), 2)] == [(0,), (0,)]
