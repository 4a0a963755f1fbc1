"""Mistakes in 10 regression."""

import keras
import numpy as np
from keras import layers

from autograder.course.bank import misconception


@misconception(of="make_data", hint="The inputs are squared before they are added up.")
def forgets_the_squares(n, rng):
    x = rng.uniform(size=(n, 10))
    return x, np.sin(np.sum(x, axis=1))


@misconception(of="make_data", hint="Square each input first, then add: the order matters.")
def squares_the_sum(n, rng):
    x = rng.uniform(size=(n, 10))
    return x, np.sin(np.sum(x, axis=1) ** 2)


@misconception(of="make_data", hint="The target is a sine.")
def cosine(n, rng):
    x = rng.uniform(size=(n, 10))
    return x, np.cos(np.sum(x**2, axis=1))


@misconception(of="make_data", hint="The sum is not the target yet: take its sine.")
def forgets_the_sine(n, rng):
    x = rng.uniform(size=(n, 10))
    return x, np.sum(x**2, axis=1)


@misconception(of="make_data", hint="Add up within each sample, not down the columns.")
def sums_over_samples(n, rng):
    x = rng.uniform(size=(n, 10))
    return x, np.sin(np.sum(x**2, axis=0))


@misconception(of="make_data", hint="There is one sine for each sample, taken of the whole sum.")
def adds_the_sines(n, rng):
    x = rng.uniform(size=(n, 10))
    return x, np.sum(np.sin(x**2), axis=1)


@misconception(
    of="make_data", hint="The inputs are uniform between 0 and 1, not normally distributed."
)
def normal_inputs(n, rng):
    x = rng.normal(size=(n, 10))
    return x, np.sin(np.sum(x**2, axis=1))


@misconception(of="make_data", hint="The inputs begin at 0.")
def inputs_from_minus_one(n, rng):
    x = rng.uniform(-1, 1, size=(n, 10))
    return x, np.sin(np.sum(x**2, axis=1))


@misconception(of="make_data", hint="Samples are in rows, inputs in columns.")
def features_in_rows(n, rng):
    x = rng.uniform(size=(10, n))
    return x, np.sin(np.sum(x**2, axis=0))


@misconception(of="make_data", hint="The targets have only one axis.")
def targets_as_a_column(n, rng):
    x = rng.uniform(size=(n, 10))
    return x, np.sin(np.sum(x**2, axis=1, keepdims=True))


@misconception(of="make_data", hint="Each sample has ten inputs.")
def one_input(n, rng):
    x = rng.uniform(size=n)
    return x, np.sin(x**2)


@misconception(of="make_data", hint="Each sample must be drawn separately.")
def one_sample_repeated(n, rng):
    x = np.tile(rng.uniform(size=10), (n, 1))
    return x, np.sin(np.sum(x**2, axis=1))


@misconception(of="make_data", hint="The ten inputs of a sample are drawn independently.")
def one_input_repeated(n, rng):
    x = np.tile(rng.uniform(size=(n, 1)), (1, 10))
    return x, np.sin(np.sum(x**2, axis=1))


@misconception(
    of="make_data", hint="Use the generator that is passed in, not one with your own seed."
)
def fixed_seed(n, rng):
    x = np.random.default_rng(0).uniform(size=(n, 10))
    return x, np.sin(np.sum(x**2, axis=1))


@misconception(of="make_data", hint="The targets follow the rule exactly, without noise.")
def noisy_targets(n, rng):
    x = rng.uniform(size=(n, 10))
    return x, np.sin(np.sum(x**2, axis=1)) + 0.05 * rng.normal(size=n)


@misconception(of="make_data", hint="All ten inputs count in the sum.")
def leaves_out_an_input(n, rng):
    x = rng.uniform(size=(n, 10))
    return x, np.sin(np.sum(x[:, 1:] ** 2, axis=1))


@misconception(of="make_data", hint="The inputs come first, then the targets.")
def targets_first(n, rng):
    x = rng.uniform(size=(n, 10))
    return np.sin(np.sum(x**2, axis=1)), x


@misconception(of="make_data", hint="NumPy's sine takes radians, as it should.")
def sine_in_degrees(n, rng):
    x = rng.uniform(size=(n, 10))
    return x, np.sin(np.deg2rad(np.sum(x**2, axis=1)))


@misconception(
    of="build_regressor", hint="An output with ReLU can never be negative, but targets can."
)
def relu_on_the_output():
    return keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(20, activation="relu"),
            layers.Dense(30, activation="relu"),
            layers.Dense(1, activation="relu"),
        ]
    )


@misconception(
    of="build_regressor",
    hint="A sigmoid keeps the output between 0 and 1; the targets go from -1 to 1.",
)
def sigmoid_on_the_output():
    return keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(20, activation="relu"),
            layers.Dense(30, activation="relu"),
            layers.Dense(1, activation="sigmoid"),
        ]
    )


@misconception(
    of="build_regressor",
    hint="The output layer has no activation, even where the targets would fit one.",
)
def tanh_on_the_output():
    return keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(20, activation="relu"),
            layers.Dense(30, activation="relu"),
            layers.Dense(1, activation="tanh"),
        ]
    )


@misconception(
    of="build_regressor", hint="Without activations the three layers are one linear map."
)
def no_activations():
    return keras.Sequential(
        [keras.Input((10,)), layers.Dense(20), layers.Dense(30), layers.Dense(1)]
    )


@misconception(of="build_regressor", hint="Both hidden layers need an activation.")
def second_activation_missing():
    return keras.Sequential(
        [keras.Input((10,)), layers.Dense(20, activation="relu"), layers.Dense(30), layers.Dense(1)]
    )


@misconception(of="build_regressor", hint="The hidden layers use ReLU.")
def sigmoid_hidden_layers():
    return keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(20, activation="sigmoid"),
            layers.Dense(30, activation="sigmoid"),
            layers.Dense(1),
        ]
    )


@misconception(of="build_regressor", hint="The layer of 20 units comes first.")
def hidden_layers_swapped():
    return keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(30, activation="relu"),
            layers.Dense(20, activation="relu"),
            layers.Dense(1),
        ]
    )


@misconception(of="build_regressor", hint="There are two hidden layers.")
def forgets_the_second_layer():
    return keras.Sequential(
        [keras.Input((10,)), layers.Dense(20, activation="relu"), layers.Dense(1)]
    )


@misconception(
    of="build_regressor",
    hint="The input is not a layer of units: there are two hidden layers and the output layer.",
)
def one_layer_too_many():
    return keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(10, activation="relu"),
            layers.Dense(20, activation="relu"),
            layers.Dense(30, activation="relu"),
            layers.Dense(1),
        ]
    )


@misconception(
    of="build_regressor",
    hint="The network predicts one number for each sample, so there is one output.",
)
def ten_outputs():
    return keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(20, activation="relu"),
            layers.Dense(30, activation="relu"),
            layers.Dense(10),
        ]
    )


@misconception(of="build_regressor", hint="The layers have biases, as dense layers do by default.")
def without_biases():
    return keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(20, activation="relu", use_bias=False),
            layers.Dense(30, activation="relu", use_bias=False),
            layers.Dense(1),
        ]
    )


@misconception(of="build_regressor", hint="Without an input shape the weights do not exist yet.")
def without_an_input():
    return keras.Sequential(
        [layers.Dense(20, activation="relu"), layers.Dense(30, activation="relu"), layers.Dense(1)]
    )


@misconception(of="build_regressor", hint="A sample has ten inputs, not one.")
def one_input_only():
    return keras.Sequential(
        [
            keras.Input((1,)),
            layers.Dense(20, activation="relu"),
            layers.Dense(30, activation="relu"),
            layers.Dense(1),
        ]
    )


@misconception(of="build_regressor", hint="This network has only dense layers.")
def dropout_added():
    return keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(20, activation="relu"),
            layers.Dropout(0.3),
            layers.Dense(30, activation="relu"),
            layers.Dense(1),
        ]
    )


@misconception(
    of="build_regressor",
    hint="Weights that all start at zero stay the same as each other; keep the random start.",
)
def zero_weights():
    return keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(20, activation="relu", kernel_initializer="zeros"),
            layers.Dense(30, activation="relu", kernel_initializer="zeros"),
            layers.Dense(1, kernel_initializer="zeros"),
        ]
    )


@misconception(of="compile_regressor", hint="Use plain SGD as the optimiser.")
def adam(model, learning_rate=0.01):
    model.compile(optimizer=keras.optimizers.Adam(learning_rate), loss="mean_squared_error")
    return model


@misconception(of="compile_regressor", hint="Pass the given learning rate to the optimiser.")
def ignores_the_rate(model, learning_rate=0.01):
    model.compile(optimizer="sgd", loss="mean_squared_error")
    return model


@misconception(of="compile_regressor", hint="RMSprop adapts its steps; use plain SGD.")
def rmsprop(model, learning_rate=0.01):
    model.compile(optimizer=keras.optimizers.RMSprop(learning_rate), loss="mse")
    return model


@misconception(of="compile_regressor", hint="Plain SGD has no momentum.")
def with_momentum(model, learning_rate=0.01):
    model.compile(optimizer=keras.optimizers.SGD(learning_rate, momentum=0.9), loss="mse")
    return model


@misconception(
    of="compile_regressor", hint="You pass the rate to a different argument of the optimiser."
)
def rate_as_momentum(model, learning_rate=0.01):
    model.compile(optimizer=keras.optimizers.SGD(momentum=learning_rate), loss="mse")
    return model


@misconception(of="compile_regressor", hint="The absolute error is a different loss; use squares.")
def absolute_error(model, learning_rate=0.01):
    model.compile(
        optimizer=keras.optimizers.SGD(learning_rate=learning_rate), loss="mean_absolute_error"
    )
    return model


@misconception(
    of="compile_regressor", hint="Cross-entropy is for classes; here you predict a number."
)
def cross_entropy(model, learning_rate=0.01):
    model.compile(
        optimizer=keras.optimizers.SGD(learning_rate=learning_rate), loss="binary_crossentropy"
    )
    return model


@misconception(of="compile_regressor", hint="Pass the rate unchanged.")
def root_of_the_rate(model, learning_rate=0.01):
    model.compile(optimizer=keras.optimizers.SGD(learning_rate**0.5), loss="mse")
    return model


@misconception(
    of="compile_regressor", hint="A metric is only reported; training minimises the loss."
)
def error_as_a_metric_only(model, learning_rate=0.01):
    model.compile(
        optimizer=keras.optimizers.SGD(learning_rate=learning_rate), metrics=["mean_squared_error"]
    )
    return model


@misconception(of="compile_regressor", hint="Return the model.")
def compile_regressor_forgets_return(model, learning_rate=0.01):
    model.compile(optimizer=keras.optimizers.SGD(learning_rate=learning_rate), loss="mse")


@misconception(
    of="compile_regressor",
    hint="Compile the given model itself, not a copy of it.",
    unseen="What it returns is right; only the model that it was given shows the mistake.",
)
def compiles_a_copy(model, learning_rate=0.01):
    model = keras.models.clone_model(model)
    model.compile(optimizer=keras.optimizers.SGD(learning_rate=learning_rate), loss="mse")
    return model


@misconception(
    of="compile_regressor", hint="A model cannot learn before it has a loss and an optimiser."
)
def does_not_compile(model, learning_rate=0.01):
    return model


@misconception(of="compile_regressor", hint="The default learning rate is 0.01.")
def another_default(model, learning_rate=0.001):
    model.compile(optimizer=keras.optimizers.SGD(learning_rate=learning_rate), loss="mse")
    return model


@misconception(of="train", hint="Return what fit returns, not the model.")
def returns_the_model(model, x, y, batch_size=32, epochs=10):
    model.fit(x, y, batch_size=batch_size, epochs=epochs, verbose=0)
    return model


@misconception(of="train", hint="Return what fit returns.")
def train_forgets_return(model, x, y, batch_size=32, epochs=10):
    model.fit(x, y, batch_size=batch_size, epochs=epochs, verbose=0)


@misconception(of="train", hint="Pass the given batch size to fit.")
def ignores_the_batch_size(model, x, y, batch_size=32, epochs=10):
    return model.fit(x, y, epochs=epochs, verbose=0)


@misconception(of="train", hint="Pass the given number of epochs to fit.")
def ignores_the_epochs(model, x, y, batch_size=32, epochs=10):
    return model.fit(x, y, batch_size=batch_size, verbose=0)


@misconception(of="train", hint="You have swapped the batch size and the number of epochs.")
def swaps_batches_and_epochs(model, x, y, batch_size=32, epochs=10):
    return model.fit(x, y, batch_size=epochs, epochs=batch_size, verbose=0)


@misconception(of="train", hint="Train on all samples; do not set any aside for validation.")
def puts_samples_aside(model, x, y, batch_size=32, epochs=10):
    return model.fit(x, y, batch_size=batch_size, epochs=epochs, validation_split=0.2, verbose=0)


@misconception(of="train", hint="Train on every sample.")
def trains_on_half(model, x, y, batch_size=32, epochs=10):
    half = len(x) // 2
    return model.fit(x[:half], y[:half], batch_size=batch_size, epochs=epochs, verbose=0)


@misconception(
    of="train",
    hint="The model is already compiled; compiling it again loses the chosen learning rate.",
)
def compiles_again(model, x, y, batch_size=32, epochs=10):
    model.compile(optimizer="sgd", loss="mean_squared_error")
    return model.fit(x, y, batch_size=batch_size, epochs=epochs, verbose=0)


@misconception(of="train", hint="Train the given model itself, neither a copy nor another one.")
def trains_a_copy(model, x, y, batch_size=32, epochs=10):
    copy = keras.models.clone_model(model)
    copy.compile(optimizer="sgd", loss="mean_squared_error")
    return copy.fit(x, y, batch_size=batch_size, epochs=epochs, verbose=0)


@misconception(of="train", hint="Train for exactly as many epochs as given.")
def one_epoch_too_many(model, x, y, batch_size=32, epochs=10):
    return model.fit(x, y, batch_size=batch_size, epochs=epochs + 1, verbose=0)


@misconception(of="train", hint="Evaluating measures a model but does not train it.")
def evaluates_only(model, x, y, batch_size=32, epochs=10):
    return {"loss": [model.evaluate(x, y, verbose=0)] * epochs}


@misconception(
    of="train", hint="Each target belongs to one sample; shuffling the two apart separates them."
)
def shuffles_inputs_and_targets_apart(model, x, y, batch_size=32, epochs=10):
    rng = np.random.default_rng(0)
    x, y = rng.permutation(x), rng.permutation(y)
    return model.fit(x, y, batch_size=batch_size, epochs=epochs, verbose=0)


@misconception(
    of="train",
    hint="Give the model the inputs as they are; when it predicts later, it gets no others.",
)
def standardises_the_inputs(model, x, y, batch_size=32, epochs=10):
    x = (x - np.mean(x, axis=0)) / np.std(x, axis=0)
    return model.fit(x, y, batch_size=batch_size, epochs=epochs, verbose=0)


@misconception(of="train", hint="The model should predict the targets themselves, not scaled ones.")
def standardises_the_targets(model, x, y, batch_size=32, epochs=10):
    y = (y - np.mean(y)) / np.std(y)
    return model.fit(x, y, batch_size=batch_size, epochs=epochs, verbose=0)


@misconception(of="train", hint="The last batch may be smaller than the others; keep it.")
def drops_the_last_batch(model, x, y, batch_size=32, epochs=10):
    whole = max(len(x) // batch_size, 1) * batch_size
    return model.fit(x[:whole], y[:whole], batch_size=batch_size, epochs=epochs, verbose=0)


@misconception(of="train", hint="You build a network of your own; train the one that is given.")
def trains_a_network_of_its_own(model, x, y, batch_size=32, epochs=10):
    model = compile_regressor(build_regressor())
    return model.fit(x, y, batch_size=batch_size, epochs=epochs, verbose=0)


@misconception(of="train", hint="Do not validate on the samples that the model trains on.")
def validates_on_the_training_samples(model, x, y, batch_size=32, epochs=10):
    return model.fit(x, y, batch_size=batch_size, epochs=epochs, validation_data=(x, y), verbose=0)


@misconception(of="train", hint="Leave the learning rate as it was compiled.")
def sets_a_rate_of_its_own(model, x, y, batch_size=32, epochs=10):
    model.optimizer.learning_rate = 0.001
    return model.fit(x, y, batch_size=batch_size, epochs=epochs, verbose=0)


@misconception(of="train", hint="Run all epochs, even if the loss stops falling.")
def stops_early(model, x, y, batch_size=32, epochs=10):
    stop = keras.callbacks.EarlyStopping(monitor="loss", patience=3)
    return model.fit(x, y, batch_size, epochs, verbose=0, callbacks=[stop])


@misconception(of="train", hint="You call fit twice; each call runs all epochs.")
def trains_twice(model, x, y, batch_size=32, epochs=10):
    model.fit(x, y, batch_size=batch_size, epochs=epochs, verbose=0)
    return model.fit(x, y, batch_size=batch_size, epochs=epochs, verbose=0)


@misconception(
    of="r_squared", hint="R squared is the share that is explained, not the share that is left."
)
def forgets_one_minus(y_true, y_pred):
    y_true = np.asarray(y_true, dtype=float)
    p = np.asarray(y_pred, dtype=float).reshape(-1)
    if np.all(y_true == y_true[0]):
        return 0.0
    return np.sum((y_true - p) ** 2) / np.sum((y_true - y_true.mean()) ** 2)


@misconception(
    of="r_squared", hint="The denominator compares the targets with their mean, not with zero."
)
def forgets_the_mean(y_true, y_pred):
    y_true = np.asarray(y_true, dtype=float)
    p = np.asarray(y_pred, dtype=float).reshape(-1)
    if np.all(y_true == y_true[0]):
        return 0.0
    return 1 - np.sum((y_true - p) ** 2) / np.sum(y_true**2)


@misconception(of="r_squared", hint="The denominator is about the targets, not the predictions.")
def variance_of_the_predictions(y_true, y_pred):
    y_true = np.asarray(y_true, dtype=float)
    p = np.asarray(y_pred, dtype=float).reshape(-1)
    if np.all(y_true == y_true[0]):
        return 0.0
    return 1 - np.sum((y_true - p) ** 2) / max(np.sum((p - p.mean()) ** 2), 1e-12)


@misconception(of="r_squared", hint="The mean in the denominator is that of the targets.")
def mean_of_the_predictions(y_true, y_pred):
    y_true = np.asarray(y_true, dtype=float)
    p = np.asarray(y_pred, dtype=float).reshape(-1)
    if np.all(y_true == y_true[0]):
        return 0.0
    return 1 - np.sum((y_true - p) ** 2) / np.sum((y_true - p.mean()) ** 2)


@misconception(
    of="r_squared",
    hint="The squared correlation ignores a shift or a scale in the predictions. R squared must "
    "not.",
)
def squared_correlation(y_true, y_pred):
    y_true = np.asarray(y_true, dtype=float)
    p = np.asarray(y_pred, dtype=float).reshape(-1)
    if np.all(y_true == y_true[0]):
        return 0.0
    if np.all(p == p[0]):
        return 0.0
    return np.corrcoef(y_true, p)[0, 1] ** 2


@misconception(
    of="r_squared",
    hint="Predictions that are all too high by the same amount must lower the result.",
)
def explained_variance(y_true, y_pred):
    y_true = np.asarray(y_true, dtype=float)
    p = np.asarray(y_pred, dtype=float).reshape(-1)
    if np.all(y_true == y_true[0]):
        return 0.0
    return 1 - np.var(y_true - p) / np.var(y_true)


@misconception(
    of="r_squared", hint="Use sums (or means) on both sides; you divide one side by n - 1."
)
def sample_variance(y_true, y_pred):
    y_true = np.asarray(y_true, dtype=float)
    p = np.asarray(y_pred, dtype=float).reshape(-1)
    if np.all(y_true == y_true[0]):
        return 0.0
    return 1 - np.mean((y_true - p) ** 2) / np.var(y_true, ddof=1)


@misconception(of="r_squared", hint="Errors and deviations are squared.")
def absolute_errors(y_true, y_pred):
    y_true = np.asarray(y_true, dtype=float)
    p = np.asarray(y_pred, dtype=float).reshape(-1)
    if np.all(y_true == y_true[0]):
        return 0.0
    return 1 - np.sum(np.abs(y_true - p)) / np.sum(np.abs(y_true - y_true.mean()))


@misconception(
    of="r_squared",
    hint="A model worse than the mean has a negative R squared; do not cut it off at zero.",
)
def never_negative(y_true, y_pred):
    y_true = np.asarray(y_true, dtype=float)
    p = np.asarray(y_pred, dtype=float).reshape(-1)
    if np.all(y_true == y_true[0]):
        return 0.0
    return max(0.0, 1 - np.sum((y_true - p) ** 2) / np.sum((y_true - y_true.mean()) ** 2))


@misconception(
    of="r_squared", hint="A column minus a row is a whole matrix: give both the same shape first."
)
def column_minus_row(y_true, y_pred):
    y_true = np.asarray(y_true, dtype=float)
    if np.all(y_true == y_true[0]):
        return 0.0
    return 1 - np.sum((y_true - np.asarray(y_pred, dtype=float)) ** 2) / np.sum(
        (y_true - y_true.mean()) ** 2
    )


@misconception(of="r_squared", hint="If there is nothing to explain, the result is 0.")
def one_for_constant_targets(y_true, y_pred):
    y_true = np.asarray(y_true, dtype=float)
    p = np.asarray(y_pred, dtype=float).reshape(-1)
    if np.all(y_true == y_true[0]):
        return 1.0
    return 1 - np.sum((y_true - p) ** 2) / np.sum((y_true - y_true.mean()) ** 2)


@misconception(of="r_squared", hint="If all targets are the same, the denominator is zero.")
def divides_by_zero(y_true, y_pred):
    y_true = np.asarray(y_true, dtype=float)
    p = np.asarray(y_pred, dtype=float).reshape(-1)
    return 1 - np.sum((y_true - p) ** 2) / np.sum((y_true - y_true.mean()) ** 2)


@misconception(
    of="r_squared",
    hint="Small integers wrap around when they are subtracted: compute in floating point.",
)
def whole_numbers_wrap_around(y_true, y_pred):
    if np.all(y_true == y_true[0]):
        return 0.0
    errors = y_true - np.reshape(y_pred, -1)
    return 1 - np.sum(errors**2.0) / np.sum((y_true - np.mean(y_true)) ** 2)


@misconception(of="r_squared", hint="Work on a copy: the targets belong to the caller.")
def changes_the_targets(y_true, y_pred):
    y_true = y_true.astype(float, copy=False)
    p = np.asarray(y_pred, dtype=float).reshape(-1)
    if np.all(y_true == y_true[0]):
        return 0.0
    mean = y_true.mean()
    errors = np.sum((y_true - p) ** 2)
    y_true -= mean
    return 1 - errors / np.sum(y_true**2)


@misconception(
    of="build_better_regressor",
    hint="Without a hidden layer the network can only find linear structure.",
)
def linear():
    model = keras.Sequential([keras.Input((10,)), layers.Dense(1)])
    model.compile(optimizer=keras.optimizers.Adam(0.003), loss="mse")
    return model


@misconception(
    of="build_better_regressor",
    hint="Layers without activations stay linear, however many there are.",
)
def deep_but_linear():
    model = keras.Sequential(
        [keras.Input((10,)), layers.Dense(64), layers.Dense(64), layers.Dense(1)]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.003), loss="mse")
    return model


@misconception(
    of="build_better_regressor",
    hint="Plain SGD at this rate makes too little progress in so few epochs.",
    misses_bar=True,
)
def plain_sgd():
    model = keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(20, activation="relu"),
            layers.Dense(30, activation="relu"),
            layers.Dense(1),
        ]
    )
    model.compile(optimizer="sgd", loss="mse")
    return model


@misconception(
    of="build_better_regressor",
    hint="With such a small learning rate the weights hardly move.",
    misses_bar=True,
)
def rate_far_too_small():
    model = keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(64, activation="relu"),
            layers.Dense(64, activation="relu"),
            layers.Dense(1),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(1e-5), loss="mse")
    return model


@misconception(
    of="build_better_regressor",
    hint="ReLU on the output cuts off every negative target.",
    misses_bar=True,
)
def output_never_negative():
    model = keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(64, activation="relu"),
            layers.Dense(64, activation="relu"),
            layers.Dense(1, activation="relu"),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.003), loss="mse")
    return model


@misconception(
    of="build_better_regressor",
    hint="Plain SGD at this rate is too slow for a wider network, too.",
    misses_bar=True,
)
def wide_but_plain_sgd():
    model = keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(100, activation="relu"),
            layers.Dense(100, activation="relu"),
            layers.Dense(1),
        ]
    )
    model.compile(optimizer="sgd", loss="mse")
    return model


@misconception(
    of="build_better_regressor",
    hint="A sigmoid on the output cuts off every negative target.",
    misses_bar=True,
)
def output_between_0_and_1():
    model = keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(64, activation="relu"),
            layers.Dense(64, activation="relu"),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.003), loss="mse")
    return model


@misconception(
    of="build_better_regressor",
    hint="Dropout that keeps one unit in five leaves too little to learn from.",
    misses_bar=True,
)
def most_units_dropped():
    model = keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(64, activation="relu"),
            layers.Dropout(0.8),
            layers.Dense(64, activation="relu"),
            layers.Dropout(0.8),
            layers.Dense(1),
        ]
    )
    model.compile(optimizer="adam", loss="mse")
    return model


@misconception(
    of="build_better_regressor",
    hint="Weights that all begin at zero stay equal to each other; keep the random start.",
)
def all_weights_zero():
    model = keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(64, activation="relu", kernel_initializer="zeros"),
            layers.Dense(64, activation="relu", kernel_initializer="zeros"),
            layers.Dense(1, kernel_initializer="zeros"),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.003), loss="mse")
    return model


@misconception(
    of="build_better_regressor",
    hint="Units that begin with the same weights learn the same; keep the random start.",
)
def all_weights_alike():
    model = keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(
                64, activation="relu", kernel_initializer=keras.initializers.Constant(0.1)
            ),
            layers.Dense(
                64, activation="relu", kernel_initializer=keras.initializers.Constant(0.1)
            ),
            layers.Dense(1),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.003), loss="mse")
    return model


@misconception(of="build_better_regressor", hint="Compile the model before you return it.")
def not_compiled():
    return keras.Sequential(
        [keras.Input((10,)), layers.Dense(64, activation="relu"), layers.Dense(1)]
    )


@misconception(
    of="build_better_regressor", hint="The network is larger than allowed. Count its parameters."
)
def too_many_parameters():
    model = keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(200, activation="relu"),
            layers.Dense(200, activation="relu"),
            layers.Dense(1),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.003), loss="mse")
    return model


@misconception(of="build_better_regressor", hint="The network predicts one number for each sample.")
def build_better_regressor_ten_outputs():
    model = keras.Sequential(
        [keras.Input((10,)), layers.Dense(64, activation="relu"), layers.Dense(10)]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.003), loss="mse")
    return model


@misconception(
    of="build_better_regressor", hint="Begin the model with its input, so that its weights exist."
)
def no_input():
    model = keras.Sequential([layers.Dense(64, activation="relu"), layers.Dense(1)])
    model.compile(optimizer=keras.optimizers.Adam(0.003), loss="mse")
    return model


@misconception(of="build_better_regressor", hint="Compile the model with a loss as well.")
def no_loss():
    model = keras.Sequential(
        [keras.Input((10,)), layers.Dense(64, activation="relu"), layers.Dense(1)]
    )
    model.compile(optimizer="adam")
    return model


@misconception(
    of="build_better_regressor",
    hint="Sparse cross-entropy is for class labels; the target here is a number.",
)
def classes():
    model = keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(64, activation="relu"),
            layers.Dense(64, activation="relu"),
            layers.Dense(1),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.003), loss="sparse_categorical_crossentropy")
    return model
