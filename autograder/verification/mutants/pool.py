"""Judging exercises side by side, each in a forked process within limits."""

from __future__ import annotations

import multiprocessing
import os
import resource
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any, TypeVar

from autograder.verification.mutants import time_limit

#: Address space of a process, in bytes; a mutant's array may be huge.
MEMORY = 8 << 30
Judged = TypeVar("Judged")


def judge_each(
    judge: Callable[[str], Judged], names: Sequence[str], *, workers: int, keras: bool
) -> Iterator[Judged]:
    """What `judge` gives for each exercise, in their order, made by `workers` processes.

    Forked, since tests are closures and cannot be pickled. A process that dies ends the whole.
    Where there is `keras`, the address space has no limit: TensorFlow takes more than it uses.
    """
    with ProcessPoolExecutor(
        max_workers=workers,
        mp_context=multiprocessing.get_context("fork"),
        initializer=_prepare_process,
        initargs=(judge, keras),
    ) as pool:
        yield from pool.map(_judge, names)


_inherited: Callable[[str], Any] | None = None


def _prepare_process(judge: Callable[[str], Any], keras: bool) -> None:
    """Prepare a process of the pool: what it judges with, and its limits."""
    global _inherited  # noqa: PLW0603 - how a process of a pool keeps what it inherits
    _inherited = judge
    _silence()
    time_limit.install()
    if not keras:
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, most))


def _silence() -> None:
    """Keep TensorFlow and LAPACK, which write past Python, from writing on the terminal."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    null = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(null, stream)
    os.close(null)


def _judge(exercise: str) -> Any:
    assert _inherited is not None
    return _inherited(exercise)
