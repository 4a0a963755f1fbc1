"""Public examples of 01 tensors: calls of the kind that the notebook shows."""

import numpy as np

from autograder.course.examples import call, compared, examples, generator

HOWS = ("sum", "mean", "max", "min", "prod", "any", "all")


def shape_of(rng, rank, largest=4):
    """A shape of this rank, each size from 1 to the largest."""
    return tuple(rng.integers(1, largest + 1, rank).tolist())


def whole_numbers(rng, *shape):
    """Small whole numbers of both signs, as floats."""
    return rng.integers(-9, 10, shape).astype(float)


@examples(of="describe")
def describe():
    yield call(3)
    yield call([4])
    yield call([1, 2, 3])
    yield call([[1, 2], [2, 4]])
    yield call([[0, 1, 0, 2]])
    yield call([[1, 2, 3], [4, 5, 6]])
    yield call([[[1, 2, 3]], [[7, 8, 9]]])
    yield call(np.zeros((1, 4, 5, 3)))


@generator(of="describe")
def more_of_describe(rng):
    return call(whole_numbers(rng, *shape_of(rng, int(rng.integers(1, 5)))))


@examples(of="corner_column_row")
def corner_column_row():
    yield call(np.array([[2, 7]]))
    yield call(np.array([[5], [3], [8]]))
    yield call(np.array([[4, 1], [3, 9]]))
    yield call(np.array([[300, -1], [2, 0]]))
    yield call(np.array([[0, 1, 2], [3, 4, 5]]))
    yield call(np.array([[6, 2], [1, 5], [4, 8]]))


@generator(of="corner_column_row")
def more_of_corner_column_row(rng):
    return call(whole_numbers(rng, *shape_of(rng, 2)))


@examples(of="crop")
def crop():
    yield call(np.array([[[1, 2], [3, 4]]]), 0, 1, 1, 1)
    yield call(np.array([[[1, 2, 3, 4]]]), 0, 1, 1, 2)
    yield call(np.arange(12).reshape(1, 3, 4), 1, 2, 2, 1)
    yield call(np.arange(24).reshape(2, 3, 4), 1, 0, 1, 3)
    yield call(np.arange(24).reshape(1, 2, 4, 3), 0, 1, 1, 2)
    yield call(np.arange(36).reshape(2, 3, 3, 2), 1, 0, 2, 2)
    yield call(np.arange(25).reshape(1, 5, 5), 2, 1, 3, 2)
    yield call(np.arange(16).reshape(1, 2, 2, 4), 1, 0, 1, 1)


@generator(of="crop")
def more_of_crop(rng):
    n, h, w = rng.integers(1, 6, 3).tolist()
    height, width = int(rng.integers(1, h + 1)), int(rng.integers(1, w + 1))
    top, left = int(rng.integers(0, h - height + 1)), int(rng.integers(0, w - width + 1))
    channels = shape_of(rng, int(rng.integers(0, 2)))
    return call(whole_numbers(rng, n, h, w, *channels), top, left, height, width)


@examples(of="join")
def join():
    yield call([np.array([1]), np.array([2])], 0)
    yield call([np.array([3, 1])], 0)
    yield call([np.array([1, 5]), np.array([0.5])], 0)
    yield call([np.array([[1, 2]]), np.array([[3, 4]])], -1)
    yield call([np.array([[1, 2], [3, 4]]), np.array([[5, 6]])], 0)
    yield call([np.array([[1, 2], [3, 4]]), np.array([[7], [8]])], 1)
    yield call([np.array([2]), np.array([2, 1]), np.array([4])], -1)
    yield call([np.arange(8).reshape(2, 2, 2), np.arange(4).reshape(2, 1, 2)], -2)


@generator(of="join")
def more_of_join(rng):
    shape = shape_of(rng, int(rng.integers(1, 4)), 3)
    axis = int(rng.integers(-len(shape), len(shape)))
    tensors = []
    for size in rng.integers(1, 4, int(rng.integers(1, 4))).tolist():
        own = list(shape)
        own[axis] = size
        tensors.append(whole_numbers(rng, *own))
    return call(tensors, axis)


@examples(of="stack")
def stack():
    yield call([np.array([1]), np.array([2])])
    yield call([np.array([3, 1])])
    yield call([np.array([1, 2]), np.array([3, 4])], 1)
    yield call([np.array([1, 2]), np.array([0.5, 4.0])], -1)
    yield call([np.array([1, 2, 3]), np.array([4, 5, 6])])
    yield call([np.array([1, 2, 3]), np.array([4, 5, 6])], -2)
    yield call([np.array([1, 2]), np.array([3, 4]), np.array([5, 6])], 1)
    yield call([np.arange(4).reshape(2, 2), np.arange(4, 8).reshape(2, 2)], 1)
    yield call([np.arange(6).reshape(2, 3), np.arange(6, 12).reshape(2, 3)], -1)


@generator(of="stack")
def more_of_stack(rng):
    shape = shape_of(rng, int(rng.integers(1, 4)), 3)
    tensors = [whole_numbers(rng, *shape) for _ in range(int(rng.integers(1, 4)))]
    return call(tensors, int(rng.integers(-len(shape) - 1, len(shape) + 1)))


@examples(of="reduce")
def reduce():
    yield call(np.array([1, 2, 4, 8]), "sum")
    yield call(np.array([1, 2, 2, 8]), "mean")
    yield call(np.array([-3.0, -1.0, -2.0]), "max")
    yield call(np.array([5, 3, 9]), "min")
    yield call(np.array([2, 3, 4]), "prod")
    yield call(np.array([0.0, -1.0, 1.0]), "any")
    yield call(np.array([2.0, 1.0, 0.0]), "any")
    yield call(np.array([0.5, 0.0]), "any")
    yield call(np.array([0.0, -2.0]), "any")
    yield call(np.array([0.5, 1.0]), "all")
    yield call(np.array([True, True, False]), "sum")
    yield call(np.array([200, 100], np.uint8), "sum")
    yield call(np.array([20, 30], np.uint8), "prod")
    yield call(np.array([[1, 2], [4, 8]]), "sum", axis=(0, 1))
    yield call(np.array([[1, 2], [3, 5]]), "sum", axis=0)
    yield call(np.array([[1, 2], [3, 5]]), "max", axis=1)
    yield call(np.array([[1, 2], [3, 5]]), "sum", axis=1, keepdims=True)
    yield call(np.array([[0, 1, 2], [3, 4, 5]]), "mean", axis=-1)
    yield call(np.array([[0, 1, 2], [3, 4, 5]]), "min", axis=0, keepdims=True)
    yield call(np.array([[0, 1, 2], [3, 4, 5]]), "sum")
    yield call(np.arange(12).reshape(2, 3, 2), "sum", axis=(0, 1))
    yield call(np.arange(12.0).reshape(2, 3, 2), "mean", axis=(-1, 0))


@generator(of="reduce")
def more_of_reduce(rng):
    x = whole_numbers(rng, *shape_of(rng, int(rng.integers(1, 4)), 3)) * rng.integers(0, 2)
    axis = (None, 0, -1, tuple(range(x.ndim)))[int(rng.integers(4))]
    return call(x, HOWS[int(rng.integers(len(HOWS)))], axis, bool(rng.integers(2)))


@examples(of="segment_reduce")
def segment_reduce():
    yield call(np.array([1, 2]), np.array([1, 0]), 2, "sum")
    yield call(np.array([1, 2]), np.array([0, 0]), 2, "mean")
    yield call(np.array([-3, -2]), np.array([0, 0]), 1, "max")
    yield call(np.array([4.0, 4.0]), np.array([0, 0]), 1, "sum")
    yield call(np.array([200, 100], np.uint8), np.array([0, 0]), 1, "sum")
    yield call(np.array([1, 2, 3, 4, 5]), np.array([0, 0, 2, 2, 2]), 3, "sum")
    yield call(np.array([1, 2, 3, 4, 5]), np.array([2, 0, 2, 0, 2]), 4, "sum")
    yield call(np.array([1, 2, 3, 4, 5]), np.array([0, 0, 2, 2, 2]), 3, "mean")
    yield call(np.array([3.0, 1.0, 2.0, 8.0]), np.array([1, 0, 1, 0]), 2, "mean")
    yield call(np.array([[1, 9], [5, 2], [3, 4]]), np.array([1, 0, 1]), 2, "max")
    yield call(np.array([[1, 9], [5, 2], [3, 4]]), np.array([1, 0, 1]), 3, "mean")


@generator(of="segment_reduce")
def more_of_segment_reduce(rng):
    how = ("sum", "mean", "max")[int(rng.integers(3))]
    n, count = int(rng.integers(3, 8)), int(rng.integers(1, 4))
    segments = rng.permutation(np.arange(n) % count)
    values = whole_numbers(rng, n, *shape_of(rng, int(rng.integers(0, 2))))
    return call(values, segments, count if how == "max" else count + int(rng.integers(2)), how)


@examples(of="pad_ragged")
def pad_ragged():
    yield call([np.array([3, 5]), np.array([7])])
    yield call([np.array([4]), np.array([6, 1])], 9)
    yield call([np.array([0, 5]), np.array([0])])
    yield call([np.array([4]), np.array([0.5, 6.0])])
    yield call([np.array([4, 2]), np.array([1])], 0.5)
    yield call([np.zeros(0), np.array([1.0, 2.0])])
    yield call([np.array([3, 0, 5]), np.array([7])])
    yield call([np.array([2]), np.array([1, 4, 8]), np.array([6, 3])], -1)


@generator(of="pad_ragged")
def more_of_pad_ragged(rng):
    lengths = [*rng.integers(0, 5, int(rng.integers(0, 4))).tolist(), int(rng.integers(1, 5))]
    sequences = [whole_numbers(rng, length) for length in lengths]
    return call(sequences, int(rng.integers(-2, 3)))


@examples(of="broadcast_shape")
def broadcast_shape():
    yield call((1,), (7,))
    yield call((3,), (4,))
    yield call((), (2,))
    yield call((6,), (2,))
    yield call((3,), (3, 1))
    yield call((3, 1), (4,))
    yield call((2, 3), (3,))
    yield call((2, 5), (2,))
    yield call((2, 3), (4, 3))
    yield call((2, 4), (4, 2))
    yield call((2, 1, 3), (5, 1))
    yield call((20_000_000, 1, 2_000_000), (500, 1))


@generator(of="broadcast_shape")
def more_of_broadcast_shape(rng):
    sizes = np.array([1, 1, 2, 3])
    shapes = [tuple(rng.choice(sizes, int(rng.integers(0, 4))).tolist()) for _ in range(2)]
    return call(*shapes)


@examples(of="shape_of_difference")
def shape_of_difference():
    yield call()


@examples(of="pairwise_distances")
def pairwise_distances():
    yield call(np.array([[0, 0]]), np.array([[3, 4]]))
    yield call(np.array([[3]], np.uint8), np.array([[5]], np.uint8))
    yield call(np.array([[True]]), np.array([[False]]))
    yield call(np.array([[1.0], [2.0]]), np.array([[4.0]]))
    yield call(np.array([[0.1, 0.7, 0.3]]), np.array([[0.1, 0.7, 0.3]]))
    yield call(np.array([[0, 0], [3, 4]]), np.array([[0, 0], [0, 4], [6, 8]]))
    yield call(np.array([[1.0, 2.0, 2.0]]), np.array([[0.0, 0.0, 0.0], [1.0, 0.0, 7.0]]))
    yield call(np.array([[0.1, 0.7]]), np.array([[0.1, 0.7002]]))
    points = (np.arange(44) ** 2 % 13 / 3).reshape(4, 11)
    yield call(points, points)


@generator(of="pairwise_distances")
def more_of_pairwise_distances(rng):
    n, m, d = rng.integers(1, 5, 3).tolist()
    return call(whole_numbers(rng, n, d), whole_numbers(rng, m, d))


@examples(of="channels_first")
def channels_first():
    yield call(np.array([[[[1, 2]]]]))
    yield call(np.array([[[[1, 2], [3, 4]]]]))
    yield call(np.array([[[[1, 2, 3], [4, 5, 6]]]]))
    yield call(np.arange(12).reshape(1, 2, 2, 3))
    yield call(np.arange(24).reshape(2, 3, 2, 2))


@generator(of="channels_first")
def more_of_channels_first(rng):
    return call(whole_numbers(rng, *shape_of(rng, 4, 3)))


@examples(of="to_bytes")
def to_bytes():
    yield call(np.array([300.0]))
    yield call(np.array([-1.0]))
    yield call(np.array([3.7, 4.3]))
    yield call(np.array([300, -1]))
    yield call(np.array([0.0, 1.0]))
    yield call(np.array([255.0, 256.0]))
    yield call(np.array([-1.0, 3.7, 254.6, 300.0]))
    yield call(np.array([[12.2, 99.9], [-7.1, 511.0]]))


@generator(of="to_bytes")
def more_of_to_bytes(rng):
    whole = rng.integers(-100, 400, shape_of(rng, int(rng.integers(1, 3))))
    return call(whole + rng.uniform(-0.4, 0.4, whole.shape))


@compared(of="to_bytes")
def bytes_with_their_type(value, x):
    return value.dtype.name, value


@examples(of="one_hot")
def one_hot():
    yield call(np.array([2]), 3)
    yield call(np.array([0]), 2)
    yield call(np.array([1, 0]), 2)
    yield call(np.array([1, 1]), 3)
    yield call(np.array([1, 0, 1]), 4)
    yield call(np.array([9, 5, 9], np.int8), 60)


@generator(of="one_hot")
def more_of_one_hot(rng):
    classes = int(rng.integers(1, 6))
    return call(rng.integers(0, classes, int(rng.integers(1, 6))), classes)


@examples(of="masked_mean")
def masked_mean():
    yield call(np.array([[[2.0], [4.0]]]), np.array([[1, 1]]))
    yield call(np.array([[[2.0], [4.0]]]), np.array([[0, 1]]))
    yield call(np.array([[[2.0], [4.0]]]), np.array([[0, 0]]))
    yield call(np.array([[[0.0], [4.0]]]), np.array([[1, 1]]))
    yield call(np.array([[[2], [5]]], np.uint8), np.array([[1, 1]]))
    yield call(np.array([[[2.0], [4.0], [9.0]]]), np.array([[1, 1, 0]]))
    yield call(np.array([[[0.1, 2.3], [0.4, 5.6]]]), np.array([[1, 1]]))
    yield call(
        np.array([[[1.0, 10.0], [3.0, 30.0]], [[5.0, 50.0], [7.0, 70.0]]]),
        np.array([[0, 1], [1, 1]]),
    )


@generator(of="masked_mean")
def more_of_masked_mean(rng):
    n, t, d = rng.integers(1, 4, 3).tolist()
    return call(whole_numbers(rng, n, t, d), rng.integers(0, 2, (n, t)))
