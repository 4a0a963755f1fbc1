"""What staff are told of a submission, as a page: self-contained, without scripts, all escaped."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.grading.explaining import Explanation
from autograder.reports.pages.templating import environment
from autograder.reports.report import Report
from autograder.reports.words import OUTCOMES
from autograder.text import number, printable

_LONGEST_LINE = 10_000


def render(report: Report, explanations: Sequence[Explanation]) -> str:
    """The page of some exercises of one submission."""
    return (
        environment()
        .get_template("explanation.html.j2")
        .render(
            report=report,
            explanations=explanations,
            outcomes=OUTCOMES,
            number=number,
            lines=_lines,
        )
    )


def _lines(text: str) -> list[str]:
    return [printable(line, _LONGEST_LINE) for line in text.splitlines()]
