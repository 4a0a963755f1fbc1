# mechanism: models nested in models, wrapped, recurrent, shared between each other and themselves
# success: the grader rebuilds them for longer than the limits, or recurses too deep
# assignment: 08_parameter_counting

# %%
import itertools
import json
import sys

values = sys.modules["autograder.sandbox.inside.protocol.values"]


def part(kind, nodes=(), **config):
    own = config.setdefault("name", kind)
    return {
        "module": "keras.layers", "class_name": kind, "registered_name": None, "config": config,
        "name": own, "inbound_nodes": list(nodes),
    }  # fmt: skip


def node(name, place=0, tensor=0):
    history = {"class_name": "t", "config": {"keras_history": [name, place, tensor]}}
    return {"args": [history], "kwargs": {}}


def described(kind, layers, **ends):
    text = {"class_name": kind, "config": {"name": "m", "layers": layers, **ends}}
    return values.Model(json.dumps(text).encode(), [])


start = part("InputLayer", batch_shape=[None, 4], dtype="float32", name="i")
dense = part("Dense", units=4)
inner = {"class_name": "Sequential", "module": "keras", "config": {"layers": [start, dense]}}
for _ in range(10):
    inner = {"class_name": "Sequential", "module": "keras", "config": {"layers": [start, inner]}}
wrapped = part("Dense", units=4)
for _ in range(8):
    wrapped = part("TimeDistributed", layer=wrapped)
flat = [part("Flatten", [node("i", turn) for turn in range(64)], name=f"f{n}") for n in range(63)]
one = {"input_layers": ["i", 0, 0], "output_layers": ["f", 0, 0]}
models = itertools.cycle(
    [
        described("Sequential", [start, inner]),
        described("Functional", [start, {**inner, "name": "f", "inbound_nodes": [node("i")]}], **one),
        described("Sequential", [start, wrapped]),
        described("Sequential", [start, part("Bidirectional", layer=part("LSTM", units=10**5))]),
        described("Sequential", [start, part("RNN", cell=[part("LSTMCell", units=9)] * 1000)]),
        described("Functional", [start, *flat], **one),
        described("Functional", [start] * 64, **one),
        described("Functional", [start], input_layers=["i", 0, 0], output_layers=["i", 0, 0]),
        described("Functional", [start], input_layers=[["i", 0, 0]] * 64, output_layers=["i", 0, 0]),
        described("Functional", [start], input_layers=["i", -1, 9], output_layers=[[]]),
        described("Functional", [start, part("Flatten", [node("i", -1)], name="f")], **one),
        described("Functional", [start, part("Flatten", [node("i", 10**30)], name="f")], **one),
        described("Functional", [start, part("Flatten", [node("f", 0), node("i")], name="f")], **one),
        described("Sequential", [start, start, dense]),
        described("Sequential", [dense, start]),
        described("Sequential", []),
        described("Functional", [], **one),
        described("Model", [start, dense]),
        described("Functional", [{**start, "inbound_nodes": [node("i")] * 64}], **one),
    ]
)


def build_mlp(inputs, units, activations):
    return next(models)
