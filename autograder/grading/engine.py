"""The engine: everything warm that grading needs, and the loop over submissions.

`Engine` grades one submission after another in this process. `grade_all` spreads them over
several processes, each with an engine and a worker host of its own.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import signal
import sys
import time
import traceback
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from autograder.course.bank import Entry
from autograder.course.model import Assignment, Course
from autograder.grading.diagnosis import Diagnosis
from autograder.grading.grade import grade_submission, unreadable
from autograder.limits import Limits
from autograder.reports import report as reports
from autograder.reports.report import Report
from autograder.sandbox.inside.confine import die_with_parent
from autograder.sandbox.launch import NUMERIC, Host, Profile, SandboxError
from autograder.submissions.reading import read_code
from autograder.submissions.submission import Submission, UnreadableError
from autograder.testing.collecting import Grader, collect
from autograder.text import printable
from autograder.training.training import Scale


@dataclass(frozen=True)
class Settings:
    """How to grade, the same for all submissions of a run."""

    secret: bytes
    limits: Limits
    sandboxed: bool = True
    bank: tuple[Entry, ...] | None = None  # entries that diagnosis uses; None: the course's own
    scale: Scale = "quick"  # of the protocol by which the grader trains models


class Engine:
    """Graders collected, diagnosis read, and worker hosts started when first needed."""

    def __init__(
        self, graders: dict[str, Grader], settings: Settings, core: int | None = None
    ) -> None:
        self.graders = graders
        self._settings = settings
        self._place = _Place(core)
        self._hosts: dict[str, Host] = {}
        self._diagnoses: dict[str, Diagnosis] = {}

    @classmethod
    def of(
        cls, assignments: Sequence[Assignment], settings: Settings, host: Host | None = None
    ) -> Engine:
        """An engine for some assignments; the first host starts while graders are collected."""
        engine = cls({}, settings)
        if host is not None:
            engine.adopt(host)
        if assignments:
            engine.host(NUMERIC)
            engine.graders = collect(assignments)
        return engine

    def grade(self, submission: Submission) -> Report:
        """Grade a submission; a host that breaks is replaced once."""
        grader = self.graders.get(submission.assignment)
        if grader is None:
            return unreadable(submission, None, self._why_not(submission))
        try:
            return self._grade(submission, grader)
        except SandboxError:
            self.close()
            return self._grade(submission, grader)
        except Exception as error:  # one submission must not end the grading of the others
            # Where it failed; the error's text may hold whatever the student's code sent.
            place = traceback.extract_tb(error.__traceback__)[-1]
            what = f"{type(error).__name__} in {place.filename}, line {place.lineno}"
            print(f"autograder: {printable(submission.student, 60)}: {what}", file=sys.stderr)
            return failed(submission, grader.assignment)

    def host(self, profile: Profile) -> Host:
        """The warm host of a profile; it and this process keep to their core, if they have one."""
        self._place.take(alone=profile is NUMERIC)
        host = self._hosts.get(profile.name)
        if host is None:
            host = _start_host(profile, self._settings)
            self._hosts[profile.name] = host
        return host

    def adopt(self, host: Host) -> None:
        """Take a host that was started elsewhere for its profile."""
        self._hosts[host.profile.name] = host

    def close(self) -> None:
        """End the hosts."""
        while self._hosts:
            self._hosts.popitem()[1].close()

    def _why_not(self, submission: Submission) -> str:
        """Why a submission without a grader cannot be graded."""
        try:
            read_code(submission, self._settings.limits)
        except UnreadableError as reason:
            return str(reason)
        name = printable(submission.filename, 100)
        return f"{name} belongs to no assignment of this course: none of its functions is known."

    def _grade(self, submission: Submission, grader: Grader) -> Report:
        return grade_submission(
            submission,
            grader,
            self.host,
            secret=self._settings.secret,
            limits=self._settings.limits,
            diagnosis=self._diagnosis(grader.assignment),
            scale=self._settings.scale,
        )

    def _diagnosis(self, assignment: Assignment) -> Diagnosis:
        diagnosis = self._diagnoses.get(assignment.name)
        if diagnosis is None:
            bank = self._settings.bank
            diagnosis = Diagnosis.of(assignment) if bank is None else Diagnosis(assignment, bank)
            self._diagnoses[assignment.name] = diagnosis
        return diagnosis


class _Place:
    """Where a process runs: on one core, if it was given one, or wherever there is room.

    A grader and its worker take turns, hundreds of times a submission. On one core each finds in
    the caches what the other has left there; without that they move, and wake another core
    with every message. TensorFlow calculates on several cores, so with it there is no such bound.
    """

    def __init__(self, core: int | None) -> None:
        self._core = core
        self._all = os.sched_getaffinity(0)
        self._alone = False

    def take(self, *, alone: bool) -> None:
        """Keep to the one core if `alone`, and use all of them otherwise."""
        if self._core is not None and alone is not self._alone:
            self._alone = alone
            with contextlib.suppress(OSError):  # the core was taken away meanwhile
                os.sched_setaffinity(0, {self._core} if alone else self._all)


def _start_host(profile: Profile, settings: Settings) -> Host:
    return Host(profile, limits=settings.limits, sandboxed=settings.sandboxed)


def _cores(workers: int) -> Sequence[int | None]:
    """A core for each process, if there are as many; else the kernel knows better."""
    cores = sorted(os.sched_getaffinity(0))
    return cores if len(cores) == workers else [None] * workers


def start_hosts(settings: Settings, workers: int) -> list[Host]:
    """Start a host for each of the processes that `grade_all` will make, to be given to it.

    They take as long to start as a large class to be looked through, and that can go on meanwhile.
    Whoever started them closes them.
    """
    hosts: list[Host] = []
    for core in _cores(workers):
        place = _Place(core)
        place.take(alone=True)  # the host stays where it is started
        try:
            hosts.append(_start_host(NUMERIC, settings))
        except BaseException:
            for host in hosts:
                host.close()
            raise
        finally:
            place.take(alone=False)
    return hosts


def assignments_of(course: Course, names: Iterable[str]) -> list[Assignment]:
    """The assignments among `names` that the course has, in its order."""
    wanted = set(names)
    return [assignment for assignment in course.assignments if assignment.name in wanted]


def grade_all(
    submissions: Iterable[Submission],
    assignments: Sequence[Assignment],
    settings: Settings,
    *,
    workers: int,
    hosts: Sequence[Host] = (),
) -> Iterator[Report]:
    """Grade submissions in `workers` processes, giving each report as it comes.

    A process that dies is replaced and its submission tried once more; then it is reported as
    the grader's failure. `hosts` are those that were started before, if any were.
    """
    if workers <= 1:
        engine = Engine.of(assignments, settings, next(iter(hosts), None))
        try:
            for submission in submissions:
                yield engine.grade(submission)
        finally:
            engine.close()
        return
    graders = collect(assignments) if assignments else {}
    pool = _Pool(graders, settings, workers, hosts)
    try:
        yield from pool.run(iter(submissions))
    finally:
        pool.close()


_GRACE = 0.5  # seconds that the processes have, together, to end by themselves
#: How a process's answer begins: what follows is a report, or why there is no sandbox.
_REPORT, _NO_SANDBOX = b"R", b"S"


@dataclass
class _Member:
    """One process of the pool and what it is grading."""

    process: BaseProcess
    connection: Connection
    core: int | None
    submission: Submission | None = None
    again: bool = False


class _Pool:
    """Processes that grade; each gets its next submission when it has answered the last."""

    def __init__(
        self,
        graders: dict[str, Grader],
        settings: Settings,
        workers: int,
        hosts: Sequence[Host] = (),
    ) -> None:
        self._graders = graders
        self._settings = settings
        self._threads = max(1, len(os.sched_getaffinity(0)) // workers)
        self._context = multiprocessing.get_context("fork")
        gc.freeze()  # what is here stays, and the processes share it: it is not looked through
        self._members: list[_Member] = []
        for core, host in zip_longest(_cores(workers), hosts[:workers]):
            others = [one for one in hosts if one is not host]
            self._members.append(self._start(core, host, others))
        for host in hosts:
            host.let_go()

    def run(self, submissions: Iterator[Submission]) -> Iterator[Report]:
        """Grade submissions; none is read before there is a process for it."""
        for member in self._members:
            self._feed(member, next(submissions, None))
        while busy := [member for member in self._members if member.submission is not None]:
            ready = wait([member.connection for member in busy])
            for member in [member for member in busy if member.connection in ready]:
                graded = member.submission
                assert graded is not None
                answer = self._receive(member)
                if answer or member.again:
                    self._feed(member, next(submissions, None))
                    yield self._read(answer, graded)
                else:
                    member.again = True
                    self._send(member)

    def close(self) -> None:
        gc.unfreeze()
        for member in self._members:
            member.connection.close()
        ends = time.monotonic() + _GRACE
        for member in self._members:
            member.process.join(timeout=max(0.0, ends - time.monotonic()))
            if member.process.is_alive():
                member.process.kill()  # its sandbox dies with it
                member.process.join()

    def _start(
        self, core: int | None, host: Host | None = None, others: Sequence[Host] = ()
    ) -> _Member:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(
            target=_serve,
            args=(theirs, self._graders, self._settings),
            kwargs={
                "core": core,
                "host": host,
                "others": others,
                "threads": self._threads,
                "parent": os.getpid(),
                "foreign": [ours, *(member.connection for member in self._members)],
            },
            daemon=True,
        )
        process.start()
        theirs.close()
        return _Member(process, ours, core)

    def _feed(self, member: _Member, submission: Submission | None) -> None:
        member.submission, member.again = submission, False
        if submission is not None:
            self._send(member)

    def _send(self, member: _Member) -> None:
        with contextlib.suppress(OSError):  # it has died; that is seen when its answer is read
            member.connection.send(member.submission)

    def _receive(self, member: _Member) -> bytes:
        """The member's answer; none when it has died, and a new process is in its place."""
        try:
            return member.connection.recv_bytes()
        except (EOFError, OSError):
            fresh = self._start(member.core)
            member.connection.close()
            member.process.join()
            member.process, member.connection = fresh.process, fresh.connection
            return b""

    def _read(self, answer: bytes, submission: Submission) -> Report:
        """What a member has answered of a submission; without an answer the grader has failed."""
        if answer.startswith(_NO_SANDBOX):
            raise SandboxError(answer[1:].decode())
        if answer:
            return reports.unpack(answer[1:])
        grader = self._graders.get(submission.assignment)
        return failed(submission, grader.assignment if grader else None)


def failed(submission: Submission, assignment: Assignment | None) -> Report:
    """The report of a submission that the grader could not grade, though it tried again."""
    return unreadable(
        submission,
        assignment,
        "The grader failed on this submission. This is no fault of the student's: grade it again, "
        "and report the failure.",
    )


def _serve(
    connection: Connection,
    graders: dict[str, Grader],
    settings: Settings,
    *,
    core: int | None,
    host: Host | None,
    others: Sequence[Host],
    threads: int,
    parent: int,
    foreign: Sequence[Connection],
) -> None:
    """In a process of the pool: grade what comes until the connection is closed.

    `foreign` are the parent's ends of connections, and `others` the hosts of other processes:
    what is open anywhere is not closed.
    """
    for connection_of_parent in foreign:
        connection_of_parent.close()
    for host_of_another in others:
        host_of_another.let_go()
    # Trainings of different submissions share the cores among them.
    os.environ.setdefault("TF_NUM_INTRAOP_THREADS", str(threads))
    os.environ.setdefault("TF_NUM_INTEROP_THREADS", "1")
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to stop
    die_with_parent(parent)
    gc.set_threshold(20_000, 20, 20)  # what a submission leaves behind is small
    engine = Engine(graders, settings, core)
    if host is not None:
        engine.adopt(host)
    engine.host(NUMERIC)
    try:
        while True:
            try:
                submission = connection.recv()
            except (EOFError, OSError):
                break
            try:
                connection.send_bytes(_REPORT + reports.pack(engine.grade(submission)))
            except SandboxError as error:
                connection.send_bytes(_NO_SANDBOX + str(error).encode())
    finally:
        engine.close()
    os._exit(0)
