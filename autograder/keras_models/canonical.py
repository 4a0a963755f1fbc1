"""One text for a model, however it was written: what its training depends on, and nothing else.

Two students may build the same network by keras.Sequential or by keras.Model, with layers of
other names, with activations as options or as layers of their own. The canonical architecture of
both is the same: a functional model, whose layers are named in the order of the calculation.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import msgspec

from autograder.keras_models.allowed_layers import ALLOWED_LAYERS
from autograder.keras_models.architecture import ModelError, decode_architecture, part

#: Layers whose option `activation` is what an Activation layer behind them does.
_ACTIVATED = frozenset(
    "Dense Conv1D Conv2D DepthwiseConv2D SeparableConv1D SeparableConv2D".split()
)
#: Of a layer's parts and options: names, and what is the same in every layer that is allowed.
_DROPPED = frozenset("build_config dtype module name registered_name seed trainable".split())
_MODULE = "keras.layers"

_Tensor = tuple[int, int, int]  # one of a layer's outputs: layer, which call, which output


class _Call(NamedTuple):
    """A call of a layer, as the student's model has it."""

    layer: str
    number: int
    node: dict[str, Any]


def canonical_architecture(architecture: bytes) -> bytes:
    """The canonical text of an architecture whose layers and options have been checked."""
    kind, config = decode_architecture(architecture)
    layers = part(config, "layers", list)
    if kind == "Sequential":
        config = _as_functional(layers)
        layers = config["layers"]
    return msgspec.json.encode(_Writer(layers).write(config), order="deterministic")


def _as_functional(layers: list[Any]) -> dict[str, Any]:
    """The configuration of a chain of layers, each with one call."""
    chain: list[dict[str, Any]] = []
    for number, layer in enumerate(layers):
        before = {"config": {"keras_history": [str(number - 1), 0, 0]}}
        node = {"args": [before], "kwargs": {}}
        chain.append({**layer, "name": str(number), "inbound_nodes": [node] if number else []})
    last = [str(len(layers) - 1), 0, 0]
    return {"layers": chain, "input_layers": ["0", 0, 0], "output_layers": last}


class _Writer:
    """Writes the layers in the order in which their outputs are needed."""

    def __init__(self, layers: list[Any]) -> None:
        self._layers = {part(layer, "name", str): layer for layer in layers}
        self._written: list[dict[str, Any]] = []
        self._places: dict[str, int] = {}  # of layers, among those that are written
        self._tensors: dict[tuple[str, int], _Tensor] = {}  # what a call of a layer gives

    def write(self, config: dict[str, Any]) -> dict[str, Any]:
        """The canonical configuration of a functional model."""
        inputs, outputs = _ends(config["input_layers"]), _ends(config["output_layers"])
        for name, _, _ in inputs:
            self._write_input(name)
        for name, index, _ in outputs:
            self._write_up_to(name, index)
        return {
            "class_name": "Functional",
            "config": {
                "layers": self._written,
                "input_layers": [_history(self._tensors[name, index]) for name, index, _ in inputs],
                "output_layers": [
                    _history(self._output(name, index, which)) for name, index, which in outputs
                ],
            },
        }

    def _write_input(self, name: str) -> None:
        self._tensors[name, 0] = (self._add(name, "InputLayer", self._options(name)), 0, 0)

    def _write_up_to(self, name: str, index: int) -> None:
        """Write a call, and before it the calls whose outputs it takes.

        They are kept in a list of our own: a student decides how long their chain is.
        """
        waiting = [(name, index)]
        while waiting:
            call = self._call(*waiting[-1])
            needed = [
                (before, number)
                for before, number, _ in _tensors_in(call.node)
                if (before, number) not in self._tensors
            ]
            if len(waiting) > _MOST_WAITING:
                raise ModelError("The model's layers are not connected.")
            if needed:
                waiting += reversed(needed)
                continue
            waiting.pop()
            if (call.layer, call.number) not in self._tensors:
                self._write_call(call)

    def _call(self, name: str, index: int) -> _Call:
        return _Call(name, index, part(self._layers[name], "inbound_nodes", list)[index])

    def _write_call(self, call: _Call) -> None:
        kind = part(self._layers[call.layer], "class_name", str)
        options = self._options(call.layer)
        kind, options = _plain(kind, options)
        arguments = self._arguments(call.node)
        activation = None
        if kind in _ACTIVATED and options.get("activation", "linear") != "linear":
            activation, options = options["activation"], {**options, "activation": "linear"}
        if kind == "Activation" and options["activation"] == "linear":
            (only,) = _tensors_in(call.node)
            self._tensors[call.layer, call.number] = self._output(*only)
            return
        place = self._places.get(call.layer)
        if place is None:
            place = self._places[call.layer] = self._add(call.layer, kind, options)
        tensor = self._called(place, arguments)
        if activation is not None:
            behind = self._add(call.layer, "Activation", {"activation": activation})
            tensor = self._called(behind, {"args": [_argument(tensor)], "kwargs": {}})
        self._tensors[call.layer, call.number] = tensor

    def _add(self, name: str, kind: str, options: dict[str, Any]) -> int:
        place = len(self._written)
        self._written.append(
            {
                "module": _MODULE,
                "class_name": kind,
                "config": options,
                "name": _name(place),
                "inbound_nodes": [],
            }
        )
        return place

    def _called(self, place: int, arguments: dict[str, Any]) -> _Tensor:
        nodes = self._written[place]["inbound_nodes"]
        nodes.append(arguments)
        return place, len(nodes) - 1, 0

    def _options(self, name: str) -> dict[str, Any]:
        """A layer's options that are kept, each as its check gives it where that is plain data."""
        layer = self._layers[name]
        allowed = ALLOWED_LAYERS[part(layer, "class_name", str)]
        given = part(layer, "config", dict)
        options = {
            key: _option(check, given[key]) for key, check in allowed.items() if key in given
        }
        return {key: value for key, value in options.items() if value is not None}

    def _arguments(self, node: dict[str, Any]) -> dict[str, Any]:
        keywords = {
            key: self._argument(value)
            for key, value in node.get("kwargs", {}).items()
            if value is not None and key != "training"
        }
        return {"args": [self._argument(value) for value in node["args"]], "kwargs": keywords}

    def _argument(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._argument(item) for item in value]
        found = _history_of(value)
        return value if found is None else _argument(self._output(*found))

    def _output(self, name: str, index: int, which: int) -> _Tensor:
        place, call, first = self._tensors[name, index]
        return place, call, first + which


def _plain(kind: str, options: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """A layer that does what an activation does, as that activation."""
    for layer, activation, defaults in _ACTIVATIONS:
        if kind == layer and all(options.get(key) == value for key, value in defaults.items()):
            return "Activation", {"activation": activation}
    return kind, options


_ACTIVATIONS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("ReLU", "relu", {"max_value": None, "negative_slope": 0.0, "threshold": 0.0}),
    ("Softmax", "softmax", {"axis": -1}),
    ("ELU", "elu", {"alpha": 1.0}),
)
#: A model has 64 layers, and a layer 64 calls.
_MOST_WAITING = 64 * 64


def _option(check: Any, given: Any) -> Any:
    checked = check(given)
    return checked if _is_plain(checked) else _nameless(given)


def _is_plain(value: Any) -> bool:
    if isinstance(value, (list, tuple)):
        return all(map(_is_plain, value))
    return value is None or isinstance(value, (bool, int, float, str))


def _nameless(value: Any) -> Any:
    """A part of an option, a regularizer say, without what does not matter."""
    if isinstance(value, dict):
        kept = {key: _nameless(item) for key, item in value.items() if key not in _DROPPED}
        if "class_name" in value and "layers" in str(value.get("module", "")):
            kept["module"] = _MODULE
        return kept
    return [_nameless(item) for item in value] if isinstance(value, list) else value


def _tensors_in(node: dict[str, Any]) -> list[tuple[str, int, int]]:
    """The outputs that a call takes, in their order."""
    found: list[tuple[str, int, int]] = []
    named = sorted(node.get("kwargs", {}).items())  # as they stand in the text
    waiting: list[Any] = [*node["args"], *(value for _, value in named)]
    while waiting:
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting = [*value, *waiting]
        elif (history := _history_of(value)) is not None:
            found.append(history)
    return found


def _history_of(value: Any) -> tuple[str, int, int] | None:
    config = value.get("config") if isinstance(value, dict) else None
    history = config.get("keras_history") if isinstance(config, dict) else None
    return None if history is None else (history[0], history[1], history[2])


def _ends(value: list[Any]) -> list[tuple[str, int, int]]:
    ends = [value] if isinstance(value[0], str) else value
    return [(name, index, which) for name, index, which in ends]


def _argument(tensor: _Tensor) -> dict[str, Any]:
    return {"config": {"keras_history": _history(tensor)}}


def _history(tensor: _Tensor) -> list[Any]:
    place, *rest = tensor
    return [_name(place), *rest]


def _name(place: int) -> str:
    return f"layer_{place}"
