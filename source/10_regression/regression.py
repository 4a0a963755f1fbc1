# ---
# jupyter:
#   autograder:
#     assignment: 10_regression
#     title: Regression
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
# # Regression
#
# **The question.** You have 2,000 samples, each with ten inputs and a target. A rule connects them,
# but a plot of the target against any single input shows little. Can a network find the rule, and
# how do you know that it has?
#
# From here on Keras does what you wrote by hand: it holds the weights, finds the gradients and
# takes the steps. You decide what to build, what to minimise and how long to train. In this
# notebook you take one problem from the raw data to a trained network, and you judge the network on
# data that it has never seen.
#
# You need losses (04), gradient descent (05) and parameter counting (08). Time: about two hours.
#
# **How it works.** Write your code where `raise NotImplementedError` stands, then run the check
# cell below it. When you hand the notebook in, hidden tests look more closely: at every layer, at
# the settings that the model is compiled with, and at the number of updates. The grader itself
# trains the last network. The grader has Keras, NumPy, SciPy and Python's own modules, and no other
# libraries.
#
# **You are free to choose.** The grader accepts a Sequential or a functional model, any layer
# names, an activation given as a string, a function or a layer, and a loss given as a string, a
# function or an object.

# %%
import os

import matplotlib.pyplot as plt
import numpy as np

# TensorFlow, on which Keras runs, writes a log to standard error when it starts: not shown here.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
standard_error, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
os.dup2(nowhere, 2)
try:
    import keras
finally:
    os.dup2(standard_error, 2)


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
# ## The steps of a project
#
# 1. Ask a question whose answer is a number, and choose the metric that judges it (exercise 5).
# 2. Collect samples, look at them, and take out what is wrong (exercise 1).
# 3. Set test data aside, before you choose anything.
# 4. Try the simplest models first: the mean, a plane.
# 5. Build, compile and train a network (exercises 2 to 4).
# 6. Compare networks on data that they have not seen, and change them (exercise 6). To choose among
#    many, use a validation sample (assignment 11), not the test data.
# 7. Judge the chosen network on the test data, once.
# 8. Deploy it: save it with `model.save`, let others use it, and check from time to time that their
#    data still look like your samples. If not, go back to step 2.
#
# ## Exercise 1: The data
#
# In real data the rule is unknown. To see whether a network can find a rule, we make data with a
# rule that we know. Each sample has ten inputs $x_1, \dots, x_{10}$, drawn uniformly between 0 and
# 1, and the target is
#
# $$y = \sin\Big(\sum_{k=1}^{10} x_k^2\Big)$$
#
# **Worked number.** If all ten inputs are 0.5, the sum of their squares is $10 \cdot 0.25 = 2.5$
# and the target is $\sin 2.5 \approx 0.598$.
#
# The sum is usually near $10/3$, so most samples lie where the sine falls from 1 to -1.


# %% exercise="make_data" points=1
def make_data(n, rng):
    """Make n samples of the problem.

    Parameters
    ----------
    n : int
        The number of samples.
    rng : numpy.random.Generator
        The only source of randomness. Draw all inputs with one call of its method `uniform` or
        `random`, and draw nothing else.

    Returns
    -------
    x : array of shape (n, 10)
        The inputs, uniform in [0, 1).
    y : array of shape (n,)
        For each sample, the sine of the sum of its squared inputs.

    Examples
    --------
    >>> x, y = make_data(4, np.random.default_rng(0))
    >>> print(x.shape, y.shape)
    (4, 10) (4,)
    """
    raise NotImplementedError


# %% check="make_data"
x, y = make_data(2000, np.random.default_rng(1))
check("shape of x", x.shape, (2000, 10))
check("shape of y", y.shape, (2000,))
check("the inputs lie in [0, 1)", bool(x.min() >= 0 and x.max() < 1), True)
check("the mean input is about a half", np.mean(x), 0.5, tolerance=0.02)
check("the first target", y[0], np.sin(sum(value * value for value in x[0])))
passed("make_data")

# %% [markdown]
# We cannot plot ten inputs at once. A single input shows little, but the sum of squares shows
# everything. The network is not told about the sum; it has to find it.

# %% tags=["demonstration"]
figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4), sharey=True)
left.scatter(x[:, 0], y, s=4)
left.set(title="A single input shows little", xlabel="first input $x_1$", ylabel="target $y$")
right.scatter(np.sum(x**2, axis=1), y, s=4)
right.set(title="The hidden structure", xlabel="sum of squared inputs")
plt.show()

# %% [markdown]
# **The picture in words.** On the left, the targets over the first input fill the whole square from
# 0 to 1 and from $-1$ to 1. On the right, over the sum of the squared inputs, the same targets lie
# on one period of a sine curve: 1 near 1.6, 0 near 3.1 and $-1$ near 4.7.
#
# ## Exercise 2: Build the network
#
# The network has ten inputs, a hidden layer of 20 units and one of 30, both with ReLU, and one
# output. The output may be any number, so its layer has no activation: with ReLU it could never be
# negative.
#
# **Worked number.** The hidden layers have $10 \cdot 20 + 20 = 220$ and $20 \cdot 30 + 30 = 630$
# parameters, 850 together; the output layer adds $30 + 1 = 31$, which makes 881 in total.


# %% exercise="build_regressor" points=2 keras=true
def build_regressor():
    """Build the network 10 -> 20 ReLU -> 30 ReLU -> 1 linear.

    Every layer is dense and has biases and its own weights. The model begins with a keras.Input, so
    that its weights exist when it is returned. It need not be compiled.

    Returns
    -------
    keras.Model
        A model from shape (batch, 10) to shape (batch, 1).

    Examples
    --------
    >>> print(build_regressor().count_params())
    881
    """
    raise NotImplementedError


# %% check="build_regressor"
model = build_regressor()
check("build_regressor() is a Keras model", isinstance(model, keras.Model), True)
check("its input's features", model.input_shape[-1], 10)
check("its outputs", model.output_shape[-1], 1)
check("its parameters", model.count_params(), 881)
passed("build_regressor")

# %% [markdown]
# ## Exercise 3: Compile it
#
# Compiling tells a model what to minimise and how. Here it is the mean squared error, minimised by
# stochastic gradient descent (SGD) at a learning rate that the caller chooses.
#
# $$w \leftarrow w - \eta \, \frac{\partial}{\partial w} \frac1n \sum_{i=1}^n (\hat y_i - y_i)^2$$
#
# **Worked number.** The default rate is $\eta = 0.01$: a gradient of 2 moves a weight by 0.02.


# %% exercise="compile_regressor" points=1 keras=true
def compile_regressor(model, learning_rate=0.01):
    """Compile a model in place for plain SGD on the mean squared error.

    Parameters
    ----------
    model : keras.Model
        Compiled in place; its weights stay as they are.
    learning_rate : float
        The step size of SGD, without momentum.

    Returns
    -------
    keras.Model
        The same model.

    Examples
    --------
    >>> model = keras.Sequential([keras.Input((10,)), keras.layers.Dense(1)])
    >>> print(compile_regressor(model) is model, model.loss is not None)
    True True
    """
    raise NotImplementedError


# %% check="compile_regressor"
model = compile_regressor(build_regressor(), learning_rate=0.05)
check("the optimiser", type(model.optimizer).__name__, "SGD")
check("its learning rate", float(model.optimizer.learning_rate), 0.05)
passed("compile_regressor")

# %% [markdown]
# ## Exercise 4: Train it
#
# `fit` splits the samples into batches and takes one step for each batch; one pass over all samples
# is an epoch. It returns a History, which holds the loss of every epoch.
#
# **Worked number.** 2,000 samples in batches of 32 make $\lceil 2000 / 32 \rceil = 63$ updates per
# epoch, so 630 in 10 epochs.


# %% exercise="train" points=1 keras=true
def train(model, x, y, batch_size=32, epochs=10):
    """Train a compiled model on all samples and return the History.

    The samples are used as they are given, and the model as it was compiled.

    Parameters
    ----------
    model : keras.Model
        Already compiled; trained in place.
    x : array of shape (n, 10)
    y : array of shape (n,)
    batch_size : int
        The number of samples in a batch.
    epochs : int
        The number of passes over the samples.

    Returns
    -------
    keras.callbacks.History
        What `fit` returns; its dictionary `history` has one loss for each epoch.

    Examples
    --------
    >>> model = compile_regressor(build_regressor())
    >>> history = train(model, *make_data(64, np.random.default_rng(0)), epochs=3)
    >>> print(len(history.history["loss"]))
    3
    """
    raise NotImplementedError


# %% check="train"
keras.utils.set_random_seed(0)
model = compile_regressor(build_regressor())
history = train(model, x, y, batch_size=32, epochs=10)
kept = getattr(history, "history", history)  # its dictionary of lists
check("the number of losses", len(kept["loss"]), 10)
check("the number of updates", int(model.optimizer.iterations), 630)
check("the loss has fallen", bool(kept["loss"][-1] < kept["loss"][0]), True)
passed("train")

# %% [markdown]
# Here are the same network and the same data with two optimisers. Adam, which you wrote in
# assignment 06, beats plain SGD here without any tuning.

# %% tags=["demonstration"]
test_x, test_y = make_data(2000, np.random.default_rng(2))
curves = {}
for name in ("SGD, rate 0.01", "Adam, rate 0.001"):
    keras.utils.set_random_seed(0)
    trained = compile_regressor(build_regressor())
    if name.startswith("Adam"):
        trained.compile(optimizer="adam", loss="mean_squared_error")
    curves[name] = (train(trained, x, y, epochs=20).history["loss"], trained)

figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4.5))
for (name, (losses, _)), style in zip(curves.items(), ("-", "--"), strict=True):
    left.plot(range(1, 21), losses, style, label=name)
left.set(title="Learning curves", xlabel="epoch", ylabel="mean squared error", yscale="log")
left.set_xticks(range(0, 21, 5))
left.legend()
for (name, (_, trained)), mark in zip(curves.items(), ("x", "."), strict=True):
    fifth = trained.predict(test_x[::5], verbose=0)
    right.scatter(test_y[::5], fifth, s=16, linewidths=0.8, marker=mark, label=name)
right.plot([-1, 1], [-1, 1], color="black", linewidth=1)
right.set(title="Test data, every fifth sample", xlabel="true target", ylabel="prediction")
right.set_xticks([-1, -0.5, 0, 0.5, 1])
right.legend(markerscale=1.5)
plt.show()

# %% [markdown]
# **The picture in words.** On the left, both training losses fall from about 0.4; that of Adam
# (dashed) falls faster, to about 0.05 in 20 epochs, that of SGD to about 0.08. On the right, the
# predictions of both networks for test data scatter around the diagonal, where prediction and
# target are equal. Some predictions are far too low, mainly those for targets from $-0.8$ to 0:
# their sums are large, and the target rises there again.
#
# **Your own network of 06, beside Keras.** At the end of assignment 06 you trained this network in
# NumPy, on the same 2,000 samples, with your own gradients and your own Adam at a rate of 0.01. The
# next cell holds that training, so that this notebook stands alone; you may paste your own
# functions of 05 and 06 there. Keras then gets the same weights to begin with, and the same batches
# of 40.

# %% tags=["demonstration"]


def minibatches(n, batch_size, rng):
    """The minibatches of 05: shuffled indices in batches."""
    order = rng.permutation(n)
    return [order[start : start + batch_size] for start in range(0, n, batch_size)]


def adam_update(theta, grad, state, rate=0.01, beta1=0.9, beta2=0.999, eps=1e-8):
    """One step of Adam of 06; the state holds the step's number and the two averages."""
    t, m, v = state[0] + 1, beta1 * state[1], beta2 * state[2]
    m, v = m + (1 - beta1) * grad, v + (1 - beta2) * grad**2
    theta = theta - rate * m / (1 - beta1**t) / (np.sqrt(v / (1 - beta2**t)) + eps)
    return theta, (t, m, v)


def first_weights(rng):
    """The weights and biases to begin with, layer by layer."""
    parts = []
    for inputs, units in ((10, 20), (20, 30), (30, 1)):
        limit = np.sqrt(6 / (inputs + units))
        parts += [rng.uniform(-limit, limit, (inputs, units)), np.zeros(units)]
    return parts


def loss_and_gradients(weights, x, y):
    """The mean squared error of a batch, and its gradients by backpropagation."""
    w1, b1, w2, b2, w3, b3 = weights
    h1 = np.maximum(x @ w1 + b1, 0)
    h2 = np.maximum(h1 @ w2 + b2, 0)
    errors = h2 @ w3 + b3 - y
    d3 = 2 * errors / len(x)
    d2 = d3 @ w3.T * (h2 > 0)
    d1 = d2 @ w2.T * (h1 > 0)
    passed_back = ((x, d1), (h1, d2), (h2, d3))
    return np.mean(errors**2), [part for a, d in passed_back for part in (a.T @ d, d.sum(axis=0))]


weights, rng, own_losses = first_weights(np.random.default_rng(0)), np.random.default_rng(0), []
states = [(0, 0.0, 0.0)] * len(weights)
for _ in range(30):
    batch_losses = []
    for batch in minibatches(2000, 40, rng):
        loss, gradients = loss_and_gradients(weights, x[batch], y[batch].reshape(-1, 1))
        batch_losses.append(loss)
        steps = [adam_update(*step) for step in zip(weights, gradients, states, strict=True)]
        weights, states = (list(column) for column in zip(*steps, strict=True))
    own_losses.append(np.mean(batch_losses))

# %% tags=["demonstration"]
twin, rng, keras_losses = build_regressor(), np.random.default_rng(0), []
twin.compile(optimizer=keras.optimizers.Adam(0.01), loss="mean_squared_error")
twin.set_weights(first_weights(np.random.default_rng(0)))
for _ in range(30):
    batch_losses = []
    for batch in minibatches(2000, 40, rng):
        twin.reset_metrics()  # so that the loss is that of this batch alone
        batch_losses.append(twin.train_on_batch(x[batch], y[batch]))
    keras_losses.append(np.mean(batch_losses))

figure, axes = plt.subplots(figsize=(7, 4.5))
axes.plot(range(1, 31), own_losses, "o", fillstyle="none", label="NumPy, the network of 06")
axes.plot(range(1, 31), keras_losses, label="Keras")
axes.set(title="One network, trained twice", xlabel="epoch", ylabel="mean squared error")
axes.set_yscale("log")
axes.legend()
plt.show()
print(f"first epoch: NumPy {own_losses[0]:.5f}, Keras {keras_losses[0]:.5f}")

# %% [markdown]
# **The picture in words.** The losses of NumPy (circles) and of Keras (line) over 30 epochs, on a
# logarithmic scale. Both fall together from about 0.3 to about 0.08 in three epochs and then slowly
# to about 0.015.
#
# In the first epoch the losses agree to three digits. Keras computes in single precision, about
# seven digits, and the small differences grow with every step: later the two curves differ in
# detail, and still come down in the same way. `fit` takes the same steps, and draws the batches
# itself.
#
# ## Exercise 5: R squared
#
# Is a mean squared error of 0.02 good? That depends on how much the targets vary. $R^2$ compares
# the errors with those of the simplest guess, the mean of the targets:
#
# $$R^2 = 1 - \frac{\sum_i (y_i - \hat y_i)^2}{\sum_i (y_i - \bar y)^2}$$
#
# An $R^2$ of 1 is perfect, 0 is no better than the mean, and a bad model can have a negative $R^2$.
# If all targets are the same, there is nothing to explain, and $R^2$ is 0 here.
#
# **Worked number.** Targets 1, 2, 3 and predictions 1, 2, 4 have squared errors that add up to 1.
# The squared deviations of the targets from their mean add up to $1 + 0 + 1 = 2$, so
# $R^2 = 1 - 1/2 = 0.5$.


# %% exercise="r_squared" points=2 without=["keras.metrics.R2Score"]
def r_squared(y_true, y_pred):
    """Give the share of the targets' variance that the predictions explain.

    One minus the sum of squared errors over the sum of squared deviations from the mean target.
    Neither this function nor any function it calls may use `keras.metrics.R2Score`.

    Parameters
    ----------
    y_true : array of shape (n,)
        The targets, of any numeric dtype. Not changed.
    y_pred : array of shape (n,) or (n, 1)
        The predictions; Keras gives a column. Not changed.

    Returns
    -------
    number
        R squared; 0.0 if all targets are the same.

    Examples
    --------
    >>> print(float(r_squared(np.array([1.0, 2.0, 3.0]), np.array([1.0, 2.0, 4.0]))))
    0.5
    """
    raise NotImplementedError


# %% check="r_squared"
targets = np.array([1.0, 2.0, 3.0])
check("r_squared([1, 2, 3], [1, 2, 4])", r_squared(targets, np.array([1.0, 2.0, 4.0])), 0.5)
check("r_squared([1, 2, 3], [2, 2, 2])", r_squared(targets, np.full(3, 2.0)), 0.0)
column = np.array([[1.0], [2.0], [4.0]])
check("r_squared([1, 2, 3], [[1], [2], [4]])", r_squared(targets, column), 0.5)
check("r_squared([5, 5], [4, 6])", r_squared(np.array([5.0, 5.0]), np.array([4.0, 6.0])), 0.0)
passed("r_squared")

# %% [markdown]
# **Few parameters or many?** A network is not the only model that can be fitted. A plane through
# the samples, $y \approx c_0 + c_1 x_1 + \dots + c_{10} x_{10}$, has 11 parameters and is found in
# one step by least squares. If you know that the target depends on the sum of squares
# $s = \sum_k x_k^2$ and repeats every $2 \pi$, you can fit $y \approx a \sin s + b \cos s + c$,
# with three parameters.
#
# **Predict before you run.** What $R^2$ does the plane reach on the test data? Write your guess,
# then run both cells.

# %% tags=["demonstration"]
my_guess = 0.0

# %% tags=["demonstration"]


def plane(inputs):
    """The features of a plane: a one and the ten inputs."""
    return np.column_stack([np.ones(len(inputs)), inputs])


def formula(inputs):
    """The features of the formula: a one, and sine and cosine of the sum of squares."""
    s = np.sum(inputs**2, axis=1)
    return np.column_stack([np.ones(len(inputs)), np.sin(s), np.cos(s)])


fits = {features: np.linalg.lstsq(features(x), y, rcond=None)[0] for features in (plane, formula)}
for features, fitted in fits.items():
    reached = r_squared(test_y, features(test_x) @ fitted)
    print(f"{features.__name__:<10}{len(fitted):>4} parameters   R squared {reached:.3f}")
reached = r_squared(test_y, twin.predict(test_x, verbose=0))
print(f"{'network':<10}{twin.count_params():>4} parameters   R squared {reached:.3f}")
print(f"your guess for the plane: {my_guess}")

# %% [markdown]
# **Predict before you run.** If all ten inputs are 0.95, the sum of squares is 9.025 and the target
# is $\sin 9.025 \approx 0.387$. The network has never seen a sum this large. Which output does it
# give? Write your guess, then run both cells.

# %% tags=["demonstration"]
my_guess = 0.387

# %% tags=["demonstration"]
diagonal = np.linspace(0, 1, 101)[:, np.newaxis] * np.ones(10)  # ten equal inputs
along = np.sum(diagonal**2, axis=1)
outputs = twin.predict(diagonal, verbose=0)[:, 0]
print(f"your guess {my_guess:.3f}, the network {outputs[95]:.3f}")

figure, axes = plt.subplots(figsize=(8, 4.5))
bounds = np.quantile(np.sum(x**2, axis=1), [0.01, 0.99])
axes.axvspan(*bounds, color="0.9", label="98 percent of the samples")
axes.plot(along, np.sin(along), color="black", label="the rule; the formula, fitted")
axes.plot(along, plane(diagonal) @ fits[plane], "C2:", label="plane, fitted")
axes.plot(along, outputs, "C1--", label="network")
axes.set(title="Ten equal inputs, from 0 to 1", xlabel="sum of squares", ylabel="target or output")
axes.legend()
plt.show()

# %% [markdown]
# **The picture in words.** The rule and the fitted formula are one sine curve over sums of squares
# from 0 to 10. A grey band from 1.3 to 5.7 holds 98 percent of the samples. The plane (dotted)
# falls from 3 to below $-3$. The network (dashed) falls from 1 to about $-0.5$ inside the band, and
# is nearly straight outside it.
#
# Among its samples the network falls where the rule falls. Beyond them it goes on nearly straight,
# and misses that the rule turns. The formula is right everywhere, but only because we knew its
# form.
#
# | | formula with few parameters | network with many |
# |---|---|---|
# | what you need | the form of the rule | many samples |
# | how it is fitted | often in one step | in many steps, from a random start |
# | its numbers | have a meaning | can hardly be read |
# | if the form is wrong | more samples do not help (the plane) | it finds a form by itself |
# | beyond the samples | right if the form is | can be anything |
#
# ## Exercise 6: A better network
#
# Now design your own network: any architecture, any optimiser, and any loss that suits a numeric
# target, as long as they are in the lists below. A network without an activation between its
# layers is refused: it is a linear model.
#
# Go through this list before you train a network, and write your choices down:
#
# | the network | the first one here | its training | the first one here |
# |---|---|---|---|
# | layers: which kind, how many | dense, 2 hidden | sample: how many | 2,000 |
# | nodes: how many in each layer | 20, 30, 1 | batch: how many samples | 32 |
# | activations: hidden and output | ReLU, none | optimiser, with its rate | SGD, 0.01 |
# | loss: which suits the target | mean squared error | epochs: how many | 10 |
#
# The bar is calibrated: a network that is wider than the first one, with a good optimiser, almost
# always reaches it; plain SGD at 0.01 does not. The layers of the first network, 20 and 30 units,
# do not always reach it with Adam either, since with so few ReLU units some may end up with no
# output at all. ELU, tanh and sigmoid learn more slowly here than ReLU: give Adam a larger rate for
# them, such as 0.003.
#
# **Worked number.** Two hidden layers of 100 units have 11,301 parameters, including the output
# layer.

# %% [markdown] published="build_better_regressor"
# **How it is graded.** The grader takes your compiled model, gives it fresh weights and trains it
# on 4,000 samples, in batches of 32, for 30 epochs. Its outputs for 4,000 other samples, the test
# data, are averaged over the last 5 epochs. With them it must reach at least
#
# - 0.904: explained variance on the test data (R²)
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


# %% exercise="build_better_regressor" points=3 keras=true
def build_better_regressor():
    """Build and compile a network that predicts the targets better.

    Returns
    -------
    keras.Model
        A compiled model from shape (batch, 10) to shape (batch, 1) with at most 20,000 parameters.
        Layers, activations, optimiser and loss are in the lists above.

    Examples
    --------
    >>> print(build_better_regressor().count_params() <= 20_000)
    True
    """
    raise NotImplementedError


# %% check="build_better_regressor"
model = build_better_regressor()
check("its input's features", model.input_shape[-1], 10)
check("its outputs", model.output_shape[-1], 1)
check("it is compiled", bool(model.compiled), True)
passed("build_better_regressor")

# %% check="build_better_regressor" published="build_better_regressor"
# Written by `autograder release`: how the grader trains your model, and what it allows.
SAMPLES, BATCH_SIZE, EPOCHS, BARS = 4_000, 32, 30, {"r_squared": 0.904}
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


model = build_better_regressor()
if refused := not_allowed(model):
    raise CheckFailed("\n  ".join(["Check failed: the grader does not allow", *refused]))
check(f"at most {PARAMETERS:,} parameters", model.count_params() <= PARAMETERS, True)
passed("build_better_regressor: what is allowed")

# %% [markdown]
# Train it yourself with the same protocol before you hand it in, and look at $R^2$.

# %% tags=["demonstration"]
keras.utils.set_random_seed(0)
more_x, more_y = make_data(SAMPLES, np.random.default_rng(3))
better = build_better_regressor()
train(better, more_x, more_y, batch_size=BATCH_SIZE, epochs=EPOCHS)
for name, trained in (("first, SGD", curves["SGD, rate 0.01"][1]), ("better", better)):
    print(f"{name:<12}R squared {r_squared(test_y, trained.predict(test_x, verbose=0)):.3f}")
print("the grader asks for", BARS)

# %% [markdown]
# ## Summary
#
# * A network in Keras takes three steps: build it, compile it with a loss and an optimiser, fit it.
#   Where the target is any number, the output layer has no activation.
# * Judge a network on data that it has not seen. $R^2$ compares its errors with those of the
#   simplest guess, the mean of the targets.
# * The number of units, the optimiser and its learning rate decide together how close the network
#   comes to the rule in a given number of epochs.
#
# **Where to go next.** Assignment 11 asks a yes-or-no question about the same sum. K. Hornik, M.
# Stinchcombe and H. White, "Multilayer feedforward networks are universal approximators", Neural
# Networks 2, 1989, proves that a network with enough hidden units comes as close to such a rule as
# you like, but not that training finds its weights. An open experiment: train your better network
# on 250, 500, 1,000, 2,000 and 4,000 samples, with the same number of updates each time, and plot
# $R^2$ of the test data against the number of samples. How many samples does it need?
