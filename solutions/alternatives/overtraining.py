"""Unusual right answers to the exercises of 13 overtraining."""

import functools
import itertools
import math

import numpy as np

from autograder.course.bank import alternative

# l1_penalty


@alternative(of="l1_penalty")
def l1_penalty_loops(weights, strength):
    total = 0.0
    for array in weights:
        for value in array.ravel().tolist():
            total += -value if value < 0 else value
    return strength * total


@alternative(of="l1_penalty")
def l1_penalty_joined(weights, strength):
    joined = np.concatenate([w.ravel().astype(float) for w in weights])
    return np.asarray(strength * np.linalg.norm(joined, 1))


@alternative(of="l1_penalty")
def l1_penalty_times_sign(weights, strength):
    arrays = [np.array(w, dtype=float) for w in weights]
    return float(sum(strength * np.vdot(np.sign(w), w) for w in arrays))


@alternative(of="l1_penalty")
def l1_penalty_root_of_square(weights, strength):
    return math.fsum(strength * np.sqrt(np.float64(v) ** 2) for w in weights for v in w.flat)


# l2_penalty


@alternative(of="l2_penalty")
def l2_penalty_loops(weights, strength):
    return strength * sum(value**2.0 for w in weights for value in w.ravel().tolist())


@alternative(of="l2_penalty")
def l2_penalty_norms(weights, strength):
    arrays = [w.ravel().astype(float) for w in weights]
    return strength * sum(np.linalg.norm(w) ** 2 for w in arrays)


@alternative(of="l2_penalty")
def l2_penalty_einsum(weights, strength):
    joined = np.concatenate([w.ravel() for w in weights]).astype(float)
    return np.einsum("k,k->", joined, strength * joined)


@alternative(of="l2_penalty")
def l2_penalty_reduces(weights, strength):
    return functools.reduce(
        lambda total, w: total + strength * np.vdot(w.astype(float), w.astype(float)), weights, 0.0
    )


# l2_step


@alternative(of="l2_step")
def l2_step_gradient_of_all(w, grad, learning_rate, strength, n):
    return w - learning_rate * (grad + strength / n * w)


@alternative(of="l2_step")
def l2_step_loops(w, grad, learning_rate, strength, n):
    new = np.empty(w.shape)
    for place in np.ndindex(w.shape):
        decayed = float(w[place]) - learning_rate * strength * float(w[place]) / n
        new[place] = decayed - learning_rate * float(grad[place])
    return new


@alternative(of="l2_step")
def l2_step_two_steps_on_a_copy(w, grad, learning_rate, strength, n):
    new = w.astype(float)
    new -= learning_rate * strength / n * new
    new -= learning_rate * grad.astype(float)
    return new


@alternative(of="l2_step")
def l2_step_over_common_denominator(w, grad, learning_rate, strength, n):
    w, grad = np.asarray(w, dtype=float), np.asarray(grad, dtype=float)
    return (w * (n - learning_rate * strength) - n * learning_rate * grad) / n


# dropout


@alternative(of="dropout")
def dropout_multiplies_by_mask(x, rate, mask_uniform, training):
    keep = (mask_uniform >= rate) / (1 - rate) if training else np.ones(x.shape)
    return keep * x


@alternative(of="dropout")
def dropout_loops(x, rate, mask_uniform, training):
    y = x.astype(float)
    if training:
        for place, uniform in np.ndenumerate(mask_uniform):
            y[place] = 0.0 if uniform < rate else y[place] / (1.0 - rate)
    return y


@alternative(of="dropout")
def dropout_sets_zeros(x, rate, mask_uniform, training):
    if training is False:
        return np.copy(x)
    y = np.array(x, dtype=float)
    y *= 1 / (1 - rate)
    y[np.nonzero(mask_uniform < rate)] = 0
    return y


@alternative(of="dropout")
def dropout_lists(x, rate, mask_uniform, training):
    rate = rate if training else -1.0
    scale = 1 / (1 - rate) if training else 1.0
    pairs = zip(x.ravel().tolist(), mask_uniform.ravel().tolist(), strict=True)
    return np.reshape([v * scale if u >= rate else 0.0 for v, u in pairs], x.shape).tolist()


# batch_norm


@alternative(of="batch_norm")
def batch_norm_columns(
    x, gamma, beta, moving_mean, moving_variance, training, momentum=0.99, eps=1e-3
):
    columns, means, variances = [], [], []
    for k, column in enumerate(np.transpose(x).tolist()):
        mean, variance = float(moving_mean[k]), float(moving_variance[k])
        new_mean, new_variance = mean, variance
        if training:
            old_mean, old_variance = mean, variance
            mean = math.fsum(column) / len(column)
            variance = math.fsum((value - mean) ** 2 for value in column) / len(column)
            new_mean = momentum * old_mean + (1 - momentum) * mean
            new_variance = momentum * old_variance + (1 - momentum) * variance
        scale = float(gamma[k]) / math.sqrt(variance + eps)
        columns.append([scale * (value - mean) + float(beta[k]) for value in column])
        means.append(new_mean)
        variances.append(new_variance)
    return [np.array(columns).T, means, variances]


@alternative(of="batch_norm")
def batch_norm_keras_form(
    x, gamma, beta, moving_mean, moving_variance, training, momentum=0.99, eps=1e-3
):
    x = x.astype(float)
    m, v = moving_mean.astype(float), moving_variance.astype(float)
    if training:
        mean = x.mean(axis=0, keepdims=True)
        variance = ((x - mean) ** 2).mean(axis=0)
        m = m - (m - mean[0]) * (1 - momentum)
        v = v - (v - variance) * (1 - momentum)
    else:
        mean, variance = m, v
    inverse = gamma * (variance + eps) ** -0.5
    return x * inverse + (beta - mean * inverse), m, v


@alternative(of="batch_norm")
def batch_norm_two_functions(
    x, gamma, beta, moving_mean, moving_variance, training, momentum=0.99, eps=1e-3
):
    def normalise(mean, variance):
        return np.asarray(beta + gamma * ((x - mean) / np.sqrt(variance + eps)))

    if not training:
        return normalise(moving_mean * 1.0, moving_variance), moving_mean, moving_variance
    statistics = np.mean(x, axis=0), np.var(x, axis=0)
    moved = [
        np.average([old, new], axis=0, weights=[momentum, 1 - momentum])
        for old, new in zip((moving_mean, moving_variance), statistics, strict=True)
    ]
    return normalise(*statistics), *moved


# early_stopping


@alternative(of="early_stopping")
def early_stopping_counter(losses, patience, min_delta=0.0):
    wait, best_epoch = 0, 1
    best = losses[0]
    for i in range(1, len(losses)):
        if best - losses[i] > min_delta:
            wait, best, best_epoch = 0, losses[i], i + 1
        else:
            wait += 1
            if wait >= patience:
                return i + 1, best_epoch
    return len(losses), best_epoch


@alternative(of="early_stopping")
def early_stopping_recursive(losses, patience, min_delta=0.0):
    def after(best):
        end = min(best + max(patience, 1), len(losses))
        for epoch in range(best + 1, end + 1):
            if losses[epoch - 1] + min_delta < losses[best - 1]:
                return after(epoch)
        return [end, best]

    return after(1)


@alternative(of="early_stopping")
def early_stopping_while(losses, patience, min_delta=0.0):
    epoch = best_epoch = 1
    while epoch < len(losses) and (epoch == best_epoch or epoch - best_epoch < patience):
        epoch += 1
        if losses[epoch - 1] < losses[best_epoch - 1] - min_delta:
            best_epoch = epoch
    return np.array([epoch, best_epoch])


@alternative(of="early_stopping")
def early_stopping_all_marks(losses, patience, min_delta=0.0):
    marks = itertools.accumulate(
        range(len(losses)), lambda mark, i: i if losses[i] < losses[mark] - min_delta else mark
    )
    for i, mark in enumerate(marks):
        if i > mark and i - mark >= patience:
            return np.int64(i + 1), np.int64(mark + 1)
    return len(losses), mark + 1


# generalization_gap


@alternative(of="generalization_gap")
def generalization_gap_arrays(history):
    return np.subtract(history["val_loss"], history["loss"])[-1]


@alternative(of="generalization_gap")
def generalization_gap_unpacks(history):
    *_, validation = history["val_loss"]
    *_, training = history["loss"]
    return np.asarray(-(training - validation))


@alternative(of="generalization_gap")
def generalization_gap_counts_epochs(history):
    last = len(history["loss"]) - 1
    return float(history["val_loss"][last]) - float(history["loss"][last])


# diagnose


@alternative(of="diagnose")
def diagnose_table(train_error, validation_error, target_error):
    names = {(0, 0): "good", (1, 0): "high bias", (0, 1): "high variance", (1, 1): "both"}
    found = np.diff([target_error, train_error, validation_error]) > 0.02
    return names[tuple(found.astype(int).tolist())]


@alternative(of="diagnose")
def diagnose_words(train_error, validation_error, target_error):
    words = []
    if train_error >= target_error + 0.02:
        words.append("high bias")
    if validation_error >= train_error + 0.02:
        words.append("high variance")
    return "both" if len(words) == 2 else words[0] if words else "good"


@alternative(of="diagnose")
def diagnose_number(train_error, validation_error, target_error):
    place = 2 * (train_error - target_error > 0.02) + (validation_error - train_error > 0.02)
    return ["good", "high variance", "high bias", "both"][place]


# build_regularized


@alternative(of="build_regularized")
def build_regularized_functional(method):
    import keras

    penalty = None
    if method in ("l1", "l2"):
        penalty = keras.regularizers.L1L2(**{method: 1e-4})
    first = keras.Input(shape=(28, 28), name="images")
    tensor = keras.layers.Reshape((784,))(first)
    for number in (1, 2):
        dense = keras.layers.Dense(512, kernel_regularizer=penalty, name=f"hidden_{number}")
        tensor = keras.layers.ReLU()(dense(tensor))
        if method == "dropout":
            tensor = keras.layers.Dropout(rate=0.3, seed=number)(tensor)
        elif method == "batch_norm":
            tensor = keras.layers.BatchNormalization()(tensor)
    return keras.Model(first, keras.layers.Dense(10, activation=keras.ops.softmax)(tensor))


@alternative(
    of="build_regularized",
    unlike="The activation may come after what follows the layer; the order is free.",
)
def build_regularized_normalises_before_relu(method):
    import keras

    layers = [keras.layers.Input((28, 28)), keras.layers.Flatten()]
    for _ in range(2):
        penalty = getattr(keras.regularizers, method)(1e-4) if method in ("l1", "l2") else None
        layers.append(keras.layers.Dense(512, kernel_regularizer=penalty))
        if method == "batch_norm":
            layers.append(keras.layers.BatchNormalization(momentum=0.9))
        if method == "dropout":
            layers.append(keras.layers.Dropout(0.3))
        layers.append(keras.layers.Activation("relu"))
    layers += [keras.layers.Dense(10), keras.layers.Softmax()]
    return keras.Sequential(layers)


@alternative(of="build_regularized", unlike="The output layer may have the penalty as well.")
def build_regularized_penalty_on_output_and_compiled(method):
    import keras

    options = {
        "l1": {"kernel_regularizer": keras.regularizers.l1(1e-4)},
        "l2": {"kernel_regularizer": keras.regularizers.l2(1e-4)},
    }.get(method, {})
    model = keras.Sequential(name=f"with_{method}")
    model.add(keras.Input((28, 28)))
    model.add(keras.layers.Flatten())
    for _ in range(2):
        model.add(keras.layers.Dense(512, keras.activations.relu, **options))
        model.add(keras.layers.Dropout(0.3 if method == "dropout" else 0.0))
        if method == "batch_norm":
            model.add(keras.layers.BatchNormalization())
    model.add(keras.layers.Dense(10, keras.activations.softmax, **options))
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


@alternative(of="build_regularized", unlike="Layers without weights are listed once, if shared.")
def build_regularized_shares_what_has_no_weights(method):
    import keras

    penalties = {"l1": keras.regularizers.L1(1e-4), "l2": keras.regularizers.L2(1e-4)}
    relu, drop = keras.layers.Activation("relu"), keras.layers.Dropout(0.3)
    first = keras.Input((28, 28))
    tensor = keras.layers.Flatten()(first)
    for _ in range(2):
        tensor = keras.layers.Dense(512, kernel_regularizer=penalties.get(method))(tensor)
        if method == "batch_norm":
            tensor = keras.layers.BatchNormalization()(tensor)
        tensor = relu(tensor)
        if method == "dropout":
            tensor = drop(tensor)
    return keras.Model(first, keras.layers.Dense(10, "softmax")(tensor))


# best_method


@alternative(of="best_method")
def best_method_loops(trials, last=5):
    least = plain = None
    best = ""
    for method, runs in trials.items():
        total = 0.0
        for run in runs:
            for loss in run[len(run) - last :]:
                total += loss / last
        loss = total / len(runs)
        if method == "none":
            plain = loss
        if least is None or loss < least:
            least, best = loss, method
    return [best, plain - least]


@alternative(of="best_method")
def best_method_arrays(trials, last=5):
    names = list(trials)
    losses = np.array([np.mean([run[-last:] for run in trials[name]]) for name in names])
    place = int(np.argmin(losses))
    return np.str_(names[place]).item(), losses[names.index("none")] - losses[place]


@alternative(of="best_method")
def best_method_savings(trials, last=5):
    def loss(method):
        return math.fsum(math.fsum(run[-last:]) for run in trials[method]) / (
            last * len(trials[method])
        )

    savings = sorted((loss("none") - loss(method), method) for method in trials)
    saved, method = savings[-1]
    return method, np.float64(saved)
