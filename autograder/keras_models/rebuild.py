"""Keras models that crossed the trust boundary, rebuilt from data that was checked first.

A student's model arrives as JSON text and arrays. Nothing of it is handed to Keras's own
deserialisation: each layer is looked up in a list, each option is checked against what the list
allows, and the layer is then made here by its constructor. Weights are set afterwards; of the
initialisers only random ones are kept, for `fresh` models. What is not on the list is refused
with a message.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np

from autograder.keras_models.allowed_layers import check_layer, make_layer
from autograder.keras_models.architecture import ModelError, decode_architecture, part, refuse_long
from autograder.keras_models.compile_settings import (
    SettingsError,
    apply_settings,
    read_settings,
    remember_settings,
    settings_of,
)
from autograder.keras_models.importing import import_keras
from autograder.keras_models.sizes import MAX_LAYERS, add_outputs, add_parameters, add_work


class Cost(NamedTuple):
    """What a model needs for one sample: multiplications, and numbers that its layers give."""

    work: int
    outputs: int


#: Of rebuilt models.
_costs: WeakKeyDictionary[Any, Cost] = WeakKeyDictionary()
#: One of a layer's outputs: the layer's name, which of its calls, which of that call's outputs.
_TensorKey = tuple[str, int, int]


def rebuild(
    architecture: bytes, weights: Sequence[np.ndarray[Any, Any]], compiled_with: bytes = b""
) -> Any:
    """Build the model that `architecture` describes, give it `weights` and compile it.

    Raises ModelError for anything that the list does not allow, and for weights that do not fit.
    A Sequential model without an input comes back unbuilt, as it was; `settings_of` tells
    what a compiled one was compiled with.
    """
    kind, config = decode_architecture(architecture)
    if kind not in ("Sequential", "Functional"):
        raise ModelError(
            "It is a class of its own. Make the model with keras.Sequential or with "
            "keras.Model(inputs, outputs)."
        )
    layers = part(config, "layers", list)
    if len(layers) > MAX_LAYERS:
        raise ModelError(f"The model has more than {MAX_LAYERS} layers.")
    keras = import_keras()
    try:
        if kind == "Sequential":
            model, cost = _sequential(keras, layers)
        else:
            model, cost = _functional(keras, config, layers)
        _costs[model] = cost
        if model.built:
            _set_weights(model, weights)
        if compiled_with:
            _compile(model, compiled_with)
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:
        raise ModelError("The model's layers do not fit together.") from error
    return model


def cost_of(model: Any) -> Cost:
    """What a rebuilt model needs for one sample; nothing is known of any other."""
    return _costs.get(model, Cost(0, 0))


def fresh(model: Any, seed: int, **options: Any) -> Any:
    """A copy of a rebuilt model with weights of its own, drawn from `seed`, compiled alike.

    Nothing that the given model has learned is in it; `options` replace arguments of compile.
    Raises ModelError for a model that was not compiled with a loss, or has no weights yet.
    """
    settings = settings_of(model)
    if settings is None or settings.loss is None:
        raise ModelError("The model is not compiled with a loss.")
    if not model.built:
        raise ModelError("The model has no weights yet. Begin it with keras.Input.")
    keras = import_keras()
    keras.utils.set_random_seed(seed)
    copy = keras.models.clone_model(model)
    try:
        apply_settings(settings, copy, **options)
    except (TypeError, ValueError) as error:
        raise ModelError("The model cannot be compiled.") from error
    return copy


def _compile(model: Any, text: bytes) -> None:
    refuse_long(text)
    try:
        settings = read_settings(text)
    except SettingsError as error:
        raise ModelError(str(error)) from None
    # Metrics are looked at, not needed: they could take any amount of memory.
    apply_settings(settings, model, metrics=None)
    remember_settings(model, settings)


def _sequential(keras: Any, layers: Sequence[Any]) -> tuple[Any, Cost]:
    """The model and its cost.

    Each layer is called as it comes, so that its shape is known before the next one is made.
    """
    made: list[Any] = []
    tensor, spent, given, work = None, 0, 0, 0
    shape: Any = None
    for described in layers:
        name, options = check_layer(described)
        spent = add_parameters(name, options, shape, spent)
        made.append(make_layer(keras, name, options))
        if name == "InputLayer":
            if len(made) > 1:
                raise ModelError("Only the first layer of the model may be its input.")
            tensor = made[0].output
        elif tensor is not None:
            before, tensor = tensor, made[-1](tensor)
            work = add_work(name, options, before.shape, tensor.shape, work)
        shape = options.get("batch_shape") if tensor is None else tensor.shape
        given = add_outputs(shape, given)
    return keras.Sequential(made), Cost(work, given)


def _functional(keras: Any, config: dict[str, Any], layers: Sequence[Any]) -> tuple[Any, Cost]:
    """The model and its cost.

    The layers are wired as their inbound nodes say; a layer with two nodes is shared.
    """
    made: dict[str, Any] = {}
    tensors: dict[_TensorKey, Any] = {}
    waiting: list[tuple[str, int, Any]] = []
    checked: dict[str, tuple[str, dict[str, Any]]] = {}
    for described in layers:
        own = part(described, "name", str)
        if own in checked:
            raise ModelError("Two layers of the model have the same name.")
        checked[own] = check_layer(described)
        nodes = part(described, "inbound_nodes", list)
        if len(nodes) > MAX_LAYERS:
            raise ModelError("A layer of the model is used too often.")
        if checked[own][0] == "InputLayer":
            made[own] = make_layer(keras, *checked[own])
            tensors[own, 0, 0] = made[own].output
        else:
            _plain_calls(checked[own][0], nodes)
            waiting += [(own, index, node) for index, node in enumerate(nodes)]
    spent, outputs_so_far, work = 0, 0, 0
    while waiting:
        ready = next((entry for entry in waiting if _inputs(entry[2], tensors) is not None), None)
        if ready is None:
            raise ModelError("The model's layers are not connected.")
        waiting.remove(ready)
        own, index, node = ready
        given = _inputs(node, tensors)
        name, options = checked[own]
        shape = given[0].shape if isinstance(given, list) else given.shape
        if own not in made:
            spent = add_parameters(name, options, shape, spent)
            made[own] = make_layer(keras, name, options)
        tensors[own, index, 0] = made[own](given)
        outputs_so_far = add_outputs(tensors[own, index, 0].shape, outputs_so_far)
        work = add_work(name, options, shape, tensors[own, index, 0].shape, work)
    inputs = [tensors[key] for key in _ends(config.get("input_layers"))]
    outputs = [tensors[key] for key in _ends(config.get("output_layers"))]
    model = keras.Model(
        inputs[0] if len(inputs) == 1 else inputs, outputs[0] if len(outputs) == 1 else outputs
    )
    return model, Cost(work, outputs_so_far)


def _plain_calls(name: str, nodes: Sequence[Any]) -> None:
    """Refuse calls with anything but inputs: a layer that is always to be training, say.

    Keras writes training=False into every call of a Dropout layer, where it is the default; such
    a layer drops units in training all the same.
    """
    for node in nodes:
        keywords = part(node, "kwargs", dict)
        given = {key for key, value in keywords.items() if value is not None}
        if name == "Dropout" and keywords.get("training") is False:
            given.remove("training")
        if len(part(node, "args", list)) != 1 or given:
            raise ModelError("A layer of the model is called with arguments that are not allowed.")


def _inputs(node: Any, tensors: dict[_TensorKey, Any]) -> Any:
    """The tensors that a node takes, None while one of them does not exist."""
    arguments = part(node, "args", list)
    several = isinstance(arguments[0], list)
    if several and len(arguments[0]) > MAX_LAYERS:
        raise ModelError("A layer of the model has too many inputs.")
    found = [
        tensors.get(_end(part(part(argument, "config", dict), "keras_history", list)))
        for argument in (arguments[0] if several else arguments)
    ]
    if any(tensor is None for tensor in found):
        return None
    return found if several else found[0]


def _ends(value: Any) -> list[_TensorKey]:
    if isinstance(value, list) and value and isinstance(value[0], str):
        value = [value]
    if not isinstance(value, list) or not value or len(value) > MAX_LAYERS:
        raise ModelError("The model has no inputs or no outputs.")
    return [_end(end) for end in value]


def _end(value: Any) -> _TensorKey:
    if (
        isinstance(value, list)
        and len(value) == 3
        and isinstance(value[0], str)
        and all(type(number) is int for number in value[1:])
    ):
        return value[0], value[1], value[2]
    raise ModelError("The model's layers are not connected.")


def _set_weights(model: Any, weights: Sequence[np.ndarray[Any, Any]]) -> None:
    own = model.weights
    if len(own) != len(weights) or any(
        tuple(mine.shape) != theirs.shape for mine, theirs in zip(own, weights, strict=False)
    ):
        raise ModelError("The model's weights do not fit its layers.")
    model.set_weights(list(weights))
