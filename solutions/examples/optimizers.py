"""Public examples of 06 optimizers: calls of the kind that the notebook shows."""

import numpy as np

from autograder.course.examples import call, examples, generator


def decimals(rng, *shape):
    """Numbers of either sign with one decimal, none of them 0."""
    return rng.integers(1, 30, shape) * rng.choice([-1, 1], shape) / 10


def shape_of(rng):
    """A small shape of one axis or two."""
    return rng.integers(1, 4, int(rng.integers(1, 3)))


def quarters(rng):
    """A fraction: one, two or three quarters."""
    return float(rng.integers(1, 4)) / 4


@examples(of="sgd_update")
def sgd_update():
    yield call(2.0, 3.0, 0.5)
    yield call(2.0, -0.3, 0.25)
    yield call(1, 1, 0.5)
    yield call(1.0, 0.125, 0.01)
    yield call(np.array([1.0, 2.0]), np.array([-4.0, 0.5]), 0.25)
    yield call(np.array([1, 2]), np.array([-4, 1]), 0.25)


@generator(of="sgd_update")
def more_of_sgd_update(rng):
    shape = shape_of(rng)
    return call(decimals(rng, *shape), decimals(rng, *shape), quarters(rng))


@examples(of="momentum_update")
def momentum_update():
    yield call(1.0, 4.0, 0.0, 0.5, beta=0.75)
    yield call(1.0, 2.0, 0.0, 0.5)
    yield call(0.9, 2.0, 0.2, 0.5)
    yield call(1.0, 4.0, 2.0, 0.5, beta=0.75)
    yield call(1, 4, 1, 0.5, beta=0.75)
    yield call(np.array([1.0, 2.0]), np.array([4.0, -2.0]), np.array([0.0, 1.0]), 0.5, beta=0.75)
    yield call(np.array([1, 2]), np.array([4, -2]), np.array([0, 1]), 0.5, beta=0.75)


@generator(of="momentum_update")
def more_of_momentum_update(rng):
    shape = shape_of(rng)
    w, g, v = (decimals(rng, *shape) for _ in range(3))
    return call(w, g, v, quarters(rng), beta=quarters(rng))


@examples(of="adagrad_update")
def adagrad_update():
    yield call(1.0, 3.0, 16.0, 0.5)
    yield call(1.0, 3.0, 16.0, 2.0, eps=1.0)
    yield call(1.0, -3.0, 16.0, 2.0, eps=1.0)
    yield call(1.0, 0.0, 0.0, 0.5)
    yield call(1.0, 1e-6, 0.0, 0.5)
    yield call(1, 3, 16, 2, eps=1.0)
    yield call(np.array([1.0, 1.0]), np.array([-3.0, 0.0]), np.array([16.0, 0.0]), 0.5)
    yield call(np.array([1.0, 2.0]), np.array([3.0, 4.0]), np.array([16.0, 9.0]), 2.0, eps=1.0)


@generator(of="adagrad_update")
def more_of_adagrad_update(rng):
    shape = shape_of(rng)
    w, g, s = (decimals(rng, *shape) for _ in range(3))
    return call(w, g, s**2, quarters(rng), eps=quarters(rng))


@examples(of="rmsprop_update")
def rmsprop_update():
    yield call(1.0, 4.0, 0.0, 0.1)
    yield call(1.0, 4.0, 0.0, 0.75, beta=0.75)
    yield call(1.0, 4.0, 0.0, 0.75, beta=0.75, eps=1.0)
    yield call(0.8, -4.0, 12.0, 0.1, beta=0.25)
    yield call(1.0, 0.0, 0.0, 0.5)
    yield call(1.0, 1e-6, 0.0, 0.5)
    yield call(1, 4, 12, 0.75, beta=0.25, eps=1.0)
    yield call(np.array([1.0, 2.0]), np.array([4.0, -2.0]), np.array([12.0, 0.0]), 0.5, beta=0.25)


@generator(of="rmsprop_update")
def more_of_rmsprop_update(rng):
    shape = shape_of(rng)
    w, g, s = (decimals(rng, *shape) for _ in range(3))
    return call(w, g, s**2, quarters(rng), beta=quarters(rng), eps=quarters(rng))


@examples(of="adadelta_update")
def adadelta_update():
    yield call(5.0, 2.0, 0.0, 0.0, rho=0.0, eps=0.0625)
    yield call(5.0, 4.0, 0.0, 0.0, rho=0.75, eps=2.25)
    yield call(1.0, -2.0, 4.0, 16.0)
    yield call(1.0, 0.0, 0.0, 1.0)
    yield call(5, 4, 12, 7, rho=0.75, eps=2.0)
    yield call(np.array([1.0, 2.0]), np.array([4.0, -2.0]), np.zeros(2), np.ones(2), rho=0.75)


@generator(of="adadelta_update")
def more_of_adadelta_update(rng):
    shape = shape_of(rng)
    w, g, s, d = (decimals(rng, *shape) for _ in range(4))
    return call(w, g, s**2, d**2, rho=quarters(rng), eps=quarters(rng))


@examples(of="bias_correction")
def bias_correction():
    yield call(0.3, 0.9, 1)
    yield call(1.5, 0.5, 2)
    yield call(0.57, 0.9, 2)
    yield call(3, 0.75, 2)
    yield call(np.array([7.0, -3.5]), 0.5, 3)
    yield call(np.array([7, -3]), 0.75, 2)


@generator(of="bias_correction")
def more_of_bias_correction(rng):
    return call(decimals(rng, *shape_of(rng)), quarters(rng), int(rng.integers(1, 9)))


@examples(of="adam_update")
def adam_update():
    yield call(1.0, 4.0, 0.0, 0.0, 1)
    yield call(0.0, -4.0, 0.0, 0.0, 1, learning_rate=0.1)
    yield call(1.0, 1e-6, 0.0, 0.0, 1, learning_rate=0.1)
    yield call(1.0, 0.0, 0.0, 0.0, 1)
    yield call(1.0, 4.0, 0.5, 2.0, 2, learning_rate=0.1)
    yield call(3.0, 2.0, 4.0, 2.0, 2, learning_rate=1.0, beta1=0.5, beta2=0.75)
    yield call(3.0, 2.0, 4.0, 2.0, 3, learning_rate=1.0, beta1=0.5, beta2=0.75, eps=1.0)
    yield call(3, 1, 4, 8, 2, learning_rate=1.0, beta1=0.5, beta2=0.75)
    start = np.array([1.0, 2.0]), np.array([4.0, -2.0]), np.array([0.5, 0.0]), np.array([2.0, 1.0])
    yield call(*start, 2, learning_rate=0.1)


@generator(of="adam_update")
def more_of_adam_update(rng):
    shape = shape_of(rng)
    w, g, m, v = (decimals(rng, *shape) for _ in range(4))
    rates = {name: quarters(rng) for name in ("learning_rate", "beta1", "beta2", "eps")}
    return call(w, g, m, v**2, int(rng.integers(1, 9)), **rates)


def same(w):
    """The gradient of half the square."""
    return w


def double(w):
    """The gradient of the square."""
    return 2 * w


def from_three(w):
    """The gradient of half the squared distance from 3."""
    return w - 3


def halfway(w, g, state, t):
    """Take a step of plain descent, which needs no state."""
    return w - 0.5 * g, None


def quarter_of_the_way(w, g, state, t):
    """Take a smaller step of plain descent."""
    return w - 0.25 * g, None


def counting(w, g, state, t):
    """Go down by t and by the number of earlier calls, which is kept in the state."""
    calls = 0 if state is None else state
    return w - t - calls, calls + 1


def halve_and_count(w, g, state, t):
    """Halve the weights and go down by t: the order of the numbers counts."""
    return w / 2 - t, None


def every_other_step(w, g, state, t):
    """Move only in every second step, whatever the gradient is."""
    return (w - t, None) if t % 2 == 0 else (w, None)


def flag(w, g, state, t):
    """Keep false in the state from the first call on, and move by 1 before, by 2 after."""
    return (w - 1, False) if state is None else (w - 2, False)


def named(w, g, state, t):
    """Keep the number of calls under a name."""
    state = {"calls": 0} if state is None else state
    return w - g - state["calls"], {"calls": state["calls"] + 1}


@examples(of="minimize")
def minimize():
    yield call(same, 8.0, halfway, 1)
    yield call(same, 8.0, halfway, 3)
    yield call(same, 8.0, quarter_of_the_way, 3)
    yield call(same, 9.0, counting, 3)
    yield call(same, 8.0, halve_and_count, 2)
    yield call(from_three, 3.0, counting, 2)
    yield call(same, 9.0, every_other_step, 2)
    yield call(same, 9.0, every_other_step, 4)
    yield call(same, 9.0, flag, 3)
    yield call(same, 9.0, named, 3)
    yield call(double, np.array([1.0, -2.0]), quarter_of_the_way, 2)


@generator(of="minimize")
def more_of_minimize(rng):
    gradient = (same, double, from_three)[int(rng.integers(3))]
    update = (halfway, quarter_of_the_way, counting, named)[int(rng.integers(4))]
    return call(gradient, decimals(rng, *shape_of(rng)), update, int(rng.integers(1, 6)))


@examples(of="exponential_decay")
def exponential_decay():
    yield call(0.1, 0.5, 100, 0)
    yield call(0.1, 0.5, 100, 50)
    yield call(8.0, 0.25, 10, 5)
    yield call(0.1, 0.5, 100, 100)
    yield call(0.1, 0.5, 100, 200)


@generator(of="exponential_decay")
def more_of_exponential_decay(rng):
    steps = (int(number) for number in rng.integers(1, 100, 2))
    return call(float(rng.integers(1, 20)) / 10, quarters(rng), *steps)


@examples(of="uncorrected_first_step")
def uncorrected_first_step():
    yield call()
