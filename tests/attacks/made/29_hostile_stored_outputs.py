"""Outputs that are script, escapes and megabytes, stored in an honest notebook.

mechanism: stores HTML, script, SVG, ANSI escapes and 15 MB of text in every cell's outputs
success: anything of it reaches terminal, table or page, or the honest score is lost
earned: 28
"""

import json
from pathlib import Path

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\x1b[2J\x1b]0;x\x07looted:"


def make(folder: Path, class_folder: Path) -> None:
    notebook = json.loads((class_folder / "ada" / folder.name / "losses.ipynb").read_bytes())
    note = "# the work of"
    cells = [c for c in notebook["cells"] if not "".join(c["source"]).startswith(note)]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    data = {
        "text/html": HOSTILE,
        "text/plain": [HOSTILE],
        "application/javascript": "alert(1)",
        "image/svg+xml": f"<svg onload=alert(1)>{HOSTILE}</svg>",
        "application/vnd.jupyter.widget-view+json": {"model_id": HOSTILE},
    }
    for cell in code:
        cell["outputs"] = [
            {"output_type": "display_data", "data": data, "metadata": {}},
            {"output_type": "error", "ename": HOSTILE, "evalue": HOSTILE, "traceback": [HOSTILE]},
        ]
        cell["execution_count"] = 10**9
    huge = {"output_type": "stream", "name": "stdout", "text": "x" * 15_000_000}
    code[0]["outputs"].append(huge)
    cells.append({"cell_type": "markdown", "id": "m", "metadata": {}, "source": HOSTILE})
    (folder / "losses.ipynb").write_text(json.dumps(notebook | {"cells": cells}))
