"""A model that crossed the trust boundary in a few words: its layers, and how it was compiled."""

from __future__ import annotations

import re
from typing import Any

from autograder.keras_models.architecture import SHOWN_NAME, ModelError, decode_architecture
from autograder.keras_models.compile_settings import Component, SettingsError, read_settings

_MOST_LAYERS, _MOST_READ = 12, 500
#: What of a layer's configuration is shown, in this order, where it is there.
_SHOWN = ("batch_shape", "units", "filters", "kernel_size", "pool_size", "rate", "activation")


def model_in_words(architecture: bytes, compiled: bytes = b"") -> str:
    """Such as `a Keras model: Dense(1, linear); compiled with SGD, rate 0.01, loss Huber`.

    Nothing of it is trusted: what is not a plain name or number is left out.
    """
    try:
        kind, config = decode_architecture(architecture)
    except ModelError:
        return "a Keras model that cannot be read"
    layers = config.get("layers")
    shown = _folded(layers) if isinstance(layers, list) else []
    more = len(shown) - _MOST_LAYERS
    shown = shown[:_MOST_LAYERS] + ([f"and {more} more"] if more > 0 else [])
    text = f"a Keras model: {', '.join(shown) or _name(kind)}"
    return f"{text}; compiled with {_compiled(compiled)}" if compiled else text


def _folded(layers: list[Any]) -> list[str]:
    """The layers in words; an activation that is a layer of its own is that of the layer before."""
    shown: list[str] = []
    for layer in layers[:_MOST_READ]:
        text = _layer(layer)
        activation = re.fullmatch(r"(?:Activation\((\w+)\)|(ReLU|Softmax|Sigmoid)\(\))", text)
        if activation and shown and shown[-1].endswith(", linear)"):
            name = activation[1] or activation[2].lower()
            shown[-1] = f"{shown[-1].removesuffix('linear)')}{name})"
        else:
            shown.append(text)
    return shown


def _layer(layer: Any) -> str:
    if not isinstance(layer, dict):
        return "?"
    config = layer.get("config")
    config = config if isinstance(config, dict) else {}
    options = [text for key in _SHOWN if (text := _plain(config.get(key)))]
    if config.get("use_bias") is False:
        options.append("no biases")
    penalty = config.get("kernel_regularizer")
    if isinstance(penalty, dict) and isinstance(penalty.get("config"), dict):
        strengths = filter(None, map(_plain, penalty["config"].values()))
        options.append(f"{_name(penalty.get('class_name'))} penalty {', '.join(strengths)}")
    return f"{_name(layer.get('class_name'))}({', '.join(options)})"


def _compiled(text: bytes) -> str:
    """Optimiser, rate and loss, whichever of their names the student has used."""
    try:
        settings = read_settings(text)
    except SettingsError:
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
