"""Reading a submission: the cells of a notebook or of a Python file, and its assignment.

The bytes are read as text only; nothing here executes or compiles them.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec

from autograder.course.model import Course
from autograder.course.notebook import Section, split_sections
from autograder.limits import MEBIBYTE, Limits
from autograder.submissions.platform_names import stem
from autograder.submissions.submission import (
    UNKNOWN,
    Code,
    CodeCell,
    NotebookCell,
    Submission,
    UnreadableError,
)
from autograder.text import printable

#: Cells with one of these tags are not run: pictures and long trainings, and the checks' helper.
SKIPPED_TAGS = frozenset({"demonstration", "helper"})
#: Of all kinds together; reading stops after so many.
_MOST_CELLS = 20_000
#: More lenient than the marker of a course: whatever a program wrote after `# %%` is accepted.
_MARKER = re.compile(r"# ?%%(?P<options>.*)")
_MAGIC = re.compile(r"^(?P<indent>\s*)(?:%%?[A-Za-z]|![^=]|\?\w|\w[\w.]*\?\??\s*$)")
_ASSIGNED = re.compile(r"^(?P<name>\s*[A-Za-z_]\w*\s*=\s*)(?:![^=]|%[A-Za-z])")
_BODY_MAGICS = re.compile(r"^%%(time|timeit|capture|prun)\b")
_DEFINITION = re.compile(r"^def\s+(\w+)", re.MULTILINE)


class _Worksheet(msgspec.Struct):
    cells: list[NotebookCell] = []


class _Notebook(msgspec.Struct):
    cells: list[NotebookCell] | None = None
    worksheets: list[_Worksheet] | None = None
    metadata: dict[str, Any] = {}

    @property
    def all_cells(self) -> list[NotebookCell]:
        """The cells, whatever the format."""
        if self.cells is not None:
            return self.cells
        return [cell for sheet in self.worksheets or [] for cell in sheet.cells]


_decode_notebook = msgspec.json.Decoder(_Notebook).decode


def read_code(submission: Submission, limits: Limits) -> Code:
    """Read the cells to run; raise UnreadableError, for the student, when there are none."""
    name = printable(submission.filename, 100)
    text = _read_text(submission, limits)
    code = _read_notebook(text, name) if _is_notebook(submission) else _read_python(text)
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
    if not _is_notebook(submission):
        return [NotebookCell("code", cell.source) for cell in code.cells]
    cells = _decode(_read_text(submission, limits), submission.filename).all_cells
    if len(cells) > 2 * limits.cells:
        raise UnreadableError(f"The notebook has more than {2 * limits.cells} cells.")
    return cells


def _is_notebook(submission: Submission) -> bool:
    return submission.filename.lower().endswith(".ipynb")


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
    if not content.strip():
        raise UnreadableError(f"{name} is empty.")
    suffix = submission.filename.rpartition(".")[2].lower()
    if suffix not in ("ipynb", "py"):
        raise UnreadableError(f"{name} is neither a notebook (.ipynb) nor a Python file (.py).")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableError(
            f"{name} is not UTF-8 text. Save it from JupyterLab and hand it in again."
        ) from None


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


def _decode(text: str, name: str) -> _Notebook:
    try:
        return _decode_notebook(text)
    except (msgspec.DecodeError, RecursionError, ValueError):
        raise UnreadableError(
            f"{name} is not a notebook: its content is not what JupyterLab saves."
        ) from None


def _read_notebook(text: str, name: str) -> Code:
    notebook = _decode(text, name)
    return Code(
        tuple(
            _code_cell(number, cell.text)
            for number, cell in enumerate(notebook.all_cells, start=1)
            if cell.cell_type == "code" and not _is_skipped(cell.metadata)
        ),
        notebook.metadata,
    )


def _read_python(text: str) -> Code:
    """Read a Python file: cells of the percent format, or all of it as one."""
    sections: list[Section] = []
    for section in split_sections(text, _MARKER):
        if len(sections) > _MOST_CELLS:
            raise UnreadableError(f"The file has more than {_MOST_CELLS} cells.")
        sections.append(section)
    return Code(
        tuple(
            _code_cell(number, "\n".join(section.lines))
            for number, section in enumerate(sections, start=0 if len(sections) > 1 else 1)
            if any(line.strip() for line in section.lines)
            and not _is_skipped(_options(section.options or ""))
        )
    )


def _options(text: str) -> dict[str, Any]:
    """What a cell's marker line says, as far as it decides whether the cell is run."""
    options: dict[str, Any] = {"markdown": "[markdown]" in text or "[raw]" in text}
    if re.search(r"\bcheck\s*=", text):
        options["check"] = True
    tags = re.search(r"\btags\s*=\s*(\[[^\]]*\])", text)
    if tags:
        options["tags"] = [tag for tag in SKIPPED_TAGS if f'"{tag}"' in tags[1]]
    return options


def _is_skipped(metadata: dict[str, Any]) -> bool:
    """Visible checks, demonstrations and prose are not run."""
    nbgrader = metadata.get("nbgrader")
    is_check = (
        isinstance(nbgrader, dict)
        and nbgrader.get("grade") is True
        and nbgrader.get("solution") is False
    )
    tags = metadata.get("tags")
    return (
        is_check
        or "check" in metadata
        or metadata.get("markdown") is True
        or (isinstance(tags, list) and any(tag in SKIPPED_TAGS for tag in tags if _is_text(tag)))
    )


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _code_cell(number: int, source: str) -> CodeCell:
    if number > _MOST_CELLS:
        raise UnreadableError(f"The notebook has more than {_MOST_CELLS} cells.")
    return CodeCell(number, source, _strip_magics(source))


def _strip_magics(source: str) -> str | None:
    """The source with `pass` for magics and shell lines, and `None` for what they give.

    None when there is none of them.
    """
    if not any(mark in source for mark in "%!?"):
        return None
    lines = source.split("\n")
    first = next((line for line in lines if line.strip()), "")
    if first.startswith("%%") and not _BODY_MAGICS.match(first):
        return ""
    found = False
    for index, line in enumerate(lines):
        magic = _MAGIC.match(line)
        if magic:
            found = True
            lines[index] = magic["indent"] + "pass"
        assigned = _ASSIGNED.match(line)
        if assigned:
            found = True
            lines[index] = assigned["name"] + "None"
    return "\n".join(lines) if found else None
