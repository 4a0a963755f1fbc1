"""Runs a command as an ordinary user, for root: `python ordinary_user.py USER COMMAND...`.

What the command needs may lie where only root may look, such as an interpreter below /root. In a
mount namespace of the command's own, each folder that keeps others out is covered by an empty one
that holds the way to what is needed, and nothing else.
"""

from __future__ import annotations

import ctypes
import os
import sys
import tempfile
from pathlib import Path

_CLONE_NEWNS, _MS_BIND, _MS_REC, _MS_PRIVATE = 0x20000, 0x1000, 0x4000, 0x40000
_libc = ctypes.CDLL(None, use_errno=True)


def needed() -> list[Path]:
    """The folders that the command reads: the interpreter's, its libraries', this repository."""
    folders = {sys.base_prefix, sys.prefix, str(Path(sys.executable).resolve().parents[1])}
    return [Path(name).resolve() for name in (*folders, Path(__file__).resolve().parents[2])]


def barrier(path: Path) -> Path | None:
    """The first folder on the way to a path through which nobody but its owner may go."""
    folders = [*reversed(path.parents), path]
    return next((folder for folder in folders if not folder.stat().st_mode & 0o001), None)


def open_the_way(paths: list[Path]) -> None:
    """Make paths reachable for everybody, in a mount namespace of this process's own."""
    barriers = {path: found for path in paths if (found := barrier(path)) is not None}
    if not barriers:
        return
    _check(_libc.unshare(_CLONE_NEWNS))
    _mount("none", Path("/"), flags=_MS_REC | _MS_PRIVATE)
    with tempfile.TemporaryDirectory() as scratch:
        for number, path in enumerate(barriers):
            place = Path(scratch, str(number))
            place.mkdir()
            _mount(path, place, flags=_MS_BIND | _MS_REC)
        for folder in set(barriers.values()):
            _mount("tmpfs", folder, kind=b"tmpfs", options=b"mode=755")
        for number, path in enumerate(barriers):
            path.mkdir(parents=True, exist_ok=True)
            _mount(Path(scratch, str(number)), path, flags=_MS_BIND | _MS_REC)
            _check(_libc.umount2(bytes(Path(scratch, str(number))), 2))


def _mount(
    source: Path | str, target: Path, *, kind: bytes = b"", flags: int = 0, options: bytes = b""
) -> None:
    _check(_libc.mount(os.fsencode(source), bytes(target), kind, flags, options))


def _check(result: int) -> None:
    if result != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


if __name__ == "__main__":
    user = int(sys.argv[1])
    open_the_way(needed())
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
    os.execv(sys.argv[2], sys.argv[2:])
