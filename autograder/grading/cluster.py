"""Grading on more than one machine: the same engine, kept warm in each worker of a Dask cluster.

The course's files, bank and secret travel to the workers as bytes, into a temporary folder that is
gone when they end, and with them the trainings that are done already; a submission travels as
bytes, and a report comes back, with the trainings that were new. No file system is
shared. What the machines must have is this program, of the same version, and the sandbox.
"""

from __future__ import annotations

import hashlib
import tempfile
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
from distributed import Client, KilledWorker, as_completed, get_worker
from distributed.diagnostics.plugin import WorkerPlugin

from autograder.course.loading import load_course
from autograder.course.model import Assignment, CourseError
from autograder.grading.engine import Engine, Settings, assignments_of
from autograder.grading.grade import failed
from autograder.reports import report as reports
from autograder.reports.report import Report
from autograder.reports.store import program_digest
from autograder.sandbox.errors import SandboxError
from autograder.sandbox.requirements import missing_layers
from autograder.submissions.submission import Submission
from autograder.training.store import TrainingStore, decode_trainings, store_path
from autograder.training.trained import Trained

#: The files of a course that a worker needs: no notebooks, no data and no students' files.
_FILES = ("course.toml", "source/*/*.py", "solutions/**/*.py", "solutions/**/*.toml")
_TASKS_PER_THREAD = 2  # one being worked on, one on its way
#: A task grades as many submissions as took so long before, in seconds: for each task Dask uses as
#: much processor time as grading does for a numeric submission.
_TASK_SECONDS = 0.1
_MOST_PER_TASK = 8
_TIMEOUT = "30s"


#: A packed report, and the trainings that were done for it, each by its key.
Graded = tuple[bytes, list[tuple[str, bytes]]]


class EnginePlugin(WorkerPlugin):  # type: ignore[misc]
    """Keeps one engine in a worker; a worker grades one submission at a time."""

    idempotent = True

    def __init__(
        self,
        files: dict[str, bytes],
        names: Sequence[str],
        settings: Settings,
        program: str,
        trainings: Sequence[tuple[str, Trained]] = (),
    ) -> None:
        self.name = f"autograder-{_digest(files, names, settings)}"
        self._files = files
        self._names = list(names)
        self._settings = settings
        self._program = program
        self._trainings = [(key, msgspec.msgpack.encode(trained)) for key, trained in trainings]
        # In a worker, from `setup` to `teardown`:
        self._resources: ExitStack | None = None
        self._engine: Engine | None = None
        self._lock: Any = None

    @classmethod
    def of(cls, assignments: Sequence[Assignment], settings: Settings) -> EnginePlugin:
        """The plugin for some assignments of one course."""
        root = assignments[0].root
        files = {
            str(path.relative_to(root)): path.read_bytes()
            for pattern in _FILES
            for path in sorted(root.glob(pattern))
            if path.is_file()
        }
        names = [assignment.name for assignment in assignments]
        trainings = TrainingStore(settings.trainings).all()
        return cls(files, names, settings, program_digest(), trainings)

    def setup(self, worker: Any) -> None:
        """In a worker: write the course down and start the engine."""
        if program_digest() != self._program:
            raise CourseError(
                "A worker of the cluster has another version of keras-autograder: install the same."
            )
        if self._settings.sandboxed and (missing := missing_layers()):
            raise SandboxError("On a worker of the cluster: " + "\n".join(missing))
        with ExitStack() as resources:
            folder = resources.enter_context(
                tempfile.TemporaryDirectory(prefix="autograder-course-", ignore_cleanup_errors=True)
            )
            for name, content in self._files.items():
                path = Path(folder, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            assignments = assignments_of(load_course(Path(folder)), self._names)
            settings = replace(self._settings, trainings=store_path(Path(folder)))
            self._engine = resources.enter_context(Engine.of(assignments, settings))
            self._engine.trainings.put(decode_trainings(self._trainings))
            self._engine.trainings.newly_kept()
            self._lock = threading.Lock()
            self._resources = resources.pop_all()

    def teardown(self, worker: Any) -> None:
        """In a worker: end the sandbox, and leave nothing of the course."""
        if self._resources is not None:
            self._resources.close()

    def grade(self, submission: Submission) -> Graded:
        """In a worker: grade one submission; give what was trained for it, too."""
        assert self._engine is not None
        with self._lock:
            report = self._engine.grade(submission)
            trainings = self._engine.trainings.newly_kept()
        packed = [(key, msgspec.msgpack.encode(trained)) for key, trained in trainings]
        return reports.pack(report), packed


def grade_on_cluster(
    submissions: Iterable[Submission],
    assignments: Sequence[Assignment],
    settings: Settings,
    address: str,
) -> Iterator[Report]:
    """Grade on the cluster of the scheduler at `address`, giving each report as it comes.

    A submission whose worker dies goes to another one, as often as the scheduler allows, and then,
    if others were with it, once more alone; only then is it reported as the grader's failure. No
    more is sent than the workers have in hand.
    """
    waiting = iter(submissions)
    if not assignments:
        with Engine({}, settings) as engine:
            yield from map(engine.grade, waiting)
        return
    plugin = EnginePlugin.of(assignments, settings)
    store = TrainingStore(settings.trainings)
    by_name = {assignment.name: assignment for assignment in assignments}
    try:
        client = Client(address, timeout=_TIMEOUT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise SandboxError(f"There is no scheduler at {address}: {error}") from error
    with client, _registered(plugin, client):
        client.wait_for_workers(1, timeout=_TIMEOUT)
        running: dict[Any, list[Submission]] = {}
        alone: list[Submission] = []  # to be graded by themselves
        done = as_completed(loop=client.loop)
        graded, seconds = 0, 0.0

        def next_batch() -> list[Submission]:
            if alone:
                return [alone.pop()]
            size = int(_TASK_SECONDS * graded / seconds) if seconds else 1
            return list(islice(waiting, min(max(size, 1), _MOST_PER_TASK)))

        def feed() -> None:
            room = _TASKS_PER_THREAD * max(1, sum(client.nthreads().values()))
            while len(running) < room and (batch := next_batch()):
                future = client.submit(_grade, batch, plugin.name, pure=False)
                running[future] = batch
                done.add(future)

        feed()
        for future in done:
            batch = running.pop(future)
            answers: list[Report] = []
            try:
                for packed, trainings in future.result():
                    answers.append(reports.unpack(packed))
                    store.put(decode_trainings(trainings))
            except KilledWorker:
                if len(batch) > 1:
                    alone += batch
                else:
                    answers = [failed(batch[0], by_name.get(batch[0].assignment))]
            graded += len(answers)
            seconds += sum(report.seconds for report in answers)
            future.release()
            feed()
            yield from answers


@contextmanager
def _registered(plugin: EnginePlugin, client: Any) -> Iterator[None]:
    """Keep an engine in every worker of the cluster."""
    try:
        client.register_plugin(plugin)
        yield
    finally:
        client.unregister_worker_plugin(plugin.name)


def _grade(batch: Sequence[Submission], plugin: str) -> list[Graded]:
    """In a worker: have its engine grade submissions."""
    engine: EnginePlugin = get_worker().plugins[plugin]
    return [engine.grade(submission) for submission in batch]


def _digest(files: dict[str, bytes], names: Sequence[str], settings: Settings) -> str:
    digest = hashlib.sha256(repr((sorted(files), list(names), settings)).encode())
    for name in sorted(files):
        digest.update(files[name])
    return digest.hexdigest()[:16]
