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
    expect_history,
    expect_independent,
    expect_model,
    expect_parameters,
    expect_random_weights,
    expect_settings_kept,
    expect_shapes,
    expect_that,
    expect_tuple,
    expect_unchanged,
    expect_uniform,
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
    def test_takes_ten_numbers_and_gives_one(self, student):
        """The model takes rows of ten numbers and gives one number for each."""
        model = expect_model(student.build_regressor())
        expect_shapes(model, (None, 10), (None, 1))

    def test_layers_have_20_30_and_1_units(self, student):
        """There are three dense layers, of 20, 30 and 1 units, all with biases."""
        model = expect_model(student.build_regressor())
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
        expect_equal([tuple(weights.shape) for weights in model.weights], shapes)
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


def small_model(units=4):
    """A model that the grader built, not compiled."""
    import keras

    return keras.Sequential(
        [keras.Input((10,)), keras.layers.Dense(units, "tanh"), keras.layers.Dense(1)]
    )


def compiled(rate=0.01):
    """A model that the grader built, ready to be trained; eager, since tracing takes a second."""
    import keras

    model = small_model()
    model.compile(optimizer=keras.optimizers.SGD(rate), loss="mean_squared_error", run_eagerly=True)
    return model


def some_model(rng):
    """A model with a random number of hidden units, not compiled."""
    return small_model(int(rng.integers(3, 20)))


@exercise("compile_regressor")
class TestCompileRegressor:
    def test_plain_sgd(self, student, rng):
        """The optimiser is SGD, without momentum or any other extra."""
        settings = expect_compiled(student.compile_regressor(some_model(rng)))
        expect_equal(settings.optimizer.name, "SGD")
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


def samples(n, rng):
    x = rng.uniform(size=(n, 10)).astype("float32")
    return x, x.sum(axis=1)


@exercise("train")
class TestTrain:
    def test_gives_one_loss_for_each_epoch(self, student, rng):
        """The History has as many losses as there are epochs: 10 by default."""
        history, _ = expect_history(student.train, compiled(), *samples(40, rng))
        expect_equal(len(history["loss"]), 10)
        history, _ = expect_history(student.train, compiled(), *samples(40, rng), epochs=3)
        expect_equal(len(history["loss"]), 3)

    def test_batches_have_the_given_size(self, student, rng):
        """Each epoch makes one update for every batch: of 32 samples by default."""
        for n, options, updates in [
            (64, {}, 20),
            (65, {"epochs": 2}, 6),
            (64, {"batch_size": 16, "epochs": 2}, 8),
            (64, {"batch_size": 64, "epochs": 4}, 4),
        ]:
            _, model = expect_history(student.train, compiled(), *samples(n, rng), **options)
            expect_that(
                expect_compiled(model).updates == updates,
                "The number of updates should be epochs times batches.",
            )

    def test_uses_every_sample(self, student, rng):
        """All samples are trained on; none is set aside."""
        _, model = expect_history(student.train, compiled(), *samples(41, rng), 1, 1)
        expect_that(
            expect_compiled(model).updates == 41, "Every sample should be used in every epoch."
        )
        history, _ = expect_history(student.train, compiled(), *samples(41, rng), 20, 1)
        expect_that("val_loss" not in history, "No sample should be put aside for validation.")

    def test_trains_the_given_model(self, student, rng):
        """Afterwards the given model predicts better than before."""
        x, y = samples(200, rng)
        model = compiled(0.02)
        before = np.mean((np.asarray(model(x))[:, 0] - y) ** 2)
        history, after = expect_history(student.train, model, x, y, 10, 8)
        error = np.mean((np.asarray(after(x))[:, 0] - y) ** 2)
        expect_that(error < before / 3, "The given model should have learned.")
        expect_that(history["loss"][-1] < before, "The losses should be those of this training.")

    def test_keeps_what_the_model_was_compiled_with(self, student, rng):
        """Training does not compile the model again: optimiser, rate and loss stay."""
        _, model = expect_history(student.train, compiled(0.03), *samples(40, rng), epochs=1)
        expect_settings_kept(model, optimizer="SGD", learning_rate=0.03)


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

    @weight(3)
    def test_reaches_the_bar_when_trained(self, student):
        """Trained by the grader from fresh weights, it explains enough of the test data."""
        model = expect_model(student.build_better_regressor())
        expect_compiled(model)
        expect_parameters(model, at_most=20_000)
        expect_equal(tuple(model.output_shape), (None, 1))
        expect_bar(student, "build_better_regressor", model)
