"""Hidden tests of 05 gradient_descent.

Expected values are worked by hand, summed sample by sample in plain Python, or central differences
of costs computed that way. Random functions are judged by what every right answer has in common,
never by an order of draws.
"""

import math
import statistics

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

#: So far off are the targets of fit_linear that the first gradients are large.
FAR = 30.0
X, Y = np.array([1.0, 3.0, 6.0, 5.0]), np.array([4.0, 8.0, 14.0, 13.0])


def away_from_zero(rng, *shape):
    """Numbers of either sign, of absolute value 0.3 to 2."""
    return rng.uniform(0.3, 2.0, shape) * rng.choice([-1.0, 1.0], shape)


def samples_and_weights(rng, n, d, b):
    """Samples of d features (flat if d is 0), and weights with outputs on both sides of zero."""

    def outputs_of_both_signs(drawn):
        outputs = np.dot(*drawn) + b
        return outputs.min() < -0.1 and outputs.max() > 0.1

    shape = (n, d) if d else (n,)
    return draw_until(
        outputs_of_both_signs,
        lambda: (away_from_zero(rng, *shape), away_from_zero(rng, *shape[1:])),
    )


def batches_and_remainders(rng):
    """Pairs (n, batch_size) with no remainder, the least, the greatest and any."""
    pairs = []
    for least, most in ((0.0, 0.0), (0.0, 0.0), (0.01, 0.01), (0.99, 0.99), (0.01, 0.99)):
        batch_size = int(rng.integers(3, 40))
        remainder = math.ceil(rng.uniform(least, most) * (batch_size - 1))
        pairs.append((int(rng.integers(3, 15)) * batch_size + remainder, batch_size))
    return pairs


def outputs_by_hand(x, w, b):
    """x . w + b for each sample, as Python numbers; for one feature x is flat and w a number."""
    rows = np.reshape(x, (len(x), -1)).tolist()
    weights = np.ravel(w).tolist()
    return [sum(a * c for a, c in zip(row, weights, strict=True)) + b for row in rows]


def squared_cost(z, y):
    """Half the mean squared error of the outputs z."""
    return sum((a - c) ** 2 for a, c in zip(z, y.tolist(), strict=True)) / (2 * len(z))


def entropy_cost(z, y):
    """The mean binary cross-entropy of the logits z."""
    probabilities = [1 / (1 + math.exp(-logit)) for logit in z]
    return -sum(
        math.log(p) if label else math.log(1 - p)
        for p, label in zip(probabilities, y.tolist(), strict=True)
    ) / len(z)


def slopes(cost, x, y, w, b, h=1e-4):
    """Central differences of a cost with respect to w and b; the cost is nearly quadratic there."""
    dw = []
    for k in range(np.size(w)):
        nudge = np.zeros(np.size(w))
        nudge[k] = h
        nudge = nudge.reshape(np.shape(w))
        up, down = outputs_by_hand(x, w + nudge, b), outputs_by_hand(x, w - nudge, b)
        dw.append((cost(up, y) - cost(down, y)) / (2 * h))
    up, down = outputs_by_hand(x, w, b + h), outputs_by_hand(x, w, b - h)
    return np.reshape(dw, np.shape(w)), (cost(up, y) - cost(down, y)) / (2 * h)


def descend_by_hand(x, y, w, b, learning_rate, epochs, activation, cost):
    """Gradient descent in plain Python: the weights, the bias and the costs on the way."""
    rows, weights, costs = np.reshape(x, (len(x), -1)).tolist(), np.ravel(w).tolist(), []
    for _ in range(epochs):
        z = outputs_by_hand(x, weights, b)
        costs.append(cost(z, y))
        errors = [activation(a) - c for a, c in zip(z, y.tolist(), strict=True)]
        for k in range(len(weights)):
            slope = sum(e * row[k] for e, row in zip(errors, rows, strict=True)) / len(rows)
            weights[k] -= learning_rate * slope
        b -= learning_rate * sum(errors) / len(rows)
    return np.reshape(weights, np.shape(w)), b, np.array(costs)


def fit_linear_by_hand(x, y, w, b, learning_rate, epochs):
    """What fit_linear returns."""
    return descend_by_hand(x, y, w, b, learning_rate, epochs, lambda z: z, squared_cost)


def fit_logistic_by_hand(x, y, w, b, learning_rate, epochs):
    """What fit_logistic returns."""

    def sigmoid(z):
        return 1 / (1 + math.exp(-z))

    return descend_by_hand(x, y, w, b, learning_rate, epochs, sigmoid, entropy_cost)


def missed_targets(rng):
    """Targets that the line 5 x + 1 misses at X by 2, 8, 17 and 13 times a scale, and the scale.

    The cost is 65.75 times the scale's square, the derivatives are 48.25 and 10 times the scale.
    """
    scale = float(rng.uniform(0.5, 2))
    return 5 * X + 1 - scale * np.array([2.0, 8.0, 17.0, 13.0]), scale


def some_shift(rng):
    """A number from 1/8 to 4 in eighths, so that adding it to such numbers rounds nothing."""
    return float(rng.integers(1, 33)) / 8


def another_generator(rng):
    """A generator in a random state."""
    return np.random.default_rng(int(rng.integers(1 << 30)))


@exercise("predict")
class TestPredict:
    def test_one_feature(self, student, rng):
        """With one feature the prediction is the weight times x, plus the bias."""
        expect_close(student.predict(X, 5.0, 1.0), np.array([6.0, 16.0, 31.0, 26.0]))
        x, w = samples_and_weights(rng, 6, 0, 0.25)
        expect_close(student.predict(x, float(w), 0.25), outputs_by_hand(x, w, 0.25))

    def test_several_features(self, student, rng):
        """With several features each has its own weight, and the products are added up."""
        x, w = samples_and_weights(rng, 7, 3, 1.7)
        expect_close(student.predict(x, w, 1.7), np.array(outputs_by_hand(x, w, 1.7)))

    @aspect
    def test_square_data(self, student, rng):
        """A sample is a row of x, even if there are as many samples as features."""
        x, b = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 10.0]]), some_shift(rng)
        expected = np.array([18.0, 48.0, 77.0]) + b
        expect_close(student.predict(x, np.array([1.0, 10.0, -1.0]), b), expected)

    @aspect
    def test_single_sample_and_single_column(self, student, rng):
        """One sample gives an array of one prediction; one column gives one for each row."""
        b = some_shift(rng)
        row, weights = np.array([[1.0, 2.0, 4.0, 8.0]]), np.array([1.0, -1.0, 1.0, -1.0])
        expect_close(student.predict(row, weights, b), np.array([b - 5.0]))
        column = np.array([[1.0], [2.0], [4.0]])
        expect_close(student.predict(column, np.array([3.0]), b), np.array([3.0, 6.0, 12.0]) + b)

    @aspect
    def test_takes_integers(self, student, rng):
        """Integers and truth values are computed in floating point: no sum wraps around."""
        k = int(rng.integers(100, 256))
        x = np.array([[200, 100], [3, k]], dtype=np.uint8)
        expect_close(student.predict(x, np.array([2, 3], dtype=np.uint8), 1), [701, 3 * k + 7])
        expect_close(student.predict(x, np.array([0.5, -0.25]), 1), [76, 2.5 - k / 4])
        flat = np.array([100, 200], dtype=np.uint8)
        expect_close(student.predict(flat, 5, 1), [501, 1001])
        answers = np.array([[True, True], [True, False]])
        expect_close(student.predict(answers, np.array([True, True]), 0.5), [2.5, 1.5])

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed."""
        x, w = samples_and_weights(rng, 4, 2, 0.5)
        expect_close(expect_unchanged(student.predict, x, w, 0.5), outputs_by_hand(x, w, 0.5))
        flat = away_from_zero(rng, 5)
        expect_close(expect_unchanged(student.predict, flat, 2.0, 0.5), 2 * flat + 0.5)


@exercise("half_mse")
class TestHalfMse:
    def test_known_figure(self, student, rng):
        """The cost is the sum of the squared errors over twice the number of samples."""
        y, scale = missed_targets(rng)
        expect_close(student.half_mse(X, y, 5.0, 1.0), 65.75 * scale**2)
        expect_close(student.half_mse(X[:1], y[:1], 5.0, 2.0), (1 + 2 * scale) ** 2 / 2)

    def test_several_features(self, student, rng):
        """With several features the errors are those of the whole prediction, bias included."""
        (x, w), y = samples_and_weights(rng, 7, 3, 1.7), away_from_zero(rng, 7)
        y += 6 * np.sign(y)
        expect_close(student.half_mse(x, y, w, 1.7), squared_cost(outputs_by_hand(x, w, 1.7), y))

    def test_small_errors(self, student, rng):
        """Small errors give a small cost, and samples that occur twice count twice."""
        x, errors = np.array([0.0, 0.0, 1.0]), rng.uniform(1e-3, 2e-3) * np.array([1, 1, -2])
        expect_close(student.half_mse(x, 2 * x + 1 - errors, 2.0, 1.0), errors[0] ** 2, atol=1e-11)

    @aspect
    def test_square_data(self, student, rng):
        """There may be as many samples as features."""
        x, scale = np.array([[1.0, 2.0], [4.0, 3.0]]), float(rng.uniform(0.5, 2))
        y = np.array([2 * scale, 2 - scale])  # the predictions are 0 and 2
        expect_close(student.half_mse(x, y, np.array([1.0, -1.0]), 1.0), 1.25 * scale**2)

    @aspect
    def test_does_not_grow_with_the_number_of_samples(self, student, rng):
        """Repeating the data does not change the cost."""
        (x, w), y = samples_and_weights(rng, 5, 2, -0.5), away_from_zero(rng, 5)
        y += 5 * np.sign(y)
        expected = squared_cost(outputs_by_hand(x, w, -0.5), y)
        for times in (1, 2, 10):
            reached = student.half_mse(np.tile(x, (times, 1)), np.tile(y, times), w, -0.5)
            expect_close(reached, expected)

    def test_errors_of_either_sign(self, student, rng):
        """Positive and negative errors do not cancel; without errors the cost is 0."""
        scale, b = float(rng.uniform(0.5, 2)), some_shift(rng)
        y = 2 * X + scale * np.array([3, -3, 3, -3])
        expect_close(student.half_mse(X, y, 2.0, 0.0), 4.5 * scale**2)
        expect_close(student.half_mse(X, 2 * X + b, 2.0, b), 0.0)

    @aspect
    def test_takes_integers(self, student, rng):
        """Integers and truth values are computed in floating point: no difference wraps around."""
        k = int(rng.integers(0, 100))
        x = np.array([[20, 10], [3, 25]], dtype=np.uint8)
        y = np.array([255, k], dtype=np.uint8)
        expect_close(student.half_mse(x, y, np.array([2, 9]), 1), (124**2 + (232 - k) ** 2) / 4)
        expect_close(
            student.half_mse(x[0], np.array([7, 200], dtype=np.uint8), 30, 1),
            (594**2 + 101**2) / 4,
        )
        labels = np.array([True, False])
        expect_close(student.half_mse(np.array([1, 2]), labels, 1, 0), 1.0)

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed."""
        (x, w), y = samples_and_weights(rng, 4, 2, 0.5), away_from_zero(rng, 4) + 5
        reached = expect_unchanged(student.half_mse, x, y, w, 0.5)
        expect_close(reached, squared_cost(outputs_by_hand(x, w, 0.5), y))


@exercise("half_mse_gradients")
class TestHalfMseGradients:
    def test_known_figure(self, student, rng):
        """The derivatives are averages over the samples; an error is prediction minus y."""
        y, scale = missed_targets(rng)
        expect_close(student.half_mse_gradients(X, y, 5.0, 1.0), (48.25 * scale, 10.0 * scale))

    def test_slopes_of_the_cost(self, student, rng):
        """With several features the derivatives are the slopes of the cost."""
        (x, w), y = samples_and_weights(rng, 7, 3, 1.7), away_from_zero(rng, 7) + 9
        expected = slopes(squared_cost, x, y, w, 1.7)
        expect_close(student.half_mse_gradients(x, y, w, 1.7), expected, atol=1e-7)

    def test_small_errors(self, student, rng):
        """Small errors give small derivatives, and samples that occur twice count twice."""
        x, size = np.array([3.0, 3.0, 1.0]), float(rng.uniform(1e-3, 2e-3))
        y = 2 * x + 1 - size * np.array([1, 1, -0.5])
        expected = (size * 5.5 / 3, size * 0.5)
        expect_close(student.half_mse_gradients(x, y, 2.0, 1.0), expected)

    @aspect
    def test_square_data(self, student, rng):
        """Each derivative belongs to a column of x, even with as many samples as features."""
        x, w = samples_and_weights(rng, 3, 3, -0.5)
        y = np.array([5.0, -9.0, 20.0])
        expected = slopes(squared_cost, x, y, w, -0.5)
        expect_close(student.half_mse_gradients(x, y, w, -0.5), expected, atol=1e-7)

    @aspect
    def test_single_column_and_flat_data(self, student, rng):
        """The derivative of w has the shape of w: an array for one column, a number for flat x."""
        (x, w), y = samples_and_weights(rng, 6, 0, 0.5), away_from_zero(rng, 6) + 6
        dw, db = slopes(squared_cost, x, y, w, 0.5)
        reached = student.half_mse_gradients(x, y, float(w), 0.5)
        expect_close(reached, (dw, db), atol=1e-7)
        reached = student.half_mse_gradients(x[:, np.newaxis], y, np.array([w]), 0.5)
        expect_close(reached, (np.array([dw]), db), atol=1e-7)

    @aspect
    def test_does_not_grow_with_the_number_of_samples(self, student, rng):
        """Repeating the data does not change the derivatives; a single sample has its own."""
        y, scale = missed_targets(rng)
        for times in (2, 25):
            reached = student.half_mse_gradients(np.tile(X, times), np.tile(y, times), 5.0, 1.0)
            expect_close(reached, (48.25 * scale, 10.0 * scale))
        reached = student.half_mse_gradients(X[1:2], y[1:2], 5.0, 1.0)
        expect_close(reached, (24.0 * scale, 8.0 * scale))

    @aspect
    def test_takes_integers(self, student, rng):
        """Integers and truth values are computed in floating point: nothing wraps around."""
        k = int(rng.integers(0, 100))
        x = np.array([[20, 10], [3, 25]], dtype=np.uint8)
        y, error = np.array([255, k], dtype=np.uint8), 232 - k
        reached = student.half_mse_gradients(x, y, np.array([2, 9]), 1)
        expected = np.array([3 * error - 2480, 25 * error - 1240]) / 2, (error - 124) / 2
        expect_close(reached, expected)
        reached = student.half_mse_gradients(x[0], np.array([7, 200], dtype=np.uint8), 30, 1)
        expect_close(reached, ((594 * 20 + 101 * 10) / 2, 347.5))

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed."""
        (x, w), y = samples_and_weights(rng, 5, 2, 0.5), away_from_zero(rng, 5) + 5
        expected = slopes(squared_cost, x, y, w, 0.5)
        expect_close(
            expect_unchanged(student.half_mse_gradients, x, y, w, 0.5), expected, atol=1e-7
        )


@exercise("gradient_step")
class TestGradientStep:
    def test_known_figure(self, student, rng):
        """Every parameter moves against its own gradient, scaled by the learning rate."""
        w, b = float(draw_near(5.0, rng)), some_shift(rng)
        expect_close(student.gradient_step([w, b], [48.25, 10.0], 0.01), [w - 0.4825, b - 0.1])
        expect_close(student.gradient_step([-1.5], [-0.25], 4.0), [-0.5])

    def test_arrays_of_different_shapes(self, student, rng):
        """There may be any number of parameters: arrays of different shapes, or numbers."""
        for shapes in (((3, 2), (4,), ()), ((5,),), ((), (2, 3, 2), (3,), (1, 1), (3, 3))):
            params = [away_from_zero(rng, *shape) for shape in shapes]
            grads = [away_from_zero(rng, *shape) for shape in shapes]
            expected = []
            for p, g in zip(params, grads, strict=True):
                moved = [a - 0.7 * c for a, c in zip(p.flat, g.flat, strict=True)]
                expected.append(np.reshape(moved, p.shape))
            expect_close(student.gradient_step(params, grads, 0.7), expected)

    @aspect
    def test_any_scale(self, student, rng):
        """Large and small gradients and learning rates make large and small steps."""
        b = some_shift(rng)
        params, grads = [np.array([1.0, -2.0]) + b, b], [np.array([3000.0, 0.0]), -2000.0]
        expected = [np.array([-2.0, -2.0]) + b, 2.0 + b]
        expect_close(student.gradient_step(params, grads, 0.001), expected)
        grads = [np.array([0.003, 0.0]), -0.002]
        expect_close(student.gradient_step(params, grads, 1000.0), expected)

    @aspect
    def test_takes_integers(self, student, rng):
        """Integer parameters and gradients give floating-point results."""
        k = int(rng.integers(1, 100))
        params = [np.array([[1, 0, 7]], dtype=np.uint8), np.array([3, 200]), k]
        grads = [np.array([[1, 2, 3]], dtype=np.uint8), np.array([-4, 5]), 3]
        expected = [np.array([[0.75, -0.5, 6.25]]), np.array([4.0, 198.75]), k - 0.75]
        expect_close(student.gradient_step(params, grads, 0.25), expected)

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """Neither the lists given to it nor the arrays in them are changed."""
        params = [away_from_zero(rng, 2, 3), away_from_zero(rng, 4), 2.0]
        grads = [away_from_zero(rng, 2, 3), away_from_zero(rng, 4), -1.0]
        expected = [params[0] - 0.5 * grads[0], params[1] - 0.5 * grads[1], 2.5]
        expect_close(expect_unchanged(student.gradient_step, params, grads, 0.5), expected)


@exercise("fit_linear")
class TestFitLinear:
    def test_one_epoch(self, student, rng):
        """One epoch is one update from the given start; its cost is the cost of that start."""
        y, scale = missed_targets(rng)
        expected = (5 - 0.4825 * scale, 1 - 0.1 * scale, np.array([65.75 * scale**2]))
        expect_close(student.fit_linear(X, y, 5.0, 1.0, 0.01, 1), expected)

    def test_several_epochs(self, student, rng):
        """Each epoch takes both derivatives at the point that the epoch before has reached."""
        (x, w), y = samples_and_weights(rng, 7, 3, 1.7), away_from_zero(rng, 7) + FAR
        expected = fit_linear_by_hand(x, y, w, 1.7, 0.13, 6)
        expect_close(student.fit_linear(x, y, w, 1.7, 0.13, 6), expected)

    @aspect
    def test_square_data_and_single_column(self, student, rng):
        """There may be as many samples as features, or one column of them."""
        for n, d in ((3, 3), (5, 1)):
            (x, w), y = samples_and_weights(rng, n, d, -0.5), away_from_zero(rng, n) + FAR
            expected = fit_linear_by_hand(x, y, w, -0.5, 0.2, 3)
            expect_close(student.fit_linear(x, y, w, -0.5, 0.2, 3), expected)

    def test_costs_before_each_update(self, student, rng):
        """There are as many costs as epochs: each is the cost before that epoch's update."""
        y, _ = missed_targets(rng)
        reached = expect_tuple(student.fit_linear(X, y, 5.0, 1.0, 0.01, 4), 3)
        costs = expect_array(reached[2], shape=(4,))
        expect_close(costs, fit_linear_by_hand(X, y, 5.0, 1.0, 0.01, 4)[2])

    def test_arrives_at_the_best_line(self, student, rng):
        """After many epochs it arrives at the least-squares line, and the cost has never risen."""
        x, noise = np.array([-1.0, 0.0, 1.0, 2.0]), np.array([0.0, 0.0, 0.0, 1.0])
        slope = float(draw_near(3.0, rng))
        for y, best in (
            (slope * x - 2, (slope, -2.0)),
            (slope * x - 2 + noise, (slope + 0.3, -1.9)),
        ):
            w, b, costs = expect_tuple(student.fit_linear(x, y, 0.0, 0.0, 0.5, 200), 3)
            expect_close((w, b), best)
            expect_that(
                np.all(np.diff(expect_array(costs, shape=(200,))) < 1e-12),
                "A cost is greater than the one before.",
            )

    @aspect
    def test_takes_integers(self, student, rng):
        """Integer data and integer starting values give floating-point results."""
        k = int(rng.integers(1, 60))
        x, y = np.array([[20, 10], [3, 25], [1, 1]], dtype=np.uint8), np.array([9, 255, k])
        expected = fit_linear_by_hand(x, y, np.array([2, 9]), 1, 0.001, 3)
        reached = student.fit_linear(x, y.astype(np.uint8), np.array([2, 9]), 1, 0.001, 3)
        expect_close(reached, expected)
        flat, expected = X.astype(np.uint8), fit_linear_by_hand(X, Y, 5, 1, 0.01, 3)
        expect_close(student.fit_linear(flat, Y.astype(np.uint8), 5, 1, 0.01, 3), expected)

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it, including the starting weights, are not changed."""
        (x, w), y = samples_and_weights(rng, 5, 2, 0.5), away_from_zero(rng, 5) + FAR
        reached = expect_unchanged(student.fit_linear, x, y, w, 0.5, 0.1, 2)
        expect_close(reached, fit_linear_by_hand(x, y, w, 0.5, 0.1, 2))


def line_of_points(points, steps, shape):
    """The trajectory as one array, whether it came as a list or as an array."""
    items = expect_tuple(points, steps + 1)
    return np.array([expect_array(point, shape=shape) for point in items])


@exercise("gradient_descent")
class TestGradientDescent:
    def test_from_a_number(self, student, rng):
        """Starting from a number it returns every point, from first to last, as numbers."""
        start = float(draw_near(8.0, rng))
        reached = student.gradient_descent(lambda theta: expect_number(theta), start, 0.5, 3)
        expect_close(reached, [start, start / 2, start / 4, start / 8])
        reached = student.gradient_descent(lambda theta: -2.0, start, 0.25, 4)
        expect_close(reached, [start + step / 2 for step in range(5)])

    @aspect
    def test_arrays_of_any_shape(self, student, rng):
        """Starting from an array of any shape, each element goes down its own slope."""
        for shape in ((5,), (3, 3), (2, 3, 2)):
            start, bottom = away_from_zero(rng, *shape), away_from_zero(rng, *shape) + 5
            curvature = rng.uniform(0.5, 1.5, shape)
            reached = student.gradient_descent(
                lambda theta, c=curvature, m=bottom: c * (expect_array(theta) - m), start, 0.4, 6
            )
            shrunk = np.array([(1 - 0.4 * curvature) ** step for step in range(7)])
            expected = bottom + shrunk * (start - bottom)
            expect_close(line_of_points(reached, 6, shape), expected)

    def test_gradient_of_the_point_reached(self, student, rng):
        """Each step takes the gradient at the point that the step before has reached."""
        start = rng.uniform(1.0, 2.0, 4)
        expected = [start]
        for _ in range(5):
            theta = expected[-1]
            expected.append(theta - 0.7 * (np.array([math.sin(a) for a in theta]) + theta[::-1]))
        reached = student.gradient_descent(
            lambda theta: np.sin(expect_array(theta)) + expect_array(theta)[::-1], start, 0.7, 5
        )
        expect_close(line_of_points(reached, 5, (4,)), np.array(expected))

    def test_number_of_points(self, student, rng):
        """There is one more point than steps, even with no steps or where the gradient is zero."""
        number = float(draw_near(2.5, rng))
        for steps in (0, 1, 7):
            reached = student.gradient_descent(lambda theta: 0.0, number, 0.1, steps)
            expect_close(reached, [number] * (steps + 1))
        start = np.array([3.0, -1.0])
        reached = student.gradient_descent(lambda theta: np.zeros(2), start, 0.1, 2)
        expect_close(line_of_points(reached, 2, (2,)), np.array([start] * 3))

    def test_too_large_a_learning_rate(self, student, rng):
        """If the learning rate is too large, the points move away: no step is limited."""
        start = float(rng.uniform(1, 2))
        reached = student.gradient_descent(lambda theta: 2 * expect_number(theta), start, 2.0, 5)
        expect_close(reached, [start * factor for factor in (1.0, -3.0, 9.0, -27.0, 81.0, -243.0)])

    @aspect
    def test_takes_integers(self, student, rng):
        """An integer start gives floating-point points."""
        k = 2 * int(rng.integers(20, 100)) + 1
        reached = student.gradient_descent(lambda theta: expect_number(theta), k, 0.5, 2)
        expect_close(reached, [k, k / 2, k / 4])
        start = np.array([[3, 6], [-1, k]])
        reached = student.gradient_descent(lambda theta: expect_array(theta), start, 0.25, 2)
        expected = np.array([start, 0.75 * start, 0.5625 * start])
        expect_close(line_of_points(reached, 2, (2, 2)), expected)

    @aspect
    def test_leaves_the_start_alone(self, student, rng):
        """The starting point given to it is not changed."""
        start = away_from_zero(rng, 2, 3)
        reached = expect_unchanged(
            student.gradient_descent, lambda theta: np.ones((2, 3)), start, 0.5, 3
        )
        expected = np.array([start - 0.5 * step for step in range(4)])
        expect_close(line_of_points(reached, 3, (2, 3)), expected)


@exercise("numerical_gradient")
class TestNumericalGradient:
    def test_parameters_that_act_together(self, student, rng):
        """Elements are moved one at a time: while one moves, all others are unchanged."""
        theta = away_from_zero(rng, 5)
        expected = [math.prod(theta) / a + a for a in theta.tolist()]

        def product(theta):
            values = expect_array(theta).ravel()
            return float(np.prod(values) + np.sum(values**2) / 2)

        expect_close(student.numerical_gradient(product, theta), np.array(expected), atol=1e-8)
        # For a function without higher powers the central difference is exact for any step.
        expect_close(student.numerical_gradient(product, theta, 0.25), np.array(expected))

    @aspect
    def test_arrays_of_any_shape(self, student, rng):
        """The gradient has the shape of theta, whatever that shape is."""
        for shape in ((4,), (2, 3), (3, 3), (2, 1, 3)):
            theta, slopes_there = away_from_zero(rng, *shape), away_from_zero(rng, *shape)

            def weighted(theta, c=slopes_there):
                return float(np.sum(c * np.sin(expect_array(theta))))

            reached = student.numerical_gradient(weighted, theta)
            expect_close(reached, slopes_there * np.cos(theta), atol=1e-8)

    def test_calls_the_function_with_arrays(self, student, rng):
        """The function gets arrays of the shape of theta: no lists, and nothing flat."""
        theta = away_from_zero(rng, 2, 1)

        def squares(moved):
            return float((moved**2).sum()) if moved.shape == (2, 1) else math.nan

        reached = student.numerical_gradient(squares, theta)
        expect_close(reached, 2 * theta, atol=1e-8)

    def test_wide_step(self, student, rng):
        """With a large step h it is the slope between the points h above and h below."""

        def cubes(theta):
            return float(np.sum(expect_array(theta) ** 3))

        theta = draw_near([2.0, -1.0, 0.0], rng)
        reached = student.numerical_gradient(cubes, theta, h=0.5)
        expect_close(reached, 3 * theta**2 + 0.25)
        expect_close(student.numerical_gradient(cubes, theta, 2.0), 3 * theta**2 + 4)

    @aspect
    def test_default_step(self, student, rng):
        """If h is not given, it is 1e-5, the same for every element, large or small."""
        at = draw_near([0.0, 3.0, -100.0], rng)

        def steep(theta):
            return float(np.sum((1e5 * (expect_array(theta) - at)) ** 3)) / 1e5

        reached = student.numerical_gradient(steep, at)
        expect_close(reached, np.ones(3), rtol=1e-4)

    def test_is_accurate(self, student, rng):
        """Where the function is curved, the error is still far smaller than h."""
        theta = rng.uniform(-1.0, 1.0, (2, 2))
        reached = student.numerical_gradient(
            lambda theta: float(np.sum(np.exp(3 * expect_array(theta)))), theta
        )
        expect_close(reached, 3 * np.exp(3 * theta), rtol=2e-7)

    @aspect
    def test_takes_integers_and_single_precision(self, student, rng):
        """Integer and float32 parameters are moved in double precision: no step is lost."""

        def squares(theta):
            return float(np.sum(expect_array(theta) ** 2))

        k = int(rng.integers(2, 100))
        for kind in (np.int64, np.uint8, np.float32):
            theta = np.array([[3, 0, 100], [1, 20, k]], dtype=kind)
            reached = student.numerical_gradient(squares, theta)
            expect_close(reached, 2 * theta.astype(float), atol=1e-5)

    @aspect
    def test_leaves_its_argument_alone(self, student, rng):
        """The array given to it is not changed, not even to be put back."""
        theta = away_from_zero(rng, 2, 3)
        reached = expect_unchanged(
            student.numerical_gradient, lambda theta: float(np.sum(expect_array(theta))), theta
        )
        expect_close(reached, np.ones((2, 3)), atol=1e-8)


def columns_apart(rng, n, d):
    """Data whose columns differ in position and width, with widths below and above 1."""
    widths = rng.permutation(np.geomspace(0.05, 20, d))
    return widths * (np.linspace(-1, 1, n)[:, np.newaxis] + rng.uniform(0.1, 0.4, (n, d))) + 3


def scaled_by_hand(train, other, width):
    """Both data sets, scaled by the mean and a width of each column of train (1 if it is 0)."""
    scaled = [], []
    for column, values in zip(train.T.tolist(), other.T.tolist(), strict=True):
        mean, divisor = statistics.fmean(column), width(column) or 1.0
        scaled[0].append([(value - mean) / divisor for value in column])
        scaled[1].append([(value - mean) / divisor for value in values])
    return np.array(scaled[0]).T, np.array(scaled[1]).T


def spread(column):
    """Maximum minus minimum."""
    return max(column) - min(column)


@exercise("standardize")
class TestStandardize:
    def test_by_hand(self, student, rng):
        """Each column is centred and divided by its own standard deviation."""
        b, scale = some_shift(rng), float(rng.uniform(0.5, 2))  # they change nothing
        train, other = np.array([[1.0, 10.0], [3.0, 50.0]]), np.array([[2.0, 70.0]])
        expected = (np.array([[-1.0, -1.0], [1.0, 1.0]]), np.array([[0.0, 2.0]]))
        expect_close(student.standardize(scale * train + b, scale * other + b), expected)

    def test_statistics_of_the_training_set(self, student, rng):
        """Mean and standard deviation are those of the training set, for the other set too."""
        train, other = columns_apart(rng, 7, 3), 10 + 3 * columns_apart(rng, 4, 3)
        expected = scaled_by_hand(train, other, statistics.pstdev)
        expect_close(student.standardize(train, other), expected)
        expect_close(
            student.standardize(other, train), scaled_by_hand(other, train, statistics.pstdev)
        )

    @aspect
    def test_square_data(self, student, rng):
        """Statistics are taken over the samples, even if there are as many samples as features."""
        train, other = columns_apart(rng, 3, 3), columns_apart(rng, 3, 3) - 7
        expected = scaled_by_hand(train, other, statistics.pstdev)
        expect_close(student.standardize(train, other), expected)

    def test_constant_column(self, student, rng):
        """From a column that is constant in the training set, only the mean is subtracted."""
        b = some_shift(rng)
        train = np.array([[4.0, 1.0, -3.0], [4.0, 3.0, -3.0], [4.0, 3.0, -3.0], [4.0, 1.0, -3.0]])
        other = np.array([[4.0, 5.0, 0.5], [6.0, 2.0, -13.0]])
        reached = expect_no_warnings(student.standardize, train + b, other + b)
        expected = (
            np.array([[0.0, -1.0, 0.0], [0.0, 1.0, 0.0], [0.0, 1.0, 0.0], [0.0, -1.0, 0.0]]),
            np.array([[0.0, 3.0, 3.5], [2.0, 0.0, -10.0]]),
        )
        expect_close(reached, expected)

    def test_column_constant_in_the_other_set(self, student, rng):
        """The other set is divided in the same way, whether or not its columns vary."""
        b = some_shift(rng)
        train, other = np.array([[0.0], [4.0], [4.0], [0.0]]), np.array([[8.0], [8.0]])
        expected = (np.array([[-1.0], [1.0], [1.0], [-1.0]]), np.array([[3.0], [3.0]]))
        expect_close(student.standardize(train + b, other + b), expected)

    @aspect
    def test_takes_integers(self, student, rng):
        """Integers and truth values are scaled in floating point."""
        k = int(rng.integers(0, 100))
        train = np.array([[0, 255, 7], [200, 1, 7], [200, 255, 7], [0, 1, 7]], dtype=np.uint8)
        other = np.array([[100, 0, 9], [50, k, 3]], dtype=np.uint8)
        expected = (
            np.array([[-1, 1, 0], [1, -1, 0], [1, 1, 0], [-1, -1, 0]]),
            np.array([[0, -128 / 127, 2], [-0.5, (k - 128) / 127, -4]]),
        )
        expect_close(student.standardize(train, other), expected)
        answers = np.array([[True], [False]])
        expect_close(student.standardize(answers, answers[:1]), ([[1], [-1]], [[1]]))

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed."""
        train, other = columns_apart(rng, 5, 2), columns_apart(rng, 3, 2)
        expected = scaled_by_hand(train, other, statistics.pstdev)
        expect_close(expect_unchanged(student.standardize, train, other), expected)


@exercise("mean_normalize")
class TestMeanNormalize:
    def test_by_hand(self, student, rng):
        """Each column is centred and divided by its own maximum minus its minimum."""
        b, scale = some_shift(rng), float(rng.uniform(0.5, 2))  # they change nothing
        train = np.array([[1.0, 10.0], [1.0, 50.0], [4.0, 30.0]])
        other = np.array([[2.0, 70.0], [5.0, 0.0]])
        expected = (
            np.array([[-1 / 3, -0.5], [-1 / 3, 0.5], [2 / 3, 0.0]]),
            np.array([[0.0, 1.0], [1.0, -0.75]]),
        )
        expect_close(student.mean_normalize(scale * train + b, scale * other + b), expected)

    def test_statistics_of_the_training_set(self, student, rng):
        """Mean, maximum and minimum are those of the training set, for the other set too."""
        train, other = columns_apart(rng, 7, 3), 10 + 3 * columns_apart(rng, 4, 3)
        for one, two in ((train, other), (other, train)):
            expect_close(student.mean_normalize(one, two), scaled_by_hand(one, two, spread))

    @aspect
    def test_square_data(self, student, rng):
        """Statistics are taken over the samples, even if there are as many samples as features."""
        train, other = columns_apart(rng, 3, 3), columns_apart(rng, 3, 3) - 7
        expect_close(student.mean_normalize(train, other), scaled_by_hand(train, other, spread))

    def test_constant_column(self, student, rng):
        """From a column that is constant in the training set, only the mean is subtracted."""
        b = some_shift(rng)
        train = np.array([[4.0, 1.0, -3.0], [4.0, 3.0, -3.0], [4.0, 2.0, -3.0]])
        other = np.array([[4.0, 5.0, 0.5], [6.0, 2.0, -13.0]])
        reached = expect_no_warnings(student.mean_normalize, train + b, other + b)
        expected = (
            np.array([[0.0, -0.5, 0.0], [0.0, 0.5, 0.0], [0.0, 0.0, 0.0]]),
            np.array([[0.0, 1.5, 3.5], [2.0, 0.0, -10.0]]),
        )
        expect_close(reached, expected)

    def test_column_constant_in_the_other_set(self, student, rng):
        """The other set is divided in the same way, whether or not its columns vary."""
        b = some_shift(rng)
        train, other = np.array([[0.0], [4.0], [2.0]]), np.array([[8.0], [8.0]])
        expected = (np.array([[-0.5], [0.5], [0.0]]), np.array([[1.5], [1.5]]))
        expect_close(student.mean_normalize(train + b, other + b), expected)

    @aspect
    def test_takes_integers(self, student, rng):
        """Integers and truth values are scaled in floating point: no difference wraps around."""
        k = int(rng.integers(0, 100))
        train = np.array([[0, 255, 7], [200, 1, 7], [100, 128, 7]], dtype=np.uint8)
        other = np.array([[150, 1, 9], [50, k, 3]], dtype=np.uint8)
        expected = (
            np.array([[-0.5, 0.5, 0], [0.5, -0.5, 0], [0, 0, 0]]),
            np.array([[0.25, -0.5, 2], [-0.25, (k - 128) / 254, -4]]),
        )
        expect_close(student.mean_normalize(train, other), expected)
        answers = np.array([[True], [False]])
        expect_close(student.mean_normalize(answers, answers[:1]), ([[0.5], [-0.5]], [[0.5]]))
        signed = np.array([[-128], [127]], dtype=np.int8)
        expect_close(student.mean_normalize(signed, signed[1:]), ([[-0.5], [0.5]], [[0.5]]))

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed."""
        train, other = columns_apart(rng, 5, 2), columns_apart(rng, 3, 2)
        expected = scaled_by_hand(train, other, spread)
        expect_close(expect_unchanged(student.mean_normalize, train, other), expected)


def parts_of(returned, count):
    """The parts of a permutation, each as a flat array."""
    parts = [expect_array(part) for part in expect_tuple(returned, count)]
    expect_that(all(part.ndim == 1 for part in parts), "A part is not a flat array of indices.")
    return parts


def expect_everything_once(parts, n):
    """Expect that the parts together hold each of 0..n-1 once."""
    together = np.sort(np.concatenate(parts))
    expect_that(len(together) == n, "The parts together do not have n indices.")
    expect_that(
        np.array_equal(together, np.arange(n)), "Some index from 0 to n - 1 is not there once."
    )


def expect_well_mixed(draw, n, rng):
    """Expect that any two indices are in the same part in some draws but not in most.

    `draw(rng)` gives the parts, each at most half of everything. Of 300 draws a pair then shares a
    part in at most about 150; more than 200 has a probability below 1e-8, and none at all (with
    parts of at least a quarter) is as rare.
    """
    together = np.zeros((n, n))
    for _ in range(300):
        for part in draw(another_generator(rng)):
            members = np.zeros(n)
            members[part.astype(int)] = 1
            together += np.outer(members, members)
    pairs = together[~np.eye(n, dtype=bool)]
    expect_that(
        pairs.min() > 0 and pairs.max() <= 200,
        "Some indices stay together, or apart, in draw after draw.",
    )


@exercise("split_indices")
class TestSplitIndices:
    def test_every_index_once(self, student, rng):
        """The parts are disjoint and together hold every index from 0 to n - 1."""
        for n, fractions in ((10, [0.8, 0.2]), (103, [0.6, 0.3, 0.1]), (7, [0.25] * 4), (5, [1.0])):
            returned = student.split_indices(n, fractions, another_generator(rng))
            expect_everything_once(parts_of(returned, len(fractions)), n)

    def test_fewer_samples_than_parts(self, student, rng):
        """With few samples some parts are empty; the others still hold every index once."""
        # Several times: numbers drawn with replacement may all differ.
        for n, fractions in 6 * ((3, [0.3, 0.3, 0.2, 0.2]), (1, [0.5, 0.5]), (2, [0.25] * 4)):
            returned = student.split_indices(n, fractions, another_generator(rng))
            expect_everything_once(parts_of(returned, len(fractions)), n)

    def test_sizes(self, student, rng):
        """The size of every part, even the last, differs from its fraction of n by at most one."""
        for n, fractions in (
            (200, [0.7, 0.3]),
            (1003, [0.15, 0.25, 0.6]),
            (7, [0.25, 0.25, 0.5]),
            (9, [0.2, 0.2, 0.2, 0.2, 0.2]),
            (1010, [0.075, 0.225, 0.65, 0.05]),
        ):
            returned = student.split_indices(n, fractions, another_generator(rng))
            parts = parts_of(returned, len(fractions))
            for part, fraction in zip(parts, fractions, strict=True):
                expect_that(
                    abs(len(part) - fraction * n) <= 1 + 1e-6,
                    "The size of a part differs from its fraction of n by more than one.",
                )

    def test_same_state_same_split(self, student, rng):
        """The same state of the generator gives the same split: there is no other randomness."""
        for state in rng.integers(1 << 30, size=3).tolist():
            one, two = (
                parts_of(student.split_indices(40, [0.5, 0.5], np.random.default_rng(state)), 2)
                for _ in range(2)
            )
            expect_that(
                all(map(np.array_equal, one, two)),
                "The same generator state gave two different splits.",
            )

    def test_other_state_other_split(self, student, rng):
        """Another state of the generator gives another split: all randomness comes from it."""
        splits = {
            tuple(
                np.sort(
                    parts_of(student.split_indices(60, [0.5, 0.5], another_generator(rng)), 2)[0]
                )
            )
            for _ in range(4)
        }
        expect_that(len(splits) > 1, "Different generator states gave the same split.")

    def test_neighbours_are_separated(self, student, rng):
        """Whether two indices are in the same part is left to chance, wherever they are."""
        expect_well_mixed(
            lambda state: parts_of(student.split_indices(12, [0.5, 0.5], state), 2), 12, rng
        )

    @aspect
    def test_leaves_the_fractions_alone(self, student, rng):
        """The list of fractions given to it is not changed."""
        returned = expect_unchanged(
            student.split_indices, 20, [0.5, 0.25, 0.25], another_generator(rng)
        )
        expect_everything_once(parts_of(returned, 3), 20)


@exercise("minibatches")
class TestMinibatches:
    def test_every_index_once(self, student, rng):
        """In an epoch each index from 0 to n - 1 is in exactly one batch, once."""
        for n, batch_size in ((103, 10), (12, 4), (7, 7), (5, 1)):
            returned = student.minibatches(n, batch_size, another_generator(rng))
            expect_everything_once(parts_of(returned, math.ceil(n / batch_size)), n)

    def test_sizes(self, student, rng):
        """Every batch has batch_size indices; the last has fewer if n leaves a remainder."""
        for n, batch_size, sizes in (
            (11, 4, [4, 4, 3]),
            (21, 5, [5, 5, 5, 5, 1]),
            (12, 3, [3, 3, 3, 3]),
            (3, 1, [1, 1, 1]),
        ):
            returned = student.minibatches(n, batch_size, another_generator(rng))
            parts = parts_of(returned, len(sizes))
            expect_that(
                [len(part) for part in parts] == sizes, "A batch has the wrong number of indices."
            )

    def test_batch_larger_than_the_data(self, student, rng):
        """A batch size of n or more gives one batch with everything."""
        for batch_size in (6, 7, 100):
            returned = student.minibatches(6, batch_size, another_generator(rng))
            expect_everything_once(parts_of(returned, 1), 6)

    def test_same_state_same_batches(self, student, rng):
        """The same state of the generator gives the same batches: there is no other randomness."""
        for state in rng.integers(1 << 30, size=3).tolist():
            one, two = (
                parts_of(student.minibatches(40, 8, np.random.default_rng(state)), 5)
                for _ in range(2)
            )
            expect_that(
                all(map(np.array_equal, one, two)),
                "Twice the same generator state gave two different epochs.",
            )

    def test_other_state_other_batches(self, student, rng):
        """Another state of the generator, as in the next epoch, gives other batches."""
        epochs = {
            tuple(np.sort(parts_of(student.minibatches(60, 30, another_generator(rng)), 2)[0]))
            for _ in range(4)
        }
        expect_that(len(epochs) > 1, "Different generator states gave the same batches.")

    def test_neighbours_are_separated(self, student, rng):
        """Whether two indices are in the same batch is left to chance, wherever they are."""
        expect_well_mixed(lambda state: parts_of(student.minibatches(12, 4, state), 3), 12, rng)


@exercise("updates_per_epoch")
class TestUpdatesPerEpoch:
    def test_known_figure(self, student, rng):
        """If batch_size divides n, there are n / batch_size batches."""
        batches, batch_size = rng.integers(3, 100, 2).tolist()
        expect_equal(student.updates_per_epoch(batches * batch_size, batch_size), batches)
        expect_equal(student.updates_per_epoch(60000, 32), 1875)

    def test_smaller_batch_at_the_end(self, student, rng):
        """A smaller batch at the end is an update too, however small it is."""
        batches = int(rng.integers(3, 100))
        for n, batch_size, expected in (
            (10 * batches + 3, 10, batches + 1),
            (5 * batches + 1, 5, batches + 1),
            (5 * batches + 4, 5, batches + 1),
            (7, 4, 2),
        ):
            expect_equal(student.updates_per_epoch(n, batch_size), expected)

    def test_extremes(self, student, rng):
        """One sample per batch gives n updates; a batch size of n or more gives one."""
        n = int(rng.integers(20, 500))
        expect_equal(student.updates_per_epoch(n, 1), n)
        for batch_size in (n, n + 1, 1000):
            expect_equal(student.updates_per_epoch(n, batch_size), 1)

    def test_counts_the_batches(self, student, rng):
        """It is the number of batches that you get by taking them out one by one."""
        for n, batch_size in batches_and_remainders(rng):
            expected = len(range(0, n, batch_size))
            expect_equal(student.updates_per_epoch(n, batch_size), expected)


@exercise("total_updates")
class TestTotalUpdates:
    def test_known_figure(self, student, rng):
        """Every epoch has as many updates as batches."""
        batches, epochs = rng.integers(3, 1000, 2).tolist()
        expect_equal(student.total_updates(5 * batches, 5, epochs), batches * epochs)
        expect_equal(student.total_updates(60000, 32, 5), 9375)

    def test_smaller_batch_at_the_end_of_every_epoch(self, student, rng):
        """A smaller batch at the end is an update in every epoch: no batch spans two epochs."""
        batches, epochs = rng.integers(10, 100, 2).tolist()
        expect_equal(student.total_updates(10 * batches + 3, 10, epochs), (batches + 1) * epochs)
        expect_equal(student.total_updates(7, 4, 3), 6)
        expect_equal(student.total_updates(10, 100, epochs), epochs)

    def test_one_epoch(self, student, rng):
        """One epoch has the updates of one epoch."""
        batches = int(rng.integers(3, 100))
        expect_equal(student.total_updates(10 * batches + 3, 10, 1), batches + 1)
        expect_equal(student.total_updates(37, 1, 1), 37)

    def test_counts_the_updates(self, student, rng):
        """It is the number that you get by counting every batch of every epoch."""
        for n, batch_size in batches_and_remainders(rng):
            epochs = int(rng.integers(2, 9))
            expected = sum(1 for _ in range(epochs) for _ in range(0, n, batch_size))
            expect_equal(student.total_updates(n, batch_size, epochs), expected)


def labels_of_both_classes(rng, n):
    """Labels 0 and 1 in random order, with at least one of each."""
    return rng.permutation(np.arange(n) % 3 == 0).astype(float)


@exercise("logistic_gradients")
class TestLogisticGradients:
    def test_by_hand(self, student, rng):
        """With zero weights every probability is one half; errors are averaged over samples."""
        shift = some_shift(rng)
        x, y = np.array([1.0, 3.0, 2.0, 4.0]) + shift, np.array([0.0, 1.0, 1.0, 1.0])
        expect_close(student.logistic_gradients(x, y, 0.0, 0.0), (-1.0 - shift / 4, -0.25))
        reached = student.logistic_gradients(x, y, 0.0, math.log(3))
        expect_close(reached, (-0.375, 0.0))

    def test_slopes_of_the_cost(self, student, rng):
        """With several features the derivatives are the slopes of the mean cross-entropy."""
        (x, w), y = samples_and_weights(rng, 7, 3, 0.7), labels_of_both_classes(rng, 7)
        expected = slopes(entropy_cost, x, y, w, 0.7)
        expect_close(student.logistic_gradients(x, y, w, 0.7), expected, atol=1e-7)

    @aspect
    def test_square_data(self, student, rng):
        """Each derivative belongs to a column of x, even with as many samples as features."""
        (x, w), y = samples_and_weights(rng, 4, 4, -0.5), labels_of_both_classes(rng, 4)
        expected = slopes(entropy_cost, x, y, w, -0.5)
        expect_close(student.logistic_gradients(x, y, w, -0.5), expected, atol=1e-7)

    @aspect
    def test_single_column_and_flat_data(self, student, rng):
        """The derivative of w has the shape of w: an array for one column, a number for flat x."""
        (x, w), y = samples_and_weights(rng, 6, 0, 0.5), labels_of_both_classes(rng, 6)
        dw, db = slopes(entropy_cost, x, y, w, 0.5)
        expect_close(student.logistic_gradients(x, y, float(w), 0.5), (dw, db), atol=1e-7)
        reached = student.logistic_gradients(x[:, np.newaxis], y, np.array([w]), 0.5)
        expect_close(reached, (np.array([dw]), db), atol=1e-7)

    @aspect
    def test_large_logits(self, student, rng):
        """Logits of 500 and -500 give probabilities 1 and 0, without a warning."""
        size = float(draw_near(5.0, rng))
        x = size * np.array([[1.0, 0.0], [-1.0, 0.0], [0.0, 1.0], [0.0, -1.0]])
        y, w = np.array([0, 1, 1, 0]), np.array([100.0, 100.0])
        reached = expect_no_warnings(student.logistic_gradients, x, y, w, 0.0)
        expect_close(reached, (np.array([size / 2, 0.0]), 0.0), atol=1e-6)
        reached = expect_no_warnings(student.logistic_gradients, x[:1], y[:1], w, 0.0)
        expect_close(reached, (np.array([size, 0.0]), 1.0))

    @aspect
    def test_takes_integers(self, student, rng):
        """Integers and truth values are computed in floating point: nothing wraps around."""
        x = np.array([[2, 1], [0, 3], [5, int(rng.integers(1, 9))]], dtype=np.uint8)
        y, w = np.array([1, 0, 1], dtype=np.uint8), np.array([1, -1])
        expected = slopes(entropy_cost, x, y, w.astype(float), 1)
        expect_close(student.logistic_gradients(x, y, w, 1), expected, atol=1e-7)
        expect_close(student.logistic_gradients(x, y == 1, w, 1), expected, atol=1e-7)

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed."""
        (x, w), y = samples_and_weights(rng, 5, 2, 0.5), labels_of_both_classes(rng, 5)
        expected = slopes(entropy_cost, x, y, w, 0.5)
        reached = expect_unchanged(student.logistic_gradients, x, y, w, 0.5)
        expect_close(reached, expected, atol=1e-7)


@exercise("fit_logistic")
class TestFitLogistic:
    def test_one_epoch(self, student, rng):
        """One epoch is one update from the given start; with zero weights the cost is ln 2."""
        shift = float(rng.uniform(-1, 1))
        x, y = np.array([1.0, 3.0, 2.0, 4.0]) + shift, np.array([0.0, 1.0, 1.0, 1.0])
        expected = (0.2 + 0.05 * shift, 0.05, np.array([math.log(2)]))
        expect_close(student.fit_logistic(x, y, 0.0, 0.0, 0.2, 1), expected)

    def test_several_epochs(self, student, rng):
        """Each epoch takes both derivatives at the point that the epoch before has reached."""
        (x, w), y = samples_and_weights(rng, 7, 3, 0.7), labels_of_both_classes(rng, 7)
        expected = fit_logistic_by_hand(x, y, w, 0.7, 0.9, 6)
        expect_close(student.fit_logistic(x, y, w, 0.7, 0.9, 6), expected)

    @aspect
    def test_square_data_and_single_column(self, student, rng):
        """There may be as many samples as features, or one column of them."""
        for n, d in ((3, 3), (5, 1)):
            (x, w), y = samples_and_weights(rng, n, d, -0.5), labels_of_both_classes(rng, n)
            expected = fit_logistic_by_hand(x, y, w, -0.5, 0.6, 3)
            expect_close(student.fit_logistic(x, y, w, -0.5, 0.6, 3), expected)

    def test_costs_before_each_update(self, student, rng):
        """There are as many costs as epochs: each is the cost before that epoch's update."""
        x, y = draw_near([-1.0, 2.5, 0.5], rng), np.array([0.0, 1.0, 0.0])
        reached = expect_tuple(student.fit_logistic(x, y, -1.0, 2.0, 0.5, 5), 3)
        costs = expect_array(reached[2], shape=(5,))
        expect_close(costs, fit_logistic_by_hand(x, y, -1.0, 2.0, 0.5, 5)[2])

    def test_arrives_at_the_best_probabilities(self, student, rng):
        """After many epochs the probabilities are the shares of ones in the data."""
        one = float(rng.uniform(1, 1.1))
        x, y = np.array([0.0] * 4 + [one] * 5), np.array([1.0, 0, 0, 0, 1, 1, 1, 1, 0])
        w, b, costs = expect_tuple(student.fit_logistic(x, y, 0.0, 0.0, 2.0, 300), 3)
        expect_close((w, b), ((math.log(4) + math.log(3)) / one, -math.log(3)))
        expect_that(
            np.all(np.diff(expect_array(costs, shape=(300,))) < 1e-12),
            "A cost is greater than the one before.",
        )

    @aspect
    def test_takes_integers(self, student, rng):
        """Integer data and integer starting values give floating-point results."""
        x = np.array([[2, 1], [0, 3], [5, int(rng.integers(1, 9))]], dtype=np.uint8)
        y, w = np.array([1, 0, 1], dtype=np.uint8), np.array([1, -1])
        expected = fit_logistic_by_hand(x, y, w, 1, 0.5, 3)
        expect_close(student.fit_logistic(x, y, w, 1, 0.5, 3), expected)
        expect_close(student.fit_logistic(x, y == 1, w, 1, 0.5, 3), expected)

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it, including the starting weights, are not changed."""
        (x, w), y = samples_and_weights(rng, 5, 2, 0.5), labels_of_both_classes(rng, 5)
        reached = expect_unchanged(student.fit_logistic, x, y, w, 0.5, 0.1, 2)
        expect_close(reached, fit_logistic_by_hand(x, y, w, 0.5, 0.1, 2))


@exercise("when_to_lower_the_rate")
class TestWhenToLowerTheRate:
    def test_the_answer(self, student):
        """The answer says what the loss does when each step goes too far across the valley."""
        expected = "when the loss jumps up and down or grows"
        expect_equal(student.when_to_lower_the_rate(), expected)
