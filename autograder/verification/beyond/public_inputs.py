"""The public examples of an exercise, thousands of them, as inputs on which answers may differ."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

from autograder.course.examples import Examples
from autograder.grading.as_python import call_text, definitions, results
from autograder.grading.public_calls import Observed, PublicCall, PublicCalls, observe
from autograder.verification.mutants.closeness import equal_within, precision_of
from autograder.verification.mutants.time_limit import CPU_SECONDS, TooSlowError, limited


class PublicInputs:
    """The listed examples of one exercise and, where it has a generator, generated ones."""

    def __init__(
        self, exercise: str, examples: Examples, model: Callable[..., Any], most: int
    ) -> None:
        """`most` is how many inputs there are together; without a generator there are fewer."""
        self._exercise = exercise
        self._model = model
        self._examples = examples
        self._most = most

    @cached_property
    def _public(self) -> PublicCalls:
        generated = max(0, self._most - len(self._examples.listed))
        return PublicCalls(self._exercise, self._examples, lambda: self._model, generated)

    @property
    def count(self) -> int:
        """How many inputs there are."""
        return self._most if self._examples.generator else len(self._examples.listed)

    def difference(self, function: Callable[..., Any]) -> str | None:
        """Say, for staff, where an answer differs from the model answer; None if nowhere."""
        for call in (*self._public.listed, *self._public.generated):
            try:
                with limited():
                    observed = observe(function, call.request)
                    differs = self._differs(observed, call)
            except TooSlowError:
                return self._described(call, f"nothing within {CPU_SECONDS:g} s")
            if differs:
                return self._described(call, observed)
        return None

    def _differs(self, observed: Observed, call: PublicCall) -> bool:
        expected = call.expected
        if not self._public.differ(observed, call):
            return False
        if observed.packed is None or expected.packed is None or observed.changed:
            return True
        # Of narrow numbers, right answers differ by more than an order of summation explains.
        example = call.example
        arguments = {str(n): value for n, value in enumerate(example.args)} | example.kwargs
        precision = precision_of(arguments)
        given, right = (self._public.shared(one.value, example) for one in (observed, expected))
        return not (precision and equal_within(given, right, precision))

    def _described(self, call: PublicCall, did: str | Observed) -> str:
        expected = _outcome(call.expected, None)
        if isinstance(did, Observed):
            returned = _outcome(did, call.expected)
            if did.packed is not None and call.expected.packed is not None:
                # As many digits as tell the values apart.
                _, expected = results(did.value, call.expected.value)
        else:
            returned = did
        defined = " ".join(definitions(call.example).split())
        shown = call_text(self._exercise, call.example) + (f" with {defined}" if defined else "")
        return f"{shown} returned {returned}, expected {expected}"


def _outcome(observed: Observed, expected: Observed | None) -> str:
    """What came of a call, and in what it was unlike the expected one beside its value."""
    if observed.packed is None:
        return "nothing: it " + (
            "changed its argument" if observed.error == "changed" else f"raised {observed.error}"
        )
    other = expected.value if expected and expected.packed is not None else observed.value
    notes: list[str] = []
    if expected and observed.changed != expected.changed:
        notes.append("changed its argument")
    if expected and observed.warned != expected.warned:
        notes.append("warned" if observed.warned else "did not warn")
    value, _ = results(observed.value, other)
    return value + (f", and it {' and '.join(notes)}" if notes else "")
