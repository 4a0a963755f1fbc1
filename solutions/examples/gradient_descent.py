"""Public examples of 05 gradient_descent: calls of the kind that the notebook shows."""

import numpy as np

from autograder.course.examples import call, compared, examples, generator


def decimals(rng, *shape):
    """Numbers of either sign with one decimal, none of them 0."""
    return rng.integers(1, 30, shape) * rng.choice([-1, 1], shape) / 10


def of_bytes(*numbers):
    """An array of bytes."""
    return np.array(numbers, dtype=np.uint8)


def table(*rows):
    """A table of floats."""
    return np.array(rows, dtype=float)


def samples_and_weights(rng):
    """Samples with weights and a bias, of one feature in a flat array or of several in a table."""
    n, d = (int(size) for size in rng.integers(1, 4, 2))
    if rng.integers(2):
        return decimals(rng, n), float(decimals(rng)), float(decimals(rng))
    return decimals(rng, n, d), decimals(rng, d), float(decimals(rng))


@examples(of="predict")
def predict():
    yield call(np.array([2.0]), 3.0, 1.0)
    yield call(np.array([2.0]), -3.0, 1.0)
    yield call(of_bytes(200), of_bytes(2).reshape(1)[0], 1)
    yield call(np.array([1.0, 3.0]), 5.0, 1.0)
    yield call(table([2, 1]), np.array([3.0, -1.0]), 0.5)
    yield call(table([1], [3]), np.array([5.0]), 1.0)
    yield call(table([1, 2], [3, 4]), np.array([10.0, 1.0]), 0.5)
    yield call(table([1, 2, 0], [0, 1, 4]), np.array([3.0, 2.0, 1.0]), -1.0)


@generator(of="predict")
def more_of_predict(rng):
    return call(*samples_and_weights(rng))


@examples(of="half_mse")
def half_mse():
    yield call(np.array([2.0]), np.array([1.0]), 3.0, 1.0)
    yield call(np.array([2.0]), np.array([5.0]), 1.0, 0.0)
    yield call(np.array([1.0, 2.0]), np.array([2.0, 0.0]), 1.0, 0.0)
    yield call(np.array([1.0, 2.0]), np.array([2.0, 4.0]), 2.0, 3.0)
    yield call(table([2, 1]), np.array([1.0]), np.array([3.0, -1.0]), 0.5)
    yield call(np.array([1.0, 3.0, 6.0]), np.array([0.0, 8.0, 9.0]), 2.0, 1.0)


@generator(of="half_mse")
def more_of_half_mse(rng):
    x, w, b = samples_and_weights(rng)
    return call(x, decimals(rng, len(x)), w, b)


@examples(of="half_mse_gradients")
def half_mse_gradients():
    yield from half_mse()
    yield call(table([1, 0], [0, 3]), np.array([1.0, 2.0]), np.array([1.0, 0.5]), 0.0)
    yield call(table([1, 0, 2], [0, 3, 1]), np.array([1.0, 2.0]), np.ones(3), 0.0)


@generator(of="half_mse_gradients")
def more_of_half_mse_gradients(rng):
    return more_of_half_mse(rng)


@examples(of="gradient_step")
def gradient_step():
    yield call([2.0], [4.0], 0.25)
    yield call([2], [1], 0.25)
    yield call([2.0], [400.0], 0.25)
    yield call([2.0, 1.0], [4.0, -2.0], 0.25)
    yield call([np.array([1.0, 2.0])], [np.array([2.0, -2.0])], 0.5)
    yield call([np.array([1, 2])], [np.array([1, -1])], 0.5)
    yield call([np.array([1.0, 2.0]), 0.5], [np.array([2.0, -2.0]), 1.0], 0.5)


@generator(of="gradient_step")
def more_of_gradient_step(rng):
    shapes = [rng.integers(1, 4, int(rng.integers(1, 3))) for _ in range(int(rng.integers(1, 4)))]
    rate = float(rng.integers(1, 9)) / 8
    return call([decimals(rng, *s) for s in shapes], [decimals(rng, *s) for s in shapes], rate)


@examples(of="fit_linear")
def fit_linear():
    yield call(np.array([2.0]), np.array([1.0]), 3.0, 1.0, 0.1, 1)
    yield call(np.array([2.0]), np.array([1.0]), 3.0, 1.0, 0.1, 2)
    yield call(np.array([2.0]), np.array([1.0]), 3, 1, 0.1, 1)
    yield call(np.array([1.0, 2.0]), np.array([2.0, 0.0]), 1.0, 0.0, 0.5, 1)
    yield call(np.array([1.0, 2.0]), np.array([2.0, 0.0]), 1.0, 0.5, 0.1, 3)
    yield call(table([2, 1]), np.array([1.0]), np.array([3.0, -1.0]), 0.5, 0.1, 2)
    yield call(table([2, 1]), np.array([1.0]), np.array([3, -1]), 0.5, 0.1, 2)


@generator(of="fit_linear")
def more_of_fit_linear(rng):
    x, w, b = samples_and_weights(rng)
    return call(x, decimals(rng, len(x)), w, b, 0.05, int(rng.integers(1, 5)))


def same(theta):
    """The gradient of half the square."""
    return theta


def steep(theta):
    """The gradient of ten times the square."""
    return 20 * theta


def level(theta):
    """The gradient of a function that is the same everywhere."""
    return 0 * theta


@examples(of="gradient_descent")
def gradient_descent():
    yield call(same, 8.0, 0.5, 0)
    yield call(same, 8.0, 0.5, 1)
    yield call(same, 8.0, 0.5, 2)
    yield call(same, 5, 0.5, 2)
    yield call(level, 3.0, 0.5, 2)
    yield call(steep, 4.0, 0.25, 3)
    yield call(same, np.array([8.0, -4.0]), 0.5, 2)
    yield call(same, np.array([3, 5]), 0.5, 2)
    yield call(same, table([8, -4], [2, 1]), 0.5, 2)


@generator(of="gradient_descent")
def more_of_gradient_descent(rng):
    theta = decimals(rng, *rng.integers(1, 4, int(rng.integers(1, 3))))
    return call(same, theta, float(rng.integers(1, 9)) / 8, int(rng.integers(0, 5)))


def sum_of_cubes(t):
    """A sum whose gradient is 3 t^2."""
    return float(np.sum(t**3))


def product_with_square(t):
    """The first number times the square of the last."""
    return float(t.flat[0] * t.flat[-1] ** 2)


@examples(of="numerical_gradient")
def numerical_gradient():
    yield call(sum_of_cubes, np.array([2.0]), h=0.5)
    yield call(sum_of_cubes, np.array([2.0]))
    yield call(sum_of_cubes, np.array([2]), h=0.5)
    yield call(product_with_square, np.array([3.0, 2.0]), h=0.5)
    yield call(product_with_square, np.array([3, 2]), h=0.25)
    yield call(sum_of_cubes, np.array([0.1], dtype=np.float32), h=0.25)
    yield call(product_with_square, table([3, 1], [4, 2]), h=0.5)


@generator(of="numerical_gradient")
def more_of_numerical_gradient(rng):
    theta = decimals(rng, *rng.integers(1, 4, int(rng.integers(1, 3))))
    f = (sum_of_cubes, product_with_square)[int(rng.integers(2))]
    return call(f, theta, h=float(rng.integers(1, 5)) / 4)


def training_and_other():
    """Training sets and other sets, of one column and of two."""
    yield call(table([10], [30]), table([20], [60]))
    yield call(table([10], [30]), table([60]))
    yield call(table([7], [7]), table([9]))
    yield call(table([1], [3]), table([5], [5]))
    yield call(of_bytes(0, 10).reshape(2, 1), of_bytes(20).reshape(1, 1))
    yield call(np.array([[1], [4]]), np.array([[2]]))
    yield call(table([1], [1], [4]), table([5]))
    yield call(table([1, 7], [3, 7]), table([5, 9]))
    yield call(table([1, 10], [3, 40]), table([5, 20]))
    yield call(np.array([[-100], [100]], dtype=np.int8), np.array([[0]], dtype=np.int8))


def more_of_training_and_other(rng):
    """A training set and another set of as many columns."""
    n, m, d = (int(size) for size in rng.integers(1, 4, 3))
    return call(decimals(rng, n + 1, d), decimals(rng, m, d))


@examples(of="standardize")
def standardize():
    yield from training_and_other()


@generator(of="standardize")
def more_of_standardize(rng):
    return more_of_training_and_other(rng)


@examples(of="mean_normalize")
def mean_normalize():
    yield from training_and_other()


@generator(of="mean_normalize")
def more_of_mean_normalize(rng):
    return more_of_training_and_other(rng)


def members(parts):
    """Every index of all parts, sorted."""
    return sorted(int(index) for part in parts for index in part)


def is_mixed(parts):
    """Whether the order of all indices, and the first part, look drawn; of few, any order does."""
    order = np.concatenate([np.asarray(part) for part in parts])
    n, first = len(order), len(parts[0])
    if n < 40:
        return True
    neighbours = int(np.sum(np.diff(order) % n == 1))
    in_order = 5 <= first <= n - 5 and members(parts[:1]) == list(range(first))
    return neighbours < n / 2 and not in_order


@examples(of="split_indices")
def split_indices():
    yield call(1, [1.0], np.random.default_rng(0))
    yield call(4, [0.5, 0.5], np.random.default_rng(0))
    yield call(4, [0.75, 0.25], np.random.default_rng(0))
    yield call(8, [0.25, 0.75], np.random.default_rng(1))
    yield call(8, [0.5, 0.25, 0.25], np.random.default_rng(1))
    yield call(15, [0.3, 0.3, 0.3, 0.1], np.random.default_rng(2))
    yield call(40, [0.5, 0.5], np.random.default_rng(3))


@generator(of="split_indices")
def more_of_split_indices(rng):
    shares = rng.integers(1, 5, int(rng.integers(1, 5)))
    n = int(rng.integers(1, 50))
    return call(n, (shares / shares.sum()).tolist(), np.random.default_rng(int(rng.integers(100))))


@compared(of="split_indices")
def parts_of_a_permutation(parts, n, fractions, rng):
    near = [
        bool(abs(len(part) - share * n) <= 1 + 1e-9)
        for part, share in zip(parts, fractions, strict=True)
    ]
    return members(parts), near, is_mixed(parts)


@examples(of="minibatches")
def minibatches():
    yield call(1, 1, np.random.default_rng(0))
    yield call(3, 2, np.random.default_rng(0))
    yield call(4, 2, np.random.default_rng(0))
    yield call(3, 10, np.random.default_rng(1))
    yield call(7, 3, np.random.default_rng(1))
    yield call(40, 10, np.random.default_rng(2))


@generator(of="minibatches")
def more_of_minibatches(rng):
    n, size = int(rng.integers(1, 50)), int(rng.integers(1, 12))
    return call(n, size, np.random.default_rng(int(rng.integers(100))))


@compared(of="minibatches")
def batches_of_a_permutation(batches, n, batch_size, rng):
    return [len(batch) for batch in batches], members(batches), is_mixed(batches)


@examples(of="updates_per_epoch")
def updates_per_epoch():
    yield call(1, 1)
    yield call(4, 2)
    yield call(5, 2)
    yield call(3, 10)
    yield call(10, 4)
    yield call(11, 4)
    yield call(200, 5)


@generator(of="updates_per_epoch")
def more_of_updates_per_epoch(rng):
    return call(int(rng.integers(1, 100)), int(rng.integers(1, 20)))


@examples(of="total_updates")
def total_updates():
    yield call(1, 1, 1)
    yield call(4, 2, 3)
    yield call(5, 2, 3)
    yield call(11, 4, 2)
    yield call(200, 5, 1000)


@generator(of="total_updates")
def more_of_total_updates(rng):
    return call(int(rng.integers(1, 100)), int(rng.integers(1, 20)), int(rng.integers(1, 20)))


@examples(of="logistic_gradients")
def logistic_gradients():
    yield call(np.array([2.0]), np.array([1]), 0.0, 0.0)
    yield call(np.array([2.0]), np.array([0]), 0.5, 0.0)
    yield call(np.array([2.0]), np.array([1]), 0.5, -2.0)
    yield call(np.array([400.0]), np.array([1]), 1.0, 0.0)
    yield call(np.array([2.0, 4.0]), np.array([1, 1]), 0.0, 0.0)
    yield call(np.array([1.0, 3.0]), np.array([0, 1]), 0.5, 0.25)
    yield call(table([1, 2]), np.array([1]), np.zeros(2), 0.0)
    yield call(table([1, 2], [3, 0]), np.array([1, 0]), np.array([0.5, -1.0]), 0.25)


@generator(of="logistic_gradients")
def more_of_logistic_gradients(rng):
    x, w, b = samples_and_weights(rng)
    return call(x, rng.integers(0, 2, len(x)), w, b)


@examples(of="fit_logistic")
def fit_logistic():
    yield call(np.array([2.0]), np.array([1]), 0.0, 0.0, 0.5, 1)
    yield call(np.array([2.0]), np.array([0]), 0.5, 0.25, 0.5, 1)
    yield call(np.array([2.0]), np.array([0]), 0.5, 0.25, 0.5, 2)
    yield call(np.array([2.0, 4.0]), np.array([1, 1]), 0.0, 0.0, 0.5, 1)
    yield call(np.array([1.0, 3.0]), np.array([0, 1]), 0.5, 0.25, 0.2, 3)
    yield call(table([1, 2]), np.array([1]), np.array([0.5, -0.5]), 0.25, 0.2, 2)


@generator(of="fit_logistic")
def more_of_fit_logistic(rng):
    x, w, b = samples_and_weights(rng)
    return call(x / 3, rng.integers(0, 2, len(x)), w, b, 0.1, int(rng.integers(1, 5)))


@examples(of="when_to_lower_the_rate")
def when_to_lower_the_rate():
    yield call()
