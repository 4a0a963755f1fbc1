"""What a test calls instead of a worker: the functions of one module in this process."""

from __future__ import annotations

import contextlib
import io
import warnings
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from autograder.grading.calls import Function, Observation, Recorded, StudentError
from autograder.grading.in_process import call_as_in_worker, kind_of
from autograder.grading.returned_values import convert
from autograder.sandbox.inside.models import describe_models
from autograder.sandbox.inside.protocol import values


class InProcessStudent:
    """Takes the place of a session in a test; arguments and values are encoded all the same."""

    def __init__(self, module: dict[str, Any]) -> None:
        self._module = module
        self.recorded: list[Recorded] = []

    def __getattr__(self, name: str) -> Function:
        if name.startswith("_"):
            raise AttributeError(name)
        return Function(self, name)

    def call(
        self,
        name: str,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        *,
        frozen: bool,
        seconds: float = 0.0,
    ) -> Observation:
        """Call a function as a worker would; raise StudentError when it raises.

        What takes longer than its `seconds` is ended by the limit that each mutant has.
        """
        call = self.record(name, args, kwargs, frozen=frozen)
        printed = io.StringIO()
        with warnings.catch_warnings(record=True) as warned, contextlib.redirect_stdout(printed):
            warnings.simplefilter("always")
            called = call_as_in_worker(self._module[name], call)
        if called.value is None:
            error = called.error
            raise StudentError(f"It raised {error!r}", kind=kind_of(called) or "") from error
        return Observation(
            convert(values.unpack(called.value)),
            called.changed,
            sorted({warning.category.__name__ for warning in warned}),
            bool(printed.getvalue()),
            convert(values.unpack(called.models)) if called.models else (),
        )

    def record(
        self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any], *, frozen: bool
    ) -> Recorded:
        """Keep a call as it would cross to a worker, and give it."""
        passed: list[Callable[..., Any]] = []
        arguments = values.pack_arguments(
            describe_models(args),
            {key: describe_models(value) for key, value in kwargs.items()},
            passed,
        )
        call = Recorded(name, arguments, passed, frozen, None, None)
        self.recorded.append(call)
        return call

    def call_each(self, name: str, calls: Sequence[tuple[Any, ...]]) -> Iterator[Observation]:
        """Call a function once with each of several lists of arguments."""
        return (self.call(name, args, {}, frozen=False) for args in calls)
