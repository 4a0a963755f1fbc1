"""Every attack once more: by an ordinary user, with two processes that grade at the same time.

All of them take longer than the rest of the tests, so one class is graded here, and all where
AUTOGRADER_ATTACKS_TWICE is set, as in the nightly run.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.attacks.arena import TRAINING, Arena
from tests.attacks.classes import MADE, classes, expect_nothing_gained, label
from tests.conftest import needs_sandbox

pytestmark = needs_sandbox

WORKERS = 2
#: Attacks of a class: enough for all to meet, and few enough for a test.
MOST_TOGETHER = 25
in_the_nightly_run = pytest.mark.skipif(
    "AUTOGRADER_ATTACKS_TWICE" not in os.environ, reason="AUTOGRADER_ATTACKS_TWICE is not set"
)
ALL = [
    *(together for together in classes(MOST_TOGETHER) if not together[0].known),
    *([attack] for attack in MADE),
]
#: The class of every run: the first that trains no models.
EVERYDAY = next(together for together in ALL if together[0].assignment not in TRAINING)


@pytest.mark.timeout(1800)  # as long as the limits of all of them
@pytest.mark.parametrize(
    "together",
    [
        EVERYDAY,
        *(
            pytest.param(together, marks=in_the_nightly_run)
            for together in ALL
            if together is not EVERYDAY
        ),
    ],
    ids=label,
)
def test_classes_of_attacks_gain_nothing(ordinary_arena: Arena, together, tmp_path: Path):
    # A folder for the class where the arena's user may read.
    folder = ordinary_arena.folder / tmp_path.name / "class"
    expect_nothing_gained(ordinary_arena, together, folder, WORKERS)
