"""The reference trainings run as anyone would run them, only shorter; their page is up to date."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from solutions.training import classification, common, results

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
