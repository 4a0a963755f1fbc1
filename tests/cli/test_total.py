"""The command that makes one score of a student's scores in all assignments."""

from __future__ import annotations

import csv

from autograder.reports.store import Store
from tests.cli.test_cli import run
from tests.conftest import FILES, write_course
from tests.reports.classes import report


def test_a_class_becomes_a_table_a_page_and_what_moodle_takes(tmp_path):
    course = write_course(tmp_path / "course", FILES)
    (course.root / "roster.csv").write_text("id,name,moodle\nada,Ada Lovelace,7\nzoe,Zoe,8\n")
    store = Store(course.root / "out")
    store.write(report("ada", quadruple=1.0), "key")
    store.write(report("ben"), "key")
    done = run("total", "out", "--format", "moodle", course=course.root)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0].split() == ["Student", "01", "Total"]
    assert "Written: out/total.csv, out/total.html, out/course_total.csv" in done.stdout
    assert done.stderr == "Not handed in for 01_tiny: Zoe.\n"
    rows = list(csv.DictReader((course.root / "out" / "total.csv").open()))
    assert [(row["student"], row["name"], row["total"]) for row in rows] == [
        ("ada", "Ada Lovelace", "60"),
        ("ben", "", "40"),
        ("zoe", "Zoe", "0"),
    ]
    assert "Ada Lovelace" in (course.root / "out" / "total.html").read_text()
    (course.root / "empty").mkdir()
    done = run("total", "empty", course=course.root)
    assert (done.returncode, done.stderr) == (2, "autograder: empty: no reports.\n")
