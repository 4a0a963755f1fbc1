"""Small models that use each layer of the list, and the options that change what it gives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from autograder.keras_models.importing import import_keras

keras = import_keras()
layers = keras.layers

ROW, SEQUENCE, IMAGE = (6,), (5, 4), (8, 8, 2)


def one(shape: tuple[int, ...], layer: Callable[[], Any]) -> Callable[[], Any]:
    """A Sequential model of one layer."""
    return lambda: keras.Sequential([keras.Input(shape), layer()])


def wired(shape: tuple[int, ...], wire: Callable[[Any], Any]) -> Callable[[], Any]:
    """A functional model."""

    def make() -> Any:
        inputs = keras.Input(shape)
        return keras.Model(inputs, wire(inputs))

    return make


def merged(layer: Callable[[], Any]) -> Callable[[], Any]:
    """A functional model that merges its input with two dense layers of it."""
    return wired(ROW, lambda x: layer()([layers.Dense(6)(x), x, layers.Dense(6)(x)]))


def recurrent(kind: Any) -> dict[str, Callable[[], Any]]:
    """Models with one recurrent layer."""
    return {
        "last": one(SEQUENCE, lambda: kind(3)),
        "every": one(SEQUENCE, lambda: kind(3, return_sequences=True, go_backwards=True)),
        "plain": one(SEQUENCE, lambda: kind(3, activation="relu", use_bias=False, dropout=0.2)),
    }


def attended(**options: Any) -> Callable[[], Any]:
    """A functional model with an attention of its input to itself."""
    return wired(SEQUENCE, lambda x: layers.MultiHeadAttention(2, 3, **options)(x, x))


def looked_back(x: Any) -> Any:
    """An attention to other values and keys, by their names, and only to what came before."""
    value, key = layers.Dense(7)(x), layers.Dense(2)(x)
    attention = layers.MultiHeadAttention(2, 3)
    return attention(query=x, value=value, key=key, use_causal_mask=True)


#: By the layer that they are about: what each differs in, and what makes it.
MODELS: dict[str, dict[str, Callable[[], Any]]] = {
    "Dense": {
        "relu": one(ROW, lambda: layers.Dense(3, "relu")),
        "no bias": one(SEQUENCE, lambda: layers.Dense(3, use_bias=False)),
        "a layer as activation": one(
            ROW, lambda: layers.Dense(3, activation=layers.LeakyReLU(negative_slope=0.7))
        ),
        "a layer as usual": one(ROW, lambda: layers.Dense(3, activation=layers.LeakyReLU())),
    },
    "Embedding": {"": one((5,), lambda: layers.Embedding(9, 4))},
    "Conv1D": {
        "causal": one(SEQUENCE, lambda: layers.Conv1D(3, 2, padding="causal", dilation_rate=2)),
        "groups": one(SEQUENCE, lambda: layers.Conv1D(4, 2, strides=2, groups=2)),
    },
    "Conv2D": {
        "same": one(IMAGE, lambda: layers.Conv2D(3, (3, 2), padding="same", activation="gelu")),
        "groups": one(IMAGE, lambda: layers.Conv2D(4, 3, strides=2, groups=2, use_bias=False)),
    },
    "DepthwiseConv2D": {
        "": one(IMAGE, lambda: layers.DepthwiseConv2D(3, depth_multiplier=2)),
        "strides": one(IMAGE, lambda: layers.DepthwiseConv2D((3, 2), strides=2, padding="same")),
    },
    "SeparableConv2D": {"": one(IMAGE, lambda: layers.SeparableConv2D(3, 2, depth_multiplier=3))},
    "MaxPooling1D": {"": one(SEQUENCE, lambda: layers.MaxPooling1D(2))},
    "MaxPooling2D": {"": one(IMAGE, lambda: layers.MaxPooling2D((2, 1), strides=3))},
    "AveragePooling1D": {"": one(SEQUENCE, lambda: layers.AveragePooling1D(3, padding="same"))},
    "AveragePooling2D": {"": one(IMAGE, lambda: layers.AveragePooling2D(2))},
    "GlobalMaxPooling1D": {"": one(SEQUENCE, layers.GlobalMaxPooling1D)},
    "GlobalMaxPooling2D": {"": one(IMAGE, lambda: layers.GlobalMaxPooling2D(keepdims=True))},
    "GlobalAveragePooling1D": {"": one(SEQUENCE, layers.GlobalAveragePooling1D)},
    "GlobalAveragePooling2D": {"": one(IMAGE, layers.GlobalAveragePooling2D)},
    "SimpleRNN": recurrent(layers.SimpleRNN),
    "LSTM": recurrent(layers.LSTM),
    "GRU": {
        **recurrent(layers.GRU),
        "one bias": one(SEQUENCE, lambda: layers.GRU(3, reset_after=False)),
    },
    "Bidirectional": {
        "": one(SEQUENCE, lambda: layers.Bidirectional(layers.LSTM(3))),
        "sum": one(
            SEQUENCE,
            lambda: layers.Bidirectional(
                layers.GRU(3, return_sequences=True, activation="gelu"), merge_mode="sum"
            ),
        ),
        "two kinds": one(
            SEQUENCE,
            lambda: layers.Bidirectional(
                layers.LSTM(3), backward_layer=layers.SimpleRNN(2, go_backwards=True)
            ),
        ),
    },
    "MultiHeadAttention": {
        "to itself": attended(),
        "sizes": attended(value_dim=5, output_shape=7, dropout=0.1),
        "no bias": attended(use_bias=False),
        "to others": wired(SEQUENCE, looked_back),
        "of images": wired(IMAGE, lambda x: layers.MultiHeadAttention(1, 2)(x, x)),
    },
    "Flatten": {"": one(IMAGE, layers.Flatten)},
    "Reshape": {"": one(IMAGE, lambda: layers.Reshape((16, 8)))},
    "Permute": {"": one(IMAGE, lambda: layers.Permute((3, 1, 2)))},
    "RepeatVector": {"": one(ROW, lambda: layers.RepeatVector(3))},
    "ZeroPadding2D": {"": one(IMAGE, lambda: layers.ZeroPadding2D(((1, 2), (0, 3))))},
    "Concatenate": {"": merged(layers.Concatenate)},
    "Add": {"": merged(layers.Add)},
    "Subtract": {"": wired(ROW, lambda x: layers.Subtract()([layers.Dense(6)(x), x]))},
    "Multiply": {
        "": merged(layers.Multiply),
        "squared": wired(ROW, lambda x: layers.Multiply()([x, x])),
        "broadcast": wired(ROW, lambda x: layers.Multiply()([x, layers.Dense(1)(x)])),
    },
    "Average": {"": merged(layers.Average)},
    "Maximum": {"": merged(layers.Maximum)},
    "Minimum": {"": merged(layers.Minimum)},
    "Activation": {"": one(ROW, lambda: layers.Activation("mish"))},
    "ReLU": {"": one(ROW, lambda: layers.ReLU(max_value=0.9, negative_slope=0.1))},
    "LeakyReLU": {"": one(ROW, layers.LeakyReLU)},
    "ELU": {"": one(ROW, lambda: layers.ELU(alpha=0.4))},
    "Softmax": {"": one(SEQUENCE, lambda: layers.Softmax(axis=1))},
    "BatchNormalization": {
        "": one(SEQUENCE, layers.BatchNormalization),
        "axis": one(SEQUENCE, lambda: layers.BatchNormalization(axis=1, scale=False)),
    },
    "LayerNormalization": {
        "": one(SEQUENCE, layers.LayerNormalization),
        "axes": one(IMAGE, lambda: layers.LayerNormalization(axis=[1, 2], center=False)),
    },
    "RMSNormalization": {"": one(SEQUENCE, layers.RMSNormalization)},
    "Rescaling": {"": one(ROW, lambda: layers.Rescaling(2.0, offset=-1.0))},
    "Dropout": {"": one(ROW, lambda: layers.Dropout(0.3, seed=1))},
    "SpatialDropout2D": {"": one(IMAGE, lambda: layers.SpatialDropout2D(0.3))},
    "GaussianNoise": {"": wired(ROW, layers.GaussianNoise(0.3))},
    "GaussianDropout": {"": one(ROW, lambda: layers.GaussianDropout(0.3))},
    "RandomFlip": {
        "": one(IMAGE, lambda: layers.RandomFlip("horizontal", seed=3)),
        "functional": wired(IMAGE, layers.RandomFlip()),
    },
    "RandomTranslation": {
        "": one(IMAGE, lambda: layers.RandomTranslation(0.1, (-0.2, 0.1), fill_mode="nearest"))
    },
    "RandomRotation": {"": one(IMAGE, lambda: layers.RandomRotation(0.1))},
    "RandomZoom": {"": one(IMAGE, lambda: layers.RandomZoom((-0.1, 0.2)))},
    "RandomContrast": {"": one(IMAGE, lambda: layers.RandomContrast(0.2, value_range=(0, 1)))},
    "RandomBrightness": {"": one(IMAGE, lambda: layers.RandomBrightness(0.2, value_range=(0, 1)))},
}
