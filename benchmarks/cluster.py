"""The cost of a Dask cluster compared with the local pool, by the command line, on one machine.

uv run --group bench python -m benchmarks.cluster --submissions 1000

Both have the same number of workers, and each grades once in every round. The cluster is running
before the clock starts, as in real use.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
from pathlib import Path

from distributed import LocalCluster

from autograder.course.loading import load_course
from benchmarks.classes import write_class
from benchmarks.machine import show
from benchmarks.scaling import grade


def main() -> None:
    """Grade one class by both, several times."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--assignment", default="04_losses")
    parser.add_argument("--submissions", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--workers", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    assignment = load_course().assignment(options.assignment)
    count, workers = options.submissions, options.workers
    seconds: dict[str, list[float]] = {"local pool": [], "Dask": []}
    with (
        tempfile.TemporaryDirectory() as folder,
        LocalCluster(
            n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None
        ) as cluster,
    ):
        path = write_class(assignment, Path(folder, "class"), count)
        arguments_of = {"local pool": [], "Dask": ["--scheduler", cluster.scheduler_address]}
        for number in range(options.rounds):
            for name, arguments in arguments_of.items():
                output = Path(folder, f"{name}-{number}")
                graded = grade(path, output, count, workers, *arguments)
                seconds[name].append(graded["seconds"])
    base = statistics.median(seconds["local pool"])
    rows = [
        {
            "graded by": name,
            "seconds": statistics.median(runs),
            "ms each": 1000 * statistics.median(runs) / count,
            "ms more each": 1000 * (statistics.median(runs) - base) / count,
        }
        for name, runs in seconds.items()
    ]
    title = f"{count} submissions of {assignment.name}, {workers} workers; medians"
    show(title, rows, options.json, seconds=seconds)


if __name__ == "__main__":
    main()
