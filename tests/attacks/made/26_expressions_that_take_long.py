"""Texts at which patterns try every way to cut them: names, imports, tags, magics without an end.

mechanism: long words, lists and beginnings without an end in every place that patterns read
success: the grader reads one for minutes
"""

import json
from pathlib import Path

WORD = "a" * 400_000
MISSING = "\nimport nosuchlibrary"
TEXTS = {
    "from": f'"""\nfrom {WORD}\n"""{MISSING}',
    "import": f'"""\nimport {WORD}!\n"""{MISSING}',
    "names": '"""\n' + "from a import (\n" * 30_000 + f'"""{MISSING}',
    "error": f'raise ImportError("No module named \'{WORD}")',
    "tags": "# %% " + "tags=[" * 100_000 + "\nmse = 1",
    "blanks": "# %%" + " " * 400_000 + "x\n" + " \t" * 400_000 + "\nmse = 1",
    "quotes": "mse = 1\n" + "'''" * 30_001 + '"""' * 30_001,
    "magics": ("%x\n" * 900 + "\n# %%\n") * 70,
    "questions": ("a" * 900 + "?\n") * 60 + "mse = 1",
    "prompts": " \n" * 100_000 + ">>> mse = 1",
    "definitions": "raise ValueError\n" + "def a\n" * 30_000,
    "decorators": "@a\n" * 20_000 + "mse = 1",
    "parameters": "def mse(" * 30_000 + "\nmse = lambda: 1",
    "assigned": "get_ipython().magic('" + "\\" * 30_000 + "\n" + "a=" * 30_000 + "!x",
    "conflict": "<<<<<<< \n" * 30_000,
    "encoding": "#" + " coding" * 100_000,
}


def make(folder: Path, class_folder: Path) -> None:
    for name, text in TEXTS.items():
        place = class_folder / f"mallory-{name}" / folder.name
        place.mkdir(parents=True)
        (place / "losses.py").write_text(text)
    for name in ("conflict", "blanks", "prompts"):
        place = class_folder / f"mallory-{name}-2" / folder.name
        place.mkdir(parents=True)
        (place / "losses.ipynb").write_text(TEXTS[name])
    cells = [
        {"cell_type": "code", "metadata": {}, "outputs": [], "source": TEXTS[name]}
        for name in ("from", "prompts", "definitions", "magics")
    ]
    (folder / "losses.ipynb").write_text(json.dumps({"cells": cells, "metadata": {}}))
