"""Hidden tests of 02 linear_models.

Expected values are worked by hand, summed in plain Python, or solved exactly in whole numbers,
where no digit can be lost. Random splits are judged by what every right answer has in common, never
by an order of draws.

All of this is done anew for each submission, so matrices are small. Splits of large classes are
few: the larger a class, the less likely it is that it has its share by chance.
"""

import math
from collections import Counter
from operator import mul

import numpy as np
import scipy.linalg

from autograder.testing import (
    aspect,
    draw_generator,
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

X, Y = np.array([1.0, 3.0, 6.0, 5.0]), np.array([4.0, 8.0, 14.0, 13.0])
#: A line's design matrix for the samples above.
LINE = np.array([[1.0, 1.0], [1.0, 3.0], [1.0, 6.0], [1.0, 5.0]])


def away_from_zero(rng, *shape):
    """Numbers of either sign, of absolute value 0.3 to 2."""
    numbers = rng.uniform(-1.7, 1.7, shape)
    return numbers + np.copysign(0.3, numbers)


def solved(matrix, right):
    """The solution of a square system in floats, by elimination."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for k in range(len(rows)):
        pivot = max(range(k, len(rows)), key=lambda i: abs(rows[i][k]))
        rows[k], rows[pivot] = rows[pivot], rows[k]
        rows[k] = [value / rows[k][k] for value in rows[k]]
        for i in range(len(rows)):
            if i != k:
                factor = rows[i][k]
                rows[i] = [a - factor * c for a, c in zip(rows[i], rows[k], strict=True)]
    return [row[-1] for row in rows]


def whole_numbers(values):
    """Floats as whole numbers, and the power of two by which they are multiplied for that."""
    ratios = [value.as_integer_ratio() for value in values]
    scale = max(below for _, below in ratios)
    return [above * (scale // below) for above, below in ratios], scale


def solved_exactly(matrix, right):
    """The numerators and the denominator of the solution of a system of whole numbers.

    The matrix is positive definite. Each division has no remainder (Bareiss, 1968).
    """
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    before = 1
    for k in range(len(rows)):
        chosen, pivot = rows[k], rows[k][k]
        rows = [
            row
            if row is chosen
            else [(pivot * a - row[k] * c) // before for a, c in zip(row, chosen, strict=True)]
            for row in rows
        ]
        before = pivot
    return [row[-1] for row in rows], before


def least_squares(a, y, prices=None):
    """The theta of least squared error, exact before it is rounded; prices of squared thetas.

    All is computed in whole numbers, which takes a tenth of the time of fractions.
    """
    a = np.asarray(a, dtype=float)
    flat, scale = whole_numbers(a.ravel().tolist())
    columns = [flat[k :: a.shape[1]] for k in range(a.shape[1])]
    targets, scale_of_y = whole_numbers(np.asarray(y, dtype=float).tolist())
    costs, factor = whole_numbers(prices or [0.0] * len(columns))
    matrix = [[factor * sum(map(mul, left, other)) for other in columns] for left in columns]
    for k, cost in enumerate(costs):
        matrix[k][k] += cost * scale**2
    right = [factor * sum(map(mul, column, targets)) for column in columns]
    above, below = solved_exactly(matrix, right)
    return np.array([value * scale / (below * scale_of_y) for value in above])


def well_conditioned(rng, n, k, most=30.0):
    """A random matrix whose columns are far from dependent."""

    def is_tame(drawn):
        sizes = np.linalg.svd(drawn, compute_uv=False)
        return sizes[0] < most * sizes[-1]

    return draw_until(is_tame, lambda: away_from_zero(rng, n, k))


def nearly_linear(rng, n, k):
    """A matrix far from dependent columns, and targets whose best thetas are far from 0."""
    a = well_conditioned(rng, n, k, 8.0)
    return a, a @ away_from_zero(rng, k) + rng.normal(0, 0.02, n)


def both_signs(rng, n):
    """Numbers away from zero, the first of them negative and the last positive."""
    x = away_from_zero(rng, n)
    x[0], x[-1] = -abs(x[0]), abs(x[-1])
    return x


def sigmoid(z):
    """The sigmoid of a number, without an overflow."""
    return 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))


def some_scale(rng):
    """A number from 0.5 to 2 by which everything of a test that is linear is multiplied."""
    return float(rng.uniform(0.5, 2))


@exercise("design_matrix")
class TestDesignMatrix:
    def test_several_features(self, student, rng):
        """The column of ones comes first, then the features in their order."""
        x = away_from_zero(rng, 5, 3)
        expected = [[1.0, *row] for row in x.tolist()]
        expect_close(student.design_matrix(x), np.array(expected))

    def test_one_feature(self, student, rng):
        """Samples of shape (n,) are those of one feature: the result has two columns."""
        for n in (1, 4):
            x = away_from_zero(rng, n)
            expected = np.array([[1.0, value] for value in x.tolist()])
            for reached in student.design_matrix.each([(x,), (x[:, np.newaxis],)]):
                expect_close(reached, expected)

    @aspect
    def test_square_data(self, student, rng):
        """A sample is a row, even if there are as many samples as features."""
        x = away_from_zero(rng, 3, 3)
        expect_close(student.design_matrix(x), np.array([[1.0, *row] for row in x.tolist()]))

    @aspect
    def test_single_sample(self, student, rng):
        """One sample of several features gives one row."""
        first, second, third = rng.normal(size=3).tolist()
        returned = student.design_matrix(np.array([[first, second, third]]))
        expect_close(returned, [[1.0, first, second, third]])

    @aspect
    def test_takes_integers(self, student, rng):
        """Integers, truth values and float32 are taken; no value is cut off."""
        k = int(rng.integers(150, 256))
        x = np.array([[k, 0], [255, 7]], dtype=np.uint8)
        expect_close(student.design_matrix(x), np.array([[1, k, 0], [1, 255, 7]]))
        expect_close(student.design_matrix(np.array([300, -2])), np.array([[1, 300], [1, -2]]))
        expect_close(student.design_matrix(np.array([True, False])), np.array([[1, 1], [1, 0]]))
        expect_close(student.design_matrix(np.array([0.5], dtype=np.float32)), np.array([[1, 0.5]]))

    @aspect
    def test_leaves_its_argument_alone(self, student, rng):
        """The array given to it is not changed."""
        x = away_from_zero(rng, 4, 2)
        reached = expect_unchanged(student.design_matrix, x)
        expect_close(reached, np.array([[1.0, *row] for row in x.tolist()]))


def nearly_alike(rng, k, dtype=np.float64):
    """A matrix of k columns that agree to eight digits, the exact targets, and the thetas.

    One row holds the same number in every column, and each column has 2^-27 of it in a row of its
    own; then the columns are scaled. With powers of two nothing is rounded by a method that works
    on the matrix, on any machine. In a^T a, 1 + 2^-54 is rounded to 1, and all is lost.
    """
    a = np.vstack([np.ones(k), np.eye(k) * 2.0**-27, np.zeros((2, k))])
    signs = rng.choice([-1.0, 1.0], k)
    a = a * rng.permutation(2.0 ** np.arange(-1, k - 1)) * signs
    a[2:] = rng.permutation(a[1:-1])
    a[1] = 0.0  # so that the first k rows are not enough
    a = a.astype(dtype)
    # These signs are not those of the least solution, which a^T a still allows.
    theta = rng.integers(1, 9, k) * signs
    theta[0] *= -1
    return a, a.astype(np.float64) @ theta, theta


def far_from_zero(rng):
    """A line's design matrix for samples near 100, whose thetas would notice single precision."""

    def draw():
        return np.column_stack([np.ones(6), 100 + rng.uniform(0, 1, 6)]), away_from_zero(rng, 6)

    def needs_digits(drawn):
        exact, rounded = least_squares(*drawn), least_squares(drawn[0].astype(np.float32), drawn[1])
        return np.ptp(drawn[0][:, 1]) > 0.5 and np.abs(rounded / exact - 1).max() > 5e-6

    return draw_until(needs_digits, draw)


def in_single_precision(rng):
    """A matrix and targets of float32, whose thetas would notice a computation in float32."""

    def draw():
        first, other = away_from_zero(rng, 6), away_from_zero(rng, 6)
        a = np.column_stack([first, first + 0.004 * other])
        return a.astype(np.float32), (a @ away_from_zero(rng, 2)).astype(np.float32)

    def needs_digits(drawn):
        q, r = np.linalg.qr(drawn[0])
        narrow = np.linalg.solve(r, q.T @ drawn[1])
        return np.abs(narrow / least_squares(*drawn) - 1).max() > 3e-6

    return draw_until(needs_digits, draw)


def columns_apart(rng, sizes):
    """A matrix whose columns have these sizes and no row in common, and noisy targets."""
    a = np.zeros((3 * len(sizes), len(sizes)))
    for column, size in enumerate(sizes):
        numbers = away_from_zero(rng, 3)
        a[3 * column : 3 * column + 3, column] = size * numbers / np.linalg.norm(numbers)
    order = rng.permutation(len(a))
    return a[order], a[order] @ (away_from_zero(rng, len(sizes)) / sizes) + rng.normal(
        0, 0.1, len(a)
    )


@exercise("normal_equation")
class TestNormalEquation:
    def test_known_figures(self, student, rng):
        """It gives the line of least squared error, with or without a column of ones."""
        scale = some_scale(rng)
        expected = scale * np.array([114 / 59, 123 / 59])
        expect_close(student.normal_equation(LINE, scale * Y), expected)
        expect_close(student.normal_equation(LINE[:, 1:], scale * Y), scale * np.array([177 / 71]))
        parabola = np.column_stack([LINE, X**2])
        expected = scale * np.array([1.479899, 2.461055, -0.054020])
        expect_close(student.normal_equation(parabola, scale * Y), expected, rtol=2e-5)

    def test_any_design_matrix(self, student, rng):
        """The matrix may have any columns, with a column of ones anywhere or nowhere."""
        calls = [nearly_linear(rng, n, k) for n, k in ((7, 4), (6, 2), (5, 1))]
        for (a, y), reached in zip(calls, student.normal_equation.each(calls), strict=True):
            expect_close(reached, least_squares(a, y), rtol=1e-5)
        a, y = nearly_linear(rng, 6, 3)
        a[:, 1] = 1.0
        expect_close(student.normal_equation(a, y), least_squares(a, y), rtol=1e-5, atol=1e-5)

    @aspect
    def test_square_matrix(self, student, rng):
        """With as many samples as columns the model goes through every target."""
        a, theta = well_conditioned(rng, 4, 4, 8.0), away_from_zero(rng, 4)
        expect_close(student.normal_equation(a, a @ theta), theta, rtol=1e-5)

    def test_columns_that_are_nearly_alike(self, student, rng):
        """Nearly dependent columns, with a condition number of 1e8 to 1e9, cost no more digits."""
        for k in (2, 3):
            a, y, theta = nearly_alike(rng, k)
            expect_close(student.normal_equation(a, y), theta, rtol=1e-5, atol=0)

    @aspect
    def test_columns_of_different_sizes(self, student, rng):
        """Columns between 1e-6 and 1e6 in size get their thetas to five digits each."""
        sizes = ([1e6, 1.0, 0.06], [1e-6, 1.0, 50.0], [3e2, 1e-6])
        calls = [columns_apart(rng, np.array(each)) for each in sizes]
        a, y = nearly_linear(rng, 6, 3)
        calls.append((a * rng.permutation([0.02, 1.0, 40.0]), y))
        for (a, y), reached in zip(calls, student.normal_equation.each(calls), strict=True):
            expect_close(reached, least_squares(a, y), rtol=1e-5, atol=0)

    @aspect
    def test_all_columns_small_or_large(self, student, rng):
        """All columns may be as small as 1e-6 or as large as 1e6: nothing is added to them."""
        a, y = nearly_linear(rng, 7, 3)
        for size in (1e-6, 1e6):
            expected = least_squares(a * size, y)
            expect_close(student.normal_equation(a * size, y), expected, rtol=1e-5, atol=0)

    @aspect
    def test_single_precision_input(self, student, rng):
        """An array of float32 is computed in double precision."""
        a, y, theta = nearly_alike(rng, 2, np.float32)
        expect_close(student.normal_equation(a, y), theta, rtol=1e-5, atol=0)
        expect_close(student.normal_equation(a, y.astype(np.float32)), theta, rtol=1e-5, atol=0)
        a, y = in_single_precision(rng)
        expect_close(student.normal_equation(a, y), least_squares(a, y))

    @aspect
    def test_numbers_far_from_zero(self, student, rng):
        """A line through samples near 100 needs all of their digits: nothing is rounded before."""
        a, y = far_from_zero(rng)
        expect_close(student.normal_equation(a, y), least_squares(a, y))

    @aspect
    def test_takes_integers(self, student, rng):
        """Integers and truth values are computed in floating point: no product wraps around."""
        a = np.array([[200, 1], [100, 2], [50, 250]], dtype=np.uint8)
        y = np.array([255, 3, int(rng.integers(100, 200))], dtype=np.uint8)
        expect_close(student.normal_equation(a, y), least_squares(a, y))
        answers = np.array([[True, True], [True, False], [False, True], [True, True]])
        labels = np.array([True, False, True, False])
        expect_close(student.normal_equation(answers, labels), least_squares(answers, labels))

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed."""
        a, y = nearly_linear(rng, 6, 2)
        reached = expect_unchanged(student.normal_equation, a, y)
        expect_close(reached, least_squares(a, y), rtol=1e-5)


@exercise("polynomial_features")
class TestPolynomialFeatures:
    def test_ascending_powers(self, student, rng):
        """The columns are the powers from 0 to the degree, in ascending order."""
        x = both_signs(rng, 6)
        for degree in (1, 3, 9):
            expected = [[value**power for power in range(degree + 1)] for value in x.tolist()]
            expect_close(student.polynomial_features(x, degree), np.array(expected), rtol=1e-9)

    @aspect
    def test_square_result(self, student, rng):
        """A sample is a row, even if there are as many samples as columns."""
        x = draw_near([2.0, -1.0, 5.0], rng)
        expected = np.array([[1.0, value, value * value] for value in x.tolist()])
        expect_close(student.polynomial_features(x, 2), expected)

    def test_degree_zero(self, student, rng):
        """Degree 0 gives the column of ones alone."""
        expect_close(student.polynomial_features(away_from_zero(rng, 4), 0), np.ones((4, 1)))

    def test_zero(self, student, rng):
        """The power 0 of the number 0 is 1."""
        k = int(rng.integers(2, 100))
        expected = np.array([[1.0, 0.0, 0.0], [1.0, k, k * k]])
        expect_close(expect_no_warnings(student.polynomial_features, np.array([0, k]), 2), expected)
        expect_close(student.polynomial_features(np.array([0.0]), 3), np.array([[1, 0, 0, 0]]))

    @aspect
    def test_single_sample(self, student, rng):
        """One sample gives one row."""
        value = float(draw_near(-2.0, rng))
        expected = [[1.0, value, value * value, value * value * value]]
        expect_close(student.polynomial_features(np.array([value]), 3), expected)

    @aspect
    def test_takes_integers(self, student, rng):
        """Integers and truth values are raised in floating point: no power wraps around."""
        k = int(rng.integers(150, 256))
        x = np.array([k, 3], dtype=np.uint8)
        expect_close(student.polynomial_features(x, 2), np.array([[1, k, k * k], [1, 3, 9]]))
        reached = student.polynomial_features(np.array([1000, -7]), 7)
        expect_close(reached, np.array([[v**k for k in range(8)] for v in (1000.0, -7.0)]))
        expect_close(
            student.polynomial_features(np.array([True, False]), 2), [[1, 1, 1], [1, 0, 0]]
        )

    @aspect
    def test_leaves_its_argument_alone(self, student, rng):
        """The array given to it is not changed."""
        x = both_signs(rng, 3)
        expected = np.array([[1.0, value, value**2] for value in x.tolist()])
        expect_close(expect_unchanged(student.polynomial_features, x, 2), expected)


def waves(x, terms):
    """The row of every sample: 1, cos x, sin x, cos 2x, sin 2x, ..."""
    rows = []
    for value in np.asarray(x, dtype=float).tolist():
        row = [1.0]
        for k in range(1, terms + 1):
            row += [math.cos(k * value), math.sin(k * value)]
        rows.append(row)
    return np.array(rows)


@exercise("fourier_features")
class TestFourierFeatures:
    def test_wave_after_wave(self, student, rng):
        """Behind the column of ones each wave has its cosine and then its sine, in radians."""
        x = away_from_zero(rng, 7)
        for terms in (1, 2, 4):
            expect_close(student.fourier_features(x, terms), waves(x, terms))

    @aspect
    def test_square_result(self, student, rng):
        """A sample is a row, even if there are as many samples as columns."""
        x = away_from_zero(rng, 5)
        expect_close(student.fourier_features(x, 2), waves(x, 2))

    def test_known_figures(self, student, rng):
        """At 0 the cosines are 1 and the sines 0; at pi / 2 the second cosine is -1."""
        angle = float(rng.uniform(1, 2))
        expected = np.array([[1.0, 1.0, 0.0, 1.0, 0.0], [1.0, 0.0, 1.0, -1.0, 0.0]])
        expected = np.vstack([expected, waves([angle], 2)])
        expect_close(student.fourier_features(np.array([0.0, math.pi / 2, angle]), 2), expected)

    def test_no_terms(self, student, rng):
        """Without terms the column of ones stands alone."""
        expect_close(student.fourier_features(away_from_zero(rng, 4), 0), np.ones((4, 1)))

    @aspect
    def test_single_sample(self, student, rng):
        """One sample gives one row."""
        x = away_from_zero(rng, 1)
        expect_close(student.fourier_features(x, 3), waves(x, 3))

    @aspect
    def test_takes_integers(self, student, rng):
        """Integers and truth values are computed in floating point: no multiple wraps around."""
        x = np.array([int(rng.integers(150, 256)), 3, 0], dtype=np.uint8)
        expect_close(student.fourier_features(x, 3), waves(x, 3))
        answers = np.array([True, False])
        expect_close(student.fourier_features(answers, 2), waves(answers, 2))

    @aspect
    def test_leaves_its_argument_alone(self, student, rng):
        """The array given to it is not changed."""
        x = away_from_zero(rng, 3)
        expect_close(expect_unchanged(student.fourier_features, x, 2), waves(x, 2))


def ridge_by_hand(a, y, strength):
    """The theta of ridge regression, exact before it is rounded."""
    return least_squares(a, y, [0.0] + [float(strength)] * (np.shape(a)[1] - 1))


@exercise("ridge")
class TestRidge:
    def test_known_figure(self, student, rng):
        """The slope shrinks; the intercept has no penalty and does what is best with that slope."""
        scale = some_scale(rng)
        expect_close(student.ridge(LINE, scale * Y, 1.0), scale * np.array([17 / 7, 41 / 21]))

    def test_several_features(self, student, rng):
        """Every weight but the first has a penalty of strength times its square."""
        calls = []
        for n, k in ((7, 4), (5, 2)):
            a, y = nearly_linear(rng, n, k)
            a[:, 0] = 1.0
            calls += [(a, y, float(rng.uniform(*ends))) for ends in ((0.1, 0.5), (3, 9))]
        for call, reached in zip(calls, student.ridge.each(calls), strict=True):
            expect_close(reached, ridge_by_hand(*call), rtol=1e-5, atol=1e-5)

    def test_first_column_is_any(self, student, rng):
        """The weight without a penalty is the first one, even if its column is not all ones."""
        a, y = nearly_linear(rng, 8, 3)
        expect_close(student.ridge(a, y, 2.5), ridge_by_hand(a, y, 2.5), rtol=1e-5, atol=1e-5)

    @aspect
    def test_square_matrix(self, student, rng):
        """There may be as many samples as columns."""
        a, y = nearly_linear(rng, 4, 4)
        expect_close(student.ridge(a, y, 0.7), ridge_by_hand(a, y, 0.7), rtol=1e-5, atol=1e-5)

    def test_strength_zero(self, student, rng):
        """Strength 0 gives the ordinary least squares."""
        a, y = nearly_linear(rng, 7, 3)
        expect_close(student.ridge(a, y, 0), least_squares(a, y), rtol=1e-5, atol=1e-5)

    def test_great_strength(self, student, rng):
        """With a great strength every weight but the first is nearly 0."""
        a, y = well_conditioned(rng, 7, 3), away_from_zero(rng, 7) + 4
        a[:, 0] = 1.0
        expect_close(student.ridge(a, y, 1e5), ridge_by_hand(a, y, 1e5), rtol=1e-5)

    def test_sum_and_not_mean(self, student, rng):
        """The squared errors are summed: twice the data and twice the strength change nothing."""
        a, y = nearly_linear(rng, 6, 3)
        expected = ridge_by_hand(a, y, 1.5)
        expect_close(
            student.ridge(np.tile(a, (4, 1)), np.tile(y, 4), 6.0), expected, rtol=1e-5, atol=1e-5
        )

    def test_targets_of_mean_zero(self, student, rng):
        """Targets whose sum is 0, as centred ones have it, are like any others."""
        a, y = nearly_linear(rng, 7, 3)
        a[:, 0] = 1.0
        y -= np.mean(y)
        expect_close(student.ridge(a, y, 1.5), ridge_by_hand(a, y, 1.5), rtol=1e-5, atol=1e-5)

    def test_first_column_alone(self, student, rng):
        """If the first column is the only one, nothing has a penalty."""
        scale = some_scale(rng)
        expect_close(student.ridge(np.ones((4, 1)), scale * Y, 3.0), scale * np.array([9.75]))

    @aspect
    def test_takes_integers(self, student, rng):
        """Integers and truth values are computed in floating point: no product wraps around."""
        a = np.array([[1, 200], [1, 100], [1, 7]], dtype=np.uint8)
        y = np.array([255, 3, int(rng.integers(100, 200))], dtype=np.uint8)
        expect_close(student.ridge(a, y, 3), ridge_by_hand(a, y, 3))
        answers = np.array([[True, True], [True, False], [True, False], [False, True]])
        labels = np.array([True, False, True, True])
        expect_close(student.ridge(answers, labels, 0.5), ridge_by_hand(answers, labels, 0.5))

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed."""
        a, y = nearly_linear(rng, 6, 2)
        expect_close(
            expect_unchanged(student.ridge, a, y, 2.0),
            ridge_by_hand(a, y, 2.0),
            rtol=1e-5,
            atol=1e-5,
        )


def limit_by_singular_value(x):
    """2 over the greatest eigenvalue of a^T a / n, from the greatest singular value of a."""
    rows = [[1.0, *row] for row in np.reshape(x, (len(x), -1)).astype(float).tolist()]
    return 2 * len(x) / float(scipy.linalg.svdvals(np.array(rows))[0]) ** 2


@exercise("learning_rate_limit")
class TestLearningRateLimit:
    def test_known_figures(self, student, rng):
        """On the four samples it is 0.10781, and 2 once their feature is standardised."""
        expect_close(student.learning_rate_limit(X), 0.10780959, rtol=1e-5)
        x = draw_near(X, rng)
        expect_close(student.learning_rate_limit(x), limit_by_singular_value(x))
        expect_close(student.learning_rate_limit((x - np.mean(x)) / np.std(x)), 2.0)

    def test_one_feature(self, student, rng):
        """With one feature the two eigenvalues follow from trace and determinant."""
        x = away_from_zero(rng, 6) + float(rng.uniform(1, 3))
        mean, square = float(np.mean(x)), float(np.mean(x**2))
        greatest = (1 + square + math.sqrt((1 - square) ** 2 + 4 * mean**2)) / 2
        expect_close(student.learning_rate_limit(x), 2 / greatest)
        expect_close(student.learning_rate_limit(x[:, np.newaxis]), 2 / greatest)

    def test_several_features(self, student, rng):
        """With several features it is the greatest of all eigenvalues that counts."""
        for n, d in ((9, 3), (4, 5)):
            x = away_from_zero(rng, n, d) + 1
            expected = limit_by_singular_value(x)
            expect_close(student.learning_rate_limit(x), expected, rtol=1e-10, atol=0)

    @aspect
    def test_square_data(self, student, rng):
        """A sample is a row, even if there are as many samples as features or columns."""
        for n, d in ((3, 3), (4, 3)):
            x = away_from_zero(rng, n, d) * np.arange(1, d + 1) ** 2
            expect_close(student.learning_rate_limit(x), limit_by_singular_value(x))

    def test_column_of_ones_counts(self, student, rng):
        """If the features are small, the column of ones sets the limit."""
        size = float(rng.uniform(0.2, 0.6))
        expect_close(student.learning_rate_limit(size * np.array([1.0, -1.0, 1.0, -1.0])), 2.0)
        expect_close(student.learning_rate_limit(np.array([[size, 0.0], [-size, 0.0]])), 2.0)

    @aspect
    def test_does_not_depend_on_the_number_of_samples(self, student, rng):
        """Repeating the data does not change it; one sample has the limit 2 / (1 + x^2)."""
        x = draw_near(X, rng)
        for times in (3, 20):
            reached = student.learning_rate_limit(np.tile(x, times))
            expect_close(reached, limit_by_singular_value(x))
        expect_close(student.learning_rate_limit(x[1:2]), 2 / (1 + float(x[1]) ** 2))

    def test_large_features(self, student, rng):
        """Features in the thousands give a limit of about a millionth."""
        x = 3000 * away_from_zero(rng, 6, 2)
        expect_close(student.learning_rate_limit(x), limit_by_singular_value(x), atol=0)

    @aspect
    def test_takes_integers(self, student, rng):
        """Integers and truth values are computed in floating point: no product wraps around."""
        x = np.array([[int(rng.integers(150, 256)), 3], [100, 0], [0, 255]], dtype=np.uint8)
        expect_close(student.learning_rate_limit(x), limit_by_singular_value(x), atol=0)
        answers = np.array([True, False, True])
        expect_close(student.learning_rate_limit(answers), limit_by_singular_value(answers))

    @aspect
    def test_leaves_its_argument_alone(self, student, rng):
        """The array given to it is not changed."""
        x = away_from_zero(rng, 5, 2)
        reached = expect_unchanged(student.learning_rate_limit, x)
        expect_close(reached, limit_by_singular_value(x))


def unscaled(w, b, mean, std):
    """The weights and the bias for the features as they are, feature by feature."""
    weights, bias = [], float(b)
    for weight, centre, width in zip(w, mean, std, strict=True):
        weights.append(float(weight) / (float(width) or 1.0))
        bias -= weights[-1] * float(centre)
    return np.array(weights), bias


@exercise("unscale")
class TestUnscale:
    def test_known_figure(self, student, rng):
        """The fit to the standardised samples becomes the line through the samples."""
        scale = some_scale(rng)
        reached = student.unscale(
            scale * np.array([4.003309]), 9.75 * scale, np.array([3.75]), np.array([1.920286])
        )
        expect_close(reached, (scale * np.array([123 / 59]), scale * 114 / 59), rtol=2e-6)

    def test_same_predictions(self, student, rng):
        """Every feature has its own mean and standard deviation; the predictions stay the same."""
        for d in (1, 3, 6):
            w, mean, std = away_from_zero(rng, d), away_from_zero(rng, d), rng.uniform(0.2, 5, d)
            b = float(rng.uniform(-3, 3))
            expect_close(student.unscale(w, b, mean, std), unscaled(w, b, mean, std))

    def test_feature_that_was_only_shifted(self, student, rng):
        """Where the standard deviation is 0 the weight stays, without a warning."""
        w, mean = away_from_zero(rng, 4), 5 * away_from_zero(rng, 4)
        std = np.array([0.0, 2.5, 0.0, 0.4])
        reached = expect_no_warnings(student.unscale, w, 0.75, mean, std)
        expect_close(reached, unscaled(w, 0.75, mean, std))

    def test_small_standard_deviation(self, student, rng):
        """A standard deviation that is small but not 0 is divided by as it is."""
        w, mean, std = np.array([2.0, -3.0]), np.array([1e-9, 4.0]), np.array([1e-9, 2.0])
        b = some_scale(rng)
        expect_close(student.unscale(w, b, mean, std), (np.array([2e9, -1.5]), b + 4))

    def test_features_with_mean_zero(self, student, rng):
        """If all means are 0 the bias stays."""
        w, b = draw_near([6.0, 5.0], rng), -some_scale(rng)
        reached = student.unscale(w, b, np.zeros(2), np.array([4.0, 10.0]))
        expect_close(reached, (np.array([w[0] / 4, w[1] / 10]), b))

    @aspect
    def test_takes_integers(self, student, rng):
        """Integers are computed in floating point: no difference wraps around."""
        b = int(rng.integers(1, 50))
        w, mean, std = (np.array(v, dtype=np.uint8) for v in ([3, 200], [20, 250], [2, 0]))
        expect_close(student.unscale(w, b, mean, std), unscaled(w, b, mean, std))
        w, mean, std = np.array([-3, 5]), np.array([4, 1]), np.array([4, 8])
        expect_close(student.unscale(w, 1, mean, std), unscaled(w, 1, mean, std))

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed."""
        w, mean, std = away_from_zero(rng, 3), away_from_zero(rng, 3), np.array([0.0, 2e3, 3e3])
        reached = expect_unchanged(student.unscale, w, 0.5, mean, std)
        expect_close(reached, unscaled(w, 0.5, mean, std))


def per_household(rooms, bedrooms, population, households):
    """The three ratios of each district."""
    rows = zip(
        rooms.tolist(), bedrooms.tolist(), population.tolist(), households.tolist(), strict=True
    )
    return np.array([[r / h, b / h, p / h] for r, b, p, h in rows])


@exercise("ratio_features")
class TestRatioFeatures:
    def test_known_districts(self, student, rng):
        """Rooms, bedrooms and people are divided by the households of their district."""
        homes = int(rng.integers(100, 300))
        rooms, bedrooms, people = (int(count) for count in rng.integers(200, 2000, 3))
        totals = np.array(
            [
                [1274, 235, 558, 219],
                [1627, 280, 565, 259],
                [rooms, bedrooms, people, homes],
            ]
        )
        expected = np.array(
            [
                [5.817352, 1.073059, 2.547945],
                [6.281853, 1.081081, 2.181467],
                [rooms / homes, bedrooms / homes, people / homes],
            ]
        )
        expect_close(student.ratio_features(*totals.T), expected, atol=1e-6)

    def test_any_districts(self, student, rng):
        """There may be any number of districts, and each has one row."""
        for n in (1, 3, 7):
            totals = [rng.integers(1, 5000, n) for _ in range(4)]
            expect_close(student.ratio_features(*totals), per_household(*totals), rtol=1e-9)

    @aspect
    def test_fractions_and_small_types(self, student, rng):
        """Totals may be floats or small integers; the ratios are computed in floating point."""
        totals = [rng.uniform(1, 9, 5) for _ in range(4)]
        expect_close(student.ratio_features(*totals), per_household(*totals))
        small = [rng.integers(1, 256, 5).astype(np.uint8) for _ in range(4)]
        expect_close(student.ratio_features(*small), per_household(*small))

    def test_districts_without_bedrooms(self, student, rng):
        """A total of 0 gives a ratio of 0."""
        k = int(rng.integers(2, 50))
        totals = [np.array(v) for v in ([8 * k, 0], [0, 6 * k], [4 * k, 0], [2, 3])]
        expected = k * np.array([[4, 0, 2], [0, 2, 0]])
        expect_close(student.ratio_features(*totals), expected)

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed."""
        totals = [rng.uniform(1, 9, 4) for _ in range(4)]
        expect_close(expect_unchanged(student.ratio_features, *totals), per_household(*totals))


def two_parts(returned):
    """Both parts of a split, as flat arrays of indices."""
    parts = [expect_array(part) for part in expect_tuple(returned, 2)]
    expect_that(all(part.ndim == 1 for part in parts), "A part is not a flat array of indices.")
    return parts


def indices_of(returned, n):
    """Both parts of a split, each as whole numbers, after a look that all of 0..n-1 is there."""
    parts = two_parts(returned)
    together = np.concatenate(parts)
    together.sort()
    expect_that(
        len(together) == n and (together == np.arange(n)).all(),
        "Some index from 0 to n - 1 is not there once.",
    )
    return [part.astype(int) for part in parts]


DRAWS = 16


def many_halves(student, rng, classes, size):
    """Some classes of this size in any order, and their splits in half from 16 states.

    There are as many different things to look at as in hundreds of splits of two classes.
    """
    labels = rng.permutation(np.repeat([-7, 0, 3, 4, 40][:classes], size))
    return labels, many_splits(student, labels, rng, DRAWS)


def many_splits(student, labels, rng, draws, share=0.5):
    """Splits with this share in the first part, from as many states of the generator."""
    calls = [(labels, share, draw_generator(rng)) for _ in range(draws)]
    return [indices_of(returned, len(labels)) for returned in student.stratified_split.each(calls)]


def some_labels(rng, times=1):
    """Labels of classes of different size, some of them negative, with gaps, in random order."""
    return rng.permutation(np.repeat([-7, 0, 3, 40], [5, 30 * times, 11 * times, 2]))


@exercise("stratified_split")
class TestStratifiedSplit:
    def test_every_index_once(self, student, rng):
        """The parts are disjoint and together hold every index from 0 to n - 1."""
        for fraction in (0.2, 0.5, 0.77):
            many_splits(student, some_labels(rng), rng, 1, share=fraction)

    def test_share_of_every_class(self, student, rng):
        """Of every class the first part has fraction times its number, give or take one."""
        for fraction in (0.1, 0.35, 0.9):
            labels = some_labels(rng, 4)
            for first, _ in many_splits(student, labels, rng, 2, share=fraction):
                for label, size in Counter(labels.tolist()).items():
                    expect_that(
                        abs(int(np.sum(labels[first] == label)) - fraction * size) <= 1 + 1e-6,
                        "A class has not its share in the first part.",
                    )

    def test_class_of_one_sample(self, student, rng):
        """A class of one sample is in one of the parts, and the other classes have their shares."""
        labels = np.array([5, *[2] * 200, 9])
        for first, _ in many_splits(student, labels, rng, 6):
            expect_that(
                99 <= int(np.sum(labels[first] == 2)) <= 101,
                "A class has not its share in the first part.",
            )

    @aspect
    def test_labels_of_any_integers(self, student, rng):
        """Labels may be huge, negative or of a small dtype, and a single class is enough."""
        for labels in (
            np.array([10**12 + 1, -(10**12)] * 100),
            np.array([255, 0, 7, 255] * 50, dtype=np.uint8),
            np.array([-3, -3, -2, -1] * 50, dtype=np.int8),
            np.full(200, 6),
        ):
            for first, _ in many_splits(student, labels, rng, 2, share=0.4):
                for label, size in Counter(labels.tolist()).items():
                    expect_that(
                        abs(int(np.sum(labels[first] == label)) - 0.4 * size) <= 1 + 1e-6,
                        "A class has not its share in the first part.",
                    )

    @aspect
    def test_labels_far_apart(self, student, rng):
        """Labels are told apart as they are, also those that would be equal in one byte."""
        labels = rng.permutation(np.repeat([0, 256, -(2**16)], 150))
        for first, _ in many_splits(student, labels, rng, 4):
            counts = [int(np.sum(labels[first] == label)) for label in (0, 256, -(2**16))]
            expect_that(
                all(74 <= count <= 76 for count in counts),
                "A class has not its share in the first part.",
            )

    def test_same_state_same_split(self, student, rng):
        """The same state of the generator gives the same split: nothing else is random."""
        labels = np.repeat([0, 1], 20)
        for state in rng.integers(1 << 30, size=2).tolist():
            calls = [(labels, 0.5, np.random.default_rng(state)) for _ in range(2)]
            one, two = map(two_parts, student.stratified_split.each(calls))
            expect_that(
                all(map(np.array_equal, one, two)),
                "The same generator state gave two different splits.",
            )

    def test_other_state_other_split(self, student, rng):
        """Another state of the generator gives another split: all randomness comes from it."""
        labels = np.repeat([0, 1], 30)
        calls = [(labels, 0.5, draw_generator(rng)) for _ in range(3)]
        returned = student.stratified_split.each(calls)
        splits = {tuple(np.sort(two_parts(parts)[0])) for parts in returned}
        expect_that(len(splits) == 3, "Different generator states gave the same split.")

    def test_chance_decides_who_goes_where(self, student, rng):
        """Whether two samples are in the same part is left to chance, within and across classes.

        The sides of two samples of a class, +1 and -1, have products of mean -1/9, and those of
        different classes 0. Means of 48 or 96 that are further away than here have a probability
        below 1e-8.
        """
        labels, splits = many_halves(student, rng, 3, 10)
        sides = np.full((DRAWS, 30), -1.0)
        for side, (first, _) in zip(sides, splits, strict=True):
            side[first] = 1
        sides = sides[:, np.argsort(labels, kind="stable")].reshape(DRAWS, 3, 10)
        within = np.einsum("dcr,dcs->rs", sides, sides)
        across = np.einsum("dr,ds->rs", sides.sum(axis=1), sides.sum(axis=1)) - within
        pairs = within[~np.eye(10, dtype=bool)] / (3 * DRAWS)
        expect_that(
            pairs.min() >= -0.85 and pairs.max() <= 0.65,
            "Some indices of a class stay together, or apart, in split after split.",
        )
        expect_that(
            np.abs(across).max() < 0.85 * 6 * DRAWS,
            "Indices of different classes stay together, or apart, in split after split.",
        )

    def test_order_of_each_part(self, student, rng):
        """Two samples of a part may stand in either order, in the first part and the second.

        Of a random order, half of the pairs agree with another one; the excess is 0.00 with a
        standard deviation below 0.015. It is 1 for a fixed order, 0.25 for one of a single part,
        and 0.18 for classes one after the other that are turned round.
        """
        _, splits = many_halves(student, rng, 5, 6)
        before = np.zeros((DRAWS, 30, 30))
        for order, parts in zip(before, splits, strict=True):
            for part in parts:
                places = np.arange(len(part))
                order[np.ix_(part, part)] = np.sign(places - places[:, np.newaxis])
        excess, count = before.sum(axis=0), np.abs(before).sum(axis=0)
        agreement = np.sum(excess**2 - count) / np.sum(count**2 - count)
        expect_that(agreement < 0.11, "The indices of a part stand in a fixed order.")

    def test_classes_are_mixed(self, student, rng):
        """In neither part do the classes stand in a pattern, such as one after the other.

        Two neighbours of a part are of one class 96 times in 4 splits, with a standard deviation of
        9; fewer than 48, or more than 144, has a probability below 1e-6.
        """
        labels = rng.permutation(np.repeat([-7, 0, 3, 4, 40], 50))
        splits = many_splits(student, labels, rng, 4)
        for where in (0, 1):
            alike = sum(np.count_nonzero(np.diff(labels[parts[where]]) == 0) for parts in splits)
            expect_that(48 <= alike <= 144, "The classes stand in a pattern.")

    @aspect
    def test_leaves_the_labels_alone(self, student, rng):
        """The array given to it is not changed."""
        labels = some_labels(rng)
        returned = expect_unchanged(student.stratified_split, labels, 0.5, np.random.default_rng(4))
        indices_of(returned, len(labels))


def uneven(rng, *shape):
    """Probabilities that are not near one half, nor near 0 or 1."""
    p = rng.uniform(0.06, 0.38, shape)
    return np.where(rng.uniform(size=shape) < 0.5, p, 1 - p)


def logits_by_hand(p):
    """The logits of some probabilities."""
    values = [math.log(value) - math.log1p(-value) for value in np.ravel(p).tolist()]
    return np.reshape(values, np.shape(p))


@exercise("logit")
class TestLogit:
    def test_known_figures(self, student, rng):
        """Odds of 3 to 1 have the logit log 3, odds of 9 to 1 have log 9, even odds have 0."""
        odds = [1.0, *draw_near([3.0, 9.0, 1 / 3], rng).tolist()]
        p = np.array([ratio / (1 + ratio) for ratio in odds])
        expect_close(student.logit(p), np.array([math.log(ratio) for ratio in odds]))

    def test_any_probabilities(self, student, rng):
        """It is the natural logarithm of p / (1 - p)."""
        p = uneven(rng, 9)
        expect_close(student.logit(p), logits_by_hand(p), rtol=1e-9)

    @aspect
    def test_arrays_of_any_shape(self, student, rng):
        """The result has the shape of p."""
        for shape in ((2, 3), (3, 3), (2, 1, 4), (1,)):
            p = uneven(rng, *shape)
            expect_close(student.logit(p), logits_by_hand(p))

    @aspect
    def test_extreme_probabilities(self, student, rng):
        """Probabilities near 0 and 1 are not clipped, and cause no warning."""
        tiny = draw_near([1e-300, 1e-30, 1e-12, 1e-8, 1e-8], rng)
        p = np.append(tiny, 1 - 2.0**-50)
        p[4] = 1 - p[4]
        expect_close(expect_no_warnings(student.logit, p), logits_by_hand(p))

    @aspect
    def test_single_precision(self, student, rng):
        """Arrays of float32 are taken."""
        p = draw_near([0.125, 0.75, 0.9], rng, 0.05).astype(np.float32)
        expect_close(student.logit(p), logits_by_hand(p), rtol=1e-5)

    @aspect
    def test_single_number(self, student, rng):
        """A single probability gives a single logit."""
        p = float(rng.uniform(0.6, 0.9))
        expect_close(student.logit(p), math.log(p / (1 - p)))

    @aspect
    def test_leaves_its_argument_alone(self, student, rng):
        """The array given to it is not changed."""
        p = uneven(rng, 5)
        expect_close(expect_unchanged(student.logit, p), logits_by_hand(p))


def probabilities_by_hand(x, w, b):
    """The probability of each sample, as Python numbers."""
    rows = np.asarray(x, dtype=float).tolist()
    weights = np.asarray(w, dtype=float).tolist()
    return np.array(
        [sigmoid(sum(a * c for a, c in zip(row, weights, strict=True)) + b) for row in rows]
    )


@exercise("predict_probability")
class TestPredictProbability:
    def test_known_figure(self, student, rng):
        """A logit of log 3 is a probability of 3/4, and a logit of 0 is one half."""
        odds = float(draw_near(3.0, rng))
        x, w = np.array([[2.0, 1.0], [1.0, math.log(odds)]]), np.array([1.0, -1.0])
        reached = student.predict_probability(x, w, math.log(odds) - 1)
        expect_close(reached, np.array([odds / (1 + odds), 0.5]))

    def test_several_features(self, student, rng):
        """It is the sigmoid of the weighted sum of the features plus the bias."""
        for n, d in ((7, 3), (4, 1), (1, 5)):
            x, w, b = away_from_zero(rng, n, d), away_from_zero(rng, d), float(rng.uniform(0.5, 2))
            expect_close(student.predict_probability(x, w, b), probabilities_by_hand(x, w, b))

    @aspect
    def test_square_data(self, student, rng):
        """A sample is a row, even if there are as many samples as features."""
        x, w = away_from_zero(rng, 3, 3), away_from_zero(rng, 3)
        expect_close(student.predict_probability(x, w, -0.7), probabilities_by_hand(x, w, -0.7))

    @aspect
    def test_extreme_logits(self, student, rng):
        """Logits from -1000 to 1000 give no warning, and probabilities close to 0 and to 1."""
        x = np.array([[1000.0], [-1000.0], [0.0], [0.0], [0.0]])
        x[2:4] = rng.uniform((750,), (950,), (2, 1)) * np.array([[1], [-1]])
        reached = expect_no_warnings(student.predict_probability, x, np.array([1.0]), 0.0)
        expect_close(reached, np.array([1.0, 0.0, 1.0, 0.0, 0.5]), rtol=0, atol=1e-12)

    def test_twelve_decimals(self, student, rng):
        """It is exact to 12 decimals: probabilities near 0 and 1 are not clipped."""
        x, w = np.linspace(-32, 32, 33)[:, np.newaxis], np.array([1.0])
        b = float(rng.uniform(-0.4, 0.4))
        reached = student.predict_probability(x, w, b)
        expect_close(reached, probabilities_by_hand(x, w, b), rtol=0, atol=1e-12)

    @aspect
    def test_takes_integers(self, student, rng):
        """Integers and truth values are computed in floating point: no sum wraps around."""
        b = -int(rng.integers(699, 703))
        x = np.array([[200, 100], [3, int(rng.integers(150, 256))], [2, 0]], dtype=np.uint8)
        w = np.array([2, 3], dtype=np.uint8)
        expect_close(student.predict_probability(x, w, b), probabilities_by_hand(x, w, b))
        answers = np.array([[True, True], [False, True]])
        w = np.array([-1, 2])
        expect_close(
            student.predict_probability(answers, w, 0), probabilities_by_hand(answers, w, 0)
        )
        narrow = np.array([[0.5, -1.5]], dtype=np.float32)
        reached = student.predict_probability(narrow, np.array([1.0, 0.25]), 0.5)
        expect_close(reached, probabilities_by_hand(narrow, [1.0, 0.25], 0.5), rtol=1e-5)

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed."""
        x, w = away_from_zero(rng, 4, 2), away_from_zero(rng, 2)
        reached = expect_unchanged(student.predict_probability, x, w, 0.5)
        expect_close(reached, probabilities_by_hand(x, w, 0.5))


def boundary_by_hand(w, b, threshold):
    """Slope and intercept of the line at a threshold."""
    w0, w1 = (float(value) for value in w)
    return -w0 / w1, (math.log(threshold) - math.log1p(-threshold) - b) / w1


@exercise("decision_boundary")
class TestDecisionBoundary:
    def test_known_figures(self, student, rng):
        """At 0.5 the line is where the logit is 0; another threshold moves it, with its slope."""
        w, b = np.array([3.0, 4.0]), float(draw_near(-5.0, rng))
        expect_close(student.decision_boundary(w, b), (-0.75, -b / 4))
        reached = student.decision_boundary(w, b, threshold=0.9)
        expect_close(reached, (-0.75, (math.log(9) - b) / 4))

    def test_any_weights(self, student, rng):
        """On the line the model gives the threshold, whatever the signs of the weights are."""
        for signs in ((1, 1), (1, -1), (-1, 1), (-1, -1)):
            w = rng.uniform(0.5, 2.0, 2) * signs
            b, threshold = float(rng.uniform(0.5, 3)), float(rng.uniform(0.55, 0.95))
            expected = boundary_by_hand(w, b, threshold)
            expect_close(student.decision_boundary(w, b, threshold), expected)

    def test_thresholds_on_both_sides(self, student, rng):
        """A threshold below one half moves the line the other way than one above."""
        w, b = rng.uniform(0.5, 2, 2) * [-1, 1], float(rng.uniform(-3, -0.5))
        for threshold in (0.02, 0.3, 0.5, 0.97):
            expected = boundary_by_hand(w, b, threshold)
            expect_close(student.decision_boundary(w, b, threshold), expected)

    @aspect
    def test_default_threshold(self, student, rng):
        """If the threshold is not given, it is one half."""
        w, b = rng.uniform(0.5, 2, 2) * [1, -1], float(rng.uniform(0.5, 3))
        expect_close(student.decision_boundary(w, b), boundary_by_hand(w, b, 0.5))

    def test_level_line(self, student, rng):
        """If the first feature has no weight, the line is level."""
        b = float(draw_near(3.0, rng))
        expect_close(student.decision_boundary(np.array([0.0, -2.0]), b), (0.0, b / 2))

    @aspect
    def test_takes_integers(self, student, rng):
        """Integers are computed in floating point: no sign is lost."""
        w, b = np.array([3, 4], dtype=np.uint8), int(rng.integers(2, 50))
        expect_close(student.decision_boundary(w, b), (-0.75, -b / 4))
        expect_close(
            student.decision_boundary(np.array([-7, 2]), b, 0.25),
            boundary_by_hand((-7, 2), b, 0.25),
        )

    @aspect
    def test_leaves_its_argument_alone(self, student, rng):
        """The array given to it is not changed."""
        w = rng.uniform(0.5, 2, 2)
        reached = expect_unchanged(student.decision_boundary, w, 0.5, 0.8)
        expect_close(reached, boundary_by_hand(w, 0.5, 0.8))


def newton_by_hand(a, y, theta):
    """The next theta, with sums over the samples and elimination in plain Python."""
    rows, labels = np.asarray(a, dtype=float).tolist(), np.asarray(y, dtype=float).tolist()
    start = np.asarray(theta, dtype=float).tolist()
    size = range(len(start))
    gradient, hessian = [0.0 for _ in size], [[0.0 for _ in size] for _ in size]
    for row, label in zip(rows, labels, strict=True):
        z = sum(c * t for c, t in zip(row, start, strict=True))
        p, rest = sigmoid(z), sigmoid(-z)
        for i in size:
            gradient[i] += (p - label) * row[i]
            for j in size:
                hessian[i][j] += p * rest * row[i] * row[j]
    step = solved(hessian, gradient)
    return np.array([t - s for t, s in zip(start, step, strict=True)])


def labelled_samples(rng, n, k):
    """A design matrix, labels that no line separates, and weights with small logits."""
    a = well_conditioned(rng, n, k, 12.0)
    y = rng.permutation(np.arange(n) % 2)
    # The same samples once more with the other labels: nothing can separate them.
    return np.vstack([a, a[:3]]), np.append(y, 1 - y[:3]), 0.25 * away_from_zero(rng, k)


def six_samples(rng):
    """The six samples, with their feature multiplied by a number, the labels, and the number.

    The second theta is divided by that number.
    """
    scale = some_scale(rng)
    a = np.array([[1.0, value * scale] for value in range(1, 7)])
    return a, np.array([0, 0, 1, 0, 1, 1]), scale


@exercise("newton_step")
class TestNewtonStep:
    def test_known_figure(self, student, rng):
        """From 0 the first step on the six samples leads to (-2.8, 0.8)."""
        a, y, scale = six_samples(rng)
        expect_close(student.newton_step(a, y, np.zeros(2)), np.array([-2.8, 0.8 / scale]))

    def test_reaches_the_optimum(self, student, rng):
        """Six steps from 0 reach the optimum on the six samples, and another one stays there."""
        a, y, scale = six_samples(rng)
        theta, expected = np.zeros(2), np.array([-4.249097, 1.214028 / scale])
        for _ in range(6):
            # Step by step: wrong steps may lead to a Hessian that only rounding keeps from 0.
            right = newton_by_hand(a, y, theta)
            theta = expect_array(student.newton_step(a, y, theta), shape=(2,))
            expect_close(theta, right)
        expect_close(theta, expected)
        expect_close(student.newton_step(a, y, theta), expected)

    def test_any_start(self, student, rng):
        """Gradient and Hessian are those at the given theta, for any number of columns."""
        calls = [labelled_samples(rng, n, k) for n, k in ((7, 3), (6, 2), (5, 1))]
        for call, reached in zip(calls, student.newton_step.each(calls), strict=True):
            expect_close(reached, newton_by_hand(*call), rtol=1e-5, atol=1e-5)

    def test_column_of_ones_is_not_added(self, student, rng):
        """The matrix is used as it is: without a column of ones, theta holds no bias."""
        scale = some_scale(rng)
        a, y = scale * np.array([[1.0], [2.0], [-1.0], [3.0]]), np.array([1, 1, 1, 0])
        expect_close(student.newton_step(a, y, np.array([0.0])), np.array([-2 / 15 / scale]))

    @aspect
    def test_does_not_depend_on_the_number_of_samples(self, student, rng):
        """Repeating the data does not change the step."""
        a, y, theta = labelled_samples(rng, 6, 2)
        expected = newton_by_hand(a, y, theta)
        for times in (2, 15):
            reached = student.newton_step(np.tile(a, (times, 1)), np.tile(y, times), theta)
            expect_close(reached, expected, rtol=1e-5, atol=1e-5)

    def test_full_step(self, student, rng):
        """A step is taken at its full length, even one that leads far beyond the optimum."""
        a, y = np.array([[1.0], [1.0], [1.0], [1.0]]), np.array([1, 0, 0, 1])
        starts = draw_near(np.full(3, 6.0), rng).tolist()
        calls = [(a, y, np.array([start])) for start in starts]
        for start, reached in zip(starts, student.newton_step.each(calls), strict=True):
            p = sigmoid(start)
            expect_close(reached, np.array([start - (p - 0.5) / (p * (1 - p))]))

    @aspect
    def test_large_logits(self, student, rng):
        """Logits of up to 19 are exact enough, and cause no warning."""
        a = np.array([[1.0, value] for value in (-19.0, -5.0, -1.0, 0.5, 2.0, 18.5)])
        y, theta = np.array([0, 1, 0, 1, 0, 1]), np.array([float(rng.uniform(-0.3, 0.3)), 1.0])
        reached = expect_no_warnings(student.newton_step, a, y, theta)
        expect_close(reached, newton_by_hand(a, y, theta))

    @aspect
    def test_takes_integers(self, student, rng):
        """Integers and truth values are computed in floating point: nothing wraps around."""
        k = int(rng.integers(18, 30))
        a = np.array([[1, k], [1, 3], [1, k], [1, 9], [1, 3]], dtype=np.uint8)
        y = np.array([1, 0, 0, 1, 1], dtype=np.uint8)
        theta = np.array([1, 0])
        expect_close(student.newton_step(a, y, theta), newton_by_hand(a, y, theta))
        answers = np.array([[True, True], [True, False], [True, True], [True, False], [True, True]])
        labels = np.array([True, False, False, True, True])
        start = np.array([0.5, -0.25])
        reached = student.newton_step(answers, labels, start)
        expect_close(reached, newton_by_hand(answers, labels, start))

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed."""
        a, y, theta = labelled_samples(rng, 6, 2)
        reached = expect_unchanged(student.newton_step, a, y, theta)
        expect_close(reached, newton_by_hand(a, y, theta), rtol=1e-5, atol=1e-5)


def winners(x, weights, biases):
    """The class of the greatest logit for each sample, and how far the second one is behind."""
    classes, margins = [], []
    for row in np.asarray(x, dtype=float).tolist():
        logits = [
            sum(a * c for a, c in zip(row, weight, strict=True)) + bias
            for weight, bias in zip(
                np.asarray(weights, dtype=float).tolist(),
                np.asarray(biases, dtype=float).tolist(),
                strict=True,
            )
        ]
        best = max(range(len(logits)), key=logits.__getitem__)
        classes.append(best)
        margins.append(logits[best] - max(logits[:best] + logits[best + 1 :]))
    return np.array(classes), min(margins)


def models_and_samples(rng, n, k, d, draws=64):
    """Samples, weights and biases without a tie, on which other rules give other classes.

    Few draws are such ones: many are made at once, and the first one that is gets chosen.
    """

    def draw():
        x, weights = away_from_zero(rng, draws, n, d), away_from_zero(rng, draws, k, d)
        biases = away_from_zero(rng, draws, 1, k)
        logits = x @ weights.transpose(0, 2, 1) + biases
        ordered = np.sort(logits)
        good = np.min(ordered[..., -1] - ordered[..., -2], axis=1) >= 0.05
        classes = np.argmax(logits, axis=2)
        for other in (
            logits - biases,
            (logits - biases) * biases,
            logits / np.linalg.norm(weights, axis=2)[:, np.newaxis],
            logits > 0,
            np.abs(logits),
            np.round(logits),
            x @ weights + biases if k == d else -logits,
        ):
            good &= np.any(np.argmax(other, axis=2) != classes, axis=1)
        return [(x[place], weights[place], biases[place, 0]) for place in np.flatnonzero(good)[:1]]

    (chosen,) = draw_until(bool, draw)
    return chosen


@exercise("one_vs_rest_predict")
class TestOneVsRestPredict:
    def test_known_classes(self, student, rng):
        """Each sample gets the class whose weighted sum plus bias is the greatest."""
        weights = np.array([[1.0, 0.0], [0.0, 1.0], [-1.0, -1.0]])
        biases = np.array([0.0, 2.0, 0.0]) + some_scale(rng)
        x = np.array([[2.0, 1.0], [9.0, 1.0], [-4.0, 0.0], [2.0, -1.0], [-1.0, -5.0]])
        expect_equal(student.one_vs_rest_predict(x, weights, biases), np.array([1, 0, 2, 0, 2]))

    def test_any_models(self, student, rng):
        """There may be any number of classes, features and samples."""
        for n, k, d in ((9, 4, 3), (7, 2, 5), (12, 5, 2)):
            x, weights, biases = models_and_samples(rng, n, k, d)
            expected = winners(x, weights, biases)[0]
            expect_equal(student.one_vs_rest_predict(x, weights, biases), expected)

    @aspect
    def test_square_data(self, student, rng):
        """There may be as many samples as classes and features."""
        x, weights, biases = models_and_samples(rng, 4, 4, 4)
        expected = winners(x, weights, biases)[0]
        expect_equal(student.one_vs_rest_predict(x, weights, biases), expected)

    def test_biases_count(self, student, rng):
        """Between models with the same weights the bias decides."""
        weights, biases = np.ones((3, 2)), np.array([-1.0, 0.5, 0.25])
        x = draw_near([[1.0, 2.0], [-3.0, 0.5]], rng)
        expect_equal(student.one_vs_rest_predict(x, weights, biases), np.array([1, 1]))

    @aspect
    def test_large_logits(self, student, rng):
        """Logits of hundreds are compared where probabilities would be equal, without a warning."""
        shift = some_scale(rng)
        weights = np.array([[1.0], [-1.0], [2.0], [-2.0]])
        biases = np.array([0.0, 0.0, -60.0, -60.0]) + shift
        x = np.array([[100.0], [50.0], [-100.0], [-50.0], [400.0]])
        reached = expect_no_warnings(student.one_vs_rest_predict, x, weights, biases)
        expect_equal(reached, np.array([2, 0, 3, 1, 2]))
        close = np.array([[7.0], [7.001], [-7.0]])
        reached = student.one_vs_rest_predict(np.array([[100.0], [-100.0]]), close, np.zeros(3))
        expect_equal(reached, np.array([1, 2]))
        low = np.array([-900.0, -850.0, -950.0, -870.0]) + shift
        reached = expect_no_warnings(student.one_vs_rest_predict, x[1:3] / 100, weights, low)
        expect_equal(reached, np.array([1, 1]))

    @aspect
    def test_single_sample(self, student, rng):
        """One sample gives an array of one class."""
        weights, biases = (
            np.array([[1.0, 2.0], [3.0, -1.0], [0.5, 0.5]]),
            np.array([0.5, -4.0, 2.0]),
        )
        x = rng.uniform(0.9, 1.1, (1, 2))
        expect_equal(student.one_vs_rest_predict(x, weights, biases), np.array([0]))
        expect_equal(student.one_vs_rest_predict(-x, weights, biases), np.array([2]))

    @aspect
    def test_takes_integers(self, student, rng):
        """Integers and truth values are computed in floating point: no sum wraps around."""
        x = np.array([[100, 100], [3, int(rng.integers(200, 256))]], dtype=np.uint8)
        weights = np.array([[2, 1], [1, 2], [0, 1]], dtype=np.uint8)
        biases = np.array([1, 0, 120], dtype=np.uint8)
        expected = winners(x, weights, biases)[0]
        expect_equal(student.one_vs_rest_predict(x, weights, biases), expected)
        answers = np.array([[True, True], [True, False]])
        weights, biases = np.array([[1, 1], [3, -2]]), np.array([0, 0])
        expect_equal(student.one_vs_rest_predict(answers, weights, biases), np.array([0, 1]))

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed."""
        x, weights, biases = models_and_samples(rng, 5, 3, 2)
        reached = expect_unchanged(student.one_vs_rest_predict, x, weights, biases)
        expect_equal(reached, winners(x, weights, biases)[0])


@exercise("what_the_logit_is")
class TestWhatTheLogitIs:
    def test_the_answer(self, student):
        """The answer is the number that the sigmoid takes."""
        expect_equal(student.what_the_logit_is(), "the number before the sigmoid")


@exercise("price_or_above_a_limit")
class TestPriceOrAboveALimit:
    def test_the_answer(self, student):
        """A task is regression if its answer is a number, and classification if it is a class."""
        expect_equal(student.price_or_above_a_limit(), "regression, classification")
