"""Public examples of 07 backpropagation: calls of the kind that the notebook shows."""

import numpy as np

from autograder.course.examples import call, compared, examples, generator

BIG = 2.0**24  # single precision does not know the next whole number
ACTIVATIONS = ("relu", "sigmoid", "tanh", "linear")


def signed(rng, *shape):
    """Numbers of either sign and two digits, none of them near zero."""
    return np.round(rng.uniform(0.3, 2.0, shape) * rng.choice([-1.0, 1.0], shape), 2)


def table(*rows):
    """A table of floats."""
    return np.array(rows, dtype=float)


@examples(of="branch_gradients")
def branch_gradients():
    yield call(1.0, 2.0, 3.0, 5.0, 7.0, 1.0)
    yield call(1e-4, 1.0, 1.0, 1.0, 1.0, 1.25e-4)
    yield call(2, 3, -1, 0.5, 4, -10)
    yield call(0.0, 2.0, 5.0, 3.0, 7.0, 4.0)
    yield call(2.0, 0.0, 4.0, 3.0, 5.0, -1.0)


@generator(of="branch_gradients")
def more_branch_gradients(rng):
    return call(*signed(rng, 6).tolist())


@examples(of="dense_forward")
def dense_forward():
    yield call(table([2]), table([3]), np.array([0.5]))
    yield call(table([2]), table([-3, 1]), np.array([0.5, 1.0]))
    yield call(table([BIG + 1]), table([1]), np.array([-BIG]))
    yield call(np.array([[200]], dtype=np.uint8), np.array([[2]], dtype=np.uint8), np.array([1]))
    yield call(table([1, 2]), table([1, 0, 2], [3, 1, 0]), np.array([0.0, 10.0, 0.0]))
    yield call(table([1], [2], [3]), table([2, -1]), np.array([0.5, 0.0]))
    yield call(np.array([[1, 2]]), table([0.5, 1], [0.25, 1]), np.array([0.5, 0.25]))
    yield call(table([1, 2], [3, 4]), table([1, -1], [2, 0]), np.array([1.0, 0.0]))


@generator(of="dense_forward")
def more_dense_forward(rng):
    n, d, k = rng.integers(1, 5, 3)
    return call(signed(rng, n, d), signed(rng, d, k), signed(rng, k))


@examples(of="dense_backward")
def dense_backward():
    yield call(table([2]), table([3]), table([5]))
    yield call(table([1], [2]), table([3]), table([1], [-4]))
    yield call(table([1], [1]), table([1]), table([BIG + 1], [-BIG]))
    yield call(*(np.array([[number]], dtype=np.uint8) for number in (200, 100, 3)))
    yield call(table([1, 2]), table([1, 0, 2], [3, 1, 0]), table([1, -1, 2]))
    yield call(table([1], [2], [3]), table([2, -1]), table([1, 0], [0, 1], [1, 1]))
    yield call(table([1, 2], [3, 4]), table([1, -1], [2, 5]), table([1, 2], [0, -3]))


@generator(of="dense_backward")
def more_dense_backward(rng):
    n, d, k = rng.integers(1, 5, 3)
    return call(signed(rng, n, d), signed(rng, d, k), signed(rng, n, k))


@examples(of="activation_backward")
def activation_backward():
    yield call(np.array([2.0]), np.array([0.0]), "sigmoid")
    yield call(np.array([1e9]), np.array([0.5]), "sigmoid")
    yield call(np.array([2.0]), np.array([0.0005]), "relu")
    yield call(np.array([2.0, 3.0]), np.array([-1.0, 4.0]), "relu")
    yield call(np.array([-2.0, 5.0]), np.array([1.0, 3.0]), "relu")
    yield call(np.array([2.0, -1.0]), np.array([0.5, 5.0]), "tanh")
    yield call(np.array([2.0, 3.0]), np.array([1.0, -3.0]), "sigmoid")
    yield call(np.array([2.0, 3.0]), np.array([7.0, -7.0]), "linear")
    yield call(np.array([5.0, 2.0]), np.array([-1000.0, 1000.0]), "sigmoid")
    yield call(np.array([5.0, 2.0]), np.array([-1000.0, 1000.0]), "tanh")
    yield call(np.array([8, 4], dtype=np.uint8), np.array([1, 2], dtype=np.uint8), "sigmoid")
    yield call(table([2.0], [-1.0]), table([0.0], [5.0]), "tanh")


@generator(of="activation_backward")
def more_activation_backward(rng):
    n = rng.integers(1, 5)
    return call(signed(rng, n), signed(rng, n), str(rng.choice(ACTIVATIONS)))


@examples(of="softmax_vjp")
def softmax_vjp():
    yield call(table([0.5, 0.5]), table([1, 3]))
    yield call(table([0.25, 0.75]), table([4, 0]))
    yield call(table([0.5, 0.5]), table([1e-8, 3e-8]))
    yield call(table([1e-9, 1 - 1e-9]), table([2e9, 1]))
    yield call(table([0.125, 0.25, 0.625]), table([1, 3, 5]))
    yield call(table([0.5, 0.5], [0.25, 0.75]), table([1, 3], [4, -1]))
    yield call(table([0.125, 0.25, 0.625], [0.25, 0.25, 0.5]), table([1, 2, 4], [4, 0, 2]))


@generator(of="softmax_vjp")
def more_softmax_vjp(rng):
    n, k = rng.integers(1, 5), rng.integers(2, 5)
    shares = rng.integers(1, 9, (n, k))
    return call(shares / shares.sum(axis=1, keepdims=True), signed(rng, n, k))


@examples(of="cross_entropy_gradient")
def cross_entropy_gradient():
    yield call(table([0, 0]), np.array([0]))
    yield call(table([0, 2]), np.array([1]))
    yield call(table([0, 2, 1]), np.array([0]))
    yield call(table([1000, 998, -1000]), np.array([1]))
    yield call(table([0, 18]), np.array([1]))
    yield call(np.array([[3, 0]], dtype=np.uint8), np.array([1]))
    yield call(table([1, 0], [2, 4]), np.array([1, 1]))
    yield call(table([1, 0, 3], [2, 4, 0]), np.array([0, 1]))
    yield call(table([1000, -1000, 1000], [0, 0, 1]), np.array([1, 2]))


@generator(of="cross_entropy_gradient")
def more_cross_entropy_gradient(rng):
    n, k = rng.integers(1, 5), rng.integers(2, 5)
    return call(signed(rng, n, k), rng.integers(0, k, n))


def random_network(rng):
    """Samples, weights, biases and activations of a small network."""
    sizes = rng.integers(1, 4, int(rng.integers(2, 5))).tolist()
    pairs = list(zip(sizes, sizes[1:], strict=False))
    activations = [str(name) for name in rng.choice(ACTIVATIONS, len(pairs))]
    weights = [signed(rng, *pair) for pair in pairs]
    biases = [signed(rng, units) for _, units in pairs]
    return signed(rng, int(rng.integers(1, 4)), sizes[0]), weights, biases, activations


def of_assignment_03():
    """The network of assignment 03, its units in columns."""
    weights = [table([3.7, 2.9], [3.7, 2.9]), table([4.5], [-5.2])]
    return table([1, 0]), weights, [np.array([-1.5, -4.5]), np.array([-2.0])], ["sigmoid"] * 2


@examples(of="mlp_forward")
def mlp_forward():
    yield call(table([-1]), [table([2])], [np.array([0.5])], ["relu"])
    yield call(table([BIG + 1]), [table([1])], [np.array([-BIG])], ["linear"])
    yield call(
        table([-1]), [table([2]), table([3])], [np.zeros(1), np.ones(1)], ["tanh", "sigmoid"]
    )
    yield call(
        np.array([[200]], dtype=np.uint8),
        [np.array([[2]], dtype=np.uint8)],
        [np.zeros(1, int)],
        ["linear"],
    )
    yield call(*of_assignment_03())
    yield call(
        table([1, 2]),
        [table([1], [-1]), table([2, 3]), table([1, 0], [0.5, 2])],
        [np.ones(1), np.zeros(2), np.array([0.5, -0.5])],
        ["tanh", "relu", "sigmoid"],
    )


@generator(of="mlp_forward")
def more_mlp_forward(rng):
    return call(*random_network(rng))


def cache_of(x, weights, biases, activations):
    """(z, a) of every layer."""
    layers, a = [], x
    for w, b, name in zip(weights, biases, activations, strict=True):
        z = a @ w + b
        a = {"relu": z * (z > 0), "sigmoid": 1 / (1 + np.exp(-z)), "tanh": np.tanh(z)}.get(name, z)
        layers.append((z, a))
    return layers


@examples(of="mlp_backward")
def mlp_backward():
    yield call(table([3]), [table([2])], [(table([6]), table([6]))], ["relu"], table([10]))
    same = table([1], [1])
    yield call(same, [table([1])], [(same, same)], ["linear"], table([BIG + 1], [-BIG]))
    small = table([-1]), [table([2]), table([3])], [np.ones(1), np.ones(1)], ["tanh", "sigmoid"]
    yield call(small[0], small[1], cache_of(*small), small[3], table([10]))
    x, weights, biases, activations = of_assignment_03()
    cache = cache_of(x, weights, biases, activations)
    yield call(x, weights, cache, activations, -2 / cache[-1][1])
    x, weights = (
        table([2, 1], [1, 1]),
        [table([1, 0, -2], [2, -1, 5]), table([1, -1], [0, 3], [2, 1])],
    )
    cache = cache_of(x, weights, [np.zeros(3), np.zeros(2)], ["relu", "linear"])
    yield call(x, weights, cache, ["relu", "linear"], table([4, -2], [1, 3]))


@generator(of="mlp_backward")
def more_mlp_backward(rng):
    x, weights, biases, activations = random_network(rng)
    activations = ["tanh" if name == "relu" else name for name in activations]
    cache = cache_of(x, weights, biases, activations)
    return call(x, weights, cache, activations, signed(rng, *cache[-1][1].shape))


def squares(theta):
    """The sum of the squares, whose gradient is 2 theta."""
    return float(np.sum(theta**2))


def cubes(theta):
    """The sum of the cubes, whose gradient is 3 theta^2."""
    return float(np.sum(theta**3))


def product(theta):
    """The product of all elements."""
    return float(np.prod(theta))


def tiny(theta):
    """A loss of very small scale."""
    return 1e-12 * squares(theta)


def minute(theta):
    """A loss of a scale that is smaller still."""
    return 1e-30 * squares(theta)


def narrow(theta):
    """The first element, cut off just beyond the default step."""
    return float(np.clip(theta.flat[0], -1.0001e-5, 1.0001e-5))


def corner(theta):
    """The square of the last element of the last row."""
    return float(theta[-1, -1] ** 2)


@examples(of="gradient_error")
def gradient_error():
    yield call(squares, np.array([3.0]), np.array([3.0]))
    yield call(squares, np.array([3.0, 4.0]), np.array([3.0, 4.0]))
    yield call(squares, np.array([3.0, 4.0]), np.array([6.0, 11.0]))
    yield call(squares, np.array([3.0, 4.0]), np.array([4.0, -3.0]))
    yield call(squares, np.zeros(1), np.zeros(1))
    yield call(squares, np.array([3.0, 4.0]), np.zeros(2))
    yield call(squares, np.array([3, 4]), np.array([3, 4]))
    yield call(tiny, np.array([4.0, 3.0]), np.array([4e-12, 3e-12]))
    yield call(minute, np.array([3.0, 4.0]), np.array([3e-30, 4e-30]))
    yield call(cubes, np.array([1.0, 2.0]), np.array([3.0, 12.0]), h=0.5)
    yield call(product, np.array([1.0, 2.0, 3.0]), np.array([6.0, 3.0, 2.0]))
    yield call(narrow, np.array([0.0]), np.array([0.5]))
    yield call(corner, table([1, 3]), table([0, 3]))
    yield call(squares, table([1, 2], [3, 4]), table([1, 2], [3, 9]))


@generator(of="gradient_error")
def more_gradient_error(rng):
    shape = rng.integers(1, 4, int(rng.integers(1, 3)))
    return call(squares, signed(rng, *shape), signed(rng, *shape))


@examples(of="first_order_change")
def first_order_change():
    yield call([np.array([3.0])], [np.array([-0.5])])
    yield call([np.array([1.0, -2.0])], [np.array([0.5, 0.25])])
    yield call([np.array([BIG + 1, -BIG])], [np.array([1.0, 1.0])])
    yield call([np.array([1.0]), np.array([3.0])], [np.array([0.5]), np.array([-1.0])])
    yield call([np.array([200], dtype=np.uint8)], [np.array([2], dtype=np.uint8)])
    yield call([table([1, 2], [3, 4])], [table([1, 0], [0, -1])])


@generator(of="first_order_change")
def more_first_order_change(rng):
    shapes = [rng.integers(1, 4, int(rng.integers(1, 3))) for _ in range(int(rng.integers(1, 4)))]
    return call([signed(rng, *s) for s in shapes], [0.1 * signed(rng, *s) for s in shapes])


@examples(of="when_gradients_are_taken")
def when_gradients_are_taken():
    yield call()


@examples(of="glorot_limit")
def glorot_limit():
    yield call(2, 1)
    yield call(1, 5)
    yield call(10, 20)
    yield call(784, 512)


@generator(of="glorot_limit")
def more_glorot_limit(rng):
    return call(*rng.integers(1, 900, 2).tolist())


@examples(of="topological_order")
def topological_order():
    yield call({"loss": ["output"], "output": ["input"], "input": []})
    yield call({"loss": []})
    yield call({"square": ["side", "side"], "side": []})
    yield call({"d": ["b", "c"], "b": ["a"], "c": ["a"], "a": []})
    yield call({"loss": ["x", "z"], "z": ["y"], "y": ["x"], "x": []})
    yield call({"p": ["x"], "q": ["p", "y"], "y": [], "x": [], "s": ["x"]})


@generator(of="topological_order")
def more_topological_order(rng):
    names = [str(name) for name in rng.permutation(list("abcdef"))]
    parents = {
        name: [str(p) for p in rng.choice(names[:k], min(k, 2), replace=False)]
        for k, name in enumerate(names)
    }
    return call({str(name): parents[name] for name in rng.permutation(names)})


@compared(of="topological_order")
def names_after_their_parents(order, parents):
    places = {name: place for place, name in enumerate(order)}
    after = [places[parent] < places[name] for name in parents for parent in parents[name]]
    return sorted(order), all(after)


Z_TAPE = [
    ("input", "X"),
    ("input", "Y"),
    ("power", 0, 2),
    ("constant", 0.5),
    ("mul", 3, 2),
    ("constant", 5.0),
    ("mul", 5, 1),
    ("add", 4, 6),
]
#: Small tapes, each with its inputs.
TAPES = (
    ([("input", "x")], {"x": 7.0}),
    ([("input", "x"), ("mul", 0, 0)], {"x": 3.0}),
    ([("input", "x"), ("constant", 10.0), ("sub", 1, 0)], {"x": 4.0}),
    ([("input", "x"), ("input", "y"), ("div", 0, 1)], {"y": 2, "x": 7}),
    ([("input", "x"), ("exp", 0)], {"x": 0.5}),
    ([("input", "x"), ("log", 0)], {"x": 2.5}),
    ([("input", "x"), ("tanh", 0)], {"x": 0.5}),
    ([("input", "x"), ("relu", 0)], {"x": -1.5}),
    ([("input", "x"), ("relu", 0)], {"x": 2.5}),
    ([("input", "x"), ("power", 0, 3)], {"x": 2.0}),
    ([("input", "x"), ("exp", 0), ("tanh", 0), ("mul", 1, 2), ("add", 3, 0)], {"x": 0.5}),
    (Z_TAPE, {"X": 3.0, "Y": -2.0}),
)


@examples(of="tape_forward")
def tape_forward():
    for tape, inputs in TAPES:
        yield call(list(tape), dict(inputs))


def values_of(tape, inputs):
    """The values of a tape's entries."""
    values = []
    for kind, *rest in tape:
        if kind in ("input", "constant"):
            values.append(inputs[rest[0]] if kind == "input" else rest[0])
        elif kind in ("exp", "log", "tanh"):
            values.append(float(getattr(np, kind)(values[rest[0]])))
        elif kind == "relu":
            values.append(max(values[rest[0]], 0.0))
        elif kind == "power":
            values.append(values[rest[0]] ** rest[1])
        else:
            a, b = values[rest[0]], values[rest[1]]
            values.append(
                {"add": a + b, "sub": a - b, "mul": a * b}.get(kind) if kind != "div" else a / b
            )
    return values


@examples(of="tape_backward")
def tape_backward():
    for tape, inputs in TAPES:
        yield call(list(tape), values_of(tape, inputs))
    yield call([("input", "x"), ("constant", 4), ("div", 0, 1)], [8, 4, 2])
    yield call([("input", "x"), ("log", 0)], [1e-7, float(np.log(1e-7))])
    yield call([("input", "x"), *[("tanh", k) for k in range(1500)]], [0.0] * 1501)


def random_tape(rng):
    """A short tape whose entries stay inside of all domains."""
    tape = [("input", "x"), ("input", "y"), ("constant", 2.0)]
    for _ in range(int(rng.integers(1, 6))):
        kind = str(rng.choice(["add", "sub", "mul", "tanh", "div", "power"]))
        i, j = (int(place) for place in rng.integers(0, len(tape), 2))
        if kind == "div":
            j = 2
        rest = {"tanh": (i,), "power": (2, 1.5)}.get(kind, (i, j))
        tape.append((kind, *rest))
    return tape, dict(zip("xy", signed(rng, 2).tolist(), strict=True))


@generator(of="tape_forward")
def more_tape_forward(rng):
    return call(*random_tape(rng))


@generator(of="tape_backward")
def more_tape_backward(rng):
    tape, inputs = random_tape(rng)
    return call(tape, values_of(tape, inputs))


@examples(of="what_automatic_differentiation_does")
def what_automatic_differentiation_does():
    yield call()
