"""Only regular files are read, within a bound, and a file is written whole or not at all."""

from __future__ import annotations

import os
import socket

import pytest

from autograder.files import irregularity, read_regular, write_whole


def test_a_regular_file_is_read_up_to_one_byte_more_than_the_limit(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"12345")
    assert [read_regular(path, limit) for limit in (3, 5, 9)] == [b"1234", b"12345", b"12345"]


def make_link(path):
    path.symlink_to(path.with_name("file"))


def make_hard_link(path):
    path.hardlink_to(path.with_name("file"))


def make_socket(path):
    socket.socket(socket.AF_UNIX).bind(str(path))


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (make_link, "a link"),
        (make_hard_link, "a hard link, one of several names of a file"),
        (os.mkfifo, "a pipe, not a regular file"),
        (make_socket, "a socket, not a regular file"),
        (os.mkdir, "not a regular file"),
    ],
)
def test_anything_else_is_named_and_not_read(tmp_path, make, words):
    (tmp_path / "file").write_text("secret")
    path = tmp_path / "other"
    make(path)
    assert irregularity(path.lstat()) == words
    with pytest.raises(
        OSError, match=r"not a regular file|symbolic links|No such device|Is a directory"
    ):
        read_regular(path, 100)


def test_a_file_is_replaced_whole_or_stays_as_it_was(tmp_path):
    path = tmp_path / "a"
    write_whole(str(path), [b"1", b"2"], 0o400)
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"12", 0o400)

    def failing():
        yield b"half"
        raise ValueError("broken off")

    with pytest.raises(ValueError, match="broken off"):
        write_whole(str(path), failing())
    assert path.read_bytes() == b"12"
    assert [*tmp_path.iterdir()] == [path]
