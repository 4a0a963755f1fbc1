"""What the scores of a class say about its assignments, seen together.

How the class gets on, which assignments go together, and which exercises separate: those on which
students who do well in everything else do better than the others.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from autograder.reports.total import Total

MOST_EXERCISES = 10  # of each end
#: Fewer students tell nothing about how two scores go together.
FEWEST_STUDENTS = 5

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Progress:
    """How the class did in one assignment."""

    assignment: str
    title: str
    handed_in: int
    students: int
    quartiles: tuple[float, float, float]  # of the shares of those who handed in
    mean: float
    correlations: tuple[float | None, ...]  # with each assignment; None: too few, or all alike


@dataclass(frozen=True)
class Separation:
    """How an exercise goes together with everything else that its students did."""

    assignment: str
    exercise: str
    students: int
    mean: float  # share of its points
    correlation: float


@dataclass(frozen=True)
class Statistics:
    """All of it."""

    progress: tuple[Progress, ...]
    best: tuple[Separation, ...]  # the exercises that separate most
    worst: tuple[Separation, ...]  # and least, the least first; none of `best`


def statistics_of(total: Total) -> Statistics:
    """The statistics of a class."""
    shares = np.array(
        [[np.nan if share is None else share for share in row.shares] for row in total.rows],
        dtype=float,
    ).reshape(len(total.rows), len(total.columns))
    progress = []
    for place, column in enumerate(total.columns):
        own = shares[:, place][~np.isnan(shares[:, place])]
        quartiles = np.quantile(own, [0.25, 0.5, 0.75]) if own.size else np.zeros(3)
        progress.append(
            Progress(
                column.assignment,
                column.title,
                int(own.size),
                len(total.rows),
                (float(quartiles[0]), float(quartiles[1]), float(quartiles[2])),
                float(own.mean()) if own.size else 0.0,
                tuple(
                    correlation(shares[:, place], shares[:, other])
                    for other in range(len(total.columns))
                ),
            )
        )
    separations = sorted(_separations(total), key=lambda one: -one.correlation)
    best = separations[:MOST_EXERCISES]
    worst = separations[len(best) :][::-1][:MOST_EXERCISES]
    return Statistics(tuple(progress), tuple(best), tuple(worst))


def correlation(first: Floats, second: Floats) -> float | None:
    """Pearson's correlation over those who have both; None where it does not exist."""
    both = ~(np.isnan(first) | np.isnan(second))
    x, y = first[both], second[both]
    if x.size < FEWEST_STUDENTS:
        return None
    x, y = x - x.mean(), y - y.mean()
    size = float(np.sqrt((x @ x) * (y @ y)))
    return float(np.clip((x @ y) / size, -1.0, 1.0)) if size > _NOISE * x.size else None


_NOISE = 1e-12


def _separations(total: Total) -> list[Separation]:
    """Each exercise with its correlation with the student's other points."""
    points: defaultdict[tuple[str, str], Floats] = defaultdict(
        lambda: np.full(len(total.rows), np.nan)
    )
    most: dict[tuple[str, str], float] = {}
    scored, possible = np.zeros(len(total.rows)), np.zeros(len(total.rows))
    for place, row in enumerate(total.rows):
        for assignment, own in row.scores.items():
            for exercise, score, max_score in own.exercises:
                points[assignment, exercise][place] = score
                most[assignment, exercise] = max_score
                scored[place] += score
                possible[place] += max_score
    found = []
    for key, reached in points.items():
        rest = possible - most[key]
        with np.errstate(invalid="ignore", divide="ignore"):
            others = np.where(rest > 0, (scored - reached) / rest, np.nan)
        value = correlation(reached, others)
        if value is not None and most[key]:
            present = reached[~np.isnan(reached)]
            mean = float(present.mean()) / most[key]
            found.append(Separation(*key, int(present.size), mean, value))
    return found
