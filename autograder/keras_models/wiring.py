"""The calls of a functional model's layers: which tensors each takes, and with which arguments."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from autograder.keras_models.architecture import ModelError, part
from autograder.keras_models.importing import import_keras
from autograder.keras_models.layer_costs import Shape
from autograder.keras_models.sizes import MAX_LAYERS

#: One of a layer's outputs: the layer's name, which of its calls, which of that call's outputs.
TensorKey = tuple[str, int, int]
#: The inputs that an attention takes, in order; the key may be left out.
_ATTENDED = ("query", "value", "key")


class Call(NamedTuple):
    """What a layer is called with: tensors by their keys, and other arguments by name."""

    keys: tuple[TensorKey, ...]
    several: bool = False  # whether the tensors are one argument, a list
    names: tuple[str, ...] = ()  # of the last tensors, where they are given by name
    arguments: Mapping[str, Any] = MappingProxyType({})

    def find(self, tensors: Mapping[TensorKey, Any]) -> list[Any] | None:
        """The tensors, None while one of them does not exist."""
        found = [tensors.get(key) for key in self.keys]
        return None if any(tensor is None for tensor in found) else found

    def make(self, layer: Any, given: list[Any]) -> Any:
        """Call a layer with the tensors that were found.

        What was given by name is so again: the order of a model's weights depends on it.
        """
        if self.several:
            return layer(given)
        first = len(given) - len(self.names)
        named = dict(zip(self.names, given[first:], strict=True))
        return layer(*given[:first], **named, **self.arguments)


def read_call(name: str, node: Any) -> Call:
    """Read a call of a layer; raise ModelError for one with anything but its inputs.

    A layer that is always to be training is an example.
    """
    given, keywords = part(node, "args", list), part(node, "kwargs", dict)
    arguments = {key: value for key, value in keywords.items() if value is not None}
    if "training" in arguments and arguments["training"] is _training_by_default(name):
        del arguments["training"]  # Keras writes it into each call
    if name == "MultiHeadAttention":
        return _read_attention(given, arguments)
    if len(given) != 1 or arguments:
        raise _refused()
    inputs = given[0]
    if not isinstance(inputs, list):
        return Call((_key(inputs),))
    if len(inputs) > MAX_LAYERS:
        raise ModelError("A layer of the model has too many inputs.")
    return Call(tuple(map(_key, inputs)), several=True)


def _refused() -> ModelError:
    return ModelError("A layer of the model is called with arguments that are not allowed.")


def _training_by_default(name: str) -> Any:
    """What a layer's call has for `training` where nothing is given; functional models set it."""
    parameters = inspect.signature(getattr(import_keras().layers, name).call).parameters
    return parameters["training"].default if "training" in parameters else None


def _read_attention(given: list[Any], arguments: dict[str, Any]) -> Call:
    """Query, value and perhaps key, in this order or by name; and whether it looks back only."""
    names = tuple(name for name in _ATTENDED[len(given) :] if name in arguments)
    tensors = [*given, *(arguments.pop(name) for name in names)]
    flags = {
        name: arguments.pop(name, False) for name in ("use_causal_mask", "return_attention_scores")
    }
    fits = (*_ATTENDED[: len(given)], *names) in (_ATTENDED[:2], _ATTENDED) and len(tensors) <= 3
    if not fits or arguments or flags.pop("return_attention_scores") is not False:
        raise _refused()
    if type(flags["use_causal_mask"]) is not bool:
        raise _refused()
    return Call(tuple(map(_key, tensors)), names=names, arguments=flags)


def _key(argument: Any) -> TensorKey:
    return _end(part(part(argument, "config", dict), "keras_history", list))


def read_ends(value: Any) -> list[TensorKey]:
    """A model's inputs or its outputs."""
    if isinstance(value, list) and value and isinstance(value[0], str):
        value = [value]
    if not isinstance(value, list) or not value or len(value) > MAX_LAYERS:
        raise ModelError("The model has no inputs or no outputs.")
    return [_end(end) for end in value]


def _end(value: Any) -> TensorKey:
    if (
        isinstance(value, list)
        and len(value) == 3
        and isinstance(value[0], str)
        and all(type(number) is int for number in value[1:])
    ):
        return value[0], value[1], value[2]
    raise ModelError("The model's layers are not connected.")


def shapes_of(tensors: list[Any]) -> list[Shape]:
    """The shapes of tensors, the batch's axis first."""
    return [tuple(tensor.shape) for tensor in tensors]
