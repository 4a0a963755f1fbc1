# mechanism: weights of other shapes, of NaN, of objects, too many, too few, too large
# success: a test passes that the layers alone would not, or the grader breaks
# assignment: 08_parameter_counting

# %%
import itertools
import json
import sys

import numpy as np

wire = sys.modules["autograder.sandbox.wire"]
wrong = itertools.cycle(
    [
        [],
        [np.full((3, 3), np.nan)],
        [np.array([object()], dtype=object)] * 2,
        [np.zeros((10**6, 0)), np.zeros(0)],
        [np.zeros((1,) * 16)] * 300,
        [np.zeros(1_900_000, np.float64)],
        [np.float32(3), np.zeros((4, 4), np.complex128)],
        [np.zeros((4, 2), "<f2"), np.inf * np.ones(2)],
        [np.array(["a"]), np.array([b"b"])],
    ]
)


def build_mlp(inputs, units, activations):
    shape = {"batch_shape": [None, inputs], "dtype": "float32", "name": "i"}
    layers = [
        {"module": "keras.layers", "class_name": "InputLayer", "config": shape},
        {"module": "keras.layers", "class_name": "Dense", "config": {"units": 2, "name": "d"}},
    ]
    text = {"class_name": "Sequential", "config": {"name": "m", "layers": layers}}
    return wire.Model(json.dumps(text).encode(), next(wrong))
