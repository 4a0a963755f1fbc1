"""The layers that a rebuilt model may have, their options, and the check of each of them.

A layer stands in `ALLOWED_LAYERS` with the options that are kept. An option's check gives the value
that the layer's constructor takes, or raises ModelError.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from autograder.keras_models.architecture import SHOWN_NAME, ModelError, part
from autograder.keras_models.importing import import_keras
from autograder.keras_models.sizes import MAX_AXIS, MAX_DILATION, MAX_UNITS

ACTIVATIONS = frozenset(
    "elu exponential gelu hard_sigmoid leaky_relu linear log_softmax mish relu relu6 selu sigmoid "
    "silu softmax softplus softsign swish tanh".split()
)

Check = Callable[[Any], Any]


def check_layer(described: Any) -> tuple[str, dict[str, Any]]:
    """A layer's class and its options, each of them checked."""
    name = part(described, "class_name", str)
    config = part(described, "config", dict)
    if name not in ALLOWED_LAYERS or described.get("module") not in ("keras.layers", "keras"):
        shown = name if _layer_of_keras(name) else "of this kind"
        raise ModelError(f"A layer {shown} is not allowed here.")
    if described.get("registered_name") not in (None, name):
        raise ModelError("A custom layer is not allowed here.")
    options: dict[str, Any] = {}
    for key, value in config.items():
        if key in ALLOWED_LAYERS[name]:
            options[key] = ALLOWED_LAYERS[name][key](value)
        elif key in _COMMON:
            _COMMON[key](value)
        elif not (key in _DROPPED or (key in _UNSET and value is None)):
            shown = f"option {key}" if key in _parameters_of_keras(name) else "option"
            raise ModelError(f"An {shown} of a layer {name} is not allowed here.")
    own = config.get("name")
    if isinstance(own, str) and SHOWN_NAME.fullmatch(own):
        options["name"] = own
    return name, options


def _layer_of_keras(name: str) -> type | None:
    """Keras's own layer of this name, if there is one.

    Any other name could be spelled from hidden inputs, and is not shown.
    """
    found = vars(import_keras().layers).get(name)
    return found if isinstance(found, type) else None


def _parameters_of_keras(name: str) -> frozenset[str]:
    """The names of the options that a layer of Keras's own takes."""
    layer = _layer_of_keras(name)
    return frozenset(inspect.signature(layer).parameters) if layer else frozenset()


def make_layer(keras: Any, name: str, options: dict[str, Any]) -> Any:
    """Make a layer of checked options by its constructor."""
    given = {key: value for key, value in options.items() if key not in _UNLESS_GIVEN or value}
    return getattr(keras.layers, name)(**given)


# --- checks of one option -----------------------------------------------------------------------


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


def _boolean(value: Any) -> bool:
    if type(value) is not bool:
        raise ModelError("A layer has an option that is not a truth value.")
    return value


def _choice(*allowed: str) -> Check:
    def check(value: Any) -> str:
        if value not in allowed:
            raise ModelError("A layer has an option that is not allowed here.")
        return str(value)

    return check


def _sizes(value: Any) -> tuple[int, ...]:
    sizes = value if isinstance(value, list) else [value]
    if not 1 <= len(sizes) <= 4:
        raise ModelError("A layer has a size that is not allowed here.")
    return tuple(_whole(1, MAX_AXIS)(size) for size in sizes)


def _dilation(value: Any) -> tuple[int, ...]:
    """A dilated convolution takes a pass for each offset."""
    sizes = _sizes(value)
    return tuple(_whole(1, MAX_DILATION)(size) for size in sizes)


def _padding(value: Any) -> Any:
    if isinstance(value, list):
        if len(value) != 2:
            raise ModelError("A layer has a size that is not allowed here.")
        return tuple(_padding(side) for side in value)
    return _whole(0, 64)(value)


def _shape(value: Any) -> tuple[int | None, ...]:
    if not isinstance(value, list) or not 1 <= len(value) <= 5:
        raise ModelError("The model's input has a shape that is not allowed here.")
    return tuple(None if length is None else _whole(1, MAX_AXIS)(length) for length in value)


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
    kind, config = part(value, "class_name", str), part(value, "config", dict)
    if kind not in ("L1", "L2", "L1L2") or value.get("registered_name") is not None:
        raise ModelError("A regularizer is not one of L1, L2 and L1L2.")
    strengths = {
        key: _real(0.0, 10.0)(strength) for key, strength in config.items() if key in ("l1", "l2")
    }
    return import_keras().regularizers.L1L2(**strengths)


def _float32(value: Any) -> None:
    if isinstance(value, dict):
        value = part(value, "config", dict).get("name")
    if value != "float32":
        raise ModelError("The model calculates in another type than float32.")


def _is_true(value: Any) -> None:
    if value is not True:
        raise ModelError("A layer of the model is frozen (trainable=False).")


def _is_false(value: Any) -> bool:
    if value is not False:
        raise ModelError("A layer has an option that is not allowed here.")
    return False


# --- the table -----------------------------------------------------------------------------------

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
    "use_bias": _boolean,
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
    "center": _boolean,
    "scale": _boolean,
    "beta_regularizer": _regularizer,
    "gamma_regularizer": _regularizer,
}
ALLOWED_LAYERS: dict[str, dict[str, Check]] = {
    "InputLayer": {"batch_shape": _shape},
    "Dense": {"units": _whole(1, MAX_UNITS), **_KERNEL},
    "Conv2D": {
        "filters": _whole(1, 1024),
        "kernel_size": _sizes,
        "dilation_rate": _dilation,
        "groups": _whole(1, 1024),
        **_WINDOW,
        **_KERNEL,
    },
    "MaxPooling2D": {"pool_size": _sizes, **_WINDOW},
    "AveragePooling2D": {"pool_size": _sizes, **_WINDOW},
    "SeparableConv2D": {
        "filters": _whole(1, 1024),
        "kernel_size": _sizes,
        "dilation_rate": _dilation,
        "depth_multiplier": _whole(1, 8),
        **_WINDOW,
        **_KERNEL,
    },
    "ZeroPadding2D": {"padding": _padding, "data_format": _choice("channels_last")},
    "GlobalAveragePooling2D": {"keepdims": _boolean, "data_format": _choice("channels_last")},
    "GlobalMaxPooling2D": {"keepdims": _boolean, "data_format": _choice("channels_last")},
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
    "LayerNormalization": {"rms_scaling": _boolean, **_NORMAL},
    "Rescaling": {"scale": _real(-1e6, 1e6), "offset": _real(-1e6, 1e6)},
    "Concatenate": {"axis": _whole(-4, 4)},
    "Add": {},
}
