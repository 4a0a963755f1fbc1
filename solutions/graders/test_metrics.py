"""Hidden tests of 09 metrics.

Expected values are worked by hand, or counted sample by sample and pair by pair in plain Python
(which agrees with scikit-learn). An ROC curve is judged by what its thresholds do, so any right
choice of points passes. A threshold is judged by the recall and the false positive rate that it
gives.
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
    expect_number,
    expect_that,
    expect_tuple,
    expect_unchanged,
    fixed_inputs,
)


def count_kinds(y_true, scores, threshold):
    """Count (tp, fp, tn, fn) one sample after the other."""
    kinds = {(1, True): 0, (0, True): 0, (0, False): 0, (1, False): 0}
    for label, score in zip(y_true.tolist(), scores.tolist(), strict=True):
        kinds[int(label), score >= threshold] += 1
    return tuple(kinds.values())


def rates(y_true, scores, threshold):
    """The exact (false positive rate, recall) at a threshold; both classes occur."""
    tp, fp, tn, fn = count_kinds(y_true, scores, threshold)
    return Fraction(fp, fp + tn), Fraction(tp, tp + fn)


def all_rates(y_true, scores):
    """The exact point of the ROC curve for each different score, from the greatest down."""
    return [rates(y_true, scores, score) for score in sorted(set(scores.tolist()), reverse=True)]


def win_share(y_true, scores):
    """The share of pairs in which the positive sample scores higher, ties counted one half."""
    samples = list(zip(y_true.tolist(), scores.tolist(), strict=True))
    wins = [
        1.0 if high > low else 0.5 if high == low else 0.0
        for label, high in samples
        if label == 1
        for other, low in samples
        if other == 0
    ]
    return math.fsum(wins) / len(wins)


def shuffled(rng, *columns):
    """The same samples in a different order."""
    order = rng.permutation(len(columns[0]))
    return tuple(np.array(column)[order] for column in columns)


def disordered(rng, y_true, scores):
    """The same samples in an order in which scores that are sorted without their labels show."""
    area = win_share(np.array(y_true), np.array(scores))
    ordered = np.sort(scores)

    def labels_would_be_lost(samples):
        return area not in (win_share(samples[0], ordered), win_share(samples[0], ordered[::-1]))

    return draw_until(labels_would_be_lost, lambda: shuffled(rng, y_true, scores))


def tied_samples(rng, negatives, positives):
    """Labels and scores, some below zero and some above one, with many ties across the classes.

    The greatest score is one of both classes, and so are the three least, equally often: the ROC
    curve starts in a slant and ends in a straight stretch.
    """
    y_true = np.repeat([0, 1], [negatives, positives])
    scores = rng.integers(-6, 9, negatives + positives) / 4 + 0.5 * y_true
    scores[:4] = scores[-4:] = [3.0, -1.75, -2.0, -2.25]
    return shuffled(rng, y_true, scores)


def lies_between(point, start, end):
    """Say whether a point is on the straight line between two others."""
    (x, y), (x0, y0), (x1, y1) = point, start, end
    on_line = abs((x - x0) * (y1 - y0) - (y - y0) * (x1 - x0)) < 1e-9
    inside = min(x0, x1) - 1e-9 <= x <= max(x0, x1) + 1e-9
    return on_line and inside and min(y0, y1) - 1e-9 <= y <= max(y0, y1) + 1e-9


def expect_curve(returned, y_true, scores):
    """Expect (fpr, tpr, thresholds) of the whole ROC curve, with or without redundant points."""
    fpr, tpr, thresholds = (expect_array(column) for column in expect_tuple(returned, 3))
    expect_that(
        fpr.ndim == 1 and fpr.shape == tpr.shape == thresholds.shape,
        "The three results must be one-dimensional and of the same length.",
    )
    expect_that(len(fpr) <= 10_000, "There are more than 10,000 points.")
    points = [(float(x), float(y)) for x, y in zip(fpr, tpr, strict=True)]
    expect_that(
        len(points) > 1 and np.allclose(points[0], (0, 0)), "The first point must be (0, 0)."
    )
    expect_that(np.allclose(points[-1], (1, 1)), "The last point must be (1, 1).")
    expect_that(
        np.all(np.diff(fpr) >= -1e-9) and np.all(np.diff(tpr) >= -1e-9),
        "A rate falls from one point to the next.",
    )
    expect_that(not np.isnan(thresholds).any(), "A threshold is NaN (not a number).")
    for point, threshold in zip(points, thresholds.tolist(), strict=True):
        x, y = rates(y_true, scores, threshold)
        expect_that(
            np.allclose(point, (float(x), float(y)), rtol=0, atol=1e-9),
            "A point is not where the threshold at the same index puts it.",
        )
    for x, y in all_rates(y_true, scores):
        expect_that(
            any(
                lies_between((float(x), float(y)), start, end)
                for start, end in zip(points[:-1], points[1:], strict=True)
            ),
            "A corner of the curve is missing.",
        )


def expect_best_threshold(returned, y_true, scores, max_fpr, points=None):
    """Expect a threshold that is within the limit and has the highest recall of all that are.

    `points` are all rates of the samples, where they are known already.
    """
    threshold = expect_number(returned)
    expect_that(not math.isnan(threshold), "It returned NaN (not a number).")
    x, y = rates(y_true, scores, threshold)
    expect_that(x <= max_fpr, "The false positive rate exceeds the limit.")
    points = points or all_rates(y_true, scores)
    best = max([recall for fpr, recall in points if fpr <= max_fpr], default=0)
    expect_that(y >= best, "Another threshold within the limit has a higher recall.")


def some_count(rng):
    """A whole number from 2 to 99."""
    return int(rng.integers(2, 100))


def levels(rng):
    """Four different scores from the greatest down, the first two above one half."""
    return draw_near([0.75, 0.55, 0.25, 0.125], rng, 0.08)


def counted_pairs(labels, predictions, classes):
    """The confusion matrix, counted pair by pair."""
    counts = np.zeros((classes, classes))
    for label, prediction in zip(labels.tolist(), predictions.tolist(), strict=True):
        counts[label, prediction] += 1
    return counts


@exercise("confusion_counts")
class TestConfusionCounts:
    def test_counts_each_kind(self, student, rng):
        """The four counts are right and in the order tp, fp, tn, fn."""
        y_true, scores = shuffled(
            rng,
            [1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0],
            [0.9, 0.75, 0.6, 0.3, 0.8, 0.55, 0.1, 0.0, 0.45, 0.2, 0.4],
        )
        expect_equal(student.confusion_counts(y_true, scores), (3, 2, 5, 1))

    def test_follows_the_threshold(self, student, rng):
        """Another threshold gives other counts, even for scores that are not probabilities."""
        y_true, scores = shuffled(
            rng, [0, 0, 1, 0, 1, 1, 0, 1, 1], [-5.0, -4.0, -3.0, -1.5, -1.0, -0.25, 2.5, 3.0, 8.0]
        )
        expect_equal(student.confusion_counts(y_true, scores, -2.0), (4, 2, 2, 1))
        expect_equal(student.confusion_counts(y_true, scores, threshold=2.75), (2, 0, 4, 3))
        expect_equal(student.confusion_counts(y_true, scores, -9.0), (5, 4, 0, 0))

    def test_threshold_itself_is_positive(self, student, rng):
        """A sample whose score equals the threshold is called positive."""
        low, high = draw_near([0.25, 0.75], rng).tolist()
        y_true, scores = np.array([1, 0, 0, 1, 1]), np.array([0.5, 0.5, 0.5, low, high])
        expect_equal(student.confusion_counts(y_true, scores), (2, 2, 0, 1))
        expect_equal(student.confusion_counts(y_true, scores, high), (1, 0, 2, 2))

    def test_agrees_with_counting_one_by_one(self, student, rng):
        """Many samples in any order, at several thresholds, are all counted once."""
        for negatives, positives, threshold in ((40, 17, 0.25), (9, 30, -0.75), (25, 25, 1.1)):
            y_true, scores = tied_samples(rng, negatives, positives)
            expected = count_kinds(y_true, scores, threshold)
            expect_equal(student.confusion_counts(y_true, scores, threshold), expected)

    def test_one_class_only(self, student, rng):
        """Counts of a kind that does not occur are zero, even if a whole class is missing."""
        scores = draw_near([0.125, 0.75, 0.875], rng)
        expect_equal(student.confusion_counts(np.zeros(3, dtype=int), scores), (0, 2, 1, 0))
        expect_equal(student.confusion_counts(np.ones(3, dtype=int), scores), (2, 0, 0, 1))
        expect_equal(student.confusion_counts(np.ones(2, dtype=int), scores[1:]), (2, 0, 0, 0))

    @aspect
    def test_labels_of_any_type(self, student, rng):
        """Labels may be uint8, bool or floats, and scores may be hard decisions, 0 or 1."""
        low, high, middle = draw_near([0.25, 0.75, 0.625], rng).tolist()
        y_true, scores = np.array([1, 0, 0, 1, 0, 0]), np.array([low, 0.5, high, 1.0, 0.0, middle])
        for kind in (np.uint8, np.bool_, np.float64, np.int8):
            expect_equal(student.confusion_counts(y_true.astype(kind), scores), (1, 3, 1, 1))
        decisions = np.array([0, 1, 1, 1, 0, 1], dtype=np.uint8)
        expect_equal(student.confusion_counts(y_true.astype(np.uint8), decisions), (1, 3, 1, 1))

    @aspect
    def test_counts_beyond_255(self, student, rng):
        """Counts in the hundreds are right for labels of the small type uint8."""
        y_true, scores = shuffled(
            rng,
            np.repeat(np.array([1, 0, 0, 1], dtype=np.uint8), [300, 270, 410, 290]),
            np.repeat([0.75, 0.625, 0.25, 0.375], [300, 270, 410, 290]),
        )
        expect_equal(student.confusion_counts(y_true, scores), (300, 270, 410, 290))

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed."""
        y_true, scores = np.array([0, 1, 1, 1]), draw_near([0.75, 0.6, 0.25, 0.875], rng)
        expect_equal(expect_unchanged(student.confusion_counts, y_true, scores), (2, 1, 0, 1))


@exercise("precision")
class TestPrecision:
    def test_share_of_the_positive_calls(self, student, rng):
        """It is the share of true positives among all positive calls."""
        k = some_count(rng)
        for tp, fp, expected in ((3 * k, k, 0.75), (1, 4, 0.2), (30, 10, 0.75), (2, 1, 2 / 3)):
            expect_close(student.precision(tp, fp), expected)

    def test_all_right_and_all_wrong(self, student, rng):
        """Without false alarms it is 1, without true positives 0, even for a single sample."""
        for count in (1, 2, 7 * some_count(rng)):
            expect_close(student.precision(count, 0), 1.0)
            expect_close(student.precision(0, count), 0.0)

    def test_any_counts(self, student, rng):
        """It is right for counts from a few to millions."""
        for limit in (5, 100, 10**7):
            tp, fp = (int(count) for count in rng.integers(1, limit, 2))
            expect_close(student.precision(tp, fp), float(Fraction(tp, tp + fp)))
        many = 10**6 * some_count(rng) + 1
        expect_close(student.precision(2, many), 2 / (2 + many), atol=0)

    def test_equal_counts(self, student, rng):
        """With as many false alarms as true positives it is one half."""
        for count in (1, some_count(rng)):
            expect_close(student.precision(count, count), 0.5)

    @fixed_inputs("0 and 0 are the only counts without a positive call")
    def test_nothing_called_positive(self, student):
        """If nothing was called positive, it is 0.0."""
        expect_close(student.precision(0, 0), 0.0)


@exercise("recall")
class TestRecall:
    def test_share_of_the_positive_samples(self, student, rng):
        """It is the share of true positives among all positive samples."""
        k = some_count(rng)
        for tp, fn, expected in ((3 * k, k, 0.75), (1, 4, 0.2), (30, 10, 0.75), (2, 1, 2 / 3)):
            expect_close(student.recall(tp, fn), expected)

    def test_all_found_and_none_found(self, student, rng):
        """It is 1 if nothing was missed and 0 if nothing was found, even for one sample."""
        for count in (1, 2, 7 * some_count(rng)):
            expect_close(student.recall(count, 0), 1.0)
            expect_close(student.recall(0, count), 0.0)

    def test_any_counts(self, student, rng):
        """It is right for counts from a few to millions."""
        for limit in (5, 100, 10**7):
            tp, fn = (int(count) for count in rng.integers(1, limit, 2))
            expect_close(student.recall(tp, fn), float(Fraction(tp, tp + fn)))
        many = 10**6 * some_count(rng) + 1
        expect_close(student.recall(2, many), 2 / (2 + many), atol=0)

    def test_equal_counts(self, student, rng):
        """With as many missed samples as found ones it is one half."""
        for count in (1, some_count(rng)):
            expect_close(student.recall(count, count), 0.5)

    @fixed_inputs("0 and 0 are the only counts without a positive sample")
    def test_no_positive_samples(self, student):
        """If there are no positive samples, it is 0.0."""
        expect_close(student.recall(0, 0), 0.0)


@exercise("false_positive_rate")
class TestFalsePositiveRate:
    def test_share_of_the_negative_samples(self, student, rng):
        """It is the share of false alarms among all negative samples."""
        k = some_count(rng)
        for fp, tn, expected in ((3 * k, k, 0.75), (1, 4, 0.2), (30, 10, 0.75), (2, 1, 2 / 3)):
            expect_close(student.false_positive_rate(fp, tn), expected)

    def test_always_and_never_an_alarm(self, student, rng):
        """It is 1 if every negative sample raised an alarm and 0 if none did."""
        for count in (1, 2, 7 * some_count(rng)):
            expect_close(student.false_positive_rate(count, 0), 1.0)
            expect_close(student.false_positive_rate(0, count), 0.0)

    def test_any_counts(self, student, rng):
        """It is right for counts from a few to millions."""
        for limit in (5, 100, 10**7):
            fp, tn = (int(count) for count in rng.integers(1, limit, 2))
            expect_close(student.false_positive_rate(fp, tn), float(Fraction(fp, fp + tn)))
        many = 10**6 * some_count(rng) + 1
        expect_close(student.false_positive_rate(2, many), 2 / (2 + many), atol=0)

    def test_equal_counts(self, student, rng):
        """With as many false alarms as true negatives it is one half."""
        for count in (1, some_count(rng)):
            expect_close(student.false_positive_rate(count, count), 0.5)

    @fixed_inputs("0 and 0 are the only counts without a negative sample")
    def test_no_negative_samples(self, student):
        """If there are no negative samples, it is 0.0."""
        expect_close(student.false_positive_rate(0, 0), 0.0)


@exercise("accuracy")
class TestAccuracy:
    def test_share_of_right_decisions(self, student, rng):
        """Both kinds of right decisions count, divided by all samples."""
        k = some_count(rng)
        expect_close(student.accuracy(5 * k, 3 * k, 11 * k, k), 0.8)
        expect_close(student.accuracy(1, 2, 3, 10), 0.25)

    def test_rare_class(self, student, rng):
        """A sample counts the same whatever its class, so the frequent class dominates."""
        k = some_count(rng)
        expect_close(student.accuracy(0, 0, 999 * k, k), 0.999)
        expect_close(student.accuracy(3 * k, 97 * k, 900 * k, 0), 0.903)

    def test_one_kind_only(self, student, rng):
        """It is 1 or 0 if all samples are of one kind, even for a single sample."""
        for count in (1, some_count(rng)):
            expect_close(student.accuracy(count, 0, 0, 0), 1.0)
            expect_close(student.accuracy(0, count, 0, 0), 0.0)
            expect_close(student.accuracy(0, 0, count, 0), 1.0)
            expect_close(student.accuracy(0, 0, 0, count), 0.0)

    def test_any_counts(self, student, rng):
        """It is right for counts from a few to millions."""
        for limit in (5, 100, 10**7):
            tp, fp, tn, fn = (int(count) for count in rng.integers(1, limit, 4))
            expected = float(Fraction(tp + tn, tp + fp + tn + fn))
            expect_close(student.accuracy(tp, fp, tn, fn), expected)
        many = 10**6 * some_count(rng) + 1
        expect_close(student.accuracy(1, many, 1, 0), 2 / (2 + many), atol=0)

    def test_equal_counts(self, student, rng):
        """Counts that are equal, or of which some add up to others, are nothing special."""
        one, other = some_count(rng), some_count(rng)
        expect_close(student.accuracy(one, one, one, one), 0.5)
        expect_close(student.accuracy(one, one + other, other, 0), 0.5)
        expect_close(student.accuracy(one, 0, 0, one), 0.5)

    @fixed_inputs("four zeros are the only counts of no samples")
    def test_no_samples(self, student):
        """If there are no samples, it is 0.0."""
        expect_close(student.accuracy(0, 0, 0, 0), 0.0)


@exercise("f1")
class TestF1:
    def test_worked_by_hand(self, student, rng):
        """Missed samples and false alarms have the same weight, half that of a hit."""
        k = some_count(rng)
        expect_close(student.f1(3 * k, k, 2 * k), 2 / 3)
        expect_close(student.f1(3, 2, 1), 2 / 3)
        expect_close(student.f1(k, 0, 8 * k), 0.2)
        expect_close(student.f1(1, 8, 0), 0.2)

    def test_harmonic_mean(self, student, rng):
        """It is the harmonic mean of precision and recall."""
        for limit in (5, 100, 10**6):
            tp, fp, fn = (int(count) for count in rng.integers(1, limit, 3))
            of_calls, of_samples = Fraction(tp, tp + fp), Fraction(tp, tp + fn)
            expect_close(student.f1(tp, fp, fn), float(2 / (1 / of_calls + 1 / of_samples)))
        many = 10**6 * some_count(rng) + 1
        expect_close(student.f1(1, many, 1), 2 / (3 + many), atol=0)

    def test_perfect(self, student, rng):
        """Without a mistake it is 1, even for a single sample."""
        expect_close(student.f1(1, 0, 0), 1.0)
        expect_close(student.f1(some_count(rng), 0, 0), 1.0)

    def test_no_true_positive(self, student, rng):
        """Without a true positive it is 0, whatever the mistakes are."""
        k = some_count(rng)
        for fp, fn in ((3 * k, 0), (0, 4 * k), (2, 5 * k), (1, 0)):
            expect_close(student.f1(0, fp, fn), 0.0)

    def test_equal_counts(self, student, rng):
        """Counts that are equal, or of which two add up to the third, are nothing special."""
        one, other = some_count(rng), some_count(rng)
        for tp, fp, fn in (
            (one, one, 0),
            (one, 0, one),
            (one, one, one),
            (one, other, one + other),
            (one, one + other, other),
            (one + other, one, other),
        ):
            expect_close(student.f1(tp, fp, fn), float(Fraction(2 * tp, 2 * tp + fp + fn)))

    @fixed_inputs("three zeros are the only counts of nothing to find and nothing called")
    def test_nothing_to_find_and_nothing_called(self, student):
        """If all counts are zero, it is 0.0."""
        expect_close(student.f1(0, 0, 0), 0.0)


@exercise("confusion_matrix")
class TestConfusionMatrix:
    def test_rows_are_true_columns_predicted(self, student, rng):
        """The row is the true class and the column the predicted one."""
        labels, predictions = shuffled(
            rng, [0, 0, 0, 0, 1, 1, 2, 2, 2], [0, 1, 1, 2, 1, 0, 2, 0, 0]
        )
        expected = np.array([[1, 2, 1], [1, 1, 0], [2, 0, 1]])
        expect_equal(student.confusion_matrix(labels, predictions, 3), expected)

    def test_counts_every_sample(self, student, rng):
        """Many samples that fall into the same entry are all counted."""
        labels, predictions = rng.integers(0, 5, (2, 83))
        expected = np.zeros((5, 5))
        for label, prediction in zip(labels, predictions, strict=True):
            expected[label, prediction] += 1
        expect_equal(student.confusion_matrix(labels, predictions, 5), expected)

    def test_classes_that_do_not_occur(self, student, rng):
        """A class that does not occur keeps its row and column, filled with zeros."""
        one, other = rng.choice(5, 2, replace=False).tolist()  # the last of six does not occur
        labels, predictions = np.array([one, other, one, one]), np.array([other, one, one, one])
        expected = counted_pairs(labels, predictions, 6)
        expect_equal(student.confusion_matrix(labels, predictions, 6), expected)

    def test_classes_that_are_only_predicted(self, student, rng):
        """A class may be predicted although no sample belongs to it, or the other way round."""
        one, other = rng.choice(3, 2, replace=False).tolist()
        labels, predictions = shuffled(rng, [one, 3, one], [other, one, other])
        expected = counted_pairs(labels, predictions, 4)
        expect_equal(student.confusion_matrix(labels, predictions, 4), expected)

    @aspect
    def test_one_sample(self, student, rng):
        """A single sample makes a single one in the matrix."""
        classes = int(rng.integers(2, 20))
        labels, predictions = np.array([classes - 1]), rng.integers(0, classes - 1, 1)
        expected = counted_pairs(labels, predictions, classes)
        expect_equal(student.confusion_matrix(labels, predictions, classes), expected)

    @aspect
    def test_small_integer_types(self, student, rng):
        """Labels and predictions may be uint8; no number wraps around at 256."""
        often = int(rng.integers(300, 450))
        labels = np.repeat(np.array([19, 3, 14], dtype=np.uint8), [often, 2, 3])
        predictions = np.repeat(np.array([17, 19, 2], dtype=np.uint8), [often, 2, 3])
        expected = np.zeros((20, 20))
        expected[19, 17], expected[3, 19], expected[14, 2] = often, 2, 3
        expect_equal(student.confusion_matrix(labels, predictions, 20), expected)
        expect_equal(student.confusion_matrix(labels, predictions.astype(np.int64), 20), expected)

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed."""
        labels, predictions = shuffled(rng, [2, 0, 1, 0, 2, 2, 0], [1, 0, 1, 2, 2, 1, 0])
        expected = counted_pairs(labels, predictions, 3)
        returned = expect_unchanged(student.confusion_matrix, labels, predictions, 3)
        expect_equal(returned, expected)


def probability_rows(rng, winners, classes):
    """Rows of probabilities with the greatest in the given columns, sometimes below a half."""
    rows = rng.uniform(0.1, 0.9, (len(winners), classes))
    rows[np.arange(len(winners)), winners] = rng.uniform(1.0, 1.5, len(winners))
    return rows / rows.sum(axis=1, keepdims=True)


@exercise("categorical_accuracy")
class TestCategoricalAccuracy:
    def test_share_of_right_answers(self, student, rng):
        """It is the share of samples whose greatest probability is that of the true class."""
        winners = np.array([3, 0, 2, 2, 1, 0, 3, 1, 1, 2])
        labels = np.array([3, 0, 2, 1, 1, 3, 3, 0, 1, 2])
        for order in (np.arange(10), rng.permutation(10)):
            rows = probability_rows(rng, winners, 4)
            rows[3, 1], rows[5, 3] = 0.99 * rows[3].max(), 0.0  # true classes, second and last
            rows /= rows.sum(axis=1, keepdims=True)
            expect_close(student.categorical_accuracy(labels[order], rows[order]), 0.7)

    def test_greatest_probability_below_a_half(self, student, rng):
        """The greatest probability decides, even if it is below one half."""
        rows = np.array([[0.3, 0.28, 0.42], [0.2, 0.45, 0.35], [0.4, 0.35, 0.25], [0.1, 0.1, 0.8]])
        rows = draw_near(rows, rng, 0.01)
        expect_close(student.categorical_accuracy(np.array([2, 1, 0, 2]), rows), 1.0)
        expect_close(student.categorical_accuracy(np.array([2, 1, 1, 0]), rows), 0.5)

    def test_confident_but_wrong(self, student, rng):
        """The size of a probability does not matter, only which class has the greatest."""
        rows = draw_near([[0.999, 0.001], [0.51, 0.49], [0.02, 0.98]], rng, 0.01)
        expect_close(student.categorical_accuracy(np.array([1, 0, 0]), rows), 1 / 3)
        expect_close(student.categorical_accuracy(np.array([1, 1, 0]), rows), 0.0)

    @aspect
    def test_as_many_samples_as_classes(self, student, rng):
        """Samples are rows and classes are columns, even if there are equally many of both."""
        rows = draw_near([[0.48, 0.31, 0.21], [0.6, 0.1, 0.3], [0.7, 0.25, 0.05]], rng, 0.01)
        expect_close(student.categorical_accuracy(np.array([0, 0, 0]), rows), 1.0)
        expect_close(student.categorical_accuracy(np.array([2, 0, 1]), rows), 1 / 3)

    @aspect
    def test_one_sample(self, student, rng):
        """A single sample gives 1 or 0."""
        rows = draw_near([[0.1, 0.2, 0.4, 0.3]], rng)
        expect_close(student.categorical_accuracy(np.array([2]), rows), 1.0)
        expect_close(student.categorical_accuracy(np.array([0]), rows), 0.0)

    @aspect
    def test_any_labels(self, student, rng):
        """It is right for any number of samples and classes, and for labels of type uint8."""
        for samples, classes in ((61, 3), (400, 7)):
            labels = rng.integers(0, classes, samples)
            winners = np.where(rng.random(samples) < 0.8, labels, rng.integers(0, classes, samples))
            rows = probability_rows(rng, winners, classes)
            right = sum(int(one == other) for one, other in zip(labels, winners, strict=True))
            for kind in (np.int64, np.uint8):
                returned = student.categorical_accuracy(labels.astype(kind), rows)
                expect_close(returned, right / samples)

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed."""
        labels, rows = np.array([1, 0]), draw_near([[0.25, 0.75], [0.125, 0.875]], rng)
        expect_close(expect_unchanged(student.categorical_accuracy, labels, rows), 0.5)


@exercise("roc_curve")
class TestRocCurve:
    def test_different_scores(self, student, rng):
        """If all scores differ, each sample moves the curve up or to the right."""
        y_true, scores = disordered(
            rng, [1, 1, 0, 1, 0, 0, 0], [0.95, 0.85, 0.7, 0.6, 0.35, 0.3, 0.05]
        )
        expect_curve(student.roc_curve(y_true, scores), y_true, scores)

    def test_equal_scores_join_together(self, student, rng):
        """Samples with equal scores are one step of the curve, whatever their order."""
        high, middle, low, _ = levels(rng).tolist()
        for y_true in (np.array([1, 0, 1, 0, 0]), np.array([0, 1, 0, 0, 1])):
            for scores in (np.full(5, middle), np.array([low, high, high, low, high])):
                expect_curve(student.roc_curve(y_true, scores), y_true, scores)

    def test_two_samples(self, student, rng):
        """The smallest curve is right: for the right order of two samples and for the wrong one."""
        scores = levels(rng)[::3]
        for ordered in (scores, scores[::-1]):
            expect_curve(student.roc_curve(np.array([1, 0]), ordered), np.array([1, 0]), ordered)

    def test_slanted_steps(self, student, rng):
        """Where two slanted steps meet the curve has a corner, whichever way it turns there."""
        scores = levels(rng)[[0, 0, 0, 1, 1, 1]]
        for y_true in (np.array([0, 0, 1, 0, 1, 1]), np.array([1, 1, 0, 1, 0, 0])):
            expect_curve(student.roc_curve(y_true, scores), y_true, scores)

    def test_many_ties(self, student, rng):
        """Classes of any size and scores with many ties give the right curve."""
        for negatives, positives in ((12, 31), (50, 20), (16, 16)):
            y_true, scores = tied_samples(rng, negatives, positives)
            expect_curve(student.roc_curve(y_true, scores), y_true, scores)

    def test_scores_that_are_no_probabilities(self, student, rng):
        """Scores may be below 0 or above 1, and may be integers."""
        y_true, scores = disordered(
            rng, [0, 1, 0, 0, 1, 0, 1, 1, 1], [-40, -12, -7, -7, -3, 1, 2, 9, 25]
        )
        expect_curve(student.roc_curve(y_true, scores / 4), y_true, scores / 4)
        expect_curve(student.roc_curve(y_true, scores), y_true, scores)
        expect_curve(student.roc_curve(y_true, scores - 30.5), y_true, scores - 30.5)

    def test_crowded_scores(self, student, rng):
        """Every distinct score counts, however close together they are."""
        y_true, scores = disordered(
            rng, [1, 0, 1, 1, 0, 1, 0, 0], 0.5 + np.array([9, 8, 7, 5, 4, 3, 2, 0]) * 1e-5
        )
        expect_curve(student.roc_curve(y_true, scores), y_true, scores)

    def test_score_of_exactly_one(self, student, rng):
        """A greatest score of exactly 1 is still below the first threshold."""
        high, middle, *_ = levels(rng).tolist()
        y_true, scores = np.array([0, 1, 1, 0, 1]), np.array([1.0, 1.0, high, middle, 0.0])
        expect_curve(student.roc_curve(y_true, scores), y_true, scores)

    def test_unevenly_spaced_scores(self, student, rng):
        """Scores may lie close together and far from others: a grid of thresholds misses some."""
        y_true, scores = disordered(
            rng, [1, 0, 1, 0, 1, 0, 1, 0, 1, 0], [9, 0.5, 5, 4, 3, 2, 1, 0, -2, -9]
        )
        scores = np.where(np.abs(scores) > 6, scores, 0.5 + scores * 1e-7)
        expect_curve(student.roc_curve(y_true, scores), y_true, scores)

    @aspect
    def test_labels_of_any_type(self, student, rng):
        """Labels may be uint8, bool or floats."""
        y_true, scores = np.array([0, 1, 1, 0, 0]), levels(rng)[[2, 1, 0, 1, 3]]
        for kind in (np.uint8, np.bool_, np.float64):
            expect_curve(student.roc_curve(y_true.astype(kind), scores), y_true, scores)

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed: sorting is done on a copy."""
        y_true = np.array([0, 1, 0, 1, 1])
        scores = draw_near([0.55, 0.25, 0.875, 0.62, 0.75], rng, 0.05)
        expect_curve(expect_unchanged(student.roc_curve, y_true, scores), y_true, scores)


@exercise("auc")
class TestAuc:
    def test_trapezoids_of_different_width(self, student, rng):
        """Each piece has its own width, and its height is the mean of both ends."""
        scale = float(rng.uniform(0.9, 1))
        x, y = np.array([0.0, 0.25, 0.375, 1.0]), scale * np.array([0.0, 0.5, 0.75, 1.0])
        expect_close(student.auc(x, y), scale * (0.0625 + 0.078125 + 0.546875))

    def test_vertical_stretches(self, student, rng):
        """A vertical stretch has no width and adds nothing."""
        scale = float(rng.uniform(0.9, 1))
        x, y = np.array([0, 0, 0.5, 0.5, 1]), scale * np.array([0, 0.25, 0.25, 0.75, 1])
        expect_close(student.auc(x, y), scale * (0.125 + 0.4375))

    def test_two_points(self, student, rng):
        """Two points make a single trapezoid."""
        scale = float(rng.uniform(0.9, 1))
        expect_close(student.auc(np.array([0.0, 1.0]), np.array([0.0, scale])), scale / 2)
        expect_close(student.auc(np.array([2.0, 6.0]), np.array([5.0, scale])), 10.0 + 2 * scale)

    def test_below_the_diagonal(self, student, rng):
        """A curve below the diagonal has an area below one half."""
        height = float(draw_near(0.125, rng))
        x, y = np.array([0.0, 0.5, 1.0]), np.array([0.0, height, 1.0])
        expect_close(student.auc(x, y), height / 2 + 0.25)

    def test_any_curve(self, student, rng):
        """Curves of any length, beyond 0 and 1 and below zero, have the right area."""
        for points in (4, 9, 40):
            x = np.cumsum(rng.uniform(0.1, 2.0, points)) - 3
            y = rng.uniform(-2.0, 5.0, points)
            pieces = [(x[i] - x[i - 1]) * (y[i] + y[i - 1]) / 2 for i in range(1, points)]
            expect_close(student.auc(x, y), math.fsum(pieces))
        expect_close(student.auc(np.array([-1.0, 1.0, 2.0]), np.array([-4.0, -1.0, -2.0])), -6.5)

    def test_vertical_stretches_that_fall(self, student, rng):
        """Points with equal x count in the order in which they come, also where the curve falls."""
        high, low, end = rng.uniform([0.8, 0.1, 0.4], [0.95, 0.2, 0.6]).tolist()
        x, y = np.array([0.0, 0.5, 0.5, 0.5, 1.0]), np.array([0.0, high, low, end, 1.0])
        expect_close(student.auc(x, y), 0.25 * high + 0.25 * (end + 1))
        expect_close(student.auc(x, y[[3, 1, 3, 2, 0]]), 0.25 * (end + high) + 0.25 * low)

    @aspect
    def test_takes_integers(self, student, rng):
        """Integers are not a reason to round."""
        k = some_count(rng)
        expect_close(student.auc(np.array([0, 1, 4]), np.array([0, 3 * k, 4 * k])), 12.0 * k)
        expect_close(student.auc(np.array([1, 2]), np.array([2 * k, 2 * k + 1])), 2 * k + 0.5)

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed."""
        scale = float(rng.uniform(0.9, 1))
        x, y = np.array([0.0, 0.25, 1.0]), scale * np.array([0.5, 1.0, 0.25])
        expect_close(expect_unchanged(student.auc, x, y), scale * 0.65625)


@exercise("roc_auc")
class TestRocAuc:
    def test_share_of_won_pairs(self, student, rng):
        """It is the share of pairs in which the positive sample scores higher."""
        y_true, scores = disordered(
            rng, [1, 1, 0, 1, 0, 0, 1, 0, 0], [0.95, 0.85, 0.7, 0.6, 0.55, 0.45, 0.4, 0.3, 0.05]
        )
        expect_close(student.roc_auc(y_true, scores), 0.8)

    def test_ties_count_one_half(self, student, rng):
        """A pair of equal scores counts one half, whatever the order of the samples."""
        high, middle, low, _ = levels(rng).tolist()
        for y_true in (np.array([1, 0]), np.array([0, 1])):
            expect_close(student.roc_auc(y_true, np.array([middle, middle])), 0.5)
        for order in ([0, 1, 2, 3, 4], [4, 3, 2, 1, 0], [2, 4, 0, 1, 3]):
            y_true, scores = np.array([1, 0, 1, 0, 0]), np.array([high, high, low, low, low])
            expect_close(student.roc_auc(y_true[order], scores[order]), 3.5 / 6)

    def test_perfect_and_worse_than_guessing(self, student, rng):
        """It is 1 for perfect scores and falls to 0 for scores that point the wrong way."""
        y_true = np.array([0, 1, 0, 1, 1])
        for scores, expected in (
            ([0.1, 0.6, 0.2, 0.7, 0.9], 1.0),
            ([0.8, 0.3, 0.9, 0.1, 0.2], 0.0),
            ([0.53, 0.6, 0.9, 0.4, 0.1], 1 / 6),
        ):
            expect_close(student.roc_auc(y_true, draw_near(scores, rng, 0.03)), expected)

    def test_rare_positive_class(self, student, rng):
        """The number of samples in each class does not matter, only their scores do."""
        y_true, scores = disordered(
            rng, [1, 1] + 10 * [0], [0.9, 0.5, 0.8, 0.7, 0.65, 0.6, 0.4, 0.3, 0.2, 0.15, 0.1, 0.05]
        )
        expect_close(student.roc_auc(y_true, scores), 0.8)
        expect_close(student.roc_auc(1 - y_true, -scores), 0.8)

    def test_many_ties(self, student, rng):
        """Classes of any size and scores with many ties give the right area."""
        for negatives, positives in ((13, 30), (60, 21), (18, 18)):
            y_true, scores = tied_samples(rng, negatives, positives)
            share = win_share(y_true, scores)
            expect_close(student.roc_auc(y_true, scores), share)
            expect_close(student.roc_auc(y_true, -scores), 1 - share)

    def test_only_the_order_of_the_scores_counts(self, student, rng):
        """Only the order of the scores counts: below 0, above 1, close together or integers."""
        y_true, ranks = disordered(rng, [1, 0, 1, 1, 0, 0, 1, 0], [12, 11, 9, 7, 6, 4, 3, 0])
        for scores in (ranks, ranks - 50, 0.3 + ranks * 1e-5, 1e3 * ranks - 6e3, ranks / 3 - 2):
            expect_close(student.roc_auc(y_true, scores), 0.6875)

    @aspect
    def test_labels_of_any_type(self, student, rng):
        """Labels may be uint8, bool or floats."""
        tie, middle, low, least = draw_near([0.55, 0.375, 0.25, 0.125], rng, 0.05).tolist()
        y_true, scores = np.array([0, 1, 1, 0, 0]), np.array([low, tie, middle, tie, least])
        for kind in (np.uint8, np.bool_, np.float64):
            expect_close(student.roc_auc(y_true.astype(kind), scores), 0.75)

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed: sorting is done on a copy."""
        y_true, scores = np.array([0, 1, 0, 1]), draw_near([0.55, 0.25, 0.125, 0.65], rng, 0.05)
        expect_close(expect_unchanged(student.roc_auc, y_true, scores), 0.75)


@exercise("threshold_for_fpr")
class TestThresholdForFpr:
    def test_highest_recall_within_the_limit(self, student, rng):
        """Of all thresholds within the limit it returns one with the highest recall."""
        y_true, scores = shuffled(
            rng,
            [1, 0, 1, 1, 0, 1, 0, 0, 1, 0, 0],
            [0.95, 0.9, 0.8, 0.75, 0.7, 0.6, 0.55, 0.4, 0.3, 0.2, 0.1],
        )
        for max_fpr in (0.05, 0.2, 0.4, 0.6, 0.9):
            returned = student.threshold_for_fpr(y_true, scores, max_fpr)
            expect_best_threshold(returned, y_true, scores, max_fpr)

    def test_limit_may_be_reached(self, student, rng):
        """A false positive rate equal to the limit is allowed."""
        y_true, scores = shuffled(
            rng,
            [0, 1, 0, 1, 0, 1, 1, 0, 1, 0, 0, 0, 0],
            [0.9, 0.85, 0.8, 0.7, 0.65, 0.6, 0.5, 0.45, 0.4, 0.35, 0.3, 0.2, 0.1],
        )
        for max_fpr in (0.125, 0.25, 0.375, 0.5):
            returned = student.threshold_for_fpr(y_true, scores, max_fpr)
            expect_best_threshold(returned, y_true, scores, max_fpr)

    def test_no_score_qualifies(self, student, rng):
        """If every score lets in too many false alarms, the threshold is above all of them."""
        high, middle, low, _ = levels(rng).tolist()
        y_true, scores = np.array([1, 0, 1, 0]), np.array([middle, 1.0, high, low])
        expect_best_threshold(student.threshold_for_fpr(y_true, scores, 0.25), y_true, scores, 0.25)
        scores = np.array([-middle, 400 * high, 400 * high, -2.0])
        expect_best_threshold(student.threshold_for_fpr(y_true, scores, 0.0), y_true, scores, 0.0)

    def test_limits_of_nothing_and_everything(self, student, rng):
        """With limit 0 no false alarm is allowed; with limit 1 all positives are found."""
        y_true, scores = shuffled(
            rng, [1, 1, 0, 1, 0, 0, 1], [2.5, 2.0, 1.5, 0.5, 0.25, -0.5, -1.5]
        )
        for max_fpr in (0.0, 1.0):
            returned = student.threshold_for_fpr(y_true, scores, max_fpr)
            expect_best_threshold(returned, y_true, scores, max_fpr)

    def test_all_scores_equal(self, student, rng):
        """If all scores are equal, either all samples are let in or none."""
        y_true, scores = np.array([1, 0, 1]), np.full(3, levels(rng)[0])
        for max_fpr in (0.25, 1.0):
            returned = student.threshold_for_fpr(y_true, scores, max_fpr)
            expect_best_threshold(returned, y_true, scores, max_fpr)

    def test_equal_scores_join_together(self, student, rng):
        """Samples with equal scores are all let in or all kept out."""
        y_true = np.array([1, 0, 1, 0, 1, 0, 0, 1])
        scores = levels(rng)[[0, 1, 1, 1, 1, 2, 3, 2]]
        for max_fpr in (0.1, 0.3, 0.6, 0.8):
            for order in (np.arange(8), np.arange(8)[::-1]):
                y, s = y_true[order], scores[order]
                expect_best_threshold(student.threshold_for_fpr(y, s, max_fpr), y, s, max_fpr)

    def test_thresholds_on_a_straight_stretch(self, student, rng):
        """A threshold in the middle of a straight stretch of the ROC curve may be the best one."""
        y_true = np.array([0, 1, 0, 1, 0, 1, 0, 1])
        scores = np.repeat(levels(rng), 2)
        for max_fpr in (0.25, 0.5, 0.8):
            returned = student.threshold_for_fpr(y_true, scores, max_fpr)
            expect_best_threshold(returned, y_true, scores, max_fpr)

    def test_rare_positive_class(self, student, rng):
        """The limit is on the share of the negative samples, not of all samples or calls."""
        y_true, scores = shuffled(
            rng,
            [0, 1, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0],
            [0.95, 0.9, 0.8, 0.7, 0.65, 0.6, 0.5, 0.45, 0.4, 0.35, 0.3, 0.1],
        )
        for labels in (y_true, 1 - y_true):
            for max_fpr in (0.15, 0.3, 0.35, 0.5, 0.7):
                returned = student.threshold_for_fpr(labels, scores, max_fpr)
                expect_best_threshold(returned, labels, scores, max_fpr)

    @aspect
    def test_scores_of_any_kind(self, student, rng):
        """Scores of any size and labels of any type are handled."""
        y_true, ranks = disordered(rng, [1, 0, 1, 1, 0, 1, 0, 0], [14, 12, 11, 8, 7, 5, 4, 1])
        for scores in (ranks, ranks - 40, 0.7 + ranks * 1e-5, 2.5 * ranks - 20):
            for kind in (np.uint8, np.bool_, np.float64):
                returned = student.threshold_for_fpr(y_true.astype(kind), scores, 0.3)
                expect_best_threshold(returned, y_true, scores, 0.3)

    @aspect
    def test_many_samples(self, student, rng):
        """Classes of any size and scores with many ties are handled, at any limit."""
        for negatives, positives in ((40, 25), (17, 50), (30, 30)):
            y_true, scores = tied_samples(rng, negatives, positives)
            points = all_rates(y_true, scores)
            limits = [(allowed + 0.5) / negatives for allowed in range(1, negatives, 3)]
            limits.append((negatives - 1.5) / negatives)  # in the middle of a straight stretch
            calls = [(y_true, scores, max_fpr) for max_fpr in limits]
            for max_fpr, returned in zip(
                limits, student.threshold_for_fpr.each(calls), strict=True
            ):
                expect_best_threshold(returned, y_true, scores, max_fpr, points)

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed: sorting is done on a copy."""
        y_true = np.array([0, 1, 0, 1, 1])
        scores = draw_near([0.55, 0.25, 0.125, 0.62, 0.75], rng, 0.05)
        returned = expect_unchanged(student.threshold_for_fpr, y_true, scores, 0.25)
        expect_best_threshold(returned, y_true, scores, 0.25)


@exercise("metric_for_screening")
class TestMetricForScreening:
    def test_right_metric(self, student):
        """It is the metric that is highest when the fewest ill people are sent home."""
        expect_equal(student.metric_for_screening(), "recall")
