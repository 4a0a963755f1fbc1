# mechanism: the grader's own function is called again and again, with huge and endless arguments
# success: the grader waits longer than its limits
# assignment: 06_optimizers

# %%
import numpy as np


def minimize(gradient, w, update, steps):
    arguments = [
        np.zeros(1_900_000),
        [[[0.0] * 1000] * 30] * 30,
        10**9000,
        float("nan"),
        np.zeros((10**15, 0)),
        np.zeros((0, 10**15)),
        "x" * 10_000_000,
        {"a": [np.zeros(10)] * 10_000},
        minimize,
    ]
    while True:
        for argument in arguments:
            for call in (
                lambda: gradient(argument),
                lambda: update(argument, argument, argument, argument),
                lambda: update(w, gradient=argument),
                lambda: gradient(*[argument] * 3),
            ):
                try:
                    call()
                except Exception:
                    pass
