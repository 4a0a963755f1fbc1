"""The course's secret: made once, whoever comes first, and refused where it is none."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from autograder.course.model import CourseError
from autograder.course.secret import load_secret

FIRST_USE = """
import sys
from pathlib import Path
from autograder.course.secret import load_secret
sys.stdin.read(1)
print(load_secret(Path(sys.argv[1])).decode())
"""


@pytest.fixture(autouse=True)
def no_secret_given(monkeypatch):
    monkeypatch.delenv("AUTOGRADER_SECRET", raising=False)


def test_it_is_made_once_for_its_owner_only(tmp_path):
    secret = load_secret(tmp_path)
    assert len(secret) == 64
    assert load_secret(tmp_path) == secret
    folder = tmp_path / ".autograder"
    assert [path.name for path in folder.iterdir()] == ["secret"]
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / "secret").stat().st_mode & 0o777 == 0o600


def test_the_environment_comes_first(tmp_path, monkeypatch):
    monkeypatch.setenv("AUTOGRADER_SECRET", "given")
    assert load_secret(tmp_path) == b"given"
    assert not list(tmp_path.iterdir())
    monkeypatch.setenv("AUTOGRADER_SECRET", "")
    assert load_secret(tmp_path) == (tmp_path / ".autograder" / "secret").read_bytes()


def test_processes_that_come_first_together_get_the_same(tmp_path):
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", FIRST_USE, str(tmp_path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(6)
    ]
    for process in processes:  # all of them are waiting for this
        process.stdin.write("x")
        process.stdin.flush()
    secrets = {process.communicate()[0].strip() for process in processes}
    assert [process.returncode for process in processes] == [0] * 6
    assert secrets == {(tmp_path / ".autograder" / "secret").read_text()}
    assert len(secrets.pop()) == 64
    assert [path.name for path in (tmp_path / ".autograder").iterdir()] == ["secret"]


@pytest.mark.parametrize("content", [b"", b"\n", b"short", b"   a secret    \n"])
def test_an_empty_or_short_one_is_refused(tmp_path, content):
    path = tmp_path / ".autograder" / "secret"
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(CourseError) as error:
        load_secret(tmp_path)
    assert str(error.value).startswith(f"{path} holds no secret of at least 16 characters.")
    assert "delete the file: the next run makes a new secret" in str(error.value)
    assert path.read_bytes() == content


def test_what_stands_in_the_file_counts_to_the_letter(tmp_path):
    path = tmp_path / ".autograder" / "secret"
    path.parent.mkdir()
    path.write_bytes(b"written by a person\n")
    assert load_secret(tmp_path) == b"written by a person\n"


@pytest.mark.parametrize("name", [".autograder", ".autograder/secret"])
def test_where_it_cannot_be_kept_the_message_says_what_to_do(tmp_path: Path, name):
    if name == ".autograder":
        (tmp_path / name).write_text("")
    else:
        (tmp_path / name).mkdir(parents=True)
    with pytest.raises(CourseError) as error:
        load_secret(tmp_path)
    assert "cannot be kept in" in str(error.value)
    assert "set AUTOGRADER_SECRET" in str(error.value)
