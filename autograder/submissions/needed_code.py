"""The part of a submission's code that one of its functions needs, as text to be read or tried.

Nothing is run: what a function needs is what its text names, and what that names in turn.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence

from autograder.submissions.submission import CodeCell

_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_IMPORTS = (ast.Import, ast.ImportFrom)


class _Statement:
    """A statement of a notebook that binds names."""

    def __init__(self, node: ast.stmt, lines: Sequence[str]) -> None:
        self.node = node
        self._lines = lines
        self.binds = frozenset(_bound(node))
        self.names = frozenset(
            part.id
            for part in ast.walk(node)
            if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load)
        )

    @property
    def is_import(self) -> bool:
        """Whether it imports, and does nothing else."""
        return isinstance(self.node, _IMPORTS)

    @property
    def text(self) -> str:
        """Its lines, without blank ones, which would end it in a Python prompt."""
        decorators = getattr(self.node, "decorator_list", [])
        first = min([self.node.lineno, *(decorator.lineno for decorator in decorators)])
        last = self.node.end_lineno or first
        within_text = {
            number
            for part in ast.walk(self.node)
            if isinstance(part, (ast.Constant, ast.JoinedStr)) and part.end_lineno
            for number in range(part.lineno + 1, part.end_lineno + 1)
        }
        return "\n".join(
            self._lines[number - 1]
            for number in range(first, last + 1)
            if number in within_text or self._lines[number - 1].strip()
        )


def needed_code(cells: Iterable[CodeCell], name: str) -> list[str]:
    """The statements that the function `name` needs: imports first, else in the notebook's order.

    Of several that bind a name, the last one before its use counts, as when the notebook runs from
    top to bottom. Empty where no cell that can be parsed binds `name`.
    """
    statements = [statement for cell in cells for statement in _statements(cell)]
    kept = set[int]()
    open_uses = [(name, len(statements))]
    while open_uses:
        used, place = open_uses.pop()
        for number in _binding(statements, used, place):
            if number not in kept:
                kept.add(number)
                open_uses += [(other, number) for other in sorted(statements[number].names)]
    order = sorted(kept, key=lambda number: (not statements[number].is_import, number))
    return list(dict.fromkeys(statements[number].text for number in order))


def _binding(statements: Sequence[_Statement], name: str, place: int) -> list[int]:
    """The statements that give a name its value where it is used."""
    found: list[int] = []
    for number in reversed(range(place)):
        if name in statements[number].binds:
            found.append(number)
            if not isinstance(statements[number].node, ast.AugAssign):
                return found  # what came before is replaced
    if found:
        return found
    # A function's names are looked up when it is called: they may stand below it.
    below = (number for number in range(place, len(statements)) if name in statements[number].binds)
    return list(below)[:1]


def _statements(cell: CodeCell) -> Iterator[_Statement]:
    for source in (cell.source, cell.without_magics):
        if source is None:
            continue
        try:
            tree = ast.parse(source)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        lines = source.splitlines()
        yield from (_Statement(node, lines) for node in tree.body)
        return


def _bound(node: ast.stmt) -> Iterator[str]:
    """The names that a statement at the top of a cell binds."""
    if isinstance(node, _DEFINITIONS):
        yield node.name
    elif isinstance(node, _IMPORTS):
        for alias in node.names:
            yield alias.asname or alias.name.partition(".")[0]
    elif isinstance(node, (ast.Assign, ast.AnnAssign, ast.AugAssign)):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        for target in targets:
            yield from _names_in(target)
    elif isinstance(node, (ast.If, ast.Try, ast.With)):
        for part in ast.iter_child_nodes(node):
            if isinstance(part, ast.stmt):
                yield from _bound(part)


def _names_in(target: ast.expr) -> Iterator[str]:
    for part in ast.walk(target):
        if isinstance(part, ast.Name):
            yield part.id
