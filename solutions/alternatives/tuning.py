"""Unusual right answers to the exercises of 16 tuning."""

import bisect
import heapq
import itertools
import math
from functools import reduce

import numpy as np

from autograder.course.bank import alternative

# grid


@alternative(of="grid")
def grid_product(space):
    return [dict(zip(space, values, strict=True)) for values in itertools.product(*space.values())]


@alternative(of="grid")
def grid_recursive(space):
    def combine(names):
        if not names:
            return [{}]
        rest = combine(names[1:])
        return [{names[0]: value} | one for value in space[names[0]] for one in rest]

    return combine(list(space))


@alternative(of="grid")
def grid_counts_in_mixed_bases(space):
    names, lengths = list(space), [len(values) for values in space.values()]
    total = int(np.prod(lengths)) if lengths else 1
    combinations = []
    for number in range(total):
        places = np.unravel_index(number, lengths) if lengths else ()
        combinations.append(
            {name: space[name][int(place)] for name, place in zip(names, places, strict=True)}
        )
    return tuple(combinations)


# sample


@alternative(of="sample")
def sample_match(space, uniforms):
    configuration = {}
    for number, name in enumerate(space):
        u = float(uniforms[number])
        match space[name]:
            case "choice", values:
                configuration[name] = values[int(u * len(values))]
            case "integer", low, high:
                configuration[name] = low + int(u * (high - low + 1))
            case "uniform", low, high:
                configuration[name] = (1 - u) * low + u * high
            case "log", low, high:
                configuration[name] = math.exp(math.log(low) + u * math.log(high / low))
    return configuration


@alternative(of="sample")
def sample_with_numpy(space, uniforms):
    configuration = {}
    for u, (name, dimension) in zip(uniforms, space.items(), strict=True):
        if dimension[0] == "choice":
            configuration[name] = dimension[1][np.floor(u * len(dimension[1])).astype(int)]
        elif dimension[0] == "integer":
            configuration[name] = np.floor(dimension[1] + u * (dimension[2] - dimension[1] + 1))
        elif dimension[0] == "uniform":
            configuration[name] = np.interp(u, [0, 1], dimension[1:])
        else:
            configuration[name] = 10 ** np.interp(u, [0, 1], np.log10(dimension[1:]))
    return configuration


@alternative(of="sample")
def sample_by_intervals(space, uniforms):
    def entry(values, u):
        edges = [(place + 1) / len(values) for place in range(len(values) - 1)]
        return values[bisect.bisect_right(edges, u)]

    configuration = dict.fromkeys(space)
    for name, u in zip(space, uniforms.tolist(), strict=True):
        kind = space[name][0]
        if kind in ("choice", "integer"):
            is_choice = kind == "choice"
            values = space[name][1] if is_choice else range(space[name][1], space[name][2] + 1)
            configuration[name] = entry(values, u)
        else:
            low, high = space[name][1:]
            distance = high - low if kind == "uniform" else np.log2(high) - np.log2(low)
            configuration[name] = (
                low + u * distance if kind == "uniform" else low * 2 ** (u * distance)
            )
    return configuration


# hit_probability


@alternative(of="hit_probability")
def hit_probability_trial_by_trial(trials, share):
    hit, still_missing = 0.0, 1.0
    for _ in range(trials):
        hit += still_missing * share
        still_missing *= 1 - share
    return hit


@alternative(of="hit_probability")
def hit_probability_as_a_product(trials, share):
    return 1.0 - np.prod(np.full(trials, 1.0 - share))


@alternative(of="hit_probability")
def hit_probability_by_logarithms(trials, share):
    if share == 1:
        return int(trials > 0)
    return -np.expm1(trials * np.log1p(-share))


# different_values_tried


@alternative(of="different_values_tried")
def different_values_tried_counted():
    nine = [(first, second) for first in range(3) for second in range(3)]
    return f"grid {len({first for first, _ in nine})}, random {len(nine)}"


@alternative(of="different_values_tried")
def different_values_tried_by_name():
    tried = {"grid": 3, "random": 9}
    return ", ".join(f"{name} {count}" for name, count in tried.items())


# kfold


@alternative(of="kfold")
def kfold_by_cuts(n, k, rng):
    order = np.arange(n)
    rng.shuffle(order)
    folds, start = [], 0
    for fold in range(k):
        end = start + n // k + (fold < n % k)
        folds.append((np.r_[order[:start], order[end:]], order[start:end]))
        start = end
    return folds


@alternative(of="kfold")
def kfold_lists(n, k, rng):
    order = rng.permutation(n).tolist()
    sizes = [n // k + 1] * (n % k) + [n // k] * (k - n % k)
    ends = list(itertools.accumulate(sizes))
    folds = []
    for size, end in zip(sizes, ends, strict=True):
        validation = order[end - size : end]
        folds.append([[index for index in range(n) if index not in validation], validation])
    return folds


@alternative(of="kfold")
def kfold_by_numbers(n, k, rng):
    fold_of = np.empty(n, int)
    fold_of[np.argsort(rng.random(n))] = np.sort(np.arange(n) % k)
    return tuple((np.flatnonzero(fold_of != i), np.flatnonzero(fold_of == i)) for i in range(k))


@alternative(of="kfold")
def kfold_by_set_differences(n, k, rng):
    order = rng.choice(n, size=n, replace=False)
    return [(np.setdiff1d(order, part), part) for part in np.array_split(order, k)]


# cross_validate


@alternative(of="cross_validate")
def cross_validate_loops(x, y, fit, score, folds):
    scores = []
    for train, validation in folds:
        model = fit(x[train], y[train])
        scores.append(score(model, x[validation], y[validation]))
    mean = sum(scores) / len(scores)
    return [mean, math.sqrt(sum((one - mean) ** 2 for one in scores) / len(scores))]


@alternative(of="cross_validate")
def cross_validate_as_an_array(x, y, fit, score, folds):
    scores = np.array(
        [
            score(fit(np.take(x, t, axis=0), np.take(y, t)), np.take(x, v, axis=0), np.take(y, v))
            for t, v in folds
        ],
        dtype=float,
    )
    return np.array([scores.mean(), scores.std()])


@alternative(of="cross_validate")
def cross_validate_models_first(x, y, fit, score, folds):
    models = [fit(x[list(train)], y[list(train)]) for train, _ in folds]
    scores = [
        float(score(model, x[list(held)], y[list(held)]))
        for model, (_, held) in zip(models, folds, strict=True)
    ]
    mean = math.fsum(scores) / len(scores)
    return mean, math.dist(scores, [mean] * len(scores)) / len(scores) ** 0.5


# what_the_samples_are_for


@alternative(of="what_the_samples_are_for")
def what_the_samples_are_for_as_a_list():
    return ["validation sample", "once, at the end"]


@alternative(of="what_the_samples_are_for")
def what_the_samples_are_for_by_parts():
    chooses, judges = "validation", "end"
    return f"{chooses} sample", f"once, at the {judges}"


# successive_halving


@alternative(of="successive_halving")
def successive_halving_recursive(configurations, evaluate, budget, factor=3):
    def play(left, budget):
        if len(left) == 1:
            return left[0], []
        losses = sorted((evaluate(configurations[place], budget), place) for place in left)
        stay = [place for _, place in losses[: max(1, len(left) // factor)]]
        best, rounds = play(sorted(stay), factor * budget)
        return best, [(budget, left), *rounds]

    return play(list(range(len(configurations))), budget)


@alternative(of="successive_halving")
def successive_halving_arrays(configurations, evaluate, budget, factor=3):
    left, rounds, number = np.arange(len(configurations)), [], 0
    while left.size > 1:
        given = budget * factor**number
        rounds.append([given, left.copy()])
        losses = np.array([evaluate(configurations[int(place)], given) for place in left])
        left = np.sort(left[np.argsort(losses)[: max(1, left.size // factor)]])
        number += 1
    return left[0], rounds


@alternative(of="successive_halving")
def successive_halving_heap(configurations, evaluate, budget, factor=3):
    alive = dict(enumerate(configurations))
    rounds = []
    while len(alive) >= 2:
        rounds.append((budget, tuple(alive)))
        judged = [(evaluate(one, budget), place) for place, one in alive.items()]
        stay = {place for _, place in heapq.nsmallest(len(alive) // factor or 1, judged)}
        alive = {place: one for place, one in alive.items() if place in stay}
        budget *= factor
    (best,) = alive
    return best, rounds


# step_decay


@alternative(of="step_decay")
def step_decay_loop(initial, factor, every, epoch):
    rate = float(initial)
    for passed in range(1, epoch + 1):
        if passed % every == 0:
            rate *= factor
    return rate


@alternative(of="step_decay")
def step_decay_floor(initial, factor, every, epoch):
    return initial * np.power(float(factor), np.floor(epoch / every))


@alternative(of="step_decay")
def step_decay_recursive(initial, factor, every, epoch):
    def rate(left):
        return factor * rate(left - every) if left >= every else np.float64(initial)

    return rate(epoch)


# cosine_with_warmup


@alternative(of="cosine_with_warmup")
def cosine_with_warmup_squared(step, peak, warmup_steps, decay_steps, final=0.0):
    if step >= warmup_steps + decay_steps:
        return final
    if step >= warmup_steps:
        angle = np.pi * (step - warmup_steps) / (2 * decay_steps)
        return peak * np.cos(angle) ** 2 + final * np.sin(angle) ** 2
    return step / warmup_steps * peak


@alternative(of="cosine_with_warmup")
def cosine_with_warmup_interpolates(step, peak, warmup_steps, decay_steps, final=0.0):
    if warmup_steps and step <= warmup_steps:
        return np.interp(step, [0, warmup_steps], [0, peak])
    angle = np.interp(step - warmup_steps, [0, decay_steps], [0, np.pi])
    return np.array((peak + final) / 2 + (peak - final) / 2 * np.cos(angle))


@alternative(of="cosine_with_warmup")
def cosine_with_warmup_clips(step, peak, warmup_steps, decay_steps, final=0.0):
    share = np.clip((step - warmup_steps) / decay_steps, 0.0, 1.0)
    falling = final + 0.5 * (peak - final) * (1 + np.cos(np.pi * share))
    return falling * min(1.0, step / max(warmup_steps, 1)) if step < warmup_steps else falling


# reduce_on_plateau


@alternative(of="reduce_on_plateau")
def reduce_on_plateau_like_keras(
    losses, learning_rate, factor=0.1, patience=10, min_delta=1e-4, cooldown=0, min_lr=0.0
):
    rates, best, wait, cooldown_counter = [], None, 0, 0
    for current in losses:
        rates.append(float(learning_rate))
        if cooldown_counter > 0:
            cooldown_counter -= 1
            wait = 0
        if best is None or np.less(current, best - min_delta):
            best = current
            wait = 0
        elif not cooldown_counter > 0:
            wait += 1
            if wait >= patience and learning_rate > min_lr:
                learning_rate = max(learning_rate * factor, min_lr)
                cooldown_counter = cooldown
                wait = 0
    return np.array(rates)


@alternative(of="reduce_on_plateau")
def reduce_on_plateau_in_single_precision(
    losses, learning_rate, factor=0.1, patience=10, min_delta=1e-4, cooldown=0, min_lr=0.0
):
    rates, best, wait, rest = [], np.inf, 0, 0
    rate = np.float32(learning_rate)
    for loss in losses:
        rates.append(rate)
        rest, wait = (rest - 1, 0) if rest else (0, wait)
        if best - loss > min_delta:
            best, wait = loss, 0
            continue
        if rest:
            continue
        wait += 1
        if wait == patience:
            rate = np.float32(max(float(rate) * factor, min_lr))
            wait, rest = 0, cooldown
    return [float(rate) for rate in rates]


@alternative(of="reduce_on_plateau")
def reduce_on_plateau_counts_cuts(
    losses, learning_rate, factor=0.1, patience=10, min_delta=1e-4, cooldown=0, min_lr=0.0
):
    cuts, best, idle_since, awake = [], math.inf, 0, 0
    rates = []
    for t, loss in enumerate(losses):
        rates.append(max(learning_rate * factor ** len(cuts), min_lr))
        if loss < best - min_delta:
            best, idle_since = loss, t
        elif t >= awake and t - max(idle_since, awake - 1) >= patience:
            cuts.append(t)
            idle_since, awake = t, t + max(cooldown, 1)
    return rates


# run_epochs


@alternative(of="run_epochs")
def run_epochs_while(train_epoch, callbacks, epochs):
    records, stop, t = [], False, 0
    while t < epochs and not stop:
        t += 1
        records.append(train_epoch(t))
        for callback in callbacks:
            if callback(t, records[-1]) is True:
                stop = True
    return {name: [logs[name] for logs in records] for name in records[0]}


@alternative(of="run_epochs")
def run_epochs_arrays(train_epoch, callbacks, epochs):
    history = {}
    for t in range(1, 1 + epochs):
        logs = train_epoch(t)
        for name in logs:
            history[name] = np.append(history.get(name, []), logs[name])
        answers = [callback(t, dict(logs)) for callback in callbacks]
        if [None for answer in answers if answer is True]:
            return history
    return history


@alternative(of="run_epochs")
def run_epochs_recursive(train_epoch, callbacks, epochs):
    def go_on(t):
        logs = train_epoch(t)
        said = reduce(lambda any_true, f: (f(t, logs) is True) or any_true, callbacks, False)
        later = {} if said or t == epochs else go_on(t + 1)
        return {name: [value, *later.get(name, [])] for name, value in logs.items()}

    return go_on(1)


# smooth


@alternative(of="smooth")
def smooth_weighted_sums(values, weight):
    total, count, smoothed = 0.0, 0.0, []
    for value in values:
        total = weight * total + value
        count = weight * count + 1
        smoothed.append(total / count)
    return smoothed


@alternative(of="smooth")
def smooth_as_a_matrix(values, weight):
    n = len(values)
    distance = np.arange(n)[:, np.newaxis] - np.arange(n)
    shares = np.where(distance >= 0, float(weight) ** np.maximum(distance, 0), 0.0)
    return shares @ np.array(values, dtype=float) / shares.sum(axis=1)


@alternative(of="smooth")
def smooth_accumulates(values, weight):
    averages = itertools.accumulate(
        values, lambda m, value: weight * m + (1 - weight) * value, initial=0.0
    )
    return [m / (1 - weight**t) for t, m in enumerate(averages) if t]


@alternative(of="smooth")
def smooth_moves_towards_the_value(values, weight):
    smoothed, s, power = [], 0.0, 1.0
    for value in values:
        rate = (1 - weight) / (1 - power * weight)
        power *= weight
        s += rate * (value - s)
        smoothed.append(s)
    return tuple(smoothed)


# best_run


@alternative(of="best_run")
def best_run_loops(runs, metric, mode="min"):
    sign = 1 if mode == "min" else -1
    best, place = math.inf, None
    for run, history in enumerate(runs):
        if metric not in history:
            continue
        for epoch, value in enumerate(history[metric]):
            if sign * value < best:
                best, place = sign * value, (run, epoch + 1)
    return place


@alternative(of="best_run")
def best_run_of_each(runs, metric, mode="min"):
    choose, where = (np.min, np.argmin) if mode == "min" else (np.max, np.argmax)
    worst = np.inf if mode == "min" else -np.inf
    each = [choose(history[metric]) if metric in history else worst for history in runs]
    run = where(each)
    return np.array([run, where(runs[run][metric]) + 1])


@alternative(of="best_run")
def best_run_sorts(runs, metric, mode="min"):
    places = [
        (run, epoch)
        for run, history in enumerate(runs)
        if metric in history
        for epoch in range(1, len(history[metric]) + 1)
    ]
    places.sort(key=lambda place: runs[place[0]][metric][place[1] - 1], reverse=mode == "max")
    return list(places[0])


# build_from_config


@alternative(of="build_from_config")
def build_from_config_functional(configuration):
    import keras

    first = tensor = keras.Input(shape=(configuration["inputs"],), name="features")
    for number in range(configuration["layers"]):
        dense = keras.layers.Dense(configuration["units"], name=f"hidden_{number}")
        tensor = keras.layers.Activation(configuration["activation"])(dense(tensor))
        if configuration["batch_norm"]:
            tensor = keras.layers.BatchNormalization()(tensor)
        if configuration["dropout"]:
            tensor = keras.layers.Dropout(rate=configuration["dropout"], seed=number)(tensor)
    output = keras.layers.Dense(configuration["outputs"], activation=keras.activations.softmax)
    model = keras.Model(inputs=first, outputs=output(tensor))
    optimizers = {
        "sgd": lambda: keras.optimizers.SGD(
            learning_rate=configuration["learning_rate"], momentum=configuration["momentum"]
        ),
        "adam": lambda: keras.optimizers.Adam(learning_rate=configuration["learning_rate"]),
    }
    model.compile(
        optimizer=optimizers[configuration["optimizer"]](),
        loss=keras.losses.SparseCategoricalCrossentropy(),
        metrics=["accuracy"],
    )
    return model


@alternative(
    of="build_from_config",
    unlike="The activation may come after the normalisation; the order is free.",
)
def build_from_config_normalises_first(configuration):
    import keras

    layers = [keras.layers.Input((configuration["inputs"],))]
    for _ in range(configuration["layers"]):
        layers.append(keras.layers.Dense(configuration["units"]))
        if configuration["batch_norm"]:
            layers.append(keras.layers.BatchNormalization())
        layers.append(keras.layers.Activation(configuration["activation"]))
        if configuration["dropout"] > 0:
            layers.append(keras.layers.Dropout(configuration["dropout"]))
    layers += [keras.layers.Dense(configuration["outputs"]), keras.layers.Softmax()]
    model = keras.Sequential(layers, name="network")
    optimizer = keras.optimizers.get(configuration["optimizer"])
    optimizer.learning_rate = configuration["learning_rate"]
    if configuration["optimizer"] == "sgd":
        optimizer = keras.optimizers.SGD(configuration["learning_rate"], configuration["momentum"])
    model.compile(optimizer, loss=keras.losses.sparse_categorical_crossentropy)
    return model


@alternative(of="build_from_config")
def build_from_config_he_and_jit(configuration):
    import keras

    c = configuration
    model = keras.Sequential()
    model.add(keras.Input(shape=(c["inputs"],)))
    for _ in range(c["layers"]):
        model.add(
            keras.layers.Dense(
                units=c["units"], activation=c["activation"], kernel_initializer="he_normal"
            )
        )
        if c["batch_norm"]:
            model.add(keras.layers.BatchNormalization())
        if c["dropout"] != 0:
            model.add(keras.layers.Dropout(c["dropout"]))
    model.add(keras.layers.Dense(c["outputs"], activation="softmax"))
    options = {"momentum": c["momentum"]} if c["optimizer"] == "sgd" else {}
    cls = {"sgd": keras.optimizers.SGD, "adam": keras.optimizers.Adam}[c["optimizer"]]
    model.compile(
        optimizer=cls(c["learning_rate"], **options),
        loss="sparse_categorical_crossentropy",
        metrics=["sparse_categorical_accuracy"],
    )
    return model


# build_wide_and_deep


@alternative(of="build_wide_and_deep")
def build_wide_and_deep_deep_part_first(inputs, units):
    import keras

    features = keras.layers.Input(shape=(inputs,), name="features")
    hidden = [features]
    for number, size in enumerate(units):
        dense = keras.layers.Dense(size, name=f"hidden_{number}")
        hidden.append(keras.layers.ReLU()(dense(hidden[-1])))
    joined = keras.layers.concatenate([hidden[-1], features])
    output = keras.layers.Dense(1, activation="linear", name="output")(joined)
    return keras.Model(inputs=features, outputs=output, name="wide_and_deep")


@alternative(of="build_wide_and_deep", unlike="The sum of two ways is the same as one joined.")
def build_wide_and_deep_adds_two_ways(inputs, units):
    import keras

    first = keras.Input((inputs,))
    deep = first
    for size in units:
        deep = keras.layers.Dense(size, activation=keras.activations.relu)(deep)
    ways = [keras.layers.Dense(1, use_bias=False)(first), keras.layers.Dense(1)(deep)]
    return keras.Model(first, keras.layers.add(ways))


@alternative(of="build_wide_and_deep")
def build_wide_and_deep_compiled(inputs, units):
    import keras

    wide = keras.Input((inputs,))
    deep = reduce(
        lambda tensor, size: keras.layers.Dense(size, "relu", kernel_initializer="he_uniform")(
            tensor
        ),
        units,
        wide,
    )
    model = keras.Model(wide, keras.layers.Dense(1)(keras.layers.Concatenate(axis=1)([wide, deep])))
    model.compile(optimizer="adam", loss="mse")
    return model
