"""Attacks graded together: as classes of one assignment, in which each attack is a student.

To start a grader takes longer than to grade most attacks, and side by side they can harm each other
as well. What `made/` makes names its own files, and is graded alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tests.attacks.arena import TRAINING, Arena, problems, unexpected_files
from tests.attacks.bounds import excesses
from tests.attacks.catalogue import Attack, attacks

Snapshot = dict[str, Any]
#: Where Keras grades: it takes long to start, so all attacks on such an assignment are one class.
OF_MODELS = ("08_parameter_counting", *TRAINING)
MADE = [attack for attack in attacks() if attack.form == "made"]


def classes(most: int) -> list[list[Attack]]:
    """The attacks that are files of one student, by assignment, in classes of so many at most.

    One that is known to succeed is a class of its own. Those that train models, which take longest,
    come first.
    """
    by_assignment: defaultdict[str, list[Attack]] = defaultdict(list)
    known = []
    for attack in attacks():
        if attack.form == "made":
            continue
        if attack.known:
            known.append([attack])
        else:
            by_assignment[attack.assignment].append(attack)
    together = []
    for assignment, several in sorted(by_assignment.items(), key=_takes_long, reverse=True):
        count = 1 if assignment in OF_MODELS else -(-len(several) // most)
        together += [several[place::count] for place in range(count)]
    return together + known


def _takes_long(item: tuple[str, list[Attack]]) -> bool:
    return item[0] in TRAINING


def label(together: Sequence[Attack]) -> str:
    """What a class is called in tests."""
    first = together[0]
    return (
        first.label if len(together) == 1 else f"{first.assignment}-{first.label}-{len(together)}"
    )


def expect_nothing_gained(
    arena: Arena, together: Sequence[Attack], class_folder: Path, workers: int = 1
) -> None:
    """Grade attacks as one class between honest work, and look for what they have gained."""
    paths = arena.seat(together, class_folder)
    patience = 2 + len(together) / (1 if together[0].assignment in TRAINING else 10)
    before, processes = arena.snapshot(class_folder), arena.processes()
    graded = arena.grade(paths, class_folder, patience=patience, workers=workers)
    left = arena.left_processes(processes)
    after = arena.snapshot(class_folder)
    assert problems(together, graded, arena.token) == []
    assert list(excesses(arena.course, graded, workers)) == []
    assert left == []
    assert list(_changes(before, after)) == []
    assert unexpected_files(graded) == []


def _changes(before: Snapshot, after: Snapshot) -> Iterator[str]:
    """What grading has changed, as a person can read it: of many files, those that differ."""
    for name, value in before.items():
        now = after[name]
        if isinstance(value, dict):
            differ = {key for key, _ in value.items() ^ now.items()}
            yield from (f"{name}: {key}" for key in sorted(differ))
        elif now != value:
            yield f"{name}: {value} became {now}"
