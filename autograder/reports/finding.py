"""Finding the report of a submission by a student's name, with near names where there is none."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from autograder.course.roster import Roster
from autograder.reports.journal import JOURNAL
from autograder.reports.report import Report
from autograder.reports.store import REPORT, Store, holds_reports
from autograder.text import listed, printable

_MOST_NEAR = 3
_LONGEST_NAME = 100


class NotFoundError(Exception):
    """What was asked for was not found; the message says more."""


def find_report(
    folder: Path | None, student: str, assignment: str, roster: Roster | None = None
) -> tuple[Store, Report]:
    """The report of a submission, in `folder` or else in the newest of the folders below this one.

    Raises NotFoundError.
    """
    name = Path(student) / assignment / REPORT
    found = [place for place in _places(folder) if (place / name).is_file()]
    if not found or not _is_name(student):
        raise NotFoundError(
            f"No report of {printable(student, _LONGEST_NAME)} for {assignment} was found in "
            f"{_where(folder)}.{_near(folder, student, assignment)} Say where the reports are with "
            "--reports, and name the student as the class page does."
        )
    store = Store(max(found, key=lambda place: (place / name).stat().st_mtime), roster)
    report = store.report(student, assignment)
    if report is None:
        raise NotFoundError(" ".join(store.notices) or f"{name} cannot be read.")
    return store, report


def find_journal(folder: Path | None) -> Store:
    """The folder of reports whose journal was written last; raises NotFoundError."""
    found = [place for place in _places(folder) if (place / JOURNAL).is_file()]
    if not found:
        raise NotFoundError(f"Nothing was entered by hand in {_where(folder)}.")
    return Store(max(found, key=lambda place: (place / JOURNAL).stat().st_mtime))


def find_reports(folder: Path | None, roster: Roster | None = None) -> Store:
    """The folder of reports that was written last; raises NotFoundError."""
    found = [place for place in _places(folder) if holds_reports(place)]
    if not found:
        raise NotFoundError(f"`autograder grade` has filled no folder: {_where(folder)}.")
    stores = [Store(place, roster) for place in found]
    return max(stores, key=lambda store: store.written or datetime.min.replace(tzinfo=UTC))


def near_names(name: str, names: Iterable[str]) -> list[str]:
    """The names that are most like one, whatever the case of their letters."""
    by_folded = {known.casefold(): known for known in names}
    wanted = name.casefold()
    near = difflib.get_close_matches(wanted, by_folded, _MOST_NEAR)
    parts = [known for known in sorted(by_folded) if wanted and wanted in known]
    return [by_folded[known] for known in dict.fromkeys([*near, *parts])][:_MOST_NEAR]


def suggestion(names: Iterable[str]) -> str:
    """A question that names what may have been meant, with a blank before it; empty for none."""
    shown = [printable(name, _LONGEST_NAME) for name in names]
    return f" Did you mean {listed(shown, 'or')}?" if shown else ""


def _is_name(student: str) -> bool:
    return student not in ("", ".", "..") and "/" not in student


def _places(folder: Path | None) -> list[Path]:
    return [folder] if folder is not None else [Path(), *Path().glob("*"), *Path().glob("*/*")]


def _where(folder: Path | None) -> str:
    return str(folder) if folder is not None else "this folder and two levels below it"


def _near(folder: Path | None, student: str, assignment: str) -> str:
    """What is there instead, as sentences: other assignments of the student, or near names."""
    others = sorted(
        {
            path.parent.name
            for place in _places(folder)
            if _is_name(student)
            for path in place.glob(f"{_literal(student)}/*/{REPORT}")
        }
    )
    if others:
        return f" There are reports for {listed(others)}."
    return suggestion(near_names(student, _students(folder, assignment)))


def _literal(name: str) -> str:
    return "".join(f"[{mark}]" if mark in "*?[" else mark for mark in name)


def _students(folder: Path | None, assignment: str) -> Iterator[str]:
    for place in _places(folder):
        for path in place.glob(f"*/{assignment}/{REPORT}"):
            yield path.parents[1].name
