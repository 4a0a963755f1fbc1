"""Text for people: on one line, of bounded length, with nothing in it that could mislead."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

#: Letters by Unicode's book that take no room, or that of a blank.
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")


def printable(text: str, limit: int) -> str:
    """The text on one line, cut at `limit`, control, bidirectional and unseen ones made visible."""
    shown = text[:limit]
    if not shown.isprintable() or not _UNSEEN.isdisjoint(shown):  # seldom, and slower to make
        shown = "".join(map(_seen, shown))
    return shown if len(text) <= limit else shown[: limit - 1] + "…"


def _seen(character: str) -> str:
    if character.isprintable() and character not in _UNSEEN:
        return character
    return " " if character in "\n\t" else f"\\u{ord(character):04x}"


def number(value: float) -> str:
    """A score without needless decimals."""
    return f"{value:.4f}".rstrip("0").rstrip(".")


def in_order(name: str) -> tuple[str, str]:
    """By what people's names are sorted: whatever the case of their letters."""
    return name.casefold(), name


def comparable(name: str) -> str:
    """A name as platforms write it differently: case, accents, order and punctuation aside."""
    text = unicodedata.normalize("NFKD", name).casefold()
    letters = "".join(letter for letter in text if not unicodedata.combining(letter))
    words = re.findall(r"[^\W_]+", letters)
    return "".join(sorted(words)) if "," in name or " " in name else "".join(words)


def counted(count: int, noun: str) -> str:
    """A number of things in words: `1 exercise`, `2 exercises`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def listed(items: Sequence[str], word: str = "and") -> str:
    """`a, b and c`."""
    *others, last = items
    return f"{', '.join(others)} {word} {last}" if others else last
