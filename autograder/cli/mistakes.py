"""The command that shows teachers what students get wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from autograder.cli.console import (
    USAGE_ERROR,
    Json,
    Names,
    chosen,
    command_group,
    fail,
    print_as_json,
    print_notice,
)
from autograder.course.loading import load_course
from autograder.files import write_whole
from autograder.reports.report import Report
from autograder.reports.store import Store, holds_reports
from autograder.submissions.found import NothingFoundError
from autograder.text import counted
from autograder.verification.mistakes import AssignmentMistakes, count_class, find_mistakes
from autograder.verification.mistakes_page import as_text, render

app = command_group()

_FOLDER = "mistakes"


@app.command()
def mistakes(
    names: Names = None,
    reports: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="A folder that `autograder grade` has filled: how many of the class made each.",
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(help="The folder for the pages, ASSIGNMENT.html each.", show_default=_FOLDER),
    ] = None,
    text: Annotated[bool, typer.Option("--text", help="Print a list in place of a page.")] = False,
    json: Json = False,
) -> None:
    """Write a page for teachers of what students get wrong, from the bank.

    For each exercise: its misconceptions, the hints that students read who make them, and the
    smallest public call that shows each, with what it returned and what is right. Calls that
    train a model are left out.

    THIS IS FOR STAFF ALONE: nothing of it is written where students' pages go. With --text or
    --json a page is written only if --output names its folder.
    """
    course = load_course()
    wanted = chosen(course, names)
    folder = output or (None if text or json else course.root / _FOLDER)
    if folder is not None:
        _refuse_public(folder, course.root)
    graded = _read_reports(reports) if reports is not None else None
    every: list[AssignmentMistakes] = []
    for assignment in wanted:
        found = find_mistakes(assignment)
        if graded is not None:
            found = count_class(found, graded)
        if json:
            every.append(found)
        elif text:
            for line in as_text(found):
                print(line)
        if folder is not None:
            page = folder / f"{assignment.name}.html"
            folder.mkdir(parents=True, exist_ok=True)
            write_whole(str(page), [render(found).encode()])
            if not json:
                print(f"{counted(found.count, 'misconception')}, for staff alone: {page}")
    if json:
        print_as_json(every)


def _refuse_public(folder: Path, root: Path) -> None:
    """End the command where its pages would lie among what students get."""
    place = folder.absolute()
    handed_out = (root / "release", root / "feedback")
    if any(map(place.is_relative_to, handed_out)) or any(
        map(holds_reports, (place, *place.parents))
    ):
        fail(f"{folder} lies where students' pages go: name a folder elsewhere.", USAGE_ERROR)


def _read_reports(folder: Path) -> list[Report]:
    if not folder.is_dir():
        raise NothingFoundError(f"There is no folder {folder}.")
    store = Store(folder)
    graded = list(store.reports())
    for notice in store.notices:
        print_notice(notice, to_error=True)
    if not graded:
        raise NothingFoundError(f"{folder} holds no reports.")
    return graded
