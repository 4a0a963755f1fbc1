"""Functions of the course's own, called in this process as a worker would call them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from autograder.grading.calls import CHANGED, Recorded, answer_call_back
from autograder.sandbox.inside.calling import Called, Caller, own_copy
from autograder.sandbox.inside.protocol import messages, values


def _no_stand_in(number: int) -> Callable[..., Any]:
    raise LookupError(number)


#: Makes calls without functions among their arguments, as nearly all are.
_CALLER = Caller(_no_stand_in)


def call_as_in_worker(function: Callable[..., Any], call: Recorded) -> Called:
    """Make a recorded call of `function`; what ends more than the call is raised."""
    functions = call.functions
    caller = Caller(lambda number: _stand_in(functions[number])) if functions else _CALLER
    called = caller.call(function, call.arguments, frozen=call.frozen)
    if called.error is not None:
        if not isinstance(called.error, Exception):
            raise called.error
        called.error.__traceback__ = None  # its frames lead back to whoever keeps the error
    return called


def kind_of(called: Called) -> str | None:
    """How a call that raised is recorded: by its exception's type, or as a change."""
    if called.error is None:
        return None
    name = type(called.error).__name__
    return CHANGED if called.changed and name == "ValueError" else name


def _stand_in(function: Callable[..., Any]) -> Callable[..., Any]:
    """A grader's function, called the way a worker's stand-in calls it."""

    def call(*args: Any, **kwargs: Any) -> Any:
        request = messages.CallBack(0, 0, values.pack_arguments(args, kwargs))
        answer = answer_call_back(request, [function])
        if answer.failed:
            raise TypeError
        return own_copy(values.unpack(answer.value))

    return call
