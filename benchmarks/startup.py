"""One submission, cold: from the shell's prompt to the written report.

uv run --group bench python -m benchmarks.startup --repeat 10
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from pathlib import Path

from autograder.course.loading import load_course
from benchmarks.classes import write_class
from benchmarks.machine import show
from benchmarks.scaling import grade


def main() -> None:
    """Grade one submission in a fresh process, several times."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--assignment", default="04_losses")
    parser.add_argument("--repeat", type=int, default=10)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    assignment = load_course().assignment(asked.assignment)
    with tempfile.TemporaryDirectory() as folder:
        path = write_class(assignment, Path(folder, "class"), 1)
        seconds = [
            grade(path, Path(folder, f"reports-{attempt}"), 1, 1)["seconds"]
            for attempt in range(asked.repeat)
        ]
    row = {
        "seconds, median": statistics.median(seconds),
        "least": min(seconds),
        "most": max(seconds),
    }
    show(f"One submission of {assignment.name}, cold", [row], asked.json, repeat=asked.repeat)


if __name__ == "__main__":
    main()
