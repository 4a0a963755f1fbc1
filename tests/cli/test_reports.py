"""Commands over reports that are there already, one of which cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from autograder.reports.report import Report
from autograder.reports.store import Store
from tests.cli.test_cli import run
from tests.conftest import MODEL, needs_sandbox

REPORT = Report("01_tiny", "ada", 1.0, 1.0, [], "", "", [], [], 0.0)


@pytest.fixture
def folder(tmp_path) -> Path:
    store = Store(tmp_path / "out")
    for student in ("ada", "ben"):
        store.write(replace(REPORT, student=student), "key")
    bad = tmp_path / "out" / "cleo" / "01_tiny" / "report.json"
    bad.parent.mkdir(parents=True)
    bad.write_text('{"version": 99}')
    return tmp_path / "out"


def listing(folder: Path) -> dict[Path, int]:
    return {path: path.lstat().st_mtime_ns for path in (folder, *folder.rglob("*"))}


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("report", "{out}", "--output", "{other}"), "Pages: 2 of"),
        (("export", "{out}", "--format", "csv", "--output", "{other}"), "1 file: "),
        (("export", "{out}", "--format", "json", "--output", "{other}"), "1 file: "),
        (("diff", "{out}", "{out}"), "0 scores of 2 differ."),
    ],
    ids=["report", "csv", "json", "diff"],
)
def test_one_bad_report_is_named_and_nothing_is_written_beside_it(
    tiny, tmp_path, folder, command, said
):
    before = listing(folder)
    arguments = [part.format(out=folder, other=tmp_path / "other") for part in command]
    done = run(*arguments, course=tiny.root)
    assert (done.returncode, said in done.stdout) == (0, True), done.stderr
    assert f"{folder}/cleo/01_tiny/report.json was left out: It is a report of version 99" in (
        done.stderr
    )
    assert listing(folder) == before


@needs_sandbox
def test_one_bad_report_does_not_stop_a_run(tiny, tmp_path, folder):
    file = tmp_path / "dora.py"
    file.write_text(MODEL)
    done = run("grade", file, "--assignment", "tiny", "--output", folder, course=tiny.root)
    assert done.returncode == 0, done.stderr
    assert "cleo/01_tiny/report.json was left out: It is a report of version 99" in done.stdout
    assert (folder / "summary.csv").read_text().count("\n") == 4


def test_a_folder_that_cannot_be_written_to_is_a_clear_error(tiny, tmp_path):
    file = tmp_path / "dora.py"
    file.write_text(MODEL)
    done = run("grade", file, "--output", file / "out", course=tiny.root)
    assert done.returncode == 2
    assert done.stderr == (
        f"autograder: The folder {file}/out cannot be written to: Not a directory.\n"
    )


def test_one_assignment_is_exported_by_any_of_its_names(tiny, tmp_path, folder):
    Store(folder).write(replace(REPORT, student="ada", assignment="unknown"), "key")
    arguments = ("export", folder, "--format", "csv", "--output", tmp_path / "other")
    done = run(*arguments, "--assignment", "tiny", course=tiny.root)
    assert done.returncode == 0, done.stderr
    rows = (tmp_path / "other" / "grades.csv").read_text().splitlines()
    assert [row.split(",")[:2] for row in rows[1:]] == [["ada", "01_tiny"], ["ben", "01_tiny"]]
    done = run(*arguments, "--assignment", "nonsense", course=tiny.root)
    assert (done.returncode, "Assignments: 01_tiny" in done.stderr) == (2, True)
