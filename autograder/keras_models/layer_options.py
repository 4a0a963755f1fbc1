"""Checks of one option of a layer.

A check takes what the description gives and returns what the layer's constructor takes, or raises
ModelError.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from autograder.keras_models.architecture import ModelError, part
from autograder.keras_models.importing import import_keras
from autograder.keras_models.sizes import MAX_AXIS, MAX_DILATION

Check = Callable[[Any], Any]


def whole(least: int, most: int) -> Check:
    """A whole number within bounds."""

    def check(value: Any) -> int:
        if type(value) is not int or not least <= value <= most:
            raise ModelError("A layer has a size that is not allowed here.")
        return value

    return check


def real(least: float, most: float) -> Check:
    """A number within bounds, or None."""

    def check(value: Any) -> float | None:
        if value is None:
            return None
        if type(value) not in (int, float) or not least <= value <= most:
            raise ModelError("A layer has an option outside its range.")
        return float(value)

    return check


def or_none(check: Check) -> Check:
    """What another check accepts, or None."""
    return lambda value: None if value is None else check(value)


def boolean(value: Any) -> bool:
    """A truth value."""
    if type(value) is not bool:
        raise ModelError("A layer has an option that is not a truth value.")
    return value


def choice(*allowed: str | None) -> Check:
    """One of some words; None only where it is among them."""

    def check(value: Any) -> str | None:
        if not isinstance(value, (str, type(None))) or value not in allowed:
            raise ModelError("A layer has an option that is not allowed here.")
        return value

    return check


def amount(least: float, most: float) -> Check:
    """How far a random layer goes: a number, or the least and the greatest."""

    def check(value: Any) -> Any:
        if isinstance(value, list):
            if len(value) != 2 or None in value:
                raise ModelError("A layer has an option outside its range.")
            return tuple(real(least, most)(bound) for bound in value)
        return real(least, most)(value)

    return check


def sizes(value: Any) -> tuple[int, ...]:
    """One to four lengths of axes."""
    lengths = value if isinstance(value, list) else [value]
    if not 1 <= len(lengths) <= 4:
        raise ModelError("A layer has a size that is not allowed here.")
    return tuple(whole(1, MAX_AXIS)(length) for length in lengths)


def dilation(value: Any) -> tuple[int, ...]:
    """A dilated convolution takes a pass for each offset."""
    return tuple(whole(1, MAX_DILATION)(length) for length in sizes(value))


def axes(value: Any) -> Any:
    """One axis, or several."""
    if isinstance(value, list):
        if not 1 <= len(value) <= 4:
            raise ModelError("A layer has a size that is not allowed here.")
        return [whole(-4, 4)(axis) for axis in value]
    return whole(-4, 4)(value)


def leading_axes(value: Any) -> tuple[int, ...]:
    """The first axes after the batch's, in their order."""
    given = sizes(value)
    if given != tuple(range(1, len(given) + 1)):
        raise ModelError("A layer has a size that is not allowed here.")
    return given


def padding(value: Any) -> Any:
    """How much is added at each side: a number, or nested pairs of them."""
    if isinstance(value, list):
        if len(value) != 2:
            raise ModelError("A layer has a size that is not allowed here.")
        return tuple(padding(side) for side in value)
    return whole(0, 64)(value)


def shape(value: Any) -> tuple[int | None, ...]:
    """The shape of an input, its batch axis included."""
    if not isinstance(value, list) or not 1 <= len(value) <= 5:
        raise ModelError("The model's input has a shape that is not allowed here.")
    return tuple(None if length is None else whole(1, MAX_AXIS)(length) for length in value)


def regularizer(value: Any) -> Any:
    """A penalty on weights or outputs, made here; or None."""
    if value is None:
        return None
    kind, config = part(value, "class_name", str), part(value, "config", dict)
    if kind not in ("L1", "L2", "L1L2") or value.get("registered_name") is not None:
        raise ModelError("A regularizer is not one of L1, L2 and L1L2.")
    strengths = {
        key: real(0.0, 10.0)(strength) for key, strength in config.items() if key in ("l1", "l2")
    }
    return import_keras().regularizers.L1L2(**strengths)


def initializer(value: Any) -> Any:
    """A random initialiser of Keras's own, with a seed of its own; any other is the default."""
    name = value.get("class_name") if isinstance(value, dict) else value
    plain = name.lower().replace("_", "") if isinstance(name, str) else ""
    return _INITIALIZERS.get(plain)


_INITIALIZERS = {
    name.lower(): name
    for name in "GlorotNormal GlorotUniform HeNormal HeUniform LecunNormal LecunUniform".split()
}


def float32(value: Any) -> None:
    """Keras's usual type of numbers."""
    if isinstance(value, dict):
        value = part(value, "config", dict).get("name")
    if value != "float32":
        raise ModelError("The model calculates in another type than float32.")


def input_type(value: Any) -> str:
    """The type of a model's inputs: words are whole numbers."""
    if value not in _INPUT_TYPES:
        raise ModelError("The model's input has a type that is not allowed here.")
    return str(value)


_INPUT_TYPES = ("float32", "int32", "int64")


def true(value: Any) -> None:
    """What `trainable` must be."""
    if value is not True:
        raise ModelError("A layer of the model is frozen (trainable=False).")
