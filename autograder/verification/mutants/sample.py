"""The calls on which an accepted mutant is compared with the model answer."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from msgspec import structs

from autograder.grading.calls import Recorded
from autograder.grading.diagnosis import Replayed, alike, replay, trained_alike
from autograder.sandbox.inside.protocol import values
from autograder.verification.mutants.closeness import (
    equal_within,
    is_finite,
    precision_of,
)
from autograder.verification.mutants.properties import shared_properties
from autograder.verification.mutants.time_limit import TooSlowError, limited
from autograder.verification.mutants.variations import varied, widened


@dataclass(frozen=True)
class _SampleCall:
    """A call with the model answer's answer to it."""

    call: Recorded
    origin: str  # how it came about


class Sample:
    """Calls of one model answer and what it gives for them: the grader's own, and made-up ones.

    A made-up call is a recorded one with its rows in another order, some of its rows more than
    once, only the first of its rows, rows between two of its own, or a number out of another
    recorded call. It counts where it has the properties that all recorded calls have and the model
    answer gives finite values. The sample holds nothing that no recorded call comes near, so the
    equivalent mutants are listed for people to read.
    """

    def __init__(
        self, model: Callable[..., Any], recorded: Sequence[Recorded], variations: int
    ) -> None:
        self._model = model
        self._signature = inspect.signature(model)
        self._bound = [self._bind(call) for call in recorded]
        self._properties = shared_properties([bound.arguments for bound in self._bound])
        self._calls: list[_SampleCall] = []
        for call in recorded:
            self._add(call, "a call of the grader's own", finite=False)
        self._add_widened()
        rng = np.random.default_rng(0)
        for _ in range(min(variations, 10 * len(self._bound))):
            bound = self._bound[int(rng.integers(len(self._bound)))]
            self._add_made_up(*varied(bound.arguments, self._bound, rng))

    def difference(self, function: Callable[..., Any]) -> str | None:
        """Say, for staff, where a mutant differs from the model answer; None if nowhere."""
        for sampled in self._calls:
            call = sampled.call
            try:
                with limited():
                    answer = _replay(function, call)
            except TooSlowError:
                answer = Replayed(None, "too slow")
            if not self._agree(call, answer):
                gives = _outcome(answer.value, answer.error)
                right = _outcome(call.value, call.error)
                return f"on {sampled.origin} it gives {gives}, not {right}: {self._show(call)}"
        return None

    def _add(self, call: Recorded, origin: str, *, finite: bool) -> bool:
        """Add a call to the sample, unless the model answer does not answer it repeatably."""
        try:
            with limited():
                first = _replay(self._model, call)
                again = _replay(self._model, call)
        except TooSlowError:
            return False
        answered = structs.replace(call, value=first.value, error=first.error, models=first.models)
        if finite and (first.value is None or not is_finite(values.unpack(first.value))):
            return False
        if not self._agree(answered, again):
            return False
        self._calls.append(_SampleCall(answered, origin))
        return True

    def _add_widened(self) -> None:
        """Add each recorded call that has narrow numbers with wide ones."""
        for bound in self._bound:
            wide = {name: widened(value) for name, value in bound.arguments.items()}
            if any(wide[name] is not value for name, value in bound.arguments.items()):
                self._add_made_up(wide, "in double precision")

    def _add_made_up(self, arguments: dict[str, Any], origin: str) -> None:
        """Add a call with these arguments, if they are as those of the recorded calls are."""
        if not all(holds(arguments) for holds in self._properties):
            return
        bound = inspect.BoundArguments(self._signature, arguments)
        functions: list[Callable[..., Any]] = []
        try:
            packed = values.pack_arguments(bound.args, bound.kwargs, functions)
        except (TypeError, ValueError):  # rows of another kind than they were
            return
        # Arrays cannot be written to, so that a mutant that changes them differs.
        for frozen in (True, False):
            call = Recorded("", packed, functions, frozen, None, None)
            if self._add(call, f"a made-up call ({origin})", finite=True):
                return

    def _agree(self, call: Recorded, answer: Replayed) -> bool:
        """Whether an answer to a call is the model answer's."""
        if answer.error is not None or call.error is not None:
            return answer.error == call.error
        if answer.value is None or call.value is None:
            return False
        if answer.models != call.models:
            after, expected = values.unpack(answer.models), values.unpack(call.models)
            if not (alike(after, expected) and trained_alike(after, expected)):
                return False
        if answer.value == call.value:
            return True
        given, right = values.unpack(answer.value), values.unpack(call.value)
        if alike(given, right):
            return not isinstance(given, values.History) or trained_alike(given, right)
        precision = precision_of(self._bind(call).arguments)
        return bool(precision and equal_within(given, right, precision))

    def _bind(self, call: Recorded) -> inspect.BoundArguments:
        args, kwargs = values.unpack_arguments(
            call.arguments, lambda number: call.functions[number]
        )
        return self._signature.bind(*args, **kwargs)

    def _show(self, call: Recorded) -> str:
        shown = [f"{name}={_brief(value)}" for name, value in self._bind(call).arguments.items()]
        frozen = " (read-only)" if call.frozen else ""
        return f"{self._model.__name__}({', '.join(shown)}){frozen}"


def _replay(function: Callable[..., Any], call: Recorded) -> Replayed:
    """Replay a call; what is random in Keras comes out the same each time."""
    if "keras" in sys.modules:
        sys.modules["keras"].utils.set_random_seed(0)
    return replay(function, call)


def _outcome(value: bytes | None, error: str | None) -> str:
    return error or ("nothing" if value is None else _brief(values.unpack(value)))


def _brief(value: Any) -> str:
    """A value in a few characters."""
    if isinstance(value, np.ndarray) and value.ndim:
        text = np.array2string(value, precision=4, threshold=12, edgeitems=3, separator=", ")
        text = text if value.dtype in (np.float64, np.int64) else f"{value.dtype} {text}"
    else:
        text = getattr(value, "__name__", None) or str(value)
    text = " ".join(text.split())
    return text if len(text) <= 120 else f"{text[:119]}…"
