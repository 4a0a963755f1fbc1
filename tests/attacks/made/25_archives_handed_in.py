"""Zip files handed in instead of a notebook: broken, crowded, and one that claims to be a notebook.

mechanism: a file that only begins like a zip, ten thousand members, a zip called losses.ipynb
success: the grader stops, never ends, or opens them
"""

import zipfile
from pathlib import Path


def make(folder: Path, class_folder: Path) -> None:
    (folder / "losses.zip").write_bytes(b"PK\x03\x04" + bytes(range(256)) * 8)
    crowded = class_folder / "mallory-crowded" / folder.name / "losses.zip"
    crowded.parent.mkdir(parents=True)
    with zipfile.ZipFile(crowded, "w") as archive:
        for place in range(10_100):
            archive.writestr(f"s{place}/04_losses/losses.py", b"")
    disguised = class_folder / "mallory-disguised" / folder.name / "losses.ipynb"
    disguised.parent.mkdir(parents=True)
    with zipfile.ZipFile(disguised, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("losses.ipynb", b"{}" * 10_000_000)
