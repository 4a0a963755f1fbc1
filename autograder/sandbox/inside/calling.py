"""A call as it is made in a worker: arguments that crossed go in, and data comes out.

The worker calls a student's functions with it; on the trusted side it calls those of the course,
where they must come to the same: entries of the bank in diagnosis, mutants in verification.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

from autograder.sandbox.inside import models
from autograder.sandbox.inside.protocol import values

#: Types of values that nothing can change.
_CONSTANTS = frozenset([float, int, str, bool, type(None)])


class Called(NamedTuple):
    """The result of a call, and what it did to its arguments."""

    value: bytes | None  # packed; None when the call raised
    error: BaseException | None
    changed: bool  # whether it changed, or tried to change, an argument; noticed in frozen calls
    models: bytes = b""  # packed: the Keras models among its arguments, after the call


class Caller:
    """Calls functions with packed arguments."""

    def __init__(self, stand_in: Callable[[int], Callable[..., Any]]) -> None:
        """`stand_in` gives what takes the place of the grader's function of that number."""
        self._stand_in = stand_in
        self._decoders: dict[bool, values.ArgumentsDecoder] = {}

    def call(self, function: Callable[..., Any], arguments: bytes, *, frozen: bool) -> Called:
        """Call `function`; arrays among its arguments cannot be written to if `frozen`."""
        with_keras = "keras" in sys.modules
        # They were decoded for this call alone, and may be written to unless they are frozen.
        args, names, named = self._decoder(frozen)(arguments)
        compared: list[tuple[Any, Any]] = []
        given: list[Any] = []
        if frozen or with_keras:
            sent = args + named
            if with_keras:
                sent = models.build_models(sent)
            own = [own_copy(value, frozen=frozen) for value in sent]
            if frozen:
                compared = list(zip(own, sent, strict=True))
            given = models.models_in(own) if with_keras else []
            args, named = own[: len(args)], own[len(args) :]
        kwargs = dict(zip(names, named, strict=True)) if names else {}
        try:
            value = function(*args, **kwargs)
            packed = values.pack(models.describe_models(value) if with_keras else value)
            packed_models = values.pack(models.describe_models(given)) if given else b""
        except BaseException as error:
            changed = frozen and (_is_write_to_frozen(error) or not _are_same(compared))
            return Called(None, error, changed)
        return Called(packed, None, frozen and not _are_same(compared), packed_models)

    def _decoder(self, frozen: bool) -> values.ArgumentsDecoder:
        decoder = self._decoders.get(frozen)
        if decoder is None:
            decoder = values.arguments_decoder(self._stand_in, writable=not frozen)
            self._decoders[frozen] = decoder
        return decoder


def own_copy(value: Any, *, frozen: bool = False) -> Any:
    """The same value in new objects, with arrays that may be written to unless `frozen`."""
    if isinstance(value, np.ndarray):
        return value.view() if frozen else value.copy()
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, (list, tuple)) and _CONSTANTS.issuperset(map(type, value)):
        return value.copy() if isinstance(value, list) else value
    if isinstance(value, list):
        return [own_copy(item, frozen=frozen) for item in value]
    if isinstance(value, tuple):
        return tuple([own_copy(item, frozen=frozen) for item in value])
    if isinstance(value, dict):
        return {key: own_copy(item, frozen=frozen) for key, item in value.items()}
    return value


def _are_same(compared: Sequence[tuple[Any, Any]]) -> bool:
    return all(_is_same(now, sent) for now, sent in compared)


def _is_same(now: Any, sent: Any) -> bool:
    """Whether an argument is as it was sent; a Generator may change, it is meant to."""
    if now is sent:
        return True
    kind = type(sent)
    if type(now) is not kind:
        return False
    if kind is int or kind is str:
        return bool(now == sent)
    if kind is float:
        return bool(now == sent) or math.isnan(now) is math.isnan(sent) is True
    if kind is np.ndarray:
        return (
            now.dtype == sent.dtype
            and now.shape == sent.shape
            and bool(now.tobytes() == sent.tobytes())
        )
    if kind is list or kind is tuple:
        return len(now) == len(sent) and all(map(_is_same, now, sent))
    if kind is dict:
        return list(now) == list(sent) and all(map(_is_same, now.values(), sent.values()))
    return values.pack(now, []) == values.pack(sent, [])


def _is_write_to_frozen(error: BaseException) -> bool:
    return isinstance(error, ValueError) and "read-only" in str(error)
