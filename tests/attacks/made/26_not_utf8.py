"""A notebook in another encoding, with bytes that are no text at all.

mechanism: hands in UTF-16, Latin-1 and lone surrogates under the name of a notebook
success: the grader fails, or a score
"""

from pathlib import Path

TEXT = '{"cells": [{"cell_type": "code", "source": "mse = \\"ä\\""}], "nbformat": 4}'


def make(folder: Path, class_folder: Path) -> None:
    (folder / "losses.ipynb").write_bytes(TEXT.encode("utf-16"))
    for student, content in (
        ("mallory-2", TEXT.encode("latin-1")),
        ("mallory-3", TEXT.replace("ä", "\\ud800").encode()),
        ("mallory-4", TEXT.encode() + b"\xff\xfe\x00"),
    ):
        path = class_folder / student / folder.name / "losses.ipynb"
        path.parent.mkdir(parents=True)
        path.write_bytes(content)
