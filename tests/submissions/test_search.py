"""Searching files and folders: regular files are found, anything else is refused by name."""

from __future__ import annotations

import contextlib
import os
import socket
import stat
from pathlib import Path

import pytest

from autograder.limits import Limits
from autograder.submissions.discovery import discover, find_submissions
from autograder.submissions.found import NothingFoundError, read_submission


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


def make_pipe(path):
    os.mkfifo(path)


def make_socket(path):
    # A relative path: an absolute one may be longer than a socket's address.
    with contextlib.chdir(path.parent), socket.socket(socket.AF_UNIX) as server:
        server.bind(path.name)


def make_device(path):
    try:
        os.mknod(path, stat.S_IFCHR | 0o600, os.makedev(1, 3))
    except PermissionError:
        pytest.skip("only root makes device nodes")


def make_link(path):
    secret = put(path.parent / "elsewhere" / "secret.txt", "password")
    path.symlink_to(secret)


def make_hard_link(path):
    os.link(put(path.parent / "elsewhere" / "secret.txt", "password"), path)


def make_dangling_link(path):
    path.symlink_to("nothing")


SPECIAL = {
    "a pipe, not a regular file": make_pipe,
    "a socket, not a regular file": make_socket,
    "a device, not a regular file": make_device,
    "a link": make_link,
    "a hard link, one of several names of a file": make_hard_link,
    "a link ": make_dangling_link,
}
LAYOUTS = {
    "nbgrader": ("class/ada/01_tiny/tiny.py", "class/ben/01_tiny/tiny.py"),
    "flat": ("class/ada.py", "class/ben.py"),
    "canvas": ("class/ada_1_2_tiny.py", "class/ben_2_3_tiny.py"),
    "moodle": (
        "class/ada_1_assignsubmission_file_/tiny.py",
        "class/ben_2_assignsubmission_file_/tiny.py",
    ),
    "on the command line": ("ada.py", "ben.py"),
    "a zip on the command line": ("ada.zip", "ben.py"),
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("kind", SPECIAL)
def test_what_is_no_file_of_its_own_is_refused_by_name(tmp_path, tiny, kind, layout):
    special, honest = (tmp_path / name for name in LAYOUTS[layout])
    put(honest, "y = 2")
    special.parent.mkdir(parents=True, exist_ok=True)
    SPECIAL[kind](special)
    folder = tmp_path / "class"
    paths = [folder] if folder.is_dir() else [special, honest]
    found = {
        one.student: read_submission(one, tiny, Limits())
        for one in discover(paths, tiny).submissions
    }
    assert set(found) == {"ada", "ben"}
    assert (found["ben"].content, found["ben"].problem) == (b"y = 2", None)
    assert found["ada"].content == b""
    assert found["ada"].problem == (
        f"{special.name} is {kind.strip()}. Hand in the notebook itself."
    )


@pytest.mark.parametrize(
    ("place", "student", "assignment"),
    [("ada", "ada", None), ("ada/01_tiny", "ada", "01_tiny"), ("ada/01_tiny/in", "ada", "01_tiny")],
)
def test_a_folder_that_is_a_link_is_refused_and_not_looked_into(
    tmp_path, tiny, place, student, assignment
):
    put(tmp_path / "elsewhere" / "01_tiny" / "tiny.py", "secret")
    put(tmp_path / "class" / "ben" / "01_tiny" / "tiny.py")
    link = tmp_path / "class" / place
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(tmp_path / "elsewhere")
    one, ben = find_submissions([tmp_path / "class"], tiny)
    assert (one.student, one.assignment, ben.student) == (student, assignment, "ben")
    assert one.problem == f"{link.name} is a link. Hand in the notebook itself."


def test_a_folder_on_the_command_line_that_is_a_link_is_refused(tmp_path, tiny):
    put(tmp_path / "elsewhere" / "ada.py")
    (tmp_path / "class").symlink_to("elsewhere")
    (one,) = find_submissions([tmp_path / "class"], tiny)
    assert one.problem == "class is a link. Hand in the notebook itself."


def test_folders_without_end_are_left(tmp_path, tiny):
    put(tmp_path / "ada.py")
    put(tmp_path / "/".join("d" * 60) / "deep.py")
    findings = discover([tmp_path], tiny)
    assert [one.student for one in findings.submissions] == ["ada"]
    assert findings.notices[0] == "Too deep to be searched: d."


def test_one_empty_folder_does_not_stop_the_others(tmp_path, tiny):
    put(tmp_path / "ada" / "01_tiny" / "tiny.py")
    (tmp_path / "ben").mkdir()
    findings = discover([tmp_path / "ada", tmp_path / "ben"], tiny)
    assert [one.student for one in findings.submissions] == ["ada"]
    assert "ben holds no notebook" in findings.notices[0]


@pytest.mark.parametrize(
    "name", ["..", "summary.csv", "a\x1b[2Jb", "=1+1", "x" * 300, "深" * 80, " "]
)
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


def test_folders_in_a_students_folder_are_that_students(tmp_path, tiny):
    put(tmp_path / "mallory" / "01_tiny" / "zoe" / "01_tiny" / "tiny.py")
    put(tmp_path / "mallory" / "01_tiny" / "tiny.py")
    put(tmp_path / "zoe" / "01_tiny" / "tiny.py")
    assert [
        (one.student, str(one.path.relative_to(tmp_path)))
        for one in find_submissions([tmp_path], tiny)
    ] == [("mallory", "mallory/01_tiny/tiny.py"), ("zoe", "zoe/01_tiny/tiny.py")]


def test_a_file_that_goes_while_its_folder_is_read_is_reported(tmp_path, tiny, monkeypatch):
    put(tmp_path / "ada.py")
    gone = put(tmp_path / "ben.py")
    put(tmp_path / "cleo" / "x.txt")
    is_link = Path.is_symlink

    def go(path):
        if path.name == "cleo":  # the folder around it has been listed by now
            gone.unlink(missing_ok=True)
        return is_link(path)

    monkeypatch.setattr(Path, "is_symlink", go)
    found = {one.student: one.problem for one in discover([tmp_path], tiny).submissions}
    assert found == {"ada": None, "ben": "ben.py cannot be read: No such file or directory"}


def test_an_ending_too_many_is_read_and_the_report_keeps_the_name(tmp_path, tiny):
    for name in ("ada.ipynb.txt", "ben.py.TXT", "cy.ipynb (1).json", "dan.txt"):
        put(tmp_path / name, "{}")
    found = discover([tmp_path], tiny)
    assert [(one.student, one.name, one.source.file) for one in found.submissions] == [
        ("ada", "ada.ipynb", "ada.ipynb.txt"),
        ("ben", "ben.py", "ben.py.TXT"),
        ("cy", "cy.ipynb", "cy.ipynb (1).json"),
    ]
    assert found.notices[0] == (
        "Not graded, because they are neither notebooks nor Python files: dan.txt."
    )
