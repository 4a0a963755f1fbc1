"""Hidden tests of 06 optimizers.

Expected values are explicit sums over all gradients so far, never a recursion as in the answers:
an exponential average that begins at zero is a sum with the weights (1 - beta) * beta**age, and a
bias-corrected one is the mean with the weights beta**age.
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
    expect_no_warnings,
    expect_number,
    expect_that,
    expect_tuple,
    expect_unchanged,
)


def changing_gradients(rng, steps, *shape):
    """Gradients that differ from step to step, of either sign and absolute value 0.3 to 2."""
    return rng.uniform(0.3, 2.0, (steps, *shape)) * rng.choice([-1.0, 1.0], (steps, *shape))


def far_weights(rng, *shape):
    """Weights that stay away from zero, where rounding takes the place of epsilon."""
    return rng.uniform(6.0, 8.0, shape)


def exponential_average(values, beta):
    """The exponential average, starting at zero, of the rows of `values`."""
    weights = (1 - beta) * beta ** np.arange(len(values))[::-1]
    return np.tensordot(weights, values, axes=1)


def corrected_average(values, beta):
    """The same, bias-corrected: a mean whose weights add up to one."""
    return np.average(values, axis=0, weights=beta ** np.arange(len(values))[::-1])


def prefixes(values):
    """The first row, the first two rows, and so on: what is known at each step."""
    return [values[:count] for count in range(1, len(values) + 1)]


def walk(update, w, gradients, *state):
    """Let an optimizer take a step for each gradient; pass what it returns to the next call."""
    for t, g in enumerate(gradients, start=1):
        returned = expect_tuple(update(w, g, *state, t), 1 + len(state))
        w, *state = (expect_array(value, shape=np.shape(g)) for value in returned)
    return w, *state


def some_weight(rng):
    """A weight far from zero, where rounding takes the place of epsilon."""
    return float(rng.uniform(6, 8))


def some_integer(rng):
    """A whole number from 2 to 99."""
    return int(rng.integers(2, 100))


@exercise("sgd_update")
class TestSgdUpdate:
    def test_steps_against_the_gradient(self, student, rng):
        """The step is the learning rate times the gradient, and it goes against the gradient."""
        w = some_weight(rng)
        expect_close(student.sgd_update(w, 3.0, 0.1), w - 0.3)
        expect_close(student.sgd_update(-w, -0.25, 4.0), 1 - w)

    @aspect
    def test_works_element_by_element(self, student, rng):
        """Each element of an array, whatever its shape, moves by its own gradient."""
        for shape in ((5,), (3, 3), (2, 3, 4)):
            w = rng.normal(size=shape)
            (g,) = changing_gradients(rng, 1, *shape)
            expected = [a - 0.7 * b for a, b in zip(w.flat, g.flat, strict=True)]
            expect_close(student.sgd_update(w, g, 0.7), np.reshape(expected, shape))

    def test_follows_the_learning_rate_and_the_scale(self, student, rng):
        """Large and small gradients and learning rates make large and small steps."""
        shift = some_weight(rng)
        w, g = np.array([1.0, -2.0, 0.0]) + shift, np.array([3000.0, 0.0, -2000.0])
        expected = np.array([-2.0, -2.0, 2.0]) + shift
        expect_close(student.sgd_update(w, g, 0.001), expected)
        expect_close(student.sgd_update(w, g / 1e6, 1e3), expected)

    @aspect
    def test_takes_integers(self, student, rng):
        """Integer weights give floating-point results: nothing is rounded or wraps around."""
        k = some_integer(rng)
        w = np.array([[1, 0, 7], [3, 2, 150 + k]], dtype=np.uint8)
        g = np.array([[1, 2, 3], [-4, 5, -6]])
        expected = np.array([[0.75, -0.5, 6.25], [4.0, 0.75, 151.5 + k]])
        expect_close(student.sgd_update(w, g, 0.25), expected)
        expect_close(student.sgd_update(k, 2, 0.25), k - 0.5)

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed."""
        w, g = rng.normal(size=(2, 4, 3))
        expect_close(expect_unchanged(student.sgd_update, w, g, 0.3), w - 0.3 * g)


@exercise("momentum_update")
class TestMomentumUpdate:
    def test_one_step_from_a_moving_start(self, student, rng):
        """A step uses the new velocity: part of the old one and part of the gradient."""
        w = some_weight(rng)
        expect_close(student.momentum_update(w, 8.0, 4.0, 0.5, beta=0.75), (w - 2.5, 5.0))
        expect_close(student.momentum_update(-2.0, -1.0, 3.0, 2.0, beta=0.25), (-2.0, 0.0))

    def test_many_steps_with_changing_gradients(self, student, rng):
        """Over many steps the velocity is the exponential average of all gradients so far."""
        w, gradients = rng.normal(size=(3, 4)), changing_gradients(rng, 6, 3, 4)
        velocities = [exponential_average(seen, 0.7) for seen in prefixes(gradients)]
        reached = walk(
            lambda w, g, v, t: student.momentum_update(w, g, v, 0.2, 0.7),
            w,
            gradients,
            np.zeros((3, 4)),
        )
        expect_close(reached, (w - 0.2 * np.sum(velocities, axis=0), velocities[-1]))

    @aspect
    def test_default_beta(self, student, rng):
        """If beta is not given, it is 0.9."""
        (g,), w, v = changing_gradients(rng, 1, 7), rng.normal(size=7), rng.uniform(3, 4, 7)
        expect_close(student.momentum_update(w, g, v, 10.0), (w - 9 * v - g, 0.9 * v + 0.1 * g))

    @aspect
    def test_takes_integers(self, student, rng):
        """Integer weights, gradients and velocities give floating-point results."""
        k = some_integer(rng)
        w, g = np.array([5, -1, 0]) + k, np.array([3, -2, 1])
        expected = (np.array([4.625, -0.75, -0.125]) + k, np.array([0.75, -0.5, 0.25]))
        for v in (np.zeros(3), np.zeros(3, dtype=np.int64)):
            expect_close(student.momentum_update(w, g, v, 0.5, beta=0.75), expected)
        expect_close(student.momentum_update(k, 3, 0, 0.5, beta=0.75), (k - 0.375, 0.75))

    @aspect
    def test_keeps_nothing_between_calls(self, student, rng):
        """Two parameters updated alternately do not disturb each other: all memory is in v."""
        one, two = changing_gradients(rng, 3, 4), changing_gradients(rng, 3, 2, 3)
        v, u = np.zeros(4), np.zeros((2, 3))
        for g, h in zip(one, two, strict=True):
            _, v = walk(lambda w, g, v, t: student.momentum_update(w, g, v, 1.0, 0.6), g, [g], v)
            _, u = walk(lambda w, g, v, t: student.momentum_update(w, g, v, 1.0, 0.8), h, [h], u)
        expect_close((v, u), (exponential_average(one, 0.6), exponential_average(two, 0.8)))

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it, including the velocity, are not changed."""
        w, g, v = rng.normal(size=(3, 2, 5))
        expected = (w - 0.1 * (0.8 * v + 0.2 * g), 0.8 * v + 0.2 * g)
        expect_close(expect_unchanged(student.momentum_update, w, g, v, 0.1, 0.8), expected)


@exercise("adagrad_update")
class TestAdagradUpdate:
    def test_one_step_from_a_given_sum(self, student, rng):
        """The square of the gradient is added to the sum; the step divides by the sum's root."""
        w = some_weight(rng)
        expect_close(student.adagrad_update(w, 3.0, 16.0, 0.5), (w - 0.3, 25.0))
        expect_close(student.adagrad_update(w, -8.0, 36.0, 2.0), (w + 1.6, 100.0))

    def test_many_steps_with_changing_gradients(self, student, rng):
        """Over many steps the squares of all gradients add up, element by element."""
        w, gradients = far_weights(rng, 3, 3), changing_gradients(rng, 6, 3, 3)
        sums = np.cumsum(gradients**2, axis=0)
        reached = walk(
            lambda w, g, s, t: student.adagrad_update(w, g, s, 0.3),
            w,
            gradients,
            np.zeros((3, 3)),
        )
        expected = w - 0.3 * np.sum(gradients / (np.sqrt(sums) + 1e-8), axis=0)
        expect_close(reached, (expected, sums[-1]))

    @aspect
    def test_large_epsilon(self, student, rng):
        """Epsilon is added to the root, not under it, and not to the sum that is returned."""
        w = some_weight(rng)
        expect_close(student.adagrad_update(w, 0.03, 0.0016, 1.0, eps=1e-2), (w - 0.5, 0.0025))
        expect_close(student.adagrad_update(w, -4.0, 9.0, 3.0, 1.0), (w + 2, 25.0))

    @aspect
    def test_default_epsilon(self, student, rng):
        """If epsilon is not given, it is 1e-8, which shows when gradients are tiny."""
        (g,) = 1e-8 * changing_gradients(rng, 1, 2, 4)
        expected = (-g / (abs(g) + 1e-8), g**2)
        expect_close(student.adagrad_update(0 * g, g, 0 * g, 1.0), expected, atol=0)

    @aspect
    def test_weight_without_gradient_stays(self, student, rng):
        """A weight that has never had a gradient stays where it is, without a warning."""
        w, g = draw_near([1.5, -2.0, 0.25], rng), np.array([0.0, -2.0, 0.0])
        reached = expect_no_warnings(student.adagrad_update, w, g, np.zeros(3), 0.5)
        expect_close(reached, (w + np.array([0.0, 0.5, 0.0]), np.array([0.0, 4.0, 0.0])))

    @aspect
    def test_takes_integers(self, student, rng):
        """Integer weights, gradients and sums give floating-point results."""
        k = some_integer(rng)
        w, g = np.array([[1, -2], [3, 0]]) + k, np.array([[3, -4], [-5, 6]])
        s = np.array([[16, 9], [0, 64]])
        expected = (np.array([[0.85, -1.8], [3.25, -0.15]]) + k, np.array([[25, 25], [25, 100]]))
        for start in (s.astype(float), s):
            expect_close(student.adagrad_update(w, g, start, 0.25), expected)
        expect_close(student.adagrad_update(k, 3, 16, 0.25), (k - 0.15, 25))

    @aspect
    def test_keeps_nothing_between_calls(self, student, rng):
        """Two parameters updated alternately do not disturb each other: all memory is in s."""
        one, two = changing_gradients(rng, 3, 4), changing_gradients(rng, 3, 2, 3)
        s, u = np.zeros(4), np.zeros((2, 3))
        for g, h in zip(one, two, strict=True):
            _, s = walk(lambda w, g, s, t: student.adagrad_update(w, g, s, 1.0), g, [g], s)
            _, u = walk(lambda w, g, s, t: student.adagrad_update(w, g, s, 1.0), h, [h], u)
        expect_close((s, u), (np.sum(one**2, axis=0), np.sum(two**2, axis=0)))

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it, including the sum, are not changed."""
        w, g, s = rng.uniform(1, 2, size=(3, 2, 5))
        expected = (w - 0.1 * g / np.hypot(np.sqrt(s), g), s + g**2)
        expect_close(expect_unchanged(student.adagrad_update, w, g, s, 0.1), expected)


@exercise("rmsprop_update")
class TestRmspropUpdate:
    def test_one_step_from_a_given_average(self, student, rng):
        """The average is updated with the squared gradient before the step divides by its root."""
        w = some_weight(rng)
        expect_close(student.rmsprop_update(w, 4.0, 0.0, 0.1, beta=0.75), (w - 0.2, 4.0))
        expect_close(student.rmsprop_update(w, -6.0, 32.0, 2.0, beta=0.25), (w + 12 / 35**0.5, 35))

    def test_many_steps_with_changing_gradients(self, student, rng):
        """Over many steps s is the exponential average of all squares, element by element."""
        w, gradients = far_weights(rng, 2, 3, 4), changing_gradients(rng, 6, 2, 3, 4)
        averages = np.array([exponential_average(seen**2, 0.7) for seen in prefixes(gradients)])
        reached = walk(
            lambda w, g, s, t: student.rmsprop_update(w, g, s, 0.2, 0.7),
            w,
            gradients,
            np.zeros((2, 3, 4)),
        )
        expected = w - 0.2 * np.sum(gradients / (np.sqrt(averages) + 1e-8), axis=0)
        expect_close(reached, (expected, averages[-1]))

    @aspect
    def test_large_epsilon(self, student, rng):
        """Epsilon is added to the root, not under it, and not to the average that is returned."""
        w = some_weight(rng)
        reached = student.rmsprop_update(w, 0.08, 0.0, 1.0, beta=0.75, eps=1e-2)
        expect_close(reached, (w - 1.6, 0.0016))
        expect_close(
            student.rmsprop_update(w, -6.0, 12.0, 3.0, 0.5, 1.0), (w + 18 / (24**0.5 + 1), 24)
        )

    @aspect
    def test_defaults(self, student, rng):
        """If not given, beta is 0.999 and epsilon is 1e-8: tiny gradients show both."""
        g, s = 1e-7 * changing_gradients(rng, 2, 2, 4)
        average = 0.999 * s**2 + 0.001 * g**2
        reached = student.rmsprop_update(0 * g, g, s**2, 1.0)
        expect_close(reached, (-g / (np.sqrt(average) + 1e-8), average), atol=0)

    @aspect
    def test_weight_without_gradient_stays(self, student, rng):
        """A weight that has never had a gradient stays where it is, without a warning."""
        w, g = draw_near([1.5, -2.0, 0.25], rng), np.array([0.0, -2.0, 0.0])
        reached = expect_no_warnings(student.rmsprop_update, w, g, np.zeros(3), 0.5, 0.75)
        expect_close(reached, (w + np.array([0.0, 1.0, 0.0]), np.array([0.0, 1.0, 0.0])))

    @aspect
    def test_takes_integers(self, student, rng):
        """Integer weights, gradients and averages give floating-point results."""
        k = some_integer(rng)
        w, g = np.array([1, -2, 5]) + k, np.array([4, -3, 2])
        expected = (np.array([0.5, -1.75, 5 - 0.5 / 8.5**0.5]) + k, np.array([4, 9, 8.5]))
        for s in (np.array([0.0, 9.0, 10.0]), np.array([0, 9, 10])):
            expect_close(student.rmsprop_update(w, g, s, 0.25, beta=0.75), expected)
        expect_close(student.rmsprop_update(k, 4, 0, 0.25, beta=0.75), (k - 0.5, 4))

    @aspect
    def test_keeps_nothing_between_calls(self, student, rng):
        """Two parameters updated alternately do not disturb each other: all memory is in s."""
        one, two = changing_gradients(rng, 3, 4), changing_gradients(rng, 3, 2, 3)
        s, u = np.zeros(4), np.zeros((2, 3))
        for g, h in zip(one, two, strict=True):
            _, s = walk(lambda w, g, s, t: student.rmsprop_update(w, g, s, 1.0, 0.6), g, [g], s)
            _, u = walk(lambda w, g, s, t: student.rmsprop_update(w, g, s, 1.0, 0.8), h, [h], u)
        expect_close((s, u), (exponential_average(one**2, 0.6), exponential_average(two**2, 0.8)))

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it, including the average, are not changed."""
        w, g, s = rng.uniform(1, 2, size=(3, 2, 5))
        average = 0.8 * s + 0.2 * g**2
        expected = (w - 0.1 * g / average**0.5, average)
        expect_close(expect_unchanged(student.rmsprop_update, w, g, s, 0.1, 0.8), expected)


@exercise("adadelta_update")
class TestAdadeltaUpdate:
    def test_one_step_from_given_averages(self, student, rng):
        """The step uses the new average of squared gradients but the old one of squared steps."""
        w = some_weight(rng)
        reached = student.adadelta_update(w, 4.0, 0.0, 0.0, rho=0.75, eps=2.25)
        expect_close(reached, (w - 2.4, 4.0, 1.44))
        reached = student.adadelta_update(w, -6.0, 8.0, 3.0, rho=0.25, eps=6.0)
        expect_close(reached, (w + 18 / 35**0.5, 29.0, 0.75 + 0.75 * 324 / 35))

    def test_many_steps_with_changing_gradients(self, student, rng):
        """Over many steps both are exponential averages of their squares, element by element."""
        w, gradients = rng.normal(size=(3, 4)), changing_gradients(rng, 6, 3, 4)
        steps = np.zeros((0, 3, 4))
        for seen in prefixes(gradients):
            gradient_average = exponential_average(seen**2, 0.8)
            step_average = exponential_average(steps**2, 0.8)
            step = seen[-1] * np.sqrt((step_average + 0.01) / (gradient_average + 0.01))
            steps = np.append(steps, step[None], axis=0)
        reached = walk(
            lambda w, g, s, d, t: student.adadelta_update(w, g, s, d, 0.8, 0.01),
            w,
            gradients,
            np.zeros((3, 4)),
            np.zeros((3, 4)),
        )
        averages = (exponential_average(gradients**2, 0.8), exponential_average(steps**2, 0.8))
        expect_close(reached, (w - np.sum(steps, axis=0), *averages))

    @aspect
    def test_defaults(self, student, rng):
        """If not given, rho is 0.95 and epsilon is 1e-6: small gradients show both."""
        g, s, d = 1e-3 * changing_gradients(rng, 3, 2, 4)
        average = 0.95 * s**2 + 0.05 * g**2
        square = g**2 * (d**2 + 1e-6) / (average + 1e-6)
        expected = (-np.copysign(np.sqrt(square), g), average, 0.95 * d**2 + 0.05 * square)
        expect_close(student.adadelta_update(0 * g, g, s**2, d**2), expected, atol=0)

    def test_starts_from_nothing(self, student, rng):
        """With both averages zero the weights still move, except where the gradient is zero."""
        w, g = draw_near([1.0, -1.0, 0.5], rng), np.array([0.0, 3.0, -3.0])
        reached = expect_no_warnings(
            student.adadelta_update, w, g, np.zeros(3), np.zeros(3), 0.5, 0.01
        )
        size = 0.3 / math.sqrt(4.51)
        moved = w + np.array([0.0, -size, size])
        expect_close(reached, (moved, 4.5 * (g != 0), size**2 / 2 * (g != 0)))

    @aspect
    def test_takes_integers(self, student, rng):
        """Integer weights, gradients and averages give floating-point results."""
        k = some_integer(rng)
        w, g = np.array([5, -1]) + k, np.array([4, -4])
        expected = (np.array([2.6, 1.4]) + k, np.array([4, 4]), np.array([1.44, 1.44]))
        for zeros in (np.zeros(2), np.zeros(2, dtype=np.int64)):
            expect_close(student.adadelta_update(w, g, zeros, zeros, 0.75, 2.25), expected)
        expect_close(student.adadelta_update(k, 4, 0, 0, 0.75, 2.25), (k - 2.4, 4, 1.44))

    @aspect
    def test_keeps_nothing_between_calls(self, student, rng):
        """Two parameters updated alternately do not disturb each other: all memory is in s, d."""
        one, two = changing_gradients(rng, 3, 4), changing_gradients(rng, 3, 2, 3)
        state, other = np.zeros((2, 4)), np.zeros((2, 2, 3))
        for g, h in zip(one, two, strict=True):
            _, *state = walk(
                lambda w, g, s, d, t: student.adadelta_update(w, g, s, d, 0.6), g, [g], *state
            )
            _, *other = walk(
                lambda w, g, s, d, t: student.adadelta_update(w, g, s, d, 0.8), h, [h], *other
            )
        expected = (exponential_average(one**2, 0.6), exponential_average(two**2, 0.8))
        expect_close((state[0], other[0]), expected)

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it, including both averages, are not changed."""
        w, g, s, d = rng.uniform(1, 2, size=(4, 2, 5))
        average = 0.8 * s + 0.2 * g**2
        ratio = (d + 0.1) / (average + 0.1)
        expected = (w - g * ratio**0.5, average, 0.8 * d + 0.2 * g**2 * ratio)
        expect_close(expect_unchanged(student.adadelta_update, w, g, s, d, 0.8, 0.1), expected)


@exercise("bias_correction")
class TestBiasCorrection:
    def test_first_value(self, student, rng):
        """After a single value the corrected average is that value."""
        for beta in (0.5, 0.9, 0.999):
            (g,) = changing_gradients(rng, 1, 5)
            expect_close(student.bias_correction((1 - beta) * g, beta, 1), g)

    def test_later_values(self, student, rng):
        """After several values it is their weighted mean, in which old values count less."""
        values = changing_gradients(rng, 8, 3, 4)
        for t in (2, 3, 8):
            moment = exponential_average(values[:t], 0.7)
            expected = corrected_average(values[:t], 0.7)
            expect_close(student.bias_correction(moment, 0.7, t), expected)

    def test_fades_away(self, student, rng):
        """After very many values there is nothing left to correct."""
        moment = rng.normal(size=(2, 2))
        expect_close(student.bias_correction(moment, 0.9, 100_000), moment)

    @aspect
    def test_takes_numbers_and_integers(self, student, rng):
        """The moment may be a number or an array of integers; the result is not rounded."""
        moment, k = some_weight(rng), some_integer(rng)
        expect_close(student.bias_correction(moment, 0.5, 2), moment / 0.75)
        expect_close(student.bias_correction(3, 0.5, 3), 24 / 7)
        expect_close(
            student.bias_correction(np.array([k, -7, 0]), 0.5, 3), np.array([8 * k / 7, -8, 0])
        )

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The moment given to it is not changed."""
        moment = rng.normal(size=6)
        expect_close(expect_unchanged(student.bias_correction, moment, 0.5, 2), moment * 4 / 3)


@exercise("adam_update")
class TestAdamUpdate:
    def test_first_step_has_the_step_size(self, student, rng):
        """The length of the first step is the step size, whatever the gradient's scale."""
        for scale in (1e-3, 1.0, 1e6):
            (g,) = scale * changing_gradients(rng, 1, 3, 4)
            g[0, 0] = 0.5 * scale  # so small that ten times the epsilon shows
            expected = (0.02 * -np.sign(g), 0.1 * g, 0.001 * g**2)
            reached = student.adam_update(0 * g, g, 0 * g, 0 * g, 1, 0.02)
            expect_close(reached, expected, rtol=1e-4)

    def test_one_step_from_given_moments(self, student, rng):
        """A later step updates both moments, corrects both for t, and divides by a root."""
        w = some_weight(rng)
        reached = student.adam_update(w, 2.0, 4.0, 2.0, 2, 1.0, beta1=0.5, beta2=0.5)
        expect_close(reached, (w - 2, 3.0, 3.0))
        reached = student.adam_update(w, 13.0, 0.5, 7.0, 3, 0.3, beta1=0.5, beta2=0.25)
        m_hat, v_hat = 6.75 * 8 / 7, 128.5 * 64 / 63
        expect_close(reached, (w - 0.3 * m_hat / v_hat**0.5, 6.75, 128.5))

    def test_many_steps_with_changing_gradients(self, student, rng):
        """Over many steps each moment follows its own beta, element by element."""
        w, gradients = far_weights(rng, 2, 3, 4), changing_gradients(rng, 7, 2, 3, 4)
        directions = [
            corrected_average(seen, 0.6) / (np.sqrt(corrected_average(seen**2, 0.85)) + 1e-8)
            for seen in prefixes(gradients)
        ]
        moments = (exponential_average(gradients, 0.6), exponential_average(gradients**2, 0.85))
        reached = walk(
            lambda w, g, m, v, t: student.adam_update(w, g, m, v, t, 0.1, 0.6, 0.85),
            w,
            gradients,
            np.zeros((2, 3, 4)),
            np.zeros((2, 3, 4)),
        )
        expect_close(reached, (w - 0.1 * np.sum(directions, axis=0), *moments))

    @aspect
    def test_large_epsilon(self, student, rng):
        """Epsilon is added to the root of the corrected moment, as in the paper, not under it."""
        g, h = 0.02 * changing_gradients(rng, 2, 5)
        first = -g / (abs(g) + 1e-2)
        reached = student.adam_update(0 * g, g, 0 * g, 0 * g, 1, 1.0, eps=1e-2)
        expect_close(reached, (first, 0.1 * g, 0.001 * g**2))
        mean, square = corrected_average([g, h], 0.9), corrected_average([g**2, h**2], 0.999)
        reached = student.adam_update(first, h, 0.1 * g, 0.001 * g**2, 2, 1.0, eps=1e-2)
        moments = (exponential_average([g, h], 0.9), exponential_average([g**2, h**2], 0.999))
        expect_close(reached, (first - mean / (square**0.5 + 1e-2), *moments), atol=0)

    @aspect
    def test_defaults(self, student, rng):
        """The defaults are 0.001, 0.9, 0.999 and 1e-8: tiny gradients reveal them all."""
        gradients = 1e-8 * changing_gradients(rng, 3, 2, 4)
        step = corrected_average(gradients, 0.9)
        step = 0.001 * step / (np.sqrt(corrected_average(gradients**2, 0.999)) + 1e-8)
        m, v = (
            exponential_average(gradients[:2], 0.9),
            exponential_average(gradients[:2] ** 2, 0.999),
        )
        moments = (exponential_average(gradients, 0.9), exponential_average(gradients**2, 0.999))
        reached = student.adam_update(np.zeros((2, 4)), gradients[2], m, v, 3)
        expect_close(reached, (-step, *moments), atol=1e-24)

    @aspect
    def test_weight_without_gradient_stays(self, student, rng):
        """A weight that has never had a gradient stays where it is, without a warning."""
        w, g = draw_near([1.5, -2.0, 0.25], rng), np.array([0.0, -2.0, 0.0])
        reached = expect_no_warnings(student.adam_update, w, g, np.zeros(3), np.zeros(3), 1, 0.5)
        expect_close(expect_tuple(reached, 3)[0], w + np.array([0.0, 0.5, 0.0]))

    @aspect
    def test_takes_integers(self, student, rng):
        """Integer weights, gradients and moments give floating-point results."""
        k = some_integer(rng)
        w, g = np.array([5, -1]) + k, np.array([4, -4])
        expected = (
            np.array([4.75, -0.75]) + k,
            np.array([0.4, -0.4]),
            np.array([0.016, 0.016]),
        )
        for zeros in (np.zeros(2), np.zeros(2, dtype=np.int64)):
            expect_close(student.adam_update(w, g, zeros, zeros, 1, 0.25), expected)
        expect_close(student.adam_update(k, 4, 0, 0, 1, 0.25), (k - 0.25, 0.4, 0.016))

    @aspect
    def test_keeps_nothing_between_calls(self, student, rng):
        """Two parameters updated alternately do not disturb each other: t is the caller's t."""
        one, two = changing_gradients(rng, 3, 4), changing_gradients(rng, 3, 2, 3)
        w, state, u, other = np.zeros(4), np.zeros((2, 4)), np.zeros((2, 3)), np.zeros((2, 2, 3))
        for t, (g, h) in enumerate(zip(one, two, strict=True), start=1):

            def student_step(w, g, m, v, _, t=t):
                return student.adam_update(w, g, m, v, t)

            w, *state = walk(student_step, w, [g], *state)
            u, *other = walk(student_step, u, [h], *other)
        for reached, gradients in ((w, one), (u, two)):
            steps = [
                corrected_average(seen, 0.9) / (np.sqrt(corrected_average(seen**2, 0.999)) + 1e-8)
                for seen in prefixes(gradients)
            ]
            expect_close(reached, -0.001 * np.sum(steps, axis=0))

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it, including both moments, are not changed."""
        w, g, m, v = rng.uniform(1, 2, size=(4, 2, 5))
        v[0] += 4  # in one row the second moment falls, in the other it may rise
        new_m, new_v = 0.5 * (m + g), 0.75 * v + 0.25 * g**2
        step = 0.1 * (new_m / 0.75) / (new_v / 0.4375) ** 0.5
        reached = expect_unchanged(student.adam_update, w, g, m, v, 2, 0.1, 0.5, 0.75)
        expect_close(reached, (w - step, new_m, new_v))


def halve_the_gradient(w, g, state, t):
    """SGD with learning rate 0.5, the grader's own optimizer."""
    return expect_array(w) - 0.5 * expect_array(g), None


@exercise("minimize")
class TestMinimize:
    def test_goes_on_from_the_point_reached(self, student, rng):
        """Each step takes the gradient at the point that the step before has reached."""
        w = rng.uniform(1, 3, size=(2, 3))
        expected = w
        for _ in range(4):
            expected = expected - 0.5 * np.sin(expected)
        reached = student.minimize(lambda w: np.sin(expect_array(w)), w, halve_the_gradient, 4)
        expect_close(reached, expected)

    def test_numbers_the_steps(self, student, rng):
        """The steps are numbered 1, 2, 3 and so on; update gets each number once, in order."""

        def write_down(w, g, state, t):
            return 10 * expect_number(w) + expect_number(t), None

        k = float(some_integer(rng))
        expect_equal(student.minimize(lambda w: 0.0, k, write_down, 5), 100_000 * k + 12345)
        expect_equal(student.minimize(lambda w: 0.0, k, write_down, 1), 10 * k + 1)

    def test_begins_without_a_state(self, student, rng):
        """The state is None at the first call of update, and only there."""

        def count_the_beginnings(w, g, state, t):
            return expect_number(w) + (1.0 if state is None else 0.0), 0

        k = float(some_integer(rng))
        expect_equal(student.minimize(lambda w: 1.0, k, count_the_beginnings, 4), k + 1)

    def test_hands_on_the_state(self, student, rng):
        """Whatever state update returns is passed unchanged to the next call."""

        def add_up(w, g, state, t):
            if state is None:
                state = (np.zeros(3), {"steps": 0})
            expect_that(
                isinstance(state, (tuple, list)) and len(state) == 2 and isinstance(state[1], dict),
                "The state given to update is not the one that update returned at the last call.",
            )
            velocity, steps = expect_array(state[0]) + expect_array(g), state[1]["steps"] + 1
            return expect_array(w) - velocity / steps, (velocity, {"steps": steps})

        w, slope = rng.normal(size=3), rng.uniform(1, 2, size=3)
        expect_close(student.minimize(lambda w: slope, w, add_up, 4), w - 4 * slope)

    def test_hands_on_an_array_as_state(self, student, rng):
        """The state may be an array: do not test whether it is true or false."""

        def remember(w, g, state, t):
            velocity = 0.5 * (0 if state is None else expect_array(state)) + expect_array(g)
            return expect_array(w) - 0.25 * velocity, velocity

        w = rng.uniform(1, 2, size=4)
        reached = student.minimize(lambda w: 2 * expect_array(w), w, remember, 3)
        # Worked by hand from w = 1: velocities 2, 2, 1 lead to 1/2, 0, -1/4.
        expect_close(reached, -0.25 * w)

    def test_takes_every_step(self, student, rng):
        """All steps are taken, even if the gradient is zero or the point stays the same."""

        def move_late(w, g, state, t):
            return expect_number(w) + (expect_number(t) == 6), t

        start = some_weight(rng)
        expect_close(student.minimize(lambda w: 0.0, start, move_late, 6), start + 1)
        expect_close(student.minimize(lambda w: 0.0, start, move_late, 5), start)

    def test_returns_the_last_point_only(self, student, rng):
        """The result is the last point itself, a number or an array like the start."""
        start = draw_near([[8.0, -16.0, 4.0]], rng)
        reached = student.minimize(lambda w: expect_array(w), start, halve_the_gradient, 2)
        expect_close(reached, start / 4)
        expect_close(student.minimize(lambda w: 4 * expect_number(w), 3, halve_the_gradient, 3), -3)

    @aspect
    def test_leaves_the_start_alone(self, student, rng):
        """The starting point given to it is not changed."""
        w = rng.normal(size=(2, 2))
        reached = expect_unchanged(
            student.minimize, lambda w: np.ones((2, 2)), w, halve_the_gradient, 3
        )
        expect_close(reached, w - 1.5)


@exercise("exponential_decay")
class TestExponentialDecay:
    def test_begins_at_the_initial_value(self, student, rng):
        """At step 0 the learning rate is the initial one."""
        rate = some_weight(rng)
        expect_close(student.exponential_decay(rate, 0.7, 20, 0), rate)

    def test_whole_periods(self, student, rng):
        """Every decay_steps steps it is multiplied by the rate once more."""
        rate = some_weight(rng)
        expect_close(student.exponential_decay(rate, 0.7, 20, 20), 0.7 * rate)
        expect_close(student.exponential_decay(rate, 0.7, 20, 60), 0.343 * rate)

    def test_falls_smoothly(self, student, rng):
        """Between whole periods it falls smoothly, by the same factor at every step."""
        rate = some_weight(rng)
        expect_close(student.exponential_decay(rate, 0.25, 10, 5), rate / 2)
        expect_close(student.exponential_decay(rate, 0.5, 100, 50), rate / math.sqrt(2))
        expect_close(student.exponential_decay(rate, 0.064, 30, 50), rate * 0.4**5)

    def test_any_settings(self, student, rng):
        """The formula holds for any initial value, rate, period and step."""
        for _ in range(5):
            initial, rate = rng.uniform(0.01, 2), rng.uniform(0.2, 0.8)
            period, step = int(rng.integers(5, 40)), int(rng.integers(50, 90))
            expected = math.exp(math.log(initial) + math.log(rate) * step / period)
            expect_close(student.exponential_decay(initial, rate, period, step), expected)

    @aspect
    def test_takes_integers(self, student, rng):
        """If all arguments are whole numbers, the exponent is still a fraction."""
        k = some_integer(rng)
        expect_close(student.exponential_decay(k, 4, 2, 1), 2.0 * k)
        expect_close(student.exponential_decay(k, 1, 7, 3), 1.0 * k)


@exercise("uncorrected_first_step")
class TestUncorrectedFirstStep:
    def test_the_answer(self, student):
        """The answer follows from both moments after one gradient, and the root of the second."""
        expect_equal(student.uncorrected_first_step(), "about 3 times the step size")
