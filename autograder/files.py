"""Reading files that others made, and writing files whole or not at all: each in one place."""

from __future__ import annotations

import contextlib
import fcntl
import itertools
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

_UNFINISHED = ".writing-"  # and the number of the process
_counter = itertools.count()


class IrregularFileError(OSError):
    """Something that is not a regular file of a single name."""


def irregularity(status: os.stat_result) -> str | None:
    """What a file is, in words, if it is not a regular file of a single name."""
    mode = status.st_mode
    if stat.S_ISREG(mode):
        return "a hard link, one of several names of a file" if status.st_nlink > 1 else None
    if stat.S_ISLNK(mode):
        return "a link"
    if stat.S_ISFIFO(mode):
        return "a pipe, not a regular file"
    if stat.S_ISSOCK(mode):
        return "a socket, not a regular file"
    if stat.S_ISCHR(mode) or stat.S_ISBLK(mode):
        return "a device, not a regular file"
    return "not a regular file"


def open_in_place(path: str, flags: int) -> int:
    """Open a file that somebody else made: an `opener` for `open`.

    A link is not followed, and a pipe without a writer is not waited for.
    """
    return os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK)


def read_regular(path: Path, limit: int) -> bytes:
    """The content of a regular file, cut after `limit` + 1 bytes.

    Raises OSError for anything else: a link, another name of a file, a pipe, a device.
    """
    with open(path, "rb", opener=open_in_place) as file:
        status = os.fstat(file.fileno())
        if irregularity(status) is not None:
            raise IrregularFileError("not a regular file")
        return file.read(min(status.st_size, limit) + 1)  # room for no more than there is


# Paths are plain strings here: a Path would take as long to make as a report to write.


def write_whole(path: str, parts: Iterable[bytes], mode: int | None = None) -> None:
    """Write a file whole or not at all, in place of any that stands there.

    It is written beside its place and then renamed, so that nobody ever reads half a file.
    """
    folder, _, _ = path.rpartition("/")
    unfinished = f"{folder or '.'}/{_UNFINISHED}{os.getpid()}-{next(_counter)}"
    try:
        with open(unfinished, "wb") as file:  # noqa: PTH123
            file.writelines(parts)
        if mode is not None:
            os.chmod(unfinished, mode)  # noqa: PTH101
        os.replace(unfinished, path)  # noqa: PTH105
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(unfinished)  # noqa: PTH108
        raise


@contextlib.contextmanager
def locked(path: str) -> Iterator[None]:
    """Hold the lock of a file: whoever else wants it waits until this process lets go or ends."""
    with open(path, "ab") as file:  # noqa: PTH123
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def remove_unfinished(folder: Path, *patterns: str) -> None:
    """Remove what processes that were killed had not finished writing.

    `patterns` are those of the folders to look in, below `folder`.
    """
    for pattern in patterns:
        for path in folder.glob(f"{pattern}{_UNFINISHED}*"):
            process = path.name.removeprefix(_UNFINISHED).partition("-")[0]
            if not Path("/proc", process).is_dir():
                path.unlink(missing_ok=True)
