"""Every attack of the catalogue, graded between honest work, gains nothing and harms nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests.attacks.arena import Arena, problems, unexpected_files
from tests.attacks.bounds import excesses
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
    expect_nothing_gained_together(arena, ON_MODELS, tmp_path / "class")


def expect_nothing_gained_together(
    arena: Arena, together: Sequence[Attack], class_folder: Path, workers: int = 1
) -> None:
    """Grade attacks on one assignment as one class, in which each is a student of its own."""
    for attack in together:
        arena.seat(attack, class_folder, f"mallory-{attack.label}")
    all_of_them = replace(together[0], earned=sum(attack.earned for attack in together))
    patience = 1 + len(together) / 10
    expect_nothing_gained(arena, all_of_them, [class_folder], class_folder, workers, patience)


def expect_nothing_gained(
    arena: Arena,
    attack: Attack,
    paths: Sequence[Path],
    class_folder: Path,
    workers: int = 1,
    patience: float = 2,
) -> None:
    before, processes = arena.snapshot(class_folder), arena.processes()
    graded = arena.grade(paths, class_folder, patience=patience, workers=workers)
    left = arena.left_processes(processes)
    after = arena.snapshot(class_folder)
    assert problems(attack, graded, arena.token) == [], graded.printed[-4000:]
    assert list(excesses(arena.course, graded, workers)) == []
    assert left == []
    assert {name: after[name] for name in before if after[name] != before[name]} == {}
    assert unexpected_files(graded) == []
