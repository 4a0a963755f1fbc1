"""Two students of one mind, graded one after the other by the same host.

mechanism: the first leaves files, kernel objects and a changed process, the second looks for them
success: the second finds what the first one left, which gives points
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

LEAVES = ("files_for_the_next", "objects_for_the_next", "poisons_the_warm_process")


def make(folder: Path, class_folder: Path) -> Sequence[Path] | None:
    """Give each of the two all that one of them would do to leave something and to find it."""
    submissions = Path(__file__).resolve().parents[1] / "submissions"
    texts = [(submissions / f"36_{name}.py").read_text(encoding="utf-8") for name in LEAVES]
    second = class_folder / "mallory-2" / folder.name
    second.mkdir(parents=True)
    for place in (folder, second):
        text = "\n# %%\n".join(texts).replace("os._exit(1)", "return 0.0")
        (place / "losses.py").write_text(text, encoding="utf-8")
    return None
