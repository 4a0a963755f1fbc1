"""What a training came to, as small as a report needs it: what crosses, and what is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import msgspec
import numpy as np
from msgspec import Meta

from autograder.training.protocols import Protocol
from autograder.training.samples import Array, samples_of

if TYPE_CHECKING:
    from autograder.training.train import Run

#: How many test images the feedback shows, points of a ROC curve it keeps, steps of a forecast it
#: draws, and texts that were misread.
IMAGES_SHOWN = 5
ROC_POINTS = 60
STEPS_SHOWN = 60
TEXTS_SHOWN = 5
#: How many of the test images shown, at most, are chosen because they were missed.
_MISSED_SHOWN = 2

_Number = Annotated[float, Meta(ge=-1e12, le=1e12)]
_Count = Annotated[int, Meta(ge=0, le=10_000_000)]
_Share = Annotated[float, Meta(ge=0, le=1)]
_Counts = Annotated[list[_Count], Meta(max_length=100)]


class Trained(msgspec.Struct, tag=True, frozen=True, forbid_unknown_fields=True):
    """A training's measures, and what pictures of it show."""

    measures: dict[str, _Number]
    curve: Annotated[list[_Number], Meta(max_length=10_000)]  # epoch by epoch
    confusion: Annotated[list[_Counts], Meta(max_length=100)] | None = None  # rows true
    predicted: Annotated[list[_Count], Meta(max_length=IMAGES_SHOWN)] | None = None
    roc: Annotated[list[tuple[_Share, _Share]], Meta(max_length=ROC_POINTS)] | None = None
    shown: Annotated[list[_Count], Meta(max_length=IMAGES_SHOWN)] | None = None  # test images
    forecast: Annotated[list[_Number], Meta(max_length=STEPS_SHOWN)] | None = None
    misread: Annotated[list[_Count], Meta(max_length=TEXTS_SHOWN)] | None = None  # test texts


def summarise(run: Run, protocol: Protocol) -> Trained:
    """What of a training is kept."""
    data = samples_of(protocol.data, protocol.train, protocol.test)
    outputs, truth = run.outputs, data.test_y
    confusion = predicted = roc = shown = forecast = misread = None
    if outputs.ndim == 2 and outputs.shape[1] > 1:
        labels = outputs.argmax(axis=1)
        classes = outputs.shape[1]
        counts = np.zeros((classes, classes), dtype=int)
        np.add.at(counts, (truth, labels), 1)
        confusion = counts.tolist()
        shown = _chosen(labels == truth) if protocol.data == "marks" else None
        predicted = (labels[:IMAGES_SHOWN] if shown is None else labels[shown]).tolist()
    elif "auc" in protocol.measures and np.all(np.isfinite(outputs)):
        roc = _roc(truth, outputs.reshape(-1))
    elif data.naive is not None and np.all(np.isfinite(outputs)):
        first = outputs.reshape(-1)[:STEPS_SHOWN].astype(float).clip(-1e12, 1e12)
        forecast = first.round(4).tolist()
    elif protocol.data == "texts":
        wrong = (outputs.reshape(-1) >= 0.5) != truth  # of probabilities
        misread = np.flatnonzero(wrong)[:TEXTS_SHOWN].tolist()
    return Trained(
        measures={name: round(value, 5) for name, value in run.measures.items()},
        curve=[round(value, 6) if np.isfinite(value) else 0.0 for value in run.curve],
        confusion=confusion,
        predicted=predicted,
        roc=roc,
        shown=shown,
        forecast=forecast,
        misread=misread,
    )


def _chosen(right: Array) -> list[int]:
    """The first test images that were named wrongly, two at most, behind the first right ones."""
    missed = np.flatnonzero(~right)[:_MISSED_SHOWN].tolist()
    return [*np.flatnonzero(right)[: IMAGES_SHOWN - len(missed)].tolist(), *missed]


def _roc(truth: Array, scores: Array) -> list[tuple[float, float]]:
    from sklearn.metrics import roc_curve  # noqa: PLC0415 - takes a second

    rates = np.column_stack(roc_curve(truth, scores)[:2])
    kept = np.unique(np.linspace(0, len(rates) - 1, ROC_POINTS).round().astype(int))
    return [(round(float(fpr), 4), round(float(tpr), 4)) for fpr, tpr in rates[kept]]
