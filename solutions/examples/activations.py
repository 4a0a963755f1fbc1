"""Public examples of 03 activations: calls of the kind that the notebook shows."""

import numpy as np

from autograder.course.examples import call, curve, examples, generator

FAR = 1000.0  # the notebook asks for right values up to here


def signed(rng, *shape):
    """Numbers of either sign with one decimal, none of them 0."""
    return rng.integers(1, 40, shape) * rng.choice([-1, 1], shape) / 10


def some(rng):
    """A few of them, in one axis or two."""
    return signed(rng, *rng.integers(1, 4, int(rng.integers(1, 3))))


def of_bytes(*numbers):
    """An array of bytes."""
    return np.array(numbers, dtype=np.uint8)


def over_the_axis():
    """A call that draws a function of one argument; its points leave the corner at 0 out."""
    return call(np.linspace(-4, 4, 80))


@examples(of="relu")
def relu():
    yield call(np.array([3.0]))
    yield call(np.array([-2.0]))
    yield call(np.array([2.5]))
    yield call(np.array([8.0]))
    yield call(of_bytes(200))
    yield call(np.array([-2.0, 3.0]))
    yield call(np.array([[1.5, -1.5], [-0.25, 8.0]]))


@generator(of="relu")
def more_of_relu(rng):
    return call(some(rng))


@curve(of="relu")
def curve_of_relu():
    return over_the_axis()


@examples(of="leaky_relu")
def leaky_relu():
    yield call(np.array([3.0]))
    yield call(np.array([-2.0]))
    yield call(np.array([0.05]), 0.5)
    yield call(np.array([3.0]), 0.1)
    yield call(np.array([-2.0]), 0.1)
    yield call(np.array([-2]), 0.1)
    yield call(np.array([-2.0, 3.0]), 0.1)
    yield call(np.array([[3.0], [-0.5]]), 0.2)


@generator(of="leaky_relu")
def more_of_leaky_relu(rng):
    return call(some(rng), float(rng.integers(0, 11)) / 10)


@curve(of="leaky_relu")
def curve_of_leaky_relu():
    return over_the_axis()


@examples(of="sigmoid")
def sigmoid():
    yield call(np.array([0.0]))
    yield call(np.array([2.0]))
    yield call(np.array([-2.0]))
    yield call(np.array([12.0]))
    yield call(np.array([-12.0]))
    yield call(np.array([1]))
    yield call(of_bytes(2))
    yield call(np.array([-FAR]))
    yield call(np.array([FAR]))
    yield call(np.array([1.0, -1.0]))
    yield call(np.array([[0.5], [-3.0]]))


@generator(of="sigmoid")
def more_of_sigmoid(rng):
    return call(some(rng))


@curve(of="sigmoid")
def curve_of_sigmoid():
    return over_the_axis()


@examples(of="tanh")
def tanh():
    yield call(np.array([0.0]))
    yield call(np.array([0.5]))
    yield call(np.array([-0.5]))
    yield call(np.array([6.0]))
    yield call(np.array([1]))
    yield call(of_bytes(130))
    yield call(np.array([-FAR]))
    yield call(np.array([FAR]))
    yield call(np.array([0.5, -1.5]))
    yield call(np.array([[0.5], [-3.0]]))


@generator(of="tanh")
def more_of_tanh(rng):
    return call(some(rng))


@curve(of="tanh")
def curve_of_tanh():
    return over_the_axis()


@examples(of="softmax")
def softmax():
    yield call(np.array([0.0, 1.0]))
    yield call(np.array([2, 0]))
    yield call(of_bytes(2, 0))
    yield call(np.array([FAR, FAR]))
    yield call(np.array([-FAR, -FAR]))
    yield call(np.array([FAR, FAR - 1]))
    yield call(np.array([FAR, -FAR]))
    yield call(np.array([[1.0, 2.0]]))
    yield call(np.array([[0.0, 1.0], [3.0, 1.0]]))
    yield call(np.array([[FAR, FAR], [-FAR, -FAR]]))
    yield call(np.array([[[0.0, 1.0]], [[2.0, 0.0]]]))
    yield call(np.array([FAR, *[0.0] * 3]))


@generator(of="softmax")
def more_of_softmax(rng):
    rows = rng.integers(1, 4, int(rng.integers(0, 2)))
    return call(signed(rng, *rows, int(rng.integers(2, 4))))


# None of the inputs of `relu_grad` is 0: both 0 and 1 are right there.


@examples(of="relu_grad")
def relu_grad():
    yield call(np.array([3.0]))
    yield call(np.array([-2.0]))
    yield call(np.array([0.25]))
    yield call(np.array([-2.0, 3.0]))
    yield call(np.array([[0.5, -0.5], [-7.0, 0.1]]))


@generator(of="relu_grad")
def more_of_relu_grad(rng):
    return call(some(rng))


@curve(of="relu_grad")
def curve_of_relu_grad():
    return over_the_axis()


@examples(of="sigmoid_grad")
def sigmoid_grad():
    yield call(np.array([0.0]))
    yield call(np.array([2.0]))
    yield call(np.array([-2.0]))
    yield call(np.array([1]))
    yield call(np.array([-FAR]))
    yield call(np.array([FAR]))
    yield call(np.array([1.0, -3.0]))
    yield call(np.array([[0.5], [-1.5]]))


@generator(of="sigmoid_grad")
def more_of_sigmoid_grad(rng):
    return call(some(rng))


@curve(of="sigmoid_grad")
def curve_of_sigmoid_grad():
    return over_the_axis()


@examples(of="tanh_grad")
def tanh_grad():
    yield call(np.array([0.0]))
    yield call(np.array([0.5]))
    yield call(np.array([-0.5]))
    yield call(np.array([1]))
    yield call(np.array([-FAR]))
    yield call(np.array([FAR]))
    yield call(np.array([1.0, -0.25]))
    yield call(np.array([[0.5], [-1.5]]))


@generator(of="tanh_grad")
def more_of_tanh_grad(rng):
    return call(some(rng))


@curve(of="tanh_grad")
def curve_of_tanh_grad():
    return over_the_axis()


@examples(of="maxout")
def maxout():
    yield call(np.array([2.0]), np.array([[3.0]]), np.array([1.0]))
    yield call(np.array([2.0]), np.array([[-3.0]]), np.array([1.0]))
    yield call(of_bytes(200), of_bytes(2).reshape(1, 1), of_bytes(100))
    yield call(np.array([2.0]), np.array([[3.0], [1.0]]), np.array([1.0, 9.0]))
    yield call(np.array([2.0]), np.array([[3.0], [-9.0]]), np.array([-1.0, 0.5]))
    yield call(np.array([1.0, 2.0]), np.array([[1.0, 4.0], [3.0, -1.0]]), np.array([0.0, 0.5]))
    yield call(
        np.array([1.0, 2.0]),
        np.array([[1.0, 1.0], [3.0, -1.0], [-1.0, 0.0]]),
        np.array([0.0, 0.5, 6.0]),
    )


@generator(of="maxout")
def more_of_maxout(rng):
    k, d = rng.integers(1, 4, 2)
    return call(signed(rng, d), signed(rng, k, d), signed(rng, k))


def same(z):
    """The linear activation."""
    return z


def cut(z):
    """The ReLU of one number."""
    return max(0.0, z)


def square(z):
    """The square of one number."""
    return z**2


@examples(of="neuron")
def neuron():
    yield call(np.array([2.0]), np.array([3.0]), 0.5, same)
    yield call(np.array([2.0]), np.array([-3.0]), 0.5, cut)
    yield call(np.array([2.0]), np.array([-3.0]), 1.0, square)
    yield call(of_bytes(200), of_bytes(2), 1, same)
    yield call(np.array([1.0, 2.0]), np.array([3.0, -2.0]), 0.5, same)
    yield call(np.array([1.0, 2.0]), np.array([3.0, -2.0]), 0.5, cut)
    yield call(np.array([1.0, 2.0]), np.array([3.0, -2.0]), 0.5, square)


@generator(of="neuron")
def more_of_neuron(rng):
    d = int(rng.integers(1, 4))
    activation = (same, cut, square)[int(rng.integers(3))]
    return call(signed(rng, d), signed(rng, d), float(signed(rng)), activation)


@examples(of="sigmoid_network")
def sigmoid_network():
    yield call(np.array([1.0]), np.array([[2.0]]), np.array([-1.0]), np.array([3.0]), -2.0)
    yield call(of_bytes(16), of_bytes(16).reshape(1, 1), of_bytes(0), np.array([3.0]), -2.0)
    xor = np.array([[3.7, 3.7], [2.9, 2.9]]), np.array([-1.5, -4.5]), np.array([4.5, -5.2]), -2.0
    yield call(np.array([1.0, 0.0]), *xor)
    yield call(
        np.array([1.0, -1.0]),
        np.array([[1.0, 2.0], [0.5, -1.0]]),
        np.array([0.5, -0.5]),
        np.array([1.0, -2.0]),
        0.25,
    )
    yield call(
        np.array([1.0, 2.0]),
        np.array([[0.5, 0.0], [0.0, -0.5], [1.0, -1.0]]),
        np.array([0.0, 1.0, 0.5]),
        np.array([1.0, 2.0, -1.0]),
        0.5,
    )


@generator(of="sigmoid_network")
def more_of_sigmoid_network(rng):
    k, d = rng.integers(1, 4, 2)
    return call(
        signed(rng, d), signed(rng, k, d), signed(rng, k), signed(rng, k), float(signed(rng))
    )


@examples(of="collapse_linear_layers")
def collapse_linear_layers():
    yield call([np.array([[2.0]])], [np.array([1.0])])
    yield call([np.array([[2.0]]), np.array([[3.0]])], [np.array([1.0]), np.array([10.0])])
    yield call([np.array([[-2.0]]), np.array([[3.0]])], [np.array([-1.0]), np.array([10.0])])
    yield call([of_bytes(20).reshape(1, 1), of_bytes(30).reshape(1, 1)], [of_bytes(1), of_bytes(2)])
    yield call(
        [np.array([[2.0]]), np.array([[3.0]]), np.array([[-1.0]])],
        [np.array([1.0]), np.array([10.0]), np.array([0.5])],
    )
    yield call([np.array([[1.0, 2.0]]), np.array([[3.0]])], [np.array([1.0]), np.array([10.0])])
    yield call(
        [np.array([[1.0, 2.0], [0.0, 1.0]]), np.array([[1.0, 0.0], [3.0, 1.0]])],
        [np.array([1.0, 0.0]), np.array([5.0, -1.0])],
    )
    yield call(
        [np.array([[1.0, 2.0], [0.0, 1.0], [3.0, 0.0]]), np.array([[1.0, 1.0, 1.0]])],
        [np.array([1.0, 0.0, -1.0]), np.array([5.0])],
    )


@generator(of="collapse_linear_layers")
def more_of_collapse_linear_layers(rng):
    sizes = rng.integers(1, 4, int(rng.integers(2, 5))).tolist()
    pairs = list(zip(sizes, sizes[1:], strict=False))
    return call(
        [signed(rng, outputs, inputs) for inputs, outputs in pairs],
        [signed(rng, outputs) for _, outputs in pairs],
    )


def pairs():
    """Every pair of 0 and 1 by itself, then several together, in other types, too."""
    for a in (0.0, 1.0):
        for b in (0.0, 1.0):
            yield call(np.array([a]), np.array([b]))
    for kind in (np.uint8, bool):
        for a, b in ((0, 0), (0, 1), (1, 1)):
            yield call(np.array([a], dtype=kind), np.array([b], dtype=kind))
    yield call(np.array([0, 1]), np.array([1, 1]))
    yield call(np.array([[1.0], [0.0]]), np.array([[1.0], [0.0]]))


def bits(rng, *shape):
    """Zeros and ones."""
    return rng.integers(0, 2, shape).astype(rng.choice(["float64", "int64", "bool"]))


@examples(of="relu_and")
def relu_and():
    yield from pairs()


@generator(of="relu_and")
def more_of_relu_and(rng):
    n = int(rng.integers(1, 5))
    return call(bits(rng, n), bits(rng, n))


@examples(of="relu_or")
def relu_or():
    yield from pairs()


@generator(of="relu_or")
def more_of_relu_or(rng):
    return more_of_relu_and(rng)


@examples(of="relu_not")
def relu_not():
    yield call(np.array([0.0]))
    yield call(np.array([1.0]))
    yield call(np.array([0.0, 1.0]))
    yield call(np.array([[1], [0]]))


@generator(of="relu_not")
def more_of_relu_not(rng):
    return call(rng.integers(0, 2, int(rng.integers(1, 5))).astype(float))


@examples(of="relu_xor")
def relu_xor():
    yield from pairs()


@generator(of="relu_xor")
def more_of_relu_xor(rng):
    return more_of_relu_and(rng)


@examples(of="interpolating_relus")
def interpolating_relus():
    yield call(np.array([0.0, 2.0]), np.array([1.0, 4.0]))
    yield call(np.array([1.0, 2.0]), np.array([3.0, 2.0]))
    yield call(of_bytes(0, 1), of_bytes(2, 1))
    yield call(np.array([0.0, 2.0, 3.0]), np.array([0.0, 1.0, 0.0]))
    yield call(np.array([1, 2, 4]), np.array([1, 2, 5]))
    yield call(np.array([0, 1, 2, 3]), np.array([1, 2, 4, 8]))
    yield call(np.array([0.0, 1.0, 2.0, 4.0]), np.array([1.0, 3.0, 2.0, 6.0]))


@generator(of="interpolating_relus")
def more_of_interpolating_relus(rng):
    n = int(rng.integers(2, 5))
    return call(np.cumsum(rng.integers(1, 5, n)) / 2, np.cumsum(signed(rng, n)))


@examples(of="without_activation")
def without_activation():
    yield call()
