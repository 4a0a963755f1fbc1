"""What is measured of a trained model's outputs on the test data."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from autograder.course.model import CourseError
from autograder.training.samples import Array


class TrainingError(Exception):
    """A model that cannot be trained; the message tells the student why."""


def measure(
    name: str, outputs: Array, truth: Array, cut: float, naive: Array | None = None
) -> float:
    """A measure of a model's outputs; 0 where an output is not a finite number.

    `naive` is a forecast for each sample that needs no model, where the data are a series.
    Raises TrainingError for outputs of the wrong shape.
    """
    columns = int(truth.max()) + 1 if name == "accuracy" and truth.max() > 1 else 1
    if outputs.shape not in ((len(truth), columns), (len(truth),)):
        raise TrainingError(
            f"Its output has the shape {outputs.shape} for {len(truth)} samples; "
            f"{(len(truth), columns)} is expected."
        )
    if not np.all(np.isfinite(outputs)):
        return 0.0
    if name == "skill":
        return _skill(outputs, truth, naive)
    return MEASURED[name](outputs, truth, cut)


def _r_squared(outputs: Array, truth: Array, cut: float) -> float:
    errors = outputs.reshape(-1).astype("float64") - truth
    return float(1 - np.mean(errors**2) / np.var(truth.astype("float64")))


def _skill(outputs: Array, truth: Array, naive: Array | None) -> float:
    """The share of the naive forecast's squared errors that a model leaves out."""
    if naive is None:
        raise CourseError("The measure skill needs the data of a series.")
    errors, of_naive = (
        np.mean((forecast.reshape(-1).astype("float64") - truth) ** 2)
        for forecast in (outputs, naive)
    )
    return float(1 - errors / of_naive)


def _accuracy(outputs: Array, truth: Array, cut: float) -> float:
    if outputs.ndim == 2 and outputs.shape[1] > 1:
        return float(np.mean(outputs.argmax(axis=1) == truth))
    return float(np.mean((outputs.reshape(-1) >= cut) == truth))


def _auc(outputs: Array, truth: Array, cut: float) -> float:
    from sklearn.metrics import roc_auc_score  # noqa: PLC0415 - takes a second

    return float(roc_auc_score(truth, outputs.reshape(-1)))


MEASURED: dict[str, Callable[[Array, Array, float], float]] = {
    "r_squared": _r_squared,
    "accuracy": _accuracy,
    "auc": _auc,
}
