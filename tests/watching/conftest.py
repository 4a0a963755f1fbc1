"""What the tests of watching share: a course to watch for, and the command that watches."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import MODEL, REPOSITORY, write_course

ENVIRONMENT = {
    **os.environ,
    "AUTOGRADER_SECRET": "test",
    "PYTHONPATH": os.pathsep.join([str(REPOSITORY), os.environ.get("PYTHONPATH", "")]),
}
COMMAND = [sys.executable, "-m", "autograder.cli"]
WRONG = MODEL.replace("return 2 * x", "return x**2")


class Watching:
    """A watch in a process of its own."""

    def __init__(self, course: Path, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [*COMMAND, "watch", *arguments, "--json", "--workers", "2"],
            cwd=course,
            env=ENVIRONMENT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def told(self, count: int) -> list[dict[str, Any]]:
        """The next pages that are written: waits for so many."""
        assert self.process.stdout is not None
        lines = [self.process.stdout.readline() for _ in range(count)]
        assert all(lines), self.process.communicate()[1]
        return [json.loads(line) for line in lines]

    def kill(self) -> list[dict[str, Any]]:
        """End it as nothing can be refused; what it had said and nobody had read."""
        self.process.send_signal(signal.SIGKILL)
        out, _ = self.process.communicate()
        return [json.loads(line) for line in out.splitlines()]

    def stop(self) -> str:
        """End it as a service is ended; what it said on the way."""
        self.process.send_signal(signal.SIGTERM)
        out, errors = self.process.communicate()
        assert self.process.returncode == 0, errors
        return out + errors


@contextmanager
def watching(course: Path, *arguments: str) -> Iterator[Watching]:
    watch = Watching(course, *arguments)
    try:
        yield watch
    finally:
        watch.process.kill()
        watch.process.wait()


@pytest.fixture
def classroom(tmp_path: Path) -> Path:
    """The tiny course, with an empty folder to hand in into."""
    write_course(tmp_path / "course")
    (tmp_path / "course" / "in").mkdir()
    return tmp_path / "course"


def hand_in(course: Path, student: str, text: str) -> Path:
    """Put a file where a student's submission is looked for."""
    path = course / "in" / student / "01_tiny" / "tiny.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def rows(course: Path, columns: str) -> list[Any]:
    with sqlite3.connect(course / "out" / ".watch.sqlite") as connection:
        return connection.execute(f"SELECT {columns} FROM hand_ins ORDER BY number").fetchall()
