"""What a notebook tells of a training by the grader: the protocol, the bars and what is allowed.

A cell of a source notebook whose marker has `published="build_better_regressor"` is written here:
prose if it is a Markdown cell, a check if it is code. It says what the grader does, from where the
grader has it: the protocols, the bars and the lists in `autograder.keras_models`.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined

from autograder.course.findings import Finding
from autograder.course.model import Assignment, CellKind, CourseError
from autograder.course.notebook import read_options, split_lines, split_sections
from autograder.files import write_whole
from autograder.keras_models.allowed_layers import (
    ACTIVATIONS,
    ALLOWED_LAYERS,
    LAYER_ACTIVATIONS,
    ONLY_DEFAULT,
)
from autograder.keras_models.compile_settings import LOSSES, OPTIMIZERS, SCHEDULES
from autograder.reports.words import MEASURES
from autograder.training.descriptions import MAX_WORK
from autograder.training.protocols import Protocol, Scale, read_protocols
from autograder.training.thresholds import Threshold, read_thresholds

_KEY = "published"  # on a cell's marker line
_SCALE: Scale = "quick"
_WIDTH = 100  # of a line of a source notebook
_ENVIRONMENT = Environment(
    loader=PackageLoader("autograder.training", "templates"),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


class _Published(NamedTuple):
    """A published cell: where it stands, what it holds and what it must hold."""

    line: int  # of its marker
    held: list[str]
    right: list[str]


def refresh(assignment: Assignment) -> bool:
    """Write the published cells of an assignment's source anew; say whether that changed any."""
    lines = split_lines(_source_of(assignment))
    stale = [cell for cell in _published(assignment) if cell.held != cell.right]
    for cell in reversed(stale):
        lines[cell.line : cell.line + len(cell.held)] = cell.right
    if stale:
        write_whole(str(assignment.source), ["\n".join(lines).encode()])
    return bool(stale)


def find_stale(assignment: Assignment) -> list[Finding]:
    """Find published cells that no longer say what the grader does."""
    source = assignment.relative(assignment.source)
    return [
        Finding(
            assignment.name,
            f"{source}:{cell.line}",
            f"is not what the grader does; run `autograder release {assignment.name}`",
        )
        for cell in _published(assignment)
        if cell.held != cell.right
    ]


def _source_of(assignment: Assignment) -> str:
    return assignment.source.read_text(encoding="utf-8")


def _published(assignment: Assignment) -> Iterator[_Published]:
    for section in split_sections(_source_of(assignment)):
        if section.options is None:
            continue
        where = f"{assignment.source}:{section.line}"
        kind, metadata = read_options(section.options, where)
        if _KEY not in metadata:
            continue
        text = _write(kind, assignment, str(metadata[_KEY]), where)
        body = section.lines
        while body and not body[-1].strip():
            body = body[:-1]
        yield _Published(section.line, body, text.split("\n"))


def _write(kind: CellKind, assignment: Assignment, exercise: str, where: str) -> str:
    key = (f"{assignment.name}/{exercise}", _SCALE)
    protocol = read_protocols(assignment.root).get(key)
    threshold = read_thresholds(assignment.root).get(key)
    if protocol is None or threshold is None:
        raise CourseError(
            f"{where}: {_KEY}= must be an exercise that has a {_SCALE} protocol and a bar, "
            f"not {exercise!r}"
        )
    if kind == "code":
        return _check(protocol, threshold, exercise)
    return "\n".join(f"# {line}".rstrip() for line in _prose(protocol, threshold))


def _prose(protocol: Protocol, threshold: Threshold) -> Iterator[str]:
    """The lines of a Markdown cell."""
    losses = protocol.losses or LOSSES
    text = _ENVIRONMENT.get_template("published.md.j2").render(
        train=f"{protocol.train:,}",
        test=f"{protocol.test:,}",
        batch_size=protocol.batch_size,
        epochs=protocol.epochs,
        late=protocol.late,
        things="images" if protocol.data in ("fashion_mnist", "marks") else "samples",
        bars=[f"{bar.at_least:.3f}: {MEASURES[name]}" for name, bar in threshold.bars.items()],
        parameters=f"{protocol.parameters:,}" if protocol.parameters else None,
        work=f"{MAX_WORK // 1_000_000:,}",
        lists=[
            ("Layers", _in_prose(ALLOWED_LAYERS)),
            ("Activations", _in_prose(ACTIVATIONS)),
            ("Loss" if len(losses) == 1 else "Losses", _in_prose(losses)),
            ("Optimisers", _in_prose(OPTIMIZERS)),
            ("Learning-rate schedules", _in_prose(SCHEDULES)),
        ],
    )
    for line in text.split("\n"):
        indent = "  " if line.startswith("- ") else ""
        yield from _wrapped(line, _WIDTH - len("# "), indent) or [""]


def _check(protocol: Protocol, threshold: Threshold, exercise: str) -> str:
    """The text of a check."""
    kept_by_some = {option for options in ALLOWED_LAYERS.values() for option in options}
    return _ENVIRONMENT.get_template("published.py.j2").render(
        exercise=exercise,
        train=f"{protocol.train:_}",
        batch_size=protocol.batch_size,
        epochs=protocol.epochs,
        bars=json.dumps({name: bar.at_least for name, bar in threshold.bars.items()}),
        parameters=f"{protocol.parameters:_}" if protocol.parameters else None,
        lists=[
            ("LAYERS", _in_code(ALLOWED_LAYERS)),
            ("ACTIVATIONS", _in_code([*ACTIVATIONS, *LAYER_ACTIVATIONS])),
            ("LOSSES", _in_code(protocol.losses or LOSSES)),
            ("OPTIMISERS", _in_code(OPTIMIZERS)),
            ("SCHEDULES", _in_code(SCHEDULES)),
            ("LEFT_ALONE", _in_code(ONLY_DEFAULT - kept_by_some)),
        ],
    )


def _in_prose(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names))


def _in_code(names: Iterable[str]) -> str:
    return "\n".join(_wrapped(" ".join(sorted(names)), _WIDTH))


def _wrapped(text: str, width: int, indent: str = "") -> list[str]:
    return textwrap.wrap(
        text, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
