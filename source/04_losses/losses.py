# ---
# jupyter:
#   autograder:
#     assignment: 04_losses
#     title: Losses
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
# # Losses
#
# **The question.** A forecast gives rain a probability of 0.7, and the day stays dry. How wrong was
# it? And which model of house prices is better: one that is a little wrong about ten houses, or one
# that is right about nine of them and very wrong about the tenth?
#
# The answers depend on the **loss**, which says in one number how bad a model's answers are. All
# that training does is make that number small, so the loss decides what the model learns: which
# errors are forgiven, which are punished, and what a prediction means. Here you write the losses
# that deep learning relies on: three for regression, two with a margin, and the family of
# cross-entropies. You also see where the cross-entropies come from, and compute the gradients of
# two losses: every training step starts with such a gradient.
#
# You need NumPy arrays (01), the logarithm, the sigmoid (03), and for the last two exercises the
# derivative. Time: about three hours.
#
# **How it works.** Write your code where `raise NotImplementedError` stands, then run the check
# cell below it. The checks are small cases worked by hand. When you hand the notebook in, hidden
# tests try more: other shapes and types, huge and tiny numbers, probabilities of exactly 0 and 1.
# The grader has NumPy, SciPy and Python's own modules, and no other libraries.
#
# **Rules for every exercise here.**
#
# * Every loss is **one number** for the whole batch: the mean over the samples (and outputs).
# * Arguments are NumPy arrays of any numeric type, for instance `uint8` pixels. Compute in floating
#   point: in `uint8`, 3 - 5 is 254.
# * Targets and labels have shape `(n,)`. A Keras model answers with a column, shape `(n, 1)`.
#   Subtract one from the other, and NumPy gives an `(n, n)` table, whose mean looks like a loss but
#   is not one. Bring both to the same shape first.
# * `log` is the natural logarithm. Where the text says so, probabilities are clipped to
#   `[EPSILON, 1 - EPSILON]` before the logarithm.
# * No function changes its arguments. Earlier exercises may be called in later ones.

# %%
import matplotlib.pyplot as plt
import numpy as np

EPSILON = 1e-7


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
# ## Exercise 1: Mean squared error
#
# This is the standard loss for regression. Squaring makes every error positive and lets one large
# error count more than several small ones. With $N$ the number of elements, samples times outputs:
#
# $$\mathrm{MSE} = \frac{1}{N} \sum_i (y_i - \hat y_i)^2$$
#
# (Some textbooks divide by $2N$; here, as in Keras, there is no 2.)
#
# **Worked number.** Targets $(1, 2, 3)$ and predictions $(1, 4, 0)$ differ by 0, 2 and 3, so the
# loss is $(0 + 4 + 9) / 3 = 13/3 \approx 4.333$.


# %% exercise="mse" points=2
def mse(y_true, y_pred):
    """Return the mean squared error, the mean of (y_true - y_pred)^2 over all elements.

    Parameters
    ----------
    y_true : array of shape (n,) or (n, k)
        The targets, of any numeric type: `uint8`, `int64`, `float32`, `bool`. Not changed.
    y_pred : array of the shape of y_true, or (n, 1) where y_true is (n,)
        The predictions, of any numeric type; in a column the i-th row belongs to the i-th target.
        Not changed.

    Returns
    -------
    float
        One number, computed in floating point: the mean over all samples and outputs.

    Examples
    --------
    >>> print(round(float(mse(np.array([1.0, 2.0, 3.0]), np.array([1.0, 4.0, 0.0]))), 3))
    4.333
    """
    raise NotImplementedError


# %% check="mse"
check(
    "mse(np.array([1.0, 2.0, 3.0]), np.array([1.0, 4.0, 0.0]))",
    mse(np.array([1.0, 2.0, 3.0]), np.array([1.0, 4.0, 0.0])),
    13 / 3,
)
check(
    "mse(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[2.0, 2.0], [3.0, 1.0]]))",
    mse(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[2.0, 2.0], [3.0, 1.0]])),
    2.5,
)
check(
    "mse(np.array([1.0, 2.0]), np.array([[1.0], [2.0]]))",
    mse(np.array([1.0, 2.0]), np.array([[1.0], [2.0]])),
    0.0,
)
check(
    "mse(np.array([3], dtype=np.uint8), np.array([5], dtype=np.uint8))",
    mse(np.array([3], dtype=np.uint8), np.array([5], dtype=np.uint8)),
    4.0,
)
passed("mse")

# %% [markdown]
# ## Exercise 2: Mean absolute error
#
# Squaring lets the largest errors dominate the loss. Where a few targets are simply wrong (a
# misplaced decimal point, a broken sensor), the absolute error is the more robust measure:
#
# $$\mathrm{MAE} = \frac{1}{N} \sum_i |y_i - \hat y_i|$$
#
# **Worked number.** For the targets and predictions above it is $(0 + 2 + 3)/3 = 5/3 \approx
# 1.667$. The errors have opposite signs, but they do not cancel.


# %% exercise="mae" points=1
def mae(y_true, y_pred):
    """Return the mean absolute error, the mean of |y_true - y_pred| over all elements.

    Parameters
    ----------
    y_true : array of shape (n,) or (n, k)
        The targets, of any numeric type. Not changed.
    y_pred : array of the shape of y_true, or (n, 1) where y_true is (n,)
        The predictions, of any numeric type. Not changed.

    Returns
    -------
    float
        One number, computed in floating point: the mean over all samples and outputs.

    Examples
    --------
    >>> print(round(float(mae(np.array([1.0, 2.0, 3.0]), np.array([1.0, 4.0, 0.0]))), 3))
    1.667
    """
    raise NotImplementedError


# %% check="mae"
check(
    "mae(np.array([1.0, 2.0, 3.0]), np.array([1.0, 4.0, 0.0]))",
    mae(np.array([1.0, 2.0, 3.0]), np.array([1.0, 4.0, 0.0])),
    5 / 3,
)
check(
    "mae(np.array([1.0, 2.0]), np.array([[1.5], [2.0]]))",
    mae(np.array([1.0, 2.0]), np.array([[1.5], [2.0]])),
    0.25,
)
passed("mae")

# %% [markdown]
# ## Exercise 3: Huber loss
#
# The absolute error is robust to outliers, but it has a corner at zero, where its slope jumps. The
# **Huber loss** combines the best of both: a parabola for errors up to $\delta$, and from there on
# a straight line that continues it without a jump or a kink. For an error $e = y - \hat y$:
#
# $$
# \ell_\delta(e) = \begin{cases}
# \tfrac{1}{2} e^2 & \text{if } |e| \le \delta \\
# \delta \left(|e| - \tfrac{1}{2} \delta\right) & \text{otherwise}
# \end{cases}
# $$
#
# and the loss is the mean of $\ell_\delta$ over all elements. Note the 1/2: it makes the slope at
# $\delta$ equal on both sides.
#
# **Worked number.** With $\delta = 1$ an error of $0.5$ costs $0.125$, and an error of $-3$ costs
# $3 - 0.5 = 2.5$. Their mean is $1.3125$.


# %% exercise="huber" points=2 without=["scipy.special.huber"]
def huber(y_true, y_pred, delta=1.0):
    """Return the mean Huber loss: quadratic for small errors, linear for large ones.

    An error e costs e^2 / 2 where |e| <= delta, and delta * (|e| - delta / 2) elsewhere. The branch
    is chosen for each error of the batch separately. Neither this function nor any function it
    calls may use `scipy.special.huber`.

    Parameters
    ----------
    y_true : array of shape (n,) or (n, k)
        The targets, of any numeric type. Not changed.
    y_pred : array of the shape of y_true, or (n, 1) where y_true is (n,)
        The predictions, of any numeric type. Not changed.
    delta : float
        The size of the error at which the parabola becomes a straight line, positive.

    Returns
    -------
    float
        One number, computed in floating point: the mean over all samples and outputs.

    Examples
    --------
    >>> print(float(huber(np.array([0.0, 0.0]), np.array([0.5, -3.0]))))
    1.3125
    """
    raise NotImplementedError


# %% check="huber"
check("huber(np.array([0.0]), np.array([0.5]))", huber(np.array([0.0]), np.array([0.5])), 0.125)
check("huber(np.array([0.0]), np.array([-3.0]))", huber(np.array([0.0]), np.array([-3.0])), 2.5)
check(
    "huber(np.array([0.0, 0.0]), np.array([0.5, -3.0]))",
    huber(np.array([0.0, 0.0]), np.array([0.5, -3.0])),
    1.3125,
)
check(
    "huber(np.array([0.0]), np.array([4.0]), delta=2.0)",
    huber(np.array([0.0]), np.array([4.0]), delta=2.0),
    6.0,
)
passed("huber")

# %% [markdown]
# **A look at the three.** Left: the cost of one error. Right: the practical difference. We look for
# the one number that best describes six measurements, five near 2 and an outlier at 9. The squared
# error is least at their mean, which the outlier pulls away from 2; the absolute error is least
# everywhere between the two middle values, however far out the outlier lies. The Huber loss is in
# between.

# %% tags=["demonstration"]
errors = np.linspace(-3, 3, 241)
zero = np.zeros(1)
measured = np.array([1.5, 1.8, 2.0, 2.2, 2.9, 9.0])
guesses = np.linspace(0, 7, 281)
regression_losses = {
    "squared error": (mse, "tab:blue", "-", "o"),
    "absolute error": (mae, "tab:orange", "--", "s"),
    "Huber, delta = 1": (huber, "tab:green", "-.", "^"),
}

figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4.2))
for name, (loss, colour, style, marker) in regression_losses.items():
    left.plot(errors, [loss(zero, np.array([e])) for e in errors], style, color=colour, label=name)
    costs = np.array([loss(measured, np.full(6, guess)) for guess in guesses])
    best = guesses[costs <= costs.min() + 1e-9]
    right.plot(guesses, costs / costs.min(), style, color=colour, label=name)
    right.plot(best, np.ones(len(best)), color=colour, linewidth=6, alpha=0.5)
    right.plot(best.mean(), 1, marker, color=colour)
left.set(title="Cost of one error", xlabel="error", ylabel="loss", ylim=(-0.1, 5))
right.plot(measured, np.full(6, 0.8), "k|", markersize=14, label="measurements (one more at 9)")
right.set(
    title="Which single number fits the measurements?",
    xlabel="guess for all six",
    ylabel="loss / least loss",
    xlim=(0, 7),
    ylim=(0.7, 4),
)
left.legend()
right.legend(loc="upper center")
plt.tight_layout()
plt.show()

# %% [markdown]
# **The picture in words.** On the left, three curves are 0 at the error 0. The squared error is a
# parabola and leaves the picture at the top; the absolute error is a V and reaches 3 at an error of
# 3; the Huber loss is round at the bottom, then straight, and reaches 2.5. On the right, the
# squared error is least at 3.23, the absolute error everywhere from 2.0 to 2.2, and the Huber loss
# near 2.3.
#
# **Predict before you run.** Someone misplaces the decimal point of the outlier, and 9 becomes 90.
# How far does the best guess move, for the squared error and for the absolute error? Write two
# numbers, then run both cells.

# %% tags=["demonstration"]
my_guess_squared, my_guess_absolute = 0.0, 0.0

# %% tags=["demonstration"]


def best_guess(loss, numbers):
    """Return the number with the least loss; if there are several, the middle of them."""
    grid = np.linspace(0, 30, 3001)
    costs = np.array([loss(numbers, np.full(len(numbers), guess)) for guess in grid])
    return grid[costs <= costs.min() + 1e-9].mean()


misplaced = np.array([1.5, 1.8, 2.0, 2.2, 2.9, 90.0])
for name, loss, guess in (
    ("squared error", mse, my_guess_squared),
    ("absolute error", mae, my_guess_absolute),
):
    move = best_guess(loss, misplaced) - best_guess(loss, measured)
    print(f"{name}: your guess {guess:.2f}, the best guess moves by {abs(move):.2f}")

# %% [markdown]
# The $\delta$ of the Huber loss says which errors count as large. Here it is for three sizes, and
# below that for every size that you like.

# %% tags=["demonstration"]


def draw_huber(deltas):
    """Draw the Huber loss of one error, and that of guesses for the six measurements."""
    _, (left, right) = plt.subplots(1, 2, figsize=(11, 4.2))
    styles = ("tab:blue", "-"), ("tab:orange", "--"), ("tab:purple", "-.")
    for delta, (colour, style) in zip(deltas, styles, strict=False):
        one = [huber(zero, np.array([e]), delta) for e in errors]
        left.plot(errors, one, style, color=colour, label=f"delta = {delta:g}")
        costs = np.array([huber(measured, np.full(6, guess), delta) for guess in guesses])
        best = guesses[costs.argmin()]
        label = f"delta = {delta:g}, least at {best:.2f}"
        right.plot(guesses, costs / costs.min(), style, color=colour, label=label)
        right.plot(best, 1, "o", color=colour)
    left.set(title="Huber loss of one error", xlabel="error", ylabel="loss", ylim=(-0.1, 5))
    right.set(title="Guesses for the six measurements", xlabel="guess for all six")
    right.set(ylabel="loss / least loss", xlim=(0, 7), ylim=(0.7, 4))
    left.legend(loc="upper center")
    right.legend(loc="upper center")
    plt.tight_layout()
    plt.show()


draw_huber([0.1, 1, 6])

# %% tags=["demonstration"]
try:
    import ipywidgets
except ImportError:
    print("Install ipywidgets to move a slider here.")
else:
    slider = ipywidgets.FloatSlider(1, min=0.1, max=6, step=0.1, continuous_update=False)
    ipywidgets.interact(lambda delta: draw_huber([delta]), delta=slider)

# %% [markdown]
# **The picture in words.** On the left, the loss of an error of 3 is 0.3 with $\delta = 0.1$, 2.5
# with $\delta = 1$ and 4.5 with $\delta = 6$, where the whole curve is a parabola. On the right,
# the least points are at 2.10, 2.27 and 3.23.
#
# With a small $\delta$ almost every error is large, and the best guess is between the two middle
# values, as for the absolute error. As $\delta$ grows it moves towards the outlier, and with
# $\delta = 6$, when no error counts as large any more, it is the mean, 3.23.
#
# ## Exercise 4: Hinge loss
#
# Now to classification, with labels $y = -1$ or $+1$. The model gives a raw **score** $s$ of any
# size; its sign is the decision. The product $y s$ is positive where the decision is right. The
# hinge loss, the one behind support vector machines, asks for more: right by a **margin** of 1. The
# cost is the amount by which $y s$ falls short of the margin, and going beyond it gains nothing:
#
# $$\mathrm{hinge} = \frac{1}{n} \sum_i \max(0,\; 1 - y_i s_i)$$
#
# **Worked number.** For label $+1$ the score $2.5$ costs nothing, $0.25$ (right, but barely) costs
# $0.75$, and $-2$ (wrong) costs $3$. Their mean is $1.25$.


# %% exercise="hinge" points=2
def hinge(y_true, scores):
    """Return the mean hinge loss, the mean of max(0, 1 - y s) over the samples.

    Parameters
    ----------
    y_true : array of shape (n,)
        The labels, -1 or +1, integer or floating point. Not changed.
    scores : array of shape (n,) or (n, 1)
        The raw scores s, any numbers, of any numeric type. Not changed.

    Returns
    -------
    float
        One number, computed in floating point: the mean over the samples.

    Examples
    --------
    >>> print(float(hinge(np.array([1, 1, 1]), np.array([2.5, 0.25, -2.0]))))
    1.25
    """
    raise NotImplementedError


# %% check="hinge"
check(
    "hinge(np.array([1, 1, 1]), np.array([2.5, 0.25, -2.0]))",
    hinge(np.array([1, 1, 1]), np.array([2.5, 0.25, -2.0])),
    1.25,
)
check("hinge(np.array([-1]), np.array([-0.5]))", hinge(np.array([-1]), np.array([-0.5])), 0.5)
check("hinge(np.array([-1]), np.array([[3.0]]))", hinge(np.array([-1]), np.array([[3.0]])), 4.0)
passed("hinge")

# %% tags=["demonstration"]
scores = np.linspace(-3, 3, 241)
plt.figure(figsize=(7, 4.2))
for label, colour, style in ((1, "tab:blue", "-"), (-1, "tab:orange", "-.")):
    costs = [hinge(np.array([label]), np.array([score])) for score in scores]
    plt.plot(scores, costs, style, color=colour, label=f"hinge loss, label {label:+d}")
plt.step([-3, 0, 3], [1, 1, 0], "k--", where="pre", linewidth=1, label="wrong or not, label +1")
plt.title("The hinge loss asks for a margin")
plt.xlabel("score s")
plt.ylabel("loss of one sample")
plt.legend()
plt.show()

# %% [markdown]
# **The picture in words.** The loss for label $+1$ falls in a straight line from 4 at the score
# $-3$ to 0 at the score 1, and stays 0. That for label $-1$ is its mirror image; the two cross at
# the score 0, where the loss is 1. The dashed line is 1 for negative scores and 0 for positive
# ones.
#
# ## Exercise 5: Multi-class hinge loss
#
# With $k$ classes the model gives $k$ scores for each sample, and the true class should lead every
# other one by at least 1. Each wrong class that comes closer adds the amount that is missing:
#
# $$\frac{1}{n} \sum_i \; \sum_{j \ne y_i} \max(0,\; s_{ij} - s_{i y_i} + 1)$$
#
# The sum runs over the *wrong* classes only: the true class would always add a 1.
#
# **Worked number.** Scores $(3, 2.5, 4)$ and true class 0: class 1 trails by only $0.5$ and adds
# $0.5$; class 2 leads by 1 and adds 2. The sample costs $2.5$.


# %% exercise="multiclass_hinge" points=3
def multiclass_hinge(labels, scores):
    """Return the mean multi-class hinge loss.

    A sample costs the sum over its wrong classes j of max(0, s_j - s_y + 1), where s_y is the
    score of its true class; the costs are averaged over the samples.

    Parameters
    ----------
    labels : array of shape (n,)
        The true classes, whole numbers from 0 to k - 1, of an integer type. A batch need not
        contain every class. Not changed.
    scores : array of shape (n, k)
        The raw scores, one column per class, of any numeric type. Not changed.

    Returns
    -------
    float
        One number, computed in floating point: summed over classes, averaged over samples.

    Examples
    --------
    >>> print(float(multiclass_hinge(np.array([0]), np.array([[3.0, 2.5, 4.0]]))))
    2.5
    """
    raise NotImplementedError


# %% check="multiclass_hinge"
check(
    "multiclass_hinge(np.array([0]), np.array([[3.0, 2.5, 4.0]]))",
    multiclass_hinge(np.array([0]), np.array([[3.0, 2.5, 4.0]])),
    2.5,
)
check(
    "multiclass_hinge(np.array([0, 2]), np.array([[3.0, 2.5, 4.0], [1.0, 0.0, 5.0]]))",
    multiclass_hinge(np.array([0, 2]), np.array([[3.0, 2.5, 4.0], [1.0, 0.0, 5.0]])),
    1.25,
)
passed("multiclass_hinge")

# %% [markdown]
# ## Exercise 6: The likelihood
#
# From here on the model predicts **probabilities**, and the question becomes: how probable were the
# actual labels according to the model? Let the labels be 0 and 1, with $p_i$ the probability of a
# 1. For independent samples the probabilities multiply. This product is the **likelihood**:
#
# $$L = \prod_i p_i^{\,y_i} (1 - p_i)^{1 - y_i}$$
#
# The exponents are a switch: for $y_i = 1$ the factor is $p_i$, for $y_i = 0$ it is $1 - p_i$.
#
# **Worked number.** Labels $(1, 0, 1)$ and $p = (0.8, 0.4, 0.5)$ give $0.8 \cdot 0.6 \cdot 0.5 =
# 0.24$.


# %% exercise="bernoulli_likelihood" points=1 without=["scipy.stats.bernoulli"]
def bernoulli_likelihood(y_true, p):
    """Return the probability that the model gives to all labels of the batch together.

    This is the product over the batch of p where the label is 1 and of 1 - p where it is 0. Neither
    this function nor any function it calls may use `scipy.stats.bernoulli`.

    Parameters
    ----------
    y_true : array of shape (n,)
        The labels, exactly 0 or 1, of any numeric type: `int64`, `uint8`, `bool`, floats. Not
        changed.
    p : array of shape (n,) or (n, 1)
        The probabilities of label 1, strictly between 0 and 1. Neither clipped nor changed.

    Returns
    -------
    float
        One number, the product.

    Examples
    --------
    >>> print(round(float(bernoulli_likelihood(np.array([1, 0, 1]), np.array([0.8, 0.4, 0.5]))), 6))
    0.24
    """
    raise NotImplementedError


# %% check="bernoulli_likelihood"
check(
    "bernoulli_likelihood(np.array([1, 0, 1]), np.array([0.8, 0.4, 0.5]))",
    bernoulli_likelihood(np.array([1, 0, 1]), np.array([0.8, 0.4, 0.5])),
    0.24,
)
check(
    "bernoulli_likelihood(np.array([0]), np.array([[0.25]]))",
    bernoulli_likelihood(np.array([0]), np.array([[0.25]])),
    0.75,
)
passed("bernoulli_likelihood")

# %% [markdown]
# ## Exercise 7: Binary cross-entropy
#
# The best model makes the likelihood as large as possible. But a product of thousands of
# probabilities is too small for a computer. So take its logarithm, which turns the product into a
# sum; change the sign, so that smaller is better; and divide by $n$, so that it does not grow with
# the batch. The result, $-\frac{1}{n} \log L$, is the **binary cross-entropy**:
#
# $$-\frac{1}{n} \sum_i \bigl[\, y_i \log p_i + (1 - y_i) \log (1 - p_i) \,\bigr]$$
#
# A model that predicts exactly 0 and is wrong would have an infinite loss. Therefore every $p$ is
# first clipped to $[\varepsilon, 1 - \varepsilon]$ with $\varepsilon = 10^{-7}$: values outside are
# moved to the nearer end, values inside stay as they are.
#
# **Worked number.** Label 1 with $p = 0.5$ costs $\log 2 \approx 0.693$. For the labels and
# probabilities above, the loss is $-\log(0.24)/3 \approx 0.476$. A prediction that is certain and
# wrong costs $-\log 10^{-7} \approx 16.118$.


# %% exercise="binary_cross_entropy" points=2
def binary_cross_entropy(y_true, p):
    """Return the mean of -(y log p + (1 - y) log(1 - p)), minus the log-likelihood over n.

    p is clipped to [EPSILON, 1 - EPSILON], EPSILON = 1e-7, before the logarithms.

    Parameters
    ----------
    y_true : array of shape (n,)
        The labels, exactly 0 or 1, of any numeric type: `int64`, `uint8`, `bool`, floats. Not
        changed.
    p : array of shape (n,) or (n, 1)
        The probabilities of label 1, from 0 to 1 inclusive. Not changed.

    Returns
    -------
    float
        One number, the mean over the samples; natural logarithms, no warning.

    Examples
    --------
    >>> print(round(float(binary_cross_entropy(np.array([1, 0]), np.array([0.5, 0.5]))), 3))
    0.693
    """
    raise NotImplementedError


# %% check="binary_cross_entropy"
check(
    "binary_cross_entropy(np.array([1]), np.array([0.5]))",
    binary_cross_entropy(np.array([1]), np.array([0.5])),
    np.log(2),
)
check(
    "binary_cross_entropy(np.array([1, 0, 1]), np.array([0.8, 0.4, 0.5]))",
    binary_cross_entropy(np.array([1, 0, 1]), np.array([0.8, 0.4, 0.5])),
    -np.log(0.24) / 3,
)
check(
    "binary_cross_entropy(np.array([1]), np.array([0.0]))",
    binary_cross_entropy(np.array([1]), np.array([0.0])),
    16.118095650958317,
)
passed("binary_cross_entropy")

# %% [markdown]
# **Predict before you run.** Two forecasts were wrong. The first had given a probability of 0.1 to
# what then happened, the second only 0.01. How many times as much does the second cost, by the
# cross-entropy? Write your guess, then run both cells.

# %% tags=["demonstration"]
my_guess = 10

# %% tags=["demonstration"]
yes, first, second = np.array([1]), np.array([0.1]), np.array([0.01])
ratio = binary_cross_entropy(yes, second) / binary_cross_entropy(yes, first)
print(f"your guess {my_guess}, the cross-entropy {ratio:.2f} times")
print(f"the squared error: {mse(yes, second) / mse(yes, first):.2f} times")

# %% [markdown]
# The logarithm counts powers of ten: each further one costs the same again, without end. The
# squared error hardly distinguishes the two, and is never more than 1.
#
# **A look at it.** Left: a confident mistake is very expensive, a confident hit almost free. Right:
# in ten tosses of a biased coin, seven came up 1. The model predicts the same $p$ for every toss.
# The likelihood is greatest, and the cross-entropy least, at the frequency $p = 0.7$. That is where
# the loss comes from.

# %% tags=["demonstration"]
p_grid = np.linspace(0.01, 0.99, 197)
tosses = np.array([1, 1, 1, 1, 1, 1, 1, 0, 0, 0])
likelihoods = [bernoulli_likelihood(tosses, np.full(10, p)) for p in p_grid]
cross_entropies = [binary_cross_entropy(tosses, np.full(10, p)) for p in p_grid]

figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4.2))
for label, colour, style in ((1, "tab:blue", "-"), (0, "tab:orange", "--")):
    costs = [binary_cross_entropy(np.array([label]), np.array([p])) for p in p_grid]
    left.plot(p_grid, costs, style, color=colour, label=f"label {label}")
left.set(
    title="Cross-entropy of one sample",
    xlabel="predicted probability p of label 1",
    ylabel="loss",
)
left.legend()
right.plot(p_grid, np.array(likelihoods) * 1000, "tab:purple", label="1000 times the likelihood")
right.plot(p_grid, cross_entropies, "--", color="tab:green", label="binary cross-entropy")
right.axvline(0.7, color="k", linestyle=":", label="p = 0.7, the frequency of 1")
right.set(title="Seven of ten tosses came up 1", xlabel="the same p for every toss", ylabel="value")
right.legend()
plt.tight_layout()
plt.show()

many = np.tile([1, 0], 1000)
print("likelihood of 2000 labels at p = 0.5:   ", bernoulli_likelihood(many, np.full(2000, 0.5)))
print("cross-entropy of the same 2000 labels:  ", binary_cross_entropy(many, np.full(2000, 0.5)))

# %% [markdown]
# **The picture in words.** On the left, the loss for label 1 falls from 4.6 at $p = 0.01$ to nearly
# 0 at $p = 0.99$; that for label 0 is its mirror image. On the right, the likelihood is a hill with
# its top at $p = 0.7$, and the cross-entropy a valley with its lowest point there, 0.61.
#
# The likelihood of 2000 labels is $2^{-2000}$, too small for a floating-point number: the computer
# says 0. The cross-entropy is $\log 2$, whatever the number of labels. This is why nobody maximises
# the product itself.
#
# ## Exercise 8: Binary cross-entropy from logits
#
# A network computes a **logit** $z$, any number, and the sigmoid $p = 1 / (1 + e^{-z})$ turns it
# into a probability. Put this $p$ into the formula above, and the loss simplifies:
#
# $$\frac{1}{n} \sum_i \bigl[\, \log(1 + e^{z_i}) - y_i z_i \,\bigr]$$
#
# No clipping is needed any more, and a logit of 1000 for label 0 costs 1000, not 16.1: the loss
# still distinguishes bad from worse where the computed sigmoid has long been exactly 1. One trap is
# left: $e^{1000}$ overflows. Take the larger part out of the logarithm by hand,
# $\log(1 + e^z) = \max(z, 0) + \log(1 + e^{-|z|})$, or find the NumPy function that does this.
#
# **Worked number.** A logit of $\log 3$ means odds of 3 to 1, so $p = 3/4$. For label 1 it costs
# $\log \tfrac{4}{3} \approx 0.288$; for label 0 it costs $\log 4 \approx 1.386$.


# %% exercise="binary_cross_entropy_from_logits" points=3
def binary_cross_entropy_from_logits(y_true, z):
    """Return the binary cross-entropy of p = sigmoid(z), the mean of log(1 + e^z) - y z.

    The result is exact to 12 decimals, not clipped, and computed without a warning for |z| up to
    1000.

    Parameters
    ----------
    y_true : array of shape (n,)
        The labels, exactly 0 or 1, of any numeric type: `int64`, `uint8`, `bool`, floats. Not
        changed.
    z : array of shape (n,) or (n, 1)
        The logits, of any numeric type, from -1000 to 1000. Not changed.

    Returns
    -------
    float
        One number, computed in floating point: the mean over the samples.

    Examples
    --------
    >>> print(float(binary_cross_entropy_from_logits(np.array([0]), np.array([1000.0]))))
    1000.0
    """
    raise NotImplementedError


# %% check="binary_cross_entropy_from_logits"
check(
    "binary_cross_entropy_from_logits(np.array([1]), np.array([np.log(3)]))",
    binary_cross_entropy_from_logits(np.array([1]), np.array([np.log(3)])),
    np.log(4 / 3),
)
check(
    "binary_cross_entropy_from_logits(np.array([0]), np.array([np.log(3)]))",
    binary_cross_entropy_from_logits(np.array([0]), np.array([np.log(3)])),
    np.log(4),
)
check(
    "binary_cross_entropy_from_logits(np.array([0]), np.array([1000.0]))",
    binary_cross_entropy_from_logits(np.array([0]), np.array([1000.0])),
    1000.0,
)
check(
    "binary_cross_entropy_from_logits(np.array([1]), np.array([[1000.0]]))",
    binary_cross_entropy_from_logits(np.array([1]), np.array([[1000.0]])),
    0.0,
)
passed("binary_cross_entropy_from_logits")

# %% tags=["demonstration"]
logits = np.linspace(-4, 4, 161)
plt.figure(figsize=(7, 4.2))
soft = [binary_cross_entropy_from_logits(np.array([1]), np.array([z])) for z in logits]
hard = [hinge(np.array([1]), np.array([z])) for z in logits]
plt.plot(logits, soft, "tab:green", label="binary cross-entropy, label 1")
plt.plot(logits, hard, "--", color="tab:blue", label="hinge loss, label +1")
plt.title("Two losses for the same score")
plt.xlabel("logit z or score s")
plt.ylabel("loss of one sample")
plt.legend()
plt.show()

# %% [markdown]
# **The picture in words.** The cross-entropy falls in a smooth curve from 4.02 at $z = -4$ to 0.69
# at 0 and 0.02 at 4. The hinge loss falls in a straight line from 5 to 0 at 1, and is the lower one
# from about 0.5 on.
#
# Far out on the wrong side, both losses grow like straight lines. On the right side, the hinge loss
# is 0 from a score of 1 on, while the cross-entropy still falls a little as the score grows.
#
# ## Exercise 9: Categorical cross-entropy
#
# With $k$ classes the model gives a row of $k$ probabilities that add up to 1. The truth comes as
# a **one-hot** row $t$: 1 in the column of the true class, 0 elsewhere. The loss is again minus
# the mean log-likelihood:
#
# $$-\frac{1}{n} \sum_i \sum_j t_{ij} \log p_{ij}$$
#
# Only the term of the true class is left of the inner sum. Its probability is clipped as before.
#
# **Worked number.** If the true classes of two samples were given the probabilities $0.25$ and
# $0.5$, the loss is $(\log 4 + \log 2)/2 = 1.5 \log 2 \approx 1.040$.


# %% exercise="categorical_cross_entropy" points=2
def categorical_cross_entropy(one_hot, p):
    """Return the mean over samples of -sum_j t_j log p_j.

    p is clipped to [EPSILON, 1 - EPSILON], EPSILON = 1e-7, before the logarithm; the clipped rows
    are not rescaled to add up to 1.

    Parameters
    ----------
    one_hot : array of shape (n, k)
        A single 1 in each row, in the column of the true class, else 0; of any numeric type:
        `int64`, `uint8`, `bool`, floats. Not changed.
    p : array of shape (n, k)
        The probabilities, from 0 to 1 inclusive; each row adds up to 1. Not changed.

    Returns
    -------
    float
        One number: summed over the classes, averaged over the samples; natural logarithm.

    Examples
    --------
    >>> p = np.array([[0.5, 0.25, 0.25], [0.125, 0.5, 0.375]])
    >>> print(round(float(categorical_cross_entropy(np.array([[0, 1, 0], [0, 1, 0]]), p)), 3))
    1.04
    """
    raise NotImplementedError


# %% check="categorical_cross_entropy"
check(
    "categorical_cross_entropy(np.array([[0, 1, 0]]), np.array([[0.5, 0.25, 0.25]]))",
    categorical_cross_entropy(np.array([[0, 1, 0]]), np.array([[0.5, 0.25, 0.25]])),
    np.log(4),
)
check(
    "categorical_cross_entropy(np.array([[0, 1, 0], [0, 1, 0]]), "
    "np.array([[0.5, 0.25, 0.25], [0.125, 0.5, 0.375]]))",
    categorical_cross_entropy(
        np.array([[0, 1, 0], [0, 1, 0]]), np.array([[0.5, 0.25, 0.25], [0.125, 0.5, 0.375]])
    ),
    1.5 * np.log(2),
)
check(
    "categorical_cross_entropy(np.array([[0, 1]]), np.array([[1.0, 0.0]]))",
    categorical_cross_entropy(np.array([[0, 1]]), np.array([[1.0, 0.0]])),
    16.118095650958317,
)
passed("categorical_cross_entropy")

# %% [markdown]
# ## Exercise 10: Sparse categorical cross-entropy
#
# A table of a million one-hot rows is mostly zeros. It is enough to give the *number* of the true
# class, a whole number $y_i$ from 0 to $k - 1$:
#
# $$-\frac{1}{n} \sum_i \log p_{i y_i}$$
#
# The loss is the same as before; only the labels are written differently. Each label picks one
# number from *its own* row. The columns tell you how many classes there are: a batch need not
# contain all of them.
#
# **Worked number.** With the rows $(0.5, 0.25, 0.25)$ and $(0.125, 0.5, 0.375)$ and the labels
# $(1, 1)$ it is $1.5 \log 2$ again; with the labels $(0, 1)$ it is $\log 2$.


# %% exercise="sparse_categorical_cross_entropy" points=2
def sparse_categorical_cross_entropy(labels, p):
    """Return the mean over samples of -log p_y, p_y the probability of the true class.

    p is clipped to [EPSILON, 1 - EPSILON], EPSILON = 1e-7, before the logarithm; the clipped rows
    are not rescaled to add up to 1.

    Parameters
    ----------
    labels : array of shape (n,)
        The true classes, whole numbers from 0 to k - 1, of an integer type such as `int64` or
        `uint8`. A batch need not contain every class. Not changed.
    p : array of shape (n, k)
        The probabilities, from 0 to 1 inclusive; each row adds up to 1. Not changed.

    Returns
    -------
    float
        One number, the mean over the samples; natural logarithm.

    Examples
    --------
    >>> p = np.array([[0.5, 0.25, 0.25], [0.125, 0.5, 0.375]])
    >>> print(round(float(sparse_categorical_cross_entropy(np.array([1, 1]), p)), 3))
    1.04
    """
    raise NotImplementedError


# %% check="sparse_categorical_cross_entropy"
two_rows = np.array([[0.5, 0.25, 0.25], [0.125, 0.5, 0.375]])
check(
    "sparse_categorical_cross_entropy(np.array([1, 1]), two_rows)",
    sparse_categorical_cross_entropy(np.array([1, 1]), two_rows),
    1.5 * np.log(2),
)
check(
    "sparse_categorical_cross_entropy(np.array([0, 1]), two_rows)",
    sparse_categorical_cross_entropy(np.array([0, 1]), two_rows),
    np.log(2),
)
check(
    "sparse_categorical_cross_entropy(np.array([1]), np.array([[1.0, 0.0]]))",
    sparse_categorical_cross_entropy(np.array([1]), np.array([[1.0, 0.0]])),
    16.118095650958317,
)
passed("sparse_categorical_cross_entropy")

# %% [markdown]
# ## Exercise 11: Entropy
#
# What does $-\log p$ measure? It is the **surprise** of an event of probability $p$: 0 if the event
# was certain, and greater the rarer it is; the surprises of independent events add up. The
# **entropy** of a distribution is its mean surprise, the uncertainty that nobody can remove:
#
# $$H(p) = -\sum_j p_j \log p_j$$
#
# An impossible outcome adds nothing, because $p \log p$ goes to 0 with $p$. On a computer
# `0 * log(0)` is not a number, and gives a warning. Keep zeros out of the logarithm.
#
# **Worked number.** A fair coin has $H = \log 2 \approx 0.693$. The distribution
# $(\tfrac12, \tfrac14, \tfrac14)$ has $1.5 \log 2 \approx 1.040$. A certain outcome has $H = 0$.


# %% exercise="entropy" points=2 without=["scipy.stats.entropy", "scipy.special.entr"]
def entropy(p):
    """Return the entropy of one distribution in nats, -sum_j p_j log p_j, with 0 log 0 = 0.

    Neither this function nor any function it calls may use `scipy.stats.entropy` or
    `scipy.special.entr`.

    Parameters
    ----------
    p : array of shape (k,)
        The probabilities, from 0 to 1 inclusive; they add up to 1. Neither clipped nor
        changed.

    Returns
    -------
    float
        One number, exact to 1e-6; natural logarithm, no warning where a probability is 0.

    Examples
    --------
    >>> print(round(float(entropy(np.array([0.5, 0.25, 0.25]))), 3))
    1.04
    """
    raise NotImplementedError


# %% check="entropy"
check("entropy(np.array([0.5, 0.5]))", entropy(np.array([0.5, 0.5])), np.log(2))
check("entropy(np.array([0.5, 0.25, 0.25]))", entropy(np.array([0.5, 0.25, 0.25])), 1.5 * np.log(2))
check("entropy(np.array([0.0, 1.0, 0.0]))", entropy(np.array([0.0, 1.0, 0.0])), 0.0)
passed("entropy")

# %% [markdown]
# ## Exercise 12: Cross-entropy
#
# Let the true distribution be $q$ and the model's prediction $p$. Events occur as often as $q$
# says, but surprise the model as much as $p$ says. The mean surprise is the **cross-entropy**:
#
# $$H(q, p) = -\sum_j q_j \log p_j$$
#
# Its first argument is the truth, and exchanging the two gives a different number. Gibbs'
# inequality says that $H(q, p) \ge H(q)$, with equality only at $p = q$: no prediction beats the
# truth. So minimising a cross-entropy makes a model honest. All four cross-entropies above are the
# mean of this formula over the samples, with the labels as the truth.
#
# **Worked number.** A fair coin, $q = (\tfrac12, \tfrac12)$, predicted as
# $p = (\tfrac14, \tfrac34)$, costs $\tfrac12 \log 4 + \tfrac12 \log \tfrac43 \approx 0.837$, which
# is more than its entropy, $0.693$.


# %% exercise="cross_entropy" points=1 without=["scipy.stats.entropy", "scipy.special.rel_entr"]
def cross_entropy(q, p):
    """Return the cross-entropy of two distributions in nats, -sum_j q_j log p_j.

    Neither this function nor any function it calls may use `scipy.stats.entropy` or
    `scipy.special.rel_entr`.

    Parameters
    ----------
    q : array of shape (k,)
        The true probabilities, from 0 to 1 inclusive; they add up to 1. Not changed.
    p : array of shape (k,)
        The predicted probabilities, strictly positive; they add up to 1. Neither clipped nor
        changed.

    Returns
    -------
    float
        One number, exact to 1e-6; natural logarithm.

    Examples
    --------
    >>> print(round(float(cross_entropy(np.array([0.5, 0.5]), np.array([0.25, 0.75]))), 3))
    0.837
    """
    raise NotImplementedError


# %% check="cross_entropy"
check(
    "cross_entropy(np.array([0.5, 0.5]), np.array([0.25, 0.75]))",
    cross_entropy(np.array([0.5, 0.5]), np.array([0.25, 0.75])),
    (np.log(4) + np.log(4 / 3)) / 2,
)
check(
    "cross_entropy(np.array([0.5, 0.5]), np.array([0.5, 0.5]))",
    cross_entropy(np.array([0.5, 0.5]), np.array([0.5, 0.5])),
    np.log(2),
)
check(
    "cross_entropy(np.array([0.0, 1.0]), np.array([0.5, 0.5]))",
    cross_entropy(np.array([0.0, 1.0]), np.array([0.5, 0.5])),
    np.log(2),
)
passed("cross_entropy")

# %% tags=["demonstration"]
truth = np.array([0.3, 0.7])
said = np.linspace(0.02, 0.98, 193)
plt.figure(figsize=(7, 4.2))
costs = [cross_entropy(truth, np.array([p, 1 - p])) for p in said]
plt.plot(said, costs, "tab:green", label="cross-entropy H(q, p)")
plt.axhline(entropy(truth), color="tab:purple", linestyle="--", label="entropy H(q)")
plt.axvline(0.3, color="k", linestyle=":", label="p = q")
plt.title("No prediction beats the truth q = (0.3, 0.7)")
plt.xlabel("predicted probability of the first outcome")
plt.ylabel("nats")
plt.ylim(0, 3)
plt.legend()
plt.show()

# %% [markdown]
# **The picture in words.** The cross-entropy is a valley, with 1.19 at its left end and 2.74 at its
# right end. At $p = 0.3$ its lowest point touches the dashed line of the entropy, 0.61.
#
# ## Exercise 13: Gradient of the mean squared error
#
# Training needs to know how the loss changes when a prediction moves a little. For each prediction
# this is one partial derivative. Together they are the gradient, an array of the same shape as the
# predictions. Only one term of the mean depends on $\hat y_i$:
#
# $$\frac{\partial\, \mathrm{MSE}}{\partial \hat y_i} = \frac{2}{N} (\hat y_i - y_i)$$
#
# Check the sign: a prediction that is too high has a positive slope, so training pushes it down.
# (In assignment 07 a tape differentiates your losses by itself, so you can check both gradients
# there.)
#
# **Worked number.** Targets $(1, 2)$ and predictions $(2, 0)$ give the gradient $(1, -2)$.


# %% exercise="mse_grad" points=2
def mse_grad(y_true, y_pred):
    """Return the gradient of `mse` with respect to y_pred, 2 (y_pred - y_true) / size.

    The size is the number of elements: the mean's 1/size is part of the gradient.

    Parameters
    ----------
    y_true : array of shape (n,) or (n, k)
        The targets, of any numeric type. Not changed.
    y_pred : array of the shape of y_true, or (n, 1) where y_true is (n,)
        The predictions, of any numeric type. Not changed.

    Returns
    -------
    array of the shape of y_pred
        One slope for each prediction, computed in floating point.

    Examples
    --------
    >>> print(np.asarray(mse_grad(np.array([1.0, 2.0]), np.array([2.0, 0.0]))).tolist())
    [1.0, -2.0]
    """
    raise NotImplementedError


# %% check="mse_grad"
check(
    "mse_grad(np.array([1.0, 2.0]), np.array([2.0, 0.0]))",
    mse_grad(np.array([1.0, 2.0]), np.array([2.0, 0.0])),
    np.array([1.0, -2.0]),
)
check(
    "mse_grad(np.array([1.0, 2.0]), np.array([[2.0], [0.0]]))",
    mse_grad(np.array([1.0, 2.0]), np.array([[2.0], [0.0]])),
    np.array([[1.0], [-2.0]]),
)
check(
    "mse_grad(np.array([5], dtype=np.uint8), np.array([4], dtype=np.uint8))",
    mse_grad(np.array([5], dtype=np.uint8), np.array([4], dtype=np.uint8)),
    np.array([-2.0]),
)
passed("mse_grad")

# %% [markdown]
# ## Exercise 14: Gradient of the binary cross-entropy
#
# The derivative of $-\log p$ is $-1/p$, and that of $-\log(1 - p)$ is $1/(1 - p)$. The label
# chooses between the two, and the mean divides by $n$. One fraction covers both cases:
#
# $$\frac{\partial}{\partial p_i} = \frac{1}{n} \cdot \frac{p_i - y_i}{p_i (1 - p_i)}$$
#
# The slope grows without limit as a mistake becomes more confident, while that of a squared error
# never exceeds 2. This matters behind a sigmoid, whose own slope $p(1 - p)$ is almost 0 there:
# multiplied by it, the slope of the cross-entropy is still $p - y$, but that of the squared error
# is almost 0.
#
# **Worked number.** Labels $(1, 0)$ with $p = (0.25, 0.5)$: $-4/2 = -2$ and $2/2 = 1$.


# %% exercise="binary_cross_entropy_grad" points=3
def binary_cross_entropy_grad(y_true, p):
    """Return the gradient of `binary_cross_entropy` with respect to p.

    Each element is (p - y) / (p (1 - p)) / n: -1/p for label 1 and 1/(1 - p) for label 0, divided
    by n.

    Parameters
    ----------
    y_true : array of shape (n,)
        The labels, exactly 0 or 1, of any numeric type: `int64`, `uint8`, `bool`, floats. Not
        changed.
    p : array of shape (n,) or (n, 1)
        The probabilities of label 1, strictly between 0 and 1. Not changed.

    Returns
    -------
    array of the shape of p
        One slope for each probability.

    Examples
    --------
    >>> gradient = binary_cross_entropy_grad(np.array([1, 0]), np.array([0.25, 0.5]))
    >>> print(np.asarray(gradient).tolist())
    [-2.0, 1.0]
    """
    raise NotImplementedError


# %% check="binary_cross_entropy_grad"
check(
    "binary_cross_entropy_grad(np.array([1, 0]), np.array([0.25, 0.5]))",
    binary_cross_entropy_grad(np.array([1, 0]), np.array([0.25, 0.5])),
    np.array([-2.0, 1.0]),
)
check(
    "binary_cross_entropy_grad(np.array([1, 0]), np.array([[0.25], [0.5]]))",
    binary_cross_entropy_grad(np.array([1, 0]), np.array([[0.25], [0.5]])),
    np.array([[-2.0], [1.0]]),
)
passed("binary_cross_entropy_grad")

# %% tags=["demonstration"]
p_grid = np.linspace(0.04, 1, 193)[:-1]
one = np.array([1])
plt.figure(figsize=(7, 4.2))
cross_slopes = [binary_cross_entropy_grad(one, np.array([p]))[0] for p in p_grid]
square_slopes = [mse_grad(one, np.array([p]))[0] for p in p_grid]
plt.plot(p_grid, cross_slopes, "tab:green", label="binary cross-entropy")
plt.plot(p_grid, square_slopes, "--", color="tab:blue", label="squared error of p")
plt.title("How hard each loss pulls on a prediction for label 1")
plt.xlabel("predicted probability p of label 1")
plt.ylabel("slope of the loss with respect to p")
plt.legend()
plt.show()

# %% [markdown]
# **The picture in words.** Both slopes are negative. That of the cross-entropy is $-25$ at $p =
# 0.04$, and rises steeply at first to about $-1$ at $p = 1$. That of the squared error is a
# straight line from $-1.92$ to 0.
#
# ## Summary
#
# * Squared errors let the largest ones decide, absolute errors do not, and the Huber loss squares
#   the small errors only. A loss with a margin costs nothing once an answer is right by enough.
# * A cross-entropy is a mean of $-\log p$, where $p$ is the probability that the model gave to what
#   happened. It is least when the model predicts the true probabilities.
# * Bring targets and predictions to one shape and to floating point first, and never take the
#   logarithm of 0: clip the probabilities, or compute from the logits.
#
# **Where to go next.** Assignment 05 makes a loss small with its gradient. P. Huber, "Robust
# estimation of a location parameter", The Annals of Mathematical Statistics 35, 1964, is the paper
# behind exercise 3. An open experiment: draw 20 measurements around 2, replace one, three or six of
# them by numbers far away, and find the guess with the least Huber loss for several $\delta$. Which
# $\delta$ brings the guess nearest to 2, and does it depend on the number of outliers?
