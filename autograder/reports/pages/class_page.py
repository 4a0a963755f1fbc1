"""The class on one page: everybody's scores, success by exercise, and which mistakes recur.

One self-contained HTML file for staff. The same reports give the same page, so that two runs can
be compared. The only script in it searches, filters and sorts tables and opens sections; the
page's policy names that script by its hash, and without it everything is there.
"""

from __future__ import annotations

import base64
import hashlib
import os
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from markupsafe import Markup

from autograder.course.roster import Roster
from autograder.reports.lateness import moment
from autograder.reports.overview import overviews
from autograder.reports.pages.class_table import Link, table_of
from autograder.reports.pages.feedback import page_of
from autograder.reports.pages.templating import environment
from autograder.reports.report import Report
from autograder.reports.store import Store
from autograder.reports.words import OUTCOMES, notice
from autograder.submissions.submission import UNKNOWN
from autograder.text import counted, in_order, number, printable

PAGE = "class.html"
_TEMPLATES = Path(__file__).parent / "templates"
_SCRIPT = (_TEMPLATES / "class.js").read_text(encoding="utf-8")
_STYLE = (_TEMPLATES / "class.css").read_text(encoding="utf-8")
_UNKNOWN = "Not known"  # in place of an assignment's title
_LONGEST_NOTICE = 200


@dataclass(frozen=True)
class Headings:
    """What reports do not hold: titles, and when the class was graded."""

    course: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)  # by assignment
    graded: datetime | None = None  # with its offset

    def title(self, assignment: str) -> str:
        """The assignment in words: its title, else its name."""
        return self.titles.get(assignment, _UNKNOWN if assignment == UNKNOWN else assignment)

    def number(self, assignment: str) -> str:
        """The number that goes before the title; empty where the title says it all."""
        return assignment.partition("_")[0] if assignment in self.titles else ""

    @property
    def when(self) -> str:
        """When the class was graded, in words; empty where that is not known."""
        return moment(self.graded) if self.graded is not None else ""


def write_page(
    store: Store,
    folder: Path | None = None,
    feedback_folder: Path | None = None,
    headings: Headings | None = None,
) -> Path:
    """Write class.html beside the summary of a folder of reports, or into another folder.

    Scores lead to students' feedback pages where `write_pages` has written such, in
    `feedback_folder` or beside the reports.
    """
    path = (folder or store.folder) / PAGE
    above = str(path.parent)

    def link(report: Report) -> str | None:
        page = page_of(report, store, feedback_folder)
        return quote(os.path.relpath(page, above)) if page.is_file() else None

    path.write_text(
        render(store.reports(), link, headings, str(store.folder), store.roster), encoding="utf-8"
    )
    return path


def render(
    reports: Iterable[Report],
    link: Link = lambda report: None,
    headings: Headings | None = None,
    folder: str = "REPORTS",
    roster: Roster | None = None,
) -> str:
    """The page of some reports.

    `link` gives the address of a report's feedback page; `folder` is the reports', for commands.
    """
    every = sorted(reports, key=lambda one: (one.assignment, in_order(one.student)))
    of_assignments = overviews(every)
    return (
        environment()
        .get_template("class.html.j2")
        .render(
            headings=headings or Headings(),
            overviews=of_assignments,
            table=table_of(every, of_assignments, link, roster),
            submissions=len(every),
            noticed=_noticed(every),
            number=number,
            counted=counted,
            outcomes=OUTCOMES,
            link=link,
            folder=folder,
            style=Markup(_STYLE),
            script=Markup(_SCRIPT),
            script_hash=base64.b64encode(hashlib.sha256(_SCRIPT.encode()).digest()).decode(),
        )
    )


def _noticed(reports: Iterable[Report]) -> Mapping[str, list[tuple[Report, str]]]:
    """What stands out about reports, by assignment."""
    noticed: defaultdict[str, list[tuple[Report, str]]] = defaultdict(list)
    for report in reports:
        if text := notice(report):
            noticed[report.assignment].append((report, printable(text, _LONGEST_NOTICE)))
    return noticed
