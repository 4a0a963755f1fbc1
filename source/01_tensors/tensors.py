# ---
# jupyter:
#   autograder:
#     assignment: 01_tensors
#     title: Tensors
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
# # Tensors
#
# A network needs 64 colour photographs at once, but your array of them has the wrong shape. Does
# every pixel keep its place if you just reshape the array? Often it does not, and no error is
# raised: the network trains on scrambled images. Everything that goes into a network, and
# everything that comes out, is a **tensor**: numbers arranged along axes. If you know at every line
# which axis means what, you avoid the most frequent mistakes in deep learning. Here you describe,
# cut, join, reduce, pad and convert tensors, first in NumPy and at the end in Keras.
#
# You need Python and a little NumPy: making an array, indexing it, calling a function. It takes
# about three hours.
#
# **How it works.** This is the first notebook of the course, and all of them work in the same way:
# each exercise is a function whose body is `raise NotImplementedError`, and you write your code in
# place of that line. Run the check cell below it: it tries a few small cases worked by hand and
# says what differs. When all checks pass, save the notebook and hand it in; hidden tests then try
# more, such as other shapes, other types and edge cases, and their feedback names the mistake.
#
# The grader has NumPy, SciPy and Python's own modules, and in the last exercise Keras; it has no
# other libraries.
#
# **Rules for every exercise here.**
#
# * Arguments are NumPy arrays, unless the text says otherwise, of any numeric type: `float64`,
#   `float32`, `int64`, `uint8`, `bool`. They are not empty, and no axis has size 0, unless the text
#   says so.
# * Sums, means and differences are computed in a type that can hold them. In `uint8`, 200 + 100 is
#   44 and 3 - 5 is 254.
# * Batches come first: axis 0 of a batch counts its samples. An image has shape (rows, columns) or
#   (rows, columns, channels).
# * A negative axis counts from the end: -1 is the last one.
# * No function changes its arguments. Earlier exercises may be called in later ones.
#
# In two places you can **predict before you run**: write your number where `None` stands, then run
# the next cell and compare. This is not graded.

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
# ## Exercise 1: Rank, shape and size
#
# Three numbers describe a tensor. Its **rank** $r$ is how many axes it has, its **shape**
# $(n_1, \dots, n_r)$ is how long each axis is, and its **size** is how many numbers it holds:
#
# $$\text{size} = n_1 \cdot n_2 \cdots n_r$$
#
# A single number has rank 0. Its shape is `()`, the empty tuple, and its size is 1, since a product
# without factors is 1. A list of numbers has rank 1, a table rank 2. (In linear algebra, the rank
# of a matrix is something else.)
#
# **Worked number.** A colour image of 28 x 28 pixels as a batch of one has shape $(1, 28, 28, 3)$:
# rank 4, size $1 \cdot 28 \cdot 28 \cdot 3 = 2352$.


# %% exercise="describe" points=1
def describe(tensor):
    """Return the rank, shape and size of a tensor.

    The rank is the number of axes, the shape their lengths, the size the product of the lengths.

    Parameters
    ----------
    tensor : number, nested list of numbers, or array of any shape with at least one axis
        The tensor; the lists on one level are equally long. Not changed.

    Returns
    -------
    (rank, shape, size) : tuple of an int, a tuple of ints, and an int
        The shape has one entry for each axis, so it is () for a number.

    Examples
    --------
    >>> rank, shape, size = describe([[1, 2, 3], [4, 5, 6]])
    >>> print(rank, shape, size)
    2 (2, 3) 6
    """
    raise NotImplementedError


# %% check="describe"
described_tensors = [
    ("3", 3, (0, (), 1)),
    ("[1, 2, 3]", [1, 2, 3], (1, (3,), 3)),
    ("[[1, 2, 3], [4, 5, 6]]", [[1, 2, 3], [4, 5, 6]], (2, (2, 3), 6)),
    ("[[[1, 2, 3]], [[7, 8, 9]]]", [[[1, 2, 3]], [[7, 8, 9]]], (3, (2, 1, 3), 6)),
    ("np.zeros((1, 28, 28, 3))", np.zeros((1, 28, 28, 3)), (4, (1, 28, 28, 3), 2352)),
]
for text, tensor, (rank, shape, size) in described_tensors:
    answer = describe(tensor)
    check(f"len(describe({text}))", len(answer), 3)
    check(f"describe({text})[0]", answer[0], rank)
    check(f"describe({text})[1]", answer[1], shape)
    check(f"describe({text})[2]", answer[2], size)
passed("describe")

# %% [markdown]
# ## Exercise 2: Corner, column and row
#
# An index takes its axis away, and a colon keeps it. Of a matrix $a$ of shape $(m, k)$, `a[0]` is
# row 0, with shape $(k,)$; `a[:, 0]` is column 0, with shape $(m,)$; `a[:, :1]` is the same column
# as a matrix of shape $(m, 1)$. Counting begins at 0.
#
# **Worked number.** The matrix with the rows $(0, 1, 2)$ and $(3, 4, 5)$ has the corner $0$, the
# first column $(0, 3)$ and the first row $(0, 1, 2)$.


# %% exercise="corner_column_row" points=1
def corner_column_row(a):
    """Return the first element, the first column and the first row of a matrix.

    They are a[0][0], the elements a[i][0] for each row i, and the elements a[0][j] for each
    column j.

    Parameters
    ----------
    a : array of shape (m, k)
        The matrix, of any numeric type. Not changed.

    Returns
    -------
    (corner, column, row) : tuple of a number and arrays of shape (m,) and (k,)
        In this order; column and row are vectors of one axis.

    Examples
    --------
    >>> corner, column, row = corner_column_row(np.array([[0, 1, 2], [3, 4, 5]]))
    >>> print(corner, column, row)
    0 [0 3] [0 1 2]
    """
    raise NotImplementedError


# %% check="corner_column_row"
corner, column, row = corner_column_row(np.array([[0, 1, 2], [3, 4, 5]]))
check("corner_column_row([[0, 1, 2], [3, 4, 5]])[0]", corner, 0)
check("corner_column_row([[0, 1, 2], [3, 4, 5]])[1]", column, np.array([0, 3]))
check("corner_column_row([[0, 1, 2], [3, 4, 5]])[2]", row, np.array([0, 1, 2]))
passed("corner_column_row")

# %% [markdown]
# ## Exercise 3: Cut a window out of images
#
# A slice `start : stop` keeps its axis and takes the places from `start` up to `stop`, without
# `stop` itself: it is `stop - start` long. One slice for each axis cuts a window out of a whole
# batch at once. Pixel $(i, j)$ of the result is pixel $(\text{top} + i,\ \text{left} + j)$ of the
# image, for $0 \le i < \text{height}$ and $0 \le j < \text{width}$.
#
# **Worked number.** In the image with the rows $(0, 1, 2, 3)$, $(4, 5, 6, 7)$ and $(8, 9, 10, 11)$
# the window with top 1, left 2, height 2 and width 1 has the rows $(6)$ and $(10)$.


# %% exercise="crop" points=1
def crop(images, top, left, height, width):
    """Cut the same window out of every image of a batch.

    Pixel (i, j) of the result is pixel (top + i, left + j) of the image: row first, then column.

    Parameters
    ----------
    images : array of shape (n, h, w) or (n, h, w, c)
        The images, grey or with c channels, of any numeric type. Not changed.
    top, left : int
        The row and the column of the window's first pixel, counted from 0.
    height, width : int
        How many rows and columns the window has, each at least 1. It lies inside the image.

    Returns
    -------
    array of shape (n, height, width) or (n, height, width, c)
        The window of all images, with all channels; a view or a copy.

    Examples
    --------
    >>> image = np.array([[[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]]])
    >>> print(np.asarray(crop(image, 1, 2, 2, 1)).tolist())
    [[[6], [10]]]
    """
    raise NotImplementedError


# %% check="crop"
two_images = np.arange(24).reshape(2, 3, 4)
check(
    "crop(np.arange(24).reshape(2, 3, 4), 1, 2, 2, 1)",
    crop(two_images, 1, 2, 2, 1),
    np.array([[[6], [10]], [[18], [22]]]),
)
check(
    "crop(np.arange(24).reshape(2, 3, 4), 0, 1, 1, 3)",
    crop(two_images, 0, 1, 1, 3),
    np.array([[[1, 2, 3]], [[13, 14, 15]]]),
)
colour_images = np.arange(24).reshape(1, 2, 4, 3)
check(
    "crop(np.arange(24).reshape(1, 2, 4, 3), 0, 1, 1, 2)",
    crop(colour_images, 0, 1, 1, 2),
    np.array([[[[3, 4, 5], [6, 7, 8]]]]),
)
passed("crop")

# %% [markdown]
# ## Exercise 4: Join along an axis
#
# Two batches become one when they are joined along axis 0. The tensors must have the same shape
# except along the axis where they are joined; there, the sizes add up, and the rank stays the same:
#
# $$(n_1, d) \text{ and } (n_2, d) \text{ along axis } 0 \;\to\; (n_1 + n_2,\; d)$$
#
# **Worked number.** The rows $(1, 2)$, $(3, 4)$ and the row $(5, 6)$ along axis 0 are the three
# rows $(1, 2)$, $(3, 4)$, $(5, 6)$.


# %% exercise="join" points=1
def join(tensors, axis):
    """Join tensors one after the other along an axis that they have.

    The size along this axis is the sum of the sizes.

    Parameters
    ----------
    tensors : list of arrays of equal shapes except along axis
        One tensor or more, each of rank 1 or more. Their numeric types may differ; every number
        keeps its value. Not changed.
    axis : int
        The axis to join along; a negative one counts from the end.

    Returns
    -------
    array of the shape of the tensors except along axis
        All tensors, in the order of the list.

    Examples
    --------
    >>> print(np.asarray(join([np.array([[1, 2], [3, 4]]), np.array([[5, 6]])], 0)).tolist())
    [[1, 2], [3, 4], [5, 6]]
    """
    raise NotImplementedError


# %% check="join"
table, one_row, one_column = np.array([[1, 2], [3, 4]]), np.array([[5, 6]]), np.array([[7], [8]])
check(
    "join([[[1, 2], [3, 4]], [[5, 6]]], 0)",
    join([table, one_row], 0),
    np.array([[1, 2], [3, 4], [5, 6]]),
)
check(
    "join([[[1, 2], [3, 4]], [[7], [8]]], -1)",
    join([table, one_column], -1),
    np.array([[1, 2, 7], [3, 4, 8]]),
)
passed("join")

# %% [markdown]
# ## Exercise 5: Stack along a new axis
#
# To make a batch of single images, you need an axis that is not there yet. Stacking $k$ tensors of
# one shape puts a new axis of size $k$ at the place that you name, and the rank grows by 1:
#
# $$k \text{ tensors of shape } (a, b) \;\to\; (k, a, b),\; (a, k, b) \text{ or } (a, b, k)
# \text{ for axis } 0,\; 1,\; 2$$
#
# The place is counted in the result, so axis -1 makes the new axis the last one.
#
# **Worked number.** The vectors $(1, 2, 3)$ and $(4, 5, 6)$ along axis 0 are the two rows of a
# matrix of shape $(2, 3)$; along axis -1 they are its columns, and the shape is $(3, 2)$.


# %% exercise="stack" points=1
def stack(tensors, axis=0):
    """Join tensors of one shape along a new axis.

    The result has one axis more than each tensor, and that axis has one place for each tensor.

    Parameters
    ----------
    tensors : list of arrays of one shape
        One tensor or more, each of rank 1 or more. Not changed.
    axis : int
        The place of the new axis in the result's shape; a negative one counts from the end of the
        result's shape, so -1 makes it the last axis.

    Returns
    -------
    array of the shape of the tensors with one more axis
        The i-th tensor is at place i of the new axis.

    Examples
    --------
    >>> pair = [np.array([1, 2, 3]), np.array([4, 5, 6])]
    >>> print(np.asarray(stack(pair)).tolist(), np.asarray(stack(pair, axis=-1)).tolist())
    [[1, 2, 3], [4, 5, 6]] [[1, 4], [2, 5], [3, 6]]
    """
    raise NotImplementedError


# %% check="stack"
pair = [np.array([1, 2, 3]), np.array([4, 5, 6])]
check("stack([[1, 2, 3], [4, 5, 6]])", stack(pair), np.array([[1, 2, 3], [4, 5, 6]]))
check(
    "stack([[1, 2, 3], [4, 5, 6]], axis=1)",
    stack(pair, axis=1),
    np.array([[1, 4], [2, 5], [3, 6]]),
)
check(
    "stack([[1, 2, 3], [4, 5, 6]], axis=-2)",
    stack(pair, axis=-2),
    np.array([[1, 2, 3], [4, 5, 6]]),
)
passed("stack")

# %% [markdown]
# **A picture of rank 3.** The next cell stacks two sheets of shape (3, 4) into a tensor of shape
# (2, 3, 4) and draws it three times, one sheet behind the other. Each drawing marks what an index
# gives: `cube[1]` is the whole sheet at the back, `cube[0, 2]` the last row of the sheet in front,
# and `cube[0, 1, 3]` one element of it.

# %% tags=["demonstration"]
sheets = [np.arange(12).reshape(3, 4), np.arange(12, 24).reshape(3, 4)]
cube = stack(sheets, axis=0)
marks = [
    ("one sheet: cube[1]", cube[1], "#56B4E9"),
    ("one row: cube[0, 2]", cube[0, 2], "#E69F00"),
    ("one element: cube[0, 1, 3]", cube[0, 1, 3], "#009E73"),
]

figure, panels = plt.subplots(1, 3, figsize=(12, 3.8), layout="constrained")
for panel, (name, marked, colour) in zip(panels, marks, strict=True):
    for sheet in (1, 0):  # the one at the back first
        right, up = 2.15 * sheet, 1.15 * sheet
        for line in range(3):
            for place in range(4):
                number = cube[sheet, line, place]
                face = colour if number in np.ravel(marked) else "white"
                corner_of_cell = (place + right, 2 - line + up)
                cell = plt.Rectangle(corner_of_cell, 1, 1, facecolor=face, edgecolor="k")
                cell.set_zorder(2 - sheet)  # the sheet in front covers the other one
                panel.add_patch(cell)
                panel.text(place + 0.5 + right, 2.5 - line + up, str(number), ha="center",
                           va="center", fontsize=11, zorder=2 - sheet)  # fmt: skip
    panel.text(2, -0.15, "axis 2: 4 columns", ha="center", va="top", fontsize=10)
    panel.text(-0.15, 1.5, "axis 1: 3 rows", ha="right", va="center", rotation=90, fontsize=10)
    panel.text(1.0, 3.65, "axis 0:\n2 sheets", ha="center", va="center", fontsize=10)
    panel.set(xlim=(-0.7, 6.3), ylim=(-0.6, 4.3), aspect="equal")
    panel.set_title(f"{name}, shape {np.shape(marked)}", fontsize=12)
    panel.axis("off")
figure.suptitle(f"One tensor of shape {cube.shape}, and what three indices give")
plt.show()

# %% [markdown]
# **The picture in words.** Three drawings of the same two sheets of numbers, the one with 0 to 11
# in front of the one with 12 to 23. Shaded are, from left to right, all that can be seen of the
# sheet at the back, the last row of the sheet in front (8 to 11), and the 7 in its middle row.
#
# ## Exercise 6: Reduce axes
#
# A reduction turns many numbers into one: their sum, mean, maximum, minimum or product, or whether
# any or all of them are true. The axis that you name is the one that **goes away**. For a
# matrix, `axis=0` adds up along the rows' axis, so it gives one number for each column:
#
# $$s_j = \sum_i x_{ij} \quad (\text{axis } 0), \qquad
# s_i = \sum_j x_{ij} \quad (\text{axis } 1)$$
#
# Several axes can go away at once, and without `axis` all of them do. With `keepdims=True` a
# reduced axis stays as an axis of size 1, so that the result still fits the tensor that it came
# from. (In old code the argument `axis` is called `reduction_indices`.)
#
# **Worked number.** The matrix with the rows $(0, 1, 2)$ and $(3, 4, 5)$ has the row sums $3$ and
# $12$ (axis 1) and the column means $1.5$, $2.5$ and $3.5$ (axis 0).


# %% exercise="reduce" points=2
def reduce(x, how, axis=None, keepdims=False):
    """Reduce one axis, several axes or all axes of a tensor.

    "sum", "mean", "max", "min" and "prod" are the sum, mean, maximum, minimum and product of the
    elements along the axes; "any" and "all" say whether at least one of them, or each of them, is
    different from 0.

    Parameters
    ----------
    x : array of any shape, of rank 1 or more
        The tensor, of any numeric type. Sums, means and products do not wrap around and are not
        truncated to whole numbers. Not changed.
    how : str
        One of "sum", "mean", "max", "min", "prod", "any" and "all".
    axis : None, int, or tuple of ints
        The axes that go away, all of them for None. Negative ones count from the end.
    keepdims : bool
        Whether the reduced axes stay, with size 1.

    Returns
    -------
    number, or array of the shape of x without the reduced axes (of size 1 with keepdims)
        For "any" and "all" truth values, or 0 and 1.

    Examples
    --------
    >>> x = np.array([[0, 1, 2], [3, 4, 5]])
    >>> print(reduce(x, "sum", axis=1), reduce(x, "mean", axis=0), float(reduce(x, "max")))
    [ 3 12] [1.5 2.5 3.5] 5.0
    """
    raise NotImplementedError


# %% check="reduce"
small = np.array([[0, 1, 2], [3, 4, 5]])
check('reduce([[0, 1, 2], [3, 4, 5]], "sum", axis=1)', reduce(small, "sum", axis=1), [3, 12])
check(
    'reduce([[0, 1, 2], [3, 4, 5]], "mean", axis=0)',
    reduce(small, "mean", axis=0),
    [1.5, 2.5, 3.5],
)
check('reduce([[0, 1, 2], [3, 4, 5]], "max")', reduce(small, "max"), 5)
check('reduce([[0, 1, 2], [3, 4, 5]], "min", axis=-1)', reduce(small, "min", axis=-1), [0, 3])
check('reduce([[0, 1, 2], [3, 4, 5]], "prod", axis=(0, 1))', reduce(small, "prod", axis=(0, 1)), 0)
check('reduce([[0, 1, 2], [3, 4, 5]], "all", axis=1)', reduce(small, "all", axis=1), [0, 1])
check(
    'reduce([[0, 1, 2], [3, 4, 5]], "any", axis=0, keepdims=True)',
    reduce(small, "any", axis=0, keepdims=True),
    [[1, 1, 1]],
)
passed("reduce")

# %% [markdown]
# ## Exercise 7: Reduce segments
#
# Often the samples belong to groups: words to sentences, nodes to graphs, purchases to customers. A
# list of **segment** numbers says which row belongs to which group, and each group is reduced to
# one row. For the sum, with $s_i$ the segment of row $i$:
#
# $$\text{out}_k = \sum_{i:\ s_i = k} \text{values}_i$$
#
# Three things are easy to get wrong: the rows of a segment need not be adjacent, a segment may
# have no rows at all, and `out[segments] += values` counts a repeated segment only once.
#
# **Worked number.** The values $1, 2, 3, 4, 5$ in the segments $0, 0, 2, 2, 2$ of 3 have the sums
# $3, 0, 12$. In the segments $2, 0, 2, 0, 2$ of 4 they have the sums $6, 0, 9, 0$.


# %% exercise="segment_reduce" points=3
def segment_reduce(values, segments, count, how):
    """Reduce the rows of each segment to one.

    Row k of the result is the sum, the mean or the maximum of the rows of values whose segment
    is k, feature by feature. The sum and the mean of a segment without rows are 0.0.

    Parameters
    ----------
    values : array of shape (n,) or (n, d)
        Numbers, or rows of d features, of any numeric type. Sums and means do not wrap around and
        are not cut to whole numbers. Not changed.
    segments : array of shape (n,)
        The segment of each row, from 0 to count - 1, of an integer type, in any order. Not changed.
    count : int
        How many segments there are; some may be empty, except for "max".
    how : str
        One of "sum", "mean" and "max".

    Returns
    -------
    array of shape (count,) or (count, d)
        One number, or one row, for each segment.

    Examples
    --------
    >>> values, segments = np.array([1.0, 2.0, 3.0, 4.0, 5.0]), np.array([2, 0, 2, 0, 2])
    >>> print(np.asarray(segment_reduce(values, segments, 4, "sum"), dtype=float).tolist())
    [6.0, 0.0, 9.0, 0.0]
    """
    raise NotImplementedError


# %% check="segment_reduce"
numbers = np.array([1, 2, 3, 4, 5])
check(
    'segment_reduce([1, 2, 3, 4, 5], [0, 0, 2, 2, 2], 3, "sum")',
    segment_reduce(numbers, np.array([0, 0, 2, 2, 2]), 3, "sum"),
    [3, 0, 12],
)
check(
    'segment_reduce([1, 2, 3, 4, 5], [2, 0, 2, 0, 2], 4, "sum")',
    segment_reduce(numbers, np.array([2, 0, 2, 0, 2]), 4, "sum"),
    [6, 0, 9, 0],
)
check(
    'segment_reduce([1, 2, 3, 4, 5], [0, 0, 2, 2, 2], 3, "mean")',
    segment_reduce(numbers, np.array([0, 0, 2, 2, 2]), 3, "mean"),
    [1.5, 0, 4],
)
check(
    'segment_reduce([[1, 9], [5, 2], [3, 4]], [1, 0, 1], 2, "max")',
    segment_reduce(np.array([[1, 9], [5, 2], [3, 4]]), np.array([1, 0, 1]), 2, "max"),
    [[5, 2], [3, 9]],
)
passed("segment_reduce")

# %% [markdown]
# ## Exercise 8: Pad a ragged batch
#
# Sentences have different lengths, but a tensor has rows of one length. The short rows are padded
# at the end, and a **mask** says which numbers are real: $m_{ij} = 1$ where sequence $i$ has a
# number at place $j$, that is for $j < t_i$ with $t_i$ its length, and $m_{ij} = 0$ elsewhere. A
# real number may happen to equal the filling, so the mask cannot be read off the padded tensor.
#
# **Worked number.** The sequences $(3, 0, 5)$ and $(7)$ become the rows $(3, 0, 5)$ and
# $(7, 0, 0)$, with the mask rows $(1, 1, 1)$ and $(1, 0, 0)$.


# %% exercise="pad_ragged" points=2
def pad_ragged(sequences, value=0):
    """Pad sequences at the end to the length of the longest, and say which numbers are real.

    The mask is 1 where a sequence has a number, whatever it is, and 0 where it is filled up.

    Parameters
    ----------
    sequences : list of n arrays of shapes (t_1,), ..., (t_n,)
        The sequences, at least one. Some may have length 0, but not all. Their numeric types may
        differ; every number keeps its value. Not changed.
    value : number
        The filling. It may be a fraction or negative, whatever the type of the sequences.

    Returns
    -------
    (padded, mask) : tuple of two arrays of shape (n, longest)
        The sequences in their rows, filled at the end, and the mask of 1 and 0.

    Examples
    --------
    >>> padded, mask = pad_ragged([np.array([3, 0, 5]), np.array([7])])
    >>> print(np.asarray(padded, dtype=int).tolist(), np.asarray(mask, dtype=int).tolist())
    [[3, 0, 5], [7, 0, 0]] [[1, 1, 1], [1, 0, 0]]
    """
    raise NotImplementedError


# %% check="pad_ragged"
padded, mask = pad_ragged([np.array([3, 0, 5]), np.array([7])])
check("pad_ragged([[3, 0, 5], [7]])[0]", padded, [[3, 0, 5], [7, 0, 0]])
check("pad_ragged([[3, 0, 5], [7]])[1]", mask, [[1, 1, 1], [1, 0, 0]])
padded, mask = pad_ragged([np.array([4]), np.array([0.5, 6.0])], value=-1)
check("pad_ragged([[4], [0.5, 6.0]], value=-1)[0]", padded, [[4, -1], [0.5, 6]])
check("pad_ragged([[4], [0.5, 6.0]], value=-1)[1]", mask, [[1, 0], [1, 1]])
passed("pad_ragged")

# %% [markdown]
# **A ragged batch and its mask.** The next cell pads five sequences. On the left are the numbers of
# the padded batch, real ones on blue and the filling on white; on the right is the mask, 1 on blue
# and 0 on white. Without the colours you could not tell the real zeros (in sequences 0 and 3) from
# the filling. The network sees no colours: it needs the mask.

# %% tags=["demonstration"]
ragged = [np.array(row) for row in ([5, 0, 2, 8], [7], [4, 6, 1, 3, 9, 2], [0, 0, 5], [1, 2])]
padded, mask = pad_ragged(ragged)
figure, panels = plt.subplots(1, 2, figsize=(11, 4), layout="constrained")
for panel, shown, name in zip(panels, (padded, mask), ("padded", "mask"), strict=True):
    panel.pcolormesh(np.asarray(mask, dtype=float), cmap="Blues", vmin=0, vmax=2.5, edgecolors="k",
                     linewidth=0.8)  # fmt: skip
    for line, step in np.ndindex(np.shape(shown)):
        panel.text(step + 0.5, line + 0.5, f"{shown[line][step]:g}", ha="center", va="center")
    panel.set_xticks(np.arange(6) + 0.5, range(6))
    panel.set_yticks(np.arange(5) + 0.5, range(5))
    panel.invert_yaxis()
    panel.set(title=f"{name}, shape {np.shape(shown)}", xlabel="step", ylabel="sequence")
figure.suptitle("Five sequences of lengths 4, 1, 6, 3 and 2 as one batch")
plt.show()

# %% [markdown]
# **The picture in words.** Two tables with a row for each of the five sequences and six columns,
# the steps. On the left each sequence is followed by zeros; on the right there is a 1 for each of
# its own numbers and a 0 for each zero that was added. The cells of its own numbers are shaded in
# both.
#
# ## Exercise 9: Which shape does a sum have?
#
# NumPy and Keras add tensors of different shapes if the shapes fit, and stretch the axes of size 1.
# This is called **broadcasting**. Write the shapes one below the other, aligned at the *right*, and
# go through them from the last axis to the first. A missing axis counts as 1.
#
# $$\text{two sizes } p, q \;\to\; \begin{cases}
# p & \text{if } p = q \text{ or } q = 1 \\
# q & \text{if } p = 1 \\
# \text{refused} & \text{otherwise}
# \end{cases}$$
#
# **Worked number.** $(3, 1)$ with $(4,)$ is $(3, 4)$, and $(2, 1, 3)$ with $(5, 1)$ is $(2, 5, 3)$.
# The shapes $(3,)$ and $(4,)$ do not fit.


# %% exercise="broadcast_shape" points=2
def broadcast_shape(first, second):
    """Return the shape of the sum of two arrays, given their shapes.

    From the last axis on, two sizes fit if they are equal or one of them is 1, and the result has
    the greater of the two. A missing axis counts as size 1. The function makes no arrays: the
    shapes may be those of arrays too large for any memory.

    Parameters
    ----------
    first : tuple of ints
        A shape, as NumPy gives it: () for a number. All sizes are 1 or more.
    second : tuple of ints
        Another shape, not necessarily with as many axes.

    Returns
    -------
    tuple or list of ints, or None
        The shape of the sum, and None where NumPy refuses to add such arrays.

    Examples
    --------
    >>> print(tuple(broadcast_shape((3, 1), (4,))), broadcast_shape((3,), (4,)))
    (3, 4) None
    """
    raise NotImplementedError


# %% check="broadcast_shape"
check("broadcast_shape((3, 1), (4,))", broadcast_shape((3, 1), (4,)), (3, 4))
check("broadcast_shape((2, 1, 3), (5, 1))", broadcast_shape((2, 1, 3), (5, 1)), (2, 5, 3))
check("broadcast_shape((3,), (4,)) is None", broadcast_shape((3,), (4,)) is None, True)
passed("broadcast_shape")

# %% [markdown]
# **Predict before you run.** The targets are 1, 2, 3. A model predicts them perfectly, but as
# Keras does, in a column of shape (3, 1). Someone computes the mean squared error as
# `np.mean((targets - predictions) ** 2)`. Which number comes out? Write it in place of `None`.

# %% tags=["demonstration"]
my_error = None

# %% tags=["demonstration"]
targets, predictions = np.array([1.0, 2.0, 3.0]), np.array([[1.0], [2.0], [3.0]])
print(targets - predictions)
print(f"you predicted {my_error}; it is {np.mean((targets - predictions) ** 2):.3f}")

# %% [markdown]
# ## Exercise 10: A question
#
# Targets of shape $(n,)$ minus predictions of shape $(n, 1)$: which shape does the difference have?


# %% exercise="shape_of_difference" points=1
def shape_of_difference():
    """Name the shape of targets of shape (n,) minus predictions of shape (n, 1).

    n is greater than 1.

    Returns
    -------
    str
        Exactly one of "(n,)", "(n, 1)", "(1, n)", "(n, n)" and "refused".

    Examples
    --------
    >>> print(isinstance(shape_of_difference(), str))
    True
    """
    raise NotImplementedError


# %% check="shape_of_difference"
choices = ("(n,)", "(n, 1)", "(1, n)", "(n, n)", "refused")
answer = shape_of_difference()
check("shape_of_difference()", answer, answer if answer in choices else "one of the five strings")
passed("shape_of_difference")

# %% [markdown]
# ## Exercise 11: All distances
#
# Broadcasting pairs everything with everything. In a loss this is a mistake; here it is wanted.
# Nearest neighbours, clustering and attention all need a table of every $a_i$ against every $b_j$.
# Given $n$ points and $m$ points of $d$ coordinates, the Euclidean distances are
#
# $$D_{ij} = \sqrt{\sum_{k=1}^{d} (a_{ik} - b_{jk})^2}$$
#
# There is a fast formula, $\lVert a \rVert^2 + \lVert b \rVert^2 - 2\, a \cdot b$, but it subtracts
# nearly equal numbers: two equal points may come out $10^{-7}$ apart, or not a number.
#
# **Worked number.** From $(0, 0)$ to $(0, 0)$, $(0, 4)$ and $(6, 8)$ the distances are 0, 4 and 10;
# from $(3, 4)$ they are 5, 3 and 5.


# %% exercise="pairwise_distances" points=2
def pairwise_distances(a, b):
    """Return the Euclidean distance of every point of a from every point of b.

    Entry (i, j) is the square root of the sum over k of (a[i, k] - b[j, k])^2.

    Parameters
    ----------
    a : array of shape (n, d)
        Points in rows, of any numeric type; the differences do not wrap around. Not changed.
    b : array of shape (m, d)
        Other points in rows. Not changed.

    Returns
    -------
    array of shape (n, m)
        The distances, computed in floating point. Points that coincide have distance 0, exact to
        1e-12, even where their coordinates are large.

    Examples
    --------
    >>> a, b = np.array([[0, 0], [3, 4]]), np.array([[0, 0], [0, 4], [6, 8]])
    >>> print(np.asarray(pairwise_distances(a, b)).tolist())
    [[0.0, 4.0, 10.0], [5.0, 3.0, 5.0]]
    """
    raise NotImplementedError


# %% check="pairwise_distances"
points, other_points = np.array([[0, 0], [3, 4]]), np.array([[0, 0], [0, 4], [6, 8]])
check(
    "pairwise_distances([[0, 0], [3, 4]], [[0, 0], [0, 4], [6, 8]])",
    pairwise_distances(points, other_points),
    [[0, 4, 10], [5, 3, 5]],
)
check(
    "pairwise_distances([[0.1, 0.7, 0.3]], [[0.1, 0.7, 0.3]])",
    pairwise_distances(np.array([[0.1, 0.7, 0.3]]), np.array([[0.1, 0.7, 0.3]])),
    [[0]],
    tolerance=1e-12,
)
check(
    "pairwise_distances(np.array([[3]], np.uint8), np.array([[5]], np.uint8))",
    pairwise_distances(np.array([[3]], np.uint8), np.array([[5]], np.uint8)),
    [[2]],
)
passed("pairwise_distances")

# %% [markdown]
# ## Exercise 12: Channels first
#
# Keras stores a batch of images as (samples, rows, columns, channels), NHWC for short. Some
# libraries and models want the channels before the rows, NCHW. Every pixel keeps its place; only
# the order of the axes changes:
#
# $$\text{out}_{n,c,i,j} = \text{images}_{n,i,j,c}$$
#
# `reshape` is not enough: it keeps the numbers in their order in memory and only cuts them
# differently, so the three colours of one pixel end up in three pixels.
#
# **Worked number.** An image of one row with the pixels $(1, 2, 3)$ and $(4, 5, 6)$ has shape
# $(1, 2, 3)$. With the channels first, it has shape $(3, 1, 2)$, with the channels $(1, 4)$,
# $(2, 5)$ and $(3, 6)$.


# %% exercise="channels_first" points=1
def channels_first(images):
    """Move the channels of a batch of images before its rows and columns.

    Element [n, c, i, j] of the result = element [n, i, j, c] of images, so that each pixel keeps
    its place.

    Parameters
    ----------
    images : array of shape (n, h, w, c)
        The images, of any numeric type. Not changed.

    Returns
    -------
    array of shape (n, c, h, w)
        The same numbers; a view or a copy.

    Examples
    --------
    >>> print(np.asarray(channels_first(np.array([[[[1, 2, 3], [4, 5, 6]]]]))).tolist())
    [[[[1, 4]], [[2, 5]], [[3, 6]]]]
    """
    raise NotImplementedError


# %% check="channels_first"
check(
    "channels_first([[[[1, 2, 3], [4, 5, 6]]]])",
    channels_first(np.array([[[[1, 2, 3], [4, 5, 6]]]])),
    [[[[1, 4]], [[2, 5]], [[3, 6]]]],
)
check("channels_first(np.zeros((2, 4, 5, 3)))", channels_first(np.zeros((2, 4, 5, 3))),
      np.zeros((2, 3, 4, 5)))  # fmt: skip
passed("channels_first")

# %% [markdown]
# **Right and scrambled.** The next cell draws a small landscape, an orange sun over a green hill
# under a blue sky. On the left is the image. In the middle, your function has moved the channels
# first, and the image is drawn again from its three channels: nothing has changed. On the right,
# `reshape` has given it the same shape, and it is drawn in the same way: there are stripes in
# yellow, red and pink, colours that the landscape does not have, and neither sun nor hill.

# %% tags=["demonstration"]
rows_of_image, columns_of_image = np.mgrid[0:60, 0:90]
landscape = np.empty((60, 90, 3))
landscape[:] = (0.55, 0.80, 0.95)
landscape[(rows_of_image - 18) ** 2 + (columns_of_image - 62) ** 2 < 100] = (0.95, 0.60, 0.10)
landscape[rows_of_image > 42 - 10 * np.sin(columns_of_image / 18)] = (0.10, 0.55, 0.35)

batch_of_one = landscape[np.newaxis]
right_channels = np.asarray(channels_first(batch_of_one))[0]
scrambled_channels = batch_of_one.reshape(1, 3, 60, 90)[0]
figure, panels = plt.subplots(1, 3, figsize=(12, 3.6), layout="constrained")
shown_images = [
    (landscape, f"the image, shape {landscape.shape}"),
    (stack(list(right_channels), axis=-1), f"channels_first, shape {right_channels.shape}"),
    (stack(list(scrambled_channels), axis=-1), f"reshape, shape {scrambled_channels.shape}"),
]
for panel, (image, name) in zip(panels, shown_images, strict=True):
    panel.imshow(image)
    panel.set(title=name, xlabel="column", ylabel="row")
figure.suptitle("Channels first, and drawn again from the channels")
plt.show()

# %% [markdown]
# **The picture in words.** The image is a green hill below a blue sky with an orange sun. Drawn
# from `channels_first` it looks the same; drawn from the reshaped array it is a pattern of stripes
# and dots, without a hill or a sun.
#
# **Predict before you run.** A pixel has a brightness of 300 after some arithmetic. Someone stores
# it with `np.array([300]).astype(np.uint8)`. Which number is in the file? Write it in place of
# `None`.

# %% tags=["demonstration"]
my_byte = None

# %% tags=["demonstration"]
print(f"you predicted {my_byte}; it is {np.array([300]).astype(np.uint8)[0]}")

# %% [markdown]
# ## Exercise 13: Back to bytes
#
# An image file stores one byte for each channel of a pixel: a whole number from 0 to 255, in NumPy
# the type `uint8`. Networks compute in floating point, and their outputs may lie between two whole
# numbers or outside the range. Round first, clip next, and convert last:
#
# $$\text{out} = \min(\max(\mathrm{round}(x),\ 0),\ 255)$$
#
# **Worked number.** $-1$, $3.7$, $254.6$ and $300$ become $0$, $4$, $255$ and $255$. Without
# clipping, $-1$ would become 255 and $300$ would become 44.


# %% exercise="to_bytes" points=2
def to_bytes(x):
    """Convert numbers to bytes: rounded to the nearest integer and clipped to 0..255.

    Each number becomes min(max(round(x), 0), 255). The numbers are not scaled.

    Parameters
    ----------
    x : array of any shape
        Finite numbers between -1e6 and 1e6, of any numeric type, none of them halfway between two
        integers. Not changed.

    Returns
    -------
    array of the shape of x, of dtype uint8
        The bytes. Here, the type of the result counts.

    Examples
    --------
    >>> print(to_bytes(np.array([-1.0, 3.7, 254.6, 300.0])).tolist())
    [0, 4, 255, 255]
    """
    raise NotImplementedError


# %% check="to_bytes"
stored = to_bytes(np.array([-1.0, 3.7, 254.6, 300.0]))
check("to_bytes([-1.0, 3.7, 254.6, 300.0])", stored, [0, 4, 255, 255])
check("to_bytes([-1.0, 3.7, 254.6, 300.0]).dtype", str(stored.dtype), "uint8")
passed("to_bytes")

# %% [markdown]
# ## Exercise 14: One-hot rows
#
# A class is a name, not an amount: class 2 is not twice class 1. A classifier therefore has one
# output for each class, and the label becomes a row with a 1 in the column of its class and 0
# elsewhere. For the label $y_i$:
#
# $$t_{ij} = \begin{cases} 1 & \text{if } j = y_i \\ 0 & \text{otherwise} \end{cases}$$
#
# The batch cannot tell how many classes there are: the last class may be missing from it.
#
# **Worked number.** House prices are put into three classes: below 50,000, from there up to
# 100,000, and above. A price of 124,102 is in class 2, so its row is $(0, 0, 1)$.


# %% exercise="one_hot" points=1
def one_hot(labels, classes):
    """Turn labels into one-hot rows.

    Element (i, j) is 1 where j = labels[i] and 0 elsewhere.

    Parameters
    ----------
    labels : array of shape (n,)
        Classes from 0 to classes - 1, of an integer type such as `int64` or `uint8`. A batch need
        not contain every class. Not changed.
    classes : int
        How many classes there are.

    Returns
    -------
    float array of shape (n, classes)
        One row for each label, even if there is only one label.

    Examples
    --------
    >>> print(np.asarray(one_hot(np.array([2, 0]), 3), dtype=float).tolist())
    [[0.0, 0.0, 1.0], [1.0, 0.0, 0.0]]
    """
    raise NotImplementedError


# %% check="one_hot"
check("one_hot([2], 3)", one_hot(np.array([2]), 3), [[0, 0, 1]])
check(
    "one_hot([1, 0, 1], 4)",
    one_hot(np.array([1, 0, 1]), 4),
    [[0, 1, 0, 0], [1, 0, 0, 0], [0, 1, 0, 0]],
)
passed("one_hot")

# %% [markdown]
# ## The same in Keras
#
# `keras.ops` has nearly everything that you have used so far, under names close to NumPy's. Its
# functions take arrays and Keras tensors and give Keras tensors, which may be stored on a graphics
# card. `keras.ops.convert_to_numpy` gives an array again. In the table, `ops` is `keras.ops`.
#
# | to do | NumPy | Keras |
# |---|---|---|
# | zeros | `np.zeros((2, 3))` | `ops.zeros((2, 3))` |
# | ones | `np.ones((2, 3))` | `ops.ones((2, 3))` |
# | one number everywhere | `np.full((2, 3), 7.0)` | `ops.full((2, 3), 7.0)` |
# | counting | `np.arange(5)` | `ops.arange(5)` |
# | evenly spaced | `np.linspace(0, 1, 11)` | `ops.linspace(0, 1, 11)` |
# | sum | `np.sum(x, axis=0)` | `ops.sum(x, axis=0)` |
# | maximum | `np.max(x, axis=0)` | `ops.max(x, axis=0)` |
# | reshape | `np.reshape(x, (3, 2))` | `ops.reshape(x, (3, 2))` |
# | order of axes | `np.transpose(x, (1, 0))` | `ops.transpose(x, (1, 0))` |
# | join | `np.concatenate([x, y], axis=0)` | `ops.concatenate([x, y], axis=0)` |
# | stack | `np.stack([x, y], axis=0)` | `ops.stack([x, y], axis=0)` |
# | matrix product | `np.matmul(x, w)` or `x @ w` | `ops.matmul(x, w)` |
# | type | `x.astype("float32")` | `ops.cast(x, "float32")` |
# | one-hot rows | `np.eye(3)[labels]` | `ops.one_hot(labels, 3)` |
# | sum of segments | `np.add.at(out, segments, x)` | `ops.segment_sum(x, segments, 3)` |
# | choose | `np.where(x > 0, x, 0.0)` | `ops.where(x > 0, x, 0.0)` |
#
# Four differences matter. Keras makes its tensors in `float32`, about seven digits, and NumPy in
# `float64`, about sixteen. A Keras tensor cannot be written to: `x[0] = 1` is an error. For a label
# out of range, `ops.one_hot` gives a row of zeros, where NumPy raises an error or, for -1, marks
# the last class. For an empty segment, `ops.segment_max` gives the least float there is, not 0.
#
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

# %% [markdown]
# ## Exercise 15: A mean with a mask
#
# Padding must not count. A batch of sequences has shape $(n, t, d)$: $n$ sequences of $t$ steps
# with $d$ features. The mask $m$ of shape $(n, t)$ is 1 at real steps, as in exercise 8. The mean
# over the real steps is
#
# $$\text{out}_{ik} = \frac{\sum_j m_{ij}\, x_{ijk}}{\sum_j m_{ij}}$$
#
# and 0 for a sequence without any. The mask has no axis for the features: bring it to shape
# $(n, t, 1)$, and broadcasting does the rest.
#
# **Worked number.** One sequence of three steps with one feature, $2, 4, 9$, and the mask
# $1, 1, 0$: the mean is $(2 + 4)/2 = 3$, not $(2 + 4)/3 = 2$ and not $5$.


# %% exercise="masked_mean" points=3 keras=true
def masked_mean(x, mask):
    """Return the mean over the steps whose mask is 1, with keras.ops.

    It is the sum over the steps of mask times x, divided by the sum of the mask, for each sequence
    and each feature; a sequence whose mask has no 1 gives 0.0.

    Parameters
    ----------
    x : array of shape (n, t, d)
        n sequences of t steps with d features, of any numeric type; also finite where the mask
        is 0. Not changed.
    mask : array of shape (n, t)
        1 where a step counts, else 0, in any order, of any numeric type. Not changed.

    Returns
    -------
    Keras tensor or array of shape (n, d)
        The means, computed in floating point, to the precision of float32.

    Examples
    --------
    >>> x, mask = np.array([[[2.0], [4.0], [9.0]]]), np.array([[1, 1, 0]])
    >>> print(keras.ops.convert_to_numpy(masked_mean(x, mask)).tolist())
    [[3.0]]
    """
    raise NotImplementedError


# %% check="masked_mean"
x, mask = np.array([[[2.0], [4.0], [9.0]]]), np.array([[1, 1, 0]])
means = keras.ops.convert_to_numpy(masked_mean(x, mask))
check("masked_mean([[[2], [4], [9]]], [[1, 1, 0]])", means, [[3]], tolerance=1e-5)
x = np.array([[[1.0, 10.0], [3.0, 30.0]], [[5.0, 50.0], [7.0, 70.0]]], dtype="float32")
means = keras.ops.convert_to_numpy(masked_mean(x, np.array([[0, 1], [0, 0]])))
check(
    "masked_mean([[[1, 10], [3, 30]], [[5, 50], [7, 70]]], [[0, 1], [0, 0]])",
    means,
    [[3, 30], [0, 0]],
    tolerance=1e-5,
)
passed("masked_mean")

# %% [markdown]
# ## Summary
#
# * Rank, shape and axis order say what a tensor means; `reshape` never moves an axis.
# * Broadcasting pairs tensors from the last axis on: right for distances, wrong in most losses.
# * Types wrap around and padding counts, unless you convert first and carry a mask along.
#
# Where to go next: assignment 02 fits lines to such arrays. To read: Harris and others, "Array
# programming with NumPy", Nature 585, 2020, which explains how strides make slicing and transposing
# work without copies. To try: an experiment without a known answer. Take the table of distances
# between random points in 2, 10, 100 and 1000 dimensions and plot how far apart the nearest and the
# farthest neighbour lie. When does "nearest" stop meaning anything, and does it help to take the
# sum of absolute differences instead?
