"""Public examples of 16 tuning: calls of the kind that the notebook shows."""

import numpy as np

from autograder.course.examples import call, compared, examples, generator


def whole(rng, low, high):
    """A whole number from low to high."""
    return int(rng.integers(low, high + 1))


def pick(rng, *choices):
    """One of these."""
    return choices[int(rng.integers(len(choices)))]


@examples(of="grid")
def grid():
    yield call({})
    yield call({"rate": [0.1]})
    yield call({"units": [8, 16]})
    yield call({"rate": [0.1, 0.01], "units": [8]})
    yield call({"rate": [0.1, 0.01], "units": [8, 16]})
    yield call({"units": [16, 8], "rate": [0.1, 0.01]})
    yield call({"activation": [None, "relu"], "dropout": [0.0, 0.5]})
    yield call({"rate": [0.1, 0.01], "units": [8, 16, 32]})
    yield call({"a": [1, 2], "b": [3], "c": [4, 5]})


@generator(of="grid")
def more_of_grid(rng):
    names = [str(name) for name in rng.permutation(["rate", "units", "layers", "dropout"])]
    count = whole(rng, 0, 3)
    return call({name: rng.integers(1, 99, whole(rng, 1, 3)).tolist() for name in names[:count]})


@examples(of="sample")
def sample():
    yield call({}, np.zeros(0))
    yield call({"layers": ("choice", [1, 2, 3])}, np.array([0.9]))
    yield call({"layers": ("choice", [1, 2, 3])}, np.array([0.5]))
    yield call({"layers": ("choice", [1, 2, 3, 4])}, np.array([0.4]))
    yield call({"units": ("integer", 1, 6)}, np.array([0.5]))
    yield call({"units": ("integer", 1, 6)}, np.array([0.95]))
    yield call({"units": ("integer", 1, 6)}, np.array([0.2]))
    yield call({"shift": ("integer", -3, 2)}, np.array([0.25]))
    yield call({"dropout": ("uniform", 0.1, 0.5)}, np.array([0.25]))
    yield call({"dropout": ("uniform", 0.1, 0.5)}, np.array([0.34375]))
    yield call({"rate": ("log", 1e-4, 1e-1)}, np.array([0.5]))
    yield call({"rate": ("log", 1e-4, 1e-1)}, np.array([0.0]))
    yield call({"units": ("integer", 1, 6), "layers": ("integer", 1, 6)}, np.array([0.1, 0.9]))
    yield call(
        {"rate": ("log", 0.01, 1.0), "momentum": ("choice", [None, 0.5, 0.9])},
        np.array([0.25, 0.75]),
    )


@generator(of="sample")
def more_of_sample(rng):
    names = [str(name) for name in rng.permutation(["rate", "units", "layers", "dropout"])]
    space = {}
    for name in names[: whole(rng, 1, 3)]:
        low = whole(rng, -3, 5)
        space[name] = pick(
            rng,
            ("choice", rng.integers(1, 99, whole(rng, 1, 5)).tolist()),
            ("integer", low, low + whole(rng, 0, 9)),
            ("uniform", low / 4, low / 4 + whole(rng, 1, 9)),
            ("log", 10.0**low, 10.0 ** (low + whole(rng, 1, 4))),
        )
    return call(space, rng.uniform(size=len(space)))


@examples(of="hit_probability")
def hit_probability():
    yield call(1, 0.5)
    yield call(0, 0.5)
    yield call(2, 0.5)
    yield call(3, 0.1)
    yield call(60, 0.05)
    yield call(5, 1.0)
    yield call(5, 0.0)


@generator(of="hit_probability")
def more_of_hit_probability(rng):
    return call(whole(rng, 0, 80), whole(rng, 0, 20) / 20)


@examples(of="different_values_tried")
def different_values_tried():
    yield call()


def is_mixed(parts):
    """Whether it looks left to chance which of the parts an index is in; of few, anything does."""
    n, k = sum(map(len, parts)), len(parts)
    if n < 40:
        return True
    part_of = np.zeros(n, int)
    for number, part in enumerate(parts):
        part_of[part] = number
    apart = [np.mean(part_of[:-step] == part_of[step:]) for step in (1, k)]
    return bool(max(apart) < 0.8)


@examples(of="kfold")
def kfold():
    yield call(2, 2, np.random.default_rng(0))
    yield call(4, 2, np.random.default_rng(0))
    yield call(6, 3, np.random.default_rng(1))
    yield call(5, 2, np.random.default_rng(1))
    yield call(10, 3, np.random.default_rng(1))
    yield call(40, 4, np.random.default_rng(2))


@generator(of="kfold")
def more_of_kfold(rng):
    n = whole(rng, 2, 50)
    k = whole(rng, 2, min(n, 9))
    return call(n, k, np.random.default_rng(whole(rng, 0, 99)))


@compared(of="kfold")
def folds_of_a_permutation(folds, n, k, rng):
    numbers = [[[int(index) for index in part] for part in pair] for pair in folds]
    everything = [sorted(train + validation) for train, validation in numbers]
    parts = [validation for _, validation in numbers]
    validated = sorted(index for part in parts for index in part)
    return everything, [len(part) for part in parts], validated, is_mixed(parts)


def average(x, y):
    """A model that is one number: the mean of the targets."""
    return float(np.mean(y))


def squared_error(model, x, y):
    """The mean squared error of a model that is one number."""
    return float(np.mean((np.asarray(y) - model) ** 2))


def most(x, y):
    """A model that is the largest target, or 0 if none is positive."""
    return float(max(0, np.max(y)))


def distance_to(model, x, y):
    """How far targets and samples are from a number."""
    return float(np.mean(np.abs(np.asarray(y) - model)) + np.sum(np.asarray(x)))


def pairs(*folds):
    """Folds as pairs of arrays."""
    return [(np.array(train), np.array(validation)) for train, validation in folds]


@examples(of="cross_validate")
def cross_validate():
    x, y = np.zeros((3, 1)), np.array([1.0, 2.0, 6.0])
    yield call(x, y, average, squared_error, pairs(([1, 2], [0])))
    yield call(x, y, average, squared_error, pairs(([1, 2], [0]), ([0, 2], [1])))
    yield call(x, y, average, squared_error, pairs(([0, 1], [2]), ([2], [0, 1])))
    yield call(x, y, average, squared_error, pairs(([1, 2], [0]), ([0, 2], [1]), ([0, 1], [2])))
    yield call(x, y, average, squared_error, pairs(([0], [1]), ([0, 1], [2])))
    yield call(x, -y, most, distance_to, pairs(([0], [1]), ([0, 1], [2])))
    table = np.array([[1, 2], [3, 4], [5, 6]])
    yield call(table, y, most, distance_to, pairs(([0, 1], [2]), ([2], [0, 1])))


@generator(of="cross_validate")
def more_of_cross_validate(rng):
    n = whole(rng, 4, 9)
    k = whole(rng, 2, 3)
    parts = np.array_split(rng.permutation(n), k)
    folds = [(np.concatenate(parts[:i] + parts[i + 1 :]), part) for i, part in enumerate(parts)]
    x, y = np.round(rng.normal(size=(n, 2)), 2), np.round(rng.normal(size=n), 2)
    fit, score = pick(rng, (average, squared_error), (most, distance_to))
    return call(x, y, fit, score, folds)


@examples(of="what_the_samples_are_for")
def what_the_samples_are_for():
    yield call()


def distance(configuration, budget):
    """A loss that does not depend on the budget."""
    return abs(configuration - 4.25)


def distance_from_budget(configuration, budget):
    """A loss by which other configurations are best when the budget is larger."""
    return abs(configuration - budget - 0.125)


@examples(of="successive_halving")
def successive_halving():
    yield call([5], distance, 1)
    yield call([9, 5], distance, 1)
    yield call([1, 9, 5], distance, 1, factor=2)
    yield call([9, 1, 5, 8], distance, 10, factor=2)
    yield call([9, 1, 5, 8, 2], distance, 1, factor=3)
    yield call([9, 1, 5, 8, 2, 3, 7, 11], distance, 1, factor=2)
    yield call([7, 3, 2, 30, 40, 9], distance_from_budget, 3, factor=3)
    yield call([7, 3, 2, 30, 40, 9, 5, 6], distance_from_budget, 3, factor=2)
    yield call([20, 9, 8, 11, 12, 4, 1], distance_from_budget, 3, factor=2)
    yield call([20, 12, 10, 13, 30, 2, 40, 9, 15], distance_from_budget, 10)


@generator(of="successive_halving")
def more_of_successive_halving(rng):
    configurations = rng.permutation(np.arange(1, 60))[: whole(rng, 1, 12)].tolist()
    loss = pick(rng, distance, distance_from_budget)
    return call(configurations, loss, whole(rng, 1, 9), factor=whole(rng, 2, 4))


@examples(of="step_decay")
def step_decay():
    yield call(8.0, 0.5, 2, 0)
    yield call(8.0, 0.5, 2, 1)
    yield call(8.0, 0.5, 2, 2)
    yield call(8.0, 0.5, 2, 4)
    yield call(0.1, 0.5, 10, 25)
    yield call(0.1, 0.5, 10, 9)
    yield call(1.0, 0.1, 3, 10)


@generator(of="step_decay")
def more_of_step_decay(rng):
    return call(whole(rng, 1, 40) / 8, whole(rng, 1, 7) / 8, whole(rng, 1, 9), whole(rng, 0, 30))


@examples(of="cosine_with_warmup")
def cosine_with_warmup():
    yield call(0, 8.0, 4, 10)
    yield call(1, 8.0, 4, 10)
    yield call(4, 8.0, 4, 10)
    yield call(9, 8.0, 4, 10)
    yield call(14, 8.0, 4, 10)
    yield call(20, 8.0, 4, 10)
    yield call(0, 0.4, 0, 10)
    yield call(1, 8.0, 4, 10, 2.0)
    yield call(6, 8.0, 4, 10, 2.0)
    yield call(12, 8.0, 4, 10, 2.0)
    yield call(20, 8.0, 4, 10, 2.0)
    yield call(350, 0.4, 100, 1000, 0.04)


@generator(of="cosine_with_warmup")
def more_of_cosine_with_warmup(rng):
    peak = whole(rng, 1, 40) / 8
    return call(
        whole(rng, 0, 30), peak, whole(rng, 0, 9), whole(rng, 1, 20), peak * whole(rng, 0, 4) / 8
    )


BUMPY = [1.0, 0.9, 0.91, 0.92, 0.93, 0.94, 0.5, 0.5, 0.5, 0.5, 0.5, 0.49, 0.48]


@examples(of="reduce_on_plateau")
def reduce_on_plateau():
    yield call([3.0], 1.0)
    yield call([3.0, 3.0, 3.0], 1.0, 0.1, 1)
    yield call([3.0, 3.0, 3.0, 3.0], 1.0, 0.1, 1, min_lr=0.05)
    yield call([5.0, 4.0, 4.5, 4.25, 4.1], 1.0, factor=0.5, patience=2)
    yield call([5.0, 5.5, 4.0, 4.5, 3.0, 3.5, 3.5], 1.0, 0.5, 2)
    yield call([5.0, 4.5, 4.0, 3.5], 1.0, 0.5, 1, 0.75)
    yield call([5.0, 5.5, 5.25, 5.5, 5.25, 5.5, 5.25], 1.0, 0.5, 2)
    yield call([5.0, 5.0, 5.0, 5.0, 5.0, 5.0], 1.0, 0.5, 1, 0.0, 2)
    yield call([5.0, 6.0, 3.0, 4.0, 4.0, 4.0], 1.0, 0.5, 1, 0.0, 3)
    yield call(BUMPY, 1.0, 0.5, 2, 0.0)
    yield call(BUMPY, 1.0, 0.5, 2, 0.0, cooldown=2)


@generator(of="reduce_on_plateau")
def more_of_reduce_on_plateau(rng):
    losses = (rng.integers(1, 12, whole(rng, 1, 14)) / 4 + 0.001).tolist()
    return call(
        losses,
        1.0,
        whole(rng, 1, 3) / 4,
        whole(rng, 1, 3),
        pick(rng, 0.0, 0.3, 0.6),
        whole(rng, 0, 3),
        pick(rng, 0.0, 0.0, 0.1),
    )


@compared(of="reduce_on_plateau")
def rates_to_five_digits(rates, losses, learning_rate, *settings, **others):
    """Rates need not be more accurate than a millionth, as in Keras."""
    return [float(f"{float(rate):.5g}") for rate in rates]


def halve(t):
    """An epoch of training whose loss halves."""
    return {"loss": 0.5**t, "epoch": t}


def one_name(t):
    """An epoch of training whose logs have another name."""
    return {"accuracy": 1 - 0.5**t}


def stop_below(t, logs):
    """True when the loss is below 0.2."""
    return "loss" in logs and logs["loss"] < 0.2


def stop_after_two(t, logs):
    """True after the second epoch."""
    return t == 2


def is_true(t, logs):
    """True always."""
    return True


def busy(t, logs):
    """Something that is not True."""
    return {"seen": t}


def one(t, logs):
    """The number 1, which is not the object True."""
    return 1


@examples(of="run_epochs")
def run_epochs():
    yield call(halve, [busy], 1)
    yield call(halve, [], 2)
    yield call(one_name, [], 2)
    yield call(halve, [is_true], 2)
    yield call(halve, [busy], 2)
    yield call(halve, [one], 2)
    yield call(halve, [stop_below], 5)
    yield call(halve, [stop_after_two, busy], 3)
    yield call(halve, [stop_below, busy], 9)
    yield call(halve, [busy, stop_after_two], 4)


@generator(of="run_epochs")
def more_of_run_epochs(rng):
    known = (stop_below, stop_after_two, is_true, busy, one)
    callbacks = [known[place] for place in rng.integers(0, 5, whole(rng, 0, 3))]
    return call(pick(rng, halve, one_name), callbacks, whole(rng, 1, 6))


@compared(of="run_epochs")
def lists_of_the_history(history, train_epoch, callbacks, epochs):
    return {name: [float(value) for value in values] for name, values in history.items()}


@examples(of="smooth")
def smooth():
    yield call([], 0.5)
    yield call([2.0], 0.5)
    yield call([1.0, 0.0], 0.25)
    yield call([3, 3, 3], 0.75)
    yield call([5, 1, 2], 0.0)
    yield call([1.0, 0.0, 0.0, 4.0], 0.5)


@generator(of="smooth")
def more_of_smooth(rng):
    values = np.round(rng.normal(size=whole(rng, 0, 8)), 2).tolist()
    return call(values, whole(rng, 0, 19) / 20)


@examples(of="best_run")
def best_run():
    yield call([{"loss": [2.0]}], "loss")
    yield call([{"loss": [0.9, 0.5, 0.6]}], "loss")
    yield call([{"auc": [0.5, 0.9, 0.6]}], "auc", "max")
    yield call([{"loss": [0.9, 0.5, 0.6]}, {"loss": [0.7, 0.55]}], "loss")
    yield call([{"loss": [0.9, 0.6]}, {"loss": [0.7, 0.5, 0.8]}], "loss")
    yield call([{"loss": [0.5, 0.75]}, {"loss": [3.0, 0.25, 4.0]}], "loss")
    yield call([{"accuracy": [0.5]}, {"loss": [0.1, 0.2]}], "loss")
    yield call([{"loss": [0.3, 0.2], "auc": [0.8, 0.7, 0.9]}, {"auc": [0.6]}], "auc", "max")
    yield call([{"score": [-3.0, -5.0, -4.0]}, {"score": [-2.0, -1.0, -6.0]}], "score", "max")
    yield call([{"score": [3000.0, 2000.0, 2500.0]}, {"score": [4000.0]}], "score")
    yield call([{"score": [4000.0]}, {"score": [3000.0, 2000.0, 2500.0]}], "score")


@generator(of="best_run")
def more_of_best_run(rng):
    lengths = rng.integers(1, 5, whole(rng, 1, 4)).tolist()
    values = iter((rng.permutation(99)[: sum(lengths)] / 8 - 3).tolist())
    runs = [{"loss": [next(values) for _ in range(length)]} for length in lengths]
    runs.insert(whole(rng, 0, len(runs)), {"auc": [0.5]})
    return call(runs, "loss", pick(rng, "min", "max"))


PLAIN = {
    "inputs": 4,
    "outputs": 3,
    "layers": 1,
    "units": 5,
    "activation": "relu",
    "dropout": 0.0,
    "batch_norm": False,
    "optimizer": "adam",
    "learning_rate": 0.02,
    "momentum": 0.75,
}


@examples(of="build_from_config")
def build_from_config():
    yield call(dict(PLAIN))
    yield call({**PLAIN, "activation": "tanh"})
    yield call({**PLAIN, "dropout": 0.25})
    yield call({**PLAIN, "batch_norm": True})
    yield call({**PLAIN, "optimizer": "sgd"})
    yield call({**PLAIN, "layers": 3})
    yield call({**PLAIN, "dropout": 0.25, "batch_norm": True, "layers": 2, "optimizer": "sgd"})


@generator(of="build_from_config")
def more_of_build_from_config(rng):
    drawn = {
        "inputs": whole(rng, 2, 9),
        "outputs": whole(rng, 2, 9),
        "layers": whole(rng, 1, 3),
        "units": whole(rng, 2, 9),
        "activation": pick(rng, "relu", "tanh", "elu"),
        "dropout": pick(rng, 0.0, 0.25, 0.4),
        "batch_norm": bool(rng.integers(2)),
        "optimizer": pick(rng, "sgd", "adam"),
    }
    return call({**PLAIN, **drawn})


@examples(of="build_wide_and_deep")
def build_wide_and_deep():
    yield call(3, [2])
    yield call(3, [2, 2])
    yield call(2, [4, 3])
    yield call(4, [3, 3, 3])
    yield call(10, [20, 30])


@generator(of="build_wide_and_deep")
def more_of_build_wide_and_deep(rng):
    return call(whole(rng, 2, 9), rng.integers(2, 9, whole(rng, 1, 3)).tolist())
