"""How long a class takes whose answers are trained: with and without the store of trainings.

    uv run python -m benchmarks.trained
    uv run python -m benchmarks.trained --assignments 10_regression --submissions 1000

The class is what the bank and its alternatives give; of the answers that are trained, 60 % share
one of five networks, and every other one is a network of its own. It is graded without a store,
with an empty one, and again with what the store holds then. Beside them stands what `fit` alone
takes to train the model answer once.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from autograder.course.answers import replace_function
from autograder.course.bank import Entry, read_bank
from autograder.course.loading import load_course
from autograder.course.model import Assignment
from autograder.grading.engine import Settings
from autograder.grading.pool import grade_all
from autograder.limits import Limits
from autograder.submissions.submission import Submission
from autograder.training.protocols import Protocol
from autograder.training.samples import samples_of
from autograder.training.trainer import model_answer, protocols_of
from benchmarks.machine import show, timed

ASSIGNMENTS = [
    "10_regression",
    "11_classification",
    "12_fashion_mnist",
    "13_overtraining",
    "14_convolution",
    "15_recurrent",
]
SHARED, SHARE = 5, 0.6
_MOST_ENTRIES = 3


def main() -> None:
    """Grade the classes and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--assignments", nargs="+", default=ASSIGNMENTS)
    parser.add_argument("--submissions", type=int, default=100)
    parser.add_argument("--without", type=int, default=20, help="graded without a store")
    parser.add_argument("--workers", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    course = load_course()
    rows = [
        row
        for name in options.assignments
        for row in _measured(
            course.assignment(name), options.submissions, options.without, options.workers
        )
    ]
    title = f"Seconds a submission; classes of {options.submissions}, {options.workers} workers"
    show(title, rows, options.json)


def _measured(
    assignment: Assignment, count: int, without: int, workers: int
) -> Iterator[dict[str, Any]]:
    protocols = protocols_of(assignment, "quick")
    submissions = list(_submissions(assignment, protocols, count))
    settings = Settings(b"a class to measure with", Limits(), counterexamples=20)
    with tempfile.TemporaryDirectory() as folder:
        stored = replace(settings, trainings=Path(folder, "trainings.sqlite"))
        for what, some, how in (
            ("without a store", submissions[:without], settings),
            ("with a new store", submissions, stored),
            ("again", submissions, stored),
        ):
            with timed() as timing:
                reports = list(grade_all(some, [assignment], how, workers=workers))
            assert len(reports) == len(some)
            yield {
                "assignment": assignment.name,
                "class": what,
                "submissions": len(some),
                "seconds each": timing.wall / len(some),
                "cpu each": timing.cpu / len(some),
                "1,000 in minutes": timing.wall / len(some) * 1000 / 60,
            }
    for protocol in protocols:
        yield _fit(assignment, protocol)


def _fit(assignment: Assignment, protocol: Protocol) -> dict[str, Any]:
    """Keras's own `fit` of the model answer, by the same protocol."""
    model = model_answer(assignment, protocol.bar.partition("/")[2])()
    data = samples_of(protocol.data, protocol.train, protocol.test)
    wall, cpu = time.perf_counter(), time.process_time()
    model.fit(data.x, data.y, batch_size=protocol.batch_size, epochs=protocol.epochs, verbose=0)
    return {
        "assignment": assignment.name,
        "class": "fit alone",
        "submissions": 1,
        "seconds each": time.perf_counter() - wall,
        "cpu each": time.process_time() - cpu,
    }


def _submissions(
    assignment: Assignment, protocols: list[Protocol], count: int
) -> Iterator[Submission]:
    """Model answers with entries of the bank in place of some; every second one has mistakes."""
    text = assignment.model_answers.read_text(encoding="utf-8")
    entries = read_bank(assignment.root / "solutions", assignment.slug)
    trained = {protocol.bar.partition("/")[2] for protocol in protocols}
    drawn = random.Random(0)
    for number in range(count):
        kind = ("alternative", "misconception")[number % 2]
        own = [entry for entry in entries if entry.kind == kind and entry.of not in trained]
        chosen = drawn.sample(own, min(len(own), drawn.randint(1, _MOST_ENTRIES)))
        chosen += [_network(entries, name, number, drawn) for name in sorted(trained)]
        content = text
        for entry in {entry.of: entry for entry in chosen}.values():
            answer = f"{entry.imports}\n\n{entry.renamed_source}"
            content = replace_function(content, entry.of, answer)
        name = f"student-{number:05d}"
        yield Submission(name, assignment.name, f"{assignment.slug}.py", content.encode())


def _network(entries: list[Entry], of: str, number: int, drawn: random.Random) -> Entry:
    """An answer that is trained: one of the five that many share, or one of its own."""
    own = [
        entry
        for entry in entries
        if entry.of == of and (entry.kind == "alternative" or entry.misses_bar)
    ]
    if drawn.random() < SHARE:
        return own[drawn.randrange(min(SHARED, len(own)))]
    entry = own[drawn.randrange(len(own))]
    widths = re.compile(r"(Dense\()(\d\d+)")
    source = widths.sub(lambda found: f"{found[1]}{int(found[2]) - 1 - number % 9}", entry.source)
    return replace(entry, source=source)


if __name__ == "__main__":
    main()
