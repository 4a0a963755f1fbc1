"""Hidden tests of 03 activations.

Expected values are worked by hand, or computed one Python float at a time with the math module,
whose tanh is the C library's. Slopes are closed forms that do not use the function itself; stacks
of layers are judged by what they do to vectors, sums of ReLUs by the points they pass through.
"""

import math

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
    expect_number,
    expect_that,
    expect_tuple,
    expect_unchanged,
)

EXACT = {"rtol": 0.0, "atol": 1e-12}
SINGLE = {"rtol": 1e-4, "atol": 1e-6}  # for inputs of small types, float32 among them

SHAPES = ((5,), (3, 3), (4, 1), (2, 3, 4))
EXTREME = np.array([[-1000.0, 1000.0, 0.0, -711.0], [711.0, -100.0, 100.0, -356.0]])
EXTREME_SIGNS = np.array([[-1.0, 1.0, 0.0, -1.0], [1.0, -1.0, 1.0, -1.0]])
LOGICAL_TYPES = (np.int64, np.float64, np.float32)


def one_by_one(function, z):
    """The array of function(element), with each element as a Python float."""
    return np.reshape([function(float(element)) for element in np.ravel(z)], np.shape(z))


def exact_sigmoid(z):
    """The sigmoid of a number, computed from the tanh."""
    return (1 + math.tanh(z / 2)) / 2


def bump(z):
    """The slope of the sigmoid at a number, e^-|z| / (1 + e^-|z|)^2: the same on both sides."""
    power = math.exp(-abs(z))
    return power / (1 + power) ** 2


def exact_softmax(row):
    """The softmax of a list of logits whose absolute values are at most 300."""
    powers = [math.exp(logit) for logit in row]
    return [power / math.fsum(powers) for power in powers]


def dot(w, x):
    """The sum of products of two sequences of numbers."""
    return math.fsum(float(a) * float(b) for a, b in zip(w, x, strict=True))


def both_signs(rng, shape):
    """Numbers of absolute value 0.2 to 4, of both signs: the first four are small and large."""
    numbers = rng.choice([-1.0, 1.0], shape) * rng.uniform(0.2, 4.0, shape)
    extremes = rng.uniform(0.2, 0.24), rng.uniform(3.5, 4.0)
    numbers.flat[:4] = [sign * size for size in extremes for sign in (-1, 1)][: numbers.size]
    return numbers


def linear_functions(rng, k, d):
    """An input, and weights and biases of k >= 3 linear functions.

    Neither the weights nor the biases alone tell which function is greatest, it is none of the
    first two, and another one is greater in absolute value.
    """

    def all_parts_count(functions):
        x, w, b = functions
        products = w @ x
        sums = products + b
        greatest = sums.argmax()
        return (
            greatest not in (0, 1, products.argmax(), b.argmax()) and -sums.min() > sums.max() > 0
        )

    return draw_until(
        all_parts_count, lambda: (rng.normal(size=d), rng.normal(size=(k, d)), rng.normal(size=k))
    )


def apply_layers(weights, biases, x):
    """The result of sending x through the linear layers, computed number by number."""
    for w, b in zip(weights, biases, strict=True):
        x = [dot(row, x) + float(shift) for row, shift in zip(w, b, strict=True)]
    return np.array(x)


def truth_table(rng, dtype):
    """The four pairs of truth values and eight more, in random order, as two columns."""
    pairs = rng.permutation(np.append(np.arange(4), rng.integers(0, 4, 8)))
    return (pairs // 2).astype(dtype), (pairs % 2).astype(dtype)


#: Of each pair of truth_arrays, how many elements are true.
SHARES = ((0.8, 0.8), (0.3, 0.3), (0.75, 0.25), (0.5, 0.5))


def truth_arrays(rng):
    """Pairs of arrays of truth values in random order: mostly true, mostly false and mixed."""
    pairs = []
    for shape, shares in zip(SHAPES, SHARES, strict=True):
        ordered = np.arange(math.prod(shape)) / math.prod(shape)
        pairs.append([rng.permutation(ordered < share).reshape(shape) * 1.0 for share in shares])
    return pairs


def expect_relu_units(function, inputs, rng):
    """Expect what every sum of ReLU units has: no jumps, and a straight line far out.

    A function that makes its inputs whole numbers, which 0 and 1 allow, may jump where they do.
    """
    low, high = rng.uniform(0.1, 0.4, 2)
    parts = np.linspace(-low, 0, 200), np.linspace(0, 1, 401), np.linspace(1, 1 + high, 200)
    between = np.concatenate(parts)  # exactly 0 and 1 among them; a step of a steep unit is small
    for corner in np.ndindex(*[2] * (inputs - 1)):
        others = [np.full(801, float(value)) for value in corner]
        for paths in ([between, *others], [between] * inputs, [*others, between]):
            values = expect_array(function(*paths), shape=(801,))
            of_whole = expect_array(function(*map(np.trunc, paths)), shape=(801,))
            expect_that(
                bool(np.all(np.abs(np.diff(values)) < 0.5) or np.all(values == of_whole)),
                "Between 0 and 1 it jumps, which no sum of ReLU units does.",
            )
    for sign in (1.0, -1.0):
        steps = 1000.0 * np.arange(2, 7)
        away = [sign * float(rng.integers(1, 9)) * steps for _ in "ab"]
        values = expect_array(function(*away[:inputs]), shape=(5,))
        bends = np.abs(np.diff(values, 2))
        expect_that(
            bool(np.all(bends <= 1e-3 + 1e-6 * np.max(np.abs(values)))),
            "Far from 0 and 1 it is curved, which no sum of ReLU units is.",
        )


def zigzag(rng, n):
    """Values that rise and fall by turns."""
    return rng.choice([-1.0, 1.0]) * (-1.0) ** np.arange(n) * rng.uniform(0.5, 4.0, n)


def follow(returned, knots):
    """The heights at the knots of the sum of ReLUs that (offset, slopes) describes."""
    offset, slopes = expect_tuple(returned, 2)
    offset = expect_number(offset)
    slopes = expect_array(slopes, shape=(len(knots) - 1,))
    places = [float(knot) for knot in knots]
    return np.array(
        [
            offset + math.fsum(s * (x - k) for s, k in zip(slopes, places, strict=False) if x > k)
            for x in places
        ]
    )


def extremes(rng):
    """Numbers from -1000 to 1000 in random order: powers of e overflow, are huge, tiny, or 1."""
    least, most = [711, -990, 90, -110, -360], [990, -711, 110, -90, -356]
    return rng.permutation([1000.0, -1000.0, 0.0, *rng.uniform(least, most)]).reshape(2, 4)


def one_sided(rng):
    """Arrays in which all numbers, or none, are so large that a power of e overflows."""
    return rng.uniform(750, 1000, 2), -rng.uniform(750, 1000, 2)


def single_precision(rng):
    """Numbers of type float32 from -1000 to 1000."""
    numbers = draw_near([-900.0, -100.0, -0.5, 2.0, 100.0, 900.0], rng)
    return numbers.astype(np.float32)


def whole_numbers(rng):
    """Two whole numbers from 2 to 99 and one from 2 to 5."""
    return int(rng.integers(2, 100)), int(rng.integers(2, 100)), int(rng.integers(2, 6))


def unrounded(rng, low, high):
    """A number between these whose sigmoid is changed by rounding it to four decimals."""
    return draw_until(
        lambda z: abs(exact_sigmoid(z) - round(exact_sigmoid(z), 4)) > 1e-5,
        lambda: float(rng.uniform(low, high)),
    )


def greatest(x, w, b):
    """The greatest of the linear functions of x."""
    return max(dot(w[j], x) + float(b[j]) for j in range(len(b)))


def network_output(x, w, b, v, c):
    """The output of a network of sigmoids, computed number by number."""
    hidden = [exact_sigmoid(dot(w[j], x) + float(b[j])) for j in range(len(b))]
    return exact_sigmoid(dot(v, hidden) + c)


@exercise("relu")
class TestRelu:
    def test_negative_numbers_become_zero(self, student, rng):
        """Negative numbers, small and large, become exactly 0."""
        z = draw_near([-2.0, -1e-3, 0.0, -500.0, -3e-9], rng)
        expect_close(student.relu(z), np.zeros(5), atol=0)

    def test_positive_numbers_pass(self, student, rng):
        """Positive numbers, small and large, stay as they are."""
        z = draw_near([3e-9, 0.5, 3.0, 10.0, 7e12], rng)
        expect_close(student.relu(z), z, atol=0)

    @aspect
    def test_works_element_by_element(self, student, rng):
        """Each element is treated separately, whatever the shape of the array."""
        for shape in SHAPES:
            z = both_signs(rng, shape)
            expect_close(student.relu(z), one_by_one(lambda v: v if v > 0 else 0.0, z))

    @aspect
    def test_takes_every_numeric_type(self, student, rng):
        """Integers, bytes, truth values and single precision are accepted, and nothing wraps."""
        a, b, _ = whole_numbers(rng)
        z, expected = [[-a, 256 + b], [a, 0]], [[0, 256 + b], [a, 0]]
        expect_close(student.relu(np.array(z)), np.array(expected))
        z = np.array([0, a, 156 + b, 255], dtype=np.uint8)
        expect_close(student.relu(z), np.array([0, a, 156 + b, 255]))
        expect_close(student.relu(np.array([True, False])), np.array([1, 0]))
        z = np.array([-a / 2, b + 0.5], dtype=np.float32)
        expect_close(student.relu(z), np.array([0, b + 0.5]))

    @aspect
    def test_leaves_its_argument_alone(self, student, rng):
        """The array given to it is not changed."""
        z = both_signs(rng, (3, 4))
        expect_close(expect_unchanged(student.relu, z), (z + abs(z)) / 2)


@exercise("leaky_relu")
class TestLeakyRelu:
    @aspect
    def test_default_slope(self, student, rng):
        """If alpha is not given, the negative side has the slope 0.01."""
        z = draw_near([-300.0, -2.0, 0.0, 0.7, 50.0], rng)
        expect_close(student.leaky_relu(z), np.where(z < 0, z / 100, z))

    def test_given_slope(self, student, rng):
        """Negative numbers are multiplied by alpha; positive ones are not."""
        z = draw_near([[-4.0, 4.0], [0.5, -0.5]], rng)
        expect_close(student.leaky_relu(z, 0.25), np.where(z < 0, z / 4, z))
        expect_close(student.leaky_relu(z, alpha=0.75), np.where(z < 0, 3 * z / 4, z))

    def test_limits_of_alpha(self, student, rng):
        """With alpha 0 it is the ReLU; with alpha 1 it changes nothing."""
        z = draw_near([-4.0, 3.0, -0.5, 0.0], rng)
        expect_close(student.leaky_relu(z, 0), np.where(z < 0, 0.0, z))
        expect_close(student.leaky_relu(z, 0.0), np.where(z < 0, 0.0, z))
        expect_close(student.leaky_relu(z, 1.0), z)

    @aspect
    def test_works_element_by_element(self, student, rng):
        """Each element is treated separately, whatever the shape of the array."""
        for shape in SHAPES:
            z, alpha = both_signs(rng, shape), float(rng.uniform(0.25, 0.4))
            expected = one_by_one(lambda v, alpha=alpha: v if v > 0 else alpha * v, z)
            expect_close(student.leaky_relu(z, alpha), expected)

    @aspect
    def test_takes_every_numeric_type(self, student, rng):
        """Integers give results that are not rounded; bytes and truth values are accepted too."""
        a, b, _ = whole_numbers(rng)
        a |= 1  # odd, so that a slope of 0.5 or 0.1 leaves a fraction
        z = np.array([-a, 256 + b, 0])
        expect_close(student.leaky_relu(z, 0.1), np.array([-a / 10, 256 + b, 0]))
        z = np.array([0, a, 156 + b], dtype=np.uint8)
        expect_close(student.leaky_relu(z, 0.5), np.array([0, a, 156 + b]))
        expect_close(student.leaky_relu(np.array([True, False]), 0.5), np.array([1, 0]))
        z = np.array([-a / 2, b + 0.5], dtype=np.float32)
        expect_close(student.leaky_relu(z, 0.2), np.array([-a / 10, b + 0.5]), **SINGLE)

    @aspect
    def test_leaves_its_argument_alone(self, student, rng):
        """The array given to it is not changed."""
        z = both_signs(rng, (3, 4))
        expected = 0.65 * z + 0.35 * abs(z)
        expect_close(expect_unchanged(student.leaky_relu, z, 0.3), expected)


@exercise("sigmoid")
class TestSigmoid:
    def test_known_values(self, student, rng):
        """It is one half at zero and rises from 0 on the left to 1 on the right."""
        odds = np.array([1.0, *draw_near([3.0, 1 / 3, 9.0, 0.25], rng)])
        expect_close(student.sigmoid(np.log(odds)), odds / (1 + odds))

    @aspect
    def test_works_element_by_element(self, student, rng):
        """Each element is treated separately, whatever the shape of the array."""
        for shape in SHAPES:
            z = both_signs(rng, shape)
            expect_close(student.sigmoid(z), one_by_one(exact_sigmoid, z))

    def test_is_exact(self, student, rng):
        """Twelve decimals are right, even where it comes close to 0 or 1."""
        z = np.linspace(-30.0, 30.0, 25) + rng.uniform(-1, 1, 25)
        expect_close(student.sigmoid(z), one_by_one(exact_sigmoid, z), **EXACT)

    def test_extreme_values(self, student, rng):
        """From -1000 to 1000 it is finite and exact."""
        z = extremes(rng)
        expect_close(student.sigmoid(z), (1 + np.sign(z)) / 2, **EXACT)

    @aspect
    def test_warns_of_nothing(self, student, rng):
        """No value from -1000 to 1000 makes NumPy warn, not even in a branch that is not used."""
        for z in (extremes(rng), *one_sided(rng)):
            expected = np.where(z > 0, 1.0, np.where(z < 0, 0.0, 0.5))
            expect_close(expect_no_warnings(student.sigmoid, z), expected, **EXACT)

    @aspect
    def test_takes_every_numeric_type(self, student, rng):
        """Integers, bytes, truth values and single precision are computed in floating point."""
        a, b, c = whole_numbers(rng)
        z = np.array([[-900 - a, c], [-c - 1, 0]])
        expect_close(student.sigmoid(z), one_by_one(exact_sigmoid, z), **EXACT)
        for z in (
            np.array([0, 1, c, 156 + b], dtype=np.uint8),
            np.array([True, False]),
            single_precision(rng),
        ):
            expect_close(student.sigmoid(z), one_by_one(exact_sigmoid, z), **SINGLE)

    @aspect
    def test_leaves_its_argument_alone(self, student, rng):
        """The array given to it is not changed."""
        z = both_signs(rng, (3, 4))
        expect_close(expect_unchanged(student.sigmoid, z), one_by_one(exact_sigmoid, z))


@exercise("tanh")
class TestTanh:
    def test_known_values(self, student, rng):
        """It is zero at zero and rises from -1 on the left to 1 on the right."""
        squares = np.array([1.0, *draw_near([4.0, 0.25, 9.0, 0.04], rng)])
        expect_close(student.tanh(np.log(squares) / 2), (squares - 1) / (squares + 1))

    @aspect
    def test_works_element_by_element(self, student, rng):
        """Each element is treated separately, whatever the shape of the array."""
        for shape in SHAPES:
            z = both_signs(rng, shape)
            expect_close(student.tanh(z), one_by_one(math.tanh, z))

    def test_is_exact(self, student, rng):
        """Twelve decimals are right, even near zero and where it comes close to -1 or 1."""
        for width in (16.0, 0.01):
            z = (np.linspace(-1, 1, 25) + rng.uniform(-0.03, 0.03, 25)) * width
            expect_close(student.tanh(z), one_by_one(math.tanh, z), **EXACT)

    def test_extreme_values(self, student, rng):
        """From -1000 to 1000 it is finite and exact."""
        z = extremes(rng)
        expect_close(student.tanh(z), np.sign(z), **EXACT)

    @aspect
    def test_warns_of_nothing(self, student, rng):
        """No value from -1000 to 1000 makes NumPy warn, not even in a branch that is not used."""
        for z in (extremes(rng), *one_sided(rng)):
            expect_close(expect_no_warnings(student.tanh, z), np.sign(z), **EXACT)

    @aspect
    def test_takes_every_numeric_type(self, student, rng):
        """Integers, bytes, truth values and single precision are computed in floating point."""
        a, b, c = whole_numbers(rng)
        z = np.array([[-900 - a, c], [-1, 0]])
        expect_close(student.tanh(z), one_by_one(math.tanh, z), **EXACT)
        for z in (
            np.array([0, 1, c, 128 + b], dtype=np.uint8),
            np.array([-128, -20 - a, 0, 20 + b], dtype=np.int8),
            np.array([True, False]),
            single_precision(rng),
        ):
            expect_close(student.tanh(z), one_by_one(math.tanh, z), **SINGLE)

    @aspect
    def test_leaves_its_argument_alone(self, student, rng):
        """The array given to it is not changed."""
        z = both_signs(rng, (3, 4))
        expect_close(expect_unchanged(student.tanh, z), one_by_one(math.tanh, z))


@exercise("softmax")
class TestSoftmax:
    def test_one_distribution(self, student, rng):
        """Each share is its own power of e divided by the sum of the powers of all classes."""
        parts = draw_near([1.0, 2.0, 5.0, 8.0], rng)
        expect_close(student.softmax(np.log(parts)), parts / math.fsum(parts))
        expect_close(student.softmax(rng.uniform(2, 5, 1)), np.array([1.0]))

    def test_every_row_by_itself(self, student, rng):
        """In a batch each row is a separate distribution, for any number of rows and classes."""
        for shape in ((5, 3), (1, 4), (2, 7)):
            z = rng.normal(0, 2, shape) + rng.uniform(1, 3, (shape[0], 1))
            expect_close(student.softmax(z), np.array([exact_softmax(row) for row in z]))

    @aspect
    def test_as_many_rows_as_classes(self, student, rng):
        """A batch with as many rows as classes is normalised along its rows, not its columns."""
        z = rng.normal(0, 1, (4, 4)) + np.array([[0.0], [2.0], [-3.0], [5.0]])
        expect_close(student.softmax(z), np.array([exact_softmax(row) for row in z]))

    @aspect
    def test_more_axes(self, student, rng):
        """With three axes it still works along the last one."""
        z = rng.normal(0, 2, (2, 3, 4)) + np.arange(4.0)
        expected = [exact_softmax(row) for row in z.reshape(6, 4)]
        expect_close(student.softmax(z), np.reshape(expected, (2, 3, 4)))

    def test_is_exact(self, student, rng):
        """Twelve decimals are right: nothing is added to the sum, and nothing is cut off."""
        z = rng.uniform(-25, 25, (3, 5)) * np.array([[0.1], [0.5], [1.0]])
        expect_close(student.softmax(z), np.array([exact_softmax(row) for row in z]), **EXACT)

    @aspect
    def test_large_logits(self, student, rng):
        """Logits around 1000 or -1000 give the same shares as logits around zero."""
        parts = draw_near([1.0, 2.0, 5.0], rng)
        for shift in (997.0, -997.0):
            shares = expect_no_warnings(student.softmax, np.log(parts) + shift)
            expect_close(shares, parts / math.fsum(parts))

    @aspect
    def test_logits_far_apart(self, student, rng):
        """A logit far below the greatest gets the share 0, without a warning."""
        low, high, same = rng.uniform((-1000, 800, -3), (-800, 1000, 3))
        z = np.array([[low, high, 0.0], [same, low, same]])
        shares = expect_no_warnings(student.softmax, z)
        expect_close(shares, np.array([[0.0, 1.0, 0.0], [0.5, 0.0, 0.5]]), **EXACT)

    @aspect
    def test_rows_far_apart(self, student, rng):
        """Rows with logits of very different sizes in one batch do not disturb each other."""
        parts = rng.uniform(2, 5, (9, 2))
        z = np.log(parts) + np.repeat([998.0, 0.0, -998.0], 3)[:, np.newaxis]
        shares = expect_no_warnings(student.softmax, z)
        expect_close(shares, parts / parts.sum(axis=1, keepdims=True))

    @aspect
    def test_takes_every_numeric_type(self, student, rng):
        """Integers, bytes, truth values and single precision are computed in floating point."""
        a, _, c = whole_numbers(rng)
        z = np.array([[c, -1], [0, c - 1], [a, a]])
        expect_close(student.softmax(z), np.array([exact_softmax(row) for row in z]), **EXACT)
        for z in (
            np.array([[c, 0, 1], [245 + c, 243 + c, 246 + c]], dtype=np.uint8),
            np.array([[True, False, True], [False, False, True]]),
            rng.uniform(-2, 2, (2, 3)).astype(np.float32) - np.array([[0], [90]], np.float32),
        ):
            expected = np.array([exact_softmax(row) for row in z.tolist()])
            expect_close(student.softmax(z), expected, **SINGLE)

    @aspect
    def test_leaves_its_argument_alone(self, student, rng):
        """The logits given to it are not changed."""
        z = rng.normal(0, 2, (3, 4))
        expected = np.array([exact_softmax(row) for row in z])
        expect_close(expect_unchanged(student.softmax, z), expected)


@exercise("relu_grad")
class TestReluGrad:
    def test_negative_side(self, student, rng):
        """The slope is 0 at every negative number, near zero and far from it."""
        z = draw_near([-3e-9, -0.5, -2.0, -700.0], rng)
        expect_close(student.relu_grad(z), np.zeros(4))

    def test_positive_side(self, student, rng):
        """The slope is 1 at every positive number, near zero and far from it."""
        z = draw_near([3e-9, 0.5, 2.0, 7e12], rng)
        expect_close(student.relu_grad(z), np.ones(4))

    @aspect
    def test_works_element_by_element(self, student, rng):
        """Each element is treated separately, whatever the shape of the array."""
        for shape in SHAPES:
            z = both_signs(rng, shape)
            rise = abs(z + 1e-4) - abs(z - 1e-4)  # of |z|, which is 2 relu(z) - z
            expect_close(student.relu_grad(z), (rise / 2e-4 + 1) / 2)

    @aspect
    def test_takes_every_numeric_type(self, student, rng):
        """Integers, bytes and single precision are accepted; all positive bytes have slope 1."""
        a, b, _ = whole_numbers(rng)
        z = np.array([[-a, b], [256 + b, -1]])
        expect_close(student.relu_grad(z), np.array([[0, 1], [1, 0]]))
        z = np.array([1, a, 128, 156 + b], dtype=np.uint8)
        expect_close(student.relu_grad(z), np.ones(4))
        z = np.array([-a / 2, b / 2], dtype=np.float32)
        expect_close(student.relu_grad(z), np.array([0, 1]))

    @aspect
    def test_leaves_its_argument_alone(self, student, rng):
        """The array given to it is not changed."""
        z = both_signs(rng, (2, 3))
        expect_close(expect_unchanged(student.relu_grad, z), np.where(z > 0, 1, 0))


@exercise("sigmoid_grad")
class TestSigmoidGrad:
    def test_known_values(self, student, rng):
        """The slope is one quarter at zero and falls off equally on both sides."""
        odds = np.array([1.0, *draw_near([3.0, 1 / 3, 9.0, 0.25], rng)])
        expect_close(student.sigmoid_grad(np.log(odds)), odds / (1 + odds) ** 2)

    def test_is_the_slope_of_the_sigmoid(self, student, rng):
        """It is how steeply the sigmoid rises, measured by a tiny step to both sides."""
        z = rng.uniform(0.5, 2.0, 8) * np.tile([-1.0, 1.0], 4)
        rise = [exact_sigmoid(v + 1e-4) - exact_sigmoid(v - 1e-4) for v in z]
        expect_close(student.sigmoid_grad(z), np.array(rise) / 2e-4)

    @aspect
    def test_works_element_by_element(self, student, rng):
        """Each element is treated separately, whatever the shape of the array."""
        for shape in SHAPES:
            z = both_signs(rng, shape) / 2
            expect_close(student.sigmoid_grad(z), one_by_one(bump, z))

    def test_is_exact(self, student, rng):
        """Twelve decimals are right, even where the slope comes close to 0."""
        z = np.linspace(-30.0, 30.0, 25) + rng.uniform(-1, 1, 25)
        expect_close(student.sigmoid_grad(z), one_by_one(bump, z), **EXACT)

    def test_extreme_values(self, student, rng):
        """From -1000 to 1000 the slope is finite and exact, without a warning."""
        for z in (extremes(rng), *one_sided(rng)):
            slopes = expect_no_warnings(student.sigmoid_grad, z)
            expect_close(slopes, np.where(z == 0, 0.25, 0.0), **EXACT)

    @aspect
    def test_takes_every_numeric_type(self, student, rng):
        """Integers, bytes, truth values and single precision are computed in floating point."""
        a, b, c = whole_numbers(rng)
        z = np.array([[-900 - a, c], [-c - 1, 0]])
        expect_close(student.sigmoid_grad(z), one_by_one(bump, z), **EXACT)
        for z in (
            np.array([0, 1, c, 156 + b], dtype=np.uint8),
            np.array([True, False]),
            single_precision(rng),
        ):
            expect_close(student.sigmoid_grad(z), one_by_one(bump, z), **SINGLE)

    @aspect
    def test_leaves_its_argument_alone(self, student, rng):
        """The array given to it is not changed."""
        z = both_signs(rng, (3, 4)) / 2
        expect_close(expect_unchanged(student.sigmoid_grad, z), one_by_one(bump, z))


@exercise("tanh_grad")
class TestTanhGrad:
    def test_known_values(self, student, rng):
        """The slope is 1 at zero and falls off equally on both sides."""
        squares = np.array(
            [1.0, *draw_near([4.0, 0.25, 9.0, 0.04, 400.0, 0.002, 900.0, 1600.0], rng)]
        )
        expect_close(student.tanh_grad(np.log(squares) / 2), 4 * squares / (1 + squares) ** 2)

    def test_is_the_slope_of_the_tanh(self, student, rng):
        """It is how steeply the tanh rises, measured by a tiny step to both sides."""
        z = rng.uniform(0.3, 1.5, 8) * np.tile([-1.0, 1.0], 4)
        rise = [math.tanh(v + 1e-4) - math.tanh(v - 1e-4) for v in z]
        expect_close(student.tanh_grad(z), np.array(rise) / 2e-4, atol=1e-7)

    @aspect
    def test_works_element_by_element(self, student, rng):
        """Each element is treated separately, whatever the shape of the array."""
        for shape in SHAPES:
            z = both_signs(rng, shape)
            expect_close(student.tanh_grad(z), 4 * one_by_one(bump, 2 * z))

    def test_is_exact(self, student, rng):
        """Twelve decimals are right, even where the slope comes close to 0."""
        z = np.linspace(-15.0, 15.0, 25) + rng.uniform(-0.5, 0.5, 25)
        expect_close(student.tanh_grad(z), 4 * one_by_one(bump, 2 * z), **EXACT)

    def test_extreme_values(self, student, rng):
        """From -1000 to 1000 the slope is finite and exact, without a warning."""
        for z in (extremes(rng), *one_sided(rng)):
            slopes = expect_no_warnings(student.tanh_grad, z)
            expect_close(slopes, np.where(z == 0, 1.0, 0.0), **EXACT)

    @aspect
    def test_takes_every_numeric_type(self, student, rng):
        """Integers, bytes, truth values and single precision are computed in floating point."""
        a, b, c = whole_numbers(rng)
        z = np.array([[-900 - a, c], [-1, 0]])
        expect_close(student.tanh_grad(z), 4 * one_by_one(bump, 2 * z), **EXACT)
        for z in (
            np.array([0, 1, c, 156 + b], dtype=np.uint8),
            np.array([True, False]),
            single_precision(rng),
        ):
            expected = 4 * one_by_one(bump, 2 * z.astype(float))
            expect_close(student.tanh_grad(z), expected, **SINGLE)

    @aspect
    def test_leaves_its_argument_alone(self, student, rng):
        """The array given to it is not changed."""
        z = both_signs(rng, (3, 4))
        expected = 4 * one_by_one(bump, 2 * z)
        expect_close(expect_unchanged(student.tanh_grad, z), expected)


@exercise("maxout")
class TestMaxout:
    def test_biases_take_part(self, student, rng):
        """The bias is added before the greatest is chosen, and the greatest sum is returned."""
        w, x = np.array([[1.0, 1.0], [3.0, -1.0], [-1.0, 0.0]]), np.array([1.0, 2.0])
        shift = float(rng.uniform(-1, 1))
        expect_close(student.maxout(x, w, np.array([0.0, 0.5, 5.0]) + shift), 4.0 + shift)
        expect_close(student.maxout(x, w, np.array([0.0, 7.0, -1.0]) + shift), 8.0 + shift)
        expect_close(student.maxout(x, w, np.array([2.0, 0.5, 5.0]) + shift), 5.0 + shift)

    def test_all_negative(self, student, rng):
        """If all sums are negative, the result is negative too: nothing is cut off at zero."""
        w, x = np.array([[-1.0, -2.0, 0.0], [-2.0, 0.5, -1.0]]), np.array([1.0, 1.0, 2.0])
        shift = float(rng.uniform(-1, 1))
        expect_close(student.maxout(x, w, np.array([-1.0, -4.0]) + shift), -4.0 + shift)

    def test_any_number_of_units_and_inputs(self, student, rng):
        """It works for any number of inputs and of linear functions, including a single one."""
        below_zero = rng.normal(size=4), rng.normal(size=(1, 4))
        calls = [
            linear_functions(rng, 6, 3),
            linear_functions(rng, 4, 1),
            (*below_zero, -1 - abs(below_zero[1] @ below_zero[0])),
            (rng.normal(size=5), rng.normal(size=(2, 5)), rng.normal(size=2)),
        ]
        for (x, w, b), reached in zip(calls, student.maxout.each(calls), strict=True):
            expect_close(reached, max(dot(w[j], x) + float(b[j]) for j in range(len(b))))

    def test_small_sums(self, student, rng):
        """A small sum is returned as it is: nothing is rounded."""
        x, w = rng.uniform(1e-4, 2e-4, 2), np.array([[1.0, 1.0], [-1.0, 2.0]])
        expect_close(student.maxout(x, w, np.array([0.0, -1.0])), float(x[0]) + float(x[1]))

    @aspect
    def test_as_many_units_as_inputs(self, student, rng):
        """The weights of a linear function are a row of w, not a column."""
        w = np.array([[1.0, 4.0, -2.0], [0.0, 1.0, 3.0], [5.0, -1.0, 0.0]])
        x, b = np.array([2.0, -1.0, 1.0]), np.array([0.5, -1.0, -2.0])
        shift = float(rng.uniform(-1, 1))
        expect_close(student.maxout(x, w, b + shift), 9.0 + shift)

    def test_which_one_wins_depends_on_the_input(self, student, rng):
        """Which function is greatest depends on the input, as two crossing lines show."""
        shift = float(rng.uniform(-1, 1))
        w, b = np.array([[2.0], [-1.0]]), np.array([1.0, 4.0]) + shift
        heights = [student.maxout(np.array([x]), w, b) for x in (-2.0, 0.0, 1.0, 3.0)]
        expect_close(heights, [6.0 + shift, 4.0 + shift, 3.0 + shift, 7.0 + shift])

    @aspect
    def test_takes_every_numeric_type(self, student, rng):
        """Integers and bytes are computed in floating point: nothing wraps."""
        a, _, c = whole_numbers(rng)
        w = np.array([[2, 1], [1, 100]], dtype=np.uint8)
        for x, weights, b in (
            (np.array([150 + a, 3], np.uint8), w, np.array([250, 90], np.uint8)),
            (np.array([True, True]), w, np.array([-1, -200])),
            (np.array([-1, 2]), w.astype(int), np.array([0.5, -200 + c])),
        ):
            expect_close(student.maxout(x, weights, b), greatest(x, weights, b))

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed."""
        x, w, b = linear_functions(rng, 6, 3)
        expected = max(dot(w[j], x) + float(b[j]) for j in range(6))
        expect_close(expect_unchanged(student.maxout, x, w, b), expected)


@exercise("neuron")
class TestNeuron:
    def test_weighted_sum_with_bias(self, student, rng):
        """The activation is given the sum of weights times inputs, plus the bias."""
        for d, sign in ((1, 1), (3, -1), (6, 1)):
            x, w = rng.normal(size=(2, d))
            b = sign * float(rng.uniform(1, 2) + abs(dot(w, x)))  # decides the sign of the sum
            expect_close(student.neuron(x, w, b, lambda z: expect_array(z)), dot(w, x) + b)

    def test_any_activation(self, student, rng):
        """The activation that is given is applied to the sum, whatever it is."""
        x, w = rng.normal(size=(2, 3))
        b = float(rng.uniform(1, 2)) - dot(w, x)
        z = dot(w, x) + b
        expect_close(student.neuron(x, w, b, lambda z: expect_array(z) ** 2 + 1), z**2 + 1)
        expect_close(student.neuron(x, w, b, lambda z: 3 - 2 * expect_array(z)), 3 - 2 * z)
        expect_close(student.neuron(x, w, b, lambda z: np.exp(-expect_array(z))), math.exp(-z))

    def test_the_bias_shifts_the_input(self, student, rng):
        """The bias is added before the activation, where it shifts the threshold."""
        x, w = draw_near([2.0, 1.0], rng, 0.02), draw_near([1.0, -4.0], rng, 0.02)
        for margin, expected in ((-0.5, 0.0), (0.5, 1.0), (-5.0, 0.0), (10.0, 1.0)):
            b = float(draw_near(margin, rng)) - dot(w, x)
            expect_close(student.neuron(x, w, b, lambda z: 1.0 * (expect_array(z) > 0)), expected)

    def test_the_activation_sees_one_number(self, student, rng):
        """The activation is called with the whole sum, not with the separate products."""
        seen = []

        def remember(z):
            seen.append(expect_array(z))
            return 0.25

        x, w = draw_near([1.0, 2.0], rng), draw_near([4.0, 0.5], rng)
        expect_close(student.neuron(x, w, 3.0, remember), 0.25)
        expect_that(seen, "It did not call the activation.")
        expect_that(
            all(z.shape == () and abs(z - dot(w, x) - 3) < 1e-9 for z in seen),
            "It called the activation with something other than the whole sum.",
        )

    @aspect
    def test_takes_every_numeric_type(self, student, rng):
        """Integers, bytes and truth values are computed in floating point: nothing wraps."""
        a, _, c = whole_numbers(rng)
        x, w = np.array([150 + a, 3], dtype=np.uint8), np.array([2, 100], dtype=np.uint8)
        expect_close(student.neuron(x, w, -600, lambda z: expect_array(z) / 4), a / 2)
        yes_no = np.array([True, True, False])
        returned = student.neuron(yes_no, yes_no, c, lambda z: 3 * expect_array(z))
        expect_close(returned, 6.0 + 3 * c)
        x, w = np.array([-1, c]), np.array([0.5, 3])
        expect_close(student.neuron(x, w, 0, lambda z: expect_array(z)), 3 * c - 0.5)

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed."""
        x, w = rng.normal(size=(2, 4))
        returned = expect_unchanged(student.neuron, x, w, 1.5, lambda z: 2 * expect_array(z))
        expect_close(returned, 2 * dot(w, x) + 3)


@exercise("sigmoid_network")
class TestSigmoidNetwork:
    def test_known_network(self, student, rng):
        """Two hidden units can compute XOR: the output tells whether exactly one input is 1."""
        w = draw_near([[3.7, 3.7], [2.9, 2.9]], rng, 0.01)
        b, v = draw_near([-1.5, -4.5], rng, 0.01), draw_near([4.5, -5.2], rng, 0.01)
        for x in ((1, 0), (0, 1), (0, 0), (1, 1)):
            y = student.sigmoid_network(np.array(x, dtype=float), w, b, v, -2.0)
            expect_close(y, network_output(x, w, b, v, -2.0))

    def test_worked_by_hand(self, student, rng):
        """Each hidden unit and the output send their sum, bias included, through a sigmoid."""
        w, b = np.log(np.array([[3.0, 1.0], [2.0, 9.0]])), np.log(np.array([3.0, 0.5]))
        z = unrounded(rng, 0.5, 1.5)
        y = student.sigmoid_network(np.array([1.0, 0.0]), w, b, np.array([10.0, -4.0]), z - 7)
        expect_close(y, exact_sigmoid(z))

    def test_any_number_of_inputs_and_hidden_units(self, student, rng):
        """It works for any number of inputs and of hidden units."""
        for k, d, sign in ((2, 4, -1), (5, 3, 1), (1, 2, -1), (3, 1, 1)):
            x, w = rng.uniform(0.5, 1, d), both_signs(rng, (k, d)) / d
            b, v = rng.uniform(0.5, 2, (2, k))
            c = 0.5 if sign > 0 else -float(v.sum())  # decides the sign of the output's sum
            hidden = [exact_sigmoid(dot(w[j], x) + float(b[j])) for j in range(k)]
            expect_close(student.sigmoid_network(x, w, b, v, c), exact_sigmoid(dot(v, hidden) + c))

    @aspect
    def test_as_many_hidden_units_as_inputs(self, student, rng):
        """The weights of a hidden unit are a row of hidden_w, not a column."""
        w = np.array([[1.0, 4.0, -2.0], [0.0, 1.0, 3.0], [-2.0, -1.0, 0.0]])
        x, b = np.array([0.5, -1.0, 0.25]), np.array([0.5, 0.25, -1.0])
        hidden = [exact_sigmoid(-3.5), exact_sigmoid(0.0), exact_sigmoid(-1.0)]
        z = unrounded(rng, 0.2, 0.5)
        c = z - dot((1.0, -2.0, 3.0), hidden)
        y = student.sigmoid_network(x, w, b, np.array([1.0, -2.0, 3.0]), c)
        expect_close(y, exact_sigmoid(z))

    def test_saturated_units(self, student, rng):
        """With large weights the units become switches, and the output is still a number."""
        scale, last = (float(factor) for factor in rng.uniform(1, 1.1, 2))
        w, b = np.array([[40.0, 40.0], [-40.0, -40.0]]) * scale, np.array([-20.0, 60.0]) * scale
        v, c = np.array([40.0, 40.0]) * last, -60.0 * last
        for x, expected in (((0, 0), 0.0), ((1, 0), 1.0), ((0, 1), 1.0), ((1, 1), 0.0)):
            y = student.sigmoid_network(np.array(x), w, b, v, c)
            expect_close(y, expected, atol=1e-8)

    @aspect
    def test_takes_every_numeric_type(self, student, rng):
        """Integers, bytes and truth values are computed in floating point: nothing wraps."""
        c = -int(rng.integers(4, 11))
        x, w = np.array([2, 1], dtype=np.uint8), np.array([[100, 60], [1, 0]], dtype=np.uint8)
        b, v = np.array([-260, -2]), np.array([2, 1], dtype=np.uint8)
        expected = exact_sigmoid(2 * exact_sigmoid(0) + exact_sigmoid(0) - 1)
        expect_close(student.sigmoid_network(x, w, b, v, -1), expected, **SINGLE)
        expected = exact_sigmoid(2 * exact_sigmoid(1) + exact_sigmoid(2) + c)
        y = student.sigmoid_network(
            np.array([True, False]), np.array([[1, 5], [2, 7]]), np.array([0, 0]), v, c
        )
        expect_close(y, expected, **SINGLE)

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed."""
        for _ in range(3):
            x, w, b, v = (rng.uniform(-1, 1, shape) for shape in ((3,), (4, 3), (4,), (4,)))
            c = -float(abs(v).sum())  # so that the output's sum is below zero
            hidden = [exact_sigmoid(dot(w[j], x) + float(b[j])) for j in range(4)]
            y = expect_unchanged(student.sigmoid_network, x, w, b, v, c)
            expect_close(y, exact_sigmoid(dot(v, hidden) + c))


@exercise("collapse_linear_layers")
class TestCollapseLinearLayers:
    def test_two_layers_by_hand(self, student, rng):
        """The second layer is applied to the output of the first one, bias included."""
        first, second = float(draw_near(2.0, rng)), float(draw_near(3.0, rng))
        weights = [np.array([[first]]), np.array([[second]])]
        biases = [np.array([1.0]), np.array([10.0])]
        expected = (np.array([[first * second]]), np.array([second + 10.0]))
        expect_close(student.collapse_linear_layers(weights, biases), expected)

    def test_stacks_of_any_height_and_width(self, student, rng):
        """A stack of any height, with layers of any sizes, is equal to one layer."""
        for sizes in ((3, 2, 4), (2, 5, 3, 1), (1, 4, 2, 3, 5)):
            weights = [rng.normal(size=pair) for pair in zip(sizes[1:], sizes[:-1], strict=True)]
            biases = [rng.uniform(1, 2, size) for size in sizes[1:]]
            shift = apply_layers(weights, biases, np.zeros(sizes[0]))
            columns = [apply_layers(weights, biases, unit) - shift for unit in np.eye(sizes[0])]
            returned = student.collapse_linear_layers(weights, biases)
            expect_close(returned, (np.transpose(columns), shift))

    @aspect
    def test_square_layers(self, student, rng):
        """Layers of equal size must be in the right order: the first one is next to the input."""
        factor, shift = (float(value) for value in rng.uniform(0.5, 2, 2))
        weights = [np.array([[0.0, 1.0], [2.0, 0.0]]) * factor, np.array([[1.0, 1.0], [0.0, 1.0]])]
        weights.append(np.array([[1.0, 0.0], [3.0, 1.0]]))
        biases = [np.array([1.0, -1.0]), np.array([2.0, 5.0]), np.array([0.5, -4.0]) + shift]
        expected = (np.array([[2.0, 1.0], [8.0, 3.0]]) * factor, np.array([2.5, 6.0]) + shift)
        expect_close(student.collapse_linear_layers(weights, biases), expected)

    def test_a_single_layer(self, student, rng):
        """A stack of one layer is that layer."""
        w, b = rng.normal(size=(2, 3)), rng.normal(size=2)
        expect_close(student.collapse_linear_layers([w], [b]), (w, b))

    def test_the_result_acts_like_the_stack(self, student, rng):
        """For any input, the one layer gives the same result as the whole stack."""
        weights = [rng.normal(size=shape) for shape in ((4, 3), (4, 4), (2, 4))]
        biases = [rng.normal(size=size) for size in (4, 4, 2)]
        w, b = expect_tuple(student.collapse_linear_layers(weights, biases), 2)
        w, b = expect_array(w, shape=(2, 3)), expect_array(b, shape=(2,))
        for x in rng.normal(size=(5, 3)):
            expect_close(w @ x + b, apply_layers(weights, biases, x))

    @aspect
    def test_takes_every_numeric_type(self, student, rng):
        """Integers and bytes are computed in floating point: nothing wraps."""
        c = int(rng.integers(0, 100))
        weights = [np.array([[20, 1], [3, 10]]), np.array([[30, 2], [0, 50]])]
        biases = [np.array([10, 7]), np.array([150 + c, 100])]
        expected = (np.array([[606, 50], [150, 500]]), np.array([464 + c, 450]))
        for dtype in (np.int64, np.uint8):
            stack = [w.astype(dtype) for w in weights], [b.astype(dtype) for b in biases]
            expect_close(student.collapse_linear_layers(*stack), expected)

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """Neither the lists nor the arrays in them are changed."""
        weights = [rng.normal(size=(3, 3)) for _ in range(3)]
        biases = [rng.normal(size=3) for _ in range(3)]
        shift = apply_layers(weights, biases, np.zeros(3))
        columns = [apply_layers(weights, biases, unit) - shift for unit in np.eye(3)]
        returned = expect_unchanged(student.collapse_linear_layers, weights, biases)
        expect_close(returned, (np.transpose(columns), shift))


@exercise("relu_and")
class TestReluAnd:
    def test_truth_table(self, student, rng):
        """The result is 1 where both inputs are 1, and 0 for the other three pairs."""
        for dtype in LOGICAL_TYPES:
            a, b = truth_table(rng, dtype)
            expect_close(student.relu_and(a, b), np.minimum(a, b))

    def test_is_made_of_relu_units(self, student, rng):
        """Given other numbers, it has neither jumps nor curves, as any sum of ReLU units."""
        expect_relu_units(student.relu_and, 2, rng)

    @aspect
    def test_any_shape(self, student, rng):
        """Arrays of any shape are combined element by element."""
        for a, b in truth_arrays(rng):
            expect_close(student.relu_and(a, b), np.minimum(a, b))

    @aspect
    def test_bytes(self, student, rng):
        """Bytes are computed in floating point: 0 - 1 is -1, not 255."""
        a, b = truth_table(rng, np.uint8)
        expect_close(student.relu_and(a, b), np.minimum(a, b))

    @aspect
    def test_truth_values(self, student, rng):
        """Truth values are taken as the numbers 0 and 1."""
        a, b = truth_table(rng, bool)
        expect_close(student.relu_and(a, b), np.minimum(a, b))

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed."""
        a, b = truth_table(rng, float)
        expect_close(expect_unchanged(student.relu_and, a, b), np.minimum(a, b))


@exercise("relu_or")
class TestReluOr:
    def test_truth_table(self, student, rng):
        """The result is 0 where both inputs are 0, and exactly 1 for the other three pairs."""
        for dtype in LOGICAL_TYPES:
            a, b = truth_table(rng, dtype)
            expect_close(student.relu_or(a, b), np.maximum(a, b))

    def test_is_made_of_relu_units(self, student, rng):
        """Given other numbers, it has neither jumps nor curves, as any sum of ReLU units."""
        expect_relu_units(student.relu_or, 2, rng)

    @aspect
    def test_any_shape(self, student, rng):
        """Arrays of any shape are combined element by element."""
        for a, b in truth_arrays(rng):
            expect_close(student.relu_or(a, b), np.maximum(a, b))

    @aspect
    def test_bytes(self, student, rng):
        """Bytes are computed in floating point: 0 - 1 is -1, not 255."""
        a, b = truth_table(rng, np.uint8)
        expect_close(student.relu_or(a, b), np.maximum(a, b))

    @aspect
    def test_truth_values(self, student, rng):
        """Truth values are taken as the numbers 0 and 1."""
        a, b = truth_table(rng, bool)
        expect_close(student.relu_or(a, b), np.maximum(a, b))

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed."""
        a, b = truth_table(rng, float)
        expect_close(expect_unchanged(student.relu_or, a, b), np.maximum(a, b))


@exercise("relu_not")
class TestReluNot:
    def test_truth_table(self, student, rng):
        """It turns 0 into 1 and 1 into 0."""
        for dtype in LOGICAL_TYPES:
            a, _ = truth_table(rng, dtype)
            expect_close(student.relu_not(a), np.where(a == 1, 0, 1))

    def test_is_made_of_relu_units(self, student, rng):
        """Given other numbers, it has neither jumps nor curves, as any sum of ReLU units."""
        expect_relu_units(student.relu_not, 1, rng)

    @aspect
    def test_any_shape(self, student, rng):
        """Arrays of any shape are negated element by element."""
        for a, _ in truth_arrays(rng):
            expect_close(student.relu_not(a), np.where(a == 1, 0, 1))

    @aspect
    def test_bytes_and_truth_values(self, student, rng):
        """Bytes do not wrap around, and truth values are taken as the numbers 0 and 1."""
        for dtype in (np.uint8, bool):
            a, _ = truth_table(rng, dtype)
            expect_close(student.relu_not(a), np.where(a == 1, 0, 1))

    @aspect
    def test_leaves_its_argument_alone(self, student, rng):
        """The array given to it is not changed."""
        a, _ = truth_table(rng, float)
        expect_close(expect_unchanged(student.relu_not, a), np.where(a == 1, 0, 1))


@exercise("relu_xor")
class TestReluXor:
    def test_truth_table(self, student, rng):
        """The result is 1 where exactly one input is 1, and 0 where both are the same."""
        for dtype in LOGICAL_TYPES:
            a, b = truth_table(rng, dtype)
            expect_close(student.relu_xor(a, b), a != b)

    def test_is_made_of_relu_units(self, student, rng):
        """Given other numbers, it has neither jumps nor curves, as any sum of ReLU units."""
        expect_relu_units(student.relu_xor, 2, rng)

    @aspect
    def test_any_shape(self, student, rng):
        """Arrays of any shape are combined element by element."""
        for a, b in truth_arrays(rng):
            expect_close(student.relu_xor(a, b), abs(a - b))

    @aspect
    def test_bytes(self, student, rng):
        """Bytes are computed in floating point: 0 - 1 is -1, not 255."""
        a, b = truth_table(rng, np.uint8)
        expect_close(student.relu_xor(a, b), a != b)

    @aspect
    def test_truth_values(self, student, rng):
        """Truth values are taken as the numbers 0 and 1."""
        a, b = truth_table(rng, bool)
        expect_close(student.relu_xor(a, b), a != b)

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed."""
        a, b = truth_table(rng, float)
        expect_close(expect_unchanged(student.relu_xor, a, b), a != b)


@exercise("interpolating_relus")
class TestInterpolatingRelus:
    def test_powers_of_two(self, student, rng):
        """For powers of two, a slope is by how much the curve gets steeper, not how steep it is."""
        scale = float(rng.uniform(0.5, 2))
        expected = (scale, scale * np.array([1.0, 1, 2, 4, 8, 16, 32, 64, 128, 256]))
        returned = student.interpolating_relus(np.arange(11.0), scale * 2 ** np.arange(11.0))
        expect_close(returned, expected)

    def test_uneven_knots(self, student, rng):
        """If the knots are not one apart, the steepness is rise over run."""
        shift, scale = (float(value) for value in rng.uniform(0.5, 2, 2))
        knots, values = np.array([0.0, 2.0, 3.0, 7.0]), np.array([0.0, 1.0, 0.0, 6.0])
        returned = student.interpolating_relus(knots, scale * values + shift)
        expect_close(returned, (shift, scale * np.array([0.5, -1.5, 2.5])))

    def test_goes_through_every_point(self, student, rng):
        """The sum goes through all points, wherever they lie, even to the left of zero."""
        for n in (3, 4, 7):
            knots = np.cumsum(rng.uniform(0.3, 2.0, n)) - 6.0
            values = zigzag(rng, n)
            expect_close(follow(student.interpolating_relus(knots, values), knots), values)

    def test_straight_lines_need_one_unit(self, student, rng):
        """Points on one line give a slope at the first knot and zeros after it."""
        knots, slope = np.array([-3.0, -1.0, 0.5, 4.0]), float(rng.uniform(-3, -1))
        expected = (5.0 - 3 * slope, np.array([slope, 0.0, 0.0]))
        expect_close(student.interpolating_relus(knots, 5 + slope * knots), expected)

    def test_two_points(self, student, rng):
        """Two points give a single slope."""
        first, last = (float(value) for value in draw_near([3.0, 5.0], rng))
        returned = student.interpolating_relus(np.array([-2.0, 2.0]), np.array([first, last]))
        expect_close(returned, (first, np.array([(last - first) / 4])))

    @aspect
    def test_takes_every_numeric_type(self, student, rng):
        """Integers and bytes are computed in floating point: nothing is rounded or wraps."""
        c = int(rng.integers(0, 55))
        knots, values = np.array([0, 2, 3, 7]), np.array([7, 4, 9, 200]) + c
        expected = (7.0 + c, np.array([-1.5, 6.5, 42.75]))
        for dtype in (np.int64, np.uint8):
            returned = student.interpolating_relus(knots.astype(dtype), values.astype(dtype))
            expect_close(returned, expected)
        wide = np.array([-70 - c, 70 + c], dtype=np.int8)
        expect_close(student.interpolating_relus(wide, wide), (-70.0 - c, np.array([1.0])))

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed."""
        knots, values = np.cumsum(rng.uniform(0.3, 2.0, 5)), zigzag(rng, 5)
        returned = expect_unchanged(student.interpolating_relus, knots, values)
        expect_close(follow(returned, knots), values)


@exercise("without_activation")
class TestWithoutActivation:
    def test_the_answer(self, student):
        """Linear layers collapse into one; what is left is that one, followed by the sigmoid."""
        expect_equal(student.without_activation(), "logistic regression")
