# ---
# jupyter:
#   autograder:
#     assignment: 07_backpropagation
#     title: Backpropagation
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
# # Backpropagation
#
# **A network has a million weights. In which direction must each of them move, and how can a
# computer find out for all of them in about the time that two or three predictions take?** Moving
# one weight a little and measuring again would take a million predictions for a single step.
#
# The answer is the chain rule, applied from the loss back to the inputs. This is called
# **backpropagation**, and every library for deep learning is built around it. Here you write it
# three times: for a graph of five numbers, for the layers of a network, and for a tape that records
# any computation. At the end a tape of about 60 lines differentiates the losses of assignment 04
# and trains a network.
#
# You need NumPy arrays, the chain rule, the activations and losses of 03 and 04, and the gradient
# step of 05. Time: about four hours.
#
# **How it works.** Write your code where `raise NotImplementedError` stands, then run the check
# cell below it. The checks are small cases worked by hand. When you hand the notebook in, hidden
# tests try more: arrays of other shapes and types, graphs of other forms, long tapes. The grader
# has NumPy, SciPy and Python's own modules, and no other libraries.
#
# **Rules for every exercise here.**
#
# * Samples are rows: `x` has shape `(n, d)`, and a layer's weights `w` have shape `(d, k)`, one
#   column for each of its `k` units, as in Keras.
# * `upstream` is the derivative of the loss with respect to a function's *output*, and has the
#   output's shape. The function turns it into the derivative with respect to its *inputs*. Where
#   the loss is a mean over the samples, its $1/n$ is already part of `upstream`.
# * Arrays may be of any numeric type, for instance `uint8` pixels. Compute in double precision
#   (`x.astype(float)`): in `uint8`, -1 is 255, and `np.exp` of a `uint8` has only three digits.
# * No function changes its arguments. Earlier exercises may be called in later ones.

# %%
from functools import partial

import matplotlib.pyplot as plt
import numpy as np

EPSILON = 1e-7
ACTIVATIONS = {
    "linear": lambda z: z,
    "relu": lambda z: np.maximum(z, 0),
    "sigmoid": lambda z: (1 + np.tanh(z / 2)) / 2,
    "tanh": np.tanh,
}


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
# ## Exercise 1: The chain rule on a graph
#
# Two paths lead from a number $a$ to the loss $L$:
#
# $$b = w_1 a, \qquad c = w_2 a, \qquad d = w_3 b + w_4 c, \qquad L = f(d)$$
#
# Go backwards. The slope $f'(d)$ is given. A product passes a derivative on to each factor, times
# the *other* factor: $\partial L/\partial b = f'(d)\, w_3$ and $\partial L/\partial w_3 = f'(d)\,
# b$. The number $a$ was used twice, so both paths contribute, and the contributions **add up**:
#
# $$\frac{\partial L}{\partial a} = \frac{\partial L}{\partial b}\, w_1 + \frac{\partial L}{\partial
# c}\, w_2$$
#
# **Worked number.** With $a = 2$, $w = (3, -1, 0.5, 4)$ and $f(d) = d^2$: $b = 6$, $c = -2$,
# $d = 3 - 8 = -5$, $L = 25$, and the slope is $2 d = -10$. Backwards, $\partial L/\partial b = -5$
# and $\partial L/\partial c = -40$, so $\partial L/\partial a = -15 + 40 = 25$.


# %% exercise="branch_gradients" points=2
def branch_gradients(a, w1, w2, w3, w4, slope):
    """Return the derivatives of L = f(d), where d = w3 b + w4 c, b = w1 a and c = w2 a.

    Each derivative is a sum over all paths from the quantity to d of the products along the way,
    times the slope f'(d).

    Parameters
    ----------
    a : number
        The input of both branches, int or float.
    w1, w2, w3, w4 : number
        The weights, int or float.
    slope : number
        f'(d), the derivative of L with respect to d.

    Returns
    -------
    (da, dw1, dw2, dw3, dw4) : tuple
        The derivatives of L with respect to a, w1, w2, w3 and w4: five numbers.

    Examples
    --------
    >>> print(branch_gradients(1.0, 2.0, 3.0, 5.0, 7.0, 1.0))
    (31.0, 5.0, 7.0, 2.0, 3.0)
    """
    raise NotImplementedError


# %% check="branch_gradients"
check(
    "branch_gradients(2, 3, -1, 0.5, 4, -10)",
    branch_gradients(2, 3, -1, 0.5, 4, -10),
    (25.0, -10.0, -80.0, -60.0, 20.0),
)
check(
    "branch_gradients(1.0, 2.0, 3.0, 5.0, 7.0, 1.0)",
    branch_gradients(1.0, 2.0, 3.0, 5.0, 7.0, 1.0),
    (31.0, 5.0, 7.0, 2.0, 3.0),
)
passed("branch_gradients")

# %% [markdown]
# The same graph as a picture, with your derivatives.

# %% tags=["demonstration"]
a, w1, w2, w3, w4 = 2.0, 3.0, -1.0, 0.5, 4.0
b = w1 * a
c = w2 * a
d = w3 * b + w4 * c
da, dw1, dw2, dw3, dw4 = branch_gradients(a, w1, w2, w3, w4, 2 * d)
db_graph, dc_graph = dw1 / a, dw2 / a
places = {"a": (0.0, 0.0), "b": (2.0, 1.0), "c": (2.0, -1.0), "d": (4.0, 0.0), "L": (6.0, 0.0)}
edges = (
    ("a", "b", f"times w1 = {w1:g}", a, db_graph * w1),
    ("a", "c", f"times w2 = {w2:g}", a, dc_graph * w2),
    ("b", "d", f"times w3 = {w3:g}", b, dw3 * w3 / b),
    ("c", "d", f"times w4 = {w4:g}", c, dw4 * w4 / c),
    ("d", "L", "squared", d, 2 * d),
)
shown = {"a": a, "b": b, "c": c, "d": d, "L": d**2}

figure, axes = plt.subplots(figsize=(10, 4.6))
for start, end, factor, forward, backward in edges:
    (x0, y0), (x1, y1) = places[start], places[end]
    axes.annotate(
        "",
        xy=(x1, y1),
        xytext=(x0, y0),
        arrowprops={"arrowstyle": "-|>", "color": "0.4", "shrinkA": 24, "shrinkB": 24},
    )
    middle = ((x0 + x1) / 2, (y0 + y1) / 2)
    texts = (
        (f"{forward:g}", 0.2, "tab:blue"),
        (factor, 0.0, "0.2"),
        (f"{backward:g}", -0.2, "tab:red"),
    )
    for text, shift, colour in texts:
        axes.text(
            middle[0],
            middle[1] + shift,
            text,
            color=colour,
            ha="center",
            va="center",
            fontsize=11,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},
        )
for name, (x0, y0) in places.items():
    axes.plot(x0, y0, "o", markersize=44, color="white", markeredgecolor="0.3")
    axes.text(x0, y0, f"{name}\n{shown[name]:g}", ha="center", va="center", fontsize=11)
axes.text(0, -0.5, f"dL/da = {da:g}", color="tab:red", ha="center", va="center", fontsize=11)
axes.set(
    xlim=(-0.8, 6.6),
    ylim=(-1.6, 1.6),
    title="Values go forwards (above, blue), derivatives go back (below, red)",
)
axes.axis("off")
figure.tight_layout()
plt.show()

# %% [markdown]
# **The picture in words.** Five circles: $a = 2$ on the left, $b = 6$ and $c = -2$ above each other
# in the middle, then $d = -5$ and $L = 25$. Each arrow has the value that goes along it above, the
# factor on it, and the derivative that comes back along it below. The derivatives are $-10$ from
# $L$ to $d$, $-5$ to $b$ and $-40$ to $c$. Back at $a$, $-15$ comes from $b$ and $40$ from $c$: 25
# in all.
#
# ## Exercise 2: A dense layer, forwards
#
# All units of a layer at once, for all samples at once, are one product of matrices:
#
# $$z = x\, w + b, \qquad z_{ij} = \sum_l x_{il}\, w_{lj} + b_j$$
#
# **Worked number.** The sample $(1, 2)$, the weights $w = \begin{pmatrix} 1 & 0 & 2 \\ 3 & 1 & 0
# \end{pmatrix}$ and the biases $(0, 10, 0)$ give $(7, 12, 2)$.


# %% exercise="dense_forward" points=1
def dense_forward(x, w, b):
    """Return the output of a dense layer without activation, x w + b.

    Parameters
    ----------
    x : array of shape (n, d)
        The samples, in rows, of any numeric type. Not changed.
    w : array of shape (d, k)
        The weights, one column for each unit, of any numeric type. Not changed.
    b : array of shape (k,)
        The biases, one for each unit, of any numeric type. Not changed.

    Returns
    -------
    array of shape (n, k)
        One row for each sample, one column for each unit.

    Examples
    --------
    >>> x, w = np.array([[1.0, 2.0]]), np.array([[1.0, 0.0, 2.0], [3.0, 1.0, 0.0]])
    >>> print(dense_forward(x, w, np.array([0.0, 10.0, 0.0])))
    [[ 7. 12.  2.]]
    """
    raise NotImplementedError


# %% check="dense_forward"
check(
    "dense_forward([[1, 2]], [[1, 0, 2], [3, 1, 0]], [0, 10, 0])",
    dense_forward(np.array([[1, 2]]), np.array([[1, 0, 2], [3, 1, 0]]), np.array([0, 10, 0])),
    np.array([[7.0, 12.0, 2.0]]),
)
check(
    "dense_forward([[1.0], [2.0], [3.0]], [[2.0, -1.0]], [0.5, 0.0])",
    dense_forward(np.array([[1.0], [2.0], [3.0]]), np.array([[2.0, -1.0]]), np.array([0.5, 0.0])),
    np.array([[2.5, -1.0], [4.5, -2.0], [6.5, -3.0]]),
)
passed("dense_forward")

# %% [markdown]
# ## Exercise 3: A dense layer, backwards
#
# Now the backward pass. `upstream`, $u$ for short, has an element for every element of $z$. The
# weight $w_{lj}$ was used once for each sample, and so was the bias $b_j$; the input $x_{il}$ was
# used once for each unit. Add up over all uses:
#
# $$\frac{\partial L}{\partial x_{il}} = \sum_j u_{ij}\, w_{lj}, \qquad
# \frac{\partial L}{\partial w_{lj}} = \sum_i x_{il}\, u_{ij}, \qquad
# \frac{\partial L}{\partial b_j} = \sum_i u_{ij}$$
#
# The first two are products of matrices. You can find out which ones from the shapes alone, if
# $n$, $d$ and $k$ are all different.
#
# **Worked number.** One sample $x = (1, 2)$, the weights of exercise 2, and $u = (1, -1, 2)$: $dx =
# (1 + 0 + 4,\; 3 - 1 + 0) = (5, 2)$, $dw$ has the rows $(1, -1, 2)$ and $(2, -2, 4)$, and $db =
# (1, -1, 2)$.


# %% exercise="dense_backward" points=3
def dense_backward(x, w, upstream):
    """Return the derivatives of the loss with respect to a dense layer's input and parameters.

    With z = x w + b and u = upstream: dx_il = sum_j u_ij w_lj, dw_lj = sum_i x_il u_ij and
    db_j = sum_i u_ij. Nothing is divided by n: where the loss is a mean, upstream has the 1/n.

    Parameters
    ----------
    x : array of shape (n, d)
        The layer's input, of any numeric type. Not changed.
    w : array of shape (d, k)
        The layer's weights, of any numeric type. Not changed.
    upstream : array of shape (n, k)
        The derivative of the loss with respect to z, of any numeric type. Not changed.

    Returns
    -------
    (dx, dw, db) : tuple of three arrays of shapes (n, d), (d, k) and (k,)
        The derivatives of the loss with respect to x, w and b, each of the shape of its variable.

    Examples
    --------
    >>> x, w = np.array([[1.0, 2.0]]), np.array([[1.0, 0.0, 2.0], [3.0, 1.0, 0.0]])
    >>> dx, dw, db = dense_backward(x, w, np.array([[1.0, -1.0, 2.0]]))
    >>> print(dx, dw.shape, db)
    [[5. 2.]] (2, 3) [ 1. -1.  2.]
    """
    raise NotImplementedError


# %% check="dense_backward"
one_row, table = np.array([[1.0, 2.0]]), np.array([[1.0, 0.0, 2.0], [3.0, 1.0, 0.0]])
dx, dw, db = dense_backward(one_row, table, np.array([[1.0, -1.0, 2.0]]))
call = "dense_backward([[1, 2]], [[1, 0, 2], [3, 1, 0]], [[1, -1, 2]])"
check(call + "[0]", dx, np.array([[5.0, 2.0]]))
check(call + "[1]", dw, np.array([[1.0, -1.0, 2.0], [2.0, -2.0, 4.0]]))
check(call + "[2]", db, np.array([1.0, -1.0, 2.0]))
dx, dw, db = dense_backward(
    np.array([[1.0], [2.0], [3.0]]),
    np.array([[2.0, -1.0]]),
    np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]),
)
call = "dense_backward([[1], [2], [3]], [[2, -1]], [[1, 0], [0, 1], [1, 1]])"
check(call + "[0]", dx, np.array([[2.0], [-1.0], [1.0]]))
check(call + "[1]", dw, np.array([[4.0, 5.0]]))
check(call + "[2]", db, np.array([2.0, 2.0]))
passed("dense_backward")

# %% [markdown]
# ## Exercise 4: An activation, backwards
#
# An activation works on each element by itself, $a_{ij} = g(z_{ij})$, and so does its backward
# pass:
#
# $$\frac{\partial L}{\partial z_{ij}} = u_{ij}\, g'(z_{ij})$$
#
# The slopes are those of assignment 03: 0 or 1 for the ReLU, $\sigma(z)(1 - \sigma(z))$ for the
# sigmoid, $1 - \tanh(z)^2$ for tanh, and 1 for the linear activation. Note that $z$ is the *input*
# of the activation, not its value. Mind $e^{1000}$, which overflows.
#
# **Worked number.** For $u = 2$ and $z = 0$ the sigmoid gives $2 \cdot \tfrac14 = 0.5$ and tanh
# gives 2. At $z = 5$ the slope of tanh is only 0.00018.


# %% exercise="activation_backward" points=3
def activation_backward(upstream, z, activation):
    """Return the derivative of the loss with respect to the input z of an activation g.

    Each element is upstream times g'(z): 1 where z > 0 and 0 where z < 0 for "relu", s (1 - s) with
    s = 1 / (1 + e^-z) for "sigmoid", 1 - tanh(z)^2 for "tanh", 1 for "linear". It is computed
    without a warning for |z| up to 1000.

    Parameters
    ----------
    upstream : array of any shape
        The derivative of the loss with respect to the activation's value, of any numeric type. Not
        changed.
    z : array of the shape of upstream
        The activation's input, from -1000 to 1000, of any numeric type; never 0 for "relu". Not
        changed.
    activation : str
        "relu", "sigmoid", "tanh" or "linear".

    Returns
    -------
    array of the shape of z
        The derivative of the loss with respect to z, computed in floating point.

    Examples
    --------
    >>> print(activation_backward(np.array([2.0, 3.0]), np.array([0.0, 0.0]), "sigmoid"))
    [0.5  0.75]
    """
    raise NotImplementedError


# %% check="activation_backward"
check(
    'activation_backward([2.0, 3.0], [0.0, 0.0], "sigmoid")',
    activation_backward(np.array([2.0, 3.0]), np.array([0.0, 0.0]), "sigmoid"),
    np.array([0.5, 0.75]),
)
check(
    'activation_backward([2.0, 3.0], [-1.0, 4.0], "relu")',
    activation_backward(np.array([2.0, 3.0]), np.array([-1.0, 4.0]), "relu"),
    np.array([0.0, 3.0]),
)
check(
    'activation_backward([[2.0], [-1.0]], [[0.0], [5.0]], "tanh")',
    activation_backward(np.array([[2.0], [-1.0]]), np.array([[0.0], [5.0]]), "tanh"),
    np.array([[2.0], [-0.000181583]]),
)
check(
    'activation_backward([2.0, 3.0], [7.0, -7.0], "linear")',
    activation_backward(np.array([2.0, 3.0]), np.array([7.0, -7.0]), "linear"),
    np.array([2.0, 3.0]),
)
check(
    'activation_backward([5.0], [-1000.0], "sigmoid")',
    activation_backward(np.array([5.0]), np.array([-1000.0]), "sigmoid"),
    np.array([0.0]),
)
passed("activation_backward")

# %% [markdown]
# ## Exercise 5: Softmax, backwards
#
# Softmax is different: every output of a row depends on every input of that row. Its matrix of
# derivatives is $\partial p_j/\partial z_l = p_j(\delta_{jl} - p_l)$, with $\delta_{jl} = 1$ for
# $j = l$ and 0 otherwise. Nobody needs this matrix. What the backward pass needs is its product
# with $u$, and that is short:
#
# $$\frac{\partial L}{\partial z_l} = p_l \Bigl(u_l - \sum_j p_j u_j\Bigr)$$
#
# This is what "vector-Jacobian product" (VJP) means: each step of the backward pass takes a vector
# and gives a vector, and no step builds the matrix.
#
# **Worked number.** $p = (\tfrac18, \tfrac14, \tfrac58)$ and $u = (1, 2, 4)$: the sum is
# $\tfrac18 + \tfrac12 + \tfrac52 = 3.125$, and the result is $(-0.265625, -0.28125, 0.546875)$. Its
# elements add up to 0, because a constant added to all inputs does not change the softmax.


# %% exercise="softmax_vjp" points=3
def softmax_vjp(p, upstream):
    """Return the derivative of the loss with respect to the inputs of a softmax.

    Each row is p_l (u_l - sum_j p_j u_j) with u = upstream; no row depends on another.

    Parameters
    ----------
    p : array of shape (n, k)
        The softmax's *output*: positive numbers, each row adds up to 1. Not changed.
    upstream : array of shape (n, k)
        The derivative of the loss with respect to p, of any numeric type. Not changed.

    Returns
    -------
    array of shape (n, k)
        The derivative of the loss with respect to the logits.

    Examples
    --------
    >>> print(softmax_vjp(np.array([[0.5, 0.5]]), np.array([[1.0, 3.0]])))
    [[-0.5  0.5]]
    """
    raise NotImplementedError


# %% check="softmax_vjp"
check(
    "softmax_vjp([[0.5, 0.5]], [[1, 3]])",
    softmax_vjp(np.array([[0.5, 0.5]]), np.array([[1.0, 3.0]])),
    np.array([[-0.5, 0.5]]),
)
check(
    "softmax_vjp([[1/8, 1/4, 5/8], [1/4, 1/4, 1/2]], [[1, 2, 4], [4, 0, 2]])",
    softmax_vjp(
        np.array([[0.125, 0.25, 0.625], [0.25, 0.25, 0.5]]),
        np.array([[1.0, 2.0, 4.0], [4.0, 0.0, 2.0]]),
    ),
    np.array([[-0.265625, -0.28125, 0.546875], [0.5, -0.5, 0.0]]),
)
passed("softmax_vjp")

# %% [markdown]
# ## Exercise 6: Softmax and cross-entropy in one step
#
# A classifier ends with a softmax and the sparse categorical cross-entropy, $-\log p_y$. Its
# derivative with respect to $p_y$ is $-1/p_y$, and the formula of exercise 5 turns it into
# something simple: $p_l$ for the wrong classes, $p_y - 1$ for the true one. Averaged over the
# batch:
#
# $$\frac{\partial L}{\partial z_{il}} = \frac1n \bigl(p_{il} - [\,l = y_i\,]\bigr)$$
#
# This takes care of the softmax. Do not apply its derivative a second time.
#
# **Worked number.** Two samples with logits $(0, 0)$ and $(0, \log 3)$, labels 0 and 1: the
# probabilities are $(\tfrac12, \tfrac12)$ and $(\tfrac14, \tfrac34)$, so the derivatives are
# $(-\tfrac14, \tfrac14)$ and $(\tfrac18, -\tfrac18)$.


# %% exercise="cross_entropy_gradient" points=3
def cross_entropy_gradient(logits, labels):
    """Return the gradient of the mean sparse categorical cross-entropy, (softmax - one-hot) / n.

    The loss is the mean over the samples of -log p_y, with p = softmax(logits) row by row and y the
    label. Nothing is clipped. It is computed without a warning for logits up to 1000 in size.

    Parameters
    ----------
    logits : array of shape (n, k)
        The inputs of the softmax, from -1000 to 1000, of any numeric type. Not changed.
    labels : array of shape (n,)
        The true classes, whole numbers from 0 to k - 1, of an integer type. A batch need not
        contain every class. Not changed.

    Returns
    -------
    array of shape (n, k)
        The derivative of the loss with respect to the logits; the mean's 1/n is part of it.

    Examples
    --------
    >>> print(cross_entropy_gradient(np.array([[0.0, 0.0]]), np.array([0])))
    [[-0.5  0.5]]
    """
    raise NotImplementedError


# %% check="cross_entropy_gradient"
check(
    "cross_entropy_gradient([[0.0, 0.0]], [0])",
    cross_entropy_gradient(np.array([[0.0, 0.0]]), np.array([0])),
    np.array([[-0.5, 0.5]]),
)
check(
    "cross_entropy_gradient([[0.0, 0.0], [0.0, log(3)]], [0, 1])",
    cross_entropy_gradient(np.array([[0.0, 0.0], [0.0, np.log(3)]]), np.array([0, 1])),
    np.array([[-0.25, 0.25], [0.125, -0.125]]),
)
check(
    "cross_entropy_gradient([[1000.0, -1000.0, 1000.0]], [1])",
    cross_entropy_gradient(np.array([[1000.0, -1000.0, 1000.0]]), np.array([1])),
    np.array([[0.5, -1.0, 0.5]]),
)
passed("cross_entropy_gradient")

# %% [markdown]
# ## Exercise 7: A network, forwards
#
# A multi-layer perceptron (MLP) is a stack of dense layers. Layer $l$ takes the activations of the
# layer below it:
#
# $$z_l = a_{l-1} w_l + b_l, \qquad a_l = g_l(z_l), \qquad a_0 = x$$
#
# The backward pass needs every $z_l$ and every $a_l$, so keep them all. The table `ACTIVATIONS` in
# the first code cell holds the four functions by their names.
#
# **Worked number.** This is the network of assignment 03: inputs $(1, 0)$, two hidden sigmoid units
# with weights $(3.7, 3.7)$ and $(2.9, 2.9)$ and biases $-1.5$ and $-4.5$, one sigmoid output with
# weights $(4.5, -5.2)$ and bias $-2$. In the layout with units in columns $w_1$ has the rows
# $(3.7, 2.9)$ and $(3.7, 2.9)$. Then $z_1 = (2.2, -1.6)$, $a_1 = (0.900, 0.168)$, $z_2 = 1.178$ and
# $a_2 = 0.765$.


# %% exercise="mlp_forward" points=3
def mlp_forward(x, weights, biases, activations):
    """Return z and a of every layer of a network, first to last.

    Layer by layer, z = a_before w + b and a = g(z), where a_before is x for the first layer and the
    a of the layer before for every other.

    Parameters
    ----------
    x : array of shape (n, d)
        The samples, in rows, of any numeric type. Not changed.
    weights : list of arrays, the l-th of shape (inputs, units)
        One for each layer, at least one; the inputs of a layer are the units of the one before.
        Not changed.
    biases : list of arrays, the l-th of shape (units,)
        One for each layer. Not changed.
    activations : list of str
        One for each layer: "relu", "sigmoid", "tanh" or "linear".

    Returns
    -------
    list of (z, a), one pair of two arrays of shape (n, units) for each layer
        The input and the value of each layer's activation; the last a is the network's output.

    Examples
    --------
    >>> weights, biases = [np.array([[2.0]]), np.array([[3.0]])], [np.zeros(1), np.ones(1)]
    >>> (z1, a1), (z2, a2) = mlp_forward(np.array([[-1.0]]), weights, biases, ["relu", "linear"])
    >>> print(z1, a1, z2, a2)
    [[-2.]] [[0.]] [[1.]] [[1.]]
    """
    raise NotImplementedError


# %% check="mlp_forward"
network_x = np.array([[1.0, 0.0]])
network_w = [np.array([[3.7, 2.9], [3.7, 2.9]]), np.array([[4.5], [-5.2]])]
network_b = [np.array([-1.5, -4.5]), np.array([-2.0])]
network_g = ["sigmoid", "sigmoid"]
layers = mlp_forward(network_x, network_w, network_b, network_g)
call = "mlp_forward(network_x, network_w, network_b, network_g)"
check("len(" + call + ")", len(layers), 2)
check(call + "[0][0]", layers[0][0], np.array([[2.2, -1.6]]))
check(call + "[0][1]", layers[0][1], np.array([[0.900250, 0.167982]]))
check(call + "[1][0]", layers[1][0], np.array([[1.177619]]))
check(call + "[1][1]", layers[1][1], np.array([[0.764519]]))
layers = mlp_forward(np.array([[-1.0]]), [np.array([[2.0]])], [np.zeros(1)], ["relu"])
check("mlp_forward([[-1]], [[[2]]], [[0]], ['relu'])", layers, np.array([[[[-2.0]], [[0.0]]]]))
passed("mlp_forward")

# %% [markdown]
# ## Exercise 8: A network, backwards
#
# Everything is ready. Begin with the derivative with respect to the last $a$, and go from the last
# layer to the first. In each layer the derivative passes through the activation (exercise 4), then
# through the dense layer (exercise 3), which gives the derivatives of its parameters and the
# upstream of the layer before:
#
# $$\frac{\partial L}{\partial z_l} = \frac{\partial L}{\partial a_l}\, g_l'(z_l), \qquad
# \frac{\partial L}{\partial a_{l-1}} = \frac{\partial L}{\partial z_l}\, w_l^T$$
#
# The input of the first layer is $x$.
#
# **Worked number.** Let the target of the network above be 1, with the binary cross-entropy as the
# loss, 0.268508. The derivative with respect to the output is $-1/p = -1.308$. In the last layer
# $\partial L/\partial z_2 = p - 1 = -0.235481$, so $dw_2 = (-0.211991, -0.039556)$ and $db_2 =
# -0.235481$. In the first, $\partial L/\partial z_1 = (-0.095158, 0.171141) = db_1$; the row of
# $dw_1$ that belongs to the input 1 is the same, the row of the input 0 is zero, and $dx =
# (0.144223, 0.144223)$.


# %% exercise="mlp_backward" points=4
def mlp_backward(x, weights, cache, activations, upstream):
    """Return the derivatives of the loss with respect to all parameters of a network and to x.

    Layer by layer, last to first, with u the derivative with respect to the layer's a:
    dz = u g'(z), dw = a_before^T dz, db = the sum of dz over the samples, and the u of the layer
    before is dz w^T. a_before is x for the first layer. Nothing is divided by n.

    Parameters
    ----------
    x : array of shape (n, d)
        The samples that were given to `mlp_forward`, of any numeric type. Not changed.
    weights : list of arrays, the l-th of shape (inputs, units)
        One for each layer, at least one. Not changed.
    cache : list of (z, a), one pair of two arrays of shape (n, units) for each layer
        What `mlp_forward` returned. No z of a "relu" is 0. Not changed.
    activations : list of str
        One for each layer: "relu", "sigmoid", "tanh" or "linear".
    upstream : array of shape (n, units of the last layer)
        The derivative of the loss with respect to the last a. Not changed.

    Returns
    -------
    (gradients, dx) : tuple
        gradients is a list with a pair (dw, db) for each layer, the first layer first, each of the
        shape of its parameter; dx has the shape of x.

    Examples
    --------
    >>> x, w, cache = np.array([[3.0]]), [np.array([[2.0]])], [(np.array([[6.0]]),) * 2]
    >>> gradients, dx = mlp_backward(x, w, cache, ["relu"], np.array([[10.0]]))
    >>> print(gradients[0][0], gradients[0][1], dx)
    [[30.]] [10.] [[20.]]
    """
    raise NotImplementedError


# %% check="mlp_backward"
cache = mlp_forward(network_x, network_w, network_b, network_g)
output = cache[-1][1]
gradients, dx = mlp_backward(network_x, network_w, cache, network_g, -1 / output)
call = "mlp_backward(network_x, network_w, cache, network_g, -1 / output)"
check(call + "[0][1][0]", gradients[1][0], np.array([[-0.211991], [-0.039556]]))
check(call + "[0][1][1]", gradients[1][1], np.array([-0.235481]))
check(call + "[0][0][0]", gradients[0][0], np.array([[-0.095158, 0.171141], [0.0, 0.0]]))
check(call + "[0][0][1]", gradients[0][1], np.array([-0.095158, 0.171141]))
check(call + "[1]", dx, np.array([[0.144223, 0.144223]]))

# Two layers without biases, a ReLU after the first, the loss is the sum of (output - y)^2.
relu_w = [np.array([[1.0, 0.0, -2.0], [2.0, -1.0, 5.0]]), np.array([[1, -1], [0, 3], [2, 1]])]
relu_x, relu_y, relu_g = np.array([[2.0, 1.0]]), np.array([[4.0, -2.0]]), ["relu", "linear"]
cache = mlp_forward(relu_x, relu_w, [np.zeros(3), np.zeros(2)], relu_g)
check("the output", cache[-1][1], np.array([[6.0, -3.0]]))
gradients, dx = mlp_backward(relu_x, relu_w, cache, relu_g, 2 * (cache[-1][1] - relu_y))
check("dw2", gradients[1][0], np.array([[16.0, -8.0], [0.0, 0.0], [4.0, -2.0]]))
check("dw1", gradients[0][0], np.array([[12.0, 0.0, 12.0], [6.0, 0.0, 6.0]]))
passed("mlp_backward")

# %% [markdown]
# **A look at depth.** Each layer multiplies the derivative by its weights and by its activation's
# slope. A sigmoid's slope is at most $\tfrac14$.
#
# **Predict before you run.** Ten sigmoid layers multiply ten such slopes. Write the product at its
# largest possible value as a power of ten: which whole number is nearest to its exponent?

# %% tags=["demonstration"]
my_exponent = None  # write a whole number here, such as -3

# %% tags=["demonstration"]
product = 0.25**10
print(f"0.25 ** 10 = {product:.2g}, so the exponent is {round(np.log10(product))}.")
print("You predicted nothing." if my_exponent is None else f"You predicted {my_exponent}.")

# %% [markdown]
# ## Exercise 9: Is the gradient right?
#
# A wrong gradient often trains a little, so the mistake stays unnoticed. Compare the derivative
# $g$ that you have programmed with the central difference $n$ (assignment 05), element by element
# $n_k = (f(\theta + h e_k) - f(\theta - h e_k)) / 2h$. One number says how far apart they are:
#
# $$\frac{\lVert g - n \rVert}{\lVert g \rVert + \lVert n \rVert}$$
#
# with the Euclidean norm, the root of the sum of the squares of all elements. It is 0 if the two
# agree, 1 if they have nothing in common, and the scale of $f$ does not matter. Below $10^{-7}$ the
# gradient is almost certainly right; above $10^{-4}$ look for the mistake. Where both are zero they
# agree: the error is 0, not the "not a number" that 0/0 gives.
#
# **Worked number.** $f(\theta) = \theta_1^2 + \theta_2^2$ at $(3, 4)$ has the gradient $(6, 8)$, of
# norm 10. Somebody forgets the 2 and says $(3, 4)$: the error is $5 / (5 + 10) = \tfrac13$.


# %% exercise="gradient_error" points=3
def gradient_error(f, theta, gradient, h=1e-5):
    """Return the relative error of a gradient g, |g - n| / (|g| + |n|).

    n is the central difference, element by element (f with theta_k + h minus f with theta_k - h)
    divided by 2h, and |v| is the Euclidean norm over all elements, the root of the sum of their
    squares. Where both norms are zero the error is 0.0.

    Parameters
    ----------
    f : function
        f(theta) returns a number; it takes an array of the shape of theta.
    theta : array of any shape
        The point at which the gradient is checked, of any numeric type. Not changed.
    gradient : array of the shape of theta
        The gradient g that is to be checked, of any numeric type. Not changed.
    h : float
        The step of the central difference, positive.

    Returns
    -------
    float
        One number from 0 to 1, computed in floating point, without a warning.

    Examples
    --------
    >>> squares = lambda theta: np.sum(theta**2)
    >>> print(round(float(gradient_error(squares, np.array([3.0, 4.0]), np.array([3.0, 4.0]))), 4))
    0.3333
    """
    raise NotImplementedError


# %% check="gradient_error"
def squares(theta):
    """The sum of the squares, whose gradient is 2 theta."""
    return np.sum(theta**2)


point = np.array([3.0, 4.0])
check("gradient_error(squares, [3, 4], [3, 4])", gradient_error(squares, point, point), 1 / 3)
check("gradient_error(squares, [3, 4], [6, 8])", gradient_error(squares, point, 2 * point), 0.0)
check("gradient_error(squares, [3, 4], [-6, -8])", gradient_error(squares, point, -2 * point), 1.0)
origin = np.zeros((2, 2))
check("gradient_error(squares, 2x2 zeros, zeros)", gradient_error(squares, origin, origin), 0.0)
passed("gradient_error")

# %% [markdown]
# **A look at the step.** How small should $h$ be? Here is the error of a right gradient, that of
# the first layer of a tanh network from your `mlp_backward`, for steps from 1 to $10^{-13}$.

# %% tags=["demonstration"]
rng = np.random.default_rng(7)
check_x, check_g = rng.normal(size=(6, 3)), ["tanh", "linear"]
check_w = [rng.normal(size=(3, 4)), rng.normal(size=(4, 2))]
check_b = [rng.normal(size=4), rng.normal(size=2)]


def loss_of_first_layer(w):
    """Half the sum of the squared outputs, as a function of the first layer's weights."""
    return np.sum(mlp_forward(check_x, [w, check_w[1]], check_b, check_g)[-1][1] ** 2) / 2


cache = mlp_forward(check_x, check_w, check_b, check_g)
gradients, _ = mlp_backward(check_x, check_w, cache, check_g, cache[-1][1])
h_values = np.logspace(0, -13, 53)
h_errors = [gradient_error(loss_of_first_layer, check_w[0], gradients[0][0], h) for h in h_values]
figure, axes = plt.subplots(figsize=(7.5, 4.4))
axes.loglog(h_values, h_errors, ".-", color="tab:blue", label="error of a right gradient")
axes.axhline(1e-7, color="0.4", linestyle="--", label="below: almost certainly right")
axes.set(
    title="The central difference is best at a medium step",
    xlabel="step h (logarithmic)",
    ylabel="gradient_error (logarithmic)",
)
axes.legend()
figure.tight_layout()
plt.show()

# %% [markdown]
# **The picture in words.** The curve has the form of a V. From $h = 1$ the error falls with $h^2$,
# by two powers of ten for each one of $h$, to about $10^{-10}$ near $h = 10^{-5}$. For smaller
# steps it rises again: $f(\theta + h)$ and $f(\theta - h)$ then agree in most of their digits, and
# the difference is mainly rounding.
#
# ## Exercise 10: The effect of a step on the loss
#
# A gradient is a promise: if the parameters change by small amounts $\delta$, the loss changes by
#
# $$\Delta L \approx \sum_k g_k\, \delta_k$$
#
# This is called the change *to first order*. The sum goes over all elements of all arrays of
# parameters.
#
# **Worked number.** Two arrays with gradients $(1, -2)$ and $(3)$ change by $(0.5, 0.25)$ and
# $(-1)$: $0.5 - 0.5 - 3 = -3$.


# %% exercise="first_order_change" points=2
def first_order_change(grads, deltas):
    """Return the change of the loss to first order, the sum of all g times delta.

    The products are added up over all elements of all arrays.

    Parameters
    ----------
    grads : list of arrays of any shape
        The gradient of the loss with respect to each array of parameters, of any numeric type. Not
        changed.
    deltas : list of arrays, each of the shape of its gradient
        How much each parameter changes, of any numeric type. Not changed.

    Returns
    -------
    float
        The change of the loss, one number over everything, computed in floating point.

    Examples
    --------
    >>> grads, deltas = [np.array([1.0, -2.0]), np.array([3.0])], [np.ones(2), np.array([-1.0])]
    >>> print(first_order_change(grads, deltas))
    -4.0
    """
    raise NotImplementedError


# %% check="first_order_change"
check(
    "first_order_change([[1, -2], [3]], [[0.5, 0.25], [-1]])",
    first_order_change(
        [np.array([1.0, -2.0]), np.array([3.0])], [np.array([0.5, 0.25]), np.array([-1.0])]
    ),
    -3.0,
)
check(
    "first_order_change([[[1, 2], [3, 4]]], [[[1, 0], [0, -1]]])",
    first_order_change([np.array([[1.0, 2.0], [3.0, 4.0]])], [np.array([[1.0, 0.0], [0.0, -1.0]])]),
    -3.0,
)
passed("first_order_change")

# %% [markdown]
# **Predict before you run.** A gradient step of rate $\eta$ changes the parameters by
# $\delta = -\eta g$, so to first order the loss changes by $-\eta \lVert g \rVert^2$. The squared
# norm of the gradient of the network above (exercise 8) is 0.178645. By how much does a step of
# rate 0.01 change its loss, 0.268508?

# %% tags=["demonstration"]
my_change = None  # write a number here; mind the sign

# %% tags=["demonstration"]


def network_loss(weights, biases):
    """The binary cross-entropy of the network for target 1."""
    return -np.log(mlp_forward(network_x, weights, biases, network_g)[-1][1][0, 0])


cache = mlp_forward(network_x, network_w, network_b, network_g)
gradients, _ = mlp_backward(network_x, network_w, cache, network_g, -1 / cache[-1][1])
flat = [g for pair in gradients for g in pair]
before = network_loss(network_w, network_b)
for rate in (0.01, 1.0):
    moved_w = [w - rate * dw for w, (dw, _) in zip(network_w, gradients, strict=True)]
    moved_b = [b - rate * db for b, (_, db) in zip(network_b, gradients, strict=True)]
    change = network_loss(moved_w, moved_b) - before
    first_order = first_order_change(flat, [-rate * g for g in flat])
    print(f"rate {rate}: the loss changes by {change:.6f}, to first order by {first_order:.6f}")
print("You predicted nothing." if my_change is None else f"For 0.01 you predicted {my_change}.")

# %% [markdown]
# The promise holds for small steps only: at rate 1 the loss falls to 0.138742, by 0.13 and not by
# the 0.18 of the first order.
#
# ## Exercise 11: The order of a step
#
# Some texts say: first adjust the weights of the last layer, then propagate the error back to the
# layer before. Taken literally, this is wrong. In the network above, rate 1, it would give
# $\partial L/\partial z_1 = (-0.099641, 0.169839)$ for the first layer and not $(-0.095158,
# 0.171141)$. The second pair is the gradient at the point where the network is; the first is not
# the gradient of the loss at any point.


# %% exercise="when_gradients_are_taken" points=1
def when_gradients_are_taken():
    """Say at which weights the gradients of one training step are taken.

    Returns
    -------
    str
        Exactly one of
        "at the old weights, before any moves",
        "layer by layer, each after the layer behind it has moved",
        "at the new weights, after all have moved",
        "where the derivative is zero".

    Examples
    --------
    >>> len(when_gradients_are_taken()) > 10
    True
    """
    raise NotImplementedError


# %% check="when_gradients_are_taken"
choices = (
    "at the old weights, before any moves",
    "layer by layer, each after the layer behind it has moved",
    "at the new weights, after all have moved",
    "where the derivative is zero",
)
answer = when_gradients_are_taken()
check(
    "when_gradients_are_taken()", answer, answer if answer in choices else "one of the four strings"
)
passed("when_gradients_are_taken")

# %% [markdown]
# ## Exercise 12: Initial weights
#
# If all units of a layer begin with the same weights, they get the same gradients and stay the same
# for ever. So weights begin at random. How large? A sum of many inputs grows with their number, in
# both directions: forwards with the inputs of a layer, backwards with its units. Glorot and Bengio
# draw each weight uniformly from $-r$ to $r$ with
#
# $$r = \sqrt{\frac{6}{\text{inputs} + \text{units}}}$$
#
# This is the default of Keras (`"glorot_uniform"`). The standard deviation of these weights is $r /
# \sqrt 3$, a different number.
#
# **Worked number.** 10 inputs and 20 units: $\sqrt{6/30} = 0.447214$. 784 inputs and 512 units:
# 0.068041.


# %% exercise="glorot_limit" points=1
def glorot_limit(inputs, units):
    """Return the limit of Glorot's uniform initialisation, the root of 6 / (inputs + units).

    Parameters
    ----------
    inputs : int
        The number of inputs of the layer, at least 1.
    units : int
        The number of its units, at least 1.

    Returns
    -------
    float
        The limit r: weights are drawn uniformly from -r to r.

    Examples
    --------
    >>> print(round(float(glorot_limit(10, 20)), 6))
    0.447214
    """
    raise NotImplementedError


# %% check="glorot_limit"
check("glorot_limit(10, 20)", glorot_limit(10, 20), 0.447214)
check("glorot_limit(784, 512)", glorot_limit(784, 512), 0.068041)
check("glorot_limit(1, 5)", glorot_limit(1, 5), 1.0)
passed("glorot_limit")

# %% [markdown]
# **A look at depth.** Networks of 1 to 20 layers of 32 units, with your Glorot weights and biases
# of zero. How large is the gradient of the first layer's weights, for the same upstream at the top?

# %% tags=["demonstration"]
rng = np.random.default_rng(3)
width, depths = 32, np.arange(1, 21)
limit = glorot_limit(width, width)
deep_x, top = rng.normal(size=(64, width)), rng.normal(size=(64, width)) / 64
draws = [[rng.uniform(-limit, limit, (width, width)) for _ in depths] for _ in range(5)]
styles = {"sigmoid": ("tab:orange", "o"), "tanh": ("tab:blue", "s"), "relu": ("black", "^")}

figure, axes = plt.subplots(figsize=(7.5, 4.4))
for name, (colour, marker) in styles.items():
    sizes = np.zeros((len(draws), len(depths)))
    for row, weights in enumerate(draws):
        for column, depth in enumerate(depths):
            deep = weights[:depth], [np.zeros(width)] * depth, [name] * depth
            cache = mlp_forward(deep_x, *deep)
            gradients, _ = mlp_backward(deep_x, deep[0], cache, deep[2], top)
            sizes[row, column] = np.linalg.norm(gradients[0][0])
    axes.semilogy(depths, sizes.mean(axis=0), color=colour, marker=marker, label=name)
axes.set(
    title="Sigmoid layers shrink the gradient",
    xlabel="number of layers",
    ylabel="norm of dw, first layer (logarithmic)",
    xticks=[1, 5, 10, 15, 20],
)
axes.legend()
figure.tight_layout()
plt.show()

# %% [markdown]
# **The picture in words.** For the sigmoid the gradient of the first layer falls by about the same
# factor with every layer, to less than $10^{-10}$ of its size at 20 layers: such a network does not
# learn in its first layers. With tanh it falls by a factor of about four in all, with the ReLU by
# about a thousand. The initialisation was made for tanh; ReLU layers do better with weights that
# are larger by $\sqrt 2$ (He's initialisation).
#
# **A look at training.** XOR is 1 if exactly one of two inputs is 1, and no single layer can learn
# it. Here is a network with four tanh units, trained with your functions: forwards,
# `cross_entropy_gradient`, backwards, one step of all weights. Then the same with a different
# start, in which the four hidden units have equal weights.

# %% tags=["demonstration"]
xor_x, xor_labels = (
    np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]),
    np.array([0, 1, 1, 0]),
)
xor_g = ["tanh", "linear"]


def train_xor(weights, biases, rate=0.5, steps=600):
    """Train on XOR; return the costs, the parameters, and the first layer's weights on the way."""
    costs, path = [], []
    for _ in range(steps):
        cache = mlp_forward(xor_x, weights, biases, xor_g)
        logits = cache[-1][1]
        p = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
        costs.append(-np.log(p[np.arange(4), xor_labels]).mean())
        path.append(weights[0].copy())
        upstream = cross_entropy_gradient(logits, xor_labels)
        gradients, _ = mlp_backward(xor_x, weights, cache, xor_g, upstream)
        weights = [w - rate * dw for w, (dw, _) in zip(weights, gradients, strict=True)]
        biases = [b - rate * db for b, (_, db) in zip(biases, gradients, strict=True)]
    return costs, weights, biases, np.array(path)


rng = np.random.default_rng(1)
limits = glorot_limit(2, 4), glorot_limit(4, 2)
random_start = [
    rng.uniform(-limits[0], limits[0], (2, 4)),
    rng.uniform(-limits[1], limits[1], (4, 2)),
]
equal_start = [
    np.repeat(random_start[0][:, 1:2], 4, axis=1),
    np.repeat(random_start[1][1:2], 4, axis=0),
]
zeros = [np.zeros(4), np.zeros(2)]
costs, xor_w, xor_b, path = train_xor(random_start, zeros)
equal_costs, _, _, equal_path = train_xor(equal_start, zeros)

grid = np.linspace(-0.5, 1.5, 101)
plane_x = np.array([[first, second] for second in grid for first in grid])
scores = mlp_forward(plane_x, xor_w, xor_b, xor_g)[-1][1]
plane = 1 / (1 + np.exp(scores[:, 0] - scores[:, 1])).reshape(101, 101)

figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4.4))
left.plot(costs, "tab:blue", label="random start")
left.plot(equal_costs, "tab:orange", linestyle="--", label="equal hidden units")
left.axhline(np.log(2), color="0.4", linestyle=":", label="guessing: log 2")
left.set(title="XOR: cost before each step", xlabel="step", ylabel="cross-entropy", ylim=(0, 1.1))
left.legend()
shades = right.contourf(grid, grid, plane, levels=np.linspace(0, 1, 11), cmap="cividis")
figure.colorbar(shades, ax=right, label="predicted probability of a 1")
for label, marker in ((0, "o"), (1, "s")):
    members = xor_x[xor_labels == label]
    right.plot(
        members[:, 0],
        members[:, 1],
        marker,
        markersize=11,
        color="white",
        markeredgecolor="black",
        label=f"label {label}",
    )
right.set(
    title="The trained network on the plane",
    xlabel="first input",
    ylabel="second input",
    xticks=[0, 1],
    yticks=[0, 1],
)
right.legend(loc="upper right")
figure.tight_layout()
plt.show()

figure, panels = plt.subplots(1, 2, figsize=(11, 3.8), sharey=True)
for panel, weights, title in zip(
    panels, (path, equal_path), ("random start", "equal hidden units"), strict=True
):
    for unit, (colour, style) in enumerate(
        zip(
            ("tab:blue", "tab:orange", "tab:green", "tab:purple"),
            ("-", "--", "-.", ":"),
            strict=True,
        )
    ):
        panel.plot(weights[:, 0, unit], color=colour, linestyle=style, label=f"unit {unit + 1}")
    panel.set(title=f"Weights of the first input: {title}", xlabel="step")
panels[0].set_ylabel("weight")
panels[1].legend(loc="lower right")
figure.tight_layout()
plt.show()

# %% [markdown]
# **The pictures in words.** From the random start the cost falls from about 0.7 to nearly 0. The
# plane shows a band of low probability from one corner with label 0 to the other, and a region of
# high probability at each corner with label 1. From the start with equal hidden units the cost ends
# near 0.5, which is not far below $\log 2 \approx 0.69$. The last picture shows why: from the
# random start the weights of the four units go in four directions, but from equal ones the four
# lines lie on top of each other at every step. That network has a single hidden unit, four times
# over.
#
# ## Exercise 13: The order of a graph
#
# So far you have found the order of the backward pass by looking at the network. A program that
# differentiates *any* computation has to find it itself: no quantity may pass its derivative on
# before all its contributions have arrived. So sort the quantities so that each one comes after
# those that it is computed from, its **parents**. This is a *topological order*, and the backward
# pass goes through it from the end to the beginning.
#
# The graph is given as a dictionary from every name to the list of its parents. The graph of
# exercise 1, without the weights, is `{"a": [], "b": ["a"], "c": ["a"], "d": ["b", "c"]}`.
#
# **Worked example.** Its orders are a, b, c, d and a, c, b, d. The order a, b, d, c is wrong: d
# needs c. Most graphs have many orders, and each of them is right.


# %% exercise="topological_order" points=3 without=["graphlib.TopologicalSorter"]
def topological_order(parents):
    """Return all names of a graph, each after its parents: every parent's index is less.

    Any such order is right. Neither this function nor any function it calls may use
    `graphlib.TopologicalSorter`.

    Parameters
    ----------
    parents : dict from str to list of str
        For every name the names that it is computed from, in no particular order; a name may be
        in a list twice, as x does for x * x. Leaves have an empty list. The names come in any
        order, there are no cycles, and at least 1 and at most 200 names. Not changed.

    Returns
    -------
    list of str
        Every name once, after all its parents.

    Examples
    --------
    >>> print(topological_order({"loss": ["output"], "output": ["input"], "input": []}))
    ['input', 'output', 'loss']
    """
    raise NotImplementedError


# %% check="topological_order"
chain = {"loss": ["output"], "output": ["input"], "input": []}
order = list(topological_order(chain))
check("topological_order(chain) == [...]", order == ["input", "output", "loss"], True)
diamond = {"d": ["b", "c"], "b": ["a"], "c": ["a"], "a": []}
order = list(topological_order(diamond))
check("sorted(topological_order(diamond)) == [...]", sorted(order) == ["a", "b", "c", "d"], True)
check("a comes first", order[0], "a")
check("d comes last", order[-1], "d")
passed("topological_order")

# %% [markdown]
# ## Exercise 14: A tape, forwards
#
# There is a simpler way to find the order: write every operation down *when it happens*. What is
# written down is a **tape**. An entry can only use earlier ones, so the tape is in topological
# order by itself. Entries name the entries that they use by their places, counted from 0:
#
# | entry | its value |
# |---|---|
# | `("input", name)` | the number with this name in `inputs` |
# | `("constant", number)` | this number |
# | `("add", i, j)`, `("sub", i, j)` | $v_i + v_j$, $v_i - v_j$ |
# | `("mul", i, j)`, `("div", i, j)` | $v_i v_j$, $v_i / v_j$ |
# | `("power", i, number)` | $v_i$ to the power of this number |
# | `("exp", i)`, `("log", i)` | $e^{v_i}$, $\log v_i$ |
# | `("tanh", i)`, `("relu", i)` | $\tanh v_i$, $\max(0, v_i)$ |
#
# **Worked number.** $Z = X^2/2 + 5Y$ at $X = 3$, $Y = -2$ is the tape below. Its values are
# 3, -2, 9, 0.5, 4.5, 5, -10 and, last, $Z = -5.5$.

# %%
Z_TAPE = [
    ("input", "X"),
    ("input", "Y"),
    ("power", 0, 2),
    ("constant", 0.5),
    ("mul", 3, 2),
    ("constant", 5.0),
    ("mul", 5, 1),
    ("add", 4, 6),
]


# %% exercise="tape_forward" points=3
def tape_forward(tape, inputs):
    """Return the values of all entries of a tape, first to last.

    An entry ("input", name) has the value inputs[name], ("constant", number) this number. The
    others compute from the values v of earlier entries i and j, places counted from 0: "add" v_i +
    v_j, "sub" v_i - v_j, "mul" v_i * v_j, "div" v_i / v_j, "power" v_i to the power of the number
    in the entry, "exp", "log" (natural) and "tanh" of v_i, "relu" max(0, v_i).

    Parameters
    ----------
    tape : list of tuples
        The entries, at least one. Divisors are not 0; arguments of "log" and "power" are positive;
        no value is too large for a float. Not changed.
    inputs : dict from str to number
        The inputs by name, int or float. Not changed.

    Returns
    -------
    list or array of len(tape) numbers, shape (len(tape),)
        The value of each entry, in the order of the tape.

    Examples
    --------
    >>> tape = [("input", "x"), ("constant", 10), ("sub", 1, 0)]
    >>> print(tape_forward(tape, {"x": 4}))
    [4, 10, 6]
    """
    raise NotImplementedError


# %% check="tape_forward"
check(
    'tape_forward(Z_TAPE, {"X": 3.0, "Y": -2.0})',
    tape_forward(Z_TAPE, {"X": 3.0, "Y": -2.0}),
    [3.0, -2.0, 9.0, 0.5, 4.5, 5.0, -10.0, -5.5],
)
small = [("input", "x"), ("constant", 10.0), ("sub", 1, 0), ("div", 1, 0), ("relu", 2)]
check(
    'tape_forward(small, {"x": 4.0})', tape_forward(small, {"x": 4.0}), [4.0, 10.0, 6.0, 2.5, 6.0]
)
curved = [("input", "x"), ("exp", 0), ("log", 1), ("tanh", 0)]
check(
    'tape_forward(curved, {"x": 0.5})',
    tape_forward(curved, {"x": 0.5}),
    [0.5, 1.6487213, 0.5, 0.4621172],
)
passed("tape_forward")

# %% [markdown]
# ## Exercise 15: A tape, backwards
#
# Now the backward pass, for every computation there is. Each entry has a derivative: that of the
# *last* value with respect to this entry's value. It is 1 for the last entry itself, and begins at
# 0 for all others. Go through the tape from the end. An entry whose derivative is $s$ **adds** to
# the derivative of each entry that it uses $s$ times its own derivative with respect to that entry:
#
# | entry | adds to $i$ | adds to $j$ |
# |---|---|---|
# | `("add", i, j)` | $s$ | $s$ |
# | `("sub", i, j)` | $s$ | $-s$ |
# | `("mul", i, j)` | $s\, v_j$ | $s\, v_i$ |
# | `("div", i, j)` | $s / v_j$ | $-s\, v_i / v_j^2$ |
#
# You know the derivatives of the others. When the backward pass comes to an entry, all entries that
# use it have been visited, so its derivative is complete. An entry that the last one does not
# depend on keeps 0. One backward pass gives the derivatives with respect to all inputs, whether
# three or a million.
#
# **Worked number.** For $Z$ above, $\partial Z/\partial X = X = 3$ and $\partial Z/\partial Y = 5$.
# All eight derivatives are 3, 5, 0.5, 9, 1, -2, 1, 1.


# %% exercise="tape_backward" points=4
def tape_backward(tape, values):
    """Return the derivative of the last value of a tape with respect to the value of every entry.

    It is 1 for the last entry. For every other it is the sum over all entries that use it, of that
    entry's derivative times the derivative of its operation; an entry used twice by one operation
    counts twice. An entry that the last one does not depend on has 0.0.

    Parameters
    ----------
    tape : list of tuples
        The entries, as in `tape_forward`, at least one and at most 5,000. No argument of "relu" is
        0, and no derivative is too large for a float. One backward pass through the tape is fast
        enough; recursion goes too deep. Not changed.
    values : list of len(tape) numbers
        What `tape_forward` gave: the value of each entry, int or float. Not changed.

    Returns
    -------
    list or array of len(tape) numbers, shape (len(tape),)
        The derivative for each entry, in the order of the tape, computed in floating point.

    Examples
    --------
    >>> tape = [("input", "x"), ("constant", 10.0), ("sub", 1, 0)]
    >>> print(tape_backward(tape, [4.0, 10.0, 6.0]))
    [-1.0, 1.0, 1.0]
    """
    raise NotImplementedError


# %% check="tape_backward"
values = tape_forward(Z_TAPE, {"X": 3.0, "Y": -2.0})
check(
    "tape_backward(Z_TAPE, values)",
    tape_backward(Z_TAPE, values),
    [3.0, 5.0, 0.5, 9.0, 1.0, -2.0, 1.0, 1.0],
)
square = [("input", "x"), ("mul", 0, 0)]
check("tape_backward(square, [3.0, 9.0])", tape_backward(square, [3.0, 9.0]), [6.0, 1.0])
share = [("input", "x"), ("input", "y"), ("div", 0, 1)]
check("tape_backward(share, [6, 2, 3])", tape_backward(share, [6, 2, 3]), [0.5, -1.5, 1.0])
check('tape_backward([("input", "x")], [7.0])', tape_backward([("input", "x")], [7.0]), [1.0])
passed("tape_backward")

# %% [markdown]
# ## Exercise 16: Automatic differentiation


# %% exercise="what_automatic_differentiation_does" points=1
def what_automatic_differentiation_does():
    """Say what a library such as TensorFlow does when it computes a gradient.

    Returns
    -------
    str
        Exactly one of
        "records the operations and applies the chain rule to them backwards",
        "moves each weight a little and measures",
        "derives a formula for the whole program",
        "fits a line to the loss".

    Examples
    --------
    >>> len(what_automatic_differentiation_does()) > 10
    True
    """
    raise NotImplementedError


# %% check="what_automatic_differentiation_does"
choices = (
    "records the operations and applies the chain rule to them backwards",
    "moves each weight a little and measures",
    "derives a formula for the whole program",
    "fits a line to the loss",
)
answer = what_automatic_differentiation_does()
check(
    "what_automatic_differentiation_does()",
    answer,
    answer if answer in choices else "one of the four strings",
)
passed("what_automatic_differentiation_does")

# %% [markdown]
# ## A tape that differentiates your own code
#
# The tape of the exercises holds numbers, and somebody has to write it. In a library it holds
# arrays, and it writes itself: an array of a special kind notes every operation of NumPy that it
# takes part in. This is what `tf.GradientTape` does. Here is such a tape: a table of rules and
# about 60 lines. Read the table, `PASS_BACK`, first. These are the rules of exercise 15, once more
# for arrays. In each rule `u` is the derivative with respect to the operation's result `r`, and `a`
# and `b` are its arguments.

# %% tags=["demonstration"]
PASS_BACK = {
    np.add: (lambda u, r, a, b: u, lambda u, r, a, b: u),
    np.subtract: (lambda u, r, a, b: u, lambda u, r, a, b: -u),
    np.multiply: (lambda u, r, a, b: u * b, lambda u, r, a, b: u * a),
    np.divide: (lambda u, r, a, b: u / b, lambda u, r, a, b: -u * r / b),
    np.matmul: (lambda u, r, a, b: u @ b.T, lambda u, r, a, b: a.T @ u),
    np.power: (lambda u, r, a, b: u * b * a ** (b - 1.0), None),
    np.maximum: (lambda u, r, a, b: u * (a > b), lambda u, r, a, b: u * (b > a)),
    np.minimum: (lambda u, r, a, b: u * (a < b), lambda u, r, a, b: u * (b < a)),
    np.logaddexp: (lambda u, r, a, b: u * np.exp(a - r), lambda u, r, a, b: u * np.exp(b - r)),
    np.negative: (lambda u, r, a: -u,),
    np.absolute: (lambda u, r, a: u * np.sign(a),),
    np.square: (lambda u, r, a: 2 * u * a,),
    np.exp: (lambda u, r, a: u * r,),
    np.log: (lambda u, r, a: u / a,),
    np.log1p: (lambda u, r, a: u / (1 + a),),
    np.tanh: (lambda u, r, a: u * (1 - r * r),),
}
TAPE = []


class Traced(np.lib.mixins.NDArrayOperatorsMixin):
    """An array that writes what is computed with it on the tape."""

    def __init__(self, value, parents=()):
        self.value, self.parents = np.asarray(value, dtype=float), parents
        self.shape, self.size = self.value.shape, self.value.size
        self.derivative = np.zeros(self.shape)
        TAPE.append(self)

    def __array_ufunc__(self, operation, method, *inputs, **options):
        """Compute, and write down to which inputs a derivative goes back, and how."""
        values = [x.value if isinstance(x, Traced) else np.asarray(x) for x in inputs]
        result = operation(*values)
        if operation not in PASS_BACK:  # a comparison: nothing to differentiate
            return result
        parents = [
            (x, lambda u, rule=rule: rule(u, result, *values))
            for x, rule in zip(inputs, PASS_BACK[operation], strict=True)
            if isinstance(x, Traced)
        ]
        return Traced(result, parents)

    def __array_function__(self, function, types, args, kwargs):
        """np.mean(x), np.ravel(x) and so on are the methods of the same names."""
        if function is np.where:
            chosen = np.where(args[0], 1.0, 0.0)
            return chosen * args[1] + (1 - chosen) * args[2]
        return getattr(args[0], function.__name__)(*args[1:], **kwargs)

    def __getitem__(self, index):
        def pass_back(u):
            derivative = np.zeros(self.shape)
            np.add.at(derivative, index, u)
            return derivative

        return Traced(self.value[index], [(self, pass_back)])

    def sum(self, axis=None, keepdims=False):
        kept = np.sum(self.value, axis=axis, keepdims=True).shape
        total = np.sum(self.value, axis=axis, keepdims=keepdims)
        return Traced(total, [(self, lambda u: u.reshape(kept) * np.ones(self.shape))])

    def mean(self, axis=None, keepdims=False):
        total = self.sum(axis, keepdims)
        return total * (total.size / self.size)

    def reshape(self, *shape):
        return Traced(self.value.reshape(*shape), [(self, lambda u: u.reshape(self.shape))])

    def ravel(self):
        return self.reshape(-1)

    def astype(self, dtype):
        return self

    def clip(self, low, high):
        return np.minimum(np.maximum(self, low), high)


def fold(u, shape):
    """Add a derivative up over the axes along which its array was broadcast."""
    u = np.sum(u, axis=tuple(range(np.ndim(u) - len(shape))))
    stretched = tuple(axis for axis, length in enumerate(shape) if length == 1)
    return np.sum(u, axis=stretched, keepdims=True)


def value_and_derivatives(f, *arrays):
    """The value of f, one number, and its derivatives with respect to all the arrays."""
    TAPE.clear()
    inputs = [Traced(array) for array in arrays]
    result = f(*inputs)
    result.derivative = np.ones(result.shape)
    for entry in reversed(TAPE):
        for parent, pass_back in entry.parents:
            parent.derivative = parent.derivative + fold(pass_back(entry.derivative), parent.shape)
    return float(result.value), [x.derivative for x in inputs]


# %% [markdown]
# The next cell holds losses of assignment 04, so that this notebook stands alone. They are plain
# NumPy and know nothing of the tape. Replace them by **your own functions of 04**: the tape
# differentiates these too, as long as they are made of the operations in `PASS_BACK`, indexing, and
# `np.where`, `clip`, `sum`, `mean`, `ravel` and `reshape`. It cannot follow an assignment to an
# element of an array, as in `a[0] = 1`.

# %% tags=["demonstration"]


def mse(y_true, y_pred):
    """The mean squared error of 04."""
    return np.mean(np.square(y_pred - y_true))


def huber(y_true, y_pred, delta=1.0):
    """The Huber loss of 04."""
    size = np.abs(y_pred - y_true)
    inside = np.clip(size, 0, delta)
    return np.mean(inside * (size - inside / 2))


def binary_cross_entropy(y_true, p):
    """The binary cross-entropy of 04."""
    chance = np.where(y_true == 1, p, 1 - p)
    return -np.mean(np.log(np.clip(chance, EPSILON, 1 - EPSILON)))


def binary_cross_entropy_from_logits(y_true, z):
    """The binary cross-entropy of 04, from logits."""
    return np.mean(np.maximum(z, 0) - z * y_true + np.log1p(np.exp(-np.abs(z))))


# %% [markdown]
# Does the tape give the derivatives that you worked out in 04? Exercise 9 has the measure.

# %% tags=["demonstration"]
rng = np.random.default_rng(4)
numbers, targets = rng.normal(size=5), rng.normal(size=5)
labels, chances = np.array([1, 0, 0, 1, 1]), rng.uniform(0.1, 0.9, 5)
for name, loss, truth, said in (
    ("mse", mse, targets, numbers),
    ("huber", huber, targets, numbers),
    ("binary_cross_entropy", binary_cross_entropy, labels, chances),
    ("..._from_logits", binary_cross_entropy_from_logits, labels, numbers),
):
    value, (derivative,) = value_and_derivatives(partial(loss, truth), said)
    error = gradient_error(partial(loss, truth), said, derivative)
    print(f"{name:22} value {value:.6f}, gradient_error of the tape {error:.0e}")

# The network of exercise 8, with nothing but its forward pass written down.
value, (dw1, db1, dw2, db2) = value_and_derivatives(
    lambda w1, b1, w2, b2: binary_cross_entropy_from_logits(
        np.array([[1]]), 1 / (1 + np.exp(-(network_x @ w1 + b1))) @ w2 + b2
    ),
    network_w[0],
    network_b[0],
    network_w[1],
    network_b[1],
)
print(f"\nthe network of exercise 8: loss {value:.6f}")
print("db1", db1.round(6), " dw2", dw2.ravel().round(6), " db2", db2.round(6))

# %% [markdown]
# These are the numbers of exercise 8, and nobody has written a backward pass. Now the tape trains
# XOR. The model is a line of NumPy, the loss is the one from logits.

# %% tags=["demonstration"]
targets = xor_labels.reshape(4, 1)


def xor_loss(w1, b1, w2, b2):
    """The loss of a network with one hidden layer of tanh units."""
    return binary_cross_entropy_from_logits(targets, np.tanh(xor_x @ w1 + b1) @ w2 + b2)


rng = np.random.default_rng(1)
first, second = glorot_limit(2, 4), glorot_limit(4, 1)
parameters = [rng.uniform(-first, first, (2, 4)), np.zeros(4)]
parameters += [rng.uniform(-second, second, (4, 1)), np.zeros(1)]
tape_costs = []
for _ in range(600):
    cost, derivatives = value_and_derivatives(xor_loss, *parameters)
    tape_costs.append(cost)
    parameters = [p - 0.5 * dp for p, dp in zip(parameters, derivatives, strict=True)]

w1, b1, w2, b2 = parameters
outputs = 1 / (1 + np.exp(-(np.tanh(xor_x @ w1 + b1) @ w2 + b2)))
print("predicted probabilities of a 1:", outputs.ravel().round(3), "for labels", xor_labels)

figure, axes = plt.subplots(figsize=(7, 4))
axes.semilogy(tape_costs, "tab:blue", label="trained by the tape")
axes.axhline(np.log(2), color="0.4", linestyle=":", label="guessing: log 2")
axes.set(
    title="XOR, with derivatives from the tape",
    xlabel="step",
    ylabel="cross-entropy (logarithmic)",
)
axes.legend()
figure.tight_layout()
plt.show()

# %% [markdown]
# **The picture in words.** The cost stays near $\log 2$ for a while, then falls steeply, and ends
# near 0.01. The printed probabilities are near 0 for the labels 0 and near 1 for the labels 1.
#
# ## The network of 06, trained by your tape
#
# At the end of 06 Adam trains a network of 10 inputs, 20 and 30 ReLU units and one output on $y =
# \sin(x_1^2 + \dots + x_{10}^2)$, with a gradient that is written down by hand. Here is the same
# network on the same data, from the same first weights. The next cell holds what it needs of 05 and
# 06, so that this notebook stands alone. You can paste **your own** in its place.

# %% tags=["demonstration"]


def adam_update(w, g, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    """The step of Adam of 06."""
    m, v = m + (1 - beta1) * (g - m), v + (1 - beta2) * (g * g - v)
    step = m / (1 - beta1**t) / (np.sqrt(v / (1 - beta2**t)) + eps)
    return w - learning_rate * step, m, v


def minibatches(n, batch_size, rng):
    """The batches of 05, as arrays of indices."""
    return np.split(rng.permutation(n), range(batch_size, n, batch_size))


def make_data(n, rng):
    """Draw n samples: inputs of shape (n, 10), targets of shape (n, 1)."""
    x = rng.uniform(size=(n, 10))
    return x, np.sin(np.sum(x**2, axis=1, keepdims=True))


def first_parameters(rng):
    """Return w1, b1, w2, b2, w3 and b3 as a list; the limits are those of exercise 12."""
    parameters = []
    for inputs, units in ((10, 20), (20, 30), (30, 1)):
        limit = glorot_limit(inputs, units)
        parameters += [rng.uniform(-limit, limit, (inputs, units)), np.zeros(units)]
    return parameters


def train(parameters, gradient, steps):
    """Take steps of Adam on batches of 40; return the parameters and the loss before each step."""
    rng, batches, losses = np.random.default_rng(0), [], []
    moments = [(np.zeros(p.shape), np.zeros(p.shape)) for p in parameters]
    for t in range(1, steps + 1):
        batches = batches or minibatches(2000, 40, rng)
        batch = batches.pop(0)
        loss, derivatives = gradient(train_x[batch], train_y[batch], parameters)
        losses.append(loss)
        moved = [
            adam_update(p, dp, *moment, t, learning_rate=0.01)
            for p, dp, moment in zip(parameters, derivatives, moments, strict=True)
        ]
        parameters, moments = [w for w, _, _ in moved], [(m, v) for _, m, v in moved]
    return parameters, losses


train_x, train_y = make_data(2000, np.random.default_rng(1))
test_x, test_y = make_data(2000, np.random.default_rng(2))

# %% [markdown]
# Three ways lead to the gradient of a batch. With **numbers**, by your `tape_forward` and
# `tape_backward`: the tape of one sample's squared error holds every product and every sum of the
# network, and the derivatives are averaged over the 40 samples. With **arrays**, by the tape that
# writes itself: only the forward pass is written down. And with your `mlp_backward`, layer by
# layer.

# %% tags=["demonstration"]


def write_tape():
    """Return the tape of the squared error of one sample, and the names of the 881 parameters."""
    entries = []

    def note(*entry):
        entries.append(entry)
        return len(entries) - 1

    outputs = [note("input", f"x {i}") for i in range(10)]
    names = []
    for layer, units in (("1", 20), ("2", 30), ("3", 1)):
        weights = [[f"w{layer} {i} {j}" for j in range(units)] for i in range(len(outputs))]
        biases = [f"b{layer} {j}" for j in range(units)]
        sums = [note("input", name) for name in biases]
        for row, output in zip(weights, outputs, strict=True):
            for j, name in enumerate(row):
                sums[j] = note("add", sums[j], note("mul", note("input", name), output))
        outputs = sums if layer == "3" else [note("relu", place) for place in sums]
        names += [name for row in weights for name in row] + biases
    error = note("sub", outputs[0], note("input", "y"))
    note("mul", error, error)
    return entries, names


NETWORK_TAPE, names = write_tape()
places = {entry[1]: place for place, entry in enumerate(NETWORK_TAPE) if entry[0] == "input"}


def gradient_by_numbers(x, y, parameters):
    """The loss of a batch and its derivatives, by the tape of numbers, one sample after another."""
    numbers = np.concatenate([p.ravel() for p in parameters]).tolist()
    inputs = dict(zip(names, numbers, strict=True))
    loss, total = 0.0, np.zeros(len(names))
    for sample, target in zip(x.tolist(), y[:, 0].tolist(), strict=True):
        inputs.update({f"x {i}": value for i, value in enumerate(sample)}, y=target)
        values = tape_forward(NETWORK_TAPE, inputs)
        derivatives = tape_backward(NETWORK_TAPE, values)
        loss += values[-1] / len(x)
        total += np.array([derivatives[places[name]] for name in names]) / len(x)
    ends = np.cumsum([p.size for p in parameters])[:-1]
    parts = np.split(total, ends)
    return loss, [part.reshape(p.shape) for part, p in zip(parts, parameters, strict=True)]


def network(x, w1, b1, w2, b2, w3, b3):
    """The forward pass of the network, in NumPy."""
    return np.maximum(np.maximum(x @ w1 + b1, 0) @ w2 + b2, 0) @ w3 + b3


def gradient_by_arrays(x, y, parameters):
    """The loss of a batch and its derivatives, by the tape that writes itself."""
    return value_and_derivatives(lambda *traced: mse(y, network(x, *traced)), *parameters)


def gradient_by_layers(x, y, parameters):
    """The loss of a batch and its derivatives, by the functions of exercises 7 and 8."""
    kinds, weights, biases = ["relu", "relu", "linear"], parameters[::2], parameters[1::2]
    cache = mlp_forward(x, weights, biases, kinds)
    upstream = 2 * (cache[-1][1] - y) / len(x)
    derivatives, _ = mlp_backward(x, weights, cache, kinds, upstream)
    return mse(y, cache[-1][1]), [part for pair in derivatives for part in pair]


start = first_parameters(np.random.default_rng(0))
by_numbers = train(start, gradient_by_numbers, 10)[1]
parameters, by_arrays = train(start, gradient_by_arrays, 1500)
by_layers = train(start, gradient_by_layers, 1500)[1]
print(f"the tape of one sample has {len(NETWORK_TAPE)} entries, {len(names)} of them parameters\n")
print("batch   numbers    arrays    layers")
for step in (0, 1, 2, 9, 499, 1499):
    numbers = f"{by_numbers[step]:.6f}" if step < 10 else "        "
    print(f"{step + 1:>5}  {numbers}  {by_arrays[step]:.6f}  {by_layers[step]:.6f}")
by_epoch = np.mean(np.reshape(by_arrays, (30, 50)), axis=1)
test_loss = mse(test_y, network(test_x, *parameters))
print(f"\nlast epoch: training loss {by_epoch[-1]:.4f}, test loss {test_loss:.4f}")

figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4.5))
left.semilogy(range(1, 31), by_epoch, "tab:blue", label="trained by the tape")
left.axhline(np.var(train_y), color="0.4", linestyle=":", label="always predicting the mean")
left.set(
    title="The network of 06, with derivatives from the tape",
    xlabel="epoch",
    ylabel="mean squared error (logarithmic)",
)
left.legend()
right.plot([-1, 1], [-1, 1], color="black", linewidth=1, label="prediction = truth")
right.scatter(test_y, network(test_x, *parameters), s=4, color="tab:blue", label="a new sample")
right.set(title="2,000 new samples", xlabel="true y", ylabel="prediction")
right.legend(loc="upper left", markerscale=3)
figure.tight_layout()
plt.show()

# %% [markdown]
# **The pictures in words.** The loss falls from 0.3 to 0.015, and the predictions lie along the
# line on which prediction and truth are equal. The three columns of losses agree, and the two
# losses of the last epoch are those of Adam in 06. The tape of numbers takes only the first ten
# steps, because it handles one number of one sample at a time. With arrays, one entry of the tape
# is a result for a whole layer and a whole batch. Libraries work in this way, too.
#
# ## Summary
#
# * Each operation knows how to turn the derivative with respect to its output into those with
#   respect to its inputs, and where a quantity is used several times the contributions add up.
# * The backward pass visits the operations in reverse order and costs about as much as the forward
#   pass, however many weights there are; all gradients of a step are taken before any weight moves.
# * Check a gradient against central differences, and start from random weights whose size fits
#   the layer.
#
# **Where to go next.** D. Rumelhart, G. Hinton and R. Williams, "Learning representations by
# back-propagating errors", Nature 323, 1986, made the method known in four pages; A. Baydin and
# others, "Automatic differentiation in machine learning: a survey", 2018, says how libraries do it.
# An open experiment: multiply the Glorot weights of the sigmoid networks in the picture of depths
# by a factor. Is there one with which 20 layers keep their gradient, and what does it do to the
# activations?
