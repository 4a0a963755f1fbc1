"""Unusual right answers to the exercises of 09 metrics, which every test must accept."""

import math
from fractions import Fraction

import numpy as np

from autograder.course.bank import alternative


@alternative(of="confusion_counts")
def confusion_counts_plain_loop(y_true, scores, threshold=0.5):
    tp = fp = tn = fn = 0
    for label, score in zip(y_true, scores, strict=True):
        if score >= threshold:
            if label:
                tp += 1
            else:
                fp += 1
        elif label:
            fn += 1
        else:
            tn += 1
    return tp, fp, tn, fn


@alternative(of="confusion_counts")
def confusion_counts_by_differences(y_true, scores, threshold=0.5):
    positives = float(np.sum(y_true))
    calls = float(np.sum(scores >= threshold))
    tp = float(np.sum(scores[y_true == 1] >= threshold))
    return [tp, calls - tp, len(y_true) - positives - calls + tp, positives - tp]


@alternative(of="confusion_counts")
def confusion_counts_by_bincount(y_true, scores, threshold=0.5):
    kind = 2 * y_true.astype(int) + (scores >= threshold)
    tn, fp, fn, tp = np.bincount(kind, minlength=4)
    return [int(tp), int(fp), int(tn), int(fn)]


@alternative(of="confusion_counts")
def confusion_counts_by_products(y_true, scores, threshold=0.5):
    actual, called = y_true.astype(float), (scores >= threshold).astype(float)
    return (
        actual @ called,
        (1 - actual) @ called,
        (1 - actual) @ (1 - called),
        actual @ (1 - called),
    )


@alternative(of="precision")
def precision_catches_the_error(tp, fp):
    try:
        return tp / (tp + fp)
    except ZeroDivisionError:
        return 0.0


@alternative(of="precision")
def precision_denominator_at_least_one(tp, fp):
    return np.float64(tp) / max(tp + fp, 1)


@alternative(of="precision")
def precision_as_a_fraction(tp, fp):
    return float(Fraction(tp, tp + fp)) if tp else 0


@alternative(of="recall")
def recall_catches_the_error(tp, fn):
    try:
        return 1 - fn / (tp + fn)
    except ZeroDivisionError:
        return 0.0


@alternative(of="recall")
def recall_zero_dimensional_array(tp, fn):
    return np.array(tp / max(tp + fn, 1))


@alternative(of="recall")
def recall_by_reciprocals(tp, fn):
    return 1 / (1 + fn / tp) if tp > 0 else 0


@alternative(of="false_positive_rate")
def false_positive_rate_from_specificity(fp, tn):
    negatives = fp + tn
    return 1 - tn / negatives if negatives else False


@alternative(of="false_positive_rate")
def false_positive_rate_numpy_division(fp, tn):
    return np.divide(fp, fp + tn, out=np.zeros(()), where=fp + tn != 0)


@alternative(of="accuracy")
def accuracy_from_the_error_rate(tp, fp, tn, fn):
    total = sum((tp, fp, tn, fn))
    return 1 - (fp + fn) / total if total else 0


@alternative(of="accuracy")
def accuracy_weighted_mean(tp, fp, tn, fn):
    if not any((tp, fp, tn, fn)):
        return 0.0
    return np.average([1, 0, 1, 0], weights=[tp, fp, tn, fn])


@alternative(of="f1")
def f1_from_precision_and_recall(tp, fp, fn):
    if tp == 0:
        return 0.0
    one, other = tp / (tp + fp), tp / (tp + fn)
    return 2 * one * other / (one + other)


@alternative(of="f1")
def f1_mean_mistakes(tp, fp, fn):
    return tp / (tp + (fp + fn) / 2) if tp + fp + fn else 0.0


@alternative(of="f1")
def f1_reciprocals(tp, fp, fn):
    return 2 / ((tp + fp) / tp + (tp + fn) / tp) if tp > 0 else 0


@alternative(of="confusion_matrix")
def confusion_matrix_add_at(labels, predictions, classes):
    matrix = np.zeros((classes, classes), dtype=int)
    np.add.at(matrix, (labels, predictions), 1)
    return matrix


@alternative(of="confusion_matrix")
def confusion_matrix_bincount(labels, predictions, classes):
    place = labels.astype(int) * classes + predictions
    return np.bincount(place, minlength=classes * classes).reshape(classes, classes)


@alternative(of="confusion_matrix")
def confusion_matrix_nested_lists(labels, predictions, classes):
    matrix = [[0] * classes for _ in range(classes)]
    for label, prediction in zip(labels, predictions, strict=True):
        matrix[label][prediction] += 1
    return matrix


@alternative(of="confusion_matrix")
def confusion_matrix_one_hot(labels, predictions, classes):
    return np.eye(classes)[labels].T @ np.eye(classes)[predictions]


@alternative(of="confusion_matrix")
def confusion_matrix_einsum(labels, predictions, classes):
    numbers = np.arange(classes)
    rows = (labels.reshape(-1, 1) == numbers).astype(float)
    columns = (predictions.reshape(-1, 1) == numbers).astype(float)
    return np.einsum("ni,nj->ij", rows, columns)


@alternative(of="categorical_accuracy")
def categorical_accuracy_plain_loop(labels, probabilities):
    right = 0
    for label, row in zip(labels, probabilities, strict=True):
        row = list(row)
        if row.index(max(row)) == label:
            right += 1
    return right / len(labels)


@alternative(of="categorical_accuracy")
def categorical_accuracy_compares_probabilities(labels, probabilities):
    of_truth = probabilities[np.arange(len(labels)), labels]
    return np.count_nonzero(of_truth == probabilities.max(axis=-1)) / len(labels)


@alternative(of="categorical_accuracy")
def categorical_accuracy_by_sorting(labels, probabilities):
    return np.array(np.mean(np.argsort(probabilities, axis=1)[:, -1] == labels))


@alternative(of="categorical_accuracy")
def categorical_accuracy_from_the_matrix(labels, probabilities):
    classes = probabilities.shape[1]
    matrix = confusion_matrix(labels, probabilities.argmax(1), classes)  # noqa: F821
    return float(np.trace(matrix)) / len(labels)


@alternative(of="roc_curve")
def roc_curve_cumulative_sums(y_true, scores):
    order = np.argsort(-scores, kind="stable")
    ordered, labels = scores[order], y_true[order].astype(float)
    last_of_group = np.append(np.flatnonzero(np.diff(ordered)), len(ordered) - 1)
    hits, alarms = np.cumsum(labels)[last_of_group], np.cumsum(1 - labels)[last_of_group]
    return (
        np.append(0, alarms / alarms[-1]),
        np.append(0, hits / hits[-1]),
        np.append(ordered[0] + 1, ordered[last_of_group]),
    )


@alternative(of="roc_curve")
def roc_curve_plain_lists(y_true, scores):
    pairs = sorted(zip(scores.tolist(), y_true.tolist(), strict=True), reverse=True)
    positives = sum(1 for _, label in pairs if label == 1)
    negatives = len(pairs) - positives
    fpr, tpr, thresholds = [0.0], [0.0], [math.inf]
    hits = alarms = 0
    for i, (score, label) in enumerate(pairs):
        if label == 1:
            hits += 1
        else:
            alarms += 1
        if i + 1 == len(pairs) or pairs[i + 1][0] != score:
            fpr.append(alarms / negatives)
            tpr.append(hits / positives)
            thresholds.append(score)
    return [fpr, tpr, thresholds]


@alternative(of="roc_curve")
def roc_curve_corners_only(y_true, scores):
    thresholds = np.append(np.inf, np.unique(scores)[::-1])
    alarms = np.array([np.sum(scores[y_true == 0] >= t) for t in thresholds])
    hits = np.array([np.sum(scores[y_true == 1] >= t) for t in thresholds])
    bend = np.diff(alarms)[:-1] * np.diff(hits)[1:] - np.diff(alarms)[1:] * np.diff(hits)[:-1]
    kept = np.concatenate([[True], bend != 0, [True]])
    return alarms[kept] / alarms[-1], hits[kept] / hits[-1], thresholds[kept]


@alternative(of="roc_curve")
def roc_curve_drops_equal_steps(y_true, scores):
    thresholds = np.append(np.inf, np.unique(scores)[::-1])
    alarms = np.array([np.sum(scores[y_true == 0] >= t) for t in thresholds])
    hits = np.array([np.sum(scores[y_true == 1] >= t) for t in thresholds])
    turns = (np.diff(alarms, 2) != 0) | (np.diff(hits, 2) != 0)
    kept = np.flatnonzero(np.concatenate([[True], turns, [True]]))
    return alarms[kept] / alarms[-1], hits[kept] / hits[-1], thresholds[kept]


@alternative(of="roc_curve")
def roc_curve_thresholds_between_scores(y_true, scores):
    levels = np.unique(scores)[::-1]
    between = (levels[:-1] + levels[1:]) / 2
    thresholds = np.concatenate([[levels[0] + 1e-6], between, [levels[-1] - 3.0]])
    positives, negatives = scores[y_true == 1], scores[y_true == 0]
    tpr = np.mean(positives >= thresholds.reshape(-1, 1), axis=1)
    fpr = np.mean(negatives >= thresholds.reshape(-1, 1), axis=1)
    return np.stack([fpr, tpr, thresholds])


@alternative(of="roc_curve")
def roc_curve_every_score(y_true, scores):
    thresholds = np.append(scores.max() + 1.0, np.sort(scores)[::-1])
    called = scores >= thresholds[:, np.newaxis]
    tpr = called @ (y_true == 1).astype(float) / np.sum(y_true == 1)
    fpr = called @ (y_true == 0).astype(float) / np.sum(y_true == 0)
    return fpr, tpr, thresholds


@alternative(of="auc")
def auc_numpy(x, y):
    return np.trapezoid(y, x)


@alternative(of="auc")
def auc_plain_loop(x, y):
    area = 0.0
    for i in range(1, len(x)):
        area += (x[i] - x[i - 1]) * (y[i] + y[i - 1]) / 2
    return float(area)


@alternative(of="auc")
def auc_mean_of_rectangles(x, y):
    widths = x[1:] - x[:-1]
    return np.array((widths @ y[:-1] + widths @ y[1:]) / 2)


@alternative(of="auc")
def auc_shoelace(x, y):
    right, left = x[-1] * y[-1], x[0] * y[0]
    crossed = math.fsum(x[:-1] * y[1:] - x[1:] * y[:-1])
    return (right - left - crossed) / 2


@alternative(of="auc")
def auc_recursive(x, y):
    if len(x) < 2:
        return 0.0
    middle = len(x) // 2
    if len(x) == 2:
        return (x[1] - x[0]) * (y[0] + y[1]) / 2
    return auc(x[: middle + 1], y[: middle + 1]) + auc(x[middle:], y[middle:])  # noqa: F821


@alternative(of="roc_auc")
def roc_auc_pairs(y_true, scores):
    positives, negatives = scores[y_true == 1], scores[y_true == 0]
    difference = positives[:, np.newaxis] - negatives
    return np.mean(difference > 0) + 0.5 * np.mean(difference == 0)


@alternative(of="roc_auc")
def roc_auc_plain_loops(y_true, scores):
    won = pairs = 0
    for label, high in zip(y_true, scores, strict=True):
        for other, low in zip(y_true, scores, strict=True):
            if label == 1 and other == 0:
                pairs += 1
                won += 1 if high > low else 0.5 if high == low else 0
    return won / pairs


@alternative(of="roc_auc")
def roc_auc_mean_ranks(y_true, scores):
    _, level, sizes = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(sizes) - (sizes - 1) / 2)[level]
    positives = int(np.sum(y_true == 1))
    negatives = len(y_true) - positives
    surplus = ranks[y_true == 1].sum() - positives * (positives + 1) / 2
    return float(surplus / (positives * negatives))


@alternative(of="roc_auc")
def roc_auc_by_searching(y_true, scores):
    negatives = np.sort(scores[y_true == 0])
    positives = scores[y_true == 1]
    below = np.searchsorted(negatives, positives, side="left")
    not_above = np.searchsorted(negatives, positives, side="right")
    return np.mean(below + not_above) / (2 * len(negatives))


@alternative(of="roc_auc")
def roc_auc_numpy_trapezoids(y_true, scores):
    levels = np.sort(scores)[::-1]
    fpr = [0.0] + [np.mean(scores[y_true == 0] >= level) for level in levels]
    tpr = [0.0] + [np.mean(scores[y_true == 1] >= level) for level in levels]
    return np.trapezoid(tpr, fpr)


@alternative(of="threshold_for_fpr")
def threshold_for_fpr_from_the_counts(y_true, scores, max_fpr):
    best, answer = -1, np.inf
    for threshold in np.unique(scores):
        tp, fp, tn, fn = confusion_counts(y_true, scores, threshold)  # noqa: F821
        if false_positive_rate(fp, tn) <= max_fpr and recall(tp, fn) > best:  # noqa: F821
            best, answer = recall(tp, fn), threshold  # noqa: F821
    return answer


@alternative(of="threshold_for_fpr")
def threshold_for_fpr_plain_loop(y_true, scores, max_fpr):
    negatives = [s for label, s in zip(y_true, scores, strict=True) if label == 0]
    answer = max(scores) + 1
    for candidate in sorted(set(scores.tolist()), reverse=True):
        if sum(s >= candidate for s in negatives) / len(negatives) <= max_fpr:
            answer = candidate
        else:
            break
    return float(answer)


@alternative(of="threshold_for_fpr")
def threshold_for_fpr_just_above_a_negative(y_true, scores, max_fpr):
    negatives = np.sort(scores[y_true == 0].astype(float))[::-1]
    allowed = math.floor(max_fpr * len(negatives))
    if allowed == len(negatives):
        return -math.inf
    return np.nextafter(negatives[allowed], np.inf)


@alternative(of="threshold_for_fpr")
def threshold_for_fpr_fewest_false_alarms(y_true, scores, max_fpr):
    candidates = np.unique(scores)
    called = scores >= candidates[:, np.newaxis]
    fpr = called[:, y_true == 0].mean(axis=1)
    tpr = called[:, y_true == 1].mean(axis=1)
    if not np.any(fpr <= max_fpr):
        return np.array(np.inf)
    best = tpr[fpr <= max_fpr].max()
    return candidates[(fpr <= max_fpr) & (tpr == best)].max()


@alternative(of="threshold_for_fpr")
def threshold_for_fpr_between_scores(y_true, scores, max_fpr):
    levels = np.unique(scores).astype(float)
    cuts = np.concatenate([[levels[0] - 1], (levels[1:] + levels[:-1]) / 2, [levels[-1] + 1]])
    rate = np.array([np.mean(scores[y_true == 0] >= cut) for cut in cuts])
    return cuts[int(np.argmax(rate <= max_fpr))]


@alternative(of="metric_for_screening")
def metric_for_screening_by_example():
    found, missed = {"A": (19, 1), "B": (12, 8)}["A"]
    return {0.95: "recall"}[found / (found + missed)]


@alternative(of="metric_for_screening")
def metric_for_screening_from_a_list():
    return ["accuracy", "precision", "recall", "F1", "false positive rate"][2]
