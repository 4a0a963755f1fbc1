# mechanism: arrays with odd dtypes, orders, strides, sizes and owners in place of every value
# success: a point for an exercise, or memory that is not the array's crosses

# %%
import itertools

import numpy as np
from numpy.lib.stride_tricks import as_strided

STUBS = [name for name, thing in list(globals().items()) if hasattr(thing, "__code__")]
one = np.array([700700700.0])
record = np.zeros(2, dtype=[("a", "f8"), ("a b", "O"), ("\u202e", "U3")])
ways = itertools.cycle(
    [
        lambda: as_strided(one, (10**6, 10**6), (0, 0)),
        lambda: as_strided(one, (2,), (-8,)),
        lambda: as_strided(one, (1 << 20,), (1 << 30,)),
        lambda: np.zeros(3, ">f8")[::-1],
        lambda: np.zeros(3, np.longdouble),
        lambda: np.zeros(3, np.clongdouble),
        lambda: np.zeros(3, "M8[s]"),
        lambda: np.zeros(3, "m8[Y]"),
        lambda: np.zeros(3, "V0"),
        lambda: np.zeros(3, "S0"),
        lambda: np.zeros((0,) * 32),
        lambda: np.zeros((1,) * 64),
        lambda: record,
        lambda: record["a"].view(np.recarray),
        lambda: np.ma.masked_all(3),
        lambda: np.ma.masked,
        lambda: np.matrix([[0.0]]),
        lambda: np.memmap("/scratch/m", np.float64, "w+", shape=3),
        lambda: np.array([np.zeros(2), np.zeros(3)], dtype=object),
        lambda: np.frombuffer(b"\x02\x03", bool),
        lambda: np.char.array(["0.0"]),
        lambda: np.nditer(np.zeros(3)),
        lambda: np.broadcast_to(np.float16(0), (3, 10**5)),
        lambda: np.array(3, dtype=np.dtype("f8", metadata={"x": "y" * 10**6})),
    ]
)


def strange(*args, **kwargs):
    return next(ways)()


for name in STUBS:
    globals()[name] = strange
