"""The README tells the truth about what can be counted without running anything."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from autograder.course.bank import read_bank

REPOSITORY = Path(__file__).resolve().parents[2]
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")


def test_the_table_of_contents_lists_every_assignment(real):
    listed = re.findall(r"^\| (\d\d) \| (\w+) \|", README, re.MULTILINE)
    assert [f"{number}_{slug}" for number, slug in listed] == [
        assignment.name for assignment in real.assignments
    ]


def test_the_banks_sizes_are_what_the_banks_hold(real):
    told = {
        name: (int(misconceptions), int(alternatives))
        for name, misconceptions, alternatives in re.findall(
            r"^\| (\d\d_\w+) \| (\d+) \| (\d+)(?: \| \d+){3} \|$", README, re.MULTILINE
        )
    }
    counted = {}
    for assignment in real.assignments:
        kinds = Counter(entry.kind for entry in read_bank(real.root / "solutions", assignment.slug))
        counted[assignment.name] = (kinds["misconception"], kinds["alternative"])
    assert told == counted


def test_the_first_screen_holds_the_two_commands():
    first = "\n".join(README.split("\n")[:25])
    assert "pip install uv && uv run autograder demo" in first
    assert "uv run pytest" in first
