"""How many exercises of a file are filled in, told by its text alone.

A file is compared with the released stubs; nothing here compiles or runs what was handed in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from autograder.course.model import Assignment
from autograder.limits import Limits
from autograder.submissions.reading import read_code
from autograder.submissions.submission import Submission, UnreadableError

_BEGINS = re.compile(
    r"^(?:async\s+)?(?:def|class)\s+(?P<defined>\w+)|^(?P<assigned>\w+)\s*(?::[^=\n]*)?=(?!=)",
    re.MULTILINE,
)
_COMMENT = re.compile(r"^\s*#.*$", re.MULTILINE)
_DOCSTRING = re.compile(
    r'^(?P<head>.*?:\s*)[rRuUbBfF]{0,2}(?P<quote>"""|\'\'\').*?(?P=quote)', re.DOTALL
)
_STUB = re.compile(r".*:\s*(?:raise\s+NotImplementedError(?:\s*\(.*\))?|pass|\.\.\.)\s*", re.DOTALL)
_LONGEST = 20_000  # of a function's text that is looked at


def count_answers(submission: Submission, assignment: Assignment, limits: Limits) -> int:
    """How many of an assignment's exercises a file fills in; 0 for one that cannot be read."""
    try:
        code = read_code(submission, limits)
    except UnreadableError:
        return 0
    stubs = {exercise.name: _essence(exercise.stub) for exercise in assignment.exercises}
    answered: set[str] = set()
    for cell in code.cells:
        for name, text in _definitions(cell.source):
            if name in stubs and name not in answered:
                essence = _essence(text)
                if essence != stubs[name] and not _STUB.fullmatch(essence):
                    answered.add(name)
    return len(answered)


def _definitions(source: str) -> Iterator[tuple[str, str]]:
    """The names that a cell defines on its outermost level, each with its text."""
    begins = list(_BEGINS.finditer(source))
    ends = [following.start() for following in begins[1:]] + [len(source)]
    for match, end in zip(begins, ends, strict=False):
        name = match["defined"] or match["assigned"]
        yield name, source[match.start() : min(end, match.start() + _LONGEST)]


def _essence(text: str) -> str:
    """A function's text without comments, docstring and blank lines."""
    bare = _DOCSTRING.sub(r"\g<head>", _COMMENT.sub("", text), count=1)
    return "\n".join(line.rstrip() for line in bare.splitlines() if line.strip())
