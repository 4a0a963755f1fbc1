"""The pool: submissions are spread over processes, each with an engine and a host of its own."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import signal
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Self

from autograder.course.model import Assignment
from autograder.grading.cores import CorePinning, cores_for
from autograder.grading.engine import Engine, Settings, start_host
from autograder.grading.grade import failed, unreadable
from autograder.grading.session import MOST_LOADING
from autograder.reports import report as reports
from autograder.reports.report import Report
from autograder.sandbox.errors import SandboxError
from autograder.sandbox.host import Host
from autograder.sandbox.inside.confinement import die_with_parent
from autograder.sandbox.profiles import KERAS, NUMERIC
from autograder.submissions.submission import Submission
from autograder.testing.collecting import Grader, collect
from autograder.training.judging import SEEDS
from autograder.training.trainer import protocols_of

#: Seconds that the processes have, together, to end by themselves.
_GRACE = 0.5
#: Seconds that a submission may take besides its calls, cells and trainings: for recognising
#: mistakes, and on a busy machine.
_BESIDES = 60.0
#: How a process's answer begins: what follows is a report, or why there is no sandbox.
_REPORT, _NO_SANDBOX = b"R", b"S"


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
        with Engine.of(assignments, settings, next(iter(hosts), None)) as engine:
            for submission in submissions:
                yield engine.grade(submission)
        return
    graders = collect(assignments) if assignments else {}
    with Pool(graders, settings, workers, hosts) as pool:
        yield from pool.run(iter(submissions))


def start_hosts(settings: Settings, workers: int) -> list[Host]:
    """Start a host for each of the processes that `grade_all` will make, to be given to it.

    They take as long to start as a large class takes to be read, and that can go on meanwhile.
    Whoever started them closes them.
    """
    with contextlib.ExitStack() as started:
        hosts: list[Host] = []
        for core in cores_for(workers):
            pinning = CorePinning(core)
            pinning.set(pinned=True)  # the host stays where it is started
            try:
                host = start_host(NUMERIC, settings)
            finally:
                pinning.set(pinned=False)
            started.callback(host.close)
            hosts.append(host)
        started.pop_all()
        return hosts


@dataclass
class _Member:
    """One process of the pool and what it is grading."""

    process: BaseProcess
    connection: Connection
    core: int | None
    submission: Submission | None = None
    retried: bool = False
    deadline: float = 0.0  # when what it is grading must be done


class Pool:
    """Processes that grade; each gets its next submission when it has answered the last."""

    def __init__(
        self,
        graders: dict[str, Grader],
        settings: Settings,
        workers: int,
        hosts: Sequence[Host] = (),
        first: Sequence[Submission] = (),
    ) -> None:
        """Start the processes; each grades `first`, for nobody, to have warm what that needs."""
        self._graders = graders
        self._settings = settings
        self._first = first
        self._threads = max(1, len(os.sched_getaffinity(0)) // workers)
        self._context = multiprocessing.get_context("fork")
        self._members: list[_Member] = []
        gc.freeze()  # what is here stays, and the processes share it: collections pass over it
        try:
            for core, host in zip_longest(cores_for(workers), hosts[:workers]):
                others = [other for other in hosts if other is not host]
                self._members.append(self._start(core, host, others))
        except BaseException:
            self.close()
            raise
        for host in hosts:
            host.let_go()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the processes; one that does not end by itself is killed."""
        gc.unfreeze()
        for member in self._members:
            member.connection.close()
        ends = time.monotonic() + _GRACE
        for member in self._members:
            member.process.join(timeout=max(0.0, ends - time.monotonic()))
            if member.process.is_alive():
                member.process.kill()  # its sandbox dies with it
                member.process.join()

    def run(self, submissions: Iterator[Submission]) -> Iterator[Report]:
        """Grade submissions; none is read before there is a process for it."""
        while True:
            self._feed_free(submissions)
            if not self.is_busy:
                return
            yield from self.step(submissions)

    @property
    def is_busy(self) -> bool:
        """Whether something is being graded."""
        return any(member.submission is not None for member in self._members)

    def step(
        self,
        submissions: Iterator[Submission],
        others: Sequence[Connection] = (),
        seconds: float | None = None,
    ) -> Iterator[Report]:
        """Feed whoever is free, wait for something to happen, and give the reports that it brings.

        What happens is an answer, the end of a submission's time, something to read on one of
        `others`, or that `seconds` are over.
        """
        self._feed_free(submissions)
        busy = [member for member in self._members if member.submission is not None]
        ends = [max(0.0, member.deadline - time.monotonic()) for member in busy]
        if seconds is not None:
            ends.append(seconds)
        connections = [member.connection for member in busy]
        ready = wait([*connections, *others], min(ends, default=None))
        for member in [member for member in busy if member.connection in ready]:
            graded = member.submission
            assert graded is not None
            answer = self._receive(member)
            if answer or member.retried:
                self._feed(member, next(submissions, None))
                yield self._read(answer, graded)
            else:
                member.retried = True
                member.deadline = time.monotonic() + self._seconds(graded)
                self._send(member)
        # Also while others answer without a pause.
        late = [member for member in busy if member.connection not in ready]
        yield from self._end_late(late, submissions)

    def _feed_free(self, submissions: Iterator[Submission]) -> None:
        for member in self._members:
            if member.submission is None:
                self._feed(member, next(submissions, None))

    def _end_late(
        self, busy: Sequence[_Member], submissions: Iterator[Submission]
    ) -> Iterator[Report]:
        """End the processes whose time is over, and report their submissions as they are.

        Whatever waits for a worker or trains has its own limit; this one is for all the rest.
        """
        for member in busy:
            late = member.submission
            if late is not None and time.monotonic() >= member.deadline:
                self._replace(member)
                seconds = self._seconds(late)
                self._feed(member, next(submissions, None))
                grader = self._graders.get(late.assignment)
                reason = f"Grading took longer than {seconds:g} s and was ended."
                yield unreadable(late, grader.assignment if grader else None, reason)

    def _seconds(self, submission: Submission) -> float:
        """How long grading a submission may take."""
        limits = self._settings.limits
        grader = self._graders.get(submission.assignment)
        calls = limits.submission_seconds + MOST_LOADING * limits.cells_seconds
        if grader is None or not any(one.keras for one in grader.assignment.exercises):
            return calls + _BESIDES
        trainings = len(SEEDS) * sum(
            protocol.seconds for protocol in protocols_of(grader.assignment, self._settings.scale)
        )
        return calls * (1 + KERAS.time_factor) + trainings + KERAS.start_seconds + _BESIDES

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
                "first": self._first,
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
        member.submission, member.retried = submission, False
        if submission is not None:
            member.deadline = time.monotonic() + self._seconds(submission)
            self._send(member)

    def _send(self, member: _Member) -> None:
        with contextlib.suppress(OSError):  # it has died; that is seen when its answer is read
            member.connection.send(member.submission)

    def _receive(self, member: _Member) -> bytes:
        """The member's answer; none when it has died, and a new process has replaced it."""
        try:
            return member.connection.recv_bytes()
        except (EOFError, OSError):
            self._replace(member)
            return b""

    def _replace(self, member: _Member) -> None:
        """Start a new process in the place of one that has died, or must."""
        fresh = self._start(member.core)
        member.process.kill()  # its sandbox dies with it
        member.connection.close()
        member.process.join()
        member.process, member.connection = fresh.process, fresh.connection

    def _read(self, answer: bytes, submission: Submission) -> Report:
        """What a member has answered of a submission; without an answer the grader has failed."""
        if answer.startswith(_NO_SANDBOX):
            raise SandboxError(answer[1:].decode())
        if answer:
            return reports.unpack(answer[1:])
        grader = self._graders.get(submission.assignment)
        return failed(submission, grader.assignment if grader else None)


def _serve(
    connection: Connection,
    graders: dict[str, Grader],
    settings: Settings,
    *,
    core: int | None,
    host: Host | None,
    others: Sequence[Host],
    first: Sequence[Submission],
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
    with Engine(graders, settings, core) as engine:
        if host is not None:
            engine.adopt(host)
        engine.host(NUMERIC)
        for submission in first:
            engine.grade(submission)
        while True:
            try:
                submission = connection.recv()
            except (EOFError, OSError):
                break
            try:
                answer = _REPORT + reports.pack(engine.grade(submission))
            except SandboxError as error:
                answer = _NO_SANDBOX + str(error).encode()
            connection.send_bytes(answer)
    os._exit(0)
