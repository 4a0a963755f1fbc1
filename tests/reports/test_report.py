"""Reports as data: their files, the schema, and what a student sees of one."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from autograder.reports import report as reports
from autograder.reports.report import ExerciseReport, Report, TestReport
from autograder.submissions.platform_names import Source

REPOSITORY = Path(__file__).resolve().parents[2]

REPORT = Report(
    assignment="01_tiny",
    student="ada",
    score=1.5,
    max_score=5.0,
    exercises=[
        ExerciseReport(
            name="double",
            score=1.5,
            max_score=2.0,
            outcome="wrong",
            misconception="double_in_place",
            hint="Compute a new array.",
            tests=[
                TestReport("test_doubles", "Every element is doubled.", True, None),
                TestReport("test_alone", "The argument is left alone.", False, "It changed."),
            ],
        )
    ],
    submission_sha256="0" * 64,
    seed="secret",
    sandbox=["bubblewrap"],
    warnings=[],
    seconds=0.05,
)


def test_a_report_comes_back_as_it_was_written():
    assert reports.decode(reports.encode(REPORT)) == REPORT


def test_a_report_with_an_unknown_field_is_refused():
    with pytest.raises(msgspec.ValidationError):
        reports.decode(reports.encode(REPORT).replace(b'"seed"', b'"sneed"'))


def test_the_schema_file_is_the_one_that_the_structs_give():
    assert (REPOSITORY / "docs" / "report.schema.json").read_text() == reports.schema()


@pytest.mark.parametrize(
    ("feedback", "hint", "titles", "messages"),
    [
        ("full", "Compute a new array.", 2, ["It changed."]),
        ("titles", None, 2, []),
        ("score", None, 0, []),
    ],
)
def test_a_student_sees_what_the_course_allows(feedback, hint, titles, messages):
    seen = reports.for_student(REPORT, feedback)
    (exercise,) = seen.exercises
    assert (seen.seed, seen.score, exercise.hint) == ("", 1.5, hint)
    assert len(exercise.tests) == titles
    assert [test.message for test in exercise.tests if test.message] == messages


def test_a_test_that_was_not_judged_is_neither_passed_nor_refuted():
    unjudged = TestReport("test_alone", "It is not changed.", False, "Not yet.", judged=False)
    assert not unjudged.refuted
    assert [test.refuted for test in REPORT.exercises[0].tests] == [False, True]
    assert b"judged" not in reports.encode(REPORT)
    exercise = replace(REPORT.exercises[0], tests=[unjudged])
    report = replace(REPORT, exercises=[exercise])
    assert reports.decode(reports.encode(report)) == report


def test_where_a_submission_came_from_is_told_only_if_known():
    assert b"source" not in reports.encode(REPORT)
    source = Source(file="tiny.py", archive="all.zip", platform="canvas", id="1", late=True)
    assert reports.decode(reports.encode(replace(REPORT, source=source))).source == source


RECORDED = [*(REPOSITORY / "tests" / "data" / "reports").glob("*.json")]


@pytest.mark.parametrize("path", RECORDED, ids=lambda path: path.stem)
def test_a_report_of_version_1_is_read(path):
    data = path.read_bytes()
    assert b'"version"' not in data
    report = reports.decode(data)
    assert reports.decode(reports.encode(report)) == report
    assert reports.as_plain(report)["version"] == json.loads(reports.encode(report))["version"] == 4


@pytest.mark.parametrize("version", [b"2", b"3"])
def test_a_report_of_an_older_version_is_read(version):
    old = reports.encode(REPORT).replace(b'"version": 4', b'"version": ' + version)
    assert b'"version": ' + version in old
    assert reports.decode(old) == REPORT


def test_a_report_of_a_newer_version_is_refused_by_its_version():
    newer = reports.encode(REPORT).replace(b'"version": 4', b'"version": 5, "mood": "good"')
    with pytest.raises(reports.NewerReportError, match="of version 5, and this program reads"):
        reports.decode(newer)


@pytest.mark.parametrize("version", [b'"two"', b"-1", b"1.5", b"null"])
def test_a_version_that_is_not_one_is_refused(version):
    with pytest.raises(msgspec.ValidationError, match="version"):
        reports.decode(reports.encode(REPORT).replace(b'"version": 4', b'"version": ' + version))
