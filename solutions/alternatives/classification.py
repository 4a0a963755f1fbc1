"""Unusual right answers in 11 classification."""

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
        y.append(1 if math.sin(sum(value * value for value in row)) >= 0 else 0)
    return np.array(x), np.array(y)


@alternative(of="make_data")
def zero_never_occurs(n, rng):
    x = rng.random((n, 10))
    return x, np.where(np.sin(np.einsum("ij,ij->i", x, x)) > 0, 1, 0)


@alternative(of="make_data")
def half_periods(n, rng):
    x = rng.uniform(size=(n, 10))
    return x, 1 - np.floor(np.sum(x**2, axis=1) / np.pi).astype(int) % 2


@alternative(of="make_data")
def single_precision(n, rng):
    x = rng.uniform(size=(n, 10)).astype("float32")
    return x, (np.sin(np.sum(np.square(x), axis=1)) >= 0).astype("uint8")


@alternative(of="make_data")
def list_of_labels(n, rng):
    x = rng.uniform(0.0, 1.0, (n, 10))
    return [x, [int(math.sin(square) >= 0) for square in np.linalg.norm(x, axis=1) ** 2]]


@alternative(of="build_classifier")
def functional():
    inputs = keras.Input(shape=(10,))
    hidden = layers.Dense(100, "relu")(inputs)
    hidden = layers.Dense(100, "relu")(hidden)
    return keras.Model(inputs, layers.Dense(1, "sigmoid")(hidden))


@alternative(of="build_classifier")
def activations_as_layers():
    return keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(100),
            layers.ReLU(),
            layers.Dense(100),
            layers.Activation("relu"),
            layers.Dense(1),
            layers.Activation("sigmoid"),
        ]
    )


@alternative(of="build_classifier")
def activations_as_functions():
    return keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(100, activation=keras.activations.relu, name="first"),
            layers.Dense(100, activation=keras.activations.relu),
            layers.Dense(1, activation=keras.activations.sigmoid),
        ]
    )


@alternative(of="build_classifier")
def added_one_by_one():
    model = keras.models.Sequential(name="net")
    model.add(layers.Input(shape=(10,)))
    for _ in range(2):
        model.add(layers.Dense(100, activation="relu", kernel_initializer="he_normal"))
    model.add(layers.Dense(units=1, activation="sigmoid"))
    return model


@alternative(of="build_classifier")
def compiled_already():
    model = keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(100, "relu"),
            layers.Dense(100, "relu"),
            layers.Dense(1, "sigmoid"),
        ]
    )
    model.compile(optimizer="sgd", loss="mse")
    return model


@alternative(of="compile_classifier")
def objects(model):
    model.compile(
        keras.optimizers.Adam(),
        keras.losses.BinaryCrossentropy(),
        metrics=[keras.metrics.BinaryAccuracy()],
    )
    return model


@alternative(of="compile_classifier")
def function_as_loss(model):
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=0.001),
        loss=keras.losses.binary_crossentropy,
        metrics=["binary_accuracy"],
    )
    return model


@alternative(of="compile_classifier")
def short_names(model):
    model.compile(optimizer="Adam", loss="bce", metrics=["acc"])
    return model


@alternative(of="compile_classifier")
def more_metrics(model):
    model.compile(
        optimizer="adam",
        loss="BinaryCrossentropy",
        metrics=[keras.metrics.AUC(name="area"), "accuracy"],
    )
    return model


@alternative(of="train")
def positional(model, x, y, batch_size=256, epochs=25, validation_split=0.2):
    return model.fit(x, y, batch_size, epochs, 0, None, validation_split)


@alternative(of="train")
def splits_by_hand(model, x, y, batch_size=256, epochs=25, validation_split=0.2):
    first = math.floor(len(x) * (1 - validation_split) + 1e-9)
    return model.fit(
        x[:first],
        y[:first],
        batch_size=batch_size,
        epochs=epochs,
        validation_data=(x[first:], y[first:]),
        verbose=0,
    )


@alternative(of="train")
def prints_progress(model, x, y, batch_size=256, epochs=25, validation_split=0.2):
    history = model.fit(
        x=x,
        y=y,
        batch_size=batch_size,
        epochs=epochs,
        validation_split=validation_split,
        verbose=2,
    )
    return history


@alternative(of="train")
def epoch_by_epoch(model, x, y, batch_size=256, epochs=25, validation_split=0.2):
    kept = {"loss": [], "val_loss": []}
    for _ in range(epochs):
        one = model.fit(
            x, y, batch_size=batch_size, validation_split=validation_split, verbose=0
        ).history
        kept["loss"] += one["loss"]
        kept["val_loss"] += one["val_loss"]
    return kept


@alternative(of="train")
def in_the_given_order(model, x, y, batch_size=256, epochs=25, validation_split=0.2):
    return model.fit(
        x,
        y,
        batch_size=batch_size,
        epochs=epochs,
        validation_split=validation_split,
        shuffle=False,
        verbose=0,
    )


@alternative(of="best_epoch")
def index_of_the_least(history):
    losses = history["val_loss"]
    return losses.index(min(losses)) + 1


@alternative(of="best_epoch")
def best_epoch_loop(history):
    best, least = 0, math.inf
    for epoch, loss in enumerate(history["val_loss"], start=1):
        if loss < least:
            best, least = epoch, loss
    return best


@alternative(of="best_epoch")
def sorts_the_epochs(history):
    losses = np.array(history["val_loss"])
    return np.argsort(losses)[0] + 1


@alternative(of="best_epoch")
def least_pair(history):
    return float(min(zip(history["val_loss"], range(1, 1 + len(history["val_loss"]))))[1])


@alternative(of="predict_labels")
def calls_the_model(model, x, threshold=0.5):
    scores = np.asarray(model(x)).reshape(-1)
    return np.where(scores >= threshold, 1, 0)


@alternative(of="predict_labels")
def not_below(model, x, threshold=0.5):
    scores = model.predict(x).ravel()
    return 1 - (scores < threshold).astype("int8")


@alternative(of="predict_labels")
def predict_labels_list(model, x, threshold=0.5):
    return [1 if score >= threshold else 0 for (score,) in model.predict(x, verbose=0)]


@alternative(of="predict_labels")
def fills_in_the_ones(model, x, threshold=0.5):
    labels = np.zeros(len(x), dtype=int)
    labels[np.squeeze(model.predict(x, batch_size=50, verbose=0), axis=1) >= threshold] = 1
    return labels


@alternative(of="build_better_classifier")
def first_layers_again():
    model = keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(100, activation="relu"),
            layers.Dense(100, activation="relu"),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer="adam", loss="binary_crossentropy")
    return model


@alternative(of="build_better_classifier")
def elu():
    model = keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(200, activation="elu"),
            layers.Dense(100, activation="elu"),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer="adam", loss="binary_crossentropy")
    return model


@alternative(of="build_better_classifier")
def gelu():
    model = keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(128, activation="gelu"),
            layers.Dense(64, activation="gelu"),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer="adam", loss="binary_crossentropy")
    return model


@alternative(of="build_better_classifier")
def silu():
    model = keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(128, activation="silu"),
            layers.Dense(128, activation="silu"),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer="adam", loss="binary_crossentropy")
    return model


@alternative(of="build_better_classifier")
def narrowing_with_rmsprop():
    model = keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(128, activation="relu"),
            layers.Dense(64, activation="relu"),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer="rmsprop", loss="binary_crossentropy")
    return model


@alternative(of="build_better_classifier")
def nadam_as_it_comes():
    model = keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(100, activation="relu"),
            layers.Dense(50, activation="relu"),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer="nadam", loss="binary_crossentropy")
    return model


@alternative(of="build_better_classifier")
def adam_with_weight_decay():
    model = keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(200, activation="relu"),
            layers.Dense(100, activation="relu"),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer=keras.optimizers.AdamW(), loss="binary_crossentropy")
    return model


@alternative(of="build_better_classifier")
def batch_normalisation():
    model = keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(128),
            layers.BatchNormalization(),
            layers.Activation("relu"),
            layers.Dense(64),
            layers.BatchNormalization(),
            layers.Activation("relu"),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer="adam", loss="binary_crossentropy")
    return model


@alternative(of="build_better_classifier")
def dropout_and_batch_normalisation():
    model = keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(128, activation="relu"),
            layers.BatchNormalization(),
            layers.Dropout(0.2),
            layers.Dense(64, activation="relu"),
            layers.BatchNormalization(),
            layers.Dropout(0.2),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer="adam", loss="binary_crossentropy")
    return model


@alternative(of="build_better_classifier")
def dropout():
    model = keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(150, activation="relu"),
            layers.Dropout(0.3),
            layers.Dense(150, activation="relu"),
            layers.Dropout(0.3),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer="adam", loss="binary_crossentropy")
    return model


@alternative(of="build_better_classifier")
def four_hidden_layers():
    model = keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(64, activation="relu"),
            layers.Dense(64, activation="relu"),
            layers.Dense(64, activation="relu"),
            layers.Dense(64, activation="relu"),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer="adam", loss="binary_crossentropy")
    return model


@alternative(of="build_better_classifier")
def one_wide_hidden_layer():
    model = keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(1000, activation="relu"),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer="adam", loss="binary_crossentropy")
    return model


@alternative(of="build_better_classifier")
def momentum():
    model = keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(100, activation="relu"),
            layers.Dense(100, activation="relu"),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer=keras.optimizers.SGD(0.1, momentum=0.9), loss="binary_crossentropy")
    return model


@alternative(of="build_better_classifier")
def functional_and_wide():
    inputs = keras.Input((10,))
    hidden = layers.Dense(180, activation="relu")(inputs)
    hidden = layers.Dense(180, activation="relu")(hidden)
    model = keras.Model(inputs, layers.Dense(1, activation="sigmoid")(hidden))
    model.compile(optimizer=keras.optimizers.Adam(0.002), loss=keras.losses.BinaryCrossentropy())
    return model


@alternative(of="build_better_classifier")
def logits():
    model = keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(150, activation="relu"),
            layers.Dense(100, activation="relu"),
            layers.Dense(50, activation="relu"),
            layers.Dense(1),
        ]
    )
    model.compile(optimizer="adam", loss=keras.losses.BinaryCrossentropy(from_logits=True))
    return model


@alternative(of="build_better_classifier")
def swish_and_nadam():
    model = keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(120, activation="swish"),
            layers.Dense(120, activation="swish"),
            layers.Dense(60, activation="swish"),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer=keras.optimizers.Nadam(0.003), loss="bce", metrics=["accuracy", "auc"])
    return model
