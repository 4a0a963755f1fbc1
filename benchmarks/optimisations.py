"""How much each optimisation gains by itself: the program without it against the program with it.

    uv run python -m benchmarks.optimisations --submissions 300 --rounds 5

For each optimisation a copy of the program is made in which a few lines of its text are replaced,
so that the sandbox runs without it, too. Both grade the same class in turn. What gains less than
5 % of a submission is not worth its lines.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import autograder
from autograder.course.loading import load_course
from benchmarks.classes import SECRET, write_class
from benchmarks.machine import describe

REPOSITORY = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Optimisation:
    """What the program does without it: texts in files of the package, and what replaces them."""

    name: str
    replacements: tuple[tuple[str, str, str], ...]  # file, text, replacement


OPTIMISATIONS = (
    Optimisation(
        "warm-up of the host",
        (("sandbox/inside/host.py", "warm_up.warm_up()", "None"),),
    ),
    Optimisation(
        "calls of a loop made at once (each)",
        (
            (
                "grading/calls.py",
                "return (observed.value for observed in self._caller.call_each(self._name, calls))",
                "return (self(*arguments) for arguments in calls)",
            ),
        ),
    ),
    Optimisation(
        "a core for each process",
        (("grading/cores.py", "return cores if len(cores) == workers else", "return"),),
    ),
)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--assignment", default="04_losses")
    parser.add_argument("--submissions", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--workers", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--only", help="a word of the optimisation's name")
    options = parser.parse_args()
    print(describe())
    course = load_course()
    assignment = course.assignment(options.assignment)
    with tempfile.TemporaryDirectory(prefix="autograder-optimisations-") as scratch:
        folder = Path(scratch)
        submissions = write_class(assignment, folder / "class", options.submissions)
        plain = _copy(folder / "with", ())
        for optimisation in OPTIMISATIONS:
            if options.only and options.only not in optimisation.name:
                continue
            without = _copy(folder / "without", optimisation.replacements)
            ratios = []
            for _ in range(options.rounds):
                seconds = [
                    _grade(program, submissions, folder / "reports", options.workers)
                    for program in (plain, without)
                ]
                ratios.append(seconds[1] / seconds[0])
            gain = 1 - 1 / statistics.median(ratios)
            spread = ", ".join(f"{ratio:.3f}" for ratio in sorted(ratios))
            print(f"{optimisation.name}: gains {gain:.1%} (times without / with: {spread})")


def _copy(folder: Path, replacements: tuple[tuple[str, str, str], ...]) -> Path:
    """A copy of the program with some of its lines replaced."""
    shutil.rmtree(folder, ignore_errors=True)
    package = Path(autograder.__file__).parent
    shutil.copytree(package, folder / "autograder", ignore=shutil.ignore_patterns("__pycache__"))
    for name, text, replacement in replacements:
        path = folder / "autograder" / name
        content = path.read_text(encoding="utf-8")
        if text not in content:
            raise SystemExit(f"{name} no longer holds {text!r}: adapt this benchmark.")
        path.write_text(content.replace(text, replacement), encoding="utf-8")
    compile_all = [sys.executable, "-m", "compileall", "-q", str(folder / "autograder")]
    subprocess.run(compile_all, check=True)
    return folder


def _grade(program: Path, submissions: Path, reports: Path, workers: int) -> float:
    """Grade a class with a copy of the program; give the seconds."""
    shutil.rmtree(reports, ignore_errors=True)
    environment = os.environ | {
        "PYTHONPATH": str(program),
        "AUTOGRADER_COURSE": str(REPOSITORY),
        "AUTOGRADER_SECRET": SECRET.decode(),
    }
    command = [sys.executable, "-P", "-c", "from autograder.cli import main; main()", "grade"]
    command += [str(submissions), "--output", str(reports), "--workers", str(workers)]
    begun = time.perf_counter()
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
