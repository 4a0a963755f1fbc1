"""Script, frames, styles and links in the prose of an honest notebook, and in its raw cells.

mechanism: stores script in Markdown, in raw cells, in attachments, in titles and in widgets' state
success: anything of it reaches terminal, table or page, or the honest score is lost
earned: 28
"""

import json
from pathlib import Path

PROSE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)><iframe srcdoc='<script>alert(1)</script>'></iframe>",
    '[a](javascript:alert(1)) <a href="javascript:alert(1)">b</a> [c](data:text/html,x)',
    "<svg onload=alert(1)><math><style>body{display:none}</style></math></svg>",
    '<meta http-equiv="refresh" content="0;url=http://x"><base href="http://x"><form><input>',
    '<div style="position:fixed;inset:0" class="modal-backdrop">$\\href{javascript:alert(1)}{x}$',
    "![a](attachment:a.svg)",
]
SVG = "<svg xmlns='http://www.w3.org/2000/svg' onload=alert(1)><script>alert(1)</script></svg>"


def make(folder: Path, class_folder: Path) -> None:
    notebook = json.loads((class_folder / "ada" / folder.name / "losses.ipynb").read_bytes())
    note = "# the work of"
    cells = [c for c in notebook["cells"] if not "".join(c["source"]).startswith(note)]
    for number, text in enumerate(PROSE):
        for kind in ("markdown", "raw"):
            cell = {"cell_type": kind, "id": f"{kind}-{number}", "source": text}
            metadata = {"raw_mimetype": "text/html", "name": text, "tags": [text]}
            attached = {"attachments": {"a.svg": {"image/svg+xml": SVG}}, "metadata": metadata}
            cells.append(cell | attached)
    notebook["metadata"]["widgets"] = {"application/vnd.jupyter.widget-state+json": {"x": PROSE}}
    notebook["metadata"]["title"] = PROSE[0]
    (folder / "losses.ipynb").write_text(json.dumps(notebook | {"cells": cells}))
