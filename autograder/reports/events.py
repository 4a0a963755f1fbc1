"""What the log for machines says of a report."""

from __future__ import annotations

from autograder import log
from autograder.reports.report import Report


def log_graded(report: Report, *, unchanged: bool = False) -> None:
    """Log a submission that was graded; as a warning where none of it ran in a sandbox."""
    say = log.info if report.sandbox else log.warning
    say(
        "graded",
        student=report.student,
        assignment=report.assignment,
        score=report.score,
        max_score=report.max_score,
        right=report.right,
        exercises=len(report.exercises),
        seconds=report.seconds,
        sandbox=report.sandbox,
        unchanged=unchanged,
        warnings=report.warnings,
    )
