"""Wrong answers that are like no entry of the bank, as staff see them: one mistake, one group.

Those who made the same mistake return the same on most public calls, however they wrote it. So
each call is kept as two digests, of its arguments and of what it returned. The calls are those of
public examples, made in a worker that no hidden input has reached.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from autograder.course.model import Assignment
from autograder.grading.calls import CHANGED, Recorded
from autograder.grading.public_calls import numbers_of
from autograder.grading.resemblance import Resemblance
from autograder.reports.report import Unexplained
from autograder.submissions.definitions import definition_of
from autograder.submissions.submission import CodeCell

_DIGITS = 8  # so many agree where only the order of a summation differs
_SMALLEST = 1e-12  # less is what rounding leaves of zero
_LONGEST = 200  # of the text of a value that is not a number


def describe_unexplained(
    resemblance: Resemblance,
    exercise: str,
    calls: Sequence[Recorded],
    cells: Sequence[CodeCell],
    assignment: Assignment,
) -> Iterator[Unexplained]:
    """Describe a wrong answer by its public calls; nothing where none gave a comparable value.

    `cells` are the submission's, of which texts are taken; nothing in them is run or parsed.
    """
    returned: dict[str, str] = {}
    seen: Counter[str] = Counter()
    for one in resemblance.comparable(exercise, calls):
        arguments = one.call.arguments
        seen[_digest(arguments)] += 1  # functions among the arguments have no bytes of their own
        key = _digest(arguments + b"/%d" % seen[_digest(arguments)])
        value = CHANGED if one.call.error else _text(one.value)
        returned[key] = "" if one.is_right else _digest(value.encode())
    if any(returned.values()):
        others = {other.name for other in assignment.exercises} - {exercise}
        text = definition_of(exercise, cells, others)
        yield Unexplained(exercise, returned, text.function, list(text.needs))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:8]


def _text(value: Any) -> str:
    """The same text for values that differ by rounding, or in what holds their numbers."""
    array = numbers_of(value)
    if array is not None:
        numbers = np.asarray(array, complex if array.dtype.kind == "c" else float).ravel()
        return f"{array.shape}{[_number(number) for number in numbers.tolist()]}"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_text, value))}]"
    if isinstance(value, int):  # a large one, which Python refuses to write in decimal digits
        return hex(value)[:_LONGEST]
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_text(key)}: {_text(value[key])}' for key in value)}}}"
    return f"{type(value).__name__} {repr(value)[:_LONGEST]}"


def _number(number: complex) -> str:
    if isinstance(number, complex):
        return f"{_number(number.real)}+{_number(number.imag)}j"
    if math.isfinite(number) and abs(number) < _SMALLEST:
        return "0"
    return f"{number:.{_DIGITS}g}"
