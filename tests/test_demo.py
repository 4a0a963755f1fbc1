"""The demo's class: whole, the same every time, and graded as its students' names say."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import nbformat
import pytest

from autograder.course.model import CourseError
from autograder.course.release import build
from autograder.demo import MARKER, SECRET, make_class, prepare_folder
from autograder.grading.engine import Settings
from autograder.grading.run import run
from autograder.limits import Limits
from autograder.reports.store import Store
from autograder.submissions.discovery import find_submissions
from tests.cli.test_cli import run as command
from tests.conftest import FILES, needs_sandbox, write_course


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.ipynb")}


def test_the_class_is_the_same_every_time(real, tmp_path):
    first = contents(make_class(real, tmp_path / "a"))
    assert first == contents(make_class(real, tmp_path / "b"))
    students = Counter(name.split("/")[1] for name in first)
    assert set(students) == {assignment.name for assignment in real.assignments}
    assert all(count >= 5 for count in students.values())
    assert students["04_losses"] >= 12


def test_its_notebooks_are_valid(real, tmp_path):
    for path in make_class(real, tmp_path).rglob("*.ipynb"):
        nbformat.validate(nbformat.read(path, as_version=4))


def test_a_folder_with_files_of_somebody_is_refused_and_nothing_is_deleted(tiny, tmp_path):
    (tmp_path / "submissions").mkdir()
    (tmp_path / "submissions" / "precious.ipynb").write_text("ada's")
    with pytest.raises(CourseError, match="holds files that the demo did not make"):
        prepare_folder(tmp_path)
    with pytest.raises(CourseError, match="is not empty"):
        make_class(tiny, tmp_path / "submissions")
    refused = command("demo", "--keep", tmp_path, course=tiny.root)
    assert refused.returncode == 2
    assert refused.stderr.startswith(f"autograder: {tmp_path} holds files")
    files = [path.name for path in tmp_path.rglob("*") if path.is_file()]
    assert files == ["precious.ipynb"]


def test_a_file_is_not_taken_for_a_folder(tmp_path):
    (tmp_path / "demo").write_text("")
    with pytest.raises(CourseError, match="demo is not a folder"):
        prepare_folder(tmp_path / "demo")


def test_an_earlier_demo_is_made_anew_and_other_files_in_it_stay(tmp_path):
    submissions = prepare_folder(tmp_path / "demo")
    (submissions / "old").mkdir(parents=True)
    (tmp_path / "demo" / "notes.txt").write_text("mine")
    assert prepare_folder(tmp_path / "demo") == submissions
    assert {path.name for path in (tmp_path / "demo").iterdir()} == {MARKER, "notes.txt"}


@needs_sandbox
@pytest.mark.parametrize("slug", ["losses"])
def test_scores_are_what_the_names_say(real, tmp_path, slug):
    assignment = real.assignment(slug)
    submissions = make_class(real, tmp_path / "class")
    found = [
        submission
        for submission in find_submissions([submissions], real)
        if submission.assignment == assignment.name
    ]
    settings = Settings(SECRET, Limits(call_seconds=2.0))
    store = Store(tmp_path / "out")
    reports = {
        graded.report.student: graded.report
        for graded in run(found, real, store, settings, workers=2)
    }
    best = assignment.max_score
    assert reports["ada-all-right"].score == best
    assert reports["cleo-unusual-but-right"].score == best
    assert reports["kim-prints-a-flood"].score == best
    assert reports["lea-magics"].score == best
    assert reports["ben-untouched"].score == 0
    assert reports["max-forges"].score == 0
    for student in ("ines-syntax-error", "jon-endless-loop", "nora-ends-the-program"):
        outcomes = [exercise.outcome for exercise in reports[student].exercises]
        assert outcomes.count("right") == len(outcomes) - 1
        assert reports[student].score < best
    for student in ("ada-all-right", "ben-untouched", "cleo-unusual-but-right"):
        assert reports[student].warnings == []
    hinted = [exercise for exercise in reports["finn-many-mistakes"].exercises if exercise.hint]
    assert len(hinted) == len(assignment.exercises)
    assert 0 < reports["hugo-half-done"].score < best


@needs_sandbox
def test_the_whole_loop_leaves_submissions_reports_feedback_and_a_class_page(tmp_path):
    course = write_course(tmp_path)
    (assignment,) = course.assignments
    build(assignment, tmp_path / "release")
    shown = command("demo", "--keep", "demo", course=tmp_path)
    assert shown.returncode == 0, shown.stderr
    demo = tmp_path / "demo"
    assert {path.name for path in demo.iterdir()} == {
        MARKER, "submissions", "reports", "feedback", "class.html",
    }  # fmt: skip
    students = {path.parent.parent.name for path in demo.glob("submissions/*/01_tiny/tiny.ipynb")}
    assert len(students) == 15
    assert {path.stem for path in demo.glob("feedback/01_tiny/*.html")} == students
    assert {path.parts[-3] for path in demo.glob("reports/*/01_tiny/report.json")} == students
    assert not list(demo.glob("reports/**/*.html"))
    assert "5 of 5 points" in (demo / "feedback/01_tiny/ada-all-right.html").read_text()
    assert all(student in (demo / "class.html").read_text() for student in students)
    assert "Pages: 15 of demo/feedback/<assignment>/<student>.html" in shown.stdout

    exported = command(
        "export", "demo/reports", "--format", "gradescope", "--output", "out-gradescope",
        course=tmp_path,
    )  # fmt: skip
    assert exported.returncode == 0, exported.stderr
    assert len(list(tmp_path.glob("out-gradescope/*/01_tiny/results.json"))) == 15
    graded = command("grade", "demo/submissions", "--output", "out", course=tmp_path)
    assert graded.returncode == 0, graded.stderr
    assert len(list(tmp_path.glob("out/*/01_tiny/report.json"))) == 15


def test_what_is_not_released_is_built_for_the_class_alone(tmp_path):
    course = write_course(tmp_path / "course")
    students = {path.name for path in make_class(course, tmp_path / "class").iterdir()}
    assert {"ada-all-right", "max-forges", "omar-forgot-return"} < students
    assert not (course.root / "release").exists()


def test_a_course_with_one_exercise_and_an_empty_bank_has_a_class(tmp_path):
    source, _ = FILES["source/01_tiny/tiny.py"].split('# %% exercise="quadruple"')
    bank = {name: "" for name in FILES if "misconceptions" in name or "alternatives" in name}
    course = write_course(tmp_path / "course", FILES | bank | {"source/01_tiny/tiny.py": source})
    assert len(contents(make_class(course, tmp_path / "class"))) == 15


def test_an_assignment_without_model_answers_has_no_class(tmp_path):
    course = write_course(tmp_path / "course", FILES | {"solutions/tiny.py": "x = 1\n"})
    with pytest.raises(CourseError, match=r"tiny\.py: no function 'double'"):
        make_class(course, tmp_path / "class")
