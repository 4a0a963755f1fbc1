"""Resemblance: which mistake of the bank a wrong answer made that is imperfect in other ways, too.

Students write `np.sum((y - p) ** 2)` where the bank's entry takes columns, scalars and any dtype as
well. So the answer is compared with an entry wherever it gives a value of the right kind, which is
that of the model answer. That both are wrong and give the same value hardly comes about by chance:
where they do so on enough calls, the answer has this mistake, and others besides.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from autograder.course.bank import Entry
from autograder.grading.calls import CHANGED, Recorded
from autograder.grading.diagnosis import Diagnosis, replay
from autograder.grading.public_calls import numbers_of, same
from autograder.sandbox.inside.protocol import values
from autograder.sandbox.inside.protocol.guard import ProtocolError

#: Of the calls on which the answer is wrong in a value of the right kind, the share on which both
#: must be so alike; and of all calls, the share on which they must agree.
_SHARE_OF_WRONG, _SHARE = 0.5, 0.6
#: How long the mistake of one answer is looked for, in the processor's time.
_SECONDS = 5.0
_USUAL = (np.dtype("float64"), np.dtype("int64"))
#: Larger values are not compared: to do so may take long.
_MOST_BYTES = 64 * 1024


class Comparable(NamedTuple):
    """A call on which the answer gave a value, or changed its argument."""

    call: Recorded
    value: Any
    is_of_kind: bool  # of that of the right value, so that the mistake is in the numbers
    is_right: bool


#: Whether an entry, by name, agrees with the answer on a call, by identity.
_Agreement = dict[tuple[str, int], bool]


class _Answer(NamedTuple):
    """What a function of the course's own makes of a public call."""

    value: Any
    error: str | None


class Resemblance:
    """The misconceptions of one assignment, and what each makes of the public calls.

    The calls are the same for all submissions, so each is made once.
    """

    def __init__(self, diagnosis: Diagnosis) -> None:
        self._diagnosis = diagnosis
        self._answers: dict[tuple[Hashable, ...], _Answer] = {}  # by function and call

    def find(self, exercise: str, calls: Sequence[Recorded]) -> Entry | None:
        """The misconception with which a wrong answer agrees on the most calls; None for none.

        `calls` are those of public examples, so no hidden input decides which hint is given. Those
        that need conversions or reshaping count only if the others show nothing, and values of
        another kind than the right one only if those of its kind show nothing.
        """
        ends = time.thread_time() + _SECONDS
        given = list(self.comparable(exercise, calls))
        agreement: _Agreement = {}
        of_kind = [one for one in given if one.is_of_kind]
        for judged in (of_kind, given):
            plain = [one for one in judged if _is_plain(one.call)]
            for chosen in (plain, judged):
                entry = self._most_like(exercise, chosen, agreement, ends)
                if entry is not None:
                    return entry
        return None

    def _most_like(
        self, exercise: str, judged: Sequence[Comparable], agreement: _Agreement, ends: float
    ) -> Entry | None:
        wrong = [one for one in judged if not one.is_right]
        right = [one for one in judged if one.is_right]
        if not wrong:
            return None
        best: tuple[int, Entry] | None = None
        for entry in self._diagnosis.misconceptions(exercise):
            if time.thread_time() > ends:
                return None
            alike = sum(self._agrees(entry, one, agreement) for one in wrong)
            if alike < _SHARE_OF_WRONG * len(wrong):
                continue
            alike += sum(self._agrees(entry, one, agreement) for one in right)
            if alike >= _SHARE * len(judged) and (best is None or alike > best[0]):
                best = alike, entry
        return best and best[1]

    def _agrees(self, entry: Entry, one: Comparable, agreement: _Agreement) -> bool:
        key = entry.name, id(one)
        agrees = agreement.get(key)
        if agrees is None:
            answer = self._answer(entry.name, one.call, lambda: self._diagnosis.build(entry))
            if one.call.error is not None or answer.error is not None:
                agrees = answer.error == one.call.error
            else:
                agrees = same(answer.value, one.value, of_single_precision=True)
            agreement[key] = agrees
        return agrees

    def comparable(self, exercise: str, calls: Sequence[Recorded]) -> Iterator[Comparable]:
        """The calls of an exercise that came to a value, or changed an argument."""
        for call in calls:
            if call.function != exercise or call.models:
                continue
            expected = self._answer("", call, lambda: self._diagnosis.right(exercise)).value
            value = _value(call.value)
            if call.error == CHANGED:
                yield Comparable(call, value, is_of_kind=True, is_right=False)
            elif call.error is None and value is not None:
                yield Comparable(call, value, _is_of_kind(value, expected), same(value, expected))

    def _answer(
        self, name: str, call: Recorded, build: Callable[[], Callable[..., Any]]
    ) -> _Answer:
        """What a function, the model answer where it has no name, makes of a call."""
        functions = tuple(map(id, call.functions))
        key = (name, call.function, call.arguments, call.frozen, functions)
        answer = self._answers.get(key)
        if answer is None:
            replayed = replay(build(), call)
            answer = self._answers[key] = _Answer(_value(replayed.value), replayed.error)
        return answer


def _is_plain(call: Recorded) -> bool:
    """Whether a call's arrays are of the usual types, and no column stands beside a vector."""
    args, kwargs = values.unpack_arguments(call.arguments, lambda _: _no_function)
    given = (*args, *kwargs.values())
    shapes = {value.shape for value in given if isinstance(value, np.ndarray)}
    mixes = any((*shape, 1) in shapes for shape in shapes if len(shape) == 1)
    return not mixes and all(map(_has_usual_types, given))


def _no_function() -> None:
    """Stands for a function among the arguments."""


def _has_usual_types(value: Any) -> bool:
    if isinstance(value, np.ndarray | np.generic):
        return value.dtype in _USUAL
    if isinstance(value, list | tuple):
        return all(map(_has_usual_types, value))
    if isinstance(value, dict):
        return all(map(_has_usual_types, value.values()))
    return True


def _value(packed: bytes | None) -> Any:
    """What was packed; None where that is nothing, too much, or not data."""
    if packed is None or len(packed) > _MOST_BYTES:
        return None
    try:
        return values.unpack(packed)
    except ProtocolError:
        return None


def _is_of_kind(value: Any, expected: Any) -> bool:
    """Whether a value may be compared with the right one: numbers of its shape, or of its type."""
    if value is None or expected is None:
        return False
    array, reference = numbers_of(value), numbers_of(expected)
    if array is not None and reference is not None:
        return bool(array.shape == reference.shape)
    if isinstance(value, (list, tuple)) and isinstance(expected, (list, tuple)):
        return len(value) == len(expected) and all(map(_is_of_kind, value, expected))
    return type(value) is type(expected)
