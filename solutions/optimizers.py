"""Model answers of 06 optimizers: how a gradient becomes a step, from plain descent to Adam."""

import numpy as np


def sgd_update(w, g, learning_rate):
    """Take one step of plain gradient descent: w - learning_rate * g.

    `w` and `g` are arrays of one shape, or two numbers; the result has that shape.
    Source: Robbins and Monro, "A stochastic approximation method", 1951.
    """
    return w - learning_rate * g


def momentum_update(w, g, v, learning_rate, beta=0.9):
    """Step along the exponential average of the gradients.

    v = beta * v + (1 - beta) * g, then w = w - learning_rate * v. All arrays have one shape, and
    so have the two results `(w, v)`.
    Source: Polyak, "Some methods of speeding up the convergence of iteration methods", 1964.
    """
    v = beta * v + (1 - beta) * g
    return w - learning_rate * v, v


def adagrad_update(w, g, s, learning_rate, eps=1e-8):
    """Divide the step of each weight by the root of its sum of squared gradients.

    s = s + g**2, then w = w - learning_rate * g / (sqrt(s) + eps). All arrays have one shape, and
    so have the two results `(w, s)`.
    Source: Duchi, Hazan and Singer, "Adaptive subgradient methods", 2011.
    """
    s = s + np.square(g, dtype=float)
    return w - learning_rate * g / (np.sqrt(s) + eps), s


def rmsprop_update(w, g, s, learning_rate, beta=0.999, eps=1e-8):
    """Divide the step of each weight by the root of its average squared gradient.

    s = beta * s + (1 - beta) * g**2, then w = w - learning_rate * g / (sqrt(s) + eps). All arrays
    have one shape, and so have the two results `(w, s)`.
    Source: Tieleman and Hinton, "Lecture 6.5: rmsprop", 2012.
    """
    s = beta * s + (1 - beta) * np.square(g, dtype=float)
    return w - learning_rate * g / (np.sqrt(s) + eps), s


def adadelta_update(w, g, s, d, rho=0.95, eps=1e-6):
    """Step by the gradient times the ratio of a typical step to a typical gradient.

    s = rho * s + (1 - rho) * g**2; step = sqrt(d + eps) / sqrt(s + eps) * g, with the old d;
    d = rho * d + (1 - rho) * step**2; w = w - step. All arrays have one shape, and so have the
    three results `(w, s, d)`.
    Source: Zeiler, "ADADELTA: an adaptive learning rate method", 2012, Algorithm 1.
    """
    s = rho * s + (1 - rho) * np.square(g, dtype=float)
    step = np.sqrt(d + eps) / np.sqrt(s + eps) * g
    d = rho * d + (1 - rho) * step**2
    return w - step, s, d


def bias_correction(moment, beta, t):
    """Turn an exponential average that began at zero into a true one: moment / (1 - beta**t).

    `moment` is a number or an array of any shape, `t` the number of values averaged, from 1; the
    result has the shape of `moment`.
    Source: Kingma and Ba, "Adam: a method for stochastic optimization", 2015, section 3.
    """
    return moment / (1 - beta**t)


def adam_update(w, g, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    """Step along the average gradient, divided by the root of the average squared gradient.

    m = beta1 * m + (1 - beta1) * g and v = beta2 * v + (1 - beta2) * g**2; both are corrected for
    their start at zero, then w = w - learning_rate * m_hat / (sqrt(v_hat) + eps). All arrays have
    one shape, and so have the three results `(w, m, v)`; the moments returned are uncorrected.
    Source: Kingma and Ba, "Adam: a method for stochastic optimization", 2015, Algorithm 1.
    """
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * np.square(g, dtype=float)
    m_hat = bias_correction(m, beta1, t)
    v_hat = bias_correction(v, beta2, t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + eps), m, v


def minimize(gradient, w, update, steps):
    """Take `steps` steps with any optimizer and return the last w.

    Step t = 1, ..., steps is w, state = update(w, gradient(w), state, t), where state is None at
    first. `w` is a number or an array of any shape; the result has the same shape.
    Source: the loop around every algorithm above.
    """
    state = None
    for t in range(1, steps + 1):
        w, state = update(w, gradient(w), state, t)
    return w


def exponential_decay(initial, rate, decay_steps, step):
    """Return the learning rate at a step: initial * rate**(step / decay_steps), no staircase.

    All four are numbers, and so is the result.
    Source: the schedule ExponentialDecay of Keras, with staircase=False.
    """
    return initial * rate ** (step / decay_steps)


def uncorrected_first_step():
    """Say how long Adam's first step would be without bias correction.

    It is (1 - beta1) / sqrt(1 - beta2) = 0.1 / sqrt(0.001) = 3.16 times the step size.
    Source: the two moments after one gradient, 0.1 * g and 0.001 * g**2.
    """
    return "about 3 times the step size"
