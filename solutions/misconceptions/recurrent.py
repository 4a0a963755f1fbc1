"""Wrong answers to the exercises of 15 recurrent, each with the hint its author needs."""

from collections import Counter

import keras
import numpy as np
from keras import layers

from autograder.course.bank import misconception

# windows


@misconception(of="windows", hint="Is the last value of the series the target of a window?")
def windows_last_one_lost(series, width, horizon=1, target=0):
    series = series.reshape(len(series), -1)
    m = max(len(series) - width - horizon, 0)
    x = [series[start : start + width] for start in range(m)]
    return np.reshape(x, (m, width, series.shape[1])), series[width + horizon - 1 : -1, target]


@misconception(
    of="windows", hint="Count the windows of a short series by hand; a horizon of 1 leaves more."
)
def windows_loses_a_whole_window(series, width, horizon=1, target=0):
    series = series.reshape(len(series), -1)
    m = max(len(series) - 2 * width - horizon + 2, 0)
    x = [series[start : start + width] for start in range(m)]
    y = [series[start + width + horizon - 1, target] for start in range(m)]
    return np.reshape(x, (m, width, series.shape[1])), np.array(y)


@misconception(of="windows", hint="The horizon counts from the window's last step, not its first.")
def windows_horizon_from_the_start(series, width, horizon=1, target=0):
    series = series.reshape(len(series), -1)
    m = len(series) - width - horizon + 1
    x = np.stack([series[start : start + width] for start in range(m)])
    return x, series[horizon : horizon + m, target]


@misconception(of="windows", hint="With horizon 1 the target is the step after the window.")
def windows_target_is_the_last_step(series, width, horizon=1, target=0):
    series = series.reshape(len(series), -1)
    m = len(series) - width - horizon + 1
    x = np.stack([series[start : start + width] for start in range(m)])
    return x, series[width + horizon - 2 : width + horizon - 2 + m, target]


@misconception(of="windows", hint="The target should lie `horizon` steps after the window.")
def windows_ignores_the_horizon(series, width, horizon=1, target=0):
    series = series.reshape(len(series), -1)
    m = len(series) - width
    x = np.stack([series[start : start + width] for start in range(m)])
    return x, series[width:, target]


@misconception(
    of="windows", hint="A series of one variable needs an axis of length 1 for it: (m, width, 1)."
)
def windows_without_an_axis_for_one_variable(series, width, horizon=1, target=0):
    m = len(series) - width - horizon + 1
    x = np.stack([series[start : start + width] for start in range(m)])
    rows = series.reshape(len(series), -1)
    return x, rows[width + horizon - 1 :, target]


@misconception(of="windows", hint="The target variable's own past stays in the window.")
def windows_target_dropped(series, width, horizon=1, target=0):
    series = series.reshape(len(series), -1)
    m = len(series) - width - horizon + 1
    others = np.delete(series, target, axis=1) if series.shape[1] > 1 else series
    x = np.stack([others[start : start + width] for start in range(m)])
    return x, series[width + horizon - 1 :, target]


@misconception(of="windows", hint="A window has all variables, not only the target.")
def windows_target_alone(series, width, horizon=1, target=0):
    series = series.reshape(len(series), -1)
    m = len(series) - width - horizon + 1
    x = np.stack([series[start : start + width, target : target + 1] for start in range(m)])
    return x, series[width + horizon - 1 :, target]


@misconception(of="windows", hint="Which column is the target? It is an argument.")
def windows_always_the_first_column(series, width, horizon=1, target=0):
    series = series.reshape(len(series), -1)
    m = len(series) - width - horizon + 1
    x = np.stack([series[start : start + width] for start in range(m)])
    return x, series[width + horizon - 1 :, 0]


@misconception(of="windows", hint="y has one value of the target variable for each window.")
def windows_targets_of_all_variables(series, width, horizon=1, target=0):
    series = series.reshape(len(series), -1)
    m = len(series) - width - horizon + 1
    x = np.stack([series[start : start + width] for start in range(m)])
    return x, series[width + horizon - 1 :]


@misconception(of="windows", hint="The first axis counts windows, the second one their steps.")
def windows_time_first(series, width, horizon=1, target=0):
    series = series.reshape(len(series), -1)
    m = len(series) - width - horizon + 1
    x = np.stack([series[step : step + m] for step in range(width)])
    return x, series[width + horizon - 1 :, target]


@misconception(of="windows", hint="The next window begins one step later, not a whole width later.")
def windows_side_by_side(series, width, horizon=1, target=0):
    series = series.reshape(len(series), -1)
    starts = range(0, len(series) - width - horizon + 1, width)
    x = np.stack([series[start : start + width] for start in starts])
    return x, np.array([series[start + width + horizon - 1, target] for start in starts])


@misconception(of="windows", hint="Within a window, time goes forwards.")
def windows_backwards(series, width, horizon=1, target=0):
    series = series.reshape(len(series), -1)
    m = len(series) - width - horizon + 1
    x = np.stack([series[start : start + width][::-1] for start in range(m)])
    return x, series[width + horizon - 1 :, target]


@misconception(of="windows", hint="Return both: the windows and their targets.")
def windows_without_targets(series, width, horizon=1, target=0):
    series = series.reshape(len(series), -1)
    m = len(series) - width - horizon + 1
    return np.stack([series[start : start + width] for start in range(m)])


# split_in_time


@misconception(of="split_in_time", hint="Time must not be shuffled.")
def split_in_time_shuffled(n, fractions):
    order = np.random.default_rng(n).permutation(n)
    return np.split(order, np.round(np.cumsum(fractions) * n).astype(int)[:-1])


@misconception(of="split_in_time", hint="The first part is the oldest one, not the newest.")
def split_in_time_newest_first(n, fractions):
    ends = np.round(np.cumsum(fractions) * n).astype(int)
    parts, last = [], n
    for size in np.diff(np.concatenate([[0], ends])):
        parts.append(np.arange(last - size, last))
        last -= size
    return parts


@misconception(of="split_in_time", hint="The first index after a part belongs to the next one.")
def split_in_time_overlapping(n, fractions):
    ends = [0, *np.round(np.cumsum(fractions) * n).astype(int).tolist()]
    return [np.arange(first, min(last + 1, n)) for first, last in zip(ends, ends[1:])]


@misconception(of="split_in_time", hint="Each part begins where the one before it ends.")
def split_in_time_all_from_zero(n, fractions):
    return [np.arange(round(fraction * n)) for fraction in fractions]


@misconception(of="split_in_time", hint="Add up the fractions to find where a part ends.")
def split_in_time_fractions_as_ends(n, fractions):
    ends = [0, *(round(fraction * n) for fraction in fractions[:-1]), n]
    return [np.arange(first, last) for first, last in zip(ends, ends[1:])]


@misconception(of="split_in_time", hint="Where do the indices go that rounding leaves over?")
def split_in_time_loses_the_rest(n, fractions):
    sizes = [int(fraction * n) for fraction in fractions]
    ends = np.concatenate([[0], np.cumsum(sizes)])
    return [np.arange(first, last) for first, last in zip(ends, ends[1:])]


@misconception(of="split_in_time", hint="Rounding each size gives too many indices, or too few.")
def split_in_time_rounds_up(n, fractions):
    sizes = [int(np.ceil(fraction * n)) for fraction in fractions]
    ends = np.concatenate([[0], np.cumsum(sizes)])
    return [np.arange(first, last) for first, last in zip(ends, ends[1:])]


@misconception(of="split_in_time", hint="The rest is one of many indices, it cannot all go here.")
def split_in_time_rest_to_the_last(n, fractions):
    sizes = [int(fraction * n) for fraction in fractions]
    parts = np.split(np.arange(n), np.cumsum(sizes)[:-1])
    return [*parts[:-1], parts[-1][: sizes[-1]]]


@misconception(of="split_in_time", hint="All parts are asked for, one for each fraction.")
def split_in_time_two_parts_only(n, fractions):
    end = round(fractions[0] * n)
    return [np.arange(end), np.arange(end, n)]


@misconception(of="split_in_time", hint="Return the indices, not how many there are.")
def split_in_time_sizes(n, fractions):
    return [round(fraction * n) for fraction in fractions]


@misconception(of="split_in_time", hint="Parts are consecutive: do not deal the indices out.")
def split_in_time_every_kth(n, fractions):
    return [np.arange(k, n, len(fractions)) for k in range(len(fractions))]


# scale_by_past


@misconception(of="scale_by_past", hint="Mean and deviation come from the past alone.")
def scale_by_past_whole_series(series, length):
    deviation = np.std(series, axis=0)
    return (series - np.mean(series, axis=0)) / np.where(deviation == 0, 1, deviation)


@misconception(of="scale_by_past", hint="The deviation comes from the past as well.")
def scale_by_past_deviation_of_everything(series, length):
    deviation = np.std(series.astype(float), axis=0)
    return (series - np.mean(series[:length], axis=0)) / np.where(deviation == 0, 1, deviation)


@misconception(of="scale_by_past", hint="The sum of squares is divided by length, not length - 1.")
def scale_by_past_sample_deviation(series, length):
    past = series[:length].astype(float)
    deviation = np.std(past, axis=0, ddof=1)
    return (series - np.mean(past, axis=0)) / np.where(deviation == 0, 1, deviation)


@misconception(of="scale_by_past", hint="What if a column is constant in the past?")
def scale_by_past_divides_by_zero(series, length):
    past = series[:length].astype(float)
    return (series - np.mean(past, axis=0)) / np.std(past, axis=0)


@misconception(of="scale_by_past", hint="A constant column is shifted exactly; nothing is added.")
def scale_by_past_epsilon(series, length):
    past = series[:length].astype(float)
    return (series - np.mean(past, axis=0)) / (np.std(past, axis=0) + 1e-7)


@misconception(of="scale_by_past", hint="A small unit is not a constant: test for 0.")
def scale_by_past_small_is_constant(series, length):
    past = series[:length].astype(float)
    deviation = np.std(past, axis=0)
    return (series - np.mean(past, axis=0)) / np.where(deviation < 1e-8, 1, deviation)


@misconception(of="scale_by_past", hint="Each column has its own mean and deviation.")
def scale_by_past_one_scale_for_all(series, length):
    past = series[:length].astype(float)
    return (series - np.mean(past)) / (np.std(past) or 1)


@misconception(of="scale_by_past", hint="Statistics are taken down a column, not along a row.")
def scale_by_past_by_rows(series, length):
    if series.ndim == 1:
        past = series[:length].astype(float)
        return (series - np.mean(past)) / (np.std(past) or 1)
    deviation = np.std(series.astype(float), axis=1, keepdims=True)
    return (series - np.mean(series, axis=1, keepdims=True)) / np.where(
        deviation == 0, 1, deviation
    )


@misconception(of="scale_by_past", hint="Divide by the standard deviation, the root.")
def scale_by_past_variance(series, length):
    past = series[:length].astype(float)
    variance = np.var(past, axis=0)
    return (series - np.mean(past, axis=0)) / np.where(variance == 0, 1, variance)


@misconception(of="scale_by_past", hint="Mean and deviation are asked for, not least and greatest.")
def scale_by_past_to_0_and_1(series, length):
    past = series[:length].astype(float)
    span = np.max(past, axis=0) - np.min(past, axis=0)
    return (series - np.min(past, axis=0)) / np.where(span == 0, 1, span)


@misconception(of="scale_by_past", hint="Return the whole series, the future included.")
def scale_by_past_past_only(series, length):
    past = series[:length].astype(float)
    deviation = np.std(past, axis=0)
    return (past - np.mean(past, axis=0)) / np.where(deviation == 0, 1, deviation)


@misconception(of="scale_by_past", hint="The past is the beginning of the series, not its end.")
def scale_by_past_by_the_end(series, length):
    past = series[-length:].astype(float)
    deviation = np.std(past, axis=0)
    return (series - np.mean(past, axis=0)) / np.where(deviation == 0, 1, deviation)


@misconception(of="scale_by_past", hint="Subtract the mean before you divide.")
def scale_by_past_not_shifted(series, length):
    deviation = np.std(series[:length].astype(float), axis=0)
    return series / np.where(deviation == 0, 1, deviation)


@misconception(of="scale_by_past", hint="A column that is constant in the past may move later on.")
def scale_by_past_constant_becomes_zero(series, length):
    past = series[:length].astype(float)
    deviation = np.std(past, axis=0)
    shifted = series - np.mean(past, axis=0)
    return np.where(deviation == 0, 0.0, shifted / np.where(deviation == 0, 1, deviation))


@misconception(of="scale_by_past", hint="Do not change the series: compute a new array.")
def scale_by_past_in_place(series, length):
    scaled = series
    past = series[:length].astype(float)
    deviation = np.std(past, axis=0)
    scaled -= np.mean(past, axis=0)
    scaled /= np.where(deviation == 0, 1, deviation)
    return scaled


# skill


@misconception(of="skill", hint="A perfect forecast has skill 1: take the ratio from 1.")
def skill_ratio(x, y, predictions, target=0):
    naive_error = np.mean((y.astype(float) - x[:, -1, target]) ** 2)
    if naive_error == 0:
        return 0.0
    return np.mean((y.astype(float) - np.reshape(predictions, -1)) ** 2) / naive_error


@misconception(of="skill", hint="Which variable is the target? The naive forecast is about it.")
def skill_first_column(x, y, predictions, target=0):
    naive_error = np.mean((y.astype(float) - x[:, -1, 0]) ** 2)
    if naive_error == 0:
        return 0.0
    return 1 - np.mean((y.astype(float) - np.reshape(predictions, -1)) ** 2) / naive_error


@misconception(of="skill", hint="(m,) minus (m, 1) is (m, m). Bring both to one shape.")
def skill_broadcast(x, y, predictions, target=0):
    y = y.astype(float)
    naive_error = np.mean((y - x[:, -1, target]) ** 2)
    return 0.0 if naive_error == 0 else 1 - np.mean((y - predictions) ** 2) / naive_error


@misconception(of="skill", hint="The naive forecast's error is what you divide by.")
def skill_exchanged(x, y, predictions, target=0):
    y = y.astype(float)
    own = np.mean((y - np.reshape(predictions, -1)) ** 2)
    naive_error = np.mean((y - x[:, -1, target]) ** 2)
    return 0.0 if naive_error == 0 or own == 0 else 1 - naive_error / own


@misconception(of="skill", hint="What if the naive forecast is perfect?")
def skill_divides_by_zero(x, y, predictions, target=0):
    y = y.astype(float)
    own = np.mean((y - np.reshape(predictions, -1)) ** 2)
    return 1 - own / np.mean((y - x[:, -1, target]) ** 2)


@misconception(of="skill", hint="Where the naive forecast is perfect the skill is 0.0, as told.")
def skill_one_where_naive_is_perfect(x, y, predictions, target=0):
    y = y.astype(float)
    naive_error = np.mean((y - x[:, -1, target]) ** 2)
    if naive_error == 0:
        return 1.0
    return 1 - np.mean((y - np.reshape(predictions, -1)) ** 2) / naive_error


@misconception(of="skill", hint="The naive forecast is the value at the window's last step.")
def skill_first_step(x, y, predictions, target=0):
    y = y.astype(float)
    naive_error = np.mean((y - x[:, 0, target]) ** 2)
    if naive_error == 0:
        return 0.0
    return 1 - np.mean((y - np.reshape(predictions, -1)) ** 2) / naive_error


@misconception(of="skill", hint="Compare with the last value, not with the mean of the targets.")
def skill_r_squared(x, y, predictions, target=0):
    y = y.astype(float)
    if np.var(y) == 0:
        return 0.0
    return 1 - np.mean((y - np.reshape(predictions, -1)) ** 2) / np.var(y)


@misconception(of="skill", hint="The last value is the naive forecast, not the window's mean.")
def skill_mean_of_the_window(x, y, predictions, target=0):
    y = y.astype(float)
    naive_error = np.mean((y - np.mean(x[:, :, target], axis=1)) ** 2)
    if naive_error == 0:
        return 0.0
    return 1 - np.mean((y - np.reshape(predictions, -1)) ** 2) / naive_error


@misconception(of="skill", hint="Square the errors.")
def skill_absolute_errors(x, y, predictions, target=0):
    y = y.astype(float)
    naive_error = np.mean(np.abs(y - x[:, -1, target]))
    if naive_error == 0:
        return 0.0
    return 1 - np.mean(np.abs(y - np.reshape(predictions, -1))) / naive_error


@misconception(of="skill", hint="This formula does not take a root.")
def skill_root(x, y, predictions, target=0):
    y = y.astype(float)
    naive_error = np.mean((y - x[:, -1, target]) ** 2)
    if naive_error == 0:
        return 0.0
    return 1 - np.sqrt(np.mean((y - np.reshape(predictions, -1)) ** 2) / naive_error)


@misconception(of="skill", hint="A forecast that is worse than the naive one has a negative skill.")
def skill_never_negative(x, y, predictions, target=0):
    y = y.astype(float)
    naive_error = np.mean((y - x[:, -1, target]) ** 2)
    if naive_error == 0:
        return 0.0
    return max(0.0, 1 - np.mean((y - np.reshape(predictions, -1)) ** 2) / naive_error)


@misconception(of="skill", hint="In uint8, 3 - 5 is 254. Compute in floating point.")
def skill_in_the_given_type(x, y, predictions, target=0):
    naive_error = np.mean((y - x[:, -1, target]) ** 2)
    if naive_error == 0:
        return 0.0
    return 1 - np.mean((y - np.reshape(predictions, -1)) ** 2) / naive_error


# simple_rnn_step


@misconception(of="simple_rnn_step", hint="Where does the state before this step enter?")
def simple_rnn_step_forgets_the_state(x, h, w, u, b):
    return np.tanh(x.astype(float) @ w + b)


@misconception(of="simple_rnn_step", hint="The state is multiplied by u, not by its transpose.")
def simple_rnn_step_u_transposed(x, h, w, u, b):
    return np.tanh(x.astype(float) @ w + h.astype(float) @ u.T + b)


@misconception(of="simple_rnn_step", hint="There is one bias in this sum.")
def simple_rnn_step_bias_twice(x, h, w, u, b):
    return np.tanh((x.astype(float) @ w + b) + (h.astype(float) @ u + b))


@misconception(of="simple_rnn_step", hint="Add the bias, too.")
def simple_rnn_step_without_bias(x, h, w, u, b):
    return np.tanh(x.astype(float) @ w + h.astype(float) @ u)


@misconception(of="simple_rnn_step", hint="The activation is missing.")
def simple_rnn_step_linear(x, h, w, u, b):
    return x.astype(float) @ w + h.astype(float) @ u + b


@misconception(of="simple_rnn_step", hint="Keras's simple cell uses tanh, not the sigmoid.")
def simple_rnn_step_sigmoid(x, h, w, u, b):
    return 1 / (1 + np.exp(-(x.astype(float) @ w + h.astype(float) @ u + b)))


@misconception(of="simple_rnn_step", hint="The state goes through u inside the tanh.")
def simple_rnn_step_state_outside(x, h, w, u, b):
    return np.tanh(x.astype(float) @ w + b) + h.astype(float) @ u


@misconception(of="simple_rnn_step", hint="The state has weights of its own: use u.")
def simple_rnn_step_state_as_it_is(x, h, w, u, b):
    return np.tanh(x.astype(float) @ w + h + b)


@misconception(of="simple_rnn_step", hint="A product of matrices, not one element by element.")
def simple_rnn_step_diagonal(x, h, w, u, b):
    return np.tanh(x.astype(float) @ w + h.astype(float) * np.diag(u) + b)


@misconception(of="simple_rnn_step", hint="In uint8, 200 + 200 is 144. Convert before the product.")
def simple_rnn_step_in_the_given_type(x, h, w, u, b):
    return np.tanh(x @ w + h @ u + b)


# run_cell


@misconception(of="run_cell", hint="The outputs of all steps are asked for, not only the last.")
def run_cell_last_output(step, x, state):
    for t in range(x.shape[1]):
        output, state = step(x[:, t], state)
    return output, state


@misconception(of="run_cell", hint="Each step gets the state that the one before it has given.")
def run_cell_restarts(step, x, state):
    outputs = []
    for t in range(x.shape[1]):
        output, last = step(x[:, t], state)
        outputs.append(output)
    return np.stack(outputs, axis=1), last


@misconception(of="run_cell", hint="Return the state after the last step, not after the first.")
def run_cell_first_state(step, x, state):
    outputs, states = [], []
    for t in range(x.shape[1]):
        output, state = step(x[:, t], state)
        outputs.append(output)
        states.append(state)
    return np.stack(outputs, axis=1), states[0]


@misconception(of="run_cell", hint="Return the state after the last step, not the one given.")
def run_cell_state_given(step, x, state):
    outputs, now = [], state
    for t in range(x.shape[1]):
        output, now = step(x[:, t], now)
        outputs.append(output)
    return np.stack(outputs, axis=1), state


@misconception(of="run_cell", hint="The outputs have shape (n, t, units), samples first.")
def run_cell_time_first(step, x, state):
    outputs = []
    for t in range(x.shape[1]):
        output, state = step(x[:, t], state)
        outputs.append(output)
    return np.stack(outputs), state


@misconception(of="run_cell", hint="Steps are the second axis of x; the first one counts samples.")
def run_cell_over_samples(step, x, state):
    outputs = []
    for t in range(x.shape[0]):
        output, state = step(x[t], state)
        outputs.append(output)
    return np.stack(outputs, axis=1), state


@misconception(of="run_cell", hint="Begin with the first step: time goes forwards.")
def run_cell_backwards(step, x, state):
    outputs = []
    for t in reversed(range(x.shape[1])):
        output, state = step(x[:, t], state)
        outputs.append(output)
    return np.stack(outputs[::-1], axis=1), state


@misconception(of="run_cell", hint="A cell's output need not be its state: hand on the state.")
def run_cell_hands_on_the_output(step, x, state):
    outputs = []
    for t in range(x.shape[1]):
        state, last = step(x[:, t], state)
        outputs.append(state)
    return np.stack(outputs, axis=1), last


@misconception(of="run_cell", hint="Put the outputs one after another along an axis of their own.")
def run_cell_side_by_side(step, x, state):
    outputs = []
    for t in range(x.shape[1]):
        output, state = step(x[:, t], state)
        outputs.append(output)
    return np.concatenate(outputs, axis=1), state


@misconception(of="run_cell", hint="The outputs are asked for, not the states.")
def run_cell_states(step, x, state):
    states = []
    for t in range(x.shape[1]):
        _, state = step(x[:, t], state)
        states.append(state)
    return np.stack(states, axis=1), state


@misconception(of="run_cell", hint="The last step counts, too.")
def run_cell_misses_the_last_step(step, x, state):
    outputs = []
    for t in range(max(x.shape[1] - 1, 1)):
        output, state = step(x[:, t], state)
        outputs.append(output)
    return np.stack(outputs, axis=1), state


@misconception(of="run_cell", hint="The state may be anything: hand it on as it is.")
def run_cell_state_as_an_array(step, x, state):
    outputs = []
    for t in range(x.shape[1]):
        output, state = step(x[:, t], np.array(state, dtype=float))
        outputs.append(output)
    return np.stack(outputs, axis=1), state


# lstm_step


@misconception(
    of="lstm_step",
    hint="Keras's order is input, forget, candidate, output: which block comes last?",
)
def lstm_step_candidate_last(x, h, c, w, u, b):
    z = x.astype(float) @ w + h.astype(float) @ u + b
    enter, forget, leave, candidate = np.split(z, 4, axis=1)
    i, f, o = (1 / (1 + np.exp(-gate)) for gate in (enter, forget, leave))
    c = f * c + i * np.tanh(candidate)
    return o * np.tanh(c), c


@misconception(of="lstm_step", hint="Keras's order is input, forget, candidate, output.")
def lstm_step_forget_first(x, h, c, w, u, b):
    z = x.astype(float) @ w + h.astype(float) @ u + b
    forget, enter, candidate, leave = np.split(z, 4, axis=1)
    i, f, o = (1 / (1 + np.exp(-gate)) for gate in (enter, forget, leave))
    c = f * c + i * np.tanh(candidate)
    return o * np.tanh(c), c


@misconception(of="lstm_step", hint="The candidate may be negative: which activation has it?")
def lstm_step_sigmoid_candidate(x, h, c, w, u, b):
    z = x.astype(float) @ w + h.astype(float) @ u + b
    i, f, g, o = (1 / (1 + np.exp(-block)) for block in np.split(z, 4, axis=1))
    c = f * c + i * g
    return o * np.tanh(c), c


@misconception(of="lstm_step", hint="The cell state goes through a tanh before it is shown.")
def lstm_step_without_tanh_of_c(x, h, c, w, u, b):
    z = x.astype(float) @ w + h.astype(float) @ u + b
    enter, forget, candidate, leave = np.split(z, 4, axis=1)
    i, f, o = (1 / (1 + np.exp(-gate)) for gate in (enter, forget, leave))
    c = f * c + i * np.tanh(candidate)
    return o * c, c


@misconception(of="lstm_step", hint="Return h first, then c.")
def lstm_step_c_first(x, h, c, w, u, b):
    z = x.astype(float) @ w + h.astype(float) @ u + b
    enter, forget, candidate, leave = np.split(z, 4, axis=1)
    i, f, o = (1 / (1 + np.exp(-gate)) for gate in (enter, forget, leave))
    c = f * c + i * np.tanh(candidate)
    return c, o * np.tanh(c)


@misconception(of="lstm_step", hint="A part of the old cell state stays: which gate says how much?")
def lstm_step_without_the_old_state(x, h, c, w, u, b):
    z = x.astype(float) @ w + h.astype(float) @ u + b
    enter, forget, candidate, leave = np.split(z, 4, axis=1)
    i, o = (1 / (1 + np.exp(-gate)) for gate in (enter, leave))
    c = i * np.tanh(candidate)
    return o * np.tanh(c), c


@misconception(of="lstm_step", hint="The forget gate is learned; it need not be 1 - input gate.")
def lstm_step_coupled_gates(x, h, c, w, u, b):
    z = x.astype(float) @ w + h.astype(float) @ u + b
    enter, forget, candidate, leave = np.split(z, 4, axis=1)
    i, o = (1 / (1 + np.exp(-gate)) for gate in (enter, leave))
    c = (1 - i) * c + i * np.tanh(candidate)
    return o * np.tanh(c), c


@misconception(of="lstm_step", hint="A forget gate of 1 keeps everything, one of 0 forgets it.")
def lstm_step_forgets_what_it_should_keep(x, h, c, w, u, b):
    z = x.astype(float) @ w + h.astype(float) @ u + b
    enter, forget, candidate, leave = np.split(z, 4, axis=1)
    i, f, o = (1 / (1 + np.exp(-gate)) for gate in (enter, forget, leave))
    c = (1 - f) * c + i * np.tanh(candidate)
    return o * np.tanh(c), c


@misconception(of="lstm_step", hint="What is shown comes from the new cell state, not the old one.")
def lstm_step_shows_the_old_state(x, h, c, w, u, b):
    z = x.astype(float) @ w + h.astype(float) @ u + b
    enter, forget, candidate, leave = np.split(z, 4, axis=1)
    i, f, o = (1 / (1 + np.exp(-gate)) for gate in (enter, forget, leave))
    new = f * c + i * np.tanh(candidate)
    return o * np.tanh(c.astype(float)), new


@misconception(of="lstm_step", hint="Gates are numbers between 0 and 1: the sigmoid, not tanh.")
def lstm_step_tanh_gates(x, h, c, w, u, b):
    z = x.astype(float) @ w + h.astype(float) @ u + b
    i, f, g, o = (np.tanh(block) for block in np.split(z, 4, axis=1))
    c = f * c + i * g
    return o * np.tanh(c), c


@misconception(of="lstm_step", hint="Keras adds 1 to the forget bias when it draws weights only.")
def lstm_step_adds_one_to_the_forget_bias(x, h, c, w, u, b):
    z = x.astype(float) @ w + h.astype(float) @ u + b
    enter, forget, candidate, leave = np.split(z, 4, axis=1)
    i, f, o = (1 / (1 + np.exp(-gate)) for gate in (enter, forget + 1, leave))
    c = f * c + i * np.tanh(candidate)
    return o * np.tanh(c), c


@misconception(of="lstm_step", hint="The blocks are next to each other, `units` columns each.")
def lstm_step_interleaved(x, h, c, w, u, b):
    z = x.astype(float) @ w + h.astype(float) @ u + b
    i, f, o = (1 / (1 + np.exp(-z[:, place::4])) for place in (0, 1, 3))
    c = f * c + i * np.tanh(z[:, 2::4])
    return o * np.tanh(c), c


@misconception(of="lstm_step", hint="The gates look at the state h as well.")
def lstm_step_without_h(x, h, c, w, u, b):
    z = x.astype(float) @ w + b
    enter, forget, candidate, leave = np.split(z, 4, axis=1)
    i, f, o = (1 / (1 + np.exp(-gate)) for gate in (enter, forget, leave))
    c = f * c + i * np.tanh(candidate)
    return o * np.tanh(c), c


@misconception(of="lstm_step", hint="Gates are computed from h, not from the cell state.")
def lstm_step_gates_look_at_c(x, h, c, w, u, b):
    z = x.astype(float) @ w + c.astype(float) @ u + b
    enter, forget, candidate, leave = np.split(z, 4, axis=1)
    i, f, o = (1 / (1 + np.exp(-gate)) for gate in (enter, forget, leave))
    c = f * c + i * np.tanh(candidate)
    return o * np.tanh(c), c


@misconception(of="lstm_step", hint="Both states are asked for.")
def lstm_step_h_only(x, h, c, w, u, b):
    z = x.astype(float) @ w + h.astype(float) @ u + b
    enter, forget, candidate, leave = np.split(z, 4, axis=1)
    i, f, o = (1 / (1 + np.exp(-gate)) for gate in (enter, forget, leave))
    return o * np.tanh(f * c + i * np.tanh(candidate))


@misconception(of="lstm_step", hint="Do not change c: compute a new array.")
def lstm_step_in_place(x, h, c, w, u, b):
    z = x.astype(float) @ w + h.astype(float) @ u + b
    enter, forget, candidate, leave = np.split(z, 4, axis=1)
    i, f, o = (1 / (1 + np.exp(-gate)) for gate in (enter, forget, leave))
    c *= f
    c += i * np.tanh(candidate)
    return o * np.tanh(c), c


# what_the_forget_gate_multiplies


@misconception(
    of="what_the_forget_gate_multiplies", hint="Which gate says how much of the new comes in?"
)
def what_the_forget_gate_multiplies_candidate():
    return "the new candidate"


@misconception(
    of="what_the_forget_gate_multiplies", hint="Look at the line with the two products again."
)
def what_the_forget_gate_multiplies_input():
    return "the input"


@misconception(
    of="what_the_forget_gate_multiplies", hint="That is what the output gate does, to tanh(c)."
)
def what_the_forget_gate_multiplies_output():
    return "the output of the cell"


@misconception(
    of="what_the_forget_gate_multiplies", hint="Return one of the four strings as it stands."
)
def what_the_forget_gate_multiplies_own_words():
    return "the cell state"


@misconception(of="what_the_forget_gate_multiplies", hint="Return the string; do not print it.")
def what_the_forget_gate_multiplies_prints():
    print("the old cell state")


# gru_step


@misconception(of="gru_step", hint="In Keras z is the share of the old state, not of the new one.")
def gru_step_z_exchanged(x, h, w, u, b, reset_after=True):
    x, h, u = x.astype(float), h.astype(float), u.astype(float)
    for_input, for_state = b if reset_after else (b, 0 * b)
    update, reset, candidate = np.split(x @ w + for_input, 3, axis=1)
    u_update, u_reset, u_candidate = np.split(u, 3, axis=1)
    b_update, b_reset, b_candidate = np.split(for_state, 3)
    z = 1 / (1 + np.exp(-(update + h @ u_update + b_update)))
    r = 1 / (1 + np.exp(-(reset + h @ u_reset + b_reset)))
    if reset_after:
        candidate = np.tanh(candidate + r * (h @ u_candidate + b_candidate))
    else:
        candidate = np.tanh(candidate + (r * h) @ u_candidate)
    return (1 - z) * h + z * candidate


@misconception(
    of="gru_step", hint="With reset_after the reset gate multiplies after the product with u."
)
def gru_step_always_before(x, h, w, u, b, reset_after=True):
    x, h, u = x.astype(float), h.astype(float), u.astype(float)
    for_input, for_state = b if reset_after else (b, 0 * b)
    update, reset, candidate = np.split(x @ w + for_input, 3, axis=1)
    u_update, u_reset, u_candidate = np.split(u, 3, axis=1)
    b_update, b_reset, b_candidate = np.split(for_state, 3)
    z = 1 / (1 + np.exp(-(update + h @ u_update + b_update)))
    r = 1 / (1 + np.exp(-(reset + h @ u_reset + b_reset)))
    candidate = np.tanh(candidate + (r * h) @ u_candidate + b_candidate)
    return z * h + (1 - z) * candidate


@misconception(of="gru_step", hint="Without reset_after the reset gate multiplies the state first.")
def gru_step_always_after(x, h, w, u, b, reset_after=True):
    x, h, u = x.astype(float), h.astype(float), u.astype(float)
    for_input, for_state = b if reset_after else (b, 0 * b)
    update, reset, candidate = np.split(x @ w + for_input, 3, axis=1)
    u_update, u_reset, u_candidate = np.split(u, 3, axis=1)
    b_update, b_reset, b_candidate = np.split(for_state, 3)
    z = 1 / (1 + np.exp(-(update + h @ u_update + b_update)))
    r = 1 / (1 + np.exp(-(reset + h @ u_reset + b_reset)))
    candidate = np.tanh(candidate + r * (h @ u_candidate + b_candidate))
    return z * h + (1 - z) * candidate


@misconception(of="gru_step", hint="There are two rows of biases: the second one is missing.")
def gru_step_without_recurrent_bias(x, h, w, u, b, reset_after=True):
    x, h, u = x.astype(float), h.astype(float), u.astype(float)
    update, reset, candidate = np.split(x @ w + (b[0] if reset_after else b), 3, axis=1)
    u_update, u_reset, u_candidate = np.split(u, 3, axis=1)
    z = 1 / (1 + np.exp(-(update + h @ u_update)))
    r = 1 / (1 + np.exp(-(reset + h @ u_reset)))
    if reset_after:
        candidate = np.tanh(candidate + r * (h @ u_candidate))
    else:
        candidate = np.tanh(candidate + (r * h) @ u_candidate)
    return z * h + (1 - z) * candidate


@misconception(
    of="gru_step", hint="The reset gate multiplies the second bias of the candidate as well."
)
def gru_step_bias_outside_the_gate(x, h, w, u, b, reset_after=True):
    x, h, u = x.astype(float), h.astype(float), u.astype(float)
    bias = b[0] + b[1] if reset_after else b
    update, reset, candidate = np.split(x @ w + bias, 3, axis=1)
    u_update, u_reset, u_candidate = np.split(u, 3, axis=1)
    z = 1 / (1 + np.exp(-(update + h @ u_update)))
    r = 1 / (1 + np.exp(-(reset + h @ u_reset)))
    if reset_after:
        candidate = np.tanh(candidate + r * (h @ u_candidate))
    else:
        candidate = np.tanh(candidate + (r * h) @ u_candidate)
    return z * h + (1 - z) * candidate


@misconception(of="gru_step", hint="The first row of biases belongs to the input.")
def gru_step_biases_exchanged(x, h, w, u, b, reset_after=True):
    x, h, u = x.astype(float), h.astype(float), u.astype(float)
    for_state, for_input = b if reset_after else (0 * b, b)
    update, reset, candidate = np.split(x @ w + for_input, 3, axis=1)
    u_update, u_reset, u_candidate = np.split(u, 3, axis=1)
    b_update, b_reset, b_candidate = np.split(for_state, 3)
    z = 1 / (1 + np.exp(-(update + h @ u_update + b_update)))
    r = 1 / (1 + np.exp(-(reset + h @ u_reset + b_reset)))
    if reset_after:
        candidate = np.tanh(candidate + r * (h @ u_candidate + b_candidate))
    else:
        candidate = np.tanh(candidate + (r * h) @ u_candidate)
    return z * h + (1 - z) * candidate


@misconception(of="gru_step", hint="The candidate may be negative: which activation has it?")
def gru_step_sigmoid_candidate(x, h, w, u, b, reset_after=True):
    x, h, u = x.astype(float), h.astype(float), u.astype(float)
    for_input, for_state = b if reset_after else (b, 0 * b)
    update, reset, candidate = np.split(x @ w + for_input, 3, axis=1)
    u_update, u_reset, u_candidate = np.split(u, 3, axis=1)
    b_update, b_reset, b_candidate = np.split(for_state, 3)
    z = 1 / (1 + np.exp(-(update + h @ u_update + b_update)))
    r = 1 / (1 + np.exp(-(reset + h @ u_reset + b_reset)))
    if reset_after:
        seen = candidate + r * (h @ u_candidate + b_candidate)
    else:
        seen = candidate + (r * h) @ u_candidate
    return z * h + (1 - z) / (1 + np.exp(-seen))


@misconception(of="gru_step", hint="The blocks are update, reset, candidate, in this order.")
def gru_step_reset_first(x, h, w, u, b, reset_after=True):
    x, h, u = x.astype(float), h.astype(float), u.astype(float)
    for_input, for_state = b if reset_after else (b, 0 * b)
    reset, update, candidate = np.split(x @ w + for_input, 3, axis=1)
    u_reset, u_update, u_candidate = np.split(u, 3, axis=1)
    b_reset, b_update, b_candidate = np.split(for_state, 3)
    z = 1 / (1 + np.exp(-(update + h @ u_update + b_update)))
    r = 1 / (1 + np.exp(-(reset + h @ u_reset + b_reset)))
    if reset_after:
        candidate = np.tanh(candidate + r * (h @ u_candidate + b_candidate))
    else:
        candidate = np.tanh(candidate + (r * h) @ u_candidate)
    return z * h + (1 - z) * candidate


@misconception(of="gru_step", hint="The reset gate is computed, but what does it multiply?")
def gru_step_without_reset(x, h, w, u, b, reset_after=True):
    x, h = x.astype(float), h.astype(float)
    bias = b[0] + b[1] if reset_after else b
    update, _, candidate = np.split(x @ w + h @ u.astype(float) + bias, 3, axis=1)
    z = 1 / (1 + np.exp(-update))
    return z * h + (1 - z) * np.tanh(candidate)


@misconception(of="gru_step", hint="The reset gate multiplies what comes from the state only.")
def gru_step_resets_everything(x, h, w, u, b, reset_after=True):
    x, h, u = x.astype(float), h.astype(float), u.astype(float)
    for_input, for_state = b if reset_after else (b, 0 * b)
    update, reset, candidate = np.split(x @ w + for_input, 3, axis=1)
    u_update, u_reset, u_candidate = np.split(u, 3, axis=1)
    b_update, b_reset, b_candidate = np.split(for_state, 3)
    z = 1 / (1 + np.exp(-(update + h @ u_update + b_update)))
    r = 1 / (1 + np.exp(-(reset + h @ u_reset + b_reset)))
    candidate = np.tanh(r * (candidate + h @ u_candidate + b_candidate))
    return z * h + (1 - z) * candidate


@misconception(of="gru_step", hint="The new state mixes the old one with the candidate.")
def gru_step_candidate_alone(x, h, w, u, b, reset_after=True):
    x, h, u = x.astype(float), h.astype(float), u.astype(float)
    for_input, for_state = b if reset_after else (b, 0 * b)
    update, reset, candidate = np.split(x @ w + for_input, 3, axis=1)
    u_update, u_reset, u_candidate = np.split(u, 3, axis=1)
    b_update, b_reset, b_candidate = np.split(for_state, 3)
    z = 1 / (1 + np.exp(-(update + h @ u_update + b_update)))
    r = 1 / (1 + np.exp(-(reset + h @ u_reset + b_reset)))
    if reset_after:
        candidate = np.tanh(candidate + r * (h @ u_candidate + b_candidate))
    else:
        candidate = np.tanh(candidate + (r * h) @ u_candidate)
    return (1 - z) * candidate


@misconception(of="gru_step", hint="Which form is meant? reset_after is an argument.")
def gru_step_needs_two_rows_of_biases(x, h, w, u, b, reset_after=True):
    x, h, u = x.astype(float), h.astype(float), u.astype(float)
    for_input, for_state = b[0], b[1]
    update, reset, candidate = np.split(x @ w + for_input, 3, axis=1)
    u_update, u_reset, u_candidate = np.split(u, 3, axis=1)
    b_update, b_reset, b_candidate = np.split(for_state, 3)
    z = 1 / (1 + np.exp(-(update + h @ u_update + b_update)))
    r = 1 / (1 + np.exp(-(reset + h @ u_reset + b_reset)))
    candidate = np.tanh(candidate + r * (h @ u_candidate + b_candidate))
    return z * h + (1 - z) * candidate


# fewer_parameters


@misconception(of="fewer_parameters", hint="How many states does a GRU hand on?")
def fewer_parameters_states_exchanged():
    return "the GRU; it has two states, the LSTM one"


@misconception(of="fewer_parameters", hint="Count the blocks: three of one, four of the other.")
def fewer_parameters_lstm():
    return "the LSTM; it has one state, the GRU two"


@misconception(of="fewer_parameters", hint="Look at what your two functions return.")
def fewer_parameters_neither():
    return "neither; both have two states"


@misconception(of="fewer_parameters", hint="Return one of the four strings as it stands.")
def fewer_parameters_own_words():
    return "the GRU"


@misconception(of="fewer_parameters", hint="Return the string; do not print it.")
def fewer_parameters_prints():
    print("the GRU; it has one state, the LSTM two")


# clip_by_norm


@misconception(of="clip_by_norm", hint="One norm for all arrays together, and one factor.")
def clip_by_norm_each_by_itself(grads, limit):
    norms = [np.sqrt(np.sum(g.astype(float) ** 2)) for g in grads]
    return [g * (limit / norm if norm > limit else 1.0) for g, norm in zip(grads, norms)]


@misconception(of="clip_by_norm", hint="Gradients below the limit stay as they are.")
def clip_by_norm_scales_up(grads, limit):
    norm = np.sqrt(sum(np.sum(g.astype(float) ** 2) for g in grads))
    return [g * (limit / norm if norm else 1.0) for g in grads]


@misconception(of="clip_by_norm", hint="Square the elements, not the sums of the arrays.")
def clip_by_norm_of_sums(grads, limit):
    norm = np.sqrt(sum(np.sum(g.astype(float)) ** 2 for g in grads))
    return [g * (limit / norm if norm > limit else 1.0) for g in grads]


@misconception(of="clip_by_norm", hint="Take the root of the sum of squares.")
def clip_by_norm_squared(grads, limit):
    norm = sum(np.sum(g.astype(float) ** 2) for g in grads)
    return [g * (limit / norm if norm > limit else 1.0) for g in grads]


@misconception(of="clip_by_norm", hint="Add up the squares of all elements, not the norms.")
def clip_by_norm_sum_of_norms(grads, limit):
    norm = sum(np.sqrt(np.sum(g.astype(float) ** 2)) for g in grads)
    return [g * (limit / norm if norm > limit else 1.0) for g in grads]


@misconception(of="clip_by_norm", hint="The direction must stay: do not cut single elements.")
def clip_by_norm_elementwise(grads, limit):
    return [np.clip(g.astype(float), -limit, limit) for g in grads]


@misconception(of="clip_by_norm", hint="The greatest element is not the norm.")
def clip_by_norm_greatest_element(grads, limit):
    norm = max(np.max(np.abs(g.astype(float))) for g in grads)
    return [g * (limit / norm if norm > limit else 1.0) for g in grads]


@misconception(of="clip_by_norm", hint="The norm adds up the squares; it is not their mean.")
def clip_by_norm_mean_of_squares(grads, limit):
    count = sum(g.size for g in grads)
    norm = np.sqrt(sum(np.sum(g.astype(float) ** 2) for g in grads) / count)
    return [g * (limit / norm if norm > limit else 1.0) for g in grads]


@misconception(of="clip_by_norm", hint="What if all gradients are zero?")
def clip_by_norm_divides_by_zero(grads, limit):
    norm = np.sqrt(sum(np.sum(g.astype(float) ** 2) for g in grads))
    return [g * np.minimum(limit / norm, 1.0) for g in grads]


@misconception(of="clip_by_norm", hint="Above the limit the norm becomes the limit, not 1.")
def clip_by_norm_to_one(grads, limit):
    norm = np.sqrt(sum(np.sum(g.astype(float) ** 2) for g in grads))
    return [g / (norm if norm > limit else 1.0) for g in grads]


@misconception(of="clip_by_norm", hint="Squares of uint8 wrap around. Convert first.")
def clip_by_norm_in_the_given_type(grads, limit):
    norm = np.sqrt(float(sum(np.sum(g**2) for g in grads)))
    return [g * (limit / norm if norm > limit else 1.0) for g in grads]


@misconception(of="clip_by_norm", hint="Do not change the gradients: compute new arrays.")
def clip_by_norm_in_place(grads, limit):
    norm = np.sqrt(sum(np.sum(g.astype(float) ** 2) for g in grads))
    for g in grads:
        if norm > limit:
            g *= limit / norm
    return grads


# what_went_wrong


@misconception(of="what_went_wrong", hint="With tiny gradients weights stay where they are.")
def what_went_wrong_vanishing():
    return "vanishing gradient"


@misconception(of="what_went_wrong", hint="Overfitting shows in the validation loss; it is finite.")
def what_went_wrong_overfitting():
    return "overfitting"


@misconception(of="what_went_wrong", hint="A small network has a poor loss, but a number.")
def what_went_wrong_units():
    return "too few units"


@misconception(of="what_went_wrong", hint="Return one of the four strings as it stands.")
def what_went_wrong_own_words():
    return "the gradient explodes"


@misconception(of="what_went_wrong", hint="Return the string; do not print it.")
def what_went_wrong_prints():
    print("exploding gradient")


# build_vocabulary


@misconception(of="build_vocabulary", hint="The two special entries count towards the size.")
def build_vocabulary_two_more(texts, size):
    counts = Counter(word for text in texts for word in text.lower().translate(TAKEN_OUT).split())
    words = sorted(counts, key=lambda word: (-counts[word], word))
    return ["", "[UNK]", *words[:size]]


@misconception(of="build_vocabulary", hint="Ties are broken by the alphabet, not by appearance.")
def build_vocabulary_ties_by_appearance(texts, size):
    counts = Counter(word for text in texts for word in text.lower().translate(TAKEN_OUT).split())
    return ["", "[UNK]", *(word for word, _ in counts.most_common())][:size]


@misconception(of="build_vocabulary", hint="Equally frequent words: a comes before b.")
def build_vocabulary_ties_reversed(texts, size):
    counts = Counter(word for text in texts for word in text.lower().translate(TAKEN_OUT).split())
    words = sorted(counts, key=lambda word: (counts[word], word), reverse=True)
    return ["", "[UNK]", *words][:size]


@misconception(of="build_vocabulary", hint="The alphabet only breaks ties: frequency comes first.")
def build_vocabulary_alphabet_only(texts, size):
    words = {word for text in texts for word in text.lower().translate(TAKEN_OUT).split()}
    return ["", "[UNK]", *sorted(words)][:size]


@misconception(of="build_vocabulary", hint="The most frequent words come first, not last.")
def build_vocabulary_rare_first(texts, size):
    counts = Counter(word for text in texts for word in text.lower().translate(TAKEN_OUT).split())
    words = sorted(counts, key=lambda word: (counts[word], word))
    return ["", "[UNK]", *words][:size]


@misconception(of="build_vocabulary", hint="Make the text lower-case first.")
def build_vocabulary_upper_case_kept(texts, size):
    counts = Counter(word for text in texts for word in text.translate(TAKEN_OUT).split())
    words = sorted(counts, key=lambda word: (-counts[word], word))
    return ["", "[UNK]", *words][:size]


@misconception(of="build_vocabulary", hint="Padding is number 0, the unknown word number 1.")
def build_vocabulary_unknown_first(texts, size):
    counts = Counter(word for text in texts for word in text.lower().translate(TAKEN_OUT).split())
    words = sorted(counts, key=lambda word: (-counts[word], word))
    return ["[UNK]", "", *words][:size]


@misconception(of="build_vocabulary", hint="The list begins with padding and the unknown word.")
def build_vocabulary_words_only(texts, size):
    counts = Counter(word for text in texts for word in text.lower().translate(TAKEN_OUT).split())
    return sorted(counts, key=lambda word: (-counts[word], word))[:size]


@misconception(of="build_vocabulary", hint="Take out the punctuation.")
def build_vocabulary_punctuation_kept(texts, size):
    counts = Counter(word for text in texts for word in text.lower().split())
    words = sorted(counts, key=lambda word: (-counts[word], word))
    return ["", "[UNK]", *words][:size]


@misconception(of="build_vocabulary", hint="Marks within a word are taken out, too.")
def build_vocabulary_strips_the_ends(texts, size):
    marks = "!\"#$%&()*+,-./:;<=>?@[\\]^_{|}~'`"
    counts = Counter(
        word.strip(marks) for text in texts for word in text.lower().split() if word.strip(marks)
    )
    words = sorted(counts, key=lambda word: (-counts[word], word))
    return ["", "[UNK]", *words][:size]


@misconception(of="build_vocabulary", hint="A mark is taken out; it does not cut the word in two.")
def build_vocabulary_marks_become_spaces(texts, size):
    marks = str.maketrans(dict.fromkeys("!\"#$%&()*+,-./:;<=>?@[\\]^_{|}~'`", " "))
    counts = Counter(word for text in texts for word in text.lower().translate(marks).split())
    words = sorted(counts, key=lambda word: (-counts[word], word))
    return ["", "[UNK]", *words][:size]


@misconception(of="build_vocabulary", hint="The apostrophe is punctuation as well.")
def build_vocabulary_apostrophe_kept(texts, size):
    marks = str.maketrans("", "", '!"#$%&()*+,-./:;<=>?@[\\]^_{|}~`')
    counts = Counter(word for text in texts for word in text.lower().translate(marks).split())
    words = sorted(counts, key=lambda word: (-counts[word], word))
    return ["", "[UNK]", *words][:size]


@misconception(of="build_vocabulary", hint="White space is not only single spaces: use split().")
def build_vocabulary_single_spaces(texts, size):
    counts = Counter(
        word for text in texts for word in text.lower().translate(TAKEN_OUT).split(" ") if word
    )
    words = sorted(counts, key=lambda word: (-counts[word], word))
    return ["", "[UNK]", *words][:size]


@misconception(of="build_vocabulary", hint="The empty string is padding, never a word.")
def build_vocabulary_empty_words(texts, size):
    counts = Counter(
        word for text in texts for word in text.lower().translate(TAKEN_OUT).split(" ")
    )
    words = sorted(counts, key=lambda word: (-counts[word], word))
    return ["", "[UNK]", *words][:size]


@misconception(of="build_vocabulary", hint="A word counts as often as it stands in a text.")
def build_vocabulary_once_a_text(texts, size):
    counts = Counter(
        word for text in texts for word in set(text.lower().translate(TAKEN_OUT).split())
    )
    words = sorted(counts, key=lambda word: (-counts[word], word))
    return ["", "[UNK]", *words][:size]


@misconception(of="build_vocabulary", hint="The size is a limit.")
def build_vocabulary_without_a_limit(texts, size):
    counts = Counter(word for text in texts for word in text.lower().translate(TAKEN_OUT).split())
    words = sorted(counts, key=lambda word: (-counts[word], word))
    return ["", "[UNK]", *words]


# vectorize


@misconception(of="vectorize", hint="Short texts are filled up at the end, not in front.")
def vectorize_pads_in_front(texts, vocabulary, length):
    places = {word: place for place, word in enumerate(vocabulary)}
    ids = np.zeros((len(texts), length), dtype=int)
    for row, text in zip(ids, texts):
        words = text.lower().translate(TAKEN_OUT).split()[:length]
        row[length - len(words) :] = [places.get(word, 1) for word in words]
    return ids


@misconception(of="vectorize", hint="Long texts are cut off at the end, not in front.")
def vectorize_cuts_in_front(texts, vocabulary, length):
    places = {word: place for place, word in enumerate(vocabulary)}
    ids = np.zeros((len(texts), length), dtype=int)
    for row, text in zip(ids, texts):
        words = text.lower().translate(TAKEN_OUT).split()[-length:]
        row[: len(words)] = [places.get(word, 1) for word in words]
    return ids


@misconception(of="vectorize", hint="An unknown word is 1; 0 is padding.")
def vectorize_unknown_as_padding(texts, vocabulary, length):
    places = {word: place for place, word in enumerate(vocabulary)}
    ids = np.zeros((len(texts), length), dtype=int)
    for row, text in zip(ids, texts):
        words = text.lower().translate(TAKEN_OUT).split()[:length]
        row[: len(words)] = [places.get(word, 0) for word in words]
    return ids


@misconception(of="vectorize", hint="The vocabulary has the two special entries already.")
def vectorize_off_by_two(texts, vocabulary, length):
    places = {word: place + 2 for place, word in enumerate(vocabulary)}
    ids = np.zeros((len(texts), length), dtype=int)
    for row, text in zip(ids, texts):
        words = text.lower().translate(TAKEN_OUT).split()[:length]
        row[: len(words)] = [places.get(word, 1) for word in words]
    return ids


@misconception(of="vectorize", hint="An unknown word keeps its place in the row.")
def vectorize_drops_unknown_words(texts, vocabulary, length):
    places = {word: place for place, word in enumerate(vocabulary)}
    ids = np.zeros((len(texts), length), dtype=int)
    for row, text in zip(ids, texts):
        words = [word for word in text.lower().translate(TAKEN_OUT).split() if word in places]
        words = words[:length]
        row[: len(words)] = [places[word] for word in words]
    return ids


@misconception(of="vectorize", hint="Find words as in the vocabulary: lower-case.")
def vectorize_upper_case_kept(texts, vocabulary, length):
    places = {word: place for place, word in enumerate(vocabulary)}
    ids = np.zeros((len(texts), length), dtype=int)
    for row, text in zip(ids, texts):
        words = text.translate(TAKEN_OUT).split()[:length]
        row[: len(words)] = [places.get(word, 1) for word in words]
    return ids


@misconception(of="vectorize", hint="Find words as in the vocabulary: without punctuation.")
def vectorize_punctuation_kept(texts, vocabulary, length):
    places = {word: place for place, word in enumerate(vocabulary)}
    ids = np.zeros((len(texts), length), dtype=int)
    for row, text in zip(ids, texts):
        words = text.lower().split()[:length]
        row[: len(words)] = [places.get(word, 1) for word in words]
    return ids


@misconception(of="vectorize", hint="Marks within a word are taken out, too.")
def vectorize_strips_the_ends(texts, vocabulary, length):
    marks = "!\"#$%&()*+,-./:;<=>?@[\\]^_{|}~'`"
    places = {word: place for place, word in enumerate(vocabulary)}
    ids = np.zeros((len(texts), length), dtype=int)
    for row, text in zip(ids, texts):
        words = [word.strip(marks) for word in text.lower().split() if word.strip(marks)]
        row[: len(words[:length])] = [places.get(word, 1) for word in words[:length]]
    return ids


@misconception(of="vectorize", hint="Rows have the given length, whatever the texts are like.")
def vectorize_as_long_as_the_longest(texts, vocabulary, length):
    places = {word: place for place, word in enumerate(vocabulary)}
    words = [text.lower().translate(TAKEN_OUT).split() for text in texts]
    ids = np.zeros((len(texts), max(map(len, words))), dtype=int)
    for row, found in zip(ids, words):
        row[: len(found)] = [places.get(word, 1) for word in found]
    return ids


@misconception(of="vectorize", hint="How often a word stands in a text is not asked for.")
def vectorize_counts(texts, vocabulary, length):
    counts = np.zeros((len(texts), len(vocabulary)), dtype=int)
    places = {word: place for place, word in enumerate(vocabulary)}
    for row, text in zip(counts, texts):
        for word in text.lower().translate(TAKEN_OUT).split():
            row[places.get(word, 1)] += 1
    return counts


@misconception(of="vectorize", hint="A row is a text; you have turned the array.")
def vectorize_transposed(texts, vocabulary, length):
    places = {word: place for place, word in enumerate(vocabulary)}
    ids = np.zeros((len(texts), length), dtype=int)
    for row, text in zip(ids, texts):
        words = text.lower().translate(TAKEN_OUT).split()[:length]
        row[: len(words)] = [places.get(word, 1) for word in words]
    return ids.T


@misconception(of="vectorize", hint="Fill up with 0, the padding, not with 1.")
def vectorize_fills_with_unknown(texts, vocabulary, length):
    places = {word: place for place, word in enumerate(vocabulary)}
    ids = np.ones((len(texts), length), dtype=int)
    for row, text in zip(ids, texts):
        words = text.lower().translate(TAKEN_OUT).split()[:length]
        row[: len(words)] = [places.get(word, 1) for word in words]
    return ids


@misconception(of="vectorize", hint="Words are numbered by the vocabulary, not by the texts.")
def vectorize_own_numbers(texts, vocabulary, length):
    places = {}
    ids = np.zeros((len(texts), length), dtype=int)
    for row, text in zip(ids, texts):
        words = text.lower().translate(TAKEN_OUT).split()[:length]
        row[: len(words)] = [places.setdefault(word, len(places) + 2) for word in words]
    return ids


# embed


@misconception(of="embed", hint="Padding must not count.")
def embed_padding_counts(table, ids):
    return np.mean(table.astype(float)[ids], axis=1)


@misconception(of="embed", hint="Divide by the number of words, not by the length of the row.")
def embed_divides_by_the_length(table, ids):
    there = (ids != 0)[:, :, np.newaxis]
    return np.sum(table.astype(float)[ids] * there, axis=1) / ids.shape[1]


@misconception(of="embed", hint="The row of the padding must not be part of the sum.")
def embed_padding_in_the_sum(table, ids):
    count = np.maximum(np.sum(ids != 0, axis=1, keepdims=True), 1)
    return np.sum(table.astype(float)[ids], axis=1) / count


@misconception(of="embed", hint="What about a text without any word?")
def embed_divides_by_zero(table, ids):
    there = (ids != 0)[:, :, np.newaxis]
    return np.sum(table.astype(float)[ids] * there, axis=1) / np.sum(there, axis=1)


@misconception(of="embed", hint="The mean is asked for, not the sum.")
def embed_sums(table, ids):
    return np.sum(table.astype(float)[ids] * (ids != 0)[:, :, np.newaxis], axis=1)


@misconception(of="embed", hint="The unknown word is a word: it counts.")
def embed_leaves_out_unknown_words(table, ids):
    there = (ids > 1)[:, :, np.newaxis]
    total = np.sum(table.astype(float)[ids] * there, axis=1)
    return total / np.maximum(np.sum(there, axis=1), 1)


@misconception(of="embed", hint="Zeros may stand in the middle; words may follow them.")
def embed_stops_at_the_first_padding(table, ids):
    there = (np.cumprod(ids != 0, axis=1) == 1)[:, :, np.newaxis]
    total = np.sum(table.astype(float)[ids] * there, axis=1)
    return total / np.maximum(np.sum(there, axis=1), 1)


@misconception(of="embed", hint="A word that stands twice counts twice.")
def embed_each_word_once(table, ids):
    means = np.zeros((len(ids), table.shape[1]))
    for mean, text in zip(means, ids):
        words = np.unique(text[text != 0])
        if len(words):
            mean[:] = table[words].astype(float).mean(axis=0)
    return means


@misconception(of="embed", hint="Padding is recognised by its id, not by a row of zeros.")
def embed_by_rows_of_zeros(table, ids):
    rows = table.astype(float)[ids]
    there = np.any(rows != 0, axis=2, keepdims=True) & (ids != 0)[:, :, np.newaxis]
    return np.sum(rows * there, axis=1) / np.maximum(np.sum(there, axis=1), 1)


@misconception(of="embed", hint="The rows are numbered from 0: row 1 belongs to id 1.")
def embed_off_by_one(table, ids):
    there = (ids != 0)[:, :, np.newaxis]
    total = np.sum(table.astype(float)[ids - 1] * there, axis=1)
    return total / np.maximum(np.sum(there, axis=1), 1)


@misconception(of="embed", hint="The mean is over the words of a text: which axis is that?")
def embed_over_the_columns(table, ids):
    there = (ids != 0)[:, :, np.newaxis]
    total = np.sum(table.astype(float)[ids] * there, axis=2)
    return total / np.maximum(np.sum(there, axis=1), 1)


@misconception(of="embed", hint="The mean of the rows, not their greatest values.")
def embed_greatest(table, ids):
    rows = np.where((ids != 0)[:, :, np.newaxis], table.astype(float)[ids], -np.inf)
    most = np.max(rows, axis=1)
    return np.where(np.isfinite(most), most, 0.0)


@misconception(of="embed", hint="Sums of uint8 products may wrap around. Convert the table.")
def embed_in_the_given_type(table, ids):
    there = (ids != 0)[:, :, np.newaxis].astype(table.dtype)
    total = np.sum(table[ids] * there, axis=1, dtype=table.dtype)
    return total / np.maximum(np.sum(there, axis=1), 1)


# build_forecaster


@misconception(
    of="build_forecaster",
    hint="Plain SGD at this rate makes too little progress in so few epochs.",
    misses_bar=True,
)
def forecaster_plain_sgd():
    model = keras.Sequential(
        [
            keras.Input((8, 2)),
            layers.LSTM(24),
            layers.Dense(1),
        ]
    )
    model.compile(optimizer="sgd", loss="mse")
    return model


@misconception(
    of="build_forecaster",
    hint="Plain SGD at this rate is too slow for a GRU, too.",
    misses_bar=True,
)
def forecaster_gru_by_plain_sgd():
    model = keras.Sequential(
        [
            keras.Input((8, 2)),
            layers.GRU(32),
            layers.Dense(1),
        ]
    )
    model.compile(optimizer="sgd", loss="mse")
    return model


@misconception(
    of="build_forecaster",
    hint="ReLU on the output cuts off every negative target.",
    misses_bar=True,
)
def forecaster_never_negative():
    model = keras.Sequential(
        [
            keras.Input((8, 2)),
            layers.LSTM(24),
            layers.Dense(1, activation="relu"),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.005), loss="mse")
    return model


@misconception(
    of="build_forecaster",
    hint="A sigmoid on the output cuts off every negative target.",
    misses_bar=True,
)
def forecaster_between_0_and_1():
    model = keras.Sequential(
        [
            keras.Input((8, 2)),
            layers.GRU(24),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.005), loss="mse")
    return model


@misconception(
    of="build_forecaster",
    hint="With such a small learning rate the weights hardly move.",
    misses_bar=True,
)
def forecaster_rate_far_too_small():
    model = keras.Sequential(
        [
            keras.Input((8, 2)),
            layers.LSTM(24),
            layers.Dense(1),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(1e-5), loss="mse")
    return model


@misconception(
    of="build_forecaster",
    hint="At this learning rate the network would need far more epochs.",
    misses_bar=True,
)
def forecaster_rate_too_small():
    model = keras.Sequential(
        [
            keras.Input((8, 2)),
            layers.LSTM(24),
            layers.Dense(1),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(1e-4), loss="mse")
    return model


@misconception(
    of="build_forecaster",
    hint="One unit of state is too small a memory for eight steps.",
    misses_bar=True,
)
def forecaster_one_unit():
    model = keras.Sequential(
        [
            keras.Input((8, 2)),
            layers.LSTM(1),
            layers.Dense(1),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.005), loss="mse")
    return model


@misconception(
    of="build_forecaster",
    hint="Dropout that keeps one input in five leaves too little to learn from.",
    misses_bar=True,
)
def forecaster_most_inputs_dropped():
    model = keras.Sequential(
        [
            keras.Input((8, 2)),
            layers.LSTM(24, dropout=0.8),
            layers.Dense(1),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.005), loss="mse")
    return model


@misconception(
    of="build_forecaster",
    hint="The second variable is missing: windows have both.",
)
def forecaster_target_alone():
    model = keras.Sequential(
        [
            keras.Input((8, 1)),
            layers.GRU(24),
            layers.Dense(1),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.005), loss="mse")
    return model


@misconception(
    of="build_forecaster",
    hint="A flattened window and one dense layer are a linear forecast.",
)
def forecaster_flat_and_linear():
    model = keras.Sequential(
        [
            keras.Input((8, 2)),
            layers.Flatten(),
            layers.Dense(1),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.005), loss="mse")
    return model


@misconception(
    of="build_forecaster",
    hint="Dense layers on the flattened window are not recurrent.",
)
def forecaster_dense_layers():
    model = keras.Sequential(
        [
            keras.Input((8, 2)),
            layers.Flatten(),
            layers.Dense(64, activation="relu"),
            layers.Dense(1),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.005), loss="mse")
    return model


@misconception(
    of="build_forecaster",
    hint="A convolution slides over the window, but it keeps no state.",
)
def forecaster_convolutions():
    model = keras.Sequential(
        [
            keras.Input((8, 2)),
            layers.Conv1D(32, 4, activation="relu"),
            layers.Flatten(),
            layers.Dense(1),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.005), loss="mse")
    return model


@misconception(
    of="build_forecaster",
    hint="Flattened, the window has one step: the cell runs once.",
)
def forecaster_one_step():
    model = keras.Sequential(
        [
            keras.Input((8, 2)),
            layers.Flatten(),
            layers.Dense(32, activation="relu"),
            layers.Reshape((1, 32)),
            layers.GRU(24),
            layers.Dense(1),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.005), loss="mse")
    return model


@misconception(
    of="build_forecaster",
    hint="The forecast is one number, not one for each step of the window.",
)
def forecaster_all_steps():
    model = keras.Sequential(
        [
            keras.Input((8, 2)),
            layers.LSTM(24, return_sequences=True),
            layers.Dense(1),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.005), loss="mse")
    return model


@misconception(
    of="build_forecaster",
    hint="The output is one number for each window, not the whole state.",
)
def forecaster_without_output_layer():
    model = keras.Sequential(
        [
            keras.Input((8, 2)),
            layers.LSTM(24),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.005), loss="mse")
    return model


@misconception(
    of="build_forecaster",
    hint="Only the first variable is forecast.",
)
def forecaster_two_outputs():
    model = keras.Sequential(
        [
            keras.Input((8, 2)),
            layers.LSTM(24),
            layers.Dense(2),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.005), loss="mse")
    return model


@misconception(
    of="build_forecaster",
    hint="Compile the model before you return it.",
)
def forecaster_not_compiled():
    model = keras.Sequential(
        [
            keras.Input((8, 2)),
            layers.LSTM(24),
            layers.Dense(1),
        ]
    )
    return model


@misconception(
    of="build_forecaster",
    hint="Begin the model with its input, so that its weights exist.",
)
def forecaster_without_an_input():
    model = keras.Sequential(
        [
            layers.LSTM(24),
            layers.Dense(1),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.005), loss="mse")
    return model


@misconception(
    of="build_forecaster",
    hint="The network is larger than allowed. Count its parameters.",
)
def forecaster_too_many_parameters():
    model = keras.Sequential(
        [
            keras.Input((8, 2)),
            layers.LSTM(80),
            layers.Dense(1),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.005), loss="mse")
    return model


@misconception(
    of="build_forecaster",
    hint="The steps are the first axis of a window, the variables the second.",
)
def forecaster_axes_exchanged():
    model = keras.Sequential(
        [
            keras.Input((2, 8)),
            layers.LSTM(24),
            layers.Dense(1),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.005), loss="mse")
    return model


# build_text_classifier


@misconception(
    of="build_text_classifier",
    hint="Plain SGD at this rate makes too little progress in so few epochs.",
    misses_bar=True,
)
def classifier_plain_sgd():
    model = keras.Sequential(
        [
            keras.Input((12,)),
            layers.Embedding(18, 8),
            layers.GRU(16),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer="sgd", loss="binary_crossentropy")
    return model


@misconception(
    of="build_text_classifier",
    hint="Plain SGD at this rate is too slow for an LSTM, too.",
    misses_bar=True,
)
def classifier_lstm_by_plain_sgd():
    model = keras.Sequential(
        [
            keras.Input((12,)),
            layers.Embedding(18, 16),
            layers.LSTM(32),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer="sgd", loss="binary_crossentropy")
    return model


@misconception(
    of="build_text_classifier",
    hint="With such a small learning rate the weights hardly move.",
    misses_bar=True,
)
def classifier_rate_far_too_small():
    model = keras.Sequential(
        [
            keras.Input((12,)),
            layers.Embedding(18, 8),
            layers.GRU(16),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(1e-5), loss="binary_crossentropy")
    return model


@misconception(
    of="build_text_classifier",
    hint="With such large steps the weights jump around and nothing is learned.",
    misses_bar=True,
)
def classifier_rate_far_too_large():
    model = keras.Sequential(
        [
            keras.Input((12,)),
            layers.Embedding(18, 8),
            layers.GRU(16),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(1.0), loss="binary_crossentropy")
    return model


@misconception(
    of="build_text_classifier",
    hint="Once the mean over the words is taken, their order is lost for every layer behind.",
    misses_bar=True,
)
def classifier_recurrent_on_a_bag_of_words():
    model = keras.Sequential(
        [
            keras.Input((12,)),
            layers.Embedding(18, 8),
            layers.GlobalAveragePooling1D(),
            layers.RepeatVector(4),
            layers.GRU(16),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.005), loss="binary_crossentropy")
    return model


@misconception(
    of="build_text_classifier",
    hint="A mean over the words cannot tell which clause is the last: use a recurrent layer.",
)
def classifier_bag_of_words():
    model = keras.Sequential(
        [
            keras.Input((12,)),
            layers.Embedding(18, 8),
            layers.GlobalAveragePooling1D(),
            layers.Dense(16, activation="relu"),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.005), loss="binary_crossentropy")
    return model


@misconception(
    of="build_text_classifier",
    hint="Dense layers on the flattened text are not recurrent.",
)
def classifier_flat():
    model = keras.Sequential(
        [
            keras.Input((12,)),
            layers.Embedding(18, 8),
            layers.Flatten(),
            layers.Dense(16, activation="relu"),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.005), loss="binary_crossentropy")
    return model


@misconception(
    of="build_text_classifier",
    hint="The softmax of a single number is always 1: use the sigmoid.",
)
def classifier_softmax_of_one():
    model = keras.Sequential(
        [
            keras.Input((12,)),
            layers.Embedding(18, 8),
            layers.GRU(16),
            layers.Dense(1, activation="softmax"),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.005), loss="binary_crossentropy")
    return model


@misconception(
    of="build_text_classifier",
    hint="One probability is asked for: one unit with a sigmoid.",
)
def classifier_two_outputs():
    model = keras.Sequential(
        [
            keras.Input((12,)),
            layers.Embedding(18, 8),
            layers.GRU(16),
            layers.Dense(2, activation="softmax"),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.005), loss="sparse_categorical_crossentropy")
    return model


@misconception(
    of="build_text_classifier",
    hint="Both the model and the loss apply a sigmoid: one of them is too many.",
)
def classifier_sigmoid_in_model_and_loss():
    model = keras.Sequential(
        [
            keras.Input((12,)),
            layers.Embedding(18, 8),
            layers.GRU(16),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(
        optimizer=keras.optimizers.Adam(0.005),
        loss=keras.losses.BinaryCrossentropy(from_logits=True),
    )
    return model


@misconception(
    of="build_text_classifier",
    hint="The last layer has no activation, so its outputs are not probabilities.",
)
def classifier_logits_without_a_word():
    model = keras.Sequential(
        [
            keras.Input((12,)),
            layers.Embedding(18, 8),
            layers.GRU(16),
            layers.Dense(1),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.005), loss="binary_crossentropy")
    return model


@misconception(
    of="build_text_classifier",
    hint="The output should be the probability itself, after a sigmoid.",
)
def classifier_logits():
    model = keras.Sequential(
        [
            keras.Input((12,)),
            layers.Embedding(18, 8),
            layers.GRU(16),
            layers.Dense(1),
        ]
    )
    model.compile(
        optimizer=keras.optimizers.Adam(0.005),
        loss=keras.losses.BinaryCrossentropy(from_logits=True),
    )
    return model


@misconception(
    of="build_text_classifier",
    hint="A probability lies between 0 and 1, tanh between -1 and 1.",
)
def classifier_tanh_output():
    model = keras.Sequential(
        [
            keras.Input((12,)),
            layers.Embedding(18, 8),
            layers.GRU(16),
            layers.Dense(1, activation="tanh"),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.005), loss="binary_crossentropy")
    return model


@misconception(
    of="build_text_classifier",
    hint="The verdict is one number, not one for each word.",
)
def classifier_all_steps():
    model = keras.Sequential(
        [
            keras.Input((12,)),
            layers.Embedding(18, 8),
            layers.GRU(16, return_sequences=True),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.005), loss="binary_crossentropy")
    return model


@misconception(
    of="build_text_classifier",
    hint="Texts are rows of twelve ids: say so in the input.",
)
def classifier_length_left_out():
    model = keras.Sequential(
        [
            keras.Input((None,)),
            layers.Embedding(18, 8),
            layers.GRU(16),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.005), loss="binary_crossentropy")
    return model


@misconception(
    of="build_text_classifier",
    hint="The network is larger than allowed. Count its parameters.",
)
def classifier_too_many_parameters():
    model = keras.Sequential(
        [
            keras.Input((12,)),
            layers.Embedding(18, 64),
            layers.LSTM(64),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.005), loss="binary_crossentropy")
    return model


@misconception(
    of="build_text_classifier",
    hint="Compile the model before you return it.",
)
def classifier_not_compiled():
    model = keras.Sequential(
        [
            keras.Input((12,)),
            layers.Embedding(18, 8),
            layers.GRU(16),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    return model


@misconception(
    of="build_text_classifier",
    hint="Dropout belongs between layers, not after the probability.",
)
def classifier_dropout_behind_the_output():
    model = keras.Sequential(
        [
            keras.Input((12,)),
            layers.Embedding(18, 8),
            layers.GRU(16),
            layers.Dense(1, activation="sigmoid"),
            layers.Dropout(0.2),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.005), loss="binary_crossentropy")
    return model


@misconception(
    of="build_text_classifier",
    hint="With one output, this loss sees a single class. Take the one for two classes.",
)
def classifier_loss_for_classes():
    model = keras.Sequential(
        [
            keras.Input((12,)),
            layers.Embedding(18, 8),
            layers.GRU(16),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.005), loss="sparse_categorical_crossentropy")
    return model
