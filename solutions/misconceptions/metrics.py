"""Wrong answers to the exercises of 09 metrics, each with the hint its author needs."""

import numpy as np

from autograder.course.bank import misconception


@misconception(
    of="confusion_counts",
    hint="A score that equals the threshold counts as positive: do not use a strict comparison.",
)
def confusion_counts_strict_comparison(y_true, scores, threshold=0.5):
    called, actual = scores > threshold, y_true == 1
    return (
        np.sum(called & actual),
        np.sum(called & ~actual),
        np.sum(~called & ~actual),
        np.sum(~called & actual),
    )


@misconception(
    of="confusion_counts",
    hint="Do not round: rounding ignores the threshold, and it turns one half into 0.",
)
def confusion_counts_rounds(y_true, scores, threshold=0.5):
    called, actual = np.round(scores) == 1, y_true == 1
    return (
        np.sum(called & actual),
        np.sum(called & ~actual),
        np.sum(~called & ~actual),
        np.sum(~called & actual),
    )


@misconception(
    of="confusion_counts",
    hint="You compare with a fixed number. Use the threshold that the caller gives.",
)
def confusion_counts_ignores_the_threshold(y_true, scores, threshold=0.5):
    called, actual = scores >= 0.5, y_true == 1
    return (
        np.sum(called & actual),
        np.sum(called & ~actual),
        np.sum(~called & ~actual),
        np.sum(~called & actual),
    )


@misconception(
    of="confusion_counts",
    hint="False positives and false negatives are swapped. The second word says what the sample "
    "was called.",
)
def confusion_counts_false_ones_exchanged(y_true, scores, threshold=0.5):
    called, actual = scores >= threshold, y_true == 1
    return (
        np.sum(called & actual),
        np.sum(~called & actual),
        np.sum(~called & ~actual),
        np.sum(called & ~actual),
    )


@misconception(
    of="confusion_counts",
    hint="The counts are right, but their order is that of a flattened matrix. It should be tp, "
    "fp, tn, fn.",
)
def confusion_counts_in_matrix_order(y_true, scores, threshold=0.5):
    called, actual = scores >= threshold, y_true == 1
    return (
        np.sum(~called & ~actual),
        np.sum(called & ~actual),
        np.sum(~called & actual),
        np.sum(called & actual),
    )


@misconception(
    of="confusion_counts",
    hint="The true counts come first in your result. The order should be tp, fp, tn, fn.",
)
def confusion_counts_true_ones_first(y_true, scores, threshold=0.5):
    called, actual = scores >= threshold, y_true == 1
    return (
        np.sum(called & actual),
        np.sum(~called & ~actual),
        np.sum(called & ~actual),
        np.sum(~called & actual),
    )


@misconception(
    of="confusion_counts",
    hint="The operator ~ means `not` only for bool arrays. On integers it flips the bits: ~1 is "
    "-2.",
)
def confusion_counts_flips_bits(y_true, scores, threshold=0.5):
    called, actual = (scores >= threshold).astype(int), y_true.astype(int)
    return (
        np.sum(called & actual),
        np.sum(called & ~actual),
        np.sum(~called & ~actual),
        np.sum(~called & actual),
    )


@misconception(
    of="confusion_counts",
    hint="Python's `and` needs a single truth value and does not work on arrays. There are "
    "operators that work element by element.",
)
def confusion_counts_and_of_arrays(y_true, scores, threshold=0.5):
    called, actual = scores >= threshold, y_true == 1
    return (
        np.sum(called and actual),
        np.sum(called and not actual),
        np.sum(not called and not actual),
        np.sum(not called and actual),
    )


@misconception(
    of="confusion_counts", hint="Labels of type uint8 cannot count beyond 255. Sum in a wider type."
)
def confusion_counts_wraps_at_256(y_true, scores, threshold=0.5):
    called = (scores >= threshold).astype(y_true.dtype)
    tp = int(y_true @ called)
    positives, calls = int(np.sum(y_true)), int(np.sum(called))
    return tp, calls - tp, len(y_true) - positives - calls + tp, positives - tp


@misconception(
    of="confusion_counts", hint="These are shares. The exercise asks for the counts themselves."
)
def confusion_counts_as_shares(y_true, scores, threshold=0.5):
    called, actual = scores >= threshold, y_true == 1
    return (
        np.mean(called & actual),
        np.mean(called & ~actual),
        np.mean(~called & ~actual),
        np.mean(~called & actual),
    )


@misconception(
    of="confusion_counts",
    hint="The threshold is only for the scores. Labels are 0 and 1 whatever the threshold is.",
)
def confusion_counts_thresholds_the_labels(y_true, scores, threshold=0.5):
    called, actual = scores >= threshold, y_true >= threshold
    return (
        np.sum(called & actual),
        np.sum(called & ~actual),
        np.sum(~called & ~actual),
        np.sum(~called & actual),
    )


@misconception(
    of="confusion_counts",
    hint="You write the decisions into the array of scores, which belongs to the caller. Make a "
    "new array.",
)
def confusion_counts_overwrites_the_scores(y_true, scores, threshold=0.5):
    called, actual = scores >= threshold, y_true == 1
    scores[called] = 1
    scores[~called] = 0
    return (
        np.sum((scores == 1) & actual),
        np.sum((scores == 1) & ~actual),
        np.sum((scores == 0) & ~actual),
        np.sum((scores == 0) & actual),
    )


@misconception(
    of="confusion_counts",
    hint="A high score means the positive class. You call the low scores positive.",
)
def confusion_counts_low_scores_positive(y_true, scores, threshold=0.5):
    called, actual = scores < threshold, y_true == 1
    return (
        np.sum(called & actual),
        np.sum(called & ~actual),
        np.sum(~called & ~actual),
        np.sum(~called & actual),
    )


@misconception(
    of="confusion_counts",
    hint="You count the samples called positive or negative, whatever they are. Look at label and "
    "decision together.",
)
def confusion_counts_decisions_only(y_true, scores, threshold=0.5):
    calls, positives = np.sum(scores >= threshold), np.sum(y_true == 1)
    return (
        min(calls, positives),
        max(calls - positives, 0),
        len(y_true) - max(calls, positives),
        max(positives - calls, 0),
    )


@misconception(
    of="precision",
    hint="This is the share of false alarms among the positive calls. Precision is the share of "
    "the right ones.",
)
def precision_false_discoveries(tp, fp):
    return fp / (tp + fp) if tp + fp > 0 else 0.0


@misconception(
    of="precision",
    hint="This is the ratio of true to false positives. A share divides by their sum.",
)
def precision_ratio_of_counts(tp, fp):
    return tp / fp if fp > 0 else 1.0 if tp > 0 else 0.0


@misconception(
    of="precision",
    hint="Think of the case where nothing was called positive: you must not divide by zero.",
)
def precision_unguarded(tp, fp):
    return tp / (tp + fp)


@misconception(
    of="precision",
    hint="You return 1 if nothing was called positive. The course uses another value.",
)
def precision_one_when_empty(tp, fp):
    return tp / (tp + fp) if tp + fp > 0 else 1.0


@misconception(
    of="precision",
    hint="You return NaN, not a number, if nothing was called positive. The course uses a number "
    "for this case.",
)
def precision_nan_when_empty(tp, fp):
    return tp / (tp + fp) if tp + fp > 0 else float("nan")


@misconception(of="precision", hint="Integer division drops the fraction.")
def precision_whole_numbers(tp, fp):
    return tp // (tp + fp) if tp + fp > 0 else 0.0


@misconception(of="precision", hint="This is a percentage. A share lies between 0 and 1.")
def precision_in_percent(tp, fp):
    return 100 * tp / (tp + fp) if tp + fp > 0 else 0.0


@misconception(
    of="precision",
    hint="Adding one to the denominator avoids zero but makes every other result wrong.",
)
def precision_one_more_below(tp, fp):
    return tp / (tp + fp + 1)


@misconception(
    of="precision", hint="Rounding to two digits loses the detail needed to compare classifiers."
)
def precision_two_digits(tp, fp):
    return round(tp / (tp + fp), 2) if tp + fp > 0 else 0.0


@misconception(
    of="recall",
    hint="This is the share of the positive samples that were missed. Recall is the share that "
    "was found.",
)
def recall_miss_rate(tp, fn):
    return fn / (tp + fn) if tp + fn > 0 else 0.0


@misconception(
    of="recall", hint="This is the ratio of found to missed samples. A share divides by their sum."
)
def recall_ratio_of_counts(tp, fn):
    return tp / fn if fn > 0 else 1.0 if tp > 0 else 0.0


@misconception(
    of="recall", hint="Think of a batch without positive samples: you must not divide by zero."
)
def recall_unguarded(tp, fn):
    return tp / (tp + fn)


@misconception(
    of="recall", hint="You return 1 if there is nothing to find. The course uses another value."
)
def recall_one_when_empty(tp, fn):
    return tp / (tp + fn) if tp + fn > 0 else 1.0


@misconception(
    of="recall",
    hint="You return NaN, not a number, if there is nothing to find. The course uses a number for "
    "this case.",
)
def recall_nan_when_empty(tp, fn):
    return tp / (tp + fn) if tp + fn > 0 else float("nan")


@misconception(of="recall", hint="Integer division drops the fraction.")
def recall_whole_numbers(tp, fn):
    return tp // (tp + fn) if tp + fn > 0 else 0.0


@misconception(of="recall", hint="This is a percentage. A share lies between 0 and 1.")
def recall_in_percent(tp, fn):
    return 100 * tp / (tp + fn) if tp + fn > 0 else 0.0


@misconception(
    of="recall",
    hint="You return 0 whenever nothing was missed. Return 0 only if there are no positive "
    "samples at all.",
)
def recall_zero_when_nothing_missed(tp, fn):
    return tp / (tp + fn) if fn > 0 else 0.0


@misconception(
    of="false_positive_rate",
    hint="This is the specificity, the share of the negative samples that were called negative. "
    "The false positive rate is the other share.",
)
def false_positive_rate_specificity(fp, tn):
    return tn / (fp + tn) if fp + tn > 0 else 0.0


@misconception(
    of="false_positive_rate",
    hint="This is the ratio of false alarms to true negatives. Divide by all negative samples.",
)
def false_positive_rate_ratio_of_counts(fp, tn):
    return fp / tn if tn > 0 else 1.0 if fp > 0 else 0.0


@misconception(
    of="false_positive_rate",
    hint="Think of a batch without negative samples: you must not divide by zero.",
)
def false_positive_rate_unguarded(fp, tn):
    return fp / (fp + tn)


@misconception(
    of="false_positive_rate",
    hint="You return 1 if there are no negative samples. The course uses another value.",
)
def false_positive_rate_one_when_empty(fp, tn):
    return fp / (fp + tn) if fp + tn > 0 else 1.0


@misconception(
    of="false_positive_rate",
    hint="You return NaN, not a number, if there are no negative samples. The course uses a "
    "number for this case.",
)
def false_positive_rate_nan_when_empty(fp, tn):
    return fp / (fp + tn) if fp + tn > 0 else float("nan")


@misconception(of="false_positive_rate", hint="Integer division drops the fraction.")
def false_positive_rate_whole_numbers(fp, tn):
    return fp // (fp + tn) if fp + tn > 0 else 0.0


@misconception(
    of="false_positive_rate",
    hint="You return 0 whenever there is no true negative. If every negative sample raised an "
    "alarm, the rate is as high as it can be.",
)
def false_positive_rate_zero_without_true_negatives(fp, tn):
    return fp / (fp + tn) if tn > 0 else 0.0


@misconception(
    of="false_positive_rate",
    hint="Adding one to the denominator avoids zero but makes every other result wrong.",
)
def false_positive_rate_one_more_below(fp, tn):
    return fp / (fp + tn + 1)


@misconception(of="accuracy", hint="A true negative is also a right decision. Count it as one.")
def accuracy_true_positives_only(tp, fp, tn, fn):
    total = tp + fp + tn + fn
    return tp / total if total > 0 else 0.0


@misconception(
    of="accuracy",
    hint="This is the share of wrong decisions. Accuracy is the share of right ones.",
)
def accuracy_error_rate(tp, fp, tn, fn):
    total = tp + fp + tn + fn
    return (fp + fn) / total if total > 0 else 0.0


@misconception(
    of="accuracy",
    hint="This is the mean of the shares of the two classes, the balanced accuracy. Here every "
    "sample counts the same.",
)
def accuracy_balanced(tp, fp, tn, fn):
    of_positives = tp / (tp + fn) if tp + fn > 0 else 0.0
    of_negatives = tn / (tn + fp) if tn + fp > 0 else 0.0
    return (of_positives + of_negatives) / 2


@misconception(of="accuracy", hint="Think of an empty batch: you must not divide by zero.")
def accuracy_unguarded(tp, fp, tn, fn):
    return (tp + tn) / (tp + fp + tn + fn)


@misconception(
    of="accuracy",
    hint="The false negatives are missing from the denominator. Divide by all samples.",
)
def accuracy_forgets_false_negatives(tp, fp, tn, fn):
    total = tp + fp + tn
    return (tp + tn) / total if total > 0 else 0.0


@misconception(
    of="accuracy",
    hint="You divide by the wrong decisions. Divide by all samples, right ones included.",
)
def accuracy_right_to_wrong(tp, fp, tn, fn):
    wrong = fp + fn
    return (tp + tn) / wrong if wrong > 0 else 1.0 if tp + tn > 0 else 0.0


@misconception(of="accuracy", hint="Integer division drops the fraction.")
def accuracy_whole_numbers(tp, fp, tn, fn):
    total = tp + fp + tn + fn
    return (tp + tn) // total if total > 0 else 0.0


@misconception(of="accuracy", hint="Check your brackets: division comes before addition.")
def accuracy_missing_brackets(tp, fp, tn, fn):
    total = tp + fp + tn + fn
    return tp + tn / total if total > 0 else 0.0


@misconception(
    of="accuracy", hint="The accuracy of an empty batch is not 1. The course uses another value."
)
def accuracy_one_when_empty(tp, fp, tn, fn):
    total = tp + fp + tn + fn
    return (tp + tn) / total if total > 0 else 1.0


@misconception(
    of="f1",
    hint="This is the arithmetic mean of precision and recall. F1 is another kind of mean.",
)
def f1_arithmetic_mean(tp, fp, fn):
    return (precision(tp, fp) + recall(tp, fn)) / 2  # noqa: F821


@misconception(
    of="f1",
    hint="This is the geometric mean of precision and recall. F1 is the harmonic one.",
)
def f1_geometric_mean(tp, fp, fn):
    return np.sqrt(precision(tp, fp) * recall(tp, fn))  # noqa: F821


@misconception(
    of="f1", hint="The true positives count twice, in the numerator and in the denominator."
)
def f1_true_positives_once(tp, fp, fn):
    return tp / (tp + fp + fn) if tp + fp + fn > 0 else 0.0


@misconception(
    of="f1", hint="The factor 2 is missing in the denominator, so a perfect result is not 1."
)
def f1_factor_above_only(tp, fp, fn):
    return 2 * tp / (tp + fp + fn) if tp + fp + fn > 0 else 0.0


@misconception(
    of="f1",
    hint="The mean of two numbers has a factor 2; without it a perfect result is only one half.",
)
def f1_half(tp, fp, fn):
    return tp / (2 * tp + fp + fn) if 2 * tp + fp + fn > 0 else 0.0


@misconception(
    of="f1",
    hint="If nothing was found, precision and recall are both zero. Check what you divide by.",
)
def f1_divides_by_zero_sum(tp, fp, fn):
    if tp + fp + fn == 0:
        return 0.0
    one, other = precision(tp, fp), recall(tp, fn)  # noqa: F821
    return 2 * one * other / (one + other)


@misconception(
    of="f1",
    hint="Think of the case where all counts are zero: you may not divide by zero.",
)
def f1_unguarded(tp, fp, fn):
    return 2 * tp / (2 * tp + fp + fn)


@misconception(
    of="f1",
    hint="This is the smaller of precision and recall. F1 lies near it but depends on both.",
)
def f1_smaller_of_both(tp, fp, fn):
    return min(precision(tp, fp), recall(tp, fn))  # noqa: F821


@misconception(
    of="f1", hint="You count only the false alarms as mistakes. Missed samples are mistakes too."
)
def f1_forgets_the_missed(tp, fp, fn):
    return 2 * tp / (2 * tp + fp) if 2 * tp + fp > 0 else 0.0


@misconception(
    of="f1",
    hint="You give missed samples and false alarms different weights. In F1 they have the same "
    "weight.",
)
def f1_weighs_missed_samples_more(tp, fp, fn):
    return 5 * tp / (5 * tp + fp + 4 * fn) if tp + fp + fn > 0 else 0.0


@misconception(of="f1", hint="You return 1 if all counts are zero. The course uses another value.")
def f1_one_when_empty(tp, fp, fn):
    return 2 * tp / (2 * tp + fp + fn) if 2 * tp + fp + fn > 0 else 1.0


@misconception(
    of="confusion_matrix", hint="Rows and columns are swapped. The true class chooses the row."
)
def confusion_matrix_transposed(labels, predictions, classes):
    matrix = np.zeros((classes, classes), dtype=int)
    np.add.at(matrix, (predictions, labels), 1)
    return matrix


@misconception(
    of="confusion_matrix",
    hint="Adding 1 through an array of indices counts a repeated entry only once.",
)
def confusion_matrix_buffered_increment(labels, predictions, classes):
    matrix = np.zeros((classes, classes), dtype=int)
    matrix[labels, predictions] += 1
    return matrix


@misconception(
    of="confusion_matrix",
    hint="You take the size from the classes that happen to occur. Use the number of classes that "
    "is given.",
)
def confusion_matrix_size_from_the_data(labels, predictions, classes):
    size = int(max(labels.max(), predictions.max())) + 1
    matrix = np.zeros((size, size), dtype=int)
    np.add.at(matrix, (labels, predictions), 1)
    return matrix


@misconception(
    of="confusion_matrix",
    hint="You leave out classes that do not occur. They also get a row and a column, filled with "
    "zeros.",
)
def confusion_matrix_occurring_classes_only(labels, predictions, classes):
    names = np.union1d(labels, predictions)
    return np.array([[np.sum((labels == i) & (predictions == j)) for j in names] for i in names])


@misconception(
    of="confusion_matrix",
    hint="You divide each row by its sum. The entries are the counts themselves.",
)
def confusion_matrix_row_shares(labels, predictions, classes):
    matrix = np.zeros((classes, classes))
    np.add.at(matrix, (labels, predictions), 1)
    return matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1)


@misconception(
    of="confusion_matrix",
    hint="You divide by the number of samples. The entries are the counts themselves.",
)
def confusion_matrix_shares_of_all(labels, predictions, classes):
    matrix = np.zeros((classes, classes))
    np.add.at(matrix, (labels, predictions), 1)
    return matrix / len(labels)


@misconception(
    of="confusion_matrix", hint="You count only mistakes. The right answers belong on the diagonal."
)
def confusion_matrix_mistakes_only(labels, predictions, classes):
    matrix = np.zeros((classes, classes), dtype=int)
    for label, prediction in zip(labels, predictions, strict=True):
        if label != prediction:
            matrix[label, prediction] += 1
    return matrix


@misconception(
    of="confusion_matrix",
    hint="You count only right answers. Each mistake belongs in the row of the true and the "
    "column of the predicted class.",
)
def confusion_matrix_diagonal_only(labels, predictions, classes):
    matrix = np.zeros((classes, classes), dtype=int)
    for label, prediction in zip(labels, predictions, strict=True):
        if label == prediction:
            matrix[label, prediction] += 1
    return matrix


@misconception(
    of="confusion_matrix",
    hint="Small integer types wrap around in arithmetic: 19 * 20 is more than uint8 can hold.",
)
def confusion_matrix_index_overflow(labels, predictions, classes):
    place = labels * np.asarray(classes, dtype=labels.dtype) + predictions
    return np.bincount(place, minlength=classes**2)[: classes**2].reshape(classes, classes)


@misconception(of="confusion_matrix", hint="A matrix of type uint8 cannot count beyond 255.")
def confusion_matrix_count_overflow(labels, predictions, classes):
    matrix = np.zeros((classes, classes), dtype=np.uint8)
    for label, prediction in zip(labels, predictions, strict=True):
        matrix[label, prediction] += 1
    return matrix


@misconception(
    of="confusion_matrix",
    hint="You average each count with its mirror image. A mistaken for B is not the same as B "
    "mistaken for A.",
)
def confusion_matrix_symmetric(labels, predictions, classes):
    matrix = np.zeros((classes, classes), dtype=int)
    np.add.at(matrix, (labels, predictions), 1)
    np.add.at(matrix, (predictions, labels), 1)
    return matrix / 2


@misconception(
    of="confusion_matrix",
    hint="Classes are numbered from 0, so class 0 has the first row and column.",
)
def confusion_matrix_classes_from_one(labels, predictions, classes):
    numbers = range(1, classes + 1)
    return np.array(
        [[np.sum((labels == i) & (predictions == j)) for j in numbers] for i in numbers]
    )


@misconception(
    of="categorical_accuracy",
    hint="You look for the greatest probability along the samples. Each sample is a row.",
)
def categorical_accuracy_wrong_axis(labels, probabilities):
    winners = np.argmax(probabilities, axis=0)
    size = min(len(winners), len(labels))
    return np.mean(winners[:size] == labels[:size])


@misconception(
    of="categorical_accuracy",
    hint="Without an axis the argmax runs over the whole table. You need one for each row.",
)
def categorical_accuracy_no_axis(labels, probabilities):
    return np.mean(np.argmax(probabilities) == labels)


@misconception(
    of="categorical_accuracy",
    hint="This is the number of right answers. Divide it by the number of samples.",
)
def categorical_accuracy_count(labels, probabilities):
    return np.sum(np.argmax(probabilities, axis=1) == labels)


@misconception(
    of="categorical_accuracy",
    hint="This is the share of wrong answers. Accuracy is the share of right ones.",
)
def categorical_accuracy_error_rate(labels, probabilities):
    return np.mean(np.argmax(probabilities, axis=1) != labels)


@misconception(
    of="categorical_accuracy",
    hint="The true class does not need more than one half. It needs more than every other class.",
)
def categorical_accuracy_above_a_half(labels, probabilities):
    return np.mean(probabilities[np.arange(len(labels)), labels] >= 0.5)


@misconception(
    of="categorical_accuracy",
    hint="This is the mean probability of the true class. Accuracy only asks whether it is the "
    "greatest.",
)
def categorical_accuracy_mean_probability(labels, probabilities):
    return np.mean(probabilities[np.arange(len(labels)), labels])


@misconception(
    of="categorical_accuracy",
    hint="Rounding first turns a row with no probability above one half into zeros.",
)
def categorical_accuracy_rounds_first(labels, probabilities):
    return np.mean(np.argmax(np.round(probabilities), axis=1) == labels)


@misconception(
    of="categorical_accuracy",
    hint="The labels are already class numbers, not one-hot rows. They need no argmax.",
)
def categorical_accuracy_argmax_of_labels(labels, probabilities):
    return np.mean(np.argmax(probabilities, axis=1) == np.argmax(labels, axis=-1))


@misconception(
    of="categorical_accuracy",
    hint="You choose the class with the least probability.",
)
def categorical_accuracy_least_probable(labels, probabilities):
    return np.mean(np.argmin(probabilities, axis=1) == labels)


@misconception(
    of="categorical_accuracy",
    hint="The class numbers begin at 0, like the columns. You are off by one.",
)
def categorical_accuracy_classes_from_one(labels, probabilities):
    return np.mean(np.argmax(probabilities, axis=1) + 1 == labels)


@misconception(
    of="categorical_accuracy",
    hint="You also divide by the number of classes. Each sample is one decision.",
)
def categorical_accuracy_mean_over_one_hot(labels, probabilities):
    classes = probabilities.shape[1]
    said = np.eye(classes)[np.argmax(probabilities, axis=1)]
    return np.mean(said == np.eye(classes)[labels])


@misconception(
    of="categorical_accuracy",
    hint="The true class must come first. Second place does not count.",
)
def categorical_accuracy_second_place_counts(labels, probabilities):
    best_two = np.argsort(probabilities, axis=1)[:, -2:]
    return np.mean(np.any(best_two == labels.reshape(-1, 1), axis=1))


@misconception(
    of="roc_curve", hint="The two rates are swapped. The false positive rate comes first."
)
def roc_curve_rates_exchanged(y_true, scores):
    thresholds = np.append(np.inf, np.unique(scores)[::-1])
    fpr = [np.mean(scores[y_true == 0] >= t) for t in thresholds]
    tpr = [np.mean(scores[y_true == 1] >= t) for t in thresholds]
    return tpr, fpr, thresholds


@misconception(
    of="roc_curve",
    hint="The curve must begin at (0, 0), where no sample is called positive. A threshold above "
    "all scores is missing.",
)
def roc_curve_no_first_point(y_true, scores):
    thresholds = np.unique(scores)[::-1]
    fpr = [np.mean(scores[y_true == 0] >= t) for t in thresholds]
    tpr = [np.mean(scores[y_true == 1] >= t) for t in thresholds]
    return fpr, tpr, thresholds


@misconception(
    of="roc_curve",
    hint="The curve must end at (1, 1), where every sample is called positive. Your last threshold "
    "is too high.",
)
def roc_curve_no_last_point(y_true, scores):
    thresholds = np.append(np.inf, np.unique(scores)[:0:-1])
    fpr = [np.mean(scores[y_true == 0] >= t) for t in thresholds]
    tpr = [np.mean(scores[y_true == 1] >= t) for t in thresholds]
    return fpr, tpr, thresholds


@misconception(
    of="roc_curve",
    hint="A sample whose score equals the threshold is positive. With a strict comparison each "
    "point belongs to the previous threshold.",
)
def roc_curve_strict_comparison(y_true, scores):
    thresholds = np.append(np.unique(scores)[::-1], -np.inf)
    fpr = [np.mean(scores[y_true == 0] > t) for t in thresholds]
    tpr = [np.mean(scores[y_true == 1] > t) for t in thresholds]
    return fpr, tpr, thresholds


@misconception(
    of="roc_curve",
    hint="Samples with equal scores pass the threshold together. Yours pass one after the other, "
    "so the curve depends on their order.",
)
def roc_curve_ties_one_by_one(y_true, scores):
    order = np.argsort(-scores, kind="stable")
    hits, alarms = np.cumsum(y_true[order] == 1), np.cumsum(y_true[order] == 0)
    fpr, tpr = np.append(0, alarms / alarms[-1]), np.append(0, hits / hits[-1])
    return fpr, tpr, np.append(np.inf, scores[order])


@misconception(
    of="roc_curve",
    hint="Your curve runs backwards, from (1, 1) to (0, 0). Go from the highest threshold to the "
    "lowest.",
)
def roc_curve_runs_backwards(y_true, scores):
    thresholds = np.append(np.unique(scores), np.inf)
    fpr = [np.mean(scores[y_true == 0] >= t) for t in thresholds]
    tpr = [np.mean(scores[y_true == 1] >= t) for t in thresholds]
    return fpr, tpr, thresholds


@misconception(
    of="roc_curve",
    hint="You divide both counts by the number of all samples. Divide each one by the size of its "
    "own class.",
)
def roc_curve_shares_of_all_samples(y_true, scores):
    thresholds = np.append(np.inf, np.unique(scores)[::-1])
    fpr = [np.mean((scores >= t) & (y_true == 0)) for t in thresholds]
    tpr = [np.mean((scores >= t) & (y_true == 1)) for t in thresholds]
    return fpr, tpr, thresholds


@misconception(
    of="roc_curve",
    hint="These are counts. The curve is made of rates, from 0 to 1.",
)
def roc_curve_counts(y_true, scores):
    thresholds = np.append(np.inf, np.unique(scores)[::-1])
    fpr = [np.sum(scores[y_true == 0] >= t) for t in thresholds]
    tpr = [np.sum(scores[y_true == 1] >= t) for t in thresholds]
    return fpr, tpr, thresholds


@misconception(
    of="roc_curve",
    hint="One minus precision is not the false positive rate. Divide by the negative samples, not "
    "by the positive calls.",
)
def roc_curve_one_minus_precision(y_true, scores):
    thresholds = np.append(np.inf, np.unique(scores)[::-1])
    hits = np.array([np.sum(scores[y_true == 1] >= t) for t in thresholds])
    alarms = np.array([np.sum(scores[y_true == 0] >= t) for t in thresholds])
    return alarms / np.maximum(hits + alarms, 1), hits / np.sum(y_true == 1), thresholds


@misconception(
    of="roc_curve",
    hint="This is the curve of precision against recall. The ROC curve has the two rates of the "
    "two classes.",
)
def roc_curve_precision_against_recall(y_true, scores):
    thresholds = np.append(np.inf, np.unique(scores)[::-1])
    hits = np.array([np.sum(scores[y_true == 1] >= t) for t in thresholds])
    calls = np.array([np.sum(scores >= t) for t in thresholds])
    return hits / np.sum(y_true == 1), hits / np.maximum(calls, 1), thresholds


@misconception(
    of="roc_curve",
    hint="One minus recall is the share of missed positives. The false positive rate is about the "
    "negative samples.",
)
def roc_curve_one_minus_recall(y_true, scores):
    thresholds = np.append(np.inf, np.unique(scores)[::-1])
    tpr = np.array([np.mean(scores[y_true == 1] >= t) for t in thresholds])
    return 1 - tpr, tpr, thresholds


@misconception(
    of="roc_curve",
    hint="A fixed grid of thresholds misses scores outside it and skips scores that lie close "
    "together. Take the thresholds from the scores.",
)
def roc_curve_fixed_grid(y_true, scores):
    thresholds = np.append(np.inf, np.linspace(1, 0, 201))
    fpr = [np.mean(scores[y_true == 0] >= t) for t in thresholds]
    tpr = [np.mean(scores[y_true == 1] >= t) for t in thresholds]
    return fpr, tpr, thresholds


@misconception(of="roc_curve", hint="Your first threshold is 1, but a score may be 1 or more.")
def roc_curve_first_threshold_is_one(y_true, scores):
    thresholds = np.append(1.0, np.unique(scores)[::-1])
    fpr = [np.mean(scores[y_true == 0] >= t) for t in thresholds]
    tpr = [np.mean(scores[y_true == 1] >= t) for t in thresholds]
    return fpr, tpr, thresholds


@misconception(
    of="roc_curve",
    hint="The point (0, 0) needs a threshold above the greatest score. At the greatest score at "
    "least one sample is already positive.",
)
def roc_curve_first_threshold_is_the_maximum(y_true, scores):
    thresholds = np.unique(scores)[::-1]
    fpr = [0.0] + [np.mean(scores[y_true == 0] >= t) for t in thresholds]
    tpr = [0.0] + [np.mean(scores[y_true == 1] >= t) for t in thresholds]
    return fpr, tpr, np.append(thresholds[0], thresholds)


@misconception(
    of="roc_curve", hint="The lists have different lengths. The first point also needs a threshold."
)
def roc_curve_one_threshold_too_few(y_true, scores):
    thresholds = np.unique(scores)[::-1]
    fpr = [0.0] + [np.mean(scores[y_true == 0] >= t) for t in thresholds]
    tpr = [0.0] + [np.mean(scores[y_true == 1] >= t) for t in thresholds]
    return fpr, tpr, thresholds


@misconception(
    of="roc_curve",
    hint="The scores are sorted but the labels are not, so they no longer belong together.",
)
def roc_curve_labels_left_behind(y_true, scores):
    ordered = np.sort(scores)[::-1]
    thresholds = np.append(np.inf, np.unique(scores)[::-1])
    fpr = [np.mean(ordered[y_true == 0] >= t) for t in thresholds]
    tpr = [np.mean(ordered[y_true == 1] >= t) for t in thresholds]
    return fpr, tpr, thresholds


@misconception(
    of="roc_curve",
    hint="You sort the caller's array. Sort a copy.",
)
def roc_curve_sorts_in_place(y_true, scores):
    negatives, positives = scores[y_true == 0], scores[y_true == 1]
    scores.sort()
    thresholds = np.append(np.inf, np.unique(scores)[::-1])
    fpr = [np.mean(negatives >= t) for t in thresholds]
    tpr = [np.mean(positives >= t) for t in thresholds]
    return fpr, tpr, thresholds


@misconception(
    of="roc_curve",
    hint="The operator ~ negates only bool arrays. For labels that are numbers, compare with 0.",
)
def roc_curve_flips_bits_of_labels(y_true, scores):
    thresholds = np.append(np.inf, np.unique(scores)[::-1])
    negative = ~y_true
    tpr = [np.sum(y_true * (scores >= t)) / np.sum(y_true) for t in thresholds]
    fpr = [np.sum(negative * (scores >= t)) / np.sum(negative) for t in thresholds]
    return fpr, tpr, thresholds


@misconception(
    of="roc_curve",
    hint="You turn the scores into decisions first, so only one point is left between the ends. "
    "Use every score as a threshold.",
)
def roc_curve_of_hard_decisions(y_true, scores):
    decisions = (scores >= 0.5).astype(float)
    thresholds = np.array([np.inf, 0.5, -np.inf])
    fpr = [np.mean(decisions[y_true == 0] >= t) for t in thresholds]
    tpr = [np.mean(decisions[y_true == 1] >= t) for t in thresholds]
    return fpr, tpr, thresholds


@misconception(
    of="roc_curve",
    hint="You use only the scores of the positive samples as thresholds, so you cut corners where "
    "negative ones lie between them.",
)
def roc_curve_thresholds_of_positives_only(y_true, scores):
    thresholds = np.concatenate([[np.inf], np.unique(scores[y_true == 1])[::-1], [scores.min()]])
    fpr = [np.mean(scores[y_true == 0] >= t) for t in thresholds]
    tpr = [np.mean(scores[y_true == 1] >= t) for t in thresholds]
    return fpr, tpr, thresholds


@misconception(
    of="roc_curve",
    hint="An even grid from the greatest score to the least skips scores that lie close together. "
    "Take each different score as a threshold.",
    unseen="Only scores that lie close together, with others far away, show it.",
)
def roc_curve_even_grid(y_true, scores):
    thresholds = np.append(np.inf, np.linspace(scores.max(), scores.min(), 2000))
    fpr = [np.mean(scores[y_true == 0] >= t) for t in thresholds]
    tpr = [np.mean(scores[y_true == 1] >= t) for t in thresholds]
    return fpr, tpr, thresholds


@misconception(
    of="auc",
    hint="These are rectangles with the height at the left end. Take the mean of both ends.",
)
def auc_left_rectangles(x, y):
    return np.sum(np.diff(x) * y[:-1])


@misconception(
    of="auc",
    hint="These are rectangles with the height at the right end. Take the mean of both ends.",
)
def auc_right_rectangles(x, y):
    return np.sum(np.diff(x) * y[1:])


@misconception(of="auc", hint="The mean of two heights is half their sum.")
def auc_forgets_the_half(x, y):
    return np.sum(np.diff(x) * (y[1:] + y[:-1]))


@misconception(of="auc", hint="The points may be unevenly spaced. Each piece has its own width.")
def auc_equal_widths(x, y):
    return (x[-1] - x[0]) * np.mean((y[1:] + y[:-1]) / 2)


@misconception(of="auc", hint="You integrate along the other axis: x and y are swapped.")
def auc_axes_exchanged(x, y):
    return np.sum(np.diff(y) * (x[1:] + x[:-1]) / 2)


@misconception(of="auc", hint="`np.trapz` has been removed from NumPy. Write the sum yourself.")
def auc_removed_function(x, y):
    return np.trapz(y, x)  # noqa: NPY201


@misconception(
    of="auc",
    hint="An area below one half is a valid result. Do not replace it with 1 minus the area.",
)
def auc_turns_it_round(x, y):
    area = np.sum(np.diff(x) * (y[1:] + y[:-1]) / 2)
    return max(area, 1 - area)


@misconception(
    of="auc", hint="This is the area up to each point. Return one number, the whole area."
)
def auc_running_area(x, y):
    return np.cumsum(np.diff(x) * (y[1:] + y[:-1]) / 2)


@misconception(of="auc", hint="The last piece is missing. m points make m - 1 pieces.")
def auc_drops_the_last_piece(x, y):
    return sum((x[i + 1] - x[i]) * (y[i] + y[i + 1]) / 2 for i in range(len(x) - 2))


@misconception(
    of="auc",
    hint="You take every width as 1. The widths are the distances between neighbouring x values.",
)
def auc_unit_widths(x, y):
    return np.sum((y[1:] + y[:-1]) / 2)


@misconception(
    of="auc",
    hint="Parts of the curve below zero count as negative area. Do not take absolute values.",
)
def auc_absolute_heights(x, y):
    return np.sum(np.diff(x) * np.abs(y[1:] + y[:-1]) / 2)


@misconception(of="auc", hint="Integer division drops the halves, and not only for integers.")
def auc_whole_numbers(x, y):
    return np.sum(np.diff(x) * (y[1:] + y[:-1]) // 2)


@misconception(of="auc", hint="The sign is wrong: the width is the right x minus the left x.")
def auc_wrong_sign(x, y):
    return np.sum((x[:-1] - x[1:]) * (y[1:] + y[:-1]) / 2)


@misconception(
    of="auc",
    hint="You sort points with equal x by their height, which changes the curve. Take the points "
    "in the order in which they come.",
)
def auc_sorts_the_points(x, y):
    order = np.lexsort((y, x))
    x, y = x[order], y[order]
    return np.sum(np.diff(x) * (y[1:].astype(float) + y[:-1]) / 2)


@misconception(
    of="auc",
    hint="Where several points have the same x, you keep only the first. The curve goes on from "
    "the last one.",
)
def auc_first_of_equal_x(x, y):
    x, first = np.unique(x, return_index=True)
    y = y[first].astype(float)
    return np.sum(np.diff(x) * (y[1:] + y[:-1]) / 2)


@misconception(
    of="auc",
    hint="Where several points have the same x, you keep only the last. The piece before them ends "
    "at the first one.",
)
def auc_last_of_equal_x(x, y):
    x, last = np.unique(x[::-1], return_index=True)
    y = y[::-1][last].astype(float)
    return np.sum(np.diff(x) * (y[1:] + y[:-1]) / 2)


@misconception(
    of="roc_auc", hint="A pair of equal scores counts one half. You count it as nothing."
)
def roc_auc_ties_lost(y_true, scores):
    positives, negatives = scores[y_true == 1], scores[y_true == 0]
    return np.mean(positives[:, np.newaxis] > negatives)


@misconception(of="roc_auc", hint="A pair of equal scores counts one half. You count it as won.")
def roc_auc_ties_won(y_true, scores):
    positives, negatives = scores[y_true == 1], scores[y_true == 0]
    return np.mean(positives[:, np.newaxis] >= negatives)


@misconception(
    of="roc_auc",
    hint="Positive samples should have the higher scores. You count the pairs that the negative "
    "ones win.",
)
def roc_auc_other_way_round(y_true, scores):
    positives, negatives = scores[y_true == 1], scores[y_true == 0]
    return np.mean(np.sign(negatives - positives[:, np.newaxis]) / 2 + 0.5)


@misconception(
    of="roc_auc",
    hint="Scores that point the wrong way have an area below one half. Do not replace it with 1 "
    "minus the area.",
)
def roc_auc_turns_it_round(y_true, scores):
    positives, negatives = scores[y_true == 1], scores[y_true == 0]
    area = np.mean(np.sign(positives[:, np.newaxis] - negatives) / 2 + 0.5)
    return max(area, 1 - area)


@misconception(
    of="roc_auc",
    hint="You turn the scores into decisions first. The area takes all thresholds into account.",
)
def roc_auc_of_hard_decisions(y_true, scores):
    decisions = (scores >= 0.5).astype(float)
    positives, negatives = decisions[y_true == 1], decisions[y_true == 0]
    return np.mean(np.sign(positives[:, np.newaxis] - negatives) / 2 + 0.5)


@misconception(
    of="roc_auc",
    hint="A fixed grid of thresholds skips scores that lie close together or outside it. Take the "
    "thresholds from the scores.",
)
def roc_auc_fixed_grid(y_true, scores):
    thresholds = np.linspace(1 + 1e-7, -1e-7, 200)
    fpr = np.array([np.mean(scores[y_true == 0] >= t) for t in thresholds])
    tpr = np.array([np.mean(scores[y_true == 1] >= t) for t in thresholds])
    return np.sum(np.diff(fpr) * (tpr[1:] + tpr[:-1]) / 2)


@misconception(
    of="roc_auc",
    hint="This is the area under the curve of precision against recall. It depends on how rare "
    "the positive class is; the area under the ROC curve does not.",
)
def roc_auc_of_precision_and_recall(y_true, scores):
    thresholds = np.append(np.inf, np.unique(scores)[::-1])
    hits = np.array([np.sum(scores[y_true == 1] >= t) for t in thresholds])
    calls = np.array([np.sum(scores >= t) for t in thresholds])
    share = np.where(calls > 0, hits / np.maximum(calls, 1), 1.0)
    return np.sum(np.diff(hits / hits[-1]) * (share[1:] + share[:-1]) / 2)


@misconception(
    of="roc_auc",
    hint="Use trapezoids: where scores are equal the curve has a slanted segment, not a step.",
)
def roc_auc_left_rectangles(y_true, scores):
    thresholds = np.append(np.inf, np.unique(scores)[::-1])
    fpr = np.array([np.mean(scores[y_true == 0] >= t) for t in thresholds])
    tpr = np.array([np.mean(scores[y_true == 1] >= t) for t in thresholds])
    return np.sum(np.diff(fpr) * tpr[:-1]) + (fpr[1] * tpr[1] / 2 if len(fpr) == 2 else 0)


@misconception(
    of="roc_auc",
    hint="Your result depends on the order of samples with equal scores. They must pass the "
    "threshold together.",
)
def roc_auc_ties_one_by_one(y_true, scores):
    order = np.argsort(-scores, kind="stable")
    tpr = np.cumsum(y_true[order] == 1) / np.sum(y_true == 1)
    return np.mean(tpr[y_true[order] == 0])


@misconception(
    of="roc_auc", hint="Your curve lacks its first point (0, 0), so a piece of the area is missing."
)
def roc_auc_no_first_point(y_true, scores):
    thresholds = np.unique(scores)[::-1]
    fpr = np.array([np.mean(scores[y_true == 0] >= t) for t in thresholds])
    tpr = np.array([np.mean(scores[y_true == 1] >= t) for t in thresholds])
    return np.sum(np.diff(fpr) * (tpr[1:] + tpr[:-1]) / 2)


@misconception(
    of="roc_auc",
    hint="This is twice the area minus one, the Gini coefficient. The exercise asks for the area.",
)
def roc_auc_gini(y_true, scores):
    positives, negatives = scores[y_true == 1], scores[y_true == 0]
    return np.mean(np.sign(positives[:, np.newaxis] - negatives))


@misconception(
    of="roc_auc",
    hint="Divide by the number of pairs of a positive and a negative sample, not of all pairs.",
)
def roc_auc_share_of_all_pairs(y_true, scores):
    positives, negatives = scores[y_true == 1], scores[y_true == 0]
    wins = np.sum(np.sign(positives[:, np.newaxis] - negatives) / 2 + 0.5)
    return wins / (len(scores) * (len(scores) - 1) / 2)


@misconception(
    of="roc_auc",
    hint="This is the accuracy at one threshold. The area needs no threshold at all.",
)
def roc_auc_accuracy(y_true, scores):
    return np.mean((scores >= 0.5) == (y_true == 1))


@misconception(
    of="roc_auc",
    hint="The area should never be negative: check the direction in which you follow the curve.",
)
def roc_auc_walks_backwards(y_true, scores):
    thresholds = np.append(np.unique(scores), np.inf)
    fpr = np.array([np.mean(scores[y_true == 0] >= t) for t in thresholds])
    tpr = np.array([np.mean(scores[y_true == 1] >= t) for t in thresholds])
    return np.sum(np.diff(fpr) * (tpr[1:] + tpr[:-1]) / 2)


@misconception(
    of="roc_auc",
    hint="You compare sorted samples one to one. Compare every positive sample with every "
    "negative one.",
)
def roc_auc_meets_one_opponent(y_true, scores):
    positives, negatives = scores[y_true == 1], scores[y_true == 0]
    size = min(len(positives), len(negatives))
    return np.mean(np.sign(positives[:size] - negatives[:size]) / 2 + 0.5)


@misconception(
    of="threshold_for_fpr",
    hint="The highest threshold stays within every limit but finds nothing. Among those within "
    "the limit choose the highest recall.",
)
def threshold_for_fpr_highest_threshold(y_true, scores, max_fpr):
    candidates = np.append(np.inf, np.unique(scores)[::-1])
    allowed = [t for t in candidates if np.mean(scores[y_true == 0] >= t) <= max_fpr]
    return max(allowed)


@misconception(
    of="threshold_for_fpr",
    hint="A false positive rate equal to the limit is allowed: it does not exceed it.",
)
def threshold_for_fpr_strict_limit(y_true, scores, max_fpr):
    candidates = np.unique(scores)
    allowed = [t for t in candidates if np.mean(scores[y_true == 0] >= t) < max_fpr]
    return min(allowed) if allowed else np.inf


@misconception(
    of="threshold_for_fpr", hint="You stop one point too late, at the first one over the limit."
)
def threshold_for_fpr_first_beyond(y_true, scores, max_fpr):
    for threshold in np.unique(scores)[::-1]:
        if np.mean(scores[y_true == 0] >= threshold) > max_fpr:
            return threshold
    return scores.min()


@misconception(
    of="threshold_for_fpr",
    hint="The nearest false positive rate may lie over the limit. Look only at rates within it.",
)
def threshold_for_fpr_nearest_rate(y_true, scores, max_fpr):
    candidates = np.append(np.inf, np.unique(scores)[::-1])
    fpr = np.array([np.mean(scores[y_true == 0] >= t) for t in candidates])
    return candidates[np.argmin(np.abs(fpr - max_fpr))]


@misconception(
    of="threshold_for_fpr",
    hint="This is the position of the threshold in a list. Return the threshold itself.",
)
def threshold_for_fpr_returns_the_place(y_true, scores, max_fpr):
    candidates = np.append(np.inf, np.unique(scores)[::-1])
    fpr = np.array([np.mean(scores[y_true == 0] >= t) for t in candidates])
    return np.flatnonzero(fpr <= max_fpr)[-1]


@misconception(
    of="threshold_for_fpr",
    hint="This is the recall that can be reached. Return the threshold that reaches it.",
)
def threshold_for_fpr_returns_the_recall(y_true, scores, max_fpr):
    candidates = np.append(np.inf, np.unique(scores)[::-1])
    allowed = [t for t in candidates if np.mean(scores[y_true == 0] >= t) <= max_fpr]
    return max(np.mean(scores[y_true == 1] >= t) for t in allowed)


@misconception(
    of="threshold_for_fpr",
    hint="A quantile of the negative scores may be equal to or below a score that should stay "
    "negative. Samples at the threshold count as positive.",
)
def threshold_for_fpr_quantile(y_true, scores, max_fpr):
    return np.quantile(scores[y_true == 0], 1 - max_fpr)


@misconception(
    of="threshold_for_fpr",
    hint="You weigh the two rates against each other. Here only the limit says what is allowed.",
)
def threshold_for_fpr_greatest_difference(y_true, scores, max_fpr):
    candidates = np.append(np.inf, np.unique(scores)[::-1])
    fpr = np.array([np.mean(scores[y_true == 0] >= t) for t in candidates])
    tpr = np.array([np.mean(scores[y_true == 1] >= t) for t in candidates])
    return candidates[np.argmax(np.where(fpr <= max_fpr, tpr - fpr, -1))]


@misconception(
    of="threshold_for_fpr",
    hint="A fixed grid between 0 and 1 is too coarse for some scores and too narrow for others. "
    "Take the candidates from the scores.",
)
def threshold_for_fpr_fixed_grid(y_true, scores, max_fpr):
    candidates = np.linspace(0, 1, 101)
    allowed = [t for t in candidates if np.mean(scores[y_true == 0] >= t) <= max_fpr]
    return min(allowed) if allowed else np.inf


@misconception(
    of="threshold_for_fpr",
    hint="A sample whose score equals the threshold is positive. With a strict comparison you let "
    "in one score too many.",
)
def threshold_for_fpr_strict_comparison(y_true, scores, max_fpr):
    candidates = np.append(scores.min() - 1, np.unique(scores))
    return min(t for t in candidates if np.mean(scores[y_true == 0] > t) <= max_fpr)


@misconception(
    of="threshold_for_fpr",
    hint="The limit is on the false positive rate. You limit the recall.",
)
def threshold_for_fpr_limits_the_recall(y_true, scores, max_fpr):
    candidates = np.append(np.inf, np.unique(scores)[::-1])
    return min(t for t in candidates if np.mean(scores[y_true == 1] >= t) <= max_fpr)


@misconception(
    of="threshold_for_fpr",
    hint="If no score stays within the limit there is still an answer: a threshold above all of "
    "them.",
)
def threshold_for_fpr_no_way_out(y_true, scores, max_fpr):
    return min(t for t in np.unique(scores) if np.mean(scores[y_true == 0] >= t) <= max_fpr)


@misconception(
    of="threshold_for_fpr",
    hint="If no score stays within the limit, the greatest score is not high enough: samples that "
    "have it are called positive.",
)
def threshold_for_fpr_falls_back_to_the_maximum(y_true, scores, max_fpr):
    allowed = [t for t in np.unique(scores) if np.mean(scores[y_true == 0] >= t) <= max_fpr]
    return min(allowed) if allowed else scores.max()


@misconception(
    of="threshold_for_fpr",
    hint="If no score stays within the limit you return 1, but scores may be 1 or more.",
)
def threshold_for_fpr_falls_back_to_one(y_true, scores, max_fpr):
    allowed = [t for t in np.unique(scores) if np.mean(scores[y_true == 0] >= t) <= max_fpr]
    return min(allowed) if allowed else 1.0


@misconception(
    of="threshold_for_fpr",
    hint="The false positive rate is the share of the negative samples. You divide by all samples.",
)
def threshold_for_fpr_share_of_all_samples(y_true, scores, max_fpr):
    candidates = np.append(np.inf, np.unique(scores)[::-1])
    return min(t for t in candidates if np.mean((scores >= t) & (y_true == 0)) <= max_fpr)


@misconception(
    of="threshold_for_fpr",
    hint="You limit the share of false alarms among the positive calls, 1 minus precision. The "
    "false positive rate is the share of the negative samples.",
)
def threshold_for_fpr_limits_false_discoveries(y_true, scores, max_fpr):
    candidates = np.unique(scores)
    allowed = [t for t in candidates if np.mean(y_true[scores >= t] == 0) <= max_fpr]
    return min(allowed) if allowed else np.inf


@misconception(
    of="threshold_for_fpr",
    hint="You look only at the corners of the curve. A threshold in the middle of a straight "
    "stretch may be the best one within the limit.",
)
def threshold_for_fpr_corners_only(y_true, scores, max_fpr):
    candidates = np.append(np.inf, np.unique(scores)[::-1])
    fpr = np.array([np.mean(scores[y_true == 0] >= t) for t in candidates])
    tpr = np.array([np.mean(scores[y_true == 1] >= t) for t in candidates])
    bend = np.diff(fpr)[:-1] * np.diff(tpr)[1:] - np.diff(fpr)[1:] * np.diff(tpr)[:-1]
    kept = np.concatenate([[True], np.abs(bend) > 1e-9, [True]])
    return candidates[kept][np.flatnonzero(fpr[kept] <= max_fpr)[-1]]


@misconception(
    of="threshold_for_fpr",
    hint="You sort the caller's array. Sort a copy.",
)
def threshold_for_fpr_sorts_in_place(y_true, scores, max_fpr):
    negatives = scores[y_true == 0]
    scores.sort()
    allowed = [t for t in scores if np.mean(negatives >= t) <= max_fpr]
    return min(allowed) if allowed else np.inf


@misconception(
    of="threshold_for_fpr",
    hint="Equal scores are let in together. You step through the sorted negative samples as if "
    "each could be let in alone.",
)
def threshold_for_fpr_counts_down_ties(y_true, scores, max_fpr):
    negatives = np.sort(scores[y_true == 0])[::-1]
    allowed = int(max_fpr * len(negatives))
    if allowed == 0:
        return np.nextafter(float(negatives[0]), np.inf)
    return min(negatives[allowed - 1], scores.min()) if max_fpr == 1 else negatives[allowed - 1]


@misconception(
    of="metric_for_screening",
    hint="A test that sends everybody home is right about all but 20 of the 10,000 people.",
)
def metric_for_screening_accuracy():
    return "accuracy"


@misconception(
    of="metric_for_screening",
    hint="This metric looks at the people who are called ill. The people sent home by mistake are "
    "not among them.",
)
def metric_for_screening_precision():
    return "precision"


@misconception(
    of="metric_for_screening",
    hint="This metric also rewards fewer unnecessary examinations, but those are already within "
    "the limit.",
)
def metric_for_screening_f1():
    return "F1"


@misconception(
    of="metric_for_screening",
    hint="This metric is about healthy people, and you would want to keep it low.",
)
def metric_for_screening_false_positive_rate():
    return "false positive rate"
