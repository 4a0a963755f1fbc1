"""A model that crossed the trust boundary in a few words: its layers, and how it was compiled.

Nothing of it is trusted: what is not a plain name or number is left out.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from autograder.keras_models.architecture import SHOWN_NAME, ModelError, decode_architecture
from autograder.keras_models.compile_settings import (
    CompileSettings,
    Component,
    SettingsError,
    read_settings,
)

_MOST_LAYERS, _MOST_READ = 12, 500
#: What of a layer's configuration is shown, in this order, where it is there.
_SHOWN = ("batch_shape", "units", "filters", "kernel_size", "pool_size", "rate", "activation")
#: Layers that only compute an activation.
_ACTIVATIONS = {"ReLU": "relu", "Softmax": "softmax", "Sigmoid": "sigmoid"}
#: Initialisers that let all units of a layer learn the same.
_EQUAL = frozenset({"Zeros", "Ones", "Constant"})
#: The options of a layer that are penalties, and what is said of each.
_PENALTIES = {
    "kernel_regularizer": "",
    "bias_regularizer": " on the biases",
    "activity_regularizer": " on the outputs",
}
#: A model's architecture, and what it was compiled with; empty if it was not.
Described = tuple[bytes, bytes]


def model_in_words(architecture: bytes, compiled: bytes = b"") -> str:
    """Such as `a Keras model: Dense(1, linear); compiled with SGD, rate 0.01, loss Huber`."""
    text = _layers_in_words(architecture)
    return f"{text}; compiled with {_settings_in_words(_read(compiled))}" if compiled else text


def side_by_side(model: Described, right: Described) -> tuple[str, str]:
    """A model and the right one in words, without what they may differ in.

    A model that need not be compiled may be, and there may be more metrics than are asked for.
    """
    texts = _layers_in_words(model[0]), _layers_in_words(right[0])
    if not right[1]:
        return texts
    settings, wanted = _read(model[1]), _read(right[1])
    if settings is not None and wanted is not None and _has_metrics(settings, wanted):
        settings, wanted = replace(settings, metrics=()), replace(wanted, metrics=())
    of_model = f"compiled with {_settings_in_words(settings)}" if model[1] else "not compiled"
    return f"{texts[0]}; {of_model}", f"{texts[1]}; compiled with {_settings_in_words(wanted)}"


def _layers_in_words(architecture: bytes) -> str:
    try:
        kind, config = decode_architecture(architecture)
    except ModelError:
        return "a Keras model that cannot be read"
    layers = config.get("layers")
    shown = _folded(layers) if isinstance(layers, list) else []
    more = len(shown) - _MOST_LAYERS
    shown = shown[:_MOST_LAYERS] + ([f"and {more} more"] if more > 0 else [])
    return f"a Keras model: {', '.join(shown) or _name(kind)}"


def _folded(layers: list[Any]) -> list[str]:
    """The layers in words, without what makes no difference.

    An activation that is a layer of its own is that of the layer before, where that has none.
    """
    shown: list[tuple[str, list[str]]] = []
    for described in layers[:_MOST_READ]:
        name, options = layer = _layer(described)
        activation = options[0] if name == "Activation" and options else _ACTIVATIONS.get(name)
        before = shown[-1][1] if shown else []
        if activation is not None and "linear" in before and options in ([], [activation]):
            before[before.index("linear")] = activation
        elif layer != ("Dropout", ["0"]):
            shown.append(layer)
    return [f"{name}({', '.join(options)})" if name else "?" for name, options in shown]


def _layer(layer: Any) -> tuple[str, list[str]]:
    """A layer's class and its options; empty for what is not a layer."""
    if not isinstance(layer, dict):
        return "", []
    config = layer.get("config")
    config = config if isinstance(config, dict) else {}
    target = config.get("target_shape")
    if layer.get("class_name") == "Reshape" and isinstance(target, list) and len(target) == 1:
        return "Flatten", []  # it does the same
    options = [text for key in _SHOWN if (text := _plain(config.get(key)))]
    options += _places(config)
    if config.get("use_bias") is False:
        options.append("no biases")
    if _class_of(config.get("kernel_initializer")) in _EQUAL:
        options.append("equal weights at first")
    for key, where in _PENALTIES.items():
        options += [f"{penalty}{where}" for penalty in _penalties(config.get(key))]
    nodes = layer.get("inbound_nodes")
    if isinstance(nodes, list) and len(nodes) > 1:
        options.append(f"used {len(nodes)} times")
    return _name(layer.get("class_name")), options


def _places(config: dict[str, Any]) -> list[str]:
    """Where a convolution or pooling looks, as far as it is not where one would expect."""
    words = ["padding same"] if config.get("padding") == "same" else []
    for key, name in (("strides", "strides"), ("dilation_rate", "dilation")):
        steps, window = config.get(key), config.get("pool_size")
        usual = window if key == "strides" and window else [1] * _length(steps)
        if isinstance(steps, list) and steps != usual and (text := _plain(steps)):
            words.append(f"{name} {text}")
    return words


def _length(value: Any) -> int:
    return len(value) if isinstance(value, list) else 0


def _penalties(regularizer: Any) -> list[str]:
    """Such as `L2 penalty 0.01`; one of strength 0 is none."""
    if not isinstance(regularizer, dict) or not isinstance(regularizer.get("config"), dict):
        return []
    strengths = regularizer["config"]
    if _class_of(regularizer) == "L1L2":
        return [
            f"{key.upper()} penalty {_plain(strengths[key])}"
            for key in ("l1", "l2")
            if strengths.get(key)
        ]
    shown = filter(None, map(_plain, strengths.values()))
    return [f"{_class_of(regularizer)} penalty {', '.join(shown)}"]


def _class_of(described: Any) -> str:
    return _name(described.get("class_name")) if isinstance(described, dict) else ""


def _read(compiled: bytes) -> CompileSettings | None:
    """Compile settings; None where they are not allowed."""
    try:
        return read_settings(compiled)
    except SettingsError:
        return None


def _has_metrics(settings: CompileSettings, wanted: CompileSettings) -> bool:
    """Whether all metrics that are wanted are there; the accuracy has several names."""
    return all(
        metric in settings.metrics or (metric.name == "accuracy" and settings.has_accuracy)
        for metric in wanted.metrics
    )


def _settings_in_words(settings: CompileSettings | None) -> str:
    """Optimiser, rate and loss, whichever of their names the student has used."""
    if settings is None:
        return "settings that are not allowed"
    rate = settings.learning_rate
    named = f"{rate:.6g}" if isinstance(rate, (int, float)) else _component(rate)
    loss = _component(settings.loss) if settings.loss else "none"
    words = f"{_component(settings.optimizer)}, rate {named}, loss {loss}"
    metrics = ", ".join(map(_component, settings.metrics))
    return f"{words}, metrics {metrics}" if metrics else words


def _component(component: Component) -> str:
    """A loss, a metric or an optimiser, with the options that are not Keras's defaults."""
    options = [f"{_name(key)} {_option(value)}" for key, value in component.options.items()]
    return f"{_name(component.name)}({', '.join(options)})" if options else _name(component.name)


def _option(value: Any) -> str:
    return str(value) if isinstance(value, bool) else _plain(value) or "?"


def _name(value: Any) -> str:
    return value if isinstance(value, str) and SHOWN_NAME.fullmatch(value) else "?"


def _plain(value: Any) -> str:
    """A number, a name or a short list of numbers; empty for anything else."""
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, (int, float)):
        return f"{value:.6g}" if isinstance(value, float) else str(value)[:20]
    if isinstance(value, str):
        return _name(value)
    if isinstance(value, list) and len(value) <= 4:
        return f"({', '.join(_plain(item) or 'None' for item in value)})"
    return ""
