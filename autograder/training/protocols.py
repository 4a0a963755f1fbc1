"""The published protocols: how the grader trains what a student has built.

They stand in `solutions/training/protocols.toml`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import msgspec
from msgspec import Meta

from autograder.course.model import CourseError
from autograder.training.toml_files import decode, read_sections, section_name

Scale = Literal["quick", "full"]
SCALES: tuple[Scale, ...] = get_args(Scale)
Measure = Literal["r_squared", "accuracy", "auc", "skill"]
Count = Annotated[int, Meta(ge=1, le=10_000_000)]


class Protocol(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How the grader trains: data, batch size and epochs; loss and optimiser are the model's."""

    bar: str  # assignment/exercise
    scale: Scale
    data: Literal["sine", "sine sign", "fashion_mnist", "marks", "series", "texts"]
    train: Count  # samples
    test: Count
    batch_size: Count
    epochs: Count
    #: A training that takes longer is given up.
    seconds: Annotated[float, Meta(gt=0, le=1_000_000)]
    measures: Annotated[tuple[Measure, ...], Meta(min_length=1)]
    curve: Annotated[str, Meta(min_length=1)]  # the metric that is recorded at every epoch
    #: Over how many of the last epochs the outputs for the test data are averaged.
    late: Count = 1
    parameters: Count | None = None  # how many a model may have, told in the notebook
    losses: tuple[str, ...] = ()  # those that fit the exercise, told there; empty: all

    def __post_init__(self) -> None:
        if self.late > self.epochs:
            raise ValueError("`late` must not be more than `epochs`")


def read_protocols(root: Path) -> dict[tuple[str, Scale], Protocol]:
    """The protocols of a course, by bar and scale; a course without any has none."""
    path = root / "solutions" / "training" / "protocols.toml"
    protocols: dict[tuple[str, Scale], Protocol] = {}
    for assignment, exercise, entry in read_sections(path):
        bar = f"{assignment}/{exercise}"
        common = {key: value for key, value in entry.items() if key not in SCALES}
        for scale in SCALES:
            section = section_name(assignment, exercise, scale)
            own = entry.get(scale)
            if not isinstance(own, dict):
                raise CourseError(f"{path}, {section}: this section is missing.")
            protocols[bar, scale] = _protocol(bar, scale, common, own, path, section)
    return protocols


def _protocol(
    bar: str,
    scale: Scale,
    common: dict[str, Any],
    own: dict[str, Any],
    path: Path,
    section: str,
) -> Protocol:
    """Decode what both scales have in common together with what belongs to one."""
    named = {"bar": bar, "scale": scale}
    for key in own:
        if key in common or key in named:
            raise CourseError(f"{path}, {section}, {key}: this key is given elsewhere already.")
    for key in common:
        if key in named:
            raise CourseError(f"{path}, {section}, {key}: there is no such key.")
    return decode({**common, **own, **named}, Protocol, path, section)
