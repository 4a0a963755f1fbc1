"""Files written from the templates of this package."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from autograder.course.model import Assignment

_ENVIRONMENT = Environment(
    loader=PackageLoader("autograder.course", "templates"),
    undefined=StrictUndefined,
    keep_trailing_newline=True,
    trim_blocks=True,
    lstrip_blocks=True,
)


def render(template: str, values: dict[str, object]) -> str:
    """The text that a template gives."""
    return _ENVIRONMENT.get_template(template).render(values)


def write_new(path: Path, template: str, values: dict[str, object]) -> None:
    """Write a file from its template; FileExistsError where something is there already."""
    text = render(template, values)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8") as file:
        file.write(text)


def files_of(assignment: Assignment) -> dict[Path, tuple[str, str]]:
    """Every file of an assignment, with its template and what the file is."""
    return {
        assignment.source: (
            "assignment/source.py.j2",
            "the notebook as text: prose, stubs, visible checks",
        ),
        assignment.model_answers: ("assignment/model_answers.py.j2", "the model answers"),
        assignment.grader: ("assignment/grader.py.j2", "the hidden tests"),
        assignment.misconceptions: (
            "assignment/bank_wrong.py.j2",
            "wrong answers, each with its hint",
        ),
        assignment.alternatives: ("assignment/bank_right.py.j2", "unusual right answers"),
    }


def write_assignment(
    assignment: Assignment, quoted_title: str, *, finished: bool
) -> list[tuple[Path, str]]:
    """Write the files of an assignment with the example exercise; give each with what it is.

    Unless the example is `finished`, some of it is left to do and marked so.
    """
    values: dict[str, object] = {
        "name": assignment.name,
        "number": assignment.name.partition("_")[0],
        "words": assignment.slug.replace("_", " "),
        "title": assignment.title,
        "quoted_title": quoted_title,
        "finished": finished,
    }
    written = files_of(assignment)
    for path, (template, _) in written.items():
        write_new(path, template, values)
    return [(path, description) for path, (_, description) in written.items()]
