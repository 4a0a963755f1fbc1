"""Public examples of 11 classification: calls of the kind that the notebook shows."""

import numpy as np

from autograder.course.examples import call, compared, examples, generator
from autograder.keras_models.importing import import_keras


def classifier(*hidden):
    """A network on ten inputs with hidden layers of these sizes and one sigmoid."""
    keras = import_keras()
    layers = [keras.layers.Dense(units, "relu") for units in hidden]
    return keras.Sequential([keras.Input((10,)), *layers, keras.layers.Dense(1, "sigmoid")])


def compiled_classifier():
    """A network without hidden layers that begins at 0.5, ready to be trained by large steps."""
    model = classifier()
    model.set_weights([np.zeros((10, 1)), np.zeros(1)])
    sgd = import_keras().optimizers.SGD(0.5)
    model.compile(optimizer=sgd, loss="binary_crossentropy", run_eagerly=True)
    return model


def samples(ones, zeros):
    """Equal samples of class 1, then equal ones of class 0."""
    y = np.repeat([1, 0], [ones, zeros])
    return np.full((len(y), 10), 0.25) * (1 + y[:, np.newaxis]), y


def first_input():
    """A network whose score is the first of ten inputs."""
    keras = import_keras()
    model = keras.Sequential([keras.Input((10,)), keras.layers.Dense(1)])
    model.set_weights([np.eye(10)[:, :1], np.zeros(1)])
    return model


def with_scores(*scores):
    """Samples that get these scores from `first_input`."""
    x = np.zeros((len(scores), 10))
    x[:, 0] = scores
    return x


@examples(of="make_data")
def make_data():
    yield call(1, np.random.default_rng(1))
    yield call(1, np.random.default_rng(671))  # the sum of squares is above two pi
    yield call(2, np.random.default_rng(2))
    yield call(3, np.random.default_rng(315))


@generator(of="make_data")
def more_of_make_data(rng):
    return call(int(rng.integers(1, 6)), np.random.default_rng(int(rng.integers(1000))))


@compared(of="make_data")
def inputs_and_right_labels(value, n, rng):
    # Which number becomes which input is free, and so is the precision.
    x, y = np.asarray(value[0], dtype=float), np.asarray(value[1])
    right = y == (np.sin(np.sum(x**2, axis=1)) >= 0)
    return x.shape, np.sort(np.round(x, 5), axis=None), right, y.dtype.kind in "iu"


@examples(of="build_classifier")
def build_classifier():
    yield call()


@examples(of="compile_classifier")
def compile_classifier():
    yield call(classifier())
    yield call(classifier(3))


@generator(of="compile_classifier")
def more_of_compile_classifier(rng):
    return call(classifier(*rng.integers(1, 6, int(rng.integers(0, 3))).tolist()))


@examples(of="train")
def train():
    yield call(compiled_classifier(), *samples(1, 1), batch_size=2, epochs=1, validation_split=0.5)
    yield call(compiled_classifier(), *samples(2, 2), batch_size=1, epochs=2, validation_split=0.5)
    yield call(compiled_classifier(), *samples(3, 1), batch_size=1, epochs=5, validation_split=0.25)
    yield call(compiled_classifier(), *samples(4, 1), epochs=3)
    x, y = samples(2, 2)
    x[:, 0] = 1.0, 0.5, 0.0, 0.75
    yield call(compiled_classifier(), x, y[::-1], epochs=2, validation_split=0.25)


@generator(of="train")
def more_of_train(rng):
    ones, zeros, epochs = rng.integers(1, 5, 3).tolist()
    split = zeros / (ones + zeros)
    return call(compiled_classifier(), *samples(ones, zeros), epochs=epochs, validation_split=split)


@compared(of="train")
def losses_and_metrics(value, *args, **options):
    # The order of the samples makes no difference, so the numbers are those of every right answer.
    return {key: np.float32(numbers) for key, numbers in value.items()}


def losses(loss, val_loss):
    """What a History holds."""
    return {"loss": loss, "val_loss": val_loss}


@examples(of="best_epoch")
def best_epoch():
    yield call(losses([0.5], [0.6]))
    yield call(losses([0.5, 0.4], [0.6, 0.7]))
    yield call(losses([0.5, 0.4], [0.7, 0.6]))
    yield call(losses([0.6, 0.5, 0.4], [0.7, 0.5, 0.6]))
    yield call(losses([0.6, 0.5, 0.4], [0.7, 0.5002, 0.5001]))
    yield call(losses([0.9, 0.8, 0.1], [0.9, 0.5, 0.6]))
    yield call(losses([0.6, 0.5, 0.4, 0.3], [0.9, 0.5, 0.6, 0.4]))
    yield call({**losses([0.5, 0.4], [0.6, 0.7]), "val_accuracy": [0.7, 0.8]})


@generator(of="best_epoch")
def more_of_best_epoch(rng):
    epochs = int(rng.integers(1, 6))
    loss, val_loss = (rng.permutation(9)[:epochs] / 10 for _ in range(2))
    return call(losses(loss.tolist(), val_loss.tolist()))


@examples(of="predict_labels")
def predict_labels():
    yield call(first_input(), with_scores(0.5))
    yield call(first_input(), with_scores(0.25))
    yield call(first_input(), with_scores(0.5), threshold=0.75)
    yield call(first_input(), with_scores(0.25, 0.75))
    yield call(first_input(), with_scores(0.1, 0.2))
    yield call(first_input(), with_scores(0.2, 0.5, 0.9), threshold=0.3)


@generator(of="predict_labels")
def more_of_predict_labels(rng):
    scores = rng.integers(0, 9, int(rng.integers(1, 5))) / 8
    return call(first_input(), with_scores(*scores), threshold=float(rng.integers(1, 8)) / 8)


@compared(of="predict_labels")
def whole_numbers(value, model, x, threshold=0.5):
    labels = np.asarray(value)
    return labels, labels.dtype.kind in "iu"


@examples(of="build_better_classifier")
def build_better_classifier():
    yield call()
