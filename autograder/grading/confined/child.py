"""The confined child: it grades exercises with Keras, and has no authority to do anything else.

It runs in a sandbox like a worker, but sees the course's hidden tests, since it is the grader's:
there students' models are rebuilt and judged. The module is what its host's settings name; the host
prepares once, and a child is forked for each submission, and one for each network to be trained.
"""

from __future__ import annotations

import socket
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from autograder.course.bank import Entry
from autograder.course.loading import load_course
from autograder.course.model import Assignment
from autograder.grading.confined import messages
from autograder.grading.counterexamples import Counterexamples
from autograder.grading.diagnosis import Diagnosis
from autograder.grading.exercises import grade_exercises
from autograder.keras_models.importing import import_keras
from autograder.sandbox.channel import Channel
from autograder.sandbox.inside.models import run_eagerly
from autograder.sandbox.inside.protocol.channel import frame
from autograder.sandbox.inside.protocol.messages import CONFINED
from autograder.sandbox.inside.worker import close_output
from autograder.testing.collecting import Grader, collect
from autograder.training.descriptions import Description
from autograder.training.measures import TrainingError
from autograder.training.protocols import Scale
from autograder.training.samples import samples_of
from autograder.training.train import Training
from autograder.training.trained import Trained, summarise
from autograder.training.trainer import Trainer, protocols_by_bar, protocols_of


class EntryText(msgspec.Struct, frozen=True):
    """An entry of the bank, as it crosses."""

    name: str
    of: str
    hint: str | None
    source: str
    imports: str
    uses: str | None

    def entry(self) -> Entry:
        """The entry; it is a misconception, since only these are recognised."""
        return Entry(
            "misconception", self.name, self.of, self.hint, False, self.source, self.imports, 0,
            Path(self.name), self.uses,
        )  # fmt: skip


class Course(msgspec.Struct, frozen=True):
    """What is graded, and by what."""

    root: str  # where the child sees it
    assignments: tuple[str, ...]
    scale: Scale
    bank: tuple[EntryText, ...] | None  # None: the course's own


class _Prepared:
    """What the host has made ready; each child inherits it."""

    course: Course
    graders: dict[str, Grader]
    diagnoses: dict[str, Diagnosis]


def prepare(argument: str) -> None:
    """In the host: collect the tests, read the bank and the data."""
    course = _Prepared.course = msgspec.json.decode(argument, type=Course)
    found = load_course(Path(course.root))
    assignments = [found.assignment(name) for name in course.assignments]
    import_keras()
    _Prepared.graders = collect(assignments)
    _Prepared.diagnoses = {
        assignment.name: Diagnosis.of(assignment, with_keras=True)
        if course.bank is None
        else Diagnosis(assignment, [text.entry() for text in course.bank], with_keras=True)
        for assignment in assignments
    }
    for assignment in assignments:
        _read_samples(assignment, course.scale)


def serve(connection: socket.socket) -> None:
    """In a child: grade what the grader asks for."""
    close_output()
    connection.sendall(frame([CONFINED]))
    task = messages.receive_task(connection)
    answer: messages.Graded | messages.Outcome | messages.Failed
    try:
        if isinstance(task, messages.TrainingTask):
            answer = _train(task)
        else:
            answer = _grade(task, _Workers(connection, task.layers), _Trainings(connection))
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{type(error).__name__} in {last.filename}, line {last.lineno}"
        answer = messages.Failed(where[:500])
    messages.send(connection, answer)


def _grade(task: messages.Task, workers: _Workers, trainings: _Trainings) -> messages.Graded:
    run_eagerly()  # as the worker does; mistakes that train are replayed
    grader = _Prepared.graders[task.assignment]
    exercises = [
        exercise for exercise in grader.assignment.exercises if exercise.name in task.exercises
    ]
    diagnosis = _Prepared.diagnoses[task.assignment]
    counterexamples = None
    if task.counterexamples:
        counterexamples = Counterexamples(
            grader.assignment, diagnosis.right, task.counterexamples, with_keras=True
        )
    graded = grade_exercises(
        exercises,
        grader,
        task.cells,
        workers,
        seed=task.seed,
        limits=task.limits,
        diagnosis=diagnosis,
        counterexamples=counterexamples,
        trainer=Trainer(grader.assignment, _Prepared.course.scale, trainings.begin),
        explain=task.explain,
    )
    failing = list(graded.failing)[: messages.MOST_FAILING]
    reports, notices = list(graded.reports.values()), list(graded.notices)
    return messages.Graded(reports, notices, failing, dict(graded.returned))


def _train(task: messages.TrainingTask) -> messages.Outcome:
    assignment = _Prepared.graders[task.assignment].assignment
    bar = f"{assignment.name}/{task.exercise}"
    protocol = protocols_by_bar(assignment.root)[bar, _Prepared.course.scale]
    description = Description(task.architecture, task.settings)
    try:
        return summarise(Training(description, protocol).run(task.seed), protocol)
    except TrainingError as error:
        return messages.Untrainable(str(error)[:1000])


class _Trainings:
    """Trainings that the grader has done for this child, one at a time."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._begun = 0

    def begin(self, exercise: str, description: Description, seed: int) -> Callable[[], Trained]:
        """Ask the grader to begin; what is given asks for what came of it."""
        number, self._begun = self._begun, self._begun + 1
        messages.send(self._connection, messages.Train(number, exercise, *description, seed))

        def wait() -> Trained:
            messages.send(self._connection, messages.AwaitTraining(number))
            outcome = messages.receive_outcome(self._connection, messages.NO_DEADLINE)
            if isinstance(outcome, messages.Untrainable):
                raise TrainingError(outcome.reason)
            assert isinstance(outcome, Trained)
            return outcome

        return wait


class _Workers:
    """Workers that the grader forks."""

    with_keras = True

    def __init__(self, connection: socket.socket, layers: Sequence[str]) -> None:
        self._connection = connection
        self.layers = tuple(layers)

    def fork(self) -> _Worker:
        """Ask the grader for a worker."""
        messages.send(self._connection, messages.ForkWorker())
        _, descriptors, _, _ = socket.recv_fds(self._connection, 1, 1)
        (descriptor,) = descriptors
        worker = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM, 0, fileno=descriptor)
        return _Worker(self._connection, Channel(worker, is_set_up=True))


class _Worker:
    """A worker, reached over its channel."""

    def __init__(self, connection: socket.socket, channel: Channel) -> None:
        self._connection = connection
        self.channel = channel

    def retire(self) -> None:
        """Have the grader kill it."""
        self.channel.close()
        messages.send(self._connection, messages.RetireWorker())


def _read_samples(assignment: Assignment, scale: Scale) -> None:
    """Read the data of an assignment's protocols, once for all children."""
    for protocol in protocols_of(assignment, scale):
        samples_of(protocol.data, protocol.train, protocol.test)
        if "auc" in protocol.measures:
            import sklearn.metrics  # noqa: F401, PLC0415 - takes a second, once for all children
