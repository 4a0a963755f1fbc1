"""What the grader and the confined child that grades exercises with Keras say to each other.

    the grader sends                     the child sends
    ----------------------------------   -------------------------------------
                                         CONFINED, when every layer is in force
    Task, once
                                         ForkWorker
    one byte, with the worker's socket
                                         RetireWorker, when it needs it no more
                                         Train, and later on
                                         AwaitTraining
    Trained or Untrainable
                                         Graded, once

A network is trained in a child of its own, which gets TrainingTask and nothing of the submission:

    TrainingTask, once
                                         Trained or Untrainable, once

So what is kept of a training depends on the network alone: who takes over the child that trains it
by what it describes can change the verdict of those who describe the same.

Each message is a length and MessagePack. The child has run what a student described: what it sends
is read with types and bounds, like anything that comes from a worker.
"""

from __future__ import annotations

import math
import socket
import struct
import time
from collections.abc import Callable
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from autograder.grading.explanations import Notice
from autograder.grading.failing_calls import FailingCall
from autograder.keras_models.architecture import MAX_TEXT
from autograder.limits import MEBIBYTE, Limits
from autograder.reports.report import ExerciseReport
from autograder.submissions.submission import CodeCell
from autograder.training.trained import Trained

_LENGTH = struct.Struct("<I")
#: Reports hold curves, pictures' numbers and messages, never what was trained.
MAX_BYTES = 4 * MEBIBYTE
#: Failing calls of one submission that are given.
MOST_FAILING = 1000
#: Eight hexadecimal digits, or nothing.
Digest = Annotated[str, Meta(pattern="^(?:[0-9a-f]{8})?\\Z")]
#: What an answer returned, by public call, each as a digest.
Returned = Annotated[dict[Digest, Digest], Meta(max_length=100)]
#: The byte that comes with a worker's socket.
WORKER = b"W"
NO_DEADLINE = _NO_BOUND = math.inf
#: Trainings of one submission: those of its exercises, each from a few seeds.
MOST_TRAININGS = 100


class BrokenChildError(Exception):
    """The child has ended, or what it sent breaks the rules."""


class Task(msgspec.Struct, tag=True, frozen=True):
    """Grade exercises of a submission."""

    assignment: str
    exercises: tuple[str, ...]
    cells: tuple[CodeCell, ...]
    seed: str
    limits: Limits  # of the exercises' worker
    layers: tuple[str, ...]  # in force around that worker
    counterexamples: int = 0  # of how many wrong answers a public example is shown
    explain: bool = False  # whether to give the failing calls of hidden tests


class TrainingTask(msgspec.Struct, tag=True, frozen=True):
    """Train a network by the protocol of an exercise, from a seed."""

    assignment: str
    exercise: str
    architecture: bytes
    settings: bytes
    seed: int


class ForkWorker(msgspec.Struct, tag=True, frozen=True):
    """Give me a worker for the submission's code."""


class RetireWorker(msgspec.Struct, tag=True, frozen=True):
    """I need the worker no more."""


class Train(msgspec.Struct, tag=True, frozen=True):
    """Have the network trained that is the answer to an exercise."""

    number: Annotated[int, Meta(ge=0, le=MOST_TRAININGS)]  # the child's own, for AwaitTraining
    exercise: Annotated[str, Meta(max_length=200)]
    architecture: Annotated[bytes, Meta(max_length=MAX_TEXT)]
    settings: Annotated[bytes, Meta(max_length=MAX_TEXT)]
    seed: Annotated[int, Meta(ge=0, le=MOST_TRAININGS)]


class AwaitTraining(msgspec.Struct, tag=True, frozen=True):
    """Give me what a training came to."""

    number: int


class Untrainable(msgspec.Struct, tag=True, frozen=True):
    """A network that cannot be trained, and why, for the student."""

    reason: Annotated[str, Meta(max_length=1000)]


class Graded(msgspec.Struct, tag=True, frozen=True):
    """What the exercises came to."""

    exercises: Annotated[list[ExerciseReport], Meta(max_length=200)]
    notices: Annotated[list[Notice], Meta(max_length=200)]
    failing: Annotated[list[FailingCall], Meta(max_length=MOST_FAILING)] = []
    returned: Annotated[dict[str, Returned], Meta(max_length=200)] = {}  # by exercise


class Failed(msgspec.Struct, tag=True, frozen=True):
    """The grading has failed, and not by the student's fault."""

    where: Annotated[str, Meta(max_length=500)]  # the error's type and the line of the program


FromChild = ForkWorker | RetireWorker | Train | AwaitTraining | Graded | Failed
Outcome = Trained | Untrainable

_read_task = msgspec.msgpack.Decoder(Task | TrainingTask).decode
_read_answer = msgspec.msgpack.Decoder(FromChild).decode
_read_outcome = msgspec.msgpack.Decoder(Outcome | Failed).decode


def send(connection: socket.socket, message: msgspec.Struct) -> None:
    """Send a message."""
    body = msgspec.msgpack.encode(message)
    connection.sendall(_LENGTH.pack(len(body)) + body)


def receive_task(connection: socket.socket) -> Task | TrainingTask:
    """In the child: receive the task, however long that takes."""
    task: Task | TrainingTask = _read_task(_receive(connection, NO_DEADLINE, _NO_BOUND))
    return task


def receive_outcome(connection: socket.socket, deadline: float) -> Outcome | Failed:
    """Receive what a training came to, from a child that trains or from the grader.

    Raises like `receive`.
    """
    outcome: Outcome | Failed = _decoded(_read_outcome, connection, deadline)
    return outcome


def receive(connection: socket.socket, deadline: float) -> FromChild:
    """Receive what a child says.

    Raises TimeoutError past the deadline, and BrokenChildError for what is not a message.
    """
    answer: FromChild = _decoded(_read_answer, connection, deadline)
    return answer


def _decoded(read: Callable[[bytes], Any], connection: socket.socket, deadline: float) -> Any:
    try:
        return read(_receive(connection, deadline, MAX_BYTES))
    except TimeoutError:
        raise
    except (OSError, msgspec.DecodeError) as error:
        raise BrokenChildError("no message") from error


def _receive(connection: socket.socket, deadline: float, most: float) -> bytes:
    (length,) = _LENGTH.unpack(_read(connection, _LENGTH.size, deadline))
    if length > most:
        raise BrokenChildError("a message that is too large")
    return _read(connection, length, deadline)


def _read(connection: socket.socket, length: int, deadline: float) -> bytes:
    parts: list[bytes] = []
    while length:
        if deadline != NO_DEADLINE:
            seconds = deadline - time.monotonic()
            if seconds <= 0:
                raise TimeoutError
            connection.settimeout(seconds)
        part = connection.recv(min(length, MEBIBYTE))
        if not part:
            raise BrokenChildError("it has ended")
        parts.append(part)
        length -= len(part)
    return b"".join(parts)
