# mechanism: destructors, weak references, hooks, tracers and finalizers that wait, at every step
# success: a call takes longer than its limit, or one that is over changes the next one

# %%
import faulthandler
import gc
import sys
import time
import weakref

import numpy as np

STUBS = [name for name, thing in list(globals().items()) if hasattr(thing, "__code__")]


def wait(*args):
    time.sleep(0.4)
    return wait


class Clings(np.ndarray):
    def __del__(self):
        wait()

    def tobytes(self, *args):
        wait()
        return b"\0" * 8


def slow(*args, **kwargs):
    array = np.zeros(1).view(Clings)
    weakref.finalize(array, wait)
    sys.settrace(wait)
    sys.setprofile(wait)
    gc.callbacks.append(wait)
    gc.set_threshold(1, 1, 1)
    sys.unraisablehook = sys.excepthook = wait
    faulthandler.dump_traceback_later(0.1, repeat=True, file=3)
    return array


for name in STUBS:
    globals()[name] = slow
