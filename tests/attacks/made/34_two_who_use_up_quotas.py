"""Two students who are graded together: one uses up whatever there is, the other measures.

mechanism: one takes memory, threads, signals and descriptors, the other counts its own
success: the second has less while the first has more, so that a bit crosses, which gives points
"""

from __future__ import annotations

from pathlib import Path

CELL, CELLS = 1.0, 3
COMMON = """
import os, signal, threading, time
import numpy as np

def count(way, most):
    held = []
    try:
        while len(held) < most:
            held.append(way())
    except (OSError, MemoryError, RuntimeError, ValueError):
        pass
    return len(held)

gate = threading.Event()
threads = []

def thread():
    threads.append(threading.Thread(target=gate.wait))
    threads[-1].start()

def queue():
    os.kill(os.getpid(), 35)

def all_counts():
    signal.pthread_sigmask(signal.SIG_BLOCK, [35])
    found = [
        count(lambda: np.ones(1 << 20), 400),
        count(lambda: os.open("/dev/null", os.O_RDONLY), 1000),
        count(queue, 1000),
        count(thread, 200),
    ]
    gate.set()
    for one in threads:
        if one.ident:
            one.join()  # its stack counts as memory until then
    threads.clear()
    gate.clear()
    os.closerange(10, 1100)
    return found
"""
TAKER = f"""
# %%
ends = time.monotonic() + {CELL}
while time.monotonic() < ends:
    all_counts()
"""
READER = f"""
# %%
ends = time.monotonic() + {CELL}
all_counts()  # what Python and C keep of it for later is there from now on
first = all_counts()
while time.monotonic() < ends:
    time.sleep(0.05)
    found = all_counts()
    if any(abs(a - b) > 4 for a, b in zip(found[:2], first[:2])):
        heard.append((first, found))
"""
GAIN = """
# %%
if heard:

    def mse(y_true, y_pred):
        return np.mean((np.ravel(y_true).astype(float) - np.ravel(y_pred)) ** 2)
"""


def make(folder: Path, class_folder: Path) -> None:
    second = class_folder / "mallory-2" / folder.name
    second.mkdir(parents=True)
    (folder / "losses.py").write_text(COMMON + CELLS * TAKER)
    (second / "losses.py").write_text(COMMON + "heard = []\n" + CELLS * READER + GAIN)
