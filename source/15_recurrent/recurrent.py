# ---
# jupyter:
#   autograder:
#     assignment: 15_recurrent
#     title: Recurrent networks
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
# # Recurrent networks
#
# **"The plot is not good but the film is lovely": does the reviewer approve? And where will a
# series of measurements be in the next hour?** Both questions have the same difficulty: the order
# of the data matters, and what decides the answer may lie several steps back.
#
# A dense layer takes all its inputs at once. A **recurrent** network takes one step after another,
# and keeps a **state**, a few numbers that sum up what it has seen so far. Here you cut a series
# into windows, write the three common cells (simple RNN, LSTM and GRU) exactly as Keras computes
# them, find out why the simple one forgets, and turn texts into numbers. At the end, Keras trains
# two networks of your design: one forecasts a series, one reads reviews.
#
# You need NumPy arrays (01), activations (03), the chain rule (07), parameter counting (08), and
# building and training with Keras (10). Time: about five hours.
#
# **How it works.** Write your code where `raise NotImplementedError` stands, then run the check
# cell below it. The checks are small cases worked by hand. When you hand the notebook in, hidden
# tests try more: arrays of other shapes and types, other series, other texts. The grader itself
# trains the two networks. It has Keras, NumPy, SciPy and Python's own modules, and no other
# libraries.
#
# **Rules for every exercise here.**
#
# * Samples are rows. A batch of sequences has shape `(n, t, d)`: `n` sequences of `t` steps with
#   `d` variables. A cell's weights `w` have shape `(d, gates * units)`, as in Keras.
# * Arrays may be of any numeric type, for instance `uint8`. Compute in double precision
#   (`x.astype(float)`): in `uint8`, 3 - 5 is 254.
# * No function changes its arguments. Earlier exercises may be called in later ones.

# %%
import matplotlib.pyplot as plt
import numpy as np

# For `str.translate`: takes out all punctuation.
TAKEN_OUT = str.maketrans("", "", "!\"#$%&()*+,-./:;<=>?@[\\]^_{|}~'`")


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
# ## The series
#
# Two variables are measured at every step. The second one, $b$, wanders about:
# $b_t = 0.7\, b_{t-1} + 0.7\, e_t$ with random $e_t$. The first one, $a$, follows it three steps
# later: $a_t = \sin(2\, b_{t-3}) + 0.15\, e'_t$. We want to forecast $a$. The function below makes
# such a series; the grader has one like it.


# %%
def make_series(n, rng):
    """Return n steps of the two variables a and b, an array (n, 2)."""
    driving, noise = rng.normal(size=(2, n + 100))
    b = np.zeros(n + 100)
    for t in range(1, n + 100):
        b[t] = 0.7 * b[t - 1] + 0.7 * driving[t]
    a = np.sin(2 * b[97:-3]) + 0.15 * noise[100:]
    return np.stack([a, b[100:]], axis=1)  # the first 100 steps only serve as a start


# %% [markdown]
# ## Exercise 1: Windows
#
# A network learns from samples with targets. A series has neither, so we cut it: a **window** is
# `width` steps in a row, and its target is the value of one variable `horizon` steps after the
# window's *last* step. The window moves on by one step at a time:
#
# $$x_i = (s_i, s_{i+1}, \dots, s_{i+\text{width}-1}), \qquad
# y_i = s_{i+\text{width}-1+\text{horizon}}, \qquad i = 0, \dots, m - 1$$
#
# The last target is the last value of the series, so there are
# $m = n - \text{width} - \text{horizon} + 1$ windows.
#
# **Worked number.** The series $0, 1, \dots, 9$ with width 3: the first window is $(0, 1, 2)$ with
# the target 3, the last one $(6, 7, 8)$ with the target 9, seven in all. With horizon 2 there are
# six, and the first target is 4. (A common idiom,
# `timeseries_dataset_from_array(data[:-3], data[3:], sequence_length=3)`, gives only five of the
# seven: it loses the last two.)


# %% exercise="windows" points=3
def windows(series, width, horizon=1, target=0):
    """Return all windows of a series and the target of each.

    x[i] holds the steps i to i + width - 1, and y[i] is the value of the target variable at step
    i + width - 1 + horizon. There are m = n - width - horizon + 1 windows, in the order of time.

    Parameters
    ----------
    series : array of shape (n,) or (n, k)
        One variable, or k of them in columns, of any numeric type. Not changed.
    width : int
        How many steps a window has, at least 1.
    horizon : int
        How many steps the target lies after the window's last step, at least 1. n is at least
        width + horizon, which gives one window.
    target : int
        The column of the target variable, 0 to k - 1. It stays in x as well.

    Returns
    -------
    (x, y) : tuple of two arrays of shapes (m, width, k) and (m,)
        The windows, with k = 1 for a series of shape (n,), and the targets. Copies, or views that
        cannot be written to.

    Examples
    --------
    >>> x, y = windows(np.arange(10), 3)
    >>> print(x.shape, x[0, :, 0], y)
    (7, 3, 1) [0 1 2] [3 4 5 6 7 8 9]
    """
    raise NotImplementedError


# %% check="windows"
x, y = windows(np.arange(10), 3)
check("windows(np.arange(10), 3)[0].shape", np.shape(x), (7, 3, 1))
check("windows(np.arange(10), 3)[1]", y, [3, 4, 5, 6, 7, 8, 9])
x, y = windows(np.arange(4), 2, 2)
check("windows(np.arange(4), 2, 2)[0]", x, [[[0], [1]]])
check("windows(np.arange(4), 2, 2)[1]", y, [3])
two = np.array([[0.0, 5.0], [1.0, 6.0], [2.0, 7.0], [3.0, 8.0]])
x, y = windows(two, 2, target=1)
check(
    "windows([[0, 5], [1, 6], [2, 7], [3, 8]], 2, target=1)[0]",
    x,
    [[[0, 5], [1, 6]], [[1, 6], [2, 7]]],
)
check("windows([[0, 5], [1, 6], [2, 7], [3, 8]], 2, target=1)[1]", y, [7, 8])
passed("windows")

# %% [markdown]
# A window that slides over the series, with your function.

# %% tags=["demonstration"]
series = make_series(40, np.random.default_rng(4))
x, y = windows(series, 8)
figure, rows = plt.subplots(3, 1, figsize=(9, 6.2), sharex=True, sharey=True)
for axes, start in zip(rows, (0, 1, 20), strict=True):
    axes.plot(series[:, 0], ".-", color="0.6", label="the series a")
    inside = range(start, start + 8)
    axes.plot(inside, x[start, :, 0], "o-", color="tab:blue", label="the window")
    axes.axvspan(start - 0.4, start + 7.4, color="tab:blue", alpha=0.15)
    axes.plot(start + 8, y[start], "*", color="tab:orange", markersize=16, label="its target")
    axes.set(ylabel="a", title=f"window {start}", ylim=(-2.4, 1.6))
rows[0].legend(loc="lower right", ncols=3)
rows[-1].set_xlabel("step")
figure.tight_layout()
plt.show()

# %% [markdown]
# **The picture in words.** Three times the same curve of 40 steps. In each, eight steps in a row
# lie in a shaded box, the window, and a star marks the step right after it, the target. From window
# 0 to window 1 box and star move by one step; window 20 lies further right. Neighbouring windows
# share seven of their eight steps.
#
# **Predict before you run.** A series of 100 steps, width 12, horizon 6. How many windows are
# there?

# %% tags=["demonstration"]
my_windows = None  # write a whole number here

# %% tags=["demonstration"]
print(f"There are {len(windows(np.arange(100), 12, 6)[1])} windows.")
print("You predicted nothing." if my_windows is None else f"You predicted {my_windows}.")

# %% [markdown]
# ## Exercise 2: Past and future
#
# Images may be shuffled before they are split into training and test data. A series must not be:
# neighbouring windows are nearly the same, and a network that has seen the steps before and after a
# gap need not forecast anything. So cut the time itself: the first part is for training, later ones
# are for validation and test. Only then make windows, within each part, so that none crosses the
# cut.
#
# **Worked number.** Ten steps with the fractions 0.7, 0.2, 0.1 give $(0, \dots, 6)$, $(7, 8)$ and
# $(9)$.


# %% exercise="split_in_time" points=1
def split_in_time(n, fractions):
    """Return the indices 0 to n - 1 in order, cut into consecutive parts.

    Part after part in the order of time, without a gap and without an overlap. A part has within
    one of fraction * n indices.

    Parameters
    ----------
    n : int
        How many steps there are, at least 1.
    fractions : list of floats
        How large each part is; positive numbers that add up to 1.

    Returns
    -------
    list of arrays of integers, each of shape (size of the part,)
        As many as fractions; together they are 0, 1, ..., n - 1. A part may be empty where its
        fraction of n is below 1.

    Examples
    --------
    >>> print([part.tolist() for part in split_in_time(10, [0.7, 0.2, 0.1])])
    [[0, 1, 2, 3, 4, 5, 6], [7, 8], [9]]
    """
    raise NotImplementedError


# %% check="split_in_time"
parts = split_in_time(10, [0.7, 0.2, 0.1])
check("len(split_in_time(10, [0.7, 0.2, 0.1]))", len(parts), 3)
check("split_in_time(10, [0.7, 0.2, 0.1])[0]", parts[0], [0, 1, 2, 3, 4, 5, 6])
check("split_in_time(10, [0.7, 0.2, 0.1])[1]", parts[1], [7, 8])
check("split_in_time(10, [0.7, 0.2, 0.1])[2]", parts[2], [9])
passed("split_in_time")

# %% [markdown]
# ## Exercise 3: A scale from the past
#
# Variables of different units are brought to one scale: subtract the mean, divide by the standard
# deviation. Take both from the training part alone. The mean of the whole series contains the
# future, which nobody knows when the forecast is made.
#
# $$s'_{ij} = \frac{s_{ij} - \mu_j}{\sigma_j}, \qquad
# \mu_j = \frac1L \sum_{i<L} s_{ij}, \qquad
# \sigma_j = \sqrt{\frac1L \sum_{i<L} (s_{ij} - \mu_j)^2}$$
#
# where $L$ is the `length` of the past.
#
# **Worked number.** The series $1, 3, 9$ with length 2 has mean 2 and deviation 1 in its past, and
# becomes $-1, 1, 7$.


# %% exercise="scale_by_past" points=2
def scale_by_past(series, length):
    """Return the series shifted and scaled by what its first `length` rows say.

    Each column is shifted by the mean and divided by the population standard deviation (the sum is
    divided by length) of its first `length` rows. A column that is constant there is only shifted.

    Parameters
    ----------
    series : array of shape (n,) or (n, k)
        One variable, or k of them in columns, of any numeric type. Not changed.
    length : int
        How many rows belong to the past, 2 to n.

    Returns
    -------
    array of the shape of series
        All rows on the scale of the past, computed in floating point.

    Examples
    --------
    >>> print(scale_by_past(np.array([1.0, 3.0, 9.0]), 2))
    [-1.  1.  7.]
    """
    raise NotImplementedError


# %% check="scale_by_past"
check(
    "scale_by_past([1.0, 3.0, 9.0], 2)",
    scale_by_past(np.array([1.0, 3.0, 9.0]), 2),
    np.array([-1.0, 1.0, 7.0]),
)
check(
    "scale_by_past([[2, 5], [6, 5], [8, 8]], 2)",
    scale_by_past(np.array([[2, 5], [6, 5], [8, 8]]), 2),
    np.array([[-1.0, 0.0], [1.0, 0.0], [2.0, 3.0]]),
)
passed("scale_by_past")

# %% [markdown]
# ## Exercise 4: Better than doing nothing?
#
# An error of 0.1 may be good or bad. Compare it with a forecast that costs nothing: the **naive
# forecast** says that the target stays at its last value in the window. The **skill** is the share
# of the naive forecast's mean squared error that your forecast saves:
#
# $$\text{skill} = 1 -
# \frac{\sum_i (y_i - p_i)^2}{\sum_i (y_i - x_{i,\text{last},\text{target}})^2}$$
#
# It is 1 for a perfect forecast, 0 for the naive one, and negative for a worse one.
#
# **Worked number.** Targets $3, 4, 6$, predictions $3, 5, 6$, last values $2, 3, 4$: the squared
# errors add up to 1 against $1 + 1 + 4 = 6$, so the skill is $1 - 1/6 = 5/6$.


# %% exercise="skill" points=2
def skill(x, y, predictions, target=0):
    """Return the skill of a forecast, 1 - MSE / MSE of the naive forecast.

    The naive forecast for a window is the target variable's value at the window's last step. Where
    the naive forecast is perfect, the skill is 0.0.

    Parameters
    ----------
    x : array of shape (m, width, k)
        The windows, of any numeric type. Not changed.
    y : array of shape (m,)
        The targets, of any numeric type. Not changed.
    predictions : array of shape (m,) or (m, 1)
        The forecasts, one for each window, of any numeric type. Not changed.
    target : int
        The column of the target variable in x.

    Returns
    -------
    float
        One number, at most 1.

    Examples
    --------
    >>> x = np.array([[[1.0], [2.0]], [[2.0], [3.0]], [[3.0], [4.0]]])
    >>> print(round(float(skill(x, np.array([3, 4, 6]), np.array([3.0, 5.0, 6.0]))), 4))
    0.8333
    """
    raise NotImplementedError


# %% check="skill"
three = np.array([[[1.0], [2.0]], [[2.0], [3.0]], [[3.0], [4.0]]])
targets = np.array([3, 4, 6])
check("skill(three, [3, 4, 6], [3, 5, 6])", skill(three, targets, np.array([3, 5, 6])), 5 / 6)
check("skill(three, [3, 4, 6], [2, 3, 4])", skill(three, targets, np.array([2, 3, 4])), 0.0)
column = np.array([[3.0], [4.0], [6.0]])
check("skill(three, [3, 4, 6], [[3], [4], [6]])", skill(three, targets, column), 1.0)
two = np.array([[[9.0, 0.0], [7.0, 1.0]]])
check(
    "skill([[[9, 0], [7, 1]]], [3], [2], target=1)",
    skill(two, np.array([3]), np.array([2]), target=1),
    0.75,
)
passed("skill")

# %% [markdown]
# ## Exercise 5: A simple recurrent cell
#
# Now the cells. The simplest one computes its next state from the input and from its last state,
# with a dense layer for each:
#
# $$h_t = \tanh(x_t\, w + h_{t-1}\, u + b)$$
#
# The same $w$, $u$ and $b$ serve at every step. The state is also the cell's output.
#
# **Worked number.** One unit with $w = 1$, $u = 0.5$, $b = 0$, from the state 0. The inputs $1, 0,
# 0$ give $\tanh 1 = 0.761594$, then $\tanh(0.5 \cdot 0.761594) = 0.363399$, then 0.179726: the
# first input is still remembered, and it fades.


# %% exercise="simple_rnn_step" points=1
def simple_rnn_step(x, h, w, u, b):
    """Return the next state of a simple recurrent cell, tanh(x w + h u + b).

    Parameters
    ----------
    x : array of shape (n, d)
        The inputs of this step, samples in rows, of any numeric type. Not changed.
    h : array of shape (n, units)
        The state before this step, of any numeric type. Not changed.
    w : array of shape (d, units)
        The weights of the inputs, of any numeric type. Not changed.
    u : array of shape (units, units)
        The weights of the state, of any numeric type. Not changed.
    b : array of shape (units,)
        The biases, of any numeric type. Not changed.

    Returns
    -------
    array of shape (n, units)
        The state after this step.

    Examples
    --------
    >>> one = np.ones((1, 1))
    >>> print(simple_rnn_step(one, 0 * one, one, 0.5 * one, np.zeros(1)).round(6))
    [[0.761594]]
    """
    raise NotImplementedError


# %% check="simple_rnn_step"
one = np.ones((1, 1))
check(
    "simple_rnn_step([[1]], [[0]], [[1]], [[0.5]], [0])",
    simple_rnn_step(one, 0 * one, one, 0.5 * one, np.zeros(1)),
    np.array([[0.761594]]),
)
check(
    "simple_rnn_step([[0]], [[0.761594]], [[1]], [[0.5]], [0])",
    simple_rnn_step(0 * one, 0.761594 * one, one, 0.5 * one, np.zeros(1)),
    np.array([[0.363399]]),
)
check(
    "simple_rnn_step([[0, 1]], [[1, 0]], [[5, 5], [0.1, 0.2]], [[0.2, 0.1], [5, 5]], [0.1, 0.3])",
    simple_rnn_step(
        np.array([[0.0, 1.0]]),
        np.array([[1.0, 0.0]]),
        np.array([[5.0, 5.0], [0.1, 0.2]]),
        np.array([[0.2, 0.1], [5.0, 5.0]]),
        np.array([0.1, 0.3]),
    ),
    np.array([[0.379949, 0.537050]]),
)
passed("simple_rnn_step")

# %% [markdown]
# ## Exercise 6: From a step to a sequence
#
# All cells run over a sequence in the same way: give the cell the first step and a first state,
# then the second step and the state that came out, and so on. What a cell's state is, is the cell's
# own business: an array for the simple one, a pair of arrays for an LSTM. So `run_cell` hands it on
# as it is.
#
# **Worked number.** A "cell" that adds: `step(x_t, state)` gives `(state + x_t, state + x_t)`. Over
# the steps $1, 2, 3$ from the state 10 the outputs are $11, 13, 16$, and the last state is 16.


# %% exercise="run_cell" points=3
def run_cell(step, x, state):
    """Return the outputs of a cell at all steps of a batch of sequences, and its last state.

    For t = 0, 1, ..., output_t, state = step(x[:, t], state): the state that a step gives is that
    of the next one. It may be anything, such as an array, a tuple or a string, and is handed on as
    it is.

    Parameters
    ----------
    step : function
        step(x_t, state) returns (output, state); x_t has shape (n, d), output (n, units).
    x : array of shape (n, t, d)
        n sequences of t steps, at least one, with d variables. Not changed.
    state : anything
        The state before the first step. Not changed.

    Returns
    -------
    (outputs, state) : tuple
        outputs is an array of shape (n, t, units), the outputs of all steps; state is what the last
        step gave.

    Examples
    --------
    >>> adds = lambda x_t, state: (state + x_t, state + x_t)
    >>> outputs, state = run_cell(adds, np.array([[[1.0], [2.0], [3.0]]]), np.array([[10.0]]))
    >>> print(outputs[0, :, 0], state)
    [11. 13. 16.] [[16.]]
    """
    raise NotImplementedError


# %% check="run_cell"
def adds(x_t, state):
    """Add up the inputs."""
    return state + x_t, state + x_t


outputs, state = run_cell(adds, np.array([[[1.0], [2.0], [3.0]]]), np.array([[10.0]]))
check("run_cell(adds, [[[1], [2], [3]]], [[10]])[0]", outputs, np.array([[[11.0], [13.0], [16.0]]]))
check("run_cell(adds, [[[1], [2], [3]]], [[10]])[1]", state, np.array([[16.0]]))


def counts(x_t, state):
    """Double the input; the state is a text that grows."""
    return 2 * x_t, state + "."


outputs, state = run_cell(counts, np.array([[[1.0, 2.0]], [[3.0, 4.0]]]), "so far")
check(
    "run_cell(counts, [[[1, 2]], [[3, 4]]], 'so far')[0]",
    outputs,
    np.array([[[2.0, 4.0]], [[6.0, 8.0]]]),
)
check("run_cell(counts, [[[1, 2]], [[3, 4]]], 'so far')[1]", state, "so far.")
passed("run_cell")

# %% [markdown]
# ## Exercise 7: The LSTM
#
# In the simple cell every step squeezes the whole state through weights and a tanh. The **LSTM**
# (long short-term memory) keeps a second state, the **cell state** $c$, which is changed only by
# multiplying and adding. Three **gates**, numbers between 0 and 1, decide: the *forget* gate $f$
# how much of the old cell state stays, the *input* gate $i$ how much of the new candidate $g$ comes
# in, the *output* gate $o$ how much is shown. Everything is computed from
# $z = x\, w + h\, u + b$, which has four blocks of `units` columns, in Keras's order:
#
# $$i = \sigma(z_1), \quad f = \sigma(z_2), \quad g = \tanh(z_3), \quad o = \sigma(z_4)$$
#
# $$c' = f\, c + i\, g, \qquad h' = o \tanh(c')$$
#
# with $\sigma(z) = 1/(1 + e^{-z})$, element by element. Keras starts the biases of $f$ at 1, so
# that an untrained LSTM keeps $\sigma(1) = 0.73$ of its cell state at each step.
#
# **Worked number.** One unit, all weights 1, all biases 0, input 1, both states 0: all four blocks
# are 1. So $c' = 0.731059 \cdot 0.761594 = 0.556770$ and
# $h' = 0.731059 \cdot \tanh(0.556770) = 0.369606$.


# %% exercise="lstm_step" points=3
def lstm_step(x, h, c, w, u, b):
    """Return both states after a step of an LSTM, as Keras computes them.

    z = x w + h u + b has four blocks of `units` columns, in this order: input, forget, candidate,
    output. With i, f, o the sigmoids of their blocks and g the tanh of the candidate's,
    c_new = f c + i g and h_new = o tanh(c_new).

    Parameters
    ----------
    x : array of shape (n, d)
        The inputs of this step, of any numeric type. Not changed.
    h : array of shape (n, units)
        The state that is shown, of any numeric type. Not changed.
    c : array of shape (n, units)
        The cell state, of any numeric type. Not changed.
    w : array of shape (d, 4 * units)
        The weights of the inputs, of any numeric type. Not changed.
    u : array of shape (units, 4 * units)
        The weights of h, of any numeric type. Not changed.
    b : array of shape (4 * units,)
        The biases, of any numeric type. Not changed.

    Returns
    -------
    (h, c) : tuple of two arrays of shape (n, units)
        The new states, h first. No element of z is above 500 in size.

    Examples
    --------
    >>> one, ones = np.ones((1, 1)), np.ones((1, 4))
    >>> h, c = lstm_step(one, 0 * one, 0 * one, ones, ones, np.zeros(4))
    >>> print(h.round(6), c.round(6))
    [[0.369606]] [[0.55677]]
    """
    raise NotImplementedError


# %% check="lstm_step"
ones = np.ones((1, 4))
h, c = lstm_step(one, 0 * one, 0 * one, ones, ones, np.zeros(4))
call = "lstm_step([[1]], [[0]], [[0]], [[1, 1, 1, 1]], [[1, 1, 1, 1]], [0, 0, 0, 0])"
check(call + "[0]", h, np.array([[0.369606]]))
check(call + "[1]", c, np.array([[0.556770]]))
h, c = lstm_step(one, one, 2 * one, 0 * ones, 0 * ones, np.array([-3.0, 2.0, 1.0, 0.0]))
call = "lstm_step([[1]], [[1]], [[2]], [[0, 0, 0, 0]], [[0, 0, 0, 0]], [-3, 2, 1, 0])"
check(call + "[0]", h, np.array([[0.473284]]))
check(call + "[1]", c, np.array([[1.797713]]))
passed("lstm_step")

# %% [markdown]
# **What fades, and how fast?** We run your cells over 30 steps from random weights, 16 units, and
# move the input of one step by a little. How much does the *last* output move? The answer is the
# size of the derivative that backpropagation would have to send back over this distance.
#
# **Predict before you run.** An LSTM whose forget gates stand at 0.98 sends a derivative back over
# 30 steps. About which share of it arrives: 0.55, 0.05 or 0.0005?

# %% tags=["demonstration"]
my_share = None  # write one of the three numbers here

# %% tags=["demonstration"]
steps, units, move = 30, 16, 1e-5
rng = np.random.default_rng(3)
sequence = rng.normal(size=(steps, 1))
moved = np.repeat(sequence[np.newaxis], steps + 1, axis=0)
moved[np.arange(steps), np.arange(steps)] += move  # row k has step k moved, the last row none


def moves_of_the_last_output(step, state):
    """By how much the last output moves, for a unit move at each distance from the end."""
    outputs, _ = run_cell(step, moved, state)
    difference = outputs[:-1, -1] - outputs[-1, -1]
    return np.linalg.norm(difference, axis=1)[::-1] / move


def lstm_cell(w, u, b):
    """An LSTM with these weights as a step for run_cell; its state is the pair (h, c)."""

    def step(x_t, state):
        h, c = lstm_step(x_t, *state, w, u, b)
        return h, (h, c)

    return step


def rnn_cell(w, u, b):
    """A simple cell with these weights as a step for run_cell."""

    def step(x_t, h):
        h = simple_rnn_step(x_t, h, w, u, b)
        return h, h

    return step


nothing = np.zeros((steps + 1, units))
w, turn = rng.normal(size=(1, units)) / 2, np.linalg.qr(rng.normal(size=(units, units)))[0]
memory = {}
for size, style in ((0.5, "o-"), (0.9, "s-")):
    cell = rnn_cell(w, size * turn, np.zeros(units))
    name = f"simple RNN, u shrinks by {size}"
    memory[name] = moves_of_the_last_output(cell, nothing), "tab:orange", style
w4, u4 = rng.normal(size=(1, 4 * units)) / 4, rng.normal(size=(units, 4 * units)) / 40
for bias, style in ((1.0, "v--"), (4.0, "^--")):
    b4 = np.concatenate([np.zeros(units), np.full(units, bias), np.zeros(2 * units)])
    name = f"LSTM, forget gates at {1 / (1 + np.exp(-bias)):.2f}"
    cell = lstm_cell(w4, u4, b4)
    memory[name] = moves_of_the_last_output(cell, (nothing, nothing)), "tab:blue", style

figure, axes = plt.subplots(figsize=(8.5, 4.6))
for name, (moves, colour, style) in memory.items():
    axes.semilogy(moves / moves[0], style, color=colour, markersize=4, label=name)
axes.set(
    title="How much of an input is left after some steps",
    xlabel="distance from the last step",
    ylabel="derivative, relative to distance 0",
    ylim=(1e-7, 3),
)
axes.legend(loc="lower left")
figure.tight_layout()
plt.show()
print(f"0.98 ** 30 = {0.98**30:.2f}.")
print("You predicted nothing." if my_share is None else f"You predicted {my_share}.")

# %% [markdown]
# **The picture in words.** Four curves on a logarithmic axis, all starting at 1. The simple RNN
# whose weights $u$ halve the state at each step has lost an input after 20 steps: less than a
# ten-millionth is left. With $u$ that shrinks by 0.9 the tanh takes its share as well, and a
# ten-thousandth is left at the end. The LSTM with forget gates at 0.73, as Keras starts it, is no
# better. With forget gates at 0.98 its curve stays near 1 over the whole distance. The simple cell
# has nothing like these gates: in an LSTM, training can move them.
#
# ## Exercise 8: The gate in the middle
#
# The whole difference between the curves is one product.


# %% exercise="what_the_forget_gate_multiplies" points=1
def what_the_forget_gate_multiplies():
    """Say what the forget gate of an LSTM multiplies.

    Returns
    -------
    str
        Exactly one of
        "the old cell state",
        "the new candidate",
        "the input",
        "the output of the cell".

    Examples
    --------
    >>> len(what_the_forget_gate_multiplies()) > 5
    True
    """
    raise NotImplementedError


# %% check="what_the_forget_gate_multiplies"
choices = ("the old cell state", "the new candidate", "the input", "the output of the cell")
answer = what_the_forget_gate_multiplies()
check(
    "what_the_forget_gate_multiplies()",
    answer,
    answer if answer in choices else "one of the four strings",
)
passed("what_the_forget_gate_multiplies")

# %% [markdown]
# ## Exercise 9: The GRU
#
# The **GRU** (gated recurrent unit) does with one state and two gates. The *update* gate $z$ says
# how much of the **old** state stays, the *reset* gate $r$ how much of it the candidate $g$ may
# see. With Keras's default `reset_after=True` there are two rows of biases, one added to the
# input's products and one to the state's, and the reset gate multiplies *after* the product:
#
# $$z = \sigma(x\, w_z + b_z + h\, u_z + b'_z), \qquad r = \sigma(x\, w_r + b_r + h\, u_r + b'_r)$$
#
# $$g = \tanh\big(x\, w_g + b_g + r\,(h\, u_g + b'_g)\big), \qquad h' = z\, h + (1 - z)\, g$$
#
# With `reset_after=False` there is one row of biases, and the reset gate multiplies the state
# before the product: $g = \tanh(x\, w_g + b_g + (r\, h)\, u_g)$. The blocks stand in the order
# update, reset, candidate. Texts differ here: some exchange $z$ and $1 - z$, so that $z$ is the
# share of the *new* state. The docstring below decides.
#
# **Worked number.** One unit, all weights 1, all biases 0, $x = 1$, $h = 0$: $z = \sigma(1) =
# 0.731059$ and $g = \tanh 1 = 0.761594$, so $h' = 0.268941 \cdot 0.761594 = 0.204824$.


# %% exercise="gru_step" points=3
def gru_step(x, h, w, u, b, reset_after=True):
    """Return the state after a step of a GRU, as Keras computes it.

    w, u and b have three blocks of `units` columns, in this order: update, reset, candidate. The
    update gate z and the reset gate r are the sigmoids of their blocks of x w + h u plus all
    biases. The candidate g is tanh(x w + b[0] + r (h u + b[1])), taken on the candidate's block,
    with reset_after, and tanh(x w + (r h) u + b) without. The new state is z h + (1 - z) g: z is
    the share of the old state.

    Parameters
    ----------
    x : array of shape (n, d)
        The inputs of this step, of any numeric type. Not changed.
    h : array of shape (n, units)
        The state before this step, of any numeric type. Not changed.
    w : array of shape (d, 3 * units)
        The weights of the inputs, of any numeric type. Not changed.
    u : array of shape (units, 3 * units)
        The weights of the state, of any numeric type. Not changed.
    b : array of shape (2, 3 * units), or (3 * units,) without reset_after
        The biases, of any numeric type: the input's, then the state's. Not changed.
    reset_after : bool
        Whether the reset gate multiplies after the product with u, or before.

    Returns
    -------
    array of shape (n, units)
        The new state. No sum before an activation is above 500 in size.

    Examples
    --------
    >>> one, ones = np.ones((1, 1)), np.ones((1, 3))
    >>> print(gru_step(one, 0 * one, ones, ones, np.zeros((2, 3))).round(6))
    [[0.204824]]
    """
    raise NotImplementedError


# %% check="gru_step"
ones = np.ones((1, 3))
check(
    "gru_step([[1]], [[0]], [[1, 1, 1]], [[1, 1, 1]], [[0, 0, 0], [0, 0, 0]])",
    gru_step(one, 0 * one, ones, ones, np.zeros((2, 3))),
    np.array([[0.204824]]),
)
check(
    "gru_step([[1]], [[1]], [[1, 1, 1]], [[1, 1, 1]], [[0, 0, 0], [0, 0, 1]])",
    gru_step(one, one, ones, ones, np.array([[0.0, 0.0, 0.0], [0.0, 0.0, 1.0]])),
    np.array([[0.999052]]),
)
check(
    "gru_step([[1]], [[1]], [[1, 1, 1]], [[1, 1, 1]], [0, 0, 1], reset_after=False)",
    gru_step(one, one, ones, ones, np.array([0.0, 0.0, 1.0]), reset_after=False),
    np.array([[0.999252]]),
)
passed("gru_step")

# %% [markdown]
# ## Exercise 10: LSTM or GRU?
#
# Count the arrays of both, for the same number of units (assignment 08 has the formulas), and count
# what each of them hands on from step to step. Which of the two learns a problem better depends on
# the problem; that one is "not reliable" is an opinion that you may read, and no more.


# %% exercise="fewer_parameters" points=1
def fewer_parameters():
    """Say which of the two has fewer parameters for the same units, and how many states they have.

    Returns
    -------
    str
        Exactly one of
        "the GRU; it has one state, the LSTM two",
        "the GRU; it has two states, the LSTM one",
        "the LSTM; it has one state, the GRU two",
        "neither; both have two states".

    Examples
    --------
    >>> len(fewer_parameters()) > 5
    True
    """
    raise NotImplementedError


# %% check="fewer_parameters"
choices = (
    "the GRU; it has one state, the LSTM two",
    "the GRU; it has two states, the LSTM one",
    "the LSTM; it has one state, the GRU two",
    "neither; both have two states",
)
answer = fewer_parameters()
check("fewer_parameters()", answer, answer if answer in choices else "one of the four strings")
passed("fewer_parameters")

# %% [markdown]
# ## Exercise 11: Clipping
#
# Over many steps, a derivative is multiplied again and again. If the factors are below 1 it fades;
# if they are above 1 it explodes, and a single step of gradient descent throws all weights far
# away. The usual remedy is a limit on the *gradient*, not on the weights. Take the Euclidean norm
# over all elements of all arrays together; where it is above the limit, multiply all arrays by one
# factor, so that the direction stays the same:
#
# $$g'_k = g_k \cdot \frac{\text{limit}}{\lVert g \rVert}, \qquad
# \lVert g \rVert = \sqrt{\sum_k \sum_j g_{kj}^2}$$
#
# **Worked number.** Two arrays, $(3)$ and $(4)$, have the norm 5. With the limit 1 they become
# $(0.6)$ and $(0.8)$; with the limit 10 they stay as they are.


# %% exercise="clip_by_norm" points=2
def clip_by_norm(grads, limit):
    """Return the gradients, scaled so that their common norm is at most the limit.

    The norm is the root of the sum of the squares of all elements of all arrays. Where it is above
    the limit, each array is multiplied by limit / norm; otherwise all stay as they are.

    Parameters
    ----------
    grads : list of arrays of any shapes
        The gradients, of any numeric type. Neither the list nor the arrays are changed.
    limit : float
        The greatest norm that is allowed, positive.

    Returns
    -------
    list of arrays
        A new list, each array of the shape of its gradient.

    Examples
    --------
    >>> print(clip_by_norm([np.array([3.0]), np.array([4.0])], 1.0))
    [array([0.6]), array([0.8])]
    """
    raise NotImplementedError


# %% check="clip_by_norm"
pair = [np.array([3.0]), np.array([4.0])]
check("clip_by_norm([[3], [4]], 1)", clip_by_norm(pair, 1), [np.array([0.6]), np.array([0.8])])
check("clip_by_norm([[3], [4]], 10)", clip_by_norm(pair, 10), pair)
nought = [np.zeros((1, 2))]
check("clip_by_norm([[[0, 0]]], 1)", clip_by_norm(nought, 1), nought)
passed("clip_by_norm")

# %% [markdown]
# The smallest network that explodes: a cell without tanh, $h_t = w\, h_{t-1}$, over 20 steps from
# $h_0 = 1$. It is to end at 0.5, so the loss is $(w^{20} - 0.5)^2$. We start at $w = 1.15$, take
# gradient steps of rate 0.01, once as they are and once with your function and the limit 1.

# %% tags=["demonstration"]
length, wanted, rate = 20, 0.5, 0.01
runs = {}
for name, limit in (("as they are", 1e300), ("clipped to norm 1", 1.0)):
    w, losses = 1.15, []
    for _ in range(30):
        losses.append((w**length - wanted) ** 2)
        if losses[-1] > 1e12:
            break  # the next step would overflow
        slope = 2 * (w**length - wanted) * length * w ** (length - 1)
        w -= rate * clip_by_norm([np.array([slope])], limit)[0][0]
    runs[name] = losses

figure, axes = plt.subplots(figsize=(7.5, 4.2))
for (name, losses), style in zip(runs.items(), ("s--", "o-"), strict=True):
    colour = "tab:blue" if "clipped" in name else "tab:orange"
    axes.semilogy(losses, style, color=colour, markersize=4, label=f"gradients {name}")
axes.set(
    title="One step without a limit is enough",
    xlabel="step",
    ylabel="loss (logarithmic)",
    ylim=(1e-8, 1e14),
)
axes.legend(loc="upper right")
figure.tight_layout()
plt.show()
slope = 2 * (1.15**length - wanted) * length * 1.15 ** (length - 1)
print(f"The first derivative is {slope:,.0f}, and w becomes {1.15 - rate * slope:.0f}.")

# %% [markdown]
# **The picture in words.** The loss, on a logarithmic axis, against the step. As they are, the
# gradients throw $w$ from 1.15 to about -89 in the first step, and the loss goes from 252 to a
# number near $10^{78}$: the curve leaves the picture at once. Clipped, the loss falls for 18 steps,
# each of which moves $w$ by 0.01, and then stays near 0.002, where such steps jump over the
# minimum.
#
# ## Exercise 12: A diagnosis
#
# After a few batches the training loss of a recurrent network becomes NaN (not a number), and its
# weights are huge. What has happened?


# %% exercise="what_went_wrong" points=1
def what_went_wrong():
    """Say what has happened where the training loss becomes NaN and the weights are huge.

    Returns
    -------
    str
        Exactly one of
        "exploding gradient",
        "vanishing gradient",
        "overfitting",
        "too few units".

    Examples
    --------
    >>> len(what_went_wrong()) > 5
    True
    """
    raise NotImplementedError


# %% check="what_went_wrong"
choices = ("exploding gradient", "vanishing gradient", "overfitting", "too few units")
answer = what_went_wrong()
check("what_went_wrong()", answer, answer if answer in choices else "one of the four strings")
passed("what_went_wrong")

# %% [markdown]
# ## Exercise 13: A vocabulary
#
# A network computes with numbers, so every word gets one. The list of words that have a number is
# called the **vocabulary**. Its size is limited, and the most frequent words come first. Two places
# are taken: number 0, the empty string, is **padding**, which fills up short texts; number 1,
# `"[UNK]"`, stands for every word that is not in the list.
#
# What is a word? The text is made lower-case, all punctuation is taken out (the characters of
# `TAKEN_OUT` in the first code cell), and what is left is cut at white space. So `"Don't!"` gives
# `dont`.
#
# **Worked number.** "There is nothing to like in this movie." has eight words. "The quick brown fox
# jumped over the lazy dog." has nine, of which eight are different, and `the` is the most frequent.


# %% exercise="build_vocabulary" points=3
def build_vocabulary(texts, size):
    """Return the vocabulary of some texts, the most frequent words first.

    The list begins with "" and "[UNK]". The words of the texts follow by falling frequency, over
    all texts together; words that are equally frequent come in the order of the alphabet. Words are
    lower-case, without the characters !"#$%&()*+,-./:;<=>?@[\\]^_{|}~ and without apostrophe and
    grave accent, cut at white space.

    Parameters
    ----------
    texts : list of str
        The texts; a text may be empty or hold only punctuation. Not changed.
    size : int
        How many entries the list may have, "" and "[UNK]" included; at least 2.

    Returns
    -------
    list of str
        At most `size` different strings.

    Examples
    --------
    >>> print(build_vocabulary(["The film, the plot!", "A film."], 5))
    ['', '[UNK]', 'film', 'the', 'a']
    """
    raise NotImplementedError


# %% check="build_vocabulary"
check(
    '"/".join(build_vocabulary(["The film, the plot!", "A film."], 5))',
    "/".join(build_vocabulary(["The film, the plot!", "A film."], 5)),
    "/[UNK]/film/the/a",
)
check(
    '"/".join(build_vocabulary(["Don\'t!", "dont well-made"], 9))',
    "/".join(build_vocabulary(["Don't!", "dont well-made"], 9)),
    "/[UNK]/dont/wellmade",
)
check(
    '"/".join(build_vocabulary(["a film"], 2))',
    "/".join(build_vocabulary(["a film"], 2)),
    "/[UNK]",
)
passed("build_vocabulary")

# %% [markdown]
# ## Exercise 14: Texts as rows of numbers
#
# Now each text becomes a row of integers, the places of its words in the vocabulary. All rows have
# the same length: what is longer is cut off at the end, what is shorter is filled up with 0 at the
# end.
#
# **Worked number.** With the vocabulary `"", "[UNK]", "film", "the", "a"` and length 4, the text
# "The new film" becomes $(3, 1, 2, 0)$.


# %% exercise="vectorize" points=2
def vectorize(texts, vocabulary, length):
    """Return the places of the texts' words in a vocabulary, a row for each text.

    Words are found as in `build_vocabulary`. A word that is not in the vocabulary becomes 1. Rows
    are cut off at the end, or filled with 0 at the end.

    Parameters
    ----------
    texts : list of str
        The texts, at least one; a text may be empty or hold only punctuation. Not changed.
    vocabulary : list of str
        The words, each once, "" and "[UNK]" first. Not changed.
    length : int
        How many numbers a row has, at least 1.

    Returns
    -------
    array of integers of shape (n, length)
        One row for each of the n texts.

    Examples
    --------
    >>> print(vectorize(["The new film"], ["", "[UNK]", "film", "the", "a"], 4))
    [[3 1 2 0]]
    """
    raise NotImplementedError


# %% check="vectorize"
words = ["", "[UNK]", "film", "the", "a"]
check(
    'vectorize(["The new film"], ["", "[UNK]", "film", "the", "a"], 4)',
    vectorize(["The new film"], words, 4),
    [[3, 1, 2, 0]],
)
check(
    'vectorize(["a film, the film", ""], ["", "[UNK]", "film", "the", "a"], 3)',
    vectorize(["a film, the film", ""], words, 3),
    [[4, 2, 3], [0, 0, 0]],
)
passed("vectorize")

# %% [markdown]
# ## Exercise 15: Embedding
#
# The number of a word is only a name: word 4 is not twice word 2. One-hot rows say the same without
# an order, but they are long. Twenty words over a vocabulary of 10,000 are 200,000 inputs, and a
# dense layer of 16 units on them has 3,200,016 parameters. An **embedding** is a table with one
# short row for each word, 160,000 numbers for 16 columns, whatever the length of the texts. It is
# learned like all weights.
#
# The simplest way to sum up a text is the mean of its words' rows. Padding does not count. This is
# called a *bag of words*, since the order is lost.
#
# **Worked number.** The table has the rows $(9, 9), (0, 0), (1, 2), (3, 6)$. The text $(2, 3, 0)$
# has two words: $((1, 2) + (3, 6))/2 = (2, 4)$.


# %% exercise="embed" points=2
def embed(table, ids):
    """Return for each text the mean of its words' rows of a table.

    Each id that is not 0 is a word; 0 is padding, wherever it stands, and does not count. A text
    without any word gives 0.0.

    Parameters
    ----------
    table : array of shape (words, d)
        One row for each word, the row of the padding included, of any numeric type. Not changed.
    ids : array of integers of shape (n, length)
        The texts, each id from 0 to words - 1. Not changed.

    Returns
    -------
    array of shape (n, d)
        The means, computed in floating point.

    Examples
    --------
    >>> table = np.array([[9.0, 9.0], [0.0, 0.0], [1.0, 2.0], [3.0, 6.0]])
    >>> print(embed(table, np.array([[2, 3, 0], [0, 0, 0]])))
    [[2. 4.]
     [0. 0.]]
    """
    raise NotImplementedError


# %% check="embed"
table = np.array([[9.0, 9.0], [0.0, 0.0], [1.0, 2.0], [3.0, 6.0]])
check(
    "embed([[9, 9], [0, 0], [1, 2], [3, 6]], [[2, 3, 0], [0, 0, 0]])",
    embed(table, np.array([[2, 3, 0], [0, 0, 0]])),
    np.array([[2.0, 4.0], [0.0, 0.0]]),
)
check(
    "embed([[9, 9], [0, 0], [1, 2], [3, 6]], [[0, 3, 3]])",
    embed(table, np.array([[0, 3, 3]])),
    np.array([[3.0, 6.0]]),
)
passed("embed")

# %% [markdown]
# ## The same in Keras
#
# Keras has the cells as layers: `SimpleRNN`, `LSTM` and `GRU` run their cell over the second axis
# of a batch `(n, t, d)` and give the last output, or all of them with `return_sequences=True`,
# which a second recurrent layer on top needs. `Embedding(words, d)` is the table, and takes
# integers `(n, length)`. With `mask_zero=True` the layers behind it skip the padding: their state
# stays as it is where the id is 0.
#
# Importing Keras takes a few seconds, so we do it only now.

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

# %% [markdown]
# **Are your cells Keras's?** The same weights in Keras's layers and in your steps, run over the
# same sequences by your `run_cell`:

# %% tags=["demonstration"]
rng = np.random.default_rng(5)
sequences = rng.normal(size=(4, 7, 3))
start = np.zeros((4, 5))
for layer, cell, state in (
    (keras.layers.SimpleRNN(5, return_sequences=True), rnn_cell, start),
    (keras.layers.LSTM(5, return_sequences=True), lstm_cell, (start, start)),
    (
        keras.layers.GRU(5, return_sequences=True),
        lambda w, u, b: lambda x_t, h: (gru_step(x_t, h, w, u, b),) * 2,
        start,
    ),
):
    by_keras = keras.ops.convert_to_numpy(layer(sequences.astype("float32")))
    outputs, _ = run_cell(cell(*layer.get_weights()), sequences, state)
    difference = np.abs(outputs - by_keras).max()
    print(f"{type(layer).__name__:<10}greatest difference {difference:.1e}")

# %% [markdown]
# The differences are those of single precision, in which Keras computes.
#
# ## Exercise 16: Forecast the series
#
# Now forecast $a$ one step ahead, from windows of eight steps of both variables. What decides is
# $b$, three steps back in the window: your network must find that out. Design it as you like, as
# long as a recurrent layer reads the window and everything is in the lists below. The output is
# a number that may have either sign.
#
# Plain SGD at 0.01 is too slow for so few epochs, and so is a learning rate of 0.0001 with Adam. An
# LSTM with Adam at its default rate of 0.001 is on its way after these epochs, but not there:
# raise the rate.
#
# **Worked number.** An LSTM of 24 units on two variables has $4 \cdot 24 \cdot (2 + 24 + 1) =
# 2{,}592$ parameters, and the dense layer behind it 25.

# %% [markdown] published="build_forecaster"
# **How it is graded.** The grader takes your compiled model, gives it fresh weights and trains it
# on 2,992 samples, in batches of 32, for 25 epochs. Its outputs for 992 other samples, the test
# data, are averaged over the last 3 epochs. With them it must reach at least
#
# - 0.704: share of the naive forecast's squared errors that is saved on the test data (skill)
#
# **What is allowed.** At most 20,000 parameters, and at most 30 million multiplications for one of
# the samples. Everything in the model is Keras's own and is in these lists, which the second check
# below your function knows, too:
#
# - **Layers:** `Activation`, `Add`, `Average`, `AveragePooling1D`, `AveragePooling2D`,
#   `BatchNormalization`, `Bidirectional`, `Concatenate`, `Conv1D`, `Conv2D`, `Dense`,
#   `DepthwiseConv2D`, `Dropout`, `ELU`, `Embedding`, `Flatten`, `GRU`, `GaussianDropout`,
#   `GaussianNoise`, `GlobalAveragePooling1D`, `GlobalAveragePooling2D`, `GlobalMaxPooling1D`,
#   `GlobalMaxPooling2D`, `InputLayer`, `LSTM`, `LayerNormalization`, `LeakyReLU`, `MaxPooling1D`,
#   `MaxPooling2D`, `Maximum`, `Minimum`, `MultiHeadAttention`, `Multiply`, `Permute`,
#   `RMSNormalization`, `RandomBrightness`, `RandomContrast`, `RandomFlip`, `RandomRotation`,
#   `RandomTranslation`, `RandomZoom`, `ReLU`, `RepeatVector`, `Rescaling`, `Reshape`,
#   `SeparableConv2D`, `SimpleRNN`, `Softmax`, `SpatialDropout2D`, `Subtract`, `ZeroPadding2D`
# - **Activations:** `celu`, `elu`, `exponential`, `gelu`, `hard_shrink`, `hard_sigmoid`,
#   `hard_silu`, `hard_swish`, `hard_tanh`, `leaky_relu`, `linear`, `log_sigmoid`, `log_softmax`,
#   `mish`, `relu`, `relu6`, `selu`, `sigmoid`, `silu`, `soft_shrink`, `softmax`, `softplus`,
#   `softsign`, `sparse_plus`, `sparse_sigmoid`, `sparsemax`, `squareplus`, `swish`, `tanh`,
#   `tanh_shrink`
# - **Losses:** `BinaryCrossentropy`, `BinaryFocalCrossentropy`, `CategoricalCrossentropy`,
#   `CategoricalHinge`, `Hinge`, `Huber`, `KLDivergence`, `LogCosh`, `MeanAbsoluteError`,
#   `MeanAbsolutePercentageError`, `MeanSquaredError`, `MeanSquaredLogarithmicError`, `Poisson`,
#   `SparseCategoricalCrossentropy`, `SquaredHinge`
# - **Optimisers:** `Adadelta`, `Adagrad`, `Adam`, `AdamW`, `Adamax`, `Lion`, `Nadam`, `RMSprop`,
#   `SGD`
# - **Learning-rate schedules:** `CosineDecay`, `CosineDecayRestarts`, `ExponentialDecay`,
#   `InverseTimeDecay`, `PiecewiseConstantDecay`, `PolynomialDecay`
#
# Metrics are free. The grader allows no operation that is not a layer (`x * y`, `keras.ops`), no
# model within a model, no frozen layer (`trainable=False`), and no constraint, mask or `training=`
# of your own.


# %% exercise="build_forecaster" points=3 keras=true
def build_forecaster():
    """Build and compile a recurrent network that forecasts the series.

    Returns
    -------
    keras.Model
        A compiled model from shape (batch, 8, 2), windows of a and b, to shape (batch, 1), the next
        value of a. It has a recurrent layer (SimpleRNN, LSTM or GRU, also within Bidirectional) and
        at most 20,000 parameters. Layers, activations, optimiser and loss are in the lists above.

    Examples
    --------
    >>> print(build_forecaster().count_params() <= 20_000)
    True
    """
    raise NotImplementedError


# %% check="build_forecaster"
model = build_forecaster()
check("the shape of its input", model.input_shape[1:], (8, 2))
check("its outputs", model.output_shape[-1], 1)
check("it is compiled", bool(model.compiled), True)
passed("build_forecaster")

# %% check="build_forecaster" published="build_forecaster"
# Written by `autograder release`: how the grader trains your model, and what it allows.
SAMPLES, BATCH_SIZE, EPOCHS, BARS = 2_992, 32, 25, {"skill": 0.704}
PARAMETERS = 20_000
LAYERS = """
Activation Add Average AveragePooling1D AveragePooling2D BatchNormalization Bidirectional
Concatenate Conv1D Conv2D Dense DepthwiseConv2D Dropout ELU Embedding Flatten GRU GaussianDropout
GaussianNoise GlobalAveragePooling1D GlobalAveragePooling2D GlobalMaxPooling1D GlobalMaxPooling2D
InputLayer LSTM LayerNormalization LeakyReLU MaxPooling1D MaxPooling2D Maximum Minimum
MultiHeadAttention Multiply Permute RMSNormalization RandomBrightness RandomContrast RandomFlip
RandomRotation RandomTranslation RandomZoom ReLU RepeatVector Rescaling Reshape SeparableConv2D
SimpleRNN Softmax SpatialDropout2D Subtract ZeroPadding2D
""".split()
ACTIVATIONS = """
ELU LeakyReLU ReLU Softmax celu elu exponential gelu hard_shrink hard_sigmoid hard_silu hard_swish
hard_tanh leaky_relu linear log_sigmoid log_softmax mish relu relu6 selu sigmoid silu soft_shrink
softmax softplus softsign sparse_plus sparse_sigmoid sparsemax squareplus swish tanh tanh_shrink
""".split()
LOSSES = """
BinaryCrossentropy BinaryFocalCrossentropy CategoricalCrossentropy CategoricalHinge Hinge Huber
KLDivergence LogCosh MeanAbsoluteError MeanAbsolutePercentageError MeanSquaredError
MeanSquaredLogarithmicError Poisson SparseCategoricalCrossentropy SquaredHinge
""".split()
OPTIMISERS = """
Adadelta Adagrad Adam AdamW Adamax Lion Nadam RMSprop SGD
""".split()
SCHEDULES = """
CosineDecay CosineDecayRestarts ExponentialDecay InverseTimeDecay PiecewiseConstantDecay
PolynomialDecay
""".split()
LEFT_ALONE = """
beta_constraint bias_constraint depthwise_constraint embeddings_constraint gamma_constraint
kernel_constraint lora_alpha lora_rank noise_shape pointwise_constraint quantization_config
recurrent_constraint renorm renorm_clipping return_state sliding_window stateful synchronized unroll
use_gate
""".split()


def layers_not_allowed(model):
    """List what the grader does not allow in a model's layers."""
    found, layers = [], list(getattr(model, "operations", model.layers))
    masked = any(getattr(layer, "mask_zero", False) for layer in layers)
    for layer in layers:
        kind = type(layer).__name__
        if kind == "NotEqual" and masked:
            continue  # the mask of an embedding, which Keras makes by itself
        place = f"the {kind} layer {layer.name!r}"
        if not isinstance(layer, keras.layers.Layer):
            found.append(f"the operation {kind}: use layers, such as Multiply for x * y")
            continue
        if kind not in LAYERS or not type(layer).__module__.startswith("keras."):
            found.append(place)
            continue
        if kind == "Bidirectional":
            layers += [layer.forward_layer, layer.backward_layer]
        if not layer.trainable:
            found.append(f"{place}, which is frozen")
        options = layer.get_config()
        found += [f"{place} with {name}" for name in LEFT_ALONE if options.get(name)]
        for name in ("activation", "recurrent_activation"):
            function = getattr(layer, name, None)
            called = getattr(function, "__name__", type(function).__name__)
            if function is not None and called not in ACTIVATIONS:
                found.append(f"{place} with the activation {called}")
    return found


def settings_not_allowed(model):
    """List what the grader does not allow in a model's loss and optimiser."""
    found = []
    loss, optimizer = keras.losses.get(model.loss), model.optimizer
    called = getattr(loss, "__name__", type(loss).__name__)
    if called.replace("_", "").lower() not in [name.lower() for name in LOSSES]:
        found.append(f"the loss {called}" if loss else "a model without a loss")
    if type(optimizer).__name__ not in OPTIMISERS:
        found.append(f"the optimiser {type(optimizer).__name__}")
    rate = optimizer.get_config()["learning_rate"]
    if isinstance(rate, dict) and rate["class_name"] not in SCHEDULES:
        found.append(f"the learning-rate schedule {rate['class_name']}")
    return found


def not_allowed(model):
    """List what the grader does not allow in a model."""
    if not type(model).__module__.startswith("keras."):
        return ["a model of your own class: use keras.Sequential or keras.Model(inputs, outputs)"]
    if not (model.built and model.compiled):
        return ["a model that does not begin with keras.Input, or is not compiled"]
    return layers_not_allowed(model) + settings_not_allowed(model)


model = build_forecaster()
if refused := not_allowed(model):
    raise CheckFailed("\n  ".join(["Check failed: the grader does not allow", *refused]))
check(f"at most {PARAMETERS:,} parameters", model.count_params() <= PARAMETERS, True)
passed("build_forecaster: what is allowed")

# %% [markdown]
# Now the whole way with your functions: cut the time, make windows in each part, train, and judge
# by the skill. Beside your network: the naive forecast, a linear one by least squares, and a GRU
# that sees only the target variable.

# %% tags=["demonstration"]
keras.utils.set_random_seed(0)
series = make_series(4000, np.random.default_rng(8))
past, future = split_in_time(len(series), [0.75, 0.25])
x, y = windows(series[past], 8)
test_x, test_y = windows(series[future], 8)

forecaster = build_forecaster()
forecaster.fit(x, y, batch_size=BATCH_SIZE, epochs=EPOCHS, verbose=0)

flat = np.concatenate([np.ones((len(x), 1)), x.reshape(len(x), -1)], axis=1)
coefficients = np.linalg.lstsq(flat, y, rcond=None)[0]
test_flat = np.concatenate([np.ones((len(test_x), 1)), test_x.reshape(len(test_x), -1)], axis=1)

alone = keras.Sequential([keras.Input((8, 1)), keras.layers.GRU(24), keras.layers.Dense(1)])
alone.compile(optimizer=keras.optimizers.Adam(0.005), loss="mse")
alone.fit(x[:, :, :1], y, batch_size=BATCH_SIZE, epochs=EPOCHS, verbose=0)

forecasts = {
    "naive": test_x[:, -1, 0],
    "linear, both variables": test_flat @ coefficients,
    "GRU, target alone": alone.predict(test_x[:, :, :1], verbose=0)[:, 0],
    "your network": forecaster.predict(test_x, verbose=0)[:, 0],
}
skills = {name: skill(test_x, test_y, forecast) for name, forecast in forecasts.items()}
for name, value in skills.items():
    print(f"{name:<24}skill {value:.3f}")
print("the grader asks for", BARS)

# %% tags=["demonstration"]
shown = slice(100, 160)
styles = {
    "naive": ("tab:gray", ":"),
    "linear, both variables": ("tab:orange", "--"),
    "your network": ("tab:blue", "-"),
}
figure, (axes, bars) = plt.subplots(1, 2, figsize=(12, 4.2), width_ratios=(2.2, 1))
steps = np.arange(len(test_y))[shown]
axes.plot(steps, test_y[shown], "o", color="black", markersize=4, label="truth")
for name, (colour, style) in styles.items():
    axes.plot(steps, forecasts[name][shown], color=colour, linestyle=style, label=name)
axes.set(title="Forecasts of a, one step ahead", xlabel="window", ylabel="a", ylim=(-1.5, 2.4))
axes.legend(ncols=2, loc="upper center")
names = ["linear, both variables", "GRU, target alone", "your network"]
bars.barh(names, [skills[name] for name in names], color=["tab:orange", "tab:gray", "tab:blue"])
bars.set(title="Who saw the second variable?", xlabel="skill", xlim=(0, 1))
figure.tight_layout()
plt.show()

# %% [markdown]
# **The picture in words.** On the left the truth as points, and three curves. The naive forecast
# is the truth one step late. The linear one follows the direction, but with far too small swings,
# since the sine is not linear. The network lies close to nearly all points. On the right three
# bars: with the target alone even a GRU has a skill of about 0.3, a linear forecast with both
# variables about 0.4, a good network with both above 0.9.
#
# ## Exercise 17: Read reviews
#
# The texts are made by the function below: two clauses with "but" in between, each of them about
# the plot, the film, the music or the cast, each with or without "not". The label is 1 where the
# *last* clause approves. The words of the first clause are as good as those of the last, so a bag
# of words cannot know which clause counts: it is right in about 63 of 100 cases. With the 16 words,
# padding and the unknown there are 18 ids, and all texts are filled up to 12.

# %%
GOOD, BAD = ("good", "lovely", "clever", "great"), ("bad", "dull", "silly", "awful")


def make_texts(n, rng):
    """Return n texts and their labels, an array (n,): 1 where the last clause approves."""
    texts, labels = [], []
    for _ in range(n):
        clauses = []
        for thing, word, negated, good in rng.integers((4, 4, 2, 2), size=(2, 4)):
            start = f"the {('plot', 'film', 'music', 'cast')[thing]} is"
            clauses.append(f"{start}{' not' if negated else ''} {(GOOD if good else BAD)[word]}")
        texts.append(" but ".join(clauses))
        labels.append(int(good != negated))
    return texts, np.array(labels)


# %% tags=["demonstration"]
for text, label in zip(*make_texts(4, np.random.default_rng(0)), strict=True):
    print(label, text)

# %% [markdown]
# Build a network that reads the ids of a text, with an embedding and a recurrent layer, and ends in
# one sigmoid unit: the probability that the text approves. The loss is one for two classes and
# takes this probability.
#
# **Worked number.** An embedding of 18 ids in 8 columns has 144 parameters, a GRU of 16 units on it
# $3 \cdot 16 \cdot (8 + 16 + 2) = 1{,}248$, the output 17.

# %% [markdown] published="build_text_classifier"
# **How it is graded.** The grader takes your compiled model, gives it fresh weights and trains it
# on 2,000 samples, in batches of 32, for 12 epochs. Its outputs for 2,000 other samples, the test
# data, are averaged over the last 3 epochs. With them it must reach at least
#
# - 0.771: accuracy on the test data
#
# **What is allowed.** At most 20,000 parameters, and at most 30 million multiplications for one of
# the samples. Everything in the model is Keras's own and is in these lists, which the second check
# below your function knows, too:
#
# - **Layers:** `Activation`, `Add`, `Average`, `AveragePooling1D`, `AveragePooling2D`,
#   `BatchNormalization`, `Bidirectional`, `Concatenate`, `Conv1D`, `Conv2D`, `Dense`,
#   `DepthwiseConv2D`, `Dropout`, `ELU`, `Embedding`, `Flatten`, `GRU`, `GaussianDropout`,
#   `GaussianNoise`, `GlobalAveragePooling1D`, `GlobalAveragePooling2D`, `GlobalMaxPooling1D`,
#   `GlobalMaxPooling2D`, `InputLayer`, `LSTM`, `LayerNormalization`, `LeakyReLU`, `MaxPooling1D`,
#   `MaxPooling2D`, `Maximum`, `Minimum`, `MultiHeadAttention`, `Multiply`, `Permute`,
#   `RMSNormalization`, `RandomBrightness`, `RandomContrast`, `RandomFlip`, `RandomRotation`,
#   `RandomTranslation`, `RandomZoom`, `ReLU`, `RepeatVector`, `Rescaling`, `Reshape`,
#   `SeparableConv2D`, `SimpleRNN`, `Softmax`, `SpatialDropout2D`, `Subtract`, `ZeroPadding2D`
# - **Activations:** `celu`, `elu`, `exponential`, `gelu`, `hard_shrink`, `hard_sigmoid`,
#   `hard_silu`, `hard_swish`, `hard_tanh`, `leaky_relu`, `linear`, `log_sigmoid`, `log_softmax`,
#   `mish`, `relu`, `relu6`, `selu`, `sigmoid`, `silu`, `soft_shrink`, `softmax`, `softplus`,
#   `softsign`, `sparse_plus`, `sparse_sigmoid`, `sparsemax`, `squareplus`, `swish`, `tanh`,
#   `tanh_shrink`
# - **Losses:** `BinaryCrossentropy`, `BinaryFocalCrossentropy`, `CategoricalCrossentropy`,
#   `CategoricalHinge`, `Hinge`, `Huber`, `KLDivergence`, `LogCosh`, `MeanAbsoluteError`,
#   `MeanAbsolutePercentageError`, `MeanSquaredError`, `MeanSquaredLogarithmicError`, `Poisson`,
#   `SparseCategoricalCrossentropy`, `SquaredHinge`
# - **Optimisers:** `Adadelta`, `Adagrad`, `Adam`, `AdamW`, `Adamax`, `Lion`, `Nadam`, `RMSprop`,
#   `SGD`
# - **Learning-rate schedules:** `CosineDecay`, `CosineDecayRestarts`, `ExponentialDecay`,
#   `InverseTimeDecay`, `PiecewiseConstantDecay`, `PolynomialDecay`
#
# Metrics are free. The grader allows no operation that is not a layer (`x * y`, `keras.ops`), no
# model within a model, no frozen layer (`trainable=False`), and no constraint, mask or `training=`
# of your own.


# %% exercise="build_text_classifier" points=3 keras=true
def build_text_classifier():
    """Build and compile a recurrent network that says whether a text approves.

    Returns
    -------
    keras.Model
        A compiled model from shape (batch, 12), ids from 0 to 17, to shape (batch, 1), the
        probability of label 1: it ends in one sigmoid unit. It has a recurrent layer (SimpleRNN,
        LSTM or GRU, also within Bidirectional) and at most 20,000 parameters. Layers, activations,
        optimiser and loss are in the lists above.

    Examples
    --------
    >>> print(build_text_classifier().count_params() <= 20_000)
    True
    """
    raise NotImplementedError


# %% check="build_text_classifier"
model = build_text_classifier()
check("the shape of its input", model.input_shape[1:], (12,))
check("its outputs", model.output_shape[-1], 1)
check("it is compiled", bool(model.compiled), True)
some_ids = np.array(
    [[2, 3, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0], [17, 16, 15, 14, 13, 12, 11, 0, 0, 0, 0, 0]]
)
probability = model.predict(some_ids, verbose=0)
check("its outputs are probabilities", bool(np.all((probability > 0) & (probability < 1))), True)
passed("build_text_classifier")

# %% check="build_text_classifier" published="build_text_classifier"
# Written by `autograder release`: how the grader trains your model, and what it allows.
SAMPLES, BATCH_SIZE, EPOCHS, BARS = 2_000, 32, 12, {"accuracy": 0.771}
PARAMETERS = 20_000
LAYERS = """
Activation Add Average AveragePooling1D AveragePooling2D BatchNormalization Bidirectional
Concatenate Conv1D Conv2D Dense DepthwiseConv2D Dropout ELU Embedding Flatten GRU GaussianDropout
GaussianNoise GlobalAveragePooling1D GlobalAveragePooling2D GlobalMaxPooling1D GlobalMaxPooling2D
InputLayer LSTM LayerNormalization LeakyReLU MaxPooling1D MaxPooling2D Maximum Minimum
MultiHeadAttention Multiply Permute RMSNormalization RandomBrightness RandomContrast RandomFlip
RandomRotation RandomTranslation RandomZoom ReLU RepeatVector Rescaling Reshape SeparableConv2D
SimpleRNN Softmax SpatialDropout2D Subtract ZeroPadding2D
""".split()
ACTIVATIONS = """
ELU LeakyReLU ReLU Softmax celu elu exponential gelu hard_shrink hard_sigmoid hard_silu hard_swish
hard_tanh leaky_relu linear log_sigmoid log_softmax mish relu relu6 selu sigmoid silu soft_shrink
softmax softplus softsign sparse_plus sparse_sigmoid sparsemax squareplus swish tanh tanh_shrink
""".split()
LOSSES = """
BinaryCrossentropy BinaryFocalCrossentropy CategoricalCrossentropy CategoricalHinge Hinge Huber
KLDivergence LogCosh MeanAbsoluteError MeanAbsolutePercentageError MeanSquaredError
MeanSquaredLogarithmicError Poisson SparseCategoricalCrossentropy SquaredHinge
""".split()
OPTIMISERS = """
Adadelta Adagrad Adam AdamW Adamax Lion Nadam RMSprop SGD
""".split()
SCHEDULES = """
CosineDecay CosineDecayRestarts ExponentialDecay InverseTimeDecay PiecewiseConstantDecay
PolynomialDecay
""".split()
LEFT_ALONE = """
beta_constraint bias_constraint depthwise_constraint embeddings_constraint gamma_constraint
kernel_constraint lora_alpha lora_rank noise_shape pointwise_constraint quantization_config
recurrent_constraint renorm renorm_clipping return_state sliding_window stateful synchronized unroll
use_gate
""".split()


def layers_not_allowed(model):
    """List what the grader does not allow in a model's layers."""
    found, layers = [], list(getattr(model, "operations", model.layers))
    masked = any(getattr(layer, "mask_zero", False) for layer in layers)
    for layer in layers:
        kind = type(layer).__name__
        if kind == "NotEqual" and masked:
            continue  # the mask of an embedding, which Keras makes by itself
        place = f"the {kind} layer {layer.name!r}"
        if not isinstance(layer, keras.layers.Layer):
            found.append(f"the operation {kind}: use layers, such as Multiply for x * y")
            continue
        if kind not in LAYERS or not type(layer).__module__.startswith("keras."):
            found.append(place)
            continue
        if kind == "Bidirectional":
            layers += [layer.forward_layer, layer.backward_layer]
        if not layer.trainable:
            found.append(f"{place}, which is frozen")
        options = layer.get_config()
        found += [f"{place} with {name}" for name in LEFT_ALONE if options.get(name)]
        for name in ("activation", "recurrent_activation"):
            function = getattr(layer, name, None)
            called = getattr(function, "__name__", type(function).__name__)
            if function is not None and called not in ACTIVATIONS:
                found.append(f"{place} with the activation {called}")
    return found


def settings_not_allowed(model):
    """List what the grader does not allow in a model's loss and optimiser."""
    found = []
    loss, optimizer = keras.losses.get(model.loss), model.optimizer
    called = getattr(loss, "__name__", type(loss).__name__)
    if called.replace("_", "").lower() not in [name.lower() for name in LOSSES]:
        found.append(f"the loss {called}" if loss else "a model without a loss")
    if type(optimizer).__name__ not in OPTIMISERS:
        found.append(f"the optimiser {type(optimizer).__name__}")
    rate = optimizer.get_config()["learning_rate"]
    if isinstance(rate, dict) and rate["class_name"] not in SCHEDULES:
        found.append(f"the learning-rate schedule {rate['class_name']}")
    return found


def not_allowed(model):
    """List what the grader does not allow in a model."""
    if not type(model).__module__.startswith("keras."):
        return ["a model of your own class: use keras.Sequential or keras.Model(inputs, outputs)"]
    if not (model.built and model.compiled):
        return ["a model that does not begin with keras.Input, or is not compiled"]
    return layers_not_allowed(model) + settings_not_allowed(model)


model = build_text_classifier()
if refused := not_allowed(model):
    raise CheckFailed("\n  ".join(["Check failed: the grader does not allow", *refused]))
check(f"at most {PARAMETERS:,} parameters", model.count_params() <= PARAMETERS, True)
passed("build_text_classifier: what is allowed")

# %% [markdown]
# Train it on texts, made into numbers by your functions.

# %% tags=["demonstration"]
keras.utils.set_random_seed(1)
rng = np.random.default_rng(9)
(texts, labels), (test_texts, test_labels) = make_texts(SAMPLES, rng), make_texts(500, rng)
vocabulary = build_vocabulary(texts, 18)
ids, test_ids = vectorize(texts, vocabulary, 12), vectorize(test_texts, vocabulary, 12)
classifier = build_text_classifier()
classifier.fit(ids, labels, batch_size=BATCH_SIZE, epochs=EPOCHS, verbose=0)
said = classifier.predict(test_ids, verbose=0)[:, 0] >= 0.5
print(f"accuracy {np.mean(said == test_labels):.3f}; the grader asks for", BARS)
for text in [
    text for text, right in zip(test_texts, said == test_labels, strict=True) if not right
][:5]:
    print("  wrong:", text)

# %% [markdown]
# **Watch a state.** We train a small GRU with known layers and run your `gru_step` over a sentence
# with its weights, word by word. The embedding's rows are the inputs. After each word we look at
# the probability that the output unit would give if the text ended there.
#
# **Predict before you run.** After which word of "the plot is not good but the film is lovely" does
# the network come to its final verdict?

# %% tags=["demonstration"]
my_word = None  # write a word here, such as "good"

# %% tags=["demonstration"]
keras.utils.set_random_seed(3)
reader = keras.Sequential(
    [
        keras.Input(ids.shape[1:]),
        keras.layers.Embedding(18, 8, mask_zero=True),
        keras.layers.GRU(12),
        keras.layers.Dense(1, "sigmoid"),
    ]
)
reader.compile(optimizer=keras.optimizers.Adam(0.01), loss="binary_crossentropy")
reader.fit(ids, labels, batch_size=BATCH_SIZE, epochs=8, verbose=0)
table, w, u, b, out_w, out_b = reader.get_weights()

sentence = "the plot is not good but the film is lovely"
shown_words = sentence.split()
word_ids = vectorize([sentence], vocabulary, len(shown_words))
states, _ = run_cell(
    lambda x_t, h: (gru_step(x_t, h, w, u, b),) * 2, table[word_ids], np.zeros((1, 12))
)
approves = 1 / (1 + np.exp(-(states[0] @ out_w + out_b)[:, 0]))

figure, (above, below) = plt.subplots(2, 1, figsize=(9, 6), sharex=True, height_ratios=(1, 1.3))
places = np.arange(len(shown_words))
above.plot(places, approves, "o-", color="tab:blue")
above.axhline(0.5, color="0.5", linestyle=":")
above.set(
    title="What the network would say after each word",
    ylabel="probability of approval",
    ylim=(-0.05, 1.05),
)
picture = below.imshow(states[0].T, aspect="auto", cmap="PuOr", vmin=-1, vmax=1)
below.set(title="The state after each word", ylabel="unit of the GRU", xlabel="word read so far")
below.set_xticks(places, shown_words)
figure.colorbar(picture, ax=[above, below], label="state", fraction=0.03)
plt.show()
print("You predicted nothing." if my_word is None else f"You predicted {my_word!r}.")

# %% [markdown]
# **The picture in words.** Above, the probability of approval after each word: it goes up and down
# while the text is not finished, is close to 0 after "good", since "not" stood before it, and
# close to 1 after "lovely". Below, the twelve numbers of the state as a column of colours for each
# word. The columns change most at "not", at "but", where a new clause begins, and at the last
# words. The verdict is final with the last word alone.
#
# ## Summary
#
# * A recurrent cell runs over a sequence with the same weights at every step and keeps a state. In
#   the simple cell the state fades; the forget gate of an LSTM and the update gate of a GRU keep
#   it.
# * Cut the time before you make windows, take scales from the past alone, and compare every
#   forecast with the naive one.
# * Words become numbers by a vocabulary and rows by an embedding; a bag of words loses the order
#   that a recurrent layer can read.
#
# **Where to go next.** S. Hochreiter and J. Schmidhuber, "Long short-term memory", Neural
# Computation 9, 1997, is the paper of the LSTM; R. Pascanu, T. Mikolov and Y. Bengio, "On the
# difficulty of training recurrent neural networks", 2013, explains why gradients vanish and
# explode. An open experiment: let $a$ follow $b$ twenty steps later instead of three, with windows
# of 30. Which of the three cells still learns it, and how many epochs does each of them need?
