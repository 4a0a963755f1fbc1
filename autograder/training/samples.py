"""The training and test samples that protocols name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from autograder.course.model import CourseError

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Samples:
    """Training and test samples; the outputs are targets or labels."""

    x: Array
    y: Array
    test_x: Array
    test_y: Array


@cache
def samples_of(data: str, train: int, test: int) -> Samples:
    """The samples of a protocol, the same whenever they are asked for."""
    if data == "fashion_mnist":
        return _images(train, test)
    x, y = _sine(train + test, np.random.default_rng(1_010))
    if data == "sine sign":
        y = (y >= 0).astype("int64")
    elif data != "sine":
        raise CourseError(f"A protocol asks for the data {data!r}, which does not exist.")
    return Samples(x[:train], y[:train], x[train:], y[train:])


def _sine(n: int, rng: np.random.Generator) -> tuple[Array, Array]:
    """Ten inputs, uniform between 0 and 1, and the sine of the sum of their squares."""
    x = rng.uniform(size=(n, 10))
    return x.astype("float32"), np.sin(np.sum(x**2, axis=1)).astype("float32")


def _images(train: int, test: int) -> Samples:
    """Images of Fashion-MNIST, from the sample that ships with the program while it is enough."""
    from autograder.datasets import fashion_mnist as data  # noqa: PLC0415 - reads files

    (x, y), (test_x, test_y) = data.load_quick()
    if train > len(x) or test > len(test_x):
        (x, y), (test_x, test_y) = data.load_full()

    def scaled(images: Array) -> Array:
        return images.astype("float32") / 255

    return Samples(
        scaled(x[:train]),
        y[:train].astype("int64"),
        scaled(test_x[:test]),
        test_y[:test].astype("int64"),
    )
