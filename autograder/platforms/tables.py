"""Tables that platforms export and import: reading, writing, and finding a student's row."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from autograder.reports.report import Report
from autograder.text import comparable


class ExportError(Exception):
    """An export that cannot be made; the message says what is missing."""


@dataclass
class Exported:
    """What was written, and which reports were not."""

    files: list[Path] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)  # sentences for staff


class Students:
    """Rows of a platform's table, found by the student's ids, else by a name that is one row's."""

    def __init__(self, rows: Sequence[tuple[list[str], Sequence[str]]]) -> None:
        """Take each row with the cells that identify its student."""
        names = Counter(comparable(key) for _, keys in rows for key in set(keys) if key.strip())
        self._rows = {
            comparable(key): row
            for row, keys in rows
            for key in keys
            if key.strip() and names[comparable(key)] == 1
        }

    def find(self, report: Report, platform: str) -> list[str] | None:
        """The row of a report's student in a table of a platform."""
        for key in report.names_on(platform):
            if key and comparable(key) in self._rows:
                return self._rows[comparable(key)]
        return None


def scaled_score(report: Report, possible: str) -> float:
    """The score in the platform's points, where those differ from ours."""
    try:
        most = float(possible)
    except ValueError:
        return report.score
    if most <= 0 or not report.max_score:
        return report.score
    return round(report.score / report.max_score * most, 4)


def read_table(path: Path) -> list[list[str]]:
    """The rows of a CSV file, empty lines left out; raises ExportError."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ExportError(f"{path} cannot be read: {error}") from error
    rows = [row for row in csv.reader(io.StringIO(text)) if row]
    if not rows:
        raise ExportError(f"{path} is empty.")
    return rows


def write_table(path: Path, rows: Iterable[Sequence[str]]) -> None:
    """Write rows as a CSV file."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8")
