"""The grader's side of trainings: each in a child of its own, once for all who ask for it."""

from __future__ import annotations

import socket
import time
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from types import TracebackType
from typing import Self

from autograder.course.model import Assignment
from autograder.grading.confined import messages
from autograder.sandbox.errors import SandboxError
from autograder.sandbox.host import Host
from autograder.training.judging import SEEDS
from autograder.training.protocols import Protocol, Scale
from autograder.training.store import TrainingStore, training_key
from autograder.training.trained import Trained
from autograder.training.trainer import protocols_of

#: Seconds that a child may need besides the training: to build the network and to measure it.
_GRACE = 10.0


class Trainings:
    """The trainings of some assignments, by their protocols."""

    def __init__(
        self, assignments: Sequence[Assignment], scale: Scale, store: TrainingStore
    ) -> None:
        self._store = store
        self._protocols = {
            assignment.name: {
                protocol.bar.partition("/")[2]: protocol
                for protocol in protocols_of(assignment, scale)
            }
            for assignment in assignments
        }

    def of(self, assignment: Assignment, host: Host) -> SubmissionTrainings:
        """Those of one submission, in children of a host."""
        protocols = self._protocols[assignment.name]
        return SubmissionTrainings(assignment.name, protocols, host, self._store)


class SubmissionTrainings:
    """The trainings of one submission; what has not ended when it is graded is given up."""

    def __init__(
        self, assignment: str, protocols: dict[str, Protocol], host: Host, store: TrainingStore
    ) -> None:
        self._assignment = assignment
        self._protocols = protocols
        self._host = host
        self._store = store
        self._begun: dict[int, Trained | _Child] = {}
        self._children = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._children.close()

    def begin(self, asked: messages.Train) -> None:
        """Begin a training, unless it is known what comes of it.

        Raises BrokenChildError for one that cannot be asked for.
        """
        protocol = self._protocols.get(asked.exercise)
        most = len(self._protocols) * len(SEEDS)
        if protocol is None or asked.seed not in SEEDS or len(self._begun) >= most:
            raise messages.BrokenChildError("a training that nobody asks for")
        key = training_key(asked.architecture, asked.settings, protocol, asked.seed)
        known = self._store.get(key)
        if known is not None:
            self._begun[asked.number] = known
            return
        task = messages.TrainingTask(
            self._assignment, asked.exercise, asked.architecture, asked.settings, asked.seed
        )
        child = self._children.enter_context(_Child(self._host, task, protocol, key))
        self._begun[asked.number] = child

    def outcome(self, number: int) -> messages.Outcome:
        """What a training came to; wait for it."""
        begun = self._begun.get(number)
        if begun is None:
            raise messages.BrokenChildError("a training that has not begun")
        if isinstance(begun, Trained):
            return begun
        outcome = begun.outcome()
        if isinstance(outcome, Trained):
            self._store.put([(begun.key, outcome)])
            self._begun[number] = outcome
        return outcome


class _Child:
    """A child that trains one network."""

    def __init__(
        self, host: Host, task: messages.TrainingTask, protocol: Protocol, key: str
    ) -> None:
        self.key = key
        self._protocol = protocol
        self._deadline = time.monotonic() + protocol.seconds + _GRACE
        self._child = host.fork()
        self._connection: socket.socket = self._child.channel.detach()
        with suppress(OSError):  # it may have ended, which is seen when its answer is read
            messages.send(self._connection, task)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._connection.close()
        self._child.retire()

    def outcome(self) -> messages.Outcome:
        """Wait for what it sends; a child that breaks off has trained something too large."""
        try:
            outcome = messages.receive_outcome(self._connection, self._deadline)
        except TimeoutError:
            return messages.Untrainable(
                f"Its training took longer than {self._protocol.seconds:g} s."
            )
        except messages.BrokenChildError:
            return messages.Untrainable(
                "Its training was ended: does it take more memory than there is?"
            )
        if isinstance(outcome, messages.Failed):
            raise SandboxError(f"a training failed: {outcome.where}")
        if isinstance(outcome, Trained) and set(outcome.measures) != set(self._protocol.measures):
            raise messages.BrokenChildError("measures that nobody asks for")
        return outcome
