# ---
# jupyter:
#   autograder:
#     assignment: 16_tuning
#     title: Tuning
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
# # Tuning
#
# **You have one night of computing time and a network with six settings: the learning rate, the
# number of layers and of units, the dropout, the batch size, the optimiser. Which combinations do
# you train, for how long, and how do you know in the morning which one is best?**
#
# Weights are found by gradient descent, but these settings, the *hyper-parameters*, have no
# gradient. They are searched for: choose values, train, look at the validation loss, choose again.
# A good search finds in 30 trainings what a bad one misses in 300, and an honest one does not
# deceive itself about what it has found.
#
# Here you write the parts of such a search: grids and random samples, cross-validation, rounds
# that drop the worst candidates, schedules of the learning rate, a training loop with callbacks,
# the curves that TensorBoard draws, and a function that makes a Keras model of a configuration.
#
# You need NumPy arrays, the split and the mini-batches of 05, early stopping (13), and dense
# networks in Keras (08 and 12). Time: about four hours.
#
# **How it works.** Write your code where `raise NotImplementedError` stands, then run the check
# cell below it. The checks are small cases worked by hand. When you hand the notebook in, hidden
# tests try more: other spaces, sizes and schedules, and longer histories. The grader has NumPy,
# SciPy and Python's own modules, and in the last two exercises Keras.
#
# **Rules for every exercise here.**
#
# * A *configuration* is a dict from names of hyper-parameters to values, such as
#   `{"learning_rate": 0.01, "units": 64}`.
# * A number may be returned as `float`, `int` or a number of NumPy's, and several values as a list,
#   a tuple or, if they are numbers, an array.
# * Epochs are counted from 1, as people do. Steps, and the epoch that a schedule takes, are counted
#   from 0, as Keras does. Each exercise says so again.
# * No function changes its arguments. Earlier exercises may be called in later ones.

# %%
import math
from itertools import pairwise

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
# ## Exercise 1: A grid
#
# The simplest search tries every combination. A *space* gives a list of values for each name, and
# the grid is the product of these lists: with $m_1, m_2, \dots, m_d$ values it has
#
# $$m_1 \cdot m_2 \cdots m_d$$
#
# configurations. They come in the order of a counter: the last name varies fastest, like the last
# digit.
#
# **Worked number.** Two rates and three numbers of units give $2 \cdot 3 = 6$ configurations. The
# first three have the first rate. A space without names gives one configuration, the empty one: the
# product of no numbers is 1.


# %% exercise="grid" points=1
def grid(space):
    """Return all combinations of the values of a search space.

    There are as many as the product of the lengths of the lists. The last name varies fastest, then
    the last but one, and so on. Each combination is a dict of its own.

    Parameters
    ----------
    space : dict from str to list
        For each name its values, which may be of any kind (numbers, strings, None, lists); each
        list has at least one. An empty space has one combination, the empty dict. Not changed.

    Returns
    -------
    list of dict
        The combinations, each a dict from every name of the space to one of its values.

    Examples
    --------
    >>> print(grid({"rate": [0.1, 0.01], "units": [8]}))
    [{'rate': 0.1, 'units': 8}, {'rate': 0.01, 'units': 8}]
    """
    raise NotImplementedError


# %% check="grid"
small_space = {"rate": [0.1, 0.01], "units": [8, 16, 32]}
check("len(grid(small_space))", len(grid(small_space)), 6)
check(
    '[(c["rate"], c["units"]) for c in grid(small_space)]',
    [(c["rate"], c["units"]) for c in grid(small_space)],
    [(0.1, 8), (0.1, 16), (0.1, 32), (0.01, 8), (0.01, 16), (0.01, 32)],
)
check("list(grid({})) == [{}]", list(grid({})) == [{}], True)
check(
    'list(grid({"activation": ["relu"]})) == [{"activation": "relu"}]',
    list(grid({"activation": ["relu"]})) == [{"activation": "relu"}],
    True,
)
passed("grid")

# %% [markdown]
# ## Exercise 2: A random sample
#
# The other simple search draws each configuration at random. One uniform number $u$ from $[0, 1)$
# decides on one hyper-parameter:
#
# | dimension | value |
# |---|---|
# | `("choice", values)` | entry number $\lfloor u \cdot \text{length} \rfloor$ of the list |
# | `("integer", low, high)` | $\lfloor low + u\,(high - low + 1) \rfloor$, both included |
# | `("uniform", low, high)` | $low + u\,(high - low)$ |
# | `("log", low, high)` | $low \cdot (high / low)^u$, evenly in the logarithm |
#
# A learning rate may be 0.0001 or 0.1. What matters is its size as a power of ten, so its logarithm
# is drawn evenly. Even draws would hardly ever try a small rate.
#
# **Worked number.** $u = 0.5$ between $10^{-4}$ and $10^{-1}$ gives $10^{-2.5} \approx 0.0031623$
# on the log scale, and $0.05005$ on the plain one. Of the integers from 1 to 6, $u = 0.5$ gives
# $\lfloor 1 + 3 \rfloor = 4$.


# %% exercise="sample" points=3
def sample(space, uniforms):
    """Return the configuration that uniform random numbers choose from a space.

    Name number i, in the order of the dict, is decided by u = uniforms[i]: for ("choice", values)
    it is values[floor(u * len(values))], for ("integer", low, high) it is
    floor(low + u * (high - low + 1)), for ("uniform", low, high) it is low + u * (high - low), and
    for ("log", low, high) it is low * (high / low) ** u.

    Parameters
    ----------
    space : dict from str to tuple
        For each name ("choice", list of at least one value of any kind), or ("integer", low, high)
        with integers low <= high, or ("uniform", low, high) with low < high, or ("log", low, high)
        with 0 < low < high. It may be empty. Not changed.
    uniforms : array of shape (number of names,)
        Random numbers, 0 <= u < 1, in floating point. Not changed.

    Returns
    -------
    dict
        A value for each name of the space.

    Examples
    --------
    >>> space = {"units": ("integer", 1, 6), "activation": ("choice", ["relu", "tanh"])}
    >>> print(sample(space, np.array([0.5, 0.25])))
    {'units': 4, 'activation': 'relu'}
    """
    raise NotImplementedError


# %% check="sample"
kinds = {
    "units": ("integer", 1, 6),
    "dropout": ("uniform", 0.1, 0.5),
    "rate": ("log", 1e-4, 1e-1),
    "layers": ("choice", [1, 2, 3]),
}
drawn = sample(kinds, np.array([0.5, 0.25, 0.5, 0.9]))
call = "sample(kinds, np.array([0.5, 0.25, 0.5, 0.9]))"
check(f'{call}["units"]', drawn["units"], 4)
check(f'{call}["dropout"]', drawn["dropout"], 0.2)
check(f'{call}["rate"]', drawn["rate"], 0.0031622777)
check(f'{call}["layers"]', drawn["layers"], 3)
lowest = sample(kinds, np.zeros(4))
check('sample(kinds, np.zeros(4))["units"]', lowest["units"], 1)
check('sample(kinds, np.zeros(4))["rate"]', lowest["rate"], 1e-4)
check("len(sample({}, np.zeros(0)))", len(sample({}, np.zeros(0))), 0)
passed("sample")

# %% [markdown]
# **Predict before you run.** Of 1,000 rates between $10^{-4}$ and $10^{-1}$ that are drawn evenly,
# how many are below $10^{-2}$? And how many if they are drawn evenly in the logarithm?

# %% tags=["demonstration"]
my_even_draws, my_log_draws = None, None  # write two whole numbers here

# %% tags=["demonstration"]
uniforms = np.random.default_rng(1).random((1000, 1))
bounds = (1e-4, 1e-1)
drawn = {
    kind: np.array([sample({"rate": (kind, *bounds)}, u)["rate"] for u in uniforms])
    for kind in ("uniform", "log")
}
edges = np.logspace(-4, -1, 31)
figure, axes = plt.subplots(1, 2, figsize=(11, 4), sharey=True)
for axis, (kind, rates), colour in zip(axes, drawn.items(), (ORANGE, BLUE), strict=True):
    axis.hist(rates, bins=edges, color=colour, edgecolor="white")
    axis.axvline(1e-2, color="0.3", linestyle="--")
    below = int(np.sum(rates < 1e-2))
    axis.set(
        xscale="log",
        xlabel="learning rate (logarithmic)",
        title=f'"{kind}": {below} of 1,000 draws below 0.01',
    )
axes[0].set_ylabel("number of draws")
figure.tight_layout()
plt.show()
print("You predicted", my_even_draws, "and", my_log_draws)

# %% [markdown]
# **The picture in words.** Two histograms over the same logarithmic axis from 0.0001 to 0.1. The
# even draws crowd together at the right end: about a tenth of them, 92, lie below 0.01, and nearly
# none below 0.001. The draws that are even in the logarithm fill the axis evenly, with two thirds
# of them below 0.01.
#
# ## Exercise 3: How many trials?
#
# You need not find the best configuration. One of the best twentieth will usually do. A random
# trial misses this share $s$ of the space with probability $1 - s$, and all of $n$ trials miss it
# with probability $(1 - s)^n$, whatever the space is and however many dimensions it has. So at
# least one hits with probability
#
# $$1 - (1 - s)^n$$
#
# **Worked number.** 60 trials hit the best twentieth with probability $1 - 0.95^{60} = 0.954$.


# %% exercise="hit_probability" points=1
def hit_probability(trials, share):
    """Return the probability that at least one random trial lies in the best share of a space.

    The trials are independent of each other, and each lies there with probability share.

    Parameters
    ----------
    trials : int
        The number of random trials, 0 or more.
    share : float
        The share of the space that is good enough, 0 <= share <= 1.

    Returns
    -------
    float
        The probability, from 0 to 1.

    Examples
    --------
    >>> print(hit_probability(2, 0.5))
    0.75
    """
    raise NotImplementedError


# %% check="hit_probability"
check("hit_probability(2, 0.5)", hit_probability(2, 0.5), 0.75)
check("hit_probability(60, 0.05)", hit_probability(60, 0.05), 0.9539302)
check("hit_probability(3, 0.1)", hit_probability(3, 0.1), 0.271)
passed("hit_probability")

# %% [markdown]
# **Predict before you run.** How many random trials does it take to hit the best hundredth with
# probability 0.95?

# %% tags=["demonstration"]
my_trials = None  # write a whole number here

# %% tags=["demonstration"]
needed = next(trials for trials in range(1000) if hit_probability(trials, 0.01) >= 0.95)
print(f"It takes {needed} trials; for the best twentieth, 59 are enough.")
print("You predicted nothing." if my_trials is None else f"You predicted {my_trials}.")

# %% [markdown]
# ## Exercise 4: Grid or random?
#
# Often one hyper-parameter decides nearly everything and another hardly matters, but nobody knows
# beforehand which is which. You have nine trials and two hyper-parameters.


# %% exercise="different_values_tried" points=1
def different_values_tried():
    """Say how many different values of the one hyper-parameter that matters nine trials try.

    There are two hyper-parameters, one of which hardly matters. The grid has as many values of one
    as of the other, the random trials draw both anew from an interval.

    Returns
    -------
    str
        Exactly one of "grid 3, random 3", "grid 3, random 9", "grid 9, random 3" and
        "grid 9, random 9".

    Examples
    --------
    >>> print(different_values_tried().startswith("grid"))
    True
    """
    raise NotImplementedError


# %% check="different_values_tried"
choices = [f"grid {one}, random {other}" for one in (3, 9) for other in (3, 9)]
check("different_values_tried() in choices", different_values_tried() in choices, True)
passed("different_values_tried")

# %% [markdown]
# The picture shows it, with your `grid` and your `sample`. Only the horizontal axis matters: the
# curve above the square is the score that a trial gets.


# %% tags=["demonstration"]
def score_of(rate):
    """A made-up score: a narrow peak that no point of the grid meets."""
    return np.exp(-(((rate - 0.66) / 0.1) ** 2)) + 0.25 * rate


by_grid = grid({"important": [1 / 6, 1 / 2, 5 / 6], "unimportant": [1 / 6, 1 / 2, 5 / 6]})
plane = {"important": ("uniform", 0.0, 1.0), "unimportant": ("uniform", 0.0, 1.0)}
at_random = [sample(plane, u) for u in np.random.default_rng(4).random((9, 2))]

figure, axes = plt.subplots(
    2, 2, figsize=(10, 6), sharex=True, height_ratios=(1, 2.2), gridspec_kw={"hspace": 0.08}
)
curve = np.linspace(0, 1, 301)
for (above, square), name, trials, colour, marker in (
    (axes[:, 0], "Grid", by_grid, ORANGE, "s"),
    (axes[:, 1], "Random", at_random, BLUE, "o"),
):
    x = np.array([trial["important"] for trial in trials])
    y = np.array([trial["unimportant"] for trial in trials])
    above.plot(curve, score_of(curve), color="0.5")
    above.plot(x, score_of(x), marker, color=colour)
    above.set(ylabel="score", ylim=(0, 1.4))
    above.set_title(f"{name}: best score {score_of(x).max():.2f}")
    square.vlines(x, y, 1, color=colour, linewidth=0.8, linestyle=":")
    square.plot(x, y, marker, color=colour, markersize=9)
    square.set(
        xlim=(0, 1), ylim=(0, 1), xlabel="hyper-parameter that matters", ylabel="one that does not"
    )
plt.show()
best_of_grid = max(score_of(trial["important"]) for trial in by_grid)
searches = np.random.default_rng(0).random((1000, 9, 2))
best_of_random = [
    max(score_of(sample(plane, u)["important"]) for u in uniforms) for uniforms in searches
]
print(f"{np.mean(np.array(best_of_random) > best_of_grid):.0%} of 1,000 random searches beat it.")

# %% [markdown]
# **The picture in words.** On the left nine points form a regular grid of three by three, so their
# projections fall on three places of the curve, and none of them is near its peak. On the right
# nine random points have nine different projections, and one of them comes close to the top. The
# unimportant axis takes two thirds of its trials from the grid, and nothing from the random ones.
# Not every random search is that lucky, but most of them beat this grid.
#
# ## Exercise 5: Folds
#
# A validation sample that is taken from few data is small, and its loss depends on who happens to
# be in it. *Cross-validation* lets every sample be validated once: cut the indices into $k$ *folds*
# and train $k$ times, each time without one of the folds, which then serves for validation.
#
# One random permutation of $0, \dots, n - 1$ is cut into $k$ consecutive parts. Where $k$ does not
# divide $n$, the first $n \bmod k$ parts are larger by one.
#
# **Worked number.** Ten samples in three folds: 4, 3 and 3 are validated, and 6, 7 and 7 trained
# on.


# %% exercise="kfold" points=2
def kfold(n, k, rng):
    """Return the indices of training and validation for each of k folds.

    One random permutation of 0..n-1 is cut into k consecutive parts, the first n mod k of which
    have one index more than the others. Part number i validates in fold number i, all other indices
    train in it.

    Parameters
    ----------
    n : int
        The number of samples, at least k.
    k : int
        The number of folds, at least 2.
    rng : np.random.Generator
        The only source of randomness: the same generator state gives the same folds.

    Returns
    -------
    list of k pairs (train, validation)
        Two arrays of int for each fold, of shapes (n - m,) and (m,), where m is the size of the
        part: the indices to train on and those to validate on, in any order.

    Examples
    --------
    >>> print([len(validation) for train, validation in kfold(10, 3, np.random.default_rng(0))])
    [4, 3, 3]
    """
    raise NotImplementedError


# %% check="kfold"
folds = kfold(10, 3, np.random.default_rng(1))
call = "kfold(10, 3, np.random.default_rng(1))"
check(f"len({call})", len(folds), 3)
check(f"[len(v) for t, v in {call}]", [len(v) for t, v in folds], [4, 3, 3])
check(f"[len(t) for t, v in {call}]", [len(t) for t, v in folds], [6, 7, 7])
check(
    f"sorted(np.concatenate([v for t, v in {call}]))",
    sorted(np.concatenate([v for t, v in folds])),
    np.arange(10),
)
check(f"sorted(np.concatenate({call}[1]))", sorted(np.concatenate(folds[1])), np.arange(10))
again = kfold(10, 3, np.random.default_rng(1))
check(f"sorted({call}[2][1]), a second time", sorted(again[2][1]), sorted(folds[2][1]))
passed("kfold")

# %% tags=["demonstration"]
n, k = 23, 4
figure, axes = plt.subplots(figsize=(10, 3))
for row, (train, validation) in enumerate(kfold(n, k, np.random.default_rng(5)), start=1):
    for places, colour, marker in ((train, BLUE, "s"), (validation, ORANGE, "D")):
        label = ("train" if marker == "s" else "validate") if row == 1 else None
        axes.plot(
            places, np.full(len(places), row), marker, color=colour, markersize=11, label=label
        )
axes.set(
    title=f"{n} samples in {k} folds",
    xlabel="index of the sample",
    ylabel="fold",
    yticks=range(1, k + 1),
    ylim=(k + 0.6, 0.4),
)
axes.legend(loc="center left", bbox_to_anchor=(1.01, 0.5))
figure.tight_layout()
plt.show()

# %% [markdown]
# **The picture in words.** Four rows of 23 marks, one row for each fold. Orange diamonds are
# validated, blue squares trained on. The diamonds are scattered at random: 6, 6, 6 and 5 of them.
# In each column, which is a sample, exactly one of the four marks is a diamond.
#
# ## Exercise 6: Cross-validation
#
# Every fold gives a score, $s_1, \dots, s_k$. What is reported is their mean and how much they
# scatter, the standard deviation of the population:
#
# $$\bar s = \frac1k \sum_i s_i, \qquad
# \sigma = \sqrt{\frac1k \sum_i (s_i - \bar s)^2}$$
#
# Every fold counts the same, whatever its size. The function takes the training and the measure as
# arguments, so it works for a line as well as for a network: `fit(x, y)` gives a model, whatever
# that is, and `score(model, x, y)` a number. A score must be measured on samples that the model has
# not seen.
#
# **Worked number.** The model is the mean of the targets, the score the mean squared error. The
# targets are 1, 2 and 6 and each is a fold. Trained on (2, 6), the model is 4 and the score on 1 is
# 9; the others are $(3.5 - 2)^2 = 2.25$ and $(1.5 - 6)^2 = 20.25$. Mean 10.5, standard deviation
# 7.425.


# %% exercise="cross_validate" points=2
def cross_validate(x, y, fit, score, folds):
    """Return mean and standard deviation of the scores of a model over folds.

    For each fold, in order, a model is fitted once to its training samples and scored once on its
    validation samples. All folds count the same. The standard deviation is that of the population:
    the root of the mean squared difference from the mean.

    Parameters
    ----------
    x : array of shape (n, ...)
        The samples, of any numeric type. Not changed.
    y : array of shape (n,)
        The targets, of any numeric type. Not changed.
    fit : function
        fit(x, y) gives a model for some samples and their targets. A model may be anything, a
        number, an array, a dict or None; only `score` knows what to do with it.
    score : function
        score(model, x, y) gives a number, the score of a model on some samples and their targets.
    folds : list of pairs (train, validation), at least one
        Two arrays of indices for each fold, as `kfold` gives them. They need not hold every index.
        Not changed.

    Returns
    -------
    (mean, standard_deviation) : tuple of two floats

    Examples
    --------
    >>> x, y = np.zeros((3, 1)), np.array([1.0, 2.0, 6.0])
    >>> folds = [(np.array([1, 2]), np.array([0])), (np.array([0, 2]), np.array([1]))]
    >>> def average(x, y):
    ...     return np.mean(y)
    >>> def squared_error(model, x, y):
    ...     return np.mean((y - model) ** 2)
    >>> print(*(float(value) for value in cross_validate(x, y, average, squared_error, folds)))
    5.625 3.375
    """
    raise NotImplementedError


# %% check="cross_validate"
def average(x, y):
    """A model that is one number: the mean of the targets."""
    return np.mean(y)


def squared_error(model, x, y):
    """The mean squared error of a model that is one number."""
    return np.mean((y - model) ** 2)


one_each = [(np.delete(np.arange(3), i), np.array([i])) for i in range(3)]
targets = np.array([1.0, 2.0, 6.0])
check(
    "cross_validate(np.zeros((3, 1)), targets, average, squared_error, one_each)",
    cross_validate(np.zeros((3, 1)), targets, average, squared_error, one_each),
    (10.5, 7.424621),
)
two_folds = [(np.array([0, 1]), np.array([2])), (np.array([2]), np.array([0, 1]))]
check(
    "cross_validate(np.zeros((3, 1)), targets, average, squared_error, two_folds)",
    cross_validate(np.zeros((3, 1)), targets, average, squared_error, two_folds),
    (20.375, 0.125),
)
passed("cross_validate")

# %% [markdown]
# ## Exercise 7: The purpose of each sample
#
# You have tried 60 configurations, and each of them has a loss on the training sample, one on the
# validation sample and one on the test sample. The smallest of 60 validation losses is small partly
# by luck: it belongs to the configuration that fits this one sample best. So it may choose, but it
# must not be reported.


# %% exercise="what_the_samples_are_for" points=1
def what_the_samples_are_for():
    """Say by which sample's figure a configuration is chosen, and when the test sample is used.

    Returns
    -------
    (sample, when) : tuple of two str
        The first is exactly one of "training sample", "validation sample" and "test sample". The
        second is exactly one of "for each configuration", "after every epoch", "once, at the end"
        and "never".

    Examples
    --------
    >>> print(len(what_the_samples_are_for()))
    2
    """
    raise NotImplementedError


# %% check="what_the_samples_are_for"
samples = ("training sample", "validation sample", "test sample")
times = ("for each configuration", "after every epoch", "once, at the end", "never")
check("len(what_the_samples_are_for())", len(what_the_samples_are_for()), 2)
check("what_the_samples_are_for()[0] in samples", what_the_samples_are_for()[0] in samples, True)
check("what_the_samples_are_for()[1] in times", what_the_samples_are_for()[1] in times, True)
passed("what_the_samples_are_for")

# %% [markdown]
# ## Exercise 8: Successive halving
#
# Most configurations show early that they are bad. *Successive halving* gives all of them a small
# budget, say one epoch, keeps the best third, gives these three times the budget, and so on until
# one is left. With $m$ configurations a round costs $m \cdot \text{budget}$, and as the one falls
# by the factor by which the other grows, every round costs the same.
#
# Of $m$ configurations, $\max(1, \lfloor m / \text{factor} \rfloor)$ stay.
#
# **Worked number.** 27 configurations by thirds: 27 are judged at the budget 1, 9 at 3, and 3 at 9.
# Each round costs 27 epochs, 81 in all. To train all 27 for 9 epochs would cost 243.


# %% exercise="successive_halving" points=3
def successive_halving(configurations, evaluate, budget, factor=3):
    """Find the best of many configurations in rounds that drop the worst of them.

    While more than one configuration is left, a round judges each of those left, once, by its loss
    evaluate(configuration, budget). The max(1, number // factor) with the smallest losses stay,
    where number is how many the round has judged, and the budget of the next round is factor times
    that of this one. A later round forgets the losses of the earlier ones.

    Parameters
    ----------
    configurations : list, at least one
        The configurations: dicts, or anything else that `evaluate` knows. Not changed.
    evaluate : function
        evaluate(configuration, budget) gives a loss, a number. No two losses of a round are equal.
    budget : int or float
        The budget of the first round, positive.
    factor : int
        The factor between rounds, at least 2.

    Returns
    -------
    (best, rounds) : tuple
        best is the index in configurations, from 0, of the one that is left. rounds is a list with
        a pair (budget, judged) for each round: its budget, and the list of the indices in
        configurations of all that it has judged, ascending. With one configuration there is no
        round.

    Examples
    --------
    >>> def distance(configuration, budget):
    ...     return abs(configuration - 4)
    >>> print(successive_halving([9, 1, 5, 8], distance, 10, factor=2))
    (2, [(10, [0, 1, 2, 3]), (20, [1, 2])])
    """
    raise NotImplementedError


# %% check="successive_halving"
def distance(configuration, budget):
    """A loss that does not depend on the budget."""
    return abs(configuration - 4)


def late_bloomer(configuration, budget):
    """A loss of which the greater configurations get more when the budget is large."""
    return abs(configuration - budget)


best, rounds = successive_halving([9, 1, 5, 8], distance, 10, factor=2)
call = "successive_halving([9, 1, 5, 8], distance, 10, factor=2)"
check(f"{call}[0]", best, 2)
check(f"[budget for budget, judged in {call}[1]]", [budget for budget, judged in rounds], [10, 20])
check(f"{call}[1][0][1]", rounds[0][1], [0, 1, 2, 3])
check(f"{call}[1][1][1]", rounds[1][1], [1, 2])
best, rounds = successive_halving([7, 3, 2, 30, 40, 9], late_bloomer, 3, factor=3)
call = "successive_halving([7, 3, 2, 30, 40, 9], late_bloomer, 3, factor=3)"
check(f"{call}[0]", best, 1)
check(f"{call}[1][1][1]", rounds[1][1], [1, 2])
check(
    "len(successive_halving([5], distance, 1)[1])", len(successive_halving([5], distance, 1)[1]), 0
)
passed("successive_halving")

# %% [markdown]
# Now 27 small networks compete, with your `sample` and your `successive_halving`. Each has one
# hidden layer and learns a noisy sine; learning rate, units and momentum are drawn at random. The
# cell does with NumPy what you did in 05, 06 and 07, and `evaluate` trains anew for as many epochs
# as the budget says.

# %% tags=["demonstration"]
rng = np.random.default_rng(3)
points = rng.uniform(-1, 1, (2, 60, 1))
noisy = np.sin(4 * points) + rng.normal(0, 0.15, points.shape)
losses_seen = {}


def validation_loss(configuration, epochs):
    """Train a network with one layer of tanh units, and give its loss on the validation sample."""
    (x, held_out), (y, wanted) = points, noisy
    generator = np.random.default_rng(configuration["units"])
    units = configuration["units"]
    parameters = [generator.normal(0, 2, (1, units)), generator.normal(0, 1, units)]
    parameters += [generator.normal(0, units**-0.5, (units, 1)), np.zeros(1)]
    velocities = [np.zeros_like(p) for p in parameters]
    for _ in range(epochs):
        w1, b1, w2, b2 = parameters
        hidden = np.tanh(x @ w1 + b1)
        error = 2 * (hidden @ w2 + b2 - y) / len(x)
        back = error @ w2.T * (1 - hidden**2)
        gradients = [x.T @ back, back.sum(axis=0), hidden.T @ error, error.sum(axis=0)]
        beta = configuration["momentum"]
        velocities = [beta * v + (1 - beta) * g for v, g in zip(velocities, gradients, strict=True)]
        rate = configuration["rate"]
        parameters = [p - rate * v for p, v in zip(parameters, velocities, strict=True)]
    w1, b1, w2, b2 = parameters
    loss = float(np.mean((np.tanh(held_out @ w1 + b1) @ w2 + b2 - wanted) ** 2))
    losses_seen[tuple(configuration.values()), epochs] = loss
    return loss


network_space = {
    "rate": ("log", 3e-3, 0.1),
    "units": ("integer", 2, 40),
    "momentum": ("choice", [0.0, 0.5, 0.9]),
}
networks = [sample(network_space, u) for u in rng.random((27, 3))]
best, rounds = successive_halving(networks, validation_loss, 40)

figure, axes = plt.subplots(figsize=(8, 4.8))
for place, network in enumerate(networks):
    budgets = [budget for budget, judged in rounds if place in judged]
    losses = [losses_seen[tuple(network.values()), budget] for budget in budgets]
    colour, style = {1: ("0.65", "o"), 2: (ORANGE, "s-"), 3: (BLUE, "D-")}[len(budgets)]
    axes.loglog(budgets, losses, style, color=colour, markersize=6, alpha=0.9)
    if place == best:
        axes.annotate(
            "the best",
            (budgets[-1], losses[-1]),
            xytext=(8, -4),
            textcoords="offset points",
            color=BLUE,
        )
axes.loglog([], [], "o", color="0.65", label="dropped after round 1 (18)")
axes.loglog([], [], "s-", color=ORANGE, label="dropped after round 2 (6)")
axes.loglog([], [], "D-", color=BLUE, label="judged in all rounds (3)")
axes.set(
    title="27 networks in three rounds of halving",
    xlabel="budget of the round, in epochs (logarithmic)",
    ylabel="validation loss (logarithmic)",
    xticks=[budget for budget, _ in rounds],
    xticklabels=[str(budget) for budget, _ in rounds],
    xlim=(33, 560),
    yticks=[0.05, 0.1, 0.2],
    yticklabels=["0.05", "0.1", "0.2"],
)
axes.minorticks_off()
axes.legend(loc="lower left")
figure.tight_layout()
plt.show()
spent = sum(budget * len(judged) for budget, judged in rounds)
print(
    f"{spent:,} epochs in all; 27 networks of {rounds[-1][0]} epochs cost {27 * rounds[-1][0]:,}."
)
print("The best:", ", ".join(f"{name} {value:.3g}" for name, value in networks[best].items()))

# %% [markdown]
# **The picture in words.** Three columns of points, at 40, 120 and 360 epochs, with 27, 9 and 3
# networks. Lines join the losses of the same network; most of them fall to the right. The 18 grey
# points of the first column, its upper ones, have no line: these networks were dropped after
# 40 epochs. The three blue ones, which last to the end, were the best in the first round, too, and
# are still falling. Lines that cross are networks whose order changed when they were trained for
# longer: halving is a bet that this happens seldom.
#
# ## Exercise 9: A rate that falls in steps
#
# The most important hyper-parameter is the learning rate, and it need not stay the same. The oldest
# schedule multiplies it by a factor after every so many epochs:
#
# $$\eta_t = \eta_0 \cdot \text{factor}^{\lfloor t / \text{every} \rfloor}, \qquad
# t = 0, 1, 2, \dots$$
#
# **Worked number.** From 0.1, halved every 10 epochs: epochs 0 to 9 have 0.1, epochs 10 to 19 have
# 0.05, epoch 25 has $0.1 \cdot 0.5^2 = 0.025$.


# %% exercise="step_decay" points=1
def step_decay(initial, factor, every, epoch):
    """Return the learning rate of an epoch: initial * factor ** floor(epoch / every).

    Parameters
    ----------
    initial : float
        The rate of the first epochs.
    factor : float
        What the rate is multiplied by after every so many epochs, such as 0.5.
    every : int
        The number of epochs that have the same rate, at least 1.
    epoch : int
        The epoch, counted from 0.

    Returns
    -------
    float
        The learning rate of this epoch.

    Examples
    --------
    >>> print([step_decay(8.0, 0.5, 2, epoch) for epoch in range(5)])
    [8.0, 8.0, 4.0, 4.0, 2.0]
    """
    raise NotImplementedError


# %% check="step_decay"
check(
    "[step_decay(8.0, 0.5, 2, epoch) for epoch in range(5)]",
    [step_decay(8.0, 0.5, 2, epoch) for epoch in range(5)],
    [8.0, 8.0, 4.0, 4.0, 2.0],
)
check("step_decay(0.1, 0.5, 10, 9)", step_decay(0.1, 0.5, 10, 9), 0.1)
check("step_decay(0.1, 0.5, 10, 25)", step_decay(0.1, 0.5, 10, 25), 0.025)
passed("step_decay")

# %% [markdown]
# ## Exercise 10: Warm-up and a cosine
#
# A large rate is dangerous in the first steps, when the weights are random and the gradients large
# and of changing direction, so many trainings begin with a *warm-up*. With a peak $p$, a final rate
# $f$, $w$ steps of warm-up and $d$ steps of decay, step $s = 0, 1, 2, \dots$ has the rate
#
# $$\eta_s = \begin{cases}
# p\, s / w & s < w \\
# f + (p - f) \dfrac{1 + \cos(\pi (s - w)/d)}{2} & w \le s \le w + d \\
# f & s > w + d
# \end{cases}$$
#
# so it rises in a straight line from 0 to the peak, falls along half a cosine, and stays at the
# end.
#
# **Worked number.** With $p = 0.4$, $w = 100$, $d = 1000$, $f = 0.04$: step 50 has 0.2, step 100
# has 0.4, and step 600, the middle of the decay, has $(0.4 + 0.04)/2 = 0.22$.


# %% exercise="cosine_with_warmup" points=2
def cosine_with_warmup(step, peak, warmup_steps, decay_steps, final=0.0):
    """Return the learning rate of a step: a straight line up, then half a cosine down.

    From 0 at step 0 the rate rises in a straight line to peak at step warmup_steps. From there it
    falls for decay_steps steps along half a cosine, final + (peak - final) * (1 + cos(pi * r)) / 2,
    where r grows from 0 to 1, and stays at final. Without warm-up, step 0 has the peak.

    Parameters
    ----------
    step : int
        The step, counted from 0. It may lie beyond the end.
    peak : float
        The largest rate.
    warmup_steps : int
        The number of steps of the warm-up, 0 or more.
    decay_steps : int
        The number of steps of the decay after the warm-up, at least 1.
    final : float
        The rate at the end, from 0 to peak.

    Returns
    -------
    float
        The learning rate of this step.

    Examples
    --------
    >>> print([cosine_with_warmup(step, 8.0, 4, 10) for step in (0, 1, 4, 9, 14, 15)])
    [0.0, 2.0, 8.0, 4.0, 0.0, 0.0]
    """
    raise NotImplementedError


# %% check="cosine_with_warmup"
steps = (0, 50, 100, 350, 600, 850, 1100, 2000)
check(
    "[cosine_with_warmup(step, 0.4, 100, 1000, 0.04) for step in steps]",
    [cosine_with_warmup(step, 0.4, 100, 1000, 0.04) for step in steps],
    [0.0, 0.2, 0.4, 0.347279, 0.22, 0.092721, 0.04, 0.04],
    tolerance=1e-5,
)
check("cosine_with_warmup(0, 0.4, 0, 10)", cosine_with_warmup(0, 0.4, 0, 10), 0.4)
check("cosine_with_warmup(5, 0.4, 0, 10)", cosine_with_warmup(5, 0.4, 0, 10), 0.2)
passed("cosine_with_warmup")

# %% [markdown]
# **What a warm-up is for.** The cell below trains a network with five layers of tanh units by Adam
# (06), with your schedule and a large peak, 0.1: three times without a warm-up, and three times
# with one, from the same three starts.

# %% tags=["demonstration"]
generator = np.random.default_rng(3)
sine_x = generator.uniform(-1, 1, (60, 1))
sine_y = np.sin(4 * sine_x) + generator.normal(0, 0.15, sine_x.shape)


def losses_by_adam(warmup_steps, seed, steps=300, depth=5, units=32):
    """The loss in each step of a training with a warm-up of so many steps, by Adam."""
    start = np.random.default_rng(seed)
    sizes = [1, *[units] * depth, 1]
    pairs = list(pairwise(sizes))
    parameters = [start.normal(0, inputs**-0.5, (inputs, n)) for inputs, n in pairs]
    parameters += [np.zeros(n) for n in sizes[1:]]
    first, second = [0.0] * len(parameters), [0.0] * len(parameters)
    losses = []
    for step in range(steps):
        weights, biases = parameters[: depth + 1], parameters[depth + 1 :]
        a = [sine_x]
        for w, b in zip(weights[:-1], biases[:-1], strict=True):
            a.append(np.tanh(a[-1] @ w + b))
        error = a[-1] @ weights[-1] + biases[-1] - sine_y
        losses.append(np.mean(error**2))
        back, of_weights, of_biases = 2 * error / len(sine_x), [], []
        for w, inputs in zip(weights[::-1], a[::-1], strict=True):
            of_weights.insert(0, inputs.T @ back)
            of_biases.insert(0, back.sum(axis=0))
            back = back @ w.T * (1 - inputs**2)
        t, rate = step + 1, cosine_with_warmup(step, 0.1, warmup_steps, steps - warmup_steps)
        for i, g in enumerate(of_weights + of_biases):
            first[i] = 0.9 * first[i] + 0.1 * g
            second[i] = 0.999 * second[i] + 0.001 * g**2
            root = np.sqrt(second[i] / (1 - 0.999**t))
            parameters[i] = parameters[i] - rate * first[i] / (1 - 0.9**t) / (root + 1e-8)
    return losses


figure, axes = plt.subplots(figsize=(8, 4.5))
for warmup, colour, style in ((0, ORANGE, "--"), (60, BLUE, "-")):
    for seed in (0, 2, 3):
        label = (f"warm-up of {warmup} steps" if warmup else "no warm-up") if seed == 0 else None
        axes.semilogy(losses_by_adam(warmup, seed), style, color=colour, label=label)
axes.axhline(np.var(sine_y), color="0.4", linestyle=":", label="always the mean: the variance")
axes.set(
    title="Five layers, Adam, peak rate 0.1, then a cosine",
    xlabel="step, counted from 0",
    ylabel="mean squared error (logarithmic)",
)
axes.legend(loc="upper right")
figure.tight_layout()
plt.show()

# %% [markdown]
# **The picture in words.** Without warm-up the three dashed curves jump within a few steps to
# between 5 and 20. They come down again, but end at 0.6, 0.3 and 0.09, one of them on the dotted
# line, so it has learned nothing but the mean. Adam moves every weight by about 0.1 in each of the
# first steps, so the tanh units end far out, where their slope is nearly 0, and little can bring
# them back. With warm-up the three solid curves fall from the start, with some jumps where the rate
# is largest, and end near 0.014. After step 60 the rates of all six are similar.
#
# ## Exercise 11: A rate that waits for a plateau
#
# The schedules so far say in advance when the rate falls. `ReduceLROnPlateau` looks at the
# validation loss and lowers the rate when nothing improves any more. It keeps the best loss so far
# and a counter `wait`, as early stopping does (13). After each epoch it does this, in this order:
#
# 1. If a cooldown is running, one epoch of it is over, and `wait` is 0.
# 2. If the loss is less than the best minus `min_delta`, it is the new best, and `wait` is 0.
# 3. If not, and no cooldown is running (any more), `wait` grows by 1. When it has reached
#    `patience`, the rate is multiplied by `factor`, but does not fall below `min_lr`; `wait` is 0
#    again and a cooldown of `cooldown` epochs begins.
#
# The first epoch always improves. The best loss is kept when the rate is cut.
#
# **Worked number.** The losses 5, 4, 4.5, 4.25, 4.1 with patience 2, factor 0.5 and rate 1: epoch 2
# is the best so far, epochs 3 and 4 do not improve it. So the rate is cut after epoch 4, and the
# epochs have been trained with 1, 1, 1, 1, 0.5.


# %% exercise="reduce_on_plateau" points=3
def reduce_on_plateau(
    losses, learning_rate, factor=0.1, patience=10, min_delta=1e-4, cooldown=0, min_lr=0.0
):
    """Return the learning rate that each epoch was trained with, by Keras's ReduceLROnPlateau.

    The rate changes between epochs. After each epoch: (1) if a cooldown is running, it has one
    epoch less left, and wait is set to 0; (2) if the loss is less than the best loss so far minus
    min_delta, it is the new best and wait is set to 0; (3) otherwise, if no cooldown is running,
    wait grows by 1, and if it has reached patience, the rate becomes rate * factor, or min_lr if
    that is greater, wait is set to 0, and a cooldown of so many epochs begins. The first epoch
    always improves.

    Parameters
    ----------
    losses : list of float
        The validation loss of each epoch. Not changed.
    learning_rate : float
        The rate of the first epoch, at least min_lr.
    factor : float
        What the rate is multiplied by, 0 < factor < 1.
    patience : int
        The number of epochs without improvement after which the rate falls, at least 1.
    min_delta : float
        The amount that a fall must exceed to count as an improvement, 0 or more.
    cooldown : int
        The number of epochs of the cooldown that follows a cut, 0 or more.
    min_lr : float
        The smallest rate, 0 or more.

    Returns
    -------
    list or array of len(losses) floats, shape (len(losses),)
        The rate of each epoch, accurate to a millionth of itself.

    Examples
    --------
    >>> print(reduce_on_plateau([5.0, 4.0, 4.5, 4.25, 4.1], 1.0, factor=0.5, patience=2))
    [1.0, 1.0, 1.0, 1.0, 0.5]
    """
    raise NotImplementedError


# %% check="reduce_on_plateau"
check(
    "reduce_on_plateau([5.0, 4.0, 4.5, 4.25, 4.1], 1.0, factor=0.5, patience=2)",
    reduce_on_plateau([5.0, 4.0, 4.5, 4.25, 4.1], 1.0, factor=0.5, patience=2),
    [1.0, 1.0, 1.0, 1.0, 0.5],
)
bumpy = [1.0, 0.9, 0.91, 0.92, 0.93, 0.94, 0.5, 0.5, 0.5, 0.5, 0.5, 0.49, 0.48]
check(
    "reduce_on_plateau(bumpy, 1.0, 0.5, 2, 0.0)",
    reduce_on_plateau(bumpy, 1.0, 0.5, 2, 0.0),
    [1.0, 1.0, 1.0, 1.0, 0.5, 0.5, 0.25, 0.25, 0.25, 0.125, 0.125, 0.0625, 0.0625],
)
check(
    "reduce_on_plateau(bumpy, 1.0, 0.5, 2, 0.0, cooldown=2)",
    reduce_on_plateau(bumpy, 1.0, 0.5, 2, 0.0, cooldown=2),
    [1.0, 1.0, 1.0, 1.0, 0.5, 0.5, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.25],
)
check(
    "reduce_on_plateau([3.0, 3.0, 3.0, 3.0], 1.0, 0.1, 1, min_lr=0.05)",
    reduce_on_plateau([3.0, 3.0, 3.0, 3.0], 1.0, 0.1, 1, min_lr=0.05),
    [1.0, 1.0, 0.1, 0.05],
)
passed("reduce_on_plateau")

# %% [markdown]
# Four schedules in one picture: your three, and the exponential decay of 06. The validation loss
# that the third one reacts to is made up; it falls fast, then slowly, with noise.

# %% tags=["demonstration"]
epochs = np.arange(100)
made_up = 0.3 + 2 * np.exp(-epochs / 8) + np.random.default_rng(2).normal(0, 0.01, 100)
schedules = {
    "step decay": ([step_decay(0.1, 0.5, 20, t) for t in range(100)], BLUE, "-"),
    "cosine with warm-up": (
        [cosine_with_warmup(t, 0.1, 10, 80, 0.002) for t in range(100)],
        ORANGE,
        "--",
    ),
    "reduced on plateaus": (reduce_on_plateau(made_up.tolist(), 0.1, 0.5, 8), GREEN, "-."),
    "exponential (06)": (0.1 * 0.5 ** (epochs / 20), PINK, ":"),
}
figure, axes = plt.subplots(figsize=(9, 4.5))
for name, (rates, colour, style) in schedules.items():
    axes.plot(epochs, rates, style, color=colour, linewidth=2, label=name)
axes.set(title="Four schedules from 0.1", xlabel="epoch, counted from 0", ylabel="learning rate")
axes.legend()
figure.tight_layout()
plt.show()

# %% [markdown]
# **The picture in words.** Step decay is a staircase from 0.1 that halves at epochs 20, 40, 60 and
# 80; the exponential decay is the smooth curve through the left corners of its steps. The cosine
# rises from 0 to 0.1 within 10 epochs, falls slowly at first, fast in the middle and slowly again,
# and stays at 0.002 from epoch 90. The fourth stays at 0.1 as long as the loss improves, and then
# falls in steps of irregular length.
#
# ## Exercise 12: A loop with callbacks
#
# `model.fit` runs epoch after epoch and, after each, calls functions that others have written: one
# stops the training, one lowers the rate, one writes a log. These *callbacks* are what makes a loop
# useful to people who cannot change it. Here is the loop: epoch $t = 1, 2, \dots$
#
# 1. calls `train_epoch(t)`, which gives a dict of numbers, the *logs*;
# 2. appends these to the history, a list for each name;
# 3. calls `callback(t, logs)` for every callback, in order;
# 4. ends the training if any of them returned the object `True`.
#
# All callbacks are called after each epoch, also those that come after the one that said `True`:
# a log must not miss the last epoch. Whatever else a callback returns, be it `None`, 1 or a dict,
# does not end anything.
#
# **Worked number.** If the losses are 3, 2, 1 and a callback returns `True` after epoch 2, the
# history is `{"loss": [3, 2]}`, although three epochs were asked for.


# %% exercise="run_epochs" points=2
def run_epochs(train_epoch, callbacks, epochs):
    """Train for some epochs, call the callbacks after each, and return the history.

    Epoch t = 1, 2, ..., epochs calls train_epoch(t) once, which gives the logs, and then
    callback(t, logs) once for every callback, in order. If any of them returned the object True,
    this was the last epoch; any other value has no effect, even if it counts as true.

    Parameters
    ----------
    train_epoch : function
        train_epoch(t) trains epoch t, counted from 1, and gives a dict from str to number with the
        same names each time.
    callbacks : list of functions
        callback(t, logs) takes the epoch and the dict that train_epoch gave. There may be none.
        Not changed.
    epochs : int
        The number of epochs, if no callback ends the training before; at least 1.

    Returns
    -------
    dict from str to list
        For each name in the logs its values, one for each epoch that was trained, with the last.

    Examples
    --------
    >>> def halve(t):
    ...     return {"loss": 0.5**t}
    >>> def is_second(t, logs):
    ...     return t == 2
    >>> print(run_epochs(halve, [is_second], 10))
    {'loss': [0.5, 0.25]}
    """
    raise NotImplementedError


# %% check="run_epochs"
def halve(t):
    """Stands for an epoch of training: the loss halves."""
    return {"loss": 0.5**t, "epoch": t}


def stop_below(t, logs):
    """A callback that ends the training when the loss is below 0.2."""
    return logs["loss"] < 0.2


def busy(t, logs):
    """A callback that returns something that is not True."""
    return {"seen": t}


check(
    'run_epochs(halve, [], 4)["loss"]', run_epochs(halve, [], 4)["loss"], [0.5, 0.25, 0.125, 0.0625]
)
check('run_epochs(halve, [], 4)["epoch"]', run_epochs(halve, [], 4)["epoch"], [1, 2, 3, 4])
check(
    'run_epochs(halve, [stop_below, busy], 9)["loss"]',
    run_epochs(halve, [stop_below, busy], 9)["loss"],
    [0.5, 0.25, 0.125],
)
check('run_epochs(halve, [busy], 2)["loss"]', run_epochs(halve, [busy], 2)["loss"], [0.5, 0.25])
passed("run_epochs")

# %% [markdown]
# A training in your loop: gradient descent on a steep valley, with a callback that lowers the rate
# by your `reduce_on_plateau` and one that stops early, as in 13. Neither of them knows how the
# training works, and the training knows nothing of them.

# %% tags=["demonstration"]
state = {"theta": np.array([1.0, 1.0]), "rate": 0.1}
valley = np.array([1.0, 19.0])
kept = []


def one_epoch(t):
    """Ten noisy steps of gradient descent; the loss is theta_1^2 / 2 + 19 theta_2^2 / 2."""
    noise = np.random.default_rng(t)
    for _ in range(10):
        gradient = valley * state["theta"] + noise.normal(0, 0.3, 2)
        state["theta"] = state["theta"] - state["rate"] * gradient
    loss = float(np.sum(valley * state["theta"] ** 2) / 2)
    return {"loss": loss, "rate": state["rate"]}


def lower_the_rate(t, logs):
    """Sets the rate of the next epoch: that of the last of these, one more than there were."""
    kept.append(logs["loss"])
    state["rate"] = reduce_on_plateau([*kept, math.inf], 0.1, 0.5, 3)[-1]


def stop_early(t, logs):
    """Ends the training when ten epochs have brought nothing."""
    return len(kept) - int(np.argmin(kept)) > 10


history = run_epochs(one_epoch, [lower_the_rate, stop_early], 80)
trained = np.arange(1, len(history["loss"]) + 1)
figure, (above, below) = plt.subplots(2, 1, figsize=(8, 5), sharex=True)
above.semilogy(trained, history["loss"], color=BLUE)
above.set(title="Gradient descent with two callbacks", ylabel="loss (logarithmic)")
below.step(trained, history["rate"], color=ORANGE, where="mid")
below.set(xlabel="epoch, counted from 1", ylabel="learning rate")
figure.tight_layout()
plt.show()
print(f"The training ended after {len(trained)} of 80 epochs.")

# %% [markdown]
# **The picture in words.** Above, the loss on a logarithmic axis: it falls from 1 to less than a
# thousandth, with jumps, because the gradients are noisy. Each time the rate halves, the jumps
# become smaller. Below, the rate: a staircase from 0.1 down to 0.003. The curves end when ten
# epochs have not improved on the best.
#
# ## Exercise 13: TensorBoard's smoothing
#
# The losses of a training are noisy, and *TensorBoard* draws a smoothed curve over them. It is an
# exponential average, as in momentum, and since that begins at 0, each value is corrected as in
# Adam (06). With weight $w$, $m_0 = 0$ and values $x_1, x_2, \dots$
#
# $$m_t = w\, m_{t-1} + (1 - w)\, x_t, \qquad \hat x_t = \frac{m_t}{1 - w^t}$$
#
# **Worked number.** The values 1, 0, 0, 4 with weight 0.5: $m$ is 0.5, 0.25, 0.125, 2.0625, and
# divided by 0.5, 0.75, 0.875, 0.9375 that is 1, 1/3, 1/7, 2.2.


# %% exercise="smooth" points=2
def smooth(values, weight):
    """Return the smoothed values that TensorBoard draws over noisy ones.

    m = weight * m + (1 - weight) * value, from m = 0; the t-th smoothed value, counted from 1, is m
    divided by 1 - weight ** t.

    Parameters
    ----------
    values : list of numbers
        The values in the order in which they were logged, int or float. It may be empty. Not
        changed.
    weight : float
        How much of the past is kept, 0 <= weight < 1. Weight 0 gives the values themselves.

    Returns
    -------
    list or array of len(values) floats, shape (len(values),)
        The smoothed values.

    Examples
    --------
    >>> print([round(value, 4) for value in smooth([1.0, 0.0, 0.0, 4.0], 0.5)])
    [1.0, 0.3333, 0.1429, 2.2]
    """
    raise NotImplementedError


# %% check="smooth"
check(
    "smooth([1.0, 0.0, 0.0, 4.0], 0.5)",
    smooth([1.0, 0.0, 0.0, 4.0], 0.5),
    [1.0, 0.3333333, 0.1428571, 2.2],
)
check("smooth([3, 3, 3], 0.9)", smooth([3, 3, 3], 0.9), [3.0, 3.0, 3.0])
check("smooth([5, 1, 2], 0.0)", smooth([5, 1, 2], 0.0), [5.0, 1.0, 2.0])
check("len(smooth([], 0.5))", len(smooth([], 0.5)), 0)
passed("smooth")

# %% [markdown]
# ## Exercise 14: The best of all runs
#
# After a search there are many histories, as `model.fit` gives them: dicts of lists. Which run, and
# which epoch of it, was the best? Some runs were made before a metric was thought of and do not
# have it; they are passed over. A loss should be small (`"min"`), an accuracy large (`"max"`).
#
# **Worked number.** The validation losses of two runs are 0.9, 0.5, 0.6 and 0.7, 0.55: the best is
# 0.5, in run 0 (Python counts the runs) at epoch 2 (people count the epochs).


# %% exercise="best_run" points=2
def best_run(runs, metric, mode="min"):
    """Return the run and the epoch with the best value of a metric in all histories.

    The best value is the least, or the greatest, of the values of all epochs of all runs.

    Parameters
    ----------
    runs : list of dict from str to list of float
        The histories. Their lists may be of different lengths, each has at least one value. Runs
        without the metric are passed over; at least one has it. The best value occurs once. Not
        changed.
    metric : str
        The name of the metric, such as "val_loss".
    mode : str
        "min" if the least value is the best, "max" if the greatest one is.

    Returns
    -------
    (run, epoch) : tuple of int
        The run's index in runs, from 0, and the epoch of the best value, counted from 1.

    Examples
    --------
    >>> print(best_run([{"val_loss": [0.9, 0.5, 0.6]}, {"val_loss": [0.7, 0.55]}], "val_loss"))
    (0, 2)
    """
    raise NotImplementedError


# %% check="best_run"
runs = [
    {"val_loss": [0.9, 0.5, 0.6], "accuracy": [0.6, 0.7, 0.8]},
    {"loss": [0.1]},
    {"val_loss": [0.7, 0.55], "accuracy": [0.9, 0.65]},
]
check('best_run(runs, "val_loss")', best_run(runs, "val_loss"), (0, 2))
check('best_run(runs, "accuracy", "max")', best_run(runs, "accuracy", "max"), (2, 1))
check('best_run(runs, "accuracy", mode="min")', best_run(runs, "accuracy", mode="min"), (0, 1))
check('best_run(runs, "loss")', best_run(runs, "loss"), (1, 1))
passed("best_run")

# %% [markdown]
# ## Exercise 15: From a configuration to a network
#
# The last link of a search is a function that makes a compiled Keras model of a configuration. Then
# a search over networks is a few lines: `sample` a configuration, build, `fit`, and keep the
# history for `best_run`.
#
# Each of the `layers` hidden layers is a `Dense` layer of `units` with its activation, then, if
# `batch_norm` is true, `BatchNormalization`, which may also stand before the activation, and, if
# `dropout` is not 0, a `Dropout` layer of this rate. The output is a softmax over `outputs`
# classes.
#
# **Worked number.** 784 inputs, two hidden layers of 64 and 10 outputs have
# $50{,}240 + 4{,}160 + 650 = 55{,}050$ parameters, and with batch normalisation
# $2 \cdot 256$ more, 55,562.

# %% tags=["keras"]
import os

# TensorFlow, on which Keras runs, writes a log to standard error when it starts: not shown here.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
standard_error, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
os.dup2(nowhere, 2)
try:
    import keras
finally:
    os.dup2(standard_error, 2)


# %% exercise="build_from_config" points=3 keras=true
def build_from_config(configuration):
    """Build and compile the classifier that a configuration describes.

    The model begins with a keras.Input of shape (inputs,). Each of its hidden layers is Dense, then
    BatchNormalization if batch_norm is true, before or after the activation, and last Dropout
    unless its rate is 0. The output layer is Dense with a softmax and has nothing after it. Dense
    layers have biases. The loss is the sparse categorical cross-entropy of integer labels; metrics
    are as you like. What a configuration does not name keeps Keras's default.

    Parameters
    ----------
    configuration : dict
        All of these keys are always there. Not changed.

        - "inputs", "outputs": int, the numbers of inputs and of classes;
        - "layers", "units": int, how many hidden layers there are, at least 1, and the units of
          each of them;
        - "activation": str, Keras's name for the activation of the hidden layers;
        - "dropout": float, the rate after each hidden layer, 0 <= rate < 1, 0 for no such layer;
        - "batch_norm": bool;
        - "optimizer": str, "sgd" or "adam";
        - "learning_rate": float;
        - "momentum": float, that of SGD; Adam does not use it.

    Returns
    -------
    keras.Model
        A compiled model from shape (batch, inputs) to probabilities of shape (batch, outputs).

    Examples
    --------
    >>> base = {"inputs": 4, "outputs": 3, "layers": 1, "units": 5, "activation": "relu"}
    >>> rest = {"dropout": 0.0, "batch_norm": False, "optimizer": "adam", "momentum": 0.0}
    >>> print(build_from_config({**base, **rest, "learning_rate": 0.01}).count_params())
    43
    """
    raise NotImplementedError


# %% check="build_from_config"
configuration = {
    "inputs": 784,
    "outputs": 10,
    "layers": 2,
    "units": 64,
    "activation": "relu",
    "dropout": 0.25,
    "batch_norm": True,
    "optimizer": "sgd",
    "learning_rate": 0.05,
    "momentum": 0.9,
}
model = build_from_config(configuration)
check("build_from_config(configuration) is a Keras model", isinstance(model, keras.Model), True)
check("model.input_shape[-1]", model.input_shape[-1], 784)
check("model.output_shape[-1]", model.output_shape[-1], 10)
check("model.count_params()", model.count_params(), 55_562)
check("model.optimizer.learning_rate", float(model.optimizer.learning_rate), 0.05)
check("model.optimizer.momentum", model.optimizer.momentum, 0.9)
kinds_of_layers = [type(layer).__name__ for layer in model.layers]
check("number of Dropout layers", kinds_of_layers.count("Dropout"), 2)
model = build_from_config(
    {**configuration, "dropout": 0.0, "batch_norm": False, "optimizer": "adam"}
)
kinds_of_layers = [type(layer).__name__ for layer in model.layers]
check("number of Dropout layers, rate 0", kinds_of_layers.count("Dropout"), 0)
check("model.count_params(), no normalisation", model.count_params(), 55_050)
check("type(model.optimizer)", type(model.optimizer).__name__, "Adam")
passed("build_from_config")

# %% [markdown]
# ## TensorBoard
#
# The callback `keras.callbacks.TensorBoard` writes what happens in a training into a folder, and
# TensorBoard shows it in the browser, while the training runs and afterwards. In a notebook these
# two lines start it, below the cell, with all runs of the folder in one picture:
#
# ```
# %load_ext tensorboard
# %tensorboard --logdir logs
# ```
#
# In a terminal it is `tensorboard --logdir logs`. What it draws over the noisy scalars is your
# `smooth`; the slider "Smoothing" is the weight. The cell below logs a run, reads the log back with
# TensorBoard's own reader, and draws it that way. TensorBoard is a package of its own: if it is
# not installed, `pip install tensorboard`.

# %% tags=["demonstration"]
import tempfile

from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

generator = np.random.default_rng(1)
arms = generator.integers(0, 3, 300)
radius = generator.uniform(0.1, 1, 300)
angle = 4 * radius + 2 * np.pi * arms / 3 + generator.normal(0, 0.4, 300)
spiral = radius[:, np.newaxis] * np.column_stack([np.cos(angle), np.sin(angle)])
network = {**configuration, "inputs": 2, "outputs": 3, "units": 32, "batch_norm": False}
network |= {"dropout": 0.4, "optimizer": "adam", "learning_rate": 0.01}

with tempfile.TemporaryDirectory() as logs:
    keras.utils.set_random_seed(3)
    model = build_from_config(network)
    model.fit(
        spiral[:200],
        arms[:200],
        validation_data=(spiral[200:], arms[200:]),
        epochs=60,
        verbose=0,
        callbacks=[keras.callbacks.TensorBoard(log_dir=logs, write_graph=False)],
    )
    curves = {}
    for part in ("train", "validation"):
        reader = EventAccumulator(f"{logs}/{part}", size_guidance={"tensors": 0})  # 0: all of them
        reader.Reload()
        logged = [event.tensor_proto.tensor_content for event in reader.Tensors("epoch_loss")]
        curves[part] = [float(np.frombuffer(content, np.float32)[0]) for content in logged]

figure, axes = plt.subplots(figsize=(8, 4.5))
for (part, losses), colour in zip(curves.items(), (BLUE, ORANGE), strict=True):
    counted = np.arange(1, len(losses) + 1)
    axes.plot(counted, losses, color=colour, alpha=0.35, label=f"{part}, as logged")
    axes.plot(counted, smooth(losses, 0.8), color=colour, linewidth=2, label=f"{part}, smoothed")
axes.set(
    title="A log of TensorBoard's, smoothed with weight 0.8",
    xlabel="epoch, counted from 1",
    ylabel="cross-entropy",
)
axes.legend()
figure.tight_layout()
plt.show()

# %% [markdown]
# **The picture in words.** Two pale curves, the losses as they were logged, jump up and down from
# epoch to epoch; whether epoch 59 is better than epoch 55 cannot be said. The two smoothed curves
# over them are calm and show that both losses still fall. They lag behind: around epoch 10 the pale
# curves are clearly lower. The validation loss lies below the training loss, because dropout
# disturbs only the training.
#
# ## Exercise 16: Wide and deep
#
# Some configurations are not a stack of layers. A linear model remembers that one feature by itself
# means something, a deep network finds combinations. A *wide and deep* model has both: the inputs
# go through the hidden layers and, besides, straight to the one linear output:
#
# $$\hat y = w_{\text{wide}} \cdot x + w_{\text{deep}} \cdot h_L(x) + b$$
#
# With Keras's functional API a layer is called like a function on the tensors that it takes:
# `keras.layers.Dense(20)(tensor)`; `keras.layers.Concatenate()([first, second])` joins two, and
# `keras.Model(inputs, outputs)` makes a model of all that lies between. Earlier versions of
# TensorFlow had such models ready-made, as estimators; these are gone, and five lines do the same.
#
# **Worked number.** With 10 inputs and hidden layers of 20 and 30 units: $220 + 630$ parameters in
# the hidden layers, and $10 + 30 + 1 = 41$ in the output layer, 891 in all.


# %% exercise="build_wide_and_deep" points=2 keras=true
def build_wide_and_deep(inputs, units):
    """Build a model whose one linear output takes the last hidden layer and the inputs themselves.

    The inputs go through hidden Dense layers with ReLU. The inputs and the last hidden layer are
    concatenated, in any order, and a Dense layer with one unit, one bias and no activation gives
    the output. The model need not be compiled.

    Parameters
    ----------
    inputs : int
        The number of inputs of one sample.
    units : list of int, at least one
        The number of units of each hidden layer, first to last. Not changed.

    Returns
    -------
    keras.Model
        A functional model from shape (batch, inputs) to shape (batch, 1).

    Examples
    --------
    >>> print(build_wide_and_deep(10, [20, 30]).count_params())
    891
    """
    raise NotImplementedError


# %% check="build_wide_and_deep"
model = build_wide_and_deep(10, [20, 30])
call = "build_wide_and_deep(10, [20, 30])"
check(f"{call} is a Keras model", isinstance(model, keras.Model), True)
check(f"{call}.input_shape[-1]", model.input_shape[-1], 10)
check(f"{call}.output_shape[-1]", model.output_shape[-1], 1)
check(f"{call}.count_params()", model.count_params(), 891)
passed("build_wide_and_deep")

# %% [markdown]
# ## Summary
#
# * Draw configurations at random, rates evenly in the logarithm, and drop the bad ones early: a
#   grid wastes its trials on what does not matter, and full trainings theirs on the hopeless.
# * The validation sample, or cross-validation, chooses; the test sample is used once, at the end.
# * The learning rate matters most: begin with a warm-up, let it fall, and look at smoothed curves
#   before you believe a difference.
#
# A word on rankings: you will read that one optimiser always wins. Such a ranking belongs to the
# problem, the budget and the effort of tuning with which it was made.
#
# **Where to go next.** J. Bergstra and Y. Bengio, "Random search for hyper-parameter optimization",
# 2012, has the picture of grid and random trials; L. Li and others, "Hyperband", 2018, says how to
# choose the first budget of successive halving. An open experiment: take the 27 networks of
# exercise 8 and compare the winner of the halving with the best of all 27 at the full budget, for
# ten seeds. How often are they the same, and how much is lost when they are not?
