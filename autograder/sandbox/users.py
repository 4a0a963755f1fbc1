"""A user number for root to turn into: root's files stay writable to user 0 in any sandbox."""

from __future__ import annotations

import itertools
import os
from pathlib import Path

_counter = itertools.count()


def unused_user() -> int | None:
    """A user number that nobody else has, for root to turn into; None for an ordinary user.

    Where root is one of a container's, and few numbers are known there, it is one of the last
    of those; None where root is the only user.
    """
    if os.geteuid() != 0:
        return None
    number = 0x40000000 + os.getpid() * 64 + next(_counter) % 64
    maps = [known_numbers(name) for name in ("uid_map", "gid_map")]
    if all(any(number in numbers for numbers in known) for known in maps):
        return number
    end = min(max(numbers.stop for numbers in known) for known in maps)
    return end - 1 - number % min(end // 4, 16384) if end >= 1024 else None


def known_numbers(name: str) -> list[range]:
    """The numbers of users ("uid_map") or groups ("gid_map") that this user namespace knows."""
    found = []
    for line in Path("/proc/self", name).read_text().splitlines():
        first, _, count = map(int, line.split())
        found.append(range(first, first + count))
    return found
