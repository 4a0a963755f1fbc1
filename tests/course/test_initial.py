"""Beginning a course: what is written passes every check, and nothing is ever overwritten."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.course.config import Config, load_config
from autograder.course.initial import EXAMPLE, init_course
from autograder.course.loading import load_course
from autograder.course.model import CourseError
from autograder.verification.checks import check_assignment
from tests.cli.test_cli import run
from tests.conftest import REPOSITORY, needs_sandbox

WRITTEN = {
    "course.toml",
    "nbgrader_config.py",
    ".gitignore",
    "README.md",
    "source/01_example/example.py",
    "solutions/example.py",
    "solutions/graders/test_example.py",
    "solutions/misconceptions/example.py",
    "solutions/alternatives/example.py",
}


def files(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


def test_an_empty_folder_becomes_a_course(tmp_path):
    root = tmp_path / "my-course"
    root.mkdir()
    written = init_course(root)
    assert {path.relative_to(root).as_posix() for path, _ in written} == files(root) == WRITTEN
    (example,) = load_course(root).assignments
    assert example.name == EXAMPLE
    assert check_assignment(example) == []
    assert "TODO" not in "".join(path.read_text() for path, _ in written)
    assert (root / "README.md").read_text().startswith("# My course\n")


def test_its_settings_are_the_defaults_and_the_due_date_is_an_example(tmp_path):
    init_course(tmp_path)
    assert replace(load_config(tmp_path), title="") == Config()
    path = tmp_path / "course.toml"
    path.write_text(re.sub(r"^# (?=time_zone|01_)", "", path.read_text(), flags=re.MULTILINE))
    config = load_config(tmp_path)
    assert list(config.late.due) == [EXAMPLE]
    assert str(config.late.zone) == "Europe/Berlin"


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("my-course", "My course"),
        ('say "deep"', 'Say "deep"'),
        ("\U0001f600\\n", "\U0001f600\\n"),
        ("x" * 200, "X" + "x" * 99),
    ],
)
def test_its_title_is_the_folders_name(tmp_path, name, title):
    root = tmp_path / name
    root.mkdir()
    init_course(root)
    assert load_config(root).title == title


def test_it_is_as_tidy_as_this_course(tmp_path):
    for path, _ in init_course(tmp_path):
        if path.suffix != ".py":
            continue
        # Where the repository has it, since that decides which rules hold.
        equivalent = REPOSITORY / path.relative_to(tmp_path)
        for command in (["check"], ["format", "--check"]):
            subprocess.run(
                [sys.executable, "-m", "ruff", *command, "--stdin-filename", equivalent, "-"],
                input=path.read_bytes(), cwd=REPOSITORY, check=True, stdout=subprocess.DEVNULL,
            )  # fmt: skip


def test_hidden_files_stay(tmp_path):
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "HEAD").write_text("ref: refs/heads/main")
    (tmp_path / ".python-version").write_text("3.12")
    init_course(tmp_path)
    assert files(tmp_path) == WRITTEN | {".git/HEAD", ".python-version"}


@pytest.mark.parametrize(
    ("names", "named"),
    [
        (["notes.txt"], "notes.txt"),
        (["source", ".git"], "source"),
        ([".gitignore"], ".gitignore"),
        ([f"file{number}" for number in range(8)], "file0, file1, file2, file3, file4 and 3 more"),
    ],
)
def test_a_folder_that_is_not_empty_is_refused(tmp_path, names, named):
    for name in names:
        (tmp_path / name).write_text("mine")
    with pytest.raises(CourseError) as error:
        init_course(tmp_path)
    assert str(error.value) == (
        f"A course begins in an empty folder, but {tmp_path} holds {named}. Nothing was written."
    )
    assert files(tmp_path) == set(names)


def test_a_folder_that_cannot_be_written_is_named(tmp_path, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied", str(tmp_path / "course.toml"))

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(CourseError, match=r"course\.toml cannot be written: Permission denied\."):
        init_course(tmp_path)


@needs_sandbox
def test_from_the_command_line_it_is_verified_at_once(tmp_path):
    begun = run("init", course=tmp_path)
    assert (begun.returncode, begun.stderr) == (0, "")
    assert "autograder verify --mutants" in begun.stdout
    verified = run("verify", "--mutants", course=tmp_path)
    assert verified.returncode == 0, verified.stdout
    assert "0 missed" in verified.stdout
    again = run("init", course=tmp_path)
    assert again.returncode == 2
    assert again.stderr.startswith("autograder: A course begins in an empty folder, but ")


def test_a_command_outside_a_course_names_init(tmp_path):
    for command in (["list"], ["release"], ["verify"], ["demo"], ["gradescope", "example"]):
        done = run(*command, course=tmp_path)
        assert done.returncode == 2
        assert done.stderr.startswith(f"autograder: There is no course in {tmp_path} ")
        assert "`autograder init`" in done.stderr
