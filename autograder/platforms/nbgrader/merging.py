"""What people entered in two places, made one: by what both places had when they last agreed.

Points with their extra credit are one thing, a comment is another. Where one place has changed
since, its value is taken; where both have, and differently, people must decide.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

import msgspec
from msgspec.structs import replace

from autograder.text import number

What = Literal["points", "comment"]


class Place(StrEnum):
    """Where people enter points and comments."""

    JOURNAL = "journal"
    GRADEBOOK = "gradebook"


class Entered(msgspec.Struct, frozen=True, omit_defaults=True):
    """What people entered for an exercise."""

    points: float | None = None
    extra: float | None = None  # extra credit, on top of the points or of the grader's score
    comment: str = ""

    def normal(self, most: float) -> Entered:
        """The same as formgrader would have it: what exceeds the points is extra credit."""
        points, extra = self.points, self.extra or 0.0
        if points is not None and points > most:
            points, extra = most, extra + points - most
        return Entered(points, round(extra, 4) or None, self.comment)

    def in_words(self, what: What) -> str:
        """The points or the comment, as people read them."""
        if what == "comment":
            return f'the comment "{self.comment}"' if self.comment else "no comment"
        parts = []
        if self.points is not None:
            parts.append("1 point" if self.points == 1 else f"{number(self.points)} points")
        if self.extra:
            parts.append(f"{number(self.extra)} extra credit")
        return " and ".join(parts) or "no points"


class Merged(msgspec.Struct, frozen=True):
    """What each place has from now on, and what is agreed."""

    journal: Entered
    gradebook: Entered
    agreed: Entered
    conflicts: tuple[What, ...] = ()


def merge(
    journal: Entered, gradebook: Entered, agreed: Entered, prefer: Place | None = None
) -> Merged:
    """Make both places one; `prefer` decides where both have changed since they agreed.

    Without it, both keep what they have there.
    """
    merged = Merged(journal, gradebook, agreed)
    for what in ("points", "comment"):
        ours, theirs, before = (_part(one, what) for one in (journal, gradebook, agreed))
        if theirs in (ours, before) or (ours != before and prefer is Place.JOURNAL):
            value = ours
        elif ours == before or prefer is Place.GRADEBOOK:
            value = theirs
        else:
            merged = replace(merged, conflicts=(*merged.conflicts, what))
            continue
        merged = Merged(
            replace(merged.journal, **value),
            replace(merged.gradebook, **value),
            replace(merged.agreed, **value),
            merged.conflicts,
        )
    return merged


def _part(entered: Entered, what: str) -> dict[str, object]:
    if what == "comment":
        return {"comment": entered.comment}
    return {"points": entered.points, "extra": entered.extra}
