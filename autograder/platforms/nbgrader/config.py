"""nbgrader's settings for a course: called by the `nbgrader_config.py` in the course's folder.

nbgrader wants one notebook with the answers in it. That notebook is merged from the text under
`source/` and the model answers whenever `nbgrader generate_assignment NAME` runs in the course, and
is never committed. Before somebody presses "Generate" in formgrader, `autograder release` has to
run.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from autograder.course.exercises import STUB
from autograder.course.loading import load_course
from autograder.course.release import write_merged_source

_OWN = "autograder.platforms.nbgrader.autograde"


def configure(c: Any, root: Path) -> None:
    """Set up nbgrader for the course in the folder `root`; `c` is what `get_config()` gives."""
    _set_folders(c.CourseDirectory, root)
    c.ClearSolutions.code_stub = {"python": STUB}
    _grade_in_the_sandbox(c.Autograde)
    if "generate_assignment" in sys.argv:
        for assignment in load_course(root).assignments:
            if any(assignment.name in argument for argument in sys.argv):
                write_merged_source(assignment)


def _set_folders(directory: Any, root: Path) -> None:
    directory.root = str(root)
    directory.source_directory = "source"
    directory.release_directory = "release"
    # As long as nobody has submitted anything, the class of `autograder demo` can be tried.
    nothing_yet = not (root / "submitted").exists() and (root / "demo" / "submissions").is_dir()
    directory.submitted_directory = "demo/submissions" if nothing_yet else "submitted"
    directory.autograded_directory = "autograded"
    directory.feedback_directory = "feedback"
    directory.db_url = f"sqlite:///{root / 'gradebook.db'}"
    # Students get the notebook alone, not the text that it is made from.
    directory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback", "*.py"]


def _grade_in_the_sandbox(autograde: Any) -> None:
    """Never execute submissions in a kernel; the other steps are nbgrader's own."""
    autograde.exporter_class = f"{_OWN}.SubmissionExporter"
    autograde.sanitize_preprocessors = [
        f"{_OWN}.RestoreCells",
        "nbgrader.preprocessors.ClearOutput",
        "nbgrader.preprocessors.DeduplicateIds",
        "nbgrader.preprocessors.OverwriteKernelspec",
        "nbgrader.preprocessors.OverwriteCells",
        "nbgrader.preprocessors.CheckCellMetadata",
    ]
    autograde.autograde_preprocessors = [
        f"{_OWN}.GradeInSandbox",
        "nbgrader.preprocessors.IgnorePattern",
        "nbconvert.preprocessors.ClearMetadataPreprocessor",
        "nbgrader.preprocessors.LimitOutput",
        "nbgrader.preprocessors.SaveAutoGrades",
        f"{_OWN}.SaveHints",
        "nbgrader.preprocessors.AssignLatePenalties",
        "nbgrader.preprocessors.CheckCellMetadata",
    ]
