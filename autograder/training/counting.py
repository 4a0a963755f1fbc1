"""Counted error rates: how many trainings of right and wrong answers fell on the wrong side.

Nothing is extrapolated: a rate is a count, and its bounds are those of Clopper and Pearson,
"The use of confidence or fiducial limits illustrated in the case of the binomial", 1934.
"""

from __future__ import annotations

from dataclasses import dataclass

from autograder.training.judging import SEEDS

#: Each bound of a rate holds with this probability: the truth is below `high` 95 times in 100.
CONFIDENCE = 0.95
#: Of so many trainings of right answers the share that may miss the bar, by its upper bound.
MAY_FAIL = ((3000, 1e-3), (1000, 3e-3))
#: A wrong answer must pass in less than this share of gradings.
MAY_PASS = 0.01


@dataclass(frozen=True)
class Count:
    """Of so many trainings, how many fell on the wrong side of the bar."""

    trained: int
    errors: int

    def __add__(self, other: Count) -> Count:
        return Count(self.trained + other.trained, self.errors + other.errors)

    @property
    def share(self) -> float:
        """The counted share."""
        return self.errors / self.trained if self.trained else 0.0

    @property
    def bounds(self) -> tuple[float, float]:
        """What the true share is above with 95 %, and below with 95 %."""
        if not self.trained:
            return 0.0, 1.0
        from scipy.stats import binomtest  # noqa: PLC0415 - takes a second

        found = binomtest(self.errors, self.trained).proportion_ci(2 * CONFIDENCE - 1, "exact")
        return float(found.low), float(found.high)


def refused(share: float) -> float:
    """How often a right answer is refused, of whose trainings this share misses: twice running."""
    return float(share ** len(SEEDS))


def accepted(share: float) -> float:
    """How often a wrong answer is accepted, of whose trainings this share reaches the bar."""
    return float(1 - (1 - share) ** len(SEEDS))


def may_fail(trained: int) -> float | None:
    """The share of right trainings that may miss the bar; None where too few were trained."""
    return next((share for least, share in MAY_FAIL if trained >= least), None)
