"""Tests side by side: each runs up to its next call, then all these calls cross at once.

Most of the time of a small call is its crossing to the worker and back, and a test cannot go on
without its answer. Other tests can: so each runs as a greenlet, which gives way where it calls the
student's function. To a test nothing shows of that.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import greenlet

from autograder.grading.student import Function, Observation, Recorded, Reply, Request, Student

_T = TypeVar("_T")


class Seat:
    """What a test has for a student while others run beside it."""

    def __init__(self, student: Student, recorded: list[Recorded]) -> None:
        self._student = student
        self._recorded = recorded  # the calls of the test's exercise, in the order they were made

    def __getattr__(self, name: str) -> Function:
        if name.startswith("_"):
            raise AttributeError(name)
        return Function(self, name)

    def call(
        self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any], *, frozen: bool
    ) -> Observation:
        """Give way to the others; go on with what came back, or with what was raised."""
        request = Request.of(name, args, kwargs, frozen=frozen)
        hub = greenlet.getcurrent().parent
        reply: Reply = hub.switch(request)
        return self._student.conclude(request, reply, self._recorded)


def run_together(runs: Sequence[Callable[[], _T]], student: Student) -> list[_T]:
    """Call functions, each with a seat, side by side; give what they return, in their order.

    What they raise ends all of them.
    """
    results: dict[int, _T] = {}
    waiting: list[tuple[int, greenlet.greenlet, Request]] = []

    def go_on(place: int, run: greenlet.greenlet, *reply: Reply) -> None:
        asked = run.switch(*reply)
        if run.dead:
            results[place] = asked
        else:
            waiting.append((place, run, asked))

    for place, run in enumerate(runs):
        go_on(place, greenlet.greenlet(run))
    while waiting:
        asking, waiting = waiting, []
        replies = student.answer([request for _, _, request in asking])
        for (place, run, _), reply in zip(asking, replies, strict=True):
            go_on(place, run, reply)
    return [results[place] for place in range(len(runs))]
