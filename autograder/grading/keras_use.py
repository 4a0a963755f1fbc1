"""Which answers use Keras, though their exercises are about NumPy, as a submission's text shows.

A notebook that imports Keras has it in all its exercises from there on. But a worker with Keras
costs seconds, so a submission waits for one only where an answer, or a function or a value that it
names, needs it. A wrong guess costs time or an error that says what is missing, nothing else.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from autograder.course.model import Assignment, Exercise
from autograder.grading.imports import imported_names
from autograder.submissions.submission import CodeCell

_LIBRARIES = frozenset(["keras", "tensorflow"])
#: Prose within code. What follows a `#` in a string is lost as well, which does no harm.
_PROSE = re.compile(r"\"\"\"[\s\S]*?\"\"\"|'''[\s\S]*?'''|#[^\n]*")
#: The first line of a statement at the top: not indented, and no end or branch of the one above.
_BEGIN = re.compile(r"^(?=[\w@(*])(?!(?:elif|else|except|finally)\b)", re.MULTILINE)
_BINDS = re.compile(
    r"(?:@[^\n]*\n+)*(?:(?:async[ \t]+)?def|class)[ \t]+(\w+)"
    r"|(\w[\w \t,]{0,200}?)[ \t]{0,20}(?::[^=\n]{0,200})?=(?!=)"
)
_WORD = re.compile(r"[^\W\d]\w*")


def exercises_with_keras(
    assignment: Assignment, exercises: Sequence[Exercise], cells: Sequence[CodeCell]
) -> list[Exercise]:
    """The exercises that a worker without Keras cannot grade, in their order."""
    covered = _below_the_import(assignment)
    if not any(exercise.keras or exercise.name in covered for exercise in exercises):
        return []
    uses = _Uses(cells)
    return [
        exercise
        for exercise in exercises
        if exercise.keras or (exercise.name in covered and uses.keras_in(exercise.name))
    ]


def _below_the_import(assignment: Assignment) -> set[str]:
    """The exercises above which the released notebook itself imports Keras."""
    names: set[str] = set()
    imported = False
    for cell in assignment.cells:
        if imported and "exercise" in cell.metadata:
            names.add(str(cell.metadata["exercise"]))
        imported = imported or (cell.kind == "code" and bool(_imported_names(cell.source)))
    return names


def _imported_names(text: str) -> set[str]:
    """What names Keras, or something of it, has by a text's import statements."""
    return {name for name, library in imported_names(text) if library in _LIBRARIES}


class _Uses:
    """The statements of a notebook, by the names that they bind."""

    def __init__(self, cells: Sequence[CodeCell]) -> None:
        #: By the names that statements bind, what words are in each.
        self._statements: defaultdict[str, list[frozenset[str]]] = defaultdict(list)
        #: Names of Keras and of what is imported from it.
        self._keras = set(_LIBRARIES)
        for cell in cells:
            for statement in _statements(cell.without_magics or cell.source):
                self._read(statement)

    def _read(self, statement: str) -> None:
        self._keras |= _imported_names(statement)
        binds = _BINDS.match(statement)
        if binds is None:
            return
        words = frozenset(_WORD.findall(statement))
        for name in _WORD.findall(binds[1] or binds[2]):
            self._statements[name].append(words)

    def keras_in(self, name: str) -> bool:
        """Whether a function, or anything that it names, directly or through others, uses Keras."""
        if "*" in self._keras:  # everything of it has a name that is not known here
            return True
        seen, queue = {name}, [name]
        read: set[int] = set()  # a statement that binds several names is read once
        while queue:
            for words in self._statements.get(queue.pop(), ()):
                if id(words) in read:
                    continue
                read.add(id(words))
                if not self._keras.isdisjoint(words):
                    return True
                new = {word for word in words if word in self._statements} - seen
                seen |= new
                queue += new
        return False


def _statements(source: str) -> Iterator[str]:
    """The statements at the top of a cell, without prose, decorators with what they decorate."""
    text = _PROSE.sub("", source)
    begins = [match.start() for match in _BEGIN.finditer(text)]
    kept = [
        begin
        for previous, begin in zip([None, *begins], begins, strict=False)
        if previous is None or text[previous] != "@"
    ]
    for begin, end in pairwise([*kept, len(text)]):
        yield text[begin:end]
