# mechanism: weights of other shapes, of NaN, of objects, too many, too large; frozen layers
# success: a test passes that the layers alone would not, or the grader breaks
# assignment: 08_parameter_counting

# %%
import itertools
import json
import sys

import keras
import numpy as np

values = sys.modules["autograder.sandbox.inside.protocol.values"]
wrong = itertools.cycle(
    [
        [],
        [np.full((3, 3), np.nan)],
        [np.array([object()], dtype=object)] * 2,
        [np.zeros((10**15, 0)), np.zeros(0)],
        [np.zeros((1,) * 16)] * 300,
        [np.zeros(1_900_000, np.float64)],
        [np.float32(3), np.zeros((4, 4), np.complex128)],
        [np.zeros((4, 2), "<f2"), np.inf * np.ones(2)],
        {"trainable": False},
        {"dtype": "float16"},
        {"kernel_constraint": keras.constraints.MaxNorm(0.0)},
        {"kernel_regularizer": keras.regularizers.OrthogonalRegularizer()},
        {"kernel_initializer": lambda shape, dtype=None: keras.ops.ones(shape)},
    ]
)


def build_mlp(inputs, units, activations):
    trick = next(wrong)
    if isinstance(trick, dict):
        model = keras.Sequential([keras.Input((inputs,))])
        for size in units:
            model.add(keras.layers.Dense(size + 1, **trick))
        return model
    shape = {"batch_shape": [None, inputs], "dtype": "float32", "name": "i"}
    layers = [
        {"module": "keras.layers", "class_name": "InputLayer", "config": shape},
        {"module": "keras.layers", "class_name": "Dense", "config": {"units": 2, "name": "d"}},
    ]
    text = {"class_name": "Sequential", "config": {"name": "m", "layers": layers}}
    return values.Model(json.dumps(text).encode(), trick)
