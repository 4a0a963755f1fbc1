"""Unusual right answers to the exercises of 01 tensors."""

import bisect
import functools
import itertools
import math

import numpy as np
from scipy.spatial.distance import cdist

from autograder.course.bank import alternative

# describe


@alternative(of="describe")
def describe_walks_down(tensor):
    shape, level = [], np.asarray(tensor).tolist()
    while isinstance(level, list):
        shape.append(len(level))
        level = level[0]
    return [len(shape), shape, math.prod(shape)]


@alternative(of="describe")
def describe_with_functions(tensor):
    return np.ndim(tensor), np.shape(tensor), np.size(tensor)


@alternative(of="describe")
def describe_in_numpy_numbers(tensor):
    shape = np.array(np.shape(tensor), dtype=np.int64)
    return np.int64(len(shape)), shape, np.prod(shape, dtype=np.int64)


@alternative(of="describe")
def describe_recursive(tensor):
    if isinstance(tensor, np.ndarray):
        tensor = tensor.tolist()
    if not isinstance(tensor, list):
        return 0, (), 1
    rank, shape, size = describe(tensor[0])
    return rank + 1, (len(tensor), *shape), len(tensor) * size


# corner_column_row


@alternative(of="corner_column_row")
def corner_column_row_lists(a):
    rows = a.tolist()
    return [rows[0][0], [row[0] for row in rows], rows[0]]


@alternative(of="corner_column_row")
def corner_column_row_transposes(a):
    return np.float64(a.item(0)), a.T[0], a[0, :].copy()


@alternative(of="corner_column_row")
def corner_column_row_takes(a):
    column, row = np.take(a, 0, axis=1), np.take(a, 0, axis=0)
    return np.asarray(column[0]), tuple(column), row.astype(float)


@alternative(of="corner_column_row")
def corner_column_row_flat(a):
    m, k = a.shape
    flat = a.ravel()
    return flat[0], flat[:: max(k, 1)][:m], flat[:k]


# crop


@alternative(of="crop")
def crop_loops(images, top, left, height, width):
    result = np.empty((len(images), height, width, *images.shape[3:]), dtype=images.dtype)
    for row in range(height):
        for column in range(width):
            result[:, row, column] = images[:, top + row, left + column]
    return result


@alternative(of="crop")
def crop_takes(images, top, left, height, width):
    rows = np.take(images, range(top, top + height), axis=1)
    return np.take(rows, range(left, left + width), axis=2)


@alternative(of="crop")
def crop_drops_the_borders(images, top, left, height, width):
    window = np.delete(images, np.s_[top + height :], axis=1)
    window = np.delete(window, np.s_[:top], axis=1)
    return window[:, :, left:][:, :, :width].tolist()


@alternative(of="crop")
def crop_meshes(images, top, left, height, width):
    rows, columns = np.ix_(np.arange(height) + top, np.arange(width) + left)
    return images[:, rows, columns]


@alternative(of="crop")
def crop_image_by_image(images, top, left, height, width):
    window = slice(top, top + height), slice(left, left + width)
    return np.stack([image[window] for image in images.astype(float)])


# join


@alternative(of="join")
def join_by_slices(tensors, axis):
    shape = list(tensors[0].shape)
    shape[axis] = sum(tensor.shape[axis] for tensor in tensors)
    result, start = np.empty(shape), 0
    for tensor in tensors:
        index = [slice(None)] * result.ndim
        index[axis] = slice(start, start + tensor.shape[axis])
        result[tuple(index)] = tensor
        start += tensor.shape[axis]
    return result


@alternative(of="join")
def join_through_the_first_axis(tensors, axis):
    moved = [np.moveaxis(tensor, axis, 0) for tensor in tensors]
    rows = [row for tensor in moved for row in tensor]
    return np.moveaxis(np.array(rows), 0, axis)


@alternative(of="join")
def join_two_at_a_time(tensors, axis):
    return functools.reduce(lambda one, two: np.append(one, two, axis=axis), tensors)


@alternative(of="join")
def join_nested_lists(tensors, axis):
    def joined(parts, depth):
        if depth == 0:
            return [item for part in parts for item in part]
        return [joined(inner, depth - 1) for inner in zip(*parts, strict=True)]

    return joined([tensor.tolist() for tensor in tensors], axis % tensors[0].ndim)


# stack


@alternative(of="stack")
def stack_joins_new_axes(tensors, axis=0):
    return np.concatenate([np.expand_dims(tensor, axis) for tensor in tensors], axis=axis)


@alternative(of="stack")
def stack_then_moves(tensors, axis=0):
    return np.moveaxis(np.array(tensors), 0, axis)


@alternative(of="stack")
def stack_fills_in(tensors, axis=0):
    shape = list(tensors[0].shape)
    place = axis % (len(shape) + 1)
    shape.insert(place, len(tensors))
    result = np.empty(shape)
    for number, tensor in enumerate(tensors):
        result[(slice(None),) * place + (number,)] = tensor
    return result


@alternative(of="stack")
def stack_nested_lists(tensors, axis=0):
    def stacked(parts, depth):
        if depth == 0:
            return list(parts)
        return [stacked(inner, depth - 1) for inner in zip(*parts, strict=True)]

    return stacked([tensor.tolist() for tensor in tensors], axis % (tensors[0].ndim + 1))


# reduce


@alternative(of="reduce")
def reduce_groups(x, how, axis=None, keepdims=False):
    rules = {
        "sum": math.fsum,
        "mean": lambda numbers: math.fsum(numbers) / len(numbers),
        "max": max,
        "min": min,
        "prod": math.prod,
        "any": any,
        "all": all,
    }
    axes = range(x.ndim) if axis is None else np.atleast_1d(axis)
    gone = sorted(int(axis) % x.ndim for axis in axes)
    kept = [axis for axis in range(x.ndim) if axis not in gone]
    table = np.transpose(x, kept + gone).reshape(math.prod(x.shape[i] for i in kept), -1)
    shape = [1 if i in gone else x.shape[i] for i in range(x.ndim)]
    if not keepdims:
        shape = [x.shape[i] for i in kept]
    return np.array([rules[how](row) for row in table.tolist()]).reshape(shape)


@alternative(of="reduce")
def reduce_by_ufuncs(x, how, axis=None, keepdims=False):
    if x.dtype.kind in "ui":
        x = x.astype(np.int64)
    elif x.dtype == bool:
        x = x.astype(int)
    ufuncs = {"sum": np.add, "max": np.maximum, "min": np.minimum, "prod": np.multiply}
    ufuncs |= {"any": np.logical_or, "all": np.logical_and}
    if how != "mean":
        return ufuncs[how].reduce(x, axis=axis, keepdims=keepdims)
    total = np.add.reduce(x, axis=axis, keepdims=keepdims)
    return total * np.size(total) / x.size


@alternative(of="reduce")
def reduce_one_axis_at_a_time(x, how, axis=None, keepdims=False):
    axes = tuple(range(x.ndim)) if axis is None else axis
    axes = axes if isinstance(axes, tuple) else (axes,)
    functions = {
        "sum": np.sum, "mean": np.mean, "max": np.amax, "min": np.amin,
        "prod": np.prod, "any": np.any, "all": np.all,
    }  # fmt: skip
    result = x.astype(np.float64)
    for one in sorted((axis % x.ndim for axis in axes), reverse=True):
        result = functions[how](result, axis=one, keepdims=keepdims)
    return result


@alternative(of="reduce")
def reduce_sums_of_everything(x, how, axis=None, keepdims=False):
    x = np.asarray(x, dtype=float)
    count = np.sum(np.ones_like(x), axis=axis, keepdims=keepdims)
    present = np.sum(x != 0, axis=axis, keepdims=keepdims)
    if how == "any":
        return (present > 0) * 1
    if how == "all":
        return (present == count) * 1.0
    if how == "mean":
        return np.sum(x, axis=axis, keepdims=keepdims) / count
    if how == "min":
        return -np.max(-x, axis=axis, keepdims=keepdims)
    return getattr(x, how)(axis=axis, keepdims=keepdims)


@alternative(of="reduce")
def reduce_calls_the_method(x, how, axis=None, keepdims=False):
    match how:
        case "any" | "all":
            value = getattr(x.astype(bool), how)(axis=axis, keepdims=keepdims)
        case "mean":
            value = np.average(x.astype(float), axis=axis, keepdims=keepdims)
        case _:
            value = getattr(x.astype(float), how)(axis=axis, keepdims=keepdims)
    return value.tolist() if np.ndim(value) else float(value)


# segment_reduce


@alternative(of="segment_reduce")
def segment_reduce_loop(values, segments, count, how):
    totals, rows = np.zeros((count, *values.shape[1:])), [0] * count
    for row, segment in zip(values.astype(float), segments.tolist(), strict=True):
        if how == "max":
            totals[segment] = np.maximum(totals[segment], row) if rows[segment] else row
        else:
            totals[segment] += row
        rows[segment] += 1
    if how == "mean":
        for segment in range(count):
            totals[segment] /= max(rows[segment], 1)
    return totals


@alternative(of="segment_reduce")
def segment_reduce_add_at(values, segments, count, how):
    shape = (count, *values.shape[1:])
    if how == "max":
        result = np.full(shape, -np.inf)
        np.maximum.at(result, segments, values)
        return result
    result, rows = np.zeros(shape), np.zeros(count)
    np.add.at(result, segments, values)
    np.add.at(rows, segments, 1)
    if how == "mean":
        result /= np.maximum(rows, 1).reshape(-1, *[1] * (values.ndim - 1))
    return result


@alternative(of="segment_reduce")
def segment_reduce_one_hot(values, segments, count, how):
    members = np.arange(count)[:, np.newaxis] == segments
    table = values.reshape(len(values), -1).astype(float)
    if how == "max":
        cube = np.where(members[:, :, np.newaxis], table, -np.inf)
        result = cube.max(axis=1)
    else:
        result = np.einsum("kn,nd->kd", members.astype(float), table)
        if how == "mean":
            result /= np.clip(members.sum(axis=1, keepdims=True), 1, None)
    return result.reshape(count, *values.shape[1:])


@alternative(of="segment_reduce")
def segment_reduce_bincount(values, segments, count, how):
    if how == "max":
        return [values[segments == k].max(axis=0).tolist() for k in range(count)]
    table = np.atleast_2d(values.astype(float).T)
    sums = np.array([np.bincount(segments, column, minlength=count) for column in table])
    if how == "mean":
        rows = np.bincount(segments, minlength=count)
        sums = np.divide(sums, rows, out=np.zeros_like(sums), where=rows > 0)
    return sums.T if values.ndim == 2 else sums[0]


@alternative(of="segment_reduce")
def segment_reduce_sorts_and_cuts(values, segments, count, how):
    order = np.argsort(segments, kind="stable")
    sorted_segments, rows = segments[order].tolist(), values[order].astype(float)
    result = []
    for segment in range(count):
        start = bisect.bisect_left(sorted_segments, segment)
        own = rows[start : bisect.bisect_right(sorted_segments, segment)]
        if len(own) == 0:
            result.append(np.zeros(values.shape[1:]))
        else:
            result.append({"sum": np.sum, "mean": np.mean, "max": np.max}[how](own, axis=0))
    return np.stack(result)


# pad_ragged


@alternative(of="pad_ragged")
def pad_ragged_lists(sequences, value=0):
    rows = [sequence.tolist() for sequence in sequences]
    longest = max(len(row) for row in rows)
    padded = [row + [value] * (longest - len(row)) for row in rows]
    mask = [[step < len(row) for step in range(longest)] for row in rows]
    return [padded, mask]


@alternative(of="pad_ragged")
def pad_ragged_boolean_index(sequences, value=0):
    lengths = np.array([sequence.size for sequence in sequences])
    mask = np.arange(lengths.max()) < lengths[:, np.newaxis]
    padded = np.where(mask, 0.0, float(value))
    padded[mask] = np.concatenate(sequences)
    return padded, mask


@alternative(of="pad_ragged")
def pad_ragged_zip_longest(sequences, value=0):
    columns = itertools.zip_longest(*[sequence.tolist() for sequence in sequences], fillvalue=None)
    table = np.array([list(column) for column in columns], dtype=object).T
    mask = np.array([[entry is not None for entry in row] for row in table], dtype=np.uint8)
    padded = [[value if entry is None else entry for entry in row] for row in table]
    return np.array(padded, dtype=float), mask


@alternative(of="pad_ragged")
def pad_ragged_np_pad(sequences, value=0):
    longest = max(map(len, sequences))

    def padded(sequence, filling):
        return np.pad(sequence.astype(float), (0, longest - len(sequence)), constant_values=filling)

    rows = [padded(sequence, value) for sequence in sequences]
    return np.stack(rows), np.stack([padded(np.ones(len(row)), 0) for row in sequences])


# broadcast_shape


@alternative(of="broadcast_shape")
def broadcast_shape_numpy(first, second):
    try:
        return np.broadcast_shapes(first, second)
    except ValueError:
        return None


@alternative(of="broadcast_shape")
def broadcast_shape_pads_in_front(first, second):
    rank = max(len(first), len(second))
    first = [1] * (rank - len(first)) + list(first)
    second = [1] * (rank - len(second)) + list(second)
    shape = []
    for a, b in zip(first, second, strict=True):
        if a == b or b == 1:
            shape.append(a)
        elif a == 1:
            shape.append(b)
        else:
            return None
    return shape


@alternative(of="broadcast_shape")
def broadcast_shape_recursive(first, second):
    if not first or not second:
        return tuple(first) + tuple(second)
    front = broadcast_shape(first[:-1], second[:-1])
    a, b = first[-1], second[-1]
    if front is None or (a != b and a != 1 and b != 1):
        return None
    return (*front, a * b if 1 in (a, b) else a)


@alternative(of="broadcast_shape")
def broadcast_shape_sets(first, second):
    rank = max(len(first), len(second))
    pairs = [(1,) * (rank - len(shape)) + tuple(shape) for shape in (first, second)]
    sizes = [set(pair) - {1} for pair in zip(*pairs, strict=True)]
    if any(len(size) > 1 for size in sizes):
        return None
    return np.array([max(size, default=1) for size in sizes], dtype=np.int64)


@alternative(of="broadcast_shape")
def broadcast_shape_strides_of_nothing(first, second):
    def hollow(shape):
        return np.lib.stride_tricks.as_strided(np.zeros(1), shape, [0] * len(shape))

    try:
        return np.broadcast(hollow(first), hollow(second)).shape
    except ValueError:
        return None


# pairwise_distances


@alternative(of="pairwise_distances")
def pairwise_distances_scipy(a, b):
    return cdist(a.astype(float), b.astype(float))


@alternative(of="pairwise_distances")
def pairwise_distances_loops(a, b):
    return [[math.dist(p, q) for q in b.tolist()] for p in a.tolist()]


@alternative(of="pairwise_distances")
def pairwise_distances_norm(a, b):
    a, b = np.float64(a), np.float64(b)
    return np.linalg.norm(a[:, np.newaxis, :] - b[np.newaxis, :, :], axis=2)


@alternative(of="pairwise_distances")
def pairwise_distances_by_coordinates(a, b):
    squares = np.zeros((len(a), len(b)))
    for p, q in zip(a.T.astype(float), b.T.astype(float), strict=True):
        squares += np.subtract.outer(p, q) ** 2
    return squares**0.5


@alternative(of="pairwise_distances")
def pairwise_distances_hypotenuse(a, b):
    differences = np.moveaxis(a[:, np.newaxis].astype(float) - b, -1, 0)
    return np.hypot.reduce(differences, axis=0, initial=0.0)


@alternative(of="pairwise_distances")
def pairwise_distances_einsum(a, b):
    differences = a.reshape(len(a), 1, -1) * 1.0 - b.reshape(1, len(b), -1) * 1.0
    return np.sqrt(np.einsum("nmd,nmd->nm", differences, differences))


# shape_of_difference


@alternative(of="shape_of_difference")
def shape_of_difference_put_together():
    return "({0}, {0})".format("n")


@alternative(of="shape_of_difference")
def shape_of_difference_tried_out():
    shape = broadcast_shape((7,), (7, 1))
    return str(tuple(int(size) for size in shape)).replace("7", "n")


# channels_first


@alternative(of="channels_first")
def channels_first_moves(images):
    return np.moveaxis(images, -1, 1)


@alternative(of="channels_first")
def channels_first_einsum(images):
    return np.einsum("nijc->ncij", images)


@alternative(of="channels_first")
def channels_first_channel_by_channel(images):
    channels = [images[:, :, :, channel] for channel in range(images.shape[3])]
    return np.stack(channels, axis=1)


@alternative(of="channels_first")
def channels_first_swaps_twice(images):
    return images.swapaxes(2, 3).swapaxes(1, 2).astype(float)


@alternative(of="channels_first")
def channels_first_loops(images):
    return [
        [[[pixel[c] for pixel in row] for row in image] for c in range(len(image[0][0]))]
        for image in images.tolist()
    ]


# to_bytes


@alternative(of="to_bytes")
def to_bytes_clips_first(x):
    return np.rint(np.minimum(np.maximum(x, 0), 255)).astype("uint8")


@alternative(of="to_bytes")
def to_bytes_adds_a_half(x):
    return np.floor(np.clip(x.astype(float), 0, 255) + 0.5).astype(np.uint8)


@alternative(of="to_bytes")
def to_bytes_through_integers(x):
    whole = np.around(x.astype(np.float64)).astype(np.int64)
    whole[whole < 0] = 0
    whole[whole > 255] = 255
    return np.array(whole, dtype=np.uint8)


@alternative(of="to_bytes")
def to_bytes_loop(x):
    numbers = [min(max(round(float(value)), 0), 255) for value in x.flat]
    return np.frombuffer(bytes(numbers), dtype=np.uint8).reshape(x.shape)


@alternative(of="to_bytes")
def to_bytes_chooses(x):
    whole = np.round(x.astype(np.longdouble))
    return np.select([whole < 0, whole > 255], [0, 255], whole).astype(np.uint8)


# one_hot


@alternative(of="one_hot")
def one_hot_compares(labels, classes):
    return labels.reshape(-1, 1) == np.arange(classes)


@alternative(of="one_hot")
def one_hot_sets_places(labels, classes):
    rows = np.zeros((labels.size, classes), dtype=np.float32)
    rows[np.arange(labels.size), labels] = 1
    return rows


@alternative(of="one_hot")
def one_hot_lists(labels, classes):
    return [[1 if place == label else 0 for place in range(classes)] for label in labels]


@alternative(of="one_hot")
def one_hot_takes_rows(labels, classes):
    return np.take(np.identity(classes, dtype=np.uint8), labels.astype(int), axis=0)


@alternative(of="one_hot")
def one_hot_powers(labels, classes):
    distance = np.abs(labels.astype(int)[:, np.newaxis] - np.arange(classes))
    return 0.0**distance


# masked_mean


@alternative(of="masked_mean")
def masked_mean_numpy(x, mask):
    kept = np.asarray(mask, dtype=bool)
    means = np.zeros((x.shape[0], x.shape[2]))
    for sequence in range(len(x)):
        if kept[sequence].any():
            means[sequence] = np.mean(x[sequence, kept[sequence]], axis=0, dtype=float)
    return means


@alternative(of="masked_mean")
def masked_mean_einsum(x, mask):
    from keras import ops

    x, mask = ops.cast(x, "float32"), ops.cast(mask, "float32")
    total = ops.einsum("ntd,nt->nd", x, mask)
    return ops.divide_no_nan(total, ops.sum(mask, axis=1, keepdims=True))


@alternative(of="masked_mean")
def masked_mean_chooses(x, mask):
    import keras

    x = keras.ops.convert_to_tensor(x, dtype="float32")
    kept = keras.ops.expand_dims(keras.ops.cast(mask, "bool"), -1)
    total = keras.ops.sum(keras.ops.where(kept, x, 0.0), axis=1)
    count = keras.ops.sum(keras.ops.cast(kept, "float32"), axis=1)
    return keras.ops.where(count > 0, total / keras.ops.maximum(count, 1.0), 0.0)


@alternative(of="masked_mean")
def masked_mean_matrix_product(x, mask):
    from keras import ops

    mask = ops.cast(ops.convert_to_tensor(mask), "float32")
    share = mask / (ops.sum(mask, axis=-1, keepdims=True) + 1e-7)
    return ops.matmul(share[:, None, :], ops.cast(x, "float32"))[:, 0, :]


@alternative(of="masked_mean")
def masked_mean_pooling_layer(x, mask):
    import keras

    x, mask = keras.ops.cast(x, "float32"), keras.ops.cast(mask, "bool")
    means = keras.layers.GlobalAveragePooling1D()(x, mask=mask)
    return keras.ops.where(keras.ops.any(mask, axis=1, keepdims=True), means, 0.0)


@alternative(of="masked_mean")
def masked_mean_step_by_step(x, mask):
    from keras import ops

    total, count = ops.zeros((x.shape[0], x.shape[2])), ops.zeros((x.shape[0], 1))
    for step in range(x.shape[1]):
        kept = ops.cast(mask[:, step : step + 1], "float32")
        total = total + kept * ops.cast(x[:, step], "float32")
        count = count + kept
    return ops.convert_to_numpy(total / ops.maximum(count, 1))
