"""Public examples of 15 recurrent: calls of the kind that the notebook shows."""

import numpy as np

from autograder.course.examples import call, compared, examples, generator


def signed(rng, *shape):
    """Numbers of either sign and two digits, none of them near zero."""
    return np.round(rng.uniform(0.3, 2.0, shape) * rng.choice([-1.0, 1.0], shape), 2)


def table(*rows):
    """A table of floats."""
    return np.array(rows, dtype=float)


@examples(of="windows")
def windows():
    yield call(np.arange(3), 2)
    yield call(np.arange(4), 2, 2)
    yield call(np.arange(5), 2)
    yield call(np.arange(6), 2, 3)
    yield call(table([0, 5], [1, 6], [2, 7]), 2)
    yield call(table([0, 5], [1, 6], [2, 7], [3, 8]), 2, target=1)
    yield call(table([0, 5, 9], [1, 6, 8], [2, 7, 7], [3, 8, 6], [4, 9, 5]), 2, 2, 1)
    yield call(np.arange(10), 3)


@generator(of="windows")
def more_windows(rng):
    k, width, horizon = rng.integers(1, 4, 3).tolist()
    n = width + horizon + int(rng.integers(0, 4))
    if k == 1:
        return call(signed(rng, n), width, horizon)
    return call(signed(rng, n, k), width, horizon, int(rng.integers(k)))


@examples(of="split_in_time")
def split_in_time():
    yield call(4, [0.5, 0.5])
    yield call(4, [1.0])
    yield call(8, [0.75, 0.25])
    yield call(10, [0.7, 0.2, 0.1])
    yield call(11, [0.35, 0.35, 0.3])
    yield call(12, [0.25, 0.25, 0.25, 0.25])


@generator(of="split_in_time")
def more_split_in_time(rng):
    shares = rng.integers(1, 5, int(rng.integers(1, 5)))
    return call(int(rng.integers(4, 40)), (shares / shares.sum()).tolist())


@compared(of="split_in_time")
def parts_in_order(value, n, fractions):
    parts = [np.ravel(part).tolist() for part in value]
    joined = [index for part in parts for index in part]
    near = [
        abs(len(part) - fraction * n) <= 1 + 1e-9
        for part, fraction in zip(parts, fractions, strict=False)
    ]
    return len(parts) == len(fractions), joined == list(range(n)), near


@examples(of="scale_by_past")
def scale_by_past():
    yield call(np.array([1.0, 3.0, 9.0]), 2)
    yield call(np.array([5.0, 5.0, 7.0]), 2)
    yield call(np.array([2e-9, 4e-9, 8e-9]), 2)
    yield call(np.array([0.0, 4.0, 0.0, 4.0]), 4)
    yield call(table([2, 5], [6, 5], [8, 8]), 2)
    yield call(table([1, 20], [3, 60], [9, 40], [2, 100]), 2)
    yield call(np.array([[200, 1], [100, 3], [0, 9]], dtype=np.uint8), 2)


@generator(of="scale_by_past")
def more_scale_by_past(rng):
    n, k = int(rng.integers(3, 7)), int(rng.integers(1, 4))
    series = signed(rng, n) if k == 1 else signed(rng, n, k)
    return call(series, int(rng.integers(2, n + 1)))


def last_values(*values):
    """Windows of two steps of one variable, from 9 to these values."""
    return np.array([[[9.0], [value]] for value in values])


@examples(of="skill")
def skill():
    yield call(last_values(1.0), np.array([3.0]), np.array([2.0]))
    yield call(last_values(1.0), np.array([1.0]), np.array([2.0]))
    yield call(last_values(1.0), np.array([2.0]), np.array([5.0]))
    yield call(last_values(2.0, 3.0), np.array([3.0, 5.0]), np.array([3.0, 5.0]))
    yield call(table([9, 0], [7, 1])[np.newaxis], np.array([3]), np.array([2]), target=1)
    yield call(last_values(2.0, 3.0, 4.0), np.array([3, 4, 6]), np.array([3, 5, 6]))
    yield call(last_values(2.0, 3.0), np.array([3.0, 5.0]), np.array([[2.0], [4.0]]))
    yield call(
        last_values(2, 20).astype(np.uint8),
        np.array([1, 50], dtype=np.uint8),
        np.array([2, 40], dtype=np.uint8),
    )


@generator(of="skill")
def more_skill(rng):
    m, width, k = rng.integers(1, 5, 3).tolist()
    predictions = signed(rng, m, 1) if rng.integers(2) else signed(rng, m)
    return call(signed(rng, m, width, k), signed(rng, m), predictions, int(rng.integers(k)))


@examples(of="simple_rnn_step")
def simple_rnn_step():
    yield call(table([1]), table([0]), table([1]), table([0.5]), np.array([0.0]))
    yield call(table([0]), table([0.5]), table([1]), table([0.5]), np.array([0.25]))
    yield call(
        table([0, 0]),
        table([0.5, 0.25]),
        np.zeros((2, 2)),
        table([1, 2], [-1, 0]),
        np.array([0.5, 0.25]),
    )
    yield call(
        table([0, 1]),
        table([1, 0]),
        table([5, 5], [0.1, 0.2]),
        table([0.2, 0.1], [5, 5]),
        np.array([0.1, 0.3]),
    )
    yield call(
        np.array([[200, 200]], dtype=np.uint8),
        table([0]),
        np.array([[1], [1]], dtype=np.uint8),
        table([1]),
        np.array([-400.0]),
    )


@generator(of="simple_rnn_step")
def more_simple_rnn_step(rng):
    n, d, units = rng.integers(1, 4, 3).tolist()
    return call(*cell(rng, n, d, units, 1))


def cell(rng, n, d, units, gates):
    """Arguments of a cell's step, with one state and one row of biases."""
    width = gates * units
    x, h = signed(rng, n, d), signed(rng, n, units)
    return x, h, signed(rng, d, width), signed(rng, units, width), signed(rng, width)


def adds(x_t, state):
    return state + x_t, state + x_t


def doubles(x_t, state):
    return 2 * x_t, state + x_t


def counts(x_t, state):
    return 2 * x_t, state + "."


def swaps(x_t, state):
    return x_t + state[0], (state[1], x_t)


@examples(of="run_cell")
def run_cell():
    yield call(adds, table([1])[np.newaxis], table([10]))
    yield call(adds, table([1], [2], [3])[np.newaxis], table([10]))
    yield call(doubles, table([1], [2], [4])[np.newaxis], table([10]))
    yield call(counts, np.array([[[1.0, 2.0]], [[3.0, 4.0]]]), "so far")
    yield call(counts, np.array([[[1.0, 2.0], [5.0, 6.0]], [[3.0, 4.0], [7.0, 8.0]]]), "so far")
    yield call(swaps, table([1], [2], [4])[np.newaxis], (table([10]), table([20])))


@generator(of="run_cell")
def more_run_cell(rng):
    n, steps, d = rng.integers(1, 4, 3).tolist()
    step = (adds, doubles)[int(rng.integers(2))]
    return call(step, signed(rng, n, steps, d), signed(rng, n, d))


@examples(of="lstm_step")
def lstm_step():
    one, ones, zeros = table([1]), np.ones((1, 4)), np.zeros((1, 4))
    yield call(one, 0 * one, 0 * one, ones, ones, np.zeros(4))
    yield call(one, one, 2 * one, zeros, zeros, np.array([-3.0, 2.0, 1.0, 0.0]))
    yield call(one, one, 2 * one, zeros, ones, np.array([-3.0, 2.0, 1.0, 0.0]))
    yield call(one, one, -one, table([1, 0.5, -1, 2]), table([0.5, 1, 2, -1]), np.zeros(4))
    yield call(
        table([1, 2]),
        table([0.5, -0.5]),
        table([1, -1]),
        table([1, 0, 0.5, 0, -1, 1, 0, 2], [0, 0.5, 0, 1, 0.5, 0, -0.5, 0]),
        table([0.5, 1, 0, -1, 1, 0.5, 1, 0], [1, 0, -0.5, 0, 1, -1, 0, 0.5]),
        np.array([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]),
    )


@generator(of="lstm_step")
def more_lstm_step(rng):
    n, d, units = rng.integers(1, 4, 3).tolist()
    x, h, w, u, b = cell(rng, n, d, units, 4)
    return call(x, h, signed(rng, n, units), w, u, b)


@examples(of="what_the_forget_gate_multiplies")
def what_the_forget_gate_multiplies():
    yield call()


@examples(of="gru_step")
def gru_step():
    one, ones = table([1]), np.ones((1, 3))
    yield call(one, 0 * one, ones, ones, np.zeros((2, 3)))
    yield call(one, one, ones, ones, table([0, 0, 0], [0, 0, 1]))
    yield call(one, one, ones, ones, np.array([0.0, 0.0, 1.0]), reset_after=False)
    yield call(one, one, table([0.5, -1, 1]), table([1, 2, -1]), table([0, 1, 0], [0, 0, 0.5]))
    yield call(
        table([1, 2]),
        table([0.5, -0.5]),
        table([1, 0, 0.5, 0, -1, 1], [0, 0.5, 0, 1, 0.5, 0]),
        table([0.5, 1, 0, -1, 1, 0.5], [1, 0, -0.5, 0, 1, -1]),
        table([0.1, 0.2, 0.3, 0.4, 0.5, 0.6], [0.6, 0.5, 0.4, 0.3, 0.2, 0.1]),
    )
    yield call(
        table([1, 2]),
        table([0.5, -0.5]),
        table([1, 0, 0.5, 0, -1, 1], [0, 0.5, 0, 1, 0.5, 0]),
        table([0.5, 1, 0, -1, 1, 0.5], [1, 0, -0.5, 0, 1, -1]),
        np.array([0.1, 0.2, 0.3, 0.4, 0.5, 0.6]),
        reset_after=False,
    )


@generator(of="gru_step")
def more_gru_step(rng):
    n, d, units = rng.integers(1, 4, 3).tolist()
    x, h, w, u, b = cell(rng, n, d, units, 3)
    if rng.integers(2):
        return call(x, h, w, u, b, reset_after=False)
    return call(x, h, w, u, np.stack([b, signed(rng, 3 * units)]))


@examples(of="fewer_parameters")
def fewer_parameters():
    yield call()


@examples(of="clip_by_norm")
def clip_by_norm():
    yield call([np.array([3.0]), np.array([4.0])], 1)
    yield call([np.array([3.0]), np.array([4.0])], 10)
    yield call([np.zeros((1, 2))], 1)
    yield call([np.array([3.0, -3.0, 1.0])], 2.0)
    yield call([np.array([0.75]), np.array([1.0])], 1.0)
    yield call([np.array([[30.0, 0.0], [0.0, 40.0]]), np.array([0.5])], 5.0)
    yield call([np.array([200, 100], dtype=np.uint8)], 3)


@generator(of="clip_by_norm")
def more_clip_by_norm(rng):
    grads = [signed(rng, *rng.integers(1, 4, 2).tolist()) for _ in range(rng.integers(1, 4))]
    return call(grads, float(np.round(rng.uniform(0.2, 5), 1)))


@examples(of="what_went_wrong")
def what_went_wrong():
    yield call()


@examples(of="build_vocabulary")
def build_vocabulary():
    yield call(["a film"], 2)
    yield call(["a film"], 3)
    yield call(["b a"], 9)
    yield call(["b b a"], 9)
    yield call(["A film, a plot"], 9)
    yield call(["?!", "- a -"], 9)
    yield call(["Don't!", "dont well-made"], 9)
    yield call(["a\tb  b\nc"], 9)
    yield call(["b b b", "a a c", "c a"], 5)
    yield call(["The film, the plot!", "A film."], 5)


WORDS = ("a", "b", "the", "film", "plot", "Music", "don't", "well-made", "(cast)", "film,", "-")


@generator(of="build_vocabulary")
def more_build_vocabulary(rng):
    texts = [" ".join(rng.choice(WORDS, int(size))) for size in rng.integers(0, 7, 3)]
    return call(texts, int(rng.integers(2, 9)))


FEW = ["", "[UNK]", "film", "the", "a"]


@examples(of="vectorize")
def vectorize():
    yield call(["film"], FEW, 1)
    yield call(["The film"], FEW, 3)
    yield call(["new film"], FEW, 2)
    yield call(["The new film"], FEW, 4)
    yield call(["a film, the film", ""], FEW, 3)
    yield call(["A well-made film!", "fi-lm"], FEW, 5)
    yield call(["the film", "a film", "film"], FEW, 2)


@generator(of="vectorize")
def more_vectorize(rng):
    texts = [" ".join(rng.choice(WORDS, int(size))) for size in rng.integers(0, 6, 2)]
    return call(texts, ["", "[UNK]", "film", "a", "dont", "music"], int(rng.integers(1, 6)))


ROWS = table([9, 9], [0, 0], [1, 2], [3, 6])


@examples(of="embed")
def embed():
    yield call(ROWS, np.array([[2]]))
    yield call(ROWS, np.array([[0, 0]]))
    yield call(ROWS, np.array([[1, 2]]))
    yield call(ROWS, np.array([[0, 3, 3]]))
    yield call(ROWS, np.array([[2, 0, 3, 3]]))
    yield call(ROWS, np.array([[2, 3, 0], [0, 0, 0]]))
    yield call((40 * ROWS).clip(0, 255).astype(np.uint8), np.array([[3, 3, 2]]))


@generator(of="embed")
def more_embed(rng):
    words, d, n, length = rng.integers(2, 5, 4).tolist()
    return call(signed(rng, words, d), rng.integers(0, words, (n, length)))


@examples(of="build_forecaster")
def build_forecaster():
    yield call()


@examples(of="build_text_classifier")
def build_text_classifier():
    yield call()
