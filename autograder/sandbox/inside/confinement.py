"""Has the kernel confine this process: namespaces, file system, system calls, resources.

It runs inside the sandbox, in the trusted host and in the worker that it forks. Each function is
one layer; its docstring says what it stops. Nothing here needs more than ctypes and the kernel.
"""

from __future__ import annotations

import ctypes
import os
import resource
import struct
import warnings
from collections.abc import Iterable
from functools import cache
from pathlib import Path

_libc = ctypes.PyDLL(None, use_errno=True)

# Numbers from the kernel's headers; the Landlock calls have the same numbers everywhere.
CLONE_NEWNS = 0x00020000
CLONE_NEWIPC = 0x08000000
CLONE_NEWUSER = 0x10000000
CLONE_NEWPID = 0x20000000
_MS_RDONLY, _MS_NOSUID, _MS_NODEV, _MS_NOEXEC = 1, 2, 4, 8
_MS_REMOUNT, _MS_BIND, _MS_REC, _MS_PRIVATE = 0x20, 0x1000, 0x4000, 0x40000
#: The options of a mount that stay as they are when one is added; statvfs gives these very bits.
_MS_KEPT = _MS_NOSUID | _MS_NODEV | _MS_NOEXEC | 0x400 | 0x800  # and how access times are kept
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_SECCOMP = 1, 4, 22
_PR_CAPBSET_DROP, _PR_SET_NO_NEW_PRIVS, _PR_CAP_AMBIENT = 24, 38, 47
_PR_CAP_AMBIENT_CLEAR_ALL, _SECCOMP_MODE_FILTER = 4, 2
_CAPSET = {"x86_64": 126, "aarch64": 91}.get(os.uname().machine, -1)
_LANDLOCK_CREATE, _LANDLOCK_ADD_RULE, _LANDLOCK_RESTRICT = 444, 445, 446
_LANDLOCK_VERSION_FLAG, _LANDLOCK_RULE_PATH = 1, 1
_CLOSE_RANGE = 436

#: Landlock's file-system rights by the ABI that brought them: how many of the low bits are known.
_FS_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
_READ = 0b1101  # execute, read file, read directory
_TCP_RIGHTS = 0b11  # bind, connect
_SCOPES = 0b11  # abstract Unix sockets, signals

#: What Landlock keeps besides reading and writing files: the ABI and the kernel that brought it.
LANDLOCK_PARTS = (
    (3, "truncating files", "6.2"),
    (4, "TCP", "6.7"),
    (5, "device controls", "6.10"),
    (6, "abstract sockets and signals", "6.12"),
)


def _check(result: int, call: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{call}: {os.strerror(number)}")
    return result


def unshare(flags: int) -> None:
    """Leave namespaces for new ones.

    A new PID namespace (for children) stops seeing and signalling others, and its first process
    takes all the rest with it; an IPC namespace stops shared memory and message queues that would
    outlive the worker; a mount namespace keeps its scratch from others.
    """
    _check(_libc.unshare(flags), "unshare")


def set_namespace(descriptor: int, kind: int) -> None:
    """Return to a namespace by its descriptor."""
    _check(_libc.setns(descriptor, kind), "setns")


def mount_scratch(target: str, size: int, entries: int) -> None:
    """Mount an empty memory file system of limited size: scratch that dies with the worker.

    Stops a submission from filling the disk, from leaving files behind and from finding any.
    """
    options = f"size={size},nr_inodes={entries},mode=0700".encode()
    flags = _MS_NOSUID | _MS_NODEV | _MS_NOEXEC
    _check(_libc.mount(b"tmpfs", target.encode(), b"tmpfs", flags, options), f"mount {target}")


def replace_proc(executable: str) -> None:
    """Cover /proc with one that shows nothing but how the interpreter was started.

    Stops reading environments, memory, descriptors and command lines. TensorFlow ends the process
    where it cannot read these two.
    """
    flags = _MS_NOSUID | _MS_NODEV | _MS_NOEXEC
    options = b"size=16k,nr_inodes=8"
    _check(_libc.mount(b"tmpfs", b"/proc", b"tmpfs", flags, options), "mount /proc")
    Path("/proc/self").mkdir()
    Path("/proc/self/exe").symlink_to(executable)
    Path("/proc/self/cmdline").write_text(f"{executable}\0")
    flags |= _MS_REMOUNT | _MS_RDONLY
    _check(_libc.mount(b"tmpfs", b"/proc", b"tmpfs", flags, options), "remount /proc")


def make_mounts_private() -> None:
    """Keep mounts made from here on in their namespaces: no worker sees another worker's scratch.

    The mounts of namespaces that are made from this one are private, too.
    """
    _check(_libc.mount(b"none", b"/", None, _MS_REC | _MS_PRIVATE, None), "private mounts")


def make_read_only(paths: Iterable[str]) -> None:
    """Make mounts read-only: those of devices, which may still be read and written.

    A device is the machine's own. This stops a worker from setting its time stamps, which another
    worker could read.
    """
    for path in paths:
        flags = _MS_REMOUNT | _MS_BIND | _MS_RDONLY | os.statvfs(path).f_flag & _MS_KEPT
        _check(_libc.mount(None, path.encode(), None, flags, None), f"remount {path}")


def become_nobody(user: int | None) -> None:
    """Enter a new user namespace, with new mount and PID namespaces that belong to it.

    There the host has the capabilities to give each worker namespaces, but none over anything
    outside. `user` is a number that nobody else has, for root to turn into first: root's files
    (such as /proc/sys/kernel/core_pattern) are writable to user 0 whatever its capabilities, and
    RLIMIT_NPROC does not bind it.
    """
    if user is not None:
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
    _check(_libc.prctl(_PR_SET_DUMPABLE, 1, 0, 0, 0), "prctl")  # else /proc/self stays root's
    outside_user, outside_group = os.geteuid(), os.getegid()
    unshare(CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID)
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"1000 {outside_user} 1")
    Path("/proc/self/gid_map").write_text(f"1000 {outside_group} 1")


def namespace_problem(user: int | None) -> str | None:
    """Try, in a child, what a worker's namespaces need; say what the kernel refuses, if anything.

    `user` is what `become_nobody` takes.
    """
    ours, theirs = os.pipe()
    with warnings.catch_warnings():
        # Python warns of forking with threads; this child calls the kernel and nothing else.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        problem = b""
        try:
            become_nobody(user)
            make_mounts_private()
            mount_scratch("/proc", 4096, 4)
        except OSError as error:
            problem = str(error).encode()
        os.write(theirs, problem)
        os._exit(0)
    os.close(theirs)
    with os.fdopen(ours, "rb") as pipe:
        problem = pipe.read()
    os.waitpid(child, 0)
    return problem.decode() or None


def forbid_user_namespaces() -> None:
    """Stop nested user namespaces, the door to most of the kernel's attack surface."""
    Path("/proc/sys/user/max_user_namespaces").write_text("0")


def die_with_parent(parent: int | None = None) -> None:
    """Have the kernel kill this process when its parent dies.

    With `parent`, its number as it was before this process began: end here if it has died since.
    """
    _check(_libc.prctl(_PR_SET_PDEATHSIG, 9, 0, 0, 0), "prctl")
    if parent is not None and os.getppid() != parent:
        os._exit(1)


def close_descriptors(first: int) -> None:
    """Close every descriptor from `first` on, however high its number.

    Stops reading or writing through what was open before: files, sockets, the host's own channel.
    """
    if _libc.syscall(_CLOSE_RANGE, ctypes.c_uint(first), ctypes.c_uint(0xFFFFFFFF), 0) < 0:
        os.closerange(first, os.sysconf("SC_OPEN_MAX"))  # before Linux 5.9


def bound_capabilities() -> None:
    """Stop program files from giving a capability to this process or those that it forks."""
    for capability in range(64):
        if _libc.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0) < 0:
            break


def drop_capabilities() -> None:
    """Give up every capability for good; those of program files are out of bounds already.

    Stops mounting, changing identity and whatever else a namespace's own root may do in it.
    """
    _libc.prctl(_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0)
    header = struct.pack("<Ii", 0x20080522, 0)
    _check(_libc.syscall(_CAPSET, header, bytes(24)), "capset")


def no_new_privileges() -> None:
    """Make set-uid programs and file capabilities powerless.

    The kernel also asks for it before it takes a filter or a Landlock domain from anyone.
    """
    _check(_libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "prctl")


def limit_resources(limits: dict[str, int]) -> None:
    """Set rlimits by name ("CPU", "AS", ...), soft and hard alike.

    Stops endless loops, memory and fork bombs, floods of files and core dumps.
    """
    for name, value in limits.items():
        kind = getattr(resource, f"RLIMIT_{name}")
        hard = resource.getrlimit(kind)[1]
        bound = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (bound, bound))


def filter_system_calls(program: bytes) -> None:
    """Install a seccomp filter: only calls on its list reach the kernel.

    Stops sockets, new processes and programs, tracing, mounting, key rings, BPF, io_uring and
    everything else that a calculation does not need.
    """
    header, _ = filter_header(program)
    _check(_libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, header, 0, 0), "seccomp")


@cache
def filter_header(program: bytes) -> tuple[bytes, ctypes.Array[ctypes.c_char]]:
    """What the kernel reads of a filter, and the memory it points to; the host makes it ahead."""
    buffer = ctypes.create_string_buffer(program, len(program))
    return struct.pack("@HP", len(program) // 8, ctypes.addressof(buffer)), buffer


def landlock_version() -> int:
    """Landlock's ABI in this kernel, 0 if it has none."""
    version = _libc.syscall(
        _LANDLOCK_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(_LANDLOCK_VERSION_FLAG)
    )
    return max(int(version), 0)


def landlock_lacks(version: int) -> list[str]:
    """The parts of Landlock that its version lacks, each with the kernel that brings it."""
    return [f"{part} (Linux {kernel})" for abi, part, kernel in LANDLOCK_PARTS if version < abi]


def landlock_rules(readable: list[str], writable: list[str], devices: list[str]) -> int:
    """Build a Landlock domain and give its descriptor; -1 where the kernel has no Landlock.

    Below the folders `readable` files may be read and run, below `writable` anything but devices,
    and the files `devices` may be read and written. All else, TCP, and abstract sockets and
    signals that lead out of the domain are denied, as far as the kernel knows them.
    """
    version = landlock_version()
    if version == 0:
        return -1
    rights = (1 << _FS_RIGHTS[min(version, max(_FS_RIGHTS))]) - 1
    attributes = struct.pack(
        "<QQQ", rights, _TCP_RIGHTS if version >= 4 else 0, _SCOPES if version >= 6 else 0
    )
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    rules = _check(
        _libc.syscall(_LANDLOCK_CREATE, attributes, ctypes.c_size_t(size), ctypes.c_uint32(0)),
        "landlock",
    )
    files_only = 0b110 | (1 << 14 if version >= 3 else 0)  # write, read, truncate
    for paths, allowed in (
        (readable, _READ),
        (writable, rights & ~0b1110_0100_0001 & ~(1 << 15)),  # no execute, devices, sockets, ioctl
        (devices, files_only & rights),
    ):
        for path in paths:
            _allow(rules, path, allowed)
    return rules


def _allow(rules: int, path: str, allowed: int) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    rule = struct.pack("<Qi", allowed, descriptor)
    _check(
        _libc.syscall(_LANDLOCK_ADD_RULE, rules, _LANDLOCK_RULE_PATH, rule, ctypes.c_uint32(0)),
        f"landlock {path}",
    )
    os.close(descriptor)


def enter_landlock(rules: int) -> None:
    """Enter the domain, which cannot be left, and close its descriptor.

    Stops what the mounts would let through by mistake: files, TCP, signals, abstract sockets.
    """
    if rules < 0:
        return
    _check(_libc.syscall(_LANDLOCK_RESTRICT, rules, ctypes.c_uint32(0)), "landlock")
    os.close(rules)
