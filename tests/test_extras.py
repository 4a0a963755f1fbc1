"""Libraries of extras: what is said where one is not installed."""

from __future__ import annotations

import importlib.metadata
import subprocess
import sys

import pytest

from autograder import extras
from tests.conftest import needs_sandbox, write_course

#: Hides libraries from a program, as if they were not installed.
WITHOUT = """
import importlib.machinery, sys
hidden = set(sys.argv.pop(1).split(","))
class Hide(importlib.machinery.PathFinder):
    @classmethod
    def find_spec(cls, name, path=None, target=None):
        return None if name.partition(".")[0] in hidden else super().find_spec(name, path, target)
sys.meta_path = [Hide if finder is importlib.machinery.PathFinder else finder
                 for finder in sys.meta_path]
from autograder.cli import main
main()
"""


def without(libraries: str, *arguments: str, course) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", WITHOUT, libraries, *arguments],
        cwd=course, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_every_library_is_a_requirement_of_its_extra():
    required = importlib.metadata.requires("keras-autograder")
    packages = {"PIL": "pillow", "keras": "tensorflow", "sklearn": "scikit-learn"}
    brought = {"nbconvert", "sqlalchemy"}  # by nbgrader
    for extra, libraries in extras._LIBRARIES.items():
        for library in set(libraries) - brought:
            package = packages.get(library, library)
            assert any(
                line.startswith(package) and f"extra == '{extra}'" in line.replace('"', "'")
                for line in required
            ), library


def test_what_is_missing_is_named_with_its_extra(monkeypatch):
    assert extras.explain_missing("nbgrader") == (
        "This needs nbgrader, which is not installed. "
        "Install the extra `course` of keras-autograder."
    )
    assert extras.explain_missing("something") is None
    monkeypatch.setattr(extras.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(extras.MissingExtraError, match="extra `cluster`"):
        extras.require("distributed")


def test_what_is_there_is_not_refused():
    extras.require("nbformat")


@pytest.mark.parametrize(
    ("libraries", "command", "named"),
    [
        ("nbgrader,nbformat,nbconvert", ["release"], "`course`"),
        ("nbgrader,nbformat,nbconvert", ["demo"], "`course`"),
        ("libcst", ["verify", "--mutants"], "`course`"),
    ],
)
@needs_sandbox
def test_a_command_says_which_extra_it_needs(tmp_path, libraries, command, named):
    write_course(tmp_path)
    done = without(libraries, *command, course=tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("autograder: This needs ")
    assert f"Install the extra {named} of keras-autograder." in done.stderr
    assert "Traceback" not in done.stderr


@needs_sandbox
def test_an_assignment_with_models_needs_keras(tmp_path):
    course = write_course(tmp_path)
    source = course.assignments[0].source
    source.write_text(source.read_text().replace("points=3", "points=3 keras=true"))
    (tmp_path / "tiny.py").write_text("def double(x):\n    return 2 * x\n")
    done = without("keras,tensorflow", "grade", "tiny.py", "--output", "out", course=tmp_path)
    assert "Install the extra `keras` of keras-autograder." in done.stderr
    assert done.returncode == 1
