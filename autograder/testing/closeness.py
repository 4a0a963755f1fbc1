"""Whether the numbers of two arrays are as close as a tolerance allows.

Hidden tests, diagnosis and public examples compare small arrays a few hundred times a submission,
where `np.allclose` takes 25 microseconds for one number.
"""

from __future__ import annotations

import cmath
import math
from typing import Any

import numpy as np

#: Arrays of up to so many numbers are compared faster in Python than by NumPy.
_SMALL = 32


def is_close(
    actual: np.ndarray[Any, Any], expected: np.ndarray[Any, Any], rtol: float, atol: float
) -> bool:
    """Whether every number is close to the expected one, as `np.allclose` says, but faster.

    The arrays are of one shape and hold numbers or bools. Infinity is close to itself, and
    not-a-number to not-a-number.
    """
    if expected.size > _SMALL:
        if actual.dtype == expected.dtype and actual.tobytes() == expected.tobytes():
            return True  # a copied number has every bit
        with np.errstate(over="ignore"):
            return bool(np.allclose(actual, expected, rtol=rtol, atol=atol, equal_nan=True))
    pairs = zip(actual.ravel().tolist(), expected.ravel().tolist(), strict=True)
    return all(
        number == wanted
        or abs(number - wanted) <= atol + rtol * abs(wanted) < math.inf
        or (cmath.isnan(number) and cmath.isnan(wanted))
        for number, wanted in pairs
    )
