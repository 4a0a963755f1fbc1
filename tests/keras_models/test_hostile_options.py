"""Options and calls of layers that are beyond their ranges, each refused with its words."""

from __future__ import annotations

import json

import pytest

from autograder.keras_models.architecture import ModelError
from autograder.keras_models.rebuild import rebuild
from autograder.sandbox.inside.models import describe_model
from tests.keras_models.layer_models import IMAGE, MODELS, ROW, SEQUENCE, keras, layers, wired

SIZE, RANGE, OTHER = "size that is not", "outside its range", "option that is not allowed"
INNER = "The layer within a layer is not SimpleRNN, LSTM, GRU"
CALLED = "called with arguments that are not allowed"


def refused(name: str, **changes):
    """Rebuild the first model of a layer with some of the layer's options changed."""
    make = next(iter(MODELS[name].values()))
    text = json.loads(describe_model(make()).architecture)
    (layer,) = (one for one in text["config"]["layers"] if one["class_name"] == name)
    layer["config"] |= changes
    rebuild(json.dumps(text).encode(), [])


@pytest.mark.parametrize(
    ("name", "option", "value", "message"),
    [
        ("Embedding", "input_dim", 10**9, SIZE),
        ("Embedding", "output_dim", 0, SIZE),
        ("Embedding", "mask_zero", 1, "option"),
        ("Embedding", "embeddings_constraint", {"class_name": "NonNeg"}, "embeddings_constraint"),
        ("Embedding", "lora_rank", 4, "option lora_rank"),
        ("Embedding", "weights", [[1.0]], "An option"),
        ("Conv1D", "filters", 10**6, SIZE),
        ("Conv1D", "dilation_rate", [4096], SIZE),
        ("Conv1D", "padding", "reflect", OTHER),
        ("Conv1D", "data_format", "channels_first", OTHER),
        ("DepthwiseConv2D", "depth_multiplier", 9, SIZE),
        ("DepthwiseConv2D", "kernel_size", [4096, 4096], "parameters"),
        ("MaxPooling1D", "pool_size", [10**9], SIZE),
        ("LSTM", "units", 10**6, SIZE),
        ("LSTM", "units", 1024, "more than 4,000,000 parameters"),
        ("LSTM", "unroll", True, "option unroll of a layer LSTM"),
        ("LSTM", "stateful", True, "option stateful of a layer LSTM"),
        ("LSTM", "return_state", True, "option return_state of a layer LSTM"),
        ("LSTM", "recurrent_constraint", {"class_name": "MaxNorm"}, "option recurrent_constraint"),
        ("LSTM", "recurrent_activation", "os.system", "not one of Keras's own"),
        ("LSTM", "dropout", 1.5, RANGE),
        ("LSTM", "recurrent_dropout", -0.1, RANGE),
        ("GRU", "reset_after", "yes", "not a truth value"),
        ("SimpleRNN", "trainable", False, "frozen"),
        ("SimpleRNN", "dtype", "float64", "another type"),
        ("Bidirectional", "merge_mode", None, OTHER),
        ("Bidirectional", "layer", {"class_name": "Dense", "config": {}}, INNER),
        ("Bidirectional", "layer", {"class_name": "Bidirectional", "config": {}}, INNER),
        ("Bidirectional", "backward_layer", {"class_name": "Lambda", "config": {}}, INNER),
        ("Bidirectional", "weights", [1.0], "An option"),
        ("MultiHeadAttention", "num_heads", 65, SIZE),
        ("MultiHeadAttention", "key_dim", 10**6, SIZE),
        ("MultiHeadAttention", "value_dim", 10**6, SIZE),
        ("MultiHeadAttention", "output_shape", [4096] * 4, "parameters"),
        ("MultiHeadAttention", "attention_axes", [0], SIZE),
        ("MultiHeadAttention", "attention_axes", [2], SIZE),
        ("MultiHeadAttention", "use_gate", True, "option use_gate"),
        ("MultiHeadAttention", "sliding_window", 3, "option sliding_window"),
        ("MultiHeadAttention", "flash_attention", True, "option flash_attention"),
        ("LayerNormalization", "axis", [-1] * 5, SIZE),
        ("LayerNormalization", "axis", [[1]], SIZE),
        ("RMSNormalization", "epsilon", -1.0, RANGE),
        ("RepeatVector", "n", 10**9, SIZE),
        ("Permute", "dims", [1, 1, 1], "do not fit together"),
        ("Permute", "dims", list(range(1, 9)), SIZE),
        ("RandomFlip", "mode", "diagonal", OTHER),
        ("RandomFlip", "bounding_box_format", "xyxy", "An option"),
        ("RandomTranslation", "height_factor", 1e9, RANGE),
        ("RandomTranslation", "width_factor", [0.1, None], RANGE),
        ("RandomRotation", "factor", [0.1] * 3, RANGE),
        ("RandomRotation", "fill_mode", "mirror", OTHER),
        ("RandomRotation", "fill_value", 1e30, RANGE),
        ("RandomZoom", "interpolation", "lanczos5", OTHER),
        ("RandomContrast", "value_range", [0, 1e9], RANGE),
        ("RandomBrightness", "factor", "0.1", RANGE),
    ],
)
def test_an_option_beyond_its_range_is_refused(name, option, value, message):
    with pytest.raises(ModelError, match=message):
        refused(name, **{option: value})


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("units", 10**6, SIZE),
        ("stateful", True, "option stateful of a layer LSTM"),
        ("kernel_constraint", {"class_name": "X"}, "option kernel_constraint"),
        ("activation", {"class_name": "function", "config": "system"}, "not one of Keras's own"),
    ],
)
@pytest.mark.parametrize("way", ["layer", "backward_layer"])
def test_a_layer_within_a_layer_is_checked_alike(way, option, value, message):
    text = json.loads(describe_model(MODELS["Bidirectional"][""]()).architecture)
    text["config"]["layers"][1]["config"][way]["config"][option] = value
    with pytest.raises(ModelError, match=message):
        rebuild(json.dumps(text).encode(), [])


def attention(**arguments):
    return wired(SEQUENCE, lambda x: layers.MultiHeadAttention(2, 3)(x, x, **arguments))


@pytest.mark.parametrize(
    "make",
    [
        wired(SEQUENCE, lambda x: layers.LSTM(4)(x, initial_state=[x[:, 0], x[:, 1]])),
        wired(SEQUENCE, lambda x: layers.MultiHeadAttention(2, 3)(x, x, attention_mask=x > 0)),
        wired(SEQUENCE, lambda x: layers.MultiHeadAttention(2, 3)(x, x, x, x > 0)),
        attention(training=True),
        attention(return_attention_scores=True),
        wired(IMAGE, lambda x: layers.RandomFlip()(x, training=False)),
        wired(SEQUENCE, lambda x: layers.GRU(4)(x, training=True)),
    ],
    ids=["state", "mask", "four inputs", "training", "scores", "never random", "always random"],
)
def test_a_call_with_other_arguments_is_refused(make):
    described = describe_model(make())
    text = json.loads(described.architecture)
    config = text["config"]
    operations = [one for one in config["layers"] if one["module"] == "keras.src.ops.numpy"]
    config["layers"] = [one for one in config["layers"] if one not in operations]
    with pytest.raises(ModelError, match=CALLED):
        rebuild(json.dumps(text).encode(), described.weights)


@pytest.mark.parametrize(
    "compute",
    [
        lambda x: x * x,
        lambda x: x**2,
        lambda x: 2 * x + 1,
        keras.ops.square,
        lambda x: keras.ops.sin(keras.ops.sum(x, axis=-1, keepdims=True)),
    ],
)
def test_an_operation_is_refused_with_words_for_it(compute):
    described = describe_model(wired(ROW, compute)())
    with pytest.raises(ModelError, match="computes with keras"):
        rebuild(described.architecture, described.weights)
