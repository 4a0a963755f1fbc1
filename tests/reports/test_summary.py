"""summary.csv: whatever names students chose, a spreadsheet takes none of them for a formula."""

from __future__ import annotations

import csv
import io

from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from autograder.reports.report import Report
from autograder.reports.summary import cell, summary
from autograder.submissions.platform_names import Source

REPORT = Report("01_tiny", "ada", 1.5, 5.0, [], "", "", [], [], 0.05)


@given(st.text(max_size=60))
@example("=HYPERLINK(1)")
@example("\t=1")
@example("\r=1")
@example("\n@x")
@example("a;=1+1")
@example("\uff1d1+1")
@example("-1")
def test_no_cell_begins_a_formula_or_breaks_its_line(name):
    source = Source(file="tiny.py", id=name)
    report = replace(REPORT, student=name, assignment=name, warnings=[name, name], source=source)
    table = "".join(summary([report]))
    assert table.count("\n") == 2
    for delimiter in ",;\t|":  # whatever a spreadsheet takes for the end of a cell
        for row in csv.reader(io.StringIO(table), delimiter=delimiter):
            for text in row:
                assert not text.startswith(tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"))
                assert text.isprintable()


def test_cells_are_bounded():
    assert len(cell("x" * 100_000)) == 2000


def test_a_students_name_is_no_formula():
    report = replace(REPORT, student="=1+1", warnings=["@x"])
    row = next(iter(csv.DictReader(summary([report]))))
    assert (row["student"], row["warnings"]) == ("'=1+1", "'@x")
