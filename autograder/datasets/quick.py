"""The sample of Fashion-MNIST that ships with the program, and with the package for students.

Students get this file without the rest of the program, so it imports nothing of it.
"""

from __future__ import annotations

import hashlib
import lzma
from functools import cache
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Bytes: TypeAlias = npt.NDArray[np.uint8]
Part: TypeAlias = tuple[Bytes, Bytes]  # images and labels

CLASSES = 10
SIDE = 28

QUICK = Path(__file__).parent / "assets" / "fashion_mnist_quick.xz"
QUICK_TRAIN, QUICK_TEST = 2500, 1700
QUICK_SHA256 = "5560678c180c8b84c2fee027a6dfdc201819f70b5c4d3f91bc60e5548cfad79b"
_AGAIN = "Install the program again, or unpack the course's package again."


class DataError(ValueError):
    """The data is missing, or a file is not what it should be. The message says what to do."""


def load_quick() -> tuple[Part, Part]:
    """The sample that ships with the program: 2,500 training and 1,700 test images, read-only.

    Each is an image of Fashion-MNIST, from the training or the test file; all classes have as many
    images. Classes alternate (0, 1, ..., 9, 0, 1, ...), so the first 10, 20 and so on are a
    balanced sample too.
    """
    return _read_quick(QUICK)


@cache
def _read_quick(path: Path) -> tuple[Part, Part]:
    size = (QUICK_TRAIN + QUICK_TEST) * SIDE * SIDE
    try:
        with lzma.open(path) as file:
            content = file.read(size + 1)
    except (OSError, EOFError, lzma.LZMAError) as error:
        raise DataError(f"{path}: {error}. {_AGAIN}") from error
    if hashlib.sha256(content).hexdigest() != QUICK_SHA256:
        raise DataError(f"{path} is not the sample that it should be. {_AGAIN}")
    # Columns are stored as rows, which saves a twentieth.
    images = np.frombuffer(content, np.uint8).reshape(-1, SIDE, SIDE).transpose(0, 2, 1)
    parts = _interleaved(images[:QUICK_TRAIN]), _interleaved(images[QUICK_TRAIN:])
    for array in (*parts[0], *parts[1]):
        array.flags.writeable = False
    return parts


def _interleaved(images: Bytes) -> Part:
    """Images that are sorted by class reordered so that classes alternate, and their labels."""
    each = len(images) // CLASSES
    mixed = images.reshape(CLASSES, each, SIDE, SIDE).swapaxes(0, 1).reshape(-1, SIDE, SIDE)
    return np.ascontiguousarray(mixed), np.tile(np.arange(CLASSES, dtype=np.uint8), each)
