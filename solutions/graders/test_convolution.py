"""Hidden tests of 14 convolution.

Expected values are worked by hand or added up in plain Python, one float at a time: where a kernel
fits is found by walking along the axis, and the zeros of padding "same" are the fewest with which
there are enough places. That the same functions agree with Keras's layers, SciPy and TensorFlow's
tape is tested beside the course, since a server that grades NumPy has no TensorFlow.
"""

import itertools
import math

import numpy as np

from autograder.testing import (
    aspect,
    exercise,
    expect_bar,
    expect_close,
    expect_compiled,
    expect_equal,
    expect_hidden_layer,
    expect_model,
    expect_no_warnings,
    expect_parameters,
    expect_random_start,
    expect_random_weights,
    expect_shapes,
    expect_that,
    expect_unchanged,
    layers_of,
    weight,
)

SINGLE = {"rtol": 1e-4, "atol": 1e-4}  # for inputs of type float32
DOUBLE = {"rtol": 1e-11, "atol": 1e-11}  # more than single precision can give
PICTURE = np.array(
    [
        (18, 54, 51, 239, 244, 188),
        (55, 121, 75, 78, 95, 88),
        (35, 24, 204, 113, 109, 221),
        (3, 154, 104, 235, 25, 130),
        (15, 253, 225, 159, 78, 233),
        (68, 85, 180, 214, 245, 0),
    ]
)
CROSS = np.array([(1, 0, 1), (0, 1, 0), (1, 0, 1)])
SKEW = np.array([(1, 2), (0, -1)])
KINDS = (np.uint8, np.int64, np.float32)


def signed(rng, *shape):
    """Numbers of either sign, of absolute value 0.3 to 2, no two of them alike."""
    numbers = rng.uniform(-1.7, 1.7, shape)
    return numbers + np.copysign(0.3, numbers)


def distinct(rng, *shape):
    """Positive numbers that lie far apart, in random order."""
    n = math.prod(shape)
    numbers = (rng.permutation(n) + rng.uniform(0.1, 0.9, n)) / n
    return (4 * numbers + 0.1).reshape(shape)


def some_scale(rng):
    """A number from 0.5 to 2 by which everything of a test that is linear is multiplied."""
    return float(rng.uniform(0.5, 2))


def some_integer(rng, least=2, most=99):
    """A whole number between these."""
    return int(rng.integers(least, most + 1))


def as_batch(image):
    """One image with one channel as a batch."""
    return image.reshape(1, *image.shape, 1)


def as_kernels(kernel):
    """The kernel of one filter on one channel."""
    return kernel.reshape(*kernel.shape, 1, 1)


# Places along an axis


def places_of(size, kernel, stride, dilation):
    """The places of a kernel inside an axis, each a list of the indices that it lies on."""
    places = []
    for start in range(0, size, stride):
        indices = [start + dilation * step for step in range(kernel)]
        if indices[-1] < size:
            places.append(indices)
    return places


def zeros_of(size, kernel, stride, dilation):
    """The fewest zeros with which a kernel has a place for each stride: (before, after)."""
    wanted = len(range(0, size, stride))
    for zeros in itertools.count():
        if len(places_of(size + zeros, kernel, stride, dilation)) >= wanted:
            return zeros // 2, zeros - zeros // 2


def padded_places(size, kernel, stride, dilation, padding):
    """The places of a kernel, in indices of the axis itself: those outside are in the padding."""
    if padding == "valid":
        return places_of(size, kernel, stride, dilation)
    before, after = zeros_of(size, kernel, stride, dilation)
    places = places_of(size + before + after, kernel, stride, dilation)
    places = places[: len(range(0, size, stride))]
    return [[index - before for index in indices] for indices in places]


def expect_whole(value, expected):
    """Expect a whole number that may be a shape: no float."""
    expect_equal(value, expected)
    expect_that(
        np.asarray(value).dtype.kind in "iu",
        "It should return a whole number (int): an array cannot have a float as its size.",
    )


@exercise("output_size")
class TestOutputSize:
    def test_without_padding(self, student, rng):
        """A kernel fits at W - F + 1 places, from one to all of them."""
        n = some_integer(rng, 40, 90)
        calls = [(32, 5), (n, 3), (n, n), (n, 1), (1, 1), (n, n - 1)]
        for call, reached in zip(calls, student.output_size.each(calls), strict=True):
            expect_equal(reached, len(places_of(*call, 1, 1)))

    def test_strides(self, student, rng):
        """Only whole steps count: the size is rounded down."""
        n = some_integer(rng, 40, 90)
        calls = [(size, kernel, stride) for size in (n, n + 1, n + 2) for kernel in (2, 5)
                 for stride in (2, 3, 7)]  # fmt: skip
        for call, reached in zip(calls, student.output_size.each(calls), strict=True):
            expect_equal(reached, len(places_of(*call, 1)))

    def test_padding(self, student, rng):
        """The zeros are added on both sides."""
        n = some_integer(rng, 20, 90)
        calls = [(n, 5, 1, 2), (2, 5, 1, 2)]
        calls += [(size, 3, 2, 1) for size in range(n, n + 4)]
        calls += [(size, 4, 3, 3) for size in range(n, n + 6)]
        for call, reached in zip(calls, student.output_size.each(calls), strict=True):
            size, kernel, stride, padding = call
            expect_equal(reached, len(places_of(size + padding + padding, kernel, stride, 1)))

    def test_dilation(self, student, rng):
        """A kernel whose numbers are D apart reaches over D (F - 1) + 1 numbers."""
        n = some_integer(rng, 20, 90)
        calls = [(n, 3, 1, 0, 2), (n, 4, 1, 1, 3), (n, 5, 1, 4, 2), (n, 1, 1, 0, 9)]
        calls += [(size, 3, 2, 1, 3) for size in range(n, n + 4)]
        calls += [(size, 2, 3, 0, 5) for size in range(n, n + 6)]
        for call, reached in zip(calls, student.output_size.each(calls), strict=True):
            size, kernel, stride, padding, dilation = call
            expect_equal(reached, len(places_of(size + 2 * padding, kernel, stride, dilation)))

    def test_any_settings(self, student, rng):
        """All five settings work together, also by their names."""
        n = some_integer(rng, 30, 90)
        settings = ((3, 1, 2, 3), (4, 2, 1, 2), (2, 3, 0, 4), (5, 2, 3, 1))
        for kernel, stride, padding, dilation in settings:
            for size in range(n, n + 2 * stride):
                reached = student.output_size(
                    size, kernel, dilation=dilation, padding=padding, stride=stride
                )
                expected = len(places_of(size + 2 * padding, kernel, stride, dilation))
                expect_equal(reached, expected)

    def test_a_whole_number(self, student, rng):
        """The result is a whole number that can be used as a shape."""
        n = some_integer(rng, 10, 40)
        calls = [(2 * n, 2, 2), (4 * n + 1, 2, 2), (3 * n, 5), (n, 3, 1, 1), (n, 3, 1, 0, 2)]
        wanted = [n, 2 * n, 3 * n - 4, n, n - 4]
        for reached, size in zip(student.output_size.each(calls), wanted, strict=True):
            expect_whole(reached, size)


@exercise("same_padding")
class TestSamePadding:
    def test_odd_kernels_at_stride_1(self, student, rng):
        """An odd kernel needs as many zeros before as after."""
        n = some_integer(rng, 20, 90)
        calls = [(6, 3), (n, 1), (n, 3), (n, 5), (n, 11)]
        wanted = [(1, 1), (0, 0), (1, 1), (2, 2), (5, 5)]
        for reached, expected in zip(student.same_padding.each(calls), wanted, strict=True):
            expect_equal(reached, expected)

    def test_even_kernels(self, student, rng):
        """Of an odd number of zeros, the additional one comes after."""
        n = some_integer(rng, 20, 90)
        calls = [(6, 2), (n, 2), (n, 4), (n, 10)]
        wanted = [(0, 1), (0, 1), (1, 2), (4, 5)]
        for reached, expected in zip(student.same_padding.each(calls), wanted, strict=True):
            expect_equal(reached, expected)

    def test_strides(self, student, rng):
        """A larger stride needs fewer zeros, depending on the size."""
        n = some_integer(rng, 20, 90)
        calls = [(6, 3, 2), (6, 3, 3)]
        calls += [(size, kernel, stride) for size in range(n, n + 4) for kernel in (3, 4, 7)
                  for stride in (2, 3)]  # fmt: skip
        for call, reached in zip(calls, student.same_padding.each(calls), strict=True):
            expect_equal(reached, zeros_of(*call, 1))

    def test_a_stride_larger_than_the_kernel(self, student, rng):
        """There may be nothing to add, and never less than that."""
        n = some_integer(rng, 20, 90)
        calls = [(size, kernel, stride) for size in (n, n + 1, n + 2, n + 3)
                 for kernel, stride in ((1, 2), (2, 5), (3, 4))]  # fmt: skip
        for call, reached in zip(calls, student.same_padding.each(calls), strict=True):
            expect_equal(reached, zeros_of(*call, 1))

    def test_dilation(self, student, rng):
        """With dilation the kernel reaches further and needs more zeros."""
        n = some_integer(rng, 20, 90)
        calls = [(n, 3, 1, 2), (n, 2, 1, 3), (n, 4, 1, 3), (n, 5, 1, 2), (n, 1, 1, 4)]
        for call, reached in zip(calls, student.same_padding.each(calls), strict=True):
            expect_equal(reached, zeros_of(*call))

    def test_a_kernel_larger_than_the_input(self, student, rng):
        """The input may be smaller than the kernel."""
        n = some_integer(rng, 6, 20)
        calls = [(1, n), (2, n + 1), (n - 1, n), (n - 2, n, 2), (n - 3, n, 2), (2, 3, 1, n)]
        for call, reached in zip(calls, student.same_padding.each(calls), strict=True):
            expect_equal(reached, zeros_of(*(*call, 1, 1)[:4]))


@exercise("what_padding_does")
class TestWhatPaddingDoes:
    def test_says_what_padding_does(self, student):
        """Zeros around the image keep its size; without them it becomes smaller."""
        expect_equal(student.what_padding_does(), "same keeps it, valid shrinks it")


# Convolution and correlation


def echoes(x, kernel):
    """All products of a number of x and one of the kernel, added up by the sum of their places."""
    heard = {}
    for (i, value), (j, share) in itertools.product(
        enumerate(x.tolist()), enumerate(kernel.tolist())
    ):
        heard.setdefault(i + j, []).append(float(value) * float(share))
    return np.array([math.fsum(heard[time]) for time in sorted(heard)])


@exercise("convolve1d")
class TestConvolve1d:
    def test_a_case_worked_by_hand(self, student, rng):
        """The kernel is reversed against the signal, and all n + k - 1 places count."""
        scale = some_scale(rng)
        x, kernel = np.array([1.0, 2.0, 3.0, 4.0]), np.array([1.0, 0.0, -2.0])
        expected = scale * np.array([1.0, 2.0, 1.0, 0.0, -6.0, -8.0])
        expect_close(student.convolve1d(scale * x, kernel), expected)
        expect_close(student.convolve1d(x, scale * kernel), expected)

    def test_an_impulse(self, student, rng):
        """A single 1 among zeros gives the kernel as it is, at the place of the 1."""
        kernel = signed(rng, 4)
        for place in range(3):
            x = np.zeros(3)
            x[place] = 1.0
            expected = np.concatenate([np.zeros(place), kernel, np.zeros(2 - place)])
            expect_close(student.convolve1d(x, kernel), expected, **DOUBLE)

    def test_any_lengths(self, student, rng):
        """Signal and kernel may have any lengths, 1 and 2 included."""
        lengths = ((9, 4), (7, 2), (8, 1), (1, 1), (2, 2), (1, 5), (6, 5))
        calls = [(signed(rng, n), signed(rng, k)) for n, k in lengths]
        for call, reached in zip(calls, student.convolve1d.each(calls), strict=True):
            expect_close(reached, echoes(*call), **DOUBLE)

    def test_a_kernel_longer_than_the_signal(self, student, rng):
        """The kernel may be longer than the signal."""
        calls = [(signed(rng, n), signed(rng, k)) for n, k in ((2, 7), (4, 9), (3, 4))]
        for call, reached in zip(calls, student.convolve1d.each(calls), strict=True):
            expect_close(reached, echoes(*call), **DOUBLE)

    @aspect
    def test_equal_lengths(self, student, rng):
        """Signal and kernel may be of one length."""
        call = signed(rng, 5), signed(rng, 5)
        expect_close(student.convolve1d(*call), echoes(*call), **DOUBLE)

    @aspect
    def test_any_type(self, student, rng):
        """Numbers of any type give the same as floats; nothing wraps around."""
        x, kernel = np.array([200, 3, 100, 0, 7]), np.array([2, some_integer(rng, 100, 250), 1])
        calls = [(x.astype(kind), kernel.astype(kind)) for kind in KINDS]
        calls.append((x.astype(np.uint8), kernel / 8))
        for call, reached in zip(calls, student.convolve1d.each(calls), strict=True):
            expect_close(reached, echoes(*call), **SINGLE)
        truths = np.array([True, True, False, True])
        expect_close(student.convolve1d(truths, truths), np.array([1, 2, 1, 2, 2, 0, 1]))

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed."""
        call = signed(rng, 6), signed(rng, 3)
        expect_close(expect_unchanged(student.convolve1d, *call), echoes(*call), **DOUBLE)


def correlated(image, kernel):
    """The sum of products under the kernel at each of its places."""
    rows = places_of(image.shape[0], kernel.shape[0], 1, 1)
    columns = places_of(image.shape[1], kernel.shape[1], 1, 1)
    pixels, weights = image.tolist(), [float(number) for number in kernel.ravel().tolist()]
    return np.array(
        [
            [
                math.fsum(
                    share * float(pixels[i][j])
                    for share, (i, j) in zip(weights, itertools.product(down, across), strict=True)
                )
                for across in columns
            ]
            for down in rows
        ]
    )


VALID_CROSS = np.array(
    [[429, 505, 686, 856], [261, 792, 412, 640], [633, 653, 851, 751], [608, 913, 713, 657]]
)


@exercise("correlate2d")
class TestCorrelate2d:
    def test_a_case_worked_by_hand(self, student, rng):
        """The image of 6 x 6 under the kernel with ones in its corners and its centre."""
        scale = some_scale(rng)
        expect_close(student.correlate2d(scale * PICTURE, CROSS), scale * VALID_CROSS)

    def test_the_kernel_is_not_reversed(self, student, rng):
        """The kernel lies on the patch as it is."""
        scale = some_scale(rng)
        patch = np.array([[18.0, 54.0], [55.0, 121.0]])
        expect_close(student.correlate2d(scale * patch, SKEW), np.array([[5.0 * scale]]))
        call = signed(rng, 5, 4), signed(rng, 2, 3)
        expect_close(student.correlate2d(*call), correlated(*call), **DOUBLE)

    def test_images_and_kernels_that_are_not_square(self, student, rng):
        """Height and width are treated separately, for the image and for the kernel."""
        sizes = ((5, 7, 2, 4), (7, 5, 3, 2), (4, 9, 4, 3), (8, 3, 1, 2))
        calls = [(signed(rng, h, w), signed(rng, kh, kw)) for h, w, kh, kw in sizes]
        for call, reached in zip(calls, student.correlate2d.each(calls), strict=True):
            expect_close(reached, correlated(*call), **DOUBLE)

    def test_kernels_as_small_and_as_large_as_can_be(self, student, rng):
        """A kernel may be one pixel, one row, one column or the whole image."""
        shapes = ((1, 1), (1, 6), (4, 1), (4, 6))
        calls = [(signed(rng, 4, 6), signed(rng, *shape)) for shape in shapes]
        for call, reached in zip(calls, student.correlate2d.each(calls), strict=True):
            expect_close(reached, correlated(*call), **DOUBLE)

    @aspect
    def test_square(self, student, rng):
        """Rows stay rows where image and kernel are square."""
        call = signed(rng, 5, 5), signed(rng, 2, 2)
        expect_close(student.correlate2d(*call), correlated(*call), **DOUBLE)

    @aspect
    def test_any_type(self, student, rng):
        """Pixels and kernels of any type give the same as floats; nothing wraps around."""
        image = np.array([[200, 3, 0], [1, 255, some_integer(rng, 100, 250)], [9, 100, 250]])
        kernel = np.array([[2, 1], [0, 90]])
        calls = [(image.astype(kind), kernel.astype(kind)) for kind in KINDS]
        calls += [(image.astype(np.uint8), kernel / 4), (image.astype(np.uint8), -kernel)]
        calls.append((image > 50, kernel > 0))
        for call, reached in zip(calls, student.correlate2d.each(calls), strict=True):
            expect_close(reached, correlated(*call), **SINGLE)

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed."""
        call = signed(rng, 4, 5), signed(rng, 2, 3)
        expect_close(expect_unchanged(student.correlate2d, *call), correlated(*call), **DOUBLE)


def convolved(x, kernels, bias, strides=(1, 1), padding="valid", dilation=(1, 1)):
    """What the layer gives, a number of the output at a time."""
    n, h, w, c = x.shape
    kh, kw, _, f = kernels.shape
    rows = padded_places(h, kh, strides[0], dilation[0], padding)
    columns = padded_places(w, kw, strides[1], dilation[1], padding)
    pixels, weights, shifts = x.tolist(), kernels.tolist(), bias.tolist()
    output = np.zeros((n, len(rows), len(columns), f))
    for sample, (i, down), (j, across) in itertools.product(
        range(n), enumerate(rows), enumerate(columns)
    ):
        seen = [
            (pixels[sample][row][column][channel], weights[a][b][channel])
            for a, row in enumerate(down)
            for b, column in enumerate(across)
            for channel in range(c)
            if 0 <= row < h and 0 <= column < w
        ]
        for filter_ in range(f):
            products = [float(pixel) * float(shares[filter_]) for pixel, shares in seen]
            output[sample, i, j, filter_] = math.fsum([*products, float(shifts[filter_])])
    return output


def layer_of(rng, image, kernel):
    """Random images (n, h, w, c), kernels (kh, kw, c, f) and biases (f,)."""
    n, h, w, c = image
    kh, kw, f = kernel
    return signed(rng, n, h, w, c), signed(rng, kh, kw, c, f), signed(rng, f)


def expect_convolved(student, calls):
    """Expect of each call, arguments and settings, what the layer gives."""
    positional = [(*arrays, *settings) for arrays, *settings in calls]
    for call, reached in zip(positional, student.conv2d.each(positional), strict=True):
        expect_close(reached, convolved(*call), **DOUBLE)


@exercise("conv2d")
class TestConv2d:
    def test_a_case_worked_by_hand(self, student, rng):
        """The image of 6 x 6 under one kernel, which is not reversed."""
        scale = some_scale(rng)
        reached = student.conv2d(scale * as_batch(PICTURE), as_kernels(CROSS), np.zeros(1))
        expect_close(reached, scale * as_batch(VALID_CROSS))
        reached = student.conv2d(
            scale * as_batch(PICTURE), as_kernels(SKEW), np.zeros(1), strides=(2, 2)
        )
        expected = np.array([[5, 451, 532], [-71, 195, 421], [436, 329, 544]])
        expect_close(reached, scale * as_batch(expected))

    def test_any_sizes(self, student, rng):
        """Images, kernels, channels and filters may have any sizes."""
        sizes = (
            ((2, 5, 4, 3), (3, 2, 2)),
            ((1, 4, 6, 2), (1, 3, 4)),
            ((3, 3, 5, 1), (2, 1, 3)),
            ((1, 6, 3, 2), (6, 3, 1)),
        )
        expect_convolved(student, [(layer_of(rng, *size),) for size in sizes])

    def test_channels_add_up(self, student, rng):
        """Each filter adds up over all channels, each with a kernel of its own."""
        expect_convolved(student, [(layer_of(rng, (1, 3, 2, c), (2, 2, 2)),) for c in (1, 2, 5)])

    def test_biases(self, student, rng):
        """Each filter has its bias, which is added once."""
        x, kernels, bias = layer_of(rng, (2, 3, 4, 2), (2, 3, 4))
        expected = np.zeros((2, 2, 2, 4)) + bias
        expect_close(student.conv2d(0 * x, kernels, bias), expected)
        expect_close(student.conv2d(x, 0 * kernels, bias), expected)

    def test_strides(self, student, rng):
        """The kernel moves in steps down and across; what is left over is not seen."""
        arrays = layer_of(rng, (1, 7, 8, 2), (3, 2, 2))
        expect_convolved(student, [(arrays, pair) for pair in ((2, 1), (1, 3), (2, 3), (4, 5))])
        call = *layer_of(rng, (1, 6, 5, 1), (2, 2, 3)), (3, 2)
        expect_close(student.conv2d(*call[:3], strides=call[3]), convolved(*call), **DOUBLE)

    def test_padding_same(self, student, rng):
        """With padding "same", odd kernels keep height and width; zeros stand outside."""
        scale = some_scale(rng)
        reached = student.conv2d(
            scale * as_batch(PICTURE), as_kernels(CROSS), np.zeros(1), padding="same"
        )
        expected = convolved(as_batch(PICTURE), as_kernels(CROSS), np.zeros(1), (1, 1), "same")
        expect_close(expected[0, 0, :, 0], np.array([139, 184, 250, 409, 410, 283]))
        expect_close(reached, scale * expected)
        sizes = ((2, 4, 5, 2), (3, 1, 2)), ((1, 5, 3, 1), (3, 5, 2))
        expect_convolved(student, [(layer_of(rng, *size), (1, 1), "same") for size in sizes])

    def test_padding_same_with_even_kernels(self, student, rng):
        """Of an odd number of zeros, the additional one lies below or on the right."""
        sizes = ((1, 4, 5, 2), (2, 4, 2)), ((1, 5, 4, 1), (4, 3, 2)), ((2, 3, 3, 1), (1, 2, 1))
        expect_convolved(student, [(layer_of(rng, *size), (1, 1), "same") for size in sizes])

    def test_padding_same_with_strides(self, student, rng):
        """The zeros depend on the stride, and each axis has its own."""
        scale = some_scale(rng)
        batch, kernels = as_batch(PICTURE), as_kernels(CROSS)
        reached = student.conv2d(scale * batch, kernels, np.zeros(1), (2, 2), "same")
        expected = np.array([[429, 686, 441], [633, 851, 317], [325, 517, 78]])
        expect_close(reached, scale * as_batch(expected))
        pairs = ((2, 3), (3, 2), (1, 2), (5, 4))
        for image in ((1, 6, 7, 1), (1, 7, 9, 1)):
            arrays = layer_of(rng, image, (3, 4, 2))
            expect_convolved(student, [(arrays, pair, "same") for pair in pairs])

    def test_kernels_larger_than_the_image(self, student, rng):
        """With padding "same" a kernel may be larger than the image."""
        sizes = ((1, 2, 3, 2), (5, 4, 2)), ((1, 1, 2, 1), (2, 7, 1))
        calls = [(layer_of(rng, *size), (1, 1), "same") for size in sizes]
        calls.append((layer_of(rng, (1, 3, 2, 1), (5, 4, 1)), (2, 2), "same"))
        expect_convolved(student, calls)

    def test_dilation(self, student, rng):
        """The numbers of a dilated kernel lie apart, down and across; the steps stay 1."""
        arrays = layer_of(rng, (1, 7, 8, 2), (3, 2, 2))
        pairs = ((2, 1), (1, 3), (3, 2), (2, 5))
        expect_convolved(student, [(arrays, (1, 1), "valid", pair) for pair in pairs])
        call = layer_of(rng, (1, 6, 5, 1), (2, 3, 2))
        reached = student.conv2d(*call, dilation=(4, 2))
        expect_close(reached, convolved(*call, dilation=(4, 2)), **DOUBLE)

    def test_dilation_with_padding_same(self, student, rng):
        """A dilated kernel needs more zeros."""
        arrays = layer_of(rng, (1, 5, 6, 1), (3, 2, 2))
        pairs = ((2, 1), (1, 3), (3, 4))
        expect_convolved(student, [(arrays, (1, 1), "same", pair) for pair in pairs])

    @aspect
    def test_square(self, student, rng):
        """Nothing is exchanged where all sizes are equal."""
        arrays = layer_of(rng, (3, 3, 3, 3), (3, 3, 3))
        expect_convolved(student, [(arrays,), (arrays, (2, 2), "same"), (arrays, (1, 1), "same")])

    @aspect
    def test_any_type(self, student, rng):
        """Arrays of any type give the same as floats; nothing wraps around."""
        x = np.array([[200, 3, 0], [1, 255, some_integer(rng, 100, 250)]]).reshape(1, 2, 3, 1)
        kernels = np.array([[2, 100], [1, 3]]).reshape(1, 2, 1, 2)
        bias = np.array([5, 250])
        calls = [(x.astype(kind), kernels.astype(kind), bias.astype(kind)) for kind in KINDS]
        calls += [(x.astype(np.uint8), -kernels / 4, bias / 8), (x > 2, kernels > 2, bias > 9)]
        for call, reached in zip(calls, student.conv2d.each(calls), strict=True):
            expect_close(reached, convolved(*call), **SINGLE)

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed."""
        call = *layer_of(rng, (2, 4, 3, 2), (2, 3, 2)), (1, 1), "same"
        expect_close(expect_unchanged(student.conv2d, *call), convolved(*call), **DOUBLE)
        call = call[:3]
        expect_close(expect_unchanged(student.conv2d, *call), convolved(*call), **DOUBLE)


def patches_of(x, kernel, strides=(1, 1)):
    """The numbers of each patch, in order."""
    n, h, w, c = x.shape
    rows = places_of(h, kernel[0], strides[0], 1)
    columns = places_of(w, kernel[1], strides[1], 1)
    pixels = x.tolist()
    return np.array(
        [
            [
                float(pixels[sample][i][j][channel])
                for i in down
                for j in across
                for channel in range(c)
            ]
            for sample in range(n)
            for down in rows
            for across in columns
        ]
    )


@exercise("im2col")
class TestIm2col:
    def test_a_case_worked_by_hand(self, student, rng):
        """Each row holds a patch, row by row."""
        scale = some_scale(rng)
        x = scale * np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]).reshape(1, 2, 3, 1)
        expected = scale * np.array([[1.0, 2.0, 4.0, 5.0], [2.0, 3.0, 5.0, 6.0]])
        expect_close(student.im2col(x, (2, 2)), expected)

    def test_any_sizes(self, student, rng):
        """Images and patches may have any sizes; patches come by sample, row and column."""
        cases = (((2, 4, 5, 3), (2, 3)), ((3, 3, 4, 1), (1, 2)), ((1, 5, 3, 2), (3, 2)))
        calls = [(signed(rng, *shape), kernel) for shape, kernel in cases]
        for call, reached in zip(calls, student.im2col.each(calls), strict=True):
            expect_close(reached, patches_of(*call), **DOUBLE)

    def test_channels_come_last(self, student, rng):
        """Within a patch the numbers come by row, then column, then channel."""
        calls = [(signed(rng, 1, 2, 3, c), (2, 3)) for c in (2, 3, 4)]
        for call, reached in zip(calls, student.im2col.each(calls), strict=True):
            expect_close(reached, call[0].reshape(1, -1), **DOUBLE)

    def test_strides(self, student, rng):
        """Patches lie a stride apart, down and across."""
        x = signed(rng, 2, 7, 8, 2)
        calls = [(x, (3, 2), pair) for pair in ((2, 1), (1, 3), (2, 3), (4, 5))]
        for call, reached in zip(calls, student.im2col.each(calls), strict=True):
            expect_close(reached, patches_of(*call), **DOUBLE)

    def test_the_product_is_the_convolution(self, student, rng):
        """The product with the kernels, one column for each filter, is the convolution."""
        x, kernels, _ = layer_of(rng, (2, 4, 5, 3), (2, 3, 4))
        patches = np.asarray(student.im2col(x, (2, 3)), dtype=float)
        expected = convolved(x, kernels, np.zeros(4)).reshape(-1, 4)
        expect_that(patches.ndim == 2 and patches.shape[1] == 18, "Its rows have another length.")
        expect_close(patches @ kernels.reshape(-1, 4), expected, **DOUBLE)

    def test_patches_as_small_and_as_large_as_can_be(self, student, rng):
        """A patch may be one pixel or the whole image."""
        x = signed(rng, 2, 3, 4, 2)
        for kernel in ((1, 1), (3, 4), (3, 1), (1, 4)):
            expect_close(student.im2col(x, kernel), patches_of(x, kernel), **DOUBLE)

    @aspect
    def test_square(self, student, rng):
        """Nothing is exchanged where all sizes are equal."""
        x = signed(rng, 3, 3, 3, 3)
        for kernel in ((2, 2), (3, 3)):
            expect_close(student.im2col(x, kernel), patches_of(x, kernel), **DOUBLE)

    @aspect
    def test_any_type(self, student, rng):
        """Pixels of any type keep their values."""
        x = np.array([[200, 3, 0], [1, 255, some_integer(rng, 100, 250)]]).reshape(1, 2, 3, 1)
        calls = [(x.astype(kind), (2, 2)) for kind in KINDS] + [(x > 50, (2, 2)), (x / 256, (2, 2))]
        for call, reached in zip(calls, student.im2col.each(calls), strict=True):
            expect_close(reached, patches_of(*call))

    @aspect
    def test_leaves_its_argument_alone(self, student, rng):
        """The images given to it are not changed."""
        call = signed(rng, 2, 4, 3, 2), (2, 2)
        expect_close(expect_unchanged(student.im2col, *call), patches_of(*call), **DOUBLE)


# Pooling


def pooled(x, size, strides=None, padding="valid", how="max"):
    """The greatest number or the average of each window, of the pixels that there are."""
    n, h, w, c = x.shape
    down, across = strides or size
    rows = padded_places(h, size[0], down, 1, padding)
    columns = padded_places(w, size[1], across, 1, padding)
    pixels = x.tolist()
    output = np.zeros((n, len(rows), len(columns), c))
    for sample, (i, window), (j, band), channel in itertools.product(
        range(n), enumerate(rows), enumerate(columns), range(c)
    ):
        numbers = [
            float(pixels[sample][row][column][channel])
            for row in window
            for column in band
            if 0 <= row < h and 0 <= column < w
        ]
        output[sample, i, j, channel] = (
            max(numbers) if how == "max" else math.fsum(numbers) / len(numbers)
        )
    return output


def expect_pooled(student, calls):
    """Expect of each call what pooling gives."""
    for call, reached in zip(calls, student.pool2d.each(calls), strict=True):
        expect_close(reached, pooled(*call), **DOUBLE)


MAXIMA = np.array([[121, 239, 244], [154, 235, 221], [253, 225, 245]])
AVERAGES = np.array([[62, 110.75, 153.75], [54, 164, 121.25], [105.25, 194.5, 139]])


@exercise("pool2d")
class TestPool2d:
    def test_the_greatest(self, student, rng):
        """Max pooling keeps the greatest number of each window."""
        scale = some_scale(rng)
        expect_close(student.pool2d(scale * as_batch(PICTURE), (2, 2)), scale * as_batch(MAXIMA))
        expect_pooled(student, [(distinct(rng, 1, 6, 4, 1), (3, 2))])

    def test_the_average(self, student, rng):
        """Average pooling keeps the mean of each window."""
        scale = some_scale(rng)
        reached = student.pool2d(scale * as_batch(PICTURE), (2, 2), how="average")
        expect_close(reached, scale * as_batch(AVERAGES))
        expect_pooled(student, [(signed(rng, 1, 6, 4, 1), (3, 2), None, "valid", "average")])

    def test_negative_numbers(self, student, rng):
        """Where all numbers are negative, the greatest is negative, too."""
        x = -1 - np.abs(signed(rng, 2, 4, 6, 2))
        expect_pooled(student, [(x, (2, 3)), (x, (3, 4), None, "same"), (x, (2, 2), (3, 4))])

    def test_channels_and_samples(self, student, rng):
        """Each channel of each sample is pooled by itself."""
        x = distinct(rng, 3, 4, 6, 2)
        expect_pooled(student, [(x, (2, 3)), (x, (2, 3), None, "valid", "average")])
        x = distinct(rng, 2, 2, 2, 5)
        expect_pooled(student, [(x, (2, 2)), (x, (1, 2), None, "valid", "average")])

    def test_leftover_rows_and_columns(self, student, rng):
        """With padding "valid", rows and columns that fill no window are dropped."""
        x = distinct(rng, 1, 7, 8, 2)
        calls = [(x, (2, 3), None, "valid", how) for how in ("max", "average")]
        expect_pooled(student, [*calls, (x, (4, 5)), (x, (3, 3), (2, 3))])

    def test_strides(self, student, rng):
        """Windows may overlap, or leave gaps; without strides they lie side by side."""
        x = distinct(rng, 1, 6, 7, 2)
        pairs = ((1, 1), (1, 2), (2, 1), (3, 4))
        for how in ("max", "average"):
            expect_pooled(student, [(x, (2, 3), pair, "valid", how) for pair in pairs])
        reached = student.pool2d(x, (2, 3), strides=(1, 2), how="average")
        expect_close(reached, pooled(x, (2, 3), (1, 2), "valid", "average"), **DOUBLE)

    def test_padding_same_for_the_greatest(self, student, rng):
        """With padding "same", there is a window for each step, and nothing is dropped."""
        x = distinct(rng, 1, 7, 8, 2)
        calls = [
            (x, (2, 3), None, "same"),
            (x, (3, 2), (1, 1), "same"),
            (x, (4, 3), (2, 3), "same"),
        ]
        expect_pooled(student, [*calls, (x, (2, 2), (3, 5), "same")])

    def test_padding_same_for_the_average(self, student, rng):
        """What lies outside the image does not count for the average."""
        x = signed(rng, 1, 7, 8, 2)
        settings = (((2, 3), None), ((3, 2), (1, 1)), ((4, 3), (2, 3)), ((2, 2), (3, 5)))
        expect_pooled(student, [(x, *pair, "same", "average") for pair in settings])

    def test_windows_larger_than_the_image(self, student, rng):
        """With padding "same" a window may be larger than the image."""
        x = distinct(rng, 1, 2, 3, 2)
        calls = [(x, (4, 5), pair, "same", how) for pair in (None, (1, 1), (1, 2))
                 for how in ("max", "average")]  # fmt: skip
        expect_pooled(student, calls)

    def test_windows_of_one_pixel_and_of_all(self, student, rng):
        """A window may be one pixel or the whole image."""
        x = distinct(rng, 2, 3, 4, 2)
        calls = [(x, size, None, "valid", how) for size in ((1, 1), (3, 4), (1, 4), (3, 1))
                 for how in ("max", "average")]  # fmt: skip
        expect_pooled(student, calls)

    @aspect
    def test_square(self, student, rng):
        """Nothing is exchanged where all sizes are equal."""
        x = distinct(rng, 3, 3, 3, 3)
        calls = [
            (x, (2, 2), (1, 1)),
            (x, (2, 2), None, "same"),
            (x, (2, 2), None, "same", "average"),
        ]
        expect_pooled(student, calls)

    @aspect
    def test_any_type(self, student, rng):
        """Pixels of any type give the same as floats; sums of bytes do not wrap around."""
        x = np.array([[200, 3, 0], [1, 255, some_integer(rng, 100, 250)]]).reshape(1, 2, 3, 1)
        arrays = [*(x.astype(kind) for kind in KINDS), x > 50, x.astype(np.uint8)]
        calls = [(array, (2, 2), None, padding, how) for array in arrays
                 for padding in ("valid", "same") for how in ("max", "average")]  # fmt: skip
        for call, reached in zip(calls, student.pool2d.each(calls), strict=True):
            expect_close(reached, pooled(*call), **SINGLE)

    @aspect
    def test_no_warnings(self, student, rng):
        """Padding and averages give no warnings."""
        x = distinct(rng, 1, 3, 5, 2)
        for how in ("max", "average"):
            reached = expect_no_warnings(student.pool2d, x, (2, 2), None, "same", how)
            expect_close(reached, pooled(x, (2, 2), None, "same", how), **DOUBLE)

    @aspect
    def test_leaves_its_argument_alone(self, student, rng):
        """The images given to it are not changed."""
        x = distinct(rng, 2, 4, 5, 2)
        for call in ((x, (2, 2)), (x, (3, 2), None, "same", "average")):
            expect_close(expect_unchanged(student.pool2d, *call), pooled(*call), **DOUBLE)


def over_all(x, how):
    """The average or the greatest number of each channel of each sample."""
    n, _, _, c = x.shape
    output = np.zeros((n, c))
    for sample, channel in itertools.product(range(n), range(c)):
        numbers = [float(number) for number in x[sample, :, :, channel].ravel().tolist()]
        output[sample, channel] = (
            max(numbers) if how == "max" else math.fsum(numbers) / len(numbers)
        )
    return output


@exercise("global_pool")
class TestGlobalPool:
    def test_the_average(self, student, rng):
        """The average of each channel is taken over all rows and columns."""
        for shape in ((2, 3, 4, 5), (3, 5, 2, 1), (1, 1, 4, 2)):
            x = signed(rng, *shape)
            expect_close(student.global_pool(x), over_all(x, "average"), **DOUBLE)
            reached = student.global_pool(x, how="average")
            expect_close(reached, over_all(x, "average"), **DOUBLE)

    def test_the_greatest(self, student, rng):
        """The maximum of each channel is taken over all rows and columns."""
        for shape in ((2, 3, 4, 5), (3, 5, 2, 1), (1, 1, 4, 2)):
            x = distinct(rng, *shape)
            expect_close(student.global_pool(x, "max"), over_all(x, "max"), **DOUBLE)

    def test_negative_numbers(self, student, rng):
        """Where all numbers are negative, the greatest is negative, too."""
        x = -1 - np.abs(signed(rng, 2, 3, 4, 2))
        expect_close(student.global_pool(x, how="max"), over_all(x, "max"), **DOUBLE)

    @aspect
    def test_square(self, student, rng):
        """Nothing is exchanged where all sizes are equal."""
        x = distinct(rng, 3, 3, 3, 3)
        for how in ("average", "max"):
            expect_close(student.global_pool(x, how), over_all(x, how), **DOUBLE)

    @aspect
    def test_any_type(self, student, rng):
        """Pixels of any type give the same as floats; sums of bytes do not wrap around."""
        x = rng.integers(100, 256, (2, 4, 5, 3))
        for array in (*(x.astype(kind) for kind in KINDS), x > 180):
            for how in ("average", "max"):
                expect_close(student.global_pool(array, how), over_all(array, how), **SINGLE)

    @aspect
    def test_leaves_its_argument_alone(self, student, rng):
        """The images given to it are not changed."""
        x = distinct(rng, 2, 3, 2, 4)
        for how in ("average", "max"):
            reached = expect_unchanged(student.global_pool, x, how)
            expect_close(reached, over_all(x, how), **DOUBLE)


# What one number sees


def field_of(layers):
    """From the first to the last pixel that a number sees, and the way to its neighbour's field."""
    fields = []
    for place in (0, 1):
        seen = {place}
        for kernel, stride, *dilation in reversed(layers):
            apart = dilation[0] if dilation else 1
            seen = {index * stride + apart * step for index in seen for step in range(kernel)}
        fields.append(seen)
    first, second = fields
    return max(first) - min(first) + 1, min(second) - min(first)


@exercise("receptive_field")
class TestReceptiveField:
    def test_kernels_at_stride_1(self, student, rng):
        """Each layer adds its kernel's size less one."""
        k = some_integer(rng, 4, 9)
        calls = [([(3, 1), (3, 1)],), ([(k, 1)],), ([(k, 1), (2, 1), (5, 1)],), ([(1, 1)],)]
        for (layers,), reached in zip(calls, student.receptive_field.each(calls), strict=True):
            expect_equal(reached, field_of(layers))

    def test_strides(self, student, rng):
        """A stride makes all later layers see further, and not its own."""
        k = some_integer(rng, 4, 9)
        calls = [([(3, 1), (2, 2), (3, 1), (2, 2)],), ([(k, 3)],), ([(k, 2), (3, 1)],)]
        calls += [([(3, 2), (k, 3), (2, 5)],), ([(1, 4), (3, 1), (k, 2)],), ([(2, 3), (1, 2)],)]
        for (layers,), reached in zip(calls, student.receptive_field.each(calls), strict=True):
            expect_equal(reached, field_of(layers))

    def test_dilation(self, student, rng):
        """Dilation makes the layer itself see further, and does not move its neighbours apart."""
        k = some_integer(rng, 3, 6)
        calls = [([(3, 1, 1), (3, 1, 2), (3, 1, 4)],), ([(k, 1, 3)],), ([(k, 1, 2), (3, 1, 1)],)]
        calls += [([(3, 2, 3), (k, 1, 2)],), ([(1, 1, 5), (2, 3, k)],)]
        for (layers,), reached in zip(calls, student.receptive_field.each(calls), strict=True):
            expect_equal(reached, field_of(layers))

    def test_layers_of_both_kinds(self, student, rng):
        """Layers with and without a dilation may stand in one list."""
        k = some_integer(rng, 3, 6)
        calls = [([(3, 1, 2), (2, 2), (k, 1)],), ([(k, 1), (3, 1, 3), (2, 2)],)]
        for (layers,), reached in zip(calls, student.receptive_field.each(calls), strict=True):
            expect_equal(reached, field_of(layers))

    def test_no_layers(self, student, rng):
        """Without a layer, a number is a pixel, and so it is after layers of 1 and stride 1."""
        expect_equal(student.receptive_field([]), (1, 1))
        ones = [(1, 1)] * some_integer(rng, 1, 9)
        expect_equal(student.receptive_field(ones), (1, 1))

    @aspect
    def test_leaves_its_argument_alone(self, student, rng):
        """The list given to it is not changed."""
        layers = [(3, 2), (2 * some_integer(rng, 2, 5), 1, 2)]
        expect_equal(expect_unchanged(student.receptive_field, layers), field_of(layers))


# The way back


def way_back(x, kernels, upstream):
    """dx, dkernels and dbias, a product at a time."""
    n, h, w, c = x.shape
    kh, kw, _, f = kernels.shape
    pixels, weights, slopes = (
        array.astype(np.float64).tolist() for array in (x, kernels, upstream)
    )
    dx, dkernels, dbias = np.zeros(x.shape), np.zeros(kernels.shape), np.zeros(f)
    for sample, i, j, filter_ in np.ndindex(n, h - kh + 1, w - kw + 1, f):
        slope = slopes[sample][i][j][filter_]
        dbias[filter_] += slope
        for a, b, channel in np.ndindex(kh, kw, c):
            dx[sample, i + a, j + b, channel] += slope * weights[a][b][channel][filter_]
            dkernels[a, b, channel, filter_] += slope * pixels[sample][i + a][j + b][channel]
    return dx, dkernels, dbias


def backward_case(rng, image, kernel):
    """Random images, kernels and upstream of a convolution."""
    n, h, w, c = image
    kh, kw, f = kernel
    u = signed(rng, n, h - kh + 1, w - kw + 1, f)
    return signed(rng, n, h, w, c), signed(rng, kh, kw, c, f), u


@exercise("conv2d_gradients")
class TestConv2dGradients:
    def test_a_case_worked_by_hand(self, student, rng):
        """A kernel of 2 x 2 on an image of 3 x 3."""
        scale = some_scale(rng)
        x, u = np.arange(1.0, 10.0).reshape(3, 3), scale * np.array([[1.0, 0.0], [0.0, 2.0]])
        dx = scale * np.array([[1, 2, 0], [0, 1, 4], [0, 0, -2]])
        dkernel = scale * np.array([[11, 14], [20, 23]])
        reached = student.conv2d_gradients(as_batch(x), as_kernels(SKEW), as_batch(u))
        expect_close(reached, (as_batch(dx), as_kernels(dkernel), np.array([3 * scale])))

    def test_any_sizes(self, student, rng):
        """Each result has the shape of what it belongs to, whatever the sizes are."""
        sizes = (
            ((2, 4, 5, 3), (2, 3, 4)),
            ((3, 3, 4, 1), (3, 2, 2)),
            ((1, 5, 3, 2), (1, 3, 1)),
            ((2, 2, 3, 2), (1, 1, 3)),
        )
        calls = [backward_case(rng, *size) for size in sizes]
        for call, reached in zip(calls, student.conv2d_gradients.each(calls), strict=True):
            expect_close(reached, way_back(*call), **DOUBLE)

    def test_one_place(self, student, rng):
        """A kernel as large as the image has one place; the samples add up."""
        x, kernels, u = backward_case(rng, (3, 2, 4, 2), (2, 4, 3))
        expected = way_back(x, kernels, u)
        expect_close(student.conv2d_gradients(x, kernels, u), expected, **DOUBLE)

    def test_the_upstream_counts_place_by_place(self, student, rng):
        """Only where the upstream is not zero, something goes back."""
        x, kernels, u = backward_case(rng, (1, 4, 5, 2), (2, 2, 2))
        for place in ((0, 0, 0, 1), (0, 2, 3, 0), (0, 1, 2, 1)):
            single = np.zeros(u.shape)
            single[place] = u[place]
            reached = student.conv2d_gradients(x, kernels, single)
            expect_close(reached, way_back(x, kernels, single), **DOUBLE)

    @aspect
    def test_square(self, student, rng):
        """Nothing is exchanged where all sizes are equal."""
        for kernel in ((2, 2, 3), (3, 3, 3)):
            call = backward_case(rng, (3, 3, 3, 3), kernel)
            expect_close(student.conv2d_gradients(*call), way_back(*call), **DOUBLE)

    @aspect
    def test_any_type(self, student, rng):
        """Arrays of any type give the same as floats; nothing wraps around."""
        x = np.array([[200, 3, 0], [1, 255, some_integer(rng, 100, 250)]]).reshape(1, 2, 3, 1)
        kernels = np.array([[2, 100], [1, 3]]).reshape(1, 2, 1, 2)
        u = np.array([[2, 0, 200, 7], [1, 5, 0, 90]]).reshape(1, 2, 2, 2)
        calls = [tuple(array.astype(kind) for array in (x, kernels, u)) for kind in KINDS]
        calls += [(x.astype(np.uint8), -kernels / 4, u / 8), (x > 2, kernels > 2, u > 1)]
        for call, reached in zip(calls, student.conv2d_gradients.each(calls), strict=True):
            expect_close(reached, way_back(*call), **SINGLE)

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed."""
        call = backward_case(rng, (2, 3, 4, 2), (2, 2, 3))
        reached = expect_unchanged(student.conv2d_gradients, *call)
        expect_close(reached, way_back(*call), **DOUBLE)


def back_to_the_greatest(x, size, upstream):
    """The upstream of each window at the place of its greatest number."""
    dx = np.zeros(x.shape)
    for sample, i, j, channel in np.ndindex(upstream.shape):
        window = itertools.product(
            range(i * size[0], (i + 1) * size[0]), range(j * size[1], (j + 1) * size[1])
        )
        row, column = max(window, key=lambda place: float(x[sample, *place, channel]))
        dx[sample, row, column, channel] = float(upstream[sample, i, j, channel])
    return dx


@exercise("pool2d_gradient")
class TestPool2dGradient:
    def test_a_case_worked_by_hand(self, student, rng):
        """The greatest of four numbers gets the whole upstream, the others nothing."""
        u = 5 * some_scale(rng)
        x = np.array([[3.0, 1.0], [2.0, 4.0]])
        reached = student.pool2d_gradient(as_batch(x), (2, 2), np.full((1, 1, 1, 1), u))
        expect_close(reached, as_batch(np.array([[0.0, 0.0], [0.0, u]])))

    def test_any_sizes(self, student, rng):
        """Images and windows may have any sizes that fit each other."""
        for shape, size in (
            ((2, 4, 6, 3), (2, 3)), ((1, 6, 4, 2), (3, 2)), ((3, 2, 5, 1), (1, 5)),
            ((1, 3, 8, 2), (3, 2)),
        ):  # fmt: skip
            n, h, w, c = shape
            x, u = distinct(rng, *shape), signed(rng, n, h // size[0], w // size[1], c)
            expected = back_to_the_greatest(x, size, u)
            expect_close(student.pool2d_gradient(x, size, u), expected, **DOUBLE)

    def test_negative_numbers(self, student, rng):
        """The greatest number of a window may be negative, and so may the upstream."""
        x, u = distinct(rng, 2, 4, 6, 2) - 9, -1 - np.abs(signed(rng, 2, 2, 2, 2))
        expected = back_to_the_greatest(x, (2, 3), u)
        expect_close(student.pool2d_gradient(x, (2, 3), u), expected, **DOUBLE)

    def test_equal_numbers_in_different_windows(self, student, rng):
        """A number that is the greatest of one window may be a smaller one of another."""
        x = np.array([[1.0, 2.0, 3.0, 2.0], [0.0, -1.0, 1.0, 0.0]]) * some_scale(rng)
        u = np.array([[5.0, 7.0]])
        expected = np.array([[0.0, 5.0, 7.0, 0.0], [0.0, 0.0, 0.0, 0.0]])
        expect_close(student.pool2d_gradient(as_batch(x), (2, 2), as_batch(u)), as_batch(expected))

    def test_windows_of_one_pixel_and_of_all(self, student, rng):
        """With windows of one pixel everything passes; one window lets one pixel of a channel."""
        x = distinct(rng, 2, 3, 4, 2)
        x[:, -1, -1] += 5  # the greatest is the last
        for size in ((1, 1), (3, 4)):
            u = signed(rng, 2, 3 // size[0], 4 // size[1], 2)
            expected = back_to_the_greatest(x, size, u)
            expect_close(student.pool2d_gradient(x, size, u), expected, **DOUBLE)

    @aspect
    def test_square(self, student, rng):
        """Nothing is exchanged where all sizes are equal."""
        x, u = distinct(rng, 4, 4, 4, 4), signed(rng, 4, 2, 2, 4)
        expected = back_to_the_greatest(x, (2, 2), u)
        expect_close(student.pool2d_gradient(x, (2, 2), u), expected, **DOUBLE)

    @aspect
    def test_any_type(self, student, rng):
        """Arrays of any type give the same as floats."""
        x = rng.permutation(24).reshape(1, 4, 6, 1)
        u = rng.integers(1, 250, (1, 2, 2, 1))
        arrays = [(x.astype(kind), u.astype(kind)) for kind in KINDS]
        for images, slopes in [*arrays, (x.astype(np.uint8), u / 8 - 9), (x / 32, u)]:
            expected = back_to_the_greatest(images, (2, 3), slopes)
            expect_close(student.pool2d_gradient(images, (2, 3), slopes), expected, **SINGLE)

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed."""
        x, u = distinct(rng, 2, 4, 2, 3), signed(rng, 2, 2, 1, 3)
        reached = expect_unchanged(student.pool2d_gradient, x, (2, 2), u)
        expect_close(reached, back_to_the_greatest(x, (2, 2), u), **DOUBLE)


# Costs


def conv_row(shape, filters, kernel, strides, padding):
    """The row of a convolution: its places are counted by walking, its arrays number by number."""
    down, across = (
        len(padded_places(size, reach, step, 1, padding))
        for size, reach, step in zip(shape, kernel, strides, strict=False)
    )
    numbers = math.prod([*kernel, shape[2], filters])
    return "conv2d", (down, across, filters), numbers + filters, numbers * down * across


def some_sizes(rng, n, least=3, most=12):
    """Different whole numbers, as plain ints."""
    return rng.choice(np.arange(least, most), n, replace=False).tolist()


@exercise("summarize_cnn")
class TestSummarizeCnn:
    def test_dense_layers(self, student, rng):
        """A dense layer multiplies its kernel once; biases are parameters and no products."""
        a, b, c = some_sizes(rng, 3)
        layers = [("input", (a,)), ("dense", b), ("dense", c)]
        rows = [("dense", (b,), a * b + b, a * b), ("dense", (c,), b * c + c, b * c)]
        expect_equal(student.summarize_cnn(layers), rows)

    def test_dense_acts_on_the_last_axis(self, student, rng):
        """On more axes a dense layer has the same kernel for every place."""
        a, b, c, units = some_sizes(rng, 4)
        layers = [("input", (a, b, c)), ("dense", units)]
        rows = [("dense", (a, b, units), c * units + units, a * b * c * units)]
        expect_equal(student.summarize_cnn(layers), rows)
        layers = [("input", (a, c)), ("dense", units)]
        rows = [("dense", (a, units), c * units + units, a * c * units)]
        expect_equal(student.summarize_cnn(layers), rows)

    def test_a_convolution(self, student, rng):
        """A kernel is multiplied at each place, over all channels, for every filter."""
        layers = [("input", (32, 32, 3)), ("conv2d", 10, (5, 5), (1, 1), "valid")]
        rows = [("conv2d", (28, 28, 10), 760, 588_000)]
        expect_equal(student.summarize_cnn(layers), rows)
        h, w, c, f = some_sizes(rng, 4, 6, 14)
        layers = [("input", (h, w, c)), ("conv2d", f, (2, 4), (1, 1), "valid")]
        expect_equal(student.summarize_cnn(layers), [conv_row((h, w, c), *layers[1][1:])])

    def test_strides(self, student, rng):
        """Strides mean fewer places, and the same parameters."""
        h, w, c, f = some_sizes(rng, 4, 6, 14)
        for strides in ((2, 3), (3, 1), (1, 2), (4, 5)):
            for more in range(4):
                shape = (h + more, w + more, c)
                layers = [("input", shape), ("conv2d", f, (3, 2), strides, "valid")]
                expect_equal(student.summarize_cnn(layers), [conv_row(shape, *layers[1][1:])])

    def test_padding_same(self, student, rng):
        """With padding "same" the size is divided by the stride and rounded up."""
        h, w, c, f = some_sizes(rng, 4, 6, 14)
        for kernel, strides in (((3, 5), (1, 1)), ((2, 4), (2, 3)), ((h + 9, 1), (3, 2))):
            for more in range(6):
                shape = (h + more, w + more, c)
                layers = [("input", shape), ("conv2d", f, kernel, strides, "same")]
                expect_equal(student.summarize_cnn(layers), [conv_row(shape, *layers[1][1:])])

    def test_pooling(self, student, rng):
        """Pooling has no parameters and no products; what fills no window is dropped."""
        h, w, c = some_sizes(rng, 3, 8, 20)
        for kind in ("max_pool", "average_pool"):
            for size in ((2, 2), (3, 2), (1, 5), (h, w)):
                for down, across in ((h, w), (h + 1, w + 1)):
                    rows = [(kind, (down // size[0], across // size[1], c), 0, 0)]
                    reached = student.summarize_cnn([("input", (down, across, c)), (kind, size)])
                    expect_equal(reached, rows)

    def test_global_pooling_and_flattening(self, student, rng):
        """Global pooling keeps the channels, flattening all numbers; the next layer counts them."""
        h, w, c, units = some_sizes(rng, 4)
        layers = [("input", (h, w, c)), ("global_pool",), ("dense", units)]
        rows = [("global_pool", (c,), 0, 0), ("dense", (units,), c * units + units, c * units)]
        expect_equal(student.summarize_cnn(layers), rows)
        layers[1] = ("flatten",)
        numbers = h * w * c
        rows = [("flatten", (numbers,), 0, 0)]
        rows.append(("dense", (units,), numbers * units + units, numbers * units))
        expect_equal(student.summarize_cnn(layers), rows)

    def test_layers_without_products(self, student, rng):
        """Dropout and activation have nothing, batch normalisation has four numbers a channel."""
        h, w, c = some_sizes(rng, 3)
        shape = (h, w, c)
        layers = [("input", shape), ("dropout", 0.5), ("batch_norm",), ("activation", "relu")]
        rows = [("dropout", shape, 0, 0), ("batch_norm", shape, 4 * c, 0)]
        rows.append(("activation", shape, 0, 0))
        expect_equal(student.summarize_cnn(layers), rows)
        layers = [("input", (h,)), ("batch_norm",), ("activation", "tanh"), ("dropout", 0.25)]
        rows = [("batch_norm", (h,), 4 * h, 0), ("activation", (h,), 0, 0), ("dropout", (h,), 0, 0)]
        expect_equal(student.summarize_cnn(layers), rows)

    def test_the_network_of_the_notebook(self, student, rng):
        """The network of the notebook, for images of 28 x 28 pixels and another last layer."""
        units = some_integer(rng, 11, 40)
        image, pool = ("input", (28, 28, 1)), ("max_pool", (2, 2))
        first, second = (
            ("conv2d", filters, (3, 3), (1, 1), padding)
            for filters, padding in ((16, "same"), (32, "valid"))
        )
        layers = [image, first, pool, second, pool, ("flatten",), ("dense", units)]
        rows = [
            ("conv2d", (28, 28, 16), 160, 112_896),
            ("max_pool", (14, 14, 16), 0, 0),
            ("conv2d", (12, 12, 32), 4_640, 663_552),
            ("max_pool", (6, 6, 32), 0, 0),
            ("flatten", (1152,), 0, 0),
            ("dense", (units,), 1153 * units, 1152 * units),
        ]
        expect_equal(student.summarize_cnn(layers), rows)

    def test_any_network(self, student, rng):
        """Shapes, parameters and products are right for networks of any sizes."""
        # Steps of these sizes are left over in both directions, whatever is drawn.
        h, w = 8 * some_integer(rng, 2, 4) + 3, 6 * some_integer(rng, 2, 4) + 5
        c, first, second, units = some_sizes(rng, 4)
        layers = [
            ("input", (h, w, c)),
            ("conv2d", first, (3, 2), (1, 2), "same"),
            ("batch_norm",),
            ("activation", "relu"),
            ("average_pool", (2, 3)),
            ("conv2d", second, (2, 1), (2, 1), "valid"),
            ("dropout", 0.1),
            ("dense", units),
            ("global_pool",),
        ]
        one = conv_row((h, w, c), *layers[1][1:])
        shape = one[1]
        smaller = (shape[0] // 2, shape[1] // 3, first)
        two = conv_row(smaller, *layers[5][1:])
        down, across, _ = two[1]
        rows = [
            one,
            ("batch_norm", shape, 4 * first, 0),
            ("activation", shape, 0, 0),
            ("average_pool", smaller, 0, 0),
            two,
            ("dropout", two[1], 0, 0),
            (
                "dense",
                (down, across, units),
                second * units + units,
                down * across * second * units,
            ),
            ("global_pool", (units,), 0, 0),
        ]
        expect_equal(student.summarize_cnn(layers), rows)

    @aspect
    def test_leaves_the_list_alone(self, student, rng):
        """The list of descriptions is not changed."""
        n = some_integer(rng, 7, 30)
        layers = [("input", (4, 3, 2)), ("conv2d", n, (2, 2), (1, 1), "valid"), ("flatten",)]
        rows = [conv_row((4, 3, 2), *layers[1][1:]), ("flatten", (6 * n,), 0, 0)]
        expect_equal(expect_unchanged(student.summarize_cnn, layers), rows)


@exercise("factors_of_a_larger_image")
class TestFactorsOfALargerImage:
    def test_says_what_grows(self, student):
        """A kernel is as large for any image, but the larger image has more places."""
        small, large = (conv_row((size, size, 3), 8, (3, 3), (1, 1), "same") for size in (16, 32))
        factors = (large[2] // small[2], large[3] // small[3])
        expect_equal(student.factors_of_a_larger_image(), factors)


# Networks

CNN_SHAPES = [(3, 3, 1, 16), (16,), (3, 3, 16, 32), (32,), (1152, 10), (10,)]


def expect_cnn_weights(model):
    """Expect kernels and biases of the two convolutions and the dense layer, in this order."""
    expect_that(
        [tuple(weights.shape) for weights in model.weights] == CNN_SHAPES,
        "There should be 16 and 32 filters of 3 x 3, and a dense layer of 10 units on 1,152 "
        "numbers, all with biases.",
    )


def patches_in_one(x, side):
    """All patches of images in one array, (n, oh, ow, side, side, c)."""
    windows = np.lib.stride_tricks.sliding_window_view(x, (side, side), axis=(1, 2))
    return np.moveaxis(windows, 3, -1)


def cnn_by_hand(images, arrays):
    """The probabilities of the network with given weights."""
    first, first_bias, second, second_bias, dense, dense_bias = arrays
    x = np.pad(images, ((0, 0), (1, 1), (1, 1), (0, 0)))
    x = np.maximum(np.einsum("nijabc,abcf->nijf", patches_in_one(x, 3), first) + first_bias, 0)
    x = x.reshape(len(x), 14, 2, 14, 2, 16).max(axis=(2, 4))
    x = np.maximum(np.einsum("nijabc,abcf->nijf", patches_in_one(x, 3), second) + second_bias, 0)
    x = x.reshape(len(x), 6, 2, 6, 2, 32).max(axis=(2, 4))
    z = x.reshape(len(x), -1) @ dense + dense_bias
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


@exercise("build_cnn")
class TestBuildCnn:
    def test_takes_images_and_gives_ten_numbers(self, student):
        """The model takes images of shape (28, 28, 1) and gives ten numbers for each."""
        expect_shapes(expect_model(student.build_cnn()), (None, 28, 28, 1), (None, 10))

    def test_layers_have_their_kernels_and_biases(self, student):
        """Kernels, biases and the dense layer have the sizes that are asked for."""
        expect_cnn_weights(expect_model(student.build_cnn()))

    def test_the_layers_in_order(self, student):
        """ReLU and max pooling follow both convolutions, softmax is last, and nothing is added."""
        model = expect_model(student.build_cnn())
        steps = [name for name, _ in layers_of(model) if name not in ("Flatten", "Reshape")]
        convolution = ["Conv2D", "relu", "MaxPooling2D"]
        swapped = ["Conv2D", "MaxPooling2D", "relu"]  # ReLU keeps the order of numbers
        expect_that(
            len(steps) == 8
            and all(part in (convolution, swapped) for part in (steps[:3], steps[3:6]))
            and steps[6:] == ["Dense", "softmax"],
            "The steps should be convolution, ReLU and max pooling, twice, then a dense layer and "
            "softmax.",
        )

    def test_computes_what_such_a_network_computes(self, student, rng):
        """With given weights the model gives the probabilities of this network."""
        model = expect_model(student.build_cnn())
        expect_shapes(model, (None, 28, 28, 1), (None, 10))
        expect_cnn_weights(model)
        arrays = [
            rng.normal(size=shape) / np.sqrt(max(1, math.prod(shape[:-1]))) for shape in CNN_SHAPES
        ]
        model.set_weights(arrays)
        images = rng.uniform(0, 3, size=(8, 28, 28, 1)).astype("float32")
        outputs = np.asarray(model(images))
        expect_close(outputs, cnn_by_hand(images.astype(float), arrays), rtol=1e-3, atol=1e-4)

    @aspect
    def test_every_call_builds_a_new_model(self, student):
        """Every new model has its own random weights."""
        expect_random_weights(student.build_cnn, indices=(0, 2, 4))


LIMIT = 5_000


def expect_fitting_loss(model, settings):
    """Expect the cross-entropy for integer labels, with one softmax."""
    expect_that(
        settings.loss.name == "SparseCategoricalCrossentropy",
        "The loss should be the categorical cross-entropy for integer labels.",
    )
    expect_that(
        (layers_of(model)[-1][0] == "softmax") != settings.expects_logits,
        "Softmax should be the last step, or part of the loss, but not both or neither.",
    )


@exercise("build_mark_finder")
class TestBuildMarkFinder:
    def test_takes_images_and_gives_four_numbers(self, student):
        """The model takes images of shape (16, 16, 1) and gives four numbers for each."""
        expect_shapes(expect_model(student.build_mark_finder()), (None, 16, 16, 1), (None, 4))

    def test_is_compiled_with_a_loss_that_fits(self, student):
        """The loss is for integer labels, and there is exactly one softmax, in model or loss."""
        model = expect_model(student.build_mark_finder())
        expect_fitting_loss(model, expect_compiled(model))

    def test_has_at_most_5000_parameters(self, student):
        """The model has no more than 5,000 parameters."""
        expect_parameters(expect_model(student.build_mark_finder()), at_most=LIMIT)

    def test_is_not_a_linear_model(self, student):
        """Between its layers there is something that is not linear."""
        expect_hidden_layer(expect_model(student.build_mark_finder()))

    def test_units_begin_differently(self, student):
        """The weights of hidden layers begin at random, not all with the same value."""
        expect_random_start(expect_model(student.build_mark_finder()))

    @weight(3)
    def test_reaches_the_bar_when_trained(self, student):
        """Trained by the grader from fresh weights, it names enough marks correctly."""
        model = expect_model(student.build_mark_finder())
        settings = expect_compiled(model)
        expect_fitting_loss(model, settings)
        expect_parameters(model, at_most=LIMIT)
        expect_shapes(model, (None, 16, 16, 1), (None, 4))
        expect_hidden_layer(model)
        expect_random_start(model)
        expect_bar(student, "build_mark_finder", model)
