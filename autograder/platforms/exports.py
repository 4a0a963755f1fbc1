"""Grades in the form that each learning platform takes them.

Gradescope: its autograder's `results.json`, one a submission. Canvas and Moodle: the staff's own
export with the grades filled in, rows found by the platform's id, else by the student's name.
Plain CSV and JSON: one file for the class.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import msgspec

from autograder.course.config import Feedback
from autograder.reports.lateness import in_words
from autograder.reports.report import ExerciseReport, Report, for_student
from autograder.reports.summary import cell, summary
from autograder.reports.words import OUTCOMES, remarks
from autograder.text import number

Format = Literal["gradescope", "canvas", "moodle", "csv", "json"]

#: The columns of Canvas's export that are about the student; all others are assignments.
_CANVAS_STUDENT = ("Student", "ID", "SIS User ID", "SIS Login ID", "Root Account", "Section")
_MOODLE_COLUMNS = (
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


class ExportError(Exception):
    """An export that cannot be made; the message says what is missing."""


@dataclass
class Exported:
    """What was written, and what found no place."""

    files: list[Path] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)  # sentences for staff


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
    if format == "gradescope":
        return _gradescope(every, output, feedback)
    if format == "canvas":
        return _canvas(every, output, template, titles or {})
    if format == "moodle":
        return _moodle(every, output, template, feedback)
    path = output / f"grades.{format}"
    if format == "csv":
        path.write_text("".join(summary(every)), encoding="utf-8")
    else:
        path.write_bytes(msgspec.json.format(msgspec.json.encode(every), indent=2) + b"\n")
    return Exported([path])


# --- Gradescope ----------------------------------------------------------------------------------


def _gradescope(reports: Sequence[Report], output: Path, feedback: Feedback) -> Exported:
    done = Exported()
    for report in reports:
        path = output / report.student / report.assignment / "results.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(gradescope_results(report, feedback))
        done.files.append(path)
    return done


def gradescope_results(report: Report, feedback: Feedback) -> bytes:
    """One submission as Gradescope's `results.json`: a test for each exercise.

    What the course does not let students see is marked hidden and is not in the text either.
    """
    seen = for_student(report, feedback)
    results: dict[str, Any] = {
        "score": report.score,
        "execution_time": round(report.seconds),
        "output": "\n".join(remarks(report)),
        "output_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": [
            {
                "name": exercise.name,
                "number": str(place),
                "score": exercise.score,
                "max_score": exercise.max_score,
                "status": "passed" if exercise.outcome == "right" else "failed",
                "output": _in_words(exercise),
                "output_format": "text",
                "visibility": "visible",
            }
            for place, exercise in enumerate(seen.exercises, start=1)
        ],
    }
    return msgspec.json.format(msgspec.json.encode(results), indent=2) + b"\n"


def _in_words(exercise: ExerciseReport) -> str:
    """An exercise's outcome, hint and failed tests as lines of text."""
    lines = [OUTCOMES[exercise.outcome].sentence]
    if exercise.hint:
        lines.append(exercise.hint)
    for test in exercise.tests:
        if not test.passed:
            lines.append(f"Failed: {test.title}" + (f" {test.message}" if test.message else ""))
    return "\n".join(lines)


# --- Canvas --------------------------------------------------------------------------------------


def _canvas(
    reports: Sequence[Report], output: Path, template: Path | None, titles: dict[str, str]
) -> Exported:
    if template is None:
        raise ExportError(
            "Canvas imports grades into its own table: export the gradebook from Canvas (Grades, "
            "Export) and give that file as --template."
        )
    rows = _read_csv(template)
    head = rows[0]
    if head[0] != "Student" or "ID" not in head:
        raise ExportError(f"{template} is no gradebook exported from Canvas: no column ID.")
    points = next(
        (row for row in rows[1:] if row and row[0].strip().startswith("Points Possible")), None
    )
    done = Exported()
    columns: dict[str, int] = {}
    for assignment in dict.fromkeys(report.assignment for report in reports):
        place = _canvas_column(head, assignment, titles.get(assignment, assignment))
        if place is None:
            done.left_out.append(
                f"{assignment} has no column in {template.name}: make the assignment in Canvas, "
                "then export again."
            )
        else:
            columns[assignment] = place
    students = _Students(
        [
            (row, [row[place] for name, place in _places(head).items() if name != "Section"])
            for row in rows[1:]
            if row is not points and len(row) == len(head)
        ]
    )
    for report in reports:
        if report.assignment not in columns:
            continue
        found = students.find(report)
        if found is None:
            done.left_out.append(f"{report.student} ({report.assignment}) is not in the table.")
            continue
        place = columns[report.assignment]
        found[place] = number(_scaled(report, points[place] if points else ""))
    kept = [*(place for name, place in _places(head).items()), *columns.values()]
    order = sorted(set(kept))
    path = output / "canvas.csv"
    _write_csv(path, [[row[place] if place < len(row) else "" for place in order] for row in rows])
    done.files.append(path)
    return done


def _places(head: Sequence[str]) -> dict[str, int]:
    return {name: place for place, name in enumerate(head) if name in _CANVAS_STUDENT}


def _canvas_column(head: Sequence[str], assignment: str, title: str) -> int | None:
    """The column of an assignment: Canvas writes its title and, in brackets, its id."""
    slug = assignment.partition("_")[2] or assignment
    wanted = {_plain(name) for name in (assignment, title, slug)}
    for place, name in enumerate(head):
        if _plain(re.sub(r"\s*\(\d+\)\s*$", "", name)) in wanted:
            return place
    return None


def _scaled(report: Report, possible: str) -> float:
    """The score in the platform's points, where those differ from ours."""
    try:
        most = float(possible)
    except ValueError:
        return report.score
    if most <= 0 or not report.max_score:
        return report.score
    return round(report.score / report.max_score * most, 4)


# --- Moodle --------------------------------------------------------------------------------------


def _moodle(
    reports: Sequence[Report], output: Path, template: Path | None, feedback: Feedback
) -> Exported:
    """Moodle's offline grading worksheet, one file for each assignment."""
    done = Exported()
    groups: dict[str, list[Report]] = {}
    for report in reports:
        groups.setdefault(report.assignment, []).append(report)
    if template is not None and len(groups) > 1:
        raise ExportError(
            "A grading worksheet is that of one assignment: export the reports of one assignment."
        )
    for assignment, group in groups.items():
        rows = _read_csv(template) if template else [list(_MOODLE_COLUMNS)]
        head = rows[0]
        if "Identifier" not in head or "Grade" not in head:
            raise ExportError(f"{template} is no grading worksheet of Moodle: no column Grade.")
        students = _Students(
            [
                (
                    row,
                    [re.sub(r"\D", "", row[head.index("Identifier")])]
                    + [row[head.index(name)] for name in ("Full name", "Email address", "ID number")
                       if name in head],
                )
                for row in rows[1:]
                if len(row) == len(head)
            ]
        )  # fmt: skip
        for report in group:
            row = students.find(report)
            if row is None and template is not None:
                done.left_out.append(f"{report.student} ({assignment}) is not in the worksheet.")
                continue
            if row is None:
                row = [""] * len(head)
                known = report.source.id if report.source and report.source.id else None
                row[head.index("Identifier")] = f"Participant {known}" if known else ""
                row[head.index("Full name")] = cell(report.student)
                row[head.index("Maximum Grade")] = number(report.max_score)
                row[head.index("Grade can be changed")] = "Yes"
                rows.append(row)
            most = row[head.index("Maximum Grade")] if "Maximum Grade" in head else ""
            row[head.index("Grade")] = number(_scaled(report, most))
            if "Feedback comments" in head:
                row[head.index("Feedback comments")] = cell(_comment(report, feedback))
        path = output / f"{assignment}.csv"
        _write_csv(path, rows)
        done.files.append(path)
    return done


def _comment(report: Report, feedback: Feedback) -> str:
    """What a student reads in one cell."""
    parts = [
        f"{exercise.name}: {number(exercise.score)} of {number(exercise.max_score)}"
        + (f" ({exercise.hint})" if exercise.hint else "")
        for exercise in for_student(report, feedback).exercises
    ]
    parts += in_words(report) if report.is_late else []
    return "; ".join(parts)


# --- tables --------------------------------------------------------------------------------------


class _Students:
    """Rows of a platform's table, found by the platform's id, else by a name that is one row's."""

    def __init__(self, rows: Sequence[tuple[list[str], Sequence[str]]]) -> None:
        names = Counter(_plain(key) for _, keys in rows for key in set(keys) if key.strip())
        self._rows = {
            _plain(key): row
            for row, keys in rows
            for key in keys
            if key.strip() and names[_plain(key)] == 1
        }

    def find(self, report: Report) -> list[str] | None:
        """The row of a report's student."""
        known = report.source.id if report.source else None
        for key in (known, report.student):
            if key and _plain(key) in self._rows:
                return self._rows[_plain(key)]
        return None


def _plain(name: str) -> str:
    """A name as platforms write it differently: case, accents, order and punctuation aside."""
    text = unicodedata.normalize("NFKD", name).casefold()
    words = re.findall(r"[^\W_]+", "".join(one for one in text if not unicodedata.combining(one)))
    return "".join(sorted(words)) if "," in name or " " in name else "".join(words)


def _read_csv(path: Path) -> list[list[str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ExportError(f"{path} cannot be read: {error}") from error
    rows = [row for row in csv.reader(io.StringIO(text)) if row]
    if not rows:
        raise ExportError(f"{path} is empty.")
    return rows


def _write_csv(path: Path, rows: Iterable[Sequence[str]]) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8")
