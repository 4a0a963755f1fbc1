"""Writing straight into nbgrader's gradebook: SQLite, and a real PostgreSQL server."""

from __future__ import annotations

import importlib.util
import os
import pwd
import secrets
import shutil
import socket
import sqlite3
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from nbgrader.api import Gradebook

from autograder.course.config import load_config
from autograder.course.loading import load_course
from autograder.grading.engine import Engine, Settings
from autograder.platforms.nbgrader.gradebook import GradebookError, GradebookWriter, shown
from autograder.reports.report import Report
from autograder.submissions.found import submission_at
from autograder.submissions.submission import Submission
from tests.conftest import needs_sandbox
from tests.nbgrader_course import autograder, hand_in, leaks, nbgrader

pytestmark = needs_sandbox

SERVERS = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))

Row = tuple[object, ...]


@pytest.fixture(scope="module")
def root(tmp_path_factory, copy_of_released_course) -> Path:
    """A course that nbgrader has released and that has submissions; nothing is graded yet."""
    root = copy_of_released_course(tmp_path_factory.mktemp("gradebook"))
    hand_in(root)
    return root


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server on loopback that ends with the tests."""
    if not SERVERS:
        pytest.skip("PostgreSQL's programs are not installed (package postgresql)")
    if importlib.util.find_spec("psycopg") is None:
        pytest.skip("the Python package psycopg is not installed (psycopg[binary])")
    programs = SERVERS[-1].parent
    folder = Path(tempfile.mkdtemp(prefix="autograder-postgres-"))
    password = secrets.token_hex(16)
    (folder / "password").write_text(password)
    user: dict[str, str | int] = {}
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        account = pwd.getpwnam("nobody")
        user = {"user": account.pw_uid, "group": account.pw_gid}
        for path in (folder, folder / "password"):
            os.chown(path, account.pw_uid, account.pw_gid)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data = folder / "data"
    control = [programs / "pg_ctl", "--pgdata", data]
    try:
        subprocess.run(
            [programs / "initdb", "--pgdata", data, "--username=grader", "--no-sync",
             "--auth=scram-sha-256", "--pwfile", folder / "password"],
            check=True, stdout=subprocess.DEVNULL, cwd=folder, **user,
        )  # fmt: skip
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories="
        subprocess.run(
            [*control, "-o", options, "-l", folder / "log", "-w", "start"],
            check=True, stdout=subprocess.DEVNULL, cwd=folder, **user,
        )  # fmt: skip
        try:
            yield f"postgresql+psycopg://grader:{password}@127.0.0.1:{port}/postgres"
        finally:
            subprocess.run(
                [*control, "-m", "immediate", "-w", "stop"],
                check=True, stdout=subprocess.DEVNULL, cwd=folder, **user,
            )  # fmt: skip
    finally:
        shutil.rmtree(folder)


def content(address: str) -> dict[str, list[Row]]:
    """What a gradebook holds, without the ids that are drawn at random."""
    with Gradebook(address) as gradebook:
        assignment = gradebook.find_assignment("01_tiny")
        [notebook] = assignment.notebooks
        submitted = [one.notebooks[0] for one in assignment.submissions]
        return {
            "assignment": [(assignment.name, assignment.course_id, assignment.duedate)],
            "notebook": [(notebook.name, notebook.kernelspec, notebook.max_score)],
            "grade cells": sorted((c.name, c.max_score, c.cell_type) for c in notebook.grade_cells),
            "solution cells": sorted((c.name,) for c in notebook.solution_cells),
            "source cells": sorted(
                (c.name, c.cell_type, c.locked, c.source, c.checksum) for c in notebook.source_cells
            ),
            "students": sorted((one.id, one.score) for one in gradebook.students),
            "grades": sorted(
                (one.student.id, g.name, g.auto_score, g.needs_manual_grade, g.score)
                for one in submitted
                for g in one.grades
            ),
            "comments": sorted(
                (one.student.id, c.name, c.auto_comment or "")
                for one in submitted
                for c in one.comments
            ),
        }


@pytest.fixture(scope="module")
def by_nbgrader(root) -> dict[str, list[Row]]:
    """The gradebook that nbgrader's own commands make."""
    nbgrader(root, "autograde", "01_tiny")
    shutil.move(root / "autograded", root / "by-nbgrader")
    return content(f"sqlite:///{root}/gradebook.db")


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.ipynb")}


def test_a_new_gradebook_is_the_one_that_nbgrader_makes(root, by_nbgrader):
    said = autograder(
        root, "grade", "submitted", "--output", "out", "--gradebook", "sqlite:///new.db"
    )
    assert "Gradebook: sqlite:///new.db" in said
    assert content(f"sqlite:///{root}/new.db") == by_nbgrader
    assert files(root / "autograded") == files(root / "by-nbgrader")
    assert list(leaks(root)) == []


def test_postgresql_holds_the_same(root, by_nbgrader, postgres):
    said = autograder(root, "grade", "submitted", "--output", "out", "--gradebook", postgres)
    assert "Gradebook: postgresql+psycopg://grader:***@127.0.0.1" in said
    assert content(postgres) == by_nbgrader
    with Gradebook(postgres) as gradebook:
        gradebook.find_grade("check-double", "tiny", "01_tiny", "squares").manual_score = 1.5
        gradebook.db.commit()
    autograder(root, "grade", "submitted", "--output", "out", "--gradebook", postgres)
    with Gradebook(postgres) as gradebook:
        grade = gradebook.find_grade("check-double", "tiny", "01_tiny", "squares")
        assert (grade.auto_score, grade.manual_score, grade.score) == (0, 1.5, 1.5)


# The writer itself


@pytest.fixture
def graded(root) -> Iterator[tuple[Report, Submission, Path]]:
    course = load_course(root)
    limits = load_config(root).limits
    path = root / "submitted" / "squares" / "01_tiny" / "tiny.ipynb"
    submission = submission_at(path, course, limits, student="squares", assignment="01_tiny")
    engine = Engine.of(course.assignments, Settings(b"test", limits))
    yield engine.grade(submission), submission, path.parent
    engine.close()


def writer(root: Path, address: str) -> GradebookWriter:
    return GradebookWriter(load_course(root), load_config(root), address)


def test_a_submission_is_written_whole_or_not_at_all(root, tmp_path, graded):
    address = f"sqlite:///{tmp_path}/gradebook.db"
    one = writer(root, address)
    with sqlite3.connect(tmp_path / "gradebook.db") as base:
        base.execute(
            "CREATE TRIGGER full BEFORE UPDATE ON comment BEGIN SELECT RAISE(ABORT, 'full'); END"
        )
    with pytest.raises(GradebookError, match="full"):
        one.write(*graded)
    with Gradebook(address) as gradebook:
        assert gradebook.students == []
        assert gradebook.assignments == []
    with sqlite3.connect(tmp_path / "gradebook.db") as base:
        base.execute("DROP TRIGGER full")
    one.write(*graded)
    one.close()
    with Gradebook(address) as gradebook:
        assert gradebook.find_submission("01_tiny", "squares").score == graded[0].score


@pytest.mark.parametrize("where", ["sqlite", "postgres"])
def test_two_writers_at_once_do_not_get_in_each_others_way(root, tmp_path, graded, request, where):
    address = (
        f"sqlite:///{tmp_path}/gradebook.db"
        if where == "sqlite"
        else request.getfixturevalue("postgres")
    )
    report, submission, folder = graded
    writers = [writer(root, address) for _ in range(2)]
    failures: list[Exception] = []

    def write(one: GradebookWriter) -> None:
        try:
            for number in range(5):
                student = f"{where}-{number}"
                one.write(replace(report, student=student), submission, folder)
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=write, args=(one,)) for one in writers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for one in writers:
        one.close()
    assert failures == []
    with Gradebook(address) as gradebook:
        for number in range(5):
            submission_ = gradebook.find_submission("01_tiny", f"{where}-{number}")
            assert submission_.score == report.score
            assert len(submission_.notebooks) == 1


def test_an_address_is_shown_without_its_password():
    assert shown("postgresql://ada:secret@host/grades") == "postgresql://ada:***@host/grades"
    assert "secret" not in shown("no address: secret")


@pytest.mark.parametrize("address", ["grades", "sqlite:////no/such/folder/grades.db", "x://y"])
def test_a_gradebook_that_cannot_be_opened_is_told(root, address):
    said = autograder(
        root, "grade", "submitted", "--output", "none", "--gradebook", address, ok=False
    )
    assert "cannot be used" in said
    assert "Traceback" not in said
    assert not (root / "none" / "summary.csv").exists()
