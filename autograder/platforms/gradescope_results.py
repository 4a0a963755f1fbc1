"""Gradescope's form of a grade: `results.json`, one for each submission."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from autograder.course.config import Feedback
from autograder.platforms.tables import Exported
from autograder.reports.adjustments import points_in_words
from autograder.reports.report import ExerciseReport, Report, for_student
from autograder.reports.words import OUTCOMES, example_sentence, remarks


def export_gradescope(reports: Sequence[Report], output: Path, feedback: Feedback) -> Exported:
    """Write `<student>/<assignment>/results.json` for each report."""
    done = Exported()
    for report in reports:
        path = output / report.student / report.assignment / "results.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(gradescope_results(report, feedback))
        done.files.append(path)
    return done


def gradescope_results(report: Report, feedback: Feedback) -> bytes:
    """One submission as Gradescope's `results.json`: a test for each exercise.

    What the course does not let students see is not in it.
    """
    seen = for_student(report, feedback)
    by_hand = {one.exercise: points_in_words(one) for one in report.adjustments}
    results: dict[str, Any] = {
        "score": report.score,
        "execution_time": round(report.seconds),
        "output": "\n".join(remarks(report)),
        "output_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": [
            {
                "name": exercise.name,
                "number": str(count),
                "score": exercise.score,
                "max_score": exercise.max_score,
                "status": "passed" if exercise.outcome == "right" else "failed",
                "output": _in_words(exercise, by_hand.get(exercise.name, "")),
                "output_format": "text",
                "visibility": "visible",
            }
            for count, exercise in enumerate(seen.exercises, start=1)
        ],
    }
    return msgspec.json.format(msgspec.json.encode(results), indent=2) + b"\n"


def _in_words(exercise: ExerciseReport, by_hand: str) -> str:
    """An exercise's outcome, hint, example and tests that it did not pass as lines of text.

    `by_hand` says which points a person gave.
    """
    lines = [*filter(None, [by_hand]), OUTCOMES[exercise.outcome].sentence]
    lines += filter(None, (exercise.hint, example_sentence(exercise)))
    for test in exercise.tests:
        if test.refuted:
            lines.append(f"Failed: {test.title}" + (f" {test.message}" if test.message else ""))
    if exercise.outcome != "not attempted":
        lines += [f"Not judged yet: {test.title}" for test in exercise.tests if not test.judged]
    return "\n".join(lines)
