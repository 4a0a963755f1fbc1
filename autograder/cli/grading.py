"""The command that grades submissions."""

from __future__ import annotations

import dataclasses
import re
import sys
import time
from collections.abc import Generator
from contextlib import closing
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from autograder import __version__, log
from autograder.cli.console import (
    CORES,
    Full,
    Json,
    LogJson,
    Unsandboxed,
    Workers,
    command_group,
    logged,
    print_json,
    print_notice,
)
from autograder.cli.tables import Row, collect, late_notices, print_results
from autograder.course.config import Config, load_config
from autograder.course.loading import load_course
from autograder.course.model import Course, CourseError
from autograder.course.roster import load_roster
from autograder.extras import require
from autograder.grading.engine import Settings
from autograder.grading.run import Graded, run
from autograder.reports.events import log_graded
from autograder.reports.report import encode
from autograder.reports.store import Store
from autograder.sandbox.requirements import require_sandbox
from autograder.submissions.discovery import discover
from autograder.submissions.times import read_time

if TYPE_CHECKING:
    from autograder.platforms.nbgrader.by_hand import ByHand

app = command_group()


class Attempt(StrEnum):
    """Which of a student's several attempts counts."""

    LAST = "last"
    BEST = "best"


@app.command()
@logged
def grade(
    paths: Annotated[
        list[Path],
        typer.Argument(help="Notebooks, .py files, folders or zip files of them."),
    ],
    output: Annotated[Path, typer.Option(help="The folder for the reports.")],
    assignment: Annotated[
        str | None, typer.Option(help="The assignment of all files, whatever they are called.")
    ] = None,
    attempt: Annotated[
        Attempt, typer.Option(help="Of a student's several attempts, the one that counts.")
    ] = Attempt.LAST,
    pattern: Annotated[
        str | None,
        typer.Option(
            help="How files are named: a regular expression with the groups student_id and, "
            "if it helps, file_id and timestamp, as for nbgrader's zip_collect."
        ),
    ] = None,
    submitted: Annotated[
        str | None,
        typer.Option(
            metavar="TIME",
            help="The time of submission of files for which it is not known, with the offset from "
            "UTC, such as 2026-11-03T23:59:00+01:00.",
        ),
    ] = None,
    workers: Workers = CORES,
    scheduler: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="Grade on a Dask cluster, such as tcp://host:8786, in place of processes here.",
        ),
    ] = None,
    json: Json = False,
    regrade: Annotated[
        bool, typer.Option("--regrade", help="Grade again what has not changed.")
    ] = False,
    html: Annotated[
        bool,
        typer.Option("--html", help="Write a page for each student and class.html as well."),
    ] = False,
    full: Full = False,
    allow_unsandboxed: Unsandboxed = False,
    gradebook: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="Also write into nbgrader's gradebook, such as sqlite:///gradebook.db.",
        ),
    ] = None,
    log_json: LogJson = None,
) -> None:
    """Grade submissions: one report.json each, and summary.csv for the class.

    A folder or zip file holds files named after students, nbgrader's layout
    <student>/<assignment>/, or what Canvas, Moodle or Blackboard give to download; zip files are
    read as they are, nothing is unpacked. Running the command again skips what has not changed.
    With --gradebook, scores and comments go into nbgrader's gradebook and notebooks into
    autograded/; what a person entered stays, and is brought together with what `adjust` has
    entered.

    Exits with 1 when a zip file could not be used, though everything else was graded.
    """
    course = load_course()
    config = load_config(course.root)
    forced = course.assignment(assignment).name if assignment else None
    with discover(
        paths,
        course,
        config.limits,
        assignment=forced,
        every_attempt=attempt is Attempt.BEST,
        pattern=_compiled(pattern) if pattern is not None else None,
        zone=config.late.zone,
        submitted=_instant(submitted) if submitted is not None else None,
    ) as findings:
        settings = settings_of(
            course, config, full=full, allow_unsandboxed=allow_unsandboxed, scheduler=scheduler
        )
        roster = load_roster(course)
        store = Store(output, roster)
        store.prepare()
        begun = time.monotonic()
        graded = run(
            findings.submissions,
            course,
            store,
            settings,
            workers=workers,
            assignment=forced,
            regrade=regrade,
            scheduler=scheduler,
            late=dataclasses.replace(config.late, roster=roster),
        )
        by_hand = None
        graded = _logged(graded, len(findings.submissions), workers)
        if gradebook is not None:
            by_hand = _by_hand(store)
            graded = _recorded(graded, course, config, gradebook, by_hand)
        if json:
            rows = _print_reports(graded, store)
        else:
            rows = collect(graded, len(findings.submissions), "Grading")
    if not json:
        print_results(rows, output, time.monotonic() - begun)
        if html:
            _write_pages(course, store)
        if gradebook is not None:
            _print_gradebook(gradebook)
    differing = _by_hand_notices(by_hand, gradebook) if by_hand and gradebook else []
    for notice in (*late_notices(rows), *differing, *findings.notices, *store.notices):
        print_notice(notice, to_error=json)
        log.warning("notice", message=notice)
    if not findings.whole:
        raise typer.Exit(1)


def _compiled(pattern: str) -> re.Pattern[str]:
    try:
        compiled = re.compile(pattern)
    except re.error as error:
        raise CourseError(f"--pattern is not a regular expression: {error}.") from None
    if "student_id" not in compiled.groupindex:
        raise CourseError("--pattern has no group (?P<student_id>...) for the student.")
    return compiled


def _instant(text: str) -> datetime:
    time = read_time(text)
    if time is None:
        raise CourseError(
            "--submitted takes a date and time with its offset from UTC, such as "
            "2026-11-03T23:59:00+01:00."
        )
    return time


def settings_of(
    course: Course, config: Config, *, full: bool, allow_unsandboxed: bool, scheduler: str | None
) -> Settings:
    """How a course grades on this machine; raises SandboxError where no sandbox can be built."""
    sandboxed = require_sandbox(
        allow_unsandboxed=allow_unsandboxed, on_cluster=scheduler is not None
    )
    if not sandboxed:
        print(
            "autograder: WARNING: student code runs WITHOUT a sandbox. It can read and change "
            "everything that you can, its own score included.",
            file=sys.stderr,
        )
    if scheduler is not None:
        require("distributed")
    return Settings.of_course(
        course, config, sandboxed=sandboxed, scale="full" if full else "quick"
    )


def _logged(graded: Generator[Graded], found: int, workers: int) -> Generator[Graded]:
    """Log the beginning and the end of a run, and each report as it comes."""
    log.info("grading", version=__version__, submissions=found, workers=workers)
    begun, count, skipped = time.monotonic(), 0, 0
    with closing(graded):
        for result in graded:
            count += 1
            skipped += result.skipped
            log_graded(result.report, unchanged=result.skipped)
            yield result
    seconds = round(time.monotonic() - begun, 3)
    log.info("finished", submissions=count, unchanged=skipped, seconds=seconds)


def _print_reports(graded: Generator[Graded], store: Store) -> list[Row]:
    """Print every report as JSON, in the order of students and assignments."""
    rows = sorted(map(Row.of, graded), key=lambda row: (row.student, row.assignment))
    for row in rows:
        report = store.report(row.student, row.assignment)
        assert report is not None
        print_json(encode(report))
    return rows


# What few runs need and takes long to import is imported by those runs: jinja2 and nbgrader.


def _write_pages(course: Course, store: Store) -> None:
    from autograder.cli.pages import write_pages  # noqa: PLC0415 - loads jinja2

    write_pages(course, store)


def _by_hand(store: Store) -> ByHand:
    from autograder.platforms.nbgrader.by_hand import ByHand  # noqa: PLC0415 - loads nbgrader

    return ByHand(store)


def _recorded(
    graded: Generator[Graded], course: Course, config: Config, address: str, by_hand: ByHand
) -> Generator[Graded]:
    """Record each report in nbgrader's gradebook as it comes."""
    from autograder.platforms.nbgrader.gradebook import GradebookWriter  # noqa: PLC0415 - loads nbgrader

    with closing(graded), GradebookWriter(course, config, address, by_hand) as writer:
        yield from writer.record(graded)


def _by_hand_notices(by_hand: ByHand, address: str) -> list[str]:
    """What was taken over from one place to the other, and what people must decide."""
    from autograder.cli.gradebook import how_to_decide, in_words  # noqa: PLC0415 - loads nbgrader

    return [*in_words(by_hand), *by_hand.notices, *how_to_decide(by_hand, address)]


def _print_gradebook(address: str) -> None:
    from autograder.platforms.nbgrader.gradebook import shown  # noqa: PLC0415 - loads nbgrader

    print(f"Gradebook: {shown(address)}")
