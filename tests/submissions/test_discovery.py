"""Every layout that a platform gives to download names the students."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable

import pytest

from autograder.limits import Limits
from autograder.submissions.discovery import discover
from autograder.submissions.found import NothingFoundError, read_submission
from tests.conftest import MODEL
from tests.submissions.test_archives import pack

LAYOUTS: dict[str, Callable[[str], str]] = {
    "canvas": lambda who: f"{who}_{sum(who.encode())}_9{sum(who.encode())}_tiny.py",
    "moodle": lambda who: f"{who.title()} X_{sum(who.encode())}_assignsubmission_file_/tiny.py",
    "moodle, short": lambda who: f"{who}_{sum(who.encode())}_assignsubmission_file/tiny.py",
    "moodle, flat": lambda who: f"{who}_{sum(who.encode())}_assignsubmission_file_tiny.py",
    "blackboard": lambda who: f"ps1_{who}_attempt_2026-01-30-15-00-00_tiny.py",
    "nbgrader": lambda who: f"{who}/01_tiny/tiny.py",
    "nbgrader, in a folder": lambda who: f"submitted/{who}/01_tiny/tiny.py",
    "a folder each": lambda who: f"class/{who}/tiny.py",
    "flat": lambda who: f"{who}.py",
}

GUESSED = (
    "No platform says whose these files are, so the students' names are guessed, from the names of "
    "files: ada, ben. Where a guess is wrong, use --pattern."
)


def told(findings):
    return [(one.student, one.name, one.problem) for one in findings.submissions]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("unpacked", [False, True], ids=["zip", "folder"])
def test_every_layout_names_the_students(tmp_path, tiny, layout, unpacked):
    path = pack(tmp_path / "all.zip", *((LAYOUTS[layout](who), MODEL) for who in ("ada", "ben")))
    if unpacked:
        with zipfile.ZipFile(path) as archive:
            archive.extractall(tmp_path / "all")
        path = tmp_path / "all"
    findings = discover([path], tiny)
    assert [one.student.lower().removesuffix(" x") for one in findings.submissions] == [
        "ada",
        "ben",
    ]
    assert findings.notices == ([GUESSED] if layout == "flat" else [])
    assert findings.whole
    for one in findings.submissions:
        submission = read_submission(one, tiny, Limits())
        assert (submission.content.decode(), submission.problem) == (MODEL, None)
        assert submission.assignment == "01_tiny"
        source = submission.source
        if not unpacked:
            assert source is not None
            assert source.archive == "all.zip"
            assert source.platform == (None if layout in {
                "nbgrader", "nbgrader, in a folder", "a folder each", "flat",
            } else layout.split(",")[0])  # fmt: skip


def test_a_students_own_zip_is_named_after_the_student(tmp_path, tiny):
    one = pack(tmp_path / "ada.zip", ("tiny.py", MODEL))
    two = pack(tmp_path / "ben.zip", ("01_tiny/tiny.py", MODEL))
    assert [one.student for one in discover([one, two], tiny).submissions] == ["ada", "ben"]


def test_names_that_only_look_like_canvass_are_the_students(tmp_path, tiny):
    path = pack(tmp_path / "all.zip", ("hw_3_2024_ada.py", "1"), ("hw_3_2024_ben.py", "2"))
    assert [one.student for one in discover([path], tiny).submissions] == [
        "hw_3_2024_ada",
        "hw_3_2024_ben",
    ]


def test_a_zip_file_that_is_none_leaves_the_others(tmp_path, tiny):
    good = pack(tmp_path / "good.zip", ("ada.py", MODEL))
    bad = tmp_path / "bad.zip"
    bad.write_text("<html>Please log in</html>")
    message = "bad.zip is not a zip file, or a damaged one. Download it again."
    findings = discover([bad, good], tiny)
    assert ([one.student for one in findings.submissions], findings.notices[0], findings.whole) == (
        ["ada"], message, False,
    )  # fmt: skip
    with pytest.raises(NothingFoundError, match=re.escape(message)):
        discover([bad], tiny)


def test_a_zip_file_among_a_folders_files_is_told_and_a_students_own_refused(tmp_path, tiny):
    (tmp_path / "ada.py").write_text(MODEL)
    pack(tmp_path / "more.zip", ("ben.py", MODEL))
    (tmp_path / "cleo" / "01_tiny").mkdir(parents=True)
    pack(tmp_path / "cleo" / "01_tiny" / "mine.zip", ("tiny.py", MODEL))
    findings = discover([tmp_path], tiny)
    assert told(findings) == [
        ("ada", "ada.py", None),
        ("cleo", "mine.zip", "mine.zip is a zip file. Hand in the notebook itself."),
    ]
    assert findings.notices == [
        "Not opened (name it on the command line to have it graded): more.zip.",
        GUESSED.replace("ada, ben", "ada"),
    ]
