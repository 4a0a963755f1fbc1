"""Grading what learning platforms give to download, as a person types it."""

from __future__ import annotations

import csv
import json

import jsonschema

from autograder.reports import report as reports
from tests.cli.test_cli import run
from tests.conftest import MODEL, SOURCE, needs_sandbox
from tests.submissions.test_archives import LINK, entry, pack

HALF = MODEL.replace("return double(double(x))", "return x")


@needs_sandbox
def test_a_canvas_download_is_graded_with_late_and_platform_in_the_report(tiny, tmp_path):
    path = pack(
        tmp_path / "submissions.zip",
        ("lovelaceada_LATE_12345_678901_tiny.py", MODEL),
        ("bitdiddleben_23456_678902_tiny-1.py", HALF),
        ("../../evil_3_4_tiny.py", MODEL),
        (entry("cleo_34567_678903_tiny.py", LINK), "/etc/passwd"),
    )
    graded = run("grade", path, "--output", tmp_path / "out", course=tiny.root)
    assert graded.returncode == 0, graded.stderr
    for sentence in (
        "3 submissions in",
        "1 submission handed in late: lovelaceada (01_tiny).",
        "Refused in submissions.zip: ../../evil_3_4_tiny.py leads out of its folder.",
    ):
        assert sentence in graded.stdout
    data = (tmp_path / "out" / "lovelaceada" / "01_tiny" / "report.json").read_bytes()
    assert json.loads(data)["source"] == {
        "file": "tiny.py", "archive": "submissions.zip", "platform": "canvas", "id": "12345",
        "upload": "678901", "late": True, "attempt": 1, "submitted": None,
    }  # fmt: skip
    jsonschema.validate(json.loads(data), json.loads(reports.schema()))
    rows = list(csv.DictReader((tmp_path / "out" / "summary.csv").open()))
    assert [
        (row["student"], row["score"], row["platform_id"], row["late"], row["warnings"])
        for row in rows
    ] == [
        ("bitdiddleben", "2", "23456", "", ""),
        (
            "cleo",
            "0",
            "34567",
            "",
            "cleo_34567_678903_tiny.py is a link. Hand in the notebook itself.",
        ),
        ("lovelaceada", "5", "12345", "late", ""),
    ]
    again = run("grade", path, "--output", tmp_path / "out", course=tiny.root)
    assert "3 of them unchanged" in again.stdout


@needs_sandbox
def test_the_best_of_several_attempts_counts_when_asked(tiny, tmp_path):
    path = pack(
        tmp_path / "submissions.zip",
        ("ada_1_10_tiny.py", SOURCE),
        ("ada_1_11_tiny-1.py", MODEL),
        ("ada_1_12_tiny-2.py", HALF),
        ("ada_1_13_tiny-3.py", HALF),
        ("ben_2_14_tiny.py", MODEL),
    )
    arguments = ("grade", path, "--output", tmp_path / "out")
    run(*arguments, course=tiny.root)
    report = tmp_path / "out" / "ada" / "01_tiny" / "report.json"
    assert reports.decode(report.read_bytes()).score == 2.0
    graded = run(*arguments, "--attempt", "best", course=tiny.root)
    assert "1 student handed in several attempts; the best counts." in graded.stdout
    best = reports.decode(report.read_bytes())
    assert (best.score, best.source.attempt) == (5.0, 2)
    assert best.warnings == ["The best of 3 attempts counts: number 2, 5 of 5 points."]
    again = run(*arguments, "--attempt", "best", course=tiny.root)
    assert "2 of them unchanged" in again.stdout


@needs_sandbox
def test_a_pattern_names_the_students_and_a_wrong_one_is_a_clear_error(tiny, tmp_path):
    path = pack(tmp_path / "all.zip", ("hw1-ada-tiny.py", MODEL), ("notes.py", SOURCE))
    arguments = ("grade", path, "--output", tmp_path / "out", "--pattern")
    graded = run(*arguments, r"hw\d-(?P<student_id>\w+)-(?P<file_id>\w+)", course=tiny.root)
    assert (tmp_path / "out" / "ada" / "01_tiny" / "report.json").is_file(), graded.stderr
    assert "each counts under its own name: notes.py." in graded.stdout
    for wrong, message in (("(", "not a regular expression"), ("x", "(?P<student_id>...)")):
        refused = run(*arguments, wrong, course=tiny.root)
        assert refused.returncode == 2
        assert message in refused.stderr


@needs_sandbox
def test_a_broken_zip_is_one_message_and_exit_status_1_beside_others(tiny, tmp_path):
    (tmp_path / "bad.zip").write_bytes(b"PK\3\4 cut off")
    pack(tmp_path / "good.zip", ("ada.py", MODEL))
    paths = (tmp_path / "bad.zip", tmp_path / "good.zip")
    graded = run("grade", *paths, "--output", tmp_path / "out", course=tiny.root)
    assert graded.returncode == 1
    assert graded.stdout.count("bad.zip is not a zip file, or a damaged one.") == 1
    assert (tmp_path / "out" / "ada" / "01_tiny" / "report.json").is_file()
    alone = run("grade", paths[0], "--output", tmp_path / "out", course=tiny.root)
    assert alone.returncode == 2
    assert alone.stderr.startswith("autograder: bad.zip is not a zip file")
