"""Every attack of the catalogue, graded between honest work, gains nothing and harms nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests.attacks.arena import Arena, problems, unexpected_files
from tests.attacks.catalogue import Attack, attacks
from tests.conftest import needs_sandbox

pytestmark = needs_sandbox


#: Graded where Keras is, which takes long to start: all attacks on it meet the same grader.
OF_MODELS = "08_parameter_counting"
ON_MODELS = [attack for attack in attacks() if attack.assignment == OF_MODELS]
ALONE = [
    pytest.param(
        attack,
        id=attack.label,
        # Strict: the day it no longer succeeds, its file must no longer say so.
        marks=pytest.mark.xfail(reason=attack.known, strict=True) if attack.known else (),
    )
    for attack in attacks()
    if attack.assignment != OF_MODELS
]


@pytest.mark.parametrize("attack", ALONE)
def test_an_attack_gains_nothing(arena: Arena, attack: Attack, tmp_path: Path):
    class_folder = tmp_path / "class"
    paths = arena.seat(attack, class_folder)
    expect_nothing_gained(arena, attack, paths, class_folder)


def test_attacks_with_models_gain_nothing(arena: Arena, tmp_path: Path):
    class_folder = tmp_path / "class"
    for attack in ON_MODELS:
        arena.seat(attack, class_folder, f"mallory-{attack.label}")
    together = replace(ON_MODELS[0], earned=sum(attack.earned for attack in ON_MODELS))
    expect_nothing_gained(arena, together, [class_folder], class_folder)


def expect_nothing_gained(
    arena: Arena, attack: Attack, paths: Sequence[Path], class_folder: Path, workers: int = 1
) -> None:
    before, processes = arena.snapshot(class_folder), arena.processes()
    graded = arena.grade(paths, class_folder, patience=2, workers=workers)
    left = arena.left_processes(processes)
    after = arena.snapshot(class_folder)
    assert problems(attack, graded, arena.token) == [], graded.printed[-4000:]
    assert left == []
    assert {name: after[name] for name in before if after[name] != before[name]} == {}
    assert unexpected_files(graded) == []
