"""The cells of notebooks that start Keras and load images: calm, also without a network."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autograder.course.loading import load_course
from tests.conftest import REPOSITORY
from tests.solutions.kernel import Kernel, Shown

pytest.importorskip("keras", reason="Keras is not installed")

COURSE = load_course(REPOSITORY)
SENTENCE = (
    "Fashion-MNIST could not be downloaded, so this notebook uses a sample of it: "
    "2,500 training images and 1,700 test images."
)


def cell(assignment: str, holds: str) -> str:
    """The only cell of a notebook that holds a text."""
    (found,) = (one.source for one in COURSE.assignment(assignment).cells if holds in one.source)
    return found


def start(assignment: str) -> str:
    """The lines that start Keras."""
    _, comment, lines = cell(assignment, "import keras").partition("# TensorFlow, on which")
    return comment + lines


def loading(assignment: str) -> str:
    """The lines that load the images."""
    lines, _, _ = cell(assignment, "load_data()").partition("\n(")
    return lines.partition("try:")[1] + lines.partition("try:")[2]


WITH_KERAS = [
    one.name for one in COURSE.assignments if any("import keras" in c.source for c in one.cells)
]


def test_all_notebooks_start_keras_alike():
    assert len(WITH_KERAS) == 9
    assert {start(name) for name in WITH_KERAS} == {start("fashion_mnist")}


def test_all_notebooks_with_images_load_them_alike():
    assert loading("overtraining") == loading("convolution") == loading("fashion_mnist")
    assert loading("fashion_mnist").startswith("try:\n    fashion_mnist = keras.datasets.")


@pytest.fixture
def new_kernel(tmp_path: Path) -> Iterator[Callable[[], Kernel]]:
    """Start a kernel in an empty folder that reaches no network, and no images in a cache."""
    started: list[Kernel] = []

    def new_kernel() -> Kernel:
        nowhere = "http://127.0.0.1:9"
        started.append(
            Kernel(
                tmp_path,
                KERAS_HOME=str(tmp_path / "keras"),
                PYTHONPATH=str(REPOSITORY),
                https_proxy=nowhere,
                HTTPS_PROXY=nowhere,
                no_proxy="",
                NO_PROXY="",
            )
        )
        return started[-1]

    yield new_kernel
    for kernel in started:
        kernel.close()


def test_without_a_network_the_sample_is_used_and_one_sentence_says_so(new_kernel):
    kernel = new_kernel()
    # TensorFlow's log neither when it starts nor when it is used first; and no `Out[1]: 2`.
    assert kernel.run(cell("fashion_mnist", "import keras")) == Shown(failed=False)
    used = "layer = keras.layers.Dense(1)\ny = layer(np.ones((1, 2)))"
    assert kernel.run(used) == Shown(failed=False)

    shown = kernel.run(cell("fashion_mnist", "load_data()"))
    told = [line for line in shown.stdout.splitlines() if not line.startswith("Downloading data")]
    assert told == [
        SENTENCE,
        "training images (2500, 28, 28) uint8",
        "test images     (1700, 28, 28) uint8",
    ]
    assert shown == Shown(failed=False, stdout=shown.stdout, pictures=1)

    sizes = f"{loading('overtraining')}\n(images, labels), _ = fashion_mnist\nimages.shape"
    assert kernel.run(sizes).result == "(2500, 28, 28)"

    # A student's Jupyter need not have the program.
    kernel.run("import sys\nsys.modules['autograder.datasets.fashion_mnist'] = None")
    shown = kernel.run(loading("fashion_mnist"))
    assert shown.error == "RuntimeError"
    assert shown.lines[-1].endswith(
        "Fashion-MNIST could not be downloaded. Connect to the network and run this cell again."
    )
    assert len("".join(shown.lines).splitlines()) < 20
    assert shown.stderr == ""


def test_what_goes_wrong_at_the_import_is_not_hidden(tmp_path: Path):
    """Python writes a script's traceback where TensorFlow's log goes, too."""
    path = tmp_path / "notebook.py"
    path.write_text(f"import os, sys\nsys.modules['keras'] = None\n{start('fashion_mnist')}")
    ran = subprocess.run([sys.executable, path], capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert "ModuleNotFoundError" in ran.stderr
