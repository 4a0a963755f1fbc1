# mechanism: options that are NaN, infinite, negative, huge, strings, truth values, lists, unknown
# success: an option outside its range reaches Keras, or the grader fails
# assignment: 08_parameter_counting

# %%
import itertools
import json
import sys

values = sys.modules["autograder.sandbox.inside.protocol.values"]
numbers = ["NaN", "Infinity", "-Infinity", "1e999", "-1e-999", "-0.0", "1" + "0" * 300, "true", "null"]
numbers += ['"8"', "[8]", "{}", "8.0", "-8", "1e3", '"\\ud800"', '"\\u0000"', "[[[[]]]]", '{"": 8}']
options = [
    ("Dense", "units"), ("Dropout", "rate"), ("GaussianNoise", "stddev"), ("ELU", "alpha"),
    ("LeakyReLU", "negative_slope"), ("Rescaling", "scale"), ("BatchNormalization", "momentum"),
    ("BatchNormalization", "epsilon"), ("ReLU", "max_value"), ("Softmax", "axis"), ("Conv2D", "groups"),
    ("Dense", "use_bias"), ("Dense", "kernel_regularizer"), ("Dense", "kernel_initializer"),
    ("Dense", "activation"), ("Dense", "name"), ("Dense", "trainable"), ("Dense", "dtype"),
    ("Concatenate", "axis"), ("Reshape", "target_shape"), ("Dense", "seed"), ("Add", "name"),
]  # fmt: skip
texts = itertools.cycle(
    '{"class_name":"Sequential","config":{"name":"m","layers":['
    '{"module":"keras.layers","class_name":"InputLayer","config":{"batch_shape":[null,4]}},'
    f'{{"module":"keras.layers","class_name":"{name}","config":{{"units":4,"filters":4,'
    f'"kernel_size":[3,3],"{option}":{number}}}}}]}}}}'
    for place, number in enumerate(numbers)
    for name, option in options[place % 3 :: 3]
)


def build_mlp(inputs, units, activations):
    return [values.Model(next(texts).encode(), []) for _ in range(8)]


def dense_params(inputs, units, use_bias=True):
    return build_mlp(inputs, units, use_bias)
