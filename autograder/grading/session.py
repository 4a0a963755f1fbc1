"""One session with a worker: a submission's cells are run there, and its functions called."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from types import TracebackType
from typing import Any, NamedTuple, Self

from autograder.grading.batches import alone, batches
from autograder.grading.calls import (
    ForgedError,
    Function,
    Observation,
    Recorded,
    Reply,
    Request,
    StudentError,
    answer_call_back,
    no_time_left,
    stopped,
    took_too_long,
)
from autograder.grading.explanations import FORGED, Explanations, Notice, reason_of_breakage
from autograder.grading.returned_values import (
    read_observation,
    too_large,
    too_large_in_all,
)
from autograder.grading.shortcuts import Shortcut, Shortcuts
from autograder.grading.workers import ForkedWorker, Workers
from autograder.limits import Limits
from autograder.sandbox.channel import ChannelTimeoutError
from autograder.sandbox.inside.protocol import messages
from autograder.sandbox.inside.protocol.guard import ProtocolError, TooLargeError
from autograder.submissions.submission import CodeCell
from autograder.training.trainer import Judgement, Trainer

#: What answers a message.
_ANSWERS: dict[type, tuple[type, ...]] = {
    messages.MonitorUses: (messages.UsesFound,),
    messages.Execute: (messages.Executed,),
    messages.Call: (messages.Returned, messages.Raised, messages.Missing),
}
#: A worker stops a cell that takes too long by itself, and has so many seconds to say so.
_GRACE = 3.0
#: How long a worker may take to import libraries, no code of the student's, and break them.
_IMPORTING = 60.0
#: How often all the time of the cells may be used up by running them anew, when some of them have
#: ended the worker.
MOST_LOADING = 3
#: Cells of fewer seconds always run whole.
_SLOW_CELL = 0.25


class _Breakage(NamedTuple):
    """What has broken a worker while cells ran."""

    cell: CodeCell | None  # None: one of several
    reason: str


class _Resumed(NamedTuple):
    """What a session takes over from another one that has graded the same cells."""

    shortcuts: Shortcuts
    seconds: float  # of calls that are left
    loading_seconds: float
    answer_bytes: int
    definitions_only: Set[int]


class Session:
    """One submission's code in a worker: `session.mse(y, p)` calls the student's `mse`.

    A worker that dies or does not answer is replaced: the cells are run again, and the grading
    goes on with the next call.
    """

    def __init__(
        self,
        workers: Workers,
        cells: Sequence[CodeCell],
        limits: Limits,
        without: Mapping[str, Sequence[str]] | None = None,
        trainer: Trainer | None = None,
        parameters: Mapping[str, str] | None = None,
        *,
        resumed: _Resumed | None = None,
    ) -> None:
        """`without` are, by exercise, the library functions that it asks to write by hand.

        `parameters` are those of the stubs, by exercise, as they are written there. `resumed` is
        for `again_without`.
        """
        if resumed is None:
            resumed = _Resumed(
                Shortcuts(without or {}, cells, with_keras=workers.with_keras),
                limits.submission_seconds,
                MOST_LOADING * limits.cells_seconds,
                limits.answer_bytes,
                frozenset(),
            )
        self._workers = workers
        self._cells = list(cells)  # without those that must be left out
        self._definitions_only = set(resumed.definitions_only)  # numbers of those not run whole
        self._limits = limits
        self._ends = time.monotonic() + resumed.seconds  # of the calls
        self._loading_left = resumed.loading_seconds
        self._loading_took = 0.0  # the last time
        self._slow_cells: set[int] = set()  # by what the worker says of them
        self._worker: ForkedWorker | None = None
        self._slow: dict[str, StudentError] = {}  # functions that took too long once
        self._calls = 0
        self._bytes_left = resumed.answer_bytes  # of all values that calls may still return
        self._shortcuts = resumed.shortcuts
        self._text_examined = not self._shortcuts.must_be_searched
        self._parameters = parameters or {}
        self._explanations = Explanations(cells, self._parameters, with_keras=workers.with_keras)
        self.recorded: list[Recorded] = []
        self.trainer = trainer  # on the trusted side: trains what this student has built
        self.judged: Judgement | None = None  # what the test at hand leaves to the trainer
        try:
            self._load(first=True)
        except BaseException:
            self.close()
            raise

    def __getattr__(self, name: str) -> Function:
        if name.startswith("_"):
            raise AttributeError(name)
        return Function(self, name)

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
        """Kill the worker, whatever it does."""
        if self._worker is not None:
            worker, self._worker = self._worker, None
            worker.retire()

    @property
    def notices(self) -> list[Notice]:
        """What the student should know of the cells."""
        return self._explanations.notices

    def shortcut(self, name: str) -> Shortcut | None:
        """What the function `name` uses though its exercise asks to write it by hand."""
        return self._shortcuts.of(name)

    def unproven(self, name: str) -> list[str]:
        """What `name` must not use though it is there: its values do not show whether it does."""
        return self._shortcuts.left(name)

    def again_without(self, name: str) -> Session:
        """Close this session, and give one whose worker lacks all that `name` must not use.

        It has what this one has left of its time, and leaves out the same cells. If there is not
        time enough to run all of them twice more, of slow ones it runs only what they define.
        """
        return self._resume(Shortcuts.all_taken_away(self._shortcuts.all_of(name), self._cells))

    def anew(self) -> Session:
        """Close this session, and give one as above whose worker has received no call."""
        return self._resume(Shortcuts({}, self._cells, with_keras=self._workers.with_keras))

    def _resume(self, shortcuts: Shortcuts) -> Session:
        self.close()
        is_short = self._loading_left < 2 * self._loading_took
        return Session(
            self._workers,
            self._cells,
            self._limits,
            parameters=self._parameters,
            resumed=_Resumed(
                shortcuts,
                self._ends - time.monotonic(),
                self._loading_left,
                self._bytes_left,
                self._definitions_only | (self._slow_cells if is_short else set()),
            ),
        )

    # --- cells -----------------------------------------------------------------------------------

    def _load(self, *, first: bool = False) -> None:
        """Run the cells in a fresh worker, on a clock of their own.

        They are sent together. When one of them breaks the worker, they are run again one by one,
        to see which it was: of that one only the definitions are run, and if that breaks the
        worker, too, nothing.
        """
        begun = time.monotonic()
        try:
            self._run_cells(first=first)
        finally:
            seconds = time.monotonic() - begun
            self._ends += seconds
            self._loading_left -= seconds
            self._loading_took = seconds

    def _run_cells(self, *, first: bool) -> None:
        together = True
        ends = time.monotonic() + self._loading_left
        while True:
            self.close()
            if time.monotonic() >= ends:
                self._explanations.note_unloadable(MOST_LOADING * self._limits.cells_seconds)
                return
            worker = self._worker = self._workers.fork()
            is_monitored = self._shortcuts.imports or not self._text_examined
            if is_monitored and not self._examine(worker):
                continue
            monitors = self._shortcuts.is_needed and not is_monitored
            breakage = self._execute(
                worker, self._cells, ends, together=together, first=first, monitors=monitors
            )
            if breakage is None:
                return
            if breakage.cell is not None:
                self._leave_out(breakage.cell, breakage.reason)
            together = breakage.cell is not None

    def _leave_out(self, cell: CodeCell, reason: str) -> None:
        """Run of a cell that has broken the worker only what it defines, or nothing any more."""
        if cell.number in self._definitions_only or reason == FORGED:
            self._explanations.note_left_out(cell, reason)
            self._cells.remove(cell)
        else:
            self._definitions_only.add(cell.number)
            self._explanations.note_definitions_only(cell, reason)

    def _examine(self, worker: ForkedWorker) -> bool:
        """Before any cell: have the worker search their text for library functions, once.

        Say whether to go on with this worker: the text may have broken it.
        """
        cells = [(cell.number, cell.source, cell.without_magics) for cell in self._cells]
        if self._text_examined:
            cells = []
        self._text_examined = True
        seconds = _IMPORTING if self._shortcuts.imports else self._limits.call_seconds
        deadline = time.monotonic() + seconds
        self._calls += 1
        try:
            worker.channel.send([self._monitoring(self._calls, cells)], deadline)
            answer = worker.channel.receive(deadline)
        except ProtocolError:
            return False
        if isinstance(answer, messages.UsesFound):
            self._shortcuts.note_text(answer.uses)
        return True

    def _monitoring(
        self, number: int, cells: Sequence[tuple[int, str, str | None]] = ()
    ) -> messages.MonitorUses:
        """The request to search cells for library functions, and to record or prevent calls."""
        shortcuts = self._shortcuts
        return messages.MonitorUses(
            number,
            list(shortcuts.forbidden.items()),
            list(cells),
            shortcuts.hidden,
            shortcuts.absent,
        )

    def _execute(
        self,
        worker: ForkedWorker,
        cells: Sequence[CodeCell],
        ends: float,
        *,
        together: bool,
        first: bool,
        monitors: bool,
    ) -> _Breakage | None:
        """Run cells until a time; say what has broken the worker, None when nothing has.

        If it `monitors`, the calls of library functions are recorded from here on.
        """
        limits = self._limits
        seconds = limits.call_seconds + _GRACE
        # What honest cells can take, with a moment for each when their time is used up.
        ends = min(ends, time.monotonic() + 2 * limits.cells_seconds + seconds)
        cut = batches(cells, lambda cell: len(cell.source)) if together else alone(cells)
        monitoring = [self._monitoring(self._calls + 1)] if monitors else []
        for batch in cut:
            outgoing: list[messages.MonitorUses | messages.Execute] = [
                *monitoring,
                *(
                    messages.Execute(
                        number,
                        cell.number,
                        cell.source,
                        cell.without_magics,
                        limits.call_seconds,
                        limits.cells_seconds,
                        cell.number in self._definitions_only,
                    )
                    for number, cell in enumerate(batch, start=self._calls + 1 + len(monitoring))
                ),
            ]
            answers, error = self._exchange(worker, outgoing, [], seconds, ends)
            del answers[: len(monitoring)]
            monitoring = []
            if error is not None:
                cell = batch[0] if len(batch) == 1 else None
                return _Breakage(cell, reason_of_breakage(error, limits.call_seconds))
            for cell, answer in zip(batch, answers, strict=True):
                if not isinstance(answer, messages.Executed):
                    return _Breakage(cell, FORGED)
                if answer.seconds >= _SLOW_CELL:
                    self._slow_cells.add(cell.number)
                if first:
                    self._explanations.note_executed(cell, answer, limits.call_seconds)
        return None

    # --- calls -----------------------------------------------------------------------------------

    def call(
        self,
        name: str,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        *,
        frozen: bool,
        seconds: float = 0.0,
    ) -> Observation:
        """Call the student's function `name`; raise StudentError when no value comes back."""
        request = Request.of(name, args, kwargs, frozen=frozen, seconds=seconds)
        (reply,) = self.answer([request])
        return self.conclude(request, reply, self.recorded)

    def call_each(self, name: str, calls: Sequence[tuple[Any, ...]]) -> Iterator[Observation]:
        """Call it with each of some arguments; a call that gives no value raises at its turn."""
        requests = [Request.of(name, args, {}, frozen=False) for args in calls]
        for request, reply in zip(requests, self.answer(requests), strict=True):
            yield self.conclude(request, reply, self.recorded)

    def answer(self, requests: Sequence[Request]) -> list[Reply]:
        """Make calls in this order, many in one crossing, and give what came of each.

        When a call among many breaks the worker, those that were not answered are made again one
        by one, to see which it was.
        """
        replies: list[Reply] = []
        together, hurried = True, False
        while len(replies) < len(requests):
            rest = requests[len(replies) :]
            refusal = self._refuse(rest[0])
            if refusal is not None:
                replies.append(refusal)
                continue
            batch = self._next_batch(rest) if together else rest[:1]
            if self._worker is None:
                self._load()
            if self._worker is None:
                replies.append(self._explanations.unloadable)
                continue
            outgoing = [
                messages.Call(
                    number, request.function, request.arguments, request.frozen, request.seconds
                )
                for number, request in enumerate(batch, start=self._calls + 1)
            ]
            seconds = self._limits.call_seconds
            if hurried and not together:
                # One of these calls has had its time already, and all before it are quick.
                seconds = min(seconds, max(1.0, seconds / 3))
            answers, error = self._exchange(
                self._worker, outgoing, batch[0].functions, seconds, self._ends + 1.0
            )
            replies += answers
            if error is None:
                continue
            self.close()
            together = len(batch) == 1
            hurried = isinstance(error, ChannelTimeoutError)
            if together:
                replies.append(self._blame(batch[0].function, error))
        return replies

    def conclude(self, request: Request, reply: Reply, recorded: list[Recorded]) -> Observation:
        """Read a reply, and record the call; raise StudentError when it holds no value."""
        name = request.function
        crossed = (name, request.arguments, request.functions, request.frozen)
        try:
            if isinstance(reply, Exception):
                raise reply
            if isinstance(reply, messages.Returned | messages.Raised) and reply.used:
                self._shortcuts.note_call(name, reply.used)
            if not isinstance(reply, messages.Returned):
                if isinstance(reply, messages.Raised) and reply.stopped:
                    raise self._slow.setdefault(name, stopped(request.seconds))
                raise self._explanations.error_of(name, reply)
            observation = read_observation(reply, models=self.trainer is not None)
        except StudentError as error:
            recorded.append(Recorded(*crossed, None, error.kind))
            raise
        recorded.append(Recorded(*crossed, reply.value, None, reply.models))
        return observation

    def _refuse(self, request: Request) -> StudentError | None:
        """Why a call is not made at all."""
        if request.function in self._slow:
            return self._slow[request.function]
        if time.monotonic() >= self._ends:
            return no_time_left(self._limits.submission_seconds)
        return None

    def _next_batch(self, requests: Sequence[Request]) -> Sequence[Request]:
        """The calls that can be made together; one that may call back is made alone."""
        count = next(
            (
                index
                for index, request in enumerate(requests)
                if request.functions or request.function in self._slow
            ),
            len(requests),
        )
        return next(batches(requests[: max(count, 1)], lambda request: len(request.arguments)))

    def _blame(self, name: str, error: Exception) -> Exception:
        """What is said of a call that brought no answer."""
        if isinstance(error, ChannelTimeoutError):
            return self._slow.setdefault(name, took_too_long(self._limits.call_seconds))
        if isinstance(error, ForgedError):
            return StudentError("It answered in place of the grader.", kind="forged")
        if isinstance(error, TooLargeError):
            return too_large()
        if isinstance(error, ProtocolError):
            return StudentError("It ended the program instead of returning a value.", kind="ended")
        return error  # a grader's own function, called back, has ended the test

    # --- messages --------------------------------------------------------------------------------

    def _exchange(
        self,
        worker: ForkedWorker,
        outgoing: Sequence[messages.MonitorUses | messages.Execute | messages.Call],
        functions: list[Callable[..., Any]],
        seconds: float,
        ends: float,
    ) -> tuple[list[messages.FromWorker | StudentError], Exception | None]:
        """Send messages at once and read the answers; give the error that ended them early.

        Each answer may take so many `seconds`, and none comes later than `ends`. `functions` are
        the grader's own that the only message, a call, may ask for.
        """

        def deadline_of() -> float:
            return min(time.monotonic() + seconds, ends)

        answers: list[messages.FromWorker | StudentError] = []
        self._calls += len(outgoing)
        try:
            channel = worker.channel
            channel.send(outgoing, deadline_of())
            for message in outgoing:
                answer = channel.take()
                if answer is None or isinstance(answer, messages.CallBack):
                    deadline = deadline_of()
                    answer = answer or channel.receive(deadline)
                    while isinstance(answer, messages.CallBack):
                        if len(outgoing) > 1:
                            raise ProtocolError("a call back in the middle of others")
                        if time.monotonic() > deadline:
                            raise ChannelTimeoutError("the worker calls back without an end")
                        channel.send([answer_call_back(answer, functions)], deadline)
                        answer = channel.receive(deadline)
                if answer.id != message.id or not isinstance(answer, _ANSWERS[type(message)]):
                    raise ForgedError
                answers.append(self._within_bounds(answer))
        except Exception as error:  # of the channel, or of a grader's function, called back
            # It is kept for a while, and its frames and causes would keep what has come so far.
            error.__traceback__ = error.__cause__ = error.__context__ = None
            return answers, error
        return answers, None

    def _within_bounds(self, answer: messages.FromWorker) -> messages.FromWorker | StudentError:
        """An answer; in place of a value that is one too many, why it is not kept.

        It is counted when it comes: those to hundreds of calls are kept until their tests go on.
        """
        if isinstance(answer, messages.Returned):
            self._bytes_left -= len(answer.value) + len(answer.models)
            if self._bytes_left < 0:
                return too_large_in_all(self._limits.answer_bytes)
        return answer
