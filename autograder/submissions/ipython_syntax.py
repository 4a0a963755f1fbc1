"""IPython's syntax in a cell, rewritten as plain Python by IPython's own transformer.

Magics, shell lines and questions about objects become calls of `get_ipython()`, as exporters write
them, too. What such a call would run as Python (`%time k = 1.0`, a cell under `%%capture`) is put
in its place; all others become `None`. Lines keep their numbers.
"""

from __future__ import annotations

import ast
import functools
import re
from typing import Any

#: A cell without any of these holds no IPython syntax, or would be refused by IPython, too.
_MAY_BE = re.compile(
    r"^\s*(?:%%?\s*\w|!|\?|/\w|[,;]\w|>>>|In \[\d+\]:|\.\.\.)"  # at the beginning of a line
    r"|=\s*(?:!|%\s*\w)"  # assigned
    r"|\?\s*$"  # asked about
    r"|get_ipython\(\)",  # written by an exporter
    re.MULTILINE,
)
_STRING = r"(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
_CALL = re.compile(
    r"(?P<indent>\s*)(?P<target>[^=#'\"]*=\s*)?get_ipython\(\)\."
    r"(?P<method>run_line_magic|run_cell_magic|magic|system|getoutput)"
    rf"\((?P<arguments>{_STRING}(?:, {_STRING})*)\)\s*;?\s*"
)
_ASSIGNMENT = re.compile(r"[^=()]*[^=!<>:()]=[^=]")
_CELL_MAGIC = re.compile(r"\s*%%(?P<name>\w+)[^\n]*")
#: Magics that run Python in the notebook's own namespace, as a line and as a cell.
_RUN_A_LINE = frozenset(["time", "prun", "memit"])
_RUN_A_CELL = frozenset(["time", "capture", "prun", "memit"])
#: Options of these magics before the statement that they run.
_OPTIONS = re.compile(r"(?:-\w+(?:\s+(?:\d\S*|\w+))?\s+)*")
_LONGEST = 64 * 1024  # characters; longer cells are not written by hand
_MOST_LINES = 200  # with a mark at their beginning: the transformer reads all anew after each


def as_python(source: str) -> str | None:
    """A cell's source without IPython's syntax; None where it has none of it.

    A cell that holds another language gives an empty text.
    """
    if not _MAY_BE.search(source):
        return None
    first = next((line for line in source.split("\n") if line.strip()), "")
    if magic := _CELL_MAGIC.fullmatch(first):
        if magic["name"] not in _RUN_A_CELL:
            return ""
        head, _, body = source.partition(first)
        return head + (as_python(body) or body)
    if len(source) > _LONGEST or len(_MAY_BE.findall(source)) > _MOST_LINES:
        return None
    try:
        transformed = _transformer().transform_cell(source)
    except (SyntaxError, RuntimeError, ValueError, IndexError):  # neither Python nor IPython's
        return None
    # The transformer drops blank lines at the beginning.
    blank = (
        len(source) - len(source.lstrip("\n")) - len(transformed) + len(transformed.lstrip("\n"))
    )
    result = "\n" * blank + "\n".join(map(_substituted, transformed.split("\n")))
    return result if result.rstrip("\n") != source.rstrip("\n") else None


def _substituted(line: str) -> str:
    """A line that calls `get_ipython()` with what the call would run, or with nothing."""
    if "get_ipython()" not in line:
        return line
    match = _CALL.fullmatch(line)
    if match is None:
        return line
    # Literals of strings hold nothing that nests, so reading them is harmless.
    texts = [ast.literal_eval(text) for text in re.findall(_STRING, match["arguments"])]
    indent, target = match["indent"], match["target"]
    payload = _payload(match["method"], texts)
    if target:
        is_value = payload is not None and "\n" not in payload and not _ASSIGNMENT.match(payload)
        return f"{indent}{target}{payload if is_value else None}"
    if payload is None:
        return f"{indent}pass"
    return "\n".join(indent + part for part in payload.split("\n")).rstrip(" ")


def _payload(method: str, texts: list[str]) -> str | None:
    """The Python that a call of `get_ipython()` runs in the notebook; None for none."""
    if method == "run_cell_magic" and len(texts) == 3 and texts[0] in _RUN_A_CELL:
        body = texts[2]
        return as_python(body) or body
    if method == "run_line_magic" and len(texts) == 2 and texts[0] in _RUN_A_LINE:
        return _OPTIONS.sub("", texts[1], count=1).strip() or None
    return None


@functools.cache
def _transformer() -> Any:
    """IPython's transformer; a line that it shortens is followed by blank ones in exchange."""
    from IPython.core.inputtransformer2 import TransformerManager  # noqa: PLC0415 - takes 0.1 s

    class Transformer(TransformerManager):
        def do_one_token_transform(self, lines: list[str]) -> tuple[bool, list[str]]:
            changed, after = super().do_one_token_transform(lines)  # type: ignore[no-untyped-call]
            missing = len(lines) - len(after)
            if changed and missing > 0:
                differs = next(
                    (at for at, line in enumerate(after) if line != lines[at]), len(after) - 1
                )
                after = [*after[: differs + 1], *["\n"] * missing, *after[differs + 1 :]]
            return changed, after

    return Transformer()  # type: ignore[no-untyped-call]
