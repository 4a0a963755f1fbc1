"""Exports: each platform's own form, read back, with the staff's tables left as they were."""

from __future__ import annotations

import csv
import json
import zipfile

import msgspec
import pytest
from msgspec.structs import replace

from autograder.platforms.exports import ExportError, export
from autograder.reports.report import (
    Counterexample,
    ExerciseReport,
    Report,
    TestReport,
    decode,
    encode,
)
from autograder.submissions.discovery import discover
from autograder.submissions.platform_names import Source, read_name
from tests.conftest import MODEL

CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,Losses (101),Metrics (102),Final Score
    Points Possible,,,,,100,10,
"Lovelace, Ada",7,s7,ada,One,,,50
"Turing, Alan",8,s8,alan,One,5,,
"=HYPERLINK(1)",9,s9,eve,One,,,
"""
MOODLE = """\
Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,\
Last modified (grade),Feedback comments
Participant 7,Ada Lovelace,ada@example.org,Submitted,,50.00,Yes,-,
Participant 8,Alan Turing,alan@example.org,Submitted,10.00,50.00,Yes,-,
"""


def report(student="Ada Lovelace", assignment="04_losses", hint="Average, do not add.", **source):
    wrong = ExerciseReport(
        name="mse",
        score=1.0,
        max_score=2.0,
        outcome="wrong",
        misconception="sums",
        hint=hint,
        tests=[
            TestReport("test_mean", "It averages.", False, "The returned value is wrong."),
            TestReport("test_zero", "It is zero.", True, None),
        ],
        example=Counterexample("mse(1.0, 3.0)", "2.0", "4.0", ""),
    )
    right = ExerciseReport("mae", 2.0, 2.0, "right", None, None, [])
    return Report(
        assignment=assignment,
        student=student,
        score=3.0,
        max_score=4.0,
        exercises=[wrong, right],
        submission_sha256="0" * 64,
        seed="hidden-seed",
        sandbox=["bubblewrap"],
        warnings=[],
        seconds=0.2,
        source=Source(file="losses.ipynb", **source) if source else None,
    )


def table(path):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def test_gradescope_has_a_test_for_each_exercise(tmp_path):
    done = export([report()], "gradescope", tmp_path, feedback="full")
    path = tmp_path / "Ada Lovelace" / "04_losses" / "results.json"
    assert done.files == [path]
    results = json.loads(path.read_text())
    assert results["score"] == sum(test["score"] for test in results["tests"]) == 3.0
    assert [(test["name"], test["score"], test["max_score"]) for test in results["tests"]] == [
        ("mse", 1.0, 2.0),
        ("mae", 2.0, 2.0),
    ]
    assert results["tests"][0]["output"].splitlines()[:3] == [
        "Not right yet.",
        "Average, do not add.",
        "For example, mse(1.0, 3.0) gives 2.0 instead of 4.0.",
    ]
    assert all(test["visibility"] == "visible" for test in results["tests"])
    assert "hidden-seed" not in path.read_text()


@pytest.mark.parametrize(
    ("feedback", "shown", "kept_back"),
    [
        ("titles", ["It averages."], ["Average, do not add.", "The returned value", "mse(1.0"]),
        ("score", ["Not right yet."], ["It averages.", "Average, do not add."]),
    ],
)
def test_gradescope_shows_no_more_than_the_course_does(tmp_path, feedback, shown, kept_back):
    (path,) = export([report()], "gradescope", tmp_path, feedback=feedback).files
    text = path.read_text()
    assert all(words in text for words in shown)
    assert not any(words in text for words in kept_back)


def test_canvas_grades_go_into_the_staffs_own_table(tmp_path):
    template = tmp_path / "export.csv"
    template.write_text(CANVAS)
    reports = [
        report("Ada Lovelace"),
        report("turingalan", id="8", platform="canvas"),
        report("nobody"),
        report("Ada Lovelace", "99_unknown"),
    ]
    titles = {"04_losses": "Losses"}
    done = export(reports, "canvas", tmp_path, feedback="full", template=template, titles=titles)
    head, points, ada, alan, eve = table(done.files[0])
    assert head == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Losses (101)"]
    assert points[0].strip() == "Points Possible"
    assert (points[-1], ada[-1], alan[-1], eve[-1]) == ("100", "75", "75", "")
    assert len(done.left_out) == 2
    assert "nobody (04_losses) is not in the table." in done.left_out


def test_canvas_needs_the_staffs_table(tmp_path):
    with pytest.raises(ExportError, match="--template"):
        export([report()], "canvas", tmp_path, feedback="full")


def test_moodle_grades_go_into_the_worksheet(tmp_path):
    template = tmp_path / "worksheet.csv"
    template.write_text(MOODLE)
    reports = [report("Ada Lovelace", id="7", platform="moodle"), report("Grace Hopper")]
    done = export(reports, "moodle", tmp_path, feedback="full", template=template)
    head, ada, alan = table(tmp_path / "04_losses.csv")
    assert ada[head.index("Grade")] == "37.5"
    assert (
        "mse: 1 of 2 (Average, do not add. For example, mse(1.0, 3.0) gives 2.0 instead of 4.0.)"
        in ada[head.index("Feedback comments")]
    )
    assert alan == table(template)[2]
    assert done.left_out == ["Grace Hopper (04_losses) is not in the worksheet."]


def test_moodle_without_a_worksheet_makes_one(tmp_path):
    reports = [report("Ada Lovelace", id="7", platform="moodle"), report("ada", "09_metrics")]
    done = export(reports, "moodle", tmp_path, feedback="score")
    assert [path.name for path in done.files] == ["04_losses.csv", "09_metrics.csv"]
    head, ada = table(done.files[0])
    assert ada[:2] == ["Participant 7", "Ada Lovelace"]
    assert (ada[head.index("Grade")], ada[head.index("Maximum Grade")]) == ("3", "4")
    assert ada[head.index("Feedback comments")] == "mse: 1 of 2; mae: 2 of 2"


def test_nothing_of_ours_becomes_a_formula(tmp_path):
    hostile = report("=cmd()", hint="=1+1", assignment="04_losses")
    for kind in ("moodle", "csv"):
        done = export([hostile], kind, tmp_path / kind, feedback="full")
        for row in table(done.files[0]):
            assert not any(entry.startswith(("=", "+", "-", "@")) for entry in row)


def test_json_and_csv_hold_the_class(tmp_path):
    (path,) = export([report()], "json", tmp_path, feedback="full").files
    (plain,) = json.loads(path.read_text())
    assert decode(msgspec.json.encode(plain)) == decode(encode(report()))
    (path,) = export([report()], "csv", tmp_path, feedback="full").files
    assert table(path)[1][:4] == ["Ada Lovelace", "04_losses", "3", "4"]


def test_without_reports_there_is_nothing_to_export(tmp_path):
    with pytest.raises(ExportError, match="no reports"):
        export([], "csv", tmp_path, feedback="full")


def test_what_belongs_to_no_assignment_is_named_and_left_out(tmp_path):
    template = tmp_path / "worksheet.csv"
    template.write_text(MOODLE)
    reports = [report("Ada Lovelace", id="7"), report("eve", "unknown", archive="all.zip")]
    done = export(reports, "moodle", tmp_path, feedback="full", template=template)
    assert [path.name for path in done.files] == ["04_losses.csv"]
    left_out = (
        "Left out, because these files belong to no assignment of the course: eve (losses.ipynb)."
    )
    assert done.left_out == [left_out]
    template.write_text(CANVAS)
    titles = {"04_losses": "Losses"}
    done = export(reports, "canvas", tmp_path, feedback="full", template=template, titles=titles)
    assert done.left_out == [left_out]
    done = export(reports, "gradescope", tmp_path, feedback="full")
    assert [path.parts[-3] for path in done.files] == ["Ada Lovelace"]
    (path,) = export(reports, "csv", tmp_path, feedback="full").files
    assert [row[0] for row in table(path)] == ["student", "Ada Lovelace", "eve"]
    with pytest.raises(ExportError, match=r"There are no reports to export\. Left out"):
        export(reports[1:], "moodle", tmp_path, feedback="full")


def test_one_assignment_of_several_is_exported(tmp_path):
    template = tmp_path / "worksheet.csv"
    template.write_text(MOODLE)
    reports = [report("Ada Lovelace", id="7"), report("Alan Turing", "09_metrics", id="8")]
    with pytest.raises(ExportError, match=r"04_losses, 09_metrics\. Choose one with --assignment"):
        export(reports, "moodle", tmp_path, feedback="full", template=template)
    for kind in ("moodle", "csv"):
        (path,) = export(
            reports, kind, tmp_path, feedback="full", assignment="09_metrics",
            template=template if kind == "moodle" else None,
        ).files  # fmt: skip
        assert "Alan Turing" in path.read_text()
        assert ("Ada" in path.read_text()) == (kind == "moodle")  # her row of the worksheet
    with pytest.raises(ExportError, match="There are no reports of 03_activations to export"):
        export(reports, "csv", tmp_path, feedback="full", assignment="03_activations")


@pytest.mark.parametrize(
    ("platform", "name"),
    [
        ("moodle", "Ada Lovelace_7_assignsubmission_file_/losses.ipynb"),
        ("moodle", "Grace Hopper_8_assignsubmission_file_losses.ipynb"),
        ("moodle", "Participant_9_assignsubmission_file_/losses.ipynb"),
        ("canvas", "lovelaceada_7_1001_losses.ipynb"),
        ("canvas", "hoppergrace_LATE_8_1002_losses-1.ipynb"),
        ("canvas", "anon_x1y2_1003_losses.ipynb"),
        ("canvas", "anon_x1y2_LATE_1003_losses.ipynb"),
    ],
)
def test_a_page_goes_back_under_the_name_under_which_the_submission_came(
    tiny, tmp_path, platform, name
):
    download = tmp_path / "download.zip"
    with zipfile.ZipFile(download, "w") as archive:
        archive.writestr(name, MODEL)
    with discover([download], tiny, assignment="01_tiny") as findings:
        (found,) = findings.submissions
    graded = replace(report(found.student), source=found.source)
    template = tmp_path / "export.csv"
    template.write_text(CANVAS)
    done = export(
        [graded], platform, tmp_path, feedback="full", pages=True,
        template=template if platform == "canvas" else None, titles={"04_losses": "Losses"},
    )  # fmt: skip
    path = tmp_path / "04_losses-feedback.zip"
    assert path in done.files
    with zipfile.ZipFile(path) as archive:
        (returned,) = archive.namelist()
        assert "Average, do not add." in archive.read(returned).decode()
    one, other = (read_name(text.split("/"), []) for text in (name, returned))
    assert (other.student, other.platform, other.id, other.upload, other.late) == (
        one.student,
        one.platform,
        one.id,
        one.upload,
        one.late,
    )
    assert other.file == "feedback.html"


def test_pages_of_whom_the_platform_did_not_name_are_left_out(tmp_path):
    reports = [report("Ada Lovelace", id="7", platform="moodle"), report("ben")]
    done = export(reports, "moodle", tmp_path, feedback="full", pages=True)
    assert [path.name for path in done.files] == ["04_losses.csv", "04_losses-feedback.zip"]
    assert done.left_out == ["No page of 04_losses for whom Moodle did not name: ben."]
    with pytest.raises(ExportError, match="canvas and moodle alone"):
        export(reports, "csv", tmp_path, feedback="full", pages=True)
