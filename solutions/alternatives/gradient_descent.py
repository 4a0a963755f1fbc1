"""Unusual right answers to the exercises of 05 gradient_descent."""

import functools
import itertools
import math

import numpy as np

from autograder.course.bank import alternative

# predict


@alternative(of="predict")
def predict_loops(x, w, b):
    weights = np.ravel(w).tolist()
    rows = np.reshape(x, (len(x), -1)).tolist()
    return [sum(a * c for a, c in zip(row, weights)) + b for row in rows]


@alternative(of="predict")
def predict_einsum(x, w, b):
    x = np.asarray(x, dtype=float)
    return b + (x * w if np.ndim(w) == 0 else np.einsum("nd,d->n", x, w))


@alternative(of="predict")
def predict_bias_as_weight(x, w, b):
    table = np.reshape(x, (len(x), -1)).astype(float)
    table = np.column_stack([np.ones(len(x)), table])
    return table @ np.append(b, w)


# half_mse


@alternative(of="half_mse")
def half_mse_loops(x, y, w, b):
    total = 0.0
    for output, target in zip(predict(x, w, b), y):
        total += (float(output) - float(target)) ** 2
    return total / (2 * len(y))


@alternative(of="half_mse")
def half_mse_dot(x, y, w, b):
    errors = np.asarray(y, dtype=float) - predict(x, w, b)
    return 0.5 * (errors @ errors) / errors.size


@alternative(of="half_mse")
def half_mse_variance_and_bias(x, y, w, b):
    errors = predict(x, w, b) - y
    return np.asarray((np.var(errors) + np.mean(errors) ** 2) / 2)


# half_mse_gradients


@alternative(of="half_mse_gradients")
def half_mse_gradients_loops(x, y, w, b):
    dw, db = np.zeros(np.size(w)), 0.0
    for row, output, target in zip(np.reshape(x, (len(x), -1)), predict(x, w, b), y):
        error = float(output) - float(target)
        for k in range(len(dw)):
            dw[k] += error * float(row[k]) / len(y)
        db += error / len(y)
    return [dw.reshape(np.shape(w)), db]


@alternative(of="half_mse_gradients")
def half_mse_gradients_matrix(x, y, w, b):
    errors = predict(x, w, b) - y
    return x.T @ errors / len(y), errors.sum() / len(y)


@alternative(of="half_mse_gradients")
def half_mse_gradients_mean_of_rows(x, y, w, b):
    errors = predict(x, w, b) - y
    weighed = errors[:, None] * x if x.ndim > 1 else errors * x
    return weighed.mean(axis=0), float(errors.mean())


@alternative(of="half_mse_gradients")
def half_mse_gradients_normal_equations(x, y, w, b):
    table = np.column_stack([np.reshape(x, (len(x), -1)), np.ones(len(x))]).astype(float)
    slopes = (table.T @ table @ np.append(w, b) - table.T @ np.asarray(y, dtype=float)) / len(x)
    return slopes[:-1].reshape(np.shape(w)), slopes[-1]


# gradient_step


@alternative(of="gradient_step")
def gradient_step_map(params, grads, learning_rate):
    return tuple(map(lambda p, g: p + (-learning_rate) * np.asarray(g), params, grads))


@alternative(of="gradient_step")
def gradient_step_on_copies(params, grads, learning_rate):
    new = [np.array(p, dtype=float) for p in params]
    for p, g in zip(new, grads):
        p -= learning_rate * np.asarray(g)
    return new


@alternative(of="gradient_step")
def gradient_step_index(params, grads, learning_rate):
    new = list(params)
    for k in range(len(new)):
        new[k] = np.subtract(new[k], np.multiply(learning_rate, grads[k]))
    return new


# fit_linear


@alternative(of="fit_linear")
def fit_linear_residuals_first(x, y, w, b, learning_rate, epochs):
    table = np.reshape(x, (len(x), -1)).astype(float)
    weights = np.array(w, dtype=float).reshape(-1)
    costs = np.empty(epochs)
    for epoch in range(epochs):
        errors = table @ weights + b - y
        costs[epoch] = np.mean(np.square(errors)) / 2
        weights = weights - learning_rate * errors @ table / len(table)
        b = b - learning_rate * errors.mean()
    return weights.reshape(np.shape(w)), b, costs


@alternative(of="fit_linear")
def fit_linear_drops_last_cost(x, y, w, b, learning_rate, epochs):
    costs = [half_mse(x, y, w, b)]
    for _ in range(epochs):
        dw, db = half_mse_gradients(x, y, w, b)
        w, b = w - learning_rate * dw, b - learning_rate * db
        costs.append(half_mse(x, y, w, b))
    return [w, b, costs[:-1]]


@alternative(of="fit_linear")
def fit_linear_bias_as_weight(x, y, w, b, learning_rate, epochs):
    table = np.column_stack([np.reshape(x, (len(x), -1)), np.ones(len(x))]).astype(float)
    theta, costs = np.append(w, b).astype(float), []
    for _ in range(epochs):
        errors = table @ theta - y
        costs.append(float(errors @ errors) / (2 * len(y)))
        theta = theta - learning_rate / len(y) * (table.T @ errors)
    return theta[:-1].reshape(np.shape(w)), float(theta[-1]), tuple(costs)


@alternative(of="fit_linear")
def fit_linear_updates_derivative_before(x, y, w, b, learning_rate, epochs):
    costs = []
    while len(costs) < epochs:
        costs += [half_mse(x, y, w, b)]
        dw, db = half_mse_gradients(x, y, w, b)
        b = b - learning_rate * db
        w = w - learning_rate * dw
    return w, b, costs


# gradient_descent


@alternative(of="gradient_descent")
def gradient_descent_recursive(gradient, theta, learning_rate, steps):
    if steps == 0:
        return [theta]
    moved = theta - learning_rate * gradient(theta)
    return [theta, *gradient_descent(gradient, moved, learning_rate, steps - 1)]


@alternative(of="gradient_descent")
def gradient_descent_array(gradient, theta, learning_rate, steps):
    points = np.empty((steps + 1, *np.shape(theta)))
    points[0] = theta
    for step in range(steps):
        points[step + 1] = points[step] - learning_rate * np.asarray(gradient(points[step]))
    return points


@alternative(of="gradient_descent")
def gradient_descent_accumulates(gradient, theta, learning_rate, steps):
    return list(
        itertools.accumulate(
            range(steps), lambda point, _: point - learning_rate * gradient(point), initial=theta
        )
    )


@alternative(of="gradient_descent")
def gradient_descent_copies(gradient, theta, learning_rate, steps):
    theta = np.array(theta, dtype=float)
    points = [theta.copy()]
    for _ in range(steps):
        theta -= learning_rate * np.asarray(gradient(theta.copy()))
        points.append(theta.copy())
    return tuple(points)


# numerical_gradient


@alternative(of="numerical_gradient")
def numerical_gradient_copies(f, theta, h=1e-5):
    gradient = np.empty(theta.shape)
    for index, value in np.ndenumerate(theta):
        up, down = theta.astype(float), theta.astype(float)
        up[index] = float(value) + h
        down[index] = float(value) - h
        gradient[index] = (f(up) - f(down)) / (2 * h)
    return gradient


@alternative(of="numerical_gradient")
def numerical_gradient_unit_vectors(f, theta, h=1e-5):
    directions = np.eye(theta.size).reshape(theta.size, *theta.shape)
    slopes = [(f(theta + h * e) - f(theta - h * e)) / (2 * h) for e in directions]
    return np.reshape(slopes, theta.shape)


@alternative(of="numerical_gradient")
def numerical_gradient_moves_and_restores_a_copy(f, theta, h=1e-5):
    point, gradient = np.array(theta, dtype=np.float64), np.zeros(theta.size)
    flat = point.reshape(-1)
    for k in range(flat.size):
        before = flat[k]
        flat[k] = before + h
        up = f(point)
        flat[k] = before - h
        gradient[k] = (up - f(point)) / (2 * h)
        flat[k] = before
    return gradient.reshape(theta.shape)


@alternative(of="numerical_gradient")
def numerical_gradient_mean_of_both_sides(f, theta, h=1e-5):
    middle, gradient = f(theta.astype(float)), np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        step = np.zeros(theta.shape)
        step[index] = h
        forward, backward = (f(theta + step) - middle) / h, (middle - f(theta - step)) / h
        gradient[index] = (forward + backward) / 2
    return gradient.tolist()


# standardize


@alternative(of="standardize")
def standardize_column_by_column(train, other):
    scaled = np.zeros(train.shape), np.zeros(other.shape)
    for k in range(train.shape[1]):
        column = train[:, k].astype(float)
        mean = sum(column) / len(column)
        deviation = math.sqrt(sum((column - mean) ** 2) / len(column)) or 1.0
        scaled[0][:, k] = (column - mean) / deviation
        scaled[1][:, k] = (other[:, k].astype(float) - mean) / deviation
    return scaled


@alternative(of="standardize")
def standardize_divides_where_it_can(train, other):
    mean, deviation = np.mean(train, axis=0), np.std(train, axis=0)
    results = [np.asarray(values, dtype=float) - mean for values in (train, other)]
    for result in results:
        np.divide(result, deviation, out=result, where=deviation != 0)
    return results


@alternative(of="standardize")
def standardize_mean_of_squares(train, other):
    train, other = train.astype(float), other.astype(float)
    mean = train.mean(axis=0, keepdims=True)
    deviation = np.sqrt(((train - mean) ** 2).mean(axis=0))
    deviation[train.max(axis=0) == train.min(axis=0)] = 1
    return [((train - mean) / deviation).tolist(), (other - mean) / deviation]


@alternative(of="standardize")
def standardize_tiny_deviation_is_constant(train, other):
    mean, std = np.mean(train, axis=0), np.std(train, axis=0)
    std = np.where(std < 1e-8, 1.0, std)
    return (train - mean) / std, (other - mean) / std


# mean_normalize


@alternative(of="mean_normalize")
def mean_normalize_column_by_column(train, other):
    scaled = np.zeros(train.shape), np.zeros(other.shape)
    for k in range(train.shape[1]):
        column = train[:, k].astype(float).tolist()
        mean, width = sum(column) / len(column), max(column) - min(column)
        for values, result in zip((train, other), scaled):
            result[:, k] = (values[:, k].astype(float) - mean) / (width or 1)
    return scaled


@alternative(of="mean_normalize")
def mean_normalize_in_double_precision(train, other):
    train, other = train.astype(np.float64), other.astype(np.float64)
    width = train.max(axis=0) - train.min(axis=0)
    width[width == 0] = 1
    return [(values - train.mean(axis=0)) / width for values in (train, other)]


@alternative(of="mean_normalize")
def mean_normalize_from_min_max(train, other):
    low, high = np.min(train, axis=0).astype(float), np.max(train, axis=0).astype(float)
    factor = 1 / np.where(high == low, 1, high - low)
    centre = np.mean((train - low) * factor, axis=0)
    return (train - low) * factor - centre, (other - low) * factor - centre


@alternative(of="mean_normalize")
def mean_normalize_tiny_width_is_constant(train, other):
    train = train.astype(float)
    mean, width = np.mean(train, axis=0), np.max(train, axis=0) - np.min(train, axis=0)
    width = np.where(width < 1e-8, 1.0, width)
    return (train - mean) / width, (other - mean) / width


# split_indices


@alternative(of="split_indices")
def split_indices_shuffles(n, fractions, rng):
    order = np.arange(n)
    rng.shuffle(order)
    parts, begun, share = [], 0, 0.0
    for fraction in fractions:
        share += fraction
        end = n if len(parts) == len(fractions) - 1 else int(share * n)
        parts.append(order[begun:end].tolist())
        begun = end
    return parts


@alternative(of="split_indices")
def split_indices_sorts_random_numbers(n, fractions, rng):
    order = np.argsort(rng.random(n))
    ends = np.ceil(n * np.cumsum(fractions) - 1e-9).astype(int)
    return tuple(order[start:end] for start, end in zip(np.append(0, ends), ends))


@alternative(of="split_indices")
def split_indices_largest_remainder(n, fractions, rng):
    exact = [fraction * n for fraction in fractions]
    sizes = [math.floor(size) for size in exact]
    by_remainder = sorted(range(len(sizes)), key=lambda k: sizes[k] - exact[k])
    for k in by_remainder[: n - sum(sizes)]:
        sizes[k] += 1
    order = iter(rng.choice(n, size=n, replace=False))
    return [np.array(list(itertools.islice(order, size)), dtype=int) for size in sizes]


# minibatches


@alternative(of="minibatches")
def minibatches_split(n, batch_size, rng):
    return np.split(rng.permutation(n), np.arange(batch_size, n, batch_size))


@alternative(of="minibatches")
def minibatches_takes_from_a_list(n, batch_size, rng):
    left = list(range(n))
    rng.shuffle(left)
    batches = []
    while left:
        batches.append(np.array(left[:batch_size]))
        left = left[batch_size:]
    return batches


@alternative(of="minibatches")
def minibatches_sorts_random_numbers(n, batch_size, rng):
    order = np.argsort(rng.random(n)).tolist()
    return tuple(order[k : k + batch_size] for k in range(0, n, batch_size))


@alternative(of="minibatches")
def minibatches_draws_without_replacement(n, batch_size, rng):
    remaining, batches = np.arange(n), []
    while len(remaining):
        batch = rng.choice(remaining, size=min(batch_size, len(remaining)), replace=False)
        remaining = np.setdiff1d(remaining, batch)
        batches.append(batch)
    return batches


# updates_per_epoch


@alternative(of="updates_per_epoch")
def updates_per_epoch_ceil(n, batch_size):
    return math.ceil(n / batch_size)


@alternative(of="updates_per_epoch")
def updates_per_epoch_floor_of_negative(n, batch_size):
    return -(-n // batch_size)


@alternative(of="updates_per_epoch")
def updates_per_epoch_counts(n, batch_size):
    updates, seen = 0, 0
    while seen < n:
        seen += batch_size
        updates += 1
    return updates


@alternative(of="updates_per_epoch")
def updates_per_epoch_numpy(n, batch_size):
    return np.ceil(np.divide(n, batch_size))


# total_updates


@alternative(of="total_updates")
def total_updates_remainder(n, batch_size, epochs):
    whole, rest = divmod(n, batch_size)
    return (whole + (rest > 0)) * epochs


@alternative(of="total_updates")
def total_updates_counts(n, batch_size, epochs):
    updates = 0
    for _ in range(epochs):
        for _ in range(0, n, batch_size):
            updates += 1
    return updates


@alternative(of="total_updates")
def total_updates_adds(n, batch_size, epochs):
    return functools.reduce(lambda total, _: total + math.ceil(n / batch_size), range(epochs), 0)


# logistic_gradients


@alternative(of="logistic_gradients")
def logistic_gradients_tanh(x, y, w, b):
    errors = 0.5 + 0.5 * np.tanh(np.asarray(predict(x, w, b)) / 2) - y
    return x.T @ errors / len(y), errors.sum() / len(y)


@alternative(of="logistic_gradients")
def logistic_gradients_loops(x, y, w, b):
    dw, db = np.zeros(np.size(w)), 0.0
    for row, logit, label in zip(np.reshape(x, (len(x), -1)), predict(x, w, b), y):
        error = 1 / (1 + math.exp(-logit)) - float(label)
        dw += error * row / len(y)
        db += error / len(y)
    return [dw.reshape(np.shape(w)), db]


@alternative(of="logistic_gradients")
def logistic_gradients_two_sided_sigmoid(x, y, w, b):
    z = np.asarray(predict(x, w, b))
    small = np.exp(-np.abs(z))
    p = np.where(z >= 0, 1 / (1 + small), small / (1 + small))
    errors = (p - y) / len(y)
    return np.dot(errors, x), np.sum(errors)


@alternative(of="logistic_gradients")
def logistic_gradients_by_class(x, y, w, b):
    z = np.asarray(predict(x, w, b))
    away = np.where(np.asarray(y) == 1, -1 / (1 + np.exp(z)), 1 / (1 + np.exp(-z)))
    return np.tensordot(away, x, axes=1) / z.size, float(np.mean(away))


# fit_logistic


@alternative(of="fit_logistic")
def fit_logistic_logarithms(x, y, w, b, learning_rate, epochs):
    labels, costs = np.asarray(y, dtype=float), []
    for _ in range(epochs):
        p = 1 / (1 + np.exp(np.negative(predict(x, w, b))))
        p = np.clip(p, 1e-7, 1 - 1e-7)
        costs.append(-np.mean(labels * np.log(p) + (1 - labels) * np.log(1 - p)))
        dw, db = logistic_gradients(x, y, w, b)
        w, b = w - learning_rate * dw, b - learning_rate * db
    return w, b, costs


@alternative(of="fit_logistic")
def fit_logistic_bias_as_weight(x, y, w, b, learning_rate, epochs):
    table = np.column_stack([np.reshape(x, (len(x), -1)), np.ones(len(x))]).astype(float)
    theta, costs = np.append(w, b).astype(float), np.zeros(epochs)
    for epoch in range(epochs):
        p = 1 / (1 + np.exp(-table @ theta))
        costs[epoch] = -np.mean(np.log(np.where(np.asarray(y) == 1, p, 1 - p)))
        theta = theta - learning_rate * table.T @ (p - y) / len(y)
    return [theta[:-1].reshape(np.shape(w)), theta[-1], costs]


@alternative(of="fit_logistic")
def fit_logistic_signed_labels(x, y, w, b, learning_rate, epochs):
    signs, costs = 2 * np.asarray(y, dtype=float) - 1, []
    for _ in range(epochs):
        costs.append(float(np.mean(np.log1p(np.exp(-signs * predict(x, w, b))))))
        w, b = gradient_step([w, b], logistic_gradients(x, y, w, b), learning_rate)
    return w, b, tuple(costs)


# when_to_lower_the_rate


@alternative(of="when_to_lower_the_rate")
def when_to_lower_the_rate_from_a_tuple():
    choices = (
        "when the loss falls smoothly but slowly",
        "when the loss jumps up and down or grows",
    )
    return choices[1]


@alternative(of="when_to_lower_the_rate")
def when_to_lower_the_rate_put_together():
    return " ".join(["when the loss", "jumps up and down", "or grows"])
