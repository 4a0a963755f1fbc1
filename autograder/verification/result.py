"""What verifying an assignment's grader gives, and its JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from autograder.course.findings import Finding
from autograder.verification.beyond.result import BeyondResult
from autograder.verification.mutants.result import MutationResult


@dataclass
class ExerciseMatrix:
    """Which tests of an exercise fail for which of its entries."""

    exercise: str
    tests: list[str]
    caught_by: dict[str, list[str]] = field(default_factory=dict)  # misconception: failed tests
    accepted: list[str] = field(default_factory=list)  # alternatives with full marks
    rejected: dict[str, list[str]] = field(default_factory=dict)  # alternative: failed tests
    titles: dict[str, str] = field(default_factory=dict)  # what each test states

    @property
    def redundant(self) -> list[str]:
        """Tests that catch nothing that another test does not catch as well."""
        alone = {tests[0] for tests in self.caught_by.values() if len(tests) == 1}
        return [test for test in self.tests if test not in alone]


@dataclass
class Variation:
    """An exercise of one answer that is not graded alike under every secret."""

    entry: str
    exercise: str
    scores: list[float]  # one for each secret
    undecided: dict[str, int]  # tests that pass under some secrets only: under how many
    misconceptions: list[str | None]  # what was recognised, one for each secret
    shown: list[list[str]]  # the numbers and examples that students are shown, likewise


@dataclass
class SecretsResult:
    """What grading the same answers under several secrets gives."""

    secrets: int
    answers: int
    varying: list[Variation]


@dataclass
class Verification:
    """The result of verifying one assignment's grader."""

    assignment: str
    matrices: list[ExerciseMatrix]
    failures: list[Finding]
    misconceptions: int
    alternatives: int
    secrets: SecretsResult | None = None  # where it was asked for
    seconds: float = 0.0


def as_json(
    verifications: Sequence[Verification],
    mutations: Sequence[MutationResult] = (),
    beyond: Sequence[BeyondResult] = (),
) -> bytes:
    """The whole of several verifications as JSON; with the mutants and what is beyond, if any."""
    mutants = {mutation.assignment: msgspec.to_builtins(mutation) for mutation in mutations}
    rates = {result.assignment: _with_rate(result) for result in beyond}
    plain: list[dict[str, Any]] = []
    for verification in verifications:
        fields = msgspec.to_builtins(verification)
        fields["redundant"] = {
            matrix.exercise: matrix.redundant for matrix in verification.matrices
        }
        if mutations:
            fields["mutants"] = mutants.get(verification.assignment)
        if beyond:
            fields["beyond"] = rates.get(verification.assignment)
        plain.append(fields)
    return msgspec.json.format(msgspec.json.encode(plain), indent=2) + b"\n"


def _with_rate(result: BeyondResult) -> dict[str, Any]:
    """The result as plain data, with the rate of false accepts and its 95 % interval."""
    low, high = result.interval
    counts: dict[str, Any] = {
        "false_accepts": result.false_accepts,
        "differing": result.differing,
        "rate": result.false_accepts / result.differing if result.differing else None,
        "interval": {"low": low, "high": high},
    }
    plain: dict[str, Any] = msgspec.to_builtins(result)
    return plain | counts
