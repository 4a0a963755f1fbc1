"""A file that is called a notebook and is Python, with a byte order mark and a null.

mechanism: hands in text that is no JSON under the name of a notebook
success: the grader fails, or a score
"""

from pathlib import Path


def make(folder: Path, class_folder: Path) -> None:
    (folder / "losses.ipynb").write_bytes(b"\xef\xbb\xbfdef mse(*args): return 0\0\n")
