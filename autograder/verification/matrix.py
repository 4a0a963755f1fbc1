"""The matrix of tests by entries for people: as a page, and as text for the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autograder.reports.pages.templating import environment
from autograder.verification.result import ExerciseMatrix, Verification


@dataclass(frozen=True)
class Column:
    """A test: its number in the table and how many entries it catches."""

    number: int
    name: str
    title: str
    catches: int  # wrong answers for which it fails
    alone: int  # those for which no other test fails


@dataclass(frozen=True)
class Row:
    """An entry of the bank and which tests it fails."""

    name: str
    wrong: bool  # a misconception; otherwise an alternative
    fails: tuple[bool, ...]  # for each test, whether it fails
    correct: bool  # whether the misconception is caught or the alternative accepted

    @property
    def verdict(self) -> str:
        """Whether the entry was caught or accepted, in a word or two."""
        if self.wrong:
            return "caught" if self.correct else "not caught"
        return "accepted" if self.correct else "rejected"


def verification_page(verifications: Sequence[Verification]) -> str:
    """One self-contained HTML file: failures, an overview, then a table for each exercise."""
    template = environment("autograder.verification").get_template("verification.html")
    return template.render(verifications=verifications, columns=columns, rows=rows)


def matrix_text(matrix: ExerciseMatrix) -> str:
    """The matrix for the terminal: numbered tests, then a line of marks for each entry."""
    tests = columns(matrix)
    width = len(str(len(tests)))
    lines = [f"{test.number:>{width}}  {test.name}: {test.title}" for test in tests]
    numbers = " ".join(f"{test.number:>{width}}" for test in tests)
    lines.append(f"{numbers}   (x: the test fails for this answer)")
    for row in rows(matrix):
        marks = " ".join(f"{'x' if fails else '.':>{width}}" for fails in row.fails)
        verdict = row.verdict if row.correct else row.verdict.upper()
        kind = "misconception" if row.wrong else "alternative"
        lines.append(f"{marks}   {row.name} ({kind}, {verdict})")
    redundant = ", ".join(str(test.number) for test in tests if not test.alone)
    if redundant:
        lines.append(f"Tests that catch nothing that another test does not catch: {redundant}")
    return "\n".join(lines)


def columns(matrix: ExerciseMatrix) -> list[Column]:
    """The tests of an exercise, numbered from 1, with how much each catches."""
    catches = Counter(test for failed in matrix.caught_by.values() for test in failed)
    alone = Counter(failed[0] for failed in matrix.caught_by.values() if len(failed) == 1)
    return [
        Column(number, name, matrix.titles.get(name, ""), catches[name], alone[name])
        for number, name in enumerate(matrix.tests, start=1)
    ]


def rows(matrix: ExerciseMatrix) -> list[Row]:
    """The entries of an exercise: misconceptions as the bank has them, then alternatives."""
    return list(_rows(matrix))


def _rows(matrix: ExerciseMatrix) -> Iterator[Row]:
    for name, failed in matrix.caught_by.items():
        yield Row(name, True, _marks(matrix, failed), bool(failed))
    for name in matrix.accepted:
        yield Row(name, False, _marks(matrix, []), True)
    for name, failed in matrix.rejected.items():
        yield Row(name, False, _marks(matrix, failed), False)


def _marks(matrix: ExerciseMatrix, failed: Sequence[str]) -> tuple[bool, ...]:
    return tuple(test in failed for test in matrix.tests)
