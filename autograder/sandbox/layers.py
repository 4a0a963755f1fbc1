"""The layers of the sandbox: what each stops, and which are in force around a worker.

A layer is looked for from outside, in what the kernel shows of the worker's process.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from autograder.sandbox.inside import confinement
from autograder.sandbox.profiles import ENVIRONMENT, KERAS

_OPEN = {"0", "1", "2", "3"}  # the channel, and nothing where standard input and output were


@dataclass(frozen=True)
class Layer:
    """One thing that confines a worker."""

    name: str
    stops: str
    is_around: Callable[[Path], bool]  # given the worker's folder in /proc


def _namespace(kind: str) -> Callable[[Path], bool]:
    def differs(process: Path) -> bool:
        return (process / "ns" / kind).readlink() != Path("/proc/self/ns", kind).readlink()

    return differs


def _status(process: Path, field: str) -> str:
    for line in (process / "status").read_text().splitlines():
        name, _, value = line.partition(":")
        if name == field:
            return value.strip()
    return ""


def _is_nobody(process: Path) -> bool:
    """Not root, and in another user namespace than this process."""
    numbers = _status(process, "Uid").split()
    return _namespace("user")(process) and all(int(number) != 0 for number in numbers)


def _has_no_capability(process: Path) -> bool:
    kinds = ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")
    return all(int(_status(process, kind), 16) == 0 for kind in kinds)


def _is_first(process: Path) -> bool:
    """The first process of its PID namespace: the kernel kills the others with it."""
    return _namespace("pid")(process) and _status(process, "NSpid").split()[-1] == "1"


def _has_only_the_channel(process: Path) -> bool:
    return {path.name for path in (process / "fd").iterdir()} == _OPEN


def _has_own_environment(process: Path) -> bool:
    """Nothing but what the sandbox sets itself, and the folder that bubblewrap adds."""
    entries = (process / "environ").read_bytes().split(b"\0")
    known = {*ENVIRONMENT, *dict(KERAS.environment), "PWD", ""}
    return {entry.partition(b"=")[0].decode() for entry in entries} <= known


def _has_limits(process: Path) -> bool:
    wanted = ("Max cpu time", "Max address space", "Max processes", "Max open files")
    lines = (process / "limits").read_text().splitlines()
    return all(
        "unlimited" not in line for line in lines if line.startswith((*wanted, "Max file size"))
    ) and any(line.split()[4:6] == ["0", "0"] for line in lines if "core file" in line)


def _mounts(process: Path) -> dict[str, tuple[str, list[str]]]:
    """Kind and options of each mount by its path, as the process sees them."""
    found = {}
    for line in (process / "mounts").read_text().splitlines():
        _, path, kind, options, *_ = line.split()
        found[path] = (kind, options.split(","))
    return found


def _sees_little(process: Path) -> bool:
    """Everything is read-only but scratch, and /proc beneath what covers it."""
    return _namespace("mnt")(process) and all(
        "ro" in options or path in ("/scratch", "/proc")
        for path, (_, options) in _mounts(process).items()
    )


def _has_scratch(process: Path) -> bool:
    kind, options = _mounts(process).get("/scratch", ("", []))
    return kind == "tmpfs" and any(option.startswith("size=") for option in options)


def _has_empty_proc(process: Path) -> bool:
    kind, options = _mounts(process).get("/proc", ("", []))
    return kind == "tmpfs" and "ro" in options


LAYERS = (
    Layer("user namespace", "rights over anything outside; the worker is nobody there", _is_nobody),
    Layer(
        "mount namespace",
        "reading the course, home, /tmp and other submissions; writing anywhere but scratch",
        _sees_little,
    ),
    Layer(
        "PID namespace",
        "seeing and signalling other processes; leaving one behind",
        _is_first,
    ),
    Layer("network namespace", "every connection, and listening for one", _namespace("net")),
    Layer("IPC namespace", "shared memory and queues that others could read", _namespace("ipc")),
    Layer("UTS namespace", "learning or changing the machine's name", _namespace("uts")),
    Layer("scratch", "filling the disk, leaving files behind or finding any", _has_scratch),
    Layer("empty /proc", "reading environments, memory and command lines", _has_empty_proc),
    Layer("no capabilities", "mounting, and all else that root may do", _has_no_capability),
    Layer(
        "no new privileges",
        "gaining rights from set-uid programs",
        lambda process: _status(process, "NoNewPrivs") == "1",
    ),
    Layer(
        "system-call filter",
        "new processes and programs, sockets, tracing, and rarely used doors into the kernel",
        lambda process: _status(process, "Seccomp") == "2",
    ),
    Layer(
        "limits",
        "endless loops, and hoarding memory, threads, files or disk; core dumps",
        _has_limits,
    ),
    Layer("closed descriptors", "using what the grader has open", _has_only_the_channel),
    Layer("own environment", "reading secrets of the grader's environment", _has_own_environment),
)


def missing_around(pid: int) -> list[Layer]:
    """The layers that are not around a worker, or cannot be seen; `pid` is its process here."""
    process = Path("/proc", str(pid))

    def is_around(layer: Layer) -> bool:
        try:
            return layer.is_around(process)
        except (OSError, ValueError):
            return False

    return [layer for layer in LAYERS if not is_around(layer)]


def describe_landlock(version: int) -> str:
    """What this kernel's Landlock guards, and what it lacks."""
    guarded = ["files"] + [part for abi, part, _ in confinement.LANDLOCK_PARTS if version >= abi]
    lacks = confinement.landlock_lacks(version)
    return f"ABI {version}: {', '.join(guarded)}" + (
        f"; without {', '.join(lacks)}" if lacks else ""
    )
