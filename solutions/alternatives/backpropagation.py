"""Unusual right answers to the exercises of 07 backpropagation."""

import math
from collections import deque

import numpy as np

from autograder.course.bank import alternative

# branch_gradients


@alternative(of="branch_gradients")
def branch_gradients_as_an_array(a, w1, w2, w3, w4, slope):
    matrix = np.array([[w3 * w1 + w4 * w2], [w3 * a], [w4 * a], [w1 * a], [w2 * a]], dtype=float)
    return slope * matrix[:, 0]


@alternative(of="branch_gradients")
def branch_gradients_adds_on_the_way(a, w1, w2, w3, w4, slope):
    gradient = dict.fromkeys("a w1 w2 w3 w4 b c".split(), 0)
    gradient["w3"] += slope * (w1 * a)
    gradient["b"] += slope * w3
    gradient["w4"] += slope * (w2 * a)
    gradient["c"] += slope * w4
    gradient["w2"] += gradient["c"] * a
    gradient["a"] += gradient["c"] * w2
    gradient["w1"] += gradient["b"] * a
    gradient["a"] += gradient["b"] * w1
    return [gradient[name] for name in ("a", "w1", "w2", "w3", "w4")]


@alternative(of="branch_gradients")
def branch_gradients_two_layers(a, w1, w2, w3, w4, slope):
    first, second = np.array([w1, w2]), np.array([w3, w4])
    hidden = first * a
    dhidden = slope * second
    return (dhidden @ first, *(dhidden * a), *(slope * hidden))


# dense_forward


@alternative(of="dense_forward")
def dense_forward_einsum(x, w, b):
    return np.einsum("nd,dk->nk", x.astype(np.float64), w.astype(np.float64)) + b


@alternative(of="dense_forward")
def dense_forward_loops(x, w, b):
    rows = []
    for sample in x.tolist():
        row = [float(bias) for bias in b.tolist()]
        for value, weights in zip(sample, w.tolist()):
            row = [total + float(value) * weight for total, weight in zip(row, weights)]
        rows.append(row)
    return np.array(rows)


@alternative(of="dense_forward")
def dense_forward_bias_as_a_weight(x, w, b):
    table = np.hstack([x, np.ones((len(x), 1))]).astype(float)
    return table @ np.vstack([w, b[np.newaxis]])


@alternative(of="dense_forward")
def dense_forward_input_by_input(x, w, b):
    z = np.zeros((x.shape[0], w.shape[1])) + b
    for column, weights in zip(x.T.astype(float), w):
        z += np.outer(column, weights)
    return z


# dense_backward


@alternative(of="dense_backward")
def dense_backward_einsum(x, w, upstream):
    x, w, u = (array.astype(float) for array in (x, w, upstream))
    return [np.einsum("nk,dk->nd", u, w), np.einsum("nd,nk->dk", x, u), np.einsum("nk->k", u)]


@alternative(of="dense_backward")
def dense_backward_sample_by_sample(x, w, upstream):
    dx, dw, db = [], np.zeros(w.shape), np.zeros(w.shape[1])
    for sample, u in zip(x.astype(float), upstream.astype(float)):
        dx.append(w @ u)
        dw += np.outer(sample, u)
        db += u
    return np.array(dx), dw, db


@alternative(of="dense_backward")
def dense_backward_lists(x, w, upstream):
    x, w, u = x.tolist(), w.tolist(), upstream.tolist()
    samples, inputs, units = range(len(x)), range(len(w)), range(len(w[0]))
    dx = [[sum(1.0 * u[i][j] * w[m][j] for j in units) for m in inputs] for i in samples]
    dw = [[sum(1.0 * x[i][m] * u[i][j] for i in samples) for j in units] for m in inputs]
    return np.array(dx), np.array(dw), [sum(1.0 * u[i][j] for i in samples) for j in units]


@alternative(of="dense_backward")
def dense_backward_bias_as_a_weight(x, w, upstream):
    table = np.column_stack([x, np.ones(len(x))]).astype(float)
    both = (upstream.astype(float).T @ table).T
    return (w @ upstream.astype(float).T).T, both[:-1], both[-1]


# activation_backward


@alternative(of="activation_backward")
def activation_backward_by_values(upstream, z, activation):
    z = z.astype(np.float64)
    s = 0.5 * (1 + np.tanh(0.5 * z))
    slopes = {
        "relu": np.where(z > 0, 1.0, 0.0),
        "sigmoid": s - s * s,
        "tanh": (1 - np.tanh(z)) * (1 + np.tanh(z)),
        "linear": np.ones_like(z),
    }
    return slopes[activation] * upstream


@alternative(of="activation_backward")
def activation_backward_masks(upstream, z, activation):
    result, z = np.array(upstream, dtype=float), z.astype(float)
    match activation:
        case "relu":
            result[z <= 0] = 0.0
        case "sigmoid":
            result = result * 0.25 * (1 - np.tanh(z / 2) ** 2)
        case "tanh":
            result *= 1 - np.tanh(z) ** 2
    return result


@alternative(of="activation_backward")
def activation_backward_loops(upstream, z, activation):
    def slope(value):
        if activation == "linear":
            return 1.0
        if activation == "relu":
            return float(value > 0)
        e = math.exp(-abs(value) * (2 if activation == "tanh" else 1))
        return (4 if activation == "tanh" else 1) * e / (1 + e) ** 2

    pairs = zip(upstream.ravel().tolist(), z.ravel().tolist())
    return np.reshape([float(u) * slope(float(value)) for u, value in pairs], z.shape)


@alternative(of="activation_backward")
def activation_backward_limits_the_exponent(upstream, z, activation):
    z = z.astype(float)
    if activation == "relu":
        return upstream * np.heaviside(z, 0.5)
    if activation == "sigmoid":
        s = 1 / (1 + np.exp(-np.clip(z, -500, 500)))
        return upstream * s * (1 - s)
    return upstream * (1.0 if activation == "linear" else 1 / np.cosh(np.clip(z, -300, 300)) ** 2)


# softmax_vjp


@alternative(of="softmax_vjp")
def softmax_vjp_jacobians(p, upstream):
    return np.array([(np.diag(row) - np.outer(row, row)) @ u for row, u in zip(p, upstream)])


@alternative(of="softmax_vjp")
def softmax_vjp_einsum(p, upstream):
    weighted = p * upstream
    return weighted - np.einsum("nk,nj->nk", p, weighted)


@alternative(of="softmax_vjp")
def softmax_vjp_loops(p, upstream):
    rows = []
    for row, u in zip(p.tolist(), upstream.tolist()):
        average = sum(chance * float(value) for chance, value in zip(row, u))
        rows.append([chance * (float(value) - average) for chance, value in zip(row, u)])
    return rows


@alternative(of="softmax_vjp")
def softmax_vjp_average(p, upstream):
    u = upstream.astype(float)
    centre = np.array([np.average(row, weights=chances) for row, chances in zip(u, p)])
    return p * (u - centre[:, np.newaxis])


# cross_entropy_gradient


@alternative(of="cross_entropy_gradient")
def cross_entropy_gradient_one_hot_table(logits, labels):
    shifted = logits.astype(float) - logits.astype(float).max(axis=1, keepdims=True)
    p = np.exp(shifted) / np.exp(shifted).sum(axis=1, keepdims=True)
    return (p - (labels[:, np.newaxis] == np.arange(logits.shape[1]))) / labels.size


@alternative(of="cross_entropy_gradient")
def cross_entropy_gradient_logarithms(logits, labels):
    z = logits.astype(np.float64)
    log_p = z - np.logaddexp.reduce(z, axis=1)[:, np.newaxis]
    gradient = np.exp(log_p)
    for row, label in enumerate(labels):
        gradient[row, label] = math.expm1(log_p[row, label])
    return gradient / len(z)


@alternative(of="cross_entropy_gradient")
def cross_entropy_gradient_loops(logits, labels):
    rows = []
    for row, label in zip(logits.tolist(), labels.tolist()):
        top = max(row)
        powers = [math.exp(value - top) for value in row]
        total = sum(powers)
        rows.append(
            [(power / total - (k == label)) / len(labels) for k, power in enumerate(powers)]
        )
    return rows


@alternative(of="cross_entropy_gradient")
def cross_entropy_gradient_by_the_softmax(logits, labels):
    z = logits.astype(float).T
    powers = np.exp(z - z.max(axis=0))
    p = (powers / powers.sum(axis=0)).T
    one_hot = np.zeros(p.shape)
    np.put_along_axis(one_hot, labels[:, np.newaxis].astype(int), 1.0, axis=1)
    return np.mean([p - one_hot], axis=0) / p.shape[0]


# mlp_forward


@alternative(of="mlp_forward")
def mlp_forward_einsum(x, weights, biases, activations):
    layers = [(None, x.astype(float))]
    for w, b, name in zip(weights, biases, activations):
        z = np.einsum("nd,dk->nk", layers[-1][1], w.astype(float)) + b
        if name == "relu":
            a = z * (z > 0)
        elif name == "sigmoid":
            a = 1 / (1 + np.exp(-z))
        elif name == "tanh":
            a = np.tanh(z)
        else:
            a = z.copy()
        layers.append((z, a))
    return layers[1:]


@alternative(of="mlp_forward")
def mlp_forward_recursive(x, weights, biases, activations):
    z = np.matmul(np.float64(x), weights[0]) + biases[0]
    a = ACTIVATIONS[activations[0]](z)
    if len(weights) == 1:
        return [(z, a)]
    return [[z, a], *mlp_forward(a, weights[1:], biases[1:], activations[1:])]


@alternative(of="mlp_forward")
def mlp_forward_lists(x, weights, biases, activations):
    layers, a = [], [[float(value) for value in row] for row in x.tolist()]
    functions = {
        "linear": lambda v: v,
        "relu": lambda v: max(v, 0.0),
        "sigmoid": lambda v: 1 / (1 + math.exp(-v)),
        "tanh": math.tanh,
    }
    for w, b, name in zip(weights, biases, activations):
        columns = w.T.tolist()
        z = [
            [
                sum(value * weight for value, weight in zip(row, column)) + bias
                for column, bias in zip(columns, b.tolist())
            ]
            for row in a
        ]
        a = [[functions[name](value) for value in row] for row in z]
        layers.append([z, a])
    return tuple(layers)


@alternative(of="mlp_forward")
def mlp_forward_sample_by_sample(x, weights, biases, activations):
    layers = [(np.zeros((len(x), w.shape[1])), np.zeros((len(x), w.shape[1]))) for w in weights]
    for row, sample in enumerate(x.astype(float)):
        for k, (w, b, name) in enumerate(zip(weights, biases, activations)):
            layers[k][0][row] = w.T @ sample + b
            layers[k][1][row] = ACTIVATIONS[name](layers[k][0][row])
            sample = layers[k][1][row]
    return layers


# mlp_backward


@alternative(of="mlp_backward")
def mlp_backward_from_the_values(x, weights, cache, activations, upstream):
    gradients = [None] * len(weights)
    d = upstream.astype(float)
    for k in range(len(weights) - 1, -1, -1):
        z, a = cache[k]
        slopes = {"relu": a > 0, "sigmoid": a * (1 - a), "tanh": 1 - a**2, "linear": 1.0}
        d = d * slopes[activations[k]]
        before = cache[k - 1][1] if k else x.astype(float)
        gradients[k] = [before.T @ d, d.sum(axis=0)]
        d = d @ weights[k].T
    return gradients, d


@alternative(of="mlp_backward")
def mlp_backward_recursive(x, weights, cache, activations, upstream):
    z = cache[-1][0]
    before = cache[-2][1] if len(cache) > 1 else x
    dz = activation_backward(upstream, z, activations[-1])
    below, dw, db = dense_backward(before, weights[-1], dz)
    if len(weights) == 1:
        return [(dw, db)], below
    rest, dx = mlp_backward(x, weights[:-1], cache[:-1], activations[:-1], below)
    return [*rest, (dw, db)], dx


@alternative(of="mlp_backward")
def mlp_backward_sample_by_sample(x, weights, cache, activations, upstream):
    gradients = [(np.zeros(w.shape), np.zeros(w.shape[1])) for w in weights]
    dx = np.zeros(x.shape)
    for row in range(len(x)):
        u = upstream[row].astype(float)
        for k in reversed(range(len(weights))):
            before = (cache[k - 1][1] if k else x)[row].astype(float)
            u = activation_backward(u, cache[k][0][row], activations[k])
            gradients[k][0][...] += np.outer(before, u)
            gradients[k][1][...] += u
            u = weights[k] @ u
        dx[row] = u
    return [gradients, dx]


@alternative(of="mlp_backward")
def mlp_backward_matrices_of_slopes(x, weights, cache, activations, upstream):
    signals, u = [], upstream
    for (z, _), w, name in zip(cache[::-1], weights[::-1], activations[::-1]):
        dz = np.asarray(activation_backward(u, z, name))
        signals.insert(0, dz)
        u = np.einsum("nk,dk->nd", dz, w)
    inputs = [x, *[a for _, a in cache]]
    pairs = zip(inputs, signals)
    gradients = [(np.tensordot(a.astype(float), dz, axes=(0, 0)), dz.sum(0)) for a, dz in pairs]
    return (tuple(gradients), u)


# gradient_error


@alternative(of="gradient_error")
def gradient_error_unit_vectors(f, theta, gradient, h=1e-5):
    steps = h * np.eye(theta.size).reshape(theta.size, *theta.shape)
    n = np.array([(f(theta + step) - f(theta - step)) / (2 * h) for step in steps])
    g = np.ravel(gradient).astype(float)
    total = math.sqrt(g @ g) + math.sqrt(n @ n)
    return float(math.sqrt((g - n) @ (g - n)) / total) if total > 0 else 0.0


@alternative(of="gradient_error")
def gradient_error_restores_a_copy(f, theta, gradient, h=1e-5):
    point, n = theta.astype(float), np.empty(theta.shape)
    for index, value in np.ndenumerate(theta):
        point[index] = float(value) + h
        up = f(point.copy())
        point[index] = float(value) - h
        n[index] = (up - f(point.copy())) / (2 * h)
        point[index] = value
    if not np.any(n) and not np.any(gradient):
        return 0
    top = np.sqrt(np.sum((np.asarray(gradient, dtype=float) - n) ** 2))
    return np.array(top / (np.sqrt(np.sum(np.square(gradient, dtype=float))) + np.linalg.norm(n)))


@alternative(of="gradient_error")
def gradient_error_plain_python(f, theta, gradient, h=1e-5):
    flat, g = [float(v) for v in theta.ravel()], [float(v) for v in gradient.ravel()]
    n = []
    for k in range(len(flat)):
        up, down = list(flat), list(flat)
        up[k] += h
        down[k] -= h
        above, below = np.reshape(up, theta.shape), np.reshape(down, theta.shape)
        n.append((float(f(above)) - float(f(below))) / (2 * h))
    total = math.hypot(*g) + math.hypot(*n)
    return 0.0 if total == 0 else math.dist(g, n) / total


# first_order_change


@alternative(of="first_order_change")
def first_order_change_one_vector(grads, deltas):
    g = np.concatenate([np.ravel(grad) for grad in grads]).astype(float)
    return g @ np.concatenate([np.ravel(delta) for delta in deltas])


@alternative(of="first_order_change")
def first_order_change_vdot(grads, deltas):
    return np.array(sum(np.vdot(g.astype(float), d) for g, d in zip(grads, deltas)))


@alternative(of="first_order_change")
def first_order_change_loops(grads, deltas):
    total = 0.0
    for grad, delta in zip(grads, deltas):
        for place in np.ndindex(grad.shape):
            total += float(grad[place]) * float(delta[place])
    return total


@alternative(of="first_order_change")
def first_order_change_exact_sum(grads, deltas):
    return math.fsum(
        float(g) * float(d)
        for grad, delta in zip(grads, deltas)
        for g, d in zip(grad.flat, delta.flat)
    )


# when_gradients_are_taken


@alternative(of="when_gradients_are_taken")
def when_gradients_are_taken_from_a_list():
    return ["at the new weights, after all have moved", "at the old weights, before any moves"][-1]


@alternative(of="when_gradients_are_taken")
def when_gradients_are_taken_put_together():
    return ", ".join(("at the old weights", "before any moves"))


# glorot_limit


@alternative(of="glorot_limit")
def glorot_limit_power(inputs, units):
    return (6 / (inputs + units)) ** 0.5


@alternative(of="glorot_limit")
def glorot_limit_from_the_deviation(inputs, units):
    return math.sqrt(3) * math.sqrt(2 / (inputs + units))


@alternative(of="glorot_limit")
def glorot_limit_array(inputs, units):
    return np.array(math.sqrt(6) / math.sqrt(inputs + units))


@alternative(of="glorot_limit")
def glorot_limit_variance_scaling(inputs, units):
    scale = 1 / max(1.0, (inputs + units) / 2)
    return np.float64(np.sqrt(3 * scale))


# topological_order


@alternative(of="topological_order")
def topological_order_waits_for_parents(parents):
    order, left = [], list(parents)
    while left:
        name = left.pop(0)
        if all(parent in order for parent in parents[name]):
            order.append(name)
        else:
            left.append(name)
    return order


@alternative(of="topological_order")
def topological_order_counts_down(parents):
    waiting = {name: len(set(names)) for name, names in parents.items()}
    ready, order = deque(name for name in parents if not waiting[name]), []
    while ready:
        done = ready.popleft()
        order.append(done)
        for name, names in parents.items():
            if done in names:
                waiting[name] -= 1
                if waiting[name] == 0:
                    ready.append(name)
    return tuple(order)


@alternative(of="topological_order")
def topological_order_with_a_stack(parents):
    order, done, stack = [], set(), [(name, False) for name in parents]
    while stack:
        name, ready = stack.pop()
        if name in done:
            continue
        if ready:
            done.add(name)
            order.append(name)
        else:
            stack.append((name, True))
            stack += [(parent, False) for parent in parents[name]]
    return order


@alternative(of="topological_order")
def topological_order_by_longest_way(parents):
    depth = dict.fromkeys(parents, 0)
    for _ in parents:
        for name, names in parents.items():
            depth[name] = max([depth[parent] + 1 for parent in names], default=0)
    return sorted(parents, key=depth.get)


# tape_forward


@alternative(of="tape_forward")
def tape_forward_array(tape, inputs):
    values = np.zeros(len(tape))
    for place, (kind, *rest) in enumerate(tape):
        if kind in ("add", "sub", "mul", "div"):
            function = {"add": np.add, "sub": np.subtract, "mul": np.multiply, "div": np.divide}
            values[place] = function[kind](values[rest[0]], values[rest[1]])
        elif kind in ("exp", "log", "tanh"):
            values[place] = getattr(np, kind)(values[rest[0]])
        elif kind == "relu":
            values[place] = np.maximum(values[rest[0]], 0)
        elif kind == "power":
            values[place] = values[rest[0]] ** rest[1]
        else:
            values[place] = inputs[rest[0]] if kind == "input" else rest[0]
    return values


@alternative(of="tape_forward")
def tape_forward_table_of_functions(tape, inputs):
    values = []
    functions = {
        "input": lambda name: inputs[name],
        "constant": lambda number: number,
        "add": lambda i, j: values[i] + values[j],
        "sub": lambda i, j: values[i] - values[j],
        "mul": lambda i, j: values[i] * values[j],
        "div": lambda i, j: values[i] / values[j],
        "power": lambda i, number: math.pow(values[i], number),
        "exp": lambda i: np.exp(values[i]),
        "log": lambda i: np.log(values[i]),
        "tanh": lambda i: np.tanh(values[i]),
        "relu": lambda i: values[i] if values[i] > 0 else 0,
    }
    for kind, *rest in tape:
        values.append(functions[kind](*rest))
    return values


@alternative(of="tape_forward")
def tape_forward_strings(tape, inputs):
    values = ()
    for entry in tape:
        kind, first = entry[0], entry[1]
        second = entry[2] if len(entry) > 2 else None
        if kind == "input":
            new = float(inputs[first])
        elif kind == "constant":
            new = float(first)
        elif kind == "power":
            new = math.exp(second * math.log(values[first]))
        elif kind in ("exp", "log", "tanh"):
            new = getattr(math, kind)(values[first])
        elif kind == "relu":
            new = (values[first] + abs(values[first])) / 2
        elif kind == "div":
            new = values[first] * (1 / values[second])
        elif kind == "mul":
            new = values[first] * values[second]
        else:
            new = values[first] + (values[second] if kind == "add" else -values[second])
        values += (np.array(new),)
    return values


# tape_backward


@alternative(of="tape_backward")
def tape_backward_array(tape, values):
    v, slopes = np.array(values, dtype=float), np.zeros(len(tape))
    slopes[-1] = 1
    for place in range(len(tape) - 1, -1, -1):
        kind, *rest = tape[place]
        s = slopes[place]
        if kind in ("input", "constant") or s == 0:
            continue
        i = rest[0]
        if kind in ("add", "sub", "mul", "div"):
            j = rest[1]
            first, second = {
                "add": (1, 1),
                "sub": (1, -1),
                "mul": (v[j], v[i]),
                "div": (1 / v[j] if v[j] else 0, -v[place] / v[j] if v[j] else 0),
            }[kind]
            slopes[i] += s * first
            slopes[j] += s * second
        elif kind == "power":
            slopes[i] += s * rest[1] * v[place] / v[i]
        else:
            slopes[i] += (
                s
                * {
                    "exp": np.exp(v[i]) if kind == "exp" else 0,
                    "log": np.reciprocal(v[i]) if kind == "log" else 0,
                    "tanh": 1 / np.cosh(v[i]) ** 2 if kind == "tanh" else 0,
                    "relu": np.heaviside(v[i], 0),
                }[kind]
            )
    return slopes


@alternative(of="tape_backward")
def tape_backward_collects_shares(tape, values):
    v, shares = values, [[] for _ in tape]
    shares[-1].append(1.0)
    totals = []
    for place in reversed(range(len(tape))):
        s = math.fsum(shares[place])
        totals.append(s)
        match tape[place]:
            case ("add", i, j):
                shares[i].append(s)
                shares[j].append(s)
            case ("sub", i, j):
                shares[i].append(s)
                shares[j].append(-s)
            case ("mul", i, j):
                shares[i].append(s * v[j])
                shares[j].append(s * v[i])
            case ("div", i, j):
                shares[i].append(s / v[j])
                shares[j].append(-s * v[i] / v[j] / v[j])
            case ("power", i, n):
                shares[i].append(s * n * math.pow(v[i], n - 1))
            case ("exp", i):
                shares[i].append(s * math.exp(v[i]))
            case ("log", i):
                shares[i].append(s / v[i])
            case ("tanh", i):
                shares[i].append(s * (1 - math.tanh(v[i]) ** 2))
            case ("relu", i):
                shares[i].append(s if v[i] > 0 else 0)
    return totals[::-1]


@alternative(of="tape_backward")
def tape_backward_local_slopes_first(tape, values):
    v, local = values, []
    for place, (kind, first, *rest) in enumerate(tape):
        if kind in ("input", "constant"):
            local.append(())
        elif kind == "power":
            local.append(((first, rest[0] * v[first] ** (rest[0] - 1)),))
        elif kind in ("exp", "log", "tanh", "relu"):
            slope = {
                "exp": lambda: v[place],
                "log": lambda: 1 / v[first],
                "tanh": lambda: 1 - v[place] * v[place],
                "relu": lambda: 1.0 * (v[place] > 0),
            }[kind]()
            local.append(((first, slope),))
        else:
            j = rest[0]
            pair = {"add": (1, 1), "sub": (1, -1), "mul": (v[j], v[first])}.get(kind)
            pair = pair or (1 / v[j], -v[first] / v[j] ** 2)
            local.append(((first, pair[0]), (j, pair[1])))
    slopes = {place: 0.0 for place in range(len(tape))}
    slopes[len(tape) - 1] = 1.0
    for place in range(len(tape) - 1, -1, -1):
        for parent, slope in local[place]:
            slopes[parent] += slopes[place] * slope
    return tuple(np.float64(slope) for slope in slopes.values())


# what_automatic_differentiation_does


@alternative(of="what_automatic_differentiation_does")
def what_automatic_differentiation_does_from_a_tuple():
    choices = (
        "moves each weight a little and measures",
        "records the operations and applies the chain rule to them backwards",
    )
    return choices[1]


@alternative(of="what_automatic_differentiation_does")
def what_automatic_differentiation_does_put_together():
    return " ".join(
        ["records the operations", "and applies the chain rule", "to them", "backwards"]
    )
