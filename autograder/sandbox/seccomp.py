"""The worker's system-call filter, compiled to BPF on the trusted side by libseccomp."""

from __future__ import annotations

import errno
import os
import tempfile
from functools import cache
from typing import Any

#: What is allowed whatever its arguments, and what for. Everything else fails with EPERM. Names
#: that an architecture lacks are left out; where a call has an older and a newer name, both stand.
#:
#: Two submissions that are graded at the same time must not be able to talk. So nothing is allowed
#: that changes or tells what they share: no locks, no leases, no notices about files, nothing on
#: the page cache (`mincore`, `preadv2`, `fadvise64`, `getrusage` with its counts of page faults),
#: nothing on the machine (`sysinfo`, `statfs`), no pipes (their inode numbers come from a counter
#: of the machine's, and their pages from a quota of the user's), no descriptors in messages
#: (`sendmsg`: of those on their way there is a quota, too).
ALLOWED = {
    "the channel to the grader": "recvfrom sendto",
    "modules to import, files in scratch": """
        open openat close read pread64 write writev pwrite64 lseek ftruncate
        stat fstat lstat newfstatat statx access faccessat faccessat2 readlink readlinkat
        getdents getdents64 getcwd chdir mkdir mkdirat rmdir unlink unlinkat
        rename renameat renameat2 chmod fchmod fchmodat utimensat""",
    "descriptors of its own: `ndarray.tofile` duplicates one": "dup dup2 dup3",
    "waiting, and the deadline of a cell": """
        poll ppoll select pselect6 clock_nanosleep nanosleep setitimer alarm restart_syscall""",
    "memory": "munmap mprotect mremap brk",
    "threads": """
        set_robust_list rseq gettid sched_yield sched_getaffinity sched_getparam
        sched_getscheduler getcpu""",
    "signals, which reach its own process only": """
        rt_sigaction rt_sigprocmask rt_sigreturn sigaltstack kill tgkill""",
    "the time": "clock_gettime clock_getres gettimeofday time",
    "who and where it is: constants": """
        getpid getppid getuid geteuid getgid getegid getrlimit uname""",
    "random seeds": "getrandom",
    "its end": "exit exit_group",
}

#: Done by doing nothing: scratch is memory and has nothing to write back, while on a file that
#: others see as well it would have the disk work, which others notice.
_NOTHING_TO_DO = ("fsync", "fdatasync", "msync")

_CLONE_THREAD = 0x00010000
_CLONE_NEW = 0x7E020000  # any new namespace
_HARMLESS_PRCTL = (15, 16, 0x53564D41)  # set and get a thread's name, name an area of memory
_HARMLESS_IOCTL = (0x5401, 0x5450, 0x5451)  # is it a terminal; kept or closed by a new program
#: Duplicate, kept or closed by a new program, how it was opened. Not locks, leases, notices,
#: owners, hints and sizes of pipes: others can see them, or get their signals.
_HARMLESS_FCNTL = (0, 1, 2, 3, 1030)
#: How memory of its own will be used. Not sharing equal pages with others, nor evicting pages.
_HARMLESS_MADVISE = (0, 1, 2, 3, 4, 8, 10, 11, 14, 15, 16, 17, 18, 19)
_MAP_HUGETLB = 0x40000  # of huge pages there is one store for the machine
_FUTEX_PRIVATE, _FUTEX_WAIT, _FUTEX_WAIT_BITSET, _FUTEX_OPERATION = 128, 0, 9, 127


class SeccompMissingError(Exception):
    """The library that compiles filters cannot be loaded."""


@cache
def program(*, receives_descriptors: bool = False) -> bytes:
    """Compile the filter; raise SeccompMissingError where libseccomp is not installed.

    The child that grades exercises with Keras `receives_descriptors`: its workers' sockets.
    """
    try:
        import pyseccomp as seccomp  # noqa: PLC0415 - raises where the C library is missing
    except (ImportError, RuntimeError, OSError) as error:
        raise SeccompMissingError(
            "libseccomp is missing. Install it: `apt install libseccomp2` (Debian, Ubuntu) or "
            "`dnf install libseccomp` (Fedora)."
        ) from error
    rules = seccomp.SyscallFilter(seccomp.ERRNO(errno.EPERM))
    for names in ALLOWED.values():
        for name in names.split():
            _add(seccomp, rules, seccomp.ALLOW, name)
    if receives_descriptors:
        _add(seccomp, rules, seccomp.ALLOW, "recvmsg")
    for name in _NOTHING_TO_DO:
        _add(seccomp, rules, seccomp.ERRNO(0), name)
    # New threads, but no new processes: the memory of one process is the memory of them all.
    flags = _CLONE_THREAD | _CLONE_NEW
    thread = seccomp.Arg(0, seccomp.MASKED_EQ, flags, _CLONE_THREAD)
    _add(seccomp, rules, seccomp.ALLOW, "clone", thread)
    # clone3 hides its flags behind a pointer; "not there" makes the C library use clone.
    _add(seccomp, rules, seccomp.ERRNO(errno.ENOSYS), "clone3")
    _filter_futex(seccomp, rules)
    # Reading one's own limits is harmless; setting them, or reading another's, is not needed.
    _add(seccomp, rules, seccomp.ALLOW, "prlimit64", seccomp.Arg(2, seccomp.EQ, 0))
    _add(seccomp, rules, seccomp.ALLOW, "mmap", seccomp.Arg(3, seccomp.MASKED_EQ, _MAP_HUGETLB, 0))
    for name, place, harmless in (
        ("prctl", 0, _HARMLESS_PRCTL),
        ("ioctl", 1, _HARMLESS_IOCTL),
        ("fcntl", 1, _HARMLESS_FCNTL),
        ("madvise", 2, _HARMLESS_MADVISE),
    ):
        for value in harmless:
            _add(seccomp, rules, seccomp.ALLOW, name, seccomp.Arg(place, seccomp.EQ, value))
    with tempfile.TemporaryFile() as file:
        rules.export_bpf(file)
        file.seek(0, os.SEEK_SET)
        return file.read()


def _filter_futex(seccomp: Any, rules: Any) -> None:
    """Let threads of one process wait for each other, and nobody for another process.

    The kernel takes a word of a file that two processes map, such as the C library, for one and
    the same: one could wait there until the other wakes it, and be told how many waited. Private
    operations compare addresses of one process. The C library waits in the shared way for the end
    of a thread; it is told that the value has changed, and looks again until it has.
    """

    def operation(mask: int, value: int) -> object:
        return seccomp.Arg(1, seccomp.MASKED_EQ, mask, value)

    private = operation(_FUTEX_PRIVATE, _FUTEX_PRIVATE)
    _add(seccomp, rules, seccomp.ALLOW, "futex", private)
    for wait in (_FUTEX_WAIT, _FUTEX_WAIT_BITSET):
        shared = operation(_FUTEX_PRIVATE | _FUTEX_OPERATION, wait)
        _add(seccomp, rules, seccomp.ERRNO(errno.EAGAIN), "futex", shared)


def _add(seccomp: Any, rules: Any, action: int, name: str, *arguments: object) -> None:
    if seccomp.resolve_syscall(seccomp.system_arch(), name) >= 0:  # else not on this architecture
        rules.add_rule(action, name, *arguments)
