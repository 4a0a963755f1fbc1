"""Wrong answers that are like no entry of the bank, as staff see them: one mistake, one group.

Those who made the same mistake return the same on most public calls, however they wrote it. So
each call is kept as two digests, of its arguments and of what it returned. The calls are those of
public examples, made in a worker that no hidden input has reached.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from autograder.course.model import Assignment
from autograder.grading.as_python import results
from autograder.grading.calls import CHANGED
from autograder.grading.public_calls import Made, numbers_of
from autograder.reports.report import Unexplained
from autograder.sandbox.inside.protocol.guard import ProtocolError
from autograder.sandbox.inside.protocol.values import Model
from autograder.submissions.definitions import definition_of
from autograder.submissions.submission import CodeCell

_DIGITS = 8  # so many agree where only the order of a summation differs
_FEW_DIGITS = 4  # in single precision
_SMALLEST = 1e-12  # less is what rounding leaves of zero
_LONGEST = 200  # of the text of a value that is not a number


def returned_by(calls: Sequence[Made], *, single: bool) -> dict[str, str]:
    """What a wrong answer returned, by digests of the calls; nothing where none gave a wrong value.

    Numbers may be of `single` precision, as Keras computes them.
    """
    returned: dict[str, str] = {}
    seen: Counter[str] = Counter()
    for one in calls:
        if one.observed.error not in (None, CHANGED):
            continue
        try:
            value = CHANGED if one.observed.error else one.observed.value
        except ProtocolError:  # it returned something that is not data
            continue
        if value is None:
            continue
        call = one.call.text
        seen[call] += 1  # of large arrays and of models it does not hold everything
        text = _text(value, single)
        if isinstance(value, Model):  # in words, without what right ones may differ in
            text, _ = results(value, one.call.expected.value)
        returned[_digest(f"{call}/{seen[call]}")] = _digest(text) if one.differs else ""
    return returned if any(returned.values()) else {}


def describe_unexplained(
    returned: Mapping[str, Mapping[str, str]],
    cells: Sequence[CodeCell],
    assignment: Assignment,
) -> Iterator[Unexplained]:
    """Describe wrong answers, by exercise, by what they returned and by their texts.

    `cells` are the submission's, of which texts are taken; nothing in them is run or parsed.
    """
    names = {exercise.name for exercise in assignment.exercises}
    for exercise, values in returned.items():
        text = definition_of(exercise, cells, names - {exercise})
        yield Unexplained(exercise, dict(values), text.function, list(text.needs))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:8]


def _text(value: Any, single: bool) -> str:
    """The same text for values that differ by rounding, or in what holds their numbers."""
    array = numbers_of(value)
    if array is not None:
        digits = _FEW_DIGITS if single else _DIGITS
        numbers = np.asarray(array, complex if array.dtype.kind == "c" else float).ravel()
        return f"{array.shape}{[_number(number, digits) for number in numbers.tolist()]}"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(_text(item, single) for item in value)}]"
    if isinstance(value, int):  # a large one, which Python refuses to write in decimal digits
        return hex(value)[:_LONGEST]
    if isinstance(value, dict):
        items = (f"{_text(key, single)}: {_text(item, single)}" for key, item in value.items())
        return f"{{{', '.join(items)}}}"
    return f"{type(value).__name__} {repr(value)[:_LONGEST]}"


def _number(number: complex, digits: int) -> str:
    if isinstance(number, complex):
        return f"{_number(number.real, digits)}+{_number(number.imag, digits)}j"
    if math.isfinite(number) and abs(number) < _SMALLEST:
        return "0"
    return f"{number:.{digits}g}"
