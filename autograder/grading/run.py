"""A grading run: from paths to reports in a folder, skipping what has not changed."""

from __future__ import annotations

import dataclasses
from collections.abc import Generator, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field

from msgspec.structs import replace

from autograder.course.config import LateRules
from autograder.course.model import Course
from autograder.grading.engine import Settings, assignments_of
from autograder.grading.keys import Keys
from autograder.grading.pool import grade_all, start_hosts
from autograder.reports import lateness
from autograder.reports.report import Report
from autograder.reports.store import Store
from autograder.sandbox.host import Host
from autograder.submissions.class_assignment import ClassAssignments
from autograder.submissions.found import Found, read_submission
from autograder.submissions.reading import assignment_of_name
from autograder.submissions.submission import UNKNOWN, Submission
from autograder.text import number


@dataclass(frozen=True, slots=True)
class Graded:
    """One report of a run, and what it is about."""

    report: Report  # as its file has it: without what people entered
    adjusted: Report  # with that
    skipped: bool  # nothing had changed since an earlier run
    found: Found  # where the file of the attempt that counts was found
    submission: Submission  # that file, as it was read


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
    rules = lateness.rules_of(course, late or LateRules())
    grading = _Run(course, store, settings, rules, workers=workers, scheduler=scheduler)
    with ExitStack() as resources:  # they end with a run that was stopped, too
        resources.callback(store.write_summary)
        yield from grading.skip_unchanged(found, assignment, resources, regrade=regrade)
        yield from grading.grade_waiting()


@dataclass(frozen=True, slots=True)
class _Attempt:
    """A file of a student's, as it was read."""

    number: int  # from 1 on, in the order in which they were handed in
    found: Found
    submission: Submission


@dataclass(slots=True)
class _Job:
    """One student's attempts at an assignment; usually there is one."""

    assignment: str
    files: tuple[Found, ...]  # in the order in which they were handed in
    attempts: dict[str, _Attempt] = field(default_factory=dict)  # as last read, by their digests
    reports: list[Report] = field(default_factory=list)

    @property
    def student(self) -> str:
        """Whose attempts they are."""
        return self.files[-1].student

    def graded(self, report: Report, adjusted: Report, *, skipped: bool) -> Graded:
        """A report with the attempt that it is about."""
        attempt = self.attempts[report.submission_sha256]
        return Graded(report, adjusted, skipped, attempt.found, attempt.submission)

    def best(self) -> Report:
        """The report that counts: the best score, the latest among equals."""
        if len(self.reports) == 1:
            return self.reports[0]

        def rank(report: Report) -> tuple[float, int]:
            return report.score, self.attempts[report.submission_sha256].number

        best = max(self.reports, key=rank)
        warning = (
            f"The best of {len(self.reports)} attempts counts: number "
            f"{self.attempts[best.submission_sha256].number}, {number(best.score)} of "
            f"{number(best.max_score)} points."
        )
        return replace(best, warnings=[warning, *best.warnings])


class _Run:
    """Skips what has not changed, and has the rest graded.

    A file may change at any moment. What is graded, hashed, recorded and passed on is what was
    read when it was its turn, and nothing is read of it afterwards.
    """

    def __init__(
        self,
        course: Course,
        store: Store,
        settings: Settings,
        rules: LateRules,
        *,
        workers: int,
        scheduler: str | None,
    ) -> None:
        self._course = course
        self._store = store
        self._settings = settings
        self._rules = rules
        self._keys = Keys(course, settings)
        self._workers = workers
        self._scheduler = scheduler
        self._hosts: list[Host] = []
        self._waiting: dict[tuple[str, str], _Job] = {}  # by student and assignment

    def skip_unchanged(
        self,
        found: Sequence[Found],
        assignment: str | None,
        resources: ExitStack,
        *,
        regrade: bool,
    ) -> Iterator[Graded]:
        """Give the reports that still hold; what has changed waits to be graded.

        Hosts are started as soon as something waits; `resources` ends them.
        """
        for job in self._jobs(found, assignment):
            stored = None if regrade else self._stored(job)
            if stored is not None:
                # The verdict stands; a due date may have changed since.
                report = lateness.apply(stored, self._rules)
                if report != stored:
                    self._write(report, job)
                adjusted = self._store.adjusted(report)
                yield job.graded(report, adjusted, skipped=report == stored)
                continue
            job.attempts.clear()  # read when its turn comes: a large class is never in memory
            self._waiting[job.student, job.assignment] = job
            if self._scheduler is None and not self._hosts:
                self._hosts = start_hosts(self._settings, min(self._workers, len(found)))
                for host in self._hosts:
                    resources.callback(host.close)

    def grade_waiting(self) -> Iterator[Graded]:
        """Grade what waits, write each report, and give it."""
        if not self._waiting:
            return
        with closing(self._reports()) as reports:
            for report in reports:
                job = self._waiting[report.student, report.assignment]
                job.reports.append(lateness.apply(report, self._rules))
                if len(job.reports) == len(job.attempts):
                    best = job.best()
                    self._write(best, job)
                    del self._waiting[report.student, report.assignment]
                    yield job.graded(best, self._store.adjusted(best), skipped=False)

    def _jobs(self, found: Sequence[Found], assignment: str | None) -> Iterator[_Job]:
        """Each student's attempts at an assignment; those that do not say for which come last."""
        others = ClassAssignments()
        taken: set[tuple[str, str]] = set()
        unknown: list[Found] = []
        for file in found:
            name = assignment or self._assignment_of(file)
            if name == UNKNOWN:
                unknown.append(file)
                continue
            others.add(file, name)
            taken.add((file.student.casefold(), name))
            yield _Job(name, (*file.earlier, file))
        for file in unknown:
            name = others.of(file) or UNKNOWN
            if (file.student.casefold(), name) in taken:
                name = UNKNOWN  # the student has handed in another file for it
            if name != UNKNOWN:
                file = _with_reason(file, name)  # noqa: PLW2901
            yield _Job(name, (*file.earlier, file))

    def _assignment_of(self, file: Found) -> str:
        """The assignment of a file by its folder, its name or, if need be, its content."""
        name = file.assignment or assignment_of_name(file.name, self._course)
        if name is not None:
            return name
        return read_submission(file, self._course, self._settings.limits).assignment

    def _stored(self, job: _Job) -> Report | None:
        """The report that an earlier run has left, if nothing has changed since."""
        if not self._store.knows(job.student, job.assignment):
            return None
        self._read(job)
        report = self._store.unchanged(job.student, job.assignment, self._key(job))
        return report if report and report.submission_sha256 in job.attempts else None

    def _reports(self) -> Generator[Report]:
        names = {name for _, name in self._waiting}
        assignments = assignments_of(self._course, names)
        submissions = self._submissions()
        if self._scheduler is None:
            count = sum(len(job.files) for job in self._waiting.values())
            yield from grade_all(
                submissions,
                assignments,
                self._settings,
                workers=min(self._workers, count),
                hosts=self._hosts,
            )
        else:
            from autograder.grading.cluster import grade_on_cluster  # noqa: PLC0415 - loads Dask

            yield from grade_on_cluster(submissions, assignments, self._settings, self._scheduler)

    def _submissions(self) -> Iterator[Submission]:
        """Read the files when they are to be graded; what is graded is not kept."""
        for waiting in list(self._waiting):
            job = self._waiting[waiting]
            self._read(job)
            for attempt in list(job.attempts.values()):
                yield attempt.submission

    def _read(self, job: _Job) -> None:
        """Read a student's attempts; those that are alike count once, as the latest of them."""
        last_first: dict[str, tuple[Found, Submission]] = {}
        for file in reversed(job.files):
            limits = self._settings.limits
            submission = read_submission(file, self._course, limits, job.assignment)
            if submission.assignment != job.assignment:
                # It has changed; it was for no assignment when the run began.
                submission = dataclasses.replace(submission, assignment=job.assignment)
            last_first.setdefault(submission.sha256, (file, submission))
        in_order = list(reversed(last_first.items()))
        job.attempts = {
            digest: _Attempt(order, file, submission)
            for order, (digest, (file, submission)) in enumerate(in_order, start=1)
        }

    def _key(self, job: _Job) -> str:
        """What the report on the attempts as they were read depends on."""
        last_first = reversed(job.attempts.values())
        parts = [self._keys.of(attempt.submission) for attempt in last_first]
        if len(parts) > 1:
            # Which of them is the best depends on what each loses.
            rules = self._rules
            source = next(reversed(job.attempts.values())).submission.source
            due = lateness.due_of(job.student, job.assignment, source, rules)
            parts.append(repr((due, rules.policy, rules.grace)))
        return "+".join(parts)

    def _write(self, report: Report, job: _Job) -> None:
        grader = self._keys.grader(job.assignment)
        attempt = job.attempts.get(report.submission_sha256)
        file = attempt.found.path if attempt is not None else None
        self._store.write(report, self._key(job), grader, self._keys.limits, file)


def _with_reason(file: Found, assignment: str) -> Found:
    """A file with the reason why it counts for an assignment that nothing in it names."""
    reason = (
        f"Nothing in this file says for which assignment it is. It counts for {assignment}, as the "
        "other files of the class do."
    )
    return dataclasses.replace(file, warnings=(*file.warnings, reason))
