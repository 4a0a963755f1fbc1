"""Hidden tests of 08 parameter counting.

The figures in the tables are Keras's own counts, written down. For random sizes the expected value
is the number of entries in the layer's arrays, listed one by one as Keras lays them out. Who counts
by building the arrays is right, too: of float64 they take less than 50 MB in a call.
"""

import math

import numpy as np

from autograder.testing import (
    aspect,
    exercise,
    expect_close,
    expect_equal,
    expect_that,
    expect_tuple,
    expect_unchanged,
)


def entries(*shapes):
    """How many numbers arrays of these shapes hold together."""
    return sum(math.prod(shape) for shape in shapes)


def dense_arrays(sizes):
    """The shapes of all kernels and biases of a stack of dense layers, as Keras keeps them."""
    shapes = []
    for layer in range(1, len(sizes)):
        shapes += [(sizes[layer - 1], sizes[layer]), (sizes[layer],)]
    return shapes


def random_sizes(rng, *shape):
    """Whole numbers from 2 to 199, all different, as plain ints."""
    return rng.choice(np.arange(2, 200), shape, replace=False).tolist()


def lstm_entries(inputs, units):
    """How many numbers the four parts of an LSTM layer hold."""
    return entries(*(4 * [(inputs, units), (units, units), (units,)]))


def gru_entries(inputs, units, biases=2):
    """How many numbers the three parts of a GRU layer hold, with so many biases for each unit."""
    return entries(*(3 * [(inputs, units), (units, units), *(biases * [(units,)])]))


def conv_entries(kernel, channels, filters):
    """How many numbers the filters of a convolution hold, with their biases."""
    return entries((*kernel, channels, filters), (filters,))


@exercise("dense_params")
class TestDenseParams:
    def test_counts_weights_and_biases(self, student, rng):
        """Every unit has one weight for each input, and one bias."""
        n, k = random_sizes(rng, 2)
        for inputs, units, params in [
            (10, 20, 220),
            (20, 30, 630),
            (3, 2, 8),
            (2, 3, 9),
            (17, 40, 720),
            (10, 100, 1_100),
            (100, 100, 10_100),
            (100, 1, 101),
            (784, 512, 401_920),
            (512, 512, 262_656),
            (512, 10, 5_130),
            (n, k, entries((n, k), (k,))),
        ]:
            expect_equal(student.dense_params(inputs, units), params)

    def test_counts_weights_alone_without_biases(self, student, rng):
        """With use_bias=False there are weights, but no biases."""
        n, k = random_sizes(rng, 2)
        for inputs, units, params in [
            (10, 20, 200),
            (2, 3, 6),
            (17, 40, 680),
            (512, 10, 5_120),
            (n, k, entries((n, k))),
        ]:
            expect_equal(student.dense_params(inputs, units, use_bias=False), params)
            expect_equal(student.dense_params(inputs, units, False), params)

    def test_biases_when_asked_for(self, student, rng):
        """With use_bias=True the layer has biases, as it does by default."""
        inputs, units = random_sizes(rng, 2)
        expected = entries((inputs, units), (units,))
        expect_equal(student.dense_params(inputs, units, use_bias=True), expected)
        expect_equal(student.dense_params(3, 7, True), 28)

    def test_one_input_or_one_unit(self, student, rng):
        """A layer with a single input or a single unit is counted like any other."""
        (n,) = random_sizes(rng, 1)
        for inputs, units, params, weights in [
            (n, 1, n + 1, n),
            (1, n, n + n, n),
            (1, 1, 2, 1),
        ]:
            expect_equal(student.dense_params(inputs, units), params)
            expect_equal(student.dense_params(inputs, units, use_bias=False), weights)

    def test_any_sizes(self, student, rng):
        """The count is right for sizes of every kind, large ones included."""
        for inputs, units in [*random_sizes(rng, 8, 2), (2_500, 2_400)]:
            kernel, bias = (inputs, units), (units,)
            expect_equal(student.dense_params(inputs, units), entries(kernel, bias))
            expect_equal(student.dense_params(inputs, units, False), entries(kernel))


@exercise("dense_shapes")
class TestDenseShapes:
    def test_weights_have_a_row_for_each_unit(self, student, rng):
        """W has as many rows as the layer has units, and as many columns as it has inputs."""
        a, b, c = random_sizes(rng, 3)
        for sizes, weights in [
            ([4, 4, 3, 1], [(4, 4), (3, 4), (1, 3)]),
            ([784, 512, 10], [(512, 784), (10, 512)]),
            ([2, a, b, 3, c], [(a, 2), (b, a), (3, b), (c, 3)]),
        ]:
            pairs = expect_tuple(student.dense_shapes(sizes), len(weights))
            expect_equal([expect_tuple(pair, 2)[0] for pair in pairs], weights)

    def test_biases_are_columns(self, student, rng):
        """Each b is a column with one number for each unit of its layer."""
        a, b, c = random_sizes(rng, 3)
        for sizes, biases in [
            ([4, 4, 3, 1], [(4, 1), (3, 1), (1, 1)]),
            ([784, 512, 10], [(512, 1), (10, 1)]),
            ([2, a, b, 3, c], [(a, 1), (b, 1), (3, 1), (c, 1)]),
        ]:
            pairs = expect_tuple(student.dense_shapes(sizes), len(biases))
            expect_equal([expect_tuple(pair, 2)[1] for pair in pairs], biases)

    def test_one_layer(self, student, rng):
        """Two sizes describe a single layer, and its pair is still returned in a list."""
        inputs, units = random_sizes(rng, 2)
        expect_equal(student.dense_shapes([inputs, units]), [((units, inputs), (units, 1))])
        expect_equal(student.dense_shapes([1, 5]), [((5, 1), (5, 1))])

    def test_any_number_of_layers(self, student, rng):
        """There is one pair for each layer, in order, however many layers there are."""
        for layers in (2, 3, 5, 9):
            sizes = random_sizes(rng, layers + 1)
            expected = [
                ((sizes[layer], sizes[layer - 1]), (sizes[layer], 1))
                for layer in range(1, layers + 1)
            ]
            expect_equal(student.dense_shapes(sizes), expected)

    @aspect
    def test_leaves_the_list_alone(self, student, rng):
        """The list of sizes is not changed."""
        a, b, c = random_sizes(rng, 3)
        expected = [((b, a), (b, 1)), ((c, b), (c, 1))]
        expect_equal(expect_unchanged(student.dense_shapes, [a, b, c]), expected)


@exercise("mlp_params")
class TestMlpParams:
    def test_counts_a_network(self, student, rng):
        """The layers' weights and biases add up, from the inputs to the last layer."""
        drawn = random_sizes(rng, 4)
        for sizes, params in [
            ([10, 20, 30], 850),
            ([10, 100, 100, 1], 11_301),
            ([784, 512, 512, 10], 669_706),
            ([4, 4, 3, 1], 39),
            ([13, 1, 8], 30),
            ([300, 17, 4], 5_189),
            ([9, 9, 9], 180),
            (drawn, entries(*dense_arrays(drawn))),
        ]:
            expect_equal(student.mlp_params(sizes), params)

    def test_one_layer(self, student, rng):
        """Two sizes describe a network of a single layer."""
        n, k = random_sizes(rng, 2)
        for sizes, params in [
            ([n, k], entries((n, k), (k,))),
            ([2, 3], 9),
            ([1, 1], 2),
        ]:
            expect_equal(student.mlp_params(sizes), params)

    def test_deep_networks(self, student, rng):
        """The count is right however many layers there are."""
        expect_equal(student.mlp_params([2, 3, 5, 7, 11, 13]), 315)
        for layers in (2, 4, 6, 10):
            sizes = random_sizes(rng, layers + 1)
            expect_equal(student.mlp_params(sizes), entries(*dense_arrays(sizes)))

    def test_narrow_and_wide_layers(self, student, rng):
        """Layers of a single unit and layers of thousands are counted alike."""
        (n,) = random_sizes(rng, 1)
        expect_equal(student.mlp_params([1, n, 1]), 3 * n + 1)
        expect_equal(student.mlp_params([1, 1, 1, 1]), 6)
        expect_equal(student.mlp_params([3_000, 2_000, 1]), 6_004_001)

    @aspect
    def test_leaves_the_list_alone(self, student, rng):
        """The list of sizes is not changed."""
        sizes = random_sizes(rng, 3)
        expected = entries(*dense_arrays(sizes))
        expect_equal(expect_unchanged(student.mlp_params, sizes), expected)


@exercise("flatten_size")
class TestFlattenSize:
    def test_multiplies_the_axes(self, student, rng):
        """Every axis of a sample counts in the product."""
        a, b = random_sizes(rng, 2)
        for shape, size in [
            ((28, 28), 784),
            ((28, 28, 3), 2_352),
            ((5, 7, 2), 70),
            ((3, 4, 5, 6), 360),
            ((26, 26, 32), 21_632),
            ((a, b, 3), 3 * a * b),
        ]:
            expect_equal(student.flatten_size(shape), size)

    def test_leaves_out_the_batch_axis(self, student, rng):
        """A None in front stands for the number of samples, which does not matter."""
        a, b = random_sizes(rng, 2)
        for shape, size in [
            ((None, 28, 28), 784),
            ((None, 28, 28, 3), 2_352),
            ((None, 5, 7, 2), 70),
            ((None, 3, 4, 5, 6), 360),
            ((None, a, b, 3), 3 * a * b),
        ]:
            expect_equal(student.flatten_size(shape), size)

    def test_one_axis(self, student, rng):
        """A sample that is already one row of numbers keeps its size."""
        a, b = random_sizes(rng, 2)
        expect_equal(student.flatten_size((a,)), a)
        expect_equal(student.flatten_size((None, b)), b)
        expect_equal(student.flatten_size((None, 1)), 1)

    @aspect
    def test_axes_of_one(self, student, rng):
        """An axis of size 1 is an axis like any other, wherever it is."""
        (n,) = random_sizes(rng, 1)
        for shape, size in [
            ((1, n, 4), n * 4),
            ((n, 1), n),
            ((None, 1, 6, 1), 6),
            ((1,), 1),
        ]:
            expect_equal(student.flatten_size(shape), size)

    @aspect
    def test_any_shape(self, student, rng):
        """The size is right for any number of axes, with and without a batch axis."""
        for axes in range(1, 6):
            shape = tuple(rng.integers(2, 40 if axes < 5 else 20, axes).tolist())
            expect_equal(student.flatten_size(shape), entries(shape))
            expect_equal(student.flatten_size((None, *shape)), entries(shape))


@exercise("batch_norm_params")
class TestBatchNormParams:
    def test_trainable(self, student, rng):
        """Each feature has a scale and a shift, and these are trained."""
        (n,) = random_sizes(rng, 1)
        for features, params in [(n, n + n), (10, 20), (32, 64), (513, 1_026)]:
            trainable, _ = expect_tuple(student.batch_norm_params(features), 2)
            expect_equal(trainable, params)

    def test_non_trainable(self, student, rng):
        """Each feature has a moving mean and a moving variance, which are kept but not trained."""
        (n,) = random_sizes(rng, 1)
        for features, params in [(n, n + n), (10, 20), (32, 64), (513, 1_026)]:
            _, non_trainable = expect_tuple(student.batch_norm_params(features), 2)
            expect_equal(non_trainable, params)

    def test_gives_two_numbers(self, student, rng):
        """Trainable and non-trainable parameters are two numbers, even for one feature."""
        (n,) = random_sizes(rng, 1)
        expect_equal(student.batch_norm_params(1), (2, 2))
        expect_equal(student.batch_norm_params(n), (n + n, n + n))

    def test_four_numbers_a_feature(self, student, rng):
        """Together there are four numbers for every feature, however many features there are."""
        for features in random_sizes(rng, 6):
            one = (features,)
            both = (entries(one, one), entries(one, one))  # gamma, beta; mean, variance
            expect_equal(student.batch_norm_params(features), both)


@exercise("conv2d_params")
class TestConv2dParams:
    def test_counts_weights_and_biases(self, student, rng):
        """A filter has a weight for each position of its patch in each channel, and one bias."""
        n, k = random_sizes(rng, 2)
        for kernel, channels_in, filters, params in [
            ((3, 3), 1, 32, 320),
            ((3, 3), 32, 64, 18_496),
            ((5, 5), 3, 6, 456),
            ((3, 3), 4, 4, 148),
            ((4, 4), n, k, conv_entries((4, 4), n, k)),
        ]:
            expect_equal(student.conv2d_params(kernel, channels_in, filters), params)

    def test_kernels_that_are_not_square(self, student, rng):
        """Height and width of the patch may differ, and both count."""
        n, k = random_sizes(rng, 2)
        for kernel, channels_in, filters, params in [
            ((3, 5), 2, 4, 124),
            ((5, 3), 2, 4, 124),
            ((2, 7), 3, 11, 473),
            ((1, 4), 7, 2, 58),
            ((7, 1), 1, 9, 72),
            ((6, 4), n, k, conv_entries((6, 4), n, k)),
        ]:
            expect_equal(student.conv2d_params(kernel, channels_in, filters), params)

    def test_counts_weights_alone_without_biases(self, student, rng):
        """With use_bias=False there are weights, but no biases."""
        n, k = random_sizes(rng, 2)
        for kernel, channels_in, filters, params in [
            ((3, 3), 32, 64, 18_432),
            ((3, 5), 2, 4, 120),
            ((2, 7), 3, 11, 462),
            ((4, 3), n, k, entries((4, 3, n, k))),
        ]:
            expect_equal(student.conv2d_params(kernel, channels_in, filters, False), params)
            expect_equal(
                student.conv2d_params(kernel, channels_in, filters, use_bias=False), params
            )

    def test_biases_when_asked_for(self, student, rng):
        """With use_bias=True the filters have biases, as they do by default."""
        channels_in, filters = random_sizes(rng, 2)
        expected = conv_entries((3, 5), channels_in, filters)
        returned = student.conv2d_params((3, 5), channels_in, filters, use_bias=True)
        expect_equal(returned, expected)
        expect_equal(student.conv2d_params((3, 5), channels_in, filters), expected)

    def test_patches_of_one_pixel(self, student, rng):
        """A patch may be a single pixel, and there may be one channel or one filter."""
        (n,) = random_sizes(rng, 1)
        for kernel, channels_in, filters, params in [
            ((1, 1), n, 5, 5 * n + 5),
            ((1, 1), 1, 1, 2),
            ((3, 5), n, 1, 15 * n + 1),
            ((1, 1), 1, n, n + n),
        ]:
            expect_equal(student.conv2d_params(kernel, channels_in, filters), params)

    def test_any_sizes(self, student, rng):
        """The count is right for patches of any size and any number of channels and filters."""
        for height, width, channels_in, filters in rng.integers(2, 12, (8, 4)).tolist():
            kernel, bias = (height, width, channels_in, filters), (filters,)
            arguments = ((height, width), channels_in, filters)
            expect_equal(student.conv2d_params(*arguments), entries(kernel, bias))
            expect_equal(student.conv2d_params(*arguments, False), entries(kernel))


@exercise("lstm_params")
class TestLstmParams:
    def test_counts_all_four_parts(self, student, rng):
        """Three gates and a candidate each have weights for inputs and state, and biases."""
        n, k = random_sizes(rng, 2)
        for inputs, units, params in [
            (3, 2, 48),
            (2, 3, 72),
            (5, 64, 17_920),
            (28, 100, 51_600),
            (100, 28, 14_448),
            (13, 7, 588),
            (n, k, lstm_entries(n, k)),
        ]:
            expect_equal(student.lstm_params(inputs, units), params)

    @aspect
    def test_as_many_inputs_as_units(self, student, rng):
        """The count is right when there are as many inputs as units."""
        (n,) = random_sizes(rng, 1)
        expect_equal(student.lstm_params(n, n), lstm_entries(n, n))
        expect_equal(student.lstm_params(1, 1), 12)

    def test_one_input_or_one_unit(self, student, rng):
        """A layer with a single input or a single unit is counted like any other."""
        (n,) = random_sizes(rng, 1)
        expect_equal(student.lstm_params(1, n), lstm_entries(1, n))
        expect_equal(student.lstm_params(n, 1), lstm_entries(n, 1))

    def test_any_sizes(self, student, rng):
        """The count covers the arrays of all four parts, whatever the sizes."""
        for inputs, units in [*random_sizes(rng, 8, 2), (1_100, 700)]:
            part = [(inputs, units), (units, units), (units,)]
            expect_equal(student.lstm_params(inputs, units), entries(*(4 * part)))


@exercise("gru_params")
class TestGruParams:
    def test_counts_as_keras_does(self, student, rng):
        """By default each of the three parts has weights for inputs and state, and two biases."""
        n, k = random_sizes(rng, 2)
        for inputs, units, params in [
            (3, 2, 42),
            (2, 3, 63),
            (5, 64, 13_632),
            (28, 100, 39_000),
            (100, 28, 10_920),
            (13, 7, 462),
            (n, k, gru_entries(n, k)),
        ]:
            expect_equal(student.gru_params(inputs, units), params)

    def test_counts_as_published(self, student, rng):
        """With reset_after=False each of the three parts has a single bias for each unit."""
        n, k = random_sizes(rng, 2)
        for inputs, units, params in [
            (3, 2, 36),
            (2, 3, 54),
            (5, 64, 13_440),
            (28, 100, 38_700),
            (13, 7, 441),
            (n, k, gru_entries(n, k, 1)),
        ]:
            expect_equal(student.gru_params(inputs, units, reset_after=False), params)
            expect_equal(student.gru_params(inputs, units, False), params)

    def test_second_bias_when_asked_for(self, student, rng):
        """With reset_after=True the count is the same as by default."""
        inputs, units = random_sizes(rng, 2)
        expected = gru_entries(inputs, units)
        expect_equal(student.gru_params(inputs, units, reset_after=True), expected)
        expect_equal(student.gru_params(inputs, units), expected)

    def test_one_input_or_one_unit(self, student, rng):
        """A single input or a single unit is counted like any other number."""
        (n,) = random_sizes(rng, 1)
        for inputs, units in [(1, n), (n, 1), (1, 1)]:
            expect_equal(student.gru_params(inputs, units), gru_entries(inputs, units))
            expect_equal(student.gru_params(inputs, units, False), gru_entries(inputs, units, 1))

    def test_any_sizes(self, student, rng):
        """The count covers the arrays of all three parts, whatever the sizes."""
        for inputs, units in [*random_sizes(rng, 8, 2), (1_100, 700)]:
            part = [(inputs, units), (units, units), (units,)]
            expect_equal(student.gru_params(inputs, units, False), entries(*(3 * part)))
            expect_equal(student.gru_params(inputs, units), entries(*(3 * [*part, (units,)])))


@exercise("bidirectional_params")
class TestBidirectionalParams:
    def test_two_layers(self, student, rng):
        """Both directions have all the parameters of a layer."""
        drawn = int(rng.integers(1_000, 100_000))
        for params, both in [(48, 96), (42, 84), (588, 1_176), (drawn, drawn + drawn)]:
            expect_equal(student.bidirectional_params(params), both)

    def test_odd_and_small_counts(self, student, rng):
        """Odd and small numbers are counted like any other."""
        odd = 2 * int(rng.integers(2, 500)) + 1
        for params, both in [(1, 2), (2, 4), (3, 6), (odd, odd + odd)]:
            expect_equal(student.bidirectional_params(params), both)

    def test_any_count(self, student, rng):
        """The result is one number, and it is right for layers of every size."""
        for params in [*random_sizes(rng, 6), 3_000_001]:
            expect_equal(student.bidirectional_params(params), params + params)


@exercise("embedding_params")
class TestEmbeddingParams:
    def test_a_row_for_each_word(self, student, rng):
        """Each word of the vocabulary has one vector, and there is nothing else."""
        n, k = random_sizes(rng, 2)
        for vocabulary, dimension, params in [
            (10_000, 16, 160_000),
            (7, 3, 21),
            (3, 7, 21),
            (20_001, 128, 2_560_128),
            (n, k, entries((n, k))),
        ]:
            expect_equal(student.embedding_params(vocabulary, dimension), params)

    def test_one_word_or_one_number(self, student, rng):
        """A single word, or a vector of a single number, is counted like any other."""
        (n,) = random_sizes(rng, 1)
        for vocabulary, dimension, params in [(1, n, n), (n, 1, n), (1, 1, 1), (5, 5, 25)]:
            expect_equal(student.embedding_params(vocabulary, dimension), params)

    def test_any_sizes(self, student, rng):
        """Every entry of the table is counted, whatever its size."""
        for vocabulary, dimension in [*random_sizes(rng, 8, 2), (50_000, 120)]:
            expected = entries((vocabulary, dimension))
            expect_equal(student.embedding_params(vocabulary, dimension), expected)


@exercise("count_layers")
class TestCountLayers:
    def test_dense_layers(self, student, rng):
        """Each dense layer has a row, and its units are the inputs of the next layer."""
        n = int(rng.integers(100, 400))
        layers = [("input", (784,)), ("dense", 512), ("dense", n), ("dense", 10)]
        rows = [
            ("dense", (512,), 401_920),
            ("dense", (n,), 512 * n + n),
            ("dense", (10,), 10 * n + 10),
        ]
        expect_equal(student.count_layers(layers), rows)

    def test_flattening(self, student, rng):
        """Flattening has no parameters and passes all numbers of a sample to the next layer."""
        n, units = rng.choice(np.arange(7, 30), 2, replace=False).tolist()
        layers = [("input", (4, 5, n)), ("flatten",), ("dense", units), ("flatten",), ("dense", 3)]
        rows = [
            ("flatten", (20 * n,), 0),
            ("dense", (units,), 20 * n * units + units),
            ("flatten", (units,), 0),
            ("dense", (3,), 3 * units + 3),
        ]
        expect_equal(student.count_layers(layers), rows)

    def test_dense_acts_on_the_last_axis(self, student, rng):
        """A dense layer changes only the last axis, and that axis alone is its input."""
        n, units = rng.choice(np.arange(7, 30), 2, replace=False).tolist()
        layers = [("input", (40, n)), ("dense", units)]
        expect_equal(student.count_layers(layers), [("dense", (40, units), n * units + units)])
        layers = [("input", (4, 5, n)), ("dense", 3), ("flatten",), ("dense", 2)]
        rows = [("dense", (4, 5, 3), 3 * n + 3), ("flatten", (60,), 0), ("dense", (2,), 122)]
        expect_equal(student.count_layers(layers), rows)

    def test_layers_without_parameters(self, student, rng):
        """Dropout and activation have a row but no parameters, and leave the shape as it is."""
        n = int(rng.integers(100, 400))
        layers = [
            ("input", (28, 28)),
            ("dropout", 0.2),
            ("flatten",),
            ("dense", n),
            ("activation", "relu"),
            ("dropout", 0.5),
            ("dense", 10),
            ("activation", "softmax"),
        ]
        rows = [
            ("dropout", (28, 28), 0),
            ("flatten", (784,), 0),
            ("dense", (n,), 785 * n),
            ("activation", (n,), 0),
            ("dropout", (n,), 0),
            ("dense", (10,), 10 * n + 10),
            ("activation", (10,), 0),
        ]
        expect_equal(student.count_layers(layers), rows)

    def test_batch_normalisation(self, student, rng):
        """Batch normalisation keeps four numbers for each entry of the last axis."""
        n, units = rng.choice(np.arange(7, 30), 2, replace=False).tolist()
        layers = [
            ("input", (n,)),
            ("batch_norm",),
            ("dense", units),
            ("batch_norm",),
            ("activation", "tanh"),
            ("dense", 1),
        ]
        rows = [
            ("batch_norm", (n,), 4 * n),
            ("dense", (units,), n * units + units),
            ("batch_norm", (units,), 4 * units),
            ("activation", (units,), 0),
            ("dense", (1,), units + 1),
        ]
        expect_equal(student.count_layers(layers), rows)
        layers = [("input", (4, 5, n)), ("batch_norm",), ("flatten",), ("batch_norm",)]
        rows = [
            ("batch_norm", (4, 5, n), 4 * n),
            ("flatten", (20 * n,), 0),
            ("batch_norm", (20 * n,), 80 * n),
        ]
        expect_equal(student.count_layers(layers), rows)

    def test_convolutions(self, student, rng):
        """A convolution makes the image smaller, and its filters become the channels."""
        first, second = rng.choice(np.arange(7, 30), 2, replace=False).tolist()
        layers = [
            ("input", (32, 32, 3)),
            ("conv2d", first, (3, 3)),
            ("conv2d", second, (5, 5)),
            ("flatten",),
            ("dense", 100),
            ("dense", 7),
        ]
        rows = [
            ("conv2d", (30, 30, first), conv_entries((3, 3), 3, first)),
            ("conv2d", (26, 26, second), conv_entries((5, 5), first, second)),
            ("flatten", (676 * second,), 0),
            ("dense", (100,), 67_600 * second + 100),
            ("dense", (7,), 707),
        ]
        expect_equal(student.count_layers(layers), rows)

    def test_grey_images(self, student, rng):
        """An image may have a single channel, and a convolution a single filter."""
        n = int(rng.integers(18, 40))
        layers = [("input", (28, n, 1)), ("conv2d", 1, (3, 3)), ("conv2d", 2, (2, 2))]
        rows = [("conv2d", (26, n - 2, 1), 10), ("conv2d", (25, n - 3, 2), 10)]
        expect_equal(student.count_layers(layers), rows)

    def test_images_and_patches_that_are_not_square(self, student, rng):
        """Height and width are treated separately, for the image and for the patch."""
        n = int(rng.integers(18, 40))
        layers = [
            ("input", (11, n, 3)),
            ("conv2d", 5, (2, 4)),
            ("activation", "relu"),
            ("batch_norm",),
            ("conv2d", 7, (3, 1)),
            ("dropout", 0.25),
            ("flatten",),
            ("dense", 2),
        ]
        rows = [
            ("conv2d", (10, n - 3, 5), 125),
            ("activation", (10, n - 3, 5), 0),
            ("batch_norm", (10, n - 3, 5), 20),
            ("conv2d", (8, n - 3, 7), 112),
            ("dropout", (8, n - 3, 7), 0),
            ("flatten", (56 * (n - 3),), 0),
            ("dense", (2,), 112 * (n - 3) + 2),
        ]
        expect_equal(student.count_layers(layers), rows)

    def test_patches_as_small_and_as_large_as_can_be(self, student, rng):
        """A patch may be one pixel or the whole image."""
        n = int(rng.integers(7, 30))
        layers = [("input", (6, 5, n)), ("conv2d", 3, (1, 1)), ("conv2d", 2, (2, 3)), ("dense", 8)]
        rows = [("conv2d", (6, 5, 3), 3 * n + 3), ("conv2d", (5, 3, 2), 38)]
        rows.append(("dense", (5, 3, 8), 24))
        expect_equal(student.count_layers(layers), rows)
        layers = [("input", (5, n, 2)), ("conv2d", 4, (5, n)), ("flatten",), ("batch_norm",)]
        rows = [("conv2d", (1, 1, 4), 40 * n + 4), ("flatten", (4,), 0), ("batch_norm", (4,), 16)]
        expect_equal(student.count_layers(layers), rows)

    def test_any_network(self, student, rng):
        """Shapes and counts are right for networks of any sizes."""
        rows, columns, channels = rng.choice(np.arange(20, 30), 3, replace=False).tolist()
        height, width, filters, units = rng.choice(np.arange(2, 9), 4, replace=False).tolist()
        layers = [
            ("input", (rows, columns, channels)),
            ("conv2d", filters, (height, width)),
            ("batch_norm",),
            ("flatten",),
            ("dense", units),
        ]
        # One output position for each position of the patch, counted by walking over the image.
        down = len([top for top in range(rows) if top + height <= rows])
        across = len([left for left in range(columns) if left + width <= columns])
        flat = entries((down, across, filters))
        expected = [
            (
                "conv2d",
                (down, across, filters),
                entries((height, width, channels, filters), (filters,)),
            ),
            ("batch_norm", (down, across, filters), entries(*(4 * [(filters,)]))),
            ("flatten", (flat,), 0),
            ("dense", (units,), entries((flat, units), (units,))),
        ]
        expect_equal(student.count_layers(layers), expected)

    @aspect
    def test_leaves_the_list_alone(self, student, rng):
        """The list of descriptions is not changed."""
        n = int(rng.integers(7, 30))
        layers = [("input", (3, 2)), ("flatten",), ("dense", n)]
        rows = [("flatten", (6,), 0), ("dense", (n,), 7 * n)]
        expect_equal(expect_unchanged(student.count_layers, layers), rows)


@exercise("largest_saving")
class TestLargestSaving:
    def test_names_the_change(self, student):
        """The change named is the one that removes the most parameters."""
        network = [784, 512, 512, 10]
        changed = {
            "no second hidden layer": [784, 512, 10],
            "half the first hidden layer": [784, 256, 512, 10],
            "half the second hidden layer": [784, 512, 256, 10],
            "smaller images": [14 * 14, 512, 512, 10],
        }
        left = {change: entries(*dense_arrays(sizes)) for change, sizes in changed.items()}
        kernels = [shape for shape in dense_arrays(network) if len(shape) == 2]
        left["no biases"] = entries(*kernels)
        expect_equal(student.largest_saving(), min(left, key=left.get))


@exercise("build_mlp")
class TestBuildMlp:
    def test_takes_and_gives_rows(self, student, rng):
        """The model takes one number per input and gives one per unit of the last layer."""
        a, b, c, d = random_sizes(rng, 4)
        for inputs, units in [(a, [20, b]), (c, [5]), (6, [4, 7, d])]:
            model = keras_model(student.build_mlp(inputs, units, ["tanh"] * len(units)))
            expect_that(
                model.input_shape == (None, inputs),
                "The model's input should have one axis for the samples, of any number, and one "
                "for the inputs.",
            )
            expect_that(
                model.output_shape == (None, units[-1]),
                "The model's output should have one number for each unit of the last layer.",
            )

    def test_layers_have_their_units_and_biases(self, student, rng):
        """Each layer has the units given for it, in order, with its own weights and biases."""
        a, b, c, d = random_sizes(rng, 4)
        for inputs, units in [(a, [20, b]), (c, [5]), (7, [2, d, 4, 1])]:
            model = keras_model(student.build_mlp(inputs, units, ["relu"] * len(units)))
            expected = dense_arrays([inputs, *units])
            expect_that(
                len(model.weights) == len(expected),
                "The model should have one kernel and one bias for each layer, and nothing else.",
            )
            for weights, shape in zip(model.weights, expected, strict=True):
                expect_equal(tuple(weights.shape), shape)

    def test_counts_as_many_parameters_as_an_mlp(self, student, rng):
        """The model has the parameters of the network, all of them trainable."""
        drawn = random_sizes(rng, 3)
        for inputs, units, params in [
            (drawn[0], drawn[1:], entries(*dense_arrays(drawn))),
            (10, [100, 100, 1], 11_301),
            (784, [512, 512, 10], 669_706),
        ]:
            model = keras_model(student.build_mlp(inputs, units, ["relu"] * len(units)))
            expect_equal(model.count_params(), params)
            expect_equal(entries(*(weights.shape for weights in model.trainable_weights)), params)

    def test_layers_of_equal_size_are_not_shared(self, student, rng):
        """Layers of the same size are different layers, each with its own weights."""
        n = int(rng.integers(4, 20))
        for activations in (["tanh"] * 3, ["relu", "tanh"] * 2):
            model = keras_model(student.build_mlp(n, [n] * len(activations), activations))
            expect_equal(model.count_params(), len(activations) * (n * n + n))

    def test_applies_the_activations_in_order(self, student, rng):
        """Each layer applies the activation that is given for it."""
        for activations in [
            ["relu", "tanh", "sigmoid"],
            ["sigmoid", "linear", "relu"],
            ["linear", "relu", "softmax"],
            ["tanh", "sigmoid", "linear"],
        ]:
            sizes = rng.permutation([4, 5, 6, 7]).tolist()
            model = keras_model(student.build_mlp(sizes[0], sizes[1:], activations))
            expect_close(*outputs_of(model, sizes, activations, rng), rtol=1e-3, atol=1e-3)

    def test_one_layer_with_its_activation(self, student, rng):
        """A model of a single layer applies that layer's activation."""
        for activation in ["relu", "sigmoid", "tanh", "linear", "softmax"]:
            sizes = [4, int(rng.integers(5, 12))]
            model = keras_model(student.build_mlp(4, sizes[1:], [activation]))
            expect_close(*outputs_of(model, sizes, [activation], rng), rtol=1e-3, atol=1e-3)

    @aspect
    def test_leaves_the_lists_alone(self, student, rng):
        """The lists of units and activations are not changed."""
        n = int(rng.integers(4, 20))
        model = keras_model(expect_unchanged(student.build_mlp, 3, [n, 2], ["relu", "linear"]))
        expect_equal(model.count_params(), 4 * n + 2 * n + 2)


def keras_model(returned):
    """Expect a Keras model that has its weights."""
    import keras

    expect_that(returned is not None, "It returned None. Did you forget `return`?")
    expect_that(isinstance(returned, keras.Model), "It should return a Keras model.")
    expect_that(returned.built, "The model has no weights yet. Begin it with keras.Input.")
    return returned


def outputs_of(model, sizes, activations, rng):
    """The outputs of a model of dense layers with random weights, and what they should be."""
    import keras

    arrays = [rng.normal(size=shape) for shape in dense_arrays(sizes)]
    given = [tuple(weights.shape) for weights in model.weights]
    expect_that(given == dense_arrays(sizes), "Kernels and biases do not have the right shapes.")
    model.set_weights(arrays)
    # Twenty samples, so that no unit's sum has the same sign for all of them.
    x = rng.normal(size=(20, sizes[0]))
    outputs = keras.ops.convert_to_numpy(model(x.astype("float32")))
    for kernel, bias, activation in zip(arrays[::2], arrays[1::2], activations, strict=True):
        x = activate(x @ kernel + bias, activation)
    return outputs, x


def activate(z, activation):
    """The value of an activation function given by Keras's name."""
    if activation == "softmax":
        powers = np.exp(z - z.max(axis=1, keepdims=True))
        return powers / powers.sum(axis=1, keepdims=True)
    functions = {
        "relu": lambda z: z.clip(min=0),
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
        "tanh": np.tanh,
        "linear": lambda z: z,
    }
    return functions[activation](z)
