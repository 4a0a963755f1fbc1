"""Images with marks: noise and, in each, five bright pixels in a row in one of four directions.

Assignment 14 gives its students the same images, drawn from another seed.
"""

from __future__ import annotations

from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
Pair = tuple[Array, Array]

SIDE = 16
CLASSES = ("lying", "standing", "falling", "rising")
_STEPS = np.array([(0, 1), (1, 0), (1, 1), (1, -1)])  # down and across, from pixel to pixel
_PIXELS = 5
_NOISE = 0.25
_SEED = 1_014


def load_marks(train: int, test: int) -> tuple[Pair, Pair]:
    """So many images (n, 16, 16, 1) with their labels (n,), to train on and to test with."""
    x, y = _draw(train + test, np.random.default_rng(_SEED))
    return (x[:train], y[:train]), (x[train:], y[train:])


def _draw(n: int, rng: np.random.Generator) -> Pair:
    x = rng.normal(0, _NOISE, size=(n, SIDE, SIDE, 1))
    y = rng.integers(0, len(CLASSES), size=n)
    down, across = _STEPS[y].T
    reach = _PIXELS - 1
    top = rng.integers(0, SIDE - reach * down)
    left = rng.integers(0, SIDE - reach * np.abs(across)) + reach * (across < 0)
    for pixel in range(_PIXELS):
        x[np.arange(n), top + pixel * down, left + pixel * across, 0] += 1
    return x.astype("float32"), y.astype("int64")
