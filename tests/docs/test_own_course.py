"""The page on a course of your own is true: its commands, in an empty folder, give what it shows.

With AUTOGRADER_WHEEL_TEST set they are run by the wheel, installed in an environment of its own.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY, needs_sandbox
from tests.docs.test_staff_page import commands

PAGE = (REPOSITORY / "docs" / "own-course.md").read_text(encoding="utf-8")
STEPS = [
    step
    for block in re.findall(r"^```console\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    for step in commands(block)
]
COURSE_CONTENT = re.compile(r"test_|misconceptions|solutions")


def timeless(text: str) -> str:
    lines = "\n".join(line.rstrip() for line in text.split("\n"))
    lines = re.sub(r" in (\d+\.\d|\?) s\.", " in ? s.", lines)
    return re.sub(r"\(\d+ s\)", "(? s)", lines).strip()


def walk_through(root: Path, programs: Path) -> None:
    """Run the page's commands in the empty folder `root`, by the programs in a folder."""
    root.mkdir()
    hidden = {"AUTOGRADER_COURSE", "AUTOGRADER_SECRET", "PYTHONPATH", "VIRTUAL_ENV"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    environment["PATH"] = os.pathsep.join([str(programs), environment["PATH"]])
    for command, shown in STEPS:
        program, *arguments = shlex.split(command)
        done = subprocess.run(
            [programs / program, *arguments],
            cwd=root, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        if program == "autograder":
            assert done.stderr == ""
        parts = map(re.escape, re.split(r"\.\.\.\n?", timeless(shown)))
        assert re.fullmatch(".*".join(parts), timeless(done.stdout), re.DOTALL), done.stdout


def test_the_page_shows_the_whole_way():
    shown = [" ".join(command.split()[:2]) for command, _ in STEPS]
    assert shown == [
        *("autograder init", "autograder list", "autograder verify", "autograder release"),
        *("autograder release", "autograder demo", "autograder grade", "autograder export"),
        *("autograder new", "nbgrader generate_assignment", "nbgrader autograde"),
        *("nbgrader export", "autograder gradescope"),
    ]


@needs_sandbox
def test_every_command_gives_what_the_page_shows(tmp_path):
    walk_through(tmp_path / "course", Path(sys.executable).parent)
    assert len((tmp_path / "course" / "grades.csv").read_text().splitlines()) == 16


@needs_sandbox
@pytest.mark.timeout(1800)
@pytest.mark.skipif(
    "AUTOGRADER_WHEEL_TEST" not in os.environ,
    reason="installs the wheel and all that it needs; set AUTOGRADER_WHEEL_TEST to run it",
)
def test_the_wheel_alone_serves_a_course(tmp_path):
    subprocess.run(["uv", "build", "-q", "--wheel", "-o", tmp_path, REPOSITORY], check=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        assert [name for name in archive.namelist() if COURSE_CONTENT.search(name)] == []
    programs = tmp_path / "own" / "bin"
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "own"], check=True)
    subprocess.run([programs / "pip", "install", "-q", f"{wheel}[course]"], check=True)
    walk_through(tmp_path / "course", programs)
