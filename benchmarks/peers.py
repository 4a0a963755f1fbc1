"""The same assignment for nbgrader and for Otter, with the hidden tests that this program runs.

The calls that the hidden tests make, and what a model answer returns, are written out as
assertions: the same calls with the same arguments, compared with the same tolerance.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from autograder.course.model import Assignment
from autograder.grading.calls import Observation, Recorded, Reply, Request
from autograder.grading.grade import grade_submission
from autograder.grading.session import Session
from autograder.limits import Limits
from autograder.sandbox.host import Host
from autograder.sandbox.inside.protocol import values
from autograder.submissions.submission import Submission
from autograder.testing.collecting import collect
from benchmarks.classes import SECRET, notebooks

_HEAD = "from numpy import array, inf, nan\nfrom numpy.testing import assert_allclose\n"


class MissingPeerError(Exception):
    """Another grader is not installed; the message says what to do."""


def hidden_assertions(assignment: Assignment) -> dict[str, list[str]]:
    """For each exercise, the hidden tests' calls of it and their right values, as assertions."""
    calls: list[Recorded] = []

    grader = collect([assignment])[assignment.name]
    host = Host(limits=Limits())
    conclude = Session.conclude

    def recording(
        self: Session, request: Request, reply: Reply, recorded: list[Recorded]
    ) -> Observation:
        try:
            return conclude(self, request, reply, recorded)
        finally:
            calls.append(recorded[-1])

    Session.conclude = recording  # type: ignore[method-assign]
    try:
        content = assignment.model_answers.read_bytes()
        grade_submission(
            Submission("model", assignment.name, f"{assignment.slug}.py", content),
            grader,
            lambda profile: host,
            secret=SECRET,
            limits=Limits(),
        )
    finally:
        Session.conclude = conclude  # type: ignore[method-assign]
        host.close()
    assertions: dict[str, list[str]] = {exercise.name: [] for exercise in assignment.exercises}
    for call in calls:
        if call.function in assertions and not call.functions and call.value is not None:
            assertions[call.function].append(_assertion(call))
    return assertions


def _assertion(call: Recorded) -> str:
    args, kwargs = values.unpack_arguments(call.arguments, lambda number: call.functions[number])
    arguments = [_literal(value) for value in args]
    arguments += [f"{name}={_literal(value)}" for name, value in kwargs.items()]
    expected = _literal(values.unpack(call.value or b""))
    called = f"{call.function}({', '.join(arguments)})"
    return f"assert_allclose({called}, {expected}, rtol=1e-6, atol=1e-9)"


def _literal(value: Any) -> str:
    if isinstance(value, np.ndarray):
        text = json.dumps(value.tolist()).replace("Infinity", "inf").replace("NaN", "nan")
        text = text.replace("true", "True").replace("false", "False")
        return f"array({text}, dtype='{value.dtype}')"
    return repr(value)


class NbGrader:
    """`nbgrader autograde` in another course, as it is installed: one kernel a notebook."""

    name = "nbgrader"

    def __init__(self, assignment: Assignment, folder: Path, count: int) -> None:
        self._program = _program("nbgrader", None)
        self._assignment, self._root = assignment, folder / "nbgrader"
        source = self._root / "source" / assignment.name / f"{assignment.slug}.ipynb"
        source.parent.mkdir(parents=True)
        hidden = hidden_assertions(assignment)
        notebook = without_pictures(msgspec.json.decode(assignment.release_notebook.read_bytes()))
        tested = 0
        for cell in notebook["cells"]:
            metadata = cell["metadata"].get("nbgrader", {})
            lines = hidden.get(str(metadata.get("grade_id", "")).removeprefix("check-"), [])
            if metadata.get("grade") and not metadata.get("solution") and lines:
                tested += 1
                body = "\n".join(lines)
                cell["source"] = (
                    f"{_text(cell['source'])}\n### BEGIN HIDDEN TESTS\n{_HEAD}{body}\n"
                    "### END HIDDEN TESTS"
                )
        if tested != len(assignment.exercises):
            raise ValueError(f"{tested} of {len(assignment.exercises)} checks were found.")
        source.write_text(json.dumps(notebook), encoding="utf-8")
        self._run("generate_assignment", assignment.name)
        for student, content in notebooks(assignment, count):
            path = self._root / "submitted" / student / assignment.name / source.name
            path.parent.mkdir(parents=True)
            whole = without_pictures(msgspec.json.decode(content))
            path.write_text(json.dumps(whole), encoding="utf-8")

    def grade(self) -> None:
        """Grade everyone anew."""
        self._run("autograde", self._assignment.name, "--force")

    def _run(self, *arguments: str) -> None:
        _call([self._program, *arguments, f"--course={self._root}"], self._root)


class Otter:
    """`otter run`, one submission after the other, as its manual says for a single machine."""

    name = "otter"

    def __init__(
        self, assignment: Assignment, folder: Path, count: int, program: str | None = None
    ) -> None:
        self._program = _program("otter", program)
        self._root = folder / "otter"
        tests = self._root / "tests"
        tests.mkdir(parents=True)
        for exercise, lines in hidden_assertions(assignment).items():
            body = "\n".join(f"    {line}" for line in lines) or "    pass"
            (tests / f"{exercise}.py").write_text(
                "from otter.test_files import test_case\n"
                f"{_HEAD}OK_FORMAT = False\nname = {exercise!r}\npoints = 1\n\n\n"
                f"@test_case(hidden=True)\ndef test_hidden(env):\n"
                f"    {exercise} = env[{exercise!r}]\n{body}\n",
                encoding="utf-8",
            )
        self._archive = self._root / "autograder.zip"
        flags = ["--no-config", "--no-requirements", "--no-environment"]
        self._run("generate", "-t", str(tests), "-o", str(self._archive), *flags)
        self._notebooks: list[Path] = []
        for student, content in notebooks(assignment, count):
            path = self._root / f"{student}.ipynb"
            whole = without_pictures(msgspec.json.decode(content))
            path.write_text(json.dumps(whole), encoding="utf-8")
            self._notebooks.append(path)

    def grade(self) -> None:
        """Grade everyone anew."""
        for path in self._notebooks:
            output = self._root / f"{path.stem}-results"
            output.mkdir(exist_ok=True)
            options = ["-a", str(self._archive), "-o", str(output)]
            self._run("run", *options, "--no-logo", str(path))

    def _run(self, *arguments: str) -> None:
        _call([self._program, *arguments], self._root)


def without_pictures(notebook: dict[str, Any]) -> dict[str, Any]:
    """The notebook without its demonstrations, which draw pictures: we do not run them either."""
    cells = [
        cell
        for cell in notebook["cells"]
        if "demonstration" not in cell["metadata"].get("tags", [])
    ]
    return {**notebook, "cells": cells}


def _text(source: str | Sequence[str]) -> str:
    return source if isinstance(source, str) else "".join(source)


def _program(name: str, given: str | None) -> str:
    beside = Path(sys.executable).parent / name
    found = given or (str(beside) if beside.is_file() else shutil.which(name))
    if found is None or not Path(found).is_file():
        raise MissingPeerError(f"{name} is not installed: `uv sync --group bench`, or --{name}.")
    return str(found)


def _call(command: Sequence[str], folder: Path) -> None:
    path = os.pathsep.join([str(Path(command[0]).parent), os.environ.get("PATH", "")])
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("PYTHONPATH", "VIRTUAL_ENV")
    } | {"PATH": path, "MPLBACKEND": "agg"}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.stderr.write(done.stdout[-3000:] + done.stderr[-3000:])
        done.check_returncode()
