"""The curve of a wrong answer beside the right one, where public examples draw one."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from autograder.grading.calls import Reply
from autograder.grading.public_calls import PublicCall, numbers_of
from autograder.reports.report import Curve
from autograder.sandbox.inside.protocol import messages, values
from autograder.sandbox.inside.protocol.guard import ProtocolError

#: So many points are drawn at most.
MOST_POINTS = 201
_MOST_BYTES = 16 * 1024
#: The share of the right curve's height by which another one differs visibly.
_VISIBLE = 0.01
_DIGITS = 6


def curve_of(call: PublicCall, reply: Reply) -> Curve | None:
    """The curve that an answer has drawn; None where it is not a curve or looks like the right one.

    `call` has an array of shape (n,) for its first argument.
    """
    x = np.asarray(call.example.args[0], dtype=float)
    expected = np.asarray(call.expected.value, dtype=float)
    returned = _returned(reply, x.shape)
    if returned is None or x.ndim != 1 or not 1 < x.size <= MOST_POINTS:
        return None
    height = float(np.ptp(expected)) or 1.0
    with np.errstate(invalid="ignore", over="ignore"):
        looks_right = np.abs(returned - expected) <= _VISIBLE * height
    if looks_right.all():
        return None
    return Curve(
        tuple(map(_rounded, x.tolist())),
        tuple(_rounded(value) if math.isfinite(value) else None for value in returned.tolist()),
        tuple(map(_rounded, expected.tolist())),
    )


def _returned(reply: Reply, shape: tuple[int, ...]) -> np.ndarray[Any, Any] | None:
    if not isinstance(reply, messages.Returned) or len(reply.value) > _MOST_BYTES:
        return None
    try:
        array = numbers_of(values.unpack(reply.value))
    except ProtocolError:
        return None
    if array is None or array.shape != shape or array.dtype.kind == "c":
        return None
    return array.astype(float)


def _rounded(value: float) -> float:
    return float(f"{value:.{_DIGITS}g}")
