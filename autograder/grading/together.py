"""Tests side by side: each runs up to its next call, then all these calls cross at once.

Most of the time of a small call is its crossing to the worker and back, and a test cannot go on
without its answer. Other tests can: so each runs as a greenlet, which gives way where it calls the
student's function. To a test nothing shows of that.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple, NoReturn, TypeVar

import greenlet

from autograder.grading.student import Function, Observation, Recorded, Reply, Request, Student

_T = TypeVar("_T")
#: What a test waits for: a call, or several at once.
_Asked = Request | list[Request]


class Seat:
    """What a test has for a student while others run beside it."""

    def __init__(self, student: Student, recorded: list[Recorded]) -> None:
        """`recorded` are the calls of the test's exercise, in the order they are made."""
        self._caller = _Caller(student, recorded)

    def __getattr__(self, name: str) -> Function:
        if name.startswith("_"):
            raise AttributeError(name)
        function = Function(self._caller, name)
        setattr(self, name, function)
        return function


class _Caller:
    """Makes a test's calls by giving way to the other tests until they are answered."""

    def __init__(self, student: Student, recorded: list[Recorded]) -> None:
        self._student = student
        self._recorded = recorded

    def call(
        self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any], *, frozen: bool
    ) -> Observation:
        """Give way to the others; go on with what came back, or with what was raised."""
        request = Request.of(name, args, kwargs, frozen=frozen)
        hub = greenlet.getcurrent().parent
        reply: Reply = hub.switch(request)
        return self._student.conclude(request, reply, self._recorded)

    def call_each(self, name: str, calls: Sequence[tuple[Any, ...]]) -> Iterator[Observation]:
        """Give way to the others once for all of these calls."""
        requests = [Request.of(name, args, {}, frozen=False) for args in calls]
        hub = greenlet.getcurrent().parent
        replies: Sequence[Reply] = hub.switch(requests)
        for request, reply in zip(requests, replies, strict=True):
            yield self._student.conclude(request, reply, self._recorded)


class _Ended(NamedTuple):
    """What a function has returned or raised."""

    result: Any
    error: BaseException | None


class _Runner(greenlet.greenlet):  # type: ignore[misc]
    """A greenlet that runs one function after another: to start one costs as much as a test."""

    def run(self, function: Callable[[], Any] | None) -> NoReturn:
        while True:
            assert function is not None
            try:
                ended = _Ended(function(), None)
            except greenlet.GreenletExit:
                raise  # nobody waits for it any more
            except BaseException as error:
                ended = _Ended(None, error)
            function = None  # nothing of a student's is kept meanwhile
            function = self.parent.switch(ended)


class _Idle(threading.local):
    """The runners of a thread that have nothing to run."""

    def __init__(self) -> None:
        self.runners: list[_Runner] = []


_idle = _Idle()


def run_together(runs: Sequence[Callable[[], _T]], student: Student) -> list[_T]:
    """Call functions, each with a seat, side by side; give what they return, in their order.

    What they raise ends all of them.
    """
    results: dict[int, _T] = {}
    waiting: list[tuple[int, _Runner, _Asked]] = []
    hub = greenlet.getcurrent()
    idle = _idle.runners

    def go_on(place: int, runner: _Runner, what: Callable[[], _T] | Reply | list[Reply]) -> None:
        said = runner.switch(what)
        if not isinstance(said, _Ended):
            waiting.append((place, runner, said))
            return
        runner.gr_context = None  # what a test sets for NumPy ends with it
        idle.append(runner)
        if said.error is not None:
            raise said.error
        results[place] = said.result

    for place, run in enumerate(runs):
        runner = idle.pop() if idle else _Runner()
        runner.parent = hub
        go_on(place, runner, run)
    while waiting:
        asking, waiting = waiting, []
        requests: list[Request] = []
        for _, _, asked in asking:
            if isinstance(asked, Request):
                requests.append(asked)
            else:
                requests += asked
        replies = iter(student.answer(requests))
        for place, runner, asked in asking:
            if isinstance(asked, Request):
                go_on(place, runner, next(replies))
            else:
                go_on(place, runner, list(islice(replies, len(asked))))
    return [results[place] for place in range(len(runs))]
