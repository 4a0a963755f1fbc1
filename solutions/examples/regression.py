"""Public examples of 10 regression: calls of the kind that the notebook shows."""

import numpy as np

from autograder.course.examples import call, compared, examples, generator
from autograder.keras_models.importing import import_keras


def linear_model():
    """A network without hidden layers on ten inputs; its output begins at 2."""
    keras = import_keras()
    model = keras.Sequential([keras.Input((10,)), keras.layers.Dense(1)])
    model.set_weights([np.zeros((10, 1)), np.array([2.0])])
    return model


def compiled_model():
    """The same network, ready to be trained by large steps."""
    model = linear_model()
    sgd = import_keras().optimizers.SGD(0.05, momentum=0.5)
    model.compile(optimizer=sgd, loss="mean_squared_error", run_eagerly=True)
    return model


def same_samples(n):
    """One sample n times: what a network learns from them does not depend on their order."""
    return np.full((n, 10), 0.5), np.full(n, 1.0)


@examples(of="make_data")
def make_data():
    yield call(1, np.random.default_rng(1))
    yield call(2, np.random.default_rng(2))
    yield call(4, np.random.default_rng(3))


@generator(of="make_data")
def more_of_make_data(rng):
    return call(int(rng.integers(1, 6)), np.random.default_rng(int(rng.integers(1000))))


@compared(of="make_data")
def inputs_and_errors(value, n, rng):
    # Which number becomes which input is free, and so is the precision.
    x, y = (np.asarray(array, dtype=float) for array in value)
    errors = y - np.sin(np.sum(x**2, axis=1))
    return x.shape, np.sort(np.round(x, 5), axis=None), np.round(errors, 5)


@examples(of="build_regressor")
def build_regressor():
    yield call()


@examples(of="compile_regressor")
def compile_regressor():
    yield call(linear_model())
    yield call(linear_model(), learning_rate=0.5)


@generator(of="compile_regressor")
def more_of_compile_regressor(rng):
    return call(linear_model(), float(rng.integers(1, 100)) / 100)


@examples(of="train")
def train():
    yield call(compiled_model(), *same_samples(1))
    yield call(compiled_model(), *same_samples(1), epochs=2)
    yield call(compiled_model(), *same_samples(3), batch_size=2, epochs=3)
    different = np.zeros((3, 10))  # in one batch: their order does not matter either
    different[:, 0] = 0.25, 0.5, 1.0
    yield call(compiled_model(), different, np.array([2.0, 1.0, -1.0]), epochs=2)


@generator(of="train")
def more_of_train(rng):
    n, batch_size, epochs = rng.integers(1, 4, 3).tolist()
    return call(compiled_model(), *same_samples(n), batch_size=batch_size, epochs=epochs)


@compared(of="train")
def losses_and_metrics(value, *args, **options):
    # The order of the samples makes no difference, so the numbers are those of every right answer.
    return {key: np.float32(numbers) for key, numbers in value.items()}


@examples(of="r_squared")
def r_squared():
    yield call(np.array([1.0, 3.0]), np.array([1.0, 2.0]))
    yield call(np.array([1.0, 3.0]), np.array([3.0, 5.0]))
    yield call(np.array([1.0, 3.0]), np.array([2.0, 2.0]))
    yield call(np.array([5.0, 5.0]), np.array([4.0, 6.0]))
    yield call(np.array([1.0, 3.0]), np.array([[1.0], [2.0]]))
    yield call(np.array([1, 3], dtype=np.uint8), np.array([2, 4], dtype=np.uint8))
    yield call(np.array([1.0, 2.0, 3.0]), np.array([1.0, 2.0, 4.0]))


@generator(of="r_squared")
def more_of_r_squared(rng):
    n = int(rng.integers(2, 6))
    y_true, y_pred = rng.integers(-9, 10, (2, n)) / 2
    return call(y_true, y_pred[:, np.newaxis] if rng.integers(2) else y_pred)


@examples(of="build_better_regressor")
def build_better_regressor():
    yield call()
