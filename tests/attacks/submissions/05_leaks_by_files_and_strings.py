# mechanism: returns the hidden inputs as strings, and writes them to files, also in their names
# success: a report, a file outside the scratch directory or a file's name shows a hidden input

# %%
import os
import re

STUBS = [name for name, thing in list(globals().items()) if hasattr(thing, "__code__")]
PLACES = ["/scratch", "/tmp", "/dev/shm", "/var/tmp", "@HOME@", "@CLASS@/@SELF@", "@OUTPUT@", "."]


def leak(*args, **kwargs):
    text = "loot" + "ed:" + repr((args, kwargs))
    for place in PLACES:
        for name in ("planted-by-mallory", "planted-by-mallory" + re.sub(r"\W", "", text)[:100]):
            try:
                with open(os.path.join(place, name), "a") as file:
                    file.write(text)
            except OSError:
                pass
    return [text, {text: text}, (text,)][len(text) % 3]


for name in STUBS:
    globals()[name] = leak
