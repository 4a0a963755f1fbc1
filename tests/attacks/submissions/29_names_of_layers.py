# mechanism: layers and models named by markup, escapes, formulas, slashes, half characters, novels
# success: a name reaches terminal, table or page as it is, or the grader fails
# assignment: 08_parameter_counting

# %%
import itertools
import json
import sys

values = sys.modules["autograder.sandbox.inside.protocol.values"]
names = itertools.cycle(
    [
        "<script>alert(1)</script>", "\x1b[31mred\x1b[0m", "\u202egnp", "=1+1", "a/b/c", "../../x",
        "\x00", "", " ", "x" * 100_000, "\u200b\ufeff", "ä" * 1000, "-", ".", "_", "{{ 7*7 }}",
        "[red]x[/red]", "%s%n", "d" * 60, "__class__", "None", "a\nb\r\nc", "$(id)", "\x9b31m",
    ]
)  # fmt: skip


def layer(kind, **config):
    return {"module": "keras.layers", "class_name": kind, "registered_name": None, "config": config}


def build_mlp(inputs, units, activations):
    name, other = next(names), next(names)
    layers = [
        layer("InputLayer", batch_shape=[None, inputs], dtype="float32", name=name),
        layer("Dense", units=3, name=other),
        layer("Dense", units=3, name=other),
        layer(next(names) if len(units) > 1 else "Dense", **{next(names): 1, "units": 3}),
    ]
    text = {"class_name": "Sequential", "config": {"name": name, "layers": layers}}
    data = json.dumps(text).encode()
    if len(units) == 3:
        data = data.replace(b'"Dense"', b'"\\ud800"').replace(b'"units"', b'"\\udfff"')
    return values.Model(data, [])
