"""To which assignment a file belongs that does not say so: to that of the others around it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator
from pathlib import Path

from autograder.submissions.found import Found
from autograder.submissions.platform_names import stem

_ENOUGH = 2  # students: one who is not the student in question is among them


class ClassAssignments:
    """The assignments of a class's files, by what the files have in common."""

    def __init__(self) -> None:
        self._known: defaultdict[Hashable, dict[str, set[str]]] = defaultdict(dict)

    def add(self, found: Found, assignment: str) -> None:
        """Note a file whose assignment is known."""
        for trait in _traits(found):
            students = self._known[trait].setdefault(assignment, set())
            if len(students) < _ENOUGH:
                students.add(found.student.casefold())

    def of(self, found: Found) -> str | None:
        """The assignment that others' files which have most in common with it are all for.

        None where they are for several, or there are no others.
        """
        own = {found.student.casefold()}
        for trait in _traits(found):
            assignments = [
                assignment
                for assignment, students in self._known.get(trait, {}).items()
                if students - own
            ]
            if len(assignments) == 1:
                return assignments[0]
        return None


def _traits(found: Found) -> Iterator[Hashable]:
    """What files may have in common: the name, then the folders, from the innermost on; all."""
    yield "file", stem(Path(found.name).name).casefold()
    inner = found.folder
    yield "folder", Path(inner[-1]).name.casefold()
    if found.member is not None:
        for length in range(len(inner), 0, -1):
            yield inner[:length]
    yield from (str(folder) for folder in (found.path, *found.path.parents))
