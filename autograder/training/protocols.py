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
Measure = Literal["r_squared", "accuracy", "auc", "loss_saved"]
Count = Annotated[int, Meta(ge=1, le=10_000_000)]


class Protocol(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How the grader trains: data, batch size and epochs; loss and optimiser are the model's."""

    bar: str  # assignment/exercise
    scale: Scale
    data: Literal["sine", "sine sign", "fashion_mnist"]
    train: Count  # samples
    test: Count
    batch_size: Count
    epochs: Count
    #: A training that takes longer is given up.
    seconds: Annotated[float, Meta(gt=0, le=1_000_000)]
    measures: Annotated[tuple[Measure, ...], Meta(min_length=1)]
    curve: Annotated[str, Meta(min_length=1)]  # the metric that is recorded at every epoch
    built_by: str | None = None  # where a name is the answer: the function that builds its model
    beside: str | None = None  # the answer that it is compared with
    #: Adam's, for models that the model answers build.
    learning_rate: Annotated[float, Meta(gt=0, le=1000)] = 0.001
    late: Count = 1  # over how many of the last epochs the loss on the test data is averaged
    repeats: Count = 1  # how many trainings are averaged for one figure

    def __post_init__(self) -> None:
        if (self.built_by is None) is not (self.beside is None):
            raise ValueError("`built_by` and `beside` belong together: give both or neither")
        if ("loss_saved" in self.measures) is not (self.beside is not None):
            raise ValueError("the measure loss_saved belongs to a comparison with `beside`")
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
