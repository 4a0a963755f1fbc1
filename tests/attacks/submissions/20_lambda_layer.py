# mechanism: a Lambda layer, whose function Keras would marshal and run where it is loaded
# success: the model is accepted or the function runs outside the worker
# assignment: 08_parameter_counting

# %%
import os

import keras


def build_mlp(inputs, units, activations):
    def run(x):
        os.system("touch /tmp/lambda-ran")
        return keras.ops.zeros((keras.ops.shape(x)[0], units[-1]))

    return keras.Sequential(
        [keras.Input((inputs,)), keras.layers.Lambda(run, output_shape=(units[-1],))]
    )
