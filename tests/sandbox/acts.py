"""Acts in a forked process behind one layer of the sandbox, all others off."""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import signal
from collections.abc import Callable

import pytest

from autograder.sandbox.users import unused_user

IS_ROOT = os.geteuid() == 0


as_root = pytest.mark.skipif(not IS_ROOT, reason="without root the kernel refuses it anyway")


on_x86 = pytest.mark.skipif(platform.machine() != "x86_64", reason="has no other way in")


LIBC = ctypes.CDLL(None, use_errno=True)


_OUT_OF_MEMORY, _OTHER = 200, 201


def behind(layer: Callable[[], object], act: Callable[[], object]) -> str:
    """What comes of an act behind a layer: "done", an errno's name, or the signal that ended it."""
    child = os.fork()
    if child == 0:
        code = _OTHER
        try:
            layer()
            act()
            code = 0
        except MemoryError:
            code = _OUT_OF_MEMORY
        except OSError as error:
            code = error.errno or _OTHER
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return signal.Signals(os.WTERMSIG(status)).name + " core" * os.WCOREDUMP(status)
    code = os.WEXITSTATUS(status)
    names = {0: "done", _OUT_OF_MEMORY: "out of memory", _OTHER: "another error"}
    return names.get(code) or errno.errorcode[code]


def nothing() -> None:
    """No layer."""


def call(number: int, *arguments: int) -> None:
    """A raw system call."""
    words = [ctypes.c_long(argument) for argument in arguments]
    if LIBC.syscall(ctypes.c_long(number), *words) < 0:
        raise OSError(ctypes.get_errno(), "system call")


def fork() -> None:
    if os.fork() == 0:
        os._exit(0)


def number_of(name: str) -> int:
    import pyseccomp

    return int(pyseccomp.resolve_syscall(pyseccomp.system_arch(), name))


def as_nobody() -> None:
    """Root is not bound by every limit: turn into a user of no rights first."""
    user = unused_user()
    if user is not None:
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
