"""The right and the wrong answers that place the bars, trained by the grader's own protocols.

`autograder calibrate` trains them as the grader does. Here they are trained on whatever backend
and device Keras has, by `fit`, or on JAX many seeds at once; keras and NumPy are all it needs.
"""

from __future__ import annotations

import time
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from autograder.course.bank import read_bank
from autograder.training.samples import samples_of
from solutions.training.classification import roc_auc
from solutions.training.regression import r_squared
from solutions.training.stacked import train_stacked

SOLUTIONS = Path(__file__).resolve().parents[1]
#: As many samples are evaluated at once.
BATCH = 1000


@dataclass(frozen=True)
class Bar:
    """A trained exercise: the protocol of one scale, and what its measures must reach."""

    assignment: str  # such as 10_regression
    exercise: str
    protocol: dict  # data, train, test, batch_size, epochs, late, measures
    thresholds: dict[str, float]  # by measure; empty before the first calibration

    @property
    def slug(self):
        """The assignment's name without its number."""
        return self.assignment.partition("_")[2]


@dataclass(frozen=True)
class Answer:
    """An answer of the bank: what builds its compiled model, and whether it is right."""

    name: str
    right: bool
    build: Callable


def read_bars(scale):
    """The bars of the course under its quick or its full protocols."""
    protocols, thresholds = (
        tomllib.loads((SOLUTIONS / "training" / name).read_text(encoding="utf-8"))
        for name in ("protocols.toml", "thresholds.toml")
    )
    bars = []
    for assignment, exercises in protocols.items():
        for exercise, settings in exercises.items():
            found = thresholds.get(assignment, {}).get(exercise, {}).get(scale, {})
            protocol = {"late": 1, "measures": settings["measures"], "data": settings["data"]}
            bars.append(
                Bar(
                    assignment,
                    exercise,
                    protocol | settings[scale],
                    {name: part["bar"] for name, part in found.get("measures", {}).items()},
                )
            )
    return bars


def answers_of(bar):
    """The model answer, the bank's other right answers, and the wrong ones that a bar rejects."""
    text = (SOLUTIONS / f"{bar.slug}.py").read_text(encoding="utf-8")
    entries = [
        entry
        for entry in read_bank(SOLUTIONS, bar.slug)
        if entry.of == bar.exercise and (entry.misses_bar or entry.kind == "alternative")
    ]
    entries.sort(key=lambda entry: entry.kind)  # right ones first
    answers = [Answer("model_answer", True, _function(text, "", bar))]
    for entry in entries:
        source = f"{entry.imports}\n{entry.renamed_source}"
        answers.append(
            Answer(entry.name, entry.kind == "alternative", _function(text, source, bar))
        )
    return answers


def _function(text, source, bar):
    names = {"__name__": bar.slug}
    exec(compile(text, f"{bar.slug}.py", "exec"), names)
    exec(compile(source, "<entry>", "exec"), names)
    return names[bar.exercise]


def measured(bar, answer, seeds, *, stacked=False):
    """Train an answer from every seed; give each measure's values, and the seconds in all."""
    protocol = bar.protocol
    samples = samples_of(protocol["data"], protocol["train"], protocol["test"])
    begun = time.perf_counter()
    if stacked:
        outputs = train_stacked(answer.build, protocol, samples, seeds)
    else:
        outputs = (train(answer.build, protocol, samples, seed) for seed in seeds)
    values = {name: [] for name in protocol["measures"]}
    for found in outputs:
        for name, of_one in values.items():
            value = MEASURES[name](samples.test_y, found, samples.naive)
            of_one.append(round(float(value), 6))
    return values, time.perf_counter() - begun


def train(build, protocol, samples, seed):
    """Train one network as the grader does, by `fit`; give its outputs for the test data."""
    import keras

    keras.backend.clear_session()
    keras.utils.set_random_seed(seed)
    model = build()
    late = []
    for epoch in range(protocol["epochs"]):
        order = np.random.default_rng([seed, epoch]).permutation(protocol["train"])
        x, y = samples.x[order], samples.y[order]
        model.fit(x, y, batch_size=protocol["batch_size"], shuffle=False, verbose=0)
        if epoch >= protocol["epochs"] - protocol["late"]:
            late.append(model.predict(samples.test_x, batch_size=BATCH, verbose=0))
    return np.mean(late, axis=0)


def _of_scores(measure):
    """A measure of one number a sample; 0 where one is not finite, as for the grader."""
    return lambda truth, outputs, naive=None: (
        measure(truth, outputs.reshape(-1).astype("float64")) if np.isfinite(outputs).all() else 0.0
    )


def _accuracy(truth, outputs, naive=None):
    return np.mean(outputs.argmax(axis=1) == truth) if np.isfinite(outputs).all() else 0.0


def _skill(truth, outputs, naive):
    """The share of a naive forecast's squared errors that the outputs leave out."""
    of_naive = np.mean((naive.astype("float64") - truth) ** 2)
    saved = _of_scores(lambda truth, found: 1 - np.mean((found - truth) ** 2) / of_naive)
    return saved(truth, outputs)


#: Of labels that are several classes; those of two classes are judged by the AUC. Each takes the
#: targets, the outputs, and for a series the naive forecasts.
MEASURES = {
    "r_squared": _of_scores(r_squared),
    "auc": _of_scores(roc_auc),
    "accuracy": _accuracy,
    "skill": _skill,
}


def errors(bar, right, values):
    """How many trainings fell on the wrong side of the bar; None where there is no bar yet."""
    if not bar.thresholds:
        return None
    reached = [
        all(one >= bar.thresholds[name] for name, one in zip(values, found, strict=True))
        for found in zip(*values.values(), strict=True)
    ]
    return sum(passed is not right for passed in reached)
