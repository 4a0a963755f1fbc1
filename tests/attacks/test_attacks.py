"""Every attack of the catalogue, graded between honest work, gains nothing and harms nobody."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.attacks.arena import Arena, problems, unexpected_files
from tests.attacks.catalogue import Attack, attacks
from tests.conftest import needs_sandbox

pytestmark = needs_sandbox


@pytest.mark.parametrize("attack", attacks(), ids=lambda attack: attack.label)
def test_an_attack_gains_nothing(arena: Arena, attack: Attack, tmp_path: Path):
    class_folder = tmp_path / "class"
    paths = arena.seat(attack, class_folder)
    before = arena.snapshot(class_folder)
    graded = arena.grade(paths, class_folder)
    left = arena.left_processes()
    after = arena.snapshot(class_folder)
    assert problems(attack, graded, arena.token) == [], graded.printed[-4000:]
    assert left == []
    assert {name: after[name] for name in before if after[name] != before[name]} == {}
    assert unexpected_files(graded) == []
