"""Grades in the form in which each platform takes them, or as plain CSV and JSON for the class."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal, get_args

import msgspec

from autograder.course.config import Feedback
from autograder.platforms.canvas import export_canvas
from autograder.platforms.gradescope_results import export_gradescope
from autograder.platforms.moodle import export_moodle
from autograder.platforms.returned import Taking, export_pages
from autograder.platforms.tables import Exported, ExportError
from autograder.reports.report import Report, without_code
from autograder.reports.summary import summary
from autograder.submissions.found import notice_on
from autograder.submissions.submission import UNKNOWN

__all__ = ["ExportError", "Exported", "Format", "export"]

Format = Literal["gradescope", "canvas", "moodle", "csv", "json"]
_FOR_EVERYTHING = frozenset({"csv", "json"})  # plain lists, which hold every report


def export(
    reports: Iterable[Report],
    format: Format,
    output: Path,
    *,
    feedback: Feedback,
    template: Path | None = None,
    titles: dict[str, str] | None = None,
    assignment: str | None = None,
    pages: bool = False,
    course: str = "",
) -> Exported:
    """Write the reports of a class to `output` (a folder) in the form of a platform.

    `template` is the staff's own export from Canvas or Moodle, `titles` are the assignments' names
    there, `assignment` the only one to export. With `pages`, the students' feedback pages are
    zipped as well, for Canvas and Moodle; `course` is its title on them. Raises ExportError.
    """
    if pages and format not in get_args(Taking):
        raise ExportError("Feedback pages are zipped for canvas and moodle alone.")
    every = sorted(reports, key=lambda report: (report.student, report.assignment))
    if assignment is not None:
        every = [report for report in every if report.assignment == assignment]
    # No platform has a column for what belongs to no assignment.
    unknown = [report for report in every if report.assignment == UNKNOWN]
    chosen = [report for report in every if report.assignment != UNKNOWN]
    if not (every if format in _FOR_EVERYTHING else chosen):
        of = f" of {assignment}" if assignment is not None else ""
        raise ExportError(" ".join([f"There are no reports{of} to export.", *_left_out(unknown)]))
    output.mkdir(parents=True, exist_ok=True)
    done = _export(chosen, every, format, output, feedback, template, titles or {})
    if pages and (format == "canvas" or format == "moodle"):  # noqa: PLR1714 - mypy narrows these
        zipped = export_pages(chosen, format, output, feedback, course)
        done.files += zipped.files
        done.left_out += zipped.left_out
    if format not in _FOR_EVERYTHING:
        done.left_out += _left_out(unknown)
    return done


def _export(
    chosen: Sequence[Report],
    every: Sequence[Report],
    format: Format,
    output: Path,
    feedback: Feedback,
    template: Path | None,
    titles: dict[str, str],
) -> Exported:
    match format:
        case "gradescope":
            return export_gradescope(chosen, output, feedback)
        case "canvas":
            return export_canvas(chosen, output, template, titles)
        case "moodle":
            return export_moodle(chosen, output, template, feedback)
        case "csv":
            return _export_csv(every, output)
        case "json":
            return _export_json(every, output)


def _left_out(reports: Sequence[Report]) -> list[str]:
    """A sentence on the reports that belong to no assignment."""
    return notice_on(
        "Left out, because these files belong to no assignment of the course",
        [
            f"{report.student} ({report.source.file})" if report.source else report.student
            for report in reports
        ],
    )


def _export_csv(reports: Sequence[Report], output: Path) -> Exported:
    path = output / "grades.csv"
    path.write_text("".join(summary(reports)), encoding="utf-8")
    return Exported([path])


def _export_json(reports: Sequence[Report], output: Path) -> Exported:
    path = output / "grades.json"
    shown = [without_code(report) for report in reports]
    path.write_bytes(msgspec.json.format(msgspec.json.encode(shown), indent=2) + b"\n")
    return Exported([path])
