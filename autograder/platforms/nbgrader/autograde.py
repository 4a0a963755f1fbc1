"""What `nbgrader autograde` runs here in place of a Jupyter kernel.

`nbgrader_config.py` names these classes. `SubmissionExporter` reads what was handed in and grades
it in the sandbox, `RestoreCells` makes nbgrader's cells whole, `GradeInSandbox` stands where
nbgrader's Execute would, and `SaveHints` puts hints beside the answers. Everything else is
nbgrader's own.
"""

from __future__ import annotations

import weakref
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbgrader import utils  # type: ignore[import-untyped]
from nbgrader.api import BaseCell, Comment, Gradebook  # type: ignore[import-untyped]
from nbgrader.coursedir import CourseDirectory  # type: ignore[import-untyped]
from nbgrader.preprocessors import NbGraderPreprocessor  # type: ignore[import-untyped]

from autograder.course.config import Config, load_config
from autograder.course.loading import load_course
from autograder.course.model import Course, CourseError
from autograder.grading.engine import Engine, Settings
from autograder.platforms.nbgrader.autograded import notebook_of, put_results, restore
from autograder.platforms.nbgrader.gradebook import comment_on, known_cells
from autograder.platforms.nbgrader.prose import make_prose_harmless
from autograder.reports.report import Report
from autograder.sandbox.errors import SandboxError
from autograder.sandbox.requirements import missing_layers
from autograder.submissions.found import submission_at
from autograder.submissions.submission import Submission

Resources = dict[str, Any]
Key = tuple[str, str]  # student, assignment


class SubmissionExporter(NotebookExporter):
    """Reads a submission without trusting it, and holds what grading it needs.

    Anything that was handed in yields a notebook, an empty one if need be: links, broken files and
    files beyond the limits get their zero and the reason, and keep nobody else from being graded.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[no-untyped-call]
        self._submissions: dict[Key, Submission] = {}
        self._reports: dict[Key, Report] = {}
        self._engines: dict[str, Engine] = {}
        self._course: Course | None = None
        self._finalizer = weakref.finalize(self, _close, self._engines)

    @property
    def coursedir(self) -> Any:
        """The course directory as nbgrader sees it: the converter's, else the configured one."""
        directory = getattr(self.parent, "coursedir", None)
        return directory if directory is not None else CourseDirectory(parent=self)

    @property
    def course(self) -> Course:
        """The course at nbgrader's root."""
        if self._course is None:
            self._course = load_course(Path(self.coursedir.root))
        return self._course

    @property
    def settings(self) -> Config:
        """The course's settings."""
        return load_config(self.course.root)

    def from_filename(
        self, filename: str, resources: Resources | None = None, **kwargs: Any
    ) -> tuple[Any, Resources]:
        """Convert a file; one that lies among the submissions is read as a stranger's."""
        whose = (resources or {}).get("nbgrader", {})
        student, assignment = whose.get("student", ""), whose.get("assignment", "")
        directory = self.coursedir
        submitted = directory.format_path(directory.submitted_directory, student, assignment)
        path = Path(filename)
        if resources is None or path.parent != Path(submitted):
            text, resources = super().from_filename(filename, resources, **kwargs)
            return self._harmless(str(text), assignment), resources
        limits = self.settings.limits
        name = self.course.assignment(assignment).name
        submission = submission_at(path, self.course, limits, student=student, assignment=name)
        self._submissions[student, assignment] = submission
        self._reports.pop((student, assignment), None)
        self._engine(name)  # its worker host starts while nbgrader does other things
        resources["metadata"] = {"name": path.stem, "path": str(path.parent)}
        node = nbformat.from_dict(notebook_of(submission, limits))  # type: ignore[no-untyped-call]
        return self.from_notebook_node(node, resources, **kwargs)  # type: ignore[no-untyped-call, no-any-return]

    def _harmless(self, text: str, assignment: str) -> str:
        """An autograded notebook as it will be shown; no step after this one reads its prose.

        Done here, not by a preprocessor, so that no list of those in a course's settings can lack
        it.
        """
        notebook = nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]
        released = self.course.assignment(assignment).release_notebook
        make_prose_harmless(notebook.cells, released)
        written: str = nbformat.writes(notebook)  # type: ignore[no-untyped-call]
        return f"{written}\n"

    def report(self, student: str, assignment: str) -> Report:
        """The report of a submission that was read."""
        key = student, assignment
        if key not in self._reports:
            if key not in self._submissions:
                raise CourseError(f"{student} has handed in nothing that was read before.")
            self._reports[key] = self._engine(key[1]).grade(self._submissions.pop(key))
        return self._reports[key]

    def _engine(self, assignment: str) -> Engine:
        if assignment not in self._engines:
            missing = missing_layers()
            if missing:
                raise SandboxError("\n".join([*missing, "Nothing is graded without a sandbox."]))
            settings = Settings.of_course(self.course, self.settings)
            chosen = [self.course.assignment(assignment)]
            self._engines[assignment] = Engine.of(chosen, settings)
        return self._engines[assignment]


def _close(engines: dict[str, Engine]) -> None:
    while engines:
        engines.popitem()[1].close()


class RestoreCells(NbGraderPreprocessor):  # type: ignore[misc]
    """Makes every cell that the gradebook knows stand in the notebook once, as released.

    nbgrader's own steps trust the metadata in a submission further than a stranger's file allows.
    """

    def preprocess(self, nb: Any, resources: Resources) -> tuple[Any, Resources]:
        """Restore cells and metadata from the gradebook."""
        whose = resources["nbgrader"]
        with Gradebook(whose["db_url"]) as gradebook:
            known = known_cells(gradebook.find_notebook(whose["notebook"], whose["assignment"]))
        cells = restore(nb.cells, known)
        nb.cells = [nbformat.from_dict(cell) for cell in cells]  # type: ignore[no-untyped-call]
        return nb, resources


class GradeInSandbox(NbGraderPreprocessor):  # type: ignore[misc]
    """Stands where nbgrader executes a notebook: runs the grader, fills in the grade cells."""

    def preprocess(self, nb: Any, resources: Resources) -> tuple[Any, Resources]:
        """Grade what was handed in and write scores and messages as the cells' outputs."""
        exporter = _exporter(self)
        whose = resources["nbgrader"]
        report = exporter.report(whose["student"], whose["assignment"])
        cells = [dict(cell) for cell in nb.cells]
        put_results(cells, report, exporter.settings.feedback)
        nb.cells = [nbformat.from_dict(cell) for cell in cells]  # type: ignore[no-untyped-call]
        return nb, resources


class SaveHints(NbGraderPreprocessor):  # type: ignore[misc]
    """Puts the recognised mistake's hint beside the answer, as the autograder's comment.

    Stands after SaveAutoGrades. A comment that a person wrote stays, and goes before.
    """

    def preprocess(self, nb: Any, resources: Resources) -> tuple[Any, Resources]:
        """Write the hints into the gradebook."""
        exporter = _exporter(self)
        whose = resources["nbgrader"]
        student, assignment = whose["student"], whose["assignment"]
        report = exporter.report(student, assignment)
        with Gradebook(whose["db_url"]) as gradebook:
            notebook = gradebook.find_submission_notebook(whose["notebook"], assignment, student)
            query = gradebook.db.query(BaseCell.name, Comment).join(Comment.cell)
            comments = dict(query.filter(Comment.notebook_id == notebook.id).all())
            for cell in nb.cells:
                if utils.is_solution(cell) or utils.is_task(cell):
                    comment = comments[cell.metadata.nbgrader["grade_id"]]
                    comment.auto_comment = comment_on(cell, report, exporter.settings.feedback)
            gradebook.db.commit()
        return nb, resources


def _exporter(preprocessor: Any) -> SubmissionExporter:
    exporter = preprocessor.parent
    if not isinstance(exporter, SubmissionExporter):
        raise CourseError(
            "nbgrader_config.py must set c.Autograde.exporter_class to "
            '"autograder.platforms.nbgrader.autograde.SubmissionExporter".'
        )
    return exporter
