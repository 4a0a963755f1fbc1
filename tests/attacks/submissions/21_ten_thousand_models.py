# mechanism: one call that returns thousands of models, each of which the grader would rebuild
# success: the grader spends minutes on one call, whatever the limits say
# assignment: 08_parameter_counting

# %%
import json
import sys

wire = sys.modules["autograder.sandbox.wire"]


def layer(name, **config):
    return {"module": "keras.layers", "class_name": name, "config": config}


layers = [layer("InputLayer", batch_shape=[None, 4])] + [layer("Dense", units=1)] * 20
text = json.dumps({"class_name": "Sequential", "config": {"name": "m", "layers": layers}}).encode()


def dense_params(inputs, units, use_bias=True):
    return [wire.Model(text, []) for _ in range(4000)]


build_mlp = dense_params
