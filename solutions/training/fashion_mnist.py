"""Train the course's network on all of Fashion-MNIST and measure it on the 10,000 test images.

python -m solutions.training.fashion_mnist --epochs 5 --seeds 10
"""

from __future__ import annotations

import numpy as np

from solutions.training import common


def build():
    """Two hidden layers of 512 ReLU and a softmax over the ten classes."""
    import keras

    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(512, activation="relu"),
            keras.layers.Dense(512, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def main(arguments=None):
    """Train with every seed; the test images are the validation sample of the curves."""
    training = common.Training(
        "fashion_mnist",
        common.options(
            __doc__.splitlines()[0], arguments, epochs=5, batch_size=32, samples=60_000, images=True
        ),
    )
    training.parameters = {"all layers": build().count_params()}
    train, test = common.fashion_mnist(training.options.data)
    images, labels = (part[: training.options.samples] for part in train)
    training.notes = {"training images": len(images), "test images": len(test[0])}
    for seed in training.seeds():
        model, run = training.fit(
            "Adam", seed, build, images, labels, validation_data=test, validation_batch_size=1000
        )
        probabilities = model.predict(test[0], batch_size=1000, verbose=0)
        run["measures"] = {
            "test accuracy": np.mean(probabilities.argmax(axis=1) == test[1]),
            "test cross-entropy": common.cross_entropy(test[1], probabilities),
        }
        training.tell(run)
    common.plot_histories(
        training,
        [("loss", "Cross-entropy (nats)"), ("accuracy", "Accuracy")],
        "Fashion-MNIST, 512-512 network: learning curves (validation: the test images)",
    )
    training.finish()


if __name__ == "__main__":
    main()
