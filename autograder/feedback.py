"""The page that a student gets back: what is right, what is wrong, and what to try next.

One self-contained HTML file without scripts; everything that came from a student or a file name
is escaped.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from pathlib import Path

from autograder import plots
from autograder.config import Feedback
from autograder.report import ExerciseReport, Report, TrainingReport, for_student, number
from autograder.store import Store
from autograder.templating import environment
from autograder.training import MEASURES

PAGE = "feedback.html"

#: What each outcome is called, and what its student may do next.
_OUTCOMES = {
    "right": ("right", ""),
    "wrong": ("not right yet", "Compare your function with the formula and the worked number."),
    "raised an error": ("raised an error", "Run the check cell beside it and read the last line."),
    "not attempted": ("not attempted", "Write code where `raise NotImplementedError` stands."),
}


def write_pages(store: Store, feedback: Feedback) -> Iterator[Path]:
    """Write a feedback page beside each report of a folder, giving each path as it is written."""
    for report in store.reports():
        path = store.path(report.student, report.assignment).with_name(PAGE)
        path.write_text(render(report, feedback), encoding="utf-8")
        yield path


def render(report: Report, feedback: Feedback) -> str:
    """The page of one report, with as much as the course lets students see."""
    seen = for_student(report, feedback)
    return (
        environment()
        .get_template("feedback.html.j2")
        .render(
            report=seen,
            feedback=feedback,
            advice=_advice,
            outcomes=_OUTCOMES,
            number=number,
            plots=plots,
            measures=MEASURES,
            median=_median,
        )
    )


def _advice(exercise: ExerciseReport) -> str:
    """What to try next: the recognised mistake's hint, else a word on the outcome."""
    return exercise.hint or _OUTCOMES[exercise.outcome][1]


def _median(training: TrainingReport, measure: str) -> float:
    """The middle one of what a measure came to in each training: it is what counts."""
    return statistics.median(run[measure] for run in training.runs)
