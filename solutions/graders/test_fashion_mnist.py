"""Hidden tests of 12 Fashion-MNIST: layers and settings, real images, and one trained model."""

import numpy as np

from autograder.datasets.fashion_mnist import load_quick
from autograder.testing import (
    aspect,
    exercise,
    expect_array,
    expect_bar,
    expect_close,
    expect_compiled,
    expect_compiled_in_place,
    expect_equal,
    expect_hidden_layer,
    expect_history,
    expect_model,
    expect_parameters,
    expect_random_start,
    expect_random_weights,
    expect_same_weights,
    expect_settings_kept,
    expect_shapes,
    expect_that,
    expect_tuple,
    expect_unchanged,
    expect_weights,
    fixed_inputs,
    layers_of,
    weight,
)


def real_images(rng, n):
    """Some of the test images that ship with the program, as they are: uint8."""
    _, (images, _) = load_quick()
    return images[rng.integers(0, len(images), size=n)]


def grey_levels(rng, shape):
    """Grey levels in random order, among them 0 and 255."""
    levels = rng.integers(1, 200, size=shape)
    levels.flat[:2] = 0, 255
    return levels


@exercise("preprocess")
class TestPreprocess:
    def test_black_is_0_and_white_is_1(self, student, rng):
        """Grey level 0 becomes 0, level 255 becomes 1, and those in between are in proportion."""
        grey = int(rng.integers(60, 200))
        levels = np.array([[[0, 51], [255, grey]]], dtype=np.uint8)
        expect_close(student.preprocess(levels), [[[0.0, 0.2], [1.0, grey / 255]]])

    def test_real_images(self, student, rng):
        """Images of Fashion-MNIST are returned as the same images on the scale from 0 to 1."""
        images = real_images(rng, 60)
        expect_close(student.preprocess(images), images * (1 / 255))

    @aspect
    def test_the_scale_is_the_same_for_dark_images(self, student, rng):
        """The scale does not depend on the other images: dark images stay dark."""
        images = rng.integers(10, 90, size=(3, 28, 28)).astype(np.uint8)
        expect_close(student.preprocess(images), images * (1 / 255))
        nearly_black = np.full((2, 4, 4), 1, dtype=np.uint8)
        expect_close(student.preprocess(nearly_black), np.full((2, 4, 4), 1 / 255))

    def test_single_precision(self, student, rng):
        """The result is float32, whatever the input type."""
        for kind in (np.uint8, np.int64, np.float32, np.float64):
            returned = student.preprocess(grey_levels(rng, (2, 5, 3)).astype(kind))
            expect_array(returned, shape=(2, 5, 3))
            expect_that(
                isinstance(returned, np.ndarray) and returned.dtype == np.float32,
                "The result should be an array of float32.",
            )

    @aspect
    def test_any_shape_is_kept(self, student, rng):
        """One image, many, and images of another size keep their shape."""
        for shape in [(28, 28), (7, 12, 9), (1, 28, 28), (4, 6, 6, 1)]:
            levels = grey_levels(rng, shape)
            expect_close(student.preprocess(levels.astype(np.uint8)), levels * (1 / 255))

    @aspect
    def test_grey_levels_of_any_dtype(self, student, rng):
        """Grey levels may be integers or floats; 255 is always white."""
        levels = grey_levels(rng, (3, 4, 5))
        for kind in (np.int16, np.int64, np.float32, np.float64):
            expect_close(student.preprocess(levels.astype(kind)), levels * (1 / 255))

    @aspect
    def test_leaves_its_argument_alone(self, student, rng):
        """The images themselves are not changed."""
        levels = grey_levels(rng, (3, 6, 4))
        for kind in (np.uint8, np.float32, np.float64):
            returned = expect_unchanged(student.preprocess, levels.astype(kind))
            expect_close(returned, levels * (1 / 255))


@exercise("class_name")
@fixed_inputs("there are ten labels, and each is asked for")
class TestClassName:
    def test_tops_and_trousers(self, student):
        """The names of tops and trousers are spelled exactly right."""
        for label, name in [(0, "T-shirt/top"), (1, "Trouser"), (2, "Pullover"), (6, "Shirt")]:
            expect_equal(student.class_name(label), name)

    def test_dress_coat_and_bag(self, student):
        """Dress, coat and bag have the names that belong to their labels."""
        for label, name in [(3, "Dress"), (4, "Coat"), (8, "Bag")]:
            expect_equal(student.class_name(label), name)

    def test_shoes(self, student):
        """The three kinds of shoes have the names that belong to their labels."""
        for label, name in [(5, "Sandal"), (7, "Sneaker"), (9, "Ankle boot")]:
            expect_equal(student.class_name(label), name)


MLP_SHAPES = [(784, 512), (512,), (512, 512), (512,), (512, 10), (10,)]


@exercise("build_mlp")
class TestBuildMlp:
    def test_layers_have_512_512_and_10_units(self, student):
        """Three dense layers, of 512, 512 and 10 units, with biases, take images of 28 x 28."""
        model = expect_model(student.build_mlp())
        expect_shapes(model, (None, 28, 28), (None, 10))
        expect_that(
            [tuple(weights.shape) for weights in model.weights] == MLP_SHAPES,
            "The layers should have 512, 512 and 10 units, each with weights and biases.",
        )

    def test_relu_twice_and_a_softmax_at_the_end(self, student):
        """ReLU follows both hidden layers, softmax follows the last, and nothing else is added."""
        model = expect_model(student.build_mlp())
        steps = [name for name, _ in layers_of(model) if name not in ("Flatten", "Reshape")]
        expect_that(
            steps == ["Dense", "relu", "Dense", "relu", "Dense", "softmax"],
            "Three dense layers should be followed by ReLU, ReLU and softmax.",
        )

    def test_computes_what_such_a_network_computes(self, student, rng):
        """With given weights the model gives the probabilities of this network."""
        model = expect_model(student.build_mlp())
        expect_that(
            [tuple(weights.shape) for weights in model.weights] == MLP_SHAPES,
            "Its weights are not those of such a network.",
        )
        arrays = [rng.normal(size=shape) / np.sqrt(shape[0]) for shape in MLP_SHAPES]
        model.set_weights(arrays)
        images = (real_images(rng, 20) / 255).astype("float32")
        hidden = images.reshape(20, 784)
        for weights, biases in zip(arrays[:4:2], arrays[1:4:2], strict=True):
            hidden = np.maximum(hidden @ weights + biases, 0)
        powers = np.exp(hidden @ arrays[4] + arrays[5])
        expected = powers / powers.sum(axis=1, keepdims=True)
        expect_close(np.asarray(model(images)), expected, rtol=1e-3, atol=1e-4)

    @aspect
    def test_every_call_builds_a_new_model(self, student):
        """Every new model has its own random weights."""
        expect_random_weights(student.build_mlp, indices=(0, 2, 4))


def some_model(rng):
    """A model for small images of random size, not compiled."""
    import keras

    return keras.Sequential(
        [
            keras.Input((int(rng.integers(4, 13)), 8)),
            keras.layers.Flatten(),
            keras.layers.Dense(6, "softmax"),
        ]
    )


@exercise("compile_mlp")
class TestCompileMlp:
    def test_adam_as_it_comes(self, student, rng):
        """The optimiser is Adam with Keras's default settings."""
        settings = expect_compiled(student.compile_mlp(some_model(rng)))
        expect_that(settings.optimizer.name == "Adam", "The optimiser should be Adam.")
        expect_that(not settings.optimizer.options, "Adam should keep its default settings.")
        expect_that(settings.learning_rate == 0.001, "Adam should keep its default rate.")

    def test_the_loss_suits_integer_labels(self, student, rng):
        """The loss is the cross-entropy of integer labels and probabilities."""
        settings = expect_compiled(student.compile_mlp(some_model(rng)))
        expect_that(
            settings.loss.name == "SparseCategoricalCrossentropy",
            "The loss should be the categorical cross-entropy for integer labels.",
        )
        expect_that(not settings.loss.options, "The loss should take the outputs as probabilities.")

    def test_watches_the_accuracy(self, student, rng):
        """The accuracy is one of the metrics."""
        settings = expect_compiled(student.compile_mlp(some_model(rng)))
        expect_that(settings.has_accuracy, "The accuracy should be one of the metrics.")

    def test_compiles_in_place_and_keeps_the_weights(self, student, rng):
        """The given model itself is compiled and keeps its weights."""
        expect_compiled_in_place(student.compile_mlp, some_model(rng))


def linear_model(rng, rate):
    """A softmax regression on small images with random weights, ready to be trained.

    It is eager: tracing would take longer than the few steps that it is trained.
    """
    import keras

    model = keras.Sequential(
        [keras.Input((8, 8)), keras.layers.Flatten(), keras.layers.Dense(6, "softmax")]
    )
    model.set_weights([rng.normal(scale=0.2, size=(64, 6)), rng.normal(size=6)])
    model.compile(
        optimizer=keras.optimizers.SGD(rate),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
        run_eagerly=True,
    )
    return model


def small_images(n, rng):
    """Small images whose brightest stripe is their class."""
    labels = rng.permutation(np.arange(n) % 6)
    images = rng.uniform(0, 0.4, size=(n, 8, 8)).astype("float32")
    images[np.arange(n), labels] += 0.6
    return images, labels


def repeated(n, rng):
    """One image n times: the order, which is random, changes nothing."""
    images, labels = small_images(1, rng)
    return np.repeat(images, n, axis=0), np.repeat(labels, n)


def descended(model, images, labels, rate):
    """The kernel and bias of a softmax regression after one step on all images; the loss before."""
    kernel, bias = model.get_weights()
    x, targets = images.reshape(len(images), -1), np.eye(6)[labels]
    powers = np.exp(x @ kernel + bias)
    p = powers / powers.sum(axis=1, keepdims=True)
    kernel = kernel - rate * x.T @ (p - targets) / len(x)
    return [kernel, bias - rate * np.mean(p - targets, axis=0)], -np.mean(np.log(p[targets == 1]))


@exercise("train")
class TestTrain:
    @weight(2)
    def test_learns_from_all_images_as_they_are(self, student, rng):
        """The given model learns, as it was compiled, from all images as they are given."""
        rate = int(rng.integers(30, 80)) / 100
        model, (images, labels) = linear_model(rng, rate), small_images(8, rng)
        history, after = expect_history(student.train, model, images, labels, 8, 1)
        expect_settings_kept(after, optimizer="SGD", learning_rate=rate)
        expect_that(expect_compiled(after).has_accuracy, "The metrics should stay as they were.")
        expect_that("val_loss" not in history, "No image should be set aside for validation.")
        weights, loss = descended(model, images, labels, rate)  # in one batch, so in any order
        expect_weights(after, weights)
        expect_close(history["loss"], [loss], rtol=1e-3)

    def test_batches_have_the_given_size(self, student, rng):
        """Each epoch makes one update for every batch: of 32 images by default."""
        for n, options, updates in [
            (7, {"batch_size": 4, "epochs": 1}, 2),
            (33, {"epochs": 2}, 4),
        ]:
            model = linear_model(rng, 0.01)
            _, model = expect_history(student.train, model, *repeated(n, rng), **options)
            expect_that(
                expect_compiled(model).updates == updates,
                "The number of updates should be epochs times batches.",
            )

    def test_five_epochs_in_batches_of_32_unless_told(self, student, rng):
        """By default there are 5 epochs in batches of 32; the History has the values of each."""
        model = linear_model(rng, 0.0)  # at this rate it never improves
        history, model = expect_history(student.train, model, *repeated(32, rng))
        expect_that("accuracy" in history, "The History should also have the metrics.")
        expect_that(
            len(history["loss"]) == len(history["accuracy"]) == 5,
            "There should be a loss and an accuracy for each of 5 epochs.",
        )
        expect_that(
            expect_compiled(model).updates == 5, "One batch should hold 32 images by default."
        )


def balanced_model(rng, side, classes):
    """A model that finds each class in the image whose row of that number is brightest.

    Weights are random but small, so that every class occurs.
    """
    import keras

    model = keras.Sequential(
        [
            keras.Input((side, side)),
            keras.layers.Flatten(),
            keras.layers.Dropout(0.5),
            keras.layers.Dense(classes, "softmax"),
        ]
    )
    weights = rng.normal(size=(side * side, classes)) * 0.01
    for label in range(classes):
        weights[side * label : side * (label + 1), label] += 1.0
    model.set_weights([weights, np.linspace(0.0, 1.5, classes)])
    return model


def striped_images(n, side, classes, rng):
    """Images with one bright row, whose number is their class, in random order."""
    labels = rng.permutation(np.arange(n) % classes)
    images = rng.uniform(0, 0.1, size=(n, side, side)).astype("float32")
    images[np.arange(n), labels] += 0.8
    return images, labels


def predicted(student, model, images):
    return expect_array(student.predict_classes(model, images), shape=(len(images),))


@exercise("predict_classes")
class TestPredictClasses:
    def test_the_most_probable_class(self, student, rng):
        """For each image, however many there are, it returns the most probable class."""
        images, labels = striped_images(70, 12, 7, rng)
        expect_equal(predicted(student, balanced_model(rng, 12, 7), images), labels)

    def test_real_images(self, student, rng):
        """Each image of Fashion-MNIST gets the class that the model finds most probable."""
        import keras

        model = keras.Sequential(
            [
                keras.Input((28, 28)),
                keras.layers.Flatten(),
                keras.layers.Dense(10, "softmax"),
            ]
        )
        weights, biases = rng.normal(size=(784, 10)), rng.normal(size=10)
        model.set_weights([weights, biases])
        images = (real_images(rng, 120) / 255).astype("float32")
        logits = images.reshape(120, 784) @ weights + biases
        order = np.sort(logits, axis=1)
        clear = order[:, -1] - order[:, -2] > 0.01
        returned = predicted(student, model, images[clear])
        expect_equal(returned, logits[clear].argmax(axis=1))

    def test_close_probabilities(self, student, rng):
        """The greatest probability wins by however little: nothing is rounded first."""
        images, labels = striped_images(40, 10, 10, rng)
        images = (images > 0.5).astype("float32")
        model = balanced_model(rng, 10, 10)
        weights = np.repeat(np.eye(10), 10, axis=0) * rng.uniform(2e-5, 3e-5)
        model.set_weights([weights, np.zeros(10)])
        expect_equal(predicted(student, model, images), labels)

    @aspect
    def test_one_image(self, student, rng):
        """For a single image it returns one class in an array."""
        images, labels = striped_images(2, 8, 2, rng)
        expect_equal(predicted(student, balanced_model(rng, 8, 2), images[:1]), labels[:1])

    def test_a_class_may_be_unlikely(self, student, rng):
        """The greatest probability counts even if it is well below a half."""
        images, labels = striped_images(40, 10, 10, rng)
        faint = images / 8
        model = balanced_model(rng, 10, 10)
        model.set_weights([model.get_weights()[0] * 0.8, np.zeros(10)])
        expect_equal(predicted(student, model, faint), labels)

    @aspect
    def test_leaves_model_and_images_alone(self, student, rng):
        """Predicting changes neither the weights nor the images."""
        images, labels = striped_images(20, 8, 5, rng)
        model = balanced_model(rng, 8, 5)
        observation = student.predict_classes.observe(model, images, frozen=True)
        expect_that(not observation.changed, "It changed the images.")
        expect_equal(expect_array(observation.value, shape=(20,)), labels)
        expect_same_weights(observation.models[0], model)


def confusions(counts, rng):
    """Labels and predictions in random order with the given counts of (true, predicted)."""
    pairs = np.array([pair for pair, count in counts.items() for _ in range(count)])
    return rng.permutation(pairs).T


def pair_of(student, labels, predictions):
    first, second = expect_tuple(student.most_confused(labels, predictions), 2)
    return first, second


@exercise("most_confused")
class TestMostConfused:
    def test_the_pair_mistaken_most_often(self, student, rng):
        """It returns the true and the predicted class of the most frequent mistake."""
        counts = {(6, 0): 9, (2, 4): 7, (5, 7): 6, (4, 2): 5, (0, 6): 3}
        expect_equal(pair_of(student, *confusions(counts, rng)), (6, 0))

    def test_right_predictions_do_not_count(self, student, rng):
        """A class is not confused with itself, however often it is right."""
        counts = {(label, label): 20 for label in range(10)} | {(9, 7): 2, (3, 1): 1}
        expect_equal(pair_of(student, *confusions(counts, rng)), (9, 7))

    def test_true_class_first(self, student, rng):
        """The true class comes before the predicted one, whichever is greater."""
        for pair in [(2, 6), (6, 2), (9, 5), (0, 3)]:
            counts = {pair: 5, pair[::-1]: 3, (pair[0], pair[0]): 8, (8, 1): 2}
            expect_equal(pair_of(student, *confusions(counts, rng)), pair)

    def test_each_direction_counts_alone(self, student, rng):
        """Mistakes in opposite directions are counted separately."""
        counts = {(0, 6): 5, (6, 0): 6, (2, 4): 8, (4, 4): 4, (7, 7): 4}
        expect_equal(pair_of(student, *confusions(counts, rng)), (2, 4))

    def test_counts_not_shares(self, student, rng):
        """The number of mistakes decides, not their share of a class's images."""
        counts = {(1, 3): 10, (1, 1): 60, (8, 5): 6, (8, 8): 2, (4, 3): 7, (4, 4): 30}
        expect_equal(pair_of(student, *confusions(counts, rng)), (1, 3))

    def test_the_pair_not_the_classes(self, student, rng):
        """The pair counts, not the class that is missed most or the one predicted most."""
        counts = {(2, 0): 4, (2, 3): 4, (2, 4): 4, (1, 9): 4, (7, 9): 4, (5, 9): 4, (8, 6): 5}
        counts |= {(label, label): 3 for label in range(10)}
        expect_equal(pair_of(student, *confusions(counts, rng)), (8, 6))

    def test_first_and_last_class(self, student, rng):
        """Classes 0 and 9 can be confused like any others, and classes may be absent."""
        for pair in [(0, 9), (9, 0), (9, 8), (0, 1)]:
            counts = {pair: 3, (4, 4): 6, (4, 5): 2}
            expect_equal(pair_of(student, *confusions(counts, rng)), pair)

    def test_one_mistake(self, student, rng):
        """A single mistake is the most frequent one."""
        often, once, true, predicted = rng.permutation(10)[:4].tolist()
        labels, predictions = [often, often, once, true], [often, often, once, predicted]
        returned = pair_of(student, np.array(labels), np.array(predictions))
        expect_equal(returned, (true, predicted))

    @aspect
    def test_labels_of_any_integer_type(self, student, rng):
        """Labels may be uint8, like those of the images, and predictions int64."""
        labels, predictions = confusions({(9, 4): 40, (8, 3): 30, (2, 2): 300}, rng)
        labels, predictions = labels.astype(np.uint8), predictions.astype(np.int64)
        expect_equal(pair_of(student, labels, predictions), (9, 4))
        expect_equal(pair_of(student, predictions, labels), (4, 9))
        expect_equal(pair_of(student, labels, predictions.astype(np.uint8)), (9, 4))

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """Labels and predictions are not changed."""
        labels, predictions = confusions({(3, 0): 4, (0, 3): 2, (5, 5): 7}, rng)
        returned = expect_unchanged(student.most_confused, labels, predictions)
        expect_equal(expect_tuple(returned, 2), (3, 0))


LIMIT = 2_000_000


@exercise("build_improved")
class TestBuildImproved:
    def test_takes_images_and_gives_ten_numbers(self, student):
        """The model takes images of 28 x 28 pixels and gives ten numbers for each."""
        model = expect_model(student.build_improved())
        expect_that(
            tuple(model.input_shape) in [(None, 28, 28), (None, 28, 28, 1)],
            "The model should take images of 28 x 28 pixels.",
        )
        expect_equal(tuple(model.output_shape), (None, 10))

    def test_is_compiled_with_a_loss_for_integer_labels(self, student):
        """The model is compiled with the cross-entropy for integer labels."""
        settings = expect_compiled(student.build_improved())
        expect_that(
            settings.loss.name == "SparseCategoricalCrossentropy",
            "The loss should be the categorical cross-entropy for integer labels.",
        )

    def test_loss_and_output_fit_each_other(self, student):
        """There is exactly one softmax, either at the end of the model or in the loss."""
        model = expect_model(student.build_improved())
        settings = expect_compiled(model)
        last = layers_of(model)[-1][0]
        expect_that(
            last == ("Dense" if settings.expects_logits else "softmax"),
            "Softmax should be the last step, or part of the loss, but not both or neither.",
        )

    def test_has_at_most_two_million_parameters(self, student):
        """The model has no more than 2,000,000 parameters."""
        model = expect_model(student.build_improved())
        expect_parameters(model, at_most=LIMIT)

    def test_is_not_a_linear_model(self, student):
        """Between its layers there is an activation, so that the model is not a linear one."""
        expect_hidden_layer(expect_model(student.build_improved()))

    def test_units_begin_differently(self, student):
        """The weights of hidden layers begin at random, not all with the same value."""
        expect_random_start(expect_model(student.build_improved()))

    @weight(3)
    def test_reaches_the_bar_when_trained(self, student):
        """Trained by the grader from fresh weights, it classifies enough test images correctly."""
        model = expect_model(student.build_improved())
        settings = expect_compiled(model)
        expect_that(
            settings.loss.name == "SparseCategoricalCrossentropy",
            "The loss should be the categorical cross-entropy for integer labels.",
        )
        expect_that(
            layers_of(model)[-1][0] == ("Dense" if settings.expects_logits else "softmax"),
            "Softmax should be the last step, or part of the loss, but not both or neither.",
        )
        expect_parameters(model, at_most=LIMIT)
        expect_equal(tuple(model.output_shape), (None, 10))
        expect_hidden_layer(model)
        expect_random_start(model)
        expect_bar(student, "build_improved", model)
