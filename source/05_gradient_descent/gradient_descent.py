# ---
# jupyter:
#   autograder:
#     assignment: 05_gradient_descent
#     title: Gradient descent
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
# # Gradient descent
#
# **The question.** Four points lie close to a line. A program can compute how wrong a line is, but
# nobody tells it which line is right. How does it find out, and in such a way that the same method
# finds the weights of a large network?
#
# Nearly everything that learns in this course learns in the same way: measure how wrong the model
# is, find the direction in which the error falls, take a small step in that direction, and repeat.
# Here you build this method from its parts. You fit a line and a logistic model with it, see what
# the learning rate does, scale data so that the descent is fast, and cut data into mini-batches.
#
# You need NumPy arrays (01) and the derivative. Assignment 02 fits the same two models in other
# ways; you can do it before or after this one. Time: about four hours.
#
# **How it works.** Write your code where `raise NotImplementedError` stands, then run the check
# cell below it. The checks are small cases worked by hand. When you hand the notebook in, hidden
# tests try more: arrays of other shapes, integers, many steps, extreme values. The grader has
# NumPy, SciPy and Python's own modules, and no other libraries.
#
# **Three rules for every exercise here.**
#
# * Samples are rows: `x` has shape `(n, d)` for `n` samples of `d` features. With one feature, `x`
#   may also have shape `(n,)`; then the weight `w` is a number.
# * Numbers may be integers or truth values (such as `uint8` or `bool`); results are computed in
#   floating point.
# * No function changes the arrays that it is given.

# %%
import time

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
# We use these four samples in the first exercises. They lie close to a line, but which one?

# %%
x = np.array([1.0, 3.0, 6.0, 5.0])
y = np.array([4.0, 8.0, 14.0, 13.0])

# %% [markdown]
# ## Exercise 1: Predictions of a linear model
#
# The model is a weighted sum of the features plus a bias:
#
# $$\hat y_i = x_i \cdot w + b$$
#
# **Worked number.** With $w = 5$ and $b = 1$ the predictions for the four samples above are
# $5 \cdot 1 + 1 = 6$, $16$, $31$ and $26$. They are far too large, but it is a start.


# %% exercise="predict" points=1
def predict(x, w, b):
    """Return the predictions of a linear model.

    The prediction of a sample is the sum of its features times their weights, plus b.

    Parameters
    ----------
    x : array of shape (n, d) or (n,)
        The samples, in rows, of any numeric dtype. Not changed.
    w : array of shape (d,), or a number where x has shape (n,)
        The weights. Not changed.
    b : number
        The bias.

    Returns
    -------
    array of shape (n,)
        One prediction for each sample, computed in floating point.

    Examples
    --------
    >>> print(predict(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([10.0, 1.0]), 0.5))
    [12.5 34.5]
    """
    raise NotImplementedError


# %% check="predict"
check("predict(x, 5.0, 1.0)", predict(x, 5.0, 1.0), np.array([6.0, 16.0, 31.0, 26.0]))
table = np.array([[1.0, 2.0, 0.0], [0.0, 1.0, 4.0]])
check(
    "predict([[1, 2, 0], [0, 1, 4]], [3, 2, 1], -1)",
    predict(table, np.array([3.0, 2.0, 1.0]), -1.0),
    np.array([6.0, 5.0]),
)
passed("predict")

# %% [markdown]
# ## Exercise 2: The cost
#
# How wrong is the model? The **cost** is half the mean of the squared errors. The factor of one
# half does not change which model is best; it cancels the 2 from the derivative of the square.
#
# $$J(w, b) = \frac{1}{2n} \sum_{i=1}^{n} (\hat y_i - y_i)^2$$
#
# **Worked number.** The errors of the predictions above are $2, 8, 17, 13$, so
# $J(5, 1) = (4 + 64 + 289 + 169) / 8 = 65.75$.


# %% exercise="half_mse" points=1
def half_mse(x, y, w, b):
    """Return half the mean squared error of a linear model.

    It is the sum of (prediction - y)**2 over all samples, divided by 2n.

    Parameters
    ----------
    x : array of shape (n, d) or (n,)
        The samples, as in `predict`. Not changed.
    y : array of shape (n,)
        The targets. Not changed.
    w : array of shape (d,), or a number where x has shape (n,)
        The weights. Not changed.
    b : number
        The bias.

    Returns
    -------
    float
        The cost, one number.

    Examples
    --------
    >>> print(half_mse(np.array([1.0, 2.0]), np.array([2.0, 0.0]), 1.0, 0.0))
    1.25
    """
    raise NotImplementedError


# %% check="half_mse"
check("half_mse(x, y, 5.0, 1.0)", half_mse(x, y, 5.0, 1.0), 65.75)
check("half_mse(x, 2 * x + 3, 2.0, 3.0)", half_mse(x, 2 * x + 3, 2.0, 3.0), 0.0)
check("half_mse(x, 2 * x, 2.0, 3.0)", half_mse(x, 2 * x, 2.0, 3.0), 4.5)
passed("half_mse")

# %% [markdown]
# ## Exercise 3: The gradient of the cost
#
# The derivatives say how the cost changes when a weight or the bias grows a little. The chain rule
# gives:
#
# $$\frac{\partial J}{\partial w_k} = \frac1n \sum_{i=1}^{n} (\hat y_i - y_i)\, x_{ik}, \qquad
# \frac{\partial J}{\partial b} = \frac1n \sum_{i=1}^{n} (\hat y_i - y_i)$$
#
# The error says how wrong the prediction is; the factor $x_{ik}$ says how strongly weight $k$
# affects it.
#
# **Worked number.** At $w = 5$, $b = 1$ the derivatives are
# $(2 \cdot 1 + 8 \cdot 3 + 17 \cdot 6 + 13 \cdot 5) / 4 = 48.25$ and
# $(2 + 8 + 17 + 13) / 4 = 10$. Both are positive: both $w$ and $b$ should become smaller.


# %% exercise="half_mse_gradients" points=2
def half_mse_gradients(x, y, w, b):
    """Return the derivatives of `half_mse` with respect to w and b.

    With error = prediction - y: dw is the mean over the samples of error times x, feature by
    feature; db is the mean of the error.

    Parameters
    ----------
    x : array of shape (n, d) or (n,)
        The samples, as in `predict`. Not changed.
    y : array of shape (n,)
        The targets. Not changed.
    w : array of shape (d,), or a number where x has shape (n,)
        The weights. Not changed.
    b : number
        The bias.

    Returns
    -------
    (dw, db) : tuple
        dw has the shape of w: an array of shape (d,), or a number; db is a number.

    Examples
    --------
    >>> dw, db = half_mse_gradients(np.array([1.0, 2.0]), np.array([2.0, 0.0]), 1.0, 0.0)
    >>> print(dw, db)
    1.5 0.5
    """
    raise NotImplementedError


# %% check="half_mse_gradients"
dw, db = half_mse_gradients(x, y, 5.0, 1.0)
check("half_mse_gradients(x, y, 5.0, 1.0)[0]", dw, 48.25)
check("half_mse_gradients(x, y, 5.0, 1.0)[1]", db, 10.0)
table, targets = np.array([[1.0, 0.0, 2.0], [0.0, 3.0, 1.0]]), np.array([1.0, 2.0])
dw, db = half_mse_gradients(table, targets, np.array([1.0, 1.0, 1.0]), 0.0)
call = "half_mse_gradients([[1, 0, 2], [0, 3, 1]], [1, 2], [1, 1, 1], 0)"
check(call + "[0]", dw, np.array([1.0, 3.0, 3.0]))
check(call + "[1]", db, 2.0)
passed("half_mse_gradients")

# %% [markdown]
# ## Exercise 4: One step downhill
#
# The gradient points where the cost *rises* fastest, so every parameter moves **against** its
# derivative. The learning rate $\eta$ scales the step:
#
# $$p \leftarrow p - \eta\, \frac{\partial J}{\partial p}$$
#
# A model has several parameters (the weight and the bias here, dozens of arrays in a network), so
# the step works on a list of them. All derivatives are taken at the old parameters; then all the
# parameters move.
#
# **Worked number.** With $\eta = 0.01$ the step from $w = 5$, $b = 1$ leads to
# $w = 5 - 0.4825 = 4.5175$ and $b = 1 - 0.1 = 0.9$.


# %% exercise="gradient_step" points=1
def gradient_step(params, grads, learning_rate):
    """Move every parameter one step against its gradient.

    The new value of each parameter is the old one minus learning_rate times its gradient.

    Parameters
    ----------
    params : list of arrays of any shape, or of numbers
        The parameters, floating point or integer. Neither the list nor its arrays are changed.
    grads : list or tuple as long as params
        The gradient of each parameter, in the same order and of the parameter's shape. Not changed.
    learning_rate : float
        The factor that scales the step, positive.

    Returns
    -------
    list
        The new parameters: a new list, in the same order, each item with the shape of its
        parameter and in floating point.

    Examples
    --------
    >>> print(gradient_step([2.0, 1.0], [4.0, -2.0], 0.25))
    [1.0, 1.5]
    """
    raise NotImplementedError


# %% check="gradient_step"
new_w, new_b = gradient_step([5.0, 1.0], [48.25, 10.0], 0.01)
check("gradient_step([5.0, 1.0], [48.25, 10.0], 0.01)[0]", new_w, 4.5175)
check("gradient_step([5.0, 1.0], [48.25, 10.0], 0.01)[1]", new_b, 0.9)
new = gradient_step([np.array([1, 2, 3]), 0], [np.array([2, -2, 0]), 1], 0.5)
call = "gradient_step([np.array([1, 2, 3]), 0], [np.array([2, -2, 0]), 1], 0.5)"
check(call + "[0]", new[0], np.array([0.0, 3.0, 3.0]))
check(call + "[1]", new[1], -0.5)
passed("gradient_step")

# %% [markdown]
# ## Exercise 5: Fit a line
#
# Now the loop. An **epoch** is one pass over the data; here each epoch uses all samples for one
# update. Record the cost on the way: it is the first thing to look at when training goes wrong.
#
# **Worked number.** The costs of the first two epochs from $w = 5$, $b = 1$ with $\eta = 0.01$ are
# $65.75$, which you know, and $43.72$: one step has removed a third of the cost. A third epoch
# would begin at $29.11$.


# %% exercise="fit_linear" points=3
def fit_linear(x, y, w, b, learning_rate, epochs):
    """Fit a linear model by gradient descent, with one update from all samples in each epoch.

    In each epoch the cost `half_mse` is recorded, then w and b each move by minus learning_rate
    times their derivative; both derivatives are taken before either has moved.

    Parameters
    ----------
    x : array of shape (n, d) or (n,)
        The samples, as in `predict`. Not changed.
    y : array of shape (n,)
        The targets. Not changed.
    w : array of shape (d,), or a number where x has shape (n,)
        The weights to start from, floating point or integer. Not changed.
    b : number
        The bias to start from.
    learning_rate : float
        The factor that scales the step, positive.
    epochs : int
        The number of updates, at least 1.

    Returns
    -------
    (w, b, costs) : tuple
        The weights after the last update, of the shape of the given w; the bias, a number; and the
        costs, a list or array of length epochs. costs[i] is the cost before update i, so costs[0]
        is that of the given w and b.

    Examples
    --------
    >>> w, b, costs = fit_linear(np.array([1.0, 2.0]), np.array([2.0, 0.0]), 1.0, 0.0, 0.5, 1)
    >>> print(w, b, len(costs), costs[0])
    0.25 -0.25 1 1.25
    """
    raise NotImplementedError


# %% check="fit_linear"
w, b, costs = fit_linear(x, y, 5.0, 1.0, 0.01, 1)
check("fit_linear(x, y, 5.0, 1.0, 0.01, 1)[0]", w, 4.5175)
check("fit_linear(x, y, 5.0, 1.0, 0.01, 1)[1]", b, 0.9)
check("fit_linear(x, y, 5.0, 1.0, 0.01, 1)[2]", costs, np.array([65.75]))
w, b, costs = fit_linear(x, y, 5.0, 1.0, 0.01, 3)
check("fit_linear(x, y, 5.0, 1.0, 0.01, 3)[2]", costs, np.array([65.75, 43.7215, 29.1077]), 1e-4)
passed("fit_linear")

# %% tags=["demonstration"]
figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4.5))
left.plot(x, y, "ko", label="samples")
ends = np.array([0.0, 7.0])
for epochs, colour, style in ((1, "C0", ":"), (3, "C1", "-."), (10, "C4", "--"), (1000, "C2", "-")):
    w, b, _ = fit_linear(x, y, 5.0, 1.0, 0.01, epochs)
    label = f"after {epochs} epoch{'s' * (epochs > 1)}"
    left.plot(ends, predict(ends, w, b), style, color=colour, label=label)
left.set(title="The line during training", xlabel="x", ylabel="y and prediction")
left.legend()
right.plot(fit_linear(x, y, 5.0, 1.0, 0.01, 30)[2], ".-")
right.set(title="Cost before each update", xlabel="epoch", ylabel="cost J (logarithmic)")
right.set_yscale("log")
figure.tight_layout()
plt.show()

# %% [markdown]
# **The picture in words.** On the left, the line becomes less steep with training: at $x = 7$ it is
# at 33 after one epoch, at 27 after three and at 20 after ten. After 1000 epochs it runs through
# the samples. On the right, the cost falls from 65.75 to 0.5 within 14 epochs and is nearly
# constant at the end, at 0.29.
#
# The cost falls fast at first and then hardly at all: the slope of the line is soon about right,
# while the bias changes very slowly. Exercise 8 shows why, and what helps. (Assignment 02 finds the
# same line at once, from one equation, and computes the learning rate above which the cost of these
# four samples grows: 0.1078.)
#
# ## Exercise 6: Descent on any function
#
# Nothing in the loop is specific to lines. All it needs is a function that gives the gradient at a
# point $\theta$ ("theta", the name for all parameters together):
#
# $$\theta_{t+1} = \theta_t - \eta\, \nabla f(\theta_t)$$
#
# This time keep every point, so that the path can be drawn.
#
# **Worked number.** $f(\theta) = \theta^2 / 2$ has the gradient $\theta$. With $\eta = 0.5$ each
# step halves $\theta$: three steps lead from 8 via 4 and 2 to 1.


# %% exercise="gradient_descent" points=2
def gradient_descent(gradient, theta, learning_rate, steps):
    """Walk downhill from theta and return every point on the way.

    Each point is the one before minus learning_rate times the gradient there. All steps are taken,
    whatever the gradient is.

    Parameters
    ----------
    gradient : function
        gradient(theta) returns the gradient at theta, of the shape of theta.
    theta : array of any shape, or a number
        The starting point, floating point or integer. Not changed.
    learning_rate : float
        The factor that scales the step, positive.
    steps : int
        The number of steps, 0 or more.

    Returns
    -------
    list of arrays of the shape of theta, or of numbers
        The trajectory: steps + 1 points, from the starting point to the one that the last step
        reaches. A single array with the points along its first axis is also accepted.

    Examples
    --------
    >>> [float(point) for point in gradient_descent(lambda theta: 2 * theta, 4.0, 0.25, 2)]
    [4.0, 2.0, 1.0]
    """
    raise NotImplementedError


# %% check="gradient_descent"
points = gradient_descent(lambda theta: theta, 8.0, 0.5, 3)
check("gradient_descent(lambda theta: theta, 8.0, 0.5, 3)", points, [8.0, 4.0, 2.0, 1.0])
points = gradient_descent(lambda theta: np.array([2.0, -4.0]), np.array([0.0, 1.0]), 0.5, 2)
check(
    "gradient_descent(lambda theta: np.array([2.0, -4.0]), np.array([0.0, 1.0]), 0.5, 2)",
    points,
    np.array([[0.0, 1.0], [-1.0, 3.0], [-2.0, 5.0]]),
)
check(
    "len(gradient_descent(lambda theta: theta, 8.0, 0.5, 10))",
    len(gradient_descent(lambda theta: theta, 8.0, 0.5, 10)),
    11,
)
passed("gradient_descent")

# %% [markdown]
# How large should the learning rate be? Here are three walks of 12 steps down the same valley,
# $f(\theta) = \theta^2/2$. Each step multiplies $\theta$ by $1 - \eta$.

# %% tags=["demonstration"]
rates = {"too small: 0.05": 0.05, "good: 0.6": 0.6, "too large: 2.03": 2.03}
figure, panels = plt.subplots(1, 4, figsize=(14, 4))
theta = np.linspace(-13, 13, 200)
looks = ("C0", "o-"), ("C1", "^--"), ("C4", "x-.")
for panel, (name, rate), (colour, style) in zip(panels, rates.items(), looks, strict=False):
    path = np.array(gradient_descent(lambda theta: theta, -8.0, rate, 12))
    panel.plot(theta, theta**2 / 2, color="0.7", label="loss")
    panel.plot(path, path**2 / 2, ".-", color=colour, linewidth=1, label="path")
    panel.plot(path[0], path[0] ** 2 / 2, "ks", label="start")
    panel.set(title=name, xlabel=r"$\theta$", ylabel="loss", ylim=(-5, 130))
    panel.legend(loc="upper center")
    panels[3].semilogy(path**2 / 2, style, color=colour, markersize=4, label=name)
panels[3].set(title="Loss along the paths", xlabel="step", ylabel="loss (logarithmic)")
panels[3].legend(loc="lower left")
figure.tight_layout()
plt.show()

# %% [markdown]
# **The picture in words.** Three walks of 12 steps on the same parabola, from $\theta = -8$. With
# 0.05 the walk stays on its side and ends at $-4.3$; with 0.6 it is at the bottom after a few
# steps; with 2.03 it jumps from side to side and climbs. In the fourth plot the loss begins at 32;
# it falls to 9.3, falls to $10^{-8}$, and rises to 65.
#
# A learning rate that is too small gets there, but takes a long time. One that is too large steps
# across the valley and lands higher on the other side, where the gradient is greater still. In
# between it works.
#
# **Predict before you run.** With the rate 0.1 it takes 64 steps from $-8$ until $|\theta|$ is
# below 0.01. How many does it take with the rate 1.9? Write your guess, then run both cells.

# %% tags=["demonstration"]
my_guess = 3

# %% tags=["demonstration"]
for rate in (0.1, 1.9):
    path = np.array(gradient_descent(lambda theta: theta, -8.0, rate, 200))
    print(f"rate {rate}: {np.argmax(abs(path) < 0.01)} steps")
print(f"your guess {my_guess}")

# %% [markdown]
# $1 - \eta$ is $0.9$ for the one and $-0.9$ for the other: both come nearer by a tenth in each
# step, but the second one jumps from side to side. The next cell draws this walk, and the slider
# any other.

# %% tags=["demonstration"]


def show_walk(rate):
    """Draw 12 steps of gradient descent on theta**2 / 2, and the loss along the path."""
    path = np.array(gradient_descent(lambda theta: theta, -8.0, rate, 12))
    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 4))
    left.plot(theta, theta**2 / 2, color="0.7", label="loss")
    left.plot(path, path**2 / 2, ".-", color="C0", linewidth=1, label="path")
    left.plot(path[0], path[0] ** 2 / 2, "ks", label="start")
    left.set(title=f"Learning rate {rate:.2f}", xlabel=r"$\theta$", ylabel="loss")
    left.set(xlim=(-13, 13), ylim=(-5, 90))
    left.legend(loc="upper center")
    right.semilogy(np.maximum(path**2 / 2, 1e-6), ".-", color="C0")
    right.set(title="Loss along the path", xlabel="step", ylabel="loss (logarithmic)")
    right.set_ylim(1e-6, 1e3)
    figure.tight_layout()
    plt.show()


show_walk(1.9)

# %% tags=["demonstration"]
try:
    import ipywidgets
except ImportError:
    print("Install ipywidgets to move a slider here.")
else:
    slider = ipywidgets.FloatSlider(
        1.9, min=0.05, max=2.1, step=0.05, continuous_update=False, description="rate"
    )
    ipywidgets.interact(show_walk, rate=slider)

# %% [markdown]
# **The picture in words.** With the rate 1.9 the walk jumps from side to side, each time a tenth
# closer to the bottom. On the logarithmic scale its loss is a straight line that falls slowly, from
# 32 to 2.6 in 12 steps.
#
# ## Exercise 7: The numerical gradient
#
# It is easy to get a factor or a sign wrong when you derive a gradient by hand. A second opinion
# takes a few lines of code: move one parameter a little up and a little down, and see how much $f$
# changes.
#
# $$\frac{\partial f}{\partial \theta_k} \approx
# \frac{f(\theta + h\, e_k) - f(\theta - h\, e_k)}{2h}$$
#
# where $e_k$ is 1 at position $k$ and 0 elsewhere. Looking to both sides is what makes this
# *central* difference exact up to terms of order $h^2$. It takes two calls of $f$ for each
# parameter: fine for a test, hopeless for training a network with a million parameters.
#
# **Worked number.** For $f(\theta) = \theta^3$ at $\theta = 2$ with the coarse step $h = 0.5$ it is
# $(15.625 - 3.375) / 1 = 12.25$; the derivative is 12. With $h = 10^{-5}$ the two agree to ten
# digits.


# %% exercise="numerical_gradient" points=3 without=["scipy.optimize.approx_fprime"]
def numerical_gradient(f, theta, h=1e-5):
    """Approximate the gradient of f at theta by central differences.

    For each element: f with that element h higher minus f with it h lower, all other elements
    unchanged, divided by 2h. Neither this function nor any function it calls may use
    `scipy.optimize.approx_fprime`.

    Parameters
    ----------
    f : function
        f(theta) returns a number for an array of the shape of theta.
    theta : array of any shape
        The point, floating point (also float32) or integer. Not changed, not even for a moment:
        pass new arrays to f, in double precision.
    h : float
        The distance that an element is moved, positive.

    Returns
    -------
    array of the shape of theta
        The approximate gradient, in floating point.

    Examples
    --------
    >>> print(numerical_gradient(lambda t: float(t[0] * t[1] ** 2), np.array([3.0, 2.0]), h=0.5))
    [ 4. 12.]
    """
    raise NotImplementedError


# %% check="numerical_gradient"
check(
    "numerical_gradient(lambda t: np.sum(t**3), np.array([2.0]), h=0.5)",
    numerical_gradient(lambda t: np.sum(t**3), np.array([2.0]), h=0.5),
    np.array([12.25]),
)
check(
    "numerical_gradient(lambda t: np.sum(t**3), np.array([2.0]))",
    numerical_gradient(lambda t: np.sum(t**3), np.array([2.0])),
    np.array([12.0]),
    1e-8,
)
check(
    "numerical_gradient(lambda t: half_mse(x, y, t[0], t[1]), np.array([5.0, 1.0]))",
    numerical_gradient(lambda t: half_mse(x, y, t[0], t[1]), np.array([5.0, 1.0])),
    np.array([48.25, 10.0]),
)
passed("numerical_gradient")

# %% [markdown]
# Your function can check any gradient. In assignment 04 two gradients of losses are worked out by
# hand. The next cell holds both losses and their gradients; paste **your own of 04** in their
# place.

# %% tags=["demonstration"]


def mse(y_true, y_pred):
    """The mean squared error of 04."""
    return np.mean(np.square(y_pred - y_true))


def mse_grad(y_true, y_pred):
    """Its gradient with respect to y_pred."""
    return (y_pred - y_true) * 2 / np.size(y_true)


def binary_cross_entropy(y_true, p):
    """The binary cross-entropy of 04, for p strictly between 0 and 1."""
    return -np.mean(np.log(np.where(y_true == 1, p, 1 - p)))


def binary_cross_entropy_grad(y_true, p):
    """Its gradient with respect to p."""
    return np.where(y_true == 1, -1 / p, 1 / (1 - p)) / np.size(p)


# %% tags=["demonstration"]
targets, labels = np.array([1.0, -2.0, 0.5]), np.array([1, 0, 1])
outputs, chances = np.array([0.8, -1.5, 2.0]), np.array([0.7, 0.2, 0.1])
for name, loss, gradient, truth, said in (
    ("mse", mse, mse_grad, targets, outputs),
    ("binary_cross_entropy", binary_cross_entropy, binary_cross_entropy_grad, labels, chances),
    ("mse, forgetting the 2", mse, lambda y, p: mse_grad(y, p) / 2, targets, outputs),
):
    measured = numerical_gradient(lambda values, loss=loss, y=truth: loss(y, values), said)
    difference = np.max(abs(gradient(truth, said) - measured))
    print(f"{name:22} greatest difference {difference:.0e}")

# %% [markdown]
# The two right gradients differ from the numerical ones by rounding only. The wrong one differs by
# about as much as a derivative itself: such a mistake cannot hide.
#
# ## Exercise 8: Standardise
#
# Features come in different units: metres here, thousands of euros there. If the values of one
# feature are far larger than those of another, the cost is a narrow valley, and a learning rate
# that suits one weight is too large or too small for the other. So bring all columns to the same
# scale:
#
# $$x' = \frac{x - \mu}{\sigma}$$
#
# with each column's mean $\mu$ and standard deviation $\sigma$ (the population standard deviation,
# with $1/n$, which is the default of `np.std`). Note two things:
#
# * $\mu$ and $\sigma$ are those of the **training set**, for any other data as well. The model must
#   see new data in the units in which it was trained, and no information about the test set may
#   leak into training.
# * A column that is constant in the training set has $\sigma = 0$. Subtract the mean only.
#
# **Worked number.** A column 1, 3 has the mean 2 and the standard deviation 1, so it becomes
# $-1, 1$. A 5 in the test set becomes 3.


# %% exercise="standardize" points=2 without=["scipy.stats.zscore"]
def standardize(train, other):
    """Scale the columns of two data sets by mean and standard deviation of the training set.

    Each value becomes (value - mean) / std, with the mean and the population standard deviation
    (divided by n) of its column in train. A column that is constant in train becomes value - mean
    in both results. Neither this function nor any function it calls may use `scipy.stats.zscore`.

    Parameters
    ----------
    train : array of shape (n, d)
        The training set, samples in rows, of any numeric dtype. A column is either constant or has
        a standard deviation of at least 1e-6, so that less may count as constant. Not changed.
    other : array of shape (m, d)
        Other data, such as a test set. Not changed.

    Returns
    -------
    (train, other) : tuple of arrays of shape (n, d) and (m, d)
        Both scaled, in floating point.

    Examples
    --------
    >>> train, other = standardize(np.array([[10.0], [30.0]]), np.array([[20.0], [60.0]]))
    >>> print(train.ravel(), other.ravel())
    [-1.  1.] [0. 4.]
    """
    raise NotImplementedError


# %% check="standardize"
train, other = np.array([[1.0, 7.0], [3.0, 7.0]]), np.array([[5.0, 9.0]])
scaled_train, scaled_other = standardize(train, other)
call = "standardize([[1, 7], [3, 7]], [[5, 9]])"
check(call + "[0]", scaled_train, np.array([[-1.0, 0.0], [1.0, 0.0]]))
check(call + "[1]", scaled_other, np.array([[3.0, 2.0]]))
passed("standardize")

# %% [markdown]
# This is what standardising achieves. The plots show the cost of our four samples over the plane
# of $w$ and $b$, with `x` as it is and with `x` standardised. Both walks start at $w = 5$, $b = 1$
# and take 40 steps.

# %% tags=["demonstration"]
figure, panels = plt.subplots(1, 2, figsize=(11, 6.5))
scaled_x = standardize(x[:, np.newaxis], x[:, np.newaxis])[0][:, 0]
cases = (("x as it is", x, 0.05), ("x standardised", scaled_x, 0.2))
for panel, (name, feature, rate) in zip(panels, cases, strict=True):

    def slopes_at(theta, feature=feature):
        """Return the gradient of the cost as one array."""
        return np.array(half_mse_gradients(feature, y, theta[0], theta[1]))

    path = np.array(gradient_descent(slopes_at, np.array([5.0, 1.0]), rate, 40))
    w_axis, b_axis = np.linspace(-3, 9, 80), np.linspace(-2, 12, 80)
    cost = [[half_mse(feature, y, w, b) for w in w_axis] for b in b_axis]
    levels = [0.2, 1, 3, 8, 16, 30, 60, 120, 240]
    panel.contour(w_axis, b_axis, cost, levels=levels, colors="0.8", linewidths=1)
    panel.plot(*path.T, ".-", linewidth=1, label=f"40 steps, learning rate {rate}")
    panel.plot(*path[0], "ks", label="start")
    panel.plot(*np.polyfit(feature, y, 1), "k*", markersize=12, label="minimum")
    panel.set(title=name, xlabel="weight $w$", ylabel="bias $b$", aspect="equal")
    panel.legend(loc="lower left", fontsize=9)
figure.suptitle("The same data, two valleys (grey: lines of equal cost)")
figure.tight_layout()
plt.show()

# %% [markdown]
# **The picture in words.** On the left, the lines of equal cost are long, narrow ellipses. One step
# leads from (5, 1) down to the floor, and 40 steps end at (2.3, 0.9), about halfway from there to
# the minimum at (2.1, 1.9). On the right they are circles, and the walk goes straight to the
# minimum at (4, 9.75).
#
# With `x` as it is, the valley is steep across and flat along: the walk drops to the floor at once
# and then creeps along it. With `x` standardised, the lines of equal cost are circles, the step
# against the gradient leads straight to the minimum, and the learning rate may be larger.
#
# ## Exercise 9: Mean normalisation
#
# A close relative of standardisation divides by the width of a column instead:
#
# $$x' = \frac{x - \mu}{\max - \min}$$
#
# Again, mean, maximum and minimum are those of the training set, and from a constant column only
# the mean is subtracted.
#
# **Worked number.** A column 1, 1, 4 has the mean 2 and the width 3, so it becomes
# $-\frac13, -\frac13, \frac23$. A 5 in the test set becomes 1.


# %% exercise="mean_normalize" points=2
def mean_normalize(train, other):
    """Scale the columns of two data sets by mean and width of the training set.

    Each value becomes (value - mean) / (max - min), with the mean, maximum and minimum of its
    column in train. A column that is constant in train becomes value - mean in both results.

    Parameters
    ----------
    train : array of shape (n, d)
        The training set, samples in rows, of any numeric dtype. A column is either constant or has
        a width of at least 1e-6, so that less may count as constant. Not changed.
    other : array of shape (m, d)
        Other data, such as a test set. Not changed.

    Returns
    -------
    (train, other) : tuple of arrays of shape (n, d) and (m, d)
        Both scaled, in floating point.

    Examples
    --------
    >>> train, other = mean_normalize(np.array([[10.0], [30.0]]), np.array([[20.0], [60.0]]))
    >>> print(train.ravel(), other.ravel())
    [-0.5  0.5] [0. 2.]
    """
    raise NotImplementedError


# %% check="mean_normalize"
train, other = np.array([[1.0, 7.0], [1.0, 7.0], [4.0, 7.0]]), np.array([[5.0, 9.0]])
scaled_train, scaled_other = mean_normalize(train, other)
call = "mean_normalize([[1, 7], [1, 7], [4, 7]], [[5, 9]])"
check(call + "[0]", scaled_train, np.array([[-1 / 3, 0.0], [-1 / 3, 0.0], [2 / 3, 0.0]]))
check(call + "[1]", scaled_other, np.array([[1.0, 2.0]]))
passed("mean_normalize")

# %% [markdown]
# ## Exercise 10: Split the data
#
# A model is trained on one part of the data and evaluated on another. Chance must decide which
# sample goes where, or the parts will differ: data often come sorted. So shuffle the indices
# $0, \dots, n-1$ once, then cut.
#
# Everything random in this course takes a generator `rng`, made by `np.random.default_rng(seed)`,
# and uses no other source of randomness. Anyone who knows the seed can repeat the experiment.
#
# **Worked number.** 10 samples with the fractions 0.8 and 0.2 give parts of about 8 and 2 indices.
# The size of a part may differ from its fraction of $n$ by at most one.


# %% exercise="split_indices" points=2
def split_indices(n, fractions, rng):
    """Split the indices 0..n-1 at random into parts of given fractions.

    One random permutation of 0..n-1 is cut into consecutive parts. The parts are disjoint and
    together hold every index; the size of each part, including the last one, differs from
    fraction * n by at most one.

    Parameters
    ----------
    n : int
        The number of samples, at least 1.
    fractions : list of numbers
        The share of each part; positive numbers that add up to 1. Not changed.
    rng : np.random.Generator
        The only source of randomness: the same generator state gives the same split.

    Returns
    -------
    list of arrays of shape (size of the part,)
        One array of indices for each fraction, in the order of the fractions.

    Examples
    --------
    >>> parts = split_indices(10, [0.5, 0.5], np.random.default_rng(0))
    >>> print(sorted(int(i) for part in parts for i in part))
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
    """
    raise NotImplementedError


# %% check="split_indices"
parts = split_indices(10, [0.8, 0.2], np.random.default_rng(1))
call = "split_indices(10, [0.8, 0.2], np.random.default_rng(1))"
check(f"len({call})", len(parts), 2)
check(f"sorted(np.concatenate({call}))", sorted(np.concatenate(parts)), np.arange(10))
check(f"7 <= len({call}[0]) <= 9", 7 <= len(parts[0]) <= 9, True)
again = split_indices(10, [0.8, 0.2], np.random.default_rng(1))
check(f"{call}[1], a second time", again[1], parts[1])
passed("split_indices")

# %% [markdown]
# ## Exercise 11: Mini-batches
#
# Using all of a million samples for one update is a waste: a hundred of them give nearly the same
# direction. So cut the data into **batches** and make an update from each. With all samples in one
# batch this is *batch* gradient descent, with one sample per batch it is *stochastic* gradient
# descent, and everything in between is *mini-batch* gradient descent.
#
# In every epoch the samples are shuffled again, and every sample is used exactly once. If the batch
# size does not divide $n$, the last batch is smaller; it is not thrown away.
#
# **Worked number.** 11 samples in batches of 4 give the sizes 4, 4 and 3.


# %% exercise="minibatches" points=2
def minibatches(n, batch_size, rng):
    """Cut the indices 0..n-1 at random into batches.

    One random permutation of 0..n-1 is cut into consecutive batches. Each has batch_size indices,
    except the last one, which has what remains and may be smaller.

    Parameters
    ----------
    n : int
        The number of samples, at least 1.
    batch_size : int
        The number of samples in a batch, at least 1; it may be greater than n.
    rng : np.random.Generator
        The only source of randomness: the same generator state gives the same batches.

    Returns
    -------
    list of arrays of shape (batch_size,), the last one possibly smaller
        The indices of each batch.

    Examples
    --------
    >>> print([len(batch) for batch in minibatches(7, 3, np.random.default_rng(0))])
    [3, 3, 1]
    """
    raise NotImplementedError


# %% check="minibatches"
batches = minibatches(11, 4, np.random.default_rng(1))
call = "minibatches(11, 4, np.random.default_rng(1))"
check(f"[len(batch) for batch in {call}]", [len(batch) for batch in batches], [4, 4, 3])
check(f"sorted(np.concatenate({call}))", sorted(np.concatenate(batches)), np.arange(11))
check(
    "len(minibatches(3, 10, np.random.default_rng(1)))",
    len(minibatches(3, 10, np.random.default_rng(1))),
    1,
)
passed("minibatches")

# %% [markdown]
# ## Exercise 12: Updates in an epoch
#
# Every batch gives one update, so their number is
#
# $$\left\lceil \frac{n}{\text{batch size}} \right\rceil$$
#
# where the brackets mean rounding up: the smaller batch at the end counts too.
#
# **Worked number.** 200 samples in batches of 5 give 40 updates. One more sample makes it 41.


# %% exercise="updates_per_epoch" points=1
def updates_per_epoch(n, batch_size):
    """Return the number of updates in one epoch.

    It is n / batch_size, rounded up.

    Parameters
    ----------
    n : int
        The number of samples, at least 1.
    batch_size : int
        The number of samples in a batch, at least 1; it may be greater than n.

    Returns
    -------
    int
        The number of updates.

    Examples
    --------
    >>> print(updates_per_epoch(10, 4))
    3
    """
    raise NotImplementedError


# %% check="updates_per_epoch"
check("updates_per_epoch(200, 5)", updates_per_epoch(200, 5), 40)
check("updates_per_epoch(201, 5)", updates_per_epoch(201, 5), 41)
check("updates_per_epoch(11, 4)", updates_per_epoch(11, 4), 3)
passed("updates_per_epoch")

# %% [markdown]
# ## Exercise 13: Updates in a whole training run
#
# A training run is a number of epochs, each with all its batches; no batch spans two epochs.
#
# **Worked number.** 200 samples in batches of 5 for 1,000 epochs give 40,000 updates.


# %% exercise="total_updates" points=1
def total_updates(n, batch_size, epochs):
    """Return the number of updates in a whole training run.

    It is the number of updates in one epoch times the number of epochs.

    Parameters
    ----------
    n : int
        The number of samples, at least 1.
    batch_size : int
        The number of samples in a batch, at least 1; it may be greater than n.
    epochs : int
        The number of epochs, at least 1.

    Returns
    -------
    int
        The number of updates.

    Examples
    --------
    >>> print(total_updates(10, 5, 3))
    6
    """
    raise NotImplementedError


# %% check="total_updates"
check("total_updates(200, 5, 1000)", total_updates(200, 5, 1000), 40000)
check("total_updates(11, 4, 2)", total_updates(11, 4, 2), 6)
passed("total_updates")

# %% [markdown]
# Now compare three batch sizes with the same learning rate, on 200 noisy samples of a plane, with
# two features. The left plot shows the cost against the epochs, that is, passes over the data; the
# right one shows the path of the two weights.


# %% tags=["demonstration"]
def train_in_batches(x, y, batch_size, learning_rate, epochs, rng):
    """Fit a linear model with batches; return the parameters after every update."""
    params = [np.zeros(x.shape[1]), 0.0]
    path = [params]
    for _epoch in range(epochs):
        for batch in minibatches(len(x), batch_size, rng):
            grads = half_mse_gradients(x[batch], y[batch], *params)
            params = gradient_step(params, grads, learning_rate)
            path.append(params)
    return path


noise = np.random.default_rng(5)
many_x = noise.normal(size=(200, 2))
many_y = predict(many_x, np.array([2.0, -1.0]), 0.5) + noise.normal(size=200)

figure, (left, right) = plt.subplots(1, 2, figsize=(12, 5))
sizes = {"stochastic (1)": 1, "mini-batch (20)": 20, "batch (200)": 200}
looks = ("C1", "-"), ("C2", "--"), ("C0", "-.")
for (name, size), (colour, style) in zip(sizes.items(), looks, strict=True):
    path = train_in_batches(many_x, many_y, size, 0.05, 12, np.random.default_rng(1))
    costs = [half_mse(many_x, many_y, *params) for params in path]
    passes = np.arange(len(path)) / updates_per_epoch(200, size)
    left.plot(passes, costs, style, color=colour, linewidth=1, label=name)
    right.plot(*np.array([w for w, _ in path]).T, style, color=colour, linewidth=1, label=name)
right.plot(2.0, -1.0, "k*", markersize=12, label="true weights")
left.set(title="Cost of all samples", xlabel="epochs", ylabel="cost J")
right.set(title="Path of the weights", xlabel="weight $w_0$", ylabel="weight $w_1$")
left.legend(title="batch size")
right.legend()
figure.tight_layout()
plt.show()

# %% [markdown]
# **The picture in words.** On the left, the cost begins near 3. With batches of one it is near 0.5
# within the first epoch and then trembles; with batches of 20 it gets there smoothly in about six;
# with all samples it is still at 1.3 after twelve. On the right, the path for batches of one turns
# into a large knot around the true weights (2, -1); that for batches of 20 ends close to them, and
# that for all samples ends before it is halfway.
#
# Batch gradient descent walks straight but makes only one step per epoch. Stochastic gradient
# descent is down within the first epoch and then jitters around the minimum, because each sample
# pulls in its own direction. Mini-batches are nearly as fast as stochastic and nearly as steady as
# batch gradient descent.
#
# So far we have counted epochs. What does a step cost in time?
#
# **Predict before you run.** How many times as long does the gradient of 1,000 samples take as that
# of one sample, with your `half_mse_gradients`? Write your guess, then run both cells.

# %% tags=["demonstration"]
my_guess = 1000

# %% tags=["demonstration"]


def seconds_per_step(x, y, size, repeats=200):
    """Return the time that the gradient of the first `size` samples takes: the median of many."""
    weights, times = np.zeros(x.shape[1]), []
    for _ in range(repeats):
        began = time.perf_counter()
        half_mse_gradients(x[:size], y[:size], weights, 0.0)
        times.append(time.perf_counter() - began)
    return np.median(times)


large_x = noise.normal(size=(10_000, 10))
large_y = predict(large_x, np.linspace(-1, 1, 10), 0.5) + noise.normal(size=10_000)
ratio = seconds_per_step(large_x, large_y, 1000) / seconds_per_step(large_x, large_y, 1)
print(f"your guess {my_guess}, measured on this computer: {ratio:.1f} times")

# %% tags=["demonstration"]
batch_sizes = np.array([1, 10, 100, 1000, 10_000])
step_times = np.array([seconds_per_step(large_x, large_y, size) for size in batch_sizes])
least = half_mse(large_x, large_y, *train_in_batches(large_x, large_y, 10_000, 0.5, 100, noise)[-1])

figure, (left, right) = plt.subplots(1, 2, figsize=(12, 4.5))
left.loglog(batch_sizes, step_times * 10_000 / batch_sizes * 1000, "o-")
left.set(title="Gradients of 10,000 samples", xlabel="batch size", ylabel="time (ms)")
for size, epochs, colour, style in (
    (1, 1, "C1", "-"),
    (100, 3, "C2", "--"),
    (10_000, 150, "C0", "-."),
):
    path = train_in_batches(large_x, large_y, size, 0.05, epochs, np.random.default_rng(1))
    steps = np.unique(np.geomspace(1, len(path) - 1, 120).astype(int))
    excess = [half_mse(large_x, large_y, *path[step]) - least for step in steps]
    times = steps * step_times[batch_sizes == size] * 1000
    right.loglog(times, np.maximum(excess, 1e-7), style, color=colour, label=f"{size:,}")
right.set(title="Descent in time", xlabel="time (ms)", ylabel="cost above the least one")
right.legend(title="batch size")
figure.tight_layout()
plt.show()

# %% [markdown]
# **The pictures in words.** The larger the batch, the less time the same 10,000 samples take: NumPy
# works on a whole batch at once (*vectorisation*), and most of the time of a small batch goes into
# the call itself. A step with a batch of 100 takes hardly longer than a step with one sample, but
# it has far less noise, so in the same time it gets much lower. The steps with all samples get
# lowest in the end, but the first of them comes late, and each takes longer.
#
# A batch of one has a use of its own: samples that come one after another, such as today's prices.
# The model takes one step for each and need not store it. This is **online learning**, and it
# follows a rule that changes. Here the true weight is 2 for 300 samples, and then -1.

# %% tags=["demonstration"]
stream_x = noise.normal(size=600)
true_w = np.where(np.arange(600) < 300, 2.0, -1.0)
stream_y = true_w * stream_x + noise.normal(scale=0.3, size=600)
params, learned = [0.0, 0.0], []
for now in range(600):
    grads = half_mse_gradients(stream_x[[now]], stream_y[[now]], *params)
    params = gradient_step(params, grads, 0.05)
    learned.append(params[0])
plt.figure(figsize=(7, 4))
plt.plot(true_w, "k:", label="true weight")
plt.plot(learned, "C0", label="learned online, rate 0.05")
plt.title("One step for each sample as it comes")
plt.xlabel("number of the sample")
plt.ylabel("weight w")
plt.legend()
plt.show()

# %% [markdown]
# **The picture in words.** The true weight is a step, from 2 down to $-1$ at sample 300. The
# learned weight follows it with a delay and jitters a little.
#
# The learned weight is near 2 after about a hundred samples, and soon after the change it is near
# -1.
#
# ## Exercise 14: The gradient of logistic regression
#
# For labels 0 and 1 the linear model is followed by a sigmoid, which turns any number $z$ (the
# *logit*) into a probability:
#
# $$p_i = \sigma(z_i) = \frac{1}{1 + e^{-z_i}}, \qquad z_i = x_i \cdot w + b$$
#
# The cost is the mean binary cross-entropy
# $-\frac1n \sum_i \left[ y_i \log p_i + (1 - y_i) \log(1 - p_i) \right]$. Its derivatives turn out
# to look just like those of the linear model, with $p_i$ in place of the prediction:
#
# $$\frac{\partial J}{\partial w_k} = \frac1n \sum_{i=1}^{n} (p_i - y_i)\, x_{ik}, \qquad
# \frac{\partial J}{\partial b} = \frac1n \sum_{i=1}^{n} (p_i - y_i)$$
#
# **Worked number.** For $x = (1, 3, 2, 4)$, labels $0, 1, 1, 1$ and $w = b = 0$, all probabilities
# are $\frac12$, so the errors are $\frac12, -\frac12, -\frac12, -\frac12$, and the derivatives are
# $(0.5 - 1.5 - 1 - 2)/4 = -1$ and $-0.25$.


# %% exercise="logistic_gradients" points=2
def logistic_gradients(x, y, w, b):
    """Return the derivatives of the mean binary cross-entropy of a logistic model.

    The logit of a sample is the sum of its features times their weights, plus b; its probability
    is the sigmoid of the logit, 1 / (1 + exp(-logit)). With error = probability - y: dw is the
    mean over the samples of error times x, feature by feature; db is the mean of the error.

    Parameters
    ----------
    x : array of shape (n, d) or (n,)
        The samples, as in `predict`. The logits are between -500 and 500; the function must give
        no warning. Not changed.
    y : array of shape (n,)
        The labels, 0 or 1, of any numeric dtype. Not changed.
    w : array of shape (d,), or a number where x has shape (n,)
        The weights. Not changed.
    b : number
        The bias.

    Returns
    -------
    (dw, db) : tuple
        dw has the shape of w: an array of shape (d,), or a number; db is a number.

    Examples
    --------
    >>> dw, db = logistic_gradients(np.array([2.0, 4.0]), np.array([1, 1]), 0.0, 0.0)
    >>> print(dw, db)
    -1.5 -0.5
    """
    raise NotImplementedError


# %% check="logistic_gradients"
few_x, few_labels = np.array([1.0, 3.0, 2.0, 4.0]), np.array([0.0, 1.0, 1.0, 1.0])
dw, db = logistic_gradients(few_x, few_labels, 0.0, 0.0)
check("logistic_gradients([1, 3, 2, 4], [0, 1, 1, 1], 0, 0)[0]", dw, -1.0)
check("logistic_gradients([1, 3, 2, 4], [0, 1, 1, 1], 0, 0)[1]", db, -0.25)
dw, db = logistic_gradients(few_x, few_labels, 0.0, np.log(3))
check("logistic_gradients([1, 3, 2, 4], [0, 1, 1, 1], 0, log 3)[0]", dw, -0.375)
check("logistic_gradients([1, 3, 2, 4], [0, 1, 1, 1], 0, log 3)[1]", db, 0.0)
dw, db = logistic_gradients(np.array([[1.0, 2.0]]), np.array([1]), np.array([0.0, 0.0]), 0.0)
check("logistic_gradients([[1, 2]], [1], [0, 0], 0)[0]", dw, np.array([-0.5, -1.0]))
passed("logistic_gradients")

# %% [markdown]
# ## Exercise 15: Fit a logistic model
#
# The loop is that of `fit_linear`; only the cost and the gradient differ. For the cost you may take
# the logarithms of $p$ and $1 - p$, or use the fact that the cost of one sample is
# $\log(1 + e^{z}) - y z$, where NumPy's `np.logaddexp` computes the logarithm without trouble for
# any $z$.
#
# **Worked number.** With $w = b = 0$ every probability is $\frac12$ and the cost is
# $\log 2 = 0.6931$. From there, one update with $\eta = 0.2$ on the four samples above leads to
# $w = 0.2$, $b = 0.05$.


# %% exercise="fit_logistic" points=3
def fit_logistic(x, y, w, b, learning_rate, epochs):
    """Fit a logistic model by gradient descent, with one update from all samples in each epoch.

    In each epoch the cost is recorded: the mean binary cross-entropy, that is, the mean over the
    samples of -log(p) where the label is 1 and of -log(1 - p) where it is 0, with natural
    logarithms. Then w and b each move by minus learning_rate times their derivative; both
    derivatives are taken before either has moved. All logits on the way are between -14 and 14, so
    it makes no difference whether probabilities are clipped to [1e-7, 1 - 1e-7].

    Parameters
    ----------
    x : array of shape (n, d) or (n,)
        The samples, as in `predict`. Not changed.
    y : array of shape (n,)
        The labels, 0 or 1, of any numeric dtype. Not changed.
    w : array of shape (d,), or a number where x has shape (n,)
        The weights to start from, floating point or integer. Not changed.
    b : number
        The bias to start from.
    learning_rate : float
        The factor that scales the step, positive.
    epochs : int
        The number of updates, at least 1.

    Returns
    -------
    (w, b, costs) : tuple
        The weights after the last update, of the shape of the given w; the bias, a number; and the
        costs, a list or array of length epochs. costs[i] is the cost before update i, so costs[0]
        is that of the given w and b.

    Examples
    --------
    >>> w, b, costs = fit_logistic(np.array([2.0, 4.0]), np.array([1, 1]), 0.0, 0.0, 0.5, 1)
    >>> print(w, b, len(costs), round(float(costs[0]), 4))
    0.75 0.25 1 0.6931
    """
    raise NotImplementedError


# %% check="fit_logistic"
w, b, costs = fit_logistic(few_x, few_labels, 0.0, 0.0, 0.2, 1)
check("fit_logistic([1, 3, 2, 4], [0, 1, 1, 1], 0, 0, 0.2, 1)[0]", w, 0.2)
check("fit_logistic([1, 3, 2, 4], [0, 1, 1, 1], 0, 0, 0.2, 1)[1]", b, 0.05)
check("fit_logistic([1, 3, 2, 4], [0, 1, 1, 1], 0, 0, 0.2, 1)[2]", costs, [0.69314718])
w, b, costs = fit_logistic(few_x, few_labels, 0.0, 0.0, 0.2, 50)
check("len(fit_logistic([1, 3, 2, 4], [0, 1, 1, 1], 0, 0, 0.2, 50)[2])", len(costs), 50)
check("the last of these costs is below the first", bool(costs[-1] < costs[0]), True)
passed("fit_logistic")

# %% [markdown]
# Here is a small but complete experiment with what you have built. The data (made up) are hours of
# study and whether an exam was passed. They are split and standardised, and a model is fitted on
# the training set and plotted with both sets.

# %% tags=["demonstration"]
chance = np.random.default_rng(3)
hours = chance.uniform(0, 40, size=(120, 1))
exam = (chance.uniform(size=120) < 1 / (1 + np.exp(-(hours[:, 0] - 18) / 4))).astype(int)
for_training, for_testing = split_indices(120, [0.75, 0.25], chance)
train_x, test_x = standardize(hours[for_training], hours[for_testing])
w, b, costs = fit_logistic(train_x, exam[for_training], np.zeros(1), 0.0, 0.5, 150)

figure, (left, right) = plt.subplots(1, 2, figsize=(12, 4.5))
left.plot(costs)
left.set(title="Training", xlabel="epoch", ylabel="mean binary cross-entropy", ylim=(0, 0.75))
axis = np.linspace(0, 40, 200)[:, np.newaxis]
curve = 1 / (1 + np.exp(-predict(standardize(hours[for_training], axis)[1], w, b)))
right.plot(axis, curve, label="fitted probability")
right.plot(hours[for_training], exam[for_training], "|", markersize=12, label="training set")
right.plot(hours[for_testing], exam[for_testing], "x", label="test set")
right.set(title="The fitted model", xlabel="study (hours)", ylabel="exam passed (1) or not (0)")
right.legend(loc="center right")
figure.tight_layout()
plt.show()

# %% [markdown]
# **The picture in words.** On the left, the cost falls from 0.69, fast at first, to 0.25. On the
# right, the probability rises in the form of an S from 0 to 1 and is one half between 18 and 19
# hours. Samples of both sets lie along the top and the bottom; between 12 and 27 hours there are
# both kinds.
#
# Why the cross-entropy, and not the squared error of the probabilities? Below are both costs of six
# samples, for a logistic model with one weight and no bias, and 60 steps on each, with the same
# learning rate and the same bad start.

# %% tags=["demonstration"]
six_x = np.array([-2.0, -1.0, -0.5, 0.5, 1.0, 2.0])
six_labels = np.array([0, 0, 1, 0, 1, 1])


def cross_entropy_cost(w):
    """Return the mean binary cross-entropy of the six samples."""
    z = six_x * w
    return np.mean(np.logaddexp(0, z) - six_labels * z)


def squared_cost(w):
    """Return the mean squared error of the six probabilities."""
    return np.mean((1 / (1 + np.exp(-six_x * w)) - six_labels) ** 2)


figure, (left, right) = plt.subplots(1, 2, figsize=(12, 4.5))
w_axis = np.linspace(-7, 7, 200)
for name, cost, colour, style in (
    ("cross-entropy", cross_entropy_cost, "C0", "-"),
    ("squared error", squared_cost, "C1", "--"),
):
    left.plot(w_axis, [cost(w) for w in w_axis], style, color=colour, label=name)
    path = gradient_descent(
        lambda w, cost=cost: numerical_gradient(cost, w), np.array([-6.0]), 0.5, 60
    )
    left.plot(path[0], cost(path[0]), "s", color=colour)
    left.plot(path[-1], cost(path[-1]), "*", color=colour, markersize=12)
    right.plot(np.ravel(path), style, color=colour, label=name)
left.plot([], [], "s", color="0.4", label="start")
left.plot([], [], "*", color="0.4", markersize=12, label="after 60 steps")
left.set(title="A convex and a non-convex cost", xlabel="weight w", ylabel="cost")
right.set(title="60 steps from w = -6", xlabel="step", ylabel="weight w")
left.legend()
right.legend(loc="center right")
figure.tight_layout()
plt.show()

# %% [markdown]
# **The pictures in words.** The cross-entropy is **convex**: it has one valley, and no straight
# line between two points of its curve runs below it. Its slope is steep where the model is badly
# wrong, and 60 steps lead to the bottom. The squared error is flat on both sides, because the
# sigmoid is flat there, so it is not convex. From the same start its weight hardly moves. Networks
# have costs that are not convex, with any loss; but with the cross-entropy their last layer at
# least is not slowed down by its sigmoid.
#
# ## Exercise 16: A question
#
# You train a model and look at the plot of its loss against the epochs. What in it tells you that
# the learning rate should be **lowered**? The three walks of exercise 6 have shown it. Return one
# of the four strings.


# %% exercise="when_to_lower_the_rate" points=1
def when_to_lower_the_rate():
    """Say which behaviour of the training loss calls for a smaller learning rate.

    Returns
    -------
    str
        Exactly one of
        "when the loss falls smoothly but slowly",
        "when the loss jumps up and down or grows",
        "when the loss falls fast and smoothly",
        "when the loss is greatest at the first epoch".

    Examples
    --------
    >>> when_to_lower_the_rate().startswith("when the loss")
    True
    """
    raise NotImplementedError


# %% check="when_to_lower_the_rate"
choices = (
    "when the loss falls smoothly but slowly",
    "when the loss jumps up and down or grows",
    "when the loss falls fast and smoothly",
    "when the loss is greatest at the first epoch",
)
answer = when_to_lower_the_rate()
check(
    "when_to_lower_the_rate()", answer, answer if answer in choices else "one of the four strings"
)
passed("when_to_lower_the_rate")

# %% [markdown]
# ## Summary
#
# * Every parameter moves against its derivative, and all derivatives are taken before any parameter
#   moves. Central differences check a gradient that you derived by hand.
# * With a learning rate that is too small, training takes long; with one that is too large, it
#   fails. Features on the same scale let you choose a larger one, and the scale is that of the
#   training set.
# * Mini-batches make many updates in each epoch, and still use every sample once. Each of these
#   updates is cheap and noisy.
#
# **Where to go next.** Assignment 06 improves the step itself. H. Robbins and S. Monro, "A
# stochastic approximation method", The Annals of Mathematical Statistics 22, 1951, proves that
# noisy steps arrive if they become small at the right pace. An open experiment: does a larger batch
# allow a larger learning rate? For batches of 1, 5, 20 and 200, find the greatest learning rate
# with which `train_in_batches` still ends near the true weights after 12 epochs.
