"""`nbgrader autograde` in this course against plain nbgrader, on the same submissions.

    python -m benchmarks.nbgrader

Plain nbgrader executes each notebook in a Jupyter kernel and runs the visible checks; here the
hidden tests run in the sandbox, several times as many. A kernel also runs the demonstration cells,
which draw pictures; `--no-pictures` leaves them out of the submissions. Each run measures both.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from autograder.course.loading import load_course
from autograder.demo import make_class

REPOSITORY = Path(__file__).resolve().parent.parent
STUDENTS = (
    "ada-all-right",
    "ben-untouched",
    "dan-one-mistake",
    "eva-another-mistake",
    "finn-many-mistakes",
)
PROGRAMS = Path(sys.executable).parent
ENVIRONMENT = os.environ | {
    "AUTOGRADER_SECRET": "benchmark",
    "PATH": os.pathsep.join([str(PROGRAMS), os.environ.get("PATH", "")]),
    "PYTHONPATH": os.pathsep.join([str(REPOSITORY), os.environ.get("PYTHONPATH", "")]),
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--assignment", default="04_losses")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--no-pictures", action="store_true")
    options = parser.parse_args()
    assignment = load_course(REPOSITORY).assignment(options.assignment).name
    with tempfile.TemporaryDirectory(prefix="autograder-benchmark-") as scratch:
        roots = {name: Path(scratch, name) for name in ("sandbox", "kernel")}
        for name, root in roots.items():
            make_course(root, assignment, plain=name == "kernel", pictures=not options.no_pictures)
        wall: dict[str, list[float]] = {name: [] for name in roots}
        processor: dict[str, list[float]] = {name: [] for name in roots}
        for _ in range(options.runs):
            for name, root in roots.items():
                begun, used = time.monotonic(), processor_seconds()
                nbgrader(root, "autograde", assignment, "--force")
                wall[name].append(time.monotonic() - begun)
                processor[name].append(processor_seconds() - used)
        print(f"{assignment}, {len(STUDENTS)} submissions, {options.runs} runs:")
        for name, root in roots.items():
            print(f"{name}: {summary(wall[name])}; processor {summary(processor[name])}")
            print(f"  scores: {scores(root)}")
    for quantity, seconds in (("time", wall), ("processor time", processor)):
        median, best = (ratio(seconds, of) for of in (statistics.median, min))
        print(f"Sandbox over kernel, {quantity}: {median:.2f} (medians), {best:.2f} (best)")


def summary(seconds: list[float]) -> str:
    """The median, the best and each run."""
    runs = ", ".join(f"{run:.1f}" for run in seconds)
    return f"median {statistics.median(seconds):.1f} s, best {min(seconds):.1f} s ({runs})"


def ratio(seconds: dict[str, list[float]], of: Callable[[list[float]], float]) -> float:
    """The sandbox's time as a share of the kernel's."""
    return of(seconds["sandbox"]) / of(seconds["kernel"])


def processor_seconds() -> float:
    """The processor time of all child processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def make_course(root: Path, assignment: str, *, plain: bool, pictures: bool) -> None:
    """Copy the course, hand in for each student, and generate the assignment."""
    for folder in ("source", "release", "solutions"):
        shutil.copytree(REPOSITORY / folder, root / folder)
    for name in ("nbgrader_config.py", "course.toml"):
        shutil.copy(REPOSITORY / name, root)
    if plain:
        with (root / "nbgrader_config.py").open("a") as file:
            file.write('\ndel c["Autograde"]\n')
    everyone = make_class(load_course(root), root / "everyone")
    for student in STUDENTS:
        for path in (everyone / student / assignment).iterdir():
            notebook = json.loads(path.read_bytes())
            notebook["cells"] = [
                cell
                for cell in notebook["cells"]
                if pictures or "demonstration" not in cell["metadata"].get("tags", [])
            ]
            target = root / "submitted" / student / assignment / path.name
            target.parent.mkdir(parents=True)
            target.write_text(json.dumps(notebook))
    nbgrader(root, "generate_assignment", assignment, "--force")


def scores(root: Path) -> str:
    """The scores that the gradebook now holds."""
    nbgrader(root, "export")
    with (root / "grades.csv").open() as file:
        return ", ".join(f"{row['student_id']} {row['score']}" for row in csv.DictReader(file))


def nbgrader(root: Path, *arguments: str) -> None:
    """Run a command of nbgrader in a course; show its output if it fails."""
    done = subprocess.run(
        [PROGRAMS / "nbgrader", *arguments],
        cwd=root,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.stderr.write(done.stderr)
        done.check_returncode()


if __name__ == "__main__":
    main()
