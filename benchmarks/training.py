"""The cost of training for the grade compared with training alone.

    python -m benchmarks.training

Each round measures both: a bare `model.fit` of the model answer to 12's `build_improved` under a
protocol, and grading a whole submission (sandbox, hidden tests, training, evaluation) with a warm
engine. It must take at most 1.25 times the bare fit and a second (full protocol), or 8 s (quick).
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
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    options = parser.parse_args()
    scale: Scale = "full" if options.full else "quick"
    course = load_course()
    assignment = course.assignment(ASSIGNMENT)
    protocol = read_protocols(course.root)[f"{ASSIGNMENT}/{EXERCISE}", scale]
    data = samples_of(protocol.data, protocol.train, protocol.test)
    submission = Submission(
        "model", ASSIGNMENT, f"{assignment.slug}.py", assignment.model_answers.read_bytes()
    )
    bare, graded = [], []
    settings = Settings(b"benchmark", Limits(), scale=scale)
    with Engine.of([assignment], settings) as engine:
        report = engine.grade(submission)  # so Keras is imported on both sides
        for _ in range(options.rounds):
            model = model_answer(assignment, EXERCISE)()
            begun = time.monotonic()
            model.fit(
                data.x, data.y, batch_size=protocol.batch_size, epochs=protocol.epochs, verbose=0
            )
            bare.append(time.monotonic() - begun)
            begun = time.monotonic()
            report = engine.grade(submission)
            graded.append(time.monotonic() - begun)
    bare_seconds, graded_seconds = statistics.median(bare), statistics.median(graded)
    exercise = next(exercise for exercise in report.exercises if exercise.name == EXERCISE)
    runs = len(exercise.training.runs)
    print(f"{protocol.bar}, {scale} protocol, median of {options.rounds} rounds")
    print(f"  bare model.fit          {bare_seconds:7.2f} s")
    print(f"  grading the submission  {graded_seconds:7.2f} s ({runs} training)")
    print(f"  ratio                   {graded_seconds / bare_seconds:7.2f}")
    if options.json:
        figures = {"scale": scale, "bare": bare, "graded": graded}
        options.json.write_text(json.dumps(figures, indent=2) + "\n")


if __name__ == "__main__":
    main()
