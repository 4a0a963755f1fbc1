"""Zip files of a learning platform that are not what they seem, beside an honest one.

mechanism: zip slip, absolute paths, links, a bomb, twins, hostile names
success: something is written outside the output folder, honest members are lost, or it never ends
"""

import io
import stat
import warnings
import zipfile
from pathlib import Path

WRONG = b"mse = 1\n"
NAMES = [
    "../../escaped/04_losses/losses.py",
    "/etc/escaped.py",
    "C:\\escaped\\losses.py",
    "..\\..\\escaped\\losses.py",
    "mallory\n/04_losses/losses.py",
    "mal'\"; rm -rf $HOME/04_losses/losses.py",
    "mal\u202elory/04_losses/losses.py",
    "=HYPERLINK(1)/04_losses/losses.py",
    "twin/04_losses/losses.py",
    "twin/04_losses/losses.py",
    "TWIN/04_losses/losses.py",
]


def make(folder: Path, class_folder: Path) -> list[Path]:
    folder.rmdir()
    hostile = class_folder.with_name("hostile.zip")
    with warnings.catch_warnings(), zipfile.ZipFile(hostile, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # two members of one name are the point
        for name in NAMES:
            archive.writestr(zipfile.ZipInfo(name), WRONG)
        link = zipfile.ZipInfo("link/04_losses/losses.py")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("bomb/04_losses/losses.ipynb", bytes(64 * 1024 * 1024))
        archive.writestr("nested/04_losses/losses.ipynb", _zip_of_zips())
    return [class_folder, hostile]


def _zip_of_zips() -> bytes:
    content = b"x" * 1000
    for _ in range(20):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("inner.zip", content)
        content = buffer.getvalue()
    return content
