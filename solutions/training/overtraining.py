"""Train the 512-512 network on few images of Fashion-MNIST, plain and regularised in four ways.

    python -m solutions.training.overtraining --epochs 40 --seeds 3

The generalisation gap is the cross-entropy of the test images less that of the training images,
both measured when training is over: without penalties, and with dropout off.
"""

from __future__ import annotations

import numpy as np

from solutions.training import common

METHODS = ("none", "l1", "l2", "dropout", "batch_norm")
STRENGTH = 1e-4
RATE = 0.3


def build(method):
    """Two hidden layers of 512 ReLU, regularised by one method."""
    import keras

    penalties = {"l1": keras.regularizers.L1, "l2": keras.regularizers.L2}
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten()])
    for _ in range(2):
        penalty = penalties[method](STRENGTH) if method in penalties else None
        model.add(keras.layers.Dense(512, kernel_regularizer=penalty))
        if method == "batch_norm":
            model.add(keras.layers.BatchNormalization())
        model.add(keras.layers.Activation("relu"))
        if method == "dropout":
            model.add(keras.layers.Dropout(RATE))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def measures(model, train, test):
    """Cross-entropy and accuracy on both samples, and the gap between them."""
    found = {}
    for name, (images, labels) in (("training", train), ("test", test)):
        probabilities = model.predict(images, batch_size=1000, verbose=0)
        found[f"{name} accuracy"] = np.mean(probabilities.argmax(axis=1) == labels)
        found[f"{name} cross-entropy"] = common.cross_entropy(labels, probabilities)
    found["gap"] = found["test cross-entropy"] - found["training cross-entropy"]
    return found


def main(arguments=None):
    """Train every method with every seed; the seed also chooses the training images."""
    training = common.Training(
        "overtraining",
        common.options(
            __doc__.splitlines()[0], arguments, epochs=40, batch_size=32, samples=2_000, images=True
        ),
    )
    training.parameters = {method: build(method).count_params() for method in METHODS}
    (images, labels), test = common.fashion_mnist(training.options.data)
    for seed in training.seeds():
        chosen = np.random.default_rng(seed).permutation(len(images))[: training.options.samples]
        train = images[chosen], labels[chosen]
        for method in METHODS:
            model, run = training.fit(
                method,
                seed,
                lambda: build(method),
                *train,
                validation_data=test,
                validation_batch_size=1000,
            )
            run["measures"] = measures(model, train, test)
            training.tell(run)
    training.notes = {"training images": len(train[0]), "test images": len(test[0])}
    common.plot_histories(
        training,
        [("loss", "Loss, penalty included (nats)"), ("accuracy", "Accuracy")],
        f"{len(train[0]):,} training images, 512-512 network (validation: the test images)",
    )
    training.finish()


if __name__ == "__main__":
    main()
