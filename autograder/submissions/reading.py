"""Reading a submission: the cells of a notebook or of a Python file, and its assignment.

The bytes are read as text only; nothing here executes or compiles them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from autograder.course.model import Course
from autograder.limits import MEBIBYTE, Limits
from autograder.submissions.ipython_syntax import Rewriter
from autograder.submissions.notebook_file import NotANotebookError, Notebook, decode_notebook
from autograder.submissions.platform_names import stem
from autograder.submissions.python_file import Section, split_sections
from autograder.submissions.submission import (
    UNKNOWN,
    Code,
    CodeCell,
    NotebookCell,
    Submission,
    UnreadableError,
)
from autograder.submissions.unreadable import decode_text, refuse_other_kinds, why_no_notebook
from autograder.text import printable

#: Cells with one of these tags are not run: pictures and long trainings, and the checks' helper.
_DEMONSTRATION, _HELPER = "demonstration", "helper"
#: Of all kinds together; reading stops after so many.
_MOST_CELLS = 20_000
_DEFINITION = re.compile(r"^def\s+(\w+)", re.MULTILINE)
#: A notebook may be handed in under a Python file's name.
_NOTEBOOK_WITHIN = re.compile(r"\s*\{\s*\"(?:cells|metadata|nbformat|nbformat_minor)\"\s*:")


def read_code(submission: Submission, limits: Limits) -> Code:
    """Read the cells to run; raise UnreadableError, for the student, when there are none."""
    name = printable(submission.filename, 100)
    text = _read_text(submission, limits)
    notebook = _read_notebook(text, submission.filename)
    length = len(text) if notebook is None else sum(map(_code_length, notebook.all_cells))
    if length > limits.code_characters:
        raise UnreadableError(
            f"{name} has more than {limits.code_characters:,} characters of code. Keep data and "
            "pictures in files of their own."
        )
    cells = _python_cells(text) if notebook is None else _notebook_cells(notebook)
    code = Code(tuple(_to_run(cells)), notebook.metadata if notebook else {})
    if len(code.cells) > limits.cells:
        raise UnreadableError(f"{name} has more than {limits.cells} cells of code.")
    if not code.cells:
        raise UnreadableError(f"{name} has no cells of code.")
    return code


def read_cells(submission: Submission, limits: Limits) -> list[NotebookCell]:
    """Read all cells, prose and checks as well, to show them to staff.

    Raises UnreadableError wherever read_code does.
    """
    code = read_code(submission, limits)
    notebook = _read_notebook(_read_text(submission, limits), submission.filename)
    if notebook is None:
        return [NotebookCell("code", cell.source) for cell in code.cells]
    if len(notebook.all_cells) > 2 * limits.cells:
        raise UnreadableError(f"The notebook has more than {2 * limits.cells} cells.")
    return notebook.all_cells


def _read_text(submission: Submission, limits: Limits) -> str:
    """The file's text; raises UnreadableError where it is not text, or too long."""
    name = printable(submission.filename, 100)
    content = submission.content
    if submission.problem is not None:
        raise UnreadableError(submission.problem)
    if len(content) > limits.submission_bytes:
        raise UnreadableError(
            f"{name} is larger than the limit of {limits.submission_bytes // MEBIBYTE} MB. "
            "Clear the outputs of the notebook and hand it in again."
        )
    suffix = submission.filename.rpartition(".")[2].lower()
    if suffix not in ("ipynb", "py"):
        raise UnreadableError(f"{name} is neither a notebook (.ipynb) nor a Python file (.py).")
    refuse_other_kinds(content, name)
    return decode_text(content, name, is_python=suffix == "py")


def _read_notebook(text: str, filename: str) -> Notebook | None:
    """The notebook that a file holds; None for a Python file."""
    is_named_notebook = filename.lower().endswith(".ipynb")
    if not is_named_notebook and not _NOTEBOOK_WITHIN.match(text):
        return None
    try:
        return decode_notebook(text)
    except NotANotebookError:
        if not is_named_notebook:
            return None
        raise UnreadableError(why_no_notebook(text, printable(filename, 100))) from None


def recognise_assignment(submission: Submission, course: Course, limits: Limits) -> str:
    """Find out to which assignment a file belongs: by its name, its metadata or its functions."""
    named_alike = assignment_of_name(submission.filename, course)
    if named_alike is not None:
        return named_alike
    try:
        code = read_code(submission, limits)
    except UnreadableError:
        return UNKNOWN
    metadata = code.metadata.get("autograder")
    named = metadata.get("assignment") if isinstance(metadata, dict) else None
    defined = set(_DEFINITION.findall("\n".join(cell.source for cell in code.cells)))
    best, most = UNKNOWN, 0
    for assignment in course.assignments:
        if assignment.name == named:
            return assignment.name
        common = len(defined & {exercise.name for exercise in assignment.exercises})
        if common > most:
            best, most = assignment.name, common
    return best


def assignment_of_name(filename: str, course: Course) -> str | None:
    """The assignment whose name a file bears."""
    name = stem(filename)
    for assignment in course.assignments:
        if assignment.name in name or name == assignment.slug:
            return assignment.name
    return None


# --- which cells are run -------------------------------------------------------------------------


def _notebook_cells(notebook: Notebook) -> Iterator[tuple[CodeCell, bool]]:
    """The cells of code that may be run, each with whether it is the checks' helper."""
    for number, cell in enumerate(notebook.all_cells, start=1):
        if number > _MOST_CELLS:
            raise UnreadableError(f"The notebook has more than {_MOST_CELLS} cells.")
        tags = _tags(cell.metadata)
        if _is_code(cell) and not _is_check(cell.metadata) and _DEMONSTRATION not in tags:
            yield CodeCell(number, cell.text, None), _HELPER in tags


def _python_cells(text: str) -> Iterator[tuple[CodeCell, bool]]:
    """The same for a Python file; without any marker it is one cell."""
    sections: list[Section] = []
    for section in split_sections(text):
        if len(sections) > _MOST_CELLS:
            raise UnreadableError(f"The file has more than {_MOST_CELLS} cells.")
        sections.append(section)
    for number, section in enumerate(sections, start=0 if len(sections) > 1 else 1):
        source = section.source
        is_run = not (section.is_prose or section.is_check or _DEMONSTRATION in section.tags)
        if is_run and source.strip():
            yield CodeCell(number, source, None), _HELPER in section.tags


def _to_run(cells: Iterator[tuple[CodeCell, bool]]) -> Iterator[CodeCell]:
    """The cells that are run, with IPython's syntax rewritten.

    The checks' helper is run only where checks are: where metadata that says so is lost.
    """
    rewriter = Rewriter()
    found = list(cells)
    others = [cell.source for cell, is_helper in found if not is_helper]
    for cell, is_helper in found:
        if is_helper and not _calls_any(_DEFINITION.findall(cell.source), others):
            continue
        source = cell.source.replace("\r\n", "\n") if "\r" in cell.source else cell.source
        python = rewriter.rewrite(source)
        if python is not None and "get_ipython()" in source:
            # An exporter has made Python of it, whose calls would bring nothing.
            source, python = python, None
        yield CodeCell(cell.number, source, python)


def _calls_any(names: list[str], sources: list[str]) -> bool:
    return any(
        name in source and re.search(rf"\b{name}\s*\(", source)
        for name in names[:10]
        for source in sources
    )


def _is_code(cell: NotebookCell) -> bool:
    """Whether a cell is code; nbgrader's metadata knows, even if the cell's type was changed."""
    nbgrader = _nbgrader(cell.metadata)
    kind = nbgrader.get("cell_type")
    if nbgrader.get("solution") is True and isinstance(kind, str):
        return kind == "code"
    # An answer that nbgrader grades by its checks, not by hand, is code in every version of it.
    is_answer = nbgrader.get("solution") is True and nbgrader.get("grade") is not True
    return cell.cell_type == "code" or is_answer


def _code_length(cell: NotebookCell) -> int:
    """How many characters of code a cell holds."""
    if not _is_code(cell):
        return 0
    return sum(
        sum(map(len, [part] if isinstance(part, str) else part))
        for part in (cell.source, cell.input)
    )


def _is_check(metadata: dict[str, Any]) -> bool:
    """Whether a cell is a visible check: it is a check of the student's, not of the grader's."""
    nbgrader = _nbgrader(metadata)
    is_graded = nbgrader.get("grade") is True and nbgrader.get("solution") is False
    return is_graded or "check" in metadata


def _nbgrader(metadata: dict[str, Any]) -> dict[str, Any]:
    found = metadata.get("nbgrader")
    return found if isinstance(found, dict) else {}


def _tags(metadata: dict[str, Any]) -> list[str]:
    tags = metadata.get("tags")
    return [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []
