"""The command by which staff change a score by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from autograder.cli.console import (
    LONGEST_NAME,
    USAGE_ERROR,
    Json,
    command_group,
    fail,
    print_as_json,
    print_notice,
)
from autograder.cli.tables import console
from autograder.course.loading import load_course
from autograder.course.roster import load_roster
from autograder.platforms.nbgrader.merging import Place
from autograder.reports import adjusting
from autograder.reports.adjusting import AdjustmentError
from autograder.reports.finding import NotFoundError, find_journal, find_report
from autograder.reports.journal import JOURNAL, Entry
from autograder.reports.lateness import moment
from autograder.reports.report import Report
from autograder.reports.store import Store
from autograder.text import number, printable

app = command_group()


_LONGEST_TEXT = 300  # of a reason or a comment in a table


@app.command()
def adjust(
    student: Annotated[
        str | None, typer.Argument(help="As the reports' folder names the student.")
    ] = None,
    assignment: Annotated[str | None, typer.Argument(help="Such as 04_losses or losses.")] = None,
    exercise: Annotated[
        str | None, typer.Argument(help="Such as mse; the whole assignment by default.")
    ] = None,
    points: Annotated[
        float | None,
        typer.Option(metavar="P", help="The score from now on, in place of the grader's."),
    ] = None,
    reason: Annotated[str, typer.Option(help="Why; the student reads it.")] = "",
    comment: Annotated[
        str, typer.Option(help="A comment for the student, with or without points.")
    ] = "",
    bonus: Annotated[
        bool, typer.Option("--bonus", help="Allow more points than there are.")
    ] = False,
    undo: Annotated[
        bool, typer.Option("--undo", help="Undo the last entry; the one before it counts again.")
    ] = False,
    show: Annotated[
        bool, typer.Option("--list", help="List what was entered, of all or of that student.")
    ] = False,
    reports: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="The folder that `autograder grade` has filled; by default the newest with such a "
            "report, here or up to two levels below.",
        ),
    ] = None,
    gradebook: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="Bring together what is entered here and in nbgrader's gradebook, such as "
            "sqlite:///gradebook.db: of all, or of that student, assignment or exercise.",
        ),
    ] = None,
    prefer: Annotated[
        Place | None,
        typer.Option(help="With --gradebook: whose value stays where both were changed."),
    ] = None,
    json: Json = False,
) -> None:
    """Change a score by hand, or comment on it, with a reason that the student reads.

    Points of an exercise take the place of the grader's, and a late penalty is counted anew.
    Without EXERCISE they are the score of the whole assignment, and no late penalty is taken off
    them. What is entered stands in adjustments.jsonl beside the reports: grading again leaves it
    alone, and it counts in summary.csv, on pages and in exports.

    --gradebook takes what people entered in formgrader into the journal, and what was entered here
    into the gradebook. Where both were changed, differently, both are left as they are and named,
    and the exit status is 1: --prefer decides.
    """
    try:
        if gradebook is not None:
            if show or undo or points is not None or reason or comment:
                fail("--gradebook goes without an entry: enter first, then run it.", USAGE_ERROR)
            _bring_together(
                gradebook, reports, student, assignment, exercise, prefer=prefer, as_json=json
            )
            return
        if prefer is not None:
            fail("--prefer goes with --gradebook.", USAGE_ERROR)
        if show:
            _list(reports, student, assignment, exercise, as_json=json)
            return
        if student is None or assignment is None:
            fail(
                "Name the student and the assignment, or list what was entered by --list.",
                USAGE_ERROR,
            )
        course = load_course()
        name = course.assignment(assignment).name
        store, report = find_report(reports, student, name, load_roster(course))
        target = adjusting.target_of(report, exercise)
        if undo:
            if points is not None or reason or comment:
                fail("--undo takes no points, reason or comment.", USAGE_ERROR)
            entry = adjusting.undo(store, target)
        else:
            entry = adjusting.enter(
                store,
                target,
                points=points,
                reason=reason,
                comment=comment,
                most=adjusting.most_points(report, target),
                bonus=bonus,
            )
    except (AdjustmentError, NotFoundError) as error:
        fail(str(error), USAGE_ERROR)
    now = store.report(report.student, report.assignment)
    assert now is not None
    if json:
        print_as_json({"entry": entry, "undone": undo, "score": now.score})
    else:
        _print(store, now, entry, report.score, undone=undo)
    for notice in store.notices:
        print_notice(notice, to_error=True)


def _bring_together(
    address: str,
    reports: Path | None,
    student: str | None,
    assignment: str | None,
    exercise: str | None,
    *,
    prefer: Place | None,
    as_json: bool,
) -> None:
    from autograder.cli.gradebook import bring_together  # noqa: PLC0415 - loads nbgrader

    bring_together(address, reports, student, assignment, exercise, prefer=prefer, as_json=as_json)


def _print(store: Store, report: Report, entry: Entry, before: float, *, undone: bool) -> None:
    done = f"Entry {entry.number} is undone" if undone else f"Entry {entry.number}"
    print(f"{done}: {adjusting.in_words(entry.target)}.")
    exercise = next((one for one in report.exercises if one.name == entry.exercise), None)
    if exercise is not None:
        print(f"Exercise: {number(exercise.score)} of {number(exercise.max_score)} points.")
    score = f"{number(report.score)} of {number(report.max_score)} points"
    print(f"Score: {score}" + (f", {number(before)} before." if before != report.score else "."))
    print(f"Kept in {store.folder / JOURNAL}.")
    print(f"Next: `autograder report {store.folder}` writes the pages anew.")


def _list(
    folder: Path | None,
    student: str | None,
    assignment: str | None,
    exercise: str | None,
    *,
    as_json: bool,
) -> None:
    if assignment is not None:
        assignment = load_course().assignment(assignment).name
    store = find_journal(folder)
    entries = [
        entry
        for entry in store.journal.entries()
        if student in (None, entry.student)
        and assignment in (None, entry.assignment)
        and exercise in (None, entry.exercise)
    ]
    undone = store.journal.undone()
    if as_json:
        print_as_json(entries)
        return
    console().print(_table(entries, undone))
    print(f"\n{store.journal.path}")


def _table(entries: list[Entry], undone: frozenset[int]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", expand=True)
    for name in ("No", "When", "Student", "Assignment", "Exercise"):
        table.add_column(name, no_wrap=True)
    table.add_column("Points", justify="right", no_wrap=True)
    table.add_column("Reason or comment", ratio=1)
    table.add_column("By", no_wrap=True)
    for entry in entries:
        texts = " ".join(filter(None, (entry.reason, entry.comment)))
        if entry.gradebook:
            texts = f"(from the gradebook) {texts}".rstrip()
        if entry.undoes is not None:
            texts = f"undoes {entry.undoes}"
        elif entry.number in undone:
            texts = f"(undone) {texts}"
        table.add_row(
            str(entry.number),
            moment(entry.time),
            Text(printable(entry.student, LONGEST_NAME)),
            Text(printable(entry.assignment, LONGEST_NAME)),
            Text(printable(entry.exercise, LONGEST_NAME)),
            _points(entry),
            Text(printable(texts, _LONGEST_TEXT)),
            Text(printable(entry.by, LONGEST_NAME)),
        )
    return table


def _points(entry: Entry) -> str:
    points = "" if entry.points is None else number(entry.points)
    return f"{points} +{number(entry.extra)}".strip() if entry.extra else points
