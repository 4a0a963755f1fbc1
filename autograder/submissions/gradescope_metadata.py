"""The students' names in `submission_metadata.yml`, which Gradescope's export holds.

The names in it are the students' own text, so that no YAML parser is let loose on it: three kinds
of lines are read, and everything else is passed over.
"""

from __future__ import annotations

import re

METADATA = "submission_metadata.yml"
_SUBMISSION = re.compile(r"(submission_\d+):\s*")
_NAME = re.compile(r" {2,4}(?:- )? ?:name: (.+)")
_LONGEST_LINE = 1000


def names_of_submissions(text: str) -> dict[str, str]:
    """The name of the student, or the names of the group, by submission."""
    names: dict[str, list[str]] = {}
    current: list[str] | None = None
    for line in text.splitlines():
        if len(line) > _LONGEST_LINE:
            continue
        if match := _SUBMISSION.fullmatch(line):
            current = names.setdefault(match[1], [])
        elif current is not None and (match := _NAME.fullmatch(line)):
            name = _unquoted(match[1].strip())
            if name:
                current.append(name)
    return {submission: " and ".join(several) for submission, several in names.items() if several}


def _unquoted(scalar: str) -> str:
    if len(scalar) >= 2 and scalar[0] == scalar[-1] and scalar[0] in "'\"":
        return scalar[1:-1].replace("''", "'").strip()
    return scalar
