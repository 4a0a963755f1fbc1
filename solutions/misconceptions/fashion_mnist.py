"""Mistakes in 12 Fashion-MNIST."""

import keras
import numpy as np
from keras import layers

from autograder.course.bank import misconception


@misconception(of="preprocess", hint="The pixels still go up to 255: you changed only their type.")
def converts_only(images):
    return np.asarray(images, dtype="float32")


@misconception(of="preprocess", hint="Integer division cuts off the fractions.")
def integer_division(images):
    return (images // 255).astype("float32")


@misconception(of="preprocess", hint="White is level 255, not 256: it should become exactly 1.")
def divides_by_256(images):
    return np.asarray(images, dtype="float32") / 256


@misconception(
    of="preprocess",
    hint="The scale is fixed; it must not depend on the brightest pixel in the data.",
)
def divides_by_the_maximum(images):
    images = np.asarray(images, dtype="float32")
    return images / images.max()


@misconception(
    of="preprocess", hint="Use the same scale for every image, so that a dark one stays dark."
)
def each_image_has_its_own_scale(images):
    images = np.asarray(images, dtype="float32")
    return images / images.max(axis=(1, 2), keepdims=True)


@misconception(of="preprocess", hint="Black is always level 0, not the darkest pixel in the data.")
def stretches_to_the_range(images):
    images = np.asarray(images, dtype="float32")
    return (images - images.min()) / np.ptp(images)


@misconception(of="preprocess", hint="The values are right; check the type of the result.")
def double_precision(images):
    return np.asarray(images) / 255.0


@misconception(of="preprocess", hint="Half precision is not precise enough here.")
def half_precision(images):
    return (np.asarray(images) / 255).astype("float16")


@misconception(
    of="preprocess", hint="Converted back to integers, every level below white becomes 0."
)
def back_to_bytes(images):
    return (np.asarray(images) / 255).astype("uint8")


@misconception(of="preprocess", hint="Divide by 255 only once.")
def divides_twice(images):
    return np.asarray(images, dtype="float32") / 255 / 255


@misconception(of="preprocess", hint="Grey levels are not percentages.")
def divides_by_100(images):
    return np.asarray(images, dtype="float32") / 100


@misconception(of="preprocess", hint="Zero stays zero: do not centre the range.")
def centres_around_zero(images):
    return np.asarray(images, dtype="float32") / 127.5 - 1


@misconception(
    of="preprocess",
    hint="You do not need the mean or the standard deviation: only scale to the range.",
)
def standardizes(images):
    images = np.asarray(images, dtype="float32")
    return (images - images.mean()) / images.std()


@misconception(of="preprocess", hint="You have swapped black and white.")
def inverts(images):
    return 1 - np.asarray(images, dtype="float32") / 255


@misconception(of="preprocess", hint="The shades between black and white must be kept.")
def black_or_white(images):
    return (np.asarray(images) > 127).astype("float32")


@misconception(of="preprocess", hint="Flattening is done by the model: keep the shape.")
def flattens(images):
    images = np.asarray(images, dtype="float32") / 255
    return images.reshape(len(images), -1)


@misconception(of="preprocess", hint="Do not add an axis for channels: keep the shape.")
def adds_a_channel(images):
    return np.asarray(images, dtype="float32")[..., np.newaxis] / 255


@misconception(of="preprocess", hint="The images may have any size, not only 28 x 28.")
def always_28_by_28(images):
    return np.reshape(images, (-1, 28, 28)).astype("float32") / 255


@misconception(of="preprocess", hint="The type does not tell whether something is already scaled.")
def floats_are_left_as_they_are(images):
    if np.issubdtype(images.dtype, np.floating):
        return images.astype("float32")
    return images.astype("float32") / 255


@misconception(
    of="preprocess", hint="Dark images need the same division, even if no level is above 1."
)
def guesses_from_the_maximum(images):
    images = np.asarray(images, dtype="float32")
    return images / 255 if images.max() > 1 else images


@misconception(
    of="preprocess",
    hint="You divide in place if the input is floating point: that changes the caller's array.",
)
def divides_in_place(images):
    images = images.astype("float32", copy=False)
    images /= 255
    return images


@misconception(of="preprocess", hint="Return the images.")
def preprocess_forgets_return(images):
    images = np.asarray(images, dtype="float32") / 255


@misconception(of="class_name", hint="Labels begin at 0, and so do the positions in a list.")
def counts_from_one(label):
    names = ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker"]
    names += ["Bag", "Ankle boot"]
    return names[label - 1]


@misconception(of="class_name", hint="The classes have their own order, not the alphabetical one.")
def in_alphabetical_order(label):
    names = ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker"]
    names += ["Bag", "Ankle boot"]
    return sorted(names)[label]


@misconception(of="class_name", hint="You have swapped two kinds of shoes.")
def swaps_sandal_and_sneaker(label):
    names = ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sneaker", "Shirt", "Sandal"]
    names += ["Bag", "Ankle boot"]
    return names[label]


@misconception(of="class_name", hint="T-shirt and shirt are two classes: the T-shirt comes first.")
def swaps_the_shirts(label):
    names = ["Shirt", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "T-shirt/top", "Sneaker"]
    names += ["Bag", "Ankle boot"]
    return names[label]


@misconception(of="class_name", hint="You have swapped the dress and the coat.")
def swaps_dress_and_coat(label):
    names = ["T-shirt/top", "Trouser", "Pullover", "Coat", "Dress", "Sandal", "Shirt", "Sneaker"]
    names += ["Bag", "Ankle boot"]
    return names[label]


@misconception(of="class_name", hint="Each name begins with a capital letter.")
def lower_case(label):
    names = ["t-shirt/top", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker"]
    names += ["bag", "ankle boot"]
    return names[label]


@misconception(of="class_name", hint="Only the first word of a name has a capital letter.")
def title_case(label):
    names = ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker"]
    names += ["Bag", "Ankle Boot"]
    return names[label]


@misconception(
    of="class_name", hint="The name of the first class has two parts, with a slash between them."
)
def shortens_the_first_name(label):
    names = ["T-shirt", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker"]
    names += ["Bag", "Ankle boot"]
    return names[label]


@misconception(of="class_name", hint="The name for trousers is in the singular here.")
def trousers(label):
    names = ["T-shirt/top", "Trousers", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker"]
    names += ["Bag", "Ankle boot"]
    return names[label]


@misconception(of="class_name", hint="Return the name; do not print it.")
def prints_the_name(label):
    names = ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker"]
    names += ["Bag", "Ankle boot"]
    print(names[label])


@misconception(of="class_name", hint="Return one name, not the list of all names.")
def all_the_names(label):
    names = ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker"]
    return [*names, "Bag", "Ankle boot"]


@misconception(
    of="build_mlp",
    hint="A dense layer treats each row of an image separately: flatten the image into one row "
    "first.",
)
def forgets_to_flatten():
    return keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Dense(512, activation="relu"),
            layers.Dense(512, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )


@misconception(
    of="build_mlp", hint="Flatten before the first dense layer, not after the last hidden one."
)
def flattens_late():
    return keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Dense(512, activation="relu"),
            layers.Dense(512, activation="relu"),
            layers.Flatten(),
            layers.Dense(10, activation="softmax"),
        ]
    )


@misconception(of="build_mlp", hint="The ten outputs are not probabilities yet.")
def forgets_the_softmax():
    return keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Flatten(),
            layers.Dense(512, activation="relu"),
            layers.Dense(512, activation="relu"),
            layers.Dense(10),
        ]
    )


@misconception(
    of="build_mlp", hint="Ten sigmoids need not add up to 1; an image has exactly one class."
)
def sigmoids_at_the_end():
    return keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Flatten(),
            layers.Dense(512, activation="relu"),
            layers.Dense(512, activation="relu"),
            layers.Dense(10, activation="sigmoid"),
        ]
    )


@misconception(of="build_mlp", hint="ReLU is for hidden layers; the output has another activation.")
def relu_at_the_end():
    return keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Flatten(),
            layers.Dense(512, activation="relu"),
            layers.Dense(512, activation="relu"),
            layers.Dense(10, activation="relu"),
        ]
    )


@misconception(of="build_mlp", hint="Softmax belongs at the end, once: you apply it twice.")
def softmax_twice():
    return keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Flatten(),
            layers.Dense(512, activation="relu"),
            layers.Dense(512, activation="relu"),
            layers.Dense(10, activation="softmax"),
            layers.Softmax(),
        ]
    )


@misconception(of="build_mlp", hint="The logarithm is part of the loss, not of the output.")
def log_softmax():
    return keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Flatten(),
            layers.Dense(512, activation="relu"),
            layers.Dense(512, activation="relu"),
            layers.Dense(10, activation="log_softmax"),
        ]
    )


@misconception(of="build_mlp", hint="A single output cannot distinguish ten classes.")
def one_output():
    return keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Flatten(),
            layers.Dense(512, activation="relu"),
            layers.Dense(512, activation="relu"),
            layers.Dense(1, activation="sigmoid"),
        ]
    )


@misconception(of="build_mlp", hint="Labels from 0 to 9 are ten classes, not nine.")
def nine_outputs():
    return keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Flatten(),
            layers.Dense(512, activation="relu"),
            layers.Dense(512, activation="relu"),
            layers.Dense(9, activation="softmax"),
        ]
    )


@misconception(of="build_mlp", hint="Counting the classes from 0 to 9 gives ten, not eleven.")
def eleven_outputs():
    return keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Flatten(),
            layers.Dense(512, activation="relu"),
            layers.Dense(512, activation="relu"),
            layers.Dense(11, activation="softmax"),
        ]
    )


@misconception(of="build_mlp", hint="Both hidden layers have 512 units.")
def second_layer_narrower():
    return keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Flatten(),
            layers.Dense(512, activation="relu"),
            layers.Dense(256, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )


@misconception(of="build_mlp", hint="There are two hidden layers.")
def one_hidden_layer():
    return keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Flatten(),
            layers.Dense(512, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )


@misconception(
    of="build_mlp", hint="The 784 pixels are the input; they do not need their own dense layer."
)
def pixels_as_a_layer():
    return keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Flatten(),
            layers.Dense(784, activation="relu"),
            layers.Dense(512, activation="relu"),
            layers.Dense(512, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )


@misconception(
    of="build_mlp", hint="One layer used twice has only one set of weights: make two layers."
)
def shares_the_hidden_layer():
    inputs = keras.Input((28, 28))
    hidden = layers.Dense(784, activation="relu")
    steps = hidden(hidden(layers.Flatten()(inputs)))
    return keras.Model(inputs, layers.Dense(10, activation="softmax")(steps))


@misconception(
    of="build_mlp", hint="Without activations, all the layers together are one linear map."
)
def hidden_layers_linear():
    return keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Flatten(),
            layers.Dense(512),
            layers.Dense(512),
            layers.Dense(10, activation="softmax"),
        ]
    )


@misconception(of="build_mlp", hint="The hidden layers use ReLU.")
def hidden_layers_tanh():
    return keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Flatten(),
            layers.Dense(512, activation="tanh"),
            layers.Dense(512, activation="tanh"),
            layers.Dense(10, activation="softmax"),
        ]
    )


@misconception(of="build_mlp", hint="Softmax is for the output; hidden layers use ReLU.")
def softmax_everywhere():
    return keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Flatten(),
            layers.Dense(512, activation="softmax"),
            layers.Dense(512, activation="softmax"),
            layers.Dense(10, activation="softmax"),
        ]
    )


@misconception(of="build_mlp", hint="The dense layers have biases, as they do by default.")
def without_biases():
    return keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Flatten(),
            layers.Dense(512, activation="relu", use_bias=False),
            layers.Dense(512, activation="relu", use_bias=False),
            layers.Dense(10, activation="softmax", use_bias=False),
        ]
    )


@misconception(of="build_mlp", hint="This network has no dropout.")
def dropout_between():
    return keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Flatten(),
            layers.Dense(512, activation="relu"),
            layers.Dropout(0.2),
            layers.Dense(512, activation="relu"),
            layers.Dropout(0.2),
            layers.Dense(10, activation="softmax"),
        ]
    )


@misconception(
    of="build_mlp", hint="Dropout after the output removes whole classes from the answer."
)
def dropout_after_the_output():
    return keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Flatten(),
            layers.Dense(512, activation="relu"),
            layers.Dense(512, activation="relu"),
            layers.Dense(10, activation="softmax"),
            layers.Dropout(0.3),
        ]
    )


@misconception(
    of="build_mlp", hint="The images are already between 0 and 1 when they reach the model."
)
def scales_once_more():
    return keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Rescaling(1 / 255),
            layers.Flatten(),
            layers.Dense(512, activation="relu"),
            layers.Dense(512, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )


@misconception(
    of="build_mlp", hint="The model takes images of 28 by 28 pixels and flattens them itself."
)
def takes_flat_images():
    return keras.Sequential(
        [
            keras.Input((784,)),
            layers.Dense(512, activation="relu"),
            layers.Dense(512, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )


@misconception(of="build_mlp", hint="Without an input the model has no weights yet.")
def without_an_input():
    return keras.Sequential(
        [
            layers.Flatten(),
            layers.Dense(512, activation="relu"),
            layers.Dense(512, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )


@misconception(
    of="build_mlp",
    hint="Units that start with the same weights stay the same; start with random ones.",
)
def constant_weights():
    return keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Flatten(),
            layers.Dense(512, activation="relu", kernel_initializer="zeros"),
            layers.Dense(512, activation="relu", kernel_initializer="zeros"),
            layers.Dense(10, activation="softmax", kernel_initializer="zeros"),
        ]
    )


@misconception(of="build_mlp", hint="Return the model.")
def build_mlp_forgets_return():
    keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Flatten(),
            layers.Dense(512, activation="relu"),
            layers.Dense(512, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )


@misconception(of="compile_mlp", hint="This loss needs one-hot rows; the labels are integers.")
def loss_for_one_hot_labels(model):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model


@misconception(of="compile_mlp", hint="This cross-entropy is for two classes; here there are ten.")
def loss_for_two_classes(model):
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model


@misconception(of="compile_mlp", hint="A label is the name of a class, not a quantity to predict.")
def squared_error(model):
    model.compile(optimizer="adam", loss="mse", metrics=["accuracy"])
    return model


@misconception(
    of="compile_mlp", hint="The model already ends in a softmax; the loss must not apply another."
)
def loss_expects_logits(model):
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer="adam", loss=loss, metrics=["accuracy"])
    return model


@misconception(of="compile_mlp", hint="The accuracy should be a metric as well.")
def no_metrics(model):
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    return model


@misconception(
    of="compile_mlp", hint="Keras reports the loss anyway; the exercise asks for the accuracy."
)
def loss_as_metric(model):
    loss = "sparse_categorical_crossentropy"
    model.compile(optimizer="adam", loss=loss, metrics=[loss])
    return model


@misconception(
    of="compile_mlp", hint="This accuracy expects one-hot rows, so here it measures something else."
)
def accuracy_of_one_hot_labels(model):
    metric = keras.metrics.CategoricalAccuracy()
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=[metric])
    return model


@misconception(
    of="compile_mlp", hint="A true class among the five best guesses is not yet a right answer."
)
def accuracy_of_the_best_five(model):
    metric = keras.metrics.SparseTopKCategoricalAccuracy(k=5)
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=[metric])
    return model


@misconception(of="compile_mlp", hint="Use Adam as the optimiser.")
def plain_sgd(model):
    model.compile(optimizer="sgd", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


@misconception(of="compile_mlp", hint="RMSprop lacks Adam's momentum.")
def rmsprop(model):
    model.compile(optimizer="rmsprop", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


@misconception(of="compile_mlp", hint="This variant of Adam also lets the weights decay.")
def adam_with_decay(model):
    model.compile(optimizer="adamw", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


@misconception(of="compile_mlp", hint="Adam's default learning rate is smaller than that of SGD.")
def rate_of_sgd(model):
    optimizer = keras.optimizers.Adam(0.01)
    model.compile(optimizer, "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


@misconception(of="compile_mlp", hint="Keep Adam's default settings, including its averages.")
def other_averages(model):
    optimizer = keras.optimizers.Adam(beta_1=0.5)
    model.compile(optimizer, "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


@misconception(of="compile_mlp", hint="Without a loss there is nothing to minimise.")
def no_loss(model):
    model.compile(optimizer="adam", metrics=["accuracy"])
    return model


@misconception(of="compile_mlp", hint="The model needs a loss and an optimiser.")
def does_not_compile(model):
    return model


@misconception(
    of="compile_mlp",
    hint="Compile the given model itself, not a copy of it.",
    unseen="What it returns is right; only the model that it was given shows the mistake.",
)
def compiles_a_copy(model):
    copy = keras.models.clone_model(model)
    copy.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return copy


@misconception(of="compile_mlp", hint="Compiling returns nothing; return the model afterwards.")
def returns_what_compile_gives(model):
    return model.compile(
        optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"]
    )


@misconception(of="train", hint="Return what fit returns, not the model.")
def returns_the_model(model, images, labels, batch_size=32, epochs=5):
    model.fit(images, labels, batch_size=batch_size, epochs=epochs, verbose=0)
    return model


@misconception(of="train", hint="Return the History.")
def train_forgets_return(model, images, labels, batch_size=32, epochs=5):
    model.fit(images, labels, batch_size=batch_size, epochs=epochs, verbose=0)


@misconception(of="train", hint="Pass the given batch size to fit.")
def ignores_the_batch_size(model, images, labels, batch_size=32, epochs=5):
    return model.fit(images, labels, epochs=epochs, verbose=0)


@misconception(of="train", hint="Pass the given number of epochs to fit.")
def ignores_the_epochs(model, images, labels, batch_size=32, epochs=5):
    return model.fit(images, labels, batch_size=batch_size, epochs=5, verbose=0)


@misconception(of="train", hint="By default fit trains for only one epoch.")
def one_epoch(model, images, labels, batch_size=32, epochs=5):
    return model.fit(images, labels, batch_size=batch_size, verbose=0)


@misconception(of="train", hint="You have swapped the batch size and the number of epochs.")
def swaps_batches_and_epochs(model, images, labels, batch_size=32, epochs=5):
    return model.fit(images, labels, batch_size=epochs, epochs=batch_size, verbose=0)


@misconception(of="train", hint="Train on all images; do not set any aside for validation.")
def puts_images_aside(model, images, labels, batch_size=32, epochs=5):
    return model.fit(
        images, labels, batch_size=batch_size, epochs=epochs, validation_split=0.2, verbose=0
    )


@misconception(of="train", hint="Do not validate on the images that the model trains on.")
def validates_on_the_training_images(model, images, labels, batch_size=32, epochs=5):
    data = (images, labels)
    return model.fit(*data, batch_size, epochs, verbose=0, validation_data=data)


@misconception(of="train", hint="Train on every image.")
def trains_on_half(model, images, labels, batch_size=32, epochs=5):
    half = len(images) // 2
    return model.fit(images[:half], labels[:half], batch_size=batch_size, epochs=epochs, verbose=0)


@misconception(of="train", hint="The images are already preprocessed.")
def scales_again(model, images, labels, batch_size=32, epochs=5):
    return model.fit(images / 255, labels, batch_size=batch_size, epochs=epochs, verbose=0)


@misconception(of="train", hint="Shuffling only the images separates them from their labels.")
def shuffles_the_images_only(model, images, labels, batch_size=32, epochs=5):
    images = np.random.default_rng(0).permutation(images)
    return model.fit(images, labels, batch_size=batch_size, epochs=epochs, verbose=0)


@misconception(
    of="train", hint="The model is already compiled; compiling it again loses its settings."
)
def compiles_again(model, images, labels, batch_size=32, epochs=5):
    compile_mlp(model)
    return model.fit(images, labels, batch_size=batch_size, epochs=epochs, verbose=0)


@misconception(of="train", hint="Train the given model itself, neither a copy nor another one.")
def trains_a_copy(model, images, labels, batch_size=32, epochs=5):
    copy = compile_mlp(keras.models.clone_model(model))
    return copy.fit(images, labels, batch_size=batch_size, epochs=epochs, verbose=0)


@misconception(of="train", hint="Train for exactly as many epochs as given.")
def one_epoch_too_few(model, images, labels, batch_size=32, epochs=5):
    return model.fit(images, labels, batch_size=batch_size, epochs=epochs - 1, verbose=0)


@misconception(
    of="train", hint="Give the model the images as they are, not normalised pixel by pixel."
)
def standardises_the_images(model, images, labels, batch_size=32, epochs=5):
    images = (images - np.mean(images, axis=0)) / (np.std(images, axis=0) + 1e-7)
    return model.fit(images, labels, batch_size=batch_size, epochs=epochs, verbose=0)


@misconception(of="train", hint="Shades of grey tell the classes apart, too: keep them.")
def makes_the_images_black_and_white(model, images, labels, batch_size=32, epochs=5):
    images = (images > 0.5).astype("float32")
    return model.fit(images, labels, batch_size=batch_size, epochs=epochs, verbose=0)


@misconception(of="train", hint="Do not add noise to the images.")
def adds_noise(model, images, labels, batch_size=32, epochs=5):
    images = images + np.random.default_rng(0).normal(scale=0.1, size=images.shape)
    return model.fit(images, labels, batch_size=batch_size, epochs=epochs, verbose=0)


@misconception(of="train", hint="The loss takes the labels as integers; do not make them one-hot.")
def makes_the_labels_one_hot(model, images, labels, batch_size=32, epochs=5):
    labels = keras.utils.to_categorical(labels, model.output_shape[1])
    return model.fit(images, labels, batch_size=batch_size, epochs=epochs, verbose=0)


@misconception(of="train", hint="The last batch may be smaller than the others; keep it.")
def drops_the_last_batch(model, images, labels, batch_size=32, epochs=5):
    whole = max(len(images) // batch_size, 1) * batch_size
    return model.fit(
        images[:whole], labels[:whole], batch_size=batch_size, epochs=epochs, verbose=0
    )


@misconception(of="train", hint="You build a network of your own; train the one that is given.")
def trains_a_network_of_its_own(model, images, labels, batch_size=32, epochs=5):
    model = compile_mlp(
        keras.Sequential(
            [
                keras.Input(images.shape[1:]),
                layers.Flatten(),
                layers.Dense(512, activation="relu"),
                layers.Dense(10, activation="softmax"),
            ]
        )
    )
    return model.fit(images, labels, batch_size=batch_size, epochs=epochs, verbose=0)


@misconception(of="train", hint="Leave the learning rate as it was compiled.")
def sets_a_rate_of_its_own(model, images, labels, batch_size=32, epochs=5):
    model.optimizer.learning_rate = 0.001
    return model.fit(images, labels, batch_size=batch_size, epochs=epochs, verbose=0)


@misconception(of="train", hint="Run all epochs, even if the loss stops falling.")
def stops_early(model, images, labels, batch_size=32, epochs=5):
    stop = keras.callbacks.EarlyStopping(monitor="loss", patience=2)
    return model.fit(images, labels, batch_size, epochs, verbose=0, callbacks=[stop])


@misconception(of="predict_classes", hint="These are the probabilities; now find the class.")
def gives_probabilities(model, images):
    return model.predict(images, verbose=0)


@misconception(
    of="predict_classes",
    hint="Take the argmax over the classes of each image, not over the images.",
)
def argmax_over_images(model, images):
    return np.argmax(model.predict(images, verbose=0), axis=0)


@misconception(
    of="predict_classes", hint="Return one class for each image: name the axis to search."
)
def argmax_over_everything(model, images):
    return np.argmax(model.predict(images, verbose=0))


@misconception(
    of="predict_classes",
    hint="The class is the position of the greatest probability, not its value.",
)
def greatest_probability(model, images):
    return np.max(model.predict(images, verbose=0), axis=1)


@misconception(of="predict_classes", hint="The class is the most probable one, not the least.")
def least_probable(model, images):
    return np.argmin(model.predict(images, verbose=0), axis=1)


@misconception(of="predict_classes", hint="In ascending order the most probable class comes last.")
def second_most_probable(model, images):
    return np.argsort(model.predict(images, verbose=0), axis=1)[:, -2]


@misconception(of="predict_classes", hint="Classes are counted from 0.")
def classes_from_one(model, images):
    return np.argmax(model.predict(images, verbose=0), axis=1) + 1


@misconception(of="predict_classes", hint="The result has one axis: one class for each image.")
def classes_as_a_column(model, images):
    return np.argmax(model.predict(images, verbose=0), axis=1)[:, np.newaxis]


@misconception(
    of="predict_classes",
    hint="With ten classes the most probable one may well have less than a half.",
)
def rounds(model, images):
    chosen = (model.predict(images, verbose=0) > 0.5).astype(int)
    return np.argmax(chosen, axis=1)


@misconception(of="predict_classes", hint="A one-hot row is not a class number yet.")
def gives_one_hot_rows(model, images):
    probabilities = model.predict(images, verbose=0)
    return (probabilities == probabilities.max(axis=1, keepdims=True)).astype(int)


@misconception(
    of="predict_classes", hint="The images are already preprocessed: do not scale them again."
)
def predict_classes_scales_again(model, images):
    return np.argmax(model.predict(images / 255, verbose=0), axis=1)


@misconception(of="predict_classes", hint="Predict every image, not just one batch of them.")
def only_the_first_batch(model, images):
    return np.argmax(model.predict(images[:32], verbose=0), axis=1)


@misconception(
    of="predict_classes", hint="One image is not a special case: its result is also an array."
)
def squeezes(model, images):
    return np.squeeze(np.argmax(model.predict(images, verbose=0), axis=1))


@misconception(of="predict_classes", hint="Return the number of the class, not its name.")
def gives_names(model, images):
    return [class_name(label) for label in np.argmax(model.predict(images, verbose=0), axis=1)]


@misconception(of="predict_classes", hint="Return the classes.")
def predict_classes_forgets_return(model, images):
    np.argmax(model.predict(images, verbose=0), axis=1)


@misconception(
    of="predict_classes",
    hint="You round the probabilities first, which makes close ones equal. Compare them unrounded.",
)
def predict_classes_rounds_first(model, images):
    return np.argmax(np.round(model.predict(images, verbose=0), 2), axis=1)


@misconception(of="most_confused", hint="The diagonal holds the right predictions: leave it out.")
def keeps_the_diagonal(labels, predictions):
    counts = np.zeros((10, 10))
    np.add.at(counts, (labels, predictions), 1)
    return divmod(int(np.argmax(counts)), 10)


@misconception(of="most_confused", hint="The true class comes first, then the predicted one.")
def swaps_the_pair(labels, predictions):
    counts = np.zeros((10, 10))
    np.add.at(counts, (predictions, labels), 1)
    np.fill_diagonal(counts, 0)
    return divmod(int(np.argmax(counts)), 10)


@misconception(of="most_confused", hint="The two directions of a confusion are counted separately.")
def adds_both_directions(labels, predictions):
    counts = np.zeros((10, 10))
    np.add.at(counts, (labels, predictions), 1)
    np.fill_diagonal(counts, 0)
    return divmod(int(np.argmax(np.triu(counts + counts.T))), 10)


@misconception(of="most_confused", hint="The smaller label is not always the true one.")
def sorts_the_pair(labels, predictions):
    counts = np.zeros((10, 10))
    np.add.at(counts, (labels, predictions), 1)
    np.fill_diagonal(counts, 0)
    return sorted(divmod(int(np.argmax(counts)), 10))


@misconception(
    of="most_confused", hint="The number of mistakes decides, whatever the size of the class."
)
def share_of_the_class(labels, predictions):
    counts = np.zeros((10, 10))
    np.add.at(counts, (labels, predictions), 1)
    counts /= np.maximum(counts.sum(axis=1, keepdims=True), 1)
    np.fill_diagonal(counts, 0)
    return divmod(int(np.argmax(counts)), 10)


@misconception(of="most_confused", hint="How often a class is predicted at all does not matter.")
def share_of_the_predictions(labels, predictions):
    counts = np.zeros((10, 10))
    np.add.at(counts, (labels, predictions), 1)
    counts /= np.maximum(counts.sum(axis=0), 1)
    np.fill_diagonal(counts, 0)
    return divmod(int(np.argmax(counts)), 10)


@misconception(
    of="most_confused", hint="Return the pair, not its position in the flattened matrix."
)
def flat_position(labels, predictions):
    counts = np.zeros((10, 10))
    np.add.at(counts, (labels, predictions), 1)
    np.fill_diagonal(counts, 0)
    return np.argmax(counts)


@misconception(of="most_confused", hint="Return the pair, not how often it occurs.")
def gives_the_count(labels, predictions):
    counts = np.zeros((10, 10))
    np.add.at(counts, (labels, predictions), 1)
    np.fill_diagonal(counts, 0)
    return counts.max()


@misconception(of="most_confused", hint="Classes are numbered from 0, as in the labels.")
def pair_from_one(labels, predictions):
    counts = np.zeros((10, 10))
    np.add.at(counts, (labels, predictions), 1)
    np.fill_diagonal(counts, 0)
    true, predicted = divmod(int(np.argmax(counts)), 10)
    return true + 1, predicted + 1


@misconception(
    of="most_confused",
    hint="Count pairs: the class missed most and the wrong guess made most need not be one pair.",
)
def each_side_alone(labels, predictions):
    wrong = labels != predictions
    missed = np.bincount(labels[wrong], minlength=10)
    named = np.bincount(predictions[wrong], minlength=10)
    return int(np.argmax(missed)), int(np.argmax(named))


@misconception(
    of="most_confused",
    hint="The most frequent pair need not contain the class that is missed most.",
)
def worst_class_first(labels, predictions):
    counts = np.zeros((10, 10))
    np.add.at(counts, (labels, predictions), 1)
    np.fill_diagonal(counts, 0)
    true = int(np.argmax(counts.sum(axis=1)))
    return true, int(np.argmax(counts[true]))


@misconception(
    of="most_confused",
    hint="The most frequent pair need not contain the wrong guess that is made most.",
)
def worst_guess_first(labels, predictions):
    counts = np.zeros((10, 10))
    np.add.at(counts, (labels, predictions), 1)
    np.fill_diagonal(counts, 0)
    predicted = int(np.argmax(counts.sum(axis=0)))
    return int(np.argmax(counts[:, predicted])), predicted


@misconception(of="most_confused", hint="Look for the most frequent mistake, not the rarest.")
def rarest_mistake(labels, predictions):
    counts = np.zeros((10, 10))
    np.add.at(counts, (labels, predictions), 1)
    np.fill_diagonal(counts, 0)
    counts[counts == 0] = np.inf
    return divmod(int(np.argmin(counts)), 10)


@misconception(of="most_confused", hint="Count all mistakes; the first one is only one of them.")
def first_mistake(labels, predictions):
    place = int(np.argmax(labels != predictions))
    return labels[place], predictions[place]


@misconception(of="most_confused", hint="Adding 1 through index arrays counts each pair only once.")
def counts_every_pair_once(labels, predictions):
    counts = np.zeros((10, 10))
    counts[labels, predictions] += 1
    np.fill_diagonal(counts, 0)
    return divmod(int(np.argmax(counts)), 10)


@misconception(
    of="most_confused", hint="There are ten classes even if the highest ones do not occur."
)
def as_many_classes_as_are_seen(labels, predictions):
    seen = np.unique(np.concatenate([labels, predictions]))
    counts = np.zeros((len(seen), len(seen)))
    rows, columns = np.searchsorted(seen, labels), np.searchsorted(seen, predictions)
    np.add.at(counts, (rows, columns), 1)
    np.fill_diagonal(counts, 0)
    return divmod(int(np.argmax(counts)), len(seen))


@misconception(of="most_confused", hint="Small unsigned integers wrap around below zero.")
def largest_distance(labels, predictions):
    place = int(np.argmax(np.abs(labels - predictions)))
    return labels[place], predictions[place]


@misconception(of="most_confused", hint="Work on a copy: the labels belong to the caller.")
def drops_right_ones_in_place(labels, predictions):
    right = labels == predictions
    counts = np.zeros((11, 11))
    labels[right] = 10
    np.add.at(counts, (labels, predictions), 1)
    return divmod(int(np.argmax(counts[:10, :10])), 10)


@misconception(of="most_confused", hint="Return the pair.")
def most_confused_forgets_return(labels, predictions):
    counts = np.zeros((10, 10))
    np.add.at(counts, (labels, predictions), 1)
    np.fill_diagonal(counts, 0)
    divmod(int(np.argmax(counts)), 10)


@misconception(
    of="build_improved",
    hint="Plain SGD with such small steps makes too little progress in so few epochs.",
    misses_bar=True,
)
def sgd_with_small_steps():
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Flatten(),
            layers.Dense(128, activation="relu"),
            layers.Dense(128, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(
        optimizer=keras.optimizers.SGD(0.001),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return model


@misconception(
    of="build_improved",
    hint="With such a small learning rate the weights hardly move.",
    misses_bar=True,
)
def rate_far_too_small():
    model = build_mlp()
    model.compile(
        optimizer=keras.optimizers.Adam(1e-5),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return model


@misconception(
    of="build_improved",
    hint="With such large steps the weights jump around and the network learns nothing.",
    misses_bar=True,
)
def rate_far_too_large():
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Flatten(),
            layers.Dense(64, activation="relu"),
            layers.Dense(64, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(
        optimizer=keras.optimizers.Adam(1.0),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return model


@misconception(
    of="build_improved",
    hint="Dropout that keeps only one unit in twenty leaves too little to learn from.",
    misses_bar=True,
)
def nearly_everything_dropped():
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Flatten(),
            layers.Dense(128, activation="relu"),
            layers.Dropout(0.95),
            layers.Dense(128, activation="relu"),
            layers.Dropout(0.95),
            layers.Dense(10, activation="softmax"),
        ]
    )
    return compile_mlp(model)


@misconception(
    of="build_improved",
    hint="Plain SGD at this rate makes too little progress in so few epochs.",
    misses_bar=True,
)
def first_network_by_plain_sgd():
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Flatten(),
            layers.Dense(512, activation="relu"),
            layers.Dense(512, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="sgd", loss="sparse_categorical_crossentropy")
    return model


@misconception(
    of="build_improved",
    hint="Four hidden units cannot tell ten classes apart.",
    misses_bar=True,
)
def four_hidden_units():
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Flatten(),
            layers.Dense(4, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )
    return compile_mlp(model)


@misconception(
    of="build_improved",
    hint="Dropout that keeps one unit in five leaves too little to learn from.",
    misses_bar=True,
)
def most_units_dropped():
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Flatten(),
            layers.Dense(128, activation="relu"),
            layers.Dropout(0.8),
            layers.Dense(128, activation="relu"),
            layers.Dropout(0.8),
            layers.Dense(10, activation="softmax"),
        ]
    )
    return compile_mlp(model)


@misconception(
    of="build_improved",
    hint="Without a hidden layer the network is a linear model.",
)
def softmax_regression():
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Flatten(),
            layers.Dense(10, activation="softmax"),
        ]
    )
    return compile_mlp(model)


@misconception(
    of="build_improved",
    hint="Layers without activations stay linear, however many there are.",
)
def build_improved_without_activations():
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Flatten(),
            layers.Dense(256),
            layers.Dense(128),
            layers.Dense(10, activation="softmax"),
        ]
    )
    return compile_mlp(model)


@misconception(
    of="build_improved",
    hint="Weights that all begin at zero stay equal to each other; keep the random start.",
)
def weights_of_zero():
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Flatten(),
            layers.Dense(128, activation="relu", kernel_initializer="zeros"),
            layers.Dense(10, activation="softmax"),
        ]
    )
    return compile_mlp(model)


@misconception(of="build_improved", hint="Compile the model before you return it.")
def not_compiled():
    return keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Flatten(),
            layers.Dense(256, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )


@misconception(
    of="build_improved", hint="The network is larger than allowed. Count its parameters."
)
def too_many_parameters():
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Flatten(),
            layers.Dense(1200, activation="relu"),
            layers.Dense(1000, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )
    return compile_mlp(model)


@misconception(
    of="build_improved", hint="Without flattening, the output still has the rows of the image."
)
def never_flattened():
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Dense(256, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )
    return compile_mlp(model)


@misconception(of="build_improved", hint="There are ten classes, so there are ten outputs.")
def build_improved_one_output():
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Flatten(),
            layers.Dense(256, activation="relu"),
            layers.Dense(1, activation="softmax"),
        ]
    )
    return compile_mlp(model)


@misconception(
    of="build_improved", hint="Begin the model with its input, so that its weights exist."
)
def build_improved_without_an_input():
    model = keras.Sequential(
        [
            layers.Flatten(),
            layers.Dense(256, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )
    return compile_mlp(model)


@misconception(
    of="build_improved", hint="The model takes images of 28 by 28 pixels, not flat rows."
)
def flat_images():
    model = keras.Sequential(
        [
            keras.Input((784,)),
            layers.Dense(256, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )
    return compile_mlp(model)


@misconception(of="build_improved", hint="The labels are integers; this loss expects one-hot rows.")
def one_hot_loss():
    model = build_mlp()
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model


@misconception(
    of="build_improved", hint="The size of a label means nothing: use a loss for classes."
)
def labels_as_quantities():
    model = build_mlp()
    model.compile(optimizer="adam", loss="mse", metrics=["accuracy"])
    return model


@misconception(of="build_improved", hint="Compile the model with a loss as well.")
def build_improved_no_loss():
    model = build_mlp()
    model.compile(optimizer="adam", metrics=["accuracy"])
    return model


@misconception(
    of="build_improved",
    hint="Both the model and the loss apply a softmax: one of them is too many.",
)
def softmax_in_model_and_loss():
    model = build_mlp()
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer="adam", loss=loss, metrics=["accuracy"])
    return model


@misconception(
    of="build_improved",
    hint="The outputs are not probabilities, and the loss is not set to expect logits.",
)
def logits_without_a_word():
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Flatten(),
            layers.Dense(256, activation="relu"),
            layers.Dense(10),
        ]
    )
    return compile_mlp(model)


@misconception(
    of="build_improved", hint="Exactly one class is right: the ten outputs must add up to 1."
)
def ten_sigmoids():
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Flatten(),
            layers.Dense(256, activation="relu"),
            layers.Dense(10, activation="sigmoid"),
        ]
    )
    return compile_mlp(model)


@misconception(
    of="build_improved", hint="Dropout belongs between hidden layers, not after the probabilities."
)
def dropout_behind_the_output():
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Flatten(),
            layers.Dense(256, activation="relu"),
            layers.Dense(10, activation="softmax"),
            layers.Dropout(0.4),
        ]
    )
    return compile_mlp(model)
