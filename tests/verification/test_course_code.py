"""The course's own code in a child, which does not outlive the process that asked for it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from autograder.course.loading import load_course
from autograder.verification.course_code import in_child
from tests.conftest import FILES, write_course


def name(assignment):
    return assignment.name, os.getpid()


def wait(assignment):
    (assignment.root / "child.pid").write_text(str(os.getpid()))
    time.sleep(600)


def wait_in_child(root):
    in_child(wait, load_course(Path(root)).assignments[0])


def is_alive(process):
    try:
        return "(zombie)" not in Path("/proc", process, "status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_it_runs_in_another_process(tmp_path):
    assignment = write_course(tmp_path, FILES).assignments[0]
    found, process = in_child(name, assignment)
    assert found == "01_tiny"
    assert process != os.getpid()


def test_a_parent_that_is_killed_leaves_no_child(tmp_path):
    write_course(tmp_path, FILES)
    code = f"import {__name__} as tests; tests.wait_in_child({str(tmp_path)!r})"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    parent = subprocess.Popen([sys.executable, "-c", code], env=environment)
    note = tmp_path / "child.pid"
    while not (note.is_file() and note.read_text()):
        assert parent.poll() is None
        time.sleep(0.05)
    parent.kill()
    parent.wait()
    while is_alive(note.read_text()):  # for as long as the test may last
        time.sleep(0.05)
