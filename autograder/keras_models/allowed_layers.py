"""The layers that a rebuilt model may have, their options, and the check of each of them.

A layer stands in `ALLOWED_LAYERS` with the options that are kept. An option's check gives the value
that the layer's constructor takes, or raises ModelError.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from autograder.keras_models.architecture import SHOWN_NAME, ModelError, part
from autograder.keras_models.importing import import_keras
from autograder.keras_models.layer_options import (
    Check,
    amount,
    axes,
    boolean,
    choice,
    dilation,
    float32,
    initializer,
    input_type,
    leading_axes,
    or_none,
    padding,
    real,
    regularizer,
    shape,
    sizes,
    true,
    whole,
)
from autograder.keras_models.sizes import MAX_AXIS, MAX_UNITS

#: Those of Keras's own that take a tensor and nothing else, and keep its shape.
ACTIVATIONS = frozenset(
    "celu elu exponential gelu hard_shrink hard_sigmoid hard_silu hard_swish hard_tanh leaky_relu "
    "linear log_sigmoid log_softmax mish relu relu6 selu sigmoid silu soft_shrink softmax softplus "
    "softsign sparse_plus sparse_sigmoid sparsemax squareplus swish tanh tanh_shrink".split()
)


class CheckedLayer(NamedTuple):
    """A layer of Keras's own and its options, each of which has been checked."""

    name: str
    options: dict[str, Any]


def check_layer(described: Any) -> CheckedLayer:
    """A layer's class and its options, each of them checked."""
    name = part(described, "class_name", str)
    config = part(described, "config", dict)
    if str(described.get("module")).startswith("keras.src.ops"):
        raise ModelError(
            "The model computes with keras.ops or with signs, such as `x * y`. Only layers are "
            "allowed here, such as keras.layers.Multiply()."
        )
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
        elif not (key in _DROPPED or (key in ONLY_DEFAULT and (value is None or value is False))):
            shown = f"option {key}" if key in _parameters_of_keras(name) else "option"
            raise ModelError(f"An {shown} of a layer {name} is not allowed here.")
    own = config.get("name")
    if isinstance(own, str) and SHOWN_NAME.fullmatch(own):
        options["name"] = own
    return CheckedLayer(name, options)


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
    given = {
        key: make_layer(keras, *value) if isinstance(value, CheckedLayer) else value
        for key, value in options.items()
        if key not in _UNLESS_GIVEN or value
    }
    return getattr(keras.layers, name)(**given)


# --- checks that look into another layer ---------------------------------------------------------


def _activation(value: Any) -> str | CheckedLayer:
    """An activation by its name, whether it was given as a string, a function or a layer.

    A layer whose options are not those of the function stays a layer.
    """
    config = value.get("config") if isinstance(value, dict) else None
    if isinstance(config, str) and value.get("class_name") == "function":
        value = config
    elif isinstance(config, dict) and value.get("class_name") == "Activation":
        return _activation(config.get("activation"))
    elif isinstance(config, dict):
        return _layer_as_activation(value)
    if isinstance(value, str) and value in ACTIVATIONS:
        return value
    raise ModelError("An activation is not one of Keras's own.")


def _layer_as_activation(described: dict[str, Any]) -> str | CheckedLayer:
    if described.get("class_name") not in LAYER_ACTIVATIONS:
        raise ModelError("An activation is not one of Keras's own.")
    layer = check_layer(described)
    function, defaults = LAYER_ACTIVATIONS[layer.name]
    own = {key: value for key, value in layer.options.items() if key != "name"}
    return function if own == defaults else CheckedLayer(layer.name, own)


#: Layers that may be given as an activation: the function that does the same with these options.
LAYER_ACTIVATIONS: dict[str, tuple[str, dict[str, Any]]] = {
    "ReLU": ("relu", {"max_value": None, "negative_slope": 0.0, "threshold": 0.0}),
    "Softmax": ("softmax", {"axis": -1}),
    "ELU": ("elu", {"alpha": 1.0}),
    "LeakyReLU": ("leaky_relu", {"negative_slope": 0.2}),
}


def _one_of(names: Sequence[str]) -> Callable[[Any], CheckedLayer]:
    """A layer within a layer, checked by the same table."""

    def check(described: Any) -> CheckedLayer:
        if part(described, "class_name", str) not in names:
            raise ModelError(f"The layer within a layer is not {', '.join(names)}.")
        return check_layer(described)

    return check


# --- the table -----------------------------------------------------------------------------------

_COMMON: dict[str, Callable[[Any], None]] = {"dtype": float32, "trainable": true}
#: Named elsewhere, or without effect once the weights are set. A random layer draws from a seed
#: that the grader sets, whatever its own was.
_DROPPED = frozenset(
    "name batch_input_shape bias_initializer beta_initializer gamma_initializer "
    "moving_mean_initializer moving_variance_initializer seed sparse recurrent_initializer "
    "embeddings_initializer depthwise_initializer pointwise_initializer ragged optional".split()
)
#: Options that only their default is allowed for, where the layer's own table does not have them.
#: An unrolled layer is as large a graph as the sequence is long; a mask is an operation, not a
#: layer, but for that of an embedding; a state that is returned or kept is a second way out of the
#: layer.
ONLY_DEFAULT = frozenset(
    "kernel_constraint bias_constraint beta_constraint gamma_constraint recurrent_constraint "
    "embeddings_constraint depthwise_constraint pointwise_constraint activity_regularizer "
    "lora_rank lora_alpha quantization_config noise_shape data_format synchronized renorm "
    "renorm_clipping mask_zero return_state stateful unroll sliding_window use_gate".split()
)
#: Left to Keras's default where the student's choice is not kept.
_UNLESS_GIVEN = frozenset({"kernel_initializer"})

_SHARE = real(0.0, 1.0)
_CHANNELS_LAST = choice("channels_last")
_PENALTIES: dict[str, Check] = {
    "kernel_regularizer": regularizer,
    "bias_regularizer": regularizer,
    "activity_regularizer": regularizer,
}
_KERNEL: dict[str, Check] = {
    "kernel_initializer": initializer,
    "activation": _activation,
    "use_bias": boolean,
    **_PENALTIES,
}
_WINDOW: dict[str, Check] = {
    "padding": choice("valid", "same"),
    "strides": or_none(sizes),
    "data_format": _CHANNELS_LAST,
}
_CONVOLUTION: dict[str, Check] = {
    "kernel_size": sizes,
    "dilation_rate": dilation,
    **_WINDOW,
    **_KERNEL,
}
_DEPTHWISE: dict[str, Check] = {
    "depth_multiplier": whole(1, 8),
    "depthwise_regularizer": regularizer,
    **_CONVOLUTION,
}
_POOLING: dict[str, Check] = {"pool_size": sizes, **_WINDOW}
_GLOBAL: dict[str, Check] = {"keepdims": boolean, "data_format": _CHANNELS_LAST}
_RECURRENT: dict[str, Check] = {
    "units": whole(1, 1024),
    "return_sequences": boolean,
    "go_backwards": boolean,
    "zero_output_for_mask": boolean,
    "dropout": _SHARE,
    "recurrent_dropout": _SHARE,
    "recurrent_regularizer": regularizer,
    **_KERNEL,
}
_GATED: dict[str, Check] = {"recurrent_activation": _activation, **_RECURRENT}
_RECURRENT_NAMES = ("SimpleRNN", "LSTM", "GRU")
_NORMAL: dict[str, Check] = {
    "axis": axes,
    "epsilon": _SHARE,
    "center": boolean,
    "scale": boolean,
    "beta_regularizer": regularizer,
    "gamma_regularizer": regularizer,
}
_FILLED: dict[str, Check] = {
    "fill_mode": choice("constant", "nearest", "reflect", "wrap"),
    "fill_value": real(-1e6, 1e6),
    "interpolation": choice("nearest", "bilinear"),
    "data_format": _CHANNELS_LAST,
}
_MOVED: dict[str, Check] = {
    "height_factor": amount(-1.0, 1.0),
    "width_factor": amount(-1.0, 1.0),
    **_FILLED,
}
_LIT: dict[str, Check] = {
    "factor": amount(-1.0, 1.0),
    "value_range": amount(-1e6, 1e6),
    "data_format": _CHANNELS_LAST,
}
ALLOWED_LAYERS: dict[str, dict[str, Check]] = {
    "InputLayer": {"batch_shape": shape, "dtype": input_type},
    "Dense": {"units": whole(1, MAX_UNITS), **_KERNEL},
    "Embedding": {
        "input_dim": whole(1, 1_000_000),
        "output_dim": whole(1, 1024),
        "mask_zero": boolean,
        "embeddings_regularizer": regularizer,
    },
    # convolutions and pooling
    "Conv1D": {
        "filters": whole(1, 1024),
        "groups": whole(1, 1024),
        **_CONVOLUTION,
        "padding": choice("valid", "same", "causal"),
    },
    "Conv2D": {"filters": whole(1, 1024), "groups": whole(1, 1024), **_CONVOLUTION},
    "DepthwiseConv2D": _DEPTHWISE,
    "SeparableConv2D": {
        "filters": whole(1, 1024),
        "pointwise_regularizer": regularizer,
        **_DEPTHWISE,
    },
    "MaxPooling1D": _POOLING,
    "MaxPooling2D": _POOLING,
    "AveragePooling1D": _POOLING,
    "AveragePooling2D": _POOLING,
    "GlobalMaxPooling1D": _GLOBAL,
    "GlobalMaxPooling2D": _GLOBAL,
    "GlobalAveragePooling1D": _GLOBAL,
    "GlobalAveragePooling2D": _GLOBAL,
    # recurrence and attention
    "SimpleRNN": _RECURRENT,
    "LSTM": {"unit_forget_bias": boolean, **_GATED},
    "GRU": {"reset_after": boolean, **_GATED},
    "Bidirectional": {
        "layer": _one_of(_RECURRENT_NAMES),
        "backward_layer": or_none(_one_of(_RECURRENT_NAMES)),
        "merge_mode": choice("concat", "sum", "mul", "ave"),
    },
    "MultiHeadAttention": {
        "num_heads": whole(1, 64),
        "key_dim": whole(1, 1024),
        "value_dim": or_none(whole(1, 1024)),
        "output_shape": or_none(sizes),
        "attention_axes": or_none(leading_axes),
        "dropout": _SHARE,
        "use_bias": boolean,
        "kernel_initializer": initializer,
        **_PENALTIES,
    },
    # shapes
    "Flatten": {"data_format": _CHANNELS_LAST},
    "Reshape": {"target_shape": sizes},
    "Permute": {"dims": sizes},
    "RepeatVector": {"n": whole(1, MAX_AXIS)},
    "ZeroPadding2D": {"padding": padding, "data_format": _CHANNELS_LAST},
    # several inputs
    "Concatenate": {"axis": whole(-4, 4)},
    "Add": {},
    "Subtract": {},
    "Multiply": {},
    "Average": {},
    "Maximum": {},
    "Minimum": {},
    # activations
    "Activation": {"activation": _activation},
    "ReLU": {
        "max_value": real(0.0, 1e6),
        "negative_slope": _SHARE,
        "threshold": real(0.0, 1e6),
    },
    "LeakyReLU": {"negative_slope": _SHARE},
    "ELU": {"alpha": real(0.0, 10.0)},
    "Softmax": {"axis": whole(-4, 4)},
    # normalisation
    "BatchNormalization": {"momentum": _SHARE, "renorm_momentum": _SHARE, **_NORMAL},
    "LayerNormalization": {"rms_scaling": boolean, **_NORMAL},
    "RMSNormalization": {"axis": axes, "epsilon": _SHARE},
    "Rescaling": {"scale": real(-1e6, 1e6), "offset": real(-1e6, 1e6)},
    # random in training, nothing otherwise
    "Dropout": {"rate": _SHARE},
    "SpatialDropout2D": {"rate": _SHARE, "data_format": _CHANNELS_LAST},
    "GaussianNoise": {"stddev": real(0.0, 1e3)},
    "GaussianDropout": {"rate": _SHARE},
    "RandomFlip": {
        "mode": choice("horizontal", "vertical", "horizontal_and_vertical"),
        "data_format": _CHANNELS_LAST,
    },
    "RandomTranslation": _MOVED,
    "RandomZoom": _MOVED,
    "RandomRotation": {"factor": amount(-1.0, 1.0), **_FILLED},
    "RandomContrast": _LIT,
    "RandomBrightness": _LIT,
}
