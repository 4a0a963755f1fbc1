"""Messages to a worker in batches: what crosses at once takes one crossing, not many."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

_T = TypeVar("_T")
#: Bytes sent at once: less than a socket holds, so that neither side waits for the other to read.
_BATCH_BYTES = 32 * 1024
_BATCH_LENGTH = 512


def batches(items: Sequence[_T], size: Callable[[_T], int]) -> Iterator[Sequence[_T]]:
    """Cut a sequence where a batch would get too large to be sent at once."""
    begin, total = 0, 0
    for index, item in enumerate(items):
        total += size(item)
        if index > begin and (total > _BATCH_BYTES or index - begin >= _BATCH_LENGTH):
            yield items[begin:index]
            begin, total = index, size(item)
    if begin < len(items):
        yield items[begin:]


def alone(items: Sequence[_T]) -> Iterator[Sequence[_T]]:
    """Each item in a batch of its own."""
    return (items[index : index + 1] for index in range(len(items)))
