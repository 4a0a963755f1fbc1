"""The command line, as a person types it."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import jsonschema
import pytest

from autograder.reports import report
from tests.conftest import MODEL, SOURCE, needs_sandbox, write_course

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
    for command in (
        "demo",
        "list",
        "new",
        "gradescope",
        "release",
        "grade",
        "verify",
        "data",
        "doctor",
    ):
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


def test_grade_again_grades_all_where_another_number_of_examples_is_shown(classroom, tmp_path):
    course = write_course(tmp_path / "course")
    arguments = ("grade", classroom, "--output", tmp_path / "out")
    run(*arguments, course=course.root)
    assert "3 of them unchanged" in run(*arguments, course=course.root).stdout
    (course.root / "course.toml").write_text("counterexamples = 3\n")
    assert "unchanged" not in run(*arguments, course=course.root).stdout


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
        ["README.md is neither a notebook (.ipynb) nor a Python file (.py)."],
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
        "import sys, autograder.sandbox.requirements as requirements\n"
        "requirements.missing_layers = lambda: ['bubblewrap is missing. Install it.']\n"
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
        "from autograder.course.bank import misconception\n\n\n"
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
    assert f"ok       course: {tiny.root}: 1 assignment" in shown.stdout


def test_doctor_fails_where_the_exchange_is_not_there(tiny, tmp_path):
    shown = run("doctor", "--json", "--exchange", tmp_path / "gone", course=tiny.root)
    assert shown.returncode == 1
    missing = [found for found in json.loads(shown.stdout) if found["required"] and not found["ok"]]
    assert [found["name"] for found in missing] == ["exchange"]


HOSTILE = (
    "[red]ada",
    "[link=evil]click",
    "=HYPERLINK(1)",
    "@sum",
    "+1",
    "-1",
    "b;=1+1",
    "<script>alert(1)</script>",
    "\x1b[31mred\x1b[0m",
    "a\u202enosj.yp",
    "a\nb",
    "a\rb",
    "$(touch pwned)`id`",
    '\'; rm -rf "$HOME"',
    "{{ 7 * 7 }}",
    "%s%n",
    ":smile:",
    "\u05d0\u05d3\u05d4",
    "x" * 200,
)


def hostile_zip(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for number, name in enumerate(HOSTILE):
            archive.writestr(f"{name}/01_tiny/tiny.py", f"raise ValueError({name!r})\n# {number}")
        archive.writestr("../[red]out\x1b[2J.py", MODEL)
    return path


def hostile_folder(path: Path) -> Path:
    for number, name in enumerate(HOSTILE):
        file = path / name.replace("/", "-") / "01_tiny" / "tiny.py"
        file.parent.mkdir(parents=True)
        file.write_text(f"raise ValueError({name!r})\n# {number}")
    return path


@pytest.mark.parametrize("make", [hostile_zip, hostile_folder])
def test_hostile_names_are_text_in_every_output(tiny, tmp_path, make):
    out = tmp_path / "out"
    path = make(tmp_path / "class.zip")
    graded = run("grade", path, "--output", out, course=tiny.root, COLUMNS="200")
    assert graded.returncode == 0, graded.stderr
    assert f"{len(HOSTILE)} submissions" in graded.stdout
    for line in graded.stdout.split("\n"):
        assert line.isprintable()
    assert not list(tmp_path.rglob("pwned"))
    # Not taken for markup, not even by a terminal that shows colours.
    arguments = ("grade", path, "--output", out)
    coloured = run(*arguments, course=tiny.root, COLUMNS="200", FORCE_COLOR="1").stdout
    for shown in (graded.stdout, coloured):
        assert "[red]ada" in shown
        assert "[link=evil]click" in shown
    assert set(re.findall(r"\x1b[^m]*m", coloured)) <= {"\x1b[1m", "\x1b[0m"}

    table = (out / "summary.csv").read_text()
    rows = list(csv.DictReader(table.splitlines()))
    assert len(rows) == len(HOSTILE) == table.count("\n") - 1
    for row in rows:
        for value in row.values():
            assert not value.startswith(("=", "+", "-", "@", "\t", "\r"))
            assert value.isprintable()
    assert any(row["student"] == "'=HYPERLINK(1)" for row in rows)

    assert run("report", out, course=tiny.root).returncode == 0
    pages = list(out.rglob("feedback.html"))
    assert len(pages) == len(HOSTILE)
    for page in pages:
        text = page.read_text()
        assert "<script" not in text
        assert "default-src 'none'" in text
        assert not set("\x1b\r\u202e") & set(text)
    for one in out.rglob("report.json"):
        assert one.resolve().is_relative_to(out)
        jsonschema.validate(json.loads(one.read_bytes()), json.loads(report.schema()))


def test_an_error_about_a_hostile_path_is_text(tiny, tmp_path):
    path = tmp_path / "a\x1b[2J\u202eb"
    path.mkdir()
    graded = run("grade", path, "--output", tmp_path / "out", course=tiny.root)
    assert graded.returncode == 2
    assert graded.stderr.strip().isprintable()
    assert "a\\u001b[2J\\u202eb holds no notebook" in graded.stderr
