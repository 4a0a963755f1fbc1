"""To which assignment a file belongs that does not say so."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.submissions.class_assignment import ClassAssignments
from autograder.submissions.found import Found


def found(path):
    return Found(Path("/class", path), Path(path).parts[0].partition(".")[0], None)


@pytest.mark.parametrize(
    ("known", "file", "expected"),
    [
        ({"ada/losses.ipynb": "04"}, "ben/hw4.ipynb", "04"),
        ({"ada.ipynb": "04", "cleo.ipynb": "04"}, "ben.ipynb", "04"),
        ({"ada/x.ipynb": "04", "cleo/y.ipynb": "05"}, "ben/z.ipynb", None),
        ({"ada/hw4.ipynb": "04", "cleo/y.ipynb": "05"}, "ben/hw4 (1).ipynb", "04"),
        ({"ada/hw4/x.py": "04", "ada/hw5/y.py": "05"}, "ben/hw4/z.py", "04"),
        ({"ben/x.py": "04"}, "ben/z.py", None),  # the student's own
        ({}, "ben/z.py", None),
    ],
)
def test_a_file_belongs_where_those_belong_that_are_most_like_it(known, file, expected):
    others = ClassAssignments()
    for path, assignment in known.items():
        others.add(found(path), assignment)
    assert others.of(found(file)) == expected
