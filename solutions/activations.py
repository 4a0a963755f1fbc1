"""Model answers of 03 activations: the activation functions, their slopes, and their use.

Whatever could wrap around or overflow in a small type is computed in float64: `astype(float)`.
"""

import numpy as np


def relu(z):
    """Return the rectified linear unit, max(0, z), elementwise.

    `z` has any shape; the result has the same.
    Source: Nair and Hinton, "Rectified linear units improve restricted Boltzmann machines", 2010.
    """
    return np.maximum(0, z)


def leaky_relu(z, alpha=0.01):
    """Return z where z > 0 and alpha z elsewhere, elementwise.

    `z` has any shape, `alpha` lies between 0 and 1; the result has the shape of `z`.
    Source: Maas, Hannun and Ng, "Rectifier nonlinearities improve acoustic models", 2013.
    """
    return np.where(z > 0, z, alpha * z)


def sigmoid(z):
    """Return the logistic sigmoid, 1 / (1 + e^-z), elementwise.

    `z` has any shape; the result has the same and is exact for |z| up to 1000. For z < 0,
    numerator and denominator are multiplied by e^z, so no exponent is ever positive.
    Source: Verhulst, "Recherches mathématiques sur la loi d'accroissement de la population", 1845.
    """
    z = z.astype(float)
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, small) / (1 + small)


def tanh(z):
    """Return the hyperbolic tangent, (e^z - e^-z) / (e^z + e^-z), elementwise.

    `z` has any shape; the result has the same and is exact for |z| up to 1000. For |z|,
    numerator and denominator are multiplied by e^-|z|; tanh is odd, so the sign is put back.
    Source: Lambert, "Observations trigonométriques", 1770.
    """
    z = z.astype(float)
    small = np.exp(-2 * np.abs(z))
    return np.sign(z) * (1 - small) / (1 + small)


def softmax(z):
    """Return e^z_i / sum_j e^z_j over the last axis.

    `z` has shape (k,), (n, k) or more axes; the result has the same. Each row's maximum is first
    subtracted from it, which changes no probability and leaves no positive exponent.
    Source: Bridle, "Probabilistic interpretation of feedforward network outputs", 1990.
    """
    z = z.astype(float)
    powers = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return powers / np.sum(powers, axis=-1, keepdims=True)


def relu_grad(z):
    """Return the derivative of `relu`: 1 where z > 0, 0 where z < 0, elementwise.

    `z` has any shape; the result has the same. At the kink, z = 0, it is 0 here.
    Source: Glorot, Bordes and Bengio, "Deep sparse rectifier neural networks", 2011.
    """
    return np.where(z > 0, 1.0, 0.0)


def sigmoid_grad(z):
    """Return the derivative of `sigmoid` with respect to z: s (1 - s) with s = sigmoid(z).

    `z` has any shape; the result has the same.
    Source: Rumelhart, Hinton and Williams, "Learning representations by back-propagating errors",
    1986.
    """
    s = sigmoid(z)
    return s * (1 - s)


def tanh_grad(z):
    """Return the derivative of `tanh` with respect to z: 1 - t^2 with t = tanh(z).

    `z` has any shape; the result has the same.
    Source: LeCun, Bottou, Orr and Müller, "Efficient backprop", 1998.
    """
    return 1 - tanh(z) ** 2


def maxout(x, w, b):
    """Return the greatest of k linear units: max_j (w_j . x + b_j).

    `x` has shape (d,), `w` shape (k, d), `b` shape (k,); the result is one number.
    Source: Goodfellow and others, "Maxout networks", 2013.
    """
    return np.max(w.astype(float) @ x + b)


def neuron(x, w, b, activation):
    """Return activation(w . x + b), the output of one neuron.

    `x` and `w` have shape (d,), `b` is a number, `activation` a function of one number; the result
    is one number.
    Source: Rosenblatt, "The perceptron", 1958.
    """
    return activation(w.astype(float) @ x + b)


def sigmoid_network(x, hidden_w, hidden_b, output_w, output_b):
    """Return the output of a network with one hidden layer, sigmoids in both layers.

    `x` has shape (d,), `hidden_w` (k, d), `hidden_b` and `output_w` (k,), `output_b` is a number;
    the result is one number: sigmoid(output_w . h + output_b) with h = sigmoid(hidden_w x +
    hidden_b).
    Source: Cybenko, "Approximation by superpositions of a sigmoidal function", 1989.
    """
    hidden = sigmoid(hidden_w.astype(float) @ x + hidden_b)
    return sigmoid(output_w @ hidden + output_b)


def collapse_linear_layers(weights, biases):
    """Return the single (W, b) with W x + b equal to the layers applied first to last.

    `weights` is a list of arrays (outputs, inputs), `biases` a list of arrays (outputs,); W has the
    outputs of the last layer and the inputs of the first. One more layer gives V (W x + b) + c,
    which is (V W) x + (V b + c).
    Source: Minsky and Papert, "Perceptrons", 1969.
    """
    w, b = weights[0].astype(float), biases[0].astype(float)
    for layer_w, layer_b in zip(weights[1:], biases[1:], strict=True):
        w, b = layer_w @ w, layer_w @ b + layer_b
    return w, b


def relu_and(a, b):
    """Return a AND b as one ReLU unit, relu(a + b - 1), elementwise.

    `a` and `b` have the same shape and hold 0 and 1; so does the result.
    Source: the sum exceeds 1 only where both are 1.
    """
    return relu(a.astype(float) + b - 1)


def relu_or(a, b):
    """Return a OR b with one ReLU unit, 1 - relu(1 - a - b), elementwise.

    `a` and `b` have the same shape and hold 0 and 1; so does the result.
    Source: the ReLU unit is 1 only where both are 0.
    """
    return 1 - relu(1 - a.astype(float) - b)


def relu_not(a):
    """Return NOT a as one ReLU unit, relu(1 - a), elementwise.

    `a` has any shape and holds 0 and 1; so does the result.
    Source: the line through (0, 1) and (1, 0).
    """
    return relu(1 - a)  # mutants: free for 0 and 1, the sum alone is as right


def relu_xor(a, b):
    """Return a XOR b with two ReLU units, relu(a + b) - 2 relu(a + b - 1), elementwise.

    `a` and `b` have the same shape and hold 0 and 1; so does the result.
    Source: Goodfellow, Bengio and Courville, "Deep Learning", 2016, section 6.1.
    """
    total = a.astype(float) + b
    return relu(total) - 2 * relu(total - 1)  # mutants: free a sum of 0 and 1 is not negative


def interpolating_relus(knots, values):
    """Return (offset, slopes) of the ReLU sum through every point (knot, value).

    `knots`, strictly increasing, and `values` have shape (n,), n >= 2; the sum is f(x) = offset +
    sum_k slopes[k] relu(x - knots[k]), `slopes` has shape (n - 1,). A unit adds to the steepness
    of f from its knot on, so its slope is by how much the steepness changes there.
    Source: divided differences, Newton, "Principia", 1687, book 3, lemma 5.
    """
    values = values.astype(float)
    steepness = np.diff(values) / np.diff(knots.astype(float))
    return values[0], np.diff(steepness, prepend=0)


def without_activation():
    """Say what a deep classifier without hidden activations amounts to.

    The hidden layers and the linear part of the output collapse into one linear layer, whose
    output goes through the sigmoid.
    Source: `collapse_linear_layers`.
    """
    return "logistic regression"
