"""Each case of names and files, graded by the command line: nobody vanishes, nobody loses."""

from __future__ import annotations

import csv
import functools
import json
import zipfile
from pathlib import Path

import pytest

from autograder.course.model import Course
from tests.cli.test_cli import run
from tests.conftest import needs_sandbox
from tests.field.class_of_files import METADATA, Case, Content
from tests.field.hand_in import right_hand_in
from tests.field.people import CASES

ASSIGNMENT = "04_losses"


@functools.cache
def contents(course: Course) -> dict[Content, bytes]:
    """What files of each kind hold."""
    assignment = course.assignment(ASSIGNMENT)
    right = json.dumps(right_hand_in(assignment, assignment.exercises, 0).notebook(), indent=1)
    return {
        "notebook": right.encode(),
        "python": assignment.model_answers.read_bytes(),
        "untouched": assignment.release_notebook.read_bytes(),
        "broken": right.encode()[: len(right) // 2],
        "metadata": METADATA.encode(),
        "other": b"something else\n",
    }


def write(case: Case, course: Course, folder: Path) -> list[Path]:
    """Write a case's files; give the paths to grade."""
    kinds = contents(course)
    zips = {case.archive: case.files} if case.archive else {}
    for name, kind in case.files.items():
        archive, mark, inner = name.partition(".zip/")
        if mark:
            zips.setdefault(f"{archive}.zip", {})[inner] = kind
        elif not case.archive:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(kinds[kind])
    for name, files in zips.items():
        folder.mkdir(exist_ok=True)
        with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as packed:
            for member, kind in files.items():
                packed.writestr(member, kinds[kind])
    if case.paths:
        return [folder / path for path in case.paths]
    return [folder / case.archive if case.archive else folder]


@needs_sandbox
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_everybody_has_a_row_and_keeps_every_point(case: Case, real: Course, tmp_path: Path):
    paths = write(case, real, tmp_path / "class")
    options = ("--output", tmp_path / "out", "--workers", 1, *case.options)
    graded = run("grade", *paths, *options, course=real.root)
    assert graded.returncode == 0, graded.stderr
    rows = list(csv.DictReader((tmp_path / "out" / "summary.csv").open()))
    assert {row["student"]: row["score"] == row["max_score"] for row in rows} == case.rows, (
        graded.stdout
    )
    assert {(row["assignment"], row["max_score"]) for row in rows} == {(ASSIGNMENT, "28")}
    assert all(row["warnings"] for row in rows if row["score"] == "0")
    assert ("guessed" in graded.stdout) == case.guessed, graded.stdout
    for words in case.notices:
        assert words in graded.stdout


def test_there_are_cases_of_every_kind():
    assert len(CASES) == len({case.name for case in CASES}) >= 45
