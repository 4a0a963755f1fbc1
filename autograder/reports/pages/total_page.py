"""The course's total: a table of the class as CSV, and a page with statistics, for staff."""

from __future__ import annotations

import csv
import io

from autograder.reports.pages.templating import environment
from autograder.reports.statistics import Statistics
from autograder.reports.summary import cell
from autograder.reports.total import Column, Row, Total
from autograder.text import counted, number


def as_csv(total: Total) -> str:
    """A row a student: the score of each assignment, which are dropped, and the total."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(
        [
            "student",
            "name",
            "section",
            *(column.assignment for column in total.columns),
            "not_handed_in",
            "dropped",
            "total",
            "of",
        ]
    )
    for row in total.rows:
        dropped = [total.columns[place].assignment for place in sorted(row.dropped)]
        writer.writerow(
            [
                cell(row.student),
                cell(row.person.name if row.person else ""),
                cell(row.person.section if row.person else ""),
                *(_score(row, column) for column in total.columns),
                str(sum(share is None for share in row.shares)),
                " ".join(dropped),
                number(round(row.total, 2)),
                number(total.scale),
            ]
        )
    return text.getvalue()


def _score(row: Row, column: Column) -> str:
    scored = row.scores.get(column.assignment)
    return number(scored.score) if scored else ""


def render(total: Total, statistics: Statistics, course: str = "") -> str:
    """The page, a self-contained HTML file without scripts."""
    return (
        environment()
        .get_template("total.html.j2")
        .render(
            total=total,
            statistics=statistics,
            course=course,
            number=number,
            counted=counted,
            mean=sum(row.total for row in total.rows) / len(total.rows) if total.rows else 0.0,
        )
    )
