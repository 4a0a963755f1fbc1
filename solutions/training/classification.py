"""Learn the sign of sin(sum of x_k squared) with two hidden layers of 100: plain SGD against Adam.

python -m solutions.training.classification --seeds 10
"""

from __future__ import annotations

import numpy as np

from solutions.training import common

TEST_SAMPLES = 10_000
VALIDATION_SPLIT = 0.2


def build(optimizer):
    """The course's network, 10 -> 100 -> 100 -> 1."""
    import keras

    model = keras.Sequential(
        [
            keras.Input((10,)),
            keras.layers.Dense(100, activation="relu"),
            keras.layers.Dense(100, activation="relu"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    optimizers = {"SGD 0.01": keras.optimizers.SGD(learning_rate=0.01), "Adam": "adam"}
    model.compile(optimizer=optimizers[optimizer], loss="binary_crossentropy", metrics=["accuracy"])
    return model


def data(n, rng):
    """The data of the regression with labels: 1 where y is not negative."""
    x, y = common.sine_data(n, rng)
    return x, (y >= 0).astype(int)


def roc_auc(labels, scores):
    """How often a positive sample scores above a negative one; a tie counts one half."""
    values, inverse, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    positive = labels == 1
    n, m = positive.sum(), (~positive).sum()
    return (ranks[positive].sum() - n * (n + 1) / 2) / (n * m)


def main(arguments=None):
    """Train with every seed, which gives both the data and the first weights."""
    training = common.Training(
        "classification",
        common.options(
            __doc__.splitlines()[0], arguments, epochs=25, batch_size=256, samples=10_000
        ),
    )
    training.parameters = {"all layers": build("Adam").count_params()}
    shares = []
    for seed in training.seeds():
        rng = np.random.default_rng(seed)
        x, y = data(training.options.samples, rng)
        x_test, y_test = data(TEST_SAMPLES, rng)
        shares.append(max(y_test.mean(), 1 - y_test.mean()))
        for optimizer in ("SGD 0.01", "Adam"):
            model, run = training.fit(
                optimizer, seed, lambda: build(optimizer), x, y, validation_split=VALIDATION_SPLIT
            )
            scores = model.predict(x_test, batch_size=1000, verbose=0)[:, 0]
            run["measures"] = {
                "test accuracy": np.mean((scores >= 0.5) == y_test),
                "test AUC": roc_auc(y_test, scores),
                "best epoch": 1 + np.argmin(run["history"]["val_loss"]),
            }
            training.tell(run)
    training.notes["share of the larger class in the test data"] = common.spread(shares)
    common.plot_histories(
        training,
        [("loss", "Binary cross-entropy (nats)"), ("accuracy", "Accuracy")],
        "sin(Σ x²) ≥ 0: learning curves",
    )
    training.finish()


if __name__ == "__main__":
    main()
