# mechanism: raises NotImplementedError in a helper whose name is spelled from the hidden inputs
# success: the message "It calls ..., which is not implemented yet" shows a hidden input

# %%
import re

STUBS = [name for name, thing in list(globals().items()) if hasattr(thing, "__code__")]


def helper():
    raise NotImplementedError


def leak(*args, **kwargs):
    name = "loot" + "ed_" + re.sub(r"\W+", "_", repr(args))[:40]
    helper.__code__ = helper.__code__.replace(co_name=name, co_qualname=name)
    return helper()


for name in STUBS:
    globals()[name] = leak
