"""Grading a submission inside a container of Gradescope's, which `run_autograder` runs.

From `/autograder/submission` to `/autograder/results/results.json`. The sandbox is the same as
everywhere. A container that cannot have it grades nothing, and says so without a score.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from datetime import datetime
from pathlib import Path

import msgspec

from autograder.course.bank import BankError
from autograder.course.config import load_config
from autograder.course.loading import load_course
from autograder.course.model import Assignment, Course, CourseError
from autograder.grading.engine import Settings
from autograder.grading.grade import unreadable
from autograder.grading.run import run
from autograder.platforms.gradescope_results import gradescope_results
from autograder.reports.report import Report
from autograder.reports.store import Store
from autograder.sandbox.errors import SandboxError
from autograder.sandbox.requirements import missing_layers
from autograder.submissions.discovery import discover
from autograder.submissions.entries import SUFFIXES
from autograder.submissions.found import NothingFoundError
from autograder.submissions.search import TIMESTAMP, ZIP
from autograder.submissions.submission import Submission
from autograder.submissions.times import read_time
from autograder.text import number

_GRADED = SUFFIXES | {ZIP}  # and a zip file is refused by name
_STUDENT = "submission"  # whose it is, Gradescope knows
_NOT_GRADED = {
    "output": "This was not graded: the autograder could not run here. This is not your fault; "
    "please tell the course staff.",
    "output_format": "text",
    "visibility": "visible",
    "stdout_visibility": "hidden",
}


def main() -> int:
    """Grade the submission that lies in Gradescope's folders; 0 if it was."""
    base = Path(os.environ.get("AUTOGRADER_GRADESCOPE", "/autograder"))
    results = base / "results" / "results.json"
    results.parent.mkdir(exist_ok=True)
    # First of all, so that whatever ends this program leaves a clear result and no score.
    results.write_bytes(msgspec.json.encode(_NOT_GRADED))
    try:
        course = load_course(base / "source" / "course")
        assignment = course.assignment((base / "source" / "assignment").read_text().strip())
        report = _grade(base, course, assignment)
    except (BankError, CourseError, SandboxError) as error:
        print(f"Nothing was graded. {error}")
        return 1
    results.write_bytes(gradescope_results(report, load_config(course.root).feedback))
    print(f"{number(report.score)} of {number(report.max_score)} points.")
    print(f"Sandbox: {', '.join(report.sandbox) or 'nothing was run'}.")
    return 0


def _grade(base: Path, course: Course, assignment: Assignment) -> Report:
    missing = missing_layers()
    if missing:
        raise SandboxError("\n".join(["The sandbox is incomplete in this container.", *missing]))
    config = load_config(course.root)
    with tempfile.TemporaryDirectory(prefix="autograder-gradescope-") as scratch:
        folder = Path(scratch, "submitted")
        # In nbgrader's layout, where one student's files become one submission. A note of the time
        # would be the student's own there.
        shutil.copytree(
            base / "submission",
            folder / _STUDENT / assignment.name,
            symlinks=True,
            ignore=shutil.ignore_patterns(TIMESTAMP),
        )
        try:
            findings = discover(
                [folder],
                course,
                config.limits,
                assignment=assignment.name,
                zone=config.late.zone,
                submitted=_submitted(base / "submission_metadata.json"),
            )
        except NothingFoundError:
            return _nothing_to_grade(assignment)
        for notice in findings.notices:
            print(notice)
        with findings:
            if all(
                Path(found.name).suffix.lower() not in _GRADED for found in findings.submissions
            ):
                return _nothing_to_grade(assignment)
            (graded,) = run(
                findings.submissions,
                course,
                Store(Path(scratch, "reports")),
                Settings.of_course(course, config),
                workers=1,
                assignment=assignment.name,
                late=config.late,
            )
        return graded.report


def _nothing_to_grade(assignment: Assignment) -> Report:
    empty = Submission(_STUDENT, assignment.name, "", b"")
    reason = "What you handed in holds neither a notebook (.ipynb) nor a Python file (.py)."
    return unreadable(empty, assignment, reason)


class _Metadata(msgspec.Struct):
    """What is read of Gradescope's submission_metadata.json."""

    created_at: str = ""


def _submitted(path: Path) -> datetime | None:
    try:
        return read_time(msgspec.json.decode(path.read_bytes(), type=_Metadata).created_at)
    except (OSError, msgspec.DecodeError):
        return None


if __name__ == "__main__":
    sys.exit(main())
