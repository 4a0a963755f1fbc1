"""The JSON text that describes a Keras model: decoded, its parts read, its shape compared."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from autograder.keras_models.masks import without_masks

MAX_TEXT = 512 * 1024  # bytes of JSON
MAX_NESTING = 32  # of the JSON
#: What of a student's names is shown in a message.
SHOWN_NAME = re.compile(r"[A-Za-z0-9_.-]{1,60}")


class ModelError(Exception):
    """A model that is not accepted; the message tells the student why."""


def decode_architecture(architecture: bytes) -> tuple[str, dict[str, Any]]:
    """The class of a model and its configuration, which is not checked yet."""
    refuse_long(architecture)
    try:
        described = msgspec.json.decode(architecture)
    except (msgspec.DecodeError, RecursionError, ValueError):
        raise ModelError("The model cannot be read.") from None
    if _is_nested_deeper(described, MAX_NESTING):
        raise ModelError("The model cannot be read.")
    return part(described, "class_name", str), without_masks(part(described, "config", dict))


def refuse_long(text: bytes) -> None:
    """Raise ModelError for a description that is too large to be read."""
    if len(text) > MAX_TEXT:
        raise ModelError("The model's description is too large.")


def part(value: Any, key: str, kind: type) -> Any:
    """The part `key` of a description; raise ModelError where it is not of its kind."""
    if not isinstance(value, dict) or not isinstance(value.get(key), kind):
        raise ModelError("The model cannot be read.")
    return value[key]


def shape_of(architecture: bytes) -> Any:
    """What two models that behave alike have in common: the architecture without any names."""
    return _nameless(msgspec.json.decode(architecture))


def _nameless(value: Any) -> Any:
    if isinstance(value, dict):
        dropped = ("name", "build_config", "seed")
        return {key: _nameless(part) for key, part in value.items() if key not in dropped}
    if isinstance(value, list):
        if len(value) == 3 and isinstance(value[0], str) and type(value[1]) is int:
            return value[1:]  # the end of a connection, without the layer's name
        return [_nameless(part) for part in value]
    return value


def _is_nested_deeper(value: Any, depth: int) -> bool:
    """Level by level: what walks the description later may recurse."""
    level = [value]
    while level and depth:
        depth -= 1
        level = [
            inner
            for outer in level
            if isinstance(outer, (dict, list))
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
    return any(isinstance(value, (dict, list)) for value in level)
