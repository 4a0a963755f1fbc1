"""Models that are too large are refused before their layers exist."""

from __future__ import annotations

import json

import pytest

from autograder.keras_models.architecture import ModelError
from autograder.keras_models.layer_costs import PAIR_WORK, STEP_WORK
from autograder.keras_models.rebuild import cost_of, rebuild
from tests.keras_models.test_rebuild import crossed, described, keras, layers


def test_a_layer_of_a_billion_parameters_is_never_made():
    big = [layers.InputLayer(shape=(4096,)), layers.Dense(8192)]
    description = {
        "class_name": "Sequential",
        "config": {
            "layers": [
                {"module": "keras.layers", "class_name": type(layer).__name__, "config": config}
                for layer, config in zip(
                    big, ({"batch_shape": [None, 4096]}, {"units": 8192}), strict=True
                )
            ]
        },
    }
    with pytest.raises(ModelError, match="more than 4,000,000 parameters"):
        rebuild(json.dumps(description).encode(), [])


def test_layers_without_weights_cannot_unfold_to_billions_of_numbers():
    inputs = keras.Input((4,))
    wide = inputs
    for _ in range(4):
        wide = layers.Concatenate()([wide] * 60)
    with pytest.raises(ModelError, match="too many numbers"):
        crossed(keras.Model(inputs, wide))
    with pytest.raises(ModelError, match="too many inputs"):
        crossed(keras.Model(inputs, layers.Concatenate()([inputs] * 65)))


@pytest.mark.parametrize(
    ("wire", "work"),
    [
        (lambda x: layers.Dense(5)(layers.Flatten()(x)), 8 * 8 * 3 + 8 * 8 * 3 * 5),
        (layers.Conv2D(4, (3, 2), padding="same"), 8 * 8 * 4 * 3 * 3 * 2),
        (layers.Conv2D(6, 3, padding="same", groups=3), 8 * 8 * 6 * 9),
        (layers.MaxPooling2D(8, strides=1, padding="same"), 8 * 8 * 3 * 64),
        (layers.SeparableConv2D(4, 3, padding="same"), 64 * 9 * 3 + 64 * 4 * 3),
    ],
    ids=["dense", "convolution", "groups", "pooling", "separable"],
)
def test_work_is_counted(wire, work):
    inputs = keras.Input((8, 8, 3))
    assert cost_of(crossed(keras.Model(inputs, wire(inputs)))).work == work


GATES = {layers.SimpleRNN: 1, layers.GRU: 3, layers.LSTM: 4}


@pytest.mark.parametrize("kind", GATES, ids=lambda kind: kind.__name__)
def test_recurrence_is_counted_step_by_step(kind):
    def cost(layer):
        inputs = keras.Input((7, 50))
        return cost_of(crossed(keras.Model(inputs, layer(inputs))))

    one_way = cost(kind(90))
    step = GATES[kind] * (50 * 90 + 90 * 90)
    assert one_way.work == 7 * step
    assert one_way.outputs == 7 * (GATES[kind] + 2) * 90 + 90
    assert cost(layers.Bidirectional(kind(90))).work == 2 * one_way.work
    assert cost(kind(1)).work == 7 * STEP_WORK


def test_attention_is_counted_by_pairs():
    inputs, values = keras.Input((6, 5)), keras.Input((7, 4))
    attended = layers.MultiHeadAttention(2, 3, value_dim=8)(inputs, values)
    cost = cost_of(crossed(keras.Model([inputs, values], attended)))
    projections = 6 * (5 * 3 + 8 * 5) + 7 * (4 * 3 + 4 * 8)
    assert cost.work == 2 * (projections + 6 * 7 * (3 + 8 + PAIR_WORK))
    assert cost.outputs == 2 * (3 * 6 * 7 + (6 + 7) * (3 + 8)) + 6 * 5


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (layers.Embedding(1_000_000, 5), "more than 4,000,000 parameters"),
        (lambda x: layers.LSTM(900)(layers.Embedding(3, 250)(x)), "4,000,000 parameters"),
        (
            lambda x: layers.Bidirectional(layers.GRU(750))(layers.Embedding(3, 250)(x)),
            "4,000,000 parameters",
        ),
    ],
    ids=["embedding", "recurrent", "both ways"],
)
def test_a_layer_with_too_many_parameters_is_never_made(make, message, monkeypatch):
    inputs = keras.Input((4,))
    model = keras.Model(inputs, make(inputs))
    kind = type(model.layers[-1])
    monkeypatch.setattr(kind, "build", lambda *_: pytest.fail("it was made"))
    with pytest.raises(ModelError, match=message):
        rebuild(described(model), [])


@pytest.mark.parametrize(
    ("shape", "wire", "message"),
    [
        ((1024, 1), lambda x: layers.MultiHeadAttention(8, 1)(x, x), "too many numbers"),
        (
            (4096, 8),
            lambda x: layers.LSTM(80, return_sequences=True)(
                layers.LSTM(80, return_sequences=True)(x)
            ),
            "too many numbers",
        ),
        (
            (4096, 1),
            lambda x: layers.SimpleRNN(1)(layers.RepeatVector(4096)(layers.SimpleRNN(1)(x))),
            None,
        ),
        ((8, 4096), lambda x: layers.RepeatVector(4096)(layers.Flatten()(x)), "too many numbers"),
        (
            (64, 64),
            lambda x: layers.MultiHeadAttention(64, 1, attention_axes=(1, 2))(x, x),
            "too many numbers",
        ),
    ],
    ids=["pairs", "steps", "steps of one number", "repeated", "pairs of heads"],
)
def test_what_is_kept_inside_has_a_bound(shape, wire, message):
    inputs = keras.Input(shape)
    model = keras.Model(inputs, wire(inputs))
    if message is None:
        assert cost_of(crossed(model)).work > 30_000_000  # more than is trained
        return
    with pytest.raises(ModelError, match=message):
        crossed(model)


def test_a_shared_layer_is_counted_each_time():
    inputs = keras.Input((10,))
    shared, x = layers.Dense(10), inputs
    for _ in range(7):
        x = shared(x)
    assert cost_of(crossed(keras.Model(inputs, x))).work == 7 * 100


def test_work_without_weights_has_a_bound():
    inputs = keras.Input((28, 28, 64))
    x = inputs
    for _ in range(50):
        x = layers.MaxPooling2D(28, strides=1, padding="same")(x)
    with pytest.raises(ModelError, match="300 million multiplications"):
        crossed(keras.Model(inputs, x))


def test_a_dilation_has_a_bound():
    inputs = keras.Input((28, 28, 1))
    x = layers.Conv2D(8, 3, padding="same", dilation_rate=4096)(inputs)
    with pytest.raises(ModelError, match="a size that is not allowed"):
        crossed(keras.Model(inputs, x))


def test_a_length_that_is_left_open_counts_as_that_of_an_image():
    def cost(shape):
        inputs = keras.Input(shape)
        return cost_of(crossed(keras.Model(inputs, layers.Conv2D(4, 3, padding="same")(inputs))))

    assert cost((None, None, 1)) == cost((28, 28, 1))
    inputs = wide = keras.Input((None, 1))
    for _ in range(3):
        wide = layers.Concatenate(axis=-1)([wide] * 60)
    with pytest.raises(ModelError, match="too many numbers"):
        crossed(keras.Model(inputs, wide))
