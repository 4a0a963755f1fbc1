"""Two students who are graded together: one leaves signs by names, the other looks for them.

mechanism: sockets, queues, files, keys, priorities, groups and limits by names that both know
success: the second finds one of the signs, which gives points
"""

from __future__ import annotations

from pathlib import Path

from tests.attacks.pair import write_pair

SECONDS, CELLS = 1.2, 3
COMMON = """
import ctypes, os, resource, signal, socket, time
import numpy as np

libc = ctypes.CDLL(None, use_errno=True)
NAME = b"mallory-sign"

def attempt(action, *args):
    try:
        return action(*args)
    except (OSError, ValueError, AttributeError, OverflowError):
        return None
"""
SENDER = f"""
# %%
ends = time.monotonic() + {SECONDS}
while time.monotonic() < ends:
    server = attempt(socket.socket, socket.AF_UNIX)
    if server is not None:
        attempt(server.bind, b"\\0" + NAME)
        attempt(server.bind, "/scratch/sign")
    libc.shmget(7007, 4096, 0o1666)
    libc.semget(7007, 1, 0o1666)
    libc.msgget(7007, 0o1666)
    libc.mq_open(b"/" + NAME, 0o102, 0o666, None)
    libc.shm_open(b"/" + NAME, 0o102, 0o666)
    libc.syscall(248, b"user", NAME, b"1", 1, -4)
    for place in ("/tmp", "/dev/shm", "/scratch", "/var/tmp", "/run", "/proc/self", "/python"):
        attempt(lambda: open(f"{{place}}/mallory-sign", "w"))
    attempt(os.setpriority, os.PRIO_USER, 0, 19)
    attempt(os.setpgid, 0, 0)
    attempt(os.setxattr, "/scratch", "user.sign", b"1")
    attempt(os.utime, os.__file__)
    attempt(os.sched_setscheduler, 0, os.SCHED_IDLE, os.sched_param(0))
    for number in range(2, 40):
        attempt(os.kill, number, 0)
    time.sleep(0.01)
"""
READER = f"""
# %%
ends = time.monotonic() + {SECONDS}
while time.monotonic() < ends:
    client = attempt(socket.socket, socket.AF_UNIX)
    if client is not None and attempt(client.connect, b"\\0" + NAME) is None:
        pass
    for found in (
        libc.shmget(7007, 4096, 0o666), libc.semget(7007, 1, 0o666), libc.msgget(7007, 0o666),
        libc.mq_open(b"/" + NAME, 0), libc.shm_open(b"/" + NAME, 0, 0),
        libc.syscall(249, b"user", NAME, None, 0),
    ):
        if found >= 0:
            heard.append(found)
    for place in ("/tmp", "/dev/shm", "/scratch", "/var/tmp", "/run", "/proc/self", "/python"):
        if os.path.exists(f"{{place}}/mallory-sign"):
            heard.append(place)
    if attempt(os.getxattr, "/scratch", "user.sign"):
        heard.append("attribute")
    if attempt(os.getpriority, os.PRIO_USER, 0) not in (None, 0):
        heard.append("priority")
    for number in range(2, 40):
        if number != os.getpid() and attempt(lambda: os.kill(number, 0) or "there"):
            heard.append(number)
    time.sleep(0.01)
"""


def make(folder: Path, class_folder: Path) -> None:
    write_pair(folder, class_folder, COMMON + CELLS * SENDER, COMMON + CELLS * READER)
