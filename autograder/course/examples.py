"""Public examples: for each exercise, calls of the kind that its notebook shows, smallest first.

They stand in `solutions/examples/<slug>.py`. Nothing in them comes from a hidden test, so people
may be shown them: a call, what an answer returned, what the model answer returns.
"""

from __future__ import annotations

import runpy
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

_MARK = "__autograder_examples__"
Function = TypeVar("Function", bound=Callable[..., Any])


class ExamplesError(Exception):
    """A file of examples that cannot be used; the message names the file and the cure."""


@dataclass(frozen=True)
class Example:
    """The arguments of one call."""

    args: tuple[Any, ...]
    kwargs: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Examples:
    """The examples of one exercise, which are made when they are asked for.

    A model takes Keras to make, and calls may change it: every use has its own.
    """

    make: Callable[[], Iterator[Any]]
    generator: Callable[[np.random.Generator], Example] | None  # makes one more
    compared: Callable[..., Any] | None  # of a value: what all right answers share
    curve: Callable[[], Example] | None  # a call whose answer is drawn over its first argument
    where: str  # the file and the exercise, for messages

    @property
    def listed(self) -> tuple[Example, ...]:
        """The calls, the smallest first; raise ExamplesError for what is not a call."""
        found = tuple(self.make())
        for example in found:
            if not isinstance(example, Example):
                raise ExamplesError(f"{self.where}: yield call(...), not {example!r:.80}")
        return found


def call(*args: Any, **kwargs: Any) -> Example:
    """A call with these arguments."""
    return Example(args, kwargs)


def examples(*, of: str) -> Callable[[Function], Function]:
    """Mark a function without parameters that yields calls of the exercise `of`, smallest first."""
    return _marked("examples", of)


def generator(*, of: str) -> Callable[[Function], Function]:
    """Mark a function of a `numpy.random.Generator` that makes one more call of `of`."""
    return _marked("generator", of)


def compared(*, of: str) -> Callable[[Function], Function]:
    """Mark a function that gives what all right answers to `of` share, where several are right.

    It takes the returned value, then the arguments of the call. Without it, the value as a whole
    is compared with that of the model answer.
    """
    return _marked("compared", of)


def curve(*, of: str) -> Callable[[Function], Function]:
    """Mark a function without parameters that gives one call of `of`, to be drawn as a curve.

    Its first argument is an array of shape (n,) in ascending order, and so is every right answer's
    shape. Where an answer is wrong, students see its curve beside the right one.
    """
    return _marked("curve", of)


def read_examples(path: Path) -> dict[str, Examples]:
    """Read an assignment's file of examples, by exercise; a missing file holds none.

    The file is the course's own code, and is run, except for what makes the calls.
    """
    if not path.is_file():
        return {}
    marked: dict[str, dict[str, Callable[..., Any]]] = {
        "examples": {},
        "generator": {},
        "compared": {},
        "curve": {},
    }
    for function in runpy.run_path(str(path)).values():
        kind, exercise = getattr(function, _MARK, ("", ""))
        if exercise in marked.get(kind, ()):
            raise ExamplesError(f"{path}: a second function @{kind}(of={exercise!r})")
        if kind in marked:
            marked[kind][exercise] = function
    for kind in ("generator", "compared", "curve"):
        if alone := marked[kind].keys() - marked["examples"].keys():
            names = ", ".join(sorted(alone))
            raise ExamplesError(f"{path}: {names}: @{kind} without examples")
    return {
        name: Examples(
            make,
            marked["generator"].get(name),
            marked["compared"].get(name),
            marked["curve"].get(name),
            f"{path}: {name}",
        )
        for name, make in marked["examples"].items()
    }


def _marked(kind: str, exercise: str) -> Callable[[Function], Function]:
    def mark(function: Function) -> Function:
        setattr(function, _MARK, (kind, exercise))
        return function

    return mark
