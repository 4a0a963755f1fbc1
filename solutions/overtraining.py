"""Model answers of 13 overtraining: remedies by hand, the diagnosis, and networks in Keras."""

import numpy as np


def l1_penalty(weights, strength):
    """Add up the absolute values of all weights: strength * sum |w|, over every array in the list.

    `weights` is a list of arrays of any shape; the result is one number.
    Source: Tibshirani, "Regression shrinkage and selection via the lasso", 1996.
    """
    return strength * sum(np.sum(np.abs(w, dtype=float)) for w in weights)


def l2_penalty(weights, strength):
    """Add up the squares of all weights: strength * sum w**2, over every array in the list.

    `weights` is a list of arrays of any shape; the result is one number. This is Keras's form,
    without a factor 1/2 and not divided by the number of samples.
    Source: Hoerl and Kennard, "Ridge regression", 1970.
    """
    return strength * sum(np.sum(np.square(w, dtype=float)) for w in weights)


def l2_step(w, grad, learning_rate, strength, n):
    """Shrink the weights, then step: w * (1 - learning_rate * strength / n) - learning_rate * grad.

    `w`, `grad` (the gradient of the cost without the penalty) and the result have the same shape.
    The penalty is strength / (2 * n) * sum w**2 for `n` samples.
    Source: Krogh and Hertz, "A simple weight decay can improve generalization", 1991.
    """
    return w * (1 - learning_rate * strength / n) - learning_rate * grad


def dropout(x, rate, mask_uniform, training):
    """Drop the units where mask_uniform < rate and divide the others by 1 - rate.

    `x`, `mask_uniform` and the result have the same shape; 0 <= rate < 1. Without training the
    result is `x` itself: nothing is dropped or scaled.
    Source: Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting",
    2014, in its inverted form.
    """
    if not training:
        return x
    return np.where(mask_uniform < rate, 0, x) / (1 - rate)


def batch_norm(x, gamma, beta, moving_mean, moving_variance, training, momentum=0.99, eps=1e-3):
    """Normalise each column of x: gamma * (x - mean) / sqrt(variance + eps) + beta.

    `x` has shape (n, d), all others (d,). In training mean and population variance are those of
    the batch, and the moving ones become momentum * moving + (1 - momentum) * batch. Otherwise the
    moving ones are used and stay as they are. The result is `(y, moving_mean, moving_variance)`.
    Source: Ioffe and Szegedy, "Batch normalization", 2015; the moving averages are Keras's.
    """
    x = np.asarray(x, dtype=float)
    mean, variance = moving_mean, moving_variance
    if training:
        mean, variance = np.mean(x, axis=0), np.var(x, axis=0)
        moving_mean = momentum * moving_mean + (1 - momentum) * mean
        moving_variance = momentum * moving_variance + (1 - momentum) * variance
    y = gamma * (x - mean) / np.sqrt(variance + eps) + beta
    return y, moving_mean, moving_variance


def early_stopping(losses, patience, min_delta=0.0):
    """Find where training stops for lack of improvement, and the epoch of the best loss.

    An epoch improves where loss < best - min_delta; its loss is then the best. Training stops at
    the first epoch without improvement that lies at least `patience` epochs after the best one.
    `losses` is a list with one number for each epoch. The result is `(stopped_epoch, best_epoch)`,
    both counted from 1.
    Source: Prechelt, "Early stopping - but when?", 1998; the rule is Keras's.
    """
    best, best_epoch = np.inf, 0
    for epoch, loss in enumerate(losses, start=1):
        if loss < best - min_delta:
            best, best_epoch = loss, epoch
        elif epoch - best_epoch >= patience:
            return epoch, best_epoch
    return len(losses), best_epoch


def generalization_gap(history):
    """Return how much the validation loss exceeds the training loss after the last epoch.

    It is val_loss[-1] - loss[-1], one signed number; `history` is a dict of lists.
    Source: Goodfellow, Bengio and Courville, "Deep learning", 2016, section 5.2.
    """
    return history["val_loss"][-1] - history["loss"][-1]


def diagnose(train_error, validation_error, target_error):
    """Tell bias from variance by two differences, each of which is high if it is above 0.02.

    The bias is train_error - target_error, the variance validation_error - train_error; all three
    errors are numbers. The result is "high bias", "high variance", "both" or "good".
    Source: Ng, "Machine learning yearning", 2018, chapters 20 to 22.
    """
    high_bias = train_error - target_error > 0.02
    high_variance = validation_error - train_error > 0.02
    if high_bias and high_variance:
        return "both"
    if high_bias:
        return "high bias"
    return "high variance" if high_variance else "good"


def build_regularized(method):
    """Build Flatten, 512 ReLU, 512 ReLU, 10 softmax on images of 28 x 28, with one remedy.

    The penalties act on the kernels of the hidden layers; dropout and normalisation follow each
    of them.
    Source: the documentation of keras.layers and keras.regularizers.
    """
    import keras

    penalties = {"l1": keras.regularizers.L1(1e-4), "l2": keras.regularizers.L2(1e-4)}
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten()])
    for _ in range(2):
        penalty = penalties.get(method)
        model.add(keras.layers.Dense(512, activation="relu", kernel_regularizer=penalty))
        if method == "dropout":
            model.add(keras.layers.Dropout(0.3))
        if method == "batch_norm":
            model.add(keras.layers.BatchNormalization())
    model.add(keras.layers.Dense(10, activation="softmax"))
    return model


def best_method(trials, last=5):
    """Name the method with the least loss, and how much less than that of "none" it is.

    `trials` is a dict from a method's name to its trials, each a list of validation losses. The
    loss of a method is the mean over its trials of the mean over their last epochs: one mean, since
    as many epochs of each count.
    Source: Bouthillier et al., "Accounting for variance in machine learning benchmarks", 2021.
    """
    losses = {method: np.mean([trial[-last:] for trial in runs]) for method, runs in trials.items()}
    best = min(losses, key=losses.get)
    return best, losses["none"] - losses[best]
