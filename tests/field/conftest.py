"""The engine and the assignments that the field suite shares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from autograder.course.model import Assignment, Course
from autograder.grading.engine import Engine, Settings
from autograder.limits import Limits

#: Short, so that slow cells are cheap to test; honest cells and calls take far less, but a machine
#: that does other things at the same time may hold all of them up. To import SciPy takes up to 1 s.
LIMITS = Limits(call_seconds=2.0, submission_seconds=60.0, cells_seconds=4.0)


def numeric(course: Course) -> tuple[Assignment, ...]:
    """The assignments without a Keras exercise."""
    return tuple(
        assignment
        for assignment in course.assignments
        if not any(exercise.keras for exercise in assignment.exercises)
    )


@pytest.fixture(scope="session")
def field_engine(real: Course) -> Iterator[Engine]:
    """An engine for all assignments of this repository's course."""
    engine = Engine.of(real.assignments, Settings(b"field", LIMITS))
    yield engine
    engine.close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many compositions were graded and how many points they lost."""
    figures: Counter[str] = Counter()
    for reports in terminalreporter.stats.values():
        for report in reports:
            if (
                getattr(report, "when", "") == "call"
            ):  # those of setting up and tearing down repeat it
                figures.update(dict(report.user_properties))
    if "compositions" in figures:
        tried, points = figures["compositions"], figures["points lost"]
        terminalreporter.write_line(f"{tried} compositions, {points:g} points lost")
