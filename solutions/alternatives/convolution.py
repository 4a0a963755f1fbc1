"""Unusual right answers to the exercises of 14 convolution."""

import itertools
import math

import numpy as np

from autograder.course.bank import alternative

# output_size


@alternative(of="output_size")
def output_size_counts_the_places(size, kernel, stride=1, padding=0, dilation=1):
    last = size + 2 * padding - dilation * (kernel - 1)
    return len(range(0, last, stride))


@alternative(of="output_size")
def output_size_rounds_a_quotient_down(size, kernel, stride=1, padding=0, dilation=1):
    return int(np.floor((size + 2 * padding - dilation * (kernel - 1) - 1) / stride + 1))


@alternative(of="output_size")
def output_size_as_a_numpy_integer(size, kernel, stride=1, padding=0, dilation=1):
    reach = np.int64(kernel) + (kernel - 1) * (dilation - 1)
    return (size - reach + padding + padding + stride) // stride


@alternative(of="output_size")
def output_size_walks(size, kernel, stride=1, padding=0, dilation=1):
    places, begin = 0, -padding
    while begin + dilation * (kernel - 1) < size + padding:
        places += 1
        begin += stride
    return np.array(places)


# same_padding


@alternative(of="same_padding")
def same_padding_by_the_remainder(size, kernel, stride=1, dilation=1):
    reach = dilation * (kernel - 1) + 1
    left = size % stride
    missing = max(reach - (stride if left == 0 else left), 0)
    return missing // 2, (missing + 1) // 2


@alternative(of="same_padding")
def same_padding_as_an_array(size, kernel, stride=1, dilation=1):
    places = -(-size // stride)
    missing = max((places - 1) * stride + dilation * (kernel - 1) + 1 - size, 0)
    return np.array([missing, missing + 1]) // 2


@alternative(of="same_padding")
def same_padding_adds_zeros_in_turn(size, kernel, stride=1, dilation=1):
    zeros = [0, 0]
    side = 1
    while output_size(size + sum(zeros), kernel, stride, dilation=dilation) * stride < size:
        zeros[side] += 1
        side = 1 - side
    return zeros


# what_padding_does


@alternative(of="what_padding_does")
def what_padding_does_tries_it():
    size, kernel = 10, 3
    before, after = same_padding(size, kernel)
    kept = output_size(size + before + after, kernel) == size
    names = ("same", "valid") if kept else ("valid", "same")
    return f"{names[0]} keeps it, {names[1]} shrinks it"


@alternative(of="what_padding_does")
def what_padding_does_by_number():
    choices = ["same keeps it, valid shrinks it", "same keeps it, valid lets it grow"]
    answer = choices[0]
    return answer


# convolve1d


@alternative(of="convolve1d")
def convolve1d_adds_each_product(x, kernel):
    y = [0.0] * (len(x) + len(kernel) - 1)
    for i, value in enumerate(x.tolist()):
        for j, share in enumerate(kernel.tolist()):
            y[i + j] += float(value) * float(share)
    return y


@alternative(of="convolve1d")
def convolve1d_slides_the_reversed_kernel(x, kernel):
    padded = np.pad(x.astype(np.float64), len(kernel) - 1)
    windows = np.lib.stride_tricks.sliding_window_view(padded, len(kernel))
    return windows @ kernel[::-1]


@alternative(of="convolve1d")
def convolve1d_by_a_matrix(x, kernel):
    n, k = len(x), len(kernel)
    matrix = np.zeros((n + k - 1, n))
    for column in range(n):
        matrix[column : column + k, column] = kernel
    return matrix @ x


@alternative(of="convolve1d")
def convolve1d_diagonals_of_a_table(x, kernel):
    table = np.outer(x.astype(float), kernel.astype(float))[:, ::-1]
    k = len(kernel)
    return np.array([np.trace(table, offset) for offset in range(k - 1, -len(x), -1)])


@alternative(of="convolve1d")
def convolve1d_by_its_formula(x, kernel):
    n, k = len(x), len(kernel)
    return np.array(
        [
            sum(float(kernel[i]) * float(x[t - i]) for i in range(k) if 0 <= t - i < n)
            for t in range(n + k - 1)
        ]
    )


# correlate2d


@alternative(of="correlate2d")
def correlate2d_adds_shifted_images(image, kernel):
    kh, kw = kernel.shape
    h, w = image.shape[0] - kh + 1, image.shape[1] - kw + 1
    y = np.zeros((h, w))
    for a, b in np.ndindex(kh, kw):
        y += image[a : a + h, b : b + w] * float(kernel[a, b])
    return y


@alternative(of="correlate2d")
def correlate2d_four_loops(image, kernel):
    (h, w), (kh, kw) = image.shape, kernel.shape
    rows = []
    for i in range(h - kh + 1):
        row = []
        for j in range(w - kw + 1):
            total = 0.0
            for a in range(kh):
                for b in range(kw):
                    total += float(image[i + a, j + b]) * float(kernel[a, b])
            row.append(total)
        rows.append(row)
    return rows


@alternative(of="correlate2d")
def correlate2d_by_windows(image, kernel):
    windows = np.lib.stride_tricks.sliding_window_view(image.astype(float), kernel.shape)
    return np.einsum("ijab,ab->ij", windows, kernel.astype(float))


@alternative(of="correlate2d")
def correlate2d_as_a_product(image, kernel):
    kh, kw = kernel.shape
    h, w = image.shape[0] - kh + 1, image.shape[1] - kw + 1
    patches = [image[i : i + kh, j : j + kw].ravel() for i in range(h) for j in range(w)]
    return (np.array(patches, dtype=float) @ kernel.ravel()).reshape(h, w)


# conv2d


@alternative(of="conv2d")
def conv2d_by_windows(x, kernels, bias, strides=(1, 1), padding="valid", dilation=(1, 1)):
    kh, kw = kernels.shape[:2]
    x = x.astype(np.float64)
    if padding == "same":
        zeros = [
            same_padding(x.shape[axis + 1], kernels.shape[axis], strides[axis], dilation[axis])
            for axis in (0, 1)
        ]
        x = np.pad(x, [(0, 0), *zeros, (0, 0)])
    reach = dilation[0] * (kh - 1) + 1, dilation[1] * (kw - 1) + 1
    windows = np.lib.stride_tricks.sliding_window_view(x, reach, axis=(1, 2))
    windows = windows[:, :: strides[0], :: strides[1], :, :: dilation[0], :: dilation[1]]
    return np.einsum("nijcab,abcf->nijf", windows, kernels.astype(float)) + bias


@alternative(of="conv2d")
def conv2d_a_place_at_a_time(x, kernels, bias, strides=(1, 1), padding="valid", dilation=(1, 1)):
    kh, kw, _, f = kernels.shape
    (sh, sw), (dh, dw) = strides, dilation
    x = np.asarray(x, dtype=float)
    if padding == "same":
        (top, bottom), (left, right) = (
            same_padding(x.shape[1], kh, sh, dh),
            same_padding(x.shape[2], kw, sw, dw),
        )
        larger = np.zeros(
            (len(x), x.shape[1] + top + bottom, x.shape[2] + left + right, x.shape[3])
        )
        larger[:, top : top + x.shape[1], left : left + x.shape[2]] = x
        x = larger
    oh = output_size(x.shape[1], kh, sh, 0, dh)
    ow = output_size(x.shape[2], kw, sw, 0, dw)
    y = np.empty((len(x), oh, ow, f))
    for i in range(oh):
        for j in range(ow):
            rows = slice(i * sh, i * sh + dh * (kh - 1) + 1, dh)
            columns = slice(j * sw, j * sw + dw * (kw - 1) + 1, dw)
            y[:, i, j] = np.tensordot(x[:, rows, columns], kernels, axes=3) + bias
    return y


@alternative(of="conv2d")
def conv2d_reads_zeros_outside(x, kernels, bias, strides=(1, 1), padding="valid", dilation=(1, 1)):
    n, h, w, c = x.shape
    kh, kw, _, f = kernels.shape
    if padding == "valid":
        top = left = 0
        oh = output_size(h, kh, strides[0], dilation=dilation[0])
        ow = output_size(w, kw, strides[1], dilation=dilation[1])
    else:
        top, _ = same_padding(h, kh, strides[0], dilation[0])
        left, _ = same_padding(w, kw, strides[1], dilation[1])
        oh, ow = math.ceil(h / strides[0]), math.ceil(w / strides[1])
    y = np.zeros((n, oh, ow, f), dtype=float)
    y[:] = bias
    for i, j, a, b in itertools.product(range(oh), range(ow), range(kh), range(kw)):
        row = i * strides[0] + a * dilation[0] - top
        column = j * strides[1] + b * dilation[1] - left
        if 0 <= row < h and 0 <= column < w:
            y[:, i, j] += x[:, row, column].astype(float) @ kernels[a, b]
    return y


@alternative(of="conv2d")
def conv2d_spreads_the_kernels(x, kernels, bias, strides=(1, 1), padding="valid", dilation=(1, 1)):
    kh, kw, c, f = kernels.shape
    wide = np.zeros((dilation[0] * (kh - 1) + 1, dilation[1] * (kw - 1) + 1, c, f))
    wide[:: dilation[0], :: dilation[1]] = kernels
    x = x.astype(float)
    if padding == "same":
        rows = same_padding(x.shape[1], len(wide), strides[0])
        columns = same_padding(x.shape[2], wide.shape[1], strides[1])
        x = np.pad(x, ((0, 0), rows, columns, (0, 0)))
    oh = output_size(x.shape[1], wide.shape[0], strides[0])
    ow = output_size(x.shape[2], wide.shape[1], strides[1])
    patches = im2col(x, wide.shape[:2], strides)
    return (patches @ wide.reshape(-1, f)).reshape(len(x), oh, ow, f) + bias


# im2col


@alternative(of="im2col")
def im2col_by_windows(x, kernel, strides=(1, 1)):
    windows = np.lib.stride_tricks.sliding_window_view(x, kernel, axis=(1, 2))
    windows = windows[:, :: strides[0], :: strides[1]]
    return windows.transpose(0, 1, 2, 4, 5, 3).reshape(-1, kernel[0] * kernel[1] * x.shape[3])


@alternative(of="im2col")
def im2col_fills_a_table(x, kernel, strides=(1, 1)):
    n, h, w, c = x.shape
    oh, ow = output_size(h, kernel[0], strides[0]), output_size(w, kernel[1], strides[1])
    table = np.zeros((n, oh, ow, kernel[0], kernel[1], c))
    for a in range(kernel[0]):
        for b in range(kernel[1]):
            seen = x[:, a :: strides[0], b :: strides[1]]
            table[:, :, :, a, b] = seen[:, :oh, :ow]
    return table.reshape(n * oh * ow, -1)


@alternative(of="im2col")
def im2col_lists(x, kernel, strides=(1, 1)):
    n, h, w, _ = x.shape
    rows = []
    for sample in range(n):
        for i in range(0, h - kernel[0] + 1, strides[0]):
            for j in range(0, w - kernel[1] + 1, strides[1]):
                row = []
                for a in range(i, i + kernel[0]):
                    for b in range(j, j + kernel[1]):
                        row += x[sample, a, b].tolist()
                rows.append(row)
    return rows


@alternative(of="im2col")
def im2col_by_indices(x, kernel, strides=(1, 1)):
    tops = np.arange(0, x.shape[1] - kernel[0] + 1, strides[0])
    lefts = np.arange(0, x.shape[2] - kernel[1] + 1, strides[1])
    rows = tops[:, None, None, None] + np.arange(kernel[0])[:, None]
    columns = lefts[None, :, None, None] + np.arange(kernel[1])
    return x[:, rows, columns].reshape(len(x) * len(tops) * len(lefts), -1)


# pool2d


@alternative(of="pool2d")
def pool2d_loops(x, size, strides=None, padding="valid", how="max"):
    strides = strides or size
    n, h, w, c = x.shape
    top = left = 0
    oh = (h - size[0]) // strides[0] + 1
    ow = (w - size[1]) // strides[1] + 1
    if padding == "same":
        top, left = same_padding(h, size[0], strides[0])[0], same_padding(w, size[1], strides[1])[0]
        oh, ow = math.ceil(h / strides[0]), math.ceil(w / strides[1])
    y = np.empty((n, oh, ow, c))
    for i in range(oh):
        for j in range(ow):
            row, column = i * strides[0] - top, j * strides[1] - left
            window = x[:, max(row, 0) : row + size[0], max(column, 0) : column + size[1]]
            y[:, i, j] = window.max((1, 2)) if how == "max" else window.mean((1, 2), dtype=float)
    return y


@alternative(of="pool2d")
def pool2d_least_number_outside(x, size, strides=None, padding="valid", how="max"):
    if strides is None:
        strides = size
    zeros = [(0, 0), (0, 0), (0, 0), (0, 0)]
    if padding == "same":
        zeros[1] = same_padding(x.shape[1], size[0], strides[0])
        zeros[2] = same_padding(x.shape[2], size[1], strides[1])

    def windows(images, outside):
        images = np.pad(images.astype(float), zeros, constant_values=outside)
        seen = np.lib.stride_tricks.sliding_window_view(images, size, axis=(1, 2))
        return seen[:, :: strides[0], :: strides[1]]

    if how == "max":
        return windows(x, -np.inf).max(axis=(-2, -1))
    count = windows(np.ones(x.shape), 0).sum(axis=(-2, -1))
    return windows(x, 0).sum(axis=(-2, -1)) / count


@alternative(of="pool2d")
def pool2d_rows_then_columns(x, size, strides=None, padding="valid", how="max"):
    steps = size if strides is None else strides
    y = np.array(x, dtype=float)
    for axis in (1, 2):
        length, window, step = y.shape[axis], size[axis - 1], steps[axis - 1]
        if padding == "same":
            before, _ = same_padding(length, window, step)
            begins = [place * step - before for place in range(math.ceil(length / step))]
        else:
            begins = range(0, length - window + 1, step)
        parts = [
            np.take(y, range(max(begin, 0), min(begin + window, length)), axis) for begin in begins
        ]
        pool = np.max if how == "max" else np.mean
        y = np.stack([pool(part, axis=axis) for part in parts], axis=axis)
    return y


# global_pool


@alternative(of="global_pool")
def global_pool_flattens_the_places(x, how="average"):
    rows = x.reshape(len(x), -1, x.shape[-1]).astype(float)
    return {"average": rows.mean, "max": rows.max}[how](axis=1)


@alternative(of="global_pool")
def global_pool_is_pooling(x, how="average"):
    return pool2d(x, x.shape[1:3], how=how)[:, 0, 0]


@alternative(of="global_pool")
def global_pool_lists(x, how="average"):
    n, h, w, c = x.shape
    result = []
    for sample in range(n):
        numbers = [[float(v) for v in x[sample, :, :, channel].ravel()] for channel in range(c)]
        if how == "average":
            result.append([sum(values) / (h * w) for values in numbers])
        else:
            result.append([max(values) for values in numbers])
    return result


# receptive_field


@alternative(of="receptive_field")
def receptive_field_last_layer_first(layers):
    size = 1
    for layer in reversed(layers):
        kernel, stride = layer[:2]
        dilation = layer[2] if len(layer) > 2 else 1
        size = (size - 1) * stride + dilation * (kernel - 1) + 1
    return size, math.prod(layer[1] for layer in layers)


@alternative(of="receptive_field")
def receptive_field_recursive(layers):
    if not layers:
        return [1, 1]
    *below, last = layers
    size, jump = receptive_field(below)
    kernel, stride, dilation = (*last, 1)[:3]
    return [size + jump * dilation * (kernel - 1), jump * stride]


@alternative(of="receptive_field")
def receptive_field_cumulative_products(layers):
    table = np.array([(*layer, 1)[:3] for layer in layers], dtype=int).reshape(-1, 3)
    jumps = np.append(1, np.cumprod(table[:, 1]))
    size = 1 + np.sum(table[:, 2] * (table[:, 0] - 1) * jumps[:-1])
    return np.array([size, jumps[-1]])


# conv2d_gradients


@alternative(of="conv2d_gradients")
def conv2d_gradients_by_im2col(x, kernels, upstream):
    kh, kw, c, f = kernels.shape
    u = upstream.astype(float)
    dkernels = im2col(x.astype(float), (kh, kw)).T @ u.reshape(-1, f)
    padded = np.pad(u, ((0, 0), (kh - 1, kh - 1), (kw - 1, kw - 1), (0, 0)))
    flipped = kernels[::-1, ::-1].transpose(0, 1, 3, 2)
    dx = conv2d(padded, flipped, np.zeros(c))
    return dx, dkernels.reshape(kernels.shape), u.reshape(-1, f).sum(axis=0)


@alternative(of="conv2d_gradients")
def conv2d_gradients_place_by_place(x, kernels, upstream):
    dx, dkernels = np.zeros(x.shape), np.zeros(kernels.shape)
    dbias = [0.0] * kernels.shape[3]
    kh, kw = kernels.shape[:2]
    for n, i, j, f in np.ndindex(upstream.shape):
        slope = float(upstream[n, i, j, f])
        dx[n, i : i + kh, j : j + kw] += slope * kernels[..., f]
        dkernels[..., f] += slope * x[n, i : i + kh, j : j + kw]
        dbias[f] += slope
    return [dx, dkernels, dbias]


@alternative(of="conv2d_gradients")
def conv2d_gradients_by_windows(x, kernels, upstream):
    kernels, upstream = kernels.astype(float), upstream.astype(float)
    view = np.lib.stride_tricks.sliding_window_view
    kh, kw = kernels.shape[:2]
    oh, ow = upstream.shape[1:3]
    dkernels = np.einsum(
        "nabcij,nijf->abcf", view(x.astype(float), (oh, ow), axis=(1, 2)), upstream
    )
    around = np.pad(upstream, ((0, 0), (kh - 1,) * 2, (kw - 1,) * 2, (0, 0)))
    fields = view(around, (kh, kw), axis=(1, 2))
    dx = np.einsum("npqfab,abcf->npqc", fields, kernels[::-1, ::-1])
    return dx, dkernels, np.einsum("nijf->f", upstream)


# pool2d_gradient


@alternative(of="pool2d_gradient")
def pool2d_gradient_window_by_window(x, size, upstream):
    dx = np.zeros(x.shape)
    for n, i, j, c in np.ndindex(upstream.shape):
        rows = slice(i * size[0], (i + 1) * size[0])
        columns = slice(j * size[1], (j + 1) * size[1])
        window = x[n, rows, columns, c]
        dx[n, rows, columns, c] = float(upstream[n, i, j, c]) * (window == window.max())
    return dx


@alternative(of="pool2d_gradient")
def pool2d_gradient_reshaped(x, size, upstream):
    n, h, w, c = x.shape
    blocks = x.reshape(n, h // size[0], size[0], w // size[1], size[1], c)
    greatest = blocks == blocks.max(axis=(2, 4), keepdims=True)
    return (greatest * upstream[:, :, None, :, None].astype(float)).reshape(x.shape)


@alternative(of="pool2d_gradient")
def pool2d_gradient_first_of_the_greatest(x, size, upstream):
    dx = np.zeros_like(x, dtype=float)
    n, h, w, c = x.shape
    for sample in range(n):
        for channel in range(c):
            for top in range(0, h, size[0]):
                for left in range(0, w, size[1]):
                    best = (top, left)
                    for a in range(top, top + size[0]):
                        for b in range(left, left + size[1]):
                            if x[sample, a, b, channel] > x[sample, best[0], best[1], channel]:
                                best = (a, b)
                    share = upstream[sample, top // size[0], left // size[1], channel]
                    dx[sample, best[0], best[1], channel] = share
    return dx.tolist()


@alternative(of="pool2d_gradient")
def pool2d_gradient_by_kronecker(x, size, upstream):
    ones = np.ones((1, *size, 1))
    greatest = np.kron(pool2d(x, size), ones)
    return (x == greatest) * np.kron(upstream.astype(float), ones)


# summarize_cnn


@alternative(of="summarize_cnn")
def summarize_cnn_by_formulas(layers):
    shape = tuple(layers[0][1])
    rows = []
    for layer in layers[1:]:
        kind = layer[0]
        kernel, places, biases = 0, 0, 0
        if kind == "dense":
            kernel, places, biases = shape[-1] * layer[1], math.prod(shape[:-1]), layer[1]
            shape = shape[:-1] + (layer[1],)
        if kind == "conv2d":
            _, filters, size, strides, padding = layer
            kernel, biases = math.prod(size) * shape[2] * filters, filters
            new = []
            for axis in range(2):
                zeros = 0
                if padding == "same":
                    zeros = sum(same_padding(shape[axis], size[axis], strides[axis]))
                new.append(output_size(shape[axis] + zeros, size[axis], strides[axis]))
            places = new[0] * new[1]
            shape = (*new, filters)
        if kind in ("max_pool", "average_pool"):
            pool = layer[1]
            shape = tuple(output_size(shape[a], pool[a], pool[a]) for a in range(2)) + shape[2:]
        if kind == "global_pool":
            shape = shape[2:]
        if kind == "flatten":
            shape = (int(np.prod(shape)),)
        params = kernel + biases + (4 * shape[-1] if kind == "batch_norm" else 0)
        rows.append([kind, list(shape), params, kernel * places])
    return rows


@alternative(of="summarize_cnn")
def summarize_cnn_by_matching(layers):
    def after(shape, layer):
        match layer:
            case ("dense", units):
                kernel = shape[-1] * units
                return (*shape[:-1], units), kernel + units, kernel * math.prod(shape[:-1])
            case ("conv2d", filters, (kh, kw), (sh, sw), "same"):
                new = (-(-shape[0] // sh), -(-shape[1] // sw), filters)
                kernel = kh * kw * shape[2] * filters
                return new, kernel + filters, kernel * new[0] * new[1]
            case ("conv2d", filters, (kh, kw), (sh, sw), _):
                new = ((shape[0] - kh) // sh + 1, (shape[1] - kw) // sw + 1, filters)
                kernel = kh * kw * shape[2] * filters
                return new, kernel + filters, kernel * new[0] * new[1]
            case ("max_pool" | "average_pool", (ph, pw)):
                return (shape[0] // ph, shape[1] // pw, shape[2]), 0, 0
            case ("global_pool",):
                return shape[-1:], 0, 0
            case ("flatten",):
                return (math.prod(shape),), 0, 0
            case ("batch_norm",):
                return shape, 4 * shape[-1], 0
            case _:
                return shape, 0, 0

    shape, rows = layers[0][1], []
    for layer in layers[1:]:
        shape, params, multiplications = after(shape, layer)
        rows.append((layer[0], shape, params, multiplications))
    return rows


@alternative(of="summarize_cnn")
def summarize_cnn_in_numpy_integers(layers):
    shape = np.array(layers[0][1])
    rows = []
    for kind, *settings in layers[1:]:
        params = multiplications = np.int64(0)
        if kind == "dense":
            multiplications = np.prod(shape) * settings[0]
            params = (shape[-1] + 1) * settings[0]
            shape = np.append(shape[:-1], settings[0])
        elif kind == "conv2d":
            filters, kernel, strides, padding = settings
            room = shape[:2] - 1 if padding == "same" else shape[:2] - np.array(kernel)
            params = (np.prod(kernel) * shape[2] + 1) * filters
            new = np.append(room // np.array(strides) + 1, filters)
            multiplications = np.prod(kernel) * shape[2] * np.prod(new)
            shape = new
        elif kind.endswith("_pool") and settings:
            shape = np.append(shape[:2] // np.array(settings[0]), shape[2])
        elif kind == "global_pool":
            shape = shape[-1:]
        elif kind == "flatten":
            shape = np.array([np.prod(shape)])
        elif kind == "batch_norm":
            params = 4 * shape[-1]
        rows.append((kind, tuple(shape.tolist()), int(params), int(multiplications)))
    return rows


# factors_of_a_larger_image


@alternative(of="factors_of_a_larger_image")
def factors_of_a_larger_image_counted():
    def counts(size):
        layer = ("conv2d", 4, (3, 3), (1, 1), "same")
        ((_, _, params, multiplications),) = summarize_cnn([("input", (size, size, 2)), layer])
        return np.array([params, multiplications])

    return counts(20) / counts(10)


@alternative(of="factors_of_a_larger_image")
def factors_of_a_larger_image_as_a_list():
    return [1.0, 2.0 * 2.0]


# build_cnn


@alternative(of="build_cnn")
def build_cnn_functional():
    import keras
    from keras import layers

    images = keras.Input(shape=(28, 28, 1), name="images")
    x = layers.Conv2D(16, (3, 3), padding="same", activation="relu", name="first")(images)
    x = layers.MaxPooling2D((2, 2))(x)
    x = layers.Conv2D(32, (3, 3), padding="valid", activation=keras.activations.relu)(x)
    x = layers.MaxPooling2D((2, 2), strides=2)(x)
    x = layers.Flatten()(x)
    return keras.Model(images, layers.Dense(10, "softmax")(x), name="network")


@alternative(of="build_cnn")
def build_cnn_activations_as_layers():
    import keras

    model = keras.Sequential()
    model.add(keras.layers.Input((28, 28, 1)))
    for filters, padding in ((16, "same"), (32, "valid")):
        model.add(keras.layers.Conv2D(filters, 3, padding=padding))
        model.add(keras.layers.ReLU())
        model.add(keras.layers.MaxPool2D())
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(10))
    model.add(keras.layers.Softmax())
    return model


@alternative(of="build_cnn")
def build_cnn_compiled():
    import keras

    model = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(
                16, 3, 1, "same", activation="relu", kernel_initializer="he_normal"
            ),
            keras.layers.MaxPooling2D(2, 2),
            keras.layers.Conv2D(32, 3, activation="relu", kernel_initializer="he_normal"),
            keras.layers.MaxPooling2D(2, 2),
            keras.layers.Reshape((1152,)),
            keras.layers.Dense(10, activation=keras.activations.softmax),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


@alternative(
    of="build_cnn", unlike="ReLU may come after the pooling: it keeps the order of numbers."
)
def build_cnn_relu_after_pooling():
    import keras

    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(16, 3, padding="same"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Activation("relu"),
            keras.layers.Conv2D(32, 3),
            keras.layers.MaxPooling2D(2),
            keras.layers.Activation("relu"),
            keras.layers.Flatten(),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )


# build_mark_finder


@alternative(of="build_mark_finder")
def build_mark_finder_without_padding():
    import keras

    model = keras.Sequential(
        [
            keras.Input((16, 16, 1)),
            keras.layers.Conv2D(8, 5, activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Conv2D(16, 3, activation="relu"),
            keras.layers.GlobalMaxPooling2D(),
            keras.layers.Dense(4, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


@alternative(of="build_mark_finder")
def build_mark_finder_one_convolution():
    import keras

    model = keras.Sequential(
        [
            keras.Input((16, 16, 1)),
            keras.layers.Conv2D(16, 5, padding="same", activation="relu"),
            keras.layers.GlobalMaxPooling2D(),
            keras.layers.Dense(4, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy")
    return model


@alternative(of="build_mark_finder")
def build_mark_finder_two_small_kernels():
    import keras
    from keras import layers

    model = keras.Sequential([layers.Input((16, 16, 1))])
    for filters in (8, 16):
        model.add(layers.Conv2D(filters, (3, 3), padding="same"))
        model.add(layers.ReLU())
    model.add(layers.GlobalMaxPooling2D())
    model.add(layers.Dense(4))
    model.add(layers.Softmax())
    model.compile(keras.optimizers.Adam(0.001), keras.losses.SparseCategoricalCrossentropy())
    return model


@alternative(of="build_mark_finder")
def build_mark_finder_three_convolutions():
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input((16, 16, 1)),
            layers.Conv2D(8, 3, padding="same", activation="relu"),
            layers.Conv2D(12, 3, padding="same", activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(16, 3, padding="same", activation="relu"),
            layers.GlobalMaxPooling2D(),
            layers.Dense(4, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    return model


@alternative(of="build_mark_finder")
def build_mark_finder_hidden_dense_layer():
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input((16, 16, 1)),
            layers.Conv2D(12, 5, padding="same", activation="relu"),
            layers.GlobalMaxPooling2D(),
            layers.Dense(16, activation="relu"),
            layers.Dense(4, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    return model


@alternative(of="build_mark_finder")
def build_mark_finder_functional_with_logits():
    import keras
    from keras import layers

    images = keras.Input((16, 16, 1), name="images")
    steps = layers.Conv2D(10, 5, padding="same")(images)
    steps = layers.LeakyReLU()(steps)
    steps = layers.MaxPooling2D()(steps)
    steps = layers.Conv2D(16, 3, padding="same", activation="relu")(steps)
    steps = layers.GlobalMaxPooling2D()(steps)
    model = keras.Model(images, layers.Dense(4)(steps))
    model.compile(
        optimizer=keras.optimizers.Adam(0.002),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    return model


@alternative(of="build_mark_finder")
def build_mark_finder_strides_for_pooling():
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input((16, 16, 1)),
            layers.Conv2D(12, 5, strides=2, padding="same", activation="relu"),
            layers.Conv2D(16, 3, padding="same", activation="relu"),
            layers.GlobalMaxPooling2D(),
            layers.Dense(4, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    return model


@alternative(of="build_mark_finder")
def build_mark_finder_normalised():
    import keras
    from keras import layers

    model = keras.Sequential([keras.Input((16, 16, 1))])
    for filters, kernel in ((8, 5), (16, 3)):
        model.add(layers.Conv2D(filters, kernel, padding="same", use_bias=False))
        model.add(layers.BatchNormalization())
        model.add(layers.Activation("relu"))
        model.add(layers.MaxPooling2D(2))
    model.add(layers.GlobalMaxPooling2D())
    model.add(layers.Dense(4, activation="softmax"))
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    return model


@alternative(of="build_mark_finder")
def build_mark_finder_gelu_and_weight_decay():
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input((16, 16, 1)),
            layers.Conv2D(12, 5, padding="same", activation="gelu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(16, 3, padding="same", activation="gelu"),
            layers.GlobalMaxPooling2D(),
            layers.Dense(4, activation="softmax"),
        ]
    )
    model.compile(keras.optimizers.AdamW(0.002), "sparse_categorical_crossentropy")
    return model


@alternative(of="build_mark_finder")
def build_mark_finder_momentum():
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input((16, 16, 1)),
            layers.Conv2D(8, 5, padding="same", activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(16, 3, padding="same", activation="relu"),
            layers.GlobalMaxPooling2D(),
            layers.Dense(4, activation="softmax"),
        ]
    )
    optimizer = keras.optimizers.SGD(0.05, momentum=0.9)
    model.compile(optimizer=optimizer, loss="sparse_categorical_crossentropy")
    return model


@alternative(of="build_mark_finder")
def build_mark_finder_rmsprop():
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input((16, 16, 1)),
            layers.Conv2D(12, 5, padding="same", activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(16, 3, padding="same", activation="relu"),
            layers.GlobalMaxPooling2D(),
            layers.Dense(4, activation="softmax"),
        ]
    )
    model.compile(optimizer="rmsprop", loss="sparse_categorical_crossentropy")
    return model


@alternative(of="build_mark_finder")
def build_mark_finder_elu_and_nadam():
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input((16, 16, 1)),
            layers.Conv2D(12, 5, padding="same", activation="elu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(16, 3, padding="same", activation="elu"),
            layers.GlobalMaxPooling2D(),
            layers.Dense(4, activation="softmax"),
        ]
    )
    model.compile(optimizer="nadam", loss=keras.losses.sparse_categorical_crossentropy)
    return model


@alternative(of="build_mark_finder")
def build_mark_finder_dilated():
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input((16, 16, 1)),
            layers.Conv2D(12, 3, padding="same", activation="relu"),
            layers.Conv2D(16, 3, padding="same", dilation_rate=2, activation="relu"),
            layers.GlobalMaxPooling2D(),
            layers.Dropout(0.1),
            layers.Dense(4, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    return model
