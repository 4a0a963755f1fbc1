"""Public examples of 08 parameter_counting: calls of the kind that the notebook shows."""

from autograder.course.examples import call, examples, generator

ACTIVATIONS = ("relu", "sigmoid", "tanh", "softmax", "linear")


def sizes(rng, count, largest=9):
    """Whole numbers from 1 to the largest."""
    return rng.integers(1, largest + 1, count).tolist()


@examples(of="dense_params")
def dense_params():
    yield call(3, 2)
    yield call(1, 5)
    yield call(2, 4, use_bias=False)
    yield call(10, 20)


@generator(of="dense_params")
def more_of_dense_params(rng):
    return call(*sizes(rng, 2), use_bias=bool(rng.integers(2)))


@examples(of="dense_shapes")
def dense_shapes():
    yield call([3, 2])
    yield call([2, 3, 5])
    yield call([2, 4, 3, 1])


@generator(of="dense_shapes")
def more_of_dense_shapes(rng):
    return call(sizes(rng, rng.integers(2, 6)))


@examples(of="mlp_params")
def mlp_params():
    yield call([3, 2])
    yield call([2, 3, 5])
    yield call([3, 5, 2, 4])


@generator(of="mlp_params")
def more_of_mlp_params(rng):
    return call(sizes(rng, rng.integers(2, 6)))


@examples(of="flatten_size")
def flatten_size():
    yield call((5,))
    yield call((None, 5))
    yield call((2, 3))
    yield call((None, 2, 3))
    yield call((2, 3, 4))
    yield call((4, 3, 1))
    yield call((2, 3, 4, 5))
    yield call((None, 2, 3, 4))


@generator(of="flatten_size")
def more_of_flatten_size(rng):
    shape = sizes(rng, rng.integers(1, 5))
    return call((None, *shape) if rng.integers(2) else tuple(shape))


@examples(of="batch_norm_params")
def batch_norm_params():
    yield call(2)
    yield call(3)
    yield call(100)


@generator(of="batch_norm_params")
def more_of_batch_norm_params(rng):
    return call(*sizes(rng, 1, 200))


@examples(of="conv2d_params")
def conv2d_params():
    yield call((2, 2), 1, 1)
    yield call((2, 3), 4, 5)
    yield call((2, 3), 4, 5, use_bias=False)
    yield call((3, 3), 1, 32)


@generator(of="conv2d_params")
def more_of_conv2d_params(rng):
    return call(tuple(sizes(rng, 2)), *sizes(rng, 2), use_bias=bool(rng.integers(2)))


@examples(of="lstm_params")
def lstm_params():
    yield call(1, 1)
    yield call(2, 3)
    yield call(4, 2)


@generator(of="lstm_params")
def more_of_lstm_params(rng):
    return call(*sizes(rng, 2))


@examples(of="gru_params")
def gru_params():
    yield call(1, 2)
    yield call(2, 1)
    yield call(2, 4, reset_after=False)
    yield call(4, 2)


@generator(of="gru_params")
def more_of_gru_params(rng):
    return call(*sizes(rng, 2), reset_after=bool(rng.integers(2)))


@examples(of="bidirectional_params")
def bidirectional_params():
    yield call(12)
    yield call(42)


@generator(of="bidirectional_params")
def more_of_bidirectional_params(rng):
    return call(*sizes(rng, 1, 1000))


@examples(of="embedding_params")
def embedding_params():
    yield call(1, 5)
    yield call(3, 1)
    yield call(7, 3)


@generator(of="embedding_params")
def more_of_embedding_params(rng):
    return call(*sizes(rng, 2, 100))


@examples(of="count_layers")
def count_layers():
    yield call([("input", (3,)), ("dense", 2)])
    yield call([("input", (2, 3)), ("flatten",)])
    yield call([("input", (2, 3)), ("dense", 4)])
    yield call([("input", (2, 3)), ("batch_norm",)])
    yield call([("input", (4,)), ("dropout", 0.5)])
    yield call([("input", (2,)), ("activation", "relu")])
    yield call([("input", (3,)), ("dense", 2), ("activation", "relu")])
    yield call([("input", (3,)), ("dense", 2), ("dense", 4)])
    yield call([("input", (4, 6, 2)), ("conv2d", 5, (2, 3))])
    yield call([("input", (4, 5, 1)), ("conv2d", 2, (2, 2)), ("conv2d", 3, (2, 2))])
    yield call([("input", (4, 4, 1)), ("conv2d", 2, (3, 3)), ("flatten",), ("dense", 5)])


def random_layer(rng, shape):
    """A description of a layer that takes samples of this shape."""
    kinds = ["dense", "flatten", "dropout", "activation", "batch_norm"]
    if len(shape) == 3:
        kinds.append("conv2d")
    kind = str(rng.choice(kinds))
    if kind == "dense":
        return kind, *sizes(rng, 1)
    if kind == "conv2d":
        rows, columns, _ = shape
        return kind, *sizes(rng, 1), (*sizes(rng, 1, rows), *sizes(rng, 1, columns))
    settings = {"dropout": (0.25,), "activation": ("relu",)}
    return kind, *settings.get(kind, ())


@generator(of="count_layers")
def more_of_count_layers(rng):
    shape = tuple(sizes(rng, rng.integers(1, 4)))
    first = random_layer(rng, shape)
    layers = [("input", shape), first]
    if first[0] in ("dense", "dropout", "activation", "batch_norm"):
        layers += [("dropout", 0.5), ("dense", *sizes(rng, 1))]
    return call(layers)


@examples(of="largest_saving")
def largest_saving():
    yield call()


@examples(of="build_mlp")
def build_mlp():
    yield call(3, [2], ["tanh"])
    yield call(2, [2, 3], ["relu", "linear"])
    yield call(2, [2, 2, 1], ["tanh", "tanh", "sigmoid"])
    yield call(10, [20, 30, 5], ["relu", "relu", "softmax"])


@generator(of="build_mlp")
def more_of_build_mlp(rng):
    inputs, *units = sizes(rng, rng.integers(2, 5))
    return call(inputs, units, [str(name) for name in rng.choice(ACTIVATIONS, len(units))])
