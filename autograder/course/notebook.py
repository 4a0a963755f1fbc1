"""Notebooks as text: the percent format, cut into cells.

A cell begins with a marker line, `# %%`. What stands after the marker on its line are the cell's
options: `[markdown]`, and metadata as `key=<JSON value>`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from autograder.course.model import Cell, CellKind, CourseError

MARKER = re.compile(r"#\s*%%(?:\s+(?P<options>.*))?")
_METADATA_KEY = re.compile(r"(?P<key>[A-Za-z_][\w.-]*)=")
_HEADER_FENCE = "# ---"
_HEADER_ENTRY = re.compile(r"#\s+(?P<key>\w+):\s*(?P<value>.*)")


@dataclass(frozen=True)
class NumberedCell:
    """A cell, and where its text stands."""

    line: int  # the number of its marker line; 0, or the header's last line, where it has none
    cell: Cell


@dataclass(frozen=True)
class HeaderEntry:
    """One `key: value` of a notebook's YAML header."""

    line: int
    key: str
    value: str


@dataclass(frozen=True)
class Section:
    """The lines between two markers, nothing taken away."""

    line: int  # the number of its marker line; 0 before the first marker
    options: str | None  # what stands after the marker on its line; None before the first marker
    lines: list[str]


def split_sections(text: str) -> Iterator[Section]:
    """Cut a text at its marker lines; the first section is what stands before them."""
    line, options, lines = 0, None, list[str]()
    for number, content in enumerate(split_lines(text), start=1):
        match = MARKER.fullmatch(content.rstrip()) if content.startswith("#") else None
        if match is None:
            lines.append(content)
            continue
        yield Section(line, options, lines)
        line, options, lines = number, match["options"] or "", []
    yield Section(line, options, lines)


def split_lines(text: str) -> list[str]:
    """The lines of a text, whatever its line ends are."""
    # Not str.splitlines: it also splits at form feeds and the like, which may stand in a string.
    return text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")


def parse_percent(text: str) -> list[Cell]:
    """Split a percent-format notebook into cells; its YAML header is not a cell.

    Text before the first marker line is a code cell. Raise CourseError on metadata that is not
    `key=<JSON value>`.
    """
    return [numbered.cell for numbered in parse_numbered(text, "")]


def parse_numbered(text: str, where: str) -> list[NumberedCell]:
    """Split a percent-format text into cells; `where` begins the messages, before the line."""
    cells: list[NumberedCell] = []
    for section in split_sections(text):
        kind: CellKind = "code"
        metadata: dict[str, object] = {}
        line, body = section.line, section.lines
        if section.options is None:
            line = _header_length(body)
            body = body[line:]
        else:
            kind, metadata = read_options(section.options, f"{where}{line}")
        if kind == "markdown":
            body = [_uncomment(text, f"{where}{n}") for n, text in enumerate(body, line + 1)]
        source = "\n".join(body).strip("\n")
        if section.options is not None or source.strip():
            cells.append(NumberedCell(line, Cell(kind, source, metadata)))
    return cells


def read_header(text: str) -> list[HeaderEntry]:
    """The entries of a notebook's YAML header, at whatever depth they stand."""
    lines = split_lines(text)
    return [
        HeaderEntry(number, match["key"], _unquote(match["value"]))
        for number, line in enumerate(lines[: _header_length(lines)], start=1)
        if (match := _HEADER_ENTRY.fullmatch(line.rstrip()))
    ]


def _header_length(lines: list[str]) -> int:
    """How many lines the YAML header takes up, its two fences included."""
    if not lines or lines[0].rstrip() != _HEADER_FENCE:
        return 0
    for number, line in enumerate(lines[1:], start=2):
        if line.rstrip() == _HEADER_FENCE:
            return number
        if not line.startswith("#"):
            break
    return 0


def _unquote(scalar: str) -> str:
    if len(scalar) >= 2 and scalar[0] == scalar[-1] and scalar[0] in "'\"":
        return scalar[1:-1]
    return scalar


def _uncomment(line: str, where: str) -> str:
    if line.startswith("# "):
        return line[2:]
    if line.startswith("#"):
        return line[1:]
    if line.strip():
        raise CourseError(f"{where}: a line of a markdown cell begins with '# '")
    return ""


def read_options(options: str, where: str) -> tuple[CellKind, dict[str, object]]:
    """Read what follows `# %%`: `[markdown]`, then key=<JSON value> pairs."""
    kind: CellKind = "code"
    rest = options.strip()
    if rest.startswith("[markdown]"):
        kind, rest = "markdown", rest.removeprefix("[markdown]").lstrip()
    metadata: dict[str, object] = {}
    while rest:
        match = _METADATA_KEY.match(rest)
        if match is None:
            raise CourseError(f"{where}: expected key=value on the marker line, found {rest!r}")
        key = match["key"]
        if key in metadata:
            raise CourseError(f"{where}: {key}= stands twice on the marker line")
        try:
            value, end = json.JSONDecoder().raw_decode(rest, match.end())
        except json.JSONDecodeError as error:
            raise CourseError(
                f"{where}: the value of {key}= is not JSON; write a string in double quotes"
            ) from error
        metadata[key] = value
        if rest[end : end + 1].strip():
            raise CourseError(f"{where}: a space belongs after the value of {key}=")
        rest = rest[end:].lstrip()
    return kind, metadata
