"""What the arguments of all recorded calls have in common, and so made-up calls must have too."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import numpy as np

Array: TypeAlias = np.ndarray[Any, Any]
Property: TypeAlias = Callable[[dict[str, Any]], bool]

#: What an argument may be. An argument that holds no numbers has every property.
_OF_ONE: dict[str, Callable[[Array], bool]] = {
    "ascending": lambda a: a.ndim == 1 and bool(np.all(a[:-1] <= a[1:])),
    "strictly ascending": lambda a: a.ndim == 1 and bool(np.all(a[:-1] < a[1:])),
    "several values": lambda a: bool(np.any(a != a.flat[0])) if a.size else False,
    "a distribution": lambda a: bool(np.isclose(np.sum(a), 1.0)),
    "several rows": lambda a: a.ndim > 0 and len(a) > 1,
}
#: How an argument may be related to another.
_OF_TWO: dict[str, Callable[[Array, Array], bool]] = {
    "below": lambda a, b: bool(np.max(a) < np.min(b)),
    "at most": lambda a, b: bool(np.max(a) <= np.min(b)),
    "as many as": lambda a, b: a.ndim == 0 and b.ndim > 0 and int(a) == len(b),
    "the same": lambda a, b: a.shape == b.shape and bool(np.all(a == b)),
}


def shared_properties(calls: Sequence[dict[str, Any]]) -> list[Property]:
    """List what holds for the arguments of every recorded call: it may belong to the domain."""
    names = sorted({name for call in calls for name in call})
    candidates = [_of_one(name, test) for name in names for test in _OF_ONE.values()]
    candidates += [
        _of_two(first, second, test)
        for first in names
        for second in names
        if first != second
        for test in _OF_TWO.values()
    ]
    return [holds for holds in candidates if all(holds(call) for call in calls)]


def _of_one(name: str, test: Callable[[Array], bool]) -> Property:
    def holds(call: dict[str, Any]) -> bool:
        array = as_numbers(call.get(name))
        return array is None or test(array)

    return holds


def _of_two(first: str, second: str, test: Callable[[Array, Array], bool]) -> Property:
    def holds(call: dict[str, Any]) -> bool:
        a, b = as_numbers(call.get(first)), as_numbers(call.get(second))
        return a is None or b is None or test(a, b)

    return holds


def as_numbers(value: Any) -> Array | None:
    """A number, an array or a list of numbers as an array that is not empty; else None."""
    if not (is_number(value) or isinstance(value, np.ndarray) or has_rows(value)):
        return None
    array = np.asarray(value)
    return array if array.size and array.dtype.kind in "biuf" else None


def has_rows(value: Any) -> bool:
    """Whether a value is an array or a list of numbers with several rows."""
    if isinstance(value, np.ndarray):
        return value.ndim > 0 and len(value) > 1
    return isinstance(value, list) and len(value) > 1 and all(map(is_number, value))


def is_number(value: Any) -> bool:
    """Whether a value is one number, of Python's or of NumPy's."""
    return isinstance(value, (int, float)) or (
        isinstance(value, np.ndarray) and value.ndim == 0 and value.dtype.kind in "biuf"
    )
