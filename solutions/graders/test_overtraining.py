"""Hidden tests of 13 overtraining.

Expected values are worked by hand, or summed element by element in plain Python. Models are judged
by what they compute and by the order of their layers, however they were built.
"""

import math

import numpy as np

from autograder.testing import (
    aspect,
    draw_near,
    exercise,
    expect_array,
    expect_close,
    expect_equal,
    expect_model,
    expect_no_warnings,
    expect_that,
    expect_tuple,
    expect_unchanged,
    fixed_inputs,
)


def away_from_zero(rng, *shape):
    """Numbers of either sign, with absolute values from 0.3 to 2."""
    return rng.uniform(0.3, 2.0, shape) * rng.choice([-1.0, 1.0], shape)


def elements(arrays):
    """All numbers of several arrays, one by one."""
    return [float(value) for array in arrays for value in array.ravel()]


def network(rng):
    """Arrays of weights of different shapes and scales, among them a square one."""
    shapes = ((4, 3), (3,), (3, 3), (2, 1, 5), (1,))
    return [
        away_from_zero(rng, *shape) * scale
        for shape, scale in zip(shapes, (1, 3, 0.5, 2, 4), strict=True)
    ]


def some_scale(rng):
    """A number from 0.5 to 2 by which everything of a test that is linear is multiplied."""
    return float(rng.uniform(0.5, 2))


@exercise("l1_penalty")
class TestL1Penalty:
    def test_known_figure(self, student, rng):
        """The absolute values of all weights are added up and multiplied by the strength."""
        scale = some_scale(rng)
        weights = [scale * np.array([[2.0, -6.0], [0.0, 1.0]]), scale * np.array([1.0])]
        expect_close(student.l1_penalty(weights, 0.1), 1.0 * scale)
        expect_close(student.l1_penalty([np.array([-5.0])], 3.0), 15.0)

    def test_every_array_counts(self, student, rng):
        """Every element of every array counts the same, whatever the shape of the array."""
        weights = network(rng)
        expected = 0.7 * math.fsum(abs(value) for value in elements(weights))
        expect_close(student.l1_penalty(weights, 0.7), expected)
        expect_close(student.l1_penalty(weights[::-1], 0.7), expected)

    def test_strength(self, student, rng):
        """Twice the strength gives twice the penalty, and strength 0 gives none."""
        weights = network(rng)[:3]
        size = math.fsum(abs(value) for value in elements(weights))
        for strength in (0.0, 1e-4, 2.0, 50.0):
            expect_close(student.l1_penalty(weights, strength), strength * size)

    @aspect
    def test_takes_integers(self, student, rng):
        """Integers and truth values are computed in floating point: no value wraps around."""
        k = int(rng.integers(150, 256))
        small = np.array([[-128, 127], [-1, 0]], dtype=np.int8)
        expect_close(student.l1_penalty([small, np.array([True, False, True])], 0.5), 129.0)
        expect_close(student.l1_penalty([np.array([200, k], dtype=np.uint8)], 2.0), 400.0 + 2 * k)

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """Neither the given list nor the arrays in it are changed."""
        weights = network(rng)
        expected = 3.0 * math.fsum(abs(value) for value in elements(weights))
        expect_close(expect_unchanged(student.l1_penalty, weights, 3.0), expected)


@exercise("l2_penalty")
class TestL2Penalty:
    def test_known_figure(self, student, rng):
        """The squares of all weights are added up and multiplied by the strength."""
        scale = some_scale(rng)
        weights = [scale * np.array([[2.0, -6.0], [0.0, 1.0]]), scale * np.array([1.0])]
        expect_close(student.l2_penalty(weights, 0.1), 4.2 * scale**2)
        expect_close(student.l2_penalty([np.array([-5.0])], 3.0), 75.0)

    def test_every_array_counts(self, student, rng):
        """Every element of every array counts the same, whatever the shape of the array."""
        weights = network(rng)
        expected = 0.7 * math.fsum(value * value for value in elements(weights))
        expect_close(student.l2_penalty(weights, 0.7), expected)
        expect_close(student.l2_penalty(weights[::-1], 0.7), expected)

    def test_strength(self, student, rng):
        """Twice the strength gives twice the penalty, and strength 0 gives none."""
        weights = network(rng)[:3]
        size = math.fsum(value * value for value in elements(weights))
        for strength in (0.0, 1e-4, 2.0, 50.0):
            expect_close(student.l2_penalty(weights, strength), strength * size)

    @aspect
    def test_takes_integers(self, student, rng):
        """Integers and truth values are computed in floating point: no square wraps around."""
        k = int(rng.integers(150, 256))
        small = np.array([[-128, 127], [-1, 0]], dtype=np.int8)
        flags = np.array([True, False, True])
        expect_close(student.l2_penalty([small, flags], 0.5), (128**2 + 127**2 + 3) / 2)
        large = np.array([200, k], dtype=np.uint8)
        expect_close(student.l2_penalty([large], 2.0), 2 * (200**2 + k**2))

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """Neither the given list nor the arrays in it are changed."""
        weights = network(rng)
        expected = 3.0 * math.fsum(value * value for value in elements(weights))
        expect_close(expect_unchanged(student.l2_penalty, weights, 3.0), expected)


@exercise("l2_step")
class TestL2Step:
    def test_known_figure(self, student, rng):
        """The weights shrink by the decay and move against the gradient."""
        scale = some_scale(rng)
        w, grad = scale * np.array([4.0, 0.0, -1.0]), scale * np.array([0.5, 1.0, -0.5])
        reached = student.l2_step(w, grad, 0.1, 3.0, 6)
        expect_close(reached, scale * np.array([3.75, -0.1, -0.9]))

    def test_decay_alone(self, student, rng):
        """Where the gradient is zero, every weight shrinks by the same factor."""
        w = away_from_zero(rng, 5)
        for learning_rate, strength, n in ((0.5, 0.25, 2), (0.2, 7.0, 4), (0.3, 2.0, 1)):
            factor = 1 - learning_rate * strength / n
            expected = [factor * value for value in w.tolist()]
            reached = student.l2_step(w, np.zeros(5), learning_rate, strength, n)
            expect_close(reached, np.array(expected))

    def test_without_decay(self, student, rng):
        """With strength 0 it is the plain gradient step, however many samples there are."""
        w, grad = away_from_zero(rng, 4), away_from_zero(rng, 4)
        expected = [a - 0.3 * b for a, b in zip(w.tolist(), grad.tolist(), strict=True)]
        for n in (1, 7):
            expect_close(student.l2_step(w, grad, 0.3, 0.0, n), np.array(expected))

    def test_is_a_step_on_loss_and_penalty(self, student, rng):
        """It is the step downhill on the loss plus strength / (2 n) times the sum of squares."""
        w, grad = away_from_zero(rng, 6), away_from_zero(rng, 6)
        expected = []
        for value, slope in zip(w.tolist(), grad.tolist(), strict=True):
            penalties = [2.5 / (2 * 3) * moved**2 for moved in (value + 1e-3, value - 1e-3)]
            pull = (penalties[0] - penalties[1]) / 2e-3
            expected.append(value - 0.4 * (slope + pull))
        expect_close(student.l2_step(w, grad, 0.4, 2.5, 3), np.array(expected), atol=1e-7)

    @aspect
    def test_arrays_of_any_shape(self, student, rng):
        """The weights may be an array of any shape, and the result has that shape."""
        for shape in ((3, 2), (4, 4), (2, 3, 5), (1,)):
            w, grad = away_from_zero(rng, *shape), away_from_zero(rng, *shape)
            pairs = zip(elements([w]), elements([grad]), strict=True)
            expected = [a * (1 - 0.6 * 1.5 / 2) - 0.6 * b for a, b in pairs]
            reached = student.l2_step(w, grad, 0.6, 1.5, 2)
            expect_close(reached, np.reshape(expected, shape))

    @aspect
    def test_takes_integers(self, student, rng):
        """Integer weights and gradients give floating-point results."""
        k = int(rng.integers(150, 256))
        w, grad = np.array([200, 3], dtype=np.uint8), np.array([100, k], dtype=np.uint8)
        expect_close(student.l2_step(w, grad, 0.5, 1.0, 2), np.array([100.0, 2.25 - k / 2]))
        expected = [350.0, 0.75 + 3 * k]
        expect_close(student.l2_step(w, -1 * grad.astype(int), 3.0, 1.0, 4), expected)

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed."""
        w, grad = away_from_zero(rng, 3, 2), away_from_zero(rng, 3, 2)
        reached = expect_unchanged(student.l2_step, w, grad, 0.5, 2.0, 4)
        expect_close(reached, 0.75 * w - 0.5 * grad)


#: No two rows or columns are alike, and no element is near a rate of the tests.
MASK = np.array(
    [
        [0.05, 0.45, 0.85],
        [0.95, 0.10, 0.35],
        [0.55, 0.65, 0.15],
        [0.15, 0.90, 0.75],
    ]
)


def dropped(x, rate, mask):
    """Dropout element by element."""
    pairs = zip(elements([x]), elements([mask]), strict=True)
    flat = [0.0 if uniform < rate else value / (1 - rate) for value, uniform in pairs]
    return np.reshape(flat, x.shape)


@exercise("dropout")
class TestDropout:
    def test_known_figure(self, student, rng):
        """In training some units are dropped, and the others grow to keep the mean."""
        scale = some_scale(rng)
        x, mask = scale * np.array([4.0, 8.0, 12.0, 16.0]), np.array([0.1, 0.5, 0.9, 0.3])
        expected = scale * np.array([0.0, 10.0, 15.0, 20.0])
        expect_close(student.dropout(x, 0.2, mask, True), expected)

    def test_each_element_has_its_own_chance(self, student, rng):
        """Each element of each sample is dropped according to its own random number."""
        x = away_from_zero(rng, 4, 3)
        for rate in (0.2, 0.4, 0.7):
            expect_close(student.dropout(x, rate, MASK, True), dropped(x, rate, MASK))

    @aspect
    def test_arrays_of_any_shape(self, student, rng):
        """The outputs may have any shape, even a square one."""
        for shape in ((6,), (5, 5), (2, 3, 4), (3, 2, 2, 1)):
            x, mask = away_from_zero(rng, *shape), rng.uniform(size=shape)
            mask.flat[:2] = 0.05, 0.95
            expect_close(student.dropout(x, 0.3, mask, True), dropped(x, 0.3, mask))

    def test_random_number_equal_to_the_rate(self, student, rng):
        """A unit is dropped if its random number is below the rate, not if it equals it."""
        scale = some_scale(rng)
        x, mask = scale * np.array([3.0, 6.0, 9.0, 12.0]), np.array([0.25, 0.125, 0.5, 0.0])
        expected = scale * np.array([4.0, 0.0, 12.0, 0.0])
        expect_close(student.dropout(x, 0.25, mask, True), expected)

    def test_rate_zero(self, student, rng):
        """With rate 0 nothing is dropped or scaled, in training or not."""
        x, mask = away_from_zero(rng, 3, 2), np.array([[0.0, 0.5], [0.9, 0.0], [0.1, 0.4]])
        for training in (True, False):
            expect_close(student.dropout(x, 0.0, mask, training), x)

    def test_without_training(self, student, rng):
        """When the network is used, nothing is dropped or scaled."""
        x = away_from_zero(rng, 4, 3)
        for rate in (0.2, 0.7):
            expect_close(student.dropout(x, rate, MASK, False), x)

    @aspect
    def test_takes_integers(self, student, rng):
        """Integers and truth values are computed in floating point."""
        k = int(rng.integers(150, 256))
        x, mask = np.array([k, 3, 250, 7], dtype=np.uint8), np.array([0.6, 0.9, 0.1, 0.5])
        expect_close(student.dropout(x, 0.2, mask, True), np.array([1.25 * k, 3.75, 0.0, 8.75]))
        expect_close(student.dropout(x, 0.5, mask, True), np.array([2.0 * k, 6.0, 0.0, 14.0]))
        expect_close(student.dropout(x > 100, 0.2, mask, True), np.array([1.25, 0.0, 0.0, 0.0]))

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed, in training or not."""
        x = away_from_zero(rng, 4, 3)
        for training, expected in ((True, dropped(x, 0.4, MASK)), (False, x)):
            expect_close(expect_unchanged(student.dropout, x, 0.4, MASK, training), expected)


def statistics_of(x):
    """Mean and population variance of each column, as lists."""
    columns = x.astype(float).T.tolist()
    means = [math.fsum(column) / len(column) for column in columns]
    squares = [
        math.fsum((value - mean) ** 2 for value in column)
        for column, mean in zip(columns, means, strict=True)
    ]
    return means, [square / len(x) for square in squares]


def normalised(x, gamma, beta, means, variances, eps):
    """Batch normalisation with given statistics, element by element."""
    return np.array(
        [
            [
                (value - mean) / math.sqrt(variance + eps) * factor + offset
                for value, mean, variance, factor, offset in zip(
                    row, means, variances, gamma.tolist(), beta.tolist(), strict=True
                )
            ]
            for row in x.astype(float).tolist()
        ]
    )


def moved(moving, values, momentum):
    """Moving averages after one batch."""
    pairs = zip(np.ravel(moving).tolist(), values, strict=True)
    return np.array([momentum * old + (1 - momentum) * new for old, new in pairs])


def normalisation(rng, n, d):
    """A batch with columns of different scale and mean, and all the other arguments."""
    spread, centre = np.linspace(0.5, 3.0, d), np.linspace(-4.0, 5.0, d)
    x = np.argsort(rng.uniform(size=(n, d)), axis=0) * spread + centre
    gamma, beta = rng.uniform(1.3, 2.0, d), away_from_zero(rng, d)
    return x, gamma, beta, away_from_zero(rng, d) + 7, rng.uniform(0.3, 0.7, d)


@exercise("batch_norm")
class TestBatchNorm:
    def test_normalises_each_feature(self, student, rng):
        """In training each feature is normalised with the mean and variance of the batch."""
        x, gamma, beta, mean, variance = normalisation(rng, 7, 3)
        y = expect_tuple(student.batch_norm(x, gamma, beta, mean, variance, True, 0.9, 0.1), 3)[0]
        expect_close(y, normalised(x, gamma, beta, *statistics_of(x), 0.1))

    def test_moving_averages(self, student, rng):
        """In training a moving average keeps the share momentum and the batch gives the rest."""
        x, gamma, beta, mean, variance = normalisation(rng, 5, 4)
        means, variances = statistics_of(x)
        for momentum in (0.9, 0.25, 0.0, 1.0):
            returned = student.batch_norm(x, gamma, beta, mean, variance, True, momentum, 0.5)
            expected = moved(mean, means, momentum), moved(variance, variances, momentum)
            expect_close(expect_tuple(returned, 3)[1:], expected)

    @aspect
    def test_usual_momentum_and_eps(self, student, rng):
        """By default momentum is 0.99 and eps is 0.001."""
        x, gamma, beta, mean, variance = normalisation(rng, 3, 2)
        x = x / 50
        means, variances = statistics_of(x)
        expected = (
            normalised(x, gamma, beta, means, variances, 1e-3),
            moved(mean, means, 0.99),
            moved(variance, variances, 0.99),
        )
        expect_close(student.batch_norm(x, gamma, beta, mean, variance, True), expected)

    def test_without_training(self, student, rng):
        """When the network is used, the moving averages are used and stay as they are."""
        x, gamma, beta, mean, variance = normalisation(rng, 6, 4)
        expected = normalised(x, gamma, beta, mean.tolist(), variance.tolist(), 0.2), mean, variance
        returned = student.batch_norm(x, gamma, beta, mean, variance, False, 0.9, 0.2)
        expect_close(returned, expected)
        returned = student.batch_norm(x[:1], gamma, beta, mean, variance, False, 0.9, 0.2)
        expect_close(returned, (expected[0][:1], mean, variance))

    @aspect
    def test_square_batch(self, student, rng):
        """A feature is a column of x, even if there are as many samples as features."""
        x, gamma, beta, mean, variance = normalisation(rng, 4, 4)
        means, variances = statistics_of(x)
        expected = (
            normalised(x, gamma, beta, means, variances, 0.3),
            moved(mean, means, 0.8),
            moved(variance, variances, 0.8),
        )
        expect_close(student.batch_norm(x, gamma, beta, mean, variance, True, 0.8, 0.3), expected)

    def test_several_batches(self, student, rng):
        """When moving averages go from batch to batch, old batches count less and less."""
        means, variances = np.array([2.0, -3.0]), np.array([1.5, 0.5])
        expected_mean, expected_variance = means, variances
        for _ in range(4):
            x, gamma, beta, _, _ = normalisation(rng, 5, 2)
            batch = statistics_of(x)
            expected_mean = moved(expected_mean, batch[0], 0.6)
            expected_variance = moved(expected_variance, batch[1], 0.6)
            returned = student.batch_norm(x, gamma, beta, means, variances, True, 0.6)
            _, means, variances = expect_tuple(returned, 3)
            means, variances = expect_array(means, shape=(2,)), expect_array(variances, shape=(2,))
        expect_close((means, variances), (expected_mean, expected_variance))

    def test_constant_feature_and_single_sample(self, student, rng):
        """A feature that is constant in the batch becomes its offset, also in a batch of one."""
        gamma, beta = np.array([2.0, 3.0]), draw_near([-1.0, 0.5], rng)
        mean, variance = np.array([1.0, 1.0]), np.array([4.0, 2.0])
        x = np.array([[5.0, 1.0], [5.0, 3.0]])
        returned = expect_no_warnings(
            student.batch_norm, x, gamma, beta, mean, variance, True, 0.75, 1.25
        )
        table = np.array([[0.0, -2.0], [0.0, 2.0]]) + beta
        expect_close(returned, (table, np.array([2.0, 1.25]), np.array([3.0, 1.75])))
        returned = student.batch_norm(x[1:], gamma, beta, mean, variance, True, 0.75)
        expect_close(returned, (beta[np.newaxis], np.array([2.0, 1.5]), np.array([3.0, 1.5])))

    @aspect
    def test_takes_integers(self, student, rng):
        """Integers are computed in floating point, in training or not."""
        k = int(rng.integers(1, 50))
        x = np.array([[200, 3], [10, 250], [90, 7]], dtype=np.uint8)
        mean, variance = np.array([100, 200], dtype=np.uint8), np.array([4, 9], dtype=np.uint8)
        gamma, beta = np.array([3, 2], dtype=np.uint8), np.array([k, 0], dtype=np.uint8)
        returned = student.batch_norm(x, gamma, beta, mean, variance, False, eps=0.0)
        table = np.array([[150.0, -394 / 3], [-135.0, 100 / 3], [-15.0, -386 / 3]]) + beta
        expect_close(returned, (table, mean, variance))
        means, variances = statistics_of(x)
        expected = (
            normalised(x, gamma, beta, means, variances, 1e-3),
            moved(mean, means, 0.5),
            moved(variance, variances, 0.5),
        )
        expect_close(student.batch_norm(x, gamma, beta, mean, variance, True, 0.5), expected)

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed, in training or not."""
        given = normalisation(rng, 6, 3)
        for training in (True, False):
            returned = expect_unchanged(student.batch_norm, *given, training, 0.9, 0.1)
            x, gamma, beta, *moving = given
            used = statistics_of(x) if training else [values.tolist() for values in moving]
            expect_close(expect_tuple(returned, 3)[0], normalised(x, gamma, beta, *used, 0.1))


def stopping(losses, patience, min_delta=0.0):
    """Where training stops, and the best epoch: from each best epoch look ahead for the next."""
    best = 1
    while True:
        last = min(best + max(patience, 1), len(losses))
        ahead = [
            e for e in range(best + 1, last + 1) if losses[e - 1] < losses[best - 1] - min_delta
        ]
        if not ahead:
            return last, best
        best = ahead[0]


def and_more(losses, rng):
    """The losses and random ones after them, which training that has stopped never sees."""
    return losses + rng.uniform(min(losses) - 1, max(losses) + 1, 6).tolist()


@exercise("early_stopping")
class TestEarlyStopping:
    def test_known_figure(self, student, rng):
        """Training stops after `patience` epochs in a row without improvement."""
        losses = and_more([1.9, 1.7, 1.6, 1.65, 1.61, 1.62, 1.4], rng)
        expect_equal(student.early_stopping(losses, 3), (6, 3))
        expect_equal(student.early_stopping(losses, 1), (4, 3))

    def test_patience_holds_out(self, student, rng):
        """An improvement within the patience lets training go on, and the count starts again."""
        losses = [8.0, 7.0, 7.5, 7.25, 6.0, 6.5, 6.25, 5.0, 5.5, 5.75, 5.25, 4.0]
        expect_equal(student.early_stopping(and_more(losses, rng), 3), (11, 8))
        expect_equal(student.early_stopping(and_more(losses, rng), 2), (4, 2))
        expect_equal(student.early_stopping(losses, 4), (12, 12))

    def test_compares_with_the_best(self, student, rng):
        """A fall that only undoes an earlier rise is not an improvement."""
        losses = and_more([4.0, 2.0, 6.0, 5.0, 4.0, 3.0, 2.5, 1.0], rng)
        expect_equal(student.early_stopping(losses, 4), (6, 2))
        expect_equal(student.early_stopping(losses, 5), (7, 2))

    def test_never_stops(self, student, rng):
        """Training that never stops ends with the last epoch."""
        for losses, patience, expected in (
            ([5.0, 4.0, 3.0, 2.0], 2, (4, 4)),
            ([5.0, 3.0, 4.0, 4.5], 3, (4, 2)),
            ([2.0], 1, (1, 1)),
            ([1.0, 2.0, 3.0], 10, (3, 1)),
        ):
            drawn = draw_near(losses, rng, 0.05).tolist()
            expect_equal(student.early_stopping(drawn, patience), expected)

    def test_patience_zero(self, student, rng):
        """With patience 0 training stops at the first epoch that does not improve."""
        losses = and_more([5.0, 4.0, 4.5, 3.0, 2.0], rng)
        expect_equal(student.early_stopping(losses, 0), (3, 2))
        expect_equal(student.early_stopping([5.0, 4.0, 3.0], 0), (3, 3))
        expect_equal(student.early_stopping([3.0, 3.5, 1.0], 0), (2, 1))

    def test_equal_loss(self, student, rng):
        """A loss equal to the best one is not an improvement."""
        losses = and_more([3.0, 2.0, 2.0, 2.0, 1.0], rng)
        expect_equal(student.early_stopping(losses, 2), (4, 2))

    def test_smallest_improvement(self, student, rng):
        """A fall counts only if it is more than min_delta; a fall of exactly min_delta does not."""
        losses = [4.0, 3.75, 3.25, 3.0, 2.75, 2.5, 2.25]
        expect_equal(student.early_stopping(losses, 2, 0.25), (7, 7))
        expect_equal(student.early_stopping(and_more(losses, rng), 1, 0.25), (2, 1))
        expect_equal(student.early_stopping(losses, 2, 0.125), (7, 7))
        expect_equal(student.early_stopping(and_more(losses, rng), 3, 1.0), (4, 1))
        expect_equal(student.early_stopping(losses, 4, 1.0), (7, 5))

    def test_small_falls_add_up(self, student, rng):
        """A fall that is too small does not change what the next ones are compared with."""
        losses = [10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0]
        expect_equal(student.early_stopping(losses, 4, 0.75), (7, 7))
        expect_equal(student.early_stopping(losses, 3, 1.25), (7, 7))
        expect_equal(student.early_stopping(and_more(losses, rng), 2, 5.0), (3, 1))

    def test_losses_may_be_negative(self, student, rng):
        """The difference between the losses counts, not their ratio or sign."""
        losses = and_more([-1.0, -2.0, -2.25, -3.5, -3.75, -3.625, -8.0], rng)
        expect_equal(student.early_stopping(losses, 2, 0.5), (6, 4))
        expect_equal(student.early_stopping([40.0, 39.0, 37.0, 36.5, 36.25], 2, 0.75), (5, 3))

    def test_long_histories(self, student, rng):
        """The same holds for long histories, any patience and any smallest improvement."""
        for patience in (0, 1, 2, 3, 5, 8):
            steps = rng.integers(-16, 13, 60)
            losses = (50 + np.cumsum(steps) / 16).tolist()
            for min_delta in (0.0, 0.5):
                expected = stopping(losses, patience, min_delta)
                expect_equal(student.early_stopping(losses, patience, min_delta), expected)

    @aspect
    def test_leaves_the_losses_alone(self, student, rng):
        """The list of losses is not changed."""
        losses = and_more([3.0, 1.0, 2.0, 2.5, 0.5], rng)
        expect_equal(expect_unchanged(student.early_stopping, losses, 2), (4, 2))


def history_of(rng, loss, val_loss):
    """A history with these losses, all multiplied by the same number, and that number."""
    scale = some_scale(rng)
    history = {"loss": [scale * value for value in loss]}
    history["val_loss"] = [scale * value for value in val_loss]
    return history, scale


@exercise("generalization_gap")
class TestGeneralizationGap:
    def test_known_figure(self, student, rng):
        """The gap is that of the last epoch, not of the first or the best."""
        history, scale = history_of(rng, [1.0, 0.5, 0.25], [1.25, 0.75, 1.5])
        expect_close(student.generalization_gap(history), 1.25 * scale)
        history, scale = history_of(rng, [2.0, 0.5, 0.75, 1.0], [3.0, 1.0, 2.0, 4.5])
        expect_close(student.generalization_gap(history), 3.5 * scale)

    def test_sign(self, student, rng):
        """The gap is negative if the validation loss is the lower one."""
        history, scale = history_of(rng, [2.0, 1.75], [1.5, 0.5])
        expect_close(student.generalization_gap(history), -1.25 * scale)

    @aspect
    def test_one_epoch_and_other_keys(self, student, rng):
        """One epoch is enough, and other quantities in the history do not matter."""
        losses, scale = history_of(rng, [2.0], [2.5])
        history = {
            "accuracy": [0.5],
            "loss": losses["loss"],
            "val_accuracy": [0.25],
            "val_loss": losses["val_loss"],
            "learning_rate": [0.001],
        }
        expect_close(student.generalization_gap(history), 0.5 * scale)

    def test_any_history(self, student, rng):
        """It is the difference between the two last losses, whatever came before."""
        for epochs in (2, 7, 30):
            losses, others = rng.uniform(0.5, 1.0, epochs), rng.uniform(1.5, 3.0, epochs)
            history = {"val_loss": others.tolist(), "loss": losses.tolist()}
            expected = others.tolist().pop() - losses.tolist().pop()
            expect_close(student.generalization_gap(history), expected)

    @aspect
    def test_leaves_the_history_alone(self, student, rng):
        """Neither the history nor its lists are changed."""
        history, scale = history_of(rng, [1.0, 0.5], [1.25, 0.75])
        expect_close(expect_unchanged(student.generalization_gap, history), 0.25 * scale)


def expect_diagnoses(student, rng, diagnoses):
    """Expect the diagnosis of (training, validation, target), each a little greater.

    All three grow by the same amount: only the differences count.
    """
    for *errors, expected in diagnoses:
        more = float(rng.uniform(0, 0.002))
        expect_equal(student.diagnose(*(error + more for error in errors)), expected)


@exercise("diagnose")
class TestDiagnose:
    def test_high_variance(self, student, rng):
        """The variance is high if validation is clearly worse than training."""
        cases = [(0.01, 0.11, 0.01, "high variance"), (0.20, 0.23, 0.19, "high variance")]
        expect_diagnoses(student, rng, cases)

    def test_high_bias(self, student, rng):
        """The bias is high if training is clearly worse than the best that could be reached."""
        cases = [(0.10, 0.11, 0.01, "high bias"), (0.23, 0.24, 0.20, "high bias")]
        expect_diagnoses(student, rng, cases)

    def test_both(self, student, rng):
        """Bias and variance can both be high."""
        cases = [(0.15, 0.30, 0.01, "both"), (0.23, 0.26, 0.20, "both")]
        expect_diagnoses(student, rng, cases)

    def test_good(self, student, rng):
        """Small differences are neither bias nor variance, however large the errors are."""
        cases = [(0.01, 0.02, 0.0, "good"), (0.31, 0.32, 0.30, "good"), (0.215, 0.23, 0.2, "good")]
        expect_diagnoses(student, rng, cases)

    def test_variance_is_measured_from_training(self, student, rng):
        """Validation is compared with training, training with the target, and nothing else."""
        cases = [(0.015, 0.03, 0.0, "good"), (0.30, 0.305, 0.10, "high bias")]
        cases.append((0.10, 0.20, 0.19, "high variance"))
        expect_diagnoses(student, rng, cases)

    def test_better_than_compared_with(self, student, rng):
        """An error below the one it is compared with is not a sign of bias or variance."""
        cases = [(0.05, 0.06, 0.20, "good"), (0.10, 0.05, 0.09, "good")]
        cases += [(0.20, 0.10, 0.01, "high bias"), (0.05, 0.15, 0.20, "high variance")]
        expect_diagnoses(student, rng, cases)

    def test_close_to_the_limit(self, student, rng):
        """A difference just above 0.02 is high and one just below is not: nothing is rounded."""
        for closeness in (4e-3, 4e-4, 4e-5):
            target, low, high = rng.uniform(0.1, 0.4), 0.02 - closeness, 0.02 + closeness
            for bias, variance, expected in (
                (low, low, "good"),
                (high, low, "high bias"),
                (low, high, "high variance"),
                (high, high, "both"),
            ):
                train = target + bias
                expect_equal(student.diagnose(train, train + variance, target), expected)

    def test_any_errors(self, student, rng):
        """The two differences decide, for any target."""
        for _ in range(6):
            target = rng.uniform(0.0, 0.4)
            for bias, variance, expected in (
                (rng.uniform(0.0, 0.018), rng.uniform(0.0, 0.018), "good"),
                (rng.uniform(0.022, 0.3), rng.uniform(-0.1, 0.018), "high bias"),
                (rng.uniform(-0.1, 0.018), rng.uniform(0.022, 0.3), "high variance"),
                (rng.uniform(0.022, 0.3), rng.uniform(0.022, 0.3), "both"),
            ):
                train = max(target + bias, 0.0)
                expect_equal(student.diagnose(train, train + variance, target), expected)


PLAIN = [["flatten"], ["dense 512", "relu"], ["dense 512", "relu"], ["dense 10", "softmax"]]


def built(student, method):
    """The model of a method, on images and with its weights; the student's call is made here."""
    model = expect_model(student.build_regularized(method))
    expect_that(
        model.input_shape == (None, 28, 28),
        "The model should take images of 28 x 28 pixels, any number of them.",
    )
    expect_that(
        model.output_shape == (None, 10), "The model should give ten numbers for each image."
    )
    return model


def chain(model):
    """The layers of the model from input to output, each as often as it is used."""
    import keras

    if isinstance(model, keras.Sequential):
        return [layer for layer in model.layers if not isinstance(layer, keras.layers.InputLayer)]
    config = model.get_config()
    nodes = {layer["name"]: layer["inbound_nodes"] for layer in config["layers"]}
    end, layers = config["output_layers"], []
    while isinstance(end[0], list):
        end = end[0]
    while nodes[end[0]]:
        layers.append(model.get_layer(end[0]))
        given = nodes[end[0]][end[1]]["args"][0]
        expect_that(isinstance(given, dict), "Each layer should take the output of one layer.")
        end = given["config"]["keras_history"]
    return layers[::-1]


def words(layer):
    """The effect of a layer, in words; nothing for a layer without effect."""
    import keras

    found = [type(layer).__name__]
    activation = getattr(layer, "activation", None)
    if isinstance(layer, keras.layers.Dense):
        found = [f"dense {layer.units}"]
    elif isinstance(layer, (keras.layers.Flatten, keras.layers.Reshape)):
        found = ["flatten"] if len(layer.output.shape) == 2 else ["reshape"]
    elif isinstance(layer, keras.layers.Dropout):
        found = [f"dropout {layer.rate:.6g}"] if layer.rate else []
    elif isinstance(layer, keras.layers.BatchNormalization):
        found = ["batch norm"]
    elif isinstance(layer, keras.layers.Activation):
        found = []
    elif isinstance(layer, keras.layers.ReLU):
        plain = layer.max_value is None and not layer.negative_slope and not layer.threshold
        found = ["relu"] if plain else found
    elif isinstance(layer, keras.layers.Softmax):
        found = ["softmax"]
    if activation is not None and activation is not keras.activations.linear:
        found.append(activation.__name__)
    return found


def blocks(model):
    """The words of all layers, in parts that begin with a dense layer, sorted within each part."""
    parts = [[]]
    for layer in chain(model):
        for word in words(layer):
            if word.startswith("dense"):
                parts.append([])
            parts[-1].append(word)
    return [sorted(part) for part in parts]


def expect_layers(model, addition=None):
    """Expect the plain network, with an addition after each hidden layer if there is one."""
    expected = [sorted(part) for part in PLAIN]
    for place in (1, 2):
        expected[place] = sorted([*expected[place], *([addition] if addition else [])])
    found = blocks(model)
    dense = [[word for word in part if word.startswith("dense")] for part in found]
    expect_that(
        dense == [[], ["dense 512"], ["dense 512"], ["dense 10"]],
        "The dense layers should have 512, 512 and 10 units.",
    )
    expect_that(found[0] == ["flatten"], "The image should be flattened first, and no more.")
    expect_that(found[3] == expected[3], "The output layer should have a softmax and nothing else.")
    expect_that(
        found[1:3] == expected[1:3],
        "Besides its ReLU, each of the two hidden layers should have what the method adds, and "
        "nothing else.",
    )
    expect_that(
        all(layer.use_bias for layer in dense_layers(model)), "The dense layers should have biases."
    )
    expect_that(
        all(layer.activity_regularizer is None for layer in chain(model)),
        "Penalties belong on the kernels, not on the outputs of layers.",
    )


def dense_layers(model):
    """The dense layers from first to last."""
    import keras

    return [layer for layer in chain(model) if isinstance(layer, keras.layers.Dense)]


def give_weights(model, rng, scales=(1.0, 1.0, 1.0)):
    """Give random numbers to the dense layers' kernels and biases, and return them as arrays."""
    arrays = []
    for layer, scale in zip(dense_layers(model), scales, strict=True):
        values = [
            (rng.choice([-1.0, 1.0], w.shape) * rng.uniform(0.5, 1.5, w.shape)).astype("float32")
            for w in layer.get_weights()
        ]
        values[0] *= np.float32(scale)
        layer.set_weights(values)
        arrays.append([value.astype(float) for value in values])
    return arrays


def penalty_of(model):
    """The sum of all penalties that Keras adds to the loss of the model."""
    return float(sum(float(loss) for loss in model.losses))


def expect_penalty(model, rng, size):
    """Expect 1e-4 times the size of each hidden kernel, with or without that of the output."""
    for scales in ((2.0, 0.0, 0.0), (0.0, 3.0, 0.0), (1.0, 0.5, 4.0)):
        kernels = [kernel for kernel, _ in give_weights(model, rng, scales)]
        hidden = 1e-4 * sum(float(np.sum(size(kernel))) for kernel in kernels[:2])
        output = 1e-4 * float(np.sum(size(kernels[2])))
        penalty = penalty_of(model)
        expect_that(
            math.isclose(penalty, hidden, rel_tol=1e-4)
            or math.isclose(penalty, hidden + output, rel_tol=1e-4),
            "The penalty should be that of both hidden kernels, with the strength asked for.",
        )


@exercise("build_regularized")
@fixed_inputs("a method is one of five names; what its model is tested with is drawn")
class TestBuildRegularized:
    def test_none(self, student, rng):
        """With "none" it is the plain network, and there is no penalty."""
        model = built(student, "none")
        expect_layers(model)
        give_weights(model, rng)
        expect_close(penalty_of(model), 0.0)

    def test_l1(self, student, rng):
        """With "l1" both hidden kernels have the L1 penalty, and no layer is added."""
        model = built(student, "l1")
        expect_layers(model)
        expect_penalty(model, rng, np.abs)

    def test_l2(self, student, rng):
        """With "l2" both hidden kernels have the L2 penalty, and no layer is added."""
        model = built(student, "l2")
        expect_layers(model)
        expect_penalty(model, rng, np.square)

    def test_dropout(self, student, rng):
        """With "dropout" units are dropped after each hidden layer, and there is no penalty."""
        model = built(student, "dropout")
        expect_layers(model, "dropout 0.3")
        give_weights(model, rng)
        expect_close(penalty_of(model), 0.0)

    def test_batch_norm(self, student, rng):
        """With "batch_norm" each hidden layer is normalised, and there is no penalty."""
        model = built(student, "batch_norm")
        expect_layers(model, "batch norm")
        give_weights(model, rng)
        expect_close(penalty_of(model), 0.0)

    def test_parameters(self, student):
        """The network has the parameters of its dense layers and of its normalisation, if any."""
        expect_equal(built(student, "none").count_params(), 669_706)
        model = built(student, "batch_norm")
        expect_equal(model.count_params(), 673_802)
        trainable = sum(math.prod(weights.shape) for weights in model.trainable_weights)
        expect_equal(trainable, 671_754)

    def test_computes_probabilities(self, student, rng):
        """Used on images, it computes ten probabilities through two hidden layers with ReLU."""
        import keras

        model = built(student, "dropout")
        arrays = give_weights(model, rng, (0.05, 0.05, 0.02))
        images = rng.uniform(size=(6, 28, 28)).astype("float32")
        reached = keras.ops.convert_to_numpy(model(images, training=False))
        z = images.astype(float).reshape(6, 784)
        for number, (kernel, bias) in enumerate(arrays):
            z = z @ kernel + bias
            z = np.maximum(z, 0.0) if number < 2 else z - z.max(axis=1, keepdims=True)
        expected = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
        expect_close(reached, expected, rtol=1e-2, atol=1e-3)


def near(trials, rng):
    """Trials like these, each loss at most 1 % greater or smaller."""
    return {
        method: [draw_near(losses, rng, 0.01).tolist() for losses in runs]
        for method, runs in trials.items()
    }


def ending_with(late):
    """The losses of a trial: three great ones, then five with this mean."""
    return [9.0, 8.0, 7.0, late + 0.1, late + 0.05, late, late - 0.1, late - 0.05]


def expect_choice(student, trials, *last):
    """Expect the method with the least loss and what it saves, both worked out in plain Python."""
    (epochs,) = last or (5,)
    losses = {
        method: sum(sum(losses[len(losses) - epochs :]) / epochs for losses in runs) / len(runs)
        for method, runs in trials.items()
    }
    least, best = min((loss, method) for method, loss in losses.items())
    method, saved = expect_tuple(student.best_method(trials, *last), 2)
    expect_equal(method, best)
    expect_close(saved, losses["none"] - least)
    return best


@exercise("best_method")
class TestBestMethod:
    def test_known_figure(self, student, rng):
        """The method with the least loss is returned, and the loss that it saves."""
        scale = some_scale(rng)
        trials = {
            "none": [[3 * scale, scale, 2 * scale]],
            "dropout": [[4 * scale, 0.5 * scale, scale], [9 * scale, 1.5 * scale, 0.5 * scale]],
        }
        method, saved = expect_tuple(student.best_method(trials, 2), 2)
        expect_equal(method, "dropout")
        expect_close(saved, 0.625 * scale)

    def test_mean_of_the_last_epochs(self, student, rng):
        """The mean of the last epochs counts, not one epoch, nor those before them."""
        trials = {
            "dropout": [[6.0, 5.0, 3.0, 3.0, 3.0, 3.0, 1.0]],  # the least loss in the last epoch
            "none": [[5.0, 4.0, 4.0, 4.0, 4.0, 4.0, 4.0]],
            "l1": [[6.0, 5.0, 2.0, 2.2, 1.8, 2.0, 2.0]],  # the least mean of the last five
            "l2": [[5.0, 0.5, 3.0, 3.0, 0.7, 3.0, 3.0]],  # the least loss in any epoch
            "batch_norm": [[1.0, 1.0, 2.5, 2.5, 2.5, 2.5, 2.5]],  # the least mean of all epochs
        }
        expect_equal(expect_choice(student, near(trials, rng)), "l1")

    def test_every_trial_counts_the_same(self, student, rng):
        """The mean over all trials of a method counts, whichever of them was lucky."""
        late = {
            "l2": [2.5],
            "none": [3.5, 3.0],
            "l1": [4.5, 1.1],
            "batch_norm": [1.9, 1.7, 2.0],
            "dropout": [1.0, 1.2, 6.0],
        }
        trials = {method: list(map(ending_with, losses)) for method, losses in late.items()}
        expect_equal(expect_choice(student, near(trials, rng)), "batch_norm")

    def test_saves_less_or_more(self, student, rng):
        """What is saved is the loss of "none" minus that of the best method, and nothing else."""
        for late in (
            {"none": 4.0, "dropout": 3.8, "l2": 3.5, "l1": 9.0},
            {"batch_norm": 3.0, "l1": 0.5, "dropout": 2.0, "none": 9.0},
            {"l2": 1.0, "none": 2.0},
        ):
            trials = {method: [ending_with(loss)] * 2 for method, loss in late.items()}
            expect_choice(student, near(trials, rng))

    def test_none_may_be_best(self, student, rng):
        """If the plain network has the least loss, it is the best method and saves nothing."""
        late = {"l1": [1.8, 1.9], "none": [1.2, 1.4], "dropout": [3.0]}
        trials = {method: list(map(ending_with, losses)) for method, losses in late.items()}
        expect_equal(expect_choice(student, near(trials, rng)), "none")
        expect_equal(expect_choice(student, {"none": trials["none"]}), "none")

    def test_takes_the_given_number_of_epochs(self, student, rng):
        """As many epochs count as the argument says: 5 by default."""
        trials = {
            "none": [[3.0, 3.0, 3.0, 3.0, 3.0, 3.0]],
            "l2": [[9.0, 9.0, 9.0, 1.0, 1.0, 1.0]],
            "dropout": [[9.0, 9.0, 9.0, 9.0, 9.0, 0.5]],
            "l1": [[9.0, 2.0, 2.0, 2.0, 2.0, 2.0]],
            "batch_norm": [[0.1, 2.1, 2.1, 2.1, 2.1, 2.1]],
        }
        trials = near(trials, rng)
        expect_equal(expect_choice(student, trials), "l1")
        for last, best in ((1, "dropout"), (3, "l2"), (6, "batch_norm")):
            expect_equal(expect_choice(student, trials, last), best)

    def test_trials_of_any_length(self, student, rng):
        """Methods may have any names and numbers of trials, and trials any number of epochs."""
        trials = {
            "noise": [[2.0] * 6, [1.0, 3.0, 2.0, 4.0, 3.0]],
            "l1_l2": [[4.0, 3.0, 2.0, 2.0, 1.0, 1.5, 1.0], [3.0, 1.0, 2.0, 1.5, 1.5], [2.0] * 9],
            "none": [[3.0] * 5, [5.0, 4.0, 3.0, 4.0, 4.5, 4.0], [6.0] * 8],
            "more data": [[8.0, 6.0, 4.0, 2.0, 1.9, 1.8, 1.7]],
        }
        trials = near(trials, rng)
        for last in (1, 2, 5):
            expect_choice(student, trials, last)

    @aspect
    def test_leaves_the_trials_alone(self, student, rng):
        """The trials are not changed."""
        late = {"none": [2.0, 2.2], "l1": [1.0, 1.3, 1.1]}
        trials = {method: list(map(ending_with, losses)) for method, losses in late.items()}
        method, _ = expect_tuple(expect_unchanged(student.best_method, near(trials, rng)), 2)
        expect_equal(method, "l1")
