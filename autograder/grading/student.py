"""The student's notebook as a grader sees it: functions that are called in a worker."""

from __future__ import annotations

import builtins
import re
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, Protocol, TypeVar

import msgspec
import numpy as np

from autograder.keras_models import models
from autograder.limits import Limits
from autograder.sandbox.channel import ChannelTimeoutError
from autograder.sandbox.host import Host, Worker
from autograder.sandbox.inside.models import describe_models
from autograder.sandbox.inside.protocol import messages, values
from autograder.sandbox.inside.protocol.guard import ProtocolError
from autograder.submissions.submission import CodeCell
from autograder.testing.expectations import ExpectationFailedError, Foreign
from autograder.text import printable
from autograder.training.trainer import Judgement, Trainer


def _builtin(kind: type) -> frozenset[str]:
    """The names of Python's own types of a kind."""
    return frozenset(
        name
        for name, value in vars(builtins).items()
        if isinstance(value, type) and issubclass(value, kind)
    )


#: Exceptions, warnings and types whose names a student may be shown, beside those that stand in
#: the submission's text. Any other could be spelled from the hidden inputs at run time.
_KNOWN_ERRORS = _builtin(BaseException) | {
    "AxisError", "DTypePromotionError", "LinAlgError", "UFuncTypeError",
}  # fmt: skip
_KNOWN_WARNINGS = _builtin(Warning) | {
    "ComplexWarning", "RankWarning", "VisibleDeprecationWarning",
}  # fmt: skip
_KNOWN_TYPES = _builtin(object) | {
    "DataFrame", "EagerTensor", "Functional", "Generator", "History", "KerasTensor", "RandomState",
    "Sequential", "Series", "Tensor", "Variable", "builtin_function_or_method", "dict_items",
    "dict_keys", "dict_values", "function", "generator", "method", "module", "ufunc",
}  # fmt: skip
_T = TypeVar("_T")
_DEFINED = re.compile(r"\b(?:def|class)\s+(\w+)")

#: Rebuilding a model takes time, and it is the grader's.
MAX_MODELS = 8


#: Libraries that students know, and that are there for no exercise or only for those of Keras.
_LIBRARIES = "jax|keras|pandas|scipy|sklearn|statsmodels|sympy|tensorflow|torch"


class StudentError(ExpectationFailedError):
    """A call that gave no value: the student's code raised, took too long or ended its process."""

    def __init__(self, message: str, *, kind: str, not_attempted: bool = False) -> None:
        super().__init__(message)
        self.kind = kind  # the exception's type, or why there was no answer
        self.not_attempted = not_attempted


class Observation(msgspec.Struct):
    """What a call brought back: its value, and what the worker noticed beside it."""

    value: Any
    changed: bool  # looked for in frozen calls
    warnings: Sequence[str]
    printed: bool
    models: Sequence[Any] = ()  # the models among its arguments, as they were after the call


@dataclass(frozen=True)
class Shortcut:
    """A function uses what its exercise is to do without."""

    names: frozenset[str]  # such as "np.tanh"
    message: str


class Request(msgspec.Struct, frozen=True):
    """A call to be made in the worker."""

    function: str
    arguments: bytes  # packed
    functions: list[Callable[..., Any]]  # the grader's, among the arguments
    frozen: bool

    @classmethod
    def of(
        cls, name: str, args: Sequence[Any], kwargs: Mapping[str, Any], *, frozen: bool
    ) -> Request:
        """The call of the function `name` with these arguments."""
        if "keras" in sys.modules:
            args, kwargs = (
                describe_models(args),
                {key: describe_models(kwargs[key]) for key in kwargs},
            )
        functions: list[Callable[..., Any]] = []
        return cls(name, values.pack_arguments(args, kwargs, functions), functions, frozen)


#: What came of a request: the worker's frame, or why there is none that counts.
Reply = messages.FromWorker | Exception


#: The error that is recorded of a call whose time ran out.
SLOW = "slow"


class Recorded(msgspec.Struct, frozen=True):
    """A call as it crossed, and what came back; diagnosis replays it."""

    function: str
    arguments: bytes
    functions: list[Callable[..., Any]]
    frozen: bool
    value: bytes | None  # packed; None when the call gave no value
    error: str | None  # the exception's type, or why there was no answer
    models: bytes = b""  # packed: the models among the arguments, after the call


class ForgedError(ProtocolError):
    """A frame that is no answer to what was asked."""


class _Breakage(NamedTuple):
    """What has broken a worker while cells ran."""

    cell: CodeCell | None  # None: one of several
    what: str


class Student:
    """One submission's code in a worker: `student.mse(y, p)` calls the student's `mse`.

    A worker that dies or does not answer is replaced: the cells are run again, and the grading
    goes on with the next call.
    """

    def __init__(
        self,
        host: Host,
        cells: Sequence[CodeCell],
        limits: Limits,
        without: Mapping[str, Sequence[str]] | None = None,
        trainer: Trainer | None = None,
    ) -> None:
        self._host = host
        self._written = tuple(cells)
        self._cells = list(cells)  # without those that must be left out
        self._limits = limits
        self._ends = time.monotonic() + limits.submission_seconds
        self._worker: Worker | None = None
        self._slow: dict[str, StudentError] = {}  # functions that took too long once
        self._calls = 0
        self._without = {name: list(names) for name, names in (without or {}).items()}
        self._looked = not self._without  # whether the cells' text has been looked at
        self._uses: list[messages.Use] = []  # what it showed
        self._used: defaultdict[str, set[str]] = defaultdict(set)  # what the calls showed
        self.recorded: list[Recorded] = []
        self.warnings: list[str] = []
        self._troubles: dict[int, str] = {}  # what became of cells that did not run through
        self.trainer = trainer  # on the trusted side: trains what this student has built
        self.judged: Judgement | None = None  # what the test at hand leaves to the trainer
        self._load(first=True)

    def __getattr__(self, name: str) -> Function:
        if name.startswith("_"):
            raise AttributeError(name)
        return Function(self, name)

    def close(self) -> None:
        """Kill the worker, whatever it does."""
        if self._worker is not None:
            worker, self._worker = self._worker, None
            worker.retire()

    def shortcut(self, name: str) -> Shortcut | None:
        """What the function `name` uses and is to do without: by its text, else by its calls."""
        seen = [use for use in self._uses if use.function == name]
        names = frozenset(self._used[name]) | {use.name for use in seen}
        if not names:
            return None
        what = sorted(names)[0]
        if seen:
            first = min(seen, key=lambda use: (use.cell, use.line))
            what = f"{printable(first.name, 60)} in cell {first.cell}, line {first.line}"
        return Shortcut(
            names,
            f"It uses {what}. This exercise asks you to write that yourself, so as it is it earns "
            "no points.",
        )

    # --- cells -----------------------------------------------------------------------------------

    def _load(self, *, first: bool = False) -> None:
        """Run the cells in a fresh worker; one that ends the process or hangs is left out.

        They are sent together. When one of them breaks the worker, they are run again one by one,
        to see which it was.
        """
        cells = list(self._cells)
        together = True
        while True:
            self.close()
            worker = self._worker = self._host.fork()
            if self._without and not self._watch(worker):
                continue
            found = self._run(worker, cells, together=together, first=first)
            if found is None:
                return
            if found.cell is not None:
                self._warn(found.cell, found.what)
                self._troubles[found.cell.number] = f"{found.what}."
                cells.remove(found.cell)
                self._cells = cells
            together = found.cell is not None

    def _watch(self, worker: Worker) -> bool:
        """Before any cell: have the worker look at their text, once, and watch the library.

        Say whether to go on with this worker: a text that breaks it is not looked at again.
        """
        looks, self._looked = not self._looked, True
        cells = [(cell.number, cell.source, cell.without_magics) for cell in self._cells]
        self._calls += 1
        deadline = self._deadline()
        request = messages.MonitorUses(
            self._calls, list(self._without.items()), cells if looks else []
        )
        try:
            worker.channel.send([request], deadline)
            answer = worker.channel.receive(deadline)
        except ProtocolError:
            return not looks
        if looks and isinstance(answer, messages.UsesFound):
            self._uses = answer.uses
        return True

    def _run(
        self, worker: Worker, cells: Sequence[CodeCell], *, together: bool, first: bool
    ) -> _Breakage | None:
        """Run cells; say what has broken the worker, None when nothing has."""
        batches = _batches(cells, lambda cell: len(cell.source)) if together else _alone(cells)
        for batch in batches:
            outgoing = [
                messages.Execute(number, cell.number, cell.source, cell.without_magics)
                for number, cell in enumerate(batch, start=self._calls + 1)
            ]
            answers, trouble = self._exchange(worker, outgoing, [], hurried=not together)
            if trouble is not None:
                return _Breakage(batch[0] if len(batch) == 1 else None, self._as_cell(trouble))
            for cell, answer in zip(batch, answers, strict=True):
                if not isinstance(answer, messages.Executed):
                    return _Breakage(cell, self._as_cell(ForgedError()))
                if first:
                    self._note(cell, answer)
        return None

    def _as_cell(self, trouble: Exception) -> str:
        """What a cell has done when there is no answer to it."""
        if isinstance(trouble, ChannelTimeoutError):
            return f"took longer than {self._limits.call_seconds:g} s and was left out"
        if isinstance(trouble, ForgedError):
            return "answered in place of the grader and was left out"
        return "ended the program and was left out"

    def _note(self, cell: CodeCell, answer: messages.Executed) -> None:
        """Keep what the student is to know of a cell that has run."""
        if answer.fell_back:
            self._warn(cell, "has magics or shell lines; they were ignored")
        problem = answer.problem
        if problem is not None and not _is_expected(problem):
            line = f", line {problem.line}" if 0 < problem.line <= _lines(cell.source) else ""
            library = self._missing_library(problem)
            text = printable(problem.message, 200)
            text += f". {self._without_library(library)}" if library else ""
            self._warn(cell, f"raised {_name(problem)}{line}: {text}")
            self._troubles[cell.number] = f"raised {_name(problem)}" + _place(cell, problem.line)

    def _trouble_of(self, name: str) -> str | None:
        """Why there is no function `name` though a cell defines it, if that is so."""
        for cell in self._written:
            if cell.number in self._troubles and name in _DEFINED.findall(cell.source):
                return (
                    f"The cell that defines it, cell {cell.number}, {self._troubles[cell.number]}"
                )
        return None

    def _warn(self, cell: CodeCell, what: str) -> None:
        warning = f"Cell {cell.number} {what}." if not what.endswith(".") else what
        if len(self.warnings) < 20 and warning not in self.warnings:
            self.warnings.append(warning)

    # --- calls -----------------------------------------------------------------------------------

    def call(
        self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any], *, frozen: bool
    ) -> Observation:
        """Call the student's function `name`; raise StudentError when no value comes back."""
        request = Request.of(name, args, kwargs, frozen=frozen)
        (reply,) = self.answer([request])
        return self.conclude(request, reply, self.recorded)

    def call_each(self, name: str, calls: Sequence[tuple[Any, ...]]) -> Iterator[Observation]:
        """Call it once with each of some arguments; raise in its turn what a call comes to."""
        requests = [Request.of(name, args, {}, frozen=False) for args in calls]
        for request, reply in zip(requests, self.answer(requests), strict=True):
            yield self.conclude(request, reply, self.recorded)

    def answer(self, requests: Sequence[Request]) -> list[Reply]:
        """Make calls in this order, many in one crossing, and give what came of each.

        When a call among many breaks the worker, those that were not answered are made again one
        by one, to see which it was.
        """
        replies: list[Reply] = []
        together = True
        while len(replies) < len(requests):
            rest = requests[len(replies) :]
            refusal = self._refuse(rest[0])
            if refusal is not None:
                replies.append(refusal)
                continue
            batch = self._next_batch(rest) if together else rest[:1]
            if self._worker is None:
                self._load()
            assert self._worker is not None
            outgoing = [
                messages.Call(number, one.function, one.arguments, one.frozen)
                for number, one in enumerate(batch, start=self._calls + 1)
            ]
            answers, trouble = self._exchange(
                self._worker, outgoing, batch[0].functions, hurried=not together
            )
            replies += answers
            if trouble is None:
                continue
            self.close()
            together = len(batch) == 1
            if together:
                replies.append(self._blame(batch[0].function, trouble))
        return replies

    def conclude(self, request: Request, reply: Reply, recorded: list[Recorded]) -> Observation:
        """Read a reply, and record the call; raise StudentError when it holds no value."""
        name = request.function
        crossed = (name, request.arguments, request.functions, request.frozen)
        try:
            if isinstance(reply, Exception):
                raise reply
            if not isinstance(reply, messages.Returned):
                raise self._trouble_with(name, reply)
            observation = self._read(reply)
        except StudentError as error:
            recorded.append(Recorded(*crossed, None, error.kind))
            raise
        if reply.used:
            self._used[name].update(set(self._without.get(name, ())).intersection(reply.used))
        recorded.append(Recorded(*crossed, reply.value, None, reply.models))
        return observation

    def _refuse(self, request: Request) -> StudentError | None:
        """Why a call is not made at all."""
        if request.function in self._slow:
            return self._slow[request.function]
        if time.monotonic() >= self._ends:
            return StudentError(
                f"The submission used up its {self._limits.submission_seconds:g} s.", kind=SLOW
            )
        return None

    def _next_batch(self, requests: Sequence[Request]) -> Sequence[Request]:
        """The calls that can be made together; one that may call back is made alone."""
        fit = next(
            (
                place
                for place, one in enumerate(requests)
                if one.functions or one.function in self._slow
            ),
            len(requests),
        )
        return next(_batches(requests[: max(fit, 1)], lambda one: len(one.arguments)))

    def _blame(self, name: str, trouble: Exception) -> Exception:
        """What is said of a call that brought no answer."""
        if isinstance(trouble, ChannelTimeoutError):
            self._slow[name] = StudentError(
                f"It took longer than {self._limits.call_seconds:g} s. Is there a loop that does "
                "not end?",
                kind=SLOW,
            )
            return self._slow[name]
        if isinstance(trouble, ForgedError):
            return StudentError("It answered in place of the grader.", kind="forged")
        if isinstance(trouble, ProtocolError):
            return StudentError("It ended the program instead of returning a value.", kind="ended")
        return trouble  # a grader's own function, called back, has ended the test

    def _exchange(
        self,
        worker: Worker,
        outgoing: Sequence[messages.Execute | messages.Call],
        functions: list[Callable[..., Any]],
        *,
        hurried: bool,
    ) -> tuple[list[messages.FromWorker], Exception | None]:
        """Send messages in one piece and read the answers; say why there are no more of them.

        `functions` are the grader's own that the only message, a call, may ask for. When
        `hurried`, one of the messages is known to take too long, and all before it to be quick.
        """
        answers: list[messages.FromWorker] = []
        self._calls += len(outgoing)
        try:
            channel = worker.channel
            channel.send(outgoing, self._deadline())
            for message in outgoing:
                answer = channel.take()
                if answer is None or isinstance(answer, messages.CallBack):
                    deadline = self._deadline(hurried=hurried)
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
                answers.append(answer)
        except Exception as trouble:  # of the channel, or of a grader's function, called back
            return answers, trouble
        return answers, None

    def _read(self, answer: messages.Returned) -> Observation:
        try:
            value = values.unpack(answer.value)
            given = values.unpack(answer.models) if answer.models else None
        except ProtocolError:
            raise StudentError("It returned something that is no data.", kind="no data") from None
        return Observation(
            value if type(value) in _OWN else own_types(value, self._defined),
            answer.changed,
            _categories(answer.warnings, self._defined) if answer.warnings else (),
            answer.printed,
            own_types(given, self._defined) if isinstance(given, list) else (),
        )

    def _trouble_with(self, name: str, answer: messages.FromWorker) -> StudentError:
        """Why an answer to a call holds no value."""
        if isinstance(answer, messages.Raised):
            return self._explain(name, answer)
        trouble = self._trouble_of(name)
        return StudentError(
            trouble or "The notebook defines no function of this name.",
            kind="missing",
            not_attempted=trouble is None,
        )

    def _explain(self, name: str, raised: messages.Raised) -> StudentError:
        """Say what was raised and where; the exception's own text may hold hidden inputs."""
        problem = raised.problem
        if raised.changed and problem.type_name == "ValueError":
            return StudentError(
                "It changed its argument. Work on a copy, or compute a new array.",
                kind="changed",
            )
        if problem.type_name == "NotImplementedError":
            if problem.function != name and problem.function in self._defined:
                helper = printable(problem.function, 60)
                return StudentError(
                    f"It calls {helper}, which is not implemented yet.", kind=problem.type_name
                )
            return StudentError(
                "It is not implemented yet.", kind=problem.type_name, not_attempted=True
            )
        cell = next((cell for cell in self._cells if cell.number == problem.cell), None)
        place = _place(cell, problem.line) if cell is not None else ""
        where = f" in cell {cell.number}{place}" if cell is not None and place else ""
        library = self._missing_library(problem)
        if library is not None:
            where += f". {self._without_library(library)}."
        return StudentError(f"It raised {_name(problem)}{where}", kind=problem.type_name)

    @cached_property
    def _defined(self) -> frozenset[str]:
        """The names of functions and classes that stand in the submission's text."""
        return frozenset(
            name for cell in self._written for name in _DEFINED.findall(cell.source) if name
        )

    def _without_library(self, library: str) -> str:
        """What a student who wants a library is told that is not there."""
        there = "NumPy" if self._host.profile.name == "numeric" else "Keras and NumPy"
        return f"{library} is not there when exercises are graded: write them with {there}"

    def _missing_library(self, problem: messages.Problem) -> str | None:
        """The library that is not there and whose absence a problem comes from, if it does."""
        if problem.type_name == "ModuleNotFoundError":
            found = re.fullmatch(rf"No module named '({_LIBRARIES})\b.*'", problem.message)
            return found[1] if found else None
        name = re.fullmatch(r"name '(\w+)' is not defined", problem.message)
        if problem.type_name != "NameError" or name is None:
            return None
        bound = rf"(?=.*(?<=[\s,.(]){name[1]}\b)"
        imports = re.compile(rf"\s*(?:import|from)\s+{bound}({_LIBRARIES})\b")
        lines = (line for cell in self._cells for line in cell.source.split("\n"))
        return next((found[1] for line in lines if (found := imports.match(line))), None)

    def _deadline(self, *, hurried: bool = False) -> float:
        seconds = self._limits.call_seconds
        if hurried:
            seconds = min(seconds, max(1.0, seconds / 3))
        return min(time.monotonic() + seconds, self._ends + 1.0)


class Caller(Protocol):
    """Whoever makes a test's calls."""

    def call(
        self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any], *, frozen: bool
    ) -> Observation:
        """Call the student's function `name`; raise StudentError when no value comes back."""

    def call_each(self, name: str, calls: Sequence[tuple[Any, ...]]) -> Iterator[Observation]:
        """Call it once with each of some arguments; raise in its turn what a call comes to."""


class Function:
    """A function of the student's, by name."""

    def __init__(self, student: Caller, name: str) -> None:
        self._student = student
        self._name = name

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call it in the worker and give what it returned."""
        return self._student.call(self._name, args, kwargs, frozen=False).value

    def observe(self, *args: Any, frozen: bool = False, **kwargs: Any) -> Observation:
        """Call it and give what it returned and what was noticed beside it."""
        return self._student.call(self._name, args, kwargs, frozen=frozen)

    def each(self, calls: Sequence[tuple[Any, ...]]) -> Iterator[Any]:
        """Call it once with each of some arguments, and give in turn what the calls returned.

        They cross to the worker together: faster than a loop, and of the same outcome.
        """
        return (observed.value for observed in self._student.call_each(self._name, calls))


def answer_call_back(
    request: messages.CallBack, functions: list[Callable[..., Any]]
) -> messages.Answer:
    """Call the grader's function that the student's code asks for."""
    try:
        function = functions[request.function]
        args, kwargs = values.unpack(request.arguments)
        value = function(*args, **kwargs)
        return messages.Answer(request.id, values.pack(value), failed=False)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, ProtocolError):
        # Whatever the student's code passed, the grader's function could not work with it.
        return messages.Answer(request.id, values.pack(None), failed=True)


def _count_models(value: Any) -> int:
    if isinstance(value, (list, tuple)):
        return sum(map(_count_models, value))
    return int(isinstance(value, values.Model))


#: What is not looked into: it crosses as it is.
_OWN = frozenset({np.ndarray, float, int, bool, str, type(None)})


def own_types(value: Any, defined: frozenset[str] = frozenset()) -> Any:
    """What crossed, with models rebuilt and foreign objects as graders know them.

    `defined` are names that the submission's text holds.
    """
    if type(value) in _OWN:
        return value
    if isinstance(value, (list, tuple)) and _count_models(value) > MAX_MODELS:
        raise StudentError(f"It returned more than {MAX_MODELS} models.", kind="model")
    if isinstance(value, values.Model):
        try:
            return models.rebuild(value.architecture, value.weights, value.compiled)
        except models.ModelError as error:
            raise StudentError(
                f"It returned a model that is not accepted. {error}", kind="model"
            ) from None
    if isinstance(value, values.History):
        return dict(value)
    if isinstance(value, values.Foreign):
        known = value.type_name in _KNOWN_TYPES or value.type_name in defined
        return Foreign(value.type_name if known else "unknown")
    if isinstance(value, list):
        return [own_types(item, defined) for item in value]
    if isinstance(value, tuple):
        return tuple(own_types(item, defined) for item in value)
    return value


def _categories(names: Sequence[str], defined: frozenset[str]) -> list[str]:
    return [
        name if name in _KNOWN_WARNINGS or name in defined else "unknown" for name in names[:10]
    ]


def _name(problem: messages.Problem) -> str:
    if problem.type_name in _KNOWN_ERRORS:
        return problem.type_name
    return "an exception of its own"


def _is_expected(problem: messages.Problem) -> bool:
    """A stub that the notebook itself calls is no surprise, nor is Keras where it is not needed."""
    return problem.type_name == "NotImplementedError" or (
        problem.type_name == "ModuleNotFoundError"
        and problem.message in ("No module named 'keras'", "No module named 'tensorflow'")
    )


#: What answers a message.
_ANSWERS: dict[type, tuple[type, ...]] = {
    messages.Execute: (messages.Executed,),
    messages.Call: (messages.Returned, messages.Raised, messages.Missing),
}
#: Sent in one piece: less than a socket holds, so that no side waits for the other to read.
_PIECE = 32 * 1024
_MOST = 512


def _batches(items: Sequence[_T], size: Callable[[_T], int]) -> Iterator[Sequence[_T]]:
    """Cut a sequence where the pieces would get too large to be sent at once."""
    begin, total = 0, 0
    for place, item in enumerate(items):
        total += size(item)
        if place > begin and (total > _PIECE or place - begin >= _MOST):
            yield items[begin:place]
            begin, total = place, size(item)
    if begin < len(items):
        yield items[begin:]


def _alone(items: Sequence[_T]) -> Iterator[Sequence[_T]]:
    return (items[place : place + 1] for place in range(len(items)))


def _place(cell: CodeCell, line: int) -> str:
    """Where in a cell something went wrong: the line's number and the student's own text there."""
    if not 0 < line <= _lines(cell.source):
        return ""
    text = cell.source.split("\n")[line - 1].strip()
    return f", line {line}: {printable(text, 120)}"


def _lines(source: str) -> int:
    return source.count("\n") + 1
