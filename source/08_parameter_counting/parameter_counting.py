# ---
# jupyter:
#   autograder:
#     assignment: 08_parameter_counting
#     title: Parameter counting
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
# # Parameter counting
#
# **The question.** Keras says that a network for images of 28 x 28 pixels has 669,706 parameters.
# Where are they, is the number right, and what would you change to make the network fit on a small
# device?
#
# The size of a network is the number of its parameters. They fill the memory, training adjusts
# them, and too many of them invite overfitting, which this course also calls overtraining. If you
# can count them by hand, you know what each layer does, you see at once when a network is wired
# wrongly, and you can check every line of Keras's `model.summary()`. Here you count the parameters
# of the usual layers, follow the shape of the data through a whole network, and finally build one
# in Keras and compare.
#
# You need the product of matrices and the idea of a layer of neurons (03). Time: about two hours.
#
# **How it works.** Write your code where `raise NotImplementedError` stands, then run the check
# cell below it. The checks are small cases worked by hand. When you hand the notebook in, hidden
# tests try more: many other sizes, large ones, and sizes of 1. The grader has NumPy, SciPy and
# Python's own modules, and in the last exercise Keras.
#
# **Three rules for the whole assignment.**
#
# * A *parameter* is one number that belongs to the layer: a weight, a bias, or a statistic that
#   batch normalisation keeps.
# * The number of samples never matters. A layer has the same parameters for one sample as for a
#   million.
# * All sizes are whole numbers, 1 or more, and every count is a whole number. No function changes
#   its arguments.

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
# ## Exercise 1: A dense layer
#
# In a dense layer every unit is connected to every input, and each connection has its own weight.
# Each unit also has one bias, unless the layer is built without biases. With $n_\text{in}$ inputs
# and $n$ units:
#
# $$P = n_\text{in} \cdot n + n$$
#
# **Worked number.** From 10 inputs to 20 units there are $10 \cdot 20 = 200$ weights and 20
# biases, 220 parameters in all.


# %% exercise="dense_params" points=1
def dense_params(inputs, units, use_bias=True):
    """Count the parameters of a dense layer.

    One weight for every pair of an input and a unit, and one bias for every unit if the layer has
    biases.

    Parameters
    ----------
    inputs : int
        The number of inputs.
    units : int
        The number of units (neurons).
    use_bias : bool
        Whether the units have biases.

    Returns
    -------
    int
        The number of parameters.

    Examples
    --------
    >>> print(dense_params(3, 2))
    8
    """
    raise NotImplementedError


# %% check="dense_params"
check("dense_params(10, 20)", dense_params(10, 20), 220)
check("dense_params(20, 30)", dense_params(20, 30), 630)
check("dense_params(10, 20, use_bias=False)", dense_params(10, 20, use_bias=False), 200)
passed("dense_params")

# %% [markdown]
# ## Exercise 2: The shapes of weights and biases
#
# Most mistakes in hand-written networks are wrong shapes, so it pays to write them down first. In
# calculations by hand a sample is a column, and a layer computes
#
# $$z = W x + b$$
#
# For the product to exist, $W$ has one row for each unit and one column for each input; $b$ is a
# column with one number for each unit. The output of one layer is the input of the next. (Keras
# keeps samples in rows, so it computes $x W + b$ with $W$ transposed. In this exercise samples are
# columns.)
#
# A network is described by its layer sizes: the number of inputs first, the number of outputs last.
# The inputs have no weights, so a list of four sizes describes three layers.
#
# **Worked number.** Sizes 4, 4, 3, 1: the weights have shapes $(4, 4)$, $(3, 4)$ and $(1, 3)$, the
# biases $(4, 1)$, $(3, 1)$ and $(1, 1)$.


# %% exercise="dense_shapes" points=2
def dense_shapes(layer_sizes):
    """Give the shapes of the weights and biases of a stack of dense layers.

    Samples are columns and a layer computes W x + b: W has one row for each unit and one column for
    each input, and b is a column with one number for each unit.

    Parameters
    ----------
    layer_sizes : list of int, at least two
        The number of inputs, then the number of units of each layer. Not changed.

    Returns
    -------
    list with one item for each layer (one fewer than there are sizes), in order
        An item is a pair ((out, in), (out, 1)): the shape of W, then the shape of b. Pairs and
        shapes may be tuples or lists.

    Examples
    --------
    >>> dense_shapes([3, 5, 2])
    [((5, 3), (5, 1)), ((2, 5), (2, 1))]
    """
    raise NotImplementedError


# %% check="dense_shapes"
shapes = dense_shapes([4, 4, 3, 1])
check("len(dense_shapes([4, 4, 3, 1]))", len(shapes), 3)
check("dense_shapes([4, 4, 3, 1])[1][0]", shapes[1][0], (3, 4))
check("dense_shapes([4, 4, 3, 1])[1][1]", shapes[1][1], (3, 1))
check("dense_shapes([4, 4, 3, 1])[2][0]", shapes[2][0], (1, 3))
passed("dense_shapes")

# %% [markdown]
# ## Exercise 3: A whole network
#
# A stack of dense layers is called a *multilayer perceptron*, MLP. Each layer connects two
# neighbours in the list of sizes $n_0, n_1, \ldots, n_L$, and the layers' parameters add up:
#
# $$P = \sum_{l=1}^{L} \left(n_{l-1} \cdot n_l + n_l\right)$$
#
# **Worked number.** The network $10 \to 20 \to 30$ has $220 + 630 = 850$ parameters, and
# $10 \to 100 \to 100 \to 1$ has $1{,}100 + 10{,}100 + 101 = 11{,}301$.


# %% exercise="mlp_params" points=2
def mlp_params(layer_sizes):
    """Count the parameters of a stack of dense layers, biases included.

    The sum over all layers of (inputs times units, plus units).

    Parameters
    ----------
    layer_sizes : list of int, at least two
        The number of inputs, then the number of units of each layer. Not changed.

    Returns
    -------
    int
        The number of parameters of all layers together.

    Examples
    --------
    >>> print(mlp_params([3, 5, 2]))
    32
    """
    raise NotImplementedError


# %% check="mlp_params"
check("mlp_params([10, 20, 30])", mlp_params([10, 20, 30]), 850)
check("mlp_params([10, 100, 100, 1])", mlp_params([10, 100, 100, 1]), 11_301)
check("mlp_params([784, 512, 512, 10])", mlp_params([784, 512, 512, 10]), 669_706)
passed("mlp_params")

# %% [markdown]
# **Predict before you run.** The network $784 \to 512 \to 512 \to 10$ has 669,706 parameters. Both
# hidden layers get twice as many units, 1,024. By which factor does the number of parameters grow?
# Write your guess, then run both cells.

# %% tags=["demonstration"]
my_guess = 2.0

# %% tags=["demonstration"]
factor = mlp_params([784, 1024, 1024, 10]) / mlp_params([784, 512, 512, 10])
print(f"your guess {my_guess:.2f}, counted {factor:.2f}")

# %% [markdown]
# The weights between the two hidden layers become four times as many, since both of their sides are
# doubled; those of the first layer only twice as many, since the number of inputs stays.
#
# Where do the parameters of a network sit? The next cell draws them, layer by layer, for the
# network $784 \to 512 \to 512 \to 10$, which you will train on pictures of clothes in assignment
# 12: 401,920 + 262,656 + 5,130 = 669,706. One of the three bars is almost too small to see.

# %% tags=["demonstration"]
sizes = [784, 512, 512, 10]
names = ["1st hidden layer\n784 → 512", "2nd hidden layer\n512 → 512", "output layer\n512 → 10"]
counts = [dense_params(sizes[i], sizes[i + 1]) for i in range(len(names))]

figure, axes = plt.subplots(figsize=(7, 4.5))
bars = axes.bar(names, counts, color="tab:blue", width=0.6)
axes.bar_label(bars, [f"{count:,}" for count in counts], padding=3, fontsize=11)
axes.set_title(f"Where the {mlp_params(sizes):,} parameters of a network sit", fontsize=13)
axes.set_xlabel("layer", fontsize=11)
axes.set_ylabel("number of parameters", fontsize=11)
axes.yaxis.set_major_formatter("{x:,.0f}")
axes.set_ylim(0, 450_000)
axes.tick_params(labelsize=11)
figure.tight_layout()
plt.show()

# %% [markdown]
# **The picture in words.** Three bars. The first hidden layer has 401,920 parameters, the second
# 262,656, and the bar of the output layer, 5,130, can hardly be seen beside them.
#
# ## Exercise 4: Flattening
#
# A dense layer expects its inputs in one row. `Flatten` lays out an image, or anything with more
# axes, as one row of numbers. It has no parameters, but its size decides how many the next layer
# has. The size is the product over all axes:
#
# $$n = \prod_i s_i$$
#
# Keras writes a shape with the batch axis in front. This axis appears as `None`, because the number
# of samples is not known yet, and it is left out of the product.
#
# **Worked number.** An image of shape $(28, 28)$ gives 784 numbers, and so does the shape
# `(None, 28, 28)`. A colour image of shape $(28, 28, 3)$ gives 2,352.


# %% exercise="flatten_size" points=1
def flatten_size(shape):
    """Count the numbers in one flattened sample.

    The product of all axes. A leading None is the batch axis and is left out; a shape without None
    has no batch axis, and all its axes count.

    Parameters
    ----------
    shape : tuple of int, at least one, possibly with None in front
        The shape of one sample, such as (28, 28), or of a batch, such as (None, 28, 28).

    Returns
    -------
    int
        The size of one flattened sample.

    Examples
    --------
    >>> print(flatten_size((None, 4, 3)))
    12
    """
    raise NotImplementedError


# %% check="flatten_size"
check("flatten_size((28, 28))", flatten_size((28, 28)), 784)
check("flatten_size((None, 28, 28))", flatten_size((None, 28, 28)), 784)
check("flatten_size((28, 28, 3))", flatten_size((28, 28, 3)), 2352)
check("flatten_size((None, 10))", flatten_size((None, 10)), 10)
passed("flatten_size")

# %% [markdown]
# ## Exercise 5: Batch normalisation
#
# Batch normalisation shifts and scales every feature. In an image, or after a convolution, each
# channel is a feature. The layer keeps four numbers for each feature:
#
# * a scale $\gamma$ and a shift $\beta$, which gradient descent trains;
# * a moving mean and a moving variance, which are recorded during training. They are saved with the
#   model, but gradient descent does not change them: they are *non-trainable*.
#
# **Worked number.** For 100 features, 200 parameters are trainable and 200 are not. The summary of
# a Keras model counts 400 for the layer.


# %% exercise="batch_norm_params" points=1
def batch_norm_params(features):
    """Count the trainable and the non-trainable parameters of batch normalisation.

    The scale and shift of each feature are trainable; its moving mean and variance are not.

    Parameters
    ----------
    features : int
        The number of features, or of channels.

    Returns
    -------
    (trainable, non_trainable) : tuple or list of two int
        The number of trainable parameters, then the number of non-trainable ones.

    Examples
    --------
    >>> trainable, non_trainable = batch_norm_params(3)
    >>> print(trainable, non_trainable)
    6 6
    """
    raise NotImplementedError


# %% check="batch_norm_params"
trainable, non_trainable = batch_norm_params(100)
check("batch_norm_params(100)[0]", trainable, 200)
check("batch_norm_params(100)[1]", non_trainable, 200)
passed("batch_norm_params")

# %% [markdown]
# ## Exercise 6: Convolution
#
# A filter of a convolution looks at a small patch of the image, $k_h$ rows high and $k_w$ columns
# wide, across all $c$ channels. It is a neuron whose inputs are the numbers of one patch. The same
# filter is moved over the whole image, so the count does not depend on the size of the image, the
# stride or the padding. With $f$ filters:
#
# $$P = k_h \cdot k_w \cdot c \cdot f + f$$
#
# There is one bias for each filter, unless the layer is built without biases.
#
# **Worked number.** 64 filters of size $3 \times 3$ on 32 channels have
# $3 \cdot 3 \cdot 32 \cdot 64 + 64 = 18{,}496$ parameters.


# %% exercise="conv2d_params" points=2
def conv2d_params(kernel, channels_in, filters, use_bias=True):
    """Count the parameters of a two-dimensional convolution.

    Every filter has one weight for each row, column and input channel of its patch, and one bias
    if the layer has biases.

    Parameters
    ----------
    kernel : tuple (height, width) of int
        The size of the patch that a filter sees.
    channels_in : int
        The number of channels of the layer's input.
    filters : int
        The number of filters, which is the number of channels of the output.
    use_bias : bool
        Whether the filters have biases.

    Returns
    -------
    int
        The number of parameters.

    Examples
    --------
    >>> print(conv2d_params((3, 3), 1, 32))
    320
    """
    raise NotImplementedError


# %% check="conv2d_params"
check("conv2d_params((3, 3), 32, 64)", conv2d_params((3, 3), 32, 64), 18_496)
check("conv2d_params((3, 5), 2, 4)", conv2d_params((3, 5), 2, 4), 124)
check(
    "conv2d_params((3, 5), 2, 4, use_bias=False)",
    conv2d_params((3, 5), 2, 4, use_bias=False),
    120,
)
passed("conv2d_params")

# %% [markdown]
# ## Exercise 7: LSTM
#
# A recurrent layer reads a sequence step by step and carries a state $h$ of $u$ numbers from step
# to step. In an LSTM four parts work together: the input gate, the forget gate, the output gate and
# the candidate for the new cell state. Each of the four is a small dense layer that sees the $d$
# inputs of the step *and* the $u$ numbers of the old state. It has a matrix $W$ for the inputs, a
# recurrent matrix $U$ for the state and a bias $b$, and it gives one number for each unit:
#
# $$P = 4 \left(d \cdot u + u \cdot u + u\right)$$
#
# The same weights are used at every step, so the count does not depend on the length of the
# sequence. The state itself is not a parameter: it is computed.
#
# **Worked number.** With 3 inputs and 2 units each part has $6 + 4 + 2 = 12$ parameters, and the
# layer has 48.


# %% exercise="lstm_params" points=2
def lstm_params(inputs, units):
    """Count the parameters of an LSTM layer, biases included.

    Four times (weights from the inputs, weights from the old state, one bias for each unit).

    Parameters
    ----------
    inputs : int
        The number of inputs at each step of the sequence.
    units : int
        The number of units, which is the size of the state.

    Returns
    -------
    int
        The number of parameters.

    Examples
    --------
    >>> print(lstm_params(2, 3))
    72
    """
    raise NotImplementedError


# %% check="lstm_params"
check("lstm_params(3, 2)", lstm_params(3, 2), 48)
check("lstm_params(1, 1)", lstm_params(1, 1), 12)
check("lstm_params(28, 100)", lstm_params(28, 100), 51_600)
passed("lstm_params")

# %% [markdown]
# ## Exercise 8: GRU
#
# A GRU does with three parts what an LSTM does with four: the update gate, the reset gate and the
# candidate. In the GRU as it was published, each part has $W$, $U$ and one bias:
#
# $$P = 3 \left(d \cdot u + u \cdot u + u\right)$$
#
# Keras's GRU applies the reset gate *after* the multiplication with $U$ (`reset_after=True`, the
# default). This runs faster on graphics cards, and it gives each part a second bias, which is added
# to the product with $U$:
#
# $$P = 3 \left(d \cdot u + u \cdot u + 2u\right)$$
#
# **Worked number.** With 3 inputs and 2 units a GRU has $3 \cdot 12 = 36$ parameters as published
# and $3 \cdot 14 = 42$ in Keras.


# %% exercise="gru_params" points=2
def gru_params(inputs, units, reset_after=True):
    """Count the parameters of a GRU layer, biases included.

    Three times (weights from the inputs, weights from the old state, biases). Each of the three
    parts has two biases for each unit if reset_after is true, otherwise one.

    Parameters
    ----------
    inputs : int
        The number of inputs at each step of the sequence.
    units : int
        The number of units, which is the size of the state.
    reset_after : bool
        Whether the reset gate is applied after the multiplication, as in Keras.

    Returns
    -------
    int
        The number of parameters.

    Examples
    --------
    >>> print(gru_params(2, 3))
    63
    """
    raise NotImplementedError


# %% check="gru_params"
check("gru_params(3, 2)", gru_params(3, 2), 42)
check("gru_params(3, 2, reset_after=False)", gru_params(3, 2, reset_after=False), 36)
check("gru_params(28, 100)", gru_params(28, 100), 39_000)
passed("gru_params")

# %% [markdown]
# ## Exercise 9: Both directions
#
# `Bidirectional` reads the sequence with two recurrent layers of the same kind and size, one
# forwards and one backwards. They share no parameters: each has all the parameters of a layer.
#
# **Worked number.** The LSTM with 3 inputs and 2 units has 48 parameters, so both directions
# together have 96.


# %% exercise="bidirectional_params" points=1
def bidirectional_params(params):
    """Count the parameters of a recurrent layer that is applied in both directions.

    The sum over the two directions, which share no parameters.

    Parameters
    ----------
    params : int
        The number of parameters of the layer in one direction.

    Returns
    -------
    int
        The number of parameters of both directions together.

    Examples
    --------
    >>> print(bidirectional_params(42))
    84
    """
    raise NotImplementedError


# %% check="bidirectional_params"
check("bidirectional_params(48)", bidirectional_params(48), 96)
check("bidirectional_params(12)", bidirectional_params(12), 24)
passed("bidirectional_params")

# %% [markdown]
# ## Exercise 10: Embedding
#
# Words come as numbers: word 17 of a vocabulary of 10,000. An embedding turns each into a vector.
# It is just a table with one row for each word, and the layer looks up the row. There is no bias,
# and the length of the text does not matter.
#
# **Worked number.** 10,000 words with vectors of 16 numbers need 160,000 parameters.


# %% exercise="embedding_params" points=1
def embedding_params(vocabulary, dimension):
    """Count the parameters of an embedding.

    One row for every word, with one number for every dimension.

    Parameters
    ----------
    vocabulary : int
        The number of different words.
    dimension : int
        The size of the vector that stands for a word.

    Returns
    -------
    int
        The number of parameters.

    Examples
    --------
    >>> print(embedding_params(7, 3))
    21
    """
    raise NotImplementedError


# %% check="embedding_params"
check("embedding_params(10_000, 16)", embedding_params(10_000, 16), 160_000)
check("embedding_params(1, 5)", embedding_params(1, 5), 5)
passed("embedding_params")

# %% [markdown]
# ## Exercise 11: Your own summary
#
# Now put it all together. Follow the shape of one sample through a network and count the parameters
# of each layer: that is what `model.summary()` prints. A network is a list of descriptions, the
# input first:
#
# | description | shape afterwards | parameters |
# |---|---|---|
# | `("input", shape)` | `shape` | no row |
# | `("dense", units)` | the last axis becomes `units` | a dense layer on the last axis |
# | `("flatten",)` | one axis | none |
# | `("dropout", rate)` | unchanged | none |
# | `("activation", name)` | unchanged | none |
# | `("batch_norm",)` | unchanged | all four numbers for each entry of the last axis |
# | `("conv2d", filters, (height, width))` | see below | a convolution over all channels |
#
# An image has shape (rows, columns, channels). A patch of $k_h \times k_w$ fits in $h - k_h + 1$
# positions from top to bottom and $w - k_w + 1$ from left to right (stride 1, no padding), and
# every filter gives one channel:
#
# $$(h,\; w,\; c) \;\to\; (h - k_h + 1,\;\; w - k_w + 1,\;\; f)$$
#
# Be careful with the dense layer: it works on the last axis only. If you forget to flatten an image
# of shape $(28, 28)$, the layer treats it like 28 samples of 28 numbers: 7 units have
# $28 \cdot 7 + 7 = 203$ parameters and give the shape $(28, 7)$. That is not what you want, but no
# error is raised.
#
# **Worked number.** An image of shape $(28, 28, 1)$, 32 filters of $3 \times 3$, flattened, then 10
# units: the shapes are $(26, 26, 32)$, $(21632,)$ and $(10,)$, and the parameter counts are 320, 0
# and 216,330.


# %% exercise="count_layers" points=3
def count_layers(layers):
    """Follow a sample's shape through a network and count the parameters of every layer.

    Parameters
    ----------
    layers : list of tuples
        The descriptions of the layers, first to last. The first is ("input", shape), where shape is
        a tuple: the shape of one sample, without the batch axis. Each of the others is one of
        ("dense", units), which acts on the last axis, ("flatten",), ("dropout", rate),
        ("activation", name), ("batch_norm",), which keeps four numbers for each channel (entry of
        the last axis), and ("conv2d", filters, (height, width)), with stride 1, without padding, on
        shapes (rows, columns, channels). Dense and conv2d have biases. Not changed.

    Returns
    -------
    list with one row for each description except the first
        A row is (kind, shape, params): the description's first word, the shape of the layer's
        output without the batch axis, and the number of the layer's own parameters, trainable or
        not. Rows and shapes may be tuples or lists.

    Examples
    --------
    >>> count_layers([("input", (4, 3)), ("flatten",), ("dense", 2)])
    [('flatten', (12,), 0), ('dense', (2,), 26)]
    """
    raise NotImplementedError


# %% check="count_layers"
network = [("input", (28, 28, 1)), ("conv2d", 32, (3, 3)), ("flatten",), ("dense", 10)]
rows = count_layers(network)
check("len(count_layers(network))", len(rows), 3)
check("count_layers(network)[0][0]", rows[0][0], "conv2d")
check("count_layers(network)[0][1]", rows[0][1], (26, 26, 32))
check("count_layers(network)[0][2]", rows[0][2], 320)
check("count_layers(network)[1][1]", rows[1][1], (21_632,))
check("count_layers(network)[1][2]", rows[1][2], 0)
check("count_layers(network)[2][2]", rows[2][2], 216_330)

rows = count_layers([("input", (28, 28)), ("dense", 7), ("batch_norm",)])
call = 'count_layers([("input", (28, 28)), ("dense", 7), ("batch_norm",)])'
check(call + "[0][1]", rows[0][1], (28, 7))
check(call + "[0][2]", rows[0][2], 203)
check(call + "[1][2]", rows[1][2], 28)
passed("count_layers")

# %% [markdown]
# **Predict before you run.** A network for grey images of 28 x 28 pixels has 32 filters of
# $3 \times 3$, then 64 filters of $3 \times 3$, then `Flatten`, a dense layer of 128 units, dropout
# and an output layer of 10 units. How many percent of its parameters are in the dense layer of 128
# units? Write your guess, then run both cells.

# %% tags=["demonstration"]
my_guess = 50

# %% tags=["demonstration"]
convolutions = [("conv2d", 32, (3, 3)), ("conv2d", 64, (3, 3))]
dense_part = [("flatten",), ("dense", 128), ("dropout", 0.5), ("dense", 10)]
rows = count_layers([("input", (28, 28, 1)), *convolutions, *dense_part])
share = 100 * rows[3][2] / sum(row[2] for row in rows)
print(f"your guess {my_guess:.1f} %, counted {share:.1f} %")

# %% [markdown]
# With your function, one line of code shows how differently layers spend their parameters. Below is
# this network. Each layer has two bars: how many numbers it outputs for one image, and how many
# parameters it needs to compute them. Where the second bar is missing, the layer has no parameters.
# The scale is logarithmic: each grid line is ten times the one below it.

# %% tags=["demonstration"]
print(f"{'layer':<12}{'output shape':<16}{'parameters':>12}")
for row in rows:
    print(f"{row[0]:<12}{row[1]!s:<16}{row[2]:>12,}")
print(f"{'total':<28}{sum(row[2] for row in rows):>12,}")

places = np.arange(len(rows))
figure, axes = plt.subplots(figsize=(8.5, 4.8))
bars = [
    axes.bar(
        places - 0.2,
        [flatten_size(row[1]) for row in rows],
        width=0.4,
        color="0.8",
        hatch="//",
        label="numbers in the output",
    ),
    axes.bar(
        places + 0.2,
        [row[2] for row in rows],
        width=0.4,
        color="tab:blue",
        label="parameters",
    ),
]
for group in bars:
    axes.bar_label(group, fmt="{:,.0f}", padding=2, fontsize=9)
axes.set_yscale("log")
axes.set_ylim(1, 5e7)
axes.grid(axis="y", alpha=0.4)
axes.set_axisbelow(True)
axes.set_xticks(places, [f"{row[0]}\n{row[1]}" for row in rows], fontsize=10)
axes.set_title("Convolutions: many outputs, few parameters; dense layers: the reverse", fontsize=13)
axes.set_xlabel("layer and the shape of its output", fontsize=11)
axes.set_ylabel("count (logarithmic)", fontsize=11)
axes.legend(loc="upper left", fontsize=10, ncols=2)
figure.tight_layout()
plt.show()

# %% [markdown]
# **The picture in words.** Two bars for each of six layers, on a logarithmic scale. Each of the two
# convolutions gives more numbers (21,632 and 36,864) than it has parameters (320 and 18,496).
# `Flatten` and dropout have no parameters. The first dense layer gives 128 numbers and has
# 4,718,720 parameters, almost all of the network's; the last gives 10 and has 1,290.
#
# ## Exercise 12: Which change saves the most?
#
# The network $784 \to 512 \to 512 \to 10$ for images of 28 x 28 pixels is too large for a small
# device. Five changes are proposed. Only one of them will be made; the rest stays as it is:
#
# * no biases: all three layers are built without biases;
# * no second hidden layer: the first hidden layer feeds the output layer directly;
# * half the first hidden layer: it has 256 units, the second keeps 512;
# * half the second hidden layer: it has 256 units, the first keeps 512;
# * smaller images: they are reduced to 14 x 14 pixels before they enter the network.
#
# Which change removes the most parameters? Guess first, then count with the functions you have
# written.


# %% exercise="largest_saving" points=1
def largest_saving():
    """Name the change that saves the most parameters in the network 784 -> 512 -> 512 -> 10.

    The network has biases and its inputs are images of 28 x 28 pixels. Only one change is made.

    Returns
    -------
    str
        One of "no biases", "no second hidden layer", "half the first hidden layer", "half the
        second hidden layer" and "smaller images" (of 14 x 14 pixels), spelled exactly like this.

    Examples
    --------
    >>> print(isinstance(largest_saving(), str))
    True
    """
    raise NotImplementedError


# %% check="largest_saving"
choices = ["no biases", "no second hidden layer", "smaller images"]
choices += [f"half the {place} hidden layer" for place in ("first", "second")]
check("largest_saving() in choices", largest_saving() in choices, True)
passed("largest_saving")

# %% [markdown]
# ## Exercise 13: The same in Keras
#
# So far you have not built anything. Keras makes the layers and their weights from a few lines of
# code, and counts the parameters with `model.count_params()`. You need:
#
# * `keras.Input((10,))` says that a sample has 10 numbers. The batch axis is left out.
# * `keras.layers.Dense(20, activation="relu")` is a dense layer with its activation function.
# * `keras.Sequential([...])` connects an input and layers in order, and `model.add(...)` appends
#   one more layer.
#
# Begin the model with its input: only then does Keras know how many weights the first layer has.
# Importing Keras takes a few seconds, so we do it only here.

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


# %% exercise="build_mlp" points=2 keras=true
def build_mlp(inputs, units, activations):
    """Build a stack of dense layers in Keras.

    Every layer is a new Dense layer with biases, fed by the layer before it. The model begins
    with a keras.Input, so that its weights exist when it is returned. It need not be compiled.

    Parameters
    ----------
    inputs : int
        The number of inputs of one sample.
    units : list of int, at least one
        The number of units of each layer, first to last. Not changed.
    activations : list of str, as long as units
        Keras's name for the activation of each layer, such as "relu", "sigmoid" or "linear" (no
        activation). Not changed.

    Returns
    -------
    keras.Model
        A model from shape (batch, inputs) to shape (batch, units[-1]).

    Examples
    --------
    >>> print(build_mlp(3, [2], ["linear"]).count_params())
    8
    """
    raise NotImplementedError


# %% check="build_mlp"
model = build_mlp(10, [100, 100, 1], ["relu", "relu", "sigmoid"])
call = 'build_mlp(10, [100, 100, 1], ["relu", "relu", "sigmoid"])'
check(f"{call} is a Keras model", isinstance(model, keras.Model), True)
check(f"{call}.input_shape[-1]", model.input_shape[-1], 10)
check(f"{call}.output_shape[-1]", model.output_shape[-1], 1)
check(f"{call}.count_params()", model.count_params(), 11_301)

model = build_mlp(784, [512, 512, 10], ["relu", "relu", "softmax"])
check("model.count_params()", model.count_params(), mlp_params([784, 512, 512, 10]))
outputs = keras.ops.convert_to_numpy(model(np.ones((1, 784), dtype="float32")))
check("sum of the outputs of a softmax layer", outputs.sum(), 1.0, tolerance=1e-4)
passed("build_mlp")

# %% [markdown]
# Finally, every formula of this notebook next to Keras's own count. If the two columns agree, you
# no longer need to trust any `model.summary()` blindly: you can check it.

# %% tags=["demonstration"]
image, sequence = (None, 28, 28, 32), (None, 5, 28)
comparison = [
    (keras.layers.Dense(20), (None, 10), dense_params(10, 20)),
    (keras.layers.BatchNormalization(), (None, 100), sum(batch_norm_params(100))),
    (keras.layers.Conv2D(64, (3, 3)), image, conv2d_params((3, 3), 32, 64)),
    (keras.layers.LSTM(100), sequence, lstm_params(28, 100)),
    (keras.layers.GRU(100), sequence, gru_params(28, 100)),
    (
        keras.layers.Bidirectional(keras.layers.LSTM(100)),
        sequence,
        bidirectional_params(lstm_params(28, 100)),
    ),
    (keras.layers.Embedding(10_000, 16), (None, 5), embedding_params(10_000, 16)),
]
print(f"{'layer':<22}{'input shape':<20}{'yours':>9}{'Keras':>9}")
for layer, shape, yours in comparison:
    layer.build(shape)
    print(f"{type(layer).__name__:<22}{shape!s:<20}{yours:>9,}{layer.count_params():>9,}")

# %% [markdown]
# ## Summary
#
# * A dense layer has a weight for every pair of input and unit, and a bias for every unit.
#   Flattening has no parameters, but its size decides how many the next layer has.
# * The count of a convolution does not depend on the size of the image, and that of a recurrent
#   layer does not depend on the length of the sequence: the same weights are used again and again.
# * Batch normalisation keeps four numbers for each feature, and gradient descent trains two of
#   them. An LSTM has four parts of the same size, a GRU three.
#
# **Where to go next.** Assignments 14 and 15 compute what these layers do. Y. LeCun, J. Denker and
# S. Solla, "Optimal brain damage", Advances in Neural Information Processing Systems 2, 1990, asks
# which weights of a trained network can be left out. An open experiment: with `count_layers`, bring
# an image of 28 x 28 down to 4 x 4 by convolutions of 32 filters, all of 3 x 3, all of 5 x 5, or
# all of 7 x 7. Which way needs the fewest parameters, and which the fewest layers?
