"""Random samples: inputs that a test draws, and expectations on what a student's function draws."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
from numpy.random.bit_generator import ISeedSequence

from autograder.testing.expectations import FloatArray, expect_close, expect_that

_BINS = 10
_MOST_DRAWS = 1000

Drawn = TypeVar("Drawn")


def draw_until(holds: Callable[[Drawn], bool], draw: Callable[[], Drawn]) -> Drawn:
    """Draw inputs again and again until they have the property that tells right from wrong.

    Without it a mistake would show under some secrets only, and would not always cost the same.
    """
    for _ in range(_MOST_DRAWS):
        drawn = draw()
        if holds(drawn):
            return drawn
    raise RuntimeError(f"None of {_MOST_DRAWS} draws has the property that the test needs.")


def draw_near(values: npt.ArrayLike, rng: np.random.Generator, share: float = 0.1) -> FloatArray:
    """Draw a number near each of some: up to this share of itself greater or smaller, 0 stays 0.

    An edge case keeps its size and its sign, and still no student knows the number. The array has
    the shape of `values`.
    """
    centres = np.asarray(values, dtype=np.float64)
    return centres * rng.uniform(1 - share, 1 + share, centres.shape)


class RandomBytes(ISeedSequence):
    """32 bytes as what seeds a generator: they are as random as NumPy would make them."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def generate_state(self, n_words: int, dtype: Any = np.uint32) -> npt.NDArray[Any]:
        """The first words of the bytes, in NumPy's terms; PCG64 takes all of them."""
        return np.frombuffer(self._content, dtype, n_words)


def draw_generator(rng: np.random.Generator) -> np.random.Generator:
    """Draw a generator in a random state, in a fifth of the time of default_rng."""
    seed: Any = RandomBytes(rng.bytes(32))
    return np.random.Generator(np.random.PCG64(seed))


def expect_uniform(inputs: FloatArray) -> None:
    """Expect that each column of many samples is spread evenly over [0, 1)."""
    expect_that(inputs.min() >= 0 and inputs.max() < 1, "The inputs should lie in [0, 1).")
    expected = len(inputs) / _BINS
    allowed = 0.15 * expected  # 7 standard deviations of a count, with 20,000 samples
    for column in inputs.T:
        counts = np.histogram(column, bins=_BINS, range=(0, 1))[0]
        expect_that(
            np.all(np.abs(counts - expected) < allowed), "The inputs should be even in [0, 1)."
        )


def expect_independent(inputs: FloatArray) -> None:
    """Expect that no column of many samples goes along with another, and no sample repeats."""
    correlation = np.corrcoef(inputs.T) - np.eye(inputs.shape[1])
    expect_that(
        np.abs(correlation).max() < 0.15,
        "The inputs should be independent of each other.",
    )
    distinct = len(np.unique(inputs[:, 0]))
    expect_that(distinct > 0.975 * len(inputs), "The samples should differ from each other.")


def expect_drawn_from(
    draw: Callable[[np.random.Generator], Sequence[FloatArray]], rng: np.random.Generator
) -> None:
    """Expect that the same generator state gives the same arrays, and another state others."""
    state = int(rng.integers(1 << 30))
    first, again, other = (draw(np.random.default_rng(seed)) for seed in (state, state, state + 1))
    for repeated, array in zip(again, first, strict=True):
        expect_close(repeated, array)
    expect_that(not np.allclose(other[0], first[0]), "Another generator should give other samples.")
