# mechanism: too many, too few, empty, huge, complex and broken arrays as a model's weights
# success: the grader fails, or takes a model for one whose weights fit
# assignment: 08_parameter_counting

# %%
import itertools
import json
import sys

import numpy as np

values = sys.modules["autograder.sandbox.inside.protocol.values"]
turns = itertools.count()


def build_mlp(inputs, units, activations):
    def layer(kind, **config):
        return {"module": "keras.layers", "class_name": kind, "config": config}

    layers = [layer("InputLayer", batch_shape=[None, inputs], dtype="float32", name="i")]
    right, size = [], inputs
    for count in units:
        layers.append(layer("Dense", units=count))
        right += [np.zeros((size, count), np.float32), np.zeros(count, np.float32)]
        size = count
    kinds = [
        right[::-1], right[:-1], right * 1000, [], [np.zeros(0)] * len(right),
        [np.zeros((10**9, 0), np.float32)] * len(right), [array[None] for array in right],
        [array.T for array in right], [np.full(array.shape, np.nan) for array in right],
        [array.astype(np.float16) for array in right], [array.astype(">f8") for array in right],
        [np.zeros(1_900_000)], [array.astype(complex) for array in right],
        [np.zeros((1,) * 16)] * len(right), [np.float64("nan")] * len(right),
    ]  # fmt: skip
    weights = kinds[next(turns) % len(kinds)]
    text = {"class_name": "Sequential", "config": {"name": "m", "layers": layers}}
    return values.Model(json.dumps(text).encode(), weights)
