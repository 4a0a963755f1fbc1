"""How long students wait for feedback on submit, from the hand-in to the page that they can fetch.

    uv run python -m benchmarks.watch

Students hand in into an exchange of nbgrader's, as `nbgrader submit` leaves it: first one after the
other, then all at once. After that it is measured how much processor time the watch takes while
nothing happens.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from autograder.course.loading import load_course
from autograder.course.model import Assignment
from benchmarks.classes import notebooks
from benchmarks.machine import show

REPOSITORY = Path(__file__).resolve().parent.parent
ENVIRONMENT = os.environ | {
    "AUTOGRADER_SECRET": "benchmark",
    "PYTHONPATH": os.pathsep.join([str(REPOSITORY), os.environ.get("PYTHONPATH", "")]),
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--assignment", default="04_losses")
    parser.add_argument("--students", type=int, default=200, help="who hand in at once")
    parser.add_argument("--single", type=int, default=30, help="hand-ins one after the other")
    parser.add_argument("--idle", type=float, default=10.0, help="seconds without a hand-in")
    parser.add_argument("--workers", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    assignment = load_course(REPOSITORY).assignment(options.assignment)
    with tempfile.TemporaryDirectory(prefix="autograder-watch-") as scratch:
        course = Path(scratch, "exchange", "keras")
        (course / "inbound").mkdir(parents=True)
        class_ = notebooks(assignment, 1 + options.single + options.students)
        with watching(course, Path(scratch, "out"), assignment, options.workers) as watch:
            wait(watch, [hand_in(course, assignment, *next(class_))])  # until all is warm
            before = processor_seconds(watch.pid)
            alone = [
                wait(watch, [hand_in(course, assignment, *next(class_))])[0]
                for _ in range(options.single)
            ]
            between = processor_seconds(watch.pid)
            handed_in = [hand_in(course, assignment, *one) for one in class_]
            together = wait(watch, handed_in)
            after = processor_seconds(watch.pid)
            idle = idle_seconds(watch.pid, options.idle)
    rows = [
        row("one after the other", alone, between - before),
        row("all at once", together, after - between),
    ]
    title = f"Seconds from a hand-in of {assignment.name} to its page in the exchange"
    show(title, rows, options.json, workers=options.workers, idle=idle)
    share = 100 * idle / options.idle
    print(f"Idle: {1000 * idle:.1f} ms of processor time in {options.idle:g} s ({share:.2f} %)")


@contextmanager
def watching(
    course: Path, output: Path, assignment: Assignment, workers: int
) -> Iterator[subprocess.Popen[str]]:
    """A watch on the exchange, in a process of its own."""
    command = [sys.executable, "-m", "autograder.cli", "watch", str(course), "--output"]
    options = [str(output), "--assignment", assignment.name, "--workers", str(workers), "--json"]
    with subprocess.Popen(
        [*command, *options], cwd=REPOSITORY, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def hand_in(
    course: Path, assignment: Assignment, student: str, notebook: bytes
) -> tuple[Path, float]:
    """Hand in as `nbgrader submit` does; where the page will be, and when it was handed in."""
    now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f UTC")
    folder = course / "inbound" / f"{student}+{assignment.name}+{now}+{secrets.token_hex(6)}"
    secret = secrets.token_hex(64)
    folder.mkdir()
    (folder / f"{assignment.slug}.ipynb").write_bytes(notebook)
    (folder / "timestamp.txt").write_text(now)
    (folder / "submission_secret.txt").write_text(secret)
    done = time.time()
    name = hashlib.md5((secret + assignment.slug).encode(), usedforsecurity=False).hexdigest()
    return course / "feedback" / f"{name}.html", done


def wait(watch: subprocess.Popen[str], handed_in: Sequence[tuple[Path, float]]) -> list[float]:
    """Wait until all have been told; the seconds that it took for each."""
    assert watch.stdout is not None
    for _ in handed_in:
        told = json.loads(watch.stdout.readline())
        assert told["shown"] == "full", told
    # A file's status changes last when it is renamed to its place.
    return [page.stat().st_ctime - done for page, done in handed_in]


def row(what: str, seconds: Sequence[float], used: float) -> dict[str, Any]:
    """The figures of some hand-ins; `used` is the processor time of all of them."""
    return {
        "hand-ins": f"{len(seconds)} {what}",
        "median": round(statistics.median(seconds), 2),
        "p95": round(statistics.quantiles(seconds, n=20, method="inclusive")[-1], 2),
        "longest": round(max(seconds), 2),
        "processor time each": round(used / len(seconds), 3),
    }


def idle_seconds(process: int, seconds: float) -> float:
    """The processor time of a process and all below it while nothing happens."""
    time.sleep(2.0)  # for what is still being finished
    before = processor_seconds(process)
    time.sleep(seconds)
    return processor_seconds(process) - before


def processor_seconds(process: int) -> float:
    """The processor time of a process and of all below it so far, those that have ended too."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    used = sum(map(int, fields[13:15])) / os.sysconf("SC_CLK_TCK")  # of children that have ended
    for task in Path(f"/proc/{process}/task").iterdir():
        used += int((task / "schedstat").read_text().split()[0]) / 1e9
        for child in (task / "children").read_text().split():
            used += processor_seconds(int(child))
    return used


if __name__ == "__main__":
    main()
