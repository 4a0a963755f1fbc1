"""The reference trainings run as anyone would run them, only shorter; their page is up to date."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from autograder.training.measures import measure
from solutions.training import bars, classification, common, everything, results

REPOSITORY = Path(__file__).resolve().parents[2]
RESULTS = REPOSITORY / "docs" / "reference-results"

PARAMETERS = {
    "regression": {"the two hidden layers": 850, "all layers": 881},
    "classification": {"all layers": 11_301},
    "fashion_mnist": {"all layers": 669_706},
    "overtraining": {
        "none": 669_706,
        "l1": 669_706,
        "l2": 669_706,
        "dropout": 669_706,
        "batch_norm": 669_706 + 2 * 4 * 512,
    },
}
VARIANTS = {
    "regression": ["SGD 0.01", "Adam"],
    "classification": ["SGD 0.01", "Adam"],
    "fashion_mnist": ["Adam"],
    "overtraining": ["none", "l1", "l2", "dropout", "batch_norm"],
}


def run(name: str, *options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", f"solutions.training.{name}", *map(str, options)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        env={key: value for key, value in os.environ.items() if key != "KERAS_BACKEND"},
        check=False,
    )


@pytest.mark.parametrize("name", PARAMETERS)
def test_a_short_training_writes_its_figures_and_its_picture(name, tmp_path):
    images = ("--data", "quick") if name in ("fashion_mnist", "overtraining") else ()
    short = ("--epochs", 1, "--samples", 300, "--batch-size", 100, *images)
    ran = run(name, *short, "--output", tmp_path)
    assert ran.returncode == 0, ran.stderr
    result = json.loads((tmp_path / f"{name}.json").read_text(encoding="utf-8"))
    assert result["parameters"] == PARAMETERS[name]
    assert list(result["summary"]) == VARIANTS[name]
    typed = " ".join(map(str, short))
    assert result["command"] == f"python -m solutions.training.{name} {typed}"
    assert result["machine"]["keras"] in ran.stdout
    assert [one["variant"] for one in result["runs"]] == VARIANTS[name]
    for one in result["runs"]:
        assert one["seed"] == 0
        assert {len(curve) for curve in one["history"].values()} == {1}
        assert {"loss", "val_loss"} <= set(one["history"])
        assert np.isfinite(list(one["measures"].values())).all()
    assert (tmp_path / f"{name}.png").read_bytes().startswith(b"\x89PNG")


def test_everything_trains_right_and_wrong_answers_of_every_bar_in_one_process(tmp_path):
    ran = run("everything", "--quick", "--only", "bars", "--output", tmp_path)
    assert ran.returncode == 0, ran.stderr
    summary = json.loads((tmp_path / "bars.json").read_text(encoding="utf-8"))
    assert [one["bar"] for one in summary["counts"]] == [
        f"{bar.assignment}/{bar.exercise}" for bar in bars.read_bars("full")
    ]
    for one in summary["counts"]:
        assert sorted(answer["right"] for answer in one["answers"].values()) == [False, True]
        assignment = one["bar"].partition("/")[0]
        for name in one["answers"]:
            result = json.loads((tmp_path / f"{assignment}.{name}.json").read_text("utf-8"))
            assert set(result["values"]) == set(result["protocol"]["measures"])
            assert {len(values) for values in result["values"].values()} == {result["trained"]}
            assert result["errors"] is None  # of a protocol that no bar was placed for


def test_every_reference_training_is_among_everything():
    assert list(everything.REFERENCES) == list(results.NAMES) == list(PARAMETERS)


def test_trainings_on_the_wrong_side_are_counted():
    bar = bars.Bar("10_regression", "build_better_regressor", {}, {"accuracy": 0.9, "auc": 0.8})
    values = {"accuracy": [0.95, 0.95, 0.85], "auc": [0.9, 0.7, 0.9]}
    assert bars.errors(bar, True, values) == 2
    assert bars.errors(bar, False, values) == 1
    assert bars.errors(bars.Bar("10_regression", "f", {}, {}), True, values) is None


def test_measures_are_the_grader_s_own():
    rng = np.random.default_rng(0)
    truth, scores = rng.integers(0, 2, 300), rng.random((300, 1)).astype("float32").round(2)
    classes, outputs = rng.integers(0, 4, 300), rng.random((300, 4)).astype("float32")
    naive = rng.random(300).astype("float32")
    for name, right, given in (
        ("auc", truth, scores),
        ("r_squared", rng.random(300), scores),
        ("accuracy", classes, outputs),
        ("skill", rng.random(300), scores),
    ):
        expected = pytest.approx(measure(name, given, right, 0.5, naive))
        assert bars.MEASURES[name](right, given, naive) == expected
        assert bars.MEASURES[name](right, given * np.nan, naive) == 0


STACKED = """
import keras
import numpy as np
from keras import layers

from autograder.training.samples import samples_of
from solutions.training import bars
from solutions.training.stacked import train_stacked


def build():
    penalty = keras.regularizers.L2(0.01)
    hidden = layers.Dense(20, "relu", kernel_regularizer=penalty)
    steps = [hidden, layers.BatchNormalization(), layers.Dropout(0.3), layers.Dense(1)]
    model = keras.Sequential([keras.Input((10,)), *steps])
    rate = keras.optimizers.schedules.ExponentialDecay(0.01, 10, 0.9)
    model.compile(optimizer=keras.optimizers.Adam(rate), loss="mse")
    return model


protocol = {"train": 330, "test": 1250, "batch_size": 32, "epochs": 3, "late": 2}
samples = samples_of("sine", 330, 1250)
alone = [bars.train(build, protocol, samples, seed) for seed in range(3)]
together = list(train_stacked(build, protocol, samples, range(3)))
np.testing.assert_allclose(alone, together, rtol=1e-4, atol=1e-4)
assert np.ptp(together, axis=0).max() > 0.01
"""


@pytest.mark.skipif(find_spec("jax") is None, reason="JAX is not installed")
def test_seeds_that_are_trained_at_once_come_to_what_each_comes_to_alone():
    ran = subprocess.run(
        [sys.executable, "-c", STACKED],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        env={**os.environ, "KERAS_BACKEND": "jax"},
        check=False,
    )
    assert ran.returncode == 0, ran.stderr


def test_seeds_are_stacked_by_jax_alone(tmp_path):
    ran = run("everything", "--quick", "--stacked", 2, "--output", tmp_path)
    assert ran.returncode == 1
    assert "needs --backend jax" in ran.stderr


def test_options_that_make_no_sense_are_refused():
    ran = run("regression", "--epochs", 0)
    assert ran.returncode == 2
    assert "must be at least 1" in ran.stderr


def test_the_page_of_reference_results_is_what_the_files_give():
    assert (REPOSITORY / "docs" / "reference-results.md").read_text(
        encoding="utf-8"
    ) == results.page(RESULTS)


@pytest.mark.parametrize("name", PARAMETERS)
def test_the_reference_results_are_those_of_the_course(name):
    result = json.loads((RESULTS / f"{name}.json").read_text(encoding="utf-8"))
    assert result["parameters"] == PARAMETERS[name]
    assert len({one["seed"] for one in result["runs"]}) >= 3
    assert (RESULTS / f"{name}.png").is_file()


def test_spread_of_a_few_values():
    assert common.spread([1, 2, 3]) == {"mean": 2.0, "std": 1.0, "min": 1.0, "max": 3.0}
    assert common.spread([5])["std"] == 0.0


def test_cross_entropy_by_hand():
    probabilities = np.array([[0.5, 0.5], [0.75, 0.25]])
    assert common.cross_entropy(np.array([0, 1]), probabilities) == pytest.approx(1.5 * np.log(2))


def test_auc_counts_a_tie_one_half():
    assert classification.roc_auc(np.array([0, 1, 0, 1]), np.array([0.1, 0.4, 0.4, 0.8])) == 0.875


def test_toy_data_is_the_sine_of_the_sum_of_squares():
    x, y = common.sine_data(5, np.random.default_rng(1))
    assert x.shape == (5, 10)
    assert y[0] == pytest.approx(np.sin(sum(value**2 for value in x[0])))
