"""The grader's side of the confined child: it starts it, gives it workers, and kills it in time."""

from __future__ import annotations

import contextlib
import os
import socket
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from autograder.course.bank import Entry
from autograder.course.model import Assignment, Exercise
from autograder.datasets.fashion_mnist import complete_locations
from autograder.grading.confined import messages
from autograder.grading.confined.child import Course, EntryText
from autograder.grading.confined.trainings import SubmissionTrainings, Trainings
from autograder.grading.exercises import GradedExercises
from autograder.grading.running import ExerciseRun, Verdict
from autograder.grading.scoring import score_exercise
from autograder.grading.session import MOST_LOADING
from autograder.limits import Limits
from autograder.reports.report import ExerciseReport
from autograder.sandbox.host import Host, Worker
from autograder.sandbox.profiles import KERAS
from autograder.submissions.submission import CodeCell
from autograder.testing.collecting import Grader
from autograder.training.judging import SEEDS
from autograder.training.protocols import Scale
from autograder.training.store import TrainingStore
from autograder.training.trainer import protocols_of

_COURSE, _DATA = "/course", "/data"
#: Seconds that a child may need besides calls, cells and trainings.
_GRACE = 5.0
_MEMORY = dict(KERAS.rlimits)["DATA"]
#: Workers that a child may ask for: each call that breaks one takes two more.
_MOST_WORKERS = 500


class ConfinedGrader:
    """Grades exercises with Keras in a child without authority, forked anew for each submission.

    The models that a student's functions return are rebuilt and judged there. The child has nothing
    but the hidden tests, a seed, and the channel to the student's worker. What it wants to have
    trained is trained in another child, once for all who built the same.
    """

    def __init__(
        self,
        assignments: Sequence[Assignment],
        limits: Limits,
        scale: Scale,
        bank: Sequence[Entry] | None,
        *,
        sandboxed: bool,
        store: TrainingStore,
    ) -> None:
        self._trainings = Trainings(assignments, scale, store)
        self._scale: Scale = scale
        root = assignments[0].root
        course = Course(
            root=_COURSE if sandboxed else str(root),
            assignments=tuple(assignment.name for assignment in assignments),
            scale=scale,
            bank=None
            if bank is None
            else tuple(_text(entry) for entry in bank if entry.kind == "misconception"),
        )
        environment = dict(KERAS.environment)
        # Bars were calibrated with it, and trainings of different submissions share the cores.
        del environment["TF_ENABLE_ONEDNN_OPTS"]
        for name in ("TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS"):
            if name in os.environ:
                environment[name] = os.environ[name]
        visible = [
            (str(root / folder), f"{_COURSE}/{folder}") for folder in ("source", "solutions")
        ]
        data = _data(scale)
        if data is not None:
            visible.append((str(data), _DATA))
            environment["AUTOGRADER_DATA"] = _DATA if sandboxed else str(data)
        profile = replace(
            KERAS,
            name="grader",
            distributions=(),
            imports=(),
            environment=tuple(environment.items()),
            rlimits=(*KERAS.rlimits, ("CPU", 24 * 60 * 60)),
            program="autograder.grading.confined.child",
            argument=msgspec.json.encode(course).decode(),
            visible=tuple(visible),
            receives_descriptors=True,
            whole_program=True,
        )
        self._host = Host(profile, limits=limits, sandboxed=sandboxed)

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
        """End the host and whatever runs in it."""
        self._host.close()

    def grade(
        self,
        exercises: Sequence[Exercise],
        grader: Grader,
        cells: Sequence[CodeCell],
        workers: Host,
        *,
        seed: str,
        limits: Limits,
        counterexamples: int = 0,
        explain: bool = False,
    ) -> GradedExercises:
        """Grade exercises of a submission whose code runs in a worker of the host `workers`.

        Of `counterexamples` wrong answers a public example is shown. To `explain`, the failing
        calls of hidden tests are given, too.
        """
        names = tuple(exercise.name for exercise in exercises)
        seconds = self._seconds(grader.assignment, names, limits)
        task = messages.Task(
            grader.assignment.name,
            names,
            tuple(cells),
            seed,
            limits,
            workers.layers,
            counterexamples,
            explain,
        )
        child = self._host.fork()
        trainings = self._trainings.of(grader.assignment, self._host)
        try:
            with trainings:
                connection = child.channel.detach()
                graded = _converse(connection, task, workers, trainings, seconds)
            return _checked(graded, exercises, grader)
        except TimeoutError:
            reason = (
                f"Grading took longer than {seconds:g} s: does it build a model that takes long "
                "to build or to train?"
            )
        except (messages.BrokenChildError, OSError):  # it may end while it is spoken to
            reason = (
                "Grading was ended: does it build a model that takes more memory than "
                f"{_MEMORY // 1024**3} GB?"
            )
        finally:
            child.retire()
        return _not_graded(exercises, grader, reason)

    def _seconds(self, assignment: Assignment, names: Sequence[str], limits: Limits) -> float:
        """How long a child may take: its calls, the cells as often as they may run, trainings."""
        trainings = len(SEEDS) * sum(
            protocol.seconds
            for protocol in protocols_of(assignment, self._scale)
            if protocol.bar.partition("/")[2] in names
        )
        calls = limits.submission_seconds + MOST_LOADING * limits.cells_seconds
        return calls + trainings + _GRACE


def _converse(
    connection: socket.socket,
    task: messages.Task,
    workers: Host,
    trainings: SubmissionTrainings,
    seconds: float,
) -> messages.Graded:
    """Give a child its task, and what it asks for, until it has graded."""
    deadline = time.monotonic() + seconds
    worker: Worker | None = None
    forked = 0
    with connection, contextlib.ExitStack() as at_last:
        at_last.callback(lambda: worker.retire() if worker is not None else None)
        messages.send(connection, task)
        while True:
            message = messages.receive(connection, deadline)
            if isinstance(message, messages.Graded):
                return message
            if isinstance(message, messages.Failed):
                raise RuntimeError(f"the confined grader failed: {message.where}")
            if isinstance(message, messages.Train):
                trainings.begin(message)
                continue
            if isinstance(message, messages.AwaitTraining):
                messages.send(connection, trainings.outcome(message.number))
                continue
            if worker is not None:
                worker.retire()
                worker = None
            if isinstance(message, messages.ForkWorker):
                forked += 1
                if forked > _MOST_WORKERS:
                    raise messages.BrokenChildError("it asks for workers without an end")
                worker = workers.fork()
                descriptor = worker.channel.fileno()
                socket.send_fds(connection, [messages.WORKER], [descriptor])


def _checked(
    graded: messages.Graded, exercises: Sequence[Exercise], grader: Grader
) -> GradedExercises:
    """What a child has answered, if it can be true: its exercises, their tests and points."""
    reports = {report.name: report for report in graded.exercises}
    for exercise in exercises:
        report = reports.pop(exercise.name, None)
        if (
            report is None
            or report.max_score != exercise.points
            or not 0 <= report.score <= exercise.points
            or [test.name for test in report.tests][: len(grader.tests[exercise.name])]
            != [test.name for test in grader.tests[exercise.name]]
        ):
            raise messages.BrokenChildError("reports that cannot be true")
    known = {report.name: report for report in graded.exercises}
    wrong = {name for name, report in known.items() if report.outcome != "right"}
    if reports or not wrong >= graded.returned.keys():
        raise messages.BrokenChildError("reports that nobody has asked for")
    return GradedExercises(known, graded.notices, graded.failing, graded.returned)


def _not_graded(exercises: Sequence[Exercise], grader: Grader, reason: str) -> GradedExercises:
    """Reports of exercises that have failed all tests for one reason."""
    reports: dict[str, ExerciseReport] = {}
    for exercise in exercises:
        tests = grader.tests[exercise.name]
        verdicts = {test.name: Verdict(reason, raised=True) for test in tests}
        reports[exercise.name] = score_exercise(
            exercise, tests, ExerciseRun(verdicts, [], {}), None, None
        )
    return GradedExercises(reports, [])


def _text(entry: Entry) -> EntryText:
    return EntryText(entry.name, entry.of, entry.hint, entry.source, entry.imports, entry.uses)


def _data(scale: Scale) -> Path | None:
    """The folder with all images, where protocols may need more than the sample that ships."""
    if scale != "full":
        return None
    found = complete_locations()
    return found[0].folder if found else None
