"""Learn y = sin(sum of x_k squared) with two small hidden layers: plain SGD against Adam.

python -m solutions.training.regression --seeds 10
"""

from __future__ import annotations

import numpy as np

from solutions.training import common

TEST_SAMPLES = 10_000


def build(optimizer):
    """The course's network, 10 -> 20 -> 30 -> 1."""
    import keras

    model = keras.Sequential(
        [
            keras.Input((10,)),
            keras.layers.Dense(20, activation="relu"),
            keras.layers.Dense(30, activation="relu"),
            keras.layers.Dense(1),
        ]
    )
    optimizers = {"SGD 0.01": keras.optimizers.SGD(learning_rate=0.01), "Adam": "adam"}
    model.compile(optimizer=optimizers[optimizer], loss="mean_squared_error")
    return model


def r_squared(y_true, y_pred):
    """The share of the variance that the predictions explain."""
    return 1 - np.sum((y_true - y_pred) ** 2) / np.sum((y_true - y_true.mean()) ** 2)


def linear_r_squared(train, test):
    """The share of the test data's variance that least squares on the ten inputs explains."""
    (x, y), (x_test, y_test) = train, test
    weights = np.linalg.lstsq(np.column_stack([x, np.ones(len(x))]), y)[0]
    return r_squared(y_test, x_test @ weights[:-1] + weights[-1])


def main(arguments=None):
    """Train with every seed, which gives both the data and the first weights."""
    training = common.Training(
        "regression",
        common.options(
            __doc__.splitlines()[0], arguments, epochs=10, batch_size=32, samples=10_000
        ),
    )
    model = build("Adam")
    training.parameters = {
        "the two hidden layers": sum(layer.count_params() for layer in model.layers[:2]),
        "all layers": model.count_params(),
    }
    linear = []
    for seed in training.seeds():
        rng = np.random.default_rng(seed)
        x, y = common.sine_data(training.options.samples, rng)
        x_test, y_test = common.sine_data(TEST_SAMPLES, rng)
        linear.append(linear_r_squared((x, y), (x_test, y_test)))
        for optimizer in ("SGD 0.01", "Adam"):
            model, run = training.fit(
                optimizer, seed, lambda: build(optimizer), x, y, validation_data=(x_test, y_test)
            )
            predictions = model.predict(x_test, batch_size=1000, verbose=0)[:, 0]
            run["measures"] = {
                "test mean squared error": np.mean((y_test - predictions) ** 2),
                "test R²": r_squared(y_test, predictions),
            }
            training.tell(run)
    training.notes["R² of a linear model on the same data"] = common.spread(linear)
    common.plot_histories(
        training,
        [("loss", "Mean squared error")],
        "y = sin(Σ x²): learning curves",
    )
    training.finish()


if __name__ == "__main__":
    main()
