"""Keras models that crossed the trust boundary, rebuilt from data that was checked first.

A student's model arrives as JSON text and arrays. Nothing of it is handed to Keras's own
deserialisation: each layer is looked up in a list, each option is checked against what the list
allows, and the layer is then made here by its constructor. Weights are set afterwards; of the
initialisers only random ones are kept, for `fresh` models. What is not on the list is refused
with a message.
"""

from __future__ import annotations

import logging
import math
import os
import re
import sys
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import msgspec
import numpy as np

from autograder.keras_models import compiled

MAX_TEXT = 512 * 1024  # bytes of JSON
MAX_LAYERS = 64
MAX_UNITS = 8192
MAX_AXIS = 4096
MAX_PARAMETERS = 4_000_000
MAX_OUTPUTS = 4_000_000  # numbers that all layers together give for one sample
MAX_NESTING = 32  # of the JSON

ACTIVATIONS = frozenset(
    "elu exponential gelu hard_sigmoid leaky_relu linear log_softmax mish relu relu6 selu sigmoid "
    "silu softmax softplus softsign swish tanh".split()
)
_NAME = re.compile(r"[A-Za-z0-9_.-]{1,60}")

Check = Callable[[Any], Any]


class ModelError(Exception):
    """A model that is not accepted; the message tells the student why."""


def rebuild(
    architecture: bytes, weights: Sequence[np.ndarray[Any, Any]], compiled_with: bytes = b""
) -> Any:
    """Build the model that `architecture` describes, give it `weights` and compile it.

    Raises ModelError for anything that the list does not allow, and for weights that do not fit.
    A Sequential model without an input comes back unbuilt, as it was; `compiled.settings_of` tells
    what a compiled one was compiled with.
    """
    if len(architecture) > MAX_TEXT:
        raise ModelError("The model's description is too large.")
    try:
        described = msgspec.json.decode(architecture)
    except (msgspec.DecodeError, RecursionError, ValueError):
        raise ModelError("The model cannot be read.") from None
    if _is_nested_deeper(described, MAX_NESTING):
        raise ModelError("The model cannot be read.")
    kind, config = _part(described, "class_name", str), _part(described, "config", dict)
    if kind not in ("Sequential", "Functional"):
        raise ModelError(
            "It is a class of its own. Make the model with keras.Sequential or with "
            "keras.Model(inputs, outputs)."
        )
    layers = _part(config, "layers", list)
    if len(layers) > MAX_LAYERS:
        raise ModelError(f"The model has more than {MAX_LAYERS} layers.")
    keras = import_keras()
    try:
        if kind == "Sequential":
            model = _sequential(keras, layers)
        else:
            model = _functional(keras, config, layers)
        if model.built:
            _set_weights(model, weights)
        if compiled_with:
            _compile(model, compiled_with)
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:
        raise ModelError("The model's layers do not fit together.") from error
    return model


def fresh(model: Any, seed: int, **options: Any) -> Any:
    """A copy of a rebuilt model with weights of its own, drawn from `seed`, compiled alike.

    Nothing that the given model has learned is in it; `options` replace arguments of compile.
    Raises ModelError for a model that was not compiled with a loss, or has no weights yet.
    """
    settings = compiled.settings_of(model)
    if settings is None or settings.loss is None:
        raise ModelError("The model is not compiled with a loss.")
    if not model.built:
        raise ModelError("The model has no weights yet. Begin it with keras.Input.")
    keras = import_keras()
    keras.utils.set_random_seed(seed)
    copy = keras.models.clone_model(model)
    try:
        compiled.apply(settings, copy, **options)
    except (TypeError, ValueError) as error:
        raise ModelError("The model cannot be compiled.") from error
    return copy


def _compile(model: Any, text: bytes) -> None:
    if len(text) > MAX_TEXT:
        raise ModelError("The model's description is too large.")
    try:
        settings = compiled.read(text)
    except compiled.SettingsError as error:
        raise ModelError(str(error)) from None
    compiled.apply(settings, model)
    compiled.remember(model, settings)


@cache
def import_keras() -> Any:
    """Import Keras when the first model comes, without the messages of its start."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("TF_FORCE_GPU_ALLOW_GROWTH", "true")  # processes share the GPU
    sys.stderr.flush()
    kept, null = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 2)
    try:
        import keras  # noqa: PLC0415 - takes seconds, and most assignments do without it
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(null)
    logging.getLogger("tensorflow").setLevel(logging.ERROR)  # it warns of many models
    return keras


def _is_nested_deeper(value: Any, depth: int) -> bool:
    """Level by level: what walks the description later may recurse."""
    level = [value]
    while level and depth:
        depth -= 1
        level = [
            part
            for one in level
            if isinstance(one, (dict, list))
            for part in (one.values() if isinstance(one, dict) else one)
        ]
    return any(isinstance(one, (dict, list)) for one in level)


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


def _sequential(keras: Any, layers: Sequence[Any]) -> Any:
    """Each layer is called as it comes, so that its shape is known before the next one is made."""
    made: list[Any] = []
    tensor, spent, given = None, 0, 0
    shape: Any = None
    for described in layers:
        name, options = _checked(described)
        spent = _spend(name, options, shape, spent)
        made.append(_make(keras, name, options))
        if name == "InputLayer":
            if len(made) > 1:
                raise ModelError("Only the first layer of the model may be its input.")
            tensor = made[0].output
        elif tensor is not None:
            tensor = made[-1](tensor)
        shape = options.get("batch_shape") if tensor is None else tensor.shape
        given = _add_outputs(shape, given)
    return keras.Sequential(made)


def _functional(keras: Any, config: dict[str, Any], layers: Sequence[Any]) -> Any:
    """Wire the layers as their inbound nodes say; a layer with two nodes is shared."""
    made: dict[str, Any] = {}
    tensors: dict[tuple[str, int, int], Any] = {}
    waiting: list[tuple[str, int, Any]] = []
    checked: dict[str, tuple[str, dict[str, Any]]] = {}
    for described in layers:
        own = _part(described, "name", str)
        if own in checked:
            raise ModelError("Two layers of the model have the same name.")
        checked[own] = _checked(described)
        nodes = _part(described, "inbound_nodes", list)
        if len(nodes) > MAX_LAYERS:
            raise ModelError("A layer of the model is used too often.")
        if checked[own][0] == "InputLayer":
            made[own] = _make(keras, *checked[own])
            tensors[own, 0, 0] = made[own].output
        else:
            _plain_calls(checked[own][0], nodes)
            waiting += [(own, place, node) for place, node in enumerate(nodes)]
    spent, outputs_so_far = 0, 0
    while waiting:
        ready = next((entry for entry in waiting if _inputs(entry[2], tensors) is not None), None)
        if ready is None:
            raise ModelError("The model's layers are not connected.")
        waiting.remove(ready)
        own, place, node = ready
        given = _inputs(node, tensors)
        name, options = checked[own]
        if own not in made:
            shape = given[0].shape if isinstance(given, list) else given.shape
            spent = _spend(name, options, shape, spent)
            made[own] = _make(keras, name, options)
        tensors[own, place, 0] = made[own](given)
        outputs_so_far = _add_outputs(tensors[own, place, 0].shape, outputs_so_far)
    inputs = [tensors[key] for key in _ends(config.get("input_layers"))]
    outputs = [tensors[key] for key in _ends(config.get("output_layers"))]
    return keras.Model(
        inputs[0] if len(inputs) == 1 else inputs, outputs[0] if len(outputs) == 1 else outputs
    )


def _plain_calls(name: str, nodes: Sequence[Any]) -> None:
    """Refuse calls with anything but inputs: a layer told that it is always training, say.

    Keras writes training=False into every call of a Dropout layer, where it is the default; such
    a layer drops units in training all the same.
    """
    for node in nodes:
        keywords = _part(node, "kwargs", dict)
        given = {key for key, value in keywords.items() if value is not None}
        if name == "Dropout" and keywords.get("training") is False:
            given.remove("training")
        if len(_part(node, "args", list)) != 1 or given:
            raise ModelError("A layer of the model is called with arguments that are not allowed.")


def _inputs(node: Any, tensors: dict[tuple[str, int, int], Any]) -> Any:
    """The tensors that a node takes, None while one of them does not exist."""
    arguments = _part(node, "args", list)
    several = isinstance(arguments[0], list)
    if several and len(arguments[0]) > MAX_LAYERS:
        raise ModelError("A layer of the model has too many inputs.")
    found = [
        tensors.get(_end(_part(_part(one, "config", dict), "keras_history", list)))
        for one in (arguments[0] if several else arguments)
    ]
    if any(tensor is None for tensor in found):
        return None
    return found if several else found[0]


def _ends(value: Any) -> list[tuple[str, int, int]]:
    if isinstance(value, list) and value and isinstance(value[0], str):
        value = [value]
    if not isinstance(value, list) or not value or len(value) > MAX_LAYERS:
        raise ModelError("The model has no inputs or no outputs.")
    return [_end(one) for one in value]


def _end(value: Any) -> tuple[str, int, int]:
    if (
        isinstance(value, list)
        and len(value) == 3
        and isinstance(value[0], str)
        and all(type(number) is int for number in value[1:])
    ):
        return value[0], value[1], value[2]
    raise ModelError("The model's layers are not connected.")


def _spend(name: str, options: dict[str, Any], shape: Any, spent: int) -> int:
    """Add up parameters before a layer exists, so that one of a billion units never does."""
    if shape is not None and isinstance(shape, tuple):
        features = shape[-1] or 1
        if name == "Dense":
            spent += features * options["units"] + options["units"]
        elif name in ("Conv2D", "SeparableConv2D"):
            kernel = math.prod(options["kernel_size"]) * options.get("depth_multiplier", 1)
            spent += kernel * features * options["filters"] + options["filters"]
        elif name in ("BatchNormalization", "LayerNormalization"):
            spent += 4 * features
        if math.prod(length or 1 for length in shape) > MAX_PARAMETERS:
            raise ModelError("A layer of the model is too large.")
    if spent > MAX_PARAMETERS:
        raise ModelError(f"The model has more than {MAX_PARAMETERS:,} parameters.")
    return spent


def _add_outputs(shape: Any, so_far: int) -> int:
    """Add up what the layers give: a few without weights can make billions of one number."""
    if isinstance(shape, tuple):
        so_far += math.prod(length or 1 for length in shape)
    if so_far > MAX_OUTPUTS:
        raise ModelError("The layers of the model give too many numbers.")
    return so_far


def _set_weights(model: Any, weights: Sequence[np.ndarray[Any, Any]]) -> None:
    own = model.weights
    if len(own) != len(weights) or any(
        tuple(mine.shape) != theirs.shape for mine, theirs in zip(own, weights, strict=False)
    ):
        raise ModelError("The model's weights do not fit its layers.")
    model.set_weights(list(weights))


# --- what is allowed -----------------------------------------------------------------------------


def _checked(described: Any) -> tuple[str, dict[str, Any]]:
    """A layer's class and its options, each of them checked."""
    name = _part(described, "class_name", str)
    config = _part(described, "config", dict)
    if name not in _LAYERS or described.get("module") not in ("keras.layers", "keras"):
        shown = name if _NAME.fullmatch(name) else "of this kind"
        raise ModelError(f"A layer {shown} is not allowed here.")
    if described.get("registered_name") not in (None, name):
        raise ModelError("A custom layer is not allowed here.")
    options: dict[str, Any] = {}
    for key, value in config.items():
        if key in _LAYERS[name]:
            options[key] = _LAYERS[name][key](value)
        elif key in _COMMON:
            _COMMON[key](value)
        elif not (key in _DROPPED or (key in _UNSET and value is None)):
            shown = key if _NAME.fullmatch(key) else "of this kind"
            raise ModelError(f"The option {shown} of a layer {name} is not allowed here.")
    own = config.get("name")
    if isinstance(own, str) and _NAME.fullmatch(own):
        options["name"] = own
    return name, options


def _make(keras: Any, name: str, options: dict[str, Any]) -> Any:
    given = {key: value for key, value in options.items() if key not in _UNLESS_GIVEN or value}
    return getattr(keras.layers, name)(**given)


def _part(value: Any, key: str, kind: type) -> Any:
    if not isinstance(value, dict) or not isinstance(value.get(key), kind):
        raise ModelError("The model cannot be read.")
    return value[key]


def _whole(least: int, most: int) -> Check:
    def check(value: Any) -> int:
        if type(value) is not int or not least <= value <= most:
            raise ModelError("A layer has a size that is not allowed here.")
        return value

    return check


def _real(least: float, most: float) -> Check:
    def check(value: Any) -> float | None:
        if value is None:
            return None
        if type(value) not in (int, float) or not least <= value <= most:
            raise ModelError("A layer has an option outside its range.")
        return float(value)

    return check


def _truth(value: Any) -> bool:
    if type(value) is not bool:
        raise ModelError("A layer has an option that is no truth value.")
    return value


def _choice(*allowed: str) -> Check:
    def check(value: Any) -> str:
        if value not in allowed:
            raise ModelError("A layer has an option that is not allowed here.")
        return str(value)

    return check


def _sizes(value: Any) -> tuple[int, ...]:
    parts = value if isinstance(value, list) else [value]
    if not 1 <= len(parts) <= 4:
        raise ModelError("A layer has a size that is not allowed here.")
    return tuple(_whole(1, MAX_AXIS)(part) for part in parts)


def _padding(value: Any) -> Any:
    if isinstance(value, list):
        if len(value) != 2:
            raise ModelError("A layer has a size that is not allowed here.")
        return tuple(_padding(part) for part in value)
    return _whole(0, 64)(value)


def _shape(value: Any) -> tuple[int | None, ...]:
    if not isinstance(value, list) or not 1 <= len(value) <= 5:
        raise ModelError("The model's input has a shape that is not allowed here.")
    return tuple(None if part is None else _whole(1, MAX_AXIS)(part) for part in value)


def _activation(value: Any) -> str:
    """An activation as its name, whether it was given as a string, a function or a layer."""
    if isinstance(value, dict):
        config = value.get("config")
        if value.get("class_name") == "function" and isinstance(config, str):
            value = config
        elif value.get("class_name") == "Activation" and isinstance(config, dict):
            return _activation(config.get("activation"))
        else:
            value = _LAYER_ACTIVATIONS.get(str(value.get("class_name")))
    if isinstance(value, str) and value in ACTIVATIONS:
        return value
    raise ModelError("An activation is not one of Keras's own.")


_LAYER_ACTIVATIONS = {
    "ReLU": "relu", "Softmax": "softmax", "ELU": "elu", "LeakyReLU": "leaky_relu",
}  # fmt: skip


def _regularizer(value: Any) -> Any:
    if value is None:
        return None
    kind, config = _part(value, "class_name", str), _part(value, "config", dict)
    if kind not in ("L1", "L2", "L1L2") or value.get("registered_name") is not None:
        raise ModelError("A regularizer is not one of L1, L2 and L1L2.")
    strengths = {
        key: _real(0.0, 10.0)(strength) for key, strength in config.items() if key in ("l1", "l2")
    }
    return import_keras().regularizers.L1L2(**strengths)


def _float32(value: Any) -> None:
    if isinstance(value, dict):
        value = _part(value, "config", dict).get("name")
    if value != "float32":
        raise ModelError("The model calculates in another type than float32.")


def _is_true(value: Any) -> None:
    if value is not True:
        raise ModelError("A layer of the model is frozen (trainable=False).")


def _is_false(value: Any) -> bool:
    if value is not False:
        raise ModelError("A layer has an option that is not allowed here.")
    return False


_COMMON: dict[str, Callable[[Any], None]] = {"dtype": _float32, "trainable": _is_true}
#: Named elsewhere, or without effect once the weights are set.
_DROPPED = frozenset(
    "name batch_input_shape bias_initializer beta_initializer gamma_initializer "
    "moving_mean_initializer moving_variance_initializer seed sparse "
    "depthwise_initializer pointwise_initializer ragged optional".split()
)
#: Options that only their default is allowed for.
_UNSET = frozenset(
    "quantization_config kernel_constraint bias_constraint beta_constraint gamma_constraint "
    "activity_regularizer depthwise_regularizer pointwise_regularizer depthwise_constraint "
    "pointwise_constraint lora_rank lora_alpha noise_shape data_format renorm_clipping".split()
)


def _initializer(value: Any) -> Any:
    """A random initialiser of Keras's own, with a seed of its own; any other is the default."""
    name = value.get("class_name") if isinstance(value, dict) else value
    plain = name.lower().replace("_", "") if isinstance(name, str) else ""
    return _INITIALIZERS.get(plain)


_INITIALIZERS = {
    name.lower(): name
    for name in "GlorotNormal GlorotUniform HeNormal HeUniform LecunNormal LecunUniform".split()
}
#: Left to Keras's default where the student's choice is not kept.
_UNLESS_GIVEN = frozenset({"kernel_initializer"})
_KERNEL: dict[str, Check] = {
    "kernel_initializer": _initializer,
    "activation": _activation,
    "use_bias": _truth,
    "kernel_regularizer": _regularizer,
    "bias_regularizer": _regularizer,
    "activity_regularizer": _regularizer,
}
_WINDOW: dict[str, Check] = {
    "padding": _choice("valid", "same"),
    "strides": lambda value: None if value is None else _sizes(value),
    "data_format": _choice("channels_last"),
}
_NORMAL: dict[str, Check] = {
    "axis": lambda value: _whole(-4, 4)(value[0] if isinstance(value, list) else value),
    "epsilon": _real(0.0, 1.0),
    "center": _truth,
    "scale": _truth,
    "beta_regularizer": _regularizer,
    "gamma_regularizer": _regularizer,
}
_LAYERS: dict[str, dict[str, Check]] = {
    "InputLayer": {"batch_shape": _shape},
    "Dense": {"units": _whole(1, MAX_UNITS), **_KERNEL},
    "Conv2D": {
        "filters": _whole(1, 1024),
        "kernel_size": _sizes,
        "dilation_rate": _sizes,
        "groups": _whole(1, 1024),
        **_WINDOW,
        **_KERNEL,
    },
    "MaxPooling2D": {"pool_size": _sizes, **_WINDOW},
    "AveragePooling2D": {"pool_size": _sizes, **_WINDOW},
    "SeparableConv2D": {
        "filters": _whole(1, 1024),
        "kernel_size": _sizes,
        "dilation_rate": _sizes,
        "depth_multiplier": _whole(1, 8),
        **_WINDOW,
        **_KERNEL,
    },
    "ZeroPadding2D": {"padding": _padding, "data_format": _choice("channels_last")},
    "GlobalAveragePooling2D": {"keepdims": _truth, "data_format": _choice("channels_last")},
    "GlobalMaxPooling2D": {"keepdims": _truth, "data_format": _choice("channels_last")},
    "Flatten": {"data_format": _choice("channels_last")},
    "Reshape": {"target_shape": _sizes},
    "Activation": {"activation": _activation},
    "ReLU": {
        "max_value": _real(0.0, 1e6),
        "negative_slope": _real(0.0, 1.0),
        "threshold": _real(0.0, 1e6),
    },
    "LeakyReLU": {"negative_slope": _real(0.0, 1.0)},
    "ELU": {"alpha": _real(0.0, 10.0)},
    "Softmax": {"axis": _whole(-4, 4)},
    "Dropout": {"rate": _real(0.0, 1.0)},
    "SpatialDropout2D": {"rate": _real(0.0, 1.0), "data_format": _choice("channels_last")},
    "GaussianNoise": {"stddev": _real(0.0, 1e3)},
    "GaussianDropout": {"rate": _real(0.0, 1.0)},
    "BatchNormalization": {
        "momentum": _real(0.0, 1.0),
        "synchronized": _is_false,
        "renorm": _is_false,
        "renorm_momentum": _real(0.0, 1.0),
        **_NORMAL,
    },
    "LayerNormalization": {"rms_scaling": _truth, **_NORMAL},
    "Rescaling": {"scale": _real(-1e6, 1e6), "offset": _real(-1e6, 1e6)},
    "Concatenate": {"axis": _whole(-4, 4)},
    "Add": {},
}
