"""A grader that is killed with SIGKILL leaves nothing behind, and the next run goes on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from autograder.reports import report
from autograder.reports.store import Store
from tests.conftest import REPOSITORY, needs_sandbox

pytestmark = needs_sandbox

COMMAND = Path(sys.executable).parent / "autograder"
ASSIGNMENT = "03_activations"
PR_SET_CHILD_SUBREAPER = 36

#: Runs a command, kills it when a number of reports is there, and waits for its descendants: the
#: kernel makes those that it leaves children of this process. Says what they were, and which
#: would not end.
KILLER = """
import ctypes, glob, json, os, signal, subprocess, sys, time

def children():
    found = {}
    for path in glob.glob("/proc/[0-9]*/stat"):
        try:
            text = open(path).read()
            command = open(path.replace("stat", "cmdline")).read().replace("\\0", " ")[:80]
        except OSError:
            continue
        state, parent = text.rpartition(")")[2].split()[:2]
        found.setdefault(int(parent), []).append((int(text.split()[0]), state, command))
    return found

def tree(pid):
    every = children()
    below = [child for child in every.get(pid, [])]
    for child, _, _ in below:
        below += every.get(child, [])
    return below

ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
output, count, *command = sys.argv[1:]
process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
while len(glob.glob(output + "/*/*/report.json")) < int(count) and process.poll() is None:
    time.sleep(0.005)
below = tree(process.pid)
process.send_signal(signal.SIGKILL)
status = process.wait()
ends = time.monotonic() + 60
left = True
while left and time.monotonic() < ends:
    try:
        left = os.waitpid(-1, os.WNOHANG) is not None
        time.sleep(0.01)
    except ChildProcessError:
        left = False
print(json.dumps({
    "status": status,
    "below": [command for _, _, command in below],
    "left": [command for _, state, command in tree(os.getpid())] if left else [],
}))
""".replace("PR_SET_CHILD_SUBREAPER", str(PR_SET_CHILD_SUBREAPER))


@pytest.fixture(scope="module")
def classroom(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve submissions: untouched notebooks and model answers, each after a short pause."""
    folder = tmp_path_factory.mktemp("class")
    slug = ASSIGNMENT.partition("_")[2]
    solution = (REPOSITORY / "solutions" / f"{slug}.py").read_text()
    notebook = json.loads((REPOSITORY / "release" / ASSIGNMENT / f"{slug}.ipynb").read_text())
    for number in range(12):
        path = folder / f"student{number:02}" / ASSIGNMENT
        path.mkdir(parents=True)
        pause = f"import time\ntime.sleep(0.3)  # {number}\n"
        if number % 2:
            (path / f"{slug}.py").write_text(solution + pause)
        else:
            cell = {"cell_type": "code", "source": pause, "metadata": {}, "outputs": []}
            made = notebook | {"cells": [*notebook["cells"], cell]}
            (path / f"{slug}.ipynb").write_text(json.dumps(made))
    return folder


def grade(classroom: Path, output: Path) -> list[str]:
    return [str(COMMAND), "grade", str(classroom), "--output", str(output), "--workers", "2"]


def what_counts(folder: Path) -> list[dict[str, Any]]:
    """All reports, without how long they took."""
    return [report.as_plain(one) | {"seconds": 0} for one in Store(folder).reports()]


@pytest.mark.parametrize("after", [1, 5])
def test_nothing_is_left_and_the_next_run_goes_on(classroom, tmp_path, after):
    output, scratch = tmp_path / "out", tmp_path / "scratch"
    scratch.mkdir()
    environment = os.environ | {"AUTOGRADER_SECRET": "test", "TMPDIR": str(scratch)}
    killed = subprocess.run(
        [sys.executable, "-c", KILLER, str(output), str(after), *grade(classroom, output)],
        cwd=REPOSITORY,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    told = json.loads(killed.stdout)
    assert told["status"] == -9
    assert sum("bwrap" in command for command in told["below"]) >= 2
    assert len(told["below"]) >= 2 + 2 * 4  # pool members, and in each a sandbox of four
    assert told["left"] == []
    assert list(scratch.iterdir()) == []

    finished = {path: path.stat().st_mtime_ns for path in output.glob("*/*/report.json")}
    assert after <= len(finished) < 12
    again = subprocess.run(
        grade(classroom, output),
        cwd=REPOSITORY,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert again.returncode == 0, again.stderr
    assert "12 submissions" in again.stdout
    skipped = int(again.stdout.partition(" of them unchanged")[0].split()[-1])
    assert skipped in (len(finished), len(finished) - 1)  # killed between report and record
    kept = [path for path, before in finished.items() if path.stat().st_mtime_ns == before]
    assert len(kept) == skipped
    assert list(scratch.iterdir()) == []
    assert list(output.rglob(".writing-*")) == []

    undisturbed = tmp_path / "undisturbed"
    subprocess.run(
        grade(classroom, undisturbed), cwd=REPOSITORY, env=environment, check=True, stdout=-3
    )
    reports = what_counts(output)
    assert reports == what_counts(undisturbed)
    assert [one["score"] > 0 for one in reports] == [False, True] * 6
