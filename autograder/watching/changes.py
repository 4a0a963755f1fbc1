"""Paths at which something has changed, from a process that the kernel wakes.

It is a process and not a thread: those that grade are forked from this one, and only a process
without threads may be forked at any moment.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Self

from autograder.sandbox.inside.confinement import die_with_parent

#: Milliseconds between looks at what the kernel has told; each costs some 30 microseconds.
_STEP = 100
#: Milliseconds for which changes are gathered at most while others keep coming.
_LONGEST = 200
#: Milliseconds after which it says that nothing has changed: the first time, that it is at work.
_SAYS_SO = 1000
#: Milliseconds between looks at all files, where the kernel does not tell what other machines do.
_POLL = 1000
#: After so many changes at once, some may have been lost.
_MOST = 4000


class ChangesError(Exception):
    """The folder can no longer be watched."""


class Changes:
    """What has changed below some folders; a context in which their process runs.

    `connection` can be read when `paths` has something to give.
    """

    def __init__(self, folders: Sequence[Path], *, poll: bool = False) -> None:
        context = multiprocessing.get_context("fork")
        self.connection, theirs = context.Pipe(duplex=False)
        self._process = context.Process(
            target=_watch,
            args=(theirs, self.connection, [str(folder) for folder in folders], poll, os.getpid()),
            daemon=True,
        )
        self._process.start()
        theirs.close()
        self._is_sure = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.join()
        self.connection.close()

    def paths(self) -> set[str] | None:
        """Where something has changed since the last time; None: all must be looked through.

        That is so the first time, when it has begun. Raises ChangesError when it has ended.
        """
        found: set[str] = set()
        must_look = False
        while self.connection.poll():
            try:
                paths = self.connection.recv()
            except (EOFError, OSError) as error:
                raise ChangesError("The folder is no longer watched: it may be gone.") from error
            # What came while it began, or too fast, may have been missed.
            must_look = must_look or not self._is_sure or len(paths) >= _MOST
            self._is_sure = True
            found.update(paths)
        return None if must_look else found


def _watch(
    connection: Connection, foreign: Connection, folders: list[str], poll: bool, parent: int
) -> None:
    """In its own process: send the paths of changes, and once, when it has begun, none."""
    foreign.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to stop
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    die_with_parent(parent)
    from watchfiles import watch  # noqa: PLC0415 - its library has threads: not in the parent

    has_begun = False
    with contextlib.suppress(OSError):
        for changes in watch(
            *folders,
            watch_filter=None,
            step=_STEP,
            debounce=_LONGEST,
            rust_timeout=_SAYS_SO,
            yield_on_timeout=True,
            force_polling=poll,
            poll_delay_ms=_POLL,
            ignore_permission_denied=True,
        ):
            if changes or not has_begun:
                connection.send({path for _, path in changes})
                has_begun = True
    os._exit(1)
