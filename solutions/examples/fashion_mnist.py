"""Public examples of 12 Fashion-MNIST: calls of the kind that the notebook shows."""

import numpy as np

from autograder.course.examples import call, compared, examples, generator
from autograder.keras_models.importing import import_keras


def brightest_pixel(pixels):
    """A network on images of one row: the class is the greatest pixel; the first has 0.5 more."""
    keras = import_keras()
    model = keras.Sequential(
        [
            keras.Input((1, pixels)),
            keras.layers.Flatten(),
            keras.layers.Dense(pixels, activation="softmax"),
        ]
    )
    model.set_weights([np.eye(pixels), np.append(0.5, np.zeros(pixels - 1))])
    return model


def compiled_network():
    """The network on images of two pixels, ready to be trained by large steps."""
    model = brightest_pixel(2)
    model.compile(
        optimizer=import_keras().optimizers.SGD(0.5),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
        run_eagerly=True,
    )
    return model


def rows(*images):
    """Images of one row of pixels."""
    return np.array(images, dtype=float)[:, np.newaxis]


def levels(*numbers, dtype=np.uint8):
    """One image of two rows."""
    return np.array(numbers, dtype=dtype).reshape(1, 2, -1)


@examples(of="preprocess")
def preprocess():
    yield call(levels(51, 255))
    yield call(levels(0, 1))
    yield call(levels(51, 102))
    yield call(levels(51.0, 204.0, dtype=float))
    yield call(levels(51.0, 204.0, dtype=np.float32))
    yield call(np.array([[[51]], [[204]]], dtype=np.uint8))
    yield call(np.array([0, 51, 255], dtype=np.uint8))


@generator(of="preprocess")
def more_of_preprocess(rng):
    n, height, width = rng.integers(1, 4, 3)
    dtype = (np.uint8, np.int64, float)[int(rng.integers(3))]
    return call(rng.integers(0, 256, (n, height, width)).astype(dtype))


@compared(of="preprocess")
def shades_in_single_precision(value, images):
    return np.round(np.asarray(value, dtype=float), 4), str(np.asarray(value).dtype)


@examples(of="class_name")
def class_name():
    yield call(0)
    yield call(5)
    yield call(9)


@generator(of="class_name")
def more_of_class_name(rng):
    return call(int(rng.integers(10)))


@examples(of="build_mlp")
def build_mlp():
    yield call()


@examples(of="compile_mlp")
def compile_mlp():
    yield call(brightest_pixel(2))
    yield call(brightest_pixel(3))


@generator(of="compile_mlp")
def more_of_compile_mlp(rng):
    return call(brightest_pixel(int(rng.integers(2, 9))))


def same_images(n):
    """One image n times: what a network learns from them does not depend on their order."""
    return rows(*n * [(0.25, 0.75)]), np.zeros(n, dtype=int)


@examples(of="train")
def train():
    yield call(compiled_network(), *same_images(1))
    yield call(compiled_network(), *same_images(1), epochs=2)
    # Of one image with two labels nothing can be learned.
    yield call(compiled_network(), same_images(2)[0], np.array([0, 1]), epochs=4)
    yield call(compiled_network(), *same_images(3), batch_size=2, epochs=3)
    different = rows((0, 1), (0.5, 0), (1, 0.25), (0.25, 0.5), (0.75, 0), (0, 0.25))
    yield call(compiled_network(), different, np.array([1, 0, 0, 1, 0, 1]), epochs=1)


@generator(of="train")
def more_of_train(rng):
    n, batch_size, epochs = rng.integers(1, 4, 3).tolist()
    return call(compiled_network(), *same_images(n), batch_size=batch_size, epochs=epochs)


@compared(of="train")
def losses_and_metrics(value, *args, **options):
    # The order of the samples makes no difference, so the numbers are those of every right answer.
    return {key: np.float32(numbers) for key, numbers in value.items()}


@examples(of="predict_classes")
def predict_classes():
    yield call(brightest_pixel(2), rows((0, 1)))
    yield call(brightest_pixel(2), rows((0.75, 0.25)))
    yield call(brightest_pixel(2), rows((0.25, 1), (1, 0)))
    yield call(brightest_pixel(3), rows((0.5, 0.25, 1.25)))
    yield call(brightest_pixel(2), rows(*32 * [(0.5, 0.25)], (0.25, 1)))


@generator(of="predict_classes")
def more_of_predict_classes(rng):
    pixels = int(rng.integers(2, 6))
    images = [rng.permutation(pixels) for _ in range(int(rng.integers(1, 4)))]
    return call(brightest_pixel(pixels), rows(*images))


#: Labels with predictions, of which one pair is wrong more often than any other.
CONFUSED = (
    ([6], [0]),
    ([2], [7]),
    ([6, 6], [0, 6]),
    ([1, 5, 5], [0, 4, 4]),
    ([6, 6, 6], [0, 6, 6]),
    ([3, 3, 3, 8, 8], [2, 2, 3, 9, 8]),
    ([1, 1, 3, 3, 3], [2, 2, 4, 5, 6]),
    ([1, 1, 3, 4, 5], [2, 2, 6, 6, 6]),
    ([6, 6, 6, 0, 2], [0, 0, 6, 6, 2]),
)


def confused(labels, predictions, dtype=int):
    """A call with these labels and predictions."""
    return call(np.array(labels, dtype=dtype), np.array(predictions, dtype=dtype))


@examples(of="most_confused")
def most_confused():
    for labels, predictions in CONFUSED:
        yield confused(labels, predictions)


@generator(of="most_confused")
def more_of_most_confused(rng):
    labels, predictions = rng.integers(0, 10, (2, int(rng.integers(0, 6))))
    true, predicted = rng.permutation(10)[:2]
    often = len(labels) + 1  # more often than all the others together
    order = rng.permutation(len(labels) + often)
    return confused(
        np.append(labels, [true] * often)[order], np.append(predictions, [predicted] * often)[order]
    )


@examples(of="build_improved")
def build_improved():
    yield call()
