"""The student's notebook as a grader sees it: functions that are called in a worker."""

from __future__ import annotations

import builtins
import re
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from autograder import models
from autograder.grading.expect import ExpectationFailedError, Foreign
from autograder.grading.trainer import Trainer
from autograder.limits import Limits
from autograder.report import TrainingReport
from autograder.sandbox import wire
from autograder.sandbox.launch import Host, Worker
from autograder.sandbox.lowering import lower_models
from autograder.submission import CodeCell


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


@dataclass(slots=True)
class Observation:
    """What a call brought back: its value, and what the worker noticed beside it."""

    value: Any
    changed: bool
    warnings: Sequence[str]
    printed: bool
    models: Sequence[Any] = ()  # the models among its arguments, as they were after the call


@dataclass(frozen=True)
class Shortcut:
    """A function uses what its exercise is to do without."""

    names: frozenset[str]  # such as "np.tanh"
    message: str


class Recorded(NamedTuple):
    """A call as it crossed, and what came back; diagnosis replays it."""

    function: str
    arguments: bytes
    functions: list[Callable[..., Any]]
    frozen: bool
    value: bytes | None  # packed; None when the call gave no value
    error: str | None  # the exception's type, or why there was no answer
    models: bytes = b""  # packed: the models among the arguments, after the call


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
        self._uses: list[wire.Use] = []  # what it showed
        self._used: defaultdict[str, set[str]] = defaultdict(set)  # what the calls showed
        self.recorded: list[Recorded] = []
        self.warnings: list[str] = []
        self.trainer = trainer  # on the trusted side: trains what this student has built
        self.trained: list[TrainingReport] = []
        self._load(first=True)

    def __getattr__(self, name: str) -> _Function:
        if name.startswith("_"):
            raise AttributeError(name)
        return _Function(self, name)

    def pause(self) -> float:
        """How much time is left; give it to `resume` after work that is not the student's."""
        return self._ends - time.monotonic()

    def resume(self, left: float) -> None:
        """Go on with the time that was left."""
        self._ends = time.monotonic() + left

    def close(self) -> None:
        """Kill the worker, whatever it does."""
        if self._worker is not None:
            worker, self._worker = self._worker, None
            worker.kill()

    def shortcut(self, name: str) -> Shortcut | None:
        """What the function `name` uses and is to do without: by its text, else by its calls."""
        seen = [use for use in self._uses if use.function == name]
        names = frozenset(self._used[name]) | {use.name for use in seen}
        if not names:
            return None
        what = sorted(names)[0]
        if seen:
            first = min(seen, key=lambda use: (use.cell, use.line))
            what = f"{wire.printable(first.name, 60)} in cell {first.cell}, line {first.line}"
        return Shortcut(
            names,
            f"It uses {what}. This exercise asks you to write that yourself, so as it is it earns "
            "no points.",
        )

    # --- cells -----------------------------------------------------------------------------------

    def _load(self, *, first: bool = False) -> None:
        """Run the cells in a fresh worker; one that ends the process or hangs is left out."""
        cells = list(self._cells)
        while True:
            self.close()
            worker = self._worker = self._host.fork()
            if self._without and not self._watch(worker):
                continue
            for cell in cells:
                problem = self._run(worker, cell, first=first)
                if problem is not None:
                    self._warn(cell, problem)
                    cells.remove(cell)
                    self._cells = cells
                    break
            else:
                return

    def _watch(self, worker: Worker) -> bool:
        """Before any cell: have the worker look at their text, once, and watch the library.

        Say whether to go on with this worker: a text that breaks it is not looked at again.
        """
        looks, self._looked = not self._looked, True
        cells = [(cell.number, cell.source, cell.without_magics) for cell in self._cells]
        self._calls += 1
        deadline = self._deadline()
        request = wire.Watch(self._calls, list(self._without.items()), cells if looks else [])
        try:
            worker.channel.send(request, deadline)
            answer = worker.channel.receive(deadline)
        except wire.WireError:
            return not looks
        if looks and isinstance(answer, wire.Watched):
            self._uses = answer.uses
        return True

    def _run(self, worker: Worker, cell: CodeCell, *, first: bool) -> str | None:
        """Run one cell; say why it must be left out, None when it need not."""
        self._calls += 1
        deadline = self._deadline()
        try:
            worker.channel.send(
                wire.Execute(self._calls, cell.number, cell.source, cell.without_magics), deadline
            )
            answer = worker.channel.receive(deadline)
        except wire.SilenceError:
            return f"took longer than {self._limits.call_seconds:g} s and was left out"
        except wire.WireError:
            return "ended the program and was left out"
        if not isinstance(answer, wire.Executed) or answer.id != self._calls:
            return "answered in place of the grader and was left out"
        if first and answer.fell_back:
            self._warn(cell, "has magics or shell lines; they were ignored")
        problem = answer.problem
        if first and problem is not None and not _is_expected(problem):
            line = f", line {problem.line}" if 0 < problem.line <= _lines(cell.source) else ""
            library = self._missing_library(problem)
            text = wire.printable(problem.message, 200)
            text += f". {self._without_library(library)}" if library else ""
            self._warn(cell, f"raised {_name(problem)}{line}: {text}")
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
        functions: list[Callable[..., Any]] = []
        arguments = wire.pack_arguments(
            lower_models(tuple(args)),
            {key: lower_models(one) for key, one in kwargs.items()},
            functions,
        )
        try:
            answer = self._exchange(name, arguments, functions, frozen=frozen)
            observation = self._read(name, answer)
        except StudentError as error:
            self.recorded.append(Recorded(name, arguments, functions, frozen, None, error.kind))
            raise
        assert isinstance(answer, wire.Returned)
        if answer.used:
            self._used[name].update(set(self._without.get(name, ())).intersection(answer.used))
        self.recorded.append(
            Recorded(name, arguments, functions, frozen, answer.value, None, answer.models)
        )
        return observation

    def _exchange(
        self, name: str, arguments: bytes, functions: list[Callable[..., Any]], *, frozen: bool
    ) -> wire.FromWorker:
        """Send the call, answer what the student's code asks meanwhile, and give the reply."""
        if name in self._slow:
            raise self._slow[name]
        if time.monotonic() >= self._ends:
            raise StudentError(
                f"The submission used up its {self._limits.submission_seconds:g} s.", kind="slow"
            )
        if self._worker is None:
            self._load()
        worker = self._worker
        assert worker is not None
        self._calls += 1
        deadline = self._deadline()
        try:
            worker.channel.send(wire.Call(self._calls, name, arguments, frozen), deadline)
            while True:
                answer = worker.channel.receive(deadline)
                if not isinstance(answer, wire.CallBack):
                    break
                worker.channel.send(answer_call_back(answer, functions), deadline)
        except wire.SilenceError:
            self.close()
            self._slow[name] = StudentError(
                f"It took longer than {self._limits.call_seconds:g} s. Is there a loop that does "
                "not end?",
                kind="slow",
            )
            raise self._slow[name] from None
        except wire.WireError:
            self.close()
            raise StudentError(
                "It ended the program instead of returning a value.", kind="ended"
            ) from None
        except BaseException:  # a grader's own function, called back, has ended the test
            self.close()
            raise
        if answer.id != self._calls or isinstance(answer, wire.Executed | wire.Watched):
            self.close()
            raise StudentError("It answered in place of the grader.", kind="forged")
        return answer

    def _read(self, name: str, answer: wire.FromWorker) -> Observation:
        if isinstance(answer, wire.Missing):
            raise StudentError(
                "The notebook defines no function of this name.",
                kind="missing",
                not_attempted=True,
            )
        if isinstance(answer, wire.Raised):
            raise self._explain(name, answer)
        assert isinstance(answer, wire.Returned)
        try:
            value = wire.unpack(answer.value)
            given = wire.unpack(answer.models) if answer.models else []
        except wire.WireError:
            raise StudentError("It returned something that is no data.", kind="no data") from None
        return Observation(
            own_types(value, self._defined),
            answer.changed,
            _categories(answer.warnings, self._defined),
            answer.printed,
            own_types(given, self._defined) if isinstance(given, list) else [],
        )

    def _explain(self, name: str, raised: wire.Raised) -> StudentError:
        """Say what was raised and where; the exception's own text may hold hidden inputs."""
        problem = raised.problem
        if raised.changed and problem.type_name == "ValueError":
            return StudentError(
                "It changed its argument. Work on a copy, or compute a new array.",
                kind="changed",
            )
        if problem.type_name == "NotImplementedError":
            if problem.function != name and problem.function in self._defined:
                helper = wire.printable(problem.function, 60)
                return StudentError(
                    f"It calls {helper}, which is not implemented yet.", kind=problem.type_name
                )
            return StudentError(
                "It is not implemented yet.", kind=problem.type_name, not_attempted=True
            )
        where = ""
        cell = next((cell for cell in self._cells if cell.number == problem.cell), None)
        if cell is not None and 0 < problem.line <= _lines(cell.source):
            line = wire.printable(cell.source.split("\n")[problem.line - 1].strip(), 120)
            where = f" in cell {cell.number}, line {problem.line}: {line}"
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

    def _missing_library(self, problem: wire.Problem) -> str | None:
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

    def _deadline(self) -> float:
        return min(time.monotonic() + self._limits.call_seconds, self._ends + 1.0)


class _Function:
    """A function of the student's, by name."""

    def __init__(self, student: Student, name: str) -> None:
        self._student = student
        self._name = name

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call it in the worker and give what it returned."""
        return self._student.call(self._name, args, kwargs, frozen=False).value

    def observe(self, *args: Any, frozen: bool = False, **kwargs: Any) -> Observation:
        """Call it and give what it returned and what was noticed beside it."""
        return self._student.call(self._name, args, kwargs, frozen=frozen)


def answer_call_back(request: wire.CallBack, functions: list[Callable[..., Any]]) -> wire.Answer:
    """Call the grader's function that the student's code asks for."""
    try:
        function = functions[request.function]
        args, kwargs = wire.unpack(request.arguments)
        value = function(*args, **kwargs)
        return wire.Answer(request.id, wire.pack(value), failed=False)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, wire.WireError):
        # Whatever the student's code passed, the grader's function could not work with it.
        return wire.Answer(request.id, wire.pack(None), failed=True)


def _count_models(value: Any) -> int:
    if isinstance(value, (list, tuple)):
        return sum(map(_count_models, value))
    return int(isinstance(value, wire.Model))


def own_types(value: Any, defined: frozenset[str] = frozenset()) -> Any:
    """What crossed, with models rebuilt and foreign objects as graders know them.

    `defined` are names that the submission's text holds.
    """
    if isinstance(value, (list, tuple)) and _count_models(value) > MAX_MODELS:
        raise StudentError(f"It returned more than {MAX_MODELS} models.", kind="model")
    if isinstance(value, wire.Model):
        try:
            return models.rebuild(value.architecture, value.weights, value.compiled)
        except models.ModelError as error:
            raise StudentError(
                f"It returned a model that is not accepted. {error}", kind="model"
            ) from None
    if isinstance(value, wire.History):
        return dict(value)
    if isinstance(value, wire.Foreign):
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


def _name(problem: wire.Problem) -> str:
    if problem.type_name in _KNOWN_ERRORS:
        return problem.type_name
    return "an exception of its own"


def _is_expected(problem: wire.Problem) -> bool:
    """A stub that the notebook itself calls is no surprise, nor is Keras where it is not needed."""
    return problem.type_name == "NotImplementedError" or (
        problem.type_name == "ModuleNotFoundError"
        and problem.message in ("No module named 'keras'", "No module named 'tensorflow'")
    )


def _lines(source: str) -> int:
    return source.count("\n") + 1
