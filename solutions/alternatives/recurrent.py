"""Unusual right answers to the exercises of 15 recurrent."""

import math
import re
import string
from collections import Counter, defaultdict

import keras
import numpy as np
from keras import layers

from autograder.course.bank import alternative

# windows


@alternative(of="windows")
def windows_sliding_view(series, width, horizon=1, target=0):
    columns = series[:, np.newaxis] if series.ndim == 1 else series
    x = np.lib.stride_tricks.sliding_window_view(columns, width, axis=0)
    x = x[: len(columns) - width - horizon + 1].transpose(0, 2, 1)
    return x, columns[width + horizon - 1 :, target]


@alternative(of="windows")
def windows_by_indices(series, width, horizon=1, target=0):
    columns = series.reshape(len(series), -1)
    starts = np.arange(len(columns) - width - horizon + 1)
    x = columns[starts[:, np.newaxis] + np.arange(width)]
    return x.astype(np.float64), columns[starts + width - 1 + horizon, target].astype(np.float64)


@alternative(of="windows")
def windows_as_lists(series, width, horizon=1, target=0):
    rows = [row if isinstance(row, list) else [row] for row in series.tolist()]
    x, y = [], []
    for end in range(width - 1, len(rows) - horizon):
        x.append(rows[end - width + 1 : end + 1])
        y.append(rows[end + horizon][target])
    return [x, y]


@alternative(of="windows")
def windows_step_by_step(series, width, horizon=1, target=0):
    columns = np.atleast_2d(series.T).T
    m = columns.shape[0] - (width + horizon) + 1
    x = np.empty((m, width, columns.shape[1]))
    for step in range(width):
        x[:, step, :] = columns[step : step + m]
    return x, columns[-m:, target]


# split_in_time


@alternative(of="split_in_time")
def split_in_time_floors(n, fractions):
    ends = [0]
    for fraction in fractions:
        ends.append(ends[-1] + fraction)
    places = [int(end * n + 1e-9) for end in ends]
    places[-1] = n
    return tuple(np.arange(first, last) for first, last in zip(places, places[1:]))


@alternative(of="split_in_time")
def split_in_time_lists(n, fractions):
    parts, first, total = [], 0, 0.0
    for fraction in fractions:
        total += fraction
        last = min(n, round(total * n))
        parts.append(list(range(first, last)))
        first = last
    return parts


@alternative(of="split_in_time")
def split_in_time_by_midpoints(n, fractions):
    middle = (np.arange(n) + 0.5) / n
    part = np.searchsorted(np.cumsum(fractions)[:-1], middle)
    return [np.flatnonzero(part == number) for number in range(len(fractions))]


@alternative(of="split_in_time")
def split_in_time_slices(n, fractions):
    indices, parts, first = np.arange(n), [], 0
    for number in range(1, len(fractions) + 1):
        last = n if number == len(fractions) else int(np.rint(n * math.fsum(fractions[:number])))
        parts.append(indices[first:last])
        first = last
    return parts


# scale_by_past


@alternative(of="scale_by_past")
def scale_by_past_column_by_column(series, length):
    table = series.reshape(len(series), -1).astype(np.float64)
    scaled = np.empty(table.shape)
    for j in range(table.shape[1]):
        past = table[:length, j]
        scaled[:, j] = table[:, j] - past.mean()
        if np.ptp(past) > 0:
            scaled[:, j] /= past.std()
    return scaled.reshape(series.shape)


@alternative(of="scale_by_past")
def scale_by_past_loops(series, length):
    def scaled(column):
        mean = math.fsum(column[:length]) / length
        variance = math.fsum((value - mean) ** 2 for value in column[:length]) / length
        return [(value - mean) / (math.sqrt(variance) or 1) for value in column]

    if series.ndim == 1:
        return scaled(series.astype(float).tolist())
    return np.array([scaled(column) for column in series.T.astype(float).tolist()]).T


@alternative(of="scale_by_past")
def scale_by_past_root_of_squares(series, length):
    shifted = series - series[:length].astype(float).sum(axis=0) / length
    size = np.sqrt(np.sum(shifted[:length] ** 2, axis=0) / length)
    return np.divide(shifted, size, out=shifted.copy(), where=size > 0)


@alternative(of="scale_by_past")
def scale_by_past_swallows_the_warning(series, length):
    past = series[:length].astype(float)
    with np.errstate(divide="ignore", invalid="ignore"):
        scaled = (series - past.mean(axis=0)) / past.std(axis=0)
    return np.where(past.std(axis=0) == 0, series - past.mean(axis=0), scaled)


# skill


@alternative(of="skill")
def skill_loops(x, y, predictions, target=0):
    own = naive = 0.0
    for window, true, said in zip(x, y.tolist(), np.ravel(predictions).tolist()):
        own += (true - said) ** 2
        naive += (true - float(window[-1, target])) ** 2
    return 1 - own / naive if naive > 0 else 0.0


@alternative(of="skill")
def skill_sums(x, y, predictions, target=0):
    truth = np.asarray(y, dtype=np.float64)
    errors = truth - predictions.reshape(len(y)).astype(np.float64)
    steps = truth - x[:, -1, target].astype(np.float64)
    return np.float64(0) if not steps.any() else (steps @ steps - errors @ errors) / (steps @ steps)


@alternative(of="skill")
def skill_in_columns(x, y, predictions, target=0):
    y = y.reshape(-1, 1).astype(float)
    naive = np.square(y - x[:, -1:, target]).sum()
    own = np.square(y - predictions.reshape(-1, 1)).sum()
    return np.array(0.0) if naive == 0 else np.array(1 - own / naive)


@alternative(of="skill")
def skill_norms(x, y, predictions, target=0):
    last = np.take(x[:, x.shape[1] - 1], target, axis=1)
    naive = np.linalg.norm(y.astype(float) - last)
    own = np.linalg.norm(y.astype(float) - np.squeeze(predictions.reshape(len(y), 1), axis=1))
    return float(1 - (own / naive) ** 2) if naive else 0


# simple_rnn_step


@alternative(of="simple_rnn_step")
def simple_rnn_step_one_product(x, h, w, u, b):
    both = np.concatenate([x, h], axis=1).astype(np.float64)
    return np.tanh(both @ np.concatenate([w, u]) + b)


@alternative(of="simple_rnn_step")
def simple_rnn_step_einsum(x, h, w, u, b):
    x, h, w, u = (array.astype(np.float64) for array in (x, h, w, u))
    return np.tanh(np.einsum("nd,du->nu", x, w) + np.einsum("nv,vu->nu", h, u) + b)


@alternative(of="simple_rnn_step")
def simple_rnn_step_loops(x, h, w, u, b):
    states = []
    for inputs, state in zip(x.tolist(), h.tolist()):
        row = []
        for j, bias in enumerate(b.tolist()):
            z = float(bias)
            z += sum(value * float(w[k, j]) for k, value in enumerate(inputs))
            z += sum(value * float(u[k, j]) for k, value in enumerate(state))
            row.append(math.tanh(z))
        states.append(row)
    return states


@alternative(of="simple_rnn_step")
def simple_rnn_step_exponentials(x, h, w, u, b):
    z = x.astype(np.float64) @ w + h.astype(np.float64) @ u + b
    return 2 / (1 + np.exp(-2 * np.clip(z, -300, 300))) - 1


# run_cell


@alternative(of="run_cell")
def run_cell_array_first(step, x, state):
    n, steps, _ = x.shape
    outputs = None
    for t in range(steps):
        output, state = step(x[:, t, :], state)
        output = np.asarray(output)
        if outputs is None:
            outputs = np.empty((n, steps, output.shape[1]))
        outputs[:, t] = output
    return outputs, state


@alternative(of="run_cell")
def run_cell_moves_the_axis(step, x, state):
    outputs = []
    for x_t in np.moveaxis(x, 1, 0):
        result = step(x_t, state)
        outputs.append(result[0])
        state = result[1]
    return [np.array(outputs).transpose(1, 0, 2), state]


@alternative(of="run_cell")
def run_cell_recursion(step, x, state):
    output, state = step(x[:, 0], state)
    first = np.asarray(output)[:, np.newaxis]
    if x.shape[1] == 1:
        return first, state
    n, steps, d = x.shape
    rest, t = [first], 1
    while t < steps:
        output, state = step(np.array(x[:, t]), state)
        rest.append(np.expand_dims(output, 1))
        t += 1
    return np.concatenate(rest, axis=1), state


# lstm_step


@alternative(of="lstm_step")
def lstm_step_tanh_form(x, h, c, w, u, b):
    z = (x.astype(float) @ w + h.astype(float) @ u + b).reshape(len(x), 4, -1)
    i, f, o = ((1 + np.tanh(z[:, gate] / 2)) / 2 for gate in (0, 1, 3))
    c = f * c + i * np.tanh(z[:, 2])
    return o * np.tanh(c), c


@alternative(of="lstm_step")
def lstm_step_gate_by_gate(x, h, c, w, u, b):
    units = h.shape[1]
    x, h = x.astype(np.float64), h.astype(np.float64)

    def block(number):
        place = slice(number * units, (number + 1) * units)
        return x @ w[:, place] + h @ u[:, place] + b[place]

    def gate(number):
        return 1 / (1 + np.exp(-block(number)))

    new = gate(0) * np.tanh(block(2)) + gate(1) * c
    return np.tanh(new) * gate(3), new


@alternative(of="lstm_step")
def lstm_step_loops(x, h, c, w, u, b):
    n, units = h.shape
    shown, kept = np.empty((n, units)), np.empty((n, units))
    z = x.astype(float).dot(w) + h.astype(float).dot(u) + b
    for s in range(n):
        for j in range(units):
            i, f, o = (1 / (1 + math.exp(-z[s, j + k * units])) for k in (0, 1, 3))
            kept[s, j] = f * c[s, j] + i * math.tanh(z[s, j + 2 * units])
            shown[s, j] = o * math.tanh(kept[s, j])
    return [shown, kept]


@alternative(of="lstm_step")
def lstm_step_both_in_one_array(x, h, c, w, u, b):
    z = np.hstack([x, h]).astype(float) @ np.vstack([w, u]) + b
    gates = 1 / (1 + np.exp(-z))
    units = c.shape[1]
    g = np.tanh(z[:, 2 * units : -units])
    c = gates[:, units : 2 * units] * c + gates[:, :units] * g
    return np.stack([gates[:, -units:] * np.tanh(c), c])


# what_the_forget_gate_multiplies


@alternative(of="what_the_forget_gate_multiplies")
def what_the_forget_gate_multiplies_from_a_tuple():
    return ("the new candidate", "the old cell state")[-1]


@alternative(of="what_the_forget_gate_multiplies")
def what_the_forget_gate_multiplies_put_together():
    return " ".join(["the", "old", "cell", "state"])


# gru_step


@alternative(of="gru_step")
def gru_step_tanh_form(x, h, w, u, b, reset_after=True):
    units = h.shape[1]
    x, h, w, u = (array.astype(float) for array in (x, h, w, u))
    from_input = x @ w + (b[0] if reset_after else b)
    from_state = h @ u + (b[1] if reset_after else 0)
    gates = (1 + np.tanh((from_input + from_state)[:, : 2 * units] / 2)) / 2
    z, r = gates[:, :units], gates[:, units:]
    if reset_after:
        seen = r * from_state[:, 2 * units :]
    else:
        seen = (r * h) @ u[:, 2 * units :]
    candidate = np.tanh(from_input[:, 2 * units :] + seen)
    return candidate + z * (h - candidate)


@alternative(of="gru_step")
def gru_step_two_functions(x, h, w, u, b, reset_after=True):
    units = h.shape[1]
    blocks = [slice(k * units, (k + 1) * units) for k in range(3)]
    x, h = x.astype(np.float64), h.astype(np.float64)

    def gate(block):
        bias = b[:, block].sum(axis=0) if reset_after else b[block]
        return 1 / (1 + np.exp(-(x @ w[:, block] + h @ u[:, block] + bias)))

    update, reset, last = gate(blocks[0]), gate(blocks[1]), blocks[2]
    if reset_after:
        z = x @ w[:, last] + b[0, last] + reset * (h @ u[:, last] + b[1, last])
    else:
        z = x @ w[:, last] + b[last] + np.matmul(reset * h, u[:, last])
    return update * h + (1 - update) * np.tanh(z)


@alternative(of="gru_step")
def gru_step_loops(x, h, w, u, b, reset_after=True):
    n, units = h.shape
    x, h, w, u, b = (array.astype(float) for array in (x, h, w, u, b))
    first, second = (b[0], b[1]) if reset_after else (b, np.zeros(3 * units))
    a, s = x @ w + first, h @ u + second
    state = np.empty((n, units))
    for k in range(n):
        reset = [1 / (1 + math.exp(-(a[k, units + j] + s[k, units + j]))) for j in range(units)]
        for j in range(units):
            z = 1 / (1 + math.exp(-(a[k, j] + s[k, j])))
            if reset_after:
                seen = reset[j] * s[k, 2 * units + j]
            else:
                seen = sum(reset[m] * h[k, m] * u[m, 2 * units + j] for m in range(units))
            state[k, j] = z * h[k, j] + (1 - z) * math.tanh(a[k, 2 * units + j] + seen)
    return state.tolist()


# fewer_parameters


@alternative(of="fewer_parameters")
def fewer_parameters_computed():
    lstm, gru = 4 * (1 + 1 + 1), 3 * (1 + 1 + 2)
    fewer = "the GRU" if gru <= lstm else "the LSTM"
    return f"{fewer}; it has one state, the LSTM two"


@alternative(of="fewer_parameters")
def fewer_parameters_from_a_list():
    return ["neither; both have two states", "the GRU; it has one state, the LSTM two"][1]


# clip_by_norm


@alternative(of="clip_by_norm")
def clip_by_norm_flat(grads, limit):
    flat = np.concatenate([g.ravel() for g in grads]).astype(np.float64)
    norm = np.linalg.norm(flat)
    return [g * min(1.0, limit / norm) if norm else g.astype(float) for g in grads]


@alternative(of="clip_by_norm")
def clip_by_norm_divides(grads, limit):
    norm = math.sqrt(sum(float(np.vdot(g.astype(float), g.astype(float))) for g in grads))
    return [g / max(1.0, norm / limit) for g in grads]


@alternative(of="clip_by_norm")
def clip_by_norm_norms_of_norms(grads, limit):
    norm = np.hypot.reduce([np.linalg.norm(g.astype(float)) for g in grads])
    if norm <= limit:
        return tuple(g.copy() for g in grads)
    return tuple(limit * (g / norm) for g in grads)


@alternative(of="clip_by_norm")
def clip_by_norm_loops(grads, limit):
    total = 0.0
    for g in grads:
        for value in g.ravel().tolist():
            total += value * value
    factor = 1.0
    if total > limit**2:
        factor = limit / total**0.5
    return [(g * factor).tolist() for g in grads]


# what_went_wrong


@alternative(of="what_went_wrong")
def what_went_wrong_from_a_dict():
    return {"huge": "exploding gradient", "tiny": "vanishing gradient"}["huge"]


@alternative(of="what_went_wrong")
def what_went_wrong_put_together():
    return "exploding" + " " + "gradient"


# build_vocabulary


@alternative(of="build_vocabulary")
def build_vocabulary_regular_expression(texts, size):
    joined = "\n".join(texts).lower()
    words = re.sub(r"[!\"#$%&()*+,\-./:;<=>?@\[\\\]^_`{|}~']", "", joined).split()
    counts = defaultdict(int)
    for word in words:
        counts[word] += 1
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ["", "[UNK]"] + [word for word, _ in ordered[: size - 2]]


@alternative(of="build_vocabulary")
def build_vocabulary_sorted_twice(texts, size):
    counts = Counter()
    for text in texts:
        kept = "".join(letter for letter in text.lower() if letter not in string.punctuation)
        counts.update(kept.split())
    alphabetical = Counter({word: counts[word] for word in sorted(counts)})
    return ["", "[UNK]"] + [word for word, _ in alphabetical.most_common(size - 2)]


@alternative(of="build_vocabulary")
def build_vocabulary_by_numpy(texts, size):
    words = " ".join(texts).translate(TAKEN_OUT).lower().split()
    if not words:
        return ("", "[UNK]")
    found, counts = np.unique(np.array(words, dtype=object), return_counts=True)
    order = np.argsort(-counts, kind="stable")[: size - 2]
    return ("", "[UNK]", *(str(found[place]) for place in order))


@alternative(of="build_vocabulary")
def build_vocabulary_one_by_one(texts, size):
    left = [word for text in texts for word in text.lower().translate(TAKEN_OUT).split()]
    vocabulary = ["", "[UNK]"]
    while left and len(vocabulary) < size:
        best = min(set(left), key=lambda word: (-left.count(word), word))
        vocabulary.append(best)
        left = [word for word in left if word != best]
    return vocabulary


# vectorize


@alternative(of="vectorize")
def vectorize_lists(texts, vocabulary, length):
    rows = []
    for text in texts:
        words = text.lower().translate(TAKEN_OUT).split()
        ids = [vocabulary.index(word) if word in vocabulary else 1 for word in words]
        rows.append((ids + [0] * length)[:length])
    return rows


@alternative(of="vectorize")
def vectorize_pads_each(texts, vocabulary, length):
    places = dict(zip(vocabulary, range(len(vocabulary))))
    rows = []
    for text in texts:
        kept = "".join(letter for letter in text.lower() if letter not in string.punctuation)
        ids = np.array([places.get(word, 1) for word in kept.split()][:length], dtype=np.int64)
        rows.append(np.pad(ids, (0, length - len(ids))))
    return np.stack(rows)


@alternative(of="vectorize")
def vectorize_place_by_place(texts, vocabulary, length):
    words = [re.sub(r"[^\w\s]|_", "", text.lower()).split() for text in texts]
    ids = np.zeros((len(texts), length), dtype=np.int32)
    for i, found in enumerate(words):
        for j in range(min(length, len(found))):
            try:
                ids[i, j] = vocabulary.index(found[j])
            except ValueError:
                ids[i, j] = 1
    return ids


# embed


@alternative(of="embed")
def embed_text_by_text(table, ids):
    means = []
    for text in ids:
        rows = table[text[text != 0]].astype(float)
        means.append(rows.mean(axis=0) if len(rows) else np.zeros(table.shape[1]))
    return np.array(means)


@alternative(of="embed")
def embed_counts_of_words(table, ids):
    counts = np.zeros((len(ids), len(table)))
    for row, text in zip(counts, ids):
        np.add.at(row, text, 1)
    counts[:, 0] = 0
    return counts @ table / np.maximum(counts.sum(axis=1, keepdims=True), 1)


@alternative(of="embed")
def embed_loops(table, ids):
    means = []
    for text in ids.tolist():
        total, count = [0.0] * table.shape[1], 0
        for place in text:
            if place:
                total = [have + float(new) for have, new in zip(total, table[place])]
                count += 1
        means.append([value / (count or 1) for value in total])
    return means


@alternative(of="embed")
def embed_without_the_padding_row(table, ids):
    table = np.array(table, dtype=np.float64)
    table[0] = 0
    words = np.count_nonzero(ids, axis=1)
    return table[ids].sum(axis=1) / np.where(words == 0, 1, words).reshape(-1, 1)


# build_forecaster


@alternative(of="build_forecaster")
def forecaster_gru():
    model = keras.Sequential([keras.Input((8, 2)), layers.GRU(24), layers.Dense(1)])
    model.compile(optimizer=keras.optimizers.Adam(0.005), loss="mse")
    return model


@alternative(of="build_forecaster")
def forecaster_simple_rnn():
    model = keras.Sequential([keras.Input((8, 2)), layers.SimpleRNN(32), layers.Dense(1)])
    model.compile(optimizer=keras.optimizers.Adam(0.003), loss="mse")
    return model


@alternative(of="build_forecaster")
def forecaster_lstm_with_adam_as_it_comes():
    model = keras.Sequential([keras.Input((8, 2)), layers.LSTM(32), layers.Dense(1)])
    model.compile(optimizer="adam", loss="mse", metrics=["mae"])
    return model


@alternative(of="build_forecaster")
def forecaster_gru_with_adam_as_it_comes():
    inputs = keras.Input((8, 2), name="window")
    state = layers.GRU(32, name="reads")(inputs)
    model = keras.Model(inputs, layers.Dense(1, name="forecast")(state))
    model.compile(optimizer="adam", loss="mse")
    return model


@alternative(of="build_forecaster")
def forecaster_rmsprop():
    model = keras.Sequential([keras.Input((8, 2)), layers.LSTM(32), layers.Dense(1)])
    model.compile(optimizer=keras.optimizers.RMSprop(0.003), loss="mse")
    return model


@alternative(of="build_forecaster")
def forecaster_nadam_at_a_large_rate():
    model = keras.Sequential([keras.Input((8, 2)), layers.LSTM(32), layers.Dense(1)])
    model.compile(optimizer=keras.optimizers.Nadam(0.01), loss="mse")
    return model


@alternative(of="build_forecaster")
def forecaster_two_layers():
    model = keras.Sequential(
        [
            keras.Input((8, 2)),
            layers.LSTM(24, return_sequences=True),
            layers.LSTM(24),
            layers.Dense(1),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.005), loss="mse")
    return model


@alternative(of="build_forecaster")
def forecaster_both_ways():
    model = keras.Sequential(
        [keras.Input((8, 2)), layers.Bidirectional(layers.LSTM(16)), layers.Dense(1)]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.005), loss="mse")
    return model


@alternative(of="build_forecaster")
def forecaster_convolution_first():
    model = keras.Sequential(
        [
            keras.Input((8, 2)),
            layers.Conv1D(16, 3, padding="causal", activation="relu"),
            layers.GRU(24),
            layers.Dense(1),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.003), loss="mse")
    return model


@alternative(of="build_forecaster")
def forecaster_dense_layer_behind():
    model = keras.Sequential(
        [
            keras.Input((8, 2)),
            layers.LSTM(24),
            layers.Dense(16, activation="relu"),
            layers.Dense(1),
        ]
    )
    model.compile(optimizer="adam", loss="mse")
    return model


@alternative(of="build_forecaster")
def forecaster_all_outputs():
    model = keras.Sequential(
        [
            keras.Input((8, 2)),
            layers.GRU(16, return_sequences=True),
            layers.Flatten(),
            layers.Dense(1),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.005), loss="mse")
    return model


@alternative(of="build_forecaster")
def forecaster_dropout_and_huber():
    model = keras.Sequential(
        [keras.Input((8, 2)), layers.LSTM(32), layers.Dropout(0.2), layers.Dense(1)]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.005), loss=keras.losses.Huber())
    return model


@alternative(of="build_forecaster")
def forecaster_momentum():
    model = keras.Sequential([keras.Input((8, 2)), layers.SimpleRNN(32), layers.Dense(1)])
    model.compile(optimizer=keras.optimizers.SGD(0.02, momentum=0.9), loss="mse")
    return model


# build_text_classifier


@alternative(of="build_text_classifier")
def classifier_with_adam_as_it_comes():
    model = keras.Sequential(
        [
            keras.Input((12,)),
            layers.Embedding(18, 16),
            layers.GRU(32),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model


@alternative(of="build_text_classifier")
def classifier_lstm():
    inputs = keras.Input((12,), dtype="int32")
    vectors = layers.Embedding(18, 16)(inputs)
    outputs = layers.Dense(1, activation="sigmoid")(layers.LSTM(32)(vectors))
    model = keras.Model(inputs, outputs)
    model.compile(optimizer="adam", loss=keras.losses.BinaryCrossentropy(), metrics=["accuracy"])
    return model


@alternative(of="build_text_classifier")
def classifier_with_a_mask():
    model = keras.Sequential(
        [
            keras.Input((12,), dtype="int64"),
            layers.Embedding(18, 8, mask_zero=True),
            layers.LSTM(16),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.005), loss="binary_crossentropy")
    return model


@alternative(of="build_text_classifier")
def classifier_functional_with_a_mask():
    inputs = keras.Input((12,), dtype="int32")
    vectors = layers.Embedding(18, 16, mask_zero=True)(inputs)
    state = layers.GRU(24)(vectors)
    model = keras.Model(inputs, layers.Dense(1, activation="sigmoid")(state))
    model.compile(optimizer=keras.optimizers.Adam(0.005), loss="binary_crossentropy")
    return model


@alternative(of="build_text_classifier")
def classifier_simple_rnn():
    model = keras.Sequential(
        [
            keras.Input((12,)),
            layers.Embedding(18, 16),
            layers.SimpleRNN(32),
            layers.Dense(1),
            layers.Activation("sigmoid"),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.002), loss="binary_crossentropy")
    return model


@alternative(of="build_text_classifier")
def classifier_both_ways():
    model = keras.Sequential(
        [
            keras.Input((12,)),
            layers.Embedding(18, 16),
            layers.Bidirectional(layers.LSTM(16)),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.005), loss="binary_crossentropy")
    return model


@alternative(of="build_text_classifier")
def classifier_two_layers():
    model = keras.Sequential(
        [
            keras.Input((12,)),
            layers.Embedding(18, 8),
            layers.GRU(16, return_sequences=True),
            layers.GRU(16),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.005), loss="binary_crossentropy")
    return model


@alternative(of="build_text_classifier")
def classifier_rmsprop():
    model = keras.Sequential(
        [
            keras.Input((12,)),
            layers.Embedding(18, 16),
            layers.LSTM(32),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer=keras.optimizers.RMSprop(0.003), loss="binary_crossentropy")
    return model


@alternative(of="build_text_classifier")
def classifier_convolution_first():
    model = keras.Sequential(
        [
            keras.Input((12,)),
            layers.Embedding(18, 16),
            layers.Conv1D(16, 3, activation="relu"),
            layers.GRU(24),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.003), loss="binary_crossentropy")
    return model


@alternative(of="build_text_classifier")
def classifier_dropout():
    model = keras.Sequential(
        [
            keras.Input((12,)),
            layers.Embedding(18, 16),
            layers.Dropout(0.1),
            layers.GRU(32),
            layers.Dropout(0.2),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.005), loss="binary_crossentropy")
    return model


@alternative(of="build_text_classifier")
def classifier_dense_layer_behind():
    model = keras.Sequential(
        [
            keras.Input((12,)),
            layers.Embedding(18, 8),
            layers.LSTM(24),
            layers.Dense(16, activation="relu"),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer=keras.optimizers.Nadam(0.003), loss="binary_crossentropy")
    return model


@alternative(of="build_text_classifier")
def classifier_small_at_a_large_rate():
    model = keras.Sequential(
        [
            keras.Input((12,)),
            layers.Embedding(18, 4),
            layers.GRU(12),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.01), loss="binary_crossentropy")
    return model
