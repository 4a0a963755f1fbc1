"""Model answers of 05 gradient_descent: cost, gradient and step, then preparing the data."""

import numpy as np


def predict(x, w, b):
    """Return the predictions of a linear model: x . w + b, one for each sample.

    `x` has shape (n, d) and `w` (d,), or `x` has shape (n,) and `w` is a number; `b` is a number.
    The result has shape (n,).
    Source: Goodfellow, Bengio and Courville, "Deep learning", 2016, section 5.1.4.
    """
    return np.dot(np.asarray(x, dtype=float), w) + b


def half_mse(x, y, w, b):
    """Return half the mean squared error of the linear model: sum of (predicted - y)**2 / (2n).

    Shapes of `x`, `w` and `b` as in `predict`; `y` has shape (n,); the result is one number.
    Source: Ng, "CS229 lecture notes", part 1; the half cancels the 2 of the derivative.
    """
    errors = predict(x, w, b) - y
    return np.mean(errors**2) / 2


def half_mse_gradients(x, y, w, b):
    """Return the derivatives (dw, db) of half_mse: the means of error * x and of the error.

    An error is predicted - y. Shapes as in `half_mse`; `dw` has the shape of `w`, (d,), or is a
    number like it; `db` is a number.
    Source: the chain rule, applied to the mean of (x . w + b - y)**2 / 2.
    """
    errors = predict(x, w, b) - y
    return np.dot(errors, x) / len(errors), np.mean(errors)


def gradient_step(params, grads, learning_rate):
    """Move every parameter against its gradient: p - learning_rate * g.

    `params` and `grads` are lists of arrays of any shape or of numbers, in the same order; the
    result is a new list, each item with the shape of its parameter.
    Source: Cauchy, "Méthode générale pour la résolution des systèmes d'équations", 1847.
    """
    return [p - learning_rate * g for p, g in zip(params, grads, strict=True)]


def fit_linear(x, y, w, b, learning_rate, epochs):
    """Fit the linear model by gradient descent over the whole batch, one update per epoch.

    Shapes as in `half_mse`. The result is `(w, b, costs)`; costs[i] is half_mse before update i,
    so there are as many costs as epochs and the first is that of the given w and b.
    Source: Widrow and Hoff, "Adaptive switching circuits", 1960, in its batch form.
    """
    costs = []
    for _ in range(epochs):
        costs.append(half_mse(x, y, w, b))
        w, b = gradient_step([w, b], half_mse_gradients(x, y, w, b), learning_rate)
    return w, b, costs


def gradient_descent(gradient, theta, learning_rate, steps):
    """Walk downhill on any function: theta - learning_rate * gradient(theta), again and again.

    `theta` is a number or an array of any shape; the result is the list of the steps + 1 points,
    from the starting point to the last, each of that shape.
    Source: Goodfellow, Bengio and Courville, "Deep learning", 2016, section 4.3.
    """
    trajectory = [theta]
    for _ in range(steps):
        theta = theta - learning_rate * gradient(theta)
        trajectory.append(theta)
    return trajectory


def numerical_gradient(f, theta, h=1e-5):
    """Approximate the gradient of f by central differences: (f(t + h) - f(t - h)) / (2h).

    One element of `theta`, an array of any shape, is moved at a time and all others stay; `f`
    returns a number. The result has the shape of `theta`.
    Source: Press et al., "Numerical recipes", 2007, section 5.7.
    """
    gradient = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        step = np.zeros(theta.shape)
        step[index] = h
        gradient[index] = (f(theta + step) - f(theta - step)) / (2 * h)
    return gradient


def standardize(train, other):
    """Scale each column to mean 0 and standard deviation 1: (x - mean) / std.

    Mean and population standard deviation are those of the columns of `train`, shape (n, d), for
    both results; `other` has shape (m, d). A column that is constant in `train` becomes x - mean.
    The result is `(train, other)`, of the same shapes.
    Source: Bishop, "Pattern recognition and machine learning", 2006, section 9.1.
    """
    mean = np.mean(train, axis=0)
    std = np.std(train, axis=0)
    std = np.where(std > 0, std, 1.0)
    return (train - mean) / std, (other - mean) / std


def mean_normalize(train, other):
    """Scale each column to mean 0 and width 1: (x - mean) / (max - min).

    Mean, maximum and minimum are those of the columns of `train`, shape (n, d), for both results;
    `other` has shape (m, d). A column that is constant in `train` becomes x - mean. The result is
    `(train, other)`, of the same shapes.
    Source: Ng, "Machine learning" (course), 2011, week 2.
    """
    mean = np.mean(train, axis=0)
    width = np.ptp(np.asarray(train, dtype=float), axis=0)
    width = np.where(width > 0, width, 1.0)
    return (train - mean) / width, (other - mean) / width


def split_indices(n, fractions, rng):
    """Cut one random permutation of 0..n-1 into parts of the given fractions.

    The cuts are at n times the running sums of `fractions`, rounded, so that each part's size is
    within one of fraction * n. The result is a list of index arrays, one for each fraction, of
    shape (size of the part,); together they hold every index once.
    Source: Hastie, Tibshirani and Friedman, "The elements of statistical learning", section 7.2.
    """
    cuts = np.round(n * np.cumsum(fractions)[:-1])  # mutants: free rounding down is as right
    return np.split(rng.permutation(n), cuts.astype(int))


def minibatches(n, batch_size, rng):
    """Cut one random permutation of 0..n-1 into batches of batch_size; the last may be smaller.

    The result is a list of index arrays of shape (batch_size,), or shorter for the last one.
    Source: Goodfellow, Bengio and Courville, "Deep learning", 2016, section 8.1.3.
    """
    order = rng.permutation(n)
    return [order[start : start + batch_size] for start in range(0, n, batch_size)]


def updates_per_epoch(n, batch_size):
    """Return the number of batches in an epoch: n / batch_size, rounded up.

    Two whole numbers in, one out; the smaller batch at the end counts too.
    Source: each batch gives one update, each sample is in one batch.
    """
    return int(np.ceil(n / batch_size))


def total_updates(n, batch_size, epochs):
    """Return the number of updates in a whole training run: epochs * updates_per_epoch.

    Three whole numbers in, one out; the smaller batch at the end counts in every epoch.
    Source: each epoch begins with a full batch.
    """
    return epochs * updates_per_epoch(n, batch_size)


def logistic_gradients(x, y, w, b):
    """Return the derivatives (dw, db) of the mean binary cross-entropy of a logistic model.

    They are the means of error * x and of the error, where the error is sigmoid(x . w + b) - y.
    Shapes of `x`, `w` and `b` as in `predict`, `y` of shape (n,) holds 0 and 1; `dw` has the shape
    of `w` and `db` is a number. Logits between -500 and 500 give no warning.
    Source: Bishop, "Pattern recognition and machine learning", 2006, equation 4.91.
    """
    errors = 1 / (1 + np.exp(np.negative(predict(x, w, b)))) - y
    return np.dot(errors, x) / len(errors), np.mean(errors)


def fit_logistic(x, y, w, b, learning_rate, epochs):
    """Fit the logistic model by gradient descent over the whole batch, one update per epoch.

    The cost is the mean of log(1 + exp(z)) - y * z with z = x . w + b, which is the mean binary
    cross-entropy. Shapes as in `logistic_gradients`. The result is `(w, b, costs)`; costs[i] is
    the cost before update i, so there are as many costs as epochs.
    Source: Bishop, "Pattern recognition and machine learning", 2006, section 4.3.2.
    """
    costs = []
    for _ in range(epochs):
        z = predict(x, w, b)
        costs.append(np.mean(np.logaddexp(0, z) - y * z))
        w, b = gradient_step([w, b], logistic_gradients(x, y, w, b), learning_rate)
    return w, b, costs


def when_to_lower_the_rate():
    """Say what the loss looks like when the learning rate is too large.

    Each step then goes too far across the valley, and the next one starts higher on the other side.
    Source: LeCun, Bottou, Orr and Müller, "Efficient backprop", 1998, section 4.7.
    """
    return "when the loss jumps up and down or grows"
