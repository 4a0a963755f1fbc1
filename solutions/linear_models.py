"""Model answers of 02 linear_models: least squares and its features, then logistic models."""

import numpy as np


def design_matrix(x):
    """Return a column of ones and, behind it, the features.

    `x` has shape (n, d), or (n,) for one feature; the result has shape (n, d + 1).
    Source: Hastie, Tibshirani and Friedman, "The elements of statistical learning", section 3.2.
    """
    return np.column_stack([np.ones(len(x)), x])


def normal_equation(a, y):
    """Return the theta of least squared error: r theta = q^T y, where a = q r.

    `a` has shape (n, k) and full column rank, `y` (n,); the result has shape (k,). The product
    a^T a is never formed: its condition number is the square of that of `a`, and of r.
    Source: Golub and Van Loan, "Matrix computations", 2013, section 5.3.
    """
    q, r = np.linalg.qr(np.asarray(a, dtype=float))
    return np.linalg.solve(r, q.T @ y)


def polynomial_features(x, degree):
    """Return the powers 0 to degree of each sample, in ascending order.

    `x` has shape (n,); the result has shape (n, degree + 1).
    Source: Bishop, "Pattern recognition and machine learning", 2006, section 1.1.
    """
    return np.asarray(x, dtype=float)[:, np.newaxis] ** np.arange(degree + 1)


def fourier_features(x, terms):
    """Return 1, then cos(k x) and sin(k x) for each k from 1 to terms.

    `x` has shape (n,); the result has shape (n, 2 * terms + 1).
    Source: Fourier, "Théorie analytique de la chaleur", 1822, chapter 3.
    """
    x = np.asarray(x, dtype=float)
    columns = [np.ones(len(x))]
    for k in range(1, terms + 1):
        columns += [np.cos(k * x), np.sin(k * x)]
    return np.column_stack(columns)


def ridge(a, y, strength):
    """Return the theta that minimises sum((a theta - y)^2) + strength * sum(theta[1:]^2).

    Each weight but the first adds a row with sqrt(strength) in its column and target 0; then it is
    least squares again. `a` has shape (n, k), `y` (n,); the result has shape (k,).
    Source: Hoerl and Kennard, "Ridge regression", 1970; section 3.4.1 of Hastie et al.
    """
    rows = np.sqrt(strength) * np.eye(a.shape[1])[1:]
    return normal_equation(np.vstack([a, rows]), np.append(y, np.zeros(len(rows))))


def learning_rate_limit(x):
    """Return 2 / lambda_max of a^T a / n, with a the design matrix of x.

    `x` has shape (n, d) or (n,); the result is one number.
    Source: LeCun, Bottou, Orr and Müller, "Efficient backprop", 1998, section 5.1.
    """
    a = design_matrix(x)
    return 2 / np.max(np.linalg.eigvalsh(a.T @ a / len(a)))


def unscale(w, b, mean, std):
    """Return the model of the features as they are, given that of the standardised ones.

    w' (x - mean) / std + b' is (w' / std) x + (b' - w' mean / std). `w`, `mean` and `std` have
    shape (d,); a std of 0 counts as 1. The result is `(w, b)`, b a number.
    Source: the definition of standardising, with terms collected.
    """
    w = w / np.where(std > 0, std, 1.0)
    return w, b - w @ mean


def ratio_features(rooms, bedrooms, population, households):
    """Return rooms, bedrooms and people per household.

    All arguments have shape (n,); the result has shape (n, 3).
    Source: Pace and Barry, "Sparse spatial autoregressions", 1997, on the same census.
    """
    return np.column_stack([rooms / households, bedrooms / households, population / households])


def stratified_split(labels, fraction, rng):
    """Cut a random permutation of each class at fraction, and shuffle both parts once more.

    `labels` has shape (n,) and holds integers. The result is `(first, second)`, arrays of indices,
    disjoint and together everything.
    Source: Kohavi, "A study of cross-validation and bootstrap", 1995, section 2.
    """
    first, second = [], []
    for label in np.unique(labels):
        members = rng.permutation(np.flatnonzero(labels == label))
        cut = round(fraction * len(members))  # mutants: free rounding down or up is as right
        first.append(members[:cut])
        second.append(members[cut:])
    return rng.permutation(np.concatenate(first)), rng.permutation(np.concatenate(second))


def logit(p):
    """Return the logarithm of the odds of a probability: log(p / (1 - p)).

    `p` has any shape, strictly between 0 and 1; the result has the same shape.
    Source: Berkson, "Application of the logistic function to bio-assay", 1944.
    """
    return np.log(p / (1 - p))


def predict_probability(x, w, b):
    """Return the probability of label 1: the sigmoid of x . w + b.

    `x` has shape (n, d), `w` (d,); the result has shape (n,). The logarithm of the sigmoid is
    -log(e^0 + e^-z), which `logaddexp` gives without an overflow.
    Source: Cox, "The regression analysis of binary sequences", 1958.
    """
    z = np.asarray(x, dtype=float) @ w + b
    return np.exp(-np.logaddexp(0, -z))


def decision_boundary(w, b, threshold=0.5):
    """Return slope and intercept of the line on which the logistic model is at the threshold.

    There w0 x0 + w1 x1 + b = logit(threshold). `w` has shape (2,); the result is two numbers.
    Source: Bishop, "Pattern recognition and machine learning", 2006, section 4.1.1.
    """
    w0, w1 = np.asarray(w, dtype=float)
    return -w0 / w1, (logit(threshold) - b) / w1


def newton_step(a, y, theta):
    """Return theta - H^-1 g, with gradient and Hessian of the mean binary cross-entropy.

    g = a^T (p - y) / n and H = a^T diag(p (1 - p)) a / n; the 1/n cancels. `a` has shape (n, k),
    `y` (n,), `theta` (k,); the result has shape (k,).
    Source: Bishop, "Pattern recognition and machine learning", 2006, section 4.3.3.
    """
    p = predict_probability(a, theta, 0)
    gradient = a.T @ (p - y)
    hessian = (a.T * (p * (1 - p))) @ a
    return theta - np.linalg.solve(hessian, gradient)


def one_vs_rest_predict(x, weights, biases):
    """Return the class whose logistic model has the greatest logit, for each sample.

    `x` has shape (n, d), `weights` (k, d), `biases` (k,); the result has shape (n,).
    Source: Rifkin and Klautau, "In defense of one-vs-all classification", 2004.
    """
    return np.argmax(np.asarray(x, dtype=float) @ weights.T + biases, axis=1)


def what_the_logit_is():
    """Say what the logit is: the weighted sum that the sigmoid takes.

    Source: Berkson, "Application of the logistic function to bio-assay", 1944.
    """
    return "the number before the sigmoid"


def price_or_above_a_limit():
    """Say which task is regression, a number, and which classification, one of two classes.

    Source: Bishop, "Pattern recognition and machine learning", 2006, chapter 1.
    """
    return "regression, classification"
