"""Two students who are graded at the same time: one sends an answer, the other one waits for it.

mechanism: one takes and leaves locks, makes pipes, wakes waiters, marks devices; one looks at all
success: the second notices what the first does, which gives points
"""

from __future__ import annotations

from pathlib import Path

from tests.attacks.pair import write_pair

SECONDS, CELLS = 1.2, 3  # below the arena's limits for a cell, and for all cells
COMMON = """
import ctypes, fcntl, os, signal, struct, threading, time
import numpy as np

libc = ctypes.CDLL(None, use_errno=True)
FUTEX = {"x86_64": 202, "aarch64": 98}[os.uname().machine]
WORD = ctypes.cast(libc.getpid, ctypes.c_void_p).value & ~3
FILE = os.path.join(os.path.dirname(os.__file__), "this.py")

def attempt(action, *args):
    try:
        return action(*args)
    except (OSError, ValueError):
        return None

def record(kind):
    return struct.pack("hhqqi4x", kind, 0, 0, 0, 0)

def futex(operation, value, within=None):
    return libc.syscall(ctypes.c_long(FUTEX), ctypes.c_long(WORD), operation, value, within, 0, 0)
"""

SENDER = f"""
# %%
ends = time.monotonic() + {SECONDS}
file = open(FILE)
while time.monotonic() < ends:
    attempt(fcntl.flock, file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    attempt(fcntl.fcntl, file, fcntl.F_SETLK, record(fcntl.F_RDLCK))
    attempt(fcntl.fcntl, file, 37, record(fcntl.F_RDLCK))
    attempt(os.utime, "/dev/null")
    attempt(open(FILE).read)
    futex(1, 100)
    time.sleep(0.01)
    attempt(fcntl.flock, file, fcntl.LOCK_UN)
"""

LISTENER = """
signal.signal(signal.SIGIO, lambda *_: heard.append("dnotify"))
folder = os.open(os.path.dirname(FILE), os.O_RDONLY)
attempt(fcntl.fcntl, folder, fcntl.F_NOTIFY, fcntl.DN_ACCESS | fcntl.DN_MULTISHOT)
value = ctypes.c_int.from_address(WORD).value
within = ctypes.create_string_buffer(struct.pack("qq", 0, 20_000_000))
marked = os.stat("/dev/null").st_mtime_ns
"""

READER = f"""
# %%
ends = time.monotonic() + {SECONDS}
file = open(FILE)
while time.monotonic() < ends:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        fcntl.flock(file, fcntl.LOCK_UN)
    except BlockingIOError:
        heard.append("flock")
    except OSError:
        pass
    for command in (fcntl.F_GETLK, 36):
        told = attempt(fcntl.fcntl, file, command, record(fcntl.F_WRLCK))
        if told is not None and struct.unpack("h", told[:2])[0] != fcntl.F_UNLCK:
            heard.append("record lock")
    if futex(0, value, within) == 0:
        heard.append("futex")
    if os.stat("/dev/null").st_mtime_ns != marked:
        heard.append("mark")
"""


def make(folder: Path, class_folder: Path) -> None:
    write_pair(folder, class_folder, COMMON + CELLS * SENDER, COMMON + LISTENER + CELLS * READER)
