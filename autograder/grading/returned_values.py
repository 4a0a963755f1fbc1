"""Returned values as graders know them: models rebuilt, foreign objects known by a safe name."""

from __future__ import annotations

import builtins
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np

from autograder.grading.calls import Observation, StudentError
from autograder.keras_models.architecture import ModelError
from autograder.keras_models.rebuild import rebuild
from autograder.limits import MEBIBYTE
from autograder.sandbox.inside.protocol import messages, values
from autograder.sandbox.inside.protocol.guard import (
    MAX_FRAME,
    MAX_ITEMS,
    ProtocolError,
    TooLargeError,
)
from autograder.testing.expectations import OWN, Foreign

#: Rebuilding a model takes the grader's time.
MAX_MODELS = 8


def builtin_names(kind: type) -> frozenset[str]:
    """The names of Python's own types of a kind."""
    return frozenset(
        name
        for name, value in vars(builtins).items()
        if isinstance(value, type) and issubclass(value, kind)
    )


#: Warnings and types whose names a student may be shown, beside those that stand in the
#: submission's text. Any other name could be spelled from the hidden inputs at run time.
_KNOWN_WARNINGS = builtin_names(Warning) | {
    "ComplexWarning", "RankWarning", "VisibleDeprecationWarning",
}  # fmt: skip
_KNOWN_TYPES = builtin_names(object) | {
    "DataFrame", "EagerTensor", "Functional", "Generator", "History", "KerasTensor", "RandomState",
    "Sequential", "Series", "Tensor", "Variable", "builtin_function_or_method", "dict_items",
    "dict_keys", "dict_values", "function", "generator", "method", "module", "ufunc",
}  # fmt: skip
#: What calls of functions give that are defined with `async def`, in words.
_ASYNCHRONOUS = {"coroutine": "a coroutine", "async_generator": "an asynchronous generator"}
#: Types that cross as they are: there is nothing to convert in them.
_PLAIN = frozenset({np.ndarray, float, int, bool, str, type(None)})


def read_observation(answer: messages.Returned, *, models: bool) -> Observation:
    """Read what a call brought back; raise StudentError where it is not a value for graders.

    Without `models`, which are rebuilt in the confined child alone, a model is refused.
    """
    try:
        value = values.unpack(answer.value)
        after = values.unpack(answer.models) if answer.models and models else None
    except TooLargeError:
        raise too_large() from None
    except ProtocolError:
        raise StudentError("It returned something that is not data.", kind="no data") from None
    if not models and _count_models(value):
        raise StudentError("It returned a Keras model where none is asked for.", kind="model")
    if isinstance(value, values.Foreign) and value.type_name in _ASYNCHRONOUS:
        raise StudentError(
            f"It returned {_ASYNCHRONOUS[value.type_name]}, not a value: it is defined with "
            "`async def`. Write `def`.",
            kind="asynchronous",
        )
    return Observation(
        value if type(value) in _PLAIN else convert(value),
        answer.changed,
        _categories(answer.warnings) if answer.warnings else (),
        answer.printed,
        ModelsAfter(after) if isinstance(after, list) else (),
    )


class ModelsAfter(Sequence[Any]):
    """The models among a call's arguments, as they were after the call.

    They are rebuilt when a test looks at them: that takes longer than most calls.
    """

    def __init__(self, described: Sequence[Any]) -> None:
        self._described = described

    def __len__(self) -> int:
        return len(self._described)

    def __getitem__(self, index: Any) -> Any:
        return self._rebuilt[index]

    @cached_property
    def _rebuilt(self) -> list[Any]:
        return [convert(model) for model in self._described]


def too_large() -> StudentError:
    """What is said of a call whose value is too large to come back."""
    return StudentError(
        f"It returned a value that is too large: more than {MAX_FRAME // MEBIBYTE} MB or "
        f"{MAX_ITEMS:,} items.",
        kind="too large",
    )


def too_large_in_all(limit: int) -> StudentError:
    """What is said of a call whose value is one too many: they are kept until all are graded."""
    return StudentError(
        f"The values that all functions returned are larger than {limit // MEBIBYTE} MB in all.",
        kind="too large",
    )


def convert(value: Any) -> Any:
    """A value that crossed, with models rebuilt and foreign objects as graders know them."""
    if type(value) in _PLAIN:
        return value
    if isinstance(value, (list, tuple)) and _PLAIN.issuperset(map(type, value)):
        return value
    if isinstance(value, (list, tuple)) and _count_models(value) > MAX_MODELS:
        raise StudentError(f"It returned more than {MAX_MODELS} models.", kind="model")
    if isinstance(value, values.Model):
        try:
            return rebuild(value.architecture, value.weights, value.compiled)
        except ModelError as error:
            raise StudentError(
                f"It returned a model that is not accepted. {error}", kind="model"
            ) from None
    if isinstance(value, values.History):
        return dict(value)
    if isinstance(value, values.Foreign):
        return Foreign(value.type_name if value.type_name in _KNOWN_TYPES else OWN)
    if isinstance(value, list):
        return [convert(item) for item in value]
    if isinstance(value, tuple):
        return tuple(convert(item) for item in value)
    return value


def _count_models(value: Any) -> int:
    if isinstance(value, (list, tuple)):
        if _PLAIN.issuperset(map(type, value)):
            return 0
        return sum(map(_count_models, value))
    return int(isinstance(value, values.Model))


def _categories(names: Sequence[str]) -> list[str]:
    return [name if name in _KNOWN_WARNINGS else OWN for name in names[:10]]
