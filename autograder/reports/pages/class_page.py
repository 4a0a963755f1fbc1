"""The class on one page: scores, success by exercise, and which mistakes recur.

One self-contained HTML file for staff. The same reports give the same page, so that two runs can
be compared. The only script in it sorts a table; the page's policy names that script by its hash.
"""

from __future__ import annotations

import base64
import hashlib
import os
import statistics
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from markupsafe import Markup

from autograder.reports.pages.feedback import page_of
from autograder.reports.pages.templating import environment
from autograder.reports.report import ExerciseReport, Outcome, Report
from autograder.reports.store import Store
from autograder.reports.words import OUTCOMES, notice
from autograder.text import number

PAGE = "class.html"
BINS = 10
MOST_MISTAKES = 10
#: A submission is slow when it took so many times the median of its assignment, and a second.
SLOW = 5.0

_SCRIPT = (Path(__file__).parent / "templates" / "sort.js").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Success:
    """How an exercise went."""

    exercise: str
    points: float
    outcomes: dict[Outcome, int]
    mean: float  # share of the points


@dataclass(frozen=True)
class Mistake:
    """A recognised mistake and how often it was made."""

    exercise: str
    name: str
    hint: str
    count: int

    @property
    def words(self) -> str:
        """Its name as words, without the exercise's."""
        return self.name.removeprefix(f"{self.exercise}_").replace("_", " ")


@dataclass(frozen=True)
class Remark:
    """A test that everybody fails."""

    exercise: str
    test: str
    title: str


@dataclass(frozen=True)
class Overview:
    """One assignment, over the class."""

    assignment: str
    max_score: float
    submissions: int
    late: int
    mean: float
    median: float
    bins: tuple[int, ...]  # how many scores fall into each tenth; full marks are in the last
    successes: tuple[Success, ...]
    mistakes: tuple[Mistake, ...]
    failed_by_all: tuple[Remark, ...]
    failed_by_none: int
    tests: int
    slow: tuple[Report, ...]
    ungraded: tuple[Report, ...]  # nothing of them could be run


def write_page(
    store: Store, folder: Path | None = None, feedback_folder: Path | None = None
) -> Path:
    """Write class.html beside the summary of a folder of reports, or into another folder.

    Students' names lead to their feedback pages where `write_pages` has written such, in
    `feedback_folder` or beside the reports.
    """
    path = (folder or store.folder) / PAGE

    def link(report: Report) -> str | None:
        page = page_of(report, store, feedback_folder)
        return quote(os.path.relpath(page, path.parent)) if page.is_file() else None

    path.write_text(render(store.reports(), link), encoding="utf-8")
    return path


def render(
    reports: Iterable[Report], link: Callable[[Report], str | None] = lambda report: None
) -> str:
    """The page of some reports; `link` gives the address of a report's feedback page."""
    every = sorted(reports, key=lambda report: (report.assignment, report.student))
    script_hash = base64.b64encode(hashlib.sha256(_SCRIPT.encode()).digest()).decode()
    return (
        environment()
        .get_template("class.html.j2")
        .render(
            overviews=overviews(every),
            reports=every,
            number=number,
            noticed=notice,
            outcomes=OUTCOMES,
            link=link,
            script=Markup(_SCRIPT),
            script_hash=script_hash,
        )
    )


def overviews(reports: Sequence[Report]) -> list[Overview]:
    """One overview for each assignment, in the order of their names."""
    groups: defaultdict[str, list[Report]] = defaultdict(list)
    for report in reports:
        groups[report.assignment].append(report)
    return [_overview(name, group) for name, group in sorted(groups.items())]


def _overview(assignment: str, reports: Sequence[Report]) -> Overview:
    scores = [report.score for report in reports]
    by_exercise: dict[str, list[ExerciseReport]] = {}
    for report in reports:
        for exercise in report.exercises:
            by_exercise.setdefault(exercise.name, []).append(exercise)
    ungraded = [report for report in reports if not report.sandbox and report.warnings]
    usual = statistics.median(report.seconds for report in reports)
    tested = [remark for name, several in by_exercise.items() for remark in _tests(name, several)]
    return Overview(
        assignment=assignment,
        max_score=max(report.max_score for report in reports),
        submissions=len(reports),
        late=sum(report.is_late for report in reports),
        mean=statistics.fmean(scores),
        median=statistics.median(scores),
        bins=_bins(reports),
        successes=tuple(_success(name, several) for name, several in by_exercise.items()),
        mistakes=tuple(_mistakes(by_exercise)),
        failed_by_all=tuple(remark for remark, failed, of in tested if of > 1 and failed == of),
        failed_by_none=sum(of > 1 and failed == 0 for _, failed, of in tested),
        tests=len(tested),
        slow=tuple(report for report in reports if report.seconds > max(SLOW * usual, 1.0)),
        ungraded=tuple(ungraded),
    )


def _bins(reports: Sequence[Report]) -> tuple[int, ...]:
    counts = [0] * BINS
    for report in reports:
        share = report.score / report.max_score if report.max_score else 0.0
        counts[min(int(share * BINS + 1e-9), BINS - 1)] += 1
    return tuple(counts)


def _success(name: str, several: Sequence[ExerciseReport]) -> Success:
    counts: Counter[Outcome] = Counter(exercise.outcome for exercise in several)
    points = max(exercise.max_score for exercise in several)
    mean = statistics.fmean(exercise.score for exercise in several) / points if points else 0.0
    return Success(name, points, dict(counts), mean)


def _mistakes(by_exercise: dict[str, list[ExerciseReport]]) -> list[Mistake]:
    counts: Counter[tuple[str, str, str]] = Counter(
        (name, exercise.misconception, exercise.hint or "")
        for name, several in by_exercise.items()
        for exercise in several
        if exercise.misconception
    )
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [Mistake(*key, count) for key, count in ordered[:MOST_MISTAKES]]


def _tests(name: str, several: Sequence[ExerciseReport]) -> list[tuple[Remark, int, int]]:
    """Each test of an exercise with how many of those who attempted it failed, and of how many."""
    found: dict[str, tuple[Remark, int, int]] = {}
    for exercise in several:
        if exercise.outcome == "not attempted":
            continue
        for test in exercise.tests:
            remark, failed, of = found.get(test.name, (Remark(name, test.name, test.title), 0, 0))
            found[test.name] = (remark, failed + (not test.passed), of + 1)
    return list(found.values())
