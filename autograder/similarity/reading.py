"""Reading the statements of many submissions, in processes that a text may break.

Python's own documentation warns that a text can crash its parser. Each process has limits of time
and memory; when one ends, what it was reading is tried alone, and left out if it ends that one,
too.
"""

from __future__ import annotations

import resource
import signal
from collections.abc import Callable, Collection, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from autograder.limits import MEBIBYTE
from autograder.similarity.own_code import Statement, statements

Cells = Sequence[str]
_TOGETHER = 16  # submissions that a process is given at a time
_MEMORY = 2048 * MEBIBYTE
_SECONDS = 10.0  # of processor time for one submission


def read_statements(
    submissions: Sequence[Cells],
    functions: Collection[str],
    workers: int,
    done: Callable[[int], object] = lambda count: None,
    seconds: float = _SECONDS,
) -> list[list[Statement] | None]:
    """The statements of each submission's cells; None where reading them ended a process.

    `done` is told how many more have been read. `seconds` of processor time are what one may take.
    """
    made: list[list[Statement] | None] = [None] * len(submissions)

    def read(chunks: Sequence[range], processes: int) -> list[range]:
        """Read some in one pool; give back what was not read when a process has ended."""
        left = set(chunks)
        with ProcessPoolExecutor(
            processes, mp_context=get_context("spawn"), initializer=_confine
        ) as pool:
            futures = {
                pool.submit(
                    _read, [submissions[i] for i in chunk], tuple(functions), seconds
                ): chunk
                for chunk in chunks
            }
            try:
                for future in as_completed(futures):
                    chunk = futures[future]
                    try:
                        made[chunk.start : chunk.stop] = future.result()
                    except BrokenProcessPool:
                        continue
                    left.discard(chunk)
                    done(len(chunk))
            except BaseException:  # stopped by Ctrl-C: do not wait for all the others
                pool.shutdown(wait=False, cancel_futures=True)
                raise
        return [chunk for chunk in chunks if chunk in left]

    whole = range(len(submissions))
    chunks = [whole[start : start + _TOGETHER] for start in whole[::_TOGETHER]]
    if chunks:
        for chunk in read(chunks, min(workers, len(chunks))):
            for broken in read([chunk], 1):
                for index in broken:
                    done(len(read([range(index, index + 1)], 1)))  # given up
    return made


def _confine() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who is asked to stop is the parent
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _read(
    submissions: Iterable[Cells], functions: Collection[str], seconds: float
) -> list[list[Statement]]:
    made: list[list[Statement]] = []
    for cells in submissions:
        # Nothing handles the signal, so it ends the process, whatever the parser is doing.
        signal.setitimer(signal.ITIMER_PROF, seconds)
        made.append(statements(cells, functions))
        signal.setitimer(signal.ITIMER_PROF, 0)
    return made
