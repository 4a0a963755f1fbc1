"""What each layer costs: parameters, numbers that it keeps inside, and multiplications.

Everything is counted from options and shapes, for one sample; the layer need not exist.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

#: What a length that a model leaves open counts as: that of the images which models are trained on.
OPEN_LENGTH = 28
# What takes longer than its multiplications counts as so many more; measured on a processor, in
# training, beside dense layers.
#: A time step of a recurrent layer, at least: however few units it has, steps come one by one.
STEP_WORK = 10_000
#: A pair of positions that an attention compares: the softmax and its way back.
PAIR_WORK = 100
#: A number that an embedding looks up.
LOOK_UP_WORK = 100
#: A number that a random layer gives.
RANDOM_WORK = 300

Shape = tuple[int | None, ...]  # the batch first; None where a length is open
Shapes = Sequence[Shape]  # of a layer's inputs
Options = Mapping[str, Any]
_Count = Callable[[Options, Shapes], int]
_Work = Callable[[Options, Shapes, Shape], int]  # the last shape is that of what it gives


def numbers_in(shape: Shape) -> int:
    """How many numbers an array of a shape holds for one sample; its first axis is the batch."""
    samples, *lengths = shape or (1,)
    return math.prod([samples or 1, *map(_length, lengths)])


def _length(axis: int | None) -> int:
    return OPEN_LENGTH if axis is None else axis


def _features(shape: Shape) -> int:
    return shape[-1] or 1


def _positions(shape: Shape) -> int:
    """The positions of a sequence, or of an image: all axes but the batch and the features."""
    return math.prod(map(_length, shape[1:-1]))


def _nothing(options: Options, shapes: Shapes) -> int:
    return 0


def _look_at_each(options: Options, shapes: Shapes, gives: Shape) -> int:
    return max(numbers_in(gives), sum(map(numbers_in, shapes)))


class LayerCost(NamedTuple):
    """How one kind of layer is counted."""

    parameters: _Count = _nothing
    inside: _Count = _nothing  # numbers kept beside what it gives
    work: _Work = _look_at_each


def cost_of_layer(name: str) -> LayerCost:
    """How a layer is counted; one that is not in the table looks at each number once."""
    return _COSTS.get(name, _PLAIN)


# --- dense layers, convolutions and pooling ------------------------------------------------------


def _biases(options: Options, units: int) -> int:
    return units if options.get("use_bias", True) else 0


def _dense(options: Options, shapes: Shapes) -> int:
    units = int(options["units"])
    return _features(shapes[0]) * units + _biases(options, units)


def _dense_work(options: Options, shapes: Shapes, gives: Shape) -> int:
    return numbers_in(gives) * _features(shapes[0])


def _embedding(options: Options, shapes: Shapes) -> int:
    return int(options["input_dim"] * options["output_dim"])


def _window(options: Options, shape: Shape) -> int:
    """The numbers of a window, given by one length for each axis, or by one for all."""
    lengths = options.get("kernel_size") or options.get("pool_size") or (1,)
    return int(math.prod(lengths) if len(lengths) > 1 else lengths[0] ** max(1, len(shape) - 2))


def _between(options: Options, shape: Shape) -> int:
    """The channels that a depthwise convolution gives."""
    return _features(shape) * int(options.get("depth_multiplier", 1))


def _convolution(options: Options, shapes: Shapes) -> int:
    filters = int(options["filters"])
    features = _features(shapes[0]) // int(options.get("groups", 1))
    return _window(options, shapes[0]) * features * filters + _biases(options, filters)


def _depthwise(options: Options, shapes: Shapes) -> int:
    between = _between(options, shapes[0])
    return _window(options, shapes[0]) * between + _biases(options, between)


def _separable(options: Options, shapes: Shapes) -> int:
    filters = int(options["filters"])
    between = _between(options, shapes[0])
    return (_window(options, shapes[0]) + filters) * between + _biases(options, filters)


def _window_work(options: Options, shapes: Shapes, gives: Shape) -> int:
    """Each number that a pooling or a depthwise convolution gives is computed from a window."""
    return numbers_in(gives) * _window(options, shapes[0])


def _convolution_work(options: Options, shapes: Shapes, gives: Shape) -> int:
    """The window goes over all features of a group."""
    work = _window_work(options, shapes, gives) * _features(shapes[0])
    return work // int(options.get("groups", 1))


def _separable_work(options: Options, shapes: Shapes, gives: Shape) -> int:
    numbers, between = numbers_in(gives), _between(options, shapes[0])
    return (numbers // int(options["filters"]) * _window(options, shapes[0]) + numbers) * between


# --- normalisation -------------------------------------------------------------------------------


def _normalisation(arrays: int) -> _Count:
    """Arrays that hold a number for each position along the normalised axes."""

    def count(options: Options, shapes: Shapes) -> int:
        shape, axis = shapes[0], options.get("axis", -1)
        axes = {one % len(shape) for one in (axis if isinstance(axis, list) else [axis])}
        left_out = sum(options.get(key) is False for key in ("center", "scale"))
        return (arrays - left_out) * math.prod(_length(shape[one]) for one in axes)

    return count


# --- recurrence ----------------------------------------------------------------------------------

#: How many dense layers one step has.
_GATES = {"SimpleRNN": 1, "GRU": 3, "LSTM": 4}


def _recurrent(name: str) -> LayerCost:
    gates = _GATES[name]

    def parameters(options: Options, shapes: Shapes) -> int:
        units = int(options["units"])
        biases = 2 if name == "GRU" and options.get("reset_after", True) else 1
        kernels = (_features(shapes[0]) + units) * units
        return gates * (kernels + _biases(options, biases * units))

    def inside(options: Options, shapes: Shapes) -> int:
        """The gates and states of every step, which the way back needs."""
        return _positions(shapes[0]) * (gates + 2) * int(options["units"])

    def work(options: Options, shapes: Shapes, gives: Shape) -> int:
        units = int(options["units"])
        step = gates * (_features(shapes[0]) + units) * units
        return _positions(shapes[0]) * max(STEP_WORK, step)

    return LayerCost(parameters, inside, work)


def _both_ways(options: Options) -> list[tuple[LayerCost, Options]]:
    """The two layers of a bidirectional one; the second is like the first where it is not given."""
    two = options["layer"], options.get("backward_layer") or options["layer"]
    return [(cost_of_layer(name), inner) for name, inner in two]


_BIDIRECTIONAL = LayerCost(
    lambda options, shapes: sum(
        cost.parameters(inner, shapes) for cost, inner in _both_ways(options)
    ),
    lambda options, shapes: sum(cost.inside(inner, shapes) for cost, inner in _both_ways(options)),
    lambda options, shapes, gives: sum(
        cost.work(inner, shapes, gives) for cost, inner in _both_ways(options)
    ),
)


# --- attention -----------------------------------------------------------------------------------


class _Attention:
    """Sizes of an attention: of its inputs, its heads and its output."""

    def __init__(self, options: Options, shapes: Shapes) -> None:
        query, value = shapes[0], shapes[min(1, len(shapes) - 1)]
        key = shapes[2] if len(shapes) > 2 else value
        self.query, self.key, self.value = _features(query), _features(key), _features(value)
        self.here, self.there = _positions(query), _positions(value)
        self.heads = int(options["num_heads"])
        self.key_dim = int(options["key_dim"])
        self.value_dim = int(options.get("value_dim") or self.key_dim)
        output = options.get("output_shape")
        self.output = math.prod(output) if output else self.query
        # Axes beyond those of the positions go through the heads, too.
        beyond = len(options.get("attention_axes") or ()) > len(query) - 2
        self.pairs = self.here * self.there * (self.heads if beyond else 1)


def _attention(options: Options, shapes: Shapes) -> int:
    """Query, key and value are projected to every head, and all heads to the output."""
    a = _Attention(options, shapes)
    of_head = (a.query + a.key) * a.key_dim + (a.value + a.output) * a.value_dim
    biases = _biases(options, a.heads * (2 * a.key_dim + a.value_dim) + a.output)
    return a.heads * of_head + biases


def _attention_inside(options: Options, shapes: Shapes) -> int:
    """The scores of all pairs, before and after the softmax and the dropout; the projections."""
    a = _Attention(options, shapes)
    projected = (a.here + a.there) * (a.key_dim + a.value_dim)
    return a.heads * (3 * a.pairs + projected)


def _attention_work(options: Options, shapes: Shapes, gives: Shape) -> int:
    """The projections of each position; each pair of positions is multiplied twice."""
    a = _Attention(options, shapes)
    of_query = a.here * (a.query * a.key_dim + a.value_dim * a.output)
    of_value = a.there * (a.key * a.key_dim + a.value * a.value_dim)
    return a.heads * (of_query + of_value + a.pairs * (a.key_dim + a.value_dim + PAIR_WORK))


# --- the table -----------------------------------------------------------------------------------


def _times(work: int) -> _Work:
    """So many multiplications for each number that a layer gives."""
    return lambda options, shapes, gives: numbers_in(gives) * work


_PLAIN = LayerCost()
_POOLING = LayerCost(work=_window_work)
_RANDOM = LayerCost(work=_times(RANDOM_WORK))
_COSTS: dict[str, LayerCost] = {
    "Dense": LayerCost(_dense, work=_dense_work),
    "Embedding": LayerCost(_embedding, work=_times(LOOK_UP_WORK)),
    "Conv1D": LayerCost(_convolution, work=_convolution_work),
    "Conv2D": LayerCost(_convolution, work=_convolution_work),
    "DepthwiseConv2D": LayerCost(_depthwise, work=_window_work),
    "SeparableConv2D": LayerCost(_separable, work=_separable_work),
    "MaxPooling1D": _POOLING,
    "MaxPooling2D": _POOLING,
    "AveragePooling1D": _POOLING,
    "AveragePooling2D": _POOLING,
    "SimpleRNN": _recurrent("SimpleRNN"),
    "GRU": _recurrent("GRU"),
    "LSTM": _recurrent("LSTM"),
    "Bidirectional": _BIDIRECTIONAL,
    "MultiHeadAttention": LayerCost(_attention, _attention_inside, _attention_work),
    "BatchNormalization": LayerCost(_normalisation(4)),
    "LayerNormalization": LayerCost(_normalisation(2)),
    "RMSNormalization": LayerCost(_normalisation(1)),
    "RandomFlip": _RANDOM,
    "RandomTranslation": _RANDOM,
    "RandomRotation": _RANDOM,
    "RandomZoom": _RANDOM,
    "RandomContrast": _RANDOM,
    "RandomBrightness": _RANDOM,
}
