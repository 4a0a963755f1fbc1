"""What confinement costs a submission: a worker behind every layer against a plain fork.

    python -m benchmarks.confinement

Both are forked by warm hosts that have NumPy imported, and take turns in one run. A worker's
start ends when it answers, its end when it and all that it started are gone. The plain one is
forked outside bubblewrap and has no layer at all.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import time
from collections.abc import Iterable

import msgspec

from autograder.sandbox.host import Host
from autograder.sandbox.inside.protocol import control

#: What confinement may add to a plain fork, in the median.
BAR_MS = 15.0


class PlainHost(Host):
    """A host whose workers are forked and nothing more."""

    def __init__(self) -> None:
        super().__init__(sandboxed=False)

    def _settings(self) -> control.Settings:
        return msgspec.structs.replace(super()._settings(), seccomp=b"", rlimits={})


def main() -> None:
    """Measure, print, and fail when the bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=200, help="pairs of forks")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args()
    with PlainHost() as plain, Host() as confined:
        times = measure({"plain fork": plain, "confined": confined}, options.runs)
    figures = {
        name: {
            "start_ms": median(start for start, _ in pairs),
            "end_ms": median(end for _, end in pairs),
            "total_ms": median(start + end for start, end in pairs),
            "total_p90_ms": percentile([start + end for start, end in pairs], 0.9),
        }
        for name, pairs in times.items()
    }
    added = round(figures["confined"]["total_ms"] - figures["plain fork"]["total_ms"], 2)
    if options.json:
        found = {"runs": options.runs, "added_ms": added, "bar_ms": BAR_MS, "medians": figures}
        print(json.dumps(found | machine(), indent=2))
    else:
        print(f"{'median of ' + str(options.runs):<16}{'start':>10}{'end':>10}{'together':>10}")
        for name, row in figures.items():
            cells = (row[key] for key in ("start_ms", "end_ms", "total_ms"))
            print(f"{name:<16}" + "".join(f"{cell:>7.2f} ms" for cell in cells))
        verdict = "within" if added <= BAR_MS else "ABOVE"
        print(f"Confinement adds {added:.2f} ms, {verdict} the bar of {BAR_MS:g} ms.")
        print(", ".join(f"{name} {value}" for name, value in machine().items()))
    raise SystemExit(added > BAR_MS)


def measure(hosts: dict[str, Host], runs: int) -> dict[str, list[tuple[float, float]]]:
    """Seconds of each worker's start and end, the hosts taking turns."""
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in hosts}
    for index in range(runs + 5):
        for name, host in hosts.items():
            begun = time.perf_counter()
            with host.fork():
                started = time.perf_counter()
            if index >= 5:  # the first ones warm up
                times[name].append((started - begun, time.perf_counter() - started))
    return times


def median(seconds: Iterable[float]) -> float:
    """The median in milliseconds."""
    return round(1000 * statistics.median(seconds), 3)


def percentile(seconds: list[float], share: float) -> float:
    """What a share of the times stays below, in milliseconds."""
    return round(1000 * sorted(seconds)[int(share * (len(seconds) - 1))], 3)


def machine() -> dict[str, object]:
    """Where this was measured."""
    load = round(os.getloadavg()[0], 1)
    return {"kernel": platform.release(), "cores": os.cpu_count(), "load": load}


if __name__ == "__main__":
    main()
