"""The CPU time that a test or a call may take, since a mutant's loop may not end."""

from __future__ import annotations

import contextlib
import signal
import sys
from collections.abc import Iterator
from types import FrameType

from autograder.sandbox.profiles import KERAS

#: CPU seconds that a test or a call may take.
CPU_SECONDS = 5.0


class TooSlowError(BaseException):
    """The CPU time is up; no `except Exception` of a mutant or a test holds it back."""


def install() -> None:
    """Let the signal of the timer raise TooSlowError in this process."""
    signal.signal(signal.SIGPROF, _stop)


@contextlib.contextmanager
def limited() -> Iterator[None]:
    """Stop what takes too much CPU time, again every second in case it goes on."""
    patience = KERAS.time_factor if "keras" in sys.modules else 1.0
    signal.setitimer(signal.ITIMER_PROF, patience * CPU_SECONDS, 1.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0.0)


def _stop(number: int, frame: FrameType | None) -> None:
    raise TooSlowError
