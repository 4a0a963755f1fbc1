"""The parameters of a function as they stand in a text that is not parsed."""

from __future__ import annotations

import re

_LONGEST = 1000  # characters


def parameters_in(source: str, function: str) -> str | None:
    """The parameters of the last definition of a function, such as `(x, y=1)`; None without one."""
    definitions = list(re.finditer(rf"\bdef[ \t]+{re.escape(function)}[ \t]*\(", source))
    if not definitions:
        return None
    begin = definitions[-1].end() - 1
    end = _end_of_brackets(source, begin)
    return None if end is None else " ".join(source[begin:end].split())


def counted_parameters(parameters: str) -> int:
    """How many parameters there are in `(x, y=1)`."""
    depth, parts = 0, [""]
    for character in parameters[1:-1]:
        depth += (character in "([{") - (character in ")]}")
        if character == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return sum(part.strip() not in ("", "*", "/") for part in parts)


def _end_of_brackets(source: str, begin: int) -> int | None:
    """Where the bracket that opens at an index has been closed again."""
    depth = 0
    for index in range(begin, min(len(source), begin + _LONGEST)):
        depth += (source[index] in "([{") - (source[index] in ")]}")
        if depth == 0:
            return index + 1
    return None
