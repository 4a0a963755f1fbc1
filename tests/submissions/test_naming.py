"""Names told by what all files of a download have in common."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.submissions.entries import Entry
from autograder.submissions.naming import name_files
from autograder.submissions.words import Words


def students(course, where, *paths):
    entries = [Entry(Path(path), ("x", *path.split("/")), 0) for path in paths]
    names = {assignment.name for assignment in course.assignments}
    found = name_files(entries, names, Words(course.assignments), None, where)
    return [(name.student, name.guessed) for name in found]


def blackboard(head):
    return f"{head}_attempt_2026-10-01-10-00-00_losses.py"


@pytest.mark.parametrize(
    ("where", "heads", "expected"),
    [
        ("x.zip", ["HW_ann_lee", "HW_bob_lee"], [("ann_lee", None), ("bob_lee", None)]),
        ("x.zip", ["Essay_ann_lee"], [("lee", "file")]),  # nothing says where the name begins
        ("gradebook_Essay.zip", ["Essay_ann_lee"], [("ann_lee", None)]),
        ("x.zip", ["HW_ann_lee"], [("ann_lee", None)]),
        (
            "gradebook_HW_1.zip",
            ["HW_lee_ann", "HW_lee_bob"],
            [("lee_ann", None), ("lee_bob", None)],
        ),
        ("x.zip", ["HW4_ann", "HW4_bob", "HW5_ann"], [("ann", None), ("bob", None), ("ann", None)]),
    ],
)
def test_blackboards_students_are_told_from_its_assignment(real, where, heads, expected):
    assert students(real, where, *map(blackboard, heads)) == expected


def test_iliass_folders_are_believed_beside_each_other_or_in_its_own_folder(real):
    ada, ben = "Lovelace_Ada_alovelace_4711/x.py", "Ng_Ben_b_ng_4712/x.py"
    assert students(real, "x.zip", ada, ben) == [("alovelace", None), ("b_ng", None)]
    assert students(real, "x.zip", f"Abgaben/{ada}") == [("alovelace", None)]
    assert students(real, "x.zip", ada) == [(None, None)]
    assert students(real, "x.zip", ada, "ben/x.py") == [(None, None)] * 2


def test_a_folder_in_a_students_folder_is_not_anothers(real):
    inner = "mallory/04_losses/Lovelace_Ada_ada_4711/losses.py"
    assert students(real, "x", inner, "zoe/04_losses/losses.py") == [
        ("mallory", None), ("zoe", None),
    ]  # fmt: skip


def test_numbers_that_canvas_never_gives_twice_are_not_canvass(real):
    assert students(real, "x", "hw_3_2024_ada.py", "hw_3_2024_ben.py") == [(None, None)] * 2


def test_of_one_student_nbgraders_folder_is_not_turned_round(real):
    assert (
        students(real, "x", "04_losses/losses.ipynb", "04_losses/old/losses.ipynb")
        == [("x", None)] * 2
    )
