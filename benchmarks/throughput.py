"""How long a submission takes with this program, with nbgrader and with Otter, in one run.

    uv run --group bench python -m benchmarks.throughput --submissions 1000 --peers 5

In each round, this program grades a large class, and each grader a small one. A grader that is not
installed is left out, and the output says so.
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
    """Measure, print and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--assignment", default="04_losses")
    parser.add_argument("--submissions", type=int, default=1000, help="graded here in each round")
    parser.add_argument("--peers", type=int, default=5, help="graded by each peer in each round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--workers", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--otter", help="Otter's program, where it is installed elsewhere")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    assignment = load_course().assignment(options.assignment)
    skipped: list[str] = []
    with tempfile.TemporaryDirectory(prefix="autograder-throughput-") as scratch:
        folder = Path(scratch)
        large = write_class(assignment, folder / "large", options.submissions)
        small = write_class(assignment, folder / "small", options.peers)

        def here(path: Path, count: int, workers: int) -> Callable[[int], None]:
            return lambda number: (
                grade(path, folder / f"reports-{count}-{workers}-{number}", count, workers) and None
            )

        graders: dict[str, tuple[int, Callable[[int], None]]] = {
            "here": (options.submissions, here(large, options.submissions, options.workers)),
            "here, same few, 1 worker": (options.peers, here(small, options.peers, 1)),
        }
        for make in (
            lambda: NbGrader(assignment, folder, options.peers),
            lambda: Otter(assignment, folder, options.peers, options.otter),
        ):
            try:
                peer = make()
            except MissingPeerError as missing:
                skipped.append(str(missing))
                print(f"Left out: {missing}")
                continue
            graders[peer.name] = (options.peers, lambda number, peer=peer: peer.grade())
        wall: dict[str, list[float]] = {name: [] for name in graders}
        cpu: dict[str, list[float]] = {name: [] for name in graders}
        for number in range(options.rounds):
            for name, (count, run) in graders.items():
                with timed() as timing:
                    run(number)
                wall[name].append(timing.wall / count)
                cpu[name].append(timing.cpu / count)
    base = statistics.median(wall["here"])
    base_small = statistics.median(wall["here, same few, 1 worker"])
    rows: list[dict[str, Any]] = [
        {
            "grader": name,
            "submissions": graders[name][0],
            "seconds each": statistics.median(seconds),
            "cpu each": statistics.median(cpu[name]),
            "times here": statistics.median(seconds) / base,
            "times here, same few": statistics.median(seconds) / base_small,
        }
        for name, seconds in wall.items()
    ]
    title = f"Seconds a submission of {assignment.name}; medians of {options.rounds} rounds"
    show(title, rows, options.json, workers=options.workers, skipped=skipped, wall=wall, cpu=cpu)


if __name__ == "__main__":
    main()
