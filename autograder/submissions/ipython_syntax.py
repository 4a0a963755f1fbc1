"""IPython's syntax in a cell, rewritten as plain Python by IPython's own transformer.

Magics, shell lines and questions about objects become calls of `get_ipython()`, as exporters write
them, too. What such a call would run as Python (`%time k = 1.0`, a cell under `%%capture`) is put
in its place; all others become `None`. Lines keep their numbers.
"""

from __future__ import annotations

import functools
import re
import sys
import tokenize
from typing import Any

#: A cell without any of these holds no IPython syntax, or would be refused by IPython, too. The
#: texts are found faster than the pattern, and nearly all cells hold none of them.
_MARKS = ("%", "!", "?", "get_ipython()", "\n/", "\n,", "\n;")
_MAY_BE = re.compile(
    r"^[ \t]*(?:%%?[ \t]*\w|!|\?|/\w|[,;]\w)"  # at the beginning of a line
    r"|=[ \t]*(?:!|%[ \t]*\w)"  # assigned
    r"|\?[ \t]*$"  # asked about
    r"|get_ipython\(\)",  # written by an exporter
    re.MULTILINE,
)
#: Prompts that were copied with a cell stand in its first or second line.
_PROMPT = re.compile(r"(?:[ \t]*\n)*(?:[^\n]*\n)?[ \t]*(?:>>>|In \[\d+\]:|\.\.\.)")
_STRING = r"(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
_CALL = re.compile(
    r"(?P<indent>[ \t]*)(?P<target>[^\s=#'\"][^=#'\"]*=[ \t]*)?get_ipython\(\)\."
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
#: Cells that are written by hand stay below these; others are not worth the time.
_LONGEST = 64 * 1024
_LONGEST_LINE = 2000
_MOST_MARKS = 1000
#: Marks times lines, in all cells: each mark that is replaced makes a list of lines anew.
_MOST_WORK = 2_000_000
_MOST_READINGS = 20  # of a cell: one more after each mark after which Python's tokens are not sure
#: What the transformer raises where a cell is neither Python nor IPython's.
_REFUSALS = (SyntaxError, tokenize.TokenError, ValueError, IndexError, AssertionError)
#: How `repr` writes what cannot stand in a literal of a string as it is.
_ESCAPE = re.compile(r"\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|(.))", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r"}


class Rewriter:
    """Rewrites the cells of one submission, and spends no more time on them than is needed."""

    def __init__(self) -> None:
        self._characters_left = 4 * _LONGEST
        self._work_left = _MOST_WORK

    def rewrite(self, source: str) -> str | None:
        """A cell's source without IPython's syntax, as `as_python` gives it."""
        if len(source) > min(_LONGEST, self._characters_left) or not _may_be_ipython(source):
            return None
        self._characters_left -= len(source)
        self._work_left -= len(_MAY_BE.findall(source)) * (source.count("\n") + 1)
        return as_python(source) if self._work_left >= 0 else None


def _may_be_ipython(source: str) -> bool:
    has_mark = any(mark in source for mark in _MARKS) and _MAY_BE.search(source) is not None
    return has_mark or _PROMPT.match(source) is not None


def as_python(source: str) -> str | None:
    """A cell's source without IPython's syntax; None where it has none of it.

    A cell that holds another language gives an empty text.
    """
    if len(source) > _LONGEST or not _may_be_ipython(source):
        return None
    body = _without_cell_magics(source)
    if body is None:
        return ""
    rewritten = _without_line_magics(body)
    return rewritten if rewritten is not None or body == source else body


def _without_cell_magics(source: str) -> str | None:
    """The source with a blank line for `%%time` and its like; None if it is not Python."""
    lines = source.split("\n")
    for index, line in enumerate(lines):
        magic = _CELL_MAGIC.fullmatch(line)
        if magic is None and line.strip():
            break
        if magic is not None:
            if magic["name"] not in _RUN_A_CELL:
                return None
            lines[index] = ""
    return "\n".join(lines)


def _without_line_magics(source: str) -> str | None:
    """The same for a cell that does not begin with a magic for all of it."""
    if (
        len(_MAY_BE.findall(source)) > _MOST_MARKS
        or max(map(len, source.split("\n"))) > _LONGEST_LINE
    ):
        return None
    try:
        transformed = _transformer().transform_cell(source)
    except _REFUSALS:
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
    texts = [_unquoted(text) for text in re.findall(_STRING, match["arguments"])]
    indent, target = match["indent"], match["target"]
    payload = _payload(match["method"], texts)
    if target:
        is_value = payload is not None and "\n" not in payload and not _ASSIGNMENT.match(payload)
        return f"{indent}{target}{payload if is_value else None}"
    if payload is None:
        return f"{indent}pass"
    return "\n".join(indent + part for part in payload.split("\n")).rstrip(" ")


def _unquoted(literal: str) -> str:
    """What a literal of a string stands for; Python's own parser is not for hostile text."""

    def character(escape: re.Match[str]) -> str:
        code = escape[1] or escape[2] or escape[3]
        if code is None:
            return _ESCAPED.get(escape[4], escape[4])
        number = int(code, 16)
        is_character = number <= sys.maxunicode and not 0xD800 <= number <= 0xDFFF
        return chr(number) if is_character else ""

    return _ESCAPE.sub(character, literal[1:-1])


def _payload(method: str, texts: list[str]) -> str | None:
    """The Python that a call of `get_ipython()` runs in the notebook; None for none."""
    if method == "run_cell_magic" and len(texts) == 3 and texts[0] in _RUN_A_CELL:
        body = _without_cell_magics(texts[2])
        return body and (_without_line_magics(body) or body)
    if method == "run_line_magic" and len(texts) == 2 and texts[0] in _RUN_A_LINE:
        return _OPTIONS.sub("", texts[1], count=1).strip() or None
    return None


@functools.cache
def _transformer() -> Any:
    """IPython's transformer, for text that may be long, whose lines keep their numbers."""
    from IPython.core import inputtransformer2 as ipython  # noqa: PLC0415 - takes 0.1 s

    class Transformer(ipython.TransformerManager):
        """Reads a cell once, not once more after each mark, as far as that comes to the same.

        What follows IPython's syntax may be misread: a quote left open in a shell line, say. That
        is not so where the line has come to its end for Python, too.
        """

        def do_token_transforms(self, lines: list[str]) -> list[str]:
            for _ in range(_MOST_READINGS):
                found = self._find(lines)
                if not found:
                    return lines
                for transformer in reversed(found):
                    lines = _transformed(transformer, lines)
            raise SyntaxError

        def _find(self, lines: list[str]) -> list[Any]:
            """The first marks of IPython's, up to one after which all may be misread."""
            found = []
            kinds: list[Any] = self.token_transformers
            for tokens in ipython.make_tokens_by_line(lines):
                marks = [kind.find([tokens]) for kind in kinds]
                first = min(filter(None, marks), key=lambda mark: mark.sortby(), default=None)
                if first is None:
                    continue
                found.append(first)
                last = tokens[-1]
                if last.type != tokenize.NEWLINE or last.end[0] != first.start_line + 1:
                    break
            return found

    return Transformer()  # type: ignore[no-untyped-call]


def _transformed(transformer: Any, lines: list[str]) -> list[str]:
    """Lines with a mark replaced; where it takes up fewer afterwards, blank ones follow."""
    asked = lines[transformer.start_line : getattr(transformer, "q_line", -1) + 1]
    if sum(map(len, asked)) > _LONGEST_LINE:  # a question of many lines: it would take too long
        raise SyntaxError
    after: list[str] = transformer.transform(lines)
    end = transformer.start_line + 1
    return [*after[:end], *["\n"] * (len(lines) - len(after)), *after[end:]]
