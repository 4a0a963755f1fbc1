"""Runs a command and watches it: how long it takes, and the memory of the grader itself."""

from __future__ import annotations

import contextlib
import os
import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_PAUSE = 0.2  # seconds between two looks


@dataclass(frozen=True)
class Watched:
    """What a command came to."""

    status: int | None  # None: it had to be killed
    seconds: float
    peak: int  # bytes that the largest of its own processes had in memory at any time


def watch(command: Sequence[Any], patience: float, **options: Any) -> Watched:
    """Run a command for as long as `patience` lasts, in seconds.

    Its own processes are the first one and those forked from it that run nothing else, as those of
    a pool do. The kernel keeps the most that each has had, so that no moment is missed but the
    last one.
    """
    begun = time.monotonic()
    process = subprocess.Popen(command, start_new_session=True, **options)
    peak = 0
    while process.poll() is None:
        if time.monotonic() > begun + patience:
            os.killpg(process.pid, 9)
            process.wait()
            return Watched(None, time.monotonic() - begun, peak)
        peak = max([peak, *map(_peak_of, _own(process.pid))])
        time.sleep(_PAUSE)
    return Watched(process.returncode, time.monotonic() - begun, peak)


def children(pid: int) -> list[int]:
    """All descendants of a process that are not zombies."""
    parents: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            state, parent = (folder / "stat").read_text().rpartition(")")[2].split()[:2]
            if state != "Z":
                parents.setdefault(int(parent), []).append(int(folder.name))
    found: list[int] = []
    queue = [pid]
    while queue:
        below = parents.get(queue.pop(), [])
        found += below
        queue += below
    return found


def _own(pid: int) -> Iterator[int]:
    """A process and those below it that run the same command."""
    command = _command(pid)
    yield pid
    yield from (number for number in children(pid) if _command(number) == command)


def _command(pid: int) -> bytes:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


def _peak_of(pid: int) -> int:
    with contextlib.suppress(OSError, StopIteration):
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        return 1024 * int(next(line for line in lines if line.startswith("VmHWM")).split()[1])
    return 0
