"""Unusual right answers to the exercises of 08 parameter_counting."""

import math
from functools import reduce

import numpy as np

from autograder.course.bank import alternative

# dense_params


@alternative(of="dense_params")
def dense_params_bias_as_an_input(inputs, units, use_bias=True):
    return (inputs + use_bias) * units


@alternative(of="dense_params")
def dense_params_for_each_unit(inputs, units, use_bias=True):
    one_unit = inputs + 1 if use_bias else inputs
    return float(units * one_unit)


@alternative(of="dense_params")
def dense_params_of_shapes(inputs, units, use_bias=True):
    shapes = [(inputs, units), (units,)] if use_bias else [(inputs, units)]
    return sum(np.prod(shape) for shape in shapes)


@alternative(of="dense_params")
def dense_params_zero_dimensional_array(inputs, units, use_bias=True):
    return np.array(inputs) * units + units * bool(use_bias)


@alternative(of="dense_params")
def dense_params_of_real_arrays(inputs, units, use_bias=True):
    size = np.zeros((inputs, units)).size
    return size + np.zeros(units).size if use_bias else size


# dense_shapes


@alternative(of="dense_shapes")
def dense_shapes_indices(layer_sizes):
    shapes = []
    for i in range(1, len(layer_sizes)):
        shapes.append(((layer_sizes[i], layer_sizes[i - 1]), (layer_sizes[i], 1)))
    return shapes


@alternative(of="dense_shapes")
def dense_shapes_array(layer_sizes):
    sizes = np.array(layer_sizes)
    weights = np.stack([sizes[1:], sizes[:-1]], axis=1)
    biases = np.stack([sizes[1:], np.ones_like(sizes[1:])], axis=1)
    return np.stack([weights, biases], axis=1)


@alternative(of="dense_shapes")
def dense_shapes_of_broadcast_arrays(layer_sizes):
    shapes = []
    for inputs, units in zip(layer_sizes, layer_sizes[1:], strict=False):
        weights = np.broadcast_to(0.0, (units, inputs))
        bias = weights.sum(axis=1, keepdims=True)
        shapes.append([list(weights.shape), list(bias.shape)])
    return shapes


@alternative(of="dense_shapes")
def dense_shapes_recursion(layer_sizes):
    if len(layer_sizes) == 1:
        return ()
    inputs, units, *_ = layer_sizes
    return (((units, inputs), (units, 1)), *dense_shapes(layer_sizes[1:]))


# mlp_params


@alternative(of="mlp_params")
def mlp_params_dot_product(layer_sizes):
    sizes = np.array(layer_sizes, dtype=float)
    return (sizes[:-1] + 1) @ sizes[1:]


@alternative(of="mlp_params")
def mlp_params_from_the_shapes(layer_sizes):
    total = 0
    for weights, bias in dense_shapes(layer_sizes):
        total += math.prod(weights) + math.prod(bias)
    return total


@alternative(of="mlp_params")
def mlp_params_recursion(layer_sizes):
    if len(layer_sizes) < 2:
        return 0
    return dense_params(layer_sizes[0], layer_sizes[1]) + mlp_params(layer_sizes[1:])


@alternative(of="mlp_params")
def mlp_params_running_inputs(layer_sizes):
    total, inputs = 0, layer_sizes[0]
    for units in layer_sizes[1:]:
        total += units * (1 + inputs)
        inputs = units
    return total


@alternative(of="mlp_params")
def mlp_params_of_real_arrays(layer_sizes):
    weights = [np.ones((m, n)) for m, n in zip(layer_sizes[1:], layer_sizes[:-1], strict=True)]
    biases = [np.ones((units, 1)) for units in layer_sizes[1:]]
    return sum(array.size for array in weights + biases)


# flatten_size


@alternative(of="flatten_size")
def flatten_size_loop(shape):
    size = 1
    for axis in shape:
        if axis is not None:
            size *= axis
    return size


@alternative(of="flatten_size")
def flatten_size_none_as_one(shape):
    return math.prod(axis or 1 for axis in shape)


@alternative(of="flatten_size")
def flatten_size_numpy_float(shape):
    return np.multiply.reduce([axis for axis in shape if axis is not None], dtype=float)


@alternative(of="flatten_size")
def flatten_size_fold(shape):
    return reduce(lambda size, axis: size * axis, filter(None, shape))


@alternative(of="flatten_size")
def flatten_size_of_a_real_array(shape):
    return np.zeros([axis for axis in shape if axis is not None]).ravel().size


# batch_norm_params


@alternative(of="batch_norm_params")
def batch_norm_params_list(features):
    return [features + features, features + features]


@alternative(of="batch_norm_params")
def batch_norm_params_array(features):
    return np.full(2, 2 * features)


@alternative(of="batch_norm_params")
def batch_norm_params_by_name(features):
    trainable = {"gamma": features, "beta": features}
    kept = {"moving_mean": features, "moving_variance": features}
    return float(sum(trainable.values())), np.array(sum(kept.values()))


@alternative(of="batch_norm_params")
def batch_norm_params_of_real_arrays(features):
    gamma, beta = np.ones(features), np.zeros(features)
    mean, variance = np.zeros(features), np.ones(features)
    return gamma.size + beta.size, mean.size + variance.size


# conv2d_params


@alternative(of="conv2d_params")
def conv2d_params_written_out(kernel, channels_in, filters, use_bias=True):
    weights = kernel[0] * kernel[1] * channels_in * filters
    return weights + filters if use_bias else weights


@alternative(of="conv2d_params")
def conv2d_params_for_each_filter(kernel, channels_in, filters, use_bias=True):
    return filters * (math.prod(kernel) * channels_in + int(use_bias))


@alternative(of="conv2d_params")
def conv2d_params_of_shapes(kernel, channels_in, filters, use_bias=True):
    total = np.prod((*kernel, channels_in, filters))
    if use_bias:
        total += filters
    return total


@alternative(of="conv2d_params")
def conv2d_params_loop(kernel, channels_in, filters, use_bias=True):
    total = 0.0
    for _ in range(filters):
        for _ in range(channels_in):
            total += kernel[0] * kernel[1]
        if use_bias:
            total += 1
    return total


@alternative(of="conv2d_params")
def conv2d_params_of_real_arrays(kernel, channels_in, filters, use_bias=True):
    patches = np.zeros((*kernel, channels_in, filters))
    return patches.size + (np.zeros(filters).size if use_bias else 0)


# lstm_params


@alternative(of="lstm_params")
def lstm_params_written_out(inputs, units):
    return 4 * (inputs * units + units * units + units)


@alternative(of="lstm_params")
def lstm_params_of_keras_shapes(inputs, units):
    shapes = [(inputs, 4 * units), (units, 4 * units), (4 * units,)]
    return sum(np.prod(shape) for shape in shapes)


@alternative(of="lstm_params")
def lstm_params_gate_by_gate(inputs, units):
    total = 0
    for _ in ("input gate", "forget gate", "candidate", "output gate"):
        total += dense_params(inputs, units) + dense_params(units, units, use_bias=False)
    return total


@alternative(of="lstm_params")
def lstm_params_factored(inputs, units):
    return 4.0 * units * (inputs + units + 1)


@alternative(of="lstm_params")
def lstm_params_of_real_arrays(inputs, units):
    kernel, recurrent = np.zeros((inputs, 4 * units)), np.zeros((units, 4 * units))
    return kernel.size + recurrent.size + np.zeros(4 * units).size


# gru_params


@alternative(of="gru_params")
def gru_params_written_out(inputs, units, reset_after=True):
    if reset_after:
        return 3 * (inputs * units + units * units + 2 * units)
    return 3 * (inputs * units + units * units + units)


@alternative(of="gru_params")
def gru_params_from_lstm(inputs, units, reset_after=True):
    return lstm_params(inputs, units) * 3 // 4 + 3 * units * reset_after


@alternative(of="gru_params")
def gru_params_of_keras_shapes(inputs, units, reset_after=True):
    bias = np.broadcast_to(0.0, (2, 3 * units) if reset_after else (3 * units,))
    return inputs * 3 * units + units * 3 * units + bias.size


@alternative(of="gru_params")
def gru_params_factored(inputs, units, reset_after=True):
    return np.float64(3 * units * (inputs + units + (2 if reset_after else 1)))


@alternative(of="gru_params")
def gru_params_of_real_arrays(inputs, units, reset_after=True):
    arrays = [np.zeros((inputs, 3, units)), np.zeros((units, 3, units)), np.zeros((3, units))]
    if reset_after:
        arrays.append(np.zeros((3, units)))
    return sum(array.size for array in arrays)


# bidirectional_params


@alternative(of="bidirectional_params")
def bidirectional_params_sum_of_directions(params):
    return sum([params for _ in ("forward", "backward")])


@alternative(of="bidirectional_params")
def bidirectional_params_shifted(params):
    return params << 1


@alternative(of="bidirectional_params")
def bidirectional_params_float(params):
    return params / 0.5


@alternative(of="bidirectional_params")
def bidirectional_params_of_a_real_array(params):
    return np.zeros((2, params)).size


# embedding_params


@alternative(of="embedding_params")
def embedding_params_dense_without_biases(vocabulary, dimension):
    return dense_params(vocabulary, dimension, use_bias=False)


@alternative(of="embedding_params")
def embedding_params_numpy_product(vocabulary, dimension):
    return np.prod([vocabulary, dimension])


@alternative(of="embedding_params")
def embedding_params_float(vocabulary, dimension):
    return float(dimension * vocabulary)


@alternative(of="embedding_params")
def embedding_params_of_a_real_array(vocabulary, dimension):
    return len(np.zeros((vocabulary, dimension)).ravel())


# count_layers


@alternative(of="count_layers")
def count_layers_written_out(layers):
    shape = list(layers[0][1])
    rows = []
    for layer in layers[1:]:
        if layer[0] == "dense":
            params = shape[-1] * layer[1] + layer[1]
            shape = shape[:-1] + [layer[1]]
        elif layer[0] == "flatten":
            params = 0
            shape = [math.prod(shape)]
        elif layer[0] == "batch_norm":
            params = 4 * shape[-1]
        elif layer[0] == "conv2d":
            _, filters, (height, width) = layer
            params = (height * width * shape[2] + 1) * filters
            shape = [shape[0] - (height - 1), shape[1] - (width - 1), filters]
        else:
            params = 0
        rows.append([layer[0], shape, params])
    return rows


@alternative(of="count_layers")
def count_layers_recursion(layers):
    if len(layers) == 1:
        return []
    (_, shape), (kind, *settings), *rest = layers
    params = 0
    if kind == "dense":
        params = dense_params(shape[-1], *settings)
        shape = (*shape[:-1], *settings)
    if kind == "flatten":
        shape = (flatten_size(shape),)
    if kind == "batch_norm":
        params = sum(batch_norm_params(shape[-1]))
    if kind == "conv2d":
        params = conv2d_params(settings[1], shape[-1], settings[0])
        rows, columns, _ = shape
        shape = (rows - settings[1][0] + 1, columns - settings[1][1] + 1, settings[0])
    return [(kind, shape, params), *count_layers([("input", shape), *rest])]


@alternative(of="count_layers")
def count_layers_table_of_functions(layers):
    def dense(shape, units):
        return (*shape[:-1], units), dense_params(shape[-1], units)

    def conv2d(shape, filters, kernel):
        places = np.array(shape[:2]) - np.array(kernel) + 1
        return (*places.tolist(), filters), conv2d_params(kernel, shape[2], filters)

    def batch_norm(shape):
        trainable, non_trainable = batch_norm_params(shape[-1])
        return shape, trainable + non_trainable

    def flatten(shape):
        return (flatten_size((None, *shape)),), 0

    def unchanged(shape, _):
        return shape, 0

    effects = {
        "dense": dense,
        "conv2d": conv2d,
        "batch_norm": batch_norm,
        "flatten": flatten,
        "dropout": unchanged,
        "activation": unchanged,
    }
    shape = layers[0][1]
    rows = ()
    for kind, *settings in layers[1:]:
        shape, params = effects[kind](shape, *settings)
        rows += ((kind, shape, params),)
    return rows


@alternative(of="count_layers")
def count_layers_numpy_shapes(layers):
    shape = np.array(layers[0][1])
    rows = []
    for kind, *settings in layers[1:]:
        params = np.int64(0)
        if kind == "flatten":
            shape = shape.prod(keepdims=True)
        elif kind == "batch_norm":
            params = 4 * shape[-1]
        elif kind == "dense":
            params = (shape[-1] + 1) * settings[0]
            shape = np.append(shape[:-1], settings[0])
        elif kind == "conv2d":
            params = (np.prod(settings[1]) * shape[-1] + 1) * settings[0]
            shape = np.append(shape[:2] - settings[1] + 1, settings[0])
        rows.append((kind, shape, float(params)))
    return rows


@alternative(of="count_layers")
def count_layers_of_real_arrays(layers):
    sample, rows = np.zeros(layers[0][1]), []
    for kind, *settings in layers[1:]:
        weights = []
        last = sample.shape[-1]
        if kind == "dense":
            weights = [np.zeros((last, settings[0])), np.zeros(settings[0])]
            sample = np.zeros((*sample.shape[:-1], settings[0]))
        elif kind == "conv2d":
            filters, (height, width) = settings
            weights = [np.zeros((height, width, last, filters)), np.zeros(filters)]
            windows = np.lib.stride_tricks.sliding_window_view(sample[:, :, 0], (height, width))
            sample = np.zeros((*windows.shape[:2], filters))
        elif kind == "batch_norm":
            weights = [np.zeros(last) for _ in range(4)]
        elif kind == "flatten":
            sample = sample.ravel()
        rows.append((kind, sample.shape, sum(array.size for array in weights)))
    return rows


# largest_saving


@alternative(of="largest_saving")
def largest_saving_computed():
    left = {
        "no biases": mlp_params([784, 512, 512, 10]) - 512 - 512 - 10,
        "no second hidden layer": mlp_params([784, 512, 10]),
        "half the first hidden layer": mlp_params([784, 256, 512, 10]),
        "half the second hidden layer": mlp_params([784, 512, 256, 10]),
        "smaller images": mlp_params([196, 512, 512, 10]),
    }
    return min(left, key=left.get)


@alternative(of="largest_saving")
def largest_saving_joined():
    return " ".join(["half", "the", "first", "hidden", "layer"])


# build_mlp


@alternative(of="build_mlp")
def build_mlp_functional(inputs, units, activations):
    import keras

    first = tensor = keras.Input(shape=(inputs,), name="features")
    for size, activation in zip(units, activations, strict=True):
        tensor = keras.layers.Dense(size, activation=activation)(tensor)
    return keras.Model(inputs=first, outputs=tensor)


@alternative(of="build_mlp")
def build_mlp_activation_layers(inputs, units, activations):
    import keras

    layers = [keras.Input((inputs,))]
    for size, activation in zip(units, activations, strict=True):
        layers.append(keras.layers.Dense(size))
        layers.append(keras.layers.Activation(activation))
    return keras.Sequential(layers)


@alternative(of="build_mlp")
def build_mlp_activation_functions(inputs, units, activations):
    import keras

    model = keras.Sequential(name="mlp")
    model.add(keras.Input((inputs,)))
    for number, size in enumerate(units):
        function = keras.activations.get(activations[number])
        model.add(keras.layers.Dense(size, function, name=f"layer_{number}"))
    return model


@alternative(of="build_mlp")
def build_mlp_built_and_compiled(inputs, units, activations):
    import keras

    layers = [
        keras.layers.Dense(size, activation, kernel_initializer="he_normal")
        for size, activation in zip(units, activations, strict=True)
    ]
    model = keras.Sequential(layers)
    model.build((None, inputs))
    model.compile(optimizer="adam", loss="mse")
    return model
