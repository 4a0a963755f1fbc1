"""A file below a path that was given to be graded, before anything says whose it is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from autograder.submissions.archives import Member
from autograder.submissions.platform_names import without_appended

SUFFIXES = frozenset({".ipynb", ".py"})


@dataclass(frozen=True, slots=True)
class Entry:
    """A file, and the names of the folders that it lies in."""

    path: Path  # the file, or the zip file that holds it
    parts: tuple[str, ...]  # the names of its folders, outermost first, and its own
    root: int  # the index of what was given: what follows lies in it; -1: the file itself
    member: Member | None = None
    problem: str | None = None  # why it is not read

    @property
    def inner(self) -> tuple[str, ...]:
        """The names inside of what was given."""
        return self.parts[self.root + 1 :] if self.root >= 0 else self.parts[-1:]

    @property
    def trail(self) -> tuple[str, ...]:
        """The name of what was given, and of the folders in it that hold the file."""
        return self.parts[max(self.root, 0) : -1]

    @property
    def suffix(self) -> str:
        """The ending of the file's name, in lower case."""
        return Path(without_appended(self.parts[-1])).suffix.lower()

    @property
    def is_code(self) -> bool:
        """Whether it is a notebook or a Python file."""
        return self.suffix in SUFFIXES
