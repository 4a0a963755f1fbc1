"""nbgrader's exchange, by nbgrader's own commands: submit, watch, fetch_feedback."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from nbgrader.utils import make_unique_key, notebook_hash

from autograder.course.loading import load_course
from autograder.limits import Limits
from autograder.watching.exchange import Exchange, exchange_at
from autograder.watching.places import PlaceError
from tests.conftest import MODEL, needs_sandbox, write_course
from tests.nbgrader_course import ENVIRONMENT, PROGRAMS
from tests.watching.conftest import WRONG, rows, watching

TIME = "2026-10-09 21:59:00.123456 UTC"
SECRET = "0123456789abcdef" * 8


def notebook(text: str) -> str:
    """The functions of a module as a notebook, a cell each."""
    parts = text.split("\n\n\n")
    cells = [{"cell_type": "code", "source": part, "metadata": {}, "outputs": []} for part in parts]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4})


@pytest.fixture
def exchange(tmp_path: Path) -> Path:
    """An exchange with a course that has released its assignment."""
    course = tmp_path / "exchange" / "tiny101"
    released = course / "outbound" / "01_tiny"
    released.mkdir(parents=True)
    (released / "tiny.ipynb").write_text(notebook(MODEL))
    (course / "inbound").mkdir()
    for folder in (tmp_path / "exchange", course / "inbound"):
        folder.chmod(0o777)
    return course


def nbgrader(home: Path, exchange: Path, command: str, student: str, *options: str) -> None:
    """Run one of nbgrader's commands as a student with a home of their own."""
    subprocess.run(
        [
            PROGRAMS / "nbgrader", command, "01_tiny", "--course", exchange.name,
            f"--Exchange.root={exchange.parent}", f"--CourseDirectory.student_id={student}",
            *options,
        ],
        cwd=home,
        env=ENVIRONMENT | {"JUPYTER_DATA_DIR": str(home / "data"), "HOME": str(home)},
        check=True,
        capture_output=True,
    )  # fmt: skip


def submitted(exchange: Path, student: str, text: str = MODEL, time: str = TIME) -> Path:
    """A hand-in as `nbgrader submit` leaves it."""
    folder = exchange / "inbound" / f"{student}+01_tiny+{time}+c2VjcmV0"
    folder.mkdir(parents=True)
    (folder / "tiny.ipynb").write_text(notebook(text))
    (folder / "timestamp.txt").write_text(time)
    (folder / "submission_secret.txt").write_text(f"{student}{SECRET}")
    return folder


def page_of(exchange: Path, student: str) -> str:
    """What `nbgrader fetch_feedback` would find for a hand-in of `submitted`'s."""
    name = notebook_hash(secret=f"{student}{SECRET}", notebook_id="tiny")
    return (exchange / "feedback" / f"{name}.html").read_text()


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return write_course(tmp_path / "course").root


class TestByNbgradersCommands:
    pytestmark = needs_sandbox

    def test_a_student_submits_and_fetches(self, course, exchange, tmp_path):
        homes = {"ada": tmp_path / "ada", "ben": tmp_path / "ben"}
        for student, home in homes.items():
            (home / "01_tiny").mkdir(parents=True)
            answers = MODEL if student == "ada" else WRONG
            (home / "01_tiny" / "tiny.ipynb").write_text(notebook(answers))
        with watching(course, str(exchange), "--output", "out") as watch:
            for student, home in homes.items():
                nbgrader(home, exchange, "submit", student)
            told = {one["student"]: one["score"] for one in watch.told(2)}
            for student, home in homes.items():
                nbgrader(home, exchange, "fetch_feedback", student)
            watch.stop()
        assert told["ada"] == 5
        assert told["ben"] < 5
        for student, home in homes.items():
            (page,) = (home / "01_tiny" / "feedback").glob("*/tiny.html")
            assert ("5 of 5 points" in page.read_text()) == (student == "ada")
        assert (exchange / "feedback").stat().st_mode & 0o777 == 0o711
        assert all(path.stat().st_mode & 0o777 == 0o644 for path in exchange.glob("feedback/*"))


@needs_sandbox
def test_many_at_once_and_killed_in_the_middle(course, exchange):
    students = [f"s{number:02}" for number in range(20)]
    with watching(course, str(exchange), "--output", "out") as watch:
        for student in students:
            submitted(exchange, student, f"{MODEL}\n\n\nhanded_in_by = '{student}'")
        watch.told(5)
        watch.kill()
    before = dict(rows(course, "student, graded"))
    missing = 20 - sum(told is not None for (told,) in rows(course, "told"))
    with watching(course, str(exchange), "--output", "out") as watch:
        watch.told(missing)
        watch.stop()
    after = rows(course, "student, graded")
    assert sorted(student for student, _ in after) == students
    assert before.items() <= dict(after).items()
    assert all("5 of 5 points" in page_of(exchange, student) for student in students)
    assert len(list(exchange.glob("feedback/*"))) == 20


@needs_sandbox
def test_each_hand_in_has_its_page_and_the_last_one_counts(course, exchange):
    first = submitted(exchange, "ada", WRONG, "2026-10-09 10:00:00.000000 UTC")
    last = submitted(exchange, "ada", MODEL, "2026-10-09 11:00:00.000000 UTC")
    (first / "submission_secret.txt").write_text("first")
    (last / "submission_secret.txt").write_text("last")
    with watching(course, str(exchange), "--output", "out") as watch:
        watch.told(2)
        watch.stop()
    texts = {
        secret: (
            exchange / "feedback" / f"{notebook_hash(secret=secret, notebook_id='tiny')}.html"
        ).read_text()
        for secret in ("first", "last")
    }
    assert "5 of 5 points" in texts["last"]
    assert "5 of 5 points" not in texts["first"]
    report = json.loads((course / "out" / "ada" / "01_tiny" / "report.json").read_bytes())
    assert report["score"] == 5
    assert report["source"]["submitted"] == "2026-10-09T11:00:00Z"


class TestPlace:
    @pytest.fixture
    def place(self, course, exchange):
        return Exchange(exchange, load_course(course), Limits())

    def test_units_are_the_hand_ins_for_assignments_of_the_course(self, place, exchange):
        folder = submitted(exchange, "ada")
        (exchange / "inbound" / f"ben+02_other+{TIME}+x").mkdir()
        (exchange / "inbound" / "no hand-in").mkdir()
        assert list(place.units(None)) == [folder.name]
        assert list(place.units({str(folder / "deeper" / "file")})) == [folder.name]
        assert list(place.units({str(exchange / "inbound"), "/elsewhere/x"})) == []

    def test_it_is_whole_when_the_secret_stands(self, place, exchange):
        folder = submitted(exchange, "ada")
        whole = place.look(folder.name)
        (folder / "submission_secret.txt").unlink()
        without_secret = place.look(folder.name)
        (folder / "timestamp.txt").unlink()
        part = place.look(folder.name)
        assert whole.patience < without_secret.patience < part.patience
        assert len({whole.stamp, without_secret.stamp, part.stamp}) == 3
        shutil.rmtree(folder)
        assert place.look(folder.name).stamp == ""

    def test_without_a_secret_the_page_has_the_name_that_older_nbgraders_fetch(
        self, place, exchange
    ):
        folder = submitted(exchange, "ada")
        (folder / "submission_secret.txt").unlink()
        key = make_unique_key("tiny101", "01_tiny", "tiny", "ada", TIME)
        expected = notebook_hash(str(folder / "tiny.ipynb"), key)
        assert place.read(folder.name).page == exchange / "feedback" / f"{expected}.html"

    def test_a_folder_that_is_a_link_is_refused(self, place, exchange, tmp_path):
        elsewhere = tmp_path / "elsewhere"
        shutil.copytree(submitted(exchange, "ada"), elsewhere)
        link = exchange / "inbound" / f"ben+01_tiny+{TIME}+x"
        link.symlink_to(elsewhere)
        hand_in = place.read(link.name)
        assert hand_in.submission.student == "ben"
        assert hand_in.submission.content == b""
        assert "link" in hand_in.submission.problem

    def test_a_hand_in_without_a_notebook_is_told(self, place, exchange):
        folder = submitted(exchange, "ada")
        (folder / "tiny.ipynb").unlink()
        submission = place.read(folder.name).submission
        assert submission.problem == (
            "There is no notebook in what was handed in: hand in tiny.ipynb."
        )

    def test_a_file_above_the_limit_is_cut_where_the_reader_refuses_it(self, course, exchange):
        place = Exchange(exchange, load_course(course), Limits(submission_bytes=100))
        submission = place.read(submitted(exchange, "ada").name).submission
        assert len(submission.content) == 101

    @pytest.mark.skipif(os.getuid() != 0, reason="only root may give a folder away")
    def test_where_owners_are_required_nobody_hands_in_for_another(self, course, exchange):
        place = Exchange(exchange, load_course(course), Limits(), check_owner=True)
        mine, others = submitted(exchange, "root"), submitted(exchange, "nobody")
        assert place.read(mine.name).submission.student == "root"
        assert place.read(others.name) is None


def test_an_exchange_is_found_where_it_or_its_course_is_given(exchange, tmp_path):
    assert exchange_at(exchange) == exchange
    assert exchange_at(exchange.parent) == exchange
    assert exchange_at(tmp_path / "nothing") is None
    (exchange.parent / "other" / "inbound").mkdir(parents=True)
    with pytest.raises(PlaceError, match="exchange of several courses"):
        exchange_at(exchange.parent)
