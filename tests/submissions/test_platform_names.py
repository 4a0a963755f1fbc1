"""What the names say that learning platforms give to files."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.submissions.platform_names import Name, match_name, read_name, stem

NAMES = {"01_tiny"}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (
            "lovelaceada_12345_678901_losses.ipynb",
            Name("losses.ipynb", "lovelaceada", None, "canvas", "12345", False, 1),
        ),
        (
            "lovelaceada_LATE_12345_678901_losses-2.ipynb",
            Name("losses.ipynb", "lovelaceada", None, "canvas", "12345", True, 3),
        ),
        (
            # Whatever a student calls the file, the platform's part comes first.
            "eve_9_99_lovelaceada_12345_678901_losses.ipynb",
            Name("lovelaceada_12345_678901_losses.ipynb", "eve", None, "canvas", "9", False, 1),
        ),
        (
            "Ada Lovelace_123456_assignsubmission_file_/losses.ipynb",
            Name("losses.ipynb", "Ada Lovelace", None, "moodle", "123456"),
        ),
        (
            "Ada Lovelace_123456_assignsubmission_file/in/folders/losses.ipynb",
            Name("losses.ipynb", "Ada Lovelace", None, "moodle", "123456"),
        ),
        (
            "Eve_2_assignsubmission_file_/Ada_1_assignsubmission_file_/ada/01_tiny/tiny.py",
            Name("tiny.py", "Eve", None, "moodle", "2"),
        ),
        (
            "Eve_2_assignsubmission_file_Ada_1_assignsubmission_file_tiny.py",
            Name("Ada_1_assignsubmission_file_tiny.py", "Eve", None, "moodle", "2"),
        ),
        (
            "ps1_bitdiddle_attempt_2016-01-30-15-00-00_problem1.ipynb",
            Name("problem1.ipynb", "bitdiddle", None, "blackboard", "bitdiddle"),
        ),
        ("class/ada/01_tiny/tiny.py", Name("tiny.py", "ada", "01_tiny")),
        ("ada.py", Name("ada.py")),
        ("my_solution_2.py", Name("my_solution_2.py")),
    ],
)
def test_a_platforms_names_are_understood(path, expected):
    name = read_name(path.split("/"), NAMES)
    assert (name.file, name.student, name.assignment, name.platform, name.id, name.late) == (
        expected.file, expected.student, expected.assignment, expected.platform, expected.id,
        expected.late,
    )  # fmt: skip
    assert name.attempt == expected.attempt


@given(st.lists(st.text(max_size=60), min_size=1, max_size=5))
def test_any_name_tells_something_or_nothing(parts):
    name = read_name(parts, NAMES)
    assert name.student is None or name.student


def test_a_pattern_as_for_zip_collect_tells_student_file_and_time():
    pattern = re.compile(r".*_(?P<student_id>\w+)_attempt_(?P<timestamp>[0-9\-]+)_(?P<file_id>\w+)")
    name = match_name(pattern, "in/ps1_bitdiddle_attempt_2016-01-30-15-00-00_problem1.ipynb")
    assert name is not None
    assert (name.student, name.file, name.order) == (
        "bitdiddle", "problem1.ipynb", (0, "2016-01-30T15:00:00.000000+00:00"),
    )  # fmt: skip
    assert match_name(pattern, "notes.ipynb") is None


def test_copies_that_browsers_make_bear_the_same_name():
    assert [stem(name) for name in ("tiny (1).ipynb", "tiny.ipynb", "tiny")] == ["tiny"] * 3
