"""Files of 20 MB without a line break: one word, one string, one comment, one sum, one list.

mechanism: hands in lines of 20 MB, as cells, as prose, as a script, and unfinished
success: the grader, or what it shows, takes the whole line
"""

import json
from pathlib import Path

SIZE = 20 * 1024 * 1024 - 1000
LINES = {
    "word": "a" * SIZE,
    "string": 'mse = "' + "x" * (SIZE - 10) + '"',
    "comment": "# " + "<script>alert(1)</script>" * (SIZE // 26),
    "sum": "mse = 1" + "+1" * (SIZE // 3),
    "list": "mse = [" + "0," * (SIZE // 3) + "]",
    "nested": "mse = " + "[" * (SIZE // 3),
    "allowed": "mse = 0" + "+1" * 1_900_000,
    "shift": "mse = lambda *a: 1 " + "<< 9 " * 700_000,
    "format": "mse = f'" + "{0}" * 1_000_000 + "'",
    "marker": "# %% " + "[markdown] " * (SIZE // 11),
    "json": '{"cells": "' + "x" * (SIZE - 20),
}


def make(folder: Path, class_folder: Path) -> None:
    for name, line in LINES.items():
        place = class_folder / f"mallory-{name}" / folder.name
        place.mkdir(parents=True)
        (place / "losses.py").write_text(line)
    cells = [
        {"cell_type": kind, "metadata": {}, "source": LINES["word"][: SIZE // 5]}
        for kind in ("markdown", "raw", "code")
    ]
    (folder / "losses.ipynb").write_text(json.dumps({"cells": cells, "metadata": {}}))
