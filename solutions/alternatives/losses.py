"""Unusual right answers to the exercises of 04 losses."""

import functools
import math
import operator

import numpy as np

from autograder.course.bank import alternative

EPSILON = 1e-7

# mse


@alternative(of="mse")
def mse_loop(y_true, y_pred):
    total, count = 0.0, 0
    for target, predicted in zip(y_true.flat, y_pred.flat, strict=True):
        total += (float(target) - float(predicted)) ** 2
        count += 1
    return total / count


@alternative(of="mse")
def mse_dot_product(y_true, y_pred):
    error = np.asarray(y_pred, dtype=float).flatten() - np.asarray(y_true, dtype=float).flatten()
    return error @ error / error.size


@alternative(of="mse")
def mse_variance_and_bias(y_true, y_pred):
    error = y_pred.astype(np.float64).reshape(y_true.shape) - y_true
    return np.asarray(error.var() + error.mean() ** 2)


@alternative(of="mse")
def mse_norm(y_true, y_pred):
    error = np.subtract(y_true.ravel(), y_pred.ravel(), dtype=float)
    return np.linalg.norm(error) ** 2 / len(error)


@alternative(of="mse")
def mse_mean_of_row_means(y_true, y_pred):
    error = y_pred.reshape(y_true.shape) - y_true.astype(np.longdouble)
    return float(np.average(np.average(error**2, axis=-1)))


# mae


@alternative(of="mae")
def mae_loop(y_true, y_pred):
    pairs = zip(y_true.ravel().tolist(), y_pred.ravel().tolist(), strict=True)
    sizes = [math.fabs(target - predicted) for target, predicted in pairs]
    return math.fsum(sizes) / len(sizes)


@alternative(of="mae")
def mae_of_two_sides(y_true, y_pred):
    y_pred = y_pred.astype(float).reshape(y_true.shape)
    return np.mean(np.maximum(y_true, y_pred) - np.minimum(y_true, y_pred))


@alternative(of="mae")
def mae_roots_of_squares(y_true, y_pred):
    error = 1.0 * y_true.flatten() - 1.0 * y_pred.flatten()
    return np.sqrt(error**2).sum() / error.size


# huber


@alternative(of="huber")
def huber_loop(y_true, y_pred, delta=1.0):
    costs = []
    for target, predicted in zip(y_true.flat, y_pred.flat, strict=True):
        size = abs(float(target) - float(predicted))
        if size < delta:
            costs.append(0.5 * size * size)
        else:
            costs.append(delta * size - 0.5 * delta * delta)
    return sum(costs) / len(costs)


@alternative(of="huber")
def huber_with_the_smaller(y_true, y_pred, delta=1.0):
    size = np.abs(np.ravel(y_true) * 1.0 - np.ravel(y_pred) * 1.0)
    inside = np.minimum(size, delta)
    return np.mean(inside * (size - inside / 2))


@alternative(of="huber")
def huber_masks(y_true, y_pred, delta=1.0):
    size = np.abs(y_true.astype(float) - y_pred.reshape(y_true.shape))
    costs = np.empty_like(size)
    small = size < delta
    costs[small] = size[small] ** 2 / 2
    costs[~small] = delta * size[~small] - delta**2 / 2
    return costs.mean()


@alternative(of="huber")
def huber_parabola_less_excess(y_true, y_pred, delta=1.0):
    size = np.abs(np.ravel(y_true).astype(float) - np.ravel(y_pred))
    return np.mean(size**2 - np.maximum(size - delta, 0) ** 2) / 2


# hinge


@alternative(of="hinge")
def hinge_loop(y_true, scores):
    costs = 0.0
    for label, score in zip(y_true.tolist(), scores.ravel().tolist(), strict=True):
        costs += max(0.0, 1.0 - label * score)
    return costs / len(y_true)


@alternative(of="hinge")
def hinge_by_label(y_true, scores):
    scores = scores.reshape(len(y_true)).astype(float)
    missing = np.where(y_true > 0, 1 - scores, 1 + scores)
    return np.mean(missing * (missing > 0))


@alternative(of="hinge")
def hinge_positive_part(y_true, scores):
    missing = 1 - np.asarray(y_true, dtype=float) * np.squeeze(scores.reshape(1, -1), axis=0)
    return np.mean(missing + np.abs(missing)) / 2


@alternative(of="hinge")
def hinge_clips(y_true, scores):
    missing = 1 - y_true[:, np.newaxis] * scores.astype(float).reshape(-1, 1)
    return np.clip(missing, 0, None).mean()


# multiclass_hinge


@alternative(of="multiclass_hinge")
def multiclass_hinge_loops(labels, scores):
    total = 0.0
    for label, row in zip(labels.tolist(), scores.tolist(), strict=True):
        for position, score in enumerate(row):
            if position != label:
                total += max(0.0, score - row[label] + 1.0)
    return total / len(labels)


@alternative(of="multiclass_hinge")
def multiclass_hinge_takes_the_one_off(labels, scores):
    scores = scores.astype(float)
    true_scores = np.take_along_axis(scores, labels.astype(int)[:, np.newaxis], axis=1)
    return np.sum(np.maximum(0, scores - true_scores + 1)) / len(labels) - 1


@alternative(of="multiclass_hinge")
def multiclass_hinge_one_hot(labels, scores):
    one_hot = np.eye(scores.shape[1])[labels]
    true_scores = np.einsum("ij,ij->i", one_hot, scores.astype(float))
    margins = scores - true_scores.reshape(-1, 1) + 1 - one_hot
    return np.mean(np.sum(np.where(margins > 0, margins, 0), axis=1))


@alternative(of="multiclass_hinge")
def multiclass_hinge_deletes_the_true_class(labels, scores):
    costs = []
    for label, row in zip(labels, scores.astype(float), strict=True):
        costs.append(np.clip(np.delete(row, label) + 1 - row[label], 0, None).sum())
    return np.mean(costs)


# bernoulli_likelihood


@alternative(of="bernoulli_likelihood")
def bernoulli_likelihood_loop(y_true, p):
    product = 1.0
    for label, chance in zip(y_true.tolist(), p.ravel().tolist(), strict=True):
        product *= chance if label else 1.0 - chance
    return product


@alternative(of="bernoulli_likelihood")
def bernoulli_likelihood_powers(y_true, p):
    y, p = y_true.astype(float), p.flatten()
    return np.prod(p**y * (1 - p) ** (1 - y))


@alternative(of="bernoulli_likelihood")
def bernoulli_likelihood_two_products(y_true, p):
    y, p = y_true.astype(bool), p.reshape(-1)
    return p[y].prod() * (1 - p[~y]).prod()


@alternative(of="bernoulli_likelihood")
def bernoulli_likelihood_blends(y_true, p):
    y, p = y_true.astype(float), np.ravel(p)
    return functools.reduce(operator.mul, (y * p + (1 - y) * (1 - p)).tolist())


@alternative(of="bernoulli_likelihood")
def bernoulli_likelihood_through_logarithms(y_true, p):
    p = np.ravel(p).astype(float)
    return math.exp(np.sum(np.where(y_true == 1, np.log(p), np.log1p(-p))))


# binary_cross_entropy


@alternative(of="binary_cross_entropy")
def binary_cross_entropy_loop(y_true, p):
    total = 0.0
    for label, chance in zip(y_true.tolist(), p.ravel().tolist(), strict=True):
        chance = min(max(chance, EPSILON), 1 - EPSILON)
        total -= math.log(chance) if label == 1 else math.log(1 - chance)
    return total / len(y_true)


@alternative(of="binary_cross_entropy")
def binary_cross_entropy_chooses(y_true, p):
    chance = np.where(y_true == 1, p.ravel(), 1 - p.ravel())
    return np.mean(-np.log(chance.clip(EPSILON, 1 - EPSILON)))


@alternative(of="binary_cross_entropy")
def binary_cross_entropy_dot_products(y_true, p):
    y = np.asarray(y_true, dtype=float)
    p = np.minimum(np.maximum(np.asarray(p, dtype=float).flatten(), EPSILON), 1 - EPSILON)
    return -(y @ np.log(p) + (1 - y) @ np.log1p(-p)) / y.size


@alternative(of="binary_cross_entropy")
def binary_cross_entropy_masks(y_true, p):
    p = np.clip(p.flatten(), EPSILON, 1 - EPSILON)
    ones, zeros = p[y_true == 1], p[y_true == 0]
    return (-np.log(ones).sum() - np.log(1 - zeros).sum()) / (len(ones) + len(zeros))


@alternative(of="binary_cross_entropy")
def binary_cross_entropy_from_likelihood(y_true, p):
    p = np.clip(p.reshape(-1).astype(float), EPSILON, 1 - EPSILON)
    parts = [
        bernoulli_likelihood(y_true[i : i + 1], p[i : i + 1])  # noqa: F821
        for i in range(len(p))
    ]
    return -sum(math.log(part) for part in parts) / len(parts)


# binary_cross_entropy_from_logits


@alternative(of="binary_cross_entropy_from_logits")
def binary_cross_entropy_from_logits_larger_part_out(y_true, z):
    z = z.flatten().astype(float)
    return np.mean(np.maximum(z, 0) - z * y_true + np.log1p(np.exp(-np.abs(z))))


@alternative(of="binary_cross_entropy_from_logits")
def binary_cross_entropy_from_logits_signs(y_true, z):
    wrongness = np.where(y_true == 1, -1.0, 1.0) * z.ravel()
    return np.mean(np.logaddexp(0.0, wrongness))


@alternative(of="binary_cross_entropy_from_logits")
def binary_cross_entropy_from_logits_loop(y_true, z):
    costs = []
    for label, logit in zip(y_true.tolist(), z.ravel().tolist(), strict=True):
        wrongness = -logit if label else logit
        if wrongness > 0:
            costs.append(wrongness + math.log1p(math.exp(-wrongness)))
        else:
            costs.append(math.log1p(math.exp(wrongness)))
    return math.fsum(costs) / len(costs)


@alternative(of="binary_cross_entropy_from_logits")
def binary_cross_entropy_from_logits_log_sigmoids(y_true, z):
    y, z = y_true.astype(float), z.reshape(-1).astype(float)
    log_p, log_not_p = -np.logaddexp(0, -z), -np.logaddexp(0, z)
    return -np.mean(y * log_p + (1 - y) * log_not_p)


@alternative(of="binary_cross_entropy_from_logits")
def binary_cross_entropy_from_logits_log_sum_exp(y_true, z):
    pair = np.stack([np.zeros(len(y_true)), z.ravel().astype(float)])
    largest = np.max(pair, axis=0)
    total = largest + np.log(np.sum(np.exp(pair - largest), axis=0))
    return np.mean(total - np.choose(y_true.astype(int), pair))


# categorical_cross_entropy


@alternative(of="categorical_cross_entropy")
def categorical_cross_entropy_picks_true_class(one_hot, p):
    picked = p[np.arange(len(p)), np.argmax(one_hot, axis=1)]
    return -np.mean(np.log(np.clip(picked, EPSILON, 1 - EPSILON)))


@alternative(of="categorical_cross_entropy")
def categorical_cross_entropy_einsum(one_hot, p):
    log_p = np.log(np.clip(p, EPSILON, 1 - EPSILON))
    return -np.einsum("ij,ij->", one_hot.astype(float), log_p) / len(p)


@alternative(of="categorical_cross_entropy")
def categorical_cross_entropy_loops(one_hot, p):
    total = 0.0
    for truth, row in zip(one_hot.tolist(), p.tolist(), strict=True):
        for target, chance in zip(truth, row, strict=True):
            total += target * math.log(min(max(chance, EPSILON), 1 - EPSILON))
    return -total / len(p)


@alternative(of="categorical_cross_entropy")
def categorical_cross_entropy_mask(one_hot, p):
    surprise = -np.log(np.minimum(np.maximum(p, EPSILON), 1 - EPSILON))
    return surprise[one_hot.astype(bool)].mean()


@alternative(of="categorical_cross_entropy")
def categorical_cross_entropy_by_classes(one_hot, p):
    chances = (one_hot * p).sum(axis=1)
    return np.float64(sum(-np.log(np.clip(chances, EPSILON, 1 - EPSILON)))) / chances.size


# sparse_categorical_cross_entropy


@alternative(of="sparse_categorical_cross_entropy")
def sparse_categorical_cross_entropy_one_hot(labels, p):
    return categorical_cross_entropy(np.eye(p.shape[1])[labels], p)  # noqa: F821


@alternative(of="sparse_categorical_cross_entropy")
def sparse_categorical_cross_entropy_loop(labels, p):
    total = 0.0
    for row, label in enumerate(labels):
        total -= math.log(min(max(float(p[row, label]), EPSILON), 1 - EPSILON))
    return total / len(labels)


@alternative(of="sparse_categorical_cross_entropy")
def sparse_categorical_cross_entropy_along_axis(labels, p):
    log_p = np.log(np.clip(p, EPSILON, 1 - EPSILON))
    picked = np.take_along_axis(log_p, labels.astype(np.intp).reshape(-1, 1), axis=1)
    return -picked.mean()


@alternative(of="sparse_categorical_cross_entropy")
def sparse_categorical_cross_entropy_mask(labels, p):
    is_true = np.arange(p.shape[1]) == labels[:, np.newaxis]
    return np.mean(-np.log(np.clip(p, EPSILON, 1 - EPSILON))[is_true])


# entropy


@alternative(of="entropy")
def entropy_loop(p):
    return -math.fsum(chance * math.log(chance) for chance in p.tolist() if chance > 0)


@alternative(of="entropy")
def entropy_safe_logarithm(p):
    return np.sum(p * -np.log(np.where(p > 0, p, 1.0)))


@alternative(of="entropy")
def entropy_log_where(p):
    return -p @ np.log(p, out=np.zeros(p.shape), where=p > 0)


@alternative(of="entropy")
def entropy_with_a_tiny_number(p):
    return -np.sum(p * np.log(p + 1e-12))


@alternative(of="entropy")
def entropy_clips_inside_the_logarithm(p):
    return -(p * np.log(np.clip(p, EPSILON, 1 - EPSILON))).sum()


# cross_entropy


@alternative(of="cross_entropy")
def cross_entropy_loop(q, p):
    total = 0.0
    for true, said in zip(q.tolist(), p.tolist(), strict=True):
        total += true * math.log(1 / said)
    return total


@alternative(of="cross_entropy")
def cross_entropy_dot_product(q, p):
    return np.dot(q, -np.log(p))


@alternative(of="cross_entropy")
def cross_entropy_entropy_and_divergence(q, p):
    possible = q > 0
    divergence = np.sum(q[possible] * np.log(q[possible] / p[possible]))
    return entropy(q) + divergence  # noqa: F821


# mse_grad


@alternative(of="mse_grad")
def mse_grad_loop(y_true, y_pred):
    gradient = np.zeros(y_pred.shape)
    targets = y_true.reshape(y_pred.shape)
    for index in np.ndindex(y_pred.shape):
        gradient[index] = 2 * (float(y_pred[index]) - float(targets[index])) / y_pred.size
    return gradient


@alternative(of="mse_grad")
def mse_grad_flat_and_back(y_true, y_pred):
    error = y_pred.ravel().astype(float) - y_true.ravel()
    return (error * (2 / error.size)).reshape(y_pred.shape)


@alternative(of="mse_grad")
def mse_grad_nested_lists(y_true, y_pred):
    error = np.subtract(y_true.reshape(y_pred.shape), y_pred, dtype=float)
    return (error / (-0.5 * y_pred.size)).tolist()


# binary_cross_entropy_grad


@alternative(of="binary_cross_entropy_grad")
def binary_cross_entropy_grad_two_terms(y_true, p):
    y = y_true.reshape(p.shape).astype(float)
    return (-y / p + (1 - y) / (1 - p)) / len(y)


@alternative(of="binary_cross_entropy_grad")
def binary_cross_entropy_grad_chooses(y_true, p):
    is_one = np.reshape(y_true == 1, p.shape)
    return np.where(is_one, -1 / p, 1 / (1 - p)) / p.shape[0]


@alternative(of="binary_cross_entropy_grad")
def binary_cross_entropy_grad_loop(y_true, p):
    slopes = []
    for label, chance in zip(y_true.tolist(), p.ravel().tolist(), strict=True):
        slopes.append((-1 / chance if label else 1 / (1 - chance)) / len(y_true))
    return np.reshape(slopes, p.shape)


@alternative(of="binary_cross_entropy_grad")
def binary_cross_entropy_grad_one_reciprocal(y_true, p):
    y = np.where(np.reshape(y_true, p.shape) == 1, 1.0, 0.0)
    return 1 / (1 - y - p) / p.size


@alternative(of="binary_cross_entropy_grad")
def binary_cross_entropy_grad_clips_first(y_true, p):
    p = np.clip(p, EPSILON, 1 - EPSILON)
    return (p - y_true.reshape(p.shape)) / (p - p**2) / p.size
