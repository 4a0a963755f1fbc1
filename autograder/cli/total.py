"""The command that makes one score of a student's scores in all assignments."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from autograder.cli.console import (
    LONGEST_NAME,
    USAGE_ERROR,
    command_group,
    fail,
    print_notice,
)
from autograder.cli.tables import console
from autograder.course.config import load_config
from autograder.course.loading import load_course
from autograder.course.roster import load_roster
from autograder.files import write_whole
from autograder.platforms import exports
from autograder.reports.store import Store
from autograder.reports.total import TOTAL, Total, as_report, total_of
from autograder.submissions.found import NothingFoundError, notice_on
from autograder.text import number, printable

app = command_group()

_MOST_ROWS = 100


class TotalFormat(StrEnum):
    """A platform that takes the total as the score of an assignment."""

    CANVAS = "canvas"
    MOODLE = "moodle"


@app.command()
def total(
    folders: Annotated[
        list[Path], typer.Argument(metavar="DIR...", help="Folders that `grade` has filled.")
    ],
    output: Annotated[
        Path | None,
        typer.Option(help="The folder to write to.", show_default="the first folder of reports"),
    ] = None,
    format: Annotated[
        TotalFormat | None,
        typer.Option(help="Also write it for a platform, as the score of an assignment."),
    ] = None,
    template: Annotated[
        Path | None,
        typer.Option(help="Canvas's exported gradebook, or Moodle's grading worksheet."),
    ] = None,
) -> None:
    """Add the scores of all assignments up: one total a student, and statistics of the class.

    Weights, how many of the lowest are dropped, bonus assignments, and whether late penalties
    count stand in course.toml, [total]. Everybody of roster.csv has a row. Writes total.csv and
    total.html; for Canvas the column is called Total or Course total.
    """
    course = load_course()
    config = load_config(course.root)
    roster = load_roster(course)
    stores = []
    for folder in folders:
        if not folder.is_dir():
            raise NothingFoundError(f"There is no folder {folder}.")
        stores.append(Store(folder, roster))
    every = (report for store in stores for report in store.reports())
    result = total_of(course, config.total, every, roster)
    if not result.columns:
        raise NothingFoundError(f"{', '.join(map(str, folders))}: no reports.")
    place = output or folders[0]
    place.mkdir(parents=True, exist_ok=True)
    files = _write(result, place, config.title)
    left_out: list[str] = []
    if format is not None:
        title = f"{config.title}: total" if config.title else "Total"
        try:
            done = exports.export(
                (as_report(row, result.scale, title) for row in result.rows),
                format.value,
                place,
                feedback=config.feedback,
                template=template,
                titles={TOTAL: "Total"},
            )
        except exports.ExportError as error:
            fail(str(error), USAGE_ERROR)
        files += done.files
        left_out = done.left_out
    console().print(_table(result))
    if len(result.rows) > _MOST_ROWS:
        print(f"... and {len(result.rows) - _MOST_ROWS} more in {files[0]}")
    print(f"\nWritten: {', '.join(map(str, files))}")
    for store in stores:
        left_out += store.notices
    for notice in (*result.notices, *_missing(result), *left_out):
        print_notice(notice, to_error=True)


def _write(result: Total, place: Path, title: str) -> list[Path]:
    from autograder.reports.pages.total_page import as_csv, render  # noqa: PLC0415 - loads jinja2
    from autograder.reports.statistics import statistics_of  # noqa: PLC0415 - loads NumPy

    table, page = place / "total.csv", place / "total.html"
    write_whole(str(table), [as_csv(result).encode()])
    write_whole(str(page), [render(result, statistics_of(result), title).encode()])
    return [table, page]


def _missing(result: Total) -> list[str]:
    """A sentence for each assignment on who has not handed it in."""
    return [
        sentence
        for place, column in enumerate(result.columns)
        for sentence in notice_on(
            f"Not handed in for {column.assignment}",
            [row.name for row in result.missing(place)],
        )
    ]


def _table(result: Total) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("Student", no_wrap=True)
    for column in result.columns:
        table.add_column(column.assignment.partition("_")[0], justify="right", no_wrap=True)
    table.add_column("Total", justify="right", no_wrap=True)
    for row in result.rows[:_MOST_ROWS]:
        cells = [
            number(round(row.scores[column.assignment].score, 2))
            if column.assignment in row.scores
            else "-"
            for column in result.columns
        ]
        shown = [f"({cell})" if at in row.dropped else cell for at, cell in enumerate(cells)]
        table.add_row(Text(printable(row.name, LONGEST_NAME)), *shown, number(round(row.total, 2)))
    return table
