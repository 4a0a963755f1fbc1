"""Public examples of 02 linear_models: calls of the kind that its notebook shows."""

import numpy as np

from autograder.course.examples import call, compared, curve, examples, generator

E = 2.0**-27  # so small that 1 + E^2 is rounded to 1


def numbers(rng, *shape):
    """A few numbers of either sign with one decimal, none of them 0."""
    return rng.integers(1, 30, shape) * rng.choice([-1, 1], shape) / 10


@examples(of="design_matrix")
def of_design_matrix():
    yield call(np.array([3.5]))
    yield call(np.array([1.0, 3.0]))
    yield call(np.array([[5.0, 7.0]]))
    yield call(np.array([[5, 7], [200, 8]], dtype=np.uint8))
    yield call(np.array([[5.0, 7.0, 2.0], [6.0, 8.0, 1.0]]))


@generator(of="design_matrix")
def more_of_design_matrix(rng):
    return call(numbers(rng, int(rng.integers(1, 4)), int(rng.integers(1, 4))))


@examples(of="normal_equation")
def of_normal_equation():
    yield call(np.array([[2.0]]), np.array([6.0]))
    yield call(np.array([[1.0], [3.0]]), np.array([4.0, 8.0]))
    yield call(np.array([[1.0, 0.0], [1.0, 1.0]]), np.array([3.0, 5.0]))
    yield call(np.array([[1, 1], [1, 3], [1, 6], [1, 5]]), np.array([4, 8, 14, 13]))
    yield call(np.array([[1, 20], [1, 1], [1, 5]], dtype=np.uint8), np.array([4, 8, 1]))
    yield call(np.array([[1.0, 1.0], [E, 0.0], [0.0, E]]), np.array([1.0, 3 * E, -2 * E]))
    yield call(np.array([[1.0, 100.1], [1.0, 100.3], [1.0, 100.8]]), np.array([1.0, 2.0, 4.0]))


@generator(of="normal_equation")
def more_of_normal_equation(rng):
    x = rng.permutation(9)[: int(rng.integers(2, 6))]
    return call(np.column_stack([np.ones(len(x)), x]), numbers(rng, len(x)))


@examples(of="polynomial_features")
def of_polynomial_features():
    yield call(np.array([3.0]), 0)
    yield call(np.array([3.0]), 2)
    yield call(np.array([0.1]), 1)
    yield call(np.array([0.0, -2.0]), 3)
    yield call(np.array([20, 3], dtype=np.uint8), 3)


@generator(of="polynomial_features")
def more_of_polynomial_features(rng):
    return call(numbers(rng, int(rng.integers(1, 4))), int(rng.integers(0, 5)))


@examples(of="fourier_features")
def of_fourier_features():
    yield call(np.array([1.0]), 0)
    yield call(np.array([0.5]), 1)
    yield call(np.array([0.0, np.pi / 2]), 2)
    yield call(np.array([1.0, 2.0]), 3)
    yield call(np.array([200], dtype=np.uint8), 2)
    yield call(np.array([True, False]), 1)


@generator(of="fourier_features")
def more_of_fourier_features(rng):
    return call(numbers(rng, int(rng.integers(1, 4))), int(rng.integers(0, 4)))


@examples(of="ridge")
def of_ridge():
    yield call(np.array([[1.0, -1.0], [1.0, 1.0]]), np.array([1.0, 5.0]), 2.0)
    line = np.array([[1.0, 1.0], [1.0, 3.0], [1.0, 6.0], [1.0, 5.0]])
    yield call(line, np.array([4.0, 8.0, 14.0, 13.0]), 1.0)
    yield call(line, np.array([4.0, 8.0, 14.0, 13.0]), 5.0)
    yield call(np.array([[2.0, -1.0], [1.0, 1.0]]), np.array([1.0, 5.0]), 0.5)
    yield call(np.array([[1, 20], [1, 1], [1, 5]], dtype=np.uint8), np.array([4, 8, 1]), 3)


@generator(of="ridge")
def more_of_ridge(rng):
    x = rng.permutation(9)[: int(rng.integers(2, 6))]
    strength = float(rng.integers(1, 20)) / 4
    return call(np.column_stack([np.ones(len(x)), x]), numbers(rng, len(x)), strength)


@examples(of="learning_rate_limit")
def of_learning_rate_limit():
    yield call(np.array([7.0]))
    yield call(np.array([1.0, 3.0]))
    yield call(np.array([[2.0], [-2.0]]))
    yield call(np.array([1.0, 3.0, 6.0, 5.0]))
    yield call(np.array([[20, 1], [30, 2], [10, 5]], dtype=np.uint8))
    yield call(np.array([[1234.0], [-777.0]]))


@generator(of="learning_rate_limit")
def more_of_learning_rate_limit(rng):
    return call(numbers(rng, int(rng.integers(2, 5)), int(rng.integers(1, 3))))


@examples(of="unscale")
def of_unscale():
    yield call(np.array([6.0]), 10.0, np.array([4.0]), np.array([2.0]))
    yield call(np.array([5.0]), 1.0, np.array([3.0]), np.array([0.0]))
    yield call(np.array([6.0, 5.0]), 10.0, np.array([4.0, 3.0]), np.array([2.0, 0.0]))
    yield call(np.array([1.0]), 0.0, np.array([1e-9]), np.array([1e-9]))
    yield call(np.array([20, 3]), 7, np.array([30, 4]), np.array([2, 8]))
    small = (np.array(values, dtype=np.uint8) for values in ([20], [30], [2]))
    w, mean, std = small
    yield call(w, 7, mean, std)


@generator(of="unscale")
def more_of_unscale(rng):
    d = int(rng.integers(1, 4))
    std = rng.integers(0, 9, d) / 2
    return call(numbers(rng, d), float(numbers(rng)), numbers(rng, d), std)


@examples(of="ratio_features")
def of_ratio_features():
    yield call(np.array([10]), np.array([4]), np.array([6]), np.array([4]))
    yield call(np.array([10.0]), np.array([0.0]), np.array([7.0]), np.array([3.0]))
    yield call(
        np.array([880, 7099]), np.array([129, 1106]), np.array([322, 2401]), np.array([126, 1138])
    )


@generator(of="ratio_features")
def more_of_ratio_features(rng):
    n = int(rng.integers(1, 4))
    return call(*(rng.integers(1, 100, n) for _ in range(4)))


@examples(of="stratified_split")
def of_stratified_split():
    yield call(np.array([0, 1, 0, 1]), 0.5, np.random.default_rng(0))
    yield call(np.array([7, 3, 7, 3, 3, 3]), 0.5, np.random.default_rng(1))
    yield call(np.array([-1, 5, -1, -1, 5, -1, 2, 2, -1, -1]), 0.75, np.random.default_rng(2))
    yield call(np.repeat([0, 1], 20), 0.5, np.random.default_rng(3))
    yield call(np.repeat([0, 256], 20), 0.5, np.random.default_rng(3))


@generator(of="stratified_split")
def more_of_stratified_split(rng):
    labels = rng.permutation(np.repeat([0, 1, 4], rng.integers(2, 6, 3)))
    fraction = float(rng.choice([0.25, 0.5, 0.75]))
    return call(labels, fraction, np.random.default_rng(int(rng.integers(100))))


@compared(of="stratified_split")
def shares_of_a_mixed_split(parts, labels, fraction, rng):
    first, second = (np.asarray(part, dtype=int) for part in parts)  # also an empty list
    sizes = {int(label): int(np.sum(labels == label)) for label in labels}
    taken = {label: int(np.sum(labels[first] == label)) for label in sizes}
    near = all(abs(taken[label] - fraction * sizes[label]) <= 1 for label in sizes)
    return sorted([*first.tolist(), *second.tolist()]), near, is_mixed(first, second, labels)


def is_mixed(first, second, labels):
    """Whether both parts look drawn and shuffled; where there are few samples, any order does."""
    if len(labels) < 40:
        return True
    taken = [np.isin(np.flatnonzero(labels == label), first) for label in np.unique(labels)]
    drawn = all(np.sum(of_class & ~np.roll(of_class, 1)) > 1 for of_class in taken)
    apart = taken[0].tolist() != taken[-1].tolist()
    shuffled = all(np.sum(np.diff(labels[part]) != 0) > 2 for part in (first, second))
    return drawn and apart and shuffled


@examples(of="logit")
def of_logit():
    yield call(np.array([0.75]))
    yield call(np.array([0.5, 0.9]))
    yield call(np.array([[0.25, 0.8]]))
    yield call(np.array([1e-12, 1e-60]))


@generator(of="logit")
def more_of_logit(rng):
    return call(rng.integers(1, 100, int(rng.integers(1, 5))) / 100)


@curve(of="logit")
def curve_of_logit():
    return call(np.linspace(0.01, 0.99, 99))


@examples(of="predict_probability")
def of_predict_probability():
    yield call(np.array([[2.0]]), np.array([1.0]), -1.0)
    yield call(np.array([[2.0, 1.0]]), np.array([1.0, -1.0]), 0.5)
    yield call(np.array([[1.0, 2.0], [0.0, -1.0]]), np.array([1.0, 0.5]), 0.25)
    yield call(np.array([[1.0], [-1.0]]), np.array([1000.0]), 0.0)
    yield call(np.array([[26.0], [-26.0]]), np.array([1.0]), 0.0)
    yield call(np.array([[200, 100]], dtype=np.uint8), np.array([2, 3], dtype=np.uint8), -699)


@generator(of="predict_probability")
def more_of_predict_probability(rng):
    n, d = (int(size) for size in rng.integers(1, 4, 2))
    return call(numbers(rng, n, d), numbers(rng, d), float(numbers(rng)))


@examples(of="decision_boundary")
def of_decision_boundary():
    yield call(np.array([2.0, 4.0]), 6.0)
    yield call(np.array([3.0, 4.0]), -5.0, 0.9)
    yield call(np.array([3.0, -2.0]), 1.0, 0.2)
    yield call(np.array([3, 8], dtype=np.uint8), 6)


@generator(of="decision_boundary")
def more_of_decision_boundary(rng):
    return call(numbers(rng, 2), float(numbers(rng)), float(rng.integers(1, 20)) / 20)


@examples(of="newton_step")
def of_newton_step():
    yield call(np.array([[1.0], [2.0]]), np.array([1, 0]), np.array([0.0]))
    yield call(np.array([[1.0], [1.0], [1.0]]), np.array([1, 0, 1]), np.array([1.0]))
    a = np.array([[1.0, 0.0], [1.0, 0.0], [1.0, 1.0], [1.0, 1.0]])
    yield call(a, np.array([1, 0, 1, 0]), np.array([0.5, -1.0]))
    exam = np.column_stack([np.ones(6), np.arange(1.0, 7.0)])
    yield call(exam, np.array([0, 0, 1, 0, 1, 1]), np.array([0.0, 0.0]))
    yield call(exam, np.array([0, 0, 1, 0, 1, 1]), np.array([0.5, 0.5]))
    yield call(np.ones((4, 1)), np.array([1, 0, 1, 0]), np.array([6.0]))


@generator(of="newton_step")
def more_of_newton_step(rng):
    x = numbers(rng, int(rng.integers(2, 4)))
    while np.ptp(x) < 0.5:  # else the Hessian is nearly singular
        x = numbers(rng, len(x))
    rows = np.column_stack([np.ones(2 * len(x)), np.repeat(x, 2)])
    return call(rows, np.tile([0, 1], len(x)), numbers(rng, 2) / 5)


@examples(of="one_vs_rest_predict")
def of_one_vs_rest_predict():
    yield call(np.array([[2.0]]), np.array([[1.0], [-1.0]]), np.array([0.0, 5.0]))
    yield call(
        np.array([[5.0], [-3.0]]), np.array([[1.0], [-1.0], [0.0]]), np.array([0.0, 0.5, 2.0])
    )
    weights, biases = np.array([[1.0, 0.0], [0.0, 1.0], [-1.0, -1.0]]), np.array([0.5, 2.0, 0.25])
    yield call(np.array([[2.0, 1.0], [9.0, 1.0], [-4.0, 0.5]]), weights, biases)
    yield call(np.array([[-9.0, -8.0]]), np.array([[1.0, 0.5], [0.5, 1.0]]), np.array([-1.0, 0.0]))
    yield call(np.array([[100.0]]), np.array([[1.0], [2.0]]), np.array([0.0, 5.0]))
    yield call(np.array([[100.0]]), np.array([[7.0], [7.001]]), np.array([0.0, 0.0]))
    yield call(
        np.array([[-60.0], [400.0]]), np.array([[2.0], [1.0], [3.0]]), np.array([0.0, -30.0, 1.0])
    )
    yield call(np.array([[3.0, 4.0]]), np.array([[1.0, 0.5], [9.0, -6.0]]), np.array([0.0, 2.5]))
    small = np.array([[100, 100]], dtype=np.uint8), np.array([[2, 1], [0, 1]], dtype=np.uint8)
    yield call(*small, np.array([1, 120], dtype=np.uint8))


@generator(of="one_vs_rest_predict")
def more_of_one_vs_rest_predict(rng):
    n, k, d = (int(size) for size in rng.integers(2, 4, 3))
    # Biases with a third decimal: no two logits are the same.
    biases = numbers(rng, k) + np.arange(k) / 1000
    return call(numbers(rng, n, d), numbers(rng, k, d), biases)


@examples(of="what_the_logit_is")
def of_what_the_logit_is():
    yield call()


@examples(of="price_or_above_a_limit")
def of_price_or_above_a_limit():
    yield call()
