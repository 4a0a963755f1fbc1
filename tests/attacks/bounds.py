"""What grading may cost at most: how long each submission may take, and the grader's own memory."""

from __future__ import annotations

import os
from collections.abc import Iterator

from autograder.course.config import load_config
from autograder.course.model import Assignment, Course
from autograder.grading.session import MOST_LOADING
from autograder.limits import MEBIBYTE
from autograder.sandbox.profiles import KERAS
from autograder.training.judging import SEEDS
from autograder.training.trainer import protocols_of
from tests.attacks.arena import Graded

#: Of each of the grader's own processes; those in sandboxes have limits of their own.
MOST_MEMORY = 600 * MEBIBYTE
#: Seconds that a submission may take beside its limits, on a machine that does nothing else.
GRACE = 5.0


def longest(course: Course, assignment: Assignment) -> float:
    """The seconds that a submission may take by its limits: calls, cells as often, trainings."""
    limits = load_config(course.root).limits
    seconds = limits.submission_seconds + MOST_LOADING * limits.cells_seconds
    total = 0.0
    if not all(exercise.keras for exercise in assignment.exercises):
        total += seconds
    if any(exercise.keras for exercise in assignment.exercises):
        trainings = protocols_of(assignment, "quick")
        total += seconds * KERAS.time_factor
        total += len(SEEDS) * sum(protocol.seconds for protocol in trainings)
    return total


def excesses(course: Course, graded: Graded, workers: int) -> Iterator[str]:
    """Where a command has taken more time or memory than it may."""
    if graded.peak > MOST_MEMORY:
        yield f"The grader had {graded.peak // MEBIBYTE} MB in memory."
    load = max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
    known = {assignment.name: assignment for assignment in course.assignments}
    for name, report in graded.reports.items():
        assignment = known.get(report.assignment)
        most = longest(course, assignment) if assignment else 0.0
        if report.seconds > most + GRACE * load:
            yield f"{name} took {report.seconds:.1f} s where {most:g} s and {GRACE:g} are allowed."
    # Between submissions: finding and reading files, and starting hosts.
    outside = graded.seconds - sum(report.seconds for report in graded.reports.values())
    if outside > 2 * workers * KERAS.start_seconds + GRACE * load * len(graded.reports):
        yield f"{outside:.1f} s went by between submissions."
