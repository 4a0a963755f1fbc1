"""What became of the answers beyond the mutants, for the terminal and as data."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import NamedTuple

from autograder.text import counted
from autograder.verification.mutants.result import Mutant

#: The quantile of the normal distribution for an interval of 95 %.
_QUANTILE = 1.959963984540054


class Interval(NamedTuple):
    """The least and the greatest share that agrees with what was counted."""

    low: float
    high: float


def wilson(count: int, trials: int) -> Interval:
    """Wilson's 95 % interval of a share of which `count` of `trials` were counted.

    Unlike the normal approximation, it is right for a count of 0, too; without trials it is
    (0, 1). Source: Wilson, "Probable inference, the law of succession, and statistical inference",
    1927.
    """
    if not trials:
        return Interval(0.0, 1.0)
    share, square = count / trials, _QUANTILE**2
    middle = share + square / (2 * trials)
    half = _QUANTILE * math.sqrt(share * (1 - share) / trials + square / (4 * trials**2))
    scale = 1 + square / trials
    low = (middle - half) / scale if count else 0.0
    high = (middle + half) / scale if count < trials else 1.0
    return Interval(low, high)


def rate_text(count: int, trials: int) -> str:
    """A share in per cent with its interval, such as "0.25 % (95 % interval 0.04 to 1.40 %)"."""
    if not trials:
        return "no rate"
    low, high = wilson(count, trials)
    return f"{count / trials:.2%} (95 % interval {low * 100:.2f} to {high * 100:.2f} %)".replace(
        "%", " %", 1
    )


@dataclass(frozen=True)
class FalseAccept:
    """An answer that the tests accept and that differs from the model answer."""

    mutant: Mutant
    evidence: str  # a call on which it differs, what it returned and what was expected


@dataclass
class ExerciseBeyond:
    """The mutants of one exercise's alternatives, and the pairs of its model answer, judged."""

    exercise: str
    alternatives: int = 0  # mutants of alternatives
    pairs: int = 0  # two changes of the model answer
    inputs: int = 0  # public examples on which accepted ones are compared with the model answer
    caught: int = 0
    false_accepts: list[FalseAccept] = field(default_factory=list)
    equivalent: list[Mutant] = field(default_factory=list)
    free: list[Mutant] = field(default_factory=list)
    why_skipped: str = ""  # why nothing was judged

    @property
    def differing(self) -> int:
        """How many differ from the model answer."""
        return self.caught + len(self.false_accepts)

    def format(self, *, verbose: bool = False) -> str:
        """The counts and the false accepts; equivalent and free ones, too, if `verbose`."""
        if self.why_skipped:
            return f"  {self.exercise}: left out, {self.why_skipped}"
        found = counted(len(self.false_accepts), "false accept")
        counts = f"{found} of {self.differing} that differ, {len(self.equivalent)} equivalent"
        counts += f", {len(self.free)} free" if self.free else ""
        lines = [f"  {self.exercise}: {counts} on {counted(self.inputs, 'public input')}"]
        for one in self.false_accepts:
            lines += [f"    FALSE ACCEPT {one.mutant.description}", f"      {one.evidence}"]
        if verbose:
            lines += [f"    equivalent: {mutant.description}" for mutant in self.equivalent]
            lines += [f"    free: {mutant.description}" for mutant in self.free]
        return "\n".join(lines)


@dataclass
class BeyondResult:
    """The judged answers beyond the mutants of one assignment."""

    assignment: str
    exercises: list[ExerciseBeyond]
    seconds: float = 0.0

    @property
    def false_accepts(self) -> int:
        """How many answers that differ were accepted."""
        return sum(len(exercise.false_accepts) for exercise in self.exercises)

    @property
    def differing(self) -> int:
        """How many answers differ from the model answer."""
        return sum(exercise.differing for exercise in self.exercises)

    @property
    def interval(self) -> Interval:
        """The 95 % interval of the rate of false accepts."""
        return wilson(self.false_accepts, self.differing)

    @property
    def summary(self) -> str:
        """The rate of false accepts with its interval, in one line."""
        alternatives = sum(exercise.alternatives for exercise in self.exercises)
        pairs = sum(exercise.pairs for exercise in self.exercises)
        return (
            f"{self.assignment}: {counted(self.false_accepts, 'false accept')} among "
            f"{self.differing} that differ of {alternatives} mutants of alternatives and {pairs} "
            f"pairs: {rate_text(self.false_accepts, self.differing)} ({self.seconds:.0f} s)"
        )
