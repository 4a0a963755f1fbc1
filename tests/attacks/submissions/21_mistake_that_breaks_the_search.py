# mechanism: a model that is accepted and wrong, with options nested deep, at every call
# success: the search for the mistake recurses too deep and ends the grading of the class
# assignment: 08_parameter_counting

# %%
import json
import sys

import numpy as np

values = sys.modules["autograder.sandbox.inside.protocol.values"]


def build_mlp(inputs, units, activations):
    deep = b'{"a":' * 880 + b"1" + b"}" * 880
    first = {"batch_shape": [None, inputs], "dtype": "float32", "name": "i"}
    shape = {"module": "keras.layers", "class_name": "InputLayer", "config": first}
    text = b'{"class_name":"Sequential","config":{"name":"m","layers":[' + json.dumps(shape).encode()
    text += b',{"module":"keras.layers","class_name":"Dense","config":{"name":"d","units":3,'
    text += b'"activation":"linear","kernel_initializer":' + deep + b"}}]}}"
    return values.Model(text, [np.zeros((inputs, 3), np.float32), np.zeros(3, np.float32)])
