"""Public examples of 09 metrics: calls of the kind that the notebook shows."""

import numpy as np

from autograder.course.examples import call, compared, examples, generator


def labels_of_both(rng):
    """Some labels, of which at least one is 0 and one is 1."""
    return rng.permutation(np.append([0, 1], rng.integers(0, 2, int(rng.integers(0, 5)))))


def few_scores(rng, n):
    """Scores with one decimal, some of them equal and some beyond 0 and 1."""
    return rng.integers(-3, 13, n) / 10


def few_counts(rng, n):
    """Small counts, of which some are 0."""
    return rng.integers(0, 6, n).tolist()


@examples(of="confusion_counts")
def confusion_counts():
    yield call(np.array([1]), np.array([0.5]))
    yield call(np.array([0]), np.array([0.9]))
    yield call(np.array([1, 0]), np.array([0.2, 0.4]))
    yield call(np.array([1, 0]), np.array([0.8, 0.6]))
    yield call(np.array([True, True]), np.array([0.9, 0.8]))
    yield call(np.array([1, 1]), np.array([0.6, 0.8]), threshold=0.7)
    yield call(np.array([1, 0]), np.array([-2.0, -3.0]), threshold=-1.0)
    yield call(np.array([0, 1]), np.array([3.0, 2.0]), threshold=2.5)
    yield call(np.array([1, 1, 1, 0]), np.array([0.9, 0.6, 0.2, 0.4]))


@generator(of="confusion_counts")
def more_of_confusion_counts(rng):
    n = int(rng.integers(1, 6))
    return call(rng.integers(0, 2, n), few_scores(rng, n), float(few_scores(rng, 1)[0]))


def pairs_of_counts():
    """Calls of what takes two counts: none of both, none of one, and some of both."""
    yield call(0, 0)
    yield call(4, 0)
    yield call(0, 4)
    yield call(3, 1)
    yield call(2, 3)


@examples(of="precision")
def precision():
    yield from pairs_of_counts()


@examples(of="recall")
def recall():
    yield from pairs_of_counts()


@examples(of="false_positive_rate")
def false_positive_rate():
    yield from pairs_of_counts()


@generator(of="precision")
def more_of_precision(rng):
    return call(*few_counts(rng, 2))


@generator(of="recall")
def more_of_recall(rng):
    return call(*few_counts(rng, 2))


@generator(of="false_positive_rate")
def more_of_false_positive_rate(rng):
    return call(*few_counts(rng, 2))


@examples(of="accuracy")
def accuracy():
    yield call(0, 0, 0, 0)
    yield call(2, 0, 0, 0)
    yield call(0, 0, 3, 1)
    yield call(1, 2, 4, 3)


@generator(of="accuracy")
def more_of_accuracy(rng):
    return call(*few_counts(rng, 4))


@examples(of="f1")
def f1():
    yield call(0, 0, 0)
    yield call(2, 0, 0)
    yield call(0, 2, 0)
    yield call(1, 0, 1)
    yield call(1, 2, 0)
    yield call(3, 1, 5)


@generator(of="f1")
def more_of_f1(rng):
    return call(*few_counts(rng, 3))


@examples(of="confusion_matrix")
def confusion_matrix():
    yield call(np.array([0]), np.array([1]), 2)
    yield call(np.array([1]), np.array([0]), 3)
    yield call(np.array([1, 1]), np.array([1, 1]), 2)
    yield call(np.array([2, 2]), np.array([0, 2]), 3)
    yield call(np.array([0, 1, 1, 1]), np.array([0, 0, 0, 1]), 2)
    yield call(np.array([11], dtype=np.int8), np.array([0], dtype=np.int8), 12)
    yield call(np.zeros(256, dtype=int), np.zeros(256, dtype=int), 1)


@generator(of="confusion_matrix")
def more_of_confusion_matrix(rng):
    classes, n = int(rng.integers(1, 5)), int(rng.integers(1, 7))
    return call(*rng.integers(0, classes, (2, n)), classes)


@examples(of="categorical_accuracy")
def categorical_accuracy():
    yield call(np.array([1]), np.array([[0.25, 0.75]]))
    yield call(np.array([0]), np.array([[0.25, 0.75]]))
    yield call(np.array([1]), np.array([[0.3, 0.4, 0.3]]))
    yield call(np.array([2]), np.array([[0.5, 0.3, 0.2]]))
    yield call(np.array([1, 0]), np.array([[0.2, 0.8], [0.3, 0.7]]))
    yield call(np.array([2, 0]), np.array([[0.1, 0.2, 0.7], [0.5, 0.4, 0.1]]))


@generator(of="categorical_accuracy")
def more_of_categorical_accuracy(rng):
    n, k = int(rng.integers(1, 5)), int(rng.integers(2, 5))
    shares = np.array([rng.permutation(k) + 1.0 for _ in range(n)])
    return call(rng.integers(0, k, n), shares / shares.sum(axis=1, keepdims=True))


#: Labels and scores of few samples.
SAMPLES = (
    ([1, 0], [0.8, 0.2]),
    ([0, 1], [0.8, 0.6]),
    ([0, 1], [0.5, 0.5]),
    ([1, 0], [0.5, 0.5]),
    ([1, 0, 1], [0.9, 0.7, 0.7]),
    ([1, 0, 0], [4.0, 3.0, -2.0]),
    ([1, 0, 1], [0.003, 0.002, 0.001]),
    ([1, 0, 1, 0], [0.8, 0.6, 0.4, 0.2]),
    ([0, 1, 1, 0], [0.1, 0.7, 0.2, 0.3]),
)


@examples(of="roc_curve")
def roc_curve():
    for labels, scores in SAMPLES:
        yield call(np.array(labels), np.array(scores))


@generator(of="roc_curve")
def more_of_roc_curve(rng):
    labels = labels_of_both(rng)
    return call(labels, few_scores(rng, len(labels)))


def rates(labels, scores, threshold):
    """The false positive rate and the recall at a threshold."""
    return [float(np.mean(scores[labels == label] >= threshold)) for label in (0, 1)]


def turn(first, second, third):
    """Twice the area of a triangle of points: 0 if they lie on one line."""
    (x, y), (dx, dy) = np.subtract(second, first), np.subtract(third, second)
    return abs(x * dy - y * dx)


@compared(of="roc_curve")
def corners_of_the_curve(value, y_true, scores):
    # Points in the middle of a straight stretch may be dropped, and thresholds lie between scores.
    fpr, tpr, thresholds = value
    points = np.column_stack([fpr, tpr])
    corners = []
    for point in points.tolist():
        while len(corners) > 1 and turn(*corners[-2:], point) < 1e-9:
            corners.pop()
        corners.append(point)
    reached = [rates(y_true, scores, threshold) for threshold in thresholds]
    return corners, bool(np.allclose(points, reached)), bool(np.all(np.diff(points, axis=0) >= 0))


@examples(of="auc")
def auc():
    yield call(np.array([0.0, 1.0]), np.array([0.0, 1.0]))
    yield call(np.array([0.0, 2.0]), np.array([1.0, 2.0]))
    yield call(np.array([0.0, 1.0]), np.array([-1.0, -2.0]))
    yield call(np.array([0.0, 0.25, 1.0]), np.array([0.0, 0.5, 1.0]))
    yield call(np.array([1, 3, 4]), np.array([2, 5, 1]))


@generator(of="auc")
def more_of_auc(rng):
    m = int(rng.integers(2, 6))
    return call(np.sort(few_scores(rng, m)), few_scores(rng, m))


@examples(of="roc_auc")
def roc_auc():
    for labels, scores in SAMPLES:
        yield call(np.array(labels), np.array(scores))


@generator(of="roc_auc")
def more_of_roc_auc(rng):
    labels = labels_of_both(rng)
    return call(labels, few_scores(rng, len(labels)))


@examples(of="threshold_for_fpr")
def threshold_for_fpr():
    yield call(np.array([1, 0]), np.array([0.8, 0.2]), 0.0)
    yield call(np.array([0, 1]), np.array([0.8, 0.2]), 0.0)
    yield call(np.array([1, 0]), np.array([3.0, 2.0]), 0.0)
    yield call(np.array([0, 1]), np.array([3.0, 2.0]), 0.5)
    yield call(np.array([1, 0]), np.array([0.8, 0.2]), 1.0)
    yield call(np.array([1, 1, 0]), np.array([0.9, 0.4, 0.2]), 0.0)
    yield call(np.array([1, 1, 0]), np.array([0.2, 0.9, 0.4]), 0.0)
    yield call(np.array([0, 1, 0, 1]), np.array([0.9, 0.7, 0.5, 0.3]), 0.5)
    yield call(np.array([1, 0, 1, 0]), np.array([0.8, 0.8, 0.4, 0.4]), 0.5)
    yield call(np.array([1, 0, 1, 0]), np.array([0.8, 0.6, 0.4, 0.2]), 0.6)
    yield call(np.array([0, 0, 1, 0]), np.array([0.7, 0.7, 0.7, 0.1]), 0.4)


@generator(of="threshold_for_fpr")
def more_of_threshold_for_fpr(rng):
    labels = labels_of_both(rng)
    return call(labels, few_scores(rng, len(labels)), float(rng.integers(0, 5)) / 4)


@compared(of="threshold_for_fpr")
def recall_within_the_limit(value, y_true, scores, max_fpr):
    fpr, recall = rates(y_true, scores, value)
    return np.ndim(value), recall, fpr <= max_fpr


@examples(of="metric_for_screening")
def metric_for_screening():
    yield call()
