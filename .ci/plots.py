#!/usr/bin/env python3
"""Draw every plot of the notebooks as people with and without colour vision see it.

The released notebooks run with the model answers in their stubs, in a real kernel. Each gives one
sheet, a PNG to be looked at, with a row for each plot: normal vision, without the long and without
the medium cones, and grey, as a printer gives it.

    python .ci/plots.py [ASSIGNMENT...] --output sheets    all assignments by default

The matrices are those of G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, "A physiologically-
based model for simulation of color vision deficiency", IEEE TVCG 15, 2009, for a severity of 1.
"""

from __future__ import annotations

import argparse
import base64
import io
import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import nbformat
import numpy as np
import numpy.typing as npt
from nbclient import NotebookClient
from PIL import Image, ImageDraw

from autograder.course.answers import functions_of
from autograder.course.loading import load_course
from autograder.course.model import Assignment
from autograder.datasets.fashion_mnist import DataError, install_into_keras_cache
from autograder.demo import filled

#: Linear red, green and blue as each kind of eye sees them.
VISION = {
    "normal vision": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "grey": np.tile([0.2126, 0.7152, 0.0722], (3, 1)),
}
WIDTH, MARGIN, TITLE = 480, 10, 24  # pixels
SECONDS = 600  # for a cell


def main() -> None:
    """Write a sheet for each assignment that is named."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("assignments", nargs="*", metavar="ASSIGNMENT")
    parser.add_argument("--output", type=Path, default=Path("sheets"))
    asked = parser.parse_args()
    course = load_course()
    asked.output.mkdir(parents=True, exist_ok=True)
    chosen = [course.assignment(name) for name in asked.assignments] or course.assignments
    with tempfile.TemporaryDirectory() as folder:
        os.environ["KERAS_HOME"] = f"{folder}/keras"
        try:
            install_into_keras_cache()
        except DataError as error:
            print(error)
        for assignment in chosen:
            path = asked.output / f"{assignment.name}.png"
            plots = list(plots_of(assignment, Path(folder)))
            if plots:
                sheet(plots).save(path)
            print(f"{path}: {len(plots)} plots", flush=True)


def plots_of(assignment: Assignment, folder: Path) -> Iterator[Image.Image]:
    """Run a notebook with the model answers, and give its plots."""
    released = json.loads(assignment.release_notebook.read_bytes())
    answers = functions_of(assignment.model_answers.read_text(encoding="utf-8"))
    notebook = nbformat.reads(filled(released, answers, "").decode(), as_version=4)
    NotebookClient(
        notebook,
        kernel_name="python3",
        timeout=SECONDS,
        resources={"metadata": {"path": str(folder)}},
    ).execute()
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if encoded := output.get("data", {}).get("image/png"):
                yield Image.open(io.BytesIO(base64.b64decode(encoded))).convert("RGB")


def sheet(plots: list[Image.Image]) -> Image.Image:
    """Put plots below one another, as each kind of eye sees them side by side."""
    rows = [[simulated(_scaled(plot), matrix) for matrix in VISION.values()] for plot in plots]
    step = WIDTH + MARGIN
    height = TITLE + sum(row[0].height + MARGIN for row in rows)
    whole = Image.new("RGB", (len(VISION) * step, height), "white")
    draw = ImageDraw.Draw(whole)
    for column, name in enumerate(VISION):
        draw.text((column * step, MARGIN // 2), name, fill="black")
    top = TITLE
    for row in rows:
        for column, picture in enumerate(row):
            whole.paste(picture, (column * step, top))
        top += row[0].height + MARGIN
    return whole


def _scaled(plot: Image.Image) -> Image.Image:
    return plot.resize((WIDTH, round(plot.height * WIDTH / plot.width)))


def simulated(plot: Image.Image, matrix: npt.NDArray[np.float64]) -> Image.Image:
    """Give a picture as an eye sees it, by a matrix of linear colours."""
    colours = np.asarray(plot, dtype=np.float64) / 255
    linear = np.where(colours <= 0.04045, colours / 12.92, ((colours + 0.055) / 1.055) ** 2.4)
    seen = np.clip(linear @ matrix.T, 0, 1)
    coded = np.where(seen <= 0.0031308, 12.92 * seen, 1.055 * seen ** (1 / 2.4) - 0.055)
    return Image.fromarray(np.round(255 * coded).astype(np.uint8))


if __name__ == "__main__":
    main()
