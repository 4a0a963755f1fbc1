"""Keras models that crossed the trust boundary, rebuilt from data that was checked first.

A student's model arrives as JSON text and arrays. Nothing of it is handed to Keras's own
deserialisation: each layer is looked up in a list, each option is checked against what the list
allows, and the layer is then made here by its constructor. Weights are set afterwards; of the
initialisers only random ones are kept, for `fresh` models. What is not on the list is refused
with a message.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from autograder.keras_models.allowed_layers import CheckedLayer, check_layer, make_layer
from autograder.keras_models.architecture import ModelError, decode_architecture, part, refuse_long
from autograder.keras_models.compile_settings import (
    SettingsError,
    apply_settings,
    read_settings,
    remember_settings,
)
from autograder.keras_models.importing import import_keras
from autograder.keras_models.layer_costs import Shape
from autograder.keras_models.sizes import MAX_LAYERS, Cost
from autograder.keras_models.wiring import Call, TensorKey, read_call, read_ends, shapes_of

#: Of rebuilt models.
_costs: WeakKeyDictionary[Any, Cost] = WeakKeyDictionary()
_architectures: WeakKeyDictionary[Any, bytes] = WeakKeyDictionary()


def rebuild(
    architecture: bytes,
    weights: Sequence[np.ndarray[Any, Any]] | None,
    compiled_with: bytes = b"",
) -> Any:
    """Build the model that `architecture` describes, give it `weights` and compile it.

    Without `weights` it has those that its initialisers draw.

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
        _architectures[model] = architecture
        if model.built and weights is not None:
            _set_weights(model, weights)
        if compiled_with:
            _compile(model, compiled_with)
    except ModelError:
        raise
    except Exception as error:  # TensorFlow has kinds of its own, and all say that it does not fit
        raise ModelError("The model's layers do not fit together.") from error
    return model


def cost_of(model: Any) -> Cost:
    """What a rebuilt model needs for one sample; nothing is known of any other."""
    return _costs.get(model, Cost())


def architecture_of(model: Any) -> bytes:
    """The text from which a model was rebuilt."""
    return _architectures[model]


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
    tensor, cost = None, Cost()
    shapes: list[Shape] = []
    for described in layers:
        name, options = check_layer(described)
        cost.add_layer(name, options, shapes)
        made.append(make_layer(keras, name, options))
        if name == "InputLayer":
            if len(made) > 1:
                raise ModelError("Only the first layer of the model may be its input.")
            tensor = made[0].output
            cost.add_call(name, options, [], tuple(tensor.shape))
        elif tensor is not None:
            cost.add_inside(name, options, shapes)
            tensor = made[-1](tensor)
            cost.add_call(name, options, shapes, tuple(tensor.shape))
        shapes = [] if tensor is None else shapes_of([tensor])
    return keras.Sequential(made), cost


def _functional(keras: Any, config: dict[str, Any], layers: Sequence[Any]) -> tuple[Any, Cost]:
    """The model and its cost.

    The layers are wired as their inbound nodes say; a layer with two nodes is shared.
    """
    made: dict[str, Any] = {}
    tensors: dict[TensorKey, Any] = {}
    waiting: list[tuple[str, int, Call]] = []
    checked: dict[str, CheckedLayer] = {}
    for described in layers:
        own = part(described, "name", str)
        if own in checked:
            raise ModelError("Two layers of the model have the same name.")
        checked[own] = check_layer(described)
        nodes = part(described, "inbound_nodes", list)
        if len(nodes) > MAX_LAYERS:
            raise ModelError("A layer of the model is used too often.")
        if checked[own].name == "InputLayer":
            made[own] = make_layer(keras, *checked[own])
            tensors[own, 0, 0] = made[own].output
        else:
            waiting += [
                (own, index, read_call(checked[own].name, node)) for index, node in enumerate(nodes)
            ]
    cost = Cost()
    while waiting:
        ready = next((entry for entry in waiting if entry[2].find(tensors) is not None), None)
        if ready is None:
            raise ModelError("The model's layers are not connected.")
        waiting.remove(ready)
        own, index, call = ready
        given = call.find(tensors) or []
        name, options = checked[own]
        shapes = shapes_of(given)
        if own not in made:
            cost.add_layer(name, options, shapes)
            made[own] = make_layer(keras, name, options)
        cost.add_inside(name, options, shapes)
        tensors[own, index, 0] = call.make(made[own], given)
        cost.add_call(name, options, shapes, tuple(tensors[own, index, 0].shape))
    inputs = [tensors[key] for key in read_ends(config.get("input_layers"))]
    outputs = [tensors[key] for key in read_ends(config.get("output_layers"))]
    model = keras.Model(
        inputs[0] if len(inputs) == 1 else inputs, outputs[0] if len(outputs) == 1 else outputs
    )
    return model, cost


def _set_weights(model: Any, weights: Sequence[np.ndarray[Any, Any]]) -> None:
    own = model.weights
    if len(own) != len(weights) or any(
        tuple(mine.shape) != theirs.shape for mine, theirs in zip(own, weights, strict=False)
    ):
        raise ModelError("The model's weights do not fit its layers.")
    model.set_weights(list(weights))
