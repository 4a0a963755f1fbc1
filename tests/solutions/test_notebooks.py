"""Every released notebook, with the model answers in its stubs, in a real Jupyter kernel.

Nothing may fail, warn, or be printed on standard error. The notebooks that train networks take a
minute each: they run where AUTOGRADER_NOTEBOOKS is set, as in the nightly run.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from autograder.course.answers import functions_of
from autograder.course.loading import load_course
from autograder.datasets.fashion_mnist import DataError, install_into_keras_cache
from autograder.demo import filled
from tests.conftest import REPOSITORY

pytest.importorskip("keras", reason="Keras is not installed")

SECONDS = 300
TRAINED = (
    "10_regression",
    "11_classification",
    "12_fashion_mnist",
    "13_overtraining",
    "14_convolution",
    "15_recurrent",
)
OF_IMAGES = ("12_fashion_mnist", "13_overtraining", "14_convolution")
in_the_nightly_run = pytest.mark.skipif(
    "AUTOGRADER_NOTEBOOKS" not in os.environ, reason="AUTOGRADER_NOTEBOOKS is not set"
)


@pytest.mark.timeout(2 * SECONDS)
@pytest.mark.parametrize(
    "assignment",
    [
        pytest.param(one, id=one.name, marks=in_the_nightly_run if one.name in TRAINED else ())
        for one in load_course(REPOSITORY).assignments
    ],
)
def test_it_runs_from_top_to_bottom_without_a_warning(assignment, tmp_path: Path, monkeypatch):
    if assignment.name in OF_IMAGES:
        monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
        try:
            install_into_keras_cache()
        except DataError as error:
            pytest.skip(str(error))
    for name in ("TF_CPP_MIN_LOG_LEVEL", "MPLBACKEND"):
        monkeypatch.delenv(name, raising=False)
    released = json.loads(assignment.release_notebook.read_bytes())
    answers = functions_of(assignment.model_answers.read_text(encoding="utf-8"))
    notebook = nbformat.reads(filled(released, answers, "").decode(), as_version=4)
    NotebookClient(
        notebook,
        kernel_name="python3",
        timeout=SECONDS,
        resources={"metadata": {"path": str(tmp_path)}},
    ).execute()
    told = [
        output["text"][:500]
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if output["output_type"] == "stream" and output["name"] == "stderr"
    ]
    assert told == []
    pictures = [
        output
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if "image/png" in output.get("data", {})
    ]
    assert pictures
