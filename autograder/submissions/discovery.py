"""Finding submissions: single files, folders in nbgrader's layout or flat, and zip files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import datetime, tzinfo
from pathlib import Path

from autograder.course.model import Course
from autograder.limits import Limits
from autograder.submissions.attempts import Attempts
from autograder.submissions.found import Findings, Found
from autograder.submissions.search import Search


def find_submissions(paths: Sequence[Path], course: Course) -> list[Found]:
    """List what lies at `paths`, sorted by student and assignment; raises NothingFoundError."""
    return discover(paths, course).submissions


def discover(
    paths: Sequence[Path],
    course: Course,
    limits: Limits | None = None,
    *,
    assignment: str | None = None,
    every_attempt: bool = False,
    pattern: re.Pattern[str] | None = None,
    zone: tzinfo | None = None,
    submitted: datetime | None = None,
) -> Findings:
    """List what lies at `paths`, sorted by student and assignment, and what was noticed.

    A folder `<student>/<assignment>/` holds one student's file for one assignment; a learning
    platform's names give the student, too; elsewhere a file's own name stands for the student.
    `assignment` is that of all files, whatever they are called. Of several attempts the last
    counts, or with `every_attempt` all do. `zone` is that of the times that a platform writes
    without one, `submitted` the time of the files of which nothing gives it. Zip files stay open
    for as long as the findings, a context. Raises NothingFoundError.
    """
    limits = limits or Limits()
    with ExitStack() as archives:
        search = Search(course, limits, archives, assignment, pattern, zone, submitted)
        attempts = Attempts(course, limits, assignment)
        chosen = attempts.choose(search.candidates(paths), every_attempt=every_attempt)
        submissions = attempts.with_distinct_names(chosen)
        notices = [*search.notices, *attempts.notices]
        return Findings(submissions, notices, search.whole, archives.pop_all())
