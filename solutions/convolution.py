"""Model answers of 14 convolution: kernels, strides, padding, pooling, and networks of them.

Images are (n, height, width, channels), kernels (height, width, channels, filters), as in Keras,
and no kernel is reversed but that of `convolve1d`.
"""

import numpy as np


def output_size(size, kernel, stride=1, padding=0, dilation=1):
    """Return at how many places a kernel fits: floor((W + 2P - D(F - 1) - 1) / S) + 1.

    All arguments are whole numbers along one axis; `padding` counts on each side.
    Source: V. Dumoulin and F. Visin, "A guide to convolution arithmetic for deep learning", 2016.
    """
    reach = dilation * (kernel - 1) + 1
    return (size + 2 * padding - reach) // stride + 1


def same_padding(size, kernel, stride=1, dilation=1):
    """Return the zeros (before, after) with which there are ceil(size / stride) places.

    All arguments are whole numbers along one axis. The odd zero comes after.
    Source: TensorFlow's notes on padding, which Keras follows.
    """
    places = -(-size // stride)  # rounded up
    reach = dilation * (kernel - 1) + 1
    missing = max((places - 1) * stride + reach - size, 0)
    return missing // 2, missing - missing // 2


def convolve1d(x, kernel):
    """Return the convolution y_t = sum_i kernel_i x_(t - i) at all n + k - 1 places.

    `x` has shape (n,), `kernel` (k,); x is 0 outside.
    Source: the definition of a discrete convolution.
    """
    y = np.zeros(len(x) + len(kernel) - 1)
    for place, weight in enumerate(kernel.astype(float)):
        y[place : place + len(x)] += weight * x
    return y


def correlate2d(image, kernel):
    """Return y_ij = sum_ab kernel_ab image_(i + a, j + b) wherever the kernel fits.

    `image` has shape (h, w), `kernel` (kh, kw), the result (h - kh + 1, w - kw + 1).
    Source: the definition of a cross-correlation.
    """
    kh, kw = kernel.shape
    y = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for row in range(y.shape[0]):
        for column in range(y.shape[1]):
            patch = image[row : row + kh, column : column + kw].astype(float)
            y[row, column] = np.sum(patch * kernel)
    return y


def conv2d(x, kernels, bias, strides=(1, 1), padding="valid", dilation=(1, 1)):
    """Return what Keras's Conv2D without activation gives.

    `x` has shape (n, h, w, c), `kernels` (kh, kw, c, f), `bias` (f,), the result (n, oh, ow, f).
    Each place of the kernels sees one shifted and thinned-out copy of the images.
    Source: the documentation of keras.layers.Conv2D.
    """
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


def im2col(x, kernel, strides=(1, 1)):
    """Return all patches as rows, (n * oh * ow, kh * kw * c).

    `x` has shape (n, h, w, c), `kernel` is (kh, kw); no padding. Patches come in the order of
    sample, row, column, their numbers in the order of row, column, channel.
    Source: K. Chellapilla, S. Puri and P. Simard, "High performance convolutional neural networks
    for document processing", 2006.
    """
    (kh, kw), (sh, sw) = kernel, strides
    oh, ow = output_size(x.shape[1], kh, sh), output_size(x.shape[2], kw, sw)
    patches = [
        sample[row * sh : row * sh + kh, column * sw : column * sw + kw].ravel()
        for sample in x
        for row in range(oh)
        for column in range(ow)
    ]
    return np.array(patches)


def pool2d(x, size, strides=None, padding="valid", how="max"):
    """Return the greatest number of each window and channel, or the average.

    `x` has shape (n, h, w, c), `size` is (ph, pw), the result (n, oh, ow, c). Padding is not a
    number, so it counts neither for the maximum nor for the average.
    Source: the documentation of keras.layers.MaxPooling2D and AveragePooling2D.
    """
    strides = size if strides is None else strides
    x = x.astype(float)
    if padding == "same":
        rows = same_padding(x.shape[1], size[0], strides[0])
        columns = same_padding(x.shape[2], size[1], strides[1])
        x = np.pad(x, ((0, 0), rows, columns, (0, 0)), constant_values=np.nan)
    oh = output_size(x.shape[1], size[0], strides[0])
    ow = output_size(x.shape[2], size[1], strides[1])
    seen = [
        x[:, row :: strides[0], column :: strides[1]][:, :oh, :ow]
        for row in range(size[0])
        for column in range(size[1])
    ]
    return np.nanmax(seen, axis=0) if how == "max" else np.nanmean(seen, axis=0)


def global_pool(x, how="average"):
    """Return the average, or the maximum, of each channel over all places, (n, c).

    `x` has shape (n, h, w, c).
    Source: M. Lin, Q. Chen and S. Yan, "Network in network", 2013.
    """
    return np.max(x, axis=(1, 2)) if how == "max" else np.mean(x, axis=(1, 2), dtype=float)


def receptive_field(layers):
    """Return (size, jump): the field grows by dilation * (kernel - 1) jumps, strides multiply them.

    `layers` is a list of (kernel, stride) or (kernel, stride, dilation), first to last.
    Source: A. Araujo, W. Norris and J. Sim, "Computing receptive fields of convolutional neural
    networks", 2019.
    """
    size = jump = 1
    for kernel, stride, *dilation in layers:
        size += sum(dilation or [1]) * (kernel - 1) * jump
        jump *= stride
    return size, jump


def conv2d_gradients(x, kernels, upstream):
    """Return (dx, dkernels, dbias) of a convolution with stride 1 and without padding.

    `x` has shape (n, h, w, c), `kernels` (kh, kw, c, f), `upstream` (n, oh, ow, f). Where a place
    of the kernels has seen a patch of x, each gets its share of the upstream times the other.
    Source: the chain rule for y_ij = sum_ab x_(i + a, j + b) kernel_ab + bias.
    """
    kh, kw, _, _ = kernels.shape
    _, oh, ow, _ = upstream.shape
    dx, dkernels = np.zeros(x.shape), np.zeros(kernels.shape)
    upstream = upstream.astype(float)
    for row in range(kh):
        for column in range(kw):
            place = np.s_[:, row : row + oh, column : column + ow]
            dx[place] += upstream @ kernels[row, column].T
            dkernels[row, column] = np.einsum("nijc,nijf->cf", x[place].astype(float), upstream)
    return dx, dkernels, np.sum(upstream, axis=(0, 1, 2))


def pool2d_gradient(x, size, upstream):
    """Return dx of max pooling with strides equal to the size: the greatest of a window gets all.

    `x` has shape (n, h, w, c), `size` is (ph, pw) and divides h and w, `upstream` has shape
    (n, h / ph, w / pw, c). No window has its greatest number twice.
    Source: the chain rule for a maximum.
    """

    def spread(pooled):
        return np.repeat(np.repeat(pooled, size[0], axis=1), size[1], axis=2)

    return np.where(x == spread(pool2d(x, size)), spread(upstream), 0.0)


def summarize_cnn(layers):
    """Follow a sample's shape through a network; count each layer's parameters and multiplications.

    Returns a row `(kind, shape of the output, params, multiplications)` for every description but
    the first. A kernel of dense or conv2d is multiplied once at each place of the output.
    Source: what `keras.Model.summary` prints; the multiplications as in "A guide to convolution
    arithmetic for deep learning", 2016.
    """
    (_, shape), *hidden = layers
    rows = []
    for kind, *settings in hidden:
        params = multiplications = 0
        if kind == "dense":
            (units,) = settings
            params = shape[-1] * units + units
            multiplications = int(np.prod(shape)) * units
            shape = (*shape[:-1], units)
        elif kind == "conv2d":
            filters, (kh, kw), (sh, sw), padding = settings
            weights = kh * kw * shape[-1] * filters
            params = weights + filters
            if padding == "same":
                shape = (-(-shape[0] // sh), -(-shape[1] // sw), filters)
            else:
                shape = (output_size(shape[0], kh, sh), output_size(shape[1], kw, sw), filters)
            multiplications = weights * shape[0] * shape[1]
        elif kind in ("max_pool", "average_pool"):
            ((ph, pw),) = settings
            shape = (shape[0] // ph, shape[1] // pw, shape[2])
        elif kind == "global_pool":
            shape = (shape[-1],)
        elif kind == "flatten":
            shape = (int(np.prod(shape)),)
        elif kind == "batch_norm":
            params = 4 * shape[-1]
        rows.append((kind, shape, params, multiplications))
    return rows


def what_padding_does():
    """Say what the two kinds of padding do to height and width at stride 1.

    Source: the formula of the output size; "valid" never lets an image grow.
    """
    return "same keeps it, valid shrinks it"


def factors_of_a_larger_image():
    """Say that a kernel is the same for any image, and is used at four times as many places.

    Source: the counts of `summarize_cnn`.
    """
    return 1, 4


def build_cnn():
    """Build two convolutions with pooling and a softmax over ten classes, 16,330 parameters.

    Source: Keras's guide "Simple MNIST convnet", smaller, its first convolution padded.
    """
    import keras

    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(16, 3, padding="same", activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Conv2D(32, 3, activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Flatten(),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )


def build_mark_finder():
    """Build and compile a network that finds a mark wherever it is, 1,444 parameters.

    The first kernels are as large as a mark, and padding lets them look at the edge as well; global
    max pooling asks whether, not where.
    Source: our own trials: 0.999 of the test images under the quick protocol.
    """
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
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
