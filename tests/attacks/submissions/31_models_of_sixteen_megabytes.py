# mechanism: every call answers with models whose weights fill a frame, and keeps them all
# success: the grader runs out of memory, or the child that rebuilds them outlives its limits
# assignment: 08_parameter_counting

# %%
import json
import sys

import numpy as np

values = sys.modules["autograder.sandbox.inside.protocol.values"]


def layer(name, **config):
    return {"module": "keras.layers", "class_name": name, "registered_name": None, "config": config}


layers = [layer("InputLayer", batch_shape=[None, 450], dtype="float32"), layer("Dense", units=8192)]
text = json.dumps({"class_name": "Sequential", "config": {"name": "m", "layers": layers}}).encode()
weights = [np.zeros((450, 8192), np.float32), np.zeros(8192, np.float32)]
large = values.Model(text, weights)


def build_mlp(inputs, units, activations):
    return large


def dense_params(inputs, units, use_bias=True):
    return large
