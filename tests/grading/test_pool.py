"""The pool: processes that die, hosts from before, cores, and what is read when."""

from __future__ import annotations

import contextlib
import os
import signal
from pathlib import Path

import pytest

from autograder.grading.pool import Pool, grade_all, start_hosts
from autograder.sandbox.host import find_worker
from autograder.submissions.submission import Submission
from autograder.testing.collecting import collect
from tests.conftest import MODEL, SETTINGS, needs_sandbox

pytestmark = needs_sandbox


def children(parent: int) -> list[int]:
    """The numbers of a process's children."""
    found = Path(f"/proc/{parent}/task/{parent}/children").read_text()
    return [int(number) for number in found.split()]


def cores_of_worker(host):
    """The cores of a host's worker; one that has just ended is replaced."""
    while True:
        with contextlib.suppress(ProcessLookupError):
            return os.sched_getaffinity(find_worker(host))


class TestPool:
    @pytest.fixture
    def hosts(self):
        hosts = start_hosts(SETTINGS, 2)
        yield hosts
        for host in hosts:
            host.close()

    @pytest.fixture(params=["hosts of their own", "hosts from before"])
    def pool(self, tiny, request):
        before = request.param == "hosts from before"
        hosts = request.getfixturevalue("hosts") if before else []
        pool = Pool(collect(tiny.assignments), SETTINGS, 2, hosts)
        yield pool
        pool.close()

    def submissions(self, count):
        return [Submission(f"s{n}", "01_tiny", "tiny.py", MODEL.encode()) for n in range(count)]

    def test_a_process_that_is_killed_is_replaced_and_its_submission_graded(self, pool):
        victim = pool._members[0].process.pid
        os.kill(victim, signal.SIGKILL)
        graded = list(pool.run(iter(self.submissions(6))))
        assert sorted(report.student for report in graded) == [f"s{n}" for n in range(6)]
        assert {report.score for report in graded} == {5.0}
        assert victim not in {member.process.pid for member in pool._members}

    def test_one_whose_process_dies_twice_is_the_graders_failure(self, pool, monkeypatch):
        send = pool._send

        tried = []

        def deadly(member):
            tried.append(member.submission.student)
            if member.submission.student == "s1":
                os.kill(member.process.pid, signal.SIGKILL)
            send(member)

        monkeypatch.setattr(pool, "_send", deadly)
        graded = {report.student: report for report in pool.run(iter(self.submissions(4)))}
        assert "The grader failed on this submission" in graded["s1"].warnings[0]
        assert tried.count("s1") == 2
        assert [graded[name].score for name in ("s0", "s2", "s3")] == [5.0] * 3

    def test_one_that_takes_too_long_is_ended_and_reported(self, pool, monkeypatch):
        monkeypatch.setattr(pool, "_seconds", lambda _: 3.0)
        os.kill(pool._members[0].process.pid, signal.SIGSTOP)
        graded = {report.student: report for report in pool.run(iter(self.submissions(4)))}
        assert graded["s0"].warnings == ["Grading took longer than 3 s and was ended."]
        assert (graded["s0"].score, graded["s0"].max_score) == (0.0, 5.0)
        assert [graded[name].score for name in ("s1", "s2", "s3")] == [5.0] * 3

    def test_one_is_ended_in_time_while_others_answer_without_a_pause(self, pool, monkeypatch):
        monkeypatch.setattr(pool, "_seconds", lambda _: 1.0)
        os.kill(pool._members[0].process.pid, signal.SIGSTOP)
        students = [report.student for report in pool.run(iter(self.submissions(400)))]
        assert len(students) == 400
        assert "s0" in students[:-50]

    def test_its_processes_end_by_themselves(self, pool):
        processes = [member.process for member in pool._members]
        assert len(list(pool.run(iter(self.submissions(3))))) == 3
        pool.close()
        assert [process.exitcode for process in processes] == [0] * len(processes)

    def test_hosts_from_before_are_used_and_end_with_their_processes(self, tiny, hosts):
        pool = Pool(collect(tiny.assignments), SETTINGS, 2, hosts)
        try:
            assert len(list(pool.run(iter(self.submissions(6))))) == 6
            below = [children(member.process.pid) for member in pool._members]
            assert below == [[], []]
            os.kill(pool._members[0].process.pid, signal.SIGKILL)
            hosts[0]._process.wait(timeout=20)
            assert hosts[1]._process.poll() is None
        finally:
            pool.close()
        hosts[1]._process.wait(timeout=20)

    def test_hosts_that_nobody_needs_end(self, tiny, hosts):
        graded = list(grade_all(self.submissions(1), tiny.assignments, SETTINGS, workers=1))
        assert [report.score for report in graded] == [5.0]
        for host in hosts:
            host.close()
            assert host._process.returncode is not None

    def test_each_process_and_its_worker_keep_to_a_core(self, tiny):
        everywhere = os.sched_getaffinity(0)
        if len(everywhere) < 2:
            pytest.skip("this machine has one core")
        two = set(sorted(everywhere)[:2])
        os.sched_setaffinity(0, two)
        hosts = start_hosts(SETTINGS, 2)
        pool = Pool(collect(tiny.assignments), SETTINGS, 2, hosts)
        try:
            assert os.sched_getaffinity(0) == two
            assert len(list(pool.run(iter(self.submissions(6))))) == 6
            for member, host in zip(pool._members, hosts, strict=True):
                assert os.sched_getaffinity(member.process.pid) == {member.core}
                assert cores_of_worker(host) == {member.core}
            assert {member.core for member in pool._members} == two
        finally:
            os.sched_setaffinity(0, everywhere)
            pool.close()
            for host in hosts:
                host.close()

    def test_no_more_is_read_than_is_being_graded(self, pool):
        taken = []

        def reading():
            for submission in self.submissions(8):
                taken.append(submission)
                yield submission

        for number, _ in enumerate(pool.run(reading()), start=1):
            assert len(taken) <= number + 2
