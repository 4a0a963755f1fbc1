"""Public examples of 04 losses: calls of the kind that the notebook shows."""

import numpy as np

from autograder.course.examples import call, compared, examples, generator


def decimals(rng, *shape):
    """Numbers of either sign with one decimal, none of them 0."""
    return rng.integers(1, 30, shape) * rng.choice([-1, 1], shape) / 10


def of_bytes(*numbers):
    """An array of bytes."""
    return np.array(numbers, dtype=np.uint8)


def targets_and_predictions(rng):
    """Targets in one axis or two with predictions like them, or in a column."""
    n, k = rng.integers(1, 4, 2)
    shape = ((n,), (n, k))[int(rng.integers(2))]
    y_pred = decimals(rng, *shape)
    if len(shape) == 1 and rng.integers(2):
        y_pred = y_pred.reshape(-1, 1)
    return decimals(rng, *shape), y_pred


def of_errors():
    """Targets and predictions for the losses of errors, and for the gradient of one."""
    yield call(np.array([3.0]), np.array([5.0]))
    yield call(np.array([3.0]), np.array([2.5]))
    yield call(np.array([0.0]), np.array([0.05]))
    yield call(of_bytes(3), of_bytes(5))
    yield call(of_bytes(5), of_bytes(3))
    yield call(of_bytes(20), of_bytes(0))
    yield call(np.array([0.0]), np.array([-3000.0]))
    yield call(np.array([1.0, 2.0]), np.array([2.0, 0.0]))
    yield call(np.array([1.0, -2.0]), np.array([[2.0], [0.5]]))
    yield call(np.array([[1.0, 2.0]]), np.array([[1.5, 0.0]]))
    yield call(np.array([1.0, 2.0, 3.0]), np.array([1.0, 4.0, 0.0]))
    yield call(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[2.0, 2.0], [3.0, 1.0]]))


@examples(of="mse")
def mse():
    yield call(np.array([0.0]), np.array([0.001]))
    yield from of_errors()


@generator(of="mse")
def more_of_mse(rng):
    return call(*targets_and_predictions(rng))


@examples(of="mae")
def mae():
    yield from of_errors()


@generator(of="mae")
def more_of_mae(rng):
    return call(*targets_and_predictions(rng))


@examples(of="huber")
def huber():
    yield call(np.array([0.0]), np.array([0.5]))
    yield call(np.array([0.0]), np.array([-0.5]))
    yield call(np.array([0.0]), np.array([3.0]))
    yield call(np.array([0.0]), np.array([-3.0]))
    yield call(np.array([0.0]), np.array([4.0]), delta=2.0)
    yield call(np.array([0.0]), np.array([1.5]), delta=2.0)
    yield call(of_bytes(3), of_bytes(5))
    yield call(of_bytes(5), of_bytes(3))
    yield call(np.array([0.0, 0.0]), np.array([0.5, -3.0]))
    yield call(np.array([1.0, 2.0]), np.array([[1.5], [5.0]]))
    yield call(np.array([[1.0, 2.0]]), np.array([[1.5, 4.0]]), delta=1.5)


@generator(of="huber")
def more_of_huber(rng):
    return call(*targets_and_predictions(rng), delta=float(rng.integers(1, 9)) / 4)


@examples(of="hinge")
def hinge():
    yield call(np.array([1]), np.array([0.5]))
    yield call(np.array([1]), np.array([3.5]))
    yield call(np.array([1]), np.array([-1.5]))
    yield call(np.array([-1]), np.array([-0.5]))
    yield call(np.array([-1]), np.array([3.0]))
    yield call(np.array([-1]), np.array([[3.0]]))
    yield call(np.array([1, -1]), np.array([2.5, 0.5]))
    yield call(np.array([1, -1]), np.array([[0.5], [2.0]]))
    yield call(np.array([1, 1, 1]), np.array([2.5, 0.25, -2.0]))


@generator(of="hinge")
def more_of_hinge(rng):
    n = int(rng.integers(1, 4))
    scores = decimals(rng, n)
    return call(rng.choice([-1, 1], n), scores.reshape(-1, 1) if rng.integers(2) else scores)


@examples(of="multiclass_hinge")
def multiclass_hinge():
    yield call(np.array([0]), np.array([[2.0, 1.5]]))
    yield call(np.array([0]), np.array([[3.0, 1.0]]))
    yield call(np.array([1]), np.array([[2.0, 1.5]]))
    yield call(np.array([1]), np.array([of_bytes(2, 5)]))
    yield call(np.array([0]), np.array([[1.0, 1.0]]))
    yield call(np.array([0]), np.array([[3.0, 2.5, 4.0]]))
    yield call(np.array([0]), np.array([[3.0, 2.5, 1.0]]))
    yield call(np.array([0, 1]), np.array([[2.0, 1.5], [0.5, 3.0]]))
    yield call(np.array([0, 2]), np.array([[3.0, 2.5, 4.0], [1.0, 0.0, 5.0]]))


@generator(of="multiclass_hinge")
def more_of_multiclass_hinge(rng):
    n, k = int(rng.integers(1, 4)), int(rng.integers(2, 4))
    return call(rng.integers(0, k, n), decimals(rng, n, k))


def labels_and_probabilities(rng):
    """Labels of 0 and 1 with probabilities, in one axis or in a column."""
    n = int(rng.integers(1, 4))
    p = rng.integers(1, 20, n) / 20
    return rng.integers(0, 2, n), p.reshape(-1, 1) if rng.integers(2) else p


@examples(of="bernoulli_likelihood")
def bernoulli_likelihood():
    yield call(np.array([1]), np.array([0.8]))
    yield call(np.array([0]), np.array([0.8]))
    yield call(np.array([1]), np.array([1e-9]))
    yield call(np.array([0]), np.array([[0.25]]))
    yield call(np.array([1, 0]), np.array([0.8, 0.4]))
    yield call(np.array([1, 0]), np.array([[0.8], [0.4]]))
    yield call(np.array([1, 0, 1]), np.array([0.8, 0.4, 0.5]))


@generator(of="bernoulli_likelihood")
def more_of_bernoulli_likelihood(rng):
    return call(*labels_and_probabilities(rng))


@examples(of="binary_cross_entropy")
def binary_cross_entropy():
    yield call(np.array([1]), np.array([0.5]))
    yield call(np.array([0]), np.array([0.25]))
    yield call(np.array([1]), np.array([0.75]))
    yield call(of_bytes(1), np.array([0.25]))
    yield call(of_bytes(0), np.array([0.25]))
    yield call(np.array([1]), np.array([0.0]))
    yield call(np.array([1, 1]), np.array([1.0, 0.5]))
    yield call(np.array([0, 0]), np.array([1.0, 0.5]))
    yield call(np.array([1]), np.array([0.0001]))
    yield call(np.array([1, 0]), np.array([0.5, 0.25]))
    yield call(np.array([1, 0]), np.array([[0.75], [0.5]]))
    yield call(np.array([1, 0, 1]), np.array([0.8, 0.4, 0.5]))


@generator(of="binary_cross_entropy")
def more_of_binary_cross_entropy(rng):
    return call(*labels_and_probabilities(rng))


@examples(of="binary_cross_entropy_from_logits")
def binary_cross_entropy_from_logits():
    yield call(np.array([1]), np.array([2.0]))
    yield call(np.array([0]), np.array([2.0]))
    yield call(np.array([1]), np.array([-0.5]))
    yield call(np.array([0]), np.array([-0.5]))
    yield call(of_bytes(0), np.array([2.0]))
    yield call(np.array([1]), of_bytes(2))
    yield call(np.array([0]), np.array([30.0]))
    yield call(np.array([1]), np.array([30.0]))
    yield call(np.array([0]), np.array([1000.0]))
    yield call(np.array([1]), np.array([-1000.0]))
    yield call(np.array([1, 0]), np.array([2.0, -0.5]))
    yield call(np.array([1, 0]), np.array([[2.0], [0.5]]))


@generator(of="binary_cross_entropy_from_logits")
def more_of_binary_cross_entropy_from_logits(rng):
    n = int(rng.integers(1, 4))
    z = decimals(rng, n)
    return call(rng.integers(0, 2, n), z.reshape(-1, 1) if rng.integers(2) else z)


def distributions(rng, *shape):
    """Probabilities, none of them 0, that add up to 1 along the last axis."""
    shares = rng.integers(1, 9, shape)
    return shares / shares.sum(axis=-1, keepdims=True)


@examples(of="categorical_cross_entropy")
def categorical_cross_entropy():
    yield call(np.array([[1, 0]]), np.array([[0.5, 0.5]]))
    yield call(np.array([[1, 0]]), np.array([[0.25, 0.75]]))
    yield call(np.array([[0, 1]]), np.array([[0.25, 0.75]]))
    yield call(np.array([of_bytes(0, 1)]), np.array([[0.25, 0.75]]))
    yield call(np.array([[0, 1]]), np.array([[1.0, 0.0]]))
    yield call(np.array([[1, 0]]), np.array([[1.0, 0.0]]))
    yield call(np.array([[0, 1, 0]]), np.array([[0.5, 0.25, 0.25]]))
    yield call(np.array([[0, 1, 0]]), np.array([[0.0, 1.0, 0.0]]))
    yield call(np.array([[1, 0], [0, 1]]), np.array([[0.25, 0.75], [0.5, 0.5]]))
    yield call(np.array([[0, 1, 0], [0, 1, 0]]), np.array([[0.5, 0.25, 0.25], [0.125, 0.5, 0.375]]))
    yield call(np.array([[0, 1, 0], [1, 0, 0]]), np.array([[0.5, 0.25, 0.25], [0.125, 0.5, 0.375]]))


@generator(of="categorical_cross_entropy")
def more_of_categorical_cross_entropy(rng):
    n, k = int(rng.integers(1, 4)), int(rng.integers(2, 4))
    return call(np.eye(k, dtype=int)[rng.integers(0, k, n)], distributions(rng, n, k))


@examples(of="sparse_categorical_cross_entropy")
def sparse_categorical_cross_entropy():
    yield call(np.array([0]), np.array([[0.5, 0.5]]))
    yield call(np.array([0]), np.array([[0.25, 0.75]]))
    yield call(np.array([1]), np.array([[0.25, 0.75]]))
    yield call(np.array([1]), np.array([[1.0, 0.0]]))
    yield call(np.array([0]), np.array([[1.0, 0.0]]))
    yield call(np.array([1]), np.array([[0.5, 0.125, 0.375]]))
    yield call(np.array([0, 1]), np.array([[0.25, 0.75], [0.5, 0.5]]))
    yield call(np.array([1, 1]), np.array([[0.5, 0.25, 0.25], [0.125, 0.5, 0.375]]))
    yield call(np.array([1, 0]), np.array([[0.5, 0.25, 0.25], [0.125, 0.5, 0.375]]))
    shares = np.arange(1.0, 401.0).reshape(2, 200)
    yield call(of_bytes(3, 150), shares / shares.sum(axis=1, keepdims=True))


@generator(of="sparse_categorical_cross_entropy")
def more_of_sparse_categorical_cross_entropy(rng):
    n, k = int(rng.integers(1, 4)), int(rng.integers(2, 4))
    return call(rng.integers(0, k, n), distributions(rng, n, k))


@examples(of="entropy")
def entropy():
    yield call(np.array([0.5, 0.5]))
    yield call(np.array([0.25, 0.75]))
    yield call(np.array([0.0, 1.0]))
    yield call(np.array([0.0005, 0.9995]))
    yield call(np.array([0.5, 0.25, 0.25]))
    yield call(np.array([0.125, 0.0, 0.875]))


@generator(of="entropy")
def more_of_entropy(rng):
    return call(distributions(rng, int(rng.integers(1, 5))))


@compared(of="entropy")
def six_decimals(value, p):
    return np.round(value, 6)


@examples(of="cross_entropy")
def cross_entropy():
    yield call(np.array([0.5, 0.5]), np.array([0.25, 0.75]))
    yield call(np.array([0.5, 0.5]), np.array([0.5, 0.5]))
    yield call(np.array([0.0, 1.0]), np.array([0.5, 0.5]))
    yield call(np.array([0.25, 0.75]), np.array([0.5, 0.5]))
    yield call(np.array([0.5, 0.5]), np.array([1e-10, 1 - 1e-10]))
    yield call(np.array([0.5, 0.5]), np.array([1e-15, 1 - 1e-15]))
    yield call(np.array([0.5, 0.25, 0.25]), np.array([0.25, 0.25, 0.5]))


@generator(of="cross_entropy")
def more_of_cross_entropy(rng):
    k = int(rng.integers(2, 5))
    return call(distributions(rng, k), distributions(rng, k))


@examples(of="mse_grad")
def mse_grad():
    yield from of_errors()


@generator(of="mse_grad")
def more_of_mse_grad(rng):
    return call(*targets_and_predictions(rng))


@examples(of="binary_cross_entropy_grad")
def binary_cross_entropy_grad():
    yield call(np.array([1]), np.array([0.25]))
    yield call(np.array([0]), np.array([0.25]))
    yield call(of_bytes(1), np.array([0.25]))
    yield call(of_bytes(0), np.array([0.25]))
    yield call(np.array([1]), np.array([0.0001]))
    yield call(np.array([1, 0]), np.array([0.25, 0.5]))
    yield call(np.array([1, 0]), np.array([[0.25], [0.5]]))


@generator(of="binary_cross_entropy_grad")
def more_of_binary_cross_entropy_grad(rng):
    return call(*labels_and_probabilities(rng))
