"""The command that packs a grader for Gradescope."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from autograder.cli.console import command_group
from autograder.course.loading import load_course
from autograder.platforms.gradescope import pack

app = command_group()


@app.command()
def gradescope(
    name: Annotated[str, typer.Argument(metavar="ASSIGNMENT", help="Such as 04_losses.")],
    output: Annotated[
        Path | None, typer.Option(help="The zip file.", show_default="gradescope-ASSIGNMENT.zip")
    ] = None,
) -> None:
    """Pack the grader of an assignment as an autograder for Gradescope.

    The zip file holds hidden tests and the course's secret: it is for staff and Gradescope only.
    """
    course = load_course()
    assignment = course.assignment(name)
    path = pack(course, assignment, output or Path(f"gradescope-{assignment.name}.zip"))
    size = path.stat().st_size / 1e6
    print(f"{path} ({size:.1f} MB): for staff and Gradescope only, it holds the hidden tests.")
