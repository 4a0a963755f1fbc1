"""Expectations: comparisons of a returned value, each with its own message for the student.

Values come from a student, so nothing here trusts more than their plain types: None, bool, int,
float, str, bytes, list, tuple, dict and NumPy arrays that the protocol has built. A message says
what kind of thing went wrong; it never holds an input, a returned or an expected value, nor their
lengths, which a student's function could make of hidden inputs.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any, NoReturn, Protocol

import numpy as np
import numpy.typing as npt

from autograder.testing.closeness import is_close

FloatArray = npt.NDArray[np.float64]

#: Relative and absolute tolerance where a test names none: float64 with another summation order.
RELATIVE = 1e-6
ABSOLUTE = 1e-9
#: Python's own types of numbers.
_NUMBERS = frozenset([bool, int, float])
#: Messages count values up to so many: an exercise returns no more, unless its inputs say how many.
_FEW = 6


#: In place of a name that a submission has made up: which one it is, hidden inputs could choose.
OWN = "its own"


class ExpectationFailedError(AssertionError):
    """A test's verdict: failed. The message is for the student and holds no hidden value."""


class AspectFailedError(ExpectationFailedError):
    """What holds beside the values does not: an argument was changed, or a warning given."""


class _ItemFailedError(ExpectationFailedError):
    """A verdict about one of several values."""

    def __init__(self, item: str, reason: str) -> None:
        super().__init__(f"{item} of the result: {reason}")
        self.item, self.reason = item, reason


class Foreign:
    """Stands for a returned value that is not data: only its type's name crossed."""

    def __init__(self, type_name: str) -> None:
        self.type_name = type_name

    def __repr__(self) -> str:
        return f"<a {self.type_name} of the student's>"


class Observation(Protocol):
    """What a call brought back: its value, and what the worker noticed beside it."""

    value: Any
    changed: bool  # an argument is not what it was before; looked for in frozen calls
    warnings: Sequence[str]  # names of the warnings' categories
    printed: bool
    models: Sequence[Any]  # the models among the arguments, as they were after the call


class StudentFunction(Protocol):
    """A function of the student's: calling it calls the worker."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call it and give the value."""

    def observe(self, *args: Any, frozen: bool = False, **kwargs: Any) -> Observation:
        """Call it and give the value and what was noticed; frozen makes arrays read-only."""

    def each(self, calls: Sequence[tuple[Any, ...]]) -> Iterator[Any]:
        """Call it once with each of some arguments, all together, and give the values in turn."""

    def within(self, seconds: float, *args: Any) -> Any:
        """Call it and give the value, but wait for no more than this processor time.

        That is for a call that takes every right answer far less, and some wrong ones for ever.
        """


def expect_close(
    actual: Any, expected: Any, *, rtol: float = RELATIVE, atol: float = ABSOLUTE
) -> None:
    """Expect a number, an array, or a tuple or list of them, elementwise close to `expected`.

    An expected number is matched by a float, an int, a NumPy scalar or a 0-d array; an expected
    array by an array or nested list of the same shape; an expected tuple or list by a tuple or
    list of as many items.
    """
    if type(expected) is float and _is_close_number(actual, expected, rtol, atol):
        return  # nearly always
    if isinstance(expected, (tuple, list)):
        items = expect_tuple(actual, len(expected))
        for index, (item, wanted) in enumerate(zip(items, expected, strict=True)):
            try:
                expect_close(item, wanted, rtol=rtol, atol=atol)
            except ExpectationFailedError as failure:
                raise _of_item(index, items, failure) from None
        return
    reference = np.asarray(expected, dtype=np.float64)
    values = expect_array(actual, shape=reference.shape)
    if is_close(values, reference, rtol, atol):
        return
    if np.isnan(values).any() and not np.isnan(reference).any():
        fail("It returned NaN (not a number).")
    if np.isinf(values).any() and not np.isinf(reference).any():
        fail("It returned infinity where a finite number is expected.")
    fail("The returned value is wrong.")


def _is_close_number(actual: Any, expected: float, rtol: float, atol: float) -> bool:
    """Whether a real number, as most come, is close to a finite one."""
    if type(actual) is not float:
        if type(actual) is not np.ndarray or actual.ndim or actual.dtype.kind != "f":
            return False
        actual = float(actual)
    return math.isfinite(expected) and abs(actual - expected) <= atol + rtol * abs(expected)


def expect_equal(actual: Any, expected: Any) -> None:
    """Expect exactly `expected`: strings, whole numbers, None, and tuples or lists of them.

    Whole numbers are matched by ints, integral floats, NumPy integers and 0-d arrays; a bool only
    by a bool, 0 or 1.
    """
    if isinstance(expected, (tuple, list)):
        items = expect_tuple(actual, len(expected))
        for index, (item, wanted) in enumerate(zip(items, expected, strict=True)):
            try:
                expect_equal(item, wanted)
            except ExpectationFailedError as failure:
                raise _of_item(index, items, failure) from None
    elif isinstance(expected, str):
        _refuse_none(actual)
        if not isinstance(actual, str):
            fail(f"It returned {describe(actual)} where a string is expected.")
        if actual != expected:
            fail("The returned string is wrong.")
    elif expected is None:
        if actual is not None:
            fail(f"It returned {describe(actual)} where None is expected.")
    elif isinstance(expected, np.ndarray):
        values = expect_array(actual, shape=expected.shape)
        if not np.array_equal(values, expected.astype(np.float64)):
            fail("The returned value is wrong.")
    elif expect_number(actual) != float(expected):
        fail("The returned value is wrong.")


def expect_array(actual: Any, *, shape: tuple[int, ...] | None = None) -> FloatArray:
    """Expect numbers (an array, a number, or nested lists of them) and give them as float64."""
    _refuse_none(actual)
    if isinstance(actual, np.ndarray) and actual.dtype.kind in "biuf":
        values = actual.astype(np.float64)
    elif isinstance(actual, (bool, int, float)):
        try:
            values = np.asarray(float(actual))
        except OverflowError:
            fail("It returned a whole number too large to be right.")
    elif isinstance(actual, (list, tuple)):
        values = _array_of_items(actual)
    else:
        fail(f"It returned {describe(actual)} where {_wanted(shape)} is expected.")
    if shape is not None and values.shape != shape:
        if values.ndim == len(shape) and values.size:
            fail("It returned an array with the right number of axes, but of another shape.")
        fail(f"It returned {describe(values)} where {_wanted(shape)} is expected.")
    return values


def expect_number(actual: Any) -> float:
    """Expect one number: a float, an int, a NumPy scalar or a 0-d array."""
    return float(expect_array(actual, shape=()))


def expect_tuple(actual: Any, length: int) -> Sequence[Any]:
    """Expect several values: a tuple or list of `length` items, or an array with as many rows."""
    _refuse_none(actual)
    is_array = isinstance(actual, np.ndarray) and actual.ndim > 0
    if not is_array and not isinstance(actual, (tuple, list)):
        fail(f"It returned {describe(actual)} where {_how_many(length)} values are expected.")
    if len(actual) != length:  # before the rows are made: an empty array may have 10^18 of them
        few = "fewer" if len(actual) < length else "more"
        fail(f"It returned {few} values than the {_how_many(length)} that are expected.")
    return [np.asarray(item) for item in actual] if is_array else actual


def expect_that(condition: Any, message: str) -> None:
    """Expect a property; the message is for the student and holds no hidden value."""
    if not bool(condition):
        fail(message)


def expect_unchanged(function: StudentFunction, *args: Any, **kwargs: Any) -> Any:
    """Call the function on arrays that cannot be written to, and give the value.

    It fails when an argument was changed, even for a moment.
    """
    observation = function.observe(*args, frozen=True, **kwargs)
    if observation.changed:
        raise AspectFailedError("It changed its argument. Work on a copy, or compute a new array.")
    return observation.value


def expect_no_warnings(function: StudentFunction, *args: Any, **kwargs: Any) -> Any:
    """Call the function, expect that NumPy and Python warn of nothing, and give the value."""
    observation = function.observe(*args, **kwargs)
    if observation.warnings:
        first = min(observation.warnings)  # one alone: which ones they are, inputs could choose
        raise AspectFailedError(f"It gave a warning{'' if first == OWN else ': ' + first}.")
    return observation.value


def fail(message: str) -> NoReturn:
    """End the test with a message for the student."""
    raise ExpectationFailedError(message)


def describe(value: Any) -> str:
    """Say in a few words what kind of thing a value is, without showing it or its lengths."""
    if value is None:
        return "None"
    if isinstance(value, np.ndarray):
        if value.dtype.kind == "c":
            return "complex numbers"
        if value.ndim == 0:
            return "a single number"
        return "an empty array" if value.size == 0 else f"an array with {_axes(value.ndim)}"
    if isinstance(value, bool):
        return "a truth value"
    if isinstance(value, (int, float)):
        return "a single number"
    if isinstance(value, (list, tuple)):
        kind = type(value).__name__
        if value and all(isinstance(item, str) for item in value):
            return f"a {kind} of strings"
        return f"a {kind}" if value else f"an empty {kind}"
    if isinstance(value, str):
        return "a string"
    if isinstance(value, Foreign):
        own = value.type_name == OWN
        return "an object of a class of its own" if own else f"an object of type {value.type_name}"
    return f"a {type(value).__name__}"


def _refuse_none(actual: Any) -> None:
    if actual is None:
        fail("It returned None. Did you forget `return`?")


def _how_many(length: int) -> str:
    """A number of values that an exercise names; a greater one comes from a hidden input."""
    return str(length) if length <= _FEW else "many"


def _of_item(
    index: int, items: Sequence[Any], failure: ExpectationFailedError
) -> ExpectationFailedError:
    """The verdict about one of several values; which one it is could be a hidden input's doing."""
    which = f"item {index + 1}" if len(items) <= _FEW else "an item"
    if isinstance(failure, _ItemFailedError):
        inner = failure.item[0].lower() + failure.item[1:]
        which, reason = f"{inner} of {which}", failure.reason
    else:
        reason = str(failure)
    return _ItemFailedError(which[0].upper() + which[1:], reason)


def _axes(count: int) -> str:
    words = ("no axis", "one axis", "two axes", "three axes")
    return words[count] if count < len(words) else "more than three axes"


def _wanted(shape: tuple[int, ...] | None) -> str:
    if shape is None:
        return "an array"
    return "a single number" if shape == () else f"an array with {_axes(len(shape))}"


def _array_of_items(items: Sequence[Any]) -> FloatArray:
    """Nested lists of numbers as one array; anything else among them is the wrong type."""
    stack: list[Any] = [] if _NUMBERS.issuperset(map(type, items)) else list(items)
    while stack:
        item = stack.pop()
        if isinstance(item, (list, tuple)):
            stack.extend(item)
        elif item is None:
            fail("It returned None in place of a number.")
        elif not isinstance(item, (bool, int, float, np.ndarray)) or (
            isinstance(item, np.ndarray) and item.dtype.kind not in "biuf"
        ):
            fail(f"It returned {describe(items)} where numbers are expected.")
    try:
        return np.asarray(items, dtype=np.float64)
    except (ValueError, OverflowError):
        fail("It returned rows of different lengths where an array is expected.")
