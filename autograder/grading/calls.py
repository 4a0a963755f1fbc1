"""Calls of a student's functions: what is asked, what comes back, and what is kept of it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Protocol

import msgspec

from autograder.sandbox.inside.models import describe_models
from autograder.sandbox.inside.protocol import messages, values
from autograder.sandbox.inside.protocol.guard import ProtocolError
from autograder.testing.expectations import ExpectationFailedError

#: The error that is recorded of a call whose time ran out.
SLOW = "slow"
#: The error that is recorded of a call that wanted to change an argument that it must not change.
CHANGED = "changed"
#: The errors of calls that have brought no answer; to make such a call costs seconds or a worker.
UNANSWERED = frozenset({SLOW, "forged", "ended"})


class ForgedError(ProtocolError):
    """A frame that does not answer what was asked."""


class StudentError(ExpectationFailedError):
    """A call that gave no value: the student's code raised, took too long or ended its process."""

    def __init__(
        self, message: str, *, kind: str, not_attempted: bool = False, place: str = ""
    ) -> None:
        super().__init__(message)
        self.place = place  # where in the student's code, as the end of the message
        self.kind = kind  # the exception's type, or why there was no answer
        self.not_attempted = not_attempted


def stopped(seconds: float) -> StudentError:
    """What is said of a call that has used up the processor time that its test allows."""
    return StudentError(
        f"It was stopped after {seconds:g} s of computing, for a call that takes a moment. Does it "
        "do the same work again and again?",
        kind=SLOW,
    )


def took_too_long(seconds: float) -> StudentError:
    """What is said of a call that has not come to its end in the time that any call may take."""
    return StudentError(
        f"It took longer than {seconds:g} s. Is there a loop that does not end?", kind=SLOW
    )


def no_time_left(seconds: float) -> StudentError:
    """What is said of a call that is not made, since all calls may take only so long in all."""
    return StudentError(f"The calls of all functions used up their {seconds:g} s.", kind=SLOW)


class Observation(msgspec.Struct):
    """What a call brought back: its value, and what the worker noticed beside it."""

    value: Any
    changed: bool  # looked for in frozen calls
    warnings: Sequence[str]
    printed: bool
    models: Sequence[Any] = ()  # the models among its arguments, as they were after the call


class Request(msgspec.Struct, frozen=True):
    """A call to be made in the worker."""

    function: str
    arguments: bytes  # packed
    functions: list[Callable[..., Any]]  # the grader's, among the arguments
    frozen: bool
    seconds: float = 0.0  # of processor time that it may take; 0: as long as any call

    @classmethod
    def of(
        cls,
        name: str,
        args: Sequence[Any],
        kwargs: Mapping[str, Any],
        *,
        frozen: bool,
        seconds: float = 0.0,
    ) -> Request:
        """The call of the function `name` with these arguments."""
        if "keras" in sys.modules:
            args, kwargs = (
                describe_models(args),
                {key: describe_models(kwargs[key]) for key in kwargs},
            )
        functions: list[Callable[..., Any]] = []
        arguments = values.pack_arguments(args, kwargs, functions)
        return cls(name, arguments, functions, frozen, seconds)


#: What came of a request: the worker's frame, or why there is none that counts.
Reply = messages.FromWorker | Exception


class Recorded(msgspec.Struct, frozen=True):
    """A call as it crossed, and what came back; diagnosis replays it."""

    function: str
    arguments: bytes
    functions: list[Callable[..., Any]]
    frozen: bool
    value: bytes | None  # packed; None when the call gave no value
    error: str | None  # the exception's type, or why there was no answer
    models: bytes = b""  # packed: the models among the arguments, after the call


class Caller(Protocol):
    """Makes the calls of a test."""

    def call(
        self,
        name: str,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        *,
        frozen: bool,
        seconds: float = 0.0,
    ) -> Observation:
        """Call the student's function `name`; raise StudentError when no value comes back."""

    def call_each(self, name: str, calls: Sequence[tuple[Any, ...]]) -> Iterator[Observation]:
        """Call it with each of some arguments; a call that gives no value raises at its turn."""


class Function:
    """A function of the student's, by name."""

    def __init__(self, caller: Caller, name: str) -> None:
        self._caller = caller
        self._name = name

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call it in the worker and give what it returned."""
        return self._caller.call(self._name, args, kwargs, frozen=False).value

    def observe(self, *args: Any, frozen: bool = False, **kwargs: Any) -> Observation:
        """Call it and give what it returned and what was noticed beside it."""
        return self._caller.call(self._name, args, kwargs, frozen=frozen)

    def within(self, seconds: float, *args: Any) -> Any:
        """Call it as above; it is stopped when it has used so much processor time."""
        return self._caller.call(self._name, args, {}, frozen=False, seconds=seconds).value

    def each(self, calls: Sequence[tuple[Any, ...]]) -> Iterator[Any]:
        """Call it once with each of some arguments, and give in turn what the calls returned.

        They cross to the worker together: faster than a loop, with the same outcome.
        """
        return (observed.value for observed in self._caller.call_each(self._name, calls))


def answer_call_back(
    request: messages.CallBack, functions: list[Callable[..., Any]]
) -> messages.Answer:
    """Call the grader's function that the student's code asks for."""
    try:
        function = functions[request.function]
        args, names, named = values.unpack(request.arguments)
        if not type(args) is type(names) is type(named) is list:
            raise ProtocolError("arguments that are not lists")
        value = function(*args, **dict(zip(names, named, strict=True)))
        return messages.Answer(request.id, values.pack(value), failed=False)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, ProtocolError):
        # Whatever the student's code passed, the grader's function could not work with it.
        return messages.Answer(request.id, values.pack(None), failed=True)
