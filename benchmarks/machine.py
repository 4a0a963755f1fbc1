"""Timing, the description of the machine, and the printing of measurements."""

from __future__ import annotations

import json
import os
import platform
import resource
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass
class Timing:
    """How long something took: by the clock, and in processor time of this process and others.

    The processor time of others is that of children that have ended and been waited for.
    """

    wall: float = 0.0
    cpu: float = 0.0


@contextmanager
def timed() -> Iterator[Timing]:
    """Time the block."""
    timing = Timing()
    wall, cpu = time.perf_counter(), _cpu()
    try:
        yield timing
    finally:
        timing.wall, timing.cpu = time.perf_counter() - wall, _cpu() - cpu


def _cpu() -> float:
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def describe() -> dict[str, Any]:
    """The machine, and how busy it is."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    model = next((line.partition(":")[2].strip() for line in lines if "model name" in line), "")
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return {
        "processor": model or platform.machine(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gib": round(pages / 1024**3),
        "kernel": platform.release(),
        "python": platform.python_version(),
        "load_average": [round(load, 1) for load in os.getloadavg()],
    }


def show(title: str, rows: Sequence[dict[str, Any]], path: Path | None, **details: Any) -> None:
    """Print rows as a table, and write them with machine and details as JSON if a path is given."""
    machine = describe()
    print(
        f"{title}\n{machine['processor']}, {machine['cores']} cores, {machine['memory_gib']} GiB, "
        f"Linux {machine['kernel']}, Python {machine['python']}; load {machine['load_average']}"
    )
    columns = list(dict.fromkeys(name for row in rows for name in row))
    cells = [[_text(row.get(name, "")) for name in columns] for row in rows]
    widths = [max(len(text) for text in column) for column in zip(columns, *cells, strict=True)]
    for line in (columns, *cells):
        print("  ".join(text.rjust(width) for text, width in zip(line, widths, strict=True)))
    if path is not None:
        whole = {"benchmark": title, "machine": machine, **details, "rows": list(rows)}
        path.write_text(json.dumps(whole, indent=2) + "\n", encoding="utf-8")


def _text(value: object) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)
