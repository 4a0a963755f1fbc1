"""What a notebook's text mentions of library functions, and what a worker then lacks."""

from __future__ import annotations

import time

import pytest

from autograder.grading.mentions import code_of, hidden_libraries, unmentioned
from autograder.submissions.submission import CodeCell

NAMES = ["np.tanh", "math.tanh", "scipy.special.expit"]
STUB = '''def tanh(z):
    """Neither this function nor any other may use `np.tanh` or `scipy.special.expit`."""
    # like np.tanh
    return np.exp(z) / tanh(z)
'''


def code(*texts: str) -> list[str]:
    return code_of([CodeCell(number, text, None) for number, text in enumerate(texts, start=1)])


@pytest.mark.parametrize(
    "text",
    [
        STUB,
        "tanh(0.5)\npassed('tanh')\nplt.plot(x, tanh(x), label='tanh', color='#333')",
        "from numpy import exp, sinh\nimport math",
        "tanh_grad = 1\nx.tanh_grad\narctanh = np.arctanh",
        "x = 2 * (3)",
        'x = """\n',
    ],
)
def test_a_notebook_that_takes_none(text):
    assert unmentioned(NAMES, code(STUB, text)) == NAMES
    assert hidden_libraries(NAMES, code(STUB, text)) == ["scipy"]


@pytest.mark.parametrize(
    "text",
    [
        "np.tanh(z)",
        "np . tanh(z)",
        "plt.plot(x, y, color='#333'); np.tanh(z)",
        "from numpy import tanh",
        "from numpy import (\n    exp,\n    tanh,\n)",
        "from numpy import exp, \\\n    tanh",
        "from math import *",
        "import numpy as np, math\nf'{np.tanh(1)}'",
        "TABLE = {'tanh': np.tanh, 'exp': np.exp}",
        "getattr(np, name)",
        "vars(np)[name]",
        "eval(text)",
        "np.__dict__[name]",
        "attrgetter('tanh')(np)",
        "importlib.import_module('numpy')",
    ],
)
def test_a_notebook_that_may_take_them(text):
    assert unmentioned(NAMES, code(STUB, text)) == ["scipy.special.expit"]
    assert hidden_libraries(NAMES, code(STUB, text)) == ["scipy"]


@pytest.mark.parametrize("text", ["import scipy", "from scipy import stats", "x = 'scipy'"])
def test_a_notebook_that_has_the_library(text):
    assert unmentioned(NAMES, code(STUB, text)) == []
    assert hidden_libraries(NAMES, code(STUB, text)) == []


def test_the_look_takes_no_longer_for_hostile_texts():
    begun = time.monotonic()
    texts = ['"""' * 20_000, "'''a\n" * 10_000, "import (" * 20_000, "import \\\n" * 20_000,
             "'\\" * 20_000, ". " * 20_000]  # fmt: skip
    for text in texts:
        unmentioned(NAMES, code(text))
    assert time.monotonic() - begun < 20
