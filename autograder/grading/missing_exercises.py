"""Exercises that a file never had, because the assignment it was made from is older."""

from __future__ import annotations

import re
from collections.abc import Sequence

from autograder.reports.report import ExerciseReport
from autograder.submissions.submission import Submission

_MOST_NAMED = 5


def never_had(submission: Submission, exercises: Sequence[ExerciseReport]) -> list[str]:
    """A sentence on the exercises that a file does not mention at all, though it has others.

    No cell, no check, no prose of them: nobody deletes all that, and an answer that was not written
    leaves its stub. Of a file that mentions none of them nothing follows.
    """
    if not submission.filename.lower().endswith(".ipynb"):
        return []  # a Python file may hold just the answers that were written
    missing = [
        exercise.name
        for exercise in exercises
        if exercise.outcome == "not attempted" and not _mentions(submission.content, exercise.name)
    ]
    if not missing or len(missing) == len(exercises):
        return []
    named = ", ".join(missing[:_MOST_NAMED])
    more = len(missing) - _MOST_NAMED
    return [
        f"This file never had {'exercise' if len(missing) == 1 else 'exercises'} {named}"
        f"{f' and {more} more' if more > 0 else ''}: it may be older than the release."
    ]


def _mentions(content: bytes, name: str) -> bool:
    # In a notebook's JSON a line may begin behind the letters \n. The name stands first in the
    # pattern: so it is looked for at once, not at each byte of a large file.
    word = re.escape(name.encode())
    before = rb"(?:(?<![\w]" + word + rb")|(?<=\\[nrt]" + word + rb"))"
    return re.search(word + before + rb"(?![\w])", content) is not None
