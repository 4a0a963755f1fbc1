"""Hidden tests of 04 losses.

Expected values are worked by hand, closed forms, or computed one Python float at a time with the
math module; gradients are also central differences. Extreme inputs are exact cases.
"""

import math
from itertools import product

import numpy as np

from autograder.testing import (
    aspect,
    draw_near,
    exercise,
    expect_close,
    expect_no_warnings,
    expect_unchanged,
)

CLIP = 1e-7
CERTAIN_AND_RIGHT = -math.log1p(-CLIP)  # 1.00000005e-7
CERTAIN_AND_WRONG = -math.log(CLIP)  # 16.118095651
SINGLE = {"rtol": 1e-4, "atol": 1e-6}  # for inputs of type float32


def mean(values):
    """The mean of a list of Python numbers, added up without rounding."""
    return math.fsum(values) / len(values)


def errors(y_true, y_pred):
    """How far each prediction misses its target, as Python floats."""
    pairs = zip(y_true.ravel().tolist(), y_pred.ravel().tolist(), strict=True)
    return [float(predicted) - float(target) for target, predicted in pairs]


def huber_cost(error, delta):
    """The Huber loss of one error: beyond delta, a tangent to the parabola."""
    if -delta <= error <= delta:
        return error * error / 2
    return delta * abs(error) - delta * delta / 2


def some_predictions(rng, *shape):
    """At least six targets, and predictions 0.2 to 4 off.

    Targets of both signs are missed on either side, by little and by much, whatever is drawn; one
    prediction has the wrong sign, and the errors do not cancel.
    """
    n = math.prod(shape)
    order = rng.permutation(n)
    targets = np.where(order % 2, 1, -1) * rng.uniform(0.2, 6, n)
    misses = np.where(order // 2 % 2, 1, -1) * (
        0.2 + 3.8 * (rng.permutation(n) + rng.uniform(0, 1, n)) / n
    )
    first = np.argmin(order)  # of a target below zero, missed downwards
    targets[first], misses[first] = -0.3, 2.5 + abs(misses.sum())
    return targets.reshape(shape), (targets + misses).reshape(shape)


def binary_labels(rng, n):
    """Labels in random order, about a third of them 0, the others 1; both if n > 1."""
    return rng.permutation(np.where(np.arange(n) % 3 == 1, 0, 1))


def label_probabilities(y_true, p):
    """The probability that the model gave to each actual label, as Python floats."""
    pairs = zip(y_true.ravel().tolist(), p.ravel().tolist(), strict=True)
    return [chance if label == 1 else 1 - chance for label, chance in pairs]


def logit_cost(label, z):
    """The cross-entropy of one logit: log(1 + e^-z) for label 1, of -z for label 0."""
    wrongness = -z if label == 1 else z
    return max(wrongness, 0.0) + math.log1p(math.exp(-abs(wrongness)))


def distributions(rng, *shape):
    """Rows of positive probabilities that add up to one, none of them tiny."""
    weights = rng.uniform(0.3, 1.5, shape)
    return weights / weights.sum(axis=-1, keepdims=True)


def class_labels(rng, n, k):
    """Labels from 0 to k - 1 in random order, all of them if n >= k."""
    return rng.permutation(np.arange(n) % k)


def table_of(labels, k):
    """The labels as one-hot rows."""
    table = np.zeros((len(labels), k))
    for row, label in enumerate(labels):
        table[row, label] = 1.0
    return table


def with_a_repeat(*columns):
    """The same samples and the first one once more: equal samples all count."""
    return tuple(np.append(column, column[:1], axis=0) for column in columns)


def slopes(loss, at, h=1e-5):
    """The central differences of a loss with respect to each element of an array.

    `loss` takes many such arrays stacked along the first axis and returns as many numbers.
    """
    steps = h * np.eye(at.size).reshape(at.size, *at.shape)
    return (loss(at + steps) - loss(at - steps)).reshape(at.shape) / (2 * h)


def scaled_errors(rng):
    """Targets, predictions that miss them by 0, 2, -3 and 4 times a scale, and the scale."""
    targets, scale = rng.uniform(40, 50, 4), int(rng.integers(1, 10)) + 0.5
    return targets, targets + scale * np.array([0.0, 2.0, -3.0, 4.0]), scale


def cost_of(y_true, p):
    """The mean of minus the logarithm of each label's probability."""
    return -mean([math.log(chance) for chance in label_probabilities(y_true, p)])


@exercise("mse")
class TestMse:
    def test_a_case_worked_by_hand(self, student, rng):
        """The errors are squared one by one, then averaged."""
        y_true, y_pred, scale = scaled_errors(rng)
        expect_close(student.mse(y_true, y_pred), 7.25 * scale**2)
        expect_close(student.mse(np.array([-2.5]), np.array([3 * scale - 2.5])), 9.0 * scale**2)

    def test_averages_over_every_element(self, student, rng):
        """The mean is taken over all samples and all outputs, for any number of either."""
        batches = [some_predictions(rng, *shape) for shape in ((7,), (4, 3), (2, 6), (5, 5))]
        for batch, reached in zip(batches, student.mse.each(batches), strict=True):
            expect_close(reached, mean([error * error for error in errors(*batch)]))

    @aspect
    def test_a_column_of_predictions(self, student, rng):
        """Predictions in a column, shape (n, 1), match the targets, shape (n,), one to one."""
        y_true, y_pred = some_predictions(rng, 6)
        y_true, y_pred = 0.01 * y_true, 0.01 * y_pred  # so small that no digit is to spare
        expected = mean([error * error for error in errors(y_true, y_pred)])
        expect_close(student.mse(y_true, y_pred[:, np.newaxis]), expected)

    @aspect
    def test_small_integers(self, student, rng):
        """Integers of any type and truth values give the same as floats; nothing wraps around."""
        k = int(rng.integers(17, 60))
        y_true, y_pred = np.array([3, 250, 0, 7]), np.array([5, 50, k, 7])
        kinds = (np.uint8, np.int64, np.float32)
        calls = [(y_true.astype(kind), y_pred.astype(kind)) for kind in kinds]
        for reached in student.mse.each(calls):
            expect_close(reached, 10001.0 + k * k / 4)
        y_true, y_pred = np.array([True, False, True, True]), np.array([False, False, True, False])
        expect_close(student.mse(y_true, y_pred), 0.5)

    @aspect
    def test_any_scale(self, student, rng):
        """Tiny errors give tiny losses, huge errors give huge ones, without rounding."""
        error = draw_near([3.0, -4.0, 12.0], rng)
        for scale in (1e-6, 1e6):
            reached = student.mse(np.zeros(3), scale * error)
            expect_close(reached, math.hypot(*error) ** 2 / 3 * scale**2, atol=0)

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed."""
        y_true, y_pred = some_predictions(rng, 4, 2)
        y_true, y_pred = 0.01 * y_true, 0.01 * y_pred  # so small that no digit is to spare
        expected = mean([error * error for error in errors(y_true, y_pred)])
        expect_close(expect_unchanged(student.mse, y_true, y_pred), expected)


@exercise("mae")
class TestMae:
    def test_a_case_worked_by_hand(self, student, rng):
        """The sizes of the errors are averaged; errors of opposite sign do not cancel."""
        y_true, y_pred, scale = scaled_errors(rng)
        expect_close(student.mae(y_true, y_pred), 2.25 * scale)
        expect_close(student.mae(y_pred[:2], y_true[:2]), 1.0 * scale)

    def test_averages_over_every_element(self, student, rng):
        """The mean is taken over all samples and all outputs, for any number of either."""
        batches = [some_predictions(rng, *shape) for shape in ((7,), (4, 3), (2, 6), (5, 5))]
        for _, y_pred in batches:
            y_pred.flat[0] += 40.0  # one outlier, so that the mean is not the median
        for batch, reached in zip(batches, student.mae.each(batches), strict=True):
            expect_close(reached, mean([abs(error) for error in errors(*batch)]))

    @aspect
    def test_a_column_of_predictions(self, student, rng):
        """Predictions in a column, shape (n, 1), match the targets, shape (n,), one to one."""
        y_true, y_pred = np.arange(6.0), np.arange(6.0) + rng.uniform(0.1, 0.4, 6)
        expected = mean(errors(y_true, y_pred))
        expect_close(student.mae(y_true, y_pred[:, np.newaxis]), expected)

    @aspect
    def test_small_integers(self, student, rng):
        """Integers of any type and truth values give the same as floats; nothing wraps around."""
        k = int(rng.integers(17, 60))
        y_true, y_pred = np.array([3, 250, 0, 7]), np.array([5, 50, k, 8])
        kinds = (np.uint8, np.int64, np.float32)
        calls = [(y_true.astype(kind), y_pred.astype(kind)) for kind in kinds]
        for reached in student.mae.each(calls):
            expect_close(reached, 50.75 + k / 4)
        y_true, y_pred = np.array([True, False, True, True]), np.array([False, False, True, False])
        expect_close(student.mae(y_true, y_pred), 0.5)

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed."""
        y_true, y_pred = some_predictions(rng, 4, 2)
        expected = mean([abs(error) for error in errors(y_true, y_pred)])
        expect_close(expect_unchanged(student.mae, y_true, y_pred), expected)


@exercise("huber")
class TestHuber:
    def test_small_errors(self, student, rng):
        """Errors within delta cost half their square, whatever their sign."""
        error = draw_near([0.5, -0.25, 0.0, -0.75], rng)
        expected = math.hypot(*error) ** 2 / 8
        expect_close(student.huber(np.ones(4), 1 + error), expected)
        expect_close(student.huber(np.ones(4), 1 + 3 * error, 4.0), 9 * expected)

    def test_large_errors(self, student, rng):
        """Errors larger than delta, of either sign, cost delta times (their size - delta / 2)."""
        first, second, third = draw_near([2.5, 4.5, 6.0], rng).tolist()
        expect_close(student.huber(np.zeros(2), np.array([first, 2.0])), first / 2 + 0.5)
        expect_close(student.huber(np.zeros(2), np.array([-3.0, -second]), 2.0), second + 1)
        y_pred = np.array([10 - third])
        expect_close(student.huber(np.array([10.0]), y_pred, 0.5), third / 2 - 0.125)

    @aspect
    def test_each_error_takes_its_own_branch(self, student, rng):
        """In a batch with small and large errors, each is treated according to its own size."""
        for shape, delta in (((8,), 0.6), ((4, 3), 1.7), ((5, 5), 2.5)):
            y_true, y_pred = some_predictions(rng, *shape)
            y_pred.flat[:4] = y_true.flat[:4] + np.array([0.4, -0.5, 5.0, -6.0])
            y_true, y_pred = with_a_repeat(y_true, y_pred)
            expected = mean([huber_cost(error, delta) for error in errors(y_true, y_pred)])
            expect_close(student.huber(y_true, y_pred, delta), expected)

    @aspect
    def test_default_delta(self, student, rng):
        """Without a third argument delta is 1; it may also be given by name."""
        y_true, y_pred = some_predictions(rng, 9)
        y_pred[:3] = y_true[:3] + np.array([0.7, -5.0, 1.5])
        for delta in (1.0, 3.0):
            expected = mean([huber_cost(error, delta) for error in errors(y_true, y_pred)])
            reached = (
                student.huber(y_true, y_pred)
                if delta == 1.0
                else student.huber(y_true, y_pred, delta=delta)
            )
            expect_close(reached, expected)

    @aspect
    def test_a_column_of_predictions(self, student, rng):
        """Predictions in a column, shape (n, 1), match the targets, shape (n,), one to one."""
        y_true, y_pred = np.arange(6.0), np.arange(6.0) + rng.uniform(0.1, 0.4, 6)
        expected = mean([error * error / 2 for error in errors(y_true, y_pred)])
        expect_close(student.huber(y_true, y_pred[:, np.newaxis]), expected)

    @aspect
    def test_small_integers(self, student, rng):
        """Integers of any type, also for delta, give the same as floats; nothing wraps around."""
        k = int(rng.integers(17, 60))
        y_true, y_pred = np.array([3, 250, 0, 7]), np.array([4, 50, k, 7])
        kinds = (np.uint8, np.int64, np.float32)
        calls = [(y_true.astype(kind), y_pred.astype(kind), 3) for kind in kinds]
        for reached in student.huber.each(calls):
            expect_close(reached, (0.5 + 595.5 + 3 * k - 4.5) / 4)

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed."""
        y_true, y_pred = some_predictions(rng, 4, 3)
        expected = mean([huber_cost(error, 1.3) for error in errors(y_true, y_pred)])
        expect_close(expect_unchanged(student.huber, y_true, y_pred, 1.3), expected)


@exercise("hinge")
class TestHinge:
    def test_each_kind_of_score(self, student, rng):
        """Clearly right costs nothing; right within the margin costs a little; wrong costs more."""
        labels = [1, -1, 1, -1, 1, -1]
        scores = draw_near([2.5, -3.0, 0.25, -0.75, -2.0, 0.5], rng).tolist()
        costs = [0.0, 0.0, 1 - scores[2], 1 + scores[3], 1 - scores[4], 1 + scores[5]]
        calls = [
            (np.array([label]), np.array([score]))
            for label, score in zip(labels, scores, strict=True)
        ]
        for cost, reached in zip(costs, student.hinge.each(calls), strict=True):
            expect_close(reached, cost)

    def test_averages_over_the_samples(self, student, rng):
        """Each sample is compared with zero separately; then the costs are averaged."""
        for n in (5, 8, 30):
            agreement = np.linspace(-3.1, 4.3, n)
            labels = np.ones(n, dtype=int)
            labels[rng.choice(np.flatnonzero(agreement < 1))] = -1  # one that costs something
            labels[rng.choice(np.flatnonzero(agreement > 1))] = -1  # and one that does not
            order = rng.permutation(n)
            labels, agreement = with_a_repeat(labels[order], agreement[order])
            expected = mean([1 - a if a < 1 else 0.0 for a in agreement.tolist()])
            expect_close(student.hinge(labels, labels * agreement), expected)

    @aspect
    def test_a_column_of_scores(self, student, rng):
        """Scores in a column, shape (n, 1), match the labels, shape (n,), one to one."""
        y_true = np.array([1, -1, 1, 1, -1, 1, 1])
        scores = y_true * rng.uniform(1.5, 4, 7)
        expect_close(student.hinge(y_true, scores[:, np.newaxis]), 0.0)
        expect_close(student.hinge(y_true, -scores[:, np.newaxis]), 1 + mean(abs(scores)))

    @aspect
    def test_any_type(self, student, rng):
        """Labels and scores may be integers or floats of any size."""
        k = int(rng.integers(90, 127))
        labels, scores = np.array([1, -1, -1, 1]), np.array([0, k, 0, 3])
        kinds = (
            (np.int8, np.uint8), (np.int8, np.int64), (np.int8, np.float32),
            (np.int64, np.uint8), (np.float64, np.float32), (np.float32, np.uint8),
        )  # fmt: skip
        calls = [(labels.astype(label_kind), scores.astype(kind)) for label_kind, kind in kinds]
        for reached in student.hinge.each(calls):
            expect_close(reached, (k + 3) / 4)

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed."""
        first, second = draw_near([-0.5, -0.5], rng).tolist()
        y_true, scores = np.array([1.0, -1.0, 1.0]), np.array([first, second, 7.0])
        expected = (2 - first + second) / 3
        expect_close(expect_unchanged(student.hinge, y_true, scores), expected)


def multiclass_hinge_cost(labels, scores):
    """The multi-class hinge loss, sample by sample and class by class."""
    costs = [
        math.fsum(
            max(0.0, score - row[label] + 1.0)
            for position, score in enumerate(row)
            if position != label
        )
        for label, row in zip(labels.tolist(), scores.tolist(), strict=True)
    ]
    return mean(costs)


@exercise("multiclass_hinge")
class TestMulticlassHinge:
    def test_a_case_worked_by_hand(self, student, rng):
        """Every wrong class that the true one does not lead by 1 adds what is missing."""
        scores = np.array([[3.0, 2.5, 4.0, -1.0], [0.25, 2.0, 0.5, 0.75]])
        scores += rng.uniform(-2, 2, (2, 1))  # only the differences within a row count
        expect_close(student.multiclass_hinge(np.array([0, 1]), scores), 1.25)
        expect_close(student.multiclass_hinge(np.array([2, 3]), scores), 1.75)

    def test_the_true_class_costs_nothing(self, student, rng):
        """A sample whose true class leads by more than one costs nothing."""
        scores = np.array([[9.0, 2.0, -3.0], [1.0, -1.0, 3.5]]) + rng.uniform(-2, 2, (2, 1))
        expect_close(student.multiclass_hinge(np.array([0, 2]), scores), 0.0)

    def test_sums_over_classes_and_averages_over_samples(self, student, rng):
        """The costs are added up over the classes and averaged over the samples."""
        shapes = ((5, 3), (3, 7), (4, 4), (1, 5), (6, 2))
        batches = [(class_labels(rng, n, k), rng.normal(0, 2, (n, k))) for n, k in shapes]
        for labels, scores in batches:
            scores[:, 0] += 5.0
            scores[np.arange(len(labels)), labels] -= 3.0
        batches.append(with_a_repeat(*batches[0]))
        for batch, reached in zip(batches, student.multiclass_hinge.each(batches), strict=True):
            expect_close(reached, multiclass_hinge_cost(*batch))

    def test_equal_scores(self, student, rng):
        """A wrong class that scores exactly as much as the true one costs exactly 1."""
        k = int(rng.integers(5, 9))
        scores = np.full((4, k), float(rng.integers(-20, 21)) / 4)
        labels = int(rng.integers(3, k - 1)) - np.arange(4)  # without the last class
        expect_close(student.multiclass_hinge(labels, scores), float(k - 1))
        scores[0, labels[0] - 1] += 1.5  # a wrong class that is ahead, beside others that are level
        expect_close(student.multiclass_hinge(labels, scores), k - 1 + 1.5 / 4)

    def test_almost_enough(self, student, rng):
        """A lead that is a little too small costs that little: nothing is rounded."""
        little = float(rng.uniform(2e-4, 3e-4))
        scores = np.array([[2 - little, 1.0, -4.0]])
        expect_close(student.multiclass_hinge(np.array([0]), scores), little)

    @aspect
    def test_a_batch_without_every_class(self, student, rng):
        """Classes that are not the true class of any sample still count as wrong classes."""
        scores = rng.normal(0, 0.2, (4, 6))
        labels = np.array([1, 0, 3, 1])
        expected = multiclass_hinge_cost(labels, scores)
        expect_close(student.multiclass_hinge(labels, scores), expected)

    @aspect
    def test_any_type(self, student, rng):
        """Labels and scores may be integers of any type: nothing wraps around."""
        k = int(rng.integers(200, 256))
        labels, scores = np.array([2, 0]), np.array([[k, 3, 0], [5, 9, 0]])
        kinds = product((np.uint8, np.int64), (np.uint8, np.int64, np.float32))
        calls = [(labels.astype(label_kind), scores.astype(kind)) for label_kind, kind in kinds]
        for reached in student.multiclass_hinge.each(calls):
            expect_close(reached, (k + 10) / 2)

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The labels and scores given to it are not changed."""
        labels, scores = class_labels(rng, 9, 4), rng.normal(0, 2, (9, 4))
        expected = multiclass_hinge_cost(labels, scores)
        expect_close(expect_unchanged(student.multiclass_hinge, labels, scores), expected)


@exercise("bernoulli_likelihood")
class TestBernoulliLikelihood:
    def test_a_case_worked_by_hand(self, student, rng):
        """It multiplies the probabilities of the actual labels: p for 1, 1 - p for 0."""
        p = draw_near([0.75, 0.5, 0.625, 0.2], rng)
        expected = p[0] * (1 - p[1]) * p[2] * (1 - p[3])
        expect_close(student.bernoulli_likelihood(np.array([1, 0, 1, 0]), p), expected)
        expect_close(student.bernoulli_likelihood(np.array([1]), p[3:]), p[3])
        expected = (1 - p[0]) * (1 - p[1])
        expect_close(student.bernoulli_likelihood(np.array([0, 0]), p[:2]), expected)

    def test_any_number_of_samples(self, student, rng):
        """The product runs over the whole batch, whether short or long."""
        for n in (3, 10, 60):
            y_true, p = with_a_repeat(binary_labels(rng, n), rng.uniform(0.1, 0.9, n))
            expected = math.prod(label_probabilities(y_true, p))
            expect_close(student.bernoulli_likelihood(y_true, p), expected, atol=0)

    @aspect
    def test_probabilities_are_not_clipped(self, student, rng):
        """A very small probability stays as small as it is."""
        y_true = np.array([1, 0, 1])
        for small in draw_near([1e-20, 1e-12], rng).tolist():
            p = np.array([small, 0.75, 0.5])
            expect_close(student.bernoulli_likelihood(y_true, p), small / 8, atol=0)
        expected = (1 - float(1 - p[0])) / 8
        expect_close(student.bernoulli_likelihood(1 - y_true, 1 - p), expected, rtol=1e-3, atol=0)

    @aspect
    def test_a_column_of_probabilities(self, student, rng):
        """Probabilities in a column, shape (n, 1), match the labels one to one."""
        y_true, p = binary_labels(rng, 5), rng.uniform(0.1, 0.9, 5)
        expected = math.prod(label_probabilities(y_true, p))
        reached = student.bernoulli_likelihood(y_true, p[:, np.newaxis])
        expect_close(reached, expected, atol=0)

    @aspect
    def test_any_type_and_no_change(self, student, rng):
        """Labels may be of any type; the arrays given to it are not changed."""
        labels, p = np.array([0, 1, 1, 0, 1]), draw_near([0.5, 0.25, 0.5, 0.75, 0.875], rng)
        expected = math.prod(label_probabilities(labels, p))
        calls = [(labels.astype(kind), p) for kind in (np.uint8, np.bool_, np.float64)]
        for reached in student.bernoulli_likelihood.each(calls):
            expect_close(reached, expected)
        expect_close(expect_unchanged(student.bernoulli_likelihood, labels, p), expected)
        reached = student.bernoulli_likelihood(labels, p.astype(np.float32))
        expect_close(reached, expected, **SINGLE)


@exercise("binary_cross_entropy")
class TestBinaryCrossEntropy:
    def test_undecided(self, student, rng):
        """A model that always predicts one half pays the logarithm of 2 for every label."""
        label = rng.integers(0, 2, 1)
        expect_close(student.binary_cross_entropy(label, np.array([0.5])), math.log(2))
        n = int(rng.integers(5, 30))
        y_true = binary_labels(rng, n)
        expect_close(student.binary_cross_entropy(y_true, np.full(n, 0.5)), math.log(2))

    def test_each_label_has_its_term(self, student, rng):
        """For label 1 it is minus log p; for label 0 it is minus log(1 - p)."""
        p = draw_near([0.25, 0.2, 0.8, 0.9], rng, 0.05).tolist()
        calls = [
            (np.array([label]), np.array([chance]))
            for label, chance in zip((1, 0, 1, 0), p, strict=True)
        ]
        chances = (p[0], 1 - p[1], p[2], 1 - p[3])
        reached = student.binary_cross_entropy.each(calls)
        for chance, value in zip(chances, reached, strict=True):
            expect_close(value, -math.log(chance))

    def test_is_the_log_likelihood(self, student, rng):
        """It is minus the logarithm of the likelihood, divided by the number of samples."""
        for n in (3, 8, 25):
            y_true, p = with_a_repeat(binary_labels(rng, n), rng.uniform(0.05, 0.95, n))
            expected = -math.log(math.prod(label_probabilities(y_true, p))) / (n + 1)
            expect_close(student.binary_cross_entropy(y_true, p), expected)

    def test_certain_and_wrong(self, student, rng):
        """A prediction of exactly 0 or 1 that is wrong costs minus the logarithm of eps."""
        y_true = binary_labels(rng, 12)
        reached = expect_no_warnings(student.binary_cross_entropy, y_true, 1.0 - y_true)
        expect_close(reached, CERTAIN_AND_WRONG)

    def test_certain_and_right(self, student, rng):
        """A prediction of exactly 0 or 1 that is right costs next to nothing."""
        y_true = binary_labels(rng, 12)
        reached = expect_no_warnings(student.binary_cross_entropy, y_true, 1.0 * y_true)
        expect_close(reached, CERTAIN_AND_RIGHT)

    @aspect
    def test_only_extreme_probabilities_are_clipped(self, student, rng):
        """Only probabilities outside eps and 1 - eps are moved to the nearer of the two."""
        tiny = draw_near([2e-8, 3e-8, 1e-12], rng)
        y_true, p = np.array([1, 0, 1]), np.array([tiny[0], 1 - tiny[1], tiny[2]])
        expect_close(student.binary_cross_entropy(y_true, p), CERTAIN_AND_WRONG)
        for small in draw_near([2e-7, 3e-6], rng).tolist():
            expected = (-math.log(small) - math.log1p(-small)) / 2
            p = np.full(2, small)
            expect_close(student.binary_cross_entropy(np.array([1, 0]), p), expected, rtol=1e-9)

    @aspect
    def test_a_column_of_probabilities(self, student, rng):
        """Probabilities in a column, shape (n, 1), match the labels one to one."""
        y_true = binary_labels(rng, 7)
        p = np.where(y_true == 1, 0.65, 0.35) + rng.uniform(-0.1, 0.1, 7)
        expected = -mean([math.log(chance) for chance in label_probabilities(y_true, p)])
        expect_close(student.binary_cross_entropy(y_true, p[:, np.newaxis]), expected)

    @aspect
    def test_any_type(self, student, rng):
        """Labels may be of any type, including truth values, and p may be float32."""
        labels, p = np.array([0, 1, 1, 0, 1]), draw_near([0.5, 0.25, 0.5, 0.75, 0.875], rng)
        expected = cost_of(labels, p)
        calls = [(labels.astype(kind), p) for kind in (np.uint8, np.bool_, np.float32)]
        for reached in student.binary_cross_entropy.each(calls):
            expect_close(reached, expected)
        reached = student.binary_cross_entropy(labels.astype(np.uint8), p.astype(np.float32))
        expect_close(reached, expected, **SINGLE)

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed, even where p is clipped."""
        first = float(rng.uniform(0.2, 0.3))
        y_true, p = np.array([1.0, 0.0, 1.0]), np.array([first, 0.0, 1.0])
        reached = expect_unchanged(student.binary_cross_entropy, y_true, p)
        expect_close(reached, (-math.log(first) + 2 * CERTAIN_AND_RIGHT) / 3)


@exercise("binary_cross_entropy_from_logits")
class TestBinaryCrossEntropyFromLogits:
    def test_cases_worked_by_hand(self, student, rng):
        """The logit 0 means one half; odds of 3 to 1 are a logit of log 3."""
        odds = float(rng.uniform(2.5, 3.5))
        z = math.log(odds)
        cases = (
            ([1], [0.0], 2),
            ([0], [0.0], 2),
            ([1], [z], (odds + 1) / odds),
            ([0], [z], odds + 1),
            ([1, 0], [-z, z], odds + 1),
        )
        calls = [(np.array(labels), np.array(z)) for labels, z, _ in cases]
        reached = student.binary_cross_entropy_from_logits.each(calls)
        for (_, _, surprise), value in zip(cases, reached, strict=True):
            expect_close(value, math.log(surprise))

    def test_averages_over_the_samples(self, student, rng):
        """It agrees with the cross-entropy of the probabilities, averaged over the samples."""
        for n in (3, 10, 40):
            labels = binary_labels(rng, n)
            z = np.where(labels == 1, 0.5, -1.0) + rng.normal(0, 2, n)
            labels, z = with_a_repeat(labels, z)
            expected = mean([logit_cost(y, one) for y, one in zip(labels, z.tolist(), strict=True)])
            expect_close(student.binary_cross_entropy_from_logits(labels, z), expected)

    def test_huge_logits_of_the_wrong_sign(self, student, rng):
        """A logit of 1000 for label 0 costs 1000, and so does -1000 for label 1."""
        for size in rng.uniform((55, 715, 950), (65, 800, 1000)).tolist():
            y_true, z = np.array([0, 1]), np.array([size, -size])
            reached = expect_no_warnings(student.binary_cross_entropy_from_logits, y_true, z)
            expect_close(reached, size, rtol=1e-12)

    def test_huge_logits_of_the_right_sign(self, student, rng):
        """A logit of 1000 for label 1 costs nothing, and neither does -1000 for label 0."""
        for size in rng.uniform((55, 715, 950), (65, 800, 1000)).tolist():
            y_true, z = np.array([1, 0]), np.array([size, -size])
            reached = expect_no_warnings(student.binary_cross_entropy_from_logits, y_true, z)
            expect_close(reached, 0.0, atol=1e-12)

    def test_is_exact_in_between(self, student, rng):
        """For logits of 10 to 40 it is exact to 12 decimals: no clipping, no lost digits."""
        sizes = rng.uniform((10, 14, 20, 28, 38), (11, 17, 24, 33, 40)).tolist()
        labels = np.array([0, 0, 1, 1])
        calls = [(labels, np.array([-size, size, -size, size])) for size in sizes]
        reached = student.binary_cross_entropy_from_logits.each(calls)
        for (_, z), value in zip(calls, reached, strict=True):
            expected = mean([logit_cost(y, one) for y, one in zip(labels, z.tolist(), strict=True)])
            expect_close(value, expected, rtol=0, atol=5e-13)

    @aspect
    def test_a_column_of_logits(self, student, rng):
        """Logits in a column, shape (n, 1), match the labels, shape (n,), one to one."""
        labels = binary_labels(rng, 7)
        z = np.where(labels == 1, 2.0, -1.5) + rng.uniform(-0.5, 0.5, 7)
        expected = mean([logit_cost(y, one) for y, one in zip(labels, z.tolist(), strict=True)])
        reached = student.binary_cross_entropy_from_logits(labels, z[:, np.newaxis])
        expect_close(reached, expected)

    @aspect
    def test_any_type(self, student, rng):
        """Labels and logits may be of any type, including integers and truth values."""
        labels, z = np.array([0, 1, 1, 0]), np.array([3, 2, 0, int(rng.integers(4, 10))])
        expected = mean([logit_cost(y, float(one)) for y, one in zip(labels, z, strict=True)])
        kinds = (
            (np.uint8, np.uint8), (np.uint8, np.int64), (np.bool_, np.uint8),
            (np.bool_, np.float32), (np.int64, np.uint8), (np.float32, np.int64),
        )  # fmt: skip
        calls = [(labels.astype(label_kind), z.astype(z_kind)) for label_kind, z_kind in kinds]
        reached = student.binary_cross_entropy_from_logits.each(calls)
        for (_, z_kind), value in zip(kinds, reached, strict=True):
            # NumPy computes functions of uint8 in float16: right, but not exact.
            expect_close(value, expected, rtol=1e-2 if z_kind is np.uint8 else 1e-4)

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed."""
        y_true, z = np.array([1.0, 0.0]), -rng.uniform(750, 950, 2)
        reached = expect_unchanged(student.binary_cross_entropy_from_logits, y_true, z)
        expect_close(reached, -float(z[0]) / 2)


#: Numbers of samples and of classes.
SHAPES = ((5, 3), (3, 7), (4, 4), (1, 6), (9, 2))


def batch_of(rng, n, k):
    """Labels, and the probabilities that a model gave to each class."""
    return class_labels(rng, n, k), distributions(rng, n, k)


def true_class_surprise(labels, p):
    """Minus the mean logarithm of each row's probability for its label, one row at a time."""
    rows = zip(labels.tolist(), p.tolist(), strict=True)
    return mean([-math.log(row[label]) for label, row in rows])


@exercise("categorical_cross_entropy")
class TestCategoricalCrossEntropy:
    def test_a_case_worked_by_hand(self, student, rng):
        """Each sample costs minus the logarithm of the probability of its true class."""
        p = distributions(rng, 3, 3)
        one_hot = np.array([[0, 1, 0], [1, 0, 0], [0, 0, 1]])
        expected = -math.log(p[0, 1] * p[1, 0] * p[2, 2]) / 3
        expect_close(student.categorical_cross_entropy(one_hot, p), expected)
        p = np.array([[0.2, 0.8]])
        reached = student.categorical_cross_entropy(np.array([[1.0, 0.0]]), p)
        expect_close(reached, math.log(5))

    def test_averages_over_the_samples(self, student, rng):
        """The mean is taken over the samples only, for any number of samples and classes."""
        batches = [batch_of(rng, n, k) for n, k in SHAPES]
        batches.append(with_a_repeat(*batches[0]))
        calls = [(table_of(labels, p.shape[1]), p) for labels, p in batches]
        reached = student.categorical_cross_entropy.each(calls)
        for batch, value in zip(batches, reached, strict=True):
            expect_close(value, true_class_surprise(*batch))

    def test_certain_and_wrong(self, student, rng):
        """A probability of exactly 0 for the true class costs minus the logarithm of eps."""
        labels = class_labels(rng, 7, 3)
        one_hot, p = table_of(labels, 3), table_of((labels + 1) % 3, 3)
        reached = expect_no_warnings(student.categorical_cross_entropy, one_hot, p)
        expect_close(reached, CERTAIN_AND_WRONG)

    def test_certain_and_right(self, student, rng):
        """A probability of exactly 1 for the true class costs next to nothing."""
        one_hot = table_of(class_labels(rng, 7, 3), 3)
        reached = expect_no_warnings(student.categorical_cross_entropy, one_hot, one_hot)
        expect_close(reached, CERTAIN_AND_RIGHT)

    @aspect
    def test_only_extreme_probabilities_are_clipped(self, student, rng):
        """Probabilities below eps are moved up to it; others stay as they are."""
        one_hot = np.array([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]])
        tiny, small = draw_near([2e-8, 1e-12], rng), draw_near([2e-7, 3e-6], rng)
        p = np.array([[0.5, tiny[0], 0.5 - tiny[0]], [tiny[1], 0.75, 0.25]])
        expect_close(student.categorical_cross_entropy(one_hot, p), CERTAIN_AND_WRONG)
        p = np.array([[0.5, small[0], 0.5 - small[0]], [small[1], 0.75, 0.25 - small[1]]])
        expected = -mean(np.log(small).tolist())
        expect_close(student.categorical_cross_entropy(one_hot, p), expected, rtol=1e-9)

    @aspect
    def test_any_type(self, student, rng):
        """The one-hot table may be of any integer type or bool; p may be float32."""
        one_hot = np.array([[0, 1, 0, 0], [0, 0, 0, 1]])
        p = np.sort(distributions(rng, 2, 4))[:, [1, 0, 2, 3]]  # the first label is not likely
        expected = -math.log(p[0, 1] * p[1, 3]) / 2
        calls = [(one_hot.astype(kind), p) for kind in (np.uint8, np.int64, np.bool_, np.float32)]
        for reached in student.categorical_cross_entropy.each(calls):
            expect_close(reached, expected)
        reached = student.categorical_cross_entropy(one_hot, p.astype(np.float32))
        expect_close(reached, expected, **SINGLE)

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed, even where p is clipped."""
        one_hot, chance = np.array([[0.0, 1.0], [1.0, 0.0]]), float(rng.uniform(0.3, 0.45))
        p = np.array([[1 - chance, chance], [1.0, 0.0]])
        reached = expect_unchanged(student.categorical_cross_entropy, one_hot, p)
        expect_close(reached, (-math.log(chance) + CERTAIN_AND_RIGHT) / 2)


@exercise("sparse_categorical_cross_entropy")
class TestSparseCategoricalCrossEntropy:
    def test_a_case_worked_by_hand(self, student, rng):
        """Each sample costs minus the logarithm of the probability at its label, counted from 0."""
        p = distributions(rng, 3, 3)
        expected = -math.log(p[0, 1] * p[1, 0] * p[2, 2]) / 3
        labels = np.array([1, 0, 2])
        expect_close(student.sparse_categorical_cross_entropy(labels, p), expected)
        reached = student.sparse_categorical_cross_entropy(np.array([0]), np.array([[0.2, 0.8]]))
        expect_close(reached, math.log(5))

    def test_averages_over_the_samples(self, student, rng):
        """Each label picks from its own row; the mean is taken over the samples."""
        batches = [batch_of(rng, n, k) for n, k in SHAPES]
        batches.append(with_a_repeat(*batches[0]))
        reached = student.sparse_categorical_cross_entropy.each(batches)
        for batch, value in zip(batches, reached, strict=True):
            expect_close(value, true_class_surprise(*batch))

    @aspect
    def test_a_batch_without_every_class(self, student, rng):
        """A batch need not contain every class, neither the first nor the last."""
        p = distributions(rng, 4, 5)
        batches = [(np.array(labels), p) for labels in ([2, 0, 1, 0], [1, 3, 4, 3], [2, 2, 2, 2])]
        reached = student.sparse_categorical_cross_entropy.each(batches)
        for batch, value in zip(batches, reached, strict=True):
            expect_close(value, true_class_surprise(*batch))

    def test_probabilities_of_zero_and_one(self, student, rng):
        """Probabilities of exactly 0 and 1 are clipped to eps and 1 - eps."""
        labels = class_labels(rng, 7, 3)
        p, loss = table_of(labels, 3), student.sparse_categorical_cross_entropy
        expect_close(expect_no_warnings(loss, (labels + 1) % 3, p), CERTAIN_AND_WRONG)
        expect_close(expect_no_warnings(loss, labels, p), CERTAIN_AND_RIGHT)

    @aspect
    def test_only_extreme_probabilities_are_clipped(self, student, rng):
        """Probabilities below eps are moved up to it; others stay as they are."""
        labels = np.array([1, 0])
        tiny, small = draw_near([2e-8, 1e-12], rng), draw_near([2e-7, 3e-6], rng)
        p = np.array([[0.5, tiny[0], 0.5 - tiny[0]], [tiny[1], 0.75, 0.25]])
        expect_close(student.sparse_categorical_cross_entropy(labels, p), CERTAIN_AND_WRONG)
        p = np.array([[0.5, small[0], 0.5 - small[0]], [small[1], 0.75, 0.25 - small[1]]])
        expected = -mean(np.log(small).tolist())
        reached = student.sparse_categorical_cross_entropy(labels, p)
        expect_close(reached, expected, rtol=1e-9)

    @aspect
    def test_any_type(self, student, rng):
        """Labels may be of a small type such as uint8, even in a large batch; p may be float32."""
        labels, p = class_labels(rng, 70, 9), distributions(rng, 70, 9)
        expected = true_class_surprise(labels, p)
        calls = [(labels.astype(kind), p) for kind in (np.uint8, np.int8, np.int64)]
        for reached in student.sparse_categorical_cross_entropy.each(calls):
            expect_close(reached, expected)
        reached = student.sparse_categorical_cross_entropy(labels, p.astype(np.float32))
        expect_close(reached, expected, **SINGLE)

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed, even where p is clipped."""
        labels, chance = np.array([1, 0]), float(rng.uniform(0.3, 0.45))
        p = np.array([[1 - chance, chance], [1.0, 0.0]])
        reached = expect_unchanged(student.sparse_categorical_cross_entropy, labels, p)
        expect_close(reached, (-math.log(chance) + CERTAIN_AND_RIGHT) / 2)


#: The accuracy that the text asks for in entropies. The distributions below have at most nine
#: outcomes, so that a tiny number (up to 1e-7) added or clipped inside the logarithm stays within.
NATS = {"rtol": 0.0, "atol": 1e-6}


def two_chances(rng):
    """Two probabilities that add up to one, and their entropy."""
    one = float(rng.uniform(0.25, 0.4))
    return one, 1 - one, -one * math.log(one) - (1 - one) * math.log1p(-one)


@exercise("entropy")
class TestEntropy:
    def test_equal_chances(self, student, rng):
        """With k equally likely outcomes it is the natural logarithm of k."""
        numbers = rng.choice(np.arange(2, 10), 4, replace=False).tolist()
        reached = student.entropy.each([(np.full(k, 1 / k),) for k in numbers])
        for k, value in zip(numbers, reached, strict=True):
            expect_close(value, math.log(k), **NATS)

    def test_unequal_chances(self, student, rng):
        """It is the mean surprise: each outcome's surprise weighted by its probability."""
        expect_close(student.entropy(np.array([0.5, 0.25, 0.25])), 1.5 * math.log(2), **NATS)
        calls = [(distributions(rng, k),) for k in (2, 5, 9)]
        for (p,), reached in zip(calls, student.entropy.each(calls), strict=True):
            expected = math.fsum(chance * math.log(1 / chance) for chance in p.tolist())
            expect_close(reached, expected, **NATS)

    def test_small_chances(self, student, rng):
        """Rare outcomes keep their share, however small it is."""
        rare = draw_near(np.full(8, 2e-5), rng).tolist()
        rest = math.fsum(rare)
        expected = math.fsum(-chance * math.log(chance) for chance in rare)
        expected -= (1 - rest) * math.log1p(-rest)
        expect_close(student.entropy(np.array([*rare, 1 - rest])), expected, **NATS)

    def test_impossible_outcomes(self, student, rng):
        """An outcome of probability 0 adds nothing and causes no warning."""
        one, other, expected = two_chances(rng)
        for p in ([one, 0.0, other], [0.0, other, 0.0, one]):
            expect_close(expect_no_warnings(student.entropy, np.array(p)), expected, **NATS)

    def test_certainty(self, student, rng):
        """If one outcome is certain, there is no surprise: the entropy is 0."""
        outcomes = int(rng.integers(3, 10))
        for p in (np.eye(outcomes)[rng.integers(0, outcomes)], np.array([1.0])):
            expect_close(expect_no_warnings(student.entropy, p), 0.0, **NATS)

    @aspect
    def test_leaves_its_argument_alone(self, student, rng):
        """The distribution given to it is not changed, not even its zeros."""
        one, other, expected = two_chances(rng)
        p = np.array([one, 0.0, other])
        expect_close(expect_unchanged(student.entropy, p), expected, **NATS)


@exercise("cross_entropy")
class TestCrossEntropy:
    def test_a_case_worked_by_hand(self, student, rng):
        """The truth q gives the weights, the prediction p the surprises."""
        q = draw_near([3.0, 0.5, 0.5], rng)
        q, p = q / q.sum(), np.array([0.25, 0.25, 0.5])
        expected = (2 - float(q[2])) * math.log(2)
        expect_close(student.cross_entropy(q, p), expected, **NATS)
        logs = [math.log(chance) for chance in q.tolist()]
        expected = -math.fsum([0.25 * logs[0], 0.25 * logs[1], 0.5 * logs[2]])
        expect_close(student.cross_entropy(p, q), expected, **NATS)

    def test_any_distributions(self, student, rng):
        """The sum runs over all outcomes, however many there are."""
        for k in (2, 5, 12):
            q, p = distributions(rng, 2, k)
            pairs = zip(q.tolist(), p.tolist(), strict=True)
            expected = math.fsum(true * math.log(1 / said) for true, said in pairs)
            expect_close(student.cross_entropy(q, p), expected, **NATS)

    def test_of_a_distribution_with_itself(self, student, rng):
        """For p = q it is the entropy of q, not zero."""
        one, other, expected = two_chances(rng)
        q = np.array([one, other])
        expect_close(student.cross_entropy(q, q), expected, **NATS)

    def test_certain_truth(self, student, rng):
        """If the truth is certain, it is minus the logarithm of its probability in p."""
        q, p = np.array([0.0, 0.0, 1.0]), distributions(rng, 3)
        reached = expect_no_warnings(student.cross_entropy, q, p)
        expect_close(reached, -math.log(p[2]), **NATS)

    @aspect
    def test_probabilities_are_not_clipped(self, student, rng):
        """A tiny p for a likely outcome costs the full amount that its logarithm gives."""
        for tiny in draw_near([1e-9, 1e-20], rng).tolist():
            q, p = np.array([0.5, 0.5]), np.array([tiny, 1 - tiny])
            expected = (-math.log(tiny) - math.log1p(-tiny)) / 2
            expect_close(student.cross_entropy(q, p), expected, **NATS)

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The distributions given to it are not changed."""
        q, p = distributions(rng, 2, 4)
        pairs = zip(q.tolist(), p.tolist(), strict=True)
        expected = math.fsum(true * math.log(1 / said) for true, said in pairs)
        expect_close(expect_unchanged(student.cross_entropy, q, p), expected, **NATS)


@exercise("mse_grad")
class TestMseGrad:
    def test_a_case_worked_by_hand(self, student, rng):
        """Each prediction's slope is twice its error, divided by the number of elements."""
        y_true, y_pred, scale = scaled_errors(rng)
        expected = scale * np.array([0.0, 1.0, -1.5, 2.0])
        expect_close(student.mse_grad(y_true, y_pred), expected)

    def test_is_the_slope_of_the_loss(self, student, rng):
        """It agrees with central differences of the mean squared error, element by element."""
        for shape in ((5,), (4, 3), (3, 3)):
            y_true, y_pred = some_predictions(rng, *shape)

            def loss(at, y_true=y_true):
                return ((at - y_true) ** 2).reshape(len(at), -1).mean(axis=1)

            expect_close(student.mse_grad(y_true, y_pred), slopes(loss, y_pred), atol=1e-7)

    @aspect
    def test_a_column_of_predictions(self, student, rng):
        """For predictions of shape (n, 1), the gradient is a column as well."""
        y_true, y_pred, scale = scaled_errors(rng)
        expected = scale * np.array([[0.0], [1.0], [-1.5], [2.0]])
        expect_close(student.mse_grad(y_true, y_pred[:, np.newaxis]), expected)

    @aspect
    def test_small_integers(self, student, rng):
        """Integers of any type give the same as floats; nothing wraps around or is rounded."""
        k = int(rng.integers(17, 60))
        y_true, y_pred = np.array([3, 250, 0, 7]), np.array([2, 50, k, 7])
        kinds = (np.uint8, np.int64, np.float32)
        calls = [(y_true.astype(kind), y_pred.astype(kind)) for kind in kinds]
        for reached in student.mse_grad.each(calls):
            expect_close(reached, np.array([-0.5, -100.0, k / 2, 0.0]))
        reached = student.mse_grad(np.array([True, False]), np.array([False, False]))
        expect_close(reached, np.array([-1.0, 0.0]))

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed."""
        y_true, y_pred, scale = scaled_errors(rng)
        expected = scale * np.array([0.0, 1.0, -1.5, 2.0])
        expect_close(expect_unchanged(student.mse_grad, y_true, y_pred), expected)


def cross_entropy_slopes(y_true, p):
    """The slope for each probability: n times that of its own label's logarithm."""
    pairs = zip(y_true.tolist(), p.ravel().tolist(), strict=True)
    slopes = [-1 / chance if label == 1 else 1 / (1 - chance) for label, chance in pairs]
    return np.reshape(slopes, p.shape) / len(y_true)


@exercise("binary_cross_entropy_grad")
class TestBinaryCrossEntropyGrad:
    def test_a_case_worked_by_hand(self, student, rng):
        """For label 1 the slope is -1/p; for label 0 it is 1/(1 - p); both are divided by n."""
        y_true, p = np.array([1, 0, 1, 0, 1]), draw_near([0.25, 0.2, 0.8, 0.8, 0.5], rng, 0.05)
        expected = cross_entropy_slopes(y_true, p)
        expect_close(student.binary_cross_entropy_grad(y_true, p), expected)

    def test_is_the_slope_of_the_loss(self, student, rng):
        """It agrees with central differences of the binary cross-entropy, element by element."""
        for n in (1, 3, 8):
            y_true, p = binary_labels(rng, n), rng.uniform(0.2, 0.8, n)

            def loss(at, y_true=y_true):
                return -np.log(np.where(y_true == 1, at, 1 - at)).mean(axis=1)

            reached = student.binary_cross_entropy_grad(y_true, p)
            expect_close(reached, slopes(loss, p), atol=1e-7)

    def test_nearly_certain(self, student, rng):
        """The slope is very steep where p is nearly certain and wrong, and not 0 where right."""
        tiny = float(draw_near(1e-5, rng))
        y_true, p = np.array([1, 0, 1, 0]), np.array([tiny, 1 - tiny, 1 - tiny, tiny])
        expected = np.array([-1 / tiny, 1 / tiny, -1 / (1 - tiny), 1 / (1 - tiny)]) / 4
        expect_close(student.binary_cross_entropy_grad(y_true, p), expected)

    @aspect
    def test_a_column_of_probabilities(self, student, rng):
        """For probabilities of shape (n, 1), the gradient is a column as well."""
        y_true, p = np.array([0, 1, 1, 0]), draw_near([[0.5], [0.25], [0.5], [0.75]], rng)
        expected = cross_entropy_slopes(y_true, p)
        expect_close(student.binary_cross_entropy_grad(y_true, p), expected)

    @aspect
    def test_any_type(self, student, rng):
        """Labels may be of any type, including uint8 and truth values; p may be float32."""
        labels, p = np.array([0, 1, 1, 0]), draw_near([0.5, 0.25, 0.5, 0.75], rng)
        expected = cross_entropy_slopes(labels, p)
        calls = [(labels.astype(kind), p) for kind in (np.uint8, np.bool_, np.float32)]
        for reached in student.binary_cross_entropy_grad.each(calls):
            expect_close(reached, expected)
        reached = student.binary_cross_entropy_grad(labels, p.astype(np.float32))
        expect_close(reached, expected, **SINGLE)

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed."""
        y_true, p = np.array([1.0, 0.0]), draw_near([0.5, 0.5], rng)
        reached = expect_unchanged(student.binary_cross_entropy_grad, y_true, p)
        expect_close(reached, cross_entropy_slopes(y_true, p))
