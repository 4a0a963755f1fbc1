"""Model answers of 04 losses: the losses of regression and classification, and two gradients.

Wherever a column of predictions, shape (n, 1), meets targets of shape (n,), both are flattened
first: broadcasting would pair every target with every prediction.
"""

import numpy as np

EPSILON = 1e-7


def mse(y_true, y_pred):
    """Return the mean squared error: the mean of (y_true - y_pred)^2 over all elements.

    `y_true` has shape (n,) or (n, k), `y_pred` the same or, for (n,), (n, 1); the result is one
    number.
    Source: Gauss, "Theoria motus", 1809, section 179.
    """
    error = np.ravel(y_true).astype(float) - np.ravel(y_pred)
    return np.mean(error**2)


def mae(y_true, y_pred):
    """Return the mean absolute error: the mean of |y_true - y_pred| over all elements.

    `y_true` has shape (n,) or (n, k), `y_pred` the same or, for (n,), (n, 1); the result is one
    number.
    Source: Laplace, "Sur quelques points du système du monde", 1793.
    """
    error = np.ravel(y_true).astype(float) - np.ravel(y_pred)
    return np.mean(np.abs(error))


def huber(y_true, y_pred, delta=1.0):
    """Return the mean Huber loss: quadratic for small errors, linear for large ones.

    An error e costs e^2 / 2 where |e| <= delta and delta (|e| - delta / 2) elsewhere. `y_true` has
    shape (n,) or (n, k), `y_pred` the same or, for (n,), (n, 1); the result is one number.
    Source: Huber, "Robust estimation of a location parameter", 1964.
    """
    size = np.abs(np.ravel(y_true).astype(float) - np.ravel(y_pred))
    return np.mean(np.where(size <= delta, size**2 / 2, delta * (size - delta / 2)))


def hinge(y_true, scores):
    """Return the mean hinge loss: the mean of max(0, 1 - y s).

    `y_true` has shape (n,) and holds -1 and +1, `scores` has shape (n,) or (n, 1) and holds any
    numbers; the result is one number.
    Source: Cortes and Vapnik, "Support-vector networks", 1995.
    """
    agreement = y_true * np.ravel(scores).astype(float)
    return np.mean(np.maximum(0, 1 - agreement))


def multiclass_hinge(labels, scores):
    """Return the mean over samples of the sum over wrong classes j of max(0, s_j - s_y + 1).

    `labels` has shape (n,) and holds whole numbers from 0 to k - 1, `scores` has shape (n, k); the
    result is one number.
    Source: Weston and Watkins, "Support vector machines for multi-class pattern recognition", 1999.
    """
    samples = np.arange(len(labels))
    scores = scores.astype(float)
    true_scores = scores[samples, labels]
    violations = np.maximum(0, scores - true_scores[:, np.newaxis] + 1)
    violations[samples, labels] = 0
    return np.mean(np.sum(violations, axis=1))


def bernoulli_likelihood(y_true, p):
    """Return the joint probability of all labels: the product of p where y = 1, 1 - p where y = 0.

    `y_true` has shape (n,) and holds 0 and 1, `p` has shape (n,) or (n, 1), strictly between 0 and
    1 and not clipped; the result is one number.
    Source: Fisher, "On the mathematical foundations of theoretical statistics", 1922.
    """
    p = np.ravel(p)
    return np.prod(np.where(y_true == 1, p, 1 - p))


def binary_cross_entropy(y_true, p):
    """Return the mean of -(y log p + (1 - y) log(1 - p)), p clipped to [EPSILON, 1 - EPSILON].

    `y_true` has shape (n,) and holds 0 and 1, `p` has shape (n,) or (n, 1), from 0 to 1; the
    result is one number: minus the logarithm of the likelihood, divided by n.
    Source: Cox, "The regression analysis of binary sequences", 1958.
    """
    p = np.clip(np.ravel(p), EPSILON, 1 - EPSILON)
    return -np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))


def binary_cross_entropy_from_logits(y_true, z):
    """Return the mean of log(1 + e^z) - y z, the binary cross-entropy of p = sigmoid(z).

    `y_true` has shape (n,) and holds 0 and 1, `z` has shape (n,) or (n, 1); the result is one
    number, exact for |z| up to 1000: logaddexp takes the greater exponent out of the logarithm.
    Source: put p = 1 / (1 + e^-z) into the binary cross-entropy.
    """
    z = np.ravel(z).astype(float)
    return np.mean(np.logaddexp(0, z) - y_true * z)


def categorical_cross_entropy(one_hot, p):
    """Return the mean over samples of -sum_j t_j log p_j, p clipped to [EPSILON, 1 - EPSILON].

    `one_hot` and `p` have shape (n, k), a row of `one_hot` has a single 1, a row of `p` adds up to
    1; the result is one number.
    Source: Bridle, "Probabilistic interpretation of feedforward network outputs", 1990.
    """
    log_p = np.log(np.clip(p, EPSILON, 1 - EPSILON))
    return -np.mean(np.sum(one_hot * log_p, axis=1))


def sparse_categorical_cross_entropy(labels, p):
    """Return the mean over samples of -log p_y, p clipped to [EPSILON, 1 - EPSILON].

    `labels` has shape (n,) and holds whole numbers from 0 to k - 1, `p` has shape (n, k), a row
    adds up to 1; the result is one number.
    Source: the categorical cross-entropy, in whose sum only one term is left.
    """
    p_true = p[np.arange(len(labels)), labels]
    return -np.mean(np.log(np.clip(p_true, EPSILON, 1 - EPSILON)))


def entropy(p):
    """Return the entropy of a distribution in nats: -sum_j p_j log p_j, where 0 log 0 = 0.

    `p` has shape (k,) and adds up to 1; the result is one number.
    Source: Shannon, "A mathematical theory of communication", 1948, section 6.
    """
    possible = p[p > 0]
    return -np.sum(possible * np.log(possible))


def cross_entropy(q, p):
    """Return the cross-entropy of two distributions in nats: -sum_j q_j log p_j.

    `q`, the truth, and `p`, the prediction, have shape (k,) and add up to 1, `p` strictly positive
    and not clipped; the result is one number, least at p = q (Gibbs' inequality).
    Source: Good, "Some terminology and notation in information theory", 1956.
    """
    return -np.sum(q * np.log(p))


def mse_grad(y_true, y_pred):
    """Return the gradient of the mean squared error: 2 (y_pred - y_true) / size, elementwise.

    `y_true` has shape (n,) or (n, k), `y_pred` the same or, for (n,), (n, 1); the result has
    the shape of `y_pred`, whose number of elements is the size.
    Source: the derivative of `mse` with respect to each prediction.
    """
    y_true = np.reshape(y_true, y_pred.shape).astype(float)
    return 2 * (y_pred - y_true) / y_pred.size


def binary_cross_entropy_grad(y_true, p):
    """Return the gradient of the binary cross-entropy: (p - y) / (p (1 - p)) / n, elementwise.

    `y_true` has shape (n,) and holds 0 and 1, `p` has shape (n,) or (n, 1), strictly between 0 and
    1; the result has the shape of `p`.
    Source: the derivative of `binary_cross_entropy` with respect to each probability.
    """
    y_true = np.reshape(y_true, p.shape)
    return (p - y_true) / (p * (1 - p)) / p.size
