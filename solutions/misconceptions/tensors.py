"""Wrong answers to the exercises of 01 tensors, each with the hint its author needs."""

import math

import numpy as np

from autograder.course.bank import misconception

# describe


@misconception(of="describe", hint="The rank comes first and the size last.")
def describe_exchanges_rank_and_size(tensor):
    array = np.asarray(tensor)
    return array.size, array.shape, array.ndim


@misconception(of="describe", hint="A number has no axis: its shape is the empty tuple.")
def describe_gives_a_number_an_axis(tensor):
    array = np.atleast_1d(tensor)
    return array.ndim, array.shape, array.size


@misconception(of="describe", hint="The lengths of the axes are multiplied, not added up.")
def describe_adds_the_lengths(tensor):
    array = np.asarray(tensor)
    return array.ndim, array.shape, sum(array.shape)


@misconception(of="describe", hint="The size counts all numbers, not only the rows.")
def describe_counts_the_rows(tensor):
    array = np.asarray(tensor)
    return array.ndim, array.shape, len(array) if array.ndim else 1


@misconception(of="describe", hint="The size of a number is 1: a product without factors is 1.")
def describe_gives_a_number_size_zero(tensor):
    array = np.asarray(tensor)
    return array.ndim, array.shape, array.size if array.ndim else 0


@misconception(of="describe", hint="The rank is the number of axes, not how long the first one is.")
def describe_takes_the_length_for_the_rank(tensor):
    array = np.asarray(tensor)
    return len(array) if array.ndim else 0, array.shape, array.size


@misconception(
    of="describe", hint="The rank of a tensor is its number of axes, not that of linear algebra."
)
def describe_rank_of_linear_algebra(tensor):
    array = np.asarray(tensor, dtype=float)
    rank = np.linalg.matrix_rank(array) if array.ndim == 2 else array.ndim
    return int(rank), array.shape, array.size


@misconception(of="describe", hint="An axis of size 1 belongs to the shape like any other.")
def describe_drops_axes_of_one(tensor):
    array = np.squeeze(np.asarray(tensor))
    return array.ndim, array.shape, array.size


@misconception(of="describe", hint="The outermost axis comes first in the shape.")
def describe_turns_the_shape_round(tensor):
    array = np.asarray(tensor)
    return array.ndim, array.shape[::-1], array.size


@misconception(of="describe", hint="A tensor may have more than two axes, or fewer.")
def describe_expects_a_matrix(tensor):
    rows, columns = len(tensor), len(tensor[0])
    return 2, (rows, columns), rows * columns


@misconception(of="describe", hint="The size is a number of elements, not of bytes.")
def describe_counts_bytes(tensor):
    array = np.asarray(tensor)
    return array.ndim, array.shape, array.nbytes


@misconception(of="describe", hint="Zeros are numbers too: count all elements.")
def describe_counts_what_is_not_zero(tensor):
    array = np.asarray(tensor)
    return array.ndim, array.shape, int(np.count_nonzero(array))


@misconception(of="describe", hint="Equal numbers all count: the size ignores values.")
def describe_counts_different_numbers(tensor):
    array = np.asarray(tensor)
    return array.ndim, array.shape, len(np.unique(array))


@misconception(of="describe", hint="The innermost lists are an axis as well.")
def describe_stops_one_level_early(tensor):
    array = np.asarray(tensor)
    return max(array.ndim - 1, 0), array.shape[:-1], math.prod(array.shape[:-1])


@misconception(of="describe", hint="Do not fix the batch axis: a shape says how long each axis is.")
def describe_leaves_the_batch_open(tensor):
    array = np.asarray(tensor)
    shape = (None, *array.shape[1:]) if array.ndim > 1 else array.shape
    return array.ndim, shape, array.size


@misconception(of="describe", hint="Return rank, shape and size, all three of them.")
def describe_only_the_shape(tensor):
    return np.asarray(tensor).shape


@misconception(
    of="describe", hint="Do not turn the tensor that you were given into something else."
)
def describe_empties_the_list(tensor):
    array = np.array(tensor)
    if isinstance(tensor, list):
        tensor.clear()
    elif isinstance(tensor, np.ndarray):
        tensor.shape = (tensor.size,)
    return array.ndim, array.shape, array.size


# corner_column_row


@misconception(of="corner_column_row", hint="The column comes before the row.")
def corner_column_row_exchanges_them(a):
    return a[0, 0], a[0], a[:, 0]


@misconception(
    of="corner_column_row", hint="One index takes its axis away: no second axis is left to index."
)
def corner_column_row_indexes_twice(a):
    return a[0][0], a[0][:, 0], a[0]


@misconception(
    of="corner_column_row",
    hint="A colon alone selects everything, so the index after it takes a row again.",
)
def corner_column_row_slices_the_row(a):
    return a[0][0], a[:][0], a[0][:]


@misconception(of="corner_column_row", hint="You give the last column and row, not the first.")
def corner_column_row_gives_the_last(a):
    return a[-1, -1], a[:, -1], a[-1]


@misconception(of="corner_column_row", hint="Counting begins at 0.")
def corner_column_row_counts_from_one(a):
    return a[1, 1], a[:, 1], a[1]


@misconception(of="corner_column_row", hint="A slice keeps its axis; an index takes it away.")
def corner_column_row_keeps_the_axes(a):
    return a[0, 0], a[:, :1], a[:1]


@misconception(of="corner_column_row", hint="The column should be a vector of one axis.")
def corner_column_row_gives_a_column_matrix(a):
    return a[0, 0], a[:, 0].reshape(-1, 1), a[0]


@misconception(of="corner_column_row", hint="The corner is the first element, not the last one.")
def corner_column_row_gives_the_far_corner(a):
    return a[-1, -1], a[:, 0], a[0]


@misconception(of="corner_column_row", hint="Column and row begin with the corner; keep it there.")
def corner_column_row_leaves_the_corner_out(a):
    return a[0, 0], a[1:, 0], a[0, 1:]


@misconception(
    of="corner_column_row", hint="A column has as many elements as the matrix has rows: take all."
)
def corner_column_row_as_long_as_the_shorter(a):
    shorter = min(a.shape)
    return a[0, 0], a[:shorter, 0], a[0, :shorter]


@misconception(of="corner_column_row", hint="You give the diagonal in place of the column.")
def corner_column_row_takes_the_diagonal(a):
    return a[0, 0], np.array([a[i, min(i, a.shape[1] - 1)] for i in range(len(a))]), a[0]


@misconception(of="corner_column_row", hint="Return all three, not the corner alone.")
def corner_column_row_only_the_corner(a):
    return a[0, 0]


@misconception(of="corner_column_row", hint="Keep the numbers as they are: they need not be bytes.")
def corner_column_row_in_bytes(a):
    kind = np.uint8 if a.dtype.kind in "iu" else a.dtype
    return a[0, 0], a[:, 0].astype(kind), a[0].astype(kind)


@misconception(of="corner_column_row", hint="The order in the matrix counts: do not sort.")
def corner_column_row_sorts(a):
    return a[0, 0], np.sort(a[:, 0]), np.sort(a[0])


@misconception(of="corner_column_row", hint="Read the matrix; do not write into it.")
def corner_column_row_clears_the_corner(a):
    corner, column, row = a[0, 0], a[:, 0].copy(), a[0].copy()
    a[0, 0] = 0
    return corner, column, row


# crop


@misconception(of="crop", hint="The first image axis is the rows: top belongs to it, then left.")
def crop_exchanges_top_and_left(images, top, left, height, width):
    return images[:, left : left + height, top : top + width]


@misconception(of="crop", hint="The height counts rows and the width counts columns.")
def crop_exchanges_height_and_width(images, top, left, height, width):
    return images[:, top : top + width, left : left + height]


@misconception(of="crop", hint="Rows come before columns: you cut as if it were (x, y).")
def crop_columns_before_rows(images, top, left, height, width):
    return images[:, left : left + width, top : top + height]


@misconception(of="crop", hint="A slice ends before its end: no 1 has to be added.")
def crop_includes_the_end(images, top, left, height, width):
    return images[:, top : top + height + 1, left : left + width + 1]


@misconception(of="crop", hint="The window is one row and one column too small.")
def crop_one_too_small(images, top, left, height, width):
    return images[:, top : top + height - 1, left : left + width - 1]


@misconception(of="crop", hint="A slice ends at a place, not after a length: where does it begin?")
def crop_takes_lengths_for_ends(images, top, left, height, width):
    return images[:, top:height, left:width]


@misconception(of="crop", hint="The batch axis comes first; you cut samples and rows.")
def crop_cuts_the_batch(images, top, left, height, width):
    return images[top : top + height, left : left + width]


@misconception(
    of="crop", hint="The last axis of a colour image is its channels: do not count from the end."
)
def crop_cuts_the_channels(images, top, left, height, width):
    return images[..., top : top + height, left : left + width]


@misconception(of="crop", hint="Cut every image of the batch, not only the first one.")
def crop_only_the_first_image(images, top, left, height, width):
    return images[0, top : top + height, left : left + width]


@misconception(of="crop", hint="Keep all the channels.")
def crop_only_one_channel(images, top, left, height, width):
    window = images[:, top : top + height, left : left + width]
    return window[..., 0] if window.ndim == 4 else window


@misconception(of="crop", hint="An image may have more than three channels: keep all of them.")
def crop_three_channels(images, top, left, height, width):
    window = images[:, top : top + height, left : left + width]
    return window[..., :3] if window.ndim == 4 else window


@misconception(of="crop", hint="Grey images have no channel axis, and the result gets none.")
def crop_adds_a_channel_axis(images, top, left, height, width):
    window = images[:, top : top + height, left : left + width]
    return window[..., np.newaxis] if window.ndim == 3 else window


@misconception(of="crop", hint="Axes of size 1 stay: a batch of one is still a batch.")
def crop_drops_axes_of_one(images, top, left, height, width):
    return np.squeeze(images[:, top : top + height, left : left + width])


@misconception(of="crop", hint="Rows and columns are counted from 0.")
def crop_counts_from_one(images, top, left, height, width):
    return images[:, max(top - 1, 0) :, max(left - 1, 0) :][:, :height, :width]


@misconception(of="crop", hint="Top and left are the window's first pixel, not its middle.")
def crop_takes_the_corner_for_the_middle(images, top, left, height, width):
    first_row, first_column = max(top - height // 2, 0), max(left - width // 2, 0)
    return images[:, first_row : first_row + height, first_column : first_column + width]


@misconception(of="crop", hint="Cut the window out instead of blackening what is around it.")
def crop_blackens_the_rest(images, top, left, height, width):
    result = np.zeros_like(images)
    window = images[:, top : top + height, left : left + width]
    result[:, top : top + height, left : left + width] = window
    return result


@misconception(of="crop", hint="Rows are counted from the top, and columns from the left.")
def crop_counts_from_the_other_edge(images, top, left, height, width):
    return images[:, ::-1, ::-1][:, top : top + height, left : left + width]


@misconception(
    of="crop", hint="Make a new array for the window: the images are not yours to change."
)
def crop_changes_the_images(images, top, left, height, width):
    window = images[:, top : top + height, left : left + width].copy()
    images[:, top : top + height, left : left + width] = 0
    return window


# join


@misconception(of="join", hint="Joining adds no axis: the rank stays as it is.")
def join_stacks(tensors, axis):
    return np.stack(tensors, axis=axis)


@misconception(of="join", hint="Axis -1 is the last one, and -2 the one before it.")
def join_negative_axis_off_by_one(tensors, axis):
    if axis < 0:
        axis = max(tensors[0].ndim + axis - 1, 0)
    return np.concatenate(tensors, axis=axis)


@misconception(of="join", hint="Each tensor of the list is used once: you repeat the first.")
def join_repeats_the_first(tensors, axis):
    return np.concatenate([tensors[0]] * len(tensors), axis=axis)


@misconception(of="join", hint="Use the axis that you are given.")
def join_always_along_the_first_axis(tensors, axis):
    return np.concatenate(tensors)


@misconception(of="join", hint="Use the axis that you are given, not always the last.")
def join_always_along_the_last_axis(tensors, axis):
    return np.concatenate(tensors, axis=-1)


@misconception(of="join", hint="Negative axes are allowed: they count from the end.")
def join_drops_the_sign(tensors, axis):
    return np.concatenate(tensors, axis=abs(axis))


@misconception(of="join", hint="The list may hold more than two tensors.")
def join_only_two(tensors, axis):
    return np.concatenate(tensors[:2], axis=axis)


@misconception(of="join", hint="A list of one tensor is allowed.")
def join_needs_two(tensors, axis):
    first, second, *others = tensors
    return np.concatenate([first, second, *others], axis=axis)


@misconception(of="join", hint="Keep the order of the list.")
def join_turns_the_order_round(tensors, axis):
    return np.concatenate(tensors[::-1], axis=axis)


@misconception(of="join", hint="The result keeps its axes; do not flatten it.")
def join_flattens(tensors, axis):
    return np.concatenate(tensors, axis=None)


@misconception(of="join", hint="With arrays, + adds the numbers; it does not join.")
def join_adds(tensors, axis):
    total = tensors[0].astype(float)
    for tensor in tensors[1:]:
        total = total + tensor
    return total


@misconception(
    of="join", hint="A name such as hstack means one axis only; any axis may be asked for."
)
def join_rows_or_columns_only(tensors, axis):
    return np.vstack(tensors) if axis == 0 else np.hstack(tensors)


@misconception(of="join", hint="The type of the first tensor truncates the numbers of the others.")
def join_in_the_type_of_the_first(tensors, axis):
    kind = tensors[0].dtype
    return np.concatenate([tensor.astype(kind) for tensor in tensors], axis=axis)


@misconception(of="join", hint="Numbers that occur twice belong in the result twice.")
def join_like_a_set(tensors, axis):
    return np.unique(np.concatenate(tensors, axis=axis), axis=axis)


@misconception(of="join", hint="Do not take the tensors out of the list: it is not yours.")
def join_empties_the_list(tensors, axis):
    result = tensors.pop(0)
    while tensors:
        result = np.concatenate([result, tensors.pop(0)], axis=axis)
    return result


# stack


@misconception(of="stack", hint="Stacking adds an axis; you join along one that is there.")
def stack_joins(tensors, axis=0):
    return np.concatenate(tensors, axis=min(axis, tensors[0].ndim - 1))


@misconception(
    of="stack", hint="The new axis counts too: -1 means last in the result, not last but one."
)
def stack_counts_in_the_old_rank(tensors, axis=0):
    if axis < 0:
        axis = max(axis + tensors[0].ndim, 0)
    return np.stack(tensors, axis=axis)


@misconception(of="stack", hint="The new axis is at the wrong end of the shape.")
def stack_transposes(tensors, axis=0):
    return np.stack(tensors, axis=axis).T


@misconception(of="stack", hint="Use the axis that you are given.")
def stack_always_first(tensors, axis=0):
    return np.stack(tensors)


@misconception(of="stack", hint="Use the axis that you are given, not always the last place.")
def stack_always_last(tensors, axis=0):
    return np.stack(tensors, axis=-1)


@misconception(of="stack", hint="Without an axis the new one comes first.")
def stack_last_by_default(tensors, axis=-1):
    return np.stack(tensors, axis=axis)


@misconception(
    of="stack", hint="Reshaping cannot put an axis between others: it only cuts differently."
)
def stack_reshapes(tensors, axis=0):
    stacked = np.stack(tensors)
    shape = list(tensors[0].shape)
    place = axis if axis >= 0 else axis + len(shape) + 1
    shape.insert(place, len(tensors))
    return stacked.reshape(shape)


@misconception(of="stack", hint="A list of one tensor also gets a new axis.")
def stack_leaves_a_single_tensor(tensors, axis=0):
    return tensors[0] if len(tensors) == 1 else np.stack(tensors, axis=axis)


@misconception(of="stack", hint="The list may hold more than two tensors.")
def stack_only_two(tensors, axis=0):
    return np.stack(tensors[:2], axis=axis)


@misconception(of="stack", hint="Keep the order of the list.")
def stack_turns_the_order_round(tensors, axis=0):
    return np.stack(tensors[::-1], axis=axis)


@misconception(of="stack", hint="Each tensor of the list is used once: you repeat the first.")
def stack_repeats_the_first(tensors, axis=0):
    return np.stack([tensors[0]] * len(tensors), axis=axis)


@misconception(of="stack", hint="Negative places are allowed: they count from the end.")
def stack_drops_the_sign(tensors, axis=0):
    return np.stack(tensors, axis=abs(axis))


@misconception(of="stack", hint="The tensors may have any rank, not only one axis.")
def stack_vectors_only(tensors, axis=0):
    return np.vstack(tensors) if axis in (0, -2) else np.column_stack(tensors)


@misconception(of="stack", hint="The type of the first tensor truncates the numbers of the others.")
def stack_in_the_type_of_the_first(tensors, axis=0):
    return np.stack([tensor.astype(tensors[0].dtype) for tensor in tensors], axis=axis)


@misconception(of="stack", hint="Do not take the tensors out of the list: it is not yours.")
def stack_empties_the_list(tensors, axis=0):
    taken = [tensors.pop(0) for _ in range(len(tensors))]
    return np.stack(taken, axis=axis)


# reduce


@misconception(of="reduce", hint="The axis that is named goes away; you keep it instead.")
def reduce_keeps_the_axis(x, how, axis=None, keepdims=False):
    if axis is None or isinstance(axis, tuple):
        return getattr(np, how)(x, axis=axis, keepdims=keepdims)
    others = tuple(other for other in range(x.ndim) if other != axis % x.ndim)
    return getattr(np, how)(x, axis=others, keepdims=keepdims)


@misconception(of="reduce", hint="The mean of integers may have a fraction.")
def reduce_mean_in_integers(x, how, axis=None, keepdims=False):
    result = getattr(np, how)(x, axis=axis, keepdims=keepdims)
    if how == "mean" and x.dtype.kind in "iub":
        result = np.floor(result)
    return result


@misconception(of="reduce", hint="Any asks whether there is one, not how many there are.")
def reduce_any_counts(x, how, axis=None, keepdims=False):
    if how == "any":
        return np.count_nonzero(x, axis=axis, keepdims=keepdims)
    return getattr(np, how)(x, axis=axis, keepdims=keepdims)


@misconception(of="reduce", hint="Any is not the sum: the numbers may cancel.")
def reduce_any_is_the_sum(x, how, axis=None, keepdims=False):
    if how == "any":
        return np.sum(x, axis=axis, keepdims=keepdims) != 0
    return getattr(np, how)(x, axis=axis, keepdims=keepdims)


@misconception(of="reduce", hint="Negative numbers are different from 0 as well.")
def reduce_any_asks_for_positive_numbers(x, how, axis=None, keepdims=False):
    if how in ("any", "all"):
        x = x > 0
    return getattr(np, how)(x, axis=axis, keepdims=keepdims)


@misconception(of="reduce", hint="A fraction is different from 0: do not truncate it first.")
def reduce_any_cuts_fractions(x, how, axis=None, keepdims=False):
    if how in ("any", "all"):
        x = x.astype(int)
    return getattr(np, how)(x, axis=axis, keepdims=keepdims)


@misconception(of="reduce", hint="Maximum and minimum obey the axis too: do not flatten.")
def reduce_max_of_everything(x, how, axis=None, keepdims=False):
    if how in ("max", "min"):
        axis = None
    return getattr(np, how)(x, axis=axis, keepdims=keepdims)


@misconception(of="reduce", hint="All and any are different questions.")
def reduce_exchanges_any_and_all(x, how, axis=None, keepdims=False):
    how = {"any": "all", "all": "any"}.get(how, how)
    return getattr(np, how)(x, axis=axis, keepdims=keepdims)


@misconception(of="reduce", hint="Maximum and minimum are exchanged.")
def reduce_exchanges_max_and_min(x, how, axis=None, keepdims=False):
    how = {"max": "min", "min": "max"}.get(how, how)
    return getattr(np, how)(x, axis=axis, keepdims=keepdims)


@misconception(of="reduce", hint='"prod" is the product, not the sum.')
def reduce_product_is_a_sum(x, how, axis=None, keepdims=False):
    how = "sum" if how == "prod" else how
    return getattr(np, how)(x, axis=axis, keepdims=keepdims)


@misconception(of="reduce", hint='"max" asks for the greatest number, not for its place.')
def reduce_gives_the_place(x, how, axis=None, keepdims=False):
    if how in ("max", "min") and not isinstance(axis, tuple):
        return getattr(np, f"arg{how}")(x, axis=axis, keepdims=keepdims)
    return getattr(np, how)(x, axis=axis, keepdims=keepdims)


@misconception(of="reduce", hint="The mean is not the median.")
def reduce_mean_is_the_median(x, how, axis=None, keepdims=False):
    function = np.median if how == "mean" else getattr(np, how)
    return function(x, axis=axis, keepdims=keepdims)


@misconception(of="reduce", hint="Without an axis all of them go away, not only the first.")
def reduce_the_first_axis_by_default(x, how, axis=0, keepdims=False):
    axis = 0 if axis is None else axis
    return getattr(np, how)(x, axis=axis, keepdims=keepdims)


@misconception(of="reduce", hint="Use the keepdims that you are given.")
def reduce_ignores_keepdims(x, how, axis=None, keepdims=False):
    return getattr(np, how)(x, axis=axis)


@misconception(of="reduce", hint="Reduced axes stay only where keepdims is true.")
def reduce_always_keeps_dimensions(x, how, axis=None, keepdims=False):
    return getattr(np, how)(x, axis=axis, keepdims=True)


@misconception(of="reduce", hint="With keepdims the axis of size 1 stays where the axis was.")
def reduce_keeps_dimensions_in_front(x, how, axis=None, keepdims=False):
    result = getattr(np, how)(x, axis=axis)
    if keepdims:
        result = np.reshape(result, (1,) * (x.ndim - np.ndim(result)) + np.shape(result))
    return result


@misconception(of="reduce", hint="A tuple names several axes; all of them go away.")
def reduce_the_first_of_several_axes(x, how, axis=None, keepdims=False):
    axis = axis[0] if isinstance(axis, tuple) else axis
    return getattr(np, how)(x, axis=axis, keepdims=keepdims)


@misconception(
    of="reduce", hint="When one axis is gone, the others are renumbered: mind the order."
)
def reduce_one_axis_after_the_other(x, how, axis=None, keepdims=False):
    if not isinstance(axis, tuple):
        return getattr(np, how)(x, axis=axis, keepdims=keepdims)
    for one in axis:
        x = getattr(np, how)(x, axis=min(one, x.ndim - 1), keepdims=keepdims)
    return x


@misconception(of="reduce", hint="The sum of small integers needs a wider type than they have.")
def reduce_wraps_around(x, how, axis=None, keepdims=False):
    result = getattr(np, how)(x, axis=axis, keepdims=keepdims)
    return result.astype(x.dtype) if how in ("sum", "prod") else result


@misconception(of="reduce", hint="The product of small integers needs a wider type than they have.")
def reduce_product_wraps_around(x, how, axis=None, keepdims=False):
    if how == "prod":
        return np.prod(x, axis=axis, keepdims=keepdims, dtype=x.dtype)
    return getattr(np, how)(x, axis=axis, keepdims=keepdims)


@misconception(of="reduce", hint="All numbers may be negative: do not begin the maximum with 0.")
def reduce_begins_with_zero(x, how, axis=None, keepdims=False):
    if how in ("max", "min"):
        return getattr(np, how)(x, axis=axis, keepdims=keepdims, initial=0)
    return getattr(np, how)(x, axis=axis, keepdims=keepdims)


@misconception(of="reduce", hint="Truth values are numbers here: True counts as 1 in a sum.")
def reduce_truth_values_stay_true(x, how, axis=None, keepdims=False):
    result = getattr(np, how)(x, axis=axis, keepdims=keepdims)
    return result.astype(bool) if x.dtype == bool else result


@misconception(of="reduce", hint="Reduce into a new array, not into the one that you were given.")
def reduce_in_place(x, how, axis=None, keepdims=False):
    if how in ("any", "all"):
        x[x != 0] = 1
    elif how == "mean" and x.dtype.kind == "f":
        x /= x.size if axis is None else np.prod(np.take(x.shape, axis))
        return np.sum(x, axis=axis, keepdims=keepdims)
    return getattr(np, how)(x, axis=axis, keepdims=keepdims)


# segment_reduce


@misconception(of="segment_reduce", hint="The rows of a segment need not be adjacent.")
def segment_reduce_supposes_order(values, segments, count, how):
    result = np.zeros((count, *values.shape[1:]))
    starts = np.flatnonzero(np.r_[True, segments[1:] != segments[:-1]])
    for start, end in zip(starts, np.r_[starts[1:], len(segments)], strict=True):
        result[segments[start]] = getattr(np, how)(values[start:end], axis=0)
    return result


@misconception(
    of="segment_reduce", hint="`out[segments] += values` counts a segment that repeats only once."
)
def segment_reduce_counts_repeats_once(values, segments, count, how):
    result = np.zeros((count, *values.shape[1:]))
    if how == "max":
        result -= np.inf
        np.maximum.at(result, segments, values)
        return result
    result[segments] += values
    return result


@misconception(of="segment_reduce", hint="Divide by the number of rows of the segment, not by all.")
def segment_reduce_mean_of_all_rows(values, segments, count, how):
    result = np.zeros((count, *values.shape[1:]))
    for segment in np.unique(segments):
        own = values[segments == segment]
        if how == "mean":
            result[segment] = np.sum(own, axis=0) / len(values)
        else:
            result[segment] = getattr(np, how)(own, axis=0)
    return result


@misconception(of="segment_reduce", hint="Divide by the rows of each segment, not by the segments.")
def segment_reduce_mean_over_segments(values, segments, count, how):
    result = np.zeros((count, *values.shape[1:]))
    for segment in np.unique(segments):
        own = values[segments == segment]
        if how == "mean":
            result[segment] = np.sum(own, axis=0) / count
        else:
            result[segment] = getattr(np, how)(own, axis=0)
    return result


@misconception(of="segment_reduce", hint="Values may have rows of several features.")
def segment_reduce_one_feature(values, segments, count, how):
    result = np.zeros(count)
    for segment in np.unique(segments):
        result[segment] = getattr(np, how)(values[segments == segment])
    return result


@misconception(of="segment_reduce", hint="Each feature is reduced by itself: keep the columns.")
def segment_reduce_mixes_the_features(values, segments, count, how):
    result = np.zeros((count, *values.shape[1:]))
    for segment in np.unique(segments):
        result[segment] = getattr(np, how)(values[segments == segment])
    return result


@misconception(of="segment_reduce", hint="A segment without rows has the mean 0, not not-a-number.")
def segment_reduce_divides_by_zero(values, segments, count, how):
    if how == "max":
        return np.array([np.max(values[segments == k], axis=0) for k in range(count)])
    sums = np.array([np.sum(values[segments == k], axis=0) for k in range(count)], dtype=float)
    if how == "mean":
        rows = np.bincount(segments, minlength=count).astype(float)
        with np.errstate(invalid="ignore"):
            sums = (sums.T / rows).T
    return sums


@misconception(of="segment_reduce", hint="Segments without rows stay in the result.")
def segment_reduce_leaves_empty_ones_out(values, segments, count, how):
    used = np.unique(segments)
    return np.array([getattr(np, how)(values[segments == k], axis=0) for k in used])


@misconception(of="segment_reduce", hint="The last segments may be empty: use count.")
def segment_reduce_counts_the_segments_itself(values, segments, count, how):
    result = np.zeros((int(segments.max()) + 1, *values.shape[1:]))
    for segment in np.unique(segments):
        result[segment] = getattr(np, how)(values[segments == segment], axis=0)
    return result


@misconception(of="segment_reduce", hint="All values of a segment may be negative.")
def segment_reduce_begins_the_maximum_with_zero(values, segments, count, how):
    result = np.zeros((count, *values.shape[1:]))
    if how == "max":
        np.maximum.at(result, segments, values)
        return result
    for segment in np.unique(segments):
        result[segment] = getattr(np, how)(values[segments == segment], axis=0)
    return result


@misconception(of="segment_reduce", hint="Segments are numbered from 0.")
def segment_reduce_numbers_from_one(values, segments, count, how):
    result = np.zeros((count, *values.shape[1:]))
    for segment in range(1, count + 1):
        own = values[segments == segment]
        if len(own):
            result[segment - 1] = getattr(np, how)(own, axis=0)
    return result


@misconception(
    of="segment_reduce", hint="Row k belongs to segment k, whichever segment comes first."
)
def segment_reduce_in_order_of_appearance(values, segments, count, how):
    result = np.zeros((count, *values.shape[1:]))
    for place, segment in enumerate(dict.fromkeys(segments.tolist())):
        result[place] = getattr(np, how)(values[segments == segment], axis=0)
    return result


@misconception(of="segment_reduce", hint="Small integer types wrap around when they are added up.")
def segment_reduce_wraps_around(values, segments, count, how):
    result = np.zeros((count, *values.shape[1:]), dtype=values.dtype)
    if how == "max":
        for segment in np.unique(segments):
            result[segment] = np.max(values[segments == segment], axis=0)
        return result
    np.add.at(result, segments, values)
    if how == "mean":
        rows = np.maximum(np.bincount(segments, minlength=count), 1)
        return (result.T / rows).T
    return result


@misconception(of="segment_reduce", hint="The mean of integers may have a fraction.")
def segment_reduce_cuts_the_mean(values, segments, count, how):
    result = np.zeros((count, *values.shape[1:]), dtype=np.int64)
    if values.dtype.kind == "f":
        result = result.astype(float)
    for segment in np.unique(segments):
        result[segment] = getattr(np, how)(values[segments == segment], axis=0)
    return result


@misconception(of="segment_reduce", hint='"max" and "mean" have their own meaning: obey how.')
def segment_reduce_always_adds(values, segments, count, how):
    result = np.zeros((count, *values.shape[1:]))
    np.add.at(result, segments, values)
    return result


@misconception(of="segment_reduce", hint="Equal values of a segment all count.")
def segment_reduce_drops_equal_values(values, segments, count, how):
    result = np.zeros((count, *values.shape[1:]))
    for segment in np.unique(segments):
        own = np.unique(values[segments == segment], axis=0)
        result[segment] = getattr(np, how)(own, axis=0)
    return result


@misconception(of="segment_reduce", hint="The maximum is taken feature by feature, not row by row.")
def segment_reduce_takes_the_greatest_row(values, segments, count, how):
    result = np.zeros((count, *values.shape[1:]))
    for segment in np.unique(segments):
        own = values[segments == segment]
        if how == "max" and own.ndim == 2:
            result[segment] = own[np.argmax(own.sum(axis=1))]
        else:
            result[segment] = getattr(np, how)(own, axis=0)
    return result


@misconception(
    of="segment_reduce", hint="Sort a copy: the arrays that you were given stay as they are."
)
def segment_reduce_sorts_in_place(values, segments, count, how):
    order = np.argsort(segments, kind="stable")
    values[:], segments[:] = values[order], segments[order]
    result = np.zeros((count, *values.shape[1:]))
    for segment in np.unique(segments):
        result[segment] = getattr(np, how)(values[segments == segment], axis=0)
    return result


# pad_ragged


@misconception(of="pad_ragged", hint="Pad at the end of each sequence, not at the front.")
def pad_ragged_in_front(sequences, value=0):
    longest = max(map(len, sequences))
    padded = np.full((len(sequences), longest), value, dtype=float)
    mask = np.zeros((len(sequences), longest))
    for row, sequence in enumerate(sequences):
        padded[row, longest - len(sequence) :] = sequence
        mask[row, longest - len(sequence) :] = 1
    return padded, mask


@misconception(
    of="pad_ragged", hint="A real number may equal the filling: take the mask from the lengths."
)
def pad_ragged_reads_the_mask_off(sequences, value=0):
    longest = max(map(len, sequences))
    padded = np.full((len(sequences), longest), value, dtype=float)
    for row, sequence in enumerate(sequences):
        padded[row, : len(sequence)] = sequence
    return padded, padded != value


@misconception(of="pad_ragged", hint="A zero in a sequence is a real number: its mask is 1.")
def pad_ragged_masks_zeros(sequences, value=0):
    longest = max(map(len, sequences))
    padded = np.full((len(sequences), longest), value, dtype=float)
    mask = np.zeros((len(sequences), longest))
    for row, sequence in enumerate(sequences):
        padded[row, : len(sequence)] = sequence
        mask[row, : len(sequence)] = sequence != 0
    return padded, mask


@misconception(
    of="pad_ragged", hint="The type of the first sequence truncates the numbers of the others."
)
def pad_ragged_in_the_type_of_the_first(sequences, value=0):
    longest = max(map(len, sequences))
    padded = np.full((len(sequences), longest), value).astype(sequences[0].dtype)
    mask = np.zeros((len(sequences), longest))
    for row, sequence in enumerate(sequences):
        padded[row, : len(sequence)] = sequence.astype(padded.dtype)
        mask[row, : len(sequence)] = 1
    return padded, mask


@misconception(of="pad_ragged", hint="The sequences may have fractions: do not pad in integers.")
def pad_ragged_in_integers(sequences, value=0):
    longest = max(map(len, sequences))
    padded = np.full((len(sequences), longest), int(value))
    mask = np.zeros((len(sequences), longest))
    for row, sequence in enumerate(sequences):
        padded[row, : len(sequence)] = sequence
        mask[row, : len(sequence)] = 1
    return padded, mask


@misconception(of="pad_ragged", hint="The filling itself may be a fraction, even among integers.")
def pad_ragged_cuts_the_filling(sequences, value=0):
    kind = np.result_type(*sequences)
    longest = max(map(len, sequences))
    padded = np.full((len(sequences), longest), value, dtype=float).astype(np.int64)
    padded = padded.astype(np.promote_types(kind, np.int64))
    mask = np.zeros((len(sequences), longest))
    for row, sequence in enumerate(sequences):
        padded[row, : len(sequence)] = sequence
        mask[row, : len(sequence)] = 1
    return padded, mask


@misconception(of="pad_ragged", hint="The filling may be a number other than 0: use value.")
def pad_ragged_always_zero(sequences, value=0):
    longest = max(map(len, sequences))
    padded, mask = np.zeros((2, len(sequences), longest))
    for row, sequence in enumerate(sequences):
        padded[row, : len(sequence)] = sequence
        mask[row, : len(sequence)] = 1
    return padded, mask


@misconception(of="pad_ragged", hint="The mask is 1 at real numbers and 0 at the filling.")
def pad_ragged_mask_the_other_way(sequences, value=0):
    longest = max(map(len, sequences))
    padded = np.full((len(sequences), longest), value, dtype=float)
    mask = np.ones((len(sequences), longest))
    for row, sequence in enumerate(sequences):
        padded[row, : len(sequence)] = sequence
        mask[row, : len(sequence)] = 0
    return padded, mask


@misconception(of="pad_ragged", hint="The longest sequence need not be the first one.")
def pad_ragged_as_long_as_the_first(sequences, value=0):
    length = len(sequences[0])
    padded = np.full((len(sequences), length), value, dtype=float)
    mask = np.zeros((len(sequences), length))
    for row, sequence in enumerate(sequences):
        kept = sequence[:length]
        padded[row, : len(kept)] = kept
        mask[row, : len(kept)] = 1
    return padded, mask


@misconception(of="pad_ragged", hint="Pad to the longest sequence; do not cut to the shortest.")
def pad_ragged_cuts_to_the_shortest(sequences, value=0):
    shortest = min(map(len, sequences))
    cut = np.array([sequence[:shortest] for sequence in sequences])
    return cut, np.ones(cut.shape)


@misconception(of="pad_ragged", hint="The sequences are rows of the batch, not columns.")
def pad_ragged_transposed(sequences, value=0):
    longest = max(map(len, sequences))
    padded = np.full((longest, len(sequences)), value, dtype=float)
    mask = np.zeros((longest, len(sequences)))
    for column, sequence in enumerate(sequences):
        padded[: len(sequence), column] = sequence
        mask[: len(sequence), column] = 1
    return padded, mask


@misconception(
    of="pad_ragged",
    hint="The mask has a place for each number of the batch, not for each sequence.",
)
def pad_ragged_mask_of_lengths(sequences, value=0):
    longest = max(map(len, sequences))
    padded = np.full((len(sequences), longest), value, dtype=float)
    for row, sequence in enumerate(sequences):
        padded[row, : len(sequence)] = sequence
    return padded, np.array([len(sequence) for sequence in sequences])


@misconception(of="pad_ragged", hint="The filling must not repeat the last number of the sequence.")
def pad_ragged_repeats_the_last(sequences, value=0):
    longest = max(map(len, sequences))
    padded = np.full((len(sequences), longest), value, dtype=float)
    mask = np.zeros((len(sequences), longest))
    for row, sequence in enumerate(sequences):
        padded[row, : len(sequence)] = sequence
        if len(sequence):
            padded[row, len(sequence) :] = sequence[-1]
        mask[row, : len(sequence)] = 1
    return padded, mask


@misconception(of="pad_ragged", hint="A sequence of length 0 keeps its row in the batch.")
def pad_ragged_leaves_empty_ones_out(sequences, value=0):
    sequences = [sequence for sequence in sequences if len(sequence)]
    longest = max(map(len, sequences))
    padded = np.full((len(sequences), longest), value, dtype=float)
    mask = np.zeros((len(sequences), longest))
    for row, sequence in enumerate(sequences):
        padded[row, : len(sequence)] = sequence
        mask[row, : len(sequence)] = 1
    return padded, mask


@misconception(of="pad_ragged", hint="Return the padded batch first and the mask second.")
def pad_ragged_mask_first(sequences, value=0):
    longest = max(map(len, sequences))
    padded = np.full((len(sequences), longest), value, dtype=float)
    mask = np.zeros((len(sequences), longest))
    for row, sequence in enumerate(sequences):
        padded[row, : len(sequence)] = sequence
        mask[row, : len(sequence)] = 1
    return mask, padded


@misconception(of="pad_ragged", hint="The mask is missing from what you return.")
def pad_ragged_without_the_mask(sequences, value=0):
    longest = max(map(len, sequences))
    padded = np.full((len(sequences), longest), value, dtype=float)
    for row, sequence in enumerate(sequences):
        padded[row, : len(sequence)] = sequence
    return padded


@misconception(of="pad_ragged", hint="The order of the sequences is not yours to change.")
def pad_ragged_sorts_the_list(sequences, value=0):
    sequences.sort(key=len, reverse=True)
    padded = np.full((len(sequences), len(sequences[0])), value, dtype=float)
    mask = np.zeros(padded.shape)
    for row, sequence in enumerate(sequences):
        padded[row, : len(sequence)] = sequence
        mask[row, : len(sequence)] = 1
    return padded, mask


@misconception(
    of="pad_ragged", hint="Build a new batch; do not lengthen the sequences in the list."
)
def pad_ragged_replaces_the_sequences(sequences, value=0):
    lengths = [len(sequence) for sequence in sequences]
    longest = max(lengths)
    for row, sequence in enumerate(sequences):
        sequences[row] = np.append(sequence, np.full(longest - len(sequence), value, dtype=float))
    return np.array(sequences), np.arange(longest) < np.array(lengths)[:, np.newaxis]


# broadcast_shape


@misconception(of="broadcast_shape", hint="Align the shapes at the right: the last axes meet.")
def broadcast_shape_aligns_at_the_left(first, second):
    longer, shorter = (first, second) if len(first) >= len(second) else (second, first)
    shape = list(longer)
    for axis, size in enumerate(shorter):
        if size != shape[axis] and 1 not in (size, shape[axis]):
            return None
        shape[axis] = max(size, shape[axis])
    return tuple(shape)


@misconception(of="broadcast_shape", hint="An axis of size 1 is stretched to the other size.")
def broadcast_shape_takes_the_smaller(first, second):
    rank = max(len(first), len(second))
    first, second = (1,) * (rank - len(first)) + first, (1,) * (rank - len(second)) + second
    pairs = list(zip(first, second, strict=True))
    if any(a != b and 1 not in (a, b) for a, b in pairs):
        return None
    return tuple(min(pair) for pair in pairs)


@misconception(
    of="broadcast_shape", hint="Return None where the shapes do not fit; raise no error."
)
def broadcast_shape_raises(first, second):
    return np.broadcast_shapes(first, second)


@misconception(of="broadcast_shape", hint="Two different sizes fit only if one of them is 1.")
def broadcast_shape_never_refuses(first, second):
    rank = max(len(first), len(second))
    first, second = (1,) * (rank - len(first)) + first, (1,) * (rank - len(second)) + second
    return tuple(max(pair) for pair in zip(first, second, strict=True))


@misconception(of="broadcast_shape", hint="Axes of size 1 fit every size: equality is not needed.")
def broadcast_shape_needs_equal_sizes(first, second):
    shorter = min(len(first), len(second))
    if shorter and first[-shorter:] != second[-shorter:]:
        return None
    return max(first, second, key=len)


@misconception(of="broadcast_shape", hint="The shapes may have different ranks.")
def broadcast_shape_needs_equal_ranks(first, second):
    if len(first) != len(second):
        return None
    if any(a != b and 1 not in (a, b) for a, b in zip(first, second, strict=True)):
        return None
    return tuple(map(max, first, second))


@misconception(of="broadcast_shape", hint="The first axes of the longer shape are missing.")
def broadcast_shape_stops_at_the_shorter(first, second):
    shape = []
    for a, b in zip(reversed(first), reversed(second), strict=False):
        if a != b and 1 not in (a, b):
            return None
        shape.append(max(a, b))
    return tuple(reversed(shape))


@misconception(
    of="broadcast_shape", hint="You went from the last axis to the first: reverse the result."
)
def broadcast_shape_turned_round(first, second):
    rank = max(len(first), len(second))
    first, second = (1,) * (rank - len(first)) + first, (1,) * (rank - len(second)) + second
    pairs = list(zip(first, second, strict=True))
    if any(a != b and 1 not in (a, b) for a, b in pairs):
        return None
    return tuple(max(pair) for pair in reversed(pairs))


@misconception(of="broadcast_shape", hint="Every axis must fit, not only the last one.")
def broadcast_shape_looks_at_the_last_axis(first, second):
    if first and second and first[-1] != second[-1] and 1 not in (first[-1], second[-1]):
        return None
    rank = max(len(first), len(second))
    first, second = (1,) * (rank - len(first)) + first, (1,) * (rank - len(second)) + second
    return tuple(max(pair) for pair in zip(first, second, strict=True))


@misconception(
    of="broadcast_shape", hint="NumPy does not repeat an axis to a multiple of its size."
)
def broadcast_shape_repeats_multiples(first, second):
    rank = max(len(first), len(second))
    first, second = (1,) * (rank - len(first)) + first, (1,) * (rank - len(second)) + second
    pairs = list(zip(first, second, strict=True))
    if any(max(pair) % min(pair) for pair in pairs):
        return None
    return tuple(max(pair) for pair in pairs)


@misconception(of="broadcast_shape", hint="Both shapes can stretch, not only the second one.")
def broadcast_shape_stretches_the_second_only(first, second):
    if len(second) > len(first):
        return None
    padded = (1,) * (len(first) - len(second)) + second
    if any(b not in (1, a) for a, b in zip(first, padded, strict=True)):
        return None
    return first


@misconception(of="broadcast_shape", hint="A shape may be (): that of a number, which fits all.")
def broadcast_shape_needs_an_axis(first, second):
    if first[-1] != second[-1] and 1 not in (first[-1], second[-1]):
        return None
    try:
        return np.broadcast_shapes(first, second)
    except ValueError:
        return None


@misconception(of="broadcast_shape", hint="Sizes are compared place by place; axes are not sorted.")
def broadcast_shape_in_any_order(first, second):
    if sorted(first) == sorted(second) and 1 not in first:
        return first
    try:
        return np.broadcast_shapes(first, second)
    except ValueError:
        return None


@misconception(of="broadcast_shape", hint="Compare the shapes without making arrays so large.")
def broadcast_shape_makes_arrays(first, second):
    try:
        return (np.zeros(first, np.int8) + np.zeros(second, np.int8)).shape
    except ValueError:
        return None


@misconception(of="broadcast_shape", hint="Arrays are added, not multiplied as matrices.")
def broadcast_shape_of_a_matrix_product(first, second):
    if len(first) < 2 or len(second) < 2 or first[-1] != second[-2]:
        return None
    return (*first[:-1], second[-1])


@misconception(of="broadcast_shape", hint="Adding joins no axes: the sizes are not added up.")
def broadcast_shape_adds_the_sizes(first, second):
    rank = max(len(first), len(second))
    first, second = (0,) * (rank - len(first)) + first, (0,) * (rank - len(second)) + second
    return tuple(a + b for a, b in zip(first, second, strict=True))


@misconception(of="broadcast_shape", hint="Return None itself, not an empty shape.")
def broadcast_shape_empty_where_refused(first, second):
    try:
        return np.broadcast_shapes(first, second)
    except ValueError:
        return ()


# pairwise_distances


@misconception(of="pairwise_distances", hint="The root is missing: these are squared distances.")
def pairwise_distances_squared(a, b):
    return np.sum((a[:, np.newaxis].astype(float) - b) ** 2, axis=-1)


@misconception(of="pairwise_distances", hint="The points of a are the rows of the result.")
def pairwise_distances_transposed(a, b):
    return np.sqrt(np.sum((b[:, np.newaxis].astype(float) - a) ** 2, axis=-1))


@misconception(
    of="pairwise_distances", hint="The Euclidean distance squares the differences before the sum."
)
def pairwise_distances_along_the_streets(a, b):
    return np.sum(np.abs(a[:, np.newaxis].astype(float) - b), axis=-1)


@misconception(of="pairwise_distances", hint="All coordinates count, not only the greatest step.")
def pairwise_distances_greatest_difference(a, b):
    return np.max(np.abs(a[:, np.newaxis].astype(float) - b), axis=-1)


@misconception(of="pairwise_distances", hint="Small integer types wrap around: convert first.")
def pairwise_distances_wrap_around(a, b):
    if a.dtype == bool:
        a, b = a.astype(float), b.astype(float)
    return np.sqrt(np.sum((a[:, np.newaxis] - b).astype(float) ** 2, axis=-1))


@misconception(of="pairwise_distances", hint="Truth values cannot be subtracted: convert first.")
def pairwise_distances_not_of_truth_values(a, b):
    if a.dtype != bool:
        a = a.astype(float)
    return np.sqrt(np.sum((a[:, np.newaxis] - b) ** 2, axis=-1))


@misconception(
    of="pairwise_distances", hint="This formula subtracts nearly equal numbers; take differences."
)
def pairwise_distances_expands_the_square(a, b):
    a, b = a.astype(float), b.astype(float)
    squares = np.sum(a**2, axis=1)[:, np.newaxis] + np.sum(b**2, axis=1) - 2 * a @ b.T
    return np.sqrt(np.maximum(squares, 0))


@misconception(of="pairwise_distances", hint="A small distance is not 0: do not cut it off.")
def pairwise_distances_cut_off_small_ones(a, b):
    a, b = a.astype(float), b.astype(float)
    squares = np.sum(a**2, axis=1)[:, np.newaxis] + np.sum(b**2, axis=1) - 2 * a @ b.T
    return np.sqrt(np.where(squares < 1e-6, 0, squares))


@misconception(of="pairwise_distances", hint="Single precision has too few digits for differences.")
def pairwise_distances_in_single_precision(a, b):
    differences = a[:, np.newaxis].astype(np.float32) - b.astype(np.float32)
    return np.sqrt(np.sum(differences**2, axis=-1))


@misconception(of="pairwise_distances", hint="Add nothing under the root: points may coincide.")
def pairwise_distances_add_epsilon(a, b):
    return np.sqrt(np.sum((a[:, np.newaxis].astype(float) - b) ** 2, axis=-1) + 1e-4)


@misconception(of="pairwise_distances", hint="Add up the squares over the coordinates; no mean.")
def pairwise_distances_average(a, b):
    return np.sqrt(np.mean((a[:, np.newaxis].astype(float) - b) ** 2, axis=-1))


@misconception(
    of="pairwise_distances", hint="Add the squares, not the differences, or they cancel."
)
def pairwise_distances_square_the_sum(a, b):
    return np.abs(np.sum(a[:, np.newaxis].astype(float) - b, axis=-1))


@misconception(of="pairwise_distances", hint="Pair every point of a with every point of b.")
def pairwise_distances_row_by_row(a, b):
    n = min(len(a), len(b))
    return np.sqrt(np.sum((a[:n].astype(float) - b[:n]) ** 2, axis=1))


@misconception(of="pairwise_distances", hint="Return a table of n rows and m columns.")
def pairwise_distances_flat(a, b):
    return np.sqrt(np.sum((a[:, np.newaxis].astype(float) - b) ** 2, axis=-1)).ravel()


@misconception(of="pairwise_distances", hint="The points are the rows, not the columns.")
def pairwise_distances_between_columns(a, b):
    return np.sqrt(np.sum((a.T[:, np.newaxis].astype(float) - b.T) ** 2, axis=-1))


@misconception(of="pairwise_distances", hint="You measure within a; the second set is b.")
def pairwise_distances_within_a(a, b):
    return np.sqrt(np.sum((a[:, np.newaxis].astype(float) - a) ** 2, axis=-1))


@misconception(of="pairwise_distances", hint="Do not round the distances.")
def pairwise_distances_rounded(a, b):
    return np.round(np.sqrt(np.sum((a[:, np.newaxis].astype(float) - b) ** 2, axis=-1)), 4)


@misconception(of="pairwise_distances", hint="The distance comes from differences, not products.")
def pairwise_distances_are_products(a, b):
    return a.astype(float) @ b.T.astype(float)


@misconception(of="pairwise_distances", hint="Points may have any number of coordinates, not two.")
def pairwise_distances_in_the_plane(a, b):
    differences = a[:, np.newaxis, :2].astype(float) - b[:, :2]
    return np.sqrt(np.sum(differences**2, axis=-1))


@misconception(of="pairwise_distances", hint="Take the differences in a new array, not in a.")
def pairwise_distances_in_place(a, b):
    result = np.empty((len(a), len(b)))
    for j, point in enumerate(b.astype(float)):
        if a.dtype.kind == "f":
            a -= point
            result[:, j] = np.sqrt(np.sum(a**2, axis=1))
            a += point
        else:
            result[:, j] = np.sqrt(np.sum((a - point) ** 2, axis=1))
    return result


# shape_of_difference


@misconception(
    of="shape_of_difference", hint="That would pair them one by one. Align the shapes at the right."
)
def shape_of_difference_vector():
    return "(n,)"


@misconception(of="shape_of_difference", hint="The targets have an axis that must go somewhere.")
def shape_of_difference_column():
    return "(n, 1)"


@misconception(of="shape_of_difference", hint="The column's first axis has size n, not 1.")
def shape_of_difference_row():
    return "(1, n)"


@misconception(
    of="shape_of_difference", hint="NumPy does add these. Which axes of size 1 are there?"
)
def shape_of_difference_refused():
    return "refused"


@misconception(
    of="shape_of_difference", hint="Answer with one of the five strings, spaces included."
)
def shape_of_difference_other_spelling():
    return "(n,n)"


@misconception(of="shape_of_difference", hint="Return the answer as a string, not as a tuple.")
def shape_of_difference_tuple():
    return ("n", "n")


# channels_first


@misconception(of="channels_first", hint="Reshape moves no axis: the pixels lose their places.")
def channels_first_reshapes(images):
    n, h, w, c = images.shape
    return images.reshape(n, c, h, w)


@misconception(of="channels_first", hint="The batch axis stays first; the channels come second.")
def channels_first_before_the_batch(images):
    return np.transpose(images, (3, 0, 1, 2))


@misconception(of="channels_first", hint="`.T` reverses all the axes, the batch axis too.")
def channels_first_turns_all_axes_round(images):
    return images.T


@misconception(of="channels_first", hint="Rows stay before columns: your images lie on their side.")
def channels_first_transposes_the_image(images):
    return np.swapaxes(images, 1, 3)


@misconception(of="channels_first", hint="The permutation goes the other way round.")
def channels_first_the_other_way(images):
    return np.transpose(images, (0, 2, 3, 1))


@misconception(of="channels_first", hint="You exchange rows and columns; the channels stay last.")
def channels_first_swaps_rows_and_columns(images):
    return np.transpose(images, (0, 2, 1, 3))


@misconception(of="channels_first", hint="The channels stay in their order: red stays the first.")
def channels_first_reverses_the_colours(images):
    return np.moveaxis(images[..., ::-1], -1, 1)


@misconception(of="channels_first", hint="Convert all images of the batch, not only the first.")
def channels_first_only_one_image(images):
    return np.transpose(images[0], (2, 0, 1))


@misconception(of="channels_first", hint="Axes of size 1 stay: a batch of one is still a batch.")
def channels_first_drops_axes_of_one(images):
    return np.squeeze(np.moveaxis(images, -1, 1))


@misconception(of="channels_first", hint="You return the images with their axes in the old order.")
def channels_first_does_nothing(images):
    return images


@misconception(of="channels_first", hint="An image need not have three channels.")
def channels_first_three_channels(images):
    return np.stack([images[..., channel] for channel in range(3)], axis=1)


@misconception(of="channels_first", hint="Write into a new array, not into the images.")
def channels_first_changes_the_shape(images):
    moved = np.moveaxis(images, -1, 1).copy()
    images[:] = moved.reshape(images.shape)
    return moved


# to_bytes


@misconception(of="to_bytes", hint="300 wraps around to 44: clip before you convert.")
def to_bytes_without_clipping(x):
    return np.round(x).astype(np.int64).astype(np.uint8)


@misconception(of="to_bytes", hint="The numbers are brightnesses already; do not scale them.")
def to_bytes_scales(x):
    return np.clip(np.round(x * 255.0), 0, 255).astype(np.uint8)


@misconception(of="to_bytes", hint="Black is 0: the least byte is not 1.")
def to_bytes_clips_to_one(x):
    return np.clip(np.round(x), 1, 255).astype(np.uint8)


@misconception(of="to_bytes", hint="White is 255: the greatest byte is not 254.")
def to_bytes_clips_to_254(x):
    return np.clip(np.round(x), 0, 254).astype(np.uint8)


@misconception(of="to_bytes", hint="256 is not a byte: it wraps around to 0.")
def to_bytes_clips_to_256(x):
    return np.clip(np.round(x), 0, 256).astype(np.int64).astype(np.uint8)


@misconception(of="to_bytes", hint="Converting cuts fractions off: round first.")
def to_bytes_cuts_fractions(x):
    return np.clip(x, 0, 255).astype(np.uint8)


@misconception(of="to_bytes", hint="Round to the nearest integer, not always up.")
def to_bytes_rounds_up(x):
    return np.clip(np.ceil(x), 0, 255).astype(np.uint8)


@misconception(of="to_bytes", hint="Negative numbers become 0: only the upper end is clipped.")
def to_bytes_clips_above_only(x):
    return np.minimum(np.round(x), 255).astype(np.int64).astype(np.uint8)


@misconception(of="to_bytes", hint="Numbers above 255 become 255: only the lower end is clipped.")
def to_bytes_clips_below_only(x):
    return np.maximum(np.round(x), 0).astype(np.int64).astype(np.uint8)


@misconception(of="to_bytes", hint="A negative brightness is black, not its absolute value.")
def to_bytes_takes_absolute_values(x):
    return np.clip(np.round(np.abs(x)), 0, 255).astype(np.uint8)


@misconception(of="to_bytes", hint="The result must have dtype uint8; yours still holds floats.")
def to_bytes_stays_float(x):
    return np.clip(np.round(x), 0, 255).astype(float)


@misconception(of="to_bytes", hint="The result must have dtype uint8, not another integer type.")
def to_bytes_in_wide_integers(x):
    return np.clip(np.round(x), 0, 255).astype(int)


@misconception(of="to_bytes", hint="int8 reaches only from -128 to 127; bytes have no sign.")
def to_bytes_with_sign(x):
    return np.clip(np.round(x), 0, 127).astype(np.uint8)


@misconception(of="to_bytes", hint="The remainder is what wrapping around gives: clip instead.")
def to_bytes_takes_the_remainder(x):
    return (np.round(x).astype(np.int64) % 256).astype(np.uint8)


@misconception(of="to_bytes", hint="Do not stretch the contrast: each number stands for itself.")
def to_bytes_stretches_the_contrast(x):
    x = x.astype(float)
    spread = np.ptp(x)
    scaled = (x - x.min()) / spread * 255 if spread else x
    return np.clip(np.round(scaled), 0, 255).astype(np.uint8)


@misconception(of="to_bytes", hint="An image with small numbers is a dark image: do not scale it.")
def to_bytes_scales_small_images(x):
    if x.max() <= 1:
        x = x * 255.0
    return np.clip(np.round(x), 0, 255).astype(np.uint8)


@misconception(of="to_bytes", hint="Add the half before the fraction is cut off, not after.")
def to_bytes_adds_a_half_too_late(x):
    return (np.clip(x, 0, 255).astype(np.uint8) + 0.5).astype(np.uint8)


@misconception(of="to_bytes", hint="Keep the shape of the argument.")
def to_bytes_flattens(x):
    return np.clip(np.round(x), 0, 255).astype(np.uint8).ravel()


@misconception(of="to_bytes", hint="Integers must be clipped as well as floats.")
def to_bytes_trusts_integers(x):
    if x.dtype.kind in "iu":
        return x.astype(np.uint8)
    return np.clip(np.round(x), 0, 255).astype(np.uint8)


@misconception(of="to_bytes", hint="Clip into a new array, not into the one you were given.")
def to_bytes_in_place(x):
    if x.dtype != bool:
        np.clip(x, 0, 255, out=x)
    return np.round(x.astype(float)).astype(np.uint8)


# one_hot


@misconception(of="one_hot", hint="The last class may be missing from the batch: use classes.")
def one_hot_counts_the_classes_itself(labels, classes):
    return np.eye(int(labels.max()) + 1)[labels]


@misconception(of="one_hot", hint="The classes of the batch are not all the classes there are.")
def one_hot_of_the_classes_seen(labels, classes):
    return (labels[:, np.newaxis] == np.unique(labels)).astype(float)


@misconception(of="one_hot", hint="There is a row for each label and a column for each class.")
def one_hot_transposed(labels, classes):
    return np.eye(classes)[labels].T


@misconception(of="one_hot", hint="One label gives a table of one row, not a vector.")
def one_hot_drops_the_axis_of_one_label(labels, classes):
    return np.squeeze(np.eye(classes)[labels])


@misconception(of="one_hot", hint="Classes are counted from 0: the first column is class 0.")
def one_hot_counts_from_one(labels, classes):
    return (labels[:, np.newaxis] == np.arange(1, classes + 1)).astype(float)


@misconception(
    of="one_hot", hint="You mark the columns of all labels in every row; each row has one label."
)
def one_hot_marks_every_row(labels, classes):
    rows = np.zeros((len(labels), classes))
    rows[:, labels] = 1
    return rows


@misconception(of="one_hot", hint="A 1 marks the class, not the label itself.")
def one_hot_writes_the_label(labels, classes):
    return np.eye(classes)[labels] * labels[:, np.newaxis]


@misconception(of="one_hot", hint="The class has a 1 and the others 0, not the reverse.")
def one_hot_the_other_way(labels, classes):
    return 1 - np.eye(classes)[labels]


@misconception(of="one_hot", hint="Only the class itself is marked, not all up to it.")
def one_hot_marks_all_up_to_it(labels, classes):
    return (np.arange(classes) <= labels[:, np.newaxis]).astype(float)


@misconception(of="one_hot", hint="The rows stay in the order of the labels: do not sort.")
def one_hot_sorts(labels, classes):
    return np.eye(classes)[np.sort(labels)]


@misconception(of="one_hot", hint="There is a row for each label, not for each class seen.")
def one_hot_drops_equal_labels(labels, classes):
    return np.eye(classes)[np.unique(labels)]


@misconception(of="one_hot", hint="Do not leave out a column, not even that of the last class.")
def one_hot_leaves_the_last_class_out(labels, classes):
    return np.eye(classes)[labels][:, :-1]


@misconception(of="one_hot", hint="Each label has a row of its own; do not add the rows up.")
def one_hot_counts_labels(labels, classes):
    return np.bincount(labels, minlength=classes)


@misconception(of="one_hot", hint="Small integer types wrap around when they are used for places.")
def one_hot_places_wrap_around(labels, classes):
    flat = np.zeros(len(labels) * classes)
    places = (np.arange(len(labels)) * classes).astype(labels.dtype) + labels
    flat[places] = 1
    return flat.reshape(len(labels), classes)


@misconception(of="one_hot", hint="Leave the labels as they are.")
def one_hot_in_place(labels, classes):
    rows = np.zeros((len(labels), classes))
    rows[np.arange(len(labels)), labels] = 1
    labels[:] = 1
    return rows


# masked_mean


@misconception(of="masked_mean", hint="Divide by the steps that count, not by all of them.")
def masked_mean_divides_by_all_steps(x, mask):
    from keras import ops

    kept = ops.cast(mask, "float32")[:, :, None]
    return ops.mean(ops.cast(x, "float32") * kept, axis=1)


@misconception(of="masked_mean", hint="Where no step counts, 0/0 is not a number: give 0 there.")
def masked_mean_divides_by_zero(x, mask):
    from keras import ops

    kept = ops.cast(mask, "float32")[:, :, None]
    return ops.sum(ops.cast(x, "float32") * kept, axis=1) / ops.sum(kept, axis=1)


@misconception(of="masked_mean", hint="The mask belongs to the steps: give it its new axis last.")
def masked_mean_mask_over_features(x, mask):
    from keras import ops

    kept = ops.cast(mask, "float32")[:, None, :]
    total = ops.sum(ops.cast(x, "float32") * kept, axis=1)
    return total / ops.maximum(ops.sum(ops.cast(mask, "float32"), axis=1, keepdims=True), 1)


@misconception(of="masked_mean", hint="The mean is over the steps, axis 1, not over the sequences.")
def masked_mean_over_sequences(x, mask):
    from keras import ops

    kept = ops.cast(mask, "float32")[:, :, None]
    total = ops.sum(ops.cast(x, "float32") * kept, axis=0)
    return total / ops.maximum(ops.sum(kept, axis=0), 1)


@misconception(of="masked_mean", hint="The mean is over the steps only: each feature has its own.")
def masked_mean_over_features_too(x, mask):
    from keras import ops

    kept = ops.cast(mask, "float32")[:, :, None] * ops.ones_like(ops.cast(x, "float32"))
    total = ops.sum(ops.cast(x, "float32") * kept, axis=(1, 2))
    return total / ops.maximum(ops.sum(kept, axis=(1, 2)), 1)


@misconception(of="masked_mean", hint="This is the sum; divide by the number of steps that count.")
def masked_mean_is_a_sum(x, mask):
    from keras import ops

    return ops.sum(ops.cast(x, "float32") * ops.cast(mask, "float32")[:, :, None], axis=1)


@misconception(of="masked_mean", hint="The mask is not used: all the steps count in your mean.")
def masked_mean_ignores_the_mask(x, mask):
    from keras import ops

    return ops.mean(ops.cast(x, "float32"), axis=1)


@misconception(of="masked_mean", hint="A 1 in the mask means that the step counts.")
def masked_mean_the_other_way(x, mask):
    from keras import ops

    kept = 1 - ops.cast(mask, "float32")[:, :, None]
    total = ops.sum(ops.cast(x, "float32") * kept, axis=1)
    return total / ops.maximum(ops.sum(kept, axis=1), 1)


@misconception(of="masked_mean", hint="The ones of a mask need not come first.")
def masked_mean_of_the_first_steps(x, mask):
    from keras import ops

    count = ops.sum(ops.cast(mask, "float32"), axis=1, keepdims=True)
    first = ops.cast(ops.arange(ops.shape(x)[1], dtype="float32") < count, "float32")[:, :, None]
    total = ops.sum(ops.cast(x, "float32") * first, axis=1)
    return total / ops.maximum(count, 1)


@misconception(of="masked_mean", hint="Each sequence has its own number of steps that count.")
def masked_mean_divides_by_one_count(x, mask):
    from keras import ops

    kept = ops.cast(mask, "float32")[:, :, None]
    count = ops.max(ops.sum(kept, axis=1))
    return ops.sum(ops.cast(x, "float32") * kept, axis=1) / ops.maximum(count, 1)


@misconception(
    of="masked_mean", hint="Add nothing to the number of steps: it makes means too small."
)
def masked_mean_adds_one(x, mask):
    from keras import ops

    kept = ops.cast(mask, "float32")[:, :, None]
    return ops.sum(ops.cast(x, "float32") * kept, axis=1) / (ops.sum(kept, axis=1) + 1)


@misconception(
    of="masked_mean", hint="What you add to avoid 0/0 is too large: it shows in every mean."
)
def masked_mean_adds_a_thousandth(x, mask):
    from keras import ops

    kept = ops.cast(mask, "float32")[:, :, None]
    return ops.sum(ops.cast(x, "float32") * kept, axis=1) / (ops.sum(kept, axis=1) + 1e-3)


@misconception(of="masked_mean", hint="Leave no axis of size 1: the result has shape (n, d).")
def masked_mean_keeps_the_axis(x, mask):
    from keras import ops

    kept = ops.cast(mask, "float32")[:, :, None]
    total = ops.sum(ops.cast(x, "float32") * kept, axis=1, keepdims=True)
    return total / ops.maximum(ops.sum(kept, axis=1, keepdims=True), 1)


@misconception(of="masked_mean", hint="The last step that counts is one of several: average them.")
def masked_mean_takes_the_last_step(x, mask):
    from keras import ops

    x, mask = ops.cast(x, "float32"), ops.cast(mask, "float32")
    last = ops.argmax(mask * ops.arange(1, ops.shape(x)[1] + 1, dtype="float32"), axis=1)
    picked = ops.one_hot(last, ops.shape(x)[1])[:, :, None] * mask[:, :, None]
    return ops.sum(x * picked, axis=1)


@misconception(
    of="masked_mean", hint="A number that is 0 counts like any other: count the ones of the mask."
)
def masked_mean_counts_what_is_not_zero(x, mask):
    from keras import ops

    kept = ops.cast(x, "float32") * ops.cast(mask, "float32")[:, :, None]
    count = ops.sum(ops.cast(ops.not_equal(kept, 0), "float32"), axis=1)
    return ops.sum(kept, axis=1) / ops.maximum(count, 1)


@misconception(of="masked_mean", hint="The mask may come in any type: cast it before you multiply.")
def masked_mean_needs_a_float_mask(x, mask):
    import tensorflow as tf

    kept = tf.convert_to_tensor(mask)[:, :, None]
    total = tf.reduce_sum(tf.convert_to_tensor(x) * kept, axis=1)
    return total / tf.maximum(tf.reduce_sum(kept, axis=1), 1)


@misconception(
    of="masked_mean", hint="Means have fractions, and sums may be large: cast to floats."
)
def masked_mean_in_the_type_of_x(x, mask):
    from keras import ops

    total = np.sum(x * mask[:, :, None].astype(x.dtype), axis=1, dtype=x.dtype)
    count = np.maximum(np.sum(mask.astype(np.int64), axis=1), 1)[:, None]
    return ops.cast((total / count).astype(x.dtype), "float32")


@misconception(of="masked_mean", hint="Sixteen bits are too few: compute in float32.")
def masked_mean_in_half_precision(x, mask):
    from keras import ops

    kept = ops.cast(mask, "float16")[:, :, None]
    total = ops.sum(ops.cast(x, "float16") * kept, axis=1)
    return ops.cast(total / ops.maximum(ops.sum(kept, axis=1), 1), "float32")


@misconception(
    of="masked_mean", hint="Return the means; the arrays that you were given stay as they are."
)
def masked_mean_in_place(x, mask):
    x[np.asarray(mask) == 0] = 0
    count = np.maximum(np.sum(np.asarray(mask, dtype=float), axis=1), 1)
    return np.sum(x, axis=1, dtype=float) / count[:, None]
