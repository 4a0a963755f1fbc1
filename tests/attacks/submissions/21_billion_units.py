# mechanism: descriptions of layers of a billion units, kernels, shapes and products of axes
# success: the grader builds one and runs out of memory or time
# assignment: 08_parameter_counting

# %%
import itertools
import json
import sys

values = sys.modules["autograder.sandbox.inside.protocol.values"]


def layer(name, **config):
    config = {"name": "", **config}
    return {"module": "keras.layers", "class_name": name, "registered_name": None, "config": config}


def model(shape, *layers):
    return [layer("InputLayer", batch_shape=[None, *shape], dtype="float32", name="i"), *layers]


conv = {"filters": 1024, "kernel_size": [4096, 4096], "padding": "same"}
bombs = itertools.cycle(
    [
        model([10], layer("Dense", units=10**9)),
        model([10], layer("Dense", units=8192), layer("Dense", units=8192)),
        model([10], layer("Dense", units=10**400)),
        model([10], layer("Dense", units=-1)),
        model([4096, 4096, 4096], layer("Dense", units=8192)),
        model([64, 64, 3], layer("Conv2D", **conv)),
        model([64, 64, 3], layer("Conv2D", **{**conv, "filters": 1, "dilation_rate": [4096, 4096]})),
        model([4], layer("Reshape", target_shape=[4096, 4096, 4096, 4096])),
        model([4096, 4096, 3], layer("AveragePooling2D", pool_size=4096, strides=1)),
        model([1] * 5, *[layer("Softmax", axis=4)] * 5),
        [layer("Dense", units=8192) for _ in range(64)],
        [layer("InputLayer", batch_shape=[10**9, 10**9])],
    ]
)


def build_mlp(inputs, units, activations):
    text = {"class_name": "Sequential", "config": {"name": "m", "layers": next(bombs)}}
    return values.Model(json.dumps(text).encode(), [])
