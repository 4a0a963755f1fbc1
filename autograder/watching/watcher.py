"""The loop: what arrives is noticed, waited for until it is whole, graded warm, and told.

It sleeps until the kernel wakes it. What it knows is in the journal; what it has not yet done is
found again when it begins, wherever it was ended.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from msgspec.structs import replace

from autograder import log
from autograder.course.config import Config, LateRules
from autograder.course.model import Assignment, Course
from autograder.grading.engine import Settings
from autograder.grading.keys import Keys
from autograder.grading.pool import Pool
from autograder.reports.events import log_graded
from autograder.reports.report import Report
from autograder.reports.store import Store
from autograder.submissions.submission import UNKNOWN, Submission
from autograder.testing.collecting import collect
from autograder.watching.changes import Changes
from autograder.watching.journal import Entry, Journal
from autograder.watching.places import HandIn, Place
from autograder.watching.telling import Teller, Told

_SUMMARY_AFTER = 30.0  # seconds without a hand-in, after which summary.csv is written
_STUB_STUDENT = "nobody"


@dataclass(slots=True)
class _Settling:
    """A unit that has changed, and may change further."""

    stamp: str
    since: float  # when it was seen to look like this
    patience: float
    seen: float  # when it was noticed, by the clock on the wall


@dataclass(slots=True)
class _Job:
    """What is being graded: one content of one student's, handed in once or several times."""

    owner: str
    hand_ins: list[tuple[HandIn, str, float]] = field(default_factory=list)  # stamp, seen


class Watcher:
    """Grades what is handed in at a place, for as long as it runs."""

    def __init__(
        self,
        place: Place,
        course: Course,
        store: Store,
        settings: Settings,
        config: Config,
        rules: LateRules,
        journal: Journal,
        *,
        workers: int,
        poll: bool = False,
        known_only: bool = False,
    ) -> None:
        """`known_only`: what is for no assignment of `course` is left alone."""
        self._place = place
        self._course = course
        self._store = store
        self._settings = settings
        self._journal = journal
        self._workers = workers
        self._poll = poll
        self._known_only = known_only
        self._keys = Keys(course, settings)
        self._teller = Teller(journal, store, config, rules, self._keys, own_pages=place.own_pages)
        self._settling: dict[str, _Settling] = {}
        self._queue: dict[str, tuple[str, float]] = {}  # unit: stamp, seen; in order
        self._jobs: dict[tuple[str, str, str], _Job] = {}
        self._told: list[Told] = []
        self._summary_at: float | None = None

    def run(self) -> Generator[Told]:
        """Watch until it is closed, giving each page when it has been written."""
        with (
            Changes(self._place.folders, poll=self._poll) as changes,
            Pool(
                collect(list(self._course.assignments)),
                self._settings,
                self._workers,
                first=_stubs(self._course.assignments),
            ) as pool,
        ):
            try:
                for assignment in self._course.assignments:
                    self._keys.grader(assignment.name)  # read once, and not when somebody waits
                yield from self._teller.review()
                self._notice(None)
                while True:
                    for report in pool.step(self._next(), [changes.connection], self._seconds()):
                        self._finish(report)
                        yield from self._give()
                    yield from self._give()
                    if changes.connection.poll():
                        self._notice(changes.paths())
                    self._settle()
                    yield from self._on_time()
            finally:
                self._store.write_summary()

    # Noticing

    def _notice(self, paths: set[str] | None) -> None:
        """Note which units have changed, among all or where `paths` lead."""
        now, wall = time.monotonic(), time.time()
        for unit in self._place.units(paths):
            look = self._place.look(unit)
            if not look.stamp:
                continue
            known = self._settling.get(unit)
            if known is not None and known.stamp == look.stamp:
                continue
            if self._is_done(unit, look.stamp):
                continue
            seen = known.seen if known is not None else wall
            self._settling[unit] = _Settling(look.stamp, now, look.patience, seen)

    def _is_done(self, unit: str, stamp: str) -> bool:
        queued = self._queue.get(unit)
        if queued is not None and queued[0] == stamp:
            return True
        for job in self._jobs.values():
            if any(one.unit == unit and known == stamp for one, known, _ in job.hand_ins):
                return True
        last = self._journal.last(unit)
        return last is not None and last[1] == stamp

    def _settle(self) -> None:
        """Queue what has not changed for long enough."""
        now = time.monotonic()
        for unit, settling in list(self._settling.items()):
            if now < settling.since + settling.patience:
                continue
            look = self._place.look(unit)
            if look.stamp != settling.stamp or look.patience > settling.patience:
                settling.stamp, settling.since, settling.patience = look.stamp, now, look.patience
                if look.stamp:
                    continue
            del self._settling[unit]
            if look.stamp and not self._is_done(unit, look.stamp):
                self._queue[unit] = (look.stamp, settling.seen)

    # Grading

    def _next(self) -> Iterator[Submission]:
        """What is to be graded, read when its turn comes: a large class is never in memory."""
        while True:
            busy = {job.owner for job in self._jobs.values()}
            unit = next((one for one in self._queue if self._place.owner(one) not in busy), None)
            if unit is None:
                return
            submission = self._begin(unit, *self._queue.pop(unit))
            if submission is not None:
                yield submission

    def _begin(self, unit: str, stamp: str, seen: float) -> Submission | None:
        """Read a unit; None where there is nothing to grade that was not graded before."""
        with suppress(OSError):  # it has gone
            hand_in = self._place.read(unit)
            if hand_in is not None:
                return self._submission(hand_in, stamp, seen)
        return None

    def _submission(self, hand_in: HandIn, stamp: str, seen: float) -> Submission | None:
        submission = hand_in.submission
        if self._known_only and submission.assignment == UNKNOWN:
            return None
        log.info(
            "hand_in",
            student=submission.student,
            assignment=submission.assignment,
            file=str(hand_in.file),
            sha256=submission.sha256,
        )
        key = self._keys.of_verdict(submission)
        last = self._journal.last(hand_in.unit)
        if last is not None and last[2] == key:
            self._journal.restamp(last[0], stamp)
            return None
        earlier = self._journal.verdict(submission.student, submission.assignment, key)
        if earlier is not None:
            self._record(hand_in, stamp, seen, earlier.report, earlier)
            return None
        names = submission.student, submission.assignment, submission.sha256
        job = self._jobs.get(names)
        if job is not None:
            job.hand_ins.append((hand_in, stamp, seen))
            return None
        self._jobs[names] = _Job(self._place.owner(hand_in.unit), [(hand_in, stamp, seen)])
        return submission

    def _finish(self, report: Report) -> None:
        log_graded(report)
        job = self._jobs.pop((report.student, report.assignment, report.submission_sha256), None)
        for hand_in, stamp, seen in job.hand_ins if job is not None else ():
            self._record(hand_in, stamp, seen, report)

    def _record(
        self,
        hand_in: HandIn,
        stamp: str,
        seen: float,
        report: Report,
        earlier: Entry | None = None,
    ) -> None:
        """Keep a result, then tell it."""
        submission = hand_in.submission
        entry = self._journal.record(
            Entry(
                hand_in.unit,
                stamp,
                submission.sha256,
                submission.student,
                submission.assignment,
                hand_in.moment,
                seen,
                earlier.graded if earlier is not None else time.time(),
                self._keys.of_verdict(submission),
                replace(report, source=submission.source),
                self._keys.of(submission),
                str(hand_in.file),
                str(hand_in.page),
                told=earlier.told if earlier is not None else None,
            )
        )
        self._told.append(self._teller.tell(entry))

    def _give(self) -> Iterator[Told]:
        while self._told:
            self._summary_at = time.monotonic() + _SUMMARY_AFTER
            yield self._told.pop(0)

    # Time

    def _seconds(self) -> float | None:
        """How long nothing must be done, if nothing happens; None: for ever."""
        now = time.monotonic()
        times = [one.since + one.patience - now for one in self._settling.values()]
        if self._summary_at is not None:
            times.append(self._summary_at - now)
        review = self._teller.next_review
        if review is not None:
            times.append(review - time.time())
        return max(0.0, min(times)) if times else None

    def _on_time(self) -> Iterator[Told]:
        """Do what the time has come for."""
        if self._summary_at is not None and time.monotonic() >= self._summary_at:
            self._store.write_summary()
            self._summary_at = None
        yield from self._teller.review_if_due()


def _stubs(assignments: Sequence[Assignment]) -> list[Submission]:
    """Notebooks as students get them: all of the numeric assignments, and one with Keras."""
    stubs: list[Submission] = []
    has_keras = False
    for assignment in assignments:
        needs_keras = any(exercise.keras for exercise in assignment.exercises)
        if needs_keras and has_keras:
            continue
        has_keras = has_keras or needs_keras
        content = assignment.source.read_bytes()
        stubs.append(Submission(_STUB_STUDENT, assignment.name, assignment.source.name, content))
    return stubs
