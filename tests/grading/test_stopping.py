"""A run that is stopped, and processes of the pool that die."""

from __future__ import annotations

import csv
import gc
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.grading.engine import Engine
from autograder.grading.pool import Pool, grade_all, start_hosts
from autograder.grading.run import run as grade_class
from autograder.reports import report as reports
from autograder.reports.store import Store
from autograder.sandbox.launch import KERAS, NUMERIC, find_worker
from autograder.submissions.discovery import find_submissions
from autograder.submissions.submission import Submission
from autograder.testing.collecting import collect
from tests.cli.test_cli import COMMAND, run
from tests.conftest import MODEL, SETTINGS, SOURCE, needs_sandbox

pytestmark = needs_sandbox
ENDLESS = MODEL + "\n\nwhile True:\n    pass\n"


def hand_in(folder: Path, student: str, text: str) -> None:
    path = folder / student / "01_tiny" / "tiny.py"
    path.parent.mkdir(parents=True)
    path.write_text(text)


@pytest.fixture
def heeds_interrupts() -> Iterator[None]:
    """Undo what a shell does to programs that it starts in the background, and to theirs."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heeds_interrupts")
@pytest.mark.parametrize("workers", [1, 2])
def test_ctrl_c_ends_the_run_and_keeps_what_was_finished(tiny, tmp_path, workers):
    hand_in(tmp_path / "class", "ada", MODEL)
    hand_in(tmp_path / "class", "ben", SOURCE)
    for place in range(8):
        hand_in(tmp_path / "class", f"loops-{place}", ENDLESS + f"# {place}\n")
    output = tmp_path / "out"
    command = [COMMAND, "grade", tmp_path / "class", "--output", output, "--workers", str(workers)]
    process = subprocess.Popen(
        command,
        cwd=tiny.root,
        env=os.environ | {"AUTOGRADER_SECRET": "test"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while len(list(output.glob("*/*/report.json"))) < 2:
        assert process.poll() is None
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Stopped. What was finished is kept" in errors
    assert "Traceback" not in errors
    finished = sorted(path.parts[-3] for path in output.glob("*/*/report.json"))
    rows = list(csv.DictReader((output / "summary.csv").open()))
    assert [row["student"] for row in rows] == finished
    assert not list(output.rglob(".writing-*"))
    for path in output.glob("*/*/report.json"):
        reports.decode(path.read_bytes())


def test_the_number_of_workers_changes_no_result(tiny, tmp_path):
    for place in range(9):
        text = (MODEL, SOURCE, MODEL.replace("2 * x", "3 * x"))[place % 3]
        hand_in(tmp_path / "class", f"s{place}", text + f"# {place}\n")
    summaries, tables = [], []
    for workers in (1, 3):
        output = tmp_path / f"out-{workers}"
        arguments = ("grade", tmp_path / "class", "--output", output, "--workers", workers)
        done = run(*arguments, course=tiny.root)
        assert done.returncode == 0, done.stderr
        summaries.append((output / "summary.csv").read_text())
        tables.append(done.stdout.partition("\n\n")[0])
    assert summaries[0] == summaries[1]
    assert tables[0] == tables[1]


def test_a_report_is_forgotten_once_it_is_written(tiny, tmp_path):
    for place in range(12):
        hand_in(tmp_path / "class", f"s{place:02}", MODEL + f"# {place}\n")
    found = find_submissions([tmp_path / "class"], tiny)
    alive = []
    for _ in grade_class(found, tiny, Store(tmp_path / "out"), SETTINGS, workers=1):
        gc.collect()
        alive.append(sum(isinstance(thing, reports.Report) for thing in gc.get_objects()))
    assert len(alive) == 12
    assert max(alive) - min(alive) <= 2


def children(parent: int) -> list[int]:
    """The numbers of a process's children."""
    found = Path(f"/proc/{parent}/task/{parent}/children").read_text()
    return [int(number) for number in found.split()]


def test_what_needs_tensorflow_runs_on_all_cores():
    everywhere = os.sched_getaffinity(0)
    engine = Engine({}, SETTINGS, min(everywhere))
    try:
        engine.host(NUMERIC)
        assert os.sched_getaffinity(0) == {min(everywhere)}
        host = engine.host(KERAS)
        assert os.sched_getaffinity(0) == everywhere
        assert os.sched_getaffinity(host.process) == everywhere
        engine.host(NUMERIC)
        assert os.sched_getaffinity(0) == {min(everywhere)}
    finally:
        os.sched_setaffinity(0, everywhere)
        engine.close()


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
                assert os.sched_getaffinity(find_worker(host)) == {member.core}
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
