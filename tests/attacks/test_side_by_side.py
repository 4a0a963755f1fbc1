"""Attacks of two who are graded at the same time, by two processes with a host each."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.attacks.arena import Arena
from tests.attacks.catalogue import attacks
from tests.attacks.test_attacks import expect_nothing_gained
from tests.conftest import needs_sandbox

pytestmark = needs_sandbox

TALKERS = [attack for attack in attacks() if attack.name == "two who talk"]


@pytest.mark.parametrize("attack", TALKERS, ids=lambda attack: attack.label)
def test_two_at_the_same_time_gain_nothing(arena: Arena, attack, tmp_path: Path):
    assert attack.form == "made"
    class_folder = tmp_path / "class"
    paths = arena.seat(attack, class_folder)
    expect_nothing_gained(arena, attack, paths, class_folder, workers=2)
