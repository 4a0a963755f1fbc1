"""The calls of public examples, and where an answer differs from the model answer on them.

Verification calls the entries of a bank with them, in a process that may do so; grading has a
worker call a student's function.
"""

from __future__ import annotations

import contextlib
import io
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from autograder.course.examples import Example, Examples
from autograder.grading.as_python import call_text, count_numbers, definitions, results
from autograder.grading.calls import CHANGED, Recorded, Request
from autograder.grading.diagnosis import ABSOLUTE, RELATIVE, SINGLE, alike
from autograder.grading.in_process import call_as_in_worker, kind_of
from autograder.reports.report import Counterexample
from autograder.sandbox.inside.protocol import values
from autograder.sandbox.inside.protocol.guard import ProtocolError
from autograder.testing.closeness import is_close
from autograder.text import printable

#: How many calls of an exercise its generator makes, beside those that are listed.
GENERATED = 30
_LONGEST_ERROR = 200
_CHANGED = "changed its argument"
#: Gives the function of an exercise anew: an answer may keep state.
Make = Callable[[], Callable[..., Any]]


@dataclass(frozen=True)
class Observed:
    """What came of a call, as far as people can be shown it."""

    packed: bytes | None  # None where the call raised
    error: str | None  # the exception's type, or CHANGED
    changed: bool  # whether it changed an argument
    warned: bool
    message: str = ""  # the exception's

    @cached_property
    def value(self) -> Any:
        """What the call returned."""
        return values.unpack(self.packed or b"")


@dataclass(frozen=True)
class PublicCall:
    """One public example, listed or generated, with what the model answer makes of it."""

    name: str  # in messages
    example: Example
    request: Request
    expected: Observed

    @cached_property
    def text(self) -> str:
        """The call as people would type it."""
        return call_text(self.request.function, self.example)

    @property
    def size(self) -> int:
        """How many numbers its arguments hold."""
        return sum(map(count_numbers, (*self.example.args, *self.example.kwargs.values())))


class Made(NamedTuple):
    """A public call that was made of an answer."""

    call: PublicCall
    observed: Observed
    differs: bool  # from the model answer

    @property
    def recorded(self) -> Recorded:
        """The call as diagnosis replays it."""
        request, observed = self.call.request, self.observed
        crossed = request.function, request.arguments, request.functions, request.frozen
        return Recorded(*crossed, observed.packed, observed.error)


class PublicCalls:
    """The public examples of one exercise."""

    def __init__(
        self,
        exercise: str,
        examples: Examples,
        right: Make,
        generated: int = GENERATED,
        *,
        with_keras: bool = False,
    ) -> None:
        """`right` gives the model answer; the generator, if there is one, makes so many more.

        What Keras computes is of single precision.
        """
        self._with_keras = with_keras
        self._compared = examples.compared
        self.listed = [
            _call(exercise, f"the public example {number}", example, right)
            for number, example in enumerate(examples.listed, start=1)
        ]
        self.curve: PublicCall | None = None
        if examples.curve:
            self.curve = _call(exercise, "the curve", examples.curve(), right)
        self.generated: list[PublicCall] = []
        if examples.generator:
            rng = np.random.default_rng(0)
            self.generated = [
                _call(exercise, f"the generated example {number}", examples.generator(rng), right)
                for number in range(1, generated + 1)
            ]

    def differ(self, observed: Observed, call: PublicCall) -> bool:
        """Whether a call came to another value, type, shape, exception, change or warning."""
        expected = call.expected
        if observed.error is not None or expected.error is not None:
            return observed.error != expected.error
        return (
            observed.changed != expected.changed
            or observed.warned != expected.warned
            or (
                observed.packed != expected.packed
                and not same(
                    self.shared(observed.value, call.example),
                    self.shared(expected.value, call.example),
                    of_single_precision=self._with_keras,
                )
            )
        )

    def shared(self, value: Any, example: Example) -> Any:
        """What of a value all right answers share; an error's name where it is not like theirs."""
        if self._compared is None:
            return value
        try:
            return self._compared(value, *example.args, **example.kwargs)
        except Exception as error:  # a wrong value may be anything
            return type(error).__name__


def observe(function: Callable[..., Any], request: Request) -> Observed:
    """Make a call of a function of the course's own, in this process."""
    recorded = Recorded(
        request.function, request.arguments, request.functions, request.frozen, None, None
    )
    with warnings.catch_warnings(record=True) as warned, contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("always")
        called = call_as_in_worker(function, recorded)
    message = str(called.error) if called.error is not None else ""
    return Observed(called.value, kind_of(called), called.changed, bool(warned), message)


def shown(made: Made) -> Counterexample | None:
    """What people are shown of a call; None where the texts do not tell the values apart."""
    call, observed, _ = made
    expected: Any = call.expected.value
    if observed.error is not None:
        returned = _error_text(observed)
        _, wanted = results(None, expected)
    else:
        try:
            returned, wanted = results(observed.value, expected)
        except ProtocolError:
            returned, wanted = "something that is not data", results(None, expected)[1]
        notes = [_CHANGED] if observed.changed else []
        notes += ["warned"] if observed.warned and not call.expected.warned else []
        if notes:
            returned += f", and it {' and '.join(notes)}"
        elif returned == wanted:
            return None
    return Counterexample(call.text, returned, wanted, definitions(call.example))


def _error_text(observed: Observed) -> str:
    if observed.error == CHANGED:
        return f"nothing: it {_CHANGED}"
    text = printable(f"{observed.error}: {observed.message}".rstrip(": "), _LONGEST_ERROR)
    return f"an error: {text}"


def _call(exercise: str, name: str, example: Example, right: Make) -> PublicCall:
    request = Request.of(exercise, example.args, example.kwargs, frozen=True)
    return PublicCall(name, example, request, observe(right(), request))


def same(value: Any, other: Any, *, of_single_precision: bool = False) -> bool:
    """Whether two values are the same, whether a list, a tuple or an array holds their numbers.

    A model is compared in words with the right one, `other`. To tell whether they are the same but
    for their precision, where one has float32, say so.
    """
    array, reference = numbers_of(value), numbers_of(other)
    if array is not None and reference is not None:
        single = of_single_precision and np.float32 in (array.dtype, reference.dtype)
        relative, absolute = SINGLE if single else (RELATIVE, ABSOLUTE)
        return array.shape == reference.shape and is_close(array, reference, relative, absolute)
    if isinstance(value, (list, tuple)) and isinstance(other, (list, tuple)):
        return len(value) == len(other) and all(
            same(one, another, of_single_precision=of_single_precision)
            for one, another in zip(value, other, strict=True)
        )
    if isinstance(value, values.Model) and isinstance(other, values.Model):
        returned, wanted = results(value, other)  # as people are shown them
        return returned == wanted
    return alike(value, other)


def numbers_of(value: Any) -> np.ndarray[Any, Any] | None:
    """A number, or an array or list of numbers, as an array; None for anything else."""
    if not isinstance(value, (bool, int, float, complex, list, tuple, np.ndarray)):
        return None
    try:
        array = np.asarray(value)
    except ValueError:  # lists of several lengths
        return None
    return array if array.dtype.kind in "biufc" else None
