# mechanism: one call that returns thousands of models, each of which the grader would rebuild
# success: the grader spends minutes on one call, whatever the limits say
# assignment: 08_parameter_counting

# %%
import json
import sys

import numpy as np

values = sys.modules["autograder.sandbox.inside.protocol.values"]


def layer(name, **config):
    return {"module": "keras.layers", "class_name": name, "config": config}


layers = [layer("InputLayer", batch_shape=[None, 1])] + [layer("Dense", units=1)] * 40
text = json.dumps({"class_name": "Sequential", "config": {"name": "m", "layers": layers}}).encode()
weights = [np.zeros((1, 1), np.float32), np.zeros(1, np.float32)] * 40


def dense_params(inputs, units, use_bias=True):
    return [[values.Model(text, weights)] * 10 for _ in range(50)]


def build_mlp(inputs, units, activations):
    return [values.Model(text, weights) for _ in range(300)]
