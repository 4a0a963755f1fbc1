"""The command on a folder: what comes is graded once, whatever ends it, and links lead nowhere."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from autograder.reports.report import decode
from tests.conftest import MODEL, needs_sandbox
from tests.watching.conftest import WRONG, Watching, hand_in, rows, watching

pytestmark = needs_sandbox

STUDENTS = [f"s{number:02}" for number in range(20)]


def page(course: Path, student: str) -> str:
    return (course / "out" / student / "01_tiny" / "feedback.html").read_text()


def test_what_is_there_and_what_comes_is_graded_and_told(classroom):
    hand_in(classroom, "ada", MODEL)
    with watching(classroom, "in", "--output", "out") as watch:
        assert [(told["student"], told["score"]) for told in watch.told(1)] == [("ada", 5.0)]
        hand_in(classroom, "ben", WRONG)
        (told,) = watch.told(1)
        assert (told["student"], told["assignment"], told["shown"]) == ("ben", "01_tiny", "full")
        assert told["page"] == str(classroom / "out" / "ben" / "01_tiny" / "feedback.html")
        assert "squaring" in page(classroom, "ben")

        hand_in(classroom, "ben", MODEL)  # once more, and better
        assert [told["score"] for told in watch.told(1)] == [5.0]
        assert "squaring" not in page(classroom, "ben")
        assert "Stopped" in watch.stop()
    report = decode((classroom / "out" / "ben" / "01_tiny" / "report.json").read_bytes())
    assert report.score == 5
    assert "ben,01_tiny,5,5" in (classroom / "out" / "summary.csv").read_text()


def test_files_of_any_layout_are_graded(classroom):
    with watching(classroom, "in", "--output", "out", "--pages", "pages") as watch:
        (classroom / "in" / "carl.py").write_text(MODEL)
        watch.told(1)
        (classroom / "in" / "dora_17_4711_tiny.py").write_text(WRONG)  # as Canvas names it
        watch.told(1)
        watch.stop()
    found = {path.relative_to(classroom / "pages") for path in classroom.glob("pages/*/*")}
    assert {str(path) for path in found} == {"01_tiny/carl.html", "01_tiny/dora.html"}


def test_killed_in_the_middle_nothing_is_lost_and_nothing_graded_twice(classroom):
    for student in STUDENTS:
        # Each is another file, so that none is known from another.
        hand_in(classroom, student, f"{MODEL}\nimport time\ntime.sleep(0.1)  # {student}\n")
    before: list[str] = []
    for at_least in (3, 4):
        with watching(classroom, "in", "--output", "out") as watch:
            before += [told["student"] for told in (*watch.told(at_least), *watch.kill())]
    graded_before = dict(rows(classroom, "student, graded"))
    assert set(before) <= set(graded_before)
    missing = 20 - sum(told is not None for (told,) in rows(classroom, "told"))
    assert 7 <= len(graded_before) < 20

    with watching(classroom, "in", "--output", "out") as watch:
        watch.told(missing)
        watch.stop()
    after = rows(classroom, "student, graded, shown")
    assert sorted(student for student, _, _ in after) == STUDENTS
    assert {shown for _, _, shown in after} == {"full"}
    graded = {student: when for student, when, _ in after}
    assert {student: graded[student] for student in graded_before} == graded_before
    assert all("5 of 5" in page(classroom, student) for student in STUDENTS)
    assert list((classroom / "out").rglob(".writing-*")) == []


def test_a_result_that_was_kept_and_not_told_is_told_at_the_next_start(classroom):
    hand_in(classroom, "ada", WRONG)
    with watching(classroom, "in", "--output", "out") as watch:
        watch.told(1)
        watch.kill()
    graded = rows(classroom, "graded")
    # As if it had been killed as soon as the result was kept.
    (classroom / "out" / "ada" / "01_tiny" / "feedback.html").unlink()
    with sqlite3.connect(classroom / "out" / ".watch.sqlite") as connection:
        connection.execute("UPDATE hand_ins SET shown = NULL, told = NULL")
    with watching(classroom, "in", "--output", "out") as watch:
        assert [told["student"] for told in watch.told(1)] == ["ada"]
        watch.stop()
    assert rows(classroom, "graded") == graded
    assert "squaring" in page(classroom, "ada")


def test_the_same_content_is_not_graded_again(classroom):
    with watching(classroom, "in", "--output", "out") as watch:
        for text in (MODEL, WRONG, MODEL):
            hand_in(classroom, "ada", text)
            watch.told(1)
        os.utime(classroom / "in" / "ada" / "01_tiny" / "tiny.py")
        hand_in(classroom, "ben", MODEL)
        assert [told["student"] for told in watch.told(1)] == ["ben"]
        watch.stop()
    first, second, third, of_ben = rows(classroom, "graded, score, student")
    assert first[0] == third[0] != second[0]
    assert [row[1] for row in (first, second, third, of_ben)] == [5, 0, 5, 5]
    assert "5 of 5" in page(classroom, "ada")


def test_a_file_that_is_half_written_is_waited_for(classroom):
    notebook = (
        '{"cells": [{"cell_type": "code", "source": "def double(x):\\n    return 2 * x", '
        '"metadata": {}, "outputs": []}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'
    )
    path = classroom / "in" / "ada" / "01_tiny" / "tiny.ipynb"
    path.parent.mkdir(parents=True)
    with watching(classroom, "in", "--output", "out") as watch:
        with path.open("w") as file:
            file.write(notebook[:50])
            file.flush()
            hand_in(classroom, "ben", MODEL)
            assert [told["student"] for told in watch.told(1)] == ["ben"]
            file.write(notebook[50:])
        assert [(told["student"], told["score"]) for told in watch.told(1)] == [("ada", 2.0)]
        watch.stop()
    assert len(rows(classroom, "number")) == 2


def test_links_are_not_followed(classroom, tmp_path):
    secret = tmp_path / "elsewhere" / "01_tiny"
    secret.mkdir(parents=True)
    (secret / "tiny.py").write_text(MODEL)
    for student in ("file", "folder", "hard"):
        (classroom / "in" / student).mkdir()
    (classroom / "in" / "file" / "01_tiny").mkdir()
    (classroom / "in" / "file" / "01_tiny" / "tiny.py").symlink_to(secret / "tiny.py")
    (classroom / "in" / "folder" / "01_tiny").symlink_to(secret)
    (classroom / "in" / "hard" / "01_tiny").mkdir()
    os.link(secret / "tiny.py", classroom / "in" / "hard" / "01_tiny" / "tiny.py")
    with watching(classroom, "in", "--output", "out") as watch:
        told = watch.told(3)
        watch.stop()
    assert {(one["student"], one["score"]) for one in told} == {
        ("file", 0.0),
        ("folder", 0.0),
        ("hard", 0.0),
    }
    assert all("link" in page(classroom, one["student"]) for one in told)


def test_two_at_a_time_are_refused_and_so_are_reports_among_submissions(classroom):
    with watching(classroom, "in", "--output", "out") as watch:
        hand_in(classroom, "ada", MODEL)
        watch.told(1)
        second = Watching(classroom, "in", "--output", "out")
        _, errors = second.process.communicate()
        assert second.process.returncode == 2
        assert "Another `autograder watch` writes into out." in errors
    inside = Watching(classroom, "in", "--output", "in/out")
    _, errors = inside.process.communicate()
    assert inside.process.returncode == 2
    assert "which is watched" in errors
