"""Model answers of 08 parameter_counting: how many numbers a layer holds, and in what shapes."""

import numpy as np


def dense_params(inputs, units, use_bias=True):
    """Count a weight for every pair of input and unit, and a bias for every unit.

    inputs * units + units; without biases only the product.
    Source: Goodfellow, Bengio and Courville, "Deep Learning", 2016, chapter 6.
    """
    biases = units if use_bias else 0
    return inputs * units + biases


def dense_shapes(layer_sizes):
    """Give the shapes of W and b in W x + b for every layer: ((out, in), (out, 1)).

    Samples are columns. The first of n sizes is that of the input, so there are n - 1 pairs.
    Source: Nielsen, "Neural Networks and Deep Learning", 2015, chapter 2.
    """
    neighbours = zip(layer_sizes, layer_sizes[1:], strict=False)
    return [((units, inputs), (units, 1)) for inputs, units in neighbours]


def mlp_params(layer_sizes):
    """Add up the parameters of a stack of dense layers, biases included.

    The sum over all layers of size_before * size + size.
    Source: Goodfellow, Bengio and Courville, "Deep Learning", 2016, chapter 6.
    """
    neighbours = zip(layer_sizes, layer_sizes[1:], strict=False)
    return sum(dense_params(inputs, units) for inputs, units in neighbours)


def flatten_size(shape):
    """Multiply all axes of one sample; a leading None, the batch axis, is left out.

    Source: the documentation of keras.layers.Flatten.
    """
    axes = shape[1:] if shape[0] is None else shape
    return int(np.prod(axes))


def batch_norm_params(features):
    """Count the scale and shift (trainable) and the moving mean and variance (not) of each feature.

    Returns `(trainable, non_trainable)`; each counts two numbers for every feature.
    Source: Ioffe and Szegedy, "Batch normalization", 2015.
    """
    return 2 * features, 2 * features


def conv2d_params(kernel, channels_in, filters, use_bias=True):
    """Count the parameters of a convolution: each filter is a unit that sees one patch.

    height * width * channels_in * filters + filters; without biases only the product.
    Source: Dumoulin and Visin, "A guide to convolution arithmetic for deep learning", 2016.
    """
    height, width = kernel
    return dense_params(height * width * channels_in, filters, use_bias)


def lstm_params(inputs, units):
    """Count the parameters of three gates and a candidate that see the inputs and the old state.

    4 * ((inputs + units) * units + units).
    Source: Gers, Schmidhuber and Cummins, "Learning to forget", 2000.
    """
    return 4 * dense_params(inputs + units, units)


def gru_params(inputs, units, reset_after=True):
    """Count the parameters of two gates and a candidate that see the inputs and the old state.

    3 * ((inputs + units) * units + units); with `reset_after` each of the three has a second bias.
    Source: Cho et al., "Learning phrase representations using RNN encoder-decoder", 2014, and the
    documentation of keras.layers.GRU.
    """
    second_biases = 3 * units if reset_after else 0
    return 3 * dense_params(inputs + units, units) + second_biases


def bidirectional_params(params):
    """Double the parameters: the two directions share none.

    Source: Schuster and Paliwal, "Bidirectional recurrent neural networks", 1997.
    """
    return 2 * params


def embedding_params(vocabulary, dimension):
    """Count the numbers of a table with a row for every word: vocabulary * dimension.

    Source: Bengio et al., "A neural probabilistic language model", 2003.
    """
    return vocabulary * dimension


def count_layers(layers):
    """Follow the shape of one sample through a network and count each layer's parameters.

    Returns a row `(kind, shape of the output, params)` for every description except the input's.
    Dense acts on the last axis, batch normalisation keeps four numbers for each of its entries, and
    a convolution without padding loses kernel - 1 rows and columns.
    Source: what `keras.Model.summary` prints.
    """
    (_, shape), *hidden = layers
    rows = []
    for kind, *settings in hidden:
        params = 0
        if kind == "dense":
            (units,) = settings
            params = dense_params(shape[-1], units)
            shape = (*shape[:-1], units)
        elif kind == "conv2d":
            filters, (height, width) = settings
            params = conv2d_params((height, width), shape[-1], filters)
            shape = (shape[0] - height + 1, shape[1] - width + 1, filters)
        elif kind == "batch_norm":
            params = sum(batch_norm_params(shape[-1]))
        elif kind == "flatten":
            shape = (flatten_size(shape),)
        rows.append((kind, shape, params))
    return rows


def largest_saving():
    """Halve the first hidden layer: its size counts in two of the three layers.

    It saves 332,032 parameters, against 1,034 (no biases), 262,656 (no second hidden layer),
    133,888 (half the second) and 301,056 (smaller images).
    Source: the counts of `mlp_params` and `dense_params`.
    """
    return "half the first hidden layer"


def build_mlp(inputs, units, activations):
    """Stack dense layers in Keras on an input of shape (inputs,).

    `units` and `activations` have one entry for each layer.
    Source: the documentation of keras.Sequential.
    """
    import keras

    model = keras.Sequential([keras.Input((inputs,))])
    for size, activation in zip(units, activations, strict=True):
        model.add(keras.layers.Dense(size, activation=activation))
    return model
