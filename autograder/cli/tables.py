"""The table of a grading run on the terminal, and the progress bar until it is there."""

from __future__ import annotations

import sys
import time
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from autograder.cli.console import LONGEST_NAME
from autograder.grading.run import Graded
from autograder.reports import lateness
from autograder.reports.words import notice
from autograder.text import counted, number, printable

_MOST_ROWS = 100
_LONGEST_NOTE = 300  # of what stands out about a report
_WIDTH = 120  # where the output is not a terminal


def console() -> Console:
    """Standard output for tables, as wide as the terminal."""
    return Console(highlight=False, width=None if sys.stdout.isatty() else _WIDTH)


@dataclass(frozen=True, slots=True)
class Row:
    """What is shown of a report; the reports of a large class are not kept in memory."""

    assignment: str
    student: str
    score: str
    right: str
    notice: str
    layers: str
    skipped: bool
    late: bool
    lacks_time: bool

    @classmethod
    def of(cls, graded: Graded) -> Row:
        """The row of a graded submission, its texts shared with the rows that have the same."""
        report = graded.adjusted
        return cls(
            sys.intern(report.assignment),
            sys.intern(report.student),
            sys.intern(f"{number(round(report.score, 2))}/{number(report.max_score)}"),
            sys.intern(f"{report.right}/{len(report.exercises)}"),
            sys.intern(printable(notice(report), _LONGEST_NOTE)),
            sys.intern(", ".join(report.sandbox)),
            graded.skipped,
            report.is_late,
            lateness.lacks_time(report),
        )


def collect(graded: Generator[Graded], total: int, what: str) -> list[Row]:
    """Drain the reports behind a progress bar on the terminal."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    rows: list[Row] = []
    begun = time.monotonic()
    terminal = Console(stderr=True)
    with closing(graded):  # stopped in the middle, it ends its processes and writes the summary
        # The first report is waited for before the bar's thread starts: all is forked by then.
        report = next(graded, None)
        with Progress(
            *columns, console=terminal, transient=True, disable=not terminal.is_terminal
        ) as bar:
            task = bar.add_task(what, total=total, rate="")
            while report is not None:
                rows.append(Row.of(report))
                rate = len(rows) / max(time.monotonic() - begun, 1e-9)
                bar.update(task, advance=1, rate=f"{rate:.0f}/s")
                report = next(graded, None)
    return rows


def late_notices(rows: Sequence[Row]) -> list[str]:
    """Sentences on the late submissions among those of the rows."""
    ordered = sorted(rows, key=lambda row: (row.student, row.assignment))
    return [
        *lateness.class_notices(
            [f"{row.student} ({row.assignment})" for row in ordered if row.late],
            [f"{row.student} ({row.assignment})" for row in ordered if row.lacks_time],
        )
    ]


def print_results(rows: Sequence[Row], output: Path, seconds: float) -> None:
    """Print the table of a run and where its reports lie."""
    ordered = sorted(rows, key=lambda row: (row.assignment, row.student))
    terminal = console()
    terminal.print(_table(ordered[:_MOST_ROWS]))
    if len(ordered) > _MOST_ROWS:
        more = len(ordered) - _MOST_ROWS
        terminal.print(Text(f"... and {more} more in {output / 'summary.csv'}"))
    skipped = sum(row.skipped for row in rows)
    layers = next((row.layers for row in ordered if row.layers), "")
    terminal.print()
    terminal.print(
        Text(
            f"{counted(len(rows), 'submission')} in {seconds:.1f} s"
            + (f", {skipped} of them unchanged since the last run" if skipped else "")
            + (f". Sandbox: {layers}." if layers else ".")
        )
    )
    terminal.print(
        Text(f"Reports: {output}/<student>/<assignment>/report.json; class: {output}/summary.csv")
    )


def _table(rows: Sequence[Row]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", expand=True)
    table.add_column("Assignment", no_wrap=True)
    table.add_column("Student", no_wrap=True)
    table.add_column("Score", justify="right", no_wrap=True)
    table.add_column("Right", justify="right", no_wrap=True)
    table.add_column("Noticed", no_wrap=True, overflow="ellipsis", ratio=1)
    for row in rows:
        table.add_row(
            Text(printable(row.assignment, LONGEST_NAME)),
            Text(printable(row.student, LONGEST_NAME)),
            row.score,
            row.right,
            Text(row.notice),
        )
    return table
