"""Hidden tests of 10 regression: layers and settings, and one trained model."""

import numpy as np
from sklearn.metrics import r2_score

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


def data(student, n, rng):
    """The student's data as arrays of the right shapes."""
    x, y = expect_tuple(student.make_data(n, rng), 2)
    return expect_array(x, shape=(n, 10)), expect_array(y, shape=(n,))


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

    def test_targets_are_the_sine_of_the_sum_of_squares(self, student, rng):
        """Each target is the sine of the sum of the sample's ten squared inputs."""
        x, y = data(student, 5000, rng)
        expect_close(y, [np.sin(sum(value * value for value in row)) for row in x], atol=1e-6)

    def test_any_number_of_samples(self, student, rng):
        """There is one row for each sample, however many there are."""
        for n in (1, 10, 37):
            x, y = data(student, n, rng)
            expect_close(y, np.sin((x * x) @ np.ones(10)), atol=1e-6)

    def test_randomness_comes_from_rng(self, student, rng):
        """The same generator state gives the same samples; another state gives different ones."""
        expect_drawn_from(lambda generator: data(student, 50, generator), rng)


@exercise("build_regressor")
class TestBuildRegressor:
    def test_layers_have_20_30_and_1_units(self, student):
        """Three dense layers, of 20, 30 and 1 units, all with biases, take rows of ten numbers."""
        model = expect_model(student.build_regressor())
        expect_shapes(model, (None, 10), (None, 1))
        shapes = [tuple(weights.shape) for weights in model.weights]
        expected = [(10, 20), (20,), (20, 30), (30,), (30, 1), (1,)]
        expect_that(
            shapes == expected,
            "The layers should have 20, 30 and 1 units, each with weights and biases.",
        )

    def test_hidden_layers_have_relu_and_the_output_none(self, student):
        """ReLU follows both hidden layers; nothing follows the output."""
        model = expect_model(student.build_regressor())
        steps = [name for name, _ in layers_of(model)]
        expect_that(
            steps == ["Dense", "relu", "Dense", "relu", "Dense"],
            "There should be a ReLU after each hidden layer, and nowhere else.",
        )

    def test_computes_what_such_a_network_computes(self, student, rng):
        """With given weights the model gives the outputs of this network."""
        model = expect_model(student.build_regressor())
        shapes = [(10, 20), (20,), (20, 30), (30,), (30, 1), (1,)]
        arrays = [rng.normal(size=shape) for shape in shapes]
        expect_that(
            [tuple(weights.shape) for weights in model.weights] == shapes,
            "Its weights are not those of such a network.",
        )
        model.set_weights(arrays)
        x = rng.normal(size=(30, 10)).astype("float32")
        hidden = np.maximum(x @ arrays[0] + arrays[1], 0)
        hidden = np.maximum(hidden @ arrays[2] + arrays[3], 0)
        outputs = np.asarray(model(x))
        expect_close(outputs, hidden @ arrays[4] + arrays[5], rtol=1e-3, atol=1e-3)

    @aspect
    def test_every_call_builds_a_new_model(self, student):
        """Every new model has its own random weights."""
        expect_random_weights(student.build_regressor)


def some_model(rng):
    """A model with a random number of inputs, not compiled."""
    import keras

    return keras.Sequential([keras.Input((int(rng.integers(3, 20)),)), keras.layers.Dense(1)])


@exercise("compile_regressor")
class TestCompileRegressor:
    def test_plain_sgd(self, student, rng):
        """The optimiser is SGD, without momentum or any other extra."""
        settings = expect_compiled(student.compile_regressor(some_model(rng)))
        expect_that(settings.optimizer.name == "SGD", "The optimiser should be SGD.")
        expect_that(not settings.optimizer.options, "SGD should be plain, without momentum.")

    def test_the_learning_rate_is_001_unless_told(self, student, rng):
        """The learning rate is 0.01 by default."""
        settings = expect_compiled(student.compile_regressor(some_model(rng)))
        expect_that(settings.learning_rate == 0.01, "The learning rate should be 0.01.")

    def test_takes_the_given_learning_rate(self, student, rng):
        """A given learning rate is used, whether passed by position or by name."""
        rate = int(rng.integers(100, 300)) / 1000
        settings = expect_compiled(student.compile_regressor(some_model(rng), rate))
        expect_that(settings.learning_rate == rate, "The learning rate should be the given one.")
        settings = expect_compiled(student.compile_regressor(some_model(rng), learning_rate=0.003))
        expect_that(settings.learning_rate == 0.003, "The learning rate should be the given one.")

    def test_the_loss_is_the_mean_squared_error(self, student, rng):
        """The loss is the mean squared error."""
        settings = expect_compiled(student.compile_regressor(some_model(rng)))
        expect_that(
            settings.loss.name == "MeanSquaredError" and not settings.loss.options,
            "The loss should be the mean squared error.",
        )

    def test_compiles_in_place_and_keeps_the_weights(self, student, rng):
        """The given model itself is compiled and keeps its weights."""
        expect_compiled_in_place(student.compile_regressor, some_model(rng))


def linear_model(rng, rate):
    """A linear model with random weights, ready to be trained.

    It is eager: tracing would take longer than the few steps that it is trained.
    """
    import keras

    stack = [keras.Input((10,)), keras.layers.Dense(1, activation=None)]
    model = keras.Sequential(stack)
    model.set_weights([rng.normal(scale=0.3, size=(10, 1)), rng.normal(size=1)])
    model.compile(optimizer=keras.optimizers.SGD(rate), loss="mean_squared_error", run_eagerly=True)
    return model


def samples(n, rng):
    """Samples whose targets are of both signs."""
    x = rng.uniform(size=(n, 10)).astype("float32")
    return x, x.sum(axis=1) - 4


def repeated(n, rng):
    """One sample n times: the order, which is random, changes nothing."""
    x, y = samples(1, rng)
    return np.repeat(x, n, axis=0), np.repeat(y, n)


def descended(model, x, y, rate):
    """The kernel and bias of a linear model after one step on all samples, and the loss before."""
    kernel, bias = model.get_weights()
    errors = x @ kernel + bias - y[:, np.newaxis]
    kernel = kernel - rate * 2 * x.T @ errors / len(x)
    return [kernel, bias - rate * 2 * np.mean(errors)], np.mean(errors**2)


@exercise("train")
class TestTrain:
    @weight(2)
    def test_learns_from_all_samples_as_they_are(self, student, rng):
        """The given model learns, as it was compiled, from all samples as they are given."""
        rate = int(rng.integers(30, 100)) / 1000
        model, (x, y) = linear_model(rng, rate), samples(8, rng)
        history, after = expect_history(student.train, model, x, y, 8, 1)
        expect_settings_kept(after, optimizer="SGD", learning_rate=rate)
        expect_that("val_loss" not in history, "No sample should be set aside for validation.")
        weights, loss = descended(model, x, y, rate)  # in one batch the order does not matter
        expect_weights(after, weights)
        expect_close(history["loss"], [loss], rtol=1e-3)

    def test_batches_have_the_given_size(self, student, rng):
        """Each epoch makes one update for every batch: of 32 samples by default."""
        for n, options, updates in [
            (9, {"batch_size": 4, "epochs": 1}, 3),
            (33, {"epochs": 2}, 4),
        ]:
            model = linear_model(rng, 0.01)
            _, model = expect_history(student.train, model, *repeated(n, rng), **options)
            expect_that(
                expect_compiled(model).updates == updates,
                "The number of updates should be epochs times batches.",
            )

    def test_ten_epochs_in_batches_of_32_unless_told(self, student, rng):
        """By default there are 10 epochs in batches of 32; the History has the loss of each."""
        model = linear_model(rng, 0.0)  # at this rate it never improves
        history, model = expect_history(student.train, model, *repeated(32, rng))
        expect_that(len(history["loss"]) == 10, "There should be a loss for each of 10 epochs.")
        expect_that(
            expect_compiled(model).updates == 10, "One batch should hold 32 samples by default."
        )


@exercise("r_squared")
class TestRSquared:
    def test_explained_share(self, student, rng):
        """R squared is 1 minus the sum of squared errors over the targets' squared deviations."""
        for scale in (0.1, 1.0, 5.0):
            y = rng.normal(3.0, 2.0, size=40)
            p = y + scale * rng.normal(size=40)
            expect_close(student.r_squared(y, p), r2_score(y, p))

    def test_worked_numbers(self, student, rng):
        """Targets 1, 2, 3 with predictions 1, 2, 4 give 0.5; the mean as prediction gives 0."""
        shift = int(rng.integers(1, 80)) / 8  # which changes nothing, and rounds nothing
        y = np.array([1.0, 2.0, 3.0]) + shift
        expect_close(student.r_squared(y, np.array([1.0, 2.0, 4.0]) + shift), 0.5)
        expect_close(student.r_squared(y, np.full(3, 2.0) + shift), 0.0)
        expect_close(student.r_squared(y, y), 1.0)

    def test_worse_than_the_mean_is_negative(self, student, rng):
        """Predictions worse than the mean give a negative number."""
        y = rng.normal(size=30)
        expect_close(student.r_squared(y, y + 4), r2_score(y, y + 4))

    @aspect
    def test_a_column_of_predictions(self, student, rng):
        """Predictions of shape (n, 1) count as n predictions."""
        y = rng.normal(size=25)
        p = y + 0.5 + 0.2 * rng.normal(size=25)
        expect_close(student.r_squared(y, p[:, np.newaxis]), r2_score(y, p))

    def test_targets_that_are_all_the_same(self, student, rng):
        """If all targets are the same, the result is 0, without a warning."""
        y = np.full(8, 0.375)  # a fraction whose sums and means are exact, in any order
        observation = student.r_squared.observe(y, rng.normal(size=8))
        expect_close(observation.value, 0.0, atol=0)
        expect_that(not observation.warnings, "It should give no warning.")
        expect_close(student.r_squared(y, y), 0.0, atol=0)

    @aspect
    def test_integers(self, student, rng):
        """Results for integers are computed in floating point."""
        y = rng.integers(0, 100, size=20).astype(np.uint8)
        p = (200 - y + rng.integers(0, 50, size=20)).astype(np.uint8)
        expect_close(student.r_squared(y, p), r2_score(y.astype(float), p.astype(float)))

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """Targets and predictions are not changed."""
        y, p = rng.normal(size=(2, 12))
        p = 3 - y + 0.1 * p  # worse than the mean, and on average too great
        expect_close(expect_unchanged(student.r_squared, y, p), r2_score(y, p))


@exercise("build_better_regressor")
class TestBuildBetterRegressor:
    def test_takes_ten_numbers_and_gives_one(self, student):
        """The model takes rows of ten numbers and gives one number for each."""
        model = expect_model(student.build_better_regressor())
        expect_shapes(model, (None, 10), (None, 1))

    def test_is_compiled(self, student):
        """The model is compiled with an optimiser and a loss."""
        expect_compiled(student.build_better_regressor())

    def test_has_at_most_20000_parameters(self, student):
        """The model has no more than 20,000 parameters."""
        model = expect_model(student.build_better_regressor())
        expect_parameters(model, at_most=20_000)

    def test_is_not_a_linear_model(self, student):
        """Between its layers there is an activation, so that the model is not a linear one."""
        expect_hidden_layer(expect_model(student.build_better_regressor()))

    def test_units_begin_differently(self, student):
        """The weights of hidden layers begin at random, not all with the same value."""
        expect_random_start(expect_model(student.build_better_regressor()))

    @weight(3)
    def test_reaches_the_bar_when_trained(self, student):
        """Trained by the grader from fresh weights, it explains enough of the test data."""
        model = expect_model(student.build_better_regressor())
        expect_compiled(model)
        expect_parameters(model, at_most=20_000)
        expect_equal(tuple(model.output_shape), (None, 1))
        expect_hidden_layer(model)
        expect_random_start(model)
        expect_bar(student, "build_better_regressor", model)
