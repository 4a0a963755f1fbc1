"""A submission: the bytes of one student's file, and the cells that reading it gives."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import msgspec

from autograder.submissions.platform_names import Source

#: The assignment of a file of which nothing says to which it belongs.
UNKNOWN = "unknown"


class UnreadableError(Exception):
    """A file that cannot be graded; the message is for the student."""


@dataclass(frozen=True)
class Submission:
    """One student's file for one assignment."""

    student: str
    assignment: str  # UNKNOWN where nothing says which
    filename: str
    content: bytes
    problem: str | None = None  # why it cannot be graded, found before its content was read
    warnings: tuple[str, ...] = ()
    only: frozenset[str] | None = None  # grade these exercises and no others; None: all
    source: Source | None = None  # where it came from, if its name says so
    #: Seeds its hidden inputs in place of the course's secret: verification tries several.
    secret: bytes | None = None

    @cached_property
    def sha256(self) -> str:
        """The content's digest, which with the course's secret seeds the hidden inputs."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class CodeCell:
    """A cell to run."""

    number: int  # its position among all cells of the notebook, counted from 1
    source: str
    without_magics: str | None  # the source without magics and shell lines, if it has any


@dataclass(frozen=True)
class Code:
    """What of a submission is run, and what was noticed on the way."""

    cells: tuple[CodeCell, ...]
    metadata: dict[str, Any] = field(default_factory=dict)


class NotebookCell(msgspec.Struct):
    """A cell of a notebook file, in format 4 or, with `input`, format 3."""

    cell_type: str
    source: str | list[str] = ""
    input: str | list[str] = ""
    metadata: dict[str, Any] = {}
    id: Any = None
    attachments: Any = None  # pictures of a cell of prose

    @property
    def text(self) -> str:
        """The cell's content in one piece."""
        return _text(self.source) or _text(self.input)


def _text(source: str | Sequence[str]) -> str:
    return source if isinstance(source, str) else "".join(source)
