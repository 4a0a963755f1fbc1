"""Grades in the form in which each platform takes them, or as plain CSV and JSON for the class."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from autograder.course.config import Feedback
from autograder.platforms.canvas import export_canvas
from autograder.platforms.gradescope_results import export_gradescope
from autograder.platforms.moodle import export_moodle
from autograder.platforms.tables import Exported, ExportError
from autograder.reports.report import Report
from autograder.reports.summary import summary

__all__ = ["ExportError", "Exported", "Format", "export"]

Format = Literal["gradescope", "canvas", "moodle", "csv", "json"]


def export(
    reports: Iterable[Report],
    format: Format,
    output: Path,
    *,
    feedback: Feedback,
    template: Path | None = None,
    titles: dict[str, str] | None = None,
) -> Exported:
    """Write the reports of a class to `output` (a folder) in the form of a platform.

    `template` is the staff's own export from Canvas or Moodle, `titles` are the assignments' names
    there. Raises ExportError.
    """
    every = sorted(reports, key=lambda report: (report.student, report.assignment))
    if not every:
        raise ExportError("There are no reports to export.")
    output.mkdir(parents=True, exist_ok=True)
    match format:
        case "gradescope":
            return export_gradescope(every, output, feedback)
        case "canvas":
            return export_canvas(every, output, template, titles or {})
        case "moodle":
            return export_moodle(every, output, template, feedback)
        case "csv":
            return _export_csv(every, output)
        case "json":
            return _export_json(every, output)


def _export_csv(reports: Sequence[Report], output: Path) -> Exported:
    path = output / "grades.csv"
    path.write_text("".join(summary(reports)), encoding="utf-8")
    return Exported([path])


def _export_json(reports: Sequence[Report], output: Path) -> Exported:
    path = output / "grades.json"
    path.write_bytes(msgspec.json.format(msgspec.json.encode(reports), indent=2) + b"\n")
    return Exported([path])
