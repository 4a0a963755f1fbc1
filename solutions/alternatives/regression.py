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


@alternative(of="train")
def in_the_given_order(model, x, y, batch_size=32, epochs=10):
    return model.fit(x, y, batch_size=batch_size, epochs=epochs, shuffle=False, verbose=0)


@alternative(of="train")
def shuffles_together_and_traces(model, x, y, batch_size=32, epochs=10):
    order = np.random.permutation(len(x))
    model.run_eagerly = False
    return model.fit(x[order], y[order], batch_size=batch_size, epochs=epochs, verbose=0)


@alternative(of="train", unlike="It gives the loss of the last batch of each epoch.")
def batch_by_batch(model, x, y, batch_size=32, epochs=10):
    losses = []
    for _ in range(epochs):
        model.reset_metrics()
        order = np.random.permutation(len(x))
        for first in range(0, len(x), batch_size):
            batch = order[first : first + batch_size]
            loss = model.train_on_batch(x[batch], y[batch])
        losses.append(float(loss))
    return {"loss": losses}


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
def adam_as_it_comes():
    model = keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(100, activation="relu"),
            layers.Dense(100, activation="relu"),
            layers.Dense(1),
        ]
    )
    model.compile(optimizer="adam", loss="mse")
    return model


@alternative(of="build_better_regressor")
def narrowing_with_rmsprop():
    model = keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(128, activation="relu"),
            layers.Dense(64, activation="relu"),
            layers.Dense(1),
        ]
    )
    model.compile(optimizer="rmsprop", loss="mse")
    return model


@alternative(of="build_better_regressor")
def gelu():
    model = keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(64, activation="gelu"),
            layers.Dense(64, activation="gelu"),
            layers.Dense(1),
        ]
    )
    model.compile(optimizer="adam", loss="mse")
    return model


@alternative(of="build_better_regressor")
def elu():
    model = keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(64, activation="elu"),
            layers.Dense(64, activation="elu"),
            layers.Dense(1),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.003), loss="mse")
    return model


@alternative(of="build_better_regressor")
def hyperbolic_tangent():
    model = keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(64, activation="tanh"),
            layers.Dense(64, activation="tanh"),
            layers.Dense(1),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.003), loss="mse")
    return model


@alternative(of="build_better_regressor")
def adam_with_weight_decay():
    model = keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(80, activation="relu"),
            layers.Dense(80, activation="relu"),
            layers.Dense(1),
        ]
    )
    model.compile(optimizer=keras.optimizers.AdamW(), loss="mse")
    return model


@alternative(of="build_better_regressor")
def four_hidden_layers():
    model = keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(50, activation="relu"),
            layers.Dense(50, activation="relu"),
            layers.Dense(50, activation="relu"),
            layers.Dense(50, activation="relu"),
            layers.Dense(1),
        ]
    )
    model.compile(optimizer="adam", loss="mse")
    return model


@alternative(of="build_better_regressor")
def batch_normalisation():
    model = keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(64),
            layers.BatchNormalization(),
            layers.Activation("relu"),
            layers.Dense(64),
            layers.BatchNormalization(),
            layers.Activation("relu"),
            layers.Dense(1),
        ]
    )
    model.compile(optimizer="adam", loss="mse")
    return model


@alternative(of="build_better_regressor")
def some_dropout():
    model = keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(100, activation="relu"),
            layers.Dropout(0.1),
            layers.Dense(100, activation="relu"),
            layers.Dense(1),
        ]
    )
    model.compile(optimizer="adam", loss="mse")
    return model


@alternative(of="build_better_regressor")
def momentum():
    model = keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(64, activation="relu"),
            layers.Dense(64, activation="relu"),
            layers.Dense(1),
        ]
    )
    model.compile(optimizer=keras.optimizers.SGD(0.01, momentum=0.9), loss="mse")
    return model


@alternative(of="build_better_regressor")
def absolute_error():
    model = keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(80, activation="relu"),
            layers.Dense(80, activation="relu"),
            layers.Dense(1),
        ]
    )
    model.compile(optimizer="adam", loss="mae")
    return model


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


@alternative(of="build_better_regressor")
def squares_the_inputs():
    inputs = keras.Input((10,))
    squares = layers.Multiply()([inputs, inputs])
    hidden = layers.Dense(64, activation="gelu")(squares)
    hidden = layers.Dense(64, activation="gelu")(hidden)
    model = keras.Model(inputs, layers.Dense(1)(hidden))
    rate = keras.optimizers.schedules.CosineDecay(0.01, decay_steps=2500, alpha=0.1)
    model.compile(optimizer=keras.optimizers.AdamW(rate), loss="mse")
    return model
