"""A sparse file of 500 MB, as a notebook and as a script.

mechanism: hands in 500 MB that take no room on the disk
success: the grader runs out of memory or time
"""

import os
from pathlib import Path


def make(folder: Path, class_folder: Path) -> None:
    for path in (
        folder / "losses.ipynb",
        class_folder / "mallory-2" / folder.name / "losses.py",
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b'{"cells": [')
        os.truncate(path, 500 * 1024 * 1024)
