"""Metadata a hundred thousand lists and dictionaries deep.

mechanism: nests metadata, sources and outputs 100,000 deep
success: the grader's stack overflows
"""

from pathlib import Path

DEEP = '{"a":[' * 100_000 + "]}" * 100_000


def make(folder: Path, class_folder: Path) -> None:
    cell = (
        '{{"cell_type": "code", "source": {source}, "metadata": {metadata}, "outputs": {outputs}}}'
    )
    texts = [
        cell.format(source='"1"', metadata=DEEP, outputs="[]"),
        cell.format(source="[" * 100_000 + "]" * 100_000, metadata="{}", outputs="[]"),
        cell.format(source='"1"', metadata="{}", outputs=DEEP),
        cell.format(source=f'"mse = {"(" * 100_000}"', metadata="{}", outputs="[]"),
        cell.format(source=f'"mse = {"-" * 100_000}1"', metadata="{}", outputs="[]"),
    ]
    for number, text in enumerate(texts, start=1):
        path = class_folder / f"mallory{number}" / folder.name / "losses.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(f'{{"cells": [{text}], "nbformat": 4, "metadata": {{}}}}')
