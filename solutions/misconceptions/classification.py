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


@misconception(of="make_data", hint="There is one sine for a sample, taken of the whole sum.")
def adds_the_sines(n, rng):
    x = rng.uniform(size=(n, 10))
    return x, (np.sum(np.sin(x**2), axis=1) >= 0).astype(int)


@misconception(of="make_data", hint="All ten inputs belong to the sum.")
def leaves_out_an_input(n, rng):
    x = rng.uniform(size=(n, 10))
    return x, (np.sin(np.sum(x[:, 1:] ** 2, axis=1)) >= 0).astype(int)


@misconception(
    of="make_data", hint="Class 1 is where the sine is positive, not where it is negative."
)
def labels_the_wrong_way_round(n, rng):
    x = rng.uniform(size=(n, 10))
    return x, (np.sin(np.sum(x**2, axis=1)) < 0).astype(int)


@misconception(of="make_data", hint="The sine is not yet a label: only its sign counts.")
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


@misconception(of="make_data", hint="Rounding a sine gives three values; its sign has two.")
def rounds_the_sine(n, rng):
    x = rng.uniform(size=(n, 10))
    return x, np.round(np.sin(np.sum(x**2, axis=1))).astype(int)


@misconception(of="make_data", hint="Cutting the decimals off leaves a zero almost everywhere.")
def cuts_off_the_decimals(n, rng):
    x = rng.uniform(size=(n, 10))
    return x, np.sin(np.sum(x**2, axis=1)).astype(int)


@misconception(of="make_data", hint="The sine is compared with 0; it is no probability yet.")
def cut_at_a_half(n, rng):
    x = rng.uniform(size=(n, 10))
    return x, (np.sin(np.sum(x**2, axis=1)) >= 0.5).astype(int)


@misconception(
    of="make_data", hint="Beyond two pi the sine is positive again, and some sums get there."
)
def forgets_the_second_period(n, rng):
    x = rng.uniform(size=(n, 10))
    return x, (np.sum(x**2, axis=1) <= np.pi).astype(int)


@misconception(
    of="make_data",
    hint="The classes need not be of the same size: compare with 0, not with the middle sine.",
)
def as_many_of_each(n, rng):
    x = rng.uniform(size=(n, 10))
    sines = np.sin(np.sum(x**2, axis=1))
    return x, (sines >= np.median(sines)).astype(int)


@misconception(of="make_data", hint="The labels have one axis only.")
def labels_as_a_column(n, rng):
    x = rng.uniform(size=(n, 10))
    return x, (np.sin(np.sum(x**2, axis=1, keepdims=True)) >= 0).astype(int)


@misconception(
    of="make_data", hint="One number names the class; a column for each is another coding."
)
def one_column_a_class(n, rng):
    x = rng.uniform(size=(n, 10))
    y = (np.sin(np.sum(x**2, axis=1)) >= 0).astype(int)
    return x, np.stack([1 - y, y], axis=1)


@misconception(
    of="make_data", hint="The inputs are even between 0 and 1, not normally distributed."
)
def normal_inputs(n, rng):
    x = rng.normal(size=(n, 10))
    return x, (np.sin(np.sum(x**2, axis=1)) >= 0).astype(int)


@misconception(of="make_data", hint="The inputs begin at 0.")
def inputs_from_minus_one(n, rng):
    x = rng.uniform(-1, 1, size=(n, 10))
    return x, (np.sin(np.sum(x**2, axis=1)) >= 0).astype(int)


@misconception(of="make_data", hint="Samples stand in rows, inputs in columns.")
def features_in_rows(n, rng):
    x = rng.uniform(size=(10, n))
    return x, (np.sin(np.sum(x**2, axis=0)) >= 0).astype(int)


@misconception(of="make_data", hint="Every sample is drawn anew.")
def one_sample_repeated(n, rng):
    x = np.tile(rng.uniform(size=10), (n, 1))
    return x, (np.sin(np.sum(x**2, axis=1)) >= 0).astype(int)


@misconception(
    of="make_data", hint="Use the generator that is passed, not one with a seed of your own."
)
def fixed_seed(n, rng):
    x = np.random.default_rng(0).uniform(size=(n, 10))
    return x, (np.sin(np.sum(x**2, axis=1)) >= 0).astype(int)


@misconception(of="make_data", hint="The inputs come first, then the labels.")
def labels_first(n, rng):
    x = rng.uniform(size=(n, 10))
    return (np.sin(np.sum(x**2, axis=1)) >= 0).astype(int), x


@misconception(of="make_data", hint="The labels follow the rule exactly; none is drawn.")
def noisy_labels(n, rng):
    x = rng.uniform(size=(n, 10))
    sines = np.sin(np.sum(x**2, axis=1))
    return x, (sines + 0.05 * rng.normal(size=n) >= 0).astype(int)


@misconception(
    of="build_classifier",
    hint="The output is a probability; without its activation it is any number.",
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


@misconception(of="build_classifier", hint="ReLU keeps no output below 1; a probability needs it.")
def relu_on_the_output():
    return keras.Sequential(
        [
            keras.Input((10,)),
            layers.Dense(100, activation="relu"),
            layers.Dense(100, activation="relu"),
            layers.Dense(1, activation="relu"),
        ]
    )


@misconception(of="build_classifier", hint="Tanh goes down to -1; a probability is never negative.")
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
    of="build_classifier", hint="Without ReLU between them the layers are one linear map."
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


@misconception(of="build_classifier", hint="Both hidden layers have an activation.")
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
    of="build_classifier", hint="The hidden layers use ReLU; only the output has the sigmoid."
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
    hint="The input is no layer of units: two hidden layers and the output are all.",
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


@misconception(
    of="build_classifier",
    hint="The layers have biases, as dense layers have unless told otherwise.",
)
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


@misconception(of="build_classifier", hint="A sample has ten inputs; the 100 are units.")
def hundred_inputs():
    return keras.Sequential(
        [
            keras.Input((100,)),
            layers.Dense(100, activation="relu"),
            layers.Dense(100, activation="relu"),
            layers.Dense(1, activation="sigmoid"),
        ]
    )


@misconception(of="build_classifier", hint="Nothing but the dense layers belongs to this network.")
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
    of="build_classifier", hint="Weights that all begin at zero stay alike; leave the random start."
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


@misconception(of="compile_classifier", hint="The optimiser asked for is Adam.")
def plain_sgd(model):
    model.compile(optimizer="sgd", loss="binary_crossentropy", metrics=["accuracy"])
    return model


@misconception(
    of="compile_classifier", hint="RMSprop is a relative of Adam; Adam itself is asked for."
)
def rmsprop(model):
    model.compile(optimizer="rmsprop", loss="binary_crossentropy", metrics=["accuracy"])
    return model


@misconception(
    of="compile_classifier",
    hint="Leave Adam the learning rate that Keras gives it; this one is SGD's.",
)
def rate_of_sgd(model):
    model.compile(
        optimizer=keras.optimizers.Adam(0.01), loss="binary_crossentropy", metrics=["accuracy"]
    )
    return model


@misconception(of="compile_classifier", hint="Adam keeps its default settings, all of them.")
def rate_as_decay(model):
    model.compile(
        optimizer=keras.optimizers.Adam(beta_1=0.99),
        loss="binary_crossentropy",
        metrics=["accuracy"],
    )
    return model


@misconception(
    of="compile_classifier", hint="The squared error is for numbers; here a probability is judged."
)
def squared_error(model):
    model.compile(optimizer="adam", loss="mean_squared_error", metrics=["accuracy"])
    return model


@misconception(
    of="compile_classifier",
    hint="The categorical cross-entropy wants one output for each class; here is one for both.",
)
def categorical(model):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model


@misconception(
    of="compile_classifier",
    hint="The sparse loss picks one of several outputs by its label; this model has a single one.",
)
def sparse_categorical(model):
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


@misconception(
    of="compile_classifier",
    hint="Hinge wants raw scores and labels of -1 and 1; a probability has a loss of its own.",
)
def hinge(model):
    model.compile(optimizer="adam", loss="hinge", metrics=["accuracy"])
    return model


@misconception(
    of="compile_classifier",
    hint="The model gives probabilities already; the loss must not apply the sigmoid again.",
)
def from_logits(model):
    model.compile(
        optimizer="adam",
        loss=keras.losses.BinaryCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    return model


@misconception(of="compile_classifier", hint="The labels are taken as they are, without smoothing.")
def smooths_the_labels(model):
    model.compile(
        optimizer="adam",
        loss=keras.losses.BinaryCrossentropy(label_smoothing=0.1),
        metrics=["accuracy"],
    )
    return model


@misconception(of="compile_classifier", hint="The accuracy is to be watched, too.")
def no_metric(model):
    model.compile(optimizer="adam", loss="binary_crossentropy")
    return model


@misconception(
    of="compile_classifier", hint="What is watched is the share of right labels, not an error."
)
def watches_the_error(model):
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["mean_squared_error"])
    return model


@misconception(
    of="compile_classifier",
    hint="The area under the curve is worth watching, but the accuracy is asked for.",
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
    hint="The accuracy for several classes looks for the largest output; there is only one.",
)
def categorical_accuracy(model):
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["categorical_accuracy"])
    return model


@misconception(
    of="compile_classifier", hint="A metric is only watched; what is minimised is the loss."
)
def cross_entropy_as_a_metric_only(model):
    model.compile(optimizer="adam", metrics=["binary_crossentropy", "accuracy"])
    return model


@misconception(of="compile_classifier", hint="The function gives the model back.")
def compile_classifier_forgets_return(model):
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])


@misconception(
    of="compile_classifier", hint="The given model itself is to be compiled, not a copy of it."
)
def compiles_a_copy(model):
    model = keras.models.clone_model(model)
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model


@misconception(
    of="compile_classifier", hint="A model learns only after it was told loss and optimiser."
)
def does_not_compile(model):
    return model


@misconception(of="train", hint="What fit returns is asked for, not the model.")
def returns_the_model(model, x, y, batch_size=256, epochs=25, validation_split=0.2):
    model.fit(
        x, y, batch_size=batch_size, epochs=epochs, validation_split=validation_split, verbose=0
    )
    return model


@misconception(of="train", hint="What fit returns must be given back.")
def train_forgets_return(model, x, y, batch_size=256, epochs=25, validation_split=0.2):
    model.fit(
        x, y, batch_size=batch_size, epochs=epochs, validation_split=validation_split, verbose=0
    )


@misconception(of="train", hint="The batch size that is passed must reach fit.")
def ignores_the_batch_size(model, x, y, batch_size=256, epochs=25, validation_split=0.2):
    return model.fit(x, y, epochs=epochs, validation_split=validation_split, verbose=0)


@misconception(of="train", hint="The number of epochs that is passed must reach fit.")
def ignores_the_epochs(model, x, y, batch_size=256, epochs=25, validation_split=0.2):
    return model.fit(x, y, batch_size=batch_size, validation_split=validation_split, verbose=0)


@misconception(of="train", hint="The share that is passed must reach fit.")
def ignores_the_share(model, x, y, batch_size=256, epochs=25, validation_split=0.2):
    return model.fit(x, y, batch_size=batch_size, epochs=epochs, validation_split=0.2, verbose=0)


@misconception(of="train", hint="A part of the samples is put aside for validation.")
def no_validation(model, x, y, batch_size=256, epochs=25, validation_split=0.2):
    return model.fit(x, y, batch_size=batch_size, epochs=epochs, verbose=0)


@misconception(
    of="train", hint="The share is that of the validation sample; the rest is learned from."
)
def share_the_wrong_way_round(model, x, y, batch_size=256, epochs=25, validation_split=0.2):
    return model.fit(
        x, y, batch_size=batch_size, epochs=epochs, validation_split=1 - validation_split, verbose=0
    )


@misconception(of="train", hint="Samples that are learned from cannot validate.")
def validates_on_everything(model, x, y, batch_size=256, epochs=25, validation_split=0.2):
    return model.fit(x, y, batch_size=batch_size, epochs=epochs, validation_data=(x, y), verbose=0)


@misconception(of="train", hint="The validation sample must be left out of the training.")
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
    of="train", hint="The last samples validate, as they stand: not the first ones, not a mixture."
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


@misconception(of="train", hint="What is put aside already must not be put aside again.")
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


@misconception(of="train", hint="All epochs are made; the best one is looked for afterwards.")
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


@misconception(of="train", hint="Batch size and epochs have changed places.")
def swaps_batches_and_epochs(model, x, y, batch_size=256, epochs=25, validation_split=0.2):
    return model.fit(
        x, y, batch_size=epochs, epochs=batch_size, validation_split=validation_split, verbose=0
    )


@misconception(of="train", hint="There are exactly as many epochs as asked for.")
def one_epoch_too_many(model, x, y, batch_size=256, epochs=25, validation_split=0.2):
    return model.fit(
        x, y, batch_size=batch_size, epochs=epochs + 1, validation_split=validation_split, verbose=0
    )


@misconception(
    of="train", hint="The model is compiled already; compiling again forgets what was chosen."
)
def compiles_again(model, x, y, batch_size=256, epochs=25, validation_split=0.2):
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model.fit(
        x, y, batch_size=batch_size, epochs=epochs, validation_split=validation_split, verbose=0
    )


@misconception(of="train", hint="The given model is to be trained, not a copy.")
def trains_a_copy(model, x, y, batch_size=256, epochs=25, validation_split=0.2):
    model = keras.models.clone_model(model)
    model.compile(optimizer="sgd", loss="binary_crossentropy")
    return model.fit(
        x, y, batch_size=batch_size, epochs=epochs, validation_split=validation_split, verbose=0
    )


@misconception(of="best_epoch", hint="Epochs are counted from 1, indices from 0.")
def counts_from_zero(history):
    return np.argmin(history["val_loss"])


@misconception(of="best_epoch", hint="The training loss says nothing about new samples.")
def training_loss(history):
    return np.argmin(history["loss"]) + 1


@misconception(of="best_epoch", hint="A loss is better the smaller it is.")
def greatest_loss(history):
    return np.argmax(history["val_loss"]) + 1


@misconception(of="best_epoch", hint="The least loss is asked for, not the greatest accuracy.")
def greatest_accuracy(history):
    return np.argmax(history.get("val_accuracy", history["val_loss"])) + 1


@misconception(of="best_epoch", hint="Asked for is the epoch, not its loss.")
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


@misconception(of="best_epoch", hint="Two losses that are alike may both be bad.")
def smallest_gap(history):
    gaps = np.abs(np.subtract(history["val_loss"], history["loss"]))
    return np.argmin(gaps) + 1


@misconception(
    of="best_epoch", hint="The loss is least where it has fallen farthest in all, not in one step."
)
def steepest_fall(history):
    losses = history["val_loss"]
    return np.argmin(np.diff(losses, prepend=losses[0])) + 1


@misconception(of="best_epoch", hint="Rounded losses hide small differences.")
def close_enough(history):
    return np.argmin(np.round(history["val_loss"], 3)) + 1


@misconception(
    of="best_epoch",
    hint="Sorting moves the least loss to the front, and changes what belongs to the caller.",
)
def sorts_in_place(history):
    losses = history["val_loss"]
    losses.sort()
    return losses.index(min(losses)) + 1


@misconception(of="best_epoch", hint="Only the validation loss counts.")
def sum_of_both_losses(history):
    return np.argmin(np.add(history["val_loss"], history["loss"])) + 1


@misconception(of="best_epoch", hint="The epoch must be returned.")
def best_epoch_forgets_return(history):
    np.argmin(history["val_loss"]) + 1


@misconception(
    of="predict_labels", hint="A score is not yet a label: compare it with the threshold."
)
def gives_the_scores(model, x, threshold=0.5):
    return model.predict(x, verbose=0)[:, 0]


@misconception(of="predict_labels", hint="A score of exactly the threshold is positive, too.")
def strictly_above(model, x, threshold=0.5):
    scores = model.predict(x, verbose=0)[:, 0]
    return (scores > threshold).astype(int)


@misconception(
    of="predict_labels", hint="The threshold that is passed decides, not always one half."
)
def ignores_the_threshold(model, x, threshold=0.5):
    scores = model.predict(x, verbose=0)[:, 0]
    return (scores >= 0.5).astype(int)


@misconception(of="predict_labels", hint="Rounding cuts at one half, whatever the threshold is.")
def rounds(model, x, threshold=0.5):
    scores = model.predict(x, verbose=0)[:, 0]
    return np.round(scores).astype(int)


@misconception(
    of="predict_labels", hint="Cutting off the decimals leaves a zero for every score below 1."
)
def cuts_off_the_decimals_of_scores(model, x, threshold=0.5):
    scores = model.predict(x, verbose=0)[:, 0]
    return scores.astype(int)


@misconception(of="predict_labels", hint="Label 1 is for the high scores.")
def the_wrong_way_round(model, x, threshold=0.5):
    scores = model.predict(x, verbose=0)[:, 0]
    return (scores < threshold).astype(int)


@misconception(of="predict_labels", hint="Keras gives a column; the labels have one axis.")
def column_of_labels(model, x, threshold=0.5):
    return (model.predict(x, verbose=0) >= threshold).astype(int)


@misconception(of="predict_labels", hint="A label is a whole number.")
def labels_as_floats(model, x, threshold=0.5):
    scores = model.predict(x, verbose=0)[:, 0]
    return np.where(scores >= threshold, 1.0, 0.0)


@misconception(
    of="predict_labels",
    hint="Of a single output the largest is always the first: compare it with the threshold.",
)
def largest_output(model, x, threshold=0.5):
    return np.argmax(model.predict(x, verbose=0), axis=1)


@misconception(of="predict_labels", hint="The labels are 0 and 1.")
def minus_one_for_no(model, x, threshold=0.5):
    scores = model.predict(x, verbose=0)[:, 0]
    return np.where(scores >= threshold, 1, -1)


@misconception(
    of="predict_labels", hint="The model's scores are used as they are, without another sigmoid."
)
def sigmoid_again(model, x, threshold=0.5):
    scores = model.predict(x, verbose=0)[:, 0]
    return (1 / (1 + np.exp(-scores)) >= threshold).astype(int)


@misconception(of="predict_labels", hint="The threshold is a score, not a distance from 1.")
def threshold_from_above(model, x, threshold=0.5):
    scores = model.predict(x, verbose=0)[:, 0]
    return (scores >= 1 - threshold).astype(int)


@misconception(
    of="predict_labels", hint="The threshold is a score, not the share of samples that stay below."
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
    hint="Every sample gets a label; these are the numbers of the positive ones.",
)
def positive_samples(model, x, threshold=0.5):
    scores = model.predict(x, verbose=0)[:, 0]
    return np.flatnonzero(scores >= threshold)


@misconception(of="predict_labels", hint="Each sample has a label of its own.")
def one_label_for_all(model, x, threshold=0.5):
    scores = model.predict(x, verbose=0)[:, 0]
    return int(scores.mean() >= threshold)


@misconception(of="predict_labels", hint="The model has to see the samples first.")
def thresholds_the_inputs(model, x, threshold=0.5):
    return (np.asarray(x)[:, 1] >= threshold).astype(int)


@misconception(
    of="predict_labels",
    hint="Today's Keras models have no method for classes; start from the scores.",
)
def gone_from_keras(model, x, threshold=0.5):
    return model.predict_classes(x)


@misconception(of="predict_labels", hint="The labels must be returned.")
def predict_labels_forgets_return(model, x, threshold=0.5):
    scores = model.predict(x, verbose=0)[:, 0]
    (scores >= threshold).astype(int)


@misconception(
    of="build_better_classifier",
    hint="Without a hidden layer only a plane can divide the classes.",
    misses_bar=True,
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
    hint="Layers without activations, however many, stay linear.",
    misses_bar=True,
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
    hint="Plain SGD at this rate is far from done after so few epochs.",
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
    hint="With so small a learning rate the weights hardly move.",
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


@misconception(of="build_better_classifier", hint="Compiling takes a loss, too.")
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
    of="build_better_classifier", hint="The network is larger than allowed: count its parameters."
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
    of="build_better_classifier", hint="The output is no probability, and the loss is not told so."
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
    hint="The loss applies a sigmoid, and so does the output: one of them is enough.",
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
    hint="The labels are 0 and 1; an output below 0 is no probability.",
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
