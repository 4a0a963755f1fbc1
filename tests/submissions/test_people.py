"""Whose files are, by folders and names of a whole class."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.submissions.people import Owner, People, Trail
from autograder.submissions.words import Words


def owners(course, *paths):
    """The student of each path below a folder `class`, and from what the name is guessed."""
    trails = [
        Trail(("class", *folders), file, file.endswith((".py", ".ipynb")))
        for *folders, file in (path.split("/") for path in paths)
    ]
    people = People(trails, Words(course.assignments))
    found = [people.owner(trail) for trail in trails]
    return [(owner.student, owner.guessed) if owner else None for owner in found]


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["ada/losses.ipynb", "ben/losses.ipynb"], [("ada", None), ("ben", None)]),
        (["ada/hw4/losses.py", "ben/hw4/losses.py"], [("ada", "folder"), ("ben", "folder")]),
        (["ada/abc/losses.py", "ben/abc/losses.py"], [("ada", "folder"), ("ben", "folder")]),
        (["finn/losses/losses.ipynb"], [("finn", "folder")]),
        (["ada.ipynb", "ben.py"], [("ada", "file"), ("ben", "file")]),
        (["hw4/ada.ipynb"], [("ada", "file")]),
        (["hw4/ada/x.py", "hw4/ben/x.py", "hw5/ada/y.py"],
         [("ada", None), ("ben", None), ("ada", None)]),
        (["monday/ada/x.py", "monday/ben/x.py", "tuesday/cy/x.py", "tuesday/di/x.py"],
         [("ada", None), ("ben", None), ("cy", None), ("di", None)]),
        (["hw-submissions/hw-ada/losses.ipynb"], [("ada", "folder")]),
        (["losses (1).ipynb", "losses (2).ipynb"], [("losses", "file"), ("losses", "file")]),
        (["ada/losses.ipynb", "ben/losses.pdf", "notes.pdf"], [("ada", None), ("ben", None), None]),
        (["ada/losses.ipynb", "data/houses.csv"], [("ada", None), None]),
        (["notes.pdf"], [None]),
        (["ada/losses.ipynb", "ada/helper.py", "ben/losses.ipynb"],
         [("ada", None), ("ada", None), ("ben", None)]),
        (["ada/mywork.ipynb", "ben/results.ipynb"], [("ada", "folder"), ("ben", "folder")]),
    ],
)  # fmt: skip
def test_owners_are_told_by_what_differs_from_student_to_student(real, paths, expected):
    assert owners(real, *paths) == expected


def test_a_class_of_nobody_has_no_owners(real):
    assert owners(real) == []


NAMES = st.text(st.sampled_from("ab4 _-.hw\u00e4\0"), min_size=1, max_size=8)


@given(st.lists(st.tuples(st.lists(NAMES, max_size=3), NAMES, st.booleans()), max_size=6))
def test_every_file_of_code_has_an_owner(files):
    trails = [Trail(("class", *folders), file, is_code) for folders, file, is_code in files]
    people = People(trails, Words([]))
    for trail in trails:
        owner = people.owner(trail)
        assert owner is None or (isinstance(owner, Owner) and owner.folders <= len(trail.folders))
        assert owner is not None or not trail.is_code
