"""What students get wrong, for teachers: as a page without scripts, and as lines of text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from autograder.reports.pages.templating import environment
from autograder.text import counted, printable
from autograder.verification.mistakes import AssignmentMistakes, ExerciseMistakes, Mistake

_MOST_OFTEN = 10
_LONGEST_LINE = 4000
_WIDTH = 96


def render(found: AssignmentMistakes) -> str:
    """One self-contained HTML file for one assignment."""
    return (
        environment("autograder.verification")
        .get_template("mistakes.html")
        .render(found=found, most=most_often(found), counted=counted)
    )


def most_often(found: AssignmentMistakes) -> list[tuple[ExerciseMistakes, Mistake]]:
    """The mistakes that most of the class made, of all exercises; none without reports."""
    made = [
        (exercise, mistake)
        for exercise in found.exercises
        for mistake in exercise.mistakes
        if mistake.made_by
    ]
    return sorted(made, key=lambda one: -(one[1].made_by or 0))[:_MOST_OFTEN]


def as_text(found: AssignmentMistakes) -> Iterator[str]:
    """The same for the terminal, a line at a time."""
    yield f"{found.assignment}: {counted(found.count, 'misconception')}"
    if found.students is not None:
        yield f"Reports of {counted(found.students, 'student')} are counted."
    for exercise in found.exercises:
        yield ""
        yield f"{exercise.name}: {counted(len(exercise.mistakes), 'misconception')}"
        for mistake in exercise.mistakes:
            made = f" ({mistake.made_by} of {found.students})" if mistake.made_by else ""
            yield f"  {printable(mistake.title, _LONGEST_LINE)}{made}"
            yield from _field("hint", mistake.hint)
            if mistake.example is None:
                yield from _field("", mistake.without_example)
                continue
            for line in mistake.example.definitions.splitlines():
                yield f"    {'with':10}{printable(line, _LONGEST_LINE)}"
            yield from _field("call", mistake.example.call)
            yield from _field("returned", mistake.example.returned)
            yield from _field("expected", mistake.example.expected)


def _field(name: str, text: str) -> Iterator[str]:
    lines = textwrap.wrap(
        printable(text, _LONGEST_LINE),
        _WIDTH,
        initial_indent=f"    {name:10}",
        subsequent_indent=" " * 14,
        break_on_hyphens=False,
    )
    yield from lines
