# mechanism: descriptions nested deep, of a hundred thousand layers, of many megabytes
# success: the grader, or its search for the mistake, runs out of stack, memory or time
# assignment: 08_parameter_counting

# %%
import itertools
import json
import sys

import numpy as np

values = sys.modules["autograder.sandbox.inside.protocol.values"]
one = b'{"module":"keras.layers","class_name":"Flatten","config":{}},'
frame = b'{"class_name":"Sequential","config":{"layers":[%s]}}'
nested = b'{"class_name":"Activation","config":{"activation":'
texts = itertools.cycle(
    [
        b"[" * 1_000_000,
        b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
        frame % (one * 100_000)[:-1],
        frame % (one * 8_000)[:-1],
        frame % (b" " * 15_000_000),
        frame % (nested * 300 + b'"relu"' + b"}}" * 300),
        frame % b"1e99999, NaN",
        b"\xff\xfe" * 1000,
        b"",
        b'"' + b"x" * 400_000 + b'"',
        b"9" * 500_000,
    ]
)


def build_mlp(inputs, units, activations):
    if len(units) != 2:
        return values.Model(next(texts), [])
    # This one would be accepted, is wrong, and is then compared with known mistakes.
    depth = 880
    deep = b'{"a":' * depth + b"1" + b"}" * depth
    first = {"batch_shape": [None, inputs], "dtype": "float32", "name": "i"}
    shape = {"module": "keras.layers", "class_name": "InputLayer", "config": first}
    dense = b'{"module":"keras.layers","class_name":"Dense","config":{"name":"d","units":3,'
    dense += b'"activation":"linear","kernel_initializer":' + deep + b"}}"
    text = frame % (json.dumps(shape).encode() + b"," + dense)
    return values.Model(text, [np.zeros((inputs, 3), np.float32), np.zeros(3, np.float32)])
