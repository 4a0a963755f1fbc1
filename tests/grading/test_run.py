"""A run: what it gives, what it keeps when it is stopped, and what it forgets."""

from __future__ import annotations

import csv
import gc
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.grading.run import run
from autograder.reports import report as reports
from autograder.reports.store import Store
from autograder.submissions.discovery import discover, find_submissions
from autograder.submissions.submission import Submission
from tests.cli.test_cli import COMMAND
from tests.cli.test_cli import run as run_command
from tests.conftest import MODEL, SETTINGS, SOURCE, needs_sandbox

pytestmark = needs_sandbox
ENDLESS = MODEL + "\n\nwhile True:\n    pass\n"


def hand_in(folder: Path, student: str, text: str) -> None:
    path = folder / student / "01_tiny" / "tiny.py"
    path.parent.mkdir(parents=True)
    path.write_text(text)


@pytest.fixture
def heeds_interrupts() -> Iterator[None]:
    """Undo what a shell does to programs that it starts in the background, and to theirs."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heeds_interrupts")
@pytest.mark.parametrize("workers", [1, 2])
def test_ctrl_c_ends_the_run_and_keeps_what_was_finished(tiny, tmp_path, workers):
    hand_in(tmp_path / "class", "ada", MODEL)
    hand_in(tmp_path / "class", "ben", SOURCE)
    for number in range(8):
        hand_in(tmp_path / "class", f"loops-{number}", ENDLESS + f"# {number}\n")
    output = tmp_path / "out"
    command = [COMMAND, "grade", tmp_path / "class", "--output", output, "--workers", str(workers)]
    process = subprocess.Popen(
        command,
        cwd=tiny.root,
        env=os.environ | {"AUTOGRADER_SECRET": "test"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while len(list(output.glob("*/*/report.json"))) < 2:
        assert process.poll() is None
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Stopped. What was finished is kept" in errors
    assert "Traceback" not in errors
    finished = sorted(path.parts[-3] for path in output.glob("*/*/report.json"))
    rows = list(csv.DictReader((output / "summary.csv").open()))
    assert [row["student"] for row in rows] == finished
    assert not list(output.rglob(".writing-*"))
    for path in output.glob("*/*/report.json"):
        reports.decode(path.read_bytes())


def test_the_number_of_workers_changes_no_result(tiny, tmp_path):
    for number in range(9):
        text = (MODEL, SOURCE, MODEL.replace("2 * x", "3 * x"))[number % 3]
        hand_in(tmp_path / "class", f"s{number}", text + f"# {number}\n")
    summaries, tables = [], []
    for workers in (1, 3):
        output = tmp_path / f"out-{workers}"
        arguments = ("grade", tmp_path / "class", "--output", output, "--workers", workers)
        done = run_command(*arguments, course=tiny.root)
        assert done.returncode == 0, done.stderr
        summaries.append((output / "summary.csv").read_text())
        tables.append(done.stdout.partition("\n\n")[0])
    assert summaries[0] == summaries[1]
    assert tables[0] == tables[1]


def test_a_report_and_its_submission_are_forgotten_once_it_is_written(tiny, tmp_path):
    for number in range(12):
        hand_in(tmp_path / "class", f"s{number:02}", MODEL + f"# {number}\n")
    found = find_submissions([tmp_path / "class"], tiny)
    alive = []
    for _ in run(found, tiny, Store(tmp_path / "out"), SETTINGS, workers=1):
        gc.collect()
        kinds = (reports.Report, Submission)
        alive.append(sum(isinstance(thing, kinds) for thing in gc.get_objects()))
    assert len(alive) == 12
    assert max(alive) - min(alive) <= 2


@pytest.mark.parametrize("workers", [1, 2])
def test_a_report_comes_with_the_file_that_it_is_about(tiny, tmp_path, workers):
    texts = {"ada": MODEL, "ben": SOURCE, "cy": MODEL + "# cy\n"}
    for student, text in texts.items():
        hand_in(tmp_path / "class", student, text)
    found = find_submissions([tmp_path / "class"], tiny)
    for skipped in (False, True):
        graded = list(run(found, tiny, Store(tmp_path / "out"), SETTINGS, workers=workers))
        assert [one.skipped for one in graded] == [skipped] * 3
        for one in graded:
            assert one.found.student == one.submission.student == one.report.student
            assert one.found.path == tmp_path / "class" / one.report.student / "01_tiny" / "tiny.py"
            assert one.submission.content == texts[one.report.student].encode()
            assert one.submission.sha256 == one.report.submission_sha256


def test_of_several_attempts_the_one_that_counts_is_given(tiny, tmp_path):
    texts = {"ada_1_11_tiny.py": SOURCE, "ada_1_12_tiny-1.py": MODEL, "ada_1_13_tiny-2.py": SOURCE}
    (tmp_path / "class").mkdir()
    for name, text in texts.items():
        (tmp_path / "class" / name).write_text(text + f"# {name}\n")
    found = discover([tmp_path / "class"], tiny, every_attempt=True).submissions
    assert [len(one.earlier) for one in found] == [2]
    for skipped in (False, True):
        (graded,) = run(found, tiny, Store(tmp_path / "out"), SETTINGS, workers=2)
        assert graded.skipped is skipped
        assert graded.report.score == 5.0
        assert graded.found.path.name == "ada_1_12_tiny-1.py"
        assert graded.submission.content.startswith(MODEL.encode())
