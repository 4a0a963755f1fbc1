"""What the grader and the confined child that grades exercises with Keras say to each other.

    the grader sends                     the child sends
    ----------------------------------   -------------------------------------
                                         CONFINED, when every layer is in force
    Task, once
                                         ForkWorker
    one byte, with the worker's socket
                                         RetireWorker, when it needs it no more
                                         Graded, once

Each message is a length and MessagePack. The child has run what a student described: what it sends
is read with types and bounds, like anything that comes from a worker.
"""

from __future__ import annotations

import math
import socket
import struct
import time
from typing import Annotated

import msgspec
from msgspec import Meta

from autograder.grading.explanations import Notice
from autograder.grading.failing_calls import FailingCall
from autograder.limits import MEBIBYTE, Limits
from autograder.reports.report import ExerciseReport
from autograder.submissions.submission import CodeCell

_LENGTH = struct.Struct("<I")
#: Reports hold curves, pictures' numbers and messages, never what was trained.
MAX_BYTES = 4 * MEBIBYTE
#: Failing calls of one submission that are given.
MOST_FAILING = 1000
#: The byte that comes with a worker's socket.
WORKER = b"W"
_NO_DEADLINE = _NO_BOUND = math.inf


class BrokenChildError(Exception):
    """The child has ended, or what it sent breaks the rules."""


class Task(msgspec.Struct, frozen=True):
    """Grade exercises of a submission."""

    assignment: str
    exercises: tuple[str, ...]
    cells: tuple[CodeCell, ...]
    seed: str
    limits: Limits  # of the exercises' worker
    layers: tuple[str, ...]  # in force around that worker
    counterexamples: int = 0  # of how many wrong answers a public example is shown
    explain: bool = False  # whether to give the failing calls of hidden tests


class ForkWorker(msgspec.Struct, tag=True, frozen=True):
    """Give me a worker for the submission's code."""


class RetireWorker(msgspec.Struct, tag=True, frozen=True):
    """I need the worker no more."""


class Graded(msgspec.Struct, tag=True, frozen=True):
    """What the exercises came to."""

    exercises: Annotated[list[ExerciseReport], Meta(max_length=200)]
    notices: Annotated[list[Notice], Meta(max_length=200)]
    failing: Annotated[list[FailingCall], Meta(max_length=MOST_FAILING)] = []


class Failed(msgspec.Struct, tag=True, frozen=True):
    """The grading has failed, and not by the student's fault."""

    where: Annotated[str, Meta(max_length=500)]  # the error's type and the line of the program


FromChild = ForkWorker | RetireWorker | Graded | Failed

_read_task = msgspec.msgpack.Decoder(Task).decode
_read_answer = msgspec.msgpack.Decoder(FromChild).decode


def send(connection: socket.socket, message: msgspec.Struct) -> None:
    """Send a message."""
    body = msgspec.msgpack.encode(message)
    connection.sendall(_LENGTH.pack(len(body)) + body)


def receive_task(connection: socket.socket) -> Task:
    """In the child: receive the task, however long that takes."""
    return _read_task(_receive(connection, _NO_DEADLINE, _NO_BOUND))


def receive(connection: socket.socket, deadline: float) -> FromChild:
    """Receive what a child says.

    Raises TimeoutError past the deadline, and BrokenChildError for what is not a message.
    """
    try:
        answer: FromChild = _read_answer(_receive(connection, deadline, MAX_BYTES))
        return answer
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
        if deadline != _NO_DEADLINE:
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
