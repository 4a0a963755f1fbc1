"""Every attack once more: by an ordinary user, with two processes that grade at the same time.

All of them take longer than the rest of the tests, so one class is graded here, and all where
AUTOGRADER_ATTACKS_TWICE is set, as in the nightly run.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.attacks.arena import Arena
from tests.attacks.classes import MADE, classes, expect_nothing_gained, label
from tests.conftest import needs_sandbox

pytestmark = needs_sandbox

WORKERS = 2
#: Attacks of a class: enough for all to meet, and few enough for a test.
MOST_TOGETHER = 25
in_the_nightly_run = pytest.mark.skipif(
    "AUTOGRADER_ATTACKS_TWICE" not in os.environ, reason="AUTOGRADER_ATTACKS_TWICE is not set"
)
FIRST, *OTHERS = [
    *(together for together in classes(MOST_TOGETHER) if not together[0].known),
    *([attack] for attack in MADE),
]


@pytest.mark.timeout(1800)  # as long as the limits of all of them
@pytest.mark.parametrize(
    "together",
    [FIRST, *(pytest.param(several, marks=in_the_nightly_run) for several in OTHERS)],
    ids=label,
)
def test_classes_of_attacks_gain_nothing(ordinary_arena: Arena, together, tmp_path: Path):
    # A folder for the class where the arena's user may read.
    folder = ordinary_arena.folder / tmp_path.name / "class"
    expect_nothing_gained(ordinary_arena, together, folder, WORKERS)
