"""Public examples of 13 overtraining: calls of the kind that the notebook shows."""

import numpy as np

from autograder.course.examples import call, examples, generator


def numbers(rng, *shape):
    """A few numbers of either sign with one decimal, none of them 0."""
    return rng.integers(1, 30, shape) * rng.choice([-1, 1], shape) / 10


def shape_of(rng):
    """A shape of one or two axes."""
    return rng.integers(1, 4, int(rng.integers(1, 3)))


#: Weights, each with a strength.
WEIGHTS = (
    ([np.array([-3.0])], 1.0),
    ([np.array([2.0, -1.0])], 0.5),
    ([np.array([3.0]), np.array([4.0])], 0.5),
    ([np.array([[1.0, 2.0], [3.0, -4.0]])], 0.5),
    ([np.array([200, 20], dtype=np.uint8)], 1.0),
    ([np.array([-128], dtype=np.int8)], 1.0),
    ([np.array([[3.0, -4.0], [0.0, 1.0]]), np.array([2.0])], 0.1),
)


@examples(of="l1_penalty")
def l1_penalty():
    for weights, strength in WEIGHTS:
        yield call(list(weights), strength)


@examples(of="l2_penalty")
def l2_penalty():
    for weights, strength in WEIGHTS:
        yield call(list(weights), strength)


def random_penalty(rng):
    """Some arrays of weights and a strength."""
    weights = [numbers(rng, *shape_of(rng)) for _ in range(int(rng.integers(1, 4)))]
    return call(weights, float(rng.integers(1, 20)) / 10)


@generator(of="l1_penalty")
def more_of_l1_penalty(rng):
    return random_penalty(rng)


@generator(of="l2_penalty")
def more_of_l2_penalty(rng):
    return random_penalty(rng)


@examples(of="l2_step")
def l2_step():
    yield call(np.array([2.0]), np.array([0.5]), 0.1, 3.0, 6)
    yield call(np.array([4]), np.array([1.0]), 0.25, 2.0, 4)
    yield call(np.array([4.0, -4.0]), np.array([1.0, 0.0]), 0.5, 2.0, 4)
    yield call(np.array([[2.0, 0.0]]), np.array([[0.5, 1.0]]), 0.1, 3.0, 6)


@generator(of="l2_step")
def more_of_l2_step(rng):
    shape = shape_of(rng)
    rate, strength = rng.integers(1, 20, 2) / 10
    return call(
        numbers(rng, *shape),
        numbers(rng, *shape),
        float(rate),
        float(strength),
        int(rng.integers(1, 9)),
    )


@examples(of="dropout")
def dropout():
    yield call(np.array([3.0]), 0.25, np.array([0.7]), True)
    yield call(np.array([3.0]), 0.25, np.array([0.1]), True)
    yield call(np.array([3.0]), 0.25, np.array([0.25]), True)
    yield call(np.array([3.0]), 0.25, np.array([0.1]), False)
    yield call(np.array([3.0]), 0.25, np.array([0.7]), False)
    yield call(np.array([3]), 0.2, np.array([0.7]), True)
    yield call(np.array([6.0, 3.0]), 0.25, np.array([0.1, 0.2]), True)
    yield call(np.array([[4.0, 8.0], [12.0, 16.0]]), 0.2, np.array([[0.1, 0.5], [0.9, 0.1]]), True)


@generator(of="dropout")
def more_of_dropout(rng):
    shape = shape_of(rng)
    uniform = np.round(rng.uniform(size=shape), 2)
    return call(
        numbers(rng, *shape), float(rng.integers(0, 8)) / 10, uniform, bool(rng.integers(2))
    )


def each(*features):
    """One number for each feature."""
    return np.array(features, dtype=float)


@examples(of="batch_norm")
def batch_norm():
    one, zero = each(1), each(0)
    yield call(np.array([[3.0]]), one, zero, zero, one, True)
    yield call(np.array([[3.0]]), each(3), each(10), each(2), each(4), False)
    yield call(np.array([[3.0]]), each(3), each(10), each(2), each(4), False, eps=0.0)
    small = np.array([[1]], dtype=np.uint8), np.array([3], dtype=np.uint8)
    yield call(small[0], one, zero, small[1], each(4), False)
    yield call(np.array([[1.0], [5.0]]), one, zero, zero, one, True, 0.5, 0.0)
    yield call(np.array([[2.0], [6.0]]), each(3), each(10), zero, one, True)
    yield call(
        np.array([[2.0, 1.0], [6.0, 4.0]]), one[[0, 0]], zero[[0, 0]], each(1, 2), each(3, 4), True
    )


@generator(of="batch_norm")
def more_of_batch_norm(rng):
    n, d = rng.integers(1, 4, 2)
    mean, variance = numbers(rng, d), np.abs(numbers(rng, d))
    training, momentum = bool(rng.integers(2)), float(rng.integers(1, 10)) / 10
    arrays = numbers(rng, n, d), numbers(rng, d), numbers(rng, d)
    return call(*arrays, mean, variance, training, momentum, 0.01)


@examples(of="early_stopping")
def early_stopping():
    yield call([2.5], 2)
    yield call([2.0, 3.0], 1)
    yield call([3.0, 2.0], 0)
    yield call([2.0, 3.0, 1.0], 0)
    yield call([2.0, 3.0, 1.0], 1)
    yield call([2.0, 3.0, 1.0], 2)
    yield call([3.0, 2.0, 2.0], 1)
    yield call([1.0, 3.0, 2.0], 2)
    yield call([3.0, 2.0, 1.0], 1, 1.0)
    yield call([3.0, 2.5, 2.0], 2, 0.75)
    yield call([0.5, 0.4, 0.3], 1, 0.15)
    yield call([3.0, 4.0, 2.0, 3.0, 1.0], 2)
    yield call([3.0, 2.0, 2.5, 2.25, 1.0], 2)


@generator(of="early_stopping")
def more_of_early_stopping(rng):
    losses = (rng.integers(1, 20, int(rng.integers(1, 8))) / 4).tolist()
    return call(losses, int(rng.integers(0, 4)), float(rng.integers(0, 4)) / 4)


@examples(of="generalization_gap")
def generalization_gap():
    yield call({"loss": [2.0], "val_loss": [1.5]})
    yield call({"loss": [1.0, 0.5], "val_loss": [2.0, 0.75]})
    yield call({"loss": [0.5, 1.0], "val_loss": [0.75, 2.0]})
    yield call({"loss": [2.0], "val_loss": [3.0], "accuracy": [0.75], "val_accuracy": [0.5]})
    yield call({"loss": [1.0, 0.5, 0.25], "val_loss": [1.25, 0.75, 1.0]})


@generator(of="generalization_gap")
def more_of_generalization_gap(rng):
    loss, val_loss = (rng.integers(1, 20, (2, int(rng.integers(1, 5)))) / 4).tolist()
    return call({"loss": loss, "val_loss": val_loss})


@examples(of="diagnose")
def diagnose():
    yield call(0.01, 0.02, 0.0)
    yield call(0.01, 0.11, 0.01)
    yield call(0.10, 0.11, 0.01)
    yield call(0.15, 0.30, 0.01)
    yield call(0.15, 0.16, 0.14)
    yield call(0.10, 0.05, 0.10)
    yield call(0.05, 0.10, 0.20)
    yield call(0.06, 0.09, 0.05)


@generator(of="diagnose")
def more_of_diagnose(rng):
    # In hundredths, a multiple of 5 and perhaps 1 more: no difference is at the limit.
    hundredths = 5 * rng.integers(0, 9, 3) + rng.integers(0, 2, 3)
    return call(*(hundredths / 100).tolist())


@examples(of="build_regularized")
def build_regularized():
    for method in ("none", "l1", "l2", "dropout", "batch_norm"):
        yield call(method)


@examples(of="best_method")
def best_method():
    yield call({"none": [[2.0]]}, 1)
    yield call({"none": [[2.0]], "l2": [[3.0]]}, 1)
    yield call({"none": [[3.0]], "l2": [[2.0]]}, 1)
    yield call({"l2": [[2.0]], "none": [[5.0]], "l1": [[4.0]]}, 1)
    yield call({"none": [[2.0, 3.0]], "l2": [[4.0, 2.0]]}, 1)
    yield call({"none": [[3.0, 1.0, 2.0]], "dropout": [[4.0, 3.0, 0.5]]}, 2)
    yield call({"none": [[3.0, 1.0, 3.0]], "dropout": [[4.0, 2.0, 1.0]]}, 2)
    yield call({"none": [[2.0], [4.0]], "l1": [[1.0], [1.5]]}, 1)
    yield call({"none": [[2.0], [2.0]], "l1": [[1.0], [4.0]]}, 1)
    yield call({"none": [[2.0], [3.0]], "l1": [[4.0], [0.5]]}, 1)
    yield call({"none": [[2.0]], "l1": [[1.0], [1.0], [1.5]]}, 1)
    yield call({"none": [[3.0]], "l1": [[1.0], [1.0], [4.5]], "l2": [[2.0]]}, 1)
    yield call({"none": [[9.0, 3.0, 3.0, 3.0, 3.0, 3.0]], "l2": [[9.0, 2.0, 2.0, 2.0, 2.0, 2.0]]})
    yield call({"none": [[3.0, 1.0, 2.0]], "l2": [[4.0, 0.5, 1.0], [9.0, 1.5, 0.5]]}, 2)


@generator(of="best_method")
def more_of_best_method(rng):
    last = int(rng.integers(1, 4))
    methods = rng.permutation(["none", *rng.permutation(["l1", "l2", "dropout"])[:2]]).tolist()
    trials = {}
    for number, method in enumerate(methods):
        count, epochs = rng.integers(1, 3), last + rng.integers(0, 2)
        runs = rng.integers(1, 20, (count, epochs)) / 4
        # All other losses are multiples of 1/24: no two methods have the same.
        trials[method] = (runs + number / 100).tolist()
    return call(trials, last)
