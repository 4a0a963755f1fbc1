"""Whether the public examples show every mistake of the bank, and refute no right answer.

The entries are code of the course's own and are called in this process as a worker would call them;
where the model answers need Keras, in a child of it, so that this one stays without.
"""

from __future__ import annotations

import contextlib
import io
import multiprocessing
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from types import CodeType
from typing import Any

import numpy as np

from autograder.course.bank import Entry, read_bank
from autograder.course.examples import Example, Examples, ExamplesError, read_examples
from autograder.course.findings import Finding
from autograder.course.model import Assignment
from autograder.grading.calls import Recorded, Request
from autograder.grading.diagnosis import alike
from autograder.grading.in_process import call_as_in_worker, kind_of
from autograder.keras_models.importing import import_keras
from autograder.sandbox.inside.protocol import values
from autograder.verification.entries import location_of

#: How many calls of an exercise its generator makes, beside those that are listed.
GENERATED = 30
#: Right answers differ by no more than that, in relation to the value and in total.
_RELATIVE, _ABSOLUTE = 1e-9, 1e-12


def check_examples(assignment: Assignment) -> list[Finding]:
    """Find the mistakes that no public example shows, and the right answers that differ on one.

    An assignment without a file of examples is not checked, nor are exercises of Keras.
    """
    if not assignment.examples.is_file():
        return []
    if any(exercise.keras for exercise in assignment.exercises):
        context = multiprocessing.get_context("fork")
        with ProcessPoolExecutor(1, mp_context=context, initializer=import_keras) as child:
            return child.submit(_check, assignment).result()
    return _check(assignment)


def _check(assignment: Assignment) -> list[Finding]:
    bank = read_bank(assignment.root / "solutions", assignment.slug)
    try:
        found = list(_findings(assignment, read_examples(assignment.examples), bank))
    except ExamplesError as error:
        file = assignment.examples.relative_to(assignment.root).as_posix()
        found = [(file, str(error).replace(f"{assignment.examples}: ", ""))]
    return [Finding(assignment.name, where, message) for where, message in found]


def _findings(
    assignment: Assignment, examples: dict[str, Examples], bank: Sequence[Entry]
) -> Iterator[tuple[str, str]]:
    known = {exercise.name for exercise in assignment.exercises}
    for name in examples:
        if name not in known:
            yield name, "has public examples, but is not an exercise"
    for exercise in assignment.exercises:
        if exercise.name not in examples:
            yield exercise.name, "has no public examples"
        elif not exercise.keras:
            calls = _Calls(assignment, exercise.name, examples[exercise.name])
            yield from ((exercise.name, message) for message in calls.unfit())
            for entry in bank:
                if entry.of == exercise.name and entry.uses is None:
                    for message in _of_entry(entry, calls.first_difference(entry)):
                        yield location_of(entry), message


def _of_entry(entry: Entry, shown: str | None) -> Iterator[str]:
    """What is wrong with an entry that differs on the example `shown` first, or on none."""
    if entry.kind == "alternative":
        if shown:
            yield f"is right but differs from the model answer on {shown}"
    elif shown is None and entry.unseen is None:
        yield f"no public example of {entry.of} shows the misconception {entry.name}"
    elif shown is not None and entry.unseen is not None:
        yield f"is said to be seen on no public example, but is seen on {shown}"


@dataclass(frozen=True)
class _Observed:
    """What came of a call, as far as people can be shown it."""

    packed: bytes | None  # None where the call raised
    error: str | None  # the exception's type, or "changed"
    changed: bool  # whether it changed an argument
    warned: bool

    @cached_property
    def value(self) -> Any:
        """What the call returned."""
        return values.unpack(self.packed or b"")


@dataclass(frozen=True)
class _Call:
    """One public example, listed or generated, with what the model answer makes of it."""

    name: str
    example: Example
    recorded: Recorded
    expected: _Observed


class _Calls:
    """The public examples of one exercise."""

    def __init__(self, assignment: Assignment, exercise: str, examples: Examples) -> None:
        self._exercise = exercise
        self._answers = compile(assignment.model_answers.read_bytes(), "<model answers>", "exec")
        self._compared = examples.compared
        self._calls = [
            self._call(f"the public example {number}", example)
            for number, example in enumerate(examples.listed, start=1)
        ]
        if examples.generator:
            rng = np.random.default_rng(0)
            self._calls += [
                self._call(f"the generated example {number}", examples.generator(rng))
                for number in range(1, GENERATED + 1)
            ]

    def unfit(self) -> Iterator[str]:
        """List the examples on which the model answer does not give a value quietly."""
        for call in self._calls:
            if call.expected.error or call.expected.changed or call.expected.warned:
                what = call.expected.error or "a warning"
                yield f"has a model answer that comes to {what} on {call.name}"

    def first_difference(self, entry: Entry) -> str | None:
        """The name of the first example on which an entry differs from the model answer."""
        code = compile(f"{entry.imports}\n{entry.renamed_source}", str(entry.path), "exec")
        for call in self._calls:
            if self._differ(_observe(self._function(code), call.recorded), call):
                return call.name
        return None

    def _call(self, name: str, example: Example) -> _Call:
        request = Request.of(self._exercise, example.args, example.kwargs, frozen=True)
        recorded = Recorded(
            self._exercise,
            request.arguments,
            request.functions,
            frozen=True,
            value=None,
            error=None,
        )
        return _Call(name, example, recorded, _observe(self._function(), recorded))

    def _function(self, code: CodeType | None = None) -> Callable[..., Any]:
        """The model answer, or an entry's code, in a fresh module: an answer may keep state."""
        module: dict[str, Any] = {"__name__": "examples"}
        exec(self._answers, module)
        if code is not None:
            exec(code, module)
        function: Callable[..., Any] = module[self._exercise]
        return function

    def _differ(self, observed: _Observed, call: _Call) -> bool:
        """Whether a call came to another value, type, shape, exception, change or warning."""
        expected = call.expected
        if observed.error is not None or expected.error is not None:
            return observed.error != expected.error
        return (
            observed.changed != expected.changed
            or observed.warned != expected.warned
            or (
                observed.packed != expected.packed
                and not _same(
                    self._shared(observed.value, call.example),
                    self._shared(expected.value, call.example),
                )
            )
        )

    def _shared(self, value: Any, example: Example) -> Any:
        """What of a value all right answers share; an error's name where it is not like theirs."""
        if self._compared is None:
            return value
        try:
            return self._compared(value, *example.args, **example.kwargs)
        except Exception as error:  # a wrong value may be anything
            return type(error).__name__


def _observe(function: Callable[..., Any], call: Recorded) -> _Observed:
    with warnings.catch_warnings(record=True) as warned, contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("always")
        called = call_as_in_worker(function, call)
    return _Observed(called.value, kind_of(called), called.changed, bool(warned))


def _same(value: Any, other: Any) -> bool:
    """Whether two values are the same, whether a list, a tuple or an array holds their numbers."""
    array, reference = _numbers(value), _numbers(other)
    if array is not None and reference is not None:
        return array.shape == reference.shape and np.allclose(
            array, reference, rtol=_RELATIVE, atol=_ABSOLUTE, equal_nan=True
        )
    if isinstance(value, (list, tuple)) and isinstance(other, (list, tuple)):
        return len(value) == len(other) and all(map(_same, value, other))
    return alike(value, other)


def _numbers(value: Any) -> np.ndarray[Any, Any] | None:
    """A number, or an array or list of numbers, as an array; None for anything else."""
    if not isinstance(value, (bool, int, float, complex, list, tuple, np.ndarray)):
        return None
    try:
        array = np.asarray(value)
    except ValueError:  # lists of several lengths
        return None
    return array if array.dtype.kind in "biufc" else None
