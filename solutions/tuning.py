"""Model answers of 16 tuning: searches, validation, schedules, loops with callbacks, logs.

A configuration is a dict from names of hyper-parameters to their values. Epochs are counted from 1
where a history is read or made, steps and the epoch of a schedule from 0.
"""

import math

import numpy as np


def grid(space):
    """Return all combinations of the values of a space, the last name varying fastest.

    `space` is a dict from names to lists; the result is a list of dicts with these names.
    Source: the Cartesian product; itertools.product has this order.
    """
    combinations = [{}]
    for name, values in space.items():
        combinations = [one | {name: value} for one in combinations for value in values]
    return combinations


def sample(space, uniforms):
    """Return one configuration: name number i of the space is decided by uniforms[i].

    A uniform number u in [0, 1) gives entry floor(u * length) of a "choice",
    floor(low + u (high - low + 1)) of an "integer", low + u (high - low) of a "uniform" and
    low (high / low)^u of a "log" dimension.
    Source: the inverse of each distribution function.
    """
    drawn = {}
    for (name, (kind, *limits)), u in zip(space.items(), uniforms, strict=True):
        if kind == "choice":
            (values,) = limits
            drawn[name] = values[math.floor(u * len(values))]
            continue
        low, high = limits
        if kind == "integer":
            drawn[name] = math.floor(low + u * (high - low + 1))
        elif kind == "uniform":
            drawn[name] = low + u * (high - low)
        else:
            drawn[name] = low * (high / low) ** u
    return drawn


def hit_probability(trials, share):
    """Return the probability that one random trial or more lies in the best share of a space.

    Source: all of the independent trials miss with probability (1 - share)^trials; Bergstra and
    Bengio, "Random search for hyper-parameter optimization", 2012.
    """
    return 1 - (1 - share) ** trials


def different_values_tried():
    """Say how many values of the one hyper-parameter that matters nine trials try.

    Source: Bergstra and Bengio, 2012, figure 1.
    """
    return "grid 3, random 9"


def kfold(n, k, rng):
    """Return k pairs (train, validation) of index arrays: each part of a permutation is validated.

    The first n mod k parts have one index more.
    Source: Stone, "Cross-validatory choice and assessment of statistical predictions", 1974; the
    sizes are those of scikit-learn's KFold.
    """
    parts = np.array_split(rng.permutation(n), k)
    return [
        (np.concatenate(parts[:number] + parts[number + 1 :]), part)
        for number, part in enumerate(parts)
    ]


def cross_validate(x, y, fit, score, folds):
    """Return mean and standard deviation over the folds of the score on the validation part.

    `fit(x, y)` gives a model, `score(model, x, y)` a number; every fold counts alike.
    Source: Stone, 1974; the standard deviation is that of the population.
    """
    scores = [
        score(fit(x[train], y[train]), x[validation], y[validation]) for train, validation in folds
    ]
    return np.mean(scores), np.std(scores)


def what_the_samples_are_for():
    """Say which sample's figure chooses a configuration, and when the test sample is used.

    Source: whatever a choice was made by is too good afterwards.
    """
    return "validation sample", "once, at the end"


def successive_halving(configurations, evaluate, budget, factor=3):
    """Return the place of the last configuration, and the rounds in which the others were dropped.

    In a round each one that is left is judged by `evaluate(configuration, budget)`, a loss; the
    best max(1, number // factor) stay, and the budget is multiplied by the factor. A round is
    (budget, places judged, ascending).
    Source: Jamieson and Talwalkar, "Non-stochastic best arm identification and hyperparameter
    optimization", 2016.
    """
    left, rounds = list(range(len(configurations))), []
    while len(left) > 1:
        rounds.append((budget, left))
        losses = {place: evaluate(configurations[place], budget) for place in left}
        left = sorted(sorted(left, key=losses.get)[: max(1, len(left) // factor)])
        budget = budget * factor
    return left[0], rounds


def step_decay(initial, factor, every, epoch):
    """Return initial * factor^(epoch // every): the rate of an epoch that is counted from 0.

    Source: the usual definition.
    """
    return initial * factor ** (epoch // every)


def cosine_with_warmup(step, peak, warmup_steps, decay_steps, final=0.0):
    """Return the rate of a step: a straight line up to the peak, then half a cosine down to final.

    Steps are counted from 0; the rate stays final after warmup_steps + decay_steps steps.
    Source: Loshchilov and Hutter, "SGDR: stochastic gradient descent with warm restarts", 2017;
    keras.optimizers.schedules.CosineDecay with warmup_target=peak.
    """
    if step < warmup_steps:
        return peak * step / warmup_steps
    progress = min(1, (step - warmup_steps) / decay_steps)
    return final + (peak - final) * (1 + math.cos(math.pi * progress)) / 2


def reduce_on_plateau(
    losses, learning_rate, factor=0.1, patience=10, min_delta=1e-4, cooldown=0, min_lr=0.0
):
    """Return the learning rate that each epoch was trained with; its loss decides on the next.

    Source: the rules of keras.callbacks.ReduceLROnPlateau.
    """
    rates = []
    best, wait, cooling = math.inf, 0, 0
    for loss in losses:
        rates.append(learning_rate)
        if cooling > 0:
            cooling -= 1
            wait = 0
        if loss < best - min_delta:
            best, wait = loss, 0
        elif cooling == 0:
            wait += 1
            if wait >= patience:
                learning_rate = max(learning_rate * factor, min_lr)
                wait, cooling = 0, cooldown
    return rates


def run_epochs(train_epoch, callbacks, epochs):
    """Return the history of a training: for each name that `train_epoch(t)` gives, a list.

    After epoch t = 1, 2, ... each `callback(t, logs)` is called; True from any of them makes t the
    last epoch.
    Source: the loop of keras.Model.fit.
    """
    history = {}
    for t in range(1, epochs + 1):
        logs = train_epoch(t)
        for name, value in logs.items():
            history.setdefault(name, []).append(value)
        said = [callback(t, logs) for callback in callbacks]
        if any(answer is True for answer in said):
            break
    return history


def smooth(values, weight):
    """Return the exponential averages of values, each corrected for the start at 0.

    m = weight m + (1 - weight) value, divided by 1 - weight^t for the t-th value.
    Source: what TensorBoard draws over noisy scalars; the correction is Adam's.
    """
    smoothed, m = [], 0.0
    for t, value in enumerate(values, start=1):
        m = weight * m + (1 - weight) * value
        smoothed.append(m / (1 - weight**t))
    return smoothed


def best_run(runs, metric, mode="min"):
    """Return (run, epoch) of the best value of a metric, the run from 0 and the epoch from 1.

    `runs` is a list of histories, dicts of lists; those without the metric are passed over.
    Source: the History of keras.Model.fit.
    """
    values = [
        (value, run, epoch)
        for run, history in enumerate(runs)
        for epoch, value in enumerate(history.get(metric, []), start=1)
    ]
    _, run, epoch = min(values) if mode == "min" else max(values)
    return run, epoch


def build_from_config(configuration):
    """Build and compile the classifier that a configuration describes.

    Each hidden layer is Dense, BatchNormalization if there is one, and Dropout if its rate is not
    0; the output is a softmax.
    Source: the documentation of keras.Sequential.
    """
    import keras

    model = keras.Sequential([keras.Input((configuration["inputs"],))])
    for _ in range(configuration["layers"]):
        model.add(keras.layers.Dense(configuration["units"], configuration["activation"]))
        if configuration["batch_norm"]:
            model.add(keras.layers.BatchNormalization())
        if configuration["dropout"] > 0:
            model.add(keras.layers.Dropout(configuration["dropout"]))
    model.add(keras.layers.Dense(configuration["outputs"], "softmax"))
    rate = configuration["learning_rate"]
    if configuration["optimizer"] == "sgd":
        optimizer = keras.optimizers.SGD(rate, momentum=configuration["momentum"])
    else:
        optimizer = keras.optimizers.Adam(rate)
    model.compile(optimizer=optimizer, loss="sparse_categorical_crossentropy")
    return model


def build_wide_and_deep(inputs, units):
    """Build a model whose one linear output sees the inputs and the last ReLU layer.

    `units` has one entry for each hidden layer.
    Source: Cheng and others, "Wide & deep learning for recommender systems", 2016.
    """
    import keras

    wide = deep = keras.Input((inputs,))
    for size in units:
        deep = keras.layers.Dense(size, activation="relu")(deep)
    both = keras.layers.Concatenate()([wide, deep])
    return keras.Model(wide, keras.layers.Dense(1)(both))
