"""Grading by the workers of a Dask cluster: real processes, the same reports, nothing lost."""

from __future__ import annotations

import os
import signal
from dataclasses import replace

import pytest

from autograder.grading.engine import Settings
from autograder.grading.pool import grade_all
from autograder.limits import Limits
from autograder.submissions.submission import Submission
from autograder.training.store import TrainingStore
from tests.conftest import MODEL, SOURCE, needs_sandbox

distributed = pytest.importorskip("distributed")
dask = pytest.importorskip("dask")

from autograder.grading import cluster as on_cluster  # noqa: E402
from autograder.grading.cluster import grade_on_cluster  # noqa: E402

pytestmark = needs_sandbox
#: On a busy machine, too, nothing takes too long: both ways must come to the same verdicts.
SETTINGS = Settings(b"a secret", Limits(call_seconds=60.0, submission_seconds=600.0))
SLOW = MODEL.replace("import numpy as np", "import numpy as np\nimport time\ntime.sleep(0.2)")


@pytest.fixture(scope="module")
def cluster():
    """A scheduler and two workers, each a process of its own."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        yield cluster


def class_of(count: int) -> list[Submission]:
    texts = (MODEL, SOURCE, MODEL.replace("2 * x", "x**2"), "x = (", SLOW)
    return [
        Submission(f"s{place:02}", "01_tiny", "tiny.py", texts[place % 5].encode())
        for place in range(count)
    ]


def by_student(reports) -> dict:
    return {
        report.student: (report.score, report.exercises, report.seed, report.warnings)
        for report in reports
    }


def test_reports_are_those_of_the_local_pool(tiny, cluster):
    submissions = class_of(10)
    here = by_student(grade_all(submissions, tiny.assignments, SETTINGS, workers=1))
    there = grade_on_cluster(
        iter(submissions), tiny.assignments, SETTINGS, cluster.scheduler_address
    )
    assert by_student(there) == here


def test_a_worker_that_is_killed_loses_nothing(tiny, cluster):
    submissions = class_of(15)
    reports = []
    with distributed.Client(cluster.scheduler_address, set_as_default=False) as client:
        pids = list(client.run(os.getpid).values())
    for report in grade_on_cluster(
        iter(submissions), tiny.assignments, SETTINGS, cluster.scheduler_address
    ):
        reports.append(report)
        if len(reports) == 3:
            os.kill(pids[0], signal.SIGKILL)
    assert len(reports) == 15
    here = by_student(grade_all(submissions, tiny.assignments, SETTINGS, workers=1))
    assert by_student(reports) == here


def test_what_workers_train_is_kept_here_and_known_to_the_next(real, cluster, tmp_path):
    assignment = real.assignment("10_regression")
    trained = Submission(
        "ada",
        assignment.name,
        f"{assignment.slug}.py",
        assignment.model_answers.read_bytes(),
        only=frozenset(["build_better_regressor"]),
    )
    settings = replace(SETTINGS, trainings=tmp_path / "trainings.sqlite")
    runs = []
    for _ in range(2):  # each with new engines in the workers
        (report,) = grade_on_cluster(
            iter([trained]), [assignment], settings, cluster.scheduler_address
        )
        runs.append(report.exercises[0].training.runs)
        kept = TrainingStore(settings.trainings).all()
        assert [training.measures for _, training in kept] == runs[0]
    assert runs[0] == runs[1]


@pytest.mark.filterwarnings("ignore:Port")  # the other cluster has it
def test_submissions_that_were_in_a_task_with_a_deadly_one_are_graded_alone(tiny, monkeypatch):
    """A scheduler that tries nothing twice gives up a task as soon as its worker dies."""
    monkeypatch.setattr(on_cluster, "_TASK_SECONDS", 1000.0)
    texts = (MODEL, SOURCE, MODEL.replace("2 * x", "x**2"), "x = (")
    submissions = [
        Submission(f"s{place:02}", "01_tiny", "tiny.py", texts[place % 4].encode() + b"\n# a")
        for place in range(40)
    ]
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
        ) as cluster,
    ):
        with distributed.Client(cluster.scheduler_address, set_as_default=False) as client:
            pids = list(client.run(os.getpid).values())
        reports = []
        first = {one.student for one in submissions[:4]}  # the tasks of one submission each
        for report in grade_on_cluster(
            iter(submissions), tiny.assignments, SETTINGS, cluster.scheduler_address
        ):
            reports.append(report)
            if first and not (first := first - {report.student}):
                os.kill(pids[0], signal.SIGKILL)
    assert len(reports) == 40
    here = by_student(grade_all(submissions, tiny.assignments, SETTINGS, workers=1))
    assert by_student(reports) == here


def test_the_course_is_gone_from_the_workers(tiny, cluster):
    list(grade_on_cluster(iter(class_of(2)), tiny.assignments, SETTINGS, cluster.scheduler_address))
    with distributed.Client(cluster.scheduler_address, set_as_default=False) as client:
        left = client.run(lambda dask_worker: [n for n in dask_worker.plugins if "autograder" in n])
    assert not any(left.values())
