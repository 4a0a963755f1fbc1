"""Grading on more than one machine: the same engine, kept warm in each worker of a Dask cluster.

The course's files, bank and secret travel to the workers as bytes, into a temporary folder that is
gone when they end; a submission travels as bytes, and a report comes back. No file system is
shared. What the machines must have is this program, of the same version, and the sandbox.
"""

from __future__ import annotations

import hashlib
import tempfile
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

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

#: The files of a course that a worker needs: no notebooks, no data and no students' files.
_FILES = ("course.toml", "source/*/*.py", "solutions/**/*.py", "solutions/**/*.toml")
_TASKS_PER_THREAD = 2  # one being worked on, one on its way
#: A task grades as many submissions as took so long before, in seconds: for each task Dask uses as
#: much processor time as grading does for a numeric submission.
_TASK_SECONDS = 0.1
_MOST_PER_TASK = 8
_TIMEOUT = "30s"


class EnginePlugin(WorkerPlugin):  # type: ignore[misc]
    """Keeps one engine in a worker; a worker grades one submission at a time."""

    idempotent = True

    def __init__(
        self, files: dict[str, bytes], names: Sequence[str], settings: Settings, program: str
    ) -> None:
        self.name = f"autograder-{_digest(files, names, settings)}"
        self._files = files
        self._names = list(names)
        self._settings = settings
        self._program = program
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
        return cls(
            files, [assignment.name for assignment in assignments], settings, program_digest()
        )

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
            self._engine = resources.enter_context(Engine.of(assignments, self._settings))
            self._lock = threading.Lock()
            self._resources = resources.pop_all()

    def teardown(self, worker: Any) -> None:
        """In a worker: end the sandbox, and leave nothing of the course."""
        if self._resources is not None:
            self._resources.close()

    def grade(self, submission: Submission) -> Report:
        """In a worker: grade one submission."""
        assert self._engine is not None
        with self._lock:
            return self._engine.grade(submission)


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
                answers = [reports.unpack(answer) for answer in future.result()]
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


def _grade(batch: Sequence[Submission], plugin: str) -> list[bytes]:
    """In a worker: have its engine grade submissions; give their reports, packed."""
    engine: EnginePlugin = get_worker().plugins[plugin]
    return [reports.pack(engine.grade(submission)) for submission in batch]


def _digest(files: dict[str, bytes], names: Sequence[str], settings: Settings) -> str:
    digest = hashlib.sha256(repr((sorted(files), list(names), settings)).encode())
    for name in sorted(files):
        digest.update(files[name])
    return digest.hexdigest()[:16]
