"""The folder of reports: read without a change, written whole, and one bad file stops nobody."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from msgspec.structs import replace

from autograder.reports.report import Report
from autograder.reports.store import Store, StoreError

REPORT = Report("01_tiny", "ada", 1.0, 1.0, [], "", "", [], [], 0.0)


def listing(folder: Path) -> dict[Path, int]:
    return {path: path.lstat().st_mtime_ns for path in (folder, *folder.rglob("*"))}


@pytest.fixture
def filled(tmp_path) -> Path:
    store = Store(tmp_path / "out")
    for student in ("ada", "ben", "cleo"):
        store.write(replace(REPORT, student=student), f"key of {student}", "grader", "limits")
    store.write_summary()
    return tmp_path / "out"


def test_reading_changes_nothing(filled):
    (filled / ".writing-1-2").write_text("half")
    before = listing(filled)
    store = Store(filled)
    assert [report.student for report in store.reports()] == ["ada", "ben", "cleo"]
    assert store.unchanged("ada", "01_tiny", "key of ada") == REPORT
    assert store.graded_by("ben", "01_tiny")["limits"]
    assert listing(filled) == before
    assert not (filled / "nothing").exists()
    Store(filled / "nothing")
    assert not (filled / "nothing").exists()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "truncated"),
        ("{}", "missing required field"),
        ('{"version": 7}', "It is a report of version 7, and this program reads versions up to 4"),
    ],
)
def test_a_report_that_cannot_be_read_is_named_and_the_others_go_on(filled, content, reason):
    path = filled / "ben" / "01_tiny" / "report.json"
    path.write_text(content)
    store = Store(filled)
    assert [report.student for report in store.reports()] == ["ada", "cleo"]
    assert [report.student for report in store.reports()] == ["ada", "cleo"]
    (notice,) = store.notices
    assert notice.startswith(f"{path} was left out: ")
    assert reason in notice
    store.write_summary()
    assert (filled / "summary.csv").read_text().count("\n") == 3
    assert store.unchanged("ben", "01_tiny", "key of ben") is None


def test_what_a_killed_run_was_writing_is_removed(tmp_path):
    process = subprocess.Popen(["true"])
    process.wait()
    dead = tmp_path / "ada" / "01_tiny" / f".writing-{process.pid}-x"
    alive = tmp_path / f".writing-{os.getpid()}-x"
    dead.parent.mkdir(parents=True)
    for path in (dead, alive):
        path.write_text("half")
    Store(tmp_path).prepare()
    assert (dead.exists(), alive.exists()) == (False, True)


def test_half_a_line_in_the_record_costs_only_itself(tmp_path):
    store = Store(tmp_path)
    store.prepare()
    (tmp_path / ".graded.jsonl").write_text('{"student": "ben", "assi')
    store.write(REPORT, "key")
    assert Store(tmp_path).unchanged("ada", "01_tiny", "key") == REPORT


def test_the_record_keeps_one_line_a_submission(filled):
    record = filled / ".graded.jsonl"
    for key in ("second", "third"):
        Store(filled).write(REPORT, key)
    assert Store(filled).unchanged("ada", "01_tiny", "third") == REPORT
    Store(filled).prepare()
    assert len(record.read_text().splitlines()) == 3
    assert Store(filled).unchanged("ada", "01_tiny", "third") == REPORT
    before = listing(filled)
    Store(filled).prepare()
    assert listing(filled) == before


def test_a_folder_that_cannot_be_made_is_a_clear_error(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match=r"file/out cannot be written to: Not a directory\."):
        Store(tmp_path / "file" / "out").prepare()


@pytest.mark.parametrize("name", [b"ada.ipynb", b"a b%20c.ipynb", b"\xff\xfe.ipynb", b'\n".ipynb'])
def test_the_file_that_was_graded_is_recorded_whatever_its_name(tmp_path, name):
    file = tmp_path / os.fsdecode(name)
    Store(tmp_path / "out").write(REPORT, "key", file=file)
    assert Store(tmp_path / "out").file_of("ada", "01_tiny") == file
    assert Store(tmp_path / "out").file_of("ben", "01_tiny") is None
