# mechanism: callables, files and layers of one's own within a layer that is allowed
# success: one of them runs, or is read, where the model is rebuilt
# assignment: 08_parameter_counting

# %%
import itertools
import json
import sys

values = sys.modules["autograder.sandbox.inside.protocol.values"]
plant = "touch /tmp/planted-by-mallory-inner"
system = {"module": "os", "class_name": "system", "config": {"command": plant}}
function = {"module": "os", "class_name": "function", "registered_name": None, "config": "system"}
own = {"module": "mine", "class_name": "LSTM", "registered_name": "mine>LSTM", "config": {"units": 2}}


def layer(kind, **config):
    return {"module": "keras.layers", "class_name": kind, "registered_name": None, "config": config}


def tensor(name):
    history = {"shape": [None, 4, 2], "dtype": "float32", "keras_history": [name, 0, 0]}
    return {"class_name": "__keras_tensor__", "config": history}


def both_ways(**config):
    return layer("Bidirectional", **{"layer": layer("LSTM", units=2), **config})


attention = {"num_heads": 1, "key_dim": 2}
plain = [{"args": [tensor("i")], "kwargs": {}}]
ways = itertools.cycle(
    [
        (both_ways(layer=system), plain),
        (both_ways(layer=own), plain),
        (both_ways(layer=layer("RNN", cell=system)), plain),
        (both_ways(layer=layer("LSTM", units=2, activation=system)), plain),
        (both_ways(layer=layer("LSTM", units=2, recurrent_initializer=system)), plain),
        (both_ways(backward_layer=layer("Lambda", function=function)), plain),
        (both_ways(backward_layer=layer("GRU", units=2, name="@HOME@/secret.txt")), plain),
        (both_ways(merge_mode=system), plain),
        (layer("GRU", units=2, recurrent_activation=function), plain),
        (layer("GRU", units=2, kernel_regularizer=system), plain),
        (layer("Embedding", input_dim=4, output_dim=2, embeddings_initializer=system), plain),
        (layer("Embedding", input_dim=4, output_dim=2, weights=["@CANARY@"]), plain),
        (layer("StringLookup", vocabulary="@CANARY@"), plain),
        (layer("IntegerLookup", vocabulary="@HOME@/secret.txt"), plain),
        (layer("TextVectorization", vocabulary="@HOME@/secret.txt", standardize=function), plain),
        (layer("TimeDistributed", layer=system), plain),
        (layer("Dense", units=2, activation=layer("Softmax", axis=system)), plain),
        (layer("Dense", units=2, activation=layer("LeakyReLU", negative_slope=system)), plain),
        (layer("Multiply"), [{"args": [[tensor("i"), {"class_name": "__numpy__"}]], "kwargs": {}}]),
        (layer("MultiHeadAttention", **attention), [{"args": [tensor("i")], "kwargs": {"value": system}}]),
        (layer("MultiHeadAttention", **attention), [{"args": [tensor("i")] * 4, "kwargs": {}}]),
        (layer("LSTM", units=2), [{"args": [tensor("i")], "kwargs": {"initial_state": system}}]),
        (layer("LSTM", units=2), [{"args": [tensor("i")], "kwargs": {"mask": tensor("i")}}]),
        ({**layer("Multiply"), "module": "keras.src.ops.numpy"}, plain),
    ]
)


def build_mlp(inputs, units, activations):
    hidden, nodes = next(ways)
    first = layer("InputLayer", batch_shape=[None, 4, 2], dtype="float32", name="i")
    layers = [{**first, "name": "i", "inbound_nodes": []}, {**hidden, "name": "h", "inbound_nodes": nodes}]
    ends = {"input_layers": [["i", 0, 0]], "output_layers": [["h", 0, 0]]}
    text = {"class_name": "Functional", "config": {"name": "m", "layers": layers, **ends}}
    return values.Model(json.dumps(text).encode(), [])
