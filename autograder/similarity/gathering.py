"""The code of all submissions of a class, by assignment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from autograder.course.model import Course
from autograder.limits import Limits
from autograder.similarity.reading import Cells
from autograder.submissions.found import Found, read_submission
from autograder.submissions.reading import read_code
from autograder.submissions.submission import UnreadableError

#: A student, and the cells of code; in their place the reason where there are none.
Handed = tuple[str, Cells | str]


def gather(
    found: Iterable[Found], course: Course, limits: Limits, assignment: str | None = None
) -> dict[str, list[Handed]]:
    """Read what was found; `assignment` is that of all files."""
    gathered: defaultdict[str, list[Handed]] = defaultdict(list)
    for one in found:
        submission = read_submission(one, course, limits, assignment)
        code: Cells | str
        try:
            cells = read_code(submission, limits).cells
        except UnreadableError as error:
            code = str(error)
        else:
            code = [
                cell.source if cell.without_magics is None else cell.without_magics
                for cell in cells
            ]
        gathered[submission.assignment].append((submission.student, code))
    return dict(sorted(gathered.items()))
