"""What learning platforms give to download, from names to reports."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from collections.abc import Callable

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.limits import Limits
from autograder.reports import report as reports
from autograder.submissions.discovery import NothingFoundError, discover, read_submission
from autograder.submissions.uploads import Name, match_name, read_name, stem
from tests.cli.test_cli import run
from tests.conftest import MODEL, SOURCE, needs_sandbox
from tests.submissions.test_archives import LINK, entry, pack

HALF = MODEL.replace("return double(double(x))", "return x")
NAMES = {"01_tiny"}
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


def told(findings):
    return [(one.student, one.name, one.problem) for one in findings.submissions]


# --- names ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (
            "lovelaceada_12345_678901_losses.ipynb",
            Name("losses.ipynb", "lovelaceada", None, "canvas", "12345", False, 1),
        ),
        (
            "lovelaceada_LATE_12345_678901_losses-2.ipynb",
            Name("losses.ipynb", "lovelaceada", None, "canvas", "12345", True, 3),
        ),
        (
            # Whatever a student calls the file, the platform's part comes first.
            "eve_9_99_lovelaceada_12345_678901_losses.ipynb",
            Name("lovelaceada_12345_678901_losses.ipynb", "eve", None, "canvas", "9", False, 1),
        ),
        (
            "Ada Lovelace_123456_assignsubmission_file_/losses.ipynb",
            Name("losses.ipynb", "Ada Lovelace", None, "moodle", "123456"),
        ),
        (
            "Ada Lovelace_123456_assignsubmission_file/in/folders/losses.ipynb",
            Name("losses.ipynb", "Ada Lovelace", None, "moodle", "123456"),
        ),
        (
            "Eve_2_assignsubmission_file_/Ada_1_assignsubmission_file_/ada/01_tiny/tiny.py",
            Name("tiny.py", "Eve", None, "moodle", "2"),
        ),
        (
            "Eve_2_assignsubmission_file_Ada_1_assignsubmission_file_tiny.py",
            Name("Ada_1_assignsubmission_file_tiny.py", "Eve", None, "moodle", "2"),
        ),
        (
            "ps1_bitdiddle_attempt_2016-01-30-15-00-00_problem1.ipynb",
            Name("problem1.ipynb", "bitdiddle", None, "blackboard", "bitdiddle"),
        ),
        ("class/ada/01_tiny/tiny.py", Name("tiny.py", "ada", "01_tiny")),
        ("ada.py", Name("ada.py")),
        ("my_solution_2.py", Name("my_solution_2.py")),
    ],
)
def test_a_platforms_names_are_understood(path, expected):
    name = read_name(path.split("/"), NAMES)
    assert (name.file, name.student, name.assignment, name.platform, name.id, name.late) == (
        expected.file, expected.student, expected.assignment, expected.platform, expected.id,
        expected.late,
    )  # fmt: skip
    assert name.attempt == expected.attempt


@given(st.lists(st.text(max_size=60), min_size=1, max_size=5))
def test_any_name_tells_something_or_nothing(parts):
    name = read_name(parts, NAMES)
    assert name.student is None or name.student


def test_a_pattern_as_for_zip_collect_tells_student_file_and_time():
    pattern = re.compile(r".*_(?P<student_id>\w+)_attempt_(?P<timestamp>[0-9\-]+)_(?P<file_id>\w+)")
    name = match_name(pattern, "in/ps1_bitdiddle_attempt_2016-01-30-15-00-00_problem1.ipynb")
    assert name is not None
    assert (name.student, name.file, name.order) == (
        "bitdiddle", "problem1.ipynb", (0, "2016-01-30-15-00-00"),
    )  # fmt: skip
    assert match_name(pattern, "notes.ipynb") is None


def test_copies_that_browsers_make_bear_the_same_name():
    assert [stem(name) for name in ("tiny (1).ipynb", "tiny.ipynb", "tiny")] == ["tiny"] * 3


# --- finding -------------------------------------------------------------------------------------


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
    assert findings.notices == []
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


def test_of_several_attempts_the_last_counts(tmp_path, tiny):
    path = pack(
        tmp_path / "all.zip",
        ("ada_1_10_tiny.py", "1"),
        ("ada_1_30_tiny-10.py", "11"),
        ("ada_1_20_tiny-9.py", "10"),
        ("ben_2_11_tiny.py", "1"),
    )
    findings = discover([path], tiny)
    ada, ben = findings.submissions
    assert (ada.source.attempt, ada.earlier, ben.source.attempt) == (11, (), 1)
    assert read_submission(ada, tiny, Limits()).content == b"11"
    assert findings.notices == ["1 student handed in several attempts; the last counts."]
    ada, _ = discover([path], tiny, every_attempt=True).submissions
    assert [one.source.attempt for one in ada.earlier] == [1, 10]


def test_attempts_without_numbers_are_counted_by_their_times(tmp_path, tiny):
    path = pack(
        tmp_path / "all.zip",
        ("x_ada_attempt_2026-02-01-10-00-00_tiny.py", "2"),
        ("x_ada_attempt_2026-01-01-10-00-00_tiny.py", "1"),
    )
    (ada,) = discover([path], tiny).submissions
    assert (ada.source.attempt, read_submission(ada, tiny, Limits()).content) == (2, b"2")


def test_two_students_of_one_name_are_told_apart_by_their_numbers(tmp_path, tiny):
    path = pack(tmp_path / "all.zip", ("ada_1_10_tiny.py", MODEL), ("ada_2_11_tiny.py", SOURCE))
    assert [one.student for one in discover([path], tiny).submissions] == ["ada-1", "ada-2"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    "names",
    [("Ada", "ada"), ("Jos\u00e9", "Jose\u0301"), ("a\nb", "a\tb"), ("a\u202eb", "a\u202db")],
)
def test_names_that_look_alike_stay_apart(tmp_path, tiny, names):
    path = pack(tmp_path / "all.zip", *((f"{name}/01_tiny/tiny.py", name) for name in names))
    found = discover([path], tiny).submissions
    assert len({one.student.casefold() for one in found}) == 2
    assert {read_submission(one, tiny, Limits()).content.decode() for one in found} == set(names)


def test_of_a_students_several_files_the_one_that_bears_the_name_or_defines_most_counts(
    tmp_path, tiny
):
    path = pack(
        tmp_path / "all.zip",
        ("ada_1_10_helper.py", "import os"),
        ("ada_1_11_tiny.ipynb", "{}"),
        ("ben_2_12_a.py", "import os"),
        ("ben_2_13_b.py", MODEL),
        ("cleo_3_14_photo.png", "png"),
        ("cleo_3_15_tiny.zip", "PK"),
        ("dora_4_16_tiny.pdf", "pdf"),
    )
    assert told(discover([path], tiny)) == [
        ("ada", "tiny.ipynb", None),
        ("ben", "b.py", None),
        ("cleo", "tiny.zip", "tiny.zip is a zip file. Hand in the notebook itself."),
        ("dora", "tiny.pdf", "tiny.pdf is no notebook (.ipynb) and no Python file (.py)."),
    ]


def test_notebooks_that_do_not_count_and_unknown_names_are_told(tmp_path, tiny):
    path = pack(
        tmp_path / "all.zip",
        ("ada_1_10_tiny.ipynb", "{}"),
        ("ada_1_11_draft.ipynb", "{}"),
        ("mystery.py", MODEL),
        ("__MACOSX/._mystery.py", "x"),
        (".hidden.py", "x"),
    )
    findings = discover([path], tiny)
    assert [one.student for one in findings.submissions] == ["ada", "mystery"]
    assert findings.notices == [
        "In all.zip these tell no student; each counts under its own name: mystery.py.",
        "Left out, because the student handed in another one: ada: draft.ipynb.",
    ]


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
    message = "bad.zip is no zip file, or a damaged one. Download it again."
    findings = discover([bad, good], tiny)
    assert ([one.student for one in findings.submissions], findings.notices, findings.whole) == (
        ["ada"], [message], False,
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
        "Not opened (name it on the command line to have it graded): more.zip."
    ]


# --- through the command line --------------------------------------------------------------------


@needs_sandbox
def test_a_canvas_download_is_graded_with_late_and_platform_in_the_report(tiny, tmp_path):
    path = pack(
        tmp_path / "submissions.zip",
        ("lovelaceada_LATE_12345_678901_tiny.py", MODEL),
        ("bitdiddleben_23456_678902_tiny-1.py", HALF),
        ("../../evil_3_4_tiny.py", MODEL),
        (entry("cleo_34567_678903_tiny.py", LINK), "/etc/passwd"),
    )
    graded = run("grade", path, "--output", tmp_path / "out", course=tiny.root)
    assert graded.returncode == 0, graded.stderr
    for sentence in (
        "3 submissions in",
        "1 submission handed in late: lovelaceada (01_tiny).",
        "Refused in submissions.zip: ../../evil_3_4_tiny.py leads out of its folder.",
    ):
        assert sentence in graded.stdout
    data = (tmp_path / "out" / "lovelaceada" / "01_tiny" / "report.json").read_bytes()
    assert json.loads(data)["source"] == {
        "file": "tiny.py", "archive": "submissions.zip", "platform": "canvas", "id": "12345",
        "late": True, "attempt": 1, "submitted": None,
    }  # fmt: skip
    jsonschema.validate(json.loads(data), json.loads(reports.schema()))
    rows = list(csv.DictReader((tmp_path / "out" / "summary.csv").open()))
    assert [
        (row["student"], row["score"], row["platform_id"], row["late"], row["warnings"])
        for row in rows
    ] == [
        ("bitdiddleben", "2", "23456", "", ""),
        (
            "cleo",
            "0",
            "34567",
            "",
            "cleo_34567_678903_tiny.py is a link. Hand in the notebook itself.",
        ),
        ("lovelaceada", "5", "12345", "late", ""),
    ]
    again = run("grade", path, "--output", tmp_path / "out", course=tiny.root)
    assert "3 of them unchanged" in again.stdout


@needs_sandbox
def test_the_best_of_several_attempts_counts_when_asked(tiny, tmp_path):
    path = pack(
        tmp_path / "submissions.zip",
        ("ada_1_10_tiny.py", SOURCE),
        ("ada_1_11_tiny-1.py", MODEL),
        ("ada_1_12_tiny-2.py", HALF),
        ("ada_1_13_tiny-3.py", HALF),
        ("ben_2_14_tiny.py", MODEL),
    )
    arguments = ("grade", path, "--output", tmp_path / "out")
    run(*arguments, course=tiny.root)
    report = tmp_path / "out" / "ada" / "01_tiny" / "report.json"
    assert reports.decode(report.read_bytes()).score == 2.0
    graded = run(*arguments, "--attempt", "best", course=tiny.root)
    assert "1 student handed in several attempts; the best counts." in graded.stdout
    best = reports.decode(report.read_bytes())
    assert (best.score, best.source.attempt) == (5.0, 2)
    assert best.warnings == ["The best of 3 attempts counts: number 2, 5 of 5 points."]
    again = run(*arguments, "--attempt", "best", course=tiny.root)
    assert "2 of them unchanged" in again.stdout


@needs_sandbox
def test_a_pattern_names_the_students_and_a_wrong_one_is_a_clear_error(tiny, tmp_path):
    path = pack(tmp_path / "all.zip", ("hw1-ada-tiny.py", MODEL), ("notes.py", SOURCE))
    arguments = ("grade", path, "--output", tmp_path / "out", "--pattern")
    graded = run(*arguments, r"hw\d-(?P<student_id>\w+)-(?P<file_id>\w+)", course=tiny.root)
    assert (tmp_path / "out" / "ada" / "01_tiny" / "report.json").is_file(), graded.stderr
    assert "each counts under its own name: notes.py." in graded.stdout
    for wrong, message in (("(", "no regular expression"), ("x", "(?P<student_id>...)")):
        refused = run(*arguments, wrong, course=tiny.root)
        assert refused.returncode == 2
        assert message in refused.stderr


@needs_sandbox
def test_a_broken_zip_is_one_message_and_exit_status_1_beside_others(tiny, tmp_path):
    (tmp_path / "bad.zip").write_bytes(b"PK\3\4 cut off")
    pack(tmp_path / "good.zip", ("ada.py", MODEL))
    paths = (tmp_path / "bad.zip", tmp_path / "good.zip")
    graded = run("grade", *paths, "--output", tmp_path / "out", course=tiny.root)
    assert graded.returncode == 1
    assert graded.stdout.count("bad.zip is no zip file, or a damaged one.") == 1
    assert (tmp_path / "out" / "ada" / "01_tiny" / "report.json").is_file()
    alone = run("grade", paths[0], "--output", tmp_path / "out", course=tiny.root)
    assert alone.returncode == 2
    assert alone.stderr.startswith("autograder: bad.zip is no zip file")
