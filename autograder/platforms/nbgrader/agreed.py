"""`.gradebook.jsonl` beside the reports: what journal and gradebook had when they last agreed.

It is kept by the id of the gradebook's own row, which is drawn at random: a gradebook that was made
anew has agreed to nothing yet, so nothing is missed in it as if somebody had taken it out. Without
the file nothing is lost, but people are asked again where both places differ.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import msgspec

from autograder.platforms.nbgrader.merging import Entered

AGREED = ".gradebook.jsonl"


class Agreed(msgspec.Struct, frozen=True, omit_defaults=True):
    """A line of the file; the last one of a row counts."""

    row: str
    time: Annotated[datetime, msgspec.Meta(tz=True)]
    entered: Entered
    student: str = ""
    assignment: str = ""


class AgreedFile:
    """The file of a folder of reports. Whoever adds to it holds the journal's lock."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / AGREED
        self._last: dict[str, Agreed] = {}
        self._read: tuple[int, int] | None = None

    def of(self, row: str) -> Agreed | None:
        """What was agreed on last for a row."""
        return self._current().get(row)

    def students(self, assignment: str) -> set[str]:
        """Of whom something was agreed on in an assignment."""
        return {one.student for one in self._current().values() if one.assignment == assignment}

    def add(self, agreed: Agreed) -> None:
        """Keep what is agreed on."""
        with self._path.open("ab") as file:
            # The line before may be half a one, of a process that was killed.
            file.write(b"\n" + msgspec.json.encode(agreed) + b"\n")

    def _current(self) -> dict[str, Agreed]:
        try:
            status = self._path.stat()
        except FileNotFoundError:
            return {}
        if (status.st_ino, status.st_size) != self._read:
            self._last = {}
            for line in filter(None, self._path.read_bytes().splitlines()):
                try:
                    agreed = msgspec.json.decode(line, type=Agreed)
                except msgspec.DecodeError:
                    continue
                self._last[agreed.row] = agreed
            self._read = (status.st_ino, status.st_size)
        return self._last
