"""Finding submissions in files and folders."""

from __future__ import annotations

import os

import pytest

from autograder.discovery import NothingFoundError, find_submissions, read_submission
from autograder.limits import Limits


def put(path, content="x = 1"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)
    return path


def names(found):
    return [(one.student, one.assignment, one.path.name) for one in found]


def test_nbgraders_layout_names_student_and_assignment(tmp_path, tiny):
    put(tmp_path / "ada" / "01_tiny" / "tiny.ipynb")
    put(tmp_path / "ada" / "01_tiny" / "notes.py")
    put(tmp_path / "ada" / "01_tiny" / "timestamp.txt")
    put(tmp_path / "ben" / "01_tiny" / "mine.py")
    put(tmp_path / "ben" / "01_tiny" / ".ipynb_checkpoints" / "mine.ipynb")
    assert names(find_submissions([tmp_path], tiny)) == [
        ("ada", "01_tiny", "tiny.ipynb"),
        ("ben", "01_tiny", "mine.py"),
    ]


def test_a_flat_folder_names_students_by_files(tmp_path, tiny):
    put(tmp_path / "ada.py")
    put(tmp_path / "ben.ipynb")
    assert names(find_submissions([tmp_path], tiny)) == [
        ("ada", None, "ada.py"),
        ("ben", None, "ben.ipynb"),
    ]


def test_a_single_file_may_be_anything(tmp_path, tiny):
    assert names(find_submissions([put(tmp_path / "README.md")], tiny)) == [
        ("README", None, "README.md")
    ]


@pytest.mark.parametrize("make", [lambda path: None, lambda path: path.mkdir()])
def test_nothing_there_is_an_error_that_names_the_path(tmp_path, tiny, make):
    make(tmp_path / "class")
    with pytest.raises(NothingFoundError, match="class"):
        find_submissions([tmp_path / "class"], tiny)


def test_links_and_pipes_are_refused_by_name(tmp_path, tiny):
    secret = put(tmp_path / "secret.txt", "password")
    folder = tmp_path / "class"
    put(folder / "honest.py")
    (folder / "link.py").symlink_to(secret)
    os.link(secret, folder / "hard.py")
    os.mkfifo(folder / "pipe.py")
    found = {one.student: one for one in find_submissions([folder], tiny)}
    assert found["honest"].problem is None
    for student, kind in (("link", "a link"), ("hard", "a hard link"), ("pipe", "no regular file")):
        submission = read_submission(found[student], tiny, Limits())
        assert submission.content == b""
        assert submission.problem is not None
        assert kind in submission.problem


@pytest.mark.parametrize("name", ["..", "summary.csv", "a\x1b[2Jb", "=1+1", "x" * 300, " "])
def test_a_students_name_is_safe_as_a_folders_name(tmp_path, tiny, name):
    if name == "..":
        path = put(tmp_path / "inner" / "01_tiny" / "tiny.py")
    else:
        path = put(tmp_path / name[:200] / "01_tiny" / "tiny.py")
    (one,) = find_submissions([path], tiny)
    assert one.student not in {"", ".", "..", "summary.csv"}
    assert one.student.isprintable()
    assert "/" not in one.student
    assert len(one.student) <= 101


def test_names_that_differ_by_case_only_stay_apart(tmp_path, tiny):
    put(tmp_path / "Ada" / "01_tiny" / "tiny.py")
    put(tmp_path / "ada" / "01_tiny" / "tiny.py")
    found = find_submissions([tmp_path], tiny)
    assert len({one.student.casefold() for one in found}) == 2


def test_a_large_file_is_not_read_whole(tmp_path, tiny):
    path = put(tmp_path / "ada.py", "x" * 5000)
    (one,) = find_submissions([path], tiny)
    assert len(read_submission(one, tiny, Limits(submission_bytes=1000)).content) == 1001
