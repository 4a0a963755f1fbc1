"""How alike sets of fingerprints are, each fingerprint weighed by how few submissions have it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Fingerprints = NDArray[np.uint64]

#: Added to the number of submissions: in a class of three, what one has is not yet rare.
_PRIOR = 8
#: In bits, added to what a submission weighs: little code in common says nothing.
_LITTLE = 20.0
#: What so many have is rare, unless they are half of the class: three may have learned together.
_FEW = 4.0
_ROWS = 500  # at a time: all pairs of a large class take more memory than a machine has
_STEPS = 1000  # in which similarities are counted


@dataclass(frozen=True, slots=True)
class Typical:
    """What is usual in a class: of all its pairs, the similarity that so many stay below."""

    half: float
    ninety_nine: float  # of a hundred


class Weighed:
    """The fingerprints of a class, without what is common ground, and their weights."""

    def __init__(self, found: Sequence[Fingerprints]) -> None:
        """Take the fingerprints of each submission, each of them once."""
        lengths = [len(one) for one in found]
        rows = np.repeat(np.arange(len(found)), lengths)
        together = np.concatenate([np.empty(0, np.uint64), *found])
        self._known: Fingerprints
        self._known, columns = np.unique(together, return_inverse=True)
        shape = (len(found), len(self._known))
        ones = np.ones(len(rows), np.float32)
        self._matrix: Any = sparse.csr_matrix((ones, (rows, columns)), shape)
        self._holders = np.bincount(columns, minlength=len(self._known))
        # A fingerprint in common says little if others have it as well: beside the pair, that is.
        others = np.maximum(self._holders - 1, 1)
        self._weights: NDArray[np.float32] = np.log2((len(found) + _PRIOR) / others).astype("f4")

    def similarity(self, one: Fingerprints, other: Fingerprints) -> float:
        """How alike two of the sets, or two parts of them, are: from 0 to nearly 1."""
        shared = np.intersect1d(one, other)
        return float(
            self._weight(shared)
            / np.sqrt((self._weight(one) + _LITTLE) * (self._weight(other) + _LITTLE))
        )

    def rare(self, found: Fingerprints, most: float) -> Fingerprints:
        """Those of some fingerprints that few have: a share `most` of the class, or _FEW of it."""
        places = np.searchsorted(self._known, found)
        count = self._matrix.shape[0]
        limit = max(2.0, min(_FEW, count / 2), most * count)
        rare: Fingerprints = found[self._holders[places] <= limit]
        return rare

    def alike(self, least: float) -> tuple[list[tuple[float, int, int]], Typical]:
        """The pairs that are at least so alike, most alike first, and what is usual."""
        pairs: list[tuple[float, int, int]] = []
        counts = np.zeros(_STEPS, np.int64)
        for start, block in self._blocks:
            counts += np.histogram(block[block >= 0], _STEPS, (0, 1))[0]
            for row, column in np.argwhere(block >= least):
                pairs.append((float(block[row, column]), start + int(row), int(column)))
        below = np.cumsum(counts) / max(counts.sum(), 1)
        half, ninety_nine = np.searchsorted(below, (0.5, 0.99)) / _STEPS
        return sorted(pairs, key=lambda pair: (-pair[0], *pair[1:])), Typical(
            float(half), float(ninety_nine)
        )

    @property
    def _blocks(self) -> Iterator[tuple[int, NDArray[np.float32]]]:
        """The similarities of some rows with all; -1 for what is not a pair or comes elsewhere."""
        weighed = self._matrix.multiply(self._weights).tocsr()
        sizes = np.sqrt(np.asarray(weighed.sum(axis=1)).ravel() + _LITTLE)
        turned = self._matrix.T.tocsr()
        for start in range(0, len(sizes), _ROWS):
            rows = slice(start, start + _ROWS)
            shared = (weighed[rows] @ turned).toarray()
            block = shared / np.outer(sizes[rows], sizes)
            block[np.tril_indices(len(block), start, len(sizes))] = -1
            yield start, block.astype(np.float32)

    def _weight(self, found: Fingerprints) -> float:
        """The weight of fingerprints that the class has."""
        return float(self._weights[np.searchsorted(self._known, found)].sum())
