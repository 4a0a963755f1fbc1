"""The class as a table: summary.csv, whose cells no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from autograder.reports.adjustments import in_words
from autograder.reports.report import Report
from autograder.text import number, printable

SUMMARY_COLUMNS = (
    "student",
    "assignment",
    "score",
    "max_score",
    "right",
    "exercises",
    "warnings",
    "submission_sha256",
    "platform_id",
    "late",
    "submitted",
    "days_late",
    "score_before",
    "late_penalty",
    "by_hand",
    "name",
    "section",
)


def summary(reports: Iterable[Report]) -> Iterator[str]:
    """The class as lines of CSV: the columns' names, then a row a submission, in their order."""
    yield _csv_line(SUMMARY_COLUMNS)
    for report in reports:
        yield _csv_line(_summary_row(report))


def _csv_line(row: Iterable[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(row)
    return text.getvalue()


def _summary_row(report: Report) -> list[str]:
    source, person = report.source, report.person
    return [
        cell(report.student),
        cell(report.assignment),
        number(report.score),
        number(report.max_score),
        str(report.right),
        str(len(report.exercises)),
        cell("; ".join(report.warnings)),
        report.submission_sha256,
        cell((source.id if source else None) or ""),
        "late" if report.is_late else "",
        report.submitted.isoformat() if report.submitted else "",
        *_late_cells(report),
        cell(" ".join(in_words(report))),
        cell(person.name if person else ""),
        cell(person.section if person else ""),
    ]


def _late_cells(report: Report) -> tuple[str, str, str]:
    """Days late, score before the penalty, penalty; nothing where there is no due date."""
    lateness = report.lateness
    if lateness is None:
        return "", "", ""
    days = str(lateness.days) if report.submitted else ""
    return days, number(lateness.score_before), number(lateness.penalty)


_LONGEST_CELL = 2000
#: What a spreadsheet takes for a formula: at a cell's beginning, and after what separates cells
#: for those that do not separate by commas; the wide forms count as well.
_FORMULA = re.compile(r"(^|[;,|])(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")


def cell(text: str) -> str:
    """Text for a CSV cell: one line, and a spreadsheet never takes it for a formula."""
    mark = "'" if text.startswith(("\t", "\r", "\n")) else ""
    return _FORMULA.sub(r"\1'", mark + printable(text, _LONGEST_CELL))
