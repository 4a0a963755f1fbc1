"""Unusual right answers to the exercises of 03 activations."""

import functools
import math

import numpy as np

from autograder.course.bank import alternative

# relu


@alternative(of="relu")
def relu_choice(z):
    return np.where(z > 0, z, 0)


@alternative(of="relu")
def relu_times_mask(z):
    return z * (z > 0)


@alternative(of="relu")
def relu_mean_with_absolute_value(z):
    z = z.astype(float)
    return (z + np.abs(z)) / 2


@alternative(of="relu")
def relu_on_a_copy(z):
    result = np.array(z)
    result[result < 0] = 0
    return result


@alternative(of="relu")
def relu_element_by_element(z):
    result = np.zeros(z.shape)
    for index in np.ndindex(z.shape):
        result[index] = max(0.0, float(z[index]))
    return result


# leaky_relu


@alternative(of="leaky_relu")
def leaky_relu_maximum(z, alpha=0.01):
    return np.maximum(z, alpha * z)


@alternative(of="leaky_relu")
def leaky_relu_two_sides(z, alpha=0.01):
    return np.maximum(0.0, z) + alpha * np.minimum(0.0, z)


@alternative(of="leaky_relu")
def leaky_relu_element_by_element(z, alpha=0.01):
    result = np.empty(z.shape)
    for index in np.ndindex(z.shape):
        result[index] = z[index] if z[index] >= 0 else alpha * z[index]
    return result


@alternative(of="leaky_relu")
def leaky_relu_mean_of_slopes(z, alpha=0.01):
    z = z.astype(float)
    return (1 + alpha) / 2 * z + (1 - alpha) / 2 * np.abs(z)


# sigmoid


@alternative(of="sigmoid")
def sigmoid_by_masks(z):
    z = np.asarray(z, dtype=float)
    result = np.empty_like(z)
    positive = z >= 0
    result[positive] = 1 / (1 + np.exp(-z[positive]))
    power = np.exp(z[~positive])
    result[~positive] = power / (1 + power)
    return result


@alternative(of="sigmoid")
def sigmoid_by_tanh(z):
    return 0.5 * (1 + np.tanh(z.astype(float) / 2))


@alternative(of="sigmoid")
def sigmoid_element_by_element(z):
    values = []
    for v in z.ravel().tolist():
        if v >= 0:
            values.append(1 / (1 + math.exp(-v)))
        else:
            values.append(math.exp(v) / (1 + math.exp(v)))
    return np.array(values).reshape(z.shape)


@alternative(of="sigmoid")
def sigmoid_by_logarithms(z):
    return np.exp(-np.logaddexp(0.0, -1.0 * z))


@alternative(of="sigmoid")
def sigmoid_clipped_late(z):
    return 1 / (1 + np.exp(np.clip(-1.0 * z.astype(float), -700, 700)))


@alternative(of="sigmoid")
def sigmoid_ignores_overflow(z):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-z.astype(float)))


# tanh


@alternative(of="tanh")
def tanh_by_sigmoid(z):
    return 2 * sigmoid(2.0 * z) - 1


@alternative(of="tanh")
def tanh_clipped_late(z):
    z = np.clip(z.astype(float), -300, 300)
    up, down = np.exp(z), np.exp(-z)
    return (up - down) / (up + down)


@alternative(of="tanh")
def tanh_element_by_element(z):
    def one(v):
        small = math.exp(-2 * abs(v))
        return math.copysign((1 - small) / (1 + small), v)

    return np.reshape([one(float(v)) for v in np.ravel(z)], np.shape(z))


@alternative(of="tanh")
def tanh_by_expm1(z):
    z = z.astype(float)
    change = np.expm1(-2 * np.abs(z))
    return np.copysign(-change / (change + 2), z)


@alternative(of="tanh")
def tanh_mentions_the_library(z):
    """Agrees with np.tanh(z) and math.tanh, and uses neither."""
    # Compare: np.allclose(tanh(z), np.tanh(z))
    np_tanh = np.exp(-np.logaddexp(0, -2.0 * z))  # a name is not a use
    return 2 * np_tanh - 1


@alternative(of="tanh")
def tanh_by_sinh_and_cosh(z):
    z = np.clip(z.astype(float), -300, 300)
    return np.sinh(z) / np.cosh(z)


# softmax


@alternative(of="softmax")
def softmax_by_logarithms(z):
    z = z.astype(float)
    return np.exp(z - np.logaddexp.reduce(z, axis=-1, keepdims=True))


@alternative(of="softmax")
def softmax_row_by_row(z):
    rows = []
    for row in z.reshape(-1, z.shape[-1]).tolist():
        powers = [math.exp(logit - max(row)) for logit in row]
        rows.append([power / sum(powers) for power in powers])
    return np.reshape(rows, z.shape)


@alternative(of="softmax")
def softmax_transposed(z):
    turned = np.moveaxis(np.asarray(z, dtype=float), -1, 0)
    powers = np.exp(turned - turned.max(axis=0))
    return np.moveaxis(powers / powers.sum(axis=0), 0, -1)


@alternative(of="softmax")
def softmax_einsum(z):
    powers = np.exp(z - z.max(axis=-1)[..., None].astype(float))
    return np.einsum("...i,...->...i", powers, 1 / np.einsum("...i->...", powers))


@alternative(of="softmax")
def softmax_of_differences(z):
    z = z.astype(float)
    with np.errstate(over="ignore"):
        return 1 / np.sum(np.exp(z[..., None, :] - z[..., :, None]), axis=-1)


# relu_grad


@alternative(of="relu_grad")
def relu_grad_truth_values(z):
    return z > 0


@alternative(of="relu_grad")
def relu_grad_heaviside(z):
    return np.heaviside(z.astype(float), 0.5)


@alternative(of="relu_grad")
def relu_grad_one_at_zero(z):
    return (z >= 0).astype(int)


@alternative(of="relu_grad")
def relu_grad_nested_lists(z):
    return np.reshape([1 if v > 0 else 0 for v in z.ravel()], z.shape).tolist()


# sigmoid_grad


@alternative(of="sigmoid_grad")
def sigmoid_grad_both_sides(z):
    return sigmoid(z) * sigmoid(-1.0 * z)


@alternative(of="sigmoid_grad")
def sigmoid_grad_closed_form(z):
    power = np.exp(-np.abs(z.astype(float)))
    return power / (1 + power) ** 2


@alternative(of="sigmoid_grad")
def sigmoid_grad_difference_of_squares(z):
    s = sigmoid(z)
    return s - s**2


@alternative(of="sigmoid_grad")
def sigmoid_grad_by_cosh(z):
    half = np.clip(z.astype(float) / 2, -300, 300)
    return 0.25 / np.cosh(half) ** 2


# tanh_grad


@alternative(of="tanh_grad")
def tanh_grad_two_factors(z):
    t = tanh(z)
    return (1 - t) * (1 + t)


@alternative(of="tanh_grad")
def tanh_grad_by_cosh(z):
    return 1 / np.cosh(np.clip(z.astype(float), -300, 300)) ** 2


@alternative(of="tanh_grad")
def tanh_grad_by_sigmoid(z):
    s = sigmoid(2.0 * z)
    return 4 * s * (1 - s)


@alternative(of="tanh_grad")
def tanh_grad_element_by_element(z):
    def one(v):
        power = math.exp(-2 * abs(v))
        return 4 * power / (1 + power) ** 2

    return np.reshape([one(float(v)) for v in np.ravel(z)], np.shape(z))


# maxout


@alternative(of="maxout")
def maxout_python_loop(x, w, b):
    return max(
        sum(float(u) * float(v) for u, v in zip(row, x, strict=True)) + float(shift)
        for row, shift in zip(w, b, strict=True)
    )


@alternative(of="maxout")
def maxout_einsum(x, w, b):
    sums = np.einsum("kd,d->k", np.asarray(w, dtype=float), x)
    return np.asarray((sums + b).max())


@alternative(of="maxout")
def maxout_sorted(x, w, b):
    return np.sort(np.sum(w * np.asarray(x, dtype=float), axis=1) + b)[-1]


@alternative(of="maxout")
def maxout_bias_as_weight(x, w, b):
    wide = np.column_stack([np.asarray(w, dtype=float), b])
    return float(np.max(wide @ np.append(x, 1.0)))


# neuron


@alternative(of="neuron")
def neuron_python_loop(x, w, b, activation):
    total = float(b)
    for weight, value in zip(w.tolist(), x.tolist(), strict=True):
        total += weight * value
    return activation(total)


@alternative(of="neuron")
def neuron_bias_as_weight(x, w, b, activation):
    return float(activation(np.append(x, 1.0) @ np.append(w, float(b))))


@alternative(of="neuron")
def neuron_zero_dimensional(x, w, b, activation):
    total = np.einsum("i,i", np.asarray(w, dtype=float), np.asarray(x, dtype=float)) + b
    return np.asarray(activation(np.asarray(total)))


# sigmoid_network


@alternative(of="sigmoid_network")
def sigmoid_network_of_neurons(x, hidden_w, hidden_b, output_w, output_b):
    def one_sigmoid(z):
        return (1 + math.tanh(z / 2)) / 2

    hidden = [neuron(x, w, b, one_sigmoid) for w, b in zip(hidden_w, hidden_b, strict=True)]
    return neuron(np.array(hidden), output_w, output_b, one_sigmoid)


@alternative(of="sigmoid_network")
def sigmoid_network_columns_and_bias_inputs(x, hidden_w, hidden_b, output_w, output_b):
    first = np.column_stack([np.asarray(hidden_w, dtype=float), hidden_b])
    hidden = sigmoid(first @ np.append(x, 1.0))
    return float(sigmoid(np.append(output_w, output_b) @ np.append(hidden, 1.0)))


@alternative(of="sigmoid_network")
def sigmoid_network_pure_python(x, hidden_w, hidden_b, output_w, output_b):
    total = float(output_b)
    for row, b, v in zip(hidden_w.tolist(), hidden_b.tolist(), output_w.tolist(), strict=True):
        z = sum(w * value for w, value in zip(row, x.tolist(), strict=True)) + b
        total += v / (1 + math.exp(-z))
    return 1 / (1 + math.exp(-total))


# collapse_linear_layers


@alternative(of="collapse_linear_layers")
def collapse_linear_layers_recursive(weights, biases):
    if len(weights) == 1:
        return weights[0].astype(float), biases[0].astype(float)
    w, b = collapse_linear_layers(weights[:-1], biases[:-1])
    return weights[-1] @ w, weights[-1] @ b + biases[-1]


@alternative(of="collapse_linear_layers")
def collapse_linear_layers_backwards(weights, biases):
    w = np.eye(len(biases[-1]))
    b = np.zeros(len(biases[-1]))
    for layer_w, layer_b in zip(reversed(weights), reversed(biases), strict=True):
        b = b + w @ layer_b
        w = w @ layer_w
    return [w, b]


@alternative(of="collapse_linear_layers")
def collapse_linear_layers_homogeneous(weights, biases):
    def square(w, b):
        matrix = np.zeros((w.shape[0] + 1, w.shape[1] + 1))
        matrix[:-1, :-1], matrix[:-1, -1], matrix[-1, -1] = w, b, 1.0
        return matrix

    matrices = [square(w, b) for w, b in zip(weights, biases, strict=True)]
    whole = functools.reduce(lambda sofar, layer: layer @ sofar, matrices)
    return whole[:-1, :-1], whole[:-1, -1]


@alternative(of="collapse_linear_layers")
def collapse_linear_layers_probed(weights, biases):
    def run(x):
        for w, b in zip(weights, biases, strict=True):
            x = w @ x + b
        return x

    inputs = weights[0].shape[1]
    b = run(np.zeros(inputs))
    return np.array([run(unit) - b for unit in np.eye(inputs)]).T, b.tolist()


# relu_and


@alternative(of="relu_and")
def relu_and_of_whole_numbers(a, b):
    return np.maximum(0, a.astype(int) + b.astype(int) - 1)


@alternative(of="relu_and")
def relu_and_minimum(a, b):
    return np.minimum(a, b)


@alternative(of="relu_and")
def relu_and_larger_weights(a, b):
    return relu(2.0 * a + 3.0 * b - 4.0)


@alternative(of="relu_and")
def relu_and_from_not(a, b):
    return relu(1 - relu(1 - a.astype(float)) - relu(1 - b.astype(float)))


# relu_or


@alternative(of="relu_or")
def relu_or_two_units(a, b):
    total = a.astype(float) + b
    return relu(total) - relu(total - 1)


@alternative(of="relu_or")
def relu_or_sum_without_overlap(a, b):
    return a + relu(b.astype(float) - a)


@alternative(of="relu_or")
def relu_or_de_morgan(a, b):
    return relu_not(relu_and(relu_not(a), relu_not(b)))


# relu_not


@alternative(of="relu_not")
def relu_not_steeper(a):
    return relu(1 - 7.0 * a)


@alternative(of="relu_not")
def relu_not_without_relu(a):
    return 1 - a.astype(int)


@alternative(of="relu_not")
def relu_not_two_units(a):
    return 1.0 - relu(2.0 * a - 1)


# relu_xor


@alternative(of="relu_xor")
def relu_xor_two_directions(a, b):
    difference = a.astype(float) - b
    return relu(difference) + relu(-difference)


@alternative(of="relu_xor")
def relu_xor_or_minus_and(a, b):
    return relu_or(a, b) - relu_and(a, b).astype(float)


@alternative(of="relu_xor")
def relu_xor_two_layers(a, b):
    return relu_and(relu_or(a, b), relu_not(relu_and(a, b)))


@alternative(of="relu_xor")
def relu_xor_outer_relu(a, b):
    total = a.astype(float) + b
    return relu(total - 2 * relu(total - 1))


# interpolating_relus


@alternative(of="interpolating_relus")
def interpolating_relus_knot_by_knot(knots, values):
    slopes = []
    for i in range(len(knots) - 1):
        height = float(values[0])
        for s, knot in zip(slopes, knots, strict=False):
            height += s * (float(knots[i + 1]) - float(knot))
        slopes.append((float(values[i + 1]) - height) / (float(knots[i + 1]) - float(knots[i])))
    return float(values[0]), slopes


@alternative(of="interpolating_relus")
def interpolating_relus_solves_equations(knots, values):
    places = knots.astype(float)
    units = np.maximum(0, places[1:, None] - places[None, :-1])
    rise = values[1:].astype(float) - float(values[0])
    return np.asarray(values[0]), np.linalg.solve(units, rise)


@alternative(of="interpolating_relus")
def interpolating_relus_running_steepness(knots, values):
    x, v = knots.tolist(), values.tolist()
    before, slopes = 0.0, []
    for i in range(len(x) - 1):
        now = (v[i + 1] - v[i]) / (x[i + 1] - x[i])
        slopes.append(now - before)
        before = now
    return [v[0], np.array(slopes)]


# without_activation


@alternative(of="without_activation")
def without_activation_looked_up():
    names = {"identity": "linear regression", "sigmoid": "logistic regression"}
    return names["sigmoid"]


@alternative(of="without_activation")
def without_activation_put_together():
    collapsed, output = "linear", "logistic"
    return f"{collapsed} regression".replace(collapsed, output)
