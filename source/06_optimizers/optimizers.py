# ---
# jupyter:
#   autograder:
#     assignment: 06_optimizers
#     title: Optimizers
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Optimizers
#
# **The question.** In one direction the loss is a hundred times steeper than in another. A learning
# rate that suits the weak slope makes the weight on the steep one jump from side to side; a rate
# that suits the steep slope hardly moves the other weight. How can both learn at the same time?
#
# The gradient says which way is downhill. The **optimizer** decides how far to go and what to
# remember from earlier steps. Here you write six optimizers, each in a few lines: plain gradient
# descent, momentum, AdaGrad, RMSprop, AdaDelta and Adam. You then put them into one training loop,
# watch them race down the same valley, let the learning rate decay, and train a network.
#
# You need NumPy arrays (01) and the gradient step (05). Time: about two hours.
#
# **How it works.** Write your code where `raise NotImplementedError` stands, then run the check
# cell below it. The checks are small cases worked by hand. When you hand the notebook in, hidden
# tests try more: arrays of other shapes, many steps in a row, integers, other settings. The grader
# has NumPy, SciPy and Python's own modules, and no other libraries.
#
# **Three rules for every optimizer here.**
#
# * It works element by element: each weight has its own gradient and its own memory. The weights
#   `w` are an array of any shape, or one number; gradient and memory have the same shape.
# * It is *pure*: the memory is passed in as an argument and the new memory is returned. Nothing is
#   kept between calls, and no argument is changed.
# * Numbers may be integers; the results are computed in floating point.

# %%
from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np


# %% tags=["helper"]
class CheckFailed(AssertionError):
    """A check that has failed; Jupyter shows its message without a traceback."""

    def _render_traceback_(self):
        return str(self).splitlines()


class NotImplementedError(NotImplementedError):
    """What an unwritten exercise raises; Jupyter says so in one line, without a traceback."""

    def _render_traceback_(self):
        place = self.__traceback__
        while place.tb_next:
            place = place.tb_next
        return [f"{place.tb_frame.f_code.co_name}: {str(self) or 'not written yet'}"]


def check(call, returned, expected, tolerance=1e-6):
    """Compare a returned value with the expected one; the message shows call and both values."""
    __tracebackhide__ = True
    problem = None
    try:
        if returned is None:
            problem = "nothing is returned. Did you forget `return`?"
        elif isinstance(expected, (str, bool)):
            problem = None if returned == expected else "the value is wrong"
        elif np.shape(returned) != np.shape(expected):
            problem = "the shape is wrong"
        elif not np.allclose(returned, expected, rtol=tolerance, atol=tolerance):
            problem = "the value is wrong"
    except (TypeError, ValueError):
        problem = "the value cannot be compared with the expected one"
    if problem is not None:
        is_call = "(" in call.partition(" ")[0]
        raise CheckFailed(
            f"Check failed: {problem}"
            f"\n  {'you called' if is_call else 'checked':<12} {call}"
            f"\n  {'it returned' if is_call else 'found':<12} {returned!r}"
            f"\n  {'expected':<12} {expected!r}"
        )


def passed(exercise):
    """Say that the checks of an exercise have passed."""
    print(f"{exercise}: checks passed")


# %% [markdown]
# ## Exercise 1: Gradient descent
#
# All other optimizers build on this one. The gradient $g$ points uphill, so the weights move
# against it, and the learning rate $\eta$ scales the step:
#
# $$w \leftarrow w - \eta\, g$$
#
# The gradient may be that of the whole data set or of one mini-batch; in the second case the
# method is called *stochastic* gradient descent, SGD. The update is the same.
#
# **Worked number.** With $w = 2$, $g = 3$ and $\eta = 0.1$ the new weight is $2 - 0.3 = 1.7$.


# %% exercise="sgd_update" points=1
def sgd_update(w, g, learning_rate):
    """Take one step of plain gradient descent.

    The new w is w minus learning_rate times g.

    Parameters
    ----------
    w : array of any shape, or a number
        The weights, floating point or integer. Not changed.
    g : array of the shape of w, or a number
        The gradient of the loss with respect to w. Not changed.
    learning_rate : float
        The factor that scales the step, positive.

    Returns
    -------
    array of the shape of w, or a number
        The new weights, in floating point.

    Examples
    --------
    >>> print(sgd_update(2.0, 3.0, 0.5))
    0.5
    """
    raise NotImplementedError


# %% check="sgd_update"
check("sgd_update(2.0, 3.0, 0.1)", sgd_update(2.0, 3.0, 0.1), 1.7)
check(
    "sgd_update(np.array([1.0, 2.0]), np.array([-4.0, 0.0]), 0.25)",
    sgd_update(np.array([1.0, 2.0]), np.array([-4.0, 0.0]), 0.25),
    np.array([2.0, 2.0]),
)
check("sgd_update(1, 1, 0.5)", sgd_update(1, 1, 0.5), 0.5)
passed("sgd_update")

# %% [markdown]
# ## Exercise 2: Momentum
#
# In a narrow valley plain gradient descent zigzags between the walls and creeps along the floor.
# Averaging the gradients helps: the zigzag cancels, and the direction that stays the same survives.
# The average is an *exponential* one. The velocity $v$ keeps the fraction $\beta$ of its old value
# and takes the rest from the new gradient, and the step follows the new velocity:
#
# $$v \leftarrow \beta v + (1 - \beta)\, g, \qquad w \leftarrow w - \eta\, v$$
#
# The velocity is zero before the first step. (Keras and some books leave out the factor $1 - \beta$
# or put the learning rate into $v$; here, use the two formulas above.)
#
# **Worked number.** With $w = 1$, $g = 2$, $v = 0$, $\eta = 0.5$ and $\beta = 0.9$ the velocity
# becomes $0.2$ and the weight $0.9$. A second step with the same gradient gives $v = 0.38$ and
# $w = 0.71$: the descent gathers speed.


# %% exercise="momentum_update" points=2
def momentum_update(w, g, v, learning_rate, beta=0.9):
    """Take one step of gradient descent with momentum.

    The new v is beta times v plus (1 - beta) times g, an exponential average of the gradients;
    the new w is w minus learning_rate times the new v.

    Parameters
    ----------
    w : array of any shape, or a number
        The weights, floating point or integer. Not changed.
    g : array of the shape of w, or a number
        The gradient of the loss with respect to w. Not changed.
    v : array of the shape of w, or a number
        The velocity that the last call returned, zeros at the first step. Not changed.
    learning_rate : float
        The factor that scales the step, positive.
    beta : float
        The fraction of the old velocity that is kept, 0 <= beta < 1.

    Returns
    -------
    (w, v) : tuple of two arrays of the shape of w, or of two numbers
        The new weights and the new velocity, in floating point.

    Examples
    --------
    >>> w, v = momentum_update(1.0, 4.0, 0.0, 0.5, beta=0.75)
    >>> print(w, v)
    0.5 1.0
    """
    raise NotImplementedError


# %% check="momentum_update"
w, v = momentum_update(1.0, 2.0, 0.0, 0.5)
check("momentum_update(1.0, 2.0, 0.0, 0.5)[0]", w, 0.9)
check("momentum_update(1.0, 2.0, 0.0, 0.5)[1]", v, 0.2)
w, v = momentum_update(0.9, 2.0, 0.2, 0.5)
check("momentum_update(0.9, 2.0, 0.2, 0.5)[0]", w, 0.71)
check("momentum_update(0.9, 2.0, 0.2, 0.5)[1]", v, 0.38)
passed("momentum_update")

# %% [markdown]
# **Predict before you run.** The gradient is 1 at every step, and $\beta = 0.9$. The velocity grows
# from 0 towards 1. How many steps does it take to reach 0.99? Write your guess, then run both
# cells.

# %% tags=["demonstration"]
my_guess = 10

# %% tags=["demonstration"]
w, velocities = 0.0, [0.0]
while velocities[-1] < 0.99 and len(velocities) < 1000:
    w, v = momentum_update(w, 1.0, velocities[-1], 0.1)
    velocities.append(v)
print(f"your guess {my_guess}, the number of steps {len(velocities) - 1}")
print("the velocity after 1, 10 and 20 steps:", np.round([velocities[t] for t in (1, 10, 20)], 3))

# %% [markdown]
# Each step removes a tenth of what is missing. An average with $\beta = 0.9$ is often called the
# average of the last ten gradients, but they make up only 65 % of it.
#
# ## Exercise 3: AdaGrad
#
# One learning rate for all weights is a compromise: a weight with large gradients needs a small
# one, and a weight whose gradient is mostly zero needs a large one. AdaGrad gives each weight its
# own learning rate. It adds up the squared gradients and divides by the square root of the sum:
#
# $$s \leftarrow s + g^2, \qquad w \leftarrow w - \eta\, \frac{g}{\sqrt{s} + \epsilon}$$
#
# The square, the root and the division are taken element by element, and $s$ is zero before the
# first step. The tiny $\epsilon$ is *outside* the root and prevents $0/0$ where the gradient of a
# weight has always been zero. Since $s$ never shrinks, a weight's own learning rate,
# $\eta / (\sqrt{s} + \epsilon)$, never grows.
#
# **Worked number.** With $w = 1$, $g = 3$, $s = 16$ and $\eta = 0.5$ the sum becomes
# $16 + 9 = 25$, the step is $0.5 \cdot 3 / 5 = 0.3$ and the new weight is $0.7$.


# %% exercise="adagrad_update" points=2
def adagrad_update(w, g, s, learning_rate, eps=1e-8):
    """Take one step of AdaGrad.

    The new s is s plus the square of g; the new w is w minus learning_rate times g, divided by
    (the square root of the new s, plus eps). Epsilon is added outside the root.

    Parameters
    ----------
    w : array of any shape, or a number
        The weights, floating point or integer. Not changed.
    g : array of the shape of w, or a number
        The gradient of the loss with respect to w. Not changed.
    s : array of the shape of w, or a number
        The sum of squares that the last call returned, zeros at the first step. Not changed.
    learning_rate : float
        The factor that scales the step, positive.
    eps : float
        A positive number that keeps the denominator above zero.

    Returns
    -------
    (w, s) : tuple of two arrays of the shape of w, or of two numbers
        The new weights and the new sum of squared gradients, in floating point.

    Examples
    --------
    >>> w, s = adagrad_update(1.0, 3.0, 16.0, 2.0, eps=1.0)
    >>> print(w, s)
    0.0 25.0
    """
    raise NotImplementedError


# %% check="adagrad_update"
w, s = adagrad_update(1.0, 3.0, 16.0, 0.5)
check("adagrad_update(1.0, 3.0, 16.0, 0.5)[0]", w, 0.7)
check("adagrad_update(1.0, 3.0, 16.0, 0.5)[1]", s, 25.0)
w, s = adagrad_update(np.array([1.0, 1.0]), np.array([-0.01, 0.0]), np.zeros(2), 0.5)
call = "adagrad_update(np.array([1.0, 1.0]), np.array([-0.01, 0.0]), np.zeros(2), 0.5)"
check(call + "[0]", w, np.array([1.5, 1.0]))
check(call + "[1]", s, np.array([0.0001, 0.0]))
passed("adagrad_update")

# %% [markdown]
# ## Exercise 4: RMSprop
#
# AdaGrad never forgets: after a steep stretch its learning rates stay small for good. RMSprop
# replaces the sum with an exponential average, so that old gradients fade:
#
# $$s \leftarrow \beta s + (1 - \beta)\, g^2, \qquad
# w \leftarrow w - \eta\, \frac{g}{\sqrt{s} + \epsilon}$$
#
# The denominator is the *root mean square* of recent gradients, hence the name. As before, $s$ is
# zero before the first step and $\epsilon$ is outside the root.
#
# The start at zero makes the first steps long. After one gradient $\sqrt{s}$ is only
# $\sqrt{1 - \beta}\,|g|$, so with this notebook's default $\beta = 0.999$ the first step is 31.6
# times the learning rate, and with Keras's default of 0.9 it is 3.2 times. Exercise 6 shows how to
# correct such a start.
#
# **Worked number.** With $w = 1$, $g = 4$, $s = 0$, $\eta = 0.1$ and $\beta = 0.75$ the average
# becomes $0.25 \cdot 16 = 4$, the step is $0.1 \cdot 4 / 2 = 0.2$ and the new weight is $0.8$.


# %% exercise="rmsprop_update" points=2
def rmsprop_update(w, g, s, learning_rate, beta=0.999, eps=1e-8):
    """Take one step of RMSprop.

    The new s is beta times s plus (1 - beta) times the square of g; the new w is w minus
    learning_rate times g, divided by (the square root of the new s, plus eps). Epsilon is added
    outside the root.

    Parameters
    ----------
    w : array of any shape, or a number
        The weights, floating point or integer. Not changed.
    g : array of the shape of w, or a number
        The gradient of the loss with respect to w. Not changed.
    s : array of the shape of w, or a number
        The average of squares that the last call returned, zeros at the first step. Not changed.
    learning_rate : float
        The factor that scales the step, positive.
    beta : float
        The fraction of the old average that is kept, 0 <= beta < 1.
    eps : float
        A positive number that keeps the denominator above zero.

    Returns
    -------
    (w, s) : tuple of two arrays of the shape of w, or of two numbers
        The new weights and the new average of squared gradients, in floating point.

    Examples
    --------
    >>> w, s = rmsprop_update(1.0, 4.0, 0.0, 0.75, beta=0.75, eps=1.0)
    >>> print(w, s)
    0.0 4.0
    """
    raise NotImplementedError


# %% check="rmsprop_update"
w, s = rmsprop_update(1.0, 4.0, 0.0, 0.1, beta=0.75)
check("rmsprop_update(1.0, 4.0, 0.0, 0.1, beta=0.75)[0]", w, 0.8)
check("rmsprop_update(1.0, 4.0, 0.0, 0.1, beta=0.75)[1]", s, 4.0)
w, s = rmsprop_update(0.8, -4.0, 12.0, 0.1, beta=0.25)
check("rmsprop_update(0.8, -4.0, 12.0, 0.1, beta=0.25)[0]", w, 0.9032795559)
check("rmsprop_update(0.8, -4.0, 12.0, 0.1, beta=0.25)[1]", s, 15.0)
passed("rmsprop_update")

# %% [markdown]
# ## Exercise 5: AdaDelta
#
# Dividing the gradient by its own size leaves a pure number, so the learning rate alone sets the
# size of the step. AdaDelta takes that size from the steps themselves: it keeps a second average
# $d$, of the squared *steps*, and needs no learning rate at all:
#
# $$s \leftarrow \rho s + (1 - \rho)\, g^2, \qquad
# \Delta = \frac{\sqrt{d + \epsilon}}{\sqrt{s + \epsilon}}\; g, \qquad
# d \leftarrow \rho d + (1 - \rho)\, \Delta^2, \qquad
# w \leftarrow w - \Delta$$
#
# The order matters: the step uses the new $s$ and the *old* $d$, because the new $d$ depends on the
# step. Here $\epsilon$ is *inside* both roots, as in the published algorithm. It also gets things
# going: with $d = 0$ and no $\epsilon$, the weights would never move.
#
# **Worked number.** With $w = 5$, $g = 4$, $s = d = 0$, $\rho = 0.75$ and a large
# $\epsilon = 2.25$: $s = 4$, the step is $\sqrt{2.25} / \sqrt{6.25} \cdot 4 = 2.4$, then
# $d = 0.25 \cdot 2.4^2 = 1.44$ and $w = 2.6$.


# %% exercise="adadelta_update" points=3
def adadelta_update(w, g, s, d, rho=0.95, eps=1e-6):
    """Take one step of AdaDelta.

    First compute the new s: rho times s plus (1 - rho) times the square of g. Then the step: g
    times the square root of (old d plus eps), divided by the square root of (new s plus eps). Then
    the new d: rho times d plus (1 - rho) times the square of the step. The new w is w minus the
    step. Epsilon is added inside both roots.

    Parameters
    ----------
    w : array of any shape, or a number
        The weights, floating point or integer. Not changed.
    g : array of the shape of w, or a number
        The gradient of the loss with respect to w. Not changed.
    s : array of the shape of w, or a number
        The average of squared gradients that the last call returned, zeros at the first step.
        Not changed.
    d : array of the shape of w, or a number
        The average of squared steps that the last call returned, zeros at the first step.
        Not changed.
    rho : float
        The fraction of each old average that is kept, 0 <= rho < 1.
    eps : float
        A positive number that keeps both roots above zero.

    Returns
    -------
    (w, s, d) : tuple of three arrays of the shape of w, or of three numbers
        The new weights and the two new averages, in floating point.

    Examples
    --------
    >>> w, s, d = adadelta_update(5.0, 2.0, 0.0, 0.0, rho=0.0, eps=0.0625)
    >>> print(round(float(w), 4), round(float(s), 4), round(float(d), 4))
    4.7519 4.0 0.0615
    """
    raise NotImplementedError


# %% check="adadelta_update"
w, s, d = adadelta_update(5.0, 4.0, 0.0, 0.0, rho=0.75, eps=2.25)
check("adadelta_update(5.0, 4.0, 0.0, 0.0, rho=0.75, eps=2.25)[0]", w, 2.6)
check("adadelta_update(5.0, 4.0, 0.0, 0.0, rho=0.75, eps=2.25)[1]", s, 4.0)
check("adadelta_update(5.0, 4.0, 0.0, 0.0, rho=0.75, eps=2.25)[2]", d, 1.44)
w, s, d = adadelta_update(1.0, -2.0, 4.0, 16.0)
check("adadelta_update(1.0, -2.0, 4.0, 16.0)[0]", w, 5.0, tolerance=1e-5)
check("adadelta_update(1.0, -2.0, 4.0, 16.0)[1]", s, 4.0)
check("adadelta_update(1.0, -2.0, 4.0, 16.0)[2]", d, 16.0, tolerance=1e-5)
passed("adadelta_update")

# %% [markdown]
# ## Exercise 6: Bias correction
#
# An exponential average that begins at zero is too small at first. After one gradient, the velocity
# of momentum is only $(1 - \beta)\, g$, a tenth of the gradient for $\beta = 0.9$. After $t$
# gradients, the shares of all of them in the average add up to $1 - \beta^t$ instead of 1. Dividing
# by that sum makes it a true average again:
#
# $$\hat m = \frac{m}{1 - \beta^t}$$
#
# Here $t$ counts the gradients seen so far, from 1. As $t$ grows, $\beta^t$ goes to zero and the
# correction fades away.
#
# **Worked number.** With $\beta = 0.9$ and gradients that are always 3, the first average is $0.3$,
# and $0.3 / 0.1 = 3$ when corrected; the second is $0.57$, and $0.57 / 0.19 = 3$ when corrected.


# %% exercise="bias_correction" points=1
def bias_correction(moment, beta, t):
    """Correct an exponential average for its start at zero.

    The corrected moment is moment divided by (1 minus beta to the power t).

    Parameters
    ----------
    moment : array of any shape, or a number
        An exponential average of t values that was zero before the first. Not changed.
    beta : float
        The fraction of the old average that was kept at each step, 0 < beta < 1.
    t : int
        The number of values averaged so far, at least 1.

    Returns
    -------
    array of the shape of moment, or a number
        The corrected average.

    Examples
    --------
    >>> print(bias_correction(1.5, 0.5, 2))
    2.0
    """
    raise NotImplementedError


# %% check="bias_correction"
check("bias_correction(0.3, 0.9, 1)", bias_correction(0.3, 0.9, 1), 3.0)
check("bias_correction(0.57, 0.9, 2)", bias_correction(0.57, 0.9, 2), 3.0)
check(
    "bias_correction(np.array([7.0, -3.5]), 0.5, 3)",
    bias_correction(np.array([7.0, -3.5]), 0.5, 3),
    np.array([8.0, -4.0]),
)
passed("bias_correction")

# %% [markdown]
# How long does the start at zero matter? Below, your velocity averages noisy gradients whose true
# value is 1. Without the correction, the average needs some twenty steps to get there; with the
# correction, it is right from the first step on, although noisy.

# %% tags=["demonstration"]
noisy_gradients = 1 + np.random.default_rng(2).normal(scale=0.3, size=50)
count = np.arange(1, 51)
velocity, velocities = 0.0, []
for noisy in noisy_gradients:
    _, velocity = momentum_update(0.0, noisy, velocity, 0.1)
    velocities.append(velocity)
corrected = [bias_correction(m, 0.9, t) for t, m in enumerate(velocities, start=1)]

plt.figure(figsize=(8, 4.5))
plt.plot(count, noisy_gradients, ".", color="0.7", label="gradient of one mini-batch")
plt.axhline(1, color="0.4", linestyle="--", linewidth=1, label="true gradient")
plt.plot(count, velocities, linewidth=2, label="exponential average, beta = 0.9")
plt.plot(count, corrected, "-.", linewidth=2, label="the same, bias corrected")
plt.title("An average that begins at zero")
plt.xlabel("step t")
plt.ylabel("gradient")
plt.ylim(0, 2.4)
plt.legend()
plt.show()

# %% [markdown]
# **The picture in words.** Grey dots, the gradients, are scattered around 1, from 0.3 to 1.6. Their
# exponential average begins at 0.1 and takes about 30 steps to come near 1. Bias corrected, it is
# near 1 from the first step, and from step 30 on the two curves are nearly the same.
#
# ## Exercise 7: Adam
#
# Adam puts it all together. The first moment $m$ is momentum's average of the gradients, the second
# moment $v$ is RMSprop's average of their squares, and both are corrected for their start at zero:
#
# $$m \leftarrow \beta_1 m + (1 - \beta_1)\, g, \qquad
# v \leftarrow \beta_2 v + (1 - \beta_2)\, g^2$$
#
# $$\hat m = \frac{m}{1 - \beta_1^t}, \qquad \hat v = \frac{v}{1 - \beta_2^t}, \qquad
# w \leftarrow w - \eta\, \frac{\hat m}{\sqrt{\hat v} + \epsilon}$$
#
# Your `bias_correction` computes $\hat m$ and $\hat v$. Pass $m$ and $v$ themselves on to the next
# step, *not* their corrected forms, which are used in this one step only. This is the algorithm as
# published: $\epsilon$ is added outside the root, after the correction. (Keras does it slightly
# differently: it adds $\epsilon$ to the uncorrected root.)
#
# **Worked number.** With $w = 1$, $g = 4$, $m = v = 0$, $t = 1$ and $\eta = 0.1$: $m = 0.4$,
# $v = 0.016$, $\hat m = 4$, $\hat v = 16$, so the step is $0.1 \cdot 4 / 4 = 0.1$ and the new
# weight is $0.9$. The step does not depend on the 4: **the length of Adam's first step is almost
# exactly the step size $\eta$, whatever the scale of the gradient.**


# %% exercise="adam_update" points=3
def adam_update(w, g, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    """Take one step of Adam.

    The new m is beta1 times m plus (1 - beta1) times g; the new v is beta2 times v plus
    (1 - beta2) times the square of g. Each is corrected for its start at zero: m by beta1 and t,
    v by beta2 and t. The new w is w minus learning_rate times the corrected m, divided by (the
    square root of the corrected v, plus eps). Epsilon is added outside the root, after the
    correction (Algorithm 1 of the paper). Calling `bias_correction` is allowed.

    Parameters
    ----------
    w : array of any shape, or a number
        The weights, floating point or integer. Not changed.
    g : array of the shape of w, or a number
        The gradient of the loss with respect to w. Not changed.
    m : array of the shape of w, or a number
        The first moment that the last call returned, zeros at the first step. Not changed.
    v : array of the shape of w, or a number
        The second moment that the last call returned, zeros at the first step. Not changed.
    t : int
        The number of this step, from 1: the first call has t = 1.
    learning_rate : float
        The step size, positive.
    beta1, beta2 : float
        The fractions of the old m and of the old v that are kept, 0 < beta < 1.
    eps : float
        A positive number that keeps the denominator above zero.

    Returns
    -------
    (w, m, v) : tuple of three arrays of the shape of w, or of three numbers
        The new weights and the two new moments, not corrected, in floating point.

    Examples
    --------
    >>> w, m, v = adam_update(1.0, 4.0, 0.0, 0.0, 1, learning_rate=0.1)
    >>> print(round(float(w), 6), round(float(m), 6), round(float(v), 6))
    0.9 0.4 0.016
    """
    raise NotImplementedError


# %% check="adam_update"
w, m, v = adam_update(1.0, 4.0, 0.0, 0.0, 1, learning_rate=0.1)
check("adam_update(1.0, 4.0, 0.0, 0.0, 1, learning_rate=0.1)[0]", w, 0.9)
check("adam_update(1.0, 4.0, 0.0, 0.0, 1, learning_rate=0.1)[1]", m, 0.4)
check("adam_update(1.0, 4.0, 0.0, 0.0, 1, learning_rate=0.1)[2]", v, 0.016)
for scale in (0.001, 1.0, 1000.0):
    w, m, v = adam_update(0.0, -scale, 0.0, 0.0, 1)
    check(f"adam_update(0.0, {-scale}, 0.0, 0.0, 1)[0]", w, 0.001)
w, m, v = adam_update(3.0, 2.0, 4.0, 2.0, 2, learning_rate=1.0, beta1=0.5, beta2=0.5)
call = "adam_update(3.0, 2.0, 4.0, 2.0, 2, learning_rate=1.0, beta1=0.5, beta2=0.5)"
check(call + "[0]", w, 1.0)
check(call + "[1]", m, 3.0)
check(call + "[2]", v, 3.0)
passed("adam_update")

# %% [markdown]
# ## Exercise 8: The training loop
#
# Every optimizer runs in the same loop: take the gradient at the current point, let the optimizer
# make a step, go on from there. To work with all of them, the loop must not depend on what an
# optimizer remembers. It is given a function `update(w, g, state, t)` that returns `(w, state)`,
# and it passes the returned `state` unchanged to the next call, whether it is a velocity, a tuple
# of moments or anything else. Before the first step there is no state yet, so the first call gets
# `None`; `t` counts from 1.
#
# **Worked number.** With the gradient $w$ (that of the loss $w^2/2$) and SGD with the learning rate
# 0.5, each step halves $w$: three steps lead from 8 to 1.


# %% exercise="minimize" points=3
def minimize(gradient, w, update, steps):
    """Take many steps with any optimizer and return the point that they lead to.

    In each of the steps t = 1, 2, ..., steps the gradient is taken at the current w, and update
    returns the next w and the next state.

    Parameters
    ----------
    gradient : function
        gradient(w) returns the gradient at w, of the shape of w.
    w : array of any shape, or a number
        The starting point. Not changed.
    update : function
        update(w, g, state, t) returns the pair (w, state): the next weights and the next state.
        The state is None at the first call; after that it is what the previous call returned, of
        any type. t counts the calls from 1.
    steps : int
        The number of steps.

    Returns
    -------
    array of the shape of w, or a number
        The w after the last step, and nothing else.

    Examples
    --------
    >>> def halve(w, g, state, t):
    ...     return w - 0.5 * g, None
    >>> print(minimize(lambda w: w, 8.0, halve, 3))
    1.0
    """
    raise NotImplementedError


# %% check="minimize"
def plain_step(w, g, state, t):
    """Take a step of SGD, which needs no state."""
    return w - 0.5 * g, None


def counting_step(w, g, state, t):
    """Go down by t and by the number of previous calls, which is kept in the state."""
    calls = 0 if state is None else state
    return w - t - calls, calls + 1


check("minimize(lambda w: w, 8.0, plain_step, 3)", minimize(lambda w: w, 8.0, plain_step, 3), 1.0)
check(
    "minimize(lambda w: w, 9.0, counting_step, 3)",
    minimize(lambda w: w, 9.0, counting_step, 3),
    0.0,
)
check(
    "minimize(lambda w: 2 * w, np.array([1.0, -2.0]), plain_step, 1)",
    minimize(lambda w: 2 * w, np.array([1.0, -2.0]), plain_step, 1),
    np.array([0.0, 0.0]),
)
passed("minimize")

# %% [markdown]
# ## The race
#
# Now all your optimizers run down one valley, the loss
#
# $$L(w) = \tfrac12 w_0^2 + 50\, w_1^2 .$$
#
# It is a hundred times steeper across ($w_1$) than along ($w_0$). The wrapper `path` below lets
# your `minimize` do the work and records every point at which it asks for the gradient.


# %% tags=["demonstration"]
def valley(w):
    """Return the loss at the point w = (w0, w1)."""
    return 0.5 * w[0] ** 2 + 50 * w[1] ** 2


def valley_gradient(w):
    """Return the gradient of the loss at w."""
    return np.array([w[0], 100 * w[1]])


def adam_step(w, g, state, t, **settings):
    """Adam in the form that minimize needs: both moments make up the state."""
    m, v = state or (np.zeros_like(w), np.zeros_like(w))
    w, m, v = adam_update(w, g, m, v, t, **settings)
    return w, (m, v)


def adadelta_step(w, g, state, t):
    """AdaDelta in the form that minimize needs."""
    s, d = state or (np.zeros_like(w), np.zeros_like(w))
    w, s, d = adadelta_update(w, g, s, d)
    return w, (s, d)


def first(state, w):
    """Return the state, or zeros at the first step."""
    return np.zeros_like(w) if state is None else state


optimizers = {
    "SGD": lambda w, g, state, t: (sgd_update(w, g, 0.018), None),
    "momentum": lambda w, g, state, t: momentum_update(w, g, first(state, w), 0.15),
    "RMSprop": lambda w, g, state, t: rmsprop_update(w, g, first(state, w), 0.15, beta=0.9),
    "Adam": lambda w, g, state, t: adam_step(w, g, state, t, learning_rate=0.4),
    "AdaGrad": lambda w, g, state, t: adagrad_update(w, g, first(state, w), 1.0),
    "AdaDelta": adadelta_step,
}


def path(gradient, start, update, steps):
    """Return every point that minimize visits, including the last one."""
    points = []

    def watched(w):
        points.append(w)
        return gradient(w)

    points.append(minimize(watched, start, update, steps))
    return np.array(points)


# %% tags=["demonstration"]
start = np.array([-8.0, 1.5])
grid = np.meshgrid(np.linspace(-9, 5, 200), np.linspace(-2.2, 2.2, 200))

figure, panels = plt.subplots(2, 2, figsize=(10, 7), sharex=True, sharey=True)
levels = [0.5, 2, 6, 15, 30, 60, 100, 160, 240]
for panel, name, colour in zip(panels.flat, optimizers, ("C0", "C1", "C2", "C6"), strict=False):
    points = path(valley_gradient, start, optimizers[name], 60)
    panel.contour(*grid, valley(grid), levels=levels, colors="0.8", linewidths=1)
    panel.plot(*points.T, ".-", color=colour, linewidth=1, markersize=5, label="path, 60 steps")
    panel.plot(*start, "ks", label="start")
    panel.plot(0, 0, "k*", markersize=12, label="minimum")
    panel.set_title(name)
for panel in panels[1]:
    panel.set_xlabel("weight $w_0$")
for panel in panels[:, 0]:
    panel.set_ylabel("weight $w_1$")
panels[0, 1].legend(loc="lower right", fontsize=9)
figure.suptitle("Four optimizers in one valley (grey: lines of equal loss)")
figure.tight_layout()
plt.show()

# %% [markdown]
# **The picture in words.** Four maps of a long, flat valley, with the start at the upper left and
# the minimum on its floor. After 60 steps SGD has come two thirds of the way, and RMSprop almost
# all of it, along the floor. Momentum swings across the valley and Adam in a wide curve; both pass
# the minimum and turn back.
#
# SGD bounces from wall to wall, and the steep walls rule out a larger learning rate. Momentum
# swings too, but gathers speed along the floor. RMSprop and Adam divide by the size of the gradient
# and so move at about the same pace along both axes, as if the valley were round. The next plot
# shows the loss against the step, for all six optimizers:

# %% tags=["demonstration"]
plt.figure(figsize=(8, 5))
looks = ("C0", "o-"), ("C1", "-"), ("C2", "--"), ("C6", "s-"), ("C4", "-."), ("C5", ":")
for (name, update), (colour, style) in zip(optimizers.items(), looks, strict=True):
    losses = [valley(w) for w in path(valley_gradient, start, update, 120)]
    plt.semilogy(losses, style, color=colour, markersize=4, markevery=8, label=name)
plt.title("The same valley: loss against step")
plt.xlabel("step t")
plt.ylabel("loss (logarithmic)")
plt.ylim(1e-4, 1e3)
plt.legend()
plt.show()

# %% [markdown]
# **The picture in words.** The loss begins at 145. After 120 steps that of AdaDelta is still 77,
# that of SGD 0.4 and that of RMSprop, which had been below 0.001, 0.25. Momentum and Adam fall in
# waves below 0.001, and AdaGrad falls there evenly.
#
# AdaDelta has hardly moved: its first steps are of the order of $\sqrt{\epsilon}$, and they grow
# only slowly. RMSprop gets down and then jitters around the minimum, because dividing by the size
# of the gradient makes steps of much the same length even where the gradient is small. The ranking
# holds for this valley and these learning rates. At the end of this notebook the same optimizers
# train a network.

# %% [markdown]
# ## Exercise 9: Learning-rate decay
#
# Near the minimum a step should be small; far from it, a step should be large. A **schedule** lets
# the learning rate fall during training. Exponential decay multiplies it by `rate` every
# `decay_steps` steps, and it falls smoothly in between:
#
# $$\eta(t) = \eta_0 \cdot r^{\,t / T}$$
#
# with the initial learning rate $\eta_0$, the rate $r$ and the number of steps $T$ (`decay_steps`).
#
# **Worked number.** With $\eta_0 = 0.1$, $r = 0.5$ and $T = 100$ the learning rate is $0.1$ at step
# 0, $0.0707$ at step 50, $0.05$ at step 100 and $0.025$ at step 200.


# %% exercise="exponential_decay" points=1
def exponential_decay(initial, rate, decay_steps, step):
    """Return the learning rate at a step under exponential decay.

    It is initial times rate to the power (step / decay_steps). The exponent is a fraction: the
    learning rate falls smoothly, not in jumps.

    Parameters
    ----------
    initial : float
        The learning rate at step 0, positive.
    rate : float
        The factor by which the learning rate changes in decay_steps steps, positive.
    decay_steps : int
        The number of steps in which the learning rate changes by that factor, at least 1.
    step : int
        The number of the step, counted from 0.

    Returns
    -------
    float
        The learning rate at that step.

    Examples
    --------
    >>> print(exponential_decay(8.0, 0.25, 10, 5))
    4.0
    """
    raise NotImplementedError


# %% check="exponential_decay"
check("exponential_decay(0.1, 0.5, 100, 0)", exponential_decay(0.1, 0.5, 100, 0), 0.1)
check("exponential_decay(0.1, 0.5, 100, 50)", exponential_decay(0.1, 0.5, 100, 50), 0.0707106781)
check("exponential_decay(0.1, 0.5, 100, 100)", exponential_decay(0.1, 0.5, 100, 100), 0.05)
check("exponential_decay(0.1, 0.5, 100, 200)", exponential_decay(0.1, 0.5, 100, 200), 0.025)
passed("exponential_decay")

# %% [markdown]
# Decay pays off as soon as gradients are noisy, as those of mini-batches are. With a constant
# learning rate SGD comes down and then jitters around the minimum. With a decaying one the jitter
# dies away.


# %% tags=["demonstration"]
def noisy_valley_gradient(rng):
    """Return a function like valley_gradient, with the noise of a mini-batch."""
    return lambda w: valley_gradient(w) + rng.normal(scale=5, size=2)


rates = {
    "constant": lambda t: 0.01,
    "decaying": lambda t: exponential_decay(0.01, 0.5, 500, t - 1),
}
figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4.5))
looks = ("C0", "-", 0.5), ("C1", "--", 1.5)
for (name, rate), (colour, style, width) in zip(rates.items(), looks, strict=True):

    def step_with_schedule(w, g, state, t, rate=rate):
        """SGD whose learning rate depends on the step."""
        return sgd_update(w, g, rate(t)), None

    noise = np.random.default_rng(7)
    points = path(noisy_valley_gradient(noise), start, step_with_schedule, 4000)
    left.plot([rate(t) for t in range(1, 4001)], style, color=colour, label=name)
    right.semilogy([valley(w) for w in points], color=colour, linewidth=width, label=name)
left.set(title="Schedule", xlabel="step t", ylabel="learning rate", ylim=(0, 0.011))
right.set(title="SGD with noisy gradients", xlabel="step t", ylabel="loss (logarithmic)")
left.legend()
right.legend()
figure.tight_layout()
plt.show()

# %% [markdown]
# **The picture in words.** On the left, one rate stays at 0.01 and the other halves every 500
# steps. On the right, both losses fall fast at first. With the constant rate the loss then keeps
# jumping over several powers of ten, mostly between 0.001 and 1; with the decaying rate it jumps
# less and less, and ends near 0.002.
#
# ## Exercise 10: A question
#
# Suppose someone writes Adam and forgets the bias correction: the step is
# $\eta\, m / (\sqrt{v} + \epsilon)$ with $m$ and $v$ as they are. How long is then the **first**
# step of a weight, with $\beta_1 = 0.9$, $\beta_2 = 0.999$, moments that begin at zero and a
# gradient far greater than $\epsilon$? Work out $m$ and $v$ after one gradient, and return your
# answer.


# %% exercise="uncorrected_first_step" points=1
def uncorrected_first_step():
    """Say how long Adam's first step would be without bias correction.

    The step size is the learning rate. Take the default beta1 and beta2, both moments zero before
    the step, and a gradient much greater than eps.

    Returns
    -------
    str
        Exactly one of
        "about 0.1 times the step size",
        "exactly the step size",
        "about 3 times the step size",
        "about 32 times the step size",
        "about 100 times the step size".

    Examples
    --------
    >>> uncorrected_first_step().endswith("the step size")
    True
    """
    raise NotImplementedError


# %% check="uncorrected_first_step"
choices = (
    "about 0.1 times the step size",
    "exactly the step size",
    "about 3 times the step size",
    "about 32 times the step size",
    "about 100 times the step size",
)
answer = uncorrected_first_step()
check(
    "uncorrected_first_step()", answer, answer if answer in choices else "one of the five strings"
)
passed("uncorrected_first_step")

# %% [markdown]
# ## Your optimizers train a network
#
# You now have all the parts of a network that learns: activations (03), losses (04), gradient
# descent on mini-batches (05) and Adam. Here they learn a function of ten inputs between 0 and 1,
#
# $$y = \sin\Big(\sum_{k=1}^{10} x_k^2\Big).$$
#
# You meet it again in assignment 07, where a tape finds the gradients, and in 10, where Keras does
# everything. The next cell holds the functions of 03 to 05 that are needed, so that this notebook
# stands alone. You can paste **your own** in their place.


# %% tags=["demonstration"]
def relu(z):
    """The ReLU of 03."""
    return np.where(z > 0, z, 0.0)


def relu_grad(z):
    """The slope of the ReLU of 03."""
    return np.where(z > 0, 1.0, 0.0)


def mse(y_true, y_pred):
    """The mean squared error of 04."""
    return np.mean(np.square(y_pred - y_true))


def mse_grad(y_true, y_pred):
    """The gradient of the mean squared error of 04."""
    return 2 * (y_pred - y_true) / np.size(y_pred)


def gradient_descent(gradient, theta, learning_rate, steps):
    """The descent of 05, which returns all the points on the way."""
    points = [theta]
    for _ in range(steps):
        points.append(points[-1] - learning_rate * gradient(points[-1]))
    return points


def numerical_gradient(f, theta, h=1e-5):
    """The central differences of 05, for a theta with one axis."""
    moves = h * np.eye(len(theta))
    return np.array([f(theta + move) - f(theta - move) for move in moves]) / (2 * h)


def minibatches(n, batch_size, rng):
    """The batches of 05, as arrays of indices."""
    return np.split(rng.permutation(n), range(batch_size, n, batch_size))


# %% [markdown]
# The network has two hidden layers of 20 and 30 ReLU units and one output without an activation,
# 881 weights and biases in all. They are kept in one array `theta`, since an optimizer does not ask
# which layer a number belongs to. The lines that compute the gradient apply the chain rule from the
# last layer to the first. You write them yourself in 07; until then, central differences confirm
# them.

# %% tags=["demonstration"]
SIZES = (10, 20, 30, 1)


def make_data(n, rng):
    """Draw n samples: inputs of shape (n, 10), targets of shape (n, 1)."""
    x = rng.uniform(size=(n, 10))
    return x, np.sin(np.sum(x**2, axis=1, keepdims=True))


def first_weights(rng):
    """Return all the weights and biases as one array: small random weights, biases of 0."""
    parts = []
    for inputs, units in pairwise(SIZES):
        limit = np.sqrt(6 / (inputs + units))  # explained in 07
        parts += [rng.uniform(-limit, limit, inputs * units), np.zeros(units)]
    return np.concatenate(parts)


def layers(theta):
    """Cut theta into the pair (weights, bias) of each layer."""
    pairs, place = [], 0
    for inputs, units in pairwise(SIZES):
        middle, end = place + inputs * units, place + (inputs + 1) * units
        pairs.append((theta[place:middle].reshape(inputs, units), theta[middle:end]))
        place = end
    return pairs


def network(theta, x):
    """Return the predictions, shape (n, 1)."""
    (w1, b1), (w2, b2), (w3, b3) = layers(theta)
    return relu(relu(x @ w1 + b1) @ w2 + b2) @ w3 + b3


def loss_and_gradient(theta, x, y):
    """Return the mean squared error of the network and its gradient, of the shape of theta."""
    (w1, b1), (w2, b2), (w3, b3) = layers(theta)
    z1 = x @ w1 + b1
    z2 = relu(z1) @ w2 + b2
    predicted = relu(z2) @ w3 + b3
    d3 = mse_grad(y, predicted)
    d2 = d3 @ w3.T * relu_grad(z2)
    d1 = d2 @ w2.T * relu_grad(z1)
    parts = [x.T @ d1, d1.sum(axis=0), relu(z1).T @ d2, d2.sum(axis=0)]
    parts += [relu(z2).T @ d3, d3.sum(axis=0)]
    return mse(y, predicted), np.concatenate([part.ravel() for part in parts])


train_x, train_y = make_data(2000, np.random.default_rng(1))
test_x, test_y = make_data(2000, np.random.default_rng(2))
theta = first_weights(np.random.default_rng(0))
few_x, few_y = train_x[:40], train_y[:40]
by_hand = loss_and_gradient(theta, few_x, few_y)[1]
measured = numerical_gradient(lambda point: mse(few_y, network(point, few_x)), theta)
print(f"{len(theta)} derivatives; the greatest difference is {np.max(abs(by_hand - measured)):.0e}")

# %% [markdown]
# In each of 30 epochs the 2,000 samples are shuffled and cut into batches of 40, so there are 50
# steps in an epoch. Adam runs in your `minimize`. Gradient descent on the same batches is the
# function of 05; its rate, 0.1, is the best one for it of 0.003, 0.01, 0.03, 0.1, 0.2 and 0.3.


# %% tags=["demonstration"]
def batch_gradient(losses):
    """Return gradient(theta), which takes a new batch at each call and appends its loss."""
    rng, batches = np.random.default_rng(0), []

    def gradient(theta):
        if not batches:
            batches.extend(minibatches(2000, 40, rng))
        batch = batches.pop(0)
        loss, g = loss_and_gradient(theta, train_x[batch], train_y[batch])
        losses.append(loss)
        return g

    return gradient


def adam_of_rate_001(w, g, state, t):
    """Adam with the learning rate 0.01."""
    return adam_step(w, g, state, t, learning_rate=0.01)


theta = first_weights(np.random.default_rng(0))
descent_losses, adam_losses = [], []
descent_theta = gradient_descent(batch_gradient(descent_losses), theta, 0.1, 1500)[-1]
adam_theta = minimize(batch_gradient(adam_losses), theta, adam_of_rate_001, 1500)

figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4.5))
for name, losses, trained, colour, style in (
    ("gradient descent", descent_losses, descent_theta, "C0", "--"),
    ("Adam", adam_losses, adam_theta, "C1", "-"),
):
    by_epoch = np.mean(np.reshape(losses, (30, 50)), axis=1)
    test_loss = mse(test_y, network(trained, test_x))
    print(f"{name}: training loss {by_epoch[-1]:.4f}, test loss {test_loss:.4f}")
    left.semilogy(range(1, 31), by_epoch, color=colour, linestyle=style, label=name)
left.set(title="Your network learns", xlabel="epoch", ylabel="mean squared error (logarithmic)")
left.legend()
right.plot([-1, 1], [-1, 1], color="black", linewidth=1, label="prediction = truth")
untrained = network(theta, test_x)
right.scatter(
    test_y, untrained, s=8, marker="x", linewidth=0.6, color="0.6", label="before training"
)
right.scatter(test_y, network(adam_theta, test_x), s=4, color="C1", label="after training, Adam")
right.set(title="2,000 new samples", xlabel="true y", ylabel="prediction")
right.legend(loc="upper left", markerscale=3)
figure.tight_layout()
plt.show()

# %% [markdown]
# **The pictures in words.** Both losses fall, and Adam's is lower in every epoch. Before training
# the predictions lie in a band that hardly rises and is nearly all below 0. After training they lie
# along the line on which prediction and truth are equal: the root of the test loss is about 0.13.
#
# **Predict before you run.** In the valley AdaGrad was the best after 60 steps, and AdaDelta by far
# the last. Now all six train this network for ten epochs, with the learning rates of the valley.
# Which one has the least loss? Write its name, then run both cells.

# %% tags=["demonstration"]
my_guess = "AdaGrad"

# %% tags=["demonstration"]
in_valley = {
    name: valley(minimize(valley_gradient, start, optimizers[name], 60)) for name in optimizers
}
on_network = {}
for name, update in optimizers.items():
    losses = []
    minimize(batch_gradient(losses), theta, update, 500)
    on_network[name] = np.mean(losses[-50:])
print(f"your guess {my_guess}, the least loss: {min(on_network, key=on_network.get)}\n")
print("optimizer   loss in the valley   loss of the network")
for name in sorted(optimizers, key=on_network.get):
    print(f"{name:<10} {in_valley[name]:>19.3f} {on_network[name]:>21.3f}")
print(f"\nAdam with the rate 0.01: {np.mean(adam_losses[450:500]):.3f}")
print(f"always predicting the mean: {np.var(train_y):.3f}")

# %% [markdown]
# A ranking of optimizers belongs to one problem and to the learning rates. AdaDelta, the last one
# in the valley, is the first here. Adam and RMSprop had good rates for the valley; with these they
# are no better here than a model that always predicts the mean. With the rate 0.01, Adam is ahead
# of all six. To compare optimizers on a problem of your own, find a good rate for each of them
# first.
#
# ## Summary
#
# * Momentum averages gradients, so what changes its sign cancels. AdaGrad, RMSprop, AdaDelta and
#   Adam divide by the size of each weight's own gradients, so each weight has a learning rate of
#   its own.
# * An average that begins at zero is too small at first. Adam corrects both of its averages, and
#   passes the uncorrected ones on to the next step.
# * Near the minimum the noise of mini-batches remains until the learning rate falls.
#
# **Where to go next.** Assignment 07 finds the gradients of whole networks, and 16 tunes learning
# rates and their schedules. D. Kingma and J. Ba, "Adam: a method for stochastic optimization", ICLR
# 2015, can be read with what you know now. An open experiment: turn the valley by 45 degrees, so
# that both weights take part in the steep direction, and let `path` run all six again. Which
# optimizers take the same path as before, only turned, and which ones lose their advantage?
