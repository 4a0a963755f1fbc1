"""The command that shows staff why an exercise was graded as it was."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from autograder.cli.console import Json, command_group, fail, print_as_json
from autograder.course.config import load_config
from autograder.course.loading import load_course
from autograder.course.model import CourseError
from autograder.files import write_whole
from autograder.grading import explaining
from autograder.grading.engine import Settings
from autograder.grading.explanation_page import render
from autograder.grading.failing_calls import LONGEST
from autograder.reports.finding import NotFoundError, find_report
from autograder.reports.report import ExerciseReport, Report
from autograder.reports.words import OUTCOMES
from autograder.sandbox.requirements import require_sandbox
from autograder.text import counted, number, printable

app = command_group()

_LONGEST_LINE = 4000


@app.command()
def explain(
    student: Annotated[str, typer.Argument(help="As the reports' folder names the student.")],
    assignment: Annotated[str, typer.Argument(help="Such as 04_losses or losses.")],
    exercise: Annotated[
        str | None,
        typer.Argument(metavar="[EXERCISE]", help="Such as mse; all that are not right by default"),
    ] = None,
    reports: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="The folder that `autograder grade` has filled; by default the newest with such a "
            "report, here or up to two levels below.",
        ),
    ] = None,
    submission: Annotated[
        Path | None,
        typer.Option(
            metavar="PATH",
            help="The file that was graded, or a folder or zip file with it; by default where it "
            "was graded.",
        ),
    ] = None,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write a page for staff here.")
    ] = None,
    json: Json = False,
) -> None:
    """Show staff why an exercise was graded as it was.

    The submission is graded once more, with the same hidden inputs. For each hidden test that was
    not passed: what it states, the call, what came back and what is right; the smallest public
    example that goes wrong, the recognised mistake, and lines to try in a Python prompt.

    HIDDEN INPUTS ARE SHOWN: this is for staff alone, and nothing of it is written where students'
    pages go.
    """
    course = load_course()
    config = load_config(course.root)
    name = course.assignment(assignment).name
    try:
        store, report = find_report(reports, student, name)
        if html is not None and html.absolute().is_relative_to(store.folder.absolute()):
            fail(f"{html} lies where students' pages go: name a file elsewhere.", 2)
        wanted = _wanted(report, exercise)
        file = explaining.find_submission(store, report, course, config, submission)
        require_sandbox(allow_unsandboxed=False)
        settings = Settings.of_course(course, config)
        found = explaining.explain(file, report, course.assignment(name), settings, wanted)
    except NotFoundError as error:
        fail(str(error), 1)
    if json:
        print_as_json(found)
    else:
        print(f"{printable(student, 100)}, {name}")
        if not wanted:
            print("All exercises are right.")
        for explanation in found:
            print()
            _print(explanation)
    if html is not None:
        write_whole(str(html), [render(report, found).encode()])
        print(f"The page, for staff alone: {html}")


def _wanted(report: Report, exercise: str | None) -> list[str]:
    if exercise is None:
        return [one.name for one in report.exercises if one.outcome != "right"]
    if exercise not in (names := [one.name for one in report.exercises]):
        raise CourseError(
            f"{report.assignment} has no exercise {printable(exercise, 100)}: it has "
            f"{', '.join(names)}."
        )
    return [exercise]


def _print(explanation: explaining.Explanation) -> None:
    report = explanation.report
    print(f"{report.name}: {_points(report)}")
    if report.misconception is not None:
        _print_field("mistake", report.misconception)
    if report.hint is not None:
        _print_field("hint", report.hint)
    if report.example:
        print("  The smallest public example that goes wrong:")
        _print_call(report.example.call, report.example.returned, report.example.expected)
    for test in explanation.tests:
        print(f"  {'Failed' if test.refuted else 'Not judged'}: {printable(test.title, 500)}")
        _print_field("test", f"{test.name}, {test.place}" if test.place else test.name)
        _print_field("message", test.message)
        if test.call is not None:
            _print_call(test.call.call, test.call.returned, test.call.expected)
    passed = sum(test.passed for test in report.tests)
    if passed:
        print(f"  {counted(passed, 'test')} passed.")
    if explanation.snippet:
        print("  To try it, in a Python prompt (this is the student's code):")
        for line in explanation.snippet.splitlines():
            print(f"    {printable(line, LONGEST)}".rstrip())


def _points(report: ExerciseReport) -> str:
    points = f"{number(round(report.score, 2))} of {number(report.max_score)} points"
    return f"{OUTCOMES[report.outcome].name}, {points}"


def _print_call(call: str, returned: str, expected: str) -> None:
    _print_field("call", call)
    _print_field("returned", returned)
    if expected:
        _print_field("expected", expected)


def _print_field(name: str, text: str) -> None:
    lines: Sequence[str] = textwrap.wrap(
        printable(text, _LONGEST_LINE), 96, subsequent_indent=" " * 14, break_on_hyphens=False
    )
    print(f"    {name:10}{(lines or [''])[0]}")
    for line in lines[1:]:
        print(line)
