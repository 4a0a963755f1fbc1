"""Unusual right answers in 10 regression."""

import math

import keras
import numpy as np
from keras import layers

from autograder.course.bank import alternative


@alternative(of="make_data")
def make_data_loops(n, rng):
    x, y = [], []
    for _ in range(n):
        row = [rng.random() for _ in range(10)]
        x.append(row)
        y.append(math.sin(sum(value * value for value in row)))
    return np.array(x), np.array(y)


@alternative(of="make_data")
def dot_product(n, rng):
    x = rng.random((n, 10))
    return x, np.sin(np.einsum("ij,ij->i", x, x))


@alternative(of="make_data")
def single_precision(n, rng):
    x = rng.uniform(size=(n, 10)).astype("float32")
    return x, np.sin(np.sum(np.square(x), axis=1))


@alternative(of="make_data")
def norms(n, rng):
    x = rng.uniform(0.0, 1.0, (n, 10))
    return [x, np.sin(np.linalg.norm(x, axis=1) ** 2)]


@alternative(of="build_regressor")
def functional():
    inputs = keras.Input(shape=(10,))
    hidden = layers.Dense(20, "relu")(inputs)
    hidden = layers.Dense(30, "relu")(hidden)
    return keras.Model(inputs, layers.Dense(1)(hidden))


@alternative(of="build_regressor")
def activations_as_layers():
    return keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(20),
            layers.ReLU(),
            layers.Dense(30),
            layers.Activation("relu"),
            layers.Dense(1),
        ]
    )


@alternative(of="build_regressor")
def activations_as_functions():
    return keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(20, activation=keras.activations.relu, name="first"),
            layers.Dense(30, activation=keras.activations.relu),
            layers.Dense(1, activation="linear"),
        ]
    )


@alternative(of="build_regressor")
def added_one_by_one():
    model = keras.models.Sequential(name="net")
    model.add(layers.Input(shape=(10,)))
    for units in (20, 30):
        model.add(layers.Dense(units, activation="relu", kernel_initializer="he_normal"))
    model.add(layers.Dense(units=1, activation=None))
    return model


@alternative(of="build_regressor")
def compiled_already():
    model = keras.Sequential(
        [keras.Input((10,)), layers.Dense(20, "relu"), layers.Dense(30, "relu"), layers.Dense(1)]
    )
    model.compile(optimizer="adam", loss="mae")
    return model


@alternative(of="compile_regressor")
def objects(model, learning_rate=0.01):
    model.compile(keras.optimizers.SGD(learning_rate), keras.losses.MeanSquaredError())
    return model


@alternative(of="compile_regressor")
def function_as_loss(model, learning_rate=0.01):
    model.compile(
        optimizer=keras.optimizers.SGD(learning_rate=learning_rate),
        loss=keras.losses.mean_squared_error,
    )
    return model


@alternative(of="compile_regressor")
def short_name_and_metrics(model, learning_rate=0.01):
    model.compile(
        optimizer=keras.optimizers.SGD(learning_rate=learning_rate), loss="mse", metrics=["mae"]
    )
    return model


@alternative(of="compile_regressor")
def rate_set_later(model, learning_rate=0.01):
    model.compile(optimizer="SGD", loss="MSE")
    model.optimizer.learning_rate = learning_rate
    return model


@alternative(of="train")
def positional(model, x, y, batch_size=32, epochs=10):
    return model.fit(x, y, batch_size, epochs, 0)


@alternative(of="train")
def prints_progress(model, x, y, batch_size=32, epochs=10):
    history = model.fit(x=x, y=y, batch_size=batch_size, epochs=epochs, verbose=2)
    return history


@alternative(of="train")
def epoch_by_epoch(model, x, y, batch_size=32, epochs=10):
    losses = []
    for _ in range(epochs):
        losses += model.fit(x, y, batch_size=batch_size, verbose=0).history["loss"]
    return {"loss": losses}


@alternative(of="train")
def targets_as_a_column(model, x, y, batch_size=32, epochs=10):
    return model.fit(x, np.reshape(y, (-1, 1)), batch_size=batch_size, epochs=epochs, verbose=0)


@alternative(of="r_squared")
def with_variances(y_true, y_pred):
    y_true = np.asarray(y_true, dtype=float)
    p = np.asarray(y_pred, dtype=float).reshape(-1)
    if np.all(y_true == y_true[0]):
        return 0.0
    return float(1 - np.mean(np.square(y_true - p)) / np.var(y_true))


@alternative(of="r_squared")
def r_squared_loops(y_true, y_pred):
    y_true = [float(value) for value in y_true]
    p = [float(value) for value in np.ravel(y_pred)]
    mean = math.fsum(y_true) / len(y_true)
    if min(y_true) == max(y_true):
        return 0
    residual = math.fsum((y - q) ** 2 for y, q in zip(y_true, p))
    total = math.fsum((y - mean) ** 2 for y in y_true)
    return 1 - residual / total


@alternative(of="r_squared")
def r_squared_plain_sums(y_true, y_pred):
    y_true, p = np.asarray(y_true, dtype=float).tolist(), np.ravel(y_pred).astype(float).tolist()
    mean = sum(y_true) / len(y_true)
    total = sum((y - mean) ** 2 for y in y_true)
    if total == 0:
        return 0.0
    return 1 - sum((y - q) ** 2 for y, q in zip(y_true, p)) / total


@alternative(of="r_squared")
def difference_of_sums(y_true, y_pred):
    y_true = np.asarray(y_true, dtype=float)
    p = np.asarray(y_pred, dtype=float).reshape(-1)
    if np.all(y_true == y_true[0]):
        return 0.0
    total = np.sum(np.square(y_true - np.average(y_true)))
    residual = np.dot(y_true - p, y_true - p)
    return np.array((total - residual) / total)


@alternative(of="build_better_regressor")
def functional_and_wide():
    inputs = keras.Input((10,))
    hidden = layers.Dense(100, activation="relu")(inputs)
    hidden = layers.Dense(100, activation="relu")(hidden)
    model = keras.Model(inputs, layers.Dense(1)(hidden))
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=0.003), loss=keras.losses.MeanSquaredError()
    )
    return model


@alternative(of="build_better_regressor")
def swish_and_nadam():
    model = keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(64, activation="swish"),
            layers.Dense(64, activation="swish"),
            layers.Dense(1),
        ]
    )
    model.compile(optimizer=keras.optimizers.Nadam(0.003), loss="mse")
    return model


@alternative(of="build_better_regressor")
def leaky_and_huber():
    model = keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(80),
            layers.LeakyReLU(negative_slope=0.1),
            layers.Dense(80),
            layers.LeakyReLU(negative_slope=0.1),
            layers.Dense(1),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.003), loss=keras.losses.Huber())
    return model
