"""Hidden tests of 01 tensors.

Expected values are worked by hand or built one number at a time, with plain Python over nested
lists and indices; the shapes of sums come from NumPy itself. Sizes differ, so that no axis can be
mistaken for another, except in the tests of squares.
"""

import math
from functools import cache
from itertools import starmap

import numpy as np

from autograder.testing import (
    aspect,
    draw_near,
    draw_until,
    exercise,
    expect_close,
    expect_equal,
    expect_that,
    expect_unchanged,
)

KINDS = (np.uint8, np.int64, np.float32)
SINGLE = {"rtol": 1e-4, "atol": 1e-5}  # to float32's precision


def some_numbers(rng, *shape):
    """Numbers of both signs in this shape, all different, none of them whole."""
    count = math.prod(shape)
    return (rng.permutation(count) - count // 2 + rng.uniform(0.1, 0.9, count)).reshape(shape)


def sizes(rng, n):
    """Whole numbers from 3 to 12, all different."""
    return rng.choice(np.arange(3, 13), n, replace=False).tolist()


def whole(rng, least=1, most=99):
    """A whole number between these."""
    return int(rng.integers(least, most + 1))


def expect_each(function, calls, expected, **tolerances):
    """Expect of each call's value that it is close to its own of `expected`.

    The calls cross to the worker together, which is faster than one after the other.
    """
    for value, wanted in zip(function.each(calls), expected, strict=True):
        expect_close(value, wanted, **tolerances)


def expect_each_equal(function, calls, expected):
    """Expect of each call's value that it equals its own of `expected`."""
    for value, wanted in zip(function.each(calls), expected, strict=True):
        expect_equal(value, wanted)


@exercise("describe")
class TestDescribe:
    def test_a_number(self, student, rng):
        """A number has rank 0, shape () and size 1, whatever its value."""
        for described in student.describe.each([(rng.normal(),), (0,), (-whole(rng),)]):
            expect_equal(described, (0, (), 1))

    def test_a_list_of_numbers(self, student, rng):
        """A list of numbers has rank 1, also if it is a list of one."""
        lists = [rng.normal(size=whole(rng, 3, 9)).tolist(), [whole(rng)]]
        expected = [(1, (len(numbers),), len(numbers)) for numbers in lists]
        expect_each_equal(student.describe, [(numbers,) for numbers in lists], expected)

    def test_nested_lists(self, student, rng):
        """Each level of nested lists is an axis, the outermost first."""
        a, b, c = (rng.permutation(3) + 3).tolist()
        cube = rng.normal(size=(a, b, c)).tolist()
        calls = [(cube[0],), ([[[1, 2, 3]], [[7, 8, 9]]],), (cube,), ([cube, cube],)]
        expect_each_equal(student.describe, calls, [
            (2, (b, c), b * c),
            (3, (2, 1, 3), 6),
            (3, (a, b, c), a * b * c),
            (4, (2, a, b, c), 2 * a * b * c),
        ])  # fmt: skip

    def test_arrays_of_any_rank(self, student, rng):
        """The rank is the number of axes, the shape their lengths, the size their product."""
        shapes = [tuple(rng.permutation([2, 3, 4, 5, 6])[:rank].tolist()) for rank in range(1, 6)]
        calls = [(np.zeros(shape, np.float32),) for shape in shapes]
        expected = [(len(shape), shape, math.prod(shape)) for shape in shapes]
        expect_each_equal(student.describe, calls, expected)

    @aspect
    def test_axes_of_one(self, student, rng):
        """An axis of size 1 is an axis like any other."""
        a, b = sizes(rng, 2)
        shapes = [(1,), (1, 1), (1, a), (b, 1, 1), (1, 2, a, 1)]
        expected = [(len(shape), shape, math.prod(shape)) for shape in shapes]
        expect_each_equal(student.describe, [(np.ones(shape),) for shape in shapes], expected)

    @aspect
    def test_values_and_types_do_not_matter(self, student, rng):
        """Zeros and equal rows count like other numbers, in every numeric type."""
        a, b = sizes(rng, 2)
        ones, eye = np.ones((a, b)), np.eye(a)
        calls = [
            (ones.astype(np.uint8),), (eye.astype(np.int64),),
            (ones.astype(np.float32),), (eye.astype(np.bool_),),
        ]  # fmt: skip
        expected = [(2, (a, b), a * b), (2, (a, a), a * a)] * 2
        expect_each_equal(student.describe, calls, expected)

    @aspect
    def test_leaves_its_argument_alone(self, student, rng):
        """The tensor given to it is not changed."""
        a, b = sizes(rng, 2)
        x = some_numbers(rng, a, b)
        expect_equal(expect_unchanged(student.describe, x.tolist()), (2, (a, b), a * b))
        expect_equal(expect_unchanged(student.describe, x), (2, (a, b), a * b))


def corner_of(a):
    """The expected corner, first column and first row of a matrix."""
    rows = a.tolist()
    return rows[0][0], np.array([row[0] for row in rows]), np.array(rows[0])


@exercise("corner_column_row")
class TestCornerColumnRow:
    def test_a_case_worked_by_hand(self, student, rng):
        """Rows and columns are counted from 0, and the column comes before the row."""
        k = whole(rng, 10)
        reached = student.corner_column_row(np.array([[k, 1, 2], [3, 4, 9]]))
        expect_close(reached, (k, np.array([k, 3]), np.array([k, 1, 2])))

    def test_matrices_of_any_shape(self, student, rng):
        """The column has an element for each row, the row one for each column."""
        matrices = [some_numbers(rng, *shape) for shape in ((4, 3), (2, 6))]
        calls = [(a,) for a in matrices]
        expect_each(student.corner_column_row, calls, map(corner_of, matrices))

    @aspect
    def test_a_square_matrix(self, student, rng):
        """In a square matrix, too, the column is not the row."""
        a = some_numbers(rng, 4, 4)
        expect_close(student.corner_column_row(a), corner_of(a))

    @aspect
    def test_one_row_or_one_column(self, student, rng):
        """Column and row are vectors of one axis, also if they hold a single number."""
        matrices = [some_numbers(rng, *shape) for shape in ((1, 5), (4, 1), (1, 1))]
        calls = [(a,) for a in matrices]
        expect_each(student.corner_column_row, calls, map(corner_of, matrices))

    @aspect
    def test_any_type(self, student, rng):
        """The numbers are those of the matrix, in every numeric type."""
        a = np.array([[whole(rng, 150, 250), 0, 7], [255, 1, 1]])
        large = np.array([[300, -7, 70_000], [-1, 5, 2]])
        truths = np.array([[True, False, True], [False, True, True]])
        calls = [(a.astype(np.uint8),), (a.astype(np.float32),), (large,), (truths,)]
        expected = map(corner_of, (a, a, large, truths.astype(int)))
        expect_each(student.corner_column_row, calls, expected)

    @aspect
    def test_leaves_its_argument_alone(self, student, rng):
        """The matrix given to it is not changed."""
        a = some_numbers(rng, 3, 2)
        expect_close(expect_unchanged(student.corner_column_row, a), corner_of(a))


def window_of(images, top, left, height, width):
    """The expected window, one pixel at a time."""
    pixels = images.tolist()
    rows, columns = range(top, top + height), range(left, left + width)
    return np.array([[[image[row][column] for column in columns] for row in rows]
                     for image in pixels])  # fmt: skip


@exercise("crop")
class TestCrop:
    def test_a_case_worked_by_hand(self, student, rng):
        """The window begins at row top and column left and is height by width pixels large."""
        k = whole(rng)
        images = np.arange(24).reshape(2, 3, 4) + k
        expected = np.array([[[5, 6, 7], [9, 10, 11]], [[17, 18, 19], [21, 22, 23]]]) + k
        expect_close(student.crop(images, 1, 1, 2, 3), expected)

    def test_windows_in_grey_images(self, student, rng):
        """Every image of the batch gives the same window."""
        calls = [(some_numbers(rng, 3, 7, 9), 1, 4, 2, 3), (some_numbers(rng, 2, 7, 9), 3, 0, 4, 5)]
        expect_each(student.crop, calls, starmap(window_of, calls))

    def test_windows_in_colour_images(self, student, rng):
        """Colour images keep all their channels."""
        calls = [
            (some_numbers(rng, 2, 6, 8, channels), *window)
            for window, channels in (((1, 3, 2, 4), 3), ((0, 2, 5, 1), 5))
        ]
        expect_each(student.crop, calls, starmap(window_of, calls))

    @aspect
    def test_square_windows_in_square_images(self, student, rng):
        """Rows are counted from top and columns from left, also where everything is square."""
        images = some_numbers(rng, 5, 5, 5)
        calls = [(images, 0, 3, 2, 2), (images, 2, 1, 3, 3)]
        expect_each(student.crop, calls, starmap(window_of, calls))

    def test_windows_at_the_edge(self, student, rng):
        """A window may touch the edges of the image or be the whole image."""
        images = some_numbers(rng, 2, 4, 6)
        windows = ((0, 0, 4, 6), (3, 5, 1, 1), (0, 4, 4, 2), (2, 0, 2, 6))
        calls = [(images, *window) for window in windows]
        expect_each(student.crop, calls, starmap(window_of, calls))

    @aspect
    def test_sizes_of_one(self, student, rng):
        """A batch of one, a window of one row or column and a single channel keep their axes."""
        grey, colour = some_numbers(rng, 1, 4, 5), some_numbers(rng, 1, 4, 5, 1)
        calls = [(grey, 1, 2, 1, 3), (grey, 0, 3, 3, 1), (colour, 2, 1, 1, 1)]
        expect_each(student.crop, calls, starmap(window_of, calls))

    @aspect
    def test_any_type(self, student, rng):
        """The pixels keep their values, in every numeric type."""
        images = np.arange(20).reshape(1, 4, 5) + whole(rng, 140, 236)
        given = [*(images.astype(kind) for kind in KINDS), images % 3 == 0]
        calls = [(one, 1, 2, 3, 2) for one in given]
        expected = [window_of(one.astype(int), 1, 2, 3, 2) for one in given]
        expect_each(student.crop, calls, expected)

    @aspect
    def test_leaves_its_argument_alone(self, student, rng):
        """The images given to it are not changed."""
        images = some_numbers(rng, 2, 5, 4)
        reached = expect_unchanged(student.crop, images, 1, 2, 3, 1)
        expect_close(reached, window_of(images, 1, 2, 3, 1))


def joined(tensors, axis):
    """Nested lists joined along an axis counted from 0: lists are appended, `axis` levels deep."""
    if axis == 0:
        return [item for tensor in tensors for item in tensor]
    return [joined(parts, axis - 1) for parts in zip(*tensors, strict=True)]


def stacked(tensors, axis):
    """Nested lists stacked along a new axis counted from 0."""
    if axis == 0:
        return list(tensors)
    return [stacked(parts, axis - 1) for parts in zip(*tensors, strict=True)]


def joined_arrays(tensors, axis):
    """The expected array of tensors joined along an axis, which may be negative."""
    return np.array(joined([tensor.tolist() for tensor in tensors], axis % tensors[0].ndim))


def stacked_arrays(tensors, axis):
    """The expected array of tensors stacked along a new axis, which may be negative."""
    return np.array(stacked([tensor.tolist() for tensor in tensors], axis % (tensors[0].ndim + 1)))


def pieces(rng, shape, axis, sizes):
    """Tensors of this shape except along the axis, where they have these sizes."""
    return [some_numbers(rng, *shape[:axis], size, *shape[axis + 1 :]) for size in sizes]


@exercise("join")
class TestJoin:
    def test_a_case_worked_by_hand(self, student, rng):
        """Along axis 0 the rows follow each other, along axis 1 the columns do."""
        k = whole(rng, 10)
        first, row, column = np.array([[k, 2], [3, 4]]), np.array([[5, 6]]), np.array([[7], [8]])
        expected = np.array([[k, 2], [3, 4], [5, 6]]), np.array([[7, k, 2], [8, 3, 4]])
        expect_each(student.join, [([first, row], 0), ([column, first], 1)], expected)

    def test_every_axis(self, student, rng):
        """Any axis can be joined along; the others stay as they are."""
        cases = (
            ((4,), 0), ((3, 2), 0), ((3, 2), 1), ((2, 5, 3), 1), ((2, 5, 3), 2), ((2, 3, 1, 4), 3),
        )  # fmt: skip
        calls = [(pieces(rng, shape, axis, (3, 1)), axis) for shape, axis in cases]
        expect_each(student.join, calls, starmap(joined_arrays, calls))

    @aspect
    def test_negative_axes(self, student, rng):
        """A negative axis counts from the end: -1 is the last one."""
        cases = ((4,), -1), ((3, 2), -2), ((2, 5, 3), -1), ((2, 5, 3), -2)
        calls = [(pieces(rng, shape, axis % len(shape), (2, 2)), axis) for shape, axis in cases]
        expect_each(student.join, calls, starmap(joined_arrays, calls))

    def test_several_tensors(self, student, rng):
        """Any number of tensors is joined, all of them in the order of the list."""
        cases = (0, (2, 4, 1)), (1, (1, 3, 2, 2))
        calls = [(pieces(rng, (3, 4), axis, sizes), axis) for axis, sizes in cases]
        expect_each(student.join, calls, starmap(joined_arrays, calls))

    @aspect
    def test_square_tensors(self, student, rng):
        """The axis decides, also where tensors of equal shape could be joined along any."""
        tensors = [some_numbers(rng, 3, 3, 3) for _ in range(3)]
        calls = [(tensors, axis) for axis in range(3)]
        expect_each(student.join, calls, starmap(joined_arrays, calls))

    @aspect
    def test_a_single_tensor(self, student, rng):
        """A list of one tensor gives this tensor."""
        a = some_numbers(rng, 2, 4)
        expect_each(student.join, [([a], 1), ([a], -1)], (a, a))

    @aspect
    def test_any_type(self, student, rng):
        """The tensors' types may differ; every number keeps its value."""
        k = whole(rng, 150, 250)
        bytes_first = [np.array([[k, 7]], np.uint8), np.array([[k + 100.5, -1.0]])]
        mixed = [np.array([3, -2]), np.array([0.25], np.float32), np.array([True, False])]
        expected = np.array([[k, 7], [k + 100.5, -1]]), np.array([3, -2, 0.25, 1, 0])
        expect_each(student.join, [(bytes_first, 0), (mixed, 0)], expected)

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The list keeps its tensors, and the tensors their numbers."""
        tensors = pieces(rng, (3, 2), 0, (1, 2, 3))
        expect_close(expect_unchanged(student.join, tensors, 0), joined_arrays(tensors, 0))


@exercise("stack")
class TestStack:
    def test_a_case_worked_by_hand(self, student, rng):
        """The new axis comes first unless another place is named."""
        k = whole(rng, 10)
        tensors = [np.array([k, 2, 9]), np.array([4, 8, 1])]
        expect_close(student.stack(tensors), np.array([[k, 2, 9], [4, 8, 1]]))
        expect_close(student.stack(tensors, axis=1), np.array([[k, 4], [2, 8], [9, 1]]))

    def test_every_place(self, student, rng):
        """The new axis can stand before, between and after the others."""
        cases = (
            ((4,), 1), ((3, 5), 0), ((3, 5), 1), ((2, 5, 3), 2), ((2, 5, 3), 3),
        )  # fmt: skip
        calls = [([some_numbers(rng, *shape) for _ in range(2)], axis) for shape, axis in cases]
        expect_each(student.stack, calls, starmap(stacked_arrays, calls))

    @aspect
    def test_negative_places(self, student, rng):
        """A negative place is counted in the result: -1 makes the new axis the last one."""
        cases = ((4,), -1), ((4,), -2), ((3, 5), -2), ((2, 5, 3), -1), ((2, 5, 3), -4)
        calls = [([some_numbers(rng, *shape) for _ in range(2)], axis) for shape, axis in cases]
        expect_each(student.stack, calls, starmap(stacked_arrays, calls))

    def test_several_tensors(self, student, rng):
        """Any number of tensors is stacked, in the order of the list."""
        cases = (3, 0), (5, 1)
        calls = [([some_numbers(rng, 2, 6) for _ in range(count)], axis) for count, axis in cases]
        expect_each(student.stack, calls, starmap(stacked_arrays, calls))

    @aspect
    def test_as_many_as_an_axis_is_long(self, student, rng):
        """The place decides, also where all axes of the result are equally long."""
        tensors = [some_numbers(rng, 3, 3) for _ in range(3)]
        calls = [(tensors, axis) for axis in range(3)]
        expect_each(student.stack, calls, starmap(stacked_arrays, calls))

    @aspect
    def test_a_single_tensor(self, student, rng):
        """A list of one tensor gives it a new axis of size 1."""
        a = some_numbers(rng, 2, 4)
        expected = a.reshape(2, 1, 4), a.reshape(2, 4, 1)
        expect_each(student.stack, [([a], 1), ([a], -1)], expected)

    @aspect
    def test_any_type(self, student, rng):
        """Numbers of every type keep their values."""
        k = whole(rng, 150, 250)
        pair = np.array([[k, 3, 0], [100, 255, 7]])
        truths = np.array([[True, False, True], [False, False, True]])
        mixed = [np.array([3, k], np.uint8), np.array([0.5, -1.0])]
        calls = [(list(pair.astype(kind)), 1) for kind in (np.uint8, np.float32)]
        calls += [(list(truths), 0), (mixed, 0)]
        expected = pair.T, pair.T, truths, np.array([[3, k], [0.5, -1]])
        expect_each(student.stack, calls, expected)

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The list keeps its tensors, and the tensors their numbers."""
        tensors = [some_numbers(rng, 3) for _ in range(4)]
        expect_close(expect_unchanged(student.stack, tensors, 1), stacked_arrays(tensors, 1))


REDUCTIONS = {
    "sum": math.fsum,
    "mean": lambda numbers: math.fsum(numbers) / len(numbers),
    "max": max,
    "min": min,
    "prod": math.prod,
    "any": any,
    "all": all,
}


def reduced(x, how, axis=None, keepdims=False):
    """The expected reduction: the numbers that belong together, put in lists and reduced."""
    axes = range(x.ndim) if axis is None else (axis if isinstance(axis, tuple) else (axis,))
    gone = [axis % x.ndim for axis in axes]
    kept = [axis for axis in range(x.ndim) if axis not in gone]
    kept_sizes = [x.shape[axis] for axis in kept]
    groups = x.transpose(kept + gone).reshape(math.prod(kept_sizes), -1).tolist()
    result = np.array([float(REDUCTIONS[how](numbers)) for numbers in groups])
    sizes = [1 if axis in gone else size for axis, size in enumerate(x.shape)]
    return result.reshape(sizes if keepdims else kept_sizes)


def numbers_of_both_signs(rng, *shape):
    """Numbers that have one sign along some line, and different ones along another."""

    def tells(x):
        one_sign = [np.all(x > 0, axis) | np.all(x < 0, axis) for axis in range(x.ndim)]
        return any(map(np.any, one_sign)) and x.min() < 0 < x.max()

    return draw_until(tells, lambda: some_numbers(rng, *shape))


@cache
def telling_zeros(*shape):
    """Zeros and other numbers on which `any` and `all` are both true and false along each axis.

    To leave out negative numbers or to cut fractions gives other results for both. To find such
    numbers takes many tries, so it is done once, and `some_zeros` exchanges their places.
    """

    def outcomes(x):
        return [[how(x != 0, axis) for axis in range(x.ndim)] for how in (np.any, np.all)]

    def tells(x):
        right = outcomes(x)
        if not all(0 < value.mean() < 1 for values in right for value in values):
            return False
        return all(
            any(np.any(one != other) for one, other in zip(*pair, strict=True))
            for spoiled in (x > 0, np.trunc(x))
            for pair in zip(right, outcomes(spoiled), strict=True)
        )

    rng = np.random.default_rng(0)
    return draw_until(tells, lambda: rng.choice([0.0, 0.0, 0.5, -math.sqrt(2)], shape))


def some_zeros(rng, *shape):
    """Such zeros and other numbers, with the places along each axis in any order."""
    return telling_zeros(*shape)[np.ix_(*map(rng.permutation, shape))]


@exercise("reduce")
class TestReduce:
    def test_a_case_worked_by_hand(self, student, rng):
        """The axis that is named goes away: the other one is left."""
        k = whole(rng, 6)
        x = np.array([[0, 1, 2], [3, 4, k]])
        expected = np.array([3, 7 + k]), np.array([1.5, 2.5, 1 + k / 2]), np.array([0, 4, 2 * k])
        expect_each(student.reduce, [(x, "sum", 1), (x, "mean", 0), (x, "prod", 0)], expected)

    def test_each_reduction_along_each_axis(self, student, rng):
        """Sum, mean, maximum, minimum and product are taken along the axis, whichever it is."""
        x = numbers_of_both_signs(rng, 3, 4, 2)
        axes = {"sum": (0, -2, 2), "mean": (0, 1, -1), "max": (0, 1, 2), "min": (0, -2, -1),
                "prod": (0, 1, -1)}  # fmt: skip
        calls = [(x, how, axis) for how in axes for axis in axes[how]]
        expect_each(student.reduce, calls, starmap(reduced, calls))

    def test_any_and_all(self, student, rng):
        """Any and all ask whether numbers differ from 0; negative ones and fractions do."""
        x = some_zeros(rng, 4, 3, 2)
        few = np.array([[0.0, 0.0], [0.25, 0.0], [-0.5, 0.5], [1.0, -1.0]])
        calls = [
            (x, "any", 0), (x, "all", 1), (x, "any", 2), (x, "all", 2), (few, "any", 1),
            (few, "all", 1),
        ]  # fmt: skip
        expect_each(student.reduce, calls, starmap(reduced, calls))

    def test_all_axes(self, student, rng):
        """Without an axis all of them go away, and one number is left."""
        shapes = {"sum": (2, 4, 3), "mean": (3, 4), "max": (5,), "min": (2, 4, 3), "prod": (3, 4)}
        calls = [(some_numbers(rng, *shape), how) for how, shape in shapes.items()]
        calls += [(np.zeros((2, 4, 3)), "any"), (np.ones(5), "all")]
        calls += [(np.eye(3, 4), how) for how in ("any", "all")]
        expect_each(student.reduce, calls, starmap(reduced, calls))

    def test_several_axes(self, student, rng):
        """A tuple names several axes, in any order, from the start or the end."""
        x, zeros = some_numbers(rng, 3, 4, 2), np.zeros((3, 4, 2))
        x[0] = -np.abs(x[0])
        zeros[1, 2] = -0.5
        calls = [
            (x, "sum", (0, 2)), (x, "mean", (2, 0)), (x, "max", (1, 2)), (x, "min", (-1, 0)),
            (x, "sum", (-1, -2)), (x, "prod", (-1, 0)), (x, "mean", (1,)), (x, "min", (0, 1, 2)),
            (zeros, "any", (0, 2)), (zeros + 0.5, "all", (1, 2)),
        ]  # fmt: skip
        expect_each(student.reduce, calls, starmap(reduced, calls))

    def test_keeps_dimensions(self, student, rng):
        """With keepdims the reduced axes stay, with size 1."""
        x, zeros = some_numbers(rng, 4, 2, 3), some_zeros(rng, 4, 3, 2)
        x[0, :, 0], x[1, :, 1] = -np.abs(x[0, :, 0]), np.abs(x[1, :, 1])
        cases = (
            (x, "sum", None), (x, "mean", 0), (x, "max", 1), (x, "min", 1), (x, "prod", (0, 2)),
            (x, "sum", (-1, 1)), (x, "max", None), (x, "prod", -1),
            (x, "mean", -1), (x, "mean", (0, 1)), (zeros, "any", 0), (zeros, "any", 2),
            (zeros, "all", 0), (zeros, "all", 2),
        )  # fmt: skip
        calls = [(*case, True) for case in cases]
        expect_each(student.reduce, calls, starmap(reduced, calls))

    def test_numbers_of_one_sign(self, student, rng):
        """The maximum of negative numbers is negative; the minimum of positive ones is positive."""
        x = draw_near([[-3.0, -1.5], [-7.0, -2.0], [-4.0, -9.0]], rng)
        expected = x[0], x[0, 1], -np.array([x[0, 1], x[1, 1], x[2, 0]])
        expect_each(student.reduce, [(x, "max", 0), (x, "max"), (-x, "min", 1)], expected)

    @aspect
    def test_a_square_matrix(self, student, rng):
        """In a square matrix the axes are not exchanged."""
        x = numbers_of_both_signs(rng, 3, 3)
        calls = [
            (x, "sum", 0), (x, "mean", 1), (x, "prod", 1), (x, "max", 0), (x, "max", 1),
            (x, "min", 0), (x, "min", 1),
        ]  # fmt: skip
        expect_each(student.reduce, calls, starmap(reduced, calls))

    @aspect
    def test_integers(self, student, rng):
        """Means of integers have fractions, and sums and products of small types fit."""
        k = 2 * whole(rng, 2, 90)
        x = np.array([[200, 100, 7], [255, 254, k]])
        mean, sums = np.array([227.5, 177, 3.5 + k / 2]), np.array([307, 509 + k])
        product = np.array([51000, 25400, 7 * k])
        small, whole_numbers, single = (x.astype(kind) for kind in KINDS)
        calls = [
            (small, "mean", 0), (small, "sum", 1), (small, "prod", 0), (whole_numbers, "mean", 0),
            (single, "prod", 0),
        ]  # fmt: skip
        expect_each(student.reduce, calls, (mean, sums, product, mean, product))

    @aspect
    def test_truth_values(self, student, rng):
        """True counts as 1 and False as 0 in every reduction."""
        order = rng.permutation(np.tile(np.arange(3), 3))  # the three columns, three times each
        x = np.array([[True, True, False], [True, False, False]])[:, order]
        expected = {"sum": [2, 1, 0], "mean": [1, 0.5, 0], "max": [1, 1, 0], "min": [1, 0, 0],
                    "prod": [1, 0, 0], "any": [1, 1, 0], "all": [1, 0, 0]}  # fmt: skip
        calls = [(x, how, 0) for how in expected]
        expect_each(student.reduce, calls, (np.array(row)[order] for row in expected.values()))

    @aspect
    def test_leaves_its_argument_alone(self, student, rng):
        """The tensor given to it is not changed."""
        x = some_numbers(rng, 3, 2)
        expect_close(expect_unchanged(student.reduce, x, "mean", 0), reduced(x, "mean", 0))
        x = np.array([[0.0, 3.0], [0.5, 2.0]])
        expect_close(expect_unchanged(student.reduce, x, "any"), 1)


def of_segments(values, segments, count, how):
    """The expected reduction of segments, one feature at a time."""
    columns = values.reshape(len(values), -1).T.tolist()
    rows = []
    for segment in range(count):
        own = [row for row, of in enumerate(segments.tolist()) if of == segment]
        rows.append([
            REDUCTIONS[how]([column[row] for row in own]) if own else 0.0 for column in columns
        ])  # fmt: skip
    return np.array(rows).reshape(count, *values.shape[1:])


def some_segments(rng, n, count, *, empty=()):
    """Segments in any order: the first is not the least, and the rows of one do not all touch."""
    used = [segment for segment in range(count) if segment not in empty]

    def tells(segments):
        return segments[0] != used[0] and 1 + np.count_nonzero(np.diff(segments)) > len(used)

    return draw_until(tells, lambda: rng.permutation(np.resize(used, n)))


def some_values(rng, segments, count, *features):
    """Values of which one segment has no positive ones, at least in one feature."""
    return draw_until(
        lambda values: np.any(of_segments(values, segments, count, "max") < 0),
        lambda: some_numbers(rng, len(segments), *features),
    )


@exercise("segment_reduce")
class TestSegmentReduce:
    def test_a_case_worked_by_hand(self, student, rng):
        """The values of each segment are added up, averaged, or their greatest is taken."""
        scale = rng.uniform(0.5, 2)
        values, ordered = scale * np.array([1.0, 2.0, 3.0, 4.0, 5.0]), np.array([0, 0, 2, 2, 2])
        calls = [
            (values, ordered, 3, "sum"), (values, ordered, 3, "mean"),
            (values, np.array([1, 0, 2, 0, 1]), 3, "max"),
        ]  # fmt: skip
        expected = scale * np.array([[3, 0, 12], [1.5, 0, 4], [4, 5, 3]])
        expect_each(student.segment_reduce, calls, expected)

    def test_segments_in_any_order(self, student, rng):
        """The rows of a segment need not stand together, nor the segments in order."""
        segments = some_segments(rng, 11, 4)
        values = some_values(rng, segments, 4)
        calls = [(np.array([1.0, 2.0, 3.0, 4.0, 5.0]), np.array([2, 0, 2, 0, 2]), 4, "sum")]
        calls += [(values, segments, 4, how) for how in ("sum", "mean", "max")]
        expect_each(student.segment_reduce, calls, starmap(of_segments, calls))

    def test_rows(self, student, rng):
        """Rows of features are reduced feature by feature."""
        calls = []
        for n, d, count, hows in ((9, 2, 4, ("sum", "max")), (7, 5, 3, ("mean", "max")),
                                  (6, 1, 2, ("mean",))):  # fmt: skip
            segments = some_segments(rng, n, count)
            values = some_values(rng, segments, count, d)
            calls += [(values, segments, count, how) for how in hows]
        expect_each(student.segment_reduce, calls, starmap(of_segments, calls))

    def test_empty_segments(self, student, rng):
        """The sum and the mean of a segment without rows are 0, wherever the segment is."""
        cases = (
            ((0,), (8, 3), "sum"), ((2,), (8,), "mean"), ((4,), (8,), "sum"),
            ((4,), (8, 3), "mean"), ((3, 4), (8, 3), "sum"), ((0, 1, 4), (8,), "mean"),
        )  # fmt: skip
        calls = [
            (some_numbers(rng, *shape), some_segments(rng, 8, 5, empty=empty), 5, how)
            for empty, shape, how in cases
        ]
        expect_each(student.segment_reduce, calls, starmap(of_segments, calls))

    def test_negative_numbers(self, student, rng):
        """The maximum of negative numbers is negative."""
        values = draw_near([-3.0, -1.5, -7.0, -2.0, -9000.0, -4e6], rng)
        segments = np.array([1, 0, 0, 1, 2, 2])
        greatest = values[[1, 3, 4]]
        both = np.stack([values, -values], axis=1)
        calls = [(values, segments, 3, "max"), (both, segments, 3, "max")]
        expected = greatest, np.stack([greatest, -values[[2, 0, 5]]], axis=1)
        expect_each(student.segment_reduce, calls, expected)

    def test_equal_numbers(self, student, rng):
        """Equal values of one segment all count."""
        value = rng.uniform(2, 3)
        values, segments = np.full(6, value), np.array([0, 1, 0, 1, 0, 0])
        calls = [(values, segments, 2, how) for how in ("sum", "mean")]
        expected = value * np.array([[4.0, 2.0], [1.0, 1.0]])
        expect_each(student.segment_reduce, calls, expected)

    def test_a_single_segment(self, student, rng):
        """All rows may belong to one segment, and a single row may be all there is."""
        values = draw_until(  # no row is the greatest in every feature
            lambda values: len(set(values.argmax(axis=0))) > 1,
            lambda: some_values(rng, np.zeros(4, int), 1, 3),
        )
        calls = [(values, np.zeros(4, int), 1, how) for how in ("sum", "mean", "max")]
        calls += [(values[:1], np.zeros(1, int), 1, how) for how in ("mean", "max")]
        expect_each(student.segment_reduce, calls, starmap(of_segments, calls))

    @aspect
    def test_as_many_features_as_rows_and_segments(self, student, rng):
        """Features are not taken for rows or segments where there are as many of each."""
        values, segments = some_numbers(rng, 4, 4), np.array([2, 0, 3, 1])
        calls = [(values, segments, 4, how) for how in ("sum", "mean", "max")]
        expect_each(student.segment_reduce, calls, starmap(of_segments, calls))

    @aspect
    def test_any_type_of_values(self, student, rng):
        """Sums of small integers do not wrap around, and means have fractions."""
        k = 2 * whole(rng, 5, 90)
        values, segments = np.array([200, 100, 251, 7, k]), np.array([1, 1, 0, 2, 0])
        sums, means = [251 + k, 300, 7], [125.5 + k / 2, 150, 7]
        small, whole_numbers, single = (values.astype(kind) for kind in KINDS)
        truths = np.array([True, True, False, True, True])
        calls = [
            (small, segments, 3, "sum"), (small, segments, 3, "mean"), (small, segments, 3, "max"),
            (whole_numbers, segments, 3, "mean"), (single, segments, 3, "sum"),
            (truths, segments, 3, "sum"), (truths, segments, 3, "mean"),
        ]  # fmt: skip
        expected = sums, means, [251, 200, 7], means, sums, [1, 2, 1], [0.5, 1, 1]
        expect_each(student.segment_reduce, calls, map(np.array, expected))

    @aspect
    def test_any_type_of_segments(self, student, rng):
        """Segments may be of any integer type."""
        values, segments = some_numbers(rng, 9, 2), some_segments(rng, 9, 4)
        expected = of_segments(values, segments, 4, "mean")
        kinds = np.uint8, np.int32
        calls = [(values, segments.astype(kind), 4, "mean") for kind in kinds]
        expect_each(student.segment_reduce, calls, [expected] * 2)

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed, not even their order."""
        values, segments = some_numbers(rng, 7), some_segments(rng, 7, 3)
        reached = expect_unchanged(student.segment_reduce, values, segments, 3, "mean")
        expect_close(reached, of_segments(values, segments, 3, "mean"))


def padded_and_mask(sequences, value=0):
    """The expected padded batch and its mask, from lists."""
    longest = max(map(len, sequences))
    padded = [row.tolist() + [value] * (longest - len(row)) for row in sequences]
    mask = [[1] * len(row) + [0] * (longest - len(row)) for row in sequences]
    return np.array(padded, dtype=float), np.array(mask)


def some_sequences(rng, *lengths):
    """Sequences of these lengths with numbers of both signs, none of them 0."""
    return [some_numbers(rng, length) for length in lengths]


@exercise("pad_ragged")
class TestPadRagged:
    def test_a_case_worked_by_hand(self, student, rng):
        """Short sequences are filled at the end; the mask marks the real numbers."""
        k = whole(rng)
        sequences = [np.array([k, 2]), np.array([1, 6, 9]), np.array([8])]
        padded, mask = [[k, 2, 0], [1, 6, 9], [8, 0, 0]], [[1, 1, 0], [1, 1, 1], [1, 0, 0]]
        expect_close(student.pad_ragged(sequences), (np.array(padded), np.array(mask)))

    def test_sequences_of_any_length(self, student, rng):
        """The batch is as wide as the longest sequence, wherever it stands."""
        calls = [(some_sequences(rng, *lengths),) for lengths in ((2, 5, 3), (6, 1), (1, 2, 3, 4))]
        expect_each(student.pad_ragged, calls, starmap(padded_and_mask, calls))

    def test_another_filling(self, student, rng):
        """The filling is the value given, and nothing else in the batch changes."""
        calls = [(some_sequences(rng, 1, 4, 2), value) for value in (7, -1, 0.25)]
        expect_each(student.pad_ragged, calls, starmap(padded_and_mask, calls))

    def test_real_numbers_that_equal_the_filling(self, student, rng):
        """A number of a sequence has mask 1, also if it equals the filling."""
        k = whole(rng, 6)
        sequences = [np.array([0, k, 0]), np.array([0]), np.array([5, 0, 0, 0])]
        calls = [(sequences,), (sequences, k), (sequences, 5)]
        expect_each(student.pad_ragged, calls, starmap(padded_and_mask, calls))

    def test_sequences_without_numbers(self, student, rng):
        """A sequence of length 0 becomes a row of filling whose mask is 0."""
        cases = ((0, 3), 0), ((2, 0, 4), 9), ((1, 0, 0), 0)
        calls = [(some_sequences(rng, *lengths), value) for lengths, value in cases]
        expect_each(student.pad_ragged, calls, starmap(padded_and_mask, calls))

    def test_nothing_to_fill(self, student, rng):
        """Sequences of equal length, or a single one, need no filling."""
        calls = [(some_sequences(rng, *lengths),) for lengths in ((4,), (1, 1, 1), (3, 3, 3))]
        expect_each(student.pad_ragged, calls, starmap(padded_and_mask, calls))

    @aspect
    def test_as_many_sequences_as_steps(self, student, rng):
        """Sequences are rows, also where the batch is square."""
        sequences = some_sequences(rng, 2, 4, 1, 3)
        expect_close(student.pad_ragged(sequences), padded_and_mask(sequences))

    @aspect
    def test_sequences_of_different_types(self, student, rng):
        """Integers in one sequence do not cut the fractions of another."""
        k = whole(rng, 150, 250)
        two = [np.array([3, k], np.uint8), np.array([0.5, -1.25, 300.0])]
        three = [np.array([True]), np.array([2, -3]), np.array([0.75], np.float32)]
        calls = [(two,), (two[::-1],), (three,)]
        expect_each(student.pad_ragged, calls, starmap(padded_and_mask, calls))

    def test_a_filling_that_the_type_cannot_hold(self, student, rng):
        """The filling keeps its value, also among small integers."""
        sequences = [np.array([3, whole(rng, 150, 250)], np.uint8), np.array([7], np.uint8)]
        calls = [(sequences, value) for value in (-1, 0.5, 1000)]
        expect_each(student.pad_ragged, calls, starmap(padded_and_mask, calls))

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The list keeps its sequences, in their order."""
        sequences = some_sequences(rng, 2, 4, 1)
        reached = expect_unchanged(student.pad_ragged, sequences)
        expect_close(reached, padded_and_mask(sequences))


def shapes_that_fit(rng, rank):
    """Two shapes that fit: of a common one, some sizes are 1 and some first axes are missing."""
    common = (rng.permutation(6)[:rank] + 2).tolist()
    alone = rng.integers(0, 3, rank)  # which of the two has a 1 here: the first, the second, none
    first = [1 if alone[axis] == 0 else size for axis, size in enumerate(common)]
    second = [1 if alone[axis] == 1 else size for axis, size in enumerate(common)]
    return tuple(first), tuple(second[int(rng.integers(0, rank)) :])


def expect_each_shape(function, calls, shapes):
    """Expect a shape, or None, for each call; no message tells how many axes a shape has."""
    expected = [None if shape is None else np.array(shape) for shape in shapes]
    expect_each_equal(function, calls, expected)


@exercise("broadcast_shape")
class TestBroadcastShape:
    def test_cases_worked_by_hand(self, student, rng):
        """Shapes are aligned at the right, and axes of size 1 stretch."""
        n = whole(rng, 4)
        calls = [((n, 1), (4,)), ((2, 1, 3), (n, 1)), ((n,), (n, 1))]
        expect_each_shape(student.broadcast_shape, calls, [(n, 4), (2, n, 3), (n, n)])

    def test_equal_shapes(self, student, rng):
        """Equal shapes fit and stay as they are."""
        n = whole(rng, 4)
        shapes = [(n,), (3, 1, n), (2, 2)]
        expect_each_shape(student.broadcast_shape, zip(shapes, shapes, strict=True), shapes)

    def test_shapes_that_fit(self, student, rng):
        """The result has as many axes as the longer shape, each of the greater size."""
        calls = [shapes_that_fit(rng, rank) for rank in (2, 3, 4, 5)]
        calls += [calls[1][::-1], calls[2][::-1]]
        expect_each_shape(student.broadcast_shape, calls, starmap(np.broadcast_shapes, calls))

    def test_missing_axes(self, student, rng):
        """A shape may have fewer axes than the other; those that are missing are the first."""
        n = whole(rng, 4)
        long = (2, 3, n)
        calls = [(long, (n,)), ((3, n), long), ((5, *long), (3, 1)), ((3, 1), (5, *long))]
        expect_each_shape(student.broadcast_shape, calls, [long, long, (5, *long), (5, *long)])

    @aspect
    def test_axes_of_one(self, student, rng):
        """A size of 1 takes the other size, and two of them stay 1."""
        n = whole(rng, 4)
        cases = (
            ((1,), (n,), (n,)),
            ((n,), (1,), (n,)),
            ((1,), (1, 1), (1, 1)),
            ((n, 1), (1, 1, 1), (1, n, 1)),
            ((n, 1), (1, n), (n, n)),
            ((1, 3), (2, 1), (2, 3)),
        )
        calls = [(first, second) for first, second, _ in cases]
        expect_each_shape(student.broadcast_shape, calls, [expected for *_, expected in cases])

    def test_numbers(self, student, rng):
        """A number, whose shape is (), fits every shape."""
        n = whole(rng, 4)
        calls = [((), ()), ((), (n,)), ((n,), ()), ((2, n), ())]
        expect_each_shape(student.broadcast_shape, calls, [(), (n,), (n,), (2, n)])

    def test_shapes_that_do_not_fit(self, student, rng):
        """Two different sizes, neither of them 1, do not fit, wherever they stand."""
        n = 6 * whole(rng, 1, 50) + 1  # a multiple of none of the others
        calls = [
            ((n,), (n + 1,)), ((n + 1,), (n,)), ((2, n), (2,)), ((3,), (3, 2)),
            ((2, 3, n), (5, n)), ((2, 3, 4), (3, 3, 4)), ((n, 1), (2, n, 1, 3, 2)),
            ((n, 1), (3, 4)), ((2, 3), (3, 2)),
        ]  # fmt: skip
        expect_each_shape(student.broadcast_shape, calls, [None] * len(calls))

    def test_multiples_do_not_fit(self, student, rng):
        """Arrays are not repeated: a size does not fit its double."""
        n = whole(rng, 2)
        calls = [((2 * n,), (n,)), ((3, 2 * n), (3, n)), ((2, 5), (8, 5))]
        expect_each_shape(student.broadcast_shape, calls, [None] * 3)

    @aspect
    def test_arrays_too_large_for_memory(self, student, rng):
        """Shapes of arrays that fit in no memory are compared like others."""
        huge = whole(rng, 10**7, 2 * 10**7)
        calls = [((huge, 1, 10**6), (300, 1)), ((huge, 10**6), (huge, 10**5))]
        expect_each_shape(student.broadcast_shape, calls, [(huge, 300, 10**6), None])


def distances_between(a, b):
    """The expected distances, one pair of points at a time."""
    return np.array([[math.dist(p, q) for q in b.tolist()] for p in a.tolist()])


def some_points(rng, n, d):
    """Points whose coordinates are eighths, so that no precision rounds their differences."""
    return rng.integers(-24, 25, (n, d)) / 8


@exercise("pairwise_distances")
class TestPairwiseDistances:
    def test_a_case_worked_by_hand(self, student, rng):
        """Each point of a has a row, with its distance from each point of b."""
        scale = whole(rng, 2)
        a, b = np.array([[0.0, 0.0], [3.0, 4.0]]), np.array([[0.0, 0.0], [0.0, 4.0], [6.0, 8.0]])
        reached = student.pairwise_distances(scale * a, scale * b)
        expect_close(reached, scale * np.array([[0, 4, 10], [5, 3, 5]]))

    def test_points_in_any_dimension(self, student, rng):
        """Points may have any number of coordinates, and there may be any number of points."""
        counts = (4, 3, 2), (2, 5, 7), (6, 4, 1), (1, 3, 4), (5, 1, 3)
        calls = [(some_points(rng, n, d), some_points(rng, m, d)) for n, m, d in counts]
        expect_each(student.pairwise_distances, calls, starmap(distances_between, calls))

    @aspect
    def test_as_many_points_as_coordinates(self, student, rng):
        """Rows are points, also where there are as many points as coordinates."""
        a, b = some_points(rng, 4, 4), some_points(rng, 4, 4)
        expect_close(student.pairwise_distances(a, b), distances_between(a, b))

    def test_points_that_coincide(self, student, rng):
        """Points that coincide have distance 0, wherever they lie."""
        points = rng.normal(size=(30, 11))  # their squares are rounded in every order
        calls = [(a, a) for a in (points, 3e3 * points)]
        for reached in student.pairwise_distances.each(calls):
            expect_close(np.diagonal(reached), np.zeros(30), rtol=0.0, atol=1e-12)

    def test_points_that_nearly_coincide(self, student, rng):
        """Small distances have as many correct digits as large ones."""
        a = rng.normal(size=(4, 3))
        b = a[::-1] + 2e-4 * rng.choice([-1.0, 1.0], (4, 3))
        expect_close(student.pairwise_distances(a, b), distances_between(a, b))

    @aspect
    def test_any_type(self, student, rng):
        """Integers of any type and truth values give the same as floats; nothing wraps around."""
        k = whole(rng, 150, 250)
        a, b = np.array([[3, k], [0, 7]]), np.array([[5, 50], [20, 7], [0, 255]])
        calls = [(a.astype(kind), b.astype(kind)) for kind in KINDS]
        truths = np.array([[False, True, True], [True, False, True]])
        calls += [(truths[1:], truths)]
        expected = *[distances_between(a, b)] * 3, np.array([[math.sqrt(2), 0]])
        expect_each(student.pairwise_distances, calls, expected, **SINGLE)

    def test_differences_count_on_both_sides(self, student, rng):
        """A point may lie on either side: distances are never negative and do not cancel."""
        scale = rng.uniform(0.5, 2)
        a, b = np.array([[0.0, 0.0]]), scale * np.array([[1.0, -1.0], [-3.0, 0.0], [0.0, -2.0]])
        expect_close(student.pairwise_distances(a, b), scale * np.array([[math.sqrt(2), 3, 2]]))

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed."""
        a, b = some_points(rng, 3, 2), some_points(rng, 4, 2)
        reached = expect_unchanged(student.pairwise_distances, a, b)
        expect_close(reached, distances_between(a, b))


@exercise("shape_of_difference")
class TestShapeOfDifference:
    def test_the_answer(self, student):
        """The shapes are aligned at the right, and each axis of size 1 takes the other size."""
        expect_equal(student.shape_of_difference(), "(n, n)")


def moved(images):
    """The images with channels first, one number at a time."""
    n, h, w, c = images.shape
    result = np.zeros((n, c, h, w))
    for sample, row, column, channel in np.ndindex(images.shape):
        result[sample, channel, row, column] = images[sample, row, column, channel]
    return result


@exercise("channels_first")
class TestChannelsFirst:
    def test_a_case_worked_by_hand(self, student, rng):
        """Each channel holds the numbers of one colour, with the pixels in their places."""
        k = whole(rng)
        images = np.array([[[[1, 2], [3, 4], [5, 6]], [[7, 8], [9, 10], [11, 12]]]]) + k
        expected = np.array([[[[1, 3, 5], [7, 9, 11]], [[2, 4, 6], [8, 10, 12]]]]) + k
        expect_close(student.channels_first(images), expected)

    def test_images_of_any_size(self, student, rng):
        """The samples stay first, rows stay before columns, and no pixel moves."""
        calls = [(some_numbers(rng, *shape),) for shape in ((2, 4, 5, 3), (5, 3, 2, 4))]
        expect_each(student.channels_first, calls, starmap(moved, calls))

    @aspect
    def test_axes_of_equal_size(self, student, rng):
        """No axis is taken for another where all are equally long."""
        calls = [(some_numbers(rng, *shape),) for shape in ((3, 3, 3, 3), (2, 4, 4, 3))]
        expect_each(student.channels_first, calls, starmap(moved, calls))

    @aspect
    def test_axes_of_one(self, student, rng):
        """Batches of one and grey images with a single channel keep their four axes."""
        shapes = (1, 3, 4, 2), (2, 3, 4, 1), (1, 5, 1, 3), (1, 1, 1, 4)
        calls = [(some_numbers(rng, *shape),) for shape in shapes]
        expect_each(student.channels_first, calls, starmap(moved, calls))

    @aspect
    def test_any_type(self, student, rng):
        """The numbers keep their values, in every numeric type."""
        images = np.arange(24).reshape(1, 2, 4, 3) + whole(rng, 140, 232)
        calls = [*((images.astype(kind),) for kind in KINDS), (images % 5 == 0,)]
        expect_each(student.channels_first, calls, starmap(moved, calls))

    @aspect
    def test_leaves_its_argument_alone(self, student, rng):
        """The images given to it are not changed, not even their shape."""
        images = some_numbers(rng, 2, 3, 5, 4)
        expect_close(expect_unchanged(student.channels_first, images), moved(images))


def some_brightness(rng, n):
    """Numbers from 1 to 254 with fractions that round up and down, none of them near a half."""
    fractions = np.where(np.arange(n) % 2, 1, -1) * rng.uniform(0.1, 0.4, n)
    return rng.integers(1, 255, n), fractions


@exercise("to_bytes")
class TestToBytes:
    def test_the_type_is_uint8(self, student, rng):
        """The result is an array of dtype uint8, whatever type came in."""
        whole, fractions = some_brightness(rng, 6)
        x = whole + fractions
        calls = [(x,), (whole,), (x.astype(np.float32),)]
        for reached in student.to_bytes.each(calls):
            is_bytes = isinstance(reached, np.ndarray) and reached.dtype == np.uint8
            expect_that(is_bytes, "It should return an array of dtype uint8.")

    def test_whole_numbers_stay(self, student, rng):
        """Whole numbers from 0 to 255 are not changed, neither the ends nor those between."""
        x = rng.permutation(256)
        kinds = np.float64, np.int64, np.uint8
        expect_each(student.to_bytes, [(x.astype(kind),) for kind in kinds], [x] * 3)

    def test_rounds_to_the_nearest(self, student, rng):
        """Numbers are rounded up or down, to the nearest integer."""
        whole, fractions = some_brightness(rng, 30)
        near = np.array([3.7, 4.3, 254.6, 254.51, 0.49, 0.51, 1.49, 100.999, 16.4999, 17.5001])
        expected = whole, np.array([4, 4, 255, 255, 0, 1, 1, 101, 16, 18])
        expect_each(student.to_bytes, [(whole + fractions,), (near,)], expected)

    def test_too_large_numbers(self, student, rng):
        """Every number above 255 becomes 255."""
        x = np.array([256.0, 300.0, 255.4, 255.6, 511.0, 512.0, 1e6])
        calls = [(x,), (rng.integers(256, 100_000, 20),)]
        expect_each(student.to_bytes, calls, (np.full(7, 255), np.full(20, 255)))

    def test_negative_numbers(self, student, rng):
        """Every number below 0 becomes 0."""
        x = np.array([-1.0, -0.3, -0.7, -255.0, -256.0, -1e6])
        calls = [(x,), (-rng.integers(1, 100_000, 20),)]
        expect_each(student.to_bytes, calls, (np.zeros(6), np.zeros(20)))

    @aspect
    def test_dark_and_bright_images(self, student, rng):
        """Numbers are not scaled, whatever the greatest and the least of them are."""
        low, high = rng.uniform(0.1, 0.4, 2).tolist()
        rows = (
            [0.0, 1.0, low],
            [7.0, 8 + high],
            [250 + low, 251 + high],
            [0.0, 0.0],
            [-5.0, 12.0, 400.0],
        )
        expected = [[min(max(int(value + 0.5), 0), 255) for value in row] for row in rows]
        expect_each(student.to_bytes, [(np.array(row),) for row in rows], map(np.array, expected))

    @aspect
    def test_any_shape(self, student, rng):
        """The result has the shape of the argument."""
        calls, expected = [], []
        for shape in ((1,), (4, 4), (2, 3, 5, 3)):
            whole, fractions = some_brightness(rng, math.prod(shape))
            calls.append(((whole + fractions).reshape(shape),))
            expected.append(whole.reshape(shape))
        expect_each(student.to_bytes, calls, expected)

    @aspect
    def test_any_type(self, student, rng):
        """Floats of single precision, integers and truth values are bytes as well."""
        k = whole(rng)
        calls = [
            (np.array([-2.25, k + 0.75, 300.0], np.float32),),
            (np.array([-1, 0, k, 300]),),
            (np.array([True, False]),),
        ]
        expected = [0, k + 1, 255], [0, 0, k, 255], [1, 0]
        expect_each(student.to_bytes, calls, map(np.array, expected))

    @aspect
    def test_leaves_its_argument_alone(self, student, rng):
        """The array given to it is not changed."""
        k = whole(rng)
        reached = expect_unchanged(student.to_bytes, np.array([-1.0, k + 0.7, 254.6, 300.0]))
        expect_close(reached, np.array([0, k + 1, 255, 255]))


def table_of(labels, classes):
    """The labels as one-hot rows."""
    return np.array([[float(label == j) for j in range(classes)] for label in labels.tolist()])


@exercise("one_hot")
class TestOneHot:
    def test_a_case_worked_by_hand(self, student, rng):
        """A row has a 1 in the column of its label, counted from 0, and 0 elsewhere."""
        order = rng.permutation(np.tile(np.arange(4), 2))
        expected = np.array([[0, 0, 1], [1, 0, 0], [0, 1, 0], [0, 0, 1]])[order]
        expect_close(student.one_hot(np.array([2, 0, 1, 2])[order], 3), expected)

    def test_labels_in_any_order(self, student, rng):
        """There is a row for each label, in the order of the labels."""
        calls = []
        for n, classes in ((7, 4), (5, 9), (12, 2)):
            labels = draw_until(
                lambda labels: np.any(np.diff(labels) < 0) and labels[0] != labels[-1],
                lambda n=n, classes=classes: rng.permutation(np.arange(n) % classes),
            )
            calls.append((labels, classes))
        expect_each(student.one_hot, calls, starmap(table_of, calls))

    def test_classes_that_do_not_occur(self, student, rng):
        """There is a column for each class, also for those that the batch does not contain."""
        k = whole(rng, 6)
        cases = ([0, 1, 0], k), ([3, 3], 6), ([1, 2, k - 1], k), ([0, 0], 1)
        calls = [(np.array(labels), classes) for labels, classes in cases]
        expect_each(student.one_hot, calls, starmap(table_of, calls))

    @aspect
    def test_a_single_label(self, student, rng):
        """One label gives a table of one row."""
        k = whole(rng, 6)
        calls = [(np.array([label]), k) for label in (0, 1, k - 1)]
        expect_each(student.one_hot, calls, starmap(table_of, calls))

    @aspect
    def test_as_many_labels_as_classes(self, student, rng):
        """Rows are samples and columns are classes, also where the table is square."""
        labels = draw_until(
            lambda labels: np.any(table_of(labels, 5) != table_of(labels, 5).T),
            lambda: rng.permutation(5),
        )
        calls = [(labels, 5), (np.array([3, 3, 0, 1, 0]), 5)]
        expect_each(student.one_hot, calls, starmap(table_of, calls))

    @aspect
    def test_any_integer_type(self, student, rng):
        """Labels may be of a small type such as uint8, also in a large batch of many classes."""
        labels = rng.permutation(np.arange(40) % 30)
        calls = [(labels.astype(kind), 30) for kind in (np.uint8, np.int8, np.int32)]
        expect_each(student.one_hot, calls, [table_of(labels, 30)] * 3)

    @aspect
    def test_leaves_its_argument_alone(self, student, rng):
        """The labels given to it are not changed."""
        labels, classes = np.array([2, 0, 2]), whole(rng, 4)
        returned = expect_unchanged(student.one_hot, labels, classes)
        expect_close(returned, table_of(labels, classes))


def means_with_mask(x, mask):
    """The expected means, one feature of one sequence at a time."""
    n, t, d = x.shape
    result = np.zeros((n, d))
    for sequence, feature in np.ndindex(n, d):
        steps = [float(x[sequence, step, feature]) for step in range(t) if mask[sequence, step]]
        result[sequence, feature] = math.fsum(steps) / len(steps) if steps else 0.0
    return result


def some_mask(rng, n, t):
    """Masks whose ones stand anywhere: one to t - 1 of them in each sequence."""
    counts = 1 + (rng.permutation(n) % (t - 1))

    def draw():
        return np.array([rng.permutation(np.arange(t) < count) for count in counts]).astype(int)

    return draw_until(lambda mask: np.any(np.diff(mask, axis=1) > 0), draw)


@exercise("masked_mean")
class TestMaskedMean:
    def test_a_case_worked_by_hand(self, student, rng):
        """Only steps whose mask is 1 count, in the sum and in the number of steps."""
        scale = rng.uniform(0.5, 2)
        x = np.array([[[2.0, 8.0], [5.0, 6.0], [9.0, 1.0]], [[3.0, -2.0], [4.0, 9.0], [7.0, 4.0]]])
        mask = np.array([[1, 1, 0], [0, 0, 1]])
        reached = student.masked_mean(scale * x, mask)
        expect_close(reached, scale * np.array([[3.5, 7], [7, 4]]), **SINGLE)

    def test_batches_of_any_shape(self, student, rng):
        """Each sequence and each feature has its own mean."""
        calls = [
            (rng.normal(size=(n, t, d)).astype(np.float32), some_mask(rng, n, t))
            for n, t, d in ((3, 4, 2), (2, 5, 7), (1, 6, 3))
        ]
        expect_each(student.masked_mean, calls, starmap(means_with_mask, calls), **SINGLE)

    def test_masks_with_gaps(self, student, rng):
        """The ones of a mask may stand anywhere, not only at the start."""
        x = draw_near([[[2.0], [40.0], [600.0], [8000.0]]] * 5, rng)
        mask = np.array([[0, 0, 1, 1], [1, 0, 0, 1], [0, 1, 0, 0], [0, 0, 0, 1], [0, 1, 1, 0]])
        expect_close(student.masked_mean(x, mask), means_with_mask(x, mask), **SINGLE)

    def test_sequences_without_steps(self, student, rng):
        """A sequence whose mask has no 1 gives 0, and the others their means."""
        x = rng.normal(size=(5, 4, 2)).astype(np.float32) + 5
        mask = np.array([[0] * 4, [1, 0, 1, 0], [0] * 4, [0, 0, 1, 0], [1, 1, 1, 0]])
        expect_close(student.masked_mean(x, mask), means_with_mask(x, mask), **SINGLE)

    def test_all_steps_count(self, student, rng):
        """With a mask of ones it is the plain mean over the steps."""
        x = rng.normal(size=(4, 3, 5)).astype(np.float32)
        expect_close(student.masked_mean(x, np.ones((4, 3))), x.mean(axis=1), **SINGLE)

    @aspect
    def test_as_many_sequences_as_steps_and_features(self, student, rng):
        """The mask belongs to sequences and steps, also where all axes are equally long."""
        x = rng.normal(size=(4, 4, 4)).astype(np.float32) + np.arange(4)
        mask = np.array([[1, 0, 0, 1], [1, 1, 1, 0], [0, 0, 1, 0], [0, 1, 1, 0]])
        expect_close(student.masked_mean(x, mask), means_with_mask(x, mask), **SINGLE)

    @aspect
    def test_numbers_of_padding(self, student, rng):
        """Whatever stands at masked steps does not count, however large it is."""
        x = draw_near([[[1.5, -2.0], [1e6, -1e6], [2.5, 4.0]]], rng).astype(np.float32)
        mask = np.array([[1, 0, 1]])
        expect_close(student.masked_mean(x, mask), means_with_mask(x, mask), **SINGLE)

    def test_zeros_count(self, student, rng):
        """A step whose numbers are 0 counts like any other, if its mask is 1."""
        scale = whole(rng, 2, 30)
        x = np.array([[[0.0, 3.0], [0.0, 0.0], [6.0, 9.0]], [[0.0, 0.0], [4.0, 0.0], [0.0, 0.0]]])
        mask = np.array([[1, 1, 1], [0, 1, 1]])
        reached = student.masked_mean(scale * x, mask)
        expect_close(reached, scale * np.array([[2, 4], [2, 0]]), **SINGLE)

    def test_large_and_small_numbers(self, student, rng):
        """Means are correct to the precision of float32, whatever their size."""
        x = draw_near([[[1e4], [3e4]], [[2e-3], [7.0]]], rng).astype(np.float32)
        mask = np.array([[1, 1], [1, 0]])
        reached = student.masked_mean(x, mask)
        expect_close(reached, means_with_mask(x, mask), rtol=1e-5, atol=0)

    @aspect
    def test_any_type_of_mask(self, student, rng):
        """The mask may be of any type: truth values, integers or floats."""
        x, mask = rng.normal(size=(3, 5, 2)).astype(np.float32), some_mask(rng, 3, 5)
        calls = [(x, mask.astype(kind)) for kind in (np.bool_, np.uint8, np.int64, np.float32)]
        expect_each(student.masked_mean, calls, [means_with_mask(x, mask)] * 4, **SINGLE)

    @aspect
    def test_any_type_of_numbers(self, student, rng):
        """Sums of small integers do not wrap around, and means have fractions."""
        k = 2 * whole(rng, 100, 127) + 1
        x = np.array([[[200, 3], [101, 6], [250, 4]], [[1, 7], [255, 254], [254, k]]])
        mask = np.array([[1, 1, 0], [0, 1, 1]])
        calls = [(x.astype(kind), mask) for kind in (np.uint8, np.int64)]
        expected = np.array([[150.5, 4.5], [254.5, 127 + k / 2]])
        expect_each(student.masked_mean, calls, [expected] * 2, **SINGLE)

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed."""
        x, mask = rng.normal(size=(2, 3, 2)).astype(np.float32), np.array([[1, 0, 1], [0, 1, 0]])
        reached = expect_unchanged(student.masked_mean, x, mask)
        expect_close(reached, means_with_mask(x, mask), **SINGLE)
