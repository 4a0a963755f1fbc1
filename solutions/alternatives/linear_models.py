"""Unusual right answers to the exercises of 02 linear_models."""

import collections
import functools
import itertools
import math

import numpy as np
import scipy.linalg
import scipy.special

from autograder.course.bank import alternative

# design_matrix


@alternative(of="design_matrix")
def design_matrix_loops(x):
    rows = []
    for sample in x:
        rows.append([1.0] + [float(value) for value in np.ravel(sample)])
    return np.array(rows)


@alternative(of="design_matrix")
def design_matrix_filled(x):
    table = np.reshape(x, (len(x), -1))
    a = np.ones((table.shape[0], table.shape[1] + 1))
    a[:, 1:] = table
    return a


@alternative(of="design_matrix")
def design_matrix_padded(x):
    table = np.atleast_2d(x.astype(float).T).T
    return np.pad(table, ((0, 0), (1, 0)), constant_values=1)


# normal_equation


@alternative(of="normal_equation")
def normal_equation_lstsq(a, y):
    return np.linalg.lstsq(np.asarray(a, dtype=float), y, rcond=None)[0]


@alternative(of="normal_equation")
def normal_equation_singular_values(a, y):
    u, s, vt = np.linalg.svd(np.asarray(a, dtype=np.float64), full_matrices=False)
    return vt.T @ ((u.T @ y) / s)


@alternative(of="normal_equation")
def normal_equation_pseudo_inverse(a, y):
    return np.dot(np.linalg.pinv(np.array(a, dtype=float)), y)


@alternative(of="normal_equation")
def normal_equation_pivots(a, y):
    a, y = np.asarray(a, dtype=float), np.asarray(y, dtype=float)
    return scipy.linalg.lstsq(a, y, lapack_driver="gelsy")[0].tolist()


@alternative(of="normal_equation")
def normal_equation_gram_schmidt(a, y):
    q = [[float(value) for value in column] for column in a.T]
    rest, k = [float(value) for value in y], len(q)
    r, c = [[0.0] * k for _ in range(k)], [0.0] * k
    for j in range(k):
        r[j][j] = math.sqrt(sum(v * v for v in q[j]))
        q[j] = [v / r[j][j] for v in q[j]]
        for i in range(j + 1, k):
            r[j][i] = sum(v * w for v, w in zip(q[j], q[i]))
            q[i] = [w - r[j][i] * v for v, w in zip(q[j], q[i])]
        c[j] = sum(v * w for v, w in zip(q[j], rest))
        rest = [w - c[j] * v for v, w in zip(q[j], rest)]
    theta = [0.0] * k
    for j in reversed(range(k)):
        theta[j] = (c[j] - sum(r[j][i] * theta[i] for i in range(j + 1, k))) / r[j][j]
    return theta


@alternative(of="normal_equation")
def normal_equation_scaled_columns(a, y):
    sizes = np.abs(a.astype(float)).max(axis=0)
    return np.linalg.lstsq(a / sizes, y, rcond=None)[0] / sizes


# polynomial_features


@alternative(of="polynomial_features")
def polynomial_features_vander(x, degree):
    return np.vander(x.astype(float), degree + 1, increasing=True)


@alternative(of="polynomial_features")
def polynomial_features_horner(x, degree):
    table = np.ones((len(x), degree + 1))
    for power in range(degree):
        table[:, power + 1] = table[:, power] * x
    return table


@alternative(of="polynomial_features")
def polynomial_features_lists(x, degree):
    return [[float(value) ** power for power in range(degree + 1)] for value in x]


@alternative(of="polynomial_features")
def polynomial_features_accumulate(x, degree):
    columns = np.repeat(np.asarray(x, dtype=float)[:, None], degree, axis=1)
    return np.cumprod(np.hstack([np.ones((len(x), 1)), columns]), axis=1)


# fourier_features


@alternative(of="fourier_features")
def fourier_features_loops(x, terms):
    table = []
    for value in x:
        row = [1.0]
        for k in range(1, terms + 1):
            row.extend((math.cos(k * float(value)), math.sin(k * float(value))))
        table.append(row)
    return table


@alternative(of="fourier_features")
def fourier_features_complex(x, terms):
    waves = np.exp(1j * np.outer(np.asarray(x, dtype=float), np.arange(1, terms + 1)))
    table = np.ones((len(x), 2 * terms + 1))
    table[:, 1::2], table[:, 2::2] = waves.real, waves.imag
    return table


@alternative(of="fourier_features")
def fourier_features_recurrence(x, terms):
    x = np.asarray(x, dtype=float)
    c, s, columns = np.ones(len(x)), np.zeros(len(x)), [np.ones(len(x))]
    for _ in range(terms):
        c, s = c * np.cos(x) - s * np.sin(x), s * np.cos(x) + c * np.sin(x)
        columns.extend([c, s])
    return np.stack(columns, axis=-1)


@alternative(of="fourier_features")
def fourier_features_stacked(x, terms):
    angles = np.multiply.outer(x.astype(float), np.arange(1, terms + 1))
    pairs = np.stack([np.cos(angles), np.sin(angles)], axis=2).reshape(len(x), 2 * terms)
    return np.insert(pairs, 0, 1.0, axis=1)


# ridge


@alternative(of="ridge")
def ridge_diagonal(a, y, strength):
    a = np.asarray(a, dtype=float)
    prices = np.full(a.shape[1], float(strength))
    prices[0] = 0
    return np.linalg.solve(a.T @ a + np.diag(prices), a.T @ y)


@alternative(of="ridge")
def ridge_without_the_first_weight(a, y, strength):
    # The first column is projected out of everything; what remains has a price throughout.
    a, y = np.asarray(a, dtype=float), np.asarray(y, dtype=float)
    first, others = a[:, 0], a[:, 1:]
    length = first @ first
    left = others - np.outer(first, first @ others) / length
    rest = y - first * (first @ y) / length
    w = np.linalg.solve(left.T @ left + strength * np.eye(others.shape[1]), left.T @ rest)
    return np.concatenate([[first @ (y - others @ w) / length], w])


@alternative(of="ridge")
def ridge_inverse(a, y, strength):
    a = a.astype(np.float64)
    prices = strength * np.eye(a.shape[1])
    prices[0, 0] = 0.0
    return np.linalg.inv(np.einsum("ni,nj->ij", a, a) + prices) @ np.einsum("ni,n->i", a, y)


@alternative(of="ridge")
def ridge_elimination(a, y, strength):
    rows = [[float(value) for value in row] for row in a]
    size = range(len(rows[0]))
    system = [
        [sum(row[i] * row[j] for row in rows) + (strength if i == j > 0 else 0.0) for j in size]
        + [sum(row[i] * float(target) for row, target in zip(rows, y))]
        for i in size
    ]
    for i in size:
        for j in size:
            if i != j:
                factor = system[j][i] / system[i][i]
                system[j] = [u - factor * v for u, v in zip(system[j], system[i])]
    return [system[i][-1] / system[i][i] for i in size]


# learning_rate_limit


@alternative(of="learning_rate_limit")
def learning_rate_limit_spectral_norm(x):
    a = np.column_stack([np.ones(len(x)), x])
    return 2 * len(a) / np.linalg.norm(a, 2) ** 2


@alternative(of="learning_rate_limit")
def learning_rate_limit_general_eigenvalues(x):
    a = np.column_stack([np.ones(len(x)), x])
    return np.asarray(
        2 / np.linalg.eigvals(np.cov(a.T, ddof=0) + np.outer(*[a.mean(0)] * 2)).real.max()
    )


@alternative(of="learning_rate_limit")
def learning_rate_limit_power_iteration(x):
    rows = [[1.0, *map(float, np.ravel(sample))] for sample in x]
    size = range(len(rows[0]))
    m = [[sum(r[i] * r[j] for r in rows) / len(rows) for j in size] for i in size]
    # Squaring the matrix again and again, scaled: the greatest eigenvalue takes over.
    power = [list(row) for row in m]
    for _ in range(40):
        largest = max(abs(value) for row in power for value in row)
        power = [[value / largest for value in row] for row in power]
        power = [[sum(power[i][k] * power[k][j] for k in size) for j in size] for i in size]
    v = max(power, key=lambda row: sum(value * value for value in row))
    mv = [sum(m[i][j] * v[j] for j in size) for i in size]
    return 2 * sum(value * value for value in v) / sum(p * q for p, q in zip(v, mv))


@alternative(of="learning_rate_limit")
def learning_rate_limit_small_matrix(x):
    # a a^T has the same greatest eigenvalue.
    a = np.column_stack([np.ones(len(x)), x])
    return [2.0 / value for value in scipy.linalg.eigvalsh(a @ a.T / len(a))[-1:]][0]


# unscale


@alternative(of="unscale")
def unscale_loops(w, b, mean, std):
    weights, bias = [], float(b)
    for weight, centre, width in zip(w.tolist(), mean.tolist(), std.tolist()):
        weights.append(weight / width if width else float(weight))
        bias -= weights[-1] * centre
    return weights, bias


@alternative(of="unscale")
def unscale_where(w, b, mean, std):
    new = np.divide(w, std, out=np.array(w, dtype=float), where=std != 0)
    return [new, b - np.sum(new * mean)]


@alternative(of="unscale")
def unscale_masked(w, b, mean, std):
    new = w.astype(float)
    new[std > 0] /= std[std > 0]
    return new, np.asarray(b - np.einsum("d,d->", new, mean.astype(float)))


@alternative(of="unscale")
def unscale_at_zero(w, b, mean, std):
    # The bias is what the model predicts for x = 0.
    divisor = std + (std == 0).astype(float)
    at_zero = b + np.dot(w, -mean.astype(float) / divisor)
    return np.asarray(w, dtype=float) / divisor, at_zero


# ratio_features


@alternative(of="ratio_features")
def ratio_features_loops(rooms, bedrooms, population, households):
    return [
        [float(r) / float(h), float(b) / float(h), float(p) / float(h)]
        for r, b, p, h in zip(rooms, bedrooms, population, households)
    ]


@alternative(of="ratio_features")
def ratio_features_broadcast(rooms, bedrooms, population, households):
    return (np.stack([rooms, bedrooms, population]) / households).T


@alternative(of="ratio_features")
def ratio_features_reciprocal(rooms, bedrooms, population, households):
    share = 1.0 / households.astype(float)
    return np.transpose([total * share for total in (rooms, bedrooms, population)])


# stratified_split


@alternative(of="stratified_split")
def stratified_split_lists(labels, fraction, rng):
    members = collections.defaultdict(list)
    for index in rng.permutation(len(labels)).tolist():
        members[int(labels[index])].append(index)
    first = {i for group in members.values() for i in group[: math.ceil(fraction * len(group))]}
    order = rng.permutation(len(labels)).tolist()
    return [i for i in order if i in first], [i for i in order if i not in first]


@alternative(of="stratified_split")
def stratified_split_mask(labels, fraction, rng):
    chosen = np.zeros(len(labels), dtype=bool)
    for label in set(labels.tolist()):
        members = np.flatnonzero(labels == label)
        count = math.floor(fraction * len(members))
        chosen[rng.choice(members, count, replace=False)] = True
    order = rng.permutation(len(labels))
    return order[chosen[order]], order[~chosen[order]]


@alternative(of="stratified_split")
def stratified_split_random_keys(labels, fraction, rng):
    keys = rng.uniform(size=len(labels))
    order = np.lexsort((keys, labels))
    _, starts, counts = np.unique(labels[order], return_index=True, return_counts=True)
    ranks = np.arange(len(labels)) - np.repeat(starts, counts)
    in_first = ranks < np.repeat(np.round(fraction * counts), counts)
    parts = order[in_first], order[~in_first]
    return tuple(part[np.argsort(rng.random(len(part)))] for part in parts)


@alternative(of="stratified_split")
def stratified_split_shuffles_in_place(labels, fraction, rng):
    first, second = [], []
    for label in np.unique(labels)[::-1]:
        members = [i for i, other in enumerate(labels) if other == label]
        rng.shuffle(members)
        cut = int(fraction * len(members) + 0.5)
        first += members[:cut]
        second += members[cut:]
    rng.shuffle(second)
    rng.shuffle(first)
    return first, second


# logit


@alternative(of="logit")
def logit_difference(p):
    return np.log(p) - np.log1p(-p)


@alternative(of="logit")
def logit_scipy(p):
    return scipy.special.logit(p)


@alternative(of="logit")
def logit_loops(p):
    values = [math.log(float(v)) - math.log(1 - float(v)) for v in np.ravel(p)]
    return np.array(values).reshape(np.shape(p))


@alternative(of="logit")
def logit_negated(p):
    return -np.subtract(np.log(np.subtract(1.0, p)), np.log(p))


# predict_probability


@alternative(of="predict_probability")
def predict_probability_by_sign(x, w, b):
    z = np.asarray(x, dtype=float) @ w + b
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1 + e)


@alternative(of="predict_probability")
def predict_probability_half_tanh(x, w, b):
    z = np.einsum("nd,d->n", x.astype(float), w.astype(float)) + b
    return 0.5 * (1 + np.tanh(0.5 * z))


@alternative(of="predict_probability")
def predict_probability_expit(x, w, b):
    return scipy.special.expit(np.dot(x.astype(float), w) + b)


@alternative(of="predict_probability")
def predict_probability_loops(x, w, b):
    probabilities = []
    for row in x.tolist():
        z = math.fsum(a * c for a, c in zip(row, w.tolist())) + b
        e = math.exp(-abs(z))
        probabilities.append(1 / (1 + e) if z >= 0 else e / (1 + e))
    return np.array(probabilities)


@alternative(of="predict_probability")
def predict_probability_masked(x, w, b):
    z = np.asarray(x, dtype=float) @ w + b
    p = np.empty(len(z))
    p[z >= 0] = 1 / (1 + np.exp(-z[z >= 0]))
    p[z < 0] = np.exp(z[z < 0]) / (1 + np.exp(z[z < 0]))
    return p


# decision_boundary


@alternative(of="decision_boundary")
def decision_boundary_two_points(w, b, threshold=0.5):
    # The line goes through its points at x0 = 0 and x0 = 1.
    z = np.log(threshold) - np.log1p(-threshold)
    at_zero, at_one = ((z - b - float(w[0]) * x0) / float(w[1]) for x0 in (0.0, 1.0))
    return [at_one - at_zero, at_zero]


@alternative(of="decision_boundary")
def decision_boundary_array(w, b, threshold=0.5):
    return np.array([w[0] * -1.0, scipy.special.logit(threshold) - b]) / w[1]


@alternative(of="decision_boundary")
def decision_boundary_odds(w, b, threshold=0.5):
    w0, w1 = w.tolist()
    return np.float64(-w0 / w1), np.asarray((-b - math.log(1 / threshold - 1)) / w1)


# newton_step


@alternative(of="newton_step")
def newton_step_loops(a, y, theta):
    k = len(theta)
    gradient, hessian = np.zeros(k), np.zeros((k, k))
    for row, label in zip(a.astype(float), y.astype(float)):
        p = 1 / (1 + math.exp(-float(row @ theta)))
        gradient += (p - label) * row / len(y)
        hessian += p * (1 - p) * np.outer(row, row) / len(y)
    return (theta - np.linalg.inv(hessian) @ gradient).tolist()


@alternative(of="newton_step")
def newton_step_reweighted_least_squares(a, y, theta):
    # A step is a least-squares fit with weights p (1 - p) to targets z + (y - p) / (p (1 - p)).
    z = np.asarray(a, dtype=float) @ theta
    p = 1 / (1 + np.exp(-z))
    root = np.sqrt(p * (1 - p))
    targets = z + (y - p) / root**2
    return np.linalg.lstsq(root[:, None] * a, root * targets, rcond=None)[0]


@alternative(of="newton_step")
def newton_step_diagonal_matrix(a, y, theta):
    a = a.astype(float)
    p = scipy.special.expit(a @ theta)
    hessian = a.T @ np.diag(p * (1 - p)) @ a / len(y)
    step = scipy.linalg.solve(hessian, a.T @ (y - p) / len(y), assume_a="pos")
    return theta + step


@alternative(of="newton_step")
def newton_step_slope_by_tanh(a, y, theta):
    half = np.tanh(np.einsum("nk,k->n", a.astype(float), theta.astype(float)) / 2)
    slope = (1 - half) * (1 + half) / 4
    left = np.einsum("n,ni,nj->ij", slope, a, a)
    right = np.einsum("n,ni->i", (1 + half) / 2 - y, a)
    return theta - np.linalg.pinv(left, hermitian=True) @ right


# one_vs_rest_predict


@alternative(of="one_vs_rest_predict")
def one_vs_rest_predict_loops(x, weights, biases):
    classes = []
    for sample in x.tolist():
        logits = [
            sum(a * c for a, c in zip(sample, w)) + b
            for w, b in zip(weights.tolist(), biases.tolist())
        ]
        classes.append(logits.index(max(logits)))
    return classes


@alternative(of="one_vs_rest_predict")
def one_vs_rest_predict_einsum(x, weights, biases):
    logits = np.einsum("nd,kd->kn", x.astype(float), weights.astype(float)) + biases[:, None]
    return logits.argmax(axis=0).astype(np.int32)


@alternative(of="one_vs_rest_predict")
def one_vs_rest_predict_sorted(x, weights, biases):
    rows = np.hstack([x.astype(float), np.ones((len(x), 1))])
    return np.argsort(rows @ np.column_stack([weights, biases]).T, axis=1)[:, -1].astype(float)


@alternative(of="one_vs_rest_predict")
def one_vs_rest_predict_one_by_one(x, weights, biases):
    best, winner = np.full(len(x), -np.inf), np.zeros(len(x), dtype=np.uint8)
    for j, (w, b) in enumerate(zip(weights, biases)):
        z = np.dot(x.astype(float), w) + b
        winner[z > best] = j
        best = np.maximum(best, z)
    return winner


# what_the_logit_is


@alternative(of="what_the_logit_is")
def what_the_logit_is_from_a_tuple():
    choices = ("its probability", "the number before the sigmoid", "its loss", "its odds")
    return choices[1]


@alternative(of="what_the_logit_is")
def what_the_logit_is_put_together():
    return "the number before " + "the sigmoid"


# price_or_above_a_limit


@alternative(of="price_or_above_a_limit")
def price_or_above_a_limit_joined():
    return ", ".join(["regression", "classification"])


@alternative(of="price_or_above_a_limit")
def price_or_above_a_limit_from_a_product():
    kinds = itertools.product(("regression", "classification"), repeat=2)
    return functools.reduce(lambda a, b: f"{a}, {b}", list(kinds)[1])
