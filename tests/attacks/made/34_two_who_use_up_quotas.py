"""Two students who are graded together: one uses up whatever there is, the other measures.

mechanism: one takes memory, threads, signals and descriptors, the other counts what it gets
success: the second has less while the first has more, so that a bit crosses, which gives points
"""

from __future__ import annotations

from pathlib import Path

from tests.attacks.pair import write_pair

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

def counts():
    found = [
        count(lambda: np.ones(1 << 20), 400),
        count(lambda: os.open("/dev/null", os.O_RDONLY), 1000),
    ]
    os.closerange(10, 1100)
    return found

def use_up_all():
    counts()
    signal.pthread_sigmask(signal.SIG_BLOCK, [35])
    count(queue, 1000)
    count(thread, 200)
    gate.set()
    for one in threads:
        if one.ident:
            one.join()
    threads.clear()
    gate.clear()
"""
TAKER = f"""
# %%
ends = time.monotonic() + {CELL}
while time.monotonic() < ends:
    use_up_all()
"""
# It starts no threads itself, and does not mind half a gigabyte: what C keeps of memory for later
# changes its own count.
READER = f"""
# %%
ends = time.monotonic() + {CELL}
counts()
first = counts()
while time.monotonic() < ends:
    time.sleep(0.05)
    found = counts()
    if any(abs(a - b) > most for a, b, most in zip(found, first, (64, 4))):
        heard.append((first, found))
"""


def make(folder: Path, class_folder: Path) -> None:
    write_pair(folder, class_folder, COMMON + CELLS * TAKER, COMMON + CELLS * READER)
