"""Model answers of 15 recurrent: windows over a series, cells with a memory, texts as numbers.

Samples are in rows: windows have shape (samples, steps, variables), and a cell's weights have shape
(inputs, gates * units), as in Keras. A step of a cell takes and gives the states of all samples.
"""

from collections import Counter

import keras
import numpy as np

TAKEN_OUT = str.maketrans("", "", "!\"#$%&()*+,-./:;<=>?@[\\]^_{|}~'`")


def windows(series, width, horizon=1, target=0):
    """Return (x, y): all windows of a series, and for each the target `horizon` steps after it.

    `series` is (n,) or (n, k); x is (m, width, k), k = 1 for one variable, and y is (m,), where
    m = n - width - horizon + 1.
    """
    series = series.reshape(len(series), -1)
    m = len(series) - width - horizon + 1
    x = np.stack([series[start : start + width] for start in range(m)])
    return x, series[width + horizon - 1 :, target]


def split_in_time(n, fractions):
    """Return the indices 0..n-1 in order, cut into consecutive parts of about fraction * n."""
    ends = np.cumsum(fractions) * n
    whole = np.round(ends).astype(int)  # mutants: free a part may have one more or one less
    return np.split(np.arange(n), whole[:-1])


def scale_by_past(series, length):
    """Return the series shifted and scaled by mean and deviation of its first `length` rows.

    `series` is (n,) or (n, k), each column has its own mean and population deviation; a column that
    is constant in these rows is only shifted.
    """
    past = series[:length].astype(float)
    deviation = np.std(past, axis=0)
    return (series - np.mean(past, axis=0)) / np.where(deviation == 0, 1, deviation)


def skill(x, y, predictions, target=0):
    """Return 1 - MSE / MSE of the naive forecast, the target's last value; 0.0 where that is 0.

    `x` is (m, width, k), `y` (m,), `predictions` (m,) or (m, 1).
    Source: Murphy, "Skill scores based on the mean square error", 1988.
    """
    y = y.astype(float)
    naive_error = np.mean((y - x[:, -1, target]) ** 2)
    if naive_error == 0:
        return 0.0
    return 1 - np.mean((y - np.reshape(predictions, -1)) ** 2) / naive_error


def simple_rnn_step(x, h, w, u, b):
    """Return tanh(x w + h u + b), the next state (n, units), from x (n, d) and h (n, units).

    Source: Elman, "Finding structure in time", 1990; Keras's layer SimpleRNN.
    """
    return np.tanh(x.astype(float) @ w + h.astype(float) @ u + b)


def run_cell(step, x, state):
    """Return the outputs (n, t, units) of all steps over x (n, t, d), and the last state.

    `step(x_t, state)` gives (output, state).
    """
    outputs = []
    for t in range(x.shape[1]):
        output, state = step(x[:, t], state)
        outputs.append(output)
    return np.stack(outputs, axis=1), state


def lstm_step(x, h, c, w, u, b):
    """Return (h, c) after a step of an LSTM, gates in the order input, forget, candidate, output.

    `x` is (n, d), `h` and `c` are (n, units), `w` (d, 4 units), `u` (units, 4 units), `b`
    (4 units,).
    Source: Hochreiter and Schmidhuber, "Long short-term memory", 1997; Gers, Schmidhuber and
    Cummins, "Learning to forget", 2000; Keras's layer LSTM.
    """
    z = x.astype(float) @ w + h.astype(float) @ u + b
    enter, forget, candidate, leave = np.split(z, 4, axis=1)
    i, f, o = (1 / (1 + np.exp(-gate)) for gate in (enter, forget, leave))
    c = f * c + i * np.tanh(candidate)
    return o * np.tanh(c), c


def gru_step(x, h, w, u, b, reset_after=True):
    """Return h after a step of a GRU, gates in the order update, reset, candidate.

    `x` is (n, d), `h` (n, units), `w` (d, 3 units), `u` (units, 3 units), `b` (2, 3 units) with
    `reset_after`, else (3 units,).
    Source: Cho and others, "Learning phrase representations using RNN encoder-decoder", 2014;
    Keras's layer GRU.
    """
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
    return z * h + (1 - z) * candidate


def what_the_forget_gate_multiplies():
    """Say what the forget gate of an LSTM multiplies.

    Source: c = f * c + i * candidate.
    """
    return "the old cell state"


def fewer_parameters():
    """Say which of GRU and LSTM has fewer parameters for the same units, and how many states.

    Source: three gates' arrays against four; h against h and c.
    """
    return "the GRU; it has one state, the LSTM two"


def clip_by_norm(grads, limit):
    """Return a new list of the arrays, all times one factor, so that their norm is at most limit.

    The norm is the root of the sum of all squares in all arrays.
    Source: Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural networks",
    2013.
    """
    norm = np.sqrt(sum(np.sum(g.astype(float) ** 2) for g in grads))
    factor = limit / norm if norm > limit else 1.0
    return [g * factor for g in grads]


def what_went_wrong():
    """Say what it is called when the loss becomes NaN and the weights are huge.

    Source: Pascanu, Mikolov and Bengio, 2013.
    """
    return "exploding gradient"


def build_vocabulary(texts, size):
    """Return at most `size` words: "", "[UNK]" and the most frequent ones; ties by the alphabet.

    Source: Keras's layer TextVectorization, but for the order of ties.
    """
    counts = Counter(word for text in texts for word in text.lower().translate(TAKEN_OUT).split())
    words = sorted(counts, key=lambda word: (-counts[word], word))
    return ["", "[UNK]", *words][:size]


def vectorize(texts, vocabulary, length):
    """Return the places of the texts' words in the vocabulary, integers (n, length).

    Unknown words are 1; rows are cut off, or filled with 0, at the end.
    """
    places = {word: place for place, word in enumerate(vocabulary)}
    ids = np.zeros((len(texts), length), dtype=int)
    for row, text in zip(ids, texts, strict=True):
        words = text.lower().translate(TAKEN_OUT).split()[:length]
        row[: len(words)] = [places.get(word, 1) for word in words]
    return ids


def embed(table, ids):
    """Return (n, d): for each text the mean of its words' rows of `table` (words, d).

    `ids` is (n, length), 0 is padding and counts for nothing; a text without words gives 0.0.
    """
    there = (ids != 0)[:, :, np.newaxis]
    total = np.sum(table.astype(float)[ids] * there, axis=1)
    return total / np.maximum(np.sum(there, axis=1), 1)


def build_forecaster():
    """Build and compile an LSTM of 24 units on windows of eight steps of two variables.

    2,617 parameters, Adam at 0.005, mean squared error; under the quick protocol its skill is about
    0.94.
    """
    model = keras.Sequential(
        [
            keras.Input((8, 2)),
            keras.layers.LSTM(24),
            keras.layers.Dense(1),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.005), loss="mean_squared_error")
    return model


def build_text_classifier():
    """Build and compile an embedding of 8 with a GRU of 16 units on texts of twelve words.

    1,409 parameters, Adam at 0.005, binary cross-entropy; under the quick protocol it classifies
    nearly all texts correctly.
    """
    model = keras.Sequential(
        [
            keras.Input((12,)),
            keras.layers.Embedding(18, 8),
            keras.layers.GRU(16),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(
        optimizer=keras.optimizers.Adam(0.005), loss="binary_crossentropy", metrics=["accuracy"]
    )
    return model
