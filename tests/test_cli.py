"""The command line, as a person types it."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from autograder import report
from tests.conftest import MODEL, SOURCE, needs_sandbox

pytestmark = needs_sandbox

COMMAND = Path(sys.executable).parent / "autograder"


def run(*arguments: object, course: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [COMMAND, *map(str, arguments)],
        cwd=course,
        capture_output=True,
        text=True,
        env=os.environ | {"AUTOGRADER_SECRET": "test"} | environment,
        check=False,
    )


@pytest.fixture
def classroom(tmp_path: Path) -> Path:
    for student, text in (("ada", MODEL), ("ben", SOURCE), ("cleo", "x = (")):
        path = tmp_path / "class" / student / "01_tiny" / "tiny.py"
        path.parent.mkdir(parents=True)
        path.write_text(text)
    return tmp_path / "class"


def test_help_is_there_for_everything(tiny):
    listed = run("--help", course=tiny.root)
    assert listed.returncode == 0
    for command in ("demo", "list", "release", "grade", "verify", "data", "doctor"):
        assert command in listed.stdout
        shown = run(command, "--help", course=tiny.root)
        assert shown.returncode == 0
        assert "Usage" in shown.stdout


def test_list_shows_exercises_and_points(tiny):
    listed = run("list", course=tiny.root)
    assert "01_tiny  Tiny: 2 exercises, 5 points" in listed.stdout
    plain = json.loads(run("list", "--json", course=tiny.root).stdout)
    assert plain[0]["exercises"][1] == {"name": "quadruple", "points": 3.0}


def test_grade_writes_reports_and_a_summary(tiny, classroom, tmp_path):
    graded = run("grade", classroom, "--output", tmp_path / "out", course=tiny.root)
    assert graded.returncode == 0, graded.stderr
    assert "3 submissions" in graded.stdout
    data = (tmp_path / "out" / "ada" / "01_tiny" / "report.json").read_bytes()
    assert report.decode(data).score == 5.0
    jsonschema.validate(json.loads(data), json.loads(report.schema()))
    rows = list(csv.DictReader((tmp_path / "out" / "summary.csv").open()))
    assert [(row["student"], row["score"]) for row in rows] == [
        ("ada", "5"),
        ("ben", "0"),
        ("cleo", "0"),
    ]
    assert "SyntaxError" in rows[2]["warnings"]


def test_grade_again_skips_what_has_not_changed(tiny, classroom, tmp_path):
    arguments = ("grade", classroom, "--output", tmp_path / "out")
    run(*arguments, course=tiny.root)
    before = (tmp_path / "out" / "ben" / "01_tiny" / "report.json").stat().st_mtime_ns
    (classroom / "ada" / "01_tiny" / "tiny.py").write_text(MODEL.replace("2 * x", "3 * x"))
    again = run(*arguments, course=tiny.root)
    assert "2 of them unchanged" in again.stdout
    assert (tmp_path / "out" / "ben" / "01_tiny" / "report.json").stat().st_mtime_ns == before
    changed = report.decode((tmp_path / "out" / "ada" / "01_tiny" / "report.json").read_bytes())
    assert changed.score < 5.0
    all_again = run(*arguments, "--regrade", course=tiny.root)
    assert "unchanged" not in all_again.stdout


def test_json_goes_to_standard_output(tiny, classroom, tmp_path):
    graded = run("grade", classroom, "--output", tmp_path / "out", "--json", course=tiny.root)
    decoder = json.JSONDecoder()
    text, students = graded.stdout, []
    while text.strip():
        value, end = decoder.raw_decode(text.lstrip())
        students.append(value["student"])
        text = text.lstrip()[end:]
    assert students == ["ada", "ben", "cleo"]


def test_a_file_that_is_no_notebook_gets_a_report_and_a_reason(tiny, tmp_path):
    (tmp_path / "README.md").write_text("# Hello")
    graded = run("grade", tmp_path / "README.md", "--output", tmp_path / "out", course=tiny.root)
    assert (graded.returncode, graded.stderr) == (0, "")
    (path,) = (tmp_path / "out").glob("README/*/report.json")
    one = report.decode(path.read_bytes())
    assert (one.score, one.warnings) == (
        0.0,
        ["README.md is no notebook (.ipynb) and no Python file (.py)."],
    )


def test_a_folder_that_is_not_there_is_a_clear_error(tiny, tmp_path):
    graded = run("grade", tmp_path / "nothing", "--output", tmp_path / "out", course=tiny.root)
    assert graded.returncode == 2
    assert graded.stderr.startswith("autograder: There is no file or folder")
    assert "Traceback" not in graded.stderr


def test_an_unknown_assignment_is_a_clear_error(tiny):
    listed = run("verify", "nonsense", course=tiny.root)
    assert listed.returncode == 2
    assert "Assignments: 01_tiny" in listed.stderr


def test_without_a_sandbox_nothing_is_graded_unless_asked(tiny, classroom, tmp_path):
    arguments = ("grade", classroom, "--output", tmp_path / "out")
    script = (
        "import sys, autograder.sandbox.launch as launch\n"
        "launch.missing_layers = lambda: ['bubblewrap is missing. Install it.']\n"
        "from autograder.cli import main\n"
        f"sys.argv = ['autograder', *{list(map(str, arguments))!r}, *sys.argv[1:]]\n"
        "main()\n"
    )

    def graded(*more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", script, *more],
            cwd=tiny.root,
            capture_output=True,
            text=True,
            check=False,
        )

    refused = graded()
    assert refused.returncode == 3
    assert "bubblewrap is missing" in refused.stderr
    assert not list((tmp_path / "out").glob("*/*/report.json"))
    forced = graded("--allow-unsandboxed", "--workers", "1")
    assert forced.returncode == 0, forced.stderr
    assert "WITHOUT a sandbox" in forced.stderr
    one = report.decode((tmp_path / "out" / "ada" / "01_tiny" / "report.json").read_bytes())
    assert "bubblewrap" not in one.sandbox


def test_verify_names_what_is_wrong_and_exits_with_1(tiny, tmp_path):
    assert run("verify", course=tiny.root).returncode == 0
    bank = tmp_path / "bank" / "misconceptions"
    bank.mkdir(parents=True)
    (bank / "tiny.py").write_text(
        "from autograder.bank import misconception\n\n\n"
        '@misconception(of="double", hint="None is needed: this is right.")\n'
        "def double_right(x):\n    return x + x\n"
    )
    failed = run("verify", "--bank", tmp_path / "bank", course=tiny.root)
    assert failed.returncode == 1
    assert "double_right: slips through every test of double" in failed.stdout


def test_doctor_shows_the_layers(tiny):
    shown = run("doctor", course=tiny.root)
    assert shown.returncode == 0
    for layer in ("bubblewrap", "landlock", "seccomp"):
        assert layer in shown.stdout


def test_a_students_name_is_no_formula_in_the_summary():
    one = report.Report("a", "=1+1", 0.0, 0.0, [], "", "", [], ["@x"], 0.0)
    rows = list(csv.reader(report.summary([one]).splitlines()))
    assert rows[1][0] == "'=1+1"
    assert rows[1][6] == "'@x"
