# mechanism: recursion in Python and in C, deep structures, deep exceptions and groups of them
# success: a crashed worker costs others points, or the grader follows a structure to its end

# %%
import itertools
import sys

STUBS = [name for name, thing in list(globals().items()) if hasattr(thing, "__code__")]
sys.setrecursionlimit(10**9)


def deep(make, levels=10**6):
    value = 0.0
    for _ in range(levels):
        value = make(value)
    return value


def chained():
    error = ValueError()
    for _ in range(10**5):
        other = ValueError("x" * 100)
        other.__cause__ = error
        error = other
    raise error


def recursion(x):
    return recursion(x) + 1


class Repr:
    def __repr__(self):
        return repr(self)


def own():
    items = []
    items.append(items)
    return items


ways = itertools.cycle(
    [
        lambda: deep(lambda value: [value]), lambda: deep(lambda value: (value,)),
        lambda: deep(lambda value: {"a": value}), chained, own, lambda: recursion(1.0),
        lambda: repr(Repr()), lambda: eval("(" * 10**5), lambda: eval("-" * 10**6 + "1"),
        lambda: (_ for _ in ()).throw(deep(lambda value: ExceptionGroup("g", [value]), 10**4)),
    ]
)  # fmt: skip


def bottomless(*args, **kwargs):
    return next(ways)()


for name in STUBS:
    globals()[name] = bottomless
