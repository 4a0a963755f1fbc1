"""The command that shows which submissions are alike."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table
from rich.text import Text

from autograder.cli.console import (
    CORES,
    LONGEST_NAME,
    Json,
    Workers,
    command_group,
    print_as_json,
    print_notice,
)
from autograder.cli.tables import console
from autograder.course.config import load_config
from autograder.course.loading import load_course
from autograder.similarity.comparing import LEAST, Alike, Comparison, compare
from autograder.similarity.gathering import gather
from autograder.similarity.pages import write_pages
from autograder.similarity.words import CAUTION, summary
from autograder.submissions.discovery import discover
from autograder.submissions.found import Findings, NothingFoundError, notice_on
from autograder.submissions.submission import UNKNOWN
from autograder.text import counted, printable

app = command_group()

_LONGEST_EXERCISES = 300


@app.command()
def similar(
    paths: Annotated[
        list[Path], typer.Argument(help="Notebooks, .py files, folders or zip files of them.")
    ],
    assignment: Annotated[
        str | None, typer.Option(help="The assignment of all files, whatever they are called.")
    ] = None,
    least: Annotated[
        float, typer.Option(min=0, max=1, help="Show pairs that are at least so alike.")
    ] = LEAST,
    most: Annotated[
        int, typer.Option(min=1, help="Show so many pairs of an assignment at most.")
    ] = 50,
    html: Annotated[
        Path | None,
        typer.Option("--html", help="A folder for similar.html and a page for each pair."),
    ] = None,
    json: Json = False,
    workers: Workers = CORES,
) -> None:
    """Show which submissions are alike beyond what the class shares. For staff alone.

    Code that is the same word for word comes first, then pairs that are alike whatever the names,
    comments, formatting and order. The release notebook and the model answers do not count, and
    what few wrote counts more than what many did. Nothing is executed.

    Similar code is not evidence that somebody copied: look at it, and talk to the students. Exits
    with 0 whether or not anything is alike.
    """
    course = load_course()
    config = load_config(course.root)
    forced = course.assignment(assignment).name if assignment else None
    with discover(
        paths, course, config.limits, assignment=forced, zone=config.late.zone
    ) as findings:
        gathered = gather(findings.submissions, course, config.limits, forced)
    strays = [student for student, _ in gathered.pop(UNKNOWN, [])]
    if not gathered:
        raise NothingFoundError("None of these files belongs to an assignment of the course.")
    terminal = Console(stderr=True)
    comparisons: list[Comparison] = []
    with Progress(console=terminal, transient=True, disable=not terminal.is_terminal) as bar:
        task = bar.add_task("Comparing", total=sum(map(len, gathered.values())))
        for name, submissions in gathered.items():
            comparisons.append(
                compare(
                    course.assignment(name),
                    submissions,
                    least=least,
                    workers=workers,
                    done=lambda count: bar.advance(task, count),
                )
            )
    if json:
        print_as_json([comparison.alike for comparison in comparisons])
    else:
        _print_all([comparison.alike for comparison in comparisons], most)
    if html is not None:
        titles = {every.name: every.title for every in course.assignments}
        page = write_pages(comparisons, html, titles=titles, course=config.title, most=most)
        if not json:
            print(f"\nPages: {page}")
    _print_notices(findings, strays, to_error=json)


def _print_all(every: list[Alike], most: int) -> None:
    terminal = console()
    for alike in every:
        terminal.print(Text(alike.assignment, style="bold"))
        terminal.print(Text(summary(alike)))
        for same in alike.identical:
            names = ", ".join(printable(student, LONGEST_NAME) for student in same.students)
            terminal.print(Text(f"The same, word for word: {names}"))
        if alike.pairs:
            terminal.print(_table(alike, most))
        if len(alike.pairs) > most:
            terminal.print(Text(f"... and {counted(len(alike.pairs) - most, 'pair')} more"))
        terminal.print()
    terminal.print(Text(CAUTION))


def _table(alike: Alike, most: int) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", expand=True)
    table.add_column("Student", no_wrap=True)
    table.add_column("Student", no_wrap=True)
    table.add_column("Similarity", justify="right", no_wrap=True)
    table.add_column("Exercises that are alike", ratio=1)
    for pair in alike.pairs[:most]:
        one, other = pair.students
        exercises = printable(", ".join(pair.exercises), _LONGEST_EXERCISES)
        table.add_row(
            Text(printable(one, LONGEST_NAME)),
            Text(printable(other, LONGEST_NAME)),
            f"{pair.similarity:.2f}",
            Text(exercises),
        )
    return table


def _print_notices(findings: Findings, strays: list[str], *, to_error: bool) -> None:
    notices = notice_on("Not compared, because these files belong to no assignment", strays)
    for notice in (*notices, *findings.notices):
        print_notice(notice, to_error=to_error)
