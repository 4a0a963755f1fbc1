"""Commands about the course itself: what is in it, beginning an assignment, releasing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from autograder.cli.console import (
    Json,
    Names,
    chosen,
    command_group,
    print_as_json,
    print_notice,
)
from autograder.course import release as releases
from autograder.course.config import load_config
from autograder.course.initial import EXAMPLE, init_course
from autograder.course.loading import load_course
from autograder.course.model import Assignment, Course
from autograder.course.skeleton import make_assignment
from autograder.reports.lateness import moment, rules_of
from autograder.text import counted, number
from autograder.verification.entries import check_bank

app = command_group()


@app.command()
def init() -> None:
    """Begin a course in this folder, which must be empty, with one small assignment in it.

    Hidden files, such as .git, may be there. The example passes `autograder verify` as it stands.
    """
    _print_written(init_course(Path.cwd()), Path.cwd())
    print("Next:")
    print("  autograder verify --mutants   proves that the example's hidden tests are good enough")
    print("  autograder release            builds the notebook that students get")
    print("  autograder demo               grades a made-up class")
    print(f"  autograder new 02_topic       begins an assignment of your own, as {EXAMPLE} is one")


def _print_written(files: list[tuple[Path, str]], root: Path) -> None:
    names = [path.relative_to(root).as_posix() for path, _ in files]
    width = max(map(len, names))
    for name, (_, description) in zip(names, files, strict=True):
        print(f"{name:{width}}  {description}")


@app.command("list")
def list_assignments(json: Json = False) -> None:
    """List the assignments and their exercises with points, and due dates where there are."""
    course = load_course()
    due = rules_of(course, load_config(course.root).late).due
    if json:
        print_as_json(
            [
                {
                    "name": assignment.name,
                    "title": assignment.title,
                    "points": assignment.max_score,
                    "due": due.get(assignment.name),
                    "exercises": [
                        {"name": exercise.name, "points": exercise.points}
                        for exercise in assignment.exercises
                    ],
                }
                for assignment in course.assignments
            ]
        )
        return
    for assignment in course.assignments:
        print(
            f"{assignment.name}  {assignment.title}: "
            f"{counted(len(assignment.exercises), 'exercise')}, "
            f"{number(assignment.max_score)} points"
            + (f", due {moment(due[assignment.name])}" if assignment.name in due else "")
        )
        for exercise in assignment.exercises:
            without = f"  without {', '.join(exercise.without)}" if exercise.without else ""
            print(f"  {number(exercise.points):>3}  {exercise.name}{exercise.parameters}{without}")


@app.command()
def new(
    name: Annotated[
        str, typer.Argument(metavar="ASSIGNMENT", help="Number and slug: 14_regularisation.")
    ],
    title: Annotated[
        str | None, typer.Option(help="The notebook's title.", show_default="the slug in words")
    ] = None,
) -> None:
    """Begin a new assignment: notebook, model answers, hidden tests and bank, with an example.

    What is still to be written is marked TODO; `autograder verify ASSIGNMENT` names it.
    """
    course = load_course()
    _print_written(make_assignment(course, name, title), course.root)
    print(f"Next: `autograder verify {name}` says what is missing.")


@app.command()
def release(
    names: Names = None,
    check: Annotated[
        bool,
        typer.Option(help="Write nothing; fail on any difference from release/ and on any leak."),
    ] = False,
    package: Annotated[
        Path | None,
        typer.Option("--zip", metavar="FILE", help="Also pack what students get into a zip file."),
    ] = None,
) -> None:
    """Build the notebooks that students get, by nbgrader, into release/.

    What a source notebook says of the grader's trainings (cells marked `published=`) is written
    anew first, from the protocols, the bars and the lists of what is allowed.

    Nothing is built while something is found that `autograder verify` refuses and that can be
    read: a TODO, an exercise without a model answer, visible check or hidden tests, a file of the
    bank that is not valid, an entry with another signature or without a hint, too few entries.
    Answers are called and graded by `autograder verify` alone, which takes longer.

    release/requirements.txt lists what students install at home. --zip packs it with the notebooks,
    a README for students and the sample of the data that a notebook takes without a network.
    Nothing is packed that holds a line of a model answer or a hidden test.
    """
    course = load_course()
    load_config(course.root)  # refused by every other command, too
    assignments = chosen(course, names)
    if check:
        _check_release(course, assignments)
        _pack(course, assignments, package)
        return
    if _refresh_published(assignments):
        course = load_course()
        assignments = chosen(course, names)
    _refuse_unfinished(assignments)
    for assignment in assignments:
        releases.write_merged_source(assignment)
        path = releases.build(assignment, course.root / "release")
        print(f"{assignment.name}: {path.relative_to(course.root)}")
    print(f"for students at home: {releases.write_requirements(course)}")
    _pack(course, assignments, package)


def _pack(course: Course, assignments: list[Assignment], path: Path | None) -> None:
    if path is not None and assignments:
        releases.pack(course, assignments, path)
        print(f"package for students: {path}")


def _refresh_published(assignments: list[Assignment]) -> bool:
    """Write anew what the sources publish of trainings; say whether any has changed."""
    from autograder.training.published import refresh  # noqa: PLC0415 - loads NumPy

    changed = [assignment for assignment in assignments if refresh(assignment)]
    for assignment in changed:
        print(f"{assignment.name}: {assignment.relative(assignment.source)}")
    return bool(changed)


def _refuse_unfinished(assignments: list[Assignment]) -> None:
    """End the command where something is wrong that needs no grading to be found."""
    from autograder.verification.checks import check_assignment  # noqa: PLC0415 - loads pytest

    findings = [
        finding
        for assignment in assignments
        for finding in (*check_assignment(assignment), *check_bank(assignment))
    ]
    if not findings:
        return
    for finding in findings:
        print_notice(str(finding))
    print(f"Nothing was released: {counted(len(findings), 'thing')} to mend first.")
    raise typer.Exit(1)


def _check_release(course: Course, assignments: list[Assignment]) -> None:
    from autograder.verification.checks import check_released  # noqa: PLC0415 - loads pytest

    problems = check_released(course, assignments)
    for problem in problems:
        where = "" if problem.where == "release/" else f"{problem.where}: "
        print(f"{problem.assignment}: {where}{problem.message}")
    if problems:
        raise typer.Exit(1)
    print(
        f"release/ is what the sources give: {counted(len(assignments), 'assignment')}, no leaks."
    )
