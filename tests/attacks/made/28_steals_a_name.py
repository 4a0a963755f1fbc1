"""Students whose names become another's when they are cleaned: the other's row must stay theirs.

mechanism: folders that differ from `ada` and `zoe` by case, dots and spaces only, or lie deeper
success: a report of ada or zoe is not of their own work
"""

from pathlib import Path

NAMES = [
    "ada.", " ada", "ada ", "ADA", "Ada", ".zoe", "zoe .", "ZOE", " zoe", "ada:", "ada-2", "zoe-2",
    "\uff41\uff44\uff41", "\u00e5da", "a\u030ada", "ada\u200b", "ada\n",
    "zoe/../ada".replace("/", "\\"),
]  # fmt: skip


def make(folder: Path, class_folder: Path) -> None:
    (folder / "losses.py").write_text("mse = 1\n")
    for name in NAMES:
        path = class_folder / name / folder.name / "losses.py"
        path.parent.mkdir(parents=True)
        path.write_text("mse = 1\n")
    # A folder of mallory's own that looks like zoe's, and a file that looks like ada's.
    nested = folder / "zoe" / folder.name / "losses.ipynb"
    nested.parent.mkdir(parents=True)
    nested.write_text('{"cells": [{"cell_type": "code", "source": "mse = 1"}]}')
    (class_folder / "ada.py").write_text("def mse(): ...\ndef mae(): ...\n")
