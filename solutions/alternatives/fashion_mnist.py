"""Unusual right answers in 12 Fashion-MNIST."""

import keras
import numpy as np
from keras import layers

from autograder.course.bank import alternative


@alternative(of="preprocess")
def divides_then_converts(images):
    return (images / 255.0).astype(np.float32)


@alternative(of="preprocess")
def table_of_levels(images):
    table = np.array([level / 255 for level in range(256)], dtype="float32")
    return table[np.asarray(images).astype(int)]


@alternative(of="preprocess")
def multiplies(images):
    return np.multiply(images, 1 / 255, dtype="float32", casting="unsafe")


@alternative(of="preprocess")
def clips_as_well(images):
    scaled = np.array(images, dtype=np.float64)
    scaled /= 255
    return np.clip(scaled, 0, 1).astype("float32")


@alternative(of="preprocess")
def preprocess_loops(images):
    scaled = np.empty(np.shape(images), np.float32)
    for place in np.ndindex(*np.shape(images)):
        scaled[place] = float(images[place]) / 255
    return scaled


@alternative(of="class_name")
def dictionary(label):
    return {
        0: "T-shirt/top",
        1: "Trouser",
        2: "Pullover",
        3: "Dress",
        4: "Coat",
        5: "Sandal",
        6: "Shirt",
        7: "Sneaker",
        8: "Bag",
        9: "Ankle boot",
    }[int(label)]


@alternative(of="class_name")
def array_of_names(label):
    names = "T-shirt/top,Trouser,Pullover,Dress,Coat,Sandal,Shirt,Sneaker,Bag,Ankle boot"
    return str(np.array(names.split(","))[label])


@alternative(of="class_name")
def matches(label):
    match int(label):
        case 0:
            return "T-shirt/top"
        case 1:
            return "Trouser"
        case 2:
            return "Pullover"
        case 3:
            return "Dress"
        case 4:
            return "Coat"
        case 5:
            return "Sandal"
        case 6:
            return "Shirt"
        case 7:
            return "Sneaker"
        case 8:
            return "Bag"
        case _:
            return "Ankle boot"


@alternative(of="build_mlp")
def functional():
    inputs = keras.Input(shape=(28, 28))
    steps = layers.Flatten()(inputs)
    steps = layers.Dense(512, "relu")(steps)
    steps = layers.Dense(512, "relu")(steps)
    return keras.Model(inputs, layers.Dense(10, "softmax")(steps))


@alternative(of="build_mlp")
def activations_as_layers():
    return keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Flatten(),
            layers.Dense(512),
            layers.ReLU(),
            layers.Dense(512),
            layers.Activation("relu"),
            layers.Dense(10),
            layers.Softmax(),
        ]
    )


@alternative(of="build_mlp")
def activations_as_functions():
    return keras.Sequential(
        [
            keras.Input((28, 28), name="image"),
            layers.Flatten(name="row_of_pixels"),
            layers.Dense(512, activation=keras.activations.relu, name="first"),
            layers.Dense(512, activation=keras.activations.relu, name="second"),
            layers.Dense(10, activation=keras.activations.softmax, name="classes"),
        ]
    )


@alternative(of="build_mlp")
def reshapes():
    return keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Reshape((784,)),
            layers.Dense(512, activation="relu"),
            layers.Dense(512, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )


@alternative(of="build_mlp")
def added_one_by_one():
    model = keras.models.Sequential(name="clothes")
    model.add(layers.Input(shape=(28, 28)))
    model.add(layers.Flatten())
    for _ in range(2):
        model.add(layers.Dense(512, activation="relu", kernel_initializer="he_uniform"))
    model.add(layers.Dense(units=10))
    model.add(layers.Activation("softmax"))
    return model


@alternative(of="build_mlp")
def compiled_already():
    model = keras.Sequential(
        [
            layers.Input((28, 28)),
            layers.Flatten(),
            layers.Dense(512, "relu"),
            layers.Dense(512, "relu"),
            layers.Dense(10, "softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    return model


@alternative(of="compile_mlp")
def objects(model):
    model.compile(
        keras.optimizers.Adam(),
        keras.losses.SparseCategoricalCrossentropy(),
        metrics=[keras.metrics.SparseCategoricalAccuracy()],
    )
    return model


@alternative(of="compile_mlp")
def loss_as_a_function(model):
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=0.001),
        loss=keras.losses.sparse_categorical_crossentropy,
        metrics=["acc"],
    )
    return model


@alternative(of="compile_mlp")
def metric_by_its_full_name(model):
    model.compile(
        "Adam", "sparse_categorical_crossentropy", metrics=["sparse_categorical_accuracy"]
    )
    return model


@alternative(of="compile_mlp")
def more_metrics(model):
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=False)
    metrics = [
        keras.metrics.SparseTopKCategoricalAccuracy(k=3),
        "accuracy",
        keras.metrics.SparseCategoricalCrossentropy(),
    ]
    model.compile(optimizer="adam", loss=loss, metrics=metrics, jit_compile=False)
    return model


@alternative(of="train")
def positional(model, images, labels, batch_size=32, epochs=5):
    return model.fit(images, labels, batch_size, epochs, 0)


@alternative(of="train")
def prints_progress(model, images, labels, batch_size=32, epochs=5):
    history = model.fit(x=images, y=labels, batch_size=batch_size, epochs=epochs, verbose=2)
    return history


@alternative(of="train")
def epoch_by_epoch(model, images, labels, batch_size=32, epochs=5):
    whole = {}
    for _ in range(epochs):
        part = model.fit(images, labels, batch_size=batch_size, verbose=0).history
        for name, values in part.items():
            whole.setdefault(name, []).extend(values)
    return whole


@alternative(of="train")
def labels_as_a_column(model, images, labels, batch_size=32, epochs=5):
    column = np.reshape(labels, (-1, 1)).astype("int32")
    return model.fit(images, column, batch_size=batch_size, epochs=epochs, verbose=0)


@alternative(of="train")
def in_the_given_order(model, images, labels, batch_size=32, epochs=5):
    return model.fit(images, labels, batch_size=batch_size, epochs=epochs, shuffle=False, verbose=0)


@alternative(of="train")
def in_double_precision(model, images, labels, batch_size=32, epochs=5):
    images = np.asarray(images, dtype="float64")
    return model.fit(images, labels, batch_size=batch_size, epochs=epochs, verbose=0)


@alternative(of="predict_classes")
def calls_the_model(model, images):
    return np.argmax(np.asarray(model(images, training=False)), axis=-1)


@alternative(of="predict_classes")
def predict_classes_loops(model, images):
    classes = []
    for probabilities in model.predict(images, verbose=0):
        classes.append(max(range(len(probabilities)), key=lambda label: probabilities[label]))
    return classes


@alternative(of="predict_classes")
def sorts(model, images):
    return np.argsort(model.predict(images, batch_size=50, verbose=0))[:, -1].astype(np.uint8)


@alternative(of="predict_classes")
def keras_operations(model, images):
    probabilities = model.predict_on_batch(images)
    return keras.ops.convert_to_numpy(keras.ops.argmax(probabilities, axis=1))


@alternative(of="most_confused")
def counter(labels, predictions):
    counts = {}
    for label, prediction in zip(labels, predictions):
        if label != prediction:
            pair = int(label), int(prediction)
            counts[pair] = counts.get(pair, 0) + 1
    return max(counts, key=counts.get)


@alternative(of="most_confused")
def two_loops(labels, predictions):
    most, pair = 0, None
    for true in range(10):
        for predicted in range(10):
            count = np.sum((labels == true) & (predictions == predicted))
            if true != predicted and count > most:
                most, pair = count, [true, predicted]
    return pair


@alternative(of="most_confused")
def codes(labels, predictions):
    wrong = labels != predictions
    numbers = np.asarray(labels, dtype=int)[wrong] * 10 + np.asarray(predictions, dtype=int)[wrong]
    place = np.bincount(numbers).argmax()
    return place // 10, place % 10


@alternative(of="most_confused")
def unique_rows(labels, predictions):
    pairs = np.stack([labels, predictions], axis=1)[labels != predictions]
    rows, counts = np.unique(pairs, axis=0, return_counts=True)
    return rows[np.argmax(counts)]


@alternative(of="most_confused")
def one_hot_product(labels, predictions):
    counts = np.eye(10)[labels].T @ np.eye(10)[predictions]
    counts = counts * (1 - np.eye(10))
    return tuple(np.unravel_index(np.argmax(counts), counts.shape))


@alternative(of="build_improved")
def one_hidden_layer():
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Flatten(),
            layers.Dense(128, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )
    return compile_mlp(model)


@alternative(of="build_improved")
def narrowing():
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Flatten(),
            layers.Dense(256, activation="relu"),
            layers.Dense(128, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )
    return compile_mlp(model)


@alternative(of="build_improved")
def narrowing_with_gelu():
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Flatten(),
            layers.Dense(256, activation="gelu"),
            layers.Dense(128, activation="gelu"),
            layers.Dense(10, activation="softmax"),
        ]
    )
    return compile_mlp(model)


@alternative(of="build_improved")
def elu_and_nadam():
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Flatten(),
            layers.Dense(256, activation="elu"),
            layers.Dense(128, activation="elu"),
            layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="nadam", loss="sparse_categorical_crossentropy")
    return model


@alternative(of="build_improved")
def silu_and_weight_decay():
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Flatten(),
            layers.Dense(256, activation="silu"),
            layers.Dense(128, activation="silu"),
            layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer=keras.optimizers.AdamW(), loss="sparse_categorical_crossentropy")
    return model


@alternative(of="build_improved")
def dense_with_batch_normalisation():
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Flatten(),
            layers.Dense(256),
            layers.BatchNormalization(),
            layers.Activation("relu"),
            layers.Dense(128),
            layers.BatchNormalization(),
            layers.Activation("relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )
    return compile_mlp(model)


@alternative(of="build_improved")
def dense_with_rmsprop():
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Flatten(),
            layers.Dense(256, activation="relu"),
            layers.Dense(128, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="rmsprop", loss="sparse_categorical_crossentropy")
    return model


@alternative(of="build_improved")
def dropout_twice():
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Flatten(),
            layers.Dense(256, activation="relu"),
            layers.Dropout(0.3),
            layers.Dense(128, activation="relu"),
            layers.Dropout(0.3),
            layers.Dense(10, activation="softmax"),
        ]
    )
    return compile_mlp(model)


@alternative(of="build_improved")
def convolutions_with_elu():
    model = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(16, 3, strides=2, padding="same", activation="elu"),
            layers.Conv2D(32, 3, strides=2, padding="same", activation="elu"),
            layers.Flatten(),
            layers.Dense(64, activation="elu"),
            layers.Dense(10, activation="softmax"),
        ]
    )
    return compile_mlp(model)


@alternative(of="build_improved")
def convolutions_with_gelu():
    model = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(16, 3, strides=2, padding="same", activation="gelu"),
            layers.Conv2D(32, 3, strides=2, padding="same", activation="gelu"),
            layers.Flatten(),
            layers.Dense(64, activation="gelu"),
            layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer=keras.optimizers.AdamW(), loss="sparse_categorical_crossentropy")
    return model


@alternative(of="build_improved")
def convolutions_with_batch_normalisation():
    model = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(16, 3, strides=2, padding="same"),
            layers.BatchNormalization(momentum=0.9),
            layers.Activation("relu"),
            layers.Conv2D(32, 3, strides=2, padding="same"),
            layers.BatchNormalization(momentum=0.9),
            layers.Activation("relu"),
            layers.Flatten(),
            layers.Dropout(0.3),
            layers.Dense(10, activation="softmax"),
        ]
    )
    return compile_mlp(model)


@alternative(of="build_improved")
def plain_layers_with_dropout():
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Flatten(),
            layers.Dense(512, activation="relu"),
            layers.Dropout(0.3),
            layers.Dense(256, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )
    return compile_mlp(model)


@alternative(of="build_improved")
def functional_with_logits():
    inputs = keras.Input((28, 28, 1))
    steps = layers.Conv2D(16, 5, strides=2, padding="same")(inputs)
    steps = layers.LeakyReLU()(steps)
    steps = layers.Conv2D(32, 3, strides=2, padding="same", activation="relu")(steps)
    steps = layers.Dropout(0.3)(layers.Flatten()(steps))
    steps = layers.Dense(128, activation="relu")(steps)
    model = keras.Model(inputs, layers.Dense(10)(steps))
    model.compile(
        optimizer=keras.optimizers.Nadam(),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    return model


@alternative(of="build_improved")
def pooled():
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Reshape((28, 28, 1)),
            layers.MaxPooling2D(),
            layers.Conv2D(32, 3, padding="same"),
            layers.ReLU(),
            layers.MaxPooling2D(),
            layers.Flatten(),
            layers.Dense(128, activation="relu"),
            layers.Dense(10),
            layers.Softmax(),
        ]
    )
    model.compile(
        optimizer=keras.optimizers.Adam(0.001),
        loss=keras.losses.sparse_categorical_crossentropy,
    )
    return model


@alternative(of="build_improved")
def mirrored_images():
    model = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.RandomFlip("horizontal"),
            layers.Conv2D(32, 3, strides=2, padding="same", activation="gelu"),
            layers.DepthwiseConv2D(3, padding="same"),
            layers.Conv2D(64, 1, activation="gelu"),
            layers.LayerNormalization(),
            layers.MaxPooling2D(),
            layers.Flatten(),
            layers.Dense(10, activation="softmax"),
        ]
    )
    return compile_mlp(model)
