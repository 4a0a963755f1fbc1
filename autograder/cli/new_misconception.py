"""The command that makes an entry of the bank of what students wrote."""

from __future__ import annotations

from typing import Annotated

import typer

from autograder.cli.console import Reports, command_group, on_lines, print_notice
from autograder.course.loading import load_course
from autograder.reports.store import Store
from autograder.submissions.found import NothingFoundError
from autograder.text import counted
from autograder.verification.new_misconception import choose_group, draft_entry

app = command_group()


@app.command("new-misconception")
def new_misconception(
    folder: Reports,
    assignment: Annotated[str, typer.Argument(help="Such as 04_losses or losses.")],
    exercise: Annotated[str, typer.Argument(help="Such as mse.")],
    name: Annotated[str, typer.Option(help="The entry's name, such as mse_adds_one.")],
    hint: Annotated[str, typer.Option(help="What a student reads who makes the mistake.")],
    group: Annotated[
        int | None,
        typer.Option(min=1, help="The group's number in class.html.", show_default="the only one"),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Write the entry without asking.")] = False,
) -> None:
    """Add a mistake to the bank that several students made and no entry explains.

    class.html shows these mistakes in groups. The code of one student of the group becomes the
    entry, under the name and with the hint that you give. Code that does more than calculate with
    Python, NumPy and math is refused; nothing of it is run here.
    """
    course = load_course()
    chosen = course.assignment(assignment)
    asked = chosen.exercise(exercise)
    if not folder.is_dir():
        raise NothingFoundError(f"There is no folder {folder}.")
    found = choose_group(Store(folder), chosen, asked, group)
    draft = draft_entry(chosen, asked, found, name=name, hint=hint)
    path = chosen.relative(chosen.misconceptions)
    print(f"The answer of {counted(len(found.students), 'student')} as an entry of {path}:\n")
    print(on_lines(draft.entry))
    if draft.calls:
        print_notice(f"It calls {', '.join(draft.calls)}: in the bank, the model answers.")
    print(
        "A student wrote this. In the bank it is the course's own code: `verify` and `grade` run "
        "it\nwithout a sandbox. Read it before you agree."
    )
    if not yes and not typer.confirm("Write it?"):
        print("Nothing was written.")
        raise typer.Exit(1)
    draft.write()
    print(f"{path}: {name} is in the bank of {chosen.name}.")
    print(f"Next: `autograder verify {chosen.name}` says whether the hidden tests catch it.")
