# ---
# jupyter:
#   autograder:
#     assignment: 02_linear_models
#     title: Linear and logistic models
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
# # Linear and logistic models
#
# **The question.** People in a district of California earn 50,000 dollars a year. What does a house
# cost there? And how probable is it that a house costs more than 200,000 dollars?
#
# Both answers are one weighted sum. For a price the sum is the answer (*linear regression*); for a
# probability the sum goes through a sigmoid first (*logistic regression*). A network's last layer
# is such a model, so all that you learn here about features, scales and thresholds holds for
# networks, too. And a linear model is the first one to try: if a network does not beat it, the
# network is not needed.
#
# You need about four hours, NumPy arrays, the product of matrices, the logarithm and the
# derivative. Assignment 05 fits the same models step by step: prediction, cost, gradients,
# standardising and the plain split are exercises there. Assignment 04 derives the likelihood. You
# can do them before or after this one.
#
# **How it works.** Write your code where `raise NotImplementedError` stands, then run the check
# cell below it. The checks are small cases worked by hand. When you hand the notebook in, hidden
# tests try more: arrays of other shapes, integers, columns of very different sizes, extreme logits.
# The grader has NumPy, SciPy and Python's own modules, and no other libraries.
#
# **Rules for every exercise here.**
#
# * Samples are rows: `x` has shape `(n, d)` for `n` samples of `d` features, targets and labels
#   have shape `(n,)`.
# * Numbers may be integers or truth values (such as `uint8` or `bool`); results are computed in
#   floating point.
# * No function changes the arrays that it is given. Earlier exercises may be called in later ones.

# %%
import matplotlib.pyplot as plt
import numpy as np

BLUE, ORANGE, GREEN, PINK = "#0072B2", "#D55E00", "#009E73", "#CC79A7"


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
# These four samples are those of assignment 05; all worked numbers about lines use them.

# %%
x = np.array([1.0, 3.0, 6.0, 5.0])
y = np.array([4.0, 8.0, 14.0, 13.0])

# %% [markdown]
# **Three kinds of learning.** In this course the data nearly always hold the answers: each sample
# comes with a number (*regression*) or a class (*classification*), and the model learns to give it.
# This is **supervised** learning. In **unsupervised** learning there are samples but no answers,
# and the model looks for structure: *clustering* puts samples that are alike into groups, and an
# *auto-encoder* is a network that learns to pass its input through a few numbers and to restore it
# from them. In **reinforcement** learning there are no samples to begin with: a program acts, in a
# game for instance, and from rewards, which often come late, it learns which actions pay.
#
# ## Exercise 1: The design matrix
#
# A linear model adds up weighted features and a bias: $\hat y = b + w_1 x_1 + \dots + w_d x_d$. The
# bias becomes a weight like the others if each sample has one more feature, which is always 1:
#
# $$A = \begin{pmatrix} 1 & x_{11} & \cdots & x_{1d} \\ \vdots & \vdots & & \vdots \\
# 1 & x_{n1} & \cdots & x_{nd} \end{pmatrix}, \qquad
# \theta = (b, w_1, \dots, w_d), \qquad \hat y = A\,\theta$$
#
# $A$ is the **design matrix**. In this course its column of ones comes first.
#
# **Worked number.** For the samples 1 and 3 of one feature the rows of $A$ are $(1, 1)$ and
# $(1, 3)$.


# %% exercise="design_matrix" points=1
def design_matrix(x):
    """Return the design matrix of some samples: a column of ones, then the features.

    Row i is (1, x[i, 0], ..., x[i, d - 1]).

    Parameters
    ----------
    x : array of shape (n, d) or (n,)
        The samples, in rows, of any numeric dtype; shape (n,) means one feature. Not changed.

    Returns
    -------
    array of shape (n, d + 1)
        The design matrix, (n, 2) where x has shape (n,), in floating point.

    Examples
    --------
    >>> print(design_matrix(np.array([[5.0, 7.0], [6.0, 8.0], [9.0, 4.0]])))
    [[1. 5. 7.]
     [1. 6. 8.]
     [1. 9. 4.]]
    """
    raise NotImplementedError


# %% check="design_matrix"
check(
    "design_matrix(np.array([1.0, 3.0]))",
    design_matrix(np.array([1.0, 3.0])),
    np.array([[1.0, 1.0], [1.0, 3.0]]),
)
check(
    "design_matrix(np.array([[5, 7, 2]]))",
    design_matrix(np.array([[5, 7, 2]])),
    np.array([[1.0, 5.0, 7.0, 2.0]]),
)
passed("design_matrix")

# %% [markdown]
# ## Exercise 2: The normal equation
#
# Which $\theta$ has the least sum of squared errors, $\lVert A\theta - y \rVert^2$? There the
# gradient is 0, that is, the errors are orthogonal to every column of $A$:
#
# $$A^\top (A\theta - y) = 0 \qquad\Longleftrightarrow\qquad A^\top A\,\theta = A^\top y$$
#
# This is the **normal equation**. Gradient descent approaches its solution in many steps; here you
# get it at once.
#
# **Worked number.** For the four samples $A^\top A = \begin{pmatrix} 4 & 15 \\ 15 & 71
# \end{pmatrix}$ and $A^\top y = (39, 177)$, so $\theta = (114/59,\ 123/59) = (1.9322,\ 2.0847)$.
# The cost of assignment 05, half the mean squared error, is least there: $0.080508$.
# Without the column of ones, a proportionality $y = px$ fits best with $p = 177/71 = 2.4930$.
#
# **How many digits are right?** The formula above is right on paper, but it squares a problem that
# you will meet. The *condition number* $\kappa$ of a matrix, `np.linalg.cond(a)`, says how much a
# relative error of the data can grow on the way to $\theta$. Double precision has about 16 digits,
# and $\kappa = 10^9$ costs 9 of them: 7 are left. But $A^\top A$ has the condition number
# $\kappa^2 = 10^{18}$, and nothing is left. No inverse or solver can bring back what was lost when
# $A^\top A$ was rounded.
#
# **Worked example.** Two columns that are nearly the same, with $e = 10^{-8}$ and $\kappa = 1.4
# \cdot 10^8$:
#
# $$A = \begin{pmatrix} 1 & 1 \\ e & 0 \\ 0 & e \end{pmatrix}, \quad
# y = \begin{pmatrix} 1 \\ 3e \\ -2e \end{pmatrix}, \quad
# A^\top A = \begin{pmatrix} 1 + e^2 & 1 \\ 1 & 1 + e^2 \end{pmatrix}$$
#
# The solution is exactly $(3, -2)$; put it in and see. But $1 + e^2 = 1 + 10^{-16}$ is rounded to
# 1, so all four entries of $A^\top A$ are 1, and it has no inverse.
#
# A method that works on $A$ itself keeps the digits. With `q, r = np.linalg.qr(a)`, where
# the columns of $Q$ are orthonormal and $R$ is upper triangular, the normal equation becomes
# $R\,\theta = Q^\top y$, and $R$ has the condition number of $A$. `np.linalg.lstsq` does the same
# with singular values; its `rcond=None` leaves out only what is as small as a rounding
# error. With so large a $\kappa$ the targets must be close to the model, too: large errors are
# multiplied by $\kappa^2$ whatever the method.


# %% exercise="normal_equation" points=3
def normal_equation(a, y):
    """Return the theta with the least sum of squared errors of a @ theta against y.

    It solves a^T a theta = a^T y. The design matrix is used as it is: a column of ones is one of
    its columns, or there is none. Each element of the result is right to 1e-5, relative, for
    columns whose sizes lie between 1e-6 and 1e6, and for condition numbers up to 1e9, whatever the
    dtype: compute in double precision.

    Parameters
    ----------
    a : array of shape (n, k)
        The design matrix, of any numeric dtype and full column rank, n >= k. Not changed.
    y : array of shape (n,)
        The targets, of any numeric dtype. Where the condition number is large, they are close to
        the model. Not changed.

    Returns
    -------
    array of shape (k,)
        theta, one number for each column of a.

    Examples
    --------
    >>> theta = normal_equation(np.array([[1.0, 0.0], [1.0, 1.0]]), np.array([3.0, 5.0]))
    >>> print(np.round(theta, 6))
    [3. 2.]
    """
    raise NotImplementedError


# %% check="normal_equation"
theta = normal_equation(design_matrix(x), y)
check("normal_equation(design_matrix(x), y)", theta, np.array([114 / 59, 123 / 59]))
check("normal_equation(x[:, np.newaxis], y)", normal_equation(x[:, np.newaxis], y), [177 / 71])
e = 1e-8
alike = np.array([[1.0, 1.0], [e, 0.0], [0.0, e]])
check(
    "normal_equation([[1, 1], [1e-8, 0], [0, 1e-8]], [1, 3e-8, -2e-8])",
    normal_equation(alike, np.array([1.0, 3 * e, -2 * e])),
    np.array([3.0, -2.0]),
    1e-5,
)
passed("normal_equation")

# %% [markdown]
# Now to the houses. Here are eleven districts of California in the census of 1990: the median
# income of a household, in units of 10,000 dollars, and the median value of a house, in units of
# 100,000 dollars.

# %%
income = np.array([8.3252, 8.3014, 7.2574, 5.6431, 3.8462, 4.0368])
income = np.append(income, [3.6591, 3.12, 2.0804, 3.6912, 3.2031])
value = np.array([4.526, 3.585, 3.521, 3.413, 3.422, 2.697, 2.992, 2.414, 2.267, 2.611, 2.815])

# %% [markdown]
# **Predict before you run.** What does a house cost where the median income is 50,000 dollars?
# Write your guess, in units of 100,000 dollars, then run both cells.

# %% tags=["demonstration"]
my_guess = 2.0

# %% tags=["demonstration"]
line = normal_equation(design_matrix(income), value)
fitted = design_matrix(np.array([5.0])) @ line
print(f"your guess {my_guess:.2f}, the fitted line {fitted[0]:.2f} (hundred thousand dollars)")

# %% tags=["demonstration"]
errors = design_matrix(income) @ line - value
r_squared = 1 - np.sum(errors**2) / np.sum((value - np.mean(value)) ** 2)
ends = np.array([1.5, 9.0])
plt.figure(figsize=(7, 4.2))
plt.plot(income, value, "o", color=BLUE, label="a district")
fit_label = f"value = {line[1]:.3f} income + {line[0]:.3f}"
plt.plot(ends, design_matrix(ends) @ line, color=ORANGE, label=fit_label)
plt.vlines(income, value, value + errors, color="0.6", linewidth=1, zorder=0, label="error")
plt.title(f"Eleven districts of California, 1990 ($R^2$ = {r_squared:.2f})")
plt.xlabel("median income (10,000 dollars a year)")
plt.ylabel("median value of a house (100,000 dollars)")
plt.legend(loc="lower right")
plt.tight_layout()
plt.show()

# %% [markdown]
# **The picture in words.** Eleven points that rise from left to right, and a line through the
# middle of them. Thin vertical lines show the errors; the longest is that of an income of 3.8, more
# than half a unit.
#
# $R^2 = 1 - \sum e_i^2 / \sum (y_i - \bar y)^2$ says what share of the variance the line explains:
# three quarters here. Each 10,000 dollars of income goes with 26,000 dollars of value.
#
# ## Exercise 3: Polynomial features
#
# A *linear* model is linear in its weights; its features may be anything that you compute from the
# data. Powers of $x$ make the fitted curve a polynomial:
#
# $$A_{ij} = x_i^{\,j}, \qquad j = 0, \dots, m$$
#
# The column $x^0$ is the column of ones, so no other is needed.
#
# **Worked number.** For $x = 3$ and degree 4 the row is $(1, 3, 9, 27, 81)$. The best parabola
# through the four samples has $\theta = (1.4799,\ 2.4611,\ -0.0540)$.


# %% exercise="polynomial_features" points=2
def polynomial_features(x, degree):
    """Return the powers of x from 0 to degree: row i is (1, x[i], x[i]^2, ..., x[i]^degree).

    Parameters
    ----------
    x : array of shape (n,)
        The samples, of any numeric dtype. Not changed.
    degree : int
        The greatest power, 0 or more.

    Returns
    -------
    array of shape (n, degree + 1)
        One column for each power, in ascending order, in floating point.

    Examples
    --------
    >>> print(polynomial_features(np.array([2.0, -1.0]), 3))
    [[ 1.  2.  4.  8.]
     [ 1. -1.  1. -1.]]
    """
    raise NotImplementedError


# %% check="polynomial_features"
check(
    "polynomial_features(np.array([3.0, 0.5]), 4)",
    polynomial_features(np.array([3.0, 0.5]), 4),
    np.array([[1.0, 3.0, 9.0, 27.0, 81.0], [1.0, 0.5, 0.25, 0.125, 0.0625]]),
)
check(
    "polynomial_features(np.array([4.0, 5.0]), 0)",
    polynomial_features(np.array([4.0, 5.0]), 0),
    np.array([[1.0], [1.0]]),
)
check(
    "normal_equation(polynomial_features(x, 2), y)",
    normal_equation(polynomial_features(x, 2), y),
    np.array([1.4798995, 2.4610553, -0.0540201]),
)
passed("polynomial_features")

# %% [markdown]
# Powers of numbers from 0 to 1 look more and more alike: $x^8$ and $x^9$ differ by less than 0.05.
# So the condition number grows with the degree, and the digits of exercise 2 begin to matter.
# Below, the targets are $1 + x + \dots + x^m$, so that every right weight is 1.

# %% tags=["demonstration"]
grid = np.linspace(0, 1, 25)
degrees = range(1, 13)
conditions, on_matrix, squared = [], [], []
for degree in degrees:
    powers = polynomial_features(grid, degree)
    targets = powers.sum(axis=1)
    by_formula = np.linalg.solve(powers.T @ powers, powers.T @ targets)
    conditions.append(np.linalg.cond(powers))
    squared.append(np.max(np.abs(by_formula - 1)))
    on_matrix.append(np.max(np.abs(normal_equation(powers, targets) - 1)))
tiny = 1e-17  # so that errors of exactly 0 can be drawn on a logarithmic axis
plt.figure(figsize=(7, 4.4))
plt.semilogy(degrees, np.add(squared, tiny), "s-", color=ORANGE, label="solving $A^T A$")
plt.semilogy(degrees, np.add(on_matrix, tiny), "o-", color=BLUE, label="your normal_equation")
plt.axhline(1e-5, color="k", linestyle=":", label="asked for: 1e-5")
plt.title("Digits lost when the matrix is squared")
plt.xlabel("degree of the polynomial")
plt.ylabel("greatest relative error of a weight")
plt.legend(loc="upper left")
plt.tight_layout()
plt.show()
print(f"condition number at degree 12: {conditions[-1]:.1e}, squared: {conditions[-1] ** 2:.1e}")

# %% [markdown]
# **The picture in words.** Both errors begin below $10^{-14}$. That of the squared form grows about
# thirtyfold with each degree: it passes $10^{-5}$ at degree 9, and is about 10 at degree 12. That
# of a method that works on $A$ stays below $10^{-6}$.
#
# ## Exercise 4: Fourier features
#
# Waves fit better whatever repeats (days, seasons, a vibration). With whole numbers $k$ each
# wave has the period $2\pi/k$:
#
# $$(1,\ \cos x,\ \sin x,\ \cos 2x,\ \sin 2x,\ \dots,\ \cos mx,\ \sin mx)$$
#
# **Worked number.** For $x = \pi/2$ and two terms the row is $(1, 0, 1, -1, 0)$.


# %% exercise="fourier_features" points=2
def fourier_features(x, terms):
    """Return cosines and sines of multiples of x, wave after wave.

    Row i is (1, cos x, sin x, cos 2x, sin 2x, ..., cos(terms x), sin(terms x)) with x = x[i], in
    radians.

    Parameters
    ----------
    x : array of shape (n,)
        The samples, in radians, of any numeric dtype. Not changed.
    terms : int
        The number of waves, 0 or more; with 0 the column of ones is the only one.

    Returns
    -------
    array of shape (n, 2 * terms + 1)
        The column of ones, then a cosine and a sine for each wave, in floating point.

    Examples
    --------
    >>> print(fourier_features(np.array([0.0, 0.0]), 2))
    [[1. 1. 0. 1. 0.]
     [1. 1. 0. 1. 0.]]
    """
    raise NotImplementedError


# %% check="fourier_features"
check(
    "fourier_features(np.array([0.0, np.pi / 2]), 2)",
    fourier_features(np.array([0.0, np.pi / 2]), 2),
    np.array([[1.0, 1.0, 0.0, 1.0, 0.0], [1.0, 0.0, 1.0, -1.0, 0.0]]),
)
check(
    "fourier_features(np.array([3.0]), 0)",
    fourier_features(np.array([3.0]), 0),
    np.array([[1.0]]),
)
passed("fourier_features")

# %% [markdown]
# How many columns are right? Here 24 noisy samples of one curve are fitted with both kinds of
# features. The error is measured on 200 *new* samples: the root of their mean squared error. The
# noise alone has a root mean square of 0.30, so no fit can be expected below that.

# %% tags=["demonstration"]
chance = np.random.default_rng(3)


def curve(t):
    """Return the curve that the samples are drawn from."""
    return np.sin(t) + 0.6 * np.cos(2 * t)


seen_x, new_x = chance.uniform(0, 2 * np.pi, 24), chance.uniform(0, 2 * np.pi, 200)
seen_y = curve(seen_x) + chance.normal(0, 0.3, 24)
new_y = curve(new_x) + chance.normal(0, 0.3, 200)
axis = np.linspace(0, 2 * np.pi, 400)
kinds = {
    "polynomial, degree": lambda t, m: polynomial_features(t / np.pi - 1, m),
    "Fourier, terms": fourier_features,
}
figure, panels = plt.subplots(2, 3, figsize=(12, 7), sharex=True, sharey=True)
for row, (kind, features) in zip(panels, kinds.items(), strict=True):
    for panel, m in zip(row, (1, 3, 9), strict=True):
        theta = normal_equation(features(seen_x, m), seen_y)
        error = np.sqrt(np.mean((features(new_x, m) @ theta - new_y) ** 2))
        panel.plot(axis, curve(axis), "--", color="0.5", label="curve without noise")
        panel.plot(seen_x, seen_y, "o", color=BLUE, markersize=4, label="samples")
        panel.plot(axis, features(axis, m) @ theta, color=ORANGE, label="fit")
        panel.set(title=f"{kind} {m}: new error {error:.2f}", ylim=(-3, 3))
    row[0].set_ylabel("y")
for panel in panels[1]:
    panel.set_xlabel("x (radians)")
panels[0, 0].legend(loc="upper right")
figure.tight_layout()
plt.show()

# %% [markdown]
# **The picture in words.** A polynomial of degree 1 is a line and misses the waves (error 0.67);
# degree 3 has one rise and one fall (0.54); degree 9 follows the curve (0.39). Fourier features
# with 1 term miss the second wave (0.54); 3 terms lie close to the curve everywhere (0.38); 9
# terms, 19 weights for 24 samples, follow the noise and leave the picture between samples
# (2.46).
#
# ## Exercise 5: Ridge regression
#
# Weights that fit the noise are large, with opposite signs. **Ridge regression** adds a penalty
# for their size:
#
# $$\min_\theta\ \sum_i (A\theta - y)_i^2 + \lambda \sum_{j \ge 1} \theta_j^2$$
#
# The first weight is left out: it says where the curve is, not how it bends, and a fit should not
# change when 100 is added to every target. The minimum solves
# $(A^\top A + \lambda D)\,\theta = A^\top y$, where $D$ is diagonal with $0, 1, 1, \dots$ It is
# also the ordinary least-squares solution for $k - 1$ more rows, one for each penalised weight:
# $\sqrt\lambda$ in the column of that weight, 0 in all others and in the target.
#
# **Worked number.** For the four samples and $\lambda = 1$ the matrix is
# $\begin{pmatrix} 4 & 15 \\ 15 & 72 \end{pmatrix}$ and
# $\theta = (17/7,\ 41/21) = (2.4286,\ 1.9524)$. The slope is a little smaller than $2.0847$.


# %% exercise="ridge" points=3
def ridge(a, y, strength):
    """Return the theta with the least sum of squared errors plus a penalty for large weights.

    It minimises sum((a @ theta - y)^2) + strength * sum(theta[1:]^2): both are sums, without 1/n
    and without 1/2, and the first weight has no penalty.

    Parameters
    ----------
    a : array of shape (n, k)
        The design matrix, of any numeric dtype and full column rank, n >= k; its first column is
        usually that of ones, but any other is allowed. Its condition number is below 1000. Not
        changed.
    y : array of shape (n,)
        The targets, of any numeric dtype. Not changed.
    strength : number
        The factor of the penalty, 0 or more; 0 gives the ordinary least squares.

    Returns
    -------
    array of shape (k,)
        theta, one number for each column of a.

    Examples
    --------
    >>> theta = ridge(np.array([[1.0, -1.0], [1.0, 1.0]]), np.array([1.0, 5.0]), 2.0)
    >>> print(np.round(theta, 6))
    [3. 1.]
    """
    raise NotImplementedError


# %% check="ridge"
rows = design_matrix(x)
check("ridge(design_matrix(x), y, 1.0)", ridge(rows, y, 1.0), np.array([17 / 7, 41 / 21]))
check("ridge(design_matrix(x), y, 0)", ridge(rows, y, 0), np.array([114 / 59, 123 / 59]))
check(
    "ridge(design_matrix(x), y + 100, 1.0)",
    ridge(rows, y + 100, 1.0),
    np.array([100 + 17 / 7, 41 / 21]),
)
passed("ridge")

# %% [markdown]
# The nine Fourier terms from above, once more, with a penalty:

# %% tags=["demonstration"]
for strength in (0, 0.01, 0.1, 1, 10, 100):
    theta = ridge(fourier_features(seen_x, 9), seen_y, strength)
    error = np.sqrt(np.mean((fourier_features(new_x, 9) @ theta - new_y) ** 2))
    print(f"strength {strength:5}: largest weight {np.abs(theta).max():5.2f}, error {error:.2f}")

# %% [markdown]
# ## Exercise 6: The limit of the learning rate
#
# The normal equation needs all the data at once, and a network has no such equation. Both are
# reasons for gradient descent, as in assignment 05, on the cost
# $\frac{1}{2n} \sum_i (A\theta - y)_i^2$. Each step multiplies the distance from the best $\theta$
# by $I - \eta\,\frac1n A^\top A$. Along an eigenvector of $\frac1n A^\top A$ with the eigenvalue
# $\lambda$ that is the number $1 - \eta\lambda$, which must lie between $-1$ and $1$:
#
# $$\eta < \frac{2}{\lambda_\max}, \qquad \lambda_\max \text{ the greatest eigenvalue of }
# \tfrac1n A^\top A$$
#
# So a cost that grows is not always a mistake in the program. Below this limit the cost of full
# batches falls in every step; above it the steps get longer and longer.
#
# **Worked number.** For the four samples $\frac14 A^\top A = \begin{pmatrix} 1 & 3.75 \\ 3.75 &
# 17.75 \end{pmatrix}$ has the eigenvalues $0.1988$ and $18.5512$, so the limit is $0.10781$. With
# the feature standardised the matrix is the unit matrix, and the limit is 2.


# %% exercise="learning_rate_limit" points=2
def learning_rate_limit(x):
    """Return the learning rate up to which gradient descent on half the mean squared error works.

    It is 2 / lambda_max, with lambda_max the greatest eigenvalue of a^T a / n, where a is the
    design matrix of x: the features behind a column of ones.

    Parameters
    ----------
    x : array of shape (n, d) or (n,)
        The samples, in rows, of any numeric dtype; shape (n,) means one feature. Not changed.

    Returns
    -------
    float
        The limit, one number.

    Examples
    --------
    >>> print(round(float(learning_rate_limit(np.array([[2.0], [-2.0]]))), 6))
    0.5
    """
    raise NotImplementedError


# %% check="learning_rate_limit"
check("learning_rate_limit(x)", learning_rate_limit(x), 0.10780959)
check(
    "learning_rate_limit((x - np.mean(x)) / np.std(x))",
    learning_rate_limit((x - np.mean(x)) / np.std(x)),
    2.0,
)
check(
    "learning_rate_limit(np.array([[2.0, 0.0], [-2.0, 0.0]]))",
    learning_rate_limit(np.array([[2.0, 0.0], [-2.0, 0.0]])),
    0.5,
)
passed("learning_rate_limit")

# %% [markdown]
# **Predict before you run.** Gradient descent starts at $b = 1$, $w = 5$, where the cost is 65.75.
# What is the cost after 20 steps with $\eta = 0.109$, one percent above the limit? Write your
# guess, then run both cells.

# %% tags=["demonstration"]
my_guess = 65.75

# %% tags=["demonstration"]


def costs_of_descent(rate, epochs):
    """Return the cost of the four samples before the first step and after each one."""
    rows, theta, costs = design_matrix(x), np.array([1.0, 5.0]), []
    for _ in range(epochs + 1):
        errors = rows @ theta - y
        costs.append(np.sum(errors**2) / (2 * len(y)))
        theta = theta - rate * (rows.T @ errors) / len(y)
    return np.array(costs)


print(f"your guess {my_guess}, the cost after 20 steps {costs_of_descent(0.109, 20)[-1]:.2f}")

# %% tags=["demonstration"]
plt.figure(figsize=(7, 4.4))
cases = ((0.05, GREEN, "-"), (0.107, BLUE, "-."), (0.109, ORANGE, "--"))
for rate, colour, style in cases:
    label = f"rate {rate}"
    plt.semilogy(costs_of_descent(rate, 200), color=colour, linestyle=style, label=label)
least = np.sum((design_matrix(x) @ normal_equation(design_matrix(x), y) - y) ** 2) / 8
plt.axhline(least, color="0.5", linestyle=":", label=f"least cost {least:.4f}")
plt.title(f"Below and above the limit {learning_rate_limit(x):.4f}")
plt.xlabel("epoch")
plt.ylabel("cost $J$ (logarithmic)")
plt.legend(loc="upper left")
plt.tight_layout()
plt.show()

# %% [markdown]
# **The picture in words.** With 0.05 the cost falls below 1 in one step and then slowly to its
# least value, 0.0805. With 0.107 it falls in every step, but slowly, to 0.234. With 0.109 it grows
# in every step, to 407,771. On the logarithmic scale the last two are nearly straight lines, one
# falling, one rising.
#
# ## Exercise 7: Back to the original units
#
# Assignment 05 standardises features, $x' = (x - \mu)/\sigma$, because the limit is then larger.
# But the weights that come out belong to $x'$. To read them (dollars for each square metre), undo
# the scaling. Put $x'$ into $w' x' + b'$ and collect terms:
#
# $$w_k = \frac{w'_k}{\sigma_k}, \qquad b = b' - \sum_k \frac{w'_k \mu_k}{\sigma_k}$$
#
# A feature with $\sigma = 0$ was only shifted: divide by 1 instead.
#
# **Worked number.** For the four samples $\mu = 3.75$, $\sigma = 1.920286$, and the fit to the
# standardised feature has $w' = 4.003309$, $b' = 9.75$. So $w = 4.003309/1.920286 = 2.084746$ and
# $b = 9.75 - 2.084746 \cdot 3.75 = 1.932203$, which you know.


# %% exercise="unscale" points=2
def unscale(w, b, mean, std):
    """Return weights and bias for the features as they are, given those for standardised ones.

    The given model predicts the sum of w[k] * (x[k] - mean[k]) / std[k], plus b. The returned one
    predicts the same from x: w[k] / std[k], and b minus the sum of w[k] * mean[k] / std[k]. Where a
    std is 0 the feature was only shifted, x[k] - mean[k]: take 1 in its place, without a warning.

    Parameters
    ----------
    w : array of shape (d,)
        The weights of the standardised features, of any numeric dtype. Not changed.
    b : number
        The bias of the same model.
    mean : array of shape (d,)
        The mean of each feature. Not changed.
    std : array of shape (d,)
        The standard deviation of each feature, 0 or more. Not changed.

    Returns
    -------
    (w, b) : tuple
        The weights, an array of shape (d,) in floating point, and the bias, a number.

    Examples
    --------
    >>> w, b = unscale(np.array([6.0]), 10.0, np.array([4.0]), np.array([2.0]))
    >>> print(w, b)
    [3.] -2.0
    """
    raise NotImplementedError


# %% check="unscale"
w, b = unscale(np.array([4.003309]), 9.75, np.array([3.75]), np.array([1.920286]))
check("unscale([4.003309], 9.75, [3.75], [1.920286])[0]", w, np.array([2.084746]))
check("unscale([4.003309], 9.75, [3.75], [1.920286])[1]", b, 1.932203)
w, b = unscale(np.array([6.0, 5.0]), 10.0, np.array([4.0, 3.0]), np.array([2.0, 0.0]))
check("unscale([6, 5], 10, [4, 3], [2, 0])[0]", w, np.array([3.0, 5.0]))
check("unscale([6, 5], 10, [4, 3], [2, 0])[1]", b, -17.0)
passed("unscale")

# %% [markdown]
# ## Exercise 8: Ratios as features
#
# The census counts rooms, bedrooms and people of a whole district, and these totals mainly say
# how large the district is. What matters for a price is how a household lives. A linear model can
# add and scale features but cannot divide one by another, so divide before you fit:
#
# $$\left(\frac{\text{rooms}}{\text{households}},\ \frac{\text{bedrooms}}{\text{households}},\
# \frac{\text{people}}{\text{households}}\right)$$
#
# **Worked number.** A district with 880 rooms, 129 bedrooms, 322 people and 126 households has the
# ratios $880/126 = 6.984127$, $1.023810$ and $2.555556$.


# %% exercise="ratio_features" points=1
def ratio_features(rooms, bedrooms, population, households):
    """Return rooms, bedrooms and people per household, one row for each district.

    Row i is (rooms[i] / households[i], bedrooms[i] / households[i], population[i] / households[i]).

    Parameters
    ----------
    rooms : array of shape (n,)
        The number of rooms in each district, of any numeric dtype. Not changed.
    bedrooms : array of shape (n,)
        The number of bedrooms. Not changed.
    population : array of shape (n,)
        The number of people. Not changed.
    households : array of shape (n,)
        The number of households, at least 1. Not changed.

    Returns
    -------
    array of shape (n, 3)
        Rooms, bedrooms and people per household, in this order, in floating point.

    Examples
    --------
    >>> print(ratio_features(np.array([10]), np.array([4]), np.array([6]), np.array([4])))
    [[2.5 1.  1.5]]
    """
    raise NotImplementedError


# %% check="ratio_features"
rooms, bedrooms = np.array([880, 7099, 1467]), np.array([129, 1106, 190])
people, households = np.array([322, 2401, 496]), np.array([126, 1138, 177])
per_household = np.zeros((3, 3))
per_household[0] = 6.984127, 1.023810, 2.555556
per_household[1] = 6.238137, 0.971880, 2.109842
per_household[2] = 8.288136, 1.073446, 2.802260
check(
    "ratio_features([880, 7099, 1467], [129, 1106, 190], [322, 2401, 496], [126, 1138, 177])",
    ratio_features(rooms, bedrooms, people, households),
    per_household,
)
passed("ratio_features")

# %% [markdown]
# ## Exercise 9: A split that keeps the shares of the classes
#
# From here on the target is a class. If a class is rare, a plain random split (assignment 05) may
# put all of its samples into one part. A **stratified** split cuts each class by itself: every
# class has its share in both parts.
#
# Shuffle each part at the end; otherwise it is sorted by class. Keras's `validation_split`, for
# example, takes the *last* samples as they stand, and of sorted data that would be one class alone.
#
# **Worked number.** Ten samples, eight of class 0 and two of class 1, and a fraction of one half:
# the first part gets four of class 0 and one of class 1. A plain split puts both samples of class 1
# into the same half in 4 of 9 cases.


# %% exercise="stratified_split" points=3
def stratified_split(labels, fraction, rng):
    """Split the indices 0..n-1 at random into two parts with the same shares of each class.

    Of every class, a number of samples within one of fraction times its number goes to the first
    part, and the rest to the second. Which samples these are is left to chance, and so is the order
    of each part: the samples of a class are not kept together.

    Parameters
    ----------
    labels : array of shape (n,)
        The class of each sample: integers of any dtype, also negative ones, with gaps between them,
        in any order. Not changed.
    fraction : number
        The share of each class that goes to the first part, strictly between 0 and 1. A class of
        one sample may go to either part.
    rng : np.random.Generator
        The only source of randomness: the same generator state gives the same split.

    Returns
    -------
    (first, second) : tuple of arrays of shape (size of the part,)
        Indices. The parts are disjoint and together hold every index.

    Examples
    --------
    >>> labels = np.array([7, 3, 7, 3, 3, 3])
    >>> first, second = stratified_split(labels, 0.5, np.random.default_rng(0))
    >>> print(sorted(labels[first].tolist()), sorted(labels[second].tolist()))
    [3, 3, 7] [3, 3, 7]
    """
    raise NotImplementedError


# %% check="stratified_split"
labels = np.array([0, 0, 1, 0, 0, 0, 1, 0, 0, 0])
first, second = stratified_split(labels, 0.5, np.random.default_rng(1))
call = "stratified_split([0, 0, 1, 0, 0, 0, 1, 0, 0, 0], 0.5, np.random.default_rng(1))"
check(f"sorted({call}[0] and [1] together)", sorted([*first, *second]), np.arange(10))
check(f"the labels 1 in {call}[0]", int(np.sum(labels[np.asarray(first)])), 1)
check(f"len({call}[0])", len(first), 5)
again = stratified_split(labels, 0.5, np.random.default_rng(1))
check(f"{call}[1], a second time", again[1], second)
passed("stratified_split")

# %% [markdown]
# ## Exercise 10: The logit
#
# A weighted sum can be any number, but a probability lies between 0 and 1. The **odds**
# $p / (1 - p)$ can be any positive number, and their logarithm can be any number at all. So let the
# weighted sum be that logarithm, the **logit**:
#
# $$\operatorname{logit}(p) = \log \frac{p}{1 - p}$$
#
# **Worked number.** Odds of 3 to 1 mean a probability of $3/4$, and the logit is
# $\log 3 = 1.098612$. The logit of 0.9 is $\log 9 = 2.197225$; that of $\frac12$ is 0.


# %% exercise="logit" points=1
def logit(p):
    """Return the logit of a probability, log(p / (1 - p)), the natural logarithm of its odds.

    Probabilities are not clipped: the logit of 1e-12 is -27.63.

    Parameters
    ----------
    p : array of any shape, or a number
        Probabilities, floating point (also float32), strictly between 0 and 1. Not changed.

    Returns
    -------
    array of the shape of p, or a number
        One logit for each probability.

    Examples
    --------
    >>> print(np.round(logit(np.array([0.5, 0.75, 0.25])), 6).tolist())
    [0.0, 1.098612, -1.098612]
    """
    raise NotImplementedError


# %% check="logit"
check(
    "logit(np.array([0.75, 0.9, 0.5]))",
    logit(np.array([0.75, 0.9, 0.5])),
    np.array([np.log(3), np.log(9), 0.0]),
)
check("logit(np.array([[1e-12]]))", logit(np.array([[1e-12]])), np.array([[-27.6310211]]))
passed("logit")

# %% [markdown]
# ## Exercise 11: The probability
#
# Solved for $p$, the logit gives the sigmoid, or *logistic function*. It **takes** the logit and
# gives the probability:
#
# $$z = x \cdot w + b, \qquad p = \sigma(z) = \frac{1}{1 + e^{-z}}$$
#
# A logit of $-1000$ is allowed, and $e^{1000}$ is greater than any floating-point number. NumPy
# then warns of an overflow, although the result, 0, is right. Find a form that never takes the
# exponential of a large positive number, for example by the sign of $z$.
#
# **Worked number.** With $w = (1, -1)$ and $b = \log 3 - 1$ the sample $(2, 1)$ has the logit
# $\log 3$, so $p = 3/4$.


# %% exercise="predict_probability" points=2
def predict_probability(x, w, b):
    """Return the probability of label 1 that a logistic model gives to each sample.

    It is 1 / (1 + e^-z) with the logit z = x . w + b, exact to 12 decimals and computed without a
    warning for logits from -1000 to 1000.

    Parameters
    ----------
    x : array of shape (n, d)
        The samples, in rows, of any numeric dtype. Not changed.
    w : array of shape (d,)
        The weights, of any numeric dtype. Not changed.
    b : number
        The bias.

    Returns
    -------
    array of shape (n,)
        One number from 0 to 1 for each sample, in floating point.

    Examples
    --------
    >>> p = predict_probability(np.array([[0.0, 0.0], [1.0, 2.0]]), np.array([1.0, 0.5]), 0.0)
    >>> print(np.round(p, 4))
    [0.5    0.8808]
    """
    raise NotImplementedError


# %% check="predict_probability"
check(
    "predict_probability([[2, 1], [0, 0]], [1, -1], log 3 - 1)",
    predict_probability(np.array([[2.0, 1.0], [1.0, 1.0]]), np.array([1.0, -1.0]), np.log(3) - 1),
    np.array([0.75, 0.5246331]),
)
with np.errstate(over="raise", invalid="raise"):
    check(
        "predict_probability([[1], [-1]], [1000], 0)",
        predict_probability(np.array([[1.0], [-1.0]]), np.array([1000.0]), 0.0),
        np.array([1.0, 0.0]),
    )
passed("predict_probability")

# %% [markdown]
# ## Exercise 12: The decision boundary
#
# A probability becomes a decision by a threshold $t$: label 1 where $p \ge t$. With two features
# the samples with $p = t$ exactly form a line in the plane, since $p = t$ means
#
# $$w_0 x_0 + w_1 x_1 + b = \operatorname{logit}(t)$$
#
# Solve this for $x_1$. Another threshold moves the line but does not turn it.
#
# **Worked number.** With $w = (3, 4)$ and $b = -5$ the line at $t = \frac12$ has the slope $-0.75$
# and the intercept $1.25$. At $t = 0.9$ the intercept is $(\log 9 + 5)/4 = 1.799306$.


# %% exercise="decision_boundary" points=2
def decision_boundary(w, b, threshold=0.5):
    """Return the line x1 = slope * x0 + intercept on which a logistic model is at the threshold.

    On it w[0] * x0 + w[1] * x1 + b = log(threshold / (1 - threshold)).

    Parameters
    ----------
    w : array of shape (2,)
        The weights of the two features, of any numeric dtype; w[1] is not 0. Not changed.
    b : number
        The bias.
    threshold : float
        The probability on the line, strictly between 0 and 1.

    Returns
    -------
    (slope, intercept) : tuple
        Two numbers.

    Examples
    --------
    >>> slope, intercept = decision_boundary(np.array([2.0, 4.0]), 6.0)
    >>> print(slope, intercept)
    -0.5 -1.5
    """
    raise NotImplementedError


# %% check="decision_boundary"
check(
    "decision_boundary([3, 4], -5)",
    tuple(decision_boundary(np.array([3.0, 4.0]), -5.0)),
    (-0.75, 1.25),
)
check(
    "decision_boundary([3, 4], -5, threshold=0.9)",
    tuple(decision_boundary(np.array([3.0, 4.0]), -5.0, threshold=0.9)),
    (-0.75, 1.799306),
)
passed("decision_boundary")

# %% tags=["demonstration"]
w, b = np.array([3.0, 4.0]), -5.0
side = np.linspace(-1, 3, 201)
across, upward = np.meshgrid(side, side)
plane = np.column_stack([across.ravel(), upward.ravel()])
probability = predict_probability(plane, w, b).reshape(across.shape)
figure, panel = plt.subplots(figsize=(6.6, 5))
shades = panel.pcolormesh(across, upward, probability, cmap="Blues", vmin=0, vmax=1)
figure.colorbar(shades, label="probability of label 1")
for threshold, style in ((0.1, ":"), (0.5, "-"), (0.9, "--")):
    slope, intercept = decision_boundary(w, b, threshold)
    label = f"p = {threshold}"
    panel.plot(side, slope * side + intercept, style, color=ORANGE, linewidth=2.5, label=label)
panel.set(title="One model, three thresholds", xlabel="feature $x_0$", ylabel="feature $x_1$")
panel.set(xlim=(-1, 3), ylim=(-1, 3), aspect="equal")
panel.legend(loc="lower left")
figure.tight_layout()
plt.show()

# %% [markdown]
# **The picture in words.** The probability rises from 0 at the lower left to 1 at the upper right.
# Three parallel lines cross the plane from the upper left to the lower right, those of 0.1, 0.5 and
# 0.9, half a unit apart in height.
#
# ## Exercise 13: Newton's method
#
# The cross-entropy of a logistic model has no normal equation: the gradient is not linear in
# $\theta$. But near any $\theta$ the cost is close to a parabola, and the minimum of a parabola is
# one linear equation away. **Newton's method** goes to the minimum of that parabola, and repeats.
# With the design matrix $A$ and $p = \sigma(A\theta)$:
#
# $$g = \frac1n A^\top (p - y), \qquad H = \frac1n A^\top \operatorname{diag}\bigl(p (1 - p)\bigr)
# A, \qquad \theta_{\text{next}} = \theta - H^{-1} g$$
#
# In $g$ the slope of the sigmoid, $p(1 - p)$, has cancelled with a denominator of the
# cross-entropy; $\sigma'(z)$ itself is not $p - y$. In the Hessian $H$ it stays. A step has no
# learning rate. Maximising the likelihood of assignment 04 gives the same steps, since the cost is
# minus its logarithm over $n$.
#
# **Worked number.** $x = 1, \dots, 6$ with the labels $0, 0, 1, 0, 1, 1$. At $\theta = (0, 0)$
# every $p$ is $\frac12$, and without the common $\frac1n$ we have $g = (0, -3.5)$ and
# $H = \frac14 \begin{pmatrix} 6 & 21 \\ 21 & 91 \end{pmatrix}$, so the next $\theta$ is
# $(-2.8,\ 0.8)$.


# %% exercise="newton_step" points=3
def newton_step(a, y, theta):
    """Return the next theta of Newton's method on the mean binary cross-entropy.

    It is theta - H^-1 g with p = 1 / (1 + e^-z), z = a @ theta, the gradient g = a^T (p - y) / n
    and the Hessian H = a^T diag(p (1 - p)) a / n. One full step is taken, whatever the cost does.

    Parameters
    ----------
    a : array of shape (n, k)
        The design matrix, of any numeric dtype; a column of ones is one of its columns, or there is
        none. Not changed.
    y : array of shape (n,)
        The labels, 0 or 1, of any numeric dtype; they are not separable, and H is regular. Not
        changed.
    theta : array of shape (k,)
        The weights to start from, floating point or integer; all logits are below 20 in size. Not
        changed.

    Returns
    -------
    array of shape (k,)
        The next theta.

    Examples
    --------
    >>> a = np.array([[1.0, 0.0], [1.0, 0.0], [1.0, 0.0], [1.0, 1.0], [1.0, 1.0]])
    >>> print(np.round(newton_step(a, np.array([1, 0, 0, 1, 0]), np.array([0.0, 0.0])), 4))
    [-0.6667  0.6667]
    """
    raise NotImplementedError


# %% check="newton_step"
exam_a = design_matrix(np.arange(1.0, 7.0))
exam_y = np.array([0, 0, 1, 0, 1, 1])
theta = newton_step(exam_a, exam_y, np.array([0.0, 0.0]))
check("newton_step(exam_a, exam_y, [0, 0])", theta, np.array([-2.8, 0.8]))
for _ in range(5):
    theta = newton_step(exam_a, exam_y, theta)
check("newton_step, six times from [0, 0]", theta, np.array([-4.249097, 1.214028]))
passed("newton_step")

# %% tags=["demonstration"]


def log_likelihood(theta):
    """Return the logarithm of the probability of all six labels together."""
    p = predict_probability(exam_a, theta, 0.0)
    return np.sum(np.log(np.where(exam_y == 1, p, 1 - p)))


newton_path, gradient_path = [np.zeros(2)], [np.zeros(2)]
for _ in range(4):
    newton_path.append(newton_step(exam_a, exam_y, newton_path[-1]))
for _ in range(100):
    miss = predict_probability(exam_a, gradient_path[-1], 0.0) - exam_y
    gradient_path.append(gradient_path[-1] - 0.4 * exam_a.T @ miss / 6)

figure, (left, right) = plt.subplots(1, 2, figsize=(12, 4.8))
b_axis, w_axis = np.linspace(-6, 1, 120), np.linspace(-0.5, 2, 120)
heights = [[log_likelihood(np.array([b, w])) for b in b_axis] for w in w_axis]
levels = [-20, -14, -10, -7, -5, -4, -3.3, -2.8, -2.55]
left.contour(b_axis, w_axis, heights, levels, colors="0.75", linewidths=1, linestyles="solid")
walks = (
    ("100 gradient steps, rate 0.4", gradient_path, ORANGE, "."),
    ("4 Newton steps", newton_path, BLUE, "o"),
)
for name, path, colour, mark in walks:
    left.plot(*np.transpose(path), mark + "-", color=colour, linewidth=1, label=name)
    right.plot([log_likelihood(t) for t in path], mark + "-", color=colour, label=name)
left.plot(-4.249097, 1.214028, "k*", markersize=13, label="optimum")
left.set(title="The paths (grey: equal likelihood)", xlabel="bias $b$", ylabel="weight $w$")
left.legend(loc="lower left")
right.axhline(-2.477987, color="k", linestyle=":", label="optimum: -2.478")
right.set(title="Likelihood along the paths", xlabel="step", ylabel="log-likelihood")
right.legend(loc="lower right")
figure.tight_layout()
plt.show()

# %% [markdown]
# **The picture in words.** On the left, four Newton steps run straight to the optimum, while a
# hundred gradient steps turn into a narrow valley and are not much farther than halfway. On the
# right, Newton's log-likelihood is $-2.478$ after three steps; that of gradient descent is still
# $-2.63$ after a hundred.
#
# At the optimum the boundary is $x = 4.249097/1.214028 = 3.5$, and one more unit of $x$ multiplies
# the odds by $e^{1.214} = 3.367$. So why are networks not trained this way? $H$ of a network with a
# million weights has $10^{12}$ entries.
#
# ## Exercise 14: More than two classes
#
# With $k$ classes, train one logistic model for each: class $j$ against all others. To predict,
# take the class whose model is the most certain (**one versus rest**):
#
# $$\hat c_i = \arg\max_j\ (x_i \cdot w_j + b_j)$$
#
# The sigmoid rises everywhere, so the greatest probability and the greatest logit belong to the
# same class. In floating point this holds for small logits only: the sigmoid of 40 is exactly 1,
# and so is that of 50.
#
# **Worked number.** Weights $(1, 0)$, $(0, 1)$, $(-1, -1)$ and biases $0, 2, 0$: the sample
# $(2, 1)$ has the logits $2$, $3$ and $-3$, so its class is 1.


# %% exercise="one_vs_rest_predict" points=2
def one_vs_rest_predict(x, weights, biases):
    """Return the class of each sample: that of the logistic model with the greatest logit.

    The logits of sample i are x[i] . weights[j] + biases[j], j = 0..k-1. There are no ties between
    logits; they may be as large as 1000, where several probabilities are rounded to 1 or to 0.

    Parameters
    ----------
    x : array of shape (n, d)
        The samples, in rows, of any numeric dtype. Not changed.
    weights : array of shape (k, d)
        The weights of the model of each class, in rows, of any numeric dtype. Not changed.
    biases : array of shape (k,)
        The bias of the model of each class. Not changed.

    Returns
    -------
    array of shape (n,)
        The classes, whole numbers from 0 to k - 1.

    Examples
    --------
    >>> weights, biases = np.array([[1.0], [-1.0], [0.0]]), np.array([0.0, 0.0, 2.0])
    >>> print(one_vs_rest_predict(np.array([[5.0], [1.0], [-3.0], [-0.5]]), weights, biases))
    [0 2 1 2]
    """
    raise NotImplementedError


# %% check="one_vs_rest_predict"
weights, biases = np.array([[1.0, 0.0], [0.0, 1.0], [-1.0, -1.0]]), np.array([0.0, 2.0, 0.0])
check(
    "one_vs_rest_predict([[2, 1], [9, 1], [-4, 0], [2, -1]], weights, biases)",
    one_vs_rest_predict(np.array([[2, 1], [9, 1], [-4, 0], [2, -1]]), weights, biases),
    np.array([1, 0, 2, 0]),
)
passed("one_vs_rest_predict")

# %% [markdown]
# ## Exercise 15: A question about words
#
# What is the "logit" of a logistic model? Return one of the four strings.


# %% exercise="what_the_logit_is" points=1
def what_the_logit_is():
    """Say which number of a logistic model is called its logit.

    Returns
    -------
    str
        Exactly one of
        "its probability",
        "the number before the sigmoid",
        "its loss",
        "its odds".

    Examples
    --------
    >>> isinstance(what_the_logit_is(), str)
    True
    """
    raise NotImplementedError


# %% check="what_the_logit_is"
choices = ("its probability", "the number before the sigmoid", "its loss", "its odds")
answer = what_the_logit_is()
check("what_the_logit_is()", answer, answer if answer in choices else "one of the four strings")
passed("what_the_logit_is")

# %% [markdown]
# ## Exercise 16: A question about tasks
#
# You predict the price of a house. Your neighbour predicts whether its price is above 100,000
# dollars. Which of the two tasks is regression, and which is classification? Return the words in
# the order of the tasks.


# %% exercise="price_or_above_a_limit" points=1
def price_or_above_a_limit():
    """Say what kind of task each is: predicting a price, and predicting if it is above a limit.

    Returns
    -------
    str
        Exactly one of
        "regression, regression",
        "regression, classification",
        "classification, regression",
        "classification, classification".

    Examples
    --------
    >>> len(price_or_above_a_limit().split(", "))
    2
    """
    raise NotImplementedError


# %% check="price_or_above_a_limit"
kinds_of_task = ("regression", "classification")
choices = [f"{price}, {above}" for price in kinds_of_task for above in kinds_of_task]
answer = price_or_above_a_limit()
check(
    "price_or_above_a_limit()", answer, answer if answer in choices else "one of the four strings"
)
passed("price_or_above_a_limit")

# %% [markdown]
# ## Summary
#
# * Linear models are fitted at once by least squares, on the matrix itself and not on its square;
#   powers, waves and ratios as features let them fit curves, and ridge keeps their weights small.
# * A logistic model gives the logarithm of the odds; the sigmoid makes it a probability, a
#   threshold makes it a decision, and Newton's method fits it in a few steps.
# * The greatest eigenvalue of the data sets the limit of the learning rate, and scaling raises it.
#
# **Where to go next.** Fit the same line step by step in assignment 05. Hoerl and Kennard, "Ridge
# regression: biased estimation for nonorthogonal problems", Technometrics 12, 1970, is the paper
# behind exercise 5, and it can be read with what you know now. **An open experiment:** degree 9
# and ridge, or degree 3 without? Draw the 24 samples anew a hundred times, let a stratified or
# plain split choose the strength, and find out how often each of the two wins on new data.
