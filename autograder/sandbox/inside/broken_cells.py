"""What is left of a cell that is not Python as a whole, or that cannot be run as a whole.

A Python file without marks of cells is one cell, and neither an open bracket nor a `quit()` in it
must cost all of its functions.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator

#: The first line of a statement at the top, or the mark of a merge that was not finished: not
#: indented, and no end or branch of the statement above.
_BEGIN = re.compile(r"^(?=[^\W\d]|@|[<=>]{7})(?!(?:elif|else|except|finally|case)\b)", re.MULTILINE)
_IMPORTS = (ast.Import, ast.ImportFrom)
_DEFINITIONS = (
    ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, *_IMPORTS, ast.Assign, ast.AnnAssign,
)  # fmt: skip
_MOST_PARTS = 2000


def definitions_in(source: str, name: str) -> Iterator[ast.stmt]:
    """The definitions, imports and assignments among the parts of a cell that are Python."""
    begins = [match.start() for match in _BEGIN.finditer(source)][:_MOST_PARTS]
    decorated = False
    parts: list[int] = []
    for begin in begins:
        if not decorated:
            parts.append(begin)
        decorated = source[begin] == "@"
    line = 1
    for begin, end in zip([0, *parts], [*parts, len(source)], strict=True):
        part = source[begin:end]
        try:
            body = ast.parse(part, name).body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            body = []
        for statement in defining(body):
            yield ast.increment_lineno(statement, line - 1)
        line += part.count("\n")


def defining(statements: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """The definitions, imports and assignments among statements.

    What a notebook uses may also be imported within a `try` or `with`, such as Keras, whose log is
    kept away meanwhile.
    """
    for statement in statements:
        if isinstance(statement, _DEFINITIONS):
            yield statement
        elif isinstance(statement, (ast.Try, ast.With)):
            yield from (inner for inner in statement.body if isinstance(inner, _IMPORTS))
