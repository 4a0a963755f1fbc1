"""Ada's own kind of work, with cell ids missing, doubled and wrong, and with its checks changed.

mechanism: breaks ids, drops and rewrites every check, shuffles outputs of an honest notebook
success: the honest score is lost, or more than it
earned: 28
"""

import json
from pathlib import Path


def make(folder: Path, class_folder: Path) -> None:
    notebook = json.loads((class_folder / "ada" / folder.name / "losses.ipynb").read_bytes())
    kept = []
    for place, cell in enumerate(notebook["cells"]):
        told = cell["metadata"].get("nbgrader", {})
        if told.get("grade") and not told.get("solution"):
            if place % 2:
                continue
            cell["source"] = "mse = mae = huber = None\nraise SystemExit('a check of my own')"
        cell["id"] = ["same", "", "x" * 1000, "<b>", None][place % 5]
        if place % 3 == 0:
            del cell["id"]
        kept.append(cell)
    note = "# the work of"
    notebook["cells"] = [cell for cell in kept if not "".join(cell["source"]).startswith(note)]
    (folder / "losses.ipynb").write_text(json.dumps(notebook))
