"""Make the quick sample, `assets/fashion_mnist_quick.xz`, from the full dataset.

    python -m autograder.datasets.sample

It takes the first images of each class, so the sample depends on nothing but the data.
"""

from __future__ import annotations

import hashlib
import lzma

import numpy as np

from autograder.datasets.fashion_mnist import load_full
from autograder.datasets.quick import CLASSES, QUICK, QUICK_TEST, QUICK_TRAIN, Bytes, Part

#: The most that the sample may add to the repository.
MOST_BYTES = 1_500_000
FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "lc": 4, "lp": 0, "pb": 2}]


def first_of_each_class(part: Part, count: int) -> Bytes:
    """The first images of each class, `count` in all, sorted by class."""
    images, labels = part
    each = count // CLASSES
    chosen: Bytes = images[
        np.concatenate([np.flatnonzero(labels == c)[:each] for c in range(CLASSES)])
    ]
    return chosen


def content(train: Part, test: Part) -> bytes:
    """What the file unpacks to: the images of both parts, each image column by column."""
    images = np.concatenate(
        [first_of_each_class(train, QUICK_TRAIN), first_of_each_class(test, QUICK_TEST)]
    )
    return images.transpose(0, 2, 1).tobytes()


def main() -> None:
    """Write the file, and print the digest that belongs into `quick.py`."""
    unpacked = content(*load_full())
    packed = lzma.compress(unpacked, format=lzma.FORMAT_XZ, filters=FILTERS)
    if len(packed) > MOST_BYTES:
        raise SystemExit(f"{len(packed):,} bytes: more than {MOST_BYTES:,}; take fewer images.")
    QUICK.parent.mkdir(exist_ok=True)
    QUICK.write_bytes(packed)
    print(f"{QUICK}: {QUICK_TRAIN:,} + {QUICK_TEST:,} images, {len(packed):,} bytes")
    print(f'QUICK_SHA256 = "{hashlib.sha256(unpacked).hexdigest()}"')


if __name__ == "__main__":
    main()
