"""A copy of the tiny course for nbgrader: released, with a class that has handed in."""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat

from autograder.course.model import Course
from tests.conftest import GRADER, MODEL, REPOSITORY, write_course

PROGRAMS = Path(sys.executable).parent
ENVIRONMENT = {
    **os.environ,
    "AUTOGRADER_SECRET": "test",
    "PATH": os.pathsep.join([str(PROGRAMS), os.environ.get("PATH", "")]),
    "PYTHONPATH": os.pathsep.join([str(REPOSITORY), os.environ.get("PYTHONPATH", "")]),
}

# None of these is a line of the model answers.
RIGHT = {
    "double": "def double(x):\n    return np.add(x, x)",
    "quadruple": "def quadruple(x):\n    return np.asarray(4.0) * x",
}
SQUARES = "def double(x):\n    return x**2"
IN_PLACE = "def double(x):\n    x += x\n    return x"
TRIPLES = "def quadruple(x):\n    return 3 * x"
EXITS = "def double(x):\n    import os\n    os._exit(0)"
ENDLESS = "def double(x):\n    while True:\n        pass"
MARKUP = "def double(x):\n    raise ValueError('<script>alert(1)</script>')"

CLASS = {
    "right": RIGHT,
    "stub": {},
    "squares": RIGHT | {"double": SQUARES},
    "in-place": RIGHT | {"double": IN_PLACE},
    "both-wrong": {"double": SQUARES, "quadruple": TRIPLES},
    "exits": RIGHT | {"double": EXITS},
    "endless": RIGHT | {"double": ENDLESS},
    "markup": RIGHT | {"double": MARKUP},
}


def make_course(root: Path) -> Course:
    """Write the tiny course with this repository's nbgrader configuration and small limits."""
    course = write_course(root)
    shutil.copy(REPOSITORY / "nbgrader_config.py", root)
    (root / "course.toml").write_text("[limits]\ncall_seconds = 1\n")
    return course


def hand_in(root: Path) -> None:
    """Write a submission for everyone: the class, and some who went further."""
    for student, answers in CLASS.items():
        write(root, student, filled(root, answers))
    write(root, "cheater", _cheated(filled(root, {})))
    write(root, "lost-metadata", _without_metadata(filled(root, RIGHT)))
    broken = root / "submitted" / "broken" / "01_tiny" / "tiny.ipynb"
    broken.parent.mkdir(parents=True)
    broken.write_text('{"cells": [')
    link = root / "submitted" / "link" / "01_tiny" / "tiny.ipynb"
    link.parent.mkdir(parents=True)
    link.symlink_to(root / "submitted" / "right" / "01_tiny" / "tiny.ipynb")


def filled(root: Path, answers: dict[str, str]) -> Any:
    """The released notebook with answers in place of stubs."""
    notebook = nbformat.read(root / "release" / "01_tiny" / "tiny.ipynb", as_version=4)
    for cell in notebook.cells:
        cell.source = answers.get(cell.id, cell.source)
    return notebook


def write(root: Path, student: str, notebook: Any) -> Path:
    path = root / "submitted" / student / "01_tiny" / "tiny.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)
    return path


def _cheated(notebook: Any) -> Any:
    """Checks emptied, worth more, claimed ungraded, doubled; outputs that claim full marks."""
    result = nbformat.v4.new_output("execute_result", {"text/plain": "1000"})
    for cell in list(notebook.cells):
        told = cell.metadata.get("nbgrader")
        if cell.cell_type == "code":
            cell.outputs = [result]
        if told and told["grade"]:
            cell.source = "1000"
            told["points"] = 1000
            notebook.cells.append(nbformat.from_dict(cell | {"id": f"again-{cell.id}"}))
        elif told:
            told |= {"grade": True, "points": 1000, "checksum": "0", "task": True}
    notebook.cells[0].metadata["nbgrader"] = {"grade": True, "grade_id": "mine", "points": 9}
    return notebook


def _without_metadata(notebook: Any) -> Any:
    """As a program leaves it that keeps the texts of code cells only; the checks deleted."""
    cells = [
        nbformat.v4.new_code_cell(cell.source)
        for cell in notebook.cells
        if cell.cell_type == "code" and not cell.id.startswith("check-")
    ]
    return nbformat.v4.new_notebook(cells=cells)


def nbgrader(root: Path, *arguments: str, ok: bool = True) -> str:
    """Run one of nbgrader's commands, and return all that it said."""
    return _run(PROGRAMS / "nbgrader", root, arguments, ok)


def autograder(root: Path, *arguments: str, ok: bool = True, **environment: str) -> str:
    """Run one of this program's commands, and return all that it said."""
    return _run(PROGRAMS / "autograder", root, arguments, ok, **environment)


def _run(
    program: Path, root: Path, arguments: tuple[str, ...], ok: bool, **environment: str
) -> str:
    done = subprocess.run(
        [program, *arguments],
        cwd=root,
        env=ENVIRONMENT | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert (done.returncode == 0) == ok, done.stdout
    return done.stdout


def hidden_lines() -> list[str]:
    """Lines of the grader and of the model answers that nobody but staff may see.

    Docstrings are not among them: a test's is its title, which a student reads.
    """
    lines = re.sub(r'"""[^"]*"""', "", GRADER + MODEL).splitlines()
    telling = (line.strip() for line in lines if not line.lstrip().startswith(("import", "from")))
    shown = {"def double(x):", "def quadruple(x):"}  # signatures
    hidden = [line for line in telling if len(line) >= 12 and line not in shown]
    names = re.findall(r"\b(?:test|Test)_?\w+(?=[(:])", GRADER)
    assert len(hidden) > 5
    assert len(names) == 4
    return hidden + names


def leaks(root: Path) -> Iterator[str]:
    """Hidden lines in any file that nbgrader wrote, its gradebook and pages included."""
    # What is staff's own: the course, and this program's reports.
    staff = {root / name for name in ("source", "solutions", "autograder", "out")}
    for path in sorted(root.rglob("*")):
        if path.is_file() and not staff & set(path.parents):
            raw = path.read_bytes().decode(errors="replace")
            text = html.unescape(re.sub(r"<[^>]*>", "", raw)) if path.suffix == ".html" else raw
            for line in hidden_lines():
                if line in raw or line in text or line in raw.replace('\\"', '"'):
                    yield f"{path.relative_to(root)}: {line}"
