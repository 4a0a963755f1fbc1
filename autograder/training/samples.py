"""The training and test samples that protocols name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from autograder.course.model import CourseError
from autograder.datasets.marks import load_marks

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Samples:
    """Training and test samples; the outputs are targets or labels."""

    x: Array
    y: Array
    test_x: Array
    test_y: Array
    naive: Array | None = None  # forecasts for the test samples: each target stays as it was


@cache
def samples_of(data: str, train: int, test: int) -> Samples:
    """The samples of a protocol, the same whenever they are asked for."""
    if data == "fashion_mnist":
        return _images(train, test)
    if data == "marks":
        (x, y), (test_x, test_y) = load_marks(train, test)
        return Samples(x, y, test_x, test_y)
    if data == "series":
        return _windows(train, test)
    if data == "texts":
        return _texts(train, test)
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


#: Steps in a window of the series, which the next step follows.
_WIDTH = 8
#: Steps before the series begins, so that nothing is left of its start at zero.
_BEFORE = 100


def _windows(train: int, test: int) -> Samples:
    """Windows over two variables and the next value of the first; the test windows come later."""
    series = _series(train + test + 2 * _WIDTH, np.random.default_rng(1_015))
    x, y = _cut(series[: train + _WIDTH])
    test_x, test_y = _cut(series[train + _WIDTH :])
    return Samples(x, y, test_x, test_y, naive=test_x[:, -1, 0])


def _cut(series: Array) -> tuple[Array, Array]:
    """All windows of a part of the series, with the target of each."""
    starts = range(len(series) - _WIDTH)
    x = np.stack([series[start : start + _WIDTH] for start in starts])
    return x.astype("float32"), series[_WIDTH:, 0].astype("float32")


def _series(n: int, rng: np.random.Generator) -> Array:
    """An autoregression, and before it what follows from it three steps later."""
    driving, noise = rng.normal(size=(2, _BEFORE + n))
    b = np.zeros(_BEFORE + n)
    for t in range(1, len(b)):
        b[t] = 0.7 * b[t - 1] + 0.7 * driving[t]
    a = np.sin(2 * b[_BEFORE - 3 : -3]) + 0.15 * noise[_BEFORE:]
    return np.stack([a, b[_BEFORE:]], axis=1)


#: Words a text has at most, filled up with 0; 1 would be an unknown word.
_LENGTH = 12
_THINGS = ("plot", "film", "music", "cast")
_GOOD, _BAD = ("good", "lovely", "clever", "great"), ("bad", "dull", "silly", "awful")
_WORDS = ("the", "is", "not", "but", *_THINGS, *_GOOD, *_BAD)


def _texts(train: int, test: int) -> Samples:
    """Texts of two clauses as the numbers of their words; 1 where the last clause approves."""
    rng = np.random.default_rng(2_015)
    texts, labels = zip(*(_text(rng) for _ in range(train + test)), strict=True)
    x = np.zeros((train + test, _LENGTH), dtype="int32")
    for row, words in zip(x, texts, strict=True):
        row[: len(words)] = [2 + _WORDS.index(word) for word in words]
    y = np.array(labels, dtype="int64")
    return Samples(x[:train], y[:train], x[train:], y[train:])


def text_of(ids: Array) -> str:
    """The text that a row of numbers stands for."""
    return " ".join(_WORDS[number - 2] for number in ids.tolist() if number > 1)


def _text(rng: np.random.Generator) -> tuple[list[str], bool]:
    """Such as "the plot is not good but the film is lovely", and whether its end approves."""
    first, _ = _clause(rng)
    last, approves = _clause(rng)
    return [*first, "but", *last], approves


def _clause(rng: np.random.Generator) -> tuple[list[str], bool]:
    thing, word, negated, good = rng.integers((4, 4, 2, 2)).tolist()
    negation = ["not"] if negated else []
    return ["the", _THINGS[thing], "is", *negation, (_BAD, _GOOD)[good][word]], good != negated


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
