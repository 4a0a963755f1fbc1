"""Which processor core a process keeps to."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence


class CorePinning:
    """Pins this process to a core, if it was given one, and releases it again.

    A grader and its worker alternate, hundreds of times a submission. On one core each finds in
    the caches what the other has left there; without that they move, and wake another core
    with every message: it gains 6 % of a submission (`benchmarks.optimisations`). TensorFlow
    calculates on several cores, so it is not kept to one.
    """

    def __init__(self, core: int | None) -> None:
        self._core = core
        self._all = os.sched_getaffinity(0)
        self._pinned = False

    def set(self, *, pinned: bool) -> None:
        """Keep to the one core if `pinned`, and use all of them otherwise."""
        if self._core is not None and pinned is not self._pinned:
            self._pinned = pinned
            with contextlib.suppress(OSError):  # the core was taken away meanwhile
                os.sched_setaffinity(0, {self._core} if pinned else self._all)


def cores_for(workers: int) -> Sequence[int | None]:
    """A core for each process, if there are as many; else the kernel knows better."""
    cores = sorted(os.sched_getaffinity(0))
    return cores if len(cores) == workers else [None] * workers
