# ---
# jupyter:
#   autograder:
#     assignment: 14_convolution
#     title: Convolution
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
# # Convolution
#
# **The question.** A scratch of five pixels lies somewhere in a noisy image. A network of dense
# layers with 100,000 weights sees 2,000 such images and still names the scratch's direction in less
# than half of new ones. A network with 1,500 weights gets nearly all of them right. What does it do
# differently?
#
# It computes one weighted sum of a small patch, and the same sum of every other patch. That is a
# **convolution**: few weights, used at many places. Many networks for images, sound and time series
# contain this step. Here you write it by hand, exactly as Keras computes it, together with what
# belongs to it: strides, padding, pooling, gradients, and the count of parameters and
# multiplications. Then you build two networks in Keras, and the grader trains the second one.
#
# You need NumPy arrays, parameter counts (08), and for two exercises the chain rule of 07; the last
# two exercises need networks in Keras (12). Time: about five hours.
#
# **How it works.** Write your code where `raise NotImplementedError` stands, then run the check
# cell below it. The checks are small cases worked by hand. When you hand the notebook in, hidden
# tests try more: images and kernels that are not square, several channels and filters, other types,
# kernels of even size. The grader has NumPy, SciPy and Python's own modules, and in the last two
# exercises Keras. In two places you can **predict before you run**.
#
# **Rules for every exercise here.**
#
# * A batch of images has shape `(n, h, w, c)`: samples, rows, columns, channels. Kernels have shape
#   `(kh, kw, c, f)`: rows, columns, channels, filters. Both are Keras's order.
# * A size, a kernel's size, strides and a dilation of two-dimensional functions are pairs
#   `(height, width)`. In the functions for one axis they are single whole numbers.
# * No kernel is reversed, as in Keras, except in `convolve1d`.
# * Arrays may be of any numeric type, for instance `uint8` pixels or `bool`. Compute in floating
#   point (`x.astype(float)`): in `uint8`, 200 + 100 is 44.
# * No function changes its arguments. Earlier exercises may be called in later ones.

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
# ## Exercise 1: How many places?
#
# Put a kernel of $F$ numbers at the beginning of a row of $W$ numbers and move it along in steps of
# $S$. With $P$ zeros added on *each* side the row is $W + 2P$ long. With **dilation** $D$ the
# kernel's numbers are $D$ apart, so it reaches over $D(F - 1) + 1$ numbers. It fits at
#
# $$\left\lfloor \frac{W + 2P - D(F - 1) - 1}{S} \right\rfloor + 1$$
#
# places. The brackets mean: rounded down. A step that would lead over the end is not made, so the
# last numbers may remain unseen. Without dilation the formula is the well-known $(W - F + 2P)/S +
# 1$, which some texts print without the brackets.
#
# **Worked number.** $W = 32$, $F = 5$, $S = 1$, $P = 0$: $(32 - 5)/1 + 1 = 28$. With $S = 2$ it is
# $\lfloor 13.5 \rfloor + 1 = 14$.


# %% exercise="output_size" points=1
def output_size(size, kernel, stride=1, padding=0, dilation=1):
    """Return at how many places a kernel fits: floor((W + 2P - D(F - 1) - 1) / S) + 1.

    Parameters
    ----------
    size : int
        W, the size of the input along one axis, 1 or more.
    kernel : int
        F, the size of the kernel along this axis, 1 or more; with its dilation it is not larger
        than the padded input.
    stride : int
        S, the step from one place to the next, 1 or more.
    padding : int
        P, the zeros that are added on each of the two sides, 0 or more.
    dilation : int
        D, the distance between two neighbouring numbers of the kernel, 1 or more.

    Returns
    -------
    int
        The size of the output along this axis, a whole number that can be used as a shape.

    Examples
    --------
    >>> print(output_size(32, 5))
    28
    """
    raise NotImplementedError


# %% check="output_size"
check("output_size(32, 5)", output_size(32, 5), 28)
check("output_size(32, 5, stride=2)", output_size(32, 5, stride=2), 14)
check("output_size(32, 5, padding=2)", output_size(32, 5, padding=2), 32)
check("output_size(7, 3, dilation=2)", output_size(7, 3, dilation=2), 3)
check("as a shape", np.zeros(output_size(6, 2, stride=2)).shape, (3,))
passed("output_size")

# %% [markdown]
# ## Exercise 2: Padding "same"
#
# Keras knows two kinds of padding by name. `"valid"` means none: the kernel stays inside the image.
# `"same"` adds as many zeros as are needed for $\lceil W / S \rceil$ places (rounded up); at
# stride 1 the output then has the size of the input. The last place begins at
# $(\lceil W/S \rceil - 1) S$ and the kernel reaches over $D(F - 1) + 1$ numbers, so together
#
# $$p = \max\Bigl( \bigl(\lceil W/S \rceil - 1\bigr) S + D(F - 1) + 1 - W, \;0 \Bigr)$$
#
# zeros are missing. Half of them go before, half after; if $p$ is odd, the additional zero comes
# **after**. So the number of zeros depends on the stride: a larger stride needs fewer of them, not
# more.
#
# **Worked number.** $W = 6$, $F = 3$. At stride 1: $5 + 3 - 6 = 2$ zeros, one on each side. At
# stride 2: $2 \cdot 2 + 3 - 6 = 1$, and this one comes after. At stride 3: $3 + 3 - 6 = 0$.


# %% exercise="same_padding" points=2
def same_padding(size, kernel, stride=1, dilation=1):
    """Return how many zeros Keras's padding "same" adds before and after.

    Together they are max((ceil(W / S) - 1) S + D(F - 1) + 1 - W, 0); the odd one comes after.

    Parameters
    ----------
    size : int
        W, the size of the input along one axis, 1 or more.
    kernel : int
        F, the size of the kernel along this axis, 1 or more, even or odd; it may be larger than
        the input.
    stride : int
        S, the step from one place to the next, 1 or more; it may be larger than the kernel.
    dilation : int
        D, the distance between two neighbouring numbers of the kernel, 1 or more. It is 1 where
        the stride is greater than 1.

    Returns
    -------
    (before, after) : tuple of two ints
        The zeros before and after, never negative.

    Examples
    --------
    >>> print(same_padding(6, 3))
    (1, 1)
    """
    raise NotImplementedError


# %% check="same_padding"
check("same_padding(6, 3)", same_padding(6, 3), (1, 1))
check("same_padding(6, 3, stride=2)", same_padding(6, 3, stride=2), (0, 1))
check("same_padding(6, 3, stride=3)", same_padding(6, 3, stride=3), (0, 0))
check("same_padding(6, 2)", same_padding(6, 2), (0, 1))
check("same_padding(7, 3, dilation=2)", same_padding(7, 3, dilation=2), (2, 2))
passed("same_padding")

# %% [markdown]
# ## Exercise 3: The effect of padding


# %% exercise="what_padding_does" points=1
def what_padding_does():
    """Say what "same" and "valid" do to the height and width of an image at stride 1.

    The kernel is larger than 1 x 1.

    Returns
    -------
    str
        Exactly one of
        "same keeps it, valid shrinks it",
        "same keeps it, valid lets it grow",
        "valid keeps it, same shrinks it",
        "valid keeps it, same lets it grow".

    Examples
    --------
    >>> len(what_padding_does()) > 10
    True
    """
    raise NotImplementedError


# %% check="what_padding_does"
choices = ("same keeps it, valid shrinks it", "same keeps it, valid lets it grow")
choices += ("valid keeps it, same shrinks it", "valid keeps it, same lets it grow")
answer = what_padding_does()
check("what_padding_does()", answer, answer if answer in choices else "one of the four strings")
passed("what_padding_does")

# %% [markdown]
# ## Exercise 4: Convolution in one dimension
#
# In mathematics a convolution adds up echoes. A clap at time $i$ of loudness $x_i$ is heard again
# at the times $i, i + 1, i + 2, \dots$ with the strengths $k_0, k_1, k_2, \dots$. All that is
# heard at time $t$ is
#
# $$y_t = \sum_i k_i \, x_{t - i}, \qquad t = 0, \dots, n + k - 2,$$
#
# with $x = 0$ outside its $n$ places. The index of $x$ falls while that of the kernel rises: the
# kernel is **reversed** against the signal. All $n + k - 1$ places where the two meet count.
#
# **Worked number.** $(1, 2, 3, 4)$ with the kernel $(1, 0, -2)$: $y_2 = 1 \cdot 3 + 0 \cdot 2 - 2
# \cdot 1 = 1$. All six are $(1, 2, 1, 0, -6, -8)$. Multiplying polynomials does the same:
# $(1 + 2z + 3z^2 + 4z^3)(1 - 2z^2)$ has these coefficients.


# %% exercise="convolve1d" points=2 without=["np.convolve", "scipy.signal.convolve"]
def convolve1d(x, kernel):
    """Return the convolution of a signal with a kernel, y_t = sum_i kernel_i x_(t - i).

    x counts as 0 outside its n places, and the sum is over all k numbers of the kernel. Write the
    sum yourself, without `np.convolve` and `scipy.signal.convolve`.

    Parameters
    ----------
    x : array of shape (n,)
        The signal, n >= 1, of any numeric type. Not changed.
    kernel : array of shape (k,)
        The kernel, k >= 1, shorter or longer than the signal, of any numeric type. Not changed.

    Returns
    -------
    array of shape (n + k - 1,)
        The value at all places where signal and kernel meet, computed in floating point.

    Examples
    --------
    >>> print(convolve1d(np.array([1.0, 2.0]), np.array([3.0, 5.0])))
    [ 3. 11. 10.]
    """
    raise NotImplementedError


# %% check="convolve1d"
check(
    "convolve1d([1, 2, 3, 4], [1, 0, -2])",
    convolve1d(np.array([1, 2, 3, 4]), np.array([1, 0, -2])),
    np.array([1.0, 2.0, 1.0, 0.0, -6.0, -8.0]),
)
check(
    "convolve1d([1.0, 2.0], [3.0, 5.0])",
    convolve1d(np.array([1.0, 2.0]), np.array([3.0, 5.0])),
    np.array([3.0, 11.0, 10.0]),
)
check(
    "convolve1d([2.0], [1.0, -1.0, 0.5])",
    convolve1d(np.array([2.0]), np.array([1.0, -1.0, 0.5])),
    np.array([2.0, -2.0, 1.0]),
)
passed("convolve1d")

# %% [markdown]
# ## Exercise 5: Cross-correlation
#
# The layers called "convolution" leave out the reversal. They lay the kernel on a patch as it is,
# multiply, and add up. The mathematical name for this is **cross-correlation**:
#
# $$y_{ij} = \sum_{a=0}^{k_h - 1} \sum_{b=0}^{k_w - 1} k_{ab} \; x_{i + a,\, j + b}$$
#
# For a kernel that is learned it makes no difference, since a reversed one can be learned as well.
# For a kernel that you write down it does, unless the kernel is symmetric. There are
# $h - k_h + 1$ places from top to bottom and $w - k_w + 1$ from left to right.
#
# **Worked number.** The patch $\begin{pmatrix} 18 & 54 \\ 55 & 121 \end{pmatrix}$ with the kernel
# $\begin{pmatrix} 1 & 2 \\ 0 & -1 \end{pmatrix}$ gives $18 + 108 + 0 - 121 = 5$. Reversed in both
# directions the kernel would be $\begin{pmatrix} -1 & 0 \\ 2 & 1 \end{pmatrix}$ and give
# $-18 + 0 + 110 + 121 = 213$.


# %% exercise="correlate2d" points=2 without=["scipy.signal.correlate2d", "scipy.signal.correlate"]
def correlate2d(image, kernel):
    """Return the cross-correlation, y_ij = sum_ab kernel_ab image_(i + a, j + b).

    The kernel is not reversed, moves in steps of 1 and stays inside the image. Write the sum
    yourself, without `scipy.signal.correlate2d` and `scipy.signal.correlate`.

    Parameters
    ----------
    image : array of shape (h, w)
        Grey levels, of any numeric type. Not changed.
    kernel : array of shape (kh, kw)
        The kernel, of any numeric type, 1 <= kh <= h and 1 <= kw <= w. Not changed.

    Returns
    -------
    array of shape (h - kh + 1, w - kw + 1)
        One number for each place of the kernel, computed in floating point.

    Examples
    --------
    >>> print(correlate2d(np.array([[18, 54], [55, 121]]), np.array([[1, 2], [0, -1]])))
    [[5.]]
    """
    raise NotImplementedError


# %% check="correlate2d"
IMAGE = np.array(
    [
        [18, 54, 51, 239, 244, 188],
        [55, 121, 75, 78, 95, 88],
        [35, 24, 204, 113, 109, 221],
        [3, 154, 104, 235, 25, 130],
        [15, 253, 225, 159, 78, 233],
        [68, 85, 180, 214, 245, 0],
    ]
)
CROSS = np.array([[1, 0, 1], [0, 1, 0], [1, 0, 1]])
SKEW = np.array([[1, 2], [0, -1]])
check(
    "correlate2d([[18, 54], [55, 121]], [[1, 2], [0, -1]])",
    correlate2d(np.array([[18, 54], [55, 121]]), SKEW),
    np.array([[5.0]]),
)
check(
    "correlate2d(IMAGE, CROSS)",
    correlate2d(IMAGE, CROSS),
    np.array(
        [
            [429.0, 505.0, 686.0, 856.0],
            [261.0, 792.0, 412.0, 640.0],
            [633.0, 653.0, 851.0, 751.0],
            [608.0, 913.0, 713.0, 657.0],
        ]
    ),
)
check(
    "correlate2d([[1.0, 2.0, 3.0]], [[1.0, -1.0]])",
    correlate2d(np.array([[1.0, 2.0, 3.0]]), np.array([[1.0, -1.0]])),
    np.array([[-1.0, -1.0]]),
)
passed("correlate2d")

# %% [markdown]
# One step of it as a picture: nine numbers of the image, under the kernel, become one number.

# %% tags=["demonstration"]
result = np.asarray(correlate2d(IMAGE, CROSS))
figure, panels = plt.subplots(1, 3, figsize=(11, 4.4), width_ratios=[6, 3, 4], layout="constrained")
for panel, numbers, title in zip(
    panels, (IMAGE, CROSS, result), ("image, 6 x 6", "kernel, 3 x 3", "output, 4 x 4"), strict=True
):
    panel.imshow(numbers, cmap="gray", vmin=min(0, numbers.min()), vmax=1.6 * numbers.max())
    for (row, column), number in np.ndenumerate(numbers):
        panel.text(column, row, f"{number:g}", ha="center", va="center", color="white")
    panel.set(title=title, xticks=[], yticks=[])
for panel, corner, side in ((panels[0], (1, 1), 3), (panels[2], (1, 1), 1)):
    box = {"fill": False, "edgecolor": ORANGE, "linewidth": 3}
    panel.add_patch(plt.Rectangle((corner[0] - 0.5, corner[1] - 0.5), side, side, **box))
figure.suptitle("121 + 78 + 204 + 154 + 235 = 792: the patch under the kernel is one output")
plt.show()

# %% [markdown]
# **The picture in words.** Three tables of numbers: the image, the kernel with ones in its corners
# and its centre, and the output. An orange frame marks nine numbers of the image, rows 2 to 4 and
# columns 2 to 4, and the one number of the output that comes from them, 792 in row 2, column 2.
# With padding `"same"` this number would stand in row 3, column 3: at the place of the patch's
# *centre*.
#
# ## Exercise 6: A convolution layer
#
# Now all of it, exactly as Keras's `Conv2D` without activation. An image has $c$ channels, and each
# of $f$ filters has a kernel for every channel. One output adds up over the patch *and* over the
# channels, and every filter gives one channel of the output:
#
# $$y_{nijo} = b_o + \sum_{a, b, l} k_{ablo} \; x_{n,\; i s_h + a d_h,\; j s_w + b d_w,\; l}$$
#
# with strides $(s_h, s_w)$ and dilation $(d_h, d_w)$. Padding `"valid"` uses the images as they
# are; `"same"` first surrounds them with the zeros of exercise 2, those for the height above and
# below and those for the width on the left and on the right.
#
# **Worked number.** The image of exercise 5 with the second kernel, stride 2 and padding `"same"`:
# 6 and a kernel of 2 at stride 2 need no zeros, so the patches do not overlap, and the output is
# $(5, 451, 532), (-71, 195, 421), (436, 329, 544)$. With the kernel of ones and stride 2, `"same"`
# puts a zero after and none before: $(429, 686, 441), (633, 851, 317), (325, 517, 78)$.


# %% exercise="conv2d" points=4
def conv2d(x, kernels, bias, strides=(1, 1), padding="valid", dilation=(1, 1)):
    """Return what Keras's Conv2D without activation computes.

    The output at (n, i, j, o) is bias_o + sum_abl kernels_ablo x_(n, i sh + a dh, j sw + b dw, l),
    where x has been surrounded by zeros if padding is "same". Kernels are not reversed.

    Parameters
    ----------
    x : array of shape (n, h, w, c)
        A batch of images, of any numeric type. Not changed.
    kernels : array of shape (kh, kw, c, f)
        The kernels of f filters, of even or odd size, of any numeric type; with dilation not larger
        than the image, except where padding is "same". Not changed.
    bias : array of shape (f,)
        One number for each filter, of any numeric type. Not changed.
    strides : (int, int)
        The steps down and across; they may be larger than the kernel.
    padding : str
        "valid" for none, or "same" for the zeros that `same_padding` gives, of height and width.
    dilation : (int, int)
        The distance between neighbouring numbers of a kernel, down and across. It is greater than 1
        only where both strides are 1.

    Returns
    -------
    array of shape (n, oh, ow, f)
        oh and ow are the output sizes: of exercise 1 without padding for "valid", h / sh and w / sw
        rounded up for "same".

    Examples
    --------
    >>> x, kernels = np.ones((1, 3, 3, 1)), np.ones((2, 2, 1, 1))
    >>> print(conv2d(x, kernels, np.array([10.0]))[0, :, :, 0])
    [[14. 14.]
     [14. 14.]]
    """
    raise NotImplementedError


# %% check="conv2d"
images, cross = IMAGE.reshape(1, 6, 6, 1), CROSS.reshape(3, 3, 1, 1)
skew, zero = SKEW.reshape(2, 2, 1, 1), np.zeros(1)
check(
    'conv2d(images, cross, zero, (2, 2), "same")',
    conv2d(images, cross, zero, (2, 2), "same"),
    np.reshape([429.0, 686.0, 441.0, 633.0, 851.0, 317.0, 325.0, 517.0, 78.0], (1, 3, 3, 1)),
)
check(
    'conv2d(images[:, :2], skew, zero, padding="same")',
    conv2d(images[:, :2], skew, zero, padding="same"),
    np.reshape([5, 81, 451, 632, 532, 188, 297, 271, 231, 268, 271, 88], (1, 2, 6, 1)),
)
check(
    "conv2d(images, skew, zero, strides=(2, 2))",
    conv2d(images, skew, zero, strides=(2, 2)),
    np.reshape([5.0, 451.0, 532.0, -71.0, 195.0, 421.0, 436.0, 329.0, 544.0], (1, 3, 3, 1)),
)
two_channels = np.array([[[[1, 10], [2, 20], [3, 30]]]])
two_filters = np.array([[[[1.0, 0.0], [0.0, 1.0]], [[1.0, 0.0], [0.5, 0.0]]]])
check(
    "conv2d(two_channels, two_filters, [0.0, 0.5])",
    conv2d(two_channels, two_filters, np.array([0.0, 0.5])),
    np.array([[[[13.0, 10.5], [20.0, 20.5]]]]),
)
check(
    "conv2d(images[:, :4], skew, zero, dilation=(3, 4))",
    conv2d(images[:, :4], skew, zero, dilation=(3, 4)),
    np.reshape([18 + 2 * 244 - 25, 54 + 2 * 188 - 130], (1, 1, 2, 1)),
)
passed("conv2d")

# %% [markdown]
# ## Exercise 7: A convolution as one product of matrices
#
# Loops over places are slow in Python, and a graphics card likes large products of matrices. So
# libraries copy all patches into the rows of one matrix (`im2col`, "image to columns"; here they
# are rows). With the kernels as a matrix of shape $(k_h k_w c, f)$, one product does the rest:
#
# $$\underbrace{\text{patches}}_{(n\, o_h\, o_w,\; k_h k_w c)} \;
# \underbrace{\text{kernels}}_{(k_h k_w c,\; f)} \; + \; b$$
#
# For that, a row must hold the numbers of its patch in the order in which `reshape` reads the
# kernels: by row, then column, then channel. The patches themselves come sample by sample, in each
# from left to right and then downwards. Each number is copied up to $k_h k_w$ times: this is faster
# and takes more memory.
#
# **Worked number.** The image $\begin{pmatrix} 1 & 2 & 3 \\ 4 & 5 & 6 \end{pmatrix}$ and patches
# of $2 \times 2$ give the rows $(1, 2, 4, 5)$ and $(2, 3, 5, 6)$.


# %% exercise="im2col" points=3
def im2col(x, kernel, strides=(1, 1)):
    """Return all patches of a batch of images, one in each row; no padding.

    The product with kernels.reshape(-1, f), plus the bias, is the convolution:
    it is sum_abl kernels_ablo x_(n, i sh + a, j sw + b, l) for every (n, i, j) and o.

    Parameters
    ----------
    x : array of shape (n, h, w, c)
        A batch of images, of any numeric type. Not changed.
    kernel : (int, int)
        Height and width of a patch, not larger than the image.
    strides : (int, int)
        The steps from one patch to the next, down and across.

    Returns
    -------
    array of shape (n * oh * ow, kh * kw * c)
        The patches in the order of sample, row, column; within one, the numbers in the order of
        row, column, channel.

    Examples
    --------
    >>> x = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]).reshape(1, 2, 3, 1)
    >>> print(im2col(x, (2, 2)))
    [[1. 2. 4. 5.]
     [2. 3. 5. 6.]]
    """
    raise NotImplementedError


# %% check="im2col"
small = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]).reshape(1, 2, 3, 1)
check(
    "im2col(small, (2, 2))",
    im2col(small, (2, 2)),
    np.array([[1.0, 2.0, 4.0, 5.0], [2.0, 3.0, 5.0, 6.0]]),
)
check(
    "im2col(small, (1, 1), (1, 2))",
    im2col(small, (1, 1), (1, 2)),
    np.array([[1.0], [3.0], [4.0], [6.0]]),
)
check(
    "im2col([[[[1, 10], [2, 20], [3, 30]]]], (1, 2))",
    im2col(two_channels, (1, 2)),
    np.array([[1, 10, 2, 20], [2, 20, 3, 30]]),
)
product = im2col(images, (3, 3), (2, 2)) @ cross.reshape(-1, 1)
check("the product for IMAGE, CROSS and stride 2", product.ravel(), [429.0, 686.0, 633.0, 851.0])
passed("im2col")

# %% [markdown]
# ## Exercise 8: Pooling
#
# After a convolution has marked *where* a pattern is, one often wants to know less exactly where,
# and to have fewer numbers. Pooling keeps one number of each window and channel: the greatest or
# the average. Nothing is learned. Usually the windows do not overlap: the strides are the size of
# the window.
#
# $$y_{nijl} = \max_{a, b} \; x_{n,\; i s_h + a,\; j s_w + b,\; l} \qquad\text{or}\qquad
# y_{nijl} = \frac{1}{\text{count}} \sum_{a, b} x_{n,\; i s_h + a,\; j s_w + b,\; l}$$
#
# With `"valid"`, rows and columns that are left over at the end are dropped. With `"same"`, the
# windows reach over the edge as in exercise 2, but what lies outside is *not a number*: it is never
# the greatest, not even where all pixels are negative, and the average divides by the count of real
# pixels.
#
# **Worked number.** The image of exercise 5 in windows of $2 \times 2$: the first maximum is
# $\max(18, 54, 55, 121) = 121$, the first average $248 / 4 = 62$. All maxima: $(121, 239, 244)$,
# $(154, 235, 221)$, $(253, 225, 245)$.


# %% exercise="pool2d" points=3
def pool2d(x, size, strides=None, padding="valid", how="max"):
    """Return the greatest number, or the average, of each window of each channel.

    The output at (n, i, j, l) is the max or the mean over a and b of x_(n, i sh + a, j sw + b, l).
    Places outside the image count neither for the maximum nor for the average.

    Parameters
    ----------
    x : array of shape (n, h, w, c)
        A batch of images, of any numeric type; all of them may be negative. Not changed.
    size : (int, int)
        Height and width of a window; not larger than the image, except where padding is "same".
    strides : (int, int) or None
        The steps from one window to the next, down and across; None means the size of the window.
    padding : str
        "valid": windows stay inside, and rows and columns that are left over are dropped. "same":
        there are h / sh times w / sw windows, both rounded up, placed as `same_padding` says.
    how : str
        "max" or "average".

    Returns
    -------
    array of shape (n, oh, ow, c)
        One number for each window and channel, computed in floating point.

    Examples
    --------
    >>> x = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]).reshape(1, 2, 3, 1)
    >>> print(pool2d(x, (2, 1))[0, :, :, 0])
    [[4. 5. 6.]]
    """
    raise NotImplementedError


# %% check="pool2d"
check(
    "pool2d(images, (2, 2))",
    pool2d(images, (2, 2)),
    np.reshape([121.0, 239.0, 244.0, 154.0, 235.0, 221.0, 253.0, 225.0, 245.0], (1, 3, 3, 1)),
)
check(
    'pool2d(images, (2, 2), how="average")',
    pool2d(images, (2, 2), how="average"),
    np.reshape([62, 110.75, 153.75, 54, 164, 121.25, 105.25, 194.5, 139], (1, 3, 3, 1)),
)
check("pool2d(small, (2, 2))", pool2d(small, (2, 2)), np.array([[[[5.0]]]]))
check(
    'pool2d(-small, (2, 2), padding="same")',
    pool2d(-small, (2, 2), padding="same"),
    np.array([[[[-1.0], [-3.0]]]]),
)
check(
    'pool2d(small, (2, 2), padding="same", how="average")',
    pool2d(small, (2, 2), padding="same", how="average"),
    np.array([[[[3.0], [4.5]]]]),
)
check(
    "pool2d(small, (1, 2), strides=(1, 1))",
    pool2d(small, (1, 2), strides=(1, 1)),
    np.reshape([2.0, 3.0, 5.0, 6.0], (1, 2, 2, 1)),
)
passed("pool2d")

# %% [markdown]
# ## Exercise 9: Global pooling
#
# The last pooling of a network often has one window: the whole image. What remains of each channel
# is one number. The average says how much of a pattern there is, the maximum whether there is
# any. The dense layer that follows needs no flattening, and its size does not depend on the size of
# the images.
#
# $$y_{nl} = \frac{1}{h w} \sum_{i, j} x_{nijl} \qquad\text{or}\qquad y_{nl} = \max_{i, j}
# x_{nijl}$$
#
# **Worked number.** An image of $1 \times 3$ pixels with two channels, $(1, 10)$, $(2, 20)$ and
# $(3, 30)$, has the averages $(2, 20)$ and the maxima $(3, 30)$.


# %% exercise="global_pool" points=1
def global_pool(x, how="average"):
    """Return the average, or the greatest number, of each channel of each image.

    The average is sum_ij x_nijl / (h w), the maximum max_ij x_nijl.

    Parameters
    ----------
    x : array of shape (n, h, w, c)
        A batch of images, of any numeric type. Not changed.
    how : str
        "average" or "max".

    Returns
    -------
    array of shape (n, c)
        One number for each image and channel.

    Examples
    --------
    >>> print(global_pool(np.array([[[[1.0, 10.0], [2.0, 20.0], [3.0, 30.0]]]])))
    [[ 2. 20.]]
    """
    raise NotImplementedError


# %% check="global_pool"
check("global_pool(two_channels)", global_pool(two_channels), np.array([[2.0, 20.0]]))
check(
    'global_pool(two_channels, how="max")',
    global_pool(two_channels, how="max"),
    np.array([[3.0, 30.0]]),
)
two_samples = np.array([[[[1.0], [3.0]]], [[[5.0], [-6.0]]]])
check(
    "global_pool([[[[1.0], [3.0]]], [[[5.0], [-6.0]]]])",
    global_pool(two_samples),
    np.array([[2.0], [-0.5]]),
)
passed("global_pool")

# %% [markdown]
# ## Exercise 10: The receptive field
#
# How much of the image can one number of a deep layer see? Along one axis, a number of the first
# layer sees as many pixels as its kernel has. A number of the second layer sees several of these,
# which overlap. Let **jump** $j$ be the distance, in pixels of the image, between two neighbouring
# numbers of a layer. Begin with $r = 1$ and $j = 1$ for the image itself. Each layer with kernel
# $k$, stride $s$ and dilation $d$ adds $k - 1$ steps of $d$ jumps, and then its stride makes the
# jumps longer:
#
# $$r \leftarrow r + d\, (k - 1)\, j, \qquad j \leftarrow j\, s$$
#
# Use the jump *before* the layer for $r$. Pooling counts like a convolution: its window is the
# kernel.
#
# **Worked number.** A kernel of 3, pooling by 2, a kernel of 3, pooling by 2: $r = 1 + 2 = 3$, then
# $3 + 1 = 4$ and $j = 2$, then $4 + 2 \cdot 2 = 8$, then $8 + 1 \cdot 2 = 10$ and $j = 4$. So
# $(10, 4)$.


# %% exercise="receptive_field" points=2
def receptive_field(layers):
    """Return over how many pixels one number of the last layer looks along an axis, and the jump.

    The size is counted from the first pixel to the last, with those between a dilated kernel's
    numbers. From (r, j) = (1, 1) on, each layer makes it r + dilation (kernel - 1) j and j stride.

    Parameters
    ----------
    layers : list of tuples
        (kernel, stride) or (kernel, stride, dilation) of each layer along one axis, first to last,
        whole numbers of 1 or more; without a third number the dilation is 1. A list may hold
        both kinds, and it may be empty. Not changed.

    Returns
    -------
    (size, jump) : tuple of two ints
        The pixels from the first to the last that one number of the last layer sees, and how many
        pixels apart the fields of two neighbours begin. (1, 1) where there is no layer.

    Examples
    --------
    >>> print(receptive_field([(3, 1), (3, 1)]))
    (5, 1)
    """
    raise NotImplementedError


# %% check="receptive_field"
check("receptive_field([(3, 1), (3, 1)])", receptive_field([(3, 1), (3, 1)]), (5, 1))
check(
    "receptive_field([(3, 1), (2, 2), (3, 1), (2, 2)])",
    receptive_field([(3, 1), (2, 2), (3, 1), (2, 2)]),
    (10, 4),
)
check(
    "receptive_field([(3, 1, 1), (3, 1, 2), (3, 1, 4)])",
    receptive_field([(3, 1, 1), (3, 1, 2), (3, 1, 4)]),
    (15, 1),
)
check("receptive_field([])", receptive_field([]), (1, 1))
passed("receptive_field")

# %% [markdown]
# Three ways to see more. All three stacks have kernels of 3 only; the second pools by 2 after each
# of them, and in the third the dilation doubles from layer to layer, as in networks for sound.

# %% tags=["demonstration"]
stacks = {
    "kernels of 3": [[(3, 1)] * depth for depth in range(7)],
    "kernels of 3, each followed by pooling by 2": [[(3, 1), (2, 2)] * d for d in range(7)],
    "kernels of 3 with dilations 1, 2, 4, ...": [
        [(3, 1, 2**place) for place in range(depth)] for depth in range(7)
    ],
}
figure, axes = plt.subplots(figsize=(8, 4.4), layout="constrained")
for (name, layers), colour, marker in zip(
    stacks.items(), (BLUE, ORANGE, GREEN), "os^", strict=True
):
    sizes = [receptive_field(stack)[0] for stack in layers]
    axes.plot(range(7), sizes, marker=marker, color=colour, label=name)
axes.axhline(28, color="0.4", linestyle=":")
axes.text(0, 31, "an image of 28 x 28", color="0.3")
axes.set_yscale("log", base=2)
axes.set_yticks([1, 4, 16, 64, 256], ["1", "4", "16", "64", "256"])
axes.set(
    title="How much of the image one number sees",
    xlabel="convolutions",
    ylabel="receptive field (pixels, logarithmic)",
)
axes.legend()
plt.show()

# %% [markdown]
# **The picture in words.** Kernels of 3 alone add two pixels with every layer and see 13 after six.
# With pooling or growing dilations the field doubles with every layer: after four layers both see
# more than the 28 pixels of an image of clothes.
#
# ## Exercise 11: A convolution, backwards
#
# The rule of 07 holds here, too: where a quantity was used several times, its contributions add up.
# A kernel's number was used at every place of every sample, and a pixel by all places whose patch
# it belongs to. With $u$ for the upstream derivative, stride 1 and no padding:
#
# $$\frac{\partial L}{\partial k_{ablo}} = \sum_{n, i, j} u_{nijo}\; x_{n,\, i + a,\, j + b,\, l}
# \qquad
# \frac{\partial L}{\partial b_o} = \sum_{n, i, j} u_{nijo}$$
#
# $$\frac{\partial L}{\partial x_{npql}} = \sum_{a, b, o} u_{n,\, p - a,\, q - b,\, o}\; k_{ablo}$$
#
# In the last sum $u$ counts as 0 outside. Its index falls while the kernel's rises: the derivative
# of a cross-correlation is a true convolution, with the kernel reversed. That is where the reversal
# comes back.
#
# **Worked number.** $x$ holds 1 to 9 in three rows, the kernel is that of exercise 5, and
# $u = \begin{pmatrix} 1 & 0 \\ 0 & 2 \end{pmatrix}$. Then the kernel's derivative begins with
# $1 \cdot 1 + 2 \cdot 5 = 11$ and is $\begin{pmatrix} 11 & 14 \\ 20 & 23 \end{pmatrix}$, that of
# $x$ has the rows $(1, 2, 0)$, $(0, 1, 4)$, $(0, 0, -2)$, and that of the bias is 3.


# %% exercise="conv2d_gradients" points=4
def conv2d_gradients(x, kernels, upstream):
    """Return the derivatives of the loss with respect to images, kernels and bias.

    The convolution is conv2d(x, kernels, bias) with stride 1, without padding and dilation:
    dkernels_ablo = sum_nij upstream_nijo x_(n, i + a, j + b, l), dbias_o = sum_nij upstream_nijo,
    dx_npql = sum_abo upstream_(n, p - a, q - b, o) kernels_ablo. Nothing is divided by n.

    Parameters
    ----------
    x : array of shape (n, h, w, c)
        The images, of any numeric type. Not changed.
    kernels : array of shape (kh, kw, c, f)
        The kernels, of any numeric type, not larger than the images. Not changed.
    upstream : array of shape (n, h - kh + 1, w - kw + 1, f)
        The derivative of the loss with respect to the output, of any numeric type. Not changed.

    Returns
    -------
    (dx, dkernels, dbias) : tuple of arrays of shapes (n, h, w, c), (kh, kw, c, f) and (f,)
        The derivatives, computed in floating point.

    Examples
    --------
    >>> x, kernels = np.array([1.0, 2.0]).reshape(1, 1, 2, 1), np.full((1, 1, 1, 1), 3.0)
    >>> dx, dkernels, dbias = conv2d_gradients(x, kernels, np.array([[[[5.0], [7.0]]]]))
    >>> print(dx.ravel(), dkernels.ravel(), dbias)
    [15. 21.] [19.] [12.]
    """
    raise NotImplementedError


# %% check="conv2d_gradients"
nine = np.arange(1, 10).reshape(1, 3, 3, 1)
upstream = np.array([[1, 0], [0, 2]]).reshape(1, 2, 2, 1)
dx, dkernels, dbias = conv2d_gradients(nine, skew, upstream)
call = "conv2d_gradients(nine, skew, upstream)"
check(call + "[0]", dx, np.reshape([1, 2, 0, 0, 1, 4, 0, 0, -2], (1, 3, 3, 1)))
check(call + "[1]", dkernels, np.reshape([11, 14, 20, 23], (2, 2, 1, 1)))
check(call + "[2]", dbias, np.array([3.0]))
pixels = np.array([[[[1.0, 2.0]]], [[[3.0, 5.0]]]])
mixing = np.array([[[[1.0, 10.0, 100.0], [2.0, 20.0, 200.0]]]])
from_above = np.array([[[[1.0, 0.0, 2.0]]], [[[0.0, 3.0, 0.0]]]])
dx, dkernels, dbias = conv2d_gradients(pixels, mixing, from_above)
call = "conv2d_gradients(pixels, mixing, from_above)"
check(call + "[0]", dx, np.array([[[[201.0, 402.0]]], [[[30.0, 60.0]]]]))
check(call + "[1]", dkernels, np.array([[[[1.0, 9.0, 2.0], [2.0, 15.0, 4.0]]]]))
check(call + "[2]", dbias, np.array([1.0, 3.0, 2.0]))
passed("conv2d_gradients")

# %% [markdown]
# ## Exercise 12: Max pooling, backwards
#
# Only the greatest number of a window has any influence on the maximum: if another one changes a
# little, nothing happens. So the whole upstream derivative of a window goes to the place of its
# greatest number, and all other places get 0.
#
# $$\frac{\partial L}{\partial x} = \begin{cases} u & \text{where } x \text{ is the greatest of its
# window} \\ 0 & \text{elsewhere} \end{cases}$$
#
# **Worked number.** The window $\begin{pmatrix} 3 & 1 \\ 2 & 4 \end{pmatrix}$ with the upstream
# derivative 5 gives $\begin{pmatrix} 0 & 0 \\ 0 & 5 \end{pmatrix}$.


# %% exercise="pool2d_gradient" points=2
def pool2d_gradient(x, size, upstream):
    """Return the derivative of the loss with respect to the images of a max pooling.

    dx is the upstream of a pixel's window where the pixel is the greatest of it, and 0 elsewhere.

    Parameters
    ----------
    x : array of shape (n, h, w, c)
        The images, of any numeric type. No window has its greatest number twice. Not changed.
    size : (int, int)
        Height and width of the windows, which are the strides as well; they divide h and w.
    upstream : array of shape (n, h / size[0], w / size[1], c)
        The derivative of the loss with respect to the maxima, of any numeric type. Not changed.

    Returns
    -------
    array of shape (n, h, w, c)
        The derivative with respect to x.

    Examples
    --------
    >>> x = np.array([[3.0, 1.0], [2.0, 4.0]]).reshape(1, 2, 2, 1)
    >>> print(pool2d_gradient(x, (2, 2), np.array([[[[5.0]]]]))[0, :, :, 0])
    [[0. 0.]
     [0. 5.]]
    """
    raise NotImplementedError


# %% check="pool2d_gradient"
window = np.array([[3.0, 1.0], [2.0, 4.0]]).reshape(1, 2, 2, 1)
check(
    "pool2d_gradient(window, (2, 2), [[[[5.0]]]])",
    pool2d_gradient(window, (2, 2), np.array([[[[5.0]]]])),
    np.reshape([0.0, 0.0, 0.0, 5.0], (1, 2, 2, 1)),
)
check(
    "pool2d_gradient(window, (1, 2), [[[[5.0]], [[-7.0]]]])",
    pool2d_gradient(window, (1, 2), np.array([[[[5.0]], [[-7.0]]]])),
    np.reshape([5.0, 0.0, 0.0, -7.0], (1, 2, 2, 1)),
)
passed("pool2d_gradient")

# %% [markdown]
# ## Exercise 13: The costs of a network
#
# Parameters take memory, multiplications take time, and in a convolutional network the two are far
# apart: a kernel of few numbers is used at many places. Extend the summary of assignment 08. A
# network is a list of descriptions, the input first:
#
# | description | shape afterwards | parameters |
# |---|---|---|
# | `("input", shape)` | `shape` | no row |
# | `("dense", units)` | the last axis becomes `units` | kernel and biases |
# | `("conv2d", filters, (kh, kw), (sh, sw), padding)` | as in exercise 6 | kernels and biases |
# | `("max_pool", (ph, pw))` | as in exercise 8, valid, strides equal to the size | none |
# | `("average_pool", (ph, pw))` | the same | none |
# | `("global_pool",)` | only the channels remain | none |
# | `("flatten",)` | one axis | none |
# | `("dropout", rate)`, `("activation", name)` | unchanged | none |
# | `("batch_norm",)` | unchanged | four for each entry of the last axis |
#
# For a convolution from $c$ to $f$ channels:
#
# $$\text{params} = k_h k_w\, c\, f + f, \qquad
# \text{multiplications} = k_h k_w\, c\, f \cdot o_h\, o_w$$
#
# Only products with the kernels of dense and conv2d count, and those with the zeros of a padding
# count like all others. A dense layer acts on the last axis; its places are all the other axes.
#
# **Worked number.** Ten filters of $5 \times 5$ on an image of $32 \times 32$ with three channels,
# valid: the shape is $(28, 28, 10)$, the parameters are $750 + 10 = 760$, and the multiplications
# $750 \cdot 784 = 588{,}000$. A dense layer from 3,072 to 7,840 numbers would have 24,092,320
# parameters.


# %% exercise="summarize_cnn" points=4
def summarize_cnn(layers):
    """Follow a sample's shape through a network; count each layer's parameters and multiplications.

    A kernel has kh kw c f numbers (dense: inputs times units). Each of them is multiplied once at
    each place of the output: multiplications = kernel numbers * places.

    Parameters
    ----------
    layers : list of tuples
        The descriptions of the layers, first to last. The first is ("input", shape), where shape is
        a tuple: the shape of one sample, without the batch axis. Each of the others is one of
        ("dense", units), which acts on the last axis, ("flatten",), ("dropout", rate),
        ("activation", name), ("batch_norm",), which keeps four numbers for each entry of the last
        axis, ("conv2d", filters, (kh, kw), (sh, sw), padding), where padding is "valid" or "same",
        ("max_pool", (ph, pw)) and ("average_pool", (ph, pw)), without padding and with strides
        equal to the size, and ("global_pool",). Convolutions and pooling act on shapes (rows,
        columns, channels). Dense and conv2d have biases. Not changed.

    Returns
    -------
    list with one row for each description except the first
        A row is (kind, shape, params, multiplications): the description's first word, the shape of
        the layer's output without the batch axis, the number of the layer's own parameters,
        trainable or not, and the multiplications by the kernels of dense and conv2d for one sample;
        every other kind has 0. Rows and shapes may be tuples or lists.

    Examples
    --------
    >>> summarize_cnn([("input", (6, 6, 1)), ("conv2d", 2, (3, 3), (1, 1), "valid")])
    [('conv2d', (4, 4, 2), 20, 288)]
    """
    raise NotImplementedError


# %% check="summarize_cnn"
rows = summarize_cnn([("input", (32, 32, 3)), ("conv2d", 10, (5, 5), (1, 1), "valid")])
call = 'summarize_cnn([("input", (32, 32, 3)), ("conv2d", 10, (5, 5), (1, 1), "valid")])'
check(f"len({call})", len(rows), 1)
check(f"{call}[0][0]", rows[0][0], "conv2d")
check(f"{call}[0][1]", rows[0][1], (28, 28, 10))
check(f"{call}[0][2]", rows[0][2], 760)
check(f"{call}[0][3]", rows[0][3], 588_000)

network = [("input", (9, 7, 2)), ("conv2d", 4, (3, 2), (2, 2), "same"), ("max_pool", (2, 2))]
network += [("flatten",), ("dense", 3)]
rows = summarize_cnn(network)
check("summarize_cnn(network)[0][1]", rows[0][1], (5, 4, 4))
check("summarize_cnn(network)[0][2]", rows[0][2], 52)
check("summarize_cnn(network)[0][3]", rows[0][3], 960)
check("summarize_cnn(network)[1][1]", rows[1][1], (2, 2, 4))
check("summarize_cnn(network)[1][2]", rows[1][2], 0)
check("summarize_cnn(network)[2][1]", rows[2][1], (16,))
check("summarize_cnn(network)[3][2]", rows[3][2], 51)
check("summarize_cnn(network)[3][3]", rows[3][3], 48)

network = [("input", (5, 4, 3)), ("batch_norm",), ("dense", 2), ("global_pool",)]
rows = summarize_cnn(network)
check("summarize_cnn(network)[0][2]", rows[0][2], 12)
check("summarize_cnn(network)[1][2]", rows[1][2], 8)
check("summarize_cnn(network)[1][3]", rows[1][3], 120)
check("summarize_cnn(network)[2][1]", rows[2][1], (2,))
passed("summarize_cnn")

# %% [markdown]
# **Predict before you run.** The network below is the one that you build in exercise 15. Of its
# 16,330 parameters, how many percent belong to the two convolutions? And of its multiplications?
# Write your guesses, then run both cells.

# %% tags=["demonstration"]
my_guess_of_parameters, my_guess_of_multiplications = 50, 50

# %% tags=["demonstration"]
rows = summarize_cnn(
    [
        ("input", (28, 28, 1)),
        ("conv2d", 16, (3, 3), (1, 1), "same"),
        ("max_pool", (2, 2)),
        ("conv2d", 32, (3, 3), (1, 1), "valid"),
        ("max_pool", (2, 2)),
        ("flatten",),
        ("dense", 10),
    ]
)
shares = [
    100 * sum(row[place] for row in rows if row[0] == "conv2d") / sum(row[place] for row in rows)
    for place in (2, 3)
]
guesses = (my_guess_of_parameters, my_guess_of_multiplications)
for name, share, guess in zip(("parameters", "multiplications"), shares, guesses, strict=True):
    print(f"{name}: {share:.0f} % in the convolutions, your guess {guess} %")

places = np.arange(len(rows))
figure, panels = plt.subplots(1, 2, figsize=(11, 4.4), sharey=True, layout="constrained")
for panel, place, colour, title in (
    (panels[0], 2, BLUE, "parameters: memory"),
    (panels[1], 3, ORANGE, "multiplications for one image: time"),
):
    counts = [row[place] for row in rows]
    bars = panel.barh(places, counts, color=colour)
    panel.bar_label(bars, [f"{count:,}" for count in counts], padding=4)
    panel.set(title=title, xlabel="count", xlim=(0, 1.3 * max(counts)))
    panel.xaxis.set_major_formatter("{x:,.0f}")
    panel.locator_params(axis="x", nbins=4)
panels[0].set_yticks(places, [f"{row[0]} {row[1]}" for row in rows])
panels[0].set_ylabel("layer and the shape of its output")
panels[0].invert_yaxis()
plt.show()

# %% [markdown]
# **The picture in words.** Two bar charts with a bar for each layer. On the left, most of the
# parameters belong to the dense layer at the end (11,530 of 16,330). On the right, almost all
# multiplications belong to the convolutions, most of them to the second one (663,552), and the
# dense layer needs only 11,520.
#
# ## Exercise 14: A larger image
#
# The images become twice as high and twice as wide. Nothing else changes about a `Conv2D` with
# stride 1 and padding `"same"`. By which factors do its parameters and its multiplications for one
# image grow? `summarize_cnn` can tell.


# %% exercise="factors_of_a_larger_image" points=1
def factors_of_a_larger_image():
    """Say by what doubling height and width multiplies a Conv2D's parameters and multiplications.

    Each factor is the count for the larger image divided by the count for the smaller one.

    Returns
    -------
    (parameters, multiplications) : tuple of two numbers
        The two factors, each one of 0.25, 0.5, 1, 2, 4, 8 and 16.

    Examples
    --------
    >>> len(factors_of_a_larger_image())
    2
    """
    raise NotImplementedError


# %% check="factors_of_a_larger_image"
factors = factors_of_a_larger_image()
check("len(factors_of_a_larger_image())", len(factors), 2)
known = all(factor in (0.25, 0.5, 1, 2, 4, 8, 16) for factor in factors)
check("each factor is one of the seven numbers", known, True)
passed("factors_of_a_larger_image")

# %% [markdown]
# ## Real images, and Keras
#
# From here on the notebook uses Keras. It takes a few seconds to import.

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
# The images are those of assignment 12: clothes of 28 x 28 grey levels in ten classes. Keras
# downloads them when you first run the next cell; without a network, the cell uses a small sample.

# %% tags=["demonstration"]
try:
    fashion_mnist = keras.datasets.fashion_mnist.load_data()
except Exception:  # Keras raises no narrower one where it cannot download
    try:
        from autograder.datasets.fashion_mnist import load_quick
    except ImportError:
        raise RuntimeError(
            "Fashion-MNIST could not be downloaded. Connect to the network and run this cell again."
        ) from None
    fashion_mnist = load_quick()
    print(
        "Fashion-MNIST could not be downloaded, so this notebook uses a sample of it: "
        "2,500 training images and 1,700 test images."
    )
(train_images, train_labels), (test_images, test_labels) = fashion_mnist
clothes = train_images[..., np.newaxis].astype("float32") / 255
new_clothes = test_images[..., np.newaxis].astype("float32") / 255
print("training images", clothes.shape, "test images", new_clothes.shape)

# %% [markdown]
# Your `conv2d` on one of them, with three kernels written by hand. The first has $-1$ on the left
# and $1$ on the right: it is large where the image gets brighter from left to right. The second is
# the first one reversed. The third averages nine pixels.
#
# **Predict before you run.** How does the output of the reversed kernel differ from that of the
# first? Think of the left and of the right edge of the garment.

# %% tags=["demonstration"]
EDGE = np.array([[-1.0, 0.0, 1.0], [-2.0, 0.0, 2.0], [-1.0, 0.0, 1.0]])
kernels = {"edge": EDGE, "edge, reversed": EDGE[::-1, ::-1], "blur": np.full((3, 3), 1 / 9)}
pullover = clothes[train_labels == 2][:1]

figure, panels = plt.subplots(2, 4, figsize=(11, 5.8), layout="constrained")
panels[0, 0].imshow(pullover[0, :, :, 0], cmap="gray", vmin=0, vmax=1)
panels[0, 0].set(title="the image, 28 x 28", xticks=[], yticks=[])
panels[1, 0].axis("off")
for column, (name, kernel) in enumerate(kernels.items(), start=1):
    for row, stride in enumerate((1, 2)):
        output = conv2d(pullover, kernel.reshape(3, 3, 1, 1), np.zeros(1), (stride, stride), "same")
        output = np.asarray(output)[0, :, :, 0]
        limit, colours = (1, "gray") if name == "blur" else (3, "PuOr")
        panel = panels[row, column]
        shown = panel.imshow(output, cmap=colours, vmin=0 if limit == 1 else -limit, vmax=limit)
        size = f"{output.shape[0]} x {output.shape[1]}"
        panel.set(title=f"{name}\nstride {stride}, {size}", xticks=[], yticks=[])
        if row == 1 and name != "edge":
            figure.colorbar(shown, ax=panel, location="bottom", label="output")
figure.suptitle("One image under three kernels, with strides 1 and 2")
plt.show()

# %% [markdown]
# **The picture in words.** The edge kernel gives large positive numbers (violet) along the left
# outline of a pullover and large negative ones (orange) along the right outline. Reversed, it gives
# the same picture with positive and negative exchanged, since this kernel changes its sign when it
# is reversed. The blur gives the pullover without its details. With stride 2 the pictures are the
# same, with half the rows and columns.
#
# ## Exercise 15: A convolutional network in Keras
#
# Two convolutions with ReLU, each followed by max pooling, then a dense layer over all that is
# left. The first convolution pads, the second does not:
#
# $$28 \times 28 \times 1 \;\to\; 28 \times 28 \times 16 \;\to\; 14 \times 14 \times 16 \;\to\;
# 12 \times 12 \times 32 \;\to\; 6 \times 6 \times 32 \;\to\; 1152 \;\to\; 10$$
#
# You need `keras.layers.Conv2D(16, 3, padding="same", activation="relu")`,
# `keras.layers.MaxPooling2D(2)`, `keras.layers.Flatten()` and `keras.layers.Dense`. Without
# `padding`, a `Conv2D` is `"valid"`. A convolution needs the axis of the channels: the input has
# shape (28, 28, 1), not (28, 28).
#
# **Worked number.** The first convolution has $9 \cdot 1 \cdot 16 + 16 = 160$ parameters, the
# second $9 \cdot 16 \cdot 32 + 32 = 4{,}640$, the dense layer $1152 \cdot 10 + 10 = 11{,}530$:
# 16,330 in all.


# %% exercise="build_cnn" points=2 keras=true
def build_cnn():
    """Build the network: conv 16 -> max pooling -> conv 32 -> max pooling -> flatten -> 10 softmax.

    Both convolutions have kernels of 3 x 3, stride 1, biases and ReLU; the first has padding
    "same", the second "valid". Both poolings have windows and strides of 2 x 2 and no padding. The
    model begins with a keras.Input, so that its weights exist when it is returned, and contains
    nothing else. It need not be compiled.

    Returns
    -------
    keras.Model
        A model from shape (batch, 28, 28, 1) to shape (batch, 10).

    Examples
    --------
    >>> print(build_cnn().count_params())
    16330
    """
    raise NotImplementedError


# %% check="build_cnn"
model = build_cnn()
check("build_cnn() is a Keras model", isinstance(model, keras.Model), True)
check("the shape of an input", model.input_shape[1:], (28, 28, 1))
check("the shape of an output", model.output_shape[1:], (10,))
check("its parameters", model.count_params(), 16_330)
probabilities = np.asarray(model(np.zeros((1, 28, 28, 1), dtype="float32")))
check("the sum of an image's ten outputs", float(probabilities.sum()), 1.0, tolerance=1e-4)
passed("build_cnn")

# %% [markdown]
# Does your `conv2d` compute what Keras computes? Take the weights of the network's first layer and
# compare. Then train the network, to see what its filters respond to.

# %% tags=["demonstration"]
keras.utils.set_random_seed(0)
network = build_cnn()
steps = [layer for layer in network.layers if isinstance(layer, keras.layers.Conv2D)]
weights, biases = steps[0].get_weights()
inside = keras.Model(network.inputs[0], [step.output for step in steps])
by_keras = np.maximum(inside(clothes[:3])[0], 0)
by_hand = np.maximum(conv2d(clothes[:3], weights, biases, padding="same"), 0)
print("largest difference to Keras:", f"{np.max(np.abs(by_hand - by_keras)):.0e}")

network.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
network.fit(clothes[:8000], train_labels[:8000], batch_size=64, epochs=4, verbose=0)
_, accuracy = network.evaluate(new_clothes[:2000], test_labels[:2000], batch_size=500, verbose=0)
print(f"accuracy on 2,000 test images: {accuracy:.3f}")

# %% tags=["demonstration"]
maps = [np.maximum(one, 0)[0] for one in inside(pullover)]
figure, panels = plt.subplots(4, 8, figsize=(11, 5.8), layout="constrained")
for row, (channels, name) in enumerate(((maps[0], "first layer"), (maps[1], "second layer"))):
    for filter_, panel in enumerate(panels[2 * row : 2 * row + 2].flat):
        panel.imshow(channels[:, :, filter_], cmap="gray", vmin=0, vmax=channels.max())
        panel.set(xticks=[], yticks=[])
        panel.set_title(f"filter {filter_ + 1}", fontsize=8)
    panels[2 * row, 0].set_ylabel(name)
figure.suptitle("Feature maps of a pullover: 16 filters of 28 x 28, then 16 of 32 of 12 x 12")
plt.show()

# %% [markdown]
# **The picture in words.** Each small picture shows where one filter gives a large number (white).
# In the first layer the garment can be recognised in most maps: some filters respond to its
# surface, others to edges only. In the second layer the maps are coarser, and some are bright only
# at a few places. Some filters hardly respond to this image.
#
# ### Shifted copies
#
# A convolution does not care where something is, but the dense layer behind `Flatten` does. With
# few training images, it helps to show it each of them at several places. This is called
# **augmentation**: copies that a person would name in the same way.

# %% tags=["demonstration"]


def shifted(images, down, across):
    """Return the images moved by so many pixels, with black where nothing was."""
    moved = np.zeros_like(images)
    height, width = images.shape[1:3]
    moved[:, max(down, 0) : height + min(down, 0), max(across, 0) : width + min(across, 0)] = (
        images[:, max(-down, 0) : height - max(down, 0), max(-across, 0) : width - max(across, 0)]
    )
    return moved


few, few_labels = clothes[:300], train_labels[:300]
shifts = [(0, 0), (2, 0), (-2, 0), (0, 2), (0, -2)]
samples = {
    "300 images": (few, few_labels, 30),
    "300 images, each at 5 places": (
        np.concatenate([shifted(few, *shift) for shift in shifts]),
        np.tile(few_labels, 5),
        6,
    ),
}
distances = range(-4, 5, 2)
figure, axes = plt.subplots(figsize=(8, 4.2), layout="constrained")
for (name, (x, y, epochs)), colour, marker in zip(
    samples.items(), (BLUE, ORANGE), "os", strict=True
):
    keras.utils.set_random_seed(1)
    network = build_cnn()
    network.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    network.fit(x, y, batch_size=30, epochs=epochs, verbose=0)
    reached = []
    for distance in distances:
        moved = shifted(new_clothes[:1000], 0, distance)
        predicted = np.argmax(network(moved), axis=1)
        reached.append(np.mean(predicted == test_labels[:1000]))
    axes.plot(distances, reached, marker=marker, color=colour, label=f"trained on {name}")
axes.set(
    title="Shifted copies: the same number of steps, the same 300 garments",
    xlabel="how far the test images are moved to the right (pixels)",
    ylabel="accuracy on 1,000 test images",
    ylim=(0, 1),
)
axes.legend()
plt.show()

# %% [markdown]
# **The picture in words.** Two curves of the accuracy over the distance by which the test images
# are moved. Both are highest at 0 and fall to both sides. At 2 pixels, a shift that it has seen,
# the network with shifted copies loses little and the other one more; at 4 pixels both are bad.
#
# ## Exercise 16: Find the mark
#
# Now the question from the beginning. Each image has 16 x 16 pixels of noise and one mark of five
# bright pixels. The mark may be anywhere. It lies (class 0), stands (1), falls from the upper left
# to the lower right (2) or rises from the lower left to the upper right (3). This is the function
# that makes them; the grader makes its images in the same way.


# %%
def make_marks(n, rng):
    """Return n images (n, 16, 16, 1) with a mark each, float32, and their classes (n,)."""
    x = rng.normal(0, 0.25, size=(n, 16, 16, 1))
    y = rng.integers(0, 4, size=n)
    for image, label in zip(x, y, strict=True):
        down, across = ((0, 1), (1, 0), (1, 1), (1, -1))[label]
        top = rng.integers(0, 16 - 4 * down)
        left = rng.integers(0, 16 - 4 * abs(across)) + (4 if across < 0 else 0)
        for step in range(5):
            image[top + step * down, left + step * across] += 1
    return x.astype("float32"), y


# %% tags=["demonstration"]
examples, classes = make_marks(400, np.random.default_rng(0))
figure, panels = plt.subplots(1, 4, figsize=(11, 3.2), layout="constrained")
for label, (panel, name) in enumerate(
    zip(panels, ("lies", "stands", "falls", "rises"), strict=True)
):
    shown = panel.imshow(examples[classes == label][0, :, :, 0], cmap="gray", vmin=-0.5, vmax=1.5)
    panel.set(title=f"class {label}: the mark {name}", xticks=[], yticks=[])
figure.colorbar(shown, ax=panels, label="brightness")
plt.show()

# %% [markdown]
# **The picture in words.** Four noisy images, each with a short bright line in another direction
# and at another place.
#
# Build and compile a network that names the class. It may have at most 5,000 parameters, and that
# is too few for dense layers on all 256 pixels: a mark at one place teaches them nothing about the
# same mark elsewhere. A kernel of $5 \times 5$ sees a whole mark at once; two kernels of
# $3 \times 3$ on top of each other do, too. When the kernels have found it, the place does not
# matter any more. Think of the marks at the edge, too: what does `"valid"` do to them?
#
# The bar lies well above what dense layers or kernels of one pixel reach, and below what a small
# network with kernels of $5 \times 5$ and Adam nearly always reaches. With a learning rate that is
# far too small or far too large (Adam at 0.00001 or at 1) such a network misses it.
#
# $$\text{accuracy} = \frac{\text{images whose mark is named correctly}}{\text{images}}$$
#
# **Worked number.** Guessing reaches 0.25. Eight filters of $5 \times 5$ on one channel have
# $8 \cdot 25 + 8 = 208$ parameters; a dense layer of 18 units on 256 pixels has 4,626.

# %% [markdown] published="build_mark_finder"
# **How it is graded.** The grader takes your compiled model, gives it fresh weights and trains it
# on 2,000 images, in batches of 32, for 15 epochs. Its outputs for 2,000 other images, the test
# data, are averaged over the last 3 epochs. With them it must reach at least
#
# - 0.873: accuracy on the test data
#
# **What is allowed.** At most 5,000 parameters, and at most 30 million multiplications for one of
# the images. Everything in the model is Keras's own and is in these lists, which the second check
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
# - **Loss:** `SparseCategoricalCrossentropy`
# - **Optimisers:** `Adadelta`, `Adagrad`, `Adam`, `AdamW`, `Adamax`, `Lion`, `Nadam`, `RMSprop`,
#   `SGD`
# - **Learning-rate schedules:** `CosineDecay`, `CosineDecayRestarts`, `ExponentialDecay`,
#   `InverseTimeDecay`, `PiecewiseConstantDecay`, `PolynomialDecay`
#
# Metrics are free. The grader allows no operation that is not a layer (`x * y`, `keras.ops`), no
# model within a model, no frozen layer (`trainable=False`), and no constraint, mask or `training=`
# of your own.


# %% exercise="build_mark_finder" points=3 keras=true
def build_mark_finder():
    """Build and compile a network that says which of four marks an image of 16 x 16 pixels holds.

    The loss is the sparse categorical cross-entropy: of probabilities if the model ends in a
    softmax, or with from_logits=True if it does not. There is something between the layers that is
    not linear, such as an activation, and the weights of hidden layers begin at random.

    Returns
    -------
    keras.Model
        A compiled model from shape (batch, 16, 16, 1) to shape (batch, 4), with at most 5,000
        parameters. Layers, activations and optimiser are in the lists above.

    Examples
    --------
    >>> print(build_mark_finder().count_params() <= 5_000)
    True
    """
    raise NotImplementedError


# %% check="build_mark_finder"
model = build_mark_finder()
check("the shape of an input", model.input_shape[1:], (16, 16, 1))
check("the shape of an output", model.output_shape[1:], (4,))
check("it is compiled", bool(model.compiled), True)
passed("build_mark_finder")

# %% check="build_mark_finder" published="build_mark_finder"
# Written by `autograder release`: how the grader trains your model, and what it allows.
SAMPLES, BATCH_SIZE, EPOCHS, BARS = 2_000, 32, 15, {"accuracy": 0.873}
PARAMETERS = 5_000
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
SparseCategoricalCrossentropy
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


model = build_mark_finder()
if refused := not_allowed(model):
    raise CheckFailed("\n  ".join(["Check failed: the grader does not allow", *refused]))
check(f"at most {PARAMETERS:,} parameters", model.count_params() <= PARAMETERS, True)
passed("build_mark_finder: what is allowed")

# %% [markdown]
# Train it as the grader does, beside a dense network that has twenty times as many parameters as
# you are allowed. Where in the image do they find the mark?

# %% tags=["demonstration"]
marks, mark_labels = make_marks(SAMPLES, np.random.default_rng(1))
new_marks, new_labels = make_marks(2000, np.random.default_rng(2))
keras.utils.set_random_seed(0)
dense = keras.Sequential([keras.Input((16, 16, 1)), keras.layers.Flatten()])
for units in (256, 128):
    dense.add(keras.layers.Dense(units, activation="relu"))
dense.add(keras.layers.Dense(4, activation="softmax"))
dense.compile("adam", "sparse_categorical_crossentropy")
finder = build_mark_finder()
right = {}
for name, network in (("dense network", dense), ("your network", finder)):
    network.fit(marks, mark_labels, batch_size=BATCH_SIZE, epochs=EPOCHS, verbose=0)
    outputs = network.predict(new_marks, batch_size=500, verbose=0)
    right[name] = outputs.argmax(axis=1) == new_labels
    print(f"{name}: {network.count_params():,} parameters, accuracy {right[name].mean():.3f}")
print("the grader asks for", BARS)

# %% tags=["demonstration"]
# Where is each mark? One filter for each direction; at the mark, that of the true one is greatest.
filters = np.zeros((5, 5, 1, 4))
along, back = np.arange(5), np.arange(4, -1, -1)
filters[2, along, 0, 0] = filters[along, 2, 0, 1] = 1
filters[along, along, 0, 2] = filters[along, back, 0, 3] = 1
answers = conv2d(new_marks, filters, np.zeros(4), padding="same")
answers = np.asarray(answers)[np.arange(2000), :, :, new_labels].reshape(2000, -1)
cells = np.column_stack(np.unravel_index(answers.argmax(axis=1), (16, 16))) // 4

figure, panels = plt.subplots(1, 2, figsize=(9, 4.4), layout="constrained")
for panel, (name, hits) in zip(panels, right.items(), strict=True):
    table = np.array(
        [[np.mean(hits[(cells == (i, j)).all(axis=1)]) for j in range(4)] for i in range(4)]
    )
    shown = panel.imshow(table, cmap="viridis", vmin=0, vmax=1)
    for (row, column), share in np.ndenumerate(table):
        colour = "white" if share < 0.6 else "black"
        panel.text(column, row, f"{share:.2f}", ha="center", va="center", color=colour)
    panel.set(title=f"{name}: {hits.mean():.2f}", xticks=[], yticks=[])
    panel.set(xlabel="place of the mark, left to right", ylabel="place of the mark, top to bottom")
figure.colorbar(shown, ax=panels, label="share of marks named correctly")
figure.suptitle("Where the mark is found (guessing: 0.25)")
plt.show()

# %% [markdown]
# **The picture in words.** Two tables of 4 x 4 cells, one for each part of the image. The dense
# network names less than half of the marks correctly, wherever they are. A network with
# convolutions names nearly all of them correctly, near the edges as well as in the middle.
#
# ## Summary
#
# * A convolution computes the same weighted sum at every place: few parameters, many
#   multiplications. The size of its output follows from size, kernel, stride, padding and dilation,
#   rounded down.
# * Keras computes a cross-correlation; the reversal comes back in the derivative with respect to
#   the images.
# * Pooling, strides and depth widen what one number sees, and give up exactly where something was.
#
# **Where to go next.** Y. LeCun and others, "Gradient-based learning applied to document
# recognition", Proceedings of the IEEE 86, 1998, describes the network on which yours is modelled;
# V. Dumoulin and F. Visin, "A guide to convolution arithmetic for deep learning", 2016, draws every
# case of exercises 1 and 2. An open experiment: train your mark finder on images of 16 x 16 and
# test it on marks in images of 32 x 32. With global pooling it can take them. Does it find the
# marks there as well, and what has changed for it if it does not?
