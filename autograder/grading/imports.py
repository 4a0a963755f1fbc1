"""The libraries that a submission imports, and those of them that a worker does not have."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from functools import cached_property

from autograder.sandbox.inside.protocol import messages
from autograder.sandbox.inside.surroundings import STAND_INS
from autograder.submissions.submission import CodeCell

#: Students write these texts: what a part has taken it never gives back (`++`), and a list of names
#: ends at the next bracket, so that no text takes longer than in proportion to its length.
_IMPORT = re.compile(
    r"^[ \t]*+(?:from[ \t]++(?P<library>\w++)[\w.]*+[ \t]++import[ \t]*+"
    r"(?P<names>\([^()]*+\)|[^\n#]*+)"
    r"|import[ \t]++(?P<modules>[^\n#]*+))",
    re.MULTILINE,
)
_MODULE = re.compile(r"[ \t]*+(\w++)[\w.]*+(?:[ \t]++as[ \t]++(\w++))?[ \t;]*+")
_NAME = re.compile(r"(\w++|\*)(?:\s++as\s++(\w++))?")
_PRESENT = sys.stdlib_module_names | STAND_INS | {"numpy", "scipy"}


def imported_names(text: str) -> Iterator[tuple[str, str]]:
    """The names that the import statements of a text bind, each with its library.

    `*` stands for all names of a module, and a library itself is among the names.
    """
    for statement in _IMPORT.finditer(text):
        library = statement["library"]
        if library is None:
            for module in map(_MODULE.fullmatch, statement["modules"].split(",")):
                if module is not None:
                    yield module[2] or module[1], module[1]
            continue
        yield library, library
        for name, alias in _NAME.findall(statement["names"]):
            yield alias or name, library


class Imports:
    """What the text of a submission's cells imports."""

    def __init__(self, cells: Sequence[CodeCell], *, with_keras: bool) -> None:
        self._cells = cells
        self._present = _PRESENT | ({"keras", "tensorflow"} if with_keras else set())

    def missing_in(self, problem: messages.Problem) -> str | None:
        """The library that is not there and whose absence a problem comes from, if it does.

        It is the name of one that the submission itself imports: a worker could say anything.
        """
        if problem.type_name in ("ModuleNotFoundError", "ImportError"):
            found = re.fullmatch(r"No module named '(\w++)[^']*+'", problem.message)
            return found[1] if found and found[1] in self._missing.values() else None
        name = re.fullmatch(r"name '(\w++)' is not defined.*", problem.message)
        return self._missing.get(name[1]) if name and problem.type_name == "NameError" else None

    @cached_property
    def _missing(self) -> dict[str, str]:
        """The libraries that are imported and not there, by the names that they would have."""
        return {
            name: library
            for cell in self._cells
            for name, library in imported_names(cell.source)
            if library not in self._present
        }
