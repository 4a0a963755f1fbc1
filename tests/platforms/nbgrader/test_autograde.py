"""nbgrader at home: its own commands on a copy of the tiny course, graded in the sandbox."""

from __future__ import annotations

import csv
import json
import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from msgspec.structs import replace
from nbgrader.api import Gradebook

from autograder.course.config import load_config
from autograder.course.loading import load_course
from autograder.course.release import build
from autograder.platforms.nbgrader.autograded import (
    KnownCell,
    MismatchError,
    notebook_of,
    put_results,
    restore,
)
from autograder.reports import report as reports
from autograder.submissions.found import submission_at
from tests.conftest import needs_sandbox
from tests.nbgrader_course import (
    CLASS,
    ENVIRONMENT,
    PROGRAMS,
    autograder,
    filled,
    hand_in,
    hidden_lines,
    leaks,
    make_course,
    nbgrader,
    write,
)

pytestmark = needs_sandbox

EVERYONE = {*CLASS, "cheater", "lost-metadata", "broken", "link"}


@pytest.fixture(scope="module")
def root(tmp_path_factory, copy_of_released_course) -> Path:
    """A course after generate_assignment, autograde, generate_feedback and export."""
    root = copy_of_released_course(tmp_path_factory.mktemp("nbgrader"))
    hand_in(root)
    nbgrader(root, "autograde", "01_tiny")
    nbgrader(root, "generate_feedback", "01_tiny")
    nbgrader(root, "export")
    return root


@pytest.fixture(scope="module")
def graded(root) -> dict[str, reports.Report]:
    """What `autograder grade` makes of the same submissions."""
    autograder(root, "grade", "submitted", "--output", "out")
    found = [reports.decode(path.read_bytes()) for path in root.glob("out/*/*/report.json")]
    return {report.student: report for report in found}


def exported(root: Path) -> dict[str, dict[str, str]]:
    with (root / "grades.csv").open() as file:
        return {row["student_id"]: row for row in csv.DictReader(file)}


def autograded(root: Path, student: str) -> nbformat.NotebookNode:
    path = root / "autograded" / student / "01_tiny" / "tiny.ipynb"
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    return notebook


def text_of(notebook, grade_id: str) -> str:
    cells = [
        c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == grade_id
    ]
    assert len(cells) == 1
    return cells[0].outputs[0].text


def test_the_release_is_the_one_that_this_program_builds(root, tmp_path):
    course = make_course(tmp_path / "course")
    fresh = build(course.assignments[0], tmp_path / "release").read_bytes()
    assert (root / "release" / "01_tiny" / "tiny.ipynb").read_bytes() == fresh


def test_scores_are_those_of_autograder_grade(root, graded):
    rows = exported(root)
    assert set(rows) == EVERYONE == set(graded)
    for student, report in graded.items():
        assert float(rows[student]["score"]) == pytest.approx(report.score, abs=1e-9), student
        assert float(rows[student]["max_score"]) == 5
        with Gradebook(f"sqlite:///{root}/gradebook.db") as gradebook:
            for exercise in report.exercises:
                grade = gradebook.find_grade(f"check-{exercise.name}", "tiny", "01_tiny", student)
                assert grade.auto_score == exercise.score
                assert not grade.needs_manual_grade


def test_the_class_has_the_scores_that_its_names_say(root):
    scores = {student: float(row["score"]) for student, row in exported(root).items()}
    assert {name: score for name, score in scores.items() if score in (0, 5)} == {
        "right": 5, "lost-metadata": 5, "stub": 0, "both-wrong": 0, "cheater": 0, "broken": 0,
        "link": 0,
    }  # fmt: skip
    # A part of the tests is a part of the points, and what hangs or ends costs its own exercise.
    assert scores["in-place"] == 3.5
    assert scores["exits"] == scores["endless"] == scores["squares"] == scores["markup"] == 3


def test_messages_stand_in_the_grade_cells(root):
    notebook = autograded(root, "squares")
    text = text_of(notebook, "check-double")
    assert "double: not right yet, 0 of 2 points" in text
    assert "Next: Twice means adding it to itself, not squaring." in text
    assert "1 test failed: The returned value is wrong.\n- Every element is doubled.\n" in text
    assert text_of(notebook, "check-quadruple") == "quadruple: right, 3 of 3 points\n"
    assert "took longer than" in text_of(autograded(root, "endless"), "check-double")
    assert "ended the program" in text_of(autograded(root, "exits"), "check-double")
    assert "breaks off in the middle" in text_of(autograded(root, "broken"), "check-double")
    assert "is a link" in text_of(autograded(root, "link"), "check-double")


def test_every_check_stands_in_every_notebook_as_released(root):
    released = {cell.id: cell for cell in filled(root, {}).cells if cell.id.startswith("check-")}
    assert len(released) == 2
    for student in EVERYONE:
        cells = autograded(root, student).cells
        found = {c.metadata.nbgrader.grade_id: c for c in cells if c.metadata.get("nbgrader")}
        assert len([c for c in cells if c.metadata.get("nbgrader", {}).get("grade")]) == 2
        for name, cell in released.items():
            assert found[name].source == cell.source
            assert found[name].metadata.nbgrader.points == cell.metadata.nbgrader.points


def test_a_students_file_brings_no_output_and_a_link_no_text(root):
    for student in EVERYONE:
        for cell in autograded(root, student).cells:
            if cell.cell_type == "code" and not cell.metadata.get("nbgrader", {}).get("grade"):
                assert cell.outputs == []
            assert cell.metadata.get("nbgrader", {}).get("points", 0) <= 3
    assert "np.add" not in (root / "autograded/link/01_tiny/tiny.ipynb").read_text()


def test_feedback_pages_show_scores_and_no_markup_of_a_student(root):
    pages = {student: root / "feedback" / student / "01_tiny" / "tiny.html" for student in EVERYONE}
    for student, page in pages.items():
        assert page.is_file(), student
    assert "Twice means adding it to itself" in pages["squares"].read_text()
    text = pages["markup"].read_text()
    assert "ValueError" in text
    assert "<script>alert(1)" not in text


def test_nothing_hidden_is_in_any_file(root, graded):
    assert any((root / "feedback").rglob("*.html"))
    assert list(leaks(root)) == []


def test_the_search_for_hidden_lines_finds_them(root, tmp_path):
    shutil.copytree(root / "feedback", tmp_path / "feedback")
    page = next((tmp_path / "feedback").rglob("*.html"))
    page.write_text(page.read_text() + "<b>return</b> <i>2 * x</i> " + hidden_lines()[0])
    assert len(list(leaks(tmp_path))) >= 1


def test_validate_runs_the_visible_checks(root, tmp_path):
    right = "submitted/right/01_tiny/tiny.ipynb"
    # A demonstration of the tiny course ends the program, as no student's run would.
    notebook = nbformat.read(root / right, as_version=4)
    notebook.cells = [
        c for c in notebook.cells if "demonstration" not in c.metadata.get("tags", [])
    ]
    path = tmp_path / "tiny.ipynb"
    nbformat.write(notebook, path)
    assert "passes all the tests" in nbgrader(root, "validate", str(path))
    notebook.cells = [c for c in filled(root, {}).cells if "tags" not in c.metadata]
    nbformat.write(notebook, path)
    assert "VALIDATION FAILED ON 2" in nbgrader(root, "validate", str(path))


def test_what_a_person_entered_survives_both_ways_of_grading_again(root, graded):
    address = f"sqlite:///{root}/gradebook.db"
    with Gradebook(address) as gradebook:
        grade = gradebook.find_grade("check-double", "tiny", "01_tiny", "squares")
        grade.manual_score, grade.extra_credit = 1.25, 0.5
        comment = gradebook.find_comment("double", "tiny", "01_tiny", "squares")
        comment.manual_comment = "Nearly."
        gradebook.db.commit()
    for again in (
        lambda: nbgrader(root, "autograde", "01_tiny", "--student", "squares", "--force"),
        lambda: autograder(root, "grade", "submitted", "--output", "out", "--gradebook", address),
    ):
        again()
        with Gradebook(address) as gradebook:
            grade = gradebook.find_grade("check-double", "tiny", "01_tiny", "squares")
            assert (grade.auto_score, grade.manual_score, grade.extra_credit) == (0, 1.25, 0.5)
            assert grade.score == 1.75
            assert grade.needs_manual_grade  # as nbgrader has it: a person looks again
            comment = gradebook.find_comment("double", "tiny", "01_tiny", "squares")
            assert comment.comment == "Nearly."
            assert comment.auto_comment.startswith("Twice means")
            submission = gradebook.find_submission("01_tiny", "squares")
            assert submission.score == 4.75


def test_a_late_submission_gets_nbgraders_penalty(tmp_path, root):
    course = tmp_path / "late"
    shutil.copytree(root, course, symlinks=True)
    with (course / "nbgrader_config.py").open("a") as file:
        file.write('\nc.LateSubmissionPlugin.penalty_method = "zero"\n')
    address = f"sqlite:///{course}/gradebook.db"
    # The course's own late policy is no matter of nbgrader's: nothing is taken off twice.
    with (course / "course.toml").open("a") as file:
        file.write('[late]\npolicy = "zero"\n[due]\n01_tiny = 2030-01-01T12:00:00Z\n')
    with Gradebook(address) as gradebook:
        gradebook.update_or_create_assignment("01_tiny", duedate="2030-01-01 12:00:00 UTC")
    stamp = course / "submitted" / "right" / "01_tiny" / "timestamp.txt"
    stamp.write_text("2030-01-02 12:00:00 UTC")
    for again in (
        lambda: nbgrader(course, "autograde", "01_tiny", "--student", "right", "--force"),
        lambda: autograder(
            course, "grade", "submitted/right", "--output", "out", "--gradebook", address
        ),
    ):
        with Gradebook(address) as gradebook:
            gradebook.find_submission("01_tiny", "right").notebooks[0].late_submission_penalty = 0
            gradebook.db.commit()
        again()
        with Gradebook(address) as gradebook:
            submission = gradebook.find_submission("01_tiny", "right")
            assert submission.total_seconds_late == 86400
            assert (submission.score, submission.late_submission_penalty) == (5, 5)


def test_feedback_may_be_the_score_alone(tmp_path, copy_of_released_course):
    copy_of_released_course(tmp_path)
    (tmp_path / "course.toml").write_text('feedback = "score"\n')
    write(tmp_path, "squares", filled(tmp_path, CLASS["squares"]))
    nbgrader(tmp_path, "autograde", "01_tiny")
    text = text_of(autograded(tmp_path, "squares"), "check-double")
    assert text == "double: not right yet, 0 of 2 points\n"
    with Gradebook(f"sqlite:///{tmp_path}/gradebook.db") as gradebook:
        assert gradebook.find_comment("double", "tiny", "01_tiny", "squares").comment is None


def test_a_gradebook_of_other_exercises_is_refused(tmp_path, copy_of_released_course):
    course = load_course(copy_of_released_course(tmp_path))
    write(tmp_path, "right", filled(tmp_path, CLASS["right"]))
    source = course.assignments[0].source
    source.write_text(source.read_text().replace("points=2", "points=4"))
    said = nbgrader(tmp_path, "autograde", "01_tiny", ok=False)
    assert "nbgrader generate_assignment 01_tiny --force" in said
    assert not (tmp_path / "autograded" / "right" / "01_tiny").exists()
    nbgrader(tmp_path, "generate_assignment", "01_tiny", "--force")
    nbgrader(tmp_path, "autograde", "01_tiny")
    assert text_of(autograded(tmp_path, "right"), "check-double").endswith("4 of 4 points\n")


# Formgrader


@pytest.fixture
def formgrader(root) -> Iterator[str]:
    """A Jupyter server at the course's root, and its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [
            PROGRAMS / "jupyter", "server", "--no-browser", f"--port={port}", "--ip=127.0.0.1",
            "--ServerApp.token=", "--ServerApp.password=", "--ServerApp.disable_check_xsrf=True",
            *(["--allow-root"] if os.geteuid() == 0 else []),
        ],
        cwd=root, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}/formgrader"
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                fetch(f"{address}/api/status")
                break
            except (urllib.error.URLError, ConnectionError):
                assert time.monotonic() < deadline
                assert server.poll() is None
                time.sleep(0.2)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)


def fetch(address: str, data: bytes | None = None) -> str:
    with urllib.request.urlopen(urllib.request.Request(address, data=data), timeout=120) as answer:
        return answer.read().decode()


def test_formgrader_autogrades_and_shows_the_notebook(root, formgrader):
    answer = json.loads(fetch(f"{formgrader}/api/submission/01_tiny/in-place/autograde", b""))
    assert answer["success"], answer
    submission = json.loads(fetch(f"{formgrader}/api/submission/01_tiny/in-place"))
    assert (submission["score"], submission["max_score"]) == (3.5, 5)
    assert submission["autograded"]
    notebooks = json.loads(fetch(f"{formgrader}/api/submitted_notebooks/01_tiny/tiny"))
    assert len(notebooks) == len(EVERYONE)
    [one] = [one for one in notebooks if one["student"] == "in-place"]
    page = fetch(f"{formgrader}/submissions/{one['id']}/")
    assert "double: raised an error, 0.5 of 2 points" in page


# The autograded notebook by itself


@pytest.fixture(scope="module")
def known(root) -> list[KnownCell]:
    return [one for one in map(KnownCell.of, filled(root, {}).cells) if one]


def test_restoring_survives_whatever_stands_in_metadata(tiny, tmp_path, known):
    cells = [
        {"cell_type": "code", "source": "def double(x):\n    return 1", "metadata": {}},
        {"cell_type": "code", "source": ["def double(x):\n", "    return 2"], "metadata": {}},
        {"cell_type": "markdown", "id": "check-double", "source": "?", "metadata": {"nbgrader": 3}},
        {"cell_type": "code", "id": "a b", "source": "", "metadata": {"nbgrader": {"task": []}}},
        {"cell_type": "heading", "id": 7, "source": "h", "attachments": {"x": None, "y": {"z": 1}}},
        {"cell_type": "code", "id": "x", "metadata": {"nbgrader": {"grade_id": ["double"]}}},
        *[{"cell_type": "code", "id": "same", "source": ""}] * 3,
    ]
    path = tmp_path / "tiny.ipynb"
    path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4}))
    limits = load_config(tmp_path).limits
    submission = submission_at(path, tiny, limits, student="ada", assignment="01_tiny")
    notebook = notebook_of(submission, limits)
    assert len(notebook["cells"]) == len(cells)
    notebook["cells"] = restore(notebook["cells"], known)
    nbformat.validate(nbformat.from_dict(notebook))
    graded = {
        cell["metadata"]["nbgrader"]["grade_id"]: cell
        for cell in notebook["cells"]
        if "nbgrader" in cell["metadata"]
    }
    # The last definition counts; a stub that is not there is not made up, a check is.
    assert set(graded) == {"double", "check-double", "check-quadruple"}
    assert graded["double"]["source"].endswith("return 2")
    assert graded["check-double"]["cell_type"] == "code"
    assert restore(notebook["cells"], known) == notebook["cells"]


def test_a_score_is_finite_and_within_the_points(engine, submit, known):
    report = engine.grade(submit("def double(x):\n    return x + x"))
    for score, told in ((float("nan"), "0.0"), (99.0, "2.0"), (-1.0, "0.0"), (0.125, "0.125")):
        first = replace(report.exercises[0], score=score)
        cells = restore([], known)
        put_results(cells, replace(report, exercises=[first, *report.exercises[1:]]), "full")
        assert cells[0]["outputs"][1]["data"] == {"text/plain": told}


def test_an_exercise_without_a_grade_cell_is_refused(engine, submit, known):
    report = engine.grade(submit("def double(x):\n    return x + x"))
    with pytest.raises(MismatchError, match="no grade cell check-quadruple"):
        put_results(restore([], known[:2]), report, "full")
