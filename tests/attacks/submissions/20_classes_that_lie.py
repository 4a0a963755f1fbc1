# mechanism: subclasses with methods of their own, a Lambda layer, a layer registered as Dense
# success: a model without a right layer gives points, or its code runs in the grader
# assignment: 08_parameter_counting

# %%
import itertools
import os

import keras


def plant(x=None):
    os.system("touch /tmp/planted-by-mallory-lambda")
    return x


class Always(tuple):
    def __eq__(self, other):
        return True

    __hash__ = None


class Sequential(keras.Sequential):
    def count_params(self):
        return Always()

    def predict(self, *args, **kwargs):
        return Always()

    evaluate = fit = predict

    def get_config(self):
        return {**super().get_config(), "compile_config": {"loss": plant}}


class Functional(keras.Model):
    def __init__(self):
        super().__init__()
        self.built = True

    def get_config(self):
        return {"name": "m", "layers": [], "input_layers": [], "output_layers": []}

    def to_json(self, **kwargs):
        return "{}"

    def __reduce__(self):
        return plant, ()


@keras.saving.register_keras_serializable(package="keras.layers", name="Dense")
class Dense(keras.layers.Layer):
    def __init__(self, units, **options):
        super().__init__(**options)
        self.units = units

    def build(self, shape):
        self.kernel = self.add_weight(shape=(shape[-1], self.units), name="kernel")
        self.bias = self.add_weight(shape=(self.units,), name="bias")

    def call(self, x):
        return keras.ops.zeros((keras.ops.shape(x)[0], self.units))

    def get_config(self):
        return {"name": self.name, "units": self.units, "activation": plant}


class Stolen(keras.layers.Dense):
    """One whose class says that it is Keras's own."""

    def get_config(self):
        return {**super().get_config(), "activation": "linear"}


Stolen.__name__, Stolen.__module__ = "Dense", "keras.src.layers.core.dense"
kinds = itertools.cycle(range(5))


def build_mlp(inputs, units, activations):
    kind, first, last = next(kinds), keras.Input((inputs,)), units[-1] + 1
    if kind == 0:
        return Sequential([first, keras.layers.Dense(last)])
    if kind == 1:
        return Functional()
    if kind == 2:
        return keras.Sequential([first, keras.layers.Lambda(plant, output_shape=(last,))])
    if kind == 3:
        return keras.Sequential([first, *map(Dense, units)])
    return keras.Sequential([first, *(Stolen(last, activation=plant) for size in units)])
