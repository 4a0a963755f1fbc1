"""How long a submission takes here, with nbgrader and with Otter, all taking turns in one run.

    uv run --group bench python -m benchmarks.throughput --submissions 1000 --peers 5

Of the large class, a slice is graded in each turn; the peers grade a small one, every turn anew.
A peer that is not installed is left out, and said so.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from autograder.course.loading import load_course
from benchmarks.classes import write_class
from benchmarks.machine import show, timed
from benchmarks.peers import MissingPeerError, NbGrader, Otter
from benchmarks.scaling import grade


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--assignment", default="04_losses")
    parser.add_argument("--submissions", type=int, default=1000, help="graded here in each turn")
    parser.add_argument("--peers", type=int, default=5, help="graded by each peer in each turn")
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--workers", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--otter", help="Otter's program, where it is installed elsewhere")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    assignment = load_course().assignment(asked.assignment)
    skipped: list[str] = []
    with tempfile.TemporaryDirectory(prefix="autograder-throughput-") as scratch:
        folder = Path(scratch)
        large = write_class(assignment, folder / "large", asked.submissions)
        small = write_class(assignment, folder / "small", asked.peers)

        def here(path: Path, count: int, workers: int) -> Callable[[int], None]:
            return lambda turn: (
                grade(path, folder / f"reports-{count}-{workers}-{turn}", count, workers) and None
            )

        graders: dict[str, tuple[int, Callable[[int], None]]] = {
            "here": (asked.submissions, here(large, asked.submissions, asked.workers)),
            "here, same few, 1 worker": (asked.peers, here(small, asked.peers, 1)),
        }
        for make in (
            lambda: NbGrader(assignment, folder, asked.peers),
            lambda: Otter(assignment, folder, asked.peers, asked.otter),
        ):
            try:
                peer = make()
            except MissingPeerError as missing:
                skipped.append(str(missing))
                print(f"Left out: {missing}")
                continue
            graders[peer.name] = (asked.peers, lambda turn, peer=peer: peer.grade())
        wall: dict[str, list[float]] = {name: [] for name in graders}
        cpu: dict[str, list[float]] = {name: [] for name in graders}
        for turn in range(asked.turns):
            for name, (count, run) in graders.items():
                with timed() as timing:
                    run(turn)
                wall[name].append(timing.wall / count)
                cpu[name].append(timing.cpu / count)
    base, same = (
        statistics.median(wall["here"]),
        statistics.median(wall["here, same few, 1 worker"]),
    )
    rows: list[dict[str, Any]] = [
        {
            "grader": name,
            "submissions": graders[name][0],
            "seconds each": statistics.median(seconds),
            "cpu each": statistics.median(cpu[name]),
            "times here": statistics.median(seconds) / base,
            "times here, same few": statistics.median(seconds) / same,
        }
        for name, seconds in wall.items()
    ]
    title = f"Seconds a submission of {assignment.name}; medians of {asked.turns} turns"
    show(title, rows, asked.json, workers=asked.workers, skipped=skipped, wall=wall, cpu=cpu)


if __name__ == "__main__":
    main()
