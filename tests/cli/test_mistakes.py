"""What students get wrong, for teachers, as a person types it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_cli import run
from tests.conftest import EXAMPLES, EXAMPLES_FILE, FILES, MODEL, needs_sandbox, write_course

CALL = "double(np.array([1.0, 3.0]))"


@pytest.fixture(scope="module")
def course(tmp_path_factory) -> Path:
    return write_course(tmp_path_factory.mktemp("course"), FILES | {EXAMPLES_FILE: EXAMPLES}).root


@pytest.fixture(scope="module")
def reports(course, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("class")
    (folder / "ada_tiny.py").write_text(MODEL.replace("2 * x", "x ** 2"))
    (folder / "ben_tiny.py").write_text(MODEL)
    done = run("grade", folder, "--output", folder / "reports", course=course)
    assert done.returncode == 0, done.stderr
    return folder / "reports"


def test_a_page_is_written_in_the_course_and_named(course):
    done = run("mistakes", "01_tiny", course=course)
    page = course / "mistakes" / "01_tiny.html"
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"8 misconceptions, for staff alone: {page}\n"
    assert "Twice means adding it to itself, not squaring." in page.read_text()


def test_a_list_for_the_terminal_writes_no_page(course, tmp_path):
    done = run("mistakes", "--text", course=course)
    lines = [line.strip() for line in done.stdout.splitlines()]
    squares = lines.index("Squares")
    assert lines[squares + 1 : squares + 5] == [
        "hint      Twice means adding it to itself, not squaring.",
        f"call      {CALL}",
        "returned  np.array([1.0, 9.0])",
        "expected  np.array([2.0, 6.0])",
    ]
    elsewhere = tmp_path / "pages"
    run("mistakes", "--text", "--output", elsewhere, course=course)
    assert [path.name for path in elsewhere.iterdir()] == ["01_tiny.html"]


@needs_sandbox
def test_a_class_is_counted(course, reports):
    (found,) = json.loads(run("mistakes", "--json", "--reports", reports, course=course).stdout)
    double = found["exercises"][0]
    assert (found["students"], double["wrong"], double["recognised"]) == (2, 1, 1)
    first = double["mistakes"][0]
    assert (first["name"], first["made_by"], first["example"]["call"]) == (
        "double_squares",
        1,
        CALL,
    )


@needs_sandbox
@pytest.mark.parametrize("place", ["reports", "reports/ada", "release/x", "feedback"])
def test_nothing_is_written_where_students_pages_go(course, reports, place):
    folder = reports.parent / place if place.startswith("reports") else course / place
    refused = run("mistakes", "--output", folder, course=course)
    assert refused.returncode == 2
    assert "lies where students' pages go" in refused.stderr
    assert not list(folder.glob("*.html"))


def test_a_folder_without_reports_is_named(course, tmp_path):
    refused = run("mistakes", "--reports", tmp_path, course=course)
    assert refused.returncode == 2
    assert refused.stderr == f"autograder: {tmp_path} holds no reports.\n"
