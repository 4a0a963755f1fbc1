# mechanism: regularisers, initialisers and constraints of Keras's own, with parameters of all kinds
# success: weights are planted by one, a penalty pays points, or building one takes gigabytes
# assignment: 08_parameter_counting

# %%
import itertools

import keras
import numpy as np
from keras import constraints, initializers, layers, regularizers

ways = itertools.cycle(
    [
        lambda: {"kernel_initializer": initializers.Constant(1e30)},
        lambda: {"kernel_initializer": initializers.Orthogonal(gain=1e300)},
        lambda: {"kernel_initializer": initializers.Identity(gain=-1)},
        lambda: {"kernel_initializer": initializers.VarianceScaling(1e30, "fan_out", "untruncated_normal")},
        lambda: {"kernel_initializer": initializers.RandomUniform(-1e38, 1e38, seed=10**30)},
        lambda: {"kernel_initializer": initializers.TruncatedNormal(float("nan"), float("inf"))},
        lambda: {"kernel_initializer": "zeros", "bias_initializer": initializers.Constant(float("nan"))},
        lambda: {"kernel_regularizer": regularizers.L1L2(-1e30, float("inf"))},
        lambda: {"kernel_regularizer": regularizers.OrthogonalRegularizer(1e30, "columns")},
        lambda: {"activity_regularizer": regularizers.L2(-1.0)},
        lambda: {"kernel_constraint": constraints.MaxNorm(0)},
        lambda: {"kernel_constraint": constraints.UnitNorm(axis=-5)},
        lambda: {"bias_constraint": constraints.NonNeg()},
        lambda: {"kernel_constraint": constraints.MinMaxNorm(5, 1, -3)},
        lambda: {"lora_rank": 10**6},
    ]
)


def build_mlp(inputs, units, activations):
    model = keras.Sequential([keras.Input((inputs,))])
    for size in units[:-1]:
        model.add(layers.Dense(size))
    try:
        model.add(layers.Dense(units[-1] + 1, **next(ways)()))
    except Exception:
        layer = layers.Dense(units[-1] + 1)
        layer.get_config = lambda: {"name": "d", "units": units[-1], "kernel_regularizer": {
            "class_name": "L2", "module": "keras.regularizers", "registered_name": None,
            "config": {"l2": float("nan")}}}  # fmt: skip
        model.add(layer)
    model.set_weights([np.full(array.shape, np.nan) for array in model.get_weights()])
    return model
