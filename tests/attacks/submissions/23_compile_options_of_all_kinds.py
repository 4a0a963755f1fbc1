# mechanism: loss weights, metrics, losses, optimisers and schedules with odd and huge options
# success: one is made where it takes memory or runs code, or the grader fails
# assignment: 08_parameter_counting

# %%
import itertools
import json
import sys

import numpy as np

values = sys.modules["autograder.sandbox.inside.protocol.values"]
NAN, LARGE = float("nan"), float("inf")


def thing(name, **config):
    return {"module": "keras", "class_name": name, "registered_name": None, "config": config}


def adam(**config):
    return {"optimizer": thing("Adam", **config), "loss": "mse"}


def of(rate, **more):
    return {**adam(learning_rate=rate), **more}


decay = {"initial_learning_rate": 0.1, "decay_steps": 1, "decay_rate": 0.5}
settings = itertools.cycle(
    [
        of(NAN), of(LARGE), of(-1.0), of("0.1"), of([0.1]), of(None), of(True), of(10**400),
        of(thing("ExponentialDecay", **decay, staircase=NAN)),
        of(thing("ExponentialDecay", **{**decay, "decay_steps": 0})),
        of(thing("ExponentialDecay", **{**decay, "initial_learning_rate": NAN})),
        of(thing("PiecewiseConstantDecay", boundaries=list(range(100)), values=[0.1] * 7)),
        of(thing("PiecewiseConstantDecay", boundaries=[0.5] * 10**4, values=[])),
        of(thing("PolynomialDecay", **{"initial_learning_rate": 1, "decay_steps": 0, "power": NAN})),
        of(thing("CosineDecay", initial_learning_rate=of(0.1), decay_steps=1)),
        of(thing("LearningRateSchedule")), of(thing("Lambda", function="eval")),
        of(0.1, loss_weights=[NAN]), of(0.1, weighted_metrics=["mse"]), of(0.1, loss={"a": "mse"}),
        of(0.1, loss=["mse"] * 1000), of(0.1, loss=thing("Huber", delta=NAN)),
        of(0.1, loss=thing("BinaryFocalCrossentropy", gamma=LARGE)), of(0.1, loss=thing("CTC")),
        of(0.1, loss=thing("SparseCategoricalCrossentropy", ignore_class=10**30)),
        of(0.1, metrics=["mse"] * 10**4), of(0.1, metrics=[[["accuracy"]]]),
        of(0.1, metrics=[thing("AUC", num_thresholds=10**9)]), of(0.1, metrics={"a": "mse"}),
        of(0.1, metrics=[thing("MeanIoU", num_classes=10**6)]),
        of(0.1, metrics=[thing("SensitivityAtSpecificity", specificity=0.5, num_thresholds=10**9)]),
        of(0.1, metrics=[thing("Precision", thresholds=[0.5] * 10**4, top_k=0)]),
        adam(learning_rate=0.1, beta_1=1.0, beta_2=1.0, epsilon=0.0),
        adam(learning_rate=0.1, clipnorm=-1.0, clipvalue=NAN), adam(learning_rate=0.1, use_ema=True),
        adam(learning_rate=0.1, loss_scale_factor=NAN), adam(learning_rate=0.1, ema_momentum=NAN),
        adam(learning_rate=0.1, gradient_accumulation_steps=10**9), {"optimizer": "adam", "updates": NAN},
        {"optimizer": thing("LossScaleOptimizer", inner_optimizer=thing("Adam"))}, {"optimizer": []},
        {"optimizer": "sgd", "updates": 10**30}, {"optimizer": thing("Muon", learning_rate=0.1)}, [], 3,
        {"optimizer": "adam", "run_eagerly": True, "jit_compile": "yes", "steps_per_execution": 10**9},
    ]
)  # fmt: skip


def build_mlp(inputs, units, activations):
    def layer(kind, **config):
        return {"module": "keras.layers", "class_name": kind, "config": config}

    layers = [layer("InputLayer", batch_shape=[None, 1]), layer("Dense", units=1)]
    text = {"class_name": "Sequential", "config": {"name": "m", "layers": layers}}
    weights = [np.zeros((1, 1), np.float32), np.zeros(1, np.float32)]
    data = json.dumps(text).encode()
    return [values.Model(data, weights, json.dumps(next(settings)).encode()) for _ in range(4)]


def dense_params(inputs, units, use_bias=True):
    return build_mlp(inputs, units, use_bias)
