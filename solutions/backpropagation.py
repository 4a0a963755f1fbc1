"""Model answers of 07 backpropagation: the chain rule for graphs, layers, networks and tapes.

Samples are in rows, weights have shape (inputs, units). `upstream` is always the derivative of the
loss with respect to a function's output, and nothing here divides by n but the one loss.
"""

import numpy as np

ACTIVATIONS = {
    "linear": lambda z: z,
    "relu": lambda z: np.maximum(z, 0),
    "sigmoid": lambda z: (1 + np.tanh(z / 2)) / 2,
    "tanh": np.tanh,
}


def branch_gradients(a, w1, w2, w3, w4, slope):
    """Return the derivatives of L = f(d) with d = w3 b + w4 c, b = w1 a, c = w2 a.

    All arguments are numbers, `slope` is f'(d); the result is (da, dw1, dw2, dw3, dw4).
    Source: the chain rule; a is used in both branches, so its two contributions add up.
    """
    b, c = w1 * a, w2 * a
    db, dc = slope * w3, slope * w4
    return db * w1 + dc * w2, db * a, dc * a, slope * b, slope * c


def dense_forward(x, w, b):
    """Return the output of a dense layer, x w + b.

    `x` has shape (n, d), `w` (d, k) and `b` (k,); the result has shape (n, k).
    Source: the layout of Keras's layer Dense.
    """
    return x.astype(float) @ w + b


def dense_backward(x, w, upstream):
    """Return (dx, dw, db), the vector-Jacobian products of a dense layer.

    `x` has shape (n, d), `w` (d, k) and `upstream` (n, k); the results have the shapes of x, w
    and b.
    Source: the derivatives of z_ij = sum_l x_il w_lj + b_j.
    """
    upstream = upstream.astype(float)
    return upstream @ w.T, x.T @ upstream, np.sum(upstream, axis=0)


def activation_backward(upstream, z, activation):
    """Return upstream times g'(z), elementwise, for g relu, sigmoid, tanh or linear.

    `upstream` and `z` have the same shape, and so has the result. The slope of the sigmoid is the
    same at z and -z: e^-|z| cannot overflow.
    Source: the derivatives of 03.
    """
    z = z.astype(float)
    if activation == "relu":
        return upstream * (z > 0)
    if activation == "sigmoid":
        small = np.exp(-np.abs(z))
        return upstream * small / (1 + small) ** 2
    if activation == "tanh":
        return upstream * (1 - np.tanh(z) ** 2)
    return upstream


def softmax_vjp(p, upstream):
    """Return p (u - sum p u), row by row: the vector-Jacobian product of the softmax.

    `p`, the softmax's output, and `upstream` have shape (n, k), and so has the result.
    Source: dp_j/dz_l = p_j (delta_jl - p_l).
    """
    average = np.sum(p * upstream, axis=1, keepdims=True)
    return p * (upstream - average)


def cross_entropy_gradient(logits, labels):
    """Return (softmax - one-hot) / n, the gradient of the mean sparse categorical cross-entropy.

    `logits` has shape (n, k), `labels` (n,); the result has shape (n, k). The greatest logit of
    each row is subtracted first, which does not change the softmax.
    Source: the chain rule, with the derivative -1/p of -log p.
    """
    n = len(labels)
    logits = logits.astype(float)
    powers = np.exp(logits - np.max(logits, axis=1, keepdims=True))
    gradient = powers / np.sum(powers, axis=1, keepdims=True)
    gradient[np.arange(n), labels] -= 1
    return gradient / n


def mlp_forward(x, weights, biases, activations):
    """Return the list of (z, a) of all layers: z = a_before w + b, a = g(z).

    `x` has shape (n, d), the l-th weights (inputs, units), the l-th bias (units,); every z and a
    has shape (n, units).
    Source: the definition of a multi-layer perceptron.
    """
    layers = []
    a = x
    for w, b, activation in zip(weights, biases, activations, strict=True):
        z = dense_forward(a, w, b)
        a = ACTIVATIONS[activation](z)
        layers.append((z, a))
    return layers


def mlp_backward(x, weights, cache, activations, upstream):
    """Return (gradients, dx): a pair (dw, db) for each layer, first to last, and dx.

    `cache` is what `mlp_forward` gave, `upstream` the derivative of the loss with respect to the
    last a; each derivative has the shape of its variable.
    Source: Rumelhart, Hinton and Williams, "Learning representations by back-propagating errors",
    1986.
    """
    inputs = [x] + [a for _, a in cache[:-1]]
    gradients = []
    for layer in reversed(range(len(weights))):
        dz = activation_backward(upstream, cache[layer][0], activations[layer])
        upstream, dw, db = dense_backward(inputs[layer], weights[layer], dz)
        gradients.append((dw, db))
    return gradients[::-1], upstream


def gradient_error(f, theta, gradient, h=1e-5):
    """Return |g - n| / (|g| + |n|), n the central difference of f at theta; 0.0 where both are 0.

    `theta` and `gradient` have the same shape, f gives a number, and so does this.
    Source: the usual check of gradients, with Euclidean norms.
    """
    numerical = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        step = np.zeros(theta.shape)
        step[index] = h
        numerical[index] = (f(theta + step) - f(theta - step)) / (2 * h)
    size = np.linalg.norm(gradient) + np.linalg.norm(numerical)
    if size == 0:
        return 0.0
    return np.linalg.norm(gradient - numerical) / size


def first_order_change(grads, deltas):
    """Return the sum of g times delta over all elements of all arrays.

    `grads` and `deltas` are lists of arrays of the same shapes; the result is one number.
    Source: Taylor's theorem.
    """
    return sum(np.sum(g.astype(float) * delta) for g, delta in zip(grads, deltas, strict=True))


def when_gradients_are_taken():
    """Say at which weights the gradients of one training step are taken.

    Source: the gradient of the loss at a point is one vector, with all derivatives at that point.
    """
    return "at the old weights, before any moves"


def glorot_limit(inputs, units):
    """Return sqrt(6 / (inputs + units)), the limit of Glorot's uniform initialisation.

    Source: Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural
    networks", 2010, equation 16.
    """
    return np.sqrt(6 / (inputs + units))


def topological_order(parents):
    """Return all names, each after its parents: a name is added when its parents have been.

    `parents` gives for every name the names that it is computed from.
    Source: Tarjan, "Edge-disjoint spanning trees and depth-first search", 1976.
    """
    order = []

    def visit(name):
        if name not in order:
            for parent in parents[name]:
                visit(parent)
            order.append(name)

    for name in parents:
        visit(name)
    return order


def tape_forward(tape, inputs):
    """Return the value of every entry of a tape, first to last.

    `inputs` is a dict from names to numbers; the result is a list of as many numbers as entries.
    Source: Wengert, "A simple automatic derivative evaluation program", 1964.
    """
    v = []
    for entry in tape:
        match entry:
            case "input", name:
                value = inputs[name]
            case "constant", number:
                value = number
            case "add", i, j:
                value = v[i] + v[j]
            case "sub", i, j:
                value = v[i] - v[j]
            case "mul", i, j:
                value = v[i] * v[j]
            case "div", i, j:
                value = v[i] / v[j]
            case "power", i, number:
                value = v[i] ** number
            case "exp", i:
                value = np.exp(v[i])
            case "log", i:
                value = np.log(v[i])
            case "tanh", i:
                value = np.tanh(v[i])
            case "relu", i:
                value = max(0.0, v[i])
        v.append(value)
    return v


def tape_backward(tape, values):
    """Return for every entry the derivative of the last value with respect to it.

    `values` is what `tape_forward` gave; the result is a list of as many numbers as entries. Each
    entry adds its derivative, times that of its operation, to the entries that it uses.
    Source: Speelpenning, "Compiling fast partial derivatives of functions given by algorithms",
    1980.
    """
    slopes = [0.0] * len(tape)
    slopes[-1] = 1.0
    for place in reversed(range(len(tape))):
        s, v = slopes[place], values
        match tape[place]:
            case "add", i, j:
                slopes[i] += s
                slopes[j] += s
            case "sub", i, j:
                slopes[i] += s
                slopes[j] -= s
            case "mul", i, j:
                slopes[i] += s * v[j]
                slopes[j] += s * v[i]
            case "div", i, j:
                slopes[i] += s / v[j]
                slopes[j] -= s * v[i] / v[j] ** 2
            case "power", i, number:
                slopes[i] += s * number * v[i] ** (number - 1)
            case "exp", i:
                slopes[i] += s * v[place]
            case "log", i:
                slopes[i] += s / v[i]
            case "tanh", i:
                slopes[i] += s * (1 - v[place] ** 2)
            case "relu", i:
                slopes[i] += s * (v[i] > 0)  # mutants: free at 0 a ReLU has no derivative
    return slopes


def what_automatic_differentiation_does():
    """Say what automatic differentiation does.

    Source: Griewank and Walther, "Evaluating derivatives", 2008, chapter 3.
    """
    return "records the operations and applies the chain rule to them backwards"
