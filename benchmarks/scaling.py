"""Seconds a submission and peak memory for classes of growing size, by the command line.

uv run --group bench python -m benchmarks.scaling --sizes 10 100 1000 10000
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from autograder.course.loading import load_course
from benchmarks.classes import write_class
from benchmarks.machine import show


def main() -> None:
    """Grade a class of each size, one after another."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--assignment", default="04_losses")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10, 100, 1000, 10000])
    parser.add_argument("--workers", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    assignment = load_course().assignment(options.assignment)
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for size in options.sizes:
            path = write_class(assignment, Path(folder, f"class-{size}"), size)
            rows.append(grade(path, Path(folder, f"reports-{size}"), size, options.workers))
            print(rows[-1], file=sys.stderr, flush=True)
    show(
        f"Classes of growing size, {assignment.name}, {options.workers} workers",
        rows,
        options.json,
        workers=options.workers,
    )


def grade(path: Path, output: Path, size: int, workers: int, *more: str) -> dict[str, Any]:
    """Grade a folder by the command; the peak memory is that of its largest process.

    `more` are further arguments of the command.
    """
    program = str(Path(sys.executable).parent / "autograder")
    options = ["--output", str(output), "--workers", str(workers), *more]
    command = [program, "grade", str(path), *options]
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=os.environ)
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with status {process.returncode}")
    return {
        "submissions": size,
        "seconds": seconds,
        "ms each": 1000 * seconds / size,
        "peak MiB": used.ru_maxrss / 1024,
    }


if __name__ == "__main__":
    main()
