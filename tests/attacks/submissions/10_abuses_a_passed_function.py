# mechanism: calls the grader's own function with huge, endless, keyword and nonsensical arguments
# success: the grader computes for minutes, runs out of memory, fails, or gives points for it
# assignment: 05_gradient_descent

# %%
import numpy as np

STUBS = [name for name, thing in list(globals().items()) if hasattr(thing, "__code__")]
BOMBS = [
    np.zeros((1_000_000, 1)), np.zeros((0, 2**40)), np.full(3, np.nan), 10**300, 10**3000, "x" * 10**6,
    [[]] * 10_000, {"theta": 1}, None, np.zeros((1,) * 16), 1j, b"x", (1, 2, 3), np.zeros((700, 700)),
]


def abuse(*args, **kwargs):
    functions = [one for one in (*args, *kwargs.values()) if callable(one)]
    for function in functions:
        for bomb in BOMBS:
            for call in (
                lambda: function(bomb),
                lambda: function(bomb, bomb),
                lambda: function(*[bomb] * 9),
                lambda: function(theta=bomb, c=bomb, m=bomb),
                lambda: function(function),
            ):
                try:
                    call()
                except BaseException:
                    pass
    return BOMBS[0]


for name in STUBS:
    globals()[name] = abuse
