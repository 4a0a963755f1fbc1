"""The worker's system-call filter, compiled to BPF on the trusted side by libseccomp."""

from __future__ import annotations

import errno
import os
import tempfile
from functools import cache
from typing import Any

#: What Python, NumPy and TensorFlow need to calculate: memory, files in scratch, threads, time.
#: Everything else fails with EPERM. Names that an architecture lacks are left out.
ALLOWED = """
read readv pread64 preadv preadv2 write writev pwrite64 pwritev lseek close close_range
open openat stat fstat lstat newfstatat statx access faccessat faccessat2 readlink readlinkat
getdents getdents64 getcwd chdir fchdir mkdir mkdirat rmdir unlink unlinkat rename renameat
renameat2 truncate ftruncate fsync fdatasync flock fadvise64 fallocate umask utimensat
chmod fchmod fchmodat statfs fstatfs dup dup2 dup3 fcntl pipe pipe2 poll ppoll select pselect6
epoll_create epoll_create1 epoll_ctl epoll_wait epoll_pwait eventfd eventfd2
recvfrom sendto recvmsg sendmsg
mmap munmap mprotect mremap madvise brk mincore msync mlock munlock membarrier
futex futex_waitv set_robust_list get_robust_list rseq set_tid_address gettid getpid getppid
getuid geteuid getgid getegid getgroups getpgrp getpgid getsid
exit exit_group rt_sigaction rt_sigprocmask rt_sigreturn rt_sigpending rt_sigtimedwait
rt_sigsuspend sigaltstack restart_syscall pause alarm setitimer getitimer kill tgkill wait4 waitid
clock_gettime clock_getres clock_nanosleep nanosleep gettimeofday time times getrandom
sched_yield sched_getaffinity sched_getparam sched_getscheduler sched_get_priority_max
sched_get_priority_min getpriority getcpu getrlimit getrusage sysinfo uname arch_prctl
""".split()

_CLONE_THREAD = 0x00010000
_CLONE_NEW = 0x7E020000  # any new namespace
_HARMLESS_PRCTL = (15, 16, 0x53564D41)  # set and get a thread's name, name an area of memory
_HARMLESS_IOCTL = (
    0x5401,
    0x541B,
    0x5421,
    0x5450,
    0x5451,
)  # is it a terminal, how much to read, ...


class SeccompMissingError(Exception):
    """The library that compiles filters cannot be loaded."""


@cache
def program() -> bytes:
    """Compile the filter; raise SeccompMissingError where libseccomp is not installed."""
    try:
        import pyseccomp as seccomp  # noqa: PLC0415 - raises where the C library is missing
    except (ImportError, RuntimeError, OSError) as error:
        raise SeccompMissingError(
            "libseccomp is missing. Install it: `apt install libseccomp2` (Debian, Ubuntu) or "
            "`dnf install libseccomp` (Fedora)."
        ) from error
    rules = seccomp.SyscallFilter(seccomp.ERRNO(errno.EPERM))
    for name in ALLOWED:
        _add(seccomp, rules, seccomp.ALLOW, name)
    # New threads, but no new processes: the memory of one process is the memory of them all.
    flags = _CLONE_THREAD | _CLONE_NEW
    thread = seccomp.Arg(0, seccomp.MASKED_EQ, flags, _CLONE_THREAD)
    _add(seccomp, rules, seccomp.ALLOW, "clone", thread)
    # clone3 hides its flags behind a pointer; "not there" makes the C library use clone.
    _add(seccomp, rules, seccomp.ERRNO(errno.ENOSYS), "clone3")
    # Reading one's own limits is harmless; setting them, or reading another's, is not needed.
    _add(seccomp, rules, seccomp.ALLOW, "prlimit64", seccomp.Arg(2, seccomp.EQ, 0))
    for option in _HARMLESS_PRCTL:
        _add(seccomp, rules, seccomp.ALLOW, "prctl", seccomp.Arg(0, seccomp.EQ, option))
    for request in _HARMLESS_IOCTL:
        _add(seccomp, rules, seccomp.ALLOW, "ioctl", seccomp.Arg(1, seccomp.EQ, request))
    with tempfile.TemporaryFile() as file:
        rules.export_bpf(file)
        file.seek(0, os.SEEK_SET)
        return file.read()


def _add(seccomp: Any, rules: Any, action: int, name: str, *arguments: object) -> None:
    if seccomp.resolve_syscall(seccomp.system_arch(), name) >= 0:  # else not on this architecture
        rules.add_rule(action, name, *arguments)
