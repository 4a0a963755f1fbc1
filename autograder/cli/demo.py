"""The command that shows the whole loop on a made-up class."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from autograder.cli.console import CORES, Workers, command_group
from autograder.cli.pages import write_pages
from autograder.cli.tables import collect, print_results
from autograder.course.config import Config
from autograder.course.loading import load_course
from autograder.demo import LIMITS, SECRET, make_class, prepare_folder
from autograder.grading.engine import Settings
from autograder.grading.run import run
from autograder.reports.store import Store
from autograder.sandbox.requirements import require_sandbox
from autograder.submissions.discovery import find_submissions
from autograder.training.store import store_path

app = command_group()


@app.command()
def demo(
    keep: Annotated[Path, typer.Option(help="The folder to make the class in.")] = Path("demo"),
    workers: Workers = CORES,
) -> None:
    """Show the whole loop on a made-up class: notebooks, grading, reports, pages.

    In the folder are then submissions/, reports/, feedback/ (a page for each student) and
    class.html. It must be new, empty or an earlier demo's, which is made anew.
    """
    course = load_course()
    require_sandbox()
    begun = time.monotonic()
    submissions = make_class(course, prepare_folder(keep))
    found = find_submissions([submissions], course)
    store = Store(keep / "reports")
    settings = Settings(
        SECRET,
        LIMITS,
        counterexamples=Config.counterexamples,
        trainings=store_path(course.root),
    )
    graded = run(found, course, store, settings, workers=workers, regrade=True)
    rows = collect(graded, len(found), "Grading a made-up class")
    print_results(rows, keep / "reports", time.monotonic() - begun)
    write_pages(course, store, keep)
    print(f"The notebooks that were graded: {submissions}/<student>/<assignment>/")
    print("Next: `autograder grade PATH --output DIR` with notebooks of your own.")
