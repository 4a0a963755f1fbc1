"""Wrong answers to the exercises of 14 convolution, each with the hint its author needs."""

import math

import numpy as np

from autograder.course.bank import misconception

# output_size


@misconception(of="output_size", hint="A kernel that just fits has one place, not none.")
def output_size_forgets_one(size, kernel, stride=1, padding=0, dilation=1):
    return (size + 2 * padding - dilation * (kernel - 1) - 1) // stride


@misconception(of="output_size", hint="Zeros are added on both sides.")
def output_size_pads_one_side(size, kernel, stride=1, padding=0, dilation=1):
    return (size + padding - dilation * (kernel - 1) - 1) // stride + 1


@misconception(of="output_size", hint="A step that leads over the end is not made.")
def output_size_rounds_up(size, kernel, stride=1, padding=0, dilation=1):
    return math.ceil((size + 2 * padding - dilation * (kernel - 1) - 1) / stride) + 1


@misconception(of="output_size", hint="A half step is not made: which way is the size rounded?")
def output_size_rounds_to_the_nearest(size, kernel, stride=1, padding=0, dilation=1):
    return round((size + 2 * padding - dilation * (kernel - 1) - 1) / stride) + 1


@misconception(of="output_size", hint="A size is a whole number. What does `/` give?")
def output_size_true_division(size, kernel, stride=1, padding=0, dilation=1):
    return (size + 2 * padding - dilation * (kernel - 1) - 1) / stride + 1


@misconception(
    of="output_size", hint="The value is right, but a float cannot be the size of an array."
)
def output_size_as_a_float(size, kernel, stride=1, padding=0, dilation=1):
    return np.floor((size + 2 * padding - dilation * (kernel - 1) - 1) / stride) + 1


@misconception(of="output_size", hint="The stride divides what is left beside the kernel, too.")
def output_size_stride_divides_the_size_only(size, kernel, stride=1, padding=0, dilation=1):
    return (size + 2 * padding) // stride - dilation * (kernel - 1)


@misconception(of="output_size", hint="The 1 counts the first place; it is not divided by steps.")
def output_size_divides_the_one(size, kernel, stride=1, padding=0, dilation=1):
    return (size + 2 * padding - dilation * (kernel - 1)) // stride


@misconception(of="output_size", hint="How far does a dilated kernel reach?")
def output_size_ignores_the_dilation(size, kernel, stride=1, padding=0, dilation=1):
    return (size + 2 * padding - kernel) // stride + 1


@misconception(
    of="output_size", hint="A kernel of F numbers has F - 1 gaps between them; these are dilated."
)
def output_size_dilates_the_whole_kernel(size, kernel, stride=1, padding=0, dilation=1):
    return (size + 2 * padding - dilation * kernel) // stride + 1


@misconception(
    of="output_size", hint="Dilation is between the kernel's numbers, not between steps."
)
def output_size_dilation_as_stride(size, kernel, stride=1, padding=0, dilation=1):
    return (size + 2 * padding - kernel) // (stride * dilation) + 1


@misconception(of="output_size", hint="Padding makes the input larger.")
def output_size_ignores_the_padding(size, kernel, stride=1, padding=0, dilation=1):
    return (size - dilation * (kernel - 1) - 1) // stride + 1


@misconception(of="output_size", hint="The stride is how far one step leads.")
def output_size_ignores_the_stride(size, kernel, stride=1, padding=0, dilation=1):
    return size + 2 * padding - dilation * (kernel - 1)


@misconception(of="output_size", hint="Padding makes the input larger, not smaller.")
def output_size_subtracts_the_padding(size, kernel, stride=1, padding=0, dilation=1):
    return (size - 2 * padding - dilation * (kernel - 1) - 1) // stride + 1


@misconception(of="output_size", hint="Return the size instead of printing it.")
def output_size_prints(size, kernel, stride=1, padding=0, dilation=1):
    print((size + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1)


# same_padding


@misconception(of="same_padding", hint="An even kernel needs an odd number of zeros.")
def same_padding_half_the_kernel(size, kernel, stride=1, dilation=1):
    return dilation * (kernel - 1) // 2, dilation * (kernel - 1) // 2


@misconception(of="same_padding", hint="With a larger stride fewer zeros are needed.")
def same_padding_ignores_the_stride(size, kernel, stride=1, dilation=1):
    missing = dilation * (kernel - 1)
    return missing // 2, missing - missing // 2


@misconception(of="same_padding", hint="Nothing is taken away: there are never less than no zeros.")
def same_padding_negative(size, kernel, stride=1, dilation=1):
    places = math.ceil(size / stride)
    missing = (places - 1) * stride + dilation * (kernel - 1) + 1 - size
    return missing // 2, missing - missing // 2


@misconception(of="same_padding", hint="On which side does Keras put the additional zero?")
def same_padding_odd_one_before(size, kernel, stride=1, dilation=1):
    places = math.ceil(size / stride)
    missing = max((places - 1) * stride + dilation * (kernel - 1) + 1 - size, 0)
    return missing - missing // 2, missing // 2


@misconception(of="same_padding", hint="Half of the zeros come before.")
def same_padding_all_after(size, kernel, stride=1, dilation=1):
    places = math.ceil(size / stride)
    missing = max((places - 1) * stride + dilation * (kernel - 1) + 1 - size, 0)
    return 0, missing


@misconception(
    of="same_padding", hint='With "same" and a stride the output is not as large as that.'
)
def same_padding_keeps_the_size_at_any_stride(size, kernel, stride=1, dilation=1):
    missing = max((size - 1) * stride + dilation * (kernel - 1) + 1 - size, 0)
    return missing // 2, missing - missing // 2


@misconception(of="same_padding", hint="The number of places is rounded up, not down.")
def same_padding_rounds_the_places_down(size, kernel, stride=1, dilation=1):
    places = size // stride
    missing = max((places - 1) * stride + dilation * (kernel - 1) + 1 - size, 0)
    return missing // 2, missing - missing // 2


@misconception(of="same_padding", hint="A dilated kernel reaches further.")
def same_padding_ignores_the_dilation(size, kernel, stride=1, dilation=1):
    missing = max((math.ceil(size / stride) - 1) * stride + kernel - size, 0)
    return missing // 2, missing - missing // 2


@misconception(of="same_padding", hint="Return the two sides, not their sum.")
def same_padding_the_sum(size, kernel, stride=1, dilation=1):
    places = math.ceil(size / stride)
    return max((places - 1) * stride + dilation * (kernel - 1) + 1 - size, 0)


@misconception(of="same_padding", hint="Half of a number of zeros is a whole number of zeros.")
def same_padding_fractions(size, kernel, stride=1, dilation=1):
    places = math.ceil(size / stride)
    missing = max((places - 1) * stride + dilation * (kernel - 1) + 1 - size, 0)
    return missing / 2, missing / 2


@misconception(of="same_padding", hint="The zeros together are shared by the two sides.")
def same_padding_all_on_each_side(size, kernel, stride=1, dilation=1):
    places = math.ceil(size / stride)
    missing = max((places - 1) * stride + dilation * (kernel - 1) + 1 - size, 0)
    return missing, missing


@misconception(
    of="same_padding", hint="The last place begins after one step less than there are places."
)
def same_padding_one_step_too_many(size, kernel, stride=1, dilation=1):
    missing = max(math.ceil(size / stride) * stride + dilation * (kernel - 1) + 1 - size, 0)
    return missing // 2, missing - missing // 2


# what_padding_does


@misconception(of="what_padding_does", hint='With "valid" the kernel stays inside the image.')
def what_padding_does_valid_grows():
    return "same keeps it, valid lets it grow"


@misconception(of="what_padding_does", hint="The name says which of the two keeps the size.")
def what_padding_does_exchanged():
    return "valid keeps it, same shrinks it"


@misconception(of="what_padding_does", hint="Add the zeros and count the places.")
def what_padding_does_same_grows():
    return "valid keeps it, same lets it grow"


@misconception(of="what_padding_does", hint="Return the string.")
def what_padding_does_forgets_return():
    "same keeps it, valid shrinks it"


# convolve1d


@misconception(of="convolve1d", hint="In a convolution the kernel is reversed against the signal.")
def convolve1d_correlates(x, kernel):
    n, k = len(x), len(kernel)
    padded = np.pad(x.astype(float), k - 1)
    return np.array([np.sum(padded[t : t + k] * kernel) for t in range(n + k - 1)])


@misconception(of="convolve1d", hint="All places where signal and kernel meet count.")
def convolve1d_same(x, kernel):
    y = np.zeros(len(x) + len(kernel) - 1)
    for place, share in enumerate(kernel):
        y[place : place + len(x)] += share * x.astype(float)
    begin = (len(kernel) - 1) // 2
    return y[begin : begin + len(x)]


@misconception(of="convolve1d", hint="Signal and kernel meet at more places than these.")
def convolve1d_valid(x, kernel):
    y = np.zeros(len(x) + len(kernel) - 1)
    for place, share in enumerate(kernel):
        y[place : place + len(x)] += share * x.astype(float)
    short = min(len(x), len(kernel))
    return y[short - 1 : len(y) - short + 1]


@misconception(of="convolve1d", hint="Once is enough: reversed twice, the kernel is as it was.")
def convolve1d_reverses_twice(x, kernel):
    n, k = len(x), len(kernel)
    reversed_kernel = kernel[::-1]
    y = np.zeros(n + k - 1)
    for t in range(n + k - 1):
        for i in range(k):
            if 0 <= t - i < n:
                y[t] += float(reversed_kernel[i]) * float(x[t - i])
    return y


@misconception(of="convolve1d", hint="Nothing comes back from the other end: x is 0 outside.")
def convolve1d_around_a_circle(x, kernel):
    n, k = len(x), len(kernel)
    y = np.zeros(n + k - 1)
    for t in range(n + k - 1):
        for i in range(k):
            y[t] += float(kernel[i]) * float(x[(t - i) % n])
    return y


@misconception(of="convolve1d", hint="A negative index counts from the end in Python.")
def convolve1d_negative_indices(x, kernel):
    n, k = len(x), len(kernel)
    y = np.zeros(n + k - 1)
    for t in range(n + k - 1):
        for i in range(k):
            if -n <= t - i < n:
                y[t] += float(kernel[i]) * float(x[t - i])
    return y


@misconception(of="convolve1d", hint="The last echo of the last number is heard at n + k - 2.")
def convolve1d_one_too_many(x, kernel):
    y = np.zeros(len(x) + len(kernel))
    for place, share in enumerate(kernel):
        y[place : place + len(x)] += share * x.astype(float)
    return y


@misconception(of="convolve1d", hint="The last place is missing.")
def convolve1d_loses_the_last_place(x, kernel):
    y = np.zeros(len(x) + len(kernel) - 1)
    for place, share in enumerate(kernel):
        y[place : place + len(x)] += share * x.astype(float)
    return y[:-1]


@misconception(of="convolve1d", hint="Products of bytes do not fit into a byte.")
def convolve1d_keeps_the_type(x, kernel):
    y = np.zeros(len(x) + len(kernel) - 1, dtype=np.result_type(x, kernel))
    for place, share in enumerate(kernel):
        y[place : place + len(x)] += share * x
    return y


@misconception(of="convolve1d", hint="The kernel may be longer than the signal.")
def convolve1d_expects_a_short_kernel(x, kernel):
    n, k = len(x), len(kernel)
    y = np.zeros(n + k - 1)
    for i in range(n):
        y[i : i + min(n, k)] += float(x[i]) * kernel[: min(n, k)].astype(float)
    return y


@misconception(of="convolve1d", hint="The sum is not an average: nothing is divided.")
def convolve1d_averages(x, kernel):
    y = np.zeros(len(x) + len(kernel) - 1)
    for place, share in enumerate(kernel):
        y[place : place + len(x)] += share * x.astype(float)
    return y / len(kernel)


@misconception(
    of="convolve1d", hint="Reverse the kernel, not the signal, or reverse the result back."
)
def convolve1d_result_reversed(x, kernel):
    y = np.zeros(len(x) + len(kernel) - 1)
    for place, share in enumerate(kernel):
        y[place : place + len(x)] += share * x.astype(float)
    return y[::-1]


@misconception(
    of="convolve1d",
    uses="np.convolve",
    hint="NumPy's is right, of course. Here, write the sum over the echoes yourself.",
)
def convolve1d_by_numpy(x, kernel):
    return np.convolve(x.astype(float), kernel.astype(float))


@misconception(
    of="convolve1d",
    uses="scipy.signal.convolve",
    hint="SciPy's is right, of course. Here, write the sum over the echoes yourself.",
)
def convolve1d_by_scipy(x, kernel):
    from scipy import signal

    return signal.convolve(x.astype(float), kernel.astype(float))


# correlate2d


@misconception(
    of="correlate2d",
    uses="scipy.signal.correlate2d",
    hint="SciPy's is right, of course. Here, write the sum over the kernel yourself.",
)
def correlate2d_by_scipy(image, kernel):
    from scipy.signal import correlate2d as correlate

    return correlate(image.astype(float), kernel.astype(float), mode="valid")


@misconception(of="correlate2d", hint="Here the kernel is not reversed.")
def correlate2d_convolves(image, kernel):
    kh, kw = kernel.shape
    y = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for row in range(y.shape[0]):
        for column in range(y.shape[1]):
            patch = image[row : row + kh, column : column + kw].astype(float)
            y[row, column] = np.sum(patch * kernel[::-1, ::-1])
    return y


@misconception(of="correlate2d", hint="Rows and columns of the kernel are exchanged.")
def correlate2d_transposes_the_kernel(image, kernel):
    kernel = kernel.T
    kh, kw = kernel.shape
    y = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for row in range(y.shape[0]):
        for column in range(y.shape[1]):
            patch = image[row : row + kh, column : column + kw].astype(float)
            y[row, column] = np.sum(patch * kernel)
    return y


@misconception(of="correlate2d", hint="Which axis of an array is the height?")
def correlate2d_height_and_width_exchanged(image, kernel):
    kw, kh = kernel.shape
    w, h = image.shape
    y = np.zeros((h - kh + 1, w - kw + 1))
    for row in range(y.shape[0]):
        for column in range(y.shape[1]):
            patch = image[row : row + kh, column : column + kw].astype(float)
            y[row, column] = np.sum(patch * kernel)
    return y


@misconception(of="correlate2d", hint="The kernel has fewer places than the image has rows.")
def correlate2d_loops_over_the_image(image, kernel):
    kh, kw = kernel.shape
    y = np.zeros(image.shape)
    for row in range(image.shape[0]):
        for column in range(image.shape[1]):
            patch = image[row : row + kh, column : column + kw].astype(float)
            if patch.shape == kernel.shape:
                y[row, column] = np.sum(patch * kernel)
    return y


@misconception(of="correlate2d", hint="The last place of the kernel counts as well.")
def correlate2d_loses_the_last_place(image, kernel):
    kh, kw = kernel.shape
    y = np.zeros((image.shape[0] - kh, image.shape[1] - kw))
    for row in range(y.shape[0]):
        for column in range(y.shape[1]):
            patch = image[row : row + kh, column : column + kw].astype(float)
            y[row, column] = np.sum(patch * kernel)
    return y


@misconception(of="correlate2d", hint="The image is not padded here.")
def correlate2d_pads(image, kernel):
    kh, kw = kernel.shape
    image = np.pad(image.astype(float), ((kh // 2, kh // 2), (kw // 2, kw // 2)))
    y = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for row in range(y.shape[0]):
        for column in range(y.shape[1]):
            y[row, column] = np.sum(image[row : row + kh, column : column + kw] * kernel)
    return y


@misconception(of="correlate2d", hint="Products of bytes do not fit into a byte.")
def correlate2d_keeps_the_type(image, kernel):
    kh, kw = kernel.shape
    shape = (image.shape[0] - kh + 1, image.shape[1] - kw + 1)
    y = np.zeros(shape, dtype=np.result_type(image, kernel))
    for row in range(y.shape[0]):
        for column in range(y.shape[1]):
            for a in range(kh):
                for b in range(kw):
                    y[row, column] += image[row + a, column + b] * kernel[a, b]
    return y


@misconception(of="correlate2d", hint="The sum is not an average: nothing is divided.")
def correlate2d_averages(image, kernel):
    kh, kw = kernel.shape
    y = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for row in range(y.shape[0]):
        for column in range(y.shape[1]):
            patch = image[row : row + kh, column : column + kw].astype(float)
            y[row, column] = np.mean(patch * kernel)
    return y


@misconception(
    of="correlate2d", hint="Multiply number by number; this is not a product of matrices."
)
def correlate2d_matrix_product(image, kernel):
    kh, kw = kernel.shape
    y = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for row in range(y.shape[0]):
        for column in range(y.shape[1]):
            patch = image[row : row + kh, column : column + kw].astype(float)
            y[row, column] = np.sum(patch @ kernel.T)
    return y


@misconception(
    of="correlate2d", hint="Only one of the two directions is reversed, and none should be."
)
def correlate2d_mirrors_the_kernel(image, kernel):
    kh, kw = kernel.shape
    y = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for row in range(y.shape[0]):
        for column in range(y.shape[1]):
            patch = image[row : row + kh, column : column + kw].astype(float)
            y[row, column] = np.sum(patch * kernel[:, ::-1])
    return y


@misconception(of="correlate2d", hint="A kernel need not be square.")
def correlate2d_square_kernels_only(image, kernel):
    side = kernel.shape[0]
    y = np.zeros((image.shape[0] - side + 1, image.shape[1] - side + 1))
    for row in range(y.shape[0]):
        for column in range(y.shape[1]):
            patch = image[row : row + side, column : column + side].astype(float)
            y[row, column] = np.sum(patch * kernel)
    return y


# conv2d


@misconception(
    of="conv2d", hint="A filter has a kernel for every channel, and adds up over all of them."
)
def conv2d_first_channel_only(x, kernels, bias, strides=(1, 1), padding="valid", dilation=(1, 1)):
    kh, kw, _, filters = kernels.shape
    x = x.astype(float)
    if padding == "same":
        rows = same_padding(x.shape[1], kh, strides[0], dilation[0])
        columns = same_padding(x.shape[2], kw, strides[1], dilation[1])
        x = np.pad(x, ((0, 0), rows, columns, (0, 0)))
    oh = output_size(x.shape[1], kh, strides[0], dilation=dilation[0])
    ow = output_size(x.shape[2], kw, strides[1], dilation=dilation[1])
    y = np.zeros((len(x), oh, ow, filters)) + bias
    for row in range(kh):
        for column in range(kw):
            seen = x[:, row * dilation[0] :: strides[0], column * dilation[1] :: strides[1]]
            y += seen[:, :oh, :ow, :1] @ kernels[row, column, :1]
    return y


@misconception(of="conv2d", hint="Channels are added up, not averaged.")
def conv2d_averages_the_channels(
    x, kernels, bias, strides=(1, 1), padding="valid", dilation=(1, 1)
):
    kh, kw, _, filters = kernels.shape
    x = x.astype(float)
    if padding == "same":
        rows = same_padding(x.shape[1], kh, strides[0], dilation[0])
        columns = same_padding(x.shape[2], kw, strides[1], dilation[1])
        x = np.pad(x, ((0, 0), rows, columns, (0, 0)))
    oh = output_size(x.shape[1], kh, strides[0], dilation=dilation[0])
    ow = output_size(x.shape[2], kw, strides[1], dilation=dilation[1])
    y = np.zeros((len(x), oh, ow, filters)) + bias
    for row in range(kh):
        for column in range(kw):
            seen = x[:, row * dilation[0] :: strides[0], column * dilation[1] :: strides[1]]
            y += seen[:, :oh, :ow] @ kernels[row, column] / x.shape[3]
    return y


@misconception(of="conv2d", hint="Each channel has a kernel of its own.")
def conv2d_same_kernel_for_all_channels(
    x, kernels, bias, strides=(1, 1), padding="valid", dilation=(1, 1)
):
    kh, kw, _, filters = kernels.shape
    x = x.astype(float)
    if padding == "same":
        rows = same_padding(x.shape[1], kh, strides[0], dilation[0])
        columns = same_padding(x.shape[2], kw, strides[1], dilation[1])
        x = np.pad(x, ((0, 0), rows, columns, (0, 0)))
    oh = output_size(x.shape[1], kh, strides[0], dilation=dilation[0])
    ow = output_size(x.shape[2], kw, strides[1], dilation=dilation[1])
    y = np.zeros((len(x), oh, ow, filters)) + bias
    for row in range(kh):
        for column in range(kw):
            seen = x[:, row * dilation[0] :: strides[0], column * dilation[1] :: strides[1]]
            y += seen[:, :oh, :ow].sum(axis=-1, keepdims=True) * kernels[row, column, 0]
    return y


@misconception(of="conv2d", hint="The kernels are not reversed.")
def conv2d_convolves(x, kernels, bias, strides=(1, 1), padding="valid", dilation=(1, 1)):
    kh, kw, _, filters = kernels.shape
    x = x.astype(float)
    if padding == "same":
        rows = same_padding(x.shape[1], kh, strides[0], dilation[0])
        columns = same_padding(x.shape[2], kw, strides[1], dilation[1])
        x = np.pad(x, ((0, 0), rows, columns, (0, 0)))
    oh = output_size(x.shape[1], kh, strides[0], dilation=dilation[0])
    ow = output_size(x.shape[2], kw, strides[1], dilation=dilation[1])
    y = np.zeros((len(x), oh, ow, filters)) + bias
    for row in range(kh):
        for column in range(kw):
            seen = x[:, row * dilation[0] :: strides[0], column * dilation[1] :: strides[1]]
            y += seen[:, :oh, :ow] @ kernels[kh - 1 - row, kw - 1 - column]
    return y


@misconception(of="conv2d", hint="Rows and columns of the kernels are exchanged.")
def conv2d_transposes_the_kernels(
    x, kernels, bias, strides=(1, 1), padding="valid", dilation=(1, 1)
):
    kernels = np.swapaxes(kernels, 0, 1)
    kh, kw, _, filters = kernels.shape
    x = x.astype(float)
    if padding == "same":
        rows = same_padding(x.shape[1], kh, strides[0], dilation[0])
        columns = same_padding(x.shape[2], kw, strides[1], dilation[1])
        x = np.pad(x, ((0, 0), rows, columns, (0, 0)))
    oh = output_size(x.shape[1], kh, strides[0], dilation=dilation[0])
    ow = output_size(x.shape[2], kw, strides[1], dilation=dilation[1])
    y = np.zeros((len(x), oh, ow, filters)) + bias
    for row in range(kh):
        for column in range(kw):
            seen = x[:, row * dilation[0] :: strides[0], column * dilation[1] :: strides[1]]
            y += seen[:, :oh, :ow] @ kernels[row, column]
    return y


@misconception(of="conv2d", hint="The kernel moves by the stride.")
def conv2d_ignores_the_stride(x, kernels, bias, strides=(1, 1), padding="valid", dilation=(1, 1)):
    strides = (1, 1)
    kh, kw, _, filters = kernels.shape
    x = x.astype(float)
    if padding == "same":
        rows = same_padding(x.shape[1], kh, strides[0], dilation[0])
        columns = same_padding(x.shape[2], kw, strides[1], dilation[1])
        x = np.pad(x, ((0, 0), rows, columns, (0, 0)))
    oh = output_size(x.shape[1], kh, strides[0], dilation=dilation[0])
    ow = output_size(x.shape[2], kw, strides[1], dilation=dilation[1])
    y = np.zeros((len(x), oh, ow, filters)) + bias
    for row in range(kh):
        for column in range(kw):
            seen = x[:, row * dilation[0] :: strides[0], column * dilation[1] :: strides[1]]
            y += seen[:, :oh, :ow] @ kernels[row, column]
    return y


@misconception(of="conv2d", hint="The first stride leads down, the second across.")
def conv2d_strides_exchanged(x, kernels, bias, strides=(1, 1), padding="valid", dilation=(1, 1)):
    strides = strides[::-1]
    kh, kw, _, filters = kernels.shape
    x = x.astype(float)
    if padding == "same":
        rows = same_padding(x.shape[1], kh, strides[0], dilation[0])
        columns = same_padding(x.shape[2], kw, strides[1], dilation[1])
        x = np.pad(x, ((0, 0), rows, columns, (0, 0)))
    oh = output_size(x.shape[1], kh, strides[0], dilation=dilation[0])
    ow = output_size(x.shape[2], kw, strides[1], dilation=dilation[1])
    y = np.zeros((len(x), oh, ow, filters)) + bias
    for row in range(kh):
        for column in range(kw):
            seen = x[:, row * dilation[0] :: strides[0], column * dilation[1] :: strides[1]]
            y += seen[:, :oh, :ow] @ kernels[row, column]
    return y


@misconception(of="conv2d", hint="Each axis has its own stride.")
def conv2d_first_stride_for_both(
    x, kernels, bias, strides=(1, 1), padding="valid", dilation=(1, 1)
):
    strides = (strides[0], strides[0])
    kh, kw, _, filters = kernels.shape
    x = x.astype(float)
    if padding == "same":
        rows = same_padding(x.shape[1], kh, strides[0], dilation[0])
        columns = same_padding(x.shape[2], kw, strides[1], dilation[1])
        x = np.pad(x, ((0, 0), rows, columns, (0, 0)))
    oh = output_size(x.shape[1], kh, strides[0], dilation=dilation[0])
    ow = output_size(x.shape[2], kw, strides[1], dilation=dilation[1])
    y = np.zeros((len(x), oh, ow, filters)) + bias
    for row in range(kh):
        for column in range(kw):
            seen = x[:, row * dilation[0] :: strides[0], column * dilation[1] :: strides[1]]
            y += seen[:, :oh, :ow] @ kernels[row, column]
    return y


@misconception(of="conv2d", hint="The output has no gaps: the stride is used for the image only.")
def conv2d_stride_on_the_output_too(
    x, kernels, bias, strides=(1, 1), padding="valid", dilation=(1, 1)
):
    kh, kw, _, filters = kernels.shape
    x = x.astype(float)
    if padding == "same":
        rows = same_padding(x.shape[1], kh, strides[0], dilation[0])
        columns = same_padding(x.shape[2], kw, strides[1], dilation[1])
        x = np.pad(x, ((0, 0), rows, columns, (0, 0)))
    oh = output_size(x.shape[1], kh, strides[0], dilation=dilation[0])
    ow = output_size(x.shape[2], kw, strides[1], dilation=dilation[1])
    y = np.zeros((len(x), oh, ow, filters)) + bias
    for row in range(kh):
        for column in range(kw):
            seen = x[:, row * dilation[0] :: strides[0], column * dilation[1] :: strides[1]]
            y += seen[:, :oh, :ow] @ kernels[row, column]
    return y[:, :: strides[0], :: strides[1]]


@misconception(of="conv2d", hint='What does padding "same" add?')
def conv2d_ignores_the_padding(x, kernels, bias, strides=(1, 1), padding="valid", dilation=(1, 1)):
    kh, kw, _, filters = kernels.shape
    x = x.astype(float)
    if padding == "full":
        rows = same_padding(x.shape[1], kh, strides[0], dilation[0])
        columns = same_padding(x.shape[2], kw, strides[1], dilation[1])
        x = np.pad(x, ((0, 0), rows, columns, (0, 0)))
    oh = output_size(x.shape[1], kh, strides[0], dilation=dilation[0])
    ow = output_size(x.shape[2], kw, strides[1], dilation=dilation[1])
    y = np.zeros((len(x), oh, ow, filters)) + bias
    for row in range(kh):
        for column in range(kw):
            seen = x[:, row * dilation[0] :: strides[0], column * dilation[1] :: strides[1]]
            y += seen[:, :oh, :ow] @ kernels[row, column]
    return y


@misconception(of="conv2d", hint="An even kernel and a stride need another number of zeros.")
def conv2d_same_by_half_the_kernel(
    x, kernels, bias, strides=(1, 1), padding="valid", dilation=(1, 1)
):
    kh, kw, _, filters = kernels.shape
    x = x.astype(float)
    if padding == "same":
        rows = (dilation[0] * (kh - 1) // 2,) * 2
        columns = (dilation[1] * (kw - 1) // 2,) * 2
        x = np.pad(x, ((0, 0), rows, columns, (0, 0)))
    oh = output_size(x.shape[1], kh, strides[0], dilation=dilation[0])
    ow = output_size(x.shape[2], kw, strides[1], dilation=dilation[1])
    y = np.zeros((len(x), oh, ow, filters)) + bias
    for row in range(kh):
        for column in range(kw):
            seen = x[:, row * dilation[0] :: strides[0], column * dilation[1] :: strides[1]]
            y += seen[:, :oh, :ow] @ kernels[row, column]
    return y


@misconception(of="conv2d", hint='The zeros of "same" depend on the stride.')
def conv2d_same_ignores_the_stride(
    x, kernels, bias, strides=(1, 1), padding="valid", dilation=(1, 1)
):
    kh, kw, _, filters = kernels.shape
    x = x.astype(float)
    if padding == "same":
        rows = same_padding(x.shape[1], kh, 1, dilation[0])
        columns = same_padding(x.shape[2], kw, 1, dilation[1])
        x = np.pad(x, ((0, 0), rows, columns, (0, 0)))
    oh = output_size(x.shape[1], kh, strides[0], dilation=dilation[0])
    ow = output_size(x.shape[2], kw, strides[1], dilation=dilation[1])
    y = np.zeros((len(x), oh, ow, filters)) + bias
    for row in range(kh):
        for column in range(kw):
            seen = x[:, row * dilation[0] :: strides[0], column * dilation[1] :: strides[1]]
            y += seen[:, :oh, :ow] @ kernels[row, column]
    return y


@misconception(of="conv2d", hint="On which side does the additional zero come?")
def conv2d_odd_zero_before(x, kernels, bias, strides=(1, 1), padding="valid", dilation=(1, 1)):
    kh, kw, _, filters = kernels.shape
    x = x.astype(float)
    if padding == "same":
        rows = same_padding(x.shape[1], kh, strides[0], dilation[0])[::-1]
        columns = same_padding(x.shape[2], kw, strides[1], dilation[1])[::-1]
        x = np.pad(x, ((0, 0), rows, columns, (0, 0)))
    oh = output_size(x.shape[1], kh, strides[0], dilation=dilation[0])
    ow = output_size(x.shape[2], kw, strides[1], dilation=dilation[1])
    y = np.zeros((len(x), oh, ow, filters)) + bias
    for row in range(kh):
        for column in range(kw):
            seen = x[:, row * dilation[0] :: strides[0], column * dilation[1] :: strides[1]]
            y += seen[:, :oh, :ow] @ kernels[row, column]
    return y


@misconception(of="conv2d", hint="Height and width need zeros of their own.")
def conv2d_zeros_of_the_other_axis(
    x, kernels, bias, strides=(1, 1), padding="valid", dilation=(1, 1)
):
    kh, kw, _, filters = kernels.shape
    x = x.astype(float)
    if padding == "same":
        rows = same_padding(x.shape[1], kh, strides[0], dilation[0])
        columns = same_padding(x.shape[2], kw, strides[1], dilation[1])
        x = np.pad(x, ((0, 0), columns, rows, (0, 0)))
    oh = output_size(x.shape[1], kh, strides[0], dilation=dilation[0])
    ow = output_size(x.shape[2], kw, strides[1], dilation=dilation[1])
    y = np.zeros((len(x), oh, ow, filters)) + bias
    for row in range(kh):
        for column in range(kw):
            seen = x[:, row * dilation[0] :: strides[0], column * dilation[1] :: strides[1]]
            y += seen[:, :oh, :ow] @ kernels[row, column]
    return y


@misconception(
    of="conv2d", hint="The pixels at the edge are not repeated: outside there are zeros."
)
def conv2d_pads_with_the_edge(x, kernels, bias, strides=(1, 1), padding="valid", dilation=(1, 1)):
    kh, kw, _, filters = kernels.shape
    x = x.astype(float)
    if padding == "same":
        rows = same_padding(x.shape[1], kh, strides[0], dilation[0])
        columns = same_padding(x.shape[2], kw, strides[1], dilation[1])
        x = np.pad(x, ((0, 0), rows, columns, (0, 0)), mode="edge")
    oh = output_size(x.shape[1], kh, strides[0], dilation=dilation[0])
    ow = output_size(x.shape[2], kw, strides[1], dilation=dilation[1])
    y = np.zeros((len(x), oh, ow, filters)) + bias
    for row in range(kh):
        for column in range(kw):
            seen = x[:, row * dilation[0] :: strides[0], column * dilation[1] :: strides[1]]
            y += seen[:, :oh, :ow] @ kernels[row, column]
    return y


@misconception(of="conv2d", hint="The image is not mirrored at its edge: outside there are zeros.")
def conv2d_pads_by_reflection(x, kernels, bias, strides=(1, 1), padding="valid", dilation=(1, 1)):
    kh, kw, _, filters = kernels.shape
    x = x.astype(float)
    if padding == "same":
        rows = same_padding(x.shape[1], kh, strides[0], dilation[0])
        columns = same_padding(x.shape[2], kw, strides[1], dilation[1])
        x = np.pad(x, ((0, 0), rows, columns, (0, 0)), mode="symmetric")
    oh = output_size(x.shape[1], kh, strides[0], dilation=dilation[0])
    ow = output_size(x.shape[2], kw, strides[1], dilation=dilation[1])
    y = np.zeros((len(x), oh, ow, filters)) + bias
    for row in range(kh):
        for column in range(kw):
            seen = x[:, row * dilation[0] :: strides[0], column * dilation[1] :: strides[1]]
            y += seen[:, :oh, :ow] @ kernels[row, column]
    return y


@misconception(of="conv2d", hint="The bias is not what lies outside the image.")
def conv2d_pads_with_the_bias(x, kernels, bias, strides=(1, 1), padding="valid", dilation=(1, 1)):
    kh, kw, _, filters = kernels.shape
    x = x.astype(float)
    if padding == "same":
        rows = same_padding(x.shape[1], kh, strides[0], dilation[0])
        columns = same_padding(x.shape[2], kw, strides[1], dilation[1])
        x = np.pad(x, ((0, 0), rows, columns, (0, 0)), constant_values=bias[0])
    oh = output_size(x.shape[1], kh, strides[0], dilation=dilation[0])
    ow = output_size(x.shape[2], kw, strides[1], dilation=dilation[1])
    y = np.zeros((len(x), oh, ow, filters)) + bias
    for row in range(kh):
        for column in range(kw):
            seen = x[:, row * dilation[0] :: strides[0], column * dilation[1] :: strides[1]]
            y += seen[:, :oh, :ow] @ kernels[row, column]
    return y


@misconception(
    of="conv2d", hint="Dilation is between the kernel's numbers; it does not make the steps longer."
)
def conv2d_dilation_as_a_larger_stride(
    x, kernels, bias, strides=(1, 1), padding="valid", dilation=(1, 1)
):
    strides = (strides[0] * dilation[0], strides[1] * dilation[1])
    dilation = (1, 1)
    kh, kw, _, filters = kernels.shape
    x = x.astype(float)
    if padding == "same":
        rows = same_padding(x.shape[1], kh, strides[0], dilation[0])
        columns = same_padding(x.shape[2], kw, strides[1], dilation[1])
        x = np.pad(x, ((0, 0), rows, columns, (0, 0)))
    oh = output_size(x.shape[1], kh, strides[0], dilation=dilation[0])
    ow = output_size(x.shape[2], kw, strides[1], dilation=dilation[1])
    y = np.zeros((len(x), oh, ow, filters)) + bias
    for row in range(kh):
        for column in range(kw):
            seen = x[:, row * dilation[0] :: strides[0], column * dilation[1] :: strides[1]]
            y += seen[:, :oh, :ow] @ kernels[row, column]
    return y


@misconception(of="conv2d", hint="What does the dilation do to the kernel?")
def conv2d_ignores_the_dilation(x, kernels, bias, strides=(1, 1), padding="valid", dilation=(1, 1)):
    dilation = (1, 1)
    kh, kw, _, filters = kernels.shape
    x = x.astype(float)
    if padding == "same":
        rows = same_padding(x.shape[1], kh, strides[0], dilation[0])
        columns = same_padding(x.shape[2], kw, strides[1], dilation[1])
        x = np.pad(x, ((0, 0), rows, columns, (0, 0)))
    oh = output_size(x.shape[1], kh, strides[0], dilation=dilation[0])
    ow = output_size(x.shape[2], kw, strides[1], dilation=dilation[1])
    y = np.zeros((len(x), oh, ow, filters)) + bias
    for row in range(kh):
        for column in range(kw):
            seen = x[:, row * dilation[0] :: strides[0], column * dilation[1] :: strides[1]]
            y += seen[:, :oh, :ow] @ kernels[row, column]
    return y


@misconception(of="conv2d", hint="The first dilation leads down, the second across.")
def conv2d_dilations_exchanged(x, kernels, bias, strides=(1, 1), padding="valid", dilation=(1, 1)):
    dilation = dilation[::-1]
    kh, kw, _, filters = kernels.shape
    x = x.astype(float)
    if padding == "same":
        rows = same_padding(x.shape[1], kh, strides[0], dilation[0])
        columns = same_padding(x.shape[2], kw, strides[1], dilation[1])
        x = np.pad(x, ((0, 0), rows, columns, (0, 0)))
    oh = output_size(x.shape[1], kh, strides[0], dilation=dilation[0])
    ow = output_size(x.shape[2], kw, strides[1], dilation=dilation[1])
    y = np.zeros((len(x), oh, ow, filters)) + bias
    for row in range(kh):
        for column in range(kw):
            seen = x[:, row * dilation[0] :: strides[0], column * dilation[1] :: strides[1]]
            y += seen[:, :oh, :ow] @ kernels[row, column]
    return y


@misconception(of="conv2d", hint="A dilated kernel needs more zeros.")
def conv2d_same_ignores_the_dilation(
    x, kernels, bias, strides=(1, 1), padding="valid", dilation=(1, 1)
):
    kh, kw, _, filters = kernels.shape
    x = x.astype(float)
    if padding == "same":
        rows = same_padding(x.shape[1], kh, strides[0])
        columns = same_padding(x.shape[2], kw, strides[1])
        x = np.pad(x, ((0, 0), rows, columns, (0, 0)))
    oh = output_size(x.shape[1], kh, strides[0], dilation=dilation[0])
    ow = output_size(x.shape[2], kw, strides[1], dilation=dilation[1])
    y = np.zeros((len(x), oh, ow, filters)) + bias
    for row in range(kh):
        for column in range(kw):
            seen = x[:, row * dilation[0] :: strides[0], column * dilation[1] :: strides[1]]
            y += seen[:, :oh, :ow] @ kernels[row, column]
    return y


@misconception(of="conv2d", hint="Each filter has a bias.")
def conv2d_forgets_the_bias(x, kernels, bias, strides=(1, 1), padding="valid", dilation=(1, 1)):
    kh, kw, _, filters = kernels.shape
    x = x.astype(float)
    if padding == "same":
        rows = same_padding(x.shape[1], kh, strides[0], dilation[0])
        columns = same_padding(x.shape[2], kw, strides[1], dilation[1])
        x = np.pad(x, ((0, 0), rows, columns, (0, 0)))
    oh = output_size(x.shape[1], kh, strides[0], dilation=dilation[0])
    ow = output_size(x.shape[2], kw, strides[1], dilation=dilation[1])
    y = np.zeros((len(x), oh, ow, filters))
    for row in range(kh):
        for column in range(kw):
            seen = x[:, row * dilation[0] :: strides[0], column * dilation[1] :: strides[1]]
            y += seen[:, :oh, :ow] @ kernels[row, column]
    return y


@misconception(of="conv2d", hint="The bias is added once, not for each number of the kernel.")
def conv2d_bias_at_every_number(x, kernels, bias, strides=(1, 1), padding="valid", dilation=(1, 1)):
    kh, kw, _, filters = kernels.shape
    x = x.astype(float)
    if padding == "same":
        rows = same_padding(x.shape[1], kh, strides[0], dilation[0])
        columns = same_padding(x.shape[2], kw, strides[1], dilation[1])
        x = np.pad(x, ((0, 0), rows, columns, (0, 0)))
    oh = output_size(x.shape[1], kh, strides[0], dilation=dilation[0])
    ow = output_size(x.shape[2], kw, strides[1], dilation=dilation[1])
    y = np.zeros((len(x), oh, ow, filters))
    for row in range(kh):
        for column in range(kw):
            seen = x[:, row * dilation[0] :: strides[0], column * dilation[1] :: strides[1]]
            y += seen[:, :oh, :ow] @ kernels[row, column] + bias
    return y


@misconception(of="conv2d", hint="Each filter has a bias of its own.")
def conv2d_bias_of_the_first_filter(
    x, kernels, bias, strides=(1, 1), padding="valid", dilation=(1, 1)
):
    kh, kw, _, filters = kernels.shape
    x = x.astype(float)
    if padding == "same":
        rows = same_padding(x.shape[1], kh, strides[0], dilation[0])
        columns = same_padding(x.shape[2], kw, strides[1], dilation[1])
        x = np.pad(x, ((0, 0), rows, columns, (0, 0)))
    oh = output_size(x.shape[1], kh, strides[0], dilation=dilation[0])
    ow = output_size(x.shape[2], kw, strides[1], dilation=dilation[1])
    y = np.zeros((len(x), oh, ow, filters)) + bias[0]
    for row in range(kh):
        for column in range(kw):
            seen = x[:, row * dilation[0] :: strides[0], column * dilation[1] :: strides[1]]
            y += seen[:, :oh, :ow] @ kernels[row, column]
    return y


@misconception(of="conv2d", hint="Sums of products of bytes do not fit into a byte.")
def conv2d_keeps_the_type(x, kernels, bias, strides=(1, 1), padding="valid", dilation=(1, 1)):
    kh, kw, _, filters = kernels.shape
    x = x.astype(x.dtype)
    if padding == "same":
        rows = same_padding(x.shape[1], kh, strides[0], dilation[0])
        columns = same_padding(x.shape[2], kw, strides[1], dilation[1])
        x = np.pad(x, ((0, 0), rows, columns, (0, 0)))
    oh = output_size(x.shape[1], kh, strides[0], dilation=dilation[0])
    ow = output_size(x.shape[2], kw, strides[1], dilation=dilation[1])
    y = np.zeros((len(x), oh, ow, filters), dtype=x.dtype) + bias.astype(x.dtype)
    for row in range(kh):
        for column in range(kw):
            seen = x[:, row * dilation[0] :: strides[0], column * dilation[1] :: strides[1]]
            y += seen[:, :oh, :ow] @ kernels[row, column].astype(x.dtype)
    return y


@misconception(of="conv2d", hint="Without activation: negative numbers stay.")
def conv2d_with_relu(x, kernels, bias, strides=(1, 1), padding="valid", dilation=(1, 1)):
    kh, kw, _, filters = kernels.shape
    x = x.astype(float)
    if padding == "same":
        rows = same_padding(x.shape[1], kh, strides[0], dilation[0])
        columns = same_padding(x.shape[2], kw, strides[1], dilation[1])
        x = np.pad(x, ((0, 0), rows, columns, (0, 0)))
    oh = output_size(x.shape[1], kh, strides[0], dilation=dilation[0])
    ow = output_size(x.shape[2], kw, strides[1], dilation=dilation[1])
    y = np.zeros((len(x), oh, ow, filters)) + bias
    for row in range(kh):
        for column in range(kw):
            seen = x[:, row * dilation[0] :: strides[0], column * dilation[1] :: strides[1]]
            y += seen[:, :oh, :ow] @ kernels[row, column]
    return np.maximum(y, 0)


@misconception(of="conv2d", hint="The filters are the last axis of the output.")
def conv2d_filters_first(x, kernels, bias, strides=(1, 1), padding="valid", dilation=(1, 1)):
    kh, kw, _, filters = kernels.shape
    x = x.astype(float)
    if padding == "same":
        rows = same_padding(x.shape[1], kh, strides[0], dilation[0])
        columns = same_padding(x.shape[2], kw, strides[1], dilation[1])
        x = np.pad(x, ((0, 0), rows, columns, (0, 0)))
    oh = output_size(x.shape[1], kh, strides[0], dilation=dilation[0])
    ow = output_size(x.shape[2], kw, strides[1], dilation=dilation[1])
    y = np.zeros((len(x), oh, ow, filters)) + bias
    for row in range(kh):
        for column in range(kw):
            seen = x[:, row * dilation[0] :: strides[0], column * dilation[1] :: strides[1]]
            y += seen[:, :oh, :ow] @ kernels[row, column]
    return np.moveaxis(y, -1, 1)


@misconception(
    of="conv2d", hint="The third axis of the kernels is the channels, the fourth the filters."
)
def conv2d_channels_and_filters_exchanged(
    x, kernels, bias, strides=(1, 1), padding="valid", dilation=(1, 1)
):
    kernels = np.reshape(kernels, (*kernels.shape[:2], kernels.shape[3], kernels.shape[2]))
    kernels = np.swapaxes(kernels, 2, 3)
    kh, kw, _, filters = kernels.shape
    x = x.astype(float)
    if padding == "same":
        rows = same_padding(x.shape[1], kh, strides[0], dilation[0])
        columns = same_padding(x.shape[2], kw, strides[1], dilation[1])
        x = np.pad(x, ((0, 0), rows, columns, (0, 0)))
    oh = output_size(x.shape[1], kh, strides[0], dilation=dilation[0])
    ow = output_size(x.shape[2], kw, strides[1], dilation=dilation[1])
    y = np.zeros((len(x), oh, ow, filters)) + bias
    for row in range(kh):
        for column in range(kw):
            seen = x[:, row * dilation[0] :: strides[0], column * dilation[1] :: strides[1]]
            y += seen[:, :oh, :ow] @ kernels[row, column]
    return y


@misconception(of="conv2d", hint="A batch holds several images.")
def conv2d_first_sample_only(x, kernels, bias, strides=(1, 1), padding="valid", dilation=(1, 1)):
    kh, kw, _, filters = kernels.shape
    x = x[:1].astype(float)
    if padding == "same":
        rows = same_padding(x.shape[1], kh, strides[0], dilation[0])
        columns = same_padding(x.shape[2], kw, strides[1], dilation[1])
        x = np.pad(x, ((0, 0), rows, columns, (0, 0)))
    oh = output_size(x.shape[1], kh, strides[0], dilation=dilation[0])
    ow = output_size(x.shape[2], kw, strides[1], dilation=dilation[1])
    y = np.zeros((len(x), oh, ow, filters)) + bias
    for row in range(kh):
        for column in range(kw):
            seen = x[:, row * dilation[0] :: strides[0], column * dilation[1] :: strides[1]]
            y += seen[:, :oh, :ow] @ kernels[row, column]
    return y


@misconception(of="conv2d", hint="Return the output.")
def conv2d_forgets_return(x, kernels, bias, strides=(1, 1), padding="valid", dilation=(1, 1)):
    kh, kw, _, filters = kernels.shape
    x = x.astype(float)
    if padding == "same":
        rows = same_padding(x.shape[1], kh, strides[0], dilation[0])
        columns = same_padding(x.shape[2], kw, strides[1], dilation[1])
        x = np.pad(x, ((0, 0), rows, columns, (0, 0)))
    oh = output_size(x.shape[1], kh, strides[0], dilation=dilation[0])
    ow = output_size(x.shape[2], kw, strides[1], dilation=dilation[1])
    y = np.zeros((len(x), oh, ow, filters)) + bias
    for row in range(kh):
        for column in range(kw):
            seen = x[:, row * dilation[0] :: strides[0], column * dilation[1] :: strides[1]]
            y += seen[:, :oh, :ow] @ kernels[row, column]


# im2col


@misconception(of="im2col", hint="Within a patch the channel comes last, as in the kernels.")
def im2col_channels_first(x, kernel, strides=(1, 1)):
    (kh, kw), (sh, sw) = kernel, strides
    oh, ow = output_size(x.shape[1], kh, sh), output_size(x.shape[2], kw, sw)
    rows = []
    for sample in x:
        for i in range(oh):
            for j in range(ow):
                patch = sample[i * sh : i * sh + kh, j * sw : j * sw + kw]
                rows.append(np.moveaxis(patch, 2, 0).ravel())
    return np.array(rows)


@misconception(of="im2col", hint="Within a patch, go along a row before you go to the next one.")
def im2col_columns_before_rows(x, kernel, strides=(1, 1)):
    (kh, kw), (sh, sw) = kernel, strides
    oh, ow = output_size(x.shape[1], kh, sh), output_size(x.shape[2], kw, sw)
    rows = []
    for sample in x:
        for i in range(oh):
            for j in range(ow):
                patch = sample[i * sh : i * sh + kh, j * sw : j * sw + kw]
                rows.append(np.swapaxes(patch, 0, 1).ravel())
    return np.array(rows)


@misconception(of="im2col", hint="The patches lie a stride apart.")
def im2col_ignores_the_stride(x, kernel, strides=(1, 1)):
    (kh, kw), (sh, sw) = kernel, (1, 1)
    oh, ow = output_size(x.shape[1], kh, sh), output_size(x.shape[2], kw, sw)
    rows = []
    for sample in x:
        for i in range(oh):
            for j in range(ow):
                patch = sample[i * sh : i * sh + kh, j * sw : j * sw + kw]
                rows.append(patch.ravel())
    return np.array(rows)


@misconception(of="im2col", hint="The first stride leads down, the second across.")
def im2col_strides_exchanged(x, kernel, strides=(1, 1)):
    (kh, kw), (sh, sw) = kernel, strides[::-1]
    oh, ow = output_size(x.shape[1], kh, sh), output_size(x.shape[2], kw, sw)
    rows = []
    for sample in x:
        for i in range(oh):
            for j in range(ow):
                patch = sample[i * sh : i * sh + kh, j * sw : j * sw + kw]
                rows.append(patch.ravel())
    return np.array(rows)


@misconception(of="im2col", hint="The patches of an image come row by row.")
def im2col_places_column_by_column(x, kernel, strides=(1, 1)):
    (kh, kw), (sh, sw) = kernel, strides
    oh, ow = output_size(x.shape[1], kh, sh), output_size(x.shape[2], kw, sw)
    rows = []
    for sample in x:
        for j in range(ow):
            for i in range(oh):
                patch = sample[i * sh : i * sh + kh, j * sw : j * sw + kw]
                rows.append(patch.ravel())
    return np.array(rows)


@misconception(of="im2col", hint="All channels of a patch belong into one row.")
def im2col_one_row_per_channel(x, kernel, strides=(1, 1)):
    (kh, kw), (sh, sw) = kernel, strides
    oh, ow = output_size(x.shape[1], kh, sh), output_size(x.shape[2], kw, sw)
    rows = []
    for sample in x:
        for i in range(oh):
            for j in range(ow):
                patch = sample[i * sh : i * sh + kh, j * sw : j * sw + kw]
                rows.extend(patch[:, :, channel].ravel() for channel in range(x.shape[3]))
    return np.array(rows)


@misconception(of="im2col", hint="The patches of one sample come before those of the next.")
def im2col_samples_last(x, kernel, strides=(1, 1)):
    (kh, kw), (sh, sw) = kernel, strides
    oh, ow = output_size(x.shape[1], kh, sh), output_size(x.shape[2], kw, sw)
    rows = []
    for i in range(oh):
        for j in range(ow):
            for sample in x:
                patch = sample[i * sh : i * sh + kh, j * sw : j * sw + kw]
                rows.append(patch.ravel())
    return np.array(rows)


@misconception(of="im2col", hint="Each patch is a row.")
def im2col_patches_in_columns(x, kernel, strides=(1, 1)):
    (kh, kw), (sh, sw) = kernel, strides
    oh, ow = output_size(x.shape[1], kh, sh), output_size(x.shape[2], kw, sw)
    rows = []
    for sample in x:
        for i in range(oh):
            for j in range(ow):
                patch = sample[i * sh : i * sh + kh, j * sw : j * sw + kw]
                rows.append(patch.ravel())
    return np.array(rows).T


@misconception(of="im2col", hint="Each patch is one row of numbers.")
def im2col_not_flattened(x, kernel, strides=(1, 1)):
    (kh, kw), (sh, sw) = kernel, strides
    oh, ow = output_size(x.shape[1], kh, sh), output_size(x.shape[2], kw, sw)
    rows = []
    for sample in x:
        for i in range(oh):
            for j in range(ow):
                patch = sample[i * sh : i * sh + kh, j * sw : j * sw + kw]
                rows.append(patch)
    return np.array(rows)


@misconception(of="im2col", hint="Height comes before width.")
def im2col_size_exchanged(x, kernel, strides=(1, 1)):
    (kw, kh), (sh, sw) = kernel, strides
    oh, ow = output_size(x.shape[1], kh, sh), output_size(x.shape[2], kw, sw)
    rows = []
    for sample in x:
        for i in range(oh):
            for j in range(ow):
                patch = sample[i * sh : i * sh + kh, j * sw : j * sw + kw]
                rows.append(patch.ravel())
    return np.array(rows)


@misconception(of="im2col", hint="Neighbouring patches overlap, unless the stride says otherwise.")
def im2col_patches_side_by_side(x, kernel, strides=(1, 1)):
    (kh, kw), (sh, sw) = kernel, kernel
    oh, ow = output_size(x.shape[1], kh, sh), output_size(x.shape[2], kw, sw)
    rows = []
    for sample in x:
        for i in range(oh):
            for j in range(ow):
                patch = sample[i * sh : i * sh + kh, j * sw : j * sw + kw]
                rows.append(patch.ravel())
    return np.array(rows)


@misconception(of="im2col", hint="The last place counts as well.")
def im2col_loses_the_last_column(x, kernel, strides=(1, 1)):
    (kh, kw), (sh, sw) = kernel, strides
    oh, ow = output_size(x.shape[1], kh, sh), output_size(x.shape[2], kw, sw)
    rows = []
    for sample in x:
        for i in range(oh):
            for j in range(max(ow - 1, 1)):
                patch = sample[i * sh : i * sh + kh, j * sw : j * sw + kw]
                rows.append(patch.ravel())
    return np.array(rows)


@misconception(of="im2col", hint="The numbers of a patch stay in their order.")
def im2col_reversed(x, kernel, strides=(1, 1)):
    (kh, kw), (sh, sw) = kernel, strides
    oh, ow = output_size(x.shape[1], kh, sh), output_size(x.shape[2], kw, sw)
    rows = []
    for sample in x:
        for i in range(oh):
            for j in range(ow):
                patch = sample[i * sh : i * sh + kh, j * sw : j * sw + kw]
                rows.append(patch[::-1, ::-1].ravel())
    return np.array(rows)


@misconception(of="im2col", hint="A batch holds several images.")
def im2col_first_sample_only(x, kernel, strides=(1, 1)):
    (kh, kw), (sh, sw) = kernel, strides
    oh, ow = output_size(x.shape[1], kh, sh), output_size(x.shape[2], kw, sw)
    rows = []
    for sample in x[:1]:
        for i in range(oh):
            for j in range(ow):
                patch = sample[i * sh : i * sh + kh, j * sw : j * sw + kw]
                rows.append(patch.ravel())
    return np.array(rows)


@misconception(of="im2col", hint="A patch has all channels.")
def im2col_first_channel_only(x, kernel, strides=(1, 1)):
    (kh, kw), (sh, sw) = kernel, strides
    oh, ow = output_size(x.shape[1], kh, sh), output_size(x.shape[2], kw, sw)
    rows = []
    for sample in x:
        for i in range(oh):
            for j in range(ow):
                patch = sample[i * sh : i * sh + kh, j * sw : j * sw + kw]
                rows.append(patch[:, :, 0].ravel())
    return np.array(rows)


@misconception(of="im2col", hint="The numbers need not be whole.")
def im2col_as_bytes(x, kernel, strides=(1, 1)):
    (kh, kw), (sh, sw) = kernel, strides
    oh, ow = output_size(x.shape[1], kh, sh), output_size(x.shape[2], kw, sw)
    rows = []
    for sample in x:
        for i in range(oh):
            for j in range(ow):
                patch = sample[i * sh : i * sh + kh, j * sw : j * sw + kw]
                rows.append(patch.ravel())
    return np.array(rows, dtype=int)


# pool2d


@misconception(of="pool2d", hint="The greatest of negative numbers is negative.")
def pool2d_starts_from_zero(x, size, strides=None, padding="valid", how="max"):
    strides = size if strides is None else strides
    x = x.astype(float)
    if padding == "same":
        rows = same_padding(x.shape[1], size[0], strides[0])
        columns = same_padding(x.shape[2], size[1], strides[1])
        x = np.pad(x, ((0, 0), rows, columns, (0, 0)), constant_values=np.nan)
    oh = output_size(x.shape[1], size[0], strides[0])
    ow = output_size(x.shape[2], size[1], strides[1])
    y = np.zeros((len(x), oh, ow, x.shape[3]))
    for i in range(oh):
        for j in range(ow):
            top, left = i * strides[0], j * strides[1]
            window = x[:, top : top + size[0], left : left + size[1]]
            if how == "max":
                y[:, i, j] = np.nanmax(window, axis=(1, 2), initial=0)
            else:
                y[:, i, j] = np.nanmean(window, axis=(1, 2))
    return y


@misconception(of="pool2d", hint="What lies outside is not 0: it may not be the greatest.")
def pool2d_pads_with_zeros_for_the_maximum(x, size, strides=None, padding="valid", how="max"):
    strides = size if strides is None else strides
    x = x.astype(float)
    if padding == "same":
        rows = same_padding(x.shape[1], size[0], strides[0])
        columns = same_padding(x.shape[2], size[1], strides[1])
        x = np.pad(x, ((0, 0), rows, columns, (0, 0)), constant_values=np.nan)
    oh = output_size(x.shape[1], size[0], strides[0])
    ow = output_size(x.shape[2], size[1], strides[1])
    y = np.zeros((len(x), oh, ow, x.shape[3]))
    for i in range(oh):
        for j in range(ow):
            top, left = i * strides[0], j * strides[1]
            window = x[:, top : top + size[0], left : left + size[1]]
            if how == "max":
                y[:, i, j] = np.max(np.nan_to_num(window), axis=(1, 2))
            else:
                y[:, i, j] = np.nanmean(window, axis=(1, 2))
    return y


@misconception(of="pool2d", hint="The average divides by the number of pixels that there are.")
def pool2d_padding_counts_for_the_average(x, size, strides=None, padding="valid", how="max"):
    strides = size if strides is None else strides
    x = x.astype(float)
    if padding == "same":
        rows = same_padding(x.shape[1], size[0], strides[0])
        columns = same_padding(x.shape[2], size[1], strides[1])
        x = np.pad(x, ((0, 0), rows, columns, (0, 0)), constant_values=np.nan)
    oh = output_size(x.shape[1], size[0], strides[0])
    ow = output_size(x.shape[2], size[1], strides[1])
    y = np.zeros((len(x), oh, ow, x.shape[3]))
    for i in range(oh):
        for j in range(ow):
            top, left = i * strides[0], j * strides[1]
            window = x[:, top : top + size[0], left : left + size[1]]
            if how == "max":
                y[:, i, j] = np.nanmax(window, axis=(1, 2))
            else:
                y[:, i, j] = np.nansum(window, axis=(1, 2)) / (size[0] * size[1])
    return y


@misconception(of="pool2d", hint="Without strides the windows lie side by side.")
def pool2d_default_stride_of_one(x, size, strides=None, padding="valid", how="max"):
    strides = (1, 1) if strides is None else strides
    x = x.astype(float)
    if padding == "same":
        rows = same_padding(x.shape[1], size[0], strides[0])
        columns = same_padding(x.shape[2], size[1], strides[1])
        x = np.pad(x, ((0, 0), rows, columns, (0, 0)), constant_values=np.nan)
    oh = output_size(x.shape[1], size[0], strides[0])
    ow = output_size(x.shape[2], size[1], strides[1])
    y = np.zeros((len(x), oh, ow, x.shape[3]))
    for i in range(oh):
        for j in range(ow):
            top, left = i * strides[0], j * strides[1]
            window = x[:, top : top + size[0], left : left + size[1]]
            if how == "max":
                y[:, i, j] = np.nanmax(window, axis=(1, 2))
            else:
                y[:, i, j] = np.nanmean(window, axis=(1, 2))
    return y


@misconception(of="pool2d", hint="The strides may be given.")
def pool2d_always_side_by_side(x, size, strides=None, padding="valid", how="max"):
    strides = size
    x = x.astype(float)
    if padding == "same":
        rows = same_padding(x.shape[1], size[0], strides[0])
        columns = same_padding(x.shape[2], size[1], strides[1])
        x = np.pad(x, ((0, 0), rows, columns, (0, 0)), constant_values=np.nan)
    oh = output_size(x.shape[1], size[0], strides[0])
    ow = output_size(x.shape[2], size[1], strides[1])
    y = np.zeros((len(x), oh, ow, x.shape[3]))
    for i in range(oh):
        for j in range(ow):
            top, left = i * strides[0], j * strides[1]
            window = x[:, top : top + size[0], left : left + size[1]]
            if how == "max":
                y[:, i, j] = np.nanmax(window, axis=(1, 2))
            else:
                y[:, i, j] = np.nanmean(window, axis=(1, 2))
    return y


@misconception(of="pool2d", hint='With "valid", what fills no window is dropped.')
def pool2d_leftover_kept(x, size, strides=None, padding="valid", how="max"):
    strides = size if strides is None else strides
    x = x.astype(float)
    if padding in ("same", "valid"):
        rows = same_padding(x.shape[1], size[0], strides[0])
        columns = same_padding(x.shape[2], size[1], strides[1])
        x = np.pad(x, ((0, 0), rows, columns, (0, 0)), constant_values=np.nan)
    oh = output_size(x.shape[1], size[0], strides[0])
    ow = output_size(x.shape[2], size[1], strides[1])
    y = np.zeros((len(x), oh, ow, x.shape[3]))
    for i in range(oh):
        for j in range(ow):
            top, left = i * strides[0], j * strides[1]
            window = x[:, top : top + size[0], left : left + size[1]]
            if how == "max":
                y[:, i, j] = np.nanmax(window, axis=(1, 2))
            else:
                y[:, i, j] = np.nanmean(window, axis=(1, 2))
    return y


@misconception(of="pool2d", hint='With "valid", a window must lie wholly inside the image.')
def pool2d_leftover_kept_at_the_end(x, size, strides=None, padding="valid", how="max"):
    strides = size if strides is None else strides
    x = x.astype(float)
    if padding == "same":
        rows = same_padding(x.shape[1], size[0], strides[0])
        columns = same_padding(x.shape[2], size[1], strides[1])
        x = np.pad(x, ((0, 0), rows, columns, (0, 0)), constant_values=np.nan)
    oh = -(-(x.shape[1] - max(size[0] - strides[0], 0)) // strides[0])
    ow = -(-(x.shape[2] - max(size[1] - strides[1], 0)) // strides[1])
    y = np.zeros((len(x), oh, ow, x.shape[3]))
    for i in range(oh):
        for j in range(ow):
            top, left = i * strides[0], j * strides[1]
            window = x[:, top : top + size[0], left : left + size[1]]
            if how == "max":
                y[:, i, j] = np.nanmax(window, axis=(1, 2))
            else:
                y[:, i, j] = np.nanmean(window, axis=(1, 2))
    return y


@misconception(of="pool2d", hint="The last number of a window need not be the greatest.")
def pool2d_last_element(x, size, strides=None, padding="valid", how="max"):
    strides = size if strides is None else strides
    x = x.astype(float)
    if padding == "same":
        rows = same_padding(x.shape[1], size[0], strides[0])
        columns = same_padding(x.shape[2], size[1], strides[1])
        x = np.pad(x, ((0, 0), rows, columns, (0, 0)), constant_values=np.nan)
    oh = output_size(x.shape[1], size[0], strides[0])
    ow = output_size(x.shape[2], size[1], strides[1])
    y = np.zeros((len(x), oh, ow, x.shape[3]))
    for i in range(oh):
        for j in range(ow):
            top, left = i * strides[0], j * strides[1]
            window = x[:, top : top + size[0], left : left + size[1]]
            if how == "max":
                y[:, i, j] = window[:, -1, -1]
            else:
                y[:, i, j] = np.nanmean(window, axis=(1, 2))
    return y


@misconception(of="pool2d", hint="The first number of a window need not be the greatest.")
def pool2d_first_element(x, size, strides=None, padding="valid", how="max"):
    strides = size if strides is None else strides
    x = x.astype(float)
    if padding == "same":
        rows = same_padding(x.shape[1], size[0], strides[0])
        columns = same_padding(x.shape[2], size[1], strides[1])
        x = np.pad(x, ((0, 0), rows, columns, (0, 0)), constant_values=np.nan)
    oh = output_size(x.shape[1], size[0], strides[0])
    ow = output_size(x.shape[2], size[1], strides[1])
    y = np.zeros((len(x), oh, ow, x.shape[3]))
    for i in range(oh):
        for j in range(ow):
            top, left = i * strides[0], j * strides[1]
            window = x[:, top : top + size[0], left : left + size[1]]
            if how == "max":
                y[:, i, j] = window[:, 0, 0]
            else:
                y[:, i, j] = np.nanmean(window, axis=(1, 2))
    return y


@misconception(of="pool2d", hint="The greatest number is asked for.")
def pool2d_the_least(x, size, strides=None, padding="valid", how="max"):
    strides = size if strides is None else strides
    x = x.astype(float)
    if padding == "same":
        rows = same_padding(x.shape[1], size[0], strides[0])
        columns = same_padding(x.shape[2], size[1], strides[1])
        x = np.pad(x, ((0, 0), rows, columns, (0, 0)), constant_values=np.nan)
    oh = output_size(x.shape[1], size[0], strides[0])
    ow = output_size(x.shape[2], size[1], strides[1])
    y = np.zeros((len(x), oh, ow, x.shape[3]))
    for i in range(oh):
        for j in range(ow):
            top, left = i * strides[0], j * strides[1]
            window = x[:, top : top + size[0], left : left + size[1]]
            if how == "max":
                y[:, i, j] = np.nanmin(window, axis=(1, 2))
            else:
                y[:, i, j] = np.nanmean(window, axis=(1, 2))
    return y


@misconception(of="pool2d", hint="An average divides by the number of pixels.")
def pool2d_adds_up(x, size, strides=None, padding="valid", how="max"):
    strides = size if strides is None else strides
    x = x.astype(float)
    if padding == "same":
        rows = same_padding(x.shape[1], size[0], strides[0])
        columns = same_padding(x.shape[2], size[1], strides[1])
        x = np.pad(x, ((0, 0), rows, columns, (0, 0)), constant_values=np.nan)
    oh = output_size(x.shape[1], size[0], strides[0])
    ow = output_size(x.shape[2], size[1], strides[1])
    y = np.zeros((len(x), oh, ow, x.shape[3]))
    for i in range(oh):
        for j in range(ow):
            top, left = i * strides[0], j * strides[1]
            window = x[:, top : top + size[0], left : left + size[1]]
            if how == "max":
                y[:, i, j] = np.nanmax(window, axis=(1, 2))
            else:
                y[:, i, j] = np.nansum(window, axis=(1, 2))
    return y


@misconception(of="pool2d", hint="An average is not the number in the middle.")
def pool2d_the_median(x, size, strides=None, padding="valid", how="max"):
    strides = size if strides is None else strides
    x = x.astype(float)
    if padding == "same":
        rows = same_padding(x.shape[1], size[0], strides[0])
        columns = same_padding(x.shape[2], size[1], strides[1])
        x = np.pad(x, ((0, 0), rows, columns, (0, 0)), constant_values=np.nan)
    oh = output_size(x.shape[1], size[0], strides[0])
    ow = output_size(x.shape[2], size[1], strides[1])
    y = np.zeros((len(x), oh, ow, x.shape[3]))
    for i in range(oh):
        for j in range(ow):
            top, left = i * strides[0], j * strides[1]
            window = x[:, top : top + size[0], left : left + size[1]]
            if how == "max":
                y[:, i, j] = np.nanmax(window, axis=(1, 2))
            else:
                y[:, i, j] = np.nanmedian(window, axis=(1, 2))
    return y


@misconception(of="pool2d", hint="Each channel is pooled by itself.")
def pool2d_over_all_channels(x, size, strides=None, padding="valid", how="max"):
    strides = size if strides is None else strides
    x = x.astype(float)
    if padding == "same":
        rows = same_padding(x.shape[1], size[0], strides[0])
        columns = same_padding(x.shape[2], size[1], strides[1])
        x = np.pad(x, ((0, 0), rows, columns, (0, 0)), constant_values=np.nan)
    oh = output_size(x.shape[1], size[0], strides[0])
    ow = output_size(x.shape[2], size[1], strides[1])
    y = np.zeros((len(x), oh, ow, x.shape[3]))
    for i in range(oh):
        for j in range(ow):
            top, left = i * strides[0], j * strides[1]
            window = x[:, top : top + size[0], left : left + size[1]]
            if how == "max":
                y[:, i, j] = np.nanmax(window, axis=(1, 2, 3))[:, np.newaxis]
            else:
                y[:, i, j] = np.nanmean(window, axis=(1, 2))
    return y


@misconception(of="pool2d", hint="Each sample is pooled by itself.")
def pool2d_over_the_batch(x, size, strides=None, padding="valid", how="max"):
    strides = size if strides is None else strides
    x = x.astype(float)
    if padding == "same":
        rows = same_padding(x.shape[1], size[0], strides[0])
        columns = same_padding(x.shape[2], size[1], strides[1])
        x = np.pad(x, ((0, 0), rows, columns, (0, 0)), constant_values=np.nan)
    oh = output_size(x.shape[1], size[0], strides[0])
    ow = output_size(x.shape[2], size[1], strides[1])
    y = np.zeros((len(x), oh, ow, x.shape[3]))
    for i in range(oh):
        for j in range(ow):
            top, left = i * strides[0], j * strides[1]
            window = x[:, top : top + size[0], left : left + size[1]]
            if how == "max":
                y[:, i, j] = np.nanmax(window, axis=(0, 1, 2))
            else:
                y[:, i, j] = np.nanmean(window, axis=(0, 1, 2))
    return y


@misconception(of="pool2d", hint="Look at `how`.")
def pool2d_always_the_greatest(x, size, strides=None, padding="valid", how="max"):
    strides = size if strides is None else strides
    x = x.astype(float)
    if padding == "same":
        rows = same_padding(x.shape[1], size[0], strides[0])
        columns = same_padding(x.shape[2], size[1], strides[1])
        x = np.pad(x, ((0, 0), rows, columns, (0, 0)), constant_values=np.nan)
    oh = output_size(x.shape[1], size[0], strides[0])
    ow = output_size(x.shape[2], size[1], strides[1])
    y = np.zeros((len(x), oh, ow, x.shape[3]))
    for i in range(oh):
        for j in range(ow):
            top, left = i * strides[0], j * strides[1]
            window = x[:, top : top + size[0], left : left + size[1]]
            if how in ("max", "average"):
                y[:, i, j] = np.nanmax(window, axis=(1, 2))
            else:
                y[:, i, j] = np.nanmean(window, axis=(1, 2))
    return y


@misconception(of="pool2d", hint="Height comes before width.")
def pool2d_size_exchanged(x, size, strides=None, padding="valid", how="max"):
    size = size[::-1]
    strides = size if strides is None else strides
    x = x.astype(float)
    if padding == "same":
        rows = same_padding(x.shape[1], size[0], strides[0])
        columns = same_padding(x.shape[2], size[1], strides[1])
        x = np.pad(x, ((0, 0), rows, columns, (0, 0)), constant_values=np.nan)
    oh = output_size(x.shape[1], size[0], strides[0])
    ow = output_size(x.shape[2], size[1], strides[1])
    y = np.zeros((len(x), oh, ow, x.shape[3]))
    for i in range(oh):
        for j in range(ow):
            top, left = i * strides[0], j * strides[1]
            window = x[:, top : top + size[0], left : left + size[1]]
            if how == "max":
                y[:, i, j] = np.nanmax(window, axis=(1, 2))
            else:
                y[:, i, j] = np.nanmean(window, axis=(1, 2))
    return y


@misconception(of="pool2d", hint="The first stride leads down, the second across.")
def pool2d_strides_exchanged(x, size, strides=None, padding="valid", how="max"):
    strides = size if strides is None else strides
    strides = strides[::-1]
    x = x.astype(float)
    if padding == "same":
        rows = same_padding(x.shape[1], size[0], strides[0])
        columns = same_padding(x.shape[2], size[1], strides[1])
        x = np.pad(x, ((0, 0), rows, columns, (0, 0)), constant_values=np.nan)
    oh = output_size(x.shape[1], size[0], strides[0])
    ow = output_size(x.shape[2], size[1], strides[1])
    y = np.zeros((len(x), oh, ow, x.shape[3]))
    for i in range(oh):
        for j in range(ow):
            top, left = i * strides[0], j * strides[1]
            window = x[:, top : top + size[0], left : left + size[1]]
            if how == "max":
                y[:, i, j] = np.nanmax(window, axis=(1, 2))
            else:
                y[:, i, j] = np.nanmean(window, axis=(1, 2))
    return y


@misconception(of="pool2d", hint='What does padding "same" do?')
def pool2d_ignores_the_padding(x, size, strides=None, padding="valid", how="max"):
    strides = size if strides is None else strides
    x = x.astype(float)
    if padding == "full":
        rows = same_padding(x.shape[1], size[0], strides[0])
        columns = same_padding(x.shape[2], size[1], strides[1])
        x = np.pad(x, ((0, 0), rows, columns, (0, 0)), constant_values=np.nan)
    oh = output_size(x.shape[1], size[0], strides[0])
    ow = output_size(x.shape[2], size[1], strides[1])
    y = np.zeros((len(x), oh, ow, x.shape[3]))
    for i in range(oh):
        for j in range(ow):
            top, left = i * strides[0], j * strides[1]
            window = x[:, top : top + size[0], left : left + size[1]]
            if how == "max":
                y[:, i, j] = np.nanmax(window, axis=(1, 2))
            else:
                y[:, i, j] = np.nanmean(window, axis=(1, 2))
    return y


@misconception(of="pool2d", hint="A window need not be square.")
def pool2d_square_windows(x, size, strides=None, padding="valid", how="max"):
    size = (size[0], size[0])
    strides = size if strides is None else strides
    x = x.astype(float)
    if padding == "same":
        rows = same_padding(x.shape[1], size[0], strides[0])
        columns = same_padding(x.shape[2], size[1], strides[1])
        x = np.pad(x, ((0, 0), rows, columns, (0, 0)), constant_values=np.nan)
    oh = output_size(x.shape[1], size[0], strides[0])
    ow = output_size(x.shape[2], size[1], strides[1])
    y = np.zeros((len(x), oh, ow, x.shape[3]))
    for i in range(oh):
        for j in range(ow):
            top, left = i * strides[0], j * strides[1]
            window = x[:, top : top + size[0], left : left + size[1]]
            if how == "max":
                y[:, i, j] = np.nanmax(window, axis=(1, 2))
            else:
                y[:, i, j] = np.nanmean(window, axis=(1, 2))
    return y


@misconception(of="pool2d", hint="The additional padding comes after.")
def pool2d_additional_place_before(x, size, strides=None, padding="valid", how="max"):
    strides = size if strides is None else strides
    x = x.astype(float)
    if padding == "same":
        rows = same_padding(x.shape[1], size[0], strides[0])[::-1]
        columns = same_padding(x.shape[2], size[1], strides[1])[::-1]
        x = np.pad(x, ((0, 0), rows, columns, (0, 0)), constant_values=np.nan)
    oh = output_size(x.shape[1], size[0], strides[0])
    ow = output_size(x.shape[2], size[1], strides[1])
    y = np.zeros((len(x), oh, ow, x.shape[3]))
    for i in range(oh):
        for j in range(ow):
            top, left = i * strides[0], j * strides[1]
            window = x[:, top : top + size[0], left : left + size[1]]
            if how == "max":
                y[:, i, j] = np.nanmax(window, axis=(1, 2))
            else:
                y[:, i, j] = np.nanmean(window, axis=(1, 2))
    return y


@misconception(of="pool2d", hint="Averages have fractions.")
def pool2d_whole_numbers(x, size, strides=None, padding="valid", how="max"):
    strides = size if strides is None else strides
    x = x.astype(float)
    if padding == "same":
        rows = same_padding(x.shape[1], size[0], strides[0])
        columns = same_padding(x.shape[2], size[1], strides[1])
        x = np.pad(x, ((0, 0), rows, columns, (0, 0)), constant_values=np.nan)
    oh = output_size(x.shape[1], size[0], strides[0])
    ow = output_size(x.shape[2], size[1], strides[1])
    y = np.zeros((len(x), oh, ow, x.shape[3]))
    for i in range(oh):
        for j in range(ow):
            top, left = i * strides[0], j * strides[1]
            window = x[:, top : top + size[0], left : left + size[1]]
            if how == "max":
                y[:, i, j] = np.nanmax(window, axis=(1, 2))
            else:
                y[:, i, j] = np.nanmean(window, axis=(1, 2))
    return y.astype(int) if how == "average" else y


@misconception(of="pool2d", hint="Return the output.")
def pool2d_forgets_return(x, size, strides=None, padding="valid", how="max"):
    strides = size if strides is None else strides
    x = x.astype(float)
    if padding == "same":
        rows = same_padding(x.shape[1], size[0], strides[0])
        columns = same_padding(x.shape[2], size[1], strides[1])
        x = np.pad(x, ((0, 0), rows, columns, (0, 0)), constant_values=np.nan)
    oh = output_size(x.shape[1], size[0], strides[0])
    ow = output_size(x.shape[2], size[1], strides[1])
    y = np.zeros((len(x), oh, ow, x.shape[3]))
    for i in range(oh):
        for j in range(ow):
            top, left = i * strides[0], j * strides[1]
            window = x[:, top : top + size[0], left : left + size[1]]
            if how == "max":
                y[:, i, j] = np.nanmax(window, axis=(1, 2))
            else:
                y[:, i, j] = np.nanmean(window, axis=(1, 2))


# global_pool


@misconception(of="global_pool", hint="Rows and columns are pooled; the channels remain.")
def global_pool_over_the_channels(x, how="average"):
    if how == "max":
        return np.max(x, axis=(2, 3))
    return np.mean(x, axis=(2, 3), dtype=float)


@misconception(of="global_pool", hint="Each channel is pooled by itself.")
def global_pool_over_all_axes(x, how="average"):
    if how == "max":
        return np.max(x, axis=(1, 2, 3))
    return np.mean(x, axis=(1, 2, 3), dtype=float)


@misconception(of="global_pool", hint="Each sample is pooled by itself.")
def global_pool_over_the_batch(x, how="average"):
    if how == "max":
        return np.max(x, axis=(0, 1, 2))
    return np.mean(x, axis=(0, 1, 2), dtype=float)


@misconception(of="global_pool", hint="The average divides by the number of places.")
def global_pool_adds_up(x, how="average"):
    if how == "max":
        return np.max(x, axis=(1, 2))
    return np.sum(x, axis=(1, 2), dtype=float)


@misconception(of="global_pool", hint="What remains has one axis for samples and one for channels.")
def global_pool_keeps_the_axes(x, how="average"):
    if how == "max":
        return np.max(x, axis=(1, 2), keepdims=True)
    return np.mean(x, axis=(1, 2), dtype=float, keepdims=True)


@misconception(of="global_pool", hint='What is asked for when `how` is "max"?')
def global_pool_always_the_average(x, how="average"):
    if how == "maximum":
        return np.max(x, axis=(1, 2))
    return np.mean(x, axis=(1, 2), dtype=float)


@misconception(of="global_pool", hint='What is asked for when `how` is "average"?')
def global_pool_always_the_greatest(x, how="average"):
    if how:
        return np.max(x, axis=(1, 2))
    return np.mean(x, axis=(1, 2), dtype=float)


@misconception(of="global_pool", hint="The greatest of negative numbers is negative.")
def global_pool_greatest_from_zero(x, how="average"):
    if how == "max":
        return np.max(x, axis=(1, 2), initial=0)
    return np.mean(x, axis=(1, 2), dtype=float)


@misconception(of="global_pool", hint="Sums of bytes do not fit into a byte.")
def global_pool_sums_of_bytes(x, how="average"):
    if how == "max":
        return np.max(x, axis=(1, 2))
    return np.sum(x, axis=(1, 2), dtype=x.dtype) / (x.shape[1] * x.shape[2])


@misconception(of="global_pool", hint="Pool over rows and columns.")
def global_pool_over_rows_only(x, how="average"):
    if how == "max":
        return np.max(x, axis=1)
    return np.mean(x, axis=1, dtype=float)


@misconception(of="global_pool", hint="The channels are the last axis.")
def global_pool_channels_first(x, how="average"):
    if how == "max":
        return np.max(x, axis=(-2, -1))
    return np.mean(x, axis=(-2, -1), dtype=float)


@misconception(of="global_pool", hint="How many places does an image have?")
def global_pool_divides_by_the_height_only(x, how="average"):
    if how == "max":
        return np.max(x, axis=(1, 2))
    return np.sum(x, axis=(1, 2), dtype=float) / x.shape[1]


# receptive_field


@misconception(of="receptive_field", hint="Neighbouring patches overlap: what does a kernel add?")
def receptive_field_adds_kernels(layers):
    size = jump = 1
    for kernel, stride, *dilation in layers:
        apart = dilation[0] if dilation else 1
        size += apart * kernel * jump
        jump *= stride
    return size, jump


@misconception(
    of="receptive_field", hint="Neighbouring patches overlap: the fields do not multiply."
)
def receptive_field_multiplies_kernels(layers):
    size = jump = 1
    for kernel, stride, *dilation in layers:
        apart = dilation[0] if dilation else 1
        size *= apart * (kernel - 1) + 1
        jump *= stride
    return size, jump


@misconception(of="receptive_field", hint="A stride makes later layers see further.")
def receptive_field_ignores_the_stride(layers):
    size = jump = 1
    for kernel, stride, *dilation in layers:
        apart = dilation[0] if dilation else 1
        size += apart * (kernel - 1) * jump
    return size, jump


@misconception(
    of="receptive_field", hint="How far apart, in pixels, are the numbers under a later kernel?"
)
def receptive_field_jump_without_effect(layers):
    size = jump = 1
    for kernel, stride, *dilation in layers:
        apart = dilation[0] if dilation else 1
        size += apart * (kernel - 1)
        jump *= stride
    return size, jump


@misconception(
    of="receptive_field", hint="The stride of a layer acts on later layers, not on its own field."
)
def receptive_field_own_stride_first(layers):
    size = jump = 1
    for kernel, stride, *dilation in layers:
        apart = dilation[0] if dilation else 1
        jump *= stride
        size += apart * (kernel - 1) * jump
    return size, jump


@misconception(
    of="receptive_field", hint="Dilation moves the kernel's numbers apart, not the layer's."
)
def receptive_field_dilation_as_stride(layers):
    size = jump = 1
    for kernel, stride, *dilation in layers:
        apart = dilation[0] if dilation else 1
        size += (kernel - 1) * jump
        jump *= stride * apart
    return size, jump


@misconception(of="receptive_field", hint="A dilated kernel reaches further.")
def receptive_field_ignores_the_dilation(layers):
    size = jump = 1
    for kernel, stride, *_ in layers:
        size += (kernel - 1) * jump
        jump *= stride
    return size, jump


@misconception(of="receptive_field", hint="Two strides of 2 are four pixels, three of them eight.")
def receptive_field_adds_strides(layers):
    size = jump = 1
    for kernel, stride, *dilation in layers:
        apart = dilation[0] if dilation else 1
        size += apart * (kernel - 1) * jump
        jump += stride - 1
    return size, jump


@misconception(of="receptive_field", hint="Begin with the layer nearest to the image.")
def receptive_field_last_layer_first(layers):
    size = jump = 1
    for kernel, stride, *dilation in layers[::-1]:
        apart = dilation[0] if dilation else 1
        size += apart * (kernel - 1) * jump
        jump *= stride
    return size, jump


@misconception(of="receptive_field", hint="Without a layer, a number sees one pixel.")
def receptive_field_begins_with_nothing(layers):
    size, jump = 0, 1
    for kernel, stride, *dilation in layers:
        apart = dilation[0] if dilation else 1
        size += apart * (kernel - 1) * jump
        jump *= stride
    return size, jump


@misconception(of="receptive_field", hint="A kernel of k numbers has k - 1 gaps.")
def receptive_field_dilates_the_whole_kernel(layers):
    size = jump = 1
    for kernel, stride, *dilation in layers:
        apart = dilation[0] if dilation else 1
        size += (apart * kernel - 1) * jump
        jump *= stride
    return size, jump


@misconception(of="receptive_field", hint="Return the size and the jump.")
def receptive_field_size_only(layers):
    size = jump = 1
    for kernel, stride, *dilation in layers:
        apart = dilation[0] if dilation else 1
        size += apart * (kernel - 1) * jump
        jump *= stride
    return size


@misconception(of="receptive_field", hint="The size comes first.")
def receptive_field_exchanged(layers):
    size = jump = 1
    for kernel, stride, *dilation in layers:
        apart = dilation[0] if dilation else 1
        size += apart * (kernel - 1) * jump
        jump *= stride
    return jump, size


@misconception(of="receptive_field", hint="The field does not depend on a kernel's half.")
def receptive_field_padding_between(layers):
    size = jump = 1
    for kernel, stride, *dilation in layers:
        apart = dilation[0] if dilation else 1
        size += apart * 2 * (kernel // 2) * jump
        jump *= stride
    return size, jump


# conv2d_gradients


@misconception(
    of="conv2d_gradients",
    hint="On the way back to x the index of the upstream falls while the kernel's rises.",
)
def conv2d_gradients_dx_without_the_flip(x, kernels, upstream):
    kh, kw, _, _ = kernels.shape
    _, oh, ow, _ = upstream.shape
    dx, dkernels = np.zeros(x.shape), np.zeros(kernels.shape)
    upstream = upstream.astype(float)
    for a in range(kh):
        for b in range(kw):
            seen = x[:, a : a + oh, b : b + ow].astype(float)
            dx[:, a : a + oh, b : b + ow] += upstream @ kernels[kh - 1 - a, kw - 1 - b].T
            dkernels[a, b] = np.einsum("nijc,nijf->cf", seen, upstream)
    return dx, dkernels, np.sum(upstream, axis=(0, 1, 2))


@misconception(
    of="conv2d_gradients", hint="A pixel belongs to several patches, and all of them contribute."
)
def conv2d_gradients_dx_only_where_the_patch_begins(x, kernels, upstream):
    kh, kw, _, _ = kernels.shape
    _, oh, ow, _ = upstream.shape
    dx, dkernels = np.zeros(x.shape), np.zeros(kernels.shape)
    upstream = upstream.astype(float)
    for a in range(kh):
        for b in range(kw):
            seen = x[:, a : a + oh, b : b + ow].astype(float)
            dx[:, :oh, :ow] += upstream @ kernels[a, b].T
            dkernels[a, b] = np.einsum("nijc,nijf->cf", seen, upstream)
    return dx, dkernels, np.sum(upstream, axis=(0, 1, 2))


@misconception(of="conv2d_gradients", hint="Contributions of several places add up.")
def conv2d_gradients_dx_overwritten(x, kernels, upstream):
    kh, kw, _, _ = kernels.shape
    _, oh, ow, _ = upstream.shape
    dx, dkernels = np.zeros(x.shape), np.zeros(kernels.shape)
    upstream = upstream.astype(float)
    for a in range(kh):
        for b in range(kw):
            seen = x[:, a : a + oh, b : b + ow].astype(float)
            dx[:, a : a + oh, b : b + ow] = upstream @ kernels[a, b].T
            dkernels[a, b] = np.einsum("nijc,nijf->cf", seen, upstream)
    return dx, dkernels, np.sum(upstream, axis=(0, 1, 2))


@misconception(of="conv2d_gradients", hint="dx has the shape of x.")
def conv2d_gradients_dx_valid_size(x, kernels, upstream):
    kh, kw, _, _ = kernels.shape
    _, oh, ow, _ = upstream.shape
    dx, dkernels = np.zeros(x.shape), np.zeros(kernels.shape)
    upstream = upstream.astype(float)
    for a in range(kh):
        for b in range(kw):
            seen = x[:, a : a + oh, b : b + ow].astype(float)
            dx[:, a : a + oh, b : b + ow] += upstream @ kernels[a, b].T
            dkernels[a, b] = np.einsum("nijc,nijf->cf", seen, upstream)
    return dx[:, kh - 1 : oh, kw - 1 : ow], dkernels, np.sum(upstream, axis=(0, 1, 2))


@misconception(
    of="conv2d_gradients",
    hint='The gradient needs "full" padding, not "same": dx has contributions up to its edge.',
)
def conv2d_gradients_dx_same_size(x, kernels, upstream):
    kh, kw, _, _ = kernels.shape
    _, oh, ow, _ = upstream.shape
    dx, dkernels = np.zeros(x.shape), np.zeros(kernels.shape)
    upstream = upstream.astype(float)
    for a in range(kh):
        for b in range(kw):
            seen = x[:, a : a + oh, b : b + ow].astype(float)
            dx[:, a : a + oh, b : b + ow] += upstream @ kernels[a, b].T
            dkernels[a, b] = np.einsum("nijc,nijf->cf", seen, upstream)
    dx[:, :1] = dx[:, -1:] = 0
    return dx, dkernels, np.sum(upstream, axis=(0, 1, 2))


@misconception(of="conv2d_gradients", hint="A pixel was multiplied by the kernel's numbers.")
def conv2d_gradients_dx_forgets_the_kernel(x, kernels, upstream):
    kh, kw, _, _ = kernels.shape
    _, oh, ow, _ = upstream.shape
    dx, dkernels = np.zeros(x.shape), np.zeros(kernels.shape)
    upstream = upstream.astype(float)
    for a in range(kh):
        for b in range(kw):
            seen = x[:, a : a + oh, b : b + ow].astype(float)
            dx[:, a : a + oh, b : b + ow] += upstream.sum(axis=-1, keepdims=True)
            dkernels[a, b] = np.einsum("nijc,nijf->cf", seen, upstream)
    return dx, dkernels, np.sum(upstream, axis=(0, 1, 2))


@misconception(of="conv2d_gradients", hint="All filters that have seen a pixel contribute.")
def conv2d_gradients_dx_of_the_first_filter(x, kernels, upstream):
    kh, kw, _, _ = kernels.shape
    _, oh, ow, _ = upstream.shape
    dx, dkernels = np.zeros(x.shape), np.zeros(kernels.shape)
    upstream = upstream.astype(float)
    for a in range(kh):
        for b in range(kw):
            seen = x[:, a : a + oh, b : b + ow].astype(float)
            dx[:, a : a + oh, b : b + ow] += upstream[..., :1] @ kernels[a, b, :, :1].T
            dkernels[a, b] = np.einsum("nijc,nijf->cf", seen, upstream)
    return dx, dkernels, np.sum(upstream, axis=(0, 1, 2))


@misconception(
    of="conv2d_gradients", hint="The kernel's derivative is a correlation: nothing is reversed."
)
def conv2d_gradients_dkernels_flipped(x, kernels, upstream):
    kh, kw, _, _ = kernels.shape
    _, oh, ow, _ = upstream.shape
    dx, dkernels = np.zeros(x.shape), np.zeros(kernels.shape)
    upstream = upstream.astype(float)
    for a in range(kh):
        for b in range(kw):
            seen = x[:, a : a + oh, b : b + ow].astype(float)
            dx[:, a : a + oh, b : b + ow] += upstream @ kernels[a, b].T
            dkernels[a, b] = np.einsum("nijc,nijf->cf", seen, upstream)
    return dx, dkernels[::-1, ::-1], np.sum(upstream, axis=(0, 1, 2))


@misconception(of="conv2d_gradients", hint="Rows and columns of the kernel are exchanged.")
def conv2d_gradients_dkernels_transposed(x, kernels, upstream):
    kh, kw, _, _ = kernels.shape
    _, oh, ow, _ = upstream.shape
    dx, dkernels = np.zeros(x.shape), np.zeros(kernels.shape)
    upstream = upstream.astype(float)
    for a in range(kh):
        for b in range(kw):
            seen = x[:, a : a + oh, b : b + ow].astype(float)
            dx[:, a : a + oh, b : b + ow] += upstream @ kernels[a, b].T
            dkernels[a, b] = np.einsum("nijc,njif->cf", seen, np.swapaxes(upstream, 1, 2)[:, ::-1])
    return dx, dkernels, np.sum(upstream, axis=(0, 1, 2))


@misconception(of="conv2d_gradients", hint="The contributions of all samples add up.")
def conv2d_gradients_dkernels_of_the_first_sample(x, kernels, upstream):
    kh, kw, _, _ = kernels.shape
    _, oh, ow, _ = upstream.shape
    dx, dkernels = np.zeros(x.shape), np.zeros(kernels.shape)
    upstream = upstream.astype(float)
    for a in range(kh):
        for b in range(kw):
            seen = x[:, a : a + oh, b : b + ow].astype(float)
            dx[:, a : a + oh, b : b + ow] += upstream @ kernels[a, b].T
            dkernels[a, b] = np.einsum("nijc,nijf->cf", seen[:1], upstream[:1])
    return dx, dkernels, np.sum(upstream, axis=(0, 1, 2))


@misconception(of="conv2d_gradients", hint="The bias was used at every place.")
def conv2d_gradients_dbias_not_over_all_places(x, kernels, upstream):
    kh, kw, _, _ = kernels.shape
    _, oh, ow, _ = upstream.shape
    dx, dkernels = np.zeros(x.shape), np.zeros(kernels.shape)
    upstream = upstream.astype(float)
    for a in range(kh):
        for b in range(kw):
            seen = x[:, a : a + oh, b : b + ow].astype(float)
            dx[:, a : a + oh, b : b + ow] += upstream @ kernels[a, b].T
            dkernels[a, b] = np.einsum("nijc,nijf->cf", seen, upstream)
    return dx, dkernels, np.sum(upstream, axis=0)


@misconception(of="conv2d_gradients", hint="The bias was used at every place of every sample.")
def conv2d_gradients_dbias_of_the_batch_only(x, kernels, upstream):
    kh, kw, _, _ = kernels.shape
    _, oh, ow, _ = upstream.shape
    dx, dkernels = np.zeros(x.shape), np.zeros(kernels.shape)
    upstream = upstream.astype(float)
    for a in range(kh):
        for b in range(kw):
            seen = x[:, a : a + oh, b : b + ow].astype(float)
            dx[:, a : a + oh, b : b + ow] += upstream @ kernels[a, b].T
            dkernels[a, b] = np.einsum("nijc,nijf->cf", seen, upstream)
    return dx, dkernels, np.sum(upstream, axis=(0, 1, 2)) / (oh * ow)


@misconception(of="conv2d_gradients", hint="Each filter has a bias of its own.")
def conv2d_gradients_dbias_over_filters_too(x, kernels, upstream):
    kh, kw, _, _ = kernels.shape
    _, oh, ow, _ = upstream.shape
    dx, dkernels = np.zeros(x.shape), np.zeros(kernels.shape)
    upstream = upstream.astype(float)
    for a in range(kh):
        for b in range(kw):
            seen = x[:, a : a + oh, b : b + ow].astype(float)
            dx[:, a : a + oh, b : b + ow] += upstream @ kernels[a, b].T
            dkernels[a, b] = np.einsum("nijc,nijf->cf", seen, upstream)
    return dx, dkernels, np.sum(upstream)


@misconception(
    of="conv2d_gradients",
    hint="Nothing is divided here: a mean over the samples is part of the upstream.",
)
def conv2d_gradients_averages_the_samples(x, kernels, upstream):
    kh, kw, _, _ = kernels.shape
    _, oh, ow, _ = upstream.shape
    dx, dkernels = np.zeros(x.shape), np.zeros(kernels.shape)
    upstream = upstream.astype(float)
    for a in range(kh):
        for b in range(kw):
            seen = x[:, a : a + oh, b : b + ow].astype(float)
            dx[:, a : a + oh, b : b + ow] += upstream @ kernels[a, b].T
            dkernels[a, b] = np.einsum("nijc,nijf->cf", seen, upstream)
    return dx, dkernels / len(x), np.sum(upstream, axis=(0, 1, 2)) / len(x)


@misconception(
    of="conv2d_gradients", hint="Nothing is divided: the contributions of all places add up."
)
def conv2d_gradients_averages_the_places(x, kernels, upstream):
    kh, kw, _, _ = kernels.shape
    _, oh, ow, _ = upstream.shape
    dx, dkernels = np.zeros(x.shape), np.zeros(kernels.shape)
    upstream = upstream.astype(float)
    for a in range(kh):
        for b in range(kw):
            seen = x[:, a : a + oh, b : b + ow].astype(float)
            dx[:, a : a + oh, b : b + ow] += upstream @ kernels[a, b].T
            dkernels[a, b] = np.einsum("nijc,nijf->cf", seen, upstream)
    return dx, dkernels / (oh * ow), np.sum(upstream, axis=(0, 1, 2))


@misconception(of="conv2d_gradients", hint="How much a place counts, the upstream says.")
def conv2d_gradients_ignores_the_upstream_of_the_kernel(x, kernels, upstream):
    kh, kw, _, _ = kernels.shape
    _, oh, ow, _ = upstream.shape
    dx, dkernels = np.zeros(x.shape), np.zeros(kernels.shape)
    upstream = upstream.astype(float)
    for a in range(kh):
        for b in range(kw):
            seen = x[:, a : a + oh, b : b + ow].astype(float)
            dx[:, a : a + oh, b : b + ow] += upstream @ kernels[a, b].T
            dkernels[a, b] = np.einsum("nijc,nijf->cf", seen, np.ones(upstream.shape))
    return dx, dkernels, np.sum(upstream, axis=(0, 1, 2))


@misconception(of="conv2d_gradients", hint="First x, then the kernels, then the bias.")
def conv2d_gradients_order_of_results(x, kernels, upstream):
    kh, kw, _, _ = kernels.shape
    _, oh, ow, _ = upstream.shape
    dx, dkernels = np.zeros(x.shape), np.zeros(kernels.shape)
    upstream = upstream.astype(float)
    for a in range(kh):
        for b in range(kw):
            seen = x[:, a : a + oh, b : b + ow].astype(float)
            dx[:, a : a + oh, b : b + ow] += upstream @ kernels[a, b].T
            dkernels[a, b] = np.einsum("nijc,nijf->cf", seen, upstream)
    return dkernels, np.sum(upstream, axis=(0, 1, 2)), dx


@misconception(of="conv2d_gradients", hint="Three derivatives are asked for.")
def conv2d_gradients_without_dbias(x, kernels, upstream):
    kh, kw, _, _ = kernels.shape
    _, oh, ow, _ = upstream.shape
    dx, dkernels = np.zeros(x.shape), np.zeros(kernels.shape)
    upstream = upstream.astype(float)
    for a in range(kh):
        for b in range(kw):
            seen = x[:, a : a + oh, b : b + ow].astype(float)
            dx[:, a : a + oh, b : b + ow] += upstream @ kernels[a, b].T
            dkernels[a, b] = np.einsum("nijc,nijf->cf", seen, upstream)
    return dx, dkernels


@misconception(of="conv2d_gradients", hint="Products of bytes do not fit into a byte.")
def conv2d_gradients_keeps_the_type(x, kernels, upstream):
    kh, kw, _, _ = kernels.shape
    _, oh, ow, _ = upstream.shape
    dx, dkernels = np.zeros(x.shape), np.zeros(kernels.shape)
    upstream = upstream.astype(x.dtype)
    for a in range(kh):
        for b in range(kw):
            seen = x[:, a : a + oh, b : b + ow]
            dx[:, a : a + oh, b : b + ow] += upstream @ kernels[a, b].T.astype(x.dtype)
            dkernels[a, b] = np.einsum("nijc,nijf->cf", seen, upstream)
    return dx, dkernels, np.sum(upstream, axis=(0, 1, 2))


# pool2d_gradient


@misconception(
    of="pool2d_gradient", hint="Only the greatest number of a window has influence on the maximum."
)
def pool2d_gradient_everywhere(x, size, upstream):
    ph, pw = size
    dx = np.zeros(x.shape)
    for n, i, j, c in np.ndindex(upstream.shape):
        window = x[n, i * ph : (i + 1) * ph, j * pw : (j + 1) * pw, c]
        dx[n, i * ph : (i + 1) * ph, j * pw : (j + 1) * pw, c] = upstream[n, i, j, c] + 0 * window
    return dx


@misconception(of="pool2d_gradient", hint="That is the way back of the average.")
def pool2d_gradient_divided_by_the_window(x, size, upstream):
    ph, pw = size
    dx = np.zeros(x.shape)
    for n, i, j, c in np.ndindex(upstream.shape):
        window = x[n, i * ph : (i + 1) * ph, j * pw : (j + 1) * pw, c]
        dx[n, i * ph : (i + 1) * ph, j * pw : (j + 1) * pw, c] = upstream[n, i, j, c] / window.size
    return dx


@misconception(
    of="pool2d_gradient",
    hint="Where in its window is the greatest number? It need not be the first.",
)
def pool2d_gradient_first_place(x, size, upstream):
    ph, pw = size
    dx = np.zeros(x.shape)
    for n, i, j, c in np.ndindex(upstream.shape):
        window = x[n, i * ph : (i + 1) * ph, j * pw : (j + 1) * pw, c]
        row, column = np.unravel_index(0, window.shape)
        dx[n, i * ph + row, j * pw + column, c] = upstream[n, i, j, c]
    return dx


@misconception(
    of="pool2d_gradient",
    hint="Where in its window is the greatest number? It need not be the last.",
)
def pool2d_gradient_last_place(x, size, upstream):
    ph, pw = size
    dx = np.zeros(x.shape)
    for n, i, j, c in np.ndindex(upstream.shape):
        window = x[n, i * ph : (i + 1) * ph, j * pw : (j + 1) * pw, c]
        row, column = np.unravel_index(window.size - 1, window.shape)
        dx[n, i * ph + row, j * pw + column, c] = upstream[n, i, j, c]
    return dx


@misconception(of="pool2d_gradient", hint="The greatest number is the one that counts.")
def pool2d_gradient_the_least(x, size, upstream):
    ph, pw = size
    dx = np.zeros(x.shape)
    for n, i, j, c in np.ndindex(upstream.shape):
        window = x[n, i * ph : (i + 1) * ph, j * pw : (j + 1) * pw, c]
        row, column = np.unravel_index(np.argmin(window), window.shape)
        dx[n, i * ph + row, j * pw + column, c] = upstream[n, i, j, c]
    return dx


@misconception(of="pool2d_gradient", hint="Not 1 goes back, but the upstream.")
def pool2d_gradient_ones(x, size, upstream):
    ph, pw = size
    dx = np.zeros(x.shape)
    for n, i, j, c in np.ndindex(upstream.shape):
        window = x[n, i * ph : (i + 1) * ph, j * pw : (j + 1) * pw, c]
        row, column = np.unravel_index(np.argmax(window), window.shape)
        dx[n, i * ph + row, j * pw + column, c] = 1
    return dx


@misconception(
    of="pool2d_gradient", hint="The maximum is not multiplied by anything: its slope is 1."
)
def pool2d_gradient_times_the_pixel(x, size, upstream):
    ph, pw = size
    dx = np.zeros(x.shape)
    for n, i, j, c in np.ndindex(upstream.shape):
        window = x[n, i * ph : (i + 1) * ph, j * pw : (j + 1) * pw, c]
        row, column = np.unravel_index(np.argmax(window), window.shape)
        dx[n, i * ph + row, j * pw + column, c] = upstream[n, i, j, c] * window.max()
    return dx


@misconception(of="pool2d_gradient", hint="The whole upstream goes to one place.")
def pool2d_gradient_divided_at_the_greatest(x, size, upstream):
    ph, pw = size
    dx = np.zeros(x.shape)
    for n, i, j, c in np.ndindex(upstream.shape):
        window = x[n, i * ph : (i + 1) * ph, j * pw : (j + 1) * pw, c]
        row, column = np.unravel_index(np.argmax(window), window.shape)
        dx[n, i * ph + row, j * pw + column, c] = upstream[n, i, j, c] / window.size
    return dx


@misconception(of="pool2d_gradient", hint="Height comes before width.")
def pool2d_gradient_size_exchanged(x, size, upstream):
    pw, ph = size
    dx = np.zeros(x.shape)
    for n, i, j, c in np.ndindex(upstream.shape):
        window = x[n, i * ph : (i + 1) * ph, j * pw : (j + 1) * pw, c]
        row, column = np.unravel_index(np.argmax(window), window.shape)
        dx[n, i * ph + row, j * pw + column, c] = upstream[n, i, j, c]
    return dx


@misconception(of="pool2d_gradient", hint="Each window has its own greatest number.")
def pool2d_gradient_greatest_of_the_image(x, size, upstream):
    ph, pw = size
    dx = np.zeros(x.shape)
    for n, i, j, c in np.ndindex(upstream.shape):
        window = x[n, i * ph : (i + 1) * ph, j * pw : (j + 1) * pw, c]
        dx[n, i * ph : (i + 1) * ph, j * pw : (j + 1) * pw, c] = upstream[n, i, j, c] * (
            window == x[n, :, :, c].max()
        )
    return dx


@misconception(of="pool2d_gradient", hint="Each channel has its own windows.")
def pool2d_gradient_greatest_of_all_channels(x, size, upstream):
    ph, pw = size
    dx = np.zeros(x.shape)
    for n, i, j, c in np.ndindex(upstream.shape):
        window = x[n, i * ph : (i + 1) * ph, j * pw : (j + 1) * pw, c]
        best = x[n, i * ph : (i + 1) * ph, j * pw : (j + 1) * pw].max()
        dx[n, i * ph : (i + 1) * ph, j * pw : (j + 1) * pw, c] = upstream[n, i, j, c] * (
            window == best
        )
    return dx


@misconception(of="pool2d_gradient", hint="The greatest number may be negative.")
def pool2d_gradient_positive_only(x, size, upstream):
    ph, pw = size
    dx = np.zeros(x.shape)
    for n, i, j, c in np.ndindex(upstream.shape):
        window = x[n, i * ph : (i + 1) * ph, j * pw : (j + 1) * pw, c]
        if window.max() <= 0:
            continue
        row, column = np.unravel_index(np.argmax(window), window.shape)
        dx[n, i * ph + row, j * pw + column, c] = upstream[n, i, j, c]
    return dx


@misconception(of="pool2d_gradient", hint="This is max pooling, not ReLU.")
def pool2d_gradient_like_relu(x, size, upstream):
    ph, pw = size
    dx = np.zeros(x.shape)
    for n, i, j, c in np.ndindex(upstream.shape):
        window = x[n, i * ph : (i + 1) * ph, j * pw : (j + 1) * pw, c]
        dx[n, i * ph : (i + 1) * ph, j * pw : (j + 1) * pw, c] = upstream[n, i, j, c] * (window > 0)
    return dx


@misconception(of="pool2d_gradient", hint="The upstream has fractions.")
def pool2d_gradient_loses_fractions(x, size, upstream):
    ph, pw = size
    dx = np.zeros(x.shape, dtype=x.dtype)
    for n, i, j, c in np.ndindex(upstream.shape):
        window = x[n, i * ph : (i + 1) * ph, j * pw : (j + 1) * pw, c]
        row, column = np.unravel_index(np.argmax(window), window.shape)
        dx[n, i * ph + row, j * pw + column, c] = upstream[n, i, j, c]
    return dx


# summarize_cnn


@misconception(of="summarize_cnn", hint="The stride says where a kernel goes, not how large it is.")
def summarize_cnn_stride_in_the_parameters(layers):
    (_, shape), *hidden = layers
    rows = []
    for kind, *settings in hidden:
        params = multiplications = 0
        if kind == "dense":
            (units,) = settings
            params = shape[-1] * units + units
            multiplications = math.prod(shape) * units
            shape = (*shape[:-1], units)
        elif kind == "conv2d":
            filters, (kh, kw), (sh, sw), padding = settings
            channels = shape[-1]
            if padding == "same":
                shape = (math.ceil(shape[0] / sh), math.ceil(shape[1] / sw), filters)
            else:
                shape = (output_size(shape[0], kh, sh), output_size(shape[1], kw, sw), filters)
            params = kh * kw * channels * filters * sh * sw + filters
            multiplications = kh * kw * channels * math.prod(shape)
        elif kind in ("max_pool", "average_pool"):
            ((ph, pw),) = settings
            shape = (shape[0] // ph, shape[1] // pw, shape[2])
        elif kind == "global_pool":
            shape = (shape[-1],)
        elif kind == "flatten":
            shape = (math.prod(shape),)
        elif kind == "batch_norm":
            params = 4 * shape[-1]
        rows.append((kind, shape, params, multiplications))
    return rows


@misconception(of="summarize_cnn", hint="A kernel is used at all places, and stored once.")
def summarize_cnn_parameters_at_each_place(layers):
    (_, shape), *hidden = layers
    rows = []
    for kind, *settings in hidden:
        params = multiplications = 0
        if kind == "dense":
            (units,) = settings
            params = shape[-1] * units + units
            multiplications = math.prod(shape) * units
            shape = (*shape[:-1], units)
        elif kind == "conv2d":
            filters, (kh, kw), (sh, sw), padding = settings
            channels = shape[-1]
            if padding == "same":
                shape = (math.ceil(shape[0] / sh), math.ceil(shape[1] / sw), filters)
            else:
                shape = (output_size(shape[0], kh, sh), output_size(shape[1], kw, sw), filters)
            params = kh * kw * channels * math.prod(shape) + filters
            multiplications = kh * kw * channels * math.prod(shape)
        elif kind in ("max_pool", "average_pool"):
            ((ph, pw),) = settings
            shape = (shape[0] // ph, shape[1] // pw, shape[2])
        elif kind == "global_pool":
            shape = (shape[-1],)
        elif kind == "flatten":
            shape = (math.prod(shape),)
        elif kind == "batch_norm":
            params = 4 * shape[-1]
        rows.append((kind, shape, params, multiplications))
    return rows


@misconception(of="summarize_cnn", hint="A filter has a kernel for each channel.")
def summarize_cnn_parameters_without_channels(layers):
    (_, shape), *hidden = layers
    rows = []
    for kind, *settings in hidden:
        params = multiplications = 0
        if kind == "dense":
            (units,) = settings
            params = shape[-1] * units + units
            multiplications = math.prod(shape) * units
            shape = (*shape[:-1], units)
        elif kind == "conv2d":
            filters, (kh, kw), (sh, sw), padding = settings
            channels = shape[-1]
            if padding == "same":
                shape = (math.ceil(shape[0] / sh), math.ceil(shape[1] / sw), filters)
            else:
                shape = (output_size(shape[0], kh, sh), output_size(shape[1], kw, sw), filters)
            params = kh * kw * filters + filters
            multiplications = kh * kw * channels * math.prod(shape)
        elif kind in ("max_pool", "average_pool"):
            ((ph, pw),) = settings
            shape = (shape[0] // ph, shape[1] // pw, shape[2])
        elif kind == "global_pool":
            shape = (shape[-1],)
        elif kind == "flatten":
            shape = (math.prod(shape),)
        elif kind == "batch_norm":
            params = 4 * shape[-1]
        rows.append((kind, shape, params, multiplications))
    return rows


@misconception(of="summarize_cnn", hint="Filters have biases.")
def summarize_cnn_parameters_without_biases(layers):
    (_, shape), *hidden = layers
    rows = []
    for kind, *settings in hidden:
        params = multiplications = 0
        if kind == "dense":
            (units,) = settings
            params = shape[-1] * units + units
            multiplications = math.prod(shape) * units
            shape = (*shape[:-1], units)
        elif kind == "conv2d":
            filters, (kh, kw), (sh, sw), padding = settings
            channels = shape[-1]
            if padding == "same":
                shape = (math.ceil(shape[0] / sh), math.ceil(shape[1] / sw), filters)
            else:
                shape = (output_size(shape[0], kh, sh), output_size(shape[1], kw, sw), filters)
            params = kh * kw * channels * filters
            multiplications = kh * kw * channels * math.prod(shape)
        elif kind in ("max_pool", "average_pool"):
            ((ph, pw),) = settings
            shape = (shape[0] // ph, shape[1] // pw, shape[2])
        elif kind == "global_pool":
            shape = (shape[-1],)
        elif kind == "flatten":
            shape = (math.prod(shape),)
        elif kind == "batch_norm":
            params = 4 * shape[-1]
        rows.append((kind, shape, params, multiplications))
    return rows


@misconception(of="summarize_cnn", hint="Pooling learns nothing.")
def summarize_cnn_pooling_with_parameters(layers):
    (_, shape), *hidden = layers
    rows = []
    for kind, *settings in hidden:
        params = multiplications = 0
        if kind == "dense":
            (units,) = settings
            params = shape[-1] * units + units
            multiplications = math.prod(shape) * units
            shape = (*shape[:-1], units)
        elif kind == "conv2d":
            filters, (kh, kw), (sh, sw), padding = settings
            channels = shape[-1]
            if padding == "same":
                shape = (math.ceil(shape[0] / sh), math.ceil(shape[1] / sw), filters)
            else:
                shape = (output_size(shape[0], kh, sh), output_size(shape[1], kw, sw), filters)
            params = kh * kw * channels * filters + filters
            multiplications = kh * kw * channels * math.prod(shape)
        elif kind in ("max_pool", "average_pool"):
            ((ph, pw),) = settings
            params = ph * pw * shape[2]
            shape = (shape[0] // ph, shape[1] // pw, shape[2])
        elif kind == "global_pool":
            shape = (shape[-1],)
        elif kind == "flatten":
            shape = (math.prod(shape),)
        elif kind == "batch_norm":
            params = 4 * shape[-1]
        rows.append((kind, shape, params, multiplications))
    return rows


@misconception(of="summarize_cnn", hint="Only products with the kernels of dense and conv2d count.")
def summarize_cnn_pooling_with_multiplications(layers):
    (_, shape), *hidden = layers
    rows = []
    for kind, *settings in hidden:
        params = multiplications = 0
        if kind == "dense":
            (units,) = settings
            params = shape[-1] * units + units
            multiplications = math.prod(shape) * units
            shape = (*shape[:-1], units)
        elif kind == "conv2d":
            filters, (kh, kw), (sh, sw), padding = settings
            channels = shape[-1]
            if padding == "same":
                shape = (math.ceil(shape[0] / sh), math.ceil(shape[1] / sw), filters)
            else:
                shape = (output_size(shape[0], kh, sh), output_size(shape[1], kw, sw), filters)
            params = kh * kw * channels * filters + filters
            multiplications = kh * kw * channels * math.prod(shape)
        elif kind in ("max_pool", "average_pool"):
            ((ph, pw),) = settings
            multiplications = math.prod(shape)
            shape = (shape[0] // ph, shape[1] // pw, shape[2])
        elif kind == "global_pool":
            shape = (shape[-1],)
        elif kind == "flatten":
            shape = (math.prod(shape),)
        elif kind == "batch_norm":
            params = 4 * shape[-1]
        rows.append((kind, shape, params, multiplications))
    return rows


@misconception(of="summarize_cnn", hint="The windows of pooling lie side by side.")
def summarize_cnn_pooling_at_stride_one(layers):
    (_, shape), *hidden = layers
    rows = []
    for kind, *settings in hidden:
        params = multiplications = 0
        if kind == "dense":
            (units,) = settings
            params = shape[-1] * units + units
            multiplications = math.prod(shape) * units
            shape = (*shape[:-1], units)
        elif kind == "conv2d":
            filters, (kh, kw), (sh, sw), padding = settings
            channels = shape[-1]
            if padding == "same":
                shape = (math.ceil(shape[0] / sh), math.ceil(shape[1] / sw), filters)
            else:
                shape = (output_size(shape[0], kh, sh), output_size(shape[1], kw, sw), filters)
            params = kh * kw * channels * filters + filters
            multiplications = kh * kw * channels * math.prod(shape)
        elif kind in ("max_pool", "average_pool"):
            ((ph, pw),) = settings
            shape = (shape[0] - ph + 1, shape[1] - pw + 1, shape[2])
        elif kind == "global_pool":
            shape = (shape[-1],)
        elif kind == "flatten":
            shape = (math.prod(shape),)
        elif kind == "batch_norm":
            params = 4 * shape[-1]
        rows.append((kind, shape, params, multiplications))
    return rows


@misconception(of="summarize_cnn", hint="What fills no window is dropped.")
def summarize_cnn_pooling_rounds_up(layers):
    (_, shape), *hidden = layers
    rows = []
    for kind, *settings in hidden:
        params = multiplications = 0
        if kind == "dense":
            (units,) = settings
            params = shape[-1] * units + units
            multiplications = math.prod(shape) * units
            shape = (*shape[:-1], units)
        elif kind == "conv2d":
            filters, (kh, kw), (sh, sw), padding = settings
            channels = shape[-1]
            if padding == "same":
                shape = (math.ceil(shape[0] / sh), math.ceil(shape[1] / sw), filters)
            else:
                shape = (output_size(shape[0], kh, sh), output_size(shape[1], kw, sw), filters)
            params = kh * kw * channels * filters + filters
            multiplications = kh * kw * channels * math.prod(shape)
        elif kind in ("max_pool", "average_pool"):
            ((ph, pw),) = settings
            shape = (math.ceil(shape[0] / ph), math.ceil(shape[1] / pw), shape[2])
        elif kind == "global_pool":
            shape = (shape[-1],)
        elif kind == "flatten":
            shape = (math.prod(shape),)
        elif kind == "batch_norm":
            params = 4 * shape[-1]
        rows.append((kind, shape, params, multiplications))
    return rows


@misconception(of="summarize_cnn", hint="Each channel has its own products.")
def summarize_cnn_multiplications_without_channels(layers):
    (_, shape), *hidden = layers
    rows = []
    for kind, *settings in hidden:
        params = multiplications = 0
        if kind == "dense":
            (units,) = settings
            params = shape[-1] * units + units
            multiplications = math.prod(shape) * units
            shape = (*shape[:-1], units)
        elif kind == "conv2d":
            filters, (kh, kw), (sh, sw), padding = settings
            channels = shape[-1]
            if padding == "same":
                shape = (math.ceil(shape[0] / sh), math.ceil(shape[1] / sw), filters)
            else:
                shape = (output_size(shape[0], kh, sh), output_size(shape[1], kw, sw), filters)
            params = kh * kw * channels * filters + filters
            multiplications = kh * kw * math.prod(shape)
        elif kind in ("max_pool", "average_pool"):
            ((ph, pw),) = settings
            shape = (shape[0] // ph, shape[1] // pw, shape[2])
        elif kind == "global_pool":
            shape = (shape[-1],)
        elif kind == "flatten":
            shape = (math.prod(shape),)
        elif kind == "batch_norm":
            params = 4 * shape[-1]
        rows.append((kind, shape, params, multiplications))
    return rows


@misconception(of="summarize_cnn", hint="A kernel is multiplied at each place of the output.")
def summarize_cnn_multiplications_without_places(layers):
    (_, shape), *hidden = layers
    rows = []
    for kind, *settings in hidden:
        params = multiplications = 0
        if kind == "dense":
            (units,) = settings
            params = shape[-1] * units + units
            multiplications = math.prod(shape) * units
            shape = (*shape[:-1], units)
        elif kind == "conv2d":
            filters, (kh, kw), (sh, sw), padding = settings
            channels = shape[-1]
            if padding == "same":
                shape = (math.ceil(shape[0] / sh), math.ceil(shape[1] / sw), filters)
            else:
                shape = (output_size(shape[0], kh, sh), output_size(shape[1], kw, sw), filters)
            params = kh * kw * channels * filters + filters
            multiplications = kh * kw * channels * filters
        elif kind in ("max_pool", "average_pool"):
            ((ph, pw),) = settings
            shape = (shape[0] // ph, shape[1] // pw, shape[2])
        elif kind == "global_pool":
            shape = (shape[-1],)
        elif kind == "flatten":
            shape = (math.prod(shape),)
        elif kind == "batch_norm":
            params = 4 * shape[-1]
        rows.append((kind, shape, params, multiplications))
    return rows


@misconception(of="summarize_cnn", hint="Count the places of the output, not those of the input.")
def summarize_cnn_multiplications_at_each_pixel(layers):
    (_, shape), *hidden = layers
    rows = []
    for kind, *settings in hidden:
        params = multiplications = 0
        if kind == "dense":
            (units,) = settings
            params = shape[-1] * units + units
            multiplications = math.prod(shape) * units
            shape = (*shape[:-1], units)
        elif kind == "conv2d":
            filters, (kh, kw), (sh, sw), padding = settings
            channels, before = shape[-1], shape[0] * shape[1]
            if padding == "same":
                shape = (math.ceil(shape[0] / sh), math.ceil(shape[1] / sw), filters)
            else:
                shape = (output_size(shape[0], kh, sh), output_size(shape[1], kw, sw), filters)
            params = kh * kw * channels * filters + filters
            multiplications = before * kh * kw * channels * filters
        elif kind in ("max_pool", "average_pool"):
            ((ph, pw),) = settings
            shape = (shape[0] // ph, shape[1] // pw, shape[2])
        elif kind == "global_pool":
            shape = (shape[-1],)
        elif kind == "flatten":
            shape = (math.prod(shape),)
        elif kind == "batch_norm":
            params = 4 * shape[-1]
        rows.append((kind, shape, params, multiplications))
    return rows


@misconception(of="summarize_cnn", hint="A bias is added, not multiplied.")
def summarize_cnn_multiplications_with_biases(layers):
    (_, shape), *hidden = layers
    rows = []
    for kind, *settings in hidden:
        params = multiplications = 0
        if kind == "dense":
            (units,) = settings
            params = shape[-1] * units + units
            multiplications = math.prod(shape) * units
            shape = (*shape[:-1], units)
        elif kind == "conv2d":
            filters, (kh, kw), (sh, sw), padding = settings
            channels = shape[-1]
            if padding == "same":
                shape = (math.ceil(shape[0] / sh), math.ceil(shape[1] / sw), filters)
            else:
                shape = (output_size(shape[0], kh, sh), output_size(shape[1], kw, sw), filters)
            params = kh * kw * channels * filters + filters
            multiplications = (kh * kw * channels + 1) * math.prod(shape)
        elif kind in ("max_pool", "average_pool"):
            ((ph, pw),) = settings
            shape = (shape[0] // ph, shape[1] // pw, shape[2])
        elif kind == "global_pool":
            shape = (shape[-1],)
        elif kind == "flatten":
            shape = (math.prod(shape),)
        elif kind == "batch_norm":
            params = 4 * shape[-1]
        rows.append((kind, shape, params, multiplications))
    return rows


@misconception(of="summarize_cnn", hint="The biases of a dense layer are added, not multiplied.")
def summarize_cnn_dense_multiplications_with_biases(layers):
    (_, shape), *hidden = layers
    rows = []
    for kind, *settings in hidden:
        params = multiplications = 0
        if kind == "dense":
            (units,) = settings
            params = shape[-1] * units + units
            multiplications = (math.prod(shape) + 1) * units
            shape = (*shape[:-1], units)
        elif kind == "conv2d":
            filters, (kh, kw), (sh, sw), padding = settings
            channels = shape[-1]
            if padding == "same":
                shape = (math.ceil(shape[0] / sh), math.ceil(shape[1] / sw), filters)
            else:
                shape = (output_size(shape[0], kh, sh), output_size(shape[1], kw, sw), filters)
            params = kh * kw * channels * filters + filters
            multiplications = kh * kw * channels * math.prod(shape)
        elif kind in ("max_pool", "average_pool"):
            ((ph, pw),) = settings
            shape = (shape[0] // ph, shape[1] // pw, shape[2])
        elif kind == "global_pool":
            shape = (shape[-1],)
        elif kind == "flatten":
            shape = (math.prod(shape),)
        elif kind == "batch_norm":
            params = 4 * shape[-1]
        rows.append((kind, shape, params, multiplications))
    return rows


@misconception(
    of="summarize_cnn", hint="A dense layer has a product for each place of the other axes."
)
def summarize_cnn_dense_on_the_last_axis_once(layers):
    (_, shape), *hidden = layers
    rows = []
    for kind, *settings in hidden:
        params = multiplications = 0
        if kind == "dense":
            (units,) = settings
            params = shape[-1] * units + units
            multiplications = shape[-1] * units
            shape = (*shape[:-1], units)
        elif kind == "conv2d":
            filters, (kh, kw), (sh, sw), padding = settings
            channels = shape[-1]
            if padding == "same":
                shape = (math.ceil(shape[0] / sh), math.ceil(shape[1] / sw), filters)
            else:
                shape = (output_size(shape[0], kh, sh), output_size(shape[1], kw, sw), filters)
            params = kh * kw * channels * filters + filters
            multiplications = kh * kw * channels * math.prod(shape)
        elif kind in ("max_pool", "average_pool"):
            ((ph, pw),) = settings
            shape = (shape[0] // ph, shape[1] // pw, shape[2])
        elif kind == "global_pool":
            shape = (shape[-1],)
        elif kind == "flatten":
            shape = (math.prod(shape),)
        elif kind == "batch_norm":
            params = 4 * shape[-1]
        rows.append((kind, shape, params, multiplications))
    return rows


@misconception(
    of="summarize_cnn",
    hint="A dense layer acts on the last axis; flattening is a layer of its own.",
)
def summarize_cnn_dense_flattens(layers):
    (_, shape), *hidden = layers
    rows = []
    for kind, *settings in hidden:
        params = multiplications = 0
        if kind == "dense":
            (units,) = settings
            shape = (math.prod(shape),)
            params = shape[-1] * units + units
            multiplications = math.prod(shape) * units
            shape = (*shape[:-1], units)
        elif kind == "conv2d":
            filters, (kh, kw), (sh, sw), padding = settings
            channels = shape[-1]
            if padding == "same":
                shape = (math.ceil(shape[0] / sh), math.ceil(shape[1] / sw), filters)
            else:
                shape = (output_size(shape[0], kh, sh), output_size(shape[1], kw, sw), filters)
            params = kh * kw * channels * filters + filters
            multiplications = kh * kw * channels * math.prod(shape)
        elif kind in ("max_pool", "average_pool"):
            ((ph, pw),) = settings
            shape = (shape[0] // ph, shape[1] // pw, shape[2])
        elif kind == "global_pool":
            shape = (shape[-1],)
        elif kind == "flatten":
            shape = (math.prod(shape),)
        elif kind == "batch_norm":
            params = 4 * shape[-1]
        rows.append((kind, shape, params, multiplications))
    return rows


@misconception(of="summarize_cnn", hint="The shapes are those of one sample.")
def summarize_cnn_batch_axis(layers):
    (_, shape), *hidden = layers
    rows = []
    for kind, *settings in hidden:
        params = multiplications = 0
        if kind == "dense":
            (units,) = settings
            params = shape[-1] * units + units
            multiplications = math.prod(shape) * units
            shape = (*shape[:-1], units)
        elif kind == "conv2d":
            filters, (kh, kw), (sh, sw), padding = settings
            channels = shape[-1]
            if padding == "same":
                shape = (math.ceil(shape[0] / sh), math.ceil(shape[1] / sw), filters)
            else:
                shape = (output_size(shape[0], kh, sh), output_size(shape[1], kw, sw), filters)
            params = kh * kw * channels * filters + filters
            multiplications = kh * kw * channels * math.prod(shape)
        elif kind in ("max_pool", "average_pool"):
            ((ph, pw),) = settings
            shape = (shape[0] // ph, shape[1] // pw, shape[2])
        elif kind == "global_pool":
            shape = (shape[-1],)
        elif kind == "flatten":
            shape = (math.prod(shape),)
        elif kind == "batch_norm":
            params = 4 * shape[-1]
        rows.append((kind, (None, *shape), params, multiplications))
    return rows


@misconception(of="summarize_cnn", hint='With "same" the convolution keeps more places.')
def summarize_cnn_ignores_the_padding(layers):
    (_, shape), *hidden = layers
    rows = []
    for kind, *settings in hidden:
        params = multiplications = 0
        if kind == "dense":
            (units,) = settings
            params = shape[-1] * units + units
            multiplications = math.prod(shape) * units
            shape = (*shape[:-1], units)
        elif kind == "conv2d":
            filters, (kh, kw), (sh, sw), padding = settings
            channels = shape[-1]
            shape = (output_size(shape[0], kh, sh), output_size(shape[1], kw, sw), filters)
            params = kh * kw * channels * filters + filters
            multiplications = kh * kw * channels * math.prod(shape)
        elif kind in ("max_pool", "average_pool"):
            ((ph, pw),) = settings
            shape = (shape[0] // ph, shape[1] // pw, shape[2])
        elif kind == "global_pool":
            shape = (shape[-1],)
        elif kind == "flatten":
            shape = (math.prod(shape),)
        elif kind == "batch_norm":
            params = 4 * shape[-1]
        rows.append((kind, shape, params, multiplications))
    return rows


@misconception(of="summarize_cnn", hint='With "same" a stride still makes the output smaller.')
def summarize_cnn_same_ignores_the_stride(layers):
    (_, shape), *hidden = layers
    rows = []
    for kind, *settings in hidden:
        params = multiplications = 0
        if kind == "dense":
            (units,) = settings
            params = shape[-1] * units + units
            multiplications = math.prod(shape) * units
            shape = (*shape[:-1], units)
        elif kind == "conv2d":
            filters, (kh, kw), (sh, sw), padding = settings
            channels = shape[-1]
            if padding == "same":
                shape = (shape[0], shape[1], filters)
            else:
                shape = (output_size(shape[0], kh, sh), output_size(shape[1], kw, sw), filters)
            params = kh * kw * channels * filters + filters
            multiplications = kh * kw * channels * math.prod(shape)
        elif kind in ("max_pool", "average_pool"):
            ((ph, pw),) = settings
            shape = (shape[0] // ph, shape[1] // pw, shape[2])
        elif kind == "global_pool":
            shape = (shape[-1],)
        elif kind == "flatten":
            shape = (math.prod(shape),)
        elif kind == "batch_norm":
            params = 4 * shape[-1]
        rows.append((kind, shape, params, multiplications))
    return rows


@misconception(of="summarize_cnn", hint='With "same" the size is rounded up.')
def summarize_cnn_same_rounds_down(layers):
    (_, shape), *hidden = layers
    rows = []
    for kind, *settings in hidden:
        params = multiplications = 0
        if kind == "dense":
            (units,) = settings
            params = shape[-1] * units + units
            multiplications = math.prod(shape) * units
            shape = (*shape[:-1], units)
        elif kind == "conv2d":
            filters, (kh, kw), (sh, sw), padding = settings
            channels = shape[-1]
            if padding == "same":
                shape = (shape[0] // sh, shape[1] // sw, filters)
            else:
                shape = (output_size(shape[0], kh, sh), output_size(shape[1], kw, sw), filters)
            params = kh * kw * channels * filters + filters
            multiplications = kh * kw * channels * math.prod(shape)
        elif kind in ("max_pool", "average_pool"):
            ((ph, pw),) = settings
            shape = (shape[0] // ph, shape[1] // pw, shape[2])
        elif kind == "global_pool":
            shape = (shape[-1],)
        elif kind == "flatten":
            shape = (math.prod(shape),)
        elif kind == "batch_norm":
            params = 4 * shape[-1]
        rows.append((kind, shape, params, multiplications))
    return rows


@misconception(of="summarize_cnn", hint="Strides mean fewer places.")
def summarize_cnn_ignores_the_stride(layers):
    (_, shape), *hidden = layers
    rows = []
    for kind, *settings in hidden:
        params = multiplications = 0
        if kind == "dense":
            (units,) = settings
            params = shape[-1] * units + units
            multiplications = math.prod(shape) * units
            shape = (*shape[:-1], units)
        elif kind == "conv2d":
            filters, (kh, kw), _, padding = settings
            sh = sw = 1
            channels = shape[-1]
            if padding == "same":
                shape = (math.ceil(shape[0] / sh), math.ceil(shape[1] / sw), filters)
            else:
                shape = (output_size(shape[0], kh, sh), output_size(shape[1], kw, sw), filters)
            params = kh * kw * channels * filters + filters
            multiplications = kh * kw * channels * math.prod(shape)
        elif kind in ("max_pool", "average_pool"):
            ((ph, pw),) = settings
            shape = (shape[0] // ph, shape[1] // pw, shape[2])
        elif kind == "global_pool":
            shape = (shape[-1],)
        elif kind == "flatten":
            shape = (math.prod(shape),)
        elif kind == "batch_norm":
            params = 4 * shape[-1]
        rows.append((kind, shape, params, multiplications))
    return rows


@misconception(of="summarize_cnn", hint="Height comes before width.")
def summarize_cnn_kernel_exchanged(layers):
    (_, shape), *hidden = layers
    rows = []
    for kind, *settings in hidden:
        params = multiplications = 0
        if kind == "dense":
            (units,) = settings
            params = shape[-1] * units + units
            multiplications = math.prod(shape) * units
            shape = (*shape[:-1], units)
        elif kind == "conv2d":
            filters, (kw, kh), (sh, sw), padding = settings
            channels = shape[-1]
            if padding == "same":
                shape = (math.ceil(shape[0] / sh), math.ceil(shape[1] / sw), filters)
            else:
                shape = (output_size(shape[0], kh, sh), output_size(shape[1], kw, sw), filters)
            params = kh * kw * channels * filters + filters
            multiplications = kh * kw * channels * math.prod(shape)
        elif kind in ("max_pool", "average_pool"):
            ((ph, pw),) = settings
            shape = (shape[0] // ph, shape[1] // pw, shape[2])
        elif kind == "global_pool":
            shape = (shape[-1],)
        elif kind == "flatten":
            shape = (math.prod(shape),)
        elif kind == "batch_norm":
            params = 4 * shape[-1]
        rows.append((kind, shape, params, multiplications))
    return rows


@misconception(of="summarize_cnn", hint="The first stride leads down, the second across.")
def summarize_cnn_strides_exchanged(layers):
    (_, shape), *hidden = layers
    rows = []
    for kind, *settings in hidden:
        params = multiplications = 0
        if kind == "dense":
            (units,) = settings
            params = shape[-1] * units + units
            multiplications = math.prod(shape) * units
            shape = (*shape[:-1], units)
        elif kind == "conv2d":
            filters, (kh, kw), (sw, sh), padding = settings
            channels = shape[-1]
            if padding == "same":
                shape = (math.ceil(shape[0] / sh), math.ceil(shape[1] / sw), filters)
            else:
                shape = (output_size(shape[0], kh, sh), output_size(shape[1], kw, sw), filters)
            params = kh * kw * channels * filters + filters
            multiplications = kh * kw * channels * math.prod(shape)
        elif kind in ("max_pool", "average_pool"):
            ((ph, pw),) = settings
            shape = (shape[0] // ph, shape[1] // pw, shape[2])
        elif kind == "global_pool":
            shape = (shape[-1],)
        elif kind == "flatten":
            shape = (math.prod(shape),)
        elif kind == "batch_norm":
            params = 4 * shape[-1]
        rows.append((kind, shape, params, multiplications))
    return rows


@misconception(of="summarize_cnn", hint="A kernel need not be square.")
def summarize_cnn_square_kernels(layers):
    (_, shape), *hidden = layers
    rows = []
    for kind, *settings in hidden:
        params = multiplications = 0
        if kind == "dense":
            (units,) = settings
            params = shape[-1] * units + units
            multiplications = math.prod(shape) * units
            shape = (*shape[:-1], units)
        elif kind == "conv2d":
            filters, (kh, kw), (sh, sw), padding = settings
            channels = shape[-1]
            if padding == "same":
                shape = (math.ceil(shape[0] / sh), math.ceil(shape[1] / sw), filters)
            else:
                shape = (output_size(shape[0], kh, sh), output_size(shape[1], kw, sw), filters)
            params = kh * kh * channels * filters + filters
            multiplications = kh * kh * channels * math.prod(shape)
        elif kind in ("max_pool", "average_pool"):
            ((ph, pw),) = settings
            shape = (shape[0] // ph, shape[1] // pw, shape[2])
        elif kind == "global_pool":
            shape = (shape[-1],)
        elif kind == "flatten":
            shape = (math.prod(shape),)
        elif kind == "batch_norm":
            params = 4 * shape[-1]
        rows.append((kind, shape, params, multiplications))
    return rows


@misconception(of="summarize_cnn", hint="Each filter gives a channel.")
def summarize_cnn_keeps_the_channels(layers):
    (_, shape), *hidden = layers
    rows = []
    for kind, *settings in hidden:
        params = multiplications = 0
        if kind == "dense":
            (units,) = settings
            params = shape[-1] * units + units
            multiplications = math.prod(shape) * units
            shape = (*shape[:-1], units)
        elif kind == "conv2d":
            filters, (kh, kw), (sh, sw), padding = settings
            channels = shape[-1]
            if padding == "same":
                shape = (math.ceil(shape[0] / sh), math.ceil(shape[1] / sw), filters)
            else:
                shape = (output_size(shape[0], kh, sh), output_size(shape[1], kw, sw), filters)
            params = kh * kw * channels * filters + filters
            shape = (*shape[:2], channels)
            multiplications = kh * kw * channels * math.prod(shape)
        elif kind in ("max_pool", "average_pool"):
            ((ph, pw),) = settings
            shape = (shape[0] // ph, shape[1] // pw, shape[2])
        elif kind == "global_pool":
            shape = (shape[-1],)
        elif kind == "flatten":
            shape = (math.prod(shape),)
        elif kind == "batch_norm":
            params = 4 * shape[-1]
        rows.append((kind, shape, params, multiplications))
    return rows


@misconception(of="summarize_cnn", hint="Global pooling leaves the channels alone, in one axis.")
def summarize_cnn_global_pool_keeps_the_axes(layers):
    (_, shape), *hidden = layers
    rows = []
    for kind, *settings in hidden:
        params = multiplications = 0
        if kind == "dense":
            (units,) = settings
            params = shape[-1] * units + units
            multiplications = math.prod(shape) * units
            shape = (*shape[:-1], units)
        elif kind == "conv2d":
            filters, (kh, kw), (sh, sw), padding = settings
            channels = shape[-1]
            if padding == "same":
                shape = (math.ceil(shape[0] / sh), math.ceil(shape[1] / sw), filters)
            else:
                shape = (output_size(shape[0], kh, sh), output_size(shape[1], kw, sw), filters)
            params = kh * kw * channels * filters + filters
            multiplications = kh * kw * channels * math.prod(shape)
        elif kind in ("max_pool", "average_pool"):
            ((ph, pw),) = settings
            shape = (shape[0] // ph, shape[1] // pw, shape[2])
        elif kind == "global_pool":
            shape = (1, 1, shape[-1])
        elif kind == "flatten":
            shape = (math.prod(shape),)
        elif kind == "batch_norm":
            params = 4 * shape[-1]
        rows.append((kind, shape, params, multiplications))
    return rows


@misconception(of="summarize_cnn", hint="Global pooling keeps one number of each channel.")
def summarize_cnn_global_pool_flattens(layers):
    (_, shape), *hidden = layers
    rows = []
    for kind, *settings in hidden:
        params = multiplications = 0
        if kind == "dense":
            (units,) = settings
            params = shape[-1] * units + units
            multiplications = math.prod(shape) * units
            shape = (*shape[:-1], units)
        elif kind == "conv2d":
            filters, (kh, kw), (sh, sw), padding = settings
            channels = shape[-1]
            if padding == "same":
                shape = (math.ceil(shape[0] / sh), math.ceil(shape[1] / sw), filters)
            else:
                shape = (output_size(shape[0], kh, sh), output_size(shape[1], kw, sw), filters)
            params = kh * kw * channels * filters + filters
            multiplications = kh * kw * channels * math.prod(shape)
        elif kind in ("max_pool", "average_pool"):
            ((ph, pw),) = settings
            shape = (shape[0] // ph, shape[1] // pw, shape[2])
        elif kind == "global_pool":
            shape = (math.prod(shape),)
        elif kind == "flatten":
            shape = (math.prod(shape),)
        elif kind == "batch_norm":
            params = 4 * shape[-1]
        rows.append((kind, shape, params, multiplications))
    return rows


@misconception(
    of="summarize_cnn", hint="Batch normalisation keeps two averages beside what it learns."
)
def summarize_cnn_two_numbers_of_batch_norm(layers):
    (_, shape), *hidden = layers
    rows = []
    for kind, *settings in hidden:
        params = multiplications = 0
        if kind == "dense":
            (units,) = settings
            params = shape[-1] * units + units
            multiplications = math.prod(shape) * units
            shape = (*shape[:-1], units)
        elif kind == "conv2d":
            filters, (kh, kw), (sh, sw), padding = settings
            channels = shape[-1]
            if padding == "same":
                shape = (math.ceil(shape[0] / sh), math.ceil(shape[1] / sw), filters)
            else:
                shape = (output_size(shape[0], kh, sh), output_size(shape[1], kw, sw), filters)
            params = kh * kw * channels * filters + filters
            multiplications = kh * kw * channels * math.prod(shape)
        elif kind in ("max_pool", "average_pool"):
            ((ph, pw),) = settings
            shape = (shape[0] // ph, shape[1] // pw, shape[2])
        elif kind == "global_pool":
            shape = (shape[-1],)
        elif kind == "flatten":
            shape = (math.prod(shape),)
        elif kind == "batch_norm":
            params = 2 * shape[-1]
        rows.append((kind, shape, params, multiplications))
    return rows


@misconception(of="summarize_cnn", hint="The input has no row.")
def summarize_cnn_with_the_input(layers):
    (_, shape), *hidden = layers
    rows = [("input", shape, 0, 0)]
    for kind, *settings in hidden:
        params = multiplications = 0
        if kind == "dense":
            (units,) = settings
            params = shape[-1] * units + units
            multiplications = math.prod(shape) * units
            shape = (*shape[:-1], units)
        elif kind == "conv2d":
            filters, (kh, kw), (sh, sw), padding = settings
            channels = shape[-1]
            if padding == "same":
                shape = (math.ceil(shape[0] / sh), math.ceil(shape[1] / sw), filters)
            else:
                shape = (output_size(shape[0], kh, sh), output_size(shape[1], kw, sw), filters)
            params = kh * kw * channels * filters + filters
            multiplications = kh * kw * channels * math.prod(shape)
        elif kind in ("max_pool", "average_pool"):
            ((ph, pw),) = settings
            shape = (shape[0] // ph, shape[1] // pw, shape[2])
        elif kind == "global_pool":
            shape = (shape[-1],)
        elif kind == "flatten":
            shape = (math.prod(shape),)
        elif kind == "batch_norm":
            params = 4 * shape[-1]
        rows.append((kind, shape, params, multiplications))
    return rows


@misconception(of="summarize_cnn", hint="Each row has four entries.")
def summarize_cnn_rows_of_three(layers):
    (_, shape), *hidden = layers
    rows = []
    for kind, *settings in hidden:
        params = multiplications = 0
        if kind == "dense":
            (units,) = settings
            params = shape[-1] * units + units
            multiplications = math.prod(shape) * units
            shape = (*shape[:-1], units)
        elif kind == "conv2d":
            filters, (kh, kw), (sh, sw), padding = settings
            channels = shape[-1]
            if padding == "same":
                shape = (math.ceil(shape[0] / sh), math.ceil(shape[1] / sw), filters)
            else:
                shape = (output_size(shape[0], kh, sh), output_size(shape[1], kw, sw), filters)
            params = kh * kw * channels * filters + filters
            multiplications = kh * kw * channels * math.prod(shape)
        elif kind in ("max_pool", "average_pool"):
            ((ph, pw),) = settings
            shape = (shape[0] // ph, shape[1] // pw, shape[2])
        elif kind == "global_pool":
            shape = (shape[-1],)
        elif kind == "flatten":
            shape = (math.prod(shape),)
        elif kind == "batch_norm":
            params = 4 * shape[-1]
        rows.append((kind, shape, params, multiplications))
    return [row[:3] for row in rows]


@misconception(of="summarize_cnn", hint="Each row counts its own layer.")
def summarize_cnn_running_totals(layers):
    (_, shape), *hidden = layers
    rows, total = [], 0
    for kind, *settings in hidden:
        params = multiplications = 0
        if kind == "dense":
            (units,) = settings
            params = shape[-1] * units + units
            multiplications = math.prod(shape) * units
            shape = (*shape[:-1], units)
        elif kind == "conv2d":
            filters, (kh, kw), (sh, sw), padding = settings
            channels = shape[-1]
            if padding == "same":
                shape = (math.ceil(shape[0] / sh), math.ceil(shape[1] / sw), filters)
            else:
                shape = (output_size(shape[0], kh, sh), output_size(shape[1], kw, sw), filters)
            params = kh * kw * channels * filters + filters
            multiplications = kh * kw * channels * math.prod(shape)
        elif kind in ("max_pool", "average_pool"):
            ((ph, pw),) = settings
            shape = (shape[0] // ph, shape[1] // pw, shape[2])
        elif kind == "global_pool":
            shape = (shape[-1],)
        elif kind == "flatten":
            shape = (math.prod(shape),)
        elif kind == "batch_norm":
            params = 4 * shape[-1]
        total += params
        rows.append((kind, shape, total, multiplications))
    return rows


# factors_of_a_larger_image


@misconception(
    of="factors_of_a_larger_image", hint="A kernel does not know how large the image is."
)
def factors_of_a_larger_image_parameters_grow():
    return 4, 4


@misconception(of="factors_of_a_larger_image", hint="At how many places is the kernel used?")
def factors_of_a_larger_image_nothing_grows():
    return 1, 1


@misconception(
    of="factors_of_a_larger_image",
    hint="Height and width are both doubled. How many places are there?",
)
def factors_of_a_larger_image_only_doubled():
    return 1, 2


@misconception(of="factors_of_a_larger_image", hint="Count the places of the larger image.")
def factors_of_a_larger_image_each_axis_twice():
    return 1, 16


@misconception(of="factors_of_a_larger_image", hint="The parameters come first.")
def factors_of_a_larger_image_exchanged():
    return 4, 1


@misconception(of="factors_of_a_larger_image", hint="Do the parameters depend on the image at all?")
def factors_of_a_larger_image_doubled_and_quadrupled():
    return 2, 4


@misconception(of="factors_of_a_larger_image", hint="Two factors are asked for.")
def factors_of_a_larger_image_parameters_only():
    return 1


# build_cnn


@misconception(of="build_cnn", hint="The second convolution is not padded.")
def build_cnn_second_same_too():
    import keras

    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(16, 3, padding="same", activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Conv2D(32, 3, padding="same", activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Flatten(),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )


@misconception(of="build_cnn", hint="The first convolution keeps height and width.")
def build_cnn_no_padding():
    import keras

    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(16, 3, activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Conv2D(32, 3, activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Flatten(),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )


@misconception(of="build_cnn", hint="The windows of the pooling lie side by side.")
def build_cnn_pooling_at_stride_one():
    import keras

    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(16, 3, padding="same", activation="relu"),
            keras.layers.MaxPooling2D(2, strides=1),
            keras.layers.Conv2D(32, 3, activation="relu"),
            keras.layers.MaxPooling2D(2, strides=1),
            keras.layers.Flatten(),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )


@misconception(of="build_cnn", hint="The channels are the last axis.")
def build_cnn_channels_first():
    import keras

    return keras.Sequential(
        [
            keras.Input((1, 28, 28)),
            keras.layers.Conv2D(16, 3, padding="same", activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Conv2D(32, 3, activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Flatten(),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )


@misconception(of="build_cnn", hint="A convolution needs an axis for the channels.")
def build_cnn_without_a_channel_axis():
    import keras

    return keras.Sequential(
        [
            keras.Input((28, 28)),
            keras.layers.Conv2D(16, 3, padding="same", activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Conv2D(32, 3, activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Flatten(),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )


@misconception(of="build_cnn", hint="Each convolution is followed by pooling.")
def build_cnn_without_second_pooling():
    import keras

    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(16, 3, padding="same", activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Conv2D(32, 3, activation="relu"),
            keras.layers.Flatten(),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )


@misconception(of="build_cnn", hint="The pooling keeps the greatest number.")
def build_cnn_average_pooling():
    import keras

    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(16, 3, padding="same", activation="relu"),
            keras.layers.AveragePooling2D(2),
            keras.layers.Conv2D(32, 3, activation="relu"),
            keras.layers.AveragePooling2D(2),
            keras.layers.Flatten(),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )


@misconception(of="build_cnn", hint="The image is flattened, not averaged.")
def build_cnn_global_pooling():
    import keras

    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(16, 3, padding="same", activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Conv2D(32, 3, activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.GlobalAveragePooling2D(),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )


@misconception(of="build_cnn", hint="The kernels have 3 x 3 numbers.")
def build_cnn_kernels_of_five():
    import keras

    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(16, 5, padding="same", activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Conv2D(32, 5, activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Flatten(),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )


@misconception(of="build_cnn", hint="The first convolution has fewer filters.")
def build_cnn_filters_exchanged():
    import keras

    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(32, 3, padding="same", activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Conv2D(16, 3, activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Flatten(),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )


@misconception(of="build_cnn", hint="Use pooling layers; the convolutions have stride 1.")
def build_cnn_strides_for_pooling():
    import keras

    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(16, 3, strides=2, padding="same", activation="relu"),
            keras.layers.Conv2D(32, 3, activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Flatten(),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )


@misconception(of="build_cnn", hint="What is the activation of the convolutions?")
def build_cnn_no_relu():
    import keras

    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(16, 3, padding="same"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Conv2D(32, 3),
            keras.layers.MaxPooling2D(2),
            keras.layers.Flatten(),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )


@misconception(of="build_cnn", hint="ReLU follows the second convolution, too.")
def build_cnn_relu_once():
    import keras

    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(16, 3, padding="same", activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Conv2D(32, 3),
            keras.layers.MaxPooling2D(2),
            keras.layers.Flatten(),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )


@misconception(of="build_cnn", hint="The activation of the convolutions is ReLU.")
def build_cnn_tanh():
    import keras

    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(16, 3, padding="same", activation="tanh"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Conv2D(32, 3, activation="tanh"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Flatten(),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )


@misconception(of="build_cnn", hint="The outputs are probabilities of ten classes.")
def build_cnn_no_softmax():
    import keras

    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(16, 3, padding="same", activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Conv2D(32, 3, activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Flatten(),
            keras.layers.Dense(10),
        ]
    )


@misconception(of="build_cnn", hint="Ten probabilities of one choice add up to 1.")
def build_cnn_sigmoids():
    import keras

    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(16, 3, padding="same", activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Conv2D(32, 3, activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Flatten(),
            keras.layers.Dense(10, activation="sigmoid"),
        ]
    )


@misconception(of="build_cnn", hint="The output comes directly after flattening.")
def build_cnn_hidden_dense_layer():
    import keras

    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(16, 3, padding="same", activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Conv2D(32, 3, activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Flatten(),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )


@misconception(of="build_cnn", hint="Nothing else is asked for.")
def build_cnn_with_dropout():
    import keras

    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(16, 3, padding="same", activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Conv2D(32, 3, activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Flatten(),
            keras.layers.Dropout(0.5),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )


@misconception(of="build_cnn", hint="Without flattening, a dense layer works on the last axis.")
def build_cnn_forgets_to_flatten():
    import keras

    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(16, 3, padding="same", activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Conv2D(32, 3, activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )


@misconception(of="build_cnn", hint="Convolutions have biases here.")
def build_cnn_without_biases():
    import keras

    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(16, 3, padding="same", activation="relu", use_bias=False),
            keras.layers.MaxPooling2D(2),
            keras.layers.Conv2D(32, 3, activation="relu", use_bias=False),
            keras.layers.MaxPooling2D(2),
            keras.layers.Flatten(),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )


@misconception(of="build_cnn", hint="Begin with keras.Input, so that the weights exist.")
def build_cnn_without_input():
    import keras

    return keras.Sequential(
        [
            keras.layers.Conv2D(16, 3, padding="same", activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Conv2D(32, 3, activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Flatten(),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )


@misconception(of="build_cnn", hint="The input's shape is that of one sample.")
def build_cnn_batch_in_the_shape():
    import keras

    return keras.Sequential(
        [
            keras.Input((32, 28, 28, 1)),
            keras.layers.Conv2D(16, 3, padding="same", activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Conv2D(32, 3, activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Flatten(),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )


@misconception(of="build_cnn", hint="The images are preprocessed already.")
def build_cnn_rescales():
    import keras

    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Rescaling(1 / 255),
            keras.layers.Conv2D(16, 3, padding="same", activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Conv2D(32, 3, activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Flatten(),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )


@misconception(of="build_cnn", hint="The weights begin at random.")
def build_cnn_begins_with_zeros():
    import keras

    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(16, 3, padding="same", activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Conv2D(32, 3, activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Flatten(),
            keras.layers.Dense(10, activation="softmax", kernel_initializer="zeros"),
        ]
    )


# build_mark_finder


@misconception(
    of="build_mark_finder",
    hint="A dense layer learns each place anew. Which layer looks at all places in the same way?",
    misses_bar=True,
)
def build_mark_finder_dense_only():
    import keras

    model = keras.Sequential(
        [
            keras.Input((16, 16, 1)),
            keras.layers.Flatten(),
            keras.layers.Dense(18, activation="relu"),
            keras.layers.Dense(4, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


@misconception(
    of="build_mark_finder",
    hint="A kernel of 1 x 1 sees single pixels. How many does one need to see a direction?",
    misses_bar=True,
)
def build_mark_finder_kernels_of_one_pixel():
    import keras

    model = keras.Sequential(
        [
            keras.Input((16, 16, 1)),
            keras.layers.Conv2D(16, 1, activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Conv2D(32, 1, activation="relu"),
            keras.layers.GlobalMaxPooling2D(),
            keras.layers.Dense(4, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


@misconception(
    of="build_mark_finder",
    hint="Your kernels see one pixel each, and the dense layer behind them learns each place anew.",
    misses_bar=True,
)
def build_mark_finder_one_pixel_and_flatten():
    import keras

    model = keras.Sequential(
        [
            keras.Input((16, 16, 1)),
            keras.layers.Conv2D(4, 1, activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Flatten(),
            keras.layers.Dense(16, activation="relu"),
            keras.layers.Dense(4, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    return model


@misconception(
    of="build_mark_finder",
    hint="After pooling by 4 a mark is a pixel or two. Look for it while the image is large.",
    misses_bar=True,
)
def build_mark_finder_pools_first():
    import keras

    model = keras.Sequential(
        [
            keras.Input((16, 16, 1)),
            keras.layers.MaxPooling2D(4),
            keras.layers.Conv2D(16, 3, activation="relu"),
            keras.layers.GlobalMaxPooling2D(),
            keras.layers.Dense(4, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    return model


@misconception(
    of="build_mark_finder",
    hint="One filter gives one number for the whole image. Can it tell four directions apart?",
    misses_bar=True,
)
def build_mark_finder_one_filter():
    import keras

    model = keras.Sequential(
        [
            keras.Input((16, 16, 1)),
            keras.layers.Conv2D(1, 5, activation="relu"),
            keras.layers.GlobalMaxPooling2D(),
            keras.layers.Dense(4, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    return model


@misconception(
    of="build_mark_finder",
    hint="The greatest pixel of each column does not say what lies beside what.",
    misses_bar=True,
)
def build_mark_finder_greatest_of_each_column():
    import keras

    model = keras.Sequential(
        [
            keras.Input((16, 16, 1)),
            keras.layers.Reshape((16, 16)),
            keras.layers.GlobalMaxPooling1D(),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(32, activation="relu"),
            keras.layers.Dense(4, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    return model


@misconception(
    of="build_mark_finder",
    hint="In so few steps of such a small size the weights hardly move.",
    misses_bar=True,
)
def build_mark_finder_rate_far_too_small():
    import keras

    model = keras.Sequential(
        [
            keras.Input((16, 16, 1)),
            keras.layers.Conv2D(8, 5, padding="same", activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Conv2D(16, 3, padding="same", activation="relu"),
            keras.layers.GlobalMaxPooling2D(),
            keras.layers.Dense(4, activation="softmax"),
        ]
    )
    model.compile(keras.optimizers.Adam(1e-5), "sparse_categorical_crossentropy")
    return model


@misconception(
    of="build_mark_finder",
    hint="With steps of this size the weights jump about. What is Adam's usual learning rate?",
    misses_bar=True,
)
def build_mark_finder_rate_far_too_large():
    import keras

    model = keras.Sequential(
        [
            keras.Input((16, 16, 1)),
            keras.layers.Conv2D(8, 5, padding="same", activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Conv2D(16, 3, padding="same", activation="relu"),
            keras.layers.GlobalMaxPooling2D(),
            keras.layers.Dense(4, activation="softmax"),
        ]
    )
    model.compile(keras.optimizers.Adam(1.0), "sparse_categorical_crossentropy")
    return model


@misconception(
    of="build_mark_finder",
    hint="A dense layer on all pixels needs more parameters than are allowed.",
)
def build_mark_finder_over_the_limit():
    import keras

    model = keras.Sequential(
        [
            keras.Input((16, 16, 1)),
            keras.layers.Conv2D(8, 5, padding="same", activation="relu"),
            keras.layers.Flatten(),
            keras.layers.Dense(4, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    return model


@misconception(
    of="build_mark_finder",
    hint="The loss applies a softmax although the model already ends in one.",
)
def build_mark_finder_two_softmaxes():
    import keras

    model = keras.Sequential(
        [
            keras.Input((16, 16, 1)),
            keras.layers.Conv2D(8, 5, padding="same", activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Conv2D(16, 3, padding="same", activation="relu"),
            keras.layers.GlobalMaxPooling2D(),
            keras.layers.Dense(4, activation="softmax"),
        ]
    )
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer="adam", loss=loss)
    return model


@misconception(
    of="build_mark_finder",
    hint="Without a softmax the outputs are logits. The loss must know that.",
)
def build_mark_finder_no_softmax():
    import keras

    model = keras.Sequential(
        [
            keras.Input((16, 16, 1)),
            keras.layers.Conv2D(8, 5, padding="same", activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Conv2D(16, 3, padding="same", activation="relu"),
            keras.layers.GlobalMaxPooling2D(),
            keras.layers.Dense(4),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    return model


@misconception(
    of="build_mark_finder",
    hint="Convolutions and averages alone make a linear model. What comes after a convolution?",
)
def build_mark_finder_linear():
    import keras

    model = keras.Sequential(
        [
            keras.Input((16, 16, 1)),
            keras.layers.Conv2D(8, 5, padding="same"),
            keras.layers.AveragePooling2D(2),
            keras.layers.Conv2D(16, 3, padding="same"),
            keras.layers.GlobalAveragePooling2D(),
            keras.layers.Dense(4, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    return model


@misconception(
    of="build_mark_finder",
    hint="Filters that begin alike stay alike. Leave the initialiser as it is.",
)
def build_mark_finder_filters_begin_with_ones():
    import keras

    model = keras.Sequential(
        [
            keras.Input((16, 16, 1)),
            keras.layers.Conv2D(8, 5, padding="same", activation="relu", kernel_initializer="ones"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Conv2D(16, 3, activation="relu", kernel_initializer="ones"),
            keras.layers.GlobalMaxPooling2D(),
            keras.layers.Dense(4, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    return model


@misconception(of="build_mark_finder", hint="The model is built but not compiled.")
def build_mark_finder_not_compiled():
    import keras

    return keras.Sequential(
        [
            keras.Input((16, 16, 1)),
            keras.layers.Conv2D(8, 5, padding="same", activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Conv2D(16, 3, padding="same", activation="relu"),
            keras.layers.GlobalMaxPooling2D(),
            keras.layers.Dense(4, activation="softmax"),
        ]
    )


@misconception(
    of="build_mark_finder", hint="Labels are whole numbers, not rows with a single 1: which loss?"
)
def build_mark_finder_loss_for_one_hot_labels():
    import keras

    model = keras.Sequential(
        [
            keras.Input((16, 16, 1)),
            keras.layers.Conv2D(8, 5, padding="same", activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Conv2D(16, 3, padding="same", activation="relu"),
            keras.layers.GlobalMaxPooling2D(),
            keras.layers.Dense(4, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="categorical_crossentropy")
    return model


@misconception(of="build_mark_finder", hint="How many classes of marks are there?")
def build_mark_finder_ten_classes():
    import keras

    model = keras.Sequential(
        [
            keras.Input((16, 16, 1)),
            keras.layers.Conv2D(8, 5, padding="same", activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Conv2D(16, 3, padding="same", activation="relu"),
            keras.layers.GlobalMaxPooling2D(),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    return model


@misconception(
    of="build_mark_finder", hint="Four separate sigmoids are not one choice among four classes."
)
def build_mark_finder_four_sigmoids():
    import keras

    model = keras.Sequential(
        [
            keras.Input((16, 16, 1)),
            keras.layers.Conv2D(8, 5, padding="same", activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Conv2D(16, 3, padding="same", activation="relu"),
            keras.layers.GlobalMaxPooling2D(),
            keras.layers.Dense(4, activation="sigmoid"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    return model


@misconception(of="build_mark_finder", hint="These images have 16 x 16 pixels and one channel.")
def build_mark_finder_images_of_clothes():
    import keras

    model = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(8, 5, padding="same", activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Conv2D(16, 3, padding="same", activation="relu"),
            keras.layers.GlobalMaxPooling2D(),
            keras.layers.Dense(4, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    return model


@misconception(of="build_mark_finder", hint="`compile` returns nothing. Return the model.")
def build_mark_finder_returns_what_compile_returns():
    import keras

    model = keras.Sequential(
        [
            keras.Input((16, 16, 1)),
            keras.layers.Conv2D(8, 5, padding="same", activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Conv2D(16, 3, padding="same", activation="relu"),
            keras.layers.GlobalMaxPooling2D(),
            keras.layers.Dense(4, activation="softmax"),
        ]
    )
    return model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
