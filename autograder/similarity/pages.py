"""Similar code as pages: groups and pairs on one, and one for each pair with the two side by side.

They are self-contained and without scripts, and all that came from students is escaped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.files import write_whole
from autograder.reports.pages.templating import environment
from autograder.similarity.comparing import Alike, Comparison, Pair, Work
from autograder.similarity.own_code import Statement
from autograder.similarity.words import CAUTION, summary, usual
from autograder.text import counted, printable

PAGE = "similar.html"
_TEMPLATES = "autograder.similarity"
_MOST_LINES = 2000  # of one side of a row
_LONGEST_LINE = 500


@dataclass(frozen=True)
class _Part:
    """What the page shows of an assignment: pairs, each with the address of its own page."""

    comparison: Comparison
    pairs: list[tuple[Pair, str]]

    @property
    def alike(self) -> Alike:
        """The result."""
        return self.comparison.alike


@dataclass(frozen=True)
class _Line:
    """A line of code."""

    text: str
    is_marked: bool


@dataclass(frozen=True)
class _Row:
    """What two students wrote under one name."""

    name: str  # empty for all that has no name
    sides: tuple[list[_Line], list[_Line]]

    @property
    def is_alike(self) -> bool:
        """Whether any line is marked."""
        return any(line.is_marked for side in self.sides for line in side)


def write_pages(
    comparisons: Sequence[Comparison],
    folder: Path,
    *,
    titles: Mapping[str, str],
    course: str = "",
    most: int,
) -> Path:
    """Write similar.html, and a page for each of the `most` pairs of an assignment most alike.

    `titles` are the assignments' names in words. Gives the path of similar.html.
    """
    folder.mkdir(parents=True, exist_ok=True)
    parts: list[_Part] = []
    for comparison in comparisons:
        assignment = comparison.alike.assignment
        pairs = [
            (pair, f"{assignment}-{number:03}.html")
            for number, pair in enumerate(comparison.alike.pairs[:most], start=1)
        ]
        for pair, page in pairs:
            _write(folder / page, render_pair(comparison, pair, titles[assignment]))
        parts.append(_Part(comparison, pairs))
    path = folder / PAGE
    _write(
        path,
        environment(_TEMPLATES)
        .get_template("similar.html.j2")
        .render(
            parts=parts,
            titles=titles,
            course=course,
            caution=CAUTION,
            summary=summary,
            counted=counted,
        ),
    )
    return path


def render_pair(comparison: Comparison, pair: Pair, title: str) -> str:
    """The page with the code of two students side by side."""
    rare = comparison.rare(pair)
    one, other = (comparison.works[student] for student in pair.students)
    return (
        environment(_TEMPLATES)
        .get_template("pair.html.j2")
        .render(
            alike=comparison.alike,
            pair=pair,
            title=title,
            caution=CAUTION,
            usual=usual,
            rows=_rows(one, other, rare),
        )
    )


def _rows(one: Work, other: Work, rare: set[int]) -> list[_Row]:
    """The code by the names that it defines, in the first one's order; what is alike is first."""
    names = dict.fromkeys(statement.name for work in (one, other) for statement in work.statements)
    rows = [
        _Row(name, (_lines(one, name, rare), _lines(other, name, rare)))
        for name in sorted(names, key=lambda name: not name)
    ]
    return sorted(rows, key=lambda row: not row.is_alike)


def _lines(work: Work, name: str, rare: set[int]) -> list[_Line]:
    lines: list[_Line] = []
    for statement in work.statements:
        if statement.name == name:
            lines += _marked(statement, rare)
    return lines[:_MOST_LINES]


def _marked(statement: Statement, rare: set[int]) -> list[_Line]:
    marked = {
        line
        for fingerprint, line in zip(statement.found, statement.lines, strict=True)
        if fingerprint in rare
    }
    return [
        _Line(printable(text.expandtabs(4), _LONGEST_LINE), number in marked)
        for number, text in enumerate(statement.text.split("\n"), start=1)
    ]


def _write(path: Path, page: str) -> None:
    write_whole(str(path), [page.encode()])
