"""Notebooks of versions that never were, without cells, and with cells that are none.

mechanism: wrong nbformat, wrong types for cells, sources, tags and metadata, none of them at all
success: the grader fails, or a score
"""

import json
from pathlib import Path

CODE = {"cell_type": "code", "source": "mse = 1", "metadata": {}}
NOTEBOOKS = [
    {"nbformat": 99, "cells": [CODE]},
    {"nbformat": "4", "nbformat_minor": {}, "cells": [CODE], "metadata": {"autograder": []}},
    {"nbformat": 4, "cells": []},
    {"nbformat": 4},
    {"nbformat": 3, "worksheets": [{"cells": [{"cell_type": "code", "input": "mse = 1"}]}]},
    {"nbformat": 3, "worksheets": []},
    {"nbformat": 4, "cells": {"0": CODE}},
    {"nbformat": 4, "cells": [None, 1, "x", []]},
    {"nbformat": 4, "cells": [{**CODE, "source": [1, 2]}]},
    {"nbformat": 4, "cells": [{**CODE, "source": None}]},
    {"nbformat": 4, "cells": [{**CODE, "metadata": {"tags": {"x": 1}, "nbgrader": [1]}}]},
    {"nbformat": 4, "cells": [{**CODE, "metadata": {"tags": [[], {}, None, 1]}}]},
    {"nbformat": 4, "cells": [CODE], "metadata": {"autograder": {"assignment": ["04_losses"]}}},
    {"nbformat": 4, "cells": [{**CODE, "cell_type": "raw"}, {**CODE, "cell_type": "evil"}]},
    [], "notebook", 4, None,
]  # fmt: skip
TEXTS = [
    '{"cells": [{"cell_type": "code", "source": "mse = 1", "metadata": {}}], "cells": []}',
    '{"cells": [], "nbformat": NaN, "x": 1e999999, "y": -Infinity}',
    '{"cells": [{"cell_type": "code", "source": "x", "metadata": {"a": ' + "9" * 100_000 + "}}]}",
    "",
    " \n",
    "[" * 20_000_000,
    '{"cells": [' + '{"cell_type":"code","source":[' + '"",' * 3_000_000,
]


def make(folder: Path, class_folder: Path) -> None:
    texts = [json.dumps(notebook) for notebook in NOTEBOOKS] + TEXTS
    for number, text in enumerate(texts, start=1):
        path = class_folder / f"mallory{number}" / folder.name / "losses.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(text)
