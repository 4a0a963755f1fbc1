"""The names of all commands; the module of a command is loaded when the command is called."""

from __future__ import annotations

from collections import UserDict
from importlib import import_module
from typing import Any, NamedTuple

from typer.core import TyperGroup
from typer.main import get_group


class _Entry(NamedTuple):
    module: str  # in autograder.cli
    help: str  # in the list of commands: short enough that it is not cut


_COMMANDS = {
    "demo": _Entry("demo", "Show the whole loop on a made-up class."),
    "init": _Entry("course", "Begin a course in an empty folder, with an example."),
    "list": _Entry("course", "List assignments and exercises with points and due dates."),
    "new": _Entry("course", "Begin a new assignment, with an example to change."),
    "release": _Entry("course", "Build the notebooks that students get into release/."),
    "verify": _Entry("verification", "Grade the graders against right and wrong answers."),
    "calibrate": _Entry("verification", "Train over many seeds and write the bars."),
    "grade": _Entry("grading", "Grade submissions: a report for each, and summary.csv."),
    "watch": _Entry("watching", "Grade what students hand in as it comes, and tell them."),
    "report": _Entry("reports", "Write a page for each student and one for the class."),
    "explain": _Entry("explaining", "Show staff why an exercise was graded as it was."),
    "mistakes": _Entry("mistakes", "Write a page for teachers of what students get wrong."),
    "adjust": _Entry("adjusting", "Change a score by hand, with a reason, in every export."),
    "new-misconception": _Entry(
        "new_misconception", "Add a mistake of a class to the bank, with a hint."
    ),
    "diff": _Entry("comparison", "Show whose score differs between two runs, and why."),
    "similar": _Entry("similarity", "Show staff which submissions are alike."),
    "export": _Entry("reports", "Write the grades in the form that a platform takes."),
    "total": _Entry("total", "Make one score of all assignments, with statistics."),
    "gradescope": _Entry("gradescope", "Pack a grader as an autograder for Gradescope."),
    "schema": _Entry("reports", "Print the JSON schema of report.json."),
    "doctor": _Entry("machine", "Check this machine, the course and the exchange."),
    "data": _Entry("machine", "Put Fashion-MNIST where Keras looks for it."),
}

# typer brings its own copy of click, or uses click itself, by its version: hence Any below.


class _Commands(UserDict[str, Any]):
    """The commands by name, each loaded when it is asked for."""

    def __getitem__(self, name: str) -> Any:
        module = import_module(f"autograder.cli.{_COMMANDS[name].module}")
        return get_group(module.app).commands[name]


class LazyGroup(TyperGroup):
    """A group whose commands are listed without being loaded."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands = _Commands(_COMMANDS)

    def list_commands(self, ctx: Any) -> list[str]:
        """The names, in the order of the help."""
        return list(self.commands)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the names with their lines of help."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.help) for name, entry in _COMMANDS.items()])
