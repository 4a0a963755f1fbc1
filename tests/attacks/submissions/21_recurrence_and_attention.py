# mechanism: sequences without end, states that are kept, unrolled steps, pairs of everything
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


def attention(shape, **config):
    def tensor():
        history = {"shape": [None, *shape], "dtype": "float32", "keras_history": ["i", 0, 0]}
        return {"class_name": "__keras_tensor__", "config": history}

    first = layer("InputLayer", batch_shape=[None, *shape], dtype="float32", name="i")
    last = layer("MultiHeadAttention", name="a", **config)
    first |= {"name": "i", "inbound_nodes": []}
    last |= {"name": "a", "inbound_nodes": [{"args": [tensor(), tensor()], "kwargs": {}}]}
    ends = {"input_layers": ["i", 0, 0], "output_layers": ["a", 0, 0]}
    config = {"name": "m", "layers": [first, last], **ends}
    return values.Model(json.dumps({"class_name": "Functional", "config": config}).encode(), [])


def nested(depth):
    inner = layer("LSTM", units=1)
    for _ in range(depth):
        inner = layer("Bidirectional", layer=inner)
    return inner


heads = {"num_heads": 64, "key_dim": 1024}
both = layer("Bidirectional", layer=layer("GRU", units=1024), backward_layer=layer("LSTM", units=1024))
models = itertools.cycle(
    [
        model([4096, 1], *[layer("SimpleRNN", units=1, return_sequences=True)] * 63),
        model([4096, 64], *[layer("LSTM", units=64, return_sequences=True)] * 60),
        model([4096, 1], layer("LSTM", units=1, unroll=True)),
        model([None, 1], layer("GRU", units=1, stateful=True)),
        model([10**9, 1], layer("GRU", units=1)),
        model([4096, 4096], layer("LSTM", units=1024)),
        model([8], *[layer("RepeatVector", n=4096), layer("SimpleRNN", units=8)] * 31),
        model([8], layer("RepeatVector", n=4096), layer("Permute", dims=[2, 1]), layer("Flatten")),
        model([8, 8], both),
        model([8, 8], nested(20)),
        model([8], layer("Embedding", input_dim=10**6, output_dim=1024)),
        model([4096], *[layer("Embedding", input_dim=1, output_dim=1024)] * 4),
        model([64, 64, 3], *[layer("DepthwiseConv2D", kernel_size=[1, 1], depth_multiplier=8)] * 6),
        model([64, 64, 3], *[layer("DepthwiseConv2D", kernel_size=[64, 64], padding="same")] * 60),
        model([256, 256, 3], *[layer("RandomRotation", factor=[-1, 1], fill_mode="wrap")] * 60),
        model([4096, 1], layer("Conv1D", filters=1024, kernel_size=[4096], padding="causal")),
        model([64, 64, 3], layer("LayerNormalization", axis=[1, 2, 3, 1])),
        attention([8, 8], **heads),
        attention([4096, 1], num_heads=1, key_dim=1),
        attention([64, 64, 1], num_heads=64, key_dim=1),
        attention([64, 1], num_heads=64, key_dim=1, attention_axes=[1, 2]),
        attention([64, 64, 1], num_heads=2, key_dim=1, attention_axes=[1, 2, 3]),
        attention([8, 8], num_heads=1, key_dim=1, output_shape=[4096, 4096]),
    ]
)


def build_mlp(inputs, units, activations):
    return next(models)
