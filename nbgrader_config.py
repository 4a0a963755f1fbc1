"""Makes this repository an nbgrader course, so nbgrader's commands and formgrader work here.

nbgrader wants one notebook with the answers in it. That notebook is merged from the text under
`source/` and the model answers whenever `nbgrader generate_assignment NAME` runs here, and is never
committed. Before pressing "Generate" in formgrader, run `autograder release`. What `nbgrader
autograde` does here, docs/nbgrader.md tells.
"""

import sys
from pathlib import Path

root = Path(__file__).resolve().parent

c = get_config()  # noqa: F821 - nbgrader puts it there

c.CourseDirectory.root = str(root)
c.CourseDirectory.course_id = "keras"
c.CourseDirectory.source_directory = "source"
c.CourseDirectory.release_directory = "release"
# As long as nobody has submitted anything, the class of `autograder demo` can be tried.
nothing_yet = not (root / "submitted").exists() and (root / "demo" / "submissions").is_dir()
c.CourseDirectory.submitted_directory = "demo/submissions" if nothing_yet else "submitted"
c.CourseDirectory.autograded_directory = "autograded"
c.CourseDirectory.feedback_directory = "feedback"
c.CourseDirectory.db_url = f"sqlite:///{root / 'gradebook.db'}"
# Students get the notebook alone, not the text that it is made from.
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback", "*.py"]

# What stands in a stub, to the letter.
c.ClearSolutions.code_stub = {"python": "raise NotImplementedError"}

# Submissions are graded in the sandbox, never executed in a kernel. The other steps are nbgrader's.
c.Autograde.exporter_class = "autograder.platforms.nbgrader.autograde.SubmissionExporter"
c.Autograde.sanitize_preprocessors = [
    "autograder.platforms.nbgrader.autograde.RestoreCells",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.DeduplicateIds",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.OverwriteCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.Autograde.autograde_preprocessors = [
    "autograder.platforms.nbgrader.autograde.GradeInSandbox",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "autograder.platforms.nbgrader.autograde.SaveHints",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]

if "generate_assignment" in sys.argv:
    from autograder.course.loading import load_course
    from autograder.course.release import write_merged_source

    for assignment in load_course(root).assignments:
        if any(assignment.name in argument for argument in sys.argv):
            write_merged_source(assignment)
