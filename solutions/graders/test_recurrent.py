"""Hidden tests of 15 recurrent.

Expected values are worked by hand, or computed one Python float at a time, unit by unit, without a
product of matrices. That the cells agree with Keras's layers is tested beside the course, since the
tests of NumPy functions need no Keras.
"""

import math

import numpy as np

from autograder.testing import (
    aspect,
    draw_near,
    exercise,
    expect_bar,
    expect_close,
    expect_compiled,
    expect_equal,
    expect_model,
    expect_no_warnings,
    expect_parameters,
    expect_recurrent_layer,
    expect_shapes,
    expect_that,
    expect_tuple,
    expect_unchanged,
    fixed_inputs,
    layers_of,
    weight,
)

SINGLE = {"rtol": 1e-4, "atol": 1e-5}  # for inputs of type float32
DOUBLE = {"rtol": 1e-11, "atol": 1e-11}  # more than single precision can give
TYPES = (np.uint8, np.int64, np.float32)


def signed(rng, *shape):
    """Numbers of either sign, of absolute value 0.3 to 2, no two of them alike."""
    numbers = rng.uniform(-1.7, 1.7, shape)
    return numbers + np.copysign(0.3, numbers)


def some_scale(rng):
    """A number from 0.5 to 2 by which everything of a test that is linear is multiplied."""
    return float(rng.uniform(0.5, 2))


# Windows over a series


def cut_by_loops(series, width, horizon, target):
    """All windows and their targets, a number at a time."""
    rows = series.astype(float).reshape(len(series), -1).tolist()
    x, y = [], []
    end = width - 1 + horizon
    while end < len(rows):
        first = end - horizon - width + 1
        x.append([rows[step] for step in range(first, first + width)])
        y.append(rows[end][target])
        end += 1
    return np.array(x), np.array(y)


@exercise("windows")
class TestWindows:
    def test_a_case_worked_by_hand(self, student, rng):
        """Ten steps give seven windows of three steps; the last target is the last step."""
        shift = float(rng.integers(1, 50))
        x, y = expect_tuple(student.windows(np.arange(10) + shift, 3), 2)
        expect_close(y, np.array([3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0]) + shift)
        expect_close(x, np.array([[[i], [i + 1], [i + 2]] for i in range(7)]) + shift)

    def test_horizon(self, student, rng):
        """The target lies so many steps after the window's last step, by default one."""
        series = signed(rng, 11)
        for horizon in (1, 2, 4):
            expected = cut_by_loops(series, 3, horizon, 0)
            expect_close(student.windows(series, 3, horizon=horizon), expected)
        expect_close(student.windows(series, 4), cut_by_loops(series, 4, 1, 0))

    def test_several_variables(self, student, rng):
        """Every window has all variables, and the target is the column that is asked for."""
        series = signed(rng, 12, 3)
        for target in (0, 1, 2):
            expected = cut_by_loops(series, 4, 2, target)
            expect_close(student.windows(series, 4, 2, target), expected)
        expect_close(student.windows(series, 5), cut_by_loops(series, 5, 1, 0))
        expect_close(student.windows(series, 2, target=1), cut_by_loops(series, 2, 1, 1))

    def test_any_sizes(self, student, rng):
        """Series, windows and horizons may have any length."""
        sizes = ((9, 2, 1, 1, 0), (15, 1, 6, 2, 0), (8, 5, 3, 4, 4), (6, 2, 1, 3, 1))
        calls = [(signed(rng, n, k), width, h, target) for n, k, width, h, target in sizes]
        for call, reached in zip(calls, student.windows.each(calls), strict=True):
            expect_close(reached, cut_by_loops(*call))

    def test_one_variable(self, student, rng):
        """A series of one variable gives windows with an axis of length 1 for it."""
        calls = [(signed(rng, n), width, h) for n, width, h in ((9, 4, 1), (10, 2, 3), (7, 1, 1))]
        for call, reached in zip(calls, student.windows.each(calls), strict=True):
            expect_close(reached, cut_by_loops(*call, 0))

    def test_one_window(self, student, rng):
        """A series that is only as long as width and horizon together gives one window."""
        calls = [(signed(rng, 5), 4, 1), (signed(rng, 7), 3, 4), (signed(rng, 2), 1, 1)]
        for call, reached in zip(calls, student.windows.each(calls), strict=True):
            expect_close(reached, cut_by_loops(*call, 0))
        series = signed(rng, 6, 2)
        expect_close(student.windows(series, 4, 2, 1), cut_by_loops(series, 4, 2, 1))

    @aspect
    def test_square(self, student, rng):
        """With as many windows as steps in a window and variables, the axes keep their order."""
        series = signed(rng, 6, 3)
        expect_close(student.windows(series, 3, 2, 2), cut_by_loops(series, 3, 2, 2))

    @aspect
    def test_any_type(self, student, rng):
        """Series of any type give the same windows."""
        numbers = rng.integers(0, 256, size=(9, 2))
        expected = cut_by_loops(numbers, 3, 2, 1)
        for reached in student.windows.each([(numbers.astype(kind), 3, 2, 1) for kind in TYPES]):
            expect_close(reached, expected)
        fractions = signed(rng, 6).astype(np.float32)
        expect_close(student.windows(fractions, 3), cut_by_loops(fractions, 3, 1, 0))

    @aspect
    def test_leaves_its_argument_alone(self, student, rng):
        """The series given to it is not changed."""
        series = signed(rng, 9, 2)
        expect_close(
            expect_unchanged(student.windows, series, 3, 1, 1), cut_by_loops(series, 3, 1, 1)
        )


@exercise("split_in_time")
class TestSplitInTime:
    def expect_parts(self, returned, n, fractions):
        """Expect that the parts are 0 to n - 1 in order, each about as long as it should be."""
        parts = [np.ravel(part).tolist() for part in expect_tuple(returned, len(fractions))]
        expect_that(
            all(
                isinstance(index, (int, float)) and not isinstance(index, bool)
                for part in parts
                for index in part
            ),
            "Each part should be an array of indices.",
        )
        expect_that(
            [index for part in parts for index in part] == list(range(n)),
            "Put together, the parts should be all indices in the order of time.",
        )
        expect_that(
            all(
                abs(len(part) - fraction * n) <= 1 + 1e-9
                for part, fraction in zip(parts, fractions, strict=True)
            ),
            "A part should have within one of its fraction of all indices.",
        )

    def test_two_parts(self, student, rng):
        """The first part is the past, the second one the future, and nothing is shuffled."""
        n = int(rng.integers(20, 60)) * 4
        self.expect_parts(student.split_in_time(n, [0.75, 0.25]), n, [0.75, 0.25])

    def test_more_parts(self, student, rng):
        """There may be any number of parts, of any size."""
        for shares in ((7, 2, 1), (1, 1, 1, 1), (1, 3, 2, 3, 1), (2, 5)):
            n = 140 + int(rng.choice([3, 9, 11, 13, 17, 23]))  # no part is a whole number
            fractions = [share / sum(shares) for share in shares]
            self.expect_parts(student.split_in_time(n, fractions), n, fractions)

    def test_one_part(self, student, rng):
        """One part holds everything."""
        n = int(rng.integers(5, 60))
        self.expect_parts(student.split_in_time(n, [1.0]), n, [1.0])

    def test_no_index_is_lost(self, student, rng):
        """Where fractions of n are not whole numbers, each index is still in exactly one part."""
        numbers = rng.permutation(np.arange(5, 40))[:6].tolist()
        fractions = [0.35, 0.35, 0.3]
        calls = [(n, fractions) for n in numbers]
        for n, reached in zip(numbers, student.split_in_time.each(calls), strict=True):
            self.expect_parts(reached, n, fractions)
        thirds = [1 / 3, 1 / 3, 1 / 3]
        for n in rng.permutation([1, 2, 4, 7]).tolist():
            self.expect_parts(student.split_in_time(n, thirds), n, thirds)

    @aspect
    def test_leaves_its_argument_alone(self, student, rng):
        """The fractions given to it are not changed."""
        n, fractions = 10 * int(rng.integers(3, 9)) + 7, [0.5, 0.3, 0.2]
        self.expect_parts(expect_unchanged(student.split_in_time, n, fractions), n, fractions)


def scaled_by_loops(series, length):
    """Every column on the scale of its first rows, a number at a time."""
    columns = []
    for column in series.astype(float).reshape(len(series), -1).T.tolist():
        past = column[:length]
        mean = math.fsum(past) / length
        deviation = math.sqrt(math.fsum((value - mean) ** 2 for value in past) / length)
        columns.append([(value - mean) / (deviation or 1.0) for value in column])
    return np.array(columns).T.reshape(series.shape)


@exercise("scale_by_past")
class TestScaleByPast:
    def test_a_case_worked_by_hand(self, student, rng):
        """Mean 2 and deviation 1 in the past: the rest is on this scale, too."""
        factor, shift = some_scale(rng), float(rng.integers(-9, 9))
        series = shift + factor * np.array([1.0, 3.0, 9.0, 0.0])
        expect_close(student.scale_by_past(series, 2), np.array([-1.0, 1.0, 7.0, -2.0]))

    def test_columns(self, student, rng):
        """Each column has its own mean and deviation, those of its first rows."""
        for n, k, length in ((9, 3, 4), (12, 2, 2), (6, 1, 5)):
            series = signed(rng, n, k) * 10.0 ** np.arange(k) + np.arange(n)[:, np.newaxis]
            expect_close(
                student.scale_by_past(series, length), scaled_by_loops(series, length), **DOUBLE
            )

    def test_one_variable(self, student, rng):
        """A series of shape (n,) keeps this shape."""
        series = signed(rng, 11) + np.arange(11)
        expect_close(student.scale_by_past(series, 6), scaled_by_loops(series, 6), **DOUBLE)

    def test_everything_is_the_past(self, student, rng):
        """Where the past is the whole series, its mean becomes 0 and its deviation 1."""
        series = signed(rng, 8, 2)
        expect_close(student.scale_by_past(series, 8), scaled_by_loops(series, 8), **DOUBLE)

    def test_the_future_changes_nothing(self, student, rng):
        """The scale does not depend on what comes after the past."""
        past, future = signed(rng, 5, 2), 100 * signed(rng, 4, 2)
        series = np.concatenate([past, future])
        expect_close(student.scale_by_past(series, 5), scaled_by_loops(series, 5), **DOUBLE)

    def test_a_constant_column(self, student, rng):
        """A column that is constant in the past is only shifted, without a warning."""
        level = float(rng.integers(2, 40))
        series = np.stack([np.full(7, level), signed(rng, 7)], axis=1)
        series[5:, 0] = level + 3.0, level - 0.5
        reached = expect_no_warnings(student.scale_by_past, series, 4)
        expect_close(reached, scaled_by_loops(series, 4), **DOUBLE)
        flat = np.array([level, level, level, level + 2.0])
        reached = expect_no_warnings(student.scale_by_past, flat, 3)
        expect_close(reached, np.array([0.0, 0.0, 0.0, 2.0]))

    @aspect
    def test_square(self, student, rng):
        """With as many rows as columns, the statistics are still those of columns."""
        series = signed(rng, 4, 4)
        expect_close(student.scale_by_past(series, 3), scaled_by_loops(series, 3), **DOUBLE)

    @aspect
    def test_small_units(self, student, rng):
        """A column of tiny numbers that differ is not constant."""
        series = 1e-9 * signed(rng, 8, 2)
        expect_close(student.scale_by_past(series, 5), scaled_by_loops(series, 5), rtol=1e-9)

    @aspect
    def test_any_type(self, student, rng):
        """Series of any type give the same as floats; nothing wraps around."""
        series = np.array([[200, 3], [10, 250], [90, 7], [0, 100]])
        series[3, 0] = int(rng.integers(0, 250))
        expected = scaled_by_loops(series, 3)
        *exact, single = student.scale_by_past.each([(series.astype(kind), 3) for kind in TYPES])
        for reached in exact:
            expect_close(reached, expected)
        expect_close(single, expected, **SINGLE)
        truths = np.array([True, False, True, True])
        expect_close(student.scale_by_past(truths, 2), np.array([1.0, -1.0, 1.0, 1.0]))

    @aspect
    def test_leaves_its_argument_alone(self, student, rng):
        """The series given to it is not changed."""
        series = signed(rng, 7, 3)
        reached = expect_unchanged(student.scale_by_past, series, 4)
        expect_close(reached, scaled_by_loops(series, 4), **DOUBLE)


def skill_by_loops(x, y, predictions, target):
    """The skill, a sample at a time."""
    said = predictions.astype(float).ravel().tolist()
    own = math.fsum((true - p) ** 2 for true, p in zip(y.astype(float).tolist(), said, strict=True))
    last = [float(window[-1][target]) for window in x.tolist()]
    naive = math.fsum((true - p) ** 2 for true, p in zip(y.tolist(), last, strict=True))
    return 1 - own / naive if naive else 0.0


def forecasts(rng, m, width, k, target):
    """Windows, targets, and forecasts that are better than the naive ones; the target's column."""
    x, y = signed(rng, m, width, k), signed(rng, m)
    return x, y, y + (x[:, -1, target] - y) * rng.uniform(0.2, 0.8, m), target


@exercise("skill")
class TestSkill:
    def test_a_case_worked_by_hand(self, student, rng):
        """A squared error of 1 against one of 6 is a skill of 5/6."""
        scale = some_scale(rng)
        x = scale * np.array([[[1.0], [2.0]], [[2.0], [3.0]], [[3.0], [4.0]]])
        y, predictions = scale * np.array([3.0, 4.0, 6.0]), scale * np.array([3.0, 5.0, 6.0])
        expect_close(student.skill(x, y, predictions), 5 / 6)

    def test_any_sizes(self, student, rng):
        """There may be any number of windows, steps and variables; the target may be any column."""
        sizes = ((7, 4, 3, 2), (5, 1, 2, 1), (4, 3, 1, 0), (1, 2, 2, 1), (6, 2, 3, 0))
        calls = [forecasts(rng, *size) for size in sizes]
        for call, reached in zip(calls, student.skill.each(calls), strict=True):
            expect_close(reached, skill_by_loops(*call), **DOUBLE)

    def test_the_first_column_unless_told(self, student, rng):
        """The target is the first variable unless told otherwise."""
        x, y, predictions, _ = forecasts(rng, 5, 3, 2, 0)
        expect_close(student.skill(x, y, predictions), skill_by_loops(x, y, predictions, 0))
        x, y, predictions, _ = forecasts(rng, 5, 3, 2, 1)
        reached = student.skill(x, y, predictions, target=1)
        expect_close(reached, skill_by_loops(x, y, predictions, 1))

    def test_predictions_in_a_column(self, student, rng):
        """Predictions of shape (m, 1), as Keras gives them, count as well."""
        x, y, predictions, _ = forecasts(rng, 6, 4, 2, 0)
        reached = student.skill(x, y, predictions[:, np.newaxis])
        expect_close(reached, skill_by_loops(x, y, predictions, 0), **DOUBLE)

    def test_naive_and_perfect(self, student, rng):
        """The naive forecast itself has skill 0, a perfect one 1."""
        x, y = signed(rng, 5, 3, 2), signed(rng, 5)
        expect_close(student.skill(x, y, x[:, -1, 1], 1), 0.0)
        expect_close(student.skill(x, y, y.copy(), 1), 1.0)

    def test_worse_than_naive(self, student, rng):
        """A forecast that is worse than the naive one has a negative skill."""
        x, y = signed(rng, 4, 2, 1), signed(rng, 4)
        predictions = y + 4 + rng.uniform(0, 1, 4)
        expect_close(
            student.skill(x, y, predictions), skill_by_loops(x, y, predictions, 0), **DOUBLE
        )

    def test_a_perfect_naive_forecast(self, student, rng):
        """Where the naive forecast is perfect the skill is 0.0, without a warning."""
        x = signed(rng, 4, 3, 2)
        y = x[:, -1, 0].copy()
        for predictions in (y + 0.5, y):
            expect_close(expect_no_warnings(student.skill, x, y, predictions), 0.0)

    @aspect
    def test_any_type(self, student, rng):
        """Arguments of any type give the same as floats; nothing wraps around."""
        x = np.array([[[1, 9], [250, 3]], [[0, 2], [7, 100]], [[4, 4], [30, 1]]])
        y, predictions = np.array([3, 200, 90]), np.array([10, int(rng.integers(120, 250)), 100])
        expected = skill_by_loops(x, y, predictions, 1)
        kinds = [(kind, kind, kind) for kind in TYPES]
        kinds += [(np.uint8, np.uint8, np.float64), (np.float64, np.uint8, np.uint8)]
        calls = [
            (x.astype(first), y.astype(second), predictions.astype(third), 1)
            for first, second, third in kinds
        ]
        for reached in student.skill.each(calls):
            expect_close(reached, expected, **SINGLE)

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed."""
        call = forecasts(rng, 5, 2, 2, 1)
        expect_close(expect_unchanged(student.skill, *call), skill_by_loops(*call), **DOUBLE)


# Cells


def sums(x, h, w, u, b):
    """x w + h u + b of one sample as a list of floats, a product at a time."""
    return [
        math.fsum(
            [
                *(float(value) * float(row[j]) for value, row in zip(x, w, strict=True)),
                *(float(value) * float(row[j]) for value, row in zip(h, u, strict=True)),
                float(b[j]),
            ]
        )
        for j in range(len(b))
    ]


def sigma(z):
    """The sigmoid of one float."""
    return 1 / (1 + math.exp(-z))


def rnn_by_loops(x, h, w, u, b):
    """A step of the simple cell."""
    w, u, b = w.tolist(), u.tolist(), b.tolist()
    rows = zip(x.tolist(), h.tolist(), strict=True)
    return np.array([[math.tanh(z) for z in sums(*row, w, u, b)] for row in rows])


def lstm_by_loops(x, h, c, w, u, b):
    """A step of the LSTM, a unit of a sample at a time."""
    units = h.shape[1]
    w, u, b = w.tolist(), u.tolist(), b.tolist()
    new_h, new_c = [], []
    for inputs, shown, kept in zip(x.tolist(), h.tolist(), c.tolist(), strict=True):
        z = sums(inputs, shown, w, u, b)
        cells = [
            sigma(z[units + j]) * float(kept[j]) + sigma(z[j]) * math.tanh(z[2 * units + j])
            for j in range(units)
        ]
        new_c.append(cells)
        new_h.append([sigma(z[3 * units + j]) * math.tanh(cells[j]) for j in range(units)])
    return np.array(new_h), np.array(new_c)


def gru_by_loops(x, h, w, u, b, reset_after=True):
    """A step of the GRU, a unit of a sample at a time."""
    units = h.shape[1]
    w, u = w.tolist(), u.tolist()
    of_input, of_state = b.tolist() if reset_after else (b.tolist(), [0.0] * (3 * units))
    nothing, no_weights = [0.0] * 3 * units, [[0.0] * 3 * units]
    states = []
    for inputs, old in zip(x.tolist(), h.tolist(), strict=True):
        from_input = sums(inputs, [0.0], w, no_weights, of_input)
        from_state = sums([0.0], old, no_weights, u, of_state)
        z = [sigma(from_input[j] + from_state[j]) for j in range(units)]
        r = [sigma(from_input[units + j] + from_state[units + j]) for j in range(units)]
        if reset_after:
            seen = [r[j] * from_state[2 * units + j] for j in range(units)]
        else:
            reset = [r[j] * float(old[j]) for j in range(units)]
            seen = sums([0.0], reset, no_weights, u, nothing)[2 * units :]
        g = [math.tanh(from_input[2 * units + j] + seen[j]) for j in range(units)]
        states.append([z[j] * float(old[j]) + (1 - z[j]) * g[j] for j in range(units)])
    return np.array(states)


def cell_arrays(rng, n, d, units, gates):
    """Inputs, state, and weights of a cell: x, h, w, u and one row of biases."""
    width = gates * units
    return (
        signed(rng, n, d),
        signed(rng, n, units),
        signed(rng, d, width) / 2,
        signed(rng, units, width) / 2,
        signed(rng, width) / 2,
    )


SIZES = ((5, 3, 2), (2, 4, 3), (1, 2, 4), (4, 1, 1))  # samples, inputs, units


@exercise("simple_rnn_step")
class TestSimpleRnnStep:
    def test_memory_that_fades(self, student, rng):
        """After an input of 1, two steps without input leave less and less of it."""
        one, first = np.ones((1, 1)), float(rng.uniform(0.9, 1.1))
        h, expected = 0 * one, 0.0
        for value in (first, 0.0, 0.0):
            h = np.array(student.simple_rnn_step(value * one, h, one, 0.5 * one, np.zeros(1)))
            expected = math.tanh(value + 0.5 * expected)
            expect_close(h, np.array([[expected]]))

    def test_any_sizes(self, student, rng):
        """There may be any number of samples, inputs and units."""
        calls = [cell_arrays(rng, *sizes, 1) for sizes in SIZES]
        for call, reached in zip(calls, student.simple_rnn_step.each(calls), strict=True):
            expect_close(reached, rnn_by_loops(*call), **DOUBLE)

    @aspect
    def test_square(self, student, rng):
        """With as many samples as inputs and units, nothing is transposed."""
        call = cell_arrays(rng, 3, 3, 3, 1)
        expect_close(student.simple_rnn_step(*call), rnn_by_loops(*call), **DOUBLE)

    @aspect
    def test_any_type(self, student, rng):
        """Arguments of any type give the same as floats; nothing wraps around."""
        x, h = np.array([[1, 0], [0, int(rng.integers(1, 3))]]), np.array([[1], [2]])
        w, u, b = np.array([[1], [0]]), np.array([[1]]), np.array([0])
        expected = rnn_by_loops(x, h, w, u, b)
        calls = [tuple(array.astype(kind) for array in (x, h, w, u, b)) for kind in TYPES]
        for reached in student.simple_rnn_step.each(calls):
            expect_close(reached, expected, **SINGLE)
        pixels, weights = np.array([[200, 100]], dtype=np.uint8), np.array([[0.004], [-0.006]])
        call = pixels, np.zeros((1, 1)), weights, np.ones((1, 1)), np.zeros(1)
        expect_close(student.simple_rnn_step(*call), rnn_by_loops(*call))
        two = np.full((1, 2), 200, dtype=np.uint8)
        ones = np.ones((2, 1), dtype=np.uint8)
        call = two, np.zeros((1, 1)), ones, np.ones((1, 1)), -400 + signed(rng, 1)
        expect_close(student.simple_rnn_step(*call), rnn_by_loops(*call))

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed."""
        call = cell_arrays(rng, 3, 2, 4, 1)
        expect_close(
            expect_unchanged(student.simple_rnn_step, *call), rnn_by_loops(*call), **DOUBLE
        )


@exercise("run_cell")
class TestRunCell:
    def test_outputs_of_all_steps(self, student, rng):
        """The outputs of all steps are returned, in order, and the state after the last."""
        x, start = signed(rng, 2, 4, 3), signed(rng, 2, 3)

        def step(x_t, state):
            return 2 * (state + x_t), state + x_t

        outputs, state = expect_tuple(student.run_cell(step, x, start), 2)
        states = start[:, np.newaxis] + np.cumsum(x, axis=1)
        expect_close(outputs, 2 * states)
        expect_close(state, states[:, -1])

    def test_each_step_gets_its_inputs_and_the_last_state(self, student, rng):
        """Each step gets its own inputs and the state that the step before it gave."""
        x, tables = signed(rng, 3, 5, 2), signed(rng, 6, 3, 2)

        def step(x_t, state):
            number = int(state[0])
            return tables[number] * x_t, np.array([number + 1, np.sum(tables[number] * x_t)])

        outputs, state = expect_tuple(student.run_cell(step, x, np.array([0.0, 7.0])), 2)
        products = np.moveaxis(tables[:5], 0, 1) * x
        expect_close(outputs, products)
        expect_close(state, np.array([5.0, products[:, -1].sum()]))

    def test_a_pair_of_states(self, student, rng):
        """The state may be a pair, as that of an LSTM, and is handed on as it is."""
        x = signed(rng, 2, 3, 1)
        h, c = signed(rng, 2, 1), signed(rng, 2, 2)

        def step(x_t, state):
            first, second = state
            return first, (first + x_t, 2 * second)

        outputs, (first, second) = expect_tuple(student.run_cell(step, x, (h, c)), 2)
        expect_close(first, h + x.sum(axis=1))
        expect_close(second, 8 * c)
        expect_close(outputs, np.stack([h, h + x[:, 0], h + x[:, 0] + x[:, 1]], axis=1))

    def test_any_state(self, student, rng):
        """The state may be of any kind: a text, or nothing at all."""
        x, word = signed(rng, 1, 2, 2), "abcdefgh"[: int(rng.integers(2, 8))]
        outputs, state = expect_tuple(
            student.run_cell(lambda x_t, state: (3 * x_t, state + "!"), x, word), 2
        )
        expect_close(outputs, 3 * x)
        expect_equal(state, word + "!!")
        outputs, state = expect_tuple(student.run_cell(lambda x_t, state: (-x_t, None), x, None), 2)
        expect_close(outputs, -x)
        expect_that(state is None, "The state should be what the last step gave.")

    def test_one_step(self, student, rng):
        """A sequence of one step has an output of one step."""
        x, start = signed(rng, 3, 1, 2), signed(rng, 3, 2)
        outputs, state = expect_tuple(
            student.run_cell(lambda x_t, state: (x_t - state, x_t * state), x, start), 2
        )
        expect_close(outputs, (x[:, 0] - start)[:, np.newaxis])
        expect_close(state, x[:, 0] * start)

    @aspect
    def test_square(self, student, rng):
        """With as many samples as steps and variables, the steps are still the second axis."""
        x, start = signed(rng, 3, 3, 3), np.zeros((3, 3))

        def step(x_t, state):
            return (state + x_t,) * 2

        outputs, state = expect_tuple(student.run_cell(step, x, start), 2)
        expect_close(outputs, np.cumsum(x, axis=1))
        expect_close(state, x.sum(axis=1))

    @aspect
    def test_more_units_than_inputs(self, student, rng):
        """The outputs may have more columns than the inputs."""
        x, w = signed(rng, 2, 3, 1), signed(rng, 1, 4)
        outputs, _ = expect_tuple(
            student.run_cell(lambda x_t, state: (np.asarray(x_t) @ w, state), x, 0.0), 2
        )
        expect_close(outputs, x @ w)

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed."""
        x, start = signed(rng, 2, 3, 2), signed(rng, 2, 2)
        returned = expect_unchanged(
            student.run_cell, lambda x_t, state: (state + x_t, state + x_t), x, start
        )
        outputs, _ = expect_tuple(returned, 2)
        expect_close(outputs, start[:, np.newaxis] + np.cumsum(x, axis=1))


def lstm_arrays(rng, n, d, units):
    """Arguments of lstm_step."""
    x, h, w, u, b = cell_arrays(rng, n, d, units, 4)
    return x, h, signed(rng, n, units), w, u, b


@exercise("lstm_step")
class TestLstmStep:
    def test_a_case_worked_by_hand(self, student, rng):
        """From zero states, the input gate lets in a part of the candidate."""
        one, ones = np.array([[1.0]]), np.ones((1, 4))
        weights = draw_near(ones, rng)
        z = weights[0]
        c = sigma(z[0]) * math.tanh(z[2])
        returned = student.lstm_step(one, 0 * one, 0 * one, weights, ones, np.zeros(4))
        expect_close(returned, (np.array([[sigma(z[3]) * math.tanh(c)]]), np.array([[c]])))

    def test_any_sizes(self, student, rng):
        """There may be any number of samples, inputs and units."""
        calls = [lstm_arrays(rng, *sizes) for sizes in SIZES]
        for call, reached in zip(calls, student.lstm_step.each(calls), strict=True):
            expect_close(reached, lstm_by_loops(*call), **DOUBLE)

    def test_a_closed_input_gate(self, student, rng):
        """With a closed input gate and an open forget gate the cell state stays as it is."""
        c = signed(rng, 2, 3)
        b = np.concatenate([np.full(3, -40.0), np.full(3, 40.0), signed(rng, 3), np.full(3, 40.0)])
        x, h, w, u = signed(rng, 2, 2), signed(rng, 2, 3), np.zeros((2, 12)), np.zeros((3, 12))
        expect_close(student.lstm_step(x, h, c, w, u, b), (np.tanh(c), c))

    def test_a_closed_forget_gate(self, student, rng):
        """With a closed forget gate nothing is left of the old cell state."""
        x, h, c, w, u, b = lstm_arrays(rng, 3, 2, 2)
        b[2:4] = -60.0
        expect_close(student.lstm_step(x, h, c, w, u, b), lstm_by_loops(x, h, 0 * c, w, u, b))

    @aspect
    def test_square(self, student, rng):
        """With as many samples as inputs and units, nothing is transposed."""
        call = lstm_arrays(rng, 4, 4, 4)
        expect_close(student.lstm_step(*call), lstm_by_loops(*call), **DOUBLE)

    @aspect
    def test_extreme_sums(self, student, rng):
        """Gates that are wide open or closed are computed without a warning."""
        x, h, c, w, u, _ = lstm_arrays(rng, 2, 1, 2)
        b = draw_near([440.0, -440.0, -430.0, 430.0, 1.0, -420.0, 400.0, -440.0], rng)
        call = x, h, c, 0 * w, 0 * u, b
        expect_close(expect_no_warnings(student.lstm_step, *call), lstm_by_loops(*call))

    @aspect
    def test_any_type(self, student, rng):
        """Arguments of any type give the same as floats; nothing wraps around."""
        x, h = np.array([[1, 0], [0, int(rng.integers(1, 4))]]), np.array([[1], [2]])
        c, w, u = np.array([[3], [1]]), np.array([[1, 0, 1, 2], [0, 1, 0, 1]]), np.ones((1, 4))
        b = np.array([0, 1, 1, 0])
        expected = lstm_by_loops(x, h, c, w, u, b)
        calls = [tuple(array.astype(kind) for array in (x, h, c, w, u, b)) for kind in TYPES]
        for reached in student.lstm_step.each(calls):
            expect_close(reached, expected, **SINGLE)
        bytes_x, small = np.array([[200, 100]], dtype=np.uint8), signed(rng, 2, 4) / 200
        one = np.array([[1.0]])
        call = bytes_x, one, one, small, np.ones((1, 4)), np.zeros(4)
        expect_close(student.lstm_step(*call), lstm_by_loops(*call))

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed."""
        call = lstm_arrays(rng, 3, 2, 2)
        expect_close(expect_unchanged(student.lstm_step, *call), lstm_by_loops(*call), **DOUBLE)


@exercise("what_the_forget_gate_multiplies")
@fixed_inputs("the exercise has no arguments")
class TestWhatTheForgetGateMultiplies:
    def test_the_answer(self, student):
        """The answer names what the forget gate keeps or lets go."""
        expect_equal(student.what_the_forget_gate_multiplies(), "the old cell state")


def gru_arrays(rng, n, d, units, reset_after=True):
    """Arguments of gru_step."""
    x, h, w, u, b = cell_arrays(rng, n, d, units, 3)
    return x, h, w, u, np.stack([b, signed(rng, 3 * units) / 2]) if reset_after else b


@exercise("gru_step")
class TestGruStep:
    def test_a_case_worked_by_hand(self, student, rng):
        """From a zero state, the share of the candidate is what the update gate leaves."""
        one = np.array([[1.0]])
        weights = draw_near(np.ones((1, 3)), rng)
        z = weights[0]
        expected = (1 - sigma(z[0])) * math.tanh(z[2])
        reached = student.gru_step(one, 0 * one, weights, np.ones((1, 3)), np.zeros((2, 3)))
        expect_close(reached, np.array([[expected]]))

    def test_any_sizes(self, student, rng):
        """There may be any number of samples, inputs and units."""
        calls = [gru_arrays(rng, *sizes) for sizes in SIZES]
        for call, reached in zip(calls, student.gru_step.each(calls), strict=True):
            expect_close(reached, gru_by_loops(*call), **DOUBLE)

    def test_reset_before_the_product(self, student, rng):
        """Without reset_after the reset gate multiplies the state; there is one row of biases."""
        calls = [(*gru_arrays(rng, *sizes, False), False) for sizes in SIZES]
        for call, reached in zip(calls, student.gru_step.each(calls), strict=True):
            expect_close(reached, gru_by_loops(*call), **DOUBLE)

    def test_an_update_gate_that_keeps(self, student, rng):
        """With an update gate of 1 the state stays as it is, with one of 0 it is replaced."""
        x, h, w, u = signed(rng, 2, 2), signed(rng, 2, 2), np.zeros((2, 6)), np.zeros((2, 6))
        b = np.zeros((2, 6))
        b[0, :2] = 60.0
        b[0, 4:] = signed(rng, 2)
        expect_close(student.gru_step(x, h, w, u, b), h)
        other = b.copy()
        other[0, :2] = -60.0
        expect_close(student.gru_step(x, h, w, u, other), np.tanh(b[0, 4:]) + 0 * h)

    def test_the_bias_of_the_state(self, student, rng):
        """The reset gate multiplies the second bias of the candidate, not the first."""
        x, h, w, u, b = gru_arrays(rng, 2, 2, 3)
        b[0, 3:6] = -60.0  # the reset gates are closed
        expect_close(student.gru_step(x, h, w, u, b), gru_by_loops(x, h, w, u, b), **DOUBLE)

    @aspect
    def test_square(self, student, rng):
        """With as many samples as inputs and units, nothing is transposed."""
        for reset_after in (True, False):
            call = (*gru_arrays(rng, 3, 3, 3, reset_after), reset_after)
            expect_close(student.gru_step(*call), gru_by_loops(*call), **DOUBLE)

    @aspect
    def test_extreme_sums(self, student, rng):
        """Gates that are wide open or closed are computed without a warning."""
        x, h, w, u, _ = gru_arrays(rng, 2, 1, 2)
        b = np.stack([draw_near([440.0, -440.0, -430.0, 430.0, 1.0, -400.0], rng), np.zeros(6)])
        call = x, h, 0 * w, 0 * u, b
        expect_close(expect_no_warnings(student.gru_step, *call), gru_by_loops(*call))

    @aspect
    def test_any_type(self, student, rng):
        """Arguments of any type give the same as floats; nothing wraps around."""
        x, h = np.array([[1, 0], [0, int(rng.integers(1, 4))]]), np.array([[1], [2]])
        w, u = np.array([[1, 0, 1], [0, 1, 0]]), np.array([[1, 1, 0]])
        both, single = np.array([[0, 1, 0], [1, 0, 1]]), np.array([1, 0, 1])
        for b, reset_after in ((both, True), (single, False)):
            expected = gru_by_loops(x, h, w, u, b, reset_after)
            calls = [
                (*(array.astype(kind) for array in (x, h, w, u, b)), reset_after) for kind in TYPES
            ]
            for reached in student.gru_step.each(calls):
                expect_close(reached, expected, **SINGLE)
        bytes_x, small = np.array([[200, 100]], dtype=np.uint8), signed(rng, 2, 3) / 200
        call = bytes_x, np.ones((1, 1)), small, np.ones((1, 3)), np.zeros((2, 3))
        expect_close(student.gru_step(*call), gru_by_loops(*call))

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed."""
        for reset_after in (True, False):
            call = (*gru_arrays(rng, 3, 2, 2, reset_after), reset_after)
            expect_close(expect_unchanged(student.gru_step, *call), gru_by_loops(*call), **DOUBLE)


@exercise("fewer_parameters")
@fixed_inputs("the exercise has no arguments")
class TestFewerParameters:
    def test_the_answer(self, student):
        """The answer counts arrays and states of both cells."""
        expect_equal(student.fewer_parameters(), "the GRU; it has one state, the LSTM two")


def clipped_by_loops(grads, limit):
    """All arrays times one factor, a number at a time."""
    norm = math.sqrt(
        math.fsum(float(value) ** 2 for g in grads for value in g.astype(float).ravel().tolist())
    )
    factor = limit / norm if norm > limit else 1.0
    return [g.astype(float) * factor for g in grads]


@exercise("clip_by_norm")
class TestClipByNorm:
    def test_a_case_worked_by_hand(self, student, rng):
        """Gradients 3 and 4 have the norm 5 together."""
        limit = float(rng.uniform(0.5, 2))
        expected = [np.array([0.6 * limit]), np.array([0.8 * limit])]
        expect_close(student.clip_by_norm([np.array([3.0]), np.array([4.0])], limit), expected)

    def test_any_shapes(self, student, rng):
        """There may be any number of arrays of any shape; all are scaled by one factor."""
        for shapes in (((3, 2), (2,), (2, 4)), ((5,),), ((2, 2, 2), (1,), (3, 1), (1, 3))):
            grads = [signed(rng, *shape) for shape in shapes]
            expected = clipped_by_loops(grads, 0.7)
            expect_close(student.clip_by_norm(grads, 0.7), expected, **DOUBLE)

    def test_one_large_array(self, student, rng):
        """Where one array is large and another small, both are scaled by the same factor."""
        grads = [1000 * signed(rng, 2, 3), 0.01 * signed(rng, 4)]
        expected = clipped_by_loops(grads, 2.0)
        expect_close(student.clip_by_norm(grads, 2.0), expected, rtol=1e-9, atol=1e-12)

    def test_below_the_limit(self, student, rng):
        """Gradients whose norm is below the limit stay as they are."""
        grads = [signed(rng, 2, 2), signed(rng, 3)]
        expect_close(student.clip_by_norm(grads, 50.0), grads, **DOUBLE)
        small = [0.01 * g for g in grads]
        expect_close(student.clip_by_norm(small, 1.0), small, **DOUBLE)

    def test_each_alone_is_below(self, student, rng):
        """The norm is that of all arrays together, even where each alone is below the limit."""
        grads = [rng.uniform(0.7, 0.95, 1) for _ in range(6)]
        expect_close(student.clip_by_norm(grads, 1.0), clipped_by_loops(grads, 1.0), **DOUBLE)

    def test_zeros(self, student, rng):
        """Gradients of zero stay zero, without a warning."""
        grads = [np.zeros((2, int(rng.integers(2, 9)))), np.zeros(3)]
        expect_close(expect_no_warnings(student.clip_by_norm, grads, 0.5), grads)
        mixed = [np.zeros(2), signed(rng, 4)]
        expect_close(student.clip_by_norm(mixed, 0.5), clipped_by_loops(mixed, 0.5), **DOUBLE)

    @aspect
    def test_any_type(self, student, rng):
        """Gradients of any type give the same as floats; nothing wraps around."""
        grads = [np.array([[200, 100], [0, 7]]), np.array([int(rng.integers(100, 250))])]
        expected = clipped_by_loops(grads, 3)
        calls = [([g.astype(kind) for g in grads], 3) for kind in TYPES]
        for reached in student.clip_by_norm.each(calls):
            expect_close(reached, expected, **SINGLE)

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The list and the arrays given to it are not changed."""
        grads = [signed(rng, 2, 3), signed(rng, 3)]
        expected = clipped_by_loops(grads, 0.5)
        expect_close(expect_unchanged(student.clip_by_norm, grads, 0.5), expected, **DOUBLE)


@exercise("what_went_wrong")
@fixed_inputs("the exercise has no arguments")
class TestWhatWentWrong:
    def test_the_answer(self, student):
        """The answer says why the weights have become huge."""
        expect_equal(student.what_went_wrong(), "exploding gradient")


# Texts

MARKS = "!\"#$%&()*+,-./:;<=>?@[\\]^_{|}~'`"


def some_words(rng, count):
    """Different words of three to six small letters, in random order."""
    found = {}
    while len(found) < count:
        letters = rng.choice(list("abcdefghijklmnopqrstuvwxyz"), int(rng.integers(3, 7)))
        found["".join(letters)] = None
    return list(found)


def words_by_hand(text):
    """The words of a text, a character at a time."""
    words, word = [], ""
    for character in text.lower() + " ":
        if character in " \t\n":
            if word:
                words.append(word)
            word = ""
        elif character not in MARKS:
            word += character
    return words


def vocabulary_by_hand(texts, size):
    """The most frequent words of some texts, found one by one."""
    counts = {}
    for text in texts:
        for word in words_by_hand(text):
            counts[word] = counts.get(word, 0) + 1
    vocabulary = ["", "[UNK]"]
    while counts and len(vocabulary) < size:
        most = max(counts.values())
        word = min(word for word, count in counts.items() if count == most)
        vocabulary.append(word)
        del counts[word]
    return vocabulary


def ids_by_hand(texts, vocabulary, length):
    """The places of the words, found one by one."""
    rows = []
    for text in texts:
        row = [vocabulary.index(word) if word in vocabulary else 1 for word in words_by_hand(text)]
        rows.append((row + [0] * length)[:length])
    return np.array(rows)


def texts_by(words, places):
    """Texts of the words at these places."""
    return [" ".join(words[place] for place in text) for text in places]


@exercise("build_vocabulary")
class TestBuildVocabulary:
    def test_falling_frequency(self, student, rng):
        """After padding and the unknown word come the words, the most frequent first."""
        first, second, third = sorted(some_words(rng, 3), reverse=True)
        texts = [f"{third} {first} {first}", f"{second} {first} {second}"]
        expected = ["", "[UNK]", first, second, third]
        expect_equal(student.build_vocabulary(texts, 10), expected)

    def test_counts_over_all_texts(self, student, rng):
        """A word is counted in all texts together, however often it stands in one."""
        first, second, third, fourth = sorted(some_words(rng, 4), reverse=True)
        groups = [[first] * 4 + [second] * 2, [second] + [third] * 2, [fourth]]
        texts = [" ".join(rng.permutation(group).tolist()) for group in groups]
        for size in (30, 4):
            expect_equal(student.build_vocabulary(texts, size), vocabulary_by_hand(texts, size))

    def test_size(self, student, rng):
        """The list has at most the size asked for, padding and the unknown word included."""
        texts = [" ".join(some_words(rng, 8))]
        for size in (5, 3, 10, 11):
            expect_equal(student.build_vocabulary(texts, size), vocabulary_by_hand(texts, size))

    def test_ties_by_the_alphabet(self, student, rng):
        """Equally frequent words come in the order of the alphabet."""
        *words, most = sorted(some_words(rng, 7))
        texts = [" ".join([*words[::-1], most]), " ".join(rng.permutation(words).tolist()), most]
        expected = ["", "[UNK]", *sorted([*words, most])]
        expect_equal(student.build_vocabulary(texts, 20), expected)
        texts.append(most)
        expect_equal(student.build_vocabulary(texts, 20), ["", "[UNK]", most, *words])

    def test_no_words(self, student, rng):
        """With size 2, or without any words, only padding and the unknown word are left."""
        texts = [" ".join(some_words(rng, 4))]
        expect_equal(student.build_vocabulary(texts, 2), ["", "[UNK]"])
        nothing = ["", "  ", "?!" * int(rng.integers(1, 9)), "- ... -"]
        expect_equal(student.build_vocabulary(nothing, 9), ["", "[UNK]"])

    def test_lower_case(self, student, rng):
        """Capitals make no difference."""
        second, first = sorted(some_words(rng, 2))
        texts = [f"{first.capitalize()} {second}", f"{first.upper()} {second} {first}"]
        expect_equal(student.build_vocabulary(texts, 9), ["", "[UNK]", first, second])

    def test_punctuation_is_taken_out(self, student, rng):
        """Every mark is taken out, at the ends of a word and within it."""
        words = some_words(rng, len(MARKS))
        marks = rng.permutation(list(MARKS)).tolist()
        texts = [
            f"{mark}{word[:2]}{mark}{word[2:]}{mark}"
            for word, mark in zip(words, marks, strict=True)
        ]
        expect_equal(student.build_vocabulary(texts, 99), vocabulary_by_hand(texts, 99))
        once, twice = sorted(words[:2])
        texts = [f"{once} - {twice}", f"({twice})"]
        expect_equal(student.build_vocabulary(texts, 9), ["", "[UNK]", twice, once])

    def test_any_white_space(self, student, rng):
        """Words are cut at any white space, several in a row too."""
        first, second, third = sorted(some_words(rng, 3), reverse=True)
        texts = [
            f" {first}\t{first}  {first}\n{second} {second} ",
            f"{third}\n\n{second}\t {first}",
        ]
        expect_equal(student.build_vocabulary(texts, 9), ["", "[UNK]", first, second, third])

    def test_digits_are_letters(self, student, rng):
        """Words may hold digits."""
        number, word = str(int(rng.integers(100, 999))), some_words(rng, 1)[0]
        texts = [f"{number} {word}{number}", f"{number}."]
        expect_equal(student.build_vocabulary(texts, 9), ["", "[UNK]", number, word + number])

    @aspect
    def test_leaves_its_argument_alone(self, student, rng):
        """The list given to it is not changed."""
        first, second, third = sorted(some_words(rng, 3), reverse=True)
        texts = [
            f"{second} {first} {second} {first}.",
            f"{second} {third} {first} {first} {first}!",
        ]
        returned = expect_unchanged(student.build_vocabulary, texts, 4)
        expect_equal(returned, ["", "[UNK]", first, second])


@exercise("vectorize")
class TestVectorize:
    def test_places_in_the_vocabulary(self, student, rng):
        """A word becomes its place in the vocabulary."""
        words = some_words(rng, 6)
        vocabulary = ["", "[UNK]", *words]
        order = rng.permutation(6).tolist()
        text = " ".join(words[place] for place in order)
        expected = np.array([[place + 2 for place in order]])
        expect_equal(student.vectorize([text], vocabulary, 6), expected)

    def test_unknown_words(self, student, rng):
        """A word that is not in the vocabulary becomes 1."""
        first, second, strange, other = some_words(rng, 4)
        vocabulary = ["", "[UNK]", first, second]
        texts = [f"{strange} {second} {other}", f"{first} {strange} {strange}"]
        expected = np.array([[1, 3, 1], [2, 1, 1]])
        expect_equal(student.vectorize(texts, vocabulary, 3), expected)

    def test_short_texts_are_filled_at_the_end(self, student, rng):
        """A short text is filled with 0 at the end, an empty one everywhere."""
        words = some_words(rng, 5)
        vocabulary = ["", "[UNK]", *words]
        texts = [*texts_by(words, [[1, 0], [4, 2, 3, 3], [2]]), "", " ?! "]
        expect_equal(student.vectorize(texts, vocabulary, 6), ids_by_hand(texts, vocabulary, 6))

    def test_long_texts_are_cut_at_the_end(self, student, rng):
        """A long text is cut off at the end."""
        words = some_words(rng, 8)
        vocabulary = ["", "[UNK]", *words]
        texts = [" ".join(words), " ".join(words[::-1]), words[3]]
        for length in (3, 1):
            expected = ids_by_hand(texts, vocabulary, length)
            expect_equal(student.vectorize(texts, vocabulary, length), expected)

    def test_words_as_in_the_vocabulary(self, student, rng):
        """Capitals and punctuation make no difference."""
        first, second, third = some_words(rng, 3)
        vocabulary = ["", "[UNK]", first, second, third]
        texts = [
            f"{third.capitalize()}, {first}!",
            f"({second[0]}'{second[1:]}) - {third.upper()}",
            f"\t{first[:1]}_{first[1:]}\n{second}",
        ]
        expected = np.array([[4, 2, 0], [3, 4, 0], [2, 3, 0]])
        expect_equal(student.vectorize(texts, vocabulary, 3), expected)

    def test_every_mark(self, student, rng):
        """Each character that counts as punctuation is taken out."""
        word, other = some_words(rng, 2)
        vocabulary = ["", "[UNK]", other, word]
        texts = [f"{word[:2]}{mark}{word[2:]}" for mark in rng.permutation(list(MARKS)).tolist()]
        expected = np.full((len(texts), 1), 3)
        expect_equal(student.vectorize(texts, vocabulary, 1), expected)

    @aspect
    def test_square(self, student, rng):
        """With as many texts as numbers in a row, a row is still a text."""
        words = some_words(rng, 6)
        vocabulary = ["", "[UNK]", *words[:5]]
        texts = texts_by(words, [[0, 5, 1], [2, 3, 4, 0], [1, 1], [5, 2, 0, 3, 4, 1]])
        expect_equal(student.vectorize(texts, vocabulary, 4), ids_by_hand(texts, vocabulary, 4))

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The lists given to it are not changed."""
        words = some_words(rng, 5)
        vocabulary = ["", "[UNK]", *words[:3]]
        texts = texts_by(words, [[0, 4, 1], [2, 2, 0, 3, 1, 0, 1]])
        returned = expect_unchanged(student.vectorize, texts, vocabulary, 5)
        expect_equal(returned, ids_by_hand(texts, vocabulary, 5))


def means_by_loops(table, ids):
    """The mean of the words' rows, a number at a time."""
    rows = table.astype(float).tolist()
    means = []
    for text in ids.tolist():
        words = [rows[place] for place in text if place != 0]
        count = max(len(words), 1)
        means.append([math.fsum(row[j] for row in words) / count for j in range(table.shape[1])])
    return np.array(means)


@exercise("embed")
class TestEmbed:
    def test_a_case_worked_by_hand(self, student, rng):
        """Two words and two places of padding: the mean of the two words' rows."""
        scale = some_scale(rng)
        table = scale * np.array([[9.0, 9.0], [0.0, 0.0], [1.0, 2.0], [3.0, 6.0]])
        reached = student.embed(table, np.array([[2, 3, 0, 0]]))
        expect_close(reached, scale * np.array([[2.0, 4.0]]))

    def test_any_sizes(self, student, rng):
        """There may be any number of words, columns, texts and places."""
        for words, d, n, length in ((7, 3, 4, 5), (5, 2, 1, 6), (9, 1, 3, 2), (4, 6, 2, 1)):
            table, ids = signed(rng, words, d), rng.integers(1, words, size=(n, length))
            ids[0, length // 2 + 1 :] = 0
            expect_close(student.embed(table, ids), means_by_loops(table, ids), **DOUBLE)

    def test_a_word_twice(self, student, rng):
        """A word that stands twice in a text counts twice."""
        table = signed(rng, 5, 3)
        ids = np.array([[4, 2, 4, 0], [1, 1, 1, 3]])
        expect_close(student.embed(table, ids), means_by_loops(table, ids), **DOUBLE)

    def test_unknown_words_count(self, student, rng):
        """An unknown word, id 1, has a row and counts like any other."""
        table = signed(rng, 4, 2)
        ids = np.array([[1, 2, 0], [1, 0, 0], [3, 1, 1]])
        expect_close(student.embed(table, ids), means_by_loops(table, ids), **DOUBLE)

    def test_rows_of_zeros(self, student, rng):
        """A word whose row is all zeros counts as well."""
        table = signed(rng, 5, 2)
        table[3] = 0
        ids = np.array([[3, 1, 0], [3, 3, 4], [3, 0, 0]])
        expect_close(student.embed(table, ids), means_by_loops(table, ids), **DOUBLE)

    def test_padding_in_the_middle(self, student, rng):
        """Padding does not count, wherever it stands."""
        table = signed(rng, 6, 2)
        ids = np.array([[0, 5, 0, 2], [3, 0, 0, 4], [0, 0, 0, 1]])
        expect_close(student.embed(table, ids), means_by_loops(table, ids), **DOUBLE)

    def test_no_words(self, student, rng):
        """A text without any word gives 0.0, without a warning."""
        table = signed(rng, 5, 3)
        ids = np.array([[0, 0, 0], [2, 4, 0], [0, 0, 0]])
        reached = expect_no_warnings(student.embed, table, ids)
        expect_close(reached, means_by_loops(table, ids), **DOUBLE)

    @aspect
    def test_square(self, student, rng):
        """With as many texts as places, columns and words, the mean is still over the places."""
        table, ids = signed(rng, 3, 3), np.array([[1, 2, 0], [2, 2, 1], [0, 0, 1]])
        expect_close(student.embed(table, ids), means_by_loops(table, ids), **DOUBLE)

    @aspect
    def test_any_type(self, student, rng):
        """Tables and ids of any type give the same; nothing wraps around."""
        table = np.array([[9, 9], [200, 0], [100, 250], [int(rng.integers(0, 250)), 7]])
        ids = np.array([[1, 2, 3, 0], [2, 2, 1, 0]])
        expected = means_by_loops(table, ids)
        for reached in student.embed.each([(table.astype(kind), ids) for kind in TYPES]):
            expect_close(reached, expected, **SINGLE)
        for kind in (np.uint8, np.int32):
            expect_close(student.embed(table, ids.astype(kind)), expected)

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """The arrays given to it are not changed."""
        table, ids = signed(rng, 5, 2), np.array([[1, 4, 0], [0, 3, 3]])
        expect_close(
            expect_unchanged(student.embed, table, ids), means_by_loops(table, ids), **DOUBLE
        )


# Networks


@exercise("build_forecaster")
class TestBuildForecaster:
    def test_takes_windows_and_gives_one_number(self, student):
        """The model takes windows of eight steps of two variables and gives one number for each."""
        expect_shapes(expect_model(student.build_forecaster()), (None, 8, 2), (None, 1))

    def test_is_compiled(self, student):
        """The model is compiled with an optimiser and a loss."""
        expect_compiled(student.build_forecaster())

    def test_has_at_most_20000_parameters(self, student):
        """The model has no more than 20,000 parameters."""
        expect_parameters(expect_model(student.build_forecaster()), at_most=20_000)

    def test_has_a_recurrent_layer(self, student):
        """A recurrent layer reads a sequence."""
        expect_recurrent_layer(expect_model(student.build_forecaster()))

    @weight(3)
    def test_reaches_the_bar_when_trained(self, student):
        """Trained by the grader from fresh weights, it forecasts new windows well enough."""
        model = expect_model(student.build_forecaster())
        expect_compiled(model)
        expect_parameters(model, at_most=20_000)
        expect_shapes(model, (None, 8, 2), (None, 1))
        expect_recurrent_layer(model)
        expect_bar(student, "build_forecaster", model)


def expect_probability(model):
    """Expect that a model ends in a sigmoid, and that its loss takes probabilities."""
    steps = [name for name, _ in layers_of(model)]
    expect_that(steps and steps[-1] == "sigmoid", "The model should end in one sigmoid unit.")
    settings = expect_compiled(model)
    expect_that(
        not settings.expects_logits,
        "The model gives probabilities, but its loss expects numbers before the sigmoid.",
    )


@exercise("build_text_classifier")
class TestBuildTextClassifier:
    def test_takes_ids_and_gives_one_number(self, student):
        """The model takes rows of twelve ids and gives one number for each."""
        expect_shapes(expect_model(student.build_text_classifier()), (None, 12), (None, 1))

    def test_gives_probabilities(self, student):
        """The model ends in one sigmoid unit, and its loss takes probabilities."""
        expect_probability(expect_model(student.build_text_classifier()))

    def test_has_at_most_20000_parameters(self, student):
        """The model has no more than 20,000 parameters."""
        expect_parameters(expect_model(student.build_text_classifier()), at_most=20_000)

    def test_has_a_recurrent_layer(self, student):
        """A recurrent layer reads a sequence."""
        expect_recurrent_layer(expect_model(student.build_text_classifier()))

    @weight(3)
    def test_reaches_the_bar_when_trained(self, student):
        """Trained by the grader from fresh weights, it judges enough new texts correctly."""
        model = expect_model(student.build_text_classifier())
        expect_parameters(model, at_most=20_000)
        expect_shapes(model, (None, 12), (None, 1))
        expect_probability(model)
        expect_recurrent_layer(model)
        expect_bar(student, "build_text_classifier", model)
