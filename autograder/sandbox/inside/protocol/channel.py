"""Frames, and the worker's end of the socket: each frame is a length and a list of messages."""

from __future__ import annotations

import socket
import struct
import time
from collections.abc import Iterator, Sequence

import msgspec

from autograder.sandbox.inside.protocol.guard import MAX_FRAME, ProtocolError
from autograder.sandbox.inside.protocol.messages import FromWorker, ToWorker

_LENGTH = struct.Struct("<I")
#: A read asks for at least this much: most frames are smaller, and come whole.
MIN_READ = 32 * 1024
#: A read asks for at most this much, however large the frame is.
MAX_READ = 1024 * 1024

#: How long an answer may wait for others to go with it, in seconds, and how many bytes may wait.
_MAX_DELAY = 0.005
_MAX_WAITING = 64 * 1024

pack_length = _LENGTH.pack
unpack_length = _LENGTH.unpack
LENGTH_BYTES = _LENGTH.size

_to_msgpack = msgspec.msgpack.Encoder().encode
_read_requests = msgspec.msgpack.Decoder(list[ToWorker]).decode


def frame(messages: Sequence[ToWorker | FromWorker]) -> bytes:
    """One or more messages as they cross: the length of what follows, and a list of them."""
    body = _to_msgpack(messages)
    if len(body) > MAX_FRAME:
        raise ProtocolError("a frame too large to send")
    return pack_length(len(body)) + body


class WorkerEnd:
    """The worker's end of the socket: plain blocking reads and writes.

    Answers are kept while there are more messages to work on at once, and sent together.
    """

    def __init__(self, connection: socket.socket) -> None:
        self._socket = connection
        self._received = b""
        self._messages: Iterator[ToWorker] = iter(())  # of the last frame
        self._answers = bytearray()
        self._count = 0  # of answers
        self._sent = 0.0  # when answers were last sent, or there was nothing to do

    def send(self, message: FromWorker) -> None:
        """Send a message to the grader, at the latest when nothing is left to be done."""
        body = _to_msgpack(message)
        if self._count and len(self._answers) + len(body) > _MAX_WAITING:
            self._flush()
        self._answers += body
        self._count += 1

    def receive(self) -> ToWorker:
        """Receive the grader's next message; raise EOFError when the grader has gone."""
        if self._count and time.monotonic() - self._sent > _MAX_DELAY:
            self._flush()
        message = next(self._messages, None)
        while message is None:
            (length,) = unpack_length(self._read(LENGTH_BYTES))
            self._messages = iter(_read_requests(self._read(length)))
            message = next(self._messages, None)
        return message

    def _flush(self) -> None:
        # The head of a list whose length has two bytes: fewer answers than that ever wait.
        head = b"\xdc" + self._count.to_bytes(2, "big")
        self._socket.sendall(pack_length(len(head) + len(self._answers)) + head + self._answers)
        self._answers.clear()
        self._count = 0
        self._sent = time.monotonic()

    def _read(self, length: int) -> bytes:
        """The next bytes, waited for if there are fewer; answers go out first."""
        received = self._received
        if len(received) < length:
            if self._count:
                self._flush()
            parts = [received]
            missing = length - len(received)
            while missing > 0:
                part = self._socket.recv(min(max(missing, MIN_READ), MAX_READ))
                if not part:
                    raise EOFError
                parts.append(part)
                missing -= len(part)
            received = b"".join(parts)
            self._sent = time.monotonic()
        self._received = received[length:]
        return received[:length]
