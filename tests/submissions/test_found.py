"""Reading what was found, and names that are safe as names of folders."""

from __future__ import annotations

import os

from hypothesis import given
from hypothesis import strategies as st

from autograder.limits import Limits
from autograder.submissions.discovery import find_submissions
from autograder.submissions.found import read_submission, safe_name


def put(path, content="x = 1"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)
    return path


@given(st.text(max_size=300))
def test_any_name_is_made_a_folders_name(name):
    student = safe_name(name)
    assert student.isprintable()
    assert student.casefold() not in {"", ".", "..", "summary.csv", "class.html", "feedback"}
    assert not set('/\\:*?"<>|') & set(student)
    assert len(student.encode()) <= 201
    assert student == student.strip()


def test_a_file_that_becomes_a_link_before_its_turn_is_not_read(tmp_path, tiny):
    path = put(tmp_path / "ada.py")
    (one,) = find_submissions([path], tiny)
    path.unlink()
    path.symlink_to(put(tmp_path / "secret.txt", "password"))
    submission = read_submission(one, tiny, Limits())
    assert submission.content == b""
    assert submission.problem is not None
    assert submission.problem.startswith("ada.py cannot be read")


def test_a_large_file_is_not_read_whole(tmp_path, tiny):
    path = put(tmp_path / "ada.py", "x" * 5000)
    (one,) = find_submissions([path], tiny)
    assert len(read_submission(one, tiny, Limits(submission_bytes=1000)).content) == 1001


def test_a_name_that_is_no_text_is_made_visible(tmp_path, tiny):
    (tmp_path / os.fsdecode(b"a\xffda.py")).write_text("x = (")
    (one,) = find_submissions([tmp_path], tiny)
    assert one.student == "a_da"
    assert read_submission(one, tiny, Limits()).problem is None
