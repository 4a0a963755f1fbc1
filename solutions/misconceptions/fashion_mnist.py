"""Mistakes in 12 Fashion-MNIST."""

import keras
import numpy as np
from keras import layers

from autograder.course.bank import misconception


@misconception(of="preprocess", hint="The pixels still go up to 255: only their type has changed.")
def converts_only(images):
    return np.asarray(images, dtype="float32")


@misconception(of="preprocess", hint="Division by whole numbers cuts the fractions off.")
def integer_division(images):
    return (images // 255).astype("float32")


@misconception(of="preprocess", hint="White is level 255, not 256: it should become exactly 1.")
def divides_by_256(images):
    return np.asarray(images, dtype="float32") / 256


@misconception(
    of="preprocess", hint="The scale is fixed; it must not depend on the brightest pixel present."
)
def divides_by_the_maximum(images):
    images = np.asarray(images, dtype="float32")
    return images / images.max()


@misconception(
    of="preprocess", hint="Every image has the same scale, so that a dark one stays dark."
)
def each_image_has_its_own_scale(images):
    images = np.asarray(images, dtype="float32")
    return images / images.max(axis=(1, 2), keepdims=True)


@misconception(
    of="preprocess", hint="Black is level 0 everywhere, not the darkest pixel that is present."
)
def stretches_to_the_range(images):
    images = np.asarray(images, dtype="float32")
    return (images - images.min()) / np.ptp(images)


@misconception(of="preprocess", hint="The values are right; look at the type of the result.")
def double_precision(images):
    return np.asarray(images) / 255.0


@misconception(of="preprocess", hint="Half precision is too coarse here.")
def half_precision(images):
    return (np.asarray(images) / 255).astype("float16")


@misconception(
    of="preprocess", hint="Converted back to whole numbers, everything below white is black."
)
def back_to_bytes(images):
    return (np.asarray(images) / 255).astype("uint8")


@misconception(of="preprocess", hint="Once divided by 255 the values fit already.")
def divides_twice(images):
    return np.asarray(images, dtype="float32") / 255 / 255


@misconception(of="preprocess", hint="Grey levels are no percentages.")
def divides_by_100(images):
    return np.asarray(images, dtype="float32") / 100


@misconception(of="preprocess", hint="Zero stays zero: the range is not centred.")
def centres_around_zero(images):
    return np.asarray(images, dtype="float32") / 127.5 - 1


@misconception(of="preprocess", hint="Mean and deviation are not needed: scale to the range only.")
def standardizes(images):
    images = np.asarray(images, dtype="float32")
    return (images - images.mean()) / images.std()


@misconception(of="preprocess", hint="Black and white have changed places.")
def inverts(images):
    return 1 - np.asarray(images, dtype="float32") / 255


@misconception(of="preprocess", hint="The shades between black and white must survive.")
def black_or_white(images):
    return (np.asarray(images) > 127).astype("float32")


@misconception(of="preprocess", hint="Flattening is the model's work: keep the shape.")
def flattens(images):
    images = np.asarray(images, dtype="float32") / 255
    return images.reshape(len(images), -1)


@misconception(of="preprocess", hint="No axis for channels is asked for: keep the shape.")
def adds_a_channel(images):
    return np.asarray(images, dtype="float32")[..., np.newaxis] / 255


@misconception(of="preprocess", hint="The images may have any size, not only 28 x 28.")
def always_28_by_28(images):
    return np.reshape(images, (-1, 28, 28)).astype("float32") / 255


@misconception(
    of="preprocess", hint="Whether something is scaled already cannot be seen in its type."
)
def floats_are_left_as_they_are(images):
    if np.issubdtype(images.dtype, np.floating):
        return images.astype("float32")
    return images.astype("float32") / 255


@misconception(
    of="preprocess", hint="Dark images need the same division, even if no level exceeds 1."
)
def guesses_from_the_maximum(images):
    images = np.asarray(images, dtype="float32")
    return images / 255 if images.max() > 1 else images


@misconception(
    of="preprocess", hint="Floats that come in are divided in place: that changes the caller's."
)
def divides_in_place(images):
    images = images.astype("float32", copy=False)
    images /= 255
    return images


@misconception(of="preprocess", hint="The function gives the images back.")
def preprocess_forgets_return(images):
    images = np.asarray(images, dtype="float32") / 255


@misconception(of="class_name", hint="Labels begin at 0, and so do the positions in a list.")
def counts_from_one(label):
    names = ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker"]
    names += ["Bag", "Ankle boot"]
    return names[label - 1]


@misconception(of="class_name", hint="The classes have an order of their own, not the alphabet's.")
def in_alphabetical_order(label):
    names = ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker"]
    names += ["Bag", "Ankle boot"]
    return sorted(names)[label]


@misconception(of="class_name", hint="Two kinds of shoes have changed places.")
def swaps_sandal_and_sneaker(label):
    names = ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sneaker", "Shirt", "Sandal"]
    names += ["Bag", "Ankle boot"]
    return names[label]


@misconception(of="class_name", hint="T-shirt and shirt are two classes: the T-shirt comes first.")
def swaps_the_shirts(label):
    names = ["Shirt", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "T-shirt/top", "Sneaker"]
    names += ["Bag", "Ankle boot"]
    return names[label]


@misconception(of="class_name", hint="Dress and coat have changed places.")
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


@misconception(of="class_name", hint="The first class's name has two parts, with a slash between.")
def shortens_the_first_name(label):
    names = ["T-shirt", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker"]
    names += ["Bag", "Ankle boot"]
    return names[label]


@misconception(of="class_name", hint="Trousers are named in the singular here.")
def trousers(label):
    names = ["T-shirt/top", "Trousers", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker"]
    names += ["Bag", "Ankle boot"]
    return names[label]


@misconception(of="class_name", hint="Printing shows a name; the function is to return it.")
def prints_the_name(label):
    names = ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker"]
    names += ["Bag", "Ankle boot"]
    print(names[label])


@misconception(of="class_name", hint="One name is asked for, not the list of all.")
def all_the_names(label):
    names = ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker"]
    return [*names, "Bag", "Ankle boot"]


@misconception(
    of="build_mlp",
    hint="A dense layer on an image works on each row of pixels alone: make it one row first.",
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
    of="build_mlp",
    hint="Flattening comes before the first dense layer, not after the last hidden one.",
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


@misconception(of="build_mlp", hint="Softmax stands once, at the end: here it is applied twice.")
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


@misconception(of="build_mlp", hint="The logarithm belongs to the loss, not to the output.")
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


@misconception(of="build_mlp", hint="A single output cannot tell ten classes apart.")
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
    of="build_mlp", hint="The 784 pixels are the input; they need no dense layer of their own."
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


@misconception(of="build_mlp", hint="One layer used twice has one set of weights: make two layers.")
def shares_the_hidden_layer():
    inputs = keras.Input((28, 28))
    hidden = layers.Dense(784, activation="relu")
    steps = hidden(hidden(layers.Flatten()(inputs)))
    return keras.Model(inputs, layers.Dense(10, activation="softmax")(steps))


@misconception(of="build_mlp", hint="Without activations all layers together are one linear map.")
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


@misconception(of="build_mlp", hint="Dense layers have biases here, as they do by default.")
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


@misconception(of="build_mlp", hint="No dropout is asked for in this network.")
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


@misconception(of="build_mlp", hint="Dropout after the output drops whole classes from the answer.")
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
    of="build_mlp", hint="The images are between 0 and 1 already when they reach the model."
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


@misconception(of="build_mlp", hint="The model takes images, 28 by 28, and flattens them itself.")
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
    hint="Units that begin with the same weights stay alike; begin with random ones.",
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


@misconception(of="build_mlp", hint="The function gives the model back.")
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


@misconception(of="compile_mlp", hint="This loss wants one-hot rows; the labels are integers.")
def loss_for_one_hot_labels(model):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model


@misconception(of="compile_mlp", hint="This cross-entropy is for two classes; here are ten.")
def loss_for_two_classes(model):
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model


@misconception(of="compile_mlp", hint="A label is the name of a class, not a quantity to be met.")
def squared_error(model):
    model.compile(optimizer="adam", loss="mse", metrics=["accuracy"])
    return model


@misconception(
    of="compile_mlp", hint="The model ends in a softmax already; the loss must not apply another."
)
def loss_expects_logits(model):
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer="adam", loss=loss, metrics=["accuracy"])
    return model


@misconception(of="compile_mlp", hint="Accuracy is to be watched, too.")
def no_metrics(model):
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    return model


@misconception(of="compile_mlp", hint="The loss is watched anyway; the accuracy is asked for.")
def loss_as_metric(model):
    loss = "sparse_categorical_crossentropy"
    model.compile(optimizer="adam", loss=loss, metrics=[loss])
    return model


@misconception(
    of="compile_mlp", hint="This accuracy expects one-hot rows, so it measures something else here."
)
def accuracy_of_one_hot_labels(model):
    metric = keras.metrics.CategoricalAccuracy()
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=[metric])
    return model


@misconception(of="compile_mlp", hint="Among the five best guesses is not yet right.")
def accuracy_of_the_best_five(model):
    metric = keras.metrics.SparseTopKCategoricalAccuracy(k=5)
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=[metric])
    return model


@misconception(of="compile_mlp", hint="The optimiser asked for is Adam.")
def plain_sgd(model):
    model.compile(optimizer="sgd", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


@misconception(of="compile_mlp", hint="RMSprop lacks Adam's momentum.")
def rmsprop(model):
    model.compile(optimizer="rmsprop", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


@misconception(of="compile_mlp", hint="This relative of Adam lets the weights decay as well.")
def adam_with_decay(model):
    model.compile(optimizer="adamw", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


@misconception(of="compile_mlp", hint="Adam's default learning rate is smaller than that of SGD.")
def rate_of_sgd(model):
    optimizer = keras.optimizers.Adam(0.01)
    model.compile(optimizer, "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


@misconception(of="compile_mlp", hint="Leave Adam's settings as they are, its averages included.")
def other_averages(model):
    optimizer = keras.optimizers.Adam(beta_1=0.5)
    model.compile(optimizer, "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


@misconception(of="compile_mlp", hint="Without a loss there is nothing to minimise.")
def no_loss(model):
    model.compile(optimizer="adam", metrics=["accuracy"])
    return model


@misconception(of="compile_mlp", hint="The model must be told loss and optimiser.")
def does_not_compile(model):
    return model


@misconception(of="compile_mlp", hint="The model that was passed is to be compiled, not a copy.")
def compiles_a_copy(model):
    copy = keras.models.clone_model(model)
    copy.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return copy


@misconception(of="compile_mlp", hint="Compiling gives nothing back; return the model after it.")
def returns_what_compile_gives(model):
    return model.compile(
        optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"]
    )


@misconception(of="train", hint="What fit returns is asked for, not the model.")
def returns_the_model(model, images, labels, batch_size=32, epochs=5):
    model.fit(images, labels, batch_size=batch_size, epochs=epochs, verbose=0)
    return model


@misconception(of="train", hint="The History must be given back.")
def train_forgets_return(model, images, labels, batch_size=32, epochs=5):
    model.fit(images, labels, batch_size=batch_size, epochs=epochs, verbose=0)


@misconception(of="train", hint="The batch size that is passed must reach fit.")
def ignores_the_batch_size(model, images, labels, batch_size=32, epochs=5):
    return model.fit(images, labels, epochs=epochs, verbose=0)


@misconception(of="train", hint="The number of epochs that is passed must reach fit.")
def ignores_the_epochs(model, images, labels, batch_size=32, epochs=5):
    return model.fit(images, labels, batch_size=batch_size, epochs=5, verbose=0)


@misconception(of="train", hint="Without being told, fit makes a single epoch.")
def one_epoch(model, images, labels, batch_size=32, epochs=5):
    return model.fit(images, labels, batch_size=batch_size, verbose=0)


@misconception(of="train", hint="Batch size and epochs have changed places.")
def swaps_batches_and_epochs(model, images, labels, batch_size=32, epochs=5):
    return model.fit(images, labels, batch_size=epochs, epochs=batch_size, verbose=0)


@misconception(of="train", hint="All images are trained on; no validation is asked for.")
def puts_images_aside(model, images, labels, batch_size=32, epochs=5):
    return model.fit(
        images, labels, batch_size=batch_size, epochs=epochs, validation_split=0.2, verbose=0
    )


@misconception(of="train", hint="Validate on other images than those that are trained on.")
def validates_on_the_training_images(model, images, labels, batch_size=32, epochs=5):
    data = (images, labels)
    return model.fit(*data, batch_size, epochs, verbose=0, validation_data=data)


@misconception(of="train", hint="Every image belongs to the training.")
def trains_on_half(model, images, labels, batch_size=32, epochs=5):
    half = len(images) // 2
    return model.fit(images[:half], labels[:half], batch_size=batch_size, epochs=epochs, verbose=0)


@misconception(of="train", hint="The images that arrive here are preprocessed already.")
def scales_again(model, images, labels, batch_size=32, epochs=5):
    return model.fit(images / 255, labels, batch_size=batch_size, epochs=epochs, verbose=0)


@misconception(of="train", hint="Shuffling the images alone parts them from their labels.")
def shuffles_the_images_only(model, images, labels, batch_size=32, epochs=5):
    images = np.random.permutation(images)
    return model.fit(images, labels, batch_size=batch_size, epochs=epochs, verbose=0)


@misconception(
    of="train", hint="The model is compiled already; compiling again forgets its settings."
)
def compiles_again(model, images, labels, batch_size=32, epochs=5):
    compile_mlp(model)
    return model.fit(images, labels, batch_size=batch_size, epochs=epochs, verbose=0)


@misconception(of="train", hint="The model that was passed is to be trained, not a copy.")
def trains_a_copy(model, images, labels, batch_size=32, epochs=5):
    copy = compile_mlp(keras.models.clone_model(model))
    return copy.fit(images, labels, batch_size=batch_size, epochs=epochs, verbose=0)


@misconception(of="train", hint="There are exactly as many epochs as asked for.")
def one_epoch_too_few(model, images, labels, batch_size=32, epochs=5):
    return model.fit(images, labels, batch_size=batch_size, epochs=epochs - 1, verbose=0)


@misconception(
    of="predict_classes", hint="Probabilities come first; the class is still to be found."
)
def gives_probabilities(model, images):
    return model.predict(images, verbose=0)


@misconception(
    of="predict_classes", hint="Look along the classes of an image, not along the images."
)
def argmax_over_images(model, images):
    return np.argmax(model.predict(images, verbose=0), axis=0)


@misconception(of="predict_classes", hint="One class for each image: name the axis to search.")
def argmax_over_everything(model, images):
    return np.argmax(model.predict(images, verbose=0))


@misconception(
    of="predict_classes", hint="The class is the place of the greatest probability, not its size."
)
def greatest_probability(model, images):
    return np.max(model.predict(images, verbose=0), axis=1)


@misconception(of="predict_classes", hint="The class is the most probable one, not the least.")
def least_probable(model, images):
    return np.argmin(model.predict(images, verbose=0), axis=1)


@misconception(of="predict_classes", hint="Sorted in ascending order the most probable comes last.")
def second_most_probable(model, images):
    return np.argsort(model.predict(images, verbose=0), axis=1)[:, -2]


@misconception(of="predict_classes", hint="Classes are counted from 0.")
def classes_from_one(model, images):
    return np.argmax(model.predict(images, verbose=0), axis=1) + 1


@misconception(of="predict_classes", hint="The result has one axis: one class for each image.")
def classes_as_a_column(model, images):
    return np.argmax(model.predict(images, verbose=0), axis=1)[:, np.newaxis]


@misconception(
    of="predict_classes", hint="With ten classes the right one may well have less than a half."
)
def rounds(model, images):
    chosen = (model.predict(images, verbose=0) > 0.5).astype(int)
    return np.argmax(chosen, axis=1)


@misconception(of="predict_classes", hint="A row of zeros and a one is not yet a class.")
def gives_one_hot_rows(model, images):
    probabilities = model.predict(images, verbose=0)
    return (probabilities == probabilities.max(axis=1, keepdims=True)).astype(int)


@misconception(
    of="predict_classes", hint="The images arrive preprocessed: do not scale them again."
)
def predict_classes_scales_again(model, images):
    return np.argmax(model.predict(images / 255, verbose=0), axis=1)


@misconception(of="predict_classes", hint="Every image is to be predicted, not one batch of them.")
def only_the_first_batch(model, images):
    return np.argmax(model.predict(images[:32], verbose=0), axis=1)


@misconception(
    of="predict_classes", hint="One image is no special case: its result is an array, too."
)
def squeezes(model, images):
    return np.squeeze(np.argmax(model.predict(images, verbose=0), axis=1))


@misconception(of="predict_classes", hint="The number of the class is asked for, not its name.")
def gives_names(model, images):
    return [class_name(label) for label in np.argmax(model.predict(images, verbose=0), axis=1)]


@misconception(of="predict_classes", hint="Give the classes back.")
def predict_classes_forgets_return(model, images):
    np.argmax(model.predict(images, verbose=0), axis=1)


@misconception(of="most_confused", hint="The diagonal holds the right predictions: leave it out.")
def keeps_the_diagonal(labels, predictions):
    counts = np.zeros((10, 10))
    np.add.at(counts, (labels, predictions), 1)
    return divmod(int(np.argmax(counts)), 10)


@misconception(of="most_confused", hint="The true class stands first, then the predicted one.")
def swaps_the_pair(labels, predictions):
    counts = np.zeros((10, 10))
    np.add.at(counts, (predictions, labels), 1)
    np.fill_diagonal(counts, 0)
    return divmod(int(np.argmax(counts)), 10)


@misconception(of="most_confused", hint="The two directions of a confusion are counted apart.")
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
    of="most_confused", hint="The number of mistakes decides, whatever the class's size."
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


@misconception(of="most_confused", hint="The pair is asked for, not its place in the flat matrix.")
def flat_position(labels, predictions):
    counts = np.zeros((10, 10))
    np.add.at(counts, (labels, predictions), 1)
    np.fill_diagonal(counts, 0)
    return np.argmax(counts)


@misconception(of="most_confused", hint="The pair is asked for, not how often it occurred.")
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
    of="most_confused", hint="Count the pairs: the worst class and the worst guess need not meet."
)
def each_side_alone(labels, predictions):
    wrong = labels != predictions
    missed = np.bincount(labels[wrong], minlength=10)
    named = np.bincount(predictions[wrong], minlength=10)
    return int(np.argmax(missed)), int(np.argmax(named))


@misconception(
    of="most_confused", hint="The most frequent pair need not belong to the class missed most."
)
def worst_class_first(labels, predictions):
    counts = np.zeros((10, 10))
    np.add.at(counts, (labels, predictions), 1)
    np.fill_diagonal(counts, 0)
    true = int(np.argmax(counts.sum(axis=1)))
    return true, int(np.argmax(counts[true]))


@misconception(
    of="most_confused", hint="The most frequent pair need not hold the wrong guess made most."
)
def worst_guess_first(labels, predictions):
    counts = np.zeros((10, 10))
    np.add.at(counts, (labels, predictions), 1)
    np.fill_diagonal(counts, 0)
    predicted = int(np.argmax(counts.sum(axis=0)))
    return int(np.argmax(counts[:, predicted])), predicted


@misconception(of="most_confused", hint="The most frequent mistake is asked for, not the rarest.")
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


@misconception(of="most_confused", hint="A plain sum over index arrays counts each pair only once.")
def counts_every_pair_once(labels, predictions):
    counts = np.zeros((10, 10))
    counts[labels, predictions] += 1
    np.fill_diagonal(counts, 0)
    return divmod(int(np.argmax(counts)), 10)


@misconception(of="most_confused", hint="There are ten classes even if the greatest is not seen.")
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


@misconception(of="most_confused", hint="Work on arrays of your own: the labels are the caller's.")
def drops_right_ones_in_place(labels, predictions):
    right = labels == predictions
    counts = np.zeros((11, 11))
    labels[right] = 10
    np.add.at(counts, (labels, predictions), 1)
    return divmod(int(np.argmax(counts[:10, :10])), 10)


@misconception(of="most_confused", hint="Give the pair back.")
def most_confused_forgets_return(labels, predictions):
    counts = np.zeros((10, 10))
    np.add.at(counts, (labels, predictions), 1)
    np.fill_diagonal(counts, 0)
    divmod(int(np.argmax(counts)), 10)


@misconception(
    of="build_improved",
    hint="Plain SGD with steps this small is far from done after so few epochs.",
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
    hint="With so small a learning rate the weights hardly move.",
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
    hint="Steps this large throw the weights about; nothing is learned.",
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
    hint="Dropout that leaves one unit in twenty leaves too little to learn from.",
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
    of="build_improved", hint="The network is larger than allowed: count its parameters."
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
    of="build_improved", hint="Without flattening the output still has the image's rows."
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


@misconception(of="build_improved", hint="Begin the model with its input, so that weights exist.")
def build_improved_without_an_input():
    model = keras.Sequential(
        [
            layers.Flatten(),
            layers.Dense(256, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )
    return compile_mlp(model)


@misconception(of="build_improved", hint="The images arrive as images: the model takes 28 by 28.")
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


@misconception(of="build_improved", hint="The size of a label means nothing; count classes.")
def labels_as_quantities():
    model = build_mlp()
    model.compile(optimizer="adam", loss="mse", metrics=["accuracy"])
    return model


@misconception(of="build_improved", hint="Compiling takes a loss, too.")
def build_improved_no_loss():
    model = build_mlp()
    model.compile(optimizer="adam", metrics=["accuracy"])
    return model


@misconception(
    of="build_improved",
    hint="Softmax stands in the model and in the loss: one of them is too many.",
)
def softmax_in_model_and_loss():
    model = build_mlp()
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer="adam", loss=loss, metrics=["accuracy"])
    return model


@misconception(
    of="build_improved", hint="The outputs are no probabilities, and the loss has not been told."
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
    of="build_improved", hint="Dropout belongs between hidden layers, not behind the probabilities."
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
