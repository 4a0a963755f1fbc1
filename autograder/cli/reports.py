"""Commands over reports that are there already: pages, exports, and the reports' schema."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from autograder.cli.console import USAGE_ERROR, Reports, command_group, fail, print_notice
from autograder.cli.pages import write_pages
from autograder.course.config import load_config
from autograder.course.loading import load_course
from autograder.course.roster import load_roster
from autograder.platforms import exports
from autograder.reports.report import schema as report_schema
from autograder.reports.store import Store
from autograder.submissions.found import NothingFoundError

app = command_group()


class ExportFormat(StrEnum):
    """Where exported grades go."""

    GRADESCOPE = "gradescope"
    CANVAS = "canvas"
    MOODLE = "moodle"
    CSV = "csv"
    JSON = "json"


@app.command()
def report(
    folder: Reports,
    output: Annotated[
        Path | None,
        typer.Option(
            help="Another folder for the pages: feedback/<assignment>/<student>.html, class.html.",
            show_default="beside the reports",
        ),
    ] = None,
) -> None:
    """Write a feedback page for each student beside its report.json, and class.html for staff.

    How much a student's page shows is set by `feedback` in course.toml: full, titles or score.
    """
    if not folder.is_dir():
        raise NothingFoundError(f"There is no folder {folder}.")
    course = load_course()
    store = Store(folder, load_roster(course))
    count = write_pages(course, store, output)
    for notice in store.notices:
        print_notice(notice, to_error=True)
    if not count:
        raise NothingFoundError(f"{folder} holds no reports.")


@app.command()
def export(
    folder: Reports,
    format: Annotated[ExportFormat, typer.Option(help="The platform, or a plain file.")],
    output: Annotated[Path, typer.Option(help="The folder to write to.")],
    template: Annotated[
        Path | None,
        typer.Option(help="Canvas's exported gradebook, or Moodle's grading worksheet."),
    ] = None,
    assignment: Annotated[
        str | None, typer.Option(help="The only assignment to export, such as 04_losses.")
    ] = None,
    pages: Annotated[
        bool,
        typer.Option(
            "--pages",
            help="Also zip the students' feedback pages, named as Canvas or Moodle takes them.",
        ),
    ] = False,
) -> None:
    """Write the grades in the form that a learning platform takes.

    With --pages, <assignment>-feedback.zip is for Canvas's "Upload Submissions" or Moodle's "Upload
    multiple feedback files in a zip". It holds a page of everybody whose submission was graded from
    that platform's own download.
    """
    if not folder.is_dir():
        raise NothingFoundError(f"There is no folder {folder}.")
    course = load_course()
    config = load_config(course.root)
    store = Store(folder, load_roster(course))
    try:
        done = exports.export(
            store.reports(),
            format.value,
            output,
            feedback=config.feedback,
            template=template,
            titles={every.name: every.title for every in course.assignments},
            assignment=course.assignment(assignment).name if assignment else None,
            pages=pages,
            course=config.title,
        )
    except exports.ExportError as error:
        fail(str(error), USAGE_ERROR)
    for sentence in (*store.notices, *done.left_out):
        print_notice(sentence, to_error=True)
    shown = done.files[0] if len(done.files) == 1 else output
    print(f"{len(done.files)} {'file' if len(done.files) == 1 else 'files'}: {shown}")


@app.command()
def schema() -> None:
    """Print the JSON schema of report.json."""
    print(report_schema(), end="")
