"""Wrong answers to the exercises of 13 overtraining, each with the hint its author needs."""

import math

import numpy as np

from autograder.course.bank import misconception

GENERATOR = np.random.default_rng(13)  # for the wrong answers that draw their own random numbers

# l1_penalty


@misconception(of="l1_penalty", hint="A negative weight costs as much as a positive one.")
def l1_penalty_keeps_the_sign(weights, strength):
    return strength * sum(np.sum(w, dtype=float) for w in weights)


@misconception(
    of="l1_penalty", hint="Take the absolute value of each weight before you add them up."
)
def l1_penalty_size_of_the_sum(weights, strength):
    return strength * abs(sum(np.sum(w, dtype=float) for w in weights))


@misconception(of="l1_penalty", hint="The squares belong to L2. What does L1 take of each weight?")
def l1_penalty_squares(weights, strength):
    return strength * sum(np.sum(np.square(w, dtype=float)) for w in weights)


@misconception(of="l1_penalty", hint="The absolute values are added up, not averaged.")
def l1_penalty_averages(weights, strength):
    return strength * np.mean(np.concatenate([np.abs(w, dtype=float).ravel() for w in weights]))


@misconception(of="l1_penalty", hint="Also add up within each array; larger arrays cost more.")
def l1_penalty_averages_each_array(weights, strength):
    return strength * sum(np.mean(np.abs(w, dtype=float)) for w in weights)


@misconception(of="l1_penalty", hint="What happened to the strength?")
def l1_penalty_ignores_strength(weights, strength):
    return sum(np.sum(np.abs(w, dtype=float)) for w in weights)


@misconception(of="l1_penalty", hint="The strength multiplies the whole sum; it is not added.")
def l1_penalty_adds_strength(weights, strength):
    return strength + sum(np.sum(np.abs(w, dtype=float)) for w in weights)


@misconception(of="l1_penalty", hint="Count the weights of all arrays, not only of the first.")
def l1_penalty_first_array_only(weights, strength):
    return strength * np.sum(np.abs(weights[0], dtype=float))


@misconception(of="l1_penalty", hint="Your loop forgets all arrays except the last one.")
def l1_penalty_last_array_only(weights, strength):
    total = 0.0
    for w in weights:
        total = np.sum(np.abs(w, dtype=float))
    return strength * total


@misconception(of="l1_penalty", hint="Your return is inside the loop, so it ends the loop early.")
def l1_penalty_leaves_out_the_last(weights, strength):
    return strength * sum(np.sum(np.abs(w, dtype=float)) for w in weights[:-1])


@misconception(of="l1_penalty", hint="For a matrix NumPy's 1-norm is the greatest column sum.")
def l1_penalty_matrix_norm(weights, strength):
    total = 0.0
    for w in weights:
        w = np.asarray(w, dtype=float)
        total += np.linalg.norm(w, 1) if w.ndim <= 2 else np.sum(np.abs(w))
    return strength * total


@misconception(
    of="l1_penalty", hint="The factor one half belongs to some forms of L2; there is none here."
)
def l1_penalty_halves(weights, strength):
    return strength / 2 * sum(np.sum(np.abs(w, dtype=float)) for w in weights)


@misconception(of="l1_penalty", hint="All weights count, not only the largest one.")
def l1_penalty_largest_only(weights, strength):
    return strength * max(np.max(np.abs(w, dtype=float)) for w in weights)


@misconception(of="l1_penalty", hint="It matters how large a weight is, not just that it is there.")
def l1_penalty_counts_weights(weights, strength):
    return strength * sum(np.count_nonzero(w) for w in weights)


@misconception(of="l1_penalty", hint="Return one number for the whole network.")
def l1_penalty_for_each_array(weights, strength):
    return [strength * np.sum(np.abs(w, dtype=float)) for w in weights]


@misconception(
    of="l1_penalty", hint="In a small integer type, the lowest number has no positive counterpart."
)
def l1_penalty_wraps(weights, strength):
    return strength * sum(np.sum(np.abs(w), dtype=float) for w in weights)


@misconception(of="l1_penalty", hint="A penalty makes the loss larger: check its sign.")
def l1_penalty_negative(weights, strength):
    return -strength * sum(np.sum(np.abs(w, dtype=float)) for w in weights)


@misconception(
    of="l1_penalty", hint="The caller still needs the list: do not remove anything from it."
)
def l1_penalty_empties_the_list(weights, strength):
    total = 0.0
    while weights:
        total += np.sum(np.abs(weights.pop(), dtype=float))
    return strength * total


@misconception(of="l1_penalty", hint="Do not overwrite the weights with their absolute values.")
def l1_penalty_in_place(weights, strength):
    total = 0.0
    for w in weights:
        if w.dtype == np.float64:
            w[w < 0] *= -1
        total += np.sum(np.abs(w, dtype=float))
    return strength * total


# l2_penalty


@misconception(of="l2_penalty", hint="Do not take the root: the penalty is the squared length.")
def l2_penalty_takes_root(weights, strength):
    return strength * math.sqrt(sum(np.sum(np.square(w, dtype=float)) for w in weights))


@misconception(of="l2_penalty", hint="The length of each array must be squared.")
def l2_penalty_sums_lengths(weights, strength):
    return strength * sum(np.sqrt(np.sum(np.square(w, dtype=float))) for w in weights)


@misconception(of="l2_penalty", hint="In Keras's form there is no factor one half.")
def l2_penalty_halves(weights, strength):
    return strength / 2 * sum(np.sum(np.square(w, dtype=float)) for w in weights)


@misconception(
    of="l2_penalty", hint="The absolute values belong to L1. What does L2 take of each weight?"
)
def l2_penalty_sizes(weights, strength):
    return strength * sum(np.sum(np.abs(w, dtype=float)) for w in weights)


@misconception(of="l2_penalty", hint="The squares are added up, not averaged.")
def l2_penalty_averages(weights, strength):
    return strength * np.mean(np.concatenate([np.square(w, dtype=float).ravel() for w in weights]))


@misconception(of="l2_penalty", hint="Also add up within each array, instead of averaging there.")
def l2_penalty_averages_each_array(weights, strength):
    return strength * sum(np.mean(np.square(w, dtype=float)) for w in weights)


@misconception(of="l2_penalty", hint="Do not divide: the number of arrays does not matter.")
def l2_penalty_divides_by_arrays(weights, strength):
    return strength * sum(np.sum(np.square(w, dtype=float)) for w in weights) / len(weights)


@misconception(of="l2_penalty", hint="Square each weight before you add them up.")
def l2_penalty_squares_the_sum(weights, strength):
    return strength * sum(np.sum(w, dtype=float) for w in weights) ** 2


@misconception(of="l2_penalty", hint="The strength has no effect on your penalty.")
def l2_penalty_ignores_strength(weights, strength):
    return sum(np.sum(np.square(w, dtype=float)) for w in weights)


@misconception(of="l2_penalty", hint="Square the weights, not the strength.")
def l2_penalty_squares_strength(weights, strength):
    return strength**2 * sum(np.sum(np.square(w, dtype=float)) for w in weights)


@misconception(of="l2_penalty", hint="Count the weights of all arrays, not only of the first.")
def l2_penalty_first_array_only(weights, strength):
    return strength * np.sum(np.square(weights[0], dtype=float))


@misconception(of="l2_penalty", hint="Add each array's share to the sum of the earlier arrays.")
def l2_penalty_last_array_only(weights, strength):
    total = 0.0
    for w in weights:
        total = np.sum(np.square(w, dtype=float))
    return strength * total


@misconception(of="l2_penalty", hint="For a matrix NumPy's 2-norm is its greatest singular value.")
def l2_penalty_matrix_norm(weights, strength):
    total = 0.0
    for w in weights:
        w = np.asarray(w, dtype=float)
        total += np.linalg.norm(w, 2) ** 2 if w.ndim <= 2 else np.sum(w * w)
    return strength * total


@misconception(of="l2_penalty", hint="Small integer types wrap around: compute in floating point.")
def l2_penalty_wraps(weights, strength):
    return strength * sum(np.sum(w * w, dtype=float) for w in weights)


@misconception(
    of="l2_penalty", hint="Weights cannot be told from biases by their shape: count all arrays."
)
def l2_penalty_matrices_only(weights, strength):
    return strength * sum(np.sum(np.square(w, dtype=float)) for w in weights if np.ndim(w) > 1)


@misconception(of="l2_penalty", hint="This is the derivative of the penalty, not the penalty.")
def l2_penalty_derivative(weights, strength):
    return 2 * strength * sum(np.sum(w, dtype=float) for w in weights)


@misconception(of="l2_penalty", hint="Return one number for the whole network.")
def l2_penalty_for_each_array(weights, strength):
    return [strength * np.sum(np.square(w, dtype=float)) for w in weights]


@misconception(of="l2_penalty", hint="Do not square the weights in place.")
def l2_penalty_in_place(weights, strength):
    total = 0.0
    for w in weights:
        if w.dtype == np.float64:
            w **= 2
            total += np.sum(w)
        else:
            total += np.sum(np.square(w, dtype=float))
    return strength * total


# l2_step


@misconception(of="l2_step", hint="The penalty has to shrink the weights as well.")
def l2_step_without_decay(w, grad, learning_rate, strength, n):
    return w - learning_rate * grad


@misconception(of="l2_step", hint="Besides the decay, there is the step against the gradient.")
def l2_step_decay_only(w, grad, learning_rate, strength, n):
    return w * (1 - learning_rate * strength / n)


@misconception(of="l2_step", hint="The decay makes weights smaller. Yours lets them grow.")
def l2_step_grows(w, grad, learning_rate, strength, n):
    return w * (1 + learning_rate * strength / n) - learning_rate * grad


@misconception(of="l2_step", hint="Which way is downhill? Check the sign before the gradient.")
def l2_step_ascends(w, grad, learning_rate, strength, n):
    return w * (1 - learning_rate * strength / n) + learning_rate * grad


@misconception(of="l2_step", hint="The decay depends on the number of samples.")
def l2_step_ignores_n(w, grad, learning_rate, strength, n):
    return w * (1 - learning_rate * strength) - learning_rate * grad


@misconception(of="l2_step", hint="The half in the penalty cancels the 2 of the derivative.")
def l2_step_keeps_half(w, grad, learning_rate, strength, n):
    return w * (1 - learning_rate * strength / (2 * n)) - learning_rate * grad


@misconception(of="l2_step", hint="There is a factor 2 too many in your decay.")
def l2_step_doubles(w, grad, learning_rate, strength, n):
    return w * (1 - 2 * learning_rate * strength / n) - learning_rate * grad


@misconception(
    of="l2_step", hint="The decay is part of the step, so the learning rate scales it as well."
)
def l2_step_decay_without_rate(w, grad, learning_rate, strength, n):
    return w * (1 - strength / n) - learning_rate * grad


@misconception(of="l2_step", hint="The gradient also needs the learning rate.")
def l2_step_gradient_without_rate(w, grad, learning_rate, strength, n):
    return w * (1 - learning_rate * strength / n) - grad


@misconception(of="l2_step", hint="Only the old weights decay, not what the step adds to them.")
def l2_step_decays_afterwards(w, grad, learning_rate, strength, n):
    return (w - learning_rate * grad) * (1 - learning_rate * strength / n)


@misconception(of="l2_step", hint="A decay by the same amount for all weights is L1, not L2.")
def l2_step_like_l1(w, grad, learning_rate, strength, n):
    return w - learning_rate * strength / n * np.sign(w) - learning_rate * grad


@misconception(of="l2_step", hint="The decay is proportional to each weight, not the same for all.")
def l2_step_constant_decay(w, grad, learning_rate, strength, n):
    return w - learning_rate * strength / n - learning_rate * grad


@misconception(of="l2_step", hint="The gradient you are given is already a mean over the samples.")
def l2_step_divides_gradient(w, grad, learning_rate, strength, n):
    return w * (1 - learning_rate * strength / n) - learning_rate * grad / n


@misconception(of="l2_step", hint="More samples make the decay weaker, not stronger.")
def l2_step_multiplies_by_n(w, grad, learning_rate, strength, n):
    return w * (1 - learning_rate * strength * n) - learning_rate * grad


@misconception(of="l2_step", hint="Return the new weights, not the change.")
def l2_step_returns_change(w, grad, learning_rate, strength, n):
    return -learning_rate * (grad + strength / n * w)


@misconception(of="l2_step", hint="Only the decay is divided by n, not the weights as a whole.")
def l2_step_divides_weights(w, grad, learning_rate, strength, n):
    return w * (1 - learning_rate * strength) / n - learning_rate * grad


@misconception(of="l2_step", hint="The result is in floating point, even for integer weights.")
def l2_step_keeps_dtype(w, grad, learning_rate, strength, n):
    new = w * (1 - learning_rate * strength / n) - learning_rate * grad
    return new.astype(w.dtype)


@misconception(of="l2_step", hint="Return new weights and leave the given ones as they are.")
def l2_step_in_place(w, grad, learning_rate, strength, n):
    if w.dtype != np.float64:
        return w * (1 - learning_rate * strength / n) - learning_rate * grad
    w *= 1 - learning_rate * strength / n
    w -= learning_rate * grad
    return w


# dropout


@misconception(of="dropout", hint="The units that stay must make up for those that are dropped.")
def dropout_without_scaling(x, rate, mask_uniform, training):
    return np.where(mask_uniform < rate, 0.0, x) if training else x


@misconception(of="dropout", hint="When the network is used, no unit is dropped.")
def dropout_always(x, rate, mask_uniform, training):
    return np.where(mask_uniform < rate, 0.0, x) / (1 - rate)


@misconception(of="dropout", hint="When the network is used, nothing is scaled.")
def dropout_scales_in_use(x, rate, mask_uniform, training):
    if training:
        return np.where(mask_uniform < rate, 0.0, x) / (1 - rate)
    return x / (1 - rate)


@misconception(
    of="dropout", hint="This is the original form of dropout. The inverted form scales in training."
)
def dropout_not_inverted(x, rate, mask_uniform, training):
    return np.where(mask_uniform < rate, 0.0, x) if training else x * (1 - rate)


@misconception(
    of="dropout", hint="The rate is the probability of dropping a unit, not of keeping it."
)
def dropout_rate_is_kept_share(x, rate, mask_uniform, training):
    if not training or rate == 0:
        return x
    return np.where(mask_uniform < rate, x, 0.0) / rate


@misconception(of="dropout", hint="Units below the rate are dropped; you drop the others.")
def dropout_keeps_the_wrong_ones(x, rate, mask_uniform, training):
    if not training or rate == 0:
        return x
    return np.where(mask_uniform < rate, x, 0.0) / (1 - rate)


@misconception(of="dropout", hint="Which share of the units stays? Divide by that.")
def dropout_divides_by_rate(x, rate, mask_uniform, training):
    if not training or rate == 0:
        return x
    return np.where(mask_uniform < rate, 0.0, x) / rate


@misconception(of="dropout", hint="The units that stay become larger, not smaller.")
def dropout_shrinks(x, rate, mask_uniform, training):
    return np.where(mask_uniform < rate, 0.0, x) * (1 - rate) if training else x


@misconception(of="dropout", hint="What happens when the random number equals the rate?")
def dropout_at_the_rate(x, rate, mask_uniform, training):
    return np.where(mask_uniform <= rate, 0.0, x) / (1 - rate) if training else x


@misconception(
    of="dropout",
    hint="Divide by the probability of staying, not by the share that happened to stay.",
)
def dropout_divides_by_actual_share(x, rate, mask_uniform, training):
    if not training:
        return x
    kept = mask_uniform >= rate
    return np.where(kept, x, 0.0) / max(np.mean(kept), 1e-9)


@misconception(of="dropout", hint="Each sample needs its own random numbers.")
def dropout_one_mask_for_all_rows(x, rate, mask_uniform, training):
    if not training:
        return x
    mask = mask_uniform[:1] if x.ndim > 1 else mask_uniform
    return np.where(mask < rate, 0.0, x) / (1 - rate)


@misconception(
    of="dropout", hint="Each unit is dropped separately, not all units of a sample together."
)
def dropout_whole_samples(x, rate, mask_uniform, training):
    if not training:
        return x
    mask = mask_uniform[..., :1] if x.ndim > 1 else mask_uniform
    return np.where(mask < rate, 0.0, x) / (1 - rate)


@misconception(of="dropout", hint="Use the given random numbers instead of your own.")
def dropout_draws_itself(x, rate, mask_uniform, training):
    if not training:
        return x
    return np.where(GENERATOR.uniform(size=np.shape(x)) < rate, 0.0, x) / (1 - rate)


@misconception(of="dropout", hint="The random number decides, not the output of the unit.")
def dropout_compares_outputs(x, rate, mask_uniform, training):
    return np.where(x < rate, 0.0, x) / (1 - rate) if training else x


@misconception(of="dropout", hint="Have you swapped training and use?")
def dropout_only_in_use(x, rate, mask_uniform, training):
    return x if training else np.where(mask_uniform < rate, 0.0, x) / (1 - rate)


@misconception(of="dropout", hint="Dropped units become zero; they are not removed from the array.")
def dropout_removes_units(x, rate, mask_uniform, training):
    return x[mask_uniform >= rate] / (1 - rate) if training else x


@misconception(of="dropout", hint="The number of dropped units is also left to chance.")
def dropout_fixed_number(x, rate, mask_uniform, training):
    if not training:
        return x
    count = round(rate * x.size)
    ranks = np.argsort(np.argsort(mask_uniform, axis=None)).reshape(x.shape)
    return np.where(ranks < count, 0.0, x) / (1 - rate)


@misconception(of="dropout", hint="The result is in floating point, even for integers.")
def dropout_keeps_dtype(x, rate, mask_uniform, training):
    if not training:
        return x
    return (np.where(mask_uniform < rate, 0.0, x) / (1 - rate)).astype(x.dtype)


@misconception(of="dropout", hint="The mask decides what stays, but you must return the outputs.")
def dropout_returns_mask(x, rate, mask_uniform, training):
    return (mask_uniform >= rate) / (1 - rate) if training else x


@misconception(of="dropout", hint="Do not set anything to zero in the array that you are given.")
def dropout_in_place(x, rate, mask_uniform, training):
    if not training:
        return x
    x[mask_uniform < rate] = 0
    return x / (1 - rate)


# batch_norm


@misconception(
    of="batch_norm", hint="The statistics of a feature are taken over the samples, not over a row."
)
def batch_norm_by_rows(
    x, gamma, beta, moving_mean, moving_variance, training, momentum=0.99, eps=1e-3
):
    x = np.asarray(x, dtype=float)
    mean, variance = moving_mean, moving_variance
    if training:
        mean, variance = np.mean(x, axis=1, keepdims=True), np.var(x, axis=1, keepdims=True)
        moving_mean = momentum * moving_mean + (1 - momentum) * np.mean(x, axis=0)
        moving_variance = momentum * moving_variance + (1 - momentum) * np.var(x, axis=0)
    y = gamma * (x - mean) / np.sqrt(variance + eps) + beta
    return y, moving_mean, moving_variance


@misconception(of="batch_norm", hint="Each feature has its own mean and variance.")
def batch_norm_over_everything(
    x, gamma, beta, moving_mean, moving_variance, training, momentum=0.99, eps=1e-3
):
    x = np.asarray(x, dtype=float)
    mean, variance = moving_mean, moving_variance
    if training:
        mean, variance = np.mean(x), np.var(x)
        moving_mean = momentum * moving_mean + (1 - momentum) * mean
        moving_variance = momentum * moving_variance + (1 - momentum) * variance
    y = gamma * (x - mean) / np.sqrt(variance + eps) + beta
    return y, moving_mean, moving_variance


@misconception(of="batch_norm", hint="The population variance divides by n, not by n - 1.")
def batch_norm_sample_variance(
    x, gamma, beta, moving_mean, moving_variance, training, momentum=0.99, eps=1e-3
):
    x = np.asarray(x, dtype=float)
    mean, variance = moving_mean, moving_variance
    if training:
        mean = np.mean(x, axis=0)
        variance = np.sum((x - mean) ** 2, axis=0) / max(len(x) - 1, 1)
        moving_mean = momentum * moving_mean + (1 - momentum) * mean
        moving_variance = momentum * moving_variance + (1 - momentum) * variance
    y = gamma * (x - mean) / np.sqrt(variance + eps) + beta
    return y, moving_mean, moving_variance


@misconception(
    of="batch_norm", hint="The moving variance also uses population variances, as in Keras."
)
def batch_norm_sample_variance_kept(
    x, gamma, beta, moving_mean, moving_variance, training, momentum=0.99, eps=1e-3
):
    x = np.asarray(x, dtype=float)
    mean, variance = moving_mean, moving_variance
    if training:
        mean, variance = np.mean(x, axis=0), np.var(x, axis=0)
        unbiased = variance * len(x) / max(len(x) - 1, 1)
        moving_mean = momentum * moving_mean + (1 - momentum) * mean
        moving_variance = momentum * moving_variance + (1 - momentum) * unbiased
    y = gamma * (x - mean) / np.sqrt(variance + eps) + beta
    return y, moving_mean, moving_variance


@misconception(of="batch_norm", hint="Divide by the standard deviation, not by the variance.")
def batch_norm_divides_by_variance(
    x, gamma, beta, moving_mean, moving_variance, training, momentum=0.99, eps=1e-3
):
    x = np.asarray(x, dtype=float)
    mean, variance = moving_mean, moving_variance
    if training:
        mean, variance = np.mean(x, axis=0), np.var(x, axis=0)
        moving_mean = momentum * moving_mean + (1 - momentum) * mean
        moving_variance = momentum * moving_variance + (1 - momentum) * variance
    return gamma * (x - mean) / (variance + eps) + beta, moving_mean, moving_variance


@misconception(of="batch_norm", hint="Epsilon is added to the variance, before the root is taken.")
def batch_norm_eps_outside_root(
    x, gamma, beta, moving_mean, moving_variance, training, momentum=0.99, eps=1e-3
):
    x = np.asarray(x, dtype=float)
    mean, variance = moving_mean, moving_variance
    if training:
        mean, variance = np.mean(x, axis=0), np.var(x, axis=0)
        moving_mean = momentum * moving_mean + (1 - momentum) * mean
        moving_variance = momentum * moving_variance + (1 - momentum) * variance
    return gamma * (x - mean) / (np.sqrt(variance) + eps) + beta, moving_mean, moving_variance


@misconception(of="batch_norm", hint="What happens to a feature that is constant in the batch?")
def batch_norm_without_eps(
    x, gamma, beta, moving_mean, moving_variance, training, momentum=0.99, eps=1e-3
):
    x = np.asarray(x, dtype=float)
    mean, variance = moving_mean, moving_variance
    if training:
        mean, variance = np.mean(x, axis=0), np.var(x, axis=0)
        moving_mean = momentum * moving_mean + (1 - momentum) * mean
        moving_variance = momentum * moving_variance + (1 - momentum) * variance
    return gamma * (x - mean) / np.sqrt(variance) + beta, moving_mean, moving_variance


@misconception(of="batch_norm", hint="Momentum is the share of the old average that is kept.")
def batch_norm_momentum_reversed(
    x, gamma, beta, moving_mean, moving_variance, training, momentum=0.99, eps=1e-3
):
    x = np.asarray(x, dtype=float)
    mean, variance = moving_mean, moving_variance
    if training:
        mean, variance = np.mean(x, axis=0), np.var(x, axis=0)
        moving_mean = (1 - momentum) * moving_mean + momentum * mean
        moving_variance = (1 - momentum) * moving_variance + momentum * variance
    y = gamma * (x - mean) / np.sqrt(variance + eps) + beta
    return y, moving_mean, moving_variance


@misconception(
    of="batch_norm", hint="The moving averages are not updated when the network is used."
)
def batch_norm_updates_in_use(
    x, gamma, beta, moving_mean, moving_variance, training, momentum=0.99, eps=1e-3
):
    x = np.asarray(x, dtype=float)
    mean, variance = np.mean(x, axis=0), np.var(x, axis=0)
    new_mean = momentum * moving_mean + (1 - momentum) * mean
    new_variance = momentum * moving_variance + (1 - momentum) * variance
    if not training:
        mean, variance = moving_mean, moving_variance
    return gamma * (x - mean) / np.sqrt(variance + eps) + beta, new_mean, new_variance


@misconception(
    of="batch_norm", hint="When the network is used, do not rely on the statistics of a batch."
)
def batch_norm_batch_statistics_in_use(
    x, gamma, beta, moving_mean, moving_variance, training, momentum=0.99, eps=1e-3
):
    x = np.asarray(x, dtype=float)
    mean, variance = np.mean(x, axis=0), np.var(x, axis=0)
    if training:
        moving_mean = momentum * moving_mean + (1 - momentum) * mean
        moving_variance = momentum * moving_variance + (1 - momentum) * variance
    y = gamma * (x - mean) / np.sqrt(variance + eps) + beta
    return y, moving_mean, moving_variance


@misconception(of="batch_norm", hint="In training the batch is normalised with its own statistics.")
def batch_norm_moving_averages_in_training(
    x, gamma, beta, moving_mean, moving_variance, training, momentum=0.99, eps=1e-3
):
    x = np.asarray(x, dtype=float)
    y = gamma * (x - moving_mean) / np.sqrt(moving_variance + eps) + beta
    if training:
        moving_mean = momentum * moving_mean + (1 - momentum) * np.mean(x, axis=0)
        moving_variance = momentum * moving_variance + (1 - momentum) * np.var(x, axis=0)
    return y, moving_mean, moving_variance


@misconception(
    of="batch_norm",
    hint="In training do not normalise with the updated moving averages; they are for later use.",
)
def batch_norm_updated_averages_in_training(
    x, gamma, beta, moving_mean, moving_variance, training, momentum=0.99, eps=1e-3
):
    x = np.asarray(x, dtype=float)
    if training:
        moving_mean = momentum * moving_mean + (1 - momentum) * np.mean(x, axis=0)
        moving_variance = momentum * moving_variance + (1 - momentum) * np.var(x, axis=0)
    y = gamma * (x - moving_mean) / np.sqrt(moving_variance + eps) + beta
    return y, moving_mean, moving_variance


@misconception(
    of="batch_norm",
    hint="The moving average is that of the variance, not of the standard deviation.",
)
def batch_norm_keeps_deviation(
    x, gamma, beta, moving_mean, moving_variance, training, momentum=0.99, eps=1e-3
):
    x = np.asarray(x, dtype=float)
    mean, variance = moving_mean, moving_variance
    if training:
        mean, variance = np.mean(x, axis=0), np.var(x, axis=0)
        moving_mean = momentum * moving_mean + (1 - momentum) * mean
        moving_variance = momentum * moving_variance + (1 - momentum) * np.std(x, axis=0)
    y = gamma * (x - mean) / np.sqrt(variance + eps) + beta
    return y, moving_mean, moving_variance


@misconception(
    of="batch_norm", hint="Epsilon belongs only under the root, not in the moving average."
)
def batch_norm_keeps_eps(
    x, gamma, beta, moving_mean, moving_variance, training, momentum=0.99, eps=1e-3
):
    x = np.asarray(x, dtype=float)
    mean, variance = moving_mean, moving_variance + eps
    if training:
        mean, variance = np.mean(x, axis=0), np.var(x, axis=0) + eps
        moving_mean = momentum * moving_mean + (1 - momentum) * mean
        moving_variance = momentum * moving_variance + (1 - momentum) * variance
    return gamma * (x - mean) / np.sqrt(variance) + beta, moving_mean, moving_variance


@misconception(of="batch_norm", hint="Add the offset last: gamma does not multiply it.")
def batch_norm_scales_offset(
    x, gamma, beta, moving_mean, moving_variance, training, momentum=0.99, eps=1e-3
):
    x = np.asarray(x, dtype=float)
    mean, variance = moving_mean, moving_variance
    if training:
        mean, variance = np.mean(x, axis=0), np.var(x, axis=0)
        moving_mean = momentum * moving_mean + (1 - momentum) * mean
        moving_variance = momentum * moving_variance + (1 - momentum) * variance
    y = gamma * ((x - mean) / np.sqrt(variance + eps) + beta)
    return y, moving_mean, moving_variance


@misconception(of="batch_norm", hint="Which one is the factor and which the offset: gamma or beta?")
def batch_norm_swaps_gamma_and_beta(
    x, gamma, beta, moving_mean, moving_variance, training, momentum=0.99, eps=1e-3
):
    x = np.asarray(x, dtype=float)
    mean, variance = moving_mean, moving_variance
    if training:
        mean, variance = np.mean(x, axis=0), np.var(x, axis=0)
        moving_mean = momentum * moving_mean + (1 - momentum) * mean
        moving_variance = momentum * moving_variance + (1 - momentum) * variance
    y = beta * (x - mean) / np.sqrt(variance + eps) + gamma
    return y, moving_mean, moving_variance


@misconception(
    of="batch_norm", hint="Normalising is only half of it: the factor and the offset come after."
)
def batch_norm_without_gamma_and_beta(
    x, gamma, beta, moving_mean, moving_variance, training, momentum=0.99, eps=1e-3
):
    x = np.asarray(x, dtype=float)
    mean, variance = moving_mean, moving_variance
    if training:
        mean, variance = np.mean(x, axis=0), np.var(x, axis=0)
        moving_mean = momentum * moving_mean + (1 - momentum) * mean
        moving_variance = momentum * moving_variance + (1 - momentum) * variance
    return (x - mean) / np.sqrt(variance + eps), moving_mean, moving_variance


@misconception(of="batch_norm", hint="Subtract the mean before you divide.")
def batch_norm_does_not_centre(
    x, gamma, beta, moving_mean, moving_variance, training, momentum=0.99, eps=1e-3
):
    x = np.asarray(x, dtype=float)
    variance = moving_variance
    if training:
        variance = np.var(x, axis=0)
        moving_mean = momentum * moving_mean + (1 - momentum) * np.mean(x, axis=0)
        moving_variance = momentum * moving_variance + (1 - momentum) * variance
    return gamma * x / np.sqrt(variance + eps) + beta, moving_mean, moving_variance


@misconception(
    of="batch_norm", hint="The moving averages must take in part of the batch's statistics."
)
def batch_norm_never_updates(
    x, gamma, beta, moving_mean, moving_variance, training, momentum=0.99, eps=1e-3
):
    x = np.asarray(x, dtype=float)
    mean, variance = moving_mean, moving_variance
    if training:
        mean, variance = np.mean(x, axis=0), np.var(x, axis=0)
    y = gamma * (x - mean) / np.sqrt(variance + eps) + beta
    return y, moving_mean, moving_variance


@misconception(of="batch_norm", hint="The variance needs a moving average, just like the mean.")
def batch_norm_updates_mean_only(
    x, gamma, beta, moving_mean, moving_variance, training, momentum=0.99, eps=1e-3
):
    x = np.asarray(x, dtype=float)
    mean, variance = moving_mean, moving_variance
    if training:
        mean, variance = np.mean(x, axis=0), np.var(x, axis=0)
        moving_mean = momentum * moving_mean + (1 - momentum) * mean
    y = gamma * (x - mean) / np.sqrt(variance + eps) + beta
    return y, moving_mean, moving_variance


@misconception(of="batch_norm", hint="A moving average remembers older batches, not only this one.")
def batch_norm_forgets_old_batches(
    x, gamma, beta, moving_mean, moving_variance, training, momentum=0.99, eps=1e-3
):
    x = np.asarray(x, dtype=float)
    mean, variance = moving_mean, moving_variance
    if training:
        mean, variance = np.mean(x, axis=0), np.var(x, axis=0)
    return gamma * (x - mean) / np.sqrt(variance + eps) + beta, mean, variance


@misconception(of="batch_norm", hint="In which order are mean and variance returned?")
def batch_norm_returns_variance_first(
    x, gamma, beta, moving_mean, moving_variance, training, momentum=0.99, eps=1e-3
):
    x = np.asarray(x, dtype=float)
    mean, variance = moving_mean, moving_variance
    if training:
        mean, variance = np.mean(x, axis=0), np.var(x, axis=0)
        moving_mean = momentum * moving_mean + (1 - momentum) * mean
        moving_variance = momentum * moving_variance + (1 - momentum) * variance
    y = gamma * (x - mean) / np.sqrt(variance + eps) + beta
    return y, moving_variance, moving_mean


@misconception(of="batch_norm", hint="Return the moving averages as well.")
def batch_norm_returns_y_only(
    x, gamma, beta, moving_mean, moving_variance, training, momentum=0.99, eps=1e-3
):
    x = np.asarray(x, dtype=float)
    mean, variance = moving_mean, moving_variance
    if training:
        mean, variance = np.mean(x, axis=0), np.var(x, axis=0)
    return gamma * (x - mean) / np.sqrt(variance + eps) + beta


@misconception(of="batch_norm", hint="Check the default value of momentum again.")
def batch_norm_other_momentum(
    x, gamma, beta, moving_mean, moving_variance, training, momentum=0.9, eps=1e-3
):
    x = np.asarray(x, dtype=float)
    mean, variance = moving_mean, moving_variance
    if training:
        mean, variance = np.mean(x, axis=0), np.var(x, axis=0)
        moving_mean = momentum * moving_mean + (1 - momentum) * mean
        moving_variance = momentum * moving_variance + (1 - momentum) * variance
    y = gamma * (x - mean) / np.sqrt(variance + eps) + beta
    return y, moving_mean, moving_variance


@misconception(of="batch_norm", hint="Check the default value of epsilon again.")
def batch_norm_other_eps(
    x, gamma, beta, moving_mean, moving_variance, training, momentum=0.99, eps=1e-5
):
    x = np.asarray(x, dtype=float)
    mean, variance = moving_mean, moving_variance
    if training:
        mean, variance = np.mean(x, axis=0), np.var(x, axis=0)
        moving_mean = momentum * moving_mean + (1 - momentum) * mean
        moving_variance = momentum * moving_variance + (1 - momentum) * variance
    y = gamma * (x - mean) / np.sqrt(variance + eps) + beta
    return y, moving_mean, moving_variance


@misconception(of="batch_norm", hint="Use the momentum and epsilon that you are given.")
def batch_norm_fixed_constants(
    x, gamma, beta, moving_mean, moving_variance, training, momentum=0.99, eps=1e-3
):
    x = np.asarray(x, dtype=float)
    mean, variance = moving_mean, moving_variance
    if training:
        mean, variance = np.mean(x, axis=0), np.var(x, axis=0)
        moving_mean = 0.99 * moving_mean + 0.01 * mean
        moving_variance = 0.99 * moving_variance + 0.01 * variance
    y = gamma * (x - mean) / np.sqrt(variance + 1e-3) + beta
    return y, moving_mean, moving_variance


@misconception(of="batch_norm", hint="Small integer types wrap around: compute in floating point.")
def batch_norm_wraps(
    x, gamma, beta, moving_mean, moving_variance, training, momentum=0.99, eps=1e-3
):
    mean, variance = moving_mean, moving_variance
    if training:
        mean, variance = np.mean(x, axis=0), np.var(x, axis=0)
        moving_mean = momentum * moving_mean + (1 - momentum) * mean
        moving_variance = momentum * moving_variance + (1 - momentum) * variance
    y = gamma * (x - mean) / np.sqrt(variance + eps) + beta
    return y, moving_mean, moving_variance


@misconception(of="batch_norm", hint="Return new moving averages and leave the given ones alone.")
def batch_norm_in_place(
    x, gamma, beta, moving_mean, moving_variance, training, momentum=0.99, eps=1e-3
):
    x = np.asarray(x, dtype=float)
    mean, variance = moving_mean, moving_variance
    if training:
        mean, variance = np.mean(x, axis=0), np.var(x, axis=0)
        if moving_mean.dtype == np.float64:
            moving_mean *= momentum
            moving_mean += (1 - momentum) * mean
            moving_variance *= momentum
            moving_variance += (1 - momentum) * variance
        else:
            moving_mean = momentum * moving_mean + (1 - momentum) * mean
            moving_variance = momentum * moving_variance + (1 - momentum) * variance
    y = gamma * (x - mean) / np.sqrt(variance + eps) + beta
    return y, moving_mean, moving_variance


# early_stopping


@misconception(of="early_stopping", hint="You wait one epoch too long.")
def early_stopping_one_too_late(losses, patience, min_delta=0.0):
    best, best_epoch = math.inf, 0
    for epoch, loss in enumerate(losses, start=1):
        if loss < best - min_delta:
            best, best_epoch = loss, epoch
        elif epoch - best_epoch > patience:
            return epoch, best_epoch
    return len(losses), best_epoch


@misconception(of="early_stopping", hint="You stop one epoch too soon.")
def early_stopping_one_too_soon(losses, patience, min_delta=0.0):
    best, best_epoch = math.inf, 0
    for epoch, loss in enumerate(losses, start=1):
        if loss < best - min_delta:
            best, best_epoch = loss, epoch
        elif epoch - best_epoch >= patience - 1:
            return epoch, best_epoch
    return len(losses), best_epoch


@misconception(of="early_stopping", hint="How many epochs in a row may pass? Not just one.")
def early_stopping_ignores_patience(losses, patience, min_delta=0.0):
    best, best_epoch = math.inf, 0
    for epoch, loss in enumerate(losses, start=1):
        if loss >= best - min_delta:
            return epoch, best_epoch
        best, best_epoch = loss, epoch
    return len(losses), best_epoch


@misconception(
    of="early_stopping", hint="Compare with the best loss so far, not with the previous one."
)
def early_stopping_compares_with_previous(losses, patience, min_delta=0.0):
    previous, best_epoch = math.inf, 0
    for epoch, loss in enumerate(losses, start=1):
        if loss < previous - min_delta:
            best_epoch = epoch
        elif epoch - best_epoch >= patience:
            return epoch, best_epoch
        previous = loss
    return len(losses), best_epoch


@misconception(of="early_stopping", hint="After an improvement the count starts again.")
def early_stopping_never_resets(losses, patience, min_delta=0.0):
    best, best_epoch, waited = math.inf, 0, 0
    for epoch, loss in enumerate(losses, start=1):
        if loss < best - min_delta:
            best, best_epoch = loss, epoch
        else:
            waited += 1
            if waited >= patience:
                return epoch, best_epoch
    return len(losses), best_epoch


@misconception(of="early_stopping", hint="Both epochs are counted from 1.")
def early_stopping_counts_from_zero(losses, patience, min_delta=0.0):
    best, best_epoch = math.inf, 0
    for epoch, loss in enumerate(losses):
        if loss < best - min_delta:
            best, best_epoch = loss, epoch
        elif epoch - best_epoch >= patience:
            return epoch, best_epoch
    return len(losses) - 1, best_epoch


@misconception(of="early_stopping", hint="The best epoch is also counted from 1.")
def early_stopping_best_from_zero(losses, patience, min_delta=0.0):
    best, best_epoch = math.inf, 0
    for epoch, loss in enumerate(losses, start=1):
        if loss < best - min_delta:
            best, best_epoch = loss, epoch
        elif epoch - best_epoch >= patience:
            return epoch, best_epoch - 1
    return len(losses), best_epoch - 1


@misconception(of="early_stopping", hint="The stopped epoch is the last one that was trained.")
def early_stopping_names_the_next_epoch(losses, patience, min_delta=0.0):
    best, best_epoch = math.inf, 0
    for epoch, loss in enumerate(losses, start=1):
        if loss < best - min_delta:
            best, best_epoch = loss, epoch
        elif epoch - best_epoch >= patience:
            return epoch + 1, best_epoch
    return len(losses), best_epoch


@misconception(of="early_stopping", hint="What is min_delta for?")
def early_stopping_ignores_min_delta(losses, patience, min_delta=0.0):
    best, best_epoch = math.inf, 0
    for epoch, loss in enumerate(losses, start=1):
        if loss < best:
            best, best_epoch = loss, epoch
        elif epoch - best_epoch >= patience:
            return epoch, best_epoch
    return len(losses), best_epoch


@misconception(of="early_stopping", hint="A fall of exactly min_delta is not enough.")
def early_stopping_at_the_limit(losses, patience, min_delta=0.0):
    best, best_epoch = math.inf, 0
    for epoch, loss in enumerate(losses, start=1):
        if loss <= best - min_delta:
            best, best_epoch = loss, epoch
        elif epoch - best_epoch >= patience:
            return epoch, best_epoch
    return len(losses), best_epoch


@misconception(of="early_stopping", hint="With min_delta it is harder to improve, not easier.")
def early_stopping_min_delta_reversed(losses, patience, min_delta=0.0):
    best, best_epoch = math.inf, 0
    for epoch, loss in enumerate(losses, start=1):
        if loss < best + min_delta:
            best, best_epoch = loss, epoch
        elif epoch - best_epoch >= patience:
            return epoch, best_epoch
    return len(losses), best_epoch


@misconception(of="early_stopping", hint="min_delta is a difference, not a share.")
def early_stopping_relative_min_delta(losses, patience, min_delta=0.0):
    best, best_epoch = math.inf, 0
    for epoch, loss in enumerate(losses, start=1):
        if epoch == 1 or loss < best * (1 - min_delta):
            best, best_epoch = loss, epoch
        elif epoch - best_epoch >= patience:
            return epoch, best_epoch
    return len(losses), best_epoch


@misconception(
    of="early_stopping", hint="A fall that is too small must not change the best loss either."
)
def early_stopping_moves_the_mark(losses, patience, min_delta=0.0):
    best, best_epoch = math.inf, 0
    for epoch, loss in enumerate(losses, start=1):
        improved = loss < best - min_delta
        best = min(best, loss)
        if improved:
            best_epoch = epoch
        elif epoch - best_epoch >= patience:
            return epoch, best_epoch
    return len(losses), best_epoch


@misconception(of="early_stopping", hint="The best epoch cannot be one that was never trained.")
def early_stopping_best_of_all(losses, patience, min_delta=0.0):
    best, best_epoch, stopped = math.inf, 0, len(losses)
    for epoch, loss in enumerate(losses, start=1):
        if loss < best - min_delta:
            best, best_epoch = loss, epoch
        elif epoch - best_epoch >= patience:
            stopped = epoch
            break
    return stopped, int(np.argmin(losses)) + 1


@misconception(
    of="early_stopping", hint="The best epoch is the last one that counted as an improvement."
)
def early_stopping_least_of_trained(losses, patience, min_delta=0.0):
    best, best_epoch, stopped = math.inf, 0, len(losses)
    for epoch, loss in enumerate(losses, start=1):
        if loss < best - min_delta:
            best, best_epoch = loss, epoch
        elif epoch - best_epoch >= patience:
            stopped = epoch
            break
    return stopped, int(np.argmin(losses[:stopped])) + 1


@misconception(of="early_stopping", hint="Which of the two epochs comes first?")
def early_stopping_swaps_results(losses, patience, min_delta=0.0):
    best, best_epoch = math.inf, 0
    for epoch, loss in enumerate(losses, start=1):
        if loss < best - min_delta:
            best, best_epoch = loss, epoch
        elif epoch - best_epoch >= patience:
            return best_epoch, epoch
    return best_epoch, len(losses)


@misconception(of="early_stopping", hint="A small loss is a good loss.")
def early_stopping_wants_the_greatest(losses, patience, min_delta=0.0):
    best, best_epoch = -math.inf, 0
    for epoch, loss in enumerate(losses, start=1):
        if loss > best + min_delta:
            best, best_epoch = loss, epoch
        elif epoch - best_epoch >= patience:
            return epoch, best_epoch
    return len(losses), best_epoch


@misconception(of="early_stopping", hint="The first epoch always improves, whatever the patience.")
def early_stopping_patience_zero_at_once(losses, patience, min_delta=0.0):
    best, best_epoch = losses[0], 1
    for epoch, loss in enumerate(losses, start=1):
        if loss < best - min_delta:
            best, best_epoch = loss, epoch
        elif epoch - best_epoch >= patience:
            return epoch, best_epoch
    return len(losses), best_epoch


@misconception(of="early_stopping", hint="Patience 0 means no patience, not no stopping.")
def early_stopping_patience_zero_is_off(losses, patience, min_delta=0.0):
    best, best_epoch = math.inf, 0
    for epoch, loss in enumerate(losses, start=1):
        if loss < best - min_delta:
            best, best_epoch = loss, epoch
        elif patience and epoch - best_epoch >= patience:
            return epoch, best_epoch
    return len(losses), best_epoch


@misconception(of="early_stopping", hint="If training never stops, return the last epoch.")
def early_stopping_none_without_stop(losses, patience, min_delta=0.0):
    best, best_epoch = math.inf, 0
    for epoch, loss in enumerate(losses, start=1):
        if loss < best - min_delta:
            best, best_epoch = loss, epoch
        elif epoch - best_epoch >= patience:
            return epoch, best_epoch
    return None, best_epoch


@misconception(of="early_stopping", hint="Training ends after the patience, not at the best epoch.")
def early_stopping_stops_at_the_best(losses, patience, min_delta=0.0):
    best, best_epoch = math.inf, 0
    for epoch, loss in enumerate(losses, start=1):
        if loss < best - min_delta:
            best, best_epoch = loss, epoch
        elif epoch - best_epoch >= patience:
            return best_epoch, best_epoch
    return len(losses), best_epoch


@misconception(of="early_stopping", hint="Return the number of the best epoch, not its loss.")
def early_stopping_gives_the_loss(losses, patience, min_delta=0.0):
    best, best_epoch = math.inf, 0
    for epoch, loss in enumerate(losses, start=1):
        if loss < best - min_delta:
            best, best_epoch = loss, epoch
        elif epoch - best_epoch >= patience:
            return epoch, best
    return len(losses), best


@misconception(
    of="early_stopping",
    hint="An epoch without improvement need not be worse than the previous one.",
)
def early_stopping_counts_rises(losses, patience, min_delta=0.0):
    best, best_epoch, waited = math.inf, 0, 0
    for epoch, loss in enumerate(losses, start=1):
        if loss < best - min_delta:
            best, best_epoch, waited = loss, epoch, 0
        elif loss > losses[epoch - 2]:
            waited += 1
            if waited >= patience:
                return epoch, best_epoch
    return len(losses), best_epoch


@misconception(
    of="early_stopping",
    hint="The caller still needs the losses: do not remove anything from the list.",
)
def early_stopping_empties_the_list(losses, patience, min_delta=0.0):
    best, best_epoch, epoch = math.inf, 0, 0
    while losses:
        epoch += 1
        loss = losses.pop(0)
        if loss < best - min_delta:
            best, best_epoch = loss, epoch
        elif epoch - best_epoch >= patience:
            return epoch, best_epoch
    return epoch, best_epoch


# generalization_gap


@misconception(of="generalization_gap", hint="Which of the two losses is subtracted?")
def generalization_gap_reversed(history):
    return history["loss"][-1] - history["val_loss"][-1]


@misconception(of="generalization_gap", hint="The sign matters: a gap may be negative.")
def generalization_gap_unsigned(history):
    return abs(history["val_loss"][-1] - history["loss"][-1])


@misconception(of="generalization_gap", hint="A negative gap is not the same as no gap.")
def generalization_gap_cut_off(history):
    return max(history["val_loss"][-1] - history["loss"][-1], 0.0)


@misconception(of="generalization_gap", hint="The gap is that of the last epoch, not of the first.")
def generalization_gap_first_epoch(history):
    return history["val_loss"][0] - history["loss"][0]


@misconception(of="generalization_gap", hint="Only the last epoch counts, not the mean of all.")
def generalization_gap_mean(history):
    return np.mean(history["val_loss"]) - np.mean(history["loss"])


@misconception(of="generalization_gap", hint="Use the last losses, not the least ones.")
def generalization_gap_of_least_losses(history):
    return min(history["val_loss"]) - min(history["loss"])


@misconception(of="generalization_gap", hint="Use the last epoch, not the best one.")
def generalization_gap_at_best_epoch(history):
    best = int(np.argmin(history["val_loss"]))
    return history["val_loss"][best] - history["loss"][best]


@misconception(of="generalization_gap", hint="Use the last epoch, not the one with the widest gap.")
def generalization_gap_widest(history):
    return max(np.subtract(history["val_loss"], history["loss"]))


@misconception(of="generalization_gap", hint="The gap is a difference, not a ratio.")
def generalization_gap_ratio(history):
    return history["val_loss"][-1] / history["loss"][-1]


@misconception(of="generalization_gap", hint="The gap is not divided by the training loss.")
def generalization_gap_relative(history):
    return (history["val_loss"][-1] - history["loss"][-1]) / history["loss"][-1]


@misconception(of="generalization_gap", hint="The validation loss alone is not a gap.")
def generalization_gap_validation_only(history):
    return history["val_loss"][-1]


@misconception(
    of="generalization_gap",
    hint="You return how much the validation loss changed. That is not the gap.",
)
def generalization_gap_change_of_validation(history):
    return history["val_loss"][-1] - history["val_loss"][0]


@misconception(
    of="generalization_gap", hint="The gap is that of the losses, not of the accuracies."
)
def generalization_gap_of_accuracies(history):
    return history["accuracy"][-1] - history["val_accuracy"][-1]


@misconception(of="generalization_gap", hint="Return one number, not one for each epoch.")
def generalization_gap_each_epoch(history):
    return np.subtract(history["val_loss"], history["loss"])


@misconception(of="generalization_gap", hint="Are you sure that your index is the last epoch?")
def generalization_gap_last_but_one(history):
    place = max(len(history["loss"]) - 2, 0)
    return history["val_loss"][place] - history["loss"][place]


@misconception(of="generalization_gap", hint="Read the last number without removing it.")
def generalization_gap_empties_history(history):
    return history["val_loss"].pop() - history["loss"].pop()


# diagnose


@misconception(of="diagnose", hint="Variance is judged against the training error.")
def diagnose_variance_from_target(train_error, validation_error, target_error):
    bias = train_error - target_error > 0.02
    variance = validation_error - target_error > 0.02
    if bias and variance:
        return "both"
    return "high bias" if bias else "high variance" if variance else "good"


@misconception(of="diagnose", hint="Bias is judged against what could be reached, not against 0.")
def diagnose_bias_from_zero(train_error, validation_error, target_error):
    bias = train_error > 0.02
    variance = validation_error - train_error > 0.02
    if bias and variance:
        return "both"
    return "high bias" if bias else "high variance" if variance else "good"


@misconception(of="diagnose", hint="Bias shows in the training error, not in the validation error.")
def diagnose_bias_from_validation(train_error, validation_error, target_error):
    bias = validation_error - target_error > 0.02
    variance = validation_error - train_error > 0.02
    if bias and variance:
        return "both"
    return "high bias" if bias else "high variance" if variance else "good"


@misconception(
    of="diagnose", hint="If the training error is above the target, is that bias or variance?"
)
def diagnose_names_swapped(train_error, validation_error, target_error):
    bias = validation_error - train_error > 0.02
    variance = train_error - target_error > 0.02
    if bias and variance:
        return "both"
    return "high bias" if bias else "high variance" if variance else "good"


@misconception(of="diagnose", hint="Only a higher error is a bad sign, not a lower one.")
def diagnose_absolute_differences(train_error, validation_error, target_error):
    bias = abs(train_error - target_error) > 0.02
    variance = abs(validation_error - train_error) > 0.02
    if bias and variance:
        return "both"
    return "high bias" if bias else "high variance" if variance else "good"


@misconception(of="diagnose", hint="A model can have bias and variance at once.")
def diagnose_never_both(train_error, validation_error, target_error):
    if train_error - target_error > 0.02:
        return "high bias"
    return "high variance" if validation_error - train_error > 0.02 else "good"


@misconception(of="diagnose", hint="You look for variance first and then forget to look for bias.")
def diagnose_variance_hides_bias(train_error, validation_error, target_error):
    if validation_error - train_error > 0.02:
        return "high variance"
    return "high bias" if train_error - target_error > 0.02 else "good"


@misconception(of="diagnose", hint="You name only the larger of the two.")
def diagnose_larger_only(train_error, validation_error, target_error):
    bias, variance = train_error - target_error, validation_error - train_error
    if max(bias, variance) <= 0.02:
        return "good"
    return "high bias" if bias > variance else "high variance"


@misconception(of="diagnose", hint="The limit is 0.02, not any difference at all.")
def diagnose_without_limit(train_error, validation_error, target_error):
    bias = train_error > target_error
    variance = validation_error > train_error
    if bias and variance:
        return "both"
    return "high bias" if bias else "high variance" if variance else "good"


@misconception(of="diagnose", hint="The limit is two in a hundred, not twenty in a hundred.")
def diagnose_limit_too_high(train_error, validation_error, target_error):
    bias = train_error - target_error > 0.2
    variance = validation_error - train_error > 0.2
    if bias and variance:
        return "both"
    return "high bias" if bias else "high variance" if variance else "good"


@misconception(of="diagnose", hint="The errors are shares, not percentages.")
def diagnose_in_percent(train_error, validation_error, target_error):
    bias = train_error - target_error > 2
    variance = validation_error - train_error > 2
    if bias and variance:
        return "both"
    return "high bias" if bias else "high variance" if variance else "good"


@misconception(of="diagnose", hint="The limit applies to the differences, not to the ratios.")
def diagnose_ratios(train_error, validation_error, target_error):
    bias = train_error > 1.02 * target_error
    variance = validation_error > 1.02 * train_error
    if bias and variance:
        return "both"
    return "high bias" if bias else "high variance" if variance else "good"


@misconception(of="diagnose", hint="High errors alone do not tell you what is wrong: compare them.")
def diagnose_absolute_errors(train_error, validation_error, target_error):
    bias, variance = train_error > 0.1, validation_error > 0.1
    if bias and variance:
        return "both"
    return "high bias" if bias else "high variance" if variance else "good"


@misconception(
    of="diagnose", hint="A validation error near the target may still hide a high variance."
)
def diagnose_total_difference(train_error, validation_error, target_error):
    if validation_error - target_error <= 0.02:
        return "good"
    bias = train_error - target_error > 0.02
    variance = validation_error - train_error > 0.02
    if bias and variance:
        return "both"
    return "high bias" if bias else "high variance"


@misconception(of="diagnose", hint="If both are high, the answer is a single word.")
def diagnose_lists_both(train_error, validation_error, target_error):
    bias = train_error - target_error > 0.02
    variance = validation_error - train_error > 0.02
    if bias and variance:
        return "high bias, high variance"
    return "high bias" if bias else "high variance" if variance else "good"


@misconception(of="diagnose", hint="Return one of the four strings that are listed.")
def diagnose_two_flags(train_error, validation_error, target_error):
    return train_error - target_error > 0.02, validation_error - train_error > 0.02


@misconception(
    of="diagnose",
    hint="You round the differences to two places, so that 0.024 no longer exceeds 0.02. Compare "
    "them as they are.",
    unseen="Only a difference close to 0.02 shows it.",
)
def diagnose_rounds_the_differences(train_error, validation_error, target_error):
    bias = round(train_error - target_error, 2) > 0.02
    variance = round(validation_error - train_error, 2) > 0.02
    if bias and variance:
        return "both"
    return "high bias" if bias else "high variance" if variance else "good"


@misconception(
    of="diagnose",
    hint="You round the differences to three places, so that 0.0204 no longer exceeds 0.02. "
    "Compare them as they are.",
    unseen="Only a difference close to 0.02 shows it.",
)
def diagnose_rounds_to_three_places(train_error, validation_error, target_error):
    bias = round(train_error - target_error, 3) > 0.02
    variance = round(validation_error - train_error, 3) > 0.02
    if bias and variance:
        return "both"
    return "high bias" if bias else "high variance" if variance else "good"


@misconception(
    of="diagnose",
    hint="You round the errors before you compare them. Their differences decide as they are.",
    unseen="Only a difference close to 0.02 shows it.",
)
def diagnose_rounds_the_errors(train_error, validation_error, target_error):
    train_error, validation_error = round(train_error, 2), round(validation_error, 2)
    bias = train_error - round(target_error, 2) > 0.02
    variance = validation_error - train_error > 0.02
    if bias and variance:
        return "both"
    return "high bias" if bias else "high variance" if variance else "good"


# build_regularized


@misconception(of="build_regularized", hint="The method makes no difference to your network.")
def build_regularized_ignores_method(method):
    import keras

    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten()])
    for _ in range(2):
        model.add(keras.layers.Dense(512, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    return model


@misconception(
    of="build_regularized", hint="Add only the remedy that is asked for, not all of them at once."
)
def build_regularized_all_at_once(method):
    import keras

    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten()])
    for _ in range(2):
        penalty = keras.regularizers.L1L2(l1=1e-4, l2=1e-4)
        model.add(keras.layers.Dense(512, activation="relu", kernel_regularizer=penalty))
        model.add(keras.layers.Dropout(0.3))
        model.add(keras.layers.BatchNormalization())
    model.add(keras.layers.Dense(10, activation="softmax"))
    return model


@misconception(of="build_regularized", hint="Without a method there is no penalty.")
def build_regularized_none_has_l2(method):
    import keras

    penalties = {"l1": keras.regularizers.L1(1e-4), "l2": keras.regularizers.L2(1e-4)}
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten()])
    for _ in range(2):
        penalty = penalties.get(method, keras.regularizers.L2(1e-4))
        model.add(keras.layers.Dense(512, activation="relu", kernel_regularizer=penalty))
        if method == "dropout":
            model.add(keras.layers.Dropout(0.3))
        if method == "batch_norm":
            model.add(keras.layers.BatchNormalization())
    model.add(keras.layers.Dense(10, activation="softmax"))
    return model


@misconception(
    of="build_regularized", hint="The rate of Keras's dropout layer is the share that is dropped."
)
def build_regularized_keep_probability(method):
    import keras

    penalties = {"l1": keras.regularizers.L1(1e-4), "l2": keras.regularizers.L2(1e-4)}
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten()])
    for _ in range(2):
        penalty = penalties.get(method)
        model.add(keras.layers.Dense(512, activation="relu", kernel_regularizer=penalty))
        if method == "dropout":
            model.add(keras.layers.Dropout(0.7))
        if method == "batch_norm":
            model.add(keras.layers.BatchNormalization())
    model.add(keras.layers.Dense(10, activation="softmax"))
    return model


@misconception(
    of="build_regularized",
    hint="One half is a common dropout rate, but the exercise asks for a different one.",
)
def build_regularized_half_dropped(method):
    import keras

    penalties = {"l1": keras.regularizers.L1(1e-4), "l2": keras.regularizers.L2(1e-4)}
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten()])
    for _ in range(2):
        penalty = penalties.get(method)
        model.add(keras.layers.Dense(512, activation="relu", kernel_regularizer=penalty))
        if method == "dropout":
            model.add(keras.layers.Dropout(0.5))
        if method == "batch_norm":
            model.add(keras.layers.BatchNormalization())
    model.add(keras.layers.Dense(10, activation="softmax"))
    return model


@misconception(of="build_regularized", hint="Dropout follows each hidden layer, not only the last.")
def build_regularized_dropout_once(method):
    import keras

    penalties = {"l1": keras.regularizers.L1(1e-4), "l2": keras.regularizers.L2(1e-4)}
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten()])
    for _ in range(2):
        penalty = penalties.get(method)
        model.add(keras.layers.Dense(512, activation="relu", kernel_regularizer=penalty))
        if method == "batch_norm":
            model.add(keras.layers.BatchNormalization())
    if method == "dropout":
        model.add(keras.layers.Dropout(0.3))
    model.add(keras.layers.Dense(10, activation="softmax"))
    return model


@misconception(of="build_regularized", hint="The second hidden layer also needs dropout.")
def build_regularized_dropout_after_first(method):
    import keras

    penalties = {"l1": keras.regularizers.L1(1e-4), "l2": keras.regularizers.L2(1e-4)}
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten()])
    for number in range(2):
        penalty = penalties.get(method)
        model.add(keras.layers.Dense(512, activation="relu", kernel_regularizer=penalty))
        if method == "dropout" and number == 0:
            model.add(keras.layers.Dropout(0.3))
        if method == "batch_norm":
            model.add(keras.layers.BatchNormalization())
    model.add(keras.layers.Dense(10, activation="softmax"))
    return model


@misconception(
    of="build_regularized",
    hint="Dropout comes after the hidden layers; you drop pixels of the image.",
)
def build_regularized_dropout_before(method):
    import keras

    penalties = {"l1": keras.regularizers.L1(1e-4), "l2": keras.regularizers.L2(1e-4)}
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten()])
    for _ in range(2):
        if method == "dropout":
            model.add(keras.layers.Dropout(0.3))
        penalty = penalties.get(method)
        model.add(keras.layers.Dense(512, activation="relu", kernel_regularizer=penalty))
        if method == "batch_norm":
            model.add(keras.layers.BatchNormalization())
    model.add(keras.layers.Dense(10, activation="softmax"))
    return model


@misconception(
    of="build_regularized",
    hint="Do not put dropout on the output: it would drop the probabilities themselves.",
)
def build_regularized_dropout_on_output(method):
    import keras

    penalties = {"l1": keras.regularizers.L1(1e-4), "l2": keras.regularizers.L2(1e-4)}
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten()])
    for _ in range(2):
        penalty = penalties.get(method)
        model.add(keras.layers.Dense(512, activation="relu", kernel_regularizer=penalty))
        if method == "dropout":
            model.add(keras.layers.Dropout(0.3))
        if method == "batch_norm":
            model.add(keras.layers.BatchNormalization())
    model.add(keras.layers.Dense(10, activation="softmax"))
    if method == "dropout":
        model.add(keras.layers.Dropout(0.3))
    return model


@misconception(of="build_regularized", hint="Each hidden layer is normalised, not only the last.")
def build_regularized_batch_norm_once(method):
    import keras

    penalties = {"l1": keras.regularizers.L1(1e-4), "l2": keras.regularizers.L2(1e-4)}
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten()])
    for _ in range(2):
        penalty = penalties.get(method)
        model.add(keras.layers.Dense(512, activation="relu", kernel_regularizer=penalty))
        if method == "dropout":
            model.add(keras.layers.Dropout(0.3))
    if method == "batch_norm":
        model.add(keras.layers.BatchNormalization())
    model.add(keras.layers.Dense(10, activation="softmax"))
    return model


@misconception(of="build_regularized", hint="Normalise the hidden layers, not the image.")
def build_regularized_batch_norm_on_input(method):
    import keras

    penalties = {"l1": keras.regularizers.L1(1e-4), "l2": keras.regularizers.L2(1e-4)}
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten()])
    for _ in range(2):
        if method == "batch_norm":
            model.add(keras.layers.BatchNormalization())
        penalty = penalties.get(method)
        model.add(keras.layers.Dense(512, activation="relu", kernel_regularizer=penalty))
        if method == "dropout":
            model.add(keras.layers.Dropout(0.3))
    model.add(keras.layers.Dense(10, activation="softmax"))
    return model


@misconception(of="build_regularized", hint="Do not normalise after the output layer.")
def build_regularized_batch_norm_on_output(method):
    import keras

    penalties = {"l1": keras.regularizers.L1(1e-4), "l2": keras.regularizers.L2(1e-4)}
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten()])
    for _ in range(2):
        penalty = penalties.get(method)
        model.add(keras.layers.Dense(512, activation="relu", kernel_regularizer=penalty))
        if method == "dropout":
            model.add(keras.layers.Dropout(0.3))
        if method == "batch_norm":
            model.add(keras.layers.BatchNormalization())
    model.add(keras.layers.Dense(10, activation="softmax"))
    if method == "batch_norm":
        model.add(keras.layers.BatchNormalization())
    return model


@misconception(
    of="build_regularized", hint="That layer normalises each sample on its own, not over the batch."
)
def build_regularized_layer_norm(method):
    import keras

    penalties = {"l1": keras.regularizers.L1(1e-4), "l2": keras.regularizers.L2(1e-4)}
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten()])
    for _ in range(2):
        penalty = penalties.get(method)
        model.add(keras.layers.Dense(512, activation="relu", kernel_regularizer=penalty))
        if method == "dropout":
            model.add(keras.layers.Dropout(0.3))
        if method == "batch_norm":
            model.add(keras.layers.LayerNormalization())
    model.add(keras.layers.Dense(10, activation="softmax"))
    return model


@misconception(of="build_regularized", hint="With batch normalisation nothing is dropped.")
def build_regularized_batch_norm_with_dropout(method):
    import keras

    penalties = {"l1": keras.regularizers.L1(1e-4), "l2": keras.regularizers.L2(1e-4)}
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten()])
    for _ in range(2):
        penalty = penalties.get(method)
        model.add(keras.layers.Dense(512, activation="relu", kernel_regularizer=penalty))
        if method in ("dropout", "batch_norm"):
            model.add(keras.layers.Dropout(0.3))
        if method == "batch_norm":
            model.add(keras.layers.BatchNormalization())
    model.add(keras.layers.Dense(10, activation="softmax"))
    return model


@misconception(
    of="build_regularized", hint="L1 adds absolute values and L2 adds squares; which is which?"
)
def build_regularized_penalties_swapped(method):
    import keras

    penalties = {"l2": keras.regularizers.L1(1e-4), "l1": keras.regularizers.L2(1e-4)}
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten()])
    for _ in range(2):
        penalty = penalties.get(method)
        model.add(keras.layers.Dense(512, activation="relu", kernel_regularizer=penalty))
        if method == "dropout":
            model.add(keras.layers.Dropout(0.3))
        if method == "batch_norm":
            model.add(keras.layers.BatchNormalization())
    model.add(keras.layers.Dense(10, activation="softmax"))
    return model


@misconception(of="build_regularized", hint="Use one penalty at a time: L1 and L2 are two methods.")
def build_regularized_both_penalties(method):
    import keras

    both = keras.regularizers.L1L2(l1=1e-4, l2=1e-4)
    penalties = {"l1": both, "l2": both}
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten()])
    for _ in range(2):
        penalty = penalties.get(method)
        model.add(keras.layers.Dense(512, activation="relu", kernel_regularizer=penalty))
        if method == "dropout":
            model.add(keras.layers.Dropout(0.3))
        if method == "batch_norm":
            model.add(keras.layers.BatchNormalization())
    model.add(keras.layers.Dense(10, activation="softmax"))
    return model


@misconception(
    of="build_regularized",
    hint="A penalty given by its name has Keras's default strength; the exercise asks for a "
    "different one.",
)
def build_regularized_usual_strength(method):
    import keras

    penalties = {"l1": "l1", "l2": "l2"}
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten()])
    for _ in range(2):
        penalty = penalties.get(method)
        model.add(keras.layers.Dense(512, activation="relu", kernel_regularizer=penalty))
        if method == "dropout":
            model.add(keras.layers.Dropout(0.3))
        if method == "batch_norm":
            model.add(keras.layers.BatchNormalization())
    model.add(keras.layers.Dense(10, activation="softmax"))
    return model


@misconception(
    of="build_regularized", hint="Count the decimal places in the strength of the penalty."
)
def build_regularized_too_strong(method):
    import keras

    penalties = {"l1": keras.regularizers.L1(1e-3), "l2": keras.regularizers.L2(1e-3)}
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten()])
    for _ in range(2):
        penalty = penalties.get(method)
        model.add(keras.layers.Dense(512, activation="relu", kernel_regularizer=penalty))
        if method == "dropout":
            model.add(keras.layers.Dropout(0.3))
        if method == "batch_norm":
            model.add(keras.layers.BatchNormalization())
    model.add(keras.layers.Dense(10, activation="softmax"))
    return model


@misconception(
    of="build_regularized",
    hint="Keras's L2 has no factor one half, so the strength needs no other factor.",
)
def build_regularized_half_strength(method):
    import keras

    penalties = {"l1": keras.regularizers.L1(1e-4), "l2": keras.regularizers.L2(5e-5)}
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten()])
    for _ in range(2):
        penalty = penalties.get(method)
        model.add(keras.layers.Dense(512, activation="relu", kernel_regularizer=penalty))
        if method == "dropout":
            model.add(keras.layers.Dropout(0.3))
        if method == "batch_norm":
            model.add(keras.layers.BatchNormalization())
    model.add(keras.layers.Dense(10, activation="softmax"))
    return model


@misconception(
    of="build_regularized", hint="The penalty belongs on the kernels, not on the biases."
)
def build_regularized_penalty_on_biases(method):
    import keras

    penalties = {"l1": keras.regularizers.L1(1e-4), "l2": keras.regularizers.L2(1e-4)}
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten()])
    for _ in range(2):
        penalty = penalties.get(method)
        model.add(keras.layers.Dense(512, activation="relu", bias_regularizer=penalty))
        if method == "dropout":
            model.add(keras.layers.Dropout(0.3))
        if method == "batch_norm":
            model.add(keras.layers.BatchNormalization())
    model.add(keras.layers.Dense(10, activation="softmax"))
    return model


@misconception(of="build_regularized", hint="Do not put a penalty on the biases.")
def build_regularized_penalty_on_biases_too(method):
    import keras

    penalties = {"l1": keras.regularizers.L1(1e-4), "l2": keras.regularizers.L2(1e-4)}
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten()])
    for _ in range(2):
        penalty = penalties.get(method)
        model.add(
            keras.layers.Dense(
                512, activation="relu", kernel_regularizer=penalty, bias_regularizer=penalty
            )
        )
        if method == "dropout":
            model.add(keras.layers.Dropout(0.3))
        if method == "batch_norm":
            model.add(keras.layers.BatchNormalization())
    model.add(keras.layers.Dense(10, activation="softmax"))
    return model


@misconception(
    of="build_regularized",
    hint="The penalty belongs on the weights, not on the outputs of the layers.",
)
def build_regularized_penalty_on_outputs(method):
    import keras

    penalties = {"l1": keras.regularizers.L1(1e-4), "l2": keras.regularizers.L2(1e-4)}
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten()])
    for _ in range(2):
        penalty = penalties.get(method)
        model.add(keras.layers.Dense(512, activation="relu", activity_regularizer=penalty))
        if method == "dropout":
            model.add(keras.layers.Dropout(0.3))
        if method == "batch_norm":
            model.add(keras.layers.BatchNormalization())
    model.add(keras.layers.Dense(10, activation="softmax"))
    return model


@misconception(
    of="build_regularized", hint="Both hidden layers have the penalty, not only the first."
)
def build_regularized_penalty_on_first_layer(method):
    import keras

    penalties = {"l1": keras.regularizers.L1(1e-4), "l2": keras.regularizers.L2(1e-4)}
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten()])
    for number in range(2):
        penalty = penalties.get(method) if number == 0 else None
        model.add(keras.layers.Dense(512, activation="relu", kernel_regularizer=penalty))
        if method == "dropout":
            model.add(keras.layers.Dropout(0.3))
        if method == "batch_norm":
            model.add(keras.layers.BatchNormalization())
    model.add(keras.layers.Dense(10, activation="softmax"))
    return model


@misconception(
    of="build_regularized",
    hint="The first hidden layer has most of the weights. Where is its penalty?",
)
def build_regularized_penalty_on_second_layer(method):
    import keras

    penalties = {"l1": keras.regularizers.L1(1e-4), "l2": keras.regularizers.L2(1e-4)}
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten()])
    for number in range(2):
        penalty = penalties.get(method) if number == 1 else None
        model.add(keras.layers.Dense(512, activation="relu", kernel_regularizer=penalty))
        if method == "dropout":
            model.add(keras.layers.Dropout(0.3))
        if method == "batch_norm":
            model.add(keras.layers.BatchNormalization())
    model.add(keras.layers.Dense(10, activation="softmax"))
    return model


@misconception(
    of="build_regularized",
    hint="The penalty belongs on the hidden layers; the output layer alone is not enough.",
)
def build_regularized_penalty_on_output_only(method):
    import keras

    penalties = {"l1": keras.regularizers.L1(1e-4), "l2": keras.regularizers.L2(1e-4)}
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten()])
    for _ in range(2):
        model.add(keras.layers.Dense(512, activation="relu"))
        if method == "dropout":
            model.add(keras.layers.Dropout(0.3))
        if method == "batch_norm":
            model.add(keras.layers.BatchNormalization())
    model.add(
        keras.layers.Dense(10, activation="softmax", kernel_regularizer=penalties.get(method))
    )
    return model


@misconception(of="build_regularized", hint="The hidden layers have ReLU.")
def build_regularized_sigmoid(method):
    import keras

    penalties = {"l1": keras.regularizers.L1(1e-4), "l2": keras.regularizers.L2(1e-4)}
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten()])
    for _ in range(2):
        penalty = penalties.get(method)
        model.add(keras.layers.Dense(512, activation="sigmoid", kernel_regularizer=penalty))
        if method == "dropout":
            model.add(keras.layers.Dropout(0.3))
        if method == "batch_norm":
            model.add(keras.layers.BatchNormalization())
    model.add(keras.layers.Dense(10, activation="softmax"))
    return model


@misconception(
    of="build_regularized", hint="Without an activation, two hidden layers can do no more than one."
)
def build_regularized_linear_hidden(method):
    import keras

    penalties = {"l1": keras.regularizers.L1(1e-4), "l2": keras.regularizers.L2(1e-4)}
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten()])
    for _ in range(2):
        penalty = penalties.get(method)
        model.add(keras.layers.Dense(512, kernel_regularizer=penalty))
        if method == "dropout":
            model.add(keras.layers.Dropout(0.3))
        if method == "batch_norm":
            model.add(keras.layers.BatchNormalization())
    model.add(keras.layers.Dense(10, activation="softmax"))
    return model


@misconception(
    of="build_regularized",
    hint="The network should output probabilities: what is missing from the output layer?",
)
def build_regularized_logits(method):
    import keras

    penalties = {"l1": keras.regularizers.L1(1e-4), "l2": keras.regularizers.L2(1e-4)}
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten()])
    for _ in range(2):
        penalty = penalties.get(method)
        model.add(keras.layers.Dense(512, activation="relu", kernel_regularizer=penalty))
        if method == "dropout":
            model.add(keras.layers.Dropout(0.3))
        if method == "batch_norm":
            model.add(keras.layers.BatchNormalization())
    model.add(keras.layers.Dense(10))
    return model


@misconception(
    of="build_regularized",
    hint="The ten classes exclude each other, so their probabilities must add up to 1.",
)
def build_regularized_sigmoid_output(method):
    import keras

    penalties = {"l1": keras.regularizers.L1(1e-4), "l2": keras.regularizers.L2(1e-4)}
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten()])
    for _ in range(2):
        penalty = penalties.get(method)
        model.add(keras.layers.Dense(512, activation="relu", kernel_regularizer=penalty))
        if method == "dropout":
            model.add(keras.layers.Dropout(0.3))
        if method == "batch_norm":
            model.add(keras.layers.BatchNormalization())
    model.add(keras.layers.Dense(10, activation="sigmoid"))
    return model


@misconception(of="build_regularized", hint="There are two hidden layers.")
def build_regularized_one_hidden_layer(method):
    import keras

    penalties = {"l1": keras.regularizers.L1(1e-4), "l2": keras.regularizers.L2(1e-4)}
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten()])
    for _ in range(1):
        penalty = penalties.get(method)
        model.add(keras.layers.Dense(512, activation="relu", kernel_regularizer=penalty))
        if method == "dropout":
            model.add(keras.layers.Dropout(0.3))
        if method == "batch_norm":
            model.add(keras.layers.BatchNormalization())
    model.add(keras.layers.Dense(10, activation="softmax"))
    return model


@misconception(of="build_regularized", hint="There is one hidden layer too many.")
def build_regularized_three_hidden_layers(method):
    import keras

    penalties = {"l1": keras.regularizers.L1(1e-4), "l2": keras.regularizers.L2(1e-4)}
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten()])
    for _ in range(3):
        penalty = penalties.get(method)
        model.add(keras.layers.Dense(512, activation="relu", kernel_regularizer=penalty))
        if method == "dropout":
            model.add(keras.layers.Dropout(0.3))
        if method == "batch_norm":
            model.add(keras.layers.BatchNormalization())
    model.add(keras.layers.Dense(10, activation="softmax"))
    return model


@misconception(of="build_regularized", hint="How many units does a hidden layer have?")
def build_regularized_half_the_units(method):
    import keras

    penalties = {"l1": keras.regularizers.L1(1e-4), "l2": keras.regularizers.L2(1e-4)}
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten()])
    for _ in range(2):
        penalty = penalties.get(method)
        model.add(keras.layers.Dense(256, activation="relu", kernel_regularizer=penalty))
        if method == "dropout":
            model.add(keras.layers.Dropout(0.3))
        if method == "batch_norm":
            model.add(keras.layers.BatchNormalization())
    model.add(keras.layers.Dense(10, activation="softmax"))
    return model


@misconception(
    of="build_regularized", hint="Fashion-MNIST has ten classes, so ten outputs are needed."
)
def build_regularized_one_output(method):
    import keras

    penalties = {"l1": keras.regularizers.L1(1e-4), "l2": keras.regularizers.L2(1e-4)}
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten()])
    for _ in range(2):
        penalty = penalties.get(method)
        model.add(keras.layers.Dense(512, activation="relu", kernel_regularizer=penalty))
        if method == "dropout":
            model.add(keras.layers.Dropout(0.3))
        if method == "batch_norm":
            model.add(keras.layers.BatchNormalization())
    model.add(keras.layers.Dense(1, activation="softmax"))
    return model


@misconception(
    of="build_regularized",
    hint="A dense layer works on the last axis: flatten the image into one row first.",
)
def build_regularized_without_flatten(method):
    import keras

    penalties = {"l1": keras.regularizers.L1(1e-4), "l2": keras.regularizers.L2(1e-4)}
    model = keras.Sequential([keras.Input((28, 28))])
    for _ in range(2):
        penalty = penalties.get(method)
        model.add(keras.layers.Dense(512, activation="relu", kernel_regularizer=penalty))
        if method == "dropout":
            model.add(keras.layers.Dropout(0.3))
        if method == "batch_norm":
            model.add(keras.layers.BatchNormalization())
    model.add(keras.layers.Dense(10, activation="softmax"))
    return model


@misconception(
    of="build_regularized",
    hint="The network takes the images as they are, in rows and columns, and flattens them itself.",
)
def build_regularized_flat_input(method):
    import keras

    penalties = {"l1": keras.regularizers.L1(1e-4), "l2": keras.regularizers.L2(1e-4)}
    model = keras.Sequential([keras.Input((784,))])
    for _ in range(2):
        penalty = penalties.get(method)
        model.add(keras.layers.Dense(512, activation="relu", kernel_regularizer=penalty))
        if method == "dropout":
            model.add(keras.layers.Dropout(0.3))
        if method == "batch_norm":
            model.add(keras.layers.BatchNormalization())
    model.add(keras.layers.Dense(10, activation="softmax"))
    return model


@misconception(
    of="build_regularized",
    hint="The shape of the input is that of one image, without the batch axis.",
)
def build_regularized_batch_in_input(method):
    import keras

    penalties = {"l1": keras.regularizers.L1(1e-4), "l2": keras.regularizers.L2(1e-4)}
    model = keras.Sequential([keras.Input((None, 28, 28)), keras.layers.Reshape((784,))])
    for _ in range(2):
        penalty = penalties.get(method)
        model.add(keras.layers.Dense(512, activation="relu", kernel_regularizer=penalty))
        if method == "dropout":
            model.add(keras.layers.Dropout(0.3))
        if method == "batch_norm":
            model.add(keras.layers.BatchNormalization())
    model.add(keras.layers.Dense(10, activation="softmax"))
    return model


@misconception(
    of="build_regularized",
    hint="Do not fix the number of images: a network takes batches of any size.",
)
def build_regularized_fixes_the_batch(method):
    import keras

    penalties = {"l1": keras.regularizers.L1(1e-4), "l2": keras.regularizers.L2(1e-4)}
    model = keras.Sequential([keras.Input(batch_shape=(32, 28, 28)), keras.layers.Flatten()])
    for _ in range(2):
        penalty = penalties.get(method)
        model.add(keras.layers.Dense(512, activation="relu", kernel_regularizer=penalty))
        if method == "dropout":
            model.add(keras.layers.Dropout(0.3))
        if method == "batch_norm":
            model.add(keras.layers.BatchNormalization())
    model.add(keras.layers.Dense(10, activation="softmax"))
    return model


@misconception(
    of="build_regularized",
    hint="Begin the model with keras.Input; otherwise it has no weights yet.",
)
def build_regularized_without_input(method):
    import keras

    penalties = {"l1": keras.regularizers.L1(1e-4), "l2": keras.regularizers.L2(1e-4)}
    model = keras.Sequential([keras.layers.Flatten()])
    for _ in range(2):
        penalty = penalties.get(method)
        model.add(keras.layers.Dense(512, activation="relu", kernel_regularizer=penalty))
        if method == "dropout":
            model.add(keras.layers.Dropout(0.3))
        if method == "batch_norm":
            model.add(keras.layers.BatchNormalization())
    model.add(keras.layers.Dense(10, activation="softmax"))
    return model


@misconception(of="build_regularized", hint="Keep the biases of the layers.")
def build_regularized_without_biases(method):
    import keras

    penalties = {"l1": keras.regularizers.L1(1e-4), "l2": keras.regularizers.L2(1e-4)}
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten()])
    for _ in range(2):
        penalty = penalties.get(method)
        model.add(
            keras.layers.Dense(512, activation="relu", use_bias=False, kernel_regularizer=penalty)
        )
        if method == "dropout":
            model.add(keras.layers.Dropout(0.3))
        if method == "batch_norm":
            model.add(keras.layers.BatchNormalization())
    model.add(keras.layers.Dense(10, activation="softmax"))
    return model


@misconception(
    of="build_regularized", hint="The images are already preprocessed; do not add a layer for that."
)
def build_regularized_scales_pixels(method):
    import keras

    penalties = {"l1": keras.regularizers.L1(1e-4), "l2": keras.regularizers.L2(1e-4)}
    model = keras.Sequential(
        [keras.Input((28, 28)), keras.layers.Rescaling(1 / 255), keras.layers.Flatten()]
    )
    for _ in range(2):
        penalty = penalties.get(method)
        model.add(keras.layers.Dense(512, activation="relu", kernel_regularizer=penalty))
        if method == "dropout":
            model.add(keras.layers.Dropout(0.3))
        if method == "batch_norm":
            model.add(keras.layers.BatchNormalization())
    model.add(keras.layers.Dense(10, activation="softmax"))
    return model


@misconception(
    of="build_regularized", hint="Your function builds the model but does not return it."
)
def build_regularized_returns_nothing(method):
    import keras

    penalties = {"l1": keras.regularizers.L1(1e-4), "l2": keras.regularizers.L2(1e-4)}
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten()])
    for _ in range(2):
        penalty = penalties.get(method)
        model.add(keras.layers.Dense(512, activation="relu", kernel_regularizer=penalty))
        if method == "dropout":
            model.add(keras.layers.Dropout(0.3))
        if method == "batch_norm":
            model.add(keras.layers.BatchNormalization())
    model.add(keras.layers.Dense(10, activation="softmax"))


@misconception(of="build_regularized", hint="Return a model, not a list of its layers.")
def build_regularized_returns_layers(method):
    import keras

    penalties = {"l1": keras.regularizers.L1(1e-4), "l2": keras.regularizers.L2(1e-4)}
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten()])
    for _ in range(2):
        penalty = penalties.get(method)
        model.add(keras.layers.Dense(512, activation="relu", kernel_regularizer=penalty))
        if method == "dropout":
            model.add(keras.layers.Dropout(0.3))
        if method == "batch_norm":
            model.add(keras.layers.BatchNormalization())
    model.add(keras.layers.Dense(10, activation="softmax"))
    return [type(layer).__name__ for layer in model.layers]


# best_method


@misconception(of="best_method", hint="The best method has the least loss, not the greatest.")
def best_method_worst(trials, last=5):
    losses = {
        method: np.mean([np.mean(trial[-last:]) for trial in runs])
        for method, runs in trials.items()
    }
    best = max(losses, key=losses.get)
    return best, losses["none"] - losses[best]


@misconception(
    of="best_method",
    hint="What is saved is positive: subtract the smaller loss from the greater one.",
)
def best_method_sign(trials, last=5):
    losses = {
        method: np.mean([np.mean(trial[-last:]) for trial in runs])
        for method, runs in trials.items()
    }
    best = min(losses, key=losses.get)
    return best, losses[best] - losses["none"]


@misconception(of="best_method", hint="Return how much loss is saved, not the loss that is left.")
def best_method_loss(trials, last=5):
    losses = {
        method: np.mean([np.mean(trial[-last:]) for trial in runs])
        for method, runs in trials.items()
    }
    best = min(losses, key=losses.get)
    return best, losses[best]


@misconception(
    of="best_method",
    hint="The loss saved is a difference, not a share of the plain network's loss.",
)
def best_method_share(trials, last=5):
    losses = {
        method: np.mean([np.mean(trial[-last:]) for trial in runs])
        for method, runs in trials.items()
    }
    best = min(losses, key=losses.get)
    return best, 1 - losses[best] / losses["none"]


@misconception(
    of="best_method",
    hint="Compare the best method with the plain network, not with the second best.",
)
def best_method_next_best(trials, last=5):
    losses = {
        method: np.mean([np.mean(trial[-last:]) for trial in runs])
        for method, runs in trials.items()
    }
    first, *others = sorted(losses, key=losses.get)
    return first, losses[others[0]] - losses[first] if others else 0.0


@misconception(
    of="best_method",
    hint="Compare the best method with the plain network, not with the mean of all.",
)
def best_method_average(trials, last=5):
    losses = {
        method: np.mean([np.mean(trial[-last:]) for trial in runs])
        for method, runs in trials.items()
    }
    best = min(losses, key=losses.get)
    return best, np.mean(list(losses.values())) - losses[best]


@misconception(
    of="best_method", hint="Return the loss saved as well: a name alone shows no figures."
)
def best_method_only_the_name(trials, last=5):
    losses = {
        method: np.mean([np.mean(trial[-last:]) for trial in runs])
        for method, runs in trials.items()
    }
    return min(losses, key=losses.get)


@misconception(of="best_method", hint="The name comes first, then the loss saved.")
def best_method_swapped(trials, last=5):
    losses = {
        method: np.mean([np.mean(trial[-last:]) for trial in runs])
        for method, runs in trials.items()
    }
    best = min(losses, key=losses.get)
    return losses["none"] - losses[best], best


@misconception(of="best_method", hint="Return the name and the loss saved; do not print them.")
def best_method_prints(trials, last=5):
    losses = {
        method: np.mean([np.mean(trial[-last:]) for trial in runs])
        for method, runs in trials.items()
    }
    best = min(losses, key=losses.get)
    print(best, losses["none"] - losses[best])


@misconception(
    of="best_method", hint="The plain network may be the best method itself; then nothing is saved."
)
def best_method_never_none(trials, last=5):
    losses = {
        method: np.mean([np.mean(trial[-last:]) for trial in runs])
        for method, runs in trials.items()
    }
    best = min((method for method in losses if method != "none"), key=losses.get, default="none")
    return best, losses["none"] - losses[best]


@misconception(
    of="best_method", hint="Return the name of the method, not its place among the others."
)
def best_method_number(trials, last=5):
    losses = {
        method: np.mean([np.mean(trial[-last:]) for trial in runs])
        for method, runs in trials.items()
    }
    best = min(losses, key=losses.get)
    return list(trials).index(best), losses["none"] - losses[best]


@misconception(
    of="best_method", hint="One epoch depends on chance: take the mean of the last ones."
)
def best_method_last_epoch(trials, last=5):
    losses = {method: np.mean([trial[-1] for trial in runs]) for method, runs in trials.items()}
    best = min(losses, key=losses.get)
    return best, losses["none"] - losses[best]


@misconception(
    of="best_method",
    hint="The best epoch of a trial is partly luck: take the mean of the last ones.",
)
def best_method_best_epoch(trials, last=5):
    losses = {method: np.mean([np.min(trial) for trial in runs]) for method, runs in trials.items()}
    best = min(losses, key=losses.get)
    return best, losses["none"] - losses[best]


@misconception(of="best_method", hint="Take the mean of the last epochs, not the least of them.")
def best_method_best_late_epoch(trials, last=5):
    losses = {
        method: np.mean([np.min(trial[-last:]) for trial in runs])
        for method, runs in trials.items()
    }
    best = min(losses, key=losses.get)
    return best, losses["none"] - losses[best]


@misconception(of="best_method", hint="Only the last epochs of a trial count, not all.")
def best_method_all_epochs(trials, last=5):
    losses = {
        method: np.mean([np.mean(trial) for trial in runs]) for method, runs in trials.items()
    }
    best = min(losses, key=losses.get)
    return best, losses["none"] - losses[best]


@misconception(of="best_method", hint="The epochs that count are at the end of the list.")
def best_method_first_epochs(trials, last=5):
    losses = {
        method: np.mean([np.mean(trial[:last]) for trial in runs])
        for method, runs in trials.items()
    }
    best = min(losses, key=losses.get)
    return best, losses["none"] - losses[best]


@misconception(of="best_method", hint="The second argument says how many epochs count.")
def best_method_always_five(trials, last=5):
    losses = {
        method: np.mean([np.mean(trial[-5:]) for trial in runs]) for method, runs in trials.items()
    }
    best = min(losses, key=losses.get)
    return best, losses["none"] - losses[best]


@misconception(of="best_method", hint="You leave out the last epoch.")
def best_method_one_too_few(trials, last=5):
    losses = {
        method: np.mean([np.mean(trial[-last - 1 : -1]) for trial in runs])
        for method, runs in trials.items()
    }
    best = min(losses, key=losses.get)
    return best, losses["none"] - losses[best]


@misconception(of="best_method", hint="Every trial of a method counts, not only the first one.")
def best_method_first_trial(trials, last=5):
    losses = {method: np.mean(runs[0][-last:]) for method, runs in trials.items()}
    best = min(losses, key=losses.get)
    return best, losses["none"] - losses[best]


@misconception(of="best_method", hint="Put the trials together by their means, not end to end.")
def best_method_last_trial(trials, last=5):
    losses = {method: np.mean(sum(runs, [])[-last:]) for method, runs in trials.items()}
    best = min(losses, key=losses.get)
    return best, losses["none"] - losses[best]


@misconception(
    of="best_method", hint="The best seed of each method is luck: take the mean over the trials."
)
def best_method_luckiest_trial(trials, last=5):
    losses = {
        method: min(np.mean(trial[-last:]) for trial in runs) for method, runs in trials.items()
    }
    best = min(losses, key=losses.get)
    return best, losses["none"] - losses[best]


@misconception(
    of="best_method",
    hint="The worst seed of each method is bad luck: take the mean over the trials.",
)
def best_method_unluckiest_trial(trials, last=5):
    losses = {
        method: max(np.mean(trial[-last:]) for trial in runs) for method, runs in trials.items()
    }
    best = min(losses, key=losses.get)
    return best, losses["none"] - losses[best]


@misconception(of="best_method", hint="Take the mean over the trials, not the median.")
def best_method_median_trial(trials, last=5):
    losses = {
        method: np.median([np.mean(trial[-last:]) for trial in runs])
        for method, runs in trials.items()
    }
    best = min(losses, key=losses.get)
    return best, losses["none"] - losses[best]


@misconception(of="best_method", hint="Take the mean of the last epochs, not their median.")
def best_method_median_epoch(trials, last=5):
    losses = {
        method: np.mean([np.median(trial[-last:]) for trial in runs])
        for method, runs in trials.items()
    }
    best = min(losses, key=losses.get)
    return best, losses["none"] - losses[best]


@misconception(
    of="best_method",
    hint="Methods may have different numbers of trials: take the mean, not the sum.",
)
def best_method_sum_of_trials(trials, last=5):
    losses = {
        method: sum(np.mean(trial[-last:]) for trial in runs) for method, runs in trials.items()
    }
    best = min(losses, key=losses.get)
    return best, losses["none"] - losses[best]


@misconception(of="best_method", hint="Take the mean of the last epochs, not their sum.")
def best_method_sum_of_epochs(trials, last=5):
    losses = {
        method: np.mean([np.sum(trial[-last:]) for trial in runs])
        for method, runs in trials.items()
    }
    best = min(losses, key=losses.get)
    return best, losses["none"] - losses[best]


@misconception(
    of="best_method", hint="The order of the epochs matters: do not sort the losses of a trial."
)
def best_method_sorts(trials, last=5):
    losses = {}
    for method, runs in trials.items():
        for trial in runs:
            trial.sort(reverse=True)
        losses[method] = np.mean([np.mean(trial[-last:]) for trial in runs])
    best = min(losses, key=losses.get)
    return best, losses["none"] - losses[best]


@misconception(of="best_method", hint="The lists belong to the caller: do not shorten them.")
def best_method_shortens(trials, last=5):
    losses = {}
    for method, runs in trials.items():
        for trial in runs:
            del trial[:-last]
        losses[method] = np.mean([np.mean(trial) for trial in runs])
    best = min(losses, key=losses.get)
    return best, losses["none"] - losses[best]


@misconception(of="best_method", hint="The trials decide, not what was best in the notebook.")
def best_method_dropout(trials, last=5):
    def loss(method):
        return np.mean([np.mean(trial[-last:]) for trial in trials[method]])

    return "dropout", loss("none") - loss("dropout") if "dropout" in trials else 0.0


@misconception(
    of="best_method",
    hint="You always name batch normalisation. Compare the losses in the trials: another method "
    "may have less.",
)
def best_method_batch_norm(trials, last=5):
    def loss(method):
        return np.mean([np.mean(trial[-last:]) for trial in trials[method]])

    return "batch_norm", loss("none") - loss("batch_norm") if "batch_norm" in trials else 0.0
