"""Hidden tests of 07 backpropagation.

Expected values are worked by hand, differences of a plain forward pass, or sums that are written
out one Python float at a time; the upstream is never all ones. Slopes of networks and of tapes come
from a forward pass in complex numbers: where v has a tiny imaginary part h, that of f(v) is
h f'(v), without the difference that costs digits (Squire and Trapp, 1998). That the same functions
agree with tf.GradientTape is tested beside the course, since a server that grades NumPy has no
TensorFlow.

What is drawn and expected is small, and computed for all places at once: all of it is done anew for
each submission.
"""

import math
from fractions import Fraction

import numpy as np

from autograder.testing import (
    aspect,
    draw_near,
    draw_until,
    exercise,
    expect_array,
    expect_close,
    expect_equal,
    expect_no_warnings,
    expect_that,
    expect_tuple,
    expect_unchanged,
)

SINGLE = {"rtol": 1e-4, "atol": 1e-6}  # for inputs of type float32
DOUBLE = {"rtol": 1e-11, "atol": 1e-11}  # more than single precision can give
SLOPE = {"rtol": 1e-4, "atol": 1e-4}  # for central differences; far from any mistake
STEP = 1e-30  # the imaginary part of a number whose slope is looked for
SHAPES = ((5, 3, 4), (2, 4, 3), (1, 2, 5), (6, 1, 2), (3, 3, 3))  # n, d, k; the last is square


def signed(rng, *shape):
    """Numbers of either sign, of absolute value 0.3 to 2, no two of them alike."""
    numbers = rng.uniform(-1.7, 1.7, shape)
    return numbers + np.copysign(0.3, numbers)


def differences(f, at, h=1e-5):
    """The central difference of f with respect to each element of an array.

    f takes a stack of arrays and gives a number for each of them.
    """
    steps = h * np.eye(at.size).reshape(at.size, *at.shape)
    return ((f(at + steps) - f(at - steps)) / (2 * h)).reshape(at.shape)


# Numbers on a graph


def loss_of_graph(a, w1, w2, w3, w4, slope):
    """A loss f(d) = slope * d, whose slope is the given one wherever d is."""
    return slope * (w3 * (w1 * a) + w4 * (w2 * a))


def some_scale(rng):
    """A number from 0.5 to 2 by which everything of a test that is linear is multiplied."""
    return float(rng.uniform(0.5, 2))


def some_integer(rng, least=2, most=99):
    """A whole number between these."""
    return int(rng.integers(least, most + 1))


@exercise("branch_gradients")
class TestBranchGradients:
    def test_a_case_worked_by_hand(self, student, rng):
        """Both branches contribute to the derivative of a."""
        scale = some_scale(rng)
        expected = tuple(scale * value for value in (25.0, -10.0, -80.0, -60.0, 20.0))
        returned = student.branch_gradients(2.0, 3.0, -1.0, 0.5, 4.0, -10.0 * scale)
        expect_close(returned, expected)

    def test_slopes_of_the_loss(self, student, rng):
        """All five are the derivatives of the loss, whatever the weights and the slope are."""
        calls = signed(rng, 3, 6)
        slopes = [differences(lambda v: loss_of_graph(*v.T), numbers)[:5] for numbers in calls]
        for reached, expected in zip(
            student.branch_gradients.each(calls.tolist()), slopes, strict=True
        ):
            expect_close(reached, tuple(expected.tolist()), **SLOPE)

    @aspect
    def test_every_digit(self, student, rng):
        """Nothing is rounded."""
        values = (signed(rng, 6) / 7).tolist()
        a, w1, w2, w3, w4, slope = (Fraction(value) for value in values)
        wanted = slope * (w3 * w1 + w4 * w2), slope * w3 * a, slope * w4 * a
        wanted += slope * w1 * a, slope * w2 * a
        expected = tuple(float(number) for number in wanted)
        expect_close(student.branch_gradients(*values), expected, **DOUBLE)

    @aspect
    def test_takes_integers(self, student, rng):
        """The arguments may be whole numbers."""
        k = some_integer(rng)
        expected = tuple(k * value for value in (-76, -14, -22, -6, -10))
        expect_close(student.branch_gradients(2, 3, 5, 7, 11, -k), expected)

    def test_zeros(self, student, rng):
        """Where a, a weight or the slope is zero, the other derivatives are still right."""
        scale = some_scale(rng)
        calls = [(0.0, 3.0, 5.0, 7.0, 2.0, 4.0), (2.0, 0.0, 0.0, 3.0, 5.0, -1.0)]
        calls += [(2.0, 3.0, 5.0, 0.0, 0.0, 1.5), (2.0, 3.0, 5.0, 7.0, 2.0, 0.0)]
        wanted = [(124, 0, 0, 0, 0), (0, -6, -10, 0, 0), (0, 0, 0, 9, 15), (0, 0, 0, 0, 0)]
        calls = [(*numbers, scale * slope) for *numbers, slope in calls]
        for reached, expected in zip(student.branch_gradients.each(calls), wanted, strict=True):
            expect_close(reached, tuple(scale * value for value in expected))


# Layers


def layer_by_loops(x, w, b):
    """x w + b, a unit of a sample at a time."""
    rows, columns = x.tolist(), w.T.tolist()
    return [
        [
            math.fsum(
                float(value) * float(weight) for value, weight in zip(row, column, strict=True)
            )
            + float(bias)
            for column, bias in zip(columns, b.tolist(), strict=True)
        ]
        for row in rows
    ]


def layer_and_upstream(rng, n, d, k):
    """Random input, weights and upstream of a dense layer."""
    return signed(rng, n, d), signed(rng, d, k), signed(rng, n, k)


def way_back(x, w, u):
    """dx, dw and db of a dense layer, an element at a time."""
    x, w, u = (array.astype(np.float64).tolist() for array in (x, w, u))
    samples, inputs, units = range(len(x)), range(len(w)), range(len(u[0]))
    dx = [[math.fsum(u[i][j] * w[m][j] for j in units) for m in inputs] for i in samples]
    dw = [[math.fsum(x[i][m] * u[i][j] for i in samples) for j in units] for m in inputs]
    db = [math.fsum(u[i][j] for i in samples) for j in units]
    return np.array(dx), np.array(dw), np.array(db)


@exercise("dense_forward")
class TestDenseForward:
    def test_a_case_worked_by_hand(self, student, rng):
        """Each unit adds up the inputs times its column of weights, and its bias."""
        x, w = np.array([[1.0, 2.0], [0.0, -1.0]]), np.array([[1.0, 0.0, 2.0], [3.0, 1.0, 0.0]])
        b = draw_near([1.0, 10.0, -1.0], rng)
        expected = np.array([[7.0, 2.0, 2.0], [-3.0, -1.0, 0.0]]) + b
        expect_close(student.dense_forward(x, w, b), expected)

    def test_any_sizes(self, student, rng):
        """There may be any number of samples, inputs and units."""
        calls = [(signed(rng, n, d), signed(rng, d, k), signed(rng, k)) for n, d, k in SHAPES[:-1]]
        for call, reached in zip(calls, student.dense_forward.each(calls), strict=True):
            expect_close(reached, np.array(layer_by_loops(*call)), **DOUBLE)

    @aspect
    def test_square(self, student, rng):
        """With as many samples as inputs and units, a bias still belongs to a unit."""
        call = signed(rng, 4, 4), signed(rng, 4, 4), signed(rng, 4)
        expect_close(student.dense_forward(*call), np.array(layer_by_loops(*call)), **DOUBLE)

    @aspect
    def test_any_type(self, student, rng):
        """Inputs of any type give the same as floats; nothing wraps around."""
        k = some_integer(rng, 2, 250)
        x, w, b = (
            np.array([[200, 3], [0, 1], [7, 250]]),
            np.array([[2, 1], [1, 3]]),
            np.array([k, 1]),
        )
        expected = np.array([[403.0 + k, 210.0], [1.0 + k, 4.0], [264.0 + k, 758.0]])
        kinds = (np.uint8, np.int64, np.float32)
        calls = [(x.astype(kind), w.astype(kind), b.astype(kind)) for kind in kinds]
        for reached in student.dense_forward.each(calls):
            expect_close(reached, expected)
        truths, weights = np.array([[True, True, False]]), np.array([[2.5], [-1.0], [4.0]])
        expect_close(student.dense_forward(truths, weights, np.array([0.25])), np.array([[1.75]]))

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed."""
        call = signed(rng, 3, 2), signed(rng, 2, 4), signed(rng, 4)
        reached = expect_unchanged(student.dense_forward, *call)
        expect_close(reached, np.array(layer_by_loops(*call)), **DOUBLE)


@exercise("dense_backward")
class TestDenseBackward:
    def test_a_case_worked_by_hand(self, student, rng):
        """Two samples: dw and db add up over them, and nothing is divided."""
        scale = some_scale(rng)
        x, w = np.array([[1.0, 2.0], [3.0, 0.0]]), np.array([[1.0, 0.0, 2.0], [3.0, 1.0, 0.0]])
        u = scale * np.array([[1.0, -1.0, 2.0], [0.0, 2.0, 1.0]])
        dx, dw = np.array([[5.0, 2.0], [2.0, 2.0]]), np.array([[1.0, 5.0, 5.0], [2.0, -2.0, 4.0]])
        expected = (scale * dx, scale * dw, scale * np.array([1.0, 1.0, 3.0]))
        expect_close(student.dense_backward(x, w, u), expected)

    def test_any_sizes(self, student, rng):
        """There may be any number of samples, inputs and units; each result has its own shape."""
        calls = [layer_and_upstream(rng, *shape) for shape in SHAPES[:-1]]
        for call, reached in zip(calls, student.dense_backward.each(calls), strict=True):
            expect_close(reached, way_back(*call), **DOUBLE)

    @aspect
    def test_square(self, student, rng):
        """With as many samples as inputs and units, each product still has the right transpose."""
        call = layer_and_upstream(rng, 4, 4, 4)
        expect_close(student.dense_backward(*call), way_back(*call), **DOUBLE)

    def test_slopes_of_the_loss(self, student, rng):
        """They are the slopes of any loss whose derivative with respect to z is the upstream."""
        x, w, u = layer_and_upstream(rng, 4, 2, 3)
        b = signed(rng, 3)
        dx = differences(lambda at: np.sum(u * (at @ w + b), axis=(1, 2)), x)
        dw = differences(lambda at: np.sum(u * (x @ at + b), axis=(1, 2)), w)
        db = differences(lambda at: np.sum(u * (x @ w + at[:, np.newaxis]), axis=(1, 2)), b)
        expect_close(student.dense_backward(x, w, u), (dx, dw, db), **SLOPE)

    @aspect
    def test_any_type(self, student, rng):
        """Arguments of any type give the same as floats; nothing wraps around."""
        x, w = np.array([[200, 3], [0, 100]]), np.array([[2, 1, 90], [1, 3, 0]])
        u = np.array([[2, 0, 200], [1, 5, some_integer(rng, 50, 250)]])
        expected = way_back(x, w, u)
        kinds = (np.uint8, np.int64, np.float32)
        calls = [tuple(array.astype(kind) for array in (x, w, u)) for kind in kinds]
        calls.append((x.astype(np.uint8), w.astype(np.float64), u.astype(np.float64)))
        for reached in student.dense_backward.each(calls):
            expect_close(reached, expected)
        truths = np.array([[True, False], [True, True]])
        expect_close(student.dense_backward(truths, w, u), way_back(truths, w, u))

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed."""
        call = layer_and_upstream(rng, 3, 2, 4)
        expect_close(expect_unchanged(student.dense_backward, *call), way_back(*call), **DOUBLE)


def slope_of(activation, z):
    """The derivative of an activation at one Python float, without overflow."""
    if activation == "relu":
        return 1.0 if z > 0 else 0.0
    if activation == "linear":
        return 1.0
    scale = 2.0 if activation == "sigmoid" else 1.0
    if abs(z) / scale > 350:
        return 0.0
    return 1 / (math.cosh(z / scale) ** 2 * scale**2)


def through(activation, upstream, z):
    """Upstream times the slope, an element at a time."""
    pairs = zip(upstream.ravel().tolist(), z.ravel().tolist(), strict=True)
    slopes = [float(u) * slope_of(activation, float(value)) for u, value in pairs]
    return np.array(slopes).reshape(z.shape)


def inputs_of_activation(rng, *shape):
    """Numbers of both signs whose size is 0.4 to 3, so that no two slopes are alike."""
    n = math.prod(shape)
    sizes = 0.4 + 2.6 * (rng.permutation(n) + rng.uniform(0.1, 0.9, n)) / n
    return (sizes * np.where(rng.permutation(n) % 2, 1, -1)).reshape(shape)


CURVED = ("sigmoid", "tanh")


@exercise("activation_backward")
class TestActivationBackward:
    def test_relu(self, student, rng):
        """A ReLU lets the upstream through where z is positive and stops it elsewhere."""
        u, z = np.array([3.0, -2.0, 5.0, 0.5]), np.array([-1.0, 0.25, 7.0, -0.125])
        expect_close(student.activation_backward(u, z, "relu"), np.array([0.0, -2.0, 5.0, 0.0]))
        u, z = signed(rng, 4, 5), inputs_of_activation(rng, 4, 5)
        expect_close(student.activation_backward(u, z, "relu"), through("relu", u, z), **DOUBLE)

    def test_sigmoid(self, student, rng):
        """The slope of the sigmoid at z multiplies the upstream; it is 1/4 at most."""
        u, z = np.array([[8.0, -4.0]]), np.array([[0.0, math.log(3)]])
        reached = student.activation_backward(u, z, "sigmoid")
        expect_close(reached, np.array([[2.0, -0.75]]))
        u, z = signed(rng, 5, 2), inputs_of_activation(rng, 5, 2)
        expect_close(
            student.activation_backward(u, z, "sigmoid"), through("sigmoid", u, z), **DOUBLE
        )

    def test_tanh(self, student, rng):
        """The slope of tanh at z multiplies the upstream; it is 1 at most."""
        u, z = np.array([2.0, 1.0, -3.0]), np.array([0.0, math.log(2), -math.log(2)])
        expect_close(student.activation_backward(u, z, "tanh"), np.array([2.0, 0.64, -1.92]))
        u, z = signed(rng, 2, 7), inputs_of_activation(rng, 2, 7)
        expect_close(student.activation_backward(u, z, "tanh"), through("tanh", u, z), **DOUBLE)

    def test_linear(self, student, rng):
        """The linear activation hands on the upstream as it is."""
        u, z = signed(rng, 3, 4), inputs_of_activation(rng, 3, 4)
        expect_close(student.activation_backward(u, z, "linear"), u, **DOUBLE)

    @aspect
    def test_any_shape(self, student, rng):
        """It works element by element on arrays of any shape."""
        kinds = [((6,), "sigmoid"), ((3, 3), "relu"), ((3, 3), "tanh")]
        kinds += [((2, 1, 3), name) for name in ("relu", *CURVED)]
        calls = [
            (signed(rng, *shape), inputs_of_activation(rng, *shape), name) for shape, name in kinds
        ]
        for (u, z, name), reached in zip(
            calls, student.activation_backward.each(calls), strict=True
        ):
            expect_close(reached, through(name, u, z), **DOUBLE)

    @aspect
    def test_extreme_inputs(self, student, rng):
        """At z of 1000 and -1000 the slopes of sigmoid and tanh are 0, without a warning."""
        u = draw_near([3.0, -2.0, 5.0, -7.0, 4.0], rng)
        z = np.array([-1000.0, 1000.0, -rng.uniform(750, 950), rng.uniform(710, 900), 1.0])
        for name in ("sigmoid", "tanh", "relu", "linear"):
            reached = expect_no_warnings(student.activation_backward, u, z, name)
            expect_close(reached, through(name, u, z))

    @aspect
    def test_any_type(self, student, rng):
        """Upstream and z of any type give the same as floats; nothing wraps around."""
        u, z = np.array([3, 1, some_integer(rng, 150, 250)]), np.array([1, 2, 3])
        kinds = [(np.float64, np.uint8), (np.uint8, np.uint8), (np.int64, np.int64)]
        kinds.append((np.float32, np.float32))
        for name in ("sigmoid", "tanh", "relu", "linear"):
            expected = through(name, u, z)
            calls = [(u.astype(left), z.astype(right), name) for left, right in kinds]
            *exact, single = student.activation_backward.each(calls)
            for reached in exact:
                expect_close(reached, expected)
            expect_close(single, expected, **SINGLE)
        u, z = np.array([3, -2]), np.array([-1, 2])
        expect_close(student.activation_backward(u, z, "tanh"), through("tanh", u, z))

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed."""
        u, z = signed(rng, 2, 3), inputs_of_activation(rng, 2, 3)
        for name in ("relu", "sigmoid", "tanh", "linear"):
            reached = expect_unchanged(student.activation_backward, u, z, name)
            expect_close(reached, through(name, u, z), **DOUBLE)


# Softmax and cross-entropy


def probabilities(rng, n, k):
    """Rows of different positive numbers, each row adding up to one."""
    weights = rng.uniform(0.3, 2.0, (n, k))
    return weights / weights.sum(axis=1, keepdims=True)


def through_softmax(p, u):
    """The full matrix of derivatives of each row, times its upstream, in Python floats."""
    rows = []
    for row, above in zip(p.tolist(), u.tolist(), strict=True):
        places = range(len(row))
        rows.append(
            [
                math.fsum(row[j] * ((j == m) - row[m]) * float(above[j]) for j in places)
                for m in places
            ]
        )
    return np.array(rows)


def softmax_of(logits):
    """The softmax of one list of moderate floats."""
    powers = [math.exp(value) for value in logits]
    return [power / math.fsum(powers) for power in powers]


def cross_entropy_of(logits, labels):
    """The mean sparse categorical cross-entropy of each of a stack of moderate logits."""
    of_labels = logits[:, np.arange(len(labels)), labels]
    return np.mean(np.log(np.exp(logits).sum(axis=2)) - of_labels, axis=1)


def by_probabilities(logits, labels):
    """Softmax minus one-hot, over n, of moderate logits."""
    rows = [softmax_of(row) for row in logits.astype(np.float64).tolist()]
    n = len(rows)
    pairs = zip(rows, labels.tolist(), strict=True)
    return np.array([[(p - (m == y)) / n for m, p in enumerate(row)] for row, y in pairs])


@exercise("softmax_vjp")
class TestSoftmaxVjp:
    def test_a_case_worked_by_hand(self, student, rng):
        """Each element is p times the upstream less the row's mean of the upstream, by p."""
        scale = some_scale(rng)
        p, u = np.array([[0.125, 0.25, 0.625]]), scale * np.array([[1.0, 2.0, 4.0]])
        expected = scale * np.array([[-0.265625, -0.28125, 0.546875]])
        expect_close(student.softmax_vjp(p, u), expected)

    def test_any_sizes(self, student, rng):
        """There may be any number of samples and classes."""
        shapes = ((4, 3), (2, 5), (1, 4), (5, 2))
        calls = [(probabilities(rng, *shape), signed(rng, *shape)) for shape in shapes]
        for call, reached in zip(calls, student.softmax_vjp.each(calls), strict=True):
            expect_close(reached, through_softmax(*call), **DOUBLE)

    @aspect
    def test_rows_are_independent(self, student, rng):
        """With as many rows as columns, the sum still runs over the classes of one sample."""
        p, u = probabilities(rng, 4, 4), signed(rng, 4, 4)
        expect_close(student.softmax_vjp(p, u), through_softmax(p, u), **DOUBLE)
        u[1:] = 0.0
        expect_close(student.softmax_vjp(p, u), through_softmax(p, u), **DOUBLE)

    def test_slopes_of_the_loss(self, student, rng):
        """They are the slopes of a loss of the softmax with respect to its inputs."""
        logits, u = signed(rng, 2, 3), signed(rng, 2, 3)

        def loss(at):
            powers = np.exp(at)
            return np.sum(u * powers / powers.sum(axis=2, keepdims=True), axis=(1, 2))

        p = np.array([softmax_of(row) for row in logits.tolist()])
        expect_close(student.softmax_vjp(p, u), differences(loss, logits), **SLOPE)

    def test_an_upstream_that_is_the_same_everywhere(self, student, rng):
        """The same upstream for all classes gives 0: the outputs of a softmax add up to 1."""
        p = probabilities(rng, 3, 5)
        expect_close(student.softmax_vjp(p, np.full((3, 5), 2.5)), np.zeros((3, 5)))

    def test_a_small_probability(self, student, rng):
        """A class of tiny probability keeps it; nothing is clipped."""
        tiny = float(draw_near(1e-9, rng))
        p, u = np.array([[tiny, 0.25, 0.75 - tiny]]), np.array([[2 / tiny, 2.0, 4.0]])
        average = 5.5 - 4 * tiny
        expected = [2 - tiny * average, 0.25 * (2 - average), (0.75 - tiny) * (4 - average)]
        expect_close(student.softmax_vjp(p, u), np.array([expected]))

    @aspect
    def test_any_type(self, student, rng):
        """The upstream may be of any type, and p float32."""
        p, u = (
            np.array([[0.5, 0.25, 0.25], [0.125, 0.75, 0.125]]),
            np.array([[0, some_integer(rng, 150, 250), 4], [7, 1, 99]]),
        )
        expected = through_softmax(p, u)
        kinds = (np.uint8, np.int64, np.float32)
        for reached in student.softmax_vjp.each([(p, u.astype(kind)) for kind in kinds]):
            expect_close(reached, expected)
        truths = u % 2 == 1
        expect_close(student.softmax_vjp(p, truths), through_softmax(p, truths))
        expect_close(student.softmax_vjp(p.astype(np.float32), u), expected, **SINGLE)

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed."""
        p, u = probabilities(rng, 3, 4), signed(rng, 3, 4)
        expect_close(expect_unchanged(student.softmax_vjp, p, u), through_softmax(p, u), **DOUBLE)


@exercise("cross_entropy_gradient")
class TestCrossEntropyGradient:
    def test_a_case_worked_by_hand(self, student, rng):
        """The true class gets p - 1, every other class p, divided by the number of samples."""
        first, second = draw_near([3.0, 4.0], rng).tolist()  # the odds of the greater class
        logits = np.array([[0.0, math.log(first)], [math.log(second), 0.0]])
        wrong, other = 1 / (1 + first) / 2, second / (1 + second) / 2
        expected = np.array([[wrong, -wrong], [other, -other]])
        expect_close(student.cross_entropy_gradient(logits, np.array([1, 1])), expected)

    def test_slopes_of_the_loss(self, student, rng):
        """They are the slopes of the mean cross-entropy, for any number of samples and classes."""
        shapes = ((4, 3), (2, 4), (1, 5), (5, 2))
        calls = [(signed(rng, n, k), rng.permutation(np.arange(n) % k)) for n, k in shapes]
        for (logits, labels), reached in zip(
            calls, student.cross_entropy_gradient.each(calls), strict=True
        ):

            def loss(at, labels=labels):
                return cross_entropy_of(at, labels)

            expect_close(reached, differences(loss, logits), **SLOPE)

    @aspect
    def test_square(self, student, rng):
        """With as many samples as classes, each row is one sample's, and each label its own."""
        logits, labels = signed(rng, 4, 4), np.array([2, 0, 3, 1])
        reached = student.cross_entropy_gradient(logits, labels)
        expect_close(reached, by_probabilities(logits, labels), **DOUBLE)

    @aspect
    def test_a_batch_without_every_class(self, student, rng):
        """A batch need not contain every class, and may contain one several times."""
        logits = signed(rng, 4, 5)
        batches = ([2, 0, 1, 0], [1, 3, 4, 3], [2, 2, 2, 2])
        calls = [(logits, np.array(labels)) for labels in batches]
        for call, reached in zip(calls, student.cross_entropy_gradient.each(calls), strict=True):
            expect_close(reached, by_probabilities(*call), **DOUBLE)

    @aspect
    def test_extreme_logits(self, student, rng):
        """Logits of 1000 and -1000, in one row or in different ones, give no warning."""
        size, shift = float(rng.uniform(900, 1000)), some_scale(rng)
        logits = np.array([[size, -size, size], [-size, -size, -size], [0.0, 1.0, 0.0]])
        logits[2] += shift
        labels = np.array([1, 0, 1])
        reached = expect_no_warnings(student.cross_entropy_gradient, logits, labels)
        expected = np.array([[0.5, -1.0, 0.5], [-2 / 3, 1 / 3, 1 / 3], [0.0, 0.0, 0.0]]) / 3
        other, middle = 1 / (2 + math.e), math.e / (2 + math.e)
        expected[2] = np.array([other, middle - 1, other]) / 3
        expect_close(reached, expected)

    @aspect
    def test_large_logits_that_are_close(self, student, rng):
        """Large logits are told apart, however far away the others are."""
        apart = int(rng.integers(12, 24)) / 8  # of which single precision loses nothing
        logits = np.array([[1000.0, 1000 - apart, -1000.0], [-998.0, 0.0, 1.0]])
        p, q = 1 / (1 + math.exp(-apart)), 1 / (1 + math.exp(-1))
        expected = np.array([[p, -p, 0.0], [0.0, 1 - q, q - 1]]) / 2
        reached = expect_no_warnings(student.cross_entropy_gradient, logits, np.array([1, 2]))
        expect_close(reached, expected)

    @aspect
    def test_nothing_is_clipped(self, student, rng):
        """A class of tiny probability gets this probability, and a nearly certain one almost 0."""
        first, second = draw_near([18.0, 12.0], rng, 0.02).tolist()
        logits = np.array([[0.0, first], [0.0, second]])
        small = [1 / (1 + math.exp(first)), 1 / (1 + math.exp(second))]
        expected = np.array([[small[0], -small[0]], [small[1] - 1, 1 - small[1]]]) / 2
        reached = student.cross_entropy_gradient(logits, np.array([1, 0]))
        expect_close(reached, expected, rtol=1e-6, atol=1e-13)

    @aspect
    def test_any_type(self, student, rng):
        """Logits may be integers or float32, labels of any integer type, in a large batch too."""
        logits, labels = np.array([[some_integer(rng, 3, 9), 0, 2], [1, 5, 4]]), np.array([2, 0])
        expected = by_probabilities(logits, labels)
        kinds = [(np.uint8, np.int64), (np.int64, np.uint8), (np.float32, np.int8)]
        calls = [(logits.astype(left), labels.astype(right)) for left, right in kinds]
        for reached in student.cross_entropy_gradient.each(calls):
            expect_close(reached, expected, **SINGLE)
        expect_close(student.cross_entropy_gradient(logits.astype(np.uint8), labels), expected)
        many, their_labels = np.tile(logits, (35, 1)), np.tile(labels, 35).astype(np.uint8)
        reached = student.cross_entropy_gradient(many.astype(float), their_labels)
        expect_close(reached, by_probabilities(many, their_labels))

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed."""
        logits, labels = signed(rng, 3, 4), np.array([3, 0, 1])
        reached = expect_unchanged(student.cross_entropy_gradient, logits, labels)
        expect_close(reached, by_probabilities(logits, labels), **DOUBLE)


# Networks

#: Of real numbers, and of complex ones close to them.
VALUES = dict(
    linear=lambda z: z,
    relu=lambda z: np.where(z.real > 0, z, 0.0),
    sigmoid=lambda z: 1 / (1 + np.exp(-z)),
    tanh=np.tanh,
)
#: Sizes of layers, the inputs first, and the activations; the last network is square.
NETWORKS = (
    ((3, 4, 2), ["tanh", "linear"]),
    ((2, 5, 3, 4), ["sigmoid", "relu", "tanh"]),
    ((4, 2), ["sigmoid"]),
    ((1, 3, 1), ["relu", "sigmoid"]),
    ((3, 3, 3), ["relu", "tanh"]),
)


def run_network(x, weights, biases, activations):
    """(z, a) of every layer; where all arrays are stacks, so are these."""
    layers, a = [], x + 0.0
    for w, b, name in zip(weights, biases, activations, strict=True):
        z = np.einsum("...nd,...dk->...nk", a, w) + b[..., np.newaxis, :]
        a = VALUES[name](z)
        layers.append((z, a))
    return layers


def network(rng, n, sizes, activations):
    """Samples, weights and biases of a network whose ReLUs are well away from their kinks.

    Each ReLU layer has outputs of both kinds, so that their slopes matter.
    """

    def draw():
        pairs = list(zip(sizes, sizes[1:], strict=False))
        weights = [signed(rng, *pair) for pair in pairs]
        return signed(rng, n, sizes[0]), weights, [0.5 * signed(rng, k) for _, k in pairs]

    def is_clear(drawn):
        for (z, _), name in zip(run_network(*drawn, activations), activations, strict=True):
            sizes = np.abs(z)
            if name == "relu" and not (sizes.min() > 0.01 and z.min() < 0 < z.max()):
                return False
            if name in CURVED and not (sizes.min() < 1.5 and sizes.max() < 12):
                return False
        return True

    return draw_until(is_clear, draw)


def derivatives_of_network(x, weights, biases, activations, upstream):
    """The gradients and dx of the sum of upstream times output, by a complex step.

    Each number in turn gets a tiny imaginary part: all arrays become stacks, as many as numbers.
    """
    arrays = [x, *weights, *biases]
    ends = np.cumsum([array.size for array in arrays])
    steps = np.split(1j * STEP * np.eye(ends[-1]), ends[:-1], axis=1)
    x, *others = (
        array + step.reshape(-1, *array.shape) for array, step in zip(arrays, steps, strict=True)
    )
    layers = run_network(x, others[: len(weights)], others[len(weights) :], activations)
    slopes = np.sum(upstream * layers[-1][1].imag, axis=(1, 2)) / STEP
    dx, *gradients = (
        slope.reshape(array.shape)
        for slope, array in zip(np.split(slopes, ends[:-1]), arrays, strict=True)
    )
    return list(zip(gradients[: len(weights)], gradients[len(weights) :], strict=True)), dx


def of_assignment_03():
    """The network of assignment 03 with its two sigmoid layers, at one sample."""
    weights = [np.array([[3.7, 2.9], [3.7, 2.9]]), np.array([[4.5], [-5.2]])]
    biases = [np.array([-1.5, -4.5]), np.array([-2.0])]
    return np.array([[1.0, 0.0]]), weights, biases, ["sigmoid", "sigmoid"]


@exercise("mlp_forward")
class TestMlpForward:
    def test_a_case_worked_by_hand(self, student, rng):
        """Each layer takes the activations of the one before, not their inputs."""
        shift = some_scale(rng)
        x, weights = np.array([[2.0, 1.0]]), [np.array([[1.0, 0.0, -2.0], [2.0, -1.0, 5.0]])]
        weights.append(np.array([[1.0, -1.0], [0.0, 3.0], [2.0, 1.0]]))
        biases = [np.zeros(3), np.array([shift, 0.0])]
        expected = [
            (np.array([[4.0, -1.0, 1.0]]), np.array([[4.0, 0.0, 1.0]])),
            (np.array([[6.0 + shift, -3.0]]), np.array([[6.0 + shift, 0.0]])),
        ]
        expect_close(student.mlp_forward(x, weights, biases, ["relu", "relu"]), expected)

    def test_the_network_of_03(self, student, rng):
        """The network of assignment 03 gives 0.76, from hidden activations 0.90 and 0.17."""
        x, *network = of_assignment_03()
        first, last = expect_tuple(student.mlp_forward(x, *network), 2)
        expect_close(first, (np.array([[2.2, -1.6]]), np.array([[0.9002495, 0.1679816]])))
        expect_close(last, (np.array([[1.1776184]]), np.array([[0.7645196]])), rtol=1e-6, atol=1e-6)
        x = rng.uniform(0.5, 1.5, (3, 2))
        expected = run_network(x, *network)
        expect_close(student.mlp_forward(x, *network), expected, rtol=1e-5, atol=1e-6)

    def test_any_network(self, student, rng):
        """There may be any number of layers, of any sizes, with any activations."""
        calls = [
            (*network(rng, n, sizes, activations), activations)
            for n, (sizes, activations) in zip((5, 3, 5, 2, 3), NETWORKS, strict=True)
        ]
        for call, reached in zip(calls, student.mlp_forward.each(calls), strict=True):
            expect_close(reached, run_network(*call), **DOUBLE)

    def test_a_pair_for_every_layer(self, student, rng):
        """There is a pair (z, a) for every layer, and a is not z, in the last one too."""
        names = ["tanh", "tanh", "sigmoid"]
        drawn = network(rng, 4, (2, 3, 5, 2), names)
        expect_close(student.mlp_forward(*drawn, names), run_network(*drawn, names), **DOUBLE)

    @aspect
    def test_any_type(self, student, rng):
        """Samples may be of any type; nothing wraps around."""
        x, weights = np.array([[200, 3], [1, 0]]), [np.array([[0.5, -2.0], [1.0, 3.0]])]
        biases = [np.array([some_integer(rng), 2])]
        expected = run_network(x, weights, biases, ["relu"])
        for kind in (np.uint8, np.int64, np.float32):
            expect_close(student.mlp_forward(x.astype(kind), weights, biases, ["relu"]), expected)
        whole = [np.array([[2, 100], [1, 50]], dtype=np.uint8)]
        expected = run_network(x, whole, biases, ["linear"])
        expect_close(student.mlp_forward(x.astype(np.uint8), whole, biases, ["linear"]), expected)

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The samples, the lists and the arrays in them are not changed."""
        drawn = network(rng, 3, (2, 4, 3), ["relu", "tanh"])
        reached = expect_unchanged(student.mlp_forward, *drawn, ["relu", "tanh"])
        expect_close(reached, run_network(*drawn, ["relu", "tanh"]), **DOUBLE)


@exercise("mlp_backward")
class TestMlpBackward:
    def test_two_layers_worked_by_hand(self, student, rng):
        """A ReLU that is off stops the derivative; each dw is inputs times derivatives."""
        scale = some_scale(rng)
        x, weights = np.array([[2.0, 1.0]]), [np.array([[1.0, 0.0, -2.0], [2.0, -1.0, 5.0]])]
        weights.append(np.array([[1.0, -1.0], [0.0, 3.0], [2.0, 1.0]]))
        cache = [
            (np.array([[4.0, -1.0, 1.0]]), np.array([[4.0, 0.0, 1.0]])),
            (np.array([[6.0, -3.0]]), np.array([[6.0, -3.0]])),
        ]
        first = np.array([[12.0, 0.0, 12.0], [6.0, 0.0, 6.0]]), np.array([6.0, 0.0, 6.0])
        last = np.array([[16.0, -8.0], [0.0, 0.0], [4.0, -2.0]]), np.array([4.0, -2.0])
        gradients = [(scale * dw, scale * db) for dw, db in (first, last)]
        upstream = scale * np.array([[4.0, -2.0]])
        reached = student.mlp_backward(x, weights, cache, ["relu", "linear"], upstream)
        expect_close(reached, (gradients, scale * np.array([[-6.0, 42.0]])))

    def test_the_network_of_03(self, student, rng):
        """The network of assignment 03 has the derivatives that are known, at the old weights."""
        scale = some_scale(rng)
        x, weights, biases, activations = of_assignment_03()
        cache = run_network(x, weights, biases, activations)
        returned = student.mlp_backward(x, weights, cache, activations, -scale / cache[-1][1])
        gradients, dx = expect_tuple(returned, 2)
        first, last = expect_tuple(gradients, 2)
        known = {"rtol": 1e-5, "atol": 2e-6}
        expected = (
            scale * np.array([[-0.211991], [-0.039556]]),
            scale * np.array([-0.235481]),
        )
        expect_close(last, expected, **known)
        hidden = scale * np.array([-0.095158, 0.171141])
        expect_close(first, (np.array([hidden, [0.0, 0.0]]), hidden), **known)
        expect_close(dx, scale * np.array([[0.144223, 0.144223]]), **known)

    def test_slopes_of_the_loss(self, student, rng):
        """They are the slopes of the loss, for any number of layers, sizes and activations."""
        calls, slopes = [], []
        for n, (sizes, activations) in zip((5, 3, 5, 2, 3), NETWORKS, strict=True):
            x, weights, biases = network(rng, n, sizes, activations)
            upstream = signed(rng, n, sizes[-1])
            calls.append((x, weights, run_network(x, weights, biases, activations), activations))
            calls[-1] += (upstream,)
            slopes.append(derivatives_of_network(x, weights, biases, activations, upstream))
        for expected, reached in zip(slopes, student.mlp_backward.each(calls), strict=True):
            expect_close(reached, expected, **DOUBLE)

    def test_linear_layers(self, student, rng):
        """Linear layers hand everything on, without rounding."""
        x, first, second = signed(rng, 4, 2), signed(rng, 2, 3), signed(rng, 3, 5)
        upstream, names = signed(rng, 4, 5), ["linear", "linear"]
        cache = run_network(x, [first, second], [signed(rng, 3), signed(rng, 5)], names)
        below, dw2, db2 = way_back(cache[0][1], second, upstream)
        dx, dw1, db1 = way_back(x, first, below)
        reached = student.mlp_backward(x, [first, second], cache, names, upstream)
        expect_close(reached, ([(dw1, db1), (dw2, db2)], dx), **DOUBLE)

    def test_nothing_is_divided(self, student, rng):
        """The same sample five times, with the same upstream, gives five times the derivatives."""
        x, weights, biases = network(rng, 1, (2, 3, 4), ["tanh", "sigmoid"])
        upstream = signed(rng, 1, 4)
        gradients, dx = derivatives_of_network(x, weights, biases, ["tanh", "sigmoid"], upstream)
        x, upstream = np.repeat(x, 5, axis=0), np.repeat(upstream, 5, axis=0)
        cache = run_network(x, weights, biases, ["tanh", "sigmoid"])
        reached = student.mlp_backward(x, weights, cache, ["tanh", "sigmoid"], upstream)
        expected = [(5 * dw, 5 * db) for dw, db in gradients], np.repeat(dx, 5, axis=0)
        expect_close(reached, expected, **DOUBLE)

    @aspect
    def test_any_type(self, student, rng):
        """The samples may be of any type; nothing wraps around."""
        x, weights = np.array([[200, 3], [1, 100]]), [np.array([[0.5, -2.0], [1.0, 3.0]])]
        biases, upstream = [np.array([1.0, 2.0])], draw_near([[2.0, -1.0], [3.0, 0.5]], rng)
        cache = run_network(x, weights, biases, ["linear"])
        dx, dw, db = way_back(x, weights[0], upstream)
        for kind in (np.uint8, np.int64, np.float32):
            reached = student.mlp_backward(x.astype(kind), weights, cache, ["linear"], upstream)
            expect_close(reached, ([(dw, db)], dx))

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The samples, the lists, the arrays in them and the upstream are not changed."""
        x, weights, biases = network(rng, 3, (2, 4, 3), ["relu", "tanh"])
        cache, upstream = run_network(x, weights, biases, ["relu", "tanh"]), signed(rng, 3, 3)
        reached = expect_unchanged(
            student.mlp_backward, x, weights, cache, ["relu", "tanh"], upstream
        )
        expected = derivatives_of_network(x, weights, biases, ["relu", "tanh"], upstream)
        expect_close(reached, expected, **DOUBLE)


# Checks of gradients


def sum_of_squares(theta):
    """The sum of the squares; its gradient and its central difference are both 2 theta."""
    values = expect_array(theta)
    return float(np.vdot(values, values))


def sum_of_cubes(theta):
    """The sum of the cubes, whose central difference is 3 theta^2 + h^2."""
    return float(np.sum(expect_array(theta) ** 3))


@exercise("gradient_error")
class TestGradientError:
    # Each element costs two calls back: two elements show what more would show.

    def test_a_case_worked_by_hand(self, student, rng):
        """It is the distance of the two, divided by the sum of their lengths."""
        scale = some_scale(rng)  # which changes neither
        theta = scale * np.array([3.0, 4.0])
        reached = student.gradient_error(sum_of_squares, theta, scale * np.array([6.0, 15.0]))
        expect_close(reached, 7 / (10 + math.sqrt(261)), rtol=1e-6)
        reached = student.gradient_error(sum_of_squares, theta, scale * np.array([8.0, -6.0]))
        expect_close(reached, math.sqrt(0.5), rtol=1e-6)

    def test_a_right_gradient(self, student, rng):
        """For a right gradient it is almost 0."""
        theta = signed(rng, 1)
        reached = student.gradient_error(sum_of_squares, theta, 2 * theta)
        expect_close(reached, 0.0, atol=1e-8)

    def test_the_opposite_gradient(self, student, rng):
        """For a gradient of the wrong sign it is 1."""
        theta = signed(rng, 1)
        expect_close(student.gradient_error(sum_of_squares, theta, -2 * theta), 1.0, rtol=1e-3)

    @aspect
    def test_any_shape(self, student, rng):
        """The norms run over all elements of an array of any shape."""
        for shape in ((2, 3), (1, 2, 1)):
            theta, wrong = signed(rng, *shape), signed(rng, *shape)
            pairs = list(zip(wrong.ravel().tolist(), (2 * theta).ravel().tolist(), strict=True))
            expected = math.dist(*zip(*pairs, strict=True)) / (
                math.hypot(*[g for g, _ in pairs]) + math.hypot(*[n for _, n in pairs])
            )
            reached = student.gradient_error(sum_of_squares, theta, wrong)
            expect_close(reached, expected, rtol=1e-3)

    def test_calls_the_loss_with_arrays(self, student, rng):
        """The loss gets arrays of the shape of theta: no lists, and nothing flat."""
        theta = signed(rng, 2, 1)

        def squares(moved):
            return float((moved**2).sum()) if moved.shape == (2, 1) else math.nan

        expect_close(student.gradient_error(squares, theta, theta), 1 / 3, rtol=1e-6)

    def test_elements_that_depend_on_each_other(self, student, rng):
        """While one element moves, all others keep their values."""
        theta = rng.uniform(0.5, 2.0, 2)
        reached = student.gradient_error(
            lambda at: float(np.prod(expect_array(at))), theta, theta[::-1].copy()
        )
        expect_close(reached, 0.0, atol=1e-8)

    def test_looks_to_both_sides(self, student, rng):
        """The difference is central: with a large step, h^2 is all that is left for cubes."""
        theta = draw_near([1.0, 2.0], rng)
        g = 3 * theta**2
        n = g + 0.25
        expected = math.sqrt(0.125) / (math.hypot(*g) + math.hypot(*n))
        expect_close(student.gradient_error(sum_of_cubes, theta, g, 0.5), expected)
        expect_close(student.gradient_error(sum_of_cubes, theta[:1], n[:1], h=0.5), 0.0)

    def test_the_default_step(self, student, rng):
        """The step is 1e-5 unless another one is given."""
        theta, limit = rng.uniform(-1, 1, 1), 1.0001e-5

        def steep(at):
            return float(np.clip(expect_array(at)[0] - theta[0], -limit, limit))

        expect_close(student.gradient_error(steep, theta, np.array([1.0])), 0.0, atol=1e-7)
        reached = student.gradient_error(sum_of_cubes, np.array([0.0]), np.array([1e-10]))
        expect_close(reached, 0.0, atol=1e-4)

    def test_both_zero(self, student, rng):
        """Where both gradients are zero it is 0.0, without a warning."""
        zeros = np.zeros((1, 2))
        reached = expect_no_warnings(student.gradient_error, sum_of_squares, zeros, zeros)
        expect_close(reached, 0.0)
        theta = draw_near([2.0], rng)
        reached = expect_no_warnings(student.gradient_error, lambda at: 7.5, theta, np.zeros(1))
        expect_close(reached, 0.0)

    def test_one_zero(self, student, rng):
        """Where only one of the two is zero it is 1."""
        theta = draw_near([-2.0], rng)
        reached = expect_no_warnings(student.gradient_error, sum_of_squares, theta, np.zeros(1))
        expect_close(reached, 1.0)
        reached = expect_no_warnings(student.gradient_error, sum_of_squares, np.zeros(1), theta)
        expect_close(reached, 1.0)

    @aspect
    def test_any_scale(self, student, rng):
        """It does not depend on the scale of the loss, however small or large that is."""
        theta = draw_near([3.0], rng)
        for scale in (1e-30, 1e9):
            reached = student.gradient_error(
                lambda at, scale=scale: scale * sum_of_squares(at), theta, scale * theta
            )
            expect_close(reached, 1 / 3, rtol=1e-6)

    @aspect
    def test_takes_integers(self, student, rng):
        """The point and the gradient may be of any type; nothing is rounded or wraps around."""
        k = some_integer(rng, 3, 50)
        for kind, numbers in ((np.uint8, [0, k]), (np.int64, [k]), (np.float32, [k])):
            theta = np.array(numbers).astype(kind)
            reached = student.gradient_error(sum_of_squares, theta, theta)
            expect_close(reached, 1 / 3, rtol=1e-6)
        theta, gradient = np.array([3.0]), np.array([20], dtype=np.uint8)
        reached = student.gradient_error(sum_of_squares, theta, gradient)
        expect_close(reached, 14 / 26, rtol=1e-6)

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """Point and gradient are not changed, not even for a moment."""
        theta = signed(rng, 1, 2)
        reached = expect_unchanged(student.gradient_error, sum_of_squares, theta, theta)
        expect_close(reached, 1 / 3, rtol=1e-3)


def products(grads, deltas):
    """The sum of all products, in Python floats."""
    return math.fsum(
        float(g) * float(delta)
        for grad, change in zip(grads, deltas, strict=True)
        for g, delta in zip(grad.ravel().tolist(), change.ravel().tolist(), strict=True)
    )


@exercise("first_order_change")
class TestFirstOrderChange:
    def test_a_case_worked_by_hand(self, student, rng):
        """Each element's derivative times its change, added up with their signs."""
        scale = some_scale(rng)
        grads, deltas = (
            [np.array([1.0, -2.0]), np.array([3.0])],
            [scale * np.array([0.5, 0.25]), scale * np.ones(1)],
        )
        expect_close(student.first_order_change(grads, deltas), 3.0 * scale)
        expect_close(student.first_order_change([np.array([2.0])], [np.array([-0.5])]), -1.0)

    @aspect
    def test_arrays_of_any_shape(self, student, rng):
        """All elements of all arrays count, whatever the shapes are."""
        for shapes in (((2, 3), (3,), (3, 1), (1,)), ((4, 4), (4,)), ((5,),), ((2, 2, 2), (3, 2))):
            grads = [signed(rng, *shape) for shape in shapes]
            deltas = [0.01 * signed(rng, *shape) for shape in shapes]
            reached = student.first_order_change(grads, deltas)
            expect_close(reached, products(grads, deltas), **DOUBLE)

    def test_a_gradient_step(self, student, rng):
        """For a step against the gradient it is minus the rate times the squared norm."""
        grads = [signed(rng, 3, 2), signed(rng, 2)]
        squared = sum(float(np.vdot(g, g)) for g in grads)
        reached = student.first_order_change(grads, [-0.01 * g for g in grads])
        expect_close(reached, -0.01 * squared, rtol=1e-4, atol=1e-5)

    @aspect
    def test_any_type(self, student, rng):
        """Arrays may be of any type; nothing wraps around."""
        k = some_integer(rng, 90, 250)
        grads, deltas = [np.array([200, 3]), np.array([[k]])], [np.array([2, 1]), np.array([[3]])]
        for kind in (np.uint8, np.int64, np.float32):
            reached = student.first_order_change(
                [g.astype(kind) for g in grads], [delta.astype(kind) for delta in deltas]
            )
            expect_close(reached, 403.0 + 3 * k)
        reached = student.first_order_change([np.array([True, True, False])], [np.ones(3) * 0.5])
        expect_close(reached, 1.0)
        truths = np.array([True, True, False])
        expect_close(student.first_order_change([truths, truths], [truths, truths]), 4.0)

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The lists and the arrays in them are not changed."""
        grads, deltas = [signed(rng, 2, 3), signed(rng, 3)], [signed(rng, 2, 3), signed(rng, 3)]
        reached = expect_unchanged(student.first_order_change, grads, deltas)
        expect_close(reached, products(grads, deltas), rtol=1e-4, atol=1e-5)


@exercise("when_gradients_are_taken")
class TestWhenGradientsAreTaken:
    def test_the_answer(self, student):
        """The answer names the point at which the loss has this gradient."""
        expect_equal(student.when_gradients_are_taken(), "at the old weights, before any moves")


@exercise("glorot_limit")
class TestGlorotLimit:
    def test_known_figures(self, student, rng):
        """Layers of known sizes have known limits."""
        expect_close(student.glorot_limit(784, 512), 0.0680414, rtol=1e-5)
        k = some_integer(rng)
        expect_close(student.glorot_limit(2 * k, 4 * k), 1 / math.sqrt(k))
        expect_close(student.glorot_limit(20, 4), 0.5)

    def test_its_square(self, student, rng):
        """Its square times the number of inputs and units is 6."""
        calls = rng.integers(3, 900, (4, 2)).tolist()
        for (inputs, units), reached in zip(calls, student.glorot_limit.each(calls), strict=True):
            expect_close(reached, (6 / (inputs + units)) ** 0.5, **DOUBLE)

    def test_small_layers(self, student, rng):
        """A layer of one input and one unit has a limit greater than 1; inputs count like units."""
        expect_close(student.glorot_limit(1, 1), 3**0.5)
        k = 3 * some_integer(rng)
        expect_close(student.glorot_limit(1, 6 * k - 1), 1 / math.sqrt(k))
        expect_close(student.glorot_limit(6 * k - 1, 1), 1 / math.sqrt(k))


# Graphs and tapes


def expect_order(returned, parents):
    """Expect every name once, each after its parents."""
    expect_that(
        isinstance(returned, (list, tuple)) and all(isinstance(name, str) for name in returned),
        "It should return a list of names.",
    )
    expect_that(len(set(returned)) == len(returned), "A name stands in the order twice.")
    expect_that(set(returned) <= set(parents), "There is a name that the graph does not have.")
    expect_that(set(returned) == set(parents), "A name is missing.")
    place = {name: index for index, name in enumerate(returned)}
    expect_that(
        all(place[before] < place[name] for name in parents for before in parents[name]),
        "A name stands before one of its parents.",
    )


def renamed(rng, parents):
    """The same graph in the same order, with other names, whose alphabetical order is the same."""
    numbers = np.cumsum(rng.integers(1, 100, len(parents))).tolist()
    names = {name: f"v{number:03}" for name, number in zip(sorted(parents), numbers, strict=True)}
    return {names[name]: [names[before] for before in parents[name]] for name in parents}


def shuffled(rng, parents):
    """The same graph with its names, and each list of parents, in another order."""
    names = list(parents)
    order = rng.permutation(len(names)).tolist()
    turned = (rng.random(len(names)) < 0.5).tolist()
    return {
        names[k]: parents[names[k]][:: -1 if turn else 1]
        for k, turn in zip(order, turned, strict=True)
    }


def ladder(steps):
    """A ladder of diamonds: two to the power of `steps` ways lead through it."""
    graph = {"a0": []}
    for step in range(steps):
        graph[f"b{step}"], graph[f"c{step}"] = [f"a{step}"], [f"a{step}"]
        graph[f"a{step + 1}"] = [f"b{step}", f"c{step}"]
    return graph


@exercise("topological_order")
class TestTopologicalOrder:
    def test_a_chain(self, student, rng):
        """A chain has one order, wherever its names stand in the dictionary."""
        for names in ("abcd", "dcba", "bdac"):
            before = {"a": [], "b": ["a"], "c": ["b"], "d": ["c"]}
            parents = renamed(rng, {name: before[name] for name in names})
            expect_order(student.topological_order(parents), parents)

    def test_a_diamond(self, student, rng):
        """Where two ways meet, both stand before the meeting point."""
        diamond = {"a": [], "b": ["a"], "c": ["a"], "d": ["b", "c"], "e": ["d"]}
        reversed_diamond = {name: diamond[name][::-1] for name in reversed(diamond)}
        mixed = {name: diamond[name] for name in "ebdac"}
        for graph in (diamond, reversed_diamond, mixed):
            parents = renamed(rng, graph)
            expect_order(student.topological_order(parents), parents)

    def test_a_short_cut(self, student, rng):
        """A name that is also used directly further on stands after the long way to it."""
        graph = {"x": [], "y": ["x"], "z": ["y"], "loss": ["x", "z"], "end": ["loss", "y"]}
        other_way = {"end": ["x", "u"], "u": ["v", "x"], "v": ["w"], "w": ["x"], "x": []}
        for short_cut in (graph, other_way, dict(reversed(graph.items()))):
            parents = renamed(rng, short_cut)
            expect_order(student.topological_order(parents), parents)

    def test_two_ends(self, student, rng):
        """Every name is there, if several names end the graph and parts of it are unconnected."""
        graph = {"p": ["x", "y"], "q": ["y"], "x": [], "y": [], "alone": [], "s": ["t"], "t": []}
        for two_ends in (graph, dict(reversed(graph.items()))):
            parents = renamed(rng, two_ends)
            expect_order(student.topological_order(parents), parents)

    def test_one_name(self, student, rng):
        """A graph of one name has one order."""
        parents = renamed(rng, {"x": []})
        expect_order(student.topological_order(parents), parents)

    def test_a_parent_twice(self, student, rng):
        """A name may be used twice by another, as x is in x * x; it stands in the order once."""
        for graph in (
            {"square": ["x", "x"], "x": []},
            {"x": [], "square": ["x", "x"], "cube": ["square", "x"], "both": ["cube", "cube"]},
        ):
            parents = renamed(rng, graph)
            expect_order(student.topological_order(parents), parents)

    def test_a_random_graph(self, student, rng):
        """Graphs of many names in random order are sorted too."""
        for count in (60, 7):
            names = [f"v{number}" for number in rng.permutation(count)]
            places = rng.random((count, 3)) * np.arange(count)[:, np.newaxis]
            parents = {
                name: [names[p] for p in sorted({*drawn})] if k else []
                for k, (name, drawn) in enumerate(
                    zip(names, places.astype(int).tolist(), strict=True)
                )
            }
            parents = shuffled(rng, parents)
            expect_order(student.topological_order(parents), parents)

    @aspect
    def test_a_large_graph(self, student, rng):
        """Graphs with millions of ways through them, and chains of 200 names, are sorted in time.

        All right answers take less than a fiftieth of this time.
        """
        for parents in (ladder(22), shuffled(rng, ladder(22))):
            expect_order(student.topological_order.within(0.5, parents), parents)
        chain = {f"n{k}": [f"n{k - 1}"] if k else [] for k in range(200)}
        parents = dict(reversed(chain.items()))
        expect_order(student.topological_order(parents), parents)

    @aspect
    def test_leaves_its_argument_alone(self, student, rng):
        """The dictionary and the lists in it are not changed."""
        a, b, c, d = (f"{letter}{some_integer(rng)}" for letter in "abcd")
        parents = {d: [b, c], c: [a], b: [a], a: []}
        expect_order(expect_unchanged(student.topological_order, parents), parents)


COMPUTE = {
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "div": lambda a, b: a / b,
    "exp": math.exp,
    "log": math.log,
    "tanh": math.tanh,
    "relu": lambda a: a if a > 0 else 0.0,
    "power": math.pow,
}
#: The same for arrays of complex numbers close to real ones.
COMPUTE_COMPLEX = COMPUTE | {
    "exp": np.exp,
    "log": np.log,
    "tanh": lambda z: np.tanh(z),
    "relu": VALUES["relu"],
    "power": np.power,
}


def value_of(entry, values, inputs, compute=COMPUTE):
    """The value of one entry of a tape."""
    operation, *rest = entry
    if operation == "input":
        return inputs[rest[0]]
    if operation == "constant":
        return rest[0]
    if operation == "power":
        return compute["power"](values[rest[0]], rest[1])
    return compute[operation](*[values[place] for place in rest])


def play(tape, inputs):
    """The values of all entries."""
    values = []
    for entry in tape:
        values.append(value_of(entry, values, inputs))
    return values


def slopes_of(tape, values):
    """The derivative of the last value with respect to every entry's, by a complex step.

    Each entry in turn gets a tiny imaginary part: all values become arrays, of as many as entries.
    """
    steps = 1j * STEP * np.eye(len(tape))
    moved = []
    for entry, value, step in zip(tape, values, steps, strict=True):
        is_given = entry[0] in ("input", "constant")
        moved.append((value if is_given else value_of(entry, moved, {}, COMPUTE_COMPLEX)) + step)
    return moved[-1].imag / STEP


def one_of(items, share):
    """The item of a list so far from its beginning, in a share from 0 to 1."""
    return items[int(share * len(items))]


def random_tape(rng, inputs, operations):
    """A tape of all operations in random order, with its inputs, inside of all domains.

    Where an argument must be positive, or not 0, an entry of this kind is looked for.
    """
    names = [f"x{number}" for number in range(inputs)]
    numbers = dict(zip(names, signed(rng, inputs).tolist(), strict=True))
    order = ["add", "sub", "mul", "div", "power", "exp", "log", "tanh", "relu"]

    def draw():
        tape = [("input", name) for name in names] + [("constant", float(rng.uniform(0.5, 2)))]
        values = play(tape, numbers)
        shares = rng.random((operations, 3)).tolist()  # where among the entries arguments stand
        for number, (first, second, third) in enumerate(shares):
            if number % len(order) == 0:
                rng.shuffle(order)
            operation = order[number % len(order)]
            i, j = int(first * len(tape)), int(second * len(tape))
            if operation in ("log", "power"):
                i = one_of([k for k, v in enumerate(values) if v > 0.2], first)
            if operation == "div":
                j = one_of([k for k, v in enumerate(values) if abs(v) > 0.3], second)
            if operation in ("exp", "tanh"):
                i = one_of([k for k, v in enumerate(values) if abs(v) < 2.5], first)
            if operation == "power":
                entry = (operation, i, one_of([-1.5, 0.5, 2.0, 3.0], third))
            elif operation in ("exp", "log", "tanh", "relu"):
                entry = (operation, i)
            else:
                entry = (operation, i, j)
            tape.append(entry)
            values.append(value_of(entry, values, numbers))
        # What nobody has used yet is added up, so that the end depends on nearly everything.
        used = {place for entry in tape for place in entry[1:] if isinstance(place, int)}
        for place in [k for k in range(inputs, len(tape)) if k not in used]:
            tape.append(("add", place, len(tape) - 1))
            values.append(value_of(tape[-1], values, numbers))
        return tape, values

    def is_tame(drawn):
        tape, values = drawn
        rectified = [values[entry[1]] for entry in tape if entry[0] == "relu"]
        both = {value > 0 for value in rectified}
        return (
            max(map(abs, values)) < 50
            and min(map(abs, rectified)) > 0.01
            and len(both) == min(2, len(rectified))
        )

    tape, values = draw_until(is_tame, draw)
    return tape, numbers, values


def side_by_side(rng, parts):
    """A tape that multiplies the sum of some operations, each of inputs of its own, by a number.

    Each part is an operation, the numbers that it is computed of, and how much its value grows
    with each of them; a power has its exponent behind its number. With the tape come its values
    and the derivatives of the last one.
    """
    factor = signed(rng, 1).item()
    tape, inputs, slopes, ends = [], {}, [], []
    for operation, numbers, local in parts:
        places = range(len(tape), len(tape) + len(local))
        inputs |= {f"x{place}": number for place, number in zip(places, numbers, strict=False)}
        tape += [("input", f"x{place}") for place in places]
        ends.append(len(tape))
        tape.append((operation, *places, *numbers[len(local) :]))
        slopes += [*(factor * slope for slope in local), factor]
    total, *others = ends
    for end in others:
        tape.append(("add", total, end))
        slopes.append(factor)
        total = len(tape) - 1
    tape += [("constant", factor), ("mul", total, len(tape))]
    values = play(tape, inputs)
    return tape, values, np.array([*slopes, values[total], 1.0])


Z_TAPE = [("input", "X"), ("input", "Y"), ("power", 0, 2), ("constant", 0.5)]
Z_TAPE += [("mul", 3, 2), ("constant", 5.0), ("mul", 5, 1), ("add", 4, 6)]


def played_z_tape(rng):
    """Inputs of Z_TAPE, its values and the derivatives of the last one, as formulas of x and y."""
    x, y = draw_near([3.0, -2.0], rng).tolist()
    values = [x, y, x * x, 0.5, x * x / 2, 5.0, 5 * y, x * x / 2 + 5 * y]
    return {"Y": y, "X": x}, values, np.array([x, 5.0, 0.5, x * x, 1.0, y, 1.0, 1.0])


@exercise("tape_forward")
class TestTapeForward:
    def test_a_case_worked_by_hand(self, student, rng):
        """The values of all entries come back, in the order of the tape."""
        inputs, values, _ = played_z_tape(rng)
        expect_close(student.tape_forward(Z_TAPE, inputs), np.array(values))

    def test_sums_and_products(self, student, rng):
        """add, sub, mul and div take their first argument first."""
        a, b = rng.uniform(2, 3), rng.uniform(0.5, 1.5)
        tape, expected = [("input", "a"), ("input", "b")], [a, b]
        for operation in ("add", "sub", "mul", "div"):
            tape += [(operation, 0, 1), (operation, 1, 0)]
            expected += [COMPUTE[operation](a, b), COMPUTE[operation](b, a)]
        expect_close(student.tape_forward(tape, {"a": a, "b": b}), np.array(expected))

    def test_functions(self, student, rng):
        """exp, log, tanh and relu are those of mathematics; log is the natural one."""
        tape = [("input", "x"), ("exp", 0), ("log", 1), ("tanh", 0), ("relu", 0)]
        for x in draw_near([-1.5, 0.25, 2.0], rng).tolist():
            expected = [x, math.exp(x), x, math.tanh(x), max(x, 0.0)]
            expect_close(student.tape_forward(tape, {"x": x}), np.array(expected))

    def test_powers(self, student, rng):
        """The exponent is the number in the entry itself, whole or not, negative or not."""
        tape = [
            ("input", "x"),
            ("power", 0, 3),
            ("power", 0, -2),
            ("power", 0, 0.5),
            ("power", 0, 0),
        ]
        root = float(draw_near(2.0, rng))
        expected = [root**2, root**6, 1 / root**4, root, 1.0]
        expect_close(student.tape_forward(tape, {"x": root**2}), np.array(expected))
        expected = [9, 729, 1 / 81, 3, 1]
        expect_close(student.tape_forward(tape, {"x": 9}), np.array(expected))
        tape = [("constant", 4.0), ("constant", 3.0), ("power", 1, 0), ("power", 0, 1)]
        expect_close(student.tape_forward(tape, {}), np.array([4.0, 3.0, 1.0, 4.0]))

    def test_inputs_and_constants(self, student, rng):
        """Inputs are found by name, may stand anywhere and twice, and need not all be used."""
        b = float(draw_near(3.5, rng))
        tape = [("constant", 2), ("input", "b"), ("input", "b"), ("mul", 2, 0), ("input", "a")]
        reached = student.tape_forward(tape, {"a": 7, "b": b, "c": 9})
        expect_close(reached, np.array([2, b, b, 2 * b, 7]))
        expect_close(student.tape_forward([("input", "x")], {"x": -3}), np.array([-3.0]))

    @aspect
    def test_whole_numbers(self, student, rng):
        """Whole numbers are divided and raised to powers like any others."""
        k = 2 * some_integer(rng) + 1
        tape = [("input", "x"), ("constant", 2), ("div", 0, 1), ("div", 1, 0), ("power", 0, -1)]
        expected = [k, 2, k / 2, 2 / k, 1 / k]
        expect_close(student.tape_forward(tape, {"x": k}), np.array(expected))
        tape = [("input", "x"), ("constant", 10), ("sub", 1, 0), ("relu", 2), ("power", 3, -1)]
        expect_close(student.tape_forward(tape, {"x": 6}), np.array([6, 10, 4, 4, 0.25]))

    def test_any_tape(self, student, rng):
        """Tapes of any operations in any order are computed entry by entry."""
        for inputs, operations in ((1, 9), (3, 27)):
            tape, numbers, values = random_tape(rng, inputs, operations)
            expect_close(student.tape_forward(tape, numbers), np.array(values), **DOUBLE)

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The tape and the inputs are not changed."""
        inputs, values, _ = played_z_tape(rng)
        reached = expect_unchanged(student.tape_forward, Z_TAPE, inputs)
        expect_close(reached, np.array(values))


def sum_tape(rng, terms):
    """A tape that adds x or y again and again, its values, and how often each of them counts."""
    which = rng.integers(0, 2, terms)
    tape = [("input", "x"), ("input", "y"), ("constant", 0.0)]
    tape += [("add", place, k + 2) for k, place in enumerate(which.tolist())]
    values = [1.5, -0.5, 0.0, *np.cumsum(np.where(which, -0.5, 1.5)).tolist()]
    return tape, values, [terms - int(which.sum()), int(which.sum())]


@exercise("tape_backward")
class TestTapeBackward:
    def test_a_case_worked_by_hand(self, student, rng):
        """Every entry has its derivative; that of the last one is 1."""
        _, values, expected = played_z_tape(rng)
        expect_close(student.tape_backward(Z_TAPE, values), expected)

    def test_sums_and_products(self, student, rng):
        """add, sub, mul and div pass the derivative on to both of their arguments."""
        a, b = rng.uniform(2, 3), rng.uniform(0.5, 1.5)
        parts = [("add", (a, b), (1, 1)), ("sub", (a, b), (1, -1)), ("mul", (a, b), (b, a))]
        parts += [("div", (a, b), (1 / b, -a / b**2)), ("div", (b, a), (1 / a, -b / a**2))]
        tape, values, expected = side_by_side(rng, parts)
        expect_close(student.tape_backward(tape, values), expected)
        tape, values = [("input", "a"), ("input", "b"), ("sub", 1, 0)], [a, b, b - a]
        expect_close(student.tape_backward(tape, values), np.array([-1.0, 1.0, 1.0]))

    def test_functions(self, student, rng):
        """exp, log, tanh and relu pass on the derivative times their slope."""
        calls, slopes = [], []
        for x in draw_near([0.25, 2.0, -0.5, -3.0], rng).tolist():
            wanted = {"exp": math.exp(x), "tanh": math.cosh(x) ** -2, "relu": float(x > 0)}
            if x > 0:
                wanted["log"] = 1 / x
            parts = [(operation, (x,), (slope,)) for operation, slope in wanted.items()]
            tape, values, expected = side_by_side(rng, parts)
            calls.append((tape, values))
            slopes.append(expected)
        for reached, expected in zip(student.tape_backward.each(calls), slopes, strict=True):
            expect_close(reached, expected)

    def test_powers(self, student, rng):
        """A power passes on the derivative times n v^(n - 1), for any exponent n."""
        exponents = (3, 2.0, 0.5, -1.5, -1, 1, 0)
        for size in (4.0, 0.25):
            bases = draw_near(np.full(len(exponents), size), rng).tolist()
            parts = [
                ("power", (x, n), (n * math.pow(x, n - 1),))
                for x, n in zip(bases, exponents, strict=True)
            ]
            tape, values, expected = side_by_side(rng, parts)
            expect_close(student.tape_backward(tape, values), expected)

    def test_an_entry_used_twice(self, student, rng):
        """An entry used twice by one operation gets both contributions."""
        x = rng.uniform(1.5, 2.5)
        wanted = {"mul": 2 * x, "add": 2.0, "sub": 0.0, "div": 0.0}
        tapes = [[("input", "x"), (operation, 0, 0)] for operation in wanted]
        calls = [(tape, play(tape, {"x": x})) for tape in tapes]
        for slope, reached in zip(wanted.values(), student.tape_backward.each(calls), strict=True):
            expect_close(reached, np.array([slope, 1.0]))

    def test_what_is_subtracted(self, student, rng):
        """An operation whose value is subtracted hands the derivative -1 on."""
        x = rng.uniform(0.5, 1.5)
        tape = [("input", "x"), ("constant", 5.0), ("exp", 0), ("mul", 0, 2), ("sub", 1, 3)]
        e = math.exp(x)
        expected = np.array([-e * (1 + x), 1.0, -x, -1.0, 1.0])
        expect_close(student.tape_backward(tape, play(tape, {"x": x})), expected)

    def test_a_diamond(self, student, rng):
        """An entry used by several others gets the contributions of all of them."""
        x = rng.uniform(0.5, 1.5)
        tape = [
            ("input", "x"),
            ("exp", 0),
            ("tanh", 0),
            ("mul", 1, 2),
            ("add", 3, 0),
            ("sub", 4, 1),
        ]
        values = play(tape, {"x": x})
        flat = math.cosh(x) ** -2
        e, t = math.exp(x), math.tanh(x)
        expected = [e * t + e * flat + 1 - e, t - 1, e, 1.0, 1.0, 1.0]
        expect_close(student.tape_backward(tape, values), np.array(expected))

    def test_entries_that_do_not_matter(self, student, rng):
        """An entry that the last one does not depend on has 0, even after one that it does."""
        x = float(draw_near(3.0, rng))
        tape = [("input", "x"), ("input", "y"), ("exp", 1), ("constant", 5.0), ("mul", 0, 0)]
        tape += [("add", 4, 2), ("log", 3), ("mul", 4, 0)]
        values = play(tape, {"x": x, "y": 0.5})
        expected = np.array([3 * x * x, 0.0, 0.0, 0.0, x, 0.0, 0.0, 1.0])
        expect_close(student.tape_backward(tape, values), expected)

    def test_one_entry(self, student, rng):
        """The derivative of an input or a constant with respect to itself is 1."""
        x, y = draw_near([4.0, 7.0], rng).tolist()
        for tape in ([("input", "x")], [("constant", x)]):
            expect_close(student.tape_backward(tape, [x]), np.array([1.0]))
        tape = [("input", "x"), ("exp", 0), ("input", "y")]
        expect_close(student.tape_backward(tape, [0.0, 1.0, y]), np.array([0.0, 0.0, 1.0]))

    def test_any_tape(self, student, rng):
        """Tapes of any operations in any order have the slopes of their last value."""
        for inputs, operations in ((1, 9), (3, 27)):
            tape, _, values = random_tape(rng, inputs, operations)
            reached = student.tape_backward(tape, values)
            expect_close(reached, slopes_of(tape, values), rtol=1e-5, atol=1e-6)

    def test_tiny_and_huge_values(self, student, rng):
        """The derivatives are exact where values are tiny or huge."""
        x, y = draw_near([1e-7, 1e6], rng).tolist()
        tape = [("input", "x"), ("log", 0), ("constant", 1e12), ("mul", 1, 2), ("input", "y")]
        tape += [("div", 3, 4), ("add", 5, 0)]
        values = play(tape, {"x": x, "y": y})
        expected = [1e12 / y / x + 1, 1e12 / y, values[1] / y, 1 / y, -values[3] / y**2, 1.0, 1.0]
        reached = student.tape_backward(tape, values)
        expect_close(reached, np.array(expected), rtol=1e-9, atol=0)

    @aspect
    def test_whole_numbers(self, student, rng):
        """Values may be whole numbers; the derivatives are not rounded."""
        k = 2 * some_integer(rng) + 1
        tape = [("input", "x"), ("constant", 4), ("div", 0, 1), ("power", 1, 2), ("add", 2, 3)]
        reached = student.tape_backward(tape, [4 * k, 4, k, 16, k + 16])
        expect_close(reached, np.array([0.25, 8 - k / 4, 1.0, 1.0, 1.0]))
        tape = [("input", "x"), ("power", 0, 2), ("log", 1), ("relu", 0), ("mul", 2, 3)]
        reached = student.tape_backward(tape, [1, 1, 0, 1, 0])
        expect_close(reached, np.array([2.0, 1.0, 1.0, 0.0, 1.0]))

    @aspect
    def test_a_long_tape(self, student, rng):
        """A tape of more than a thousand entries takes one backward pass, without recursion."""
        tape, values, counts = sum_tape(rng, 1010)
        reached = student.tape_backward(tape, values)
        expect_close(reached, np.array([*counts, 1.0, *np.ones(1010)]), **DOUBLE)

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The tape and the values are not changed."""
        _, values, expected = played_z_tape(rng)
        reached = expect_unchanged(student.tape_backward, Z_TAPE, values)
        expect_close(reached, expected)


@exercise("what_automatic_differentiation_does")
class TestWhatAutomaticDifferentiationDoes:
    def test_the_answer(self, student):
        """The answer says what a tape is for."""
        expected = "records the operations and applies the chain rule to them backwards"
        expect_equal(student.what_automatic_differentiation_does(), expected)
