"""Two arrays of numbers are as close as NumPy says, whatever their size and kind."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.testing.closeness import _SMALL, is_close

KINDS = (np.float64, np.int64, np.uint64, np.uint8, np.bool_, np.complex128)
NUMBERS = st.floats() | st.sampled_from([0.0, 1.0, 1.0 + 1e-7, 2.0**60])


@given(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=4))
@pytest.mark.parametrize("copies", [1, _SMALL])
def test_says_what_numpy_says(copies: int, pairs: list[tuple[float, float]]) -> None:
    actual, expected = np.array(pairs * copies).T
    with np.errstate(over="ignore"):
        wanted = np.allclose(actual, expected, rtol=1e-6, atol=1e-9, equal_nan=True)
    assert is_close(actual, expected, 1e-6, 1e-9) == wanted


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("other", KINDS)
@pytest.mark.parametrize("size", [0, 2, _SMALL + 1])
def test_kinds_of_numbers(kind: npt.DTypeLike, other: npt.DTypeLike, size: int) -> None:
    actual, expected = np.ones(size, kind), np.ones(size, other)
    assert is_close(actual, expected, 1e-6, 1e-9)
    if size:
        expected[-1] = 0
        assert not is_close(actual, expected, 1e-6, 1e-9)


def test_not_a_number_is_close_to_itself_only() -> None:
    missing, one = np.array([np.nan]), np.array([1.0])
    assert is_close(missing, missing.astype(complex), 1e-6, 1e-9)
    assert not is_close(missing, one, 1e-6, 1e-9)
    assert not is_close(one, missing, 1e-6, 1e-9)
