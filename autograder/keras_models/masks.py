"""The masks of embeddings, which Keras writes into the calls of a functional model.

An embedding with `mask_zero=True` says which of its inputs are 0. Keras hands that on from layer to
layer by itself, and yet a functional model's configuration has it as an operation and as an
argument of every call that takes it. Here both are taken out: the layers that are called again make
them again. A mask of any other kind stays where it is, and is refused with the other operations.
"""

from __future__ import annotations

from typing import Any


def without_masks(config: dict[str, Any]) -> dict[str, Any]:
    """A functional model's configuration without the masks of its embeddings; not checked yet."""
    layers = config.get("layers")
    if not isinstance(layers, list):
        return config
    masked = [tensor for layer in layers for tensor in _masked_by_embedding(layer)]
    masks = {layer["name"] for layer in layers if _is_mask(layer, masked)}
    if not masks:
        return config
    kept = [_without(layer, masks) for layer in layers if _name(layer) not in masks]
    return {**config, "layers": kept}


def _masked_by_embedding(layer: Any) -> list[Any]:
    """The tensors whose zeros an embedding masks."""
    config = layer.get("config") if isinstance(layer, dict) else None
    if _class(layer) != "Embedding" or not isinstance(config, dict):
        return []
    if config.get("mask_zero") is not True:
        return []
    return [_history(argument) for node in _nodes(layer) for argument in _arguments(node)[:1]]


def _is_mask(layer: Any, masked: list[Any]) -> bool:
    """Whether a layer is the operation `tensor != 0` on a tensor that an embedding masks."""
    if _class(layer) != "NotEqual" or not isinstance(_name(layer), str):
        return False
    nodes = _nodes(layer)
    if len(nodes) != 1 or not str(layer.get("module")).startswith("keras.src.ops"):
        return False
    arguments = _arguments(nodes[0])
    if len(arguments) != 2 or type(arguments[1]) is not int or arguments[1] != 0:
        return False
    history = _history(arguments[0])
    return history is not None and history in masked


def _without(layer: Any, masks: set[str]) -> Any:
    """A layer whose calls have none of these masks."""
    if not isinstance(layer, dict) or not isinstance(layer.get("inbound_nodes"), list):
        return layer
    return {**layer, "inbound_nodes": [_unmasked(node, masks) for node in layer["inbound_nodes"]]}


def _unmasked(node: Any, masks: set[str]) -> Any:
    keywords = node.get("kwargs") if isinstance(node, dict) else None
    if not isinstance(keywords, dict):
        return node
    history = _history(keywords.get("mask"))
    if history is None or history[0] not in masks:
        return node
    return {**node, "kwargs": {key: value for key, value in keywords.items() if key != "mask"}}


def _class(layer: Any) -> Any:
    return layer.get("class_name") if isinstance(layer, dict) else None


def _name(layer: Any) -> Any:
    name = layer.get("name") if isinstance(layer, dict) else None
    return name if isinstance(name, str) else None


def _nodes(layer: dict[str, Any]) -> list[Any]:
    nodes = layer.get("inbound_nodes")
    return nodes if isinstance(nodes, list) else []


def _arguments(node: Any) -> list[Any]:
    arguments = node.get("args") if isinstance(node, dict) else None
    return arguments if isinstance(arguments, list) else []


def _history(argument: Any) -> list[Any] | None:
    """Where a tensor comes from; None for what is not a tensor."""
    config = argument.get("config") if isinstance(argument, dict) else None
    history = config.get("keras_history") if isinstance(config, dict) else None
    if isinstance(history, list) and history and isinstance(history[0], str):
        return history
    return None
