"""Imports as people write them, and libraries that nothing forbids."""

from __future__ import annotations

import re

from tests.field.hand_in import HandIn, source_of, transformation

GROUP = "libraries"


# Elsewhere a model answer adds up a generator, and NumPy's sum does not: Jupyter is not green.
@transformation(GROUP, "from numpy import * above everything", only=("losses", "optimizers"))
def star_import_on_top(hand_in: HandIn) -> None:
    hand_in.on_top("from numpy import *")


@transformation(GROUP, "import numpy, and np as its alias in the answer's cell")
def numpy_imported_again(hand_in: HandIn) -> None:
    cell = hand_in.solution_of(hand_in.exercise().name)
    cell["source"] = "import numpy\nimport numpy as np\n" + source_of(cell)


@transformation(GROUP, "numpy under another alias")
def numpy_under_another_alias(hand_in: HandIn) -> None:
    cell = hand_in.solution_of(hand_in.exercise().name)
    body = re.sub(r"\bnp\.", "xp.", source_of(cell))
    cell["source"] = "import numpy as xp\n" + body


@transformation(GROUP, "numpy imported within the function")
def numpy_imported_in_the_function(hand_in: HandIn) -> None:
    cell = hand_in.solution_of(hand_in.exercise().name)
    head, _, rest = source_of(cell).partition("\n")
    cell["source"] = f"{head}\n    import numpy as np\n{rest}"


@transformation(GROUP, "pandas for a table of one's own", green=False)
def pandas_in_an_own_cell(hand_in: HandIn) -> None:
    hand_in.somewhere("import pandas as pd\nframe = pd.DataFrame({'a': [1, 2]})\nframe.head()")


@transformation(GROUP, "torch, seaborn or scikit-learn at the top, and not used", green=False)
def unused_libraries_on_top(hand_in: HandIn) -> None:
    hand_in.on_top("import torch\nimport seaborn as sns\nfrom sklearn import datasets")


@transformation(GROUP, "SciPy beside one's own answer")
def scipy_in_an_answer(hand_in: HandIn) -> None:
    cell = hand_in.solution_of(hand_in.exercise().name)
    head, _, rest = source_of(cell).partition("\n")
    cell["source"] = (
        "from scipy.special import logsumexp\n"
        f"{head}\n    assert abs(float(logsumexp([0.0])) - 0.0) < 1e-12\n{rest}"
    )


@transformation(GROUP, "tqdm around a loop")
def tqdm_in_an_own_cell(hand_in: HandIn) -> None:
    hand_in.somewhere(
        "from tqdm.notebook import tqdm\nfrom tqdm.auto import trange\n"
        "for step in tqdm(range(3)):\n    pass\n"
        "for step in trange(2, desc='steps'):\n    pass\nassert step == 1"
    )


@transformation(GROUP, "tqdm in an answer")
def tqdm_in_an_answer(hand_in: HandIn) -> None:
    cell = hand_in.solution_of(hand_in.exercise().name)
    head, _, rest = source_of(cell).partition("\n")
    cell["source"] = (
        f"from tqdm import tqdm\n{head}\n    assert list(tqdm([1, 2])) == [1, 2]\n{rest}"
    )


@transformation(GROUP, "a slider of ipywidgets over a plot")
def widgets(hand_in: HandIn) -> None:
    hand_in.somewhere(
        "from ipywidgets import FloatSlider, interact\n\n\n"
        "def show(rate=0.1):\n    return rate\n\n\n"
        "interact(show, rate=FloatSlider(min=0.0, max=1.0, value=0.1))"
    )


@transformation(GROUP, "the standard library: functools, itertools, collections, typing")
def standard_library(hand_in: HandIn) -> None:
    hand_in.on_top(
        "import collections, functools, itertools, operator, os, sys, typing\n"
        "from dataclasses import dataclass\nfrom pathlib import Path\n"
        "from typing import Optional, Union\n\n\n"
        "@dataclass\nclass Point:\n    x: float\n    y: Optional[float] = None"
    )


@transformation(GROUP, "a table of functions, of which another one is used", only=("activations",))
def table_of_functions(hand_in: HandIn) -> None:
    hand_in.insert('compare = {"tanh": np.tanh, "exp": np.exp}\nprint(compare["exp"](0.0))')


@transformation(GROUP, "an attribute by its name")
def getattr_in_an_answer(hand_in: HandIn) -> None:
    cell = hand_in.solution_of(hand_in.exercise().name)
    head, _, rest = source_of(cell).partition("\n")
    cell["source"] = f'{head}\n    kind = getattr(np, "float" + "64")\n    kind(1)\n{rest}'
