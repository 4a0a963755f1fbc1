"""Public examples of 14 convolution: calls of the kind that the notebook shows."""

import numpy as np

from autograder.course.examples import call, compared, examples, generator

IMAGE = np.array(
    [
        [18, 54, 51, 239, 244, 188],
        [55, 121, 75, 78, 95, 88],
        [35, 24, 204, 113, 109, 221],
        [3, 154, 104, 235, 25, 130],
        [15, 253, 225, 159, 78, 233],
        [68, 85, 180, 214, 245, 0],
    ]
)
CROSS = np.array([[1, 0, 1], [0, 1, 0], [1, 0, 1]])
SKEW = np.array([[1, 2], [0, -1]])
TWO_CHANNELS = np.array([[[[1, 10], [2, 20], [3, 30]]]])
HOW = ("max", "average")
PADDING = ("valid", "same")


def sizes(rng, n, least=1, most=5):
    """Whole numbers as plain ints."""
    return rng.integers(least, most, n, endpoint=True).tolist()


def signed(rng, *shape):
    """Numbers of either sign and one digit, none of them near zero."""
    return np.round(rng.uniform(0.3, 4.0, shape) * rng.choice([-1.0, 1.0], shape), 1)


def image(*rows, dtype=float):
    """One image with one channel as a batch."""
    rows = np.array(rows, dtype=dtype)
    return rows.reshape(1, *rows.shape, 1)


def kernel(*rows, dtype=float):
    """The kernel of one filter on one channel."""
    rows = np.array(rows, dtype=dtype)
    return rows.reshape(*rows.shape, 1, 1)


def counting(*shape):
    """An array of 1, 2, 3 and so on."""
    return np.arange(1.0, 1 + np.prod(shape)).reshape(shape)


SMALL = image((1, 2, 3), (4, 5, 6))


@examples(of="output_size")
def output_size():
    yield call(2, 1)
    yield call(5, 3)
    yield call(4, 2, stride=2)
    yield call(6, 3, stride=2)
    yield call(4, 3, padding=1)
    yield call(7, 3, dilation=2)
    yield call(9, 2, 3, 1, 2)
    yield call(32, 5)
    yield call(32, 5, stride=2)


@generator(of="output_size")
def more_output_size(rng):
    size, padding = int(rng.integers(16, 30)), int(rng.integers(4))
    return call(size, *sizes(rng, 2, 1, 4), padding, int(rng.integers(1, 5)))


@compared(of="output_size")
def whole_number(value, *args, **options):
    # A float of the right value cannot be the size of an array.
    return np.asarray(value).dtype.kind in "iu", value


@examples(of="same_padding")
def same_padding():
    yield call(6, 2)
    yield call(6, 3)
    yield call(6, 3, stride=2)
    yield call(5, 3, stride=2)
    yield call(6, 3, stride=3)
    yield call(4, 1, stride=2)
    yield call(7, 3, dilation=2)
    yield call(2, 4)


@generator(of="same_padding")
def more_same_padding(rng):
    if rng.integers(2):
        return call(*sizes(rng, 3, 1, 9))
    return call(*sizes(rng, 2, 1, 9), 1, int(rng.integers(1, 5)))


@examples(of="what_padding_does")
def what_padding_does():
    yield call()


@examples(of="convolve1d")
def convolve1d():
    yield call(np.array([2.0]), np.array([3.0]))
    yield call(np.array([1.0, 2.0]), np.array([3.0, 5.0]))
    yield call(np.array([2.0]), np.array([1.0, -1.0, 0.5]))
    yield call(np.array([1.0, 2.0, 3.0]), np.array([1.0, -1.0]))
    yield call(np.array([200, 100], dtype=np.uint8), np.array([2, 1], dtype=np.uint8))
    yield call(np.array([1, 2, 3, 4]), np.array([1, 0, -2]))


@generator(of="convolve1d")
def more_convolve1d(rng):
    n, k = sizes(rng, 2)
    return call(signed(rng, n), signed(rng, k))


@examples(of="correlate2d")
def correlate2d():
    yield call(np.array([[2.0, 3.0]]), np.array([[5.0]]))
    yield call(np.array([[1.0, 2.0, 3.0]]), np.array([[1.0, -1.0]]))
    yield call(np.array([[1.0], [2.0], [3.0]]), np.array([[1.0], [-1.0]]))
    yield call(np.array([[18, 54], [55, 121]]), SKEW)
    yield call(np.array([[1.0, 2.0, 4.0], [3.0, 5.0, 9.0]]), np.array([[1.0, 2.0], [0.0, -1.0]]))
    yield call(np.full((1, 2), 200, dtype=np.uint8), np.full((1, 2), 2, dtype=np.uint8))
    yield call(np.array([[1.0, 2.0, 4.0], [3.0, 5.0, 9.0]]), np.array([[1.0, 2.0, -3.0]]))
    yield call(IMAGE, CROSS)


@generator(of="correlate2d")
def more_correlate2d(rng):
    kh, kw = sizes(rng, 2, 1, 3)
    down, across = sizes(rng, 2, 0, 3)
    return call(signed(rng, kh + down, kw + across), signed(rng, kh, kw))


NONE = np.zeros(1)


@examples(of="conv2d")
def conv2d():
    yield call(image((2.0,)), kernel((3.0,)), np.array([0.5]))
    yield call(image((1, 2, 4)), kernel((1, -2)), NONE)
    yield call(image((1, 2, 4)), kernel((1, -2)), NONE, padding="same")
    yield call(image((1, 2, 4)), kernel((1, 2, 5)), np.array([1.0]), padding="same")
    yield call(image((1,), (2,), (4,)), kernel((1,), (-2,)), NONE, padding="same")
    yield call(image((1, 2, 4, 7, 3)), kernel((1, 3)), NONE, strides=(1, 2))
    yield call(image((1, 2, 4, 7)), kernel((1, 3, 5)), NONE, (1, 2), "same")
    yield call(image((1, 2, 4, 7, 3)), kernel((1, 3)), NONE, dilation=(1, 2))
    yield call(image((1, 2, 4)), kernel((1, 3)), NONE, (1, 1), "same", (1, 2))
    yield call(image((200, 100), dtype=np.uint8), kernel((2, 1), dtype=np.uint8), np.array([5]))
    yield call(image((1, 2), (4, 7), (3, 5)), kernel((1, 2), (0, -1)), NONE, (2, 1))
    yield call(image((1, 2), (4, 7), (3, 5)), kernel((1, 3), (5, -1)), NONE, dilation=(2, 1))
    yield call(TWO_CHANNELS, counting(1, 2, 2, 2), np.array([0.0, 0.5]))
    yield call(TWO_CHANNELS, np.array([[[[1.0, 2.0, 3.0], [4.0, 6.0, 5.0]]]]), counting(3))
    yield call(counting(2, 1, 2, 1), kernel((1, -3)), NONE)
    yield call(SMALL, kernel((1, 2), (0, -1)), NONE)
    yield call(SMALL, kernel((1, 2), (0, -1)), NONE, padding="same")
    yield call(SMALL, kernel((1,), (3,), (-1,)), NONE, padding="same")
    yield call(image(*IMAGE), kernel(*CROSS), NONE, (2, 2), "same")
    yield call(image(*IMAGE), kernel(*CROSS), NONE, padding="same")
    yield call(image(*IMAGE), kernel(*SKEW), NONE, strides=(2, 2))
    yield call(image(*IMAGE), kernel(*SKEW), NONE, dilation=(3, 4))


@generator(of="conv2d")
def more_conv2d(rng):
    n, c, f = sizes(rng, 3, 1, 2)
    kh, kw = sizes(rng, 2, 1, 3)
    strides = dilation = (1, 1)
    if rng.integers(2):
        strides = tuple(sizes(rng, 2, 1, 3))
    else:
        dilation = tuple(sizes(rng, 2, 1, 3))
    padding = PADDING[int(rng.integers(2))]
    down, across = sizes(rng, 2, 0, 3)
    if padding == "same":
        h, w = down + 1, across + 1
    else:
        h, w = dilation[0] * (kh - 1) + 1 + down, dilation[1] * (kw - 1) + 1 + across
    arrays = signed(rng, n, h, w, c), signed(rng, kh, kw, c, f), signed(rng, f)
    return call(*arrays, strides, padding, dilation)


@examples(of="im2col")
def im2col():
    yield call(image((1, 2)), (1, 1))
    yield call(image((1, 2, 3)), (1, 2))
    yield call(image((1,), (2,), (3,)), (2, 1))
    yield call(image((0.5, 0.25)), (1, 2))
    yield call(TWO_CHANNELS, (1, 2))
    yield call(SMALL, (1, 1), (1, 2))
    yield call(SMALL, (2, 2))
    yield call(SMALL, (2, 1), (1, 2))
    yield call(SMALL, (1, 2), (2, 1))
    yield call(counting(2, 2, 2, 1), (1, 2))
    yield call(counting(2, 2, 2, 2), (2, 2))
    yield call(image(*IMAGE), (3, 3), (2, 2))


@generator(of="im2col")
def more_im2col(rng):
    (n, c), (kh, kw), (down, across) = (sizes(rng, 2, least, 3) for least in (1, 1, 0))
    return call(signed(rng, n, kh + down, kw + across, c), (kh, kw), tuple(sizes(rng, 2, 1, 3)))


@examples(of="pool2d")
def pool2d():
    yield call(image((3, 1)), (1, 2))
    yield call(image((3, 1, 2)), (1, 3))
    yield call(image((3, 2)), (1, 2), how="average")
    yield call(image((1, 2, 6)), (1, 3), how="average")
    yield call(image((-3, -1)), (1, 2))
    yield call(image((1, 5, 2)), (1, 2))
    yield call(image((1, 5, 2)), (1, 2), padding="same")
    yield call(image((1, 5, -2)), (1, 2), padding="same")
    yield call(image((1, 5, 2)), (1, 2), padding="same", how="average")
    yield call(image((1, 5, 2)), (1, 2), strides=(1, 1))
    yield call(image((1, 5, 2, 4, 3)), (1, 2), strides=(1, 3))
    yield call(image((1,), (5,), (2,)), (2, 1), strides=(1, 2))
    yield call(TWO_CHANNELS, (1, 3))
    yield call(TWO_CHANNELS, (1, 2), how="average")
    yield call(counting(2, 1, 2, 1), (1, 2))
    yield call(image((200, 100), dtype=np.uint8), (1, 2), how="average")
    yield call(SMALL, (2, 1))
    yield call(SMALL, (2, 2))
    yield call(-SMALL, (2, 2), padding="same")
    yield call(SMALL, (2, 2), padding="same", how="average")
    yield call(SMALL, (1, 2), strides=(1, 1))
    yield call(SMALL, (2, 3), padding="same", strides=(1, 2))
    yield call(image(*IMAGE), (2, 2))
    yield call(image(*IMAGE), (2, 2), how="average")


@generator(of="pool2d")
def more_pool2d(rng):
    (n, c), (ph, pw), (down, across) = (sizes(rng, 2, least, 3) for least in (1, 1, 0))
    padding, how = PADDING[int(rng.integers(2))], HOW[int(rng.integers(2))]
    h, w = (down + 1, across + 1) if padding == "same" else (ph + down, pw + across)
    strides = tuple(sizes(rng, 2, 1, 4)) if rng.integers(2) else None
    return call(signed(rng, n, h, w, c), (ph, pw), strides, padding, how)


@examples(of="global_pool")
def global_pool():
    yield call(image((1, 4)))
    yield call(image((1, 4)), how="max")
    yield call(image((-1, -4)), how="max")
    yield call(image((1, 2), (3, 6)))
    yield call(image((1, 2), (3, 6)), "max")
    yield call(image((200, 100), dtype=np.uint8))
    yield call(TWO_CHANNELS)
    yield call(TWO_CHANNELS, how="max")
    yield call(np.array([[[[1.0], [3.0]]], [[[5.0], [-6.0]]]]))
    yield call(np.array([[[[1.0], [3.0]]], [[[5.0], [-6.0]]]]), how="max")


@generator(of="global_pool")
def more_global_pool(rng):
    return call(signed(rng, *sizes(rng, 4, 1, 3)), HOW[int(rng.integers(2))])


@examples(of="receptive_field")
def receptive_field():
    yield call([])
    yield call([(3, 1)])
    yield call([(2, 1)])
    yield call([(3, 2)])
    yield call([(3, 1, 2)])
    yield call([(3, 1), (3, 1)])
    yield call([(2, 2), (3, 1)])
    yield call([(3, 2), (2, 3)])
    yield call([(3, 1), (2, 2), (3, 1), (2, 2)])
    yield call([(3, 1, 1), (3, 1, 2), (3, 1, 4)])


@generator(of="receptive_field")
def more_receptive_field(rng):
    depth = int(rng.integers(4))
    return call([tuple(sizes(rng, int(rng.integers(2, 4)))) for _ in range(depth)])


@examples(of="conv2d_gradients")
def conv2d_gradients():
    yield call(image((2,)), kernel((3,)), image((5,)))
    yield call(image((1, 2)), kernel((3,)), image((5, 7)))
    yield call(image((1, 2)), kernel((3, 4)), image((5,)))
    yield call(image((1, 2, 4)), kernel((3, 5)), image((1, -2)))
    yield call(image((1,), (2,), (4,)), kernel((3,), (5,)), image((1,), (-2,)))
    yield call(
        image((200,), dtype=np.uint8), kernel((2,), dtype=np.uint8), image((200,), dtype=np.uint8)
    )
    yield call(counting(2, 1, 1, 1), kernel((3,)), counting(2, 1, 1, 1))
    yield call(
        np.array([[[[1.0, 2.0]]], [[[3.0, 5.0]]]]),
        np.array([[[[1.0, 10.0, 100.0], [2.0, 20.0, 200.0]]]]),
        np.array([[[[1.0, 0.0, 2.0]]], [[[0.0, 3.0, 0.0]]]]),
    )
    yield call(counting(1, 2, 2, 1), kernel((1, 2)), image((1,), (3,)))
    yield call(counting(1, 3, 3, 1), kernel((1, 2), (0, -1)), image((1, 0), (0, 2)))


@generator(of="conv2d_gradients")
def more_conv2d_gradients(rng):
    n, c, f = sizes(rng, 3, 1, 2)
    (kh, kw), (oh, ow) = sizes(rng, 2, 1, 3), sizes(rng, 2, 1, 3)
    x, u = signed(rng, n, kh + oh - 1, kw + ow - 1, c), signed(rng, n, oh, ow, f)
    return call(x, signed(rng, kh, kw, c, f), u)


@examples(of="pool2d_gradient")
def pool2d_gradient():
    yield call(image((2,)), (1, 1), image((5,)))
    yield call(image((1, 3)), (1, 2), image((5,)))
    yield call(image((3, 1)), (1, 2), image((5,)))
    yield call(image((-3, -1)), (1, 2), image((5,)))
    yield call(image((3, 1)), (1, 2), image((0.5,)))
    yield call(image((3, 1), dtype=int), (1, 2), image((0.5,)))
    yield call(image((1, 3, 2, 0)), (1, 2), image((5, 7)))
    yield call(np.array([[[[1.0, 9.0], [3.0, 4.0]]]]), (1, 2), np.array([[[[5.0, 7.0]]]]))
    yield call(image((3, 1), (2, 4)), (2, 2), image((5,)))
    yield call(image((3, 1), (2, 4)), (1, 2), image((5,), (-7,)))
    yield call(image((3, 1), (2, 4)), (2, 1), image((5, -7)))


@generator(of="pool2d_gradient")
def more_pool2d_gradient(rng):
    (n, c), (ph, pw), (oh, ow) = (sizes(rng, 2, 1, 3) for _ in range(3))
    shape = (n, oh * ph, ow * pw, c)
    x = rng.permutation(int(np.prod(shape))).reshape(shape) - 20.5
    return call(x, (ph, pw), signed(rng, n, oh, ow, c))


@examples(of="summarize_cnn")
def summarize_cnn():
    yield call([("input", (4,)), ("dense", 3)])
    yield call([("input", (4, 3)), ("dense", 2)])
    yield call([("input", (4, 3)), ("flatten",)])
    yield call([("input", (4, 3)), ("batch_norm",)])
    yield call([("input", (4, 3)), ("dropout", 0.5), ("activation", "relu")])
    yield call([("input", (4, 3, 2)), ("global_pool",)])
    yield call([("input", (5, 4, 2)), ("max_pool", (2, 3))])
    yield call([("input", (5, 4, 2)), ("average_pool", (2, 1))])
    yield call([("input", (6, 6, 1)), ("conv2d", 2, (3, 3), (1, 1), "valid")])
    yield call([("input", (6, 5, 2)), ("conv2d", 3, (3, 2), (1, 1), "valid")])
    yield call([("input", (6, 5, 2)), ("conv2d", 3, (3, 2), (1, 1), "same")])
    yield call([("input", (7, 5, 2)), ("conv2d", 3, (3, 2), (2, 1), "valid")])
    yield call([("input", (7, 5, 2)), ("conv2d", 3, (3, 2), (2, 3), "same")])
    yield call([("input", (5, 4, 3)), ("batch_norm",), ("dense", 2), ("global_pool",)])
    yield call([("input", (32, 32, 3)), ("conv2d", 10, (5, 5), (1, 1), "valid")])
    network = [("input", (9, 7, 2)), ("conv2d", 4, (3, 2), (2, 2), "same"), ("max_pool", (2, 2))]
    yield call([*network, ("flatten",), ("dense", 3)])


@generator(of="summarize_cnn")
def more_summarize_cnn(rng):
    h, w, c = sizes(rng, 3, 6, 12)
    f, units = sizes(rng, 2)
    layers = [("input", (h, w, c))]
    kernel_size, strides = tuple(sizes(rng, 2, 1, 3)), tuple(sizes(rng, 2, 1, 3))
    if rng.integers(3):
        layers.append(("conv2d", f, kernel_size, strides, PADDING[int(rng.integers(2))]))
    elif rng.integers(2):
        kind = ("max_pool", "average_pool")[int(rng.integers(2))]
        layers.append((kind, tuple(sizes(rng, 2, 1, 3))))
    between = [("batch_norm",), ("activation", "relu"), ("dropout", 0.25), ("dense", units + 1)]
    layers.append(between[int(rng.integers(4))])
    layers.append((("flatten",), ("global_pool",))[int(rng.integers(2))])
    return call([*layers, ("dense", units)])


@examples(of="factors_of_a_larger_image")
def factors_of_a_larger_image():
    yield call()


@examples(of="build_cnn")
def build_cnn():
    yield call()


@examples(of="build_mark_finder")
def build_mark_finder():
    yield call()
