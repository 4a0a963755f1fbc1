"""Files handed in flat, called like markup, formulas, options and paths.

mechanism: files whose names are markup, formulas, options, escapes or those of other students
success: a name reaches terminal, table or page as it is, or another's report is replaced
"""

import os
from pathlib import Path

NAMES: list[str | bytes] = [
    "<script>alert(1)<.py", "<img src=x onerror=alert(1)>.ipynb", '=HYPERLINK("x").py', "@x.py",
    "-x.py", "--output.py", "\x1b[31m.ipynb", "\u202eyp.ipynb", "a\nb.py", "$(id).py", "`id`.ipynb",
    "ada.py", "ADA.py", "zoe.ipynb", "04_losses.py", "losses.py", "summary.csv.py", "..py", "...py",
    "x.IPYNB", "x.PY", ".hidden.py", b"\xff\xfe.py", b"\xff.ipynb", "x" * 250 + ".py", "x.py.ipynb",
    "zoe.04_losses.py", "conftest.py", "test_losses.py",
]  # fmt: skip


def make(folder: Path, class_folder: Path) -> None:
    (folder / "losses.py").write_text("mse = 1\n")
    for name in NAMES:
        for place in (class_folder, class_folder / "zoe", folder.parent):
            with open(os.fsencode(place) + b"/" + os.fsencode(name), "wb") as file:  # noqa: PTH123
                file.write(b"mse = 1\n" if os.fsencode(name)[-1:] in b"yY" else b"{}")
