"""The worker runs a student's cells and calls the student's functions, and knows nothing else.

Everything here shares a process with hostile code, so the grader relies on none of it: what it says
of changed arguments, warnings and printed text is advice, and the grader checks every frame.
"""

from __future__ import annotations

import io
import os
import socket
import sys
import warnings
from collections.abc import Callable
from typing import Any

from autograder.sandbox.inside.calling import Called, Caller, own_copy
from autograder.sandbox.inside.cells import Cells
from autograder.sandbox.inside.clock import (
    OutOfTimeError,
    interrupted_after,
    listen_for_timeouts,
)
from autograder.sandbox.inside.library_use.absent import take_away
from autograder.sandbox.inside.library_use.dynamic import record_calls
from autograder.sandbox.inside.library_use.sealing import seal
from autograder.sandbox.inside.library_use.static import find_uses
from autograder.sandbox.inside.protocol import messages, values
from autograder.sandbox.inside.protocol.channel import WorkerEnd
from autograder.sandbox.inside.surroundings import StandIns

#: What `warnings.filters` holds after `warnings.simplefilter("always")`.
_ALWAYS = [("always", None, Warning, None, 0)]


def serve(connection: socket.socket, with_stand_ins: bool) -> None:
    """Answer the grader's frames until it closes the channel."""
    worker = _Worker(WorkerEnd(connection))
    worker.end.send(messages.CONFINED)
    listen_for_timeouts()
    if with_stand_ins:
        sys.meta_path.insert(0, StandIns())
    while True:
        try:
            message = worker.end.receive()
        except EOFError:
            return
        if isinstance(message, messages.Execute):
            worker.execute(message)
        elif isinstance(message, messages.Call):
            worker.call(message)
        elif isinstance(message, messages.MonitorUses):
            worker.monitor(message)


class _Worker:
    """A student's notebook, and the channel that its functions are called through."""

    def __init__(self, end: WorkerEnd) -> None:
        self.end = end
        self._cells = Cells()
        self._output = _CountingOutput()
        self._used: set[str] = set()  # forbidden library functions that were called
        self._warned: set[str] = set()  # names of the categories of a call's warnings
        self._on_warning: Any = self._record_warning  # bound once, to be compared by identity
        self._caller = Caller(self._stand_in)
        sys.stdin = io.StringIO()
        sys.stdout = sys.stderr = self._output

    def monitor(self, message: messages.MonitorUses) -> None:
        """Search the cells' text for forbidden library functions; take them away, record calls."""
        uses = find_uses(message.cells, message.forbidden)
        if message.hidden or message.absent:
            files = take_away(message.absent)
            seal(message.hidden, files)
        record_calls(
            [
                name
                for _, names in message.forbidden
                for name in names
                if name.partition(".")[0] not in message.hidden
            ],
            self._used,
        )
        self.end.send(messages.UsesFound(message.id, uses))

    def execute(self, message: messages.Execute) -> None:
        """Run a cell."""
        self.end.send(self._cells.execute(message))

    def call(self, message: messages.Call) -> None:
        """Call a function of the student's and send its result."""
        function = self._cells.function(message.function)
        if function is None:
            self.end.send(messages.Missing(message.id))
            return
        self._output.written = 0
        self._used.clear()
        self._record_warnings()
        called = self._call(function, message)
        if called.value is None:
            assert called.error is not None
            raised = messages.Raised(
                message.id,
                self._cells.problem(called.error),
                called.changed,
                isinstance(called.error, OutOfTimeError),
                sorted(self._used) if self._used else [],
            )
            # The error's frames lead back to this one: kept here, it would keep the call's memory.
            del called
            self.end.send(raised)
            return
        self.end.send(
            messages.Returned(
                message.id,
                called.value,
                called.changed,
                sorted(self._warned)[: messages.MOST_WARNINGS] if self._warned else [],
                self._output.written > 0,
                sorted(self._used) if self._used else [],
                called.models,
            )
        )

    def _call(self, function: Callable[..., Any], message: messages.Call) -> Called:
        """Call a function, for no longer than the call may take."""
        if not message.seconds:
            return self._caller.call(function, message.arguments, frozen=message.frozen)
        try:
            with interrupted_after(message.seconds, of_processor=True):
                return self._caller.call(function, message.arguments, frozen=message.frozen)
        except OutOfTimeError as error:
            return Called(None, error, False)

    def _record_warnings(self) -> None:
        """Record the warnings of the call that follows, whatever student code has set before."""
        self._warned.clear()
        if warnings.showwarning is not self._on_warning or warnings.filters != _ALWAYS:
            warnings.resetwarnings()
            warnings.simplefilter("always")
            warnings.showwarning = self._on_warning

    def _record_warning(self, message: object, category: type[Warning], *where: object) -> None:
        self._warned.add(category.__name__[: messages.NAME])

    def _stand_in(self, number: int) -> Callable[..., Any]:
        """A function that asks the grader to call the one it passed."""

        def call_grader(*args: Any, **kwargs: Any) -> Any:
            self.end.send(messages.CallBack(0, number, values.pack_arguments(args, kwargs)))
            answer = self.end.receive()
            if not isinstance(answer, messages.Answer):
                raise SystemExit
            if answer.failed:
                raise TypeError("this function was called with arguments that it does not take")
            return own_copy(values.unpack(answer.value))

        return call_grader


class _CountingOutput(io.TextIOBase):
    """Standard output that keeps nothing but the count of what was written."""

    def __init__(self) -> None:
        self.written = 0

    def write(self, text: str) -> int:
        self.written += len(text)
        return len(text)

    def fileno(self) -> int:
        return 1


def close_output() -> None:
    """Send what C code prints to nowhere."""
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)
    os.close(null)
