"""Tests that are interleaved: each runs up to its next call, then all these calls cross at once.

Most of the time of a small call is its crossing to the worker and back, and a test cannot go on
without its answer. Other tests can: so each runs as a coroutine, a greenlet, which yields where it
calls the student's function. The test itself does not notice.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple, NoReturn, TypeVar

import greenlet

from autograder.grading.calls import Function, Observation, Recorded, Reply, Request
from autograder.grading.session import Session

_T = TypeVar("_T")
#: What a test waits for: a call, or several at once.
_Awaited = Request | list[Request]


class InterleavedStudent:
    """What a test gets as its student while other tests are interleaved with it."""

    def __init__(self, session: Session, recorded: list[Recorded]) -> None:
        """`recorded` are the calls of the test's exercise, in the order in which they are made."""
        self._caller = _YieldingCaller(session, recorded)

    def __getattr__(self, name: str) -> Function:
        if name.startswith("_"):
            raise AttributeError(name)
        function = Function(self._caller, name)
        setattr(self, name, function)
        return function


class _YieldingCaller:
    """Makes a test's calls by yielding to the other tests until they are answered."""

    def __init__(self, session: Session, recorded: list[Recorded]) -> None:
        self._session = session
        self._recorded = recorded

    def call(
        self,
        name: str,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        *,
        frozen: bool,
        seconds: float = 0.0,
    ) -> Observation:
        """Yield to the others; go on with what came back, or with what was raised."""
        request = Request.of(name, args, kwargs, frozen=frozen, seconds=seconds)
        scheduler = greenlet.getcurrent().parent
        reply: Reply = scheduler.switch(request)
        return self._session.conclude(request, reply, self._recorded)

    def call_each(self, name: str, calls: Sequence[tuple[Any, ...]]) -> Iterator[Observation]:
        """Yield to the others once for all of these calls."""
        requests = [Request.of(name, args, {}, frozen=False) for args in calls]
        scheduler = greenlet.getcurrent().parent
        replies: Sequence[Reply] = scheduler.switch(requests)
        for request, reply in zip(requests, replies, strict=True):
            yield self._session.conclude(request, reply, self._recorded)


class _Ended(NamedTuple):
    """What a function has returned or raised."""

    result: Any
    error: BaseException | None


class _Coroutine(greenlet.greenlet):  # type: ignore[misc]
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


class _CoroutinePool(threading.local):
    """The coroutines of a thread that have nothing to run."""

    def __init__(self) -> None:
        self.idle: list[_Coroutine] = []


_pool = _CoroutinePool()


def run_interleaved(functions: Sequence[Callable[[], _T]], session: Session) -> list[_T]:
    """Call functions, interleaved where they call the student's; give their results in order.

    What one of them raises ends all of them.
    """
    results: dict[int, _T] = {}
    waiting: list[tuple[int, _Coroutine, _Awaited]] = []
    scheduler = greenlet.getcurrent()
    idle = _pool.idle

    def resume(
        index: int, coroutine: _Coroutine, value: Callable[[], _T] | Reply | list[Reply]
    ) -> None:
        yielded = coroutine.switch(value)
        if not isinstance(yielded, _Ended):
            waiting.append((index, coroutine, yielded))
            return
        coroutine.gr_context = None  # what a test sets for NumPy ends with it
        idle.append(coroutine)
        if yielded.error is not None:
            raise yielded.error
        results[index] = yielded.result

    for index, function in enumerate(functions):
        coroutine = idle.pop() if idle else _Coroutine()
        coroutine.parent = scheduler
        resume(index, coroutine, function)
    while waiting:
        round_, waiting = waiting, []
        requests: list[Request] = []
        for _, _, awaited in round_:
            if isinstance(awaited, Request):
                requests.append(awaited)
            else:
                requests += awaited
        replies = iter(session.answer(requests))
        for index, coroutine, awaited in round_:
            if isinstance(awaited, Request):
                resume(index, coroutine, next(replies))
            else:
                resume(index, coroutine, list(islice(replies, len(awaited))))
    return [results[index] for index in range(len(functions))]
