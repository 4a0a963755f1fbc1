"""Lines of model answers and alternatives that say that their changes are right answers, too."""

from __future__ import annotations

import re

from autograder.course.model import CourseError

_FREE = re.compile(r"#\s*mutants:\s*free\b[ \t]*(?P<why>.*)$", re.MULTILINE)


def free_lines(source: str, path: str) -> frozenset[int]:
    """The lines whose accepted changes are right answers too, by their comments."""
    lines: set[int] = set()
    for number, line in enumerate(source.split("\n"), start=1):
        if match := _FREE.search(line):
            if not match["why"].strip():
                raise CourseError(f"{path}:{number}: say why, as in `# mutants: free <why>`")
            lines.add(number)
    return frozenset(lines)
