"""Model answers of 12 Fashion-MNIST: images of ten classes, from grey levels to names."""

import keras
import numpy as np


def preprocess(images):
    """Scale grey levels from 0..255 to 0..1 as float32; any numeric dtype; the shape is kept."""
    return np.asarray(images, dtype="float32") / 255


def class_name(label):
    """Return the name of the class of a label, an integer from 0 to 9.

    Source: Xiao, Rasul and Vollgraf, "Fashion-MNIST", 2017, table 2; names as in Keras's guide.
    """
    names = [
        "T-shirt/top",
        "Trouser",
        "Pullover",
        "Dress",
        "Coat",
        "Sandal",
        "Shirt",
        "Sneaker",
        "Bag",
        "Ankle boot",
    ]
    return names[label]


def build_mlp():
    """Build Flatten -> 512 ReLU -> 512 ReLU -> 10 softmax for 28 x 28 images, 669,706 parameters.

    Source: Keras's guide to the Sequential model.
    """
    return keras.Sequential(
        [
            keras.Input((28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(512, activation="relu"),
            keras.layers.Dense(512, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )


def compile_mlp(model):
    """Compile in place: Adam, sparse categorical cross-entropy, accuracy; return the same model."""
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def train(model, images, labels, batch_size=32, epochs=5):
    """Train on all images, (n, height, width), and labels, (n,); return Keras's History."""
    return model.fit(images, labels, batch_size=batch_size, epochs=epochs, verbose=0)


def predict_classes(model, images):
    """Return the most probable class of each image, integers of shape (n,)."""
    return np.argmax(model.predict(images, verbose=0), axis=1)


def most_confused(labels, predictions):
    """Return the most frequent pair (true, predicted) of two different classes.

    Both arguments are (n,), integers from 0 to 9. The confusion matrix is counted, and its
    diagonal, the right predictions, is left out.
    """
    counts = np.zeros((10, 10))  # mutants: free there is at least one mistake
    np.add.at(counts, (labels, predictions), 1)
    np.fill_diagonal(counts, 0)  # mutants: free there is at least one mistake
    return divmod(int(np.argmax(counts)), 10)


def build_improved():
    """Build and compile a small convolutional network, 106,122 parameters.

    Two convolutions with strides, dropout, one hidden layer; under the quick protocol about 0.85 of
    the test images are classified correctly.
    Source: Keras's guide "Simple MNIST convnet", with strides in place of pooling.
    """
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            keras.layers.Reshape((28, 28, 1)),
            keras.layers.Conv2D(16, 5, strides=2, padding="same", activation="relu"),
            keras.layers.Conv2D(32, 3, strides=2, padding="same", activation="relu"),
            keras.layers.Flatten(),
            keras.layers.Dropout(0.3),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    return compile_mlp(model)
