"""Diagnosis: which mistake of the bank a wrong answer made.

The calls that a wrong answer received are replayed on the misconceptions of its exercise, which
are code of the course's own. The one that agrees on every call, values, types and errors alike,
is the mistake. Nothing is guessed: without agreement there is no diagnosis. Calls whose time ran
out show nothing; the others must then show by themselves that the answer is not right.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import io
import time
import warnings
from collections.abc import Callable, Collection, Iterator, Sequence
from enum import Enum, auto
from functools import cached_property, partial
from types import CodeType, FunctionType, ModuleType
from typing import Any, NamedTuple

import numpy as np
from msgspec import structs

from autograder.course.bank import Entry, read_bank
from autograder.course.model import Assignment
from autograder.grading.calls import SLOW, Recorded
from autograder.grading.in_process import call_as_in_worker, kind_of
from autograder.keras_models.architecture import shape_of
from autograder.keras_models.compile_settings import CompileSettings, SettingsError, read_settings
from autograder.keras_models.importing import import_keras
from autograder.sandbox.inside.protocol import values
from autograder.testing.closeness import is_close

#: How long the mistake of one answer is looked for, in the processor's time, so that the load of
#: the machine does not matter; far longer than it takes with usual values.
_SECONDS = 60.0
#: Two values agree when they differ by no more than another order of summation explains.
RELATIVE, ABSOLUTE = 1e-9, 1e-12
#: Between values of single precision, which Keras gives. TensorFlow adds in another order where it
#: uses oneDNN, and an error in a logit is one of the same size in relation to the probability. With
#: 784 inputs, 1.5e-5 was measured.
SINGLE = 1e-4, 1e-6


class _Answered:
    """A recorded call, whose value is decoded once, however many entries it is compared with."""

    def __init__(self, call: Recorded) -> None:
        self.call = call

    @cached_property
    def value(self) -> Any:
        """What the call returned."""
        return values.unpack(self.call.value or b"")

    @cached_property
    def models(self) -> Any:
        """The models among its arguments, after the call."""
        return values.unpack(self.call.models)


class _Agreement(Enum):
    """How far a replayed call agrees with the recorded one."""

    NONE = auto()
    BUT_FOR_TRAINING = auto()  # in all but the figures of a training, which chance may decide
    FULL = auto()


class Diagnosis:
    """The misconceptions of one assignment, ready to be replayed.

    In the grader's own process there is no Keras, which takes seconds and most of a gigabyte:
    exercises that use it are graded in a confined child, whose diagnosis is `with_keras`.
    """

    def __init__(
        self, assignment: Assignment, entries: Sequence[Entry], *, with_keras: bool = False
    ) -> None:
        self._with_keras = with_keras
        text = assignment.model_answers.read_text(encoding="utf-8")
        self._model = self._compile(text, "<model answers>")
        self._entries = [entry for entry in entries if entry.kind == "misconception"]
        self._compiled: dict[str, CodeType] = {}
        self._answers: _Answers | None = None

    @classmethod
    def of(cls, assignment: Assignment, *, with_keras: bool = False) -> Diagnosis:
        """The diagnosis by the course's own bank."""
        entries = read_bank(assignment.root / "solutions", assignment.slug)
        return cls(assignment, entries, with_keras=with_keras)

    def shortcut(self, exercise: str, used: Collection[str]) -> Entry | None:
        """The misconception of an answer that used library functions that it must not use."""
        for entry in self._entries:
            if entry.of == exercise and entry.uses in used:
                return entry
        return None

    def recognise(self, exercise: str, calls: Sequence[Recorded]) -> Entry | None:
        """The misconception that would have answered all `calls` as they were answered."""
        if not any(call.value is not None or call.error for call in calls):
            return None
        own = [call for call in calls if call.function == exercise]
        answered = [_Answered(call) for call in own if call.error != SLOW]
        ends = time.thread_time() + _SECONDS
        if not answered:
            return None
        complete = len(answered) == len(own)
        with _quietly():
            trained_otherwise: list[Entry] = []
            for entry in self.misconceptions(exercise):
                if time.thread_time() > ends:
                    return None
                agreement = self._agreement(self.build(entry), answered)
                if agreement is _Agreement.BUT_FOR_TRAINING:
                    trained_otherwise.append(entry)
                elif agreement is _Agreement.FULL and (
                    complete or not self._agrees_but_for_chance(self.right(exercise), answered)
                ):
                    return entry
            for entry in trained_otherwise:
                if time.thread_time() > ends:
                    return None
                if self._agrees_but_for_chance(self.build(entry), answered) and (
                    complete or not self._agrees_but_for_chance(self.right(exercise), answered)
                ):
                    return entry
        return None

    def misconceptions(self, exercise: str) -> list[Entry]:
        """The misconceptions of an exercise that are shown by what they return."""
        return [entry for entry in self._entries if entry.of == exercise and entry.uses is None]

    def _agreement(self, function: Callable[..., Any], calls: Sequence[_Answered]) -> _Agreement:
        """How far a function agrees with what was answered, up to the first call that differs."""
        for call in calls:
            agreement = _compare(_replay(function, call.call), call)
            if agreement is not _Agreement.FULL:
                return agreement
        return _Agreement.FULL

    def _agrees_but_for_chance(
        self, function: Callable[..., Any], calls: Sequence[_Answered]
    ) -> bool:
        """Whether a function agrees with what was answered, or trains otherwise every time."""
        for call in calls:
            replayed = _replay(function, call.call)
            agreement = _compare(replayed, call)
            if agreement is _Agreement.NONE:
                return False
            if agreement is _Agreement.BUT_FOR_TRAINING:
                own = _Answered(structs.replace(call.call, **replayed._asdict()))
                if _compare(_replay(function, call.call), own) is _Agreement.FULL:
                    return False
        return True

    def build(self, entry: Entry) -> Callable[..., Any]:
        """The entry as a function among the model answers, in a fresh module: it may keep state."""
        code = self._compiled.get(entry.name)
        if code is None:
            text = f"{entry.imports}\n{entry.renamed_source}"
            code = self._compiled[entry.name] = self._compile(text, str(entry.path))
        module = self._module()
        exec(code, module)
        function: Callable[..., Any] = module[entry.of]
        return function

    def _compile(self, text: str, name: str) -> CodeType:
        """A module of the course's own, without its imports of Keras where there is none."""
        tree = ast.parse(text)
        if not self._with_keras:
            tree.body = [node for node in tree.body if not _imports_keras(node)]
        return compile(tree, name, "exec")

    def right(self, exercise: str) -> Callable[..., Any]:
        """The model answer, in a fresh module: it may keep state."""
        function: Callable[..., Any] = self._module()[exercise]
        return function

    def _module(self) -> dict[str, Any]:
        """The model answers, in a fresh module."""
        if self._with_keras:
            import_keras()
        if self._answers is None:
            self._answers = _Answers(self._model)
        return self._answers.module()


class _Answers:
    """The model answers as a module that can be made anew."""

    def __init__(self, code: CodeType) -> None:
        self._code = code
        self._names = self._run()
        self._stateless = all(map(self._is_stateless, self._names.values()))

    def module(self) -> dict[str, Any]:
        """A fresh module; where there is no state, its functions are those of the last one."""
        return dict(self._names) if self._stateless else self._run()

    def _run(self) -> dict[str, Any]:
        names: dict[str, Any] = {"__name__": "bank"}
        exec(self._code, names)
        return names

    def _is_stateless(self, value: Any) -> bool:
        """Whether a module's value is the same however often the module is made."""
        if isinstance(value, FunctionType):
            defaults = (*(value.__defaults__ or ()), *(value.__kwdefaults__ or {}).values())
            return all(map(_is_constant, defaults)) and value.__closure__ is None
        return isinstance(value, ModuleType) or _is_constant(value) or value is vars(builtins)


def _imports_keras(node: ast.stmt) -> bool:
    modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
    modules += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
    return any(module.partition(".")[0] in ("keras", "tensorflow") for module in modules)


def _is_constant(value: Any) -> bool:
    return value is None or type(value) in (bool, float, int, str)


@contextlib.contextmanager
def _quietly() -> Iterator[None]:
    """Nothing is warned of, nothing is printed."""
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        yield


class Replayed(NamedTuple):
    """What a replayed call came to."""

    value: bytes | None  # packed; None when it raised
    error: str | None  # the exception's type
    models: bytes = b""  # packed: the models among its arguments, after the call


def replay(function: Callable[..., Any], call: Recorded) -> Replayed:
    """Call a function of the course's own as a worker would have."""
    with _quietly():
        return _replay(function, call)


def _replay(function: Callable[..., Any], call: Recorded) -> Replayed:
    called = call_as_in_worker(function, call)
    return Replayed(called.value, kind_of(called), called.models)


def _compare(replayed: Replayed, answered: _Answered) -> _Agreement:
    call = answered.call
    if replayed.error is not None or call.error is not None:
        return _Agreement.FULL if replayed.error == call.error else _Agreement.NONE
    if call.value is None or replayed.value is None:
        return _Agreement.NONE
    # What Keras computes with a model is single, in whatever type it comes back.
    single = bool(call.models)
    agreement = _Agreement.FULL
    for packed, recorded, name in (
        (replayed.value, call.value, "value"),
        (replayed.models, call.models, "models"),
    ):
        if packed != recorded:
            value, other = values.unpack(packed), getattr(answered, name)
            if not alike(value, other, single=single):
                return _Agreement.NONE
            if not trained_alike(value, other):
                agreement = _Agreement.BUT_FOR_TRAINING
    return agreement


def trained_alike(value: Any, other: Any) -> bool:
    """Whether two values that are alike have the same weights of models and figures of epochs.

    Trainings that begin alike come to it where nothing in them depends on chance.
    """
    if isinstance(value, (list, tuple)):
        return all(map(trained_alike, value, other))
    if isinstance(value, values.Model):
        return all(map(_close_after_training, value.weights, other.weights))
    if isinstance(value, values.History):
        return all(_close_after_training(value[key], other[key]) for key in value)
    return True


def _close_after_training(value: Any, other: Any) -> bool:
    """Whether figures of single precision are the same after many steps."""
    try:
        return bool(np.allclose(value, other, rtol=1e-3, atol=1e-4, equal_nan=True))
    except (TypeError, ValueError):  # of other shapes, or not numbers
        return False


def alike(value: Any, other: Any, *, single: bool = False) -> bool:
    """Whether two values are of one kind and as close as rounding allows, in `single` precision."""
    agree = partial(alike, single=single)
    if isinstance(value, values.History) and isinstance(other, values.History):
        # What was trained from random weights agrees in what was recorded, and how often.
        return _lengths(value) == _lengths(other)
    if isinstance(value, dict) and isinstance(other, dict):
        return value.keys() == other.keys() and all(agree(value[key], other[key]) for key in value)
    if isinstance(value, (list, tuple)) and isinstance(other, (list, tuple)):
        return len(value) == len(other) and all(map(agree, value, other))
    if isinstance(value, values.Foreign) and isinstance(other, values.Foreign):
        return value.type_name == other.type_name
    if isinstance(value, values.Model) and isinstance(other, values.Model):
        same_shape = shape_of(value.architecture) == shape_of(other.architecture)
        return bool(same_shape) and _settings(value) == _settings(other)
    if _is_numeric(value) and _is_numeric(other):
        return _close(np.asarray(value), np.asarray(other), single=single)
    return type(value) is type(other) and bool(value == other)


def _close(values: np.ndarray[Any, Any], others: np.ndarray[Any, Any], *, single: bool) -> bool:
    single = single or values.dtype == others.dtype == np.float32
    relative, absolute = SINGLE if single else (RELATIVE, ABSOLUTE)
    return values.shape == others.shape and is_close(values, others, relative, absolute)


def _settings(model: values.Model) -> CompileSettings | None:
    try:
        return read_settings(model.compiled) if model.compiled else None
    except SettingsError:
        return None


def _lengths(history: values.History) -> dict[str, int]:
    return {key: len(values) for key, values in history.items() if isinstance(values, list)}


def _is_numeric(value: Any) -> bool:
    if isinstance(value, int):
        return abs(value) < 2**63
    return isinstance(value, (float, np.ndarray))
