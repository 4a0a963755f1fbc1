"""Notebook files: JSON as nbformat reads it, whatever version and tool has written it."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from typing import Any

import msgspec

from autograder.submissions.submission import NotebookCell

#: Lists and objects that are decoded, at most: each takes up to fifty times its text. Those of an
#: honest notebook's outputs are numbers and texts.
_MOST_CONTAINERS = 1_000_000


class NotANotebookError(ValueError):
    """A text that is not JSON, or JSON without a notebook in it."""


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


class _UnreadCell(msgspec.Struct):
    cell_type: str
    metadata: msgspec.Raw = msgspec.Raw()
    id: msgspec.Raw = msgspec.Raw()
    attachments: msgspec.Raw = msgspec.Raw()


class _UnreadSheet(msgspec.Struct):
    cells: list[_UnreadCell] = []


class _UnreadNotebook(msgspec.Struct):
    """A notebook without its outputs, in which nothing of unknown shape is decoded."""

    metadata: msgspec.Raw = msgspec.Raw()
    cells: list[_UnreadCell] | None = None
    worksheets: list[_UnreadSheet] | None = None

    @property
    def parts(self) -> Iterator[bytes]:
        """The texts of all that has an unknown shape."""
        yield bytes(self.metadata)
        sheets = (sheet.cells for sheet in self.worksheets or [])
        for cell in itertools.chain(self.cells or [], *sheets):
            yield from map(bytes, (cell.metadata, cell.id, cell.attachments))


_decode_strictly = msgspec.json.Decoder(Notebook).decode
_decode_unread = msgspec.json.Decoder(_UnreadNotebook).decode


def decode_notebook(text: str) -> Notebook:
    """Read a notebook; raise NotANotebookError where there is none.

    Nearly every file is JSON by the book, and has its cells decoded alone. The others are read as
    nbformat reads them: with NaN and infinities, with nulls and unknown things in odd places.
    """
    try:
        if _containers(text) > _MOST_CONTAINERS:
            _refuse_many_containers(text)
        notebook = _decode_strictly(text)
    except NotANotebookError:
        raise
    except (msgspec.DecodeError, RecursionError, ValueError):
        return _decode_leniently(text)
    if notebook.cells is None and notebook.worksheets is None:
        raise NotANotebookError
    return notebook


def _containers(text: str | bytes) -> int:
    """How many lists and objects a text may hold at most."""
    if isinstance(text, str):
        return text.count("[") + text.count("{")
    return text.count(b"[") + text.count(b"{")


def _refuse_many_containers(text: str) -> None:
    """Raise NotANotebookError where there are too many even without the outputs."""
    if sum(map(_containers, _decode_unread(text).parts)) > _MOST_CONTAINERS:
        raise NotANotebookError


def _decode_leniently(text: str) -> Notebook:
    if _containers(text) > _MOST_CONTAINERS:
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
    # Half a surrogate pair is not a character, and cannot be sent to a worker.
    return text.encode(errors="replace").decode()


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
