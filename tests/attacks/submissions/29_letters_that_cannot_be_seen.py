# mechanism: zero-width, bidirectional, combining and private letters in answers, errors and names
# success: one of them reaches terminal, table or page, where a text reads as another one

# %%
import itertools
import warnings

STUBS = [name for name, thing in list(globals().items()) if hasattr(thing, "__code__")]
LETTERS = "\u202e\u2066\u200b\u200d\u2060\ufeff\u061c\u180e\u00ad\u034f\u115f\ufff9\ue000\U000e0041\x85\u2028\u2029"
ZALGO = "right" + "\u0301\u0323" * 5000

# %%
raise ValueError(LETTERS)

# %%
raise type("Value\u200bError", (ValueError,), {})(ZALGO)


# %%
def ｍｓｅ(y_true, y_pred): raise ValueError("‮" + LETTERS)  # "thgir" ‮ ⁦// ⁩


# %%
def mae(y_true, y_pred): return undefined_‿_name  # ​‍﻿ \x1b[31m ‮evitagen


# %%
ways = itertools.cycle([LETTERS, ZALGO, [LETTERS] * 3, {LETTERS: 0.0}, b"\xe2\x80\xae"])


def answer(*args, **kwargs):
    warnings.warn(LETTERS, type("W" + LETTERS, (UserWarning,), {}))
    print(LETTERS)
    return next(ways)


for name in STUBS:
    if name not in ("mse", "mae"):
        globals()[name] = answer
