"""The text of one function of a submission, and of what else it mentions.

Nothing is parsed here: a text is cut into the statements that begin at its left margin. Whoever
reads the result as Python may find that it is not.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from autograder.submissions.submission import CodeCell

#: Of the function, and of all that it mentions.
LONGEST = 4000
#: A cell of data, or one that is there to take time, is not looked through.
_LONGEST_CELL = 50_000
_MOST_BLOCKS = 2000

_DEFINED = re.compile(r"(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)")
_ASSIGNED = re.compile(r"(\w+(?:[ \t]*,[ \t]*\w+)*)[ \t]*(?::[^=\n]{1,80})?=(?!=)")
_IMPORT = re.compile(r"(?:import|from)[ \t]")
_WORD = re.compile(r"\w+")
_CONTINUES = (" ", "\t", "#", ")", "]", "}", "\r")
_QUOTES = ('"""', "'''")


class Definition(NamedTuple):
    """A function's text, and those of the statements that it may need, in the notebook's order."""

    function: str  # empty where no plain `def` at the left margin defines it, or a very long one
    needs: tuple[str, ...]


class _Block(NamedTuple):
    """A statement at the left margin, with all that belongs to it."""

    text: str
    names: frozenset[str]  # that it binds
    is_import: bool


def definition_of(name: str, cells: Sequence[CodeCell], others: Collection[str]) -> Definition:
    """The last definition of the function `name`, and what it needs of the notebook.

    `others` are functions that are there anyway, such as those of other exercises.
    """
    blocks = [block for cell in cells for block in _blocks(cell.without_magics or cell.source)]
    blocks = blocks[:_MOST_BLOCKS]
    own = next(
        (
            block
            for block in reversed(blocks)
            if name in block.names and _first_code(block.text).startswith("def ")
        ),
        None,
    )
    if own is None or len(own.text) > LONGEST:
        return Definition("", ())
    last = {found: block for block in blocks for found in block.names if not block.is_import}
    imports = {found: block for block in blocks for found in block.names if block.is_import}
    known = imports | last
    needed: list[_Block] = []
    length = 0
    waiting = [own]
    while waiting:
        for word in dict.fromkeys(_WORD.findall(waiting.pop(0).text)):
            block = known.get(word)
            if block is None or block is own or block in needed or word in others:
                continue
            if length + len(block.text) <= LONGEST:
                length += len(block.text)
                needed.append(block)
                waiting.append(block)
    ordered = sorted(needed, key=blocks.index)
    return Definition(own.text, tuple(block.text for block in ordered))


def statements_of(source: str) -> list[str]:
    """The statements at the left margin of a cell, whether they are Python or not."""
    return [block.text for block in _blocks(source)]


def without_blank_lines(statement: str) -> str:
    """A statement without the blank lines that would end it in a Python prompt."""
    kept: list[str] = []
    open_quote = False
    for line in statement.split("\n"):
        if open_quote or line.strip():
            kept.append(line)
        open_quote ^= _toggles(line)
    return "\n".join(kept)


def _toggles(line: str) -> bool:
    """Whether a line opens or closes a text of several lines."""
    return any(line.count(quotes) % 2 for quotes in _QUOTES)


def _blocks(source: str) -> list[_Block]:
    """The statements at the left margin of a cell."""
    if len(source) > _LONGEST_CELL:
        return []
    groups: list[list[str]] = []
    open_quote = decorated = False
    for line in source.split("\n"):
        begins = bool(line) and not line.startswith(_CONTINUES) and not open_quote
        if begins and not decorated:
            groups.append([])
        if groups:
            groups[-1].append(line)
        decorated = line.startswith("@") if begins else decorated
        open_quote ^= _toggles(line)
    return [_block("\n".join(group).rstrip()) for group in groups]


def _block(text: str) -> _Block:
    first = _first_code(text)
    if _IMPORT.match(first):
        return _Block(text, frozenset(_WORD.findall(first)) - {"import", "from", "as"}, True)
    if defined := _DEFINED.match(first):
        return _Block(text, frozenset([defined[1]]), False)
    assigned = _ASSIGNED.match(first)
    return _Block(text, frozenset(_WORD.findall(assigned[1]) if assigned else ()), False)


def _first_code(text: str) -> str:
    """A statement without its decorators; an import may take several lines."""
    lines = text.split("\n")
    while len(lines) > 1 and not _DEFINED.match(lines[0]) and lines[0].startswith("@"):
        del lines[0]
    return "\n".join(lines) if _IMPORT.match(lines[0]) else lines[0]
