"""Every attack once more: by an ordinary user, with two processes that grade at the same time.

`test_attacks.py` grades each alone, as whoever runs the tests, with one process. Here those that
are files of one student meet each other as one class for each assignment. All of them take longer
than the rest of the tests, so one class is graded here, and all where AUTOGRADER_ATTACKS_TWICE is
set, as in the nightly run.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.attacks.arena import Arena
from tests.attacks.catalogue import Attack, attacks
from tests.attacks.test_attacks import expect_nothing_gained, expect_nothing_gained_together
from tests.conftest import needs_sandbox

pytestmark = needs_sandbox

WORKERS = 2
#: Attacks of a class: enough for all to meet, and few enough for a test.
MOST_TOGETHER = 25
MADE = [attack for attack in attacks() if attack.form == "made"]
in_the_nightly_run = pytest.mark.skipif(
    "AUTOGRADER_ATTACKS_TWICE" not in os.environ, reason="AUTOGRADER_ATTACKS_TWICE is not set"
)


def classes() -> Iterator[list[Attack]]:
    """The other attacks that are to fail, by assignment, in classes of a bearable size."""
    by_assignment: defaultdict[str, list[Attack]] = defaultdict(list)
    for attack in attacks():
        if attack.form != "made" and not attack.known:
            by_assignment[attack.assignment].append(attack)
    for several in by_assignment.values():
        count = -(-len(several) // MOST_TOGETHER)
        yield from (several[place::count] for place in range(count))


FIRST, *OTHERS = classes()


@pytest.mark.timeout(1800)  # as long as the limits of all of them
@pytest.mark.parametrize(
    "together",
    [FIRST, *(pytest.param(several, marks=in_the_nightly_run) for several in OTHERS)],
    ids=lambda several: f"{several[0].assignment}-{len(several)}",
)
def test_classes_of_attacks_gain_nothing(ordinary_arena: Arena, together, tmp_path: Path):
    folder = class_folder(ordinary_arena, tmp_path)
    expect_nothing_gained_together(ordinary_arena, together, folder, WORKERS)


@in_the_nightly_run
@pytest.mark.parametrize("attack", MADE, ids=lambda attack: attack.label)
def test_what_is_made_gains_nothing(ordinary_arena: Arena, attack: Attack, tmp_path: Path):
    folder = class_folder(ordinary_arena, tmp_path)
    paths = ordinary_arena.seat(attack, folder)
    expect_nothing_gained(ordinary_arena, attack, paths, folder, WORKERS)


def class_folder(arena: Arena, tmp_path: Path) -> Path:
    """A folder for a class, where the arena's user may read."""
    return arena.folder / tmp_path.name / "class"
