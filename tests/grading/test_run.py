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


def to_a_directory(path: Path) -> None:
    path.unlink()
    path.mkdir()


CHANGES = {
    "saved again": lambda path: path.write_text(MODEL.replace("2 * x", "3 * x")),
    "emptied": lambda path: path.write_text(""),
    "gone": Path.unlink,
    "a folder": to_a_directory,
    "of no assignment": lambda path: path.write_text("x = 1\n"),
    "like another attempt": lambda path: path.write_text(MODEL + "# 2\n"),
}


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("again", [False, True], ids=["first run", "second run"])
@pytest.mark.parametrize("change", CHANGES)
def test_a_file_that_changes_meanwhile_costs_nobody_else_anything(
    tiny, tmp_path, change, again, workers
):
    """Of every student two attempts, and one file whose assignment only its content tells."""
    folder, output = tmp_path / "class", tmp_path / "out"
    folder.mkdir()
    for number, student in enumerate(("ada", "ben", "cy", "zoe")):
        for attempt, name in ((0, "tiny"), (1, "tiny-1")):
            path = folder / f"{student}_{number}_{number}{attempt}_{name}.py"
            path.write_text(MODEL + f"# {attempt + 1}\n")
    own = folder / "xen_9_99_mine.py"
    own.write_text(MODEL)
    found = discover([folder], tiny, every_attempt=True).submissions
    if again:
        list(run(found, tiny, Store(output), SETTINGS, workers=workers))
        for path in folder.iterdir():
            path.write_text(path.read_text() + "# and again\n")
    changed = [folder / "zoe_3_31_tiny-1.py", own]
    reports_by: dict[str, reports.Report] = {}
    for graded in run(found, tiny, Store(output), SETTINGS, workers=workers):
        if not reports_by:
            for path in changed:
                CHANGES[change](path)
        assert graded.submission.sha256 == graded.report.submission_sha256
        assert graded.found.student == graded.report.student
        reports_by[graded.report.student] = graded.report
    assert set(reports_by) == {"ada", "ben", "cy", "xen", "zoe"}
    assert {reports_by[student].score for student in ("ada", "ben", "cy", "zoe")} == {5.0}
    assert {report.assignment for report in reports_by.values()} == {"01_tiny"}
    rows = list(csv.DictReader((output / "summary.csv").open()))
    assert [row["student"] for row in rows] == sorted(reports_by)
    assert list(run(found, tiny, Store(output), SETTINGS, workers=workers))  # and once more


def test_a_file_that_says_nothing_belongs_to_the_assignment_of_its_class(tiny, tmp_path):
    folder = tmp_path / "class"
    for name, text in {
        "ada/hw.ipynb": "{", "ben/tiny.py": MODEL, "cy/tiny.py": MODEL, "cy/hw.ipynb": "{",
        "dan/hw.py": "x = 1",
    }.items():  # fmt: skip
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    found = find_submissions([folder], tiny)
    graded = {
        each.report.student: each.report
        for each in run(found, tiny, Store(tmp_path / "out"), SETTINGS, workers=1)
    }
    assert {
        student: (report.assignment, report.score, report.max_score)
        for student, report in graded.items()
    } == {
        "ada": ("01_tiny", 0.0, 5.0),
        "ben": ("01_tiny", 5.0, 5.0),
        "cy": ("01_tiny", 5.0, 5.0),
        "dan": ("01_tiny", 0.0, 5.0),
    }
    assert graded["ada"].warnings[0].startswith("hw.ipynb breaks off in the middle")
    assert "It counts for 01_tiny" in graded["dan"].warnings[0]


def test_a_student_with_a_file_for_the_assignment_is_not_given_a_second(tiny, tmp_path):
    hand_in(tmp_path / "class", "ada", MODEL)
    (tmp_path / "class" / "ada.py").write_text("x = 1")
    found = find_submissions([tmp_path / "class"], tiny)
    graded = list(run(found, tiny, Store(tmp_path / "out"), SETTINGS, workers=1))
    assert sorted(
        (each.report.student, each.report.assignment, each.report.score) for each in graded
    ) == [("ada", "01_tiny", 5.0), ("ada", "unknown", 0.0)]
