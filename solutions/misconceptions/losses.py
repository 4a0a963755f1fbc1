"""Wrong answers to the exercises of 04 losses, each with the hint its author needs."""

import math

import numpy as np

from autograder.course.bank import misconception

EPSILON = 1e-7
SEEN = {}  # a global variable, as kept by wrong answers that remember between calls

# mse


@misconception(of="mse", hint="Average the squared errors instead of adding them up.")
def mse_sums(y_true, y_pred):
    error = np.ravel(y_true).astype(float) - np.ravel(y_pred)
    return np.sum(error**2)


@misconception(
    of="mse", hint="Divide by the number of elements, outputs included, not by the number of rows."
)
def mse_averages_over_samples_only(y_true, y_pred):
    error = np.ravel(y_true).astype(float) - np.ravel(y_pred)
    return np.sum(error**2) / len(y_true)


@misconception(of="mse", hint="Return a single number: average over the samples too.")
def mse_one_value_a_sample(y_true, y_pred):
    y_pred = np.reshape(y_pred, np.shape(y_true))
    return np.mean((y_true.astype(float) - y_pred) ** 2, axis=-1)


@misconception(of="mse", hint="The factor of one half in some textbooks is not part of this loss.")
def mse_halves(y_true, y_pred):
    error = np.ravel(y_true).astype(float) - np.ravel(y_pred)
    return np.mean(error**2) / 2


@misconception(of="mse", hint="Square the errors, or errors of opposite sign cancel.")
def mse_forgets_square(y_true, y_pred):
    return np.mean(np.ravel(y_true).astype(float) - np.ravel(y_pred))


@misconception(of="mse", hint="Square each error first, then average: the order matters.")
def mse_squares_the_mean(y_true, y_pred):
    return np.mean(np.ravel(y_true).astype(float) - np.ravel(y_pred)) ** 2


@misconception(
    of="mse", hint="This is the mean of the absolute errors; the errors must be squared."
)
def mse_is_mae(y_true, y_pred):
    return np.mean(np.abs(np.ravel(y_true).astype(float) - np.ravel(y_pred)))


@misconception(of="mse", hint="Do not take the root: that would be the RMSE.")
def mse_takes_the_root(y_true, y_pred):
    error = np.ravel(y_true).astype(float) - np.ravel(y_pred)
    return np.sqrt(np.mean(error**2))


@misconception(of="mse", hint="Square the difference, not target and prediction separately.")
def mse_squares_before_subtracting(y_true, y_pred):
    return np.mean(np.ravel(y_true).astype(float) ** 2 - np.ravel(y_pred).astype(float) ** 2)


@misconception(
    of="mse", hint="A loss is the full mean: divide by the number of elements, not by one less."
)
def mse_divides_by_one_less(y_true, y_pred):
    error = np.ravel(y_true).astype(float) - np.ravel(y_pred)
    return np.sum(error**2) / max(error.size - 1, 1)


@misconception(
    of="mse", hint="A constant shift of the predictions is an error too; do not remove it."
)
def mse_is_a_variance(y_true, y_pred):
    return np.var(np.ravel(y_true).astype(float) - np.ravel(y_pred))


@misconception(of="mse", hint="A median hides the large errors; take the mean.")
def mse_takes_the_median(y_true, y_pred):
    error = np.ravel(y_true).astype(float) - np.ravel(y_pred)
    return np.median(error**2)


@misconception(
    of="mse", hint="A column minus a flat array is a table. Bring both to the same shape."
)
def mse_broadcasts_a_column(y_true, y_pred):
    return np.mean((y_true.astype(float) - y_pred) ** 2)


@misconception(of="mse", hint="Small integer types wrap around. Compute in floating point.")
def mse_wraps_around(y_true, y_pred):
    error = np.ravel(y_true) - np.ravel(y_pred)
    return np.mean(error**2)


@misconception(of="mse", hint="The difference had wrapped around before it became a float.")
def mse_converts_too_late(y_true, y_pred):
    error = np.subtract(np.ravel(y_true), np.ravel(y_pred) * 1).astype(float)
    return np.mean(error * error)


@misconception(of="mse", hint="Do not round the loss.")
def mse_rounds(y_true, y_pred):
    error = np.ravel(y_true).astype(float) - np.ravel(y_pred)
    return np.round(np.mean(error**2), 4)


@misconception(of="mse", hint="Large errors count in full; do not cut them off.")
def mse_limits_errors(y_true, y_pred):
    error = np.ravel(y_true).astype(float) - np.ravel(y_pred)
    return np.mean(np.clip(error, -1000, 1000) ** 2)


@misconception(
    of="mse", hint="Compute the difference in a new array, not in the one you were given."
)
def mse_in_place(y_true, y_pred):
    if y_pred.dtype != np.float64:
        y_pred = y_pred.astype(float)
    y_pred -= np.reshape(y_true, y_pred.shape)
    return np.mean(y_pred**2)


@misconception(of="mse", hint="Return the loss; printing it is not enough.")
def mse_prints(y_true, y_pred):
    error = np.ravel(y_true).astype(float) - np.ravel(y_pred)
    print(np.mean(error**2))


@misconception(
    of="mse",
    hint="You average the squared errors of each output separately. Return one "
    "number, their mean over all samples and all outputs.",
)
def mse_one_value_an_output(y_true, y_pred):
    return np.mean((y_true.astype(float) - y_pred) ** 2, axis=0)


# mae


@misconception(of="mae", hint="Take the absolute value of each error first, then average.")
def mae_abs_of_the_mean(y_true, y_pred):
    return np.abs(np.mean(np.ravel(y_true).astype(float) - np.ravel(y_pred)))


@misconception(of="mae", hint="Compute the mean, not the median.")
def mae_takes_the_median(y_true, y_pred):
    return np.median(np.abs(np.ravel(y_true).astype(float) - np.ravel(y_pred)))


@misconception(of="mae", hint="A negative error must count as positive: take its absolute value.")
def mae_forgets_abs(y_true, y_pred):
    return np.mean(np.ravel(y_pred).astype(float) - np.ravel(y_true))


@misconception(of="mae", hint="Average the absolute errors instead of adding them up.")
def mae_sums(y_true, y_pred):
    return np.sum(np.abs(np.ravel(y_true).astype(float) - np.ravel(y_pred)))


@misconception(
    of="mae", hint="Divide by the number of elements, outputs included, not by the number of rows."
)
def mae_averages_over_samples_only(y_true, y_pred):
    return np.sum(np.abs(np.ravel(y_true).astype(float) - np.ravel(y_pred))) / len(y_true)


@misconception(of="mae", hint="Here the errors are not squared.")
def mae_squares(y_true, y_pred):
    return np.mean((np.ravel(y_true).astype(float) - np.ravel(y_pred)) ** 2)


@misconception(
    of="mae", hint="The root of the mean square is another loss: take absolute values, not squares."
)
def mae_is_rmse(y_true, y_pred):
    return np.sqrt(np.mean((np.ravel(y_true).astype(float) - np.ravel(y_pred)) ** 2))


@misconception(
    of="mae",
    hint="Take the absolute value of the difference, not the difference of absolute values.",
)
def mae_abs_before_subtracting(y_true, y_pred):
    return np.mean(np.abs(np.abs(np.ravel(y_true).astype(float)) - np.abs(np.ravel(y_pred) * 1.0)))


@misconception(
    of="mae", hint="A column minus a flat array is a table. Bring both to the same shape."
)
def mae_broadcasts_a_column(y_true, y_pred):
    return np.mean(np.abs(y_true.astype(float) - y_pred))


@misconception(of="mae", hint="Small integer types wrap around before you take the absolute value.")
def mae_wraps_around(y_true, y_pred):
    return np.mean(np.abs(np.ravel(y_true) - np.ravel(y_pred)))


@misconception(
    of="mae", hint="The errors are absolute, not relative: do not divide by the targets."
)
def mae_in_percent(y_true, y_pred):
    y_true = np.ravel(y_true).astype(float)
    return np.mean(np.abs(y_true - np.ravel(y_pred)) / np.maximum(np.abs(y_true), EPSILON))


@misconception(
    of="mae", hint="Compute the difference in a new array, not in the one you were given."
)
def mae_in_place(y_true, y_pred):
    if y_pred.dtype != np.float64:
        y_pred = y_pred.astype(float)
    y_pred -= np.reshape(y_true, y_pred.shape)
    return np.mean(np.abs(y_pred))


@misconception(of="mae", hint="Your function ends without returning its value.")
def mae_forgets_return(y_true, y_pred):
    np.mean(np.abs(np.ravel(y_true).astype(float) - np.ravel(y_pred)))


@misconception(
    of="mae",
    hint="You average the sizes of the errors of each output separately. Return one "
    "number, their mean over all samples and all outputs.",
)
def mae_one_value_an_output(y_true, y_pred):
    return np.mean(np.abs(y_true.astype(float) - y_pred), axis=0)


# huber


@misconception(
    of="huber", hint="A factor is missing in the quadratic part; the two branches must meet."
)
def huber_forgets_half(y_true, y_pred, delta=1.0):
    size = np.abs(np.ravel(y_true).astype(float) - np.ravel(y_pred))
    return np.mean(np.where(size <= delta, size**2, delta * (size - delta / 2)))


@misconception(
    of="huber", hint="The straight line does not pass through zero: the loss would jump."
)
def huber_line_without_offset(y_true, y_pred, delta=1.0):
    size = np.abs(np.ravel(y_true).astype(float) - np.ravel(y_pred))
    return np.mean(np.where(size <= delta, size**2 / 2, delta * size))


@misconception(
    of="huber", hint="At delta the line must begin where the parabola ends, not at zero."
)
def huber_line_from_zero(y_true, y_pred, delta=1.0):
    size = np.abs(np.ravel(y_true).astype(float) - np.ravel(y_pred))
    return np.mean(np.where(size <= delta, size**2 / 2, delta * (size - delta)))


@misconception(of="huber", hint="Large negative errors belong to the linear branch too.")
def huber_condition_on_signed_error(y_true, y_pred, delta=1.0):
    error = np.ravel(y_pred).astype(float) - np.ravel(y_true)
    return np.mean(np.where(error <= delta, error**2 / 2, delta * (np.abs(error) - delta / 2)))


@misconception(
    of="huber", hint="In the linear branch use the absolute value of the error, without its sign."
)
def huber_line_of_signed_error(y_true, y_pred, delta=1.0):
    error = np.ravel(y_pred).astype(float) - np.ravel(y_true)
    return np.mean(np.where(np.abs(error) <= delta, error**2 / 2, delta * (error - delta / 2)))


@misconception(of="huber", hint="Each error chooses its own branch, not the batch as a whole.")
def huber_one_branch_for_the_batch(y_true, y_pred, delta=1.0):
    size = np.abs(np.ravel(y_true).astype(float) - np.ravel(y_pred))
    if np.mean(size) <= delta:
        return np.mean(size**2 / 2)
    return np.mean(delta * (size - delta / 2))


@misconception(of="huber", hint="An array has no single truth value; choose for each element.")
def huber_if_on_an_array(y_true, y_pred, delta=1.0):
    size = np.abs(np.ravel(y_true).astype(float) - np.ravel(y_pred))
    if size <= delta:
        return np.mean(size**2 / 2)
    return np.mean(delta * (size - delta / 2))


@misconception(of="huber", hint="The two branches are exchanged: which one is for small errors?")
def huber_branches_exchanged(y_true, y_pred, delta=1.0):
    size = np.abs(np.ravel(y_true).astype(float) - np.ravel(y_pred))
    return np.mean(np.where(size > delta, size**2 / 2, delta * (size - delta / 2)))


@misconception(of="huber", hint="Use the given delta; it is not always 1.")
def huber_fixed_delta(y_true, y_pred, delta=1.0):
    size = np.abs(np.ravel(y_true).astype(float) - np.ravel(y_pred))
    return np.mean(np.where(size <= 1, size**2 / 2, size - 0.5))


@misconception(of="huber", hint="The slope of the line is delta, not 1.")
def huber_line_of_slope_one(y_true, y_pred, delta=1.0):
    size = np.abs(np.ravel(y_true).astype(float) - np.ravel(y_pred))
    return np.mean(np.where(size <= delta, size**2 / 2, size - delta / 2))


@misconception(of="huber", hint="You return the slope of the loss, not the loss.")
def huber_returns_slope(y_true, y_pred, delta=1.0):
    error = np.ravel(y_pred).astype(float) - np.ravel(y_true)
    return np.mean(np.clip(error, -delta, delta))


@misconception(of="huber", hint="Beyond delta the loss keeps growing; it is not cut off.")
def huber_cuts_off(y_true, y_pred, delta=1.0):
    size = np.abs(np.ravel(y_true).astype(float) - np.ravel(y_pred))
    return np.mean(np.minimum(size, delta) ** 2 / 2)


@misconception(of="huber", hint="The smooth approximation with a root is a different loss.")
def huber_pseudo(y_true, y_pred, delta=1.0):
    error = np.ravel(y_true).astype(float) - np.ravel(y_pred)
    return np.mean(delta**2 * (np.sqrt(1 + (error / delta) ** 2) - 1))


@misconception(
    of="huber", hint="PyTorch's smooth L1 loss divides this one by delta; here, do not divide."
)
def huber_smooth_l1(y_true, y_pred, delta=1.0):
    size = np.abs(np.ravel(y_true).astype(float) - np.ravel(y_pred))
    return np.mean(np.where(size <= delta, size**2 / (2 * delta), size - delta / 2))


@misconception(of="huber", hint="Average over the batch instead of adding up.")
def huber_sums(y_true, y_pred, delta=1.0):
    size = np.abs(np.ravel(y_true).astype(float) - np.ravel(y_pred))
    return np.sum(np.where(size <= delta, size**2 / 2, delta * (size - delta / 2)))


@misconception(
    of="huber", hint="A column minus a flat array is a table. Bring both to the same shape."
)
def huber_broadcasts_a_column(y_true, y_pred, delta=1.0):
    size = np.abs(y_true.astype(float) - y_pred)
    return np.mean(np.where(size <= delta, size**2 / 2, delta * (size - delta / 2)))


@misconception(of="huber", hint="Small integer types wrap around. Compute in floating point.")
def huber_wraps_around(y_true, y_pred, delta=1.0):
    size = np.abs(np.ravel(y_true) - np.ravel(y_pred))
    return np.mean(np.where(size <= delta, size**2 / 2, delta * (size - delta / 2)))


@misconception(of="huber", hint="Compute in new arrays; the ones you were given stay as they are.")
def huber_in_place(y_true, y_pred, delta=1.0):
    if y_pred.dtype != np.float64:
        y_pred = y_pred.astype(float)
    y_pred -= np.reshape(y_true, y_pred.shape)
    size = np.abs(y_pred)
    return np.mean(np.where(size <= delta, size**2 / 2, delta * (size - delta / 2)))


@misconception(
    of="huber",
    hint="Delta comes in twice where the errors are large: the slope of the line is delta, not its "
    "square.",
)
def huber_multiplies_by_delta_twice(y_true, y_pred, delta=1.0):
    size = np.abs(np.ravel(y_true).astype(float) - np.ravel(y_pred))
    return np.mean(np.where(size <= delta, size**2 / 2, delta**2 * (size - delta / 2)))


@misconception(
    of="huber",
    hint="Only the costs of large errors contain delta. You multiply those of small errors by it "
    "as well.",
)
def huber_multiplies_both_branches(y_true, y_pred, delta=1.0):
    size = np.abs(np.ravel(y_true).astype(float) - np.ravel(y_pred))
    return np.mean(delta * np.where(size <= delta, size**2 / 2, delta * (size - delta / 2)))


@misconception(
    of="huber",
    hint="The parabola is half the squared error, whatever delta is. You multiply it by delta.",
)
def huber_steeper_parabola(y_true, y_pred, delta=1.0):
    size = np.abs(np.ravel(y_true).astype(float) - np.ravel(y_pred))
    return np.mean(delta * np.where(size <= delta, size**2 / 2, size - delta / 2))


# hinge


@misconception(
    of="hinge", hint="The labels are already -1 and +1; converted to 0 and 1, half of them vanish."
)
def hinge_labels_as_zero_one(y_true, scores):
    positive = np.where(y_true == 1, 1.0, 0.0)
    return np.mean(np.maximum(0, 1 - positive * np.ravel(scores)))


@misconception(of="hinge", hint="The labels are already -1 and +1: do not convert them again.")
def hinge_converts_labels_again(y_true, scores):
    return np.mean(np.maximum(0, 1 - (2.0 * y_true - 1) * np.ravel(scores)))


@misconception(of="hinge", hint="The margin is missing: being right is not enough.")
def hinge_without_margin(y_true, scores):
    return np.mean(np.maximum(0, -np.ravel(scores).astype(float) * y_true))


@misconception(
    of="hinge", hint="Check the sign: a score that agrees with its label should cost less."
)
def hinge_wrong_sign(y_true, scores):
    return np.mean(np.maximum(0, 1 + np.ravel(scores).astype(float) * y_true))


@misconception(
    of="hinge", hint="Going beyond the margin gains nothing: the cost is never negative."
)
def hinge_without_maximum(y_true, scores):
    return np.mean(1 - np.ravel(scores).astype(float) * y_true)


@misconception(of="hinge", hint="This is the squared hinge loss; leave out the square.")
def hinge_squared(y_true, scores):
    return np.mean(np.maximum(0, 1 - np.ravel(scores).astype(float) * y_true) ** 2)


@misconception(of="hinge", hint="Python's max compares whole arrays; compare element by element.")
def hinge_python_max(y_true, scores):
    return np.mean(max(0, 1 - np.ravel(scores).astype(float) * y_true))


@misconception(of="hinge", hint="The largest cost of the batch is not the mean cost.")
def hinge_takes_the_worst(y_true, scores):
    return np.max(1 - np.ravel(scores).astype(float) * y_true, initial=0)


@misconception(
    of="hinge", hint="Compare each sample with zero first, then average, not the other way round."
)
def hinge_maximum_of_the_mean(y_true, scores):
    return max(0.0, np.mean(1 - np.ravel(scores).astype(float) * y_true))


@misconception(of="hinge", hint="Average over the samples instead of adding up.")
def hinge_sums(y_true, scores):
    return np.sum(np.maximum(0, 1 - np.ravel(scores).astype(float) * y_true))


@misconception(
    of="hinge", hint="Divide by the number of all samples, including those that cost nothing."
)
def hinge_averages_violations(y_true, scores):
    costs = np.maximum(0, 1 - np.ravel(scores).astype(float) * y_true)
    return np.sum(costs) / max(np.sum(costs > 0), 1)


@misconception(of="hinge", hint="The size of the score counts, not only its sign.")
def hinge_uses_the_decision(y_true, scores):
    return np.mean(np.maximum(0, 1 - np.sign(np.ravel(scores).astype(float)) * y_true))


@misconception(of="hinge", hint="Use the raw scores; there is no sigmoid or tanh before the loss.")
def hinge_squashes_scores(y_true, scores):
    return np.mean(np.maximum(0, 1 - np.tanh(np.ravel(scores).astype(float)) * y_true))


@misconception(of="hinge", hint="Compare label and score by a product, not by a difference.")
def hinge_of_the_difference(y_true, scores):
    return np.mean(np.maximum(0, 1 - np.abs(y_true - np.ravel(scores).astype(float))))


@misconception(
    of="hinge", hint="A column times a flat array is a table. Bring both to the same shape."
)
def hinge_broadcasts_a_column(y_true, scores):
    return np.mean(np.maximum(0, 1 - y_true * scores.astype(float)))


@misconception(
    of="hinge", hint="Compute in new arrays; the scores you were given stay as they are."
)
def hinge_in_place(y_true, scores):
    if scores.dtype != np.float64:
        scores = scores.astype(float)
    scores *= np.reshape(y_true, scores.shape)
    return np.mean(np.maximum(0, 1 - scores))


@misconception(
    of="hinge",
    hint="A set keeps only one of several equal samples, but each of them counts. Use a list.",
)
def hinge_of_different_samples(y_true, scores):
    samples = set(zip(y_true.tolist(), np.ravel(scores).tolist(), strict=True))
    costs = [max(0.0, 1.0 - label * score) for label, score in samples]
    return sum(costs) / len(costs)


# multiclass_hinge


@misconception(
    of="multiclass_hinge", hint="Only wrong classes add to the cost, not the true class."
)
def multiclass_hinge_counts_true_class(labels, scores):
    true_scores = scores[np.arange(len(labels)), labels].astype(float)[:, np.newaxis]
    return np.mean(np.sum(np.maximum(0, scores - true_scores + 1), axis=1))


@misconception(of="multiclass_hinge", hint="Subtract the true class's part for every sample.")
def multiclass_hinge_takes_one_off_the_batch(labels, scores):
    true_scores = scores[np.arange(len(labels)), labels].astype(float)[:, np.newaxis]
    return (np.sum(np.maximum(0, scores - true_scores + 1)) - 1) / len(labels)


@misconception(
    of="multiclass_hinge", hint="The margin is missing: the true class should lead by 1."
)
def multiclass_hinge_without_margin(labels, scores):
    true_scores = scores[np.arange(len(labels)), labels].astype(float)[:, np.newaxis]
    return np.mean(np.sum(np.maximum(0, scores - true_scores), axis=1))


@misconception(of="multiclass_hinge", hint="Check the sign: a leading true class should cost less.")
def multiclass_hinge_wrong_sign(labels, scores):
    samples = np.arange(len(labels))
    costs = np.maximum(0, scores[samples, labels].astype(float)[:, np.newaxis] - scores + 1)
    costs[samples, labels] = 0
    return np.mean(np.sum(costs, axis=1))


@misconception(
    of="multiclass_hinge",
    hint="A class that is far behind costs nothing; its cost is never negative.",
)
def multiclass_hinge_without_maximum(labels, scores):
    samples = np.arange(len(labels))
    costs = scores - scores[samples, labels].astype(float)[:, np.newaxis] + 1
    costs[samples, labels] = 0
    return np.mean(np.sum(costs, axis=1))


@misconception(
    of="multiclass_hinge", hint="All wrong classes add to the cost, not only the strongest one."
)
def multiclass_hinge_strongest_rival_only(labels, scores):
    samples = np.arange(len(labels))
    costs = np.maximum(0, scores - scores[samples, labels].astype(float)[:, np.newaxis] + 1)
    costs[samples, labels] = 0
    return np.mean(np.max(costs, axis=1))


@misconception(
    of="multiclass_hinge", hint="Add up over the classes; average over the samples only."
)
def multiclass_hinge_averages_over_everything(labels, scores):
    samples = np.arange(len(labels))
    costs = np.maximum(0, scores - scores[samples, labels].astype(float)[:, np.newaxis] + 1)
    costs[samples, labels] = 0
    return np.mean(costs)


@misconception(of="multiclass_hinge", hint="Do not divide by the number of wrong classes.")
def multiclass_hinge_averages_over_rivals(labels, scores):
    samples = np.arange(len(labels))
    costs = np.maximum(0, scores - scores[samples, labels].astype(float)[:, np.newaxis] + 1)
    costs[samples, labels] = 0
    return np.sum(costs) / (len(labels) * (scores.shape[1] - 1))


@misconception(of="multiclass_hinge", hint="Average over the samples instead of adding up.")
def multiclass_hinge_sums(labels, scores):
    samples = np.arange(len(labels))
    costs = np.maximum(0, scores - scores[samples, labels].astype(float)[:, np.newaxis] + 1)
    costs[samples, labels] = 0
    return np.sum(costs)


@misconception(
    of="multiclass_hinge", hint="Add what is missing for each class as it is, not squared."
)
def multiclass_hinge_squared(labels, scores):
    samples = np.arange(len(labels))
    costs = np.maximum(0, scores - scores[samples, labels].astype(float)[:, np.newaxis] + 1)
    costs[samples, labels] = 0
    return np.mean(np.sum(costs**2, axis=1))


@misconception(
    of="multiclass_hinge", hint="Each label picks one score, from the row of its sample."
)
def multiclass_hinge_picks_whole_columns(labels, scores):
    scores = scores.astype(float)
    costs = np.maximum(0, scores - scores[:, labels].mean(axis=1, keepdims=True) + 1)
    costs[np.arange(len(labels)), labels] = 0
    return np.mean(np.sum(costs, axis=1))


@misconception(
    of="multiclass_hinge",
    hint="Your true scores form a row, which pairs them with columns; make them a column.",
)
def multiclass_hinge_true_scores_as_a_row(labels, scores):
    samples = np.arange(len(labels))
    costs = np.maximum(0, scores - scores[samples, labels].astype(float) + 1)
    costs[samples, labels] = 0
    return np.mean(np.sum(costs, axis=1))


@misconception(of="multiclass_hinge", hint="Labels count from 0: the first class is 0, not 1.")
def multiclass_hinge_labels_from_one(labels, scores):
    samples, labels = np.arange(len(labels)), labels.astype(int) - 1
    costs = np.maximum(0, scores - scores[samples, labels].astype(float)[:, np.newaxis] + 1)
    costs[samples, labels] = 0
    return np.mean(np.sum(costs, axis=1))


@misconception(
    of="multiclass_hinge",
    hint="A batch may lack the last class: the columns tell you how many there are.",
)
def multiclass_hinge_classes_of_the_batch(labels, scores):
    scores = scores[:, : int(np.max(labels)) + 1].astype(float)
    samples = np.arange(len(labels))
    costs = np.maximum(0, scores - scores[samples, labels][:, np.newaxis] + 1)
    costs[samples, labels] = 0
    return np.mean(np.sum(costs, axis=1))


@misconception(
    of="multiclass_hinge", hint="Compare with the score of the true class, not the best one."
)
def multiclass_hinge_against_the_best(labels, scores):
    scores = scores.astype(float)
    costs = np.maximum(0, scores - np.max(scores, axis=1, keepdims=True) + 1)
    costs[np.arange(len(labels)), labels] = 0
    return np.mean(np.sum(costs, axis=1))


@misconception(
    of="multiclass_hinge", hint="Small integer types wrap around. Compute in floating point."
)
def multiclass_hinge_wraps_around(labels, scores):
    samples = np.arange(len(labels))
    margins = (scores - scores[samples, labels][:, np.newaxis]).astype(float) + 1
    margins[samples, labels] = 0
    return np.mean(np.sum(np.maximum(0, margins), axis=1))


@misconception(
    of="multiclass_hinge", hint="Work on a copy: the scores you were given are overwritten."
)
def multiclass_hinge_in_place(labels, scores):
    if scores.dtype != np.float64:
        scores = scores.astype(float)
    samples = np.arange(len(labels))
    scores -= scores[samples, labels][:, np.newaxis] - 1
    scores[samples, labels] = 0
    return np.mean(np.sum(np.maximum(0, scores), axis=1))


@misconception(
    of="multiclass_hinge",
    hint="A wrong class that scores exactly as much as the true one costs 1. Leave the true class "
    "out by its number, not by its score or its cost.",
)
def multiclass_hinge_takes_ones_for_the_true_class(labels, scores):
    samples = np.arange(len(labels))
    costs = np.maximum(0, scores - scores[samples, labels].astype(float)[:, np.newaxis] + 1)
    costs[costs == 1] = 0
    return np.mean(np.sum(costs, axis=1))


# bernoulli_likelihood


@misconception(of="bernoulli_likelihood", hint="For label 0 the factor is the probability of a 0.")
def bernoulli_likelihood_multiplies_p(y_true, p):
    return np.prod(np.ravel(p))


@misconception(of="bernoulli_likelihood", hint="Samples with label 0 have a factor too.")
def bernoulli_likelihood_ignores_zeros(y_true, p):
    return np.prod(np.ravel(p)[y_true == 1])


@misconception(
    of="bernoulli_likelihood", hint="The two labels are exchanged: p belongs to label 1."
)
def bernoulli_likelihood_labels_exchanged(y_true, p):
    p = np.ravel(p)
    return np.prod(np.where(y_true == 1, 1 - p, p))


@misconception(
    of="bernoulli_likelihood", hint="A factor that is 0 for label 0 makes the product 0."
)
def bernoulli_likelihood_label_times_p(y_true, p):
    return np.prod(y_true * np.ravel(p))


@misconception(of="bernoulli_likelihood", hint="Independent events: their probabilities multiply.")
def bernoulli_likelihood_adds(y_true, p):
    p = np.ravel(p)
    return np.sum(np.where(y_true == 1, p, 1 - p))


@misconception(
    of="bernoulli_likelihood", hint="Return the product of the factors, not their average."
)
def bernoulli_likelihood_averages(y_true, p):
    p = np.ravel(p)
    return np.mean(np.where(y_true == 1, p, 1 - p))


@misconception(of="bernoulli_likelihood", hint="Do not take a root: return the whole product.")
def bernoulli_likelihood_geometric_mean(y_true, p):
    p = np.ravel(p)
    return np.prod(np.where(y_true == 1, p, 1 - p)) ** (1 / len(y_true))


@misconception(
    of="bernoulli_likelihood", hint="That is its logarithm. Return the likelihood itself."
)
def bernoulli_likelihood_is_logarithm(y_true, p):
    p = np.ravel(p)
    return np.sum(np.log(np.where(y_true == 1, p, 1 - p)))


@misconception(
    of="bernoulli_likelihood", hint="Return one number for the batch, not a factor for each sample."
)
def bernoulli_likelihood_one_factor_a_sample(y_true, p):
    p = np.ravel(p)
    return np.where(y_true == 1, p, 1 - p)


@misconception(of="bernoulli_likelihood", hint="Do not clip the probabilities here.")
def bernoulli_likelihood_clips(y_true, p):
    p = np.clip(np.ravel(p), EPSILON, 1 - EPSILON)
    return np.prod(np.where(y_true == 1, p, 1 - p))


@misconception(
    of="bernoulli_likelihood",
    hint="The label must choose one of the two factors; you multiply both for every sample.",
)
def bernoulli_likelihood_without_switch(y_true, p):
    p = np.ravel(p)
    return np.prod(p * (1 - p))


@misconception(
    of="bernoulli_likelihood", hint="The order of the labels is fixed; do not count orders."
)
def bernoulli_likelihood_counts_orders(y_true, p):
    p = np.ravel(p)
    ones = int(np.sum(y_true == 1))
    return math.comb(len(y_true), ones) * np.prod(np.where(y_true == 1, p, 1 - p))


@misconception(of="bernoulli_likelihood", hint="A column and a flat array make a table of factors.")
def bernoulli_likelihood_broadcasts_a_column(y_true, p):
    return np.prod(np.where(y_true == 1, p, 1 - p))


@misconception(of="bernoulli_likelihood", hint="You overwrite the probabilities you were given.")
def bernoulli_likelihood_in_place(y_true, p):
    p = p.reshape(-1)
    p[y_true == 0] = 1 - p[y_true == 0]
    return np.prod(p)


# binary_cross_entropy


@misconception(
    of="binary_cross_entropy", hint="Logarithms of probabilities are negative; a cost is not."
)
def binary_cross_entropy_forgets_minus(y_true, p):
    p = np.clip(np.ravel(p), EPSILON, 1 - EPSILON)
    return np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))


@misconception(of="binary_cross_entropy", hint="Samples with label 0 cost something too.")
def binary_cross_entropy_label_one_only(y_true, p):
    p = np.clip(np.ravel(p), EPSILON, 1 - EPSILON)
    return -np.mean(y_true * np.log(p))


@misconception(of="binary_cross_entropy", hint="Samples with label 1 cost something too.")
def binary_cross_entropy_label_zero_only(y_true, p):
    p = np.clip(np.ravel(p), EPSILON, 1 - EPSILON)
    return -np.mean((1 - y_true) * np.log(1 - p))


@misconception(of="binary_cross_entropy", hint="The minus sign applies to both terms.")
def binary_cross_entropy_minus_on_one_term(y_true, p):
    p = np.clip(np.ravel(p), EPSILON, 1 - EPSILON)
    return np.mean(-y_true.astype(float) * np.log(p) + (1 - y_true) * np.log(1 - p))


@misconception(
    of="binary_cross_entropy", hint="The labels are exchanged: which one goes with log p?"
)
def binary_cross_entropy_labels_exchanged(y_true, p):
    p = np.clip(np.ravel(p), EPSILON, 1 - EPSILON)
    return -np.mean((1 - y_true) * np.log(p) + y_true * np.log(1 - p))


@misconception(of="binary_cross_entropy", hint="Label and probability are exchanged.")
def binary_cross_entropy_arguments_exchanged(y_true, p):
    y, p = np.clip(y_true.astype(float), EPSILON, 1 - EPSILON), np.ravel(p)
    return -np.mean(p * np.log(y) + (1 - p) * np.log(1 - y))


@misconception(
    of="binary_cross_entropy", hint="Clip from above too: the other logarithm also meets 0."
)
def binary_cross_entropy_clips_below_only(y_true, p):
    p = np.maximum(np.ravel(p), EPSILON)
    with np.errstate(divide="ignore", invalid="ignore"):
        return -np.mean(np.where(y_true == 1, np.log(p), np.log(1 - p)))


@misconception(
    of="binary_cross_entropy", hint="Probabilities of 0 and 1 need clipping before the log."
)
def binary_cross_entropy_does_not_clip(y_true, p):
    p = np.ravel(p)
    return -np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))


@misconception(
    of="binary_cross_entropy", hint="Replacing NaN and infinity afterwards is not clipping."
)
def binary_cross_entropy_repairs_afterwards(y_true, p):
    p = np.ravel(p)
    with np.errstate(all="ignore"):
        costs = -(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))
    return np.mean(np.nan_to_num(costs, nan=0.0, posinf=0.0))


@misconception(of="binary_cross_entropy", hint="Clip to eps; do not add it to every probability.")
def binary_cross_entropy_adds_epsilon(y_true, p):
    p = np.ravel(p)
    return -np.mean(y_true * np.log(p + EPSILON) + (1 - y_true) * np.log(1 - p + EPSILON))


@misconception(
    of="binary_cross_entropy",
    hint="A bound other than the one in the text gives other extreme values.",
)
def binary_cross_entropy_other_epsilon(y_true, p):
    p = np.clip(np.ravel(p), 1e-15, 1 - 1e-15)
    return -np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))


@misconception(
    of="binary_cross_entropy", hint="Your bound is too wide: it moves ordinary values too."
)
def binary_cross_entropy_wide_epsilon(y_true, p):
    p = np.clip(np.ravel(p), 1e-3, 1 - 1e-3)
    return -np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))


@misconception(of="binary_cross_entropy", hint="Use the natural logarithm, not base 2.")
def binary_cross_entropy_in_bits(y_true, p):
    p = np.clip(np.ravel(p), EPSILON, 1 - EPSILON)
    return -np.mean(y_true * np.log2(p) + (1 - y_true) * np.log2(1 - p))


@misconception(of="binary_cross_entropy", hint="Use the natural logarithm, not base 10.")
def binary_cross_entropy_base_ten(y_true, p):
    p = np.clip(np.ravel(p), EPSILON, 1 - EPSILON)
    return -np.mean(y_true * np.log10(p) + (1 - y_true) * np.log10(1 - p))


@misconception(of="binary_cross_entropy", hint="Average over the samples instead of adding up.")
def binary_cross_entropy_sums(y_true, p):
    p = np.clip(np.ravel(p), EPSILON, 1 - EPSILON)
    return -np.sum(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))


@misconception(
    of="binary_cross_entropy", hint="These are probabilities already; no sigmoid is needed."
)
def binary_cross_entropy_sigmoid_again(y_true, p):
    p = np.clip(1 / (1 + np.exp(-np.ravel(p))), EPSILON, 1 - EPSILON)
    return -np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))


@misconception(
    of="binary_cross_entropy", hint="A column times a row is a table; the sum hides that."
)
def binary_cross_entropy_outer_product(y_true, p):
    p = np.clip(p.reshape(1, -1), EPSILON, 1 - EPSILON)
    y = y_true.reshape(-1, 1).astype(float)
    return -np.sum(np.dot(y, np.log(p)) + np.dot(1 - y, np.log(1 - p))) / len(y)


@misconception(of="binary_cross_entropy", hint="Predictions in a column must be flattened first.")
def binary_cross_entropy_broadcasts_a_column(y_true, p):
    p = np.clip(p, EPSILON, 1 - EPSILON)
    return -np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))


@misconception(
    of="binary_cross_entropy",
    hint="Minus a label of type uint8 wraps around. Negate floats instead.",
)
def binary_cross_entropy_negates_labels(y_true, p):
    p = np.clip(np.ravel(p), EPSILON, 1 - EPSILON)
    y = y_true.astype(int) if y_true.dtype == bool else y_true
    return np.mean(-y * np.log(p) - (1 - y) * np.log(1 - p))


@misconception(
    of="binary_cross_entropy", hint="The logarithm of the mean is not the mean of the logarithms."
)
def binary_cross_entropy_log_of_the_mean(y_true, p):
    p = np.clip(np.ravel(p), EPSILON, 1 - EPSILON)
    return -np.log(np.mean(np.where(y_true == 1, p, 1 - p)))


@misconception(
    of="binary_cross_entropy", hint="Clip into a new array; do not change the one you were given."
)
def binary_cross_entropy_clips_in_place(y_true, p):
    np.clip(p, EPSILON, 1 - EPSILON, out=p)
    p = np.ravel(p)
    return -np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))


@misconception(
    of="binary_cross_entropy", hint="Use the probability itself, not the decision made from it."
)
def binary_cross_entropy_of_decisions(y_true, p):
    p = np.clip((np.ravel(p) >= 0.5).astype(float), EPSILON, 1 - EPSILON)
    return -np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))


@misconception(
    of="binary_cross_entropy", hint="This is the mean squared error of the probabilities."
)
def binary_cross_entropy_is_brier(y_true, p):
    return np.mean((y_true - np.ravel(p)) ** 2)


# binary_cross_entropy_from_logits


@misconception(
    of="binary_cross_entropy_from_logits",
    hint="The exponential overflows for large logits. Take the larger part out first.",
)
def binary_cross_entropy_from_logits_overflows(y_true, z):
    z = np.ravel(z).astype(float)
    return np.mean(np.log(1 + np.exp(z)) - y_true * z)


@misconception(
    of="binary_cross_entropy_from_logits",
    hint="You have moved the overflow to the other side: negative logits can be huge too.",
)
def binary_cross_entropy_from_logits_overflows_below(y_true, z):
    z = np.ravel(z).astype(float)
    return np.mean(z + np.log1p(np.exp(-z)) - y_true * z)


@misconception(
    of="binary_cross_entropy_from_logits",
    hint="Choosing between two formulas still computes both, and one of them warns.",
)
def binary_cross_entropy_from_logits_where_evaluates_both(y_true, z):
    z = np.ravel(z).astype(float)
    return np.mean(np.where(z > 0, z + np.log1p(np.exp(-z)), np.log1p(np.exp(z))) - y_true * z)


@misconception(
    of="binary_cross_entropy_from_logits",
    hint="Going through a clipped probability limits the cost to about 16.",
)
def binary_cross_entropy_from_logits_clips_probabilities(y_true, z):
    p = np.exp(-np.logaddexp(0, -np.ravel(z).astype(float)))
    p = np.clip(p, EPSILON, 1 - EPSILON)
    return -np.mean(np.where(y_true == 1, np.log(p), np.log(1 - p)))


@misconception(
    of="binary_cross_entropy_from_logits",
    hint="A bound nearer to zero is still a bound: do not clip anything here.",
)
def binary_cross_entropy_from_logits_clips_less(y_true, z):
    p = np.exp(-np.logaddexp(0, -np.ravel(z).astype(float)))
    p = np.clip(p, 1e-15, 1 - 1e-15)
    return -np.mean(np.where(y_true == 1, np.log(p), np.log(1 - p)))


@misconception(
    of="binary_cross_entropy_from_logits",
    hint="The sigmoid of a large logit is exactly 1, and 1 - 1 has no logarithm.",
)
def binary_cross_entropy_from_logits_through_the_sigmoid(y_true, z):
    p = np.exp(-np.logaddexp(0, -np.ravel(z).astype(float)))
    return -np.mean(np.where(y_true == 1, np.log(p), np.log(1 - p)))


@misconception(
    of="binary_cross_entropy_from_logits",
    hint="Limiting the logits limits the cost: large logits must count in full.",
)
def binary_cross_entropy_from_logits_limits_logits(y_true, z):
    z = np.clip(np.ravel(z).astype(float), -500, 500)
    return np.mean(np.logaddexp(0, z) - y_true * z)


@misconception(
    of="binary_cross_entropy_from_logits",
    hint="Logits are not probabilities: the sigmoid is missing.",
)
def binary_cross_entropy_from_logits_takes_them_for_probabilities(y_true, z):
    p = np.clip(np.ravel(z).astype(float), EPSILON, 1 - EPSILON)
    return -np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))


@misconception(
    of="binary_cross_entropy_from_logits",
    hint="The sign of the logit in the sigmoid is wrong: large logits mean label 1.",
)
def binary_cross_entropy_from_logits_wrong_sigmoid_sign(y_true, z):
    z = -np.ravel(z).astype(float)
    return np.mean(np.logaddexp(0, z) - y_true * z)


@misconception(
    of="binary_cross_entropy_from_logits",
    hint="For label 1 the logit lowers the cost; you raise it.",
)
def binary_cross_entropy_from_logits_adds_second_term(y_true, z):
    z = np.ravel(z).astype(float)
    return np.mean(np.logaddexp(0, z) + y_true * z)


@misconception(
    of="binary_cross_entropy_from_logits", hint="The labels have no effect on your loss."
)
def binary_cross_entropy_from_logits_ignores_labels(y_true, z):
    return np.mean(np.logaddexp(0, np.ravel(z).astype(float)))


@misconception(
    of="binary_cross_entropy_from_logits",
    hint="The loss is a cost: mind the minus sign.",
)
def binary_cross_entropy_from_logits_forgets_minus(y_true, z):
    z = np.ravel(z).astype(float)
    return np.mean(y_true * z - np.logaddexp(0, z))


@misconception(
    of="binary_cross_entropy_from_logits",
    hint="The small second part of the logarithm is missing.",
)
def binary_cross_entropy_from_logits_drops_the_correction(y_true, z):
    z = np.ravel(z).astype(float)
    return np.mean(np.maximum(z, 0) - y_true * z)


@misconception(
    of="binary_cross_entropy_from_logits",
    hint="The exponent in the correction must never be positive: use the size of z.",
)
def binary_cross_entropy_from_logits_correction_without_size(y_true, z):
    z = np.ravel(z).astype(float)
    return np.mean(np.maximum(z, 0) - y_true * z + np.logaddexp(0, -z))


@misconception(
    of="binary_cross_entropy_from_logits",
    hint="Average over the samples instead of adding up.",
)
def binary_cross_entropy_from_logits_sums(y_true, z):
    z = np.ravel(z).astype(float)
    return np.sum(np.logaddexp(0, z) - y_true * z)


@misconception(
    of="binary_cross_entropy_from_logits", hint="Here the labels are 0 and 1, not -1 and +1."
)
def binary_cross_entropy_from_logits_labels_as_signs(y_true, z):
    return np.mean(np.logaddexp(0, -y_true * np.ravel(z).astype(float)))


@misconception(
    of="binary_cross_entropy_from_logits",
    hint="Converting labels to signs wraps around in a small type such as uint8.",
)
def binary_cross_entropy_from_logits_wraps_signs(y_true, z):
    signs = 2 * y_true - 1
    return np.mean(np.logaddexp(0, -np.ravel(z).astype(float) * signs))


@misconception(
    of="binary_cross_entropy_from_logits",
    hint="Minus a logit of type uint8 is not a negative number. Convert to float first.",
)
def binary_cross_entropy_from_logits_wraps_logits(y_true, z):
    z = np.ravel(z)
    return np.mean(np.logaddexp(0, np.where(y_true == 1, -z, z).astype(float)))


@misconception(
    of="binary_cross_entropy_from_logits",
    hint="Logits in a column must be flattened before they meet the labels.",
)
def binary_cross_entropy_from_logits_broadcasts_a_column(y_true, z):
    return np.mean(np.logaddexp(0, z.astype(float)) - y_true * z.astype(float))


@misconception(
    of="binary_cross_entropy_from_logits",
    hint="You overwrite the logits you were given; compute new arrays.",
)
def binary_cross_entropy_from_logits_in_place(y_true, z):
    if z.dtype != np.float64:
        z = z.astype(float)
    z[...] = np.where(np.reshape(y_true, z.shape) == 1, -z, z)
    return np.mean(np.logaddexp(0, z))


@misconception(
    of="binary_cross_entropy_from_logits",
    hint="You lose digits: compute in double precision, even for tiny costs.",
)
def binary_cross_entropy_from_logits_loses_digits(y_true, z):
    z = np.ravel(z).astype(np.float32).astype(float)
    soft = np.log(np.float32(1) + np.exp(-np.abs(z)).astype(np.float32))
    return np.mean(np.maximum(z, 0) - y_true * z + soft)


# categorical_cross_entropy


@misconception(
    of="categorical_cross_entropy", hint="Average over the samples only; over the classes, add up."
)
def categorical_cross_entropy_averages_over_classes(one_hot, p):
    return -np.mean(one_hot * np.log(np.clip(p, EPSILON, 1 - EPSILON)))


@misconception(
    of="categorical_cross_entropy", hint="Average over the samples instead of adding up."
)
def categorical_cross_entropy_sums(one_hot, p):
    return -np.sum(one_hot * np.log(np.clip(p, EPSILON, 1 - EPSILON)))


@misconception(
    of="categorical_cross_entropy",
    hint="Divide by the number of samples, not by the number of classes.",
)
def categorical_cross_entropy_wrong_axis(one_hot, p):
    return -np.mean(np.sum(one_hot * np.log(np.clip(p, EPSILON, 1 - EPSILON)), axis=0))


@misconception(
    of="categorical_cross_entropy", hint="Return one number for the batch, not one per sample."
)
def categorical_cross_entropy_one_value_a_sample(one_hot, p):
    return -np.sum(one_hot * np.log(np.clip(p, EPSILON, 1 - EPSILON)), axis=1)


@misconception(of="categorical_cross_entropy", hint="A cost is positive: mind the minus sign.")
def categorical_cross_entropy_forgets_minus(one_hot, p):
    return np.mean(np.sum(one_hot * np.log(np.clip(p, EPSILON, 1 - EPSILON)), axis=1))


@misconception(
    of="categorical_cross_entropy", hint="A probability of 0 must be clipped before the logarithm."
)
def categorical_cross_entropy_does_not_clip(one_hot, p):
    return -np.mean(np.sum(one_hot * np.log(p), axis=1))


@misconception(of="categorical_cross_entropy", hint="Clip from above too, as the text says.")
def categorical_cross_entropy_clips_below_only(one_hot, p):
    return -np.mean(np.sum(one_hot * np.log(np.maximum(p, EPSILON)), axis=1))


@misconception(of="categorical_cross_entropy", hint="Clip to eps; do not add it to every p.")
def categorical_cross_entropy_adds_epsilon(one_hot, p):
    return -np.mean(np.sum(one_hot * np.log(p + EPSILON), axis=1))


@misconception(
    of="categorical_cross_entropy", hint="A bound other than the one in the text changes the cost."
)
def categorical_cross_entropy_other_epsilon(one_hot, p):
    return -np.mean(np.sum(one_hot * np.log(np.clip(p, 1e-15, 1 - 1e-15)), axis=1))


@misconception(
    of="categorical_cross_entropy", hint="Leaving out infinite costs hides the worst errors."
)
def categorical_cross_entropy_leaves_out_infinities(one_hot, p):
    with np.errstate(all="ignore"):
        costs = -np.log(p[np.asarray(one_hot) == 1])
    return np.mean(np.where(np.isinf(costs), 0.0, costs))


@misconception(
    of="categorical_cross_entropy", hint="These are probabilities; no softmax is needed."
)
def categorical_cross_entropy_softmax_again(one_hot, p):
    p = np.exp(p) / np.sum(np.exp(p), axis=1, keepdims=True)
    return -np.mean(np.sum(one_hot * np.log(np.clip(p, EPSILON, 1 - EPSILON)), axis=1))


@misconception(
    of="categorical_cross_entropy", hint="Do not rescale the clipped rows to add up to 1."
)
def categorical_cross_entropy_renormalises(one_hot, p):
    p = np.clip(p, EPSILON, 1 - EPSILON)
    p = p / np.sum(p, axis=1, keepdims=True)
    return -np.mean(np.sum(one_hot * np.log(p), axis=1))


@misconception(of="categorical_cross_entropy", hint="The true class counts, not the predicted one.")
def categorical_cross_entropy_of_the_prediction(one_hot, p):
    return -np.mean(np.log(np.clip(np.max(p, axis=1), EPSILON, 1 - EPSILON)))


@misconception(
    of="categorical_cross_entropy",
    hint="Only the true class has a term; the other classes have none.",
)
def categorical_cross_entropy_is_binary(one_hot, p):
    p, t = np.clip(p, EPSILON, 1 - EPSILON), one_hot.astype(float)
    return -np.mean(np.sum(t * np.log(p) + (1 - t) * np.log(1 - p), axis=1))


@misconception(of="categorical_cross_entropy", hint="Truth and prediction are exchanged.")
def categorical_cross_entropy_arguments_exchanged(one_hot, p):
    return -np.mean(np.sum(p * np.log(np.clip(one_hot, EPSILON, 1 - EPSILON)), axis=1))


@misconception(
    of="categorical_cross_entropy", hint="The rows are one-hot; they are not class numbers."
)
def categorical_cross_entropy_takes_class_numbers(one_hot, p):
    picked = p[np.arange(len(p)), one_hot.astype(int)]
    return -np.mean(np.log(np.clip(picked, EPSILON, 1 - EPSILON)))


@misconception(of="categorical_cross_entropy", hint="The class is the column of the 1 in each row.")
def categorical_cross_entropy_argmax_over_samples(one_hot, p):
    picked = p[np.argmax(one_hot, axis=0), np.arange(p.shape[1])]
    return -np.mean(np.log(np.clip(picked, EPSILON, 1 - EPSILON)))


@misconception(
    of="categorical_cross_entropy", hint="Each row picks its own class, not every row's."
)
def categorical_cross_entropy_picks_whole_columns(one_hot, p):
    picked = p[:, np.argmax(one_hot, axis=1)]
    return -np.mean(np.log(np.clip(picked, EPSILON, 1 - EPSILON)))


@misconception(of="categorical_cross_entropy", hint="Use the natural logarithm, not base 2.")
def categorical_cross_entropy_in_bits(one_hot, p):
    return -np.mean(np.sum(one_hot * np.log2(np.clip(p, EPSILON, 1 - EPSILON)), axis=1))


@misconception(of="categorical_cross_entropy", hint="Minus a one-hot 1 of type uint8 is 255.")
def categorical_cross_entropy_negates_the_table(one_hot, p):
    t = one_hot.astype(int) if one_hot.dtype == bool else one_hot
    return np.mean(np.sum(-t * np.log(np.clip(p, EPSILON, 1 - EPSILON)), axis=1))


@misconception(
    of="categorical_cross_entropy",
    hint="Clip into a new array; do not change the one you were given.",
)
def categorical_cross_entropy_clips_in_place(one_hot, p):
    np.clip(p, EPSILON, 1 - EPSILON, out=p)
    return -np.mean(np.sum(one_hot * np.log(p), axis=1))


@misconception(
    of="categorical_cross_entropy",
    hint="You average over the samples for each class separately. Return one number: add up the "
    "classes of each sample first.",
)
def categorical_cross_entropy_one_value_a_class(one_hot, p):
    return -np.mean(one_hot * np.log(np.clip(p, EPSILON, 1 - EPSILON)), axis=0)


# sparse_categorical_cross_entropy


@misconception(
    of="sparse_categorical_cross_entropy",
    hint="Each label picks one number from its own row, not a whole column.",
)
def sparse_categorical_cross_entropy_picks_whole_columns(labels, p):
    return -np.mean(np.log(np.clip(p[:, labels], EPSILON, 1 - EPSILON)))


@misconception(
    of="sparse_categorical_cross_entropy",
    hint="The number of classes is the number of columns, not the largest label plus one.",
)
def sparse_categorical_cross_entropy_classes_from_maximum(labels, p):
    one_hot = np.eye(int(labels.max()) + 1)[labels]
    return -np.mean(np.sum(one_hot * np.log(np.clip(p, EPSILON, 1 - EPSILON)), axis=1))


@misconception(
    of="sparse_categorical_cross_entropy",
    hint="Counting the different labels in the batch does not give the number of classes.",
)
def sparse_categorical_cross_entropy_classes_from_unique(labels, p):
    classes, codes = np.unique(labels, return_inverse=True)
    picked = p[:, : len(classes)][np.arange(len(labels)), codes]
    return -np.mean(np.log(np.clip(picked, EPSILON, 1 - EPSILON)))


@misconception(
    of="sparse_categorical_cross_entropy",
    hint="The labels count from 0: label 0 is the first column.",
)
def sparse_categorical_cross_entropy_labels_from_one(labels, p):
    picked = p[np.arange(len(labels)), labels.astype(int) - 1]
    return -np.mean(np.log(np.clip(picked, EPSILON, 1 - EPSILON)))


@misconception(
    of="sparse_categorical_cross_entropy",
    hint="Rows are samples and columns are classes, not the other way round.",
)
def sparse_categorical_cross_entropy_rows_and_columns(labels, p):
    picked = p[labels, np.arange(len(labels))]
    return -np.mean(np.log(np.clip(picked, EPSILON, 1 - EPSILON)))


@misconception(
    of="sparse_categorical_cross_entropy",
    hint="A label is the number of a class, not a weight to multiply by.",
)
def sparse_categorical_cross_entropy_multiplies_by_label(labels, p):
    log_p = np.log(np.clip(p, EPSILON, 1 - EPSILON))
    return -np.mean(np.sum(labels[:, np.newaxis] * log_p, axis=1))


@misconception(
    of="sparse_categorical_cross_entropy",
    hint="The labels are class numbers already; do not look for the largest entry.",
)
def sparse_categorical_cross_entropy_takes_one_hot(labels, p):
    picked = p[np.arange(len(p)), np.argmax(labels, axis=-1)]
    return -np.mean(np.log(np.clip(picked, EPSILON, 1 - EPSILON)))


@misconception(
    of="sparse_categorical_cross_entropy",
    hint="Average over the samples instead of adding up.",
)
def sparse_categorical_cross_entropy_sums(labels, p):
    picked = p[np.arange(len(labels)), labels]
    return -np.sum(np.log(np.clip(picked, EPSILON, 1 - EPSILON)))


@misconception(
    of="sparse_categorical_cross_entropy",
    hint="Divide by the number of samples, not by samples times classes.",
)
def sparse_categorical_cross_entropy_averages_over_classes(labels, p):
    picked = p[np.arange(len(labels)), labels]
    return -np.sum(np.log(np.clip(picked, EPSILON, 1 - EPSILON))) / p.size


@misconception(
    of="sparse_categorical_cross_entropy",
    hint="A cost is positive: mind the minus sign.",
)
def sparse_categorical_cross_entropy_forgets_minus(labels, p):
    picked = p[np.arange(len(labels)), labels]
    return np.mean(np.log(np.clip(picked, EPSILON, 1 - EPSILON)))


@misconception(
    of="sparse_categorical_cross_entropy",
    hint="The logarithm is missing: the probability itself is not the cost.",
)
def sparse_categorical_cross_entropy_forgets_logarithm(labels, p):
    return -np.mean(p[np.arange(len(labels)), labels])


@misconception(
    of="sparse_categorical_cross_entropy",
    hint="A probability of 0 for the true class must be clipped first.",
)
def sparse_categorical_cross_entropy_does_not_clip(labels, p):
    return -np.mean(np.log(p[np.arange(len(labels)), labels]))


@misconception(of="sparse_categorical_cross_entropy", hint="Clip from above too, as the text says.")
def sparse_categorical_cross_entropy_clips_below_only(labels, p):
    return -np.mean(np.log(np.maximum(p[np.arange(len(labels)), labels], EPSILON)))


@misconception(
    of="sparse_categorical_cross_entropy",
    hint="Clip to eps; do not add it to every probability.",
)
def sparse_categorical_cross_entropy_adds_epsilon(labels, p):
    return -np.mean(np.log(p[np.arange(len(labels)), labels] + EPSILON))


@misconception(
    of="sparse_categorical_cross_entropy",
    hint="These are probabilities already; the softmax has been applied.",
)
def sparse_categorical_cross_entropy_softmax_again(labels, p):
    p = np.exp(p) / np.sum(np.exp(p), axis=1, keepdims=True)
    picked = p[np.arange(len(labels)), labels]
    return -np.mean(np.log(np.clip(picked, EPSILON, 1 - EPSILON)))


@misconception(
    of="sparse_categorical_cross_entropy",
    hint="Positions computed in the labels' type wrap around beyond 255.",
)
def sparse_categorical_cross_entropy_wraps_positions(labels, p):
    n, k = p.shape
    rows = np.arange(n).astype(labels.dtype) * np.array(k, dtype=labels.dtype)
    picked = np.ravel(p)[rows + labels]
    return -np.mean(np.log(np.clip(picked, EPSILON, 1 - EPSILON)))


@misconception(
    of="sparse_categorical_cross_entropy",
    hint="The logarithm of the mean probability is not the mean of the logarithms.",
)
def sparse_categorical_cross_entropy_log_of_the_mean(labels, p):
    picked = np.clip(p[np.arange(len(labels)), labels], EPSILON, 1 - EPSILON)
    return -np.log(np.mean(picked))


@misconception(
    of="sparse_categorical_cross_entropy",
    hint="Clip into a new array; do not change the probabilities you were given.",
)
def sparse_categorical_cross_entropy_clips_in_place(labels, p):
    np.clip(p, EPSILON, 1 - EPSILON, out=p)
    return -np.mean(np.log(p[np.arange(len(labels)), labels]))


# entropy


@misconception(of="entropy", hint="Logarithms of probabilities are negative; uncertainty is not.")
def entropy_forgets_minus(p):
    p = p[p > 0]
    return np.sum(p * np.log(p))


@misconception(
    of="entropy", hint="You take the logarithm of zero: 0 times minus infinity is not a number."
)
def entropy_logs_zeros(p):
    return -np.sum(p * np.log(p))


@misconception(of="entropy", hint="Choosing after the logarithm still computes it, and it warns.")
def entropy_where_evaluates_both(p):
    return -np.sum(np.where(p > 0, p * np.log(p), 0.0))


@misconception(of="entropy", hint="An impossible outcome adds nothing, but the others still count.")
def entropy_gives_up_at_zero(p):
    if np.any(p == 0):
        return 0.0
    return -np.sum(p * np.log(p))


@misconception(of="entropy", hint="Use the natural logarithm, not base 2.")
def entropy_in_bits(p):
    p = p[p > 0]
    return -np.sum(p * np.log2(p))


@misconception(of="entropy", hint="Use the natural logarithm, not base 10.")
def entropy_base_ten(p):
    p = p[p > 0]
    return -np.sum(p * np.log10(p))


@misconception(of="entropy", hint="Weight the surprises by the probabilities; do not average them.")
def entropy_without_weights(p):
    return -np.sum(np.log(p[p > 0]))


@misconception(of="entropy", hint="The weights already make it a mean: do not divide by k.")
def entropy_divides_by_number(p):
    terms = p[p > 0]
    return -np.sum(terms * np.log(terms)) / len(p)


@misconception(of="entropy", hint="Do not scale the entropy to run from 0 to 1.")
def entropy_relative_to_uniform(p):
    terms = p[p > 0]
    return -np.sum(terms * np.log(terms)) / np.log(max(len(p), 2))


@misconception(of="entropy", hint="There is one term for each outcome and none for its opposite.")
def entropy_binary_terms(p):
    terms = p[(p > 0) & (p < 1)]
    return -np.sum(terms * np.log(terms) + (1 - terms) * np.log(1 - terms))


@misconception(of="entropy", hint="The logarithm is missing: this is the Gini impurity.")
def entropy_is_gini(p):
    return 1 - np.sum(p**2)


@misconception(
    of="entropy", hint="The logarithm belongs inside the sum, applied to each probability."
)
def entropy_log_of_the_sum(p):
    return -np.log(np.sum(p**2))


@misconception(
    of="entropy",
    hint="Do not clip the probabilities: it gives a share to outcomes of probability 0.",
)
def entropy_clips(p):
    p = np.clip(p, EPSILON, 1 - EPSILON)
    return -np.sum(p * np.log(p))


@misconception(of="entropy", hint="Only impossible outcomes may be left out, not rare ones.")
def entropy_leaves_out_rare_outcomes(p):
    p = p[p > 1e-3]
    return -np.sum(p * np.log(p))


@misconception(of="entropy", hint="Return one number: add up over the outcomes.")
def entropy_one_term_each(p):
    safe = np.where(p > 0, p, 1.0)
    return -p * np.log(safe)


@misconception(of="entropy", hint="Do not write into the distribution you were given.")
def entropy_in_place(p):
    p[p == 0] = 1.0
    return -np.sum(p * np.log(p))


# cross_entropy


@misconception(
    of="cross_entropy", hint="The arguments are exchanged: the truth q gives the weights."
)
def cross_entropy_arguments_exchanged(q, p):
    return -np.sum(p * np.log(np.maximum(q, 1e-300)))


@misconception(of="cross_entropy", hint="A cost is positive: mind the minus sign.")
def cross_entropy_forgets_minus(q, p):
    return np.sum(q * np.log(p))


@misconception(
    of="cross_entropy", hint="That is the relative entropy; do not subtract the entropy of q."
)
def cross_entropy_is_divergence(q, p):
    possible = q > 0
    return np.sum(q[possible] * np.log(q[possible] / p[possible]))


@misconception(of="cross_entropy", hint="Take the logarithm of the prediction.")
def cross_entropy_is_entropy(q, p):
    return -np.sum(q * np.log(np.maximum(q, 1e-300)))


@misconception(of="cross_entropy", hint="The weights already make it a mean: do not divide by k.")
def cross_entropy_averages(q, p):
    return -np.mean(q * np.log(p))


@misconception(
    of="cross_entropy", hint="There is one term for each outcome and none for its opposite."
)
def cross_entropy_binary_terms(q, p):
    return -np.sum(q * np.log(p) + (1 - q) * np.log(1 - p))


@misconception(of="cross_entropy", hint="Do not clip p here: tiny probabilities count in full.")
def cross_entropy_clips(q, p):
    return -np.sum(q * np.log(np.clip(p, EPSILON, 1 - EPSILON)))


@misconception(
    of="cross_entropy", hint="A tiny bound is still a bound: p is positive and needs none."
)
def cross_entropy_clips_less(q, p):
    return -np.sum(q * np.log(np.maximum(p, 1e-12)))


@misconception(of="cross_entropy", hint="Use the natural logarithm, not base 2.")
def cross_entropy_in_bits(q, p):
    return -np.sum(q * np.log2(p))


@misconception(of="cross_entropy", hint="Take the logarithm of p alone; the weight stays outside.")
def cross_entropy_log_of_the_product(q, p):
    return -np.sum(np.log(np.maximum(q * p, 1e-300)))


@misconception(of="cross_entropy", hint="Take the logarithm of each probability, not of the sum.")
def cross_entropy_log_of_the_sum(q, p):
    return -np.log(np.sum(q * p))


@misconception(of="cross_entropy", hint="All outcomes count, not only the most likely one.")
def cross_entropy_most_likely_only(q, p):
    return -np.log(p[np.argmax(q)])


@misconception(
    of="cross_entropy", hint="Do not write the logarithms into the prediction you were given."
)
def cross_entropy_in_place(q, p):
    np.log(p, out=p)
    return -np.sum(q * p)


# mse_grad


@misconception(of="mse_grad", hint="The derivative of a square brings a factor down.")
def mse_grad_without_two(y_true, y_pred):
    return (y_pred - np.reshape(y_true, y_pred.shape).astype(float)) / y_pred.size


@misconception(of="mse_grad", hint="The loss is a mean: its 1/n belongs to the gradient too.")
def mse_grad_without_mean(y_true, y_pred):
    return 2 * (y_pred - np.reshape(y_true, y_pred.shape).astype(float))


@misconception(of="mse_grad", hint="Only the difference is left; both factors are missing.")
def mse_grad_is_error(y_true, y_pred):
    return y_pred - np.reshape(y_true, y_pred.shape).astype(float)


@misconception(
    of="mse_grad", hint="Check the sign: a prediction that is too high has a positive slope."
)
def mse_grad_wrong_sign(y_true, y_pred):
    return 2 * (np.reshape(y_true, y_pred.shape).astype(float) - y_pred) / y_pred.size


@misconception(of="mse_grad", hint="The mean is over samples and outputs: divide by all elements.")
def mse_grad_divides_by_samples(y_true, y_pred):
    return 2 * (y_pred - np.reshape(y_true, y_pred.shape).astype(float)) / len(y_pred)


@misconception(of="mse_grad", hint="Divide by the number of elements, not by its square.")
def mse_grad_divides_twice(y_true, y_pred):
    return 2 * (y_pred - np.reshape(y_true, y_pred.shape).astype(float)) / y_pred.size**2


@misconception(of="mse_grad", hint="Each prediction has its own slope: do not average them.")
def mse_grad_averages(y_true, y_pred):
    return np.mean(2 * (y_pred - np.reshape(y_true, y_pred.shape).astype(float)))


@misconception(of="mse_grad", hint="The square is gone after differentiating.")
def mse_grad_keeps_square(y_true, y_pred):
    return 2 * (y_pred - np.reshape(y_true, y_pred.shape).astype(float)) ** 2 / y_pred.size


@misconception(
    of="mse_grad", hint="This is the slope of the absolute error: the size of the error is missing."
)
def mse_grad_of_absolute_error(y_true, y_pred):
    return np.sign(y_pred - np.reshape(y_true, y_pred.shape).astype(float)) / y_pred.size


@misconception(of="mse_grad", hint="The gradient has the shape of the predictions, column or not.")
def mse_grad_flattens(y_true, y_pred):
    error = np.ravel(y_pred).astype(float) - np.ravel(y_true)
    return 2 * error / error.size


@misconception(
    of="mse_grad", hint="A column minus a flat array is a table. Bring both to the same shape."
)
def mse_grad_broadcasts_a_column(y_true, y_pred):
    return 2 * (y_pred - y_true.astype(float)) / y_pred.size


@misconception(of="mse_grad", hint="Small integer types wrap around. Compute in floating point.")
def mse_grad_wraps_around(y_true, y_pred):
    error = np.subtract(y_pred, np.reshape(y_true, y_pred.shape) * 1)
    return 2 * error / y_pred.size


@misconception(of="mse_grad", hint="The slopes are not whole numbers: do not round or floor them.")
def mse_grad_floors(y_true, y_pred):
    error = y_pred - np.reshape(y_true, y_pred.shape).astype(float)
    return 2 * error // y_pred.size


@misconception(
    of="mse_grad",
    hint="Take the number of samples from each call, not from the first one.",
    unseen="A first call is answered rightly; only a later one goes wrong.",
)
def mse_grad_remembers_size(y_true, y_pred):
    size = SEEN.setdefault("size", y_pred.size)
    return 2 * (y_pred - np.reshape(y_true, y_pred.shape).astype(float)) / size


@misconception(of="mse_grad", hint="You overwrite the predictions; compute in a new array.")
def mse_grad_in_place(y_true, y_pred):
    if y_pred.dtype != np.float64:
        y_pred = y_pred.astype(float)
    y_pred -= np.reshape(y_true, y_pred.shape)
    y_pred *= 2 / y_pred.size
    return y_pred


# binary_cross_entropy_grad


@misconception(of="binary_cross_entropy_grad", hint="The loss is a mean: its 1/n is missing.")
def binary_cross_entropy_grad_without_mean(y_true, p):
    return (p - np.reshape(y_true, p.shape)) / (p * (1 - p))


@misconception(of="binary_cross_entropy_grad", hint="For label 1, raising p should lower the loss.")
def binary_cross_entropy_grad_wrong_sign(y_true, p):
    return (np.reshape(y_true, p.shape) - p) / (p * (1 - p)) / p.size


@misconception(
    of="binary_cross_entropy_grad", hint="That is the slope with respect to the logit, not to p."
)
def binary_cross_entropy_grad_in_the_logit(y_true, p):
    return (p - np.reshape(y_true, p.shape)) / p.size


@misconception(
    of="binary_cross_entropy_grad",
    hint="Divide by the sigmoid's slope p (1 - p); do not multiply by it.",
)
def binary_cross_entropy_grad_multiplies_by_slope(y_true, p):
    return (p - np.reshape(y_true, p.shape)) * p * (1 - p) / p.size


@misconception(
    of="binary_cross_entropy_grad",
    hint="Both factors belong in the denominator: mind the brackets.",
)
def binary_cross_entropy_grad_brackets(y_true, p):
    return (p - np.reshape(y_true, p.shape)) / p * (1 - p) / p.size


@misconception(of="binary_cross_entropy_grad", hint="Samples with label 0 have a slope too.")
def binary_cross_entropy_grad_label_one_only(y_true, p):
    return -(np.reshape(y_true, p.shape).astype(float) / p) / p.size


@misconception(
    of="binary_cross_entropy_grad", hint="One inner derivative is missing: 1 - p falls as p grows."
)
def binary_cross_entropy_grad_inner_derivative(y_true, p):
    y = np.reshape(y_true, p.shape).astype(float)
    return -(y / p + (1 - y) / (1 - p)) / p.size


@misconception(
    of="binary_cross_entropy_grad", hint="The labels are exchanged: which one goes with 1/p?"
)
def binary_cross_entropy_grad_labels_exchanged(y_true, p):
    y = np.reshape(y_true, p.shape).astype(float)
    return (y / (1 - p) - (1 - y) / p) / p.size


@misconception(of="binary_cross_entropy_grad", hint="That is the gradient of the squared error.")
def binary_cross_entropy_grad_of_squared_error(y_true, p):
    return 2 * (p - np.reshape(y_true, p.shape)) / p.size


@misconception(
    of="binary_cross_entropy_grad", hint="Each probability has its own slope: do not average them."
)
def binary_cross_entropy_grad_averages(y_true, p):
    return np.mean((p - np.reshape(y_true, p.shape)) / (p * (1 - p)))


@misconception(of="binary_cross_entropy_grad", hint="Keep the shape of p: a column gives a column.")
def binary_cross_entropy_grad_flattens(y_true, p):
    p = np.ravel(p)
    return (p - y_true) / (p * (1 - p)) / p.size


@misconception(of="binary_cross_entropy_grad", hint="A column and a flat array make a table.")
def binary_cross_entropy_grad_broadcasts_a_column(y_true, p):
    return (p - y_true) / (p * (1 - p)) / p.size


@misconception(of="binary_cross_entropy_grad", hint="Minus a label of type uint8 is 255, not -1.")
def binary_cross_entropy_grad_negates_labels(y_true, p):
    y = np.reshape(y_true, p.shape) * 1
    return (-y / p + (1 - y) / (1 - p)) / p.size


@misconception(
    of="binary_cross_entropy_grad",
    hint="A small number added to the denominator spoils steep slopes.",
)
def binary_cross_entropy_grad_adds_to_denominator(y_true, p):
    return (p - np.reshape(y_true, p.shape)) / (p * (1 - p) + EPSILON) / p.size


@misconception(
    of="binary_cross_entropy_grad", hint="Do not limit steep slopes; leave them as they are."
)
def binary_cross_entropy_grad_limits_slopes(y_true, p):
    slopes = (p - np.reshape(y_true, p.shape)) / (p * (1 - p)) / p.size
    return np.clip(slopes, -1000, 1000)


@misconception(
    of="binary_cross_entropy_grad", hint="You overwrite the probabilities you were given."
)
def binary_cross_entropy_grad_in_place(y_true, p):
    y = np.reshape(y_true, p.shape)
    sizes = np.where(y == 1, p, 1 - p)
    p[...] = np.where(y == 1, -1 / sizes, 1 / sizes) / p.size
    return p
