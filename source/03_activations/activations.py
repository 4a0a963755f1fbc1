# ---
# jupyter:
#   autograder:
#     assignment: 03_activations
#     title: Activations
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
# # Activations
#
# **The question.** A network of a hundred layers has a million weights. Take one small function out
# of each neuron, and a single layer can compute all that the network computes. Which function is
# it, and what does it add?
#
# It is the **activation**: a neuron adds up its inputs, each times a weight, and sends the sum
# through it. Here you write the activation functions that networks are made of, and their slopes,
# which training needs. Then you put neurons together, first without an activation, where a hundred
# layers can do no more than one, and then with it, where a single hidden layer can follow any
# curve.
#
# You need NumPy arrays (01), the exponential function, and for three exercises the derivative.
# Time: about three hours.
#
# **How it works.** Write your code where `raise NotImplementedError` stands, then run the check
# cell below it. The checks are small cases worked by hand. When you hand the notebook in, hidden
# tests try more: other shapes and types, and inputs up to 1000 in size. The grader has NumPy, SciPy
# and Python's own modules, and no other libraries.
#
# **Rules for every exercise here.**
#
# * Arguments are NumPy arrays of any numeric type, for instance `uint8` pixels or `bool`. Compute
#   in floating point: in `uint8`, 0 - 1 is 255.
# * The activation functions work on arrays of any shape, one element at a time. Only softmax
#   looks at several elements together.
# * "Exact" means correct to 12 decimals for arrays of type `float64`. No function may give a
#   warning in the range that its text states. `np.exp(1000)` overflows and warns; `np.exp(-1000)`
#   is just 0.
# * Derivatives at a kink, such as that of ReLU at 0, are not tested.
# * No function changes its arguments. Earlier exercises may be called in later ones.

# %%
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
# ## Exercise 1: ReLU
#
# The **rectified linear unit** is the activation of most hidden layers today. It lets positive
# numbers through and replaces negative ones with 0:
#
# $$\mathrm{relu}(z) = \max(0, z)$$
#
# It costs next to nothing to compute, and its slope does not fade for large inputs.
#
# **Worked number.** It turns $(-2, 0, 3)$ into $(0, 0, 3)$.


# %% exercise="relu" points=1
def relu(z):
    """Return the rectified linear unit of z, max(0, z) for each element.

    Parameters
    ----------
    z : array of any shape
        Numbers of any numeric type: `uint8`, `int64`, `float32`, `bool`. Not changed.

    Returns
    -------
    array of the shape of z
        Each element of z, or 0 where it is negative.

    Examples
    --------
    >>> print(np.asarray(relu(np.array([-2.0, 0.0, 3.0]))).tolist())
    [0.0, 0.0, 3.0]
    """
    raise NotImplementedError


# %% check="relu"
check("relu(np.array([-2.0, 0.0, 3.0]))", relu(np.array([-2.0, 0.0, 3.0])), np.array([0, 0, 3]))
check(
    "relu(np.array([[1.5, -1.5], [-0.25, 8.0]]))",
    relu(np.array([[1.5, -1.5], [-0.25, 8.0]])),
    np.array([[1.5, 0.0], [0.0, 8.0]]),
)
passed("relu")

# %% [markdown]
# ## Exercise 2: Leaky ReLU
#
# A ReLU whose input is negative for every sample gives 0 for every sample, has slope 0 for all of
# them, and never learns again: it is dead. The **leaky** ReLU lets a little of the negative side
# through, so that there is always some slope left. With $0 \le \alpha \le 1$:
#
# $$
# \mathrm{leaky}(z) = \begin{cases} z & \text{if } z > 0 \\ \alpha z & \text{otherwise} \end{cases}
# $$
#
# **Worked number.** With $\alpha = 0.1$ it turns $-2$ into $-0.2$ and leaves $3$ as it is.


# %% exercise="leaky_relu" points=1
def leaky_relu(z, alpha=0.01):
    """Return the leaky ReLU of z: z where z is positive, alpha * z elsewhere.

    Parameters
    ----------
    z : array of any shape
        Numbers of any numeric type: `uint8`, `int64`, `float32`, `bool`. Not changed.
    alpha : float
        The slope of the negative side, from 0 to 1 inclusive.

    Returns
    -------
    array of the shape of z
        One number for each element of z, not rounded, even where z holds integers.

    Examples
    --------
    >>> print(np.asarray(leaky_relu(np.array([-2.0, 3.0]), 0.1)).tolist())
    [-0.2, 3.0]
    """
    raise NotImplementedError


# %% check="leaky_relu"
check("leaky_relu(np.array([-2.0, 3.0]))", leaky_relu(np.array([-2.0, 3.0])), np.array([-0.02, 3]))
check(
    "leaky_relu(np.array([-2.0, 3.0]), 0.1)",
    leaky_relu(np.array([-2.0, 3.0]), 0.1),
    np.array([-0.2, 3.0]),
)
check("leaky_relu(np.array([-2, 3]), 0.1)", leaky_relu(np.array([-2, 3]), 0.1), np.array([-0.2, 3]))
passed("leaky_relu")

# %% [markdown]
# ## Exercise 3: Sigmoid
#
# The **sigmoid** squeezes every number into the range from 0 to 1. It turns whatever a network
# computes into a probability, so it is the output activation of classifiers with two classes:
#
# $$\sigma(z) = \frac{1}{1 + e^{-z}} = \frac{e^z}{1 + e^z}$$
#
# Both fractions are right, and each has a weak side: for $z = -1000$ the first needs $e^{1000}$,
# for $z = 1000$ the second does. For each element, choose the one whose exponent is not positive.
# Beware: `np.where` computes *both* of its branches for *all* elements, so you get warnings even
# about values that it then throws away.
#
# **Worked number.** $\sigma(0) = \tfrac12$, and $\sigma(\log 3) = 3/(1 + 3) = \tfrac34$.


# %% exercise="sigmoid" points=2 without=["scipy.special.expit"]
def sigmoid(z):
    """Return the logistic sigmoid of z, 1 / (1 + e^-z) for each element.

    The result is exact to 12 decimals, finite and computed without a warning for |z| up to 1000.
    Neither this function nor any function it calls may use `scipy.special.expit`.

    Parameters
    ----------
    z : array of any shape
        Numbers from -1000 to 1000, of any numeric type: `uint8`, `int64`, `float32`, `bool`. Not
        changed.

    Returns
    -------
    array of the shape of z
        One number from 0 to 1 for each element of z, computed in floating point.

    Examples
    --------
    >>> print(np.round(sigmoid(np.array([0.0, np.log(3), -np.log(3)])), 3).tolist())
    [0.5, 0.75, 0.25]
    """
    raise NotImplementedError


# %% check="sigmoid"
check(
    "sigmoid(np.array([0.0, np.log(3), -np.log(3)]))",
    sigmoid(np.array([0.0, np.log(3), -np.log(3)])),
    np.array([0.5, 0.75, 0.25]),
)
check(
    "sigmoid(np.array([[1000.0], [-1000.0]]))",
    sigmoid(np.array([[1000.0], [-1000.0]])),
    np.array([[1.0], [0.0]]),
)
passed("sigmoid")

# %% [markdown]
# ## Exercise 4: Hyperbolic tangent
#
# The **tanh** is a sigmoid stretched to run from $-1$ to $1$, symmetric about zero. That suits
# hidden layers, whose outputs are then centred around zero. Recurrent networks use it to this day.
#
# $$\tanh(z) = \frac{e^z - e^{-z}}{e^z + e^{-z}} = 2\,\sigma(2z) - 1$$
#
# NumPy has this function, and so does Python. Here you write it yourself, **without** `np.tanh` or
# `math.tanh`, and again so that nothing overflows. It is a good idea to compare yours with theirs
# in a cell of your own.
#
# **Worked number.** $\tanh(\log 2) = (2 - \tfrac12)/(2 + \tfrac12) = 0.6$.


# %% exercise="tanh" points=2 without=["np.tanh", "math.tanh", "cmath.tanh"]
def tanh(z):
    """Return the hyperbolic tangent of z, (e^z - e^-z) / (e^z + e^-z) for each element.

    The result is exact to 12 decimals, finite and computed without a warning for |z| up to 1000.
    Neither this function nor any function it calls may use `np.tanh`, `math.tanh` or `cmath.tanh`.

    Parameters
    ----------
    z : array of any shape
        Numbers from -1000 to 1000, of any numeric type: `uint8`, `int64`, `float32`, `bool`. Not
        changed.

    Returns
    -------
    array of the shape of z
        One number from -1 to 1 for each element of z, computed in floating point.

    Examples
    --------
    >>> print(np.round(tanh(np.array([np.log(2), -np.log(2)])), 3).tolist())
    [0.6, -0.6]
    """
    raise NotImplementedError


# %% check="tanh"
check(
    "tanh(np.array([0.0, np.log(2), -np.log(2)]))",
    tanh(np.array([0.0, np.log(2), -np.log(2)])),
    np.array([0.0, 0.6, -0.6]),
)
check("tanh(np.array([1000.0, -1000.0]))", tanh(np.array([1000.0, -1000.0])), np.array([1.0, -1.0]))
passed("tanh")

# %% [markdown]
# ## Exercise 5: Softmax
#
# With $k$ classes a network computes $k$ numbers, the logits. **Softmax** turns them into
# probabilities: all positive, adding up to 1, and the greater the logit, the greater its share.
#
# $$\mathrm{softmax}(z)_i = \frac{e^{z_i}}{\sum_{j=1}^{k} e^{z_j}}$$
#
# The sum runs over *all* classes $j$, whichever $i$ is in the numerator. In a batch, shape
# $(n, k)$, each row is a separate distribution.
#
# Adding the same number to all logits of a row changes nothing: it cancels. Use that. First
# subtract from each row **its own** maximum, and no exponent is positive any more.
#
# **Worked number.** The logits $(\log 1, \log 2, \log 5)$ have the exponentials 1, 2, 5, so the
# probabilities are $(0.125, 0.25, 0.625)$.


# %% exercise="softmax" points=3 without=["scipy.special.softmax"]
def softmax(z):
    """Return the softmax over the last axis, e^z_i / sum_j e^z_j.

    Each row is computed separately. The result is exact to 12 decimals, finite and computed without
    a warning for |z| up to 1000, however far apart the logits of a row, or the rows of a batch, may
    be. Neither this function nor any function it calls may use `scipy.special.softmax`.

    Parameters
    ----------
    z : array of shape (k,), (n, k) or with more axes, the last of length k
        The logits, from -1000 to 1000, of any numeric type: `uint8`, `int64`, `float32`, `bool`.
        Not changed.

    Returns
    -------
    array of the shape of z
        The probabilities, computed in floating point; they add up to 1 along the last axis.

    Examples
    --------
    >>> print(np.round(softmax(np.log(np.array([1.0, 2.0, 5.0]))), 3).tolist())
    [0.125, 0.25, 0.625]
    """
    raise NotImplementedError


# %% check="softmax"
check(
    "softmax(np.log(np.array([1.0, 2.0, 5.0])))",
    softmax(np.log(np.array([1.0, 2.0, 5.0]))),
    np.array([0.125, 0.25, 0.625]),
)
check(
    "softmax(np.log(np.array([[1.0, 2.0, 5.0], [1.0, 1.0, 2.0]])))",
    softmax(np.log(np.array([[1.0, 2.0, 5.0], [1.0, 1.0, 2.0]]))),
    np.array([[0.125, 0.25, 0.625], [0.25, 0.25, 0.5]]),
)
check(
    "softmax(np.array([[1000.0, 1000.0]]))",
    softmax(np.array([[1000.0, 1000.0]])),
    np.array([[0.5, 0.5]]),
)
passed("softmax")

# %% [markdown]
# ## Exercise 6: Slope of the ReLU
#
# Training goes backwards through the network and asks at each activation: if the input moves a
# little, how much does the output move? For the ReLU the answer is as simple as it gets:
#
# $$
# \mathrm{relu}'(z) = \begin{cases} 1 & \text{if } z > 0 \\ 0 & \text{if } z < 0 \end{cases}
# $$
#
# At exactly 0 there is a kink and no derivative. Programs return 0 or 1 there, and nobody minds.
#
# Slopes like this one are all that backpropagation needs to know about an activation: in assignment
# 07 a tape applies them by itself, to whole networks.
#
# **Worked number.** At $(-2, 3)$ the slopes are $(0, 1)$.


# %% exercise="relu_grad" points=1
def relu_grad(z):
    """Return the derivative of `relu` with respect to z, for each element.

    Parameters
    ----------
    z : array of any shape
        The inputs of the ReLU (not its outputs), of any numeric type. Not changed.

    Returns
    -------
    array of the shape of z
        1 where z is positive, 0 where it is negative; where z is 0, either will do.

    Examples
    --------
    >>> print(np.asarray(relu_grad(np.array([-2.0, 3.0]))).astype(float).tolist())
    [0.0, 1.0]
    """
    raise NotImplementedError


# %% check="relu_grad"
check("relu_grad(np.array([-2.0, 3.0]))", relu_grad(np.array([-2.0, 3.0])), np.array([0, 1]))
check(
    "relu_grad(np.array([[0.5, -0.5], [-7.0, 0.1]]))",
    relu_grad(np.array([[0.5, -0.5], [-7.0, 0.1]])),
    np.array([[1, 0], [0, 1]]),
)
passed("relu_grad")

# %% [markdown]
# ## Exercise 7: Slope of the sigmoid
#
# The derivative of $1/(1 + e^{-z})$ is $e^{-z}/(1 + e^{-z})^2$. Written in terms of the sigmoid
# itself, it is short and does not overflow:
#
# $$\sigma'(z) = \sigma(z)\,(1 - \sigma(z))$$
#
# The slope is never more than $\tfrac14$. Ten sigmoid layers multiply ten such slopes, and little
# is left for the first layer: the **vanishing gradient**. This is why hidden layers use ReLU
# instead.
#
# **Worked number.** At $z = 0$ it is $\tfrac12 \cdot \tfrac12 = 0.25$, at $z = \log 3$ it is
# $\tfrac34 \cdot \tfrac14 = 0.1875$.


# %% exercise="sigmoid_grad" points=2 without=["scipy.stats.logistic"]
def sigmoid_grad(z):
    """Return the derivative of `sigmoid` with respect to z, s (1 - s) with s = sigmoid(z).

    The result is exact to 12 decimals, finite and computed without a warning for |z| up to 1000.
    Neither this function nor any function it calls may use `scipy.stats.logistic`.

    Parameters
    ----------
    z : array of any shape
        The inputs of the sigmoid (not its outputs), from -1000 to 1000, of any numeric type. Not
        changed.

    Returns
    -------
    array of the shape of z
        One slope for each element of z, computed in floating point.

    Examples
    --------
    >>> print(np.round(sigmoid_grad(np.array([0.0, np.log(3)])), 4).tolist())
    [0.25, 0.1875]
    """
    raise NotImplementedError


# %% check="sigmoid_grad"
check(
    "sigmoid_grad(np.array([0.0, np.log(3)]))",
    sigmoid_grad(np.array([0.0, np.log(3)])),
    np.array([0.25, 0.1875]),
)
check(
    "sigmoid_grad(np.array([[-1000.0], [1000.0]]))",
    sigmoid_grad(np.array([[-1000.0], [1000.0]])),
    np.array([[0.0], [0.0]]),
)
passed("sigmoid_grad")

# %% [markdown]
# ## Exercise 8: Slope of the tanh
#
# This slope, too, follows from the value of the function:
#
# $$\tanh'(z) = 1 - \tanh^2(z)$$
#
# At zero the slope is 1, four times that of the sigmoid. Far from zero it vanishes as well.
#
# **Worked number.** At $z = \log 2$, where the tanh is $0.6$, it is $1 - 0.36 = 0.64$.


# %% exercise="tanh_grad" points=2
def tanh_grad(z):
    """Return the derivative of `tanh` with respect to z, 1 - t^2 with t = tanh(z).

    The result is exact to 12 decimals, finite and computed without a warning for |z| up to 1000.

    Parameters
    ----------
    z : array of any shape
        The inputs of the tanh (not its outputs), from -1000 to 1000, of any numeric type. Not
        changed.

    Returns
    -------
    array of the shape of z
        One slope for each element of z, computed in floating point.

    Examples
    --------
    >>> print(np.round(tanh_grad(np.array([0.0, np.log(2)])), 3).tolist())
    [1.0, 0.64]
    """
    raise NotImplementedError


# %% check="tanh_grad"
check(
    "tanh_grad(np.array([0.0, np.log(2)]))",
    tanh_grad(np.array([0.0, np.log(2)])),
    np.array([1.0, 0.64]),
)
check(
    "tanh_grad(np.array([[-1000.0], [1000.0]]))",
    tanh_grad(np.array([[-1000.0], [1000.0]])),
    np.array([[0.0], [0.0]]),
)
passed("tanh_grad")

# %% [markdown]
# **A look at them.** The functions are on the left and their slopes on the right, drawn with your
# own code. The ReLU keeps its slope of 1 on the whole positive side. Sigmoid and tanh go flat on
# both sides: a neuron with an input out there hardly learns.

# %% tags=["demonstration"]
z_grid = np.linspace(-5, 5, 500)  # an even number of points, so that the kink is not among them

figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4.2))
left.plot(z_grid, relu(z_grid), "tab:blue", label="ReLU")
left.plot(z_grid, leaky_relu(z_grid, 0.1), "tab:cyan", linestyle="--", label="leaky ReLU, 0.1")
left.plot(z_grid, sigmoid(z_grid), "tab:green", linestyle=":", linewidth=2, label="sigmoid")
left.plot(z_grid, tanh(z_grid), "tab:purple", linestyle="-.", label="tanh")
left.set(title="Activation functions", xlabel="input z", ylabel="output", ylim=(-1.3, 3))
left.legend()
for half, label in ((z_grid[:250], "ReLU"), (z_grid[250:], None)):
    right.plot(half, relu_grad(half), "tab:blue", label=label)
right.plot(z_grid, sigmoid_grad(z_grid), "tab:green", linestyle=":", linewidth=2, label="sigmoid")
right.plot(z_grid, tanh_grad(z_grid), "tab:purple", linestyle="-.", label="tanh")
right.axhline(0.25, color="0.6", linewidth=0.8)
right.text(-4.9, 0.27, "1/4", color="0.3")
right.set(title="Their slopes", xlabel="input z", ylabel="derivative", ylim=(-0.1, 1.1))
right.legend(loc="center right")
plt.tight_layout()
plt.show()

# %% [markdown]
# **The picture in words.** On the left, the ReLU is 0 for negative $z$ and rises with slope 1 from
# there; the leaky ReLU is the same except that it comes from $-0.5$ at $z = -5$. The sigmoid rises
# in the form of an S from 0 to 1, and tanh from $-1$ to 1. On the right, the slope of the ReLU
# jumps from 0 to 1; those of sigmoid and tanh are bells around 0, with the heights $\tfrac14$ and
# 1.
#
# ## Exercise 9: Maxout
#
# Why choose an activation at all? A **maxout** unit computes $k$ linear functions of its input and
# returns the greatest. The shape of the activation is then learned along with the weights:
#
# $$\mathrm{maxout}(x) = \max_{j} \,(w_j \cdot x + b_j)$$
#
# ReLU is the case of two functions, one of which is always 0. With more of them, maxout can
# approximate any convex function.
#
# **Worked number.** With $x = (1, 2)$, rows $w_1 = (1, 1)$, $w_2 = (3, -1)$, $w_3 = (-1, 0)$ and
# $b = (0, 0.5, 5)$ the three functions are $3$, $1.5$ and $4$. The greatest is $4$, from the third
# row: the biases are added before the comparison.


# %% exercise="maxout" points=2
def maxout(x, w, b):
    """Return the output of one maxout unit, the greatest of w_j . x + b_j.

    Parameters
    ----------
    x : array of shape (d,)
        The input, of any numeric type. Not changed.
    w : array of shape (k, d)
        The weights of the k linear functions, one row each, of any numeric type. Not changed.
    b : array of shape (k,)
        Their biases, of any numeric type. Not changed.

    Returns
    -------
    float
        One number, computed in floating point.

    Examples
    --------
    >>> w = np.array([[1.0, 1.0], [3.0, -1.0], [-1.0, 0.0]])
    >>> print(float(maxout(np.array([1.0, 2.0]), w, np.array([0.0, 0.5, 5.0]))))
    4.0
    """
    raise NotImplementedError


# %% check="maxout"
three_rows = np.array([[1.0, 1.0], [3.0, -1.0], [-1.0, 0.0]])
check(
    "maxout(np.array([1.0, 2.0]), three_rows, np.array([0.0, 0.5, 5.0]))",
    maxout(np.array([1.0, 2.0]), three_rows, np.array([0.0, 0.5, 5.0])),
    4.0,
)
check(
    "maxout(np.array([1.0, 2.0]), three_rows, np.array([-9.0, -9.0, -9.0]))",
    maxout(np.array([1.0, 2.0]), three_rows, np.array([-9.0, -9.0, -9.0])),
    -6.0,
)
passed("maxout")

# %% [markdown]
# ## Exercise 10: The neuron
#
# Here it is, the part that networks are built from. It multiplies its inputs by weights, adds up
# the products, adds a bias, and sends this one sum through its activation $g$:
#
# $$y = g(w \cdot x + b)$$
#
# In Python a function can be an argument like any other. Call the one you are given; it may be
# one that you have never seen.
#
# **Worked number.** For $x = (1, 2)$, $w = (3, -2)$, $b = 0.5$ the sum is $3 - 4 + 0.5 = -0.5$. A
# ReLU turns it into 0, squaring turns it into $0.25$.


# %% exercise="neuron" points=1
def neuron(x, w, b, activation):
    """Return the output of one neuron, activation(w . x + b).

    Parameters
    ----------
    x : array of shape (d,)
        The inputs, of any numeric type. Not changed.
    w : array of shape (d,)
        The weights, of any numeric type. Not changed.
    b : number
        The bias.
    activation : function
        It takes one number, the weighted sum with the bias, and returns one number.

    Returns
    -------
    float
        One number: what the activation returns. The sum is computed in floating point.

    Examples
    --------
    >>> y = neuron(np.array([1.0, 2.0]), np.array([3.0, -2.0]), 0.5, lambda z: z**2)
    >>> print(float(y))
    0.25
    """
    raise NotImplementedError


# %% check="neuron"
check(
    "neuron(np.array([1.0, 2.0]), np.array([3.0, -2.0]), 0.5, lambda z: z)",
    neuron(np.array([1.0, 2.0]), np.array([3.0, -2.0]), 0.5, lambda z: z),
    -0.5,
)
check(
    "neuron(np.array([1.0, 2.0]), np.array([3.0, -2.0]), 0.5, lambda z: z**2)",
    neuron(np.array([1.0, 2.0]), np.array([3.0, -2.0]), 0.5, lambda z: z**2),
    0.25,
)
check(
    "neuron(np.array([1.0, 2.0]), np.array([3.0, -2.0]), 0.5, lambda z: max(0.0, z))",
    neuron(np.array([1.0, 2.0]), np.array([3.0, -2.0]), 0.5, lambda z: max(0.0, z)),
    0.0,
)
passed("neuron")

# %% [markdown]
# **A look at the weight and the bias.** With one input, a ReLU neuron gives 0 up to its **cut** at
# $x = -b/w$, and from there it rises with the slope $w$ (for $w > 0$). Multiply both numbers by the
# same factor, and the cut stays in its place. So whether $w x$ is large or small is a matter of
# comparison: the bias sets the scale. A sigmoid neuron is at $\tfrac12$ in the same place. The
# greater its weight, the more it looks like a step from 0 to 1. The step was the activation of the
# **perceptron**, a neuron of the 1950s that answers only no or yes.

# %% tags=["demonstration"]


def outputs_of(activation, weight, bias):
    """Return the outputs of a neuron with one input, for all the inputs of x_line."""
    return [
        neuron(np.array([x]), np.array([weight]), bias, lambda z: activation(np.array([z]))[0])
        for x in x_line
    ]


x_line = np.linspace(-1, 3, 402)
figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4.2))
for weight, bias, colour, style in (
    (1.0, -1.0, "tab:blue", "-"),
    (2.0, -2.0, "tab:orange", "--"),
    (2.0, 0.0, "tab:purple", "-."),
):
    label = f"w = {weight:g}, b = {bias:g}, cut at {0 - bias / weight:g}"
    left.plot(x_line, outputs_of(relu, weight, bias), style, color=colour, label=label)
left.set(title="ReLU neurons: the cut is at -b/w", xlabel="input x", ylabel="output")
left.legend()
for weight, colour, style in (
    (2.0, "tab:blue", "-"),
    (8.0, "tab:orange", "--"),
    (64.0, "tab:purple", "-."),
):
    label = f"w = {weight:g}, b = {-weight:g}"
    right.plot(x_line, outputs_of(sigmoid, weight, -weight), style, color=colour, label=label)
right.plot(x_line, x_line > 1, "k:", linewidth=1, label="perceptron")
right.set(
    title="A sigmoid neuron with a large weight is nearly a step", xlabel="input x", ylabel="output"
)
right.legend(loc="lower right")
plt.tight_layout()
plt.show()

# %% [markdown]
# **The picture in words.** On the left, three lines are 0 up to their cut and straight after it,
# with slope $w$: two begin at $x = 1$ with the slopes 1 and 2, one at $x = 0$ with slope 2. On the
# right, three curves in the form of an S pass through $\tfrac12$ at $x = 1$. With $w = 2$ the curve
# takes nearly the whole width from 0 to 1; with $w = 64$ it can hardly be told from the step of the
# perceptron.
#
# **Predict before you run.** A sigmoid neuron has $w = 4$ and $b = -4$, and its input is 1: the sum
# is 0 and the output $\tfrac12$. Now $w$ grows by 0.01. By how much does the output grow? And that
# of a perceptron with the same numbers, which answers 1 if the sum is positive, else 0? Write two
# numbers, then run both cells.

# %% tags=["demonstration"]
my_guess_sigmoid, my_guess_perceptron = 0.5, 0.5

# %% tags=["demonstration"]
for name, guess, activation in (
    ("sigmoid", my_guess_sigmoid, lambda z: sigmoid(np.array([z]))[0]),
    ("perceptron", my_guess_perceptron, lambda z: float(z > 0)),
):
    before, after = (neuron(np.array([1.0]), np.array([w]), -4.0, activation) for w in (4.0, 4.01))
    print(f"{name}: your guess {guess}, the output grows by {after - before:.4f}")

# %% [markdown]
# The output of a sigmoid neuron changes a little when a weight changes a little, here by about
# $\sigma'(0) \cdot 0.01$. So each weight can be improved in small steps, which is what training
# does. The perceptron says nothing until its answer jumps.
#
# ## Exercise 11: A network
#
# Now put several neurons side by side, a **hidden layer**, and add one more that takes their
# outputs as its inputs. All of them have sigmoids. The weights of the hidden neurons are the rows
# of a matrix $W$:
#
# $$h = \sigma(W x + b), \qquad y = \sigma(v \cdot h + c)$$
#
# **Worked number.** Two inputs, two hidden neurons with weights $(3.7, 3.7)$ and $(2.9, 2.9)$ and
# biases $-1.5$ and $-4.5$; output weights $(4.5, -5.2)$ and bias $-2$. For $x = (1, 0)$ the hidden
# sums are $2.2$ and $-1.6$, the hidden activations $0.90$ and $0.17$, and the output is
# $\sigma(1.18) \approx 0.76$.
#
# Try all four inputs of 0 and 1, as the check does: the output is above $\tfrac12$ exactly where
# *one* of the two inputs is 1. The network computes XOR, which a single neuron with a sigmoid
# cannot do.


# %% exercise="sigmoid_network" points=2
def sigmoid_network(x, hidden_w, hidden_b, output_w, output_b):
    """Return the output of a network with one hidden layer and sigmoids in both layers.

    The hidden activations are h = sigmoid(hidden_w x + hidden_b), the output is
    sigmoid(output_w . h + output_b).

    Parameters
    ----------
    x : array of shape (d,)
        The inputs, of any numeric type. Not changed.
    hidden_w : array of shape (k, d)
        The weights of the k hidden neurons, one row each, of any numeric type. Not changed.
    hidden_b : array of shape (k,)
        The biases of the hidden neurons. Not changed.
    output_w : array of shape (k,)
        The weights of the output neuron. Not changed.
    output_b : number
        The bias of the output neuron.

    Returns
    -------
    float
        One number between 0 and 1, computed in floating point.

    Examples
    --------
    >>> rows, b = np.array([[3.7, 3.7], [2.9, 2.9]]), np.array([-1.5, -4.5])
    >>> y = sigmoid_network(np.array([1.0, 0.0]), rows, b, np.array([4.5, -5.2]), -2.0)
    >>> print(round(float(y), 2))
    0.76
    """
    raise NotImplementedError


# %% check="sigmoid_network"
xor_w, xor_b = np.array([[3.7, 3.7], [2.9, 2.9]]), np.array([-1.5, -4.5])
xor_v, xor_c = np.array([4.5, -5.2]), -2.0
check(
    "np.round(sigmoid(np.array([2.2, -1.6])), 2)",
    np.round(sigmoid(np.array([2.2, -1.6])), 2),
    np.array([0.90, 0.17]),
)
check(
    "sigmoid_network(np.array([1.0, 0.0]), xor_w, xor_b, xor_v, xor_c)",
    sigmoid_network(np.array([1.0, 0.0]), xor_w, xor_b, xor_v, xor_c),
    0.7645193,
)
for inputs, answer in (((0, 0), False), ((0, 1), True), ((1, 0), True), ((1, 1), False)):
    check(
        f"bool(sigmoid_network(np.array({list(inputs)}), xor_w, xor_b, xor_v, xor_c) > 0.5)",
        bool(sigmoid_network(np.array(inputs), xor_w, xor_b, xor_v, xor_c) > 0.5),
        answer,
    )
passed("sigmoid_network")

# %% [markdown]
# **Predict before you run.** You know the four corners. What does this network give in the middle
# between them, for $x = (0.5, 0.5)$? Write your guess, then run both cells.

# %% tags=["demonstration"]
my_guess = 0.5

# %% tags=["demonstration"]
middle = sigmoid_network(np.array([0.5, 0.5]), xor_w, xor_b, xor_v, xor_c)
print(f"your guess {my_guess}, the output {middle:.2f}")

# %% [markdown]
# Both inputs of a hidden neuron have the same weight, so only their sum counts: $(0.5, 0.5)$ is
# like $(1, 0)$. The next plot shows the two hidden neurons and the output over the whole plane.

# %% tags=["demonstration"]
plane = np.linspace(-0.5, 1.5, 41)
points = [np.array([first, second]) for second in plane for first in plane]
panels_of = {
    "First hidden neuron": [
        neuron(x, xor_w[0], xor_b[0], lambda z: sigmoid(np.array([z]))[0]) for x in points
    ],
    "Second hidden neuron": [
        neuron(x, xor_w[1], xor_b[1], lambda z: sigmoid(np.array([z]))[0]) for x in points
    ],
    "Output of the network": [sigmoid_network(x, xor_w, xor_b, xor_v, xor_c) for x in points],
}
figure, panels = plt.subplots(1, 3, figsize=(12, 4), sharey=True, layout="constrained")
for panel, (title, heights) in zip(panels, panels_of.items(), strict=True):
    shape = np.reshape(heights, (41, 41))
    shades = panel.contourf(plane, plane, shape, levels=np.linspace(0, 1, 11), cmap="cividis")
    panel.contour(plane, plane, shape, levels=[0.5], colors="white", linestyles="--")
    for answer, marker in ((0, "o"), (1, "s")):
        corners = [(a, b) for a in (0, 1) for b in (0, 1) if a ^ b == answer]
        style = {"color": "white", "markeredgecolor": "black", "markersize": 10}
        panel.plot(*np.transpose(corners), marker, **style, label=f"XOR is {answer}")
    panel.set(title=title, xlabel="first input", xticks=[0, 1], yticks=[0, 1])
panels[0].set_ylabel("second input")
panels[2].legend(loc="upper right")
figure.colorbar(shades, ax=panels, label="output (dashed: one half)")
plt.show()

# %% [markdown]
# **The picture in words.** Three maps of the plane of the two inputs, with parallel bands from the
# upper left to the lower right. The first hidden neuron is below one half only at the lower left,
# around (0, 0); the second is above it only at the upper right, around (1, 1). The output is above
# it in the band between, where (0, 1) and (1, 0) lie.
#
# One neuron cuts the plane along one straight line, and each of the hidden ones leaves a circle on
# the side of the squares. The second layer combines the two halves: its output is above $\tfrac12$
# only in the band between the lines. This is what a second layer adds. With more hidden neurons
# there are more lines, and the output can single out areas of other shapes.
#
# ## Exercise 12: A stack of linear layers
#
# What if we leave the activation out? A layer is then $y = W x + b$, and the next one turns it into
#
# $$V (W x + b) + c = (V W)\, x + (V b + c),$$
#
# which is *one* linear layer with the matrix $V W$ and the bias $V b + c$. Repeat this, and a stack
# of any height is one layer. Depth without activations buys you nothing.
#
# Mind the order. The layer applied *first* comes *last* in the product, next to $x$. And each bias
# goes through all later layers.
#
# **Worked number.** First $W = (2)$, $b = 1$, then $V = (3)$, $c = 10$: together they give
# $3(2x + 1) + 10 = 6x + 13$.


# %% exercise="collapse_linear_layers" points=3
def collapse_linear_layers(weights, biases):
    """Return the single linear layer (W, b) that is equal to a stack of linear layers.

    W x + b is the result of starting with y = x and computing y = weights[i] y + biases[i] for
    i = 0, 1, 2, ... in turn.

    Parameters
    ----------
    weights : list of arrays
        For each layer, in the order of application, an array of shape (outputs, inputs) of any
        numeric type; a layer has as many inputs as the one before has outputs. At least one layer.
        Neither the list nor its arrays are changed.
    biases : list of arrays
        For each layer, an array of shape (outputs,), of any numeric type. Not changed.

    Returns
    -------
    (W, b) : two arrays, as tuple or list
        W of shape (outputs of the last layer, inputs of the first) and b of shape (outputs of the
        last layer,), computed in floating point.

    Examples
    --------
    >>> layers = [np.array([[2.0]]), np.array([[3.0]])], [np.array([1.0]), np.array([10.0])]
    >>> w, b = collapse_linear_layers(*layers)
    >>> print(np.asarray(w).tolist(), np.asarray(b).tolist())
    [[6.0]] [13.0]
    """
    raise NotImplementedError


# %% check="collapse_linear_layers"
one_w, one_b = collapse_linear_layers(
    [np.array([[2.0]]), np.array([[3.0]])], [np.array([1.0]), np.array([10.0])]
)
check("the W of x -> 2 x + 1 -> 3 (2 x + 1) + 10", one_w, np.array([[6.0]]))
check("the b of x -> 2 x + 1 -> 3 (2 x + 1) + 10", one_b, np.array([13.0]))
first_w, first_b = np.array([[1.0, 2.0], [0.0, 1.0], [3.0, 0.0]]), np.array([1.0, 0.0, -1.0])
second_w, second_b = np.array([[1.0, 1.0, 1.0]]), np.array([5.0])
one_w, one_b = collapse_linear_layers([first_w, second_w], [first_b, second_b])
check("the W of [first_w, second_w], [first_b, second_b]", one_w, np.array([[4.0, 3.0]]))
check("the b of [first_w, second_w], [first_b, second_b]", one_b, np.array([5.0]))
passed("collapse_linear_layers")

# %% [markdown]
# ## Exercise 13: AND
#
# With an activation, neurons can do what a linear function cannot. Begin with logic: let 0 stand
# for false and 1 for true. You need **one** ReLU unit, with two weights and a bias of your choice:
#
# $$\mathrm{relu}(u\,a + v\,b + c)$$
#
# Choose $u$, $v$, $c$ so that the unit gives 1 for $(1, 1)$ and 0 for the other three inputs. Here
# and in the next three exercises, build the answer only from ReLU units, sums and constants: no
# comparison, no `if`, no product of the inputs. A hidden test puts in other numbers as well and
# looks for jumps and curves, which no sum of ReLU units has.
#
# **Worked number.** (0, 1, 1) AND (1, 0, 1) is (0, 0, 1).


# %% exercise="relu_and" points=1
def relu_and(a, b):
    """Return a AND b, computed with ReLU units, for each pair of elements.

    Parameters
    ----------
    a, b : arrays of the same shape, any shape
        Exactly 0 or 1, of any numeric type: `uint8`, `int64`, floats, `bool`. Other floats may come
        too: there the result is free, but has neither jumps nor curves. Not changed.

    Returns
    -------
    array of the shape of a
        1 where both are 1, else 0.

    Examples
    --------
    >>> both = relu_and(np.array([0.0, 1.0, 1.0]), np.array([1.0, 0.0, 1.0]))
    >>> print(np.asarray(both).astype(float).tolist())
    [0.0, 0.0, 1.0]
    """
    raise NotImplementedError


# %% check="relu_and"
all_a, all_b = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
check("relu_and(all_a, all_b)", relu_and(all_a, all_b), np.array([0, 0, 0, 1]))
check(
    "relu_and(np.array([0.0, 1.0, 1.0]), np.array([1.0, 0.0, 1.0]))",
    relu_and(np.array([0.0, 1.0, 1.0]), np.array([1.0, 0.0, 1.0])),
    np.array([0.0, 0.0, 1.0]),
)
passed("relu_and")

# %% [markdown]
# ## Exercise 14: OR
#
# The obvious sum $a + b$ gives 2 where both are 1, and a ReLU does not cut off at the top, only at
# the bottom. So turn the question round. Build a unit that is 1 where *neither* input is 1, and
# subtract it from 1:
#
# $$1 - \mathrm{relu}(u\,a + v\,b + c)$$
#
# **Worked number.** (0, 1, 1) OR (0, 0, 1) is (0, 1, 1).


# %% exercise="relu_or" points=1
def relu_or(a, b):
    """Return a OR b, computed with ReLU units, for each pair of elements.

    Parameters
    ----------
    a, b : arrays of the same shape, any shape
        Exactly 0 or 1, of any numeric type: `uint8`, `int64`, floats, `bool`. Other floats may come
        too: there the result is free, but has neither jumps nor curves. Not changed.

    Returns
    -------
    array of the shape of a
        1 where at least one is 1, else 0.

    Examples
    --------
    >>> either = relu_or(np.array([0.0, 1.0, 1.0]), np.array([0.0, 0.0, 1.0]))
    >>> print(np.asarray(either).astype(float).tolist())
    [0.0, 1.0, 1.0]
    """
    raise NotImplementedError


# %% check="relu_or"
check("relu_or(all_a, all_b)", relu_or(all_a, all_b), np.array([0, 1, 1, 1]))
check(
    "relu_or(np.array([0.0, 1.0, 1.0]), np.array([0.0, 0.0, 1.0]))",
    relu_or(np.array([0.0, 1.0, 1.0]), np.array([0.0, 0.0, 1.0])),
    np.array([0.0, 1.0, 1.0]),
)
passed("relu_or")

# %% [markdown]
# ## Exercise 15: NOT
#
# One input, one unit, $\mathrm{relu}(u\,a + c)$: it falls from 1 to 0 as $a$ goes from 0 to 1.
#
# **Worked number.** NOT (0, 1) is (1, 0).


# %% exercise="relu_not" points=1
def relu_not(a):
    """Return NOT a, computed with a ReLU unit, for each element.

    Parameters
    ----------
    a : array of any shape
        Exactly 0 or 1, of any numeric type: `uint8`, `int64`, floats, `bool`. Other floats may come
        too: there the result is free, but has neither jumps nor curves. Not changed.

    Returns
    -------
    array of the shape of a
        1 where a is 0, and 0 where it is 1.

    Examples
    --------
    >>> print(np.asarray(relu_not(np.array([0.0, 1.0]))).astype(float).tolist())
    [1.0, 0.0]
    """
    raise NotImplementedError


# %% check="relu_not"
check("relu_not(np.array([0.0, 1.0]))", relu_not(np.array([0.0, 1.0])), np.array([1.0, 0.0]))
check("relu_not(np.array([[1], [0]]))", relu_not(np.array([[1], [0]])), np.array([[0], [1]]))
passed("relu_not")

# %% [markdown]
# ## Exercise 16: XOR
#
# "One or the other, but not both" made history. It served in 1969 to show that a single neuron is
# not enough: no straight line separates (0, 1) and (1, 0) from (0, 0) and (1, 1). You have seen a
# network of sigmoids do it approximately. Two ReLU units with the input $a + b$ do it exactly. The
# output has to go up as the sum goes from 0 to 1, and down again as it goes from 1 to 2:
#
# $$\mathrm{relu}(a + b) + v\,\mathrm{relu}(a + b + c)$$
#
# The second unit begins where the direction changes. How steep must it be to turn up into down?
#
# **Worked number.** (0, 1, 1) XOR (0, 0, 1) is (0, 1, 0).


# %% exercise="relu_xor" points=2
def relu_xor(a, b):
    """Return a XOR b, computed with ReLU units, for each pair of elements.

    Parameters
    ----------
    a, b : arrays of the same shape, any shape
        Exactly 0 or 1, of any numeric type: `uint8`, `int64`, floats, `bool`. Other floats may come
        too: there the result is free, but has neither jumps nor curves. Not changed.

    Returns
    -------
    array of the shape of a
        1 where exactly one of the two is 1, else 0.

    Examples
    --------
    >>> one_of_two = relu_xor(np.array([0.0, 1.0, 1.0]), np.array([0.0, 0.0, 1.0]))
    >>> print(np.asarray(one_of_two).astype(float).tolist())
    [0.0, 1.0, 0.0]
    """
    raise NotImplementedError


# %% check="relu_xor"
check("relu_xor(all_a, all_b)", relu_xor(all_a, all_b), np.array([0, 1, 1, 0]))
check(
    "relu_xor(np.array([0.0, 1.0, 1.0]), np.array([0.0, 0.0, 1.0]))",
    relu_xor(np.array([0.0, 1.0, 1.0]), np.array([0.0, 0.0, 1.0])),
    np.array([0.0, 1.0, 0.0]),
)
passed("relu_xor")

# %% [markdown]
# ## Exercise 17: Any curve from ReLUs
#
# The trick used for XOR works for every curve. Start at the height of the first point, the
# **offset**, and put one ReLU unit at each **knot** $x_k$ except the last:
#
# $$f(x) = \text{offset} + \sum_k s_k\, \mathrm{relu}(x - x_k)$$
#
# A unit is 0 to the left of its knot. From there on it adds its slope $s_k$ to whatever the
# earlier units already do: **all** units to the left are still active. So $s_k$ is not how steep
# the curve is after the knot, but *by how much its steepness changes* there. With
#
# $$m_k = \frac{v_{k+1} - v_k}{x_{k+1} - x_k}, \qquad s_0 = m_0, \qquad s_k = m_k - m_{k-1}$$
#
# the sum goes through every point $(x_k, v_k)$, and between them it is straight.
#
# **Worked number.** Take $2^x$ at $0, 1, \dots, 10$. The steepness is $1, 2, 4, \dots, 512$, so
# the slopes are $1, 1, 2, 4, \dots, 256$, and the offset is $2^0 = 1$. Some texts use
# $1, 2, 4, \dots, 512$ themselves as the slopes. The sum is then much larger: at whole $x$, with
# offset 0, it is $2^{x+1} - x - 2$, which at $x = 10$ is 2036 instead of 1024.


# %% exercise="interpolating_relus" points=3
def interpolating_relus(knots, values):
    """Return (offset, slopes) of the sum of ReLU units that goes through every point.

    The sum is f(x) = offset + sum_k slopes[k] * relu(x - knots[k]), and f(knots[i]) = values[i]
    for every i, the last one included.

    Parameters
    ----------
    knots : array of shape (n,), n at least 2
        The positions x, strictly increasing, of any numeric type, not necessarily evenly spaced.
        Not changed.
    values : array of shape (n,)
        The heights at the knots, of any numeric type. Not changed.

    Returns
    -------
    (offset, slopes) : a number and an array (or list) of shape (n - 1,), as tuple or list
        One slope for each knot except the last, computed in floating point.

    Examples
    --------
    >>> offset, slopes = interpolating_relus(np.array([0, 1, 2, 3]), np.array([1, 2, 4, 8]))
    >>> print(float(offset), np.asarray(slopes).tolist())
    1.0 [1.0, 1.0, 2.0]
    """
    raise NotImplementedError


# %% check="interpolating_relus"
offset, slopes = interpolating_relus(np.arange(11.0), 2 ** np.arange(11.0))
check("the offset of 2^x at 0, 1, ..., 10", offset, 1.0)
check(
    "the slopes of 2^x at 0, 1, ..., 10",
    slopes,
    np.array([1.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0]),
)
hat_offset, hat_slopes = interpolating_relus(np.array([0.0, 2.0, 3.0]), np.array([0.0, 1.0, 0.0]))
check("the offset of (0, 0), (2, 1), (3, 0)", hat_offset, 0.0)
check("the slopes of (0, 0), (2, 1), (3, 0)", hat_slopes, np.array([0.5, -1.5]))
wrong_sum = sum(2.0**knot * max(0, 10 - knot) for knot in range(10))
check("the sum of units of slopes 1, 2, 4, ..., 512 at 10", wrong_sum, 2036.0)
passed("interpolating_relus")

# %% [markdown]
# **A look at it.** On the left, each unit alone is a bent line; added up they equal $2^x$ at every
# knot. On the right, 4, 8 and 16 straight pieces follow a wave in the same way: the more units,
# the closer the fit. This is why one hidden layer, if it is wide enough, can approximate any
# continuous function on an interval.

# %% tags=["demonstration"]
knots = np.arange(11.0)
offset, slopes = interpolating_relus(knots, 2**knots)
x_grid = np.linspace(0, 10, 401)
parts = np.array([s * relu(x_grid - k) for s, k in zip(slopes, knots[:-1], strict=True)])

figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4.4))
left.plot(x_grid, parts.T, color="tab:gray", linewidth=0.8)
left.plot([], [], color="tab:gray", linewidth=0.8, label="each of the 10 units")
left.plot(x_grid, 2**x_grid, "k:", label="$2^x$")
left.plot(x_grid, offset + parts.sum(axis=0), "tab:blue", label="offset + sum of units")
left.plot(knots, 2**knots, "o", color="tab:blue", markersize=4, label="knots")
left.set(title="ReLU units add up to $2^x$", xlabel="x", ylabel="f(x)")
left.legend()


def wave(x):
    """A smooth curve to follow."""
    return np.sin(x) + 0.3 * x


right.plot(x_grid, wave(x_grid), "k:", label="sin x + 0.3 x")
for pieces, colour, style in (
    (4, "tab:orange", "--"),
    (8, "tab:purple", "-."),
    (16, "tab:blue", "-"),
):
    places = np.linspace(0, 10, pieces + 1)
    offset, slopes = interpolating_relus(places, wave(places))
    curve = offset + sum(s * relu(x_grid - k) for s, k in zip(slopes, places[:-1], strict=True))
    right.plot(x_grid, curve, style, color=colour, label=f"{pieces} units")
right.set(title="More units follow a curve more closely", xlabel="x", ylabel="f(x)")
right.legend()
plt.tight_layout()
plt.show()

# %% [markdown]
# **The picture in words.** On the left, ten grey lines are 0 up to their knots and rise from there,
# to at most 256. Their sum goes through all eleven knots, up to 1024 at $x = 10$, and is a little
# above $2^x$ between them. On the right, four pieces cut off every bend of the wave, eight follow
# it roughly, and sixteen lie close to it everywhere.
#
# **Predict before you run.** The ten units follow $2^x$ from 0 to 10. What do they give at $x =
# 12$, where $2^x = 4096$? Write your guess, then run both cells.

# %% tags=["demonstration"]
my_guess = 4096

# %% tags=["demonstration"]
offset, slopes = interpolating_relus(knots, 2**knots)
beyond = offset + sum(s * max(0.0, 12 - k) for s, k in zip(slopes, knots[:-1], strict=True))
print(f"your guess {my_guess}, the sum of the units {beyond:g}")

# %% [markdown]
# Beyond the last knot nothing bends any more, and the sum goes on with the steepness of the last
# piece, 512. Every network of ReLU units continues in straight lines beyond its data.
#
# ## Exercise 18: A question
#
# A classifier for two classes has twenty hidden layers with ReLU and, at its output, one unit with
# a sigmoid. Someone removes the ReLU from **all hidden layers**; every layer keeps its weights and
# biases, and the output keeps its sigmoid. What is left is a model that you can write down in one
# line. What is it called?


# %% exercise="without_activation" points=1
def without_activation():
    """Name the model that a deep classifier amounts to without activations in its hidden layers.

    The output unit keeps its sigmoid.

    Returns
    -------
    str
        Exactly one of "linear regression", "logistic regression", "polynomial regression",
        "piecewise linear model", "deep network".

    Examples
    --------
    >>> isinstance(without_activation(), str)
    True
    """
    raise NotImplementedError


# %% check="without_activation"
choices = (
    "linear regression",
    "logistic regression",
    "polynomial regression",
    "piecewise linear model",
    "deep network",
)
answer = without_activation()
check("without_activation()", answer, answer if answer in choices else "one of the five strings")
passed("without_activation")

# %% [markdown]
# ## Summary
#
# * Without activations a stack of layers is one linear layer. With ReLU units, one hidden layer
#   computes XOR and goes through any points of a curve that you choose.
# * An exponential overflows only where its exponent is large and positive: choose the form of the
#   sigmoid whose exponent is not positive, and subtract each row's maximum before a softmax.
# * The slope of the sigmoid is never more than $\tfrac14$, so many layers of sigmoids leave little
#   gradient for the first one. The slope of the ReLU is 1 wherever its input is positive.
#
# **Where to go next.** X. Glorot, A. Bordes and Y. Bengio, "Deep sparse rectifier neural networks",
# AISTATS 2011, shows how well deep networks of ReLU units can be trained. An open experiment:
# follow the wave of the last picture with 16 units whose knots you choose yourself, closer together
# where the wave bends more. How much smaller is the greatest error than with knots at even
# distances?
