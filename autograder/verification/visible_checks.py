"""Whether the visible checks of a notebook are right, and agree with the public examples.

A check that refuses a right answer leads its student astray, so each must pass with the model
answer and with every alternative. Public examples show the model answer's values, so these are the
checks' values, too. A call that a check shows must be worth what it expects, and of each kind of
call that it makes there must be a public example.

The cells are the course's own. They run in a child of this process, from top to bottom but without
demonstrations, on which no check may rely.
"""

from __future__ import annotations

import ast
import contextlib
import functools
import inspect
import io
import warnings
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from autograder.course.answers import functions_of
from autograder.course.bank import Entry, read_bank
from autograder.course.examples import ExamplesError, read_examples
from autograder.course.findings import Finding
from autograder.course.model import Assignment, Cell
from autograder.text import printable
from autograder.verification.course_code import Answers, in_child
from autograder.verification.entries import location_of

_LONGEST = 300  # of the text of a failed check
#: What the helper of the notebooks is called, and its first parameter, the call in words.
_HELPER, _WORDS = "check", "call"
#: The kind of each argument of a call, by parameter.
Kinds = dict[str, str]


def check_visible_checks(assignment: Assignment) -> list[Finding]:
    """Find the checks that refuse a right answer, show a wrong call or have no public example.

    An assignment without a model answer to each exercise is not checked.
    """
    try:
        answered = functions_of(assignment.model_answers.read_text(encoding="utf-8"))
    except (OSError, SyntaxError):
        return []  # the course checks say what is wrong
    if any(exercise.name not in answered for exercise in assignment.exercises):
        return []
    return in_child(_check, assignment)


def _check(assignment: Assignment) -> list[Finding]:
    found = _Notebook(assignment).findings()
    return [Finding(assignment.name, where, message) for where, message in found]


class _Notebook:
    """A notebook whose stubs hold the model answers, run cell by cell."""

    def __init__(self, assignment: Assignment) -> None:
        self._assignment = assignment
        self._exercises = {exercise.name: exercise for exercise in assignment.exercises}
        self._answers = Answers(assignment)
        self._names: dict[str, Any] = {"__name__": "notebook"}
        self._kinds: list[tuple[str, Kinds]] = []  # of each call of an exercise, with its name

    def findings(self) -> Iterator[tuple[str, str]]:
        """List what is wrong with the checks, with the exercise or entry concerned."""
        bank = read_bank(self._assignment.root / "solutions", self._assignment.slug)
        right = [entry for entry in bank if entry.kind == "alternative"]
        for cell in self._assignment.cells:
            name = str(cell.metadata.get("exercise") or cell.metadata.get("check") or "")
            if cell.kind != "code" or "demonstration" in cell.tags:
                continue
            if "exercise" in cell.metadata:
                self._names[name] = self._recorded(name, self._answers.function(name))
            elif "check" in cell.metadata:
                yield from self._check(name, cell, [entry for entry in right if entry.of == name])
            elif problem := _run(cell, self._names):
                yield self._assignment.source.name, f"has a cell that cannot be run: {problem}"
        yield from self._without_example()

    def _check(
        self, name: str, cell: Cell, alternatives: Sequence[Entry]
    ) -> Iterator[tuple[str, str]]:
        """Run the cell of a check with each right answer."""
        before = dict(self._names)
        if problem := _run(cell, self._names):
            yield name, f"has a visible check that refuses the model answer: {problem}"
        made = len(self._kinds)
        for entry in alternatives:
            names = before | {name: self._answers.function(name, entry)}
            if problem := _run(cell, names):
                yield location_of(entry), f"is right but a visible check refuses it: {problem}"
        if not self._exercises[name].keras:  # calls of Keras take long, and many are random
            for call in self._misleading(cell, before):
                yield name, f"has a visible check that shows {call}, which gives something else"
        del self._kinds[made:]

    def _recorded(self, name: str, answer: Callable[..., Any]) -> Callable[..., Any]:
        """An answer whose calls are kept, as the kinds of their arguments."""

        @functools.wraps(answer)
        def call(*args: Any, **kwargs: Any) -> Any:
            self._kinds.append((name, kinds_of(answer, args, kwargs)))
            return answer(*args, **kwargs)

        return call

    def _misleading(self, cell: Cell, names: dict[str, Any]) -> list[str]:
        """The calls that a cell's checks show and that do not come to what they expect."""
        helper = names.get(_HELPER)
        if not inspect.isfunction(helper) or _WORDS not in inspect.signature(helper).parameters:
            return []
        found: dict[str, None] = {}

        def check(call: str, returned: Any, *rest: Any, **options: Any) -> None:
            helper(call, returned, *rest, **options)
            if not self._is_call(call, names):
                return
            try:
                shown = eval(call, names)
            except Exception:  # a call in words leaves out what makes it run, such as `np.array`
                return
            try:
                helper(call, shown, *rest, **options)
            except AssertionError:
                found[call] = None

        names = names | {_HELPER: check}
        _run(cell, names)
        return list(found)

    def _is_call(self, text: str, names: dict[str, Any]) -> bool:
        """Whether a text is the call of an exercise, or an item of what it gives.

        If it draws from a generator of the notebook's, a second call gives something else.
        """
        try:
            node = ast.parse(text, mode="eval").body
        except SyntaxError:
            return False
        used = [names.get(part.id) for part in ast.walk(node) if isinstance(part, ast.Name)]
        if any(isinstance(value, np.random.Generator) for value in used):
            return False
        while isinstance(node, ast.Subscript):
            node = node.value
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            return False
        return node.func.id in self._exercises

    def _without_example(self) -> Iterator[tuple[str, str]]:
        """Of exercises without Keras, the kinds of calls that no public example makes.

        With Keras, each call takes long: examples give it fewer samples and epochs than a check.
        """
        if not self._assignment.examples.is_file():
            return
        try:
            examples = read_examples(self._assignment.examples)
            shown = [
                (name, kinds_of(self._answers.function(name), example.args, example.kwargs))
                for name, its in examples.items()
                if name in self._exercises
                for example in its.listed
            ]
        except (ExamplesError, TypeError):
            return  # what is wrong with the examples is found when they are called
        for name, kinds in self._kinds:
            if (name, kinds) not in shown and name in examples and not self._exercises[name].keras:
                shown.append((name, kinds))
                words = ", ".join(f"{parameter}: {kind}" for parameter, kind in kinds.items())
                yield name, f"is called by a visible check, but by no public example, with {words}"


def _run(cell: Cell, names: dict[str, Any]) -> str | None:
    """Run a cell quietly; what it raises, in a line, or None."""
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        try:
            exec(compile(cell.source, "<cell>", "exec"), names)
        except Exception as error:
            text = "; ".join(" ".join(line.split()) for line in str(error).splitlines())
            return printable(f"{type(error).__name__}: {text}".rstrip(": "), _LONGEST)
    return None


def kinds_of(function: Callable[..., Any], args: Sequence[Any], kwargs: dict[str, Any]) -> Kinds:
    """The kind of each argument that a call gives; TypeError if it does not fit the function."""
    given = inspect.signature(function).bind(*args, **kwargs).arguments
    return {name: _kind(value) for name, value in given.items()}


def _kind(value: Any) -> str:
    """The kind of an argument in words: its type, of an array the axes, of a list the items'."""
    if isinstance(value, np.ndarray):
        return f"array of {value.ndim} {'axis' if value.ndim == 1 else 'axes'}"
    if isinstance(value, (bool, np.bool_)):
        return "bool"
    if isinstance(value, (int, float, np.number)):
        return "number"
    if isinstance(value, (list, tuple)):
        items = " or ".join(sorted(set(map(_kind, value))))
        return f"{type(value).__name__} of {items}" if items else f"empty {type(value).__name__}"
    return "function" if inspect.isroutine(value) else type(value).__name__
