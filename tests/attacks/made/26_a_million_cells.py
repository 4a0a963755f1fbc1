"""As many cells as the allowed size holds.

mechanism: hands in a million tiny cells, and a script of 100,000
success: the grader runs out of memory or time
"""

from pathlib import Path


def make(folder: Path, class_folder: Path) -> None:
    cell = '{"cell_type":"code"}'
    text = '{"cells":[' + ",".join([cell] * 900_000) + "]}"
    (folder / "losses.ipynb").write_text(text)
    path = class_folder / "mallory-2" / folder.name / "losses.py"
    path.parent.mkdir(parents=True)
    path.write_text("# %%\n1\n" * 100_000)
