"""Notebook files: JSON as nbformat reads it, whatever version and tool has written it."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from autograder.submissions.submission import NotebookCell

#: Lists and objects of a file. Those of an honest notebook's outputs are numbers and texts.
_MOST_CONTAINERS = 1_000_000


class NotANotebookError(ValueError):
    """A text that is no JSON, or JSON that holds no notebook."""


class _Worksheet(msgspec.Struct):
    cells: list[NotebookCell] = []


class Notebook(msgspec.Struct):
    """A notebook of format 4 or, with worksheets, of format 3."""

    cells: list[NotebookCell] | None = None
    worksheets: list[_Worksheet] | None = None
    metadata: dict[str, Any] = {}

    @property
    def all_cells(self) -> list[NotebookCell]:
        """The cells, whatever the format."""
        if self.cells is not None:
            return self.cells
        return [cell for sheet in self.worksheets or [] for cell in sheet.cells]


_decode_strictly = msgspec.json.Decoder(Notebook).decode


def decode_notebook(text: str) -> Notebook:
    """Read a notebook; raise NotANotebookError where there is none.

    Nearly every file is JSON by the book, and has its cells decoded alone. The others are read as
    nbformat reads them: with NaN and infinities, with nulls and unknown things in odd places.
    """
    try:
        notebook = _decode_strictly(text)
    except (msgspec.DecodeError, RecursionError, ValueError):
        return _decode_leniently(text)
    if notebook.cells is None and notebook.worksheets is None:
        raise NotANotebookError
    return notebook


def _decode_leniently(text: str) -> Notebook:
    if text.count("[") + text.count("{") > _MOST_CONTAINERS:
        raise NotANotebookError
    try:
        content = json.loads(text)
    except (RecursionError, ValueError) as error:
        raise NotANotebookError from error
    if not isinstance(content, dict):
        raise NotANotebookError
    cells = content.get("cells")
    if not isinstance(cells, list):
        sheets = content.get("worksheets")
        if not isinstance(sheets, list):
            raise NotANotebookError
        cells = [
            cell
            for sheet in sheets
            if isinstance(sheet, dict) and isinstance(sheet.get("cells"), list)
            for cell in sheet["cells"]
        ]
    return Notebook(
        [_cell(cell) for cell in cells if isinstance(cell, dict)],
        metadata=_object(content.get("metadata")),
    )


def _cell(cell: dict[str, Any]) -> NotebookCell:
    kind = cell.get("cell_type")
    return NotebookCell(
        kind if isinstance(kind, str) else "raw",
        _source(cell.get("source")),
        _source(cell.get("input")),
        _object(cell.get("metadata")),
        cell.get("id"),
        cell.get("attachments"),
    )


def _source(value: object) -> str:
    lines = value if isinstance(value, list) else [value]
    text = "".join(line for line in lines if isinstance(line, str))
    # Half a surrogate pair is no character, and cannot be sent to a worker.
    return text.encode(errors="replace").decode()


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
