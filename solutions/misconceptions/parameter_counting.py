"""Wrong answers to the exercises of 08 parameter_counting, each with the hint its author needs."""

import numpy as np

from autograder.course.bank import misconception

SIZES = [10, 20, 30]  # a global variable, as left behind by a cell above

# dense_params


@misconception(
    of="dense_params", hint="Every unit also has a bias, unless the layer is built without biases."
)
def dense_params_forgets_biases(inputs, units, use_bias=True):
    return inputs * units


@misconception(of="dense_params", hint="What should change when use_bias is False?")
def dense_params_always_has_biases(inputs, units, use_bias=True):
    return inputs * units + units


@misconception(of="dense_params", hint="A bias belongs to a unit. Do the inputs have any?")
def dense_params_bias_for_each_input(inputs, units, use_bias=True):
    if use_bias:
        return inputs * units + inputs
    return inputs * units


@misconception(of="dense_params", hint="Each unit has its own bias; the units do not share one.")
def dense_params_one_bias(inputs, units, use_bias=True):
    return inputs * units + int(use_bias)


@misconception(
    of="dense_params", hint="Every input is connected to every unit. How many pairs is that?"
)
def dense_params_adds_inputs_and_units(inputs, units, use_bias=True):
    return inputs + units


@misconception(of="dense_params", hint="You count the inputs and the units, but not the weights.")
def dense_params_adds_and_biases(inputs, units, use_bias=True):
    total = inputs + units
    if use_bias:
        total += units
    return total


@misconception(of="dense_params", hint="There are biases exactly when use_bias is true.")
def dense_params_bias_the_wrong_way(inputs, units, use_bias=True):
    if use_bias:
        return inputs * units
    return inputs * units + units


@misconception(of="dense_params", hint="Only units have biases; the inputs have none.")
def dense_params_bias_on_both_sides(inputs, units, use_bias=True):
    if use_bias:
        return inputs * units + inputs + units
    return inputs * units


@misconception(of="dense_params", hint="You count a single unit. The layer has several.")
def dense_params_counts_one_unit(inputs, units, use_bias=True):
    if use_bias:
        return inputs + 1
    return inputs


@misconception(
    of="dense_params", hint="Units of one layer are connected to inputs, not to each other."
)
def dense_params_connects_units(inputs, units, use_bias=True):
    total = (inputs + units) * units
    if use_bias:
        total += units
    return total


@misconception(of="dense_params", hint="One bias for each unit, not one for each weight.")
def dense_params_bias_for_each_weight(inputs, units, use_bias=True):
    weights = inputs * units
    return 2 * weights if use_bias else weights


@misconception(of="dense_params", hint="Biases are added to the weights, not taken away.")
def dense_params_subtracts_biases(inputs, units, use_bias=True):
    weights = inputs * units
    return weights - units if use_bias else weights


# dense_shapes


@misconception(
    of="dense_shapes",
    hint="That is the layout of rows, as in Keras. In W x + b a row of W belongs to a unit.",
)
def dense_shapes_as_in_keras(layer_sizes):
    return [
        ((layer_sizes[i], layer_sizes[i + 1]), (layer_sizes[i + 1], 1))
        for i in range(len(layer_sizes) - 1)
    ]


@misconception(of="dense_shapes", hint="Here b is a column: an array with two axes.")
def dense_shapes_flat_biases(layer_sizes):
    pairs = zip(layer_sizes[:-1], layer_sizes[1:], strict=True)
    return [((units, inputs), (units,)) for inputs, units in pairs]


@misconception(of="dense_shapes", hint="Your b lies on its side. It is a column, like W x.")
def dense_shapes_row_biases(layer_sizes):
    pairs = zip(layer_sizes[:-1], layer_sizes[1:], strict=True)
    return [((units, inputs), (1, units)) for inputs, units in pairs]


@misconception(of="dense_shapes", hint="A bias belongs to a unit of the layer, not to an input.")
def dense_shapes_bias_of_inputs(layer_sizes):
    pairs = zip(layer_sizes[:-1], layer_sizes[1:], strict=True)
    return [((units, inputs), (inputs, 1)) for inputs, units in pairs]


@misconception(
    of="dense_shapes", hint="Every unit has its own bias, so b has more than one number."
)
def dense_shapes_one_bias(layer_sizes):
    pairs = zip(layer_sizes[:-1], layer_sizes[1:], strict=True)
    return [((units, inputs), (1, 1)) for inputs, units in pairs]


@misconception(of="dense_shapes", hint="The output layer also has weights and biases.")
def dense_shapes_without_last_layer(layer_sizes):
    pairs = zip(layer_sizes[:-2], layer_sizes[1:-1], strict=True)
    return [((units, inputs), (units, 1)) for inputs, units in pairs]


@misconception(
    of="dense_shapes", hint="The first size is that of the input, and the input has no weights."
)
def dense_shapes_layer_for_the_input(layer_sizes):
    before = [layer_sizes[0], *layer_sizes[:-1]]
    pairs = zip(before, layer_sizes, strict=True)
    return [((units, inputs), (units, 1)) for inputs, units in pairs]


@misconception(
    of="dense_shapes",
    hint="A layer's inputs are the units of the layer before it, not always the network's inputs.",
)
def dense_shapes_all_from_the_input(layer_sizes):
    return [((units, layer_sizes[0]), (units, 1)) for units in layer_sizes[1:]]


@misconception(
    of="dense_shapes", hint="Return one pair for each layer, not all shapes in a single row."
)
def dense_shapes_not_in_pairs(layer_sizes):
    shapes = []
    for i in range(1, len(layer_sizes)):
        shapes.append((layer_sizes[i], layer_sizes[i - 1]))
        shapes.append((layer_sizes[i], 1))
    return shapes


@misconception(of="dense_shapes", hint="In each pair the weights come first, then the bias.")
def dense_shapes_bias_first(layer_sizes):
    pairs = zip(layer_sizes[:-1], layer_sizes[1:], strict=True)
    return [((units, 1), (units, inputs)) for inputs, units in pairs]


@misconception(of="dense_shapes", hint="Return the shapes of the biases as well.")
def dense_shapes_weights_only(layer_sizes):
    pairs = zip(layer_sizes[:-1], layer_sizes[1:], strict=True)
    return [(units, inputs) for inputs, units in pairs]


@misconception(of="dense_shapes", hint="The first layer comes first.")
def dense_shapes_last_layer_first(layer_sizes):
    pairs = zip(layer_sizes[:-1], layer_sizes[1:], strict=True)
    return [((units, inputs), (units, 1)) for inputs, units in pairs][::-1]


@misconception(
    of="dense_shapes",
    hint="The caller still needs the list of sizes: do not remove anything from it.",
)
def dense_shapes_empties_the_list(layer_sizes):
    shapes = []
    inputs = layer_sizes.pop(0)
    while layer_sizes:
        units = layer_sizes.pop(0)
        shapes.append(((units, inputs), (units, 1)))
        inputs = units
    return shapes


@misconception(
    of="dense_shapes", hint="Your loop ends after the first layer. Where is your return?"
)
def dense_shapes_returns_in_the_loop(layer_sizes):
    shapes = []
    for i in range(1, len(layer_sizes)):
        shapes.append(((layer_sizes[i], layer_sizes[i - 1]), (layer_sizes[i], 1)))
        return shapes


@misconception(
    of="dense_shapes", hint="Use the length of the list: networks differ in their number of layers."
)
def dense_shapes_three_layers_only(layer_sizes):
    inputs, first, second, outputs = layer_sizes
    return [
        ((first, inputs), (first, 1)),
        ((second, first), (second, 1)),
        ((outputs, second), (outputs, 1)),
    ]


# mlp_params


@misconception(of="mlp_params", hint="Every layer has biases as well as weights.")
def mlp_params_forgets_biases(layer_sizes):
    return sum(layer_sizes[i] * layer_sizes[i + 1] for i in range(len(layer_sizes) - 1))


@misconception(of="mlp_params", hint="The inputs have no biases; only the layers after them do.")
def mlp_params_biases_of_the_inputs(layer_sizes):
    weights = sum(layer_sizes[i] * layer_sizes[i + 1] for i in range(len(layer_sizes) - 1))
    return weights + sum(layer_sizes)


@misconception(
    of="mlp_params", hint="The bias of a layer goes with its units, not with its inputs."
)
def mlp_params_biases_of_the_layer_before(layer_sizes):
    total = 0
    for i in range(len(layer_sizes) - 1):
        total += layer_sizes[i] * layer_sizes[i + 1] + layer_sizes[i]
    return total


@misconception(of="mlp_params", hint="The units of the output layer have biases too.")
def mlp_params_no_bias_at_the_output(layer_sizes):
    weights = sum(layer_sizes[i] * layer_sizes[i + 1] for i in range(len(layer_sizes) - 1))
    return weights + sum(layer_sizes[1:-1])


@misconception(of="mlp_params", hint="A layer has one bias for each unit, not one for all of them.")
def mlp_params_one_bias_a_layer(layer_sizes):
    total = 0
    for i in range(1, len(layer_sizes)):
        total += layer_sizes[i - 1] * layer_sizes[i] + 1
    return total


@misconception(of="mlp_params", hint="The output layer is missing from your sum.")
def mlp_params_without_last_layer(layer_sizes):
    return sum(
        dense_params(layer_sizes[i], layer_sizes[i + 1]) for i in range(len(layer_sizes) - 2)
    )


@misconception(of="mlp_params", hint="You count only the last layer. Add up all of them.")
def mlp_params_last_layer_only(layer_sizes):
    for i in range(1, len(layer_sizes)):
        total = dense_params(layer_sizes[i - 1], layer_sizes[i])
    return total


@misconception(of="mlp_params", hint="Your sum stops after the first layer. Where is your return?")
def mlp_params_first_layer_only(layer_sizes):
    total = 0
    for i in range(1, len(layer_sizes)):
        total += dense_params(layer_sizes[i - 1], layer_sizes[i])
        return total


@misconception(
    of="mlp_params", hint="A layer is fed by the layer before it, not by the network's inputs."
)
def mlp_params_all_from_the_input(layer_sizes):
    return sum(dense_params(layer_sizes[0], units) for units in layer_sizes[1:])


@misconception(
    of="mlp_params", hint="Only neighbouring layers are connected, not every pair of layers."
)
def mlp_params_connects_all_layers(layer_sizes):
    total = 0
    for i in range(len(layer_sizes)):
        for j in range(i):
            total += layer_sizes[i] * layer_sizes[j]
    return total + sum(layer_sizes[1:])


@misconception(of="mlp_params", hint="Multiply only neighbouring sizes, then add the products.")
def mlp_params_multiplies_all(layer_sizes):
    total = 1
    for size in layer_sizes:
        total *= size
    return total + sum(layer_sizes[1:])


@misconception(
    of="mlp_params", hint="Neurons are not parameters. Count the connections between them."
)
def mlp_params_counts_units(layer_sizes):
    return sum(layer_sizes)


@misconception(of="mlp_params", hint="Your result is right only for networks of two layers.")
def mlp_params_two_layers_only(layer_sizes):
    return dense_params(layer_sizes[0], layer_sizes[1]) + dense_params(
        layer_sizes[1], layer_sizes[2]
    )


@misconception(
    of="mlp_params",
    hint="Use the argument. Your function counts a list from elsewhere in the notebook.",
)
def mlp_params_uses_a_global(layer_sizes):
    return sum(dense_params(SIZES[i], SIZES[i + 1]) for i in range(len(SIZES) - 1))


@misconception(
    of="mlp_params",
    hint="The caller still needs the list of sizes: do not remove anything from it.",
)
def mlp_params_empties_the_list(layer_sizes):
    total = 0
    while len(layer_sizes) > 1:
        inputs = layer_sizes.pop(0)
        total += inputs * layer_sizes[0] + layer_sizes[0]
    return total


# flatten_size


@misconception(
    of="flatten_size", hint="Flattening puts all axes into one row, not only the last one."
)
def flatten_size_last_axis(shape):
    return shape[-1]


@misconception(of="flatten_size", hint="An image of 28 x 28 has more than 56 pixels.")
def flatten_size_adds_axes(shape):
    return sum(axis for axis in shape if axis is not None)


@misconception(
    of="flatten_size", hint="Not every shape has a batch axis. Check whether it begins with None."
)
def flatten_size_always_drops_first(shape):
    return int(np.prod(shape[1:]))


@misconception(of="flatten_size", hint="What does your product do with None?")
def flatten_size_multiplies_none(shape):
    return int(np.prod(shape))


@misconception(
    of="flatten_size", hint="The number of samples does not change the size of one sample."
)
def flatten_size_assumes_a_batch(shape):
    size = 1
    for axis in shape:
        size *= 32 if axis is None else axis
    return size


@misconception(of="flatten_size", hint="Channels are numbers too: they belong in the row.")
def flatten_size_forgets_channels(shape):
    axes = [axis for axis in shape if axis is not None]
    return int(np.prod(axes[:2]))


@misconception(
    of="flatten_size",
    hint="The number of axes does not tell whether there is a batch axis; None does.",
)
def flatten_size_batch_by_number_of_axes(shape):
    if len(shape) == 4:
        shape = shape[1:]
    return int(np.prod([axis for axis in shape if axis is not None]))


@misconception(
    of="flatten_size", hint="An image need not be square, and may have more than two axes."
)
def flatten_size_squares(shape):
    return [axis for axis in shape if axis is not None][0] ** 2


@misconception(of="flatten_size", hint="Return the size as a number, not as a shape.")
def flatten_size_gives_a_shape(shape):
    return (int(np.prod([axis for axis in shape if axis is not None])),)


@misconception(
    of="flatten_size",
    hint="The axes between the first and the last count as well.",
)
def flatten_size_first_and_last(shape):
    axes = [axis for axis in shape if axis is not None]
    return axes[0] * axes[-1]


@misconception(
    of="flatten_size", hint="An axis of size 1 in front is not the batch axis. Only None is."
)
def flatten_size_stops_at_one(shape):
    size = 1
    for axis in reversed(shape):
        if axis is None or axis == 1:
            break
        size *= axis
    return size


# batch_norm_params


@misconception(
    of="batch_norm_params",
    hint="The moving mean and variance belong to the layer, so they count as well.",
)
def batch_norm_params_no_moving_statistics(features):
    return 2 * features, 0


@misconception(
    of="batch_norm_params", hint="Which of the four numbers does gradient descent change?"
)
def batch_norm_params_all_trainable(features):
    return 4 * features, 0


@misconception(of="batch_norm_params", hint="Some of the four numbers are trained.")
def batch_norm_params_none_trainable(features):
    return 0, 4 * features


@misconception(
    of="batch_norm_params",
    hint="For each feature two numbers are trained, and two more are recorded.",
)
def batch_norm_params_half(features):
    return features, features


@misconception(
    of="batch_norm_params", hint="Every feature has its own scale, shift, mean and variance."
)
def batch_norm_params_same_for_all_features(features):
    return 2, 2


@misconception(
    of="batch_norm_params",
    hint="Return the trainable and the non-trainable parameters as two numbers.",
)
def batch_norm_params_only_the_sum(features):
    return 4 * features


@misconception(
    of="batch_norm_params",
    hint="The second number counts only the non-trainable parameters, not all of them.",
)
def batch_norm_params_sum_as_second(features):
    return 2 * features, 4 * features


@misconception(
    of="batch_norm_params",
    hint="The first number counts only the trainable parameters, not all of them.",
)
def batch_norm_params_sum_as_first(features):
    return 4 * features, 2 * features


@misconception(of="batch_norm_params", hint="The shift beta is trained as well as the scale gamma.")
def batch_norm_params_only_gamma(features):
    return features, 2 * features


@misconception(
    of="batch_norm_params", hint="The layer keeps a moving variance as well as a moving mean."
)
def batch_norm_params_only_the_mean(features):
    return 2 * features, features


@misconception(
    of="batch_norm_params",
    hint="The moving statistics are measured, not trained; they are the second number.",
)
def batch_norm_params_moving_mean_trained(features):
    return 3 * features, features


@misconception(
    of="batch_norm_params",
    hint="Features are not connected to each other: the scale is one number for each feature.",
)
def batch_norm_params_matrix(features):
    return features * features + features, 2 * features


# conv2d_params


@misconception(
    of="conv2d_params",
    hint="Every filter also has a bias, unless the layer is built without biases.",
)
def conv2d_params_forgets_biases(kernel, channels_in, filters, use_bias=True):
    return kernel[0] * kernel[1] * channels_in * filters


@misconception(of="conv2d_params", hint="What should change when use_bias is False?")
def conv2d_params_always_has_biases(kernel, channels_in, filters, use_bias=True):
    return kernel[0] * kernel[1] * channels_in * filters + filters


@misconception(of="conv2d_params", hint="There are biases exactly when use_bias is true.")
def conv2d_params_bias_the_wrong_way(kernel, channels_in, filters, use_bias=True):
    weights = kernel[0] * kernel[1] * channels_in * filters
    return weights if use_bias else weights + filters


@misconception(
    of="conv2d_params", hint="A patch has rows and columns. You use only one of its two sides."
)
def conv2d_params_one_side_of_the_patch(kernel, channels_in, filters, use_bias=True):
    return kernel[0] * channels_in * filters + (filters if use_bias else 0)


@misconception(of="conv2d_params", hint="A filter sees all channels of its input.")
def conv2d_params_forgets_channels(kernel, channels_in, filters, use_bias=True):
    return kernel[0] * kernel[1] * filters + (filters if use_bias else 0)


@misconception(
    of="conv2d_params", hint="A patch need not be square: its width may differ from its height."
)
def conv2d_params_squares_the_height(kernel, channels_in, filters, use_bias=True):
    return kernel[0] ** 2 * channels_in * filters + (filters if use_bias else 0)


@misconception(
    of="conv2d_params", hint="A patch need not be square: its height may differ from its width."
)
def conv2d_params_squares_the_width(kernel, channels_in, filters, use_bias=True):
    return kernel[1] ** 2 * channels_in * filters + (filters if use_bias else 0)


@misconception(of="conv2d_params", hint="How many pixels are in a patch of 3 x 3?")
def conv2d_params_adds_the_sides(kernel, channels_in, filters, use_bias=True):
    return (kernel[0] + kernel[1]) * channels_in * filters + (filters if use_bias else 0)


@misconception(
    of="conv2d_params",
    hint="A filter adds up all channels and has one bias, not one for each channel.",
)
def conv2d_params_bias_for_each_channel(kernel, channels_in, filters, use_bias=True):
    weights = kernel[0] * kernel[1] * channels_in * filters
    return weights + (channels_in * filters if use_bias else 0)


@misconception(
    of="conv2d_params", hint="A bias belongs to a filter, not to a channel of the input."
)
def conv2d_params_bias_of_the_input(kernel, channels_in, filters, use_bias=True):
    weights = kernel[0] * kernel[1] * channels_in * filters
    return weights + (channels_in if use_bias else 0)


@misconception(
    of="conv2d_params", hint="Each filter has its own bias; the filters do not share one."
)
def conv2d_params_one_bias(kernel, channels_in, filters, use_bias=True):
    return kernel[0] * kernel[1] * channels_in * filters + (1 if use_bias else 0)


@misconception(of="conv2d_params", hint="You count a single filter. How many are there?")
def conv2d_params_one_filter(kernel, channels_in, filters, use_bias=True):
    return kernel[0] * kernel[1] * channels_in + (1 if use_bias else 0)


@misconception(
    of="conv2d_params",
    hint="Filters do not share out the channels among themselves: each one sees all channels.",
)
def conv2d_params_adds_channels_and_filters(kernel, channels_in, filters, use_bias=True):
    return kernel[0] * kernel[1] * (channels_in + filters) + (filters if use_bias else 0)


@misconception(
    of="conv2d_params",
    hint="The filter moves but its weights stay the same: the size of the image does not matter.",
)
def conv2d_params_counts_places(kernel, channels_in, filters, use_bias=True):
    places = (28 - kernel[0] + 1) * (28 - kernel[1] + 1)
    one_place = kernel[0] * kernel[1] * channels_in * filters + (filters if use_bias else 0)
    return places * one_place


# lstm_params


@misconception(
    of="lstm_params", hint="Four parts work together in an LSTM, and each has its own weights."
)
def lstm_params_plain_recurrent_layer(inputs, units):
    return inputs * units + units * units + units


@misconception(
    of="lstm_params", hint="Besides the three gates there is the candidate for the cell state."
)
def lstm_params_three_parts(inputs, units):
    return 3 * (inputs * units + units * units + units)


@misconception(of="lstm_params", hint="The parts also see the state of the previous step.")
def lstm_params_no_recurrent_weights(inputs, units):
    return 4 * (inputs * units + units)


@misconception(of="lstm_params", hint="The parts see the inputs of the step as well as the state.")
def lstm_params_no_input_weights(inputs, units):
    return 4 * (units * units + units)


@misconception(of="lstm_params", hint="Each of the four parts also has biases.")
def lstm_params_no_biases(inputs, units):
    return 4 * (inputs * units + units * units)


@misconception(
    of="lstm_params", hint="Each of the four parts has biases. You count them only once."
)
def lstm_params_biases_once(inputs, units):
    return 4 * (inputs * units + units * units) + units


@misconception(
    of="lstm_params", hint="One bias for each unit and part is enough: here W and U share it."
)
def lstm_params_two_biases(inputs, units):
    return 4 * (inputs * units + units * units + 2 * units)


@misconception(of="lstm_params", hint="The state has one number for each unit, not for each input.")
def lstm_params_state_of_the_inputs(inputs, units):
    return 4 * (inputs * units + inputs * inputs + units)


@misconception(
    of="lstm_params", hint="Which argument is the number of inputs, and which the number of units?"
)
def lstm_params_swaps_arguments(inputs, units):
    return 4 * (inputs * units + inputs * inputs + inputs)


@misconception(
    of="lstm_params", hint="The recurrent weights form a matrix: each unit sees the whole state."
)
def lstm_params_recurrent_diagonal(inputs, units):
    return 4 * (inputs * units + units + units)


@misconception(
    of="lstm_params", hint="State and cell are computed at each step. They are not parameters."
)
def lstm_params_counts_the_state(inputs, units):
    return 4 * (inputs * units + units * units + units) + 2 * units


@misconception(
    of="lstm_params", hint="The gates here do not look into the cell: count only W, U and b."
)
def lstm_params_peepholes(inputs, units):
    return 4 * (inputs * units + units * units + units) + 3 * units


@misconception(
    of="lstm_params",
    hint="The same weights are used at every step: the length of the sequence does not matter.",
)
def lstm_params_for_each_step(inputs, units):
    steps = 10
    return steps * 4 * (inputs * units + units * units + units)


@misconception(
    of="lstm_params", hint="A bias belongs to a unit; the inputs and the old state have none."
)
def lstm_params_bias_for_each_input(inputs, units):
    return 4 * ((inputs + units) * units + inputs + units)


# gru_params


@misconception(of="gru_params", hint="A GRU has one part fewer than an LSTM.")
def gru_params_four_parts(inputs, units, reset_after=True):
    biases = 2 * units if reset_after else units
    return 4 * (inputs * units + units * units + biases)


@misconception(
    of="gru_params", hint="Besides the two gates there is the candidate for the new state."
)
def gru_params_two_parts(inputs, units, reset_after=True):
    biases = 2 * units if reset_after else units
    return 2 * (inputs * units + units * units + biases)


@misconception(
    of="gru_params", hint="Three parts work together in a GRU, and each has its own weights."
)
def gru_params_one_part(inputs, units, reset_after=True):
    biases = 2 * units if reset_after else units
    return inputs * units + units * units + biases


@misconception(
    of="gru_params",
    hint="How many biases does each part have with reset_after=True, Keras's default?",
)
def gru_params_always_as_published(inputs, units, reset_after=True):
    return 3 * (inputs * units + units * units + units)


@misconception(of="gru_params", hint="What should change when reset_after is False?")
def gru_params_always_two_biases(inputs, units, reset_after=True):
    return 3 * (inputs * units + units * units + 2 * units)


@misconception(
    of="gru_params", hint="The second bias is there when reset_after is true, not when it is false."
)
def gru_params_reset_the_wrong_way(inputs, units, reset_after=True):
    biases = units if reset_after else 2 * units
    return 3 * (inputs * units + units * units + biases)


@misconception(of="gru_params", hint="The parts also see the state of the previous step.")
def gru_params_no_recurrent_weights(inputs, units, reset_after=True):
    biases = 2 * units if reset_after else units
    return 3 * (inputs * units + biases)


@misconception(of="gru_params", hint="The parts see the inputs of the step as well as the state.")
def gru_params_no_input_weights(inputs, units, reset_after=True):
    biases = 2 * units if reset_after else units
    return 3 * (units * units + biases)


@misconception(of="gru_params", hint="Each of the three parts also has biases.")
def gru_params_no_biases(inputs, units, reset_after=True):
    return 3 * (inputs * units + units * units)


@misconception(of="gru_params", hint="All three parts have a second bias, not just one of them.")
def gru_params_second_bias_once(inputs, units, reset_after=True):
    second = units if reset_after else 0
    return 3 * (inputs * units + units * units + units) + second


@misconception(
    of="gru_params", hint="With reset_after there is a second bias, but no second weight matrix."
)
def gru_params_second_matrix(inputs, units, reset_after=True):
    recurrent = units * units + units
    if reset_after:
        recurrent *= 2
    return 3 * (inputs * units + recurrent)


@misconception(
    of="gru_params", hint="Without reset_after there is still one bias for each unit and part."
)
def gru_params_no_bias_as_published(inputs, units, reset_after=True):
    biases = 2 * units if reset_after else 0
    return 3 * (inputs * units + units * units + biases)


@misconception(of="gru_params", hint="The state has one number for each unit, not for each input.")
def gru_params_swaps_arguments(inputs, units, reset_after=True):
    biases = 2 * inputs if reset_after else inputs
    return 3 * (inputs * units + inputs * inputs + biases)


# bidirectional_params


@misconception(
    of="bidirectional_params",
    hint="The backward layer has its own weights; it does not share those of the forward layer.",
)
def bidirectional_params_shares_weights(params):
    return params


@misconception(
    of="bidirectional_params", hint="There are two layers side by side: their parameters add up."
)
def bidirectional_params_squares(params):
    return params**2


@misconception(of="bidirectional_params", hint="Joining the two outputs needs no parameters.")
def bidirectional_params_adds_a_bias(params):
    return 2 * params + 1


@misconception(of="bidirectional_params", hint="Return one number for both directions together.")
def bidirectional_params_gives_both(params):
    return params, params


@misconception(
    of="bidirectional_params",
    hint="Each direction has all the parameters of a layer, not half of them.",
)
def bidirectional_params_halves(params):
    return params // 2


@misconception(of="bidirectional_params", hint="Two directions make two layers, not more.")
def bidirectional_params_four_times(params):
    return 4 * params


# embedding_params


@misconception(
    of="embedding_params", hint="An embedding reads a row from a table and adds no bias to it."
)
def embedding_params_bias_for_each_number(vocabulary, dimension):
    return vocabulary * dimension + dimension


@misconception(of="embedding_params", hint="A word has a vector, but no bias.")
def embedding_params_bias_for_each_word(vocabulary, dimension):
    return vocabulary * dimension + vocabulary


@misconception(
    of="embedding_params", hint="Each word has a whole vector. How many numbers are in the table?"
)
def embedding_params_adds(vocabulary, dimension):
    return vocabulary + dimension


@misconception(
    of="embedding_params", hint="A word stands for a vector here, not for a single number."
)
def embedding_params_one_number_a_word(vocabulary, dimension):
    return vocabulary


@misconception(
    of="embedding_params", hint="The size of the table does not depend on the length of a text."
)
def embedding_params_for_each_place(vocabulary, dimension):
    length = 100
    return length * vocabulary * dimension


@misconception(
    of="embedding_params", hint="Word 0 needs no extra row: the vocabulary already counts all rows."
)
def embedding_params_word_zero_left_out(vocabulary, dimension):
    return (vocabulary - 1) * dimension


@misconception(
    of="embedding_params",
    hint="The table does not pair words with words: each row is the vector of one word.",
)
def embedding_params_words_by_words(vocabulary, dimension):
    return vocabulary * vocabulary


# count_layers


@misconception(
    of="count_layers",
    hint="After flattening, the next layer has as many inputs as a sample has numbers.",
)
def count_layers_flatten_keeps_the_last_axis(layers):
    shape, rows = layers[0][1], []
    for kind, *settings in layers[1:]:
        params = 0
        if kind == "dense":
            params = dense_params(shape[-1], settings[0])
            shape = (*shape[:-1], settings[0])
        elif kind == "conv2d":
            filters, kernel = settings
            params = conv2d_params(kernel, shape[-1], filters)
            shape = (shape[0] - kernel[0] + 1, shape[1] - kernel[1] + 1, filters)
        elif kind == "batch_norm":
            params = sum(batch_norm_params(shape[-1]))
        elif kind == "flatten":
            shape = (shape[-1],)
        rows.append((kind, shape, params))
    return rows


@misconception(
    of="count_layers", hint="A dense layer changes only the last axis and keeps all the others."
)
def count_layers_dense_drops_axes(layers):
    shape, rows = layers[0][1], []
    for kind, *settings in layers[1:]:
        params = 0
        if kind == "dense":
            params = dense_params(shape[-1], settings[0])
            shape = (settings[0],)
        elif kind == "conv2d":
            filters, kernel = settings
            params = conv2d_params(kernel, shape[-1], filters)
            shape = (shape[0] - kernel[0] + 1, shape[1] - kernel[1] + 1, filters)
        elif kind == "batch_norm":
            params = sum(batch_norm_params(shape[-1]))
        elif kind == "flatten":
            shape = (flatten_size(shape),)
        rows.append((kind, shape, params))
    return rows


@misconception(
    of="count_layers",
    hint="A dense layer does not flatten its input. It works on the last axis only.",
)
def count_layers_dense_flattens(layers):
    shape, rows = layers[0][1], []
    for kind, *settings in layers[1:]:
        params = 0
        if kind == "dense":
            params = dense_params(flatten_size(shape), settings[0])
            shape = (settings[0],)
        elif kind == "conv2d":
            filters, kernel = settings
            params = conv2d_params(kernel, shape[-1], filters)
            shape = (shape[0] - kernel[0] + 1, shape[1] - kernel[1] + 1, filters)
        elif kind == "batch_norm":
            params = sum(batch_norm_params(shape[-1]))
        elif kind == "flatten":
            shape = (flatten_size(shape),)
        rows.append((kind, shape, params))
    return rows


@misconception(
    of="count_layers", hint="The inputs of a dense layer are on the last axis, not on the first."
)
def count_layers_dense_on_the_first_axis(layers):
    shape, rows = layers[0][1], []
    for kind, *settings in layers[1:]:
        params = 0
        if kind == "dense":
            params = dense_params(shape[0], settings[0])
            shape = (settings[0], *shape[1:])
        elif kind == "conv2d":
            filters, kernel = settings
            params = conv2d_params(kernel, shape[-1], filters)
            shape = (shape[0] - kernel[0] + 1, shape[1] - kernel[1] + 1, filters)
        elif kind == "batch_norm":
            params = sum(batch_norm_params(shape[-1]))
        elif kind == "flatten":
            shape = (flatten_size(shape),)
        rows.append((kind, shape, params))
    return rows


@misconception(of="count_layers", hint="Dense layers have biases as well as weights.")
def count_layers_dense_without_biases(layers):
    shape, rows = layers[0][1], []
    for kind, *settings in layers[1:]:
        params = 0
        if kind == "dense":
            params = shape[-1] * settings[0]
            shape = (*shape[:-1], settings[0])
        elif kind == "conv2d":
            filters, kernel = settings
            params = conv2d_params(kernel, shape[-1], filters)
            shape = (shape[0] - kernel[0] + 1, shape[1] - kernel[1] + 1, filters)
        elif kind == "batch_norm":
            params = sum(batch_norm_params(shape[-1]))
        elif kind == "flatten":
            shape = (flatten_size(shape),)
        rows.append((kind, shape, params))
    return rows


@misconception(of="count_layers", hint="Convolutions have biases as well as weights.")
def count_layers_conv2d_without_biases(layers):
    shape, rows = layers[0][1], []
    for kind, *settings in layers[1:]:
        params = 0
        if kind == "dense":
            params = dense_params(shape[-1], settings[0])
            shape = (*shape[:-1], settings[0])
        elif kind == "conv2d":
            filters, kernel = settings
            params = conv2d_params(kernel, shape[-1], filters, use_bias=False)
            shape = (shape[0] - kernel[0] + 1, shape[1] - kernel[1] + 1, filters)
        elif kind == "batch_norm":
            params = sum(batch_norm_params(shape[-1]))
        elif kind == "flatten":
            shape = (flatten_size(shape),)
        rows.append((kind, shape, params))
    return rows


@misconception(
    of="count_layers",
    hint="Batch normalisation has non-trainable parameters as well; count all four numbers.",
)
def count_layers_batch_norm_trainable_only(layers):
    shape, rows = layers[0][1], []
    for kind, *settings in layers[1:]:
        params = 0
        if kind == "dense":
            params = dense_params(shape[-1], settings[0])
            shape = (*shape[:-1], settings[0])
        elif kind == "conv2d":
            filters, kernel = settings
            params = conv2d_params(kernel, shape[-1], filters)
            shape = (shape[0] - kernel[0] + 1, shape[1] - kernel[1] + 1, filters)
        elif kind == "batch_norm":
            params = batch_norm_params(shape[-1])[0]
        elif kind == "flatten":
            shape = (flatten_size(shape),)
        rows.append((kind, shape, params))
    return rows


@misconception(
    of="count_layers",
    hint="Batch normalisation treats all pixels of a channel alike. It has no numbers for single "
    "pixels.",
)
def count_layers_batch_norm_for_each_pixel(layers):
    shape, rows = layers[0][1], []
    for kind, *settings in layers[1:]:
        params = 0
        if kind == "dense":
            params = dense_params(shape[-1], settings[0])
            shape = (*shape[:-1], settings[0])
        elif kind == "conv2d":
            filters, kernel = settings
            params = conv2d_params(kernel, shape[-1], filters)
            shape = (shape[0] - kernel[0] + 1, shape[1] - kernel[1] + 1, filters)
        elif kind == "batch_norm":
            params = sum(batch_norm_params(flatten_size(shape)))
        elif kind == "flatten":
            shape = (flatten_size(shape),)
        rows.append((kind, shape, params))
    return rows


@misconception(
    of="count_layers", hint="Batch normalisation has parameters, unlike dropout and activation."
)
def count_layers_batch_norm_free(layers):
    shape, rows = layers[0][1], []
    for kind, *settings in layers[1:]:
        params = 0
        if kind == "dense":
            params = dense_params(shape[-1], settings[0])
            shape = (*shape[:-1], settings[0])
        elif kind == "conv2d":
            filters, kernel = settings
            params = conv2d_params(kernel, shape[-1], filters)
            shape = (shape[0] - kernel[0] + 1, shape[1] - kernel[1] + 1, filters)
        elif kind == "flatten":
            shape = (flatten_size(shape),)
        rows.append((kind, shape, params))
    return rows


@misconception(
    of="count_layers",
    hint="Dropout switches units off during training, but it does not remove them from the shape.",
)
def count_layers_dropout_removes_units(layers):
    shape, rows = layers[0][1], []
    for kind, *settings in layers[1:]:
        params = 0
        if kind == "dense":
            params = dense_params(shape[-1], settings[0])
            shape = (*shape[:-1], settings[0])
        elif kind == "conv2d":
            filters, kernel = settings
            params = conv2d_params(kernel, shape[-1], filters)
            shape = (shape[0] - kernel[0] + 1, shape[1] - kernel[1] + 1, filters)
        elif kind == "batch_norm":
            params = sum(batch_norm_params(shape[-1]))
        elif kind == "flatten":
            shape = (flatten_size(shape),)
        elif kind == "dropout":
            shape = (*shape[:-1], round(shape[-1] * (1 - settings[0])))
        rows.append((kind, shape, params))
    return rows


@misconception(of="count_layers", hint="Without padding a convolution makes the image smaller.")
def count_layers_conv2d_keeps_the_size(layers):
    shape, rows = layers[0][1], []
    for kind, *settings in layers[1:]:
        params = 0
        if kind == "dense":
            params = dense_params(shape[-1], settings[0])
            shape = (*shape[:-1], settings[0])
        elif kind == "conv2d":
            filters, kernel = settings
            params = conv2d_params(kernel, shape[-1], filters)
            shape = (shape[0], shape[1], filters)
        elif kind == "batch_norm":
            params = sum(batch_norm_params(shape[-1]))
        elif kind == "flatten":
            shape = (flatten_size(shape),)
        rows.append((kind, shape, params))
    return rows


@misconception(
    of="count_layers",
    hint="You are one position short: how many times does a patch as large as the image fit?",
)
def count_layers_conv2d_off_by_one(layers):
    shape, rows = layers[0][1], []
    for kind, *settings in layers[1:]:
        params = 0
        if kind == "dense":
            params = dense_params(shape[-1], settings[0])
            shape = (*shape[:-1], settings[0])
        elif kind == "conv2d":
            filters, kernel = settings
            params = conv2d_params(kernel, shape[-1], filters)
            shape = (shape[0] - kernel[0], shape[1] - kernel[1], filters)
        elif kind == "batch_norm":
            params = sum(batch_norm_params(shape[-1]))
        elif kind == "flatten":
            shape = (flatten_size(shape),)
        rows.append((kind, shape, params))
    return rows


@misconception(
    of="count_layers", hint="The patch moves one pixel at a time, so neighbouring patches overlap."
)
def count_layers_conv2d_patches_side_by_side(layers):
    shape, rows = layers[0][1], []
    for kind, *settings in layers[1:]:
        params = 0
        if kind == "dense":
            params = dense_params(shape[-1], settings[0])
            shape = (*shape[:-1], settings[0])
        elif kind == "conv2d":
            filters, kernel = settings
            params = conv2d_params(kernel, shape[-1], filters)
            shape = (shape[0] // kernel[0], shape[1] // kernel[1], filters)
        elif kind == "batch_norm":
            params = sum(batch_norm_params(shape[-1]))
        elif kind == "flatten":
            shape = (flatten_size(shape),)
        rows.append((kind, shape, params))
    return rows


@misconception(
    of="count_layers",
    hint="The height of the patch reduces the rows, its width reduces the columns.",
)
def count_layers_conv2d_swaps_sides(layers):
    shape, rows = layers[0][1], []
    for kind, *settings in layers[1:]:
        params = 0
        if kind == "dense":
            params = dense_params(shape[-1], settings[0])
            shape = (*shape[:-1], settings[0])
        elif kind == "conv2d":
            filters, kernel = settings
            params = conv2d_params(kernel, shape[-1], filters)
            shape = (shape[0] - kernel[1] + 1, shape[1] - kernel[0] + 1, filters)
        elif kind == "batch_norm":
            params = sum(batch_norm_params(shape[-1]))
        elif kind == "flatten":
            shape = (flatten_size(shape),)
        rows.append((kind, shape, params))
    return rows


@misconception(
    of="count_layers",
    hint="After a convolution the image has as many channels as there are filters.",
)
def count_layers_conv2d_keeps_the_channels(layers):
    shape, rows = layers[0][1], []
    for kind, *settings in layers[1:]:
        params = 0
        if kind == "dense":
            params = dense_params(shape[-1], settings[0])
            shape = (*shape[:-1], settings[0])
        elif kind == "conv2d":
            filters, kernel = settings
            params = conv2d_params(kernel, shape[-1], filters)
            shape = (shape[0] - kernel[0] + 1, shape[1] - kernel[1] + 1, shape[-1])
        elif kind == "batch_norm":
            params = sum(batch_norm_params(shape[-1]))
        elif kind == "flatten":
            shape = (flatten_size(shape),)
        rows.append((kind, shape, params))
    return rows


@misconception(
    of="count_layers",
    hint="The output has one channel for each filter: the filters are not multiplied by the "
    "channels.",
)
def count_layers_conv2d_multiplies_channels(layers):
    shape, rows = layers[0][1], []
    for kind, *settings in layers[1:]:
        params = 0
        if kind == "dense":
            params = dense_params(shape[-1], settings[0])
            shape = (*shape[:-1], settings[0])
        elif kind == "conv2d":
            filters, kernel = settings
            params = conv2d_params(kernel, shape[-1], filters)
            shape = (shape[0] - kernel[0] + 1, shape[1] - kernel[1] + 1, shape[-1] * filters)
        elif kind == "batch_norm":
            params = sum(batch_norm_params(shape[-1]))
        elif kind == "flatten":
            shape = (flatten_size(shape),)
        rows.append((kind, shape, params))
    return rows


@misconception(
    of="count_layers",
    hint="A convolution has the same weights at every position: the size of its output does not "
    "matter.",
)
def count_layers_conv2d_times_places(layers):
    shape, rows = layers[0][1], []
    for kind, *settings in layers[1:]:
        params = 0
        if kind == "dense":
            params = dense_params(shape[-1], settings[0])
            shape = (*shape[:-1], settings[0])
        elif kind == "conv2d":
            filters, kernel = settings
            params = conv2d_params(kernel, shape[-1], filters)
            shape = (shape[0] - kernel[0] + 1, shape[1] - kernel[1] + 1, filters)
            params *= shape[0] * shape[1]
        elif kind == "batch_norm":
            params = sum(batch_norm_params(shape[-1]))
        elif kind == "flatten":
            shape = (flatten_size(shape),)
        rows.append((kind, shape, params))
    return rows


@misconception(
    of="count_layers",
    hint="A convolution sees the channels that the previous layer outputs, not those of the image.",
)
def count_layers_conv2d_channels_of_the_input(layers):
    shape, rows = layers[0][1], []
    channels = shape[-1]
    for kind, *settings in layers[1:]:
        params = 0
        if kind == "dense":
            params = dense_params(shape[-1], settings[0])
            shape = (*shape[:-1], settings[0])
        elif kind == "conv2d":
            filters, kernel = settings
            params = conv2d_params(kernel, channels, filters)
            shape = (shape[0] - kernel[0] + 1, shape[1] - kernel[1] + 1, filters)
        elif kind == "batch_norm":
            params = sum(batch_norm_params(shape[-1]))
        elif kind == "flatten":
            shape = (flatten_size(shape),)
        rows.append((kind, shape, params))
    return rows


@misconception(
    of="count_layers", hint="A layer's row shows the shape of its output, not of its input."
)
def count_layers_shapes_before(layers):
    shape, rows = layers[0][1], []
    for kind, *settings in layers[1:]:
        params, before = 0, shape
        if kind == "dense":
            params = dense_params(shape[-1], settings[0])
            shape = (*shape[:-1], settings[0])
        elif kind == "conv2d":
            filters, kernel = settings
            params = conv2d_params(kernel, shape[-1], filters)
            shape = (shape[0] - kernel[0] + 1, shape[1] - kernel[1] + 1, filters)
        elif kind == "batch_norm":
            params = sum(batch_norm_params(shape[-1]))
        elif kind == "flatten":
            shape = (flatten_size(shape),)
        rows.append((kind, before, params))
    return rows


@misconception(
    of="count_layers", hint="Each row gives the layer's own parameters, not the sum so far."
)
def count_layers_running_total(layers):
    shape, rows, params = layers[0][1], [], 0
    for kind, *settings in layers[1:]:
        if kind == "dense":
            params += dense_params(shape[-1], settings[0])
            shape = (*shape[:-1], settings[0])
        elif kind == "conv2d":
            filters, kernel = settings
            params += conv2d_params(kernel, shape[-1], filters)
            shape = (shape[0] - kernel[0] + 1, shape[1] - kernel[1] + 1, filters)
        elif kind == "batch_norm":
            params += sum(batch_norm_params(shape[-1]))
        elif kind == "flatten":
            shape = (flatten_size(shape),)
        rows.append((kind, shape, params))
    return rows


@misconception(
    of="count_layers",
    hint="A layer without parameters has 0 of them, not those of the previous layer.",
)
def count_layers_keeps_the_last_count(layers):
    shape, rows, params = layers[0][1], [], 0
    for kind, *settings in layers[1:]:
        if kind == "dense":
            params = dense_params(shape[-1], settings[0])
            shape = (*shape[:-1], settings[0])
        elif kind == "conv2d":
            filters, kernel = settings
            params = conv2d_params(kernel, shape[-1], filters)
            shape = (shape[0] - kernel[0] + 1, shape[1] - kernel[1] + 1, filters)
        elif kind == "batch_norm":
            params = sum(batch_norm_params(shape[-1]))
        elif kind == "flatten":
            shape = (flatten_size(shape),)
        rows.append((kind, shape, params))
    return rows


@misconception(of="count_layers", hint="Layers without parameters also get a row.")
def count_layers_skips_free_layers(layers):
    shape, rows = layers[0][1], []
    for kind, *settings in layers[1:]:
        if kind == "dense":
            params = dense_params(shape[-1], settings[0])
            shape = (*shape[:-1], settings[0])
        elif kind == "conv2d":
            filters, kernel = settings
            params = conv2d_params(kernel, shape[-1], filters)
            shape = (shape[0] - kernel[0] + 1, shape[1] - kernel[1] + 1, filters)
        elif kind == "batch_norm":
            params = sum(batch_norm_params(shape[-1]))
        else:
            if kind == "flatten":
                shape = (flatten_size(shape),)
            continue
        rows.append((kind, shape, params))
    return rows


@misconception(of="count_layers", hint="The input is not a layer and gets no row.")
def count_layers_row_for_the_input(layers):
    shape, rows = layers[0][1], [("input", layers[0][1], 0)]
    for kind, *settings in layers[1:]:
        params = 0
        if kind == "dense":
            params = dense_params(shape[-1], settings[0])
            shape = (*shape[:-1], settings[0])
        elif kind == "conv2d":
            filters, kernel = settings
            params = conv2d_params(kernel, shape[-1], filters)
            shape = (shape[0] - kernel[0] + 1, shape[1] - kernel[1] + 1, filters)
        elif kind == "batch_norm":
            params = sum(batch_norm_params(shape[-1]))
        elif kind == "flatten":
            shape = (flatten_size(shape),)
        rows.append((kind, shape, params))
    return rows


@misconception(of="count_layers", hint="Leave the batch axis out of the shapes.")
def count_layers_with_batch_axis(layers):
    shape, rows = layers[0][1], []
    for kind, *settings in layers[1:]:
        params = 0
        if kind == "dense":
            params = dense_params(shape[-1], settings[0])
            shape = (*shape[:-1], settings[0])
        elif kind == "conv2d":
            filters, kernel = settings
            params = conv2d_params(kernel, shape[-1], filters)
            shape = (shape[0] - kernel[0] + 1, shape[1] - kernel[1] + 1, filters)
        elif kind == "batch_norm":
            params = sum(batch_norm_params(shape[-1]))
        elif kind == "flatten":
            shape = (flatten_size(shape),)
        rows.append((kind, (None, *shape), params))
    return rows


@misconception(of="count_layers", hint="Flattening gives a shape with one axis, not a bare number.")
def count_layers_flatten_gives_a_number(layers):
    shape, rows = layers[0][1], []
    for kind, *settings in layers[1:]:
        params = 0
        if kind == "dense":
            params = dense_params(shape[-1], settings[0])
            shape = (*shape[:-1], settings[0])
        elif kind == "conv2d":
            filters, kernel = settings
            params = conv2d_params(kernel, shape[-1], filters)
            shape = (shape[0] - kernel[0] + 1, shape[1] - kernel[1] + 1, filters)
        elif kind == "batch_norm":
            params = sum(batch_norm_params(shape[-1]))
        elif kind == "flatten":
            shape = (flatten_size(shape),)
        shown = shape[0] if kind == "flatten" else shape
        rows.append((kind, shown, params))
    return rows


@misconception(
    of="count_layers",
    hint="The caller still needs the descriptions: do not remove anything from the list.",
)
def count_layers_empties_the_list(layers):
    shape, rows = layers.pop(0)[1], []
    while layers:
        kind, *settings = layers.pop(0)
        params = 0
        if kind == "dense":
            params = dense_params(shape[-1], settings[0])
            shape = (*shape[:-1], settings[0])
        elif kind == "conv2d":
            filters, kernel = settings
            params = conv2d_params(kernel, shape[-1], filters)
            shape = (shape[0] - kernel[0] + 1, shape[1] - kernel[1] + 1, filters)
        elif kind == "batch_norm":
            params = sum(batch_norm_params(shape[-1]))
        elif kind == "flatten":
            shape = (flatten_size(shape),)
        rows.append((kind, shape, params))
    return rows


# largest_saving


@misconception(
    of="largest_saving",
    hint="There is one bias for each unit, and one weight for each pair. Which are there more of?",
)
def largest_saving_no_biases():
    return "no biases"


@misconception(
    of="largest_saving",
    hint="The second hidden layer is not the largest. Count what the first one costs.",
)
def largest_saving_no_second_layer():
    return "no second hidden layer"


@misconception(
    of="largest_saving", hint="Is there a size that appears in larger layers than this one does?"
)
def largest_saving_half_the_second():
    return "half the second hidden layer"


@misconception(
    of="largest_saving",
    hint="Using a quarter of the pixels saves a lot, but only in one layer. Compare the exact "
    "counts.",
)
def largest_saving_smaller_images():
    return "smaller images"


@misconception(
    of="largest_saving", hint="Answer with one of the five phrases, spelled exactly as in the text."
)
def largest_saving_other_spelling():
    return "Half the first hidden layer."


@misconception(
    of="largest_saving", hint="The question is which change saves the most, not how much it saves."
)
def largest_saving_gives_the_number():
    return mlp_params([784, 512, 512, 10]) - mlp_params([784, 256, 512, 10])


@misconception(
    of="largest_saving",
    hint="Name one change, not a list of them.",
)
def largest_saving_gives_a_list():
    left = {
        "no second hidden layer": mlp_params([784, 512, 10]),
        "smaller images": mlp_params([196, 512, 512, 10]),
        "half the first hidden layer": mlp_params([784, 256, 512, 10]),
        "half the second hidden layer": mlp_params([784, 512, 256, 10]),
    }
    return sorted(left, key=left.get)


# build_mlp


@misconception(of="build_mlp", hint="The activations you were given have no effect on the layers.")
def build_mlp_ignores_activations(inputs, units, activations):
    import keras

    model = keras.Sequential([keras.Input((inputs,))])
    for size in units:
        model.add(keras.layers.Dense(size))
    return model


@misconception(
    of="build_mlp", hint="Each layer has its own activation in the list; not all are ReLU."
)
def build_mlp_always_relu(inputs, units, activations):
    import keras

    layers = [keras.layers.Dense(size, activation="relu") for size in units]
    return keras.Sequential([keras.Input((inputs,)), *layers])


@misconception(of="build_mlp", hint="You give every layer the first activation of the list.")
def build_mlp_first_activation_everywhere(inputs, units, activations):
    import keras

    layers = [keras.layers.Dense(size, activation=activations[0]) for size in units]
    return keras.Sequential([keras.Input((inputs,)), *layers])


@misconception(
    of="build_mlp", hint="The activations belong to the layers in the order of the list."
)
def build_mlp_activations_reversed(inputs, units, activations):
    import keras

    model = keras.Sequential([keras.Input((inputs,))])
    for size, activation in zip(units, reversed(activations), strict=True):
        model.add(keras.layers.Dense(size, activation=activation))
    return model


@misconception(
    of="build_mlp", hint="The last layer has the activation given for it, like the others."
)
def build_mlp_linear_output(inputs, units, activations):
    import keras

    model = keras.Sequential([keras.Input((inputs,))])
    for size, activation in zip(units[:-1], activations[:-1], strict=True):
        model.add(keras.layers.Dense(size, activation=activation))
    model.add(keras.layers.Dense(units[-1]))
    return model


@misconception(
    of="build_mlp", hint="Use softmax on the last layer only where the list asks for it."
)
def build_mlp_softmax_output(inputs, units, activations):
    import keras

    model = keras.Sequential([keras.Input((inputs,))])
    for size, activation in zip(units[:-1], activations[:-1], strict=True):
        model.add(keras.layers.Dense(size, activation=activation))
    model.add(keras.layers.Dense(units[-1], activation="softmax"))
    return model


@misconception(
    of="build_mlp", hint="The last entry of units is the output layer. No other layer follows it."
)
def build_mlp_adds_an_output(inputs, units, activations):
    import keras

    model = keras.Sequential([keras.Input((inputs,))])
    for size, activation in zip(units, activations, strict=True):
        model.add(keras.layers.Dense(size, activation=activation))
    model.add(keras.layers.Dense(1))
    return model


@misconception(of="build_mlp", hint="The last layer is missing from your model.")
def build_mlp_without_last_layer(inputs, units, activations):
    import keras

    model = keras.Sequential([keras.Input((inputs,))])
    for size, activation in zip(units[:-1], activations[:-1], strict=True):
        model.add(keras.layers.Dense(size, activation=activation))
    return model


@misconception(
    of="build_mlp",
    hint="The inputs are not a layer: your model has one dense layer too many at the front.",
)
def build_mlp_layer_for_the_inputs(inputs, units, activations):
    import keras

    model = keras.Sequential([keras.Input((inputs,)), keras.layers.Dense(inputs)])
    for size, activation in zip(units, activations, strict=True):
        model.add(keras.layers.Dense(size, activation=activation))
    return model


@misconception(
    of="build_mlp",
    hint="Layers of equal size must be different layers, or they share their weights.",
)
def build_mlp_shares_layers(inputs, units, activations):
    import keras

    made = {}
    first = tensor = keras.Input((inputs,))
    for size, activation in zip(units, activations, strict=True):
        key = tensor.shape[-1], size, activation
        if key not in made:
            made[key] = keras.layers.Dense(size, activation=activation)
        tensor = made[key](tensor)
    return keras.Model(first, tensor)


@misconception(of="build_mlp", hint="Keep the biases of the layers.")
def build_mlp_without_biases(inputs, units, activations):
    import keras

    model = keras.Sequential([keras.Input((inputs,))])
    for size, activation in zip(units, activations, strict=True):
        model.add(keras.layers.Dense(size, activation=activation, use_bias=False))
    return model


@misconception(
    of="build_mlp",
    hint="The shape given to keras.Input is that of one sample, without the batch axis.",
)
def build_mlp_batch_axis_in_input(inputs, units, activations):
    import keras

    model = keras.Sequential([keras.Input((None, inputs))])
    for size, activation in zip(units, activations, strict=True):
        model.add(keras.layers.Dense(size, activation=activation))
    return model


@misconception(
    of="build_mlp", hint="Do not fix the number of samples: a model takes batches of every size."
)
def build_mlp_fixes_the_batch(inputs, units, activations):
    import keras

    model = keras.Sequential([keras.Input(batch_shape=(32, inputs))])
    for size, activation in zip(units, activations, strict=True):
        model.add(keras.layers.Dense(size, activation=activation))
    return model


@misconception(
    of="build_mlp", hint="Begin the model with keras.Input; otherwise it has no weights yet."
)
def build_mlp_without_input(inputs, units, activations):
    import keras

    model = keras.Sequential()
    for size, activation in zip(units, activations, strict=True):
        model.add(keras.layers.Dense(size, activation=activation))
    return model


@misconception(
    of="build_mlp", hint="Use dense layers only: batch normalisation adds parameters of its own."
)
def build_mlp_adds_batch_norm(inputs, units, activations):
    import keras

    model = keras.Sequential([keras.Input((inputs,))])
    for size, activation in zip(units, activations, strict=True):
        model.add(keras.layers.Dense(size, activation=activation))
        model.add(keras.layers.BatchNormalization())
    return model


@misconception(of="build_mlp", hint="Return the model, not its last layer.")
def build_mlp_returns_the_layer(inputs, units, activations):
    import keras

    model = keras.Sequential([keras.Input((inputs,))])
    for size, activation in zip(units, activations, strict=True):
        layer = keras.layers.Dense(size, activation=activation)
        model.add(layer)
    return layer


@misconception(
    of="build_mlp", hint="The caller still needs the lists: do not remove anything from them."
)
def build_mlp_empties_the_lists(inputs, units, activations):
    import keras

    model = keras.Sequential([keras.Input((inputs,))])
    while units:
        model.add(keras.layers.Dense(units.pop(0), activation=activations.pop(0)))
    return model
