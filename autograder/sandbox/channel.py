"""The grader's end of a worker's socket: it has deadlines, and trusts nothing that it reads."""

from __future__ import annotations

import select
import socket
import struct
import time
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Annotated

import msgspec

from autograder.sandbox.inside.protocol.channel import (
    LENGTH_BYTES,
    MAX_READ,
    MIN_READ,
    frame,
    unpack_length,
)
from autograder.sandbox.inside.protocol.guard import (
    MAX_FRAME,
    ProtocolError,
    TooLargeError,
    inspect,
)
from autograder.sandbox.inside.protocol.messages import FromWorker, ToWorker

#: Frames as short as these are decoded at once: their types leave no room for maps or nesting,
#: and their length none for many items.
_SHORT_FRAME = 64 * 1024
#: How long a read waits in the kernel before the deadline is looked at: seconds, microseconds.
_KERNEL_TIMEOUT = struct.pack("@ll", 0, 20_000)

_read_answers = msgspec.msgpack.Decoder(
    Annotated[list[FromWorker], msgspec.Meta(min_length=1)]
).decode


class ChannelTimeoutError(ProtocolError):
    """The worker did not read or answer in time."""


class Channel:
    """The grader's end of a worker's socket: never blocks past a deadline, trusts no frame.

    A read first waits in the kernel for a short time: an answer that comes at once, as nearly all
    do, costs one system call. Only then does it wait with the deadline in view.
    """

    def __init__(self, connection: socket.socket, *, is_set_up: bool = False) -> None:
        """`is_set_up` of a socket that another process's Channel has been made of."""
        if not is_set_up:
            connection.setblocking(True)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, _KERNEL_TIMEOUT)
        self._socket = connection
        self._poll = select.poll()
        self._received = b""
        self._read_bytes = 0  # how much of that has been read
        self._messages: Iterator[FromWorker] = iter(())  # of the last frame

    def __enter__(self) -> Channel:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the socket; safe to call twice."""
        self._socket.close()

    def fileno(self) -> int:
        """The socket's descriptor."""
        return self._socket.fileno()

    def detach(self) -> socket.socket:
        """The socket, for another protocol; nothing may have come that was not received."""
        return socket.socket(fileno=self._socket.detach())

    def send(self, messages: Sequence[ToWorker], deadline: float) -> None:
        """Send messages in one frame; raise ChannelTimeoutError past the deadline."""
        view = memoryview(frame(messages))
        while view:
            try:
                view = view[self._socket.send(view, socket.MSG_DONTWAIT) :]
            except BlockingIOError:
                self._wait(select.POLLOUT, deadline)
            except OSError as error:
                raise ProtocolError("the worker has closed the channel") from error

    def receive(self, deadline: float) -> FromWorker:
        """Receive a message.

        Raise ChannelTimeoutError past the deadline, and ProtocolError for a frame that breaks the
        rules.
        """
        message = self.take()
        while message is None:
            (length,) = unpack_length(self._read(LENGTH_BYTES, deadline))
            if length > MAX_FRAME:
                raise TooLargeError("a frame that is too large")
            self._messages = _read_messages(self._read(length, deadline))
            message = next(self._messages, None)
        return message

    def take(self) -> FromWorker | None:
        """The next message of a frame that has come, if there is one."""
        return next(self._messages, None)

    def _read(self, length: int, deadline: float) -> bytes:
        begin = self._read_bytes
        missing = begin + length - len(self._received)
        if missing > 0:
            parts = [self._received[begin:]]
            while missing > 0:
                part = self._receive(missing, deadline)
                parts.append(part)
                missing -= len(part)
            self._received, begin = b"".join(parts), 0
        self._read_bytes = begin + length
        return self._received[begin : self._read_bytes]

    def _receive(self, missing: int, deadline: float) -> bytes:
        """What has come, waited for if nothing has; the larger the frame, the more at a time."""
        waited = False
        while True:
            try:
                part = self._socket.recv(min(max(missing, MIN_READ), MAX_READ))
            except BlockingIOError:
                if waited and time.monotonic() > deadline:
                    raise ChannelTimeoutError("the worker is too slow") from None
                self._wait(select.POLLIN, deadline)
                waited = True
                continue
            except OSError as error:
                raise ProtocolError("the worker has closed the channel") from error
            if not part:
                raise ProtocolError("the worker has closed the channel")
            if time.monotonic() > deadline:
                raise ChannelTimeoutError("the worker is too slow")
            return part

    def _wait(self, event: int, deadline: float) -> None:
        left = deadline - time.monotonic()
        if left > 0:
            self._poll.register(self._socket, event)
            if self._poll.poll(left * 1000 + 1):
                return
        raise ChannelTimeoutError("the worker does not answer")


def _read_messages(body: bytes) -> Iterator[FromWorker]:
    if len(body) > _SHORT_FRAME:
        inspect(body)
    try:
        return iter(_read_answers(body))
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise ProtocolError("a frame that holds no messages") from error
