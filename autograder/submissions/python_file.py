"""Python files: cut into cells wherever an exporter or editor has marked the beginning of one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from autograder.course.notebook import split_lines

_MARKER = re.compile(
    r"# ?%%(?P<percent>.*)"  # VS Code, Spyder, PyCharm, jupytext
    r"|# In ?\[[ \d*]{0,9}\]:?"  # nbconvert
    r"|# \+(?P<light>| [\[{].*| \w[\w.-]*=.*)"  # jupytext's light form
    r"|# (?P<end>-)"  # the end of a cell of that form
    r"|# COMMAND -{5,}"  # Databricks
    r"|# <codecell>|# (?P<prose><markdowncell>)"  # the first IPython notebooks
)
_MARKDOWN = re.compile(r"\[(?:markdown|md|raw)\]|\s*(?:md|markdown|raw)\b")
#: The list ends at the next bracket, so that a long line of beginnings is read once only.
_TAGS = re.compile(r"\"?\btags\"?\s*[=:]\s*(\[[^\[\]]*+\])")
_CHECK = re.compile(r"\bcheck\s*=")
_GRADED, _ANSWERED = (re.compile(rf"\"{key}\": ?true\b") for key in ("grade", "solution"))

_COLAB = "# Commented out IPython magic to ensure Python compatibility."
_DATABRICKS = "# Databricks notebook source"
_OTHER_LANGUAGES = ("%md", "%sh", "%fs", "%sql", "%scala", "%r", "%run", "%pip", "%conda")
#: Magics that run Python, as exporters comment them out.
_LINE_MAGIC = re.compile(r"(?P<indent>[ \t]*)# (?P<magic>(?:\w[\w, ]*= ?)?%(?:time|prun|memit) .*)")
_CELL_MAGIC = re.compile(r"# %%(?:time|capture|prun|memit)\b.*")


@dataclass(frozen=True)
class Section:
    """The lines of a cell, and what its marker says of it."""

    lines: list[str]
    is_prose: bool = False
    is_check: bool = False
    tags: list[str] = field(default_factory=list)

    @property
    def source(self) -> str:
        """The cell's text."""
        return "\n".join(self.lines)


def split_sections(text: str) -> Iterator[Section]:
    """Cut a Python file at its markers; the first section is what stands before them."""
    lines = split_lines(text)
    if any("jupytext" in line or line == _COLAB for line in lines):
        lines = _with_magics(lines)
    section, begun = Section([]), 0
    for index, line in enumerate(lines):
        marker = _MARKER.fullmatch(line.rstrip()) if line.startswith("#") else None
        if marker is not None:
            yield _with_lines(section, lines[begun:index])
            section, begun = _section(marker), index + 1
    yield _with_lines(section, lines[begun:])


def _section(marker: re.Match[str]) -> Section:
    """The section that a marker begins, without its lines yet."""
    options = marker["percent"] or marker["light"] or ""
    tags = _TAGS.search(options)
    return Section(
        [],
        _MARKDOWN.match(options.strip()) is not None
        or "[markdown]" in options
        or marker["prose"] is not None,
        _CHECK.search(options) is not None
        or (_GRADED.search(options) is not None and _ANSWERED.search(options) is None),
        re.findall(r"\"(\w+)\"", tags[1]) if tags else [],
    )


def _with_lines(section: Section, lines: list[str]) -> Section:
    if lines and lines[0] == _DATABRICKS:
        lines = lines[1:]
    if any(line.startswith("# MAGIC") for line in lines):
        lines = _databricks_cell(lines)
    return Section(lines, section.is_prose, section.is_check, section.tags)


def _databricks_cell(lines: list[str]) -> list[str]:
    """A cell that Databricks has commented out since it begins with a magic."""
    written = [line for line in lines if line.strip()]
    if not all(line.startswith("# MAGIC") for line in written):
        return lines
    content = [line.removeprefix("# MAGIC").removeprefix(" ") for line in written]
    if content[0].split(maxsplit=1)[:1] and content[0].split()[0] in _OTHER_LANGUAGES:
        return []
    if content[0].strip() == "%python":
        content[0] = ""
    return content


def _with_magics(lines: list[str]) -> list[str]:
    """Lines with the magics that an exporter has commented out, if they run Python."""
    result: list[str] = []
    in_cell = False  # whether the lines belong to a cell that Colab has commented out as a whole
    for previous, line in zip(["", *lines], lines, strict=False):
        if in_cell := (in_cell and (line == "#" or line.startswith("# "))) or (
            previous == _COLAB and _CELL_MAGIC.fullmatch(line) is not None
        ):
            result.append("" if previous == _COLAB else line[2:])
        elif magic := _LINE_MAGIC.fullmatch(line):
            result.append(magic["indent"] + magic["magic"])
        else:
            result.append(line)
    return result
