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


def read_examples(path: Path) -> dict[str, Examples]:
    """Read an assignment's file of examples, by exercise; a missing file holds none.

    The file is the course's own code, and is run, except for what makes the calls.
    """
    if not path.is_file():
        return {}
    makers: dict[str, Callable[[], Iterator[Any]]] = {}
    generators: dict[str, Callable[[np.random.Generator], Example]] = {}
    for function in runpy.run_path(str(path)).values():
        kind, exercise = getattr(function, _MARK, ("", ""))
        if (kind == "examples" and exercise in makers) or (
            kind == "generator" and exercise in generators
        ):
            raise ExamplesError(f"{path}: a second function @{kind}(of={exercise!r})")
        if kind == "examples":
            makers[exercise] = function
        elif kind == "generator":
            generators[exercise] = function
    if alone := generators.keys() - makers.keys():
        raise ExamplesError(f"{path}: {', '.join(sorted(alone))}: a generator without examples")
    return {
        name: Examples(make, generators.get(name), f"{path}: {name}")
        for name, make in makers.items()
    }


def _marked(kind: str, exercise: str) -> Callable[[Function], Function]:
    def mark(function: Function) -> Function:
        setattr(function, _MARK, (kind, exercise))
        return function

    return mark
