"""The one record of something wrong with a course, whoever finds it: release, checks or bank."""

from __future__ import annotations

import msgspec


class Finding(msgspec.Struct, frozen=True):
    """Something that is wrong with an assignment of the course, for staff."""

    assignment: str  # its name, or that of a folder under release/ that belongs to none
    #: The exercise, the entry of the bank or the file. `autograder verify --json` calls it `entry`.
    where: str = msgspec.field(name="entry")
    message: str

    def __str__(self) -> str:
        return f"{self.assignment}: {self.where}: {self.message}"
