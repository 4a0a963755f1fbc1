"""What each layer costs a submission, from a bare fork to a written report, and the floor.

The floor is the same functions called by the same tests in this one process, without isolation.

    uv run --group bench python -m benchmarks.layers --submissions 50
"""

from __future__ import annotations

import argparse
import os
import select
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from autograder.course.loading import load_course
from autograder.course.model import Assignment
from autograder.grading.calls import Observation, StudentError
from autograder.grading.diagnosis import Diagnosis
from autograder.grading.grade import grade_submission
from autograder.grading.session import Session
from autograder.limits import Limits
from autograder.reports.store import Store
from autograder.sandbox.host import Host
from autograder.submissions.reading import read_code
from autograder.submissions.submission import Submission
from autograder.testing.collecting import Grader, collect, generator
from benchmarks.classes import SECRET, notebooks
from benchmarks.machine import show

_LIMITS = Limits()


class _Direct:
    """A student's functions, called where the tests are: no isolation at all."""

    def __init__(self, submission: Submission) -> None:
        self._names: dict[str, Any] = {}
        for cell in read_code(submission, _LIMITS).cells:
            exec(compile(cell.source, "<cell>", "exec"), self._names)

    def __getattr__(self, name: str) -> Any:
        function = self._names[name]

        def call(*args: Any, **kwargs: Any) -> Any:
            try:
                return function(*args, **kwargs)
            except Exception as error:
                raise StudentError("It raised.", kind=type(error).__name__) from error

        def observe(*args: Any, frozen: bool = False, **kwargs: Any) -> Observation:
            return Observation(call(*args, **kwargs), False, [], False)

        def each(calls: Sequence[tuple[Any, ...]]) -> Iterator[Any]:
            return (call(*args) for args in calls)

        call.observe, call.each = observe, each  # type: ignore[attr-defined]
        call.within = lambda seconds, *args: call(*args)  # type: ignore[attr-defined]
        return call


def _floor(grader: Grader, submission: Submission) -> None:
    student = _Direct(submission)
    for tests in grader.tests.values():
        for test in tests:
            fixtures: dict[str, object] = {"student": student}
            if "rng" in test.takes:
                fixtures["rng"] = generator("floor", test)
            try:
                test.run(**fixtures)
            except Exception:
                continue  # a wrong answer breaks a test in its own way


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--assignment", default="04_losses")
    parser.add_argument("--submissions", type=int, default=50)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    assignment = load_course().assignment(asked.assignment)
    show(
        f"What each layer costs a submission of {assignment.name}, in milliseconds",
        measure(assignment, asked.submissions),
        asked.json,
        submissions=asked.submissions,
    )


def measure(assignment: Assignment, count: int) -> list[dict[str, Any]]:
    """Time the layers in turn, submission by submission, so that all meet the same load."""
    class_ = [
        Submission(student, assignment.name, f"{assignment.slug}.ipynb", content)
        for student, content in notebooks(assignment, count)
    ]
    grader = collect([assignment])[assignment.name]
    diagnosis = Diagnosis.of(assignment)

    def grade(submission: Submission, diagnosed: Diagnosis | None) -> Any:
        return grade_submission(
            submission,
            grader,
            lambda profile: host,
            secret=SECRET,
            limits=_LIMITS,
            diagnosis=diagnosed,
        )

    def run_cells(submission: Submission) -> None:
        Session(host, read_code(submission, _LIMITS).cells, _LIMITS).close()

    with (
        tempfile.TemporaryDirectory() as folder,
        Host(limits=_LIMITS, sandboxed=False) as bare,
        Host(limits=_LIMITS) as host,
    ):
        store = Store(Path(folder))
        layers: dict[str, Callable[[Submission], object]] = {
            "floor: one process": lambda submission: _floor(grader, submission),
            "fork": lambda submission: bare.fork().retire(),
            "fork + sandbox": lambda submission: host.fork().retire(),
            "+ cells": run_cells,
            "+ calls and tests": lambda submission: grade(submission, None),
            "+ diagnosis": lambda submission: grade(submission, diagnosis),
            "+ report written": lambda submission: store.write(grade(submission, diagnosis), "key"),
        }
        for layer in layers.values():
            layer(class_[0])
            _settle(bare, host)
        walls: dict[str, list[float]] = {name: [] for name in layers}
        cpus: dict[str, list[float]] = {name: [] for name in layers}
        for submission in class_:
            for name, layer in layers.items():
                wall, cpu = time.perf_counter(), _used()
                layer(submission)
                _settle(bare, host)
                walls[name].append(time.perf_counter() - wall)
                cpus[name].append(_used() - cpu)
    floor = statistics.median(walls["floor: one process"]), _mean(cpus["floor: one process"])
    return [
        {
            "layer": name,
            "wall": 1000 * statistics.median(walls[name]),
            "of floor": statistics.median(walls[name]) / floor[0],
            "cpu": 1000 * _mean(cpus[name]),
            "cpu of floor": _mean(cpus[name]) / floor[1],
        }
        for name in layers
    ]


def _settle(*hosts: Host) -> None:
    """Wait for what goes on after a submission: its worker's end, and the start of the next one."""
    for host in hosts:
        if host._ahead is not None:
            select.select([host._ahead._socket], [], [], 10)


def _mean(values: Sequence[float]) -> float:
    return statistics.fmean(values)


def _used() -> float:
    """Processor time of this process and of all below it, those that have ended included."""
    return time.process_time() + sum(_of(child) for child in _children(os.getpid()))


def _of(process: int) -> float:
    try:
        text = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    ticks = sum(map(int, text.rpartition(")")[2].split()[11:15]))
    own = ticks / os.sysconf("SC_CLK_TCK")
    return own + sum(_of(child) for child in _children(process))


def _children(process: int) -> list[int]:
    try:
        path = Path(f"/proc/{process}/task/{process}/children")
        return [int(child) for child in path.read_text(encoding="utf-8").split()]
    except OSError:
        return []


if __name__ == "__main__":
    main()
