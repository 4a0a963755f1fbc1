"""The names that a submission imports, and the libraries that are not there."""

from __future__ import annotations

import pytest

from autograder.grading.imports import Imports, imported_names
from autograder.sandbox.inside.protocol.messages import Problem
from autograder.submissions.submission import CodeCell


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("import keras", {"keras": "keras"}),
        ("import numpy as np, keras.ops as K", {"np": "numpy", "K": "keras"}),
        ("import a.b.c", {"a": "a"}),
        ("import a  # b, c", {"a": "a"}),
        ("from keras import ops, layers as L", {"keras": "keras", "ops": "keras", "L": "keras"}),
        ("from a.b import (\n    c,\n    d as e,\n)", {"a": "a", "c": "a", "e": "a"}),
        ("    from a import *", {"a": "a", "*": "a"}),
        ("imported = 1\nfromage = 2", {}),
    ],
)
def test_names_are_those_of_the_import_statements(text, names):
    assert dict(imported_names(text)) == names


def missing(text: str, kind: str, message: str, *, with_keras: bool = False) -> str | None:
    imports = Imports([CodeCell(1, text, None)], with_keras=with_keras)
    return imports.missing_in(Problem(kind, message, 1, 1, ""))


NO_MODULE, NO_NAME = "ModuleNotFoundError", "NameError"


@pytest.mark.parametrize(
    ("text", "kind", "message", "library"),
    [
        ("import pandas as pd", NO_MODULE, "No module named 'pandas'", "pandas"),
        ("import torch.nn", NO_MODULE, "No module named 'torch'", "torch"),
        ("import pandas as pd", NO_NAME, "name 'pd' is not defined", "pandas"),
        ("from sklearn.metrics import (\n    log_loss\n)", NO_NAME,
         "name 'log_loss' is not defined", "sklearn"),
        ("import keras", NO_NAME, "name 'keras' is not defined. Did you mean: 'kern'?", "keras"),
        ("import my_helpers", NO_MODULE, "No module named 'my_helpers'", "my_helpers"),
        ("import numpy as np", NO_NAME, "name 'np' is not defined", None),
        ("from math import tau", NO_NAME, "name 'tau' is not defined", None),
        ("import seaborn as sns", NO_NAME, "name 'sns' is not defined", None),
        ("x = 1", NO_NAME, "name 'pd' is not defined", None),
        ("x = 1", NO_MODULE, "No module named 'hidden_0_25'", None),
        ("import pandas as pd", "ValueError", "name 'pd' is not defined", None),
    ],
)  # fmt: skip
def test_a_library_that_is_not_there_is_found(text, kind, message, library):
    assert missing(text, kind, message) == library


def test_keras_is_there_where_its_worker_is():
    assert missing("import keras", NO_NAME, "name 'keras' is not defined", with_keras=True) is None


WORD = "a" * 300_000


@pytest.mark.parametrize(
    "text",
    [
        f"from {WORD}\n",
        f"from {WORD} {WORD}\n",
        f"import {WORD}!\n",
        f"import {WORD} as {WORD}!\n",
        "from a import (\n" * 100_000,
        f"from a import ({WORD} ",
        f"from a import {WORD} as {WORD}" + " as" * 100_000,
        "import " + "a," * 100_000,
    ],
    ids=range(8),
)
def test_no_text_takes_longer_than_in_proportion_to_its_length(text):
    # A pattern that tries every way to cut a word in two would not come to an end here.
    list(imported_names(text))


def test_a_message_of_any_length_is_read_once():
    problem = Problem("ImportError", f"No module named '{WORD}", 1, 1, "")
    cells = [CodeCell(1, "import foo", None)]
    assert Imports(cells, with_keras=False).missing_in(problem) is None
