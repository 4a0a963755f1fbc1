"""Every attack of the catalogue, graded between honest work, gains nothing and harms nobody."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.attacks.arena import Arena
from tests.attacks.classes import MADE, classes, expect_nothing_gained, label
from tests.conftest import needs_sandbox

pytestmark = needs_sandbox

#: Attacks of a class, so that no test takes much longer than others.
MOST_TOGETHER = 12
#: An attack that is known to succeed has a class of its own. Strict: the day it no longer succeeds,
#: its file must no longer say so.
CLASSES = [
    pytest.param(
        together,
        id=label(together),
        marks=pytest.mark.xfail(reason=together[0].known, strict=True) if together[0].known else (),
    )
    for together in [*classes(MOST_TOGETHER), *([attack] for attack in MADE)]
]


@pytest.mark.timeout(900)
@pytest.mark.parametrize("together", CLASSES)
def test_attacks_gain_nothing(
    arena: Arena, together, tmp_path: Path, record_property: Callable[[str, object], None]
):
    record_property("attacks", len(together))
    expect_nothing_gained(arena, together, tmp_path / "class")
