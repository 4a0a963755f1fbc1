"""The command that changes a score by hand, as a person types it, between runs of `grade`."""

from __future__ import annotations

import csv
import itertools
import json

import pytest

from autograder.reports.store import Store
from tests.cli.test_cli import run
from tests.conftest import FILES, MODEL, needs_sandbox, write_course
from tests.reports.classes import report

pytestmark = needs_sandbox

HALF = MODEL.replace("double(double(x))", "x")  # 2 of 5 points


@pytest.fixture
def course(tmp_path):
    return write_course(tmp_path / "course", FILES)


@pytest.fixture
def folder(course):
    """Reports two levels below the course, as the demo leaves them."""
    store = Store(course.root / "demo" / "reports")
    for student in ("ada-all-right", "ben-untouched"):
        store.write(report(student), "key")
    return store.folder


def adjust(course, *arguments, status=0):
    done = run("adjust", *arguments, course=course.root)
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_the_reports_are_found_and_the_score_is_said(course, folder):
    said = adjust(
        course, "ada-all-right", "tiny", "quadruple", "--points", 1.5, "--reason", "shown in class"
    )
    assert said == (
        "Entry 1: ada-all-right, 01_tiny, quadruple.\n"
        "Exercise: 1.5 of 3 points.\n"
        "Score: 3.5 of 5 points, 2 before.\n"
        "Kept in demo/reports/adjustments.jsonl.\n"
        "Next: `autograder report demo/reports` writes the pages anew.\n"
    )
    exported = run(
        "export", "demo/reports", "--assignment", "tiny", "--format", "moodle", "--output", "out",
        course=course.root,
    )  # fmt: skip
    assert exported.returncode == 0, exported.stderr
    ada, _ = csv.DictReader((course.root / "out" / "01_tiny.csv").open())
    assert (ada["Full name"], ada["Grade"]) == ("ada-all-right", "3.5")
    listed = adjust(course, "--list")
    assert "shown in class" in listed
    assert "Entry 1 is undone" in adjust(course, "ada-all-right", "tiny", "quadruple", "--undo")
    assert "(undone) shown in class" in adjust(course, "--list")
    entries = json.loads(adjust(course, "--list", "ada-all-right", "1", "--json"))
    assert [entry.get("undoes") for entry in entries] == [None, 1]
    assert adjust(course, "ada-all-right", "tiny", "--points", 6, "--reason", "best", "--bonus")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("ada-all-rigth", "tiny"), "Did you mean ada-all-right?"),
        (("ben", "tiny"), "Did you mean ben-untouched?"),
        (("..", "tiny"), "No report of .. for 01_tiny was found"),
        (("ada-all-right", "tinny"), "There is no assignment 'tinny'. Assignments: 01_tiny."),
        (("ada-all-right", "tiny", "doubl"), "Did you mean double? It has double, quadruple."),
        (("ada-all-right", "tiny", "double"), "2.5 points are more than the 2 that there are."),
        (("ada-all-right", "tiny", "--undo"), "--undo takes no points, reason or comment."),
        ((), "Name the student and the assignment"),
    ],
)
def test_what_is_not_there_is_refused_with_what_is_near(course, folder, arguments, message):
    entered = () if not arguments else ("--points", 2.5, "--reason", "why")
    assert message in adjust(course, *arguments, *entered, status=2)
    assert not (folder / "adjustments.jsonl").exists()


def test_nothing_to_list_or_to_undo_is_said(course, folder):
    assert "Nothing was entered by hand in this folder" in adjust(course, "--list", status=2)
    said = adjust(course, "ada-all-right", "tiny", "--undo", status=2)
    assert "Nothing to undo: no entry for ada-all-right, 01_tiny counts." in said


@pytest.mark.parametrize("order", [*itertools.permutations(["regrade", "adjust", "undo"])])
def test_grading_in_any_order_keeps_what_was_entered(course, tmp_path, order):
    file = tmp_path / "class" / "ada" / "01_tiny" / "tiny.py"
    file.parent.mkdir(parents=True)
    file.write_text(HALF)
    out = course.root / "out"
    grading = ("grade", tmp_path / "class", "--output", out)
    assert run(*grading, course=course.root).returncode == 0
    adjust(course, "ada", "tiny", "double", "--points", 1, "--reason", "copied")
    kept = [1.0]
    for step in order:
        if step == "adjust":
            adjust(course, "ada", "tiny", "double", "--points", 0.5, "--reason", "copied all")
            kept.append(0.5)
        elif step == "undo":
            adjust(course, "ada", "tiny", "double", "--undo")
            kept.pop()
        else:
            file.write_text(MODEL)
            done = run(*grading, "--json", course=course.root)
            assert done.returncode == 0, done.stderr
            assert json.loads(done.stdout)["score"] == 3.0 + (kept or [2.0])[-1]
    (row,) = csv.DictReader((out / "summary.csv").open())
    assert float(row["score"]) == 3.0 + (kept or [2.0])[-1]
