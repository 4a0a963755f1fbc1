"""What staff are told of a hidden test that failed: its call, what came back, what is right.

Hidden inputs stand in it, so it is for staff alone, and no report holds it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any

import msgspec
import numpy as np
from msgspec import Meta

from autograder.course.examples import Example
from autograder.grading.as_python import as_python, call_text, count_numbers, results
from autograder.grading.calls import Recorded
from autograder.grading.diagnosis import replay
from autograder.grading.public_calls import numbers_of, same
from autograder.grading.running import ExerciseRun
from autograder.sandbox.inside.protocol import values
from autograder.sandbox.inside.protocol.guard import ProtocolError

#: The longest text of a call or a value, and the most numbers that an expression may hold.
LONGEST = 200_000
_MOST_NUMBERS = 5000
#: Tests compare with this tolerance, where they name none.
_RELATIVE, _ABSOLUTE = 1e-6, 1e-9

_Text = Annotated[str, Meta(max_length=LONGEST)]


class FailingCall(msgspec.Struct, frozen=True):
    """The first call of a hidden test on which an answer differs from the model answer."""

    exercise: _Text
    test: _Text
    call: _Text  # arrays of many numbers by their shape
    expression: _Text  # the call with all its numbers; empty where it has no such text
    returned: _Text  # or how the call ended
    expected: _Text


def failing_calls(
    exercise: str, run: ExerciseRun, right: Callable[..., Any] | None
) -> list[FailingCall]:
    """A call for each test that was not passed and has called the exercise's function.

    `right` is the model answer. Where the two differ on no call, it is the last call.
    """
    found: list[FailingCall] = []
    for test, verdict in run.verdicts.items():
        own = [call for call in run.calls.get(test, ()) if call.function == exercise]
        if verdict.message is None or not own:
            continue
        found.append(_shown(exercise, test, _telling(own, right), right))
    return found


def _telling(calls: Sequence[Recorded], right: Callable[..., Any] | None) -> Recorded:
    if right is not None:
        for call in calls:
            expected = replay(right, call)
            if call.error != expected.error or not _is_close(_value(call), _unpack(expected.value)):
                return call
    return calls[-1]


def _shown(
    exercise: str, test: str, call: Recorded, right: Callable[..., Any] | None
) -> FailingCall:
    args, kwargs = values.unpack_arguments(call.arguments, lambda number: call.functions[number])
    example = Example(tuple(args), dict(kwargs))
    given = [*example.args, *example.kwargs.values()]
    expected = replay(right, call) if right is not None else None
    returned, wanted = results(_value(call), _unpack(expected.value) if expected else None)
    if call.value is None:
        returned = f"an error: {call.error}" if call.error else "nothing"
    if expected is not None and expected.error is not None:
        wanted = f"an error: {expected.error}"
    return FailingCall(
        exercise,
        test,
        call_text(exercise, example)[:LONGEST],
        _expression(exercise, example) if all(map(_has_text, given)) else "",
        returned[:LONGEST],
        wanted[:LONGEST] if expected is not None else "",
    )


def _expression(exercise: str, example: Example) -> str:
    if sum(map(count_numbers, (*example.args, *example.kwargs.values()))) > _MOST_NUMBERS:
        return ""
    text = call_text(exercise, example, most=_MOST_NUMBERS)
    return text if len(text) <= LONGEST else ""


def _has_text(value: Any) -> bool:
    """Whether an expression gives the value: there is none for a function or a model."""
    if isinstance(value, (list, tuple)):
        return all(map(_has_text, value))
    if isinstance(value, dict):
        return all(map(_has_text, value.values()))
    if isinstance(value, str):
        return as_python(value) == repr(value)
    if isinstance(value, np.random.Generator):
        return "()" not in as_python(value)  # it has a seed
    return value is None or numbers_of(value) is not None


def _value(call: Recorded) -> Any:
    return _unpack(call.value)


def _unpack(packed: bytes | None) -> Any:
    if packed is None:
        return None
    try:
        return values.unpack(packed)
    except ProtocolError:
        return "something that is not data"


def _is_close(value: Any, expected: Any) -> bool:
    """Whether a test that names no tolerance takes one value for the other."""
    array, reference = numbers_of(value), numbers_of(expected)
    if array is not None and reference is not None and array.shape == reference.shape:
        return np.allclose(
            array.astype(np.complex128),
            reference.astype(np.complex128),
            rtol=_RELATIVE,
            atol=_ABSOLUTE,
            equal_nan=True,
        )
    if isinstance(value, (list, tuple)) and isinstance(expected, (list, tuple)):
        return len(value) == len(expected) and all(map(_is_close, value, expected))
    return same(value, expected)
