"""What training for the grade costs beside training alone: `python -m benchmarks.training`.

In one run and by turns: a bare `model.fit` of the model answer to 12's `build_improved` under a
protocol, and grading a whole submission (sandbox, hidden tests, training, evaluation) with a warm
engine. The bars are 1.25 times the bare fit and a second (full protocol), 8 s (quick).
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from pathlib import Path

from autograder.course.loading import load_course
from autograder.grading.engine import Engine, Settings
from autograder.limits import Limits
from autograder.submissions.submission import Submission
from autograder.training.protocols import Scale, read_protocols
from autograder.training.samples import samples_of
from autograder.training.trainer import model_answer

ASSIGNMENT, EXERCISE = "12_fashion_mnist", "build_improved"


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="the full protocol")
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--json", type=Path, help="write the figures there, too")
    options = parser.parse_args()
    scale: Scale = "full" if options.full else "quick"
    course = load_course()
    assignment = course.assignment(ASSIGNMENT)
    protocol = read_protocols(course.root)[f"{ASSIGNMENT}/{EXERCISE}", scale]
    data = samples_of(protocol.data, protocol.train, protocol.test)
    submission = Submission(
        "model", ASSIGNMENT, f"{assignment.slug}.py", assignment.model_answers.read_bytes()
    )
    fit = {"batch_size": protocol.batch_size, "epochs": protocol.epochs, "verbose": 0}
    bare, graded = [], []
    with Engine.of([assignment], Settings(b"benchmark", Limits(), scale=scale)) as engine:
        engine.grade(submission)  # warm: Keras is imported on both sides
        for _ in range(options.turns):
            model = model_answer(assignment, EXERCISE)()
            begun = time.monotonic()
            model.fit(data.x, data.y, **fit)
            bare.append(time.monotonic() - begun)
            begun = time.monotonic()
            report = engine.grade(submission)
            graded.append(time.monotonic() - begun)
    bare_time, graded_time = statistics.median(bare), statistics.median(graded)
    runs = len(next(e for e in report.exercises if e.name == EXERCISE).training.runs)
    print(f"{protocol.bar}, {scale} protocol, median of {options.turns} turns")
    print(f"  bare model.fit          {bare_time:7.2f} s")
    print(f"  grading the submission  {graded_time:7.2f} s ({runs} training)")
    print(f"  ratio                   {graded_time / bare_time:7.2f}")
    if options.json:
        figures = {"scale": scale, "bare": bare, "graded": graded}
        options.json.write_text(json.dumps(figures, indent=2) + "\n")


if __name__ == "__main__":
    main()
