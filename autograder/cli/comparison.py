"""The command that compares two folders of reports."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from autograder.cli.console import (
    LONGEST_NAME,
    Json,
    Reports,
    command_group,
    print_as_json,
    print_notice,
)
from autograder.cli.tables import console
from autograder.reports.comparison import Change, compare
from autograder.reports.store import Store
from autograder.submissions.found import NothingFoundError
from autograder.text import counted, number, printable

app = command_group()

_LONGEST_EXERCISES = 1000


@app.command()
def diff(
    old: Reports,
    new: Annotated[Path, typer.Argument(help="Another one, filled later.")],
    json: Json = False,
) -> None:
    """Show whose score differs between two folders of reports, where, and why.

    Why: the submission changed, the grader (its tests, points, bank or bars), the course's limits,
    the program, the course's secret, or the late penalty. Exits with 0 whether or not anything
    differs.
    """
    for folder in (old, new):
        if not folder.is_dir():
            raise NothingFoundError(f"There is no folder {folder}.")
    before, after = Store(old), Store(new)
    comparison = compare(before, after)
    for notice in (*before.notices, *after.notices):
        print_notice(notice, to_error=True)
    if json:
        print_as_json(comparison)
        return
    if comparison.changes:
        console().print(_table(comparison.changes))
        print()
    print(
        f"{counted(len(comparison.changes), 'score')} of {comparison.compared} "
        f"{'differs' if len(comparison.changes) == 1 else 'differ'}."
    )


def _table(changes: list[Change]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", expand=True)
    for name in ("Assignment", "Student"):
        table.add_column(name, no_wrap=True)
    for name in ("Old", "New"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("Why", no_wrap=True)
    table.add_column("Exercises", ratio=1)
    for change in changes:
        exercises = "; ".join(
            f"{exercise.name} {_score(exercise.old)} to {_score(exercise.new)}"
            for exercise in change.exercises
        )
        table.add_row(
            Text(printable(change.assignment, LONGEST_NAME)),
            Text(printable(change.student, LONGEST_NAME)),
            _score(change.old),
            _score(change.new),
            ", ".join(change.why),
            Text(printable(exercises, _LONGEST_EXERCISES)),
        )
    return table


def _score(value: float | None) -> str:
    return "-" if value is None else number(round(value, 2))
