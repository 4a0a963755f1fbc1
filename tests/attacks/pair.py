"""What attacks of two students have in common: the second earns points by what it has noticed."""

from __future__ import annotations

from pathlib import Path

#: The last cell of the second one, whose cells before put what they notice into `heard`.
_GAIN = """
# %%
if heard:

    def mse(y_true, y_pred):
        return np.mean((np.ravel(y_true).astype(float) - np.ravel(y_pred)) ** 2)
"""


def write_pair(folder: Path, class_folder: Path, first: str, second: str) -> None:
    """Write the scripts of mallory and of mallory-2, both in the percent format."""
    other = class_folder / "mallory-2" / folder.name
    other.mkdir(parents=True)
    (folder / "losses.py").write_text(first)
    (other / "losses.py").write_text(f"heard = []\n{second}{_GAIN}")
