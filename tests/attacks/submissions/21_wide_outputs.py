# mechanism: the right layers, then copies of their output side by side, then of those, then ...
# success: the grader calls the model and runs out of memory
# assignment: 08_parameter_counting

# %%
import json
import sys

import numpy as np

values = sys.modules["autograder.sandbox.inside.protocol.values"]


def part(name, own, nodes, **config):
    return {
        "module": "keras.layers",
        "class_name": name,
        "registered_name": None,
        "config": {"name": own, **config},
        "name": own,
        "inbound_nodes": nodes,
    }


def tensor(name):
    return {"class_name": "__keras_tensor__", "config": {"keras_history": [name, 0, 0]}}


def build_mlp(inputs, units, activations):
    layers = [part("InputLayer", "i", [], batch_shape=[None, inputs], dtype="float32")]
    last, shapes, size = "i", [], inputs
    for place, (count, activation) in enumerate(zip(units, activations)):
        node = {"args": [tensor(last)], "kwargs": {}}
        last = f"d{place}"
        layers.append(part("Dense", last, [node], units=count, activation=activation))
        shapes += [(size, count), (count,)]
        size = count
    for place, copies in enumerate((60, 60, 60, 250)):
        node = {"args": [[tensor(last)] * copies], "kwargs": {}}
        last = f"c{place}"
        layers.append(part("Concatenate", last, [node], axis=-1))
    ends = {"input_layers": ["i", 0, 0], "output_layers": [last, 0, 0]}
    text = {"class_name": "Functional", "config": {"name": "m", "layers": layers, **ends}}
    return values.Model(json.dumps(text).encode(), [np.zeros(s, np.float32) for s in shapes])
