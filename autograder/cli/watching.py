"""The command that grades what is handed in as it comes."""

from __future__ import annotations

import dataclasses
import os
import signal
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path
from types import FrameType
from typing import Annotated

import msgspec
import typer

from autograder import __version__, log
from autograder.cli.console import (
    CORES,
    LONGEST_NAME,
    Full,
    LogJson,
    Unsandboxed,
    Workers,
    command_group,
    logged,
)
from autograder.cli.grading import settings_of
from autograder.course.config import Config, load_config
from autograder.course.loading import load_course
from autograder.course.model import Course, CourseError
from autograder.course.roster import load_roster
from autograder.extras import require
from autograder.reports import lateness
from autograder.reports.store import Store
from autograder.text import number, printable
from autograder.watching.exchange import Exchange, exchange_at
from autograder.watching.journal import Journal
from autograder.watching.places import Folder, Place, PlaceError
from autograder.watching.telling import Told
from autograder.watching.watcher import Watcher

app = command_group()

_SHOWN = {
    "waits": "held back for now",
    "replaced": "not shown: a later hand-in counts",
    "titles": "shown without messages",
    "score": "scores shown",
    "full": "shown",
}


@app.command()
@logged
def watch(
    folder: Annotated[
        Path,
        typer.Argument(help="A course in nbgrader's exchange, or a folder of submissions."),
    ],
    output: Annotated[Path, typer.Option(help="The folder for reports and the journal.")],
    pages: Annotated[
        Path | None,
        typer.Option(
            help="The folder for feedback pages, <assignment>/<student>.html, in place of the "
            "folder for reports. In an exchange they lie where `nbgrader fetch_feedback` looks."
        ),
    ] = None,
    assignment: Annotated[
        list[str] | None,
        typer.Option(help="Only this assignment; may be given several times."),
    ] = None,
    workers: Workers = CORES,
    poll: Annotated[
        bool,
        typer.Option(
            "--poll", help="Look at all files once a second: for folders on a network file system."
        ),
    ] = False,
    require_owner: Annotated[
        bool,
        typer.Option(
            "--require-owner",
            help="In an exchange, leave alone what its named student does not own.",
        ),
    ] = False,
    json: Annotated[
        bool, typer.Option("--json", help="Print a line of JSON for each page.")
    ] = False,
    full: Full = False,
    allow_unsandboxed: Unsandboxed = False,
    log_json: LogJson = None,
) -> None:
    """Grade what students hand in as it comes, and put the feedback where they fetch it.

    Students run `nbgrader submit`, and seconds later `nbgrader fetch_feedback`; or files come into
    a folder in any other way. Reports are written as by `autograder grade`. How often students are
    told, and how much before the due date, stands in course.toml under [feedback].

    It runs until it is stopped, at any moment and in any way; begun again, it goes on where it was.
    """
    require("watchfiles")
    course = load_course()
    config = load_config(course.root)
    roster = load_roster(course)
    rules = lateness.rules_of(course, dataclasses.replace(config.late, roster=roster))
    settings = settings_of(
        course, config, full=full, allow_unsandboxed=allow_unsandboxed, scheduler=None
    )
    if assignment:
        names = {course.assignment(name).name for name in assignment}
        chosen = tuple(one for one in course.assignments if one.name in names)
        course = Course(course.root, chosen)
    store = Store(output, roster)
    store.prepare()
    place = _place(folder, course, config, store, pages, require_owner=require_owner)
    _stop_like_ctrl_c()
    with Journal(output) as journal:
        watcher = Watcher(
            place,
            course,
            store,
            settings,
            config,
            rules,
            journal,
            workers=workers,
            poll=poll,
            known_only=bool(assignment),
        )
        log.info("watching", version=__version__, folder=str(place.folders[0]), workers=workers)
        if not json:
            print(f"Watching {place.folders[0]}. Reports: {output}. Stop with Ctrl-C.", flush=True)
        try:
            with closing(watcher.run()) as pages_written:
                for told in pages_written:
                    _print(told, json=json)
                    log.info("told", **dataclasses.asdict(told))
        except KeyboardInterrupt:
            log.info("stopped")
            print("Stopped. Run the same command to go on.", file=sys.stderr)


def _place(
    folder: Path,
    course: Course,
    config: Config,
    store: Store,
    pages: Path | None,
    *,
    require_owner: bool,
) -> Place:
    """What is watched there; raises PlaceError for what cannot be."""
    if not folder.is_dir():
        raise PlaceError(f"There is no folder {folder}.")
    for ours in filter(None, (store.folder, pages)):
        if ours.resolve().is_relative_to(folder.resolve()):
            raise PlaceError(f"{ours} lies in {folder}, which is watched. Choose another folder.")
    exchange = exchange_at(folder)
    if exchange is None:
        if require_owner:
            raise CourseError("--require-owner is for nbgrader's exchange.")
        return Folder(folder, course, config.limits, store, pages)
    if pages is not None:
        raise CourseError("In an exchange, pages lie where nbgrader fetches them: omit --pages.")
    return Exchange(exchange, course, config.limits, check_owner=require_owner)


def _stop_like_ctrl_c() -> None:
    """End upon SIGTERM, which is how services are stopped, as upon Ctrl-C."""
    process = os.getpid()

    def stop(_number: int, _frame: FrameType | None) -> None:
        if os.getpid() != process:
            os._exit(0)  # one that grades, which was forked from here
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)


def _print(told: Told, *, json: bool) -> None:
    if json:
        print(msgspec.json.encode(told).decode(), flush=True)
        return
    when = datetime.now().astimezone().isoformat(" ", "seconds")
    student = printable(told.student, LONGEST_NAME)
    points = f"{number(round(told.score, 2))}/{number(told.max_score)}"
    print(
        f"{when}  {student}  {told.assignment}  {points}  {told.seconds:.1f} s  "
        f"{_SHOWN[told.shown]}",
        flush=True,
    )
