"""Stops a student's code that has used up its time.

This clock is the worker's own, so honest code alone obeys it; the grader has a clock besides.
"""

from __future__ import annotations

import signal
import types
from collections.abc import Iterator
from contextlib import contextmanager

_AGAIN = 0.2  # seconds until code that has swallowed the interruption is interrupted again


class OutOfTimeError(BaseException):
    """Code has had its time. Not an Exception: a student's `except Exception` must not end it."""


class _Clock:
    """Whether there is code to interrupt."""

    is_running = False


@contextmanager
def interrupted_after(seconds: float, *, of_processor: bool = False) -> Iterator[None]:
    """Raise OutOfTimeError in the code within after so many seconds, of processor time if asked."""
    timer = signal.ITIMER_PROF if of_processor else signal.ITIMER_REAL
    _Clock.is_running = True
    signal.setitimer(timer, seconds, _AGAIN)
    try:
        yield
    finally:
        _Clock.is_running = False
        signal.setitimer(timer, 0.0)


def listen_for_timeouts() -> None:
    """Have code interrupted when its time is over."""
    for number in (signal.SIGALRM, signal.SIGPROF):
        signal.signal(number, _interrupt)


def _interrupt(number: int, frame: types.FrameType | None) -> None:
    if _Clock.is_running:
        raise OutOfTimeError
