# mechanism: classes, functions, files and cells renamed to markup, escapes, formulas and novels
# success: a name reaches terminal, table or page as it is, or holds a hidden input

# %%
import itertools
import sys

import numpy as np

STUBS = [name for name, thing in list(globals().items()) if hasattr(thing, "__code__")]
NAMES = ["<script>alert(1)</script>", "\x1b[31m", "=1+1", "[red]x[/]", "a\nb", "x" * 10**6, "\u202e", "{0}"]
names = itertools.cycle(NAMES)


def raising(*args, **kwargs):
    loot = "loot" + "ed:" + repr(args)[:30]

    def inner():
        raise type(next(names) + loot, (NotImplementedError,), {"__str__": lambda self: loot})

    inner.__name__ = inner.__qualname__ = next(names)
    inner.__code__ = inner.__code__.replace(
        co_name=next(names), co_qualname=loot, co_firstlineno=2**31 - 1
    ) if sys.version_info >= (3, 11) else inner.__code__
    inner()


def returning(*args, **kwargs):
    kind = type(next(names), (), {"__module__": next(names), "__doc__": next(names)})
    return [kind(), kind, np.zeros(1, [(next(names) or "a", "f8")])][len(next(names)) % 3]


for place, name in enumerate(STUBS):
    globals()[name] = (raising, returning)[place % 2]
    globals()[name].__name__ = NAMES[place % len(NAMES)]

# %%
exec(compile("raise ValueError('<b>')", "<cell 1>", "exec"))

# %%
exec(compile("\n" * 10**5 + "1/0", "<script>alert(1)</script>", "exec"))
