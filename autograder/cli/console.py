"""What all commands share: printing, failing, and the options that several of them have."""

from __future__ import annotations

import contextlib
import functools
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any, NoReturn, ParamSpec, cast

import msgspec
import typer

from autograder.course.model import Assignment, Course
from autograder.log import logging_to
from autograder.text import printable

_Arguments = ParamSpec("_Arguments")

USAGE_ERROR = 2
LONGEST_NOTICE = 10_000
LONGEST_NAME = 60  # of a student in a table
CORES = len(os.sched_getaffinity(0))

Names = Annotated[
    list[str] | None,
    typer.Argument(metavar="[ASSIGNMENT]...", help="Such as 04_losses or losses; all by default."),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON on standard output.")]
Workers = Annotated[
    int, typer.Option(min=1, help="Processes to use.", show_default="as many as cores")
]
Full = Annotated[
    bool,
    typer.Option("--full", help="Train models by the full protocol instead of the quick one."),
]
Unsandboxed = Annotated[
    bool,
    typer.Option(
        "--allow-unsandboxed",
        help="Run student code WITHOUT a sandbox where this machine cannot build one.",
    ),
]
Reports = Annotated[Path, typer.Argument(help="A folder that `autograder grade` has filled.")]


LogJson = Annotated[
    Path | None,
    typer.Option(
        "--log-json",
        metavar="FILE",
        help="Append a log for machines to this file, a line of JSON for each event; - is standard "
        "error.",
    ),
]


def logged(command: Callable[_Arguments, None]) -> Callable[_Arguments, None]:
    """A command that logs to what its argument `log_json` says."""

    @functools.wraps(command)
    def run(*arguments: _Arguments.args, **options: _Arguments.kwargs) -> None:
        with logging_to(cast("Path | None", options["log_json"])):
            command(*arguments, **options)

    return run


def command_group() -> typer.Typer:
    """A group for the commands of one module."""
    return typer.Typer(add_completion=False, rich_markup_mode=None)


def fail(message: str, status: int) -> NoReturn:
    """Print a message for people and end the program at once, whatever its threads are doing."""
    with contextlib.suppress(OSError):  # nobody reads it any more
        sys.stdout.flush()  # what was printed before, which os._exit would lose in a pipe
    print("autograder: " + on_lines(message), file=sys.stderr)
    sys.stderr.flush()
    os._exit(status)


def on_lines(message: str) -> str:
    """A message of several lines, each of which is safe to print."""
    return "\n".join(printable(line, LONGEST_NOTICE) for line in message.split("\n"))


def print_json(data: bytes) -> None:
    """Print JSON as it is."""
    sys.stdout.buffer.write(data)
    sys.stdout.flush()


def print_as_json(value: Any) -> None:
    """Print a value as readable JSON."""
    print_json(msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n")


def print_notice(notice: str, *, to_error: bool = False) -> None:
    """Print a sentence that may hold names which students chose."""
    print(printable(notice, LONGEST_NOTICE), file=sys.stderr if to_error else sys.stdout)


def chosen(course: Course, names: Sequence[str] | None) -> list[Assignment]:
    """The assignments of those names; all of the course's where none is named."""
    if not names:
        return list(course.assignments)
    return [course.assignment(name) for name in names]
