"""Transformations composed at random: a right hand-in keeps every point, whatever befalls it.

AUTOGRADER_FIELD_CASES says how many compositions are tried, AUTOGRADER_FIELD_SEED begins them
elsewhere, and with AUTOGRADER_FIELD_KERNEL each is run in IPython's shell, too, not each tenth.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from autograder.course.model import Course
from autograder.grading.engine import Engine
from tests.conftest import needs_sandbox
from tests.field.grading import BY_NAME, compose, grade, lost, points_lost, why_unfit
from tests.field.hand_in import CATALOGUE, Transformation
from tests.field.kernel import failed_checks

CASES = int(os.environ.get("AUTOGRADER_FIELD_CASES", "500"))
#: The compositions are cut into so many tests, which may run at the same time.
PARTS = 10
SEED = int(os.environ.get("AUTOGRADER_FIELD_SEED", "0"))
EVERY_KERNEL = "AUTOGRADER_FIELD_KERNEL" in os.environ
NUMERIC = (
    "tensors", "linear_models", "activations", "losses", "gradient_descent", "optimizers",
    "backpropagation", "parameter_counting", "metrics", "convolution",
)  # fmt: skip

QUICK = sorted(step.name for step in CATALOGUE if step.stage == "cells" and not step.slow)
SLOW = sorted(step.name for step in CATALOGUE if step.stage == "cells" and step.slow)
LAST = sorted(step.name for step in CATALOGUE if step.stage != "cells")
_ONE_IN_SLOW = 40
_ONE_IN_KERNEL = 10


def drawn(random_: random.Random) -> tuple[str, list[Transformation], Transformation | None]:
    """An assignment, transformations of the cells that go together, and what comes last."""
    while True:
        slug = random_.choice(NUMERIC)
        names = random_.sample(QUICK, random_.randint(1, 6))
        if random_.randrange(_ONE_IN_SLOW) == 0:
            names.append(random_.choice(SLOW))
        last = BY_NAME[random_.choice(LAST)] if random_.random() < 0.5 else None
        steps = [BY_NAME[name] for name in names]
        fits = [step for step in steps if not step.only or slug in step.only]
        if fits and why_unfit(COURSE[0].assignment(slug), fits, last) is None:
            return slug, fits, last


COURSE: list[Course] = []
#: Compositions that have lost points once: an assignment, transformations, and the number that
#: drew the answers that they befall.
ONCE_LOST = [
    (
        "linear_models",
        ("lambda_over_a_helper", "answer_in_an_own_cell", "everything_in_one_cell"),
        288230376151711743,
    ),
    # Own cells use up the time of cells, and a second worker must run them again.
    ("activations", ("star_import_at_the_end", "slow_cells_on_top"), 50861),
]


@needs_sandbox
@pytest.mark.parametrize(("slug", "names", "number"), ONCE_LOST)
def test_what_has_lost_points_once_keeps_them(
    slug: str, names: tuple[str, ...], number: int, real: Course, field_engine: Engine
):
    hand_in = compose(real.assignment(slug), [BY_NAME[name] for name in names], number)
    assert failed_checks(hand_in) == []
    assert lost(grade(field_engine, hand_in, None)) == []


@needs_sandbox
@pytest.mark.timeout(60 + CASES)
@pytest.mark.parametrize("part", range(PARTS))
def test_no_composition_loses_a_point(
    part: int, real: Course, field_engine: Engine, record_property: Callable[[str, object], None]
):
    COURSE[:] = [real]
    tried, points = 0, 0.0
    losses: list[str] = []

    @seed(PARTS * SEED + part)
    @settings(
        max_examples=-(-CASES // PARTS),
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.integers(0, 2**63))
    def compositions(number: int) -> None:
        nonlocal tried, points
        slug, steps, last = drawn(random.Random(number))
        hand_in = compose(real.assignment(slug), steps, number)
        names = [step.name for step in steps]
        told = f"{number}: {slug}, {names}, then {last.name if last else None}"
        if all(step.green for step in steps) and (EVERY_KERNEL or number % _ONE_IN_KERNEL == 0):
            losses.extend(f"unfair: {told}: {check}" for check in failed_checks(hand_in))
        report = grade(field_engine, hand_in, last)
        tried += 1
        points += points_lost(report)
        if words := lost(report):
            losses.append(f"{told}: {words}")

    compositions()
    record_property("compositions", tried)
    record_property("points lost", points)
    assert not losses, "\n".join(losses)
