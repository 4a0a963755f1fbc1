"""Moodle: its offline grading worksheet, one file for each assignment."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from autograder.course.config import Feedback
from autograder.platforms.tables import (
    Exported,
    ExportError,
    Students,
    read_table,
    scaled_score,
    write_table,
)
from autograder.reports import adjustments
from autograder.reports.lateness import in_words
from autograder.reports.report import ExerciseReport, Report, for_student
from autograder.reports.summary import cell
from autograder.reports.words import example_sentence
from autograder.text import number

_COLUMNS = (
    "Identifier",
    "Full name",
    "Email address",
    "Status",
    "Grade",
    "Maximum Grade",
    "Grade can be changed",
    "Last modified (grade)",
    "Feedback comments",
)
_NAMING_COLUMNS = ("Full name", "Email address", "ID number")


def export_moodle(
    reports: Sequence[Report], output: Path, template: Path | None, feedback: Feedback
) -> Exported:
    """Write `<assignment>.csv` for each assignment: the template filled in, or a worksheet."""
    groups: defaultdict[str, list[Report]] = defaultdict(list)
    for report in reports:
        groups[report.assignment].append(report)
    if template is not None and len(groups) > 1:
        raise ExportError(
            "A grading worksheet is that of one assignment, and these reports are of several: "
            f"{', '.join(sorted(groups))}. Choose one with --assignment."
        )
    done = Exported()
    for assignment, group in groups.items():
        worksheet = _Worksheet(template)
        for report in group:
            if not worksheet.fill_in(report, feedback):
                done.left_out.append(f"{report.student} ({assignment}) is not in the worksheet.")
        path = output / f"{assignment}.csv"
        write_table(path, worksheet.rows)
        done.files.append(path)
    return done


class _Worksheet:
    """The worksheet of one assignment: Moodle's own, or a new one without a template."""

    def __init__(self, template: Path | None) -> None:
        self._is_new = template is None
        self.rows = read_table(template) if template is not None else [list(_COLUMNS)]
        head = self.rows[0]
        if "Identifier" not in head or "Grade" not in head:
            raise ExportError(f"{template} is not a grading worksheet of Moodle: no column Grade.")
        self._columns = {name: column for column, name in reversed([*enumerate(head)])}
        naming = [self._columns[name] for name in _NAMING_COLUMNS if name in self._columns]
        identifier = self._columns["Identifier"]
        self._students = Students(
            [
                (row, [re.sub(r"\D", "", row[identifier]), *(row[column] for column in naming)])
                for row in self.rows[1:]
                if len(row) == len(head)
            ]
        )

    def fill_in(self, report: Report, feedback: Feedback) -> bool:
        """Fill in a report; False where Moodle's worksheet lacks its student."""
        row = self._students.find(report, "moodle")
        if row is None:
            if not self._is_new:
                return False
            row = self._new_row(report)
        most = row[self._columns["Maximum Grade"]] if "Maximum Grade" in self._columns else ""
        row[self._columns["Grade"]] = number(scaled_score(report, most))
        if "Feedback comments" in self._columns:
            row[self._columns["Feedback comments"]] = cell(_comment(report, feedback))
        return True

    def _new_row(self, report: Report) -> list[str]:
        platform_id = report.source.id if report.source else None
        if report.person:
            platform_id = report.person.platform_ids.get("moodle", platform_id)
        row = [""] * len(self.rows[0])
        row[self._columns["Identifier"]] = f"Participant {platform_id}" if platform_id else ""
        row[self._columns["Full name"]] = cell(report.full_name)
        row[self._columns["Maximum Grade"]] = number(report.max_score)
        row[self._columns["Grade can be changed"]] = "Yes"
        self.rows.append(row)
        return row


def _explanation(exercise: ExerciseReport) -> str:
    """The hint and the example in parentheses, if there are any."""
    words = " ".join(filter(None, (exercise.hint, example_sentence(exercise))))
    return f" ({words})" if words else ""


def _comment(report: Report, feedback: Feedback) -> str:
    """What a student reads in one cell."""
    parts = [
        f"{exercise.name}: {number(exercise.score)} of {number(exercise.max_score)}"
        + _explanation(exercise)
        for exercise in for_student(report, feedback).exercises
    ]
    parts += in_words(report) if report.is_late else []
    # What a person wrote comes first: a long comment is cut at its end.
    return " ".join(filter(None, (*adjustments.in_words(report), "; ".join(parts))))
