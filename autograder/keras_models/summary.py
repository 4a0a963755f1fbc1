"""A model that crossed the trust boundary in a few words: its layers, and how it was compiled."""

from __future__ import annotations

from typing import Any

import msgspec

from autograder.keras_models.architecture import SHOWN_NAME, ModelError, decode_architecture

_MOST_LAYERS = 12
#: What of a layer's configuration is shown, in this order, where it is there.
_SHOWN = ("batch_shape", "units", "filters", "kernel_size", "pool_size", "rate", "activation")


def model_in_words(architecture: bytes, compiled: bytes = b"") -> str:
    """Such as `a Keras model: InputLayer((None, 10)), Dense(1, linear); compiled with SGD, mse`.

    Nothing of it is trusted: what is not a plain name or number is left out.
    """
    try:
        kind, config = decode_architecture(architecture)
    except ModelError:
        return "a Keras model that cannot be read"
    layers = config.get("layers")
    shown = [_layer(layer) for layer in layers[:_MOST_LAYERS]] if isinstance(layers, list) else []
    if isinstance(layers, list) and len(layers) > _MOST_LAYERS:
        shown.append(f"and {len(layers) - _MOST_LAYERS} more")
    text = f"a Keras model: {', '.join(shown) or _name(kind)}"
    return f"{text}; compiled with {_compiled(compiled)}" if compiled else text


def _layer(layer: Any) -> str:
    if not isinstance(layer, dict):
        return "?"
    config = layer.get("config")
    config = config if isinstance(config, dict) else {}
    options = [text for key in _SHOWN if (text := _plain(config.get(key)))]
    return f"{_name(layer.get('class_name'))}({', '.join(options)})"


def _compiled(text: bytes) -> str:
    try:
        settings = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError, ValueError):
        return "settings that cannot be read"
    if not isinstance(settings, dict):
        return "settings that cannot be read"
    optimizer = settings.get("optimizer")
    parts = [_component(optimizer)]
    if isinstance(optimizer, dict) and isinstance(optimizer.get("config"), dict):
        rate = _plain(optimizer["config"].get("learning_rate"))
        parts += [f"rate {rate}"] if rate else []
    return ", ".join([*parts, f"loss {_component(settings.get('loss'))}"])


def _component(value: Any) -> str:
    """An optimiser or a loss: a name, or a class with its configuration."""
    return _name(value.get("class_name") if isinstance(value, dict) else value)


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
