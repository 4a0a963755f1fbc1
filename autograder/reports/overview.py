"""What the reports of a class come to, one assignment after the other."""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from autograder.reports.report import ExerciseReport, Outcome, Report
from autograder.reports.unexplained import Group, groups_of
from autograder.submissions.submission import UNKNOWN

BINS = 10
MOST_MISTAKES = 10
#: A submission is slow when it took so many times the median of its assignment, and a second.
SLOW = 5.0


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
    unexplained: tuple[Group, ...]  # wrong answers that are like no entry of the bank
    failed_by_all: tuple[Remark, ...]
    passed_by_all: int  # tests that tell nobody apart
    tests: int
    slow: tuple[Report, ...]
    ungraded: tuple[Report, ...]  # nothing of them could be run

    @property
    def recurring(self) -> list[Group]:
        """Unexplained wrong answers that several students gave, the most frequent first."""
        several = [group for group in self.unexplained if len(group.students) > 1]
        return sorted(several, key=lambda group: -len(group.students))

    @property
    def single(self) -> list[Group]:
        """Unexplained wrong answers that one student gave each."""
        return [group for group in self.unexplained if len(group.students) == 1]


def overviews(reports: Iterable[Report]) -> list[Overview]:
    """One overview for each assignment, by name; what belongs to none comes last."""
    groups: defaultdict[str, list[Report]] = defaultdict(list)
    for report in reports:
        groups[report.assignment].append(report)
    return [
        _overview(name, groups[name])
        for name in sorted(groups, key=lambda name: (name == UNKNOWN, name))
    ]


def is_ungraded(report: Report) -> bool:
    """Whether nothing of a submission could be run."""
    return not report.sandbox and bool(report.warnings)


def _overview(assignment: str, reports: Sequence[Report]) -> Overview:
    scores = [report.score for report in reports]
    by_exercise: dict[str, list[ExerciseReport]] = {}
    for report in reports:
        for exercise in report.exercises:
            by_exercise.setdefault(exercise.name, []).append(exercise)
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
        unexplained=tuple(groups_of(reports)),
        failed_by_all=tuple(remark for remark, failed, of in tested if of > 1 and failed == of),
        passed_by_all=sum(of > 1 and failed == 0 for _, failed, of in tested),
        tests=len(tested),
        slow=tuple(report for report in reports if report.seconds > max(SLOW * usual, 1.0)),
        ungraded=tuple(filter(is_ungraded, reports)),
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
    """Each test of an exercise with how many answers it refutes, of how many that it judges."""
    titles: dict[str, str] = {}
    failed: Counter[str] = Counter()
    of: Counter[str] = Counter()
    for exercise in several:
        if exercise.outcome == "not attempted":
            continue
        for test in exercise.tests:
            titles.setdefault(test.name, test.title)
            of[test.name] += test.judged
            failed[test.name] += test.refuted
    return [(Remark(name, test, title), failed[test], of[test]) for test, title in titles.items()]
