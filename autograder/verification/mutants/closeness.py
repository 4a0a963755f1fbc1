"""When two answers count as the same although their figures differ."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.sandbox.inside.protocol import values
from autograder.verification.mutants.properties import as_numbers


def precision_of(arguments: dict[str, Any]) -> float:
    """How far two right answers may differ because an argument is narrower than a double.

    NumPy computes functions of bytes in float16. The result is 0 where every argument is wide.
    """
    sizes = [
        value.dtype.itemsize
        for value in arguments.values()
        if isinstance(value, np.ndarray) and value.dtype.kind in "iuf"
    ]
    return {1: 1e-2, 2: 1e-2, 4: 1e-4}.get(min(sizes, default=8), 0.0)


def equal_within(first: Any, second: Any, precision: float) -> bool:
    """Whether two values agree within the precision, relative to the largest entry."""
    if isinstance(first, (list, tuple)) and isinstance(second, (list, tuple)):
        return len(first) == len(second) and all(
            equal_within(*pair, precision) for pair in zip(first, second, strict=True)
        )
    actual, expected = as_numbers(first), as_numbers(second)
    if actual is None or expected is None or actual.shape != expected.shape:
        return False
    finite = np.abs(expected[np.isfinite(expected)])
    largest = float(np.max(finite, initial=0.0))
    return np.allclose(actual, expected, rtol=precision, atol=precision * largest, equal_nan=True)


def is_finite(value: Any) -> bool:
    """Whether a value can be compared and holds neither infinity nor not-a-number."""
    if isinstance(value, (list, tuple)):
        return all(map(is_finite, value))
    if isinstance(value, dict):
        return all(map(is_finite, value.values()))
    if isinstance(value, (float, np.ndarray)):
        return bool(np.all(np.isfinite(value)))
    return not isinstance(value, values.Foreign)
