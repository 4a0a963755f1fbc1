"""Reports as data: their files, the schema, and what a student sees of one."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from autograder.reports import report as reports
from autograder.reports.report import ExerciseReport, Report, TestReport
from autograder.submissions.uploads import Source

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


def test_where_a_submission_came_from_is_told_only_if_known():
    assert b"source" not in reports.encode(REPORT)
    source = Source(file="tiny.py", archive="all.zip", platform="canvas", id="1", late=True)
    assert reports.decode(reports.encode(replace(REPORT, source=source))).source == source


@given(st.text(max_size=60))
@example("=HYPERLINK(1)")
@example("\t=1")
@example("\r=1")
@example("\n@x")
@example("a;=1+1")
@example("\uff1d1+1")
@example("-1")
def test_no_cell_begins_a_formula_or_breaks_its_line(text):
    source = Source(file="tiny.py", id=text)
    one = replace(REPORT, student=text, assignment=text, warnings=[text, text], source=source)
    table = "".join(reports.summary([one]))
    assert table.count("\n") == 2
    for delimiter in ",;\t|":  # whatever a spreadsheet takes for the end of a cell
        for row in csv.reader(io.StringIO(table), delimiter=delimiter):
            for cell in row:
                assert not cell.startswith(tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"))
                assert cell.isprintable()


def test_cells_are_bounded():
    assert len(reports.cell("x" * 100_000)) == 2000
