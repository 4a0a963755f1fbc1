"""Unusual right answers to the exercises of 06 optimizers."""

import functools
import math

import numpy as np

from autograder.course.bank import alternative

# sgd_update


@alternative(of="sgd_update")
def sgd_update_element_by_element(w, g, learning_rate):
    weights, gradients = np.asarray(w), np.asarray(g)
    moved = np.zeros(weights.shape)
    for index in np.ndindex(weights.shape):
        moved[index] = float(weights[index]) - learning_rate * float(gradients[index])
    return moved


@alternative(of="sgd_update")
def sgd_update_on_a_copy(w, g, learning_rate):
    new = np.array(w, dtype=float)
    new -= learning_rate * np.asarray(g)
    return new


@alternative(of="sgd_update")
def sgd_update_as_nested_lists(w, g, learning_rate):
    return np.add(w, np.multiply(-learning_rate, g)).tolist()


# momentum_update


@alternative(of="momentum_update")
def momentum_update_moves_velocity(w, g, v, learning_rate, beta=0.9):
    velocity = v + (1 - beta) * (g - v)
    return w - learning_rate * velocity, velocity


@alternative(of="momentum_update")
def momentum_update_uses_average(w, g, v, learning_rate, beta=0.9):
    velocity = np.average([v, g], axis=0, weights=[beta, 1 - beta])
    return [w - learning_rate * velocity, velocity]


@alternative(of="momentum_update")
def momentum_update_on_copies(w, g, v, learning_rate, beta=0.9):
    w, v = np.array(w, dtype=float), np.array(v, dtype=float)
    v *= beta
    v += (1 - beta) * np.asarray(g)
    w -= learning_rate * v
    return w, v


@alternative(of="momentum_update")
def momentum_update_loops(w, g, v, learning_rate, beta=0.9):
    weights, velocities = [], []
    for one, gradient, velocity in zip(np.ravel(w), np.ravel(g), np.ravel(v), strict=True):
        velocities.append(beta * float(velocity) + (1 - beta) * float(gradient))
        weights.append(float(one) - learning_rate * velocities[-1])
    return np.reshape(weights, np.shape(w)), np.reshape(velocities, np.shape(w))


@alternative(of="momentum_update")
def momentum_update_calls_sgd(w, g, v, learning_rate, beta=0.9):
    v = beta * v + (1 - beta) * g
    return sgd_update(w, v, learning_rate), v  # noqa: F821


# adagrad_update


@alternative(of="adagrad_update")
def adagrad_update_rate_for_each_weight(w, g, s, learning_rate, eps=1e-8):
    total = s + g * g
    rates = learning_rate / (total**0.5 + eps)
    return w - rates * g, total


@alternative(of="adagrad_update")
def adagrad_update_loops(w, g, s, learning_rate, eps=1e-8):
    weights, sums = [], []
    for one, gradient, total in zip(np.ravel(w), np.ravel(g), np.ravel(s), strict=True):
        gradient, total = float(gradient), float(total) + float(gradient) ** 2
        weights.append(float(one) - learning_rate * gradient / (math.sqrt(total) + eps))
        sums.append(total)
    return np.reshape(weights, np.shape(w)), np.reshape(sums, np.shape(w))


@alternative(of="adagrad_update")
def adagrad_update_as_lists(w, g, s, learning_rate, eps=1e-8):
    total = np.add(s, np.power(g, 2.0))
    step = np.divide(np.multiply(learning_rate, g), np.add(np.sqrt(total), eps))
    return [np.subtract(w, step).tolist(), total.tolist()]


@alternative(of="adagrad_update")
def adagrad_update_with_hypot(w, g, s, learning_rate, eps=1e-8):
    root = np.hypot(np.sqrt(s), g)
    return w - learning_rate * g / (root + eps), s + np.abs(g) ** 2


# rmsprop_update


@alternative(of="rmsprop_update")
def rmsprop_update_moves_average(w, g, s, learning_rate, beta=0.999, eps=1e-8):
    average = s - (1 - beta) * (s - g * g)
    return w - learning_rate / (average**0.5 + eps) * g, average


@alternative(of="rmsprop_update")
def rmsprop_update_loops(w, g, s, learning_rate, beta=0.999, eps=1e-8):
    weights, averages = [], []
    for one, gradient, average in zip(np.ravel(w), np.ravel(g), np.ravel(s), strict=True):
        gradient = float(gradient)
        average = beta * float(average) + (1 - beta) * gradient**2
        weights.append(float(one) - learning_rate * gradient / (math.sqrt(average) + eps))
        averages.append(average)
    return np.reshape(weights, np.shape(w)), np.reshape(averages, np.shape(w))


@alternative(of="rmsprop_update")
def rmsprop_update_on_copies(w, g, s, learning_rate, beta=0.999, eps=1e-8):
    w, g, s = (np.array(value, dtype=float) for value in (w, g, s))
    s *= beta
    s += (1 - beta) * g**2
    w -= learning_rate * g / (np.sqrt(s) + eps)
    return [w, s]


@alternative(of="rmsprop_update")
def rmsprop_update_calls_sgd(w, g, s, learning_rate, beta=0.999, eps=1e-8):
    s = s * beta + g**2 * (1 - beta)
    return sgd_update(w, g / (eps + np.sqrt(s)), learning_rate), s  # noqa: F821


# adadelta_update


@alternative(of="adadelta_update")
def adadelta_update_one_root(w, g, s, d, rho=0.95, eps=1e-6):
    s = rho * s + (1 - rho) * g * g
    change = -g * ((d + eps) / (s + eps)) ** 0.5
    return w + change, s, rho * d + (1 - rho) * change * change


@alternative(of="adadelta_update")
def adadelta_update_loops(w, g, s, d, rho=0.95, eps=1e-6):
    rows = []
    for one, gradient, a, b in zip(*(np.ravel(x).tolist() for x in (w, g, s, d)), strict=True):
        a = rho * a + (1 - rho) * gradient**2
        step = math.sqrt(b + eps) / math.sqrt(a + eps) * gradient
        rows.append((one - step, a, rho * b + (1 - rho) * step**2))
    return [np.reshape(column, np.shape(w)) for column in zip(*rows, strict=True)]


@alternative(of="adadelta_update")
def adadelta_update_squared_step(w, g, s, d, rho=0.95, eps=1e-6):
    average = s + (1 - rho) * (np.square(g) - s)
    squared = np.square(g) * (d + eps) / (average + eps)
    return w - np.sign(g) * np.sqrt(squared), average, d + (1 - rho) * (squared - d)


@alternative(of="adadelta_update")
def adadelta_update_as_lists(w, g, s, d, rho=0.95, eps=1e-6):
    w, g, s, d = (np.array(value, dtype=float) for value in (w, g, s, d))
    s = rho * s + (1 - rho) * g**2
    step = np.exp(0.5 * (np.log(d + eps) - np.log(s + eps))) * g
    return [(w - step).tolist(), s.tolist(), (rho * d + (1 - rho) * step**2).tolist()]


# bias_correction


@alternative(of="bias_correction")
def bias_correction_sums_the_shares(moment, beta, t):
    shares = sum((1 - beta) * beta**age for age in range(min(t, 10_000)))
    return moment / shares


@alternative(of="bias_correction")
def bias_correction_with_expm1(moment, beta, t):
    return -moment / math.expm1(t * math.log(beta))


@alternative(of="bias_correction")
def bias_correction_element_by_element(moment, beta, t):
    factor = 1 / (1 - math.pow(beta, t))
    return np.reshape([factor * float(value) for value in np.ravel(moment)], np.shape(moment))


@alternative(of="bias_correction")
def bias_correction_with_ufuncs(moment, beta, t):
    return np.true_divide(moment, np.subtract(1, np.power(float(beta), t)))


# adam_update


@alternative(of="adam_update")
def adam_update_without_helper(
    w, g, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8
):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g * g
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return w - learning_rate * m_hat / (v_hat**0.5 + eps), m, v


@alternative(of="adam_update")
def adam_update_epsilon_scaled(
    w, g, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8
):
    m = m + (1 - beta1) * (g - m)
    v = v + (1 - beta2) * (np.square(g) - v)
    root = math.sqrt(1 - beta2**t)
    alpha = learning_rate * root / (1 - beta1**t)
    return w - alpha * m / (np.sqrt(v) + eps * root), m, v


@alternative(of="adam_update")
def adam_update_loops(w, g, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    rows = []
    for one, gradient, a, b in zip(*(np.ravel(x).tolist() for x in (w, g, m, v)), strict=True):
        a = beta1 * a + (1 - beta1) * gradient
        b = beta2 * b + (1 - beta2) * gradient**2
        a_hat, b_hat = a / (1 - beta1**t), b / (1 - beta2**t)
        rows.append((one - learning_rate * a_hat / (math.sqrt(b_hat) + eps), a, b))
    return [np.reshape(column, np.shape(w)) for column in zip(*rows, strict=True)]


@alternative(of="adam_update")
def adam_update_from_its_parts(
    w, g, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8
):
    _, m = momentum_update(w, g, m, learning_rate, beta1)  # noqa: F821
    _, v = rmsprop_update(w, g, v, learning_rate, beta2, 1.0)  # noqa: F821
    m_hat = bias_correction(m, beta1, t)  # noqa: F821
    v_hat = bias_correction(v, beta2, t)  # noqa: F821
    return sgd_update(w, m_hat / (np.sqrt(v_hat) + eps), learning_rate), m, v  # noqa: F821


@alternative(of="adam_update")
def adam_update_as_lists(w, g, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    w, g, m, v = (np.array(value, dtype=float) for value in (w, g, m, v))
    m *= beta1
    m += (1 - beta1) * g
    v *= beta2
    v += (1 - beta2) * g**2
    w -= learning_rate * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps)
    return [w.tolist(), m.tolist(), v.tolist()]


# minimize


@alternative(of="minimize")
def minimize_with_while(gradient, w, update, steps):
    t, state = 0, None
    while t < steps:
        t += 1
        g = gradient(w)
        result = update(w, g, state, t)
        w, state = result[0], result[1]
    return w


@alternative(of="minimize")
def minimize_recursive(gradient, w, update, steps):
    def onward(w, state, t):
        return w if t > steps else onward(*update(w, gradient(w), state, t), t + 1)

    return onward(w, None, 1)


@alternative(of="minimize")
def minimize_with_reduce(gradient, w, update, steps):
    def step(pair, t):
        return update(pair[0], gradient(pair[0]), pair[1], t)

    return functools.reduce(step, range(1, steps + 1), (w, None))[0]


@alternative(of="minimize")
def minimize_keeps_path(gradient, w, update, steps):
    path, states = [w], [None]
    for t in np.arange(steps):
        point, state = update(path[-1], gradient(path[-1]), states[-1], int(t) + 1)
        path.append(point)
        states.append(state)
    return path[-1]


@alternative(of="minimize")
def minimize_first_step_apart(gradient, w, update, steps):
    w, state = update(w, gradient(w), None, 1)
    for t in range(2, steps + 1):
        w, state = update(w, gradient(w), state, t)
    return w


# exponential_decay


@alternative(of="exponential_decay")
def exponential_decay_with_exp(initial, rate, decay_steps, step):
    return initial * math.exp(math.log(rate) * step / decay_steps)


@alternative(of="exponential_decay")
def exponential_decay_factor_of_one_step(initial, rate, decay_steps, step):
    return initial * (rate ** (1 / decay_steps)) ** step


@alternative(of="exponential_decay")
def exponential_decay_step_by_step(initial, rate, decay_steps, step):
    factor = np.power(float(rate), 1 / decay_steps)
    for _ in range(step):
        initial = initial * factor
    return initial


@alternative(of="exponential_decay")
def exponential_decay_whole_and_rest(initial, rate, decay_steps, step):
    whole, rest = divmod(step, decay_steps)
    return initial * rate**whole * rate ** (rest / decay_steps)


# uncorrected_first_step


@alternative(of="uncorrected_first_step")
def uncorrected_first_step_computed():
    return f"about {0.1 / math.sqrt(0.001):.0f} times the step size"


@alternative(of="uncorrected_first_step")
def uncorrected_first_step_nearest():
    ratio = (1 - 0.9) / (1 - 0.999) ** 0.5
    answers = {
        0.1: "about 0.1 times the step size",
        1: "exactly the step size",
        3: "about 3 times the step size",
        32: "about 32 times the step size",
        100: "about 100 times the step size",
    }
    return answers[min(answers, key=lambda value: abs(value - ratio))]
