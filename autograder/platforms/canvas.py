"""Canvas: the staff's own export of the gradebook, with the grades filled in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from autograder.platforms.tables import (
    Exported,
    ExportError,
    Students,
    read_table,
    scaled_score,
    write_table,
)
from autograder.reports.report import Report
from autograder.text import comparable, number

#: The columns of Canvas's export that are about the student; all others are assignments.
_STUDENT_COLUMNS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Root Account", "Section")


def export_canvas(
    reports: Sequence[Report], output: Path, template: Path | None, titles: dict[str, str]
) -> Exported:
    """Write `canvas.csv`: of the template, the students' columns and the assignments graded."""
    if template is None:
        raise ExportError(
            "Canvas imports grades into its own table: export the gradebook from Canvas (Grades, "
            "Export) and give that file as --template."
        )
    rows = read_table(template)
    head = rows[0]
    if head[0] != "Student" or "ID" not in head:
        raise ExportError(f"{template} is not a gradebook exported from Canvas: no column ID.")
    points = next(
        (row for row in rows[1:] if row and row[0].strip().startswith("Points Possible")), None
    )
    done = Exported()
    columns = _assignment_columns(head, reports, titles, template, done)
    about_student = {name: i for i, name in enumerate(head) if name in _STUDENT_COLUMNS}
    students = Students(
        [
            (row, [row[i] for name, i in about_student.items() if name != "Section"])
            for row in rows[1:]
            if row is not points and len(row) == len(head)
        ]
    )
    for report in reports:
        column = columns.get(report.assignment)
        if column is None:
            continue
        row = students.find(report, "canvas")
        if row is None:
            done.left_out.append(f"{report.student} ({report.assignment}) is not in the table.")
            continue
        row[column] = number(scaled_score(report, points[column] if points else ""))
    kept = sorted({*about_student.values(), *columns.values()})
    path = output / "canvas.csv"
    write_table(path, [[row[i] if i < len(row) else "" for i in kept] for row in rows])
    done.files.append(path)
    return done


def _assignment_columns(
    head: Sequence[str],
    reports: Sequence[Report],
    titles: dict[str, str],
    template: Path,
    done: Exported,
) -> dict[str, int]:
    """The columns of the assignments; those that have none are noted as left out."""
    columns: dict[str, int] = {}
    for assignment in dict.fromkeys(report.assignment for report in reports):
        column = _column_of(head, assignment, titles.get(assignment, assignment))
        if column is None:
            done.left_out.append(
                f"{assignment} has no column in {template.name}: make the assignment in Canvas, "
                "then export again."
            )
        else:
            columns[assignment] = column
    return columns


def _column_of(head: Sequence[str], assignment: str, title: str) -> int | None:
    """The column of an assignment: Canvas writes its title and, in brackets, its id."""
    slug = assignment.partition("_")[2] or assignment
    wanted = {comparable(name) for name in (assignment, title, slug)}
    for column, name in enumerate(head):
        if comparable(re.sub(r"\s*\(\d+\)\s*$", "", name)) in wanted:
            return column
    return None
