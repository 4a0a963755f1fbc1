"""Making up calls: the arguments of a recorded call with one thing changed."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograder.verification.mutants.properties import Array, has_rows, is_number

_MIXED = "rows mixed with others"


def varied(
    arguments: dict[str, Any], others: Sequence[inspect.BoundArguments], rng: np.random.Generator
) -> tuple[dict[str, Any], str]:
    """Change one thing in a recorded call's arguments; give them and what was changed."""
    rows = [name for name, value in arguments.items() if has_rows(value)]
    numbers = [name for name, value in arguments.items() if is_number(value)]
    if numbers and (not rows or rng.random() < 0.3):
        return _with_number_of_another_call(arguments, numbers, others, rng)
    if not rows:
        return arguments, "read-only"
    choices = _row_choices(rng)
    origin = [*choices, _MIXED][int(rng.integers(len(choices) + 1))]
    # Arrays of one length belong together: a label stays with its score.
    lengths = sorted({len(arguments[name]) for name in rows})
    if origin == _MIXED:
        return arguments | _mixed_rows(arguments, rows, lengths, rng), origin
    index = {length: choices[origin](length) for length in lengths}
    chosen = {name: _take(arguments[name], index[len(arguments[name])]) for name in rows}
    return arguments | chosen, origin


def widened(value: Any) -> Any:
    """Arrays of narrow numbers as arrays of wide ones; truth values are not numbers."""
    if isinstance(value, np.ndarray) and value.dtype.kind in "iuf" and value.dtype.itemsize < 8:
        return value.astype(np.float64 if value.dtype.kind == "f" else np.int64)
    return value


def _with_number_of_another_call(
    arguments: dict[str, Any],
    numbers: Sequence[str],
    others: Sequence[inspect.BoundArguments],
    rng: np.random.Generator,
) -> tuple[dict[str, Any], str]:
    name = numbers[int(rng.integers(len(numbers)))]
    other = others[int(rng.integers(len(others)))].arguments.get(name)
    changed = {name: other} if is_number(other) else {}
    return arguments | changed, f"{name} of another call"


def _row_choices(rng: np.random.Generator) -> dict[str, Callable[[int], Array]]:
    """Ways to choose rows out of n, by their descriptions; each gives the rows' indices."""
    return {
        "rows in another order": rng.permutation,
        "rows drawn with replacement": lambda n: rng.integers(0, n, n),
        "rows drawn with replacement, in order": lambda n: np.sort(rng.integers(0, n, n)),
        "a few rows many times": lambda n: rng.choice(rng.integers(0, n, 2), n),
        "the first rows": lambda n: np.arange(int(rng.integers(1, n + 1))),
    }


def _mixed_rows(
    arguments: dict[str, Any],
    rows: Sequence[str],
    lengths: Sequence[int],
    rng: np.random.Generator,
) -> dict[str, Any]:
    """Each row of continuous numbers moved towards another row of the same array."""
    share, order = rng.random(), {length: rng.permutation(length) for length in lengths}
    return {
        name: share * arguments[name] + (1 - share) * arguments[name][order[len(arguments[name])]]
        for name in rows
        if _is_continuous(arguments[name])
    }


def _is_continuous(value: Any) -> bool:
    """Whether numbers between those of an array make sense, as they do not between labels."""
    return (
        isinstance(value, np.ndarray)
        and value.dtype.kind == "f"
        and bool(np.any(value != np.round(value)))
    )


def _take(value: Any, index: Array) -> Any:
    return value[index] if isinstance(value, np.ndarray) else [value[i] for i in index]
