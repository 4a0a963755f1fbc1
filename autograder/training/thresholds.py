"""The calibrated bars: what each measure of a trained answer must reach.

They stand in `solutions/training/thresholds.toml`, which `autograder calibrate` writes.
"""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from autograder.training.protocols import Count, Measure, Scale, read_protocols
from autograder.training.toml_files import decode, read_sections, section_name

Finite = Annotated[float, Meta(ge=-1e12, le=1e12)]
Probability = Annotated[float, Meta(ge=0, le=1)]
Spread = Annotated[float, Meta(ge=0, le=1e12)]
Errors = Annotated[int, Meta(ge=0, le=10_000_000)]


class Bar(msgspec.Struct, frozen=True):
    """What a measure must reach, and how right answers did when it was calibrated."""

    at_least: float
    mean: float
    deviation: float


class Threshold(msgspec.Struct, frozen=True):
    """The bars of one protocol."""

    bars: dict[str, Bar]  # by measure
    curve_low: tuple[float, ...]  # right answers' learning curves lie between these
    curve_high: tuple[float, ...]


class _Failed(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How many trainings of right answers missed the bar, and what bounds the true share."""

    trained: Count
    failed: Errors
    low: Probability
    high: Probability


class _Right(_Failed, frozen=True, forbid_unknown_fields=True, kw_only=True):
    refused: Probability
    worst: dict[Measure, Finite]


class _Wrong(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    trained: Count
    passed: Errors
    low: Probability
    high: Probability
    accepted: Probability
    best: dict[Measure, Finite]


class _Measured(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    bar: Finite
    mean: Finite  # the model answer's
    standard_deviation: Spread


class _Curve(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    low: tuple[Finite, ...]
    high: tuple[Finite, ...]


class _Calibrated(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    backend: str
    device: str
    keras: str
    date: datetime.date
    data: str
    train: Count
    test: Count
    batch_size: Count
    epochs: Count
    late: Count = 1
    seconds: Spread
    placed_by: Errors  # trainings of each answer, not counted; 0: the counted ones
    accepted: Probability | None = None  # right answers miss it less often; None: not counted out
    right: _Failed
    curve: _Curve
    right_answers: dict[str, Any]  # a _Right for each
    wrong_answers: dict[str, Any]  # a _Wrong for each
    measures: dict[Measure, Any]  # a _Measured for each


class _Exercise(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    quick: dict[str, Any] | None = None  # a _Calibrated
    full: dict[str, Any] | None = None


def thresholds_path(root: Path) -> Path:
    """Where a course's calibrated bars stand."""
    return root / "solutions" / "training" / "thresholds.toml"


def read_thresholds(root: Path) -> dict[tuple[str, Scale], Threshold]:
    """The calibrated bars of a course, by bar and scale."""
    path = thresholds_path(root)
    thresholds: dict[tuple[str, Scale], Threshold] = {}
    for assignment, exercise, entry in read_sections(path):
        scales = decode(entry, _Exercise, path, section_name(assignment, exercise))
        by_scale: dict[Scale, dict[str, Any] | None] = {"quick": scales.quick, "full": scales.full}
        for scale, section in by_scale.items():
            if section is not None:
                keys = (assignment, exercise, scale)
                thresholds[f"{assignment}/{exercise}", scale] = _threshold(section, path, keys)
    return thresholds


def _threshold(section: dict[str, Any], path: Path, keys: tuple[str, ...]) -> Threshold:
    calibrated = decode(section, _Calibrated, path, section_name(*keys))
    bars: dict[str, Bar] = {}
    for name, entry in calibrated.measures.items():
        where = (*keys, "measures", name)
        measured = decode(entry, _Measured, path, section_name(*where))
        bars[name] = Bar(measured.bar, measured.mean, measured.standard_deviation)
    for answer, figures in calibrated.right_answers.items():
        decode(figures, _Right, path, section_name(*keys, "right_answers", answer))
    for answer, figures in calibrated.wrong_answers.items():
        decode(figures, _Wrong, path, section_name(*keys, "wrong_answers", answer))
    return Threshold(bars, calibrated.curve.low, calibrated.curve.high)


def describe_bars(root: Path, assignment: str, scale: Scale) -> list[str]:
    """The protocols and bars of an assignment as text, to see whether they have changed."""
    protocols, thresholds = read_protocols(root), read_thresholds(root)
    return [
        repr((protocol, thresholds.get(key)))
        for key, protocol in sorted(protocols.items())
        if key[0].partition("/")[0] == assignment and key[1] == scale
    ]
