"""A grading run: from paths to reports in a folder, skipping what has not changed."""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field

import msgspec
from msgspec.structs import replace

from autograder.course.config import LateRules
from autograder.course.model import Assignment, Course
from autograder.grading.engine import Settings, assignments_of, grade_all, start_hosts
from autograder.grading.grade import seed_of
from autograder.limits import Limits
from autograder.reports import lateness
from autograder.reports.report import Report
from autograder.reports.store import Store, key_of
from autograder.sandbox.launch import Host
from autograder.submissions.found import Found, read_submission
from autograder.submissions.submission import Submission
from autograder.text import number
from autograder.training.training import Scale, bars_of


@dataclass(frozen=True)
class Graded:
    """One report of a run."""

    report: Report
    skipped: bool  # nothing had changed since an earlier run


def run(
    found: Sequence[Found],
    course: Course,
    store: Store,
    settings: Settings,
    *,
    workers: int,
    assignment: str | None = None,
    regrade: bool = False,
    scheduler: str | None = None,
    late: LateRules | None = None,
) -> Generator[Graded]:
    """Grade what was found and write each report as it comes.

    `scheduler` is the address of a Dask scheduler whose workers grade in place of processes here.
    `late` is applied here and nowhere else; without it nothing is ever late.
    """
    keys = _Keys(course, settings)
    rules = lateness.rules_of(course, late or LateRules())
    hosts: list[Host] = []
    run = _run(
        found,
        course,
        store,
        settings,
        keys,
        rules,
        workers,
        scheduler,
        assignment,
        hosts,
        regrade=regrade,
    )
    try:
        yield from run
    finally:  # also of a run that was stopped
        for host in hosts:
            host.close()
        store.write_summary()


def _run(
    found: Sequence[Found],
    course: Course,
    store: Store,
    settings: Settings,
    keys: _Keys,
    rules: LateRules,
    workers: int,
    scheduler: str | None,
    assignment: str | None,
    hosts: list[Host],
    *,
    regrade: bool,
) -> Iterator[Graded]:
    turns: dict[tuple[str, str], _Turn] = {}
    for one in found:
        turn = _begin(one, course, settings.limits, assignment, keys, rules)
        earlier = None if regrade else store.unchanged(one.student, turn.assignment, turn.key)
        if earlier is not None:
            # The verdict stands; a due date may have changed since.
            now = lateness.apply(earlier, rules)
            if now != earlier:
                store.write(now, turn.key, keys.grader(turn.assignment), keys.limits)
            yield Graded(now, skipped=now == earlier)
        else:
            turns[one.student, turn.assignment] = turn
            if scheduler is None and not hosts:
                hosts += start_hosts(settings, min(workers, len(found)))
    if not turns:
        return
    assignments = assignments_of(course, {turn.assignment for turn in turns.values()})
    submissions = (  # read when their turn comes, and forgotten: a large class is never in memory
        read_submission(attempt, course, settings.limits, turns[place].assignment)
        for place in list(turns)
        for attempt in turns[place].attempts
    )
    if scheduler is None:
        count = min(workers, sum(len(turn.attempts) for turn in turns.values()))
        reports = grade_all(submissions, assignments, settings, workers=count, hosts=hosts)
    else:
        from autograder.grading.cluster import grade_on_cluster  # noqa: PLC0415 - loads Dask

        reports = grade_on_cluster(submissions, assignments, settings, scheduler)
    for report in reports:
        turn = turns[report.student, report.assignment]
        turn.reports.append(lateness.apply(report, rules))
        if len(turn.reports) == len(turn.attempts):
            best = turn.best()
            store.write(best, turn.key, keys.grader(turn.assignment), keys.limits)
            del turns[report.student, report.assignment]
            yield Graded(best, skipped=False)


@dataclass(slots=True)
class _Turn:
    """One student's attempts at an assignment; usually there is one."""

    assignment: str
    key: str
    attempts: tuple[Found, ...]  # in the order in which they were handed in
    digests: tuple[str, ...] | None  # theirs, where there are several
    reports: list[Report] = field(default_factory=list)

    def best(self) -> Report:
        """The report that counts: of the best score, the latest among equals."""
        if self.digests is None:
            return self.reports[0]
        places = {sha256: place for place, sha256 in enumerate(self.digests, start=1)}
        best = max(self.reports, key=lambda one: (one.score, places[one.submission_sha256]))
        warning = (
            f"The best of {len(self.attempts)} attempts counts: number "
            f"{places[best.submission_sha256]}, {number(best.score)} of {number(best.max_score)} "
            "points."
        )
        return replace(best, warnings=[warning, *best.warnings])


def _begin(
    found: Found,
    course: Course,
    limits: Limits,
    assignment: str | None,
    keys: _Keys,
    rules: LateRules,
) -> _Turn:
    """Read a student's attempts one at a time; those that are alike count once, as the latest."""
    last = read_submission(found, course, limits, assignment)
    attempts, parts = {last.sha256: found}, [keys.of(last)]
    for one in reversed(found.earlier):
        submission = read_submission(one, course, limits, last.assignment)
        if submission.sha256 not in attempts:
            attempts[submission.sha256] = one
            parts.append(keys.of(submission))
    if len(attempts) == 1:
        return _Turn(last.assignment, parts[0], (found,), None)
    # Which of them is the best depends on what each loses.
    parts.append(repr((rules.due.get(last.assignment), rules.policy, rules.grace)))
    in_order = tuple(reversed(attempts.items()))
    return _Turn(
        last.assignment,
        "+".join(parts),
        tuple(one for _, one in in_order),
        tuple(sha256 for sha256, _ in in_order),
    )


class _Keys:
    """What each report depends on."""

    def __init__(self, course: Course, settings: Settings) -> None:
        self._course = course
        self._secret = settings.secret
        self._scale = settings.scale
        self.limits = repr(settings.limits)
        self._digests: dict[str, str] = {}

    def of(self, submission: Submission) -> str:
        """The key of a submission, by what it is, where it came from and what grades it."""
        name = submission.assignment
        seed = seed_of(self._secret, name, submission.sha256)
        told = (submission.source, submission.problem) if submission.source else None
        origin = hashlib.sha256(msgspec.json.encode(told)).hexdigest() if told else ""
        return key_of(submission.sha256, seed, self.grader(name) + self.limits + origin)

    def grader(self, name: str) -> str:
        """Digests of all that a verdict on an assignment depends on, empty for an unknown one."""
        if name not in self._digests:
            known = assignments_of(self._course, [name])
            self._digests[name] = _digest(known[0], self._scale) if known else ""
        return self._digests[name]


def _digest(assignment: Assignment, scale: Scale) -> str:
    """A digest of what the verdict depends on: grader, bars, the bank's hints and the points."""
    files = (
        assignment.grader,
        assignment.source,
        assignment.model_answers,
        assignment.misconceptions,
    )
    digests = [hashlib.sha256(path.read_bytes()).hexdigest() for path in files if path.is_file()]
    return "/".join([*digests, *bars_of(assignment.root, assignment.name, scale)])
