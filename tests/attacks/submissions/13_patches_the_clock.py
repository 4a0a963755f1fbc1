# mechanism: the worker's clocks, timers and limits are replaced, so that no time ever passes
# success: cells or calls take longer than their limits

# %%
import resource
import signal
import sys
import time

time.monotonic = time.time = time.perf_counter = lambda: 0.0
signal.setitimer = signal.signal = signal.alarm = lambda *args: (0.0, 0.0)
cells = sys.modules["autograder.sandbox.inside.cells"]
cells._Clock.is_running = False
cells._interrupted_after = cells.contextmanager(lambda seconds: (yield))
for limit in ("CPU", "AS", "NPROC", "NOFILE"):
    try:
        resource.setrlimit(getattr(resource, f"RLIMIT_{limit}"), (resource.RLIM_INFINITY,) * 2)
    except (OSError, ValueError):
        pass

# %%
while True:
    pass


# %%
def mse(y_true, y_pred):
    while True:
        pass
