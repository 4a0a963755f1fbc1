"""How well copies are told from what is alike by chance, and how long a class takes.

    uv run python -m benchmarks.similar

The copies are answers of the bank, disguised; see `benchmarks.disguises`. The time is that of the
command, from the folder of submissions to the JSON.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import msgspec

from autograder.course.loading import load_course
from autograder.course.model import Assignment
from autograder.demo import filled
from benchmarks.disguises import (
    DISGUISES,
    Class,
    area_under_roc,
    in_all_ways,
    similarities,
    write_class,
)
from benchmarks.machine import show, timed


def main() -> None:
    """Measure, print and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("assignments", nargs="*", help="all by default")
    parser.add_argument("--originals", type=int, default=40)
    parser.add_argument("--copies", type=int, default=20)
    parser.add_argument("--timed", default="04_losses", help="the assignment of the large class")
    parser.add_argument("--submissions", type=int, default=1000)
    parser.add_argument("--workers", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    course = load_course()
    names = options.assignments or [assignment.name for assignment in course.assignments]
    rows: list[dict[str, Any]] = []
    for assignment in map(course.assignment, names):
        row: dict[str, Any] = {"assignment": assignment.name}
        for name, disguise in (DISGUISES | {"all four": in_all_ways}).items():
            made = write_class(assignment, options.originals, options.copies, disguise)
            similarity = similarities(assignment, made, options.workers)
            row[name] = area_under_roc(similarity, made.copies)
        rows.append(row)
    large = course.assignment(options.timed)
    seconds, cpu = _time(large, options.submissions, options.workers)
    title = (
        f"area under the ROC: {options.copies} copies in {options.originals} originals. "
        f"{options.submissions} submissions of {large.name}: {seconds:.1f} s, {cpu:.1f} s of "
        f"processor time, {options.workers} workers"
    )
    show(title, rows, options.json, seconds=seconds, cpu=cpu, submissions=options.submissions)


def _time(assignment: Assignment, count: int, workers: int) -> tuple[float, float]:
    """The seconds that a class takes, by the clock and of the processor."""
    made = write_class(assignment, count - count // 10, count // 10, in_all_ways)
    with tempfile.TemporaryDirectory(prefix="autograder-similar-") as scratch:
        folder = Path(scratch, "submissions")
        _write_notebooks(assignment, made, folder)
        command = [sys.executable, "-m", "autograder.cli", "similar", str(folder), "--json"]
        with timed() as timing, Path(scratch, "similar.json").open("wb") as output:
            subprocess.run([*command, "--workers", str(workers)], stdout=output, check=True)
    return timing.wall, timing.cpu


def _write_notebooks(assignment: Assignment, made: Class, folder: Path) -> None:
    released = msgspec.json.decode(assignment.release_notebook.read_bytes())
    for number, answers in enumerate(made.answers):
        path = folder / f"student-{number:05}" / assignment.name / f"{assignment.slug}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_bytes(filled(released, {}, "\n\n\n".join(answers)))


if __name__ == "__main__":
    main()
