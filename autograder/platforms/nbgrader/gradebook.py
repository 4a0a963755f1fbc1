"""nbgrader's gradebook, written without nbgrader's converters: one transaction a submission.

What ends up there is what `nbgrader autograde` would have put there: automatic scores and comments
and the autograded notebook. What a person entered (manual scores, extra credit, comments) stays,
and is brought together with what was entered by `adjust`.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, Self

import nbformat
import sqlalchemy
from nbgrader import api, utils  # type: ignore[import-untyped]
from nbgrader.coursedir import CourseDirectory  # type: ignore[import-untyped]
from nbgrader.preprocessors import AssignLatePenalties  # type: ignore[import-untyped]
from sqlalchemy.exc import ArgumentError, IntegrityError, SQLAlchemyError
from traitlets.config import Config as Traits
from traitlets.config.loader import PyFileConfigLoader

from autograder.course.config import Config, Feedback
from autograder.course.model import Assignment, Course, CourseError
from autograder.files import read_regular, write_whole
from autograder.grading.run import Graded
from autograder.platforms.nbgrader.autograded import (
    JSON,
    KnownCell,
    notebook_of,
    put_results,
    restore,
)
from autograder.platforms.nbgrader.by_hand import ByHand
from autograder.platforms.nbgrader.prose import make_prose_harmless
from autograder.reports.pages.feedback import hint_as_markdown
from autograder.reports.report import Report
from autograder.submissions.found import notice_on
from autograder.submissions.search import TIMESTAMP
from autograder.submissions.submission import UNKNOWN, Submission

CONFIG = "nbgrader_config.py"
_MAX_TIMESTAMP = 100
_HARMLESS = "\uff1c"  # in place of < in the names of students


class GradebookError(CourseError):
    """A gradebook that cannot be written; the message says why."""


def known_cells(notebook: Any) -> list[KnownCell]:
    """The cells that the gradebook has for a notebook (an `api.Notebook`)."""
    points = {cell.name: cell.max_score for cell in [*notebook.grade_cells, *notebook.task_cells]}
    grades = {cell.name for cell in notebook.grade_cells}
    solutions = {cell.name for cell in notebook.solution_cells}
    tasks = {cell.name for cell in notebook.task_cells}
    return [
        KnownCell(
            name=cell.name,
            cell_type=cell.cell_type,
            source=cell.source,
            checksum=cell.checksum,
            locked=cell.locked,
            grade=cell.name in grades,
            solution=cell.name in solutions,
            task=cell.name in tasks,
            points=points.get(cell.name),
        )
        for cell in notebook.source_cells
    ]


def comment_on(cell: Any, report: Report, feedback: Feedback) -> str | None:
    """The autograder's comment on an answer: nbgrader's own, else the recognised mistake's hint."""
    metadata = cell.metadata.nbgrader
    if metadata.get("checksum") == utils.compute_checksum(cell) and not utils.is_task(cell):
        return "No response."
    for exercise in report.exercises:
        if exercise.name == metadata["grade_id"]:
            return hint_as_markdown(exercise, feedback)
    return None


class GradebookWriter:
    """Writes reports into the gradebook at an address, and autograded notebooks into the course.

    A context manager: it owns the connection to the database.
    """

    def __init__(
        self, course: Course, config: Config, address: str, by_hand: ByHand | None = None
    ) -> None:
        """`by_hand` brings together what was entered by hand there and in the journal."""
        self._by_hand = by_hand
        self._course = course
        self._config = config
        self._traits = _nbgrader_config(course.root)
        self._directory = CourseDirectory(config=self._traits)
        with _explained(address), _own_programs_on_path():
            self._gradebook = api.Gradebook(address, self._directory.course_id)
        self._address = address

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the connection."""
        self._gradebook.close()

    def record(self, graded: Iterable[Graded]) -> Iterator[Graded]:
        """Write each report that belongs to an assignment as it comes, and pass it on."""
        for result in graded:
            if result.report.assignment != UNKNOWN:
                found = result.found
                folder = None if found.member else found.path.parent
                self.write(result.report, result.submission, folder)
                if self._by_hand is not None:
                    adjusted = self._by_hand.store.adjusted(result.report)
                    result = replace(result, adjusted=adjusted)  # noqa: PLW2901
            yield result

    def write(self, report: Report, submission: Submission, folder: Path | None) -> None:
        """Write one submission's scores, comments and notebook; all of it or nothing.

        `folder` is where the file lies, if it is not in a zip file; nbgrader's timestamp.txt may be
        beside it.
        """
        assignment = self._course.assignment(report.assignment)
        timestamp = _timestamp(folder) if folder is not None else None
        with ExitStack() as held:
            if self._by_hand is not None:  # always before the database's own lock
                held.enter_context(self._by_hand.journal.locked())
            for attempt in (1, 2):
                try:
                    with _explained(self._address, passing=(IntegrityError,) * (attempt == 1)):
                        node = self._record(assignment, report, submission, timestamp)
                    break
                except IntegrityError:
                    continue  # somebody else has just added the same student: now there is one
            if self._by_hand is not None:
                self._by_hand.keep()
        self._write_notebook(node, assignment, harmless_name(report.student), timestamp)

    def _record(
        self, assignment: Assignment, report: Report, submission: Submission, timestamp: str | None
    ) -> Any:
        """Record a submission in one transaction, and return its autograded notebook."""
        db = self._gradebook.db
        try:
            notebook = self._find_or_add_assignment(assignment)
            node = self._autograded(known_cells(notebook), report, submission)
            student = harmless_name(report.student)
            handed_in = self._find_or_add_submission(notebook.assignment, student)
            if timestamp is not None:
                handed_in.timestamp = utils.parse_utc(timestamp)
            own = next(own for own in handed_in.notebooks if own.notebook is notebook)
            self._put(own, node, report)
            db.flush()
            db.refresh(own)
            if self._by_hand is not None and self._by_hand.merge(report, own):
                db.flush()
                db.refresh(own)
            own.late_submission_penalty = self._late_penalty(own)
            db.commit()
        except BaseException:
            db.rollback()
            raise
        return node

    def _autograded(self, known: list[KnownCell], report: Report, submission: Submission) -> Any:
        notebook = notebook_of(submission, self._config.limits)
        notebook["cells"] = restore(notebook["cells"], known)
        put_results(notebook["cells"], report, self._config.feedback)
        return nbformat.from_dict(notebook)  # type: ignore[no-untyped-call]

    def _put(self, submitted: Any, node: Any, report: Report) -> None:
        """Set what the autograder says of each cell, by nbgrader's own rules."""
        cells = {(cell.type, cell.name): cell for cell in submitted.notebook._base_cells}
        grades = {grade.cell_id: grade for grade in submitted.grades}
        comments = {comment.cell_id: comment for comment in submitted.comments}
        for cell in node.cells:
            name = cell.metadata.get("nbgrader", {}).get("grade_id")
            if utils.is_grade(cell):
                known = cells["GradeCell", name]
                grade = grades.get(known.id) or api.Grade(
                    cell_id=known.id, notebook_id=submitted.id
                )
                self._gradebook.db.add(grade)
                before = grade.auto_score
                grade.auto_score, _ = utils.determine_grade(cell)
                if grade.auto_score is None or grade.manual_score is None:
                    grade.needs_manual_grade = grade.auto_score is None
                elif grade.auto_score != before:
                    grade.needs_manual_grade = True  # a person should look again
            if utils.is_solution(cell) or utils.is_task(cell):
                known = cells["TaskCell" if utils.is_task(cell) else "SolutionCell", name]
                comment = comments.get(known.id) or api.Comment(
                    cell_id=known.id, notebook_id=submitted.id
                )
                self._gradebook.db.add(comment)
                comment.auto_comment = comment_on(cell, report, self._config.feedback)

    def _late_penalty(self, submitted: Any) -> float | None:
        """What nbgrader's plugin takes off for a late submission."""
        late = submitted.assignment.total_seconds_late
        if late <= 0:
            return None
        step = AssignLatePenalties(config=self._traits)
        step.init_plugin()
        penalty = step.plugin_inst.late_submission_penalty(
            submitted.student.id, submitted.score, late
        )
        return None if penalty is None else float(step._check_late_penalty(submitted, penalty))

    # What people enter

    def merge_by_hand(
        self, assignment: Assignment, student: str | None = None, exercise: str | None = None
    ) -> list[str]:
        """Bring together what people entered for an assignment, there and in the journal.

        Of all, or of a single student or exercise. Gives sentences on what is in one place only.
        """
        assert self._by_hand is not None
        store = self._by_hand.store
        with _explained(self._address):
            names = set(map(self._name_of, self._entered_by(assignment.name)))
        targets = store.journal.targets()
        names |= {one.student for one in targets if one.assignment == assignment.name}
        names |= self._by_hand.agreed.students(assignment.name)
        unreported, unrecorded = [], []
        for name in sorted(names):
            if student not in (None, name):
                continue
            report = store.report(name, assignment.name)
            if report is None:
                unreported.append(name)
                continue
            with self._by_hand.journal.locked(), _explained(self._address):
                if self._merge_submission(report, assignment.slug, exercise):
                    self._by_hand.keep()
                elif store.journal.standing(name, assignment.name):
                    unrecorded.append(name)
        return [
            *notice_on(f"No report on {assignment.name} in {store.folder}", unreported),
            *notice_on(
                f"No submission of {assignment.name} in the gradebook: grade with --gradebook",
                unrecorded,
            ),
        ]

    def _merge_submission(self, report: Report, slug: str, exercise: str | None) -> bool:
        """Merge what was entered for a submission; false where the gradebook has none."""
        assert self._by_hand is not None
        db = self._gradebook.db
        own = (
            db.query(api.SubmittedNotebook)
            .join(api.SubmittedNotebook.assignment)
            .join(api.SubmittedAssignment.assignment)
            .join(api.Notebook, api.Notebook.id == api.SubmittedNotebook.notebook_id)
            .filter(
                api.Assignment.name == report.assignment,
                api.Notebook.name == slug,
                api.SubmittedAssignment.student_id == harmless_name(report.student),
            )
            .one_or_none()
        )
        if own is None:
            return False
        try:
            if self._by_hand.merge(report, own, exercise):
                db.flush()
                db.refresh(own)
                own.late_submission_penalty = self._late_penalty(own)
            db.commit()
        except BaseException:
            db.rollback()
            raise
        return True

    def _entered_by(self, assignment: str) -> set[str]:
        """Of whom the gradebook has something that a person entered for an assignment."""
        students = (
            self._gradebook.db.query(api.SubmittedAssignment.student_id)
            .join(api.SubmittedAssignment.assignment)
            .join(api.SubmittedAssignment.notebooks)
            .filter(api.Assignment.name == assignment)
        )
        graded = students.join(api.Grade, api.Grade.notebook_id == api.SubmittedNotebook.id).filter(
            api.Grade.manual_score.is_not(None) | api.Grade.extra_credit.is_not(None)
        )
        commented = students.join(
            api.Comment, api.Comment.notebook_id == api.SubmittedNotebook.id
        ).filter(api.Comment.manual_comment.is_not(None))
        return {student for query in (graded, commented) for (student,) in query.distinct()}

    def _name_of(self, student: str) -> str:
        """The student's name in the reports, of that in the gradebook."""
        assert self._by_hand is not None
        named = student.replace(_HARMLESS, "<")
        return named if (self._by_hand.store.folder / named).is_dir() else student

    # What nbgrader's converters create

    def _find_or_add_assignment(self, assignment: Assignment) -> Any:
        """The gradebook's notebook of an assignment, made from the release where there is none."""
        db = self._gradebook.db
        record = db.query(api.Assignment).filter_by(name=assignment.name).one_or_none()
        if record is None:
            record = api.Assignment(name=assignment.name, course_id=self._gradebook.course_id)
            db.add(record)
        for notebook in record.notebooks:
            if notebook.name == assignment.slug:
                return notebook
        released = _released(assignment)
        kernel = json.dumps(released["metadata"].get("kernelspec", {}))
        notebook = api.Notebook(name=assignment.slug, assignment=record, kernelspec=kernel)
        db.add(notebook)
        for cell in filter(None, map(KnownCell.of, released["cells"])):
            _add_cell(db, notebook, cell)
        db.flush()
        db.refresh(notebook)
        return notebook

    def _find_or_add_submission(self, record: Any, student: str) -> Any:
        db = self._gradebook.db
        person = db.get(api.Student, student)
        if person is None:
            person = api.Student(id=student)
            db.add(person)
            db.flush()
        handed_in = (
            db.query(api.SubmittedAssignment)
            .filter_by(assignment_id=record.id, student_id=student)
            .one_or_none()
        )
        if handed_in is None:
            handed_in = api.SubmittedAssignment(assignment=record, student=person)
            db.add(handed_in)
            db.flush()
        present = {submitted.notebook_id for submitted in handed_in.notebooks}
        for notebook in record.notebooks:
            if notebook.id in present:
                continue
            submitted = api.SubmittedNotebook(notebook_id=notebook.id, assignment_id=handed_in.id)
            db.add(submitted)
            db.flush()
            for cell in [*notebook.grade_cells, *notebook.task_cells]:
                db.add(api.Grade(cell_id=cell.id, notebook_id=submitted.id))
            for cell in [*notebook.solution_cells, *notebook.task_cells]:
                db.add(api.Comment(cell_id=cell.id, notebook_id=submitted.id))
        db.flush()
        db.refresh(handed_in)
        return handed_in

    def _write_notebook(
        self, node: Any, assignment: Assignment, student: str, timestamp: str | None
    ) -> None:
        """Write `autograded/<student>/<assignment>/`, where formgrader looks."""
        directory = self._directory
        folder = Path(
            directory.format_path(directory.autograded_directory, student, assignment.name)
        )
        folder.mkdir(parents=True, exist_ok=True)
        make_prose_harmless(node.cells, assignment.release_notebook)
        text: str = nbformat.writes(node)  # type: ignore[no-untyped-call]
        _write_read_only(folder / f"{assignment.slug}.ipynb", text.rstrip("\n") + "\n")
        if timestamp is not None:
            _write_read_only(folder / TIMESTAMP, timestamp)


def _write_read_only(path: Path, text: str) -> None:
    """Write a file as nbgrader leaves it."""
    write_whole(str(path), [text.encode()], 0o444)


def harmless_name(student: str) -> str:
    """A student's name as the gradebook has it: formgrader shows names without escaping them.

    No honest name has this mark, so nobody gets another's by it.
    """
    return student.replace("<", _HARMLESS)


def require_gradebook(address: str) -> None:
    """Refuse an address of SQLite at which there is no file, which would be made empty."""
    try:
        url = sqlalchemy.make_url(address)
    except ArgumentError:
        return  # told when it is opened
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        raise GradebookError(
            f"There is no gradebook at {shown(address)}. `autograder grade --gradebook` makes one, "
            "and so does nbgrader."
        )


def shown(address: str) -> str:
    """An address without its password."""
    try:
        return sqlalchemy.make_url(address).render_as_string(hide_password=True)
    except ArgumentError:
        return "the address given"


def _add_cell(db: Any, notebook: Any, cell: KnownCell) -> None:
    graded = {"max_score": cell.points, "cell_type": cell.cell_type}
    if cell.grade:
        db.add(api.GradeCell(name=cell.name, notebook=notebook, **graded))
    if cell.solution:
        db.add(api.SolutionCell(name=cell.name, notebook=notebook))
    if cell.task:
        db.add(api.TaskCell(name=cell.name, notebook=notebook, **graded))
    db.add(
        api.SourceCell(
            name=cell.name,
            notebook=notebook,
            cell_type=cell.cell_type,
            locked=cell.locked,
            source=cell.source,
            checksum=cell.checksum,
        )
    )


def _released(assignment: Assignment) -> JSON:
    path = assignment.release_notebook
    if not path.is_file():
        raise GradebookError(
            f"{assignment.name} is not released: run `autograder release {assignment.name}`."
        )
    notebook: JSON = json.loads(path.read_bytes())
    return notebook


def _nbgrader_config(root: Path) -> Traits:
    """The course's nbgrader settings, as far as they bear on a gradebook."""
    config = Traits()
    if (root / CONFIG).is_file():
        config = PyFileConfigLoader(CONFIG, path=str(root)).load_config()
    config.CourseDirectory.setdefault("root", str(root))
    return config


def _timestamp(folder: Path) -> str | None:
    """When a submission was handed in, as nbgrader notes it beside the file."""
    try:
        text = read_regular(folder / TIMESTAMP, _MAX_TIMESTAMP)[:_MAX_TIMESTAMP].decode().strip()
        return text if isinstance(utils.parse_utc(text), datetime) else None
    except (OSError, ValueError, OverflowError):
        return None


@contextmanager
def _own_programs_on_path() -> Iterator[None]:
    """Let nbgrader find alembic, which it runs to stamp a new gradebook, outside `uv run` too."""
    before = os.environ.get("PATH", "")
    os.environ["PATH"] = os.pathsep.join(filter(None, [before, str(Path(sys.executable).parent)]))
    try:
        yield
    finally:
        os.environ["PATH"] = before


@contextmanager
def _explained(address: str, passing: tuple[type[Exception], ...] = ()) -> Iterator[None]:
    """Make a database's trouble a message for staff."""
    try:
        yield
    except passing:
        raise
    except ModuleNotFoundError as error:
        raise GradebookError(
            f"{shown(address)} needs the Python package {error.name}. "
            "For PostgreSQL that is psycopg[binary]."
        ) from error
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        raise GradebookError(f"The gradebook {shown(address)} cannot be used: {reason}") from error
