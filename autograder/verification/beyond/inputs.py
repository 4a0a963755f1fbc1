"""Thousands of calls on which an accepted answer may differ from the model answer."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from autograder.course.examples import Example, Examples
from autograder.grading.as_python import call_text, definitions, results
from autograder.grading.calls import CHANGED, Recorded, Request
from autograder.grading.public_calls import Observed, PublicCall, PublicCalls, observe
from autograder.sandbox.inside.protocol import values
from autograder.verification.mutants import time_limit
from autograder.verification.mutants.closeness import equal_within, precision_of


class Inputs:
    """Calls of one exercise, with the model answer's answers, on which others may differ.

    They are the public examples, listed and generated, and calls that the tests make.
    """

    def __init__(
        self,
        exercise: str,
        examples: Examples,
        model: Callable[..., Any],
        most: int,
        recorded: Callable[[], Sequence[Recorded]],
    ) -> None:
        """There are `most` public ones, fewer without a generator; `recorded` gives the others."""
        self._exercise = exercise
        self._model = model
        self._examples = examples
        self._most = most
        self._recorded = recorded

    @property
    def public(self) -> int:
        """How many public examples there are."""
        return self._most if self._examples.generator else len(self._examples.listed)

    @cached_property
    def _compared(self) -> PublicCalls:
        generated = max(0, self._most - len(self._examples.listed))
        return PublicCalls(self._exercise, self._examples, lambda: self._model, generated)

    @cached_property
    def _of_tests(self) -> list[PublicCall]:
        return [
            call
            for number, recorded in enumerate(self._recorded(), start=1)
            if (call := self._answered(recorded, f"call {number} of the tests")) is not None
        ]

    def _answered(self, recorded: Recorded, name: str) -> PublicCall | None:
        """A test's call with the model answer's answer; None if it takes too long."""
        functions = recorded.functions
        args, kwargs = values.unpack_arguments(recorded.arguments, lambda number: functions[number])
        request = Request(recorded.function, recorded.arguments, functions, recorded.frozen)
        try:
            with time_limit.limited():
                expected = observe(self._model, request)
        except time_limit.TooSlowError:
            return None
        return PublicCall(name, Example(tuple(args), kwargs), request, expected)

    def difference(
        self, function: Callable[..., Any], unchanged: Callable[..., Any] | None = None
    ) -> str | None:
        """Say, for staff, where an answer differs from the model answer; None if nowhere.

        Where it was made of another answer, `unchanged`, calls on which that one differs from the
        model answer, too, show nothing.
        """
        public = self._compared
        for call in itertools.chain(public.listed, public.generated, self._of_tests):
            described = self._difference_on(call, function)
            if described and not (unchanged and self._difference_on(call, unchanged)):
                return described
        return None

    def _difference_on(self, call: PublicCall, function: Callable[..., Any]) -> str | None:
        try:
            with time_limit.limited():
                observed = observe(function, call.request)
                differs = self._differs(observed, call)
        except time_limit.TooSlowError:
            return self._described(call, f"nothing within {time_limit.CPU_SECONDS:g} s")
        return self._described(call, observed) if differs else None

    def _differs(self, observed: Observed, call: PublicCall) -> bool:
        expected = call.expected
        if not self._compared.differ(observed, call):
            return False
        # A right value with a warning is right, unless a test says that there must be none.
        quiet = replace(observed, warned=expected.warned)
        if quiet != observed and not self._compared.differ(quiet, call):
            return False
        if observed.packed is None or expected.packed is None or observed.changed:
            return True
        # Of narrow numbers, right answers differ by more than an order of summation explains.
        example = call.example
        arguments = {str(n): value for n, value in enumerate(example.args)} | example.kwargs
        precision = precision_of(arguments)
        given, right = (self._compared.shared(one.value, example) for one in (observed, expected))
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
            "changed its argument" if observed.error == CHANGED else f"raised {observed.error}"
        )
    other = expected.value if expected and expected.packed is not None else observed.value
    value, _ = results(observed.value, other)
    changed = expected is not None and observed.changed != expected.changed
    return value + (", and it changed its argument" if changed else "")
