"""Hidden tests of 11 classification: layers, settings, samples, and one trained model."""

import math

import numpy as np

from autograder.testing import (
    aspect,
    exercise,
    expect_array,
    expect_bar,
    expect_close,
    expect_compiled,
    expect_compiled_in_place,
    expect_drawn_from,
    expect_equal,
    expect_hidden_layer,
    expect_history,
    expect_independent,
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
    expect_uniform,
    expect_weights,
    layers_of,
    weight,
)


def labels(returned, n):
    """Labels of n samples as an array; they are of an integer type, 0 and 1."""
    values = expect_array(returned, shape=(n,))
    kind = np.asarray(returned).dtype.kind
    expect_that(kind in "biu", "The labels should be of an integer type.")
    expect_that(np.all((values == 0) | (values == 1)), "A label is either 0 or 1.")
    return values


def data(student, n, rng):
    """The student's data as arrays of the right shapes."""
    x, y = expect_tuple(student.make_data(n, rng), 2)
    return expect_array(x, shape=(n, 10)), labels(y, n)


@exercise("make_data")
class TestMakeData:
    def test_inputs_are_even_between_0_and_1(self, student, rng):
        """Each of the ten inputs is drawn uniformly between 0 and 1."""
        x, _ = data(student, 20_000, rng)
        expect_uniform(x)

    def test_inputs_are_independent(self, student, rng):
        """All inputs are drawn independently: no sample and no column repeats another."""
        x, _ = data(student, 4000, rng)
        expect_independent(x)

    def test_labels_are_the_sign_of_the_sine(self, student, rng):
        """A label is 1 exactly where the sine of the sum of the squares is not negative."""
        x, y = data(student, 20_000, rng)
        sines = np.array([math.sin(sum(value * value for value in row)) for row in x.tolist()])
        clear = np.abs(sines) > 1e-5
        expect_that(
            np.array_equal(y[clear], sines[clear] > 0),
            "Each label should say whether the sine of the sum of squares is negative.",
        )

    def test_any_number_of_samples(self, student, rng):
        """There is one row for each sample, however many there are."""
        for n in (1, 10, 37):
            data(student, n, rng)

    def test_randomness_comes_from_rng(self, student, rng):
        """The same generator state gives the same samples; another state gives different ones."""
        expect_drawn_from(lambda generator: data(student, 50, generator), rng)


SHAPES = [(10, 100), (100,), (100, 100), (100,), (100, 1), (1,)]


@exercise("build_classifier")
class TestBuildClassifier:
    def test_layers_have_100_100_and_1_units(self, student):
        """Three dense layers, of 100, 100 and 1 units, with biases, take rows of ten numbers."""
        model = expect_model(student.build_classifier())
        expect_shapes(model, (None, 10), (None, 1))
        expect_that(
            [tuple(weights.shape) for weights in model.weights] == SHAPES,
            "The layers should have 100, 100 and 1 units, each with weights and biases.",
        )

    def test_hidden_layers_have_relu_and_the_output_a_sigmoid(self, student):
        """ReLU follows both hidden layers, and a sigmoid follows the output."""
        model = expect_model(student.build_classifier())
        steps = [name for name, _ in layers_of(model)]
        expect_that(
            steps == ["Dense", "relu", "Dense", "relu", "Dense", "sigmoid"],
            "There should be a ReLU after each hidden layer and a sigmoid after the output.",
        )

    def test_computes_what_such_a_network_computes(self, student, rng):
        """With given weights the model gives the probabilities of this network."""
        model = expect_model(student.build_classifier())
        expect_that(
            [tuple(weights.shape) for weights in model.weights] == SHAPES,
            "Its weights are not those of such a network.",
        )
        arrays = [rng.normal(scale=0.2, size=shape) for shape in SHAPES]
        model.set_weights(arrays)
        x = rng.normal(size=(30, 10)).astype("float32")
        hidden = np.maximum(x @ arrays[0] + arrays[1], 0)
        hidden = np.maximum(hidden @ arrays[2] + arrays[3], 0)
        expected = 1 / (1 + np.exp(-(hidden @ arrays[4] + arrays[5])))
        expect_close(np.asarray(model(x)), expected, rtol=1e-3, atol=1e-3)

    @aspect
    def test_every_call_builds_a_new_model(self, student):
        """Every new model has its own random weights."""
        expect_random_weights(student.build_classifier)


def some_model(rng):
    """A model with a random number of inputs, not compiled."""
    import keras

    return keras.Sequential(
        [keras.Input((int(rng.integers(3, 20)),)), keras.layers.Dense(1, "sigmoid")]
    )


@exercise("compile_classifier")
class TestCompileClassifier:
    def test_adam_as_it_is(self, student, rng):
        """The optimiser is Adam with Keras's default settings and learning rate."""
        settings = expect_compiled(student.compile_classifier(some_model(rng)))
        expect_that(settings.optimizer.name == "Adam", "The optimiser should be Adam.")
        expect_that(not settings.optimizer.options, "Adam should have its default settings.")
        expect_that(settings.learning_rate == 0.001, "The learning rate should be the default.")

    def test_the_loss_is_the_binary_cross_entropy(self, student, rng):
        """The loss is the binary cross-entropy of labels and probabilities."""
        settings = expect_compiled(student.compile_classifier(some_model(rng)))
        expect_that(
            settings.loss.name == "BinaryCrossentropy",
            "The loss should be the binary cross-entropy.",
        )
        expect_that(
            not settings.expects_logits,
            "The model outputs probabilities, so the loss should not expect logits.",
        )
        expect_that(
            not settings.loss.options, "The binary cross-entropy should have its default settings."
        )

    def test_watches_the_accuracy(self, student, rng):
        """The accuracy at a threshold of one half is among the metrics."""
        settings = expect_compiled(student.compile_classifier(some_model(rng)))
        expect_that(settings.has_accuracy, "The accuracy should be among the metrics.")

    def test_compiles_in_place_and_keeps_the_weights(self, student, rng):
        """The given model itself is compiled and keeps its weights."""
        expect_compiled_in_place(student.compile_classifier, some_model(rng))


def linear_model(rng, rate):
    """A logistic regression with random weights, ready to be trained.

    It is eager: tracing would take longer than the few steps that it is trained.
    """
    import keras

    stack = [keras.Input((10,)), keras.layers.Dense(1, activation="sigmoid")]
    model = keras.Sequential(stack)
    model.set_weights([rng.normal(scale=0.5, size=(10, 1)), rng.normal(size=1)])
    model.compile(
        optimizer=keras.optimizers.SGD(rate), loss="binary_crossentropy", run_eagerly=True
    )
    return model


def trained(student, model, x, y, *args, **kwargs):
    """The losses in the history, and the model as it is after training."""
    return expect_history(student.train, model, x, y, *args, validated=True, **kwargs)


def samples(n, rng):
    """Samples of both classes; from the middle on, most of them are of class 1."""
    x = rng.uniform(size=(n, 10)).astype("float32")
    return x, (rng.uniform(size=n) < np.where(np.arange(n) < n // 2, 0.3, 0.9)).astype("int64")


def repeated(n, rng):
    """One sample n times: the order, which is random, changes nothing."""
    x, y = samples(1, rng)
    return np.repeat(x, n, axis=0), np.repeat(y, n)


def cross_entropy(weights, x, y):
    """The mean binary cross-entropy of a logistic regression with this kernel and bias."""
    kernel, bias = weights
    z = x @ kernel[:, 0] + bias
    return np.mean(np.logaddexp(0, np.where(y == 1, -z, z)))


def descended(weights, x, y, rate):
    """The kernel and bias of a logistic regression after one step of descent on all samples."""
    kernel, bias = weights
    errors = 1 / (1 + np.exp(-(x @ kernel + bias))) - y[:, np.newaxis]
    return [kernel - rate * x.T @ errors / len(x), bias - rate * np.mean(errors)]


@exercise("train")
class TestTrain:
    @weight(2)
    def test_learns_from_all_but_the_last_samples_as_they_are(self, student, rng):
        """The last samples are for validation; the model learns from all others as they are."""
        rate = int(rng.integers(50, 150)) / 100
        model, (x, y) = linear_model(rng, rate), samples(15, rng)
        history, after = trained(student, model, x, y, 9, 1, 0.4)
        expect_settings_kept(after, optimizer="SGD", learning_rate=rate)
        before = model.get_weights()
        weights = descended(before, x[:9], y[:9], rate)  # in one batch, so in any order
        expect_weights(after, weights)
        expect_close(history["loss"], [cross_entropy(before, x[:9], y[:9])], rtol=1e-3)
        expect_close(history["val_loss"], [cross_entropy(weights, x[9:], y[9:])], rtol=1e-3)

    def test_batches_have_the_given_size(self, student, rng):
        """Each epoch makes one update for every batch: of 256 samples by default."""
        for n, options, updates in [
            (20, {"batch_size": 6, "epochs": 2}, 6),
            (322, {"epochs": 1}, 2),
        ]:
            model = linear_model(rng, 0.01)
            _, model = trained(student, model, *repeated(n, rng), **options)
            expect_that(
                expect_compiled(model).updates == updates,
                "The number of updates should be epochs times batches of the training sample.",
            )

    def test_25_epochs_in_batches_of_256_unless_told(self, student, rng):
        """By default the last fifth is for validation, in 25 epochs and batches of 256 samples."""
        model = linear_model(rng, 0.0)  # at this rate it never improves
        training, validation = repeated(256, rng), repeated(64, rng)
        x, y = map(np.concatenate, zip(training, validation, strict=True))
        history, after = trained(student, model, x, y)
        expect_that(
            len(history["loss"]) == len(history["val_loss"]) == 25,
            "There should be both losses for each of 25 epochs.",
        )
        expect_that(
            expect_compiled(after).updates == 25,
            "One batch should hold 256 training samples by default.",
        )
        for losses, part in (("loss", training), ("val_loss", validation)):
            loss = cross_entropy(model.get_weights(), *part)
            expect_close(history[losses], [loss] * 25, rtol=1e-3)


def history_of(val_loss, rng):
    """A History's dictionary with these validation losses; the rest has its best elsewhere."""
    epochs = len(val_loss)
    loss = np.sort(rng.uniform(0.0, 0.3, epochs))[::-1]
    loss[-2:] = loss[-2:][::-1]  # least in the second-to-last epoch
    return {
        "accuracy": np.sort(rng.uniform(0.5, 1.0, epochs)).tolist(),
        "loss": loss.tolist(),
        "val_accuracy": rng.permutation(np.linspace(0.5, 0.9, epochs)).tolist(),
        "val_loss": [float(value) for value in val_loss],
    }


@exercise("best_epoch")
class TestBestEpoch:
    def test_the_least_validation_loss(self, student, rng):
        """The best epoch is the one whose validation loss is least, counted from 1."""
        for epochs in (6, 9, 30):
            losses = rng.permutation(np.linspace(0.4, 2.0, epochs))
            best = 1 + losses.tolist().index(losses.min())
            expect_equal(student.best_epoch(history_of(losses, rng)), best)

    def test_falls_then_rises(self, student, rng):
        """If the validation loss falls and then rises, the turning point is the best epoch."""
        history = history_of([0.9, 0.7, 0.5, 0.45, 0.5, 0.6, 0.8, 1.1], rng)
        history["val_accuracy"] = [0.5, 0.6, 0.7, 0.75, 0.76, 0.77, 0.78, 0.74]
        expect_equal(student.best_epoch(history), 4)

    def test_a_rise_in_between(self, student, rng):
        """If the loss rises once and falls further later, the best epoch is the later one."""
        expect_equal(student.best_epoch(history_of([0.9, 0.6, 0.7, 0.65, 0.3, 0.5], rng)), 5)

    def test_the_first_or_the_last_epoch(self, student, rng):
        """The best epoch may be the first or the last one, or the only one."""
        expect_equal(student.best_epoch(history_of([0.4, 0.5, 0.7, 0.6], rng)), 1)
        expect_equal(student.best_epoch(history_of([0.7, 0.6, 0.5, 0.2], rng)), 4)
        expect_equal(student.best_epoch(history_of([0.7], rng)), 1)

    def test_losses_close_to_each_other(self, student, rng):
        """A loss that is only slightly less is still less."""
        expect_equal(
            student.best_epoch(history_of([0.3002, 0.30004, 0.30001, 0.30003, 0.4], rng)), 3
        )

    @aspect
    def test_a_history_without_metrics(self, student, rng):
        """The two losses are enough, in either order."""
        scale = float(rng.uniform(0.5, 2))
        history = {
            "val_loss": [scale * value for value in (3.0, 2.0, 5.0, 4.0)],
            "loss": [scale * value for value in (3.0, 2.5, 2.4, 1.0)],
        }
        expect_equal(student.best_epoch(history), 2)

    @aspect
    def test_leaves_the_history_alone(self, student, rng):
        """The history is not changed."""
        losses = [0.8, 0.5, 0.6, 0.7]
        expect_equal(expect_unchanged(student.best_epoch, history_of(losses, rng)), 2)


def first_input():
    """A model whose score is just the first input of the sample."""
    import keras

    model = keras.Sequential([keras.Input((10,)), keras.layers.Dense(1)])
    model.set_weights([np.eye(10)[:, :1], np.zeros(1)])
    return model


def with_scores(rng, scores):
    """Samples that begin with these scores; the other inputs have no weight."""
    x = rng.uniform(size=(len(scores), 10)).astype("float32")
    x[:, 0] = scores
    return x


@exercise("predict_labels")
class TestPredictLabels:
    def test_one_label_for_each_sample(self, student, rng):
        """There is one integer label for each sample, even if there is only one sample."""
        for score in (0.1, 0.9):
            returned = student.predict_labels(first_input(), with_scores(rng, [score]))
            expect_close(labels(returned, 1), [score > 0.5])

    def test_positive_from_the_threshold_on(self, student, rng):
        """A score equal to the threshold is positive."""
        x = with_scores(rng, [0.0, 0.25, 0.5, 0.75, 1.0])
        expect_close(labels(student.predict_labels(first_input(), x, 0.75), 5), [0, 0, 0, 1, 1])

    def test_the_threshold_is_a_half_unless_told(self, student, rng):
        """By default the threshold is one half."""
        x = with_scores(rng, [0.45, 0.55, 0.5, 0.05])
        expect_close(labels(student.predict_labels(first_input(), x), 4), [0, 1, 1, 0])

    def test_takes_the_given_threshold(self, student, rng):
        """A given threshold is used, whether passed by position or by name."""
        scores = rng.integers(0, 64, size=200) / 64
        x = with_scores(rng, scores)
        low, high = rng.integers(8, 24) / 64 + 1 / 128, rng.integers(40, 56) / 64 + 1 / 128
        returned = student.predict_labels(first_input(), x, float(low))
        expect_close(labels(returned, 200), scores > low)
        returned = student.predict_labels(first_input(), x, threshold=float(high))
        expect_close(labels(returned, 200), scores > high)

    def test_one_class_only(self, student, rng):
        """If all scores are on one side of the threshold, all labels are the same."""
        x = with_scores(rng, np.full(6, 0.9))
        expect_close(labels(student.predict_labels(first_input(), x, 0.95), 6), np.zeros(6))

    @aspect
    def test_leaves_model_and_samples_alone(self, student, rng):
        """Neither the samples nor the model's weights are changed."""
        x = rng.uniform(size=(12, 10)).astype("float32").astype("float64")  # exact in Keras
        model = first_input()
        observation = student.predict_labels.observe(model, x, frozen=True)
        expect_that(not observation.changed, "It changed the samples.")
        expect_close(labels(observation.value, 12), x[:, 0] >= 0.5)
        expect_same_weights(observation.models[0], model)


@exercise("build_better_classifier")
class TestBuildBetterClassifier:
    def test_takes_ten_numbers_and_gives_one(self, student):
        """The model takes rows of ten numbers and gives one number for each."""
        model = expect_model(student.build_better_classifier())
        expect_shapes(model, (None, 10), (None, 1))

    def test_is_compiled(self, student):
        """The model is compiled with an optimiser and a loss."""
        expect_compiled(student.build_better_classifier())

    def test_has_at_most_50000_parameters(self, student):
        """The model has no more than 50,000 parameters."""
        model = expect_model(student.build_better_classifier())
        expect_parameters(model, at_most=50_000)

    def test_output_and_loss_fit_each_other(self, student, rng):
        """The output is a probability, or the loss is set to expect a logit."""
        model = expect_model(student.build_better_classifier())
        settings = expect_compiled(model)
        outputs = np.asarray(model(rng.normal(scale=100, size=(50, 10)).astype("float32")))
        if settings.expects_logits:
            last = layers_of(model)[-1][0]
            expect_that(
                last not in ("sigmoid", "softmax", "hard_sigmoid"),
                "The loss expects logits, but the output is a probability.",
            )
        else:
            expect_that(
                outputs.min() >= 0 and outputs.max() <= 1,
                "The output should be a probability, between 0 and 1 for every input.",
            )

    def test_is_not_a_linear_model(self, student):
        """Between its layers there is an activation, so that the model is not a linear one."""
        expect_hidden_layer(expect_model(student.build_better_classifier()))

    def test_units_begin_differently(self, student):
        """The weights of hidden layers begin at random, not all with the same value."""
        expect_random_start(expect_model(student.build_better_classifier()))

    @weight(3)
    def test_reaches_the_bar_when_trained(self, student):
        """Trained by the grader from fresh weights, it separates the classes well enough."""
        model = expect_model(student.build_better_classifier())
        expect_compiled(model)
        expect_parameters(model, at_most=50_000)
        expect_equal(tuple(model.output_shape), (None, 1))
        expect_hidden_layer(model)
        expect_random_start(model)
        expect_bar(student, "build_better_classifier", model)
