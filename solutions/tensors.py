"""Model answers of 01 tensors: shapes, slices, joins, reductions, and one function of Keras's.

Where numbers could be of a narrow type, the function that adds or subtracts them makes them wide
first: in `uint8`, 3 - 5 is 254.
"""

import numpy as np


def describe(tensor):
    """Return (rank, shape, size): how many axes, how long each is, how many numbers there are.

    `tensor` is a number, a nested list or an array; the shape of a number is ().
    Source: the attributes `ndim`, `shape` and `size` of NumPy's arrays.
    """
    array = np.asarray(tensor)
    return array.ndim, array.shape, array.size


def corner_column_row(a):
    """Return (a[0, 0], first column, first row) of a matrix.

    `a` has shape (m, k), the column (m,), the row (k,): each index takes its axis away.
    Source: NumPy's documentation, "Indexing on ndarrays".
    """
    return a[0, 0], a[:, 0], a[0]


def crop(images, top, left, height, width):
    """Return the same window of every image, all channels of it.

    `images` has shape (n, h, w) or (n, h, w, c), the result (n, height, width) or
    (n, height, width, c): a slice for each axis, up to and without its end.
    Source: NumPy's documentation, "Indexing on ndarrays".
    """
    return images[:, top : top + height, left : left + width]


def join(tensors, axis):
    """Join tensors along an axis that they have.

    They have equal shapes except along `axis`, where the sizes add up.
    Source: the documentation of np.concatenate.
    """
    return np.concatenate(tensors, axis=axis)


def stack(tensors, axis=0):
    """Join tensors of one shape along a new axis, which has as many places as there are tensors.

    `axis` is the place of the new axis in the result.
    Source: the documentation of np.stack.
    """
    return np.stack(tensors, axis=axis)


def reduce(x, how, axis=None, keepdims=False):
    """Reduce the axes given, all of them for None: each is gone, or 1 long with `keepdims`.

    `how` is also the name of NumPy's function.
    Source: the documentation of np.sum, np.mean, np.max, np.min, np.prod, np.any and np.all.
    """
    return getattr(np, how)(x, axis=axis, keepdims=keepdims)


def segment_reduce(values, segments, count, how):
    """Reduce the rows of each segment to one; an empty segment gives 0.

    `values` has shape (n,) or (n, d), `segments` (n,), the result (count,) or (count, d).
    Source: the documentation of tf.math.unsorted_segment_sum.
    """
    result = np.zeros((count, *values.shape[1:]))
    for segment in np.unique(segments):
        result[segment] = getattr(np, how)(values[segments == segment], axis=0)
    return result


def pad_ragged(sequences, value=0):
    """Return (padded, mask), both of shape (n, longest): filled at the end, mask 1 at real numbers.

    `sequences` is a list of arrays of shapes (t_1,), ..., (t_n,).
    Source: the documentation of keras.utils.pad_sequences (padding="post").
    """
    longest = max(len(sequence) for sequence in sequences)
    padded = np.full((len(sequences), longest), value, dtype=float)
    mask = np.zeros((len(sequences), longest))
    for row, sequence in enumerate(sequences):
        padded[row, : len(sequence)] = sequence
        mask[row, : len(sequence)] = 1
    return padded, mask


def broadcast_shape(first, second):
    """Return the shape of a sum of two arrays, or None where their shapes do not fit.

    From the last axis on, two sizes fit if they are equal or one of them is 1; a missing axis
    counts as 1.
    Source: NumPy's documentation, "Broadcasting".
    """
    rank = max(len(first), len(second))
    first = (1,) * (rank - len(first)) + first
    second = (1,) * (rank - len(second)) + second
    if any(a != b and 1 not in (a, b) for a, b in zip(first, second, strict=True)):
        return None
    return tuple(max(sizes) for sizes in zip(first, second, strict=True))


def pairwise_distances(a, b):
    """Return the Euclidean distance of each point of `a` from each point of `b`.

    `a` has shape (n, d), `b` (m, d), the differences (n, m, d), the result (n, m).
    Source: Pythagoras; Euclid, "Elements", book I, proposition 47.
    """
    differences = a[:, np.newaxis, :].astype(float) - b
    return np.sqrt(np.sum(differences**2, axis=-1))


def channels_first(images):
    """Move the channels before the rows and columns: (n, h, w, c) becomes (n, c, h, w).

    Source: the documentation of np.transpose.
    """
    return np.transpose(images, (0, 3, 1, 2))


def to_bytes(x):
    """Round to the nearest whole number, clip to 0..255, and only then convert to uint8.

    `x` has any shape, the result the same.
    Source: NumPy's documentation, "Overflow errors".
    """
    return np.clip(np.round(x), 0, 255).astype(np.uint8)


def one_hot(labels, classes):
    """Return a row for each label: 1 in the label's column, 0 elsewhere.

    `labels` has shape (n,), the result (n, classes): rows of the identity matrix.
    Source: the documentation of keras.ops.one_hot.
    """
    return np.eye(classes)[labels]


def shape_of_difference():
    """Pair every target with every prediction: (n,) counts as (1, n), and (n, 1) stretches.

    Source: `broadcast_shape`.
    """
    return "(n, n)"


def masked_mean(x, mask):
    """Return the mean over the steps whose mask is 1, and 0 where there are none.

    `x` has shape (n, t, d), `mask` (n, t), the result (n, d).
    Source: the documentation of keras.layers.GlobalAveragePooling1D.
    """
    from keras import ops

    kept = ops.cast(mask, "float32")[:, :, None]
    total = ops.sum(ops.cast(x, "float32") * kept, axis=1)
    return total / ops.maximum(ops.sum(kept, axis=1), 1)
