"""Mistakes in 11 classification."""

import keras
import numpy as np
from keras import layers

from autograder.course.bank import misconception


@misconception(of="make_data", hint="The inputs are squared before they are added up.")
def forgets_the_squares(n, rng):
    x = rng.uniform(size=(n, 10))
    return x, (np.sin(np.sum(x, axis=1)) >= 0).astype(int)


@misconception(of="make_data", hint="Square each input first, then add: the order matters.")
def squares_the_sum(n, rng):
    x = rng.uniform(size=(n, 10))
    return x, (np.sin(np.sum(x, axis=1) ** 2) >= 0).astype(int)


@misconception(of="make_data", hint="The label asks for the sign of a sine.")
def cosine(n, rng):
    x = rng.uniform(size=(n, 10))
    return x, (np.cos(np.sum(x**2, axis=1)) >= 0).astype(int)


@misconception(of="make_data", hint="Add up within each sample, not down the columns.")
def sums_over_samples(n, rng):
    x = rng.uniform(size=(n, 10))
    return x, (np.sin(np.sum(x**2, axis=0)) >= 0).astype(int)


@misconception(of="make_data", hint="There is one sine for each sample, taken of the whole sum.")
def adds_the_sines(n, rng):
    x = rng.uniform(size=(n, 10))
    return x, (np.sum(np.sin(x**2), axis=1) >= 0).astype(int)


@misconception(of="make_data", hint="All ten inputs count in the sum.")
def leaves_out_an_input(n, rng):
    x = rng.uniform(size=(n, 10))
    return x, (np.sin(np.sum(x[:, 1:] ** 2, axis=1)) >= 0).astype(int)


@misconception(
    of="make_data", hint="Class 1 is where the sine is positive, not where it is negative."
)
def labels_the_wrong_way_round(n, rng):
    x = rng.uniform(size=(n, 10))
    return x, (np.sin(np.sum(x**2, axis=1)) < 0).astype(int)


@misconception(of="make_data", hint="The sine is not a label yet: only its sign counts.")
def sine_itself(n, rng):
    x = rng.uniform(size=(n, 10))
    return x, np.sin(np.sum(x**2, axis=1))


@misconception(of="make_data", hint="The classes are called 0 and 1, not -1 and 1.")
def minus_one_and_one(n, rng):
    x = rng.uniform(size=(n, 10))
    return x, np.sign(np.sin(np.sum(x**2, axis=1))).astype(int)


@misconception(of="make_data", hint="A label names a class: make it a whole number.")
def float_labels(n, rng):
    x = rng.uniform(size=(n, 10))
    return x, np.where(np.sin(np.sum(x**2, axis=1)) >= 0, 1.0, 0.0)


@misconception(of="make_data", hint="Rounding a sine gives three values; a label has two.")
def rounds_the_sine(n, rng):
    x = rng.uniform(size=(n, 10))
    return x, np.round(np.sin(np.sum(x**2, axis=1))).astype(int)


@misconception(of="make_data", hint="Cutting off the decimals gives zero almost everywhere.")
def cuts_off_the_decimals(n, rng):
    x = rng.uniform(size=(n, 10))
    return x, np.sin(np.sum(x**2, axis=1)).astype(int)


@misconception(of="make_data", hint="Compare the sine with 0; it is not a probability.")
def cut_at_a_half(n, rng):
    x = rng.uniform(size=(n, 10))
    return x, (np.sin(np.sum(x**2, axis=1)) >= 0.5).astype(int)


@misconception(
    of="make_data", hint="Beyond two pi the sine is positive again, and some sums are that large."
)
def forgets_the_second_period(n, rng):
    x = rng.uniform(size=(n, 10))
    return x, (np.sum(x**2, axis=1) <= np.pi).astype(int)


@misconception(
    of="make_data",
    hint="The classes need not have the same size: compare with 0, not with the median sine.",
)
def as_many_of_each(n, rng):
    x = rng.uniform(size=(n, 10))
    sines = np.sin(np.sum(x**2, axis=1))
    return x, (sines >= np.median(sines)).astype(int)


@misconception(of="make_data", hint="The labels have only one axis.")
def labels_as_a_column(n, rng):
    x = rng.uniform(size=(n, 10))
    return x, (np.sin(np.sum(x**2, axis=1, keepdims=True)) >= 0).astype(int)


@misconception(
    of="make_data",
    hint="One number names the class; a column for each class is a different encoding.",
)
def one_column_a_class(n, rng):
    x = rng.uniform(size=(n, 10))
    y = (np.sin(np.sum(x**2, axis=1)) >= 0).astype(int)
    return x, np.stack([1 - y, y], axis=1)


@misconception(
    of="make_data", hint="The inputs are uniform between 0 and 1, not normally distributed."
)
def normal_inputs(n, rng):
    x = rng.normal(size=(n, 10))
    return x, (np.sin(np.sum(x**2, axis=1)) >= 0).astype(int)


@misconception(of="make_data", hint="The inputs begin at 0.")
def inputs_from_minus_one(n, rng):
    x = rng.uniform(-1, 1, size=(n, 10))
    return x, (np.sin(np.sum(x**2, axis=1)) >= 0).astype(int)


@misconception(of="make_data", hint="Samples are in rows, inputs in columns.")
def features_in_rows(n, rng):
    x = rng.uniform(size=(10, n))
    return x, (np.sin(np.sum(x**2, axis=0)) >= 0).astype(int)


@misconception(of="make_data", hint="Each sample must be drawn separately.")
def one_sample_repeated(n, rng):
    x = np.tile(rng.uniform(size=10), (n, 1))
    return x, (np.sin(np.sum(x**2, axis=1)) >= 0).astype(int)


@misconception(
    of="make_data", hint="Use the generator that is passed in, not one with your own seed."
)
def fixed_seed(n, rng):
    x = np.random.default_rng(0).uniform(size=(n, 10))
    return x, (np.sin(np.sum(x**2, axis=1)) >= 0).astype(int)


@misconception(of="make_data", hint="The inputs come first, then the labels.")
def labels_first(n, rng):
    x = rng.uniform(size=(n, 10))
    return (np.sin(np.sum(x**2, axis=1)) >= 0).astype(int), x


@misconception(of="make_data", hint="The labels follow the rule exactly; they are not random.")
def noisy_labels(n, rng):
    x = rng.uniform(size=(n, 10))
    sines = np.sin(np.sum(x**2, axis=1))
    return x, (sines + 0.05 * rng.normal(size=n) >= 0).astype(int)


@misconception(
    of="build_classifier",
    hint="The output should be a probability; without the activation it can be any number.",
)
def no_sigmoid():
    return keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(100, activation="relu"),
            layers.Dense(100, activation="relu"),
            layers.Dense(1),
        ]
    )


@misconception(of="build_classifier", hint="Softmax over a single output is always 1.")
def softmax_on_one_output():
    return keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(100, activation="relu"),
            layers.Dense(100, activation="relu"),
            layers.Dense(1, activation="softmax"),
        ]
    )


@misconception(
    of="build_classifier",
    hint="ReLU does not keep an output below 1; a probability must not exceed 1.",
)
def relu_on_the_output():
    return keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(100, activation="relu"),
            layers.Dense(100, activation="relu"),
            layers.Dense(1, activation="relu"),
        ]
    )


@misconception(
    of="build_classifier", hint="Tanh can be as low as -1; a probability is never negative."
)
def tanh_on_the_output():
    return keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(100, activation="relu"),
            layers.Dense(100, activation="relu"),
            layers.Dense(1, activation="tanh"),
        ]
    )


@misconception(of="build_classifier", hint="One probability is enough for two classes.")
def one_output_a_class():
    return keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(100, activation="relu"),
            layers.Dense(100, activation="relu"),
            layers.Dense(2, activation="softmax"),
        ]
    )


@misconception(
    of="build_classifier", hint="Without ReLU in between, the layers are one linear map."
)
def no_activations():
    return keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(100),
            layers.Dense(100),
            layers.Dense(1, activation="sigmoid"),
        ]
    )


@misconception(of="build_classifier", hint="Both hidden layers need an activation.")
def second_activation_missing():
    return keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(100, activation="relu"),
            layers.Dense(100),
            layers.Dense(1, activation="sigmoid"),
        ]
    )


@misconception(
    of="build_classifier", hint="The hidden layers use ReLU; only the output layer has a sigmoid."
)
def sigmoid_hidden_layers():
    return keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(100, activation="sigmoid"),
            layers.Dense(100, activation="sigmoid"),
            layers.Dense(1, activation="sigmoid"),
        ]
    )


@misconception(of="build_classifier", hint="There are two hidden layers.")
def one_hidden_layer():
    return keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(100, activation="relu"),
            layers.Dense(1, activation="sigmoid"),
        ]
    )


@misconception(
    of="build_classifier",
    hint="The input is not a layer of units: there are two hidden layers and the output layer.",
)
def one_layer_too_many():
    return keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(10, activation="relu"),
            layers.Dense(100, activation="relu"),
            layers.Dense(100, activation="relu"),
            layers.Dense(1, activation="sigmoid"),
        ]
    )


@misconception(of="build_classifier", hint="The hidden layers have 100 units each.")
def ten_units():
    return keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(10, activation="relu"),
            layers.Dense(10, activation="relu"),
            layers.Dense(1, activation="sigmoid"),
        ]
    )


@misconception(of="build_classifier", hint="The layers have biases, as dense layers do by default.")
def without_biases():
    return keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(100, activation="relu", use_bias=False),
            layers.Dense(100, activation="relu", use_bias=False),
            layers.Dense(1, activation="sigmoid"),
        ]
    )


@misconception(of="build_classifier", hint="Without an input shape the weights do not exist yet.")
def without_an_input():
    return keras.Sequential(
        [
            layers.Dense(100, activation="relu"),
            layers.Dense(100, activation="relu"),
            layers.Dense(1, activation="sigmoid"),
        ]
    )


@misconception(of="build_classifier", hint="A sample has ten inputs; 100 is the number of units.")
def hundred_inputs():
    return keras.Sequential(
        [
            keras.Input((100,)),
            layers.Dense(100, activation="relu"),
            layers.Dense(100, activation="relu"),
            layers.Dense(1, activation="sigmoid"),
        ]
    )


@misconception(of="build_classifier", hint="This network has only dense layers.")
def dropout_added():
    return keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(100, activation="relu"),
            layers.Dropout(0.3),
            layers.Dense(100, activation="relu"),
            layers.Dense(1, activation="sigmoid"),
        ]
    )


@misconception(
    of="build_classifier",
    hint="Weights that all start at zero stay the same as each other; keep the random start.",
)
def zero_weights():
    return keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(100, activation="relu", kernel_initializer="zeros"),
            layers.Dense(100, activation="relu", kernel_initializer="zeros"),
            layers.Dense(1, activation="sigmoid", kernel_initializer="zeros"),
        ]
    )


@misconception(of="compile_classifier", hint="Use Adam as the optimiser.")
def plain_sgd(model):
    model.compile(optimizer="sgd", loss="binary_crossentropy", metrics=["accuracy"])
    return model


@misconception(
    of="compile_classifier", hint="RMSprop is similar to Adam, but the exercise asks for Adam."
)
def rmsprop(model):
    model.compile(optimizer="rmsprop", loss="binary_crossentropy", metrics=["accuracy"])
    return model


@misconception(
    of="compile_classifier",
    hint="Keep Adam's default learning rate in Keras; yours is that of SGD.",
)
def rate_of_sgd(model):
    model.compile(
        optimizer=keras.optimizers.Adam(0.01), loss="binary_crossentropy", metrics=["accuracy"]
    )
    return model


@misconception(of="compile_classifier", hint="Keep all of Adam's default settings.")
def rate_as_decay(model):
    model.compile(
        optimizer=keras.optimizers.Adam(beta_1=0.99),
        loss="binary_crossentropy",
        metrics=["accuracy"],
    )
    return model


@misconception(
    of="compile_classifier",
    hint="The squared error is for numbers; here the output is a probability.",
)
def squared_error(model):
    model.compile(optimizer="adam", loss="mean_squared_error", metrics=["accuracy"])
    return model


@misconception(
    of="compile_classifier",
    hint="The categorical cross-entropy needs one output for each class; here there is one output "
    "for both.",
)
def categorical(model):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model


@misconception(
    of="compile_classifier",
    hint="The sparse loss uses the label to pick one of several outputs; this model has only one.",
)
def sparse_categorical(model):
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


@misconception(
    of="compile_classifier",
    hint="The hinge loss needs raw scores and labels of -1 and 1; use a loss for probabilities.",
)
def hinge(model):
    model.compile(optimizer="adam", loss="hinge", metrics=["accuracy"])
    return model


@misconception(
    of="compile_classifier",
    hint="The model already outputs probabilities; the loss must not apply the sigmoid again.",
)
def from_logits(model):
    model.compile(
        optimizer="adam",
        loss=keras.losses.BinaryCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    return model


@misconception(of="compile_classifier", hint="Use the labels as they are, without smoothing.")
def smooths_the_labels(model):
    model.compile(
        optimizer="adam",
        loss=keras.losses.BinaryCrossentropy(label_smoothing=0.1),
        metrics=["accuracy"],
    )
    return model


@misconception(of="compile_classifier", hint="The accuracy should be a metric as well.")
def no_metric(model):
    model.compile(optimizer="adam", loss="binary_crossentropy")
    return model


@misconception(
    of="compile_classifier", hint="The metric should be the share of right labels, not an error."
)
def watches_the_error(model):
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["mean_squared_error"])
    return model


@misconception(
    of="compile_classifier",
    hint="The area under the curve is a useful metric, but the exercise asks for the accuracy.",
)
def watches_the_area(model):
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=[keras.metrics.AUC()])
    return model


@misconception(
    of="compile_classifier", hint="Probabilities become labels at one half, not at zero."
)
def accuracy_at_zero(model):
    model.compile(
        optimizer="adam",
        loss="binary_crossentropy",
        metrics=[keras.metrics.BinaryAccuracy(threshold=0.0)],
    )
    return model


@misconception(
    of="compile_classifier",
    hint="The accuracy for several classes looks for the largest output; here there is only one.",
)
def categorical_accuracy(model):
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["categorical_accuracy"])
    return model


@misconception(
    of="compile_classifier", hint="A metric is only reported; training minimises the loss."
)
def cross_entropy_as_a_metric_only(model):
    model.compile(optimizer="adam", metrics=["binary_crossentropy", "accuracy"])
    return model


@misconception(of="compile_classifier", hint="Return the model.")
def compile_classifier_forgets_return(model):
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])


@misconception(
    of="compile_classifier",
    hint="Compile the given model itself, not a copy of it.",
    unseen="What it returns is right; only the model that it was given shows the mistake.",
)
def compiles_a_copy(model):
    model = keras.models.clone_model(model)
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model


@misconception(
    of="compile_classifier", hint="A model cannot learn before it has a loss and an optimiser."
)
def does_not_compile(model):
    return model


@misconception(of="train", hint="Return what fit returns, not the model.")
def returns_the_model(model, x, y, batch_size=256, epochs=25, validation_split=0.2):
    model.fit(
        x, y, batch_size=batch_size, epochs=epochs, validation_split=validation_split, verbose=0
    )
    return model


@misconception(of="train", hint="Return what fit returns.")
def train_forgets_return(model, x, y, batch_size=256, epochs=25, validation_split=0.2):
    model.fit(
        x, y, batch_size=batch_size, epochs=epochs, validation_split=validation_split, verbose=0
    )


@misconception(of="train", hint="Pass the given batch size to fit.")
def ignores_the_batch_size(model, x, y, batch_size=256, epochs=25, validation_split=0.2):
    return model.fit(x, y, epochs=epochs, validation_split=validation_split, verbose=0)


@misconception(of="train", hint="Pass the given number of epochs to fit.")
def ignores_the_epochs(model, x, y, batch_size=256, epochs=25, validation_split=0.2):
    return model.fit(x, y, batch_size=batch_size, validation_split=validation_split, verbose=0)


@misconception(of="train", hint="Pass the given share to fit.")
def ignores_the_share(model, x, y, batch_size=256, epochs=25, validation_split=0.2):
    return model.fit(x, y, batch_size=batch_size, epochs=epochs, validation_split=0.2, verbose=0)


@misconception(of="train", hint="Set some of the samples aside for validation.")
def no_validation(model, x, y, batch_size=256, epochs=25, validation_split=0.2):
    return model.fit(x, y, batch_size=batch_size, epochs=epochs, verbose=0)


@misconception(
    of="train", hint="The share is that of the validation sample; the rest is for training."
)
def share_the_wrong_way_round(model, x, y, batch_size=256, epochs=25, validation_split=0.2):
    return model.fit(
        x, y, batch_size=batch_size, epochs=epochs, validation_split=1 - validation_split, verbose=0
    )


@misconception(of="train", hint="Do not validate on samples that the model learns from.")
def validates_on_everything(model, x, y, batch_size=256, epochs=25, validation_split=0.2):
    return model.fit(x, y, batch_size=batch_size, epochs=epochs, validation_data=(x, y), verbose=0)


@misconception(of="train", hint="Do not train on the validation sample.")
def learns_from_the_validation_sample(model, x, y, batch_size=256, epochs=25, validation_split=0.2):
    kept = int(len(x) * validation_split)
    return model.fit(
        x,
        y,
        batch_size=batch_size,
        epochs=epochs,
        validation_data=(x[-kept:], y[-kept:]),
        verbose=0,
    )


@misconception(
    of="train",
    hint="Validate on the last samples in their given order, not on the first ones or on a random "
    "choice.",
)
def validates_on_the_first_samples(model, x, y, batch_size=256, epochs=25, validation_split=0.2):
    return model.fit(
        x[::-1],
        y[::-1],
        batch_size=batch_size,
        epochs=epochs,
        validation_split=validation_split,
        verbose=0,
    )


@misconception(of="train", hint="You set samples aside twice. Once is enough.")
def drops_the_rest_twice(model, x, y, batch_size=256, epochs=25, validation_split=0.2):
    first = len(x) - round(len(x) * validation_split)
    return model.fit(
        x[:first],
        y[:first],
        batch_size=batch_size,
        epochs=epochs,
        validation_split=validation_split,
        verbose=0,
    )


@misconception(of="train", hint="Run all epochs; the best one is found afterwards.")
def stops_early(model, x, y, batch_size=256, epochs=25, validation_split=0.2):
    return model.fit(
        x,
        y,
        batch_size=batch_size,
        epochs=epochs,
        validation_split=validation_split,
        verbose=0,
        callbacks=[keras.callbacks.EarlyStopping(patience=3)],
    )


@misconception(of="train", hint="You have swapped the batch size and the number of epochs.")
def swaps_batches_and_epochs(model, x, y, batch_size=256, epochs=25, validation_split=0.2):
    return model.fit(
        x, y, batch_size=epochs, epochs=batch_size, validation_split=validation_split, verbose=0
    )


@misconception(of="train", hint="Train for exactly as many epochs as given.")
def one_epoch_too_many(model, x, y, batch_size=256, epochs=25, validation_split=0.2):
    return model.fit(
        x, y, batch_size=batch_size, epochs=epochs + 1, validation_split=validation_split, verbose=0
    )


@misconception(
    of="train", hint="The model is already compiled; compiling it again loses its settings."
)
def compiles_again(model, x, y, batch_size=256, epochs=25, validation_split=0.2):
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model.fit(
        x, y, batch_size=batch_size, epochs=epochs, validation_split=validation_split, verbose=0
    )


@misconception(of="train", hint="Train the given model itself, neither a copy nor another one.")
def trains_a_copy(model, x, y, batch_size=256, epochs=25, validation_split=0.2):
    model = keras.models.clone_model(model)
    model.compile(optimizer="sgd", loss="binary_crossentropy")
    return model.fit(
        x, y, batch_size=batch_size, epochs=epochs, validation_split=validation_split, verbose=0
    )


@misconception(
    of="train", hint="Each label belongs to one sample; shuffling the two apart separates them."
)
def shuffles_inputs_and_labels_apart(model, x, y, batch_size=256, epochs=25, validation_split=0.2):
    rng = np.random.default_rng(0)
    return model.fit(
        rng.permutation(x),
        rng.permutation(y),
        batch_size=batch_size,
        epochs=epochs,
        validation_split=validation_split,
        verbose=0,
    )


@misconception(of="train", hint="Shuffling first changes which samples are used for validation.")
def shuffles_before_it_splits(model, x, y, batch_size=256, epochs=25, validation_split=0.2):
    order = np.random.default_rng(0).permutation(len(x))
    return model.fit(
        x[order],
        y[order],
        batch_size=batch_size,
        epochs=epochs,
        validation_split=validation_split,
        verbose=0,
    )


@misconception(
    of="train",
    hint="Give the model the inputs as they are; when it predicts later, it gets no others.",
)
def standardises_the_inputs(model, x, y, batch_size=256, epochs=25, validation_split=0.2):
    x = (x - np.mean(x, axis=0)) / np.std(x, axis=0)
    return model.fit(
        x, y, batch_size=batch_size, epochs=epochs, validation_split=validation_split, verbose=0
    )


@misconception(of="train", hint="The cross-entropy needs the labels 0 and 1 as they are.")
def labels_of_minus_one_and_one(model, x, y, batch_size=256, epochs=25, validation_split=0.2):
    y = 2 * y - 1
    return model.fit(
        x, y, batch_size=batch_size, epochs=epochs, validation_split=validation_split, verbose=0
    )


@misconception(of="train", hint="Every sample counts the same; do not weight the classes.")
def weights_the_classes(model, x, y, batch_size=256, epochs=25, validation_split=0.2):
    share = np.mean(y)
    return model.fit(
        x,
        y,
        batch_size=batch_size,
        epochs=epochs,
        validation_split=validation_split,
        class_weight={0: share, 1: 1 - share},
        verbose=0,
    )


@misconception(of="train", hint="Use every sample, for training or for validation.")
def uses_half_of_the_samples(model, x, y, batch_size=256, epochs=25, validation_split=0.2):
    return model.fit(
        x[::2],
        y[::2],
        batch_size=batch_size,
        epochs=epochs,
        validation_split=validation_split,
        verbose=0,
    )


@misconception(of="train", hint="You build a network of your own; train the one that is given.")
def trains_a_network_of_its_own(model, x, y, batch_size=256, epochs=25, validation_split=0.2):
    model = compile_classifier(build_classifier())
    return model.fit(
        x, y, batch_size=batch_size, epochs=epochs, validation_split=validation_split, verbose=0
    )


@misconception(of="train", hint="Leave the learning rate as it was compiled.")
def sets_a_rate_of_its_own(model, x, y, batch_size=256, epochs=25, validation_split=0.2):
    model.optimizer.learning_rate = 0.01
    return model.fit(
        x, y, batch_size=batch_size, epochs=epochs, validation_split=validation_split, verbose=0
    )


@misconception(of="best_epoch", hint="Epochs are counted from 1, indices from 0.")
def counts_from_zero(history):
    return np.argmin(history["val_loss"])


@misconception(of="best_epoch", hint="The training loss says nothing about new samples.")
def training_loss(history):
    return np.argmin(history["loss"]) + 1


@misconception(of="best_epoch", hint="The smaller a loss, the better.")
def greatest_loss(history):
    return np.argmax(history["val_loss"]) + 1


@misconception(of="best_epoch", hint="Look for the least loss, not the greatest accuracy.")
def greatest_accuracy(history):
    return np.argmax(history.get("val_accuracy", history["val_loss"])) + 1


@misconception(of="best_epoch", hint="Return the epoch, not its loss.")
def least_loss_itself(history):
    return min(history["val_loss"])


@misconception(of="best_epoch", hint="The last epoch is not always the best one.")
def number_of_epochs(history):
    return len(history["val_loss"])


@misconception(of="best_epoch", hint="The loss may fall further after a rise: look at all epochs.")
def first_rise(history):
    losses = history["val_loss"]
    for epoch in range(1, len(losses)):
        if losses[epoch] > losses[epoch - 1]:
            return epoch
    return len(losses)


@misconception(of="best_epoch", hint="You are one epoch too late.")
def one_too_far(history):
    return np.argmin(history["val_loss"]) + 2


@misconception(of="best_epoch", hint="Epochs are counted from the beginning.")
def counts_from_the_end(history):
    return np.argmin(history["val_loss"][::-1]) + 1


@misconception(of="best_epoch", hint="Two losses that are close together may both be bad.")
def smallest_gap(history):
    gaps = np.abs(np.subtract(history["val_loss"], history["loss"]))
    return np.argmin(gaps) + 1


@misconception(
    of="best_epoch", hint="Look for the least loss, not for the largest fall in one step."
)
def steepest_fall(history):
    losses = history["val_loss"]
    return np.argmin(np.diff(losses, prepend=losses[0])) + 1


@misconception(of="best_epoch", hint="Rounded losses hide small differences.")
def close_enough(history):
    return np.argmin(np.round(history["val_loss"], 3)) + 1


@misconception(
    of="best_epoch", hint="Sorting moves the least loss to the front and changes the caller's list."
)
def sorts_in_place(history):
    losses = history["val_loss"]
    losses.sort()
    return losses.index(min(losses)) + 1


@misconception(of="best_epoch", hint="Only the validation loss counts.")
def sum_of_both_losses(history):
    return np.argmin(np.add(history["val_loss"], history["loss"])) + 1


@misconception(of="best_epoch", hint="Return the epoch.")
def best_epoch_forgets_return(history):
    np.argmin(history["val_loss"]) + 1


@misconception(
    of="predict_labels", hint="A score is not a label yet: compare it with the threshold."
)
def gives_the_scores(model, x, threshold=0.5):
    return model.predict(x, verbose=0)[:, 0]


@misconception(of="predict_labels", hint="A score equal to the threshold also counts as positive.")
def strictly_above(model, x, threshold=0.5):
    scores = model.predict(x, verbose=0)[:, 0]
    return (scores > threshold).astype(int)


@misconception(
    of="predict_labels", hint="Use the threshold that is passed in, not always one half."
)
def ignores_the_threshold(model, x, threshold=0.5):
    scores = model.predict(x, verbose=0)[:, 0]
    return (scores >= 0.5).astype(int)


@misconception(
    of="predict_labels", hint="Rounding always cuts at one half, whatever the threshold is."
)
def rounds(model, x, threshold=0.5):
    scores = model.predict(x, verbose=0)[:, 0]
    return np.round(scores).astype(int)


@misconception(
    of="predict_labels", hint="Cutting off the decimals gives zero for every score below 1."
)
def cuts_off_the_decimals_of_scores(model, x, threshold=0.5):
    scores = model.predict(x, verbose=0)[:, 0]
    return scores.astype(int)


@misconception(of="predict_labels", hint="High scores get label 1.")
def the_wrong_way_round(model, x, threshold=0.5):
    scores = model.predict(x, verbose=0)[:, 0]
    return (scores < threshold).astype(int)


@misconception(of="predict_labels", hint="Keras returns a column; the labels have one axis.")
def column_of_labels(model, x, threshold=0.5):
    return (model.predict(x, verbose=0) >= threshold).astype(int)


@misconception(of="predict_labels", hint="A label is an integer.")
def labels_as_floats(model, x, threshold=0.5):
    scores = model.predict(x, verbose=0)[:, 0]
    return np.where(scores >= threshold, 1.0, 0.0)


@misconception(
    of="predict_labels",
    hint="With a single output the largest is always the first: compare it with the threshold.",
)
def largest_output(model, x, threshold=0.5):
    return np.argmax(model.predict(x, verbose=0), axis=1)


@misconception(of="predict_labels", hint="The labels are 0 and 1.")
def minus_one_for_no(model, x, threshold=0.5):
    scores = model.predict(x, verbose=0)[:, 0]
    return np.where(scores >= threshold, 1, -1)


@misconception(
    of="predict_labels", hint="Use the model's scores as they are, without another sigmoid."
)
def sigmoid_again(model, x, threshold=0.5):
    scores = model.predict(x, verbose=0)[:, 0]
    return (1 / (1 + np.exp(-scores)) >= threshold).astype(int)


@misconception(of="predict_labels", hint="The threshold is a score, not a distance from 1.")
def threshold_from_above(model, x, threshold=0.5):
    scores = model.predict(x, verbose=0)[:, 0]
    return (scores >= 1 - threshold).astype(int)


@misconception(
    of="predict_labels", hint="The threshold is a score, not the share of samples below it."
)
def share_of_the_samples(model, x, threshold=0.5):
    scores = model.predict(x, verbose=0)[:, 0]
    return (scores >= np.quantile(scores, threshold)).astype(int)


@misconception(of="predict_labels", hint="The threshold is not relative to the largest score.")
def threshold_of_the_largest(model, x, threshold=0.5):
    scores = model.predict(x, verbose=0)[:, 0]
    return (scores >= threshold * scores.max()).astype(int)


@misconception(
    of="predict_labels",
    hint="Return a label for every sample, not the indices of the positive ones.",
)
def positive_samples(model, x, threshold=0.5):
    scores = model.predict(x, verbose=0)[:, 0]
    return np.flatnonzero(scores >= threshold)


@misconception(of="predict_labels", hint="Each sample has its own label.")
def one_label_for_all(model, x, threshold=0.5):
    scores = model.predict(x, verbose=0)[:, 0]
    return int(scores.mean() >= threshold)


@misconception(
    of="predict_labels", hint="Compare the model's scores with the threshold, not the inputs."
)
def thresholds_the_inputs(model, x, threshold=0.5):
    return (np.asarray(x)[:, 1] >= threshold).astype(int)


@misconception(
    of="predict_labels",
    hint="Keras models no longer have a method for classes; start from the scores.",
)
def gone_from_keras(model, x, threshold=0.5):
    return model.predict_classes(x)


@misconception(of="predict_labels", hint="Return the labels.")
def predict_labels_forgets_return(model, x, threshold=0.5):
    scores = model.predict(x, verbose=0)[:, 0]
    (scores >= threshold).astype(int)


@misconception(
    of="build_better_classifier",
    hint="Without a hidden layer the network can only divide the classes by a plane.",
)
def linear():
    model = keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer="adam", loss="binary_crossentropy")
    return model


@misconception(
    of="build_better_classifier",
    hint="Layers without activations stay linear, however many there are.",
)
def deep_but_linear():
    model = keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(150),
            layers.Dense(100),
            layers.Dense(50),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer="adam", loss="binary_crossentropy")
    return model


@misconception(
    of="build_better_classifier",
    hint="Plain SGD at this rate makes too little progress in so few epochs.",
    misses_bar=True,
)
def better_by_plain_sgd():
    model = keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(100, activation="relu"),
            layers.Dense(100, activation="relu"),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer="sgd", loss="binary_crossentropy")
    return model


@misconception(
    of="build_better_classifier",
    hint="With such a small learning rate the weights hardly move.",
    misses_bar=True,
)
def rate_far_too_small():
    model = keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(100, activation="relu"),
            layers.Dense(100, activation="relu"),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(1e-6), loss="binary_crossentropy")
    return model


@misconception(
    of="build_better_classifier",
    hint="Sigmoid layers pass on small gradients: in so few epochs they only find a plane.",
    misses_bar=True,
)
def better_with_sigmoid_layers():
    model = keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(100, activation="sigmoid"),
            layers.Dense(100, activation="sigmoid"),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer="adam", loss="binary_crossentropy")
    return model


@misconception(
    of="build_better_classifier",
    hint="Weights that all begin at zero stay equal to each other; keep the random start.",
)
def better_with_weights_of_zero():
    model = keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(100, activation="relu", kernel_initializer="zeros"),
            layers.Dense(100, activation="relu", kernel_initializer="zeros"),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer="adam", loss="binary_crossentropy")
    return model


@misconception(of="build_better_classifier", hint="Compile the model before you return it.")
def not_compiled():
    return keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(100, activation="relu"),
            layers.Dense(100, activation="relu"),
            layers.Dense(1, activation="sigmoid"),
        ]
    )


@misconception(of="build_better_classifier", hint="Compile the model with a loss as well.")
def no_loss():
    model = keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(100, activation="relu"),
            layers.Dense(100, activation="relu"),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer="adam")
    return model


@misconception(
    of="build_better_classifier", hint="The network is larger than allowed. Count its parameters."
)
def too_many_parameters():
    model = keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(300, activation="relu"),
            layers.Dense(300, activation="relu"),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer="adam", loss="binary_crossentropy")
    return model


@misconception(
    of="build_better_classifier", hint="One probability for each sample is enough for two classes."
)
def two_outputs():
    model = keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(100, activation="relu"),
            layers.Dense(100, activation="relu"),
            layers.Dense(2, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    return model


@misconception(
    of="build_better_classifier", hint="Begin the model with its input, so that its weights exist."
)
def no_input():
    model = keras.Sequential(
        [
            layers.Dense(100, activation="relu"),
            layers.Dense(100, activation="relu"),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer="adam", loss="binary_crossentropy")
    return model


@misconception(
    of="build_better_classifier",
    hint="The output is not a probability, and the loss is not set to expect logits.",
)
def logits_as_probabilities():
    model = keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(100, activation="relu"),
            layers.Dense(100, activation="relu"),
            layers.Dense(1),
        ]
    )
    model.compile(optimizer="adam", loss="binary_crossentropy")
    return model


@misconception(
    of="build_better_classifier",
    hint="Both the loss and the output layer apply a sigmoid: one of them is enough.",
)
def probabilities_as_logits():
    model = keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(100, activation="relu"),
            layers.Dense(100, activation="relu"),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer="adam", loss=keras.losses.BinaryCrossentropy(from_logits=True))
    return model


@misconception(
    of="build_better_classifier",
    hint="The labels are 0 and 1; an output below 0 is not a probability.",
)
def better_with_tanh():
    model = keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(100, activation="relu"),
            layers.Dense(100, activation="relu"),
            layers.Dense(1, activation="tanh"),
        ]
    )
    model.compile(optimizer="adam", loss="hinge")
    return model
