"""A class of a few people, as the files that arrive and the rows that they must come to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

#: What a file holds: the right notebook, the right answers as a Python file, the released notebook
#: as it is, a broken notebook, what Gradescope notes of its export, something else.
Content = Literal["notebook", "python", "untouched", "broken", "metadata", "other"]


#: What Gradescope notes of an export. The names in it are those of submission_9001 and
#: submission_9002.
METADATA = """\
---
submission_9001:
  :submitters:
  - :name: Ada Lovelace
    :sid: '101'
    :email: ada@example.org
  :created_at: 2026-10-09 21:59:00.000000000 Z
  :score: 0.0
submission_9002:
  :submitters:
  - :name: 'Ben O''Neill'
    :sid: '102'
    :email: ben@example.org
  :created_at: 2026-10-09 22:59:00.000000000 Z
"""


@dataclass(frozen=True)
class Case:
    """Files, and the rows that they must come to."""

    name: str
    habit: str  # who does it, or which platform
    files: dict[str, Content]
    rows: dict[str, bool]  # each student, and whether all points are kept
    archive: str | None = None  # the zip file that holds them; None: a folder
    guessed: bool = False  # whether the program must say that it guessed a name
    paths: tuple[str, ...] = ()  # in the folder, what is named on the command line; none: all of it
    options: tuple[str, ...] = ()
    notices: tuple[str, ...] = field(default=())  # words that must be said
