"""Model answers of 09 metrics: from four counts to the ROC curve and the choice of a threshold."""

import numpy as np


def confusion_counts(y_true, scores, threshold=0.5):
    """Count true and false positives, true and false negatives.

    A sample is called positive when score >= threshold. `y_true` and `scores` have shape (n,); the
    result is `(tp, fp, tn, fn)`, four whole numbers that add up to n.
    Source: Fawcett, "An introduction to ROC analysis", 2006, section 2.
    """
    actual = y_true == 1
    called = scores >= threshold
    tp = np.sum(actual & called)
    fp = np.sum(~actual & called)
    tn = np.sum(~actual & ~called)
    fn = np.sum(actual & ~called)
    return tp, fp, tn, fn


def precision(tp, fp):
    """Return the share of the samples called positive that are positive: tp / (tp + fp).

    Two counts in, one number out; 0.0 if nothing was called positive.
    Source: van Rijsbergen, "Information retrieval", 1979, chapter 7.
    """
    return tp / (tp + fp) if tp + fp > 0 else 0.0


def recall(tp, fn):
    """Return the share of the positive samples that were found: tp / (tp + fn).

    Two counts in, one number out; 0.0 if there are no positive samples.
    Source: van Rijsbergen, "Information retrieval", 1979, chapter 7.
    """
    return tp / (tp + fn) if tp + fn > 0 else 0.0


def false_positive_rate(fp, tn):
    """Return the share of the negative samples that raised a false alarm: fp / (fp + tn).

    Two counts in, one number out; 0.0 if there are no negative samples.
    Source: Fawcett, "An introduction to ROC analysis", 2006, section 2.
    """
    return fp / (fp + tn) if fp + tn > 0 else 0.0


def accuracy(tp, fp, tn, fn):
    """Return the share of samples that were called correctly: (tp + tn) / (tp + fp + tn + fn).

    Four counts in, one number out; 0.0 if there are no samples.
    Source: Fawcett, "An introduction to ROC analysis", 2006, section 2.
    """
    total = tp + fp + tn + fn
    return (tp + tn) / total if total > 0 else 0.0


def f1(tp, fp, fn):
    """Return the harmonic mean of precision and recall: 2 tp / (2 tp + fp + fn).

    Three counts in, one number out; 0.0 without a true positive, also if all three are zero.
    Source: van Rijsbergen, "Information retrieval", 1979, chapter 7.
    """
    return 2 * tp / (2 * tp + fp + fn) if tp > 0 else 0.0


def confusion_matrix(labels, predictions, classes):
    """Count how often each class was predicted as each: entry (i, j) is true i, predicted j.

    `labels` and `predictions` have shape (n,) and hold whole numbers from 0 to classes - 1; the
    result has shape (classes, classes), even if a class does not occur.
    Source: the product of two one-hot tables, one of the labels and one of the predictions.
    """
    numbers = np.arange(classes)[:, np.newaxis]
    is_true = numbers == labels
    is_predicted = numbers == predictions
    return is_true.astype(int) @ is_predicted.T


def categorical_accuracy(labels, probabilities):
    """Return the share of samples whose most probable class is the true one.

    The class of row i is the argmax of probabilities[i]; `labels` has shape (n,), `probabilities`
    (n, k), the result is one number.
    Source: the metric that Keras calls sparse_categorical_accuracy.
    """
    return np.mean(np.argmax(probabilities, axis=1) == labels)


def roc_curve(y_true, scores):
    """Return false positive rate and recall for every threshold that makes a difference.

    One point for each different score, where everything from that score upwards is called positive,
    and before them (0, 0) at an infinite threshold. `y_true` has shape (n,) and holds both classes,
    `scores` has shape (n,); the result is `(fpr, tpr, thresholds)`, three arrays of the same
    length, from (0, 0) to (1, 1).
    Source: Fawcett, "An introduction to ROC analysis", 2006, section 5.
    """
    thresholds = np.concatenate([[np.inf], np.unique(scores)[::-1]])
    counts = [confusion_counts(y_true, scores, threshold) for threshold in thresholds]
    fpr = np.array([false_positive_rate(fp, tn) for _, fp, tn, _ in counts])
    tpr = np.array([recall(tp, fn) for tp, _, _, fn in counts])
    return fpr, tpr, thresholds


def auc(x, y):
    """Return the area under a curve by trapezoids: the sum of width times mean height.

    The width is x[i+1] - x[i], the mean height (y[i] + y[i+1]) / 2. `x`, ascending, and `y` have
    shape (m,), the result is one number.
    Source: the trapezoidal rule.
    """
    heights = np.mean([y[:-1], y[1:]], axis=0)
    return np.sum(np.diff(x) * heights)


def roc_auc(y_true, scores):
    """Return the area under the ROC curve.

    It is the probability that a positive sample scores above a negative one, ties counted one
    half. `y_true` has shape (n,) and holds both classes, `scores` has shape (n,); the result is
    one number.
    Source: Hanley and McNeil, "The meaning and use of the area under a ROC curve", 1982.
    """
    fpr, tpr, _ = roc_curve(y_true, scores)
    return auc(fpr, tpr)


def threshold_for_fpr(y_true, scores, max_fpr):
    """Return the threshold with the highest recall whose FPR does not exceed `max_fpr`.

    Recall never rises with the threshold, so the lowest one within the limit is as good as any.
    `y_true` has shape (n,) and holds both classes, `scores` has shape (n,), `max_fpr` is from 0 to
    1; the result is one number, infinity if no score is within the limit.
    Source: the Neyman-Pearson rule, "On the most efficient tests of statistical hypotheses", 1933.
    """
    negatives = scores[y_true == 0]
    candidates = np.append(np.unique(scores), np.inf)
    return min(t for t in candidates if np.mean(negatives >= t) <= max_fpr)


def metric_for_screening():
    """Say what to maximise when a missed case is expensive and the false alarms are limited.

    Recall is the share of ill people who are found: 1 minus the share sent home.
    Source: the definitions above; accuracy is 0.998 for a test that finds nobody.
    """
    return "recall"
